"""Whether what the figures give is what was claimed.

EXACT is what comes out by rounding once, half up or half to even; WITHIN_ROUNDING what some truths behind
the printed figures give; TRUNCATED what only cutting off gives; CONTRADICTED what nothing gives. A hedged
claim whose tolerance nobody names is NOT_CHECKABLE, unless no tolerance would help (50 and more is not 近50).

Source: trade rules on published numbers and on comparators.
"""

from __future__ import annotations

from decimal import Decimal

from rsindicators.bound import Bound
from rsindicators.figure import Figure
from rsindicators.interval import Interval
from rsindicators.kinds import Agreement, Relation
from rsindicators.number import EXACT, ONE, ZERO, round_half_even, round_half_up, shift


def against(claimed: Figure | Bound, result: Figure) -> Agreement:
    """How the claimed number agrees with a computed one.

    Args:
        claimed: The number as it was claimed, or its bound.
        result: What the figures give, in the unit of the claim; of another kind, it contradicts.

    Examples:
        >>> given = Figure("97.98", "%")
        >>> [against(Figure(claimed, "%"), given) for claimed in ("98.0", "97.9", "97.8")]
        [Agreement.EXACT, Agreement.TRUNCATED, Agreement.CONTRADICTED]
    """
    if not result.unit.fits(claimed.unit):  # a growth called 个百分点
        return Agreement.CONTRADICTED
    return _against_bound(claimed, result) if isinstance(claimed, Bound) else _against_figure(claimed, result)


def gives(value: Decimal, claimed: Figure) -> bool:
    """Whether a value is the number claimed, rounded once; to an exact claim nothing is rounded."""
    if claimed.decimals is None or claimed.interval.is_point:
        return value == claimed.value
    return _rounds(value, claimed.value, claimed.decimals)


def _rounds(value: Decimal, printed: Decimal, decimals: int) -> bool:
    return printed in (round_half_up(value, decimals), round_half_even(value, decimals))


def _against_figure(claimed: Figure, result: Figure) -> Agreement:
    if gives(result.value, claimed):
        return Agreement.EXACT
    if result.interval.meets(claimed.interval):
        return Agreement.WITHIN_ROUNDING
    if claimed.decimals is None or claimed.interval.is_point:
        return Agreement.CONTRADICTED
    cut = result.interval.meets(_cut(claimed.value, claimed.decimals))
    return Agreement.TRUNCATED if cut else Agreement.CONTRADICTED


def _cut(value: Decimal, decimals: int) -> Interval:
    """The values that are `value` once cut off behind so many decimals."""
    step = shift(ONE, -decimals)
    low = value if value > ZERO else EXACT.subtract(value, step)
    high = value if value < ZERO else EXACT.add(value, step)
    return Interval(low, high, lo_open=value <= ZERO, hi_open=value >= ZERO)


def _against_bound(bound: Bound, result: Figure) -> Agreement:
    """A hedged claim agrees where the figures, or some truths behind them, satisfy it."""
    if not result.interval.meets(bound.surely()):
        return Agreement.CONTRADICTED
    allowed = bound.known().contains(result.value)
    if bound.relation not in (Relation.ABOUT, Relation.NEARLY):
        return Agreement.EXACT if allowed else Agreement.WITHIN_ROUNDING
    rounds = _rounds(result.value, bound.limit.value, bound.limit.decimals or 0)
    return Agreement.EXACT if allowed and rounds else Agreement.NOT_CHECKABLE
