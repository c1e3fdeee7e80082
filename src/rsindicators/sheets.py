"""The tables of a sheet, of a CSV file, of records: where they begin, and what their columns hold.

A table begins below a row of headings (`rows.HEADINGS`), long or wide; titles may stand above it, and the
same headings may come again. It ends where the next one begins. A column whose heading nobody knows is told
and not read, unless it is empty or counts the rows (序号). Sheets without such headings (instructions,
findings) hold no table. Rows that are none of figures are passed over: 甲, 乙, 1, 2 under the headings, and
填表人: or 注: below. 单位:万人 above the headings is the unit of the rows that print none.

It refuses the same heading twice, and a table that names no period where nobody tells one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from rsindicators.errors import TableError, UnitError
from rsindicators.fault import Fault
from rsindicators.glossary import Glossary
from rsindicators.layout import UNIT_LINE
from rsindicators.rows import KNOWN, Layout, Row, is_footer, is_hint, is_numbering, key_of, rows_of
from rsindicators.table import Cell, Grid
from rsindicators.units import Unit
from rsindicators.wide import wide_layout

MOST_FIGURES: Final = 200_000
NAMELESS: Final = "(空)"


@frozen(eq=False)
class Sheet:
    """The tables that a grid holds.

    Attributes:
        tables: The rows of each, a figure a row.
        faults: The columns that nobody knows.
    """

    tables: tuple[Sequence[Row], ...]
    faults: tuple[Fault, ...] = ()


def read_sheet(
    grid: Grid, form: str, glossary: Glossary, regions: Collection[str] = (), *, dated: bool = False
) -> Sheet | None:
    """The tables of a grid; None where it holds none.

    Args:
        grid: The cells.
        form: The file, for the faults.
        glossary: The names of indicators, that head the columns of a wide table.
        regions: Regions that head columns likewise.
        dated: Whether the caller tells the period of tables that name none.

    Raises:
        TableError: A heading stands twice, a table names no period, or there are more than 200,000 figures.
    """
    heads = list(_heads(grid, glossary, regions))
    if not heads:
        return None
    tables: list[Sequence[Row]] = []
    faults: list[Fault] = []
    ends = [head for head, _ in heads[1:]] + [len(grid.rows)]
    above = [0, *(head + 1 for head, _ in heads[:-1])]
    for (head, layout), begin, end in zip(heads, above, ends, strict=True):
        if not (dated or layout.tells("period")):
            raise TableError("submission.period").at(grid.rows[head][0].address)
        places = [
            place for place in range(head + 1, end) if not _is_idle(grid, place, head, layout, glossary)
        ]
        if len(places) * max(1, len(layout.spread)) > MOST_FIGURES:
            raise TableError("submission.many", most=MOST_FIGURES)
        faults += _unknown(grid, grid.rows[head], places, layout, form)
        rows = _measured(rows_of(grid, places, layout), _unit_above(grid, range(begin, head)))
        tables += rows if layout.apart else [[row for found in rows for row in found]]
    return Sheet(tuple(tables), tuple(faults))


def _is_idle(grid: Grid, place: int, head: int, layout: Layout, glossary: Glossary) -> bool:
    """Whether a row is none of figures; one with the name of an indicator is always one."""
    cells = grid.rows[place]
    if place == head + 1 and is_numbering(cells):
        return True
    named = "indicator" in layout.keys and cells[layout.keys.index("indicator")].text.strip()
    return is_footer(cells) and not (named and glossary.knows(named))


def _unit_above(grid: Grid, places: range) -> Cell | None:
    """The unit that a line above the headings tells (单位:万人); None where it tells none, or several."""
    lines = [cell for place in places for cell in grid.rows[place] if not cell.is_empty]
    for cell in reversed(lines):
        found = UNIT_LINE.search(cell.text.strip())
        if found:
            try:
                Unit.parse(found[1])
            except UnitError:
                continue  # 单位:某某局 is who reports
            return Cell(found[1], cell.address, "heading")
    return None


def _measured(rows: Iterable[list[Row]], unit: Cell | None) -> Iterator[list[Row]]:
    """The rows, those that have no unit with that above the table."""
    for found in rows:
        yield [row if unit is None or _has_unit(row) else {**row, "unit": unit} for row in found]


def _has_unit(row: Row) -> bool:
    return "unit" in row and not row["unit"].is_empty


def _heads(grid: Grid, glossary: Glossary, regions: Collection[str]) -> Iterator[tuple[int, Layout]]:
    """The rows of headings, and what their columns hold."""
    first: int | None = None
    for number, cells in enumerate(grid.rows):
        if first is not None and not key_of(cells[first].text):
            continue
        layout = _layout(cells, glossary, regions)
        if layout is not None:
            first = next(column for column, key in enumerate(layout.keys) if key)
            yield number, layout


def _layout(cells: Sequence[Cell], glossary: Glossary, regions: Collection[str]) -> Layout | None:
    """What the columns hold, if the row is one of headings."""
    keys = tuple(key_of(cell.text) for cell in cells)
    long = {"indicator", "value"} <= set(keys)
    layout = Layout(keys) if long else wide_layout(cells, glossary, regions)
    if layout is not None:
        counts = Counter(filter(None, keys))
        for cell, key in zip(cells, keys, strict=True):
            if counts[key] > 1:
                raise TableError("submission.twice", heading=cell.text).at(cell.address)
    return layout


def _unknown(
    grid: Grid, head: Sequence[Cell], places: Sequence[int], layout: Layout, form: str
) -> Iterator[Fault]:
    """The columns whose headings nobody knows, but for empty ones."""
    for column, cell in enumerate(head):
        if layout.keys[column] or column in layout.figures or is_hint(cell.text):
            continue
        if any(not grid.rows[place][column].is_empty for place in places):
            error = TableError("submission.heading", heading=cell.text or NAMELESS, known=KNOWN)
            yield Fault("cells.heading", cell.address, form, cell.text, error.at(cell.address))
