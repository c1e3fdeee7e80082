"""Completion rates (完成率), each by its name, or why there is none.

Of a level or total of which more is better it is actual/target. Every other formula is another number and is
used only where the caller names it: the planned increase done (never where the target is on the worse side
of its base), and the three rival formulas for ceilings. A verdict never rests on a completion rate.

Source: trade rules on 完成率; 浙江省人才发展“十四五”规划 表1 prints actual/target as its 完成度.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.figure import Figure, added
from rsindicators.kinds import CEILINGS, FLOORS, Direction, Method
from rsindicators.matching import base_of
from rsindicators.number import ZERO
from rsindicators.pace import covered
from rsindicators.target import Target
from rsindicators.units import PERCENT

RIVALS: Final = (Method.TARGET_OVER_ACTUAL, Method.TWO_MINUS)
"""Formulas that only ceilings have, beside actual/target itself."""


def completion(target: Target, seen: object, method: Method | None = None) -> Figure | str:
    """The completion rate in %, unrounded, with its interval; or the reason why there is none.

    Args:
        target: The promise.
        seen: What was reached: a figure, or what else was reported, or None.
        method: The formula; left out, actual/target where the trade computes it at all.

    Returns:
        A figure, or a word that completes the code of a message: `completion.<word>`.

    Raises:
        UnitError: The units do not fit.
    """
    bound = target.bound
    if not isinstance(bound, Bound):
        return _without_bound(target)
    chosen = usual_method(bound, target) if method is None else method
    if isinstance(chosen, str):
        return chosen
    if bound.relation not in (*FLOORS, *CEILINGS):
        return "band"
    if chosen in RIVALS and usual_method(bound, target) != "ceiling":
        return "method"
    if not isinstance(seen, Figure):
        return "missing" if seen is None else "one_sided"
    if chosen is Method.INCREASE:
        return _increase(bound, target, seen)
    return _quotient(bound.limit, seen, chosen)


def usual_method(bound: Bound, target: Target) -> Method | str:
    """How the trade computes the rate of such a target, or why it has none."""
    if bound.relation in CEILINGS or target.indicator.direction is Direction.LOWER:
        return "ceiling"
    if bound.relation not in FLOORS:
        return "band"
    return Method.ACTUAL_OVER_TARGET if bound.limit.value > ZERO else "zero_target"


def start_of(target: Target) -> Figure | str:
    """The level a target starts from, or why there is none to go from.

    `no_base`: none, one of another kind (a year beside a total), or one that is no figure. `worse_side`: the
    target asks no more than the base has. `unclear`: within rounding nobody can tell.
    """
    bound, start = target.bound, _start(target)
    if start is None or not isinstance(bound, Bound):
        return "no_base"
    better = bound.limit > start if bound.relation in FLOORS else bound.limit < start
    if not better:
        return "worse_side"
    bounded = start.interval.lo.is_finite() and start.interval.hi.is_finite()
    return start if bounded and not start.interval.contains(bound.limit.value) else "unclear"


def is_clear(target: Target) -> bool:
    """Whether rounding of the base cannot change on which side the target lies; so it is without a base."""
    bound, start = target.bound, _start(target)
    if start is None or not isinstance(bound, Bound):
        return True
    low, high, limit = start.interval.lo, start.interval.hi, bound.limit.value
    return high < limit or low >= limit if bound.relation in FLOORS else low > limit or high <= limit


def _start(target: Target) -> Figure | None:
    """The base of a floor or a ceiling as a figure of the same kind, in the bound's unit."""
    bound, base = target.bound, base_of(target)
    if base is None or not isinstance(bound, Bound) or bound.relation not in (*FLOORS, *CEILINGS):
        return None
    figure = base.reading.figure
    return None if figure is None else figure.to(bound.unit)


def _without_bound(target: Target) -> str:
    if isinstance(target.bound, Composition):
        return "composition"
    return "lost" if target.lost else "text" if target.phrase else "no_target"


def _increase(bound: Bound, target: Target, seen: Figure) -> Figure | str:
    start = start_of(target)
    return start if isinstance(start, str) else covered(seen, bound.limit, start)


def _quotient(limit: Figure, seen: Figure, method: Method) -> Figure | str:
    """The formulas that divide target and actual value."""
    if limit.value <= ZERO:
        return "zero_target"
    if method is Method.TARGET_OVER_ACTUAL:
        return "zero_actual" if seen.interval.lo <= ZERO else (limit / seen).to(PERCENT)
    rate = (seen / limit).to(PERCENT)
    if method is Method.ACTUAL_OVER_TARGET:
        return rate
    return added(Figure(Decimal(200), PERCENT, exact=True), -rate, PERCENT)
