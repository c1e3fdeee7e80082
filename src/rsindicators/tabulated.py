"""Observations read from the rows of a file.

A row is a figure in its place: indicator, period and value, and where given unit, region, accumulation,
scope (口径), status and the date it was true; an explanation may stand beside it and is not read. The
headings are those names or their Chinese ones; they may stand in any order, below a title. A row that cannot
be read is an error with its cell's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, TypeVar

from rsindicators import formats
from rsindicators.catalogue import Catalogue
from rsindicators.errors import DefinitionError, NotationError, PeriodError, TableError, told_at
from rsindicators.kinds import Accumulation, Kind, Status
from rsindicators.notation import MISSING, parse
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.table import Cell, Grid
from rsindicators.text import fold

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS: Final = {
    "indicator": ("指标", "指标名称"),
    "period": ("时期", "报告期", "时间"),
    "value": ("数值", "数", "值"),
    "unit": ("单位", "计量单位"),
    "region": ("地区", "区域"),
    "accumulation": ("累计方式",),
    "scope": ("口径",),
    "status": ("状态",),
    "as_of": ("截至日期",),
    "explanation": ("说明", "备注"),
}
"""The names of the columns, in English and in Chinese."""

K = TypeVar("K", bound=Kind)

NEEDED: Final = ("indicator", "period", "value")
_NAMES: Final = {name: key for key, names in HEADINGS.items() for name in (key, *names)}


def read_observations(path: str | Path, catalogue: Catalogue | None = None) -> tuple[Observation, ...]:
    """The observations that a CSV, JSON, Markdown or xlsx file holds, in its order.

    Args:
        path: The file; its first table with the headings indicator (指标), period (时期) and value (数值).
        catalogue: Where the indicators are looked up; left out, the standard one.

    Raises:
        TableError: The file holds no such table, or a column nobody asked for.
        DefinitionError: `catalogue` is no catalogue.
        RSIndicatorsError: A cell cannot be read; the message names its address.
        OSError: The file cannot be opened.
    """
    known = Catalogue.standard() if catalogue is None else catalogue
    if not isinstance(known, Catalogue):
        raise DefinitionError(
            "argument.kind", name="catalogue", wanted="Catalogue", type=type(known).__name__, value=known
        )
    book = formats.read(path)
    for grid in book.grids:
        for number, row in enumerate(grid.rows):
            headings = tuple(_NAMES.get(_plain(cell), "") for cell in row)
            if all(key in headings for key in NEEDED):
                return tuple(_observations(grid, number, headings, known))
    raise TableError("tabulated.head").at(book.name)


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", fold(cell.text)).lower()


def _observations(
    grid: Grid, head: int, headings: tuple[str, ...], catalogue: Catalogue
) -> Iterator[Observation]:
    for cell, heading in zip(grid.rows[head], headings, strict=True):
        if (heading and headings.count(heading) > 1) or not (heading or cell.is_empty):
            known = "、".join(names[0] for names in HEADINGS.values())
            raise TableError("tabulated.column", heading=cell.text, known=known).at(cell.address)
    for place in range(head + 1, len(grid.rows)):
        row = {name: grid.shown(place, column) for column, name in enumerate(headings) if name}
        if not all(cell.is_empty for cell in row.values()):
            yield _observation(row, catalogue)


def _observation(row: Mapping[str, Cell], catalogue: Catalogue) -> Observation:
    with told_at(row["indicator"].address):
        indicator = catalogue[_text(row, "indicator")]
    unit = "" if _text(row, "unit") in MISSING else _text(row, "unit")
    if row["value"].kind == "uncalculated":
        raise TableError("layout.uncalculated").at(row["value"].address)
    with told_at(row["value"].address):
        reading = parse(_text(row, "value"), unit or None, report=True)
    run = _member(Accumulation, row, "accumulation") or reading.accumulation
    status = _member(Status, row, "status")
    as_of = _day(row)
    with told_at(row["period"].address):
        period = Period.parse(_text(row, "period"))
    with told_at(row["value"].address):
        return Observation(
            indicator, reading.value if unit else _text(row, "value"), period, _text(row, "region"), run,
            _text(row, "scope"), status, as_of, phrase=reading.phrase,
        )  # fmt: skip


def _text(row: Mapping[str, Cell], name: str) -> str:
    return row[name].text.strip() if name in row else ""


def _member(kind: type[K], row: Mapping[str, Cell], name: str) -> K | None:
    text = _text(row, name)
    if text in MISSING:
        return None
    try:
        return kind.called(text)
    except ValueError as error:
        labels = "、".join(member.label for member in kind)
        raise NotationError("tabulated.member", text=text, labels=labels).at(row[name].address) from error


def _day(row: Mapping[str, Cell]) -> date | None:
    text = _text(row, "as_of")
    if text in MISSING:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise PeriodError("tabulated.day", text=text).at(row["as_of"].address) from error
