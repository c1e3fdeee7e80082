"""The templates: all that the code uses, none that it does not, the same facts in both languages."""

import ast
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from each import of_each
from hypothesis import given
from hypothesis import strategies as st

import rsindicators
from rsindicators import package
from rsindicators.messages import LONGEST_FACT, fact, render, templates

TEMPLATES = templates()
CODE = re.compile(r"[a-z]+(?:\.[a-z_]+)+")


def codes_of(call: ast.Call) -> list[str]:
    """The codes a call names first: `UnitError("unit.taken", ...)`, `scanner.fail("notation.rest")`."""
    texts = [node.value for arg in call.args[:1] for node in ast.walk(arg) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and CODE.fullmatch(text)]


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@cache
def nodes() -> list[ast.AST]:
    """All that the code of the library is made of."""
    files = sorted(Path(rsindicators.__file__).parent.rglob("*.py"))
    return [node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))]


def raising() -> list[tuple[str, ast.Call]]:
    return [
        (code, node)
        for node in nodes()
        if isinstance(node, ast.Call)
        and (called(node).endswith(("Error", "error")) or called(node) in {"fail", "_refused", "render"})
        for code in codes_of(node)
    ]


def spelled_out() -> list[tuple[str, ast.Call]]:
    return [(code, call) for code, call in raising() if all(keyword.arg for keyword in call.keywords)]


@cache
def constants() -> set[str]:
    return {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def prefixes() -> tuple[str, ...]:
    return tuple(
        text
        for node in nodes()
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        for text in [node.values[0].value]
        if re.fullmatch(r"[a-z]+\.", text)
    )


def holes(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


# ── the data file ────────────────────────────────────────────────────────────────────────────────────────


@of_each(TEMPLATES)
def test_every_message_is_in_chinese_and_in_english_and_names_the_same_facts(code):
    template = TEMPLATES[code]
    assert template.keys() in ({"zh", "en"}, {"zh", "en", "zh_next", "en_next"})
    assert re.search("[\u4e00-\u9fff]", template["zh"])
    assert re.search("[a-z]", template["en"])
    assert holes(template["zh"]) == holes(template["en"])
    assert "\n" not in "".join(template.values())
    named = holes(template["zh"]) | holes(template.get("zh_next", ""))
    assert holes(template.get("en_next", "")) <= named
    assert holes(template.get("zh_next", "")) <= holes(template["en"]) | holes(template.get("en_next", ""))


def test_a_code_has_one_template():
    codes = [code for name in package.names("messages") for code in package.table(name)]
    assert len(codes) == len(set(codes))


@of_each(lambda: sorted({code for code, _ in raising()}))
def test_every_code_of_the_library_has_its_message(code):
    assert code in TEMPLATES


@of_each(TEMPLATES)
def test_every_message_is_used_by_the_library(code):
    assert code in constants() or code.startswith(prefixes())


@of_each(lambda: [code for code in TEMPLATES if not code.startswith(prefixes())])
def test_an_error_says_what_to_do_next(code):
    assert TEMPLATES[code].keys() >= {"zh_next", "en_next"} or code.startswith("assessment.")


GIVEN_BY = {"fail": {"text", "position"}, "_refused": {"name"}}


@of_each(spelled_out)
def test_whoever_raises_an_error_gives_all_the_facts_it_names(code, call):
    needed = set().union(*map(holes, TEMPLATES[code].values()))
    facts = {keyword.arg for keyword in call.keywords} - {"where", "at"}
    if called(call) == "render":
        facts = {key.value for key in call.args[2].keys}
    assert needed <= facts | GIVEN_BY.get(called(call), set()), call.lineno


# ── filling in ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_message_is_filled_with_facts_and_says_what_next():
    facts = {"name": "仁", "near": "人、万人"}
    assert render("unit.unknown", "zh", facts) == "不认识单位“仁”。"
    assert render("unit.unknown", "en", facts) == "The unit “仁” is unknown."
    assert render("unit.unknown", "zh", facts, "_next") == "单位须在词表内,最接近的有:人、万人。"
    assert "人、万人" in render("unit.unknown", "en", facts, "_next")


def test_where_nothing_can_be_advised_the_advice_is_empty():
    assert render("judgement.met.certain", "zh", {}, "_next") == ""


def test_braces_in_a_fact_stay_braces():
    shown = render("unit.unknown", "en", {"name": "{near}{0}{name.x}", "near": ""})
    assert shown == "The unit “{near}{0}{name.x}” is unknown."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2.06万人", "2.06万人"),
        (Decimal("2.060"), "2.060"),
        (None, "None"),
        ("a\nb\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
        (["2.06"], "<list, 1>"),
        ({"a": 1, "b": 2}, "<dict, 2>"),
        (2**256 - 1, str(2**256 - 1)[:59] + "…"),
    ],
)
def test_a_fact_is_short_and_on_one_line(value, shown):
    assert fact(value) == shown


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_too_long_to_show_is_told_by_its_size(sign):
    assert fact(sign * 10**100_000) == "<int, 332193 bits>"


@pytest.mark.parametrize(
    "value",
    [[10**5_000], (1, 10**5_000), {"a": 10**5_000}, Fraction(10**5_000, 3)],
    ids=lambda value: type(value).__name__,
)
def test_a_fact_is_shown_whatever_it_holds(value):
    assert 0 < len(fact(value)) <= LONGEST_FACT


@given(st.text() | st.binary() | st.integers() | st.floats() | st.decimals() | st.lists(st.text()))
def test_any_value_makes_a_printable_fact(value):
    shown = fact(value)
    assert len(shown) <= LONGEST_FACT
    assert shown.isprintable()
