"""Each year's verdict.

A target of every year (每年…不少于, 每年控制在…以内) is kept by every year: one that misses it breaks the
promise, one without a figure leaves it open. A yearly average (年均) is kept by the mean of a flow's years;
of rates of growth, which have no mean of this kind, only where all years lie on one side of the bound.
The current year is open until it is over.

Source: trade rules on the kinds of targets; 年均增长 (“with an absolute unit is an arithmetic mean”).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import itemgetter

from attrs import evolve, frozen

from rsindicators.figure import Figure
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Accumulation, Measure, Verdict
from rsindicators.matching import YEARLY, newest, trouble
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.target import Target


@frozen
class Year:
    """A year held against what is asked of it.

    Attributes:
        period: The year.
        observation: What was reported of it, or None.
        judgement: The verdict; of a year that is not over, UNDECIDED for the reason `judgement.open`.
    """

    period: Period
    observation: Observation | None
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """The judgement's verdict."""
        return self.judgement.verdict


def judged(target: Target, found: Sequence[Observation]) -> Judgement:
    """What is reported of one place, held against the target; undecided where it tells no figure to trust.

    Raises:
        UnitError: The unit of a figure does not fit the target's.
    """
    reason = trouble(found)
    return undecided(reason) if reason else target.judge(found[0].figure if found else None)


def years_of(target: Target, found: Sequence[Observation], on: date) -> tuple[Year, ...]:
    """The years of a yearly target that have begun, each with its verdict.

    Args:
        target: A target of every year, of a yearly average, or of one year's figure.
        found: The observations that speak for it.
        on: The day.
    """
    told = [one for one in found if one.period.is_year and one.accumulation is one.indicator.accumulation]
    if target.accumulation in YEARLY:
        periods = {Period(year) for year in range(target.period.start.year, target.period.end.year + 1)}
        periods = {year for year in periods if target.period.contains(year)}
    else:
        periods = {one.period for one in told} | {target.period.plain()}
    made = []
    for year in sorted((one for one in periods if one.start <= on), key=lambda one: one.start):
        seen = newest([one for one in told if one.period == year])
        judgement = judged(target, seen) if year.end <= on else undecided("open")
        made.append(Year(year, seen[0] if seen else None, judgement))
    return tuple(made)


def whole(target: Target, years: Sequence[Year], on: date) -> Judgement:
    """The verdict on all years together.

    Before the period is over only a broken promise or a mean to date is decided; else it is open.
    """
    finished = [one.judgement for one in years if one.period.end <= on]
    if not finished:
        return undecided("no_year")
    if target.accumulation is Accumulation.EACH_YEAR:
        return _each(finished, over=target.period.end <= on)
    return _average(target, finished, mean(target, years, on), over=target.period.end <= on)


def mean(target: Target, years: Sequence[Year], on: date) -> Figure | None:
    """The mean of a flow's finished years, all of them known; None where there is none.

    Examples:
        The yearly average of 1000万人 and 1108万人 is 1054万人.
    """
    seen = [(one.observation, one.judgement.reason) for one in years if one.period.end <= on]
    known = [one.figure for one, reason in seen if one and isinstance(one.figure, Figure) and not reason]
    flow = target.indicator.measure is Measure.FLOW and target.indicator.unit.adds
    if not flow or not known or len(known) < len(seen):
        return None
    return reduce(lambda one, other: one + other, known) / len(known)


def _each(finished: list[Judgement], *, over: bool) -> Judgement:
    missed = [one for one in finished if one.verdict is Verdict.MISSED]
    if missed:
        return next((one for one in missed if one.certain), missed[0])
    unknown = [one for one in finished if one.verdict is Verdict.UNDECIDED]
    if unknown:
        return undecided("missing_year") if unknown[0].reason == "judgement.missing" else unknown[0]
    if not over:
        return undecided("open")
    return _weakest(finished)


def _average(target: Target, finished: list[Judgement], made: Figure | None, *, over: bool) -> Judgement:
    if made is not None:
        return target.judge(made)
    verdicts = {one.verdict for one in finished}
    if Verdict.UNDECIDED in verdicts:
        return undecided("missing_year")
    if len(verdicts) > 1:
        return undecided("mixed")
    if verdicts == {Verdict.MET} and not over:
        return undecided("open")
    return _weakest(finished)


def _weakest(finished: list[Judgement]) -> Judgement:
    """All years lie on one side: the one with the smallest margin speaks for them."""
    margins = [(one.margin, one) for one in finished if one.margin is not None]
    least = min(margins, key=itemgetter(0))[1] if margins else finished[0]
    return evolve(
        least,
        certain=all(one.certain for one in finished),
        inferred=any(one.inferred for one in finished),
    )
