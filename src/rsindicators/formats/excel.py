"""Workbooks (.xlsx): sheets of cells, read as they are shown, written as texts.

openpyxl reads and writes them, through the bounds of `guard`. Its row parser is used directly: it gives the
cells that are there and no others, formulas without a result among them, and merged areas as the file names
them. Macros, charts, comments and hidden rows are not looked at.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from rsindicators.errors import TableError
from rsindicators.formats import guard
from rsindicators.formats.display import shown
from rsindicators.table import LONGEST_CELL, Cell, Grid, Kind, Table, bounded

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange

_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005F|FFF[EFef])_")
_KINDS: Final[dict[str, Kind]] = {"e": "error", "d": "date"}

_CODES: Final = {
    **dict.fromkeys((5, 6, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 43, 44), "#,##0.00"),
    **dict.fromkeys((27, 36, 50, 52, 57), "yyyy-mm"),
    **dict.fromkeys((28, 29, 30, 31, 51, 53, 54, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
"""Formats that a number alone stands for: those of zh-cn, and money, whose sign depends on the country.

Source: ECMA-376 Part 1, 18.8.30 numFmt."""


def read(data: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook that hold anything, hidden ones too.

    Raises:
        TableError: It is no workbook, is locked, broken or too large, or a library is not installed.
    """
    with guard.opened(data) as book:
        grids = tuple(filter(None, map(_grid, book.worksheets)))
    if not grids:
        raise TableError("formats.cells")
    return grids


def _grid(sheet: Any) -> Grid | None:
    from openpyxl.utils import get_column_letter

    prefix = guard.prefix(sheet.title)

    def address(row: int, column: int) -> str:
        return f"{prefix}!{get_column_letter(column)}{row}"

    cells: dict[tuple[int, int], Cell] = {}
    with sheet._get_source() as source:
        parser = guard.parser()(source, sheet._shared_strings, data_only=True)
        for found in (found for _, row in parser.parse() for found in row):
            place = (found["row"], found["column"])
            if found["value"] is None and found["data_type"] not in {"f", "str", "inlineStr"}:
                continue  # a style alone
            if place in cells or min(place) < 1:
                raise TableError("formats.broken", part=sheet.title, what=f"R{place[0]}C{place[1]}")
            cells[place] = _cell(found, address(*place), sheet)
    if not cells:
        return None
    rows, columns = max(row for row, _ in cells), max(column for _, column in cells)
    bounded(rows, columns)
    whole = [
        [
            cells.get(place) or Cell("", address(*place), "absent")
            for place in product([row], range(1, columns + 1))
        ]
        for row in range(1, rows + 1)
    ]
    for area in parser.merged_cells.mergeCell if parser.merged_cells else ():
        _merge(whole, area)
    return Grid(whole, sheet.title, sheet.sheet_state != "visible")


def _merge(rows: list[list[Cell]], area: CellRange) -> None:
    """Give the top left cell of a merged area its span, and cover the others within the grid."""
    left, top, right, bottom = area.bounds
    for number, row in enumerate(rows[top - 1 : bottom], top):
        for column, cell in enumerate(row[left - 1 : right], left):
            if cell.kind == "merged" or cell.span != (1, 1):
                raise TableError("formats.merged", area=area.coord)
            covered = Cell("", cell.address, "merged")
            corner = evolve(cell, span=(bottom - top + 1, right - left + 1))
            row[column - 1] = corner if (number, column) == (top, left) else covered


def _cell(found: dict[str, Any], address: str, sheet: Any) -> Cell:
    from openpyxl.cell.read_only import ReadOnlyCell

    value, kind = found["value"], found["data_type"]
    if kind == "f":
        return Cell("", address, "uncalculated")
    if kind == "b":
        return Cell(str(value).upper(), address, "boolean")
    if kind == "n":
        number = float(value)
        if not math.isfinite(number):
            raise TableError("formats.broken", part=address, what=value)
        styled = ReadOnlyCell(sheet, 1, 1, None, style_id=found["style_id"])
        code = _CODES.get(styled.style_array.numFmtId) or styled.number_format
        return shown(number, code, address, sheet.parent.epoch)
    text = value.isoformat() if kind == "d" else _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), value or "")
    if len(text) > LONGEST_CELL:
        raise TableError("formats.long", cell=address, limit=LONGEST_CELL)
    return Cell(text, address, _KINDS.get(kind, "text"))


def write(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table: title, headings, rows, notes, every cell a text.

    Nothing in it runs: a text that begins with `=` is stored as a text, and stays one when it is edited.

    Raises:
        TableError: A library is not installed.
    """
    book = guard.library().Workbook(write_only=True)
    pen, names = guard.Pen(book), set[str]()
    for number, table in enumerate(tables, 1):
        guard.fill(book.create_sheet(guard.sheet_name(table.title, number, names)), table, pen)
    return guard.saved(book)
