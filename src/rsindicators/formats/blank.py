"""A workbook to fill in.

A blank is neutral: sheets of lines under the same headings, some of whose columns are open. What is open may
be filled in and nothing else: the sheets are protected, without a password. A hint is shown where a cell is
chosen; a cell for a number takes numbers alone, and shows at least the decimals that its line asks for.
"""

from __future__ import annotations

from typing import Any, Final

from attrs import evolve, field, frozen

from rsindicators.formats import guard
from rsindicators.formats.guard import Look
from rsindicators.table import Table

LONGEST_HINT: Final = 255
LONGEST_HEAD: Final = 32
MOST_DECIMALS: Final = 12
"""Of a number in a cell; a spreadsheet keeps fifteen digits."""

_MORE: Final = "######"
_LARGEST: Final = "1000000000000000"
_FIRST: Final = 3
"""The row of the first line: a title and the headings stand above."""

_HEAD: Final = Look(bold=True, fill="DCE6F1", framed=True, middle=True)
_FIXED: Final = Look(fill="F2F2F2", framed=True)
_GREY: Final = evolve(_FIXED, ink="7F7F7F")
_OPEN: Final = Look(fill="FFFFE5", framed=True, open=True)
_TALL: Final = 24
_TITLE: Final = Look(bold=True, wrapped=False, size=14)


def _tuple(given: Any) -> tuple[Any, ...]:
    return tuple(given)


@frozen
class Line:
    """A line to fill in.

    Attributes:
        cells: What is printed, column by column.
        name: What the hint at its number is headed by.
        hint: What is shown while the number is filled in.
        depth: How deep the line stands below another: 0 for one of its own.
        decimals: Of its number, or None where the person decides.
        is_number: Whether nothing but a number is asked for.
    """

    cells: tuple[str | int, ...] = field(converter=_tuple)
    name: str
    hint: str = ""
    depth: int = 0
    decimals: int | None = None
    is_number: bool = True


@frozen
class Sheet:
    """A sheet of lines.

    Attributes:
        name: Of the sheet; what a sheet cannot be called is written otherwise.
        title: What stands above.
        lines: Below the headings.
    """

    name: str
    title: str
    lines: tuple[Line, ...] = field(converter=_tuple)


@frozen
class Column:
    """A column of all sheets.

    Attributes:
        heading: What stands above it.
        width: In letters.
        is_open: Whether it may be filled in.
        choices: What is offered in it, or nothing.
        head, hint: What is shown while it is filled in.
    """

    heading: str
    width: int = 12
    is_open: bool = False
    choices: tuple[str, ...] = field(default=(), converter=_tuple)
    head: str = ""
    hint: str = ""


@frozen
class Blank:
    """What is asked.

    Attributes:
        columns: Of all sheets.
        sheets: A sheet for each who fills it in.
        number: The index of the column of numbers.
        name: The index of the column whose name a deeper line repeats, in grey.
        inner: The index of the column that a deeper line is indented in.
        refusal: What is said to what is no number: heading and text.
        guide: The last sheet: its title, its notes as lines below it, then its table.
        legend: What the colours mean: of open cells, of fixed ones.
    """

    columns: tuple[Column, ...] = field(converter=_tuple)
    sheets: tuple[Sheet, ...] = field(converter=_tuple)
    number: int
    name: int
    inner: int
    refusal: tuple[str, str]
    guide: Table
    legend: tuple[str, str]


def written(blank: Blank) -> bytes:
    """The file of a blank.

    Raises:
        TableError: A library is not installed.
    """
    book = guard.library().Workbook()
    book.remove(book.active)
    pen, names = guard.Pen(book), set[str]()
    for number, sheet in enumerate(blank.sheets, 1):
        made = book.create_sheet(guard.sheet_name(sheet.name, number, names))
        _lay_out(made, sheet, blank, pen)
    made = book.create_sheet(guard.sheet_name(blank.guide.title, len(blank.sheets) + 1, names))
    _explain(made, blank, pen)
    return guard.saved(book)


def _lay_out(made: Any, sheet: Sheet, blank: Blank, pen: guard.Pen) -> None:
    from openpyxl.utils import get_column_letter

    made.append([pen.text(made, sheet.title, _TITLE)])
    made.append([pen.text(made, column.heading, _HEAD) for column in blank.columns])
    widths = [column.width for column in blank.columns]
    for row, line in enumerate(sheet.lines, _FIRST):
        made.append([_cell(made, index, line, blank, pen) for index in range(len(blank.columns))])
        guard.heighten(made, row, map(str, line.cells), widths)
    for index, column in enumerate(blank.columns, 1):
        made.column_dimensions[get_column_letter(index)].width = column.width
    made.row_dimensions[1].height = made.row_dimensions[2].height = _TALL
    made.freeze_panes = made.cell(_FIRST, blank.inner + 2)
    _validate(made, sheet, blank)
    _protect(made)
    guard.set_up(made)
    made.print_title_rows = f"1:{_FIRST - 1}"


def _cell(made: Any, index: int, line: Line, blank: Blank, pen: guard.Pen) -> Any:
    """A cell of a line: open or fixed, in the format of its column."""
    content = line.cells[index]
    look = _OPEN if blank.columns[index].is_open else _FIXED
    if index == blank.number:
        look = evolve(look, form=_form(line), wrapped=False)
    elif index == blank.name:
        look = _GREY if line.depth else evolve(_FIXED, bold=True)
    elif index == blank.inner:
        look = evolve(look, indent=max(line.depth - 1, 0))
    if isinstance(content, int):
        return pen.number(made, content, evolve(look, form="0", middle=True))
    return pen.text(made, content, look) if content else pen.empty(made, look)


def _form(line: Line) -> str:
    """The number format: closing zeros that are asked for are shown, and no digit that is typed is hidden."""
    if not line.is_number:
        return "@"
    return "0." + "0" * line.decimals + _MORE if line.decimals else "General"


def _validate(made: Any, sheet: Sheet, blank: Blank) -> None:
    """Hints and choices; of the numbers, that they are some."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = _FIRST + len(sheet.lines) - 1
    for index, column in enumerate(blank.columns):
        letter = get_column_letter(index + 1)
        if index == blank.number:
            for row, line in enumerate(sheet.lines, _FIRST):
                made.add_data_validation(_numeric(line, blank.refusal, f"{letter}{row}"))
        elif column.choices or column.hint:
            rule = DataValidation(
                "list" if column.choices else None,
                f'"{",".join(column.choices)}"' if column.choices else None,
                allow_blank=True,
                showErrorMessage=bool(column.choices),
                sqref=f"{letter}{_FIRST}:{letter}{last}",
            )
            made.add_data_validation(_hinted(rule, column.head, column.hint))


def _numeric(line: Line, refusal: tuple[str, str], place: str) -> Any:
    """The validation of a number: any number, positive or not."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, sqref=place)
    if line.is_number:
        rule.type, rule.operator = "decimal", "between"
        rule.formula1, rule.formula2 = f"-{_LARGEST}", _LARGEST
        rule.showErrorMessage, rule.errorStyle = True, "stop"
        rule.errorTitle, rule.error = cut(refusal[0], LONGEST_HEAD), cut(refusal[1], LONGEST_HINT)
    return _hinted(rule, line.name, line.hint)


def _hinted(rule: Any, head: str, hint: str) -> Any:
    rule.showInputMessage = bool(hint)
    rule.promptTitle, rule.prompt = cut(head, LONGEST_HEAD) or None, cut(hint, LONGEST_HINT) or None
    return rule


def cut(text: str, longest: int) -> str:
    """A text for a hint: no longer than a spreadsheet takes, which counts as UTF-16 does.

    Examples:
        >>> cut("城镇新增就业人数", 6), cut("城镇", 6)
        ('城镇新增就…', '城镇')
    """
    clean = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text[: longest + 1])
    if len(text) <= longest and _length(clean) <= longest:
        return clean
    while _length(clean) >= longest:
        clean = clean[:-1]
    return clean + "…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _protect(made: Any) -> None:
    """Nothing but open cells may be changed; widths and heights may."""
    made.protection.sheet = True
    made.protection.formatColumns = made.protection.formatRows = False


def _explain(made: Any, blank: Blank, pen: guard.Pen) -> None:
    """The sheet that says what to do, and what the names mean."""
    from openpyxl.utils import get_column_letter

    guide = blank.guide
    made.row_dimensions[1].height = _TALL
    made.append([pen.text(made, guide.title, _TITLE)])
    for note in guide.notes:
        made.append([pen.text(made, note, guard.LINE)])
    for text, look in zip(blank.legend, (_OPEN, _FIXED), strict=True):
        made.append([pen.text(made, text, evolve(look, wrapped=False))])
    made.append([])
    made.append([pen.text(made, heading, _HEAD) for heading in guide.columns])
    for row in guide.rows:
        made.append([pen.text(made, text, Look(framed=True)) for text in row])
        guard.heighten(made, made._current_row, row, _WIDTHS)
    for index, columns in enumerate(_WIDTHS[: len(guide.columns)], 1):
        made.column_dimensions[get_column_letter(index)].width = columns
    _protect(made)
    guard.set_up(made)


_WIDTHS: Final = (36, 10, 60, 48, 40)
"""Of the columns of the guide."""
