"""A plan of one's own, read from a file or from records.

A file that the library wrote is read back the same (`ledger`); any other is read by its headings (`layout`),
and then title, region and period are the caller's to tell. What the catalogue does not know joins it as
learned, for this plan alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from rsindicators import formats
from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.composition import Composition
from rsindicators.errors import DefinitionError, TableError, told_at, wrong_kind
from rsindicators.figure import Figure
from rsindicators.headings import is_head
from rsindicators.indicator import Indicator
from rsindicators.layout import BRACKETS, NOTE, UNIT_LINE, About, check_brackets, read_grid
from rsindicators.ledger import read_ledger
from rsindicators.number import plain, printed
from rsindicators.period import Period
from rsindicators.printed import Header, Printed
from rsindicators.source import Document
from rsindicators.table import Book, Cell, Grid
from rsindicators.text import checked

if TYPE_CHECKING:
    from pathlib import Path

Names = Mapping[str, Indicator | str]
MOST_RECORDS: Final = 10_000


def _texts(given: Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_kind("regions", "list[str]", given)
    return tuple(checked(one, DefinitionError) for one in given)


@frozen
class Told:
    """What the caller tells of a plan, beyond what its table prints.

    Attributes:
        title: The plan; empty only for a file that says so itself.
        region: Whose plan it is.
        period: The plan's period, or its text.
        table: What the table is called.
        catalogue: Where names are looked up; None for the standard one.
        names: The names of the table for indicators of the catalogue, or for the caller's own.
        regions: Headings that are regions (任务分解).
        sheet: Which sheet of a workbook, where several hold tables.

    Raises:
        DefinitionError: One of these is of another kind.
    """

    title: str = ""
    region: str = ""
    period: Period | str | None = None
    table: str = ""
    catalogue: Catalogue | None = None
    names: Names | None = None
    regions: tuple[str, ...] = field(default=(), converter=_texts)
    sheet: str = ""

    def __attrs_post_init__(self) -> None:
        for name in ("title", "region", "table", "sheet"):
            checked(getattr(self, name), DefinitionError)
        for key in self.names if isinstance(self.names, Mapping) else ():
            checked(key, DefinitionError)
        for name, kind in (("catalogue", Catalogue), ("names", Mapping)):
            value = getattr(self, name)
            if not (value is None or isinstance(value, kind)):
                raise wrong_kind(name, kind.__name__, value)

    @property
    def known(self) -> Catalogue:
        """The catalogue, with the caller's own indicators."""
        standard = Catalogue.standard() if self.catalogue is None else self.catalogue
        own = [one for one in (self.names or {}).values() if isinstance(one, Indicator)]
        return standard | Catalogue([one for one in own if standard.get(one.code) is not one])

    def spanning(self) -> Period:
        """The plan's period.

        Raises:
            DefinitionError: Title or period is not told.
        """
        for name, value in (("title", self.title), ("period", self.period)):
            if not value:
                raise DefinitionError("layout.about", name=name)
        return self.period if isinstance(self.period, Period) else Period.parse(self.period or "")


def read(path: str | Path, told: Told) -> tuple[Printed, Catalogue]:
    """The plan that a file holds, and the catalogue it needs.

    Raises:
        TableError: The file holds no plan's table, or several; a heading or row cannot be placed.
        DefinitionError: The file does not tell title or period, and the caller neither.
        NotationError, UnitError: A cell cannot be read; the message names its address.
        OSError: The file cannot be opened.
    """
    book = formats.read(path)
    whole = read_ledger(book)
    if whole is not None:
        printed, own = whole
        known = told.known
        codes = {one.code for one in own}
        return printed, Catalogue([*own, *(one for one in known if one.code not in codes)])
    grid, before, notes = _chosen(book, told.sheet)
    return _laid_out(grid, told, Document(told.title, region=told.region, file=book.name), before, notes)


def from_records(records: Iterable[Mapping[str, object]], told: Told) -> tuple[Printed, Catalogue]:
    """The plan that records hold, their keys the headings of a table.

    Raises:
        DefinitionError, TableError, NotationError, UnitError, NumberError: As for `read`.
    """
    rows = list(records) if isinstance(records, Iterable) and not isinstance(records, str | Mapping) else None
    if rows is None or not all(isinstance(row, Mapping) for row in rows):
        raise DefinitionError("layout.records", value=records)
    if len(rows) > MOST_RECORDS:
        raise TableError("layout.many", count=len(rows), most=MOST_RECORDS)
    headings = list(dict.fromkeys(checked(key, TableError) for row in rows for key in row))
    head = [Cell(heading, f"$.{heading}") for heading in headings]
    body = [
        [
            Cell(_text(row.get(heading), f"$[{place}].{heading}"), f"$[{place}].{heading}")
            for heading in headings
        ]
        for place, row in enumerate(rows)
    ]
    document = Document(told.title, region=told.region)
    return _laid_out(Grid([head, *body]), told, document, (), ())


def _text(value: object, place: str) -> str:
    """A value of a record as a cell would print it; a float is refused, its decimals are unknown."""
    if value is None:
        return ""
    if isinstance(value, str | Figure | Bound | Composition):
        return str(value)
    number = value if isinstance(value, int | Decimal | float) else None
    if number is None:
        raise DefinitionError("layout.value", value=value).at(place)
    with told_at(place):
        return plain(printed(number))


def _laid_out(
    grid: Grid, told: Told, document: Document, before: tuple[str, ...], notes: tuple[str, ...]
) -> tuple[Printed, Catalogue]:
    period = told.spanning()
    known = told.known
    unit = next((found[1] for line in before if (found := UNIT_LINE.search(line))), "")
    layout = read_grid(grid, About(period, document, known, told.names or {}, told.regions, unit))
    check_brackets((*before, *notes))
    title = next(filter(None, (UNIT_LINE.sub("", line) for line in reversed(before))), "")
    header = Header(
        "", told.title, told.region, period, document, told.table or layout.title or title, layout.columns,
        (*layout.notes, *notes),
    )  # fmt: skip
    return Printed(header, layout.rows), known | Catalogue(layout.learned)


def _chosen(book: Book, sheet: str) -> tuple[Grid, tuple[str, ...], tuple[str, ...]]:
    """The grid that holds a plan's table, the lines right before it, and the notes behind it."""
    found = [
        (place, block)
        for place, block in enumerate(book.blocks)
        if isinstance(block, Grid) and any(map(is_head, block.rows)) and sheet in ("", block.name)
    ]
    names = "、".join(block.name for block in book.grids)
    if len(found) != 1:
        code = "layout.several" if found else "layout.sheet" if sheet else "layout.head"
        raise TableError(code, count=len(found), names=names, name=sheet).at(book.name)
    place, grid = found[0]
    before = takewhile(lambda block: isinstance(block, Cell), reversed(book.blocks[:place]))
    behind = takewhile(lambda block: isinstance(block, Cell), book.blocks[place + 1 :])
    lines = [one.text.strip() for one in before if isinstance(one, Cell)]
    texts = [one.text.strip() for one in behind if isinstance(one, Cell)]
    noted = dropwhile(lambda text: not (NOTE.match(text) or BRACKETS.search(text)), texts)
    return grid, tuple(reversed(lines)), tuple(NOTE.sub("", text, count=1) for text in noted if text)
