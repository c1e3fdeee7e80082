"""Rows and columns of texts, shown as text, Markdown, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from rsindicators.errors import TableError
from rsindicators.text import pad, printable, width

_SPECIAL: Final = re.compile(r"([\\|<>*_`\[\]])")


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
