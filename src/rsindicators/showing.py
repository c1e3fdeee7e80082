"""Rows of progress as cells of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rsindicators.kinds import YEARLY, Verdict
from rsindicators.messages import render
from rsindicators.progress import INFERRED, Progress, cell, result
from rsindicators.text import width

UNSURE: Final = "(±)"
"""Stands behind a standing that rounding, or a later figure, could change."""

MOST_LISTED: Final = 24
"""Rows of one reason that a note lists."""

LONGEST_NAME: Final = 28
"""Terminal columns of a name in the table of a running assessment."""


def nature_of(row: Progress) -> str:
    """约束性 or 预期性."""
    return row.target.nature.label if row.target.nature else "—"


def _number(row: Progress) -> str:
    """As the document counts, with its star."""
    return f"{'*' if row.target.starred else ''}{row.target.number or ''}"


def name_of(row: Progress, part: str = "其中:") -> str:
    """As printed, with the region it is broken down to."""
    target = row.target
    region = f"{target.region} " if target.region else ""
    return (part if target.part_of else "") + region + target.label


def _asked(row: Progress) -> str:
    return f"{row.target}{INFERRED if row.target.reads_more_than_printed else ''}"


def listed(rows: Sequence[str]) -> str:
    """The first of them, and how many they are where that is not all."""
    rest = f"等{len(rows)}项" if len(rows) > MOST_LISTED else ""
    return "、".join(rows[:MOST_LISTED]) + rest


def finished(row: Progress) -> tuple[str, ...]:
    """Of an assessment whose periods are all over."""
    return (
        _number(row),
        name_of(row),
        cell(row.target.base.reading if row.target.base else None),
        _asked(row),
        _result(row),
        row.say_judgement() + ("[推定]" if row.judgement.inferred else ""),
        cell(row.judgement.margin),
        row.say_completion(),
        nature_of(row),
    )


def on_its_way(row: Progress) -> tuple[str, ...]:
    """Of an assessment while periods run; cut to what a terminal holds."""
    rate = "—" if row.completion is None else str(row.completion.round(1))
    return (
        _number(row),
        _cut(name_of(row)),
        _asked(row),
        _result(row),
        row.standing.label + ("" if row.standing_certain or row.no_standing else UNSURE),
        rate,
        "—" if row.pace is None else f"{row.pace.shown_ahead.value:+f}",
        _left(row),
        nature_of(row),
    )


def _result(row: Progress) -> str:
    """What was reached; of a target of all years, how many of those known are met."""
    shown = result(row)
    if shown is not None or row.target.accumulation not in YEARLY:
        return shown or "—"
    verdicts = [year.verdict for year in row.years]
    met, missed = verdicts.count(Verdict.MET), verdicts.count(Verdict.MISSED)
    return f"{met}/{met + missed}年达到" if met + missed else "—"


def _left(row: Progress) -> str:
    """The headroom of a ceiling, else the pace still needed."""
    if row.headroom is not None:
        return f"余{row.headroom}"
    needed = None if row.pace is None else row.pace.shown_needed
    return "—" if needed is None else f"年需{needed}"


def _cut(name: str) -> str:
    """The name as far as the column goes."""
    if width(name) <= LONGEST_NAME:
        return name
    kept = name
    while width(kept) > LONGEST_NAME - 2:
        kept = kept[:-1]
    return kept + "…"


def told_of(row: Progress) -> list[str]:
    """What a reader must know beside a row's cells: the figure's age or status, shares, years, remarks."""
    status = row.observation is not None and row.observation.status is not None
    said = [row.say_used()] if row.age or status or row.disputed else []
    if row.shares:
        said.append(
            "累计占比" + "、".join(f"{one.round(1)}(目标{other.round(1)})" for one, other in row.shares[:-1])
        )
    missed = [str(year.period) for year in row.years if year.verdict is Verdict.MISSED]
    if missed:
        said.append("、".join(missed) + Verdict.MISSED.label)
    return said + [remark(row, word) for word in row.remarks]


def increase(row: Progress) -> str:
    """The share of the way from the base, or from the milestone before, that is done; empty for a total."""
    pace = row.pace
    return "" if pace is None or pace.start is None else str(pace.done.round(1))


def remark(row: Progress, word: str) -> str:
    """What is worth a look, in words."""
    before = [one for one in row.milestones if one.period.end < row.target.period.end][-1]
    return render(f"remark.{word}", "zh", {"earlier": f"{before.period} {before}"})
