"""A number and its unit where they stand in a text."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rsindicators.number import CHINESE, DIGITS, TOO_LONG, chinese, within
from rsindicators.text import Scanner
from rsindicators.units import Unit, known, unit_at


def read_unit(scanner: Scanner) -> Unit:
    """The unit that stands here, perhaps after a space, or the pure one."""
    place = scanner.position
    scanner.skip()
    unit, end = unit_at(scanner.folded, scanner.position)
    scanner.position = end if unit.symbol else place
    return unit


_PARTS: Final = {"百分之": "%", "千分之": "‰"}


def read_number(scanner: Scanner) -> tuple[Decimal, Unit | None]:
    """The number that stands here, and its unit where the numeral says it (百分之…)."""
    scanner.skip()
    start = scanner.position
    parts = scanner.take(*_PARTS)
    found = None if parts else scanner.match(DIGITS)
    if found:
        return within(Decimal(found.group().replace(",", "")), found.group()), None
    if not parts and TOO_LONG.match(scanner.folded, start):
        raise scanner.fail("notation.size", at=start)
    found = scanner.match(CHINESE)
    if not found:
        raise scanner.fail("notation.number", at=start)
    numeral = found.group()
    rest = numeral.rstrip("万亿")
    if rest and not parts and not set(rest) & set("万亿"):
        scanner.position -= len(numeral) - len(rest)
        numeral = rest
    number = Decimal(100) if parts == "百分之" and numeral == "百" else chinese(numeral)
    if number is None:
        raise scanner.fail("notation.numeral", at=start, numeral=numeral)
    return within(number, numeral), Unit.parse(_PARTS[parts]) if parts else None


def column_unit(own: Unit, column: Unit | None) -> Unit:
    """The unit of a number printed with `own` in a column of `column`: its own, where it has one that fits.

    Raises:
        UnitError: The two do not fit.
    """
    if column is None or own == column:
        return own
    if not own.symbol:
        return column
    scaled = known(own.symbol + column.symbol) if own.is_pure and column.is_plain else None
    if scaled is None:
        column.require(own)
    return scaled or own


def spelled(number: str, unit: Unit) -> str:
    """Number and unit as one text; a unit that begins with a digit (1/10万) stands apart."""
    return f"{number} {unit}" if unit.symbol[:1].isdigit() else number + unit.symbol
