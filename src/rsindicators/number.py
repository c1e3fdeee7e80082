"""The one gate for numbers: digits, Chinese numerals, the context.

Every number that comes from outside passes `printed` (or `finite`, for a result of ours that comes back).
Arithmetic on the exact path uses the methods of the four contexts below and never an operator, since an
operator would use the caller's context: his precision, his traps.
"""

from __future__ import annotations

import math
import re
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from typing import Final

from rsindicators.errors import NumberError
from rsindicators.text import checked, fold

MOST_DIGITS: Final = 18
MOST_DECIMALS: Final = 12
LARGEST_EXPONENT: Final = 200
MOST_RESULT_DIGITS: Final = 200

_ERRORS: Final[tuple[type[DecimalException], ...]] = (InvalidOperation, DivisionByZero, Overflow)


def context(prec: int, rounding: str = ROUND_HALF_EVEN, *more: type[DecimalException]) -> Context:
    """A context with nothing left to the defaults of the process: a caller may have changed those too."""
    return Context(
        prec, rounding, Emin=-999_999, Emax=999_999, capitals=1, clamp=0, flags=[], traps=[*_ERRORS, *more]
    )


NEAREST: Final = context(50)
DOWN: Final = context(50, ROUND_FLOOR)
UP: Final = context(50, ROUND_CEILING)
EXACT: Final = context(20_000, ROUND_HALF_EVEN, Inexact)
"""For sums and products only, which it never rounds; a result too long for it is an error."""

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
INFINITY: Final = Decimal("Infinity")

DIGITS: Final = re.compile(
    rf"[+-]?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,{MOST_DIGITS}}})(?:\.[0-9]{{1,{MOST_DECIMALS}}})?"
    r"(?![0-9.,]*[0-9])"
)
"""A number in digits, perhaps with thousands commas. `1.2.3`, `12,34` and `1,2345` are none."""
TOO_LONG: Final = re.compile(rf"[+-]?[0-9]*(?:[0-9]{{{MOST_DIGITS + 1}}}|\.[0-9]{{{MOST_DECIMALS + 1}}})")
"""The start of a number with more digits than are ever printed."""


def printed(value: object) -> Decimal:
    """The number `value` states, with the decimals it was printed with.

    Args:
        value: A text, an int or a Decimal. A float is refused, since nobody knows how many decimals it
            was printed with.

    Raises:
        NumberError: Not a number, not finite, or outside −12 … 18 decimal places.
    """
    if isinstance(value, str):
        text = fold(checked(value, NumberError)).strip()
        if not DIGITS.fullmatch(text):
            raise NumberError("number.text", value=value)
        return within(Decimal(text.replace(",", "")), value)
    if isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > 64:
            raise NumberError("number.size", value=value)
        return within(Decimal(value), value)
    if isinstance(value, Decimal):
        return within(value, value)
    if isinstance(value, float):
        raise NumberError("number.float", value=value)
    raise NumberError("number.type", type=type(value).__name__, value=value)


def within(number: Decimal, shown: object) -> Decimal:
    """`number` itself, written without an exponent, if it is finite and of a printable size."""
    if not number.is_finite():
        raise NumberError("number.finite", value=shown)
    exponent = exponent_of(number)
    too_large = exponent > MOST_DIGITS or (number and number.adjusted() >= MOST_DIGITS)
    if exponent < -MOST_DECIMALS or too_large:
        raise NumberError("number.size", value=shown)
    return EXACT.quantize(number, ONE) if exponent > 0 else number


def finite(value: object) -> Decimal:
    """A number this library computed, come back through `repr`, a pickle or a codec."""
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, str) and len(value) <= MOST_RESULT_DIGITS and _RESULT.fullmatch(value):
        number = Decimal(value)
    else:
        return printed(value)
    if not number.is_finite():
        raise NumberError("number.finite", value=number)
    if abs(number.adjusted()) > LARGEST_EXPONENT or len(number.as_tuple().digits) > MOST_RESULT_DIGITS:
        raise NumberError("number.size", value=number)
    return number


def from_float(value: float, decimals: int) -> Decimal:
    """The number of `decimals` decimals that the float `value` stands for (a cell of a workbook or frame).

    Raises:
        NumberError: It stands for none: it has hidden digits, or is not finite.
    """
    if not math.isfinite(value):
        raise NumberError("number.finite", value=value)
    number = _round(Decimal(repr(float(value))), decimals, ROUND_HALF_EVEN)
    if abs(float(number) - value) > 4 * math.ulp(value):
        raise NumberError("number.hidden", value=value, decimals=decimals)
    return within(number, value)


_PLACES: Final = {decimals: ONE.scaleb(-decimals, EXACT) for decimals in range(-MOST_DIGITS, 61)}
_QUANTIZE: Final = context(2 * MOST_RESULT_DIGITS + 100)
_RESULT: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,3})?")


def exponent_of(number: Decimal) -> int:
    """The place of the last digit of a finite number: −2 for 2.06."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, str):
        raise NumberError("number.finite", value=number)
    return exponent


def shift(number: Decimal, places: int) -> Decimal:
    """`number` times ten to the power of `places`, exactly; infinities stay."""
    return EXACT.scaleb(number, places) if places else number


def cut(number: Decimal, decimals: int, towards: Context) -> Decimal:
    """`number` cut to so many decimals, UP or DOWN; never minus zero, and infinities stay.

    Examples:
        >>> cut(Decimal("2.0651"), 2, UP), cut(Decimal("-2.0651"), 2, UP)
        (Decimal('2.07'), Decimal('-2.06'))
    """
    return shift(towards.to_integral_value(shift(number, decimals)) or ZERO, -decimals)


def spell(number: Decimal) -> str:
    """`number` with all its digits, with an exponent where Decimal writes one."""
    return EXACT.to_sci_string(number)


def plain(number: Decimal) -> str:
    """`number` in digits, never with an exponent."""
    return format(number, "f")


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded to `decimals`, halves away from zero (四舍五入).

    Round once, from the full value: 2.449 is 2.4, although 2.45 would be 2.5.

    Examples:
        >>> round_half_up(Decimal("1.05"), 1), round_half_up(Decimal("-2.5"), 0)
        (Decimal('1.1'), Decimal('-3'))

    Raises:
        NumberError: `value` is not a finite Decimal, or `decimals` is no whole number of −18 … 60.

    Source: the usual rounding of published tables.
    """
    return _round(value, decimals, ROUND_HALF_UP)


def round_half_even(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded to `decimals`, halves to the even digit.

    Examples:
        >>> round_half_even(Decimal("1.05"), 1), round_half_even(Decimal("-2.5"), 0)
        (Decimal('1.0'), Decimal('-2'))

    Raises:
        NumberError: As for `round_half_up`.

    Source: GB/T 8170 数值修约规则与极限数值的表示和判定.
    """
    return _round(value, decimals, ROUND_HALF_EVEN)


def _round(value: Decimal, decimals: int, rule: str) -> Decimal:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise NumberError("number.decimal", type=type(value).__name__, value=value)
    if isinstance(decimals, bool) or not isinstance(decimals, int) or not -MOST_DIGITS <= decimals <= 60:
        raise NumberError("number.decimals", value=decimals)
    if value.adjusted() > LARGEST_EXPONENT:
        raise NumberError("number.size", value=value)
    rounded = value.quantize(_PLACES[decimals], rule, _QUANTIZE)
    return within(rounded, rounded) if decimals < 0 else rounded


_ONES: Final = "零一二三四五六七八九"
_SAME: Final = str.maketrans("〇○Ο两", "零零零二")
_SCALES: Final = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
_SCALE_OF: Final = {name: scale for scale, name in _SCALES}
_SIGNS: Final = "零〇○Ο一二两三四五六七八九十百千万亿"
_AFTER_POINT: Final = "零〇○Ο一二三四五六七八九"
CHINESE: Final = re.compile(
    rf"[{_SIGNS}]{{1,{MOST_DIGITS}}}"
    rf"(?:点[{_AFTER_POINT}]{{1,{MOST_DECIMALS}}}(?![{_AFTER_POINT}十百千点])|(?![{_SIGNS}点]))"
)
"""A Chinese numeral, whole: one that is too long to be read is not read in part."""


def chinese(numeral: str) -> Decimal | None:
    """The number a Chinese numeral states, or None where it is not spelled out in full.

    Short forms whose last place is left out (二百五, 一万五) are not read: to a machine 二百五 may be 205,
    to a person it is 250. A numeral is read freely, spelled again, and taken only if both agree.

    Examples:
        >>> chinese("九十八点五"), chinese("一万五千"), chinese("二〇二五"), chinese("二百五")
        (Decimal('98.5'), Decimal('15000'), Decimal('2025'), None)
    """
    whole, _, fraction = numeral.translate(_SAME).partition("点")
    if len(whole) > 1 and not set(whole) - set(_ONES):
        digits = "".join(str(_ONES.index(c)) for c in whole)
    else:
        full = ("一" if whole.startswith("十") else "") + whole
        digits = str(_freely(full))
        if spelled_out(int(digits)) != full:
            return None
    return Decimal(".".join(filter(None, (digits, "".join(str(_ONES.index(c)) for c in fraction)))))


def _freely(numeral: str) -> int:
    """The number `numeral` would state if any order of its signs were allowed."""
    total = section = digit = 0
    for sign in numeral:
        scale = _SCALE_OF.get(sign, 1)
        if scale == 1:
            digit = _ONES.index(sign)
        elif scale < 10**4:
            section, digit = section + digit * scale, 0
        elif scale == 10**4:
            total, section, digit = total + (section + digit) * scale, 0, 0
        else:
            total, section, digit = (total + section + digit) * scale, 0, 0
    return total + section + digit


def spelled_out(number: int) -> str:
    """The one full spelling of `number`: 10050 is 一万零五十."""
    for scale, name in _SCALES:
        if number >= scale:
            head, rest = divmod(number, scale)
            gap = "零" if 0 < rest < scale // 10 else ""
            return spelled_out(head) + name + gap + (spelled_out(rest) if rest else "")
    return _ONES[number]
