"""A row of a form as a figure in its place, or what could not be read of it.

Reading never guesses and never stops. Each cell that cannot be read is a `Fault` with its address, told by
the rule of its column (`cells.period`), and the other cells of the row are judged all the same. A row becomes
an observation where everything was read that says which figure of what it is; a fault of its date, its
decimals or its explanation does not keep it from being one.

The year-to-date of a month runs from January. What is carried over belongs to the run it is carried into.
What a name means that several indicators share, the rows around it tell (`namesakes`), or it is ambiguous.

Source: trade rules §4 (time; 累计方式 is 本期, 本年累计, 五年累计) and §7 (审核).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from attrs import define, field, frozen

from rsindicators.amount import Amounts, rule_of, unreadable
from rsindicators.columns import (
    read_accumulation,
    read_day,
    read_decimals,
    read_period,
    read_region,
    read_status,
    read_words,
)
from rsindicators.duration import settled
from rsindicators.errors import PeriodError, RSIndicatorsError, TableError, UnknownNameError
from rsindicators.fault import Fault
from rsindicators.glossary import MOST_NEAR, UNKNOWN, Glossary, family_of
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Status
from rsindicators.namesakes import Line, decide, text_of
from rsindicators.notation import MISSING, Reading, Value
from rsindicators.observation import ESTIMATED, Observation
from rsindicators.period import Period
from rsindicators.rows import Row
from rsindicators.table import Cell
from rsindicators.text import LONGEST_TEXT

MOST_UNREAD: Final = 50_000
"""Cells that cannot be read; a file with more of them is no form."""

ABSENT: Final = Cell("", "", "absent")
T = TypeVar("T")


@frozen(eq=False)
class About:
    """What is told of a form as a whole, for the cells that do not say it.

    Attributes:
        glossary: The names.
        form: The file or form.
        period: For which time its figures are.
        region: Of which region.
        decimals: How many decimals its number cells have.
        addressed: Whether its cells have addresses that a person can find; those of records have none.
    """

    glossary: Glossary
    form: str = ""
    period: Period | None = None
    region: str = ""
    decimals: int | None = None
    addressed: bool = True


@define(eq=False)
class Entries:
    """Reads the rows of one submission; it never leaves the call that made it.

    Attributes:
        about: What is told of the form as a whole.
        observations: What was read, in the order of the rows.
        faults: What could not be read, likewise.
    """

    about: About
    observations: list[Observation] = field(factory=list, init=False)
    faults: list[Fault] = field(factory=list, init=False)
    _amounts: Amounts = field(init=False)
    _told: list[tuple[str, Cell, RSIndicatorsError, bool]] = field(factory=list, init=False)
    _unread: int = field(default=0, init=False)
    _seen: set[tuple[str, str]] = field(factory=set, init=False)
    _unknown: set[str] = field(factory=set, init=False)
    _kept: dict[tuple[str, str, str], Any] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._amounts = Amounts(self.about.decimals)

    def read(self, tables: Iterable[Iterable[Row]]) -> None:
        """Read the rows of tables; the rows of one table may tell what each other's names mean.

        Raises:
            TableError: More than 50,000 cells cannot be read.
        """
        lines = [[line for row in rows if (line := self._line(row)) is not None] for rows in tables]
        reported = {family_of(one) for table in lines for line in table if (one := line.indicator)}
        for table in lines:
            decide(table, reported)
            for line in table:
                self._entry(line)

    def _line(self, row: Row) -> Line | None:
        """The row with its name looked up; None where it reports and asks nothing."""
        name, component = text_of(row, "indicator"), text_of(row, "component")
        empty = row.get("value", ABSENT).is_empty
        if not (name or component):
            error = TableError("layout.nameless")
            return None if empty else Line(row, name, component, UNKNOWN, error)
        if empty and self.about.period is None and not text_of(row, "period"):
            return None
        try:
            named = self.about.glossary.named(name, component)
        except UnknownNameError as error:
            return Line(row, name[:LONGEST_TEXT], component[:LONGEST_TEXT], UNKNOWN, error)
        if empty and not (named.candidates or component or _tells(row, "unit") or _tells(row, "period")):
            return None  # the heading of a section, a note
        return Line(row, name, component, named)

    def _entry(self, line: Line) -> None:
        """Read a row: an observation, or what keeps it from being one."""
        row, indicator = line.row, line.indicator
        self._told = []
        if indicator is None:
            self._tell(*self._unnamed(line))
        period = self._read(row, "period", read_period) or self.about.period
        if period is None and not self._told_of("cells.period"):
            self._tell(
                "cells.period", row.get("period", row.get("value", ABSENT)), PeriodError("submission.undated")
            )
        region = self._read(row, "region", read_region) or self.about.region
        scope = self._read(row, "scope", read_words) or ""
        status = self._read(row, "status", read_status)
        accumulation = self._read(row, "accumulation", read_accumulation)
        as_of = self._read(row, "as_of", read_day, kept=True)
        asked = self._read(row, "decimals", read_decimals, kept=True)
        explanation = self._explanation(row)
        value = row.get("value", ABSENT)
        reading = self._amounts.read(
            value, row.get("unit"), self._tell, own=line.named.unit, indicator=indicator, asked=asked
        )
        observation = None
        if indicator is not None and period is not None and reading is not None:
            run = self._run(row, indicator, period, accumulation, reading)
            if run is not None and all(kept for _, _, _, kept in self._told):
                early = status is None and ESTIMATED in reading.hedges
                observation = self._observed(
                    value, indicator, reading.value, *run,
                    region=region, scope=scope, status=Status.ESTIMATED if early else status, as_of=as_of,
                    phrase=reading.phrase, explanation=explanation,
                )  # fmt: skip
        if self._told:
            place = (self._region(row, region), *_spelled(line, period, accumulation))
            self._blame(observation, place)

    def _observed(
        self, cell: Cell, indicator: Indicator, value: Value | None, period: Period, run: Any, **told: Any
    ) -> Observation | None:
        address = cell.address if self.about.addressed else ""
        try:
            one = Observation(
                indicator, value, period, accumulation=run, cell=address, form=self.about.form, **told
            )
        except RSIndicatorsError as error:
            self._tell(rule_of(error, printed=True), cell, error)
            return None
        self.observations.append(one)
        return one

    def _tell(self, rule: str, cell: Cell, error: RSIndicatorsError, *, kept: bool = False) -> None:
        self._told.append((rule, cell, error, kept))

    def _told_of(self, rule: str) -> bool:
        return any(told == rule for told, _, _, _ in self._told)

    def _unnamed(self, line: Line) -> tuple[str, Cell, RSIndicatorsError]:
        """The rule, cell and error of a row whose indicator is not known."""
        keys = ("component", "indicator") if line.component else ("indicator", "value")
        cell = next((line.row[key] for key in keys if key in line.row), ABSENT)
        if line.named.candidates:
            name = line.component or line.name
            return "keys.ambiguous", cell, self.about.glossary.ambiguous(name, line.named.candidates)
        self._unknown.add(line.name)  # of the first ones the nearest names are searched for, which is slow
        search = len(self._unknown) <= MOST_NEAR
        error = line.error or self.about.glossary.unknown(line.name, line.component, search=search)
        return "keys.unknown", cell, error

    def _region(self, row: Row, region: str) -> str:
        """The region of a row as an observation has it; as printed, where it could not be read."""
        return text_of(row, "region") if self._told_of("cells.region") else region

    def _blame(self, observation: Observation | None, place: tuple[str, str, str]) -> None:
        """Keep what was told of a row; of a cell that several rows share it is told once.

        Args:
            observation: The figure of the row, if it was read.
            place: Region, name and period.
        """
        about = self.about
        for rule, cell, error, kept in self._told:
            seen = (rule, cell.address)
            if cell.address and seen in self._seen:
                continue
            self._seen.add(seen)
            self._unread += not kept
            if self._unread > MOST_UNREAD:
                raise TableError("submission.faults", most=MOST_UNREAD)
            error.__traceback__ = error.__cause__ = error.__context__ = None  # they hold on to every row
            self.faults.append(
                Fault(
                    rule,
                    cell.address if about.addressed else "",
                    about.form,
                    cell.text,
                    error.at(cell.address),
                    observation if kept else None,
                    *place,
                )
            )

    def _read(self, row: Row, key: str, make: Callable[[Cell], T], *, kept: bool = False) -> T | None:
        """What a cell says; read once for all that say the same. None for none, and where it is told."""
        cell = row.get(key)
        if cell is None or (cell.text.strip() in MISSING and cell.kind != "uncalculated"):
            return None
        place = (key, cell.kind, cell.text)
        found: T | None = self._kept.get(place)
        if found is None:
            try:
                found = self._kept[place] = make(cell)
            except RSIndicatorsError as error:
                self._tell(f"cells.{key}", cell, error, kept=kept)
        return found

    def _explanation(self, row: Row) -> str:
        """What the filler says, as printed: whether it says anything is for the rules."""
        cell = row.get("explanation", ABSENT)
        wrong = unreadable(cell)
        if wrong is not None:
            self._tell("cells.explanation", cell, wrong, kept=True)
            return ""
        return cell.text.strip()

    def _run(
        self, row: Row, indicator: Indicator, period: Period, told: Accumulation | None, reading: Reading
    ) -> tuple[Period, Accumulation | None] | None:
        """For which months the figure is, over what it runs; None where that does not fit, which is told."""
        try:
            return settled(indicator, period, told, reading.accumulation)
        except PeriodError as error:
            said = told or reading.accumulation
            if error.code == "submission.end" or not said:
                rule, keys = "keys.period", ("period", "value")
            else:
                rule, keys = "cells.accumulation", ("accumulation" if told else "value", "value")
            self._tell(rule, next(row[key] for key in keys if key in row), error)
            return None


def _spelled(line: Line, period: Period | None, told: Accumulation | None) -> tuple[str, str]:
    """Name and period of a row as an observation has them; as printed, where they could not be read."""
    indicator = line.indicator
    name = indicator.name if indicator else "/".join(filter(None, (line.name, line.component)))
    if period is None:
        return name, text_of(line.row, "period")
    try:
        months = settled(indicator, period, told, None)[0] if indicator else period.plain()
    except PeriodError:
        months = period.plain()
    return name, str(months)


def _tells(row: Row, key: str) -> bool:
    """Whether the row itself says it; in a wide table the heading does, or a line above the table."""
    return bool(text_of(row, key)) and row[key].kind != "heading"
