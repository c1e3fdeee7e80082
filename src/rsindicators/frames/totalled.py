"""Totals of a large frame against their regions, where these do not fit into one piece.

Only the rows of indicators that add over regions are read, so many indicators at once as fit, and only the
rules of totals are asked of them. A region without a row of these indicators gets an empty one, so that it is
known to be there and a total is not held against fewer regions than it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals.stable.v2 as nw
from attrs import frozen

from rsindicators.columns import read_words
from rsindicators.errors import RSIndicatorsError
from rsindicators.frames.engine import built
from rsindicators.frames.layout import Layout
from rsindicators.frames.pieces import Regions
from rsindicators.frames.small import whole, words
from rsindicators.frames.tables import Table
from rsindicators.glossary import Glossary
from rsindicators.indicator import Indicator
from rsindicators.possible import adds
from rsindicators.records import cell_of


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

    def rows(self, table: Table, regions: Regions) -> nw.DataFrame[Any]:
        """Their rows, and an empty one of each region that has none."""
        figures = {one.column for one in table.layout.figures}
        kept = [name for name in table.kept if name not in figures or name in self.columns]
        frame: Any = table.frame
        if self.spelled:
            frame = frame.filter(_where(_names(table.layout), self.spelled))
        found = table.collect(frame.select(*kept))
        return _with_all(found, regions, self.columns or (table.layout.columns["value"],))


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


def _with_all(found: nw.DataFrame[Any], regions: Regions, values: Iterable[str]) -> nw.DataFrame[Any]:
    """Rows, and an empty one like the first of each region that has none among them."""
    there = set(found[regions.column].to_list())
    lost = [some[0] for name in regions.known if there.isdisjoint(some := regions.spelled[name])]
    if not (lost and there):
        return found
    schema = found.schema
    like = found.head(1).with_columns(*(nw.lit(None).cast(schema[name]).alias(name) for name in values))
    is_text = schema[regions.column] == nw.String
    column = words(lost) if is_text else whole(lost)
    places = built({regions.column: column}, found).with_columns(
        nw.col(regions.column).cast(schema[regions.column])
    )
    empty = like.drop(regions.column).join(places, how="cross").select(*found.columns)
    return nw.concat([found, empty])
