"""What the columns of keys say, read once for each of their values.

Every distinct region, period, indicator and unit is read by the readers of the objects; a row is then a code.
A blank says the usual; what cannot be read is `ABSENT`, and the rows that hold it are odd.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from rsindicators.columns import read_period, read_region, read_words
from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.frames.blocks import Codes, Numbered, numbered, taken
from rsindicators.frames.coding import HUGE, Coded, coded
from rsindicators.frames.dtypes import is_integer
from rsindicators.frames.slots import Entities
from rsindicators.frames.told import About
from rsindicators.notation import MISSING
from rsindicators.period import Period
from rsindicators.records import cell_of
from rsindicators.table import Cell

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

MONTHS_OF: Final = {"quarter": 3, "month": 1}
NARROW: Final = 1_000
MOST_KEPT: Final = 1 << 16
LONGEST: Final = 60
MOST_COMBINED: Final = 1 << 24
"""Combinations of distinct values that are numbered."""
ABSENT: Final = object()
_BLANK: Final = object()


@frozen(eq=False)
class Opened:
    """A frame, what is told of it, and its columns of keys as codes."""

    frame: nw.DataFrame[Any]
    about: About
    codes: Mapping[str, Coded]

    @property
    def columns(self) -> Mapping[str, str]:
        """Column names by what they tell."""
        return self.about.layout.columns

    def __len__(self) -> int:
        return len(self.frame)


@frozen(eq=False)
class Column:
    """What the rows of a frame say, by number, be it in one column or in several together.

    Attributes:
        digits: The codes of each column and how many there may be, as `numbered` takes them; none where the
            same is said of all rows.
        says: What a number says.
    """

    digits: tuple[tuple[Codes, int], ...]
    says: Callable[[int], Any]

    @property
    def count(self) -> int:
        """How many numbers there may be."""
        return prod(count for _, count in self.digits)

    def numbered(self, rows: int) -> Numbered:
        """The number of each row."""
        return numbered(self.digits, rows)


def said_of_all(value: Any) -> Column:
    """What is said of all rows alike."""
    return Column((), lambda _: value)


def read_column(sheet: Opened, role: str, make: Callable[[Any], Any], usual: Any = None) -> Column:
    """A column read once for each of its values; a blank says the usual. `ABSENT` where it is unreadable."""
    name = sheet.columns.get(role)
    if name is None:
        return said_of_all(usual)
    found = sheet.codes[name]
    said = [
        _said(value, make)
        if type(value) is str and len(value) <= LONGEST
        else _said_by(cell_of(value, "", blanks=True), make)
        for value in found.values
    ]
    return _listed(found.codes, [usual if one is _BLANK else one for one in said], usual)


def _listed(codes: Codes, values: list[Any], usual: Any) -> Column:
    """Values by their codes, and the usual for −1."""
    if codes.min(initial=0) < 0:
        codes = np.where(codes < 0, np.int32(len(values)), codes)
        values.append(usual)
    return Column(((codes, len(values)),), values.__getitem__)


@lru_cache(maxsize=MOST_KEPT)
def _said(text: str, make: Callable[[Any], Any]) -> Any:
    """What a short text says; it is remembered, since every frame names the same thousands."""
    return _said_by(cell_of(text, "", blanks=True), make)


def _said_by(cell: Cell, make: Callable[[Any], Any]) -> Any:
    if cell.text.strip() in MISSING:
        return _BLANK
    try:
        return make(cell)
    except RSIndicatorsError:
        return ABSENT


def entities_of(sheet: Opened, entities: Entities) -> Codes:
    """The number of each row's region and scope; −1 where one cannot be read."""
    regions = read_column(sheet, "region", read_region, sheet.about.region)
    scopes = read_column(sheet, "scope", read_words, "")
    rows = len(sheet)
    if not scopes.digits:
        names = map(regions.says, range(regions.count))
        table = np.array([-1 if one is ABSENT else entities.number(one) for one in names], np.int32)
        return taken(table, regions.digits[0][0]) if regions.digits else np.full(rows, table[0], np.int32)
    both = combined([regions, scopes])
    found = both.numbered(rows)
    table = np.full(both.count, -1, np.int32)
    for pair in found.there.tolist():
        if ABSENT not in (told := both.says(pair)):
            table[pair] = entities.number(*told)
    return taken(table, found.codes)


def combined(columns: Sequence[Column]) -> Column:
    """Several columns as one that says what each of them does; nothing is computed for it yet.

    Raises:
        FrameError: Their distinct values make too many combinations to be numbered.
    """
    counts = [column.count for column in columns]
    if prod(counts) > MOST_COMBINED:
        raise FrameError("frames.distinct", count=str(prod(counts)), most=str(MOST_COMBINED))

    def says(number: int) -> tuple[Any, ...]:
        told = []
        for column, count in zip(reversed(columns), reversed(counts), strict=True):
            number, mine = divmod(number, count)
            told.append(column.says(mine))
        return tuple(reversed(told))

    return Column(tuple(digit for column in columns for digit in column.digits), says)


def times_of(sheet: Opened) -> Column:
    """The period of each row: of its column, or of its year and quarter or month."""
    columns = sheet.columns
    if "year" not in columns:
        return read_column(sheet, "period", read_period, sheet.about.period or ABSENT)
    years = _whole(sheet, columns["year"])
    part = next((role for role in MONTHS_OF if role in columns), "")
    months = MONTHS_OF.get(part, 12)
    parts = _whole(sheet, columns[part]) if part else said_of_all(1)
    both = combined([years, parts])

    @cache
    def says(number: int) -> Any:
        year, place = both.says(number)
        return _period(year, (place - 1) * months + 1, months) if isinstance(place, int) else ABSENT

    return Column(both.digits, says)


def _whole(sheet: Opened, name: str) -> Column:
    """A column of whole numbers; those of a narrow range are told by their distance from the least."""
    series = sheet.frame[name]
    has_array = is_integer(series.dtype) and series.dtype not in HUGE
    if has_array and len(series) and not series.null_count():
        column = series.to_numpy()
        least, most = int(column.min()), int(column.max())
        if most - least < NARROW:
            codes = np.subtract(column, column.dtype.type(least), dtype=np.int32, casting="unsafe")
            return Column(((codes, most - least + 1),), lambda number: least + number)
    found = coded(series)
    return _listed(found.codes, list(found.values), ABSENT)


def _period(year: Any, month: int, months: int) -> Any:
    try:
        return Period(year, month, months)
    except RSIndicatorsError:
        return ABSENT
