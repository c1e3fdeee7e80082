"""A file, records or a dataframe read: figures in their places, and what could not be read.

All tables of all sheets are read, hidden sheets only where there are no others. What the form does not say
itself (its period, its region, the decimals of its number cells) the caller may tell. Refused are arguments
of another kind, a file without any table of figures, and more than 200,000 of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve, frozen

from rsindicators import formats
from rsindicators.catalogue import Catalogue
from rsindicators.columns import region_name
from rsindicators.entries import About, Entries
from rsindicators.errors import DefinitionError, NumberError, TableError, wrong_kind
from rsindicators.fault import Fault
from rsindicators.glossary import Glossary
from rsindicators.number import MOST_DECIMALS
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.records import frame_records, grid_of
from rsindicators.sheets import MOST_FIGURES, read_sheet
from rsindicators.table import Grid
from rsindicators.text import checked

if TYPE_CHECKING:
    from os import PathLike

T = TypeVar("T")


@frozen(eq=False)
class Perused:
    """What was read.

    Attributes:
        observations: In the order of the rows.
        faults: Unknown columns first, then in the order of the rows.
        name: The file or form.
        regions: The regions that were asked to report.
    """

    observations: tuple[Observation, ...]
    faults: tuple[Fault, ...]
    name: str
    regions: tuple[str, ...]


@frozen(eq=False)
class Told:
    """What the caller tells of a form.

    Attributes:
        about: What its cells do not say.
        regions: The regions that were asked to report; they may head columns.
    """

    about: About
    regions: tuple[str, ...] = ()


def told(
    catalogue: Catalogue | None,
    period: Period | str | None,
    region: str,
    regions: Iterable[str],
    decimals: int | None,
) -> Told:
    """What the caller tells, if it can be told.

    Raises:
        DefinitionError: The catalogue is none, or a region is none.
        PeriodError: The period is none.
        NumberError: There is no such number of decimals.
    """
    if not (decimals is None or (type(decimals) is int and 0 <= decimals <= MOST_DECIMALS)):
        raise NumberError("figure.decimals", value=decimals, least=0, most=MOST_DECIMALS)
    run = period if isinstance(period, Period) or period is None else Period.parse(period)
    about = About(
        glossary_of(catalogue),
        period=run and run.plain(),
        region=region if region == "" else region_name(region),
        decimals=decimals,
    )
    return Told(about, region_names(regions))


def read_file(path: str | PathLike[str], given: Told) -> Perused:
    """What a file reports.

    Raises:
        TableError: It holds no table of figures, a heading twice, or more than 200,000 figures.
        OSError: It cannot be opened.
    """
    book = formats.read(path)
    grids = [grid for grid in book.grids if not grid.hidden] or book.grids
    return _read(grids, Told(evolve(given.about, form=book.name), given.regions))


def read_records(records: object, given: Told, name: str) -> Perused:
    """What records report; no records report nothing.

    Raises:
        TableError: They are none, hold no figures or a heading twice, or are more than 200,000.
        DefinitionError: The name is no text.
    """
    return _recorded(grid_of(records), given, checked(name, DefinitionError))


def read_frame(frame: object, given: Told, name: str) -> Perused:
    """What a dataframe reports.

    Raises:
        TableError: It is none, or as for `read_records`.
        DefinitionError: The name is no text.
    """
    return _recorded(grid_of(frame_records(frame), blanks=True), given, checked(name, DefinitionError))


def _recorded(grid: Grid, given: Told, name: str) -> Perused:
    """The cells of records have no addresses that a person could find; errors keep them for programs."""
    if len(grid.rows) == 1:
        return Perused((), (), name, given.regions)
    found = _read([grid], Told(evolve(given.about, form=name, addressed=False), given.regions))
    return evolve(found, faults=tuple(evolve(one, cell="") for one in found.faults))


def _read(grids: Iterable[Grid], given: Told) -> Perused:
    """What the tables of grids report."""
    about, dated = given.about, given.about.period is not None
    found = (read_sheet(grid, about.form, about.glossary, given.regions, dated=dated) for grid in grids)
    sheets = [sheet for sheet in found if sheet is not None]
    tables = [table for sheet in sheets for table in sheet.tables]
    if not sheets:
        raise TableError("submission.head").at(about.form)
    if sum(map(len, tables)) > MOST_FIGURES:
        raise TableError("submission.many", most=MOST_FIGURES).at(about.form)
    entries = Entries(about)
    entries.read(tables)
    faults = (*(fault for sheet in sheets for fault in sheet.faults), *entries.faults)
    return Perused(tuple(entries.observations), faults, about.form, given.regions)


# ── the arguments ────────────────────────────────────────────────────────────────────────────────────────


def glossary_of(catalogue: Catalogue | None) -> Glossary:
    """The names of a catalogue, or of the standard one; made once for each.

    Raises:
        DefinitionError: It is no catalogue.
    """
    return Glossary.of(Catalogue.standard() if catalogue is None else catalogue)


def region_names(given: Iterable[str]) -> tuple[str, ...]:
    """The names of regions, each once.

    Raises:
        DefinitionError: One is none; a bare text is no list of them.
    """
    if isinstance(given, str):
        raise DefinitionError("submission.regions", value=given)
    return tuple(dict.fromkeys(map(region_name, all_of(given, str, "regions"))))


def all_of(given: object, kind: type[T], name: str, most: int = MOST_FIGURES) -> tuple[T, ...]:
    """What is given, each of that kind.

    Raises:
        DefinitionError: One is not.
        TableError: They are more than `most`.
    """
    if not isinstance(given, Iterable) or isinstance(given, str | bytes | Mapping):
        raise wrong_kind(name, f"list[{kind.__name__}]", given)
    found = tuple(islice(given, most + 1))
    if len(found) > most:
        raise TableError("submission.many", most=most)
    for one in found:
        if not isinstance(one, kind):
            raise wrong_kind(name, f"list[{kind.__name__}]", one)
    return found
