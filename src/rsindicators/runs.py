"""The months a figure is the total of.

A run is a period whose months count one by one: runs that adjoin make one run, what they leave open is a gap,
and one month in two of them would count twice. Which run a figure is of follows from its period and from what
it runs over: a year-to-date of June is of January to June.

Figures are refused that do not say which months they total, and runs that overlap or leave a gap.

Source: trade rules §4 (time).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rsindicators.errors import NotAdditiveError
from rsindicators.figure import Figure
from rsindicators.kinds import Accumulation, Status
from rsindicators.observation import Observation
from rsindicators.period import Period


def read_run(given: Period | str) -> Period:
    """A period or its text as the run itself, not the moment at its end.

    Raises:
        PeriodError: It is no period.
    """
    return (given if isinstance(given, Period) else Period.parse(given)).plain()


def first_month(run: Period) -> int:
    """Its first month, counted from the year 0."""
    return run.year * 12 + run.month - 1


def month_after(run: Period) -> int:
    """The month after its last, counted from the year 0."""
    return first_month(run) + run.months


def between(first: int, after: int) -> Period:
    """The run from one month to the month before another, both counted from the year 0."""
    return Period(first // 12, first % 12 + 1, after - first)


# ── runs and figures ─────────────────────────────────────────────────────────────────────────────────────


def months_of(one: Observation) -> Period:
    """The months a figure is of: a year-to-date of June begins in January."""
    period = one.period
    if one.accumulation is Accumulation.YEAR_TO_DATE and period.last.year == period.year:
        return Period(period.year, 1, period.last.month)
    return period


def run_of(one: Observation) -> Period | None:
    """The months a flow's figure is the total of; None where it is no such total, or does not say."""
    period = one.period
    match one.accumulation:
        case None:
            total = True
        case Accumulation.YEAR_TO_DATE:
            total = period.last.year == period.year
        case Accumulation.ANNUAL:
            total = period.months == 12
        case Accumulation.CUMULATIVE:
            total = period.months > 12
        case _:
            total = False
    return months_of(one) if total else None


def total_of(one: Observation) -> Period:
    """The months a flow's figure is the total of.

    Raises:
        NotAdditiveError: It is no such total, or does not say.
    """
    run = run_of(one)
    if run is None:
        raise NotAdditiveError("addition.run", period=one.period, kind=runs_over(one))
    return run


def accumulation_of(one: Observation) -> Accumulation | None:
    """Over what a figure runs; a year-to-date of December is the year's."""
    whole = one.accumulation is Accumulation.YEAR_TO_DATE and months_of(one).is_year
    return Accumulation.ANNUAL if whole else one.accumulation


def runs_over(one: Observation) -> str:
    """Over what a figure runs, in words."""
    return one.accumulation.label if one.accumulation else "本期"


def made_over(
    run: Period,
    figure: Figure,
    status: Status | None,
    like: Observation,
    accumulation: Accumulation | None = None,
) -> Observation:
    """The observation of a figure made for a run, its indicator, region and scope those of `like`.

    A year is always ANNUAL; where nothing is told the accumulation follows from the run.
    """
    over = Accumulation.ANNUAL if run.is_year else accumulation
    return Observation(like.indicator, figure, run, like.region, over, like.scope, status)


# ── runs beside each other ───────────────────────────────────────────────────────────────────────────────


def in_order(runs: Iterable[Period]) -> list[Period]:
    """The runs in order of time.

    Raises:
        NotAdditiveError: One is told twice, or overlaps another.
    """
    ordered = sorted(runs, key=lambda run: (first_month(run), run.months))
    for one, other in pairwise(ordered):
        if one == other:
            raise NotAdditiveError("addition.period_twice", period=one)
        if one.meets(other):
            raise NotAdditiveError("addition.overlap", one=one, other=other)
    return ordered


def span(runs: Sequence[Period]) -> Period:
    """From the first of disjoint runs, in order, through the last."""
    return between(first_month(runs[0]), month_after(runs[-1]))


def gaps(runs: Iterable[Period], within: Period) -> tuple[Period, ...]:
    """What disjoint runs, in order, leave open within another; no piece longer than its calendar year."""
    found: list[Period] = []
    reached = first_month(within)
    for run in runs:
        found += _by_year(reached, first_month(run))
        reached = month_after(run)
    return (*found, *_by_year(reached, month_after(within)))


def _by_year(first: int, after: int) -> Iterator[Period]:
    """The months from one to the month before another, cut where a year ends."""
    while first < after:
        end = min(first // 12 * 12 + 12, after)
        yield between(first, end)
        first = end


def require_no_gap(runs: Iterable[Period], within: Period) -> None:
    """Nothing, if disjoint runs, in order, leave nothing open within another.

    Raises:
        NotAdditiveError: They do; the message names what is missing.
    """
    missing = gaps(runs, within)
    if missing:
        raise NotAdditiveError("addition.gap", gaps="、".join(map(str, missing)))


def joined(runs: Iterable[Period]) -> Period:
    """The one run they make together.

    Raises:
        NotAdditiveError: Two overlap, or they leave a gap.
    """
    ordered = in_order(runs)
    whole = span(ordered)
    require_no_gap(ordered, whole)
    return whole
