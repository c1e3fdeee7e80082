"""What the printed cells and sentences of a plan say: targets and observations.

A cell in brackets is a total over the plan (of an earlier column, over the plan before); any other is a level
or a yearly figure of its column's year. What is read into a cell (a comparator, a year's figure) is named in
the target's `inferred`, and so is a definition that another document gave.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.errors import PeriodError, told_at
from rsindicators.indicator import Indicator
from rsindicators.kinds import YEARLY, Accumulation, Measure, Role
from rsindicators.notation import Reading, parse
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.printed import INFERRED, LOST, Column, Header, Pairs, Printed, Row, Statement
from rsindicators.source import Source
from rsindicators.target import Base, Target, asked
from rsindicators.units import Unit


def targets(printed: Printed, catalogue: Catalogue) -> Iterator[Target]:
    """The promises: of the table row by row, then of the prose.

    Raises:
        UnknownNameError: An indicator is not in the catalogue.
        NotationError, UnitError, DefinitionError: A cell cannot be read; the message names row and cell.
    """
    for cell in _cells(printed, catalogue):
        if cell.column.role is Role.TARGET:
            with told_at(cell.place):
                yield cell.target()
    for one in printed.statements:
        if one.role is Role.TARGET:
            with told_at(one.name):
                yield _Sentence(printed.header, one, catalogue[one.indicator]).target()


def results(printed: Printed, catalogue: Catalogue) -> Iterator[Observation]:
    """What the document itself reports: bases and results of the table, then of the prose.

    Raises:
        UnknownNameError, NotationError, UnitError: As for `targets`.
    """
    for cell in _cells(printed, catalogue):
        if cell.column.role in (Role.BASE, Role.RESULT):
            with told_at(cell.place):
                yield from cell.observed()
    for one in printed.statements:
        if one.role is Role.RESULT:
            with told_at(one.name):
                yield _Sentence(printed.header, one, catalogue[one.indicator]).observed()


def _cells(printed: Printed, catalogue: Catalogue) -> Iterator[_Cell]:
    for row in printed.rows:
        for column, text in zip(printed.header.columns, row.cells, strict=True):
            yield _Cell(printed.header, row, column, text, catalogue[row.indicator])


@frozen
class _Cell:
    """A cell in its row and column."""

    header: Header
    row: Row
    column: Column
    text: str
    indicator: Indicator

    @property
    def place(self) -> str:
        return f"{self.row.number}.{self.row.name} {self.column.heading}"

    @property
    def source(self) -> Source:
        header, row = self.header, self.row
        words = header.table.split()
        source = header.source(header.table, f"{words[0] if words else ''}第{row.number}行", row.line)
        evidence = dict(row.inferred).get(self.column.heading)
        return source if evidence is None else evolve(source, checked=f"{INFERRED}{evidence}")

    def reading(self, *, report: bool) -> Reading:
        if self.text == LOST:
            return Reading(text=LOST)
        unit = Unit.parse(self.row.unit) if self.row.unit else self.indicator.unit
        return parse(self.text, unit, report=report)

    def observed(self) -> Iterator[Observation]:
        """What it reports, if anything."""
        reading = self.reading(report=True)
        if reading.value is None and not reading.phrase:
            return
        period, run, _ = self._place(reading)
        yield Observation(
            self.indicator, reading.value, period, self.column.region or self.header.region, run,
            status=self.column.status, source=self.source, phrase=reading.phrase,
        )  # fmt: skip

    def target(self) -> Target:
        """What it promises."""
        row, heading = self.row, self.column.heading
        reading = self.reading(report=False)
        bound, read_into = asked(reading.value, self.indicator.direction)
        period, run, guessed = self._place(reading)
        inferred = (*self._inferred(), *_by_name(self.header, self.indicator), *read_into, *guessed)
        return Target(
            self.indicator, bound, period, run, row.nature, reading.phrase, self._base(), reading.hedges,
            inferred, self.source, row.number, row.name, row.section, row.star, row.part_of, self.text,
            lost=dict(row.lost).get(heading, ""), region=self.column.region,
        )  # fmt: skip

    def _inferred(self) -> Pairs:
        """What was read into the row, and into this cell; what was read into its other cells is theirs."""
        headings = {column.heading for column in self.header.columns}
        row = tuple(pair for pair in self.row.inferred if pair[0] not in headings)
        own = dict(self.row.inferred).get(self.column.heading)
        return row if own is None else (*row, ("cell", own))

    def _base(self) -> Base | None:
        """The last base of the row, of the cell's region."""
        bases = [
            (column, text)
            for column, text in zip(self.header.columns, self.row.cells, strict=True)
            if column.role is Role.BASE and column.region == self.column.region
        ]
        if not bases:
            return None
        column, text = bases[-1]
        base = evolve(self, column=column, text=text)
        reading = base.reading(report=True)
        period, run, _ = base._place(reading)
        return Base(reading, period, run)

    def _place(self, reading: Reading) -> tuple[Period, Accumulation, Pairs]:
        """Period and accumulation; what is so every year, or on average a year, is so over the plan."""
        plan, column = self.header.period, self.column
        period, run, guessed = _place(reading, column.period, plan, self.indicator)
        if column.accumulation and not reading.accumulation and self.indicator.measure is Measure.FLOW:
            period, run, guessed = column.period, column.accumulation, ()
        return plan if run in YEARLY and plan.contains(column.period.end) else period, run, guessed


@frozen
class _Sentence:
    """A statement and its indicator."""

    header: Header
    one: Statement
    indicator: Indicator

    @property
    def source(self) -> Source:
        return self.header.source(self.one.section, "正文", self.one.line)

    def target(self) -> Target:
        """What it promises."""
        one = self.one
        reading = parse(one.cell, self.indicator.unit)
        bound, read_into = asked(reading.value, self.indicator.direction)
        period, run, guessed = self._place(reading)
        inferred = (*one.inferred, *_by_name(self.header, self.indicator), *read_into, *guessed)
        return Target(
            self.indicator, bound, period, run, one.nature, reading.phrase, None, reading.hedges, inferred,
            self.source, label=one.name, section=one.section, text=one.cell, quote=one.quote,
            region=one.region,
        )  # fmt: skip

    def observed(self) -> Observation:
        """What it reports."""
        one = self.one
        reading = parse(one.cell, self.indicator.unit, report=True)
        period, run, _ = self._place(reading)
        return Observation(
            self.indicator, reading.value, period, one.region or self.header.region, run, status=one.status,
            source=self.source, phrase=reading.phrase, quote=one.quote,
        )  # fmt: skip

    def _place(self, reading: Reading) -> tuple[Period, Accumulation, Pairs]:
        """Period and accumulation: as it says, else as a cell of a column of its period."""
        one = self.one
        if one.accumulation is not None:
            return one.period.plain(), one.accumulation, ()
        return _place(reading, one.period, self.header.period, self.indicator)


def _by_name(header: Header, indicator: Indicator) -> Pairs:
    """A definition of another document is used by its name alone."""
    if indicator.source.document == header.document.title:
        return ()
    return (("indicator", f"释义出自《{indicator.source.document}》,本文件只用其名"),)


def _place(
    cell: Reading, column: Period, plan: Period, indicator: Indicator
) -> tuple[Period, Accumulation, Pairs]:
    """Period and accumulation of a cell.

    Brackets are a total over the plan that the column's year belongs to. Of a column of several years
    (“十三五”完成数) a level is that at the end, a yearly rate that of the last year, and a flow the total.
    """
    if cell.accumulation is Accumulation.CUMULATIVE:
        whole = plan if plan.contains(column.end) else Period.plan_of(column.end)
        if whole is None:
            raise PeriodError("observation.total", period=column)
        return whole, Accumulation.CUMULATIVE, ()
    if cell.accumulation is not None:
        return column.plain(), cell.accumulation, ()
    if indicator.accumulation is not Accumulation.ANNUAL:
        level = indicator.accumulation is Accumulation.AT_END
        return (column.ending if level else column).plain(), indicator.accumulation, ()
    if column.months > 12 and indicator.measure is Measure.FLOW:
        reason = f"{column}的报告期数,按期内累计读"
        return column.plain(), Accumulation.CUMULATIVE, (("accumulation", reason),)
    year = column.ending.plain() if column.months > 12 else column.plain()
    reason = f"不带[ ]的报告期数,按{year}的年度数读"
    return year, Accumulation.ANNUAL, (("accumulation", reason),)
