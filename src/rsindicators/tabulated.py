"""Observations read from the rows of a file.

A row is a figure in its place: indicator, period and value, and where given unit, region, accumulation,
scope (口径), status, the date it was true, and what is said of it. The headings are those names or their
Chinese ones; they may stand in any order, below a title. It is read as a form is (`entries`), but for those
who want figures and no findings: the first cell that cannot be read is an error with its address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rsindicators import formats
from rsindicators.entries import About, Entries
from rsindicators.errors import TableError
from rsindicators.glossary import Glossary
from rsindicators.observation import Observation
from rsindicators.perusal import glossary_of
from rsindicators.rows import HEADINGS, KNOWN, Layout, Row, key_of, rows_of
from rsindicators.table import Grid

if TYPE_CHECKING:
    from pathlib import Path

    from rsindicators.catalogue import Catalogue

__all__ = ["HEADINGS", "read_observations"]

NEEDED: Final = frozenset({"indicator", "period", "value"})
TOLERATED: Final = ("units.missing", "units.decimals")
"""Faults of a form that its figure is read with; whoever wants no findings is not told."""


def read_observations(path: str | Path, catalogue: Catalogue | None = None) -> tuple[Observation, ...]:
    """The observations that a CSV, JSON, Markdown or xlsx file holds, in its order.

    Args:
        path: The file; its first table with the headings indicator (指标), period (时期) and value (数值).
        catalogue: Where the indicators are looked up; left out, the standard one.

    Raises:
        TableError: The file holds no such table, or a column nobody asked for.
        DefinitionError: `catalogue` is no catalogue.
        RSIndicatorsError: A cell cannot be read; the message names its address.
        OSError: The file cannot be opened.
    """
    glossary = glossary_of(catalogue)
    book = formats.read(path)
    for grid in book.grids:
        for number, cells in enumerate(grid.rows):
            keys = tuple(key_of(cell.text) for cell in cells)
            if set(keys) >= NEEDED:
                return _observations(grid, number, keys, glossary)
    raise TableError("tabulated.head").at(book.name)


def _observations(
    grid: Grid, head: int, keys: tuple[str, ...], glossary: Glossary
) -> tuple[Observation, ...]:
    for cell, key in zip(grid.rows[head], keys, strict=True):
        if (key and keys.count(key) > 1) or not (key or cell.is_empty):
            raise TableError("tabulated.column", heading=cell.text, known=KNOWN).at(cell.address)
    found = rows_of(grid, range(head + 1, len(grid.rows)), Layout(keys))
    rows = [row for one in found for row in one]
    entries = Entries(About(glossary))
    entries.read([rows])
    for fault in entries.faults:
        if fault.observation is None or fault.rule not in TOLERATED:
            raise fault.error.at(_told_at(fault.cell, rows))
    return tuple(entries.observations)


def _told_at(address: str, rows: list[Row]) -> str:
    """Where an error is told: that of a unit at the figure it is of."""
    places = {row["unit"].address: row["value"].address for row in rows if "unit" in row}
    return places.get(address, address)
