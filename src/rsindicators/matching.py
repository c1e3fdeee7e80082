"""Which observations speak for a target.

An observation speaks for a target if indicator and region agree and it runs over what the target runs over:
a level is told by levels, a total by the flows inside its period, a yearly target by yearly figures. Of
several for one moment the most final is used; those of a special scope (口径) only where there is no other,
since the target names none; what is blank only where nothing else is told.

A level is as old as its figure. What was told at the base or before it tells nothing of the way since; where
there is no base, what was told before the five-year plan the target ends in.

Source: trade rules on status (“the most final one is used, and named”) and on scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rsindicators.addends import FINALITY
from rsindicators.kinds import Accumulation, Measure
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.target import Target

SUMMED: Final = (Accumulation.CUMULATIVE, Accumulation.ANNUAL, Accumulation.YEAR_TO_DATE, None)
"""What a flow runs over where it is a sum of its months."""

LEVELS: Final = (Accumulation.AT_END, Accumulation.ANNUAL)
YEARLY: Final = (Accumulation.EACH_YEAR, Accumulation.AVERAGE_ANNUAL)


def in_place(target: Target, one: Observation) -> bool:
    """Whether it is of the target's own period and runs over just what the target runs over."""
    return one.period == target.period.plain() and one.accumulation is target.accumulation


def sums(target: Target) -> bool:
    """Whether the target asks a total: over a plan, or of a flow over its year."""
    return target.indicator.measure is Measure.FLOW and target.accumulation in SUMMED


def speaks(target: Target, one: Observation, region: str) -> bool:
    """Whether an observation speaks for a target, on whatever day.

    Args:
        target: The promise.
        one: The observation.
        region: The plan's own region; an observation that names none is taken to be of it.
    """
    place = target.region or region
    if one.indicator.code != target.indicator.code or (one.region or region) != place:
        return False
    if in_place(target, one):
        return True
    inside = target.period.contains(one.period)
    if target.accumulation in YEARLY:
        return inside and one.period.is_year and one.accumulation is one.indicator.accumulation
    if sums(target) and inside:
        return one.accumulation in SUMMED
    same = one.accumulation is target.accumulation and one.accumulation in LEVELS
    return same and begins(target) < one.period.end <= target.period.end


def begins(target: Target) -> date:
    """The last day before the way to a level begins: the end of its base, else of the plan before."""
    if target.base is not None and target.base.accumulation is target.accumulation:
        return target.base.period.end
    plan = Period.plan_of(target.period.end)
    first = target.period.start if plan is None else min(plan.start, target.period.start)
    return date.fromordinal(first.toordinal() - 1)


def newest(found: Sequence[Observation]) -> tuple[Observation, ...]:
    """The observations of the last day, the most final of them; more than one only if they differ.

    Of several that tell the same the last one given is left, and it stands first.
    """
    told = [one for one in found if one.figure is not None or one.phrase] or found
    plain = [one for one in told if not one.scope] or told
    last = max((_rank(one) for one in plain), default=None)
    different = {(one.figure, one.phrase): one for one in plain if _rank(one) == last}
    return tuple(reversed(different.values()))


def trouble(found: Sequence[Observation]) -> str:
    """Why what `newest` gives decides nothing: `rivals`, `scope` or `words`; empty where it may."""
    if len(found) > 1:
        return "rivals"
    if found and found[0].scope:
        return "scope"
    return "words" if found and found[0].phrase else ""


def _rank(one: Observation) -> tuple[date, int]:
    return one.period.end, FINALITY[one.status]
