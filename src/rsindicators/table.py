"""Rows with addresses: read from files, shown as text, Markdown, HTML.

A `Table` is what we show and write: texts under headings. A `Book` is what we read: the paragraphs and
grids of a file in their order, every `Cell` with its text as printed and the place where it stands. A grid
is a rectangle; it refuses rows of different lengths, and more cells than a person could have filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final, Literal, get_args

from attrs import evolve, field, frozen

from rsindicators.errors import TableError
from rsindicators.text import checked, pad, printable, width

MOST_CELLS: Final = 1_000_000
MOST_COLUMNS: Final = 16_384
LONGEST_CELL: Final = 32_767

_SPECIAL: Final = re.compile(r"([\\|<>*_`\[\]]|&(?=#?[0-9A-Za-z]{1,32};))")


def _texts(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _rows(given: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, given))


@frozen
class Table:
    """Texts in rows and columns.

    Attributes:
        columns: The headings.
        rows: Each as long as `columns`.
        title: What the table is.
        notes: Lines below it.
        right: The indexes of the columns that are aligned right (numbers).
        wrap: Whether a long last column is broken into lines in a terminal.

    Raises:
        TableError: A row is longer or shorter than the headings.
    """

    columns: tuple[str, ...] = field(converter=_texts)
    rows: tuple[tuple[str, ...], ...] = field(converter=_rows)
    title: str = ""
    notes: tuple[str, ...] = field(default=(), converter=_texts)
    right: tuple[int, ...] = ()
    wrap: bool = False

    def __attrs_post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise TableError("table.row", row=number, cells=len(row), columns=len(self.columns))

    def printable(self) -> Table:
        """The same without the characters that no file can hold."""
        rows = [map(printable, row) for row in self.rows]
        notes = map(printable, self.notes)
        return evolve(self, columns=map(printable, self.columns), rows=rows, notes=notes)

    def text(self) -> str:
        """For a terminal: columns aligned by East Asian widths, nothing that would move the cursor."""
        lines = [[printable(cell) for cell in row] for row in (self.columns, *self.rows)]
        if self.wrap:
            lines = [line for row in lines for line in _broken(row)]
        widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        shown = [
            "  ".join(pad(cell, widths[i], right=i in self.right) for i, cell in enumerate(line)).rstrip()
            for line in lines
        ]
        rule = "  ".join("─" * columns for columns in widths)
        head = [printable(self.title), ""] if self.title else []
        tail = ["", *map(printable, self.notes)] if self.notes else []
        return "\n".join([*head, shown[0], rule, *shown[1:], *tail])

    def markdown(self) -> str:
        """As a Markdown table, its cells escaped."""
        rule = ["---:" if i in self.right else "---" for i in range(len(self.columns))]
        lines = [
            f"| {' | '.join(line)} |"
            for line in (map(_escaped, self.columns), rule, *(map(_escaped, row) for row in self.rows))
        ]
        head = [f"**{_escaped(self.title)}**", ""] if self.title else []
        tail = [line for note in self.notes for line in ("", _escaped(note))]
        return "\n".join([*head, *lines, *tail])

    def html(self) -> str:
        """As an HTML table, everything escaped."""
        from html import escape

        caption = f"<caption>{escape(self.title)}</caption>" if self.title else ""
        head = _line("th", map(escape, self.columns), self.right)
        body = "".join(_line("td", map(escape, row), self.right) for row in self.rows)
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>{notes}"

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


WIDEST: Final = 80
_WORD: Final = re.compile(r"(?:[!-~]{1,40}|.)[,。、;:)》”%]*")
"""What stays on one line: a number or Latin word, a sign, each with the punctuation that closes it."""


def _broken(row: list[str]) -> list[list[str]]:
    """The row as several, its last cell broken at `WIDEST` terminal columns."""
    pieces, columns = [""], 0
    for word in _WORD.findall(row[-1]):
        columns += width(word)
        if columns > WIDEST and pieces[-1]:
            pieces.append("")
            columns = width(word)
        pieces[-1] += word
    return [
        [*(row[:-1] if not number else [""] * (len(row) - 1)), piece] for number, piece in enumerate(pieces)
    ]


def _line(tag: str, cells: Iterable[str], right: tuple[int, ...]) -> str:
    """A row of HTML; the cells are escaped already."""
    style = ' style="text-align:right"'
    shown = (f"<{tag}{style if i in right else ''}>{cell}</{tag}>" for i, cell in enumerate(cells))
    return f"<tr>{''.join(shown)}</tr>"


def _escaped(cell: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(cell))


Kind = Literal["text", "heading", "number", "date", "boolean", "error", "uncalculated", "merged", "absent"]
_KINDS: Final = frozenset(get_args(Kind))


@frozen
class Cell:
    """A text and where it stands: a cell of a grid, or a line of prose.

    Attributes:
        text: What is printed there. Of a number cell what its format shows (`2.30`, `23.4%`, `2.06万人`),
            without thousands commas; of a date the ISO form, as exact as the format shows it (`2021-03`).
        address: Where: `指标!B7` in a workbook, `第7行第2列` in CSV and Markdown (the line of the file),
            `$[3].value` in JSON.
        kind: `text`, `heading` (a line of prose set apart), `number` (the file holds a number, not a
            text), `date`, `boolean`, `error` (`#DIV/0!`), `uncalculated` (a formula whose result is not
            in the file), `merged` (covered by the cell above or to the left), `absent` (not in the file).
        decimals: Of a number, how many decimals its format states; None where nobody says.
        stored: Of a number or date, what the file holds where that is more than what is shown.
        span: Of a merged area the top left cell has its rows and columns; else (1, 1).

    Raises:
        TableError: The text is no text or longer than 32,767 characters, or the kind is unknown.

    Examples:
        >>> cell = Cell("2.30", "指标!B7", "number", decimals=2)
        >>> cell.text, cell.is_number, cell.is_empty
        ('2.30', True, False)
    """

    text: str
    address: str
    kind: Kind = "text"
    decimals: int | None = None
    stored: str = ""
    span: tuple[int, int] = (1, 1)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.text, str) or len(self.text) > LONGEST_CELL:
            checked(self.text, TableError, LONGEST_CELL)
        if self.kind not in _KINDS:
            raise TableError("table.kind", kind=self.kind, kinds="、".join(get_args(Kind)))

    @property
    def is_number(self) -> bool:
        """Whether the file holds a number here, a float whose printed decimals only its format tells."""
        return self.kind == "number"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed here; a formula without its result is not nothing."""
        return self.kind != "uncalculated" and not self.text.strip()


def _cells(given: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(map(tuple, given))


@frozen
class Grid:
    """The cells of a sheet, of a CSV file, of a pipe table.

    Attributes:
        rows: All of one length, headings and titles included.
        name: The name of the sheet; empty where the format has none.
        hidden: Whether the workbook hides the sheet.

    Raises:
        TableError: The rows differ in length, or there are more than 1,000,000 cells or 16,384 columns.
    """

    rows: tuple[tuple[Cell, ...], ...] = field(converter=_cells)
    name: str = ""
    hidden: bool = False

    def __attrs_post_init__(self) -> None:
        bounded(len(self.rows), self.width)
        for number, row in enumerate(self.rows, 1):
            if len(row) != self.width:
                raise TableError("table.row", row=number, cells=len(row), columns=self.width)

    @staticmethod
    def padded(rows: Sequence[Sequence[Cell]], address: Callable[[int, int], str], name: str = "") -> Grid:
        """The grid of rows of different lengths: the short ones get absent cells.

        Args:
            rows: As the file has them.
            address: Of an absent cell, by its row and column, counted from 0.
            name: Of the sheet.

        Raises:
            TableError: The rectangle is too large.
        """
        columns = max(map(len, rows), default=0)
        bounded(len(rows), columns)
        return Grid(
            [
                (*row, *(Cell("", address(number, column), "absent") for column in range(len(row), columns)))
                for number, row in enumerate(rows)
            ],
            name,
        )

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is printed, row by row."""
        return tuple(tuple(cell.text for cell in row) for row in self.rows)

    def shown(self, row: int, column: int) -> Cell:
        """The cell that is seen at a place, counted from 0: of a merged area its top left one.

        Examples:
            >>> section = Cell("就业", "A1", span=(2, 1))
            >>> grid = Grid([[section, Cell("失业率", "B1")], [Cell("", "A2", "merged"), Cell("", "B2")]])
            >>> grid.shown(1, 0).text
            '就业'
        """
        return self._covering.get((row, column), self.rows[row][column])

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for top, cells in enumerate(self.rows)
            for left, cell in enumerate(cells)
            if cell.span != (1, 1)
            for row in range(top, min(top + cell.span[0], len(self.rows)))
            for column in range(left, min(left + cell.span[1], self.width))
        }


def bounded(rows: int, columns: int) -> None:
    """Nothing, if a rectangle of that size is one that we hold.

    Raises:
        TableError: It has more than 1,000,000 cells or 16,384 columns.
    """
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise TableError("table.size", rows=rows, columns=columns, cells=MOST_CELLS, most=MOST_COLUMNS)


def _blocks(given: Iterable[Cell | Grid]) -> tuple[Cell | Grid, ...]:
    return tuple(given)


@frozen
class Book:
    """What a file holds, in its order: lines of prose (as cells) and grids.

    Attributes:
        name: The file's name.
        blocks: A workbook and a CSV file have grids only; Markdown and JSON have prose around them.
    """

    name: str
    blocks: tuple[Cell | Grid, ...] = field(converter=_blocks)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids alone, hidden sheets too."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
