"""What share of the slips people make is found, by kind. Run by hand.

    python benchmarks/corruptions.py                 print the table, of a hundred forms of each kind
    python benchmarks/corruptions.py 300             of so many
    python benchmarks/corruptions.py --check         exit 1 where a limit is broken

The forms are true by construction; each is changed by one slip and validated with its earlier form and the
plan. Whether any true values fit what is left is decided by search (`tests/truths.py`), without the library's
rules. A slip that leaves nothing true is told where a finding speaks of its cell, and blocked where one says
that it cannot be true; any other is told where something is said of its cell that was not said of the true
form. The right cell is looked for among the first two repairs of what relations find of one cell, or among
the first two cells named where nothing tells what to write; a figure that is only far from an earlier one
counts there where a slip explains it. Every run sees the same forms.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from measured import STRUCTURAL, Measured, family, is_hard, measured, told_of

from rsindicators import Plan
from rsindicators.corrupting import Slip

LEAST_MENDED = 0.9


class Row(NamedTuple):
    """What became of the forms of one kind."""

    impossible: int
    told: int
    blocked: int
    possible: int
    found: int
    undecided: int
    by_relation: int
    mended: int
    accused: int
    """True forms that were told something they may not be told."""


def row(slip: Slip, count: int, plan: Plan) -> Row:
    seen: Counter[str] = Counter()
    for number in range(count):
        case = measured(slip, number, plan)
        before = told_of(case.corruption, case.corruption.valid, plan)
        news = {(one.code, one.wording, one.severity) for one in case.findings}
        news -= {(one.code, one.wording, one.severity) for one in before}
        seen["accused"] += any(is_hard(one) or family(one) in STRUCTURAL for one in before)
        seen.update(kinds_of(case, is_found=bool(news)))
    return Row(*(seen[name] for name in Row._fields))


def kinds_of(case: Measured, *, is_found: bool) -> Iterable[str]:
    """The columns a case counts in."""
    if case.fits is None:
        yield "undecided"
    elif case.fits:
        yield "possible"
        if is_found:
            yield "found"
    else:
        yield "impossible"
        if case.findings:
            yield "told"
        if case.is_blocked:
            yield "blocked"
    if case.is_single and case.is_by_relation:
        yield "by_relation"
        if case.is_mended:
            yield "mended"


def share(some: int, of: int) -> str:
    return f"{some}/{of} {some * 100 // of}%" if of else "—"


def shown(name: str, one: Row) -> str:
    parts = (
        share(one.told, one.impossible),
        share(one.blocked, one.impossible),
        share(one.found, one.possible),
        share(one.mended, one.by_relation),
        str(one.undecided or ""),
        str(one.accused or ""),
    )
    return f"{name:<24}" + "".join(f"{part:>16}" for part in parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=100, help="how many forms of each kind")
    parser.add_argument("--check", action="store_true", help="exit 1 if a limit is broken")
    options = parser.parse_args()
    plan = Plan.load("xuyong-14")
    headings = ("no truth: told", "blocked", "possible: told", "right cell", "undecided", "accused")
    print(f"{'':<24}" + "".join(f"{heading:>16}" for heading in headings))
    start, rows = perf_counter(), []
    for slip in Slip:
        rows.append(row(slip, options.count, plan))
        print(shown(slip.value, rows[-1]), flush=True)
    whole = Row(*map(sum, zip(*rows, strict=True)))
    print(shown("all", whole))
    print(f"{len(Slip) * options.count} slips in {perf_counter() - start:.0f} s")
    holds = whole.told == whole.impossible and not whole.accused
    holds = holds and whole.mended >= LEAST_MENDED * whole.by_relation
    return int(options.check and not holds)


if __name__ == "__main__":
    raise SystemExit(main())
