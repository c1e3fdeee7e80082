"""The totals of a flow so far: of a year, and of a plan.

`singles` takes year-to-dates apart into what happened between them, `running` puts single periods together
to year-to-dates, and `to_date` is the total over the part of a plan that has been reported, a `Running`.

A gap stays unknown: it never counts as nothing, and the period after it never receives the whole total.
What is no flow that adds over its periods is refused.

Source: trade rules §4 (time).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import frozen

from rsindicators.addends import (
    FINALITY,
    addends_in,
    figure_of,
    least_final,
    observations_in,
    one_indicator,
    require_additive,
    require_one_region,
    require_one_scope,
    summed,
)
from rsindicators.bound import Bound
from rsindicators.errors import NotAdditiveError
from rsindicators.figure import Figure, computed
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Relation, Status
from rsindicators.messages import Language, render
from rsindicators.number import ZERO, exponent_of
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import (
    between,
    covered,
    disjoint,
    first_month,
    gaps,
    made_over,
    month_after,
    read_run,
    run_of,
    total_of,
)


def singles(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Year-to-dates as what happened between them: months, quarters, or longer runs after a gap.

    Args:
        observations: Year-to-dates and annual figures of one indicator, region and scope; several years
            may be mixed. A missing figure is a gap: what follows covers both and is no single month.

    Returns:
        In order of time; the interval of a difference is that of both figures together.

    Raises:
        NotAdditiveError: One does not begin in January; a run is told twice; the indicator's periods do not
            add (stocks, ratios, distinct persons).
        ComponentError: There is none, or one is no observation.

    Examples:
        >>> so_far = [Observation("城镇新增就业", value, f"2023年1—{month}月") for value, month in
        ...           [("0.05", 2), ("0.08", 3), ("0.15", 6)]]
        >>> [str(one) for one in singles(so_far)][1:]
        ['城镇新增就业人数 2023年3月 0.03万人', '城镇新增就业人数 2023年第二季度 0.07万人']

    Source: trade rules §4: a gap stays unknown, and the period after it never receives the whole total.
    """
    found: list[Observation] = []
    last_of: dict[int, Observation] = {}
    for run, one in _series(observations):
        if run.month != 1:
            raise NotAdditiveError("addition.january", period=run)
        if run.year in last_of:
            found.append(_since(last_of[run.year], one))
        else:
            found.append(made_over(run, figure_of(one), one.status, one))
        last_of[run.year] = one
    return tuple(found)


def _since(earlier: Observation, one: Observation) -> Observation:
    """What happened between two totals from the same January."""
    before, run = covered(earlier), covered(one)
    if before == run:
        raise NotAdditiveError("addition.period_twice", period=run)
    rest = between(month_after(before), month_after(run))
    figure = figure_of(one) - figure_of(earlier)
    return made_over(rest, figure, least_final((one, earlier)), one)


def running(observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """Months, quarters or other runs as year-to-dates, in order of time.

    After a gap, and in a year that does not begin with January, the year-to-date is unknown and left out.

    Args:
        observations: Disjoint runs of one indicator, region and scope, each within a year.

    Raises:
        NotAdditiveError: Two overlap, or one runs over the turn of a year; or as `singles`.
        ComponentError: There is none, or one is no observation.

    Examples:
        >>> months = [Observation("城镇新增就业", value, f"2023年{month}月") for value, month in
        ...           [("0.05", 1), ("0.03", 2), ("0.04", 4)]]
        >>> [str(one) for one in running(months)]
        ['城镇新增就业人数 2023年1月 0.05万人', '城镇新增就业人数 2023年1—2月 0.08万人']

    Source: trade rules §4: 本年累计 restarts each January.
    """
    series = _series(observations)
    disjoint(run for run, _ in series)
    found: list[Observation] = []
    for run, one in series:
        figure, status, so_far = figure_of(one), one.status, run
        if run.month != 1:
            if not found or month_after(found[-1].period) != first_month(run):
                continue
            before = found[-1]
            so_far = between(first_month(before.period), month_after(run))
            figure, status = figure_of(before) + figure, least_final((before, one))
        found.append(made_over(so_far, figure, status, one, Accumulation.YEAR_TO_DATE))
    return tuple(found)


def _series(observations: Iterable[Observation]) -> list[tuple[Period, Observation]]:
    """The figures of a flow with their runs, in order of time, those that are missing left out."""
    given = addends_in(observations)
    require_additive(one_indicator(given), "period")
    require_one_region(given)
    require_one_scope(given)
    told = [(total_of(one), one) for one in given if one.figure is not None]
    for run, _ in told:
        if run.year != run.last.year:
            raise NotAdditiveError("addition.years", period=run)
    return sorted(told, key=lambda one: (first_month(one[0]), one[0].months))


# ── a total to date ──────────────────────────────────────────────────────────────────────────────────────


@frozen
class Running:
    """The total of a flow over the part of a period that has been reported.

    Attributes:
        period: The period the total is of (the plan).
        figure: The total from its beginning through `through`, or None where it is unknown.
        through: The last day the reported figures reach, or None where nothing is reported.
        parts: The observations it is made of, the earliest first.
        gaps: What is missing before `through`, no piece longer than a calendar year.
        floor: What the total reaches in spite of gaps, only of a flow that cannot be negative: the least the
            reported figures can mean together.
        reason: Why there is no figure ("none", "gap", "rivals", "scope"), or empty.
    """

    period: Period
    figure: Figure | None
    through: date | None = None
    parts: tuple[Observation, ...] = ()
    gaps: tuple[Period, ...] = ()
    floor: Bound | None = None
    reason: str = ""

    @property
    def status(self) -> Status | None:
        """That of the least final part; None where nobody said, or there is no part."""
        return least_final(self.parts) if self.parts else None

    def say(self, language: Language = "zh") -> str:
        """The total and how far it reaches, or why there is none."""
        facts = {
            "figure": str(self.figure),
            "through": str(self.through),
            "gaps": "、".join(map(str, self.gaps)),
        }
        return render(f"running.{self.reason or 'total'}", language, facts)


def to_date(observations: Iterable[Observation], period: Period | str, on: date) -> Running:
    """The total of a flow over the part of `period` that is reported by the end of the day `on`.

    It is made of adjoining runs from the beginning of the period: a total so far (五年累计), finished years,
    the year-to-date that reaches furthest, single months and quarters that continue it. What ends after `on`,
    lies outside the period or is no figure is left out. Of several figures for one run the most final is
    used; figures of a special scope only where nothing is told without, and never of two scopes.

    Args:
        observations: Of one indicator and one region (one without a region is taken to be of it).
        period: The plan, or another period; or its text.
        on: The day.

    Returns:
        The total; with a gap before the last year-to-date it is unknown, and a floor where that is sure.

    Raises:
        NotAdditiveError: The indicator's periods do not add; several indicators or regions.
        ComponentError: One is no observation.
        PeriodError: No period, no date.

    Examples:
        >>> seen = [Observation("城镇新增就业", *told) for told in
        ...         [("0.32", "2021年"), ("0.33", "2022年"), ("0.15", "2023年1—6月")]]
        >>> so_far = to_date(seen, "“十四五”", date(2023, 6, 30))
        >>> str(so_far.figure), str(so_far.through)
        ('0.80万人', '2023-06-30')

    Source: trade rules §4: the last year-to-date of each finished year plus the current one; a missing year
    leaves the total unknown.
    """
    given = observations_in(observations)
    whole = read_run(period)
    whole.elapsed(on)  # what is no date is refused, even where nothing is given
    if given:
        require_additive(one_indicator(given), "period")
        require_one_region([one for one in given if one.region] or given)
    usable = [one for one in given if _counts(one, whole, on)]
    usable = [one for one in usable if not one.scope] or usable
    if len({one.scope for one in usable}) > 1:
        return Running(whole, None, reason="scope")
    told: dict[Period, list[Observation]] = {}
    for one in usable:
        told.setdefault(total_of(one), []).append(one)
    return _so_far(whole, {run: _most_final(rivals) for run, rivals in told.items()})


def _counts(one: Observation, whole: Period, on: date) -> bool:
    """Whether it is a figure of a run that lies inside and is over by the day."""
    run = run_of(one)
    return isinstance(one.figure, Figure) and run is not None and whole.contains(run) and run.elapsed(on) == 1


def _most_final(told: Sequence[Observation]) -> list[Observation]:
    """The most final one; several only where equally final ones tell different figures."""
    top = max(FINALITY[one.status] for one in told)
    final = [one for one in told if FINALITY[one.status] == top]
    final.sort(key=lambda one: figure_of(one).decimals or 0)
    return list({figure_of(one): one for one in final}.values())  # of 0.3 and 0.30 the last, 0.30


def _so_far(whole: Period, told: Mapping[Period, Sequence[Observation]]) -> Running:
    """The total from the chosen figure (or figures) of each run."""
    if not told:
        return Running(whole, None, reason="none")
    reached = _reached(whole, told)
    chosen = _cover(told, reached)
    missing = gaps(chosen, reached)
    parts = tuple(one for run in chosen for one in told[run])
    if len(parts) > len(chosen):
        return Running(whole, None, reached.end, parts, missing, reason="rivals")
    figure = summed(map(figure_of, parts))
    if missing:
        return Running(whole, None, reached.end, parts, missing, _floor(parts[0].indicator, figure), "gap")
    return Running(whole, figure, reached.end, parts)


def _reached(whole: Period, runs: Iterable[Period]) -> Period:
    """From its beginning through the last run that adjoins from there, or that begins a year.

    A single month behind a gap does not make a total unknown that is known before it: it counts only where
    there is nothing else.
    """
    ordered = sorted(runs, key=first_month)
    first = first_month(whole)
    ends = {first}
    for run in ordered:
        if first_month(run) in ends:
            ends.add(month_after(run))
    counting = [run for run in ordered if first_month(run) in ends or run.month == 1]
    return between(first, max(map(month_after, counting or ordered)))


def _cover(runs: Iterable[Period], reached: Period) -> tuple[Period, ...]:
    """Disjoint runs that leave as few months open as can be, as few runs as can be.

    The best choice up to each month: that up to the month before, or a run that ends here behind the best
    choice up to where it begins.
    """
    ending: dict[int, list[Period]] = {}
    for run in sorted(runs, key=first_month):
        ending.setdefault(month_after(run), []).append(run)
    first = first_month(reached)
    best: list[tuple[int, int, tuple[Period, ...]]] = [(0, 0, ())]  # months covered, −runs, the runs
    for after in range(first + 1, month_after(reached) + 1):
        ways = [best[-1]]
        for run in ending.get(after, ()):
            months, fewer, before = best[first_month(run) - first]
            ways.append((months + run.months, fewer - 1, (*before, run)))
        best.append(max(ways, key=lambda way: way[:2]))
    return best[-1][2]


def _floor(indicator: Indicator, known: Figure) -> Bound | None:
    """The least the known figures mean together, where what is missing cannot take from it."""
    least = indicator.minimum
    if least is None or least.value < ZERO:
        return None
    low = max(known.interval.lo, ZERO)
    return Bound(Relation.AT_LEAST, computed(low, known.unit, max(0, -exponent_of(low)), Interval.point(low)))
