"""One target held against all that was reported, on a day.

What is known of the target is found (`Known`: a figure, a total to date; of a target of all years, each
year), judged, rated and compared with its straight line. The judgement speaks of now: before the end a level
or total that does not reach its bound yet is MISSED so far, the standing says whether that was to be
expected, and the verdict on the promise waits. When the period is over, what stops before its end decides
only what it surely decides, see `settled`.

Source: trade rules §6 (targets and progress).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from rsindicators.bound import Bound
from rsindicators.choice import FINALITY
from rsindicators.completion import start_of, usual_method
from rsindicators.composition import Portion
from rsindicators.figure import Figure
from rsindicators.kinds import CEILINGS, FLOORS, YEARLY, Accumulation, Basis, Method, Verdict
from rsindicators.known import Known, judged, known_of, settled
from rsindicators.matching import base_of, in_place, sums
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.pace import Pace
from rsindicators.period import Period
from rsindicators.progress import Progress, rated
from rsindicators.runs import between, month_after
from rsindicators.standing import all_years, at_end, before_end
from rsindicators.target import Target
from rsindicators.yearly import mean, mean_of, whole, years_of


@frozen
class Terms:
    """How targets are assessed.

    Attributes:
        on: The day.
        basis: The basis a standing rests on.
        tolerance: How far beside the straight line is still as expected, in 个百分点.
        method: The formula of completion rates, or None for the usual one.
        about: The tolerance of targets that name a number and not a limit (左右, 约, 近, 保持在), or None.
    """

    on: date
    basis: Basis = Basis.MONTHS
    tolerance: Decimal = ZERO
    method: Method | None = None
    about: Figure | None = None


def appraise(
    target: Target, found: Sequence[Observation], terms: Terms, path: Sequence[Target] = ()
) -> Progress:
    """The row of a target.

    Args:
        target: The promise.
        found: The observations that speak for it (`matching.speaks`), none of them later than the day.
        terms: Day, basis, tolerances, method.
        path: All targets of its path of milestones, itself among them, the earliest first.

    Raises:
        UnitError: The unit of a figure does not fit the target's.
    """
    row = _by_year(target, found, terms) if target.accumulation in YEARLY else _at_once(target, found, terms)
    earlier = [one for one in path if one.period.end < target.period.end]
    before = earlier[-1] if earlier else None
    yearly = target.accumulation is Accumulation.ANNUAL and sums(target)
    weaker = before is not None and not yearly and _steps(target, before) < 0
    row = evolve(row, milestones=tuple(path), remarks=("weaker",) if weaker else ())
    if row.over:
        stand = at_end(row.judgement)
    elif target.accumulation in YEARLY:
        stand = all_years(row.judgement, row.years)
    else:
        paces = _paces(row, before)
        row = row if isinstance(paces, str) else evolve(row, paces=paces)
        pace = paces if isinstance(paces, str) else next(one for one in paces if one.basis is terms.basis)
        stand = before_end(target, row.judgement, pace, terms.tolerance)
    return evolve(row, standing=stand.standing, standing_certain=stand.certain, no_standing=stand.reason)


def _at_once(target: Target, found: Sequence[Observation], terms: Terms) -> Progress:
    """A target that asks one figure: a level, a total, a composition, the figure of a year."""
    known = known_of(target.indicator, found, target.period.plain(), target.accumulation, terms.on)
    return _row(target, known, terms)


def _row(target: Target, known: Known, terms: Terms) -> Progress:
    over = terms.on >= target.period.end
    judgement = (settled if over else judged)(target, known, terms.about)
    row = Progress(
        target, known.observation, judgement, on=terms.on, basis=terms.basis, running=known.running
    )
    unfinished = over and known.running is not None and known.stops_early
    return rated(row, known.reason or ("stale" if unfinished else ""), terms.method)


def _by_year(target: Target, found: Sequence[Observation], terms: Terms) -> Progress:
    """A target of all years: as reported for all of them at once, else from year to year."""
    own = [one for one in found if in_place(target, one)]
    known = known_of(target.indicator, own, target.period.plain(), target.accumulation, terms.on)
    years = years_of(target, found, terms.on, terms.about)
    average = target.accumulation is Accumulation.AVERAGE_ANNUAL
    made_of = mean_of(target, years, found, terms.on) if average else ()
    more_final = bool(made_of) and FINALITY[known.status] < min(FINALITY[one.status] for one in made_of)
    gives_way = more_final or (bool(made_of) and known.reason == "scope")
    if (known.value is not None or known.reason) and not gives_way:
        return evolve(_row(target, known, terms), years=years)
    made = mean(target, years, found, terms.on) if average else None
    judgement = whole(target, years, terms.on, made, terms.about)
    row = Progress(target, None, judgement, on=terms.on, basis=terms.basis, years=years, average=made)
    return rated(row, "yearly" if made is None else "", terms.method)


# ── the straight line ────────────────────────────────────────────────────────────────────────────────────


def _paces(row: Progress, before: Target | None) -> tuple[Pace, ...] | str:
    """The figure against its straight line on each basis, or why there is none.

    Not of the day of the assessment: who has reported until June has not fallen behind in August.
    """
    seen, day, bound = row.reached, row.day, row.target.bound
    seen = seen.figure if isinstance(seen, Portion) else seen
    decided = row.judgement.verdict is not Verdict.UNDECIDED
    if not decided or day is None or not isinstance(seen, Figure) or not isinstance(bound, Bound):
        return "no_line"
    line = _line(row.target, bound, before, None if row.running is not None else day)
    if isinstance(line, str):
        return line
    start, period = line
    return tuple(Pace.of(seen, bound.limit, period, day, basis=one, start=start) for one in Basis)


def _line(
    target: Target, bound: Bound, before: Target | None, day: date | None
) -> tuple[Figure | None, Period] | str:
    """Where the line starts and the time it takes, or why there is none.

    Args:
        target: The promise.
        bound: What it asks.
        before: The milestone before it, or None.
        day: The day of a level; None for a total, which begins at nothing.
    """
    if day is None:
        grows = usual_method(bound, target) is Method.ACTUAL_OVER_TARGET
        return (None, target.period) if grows else "no_line"
    base, start = base_of(target), start_of(target)
    if base is not None and isinstance(start, Figure):
        return start, _way(base.period, target.period)
    if target.base is not None or before is None or _steps(target, before) <= 0:
        return "no_line"
    way = _way(before.period, target.period)
    if day < way.start or not isinstance(before.bound, Bound):
        return "not_begun"
    return before.bound.limit, way


def _way(base: Period, goal: Period) -> Period:
    """From the end of the base to the end of the goal."""
    return between(month_after(base), month_after(goal))


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
