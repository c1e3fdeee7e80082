"""What the columns of keys say, read once for each of their values.

Every distinct region, period, indicator and unit is read by the readers of the objects; a row is then a code.
A blank says the usual; what cannot be read is `ABSENT`, and the rows that hold it are odd.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import frozen

from rsindicators.columns import read_period, read_region, read_words
from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.frames.coding import Coded, coded
from rsindicators.frames.dtypes import is_integer
from rsindicators.frames.slots import Entities
from rsindicators.frames.told import About, Codes, Places
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
    """The distinct values of a column as the objects read them, and which of them each row has.

    There are no codes where there is no column: then one value is said of all rows.
    """

    codes: Any
    values: Sequence[Any]

    @property
    def count(self) -> int:
        """How many values, at least one."""
        return max(len(self.values), 1)


def read_column(sheet: Opened, role: str, make: Callable[[Any], Any], usual: Any = None) -> Column:
    """A column read once for each of its values; a blank says the usual. `ABSENT` where it is unreadable."""
    name = sheet.columns.get(role)
    if name is None:
        return Column(None, (usual,))
    found = sheet.codes[name]
    values = [_made(value, make, usual) for value in found.values]
    codes = found.codes
    if (codes < 0).any():
        codes = np.where(codes < 0, np.int32(len(values)), codes)
        values.append(usual)
    return Column(codes, values)


def _made(value: Any, make: Callable[[Any], Any], usual: Any) -> Any:
    """What a value says; short texts are remembered, since every frame names the same thousands."""
    if type(value) is str and len(value) <= LONGEST:
        found = _said(value, make)
    else:
        found = _said_by(cell_of(value, "", blanks=True), make)
    return usual if found is _BLANK else found


@lru_cache(maxsize=MOST_KEPT)
def _said(text: str, make: Callable[[Any], Any]) -> Any:
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
    if scopes.codes is None:
        table = np.array([_number(entities, one, "") for one in regions.values], np.int32)
        return _taken(table, regions.codes, rows)
    pairs = combined([regions, scopes], rows)
    table = np.full(regions.count * scopes.count, -1, np.int32)
    for pair in present(pairs, len(table)):
        region, scope = divmod(int(pair), scopes.count)
        table[pair] = _number(entities, regions.values[region], scopes.values[scope])
    return table[pairs]


def _number(entities: Entities, region: Any, scope: Any) -> int:
    return -1 if region is ABSENT or scope is ABSENT else entities.number(region, scope)


def _taken(table: Codes, codes: Codes | None, rows: int) -> Codes:
    return np.full(rows, table[0], np.int32) if codes is None else table[codes]


def combined(parts: Iterable[Column], rows: int) -> Places:
    """One number for the codes of several columns, as numpy takes numbers of places fastest.

    Raises:
        FrameError: Their distinct values make too many combinations to be numbered.
    """
    parts = list(parts)
    count = prod(part.count for part in parts)
    if count > MOST_COMBINED:
        raise FrameError("frames.distinct", count=str(count), most=str(MOST_COMBINED))
    found: np.ndarray[Any, Any] | None = None
    for part in parts:
        if part.codes is None:
            continue
        found = part.codes if found is None else found * np.int32(part.count) + part.codes
    return np.zeros(rows, np.intp) if found is None else found.astype(np.intp, copy=False)


def present(codes: Places, size: int) -> np.ndarray[Any, Any]:
    """Which of the numbers below a size occur."""
    seen = np.zeros(size, np.bool_)
    seen[codes] = True
    return np.flatnonzero(seen)


def times_of(sheet: Opened) -> Column:
    """The period of each row: of its column, or of its year and quarter or month."""
    columns = sheet.columns
    if "year" not in columns:
        return read_column(sheet, "period", read_period, sheet.about.period or ABSENT)
    years = _whole(sheet, columns["year"])
    part = next((role for role in MONTHS_OF if role in columns), "")
    if not part:
        return Column(years.codes, [_period(year, 1, 12) for year in years.values])
    parts, months = _whole(sheet, columns[part]), MONTHS_OF[part]
    both = combined([years, parts], len(sheet))
    values: list[Any] = [ABSENT] * (years.count * parts.count)
    for pair in present(both, len(values)).tolist():
        year, number = years.values[pair // parts.count], parts.values[pair % parts.count]
        if isinstance(number, int):
            values[pair] = _period(year, (number - 1) * months + 1, months)
    return Column(both, values)


def _whole(sheet: Opened, name: str) -> Column:
    """A column of whole numbers; those of a narrow range are told by their distance from the least."""
    series = sheet.frame[name]
    if is_integer(series.dtype) and len(series) and not series.null_count():
        column = series.to_numpy()
        least, most = int(column.min()), int(column.max())
        if most - least < NARROW:
            codes = (column.astype(np.int64) - least).astype(np.int32)
            return Column(codes, range(least, most + 1))
    found = coded(series)
    codes = np.where(found.codes < 0, np.int32(len(found.values)), found.codes)
    return Column(codes, [*found.values, ABSENT])


def _period(year: Any, month: int, months: int) -> Any:
    try:
        return Period(year, month, months)
    except RSIndicatorsError:
        return ABSENT
