"""What the commands of the shell answer.

Each takes the options of its command and gives the plain data for `--json` and what prints as text. What it
cannot answer it raises.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from rsindicators.assertions import find_claims
from rsindicators.catalogue import Catalogue
from rsindicators.errors import NotationError
from rsindicators.formats import read_text
from rsindicators.kinds import Basis
from rsindicators.number import plain
from rsindicators.plan import Plan, plans
from rsindicators.promises import find_targets
from rsindicators.table import Table
from rsindicators.tabulated import read_observations

if TYPE_CHECKING:
    import argparse

    from rsindicators.indicator import Indicator


@frozen(eq=False)
class Answer:
    """What a command answers.

    Attributes:
        record: Plain data for `--json`.
        shown: What prints as text.
        status: The exit status.
        complaints: Lines for standard error.
    """

    record: Any
    shown: object
    status: int = 0
    complaints: tuple[str, ...] = ()


def show(options: argparse.Namespace) -> Answer:
    """One indicator: its definition, formula and source."""
    indicator = Catalogue.standard()[options.name]
    record = next(one for one in Catalogue.standard().to_records() if one["code"] == indicator.code)
    return Answer(record, _described(indicator))


def _described(indicator: Indicator) -> Table:
    rows = [
        ("名称", indicator.name),
        ("英文", indicator.english),
        ("代码", indicator.code),
        ("单位", indicator.unit.symbol),
        ("类别", f"{indicator.measure.label},{indicator.direction.label}"),
        ("汇总", f"地区间{indicator.over_regions.label},时期间{indicator.over_periods.label}"),
        ("口径", indicator.basis),
        *(("别名", f"{alias.name}({alias.evidence})") for alias in indicator.aliases),
        ("简称", "、".join(indicator.short_names)),
        ("属于", indicator.part_of),
        ("编制", indicator.compiled_by),
        ("所计", indicator.counted),
        ("下限", str(indicator.minimum or "")),
        ("上限", str(indicator.maximum or "")),
        ("常见上限", str(indicator.usual_maximum or "")),
        ("公式", str(indicator.formula or "")),
        *(("组成", f"{one.name}({one.unit}) {one.code}:{one.definition}") for one in indicator.components),
        ("释义", indicator.definition or "原文只列名称,没有释义"),
        ("来源", str(indicator.source)),
        *(("指定", f"{name}:{reason}") for name, reason in indicator.assigned),
        *(("注意", remark) for remark in indicator.remarks),
    ]
    return Table(("项目", "内容"), [row for row in rows if row[1]], title=indicator.name, wrap=True)


def compute(options: argparse.Namespace) -> Answer:
    """An indicator from its components."""
    indicator = Catalogue.standard()[options.name]
    given: dict[str, str] = {}
    for item in options.components:
        name, sign, value = item.partition("=")
        if not sign or name in given:
            raise NotationError("cli.component" if not sign else "component.twice", item=item, name=name)
        given[name] = value
    explanation = indicator.explain(given, decimals=options.decimals)
    result = explanation.result
    record = {
        "indicator": indicator.code,
        "name": indicator.name,
        "result": str(result),
        "value": plain(result.value),
        "unit": result.unit.symbol,
        "interval": [plain(result.interval.lo), plain(result.interval.hi)],
        "inputs": {name: str(figure) for name, figure in explanation.inputs},
        "formula": explanation.formula,
        "source": str(explanation.source),
    }
    return Answer(record, explanation)


def assess(options: argparse.Namespace) -> Answer:
    """Every target of a plan."""
    plan = plan_of(options)
    seen = read_observations(options.data, plan.catalogue) if options.data else None
    assessment = plan.assess(
        seen,
        day_of(options.on),
        tolerance=options.tolerance,
        basis=Basis.called(options.basis),
        about=options.about,
    )
    record = {
        "title": assessment.title,
        "editions": dict(assessment.editions),
        "on": assessment.on.isoformat() if assessment.on else None,
        "rows": assessment.to_records(),
    }
    return Answer(record, assessment)


def audit(options: argparse.Namespace) -> Answer:
    """A document against itself."""
    found = plan_of(options).audit()
    record = {"document": found.title, "findings": found.to_records(), "summary": found.summary()}
    return Answer(record, found.listing(options.lang))


def find(options: argparse.Namespace) -> Answer:
    """Targets, results and claims in a text."""
    text = read_text(options.file)
    said = [(one, one.indicator()) for one in find_targets(text, year=options.year)]
    claimed = find_claims(text)
    record = {
        "statements": [
            {
                "line": _line_of(text, one.start),
                "start": one.start,
                "end": one.end,
                "kind": one.kind.value,
                "phrase": one.phrase,
                "text": one.text,
                "period": one.period.code if one.period else None,
                "indicator": found.code if found else None,
            }
            for one, found in said
        ],
        "claims": [
            {
                "line": _line_of(text, one.span[0]),
                "start": one.span[0],
                "end": one.span[1],
                "kind": one.kind.value,
                "phrase": one.phrase,
                "claimed": one.claimed,
                "agreement": one.claim.agreement.value,
                "check": one.claim.say(options.lang),
            }
            for one in claimed
        ],
    }
    rows = [
        (
            str(_line_of(text, one.start)),
            one.kind.label,
            one.phrase,
            one.text,
            str(one.period or ""),
            found.name if found else "",
        )
        for one, found in said
    ]
    checks = [
        (
            str(_line_of(text, one.span[0])),
            one.kind.label,
            one.phrase,
            one.claimed,
            one.claim.say(options.lang),
        )
        for one in claimed
    ]
    tables = (
        Table(("行", "性质", "所指", "原文", "时期", "目录中的指标"), rows, "目标和结果"),
        Table(("行", "说法", "所指", "所说", "核对"), checks, "增幅、占比、合计"),
    )
    shown = "\n\n".join(table.text() for table in tables if table.rows)
    return Answer(record, shown or "没有找到目标、结果或说法。")


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def shelf(_: argparse.Namespace) -> Answer:
    """The plans of the library."""
    loaded = [(code, title, Plan.load(code)) for code, title in plans().items()]
    record = [
        {"code": code, "title": title, "targets": len(plan), "results": len(plan.results)}
        for code, title, plan in loaded
    ]
    rows = [(code, title, str(len(plan)), str(len(plan.results))) for code, title, plan in loaded]
    return Answer({"plans": record}, Table(("代码", "规划", "目标", "结果"), rows, "规划", right=(2, 3)))


def plan_of(options: argparse.Namespace) -> Plan:
    """The plan of that code, else the one in that file."""
    file = Path(options.plan)
    if options.plan in plans() or not (file.suffix or file.exists()):
        return Plan.load(options.plan)
    title = options.title or file.stem
    return Plan.read(file, title=title, region=options.region, period=options.period)


def day_of(text: str | None) -> date | None:
    """The day an option names."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotationError("cli.day", text=text) from error


def listing(options: argparse.Namespace) -> Answer:
    """Indicators and plans."""
    catalogue = Catalogue.standard()
    chosen = catalogue.search(options.words) if options.words else catalogue.indicators
    names = [{"code": code, "title": title} for code, title in plans().items()]
    indicators = [{"code": one.code, "name": one.name, "unit": one.unit.symbol} for one in chosen]
    listed = Table(("代码", "规划"), list(plans().items()), title="规划")
    tables = [catalogue.to_table(chosen)] if options.words else [catalogue.to_table(), listed]
    return Answer({"indicators": indicators, "plans": names}, "\n\n".join(map(str, tables)))
