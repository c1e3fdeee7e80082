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
    addends_in,
    figure_of,
    least_final,
    observations_in,
    require_additive,
    require_one_region,
    require_one_scope,
    summed,
)
from rsindicators.bound import Bound
from rsindicators.choice import FINALITY, chosen
from rsindicators.cover import clashes, cover, reached
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
    first_month,
    gaps,
    in_order,
    made_over,
    month_after,
    months_of,
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
        In order of time. The interval of a difference is that of both figures together, so that
        `running(singles(totals))` gives back the figures of the totals, not their intervals: 0.05, 0.15 and
        0.30 come back as they were, 0.30 with [0.275, 0.325] for [0.295, 0.305]. Keep the totals.

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
    before, run = months_of(earlier), months_of(one)
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
    in_order(run for run, _ in series)
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
    require_additive(given, "period")
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
            parts can mean together, one-sided ones (超过0.4万人) among them.
        reason: Why there is no figure ("none", "gap", "rivals", "scope"), or empty.
        disputed: What was reported of the same months and set aside, though no rounding makes it agree.
    """

    period: Period
    figure: Figure | None
    through: date | None = None
    parts: tuple[Observation, ...] = ()
    gaps: tuple[Period, ...] = ()
    floor: Bound | None = None
    reason: str = ""
    disputed: tuple[Observation, ...] = ()

    @property
    def status(self) -> Status | None:
        """That of the least final part; None where nobody said, or there is no part."""
        return least_final(self.parts) if self.parts else None

    def say(self, language: Language = "zh") -> str:
        """The total and how far it reaches, or why there is none; and what disagrees with it."""
        facts = {
            "figure": str(self.figure),
            "through": str(self.through),
            "gaps": "、".join(map(str, self.gaps)),
        }
        said = render(f"running.{self.reason or 'total'}", language, facts)
        figures = "、".join(f"{one.period} {one.figure}" for one in self.disputed)
        return said + (render("running.disputed", language, {"figures": figures}) if figures else "")


def to_date(observations: Iterable[Observation], period: Period | str, on: date) -> Running:
    """The total of a flow over the part of `period` that is reported by the end of the day `on`.

    It is made of adjoining runs from the beginning of the period: a total so far (五年累计), finished years,
    the year-to-date that reaches furthest, single months and quarters that continue it. What ends after `on`,
    lies outside the period or is no figure is left out; so is a month behind a gap that continues no
    year-to-date. Of the ways to put the same months together the one is taken that rests on the most final
    figures, then the one of the fewest; figures of a special scope only where nothing is told without, and
    never of two scopes.

    Args:
        observations: Of one indicator and one region (one without a region is taken to be of it).
        period: The plan, or another period; or its text.
        on: The day.

    Returns:
        The total. Less final figures that disagree with it beyond rounding are `disputed`; equally final ones
        leave it unknown, and so does a gap before the last year-to-date. Behind a gap there is a floor where
        that is sure.

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
    leaves the total unknown. §2: the most final status is used, and named.
    """
    given = observations_in(observations)
    whole = read_run(period)
    whole.elapsed(on)  # what is no date is refused, even where nothing is given
    if not given:
        return Running(whole, None, reason="none")
    indicator = require_additive(given, "period")
    require_one_region([one for one in given if one.region] or given)
    inside = [one for one in given if _is_over(one, whole, on)]
    usable = [one for one in inside if isinstance(one.figure, Figure)]
    usable = [one for one in usable if not one.scope] or usable
    if len({one.scope for one in usable}) > 1:
        return Running(whole, None, reason="scope")
    bounds = _floors(inside, usable) if is_gross(indicator) else {}
    return _so_far(whole, _by_run(usable), bounds)


def _is_over(one: Observation, whole: Period, on: date) -> bool:
    """Whether it is of a run that lies inside and is over by the day."""
    run = run_of(one)
    return run is not None and whole.contains(run) and run.elapsed(on) == 1


def is_gross(indicator: Indicator) -> bool:
    """Whether what is missing cannot take from what is known."""
    least = indicator.minimum
    return least is not None and least.value >= ZERO


def _by_run(given: Iterable[Observation]) -> dict[Period, list[Observation]]:
    told: dict[Period, list[Observation]] = {}
    for one in given:
        told.setdefault(total_of(one), []).append(one)
    return told


def _floors(inside: Iterable[Observation], usable: Sequence[Observation]) -> dict[Period, Observation]:
    """Of each run what was reported as at least so much, most finally, in the scope of the figures."""
    scope = usable[0].scope if usable else ""
    low = [one for one in inside if isinstance(one.figure, Bound) and one.scope == scope]
    low = [one for one in low if isinstance(one.figure, Bound) and one.figure.known().lo > ZERO]
    return {total_of(one): one for one in sorted(low, key=lambda one: FINALITY[one.status])}


def _so_far(
    whole: Period, told: Mapping[Period, Sequence[Observation]], bounds: Mapping[Period, Observation]
) -> Running:
    """The total from what is told of each run, and its floor with what is told from one side."""
    if not told and not bounds:
        return Running(whole, None, reason="none")
    through = reached(whole, told or bounds)
    final = {run: chosen(reports) for run, reports in told.items()}
    runs, beside = cover(final, through)
    parts = tuple(one for run in runs for one in final[run])
    missing = gaps(runs, through)
    found = clashes(runs, beside, told, final)
    disputed = tuple(dict.fromkeys(one for _, aside in found for one in aside))
    as_final = any(least_final(kept) is least_final(aside) for kept, aside in found)
    if as_final or len(parts) > len(runs):
        return Running(whole, None, through.end, parts, missing, None, "rivals", disputed)
    if missing:
        parts = _with_bounds(parts, [run for run in bounds if through.contains(run)], bounds)
        return Running(whole, None, through.end, parts, missing, _floor(parts), "gap", disputed)
    return Running(whole, summed(map(figure_of, parts)), through.end, parts, disputed=disputed)


# ── what it reaches at least ─────────────────────────────────────────────────────────────────────────────


def _with_bounds(
    parts: Sequence[Observation], runs: Iterable[Period], bounds: Mapping[Period, Observation]
) -> tuple[Observation, ...]:
    """The parts, and what is told from one side of other months."""
    made = list(parts)
    for run in sorted(runs, key=month_after):
        if not any(run.meets(total_of(one)) for one in made):
            made.append(bounds[run])
    return tuple(sorted(made, key=lambda one: first_month(total_of(one))))


def _floor(parts: Sequence[Observation]) -> Bound | None:
    """The least the parts mean together, where what is missing cannot take from it."""
    if not is_gross(parts[0].indicator):
        return None
    known = summed(map(_least, parts))
    low = known.interval.lo
    return Bound(Relation.AT_LEAST, computed(low, known.unit, max(0, -exponent_of(low)), Interval.point(low)))


def _least(one: Observation) -> Figure:
    """The least it can mean, as an exact figure."""
    unit, known = (
        (one.figure.unit, one.figure.known())
        if isinstance(one.figure, Bound)
        else (figure_of(one).unit, figure_of(one).interval)
    )
    low = max(known.lo, ZERO)
    return computed(low, unit, max(0, -exponent_of(low)), Interval.point(low))
