"""Which observations speak for a target.

An observation speaks for a target if indicator and region agree and it tells of what the target runs over.
What happens over a time, a flow or a growth, is told by what lies inside the target's period and by nothing
else: the year 2023 tells nothing of the year 2024. A level is told by levels, also by earlier ones; a yearly
rate goes the way of a level. A target of every year is told by the figures of its years, of a flow also by
their parts.

A level is as old as its figure. What was told at the base or before it tells nothing of the way since; where
there is no base, what was told before the five-year plan the target ends in.

Source: trade rules on time (§4) and on status (“the most final one is used, and named”).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from attrs import frozen

from rsindicators.choice import chosen
from rsindicators.kinds import YEARLY, Accumulation, Measure
from rsindicators.observation import Observation
from rsindicators.period import Period, calendar_day
from rsindicators.runs import run_of
from rsindicators.target import Base, Target

SUMMED: Final = (Accumulation.CUMULATIVE, Accumulation.ANNUAL, Accumulation.YEAR_TO_DATE)
"""What a flow runs over where it is a sum of its months."""

LEVELS: Final = (Accumulation.AT_END, Accumulation.ANNUAL)


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
    same = one.indicator.code == target.indicator.code and same_region(target, one, region)
    return same and _fits(target, one)


def same_region(target: Target, one: Observation, region: str) -> bool:
    """Whether it is of the target's region; where none is named that is the plan's own."""
    return (one.region or region) == (target.region or region)


def _fits(target: Target, one: Observation) -> bool:
    """Whether it runs over what the target runs over."""
    if in_place(target, one):
        return True
    if target.indicator.measure is Measure.FLOW:
        return _inside(target, one)
    if target.accumulation in YEARLY:
        whole_year = one.period.is_year and one.accumulation is one.indicator.accumulation
        return whole_year and target.period.contains(one.period)
    level = target.indicator.measure is not Measure.GROWTH and target.accumulation in LEVELS
    same = level and one.accumulation is target.accumulation
    return same and begins(target) < one.period.end <= target.period.end


def _inside(target: Target, one: Observation) -> bool:
    """Whether the months a flow is the total of lie inside; of every year, within one year."""
    run = run_of(one)
    if run is None or not target.period.contains(run):
        return False
    if target.accumulation is Accumulation.EACH_YEAR:
        return run.year == run.last.year
    return target.accumulation in (*SUMMED, Accumulation.AVERAGE_ANNUAL)


def base_of(target: Target) -> Base | None:
    """The base, where it is a level of the same kind as the target; else there is none to go from."""
    base = target.base
    same = base is not None and base.accumulation is target.accumulation in LEVELS
    return base if same else None


def begins(target: Target) -> date:
    """The last day before the way to a level begins: the end of its base, else of the plan before."""
    base = base_of(target)
    if base is not None:
        return base.period.end
    plan = Period.plan_of(target.period.end)
    first = target.period.start if plan is None else min(plan.start, target.period.start)
    return date.fromordinal(first.toordinal() - 1)


def newest(found: Sequence[Observation]) -> tuple[Observation, ...]:
    """The observation of the last day that is used, or the rivals of that day.

    What is blank is used only where nothing else is told, a special scope only where there is no other.
    """
    told = [one for one in found if one.figure is not None or one.phrase] or found
    plain = [one for one in told if not one.scope] or told
    last = max((one.period.end for one in plain), default=None)
    return chosen([one for one in plain if one.period.end == last])


# ── all of them ──────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Heard:
    """Which observations speak for which target.

    Attributes:
        found: Those that speak for each target, in the order of the targets.
        unused: Those that speak for none.
        reasons: Why not, for each of these, as a word that completes the code `unused.<word>`: `late`,
            `indicator`, `region`, `place`.
    """

    found: tuple[tuple[Observation, ...], ...]
    unused: tuple[Observation, ...]
    reasons: tuple[str, ...]


def hear(targets: Sequence[Target], given: Sequence[Observation], region: str, day: date | None) -> Heard:
    """What speaks for each target, of what is known on the day.

    Args:
        targets: The promises.
        given: The observations.
        region: The plan's own region.
        day: The day; None for all that is given.
    """
    told: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for one in given:
        if day is None or is_known(one, day):
            told[one.indicator.code, one.region or region].append(one)
    wanted = [(target.indicator.code, target.region or region) for target in targets]
    found = tuple(
        tuple(one for one in told.get(place, ()) if speaks(target, one, region))
        for target, place in zip(targets, wanted, strict=True)
    )
    used = {id(one) for each in found for one in each}
    unused = tuple(one for one in given if id(one) not in used)
    places, codes = set(wanted), {code for code, _ in wanted}

    def reason(one: Observation) -> str:
        if day is not None and not is_known(one, day):
            return "late"
        if one.indicator.code not in codes:
            return "indicator"
        return "place" if (one.indicator.code, one.region or region) in places else "region"

    return Heard(found, unused, tuple(map(reason, unused)))


def is_known(one: Observation, day: date) -> bool:
    """Whether an observation is of a period that is over on the day, and was true or published by then."""
    return one.period.end <= day and (one.as_of is None or calendar_day(one.as_of) <= day)
