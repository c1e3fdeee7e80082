"""One target held against all that was reported, on a day.

What speaks for the target is found, put together (a total to date, a level, the years) and judged. The
judgement speaks of now: before the end a level or total that does not reach its bound yet is MISSED so far,
the standing says whether that was to be expected, and the verdict on the promise waits. When the period is
over, a figure that is older than its end can show that the target is met (浙江 calls a target 完成 on its
2019 figure, since 2020 is “—”; the row is then marked as inferred), never that it is missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from rsindicators.bound import Bound
from rsindicators.completion import CEILINGS, FLOORS, start_of, usual_method
from rsindicators.composition import Portion
from rsindicators.errors import NotAdditiveError
from rsindicators.figure import Figure
from rsindicators.judgement import undecided
from rsindicators.kinds import Accumulation, Basis, Method, Verdict
from rsindicators.matching import YEARLY, in_place, newest, sums
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.pace import Pace
from rsindicators.period import Period
from rsindicators.progress import Progress, held, rated
from rsindicators.standing import at_end, before_end
from rsindicators.target import Target
from rsindicators.totals import to_date
from rsindicators.yearly import mean, whole, years_of


@frozen
class Terms:
    """How targets are assessed.

    Attributes:
        on: The day.
        basis: The basis a standing rests on.
        tolerance: How far beside the straight line is still as expected, in 个百分点.
        method: The formula of completion rates, or None for the usual one.
        region: The plan's own region.
    """

    on: date
    basis: Basis = Basis.MONTHS
    tolerance: Decimal = ZERO
    method: Method | None = None
    region: str = ""


def appraise(
    target: Target, found: Sequence[Observation], terms: Terms, path: Sequence[Target] = ()
) -> Progress:
    """The row of a target.

    Args:
        target: The promise.
        found: The observations that speak for it (`matching.speaks`), none of them later than the day.
        terms: Day, basis, tolerance.
        path: All targets of its path of milestones, itself among them, the earliest first.

    Raises:
        UnitError: The unit of a figure does not fit the target's.
    """
    row = evolve(_matched(target, found, terms), on=terms.on, basis=terms.basis)
    earlier = [one for one in path if one.period.end < target.period.end]
    before = earlier[-1] if earlier else None
    yearly = target.accumulation is Accumulation.ANNUAL and sums(target)
    weaker = before is not None and not yearly and _steps(target, before) < 0
    remarks = ("weaker",) if weaker else ()
    row = evolve(row, milestones=tuple(path), remarks=remarks)
    if row.over:
        row = _finished(row)
        stand = at_end(row.judgement)
    else:
        row = evolve(row, paces=_paces(row, before))
        stand = before_end(target, row.judgement, row.pace, terms.tolerance)
    return evolve(row, standing=stand.standing, standing_certain=stand.certain, no_standing=stand.reason)


def _matched(target: Target, found: Sequence[Observation], terms: Terms) -> Progress:
    """The row with figure, judgement, completion rate and years."""
    own = newest([one for one in found if in_place(target, one)])
    if target.accumulation in YEARLY:
        return _by_year(target, found, own, terms)
    row = _valued(target, found, own, terms)
    if target.accumulation is not Accumulation.ANNUAL:
        return row
    return evolve(row, years=years_of(target, found, terms.on))


def _valued(
    target: Target, found: Sequence[Observation], own: Sequence[Observation], terms: Terms
) -> Progress:
    """A figure of the target's own place before a total that is put together, this before the last level."""
    if not (own and _tells(own[0])):
        parts = [one for one in found if target.period.contains(one.period) and one.figure is not None]
        if parts and sums(target):
            return _total(target, parts, terms)
        own = newest([one for one in found if one.accumulation is target.accumulation])
    return _held(target, own, terms)


def _held(target: Target, own: Sequence[Observation], terms: Terms) -> Progress:
    return held(target, own[0] if own else None, own[1] if len(own) > 1 else None, terms.method)


def _tells(one: Observation) -> bool:
    return one.figure is not None or bool(one.phrase)


def _total(target: Target, parts: Sequence[Observation], terms: Terms) -> Progress:
    """What the finished years and the current year make so far."""
    place = target.region or terms.region
    plain = [one for one in parts if not one.scope]
    if not plain:
        return _undecided(target, "scope")
    known = [evolve(one, region=place, indicator=target.indicator) for one in plain]
    try:
        running = to_date(known, target.period, terms.on)
    except NotAdditiveError:
        return _undecided(target, "not_additive")
    if running.figure is not None:
        row = Progress(target, None, target.judge(running.figure), running=running)
        return rated(row, terms.method)
    judgement = undecided("missing" if running.reason == "none" else running.reason)
    if running.floor is not None and target.judge(running.floor).verdict is not Verdict.UNDECIDED:
        judgement = target.judge(running.floor)
    row = _undecided(target, "missing" if running.reason == "none" else running.reason)
    return evolve(row, judgement=judgement, running=running)


def _undecided(target: Target, reason: str) -> Progress:
    return Progress(target, None, undecided(reason), no_completion=f"completion.{reason}")


def _by_year(
    target: Target, found: Sequence[Observation], own: Sequence[Observation], terms: Terms
) -> Progress:
    """A target of all years: as reported for all of them at once, else from year to year."""
    years = years_of(target, found, terms.on)
    if own and _tells(own[0]):
        return evolve(_held(target, own, terms), years=years)
    average = mean(target, years, terms.on) if target.accumulation is Accumulation.AVERAGE_ANNUAL else None
    row = Progress(target, None, whole(target, years, terms.on), years=years, average=average)
    return evolve(row, no_completion="completion.yearly") if average is None else rated(row, terms.method)


def _finished(row: Progress) -> Progress:
    """The row when its period is over; an older figure shows that the target is met, or nothing."""
    if row.day is None or row.day >= row.target.period.end or row.verdict is Verdict.UNDECIDED:
        return row
    if row.verdict is Verdict.MISSED:
        return evolve(row, judgement=undecided("stale"))
    return evolve(row, judgement=evolve(row.judgement, inferred=True))


# ── the straight line ────────────────────────────────────────────────────────────────────────────────────


def _paces(row: Progress, before: Target | None) -> tuple[Pace, ...]:
    """The figure against its straight line on each basis, of the day the figure speaks for.

    Not of the day of the assessment: who has reported until June has not fallen behind in August.
    """
    seen, day, bound = row.reached, row.day, row.target.bound
    seen = seen.figure if isinstance(seen, Portion) else seen
    decided = isinstance(bound, Bound) and row.judgement.verdict is not Verdict.UNDECIDED
    line = _line(row, before) if decided else None
    if line is None or day is None or not isinstance(seen, Figure) or not isinstance(bound, Bound):
        return ()
    start, period = line
    return tuple(Pace.of(seen, bound.limit, period, day, basis=one, start=start) for one in Basis)


def _line(row: Progress, before: Target | None) -> tuple[Figure | None, Period] | None:
    """Where the line starts and the time it takes; None where there is none."""
    target, bound = row.target, row.target.bound
    if not isinstance(bound, Bound) or target.accumulation in YEARLY:
        return None
    if row.running is not None:
        grows = usual_method(bound, target) is Method.ACTUAL_OVER_TARGET
        return (None, target.period) if grows else None
    start = start_of(target)
    if isinstance(start, Figure) and target.base is not None:
        return start, _between(target.base.period, target.period)
    if before is None or target.base is not None or _steps(target, before) <= 0:
        return None
    period = _between(before.period, target.period)
    reached = row.day is not None and row.day >= period.start
    return (before.bound.limit, period) if reached and isinstance(before.bound, Bound) else None


def _between(base: Period, goal: Period) -> Period:
    """From the end of the base to the end of the goal."""
    first, last = base.last, goal.last
    months = (last.year - first.year) * 12 + last.month - first.month
    year, month = divmod(first.year * 12 + first.month, 12)
    return Period(year, month + 1, months)


# ── milestones ───────────────────────────────────────────────────────────────────────────────────────────


def _steps(target: Target, before: Target) -> int:
    """1 if a milestone asks more than the one before, −1 if less; 0 if the same, or not comparable."""
    one, other = before.bound, target.bound
    if not isinstance(one, Bound) or not isinstance(other, Bound) or not one.unit.fits(other.unit):
        return 0
    for family, sign in ((FLOORS, 1), (CEILINGS, -1)):
        if one.relation in family and other.relation in family:
            return sign * ((other.limit > one.limit) - (other.limit < one.limit))
    return 0
