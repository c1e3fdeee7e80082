"""The rows of a frame as numbers: of which slot and entity each figure is.

Every distinct name, period, unit and region is read once, by the readers of the objects; a row is then a few
codes. A row that is more than a plain number of a known indicator in a known place (words, a unit that does
not fit, a period nobody can read, a status) is *odd*: nothing here guesses at it, the reader of the objects
reads it and tells its faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
from attrs import frozen

from rsindicators.columns import read_accumulation, read_words
from rsindicators.errors import RSIndicatorsError
from rsindicators.frames.blocks import Codes, Numbered, taken
from rsindicators.frames.cells import (
    ABSENT,
    Column,
    Opened,
    combined,
    entities_of,
    read_column,
    said_of_all,
    times_of,
)
from rsindicators.frames.coding import all_coded, coded, texts
from rsindicators.frames.dtypes import is_decimal, is_float, is_number, is_text
from rsindicators.frames.engine import numbers
from rsindicators.frames.layout import DEFINED, FigureColumn
from rsindicators.frames.scaled import Scaled, of_decimals, of_texts
from rsindicators.frames.slots import Entities, Slot, slot_of
from rsindicators.frames.told import About, Floats, Mask, Part, Places, Told
from rsindicators.glossary import UNKNOWN, Named, family_of
from rsindicators.indicator import Indicator
from rsindicators.number import MOST_DECIMALS
from rsindicators.table import Cell
from rsindicators.units import Unit

EXTRA: Final = ("status", "as_of")
"""Columns that tell more of a figure than where it stands."""
CODED: Final = ("region", "scope", "indicator", "component", "period", "accumulation", "unit")
"""Columns of keys; their distinct values are few."""
WHOLE_NUMBERS: Final = 1 << 53
"""Floats hold every whole number up to this."""
NOTHING, NUMBER, TEXT, DECIMAL, STRANGE = range(5)
"""What a cell of a column of any kind may be."""


def read(frame: nw.DataFrame[Any], about: About, entities: Entities) -> Told:
    """The rows of an eager frame as numbers.

    Args:
        frame: With the columns of the layout.
        about: What is told of it.
        entities: Takes the regions and scopes.
    """
    columns = about.layout.columns
    sheet = Opened(frame, about, all_coded(frame, [columns[role] for role in CODED if role in columns]))
    entity = entities_of(sheet, entities)
    times = times_of(sheet)
    runs = read_column(sheet, "accumulation", read_accumulation)
    slots: list[Slot | None] = []
    keys = _Keys(entity, times, runs)
    if about.layout.figures:
        parts = tuple(_wide(sheet, keys, slots))
    else:
        parts = (_long(sheet, keys, slots, entities),)
    return Told(parts, tuple(slots), about.decimals)


@frozen(eq=False)
class _Keys:
    entity: Codes
    times: Column
    runs: Column


@frozen(eq=False)
class _Keyed:
    """Where the rows of a part go: see `Part`."""

    keys: Numbered
    table: Places
    entity: Codes


# ── long ─────────────────────────────────────────────────────────────────────────────────────────────────


def _long(sheet: Opened, keys: _Keys, slots: list[Slot | None], entities: Entities) -> Part:
    names, shared = _names(sheet)
    every = combined([names, keys.times, keys.runs, _units(sheet)])
    found = every.numbered(len(sheet))
    table = np.full(every.count, -1, np.intp)
    for number in found.there.tolist():
        table[number] = _slot(slots, sheet.about, every.says(number))
    figures = sheet.frame[sheet.columns["value"]]
    beside = _beside(sheet)
    if shared:
        beside = _either(beside, _twice(names, shared, keys, entities))
    return _part(sheet, figures, _Keyed(found, table, keys.entity), beside)


def _twice(names: Column, shared: Sequence[int], keys: _Keys, entities: Entities) -> Mask:
    """The rows of shared names beside others of the same indicator, region and time.

    Which of them means what hangs on the rows around them, and the objects know it.
    """
    regions = {
        region: number for number, region in enumerate(dict.fromkeys(one for one, _ in entities.names))
    }
    region = np.array([*(regions[one] for one, _ in entities.names), -1], np.intp).take(keys.entity)
    found = names.numbered(len(region))
    said = {number: names.says(number) for number in found.there.tolist()}
    known = {number: None if one is ABSENT else one[0].code for number, one in said.items()}
    numbers_of = {code: number for number, code in enumerate(dict.fromkeys(known.values()))}
    table = np.zeros(names.count, np.intp)
    table[list(known)] = [numbers_of[code] for code in known.values()]
    times = keys.times.numbered(len(region)).codes
    places = (region * keys.times.count + times) * len(numbers_of) + taken(table, found.codes)
    _, inverse, counts = np.unique(places, return_inverse=True, return_counts=True)
    among_others: Mask = counts[inverse] > 1
    return np.isin(found.codes, shared) & among_others


def _names(sheet: Opened) -> tuple[Column, Sequence[int]]:
    """Indicator, and the unit printed behind its name; and the numbers of shared names.

    What nobody or more than one bears is odd. A component name that several indicators share is of the only
    one of them that the frame tells, as in a form; where it tells several, a component column says which.
    """
    words = read_column(sheet, "indicator", read_words, "")
    parts = read_column(sheet, "component", read_words, "")
    both = combined([words, parts])
    there = both.numbered(len(sheet)).there.tolist() if parts.digits else range(both.count)
    named = {number: _named(sheet.about, *both.says(number)) for number in there}
    told = {family_of(one.candidates[0]) for one in named.values() if len(one.candidates) == 1}
    values: dict[int, Any] = {}
    for number, one in named.items():
        mine = [some for some in one.candidates if len(one.candidates) == 1 or family_of(some) in told]
        values[number] = (mine[0], one.unit) if len(mine) == 1 else ABSENT
    shared = [number for number, one in named.items() if len(one.candidates) > 1]
    return Column(both.digits, values.__getitem__), shared


def _named(about: About, name: Any, component: Any) -> Named:
    if name is ABSENT or component is ABSENT:
        return UNKNOWN
    try:
        return about.glossary.named(name, component)
    except RSIndicatorsError:
        return UNKNOWN


def _units(sheet: Opened) -> Column:
    """What a column of units says; without one what the caller told, by None."""
    if "unit" not in sheet.columns:
        return said_of_all(None)
    return read_column(sheet, "unit", _read_unit)


def _read_unit(cell: Cell) -> Unit:
    return Unit.parse(read_words(cell))


def _slot(slots: list[Slot | None], about: About, told: tuple[Any, Any, Any, Any]) -> int:
    """The number of a new slot; −1 where the objects must read what is told: name, time, run and unit."""
    if any(one is ABSENT for one in told):
        return -1
    (indicator, printed), time, run, unit = told
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


def _beside(sheet: Opened) -> Mask | None:
    """The rows that tell a status or a date of their own, or ask for no decimals there are; None for none."""
    names = [sheet.columns[role] for role in EXTRA if role in sheet.columns]
    told = [coded(sheet.frame[name]).codes >= 0 for name in names]
    if "decimals" in sheet.columns:
        told.append(_is_no_count(numbers(sheet.frame[sheet.columns["decimals"]])))
    return reduce(or_, told) if told else None


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    return one if other is None else other if one is None else one | other


def _values(series: nw.Series[Any]) -> tuple[Floats, Any, Any]:
    """Values, their printed decimals, and which are no plain numbers."""
    if is_text(series.dtype):
        return _printed(of_texts(texts(series)))
    if is_decimal(series.dtype):
        return _printed(of_decimals(series.to_list()))
    if not is_number(series.dtype):
        return _mixed(series.to_list())
    values = numbers(series)
    odd = np.isinf(values)
    return values, None, odd if odd.any() else None


def _printed(found: Scaled) -> tuple[Floats, Any, Any]:
    with np.errstate(over="ignore"):
        values = found.twice / (2.0 * 10.0**found.scale)
    return values, np.full(len(values), found.decimals, np.int8), found.odd


def _mixed(cells: Sequence[Any]) -> tuple[Floats, Any, Any]:
    """Cells of any kind: numbers, texts, Decimals as in columns of their own; the objects read the rest."""
    kinds = np.array([_kind(cell) for cell in cells], np.int8)
    values, decimals = np.full(len(cells), np.nan), np.full(len(cells), -1, np.int8)
    odd = kinds == STRANGE
    values[kinds == NUMBER] = [float(cell) for cell in cells if _kind(cell) == NUMBER]
    odd |= np.isinf(values)
    for kind, made in ((TEXT, of_texts), (DECIMAL, of_decimals)):
        mine = kinds == kind
        told, places, strange = _printed(made([cell for cell in cells if _kind(cell) == kind]))
        values[mine], decimals[mine] = told, places
        odd[mine] |= False if strange is None else strange
    return values, decimals, odd if odd.any() else None


def _kind(cell: Any) -> int:
    if isinstance(cell, str):
        return TEXT
    if isinstance(cell, Decimal):
        return DECIMAL
    if cell is None:
        return NOTHING
    if isinstance(cell, float):
        return NUMBER
    is_whole = isinstance(cell, int | np.integer) and not isinstance(cell, bool)
    return NUMBER if is_whole and abs(int(cell)) <= WHOLE_NUMBERS else STRANGE


def _part(sheet: Opened, one: nw.Series[Any], keys: _Keyed, beside: Mask | None, column: str = "") -> Part:
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


def _asked(sheet: Opened) -> np.ndarray[Any, np.dtype[np.int8]] | None:
    """The decimals that a column asks for, −1 where a row asks for none; None without such a column."""
    if "decimals" not in sheet.columns:
        return None
    asked = numbers(sheet.frame[sheet.columns["decimals"]])
    return np.where(np.isnan(asked) | _is_no_count(asked), -1, asked).astype(np.int8)


def _is_no_count(asked: Floats) -> Mask:
    """Where something else is asked for than so many decimals as may be printed; the objects tell it."""
    found: Mask = (asked < 0) | (asked > MOST_DECIMALS) | ((asked != np.rint(asked)) & ~np.isnan(asked))
    return found


# ── wide ─────────────────────────────────────────────────────────────────────────────────────────────────


def _wide(sheet: Opened, keys: _Keys, slots: list[Slot | None]) -> Iterator[Part]:
    """The rows of each figure column; all of them share their keys."""
    about = sheet.about
    every = combined([keys.times, keys.runs])
    found = every.numbered(len(sheet))
    there = {number: every.says(number) for number in found.there.tolist()}
    beside = _beside(sheet)
    figures = _filled(sheet)
    for one in about.layout.figures:
        indicator = about.glossary.named(one.name).candidates[0]
        unit = unit_of(about, one, indicator)
        table = np.full(every.count, -1, np.intp)
        for number, (time, run) in there.items():
            table[number] = _slot(slots, about, ((indicator, one.unit), time, run, unit))
        yield _part(sheet, figures[one.column], _Keyed(found, table, keys.entity), beside, one.column)


def _filled(sheet: Opened) -> nw.DataFrame[Any]:
    """The figure columns, NaN for what is missing of floats: made for all of them at once."""
    names = [one.column for one in sheet.about.layout.figures]
    frame = sheet.frame.select(names)
    floats = [name for name, dtype in frame.schema.items() if is_float(dtype)]
    return frame.with_columns(nw.col(floats).fill_null(float("nan"))) if floats else frame


def unit_of(about: About, one: FigureColumn, indicator: Indicator) -> Unit | None:
    """The unit that heading or caller tell of a figure column; None where none does, or they do not fit."""
    named = about.units.get(one.column) if isinstance(about.units, Mapping) else None
    return _unit(about, indicator, Unit.parse(named) if named else None, one.unit)
