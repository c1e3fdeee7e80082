"""Value and slopes of a formula along its tree, by intervals."""

from __future__ import annotations

from collections.abc import Mapping

from rsindicators.interval import Interval
from rsindicators.number import ONE, ZERO, shift
from rsindicators.syntax import Name, Negative, Number, Tree

NOTHING = Interval.point(ZERO)

Slopes = dict[str, Interval]
"""The derivative with respect to each component the tree holds."""


def slopes_along(tree: Tree, box: Mapping[str, Interval]) -> tuple[Interval, Slopes]:
    """All values of the tree and of its derivatives while each component stays inside its interval.

    Raises:
        UndefinedResultError: The interval of a divisor holds zero.
    """
    match tree:
        case Number(value, percent):
            return Interval.point(shift(value, -2) if percent else value), {}
        case Name(name):
            return box[name], {name: Interval.point(ONE)}
        case Negative(operand):
            value_of, slopes = slopes_along(operand, box)
            return -value_of, {name: -slope for name, slope in slopes.items()}
    left, by_left = slopes_along(tree.left, box)
    right, by_right = slopes_along(tree.right, box)
    names = by_left | by_right
    pairs = {name: (by_left.get(name, NOTHING), by_right.get(name, NOTHING)) for name in names}
    match tree.sign:
        case "+":
            return left + right, {name: one + two for name, (one, two) in pairs.items()}
        case "-":
            return left - right, {name: one - two for name, (one, two) in pairs.items()}
        case "*":
            return left * right, {name: one * right + left * two for name, (one, two) in pairs.items()}
    quotient = left / right
    return quotient, {name: (one - quotient * two) / right for name, (one, two) in pairs.items()}
