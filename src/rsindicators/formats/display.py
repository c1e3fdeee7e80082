"""What a number cell of a workbook shows: the decimals, the per cent, the unit and the date of its format.

A workbook keeps binary floats and tells by a format how to show them. The format is the only witness of the
printed decimals. A format that is not understood shows the shortest decimal text, its decimals unknown.

Source: ECMA-376 Part 1, 18.8.31 numFmts.
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
from rsindicators.table import Cell

_SECTION: Final = re.compile(r'(?:"[^"]*"|\\.|[^;])*', re.DOTALL)
_UNSEEN: Final = re.compile(
    r'("[^"]*"|\\.)|[_*].|\[(?:\$-[^\]]*|black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]+)\]',
    re.DOTALL | re.IGNORECASE,
)
"""Gaps, fillings, colours and languages; what is quoted is seen."""

_MONEY: Final = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|上午/下午|AM/PM', re.DOTALL | re.IGNORECASE)
_TEXT: Final = r"""((?:"[^"]*"|[\\!].|[^\x00-\x7f]|[ $&'()+/:<=>^`{|}~-])*)"""
_NUMBER: Final = re.compile(
    rf"{_TEXT}(?:General|G/通用格式|([#?0,]*[#?0])(?:\.([#?0]*))?)((?:\\? )?%)?{_TEXT}",
    re.DOTALL | re.IGNORECASE,
)
_ESCAPES: Final = re.compile(r'"|[\\!](?=.)', re.DOTALL)
_LEFT_OUT: Final = " ()+¥￥"  # 元 is stated by the unit, as everywhere
_LARGEST: Final = 30
_LONGEST_CODE: Final = 255
FROM_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a calendar's day


@frozen
class Format:
    """A number format, understood.

    Attributes:
        decimals: How many it states; None where it states none.
        percent: Whether the number is shown as hundredths.
        before, after: The texts it puts around the number: `万人`.
        digits: The fewest digits before the point: six for a code that may begin with 0.
        letters: Of a date, which of `y`, `m`, `d`, `t` (time) are shown.
    """

    decimals: int | None = None
    percent: bool = False
    before: str = ""
    after: str = ""
    digits: int = 0
    letters: frozenset[str] = frozenset()


@cache
def understood(code: str) -> Format:
    """The meaning of a format code; of its sections the first (the one for positive numbers) decides.

    Examples:
        >>> understood("0.00").decimals, understood("0.0%").percent, understood('0.00"万人"').after
        (2, True, '万人')
        >>> sorted(understood('yyyy"年"m"月"').letters)
        ['m', 'y']
    """
    seen = _MONEY.sub(r'"\1"', _UNSEEN.sub(r"\1", code[:_LONGEST_CODE]))
    section = _SECTION.findall(seen)[0]
    number = _NUMBER.fullmatch(section)
    if not number:
        return Format(letters=_letters(_QUOTED.sub("", section).lower()))
    before, whole, fraction, percent, after = number.groups(default="")
    decimals = len(fraction) if whole and not fraction.strip("0") else None
    return Format(decimals, bool(percent), _literal(before), _literal(after), whole.count("0"))


def _literal(text: str) -> str:
    return _ESCAPES.sub("", text).strip(_LEFT_OUT)


def _letters(code: str) -> frozenset[str]:
    signs = set(code)
    if signs & set("[#?0@"):
        return frozenset()  # a duration, a condition, digits of another script
    year, day, time = signs & set("ye"), "d" in signs, signs & set("hs")
    month = "m" in signs and (year or day or not time)
    parts = {"y": year, "m": month, "d": day, "t": time}
    return frozenset(letter for letter, there in parts.items() if there)


def shown(value: float, code: str, address: str = "", first: datetime = FROM_1900) -> Cell:
    """The cell that shows a number, or a date.

    Args:
        value: The finite number that the workbook holds.
        code: The format of the cell.
        address: Of the cell.
        first: The day from which the workbook counts its days.

    Examples:
        >>> shown(2.2999999999999998, "0.00").text, shown(0.23399999999999999, "0.0%").text
        ('2.30', '23.4%')
        >>> shown(0.96333, "0.00%").stored, shown(2.2999999999999998, "General").decimals
        ('96.333%', None)
        >>> shown(44286, 'yyyy"年"m"月"').text
        '2021-03'
    """
    form = understood(code)
    if form.letters:
        text, full = _dated(value, form.letters, first)
        if text:
            return Cell(text, address, "date", stored="" if full == text else full)
    number = shift(_shortest(value), 2) if form.percent else _shortest(value)
    sign = "%" if form.percent else ""
    full = _spelled(number) + sign
    if form.decimals is None or number.adjusted() > _LARGEST:
        return Cell(form.before + full + form.after, address, "number")
    rounded = round_half_up(number, form.decimals)
    minus = "-" if rounded and rounded.is_signed() else ""
    whole, point, fraction = plain(rounded).removeprefix("-").partition(".")
    text = f"{form.before}{minus}{whole.zfill(form.digits)}{point}{fraction}{sign}{form.after}"
    return Cell(text, address, "number", form.decimals, "" if rounded == number else full)


def _shortest(value: float) -> Decimal:
    """The decimal that a float most likely stands for: 0.3 for 0.30000000000000004."""
    short = format(value, ".15g")
    close = math.fabs(float(short) - value) <= 4 * math.ulp(value)
    return Decimal(short if close else repr(value))


def _spelled(number: Decimal) -> str:
    text = plain(number)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if number else "0"


def _dated(days: float, letters: frozenset[str], first: datetime) -> tuple[str, str]:
    """The date in ISO form, no more exact than it is shown, and in full; nothing where it is no date."""
    earliest = 61 if first == FROM_1900 else 0  # before, the program counts a 29 February 1900 too many
    if days < earliest and not (letters == {"t"} and 0 <= days < 1):
        return "", ""
    try:
        moment = first + timedelta(seconds=round(days * 86_400))
    except OverflowError:
        return "", ""
    day, time = moment.isoformat().split("T")
    if letters == {"t"}:
        return time, time if days < 1 else f"{day}T{time}"
    full = day if time == "00:00:00" else f"{day}T{time}"
    if "t" in letters:
        return f"{day}T{time}", f"{day}T{time}"
    if "d" in letters or "y" not in letters:
        return day, full
    return (day[:7] if "m" in letters else day[:4]), full
