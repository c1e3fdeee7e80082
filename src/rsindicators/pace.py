"""Ahead of time or behind it, and the pace still needed.

A pace compares what was made with a straight line: from nothing to the total a period is to bring, or from
the level of the base to the level at its end. How much of the period is over is counted on a named basis
(序时进度: by finished months, by days, by finished years), so that a pace never stands without its basis.

It refuses a line that leads nowhere: a goal that equals its start, or may equal it within rounding.

Source: trade rules on 序时进度 (the day itself counted, the basis named) and on levels (the planned increase
done, a straight-line path).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from rsindicators.composition import Portion
from rsindicators.errors import PeriodError, UndefinedResultError
from rsindicators.figure import Figure, added, computed
from rsindicators.interval import Interval
from rsindicators.kinds import Basis
from rsindicators.messages import Language, render
from rsindicators.number import MOST_DECIMALS, NEAREST, ZERO, shift
from rsindicators.period import Period
from rsindicators.units import PERCENT

MONTHS_A_YEAR: Final = 12
SHOWN_DIGITS: Final = 3


@frozen
class Pace:
    """What was made by a day, against the straight line to a goal.

    Attributes:
        period: The time the line takes.
        day: The day it is read on: the last one that `actual` speaks for.
        basis: How the elapsed share is counted; nothing else depends on it.
        elapsed: The share of the period that is over, 0 … 1.
        goal: What is to be reached at the end of the period, decreed and therefore exact.
        actual: What was reached on the day.
        start: Where the line starts: the base of a level; None for a total, which starts from nothing.
        done: The share of the way done, in %: 完成率 of a total, the planned increase done of a level.
        ahead: `done` minus the elapsed share, in 个百分点; negative if behind.
        expected: Where the straight line is on the day, in the goal's unit.
        needed: What is still needed a year in the months after the day, whatever the basis, in the goal's
            unit (个百分点 for rates); None where the goal is reached or no time is left.

    Examples:
        >>> plan = Period.plan(14)
        >>> made = Pace.of("0.80万人", "1.85万人", plan, date(2023, 6, 30))
        >>> str(made.done.round(2)), str(made.ahead.round(2)), str(made.needed)
        ('43.24%', '-6.76个百分点', '0.42万人')
        >>> made.say()
        '按月:序时进度50.00%,落后6.76个百分点,此后每年还需0.42万人'
    """

    period: Period
    day: date
    basis: Basis
    elapsed: Fraction
    goal: Figure
    actual: Figure
    start: Figure | None
    done: Figure
    ahead: Figure
    expected: Figure
    needed: Figure | None

    @staticmethod
    def of(  # noqa: PLR0913 - the line's ends and its basis, each by its name
        actual: Figure | str,
        goal: Figure | str,
        period: Period,
        on: date,
        *,
        basis: Basis = Basis.MONTHS,
        start: Figure | str | None = None,
    ) -> Pace:
        """The pace on a day.

        Args:
            actual: What was reached: the total to date, or the level of that day.
            goal: What is asked at the end of the period; it is taken as exact.
            period: The time the line takes: of a total its period, of a level from its base on.
            on: The day, itself counted.
            basis: By finished months, by days, or by finished years.
            start: The level of the base; left out, the line starts from nothing.

        Raises:
            UnitError: The units do not fit.
            UndefinedResultError: The goal equals the start, or may equal it.
            PeriodError: `on` is no day, `period` no period, or the basis none of the three.
        """
        if not isinstance(period, Period) or not isinstance(basis, Basis):
            raise PeriodError("pace.basis", period=period, basis=basis)
        limit = Figure.of(goal)
        limit = computed(limit.value, limit.unit, limit.decimals, Interval.point(limit.value))
        made, base = (
            Figure.of(actual).to(limit.unit),
            None if start is None else Figure.of(start).to(limit.unit),
        )
        elapsed = period.elapsed(on, basis)
        done = covered(made, limit, base)
        left = (1 - period.elapsed(on, Basis.MONTHS)) * Fraction(period.months, MONTHS_A_YEAR)
        return Pace(
            period, on, basis, elapsed, limit, made, base, done,
            done - _percentage(elapsed), _expected(limit, base, elapsed), _needed(made, limit, base, left),
        )  # fmt: skip

    @property
    def share(self) -> Figure:
        """The elapsed share in % (序时进度)."""
        return _percentage(self.elapsed)

    @property
    def lead(self) -> Fraction:
        """`ahead` as printed figures give it, in parts of one and without any rounding."""
        start = Fraction(0) if self.start is None else Fraction(self.start.value)
        return (Fraction(self.actual.value) - start) / (Fraction(self.goal.value) - start) - self.elapsed

    @property
    def gap(self) -> Figure:
        """What was reached minus what the straight line asks for that day; 个百分点 for rates."""
        return self.actual - self.expected

    def say(self, language: Language = "zh") -> str:
        """Elapsed share with its basis, ahead or behind, and the pace still needed."""
        lead = self.lead
        way = "even" if not lead else "ahead" if lead > 0 else "behind"
        basis = self.basis.label if language == "zh" else self.basis.value
        points = self.shown_ahead if lead > 0 else -self.shown_ahead
        facts = {"basis": basis, "elapsed": str(self.share.round(2)), "points": str(points)}
        said = render(f"pace.{way}", language, facts)
        if self.needed is None:
            return said
        return said + render("pace.needed", language, {"needed": str(self.shown_needed)})

    @property
    def shown_ahead(self) -> Figure:
        """`ahead` to two decimals; nothing has no sign."""
        shown = self.ahead.round(2)
        return -shown if shown.value == ZERO and shown.value.is_signed() else shown

    @property
    def shown_needed(self) -> Figure | None:
        """The pace still needed to three digits, at least as many decimals as the goal has."""
        if self.needed is None:
            return None
        least = min(self.goal.decimals or 0, MOST_DECIMALS)
        most = min(max(least, SHOWN_DIGITS - 1 - self.needed.value.adjusted()), MOST_DECIMALS)
        fine = self.needed.round(most)
        shown = (self.needed.round(decimals) for decimals in range(least, most + 1))
        return next(one for one in shown if one.value == fine.value)

    def __str__(self) -> str:
        return self.say()


def covered(actual: Figure, goal: Figure, start: Figure | None = None) -> Figure:
    """The share of the way from `start` (or from nothing) to an exact goal that is done, in %.

    The start stands above and below the stroke and is the same start: the share is monotone in it and in the
    actual figure, so that the ends of the interval are reached at their ends.

    Examples:
        >>> str(covered(Figure("2.28", "万人"), Figure("2.41", "万人"), Figure("2.06", "万人")).round(1))
        '62.9%'

    Raises:
        UnitError: The units do not fit.
        UndefinedResultError: The goal equals the start, or may equal it.
    """
    made = actual.to(goal.unit)
    base = _nothing(goal) if start is None else start.to(goal.unit)
    bounded = base.interval.lo.is_finite() and base.interval.hi.is_finite()
    if not bounded or base.interval.contains(goal.value):
        raise UndefinedResultError("pace.start", start=base, goal=goal)
    ends = [
        _quotient(end, limit, goal)
        for end in (made.interval.lo, made.interval.hi)
        for limit in (base.interval.lo, base.interval.hi)
    ]
    value = NEAREST.divide(NEAREST.subtract(made.value, base.value), NEAREST.subtract(goal.value, base.value))
    interval = Interval.closed(min(one.lo for one in ends), max(one.hi for one in ends))
    return computed(shift(value, 2), PERCENT, None, interval.shift(2))


def _nothing(goal: Figure) -> Figure:
    return computed(ZERO, goal.unit, 0, Interval.point(ZERO))


def _quotient(end: Decimal, start: Decimal, goal: Figure) -> Interval:
    """The share done for one possible actual value and one possible start, rounded outwards."""
    at = Interval.point
    return (at(end) - at(start)) / (at(goal.value) - at(start))


def _percentage(part: Fraction) -> Figure:
    return Portion(part.numerator, part.denominator).figure.to(PERCENT)


def _expected(goal: Figure, base: Figure | None, elapsed: Fraction) -> Figure:
    """Where the straight line is: the start enters once, so that the interval is the tightest."""
    past, whole = elapsed.numerator, elapsed.denominator
    line = goal * past / whole
    return line if base is None else added(base * (whole - past) / whole, line, goal.unit)


def _needed(made: Figure, goal: Figure, base: Figure | None, years: Fraction) -> Figure | None:
    """What is still to be done, over the years left; a fall is negative."""
    start = _nothing(goal) if base is None else base
    reached = made >= goal if goal > start else made <= goal
    if reached or not years:
        return None
    return (goal - made) * years.denominator / years.numerator
