"""The rows of a frame as numbers: of which slot and entity each figure is.

Every distinct name, period, unit and region is read once, by the readers of the objects; a row is then a few
codes. A row that is more than a plain number of a known indicator in a known place (words, a unit that does
not fit, a period nobody can read, a status) is *odd*: nothing here guesses at it, the reader of the objects
reads it and tells its faults.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
from attrs import field, frozen

from rsindicators.columns import read_accumulation, read_period, read_region, read_words
from rsindicators.errors import RSIndicatorsError
from rsindicators.frames.coding import Coded, all_coded, coded, texts
from rsindicators.frames.dtypes import is_float, is_integer, is_number, is_text
from rsindicators.frames.engine import numbers
from rsindicators.frames.layout import FigureColumn, Layout
from rsindicators.frames.scaled import of_decimals, of_texts
from rsindicators.frames.slots import Entities, Slot, slot_of
from rsindicators.glossary import UNKNOWN, Glossary, Named, family_of
from rsindicators.indicator import Indicator
from rsindicators.notation import MISSING
from rsindicators.period import Period
from rsindicators.records import cell_of
from rsindicators.table import Cell
from rsindicators.units import Unit

DEFINED: Final = "definition"
"""`units="definition"`: every figure is in the unit of its definition."""
EXTRA: Final = ("status", "as_of")
"""Columns that tell more of a figure than where it stands."""
CODED: Final = ("region", "scope", "indicator", "component", "period", "accumulation", "unit")
"""Columns of keys; their distinct values are few."""
MONTHS_OF: Final = {"quarter": 3, "month": 1}
NARROW: Final = 1_000
MOST_KEPT: Final = 1 << 16
LONGEST: Final = 60

Codes = np.ndarray[Any, np.dtype[np.int32]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@frozen(eq=False)
class About:
    """What is told of a frame beside its columns.

    Attributes:
        glossary: The names.
        layout: Which column says what.
        units: By the name of an indicator or column, or `"definition"`, or nothing.
        decimals: Of number cells, or None.
        period: For rows that name none.
        region: Likewise.
        to_date: Whether a month or quarter of what runs over time means the year to date.
    """

    glossary: Glossary
    layout: Layout
    units: Mapping[str, str] | str = field(factory=dict)
    decimals: int | None = None
    period: Period | None = None
    region: str = ""
    to_date: bool = False


@frozen(eq=False)
class Part:
    """Rows of a frame, or of one figure column of a wide one.

    Attributes:
        keys: What each row's columns of keys say together, by number; parts of one frame may share them.
        table: The number of the slot for each of these; −1 where the objects must read it.
        entity: The number of each row's entity; −1 of an odd one.
        values: As numbers; NaN where there is none, or where it is no number.
        decimals: As printed or asked for, of each row (−1 for none); None where nobody says.
        odd: Where the value is no plain number; None where all are.
        column: Of a wide frame the figure column.
    """

    keys: Places
    table: Places
    entity: Codes
    values: Floats
    decimals: np.ndarray[Any, Any] | None = None
    odd: np.ndarray[Any, np.dtype[np.bool_]] | None = None
    column: str = ""

    @cached_property
    def place(self) -> Places:
        """The number of each row's slot; −1 of an odd one."""
        return self.table.take(self.keys)


@frozen(eq=False)
class Told:
    """A frame read.

    Attributes:
        parts: Its rows; those of each figure column of a wide one.
        slots: The slots by number; None where the objects must read what is told.
        decimals: Of number cells whose column and row do not say.
    """

    parts: tuple[Part, ...]
    slots: tuple[Slot | None, ...]
    decimals: int | None = None


@frozen(eq=False)
class _Sheet:
    """A frame, what is told of it, and its columns of keys as codes."""

    frame: nw.DataFrame[Any]
    about: About
    codes: Mapping[str, Coded]

    @property
    def columns(self) -> Mapping[str, str]:
        return self.about.layout.columns

    def __len__(self) -> int:
        return len(self.frame)


def read(frame: nw.DataFrame[Any], about: About, entities: Entities) -> Told:
    """The rows of an eager frame as numbers.

    Args:
        frame: With the columns of the layout.
        about: What is told of it.
        entities: Takes the regions and scopes.
    """
    columns = about.layout.columns
    sheet = _Sheet(frame, about, all_coded(frame, [columns[role] for role in CODED if role in columns]))
    entity = _entities(sheet, entities)
    times = _times(sheet)
    runs = _read(sheet, "accumulation", read_accumulation)
    slots: list[Slot | None] = []
    keys = _Keys(entity, times, runs)
    if about.layout.figures:
        parts = tuple(_wide(sheet, keys, slots))
    else:
        parts = (_long(sheet, keys, slots, entities),)
    return Told(parts, tuple(slots), about.decimals)


@frozen(eq=False)
class _Read:
    """The distinct values of a column as the objects read them; codes of −1 and None are odd."""

    codes: Codes | None
    values: Sequence[Any]

    @property
    def count(self) -> int:
        return max(len(self.values), 1)


@frozen(eq=False)
class _Keys:
    entity: Codes
    times: _Read
    runs: _Read


@frozen(eq=False)
class _Keyed:
    """Where the rows of a part go: see `Part`."""

    keys: Places
    table: Places
    entity: Codes


_ABSENT: Final = object()
_BLANK: Final = object()


def _read(sheet: _Sheet, role: str, make: Callable[[Any], Any], usual: Any = None) -> _Read:
    """A column read once for each of its values; a blank says the usual. `_ABSENT` where it is unreadable."""
    name = sheet.columns.get(role)
    if name is None:
        return _Read(None, (usual,))
    found = sheet.codes[name]
    values = [_made(value, make, usual) for value in found.values]
    codes = found.codes
    if (codes < 0).any():
        codes = np.where(codes < 0, np.int32(len(values)), codes)
        values.append(usual)
    return _Read(codes, values)


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
        return _ABSENT


def _entities(sheet: _Sheet, entities: Entities) -> Codes:
    regions = _read(sheet, "region", read_region, sheet.about.region)
    scopes = _read(sheet, "scope", read_words, "")
    rows = len(sheet)
    if scopes.codes is None:
        table = np.array([_number(entities, one, "") for one in regions.values], np.int32)
        return _taken(table, regions.codes, rows)
    pairs = _combined([regions, scopes], rows)
    table = np.full(regions.count * scopes.count, -1, np.int32)
    for pair in _present(pairs, len(table)):
        region, scope = divmod(int(pair), scopes.count)
        table[pair] = _number(entities, regions.values[region], scopes.values[scope])
    return table[pairs]


def _number(entities: Entities, region: Any, scope: Any) -> int:
    return -1 if region is _ABSENT or scope is _ABSENT else entities.number(region, scope)


def _taken(table: Codes, codes: Codes | None, rows: int) -> Codes:
    return np.full(rows, table[0], np.int32) if codes is None else table[codes]


def _combined(parts: Iterable[_Read], rows: int) -> Codes:
    """One number for the codes of several columns, as numpy takes numbers of places fastest."""
    found: np.ndarray[Any, Any] | None = None
    for part in parts:
        if part.codes is None:
            continue
        found = part.codes if found is None else found * np.int32(part.count) + part.codes
    return np.zeros(rows, np.intp) if found is None else found.astype(np.intp, copy=False)


def _present(codes: Codes, size: int) -> np.ndarray[Any, Any]:
    """Which of the numbers below a size occur."""
    seen = np.zeros(size, np.bool_)
    seen[codes] = True
    return np.flatnonzero(seen)


def _times(sheet: _Sheet) -> _Read:
    """The period of each row: of its column, or of its year and quarter or month."""
    columns = sheet.columns
    if "year" not in columns:
        return _read(sheet, "period", read_period, sheet.about.period or _ABSENT)
    years = _whole(sheet, columns["year"])
    part = next((role for role in MONTHS_OF if role in columns), "")
    if not part:
        return _Read(years.codes, [_period(year, 1, 12) for year in years.values])
    parts, months = _whole(sheet, columns[part]), MONTHS_OF[part]
    values = [
        _period(year, (number - 1) * months + 1, months) if isinstance(number, int) else _ABSENT
        for year in years.values
        for number in parts.values
    ]
    return _Read(_combined([years, parts], len(sheet)), values)


def _whole(sheet: _Sheet, name: str) -> _Read:
    """A column of whole numbers; those of a narrow range are told by their distance from the least."""
    series = sheet.frame[name]
    if is_integer(series.dtype) and len(series) and not series.null_count():
        column = series.to_numpy()
        least, most = int(column.min()), int(column.max())
        if most - least < NARROW:
            codes = (column - column.dtype.type(least)).astype(np.int32)
            return _Read(codes, range(least, most + 1))
    found = coded(series)
    codes = np.where(found.codes < 0, np.int32(len(found.values)), found.codes)
    return _Read(codes, [*found.values, _ABSENT])


def _period(year: Any, month: int, months: int) -> Any:
    try:
        return Period(year, month, months)
    except RSIndicatorsError:
        return _ABSENT


# ── long ─────────────────────────────────────────────────────────────────────────────────────────────────


def _long(sheet: _Sheet, keys: _Keys, slots: list[Slot | None], entities: Entities) -> Part:
    names, shared = _names(sheet)
    units = _units(sheet)
    combined = [_Read(names.codes, names.values), keys.times, keys.runs, units]
    combos = _combined(combined, len(sheet))
    sizes = [one.count for one in combined]
    table = np.full(int(np.prod(sizes)), -1, np.intp)
    for combo in _present(combos, len(table)):
        rest, numbers_of = int(combo), []
        for size in reversed(sizes):
            rest, number = divmod(rest, size)
            numbers_of.append(number)
        unit, run, time, name = (
            one.values[number] for one, number in zip(reversed(combined), numbers_of, strict=True)
        )
        table[combo] = _slot(slots, sheet.about, name, time, run, unit)
    figures = sheet.frame[sheet.columns["value"]]
    keyed = _Keyed(combos, table, keys.entity)
    beside = _beside(sheet)
    if shared is not None:
        beside = _either(beside, _twice(names, shared, keys, entities))
    return _part(sheet, figures, keyed, beside)


def _twice(names: _Read, shared: Mask, keys: _Keys, entities: Entities) -> Mask:
    """The rows of shared names beside others of the same indicator, region and time.

    Which of them means what hangs on the rows around them, and the objects know it.
    """
    regions = {
        region: number for number, region in enumerate(dict.fromkeys(one for one, _ in entities.names))
    }
    region = np.array([*(regions[one] for one, _ in entities.names), -1], np.intp).take(keys.entity)
    known = [None if one is _ABSENT else one[0].code for one in names.values]
    numbers_of = {code: number for number, code in enumerate(dict.fromkeys(known))}
    name = np.array([numbers_of[code] for code in known], np.intp).take(names.codes)
    times = 0 if keys.times.codes is None else keys.times.codes
    places = (region * keys.times.count + times) * len(numbers_of) + name
    _, inverse, counts = np.unique(places, return_inverse=True, return_counts=True)
    return shared & (counts[inverse] > 1)


def _names(sheet: _Sheet) -> tuple[_Read, Mask | None]:
    """Indicator, and the unit printed behind its name; and the rows of shared names, None for none.

    What nobody or more than one bears is odd. A component name that several indicators share is of the only
    one of them that the frame tells, as in a form; where it tells several, a component column says which.
    """
    words = _read(sheet, "indicator", read_words, "")
    parts = _read(sheet, "component", read_words, "")
    both = _combined([words, parts], len(sheet))
    named = {
        int(pair): _named(sheet.about, words.values[pair // parts.count], parts.values[pair % parts.count])
        for pair in _present(both, words.count * parts.count)
    }
    told = {family_of(one.candidates[0]) for one in named.values() if len(one.candidates) == 1}
    values: list[Any] = [_ABSENT] * (words.count * parts.count)
    for pair, one in named.items():
        mine = [some for some in one.candidates if len(one.candidates) == 1 or family_of(some) in told]
        values[pair] = (mine[0], one.unit) if len(mine) == 1 else _ABSENT
    shared = [pair for pair, one in named.items() if len(one.candidates) > 1]
    return _Read(both, values), np.isin(both, shared) if shared else None


def _named(about: About, name: Any, component: Any) -> Named:
    if name is _ABSENT or component is _ABSENT:
        return UNKNOWN
    try:
        return about.glossary.named(name, component)
    except RSIndicatorsError:
        return UNKNOWN


def _units(sheet: _Sheet) -> _Read:
    """What a column of units says; without one what the caller told, by None."""
    if "unit" not in sheet.columns:
        return _Read(None, (None,))
    return _read(sheet, "unit", _read_unit, None)


def _read_unit(cell: Cell) -> Unit:
    return Unit.parse(read_words(cell))


def _slot(slots: list[Slot | None], about: About, name: Any, time: Any, run: Any, unit: Any) -> int:
    """The number of a new slot; −1 where the objects must read what is told."""
    if any(one is _ABSENT for one in (name, time, run, unit)):
        return -1
    indicator, printed = name
    found = _unit(about, indicator, unit, printed)
    if found is None:
        return -1
    try:
        slot = slot_of(indicator, time, run, found, to_date=about.to_date)
    except RSIndicatorsError:
        return -1
    slots.append(slot)
    return len(slots) - 1


def _unit(about: About, indicator: Indicator, told: Unit | None, printed: str) -> Unit | None:
    """The unit of figures whose column, heading or caller tells one that fits; None else."""
    wanted = {told} if told else set()
    if printed:
        wanted.add(Unit.parse(printed))
    if not wanted and about.units == DEFINED:
        wanted.add(indicator.unit)
    if not wanted and isinstance(about.units, Mapping):
        names = (indicator.code, *indicator.names, about.layout.columns.get("value", ""))
        wanted.update(Unit.parse(about.units[name]) for name in names if name in about.units)
    found = wanted.pop() if len(wanted) == 1 else None
    return found if found is not None and found.fits(indicator.unit) else None


def _beside(sheet: _Sheet) -> Mask | None:
    """The rows that tell a status or a date of their own, which are odd; None for none."""
    names = [sheet.columns[role] for role in EXTRA if role in sheet.columns]
    told = [coded(sheet.frame[name]).codes >= 0 for name in names]
    return reduce(or_, told) if told else None


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    return one if other is None else other if one is None else one | other


def _values(series: nw.Series[Any]) -> tuple[Floats, Any, Any]:
    """Values, their printed decimals, and which are no plain numbers."""
    if is_number(series.dtype):
        values = numbers(series)
        odd = np.isinf(values)
        return values, None, odd if odd.any() else None
    found = of_texts(texts(series)) if is_text(series.dtype) else of_decimals(_decimals(series))
    with np.errstate(over="ignore"):
        values = found.twice / (2.0 * 10.0**found.scale)
    return values, np.full(len(values), found.decimals, np.int8), found.odd


def _decimals(series: nw.Series[Any]) -> list[Decimal | None]:
    return [None if one is None else Decimal(one) for one in series.to_list()]


def _part(sheet: _Sheet, one: nw.Series[Any], keys: _Keyed, beside: Mask | None, column: str = "") -> Part:
    """The rows of a column of figures.

    A number has the decimals that its row asks for; a text keeps those it prints, and one that prints more
    than are asked for is odd: the objects tell it.
    """
    values, printed, odd = _values(one)
    asked = _asked(sheet)
    if printed is not None:
        usual = -1 if sheet.about.decimals is None else sheet.about.decimals
        wanted = usual if asked is None else np.where(asked < 0, usual, asked)
        odd = _either(odd, (wanted >= 0) & (printed > wanted))
        asked = printed
    return Part(keys.keys, keys.table, keys.entity, values, asked, _either(odd, beside), column)


def _asked(sheet: _Sheet) -> np.ndarray[Any, np.dtype[np.int8]] | None:
    """The decimals that a column asks for, −1 where a row asks for none; None without such a column."""
    if "decimals" not in sheet.columns:
        return None
    asked = numbers(sheet.frame[sheet.columns["decimals"]])
    return np.where(np.isnan(asked), -1, asked).astype(np.int8)


# ── wide ─────────────────────────────────────────────────────────────────────────────────────────────────


def _wide(sheet: _Sheet, keys: _Keys, slots: list[Slot | None]) -> Iterator[Part]:
    """The rows of each figure column; all of them share their keys."""
    about, count = sheet.about, keys.runs.count
    combos = _combined([keys.times, keys.runs], len(sheet))
    present = _present(combos, keys.times.count * count)
    beside = _beside(sheet)
    figures = _filled(sheet)
    for one in about.layout.figures:
        indicator = about.glossary.named(one.name).candidates[0]
        unit = unit_of(about, one, indicator)
        table = np.full(keys.times.count * count, -1, np.intp)
        for combo in present.tolist():
            time, run = keys.times.values[combo // count], keys.runs.values[combo % count]
            table[combo] = _slot(slots, about, (indicator, one.unit), time, run, unit)
        yield _part(sheet, figures[one.column], _Keyed(combos, table, keys.entity), beside, one.column)


def _filled(sheet: _Sheet) -> nw.DataFrame[Any]:
    """The figure columns, NaN for what is missing of floats: made for all of them at once."""
    names = [one.column for one in sheet.about.layout.figures]
    frame = sheet.frame.select(names)
    floats = [name for name, dtype in frame.schema.items() if is_float(dtype)]
    return frame.with_columns(nw.col(floats).fill_null(float("nan"))) if floats else frame


def unit_of(about: About, one: FigureColumn, indicator: Indicator) -> Unit | None:
    """The unit that heading or caller tell of a figure column; None where neither does, or they do not fit."""
    named = about.units.get(one.column) if isinstance(about.units, Mapping) else None
    return _unit(about, indicator, Unit.parse(named) if named else None, one.unit)


def rows_of(part: Part) -> Iterator[int]:
    """The numbers of the odd rows of a part."""
    if part.odd is None and part.entity.min(initial=0) >= 0 and part.place.min(initial=0) >= 0:
        return
    odd = (part.place < 0) | (part.entity < 0)
    if part.odd is not None:
        odd |= part.odd
    yield from map(int, np.flatnonzero(odd))
