"""The library at a shell.

Exit status: 0 answered; 1 understood, but there is no answer (a component is missing, a denominator is zero,
inputs contradict each other); 2 not understood (an unknown name, an unreadable figure, a wrong option).
Errors are one line on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from rsindicators.assertions import find_claims
from rsindicators.catalogue import Catalogue
from rsindicators.errors import ComponentError, NotationError, RSIndicatorsError, UndefinedResultError
from rsindicators.formats import read_text
from rsindicators.kinds import Basis
from rsindicators.number import plain
from rsindicators.plan import Plan, plans
from rsindicators.promises import find_targets
from rsindicators.table import Table
from rsindicators.tabulated import read_observations

if TYPE_CHECKING:
    from rsindicators.indicator import Indicator

NO_ANSWER = (ComponentError, UndefinedResultError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status.

    Args:
        arguments: What follows the program's name; left out, those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    try:
        answer, table = options.run(options)
    except RSIndicatorsError as error:
        print(f"rsindicators: {error.line(options.lang)}", file=sys.stderr)
        return 1 if isinstance(error, NO_ANSWER) else 2
    except OSError as error:
        print(f"rsindicators: {error.filename}: {error.strerror or error}", file=sys.stderr)
        return 2
    shown = json.dumps(answer, ensure_ascii=False, indent=2) if options.json else table
    try:
        print(shown, flush=True)
    except BrokenPipeError:  # the reader of the pipe (head, less) has enough; let nothing be flushed into it
        _close_output()
    except OSError as error:
        _close_output()
        print(f"rsindicators: {error.strerror or error}", file=sys.stderr)
        return 2
    return 0


def _close_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


Answer = tuple[Any, object]
"""Plain data for `--json`, and what prints as text."""


def _show(options: argparse.Namespace) -> Answer:
    indicator = Catalogue.standard()[options.name]
    record = next(one for one in Catalogue.standard().to_records() if one["code"] == indicator.code)
    return record, _described(indicator)


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


def _compute(options: argparse.Namespace) -> Answer:
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
    return record, explanation


def _assess(options: argparse.Namespace) -> Answer:
    plan = _plan(options)
    seen = read_observations(options.data, plan.catalogue) if options.data else None
    assessment = plan.assess(
        seen,
        _day(options.on),
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
    return record, assessment


def _audit(options: argparse.Namespace) -> Answer:
    found = _plan(options).audit()
    record = {"document": found.title, "findings": found.to_records(), "summary": found.summary()}
    return record, found.listing(options.lang)


def _find(options: argparse.Namespace) -> Answer:
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
    return record, "\n\n".join(table.text() for table in tables if table.rows) or "没有找到目标、结果或说法。"


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _plans(_: argparse.Namespace) -> Answer:
    loaded = [(code, title, Plan.load(code)) for code, title in plans().items()]
    record = [
        {"code": code, "title": title, "targets": len(plan), "results": len(plan.results)}
        for code, title, plan in loaded
    ]
    rows = [(code, title, str(len(plan)), str(len(plan.results))) for code, title, plan in loaded]
    return {"plans": record}, Table(("代码", "规划", "目标", "结果"), rows, "规划", right=(2, 3))


def _plan(options: argparse.Namespace) -> Plan:
    """The plan of that code, else the one in that file."""
    file = Path(options.plan)
    if options.plan in plans() or not (file.suffix or file.exists()):
        return Plan.load(options.plan)
    title = options.title or file.stem
    return Plan.read(file, title=title, region=options.region, period=options.period)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotationError("cli.day", text=text) from error


def _list(options: argparse.Namespace) -> Answer:
    catalogue = Catalogue.standard()
    chosen = catalogue.search(options.words) if options.words else catalogue.indicators
    names = [{"code": code, "title": title} for code, title in plans().items()]
    indicators = [{"code": one.code, "name": one.name, "unit": one.unit.symbol} for one in chosen]
    listed = Table(("代码", "规划"), list(plans().items()), title="规划")
    tables = [catalogue.to_table(chosen)] if options.words else [catalogue.to_table(), listed]
    return {"indicators": indicators, "plans": names}, "\n\n".join(map(str, tables))


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, as all errors."""
        self.exit(2, f"rsindicators: 命令有误:{message}(-h 看用法)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rsindicators",
        description="人社指标的算术:释义、计算、规划评估。Arithmetic of published indicators.",
        epilog="退出状态:0 有结果;1 读懂了但没有结果(缺数、分母为零、数据矛盾);2 读不懂(名称、数、选项)。",
    )
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="输出 JSON")
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="错误信息的语言")
    commands: argparse._SubParsersAction[_Parser] = parser.add_subparsers(required=True, metavar="COMMAND")

    show = commands.add_parser("show", parents=[common], help="一个指标的释义、公式和来源")
    show.add_argument("name", help="名称、别名或代码")
    show.set_defaults(run=_show)

    compute = commands.add_parser("compute", parents=[common], help="由组成计算一个指标")
    compute.add_argument("name", help="名称、别名或代码")
    compute.add_argument(
        "components", nargs="*", metavar="组成=数", help="例如 审结=963 受理=950件 上期末未结=50"
    )
    compute.add_argument("--decimals", type=int, metavar="N", help="四舍五入到几位小数")
    compute.set_defaults(run=_compute)

    planned = _Parser(add_help=False)
    planned.add_argument("plan", metavar="PLAN|FILE", help="规划代码(如 xuyong-13),或规划表文件")
    planned.add_argument("--title", default="", help="文件里没有写明时,规划的名称")
    planned.add_argument("--region", default="", help="规划的地区")
    planned.add_argument("--period", help="规划期,例如 “十四五”")

    assess = commands.add_parser("assess", parents=[common, planned], help="评估每个目标")
    assess.add_argument("--data", metavar="FILE", help="填报的数;不给则用规划文件自己报告的结果")
    assess.add_argument("--on", metavar="DATE", help="评估日,例如 2023-06-30")
    assess.add_argument("--tolerance", metavar="N", help="比序时进度差几个百分点以内算符合预期")
    assess.add_argument("--about", metavar="N%", help="“左右、约、近”允许的偏差,例如 5%%")
    bases = [one.value for one in Basis]
    assess.add_argument("--basis", default="months", choices=bases, help="序时进度的口径")
    assess.set_defaults(run=_assess)

    audit = commands.add_parser("audit", parents=[common, planned], help="核对规划文件自身是否矛盾")
    audit.set_defaults(run=_audit)

    find = commands.add_parser("find", parents=[common], help="在正文里找目标、结果和增幅等说法")
    find.add_argument("file", metavar="FILE", help="文本文件")
    find.add_argument("--year", type=int, metavar="Y", help="文件的年份,用来读“今年起”")
    find.set_defaults(run=_find)

    listed = commands.add_parser("plans", parents=[common], help="列出随库的规划")
    listed.set_defaults(run=_plans)

    listing = commands.add_parser("list", parents=[common], help="列出指标和规划")
    listing.add_argument("words", nargs="?", default="", help="只列含有这些字的指标")
    listing.set_defaults(run=_list)
    return parser
