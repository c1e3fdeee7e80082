"""Wide tables: whose headings tell something of the figures below them.

Three layouts are read. Rows are indicators and columns periods (`指标 | 单位 | 2022年 | 2023年`); rows are
indicators and columns regions (`指标 | 单位 | 叙永县 | 古蔺县 | 合计`); rows are regions or periods and
columns indicators (`地区 | 失业保险参保人数(万人) | …`). What a heading tells becomes a cell of the row of
each of its figures, so that all layouts are read alike.

It refuses two columns of the same period, region or indicator; a component name that several indicators share
may head two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import Final

from attrs import evolve

from rsindicators.columns import read_period, region_name
from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.glossary import Glossary
from rsindicators.region import is_total
from rsindicators.rows import Layout, Row, key_of
from rsindicators.table import Cell

_REGION: Final = re.compile(r"[1-8][0-9]{5}|[^0-9]{1,30}(?:[县区市旗州省盟]|本级)")

Spread = tuple[tuple[int, Row], ...]


def wide_layout(cells: Sequence[Cell], glossary: Glossary, regions: Collection[str] = ()) -> Layout | None:
    """What the columns of a wide table hold; None where the row is not the headings of one.

    Args:
        cells: The row.
        glossary: The names of indicators.
        regions: Regions that may head a column, besides codes, totals and names that tell their level.

    Examples:
        >>> from rsindicators.catalogue import Catalogue
        >>> head = [Cell(text, "") for text in ("指标", "单位", "2022年", "2023年")]
        >>> [column for column, _ in wide_layout(head, Glossary(Catalogue.standard())).spread]
        [2, 3]

    Raises:
        TableError: Two columns are of the same period, region or indicator.
    """
    keys = tuple(key_of(cell.text) for cell in cells)
    told = frozenset(keys)
    spread: Spread = ()
    if "value" in told or not told & {"indicator", "region", "period"}:
        return None
    if "indicator" not in told:
        spread = _spread(cells, keys, "indicator", lambda cell: _indicator(cell, glossary))
        named = any(glossary.named(cells[column].text).candidates for column, _ in spread)
        return Layout(keys, spread, apart=True) if named else None
    if "period" not in told:
        spread = _spread(cells, keys, "period", _period)
    if not spread and "region" not in told:
        known = frozenset(regions)
        spread = _spread(cells, keys, "region", lambda cell: _region(cell, known))
        spread = spread if any(not is_total(cells[column].text) for column, _ in spread) else ()
    return Layout(keys, spread) if spread else None


def _spread(
    cells: Sequence[Cell], keys: Sequence[str], key: str, read: Callable[[Cell], Hashable | None]
) -> Spread:
    """The columns whose headings tell a period, a region or an indicator, and what they tell."""
    found: dict[Hashable, int] = {}
    for column, cell in enumerate(cells):
        what = None if keys[column] or cell.is_empty else read(cell)
        if what is not None and found.setdefault(what, column) != column:
            raise TableError("submission.twice", heading=cell.text).at(cell.address)
    return tuple((column, {key: evolve(cells[column], kind="heading")}) for column in found.values())


def _period(cell: Cell) -> Hashable | None:
    try:
        return read_period(cell)
    except RSIndicatorsError:
        return None


def _region(cell: Cell, known: Collection[str]) -> Hashable | None:
    try:
        name = region_name(cell.text.strip())
    except RSIndicatorsError:
        return None
    return name if name in known or _REGION.fullmatch(name) or is_total(name) else None


def _indicator(cell: Cell, glossary: Glossary) -> Hashable | None:
    """The indicator a heading names; a name with a unit behind it is one even if nobody knows it."""
    try:
        named = glossary.named(cell.text.strip())
    except RSIndicatorsError:
        return None
    if len(named.candidates) == 1:
        return named.candidates[0].code
    return cell if named.candidates else (named.unit and cell.text) or None
