"""Each year's verdict.

A target of every year (每年…不少于, 每年控制在…以内) is kept by every year: one that misses it breaks the
promise, one without a figure leaves it open. A yearly average (年均) is kept by the mean of a flow's years,
or by their total; of rates of growth, which have no mean of this kind, only where all years lie on one side
of the bound. A year of a flow may be put together from its months and quarters. The current year is open
until it is over, unless what was made so far decides it: a gross flow above its ceiling has missed it.

Source: trade rules on the kinds of targets; 年均增长 (“with an absolute unit is an arithmetic mean”).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from attrs import evolve, frozen

from rsindicators.addends import summed
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Accumulation, Measure, Verdict
from rsindicators.known import Known, known_of, settled
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import run_of, span
from rsindicators.target import Target


@frozen
class Year:
    """A year held against what is asked of it.

    Attributes:
        known: What is known of the year.
        judgement: The verdict; of a year that is not over and not decided yet, UNDECIDED for the reason
            `judgement.open`.
    """

    known: Known
    judgement: Judgement

    @property
    def period(self) -> Period:
        """The year."""
        return self.known.period

    @property
    def observation(self) -> Observation | None:
        """What was reported of it at once, or None."""
        return self.known.observation

    @property
    def verdict(self) -> Verdict:
        """The judgement's verdict."""
        return self.judgement.verdict


def years_of(
    target: Target, found: Sequence[Observation], on: date, about: Figure | None = None
) -> tuple[Year, ...]:
    """The years of a target of all years that have begun, each with its verdict.

    Args:
        target: A target of every year, or of a yearly average.
        found: The observations that speak for it.
        on: The day.
        about: The tolerance of 左右, 约, 近, 保持在.
    """
    first, last = target.period.start.year, target.period.end.year
    years = [Period(year) for year in range(first, last + 1)]
    begun = [year for year in years if target.period.contains(year) and year.start <= on]
    return tuple(_year(target, found, year, on, about) for year in begun)


def _year(target: Target, found: Sequence[Observation], year: Period, on: date, about: Figure | None) -> Year:
    inside = [one for one in found if year.contains(run_of(one) or one.period)]
    known = known_of(target.indicator, inside, year, target.indicator.accumulation, on)
    judgement = settled(target, known, about)
    is_open = judgement.verdict is Verdict.UNDECIDED and year.end > on
    return Year(known, undecided("open") if is_open else judgement)


def whole(
    target: Target, years: Sequence[Year], on: date, made: Figure | None, about: Figure | None = None
) -> Judgement:
    """The verdict on all years together.

    Before the period is over only a broken promise or a mean to date is decided; else it is open.

    Args:
        target: The promise.
        years: Its years that have begun.
        on: The day.
        made: The mean to date, for a yearly average that has one.
        about: The tolerance of 左右, 约, 近, 保持在.
    """
    finished = [one.judgement for one in years if one.period.end <= on]
    if target.accumulation is Accumulation.EACH_YEAR:
        early = [one.judgement for one in years if one.period.end > on and one.verdict is Verdict.MISSED]
        finished += early
    if not finished:
        return undecided("no_year")
    over = target.period.end <= on
    if target.accumulation is Accumulation.EACH_YEAR:
        return _each(finished, over=over)
    return _average(finished, over=over) if made is None else target.judge(made, about)


def mean(target: Target, years: Sequence[Year], found: Sequence[Observation], on: date) -> Figure | None:
    """The mean of a flow's finished years, all of them known or their total known; None where there is none.

    Examples:
        The yearly average of 1000万人 and 1108万人 is 1054万人.
    """
    made_of = mean_of(target, years, found, on)
    figures = [one.whole for one in made_of if one.whole is not None]
    finished = sum(1 for one in years if one.period.end <= on)
    return summed(figures) / finished if figures else None


def mean_of(
    target: Target, years: Sequence[Year], found: Sequence[Observation], on: date
) -> tuple[Known, ...]:
    """What `mean` is made of: the finished years, or their total; nothing where there is no mean."""
    finished = tuple(one.known for one in years if one.period.end <= on)
    if target.indicator.measure is not Measure.FLOW or not target.indicator.unit.adds or not finished:
        return ()
    if all(one.whole is not None for one in finished):
        return finished
    together = span([one.period for one in finished])
    run = Accumulation.CUMULATIVE if len(finished) > 1 else Accumulation.ANNUAL
    total = known_of(target.indicator, found, together, run, on)
    return () if total.whole is None else (total,)


def _each(finished: list[Judgement], *, over: bool) -> Judgement:
    missed = [one for one in finished if one.verdict is Verdict.MISSED]
    if missed:
        return next((one for one in missed if one.certain), missed[0])
    unknown = [one for one in finished if one.verdict is Verdict.UNDECIDED]
    if unknown:
        return undecided("missing_year") if unknown[0].reason == "judgement.missing" else unknown[0]
    return _weakest(finished) if over else undecided("open")


def _average(finished: list[Judgement], *, over: bool) -> Judgement:
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
