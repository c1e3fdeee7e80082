"""What is known of a target's period on a day, and what that decides.

It is one observation, or a total to date that is put together from years, year-to-dates and months. A total
of more final figures, or of no special scope, comes before a figure of the period itself. What tells of the
whole period decides. What stops before its end goes on: a gross flow can only grow, so that its
total so far is a floor of the total; a net flow may fall again and tells nothing of its end; an older level
may have moved, but where it had reached a floor the trade calls the target 完成 on it (浙江 on its 2019
figure, since 2020 is “—”), which is marked as inferred and never certain.

Source: trade rules §4 (“a lower bound only where the flow cannot be negative”) and §6 (say which figure was
used and how old it is).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from rsindicators.bound import Bound
from rsindicators.choice import FINALITY, trouble
from rsindicators.errors import NotAdditiveError
from rsindicators.figure import Figure, computed
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import FLOORS, Accumulation, Measure, Relation, Status, Verdict
from rsindicators.matching import newest
from rsindicators.notation import Value
from rsindicators.number import ZERO, exponent_of
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import run_of
from rsindicators.target import Target
from rsindicators.totals import Running, is_gross, to_date


@frozen
class Known:
    """What is known of a period.

    Attributes:
        period: The period.
        observation: What was reported, or None.
        running: The total to date, where it had to be put together; or None.
        reason: Why it decides nothing by itself (`rivals`, `scope`, `words`, `gap` …), or empty.
    """

    period: Period
    observation: Observation | None = None
    running: Running | None = None
    reason: str = ""

    @property
    def value(self) -> Value | None:
        """The figure, or what else was reported; of a total with gaps its floor."""
        if self.running is not None:
            return self.running.figure or self.running.floor
        return None if self.observation is None else self.observation.figure

    @property
    def status(self) -> Status | None:
        """How final it is; of a total that of the least final part."""
        if self.running is not None:
            return self.running.status
        return None if self.observation is None else self.observation.status

    @property
    def through(self) -> date | None:
        """The last day it speaks for."""
        if self.running is not None:
            return self.running.through
        return None if self.observation is None else self.observation.period.end

    @property
    def stops_early(self) -> bool:
        """Whether it speaks for a part of the period only."""
        return self.through is not None and self.through < self.period.end

    @property
    def whole(self) -> Figure | None:
        """The figure of the whole period, if there is one to trust."""
        value = None if self.reason or self.stops_early else self.value
        return value if isinstance(value, Figure) else None

    @property
    def floor(self) -> Bound | None:
        """What a total reaches at least at the end of the period; None where nothing is sure."""
        if self.running is None or self.running.floor is not None or self.running.figure is None:
            return None if self.running is None else self.running.floor
        gross = self.running.parts and is_gross(self.running.parts[0].indicator)
        return _at_least(self.running.figure) if gross else None


def known_of(
    indicator: Indicator, found: Sequence[Observation], period: Period, run: Accumulation | None, on: date
) -> Known:
    """What is known of a period: the most final of its figures and totals, else the last level before.

    Args:
        indicator: Of what.
        found: The observations that speak for it, none of them later than the day.
        period: The period.
        run: Over what its figure runs.
        on: The day.
    """
    alike = [one for one in found if one.accumulation is run]
    if indicator.measure is Measure.FLOW:
        parts = [one for one in found if _is_part(one, period)]
        own = [one for one in alike if one.period == period]
        if parts:
            return _flow(indicator, own, parts, period, on)
    at_end = newest([one for one in alike if one.period.end == period.end])
    return _told(period, at_end if _is_told(at_end) else newest(alike))


def judged(target: Target, known: Known, about: Figure | None = None) -> Judgement:
    """What the target's bound says of what is known so far.

    Args:
        target: The promise.
        known: What is known.
        about: The tolerance of 左右, 约, 近, 保持在; None leaves such targets undecided.

    Raises:
        UnitError: The unit of a figure does not fit the target's.
    """
    if known.reason:
        return _by_floor(target, known.floor, known.reason, about)
    return target.judge(known.value, about)


def settled(target: Target, known: Known, about: Figure | None = None) -> Judgement:
    """What that decides at the end of the period; the arguments are those of `judged`."""
    if not known.stops_early:
        return judged(target, known, about)
    if known.running is not None:
        return _by_floor(target, known.floor, known.reason or "stale", about)
    judgement = judged(target, known, about)
    if judgement.verdict is Verdict.UNDECIDED:
        return judgement
    is_floor = isinstance(target.bound, Bound) and target.bound.relation in FLOORS
    if judgement.verdict is Verdict.MET and is_floor:
        return evolve(judgement, certain=False, inferred=True)
    return undecided("stale")


def _by_floor(target: Target, floor: Bound | None, reason: str, about: Figure | None) -> Judgement:
    """By what a total reaches at least, if that decides."""
    if floor is None:
        return undecided(reason)
    judgement = target.judge(floor, about)
    return undecided(reason) if judgement.reason == "judgement.one_sided" else judgement


def _told(period: Period, used: Sequence[Observation]) -> Known:
    return Known(period, used[0] if used else None, reason=trouble(used))


def _is_told(used: Sequence[Observation]) -> bool:
    return bool(used) and (used[0].figure is not None or bool(used[0].phrase))


# ── a total to date ──────────────────────────────────────────────────────────────────────────────────────


def _is_part(one: Observation, period: Period) -> bool:
    run = run_of(one)
    return isinstance(one.figure, Figure | Bound) and run is not None and period.contains(run)


def _flow(
    indicator: Indicator, own: Sequence[Observation], parts: Sequence[Observation], period: Period, on: date
) -> Known:
    """A flow's own figure where nothing as final speaks against it, else what its parts make."""
    itself = newest(own)
    if _is_told(itself) and run_of(itself[0]) != period:
        return _told(period, itself)
    whole = [one for one in parts if run_of(one) == period and one not in own]
    at_once = newest([*own, *whole])
    known = _total(indicator, parts, period, on)
    if not _is_told(at_once):
        return known
    told, total = _told(period, at_once), known.running
    if total is None or any(one.phrase for one in at_once):
        return told
    if told.reason == "scope":
        return known
    bounds = [one for one in at_once if isinstance(one.figure, Bound)]
    if bounds:
        return _beside(told, known, bounds)
    alone = all(one in own for one in at_once) and all(run_of(one) == period for one in total.parts)
    return told if alone and not total.disputed else known


def _beside(told: Known, known: Known, bounds: Sequence[Observation]) -> Known:
    """A total of the whole period beside what is told of it from one side (超过1.8万人)."""
    figure, total = known.whole, known.running
    if figure is None or total is None or FINALITY[total.status] < FINALITY[bounds[0].status]:
        return told
    against = tuple(one for one in bounds if not _may_be(figure, one.figure))
    total = evolve(total, disputed=(*total.disputed, *against))
    if against and total.status is bounds[0].status:
        return Known(known.period, running=evolve(total, figure=None, reason="rivals"), reason="rivals")
    return evolve(known, running=total)


def _may_be(figure: Figure, bound: Value | None) -> bool:
    return isinstance(bound, Bound) and figure.to(bound.unit).interval.meets(bound.surely())


def _total(indicator: Indicator, parts: Sequence[Observation], period: Period, on: date) -> Known:
    """What the finished years and the current year make so far."""
    plain = [evolve(one, indicator=indicator) for one in parts if not one.scope]
    if not plain:
        return Known(period, reason="scope")
    try:
        running = to_date(plain, period, on)
    except NotAdditiveError:
        return Known(period, reason="not_additive")
    bounds = [one for one in plain if isinstance(one.figure, Bound)]
    one_sided = running.reason in ("gap", "none") and all(_is_inside(gap, bounds) for gap in running.gaps)
    return Known(period, running=running, reason="one_sided" if one_sided else running.reason)


def _is_inside(gap: Period, bounds: Sequence[Observation]) -> bool:
    """Whether a gap is none: what happened there is told from one side (超过0.4)."""
    runs = [run_of(one) for one in bounds]
    return any(run is not None and run.contains(gap) for run in runs)


def _at_least(figure: Figure) -> Bound:
    """The least a figure can mean, of what is not negative."""
    low = max(figure.interval.lo, ZERO)
    decreed = computed(low, figure.unit, max(0, -exponent_of(low)), Interval.point(low))
    return Bound(Relation.AT_LEAST, decreed)
