"""Rows of a frame as the objects read them.

What is more than a plain number in a known place, and whatever is asked for as objects, goes through the
reader of the objects (`Submission.from_records`), so that a cell means in a frame what it means in a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from rsindicators.errors import RSIndicatorsError
from rsindicators.fault import Fault
from rsindicators.frames.cells import MONTHS_OF
from rsindicators.frames.layout import FigureColumn
from rsindicators.frames.slots import run_told
from rsindicators.frames.told import About
from rsindicators.indicator import Indicator
from rsindicators.period import Period
from rsindicators.records import is_blank
from rsindicators.submission import Submission

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Record = dict[str, Any]
_PLACE: Final = re.compile(r"\$\[([0-9]{1,9})\](\.[a-z_]{1,20})?")
OF_ROWS: Final = tuple(
    f".{role}" for role in ("region", "period", "scope", "status", "accumulation", "as_of")
)
"""Where faults are told that are of a whole row."""


def submission_of(records: Sequence[Record], about: About, regions: Iterable[str] = ()) -> Submission:
    """What some rows report.

    Raises:
        TableError: They are more than 200,000, or too many of them cannot be read.
    """
    if not records:
        return Submission((), regions=regions)
    return Submission.from_records(
        records,
        catalogue=about.glossary.catalogue,
        period=about.period,
        region=about.region,
        regions=regions,
        decimals=about.decimals,
    )


def told_of(found: Submission, lines: Sequence[int]) -> Submission:
    """What was read of some rows, its faults told of those rows.

    What is told of the key of a row, which stands in every record of that row, is told once.

    Args:
        found: What was read.
        lines: The number of the row of each record.
    """
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for fault in found.faults:
        place = _PLACE.fullmatch(fault.error.place)
        if place is not None:
            fault.error.at(f"$[{lines[int(place[1])]}]{place[2]}")
            key = (fault.rule, fault.error.place)
            if place[2] in OF_ROWS and key in seen:
                continue
            seen.add(key)
        faults.append(fault)
    return evolve(found, faults=tuple(faults))


def records_of(frame: nw.DataFrame[Any], about: About, column: str | None = None) -> list[Record]:
    """The rows of a small eager frame as records, a figure each.

    Args:
        frame: The rows.
        about: What is told of them.
        column: Of a wide frame the only figure column that is wanted.
    """
    columns = dict(about.layout.columns)
    figures = [one for one in about.layout.figures if column in (None, one.column)]
    names = [*columns.values(), *(one.column for one in figures)]
    rows = frame.select(names).rows(named=True)
    told = [{role: _told(row[name]) for role, name in columns.items()} for row in rows]
    found: list[Record] = []
    for row, record in zip(rows, told, strict=True):
        _dated(record)
        wide = ({**record, **_figure(one, _told(row[one.column]), about)} for one in figures)
        found += wide if about.layout.figures else [record]
    for record in found:
        _united(record, about)
        _run(record, about)
    return found


def _told(value: Any) -> Any:
    return None if is_blank(value) else value


def _dated(record: Record) -> None:
    """A year and its quarter or month as one period; left as it is printed where it is none."""
    if "year" not in record:
        return
    year, month, months, spelled = record.pop("year"), 1, 12, ""
    for role, length in MONTHS_OF.items():
        if role in record:
            number = record.pop(role)
            month, months = (number - 1) * length + 1 if isinstance(number, int) else 0, length
            spelled = f"{role}={number}"
    try:
        record["period"] = Period(int(year), month, months)
    except (RSIndicatorsError, TypeError, ValueError):
        record["period"] = f"{year} {spelled}".strip()  # as it stands there, for whoever must mend it


def _figure(one: FigureColumn, value: Any, about: About) -> Record:
    told = about.units.get(one.column) if isinstance(about.units, Mapping) else None
    unit = one.unit or told
    return {"indicator": one.name, "value": value} | ({"unit": unit} if unit else {})


def _united(record: Record, about: About) -> None:
    """The unit that the caller told of a figure that prints none."""
    if record.get("unit") is not None or not about.units:
        return
    indicator = _indicator(record, about)
    if isinstance(about.units, str):  # the word for the units of the definitions
        unit = str(indicator.unit) if indicator else None
    else:
        named = (indicator.code, *indicator.names) if indicator else ()
        names = (*named, about.layout.columns.get("value", ""))
        unit = next((about.units[name] for name in names if name in about.units), None)
    record["unit"] = unit


def _run(record: Record, about: About) -> None:
    """That a month or quarter means the year to date, where the caller told so."""
    indicator = _indicator(record, about)
    if not about.to_date or indicator is None or record.get("accumulation") is not None:
        return
    try:
        period = record.get("period", about.period)
        found = period if isinstance(period, Period) else Period.parse(str(period))
    except RSIndicatorsError:
        return
    record["accumulation"] = run_told(indicator, found, None, to_date=True)


def _indicator(record: Record, about: About) -> Indicator | None:
    try:
        named = about.glossary.named(str(record.get("indicator", "")), str(record.get("component") or ""))
    except RSIndicatorsError:
        return None
    return named.candidates[0] if len(named.candidates) == 1 else None
