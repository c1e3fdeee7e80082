"""Markdown: pipe tables, and the lines of prose around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from rsindicators.errors import TableError
from rsindicators.table import LONGEST_CELL, Cell, Grid, Table, bounded

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_DASHES: Final = re.compile(r":?-+:?")
_HEADING: Final = re.compile(r"#{1,6}(?=[ \t]|$)")
_STRONG: Final = re.compile(r"\*\*((?:[^*\\]|\\.)++)\*\*")
_FENCES: Final = ("```", "~~~")
_SPACE: Final = " \t"


@cache
def _escapes() -> re.Pattern[str]:
    """What stands for something else: an escaped sign, a line break in a cell, a character reference."""
    return re.compile(
        r"\\([!-/:-@\[-`{-~])|<(?:br|BR) ?/?>"
        r"|&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));"
    )


@cache
def _special() -> re.Pattern[str]:
    """What has to be escaped to stand for itself; spaces and tabs only at the ends."""
    return re.compile(r"[\\|<>*_`\[\]~]|&(?=#?[0-9A-Za-z]{1,32};)|[\r\n]|^[ \t]|[ \t]$")


@cache
def _opening() -> re.Pattern[str]:
    """What at the start of a line would make it a heading, a list or a rule."""
    return re.compile(r"^(?:[#+=-]|[0-9]{1,9}[.)](?=[ \t]))")


def read(text: str) -> tuple[Cell | Grid, ...]:
    r"""The blocks of a Markdown text: each line of prose a cell, each pipe table a grid.

    A heading (`#`, or a line that is bold as a whole) is of the kind `heading`, its marks taken off. A table
    needs its rule line; it ends at an empty line or at one without a bar. What is fenced is prose.

    Raises:
        TableError: A heading and its rule differ in cells, a cell is too long, or there are too many.

    Examples:
        >>> for block in read("# 专栏1\n\n|指标|2020年|\n|-|-|\n|失业率|2.7|\n"): print(block)
        Cell(text='专栏1', address='第1行', kind='heading', decimals=None, stored='', span=(1, 1))
        Grid(rows=((Cell(text='指标', ...
    """
    bounded(text.count("\n") + text.count("\r"), 1)
    return tuple(_blocks(_LINE_END.split(text)))


def write(tables: list[Table]) -> str:
    """The text of a Markdown file: the title in bold, the table, a paragraph for each note."""
    return "\n".join(line for table in tables for line in _written(table))


def _blocks(lines: list[str]) -> Iterator[Cell | Grid]:
    number, fence = 0, ""
    while number < len(lines):
        line = lines[number].strip(_SPACE)
        if fence:
            if line.startswith(fence):
                fence = ""
            elif line:
                yield Cell(_bounded(lines[number], number), _line(number))
        elif line.startswith(_FENCES) and "`" not in line[3:]:
            fence = line[:3]
        elif _is_head(lines, number):
            end = _end(lines, number)
            yield _grid(lines, number, end)
            number = end
            continue
        elif line:
            yield _prose(_bounded(line, number), number)
        number += 1


def _is_head(lines: list[str], number: int) -> bool:
    """Whether a line is the heading of a table: a bar in it, and under it a rule of as many cells."""
    if "|" not in lines[number] or number + 1 == len(lines) or "|" not in lines[number + 1]:
        return False
    rule = _split(lines[number + 1], number + 1)
    if not all(map(_DASHES.fullmatch, rule)):
        return False
    cells = len(_split(lines[number], number))
    if len(rule) != cells:
        raise TableError("formats.rule", line=number + 1, cells=cells, columns=len(rule))
    return True


def _end(lines: list[str], start: int) -> int:
    """The first line that is no longer of the table."""
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _grid(lines: list[str], start: int, end: int) -> Grid:
    numbers = [start, *range(start + 2, end)]
    rows: list[list[Cell]] = []
    for number in numbers:
        texts = _split(lines[number], number)
        rows.append([_cell(text, number, column) for column, text in enumerate(texts)])
        bounded(len(rows), len(rows[-1]))
    return Grid.padded(rows, lambda row, column: _place(numbers[row], column))


def _cell(text: str, line: int, column: int) -> Cell:
    place = _place(line, column)
    if len(text) > LONGEST_CELL:
        raise TableError("formats.long", cell=place, limit=LONGEST_CELL)
    return Cell(_plain(_bare(text)), place)


def _prose(line: str, number: int) -> Cell:
    marks = _HEADING.match(line)
    if marks:
        return Cell(_plain(_bare(_unclosed(line[marks.end() :].strip(_SPACE)))), _line(number), "heading")
    bare = _bare(line)
    return Cell(_plain(bare), _line(number), "text" if bare is line else "heading")


def _split(line: str, number: int) -> list[str]:
    """The cells of a line: what stands between its bars, escaped bars apart."""
    first, *rest = line.strip(_SPACE).split("|")
    cells = [first]
    for piece in rest:
        if not _is_open(cells[-1]):
            cells.append(piece)
        elif len(cells[-1]) > LONGEST_CELL:
            raise TableError("formats.long", cell=_line(number), limit=LONGEST_CELL)
        else:
            cells[-1] += "|" + piece
    if len(cells) > 1 and not cells[0].strip(_SPACE):
        del cells[0]
    if len(cells) > 1 and not cells[-1].strip(_SPACE):
        del cells[-1]
    return [cell.strip(_SPACE) for cell in cells]


def _is_open(text: str) -> bool:
    """Whether a backslash at the end of the text escapes what follows."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def _bare(text: str) -> str:
    """The text without the stars that make all of it bold."""
    strong = _STRONG.fullmatch(text)
    return strong.group(1) if strong else text


def _unclosed(heading: str) -> str:
    """The heading without closing marks: `# 专栏1 #`."""
    rest = heading.rstrip("#")
    return rest.rstrip(_SPACE) if not rest or rest[-1] in _SPACE else heading


def _plain(text: str) -> str:
    """The text with its escapes resolved."""
    return _escapes().sub(_meant, text) if "\\" in text or "&" in text or "<" in text else text


def _meant(found: re.Match[str]) -> str:
    from html.entities import html5

    sign, decimal, hexadecimal, name = found.groups()
    if sign:
        return str(sign)
    if name:
        return html5.get(f"{name};", found.group())
    if not decimal and not hexadecimal:
        return "\n"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < code < 0xD800 or 0xDFFF < code < 0x110000
    return chr(code) if valid else found.group()


def _bounded(line: str, number: int) -> str:
    if len(line) > LONGEST_CELL:
        raise TableError("formats.long", cell=_line(number), limit=LONGEST_CELL)
    return line


def _line(number: int) -> str:
    return f"第{number + 1}行"


def _place(line: int, column: int) -> str:
    return f"第{line + 1}行第{column + 1}列"


def _written(table: Table) -> Iterator[str]:
    if table.title:
        yield from (f"**{_escaped(table.title)}**", "")
    right = ["---:" if number in table.right else "---" for number in range(len(table.columns))]
    for row in (map(_escaped, table.columns), right, *(map(_escaped, row) for row in table.rows)):
        yield f"| {' | '.join(row)} |"
    yield ""
    for note in filter(None, table.notes):
        yield from (_opening().sub(_escape, _escaped(note)), "")


def _escaped(text: str) -> str:
    return _special().sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "\n":
        return "<br>"
    return f"&#{ord(sign)};" if sign.isspace() else f"{sign[:-1]}\\{sign[-1]}"
