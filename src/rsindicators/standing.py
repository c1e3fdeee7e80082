"""How a target stands on a day: 提前完成, 快于预期, 符合预期, 滞后.

At the end of its period a target is done or not done, as its bound says. Before, what is to grow is compared
with its straight line, by the share done against the elapsed share, within a tolerance the caller names; a
ceiling or a floor is only kept or not. Where the figures do not tell, it is 不可评估 with the reason: what is
missing never lags.

Source: trade rules on monitoring reports.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.completion import CEILINGS, FLOORS, start_of
from rsindicators.errors import NumberError
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement
from rsindicators.kinds import Standing, Verdict
from rsindicators.matching import YEARLY, sums
from rsindicators.number import ZERO
from rsindicators.pace import Pace
from rsindicators.target import Target
from rsindicators.units import Unit


@frozen
class Stand:
    """How a target stands.

    Attributes:
        standing: As a monitoring report says it.
        certain: Whether rounding cannot change it: every value the figures can mean gives it.
        reason: The code of the message that says why it is NOT_ASSESSABLE; else empty.
    """

    standing: Standing
    certain: bool = False
    reason: str = ""


def points(tolerance: Figure | str | int | Decimal | None) -> Decimal:
    """A tolerance in 个百分点; None is none at all.

    Examples:
        >>> points("5个百分点"), points(None)
        (Decimal('5'), Decimal('0'))

    Raises:
        NumberError: It is no number, a float, or negative.
        UnitError: It is in another unit.
    """
    unit = Unit.parse("个百分点")
    figure = Figure.of(0 if tolerance is None else tolerance, unit).to(unit)
    if figure.value < ZERO:
        raise NumberError("standing.tolerance", tolerance=figure)
    return figure.value


def at_end(judgement: Judgement) -> Stand:
    """How a target stands whose period is over."""
    if judgement.verdict is Verdict.UNDECIDED:
        return _none(judgement.reason)
    done = judgement.verdict is Verdict.MET
    return Stand(Standing.DONE if done else Standing.NOT_DONE, judgement.certain)


def before_end(target: Target, judgement: Judgement, pace: Pace | None, tolerance: Decimal) -> Stand:
    """How a target stands whose period is not over, by what is known now.

    Args:
        target: The promise.
        judgement: What the bound says of the figure now.
        pace: The figure against its straight line on the chosen basis; None where it has no line.
        tolerance: How far beside the line is still as expected, in 个百分点.
    """
    if target.accumulation in YEARLY:
        return _yearly(judgement)
    if judgement.verdict is Verdict.UNDECIDED:
        return _none(judgement.reason)
    if judgement.verdict is Verdict.MET:
        return Stand(Standing.ON_TRACK if keeps(target) else Standing.EARLY, judgement.certain)
    if pace is not None:
        return _on_the_line(pace, tolerance, judgement)
    if keeps(target) and not _is_band(target):
        return Stand(Standing.LAGGING, judgement.certain)
    return _none(f"standing.{'band' if _is_band(target) else 'no_line'}")


def keeps(target: Target) -> bool:
    """Whether the target asks to keep within a bound and not to reach it.

    So do a ceiling, a band, and a floor that lies no higher than the base.
    """
    bound = target.bound
    if not isinstance(bound, Bound):
        return False
    return bound.relation not in FLOORS or (not sums(target) and start_of(target) == "worse_side")


def _is_band(target: Target) -> bool:
    return isinstance(target.bound, Bound) and target.bound.relation not in (*FLOORS, *CEILINGS)


def _yearly(judgement: Judgement) -> Stand:
    """Open with all finished years kept is as expected; what is missed so far lags."""
    if judgement.reason == "judgement.open":
        return Stand(Standing.ON_TRACK, certain=True)
    if judgement.verdict is Verdict.UNDECIDED:
        return _none(judgement.reason)
    met = judgement.verdict is Verdict.MET
    return Stand(Standing.ON_TRACK if met else Standing.LAGGING, judgement.certain)


def _on_the_line(pace: Pace, tolerance: Decimal, judgement: Judgement) -> Stand:
    """By the share done against the elapsed share; exactly for the figures as printed."""
    lead, allowed = pace.lead * 100, Fraction(tolerance)
    standing = Standing.FASTER if lead > allowed else Standing.LAGGING
    standing = Standing.ON_TRACK if abs(lead) <= allowed else standing
    low, high = pace.ahead.interval.lo, pace.ahead.interval.hi
    sides = {
        Standing.FASTER: low > tolerance,
        Standing.LAGGING: high < tolerance.copy_negate(),
        Standing.ON_TRACK: low >= tolerance.copy_negate() and high <= tolerance,
    }
    return Stand(standing, judgement.certain and sides[standing])


def _none(reason: str) -> Stand:
    return Stand(Standing.NOT_ASSESSABLE, reason=reason)
