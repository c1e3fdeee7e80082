"""Workbooks opened without harm, and texts written so that nothing runs them.

What reads and what writes workbooks passes here. Before openpyxl opens a file, the sizes in the zip directory
and the number of tags are bounded, since it spends up to a kilobyte of memory on a tag. A text is written as
the text it is: one that begins with `=` is no formula, and is none after it was edited either.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from attrs import frozen

from rsindicators.errors import TableError
from rsindicators.table import Table
from rsindicators.text import width

if TYPE_CHECKING:
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet._reader import WorkSheetParser

LARGEST_CONTENT: Final = 64 * 2**20
MOST_PARTS: Final = 10_000
MOST_TAGS: Final = 1_000_000
"""A cell with a number has four: some 250,000 cells."""

RUN: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the beginning of a formula when it is typed."""

_CHUNK: Final = 2**20
_PLAIN_NAME: Final = re.compile(r"[^\W\d][\w.]*")
_CONTROL: Final = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff]|^'|'$")
_LONGEST_NAME: Final = 31
WIDEST: Final = 60
_LINE_HEIGHT: Final = 17.0
_HIGHEST_ROW: Final = 400.0


def library() -> Any:
    """openpyxl, if it and what keeps entities out are installed.

    Raises:
        TableError: One is not; the message says how to install it.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise TableError("formats.library", library="openpyxl", extra="excel") from error
    if not openpyxl.DEFUSEDXML:
        raise TableError("formats.library", library="defusedxml", extra="excel")
    return openpyxl


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """A workbook whose sheets are read one by one; whatever goes wrong in the block is told of the file.

    Raises:
        TableError: It is no workbook, is locked, broken or too large, or a library is not installed.
    """
    openpyxl = library()
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE file: an encrypted workbook, or an .xls
        raise TableError("formats.locked")
    try:
        with warnings.catch_warnings():  # what it says of faulty decorations
            warnings.simplefilter("ignore")
            _harmless(data)
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
            _apart(book.worksheets)
            yield book
    except TableError:
        raise
    except BadZipFile as error:
        raise TableError("formats.zip") from error
    except Exception as error:  # a broken file raises whatever the line that stumbles over it raises
        cause = error.__cause__ or error
        if type(cause).__module__.startswith("defusedxml"):
            raise TableError("formats.entities") from error
        raise TableError("formats.broken", part="xlsx", what=repr(cause)) from error


def _apart(sheets: list[Any]) -> None:
    """Nothing, if each sheet is a part of its own: one part listed as many sheets would be read as often."""
    if len({sheet._worksheet_path for sheet in sheets}) < len(sheets):
        raise TableError("formats.sheets")


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
def parser() -> type[WorkSheetParser]:
    """The parser of a sheet by openpyxl, which tells formulas without a result from cells without content."""
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            found: dict[str, Any] = super().parse_cell(element)
            if found["value"] is None and found["data_type"] == "n" and element.find(FORMULA_TAG) is not None:
                found["data_type"] = "f"
            return found

    return Parser


def prefix(title: str) -> str:
    """What stands before the `!` of an address: the name of the sheet, quoted as a spreadsheet does.

    Examples:
        >>> prefix("指标"), prefix("表 1"), prefix("it's")
        ('指标', "'表 1'", "'it''s'")
    """
    return title if _PLAIN_NAME.fullmatch(title) else "'" + title.replace("'", "''") + "'"


def sheet_name(title: str, number: int, taken: set[str]) -> str:
    """The title as far as a sheet may bear it, else a number; its name, in small letters, is then taken.

    Args:
        title: What the sheet should be called.
        number: Of the sheet, counted from 1.
        taken: The names of the other sheets, in small letters.

    Examples:
        >>> taken = set()
        >>> sheet_name("a/b", 1, taken), sheet_name("A/B", 2, taken), sheet_name("", 3, taken)
        ('a_b', 'A_B (2)', '表3')
    """
    name = _NOT_IN_NAMES.sub("_", title).strip()[:_LONGEST_NAME] or f"表{number}"
    end = ""
    while (name[: _LONGEST_NAME - len(end)] + end).lower() in taken:
        end = f" ({number})"
        number += 1
    named = name[: _LONGEST_NAME - len(end)] + end
    taken.add(named.lower())
    return named


@frozen
class Look:
    """How a cell is shown.

    Attributes:
        bold: Whether its letters are.
        wrapped: Whether long texts are broken into lines.
        fill: The colour behind it, as six hexadecimal digits, or empty.
        ink: The colour of its letters, likewise.
        size: Of its letters, in points.
        indent: How far it is indented.
        form: The format of its number; `@` for a text.
        open: Whether it may be changed where the sheet is protected.
        framed: Whether it has lines around it.
        middle: Whether it stands in the middle, from side to side.
    """

    bold: bool = False
    wrapped: bool = True
    fill: str = ""
    ink: str = "000000"
    size: int = 11
    indent: int = 0
    form: str = "@"
    open: bool = False
    framed: bool = False
    middle: bool = False


PLAIN: Final = Look()
HEAD: Final = Look(bold=True)
LINE: Final = Look(wrapped=False)


class Pen:
    """Writes cells into the sheets of one workbook; it never writes a formula.

    Args:
        book: A workbook of openpyxl.
    """

    def __init__(self, book: Any) -> None:
        self.book = book
        self._styles: dict[tuple[Look, bool], StyleArray] = {}

    def text(self, sheet: Any, text: str, look: Look = PLAIN) -> Any:
        """A cell for `sheet.append` that holds a text as it is, and stays a text when it is edited."""
        return self._cell(sheet, escaped(text), "s", look, quoted=text.startswith(RUN))

    def number(self, sheet: Any, number: int, look: Look) -> Any:
        """A cell for `sheet.append` that holds a whole number."""
        return self._cell(sheet, number, "n", look, quoted=False)

    def empty(self, sheet: Any, look: Look) -> Any:
        """A cell for `sheet.append` that holds nothing."""
        return self._cell(sheet, None, "n", look, quoted=False)

    def _cell(self, sheet: Any, value: object, kind: str, look: Look, *, quoted: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        made: Any = WriteOnlyCell(sheet)
        made._value, made.data_type = value, kind
        style = self._styles.get((look, quoted))
        if style is None:
            _dress(made, look, quoted=quoted)
            style = self._styles[look, quoted] = made._style
        made._style = copy(style)
        return made


def _dress(cell: Any, look: Look, *, quoted: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    cell.font = Font("Calibri", look.size, look.bold, color=look.ink)
    across = "center" if look.middle else "left" if look.indent else None
    if look != LINE:
        cell.alignment = Alignment(across, "top", wrap_text=look.wrapped, indent=look.indent)
    if look.fill:
        cell.fill = PatternFill("solid", look.fill)
    if look.framed:
        side = Side("thin", "BFBFBF")
        cell.border = Border(side, side, side, side)
    if look.open:
        cell.protection = Protection(locked=False)
    cell.number_format = look.form
    cell.quotePrefix = quoted


def escaped(text: str) -> str:
    """The text with what XML cannot hold as `_xHHHH_`, as workbooks write it."""
    return _CONTROL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return f"_x005F{sign}" if len(sign) > 1 else f"_x{ord(sign):04X}_"


def fill(sheet: Any, table: Table, pen: Pen) -> None:
    """Write a table into an empty sheet: title, headings, rows, notes, every cell a text."""
    from openpyxl.utils import get_column_letter

    for column, texts in enumerate(zip(table.columns, *table.rows, strict=True), 1):
        widest = max(width(line) for text in texts for line in (text.splitlines() or [""]))
        sheet.column_dimensions[get_column_letter(column)].width = min(widest, WIDEST) + 2
    if table.title:
        sheet.append([pen.text(sheet, table.title, _TITLE)])
    sheet.append([pen.text(sheet, text, HEAD) for text in table.columns])
    for row in table.rows:
        sheet.append([pen.text(sheet, text) for text in row])
    for note in table.notes:
        sheet.append([pen.text(sheet, note, LINE)])


_TITLE: Final = Look(bold=True, wrapped=False)


def heighten(sheet: Any, row: int, texts: Iterable[str], widths: Iterable[float]) -> None:
    """Make a row as high as its texts need in columns of these widths; one of a single line is left alone.

    Spreadsheet programs differ in whether they do so themselves when they open a file.
    """
    lines = (
        sum(1 + max(width(line) - 1, 0) // max(int(columns), 1) for line in text.split("\n"))
        for text, columns in zip(texts, widths, strict=False)
    )
    most = max(lines, default=1)
    if most > 1:
        sheet.row_dimensions[row].height = min(_LINE_HEIGHT * most, _HIGHEST_ROW)


def set_up(sheet: Any) -> None:
    """Print a sheet on A4 across, as wide as the page, its pages numbered."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.oddFooter.center.text = "&P / &N"


def saved(book: Any) -> bytes:
    """The file of a workbook."""
    data = BytesIO()
    book.save(data)
    return data.getvalue()
