"""The rows of a plan's table, read from the cells of a file.

Sections, numbering that restarts, stars, 其中 rows (also several stacked in one cell), units in the name, in
a column or in the cells, notes below the table. What is read into a row is named in its `inferred`; what
cannot be placed is an error with the cell's address. An indicator that the catalogue does not know is
*learned*: it gets the name, the unit and a kind read from what is printed, and adds up to nothing, since
nobody defined it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.headings import Field, Part, fields, is_head
from rsindicators.indicator import Indicator
from rsindicators.kinds import Nature
from rsindicators.learned import learned
from rsindicators.notation import MISSING, Reading, parse
from rsindicators.period import Period
from rsindicators.printed import LOST, Column, Pairs, Row
from rsindicators.source import Document
from rsindicators.table import Cell, Grid
from rsindicators.text import fold
from rsindicators.units import Unit, known

_NUMBER: Final = re.compile(r"([0-9]{1,4})(?: *[.、)](?![0-9])| ) *")
_SECTION: Final = re.compile(r"\*?[(]?[一二三四五六七八九十]{1,3}[、)]")
_PART: Final = re.compile(r"其中\s*[::]?\s*")
_UNIT: Final = re.compile(r"[((]([^()()]{1,12})[))]\s*$")
NOTE: Final = re.compile(r"(?:注|备注|说明)\s*[::]\s*")
_BRACKETS: Final = re.compile(r"\[\s*\]")
_TOTAL: Final = re.compile("累计|积累|合计|总")
STARS: Final = "*★☆"
LONGEST_NUMBER: Final = 4
LONGEST_EXPLANATION: Final = 20


@frozen
class About:
    """What a reader must be told of a table: the plan's period, the catalogue, names and regions of its own.

    Attributes:
        period: The plan's.
        document: Where the table stands.
        catalogue: Where names are looked up.
        names: The caller's names for indicators of the catalogue.
        regions: Headings that are regions (任务分解).
    """

    period: Period
    document: Document
    catalogue: Catalogue
    names: Mapping[str, Indicator | str] = field(factory=dict, hash=False)
    regions: tuple[str, ...] = ()


@frozen
class Layout:
    """What a grid holds.

    Attributes:
        columns: The columns of figures.
        rows: The rows.
        notes: The notes below.
        title: The line above the headings.
        learned: The indicators that the catalogue does not know.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    title: str
    learned: tuple[Indicator, ...]


@define
class _Reader:
    """What the rows above the one being read have told; it never leaves the call that made it."""

    about: About
    fields: tuple[Field | None, ...]
    section: str = ""
    rows: list[Row] = field(factory=list)
    notes: list[str] = field(factory=list)
    learned: dict[str, Indicator] = field(factory=dict)


@frozen
class _Line:
    """The texts of one row: what tells of the row by its part, and the cells of figures."""

    address: str
    parts: Mapping[Part, str]
    cells: tuple[str, ...]
    places: tuple[str, ...]


def read_grid(grid: Grid, about: About) -> Layout:
    """The plan's table that a grid holds.

    Raises:
        TableError: There are no headings, a heading fits nothing, or a row cannot be placed.
        NotationError, UnitError: A cell cannot be read; the message names its address.
    """
    head = next((place for place, row in enumerate(grid.rows) if is_head(row)), None)
    if head is None:
        raise TableError("layout.head").at(grid.rows[0][0].address if grid.width else grid.name)
    reader = _Reader(about, fields(grid.rows[head], about.period, about.regions))
    for place in range(head + 1, len(grid.rows)):
        _read_row(reader, [grid.shown(place, column) for column in range(grid.width)])
    columns = tuple(one for one in reader.fields if isinstance(one, Column))
    _check_brackets(reader)
    title = " ".join(cell.text.strip() for row in grid.rows[:head] for cell in row if not cell.is_empty)
    return Layout(columns, tuple(reader.rows), tuple(reader.notes), title, tuple(reader.learned.values()))


def _read_row(reader: _Reader, cells: Sequence[Cell]) -> None:
    texts = [cell.text.strip() for cell in cells]
    filled = {text for text in texts if text}
    if not filled:
        return
    first = next(text for text in texts if text)
    if NOTE.match(first):
        reader.notes.append(NOTE.sub("", first, count=1))
    elif len(filled) == 1 and not _names_a_row(reader, first):
        _alone(reader, first, next(cell for cell in cells if cell.text.strip()))
    else:
        for line in _stacked(_line(reader, cells)):
            reader.rows.append(_row(reader, line))


def _names_a_row(reader: _Reader, text: str) -> bool:
    """Whether a text that stands alone is an indicator without figures: it has a number, or is known."""
    bare = fold(text).lstrip(f"{STARS} ")
    return bool(_NUMBER.match(bare)) or reader.about.catalogue.get(bare) is not None


def _alone(reader: _Reader, text: str, cell: Cell) -> None:
    """A text alone in its row: a note once one was met, else the head of a section."""
    if reader.notes:
        reader.notes.append(text)
    elif reader.rows and not _SECTION.match(fold(text)):
        raise TableError("layout.alone", text=text).at(cell.address)
    else:
        reader.section = text


def _line(reader: _Reader, cells: Sequence[Cell]) -> _Line:
    parts: dict[Part, str] = {}
    figures: list[Cell] = []
    for cell, of in zip(cells, reader.fields, strict=True):
        if isinstance(of, Part):
            parts[of] = cell.text.strip()
        elif of is not None:
            figures.append(cell)
        elif not cell.is_empty:
            raise TableError("layout.headless", text=cell.text).at(cell.address)
    first = next(cell for cell in cells if not cell.is_empty)
    texts = tuple(cell.text.strip() for cell in figures)
    return _Line(first.address, parts, texts, tuple(cell.address for cell in figures))


def _stacked(line: _Line) -> Iterator[_Line]:
    """The rows stacked in one row of cells: as many lines in the name as in the figures."""
    names = line.parts.get(Part.NAME, "").split("\n")
    below = [text.split("\n") for text in line.cells]
    counts = {len(texts) for texts in below if texts != [""]}
    if len(names) == 1 or counts != {len(names)}:
        joined = {part: "".join(text.split("\n")) for part, text in line.parts.items()}
        yield evolve(line, parts=joined, cells=tuple("".join(text.split("\n")) for text in line.cells))
        return
    for place, name in enumerate(names):
        parts = {
            part: text.split("\n")[place] if text.count("\n") == len(names) - 1 else "".join(text.split("\n"))
            for part, text in line.parts.items()
        }
        cells = tuple(texts[place] if len(texts) == len(names) else "" for texts in below)
        yield evolve(line, parts=parts | {Part.NAME: name}, cells=cells)


def _row(reader: _Reader, line: _Line) -> Row:
    printed = _name(line)
    inferred: Pairs = ()
    number = printed.number
    if not number:
        number = 1 + len(reader.rows)
        inferred = (("number", "原表不印序号,按行次"),)
    cells = tuple(text.strip() or "—" for text in line.cells)
    indicator = _indicator(reader, line, printed, cells)
    return Row(
        number, indicator.code, printed.name, cells, printed.unit, _nature(line),
        line.parts.get(Part.SECTION, "").strip() or reader.section, printed.star,
        _whole(reader, line) if printed.is_part else 0,
        inferred=(*inferred, *_read_into(reader, indicator, printed)),
        remark=line.parts.get(Part.REMARK, "").strip(),
    )  # fmt: skip


@frozen
class _Name:
    """What the cell of a name says."""

    name: str
    number: int
    unit: str
    star: bool
    is_part: bool


def _name(line: _Line) -> _Name:
    """Star, number, 其中, name and unit; they are found in the folded text and cut from the printed one."""
    printed = line.parts.get(Part.NAME, "")
    text = fold(printed)
    own = fold(line.parts.get(Part.NUMBER, "")).strip()
    start = len(text) - len(text.lstrip(f"{STARS} "))
    star = text[:start].strip() != "" or own[:1] in tuple(STARS)
    number = _own_number(own, line.address)
    found = None if own else _NUMBER.match(text, start)
    if found:
        start, number = found.end(), int(found[1])
    part = _PART.match(text, start)
    start = part.end() if part else start
    end, unit = _unit(text, line.parts.get(Part.UNIT, "").strip(), line.address)
    name = printed[start:end].strip()
    if not name:
        raise TableError("layout.nameless").at(line.address)
    return _Name(name, number, unit, star, part is not None)


def _own_number(own: str, address: str) -> int:
    """The number in a column of its own."""
    digits = own.strip(f"{STARS} .、")
    if digits and not (digits.isdecimal() and len(digits) <= LONGEST_NUMBER):
        raise TableError("layout.number", text=own).at(address)
    return int(digits or 0)


def _unit(text: str, own: str, address: str) -> tuple[int, str]:
    """Where the name ends, and the unit as printed: behind it in brackets, or in a column of its own."""
    found = _UNIT.search(text)
    inside = found[1] if found and known(found[1]) else ""
    column = "" if own in MISSING else own
    try:
        if inside and column and Unit.parse(inside) != Unit.parse(column):
            raise TableError("layout.units", name=text, unit=column)
        Unit.parse(column or inside or "%")
    except RSIndicatorsError as error:
        raise error.at(address) from error
    return found.start() if found and inside else len(text), inside or column


def _nature(line: _Line) -> Nature | None:
    text = line.parts.get(Part.NATURE, "").strip()
    if text in MISSING:
        return None
    full = {one.label: one for one in Nature} | {one.label.removesuffix("性"): one for one in Nature}
    if text not in full:
        raise TableError("layout.nature", text=text).at(line.address)
    return full[text]


def _whole(reader: _Reader, line: _Line) -> int:
    """The number of the row that this one is a part of: the nearest above that is none itself."""
    whole = next((row for row in reversed(reader.rows) if not row.part_of), None)
    if whole is None:
        raise TableError("layout.part").at(line.address)
    return whole.number


def _indicator(reader: _Reader, line: _Line, printed: _Name, cells: tuple[str, ...]) -> Indicator:
    """The indicator of that name: the caller's, the catalogue's, or one learned from what is printed.

    All cells are read on the way, so that what is unreadable is told with its address.
    """
    about = reader.about
    given = about.names.get(printed.name, printed.name)
    found = given if isinstance(given, Indicator) else about.catalogue.get(given)
    unit = printed.unit or (found.unit.symbol if found else "")
    readings = [
        _reading(text, unit, place) for text, place in zip(cells, line.places, strict=True) if text != LOST
    ]
    if found is not None:
        return found
    if printed.name not in reader.learned:
        source = about.document.place(item=line.address)
        reader.learned[printed.name] = learned(printed.name, unit, readings, source)
    return reader.learned[printed.name]


def _reading(text: str, unit: str, address: str) -> Reading:
    try:
        return parse(text, unit or None)
    except RSIndicatorsError as error:
        raise error.at(address) from error


def _read_into(reader: _Reader, indicator: Indicator, printed: _Name) -> Pairs:
    """What the row does not print."""
    pairs: Pairs = ()
    if not printed.unit and indicator.unit.symbol:
        pairs += (("unit", f"原表未印单位,按{indicator.unit}读"),)
    if printed.name in reader.learned:
        kind = f"{indicator.measure.label}、{indicator.direction.label}"
        pairs += (("indicator", f"目录中没有这个名称,按{kind}读"),)
    return pairs


def _check_brackets(reader: _Reader) -> None:
    """A note that explains the brackets explains them as totals; another meaning is not this notation."""
    for note in reader.notes:
        found = _BRACKETS.search(fold(note))
        if found and not _TOTAL.search(note, found.end(), found.end() + LONGEST_EXPLANATION):
            raise TableError("layout.brackets", note=note)
