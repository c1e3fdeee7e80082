"""The rows of a plan's table, read from the cells of a file.

Headings of one or two rows, sections, numbering that restarts, 其中 rows (also several stacked in one cell),
a unit above the table, notes below it. What is read into a row is named in its `inferred`; what cannot be
placed is an error with the cell's address. An indicator that the catalogue does not know, or knows in
another unit, is *learned*: it gets the name, the unit and a kind read from what is printed, and adds up to
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import define, evolve, field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.errors import TableError, told_at
from rsindicators.figure import Figure
from rsindicators.headings import Field, Part, fields, is_head, plain, read_headings
from rsindicators.identity import Known, Place
from rsindicators.indicator import Indicator
from rsindicators.kinds import Nature, Role
from rsindicators.learned import SHARE
from rsindicators.notation import parse
from rsindicators.number import ONE, ZERO
from rsindicators.period import Period
from rsindicators.printed import LOST, Column, Pairs, Row
from rsindicators.rowhead import names_a_row, read_head
from rsindicators.source import Document
from rsindicators.table import Cell, Grid
from rsindicators.text import fold
from rsindicators.units import Unit

NOTE: Final = re.compile("(?:注|备注|说明) {0,3}[:：] {0,3}")
UNIT_LINE: Final = re.compile("(?:^|[ (（,，])(?:计量)?单位 {0,3}[:：] {0,3}([^ ()（）]{1,12})[)）]?$")

_SECTION: Final = re.compile(r"\*?\(?[一二三四五六七八九十]{1,3}[、)]")
BRACKETS: Final = re.compile(r"[\[〔【] {0,2}[\]〕】]")
_TOTAL: Final = re.compile("累计|积累|合计|总")
_FIGURES: Final = re.compile("[0-9]")
_PROMISED: Final = re.compile("目标|规划|预期|任务|计划")
_NATURES: Final = {name: one for one in Nature for name in (one.label, one.label[:-1], f"{one.label}指标")}
_UNREADABLE: Final = ("uncalculated", "date", "error")


@frozen
class About:
    """What a reader must be told of a table: the plan's period, the catalogue, names and regions of its own.

    Attributes:
        period: The plan's.
        document: Where the table stands.
        catalogue: Where names are looked up.
        names: The caller's names for indicators of the catalogue, or for their own.
        regions: Headings that are regions (任务分解).
        unit: The unit told above the table, for rows that print none.
    """

    period: Period
    document: Document
    catalogue: Catalogue
    names: Mapping[str, Indicator | str] = field(factory=dict, hash=False)
    regions: tuple[str, ...] = ()
    unit: str = ""


@frozen
class Layout:
    """What a grid holds.

    Attributes:
        columns: The columns of figures.
        rows: The rows.
        notes: The notes below.
        title: The lines above the headings.
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
    known: Known
    section: str = ""
    whole: str = ""
    rows: list[Row] = field(factory=list)
    notes: list[str] = field(factory=list)

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(one for one in self.fields if isinstance(one, Column))


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
    lines = [cell.text.strip() for row in grid.rows[:head] for cell in row if not cell.is_empty]
    headings, first = read_headings(grid, head)
    told = next((found[1] for line in lines if (found := UNIT_LINE.search(line))), about.unit)
    if told:
        _check_unit(told, headings[0].address)
    known = Known(about.catalogue, about.document, about.names)
    reader = _Reader(evolve(about, unit=told), fields(headings, about.period, about.regions), known)
    rows = [
        [grid.shown(place, column) for column in range(grid.width)] for place in range(first, len(grid.rows))
    ]
    reader.fields = _with_natures(reader.fields, rows)
    for row in rows:
        _read_row(reader, row)
    if known.unused:
        raise TableError("layout.names", names="、".join(known.unused)).at(headings[0].address)
    check_brackets(reader.notes)
    title = " ".join(filter(None, (UNIT_LINE.sub("", line) for line in lines)))
    return Layout(
        reader.columns, _numbered(reader.rows), tuple(reader.notes), title, tuple(known.learned.values())
    )


def check_brackets(notes: Sequence[str]) -> None:
    """A note that explains the brackets explains them as totals; another meaning is not this notation.

    Raises:
        TableError: A note says otherwise.
    """
    for note in notes:
        found = BRACKETS.search(fold(note))
        if found and not _TOTAL.search(re.split("[,,;;。]", note[found.end() :], maxsplit=1)[0]):
            raise TableError("layout.brackets", note=note)


def _check_unit(told: str, address: str) -> None:
    with told_at(address):
        Unit.parse(told)


def _with_natures(
    found: tuple[Field | None, ...], rows: Sequence[Sequence[Cell]]
) -> tuple[Field | None, ...]:
    """A column headed 类型 that holds natures is that of the natures."""
    if Part.NATURE in found:
        return found
    return tuple(
        Part.NATURE
        if of is Part.SECTION
        and (texts := {row[place].text.strip() for row in rows} - {""})
        and texts <= _NATURES.keys()
        else of
        for place, of in enumerate(found)
    )


def _read_row(reader: _Reader, cells: Sequence[Cell]) -> None:
    filled = [cell for cell in cells if not cell.is_empty]
    if not filled:
        return
    first = filled[0].text.strip()
    if NOTE.match(first):
        whole = " ".join(cell.text.strip() for cell in filled)
        reader.notes.append(NOTE.sub("", whole, count=1))
    elif len({cell.text.strip() for cell in filled}) == 1 and not _is_row(reader, first):
        _alone(reader, first, filled[0])
    else:
        for line in _stacked(_line(reader, cells)):
            reader.rows.append(_row(reader, line))


def _is_row(reader: _Reader, text: str) -> bool:
    """Whether a text that stands alone is an indicator without figures: it has a number, or is known."""
    if _SECTION.match(fold(text)):
        return False
    return names_a_row(text) or reader.about.catalogue.get(plain(Cell(text, ""))) is not None


def _alone(reader: _Reader, text: str, cell: Cell) -> None:
    """A text alone in its row: a note once one was met, else the head of a section."""
    unit = UNIT_LINE.search(text)
    if reader.notes:
        reader.notes.append(text)
    elif unit:
        _check_unit(unit[1], cell.address)
        reader.about = evolve(reader.about, unit=unit[1])
    elif reader.rows and not (_SECTION.match(fold(text)) or cell.span[1] > 1):
        raise TableError("layout.alone", text=text).at(cell.address)
    else:
        reader.section = text


def _line(reader: _Reader, cells: Sequence[Cell]) -> _Line:
    parts: dict[Part, str] = {}
    figures: list[Cell] = []
    for cell, of in zip(cells, reader.fields, strict=True):
        if cell.kind in _UNREADABLE and of is not None:
            raise TableError(f"layout.{cell.kind}", text=cell.text).at(cell.address)
        if isinstance(of, Part):
            own = cell.text.strip()
            parts[of] = f"{parts[of]};{own}" if parts.get(of) and own else own or parts.get(of, "")
        elif of is not None:
            figures.append(cell)
        elif not cell.is_empty:
            raise TableError("layout.headless", text=cell.text).at(cell.address)
    first = next(cell for cell in cells if not cell.is_empty)
    texts = tuple(cell.text.strip() for cell in figures)
    return _Line(first.address, parts, texts, tuple(cell.address for cell in figures))


def _stacked(line: _Line) -> Iterator[_Line]:
    """The rows stacked in one row of cells: as many lines in the name as in the figures.

    Other line breaks are layout; but two lines of figures are never made one number of.
    """
    names = line.parts.get(Part.NAME, "").split("\n")
    below = [text.split("\n") for text in line.cells]
    counts = {len(texts) for texts in below if texts != [""]}
    if len(names) == 1 or counts != {len(names)}:
        for texts, address in zip(below, line.places, strict=True):
            if sum(bool(_FIGURES.search(fold(text))) for text in texts) > 1:
                raise TableError("layout.stacked", text=" ".join(texts)).at(address)
        if any(name.strip().startswith("其中") for name in names[1:]):
            raise TableError("layout.stacked", text=" ".join(names)).at(line.address)
        joined = {part: "".join(text.split("\n")) for part, text in line.parts.items()}
        yield evolve(line, parts=joined, cells=tuple("".join(texts) for texts in below))
        return
    for place, name in enumerate(names):
        parts = {
            part: text.split("\n")[place] if text.count("\n") == len(names) - 1 else "".join(text.split("\n"))
            for part, text in line.parts.items()
            if not (place and part is Part.NUMBER and text.count("\n") != len(names) - 1)
        }
        cells = tuple(texts[place] if len(texts) == len(names) else "" for texts in below)
        yield evolve(line, parts=parts | {Part.NAME: name}, cells=cells)


def _row(reader: _Reader, line: _Line) -> Row:
    """The row of a line; what is not numbered is numbered when all are read."""
    parts = line.parts
    head = read_head(
        parts.get(Part.NAME, ""), parts.get(Part.NUMBER, ""), parts.get(Part.UNIT, ""), line.address
    )
    cells = tuple(text.strip() or "—" for text in line.cells)
    whole = _whole(reader, line.address) if head.is_part else 0
    reader.section = section = parts.get(Part.SECTION, "").strip() or reader.section
    if not head.is_part:
        reader.whole = head.name
    head = evolve(head, unit=head.unit or _told_unit(reader, head.name))
    place = Place(section, reader.whole if head.is_part else "", line.address)
    figures = [
        (text, address)
        for column, text, address in zip(reader.columns, cells, line.places, strict=True)
        if column.role is not Role.COMPLETION
    ]
    indicator, inferred = reader.known.identify(head, place, figures)
    return Row(
        head.number, indicator.code, head.name, cells, head.unit, _nature(line), section, head.star, whole,
        inferred=(*inferred, *_doubts(reader, indicator, cells)),
        remark=parts.get(Part.REMARK, "").strip(),
    )  # fmt: skip


def _told_unit(reader: _Reader, name: str) -> str:
    """The unit told above the table, for a row that is no share."""
    found = reader.about.catalogue.get(name)
    is_share = found.unit.is_share if found else SHARE.search(name) is not None
    return "" if is_share else reader.about.unit


def _whole(reader: _Reader, address: str) -> int:
    """Of the row that a part belongs to, the nearest above that is none itself: its place, counted from 1."""
    for place in range(len(reader.rows), 0, -1):
        if not reader.rows[place - 1].part_of:
            return place
    raise TableError("layout.part").at(address)


def _numbered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the numbers that are not printed, and with their wholes by number instead of place."""
    free = max((row.number for row in rows), default=0)
    made: list[Row] = []
    for row in rows:
        number = row.number
        reason: Pairs = ()
        if not number:
            free += 1
            number, reason = free, (("number", "原表不印序号,本库所加"),)
        whole = made[row.part_of - 1].number if row.part_of else 0
        made.append(evolve(row, number=number, part_of=whole, inferred=(*reason, *row.inferred)))
    return tuple(made)


def _nature(line: _Line) -> Nature | None:
    text = line.parts.get(Part.NATURE, "").strip()
    if text in ("", "—", "-"):
        return None
    if text not in _NATURES:
        raise TableError("layout.nature", text=text).at(line.address)
    return _NATURES[text]


def _doubts(reader: _Reader, indicator: Indicator, cells: Sequence[str]) -> Pairs:
    """The cells that could mean another thing: 0.95 in a row of %, a year not said to be a target's."""
    pairs: Pairs = ()
    for column, text in zip(reader.columns, cells, strict=True):
        if column.role is Role.COMPLETION:
            continue
        value = parse(text, indicator.unit).figure if text != LOST else None
        early = column.role is Role.TARGET and column.period.end < reader.about.period.end
        yearless = (
            column.role is Role.RESULT and not _FIGURES.search(column.heading) and "五" not in column.heading
        )
        if yearless:
            pairs += ((column.heading, f"表头“{column.heading}”没有写年份,按{column.period}读"),)
        elif early and not column.region and not _PROMISED.search(column.heading):
            pairs += ((column.heading, f"表头“{column.heading}”没有写目标或完成,按目标读"),)
        elif indicator.unit.is_share and _is_small(value) and not text.rstrip(" ]").endswith(("%", "％")):
            pairs += ((column.heading, f"{text}按{text}%读;若是比值,应写成百分数"),)
    return pairs


def _is_small(figure: Figure | None) -> bool:
    return figure is not None and ZERO < figure.value < ONE
