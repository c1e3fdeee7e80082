"""The library at a shell.

Exit status: 0 answered; 1 understood, but there is no answer (a component is missing, a denominator is zero,
inputs contradict each other), or, of `check`, a finding that blocks; 2 not understood (an unknown name, an
unreadable figure or file, a wrong option). Errors are one line on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from rsindicators import answers, checks
from rsindicators.errors import ComponentError, RSIndicatorsError, UndefinedResultError
from rsindicators.kinds import Basis

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
        answer = options.run(options)
    except RSIndicatorsError as error:
        print(f"rsindicators: {error.line(options.lang)}", file=sys.stderr)
        return 1 if isinstance(error, NO_ANSWER) else 2
    except OSError as error:
        print(f"rsindicators: {error.filename}: {error.strerror or error}", file=sys.stderr)
        return 2
    for line in answer.complaints:
        print(f"rsindicators: {line}", file=sys.stderr)
    shown = json.dumps(answer.record, ensure_ascii=False, indent=2) if options.json else answer.shown
    try:
        print(shown, flush=True)
    except BrokenPipeError:  # the reader of the pipe (head, less) has enough; let nothing be flushed into it
        _close_output()
    except OSError as error:
        _close_output()
        print(f"rsindicators: {error.strerror or error}", file=sys.stderr)
        return 2
    return int(answer.status)


def _close_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, as all errors."""
        self.exit(2, f"rsindicators: 命令有误:{message}(-h 看用法)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="rsindicators",
        description="人社指标的算术:释义、计算、规划评估。Arithmetic of published indicators.",
        epilog="退出状态:0 有结果;1 读懂了但没有结果(缺数、分母为零、数据矛盾),或 check 有强制性问题;"
        "2 读不懂(名称、数、选项、文件)。",
    )
    common = _Parser(add_help=False)
    common.add_argument("--json", action="store_true", help="输出 JSON")
    common.add_argument("--lang", choices=("zh", "en"), default="zh", help="错误信息的语言")
    commands: argparse._SubParsersAction[_Parser] = parser.add_subparsers(required=True, metavar="COMMAND")

    show = commands.add_parser("show", parents=[common], help="一个指标的释义、公式和来源")
    show.add_argument("name", help="名称、别名或代码")
    show.set_defaults(run=answers.show)

    compute = commands.add_parser("compute", parents=[common], help="由组成计算一个指标")
    compute.add_argument("name", help="名称、别名或代码")
    compute.add_argument(
        "components", nargs="*", metavar="组成=数", help="例如 审结=963 受理=950件 上期末未结=50"
    )
    compute.add_argument("--decimals", type=int, metavar="N", help="四舍五入到几位小数")
    compute.set_defaults(run=answers.compute)

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
    assess.set_defaults(run=answers.assess)

    audit = commands.add_parser("audit", parents=[common, planned], help="核对规划文件自身是否矛盾")
    audit.set_defaults(run=answers.audit)

    _forms(commands, common, planned)

    find = commands.add_parser("find", parents=[common], help="在正文里找目标、结果和增幅等说法")
    find.add_argument("file", metavar="FILE", help="文本文件")
    find.add_argument("--year", type=int, metavar="Y", help="文件的年份,用来读“今年起”")
    find.set_defaults(run=answers.find)

    listed = commands.add_parser("plans", parents=[common], help="列出随库的规划")
    listed.set_defaults(run=answers.shelf)

    listing = commands.add_parser("list", parents=[common], help="列出指标和规划")
    listing.add_argument("words", nargs="?", default="", help="只列含有这些字的指标")
    listing.set_defaults(run=answers.listing)
    return parser


def _forms(commands: argparse._SubParsersAction[_Parser], common: _Parser, planned: _Parser) -> None:
    """The commands that make a form and check what came back."""
    form = commands.add_parser("form", parents=[common, planned], help="写出一份要填的表(.xlsx)")
    form.add_argument("-o", "--output", required=True, metavar="FORM.xlsx", help="写到哪里")
    form.add_argument("--for", dest="asked", required=True, metavar="PERIOD", help="填报期,例如 2023年")
    form.add_argument("--regions", nargs="+", default=(), metavar="REGION", help="填报的地区,每地一张")
    form.add_argument("--force", action="store_true", help="文件已有时覆盖")
    form.set_defaults(run=checks.form)

    check = commands.add_parser(
        "check", parents=[common], help="核对填好的表、一个文件夹的表,或大的 parquet、CSV"
    )
    check.add_argument(
        "path",
        nargs="+",
        metavar="FILE|DIR",
        help="填好的表(.xlsx .csv .json .md),或它们的文件夹;或 .parquet 和表装不下的 .csv,可以几个",
    )
    check.add_argument("--plan", metavar="PLAN|FILE", help="对照的规划")
    check.add_argument("--prior", metavar="FILE", help="以前各期的数")
    check.add_argument(
        "-o",
        "--output",
        "--out",
        metavar="FILE|DIR",
        help="带批注的副本写到哪里;大文件的全部问题(.parquet .csv)写到哪里",
    )
    check.add_argument("--for", dest="asked", metavar="PERIOD", help="表里没有写时期时,填报期")
    check.add_argument("--title", default="", help="规划文件里没有写明时,规划的名称")
    check.add_argument("--region", default="", help="规划文件的地区")
    check.add_argument("--period", help="规划文件的规划期,例如 “十四五”")
    check.add_argument("--regions", nargs="+", default=(), metavar="REGION", help="应当填报的地区")
    check.add_argument("--decimals", type=int, metavar="N", help="数字格印几位小数")
    check.add_argument("--batch", type=int, metavar="N", help="大文件一次读多少个数")
    check.set_defaults(run=checks.check)
