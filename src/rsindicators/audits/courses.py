"""Where a target leads: from its base, past its milestones, to what the table calls done.

A target on the worse side of its base is legal, a floor or a control ceiling, and worth a look. Milestones of
one plan lead in one direction; what each year has to reach anew is no path. What a column of completion says
(95.6%, 完成) must follow from the figures of its row: nobody says of which year and by which formula, so all
are tried. One that fits is told if it is not the usual one, and so is 完成 on a figure older than the target.

Source: trade rules on targets on the worse side of their base, on milestones and on 完成度.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from attrs import evolve

from rsindicators.agreement import gives
from rsindicators.arithmetic import share
from rsindicators.chapter import ONE_YEAR, Entry
from rsindicators.docket import DOUBTFUL, REMARK, WRONG, Docket
from rsindicators.dossier import Dossier
from rsindicators.errors import RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.kinds import CEILINGS, FLOORS, Accumulation, Direction, Measure, Role, Status, Verdict
from rsindicators.notation import MISSING, parse
from rsindicators.number import ZERO
from rsindicators.printed import LOST
from rsindicators.target import Target
from rsindicators.units import PERCENT

WORSE: Final = "audit.worse"
MILESTONES: Final = "audit.milestones"
COMPLETION: Final = "audit.completion"
RULES: Final = (WORSE, MILESTONES, COMPLETION)

LOOSER: Final = "audit.worse.looser"
WORD: Final = "audit.completion.word"
OLD: Final = "audit.completion.old"
OTHER: Final = "audit.completion.other"
INCREASE: Final = "audit.completion.increase"

FINISHED: Final = frozenset(
    (
        "完成",
        "已完成",
        "全部完成",
        "超额完成",
        "已超额完成",
        "提前完成",
        "已提前完成",
        "达标",
        "已达标",
        "达到",
        "已达到",
    )
)
UNFINISHED: Final = frozenset(("未完成", "没有完成", "尚未完成", "未达标", "不达标", "尚未达标", "未达到"))
"""What a column of completion says in words."""
BETTER: Final = {Direction.HIGHER: FLOORS, Direction.LOWER: CEILINGS}
"""The comparators that ask for the better side."""


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    for entry in dossier.targets:
        _check_side(dossier, entry, docket)
    _check_milestones(dossier, docket)
    _check_completion(dossier, docket)


def _limit(entry: Entry) -> Figure | None:
    """The limit on the better side of an indicator, or None."""
    bound = entry.bound
    fit = bound is not None and bound.relation in BETTER.get(entry.indicator.direction, ())
    return bound.limit if bound is not None and fit else None


# ── the worse side of the base ───────────────────────────────────────────────────────────────────────────


def _check_side(dossier: Dossier, entry: Entry, docket: Docket) -> None:
    """A limit that today's figure, as printed, has passed already; once where prose and table agree."""
    limit, base = _limit(entry), _base(dossier, entry)
    table = dossier.promised[entry.key][0]
    if table is not entry and table.bound is not None and limit == table.bound.limit:
        docket.skip(WORSE, "told")
        return
    if limit is None:
        docket.skip(WORSE, "no_limit")
        return
    if base is None or base.figure is None or not base.fits(entry):
        docket.skip(WORSE, "no_base")
        return
    docket.asked(WORSE)
    if entry.indicator.direction is Direction.HIGHER and limit < base.figure:
        docket.find(WORSE, (entry, base))
    if entry.indicator.direction is Direction.LOWER and limit > base.figure:
        docket.find(WORSE, (entry, base), wording=LOOSER)


def _base(dossier: Dossier, entry: Entry) -> Entry | None:
    """The base of the target's own row, else the last figure that was reported before; of the same run."""
    has_own = entry.target is not None and entry.target.base is not None
    return _own_base(entry) if has_own else dossier.latest(entry)


def _own_base(entry: Entry) -> Entry | None:
    """The base of the target's own row, if it is one figure of the same run."""
    base = entry.target.base if entry.target is not None else None
    if base is None:
        return None
    same = base.accumulation is entry.run or (base.accumulation in ONE_YEAR and entry.run in ONE_YEAR)
    if not same or base.reading.figure is None:
        return None
    text, run = str(base.reading), base.accumulation
    return evolve(entry, text=text, period=base.period, run=run, value=base.reading.figure, target=None)


# ── milestones ───────────────────────────────────────────────────────────────────────────────────────────


def _check_milestones(dossier: Dossier, docket: Docket) -> None:
    """The targets of one indicator for several years of one plan lead in one direction."""
    paths: dict[tuple[object, ...], list[Entry]] = {}
    for entry in dossier.targets:
        if _limit(entry) is None or _starts_anew(entry):
            continue
        start = entry.period.start if entry.run is Accumulation.CUMULATIVE else None
        key = (id(entry.chapter), entry.indicator.code, entry.region, entry.run, start)
        paths.setdefault(key, []).append(entry)
    for path in paths.values():
        steps = {step.period.end: step for step in sorted(path, key=lambda step: step.prose, reverse=True)}
        for before, after in pairwise(step for _, step in sorted(steps.items())):
            _check_step(before, after, docket)


def _starts_anew(entry: Entry) -> bool:
    """Whether every year begins from nothing: a yearly flow, a growth."""
    measure = entry.indicator.measure
    return measure is Measure.GROWTH or (measure is Measure.FLOW and entry.run is not Accumulation.CUMULATIVE)


def _check_step(before: Entry, after: Entry, docket: Docket) -> None:
    one, other = _limit(before), _limit(after)
    if one is None or other is None or not before.fits(after):
        docket.skip(MILESTONES, "unit")
        return
    docket.asked(MILESTONES)
    back = other < one if before.indicator.direction is Direction.HIGHER else other > one
    if back:
        docket.find(MILESTONES, (after, before), {"before": str(before.period)}, DOUBTFUL)


# ── what the table calls done ────────────────────────────────────────────────────────────────────────────


def _check_completion(dossier: Dossier, docket: Docket) -> None:
    """The cells of a column of completion."""
    targets = {_row(one): one for one in dossier.targets if not one.prose}
    results: dict[_RowKey, list[Entry]] = {}
    for one in dossier.results:
        results.setdefault(_row(one), []).append(one)
    for entry, row in dossier.rows:
        columns = entry.chapter.printed.header.columns
        periods = {column.period.plain() for column in columns if column.role is Role.RESULT}
        seen = [one for one in results.get(_row(entry), []) if one.period in periods]
        for column, cell in zip(columns, row.cells, strict=True):
            if column.role is Role.COMPLETION:
                said = evolve(entry, text=cell.strip())
                _check_cell(said, targets.get(_row(entry)), seen, docket)


_RowKey = tuple[int, str, str, int | None]


def _row(entry: Entry) -> _RowKey:
    """The row of the table it stands in."""
    return (id(entry.chapter), entry.indicator.code, entry.place.item, entry.line)


def _check_cell(said: Entry, target: Entry | None, results: list[Entry], docket: Docket) -> None:
    """One cell, against the results of its row."""
    if said.text in MISSING or said.text == LOST:
        docket.skip(COMPLETION, "lost" if said.text == LOST else "missing")
        return
    if target is None or target.target is None or target.bound is None or not results:
        docket.skip(COMPLETION, "no_base")
        return
    latest, *earlier = sorted(results, key=lambda entry: entry.period.end, reverse=True)
    seen = [latest, *filter(target.fits, earlier)]
    if not target.fits(latest):
        docket.skip(COMPLETION, "unit")
    elif said.text in FINISHED | UNFINISHED:
        docket.asked(COMPLETION)
        _check_word(target.target, (target, *seen), said.text, docket)
    else:
        _check_rate(said, target, seen, docket)


def _check_word(promise: Target, entries: tuple[Entry, ...], said: str, docket: Docket) -> None:
    """完成 or 未完成, said of a promise and its results, the latest first."""
    target, latest, *earlier = entries
    facts = {"said": said}
    if latest.period.end < target.period.end:
        docket.find(COMPLETION, (target, latest), facts | {"seen_period": str(latest.period)}, REMARK, OLD)
        return
    against = Verdict.MISSED if said in FINISHED else Verdict.MET
    judged = [promise.judge(seen.value) for seen in (latest, *earlier)]
    if judged[0].verdict is not against:
        return
    final = latest.seen is not None and latest.seen.status is not Status.ESTIMATED
    sure = final and all(one.verdict is against and one.certain for one in judged)
    docket.find(COMPLETION, (target, latest), facts, WRONG if sure else DOUBTFUL, WORD)


def _check_rate(said: Entry, target: Entry, results: list[Entry], docket: Docket) -> None:
    """A printed rate of completion: some result over the target, or some increase over the planned one."""
    try:
        printed = parse(said.text, PERCENT, report=True).figure
    except RSIndicatorsError:
        printed = None
    ways = [*_over_target(target, results), *_by_increase(target, results)]
    fit = None if printed is None else _fit(ways, printed.to(PERCENT))
    if printed is None or not ways or (fit is None and any(seen.figure is None for seen in results)):
        docket.skip(COMPLETION, "words")
        return
    docket.asked(COMPLETION)
    seen, rate, wording = fit or ways[0]
    facts = {"said": said.text, "computed": str(rate.round(1)), "seen_period": str(seen.period)}
    if fit is None:
        docket.find(COMPLETION, (target, seen), facts, DOUBTFUL)
    elif wording or seen is not results[0]:
        docket.find(COMPLETION, (target, seen), facts, REMARK, wording or OTHER)
    elif seen.period.end < target.period.end:
        docket.find(COMPLETION, (target, seen), facts, REMARK, OLD)


_Way = tuple[Entry, Figure, str]
"""A result, the rate it gives, and how that is told."""


def _fit(ways: list[_Way], stated: Figure) -> _Way | None:
    """The way that gives a stated rate: the usual one, else an exact one, else one within rounding."""
    fit = [way for way in ways if way[1].interval.meets(stated.interval)]
    usual = [way for way in fit if way is ways[0]]
    exact = [way for way in fit if gives(way[1].value, stated)]
    return next(iter((*usual, *exact, *fit)), None)


def _over_target(target: Entry, results: list[Entry]) -> Iterator[_Way]:
    """Each result over the target, the latest first."""
    if target.floor is None or target.floor.value <= ZERO:
        return
    for seen in results:
        if seen.figure is not None:
            yield seen, share(seen.figure, target.floor), ""


def _by_increase(target: Entry, results: list[Entry]) -> Iterator[_Way]:
    """Each increase over the base, by the planned one, where that is surely above zero."""
    base = _own_base(target)
    if target.floor is None or base is None or base.figure is None or not base.fits(target):
        return
    planned = target.floor - base.figure
    for seen in results:
        if seen.figure is not None and planned.interval.lo > ZERO:
            yield seen, share(seen.figure - base.figure, planned), INCREASE
