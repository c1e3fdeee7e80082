"""Workbooks (.xlsx): sheets of cells, read as they are shown, written as texts.

Reading needs no library: what a cell shows depends on number formats, on formulas that were never calculated
and on merged areas, and files of every maker must be read without spending memory on what a stranger put
into them. Writing takes openpyxl. Macros, charts, comments and hidden rows are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

from rsindicators.errors import TableError
from rsindicators.formats.display import is_number, shown
from rsindicators.formats.workbook import Sheet, Stored, sheets
from rsindicators.table import MOST_CELLS, Cell, Grid, Table, bounded
from rsindicators.text import width

_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.]*")
_CONTROL: Final = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]|^'|'$")
_LONGEST_NAME: Final = 31
_RUN: Final = ("=", "+", "-", "@")
_WIDEST: Final = 60
_BOOLEANS: Final = {"0": "FALSE", "1": "TRUE"}


def read(data: bytes) -> tuple[Grid, ...]:
    """The sheets of a workbook that hold anything, hidden ones too.

    Raises:
        TableError: It is no workbook, is locked, broken or too large.
    """
    return tuple(_grid(sheet) for sheet in sheets(data) if sheet.cells)


def column_letters(column: int) -> str:
    """The name of a column, counted from 1.

    Examples:
        >>> column_letters(2), column_letters(28)
        ('B', 'AB')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _grid(sheet: Sheet) -> Grid:
    rows = max(row for row, _ in sheet.cells)
    columns = max(column for _, column in sheet.cells)
    bounded(rows, columns)
    spans, covered = _merged(sheet.merged, rows, columns)
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    prefix = sheet.name if _PLAIN_NAME.fullmatch(sheet.name) else quoted
    letters = [column_letters(column) for column in range(1, columns + 1)]

    def cell(row: int, column: int) -> Cell:
        place, address = (row, column), f"{prefix}!{letters[column - 1]}{row}"
        if place in covered:
            return Cell("", address, "merged")
        stored, span = sheet.cells.get(place), spans.get(place, (1, 1))
        return _cell(stored, address, span, sheet) if stored else Cell("", address, "absent", span=span)

    whole = [[cell(row, column) for column in range(1, columns + 1)] for row in range(1, rows + 1)]
    return Grid(whole, sheet.name, sheet.hidden)


def _merged(
    areas: Iterable[tuple[int, int, int, int]], rows: int, columns: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """The sizes of merged areas by their top left cells, and the cells they cover within the grid."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    left_over = MOST_CELLS
    for top, left, bottom, right in areas:
        if bottom < top or right < left or top > rows or left > columns:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        down, across = range(top, min(bottom, rows) + 1), range(left, min(right, columns) + 1)
        left_over -= len(down) * len(across)
        if left_over < 0:
            raise TableError("formats.merged", areas=len(spans))
        covered.update((row, column) for row in down for column in across if (row, column) != (top, left))
    return spans, covered


def _cell(stored: Stored, address: str, span: tuple[int, int], sheet: Sheet) -> Cell:
    value, kind = stored.value, stored.type
    if value is None:
        return Cell("", address, "uncalculated", span=span)
    if kind == "n":
        if not is_number(value):
            raise TableError("formats.broken", part=address, what=value)
        seen = shown(value, stored.format, from_1904=sheet.from_1904)
        return Cell(seen.text, address, seen.kind, seen.decimals, seen.stored, span)
    if kind == "b":
        return Cell(_BOOLEANS.get(value, value), address, "boolean", span=span)
    if kind == "e":
        return Cell(value, address, "error", span=span)
    return Cell(value, address, "date" if kind == "d" else "text", span=span)


def write(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table: title, headings, rows, notes, every cell a text.

    Nothing in it runs: a text that begins with `=` is stored as a text, and stays one when it is edited.

    Raises:
        TableError: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise TableError("formats.library", library="openpyxl", extra="excel") from error
    book = openpyxl.Workbook(write_only=True)
    names: set[str] = set()
    for number, table in enumerate(tables, 1):
        name = _sheet_name(table.title, number, names)
        names.add(name.lower())
        _fill(book.create_sheet(name), table)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cell(text: str, *, head: bool = False, line: bool = False) -> Any:
        made: Any = WriteOnlyCell(sheet)
        made.value = _CONTROL.sub(_escape, text)
        made.data_type = "s"
        made.number_format = "@"
        made.quotePrefix = text.startswith(_RUN)
        if head:
            made.font = bold
        if not line:
            made.alignment = wrapped
        return made

    for column, texts in enumerate(zip(table.columns, *table.rows, strict=True), 1):
        widest = max(width(line) for text in texts for line in (text.splitlines() or [""]))
        sheet.column_dimensions[column_letters(column)].width = min(widest, _WIDEST) + 2
    if table.title:
        sheet.append([cell(table.title, head=True, line=True)])
    sheet.append([cell(text, head=True) for text in table.columns])
    for row in table.rows:
        sheet.append([cell(text) for text in row])
    for note in table.notes:
        sheet.append([cell(note, line=True)])


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_"


def _sheet_name(title: str, number: int, taken: set[str]) -> str:
    """The title as far as a sheet may bear it, else a number."""
    name = _NOT_IN_NAMES.sub("_", title).strip()[:_LONGEST_NAME] or f"表{number}"
    end = ""
    while (name[: _LONGEST_NAME - len(end)] + end).lower() in taken:
        end = f" ({number})"
        number += 1
    return name[: _LONGEST_NAME - len(end)] + end
