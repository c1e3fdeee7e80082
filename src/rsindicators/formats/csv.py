"""CSV: rows of fields between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Final

from rsindicators.errors import TableError
from rsindicators.table import LONGEST_CELL, Cell, Grid, Table, bounded

_DELIMITERS: Final = "\t;,"
_SAMPLE: Final = 2**16
_QUOTED: Final = re.compile(r'"[^"]*"')
_NEEDS_QUOTES: Final = re.compile(r'[\t\r\n",;]|^\s|\s$|^$')

_RUN: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet program may take for a formula, and the same with apostrophes before it."""

_HARMLESS: Final = re.compile(r"-|[+-][0-9]{1,30}(?:\.[0-9]{1,30})?%?")
"""A missing value, a signed number: these stay as they are."""


def read(text: str) -> tuple[Grid]:
    r"""The grid of a CSV text; an apostrophe that keeps a spreadsheet from running a text is taken away.

    Raises:
        TableError: Quotes are not paired, a field is too long, or there are too many.

    Examples:
        >>> read("指标;2020年\n失业率;2.7\n")[0].texts
        (('指标', '2020年'), ('失业率', '2.7'))
    """
    lines, rows = [], []
    for line, fields in _records(text):
        lines.append(line)
        rows.append([Cell(_freed(text), _address(line, column)) for column, text in enumerate(fields)])
    while rows and not rows[-1]:
        rows.pop()
    return (Grid.padded(rows, lambda row, column: _address(lines[row], column)),)


def write(table: Table) -> str:
    """The text of a CSV file: title, headings, rows, notes; lines end with CR LF as RFC 4180 has it."""
    title = [(table.title,)] if table.title else []
    rows = [*title, table.columns, *table.rows, *((note,) for note in table.notes)]
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows)


def _address(line: int, column: int) -> str:
    return f"第{line}行第{column + 1}列"


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in, counted from 1."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for count, fields in enumerate(reader, 1):
            bounded(count, max(len(fields), 1))
            for column, field in enumerate(fields):
                if len(field) > LONGEST_CELL:
                    raise TableError("formats.long", cell=_address(line, column), limit=LONGEST_CELL)
            yield line, fields
            line = reader.line_num + 1
    except csv.Error as error:
        if "field larger" in str(error):
            raise TableError("formats.long", cell=f"第{line}行", limit=LONGEST_CELL) from error
        raise TableError("formats.quote", line=line) from error


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into equally many fields: a tab before a semicolon before a comma."""
    sample = _QUOTED.sub("", text[:_SAMPLE]).splitlines()

    def regular(delimiter: str) -> int:
        counts = Counter(found for line in sample if (found := line.count(delimiter)))
        return max(counts.values(), default=0)

    return max(_DELIMITERS, key=regular) if any(map(regular, _DELIMITERS)) else ","


def _quoted(text: str) -> str:
    escaped = f"'{text}" if _RUN.match(text) and not _HARMLESS.fullmatch(text) else text
    return '"' + escaped.replace('"', '""') + '"' if _NEEDS_QUOTES.search(escaped) else escaped


def _freed(field: str) -> str:
    return field[1:] if field.startswith("'") and _RUN.match(field) else field
