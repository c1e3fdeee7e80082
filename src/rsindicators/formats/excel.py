"""Workbooks (.xlsx): sheets of cells, read as they are shown, written as texts.

openpyxl reads and writes them. Before it opens a file, the sizes in the zip directory and the number of tags
are bounded, since it spends up to a kilobyte of memory on a tag. Its row parser is used directly: it gives
the cells that are there and no others, formulas without a result among them, and merged areas as the file
names them. Macros, charts, comments and hidden rows are not looked at.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from attrs import evolve

from rsindicators.errors import TableError
from rsindicators.formats.display import shown
from rsindicators.table import LONGEST_CELL, Cell, Grid, Kind, Table, bounded
from rsindicators.text import width

if TYPE_CHECKING:
    from openpyxl.worksheet._reader import WorkSheetParser
    from openpyxl.worksheet.cell_range import CellRange

LARGEST_CONTENT: Final = 64 * 2**20
MOST_PARTS: Final = 10_000
MOST_TAGS: Final = 1_000_000
"""A cell with a number has four: some 250,000 cells."""

_CHUNK: Final = 2**20
_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.]*")
_CONTROL: Final = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ESCAPED: Final = re.compile(r"_x(00[01][0-9A-Fa-f]|005F|FFF[EFef])_")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]|^'|'$")
_LONGEST_NAME: Final = 31
_RUN: Final = ("=", "+", "-", "@")
_WIDEST: Final = 60
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
    openpyxl = _library()
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE file: an encrypted workbook, or an .xls
        raise TableError("formats.locked")
    try:
        with warnings.catch_warnings():  # what it says of faulty decorations
            warnings.simplefilter("ignore")
            _harmless(data)
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
            grids = tuple(filter(None, map(_grid, _apart(book.worksheets))))
    except TableError:
        raise
    except BadZipFile as error:
        raise TableError("formats.zip") from error
    except Exception as error:  # a broken file raises whatever the line that stumbles over it raises
        raise TableError("formats.broken", part="xlsx", what=repr(error.__cause__ or error)) from error
    if not grids:
        raise TableError("formats.cells")
    return grids


def _apart(sheets: list[Any]) -> list[Any]:
    """The sheets, each a part of its own: one part listed as many sheets would be read as often."""
    if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
        raise TableError("formats.sheets")
    return sheets


def _library() -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise TableError("formats.library", library="openpyxl", extra="excel") from error
    if not openpyxl.DEFUSEDXML:
        raise TableError("formats.library", library="defusedxml", extra="excel")
    return openpyxl


def _harmless(data: bytes) -> None:
    """Nothing, if unpacking and parsing the workbook takes a bounded time and memory."""
    with ZipFile(BytesIO(data)) as archive:
        files = archive.infolist()
        if len(files) > MOST_PARTS or sum(file.file_size for file in files) > LARGEST_CONTENT:
            raise TableError("formats.content", most=LARGEST_CONTENT)
        if any(file.flag_bits & 1 for file in files):
            raise TableError("formats.locked")
        if any(file.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for file in files):
            raise TableError("formats.zip")  # others are unpacked at once, whatever the size
        tags = 0
        for file in files:
            with archive.open(file) as part:
                while chunk := part.read(_CHUNK):
                    found = chunk.count(b"<")
                    tags += found
                    if tags > MOST_TAGS or (len(chunk) == _CHUNK and not found):  # one tag without an end
                        raise TableError("formats.content", most=LARGEST_CONTENT)


@cache
def _parser() -> type[WorkSheetParser]:
    """The parser of a sheet by openpyxl, which tells formulas without a result from cells without content."""
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            found: dict[str, Any] = super().parse_cell(element)
            if found["value"] is None and found["data_type"] == "n" and element.find(FORMULA_TAG) is not None:
                found["data_type"] = "f"
            return found

    return Parser


def _grid(sheet: Any) -> Grid | None:
    from openpyxl.utils import get_column_letter

    quoted = "'" + sheet.title.replace("'", "''") + "'"
    prefix = sheet.title if _PLAIN_NAME.fullmatch(sheet.title) else quoted

    def address(row: int, column: int) -> str:
        return f"{prefix}!{get_column_letter(column)}{row}"

    cells: dict[tuple[int, int], Cell] = {}
    with sheet._get_source() as source:
        parser = _parser()(source, sheet._shared_strings, data_only=True)
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
    openpyxl = _library()
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
    from openpyxl.utils import get_column_letter

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
        sheet.column_dimensions[get_column_letter(column)].width = min(widest, _WIDEST) + 2
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
