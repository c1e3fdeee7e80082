"""The targets of a document, read and assessed.

A plan is a table of promises with its cells as printed (`data/plans/*.toml`, each row with its source). Its
targets are what the rows ask; its results are the observations the document itself prints, bases included.
A cell in brackets is a total over the plan (of a base, over the plan before); any other is a level or a
yearly figure of its column's year. What the table does not print (a unit, a comparator) is inferred, and
each target says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, Final

from attrs import frozen

from rsindicators import package
from rsindicators.catalogue import Catalogue
from rsindicators.codec import from_data
from rsindicators.errors import ComponentError, UnknownNameError
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Nature, Status
from rsindicators.notation import Reading, parse
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.progress import Assessment, held
from rsindicators.source import Source
from rsindicators.table import Table
from rsindicators.target import Base, Target, asked
from rsindicators.text import checked, nearest
from rsindicators.units import Unit


@frozen
class Row:
    """A row of a plan's table, its cells as printed.

    Attributes:
        number: As printed.
        indicator: The code of the indicator in the catalogue.
        name: As printed, without number, stars and unit.
        unit: As printed; empty where the row prints none.
        target: The target cell.
        nature: 约束性 or 预期性.
        line: The line of the text file it was taken from.
        base: The base cell, or None where the table has no such column.
        result: The result cell likewise.
        section: The table's section.
        star: Whether the row bears a star.
        part_of: The number of the row it is a part of (其中), or 0.
        inferred: What the row does not print and how it was found: field and evidence.
    """

    number: int
    indicator: str
    name: str
    unit: str
    target: str
    nature: Nature
    line: int
    base: str | None = None
    result: str | None = None
    section: str = ""
    star: bool = False
    part_of: int = 0
    inferred: tuple[tuple[str, str], ...] = ()


@frozen
class Header:
    """What a plan's table is, and the periods of its columns."""

    code: str
    title: str
    region: str
    period: Period
    table: str
    document: str
    file: str
    target: Period
    checked: str
    base: Period | None = None
    result: Period | None = None
    notes: tuple[str, ...] = ()


@frozen
class Plan:
    """The targets of a document, and what it reports.

    Attributes:
        code: As in `rs.plans()`.
        title: The plan.
        region: Whose plan it is.
        period: The plan's period.
        targets_all: The targets, in the order of the table.
        results: The observations the document prints: bases and results.
        rows: The rows as printed.
        header: Table and columns.
        edition: A digest of the records.
    """

    code: str
    title: str
    region: str
    period: Period
    targets_all: tuple[Target, ...]
    results: tuple[Observation, ...]
    rows: tuple[Row, ...]
    header: Header
    edition: str

    @staticmethod
    def load(code: str) -> Plan:
        """A plan of the documents, as `rs.plans()` lists them.

        Examples:
            >>> plan = Plan.load("xuyong-13")
            >>> len(plan.targets()), str(plan["失业保险参保人数"])
            (13, '≥2万人')

        Raises:
            UnknownNameError: There is none of that code; the nearest are offered.
        """
        if checked(code, UnknownNameError) not in plans():
            raise UnknownNameError("plan.unknown", name=code, near=nearest(code, plans()))
        return _loaded(code)

    def targets(self, name: str | None = None) -> tuple[Target, ...]:
        """All targets, or all of the indicator called `name` (in the catalogue, or in the table)."""
        if name is None:
            return self.targets_all
        return tuple(one for one in self.targets_all if name in (one.label, *one.indicator.names))

    def __getitem__(self, name: str) -> Target:
        """The one target of an indicator.

        Raises:
            UnknownNameError: There is none, or there are several (the message lists them).
        """
        found = self.targets(checked(name, UnknownNameError))
        if not found:
            labels = [one.label for one in self.targets_all]
            raise UnknownNameError("plan.no_target", name=name, plan=self.title, near=nearest(name, labels))
        if len(found) > 1:
            places = "、".join(f"{one.period} {one.source.item if one.source else ''}" for one in found)
            raise UnknownNameError("plan.many_targets", name=name, places=places)
        return found[0]

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets_all)

    def __len__(self) -> int:
        return len(self.targets_all)

    def assess(self, observations: Iterable[Observation] | None = None, on: date | None = None) -> Assessment:
        """Every target against the observation of its indicator, region, period and accumulation.

        Args:
            observations: What was reported; left out, what the document itself reports. An observation
                without a region is taken to be of the plan's. Of several the most final one is used. One of a
                special scope (口径) decides nothing, since the target names none.
            on: Leave out what ends after this day.

        Returns:
            A row per target; one without an observation is UNDECIDED.

        Raises:
            UnitError: A figure's unit does not fit its target's.
        """
        given = tuple(self.results if observations is None else observations)
        for one in given:
            if not isinstance(one, Observation):
                raise ComponentError("plan.observation", value=one, type=type(one).__name__)
        known = [
            one
            for one in given
            if one.region in ("", self.region) and (on is None or one.period.elapsed(on) == 1)
        ]
        rows = []
        for target in self.targets_all:
            found = _best(target, known)
            rows.append(held(target, *found[:2]) if found else held(target, None))
        places = {_place_of(target) for target in self.targets_all}
        unused = tuple(one for one in given if _place_of(one) not in places or one not in known)
        editions = (("plan", self.edition), ("catalogue", Catalogue.standard().edition))
        place = f"来源:《{self.header.document}》{self.header.table};版本 {self.edition}"
        notes = (f"{place};※ 原文未印比较符或单位,是推定的",)
        return Assessment(
            f"{self.title}:{self.header.table}",
            tuple(rows),
            editions,
            notes,
            () if observations is None else unused,
        )

    def to_table(self) -> Table:
        """The table as printed."""
        columns = ("序号", "指标", "单位", "基数", "目标", "结果", "属性")
        rows = [
            (
                f"{'*' if row.star else ''}{row.number}",
                ("其中:" if row.part_of else "") + row.name,
                row.unit,
                row.base or "",
                row.target,
                row.result or "",
                row.nature.label,
            )
            for row in self.rows
        ]
        return Table(
            columns, rows, f"{self.title}:{self.header.table}", self.header.notes, right=(0, 3, 4, 5)
        )

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __repr__(self) -> str:
        return f"Plan.load({self.code!r})"

    def __str__(self) -> str:
        return self.to_table().text()


@cache
def _loaded(code: str) -> Plan:
    return _plan(package.text(f"plans/{code}.toml"), Catalogue.standard())


def plans() -> dict[str, str]:
    """The plans of the documents: title and table by code."""
    return dict(_plans())


@cache
def _plans() -> dict[str, str]:
    headers = [package.table(name)["plan"] for name in package.names("plans")]
    return {header["code"]: f"{header['title']}:{header['table']}" for header in headers}


_FINALITY: Final = {
    status: rank
    for rank, status in enumerate((Status.ESTIMATED, Status.PRELIMINARY, None, Status.FINAL, Status.REVISED))
}
"""A figure nobody qualified is more than a first one and less than one that is called final."""


def _place_of(one: Target | Observation) -> tuple[str, Period, Accumulation | None]:
    return one.indicator.code, one.period.plain(), one.accumulation


def _best(target: Target, known: list[Observation]) -> list[Observation]:
    """The most final observations in the target's place, those of no special scope before others.

    Of several that tell the same the last is left; more than one are left only if they tell different things.
    """
    found = [one for one in known if _place_of(one) == _place_of(target)]
    first = max((_rank(one) for one in found), default=None)
    told = {(one.figure, one.phrase): one for one in found if _rank(one) == first}
    return list(reversed(told.values()))


def _rank(one: Observation) -> tuple[bool, int]:
    return not one.scope, _FINALITY[one.status]


def _plan(text: str, catalogue: Catalogue) -> Plan:
    data = tomllib.loads(text)
    header = from_data(data["plan"], Header, data["plan"]["code"])
    rows = tuple(_row(record, header) for record in data["row"])
    targets: list[Target] = []
    results: list[Observation] = []
    for row in rows:
        indicator = catalogue[row.indicator]
        target, seen = _read_row(row, header, indicator)
        targets.append(target)
        results += seen
    edition = package.digest(text)
    return Plan(
        header.code,
        header.title,
        header.region,
        header.period,
        tuple(targets),
        tuple(results),
        rows,
        header,
        edition,
    )


def _row(record: dict[str, Any], header: Header) -> Row:
    plain = record | {"inferred": list(map(list, record.get("inferred", {}).items()))}
    return from_data(plain, Row, f"{header.code} 第{record.get('number')}行")


def _read_row(row: Row, header: Header, indicator: Indicator) -> tuple[Target, list[Observation]]:
    """The promise of a row, and what it reports."""
    unit = Unit.parse(row.unit) if row.unit else indicator.unit
    source = Source(
        header.document,
        header.table,
        f"{header.table.split()[0]}第{row.number}行",
        row.line,
        header.file,
        header.checked,
    )
    cell = parse(row.target, unit)
    bound, inferred = asked(cell.value, indicator.direction)
    period, run, guessed = _place(cell, header.target, header.period, indicator)
    base = _base(row, header, indicator, unit)
    target = Target(
        indicator, bound, period, run, row.nature, cell.phrase, base, cell.hedges,
        (*row.inferred, *inferred, *guessed), source, row.number, row.name, row.section, row.star,
        row.part_of, row.target,
    )  # fmt: skip
    seen = []
    if base is not None and base.reading.value is not None:
        seen.append(
            Observation(
                indicator, base.reading.value, base.period, header.region, base.accumulation, source=source
            )
        )
    if row.result is not None and header.result is not None:
        reading = parse(row.result, unit, report=True)
        if reading.value is not None:
            when, over, _ = _place(reading, header.result, header.period, indicator)
            seen.append(Observation(indicator, reading.value, when, header.region, over, source=source))
    return target, seen


def _base(row: Row, header: Header, indicator: Indicator, unit: Unit) -> Base | None:
    if row.base is None or header.base is None:
        return None
    reading = parse(row.base, unit, report=True)
    period, run, _ = _place(reading, header.base, header.period.previous, indicator)
    return Base(reading, period, run)


def _place(
    cell: Reading, column: Period, plan: Period, indicator: Indicator
) -> tuple[Period, Accumulation, tuple[tuple[str, str], ...]]:
    """Period and accumulation of a cell: brackets are a total over the plan."""
    if cell.accumulation is Accumulation.CUMULATIVE:
        return plan, Accumulation.CUMULATIVE, ()
    if cell.accumulation is not None:
        return column.plain(), cell.accumulation, ()
    if indicator.accumulation is Accumulation.ANNUAL:
        reason = "不带[ ]的报告期数,按该列年度的年度数读"
        return column.plain(), Accumulation.ANNUAL, (("accumulation", reason),)
    return column.plain(), indicator.accumulation, ()
