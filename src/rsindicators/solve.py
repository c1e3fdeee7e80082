"""Which values of one component keep a comparison.

A comparison N/D ≤ 0 that is linear in a component x, N = p·x + q, holds for the x of one interval, which the
intervals of the other components give. What is not linear in x, or where p may be zero, limits nothing. The
answer encloses all values that can hold: it is never too narrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rsindicators.formula import Formula
from rsindicators.interval import Interval
from rsindicators.number import ZERO
from rsindicators.rational import Polynomial, range_of
from rsindicators.syntax import Comparison

ANY: Final = Interval(None, None)
_TURNED: Final = {"<=": ">=", "<": ">", ">=": "<=", ">": "<", "=": "=", "!=": "!="}


def solved(formula: Formula, name: str, box: Mapping[str, Interval]) -> Interval:
    """All values of one component for which the comparison may hold.

    Args:
        formula: A comparison.
        name: The component.
        box: The intervals of all components, in base units; that of `name` is not looked at, but where it
            stands below a fraction line it is taken not to be negative.

    Returns:
        An interval that holds them all; without ends where the comparison does not limit it.

    Examples:
        >>> whole = {"审结": Interval(0, 0), "受理": Interval(950, 950), "结转": Interval(50, 50)}
        >>> str(solved(Formula.parse("审结 <= 受理 + 结转"), "审结", whole))
        '(-∞, 1000]'
    """
    if not isinstance(formula.tree, Comparison) or name not in formula.names:
        return ANY
    index = formula.names.index(name)
    compiled = formula.compiled
    others = [box[one] if one != name else Interval(ZERO, None) for one in formula.names]
    sign = formula.tree.sign
    if sign != "=":
        below = range_of(compiled.bottom, others)
        if below.lo < ZERO < below.hi or below.hi <= ZERO:
            return ANY
    slope, rest = _split(compiled.top, index)
    if slope is None:
        return ANY
    by = range_of(slope, others)
    if by.lo <= ZERO <= by.hi:
        return ANY
    limit = -range_of(rest, others) / by
    if by.hi < ZERO:
        sign = _TURNED[sign]
    match sign:
        case "=":
            return limit
        case "<=" | "<":
            return Interval(None, limit.hi)
        case ">=" | ">":
            return Interval(limit.lo, None)
    return ANY


def _split(top: Polynomial, index: int) -> tuple[Polynomial | None, Polynomial]:
    """Slope and rest of a polynomial that is linear in a component; no slope where it is not."""
    slope: Polynomial = {}
    rest: Polynomial = {}
    for term, factor in top.items():
        power = term.count(index)
        if power > 1:
            return None, {}
        if power:
            slope[tuple(one for one in term if one != index)] = factor
        else:
            rest[term] = factor
    return (slope or None), rest
