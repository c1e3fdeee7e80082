"""Totals of a large frame against their regions, where these do not fit into one piece.

Only the rows of indicators that add over regions are read, so many indicators at once as fit, and only the
rules of totals are asked of them. A region that tells only other indicators is known to be there by a row of
these, emptied, so that a total is not held against fewer regions than it is of; one of whose rows none can be
read is known nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from attrs import define, field, frozen

from rsindicators.columns import read_words
from rsindicators.errors import RSIndicatorsError
from rsindicators.frames.asking import Sheet
from rsindicators.frames.dense import Places
from rsindicators.frames.layout import Layout
from rsindicators.frames.options import Options
from rsindicators.frames.pieces import Regions, pieces
from rsindicators.frames.slots import Entities
from rsindicators.frames.tables import Table, about_of
from rsindicators.frames.told import rows_of
from rsindicators.glossary import Glossary
from rsindicators.indicator import Indicator
from rsindicators.possible import adds
from rsindicators.records import cell_of, is_blank


@frozen(eq=False)
class Witnesses:
    """What tells that regions are there.

    Attributes:
        rows: A row of each region of which anything can be read: one that can be.
        columns: Of a wide frame the columns of figures that can be read in these rows.
    """

    rows: nw.DataFrame[Any]
    columns: tuple[str, ...]

    @staticmethod
    def of(table: Table, regions: Regions, options: Options, batch: int) -> Witnesses:
        """One row of each region is read, and the others of those whose one says nothing.

        Args:
            table: The large frame.
            regions: Its regions.
            options: Those of `validate`.
            batch: How many figures are in memory at once.
        """
        found = Search(table, regions, options)
        some, _ = pieces(regions, (), batch, table.width)
        for piece in some:
            found.look(found.first(piece.regions), piece.regions)
            left = [name for name in piece.regions if name not in found.known]
            if left:
                found.look(table.rows(regions.where(left)), left)
        rows = nw.concat(found.rows) if found.rows else table.none()
        return Witnesses(rows, tuple(found.columns))


@frozen
class Slice:
    """Indicators whose totals are asked together.

    Attributes:
        codes: Of the indicators.
        figures: How many figures they may have.
        spelled: Of a long frame what its columns of names say of them.
        columns: Of a wide frame those of their figures.
    """

    codes: tuple[str, ...]
    figures: int
    spelled: tuple[tuple[Any, ...], ...] = ()
    columns: tuple[str, ...] = ()

    def rows(self, table: Table, witnesses: Witnesses) -> nw.DataFrame[Any]:
        """Their rows, and what else tells which regions there are, without figures."""
        figures = {one.column for one in table.layout.figures}
        kept = [name for name in table.kept if name not in figures or name in self.columns]
        frame: Any = table.frame
        if self.spelled:
            frame = frame.filter(_where(_names(table.layout), self.spelled))
        found = table.collect(frame.select(*kept))
        if not self.spelled:
            return _emptied(found, witnesses.rows.schema, set(witnesses.columns) - set(self.columns))
        told = set(self.spelled)
        names = witnesses.rows.select(*_names(table.layout)).iter_rows()
        lines = [line for line, name in enumerate(names) if name not in told]
        if not lines:
            return found
        others = _emptied(witnesses.rows[lines], found.schema, [table.layout.columns["value"]])
        return nw.concat([found, others.select(*found.columns)])


def _names(layout: Layout) -> list[str]:
    """The columns of names: indicator, and component where there is one."""
    return [layout.columns[role] for role in ("indicator", "component") if role in layout.columns]


def _where(names: Sequence[str], spelled: Sequence[tuple[Any, ...]]) -> nw.Expr:
    """The rows of some names."""
    if len(names) == 1:
        return nw.col(names[0]).is_in([one for (one,) in spelled])
    return reduce(or_, (reduce(and_, map(_says, names, some)) for some in spelled))


def _says(name: str, value: Any) -> nw.Expr:
    return nw.col(name).is_null() if value is None else nw.col(name) == value


def slices(table: Table, glossary: Glossary, batch: int, rows: int) -> tuple[list[Slice], tuple[str, ...]]:
    """The indicators that add over regions, in slices of at most so many figures; and those too large.

    Args:
        table: The large frame.
        glossary: The names.
        batch: How many figures a slice has at most.
        rows: How many rows the frame has.
    """
    if table.layout.figures:
        each = [
            Slice((one.name,), rows, columns=(one.column,))
            for one in table.layout.figures
            if adds(glossary.named(one.name).candidates[0])
        ]
    else:
        each = list(_of_names(table, glossary))
    left = tuple(code for one in each if one.figures > batch for code in one.codes)
    return list(_filled((one for one in each if one.figures <= batch), batch)), left


def _of_names(table: Table, glossary: Glossary) -> Iterator[Slice]:
    """A slice of each indicator that rows name; a name of several is none of them here."""
    names = _names(table.layout)
    size = f"{''.join(names)} rows"
    counted = table.collect(table.frame.select(*names).group_by(*names).agg(nw.len().alias(size)))
    found: dict[str, tuple[list[tuple[Any, ...]], int]] = {}
    for *told, count in counted.select(*names, size).iter_rows():
        indicator = _indicator(told, glossary)
        if indicator is not None and adds(indicator):
            spelled, sum_of = found.get(indicator.code, ([], 0))
            found[indicator.code] = [*spelled, tuple(told)], sum_of + count
    for code in sorted(found):
        spelled, figures = found[code]
        yield Slice((code,), figures, tuple(spelled))


def _indicator(told: Sequence[Any], glossary: Glossary) -> Indicator | None:
    try:
        named = glossary.named(*(read_words(cell_of(one, "", blanks=True)) for one in told))
    except RSIndicatorsError:
        return None
    return named.candidates[0] if len(named.candidates) == 1 else None


def _filled(each: Iterable[Slice], batch: int) -> Iterator[Slice]:
    last: Slice | None = None
    for one in each:
        if last is not None and last.figures + one.figures > batch:
            yield last
            last = None
        last = one if last is None else _both(last, one)
    if last is not None:
        yield last


def _both(one: Slice, other: Slice) -> Slice:
    return Slice(
        one.codes + other.codes,
        one.figures + other.figures,
        one.spelled + other.spelled,
        one.columns + other.columns,
    )


def _emptied(
    frame: nw.DataFrame[Any], schema: Mapping[str, Any], columns: Iterable[str]
) -> nw.DataFrame[Any]:
    """Rows with nothing in some columns."""
    return frame.with_columns(*(nw.lit(None).cast(schema[name]).alias(name) for name in sorted(columns)))


# ── which regions are there ──────────────────────────────────────────────────────────────────────────────


@define(eq=False)
class Search:
    """Looks for a row of each region that can be read."""

    table: Table
    regions: Regions
    options: Options
    known: dict[str, None] = field(factory=dict, init=False)
    rows: list[nw.DataFrame[Any]] = field(factory=list, init=False)
    columns: dict[str, None] = field(factory=dict, init=False)

    def first(self, names: Sequence[str]) -> nw.DataFrame[Any]:
        """One row of each spelling of some regions."""
        where, column = self.regions.where(names), self.regions.column
        some: Any = self.table.frame if where is None else self.table.frame.filter(where)
        some = some.select(*self.table.kept)
        return self.table.collect(some.unique(subset=[column], keep="any") if column else some)

    def look(self, rows: nw.DataFrame[Any], names: Sequence[str]) -> None:
        """Look into rows of some regions."""
        sheet = Sheet.of(rows, about_of(self.table.layout, self.options), Entities())
        region = self._named(rows, names)
        found: dict[str, int] = {}
        for number, part in enumerate(sheet.told.parts):
            odd = np.zeros(len(part), np.bool_)
            odd[list(rows_of(part))] = True
            every = _by_region(region, np.flatnonzero(~odd))
            mine = {name: lines[0] for name, lines in every.items()}
            every = _by_region(region, np.flatnonzero(odd))
            mine = _read(sheet, number, {name: every[name] for name in every.keys() - mine.keys()}) | mine
            if mine.keys() - found.keys():
                found = mine | found
                self.columns[part.column] = None
        if found:
            self.known.update(dict.fromkeys(found))
            self.rows.append(rows[sorted(found.values())])

    def _named(self, rows: nw.DataFrame[Any], names: Sequence[str]) -> list[str]:
        """The region of each row, as the objects name it."""
        spelled = {_cell(one): name for name in names for one in self.regions.spelled.get(name, ())}
        column = self.regions.column
        return [spelled[_cell(one)] for one in (rows[column].to_list() if column else [None] * len(rows))]


def _cell(value: Any) -> Any:
    """What a cell says; every library has its own nothing."""
    return None if is_blank(value) else value


def _by_region(region: Sequence[str], lines: Places) -> dict[str, list[int]]:
    """Some rows by their regions."""
    found: dict[str, list[int]] = {}
    for line in lines.tolist():
        found.setdefault(region[line], []).append(line)
    return found


def _read(sheet: Sheet, part: int, lines: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """For each region one of its rows that the objects can read, sought by halves."""
    there = _seen(sheet, part, lines)
    left = {name: some for name, some in lines.items() if name in there}
    while halves := {name: some[: len(some) // 2] for name, some in left.items() if len(some) > 1}:
        there = _seen(sheet, part, halves)
        for name, half in halves.items():
            left[name] = half if name in there else left[name][len(half) :]
    return {name: line for name, (line,) in left.items()}


def _seen(sheet: Sheet, part: int, lines: Mapping[str, Sequence[int]]) -> set[str]:
    """The regions of which the objects can read anything in some rows."""
    rows = sorted(line for some in lines.values() for line in some)
    every = [np.array(rows if number == part else (), np.int64) for number in range(len(sheet.told.parts))]
    return {one.region for one in sheet.read_exactly(every).observations}
