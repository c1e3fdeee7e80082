"""What a number cell of a workbook shows: number formats, dates, percentages.

A workbook keeps binary floats and tells by a format how to show them. The format is the only witness of the
printed decimals. A format that is not understood shows the shortest decimal text, its decimals unknown.

Source: ECMA-376 Part 1, 18.8.30 numFmt and 18.8.31 numFmts (the built-in formats of zh-cn among them).
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

from attrs import frozen

from rsindicators.number import plain, round_half_up, shift
from rsindicators.table import Kind

BUILT_IN: Final = {
    number: code
    for code, numbers in {
        "0": (1,),
        "0.00": (2,),
        "#,##0": (3, 37, 38, 41, 42),
        "#,##0.00": (4, 39, 40, 43, 44),
        "0%": (9,),
        "0.00%": (10,),
        "0.00E+00": (11, 48),
        "# ?/?": (12, 13),
        "yyyy-mm-dd": (14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58),
        "yyyy-mm": (17, 27, 36, 50, 52, 57),
        "h:mm:ss": (18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56),
        "yyyy-mm-dd h:mm": (22,),
        "[h]:mm:ss": (46,),
    }.items()
    for number in numbers
}
"""The formats that a number alone stands for, by their meaning; all others are General (0) or text (49)."""

_TOKEN: Final = re.compile(
    r'"([^"]{0,255})"|[\\!](.)|[_*].|\[([^\]]{0,255})\]|(General|G/通用格式)|(AM/PM|A/P|上午/下午)|(.)',
    re.DOTALL | re.IGNORECASE,
)
_CURRENCY: Final = re.compile(r"\$([^-]{0,10})(?:-.{0,20})?")
_COLOUR: Final = re.compile(r"(?i:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2})")
_PLACES: Final = re.compile(r"(?:G|([#?0,]{0,99}[#?0])(?:\.([#?0]{0,30}))?)(%?)")
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?"
)
_LEFT_OUT: Final = " ()+¥￥"  # 元 is stated by the unit, as everywhere
_LAST_DAY: Final = 2_958_465  # 9999-12-31, and 1904-01-01 below
_SHIFT_1904: Final = 1462
_LARGEST: Final = 30


@frozen
class Format:
    """A number format, understood.

    Attributes:
        kind: `number` or `date`.
        decimals: How many it states; None where it states none.
        percent: Whether the number is shown as hundredths.
        before: The text it puts before the number.
        after: The text it puts behind it: `万人`.
        digits: The fewest digits before the point: six for a code that may begin with 0.
        letters: Of a date, which of `y`, `m`, `d`, `t` (time) are shown.
    """

    kind: Kind = "number"
    decimals: int | None = None
    percent: bool = False
    before: str = ""
    after: str = ""
    digits: int = 0
    letters: frozenset[str] = frozenset()


@frozen
class Shown:
    """What a cell shows: its text, what it is, the decimals of its format, and what is stored beyond."""

    text: str
    kind: Kind
    decimals: int | None = None
    stored: str = ""


@cache
def understood(code: str) -> Format:
    """The meaning of a format code; of its sections the first (the one for positive numbers) decides.

    Examples:
        >>> understood("0.00").decimals, understood("0.0%").percent, understood('0.00"万人"').after
        (2, True, '万人')
        >>> sorted(understood('yyyy"年"m"月"').letters)
        ['m', 'y']
    """
    core = before = after = ""
    for found in _TOKEN.finditer(code):
        quoted, escaped, bracketed, general, _, sign = found.groups()
        if sign == ";":
            break
        literal = quoted or escaped or ""
        if bracketed is not None:
            currency = _CURRENCY.fullmatch(bracketed)
            if not currency and not _COLOUR.fullmatch(bracketed):
                return Format()  # a duration, a condition, digits of another script
            literal = currency.group(1) if currency else ""
        elif sign and sign.isascii() and (sign.isalnum() or sign in "#?.,%@"):
            core += sign.lower() + (" " if after else "")  # a text between the digits
        else:
            core += "G" if general else ""
            literal += sign or ""
        before, after = (before, after + literal) if core else (before + literal, after)
    return _format(core, before.strip(_LEFT_OUT), after.strip(_LEFT_OUT))


def _format(core: str, before: str, after: str) -> Format:
    shown = set(core)
    if shown & set("ymdhs"):
        year, day, time = shown & set("ye"), "d" in shown, bool(shown & set("hs"))
        month = "m" in shown and bool(year or day or not time)
        parts = {"y": year, "m": month, "d": day, "t": time}
        return Format("date", letters=frozenset(letter for letter, there in parts.items() if there))
    places = _PLACES.fullmatch(core)
    if not places:
        return Format()
    whole, fraction, percent = places.groups(default="")
    decimals = len(fraction) if whole and not fraction.strip("0") else None
    return Format("number", decimals, bool(percent), before, after, whole.count("0"))


def is_number(token: str) -> bool:
    """Whether the text of a `v` element is a finite number."""
    return bool(_NUMBER.fullmatch(token)) and math.isfinite(float(token))


def shown(token: str, code: str, *, from_1904: bool = False) -> Shown:
    """What a cell shows.

    Args:
        token: The number as the workbook spells it; `is_number` says that it is one.
        code: The format of the cell.
        from_1904: Whether the workbook counts its days from 1904 (as on old Macintoshes).

    Examples:
        >>> shown("2.2999999999999998", "0.00").text, shown("0.23399999999999999", "0.0%").text
        ('2.30', '23.4%')
        >>> shown("0.96333", "0.00%").stored, shown("2.2999999999999998", "General").decimals
        ('96.333%', None)
        >>> shown("44286", 'yyyy"年"m"月"')
        Shown(text='2021-03', kind='date', decimals=None, stored='2021-03-31')
    """
    form = understood(code)
    dated = _dated(float(token), form.letters, from_1904=from_1904) if form.letters else None
    return dated or _numbered(token, form)


def _numbered(token: str, form: Format) -> Shown:
    number = shift(_shortest(float(token)), 2) if form.percent else _shortest(float(token))
    sign = "%" if form.percent else ""
    full = _spelled(number)
    if form.decimals is None or number.adjusted() > _LARGEST:
        return Shown(form.before + full + sign + form.after, "number")
    rounded = round_half_up(number, form.decimals)
    minus = "-" if rounded and rounded.is_signed() else ""
    whole, point, fraction = plain(rounded).removeprefix("-").partition(".")
    text = f"{minus}{whole.zfill(form.digits)}{point}{fraction}{sign}"
    stored = "" if rounded == number else full + sign
    return Shown(form.before + text + form.after, "number", form.decimals, stored)


def _shortest(value: float) -> Decimal:
    """The decimal that a float most likely stands for: 0.3 for 0.30000000000000004."""
    short = format(value, ".15g")
    close = abs(float(short) - value) <= 4 * math.ulp(value)
    return Decimal(short if close else repr(value))


def _spelled(number: Decimal) -> str:
    text = plain(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if number else "0"


def _dated(days: float, letters: frozenset[str], *, from_1904: bool) -> Shown | None:
    """The date in ISO form, no more exact than it is shown; None where it is no date."""
    if not 0 <= days < _LAST_DAY - _SHIFT_1904 or (60 <= days < 61 and not from_1904):
        return None  # 1900 had no 29 February, whatever the program says
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 + (days < 60))  # noqa: DTZ001 - a calendar's day
    moment = first + timedelta(seconds=round(days * 86_400))
    time = moment.time().isoformat()
    if letters == {"t"}:
        return Shown(time, "date", stored="" if days < 1 else moment.isoformat())
    day = moment.date().isoformat()
    full = day if time == "00:00:00" else f"{day}T{time}"
    if "t" in letters:
        text = f"{day}T{time}"
    elif "d" in letters or "y" not in letters:
        text = day
    else:
        text = day[:7] if "m" in letters else day[:4]
    return Shown(text, "date", stored="" if text in {full, f"{full}T00:00:00"} else full)
