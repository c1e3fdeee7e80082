"""What the cells of value, unit and decimals of a row say together.

A text keeps what was printed. A number cell (of a workbook, of JSON, a float of Python) is a binary number:
its decimals are those that the row asks for, else those its format shows, else those that the caller named,
else those of its shortest text; fewer decimals only widen what it may mean. Digits that are not shown are
told, and the figure is then read from its shortest text of at most 14 significant digits, so that the error
of a computed float makes no true figure false.

A number without a unit is in the unit printed above its table, where that fits the indicator; else in the
indicator's, and that is told. Without one a share is not read, since a bare 0.95 may mean 95%.

Source: trade rules §2 (printed numbers) and §3 (units).
"""

from __future__ import annotations

import math
import re
from copy import copy
from decimal import Decimal
from typing import Final, Protocol

from attrs import define, field

from rsindicators.bound import Bound
from rsindicators.errors import NumberError, RSIndicatorsError, TableError, UnitError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.notation import MISSING, Reading, parse
from rsindicators.number import MOST_DECIMALS, UP, exponent_of, plain, round_half_even, shift
from rsindicators.table import Cell
from rsindicators.text import fold
from rsindicators.units import Unit
from rsindicators.vocabulary import vocabulary

SIGNIFICANT: Final = 14
"""Digits of a float that a computation of a few steps leaves right."""

FLOAT_DIGITS: Final = 15
"""Digits that every float keeps."""

UNSURE: Final = 8
"""Units in the last place by which a computed float may be off, and its shortest text with it."""

MOST_STRANGE: Final = 100
"""For how many unknown units the nearest are searched."""

_PARTS: Final = re.compile("[/·]")
HALF: Final = Decimal("0.5")

NOTHING: Final = Reading()
_NUMBER: Final = re.compile(r"([^0-9+-]{0,40})([+-]?[0-9]{1,40}(?:\.[0-9]{1,340})?)([^0-9]{0,40})")
_UNREADABLE: Final[dict[str, str]] = {
    "uncalculated": "layout.uncalculated",
    "date": "layout.date",
    "error": "layout.error",
    "boolean": "submission.boolean",
}
"""Kinds of cells that hold neither text nor number, and the message of each."""

_RULES: Final = {
    "unit.different": "units.dimension",
    "unit.missing": "units.missing",
    "unit.share": "units.missing",
}
"""Which rule tells an error of units; what else cannot be read is told of the value."""


class Tell(Protocol):
    """Takes what is wrong with a cell; `kept` where the figure of the row is read all the same."""

    def __call__(self, rule: str, cell: Cell, error: RSIndicatorsError, *, kept: bool = False) -> None:
        """Take it: the code of the rule that tells it, the cell, and why."""


def unreadable(cell: Cell) -> RSIndicatorsError | None:
    """Why nothing can be read of a cell of its kind; None where its text may be read."""
    code = _UNREADABLE.get(cell.kind)
    return None if code is None else TableError(code, text=cell.text)


def rule_of(error: RSIndicatorsError, *, printed: bool) -> str:
    """The code of the rule that tells why a value cannot be read.

    Where a unit is printed none is missing: of 2.5万 under 万人 nobody knows which of the two is meant.
    """
    rule = _RULES.get(error.code, "cells.value")
    return "cells.value" if printed and rule == "units.missing" else rule


def shortest(number: Decimal) -> Decimal:
    """The shortest decimal that is the same binary number, but for its last bits.

    A number of at most fifteen digits is its own, and so is a whole one: nobody made a float of it.

    Examples:
        >>> shortest(Decimal("2.2999999999999998")), shortest(Decimal("0.3333333333333333"))
        (Decimal('2.3'), Decimal('0.3333333333333333'))
    """
    if len(number.as_tuple().digits) <= FLOAT_DIGITS or exponent_of(number) >= 0:
        return number
    value = float(number)
    short = format(value, f".{FLOAT_DIGITS}g")
    return Decimal(short) if math.fabs(float(short) - value) <= 4 * math.ulp(value) else number


def trimmed(number: Decimal) -> Decimal:
    """The number to 14 significant digits, or the whole of it, and to as many decimals as are ever printed.

    Where the last of them hangs on the error of the float it is left out: what was rounded twice may lie
    outside half a unit of its last place.

    Examples:
        >>> trimmed(Decimal("96.33333333333333")), trimmed(Decimal("96.3000000000001"))
        (Decimal('96.333333333333'), Decimal('96.3'))
        >>> trimmed(Decimal("546481.967213115"))
        Decimal('546481.9672131')
    """
    places = places_of(number)
    if exponent_of(number) >= -places:
        return number
    error = Decimal(repr(UNSURE * math.ulp(float(number))))
    while True:
        rounded = round_half_even(number, places)
        off = UP.add(UP.abs(UP.subtract(number, rounded)), error)
        if places == 0 or off <= shift(HALF, -places):
            break
        places -= 1
    digits = plain(rounded)
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits)


def places_of(number: Decimal) -> int:
    """How many decimals a float of that size has: to 14 significant digits, no more than are printed."""
    return min(MOST_DECIMALS, max(0, SIGNIFICANT - 1 - number.adjusted()))


@define(eq=False)
class Amounts:
    """Reads the amounts of one submission; it never leaves the call that made it.

    Attributes:
        decimals: How many the caller named, or None.
    """

    decimals: int | None = None
    _units: dict[str, Unit | RSIndicatorsError] = field(factory=dict, init=False)
    _strange: int = field(default=0, init=False)

    def read(  # noqa: PLR0913 - the cells of a row that make a figure, each by its name
        self,
        value: Cell,
        unit: Cell | None,
        tell: Tell,
        *,
        own: str = "",
        indicator: Indicator | None = None,
        asked: int | None = None,
    ) -> Reading | None:
        """What the cells say; None where that cannot be read, which is told.

        Args:
            value: The cell of the value.
            unit: The cell of the unit, if there is one; a heading (单位:万人) serves those that print none.
            tell: Takes what is wrong.
            own: The unit printed behind the indicator's name, or nothing.
            indicator: Whose figure it is, where that was read.
            asked: How many decimals the row asks for, or None.
        """
        usual = None
        if unit is not None and unit.kind == "heading":
            usual, unit = self._usual(unit, own, indicator), None
        printed, known = self._unit(unit, own, tell) if unit is not None or own else (None, True)
        wrong = _shared(value) or unreadable(value)
        if wrong is not None:
            tell("cells.value", value, wrong)
            return None
        text = value.text.strip()
        if text in MISSING:
            return NOTHING
        hidden = False
        if value.kind == "number":
            text, hidden = self._digits(
                text, value, asked, printed or usual or (indicator.unit if indicator else None)
            )
        needed = indicator.unit if indicator is not None and printed is None and known else None
        try:
            reading = parse(text, printed, report=True)
            if needed is not None and _is_bare(reading, needed):
                if needed.is_share:
                    raise UnitError("unit.share", other=needed)
                reading = parse(text, usual or needed, report=True)
                if usual is None:
                    tell("units.missing", value, UnitError("unit.missing", other=needed), kept=True)
        except RSIndicatorsError as error:
            tell(rule_of(error, printed=printed is not None), value, error)
            return None
        if printed is not None and indicator is not None and _is_bare(reading, indicator.unit):
            scale = UnitError("submission.scale", unit=printed, other=indicator.unit)
            tell("cells.unit", value if unit is None else unit, scale)
            return None
        self._count(reading, value, asked, tell, hidden=hidden)
        return reading

    def _usual(self, cell: Cell, own: str, indicator: Indicator | None) -> Unit | None:
        """The unit above the table, for a quantity of its dimension whose name prints none."""
        found = None if own or indicator is None else self._known(cell.text)
        fits = isinstance(found, Unit) and indicator is not None and found.dims == indicator.unit.dims
        return found if fits and isinstance(found, Unit) and not found.is_share else None

    def _unit(self, cell: Cell | None, own: str, tell: Tell) -> tuple[Unit | None, bool]:
        """The unit that is printed, if one is, and whether that could be read."""
        if cell is None or (cell.text.strip() in MISSING and unreadable(cell) is None):
            return (Unit.parse(own) if own else None), True
        found = unreadable(cell) or self._known(cell.text.strip())
        if isinstance(found, Unit) and own and Unit.parse(own) != found:
            found = TableError("layout.units", name=own, unit=found)
        if isinstance(found, Unit):
            return found, True
        tell("cells.unit", cell, found)
        return None, False

    def _known(self, text: str) -> Unit | RSIndicatorsError:
        """The unit of that name, or why there is none; looked up once."""
        found = self._units.get(text)
        if found is None:
            try:
                found = self._units[text] = self._parsed(text)
            except UnitError as error:
                self._strange += 1
                found = self._units[text] = error
        return copy(found) if isinstance(found, RSIndicatorsError) else found

    def _parsed(self, text: str) -> Unit:
        """The unit of that name; after many unknown ones the nearest names are not searched for any more."""
        if self._strange >= MOST_STRANGE and set(_PARTS.split(fold(text))) - vocabulary().atoms.keys():
            raise UnitError("submission.unit", name=text)
        return Unit.parse(text)

    def _digits(self, text: str, cell: Cell, asked: int | None, unit: Unit | None) -> tuple[str, bool]:
        """The text of a number cell with its decimals, and whether it hides digits."""
        shown = _NUMBER.fullmatch(text)
        stored = _NUMBER.fullmatch(cell.stored) if cell.stored else shown
        if shown is None or stored is None:
            return text, False
        number = shortest(Decimal(stored[2]))
        decimals = cell.decimals if asked is None else asked
        if decimals is None and self.decimals is not None:
            whole = unit is not None and unit.is_whole_count and number == round_half_even(number, 0)
            decimals = 0 if whole else self.decimals
        kept = trimmed(number)
        if decimals is None:
            return shown[1] + plain(kept) + shown[3], kept != number
        rounded = round_half_even(number, min(decimals, places_of(number)))
        near = kept == rounded or _nearly(number, rounded)
        return shown[1] + plain(rounded if near else kept) + shown[3], not near

    def _count(self, reading: Reading, cell: Cell, asked: int | None, tell: Tell, *, hidden: bool) -> None:
        """Tell what has more digits than are shown, or more decimals than are asked for."""
        wanted = self.decimals if asked is None else asked
        figure = reading.value
        if hidden and cell.stored:
            error = NumberError("submission.hidden", shown=cell.text, stored=cell.stored)
        elif hidden or (
            wanted is not None
            and isinstance(figure, Figure)
            and figure.decimals is not None
            and figure.decimals > wanted
        ):
            most = MOST_DECIMALS if wanted is None else wanted
            error = NumberError("submission.decimals", value=cell.text, decimals=most)
        else:
            return
        tell("units.decimals", cell, error, kept=True)


def _shared(cell: Cell) -> RSIndicatorsError | None:
    """Why a value is nobody's: several rows share it through a merged cell."""
    if cell.is_empty or (cell.kind != "merged" and cell.span[0] == 1):
        return None
    return TableError("submission.merged", text=cell.text)


def _is_bare(reading: Reading, needed: Unit) -> bool:
    """Whether it tells a quantity without the unit it needs."""
    value = reading.value
    return isinstance(value, Figure | Bound) and value.unit.is_pure and not needed.is_pure


def _nearly(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are one float, but for its last bits."""
    value = float(one)
    return math.fabs(float(other) - value) <= 4 * math.ulp(value)
