"""A copy of what came in, with remarks at its cells and a sheet of all of them.

A remark is told by the address of its cell, as `formats.read` prints it. It stands there as a comment behind
the comments of others, and gives the cell the colour of its severity; of several the gravest decides. The
tables that list what was found follow on sheets of their own, where an address leads to its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from rsindicators.errors import TableError
from rsindicators.formats import duplicate, guard
from rsindicators.kinds import Severity
from rsindicators.messages import Language, render
from rsindicators.table import LONGEST_CELL, Cell, Grid, Table
from rsindicators.text import checked, width

if TYPE_CHECKING:
    from rsindicators.formats.duplicate import Spot

MOST_COPIED: Final = 250_000
"""Cells that a workbook is made of; another workbook holds no more."""
MOST_LINKS: Final = 60_000
"""A sheet can have 65,530."""
FILLS: Final = {Severity.BLOCKING: "FFB3B3", Severity.QUERY: "FFDF99", Severity.NOTE: "CFD8E3"}
"""The colours of cells, the gravest first: red, amber, blue-grey."""
AUTHOR: Final = "rsindicators"

_BETWEEN: Final = re.compile(r"[\n;、;]")
_MOST_WORDS: Final = 20
_WIDEST: Final = 46
_INK: Final = "0563C1"


def _text(given: str) -> str:
    return checked(given, TableError, LONGEST_CELL)


@frozen
class Remark:
    """Something to be said at a cell.

    Attributes:
        address: Of the cell, as `formats.read` prints it: `指标!D7`, `第3行第2列`, `$[2].value`. A remark
            whose address is no cell's stands on the sheet of findings alone.
        text: What is said.
        severity: How grave it is; it decides the colour.

    Raises:
        TableError: Address or text is no text, or too long; the severity is none.
    """

    address: str = field(converter=_text)
    text: str = field(converter=_text)
    severity: Severity

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.severity, Severity):
            raise TableError("formats.severity", value=self.severity)


def annotated(data: bytes, remarks: Iterable[Remark], tables: Iterable[Table], language: Language) -> bytes:
    """The copy of a workbook, with remarks.

    Raises:
        TableError: It is no workbook, is locked, broken or too large, or a library is not installed.
    """
    copy = duplicate.copy_of(data)
    links = _marked(remarks, copy.spot, language)
    return _finished(copy.book, copy.names, tables, links, language)


def illustrated(
    blocks: Iterable[Cell | Grid], remarks: Sequence[Remark], tables: Iterable[Table], language: Language
) -> bytes:
    """A workbook of what stood in a file of another kind, with remarks: a sheet for each grid, all texts.

    Raises:
        TableError: It has too many cells, or a library is not installed.
    """
    book, names = duplicate.blank(), set[str]()
    pen = guard.Pen(book)
    wanted = {remark.address for remark in remarks}
    found: dict[str, Spot] = {}
    for number, rows in enumerate(_sheets(blocks), 1):
        sheet = book.create_sheet(guard.sheet_name("", number, names))
        for place, cells in enumerate(rows, 1):
            sheet.append([pen.text(sheet, cell.text, guard.LINE) for cell in cells])
            for column, cell in enumerate(cells, 1):
                if cell.address in wanted:  # a heading of JSON has the address of the first value below it
                    found[cell.address] = (sheet, (place, column))
        _widen(sheet, rows)
    return _finished(book, names, tables, _marked(remarks, found.get, language), language)


def _sheets(blocks: Iterable[Cell | Grid]) -> list[list[Sequence[Cell]]]:
    """The rows of each sheet: a grid with the prose before it; the prose behind the last one at its end."""
    sheets: list[list[Sequence[Cell]]] = [[]]
    has_grid, cells = False, 0
    for block in blocks:
        if has_grid and isinstance(block, Grid):
            sheets.append([])
        has_grid = has_grid or isinstance(block, Grid)
        rows: Iterable[Sequence[Cell]] = [[block]] if isinstance(block, Cell) else block.rows
        sheets[-1].extend(rows)
        cells += sum(map(len, rows))
        if cells > MOST_COPIED:
            raise TableError("formats.many", most=MOST_COPIED)
    return sheets


def _widen(sheet: Any, rows: Iterable[Sequence[Cell]]) -> None:
    """Columns as wide as what stands in them; a line of prose runs over the cells beside it."""
    from openpyxl.utils import get_column_letter

    widths: dict[int, int] = {}
    for cells in rows:
        for column, cell in enumerate(cells if len(cells) > 1 else (), 1):
            widths[column] = min(max(widths.get(column, 6), width(cell.text)), guard.WIDEST)
    for column, columns in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = columns + 2


def _marked(
    remarks: Iterable[Remark], spot: Callable[[str], Spot | None], language: Language
) -> dict[str, tuple[Spot, Severity]]:
    """Say the remarks at their cells; gives where each address leads, and how grave what is said there is."""
    from openpyxl.styles import PatternFill

    said: dict[Spot, list[Remark]] = {}
    for remark in remarks:
        where = spot(remark.address)
        if where is not None:
            said.setdefault(where, []).append(remark)
    links: dict[str, tuple[Spot, Severity]] = {}
    for (sheet, place), ones in said.items():
        cell = sheet.cell(*place)
        texts = [f"[{_grade(one.severity, language)}] {one.text}" for one in ones]
        duplicate.say(cell, guard.escaped("\n\n".join(texts)), AUTHOR)
        severities = {one.severity for one in ones}
        gravest = next(severity for severity in FILLS if severity in severities)
        cell.fill = PatternFill("solid", FILLS[gravest])
        links |= {one.address: ((sheet, place), gravest) for one in ones}
    return links


def _grade(severity: Severity, language: Language) -> str:
    return severity.label if language == "zh" else severity.value


def _finished(
    book: Any,
    names: set[str],
    tables: Iterable[Table],
    links: Mapping[str, tuple[Spot, Severity]],
    language: Language,
) -> bytes:
    """The file: the tables follow on sheets of their own, the first of which is seen when it is opened."""
    pen, first = guard.Pen(book), len(book.worksheets)
    for number, table in enumerate(tables, first + 1):
        sheet = book.create_sheet(guard.sheet_name(table.title, number, names))
        guard.fill(sheet, table, pen)
        guard.set_up(sheet)
        top = 3 if table.title else 2
        sheet.freeze_panes = sheet.cell(top, 1)
        for column in sheet.column_dimensions.values():
            column.width = min(column.width, _WIDEST)
        widths = [column.width for column in sheet.column_dimensions.values()]
        for row, texts in enumerate(table.rows, top):
            guard.heighten(sheet, row, texts, widths)
        _link(sheet, links)
    _legend(book.worksheets[first], pen, language)
    book.active = first
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.active  # in two at once, both would be changed
    return guard.saved(book)


def _link(sheet: Any, links: Mapping[str, tuple[Spot, Severity]]) -> None:
    """Let the cells that name an address lead there, in the colour of what is said there."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    named = ((cell, _named(cell.value or "", links)) for row in sheet.iter_rows() for cell in row)
    for cell, address in [(cell, address) for cell, address in named if address][:MOST_LINKS]:
        (target, place), severity = links[address]
        location = f"{guard.prefix(target.title)}!{target.cell(*place).coordinate}"
        cell.hyperlink = Hyperlink(cell.coordinate, location=location)
        cell.fill = PatternFill("solid", FILLS[severity])
        cell.font = Font("Calibri", 11, color=_INK, underline="single")


def _named(text: str, known: Mapping[str, object]) -> str:
    """The first known address that stands in a text, alone or behind the name of a file."""
    if text in known:
        return text
    for part in _BETWEEN.split(text, _MOST_WORDS):
        words = part.strip().split(" ", _MOST_WORDS)
        for number in range(len(words)):
            if " ".join(words[number:]) in known:
                return " ".join(words[number:])
    return ""


def _legend(sheet: Any, pen: guard.Pen, language: Language) -> None:
    """What the colours mean, below the table."""
    sheet.append([])
    for severity, colour in FILLS.items():
        look = guard.Look(fill=colour, wrapped=False)
        sheet.append([pen.text(sheet, render(f"legend.{severity.value}", language, {}), look)])
