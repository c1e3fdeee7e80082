"""A workbook made anew of what is harmless in another.

Nothing is carried over that a spreadsheet would run or load. Known to be harmless, and copied, are the values
of cells (of formulas the last ones), their styles, merged areas, widths and heights, panes, the protection of
sheets, choices that are spelled out, and comments. Links, macros, queries, pictures, names, conditions and
formulas are left behind. An area merged over a whole sheet costs no more than the cells that are there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from attrs import frozen

from rsindicators.errors import TableError
from rsindicators.formats import guard
from rsindicators.table import LONGEST_CELL, bounded
from rsindicators.text import width

MOST_EMPTY: Final = 250_000
"""Cells without content that keep their style."""
LONGEST_COMMENT: Final = 8_000
"""What is said at once; a cell can bear 32,767 characters."""

_LONGEST: Final = 32_000
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LAST: Final = (1_048_576, 16_384)
_LIST: Final = re.compile(r'"[^"]{0,255}"')
_NUMBER: Final = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?")
_NUMBERED: Final = ("whole", "decimal", "textLength")
"""The kinds of validations whose limits are numbers, if they are no formulas."""
_PAGE: Final = ("orientation", "paperSize", "fitToWidth", "fitToHeight")
_WIDEST_COMMENT: Final = 40
"""Columns of letters that a comment's box is wide."""
_HIGHEST: Final = 500

Place = tuple[int, int]
"""Row and column, counted from 1."""
Spot = tuple[Any, Place]
"""A sheet of openpyxl and a place in it."""


@frozen(eq=False)
class Duplicate:
    """The copy of a workbook.

    Attributes:
        book: The workbook, of openpyxl.
        sheets: Its sheets with the corners of their merged areas, by what addresses have before the `!`.
        names: The names of its sheets, in small letters.
    """

    book: Any
    sheets: dict[str, tuple[Any, dict[Place, Place]]]
    names: set[str]

    def spot(self, address: str) -> Spot | None:
        """Where an address leads, in a merged area to its top left cell; None where it is no cell's."""
        name, _, cell = address.rpartition("!")
        where = place_of(cell)
        if name not in self.sheets or where is None:
            return None
        sheet, corners = self.sheets[name]
        return sheet, corners.get(where, where)


def copy_of(data: bytes) -> Duplicate:
    """The copy of a workbook, given as the bytes of its file.

    Raises:
        TableError: It is no workbook, is locked, broken or too large, or a library is not installed.
    """
    with guard.opened(data) as source:
        made = Duplicate(blank(), {}, set())
        _share_styles(source, made.book)
        read = set[str]()
        for number, sheet in enumerate(source.worksheets, 1):
            copy = made.book.create_sheet(guard.sheet_name(sheet.title, number, made.names))
            made.sheets[guard.prefix(sheet.title)] = (copy, _copy(sheet, copy, read))
    return made


def blank() -> Any:
    """A workbook without sheets."""
    book = guard.library().Workbook()
    book.remove(book.active)
    return book


def _share_styles(source: Any, book: Any) -> None:
    """What cells refer to by numbers; the copy is the only one that still uses it."""
    for name in ("fonts", "fills", "borders", "alignments", "protections", "number_formats", "cell_styles"):
        setattr(book, f"_{name}", getattr(source, f"_{name}"))
    book._named_styles = source._named_styles
    book.epoch = source.epoch


def _copy(sheet: Any, made: Any, read: set[str]) -> dict[Place, Place]:
    """Copy a sheet; gives the top left cell of each place that a merged area covers."""
    with sheet._get_source() as source:
        parser = guard.parser()(source, sheet._shared_strings, data_only=True)
        last = _copy_cells(sheet, made, parser)
    corners = _merge(made, parser.merged_cells.mergeCell if parser.merged_cells else (), last)
    _copy_dimensions(made, parser, sheet.parent._cell_styles)
    _copy_layout(made, parser)
    made.sheet_state = sheet.sheet_state
    for place, text, author in _comments(sheet, read):
        say(made.cell(*corners.get(place, place)), text, author)
    return corners


def _copy_cells(sheet: Any, made: Any, parser: Any) -> Place:
    """Copy the cells that hold something, and as many that only have a style; gives the last place."""
    from openpyxl.cell import Cell as Made

    styles, empty, rows, columns = sheet.parent._cell_styles, 0, 0, 0
    for found in (found for _, row in parser.parse() for found in row):
        place = found["row"], found["column"]
        if place in made._cells or not _is_place(place):
            raise TableError("formats.broken", part=sheet.title, what=f"R{place[0]}C{place[1]}")
        if found["value"] is not None or found["data_type"] in {"f", "str", "inlineStr"}:
            rows, columns = max(rows, place[0]), max(columns, place[1])
        else:
            empty += 1
            if empty > MOST_EMPTY:
                continue
        value, kind = _value(found, sheet.title)
        cell: Any = Made(made, *place, style_array=styles[found["style_id"]])
        cell._value, cell.data_type = value, kind
        if kind == "s" and value.startswith((*guard.RUN, "_x")):  # `_x003D_` is a sign of equality
            cell.quotePrefix = True
        made._cells[place] = cell
    bounded(rows, columns)
    return rows, columns


def _value(found: Mapping[str, Any], title: str) -> tuple[Any, str]:
    """The value and type that a cell is written with: never a formula."""
    value, kind = found["value"], found["data_type"]
    if kind in {"n", "b", "e"}:
        if kind == "n" and value is not None and not math.isfinite(value):
            raise TableError("formats.broken", part=title, what=value)
        return value, kind
    if value is None:
        return ("", "s") if kind in {"str", "inlineStr"} else (None, "n")
    text = value.isoformat() if kind == "d" else value
    if len(text) > LONGEST_CELL:
        raise TableError("formats.long", cell=title, limit=LONGEST_CELL)
    return text, "s"


def _merge(made: Any, areas: Iterable[Any], last: Place) -> dict[Place, Place]:
    """Merge the areas that begin at a cell; gives the corner of each place they cover up to `last`."""
    from openpyxl.worksheet.cell_range import MultiCellRange

    kept = []
    corners: dict[Place, Place] = {}
    for area in areas:
        left, top, right, bottom = area.bounds
        for place in product(range(top, min(bottom, last[0]) + 1), range(left, min(right, last[1]) + 1)):
            if place in corners:
                raise TableError("formats.merged", area=area.coord)
            corners[place] = (top, left)
            if place != (top, left) and place in made._cells:
                made._cells[place]._value = None
        if (top, left) in made._cells or (top, left) in corners:
            kept.append(area)
    made.merged_cells = MultiCellRange(kept)
    return corners


def _copy_dimensions(made: Any, parser: Any, styles: Sequence[Any]) -> None:
    """The widths of columns and the heights of rows that have cells, and which are hidden."""
    from openpyxl.worksheet.dimensions import ColumnDimension

    for letters, told in parser.column_dimensions.items():
        style = styles[int(told["style"])] if "style" in told else None
        chosen = {key: told[key] for key in ("min", "max", "width", "hidden") if key in told}
        made.column_dimensions[letters] = ColumnDimension(made, index=letters, style=style, **chosen)
    for row in {row for row, _ in made._cells}:
        told = parser.row_dimensions.get(str(row), {})
        if "ht" in told:
            made.row_dimensions[row].height = float(told["ht"])
        if "hidden" in told:
            made.row_dimensions[row].hidden = told["hidden"]


def _copy_layout(made: Any, parser: Any) -> None:
    """Frozen panes, the page, the protection, and the validations that hold no formula."""
    told = vars(parser)
    views = told["views"].sheetView if "views" in told else ()
    for pane in [view.pane for view in views[:1] if view.pane and view.pane.state == "frozen"]:
        made.freeze_panes = made.cell(int(pane.ySplit or 0) + 1, int(pane.xSplit or 0) + 1)
    for name in {"page_margins", "protection"} & told.keys():
        setattr(made, name, told[name])
    for name in _PAGE if "page_setup" in told else ():
        setattr(made.page_setup, name, getattr(told["page_setup"], name))
    if "sheet_properties" in told:
        made.sheet_properties.pageSetUpPr = told["sheet_properties"].pageSetUpPr
    rules = told["data_validations"].dataValidation if "data_validations" in told else ()
    made.data_validations.dataValidation = [rule for rule in rules if _is_harmless(rule)]


def _is_harmless(rule: Any) -> bool:
    """Whether a validation holds no formula: a list that is written out, limits that are numbers, a hint."""
    conditions = [one for one in (rule.formula1, rule.formula2) if one is not None]
    if rule.type == "list":
        choices = [one.strip() for text in conditions for one in text.strip('"').split(",")]
        return all(map(_LIST.fullmatch, conditions)) and not any(one.startswith(guard.RUN) for one in choices)
    return rule.type is None or (rule.type in _NUMBERED and all(map(_NUMBER.fullmatch, conditions)))


def _comments(sheet: Any, read: set[str]) -> Iterator[tuple[Place, str, str]]:
    """The comments of a sheet with their authors; a part that another sheet names too is read once."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path
    from openpyxl.xml.constants import COMMENTS_NS

    archive = sheet.parent._archive
    relations: str = get_rels_path(sheet._worksheet_path)  # type: ignore[no-untyped-call]
    parts = get_dependents(archive, relations).find(COMMENTS_NS) if relations in archive.namelist() else ()
    for part in {one.target for one in parts} - read:
        read.add(part)
        with archive.open(part) as source:
            yield from _said(source)


def _said(source: Any) -> Iterator[tuple[Place, str, str]]:
    from openpyxl.cell.text import Text
    from openpyxl.xml.constants import SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    authors: list[str] = []
    for _, element in iterparse(source):
        if element.tag == f"{{{SHEET_MAIN_NS}}}author":
            authors.append(element.text or "")
        elif element.tag == f"{{{SHEET_MAIN_NS}}}comment":
            place = place_of(element.get("ref", ""))
            read: Any = Text.from_tree(element.find(f"{{{SHEET_MAIN_NS}}}text"))
            if place is not None:
                yield place, read.content, authors[int(element.get("authorId", 0))]
            element.clear()


def place_of(cell: str) -> Place | None:
    """Row and column of `D7`; None for what is no cell."""
    from openpyxl.utils import column_index_from_string

    found = _CELL.fullmatch(cell)
    place = (int(found[2]), column_index_from_string(found[1])) if found else (0, 0)
    return place if _is_place(place) else None


def _is_place(place: Place) -> bool:
    return 1 <= place[0] <= _LAST[0] and 1 <= place[1] <= _LAST[1]


def say(cell: Any, text: str, author: str) -> None:
    """Add a comment to a cell, behind the one that is there."""
    from openpyxl.comments import Comment

    before = cell.comment
    kept = [before.text[: _LONGEST - LONGEST_COMMENT]] if before else []
    said = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", "\n\n".join((*kept, _cut(text))))
    height = sum(18 + 18 * (width(line) // _WIDEST_COMMENT) for line in said.split("\n"))
    by = before.author if before else _UNFIT.sub("", author)
    cell.comment = Comment(said, by, height=min(40 + height, _HIGHEST), width=320)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1] + "…"
