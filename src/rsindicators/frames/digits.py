"""The digits that floats print.

What is printed of a float is what `amount.Amounts` reads of the same number cell, to the digit: its decimals
are those asked for where the float is that number but for its last bits, else those of its shortest text of
at most 14 significant digits, and then it hides some. Columns of floats do with exact products what the
objects do with Decimals. Only where rounding hangs on the sixteenth digit (one row in some hundreds of
computed ones) is a text made, and for sizes that no indicator has the functions of the objects are called.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any, Final

import numpy as np
from attrs import frozen

from rsindicators.amount import SIGNIFICANT, UNSURE, places_of, shortest, trimmed
from rsindicators.number import MOST_DECIMALS, exponent_of, plain, round_half_even, shift
from rsindicators.records import cell_of

Floats = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int8]]
Rows = np.ndarray[Any, np.dtype[np.intp]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

LIMIT: Final = 2.0**53
"""Below it a float64 holds every integer."""
TEN: Final = np.array([float(10**places) for places in range(23)])
"""The powers of ten that a float holds exactly."""
FEW: Final = 10.0**SIGNIFICANT
"""Below it a float of some decimals is its own shortest text and keeps all its digits."""
_LEAST: Final = 1e-8
_MOST: Final = 1e13
"""Between them a float and its fifteenth digit are found by exact products."""
_NOTHING: Final = 0.1 ** (MOST_DECIMALS + 1)
"""Below it no figure that is printed is anything but nought."""
_SPLIT: Final = 2.0**27 + 1
_LOWEST: Final = -30
"""No float that is read here has a lower binary exponent."""
_SIZE: Final = np.array(
    [-len(str(2**power)) if power > 0 else len(str(2**-power)) - 1 for power in range(1 - _LOWEST, -49, -1)]
)
"""The place of the first digit of 2^exponent, the least float that `frexp` gives the exponent after it."""
_NEXT: Final = np.array([float(f"1e{size + 1}") for size in _SIZE])
"""Where the floats of each binary exponent have a digit more."""


@frozen(eq=False)
class _Digits:
    """The decimals behind floats, as `amount.shortest` has them.

    Attributes:
        value: The floats that these are.
        number: Their first fifteen digits, as integers.
        places: The decimals of those.
        beyond: What the float is more than that, in the same measure.
        short: Where the fifteen digits are all of it; elsewhere it has sixteen or seventeen.
        kept: How many decimals a float of that size has (`amount.places_of`).
        last: Units in the last place of the float, in the same measure.
    """

    value: Floats
    number: Floats
    places: Rows
    beyond: Floats
    short: Mask
    kept: Rows
    last: Floats


def _digits(value: Floats) -> _Digits:
    """The digits of positive floats from 10^−8 to 10^13; each step is exact, or what it may miss is told."""
    exponent = np.frexp(value)[1] - _LOWEST
    size = _SIZE[exponent] + (value >= _NEXT[exponent])
    places = SIGNIFICANT - size
    power = TEN[places]
    product, error = _product(value, power)
    number = np.rint(product)
    beyond = (product - number) + error
    step = np.rint(beyond)
    number += step
    beyond -= step
    short = np.abs(number / power - value) <= 4 * np.spacing(value)
    # 99.99999999999999 is 100, which has a digit more before the point
    longer = number >= 10 * FEW
    number[longer] /= 10
    size += longer
    places -= longer
    power = TEN[places]
    value = np.where(short, number / power, value)
    kept = np.minimum(MOST_DECIMALS, SIGNIFICANT - 1 - size)
    return _Digits(value, number, places, np.where(short, 0, beyond), short, kept, np.spacing(value) * power)


def _product(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """The nearest float to each product, and what it misses: both together are exact (Dekker)."""
    product = one * other
    (high, low), (upper, lower) = _halves(one), _halves(other)
    return product, ((high * upper - product) + high * lower + low * upper) + low * lower


def _halves(number: Floats) -> tuple[Floats, Floats]:
    """Each float as the sum of two of half as many bits (Veltkamp)."""
    wide = _SPLIT * number
    high = wide - (wide - number)
    return high, number - high


def shown(values: Floats, asked: int | Places, *, whole: bool | Mask) -> tuple[Floats, Places, Mask]:
    """What number cells print.

    Args:
        values: Numbers, none of them NaN; those of 2^52 or more come back as NaN.
        asked: The decimals asked for, of all or of each; −1 for none.
        whole: Where a whole value has none of the decimals asked for.

    Returns:
        Twice the integers of the digits that are printed, their decimals, and whether the numbers hide more.

    Examples:
        >>> [some.tolist() for some in shown(np.array([96.25, 0.1 + 0.2]), 1, whole=False)]
        [[19250.0, 6.0], [2, 1], [True, False]]
    """
    size = np.abs(values)
    plain_size = (size >= _LEAST) & (size < _MOST)
    digits = _digits(np.where(plain_size, size, 1.5))
    whole, asked = (np.broadcast_to(np.asarray(one), size.shape) for one in (whole, asked))
    kept, less = _trimmed(digits)
    asked = np.where(
        whole & digits.short & (np.rint(digits.value) == digits.value), np.minimum(asked, 0), asked
    )
    places = np.where(asked < 0, digits.kept, np.minimum(asked, digits.kept))
    rounded, _ = _rounded(digits, digits.places - places)
    is_close = np.abs(rounded / TEN[places] - digits.value) <= 4 * np.spacing(digits.value)
    near = is_close | (kept * TEN[less] == rounded * TEN[digits.kept - places])
    lost = ~digits.short | (kept * TEN[digits.places - digits.kept + less] != digits.number)
    near &= asked >= 0
    hidden = np.where(asked < 0, lost, ~near)
    number, decimals = stripped(kept, digits.kept - less)
    number, decimals = np.where(near, rounded, number), np.where(near, places, decimals)
    nothing = size < _NOTHING
    number[nothing], decimals[nothing], hidden[nothing] = 0, np.maximum(asked, 0)[nothing], asked[nothing] < 0
    for row in np.flatnonzero(~plain_size & ~nothing & (size < LIMIT / 2)):
        number[row], decimals[row], hidden[row] = _judged(float(size[row]), int(asked[row]), bool(whole[row]))
    number[size >= LIMIT / 2] = np.nan
    return np.copysign(2 * number, values), decimals.astype(np.int8), hidden


def _trimmed(digits: _Digits) -> tuple[Floats, Rows]:
    """What `amount.trimmed` keeps.

    Returns:
        The digits to `kept` decimals, or to one less where the last of those hangs on the error of the float;
        and how many less, 0 or 1 (a second is never left out: half a unit is then ten times the error).
    """
    more = digits.places - digits.kept
    rounded, off = _rounded(digits, more)
    off += UNSURE * digits.last - TEN[more] / 2
    less = (off > 0).astype(np.intp)
    # a float lies half a unit in its last place from its text at most
    for row in np.flatnonzero(~digits.short & (np.abs(off) <= 0.51 * digits.last)):
        less[row] = _hangs(float(digits.value[row]), int(digits.kept[row]))
    return np.where(less, np.rint(digits.number / TEN[more + 1]), rounded), less


def _hangs(value: float, places: int) -> bool:
    """Whether the last of so many decimals hangs on the error of a float of more than fifteen digits."""
    fraction = plain(Decimal(repr(value))).partition(".")[2]
    rest = fraction[places:]
    error = UNSURE * math.ulp(value) * 10.0 ** len(fraction)
    return abs(int(rest) - int("5".ljust(len(rest), "0"))) < error


def _rounded(digits: _Digits, more: Rows) -> tuple[Floats, Floats]:
    """The number without its last so many digits, half to even, and what that leaves out."""
    power = TEN[more]
    number = np.rint(digits.number / power)
    rest = digits.number - number * power + digits.beyond
    # half a unit by its fifteen digits may be more by the sixteenth
    step = np.rint(rest / power)
    return number + step, np.abs(rest - step * power)


def stripped(number: Floats, places: Rows) -> tuple[Floats, Rows]:
    """The same numbers, in their place, without the noughts behind their last digit."""
    shorter = number / 10
    rows = np.flatnonzero((np.rint(shorter) == shorter) & (places > 0))
    some, fewer = number[rows], places[rows]
    for step in (8, 4, 2, 1):
        shorter = some / TEN[step]
        ends = (np.rint(shorter) == shorter) & (fewer >= step)
        some, fewer = np.where(ends, shorter, some), fewer - step * ends
    number[rows], places[rows] = some, fewer
    return number, places


def _judged(value: float, asked: int, whole: bool) -> tuple[float, int, bool]:  # noqa: FBT001 - of one row
    """The digits printed of one number, their decimals, and whether it hides some, as `amount` has it."""
    number = shortest(Decimal(cell_of(value, "").text))
    kept = trimmed(number)
    near, hidden = kept, kept != number
    if asked >= 0:
        decimals = 0 if whole and number == round_half_even(number, 0) else asked
        rounded = round_half_even(number, min(decimals, places_of(number)))
        short = float(number)
        hidden = kept != rounded and bool(np.abs(float(rounded) - short) > 4 * np.spacing(short))
        near = kept if hidden else rounded
    places = max(0, -exponent_of(near))
    return float(plain(shift(near, places))), places, hidden
