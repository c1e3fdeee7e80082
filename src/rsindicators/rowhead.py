"""The name of a row as tables print it: star, number, 其中, the name itself, its unit.

They are found in the folded text and cut from the printed one, so that the name keeps its own signs. Stars
and footnote marks behind the name are taken off too; signs that print nothing are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from attrs import frozen

from rsindicators.errors import TableError, told_at
from rsindicators.notation import MISSING
from rsindicators.number import chinese
from rsindicators.text import fold
from rsindicators.units import Unit, known

STARS: Final = "*★☆"

_NUMBER: Final = re.compile(
    r"([0-9]{1,4})(?: *[.、)](?![0-9])| (?! *[岁年级强])) *"
    r"|\(([0-9]{1,3}|[一二三四五六七八九十]{1,3})\) *|([①-⑳]) *"
)
_LEVELS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[ .、]*(?=[^0-9.%])")
_PART: Final = re.compile(r"(?:其中|\(其中\)) *:? *")
_UNIT: Final = re.compile(r" *[(\[] *(?:单位 *: *)?([^()\[\]]{1,12}?) *[)\]] *$")
_MARKS: Final = re.compile(r"[*★☆①-⑳ ]+$")
_OWN: Final = re.compile(r"[0-9]{1,4}")


@frozen
class RowHead:
    """What the cells of number, name and unit say.

    Attributes:
        name: As printed, without the rest.
        number: As printed; 0 where none is.
        unit: As printed; empty where none is.
        star: Whether the row bears a star.
        is_part: Whether it is marked as a part (其中).
    """

    name: str
    number: int
    unit: str
    star: bool
    is_part: bool


def names_a_row(text: str) -> bool:
    """Whether a text begins as a numbered row does."""
    bare = fold(text).lstrip(f"{STARS} ")
    return bool(_NUMBER.match(bare) or _LEVELS.match(bare))


def read_head(text: str, number: str, unit: str, address: str) -> RowHead:
    """The head of a row from its cells.

    Args:
        text: The cell of the name.
        number: The cell of the number; empty where there is no such column.
        unit: The cell of the unit likewise.
        address: Where the row stands, for errors.

    Examples:
        >>> read_head("*17.其中:高技能人才总量(万人)", "", "", "第3行")
        RowHead(name='高技能人才总量', number=17, unit='万人', star=True, is_part=True)

    Raises:
        TableError: There is no name, the number is none, or name and column print different units.
        UnitError: The unit is unknown.
    """
    printed = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    folded, own = fold(printed), fold(number).strip()
    start, found, star, is_part = _opened(folded, numbered=bool(own))
    end, inside, marked = _closed(folded)
    name = printed[start:end].strip()
    if not name:
        raise TableError("layout.nameless").at(address)
    return RowHead(
        name,
        _own_number(own, address) if own else found,
        _unit(inside, unit.strip(), name, address),
        star or marked or any(sign in own for sign in STARS),
        is_part,
    )


def _opened(text: str, *, numbered: bool) -> tuple[int, int, bool, bool]:
    """Where the name begins; its number, whether a star, whether 其中 stand before it, in any order."""
    start, number, star, is_part = 0, 0, False, False
    while start < len(text):
        found = None if numbered else _NUMBER.match(text, start)
        levels = None if numbered or found else _LEVELS.match(text, start)
        part = _PART.match(text, start)
        if text[start] in f"{STARS} ":
            star |= text[start] != " "
            start += 1
        elif found:
            number, start, numbered = _read(found), found.end(), True
        elif levels:
            start, numbered = levels.end(), True
        elif part:
            is_part, start = True, part.end()
        else:
            break
    return start, number, star, is_part


def _read(found: re.Match[str]) -> int:
    if found[3]:
        return int(unicodedata.numeric(found[3]))
    digits = found[1] or found[2]
    return int(digits) if digits.isdecimal() else int(chinese(digits) or 0)


def _closed(text: str) -> tuple[int, str, bool]:
    """Where the name ends, the unit in brackets behind it, and whether a star stands there."""
    end, unit, star = len(text), "", False
    while True:
        marks = _MARKS.search(text, 0, end)
        found = None if unit else _UNIT.search(text[:end])
        if marks:
            star |= any(sign in marks.group() for sign in STARS)
            end = marks.start()
        elif found and known(found[1]):
            unit, end = found[1], found.start()
        else:
            return end, unit, star


def _own_number(own: str, address: str) -> int:
    """The number in a column of its own."""
    digits = own.strip(f"{STARS} .、")
    if not digits:
        return 0
    if not _OWN.fullmatch(digits):
        raise TableError("layout.number", text=own).at(address)
    return int(digits)


def _unit(inside: str, own: str, name: str, address: str) -> str:
    """The unit as printed: behind the name in brackets, or in a column of its own."""
    column = "" if own in MISSING else own
    with told_at(address):
        units = {Unit.parse(text) for text in (inside, column) if text}
    if len(units) > 1:
        raise TableError("layout.units", name=name, unit=column).at(address)
    return inside or column
