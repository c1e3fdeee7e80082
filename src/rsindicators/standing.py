"""How a target stands on a day: 提前完成, 快于预期, 符合预期, 滞后.

At the end of its period a target is done or not done, as its bound says. Before, what is to grow is compared
with its straight line, by the share done against the elapsed share, within a tolerance the caller names;
what is to be kept is only kept or not. Where the figures do not tell, it is 不可评估 with the reason: what
is missing never lags, nor does what may still be on its way.

Source: trade rules on monitoring reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.completion import is_clear, start_of
from rsindicators.errors import NumberError
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement
from rsindicators.kinds import CEILINGS, FLOORS, Relation, Standing, Verdict
from rsindicators.matching import sums
from rsindicators.number import ZERO
from rsindicators.pace import Pace
from rsindicators.target import Target
from rsindicators.units import Unit
from rsindicators.yearly import Year

KEEPING: Final = ("控制", "稳定", "保持")
"""Words of a ceiling that is to be kept."""


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


def before_end(target: Target, judgement: Judgement, pace: Pace | str, tolerance: Decimal) -> Stand:
    """How a level, a total or a year's figure stands whose period is not over, by what is known now.

    Args:
        target: The promise.
        judgement: What the bound says of the figure now.
        pace: The figure against its straight line on the chosen basis; or why it has none, as a word that
            completes the code `standing.<word>`.
        tolerance: How far beside the line is still as expected, in 个百分点.
    """
    if judgement.verdict is Verdict.UNDECIDED:
        return _none(judgement.reason)
    sure = judgement.certain and is_clear(target)
    on_a_way = isinstance(pace, Pace)
    if judgement.verdict is Verdict.MET:
        within = (keeps(target) or _is(target, CEILINGS)) and not on_a_way
        return Stand(Standing.ON_TRACK if within else Standing.EARLY, sure)
    if isinstance(pace, Pace):
        return _on_the_line(pace, tolerance, judgement)
    if _is_band(target):
        return _none("standing.band")
    return Stand(Standing.LAGGING, sure) if keeps(target) else _none(f"standing.{pace}")


def all_years(judgement: Judgement, years: Sequence[Year]) -> Stand:
    """How a target of all years stands before its period is over.

    With every finished year kept it is as expected, as surely as each of them is; what is missed so far lags.
    """
    if judgement.reason == "judgement.open":
        kept = [one.judgement for one in years if one.verdict is Verdict.MET]
        return Stand(Standing.ON_TRACK, all(one.certain for one in kept))
    if judgement.verdict is Verdict.UNDECIDED:
        return _none(judgement.reason)
    met = judgement.verdict is Verdict.MET
    return Stand(Standing.ON_TRACK if met else Standing.LAGGING, judgement.certain)


def keeps(target: Target) -> bool:
    """Whether the target is known to ask to keep within a bound and not to reach it.

    So does a band, a ceiling of a total, which begins at nothing, a floor or ceiling that the base
    satisfies, and a ceiling that is worded so (控制在…以内), if no base lies on its wrong side. A ceiling
    without a base may be meant to be reached.
    """
    bound = target.bound
    if not isinstance(bound, Bound):
        return False
    if _is_band(target) or (sums(target) and _is(target, CEILINGS)):
        return True
    start = "no_base" if sums(target) else start_of(target)
    worded = _is(target, CEILINGS) and any(word in "".join(bound.words) for word in KEEPING)
    return start == "worse_side" or (worded and start == "no_base")


def _is(target: Target, relations: Sequence[Relation]) -> bool:
    return isinstance(target.bound, Bound) and target.bound.relation in relations


def _is_band(target: Target) -> bool:
    return isinstance(target.bound, Bound) and not _is(target, (*FLOORS, *CEILINGS))


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
