"""Small definitions of the tests' own, so that a test can say what it changes."""

from typing import Any

from rsindicators import (
    Accumulation,
    Additivity,
    Component,
    Direction,
    Formula,
    Indicator,
    Measure,
    Source,
    Unit,
)

RATE_TOML = """
[document]
code = "own"
title = "本县指标"
region = "某县"
file = "own.txt"
issuer = "某县人社局"
edition = "2023"

[[indicator]]
code = "signing_rate"
name = "签订率"
english = "Signing rate"
unit = "%"
measure = "ratio"
direction = "higher"
accumulation = "at_end"
over_regions = "recompute"
over_periods = "none"
formula = "签订企业 / 企业总数"
definition = "签订劳动合同的企业占企业总数的比例。"
source = {section = "附件", item = "第1条", line = 3}
stated = ["unit", "measure", "formula", "definition"]

[indicator.assigned]
direction = "越高越好"
accumulation = "期末数相除"
over_regions = "比率不能相加"
over_periods = "比率不能相加"

[[indicator.component]]
code = "signed"
name = "签订企业"
unit = "家"
measure = "stock"

[[indicator.component]]
code = "firms"
name = "企业总数"
unit = "家"
measure = "stock"
"""
"""A catalogue file with one rate."""


def component(name: str, **changes: Any) -> Component:
    """A stock in 家, or what `changes` say."""
    code = name if name.isascii() else "c" + "".join(f"{ord(sign):x}" for sign in name)
    facts = {"code": code, "name": name, "unit": Unit.parse("家"), "measure": Measure.STOCK}
    return Component(**(facts | changes))


def indicator(**changes: Any) -> Indicator:
    """A rate of two components, or what `changes` say; what is not stated is assigned."""
    facts: dict[str, Any] = {
        "code": "signing_rate",
        "name": "签订率",
        "english": "Signing rate",
        "unit": Unit.parse("%"),
        "measure": Measure.RATIO,
        "direction": Direction.HIGHER,
        "accumulation": Accumulation.AT_END,
        "over_regions": Additivity.RECOMPUTE,
        "over_periods": Additivity.NONE,
        "source": Source("本县指标", "附件", "第1条", 3, "own.txt"),
        "formula": Formula.parse("签订企业 / 企业总数"),
        "definition": "签订劳动合同的企业占企业总数的比例。",
        "components": (component("签订企业", code="signed"), component("企业总数", code="firms")),
        "stated": ("unit", "measure", "formula", "definition"),
    } | changes
    fields = (
        "direction", "accumulation", "over_regions", "over_periods", "minimum", "maximum", "usual_maximum",
        "part_of", "counted", "counting_words", "compiled_by",
    )  # fmt: skip
    missing = [name for name in fields if facts.get(name) and name not in facts["stated"]]
    return Indicator(**({"assigned": tuple((name, "本库指定") for name in missing)} | facts))


def count(**changes: Any) -> Indicator:
    """A stock of firms without a formula, or what `changes` say."""
    facts: dict[str, Any] = {
        "code": "firms",
        "name": "企业数",
        "english": "Firms",
        "unit": Unit.parse("户"),
        "measure": Measure.STOCK,
        "over_regions": Additivity.SUM,
        "formula": None,
        "components": (),
        "definition": "期末企业数。",
        "stated": ("unit", "measure", "definition"),
    }
    return indicator(**(facts | changes))
