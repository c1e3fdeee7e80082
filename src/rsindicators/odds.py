"""What makes one cell likelier than another to be the wrong one.

A figure is the likelier wrong the farther it stands from the earlier one, and the nearer to it what it should
be would stand; and where one slip of the finger (a digit changed, added or left out, two exchanged, a minus)
makes it fit. All of this ranks proposals; nothing is ever called wrong by it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rsindicators.number import ONE, ZERO, context

_LOG: Final = context(9)
USUAL: Final = Decimal("0.05")
"""A figure usually changes by a few per cent."""
FARTHEST: Final = Decimal(20)
"""The distance, as a logarithm, of what has another sign, or is nothing."""


def surprise(value: Decimal, earlier: Decimal) -> Decimal:
    """How surprising a figure is beside an earlier one: 0 where they are equal, growing ever more slowly.

    Examples:
        >>> surprise(Decimal(105), Decimal(100)) < surprise(Decimal(150), Decimal(100))
        True
    """
    steps = _LOG.divide(_distance(value, earlier), USUAL)
    return _LOG.ln(_LOG.add(ONE, _LOG.multiply(steps, steps)))


def _distance(value: Decimal, earlier: Decimal) -> Decimal:
    if value == earlier:
        return ZERO
    if ZERO in (value, earlier) or value.is_signed() != earlier.is_signed():
        return FARTHEST
    return _LOG.ln(_LOG.divide(value, earlier)).copy_abs()


def is_far(value: Decimal, other: Decimal, times: Decimal) -> bool:
    """Whether one of two numbers, of one sign and neither nothing, is more than so many times the other.

    Examples:
        >>> is_far(Decimal(95), Decimal(9943), Decimal(100)), is_far(Decimal(0), Decimal(50), Decimal(100))
        (True, False)
    """
    if ZERO in (value, other) or value.is_signed() != other.is_signed():
        return False
    less, more = sorted((value.copy_abs(), other.copy_abs()))
    return more > _LOG.multiply(less, times)


def mistyped(typed: int, low: int, high: int) -> bool:
    """Whether one slip of the finger makes `typed` of a number from `low` to `high`.

    Args:
        typed: The digits as printed, without the point: 963 for 96.3.
        low: The least number, written likewise.
        high: The greatest; of a range of many numbers some always fit, which tells nothing.

    Examples:
        >>> mistyped(936, 963, 963), mistyped(9663, 963, 963), mistyped(740, 963, 963)
        (True, True, False)
    """
    digits = str(abs(typed))
    if typed < 0:
        return low <= -typed <= high
    if high - low >= 10 ** (len(digits) - 1):
        return False
    return _some_digit(typed, len(digits), low, high) or any(
        low <= one <= high
        or _some_digit(typed - int(digit) * 10**place, place, low, high)
        or _some_digit(_parted(typed, place), place, low, high)
        for place, digit in enumerate(reversed(digits))
        for one in (typed // 10 ** (place + 1) * 10**place + typed % 10**place, _exchanged(typed, place))
    )


def _some_digit(rest: int, place: int, low: int, high: int) -> bool:
    """Whether a digit at a place of a number that has 0 there brings it between two numbers."""
    step: int = 10**place
    least, most = -((rest - low) // step), (high - rest) // step
    return max(least, 0) <= min(most, 9)


def _parted(number: int, place: int) -> int:
    """A number with a 0 put in at a place: 963 is 9063 at place 2."""
    step: int = 10**place
    head, tail = divmod(number, step)
    return head * step * 10 + tail


def _exchanged(number: int, place: int) -> int:
    """A number with the digit at a place and the one before it exchanged."""
    step: int = 10**place
    one, other = number // step % 10, number // step // 10 % 10
    return number + (one - other) * 9 * step
