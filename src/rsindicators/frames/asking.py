"""A frame in memory, asked by every rule.

The frame is read as codes, what is odd in it by the objects; the questions of rules are asked of whole
columns; what no column can decide is judged by the rules themselves. Rules that are no relation are asked of
the codes, each family in a room of its own (`keys`, `promises`, `sums` …).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve, frozen

from rsindicators.errors import FrameError
from rsindicators.facts import Facts, time_of
from rsindicators.frames.checked import Checked, named_regions
from rsindicators.frames.demand import Demand
from rsindicators.frames.dense import Places
from rsindicators.frames.engine import Native, native, widened
from rsindicators.frames.exact import records_of, submission_of, told_of
from rsindicators.frames.filling import Filled, Plan, filled
from rsindicators.frames.found import Found
from rsindicators.frames.grid import Grid, grid_of, plan_of
from rsindicators.frames.judge import Judge
from rsindicators.frames.questions import is_foreign, questions
from rsindicators.frames.reading import read
from rsindicators.frames.screening import Screen
from rsindicators.frames.slots import Entities
from rsindicators.frames.targeted import Promised
from rsindicators.frames.told import About, Told, rows_of
from rsindicators.observation import Observation
from rsindicators.report import Report
from rsindicators.rollup import has_sums
from rsindicators.rule import Rule
from rsindicators.rules.explanations import ExplanationRule
from rsindicators.rules.targets import AgainstPlan
from rsindicators.ruleset import RuleSet
from rsindicators.sheets import MOST_FIGURES
from rsindicators.submission import Submission
from rsindicators.validation import validate

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

Handler = Callable[[Any, Screen], None]


@frozen(eq=False)
class Sheet:
    """A frame in memory, read.

    Attributes:
        frame: The frame.
        about: What is told of it.
        told: Its rows as numbers.
        odd: What the objects read of the rows that are no plain figures.
    """

    frame: nw.DataFrame[Any]
    about: About
    told: Told
    odd: Submission

    @staticmethod
    def of(frame: nw.DataFrame[Any], about: About, entities: Entities) -> Sheet:
        """Read a frame; its regions and scopes get their numbers."""
        columns = [one.column for one in about.layout.figures] or [about.layout.columns["value"]]
        frame = widened(frame, columns)
        told = read(frame, about, entities)
        rows = tuple(np.fromiter(rows_of(part), np.int64) for part in told.parts)
        sheet = Sheet(frame, about, told, Submission())
        found = sheet.read_exactly(rows)
        for one in found.observations:
            entities.number(one.region, one.scope)
        return evolve(sheet, odd=found)

    def read_exactly(self, rows: Sequence[Places]) -> Submission:
        """What the objects read of some rows of each part; a fault is told of its row in the frame."""
        records, lines = [], []
        for part, some in zip(self.told.parts, rows, strict=True):
            if len(some):
                records += records_of(self.frame[some.tolist()], self.about, part.column or None)
                lines += some.tolist()
        return told_of(submission_of(records, self.about), lines)

    def filled(
        self, plan: Plan, entities: Entities, count: int, *, paired: bool
    ) -> tuple[Filled, Submission]:
        """Its figures in their rows, and all that the objects read.

        They read all rows of a place of which they read any, so that these stay in the order told.
        """
        found = filled(self.told, plan, count, paired=paired)
        if not any(map(len, found.odd)):
            return found, self.odd
        places = list(self._places(plan, count))
        told = [flat[odd] for flat, odd in zip(places, found.odd, strict=True)]
        cells = np.unique(np.concatenate([_cells(self.odd, plan, entities, count), *told]))
        cells = cells[cells >= 0]
        read_again = self.read_exactly(
            [
                np.union1d(odd, np.flatnonzero(np.isin(flat, cells)))
                for flat, odd in zip(places, found.odd, strict=True)
            ]
        )
        return found.without(cells, _cells(read_again, plan, entities, count)), read_again

    def rows_in(self, plan: Plan, count: int, cells: Places) -> list[Places]:
        """For each part the rows that tell something of some cells."""
        return [np.flatnonzero(np.isin(flat, cells)) for flat in self._places(plan, count)]

    def _places(self, plan: Plan, count: int) -> Iterator[Places]:
        """For each part the cell of each row, whatever it tells there; −1 where nobody knows it."""
        rows = [
            -1 if slot is None else plan.number[slot.indicator.code, slot.time] for slot in self.told.slots
        ]
        base = np.array([*rows, -1], np.int64)
        for part in self.told.parts:
            row = base.take(part.place)
            yield np.where((row < 0) | (part.entity < 0), -1, row * count + part.entity)


def _cells(read_exactly: Submission, plan: Plan, entities: Entities, count: int) -> Places:
    """The cells of what the objects read."""
    found = [
        plan.number[one.indicator.code, time_of(one)] * count + entities.number(one.region, one.scope)
        for one in read_exactly.observations
    ]
    return np.array(found, np.int64)


class Asked(Checked):
    """The findings of a frame in memory."""

    def __init__(self, given: Given, screen: Screen, judged: int) -> None:
        """Take what a run found; made by `ask`."""
        self._given = given
        self._screen = screen
        self._found = screen.found
        self.open = judged

    @cached_property
    def _frame(self) -> nw.DataFrame[Any]:
        return self._found.frame(self._given.sheet.frame)

    @property
    def frame(self) -> Native:
        """The findings, a row each."""
        return native(self._frame)

    def collect(self) -> Native:
        """The findings; they are in memory already."""
        return self.frame

    def summary(self) -> Mapping[str, int]:
        """How many findings each rule has, those with most first."""
        return self._found.counts()

    def report(self, regions: Iterable[str] | None = None) -> Report:
        """What `rs.validate` reports of the figures of some regions."""
        known = [region for region, _ in self._given.entities.names]
        wanted = set(named_regions(regions, known, self._found.regions()))
        related = set(known) if has_sums(known) else wanted  # a total is held against all that it is of
        untold = list(self._screen.judge.untold(related))
        report = self._given.report(related, untold, all_of_them=regions is None)
        if regions is None or related == wanted:
            return report
        return evolve(report, rows=tuple(row for row in report.rows if row.region in wanted))


@frozen(eq=False)
class Given:
    """All that a run was given.

    Attributes:
        sheet: The frame.
        prior: What was reported earlier, or None.
        facts: What rules look at besides figures.
        rules: The rules.
        entities: The regions and scopes by number.
        plan: As `validate` of objects takes it, or None.
        promised: A frame of targets read, or None.
        demand: What was asked, or None.
    """

    sheet: Sheet
    prior: Sheet | None
    facts: Facts
    rules: RuleSet
    entities: Entities
    plan: Any = None
    promised: Promised | None = None
    demand: Demand | None = None

    def report(self, regions: set[str], untold: Sequence[Observation], *, all_of_them: bool) -> Report:
        """The report of the objects on the figures of some regions.

        Args:
            regions: Their names.
            untold: Keys that were asked of them and that no row tells.
            all_of_them: Whether these are all that have findings: then rows of no region are told too.
        """
        found = self._submission(self.sheet, regions, all_of_them=all_of_them)
        told = Submission([*found.observations, *untold], found.faults, found.name)
        prior = None if self.prior is None else self._submission(self.prior, regions, all_of_them=False)
        report = validate(
            told,
            plan=self.plan,
            prior=prior,
            rules=self.rules,
            catalogue=self.facts.catalogue,
            regions=[one for one in self.facts.regions if one in regions],
        )
        return report if self.promised is None else self._with_targets(report, told, regions, self.promised)

    def _with_targets(
        self, report: Report, told: Submission, regions: set[str], promised: Promised
    ) -> Report:
        """The report with what the targets of a frame ask of the regions."""
        facts = evolve(self.facts, submitted=told.observations, targets=promised.targets(regions))
        asked = [rule for rule in self.rules if isinstance(rule, AgainstPlan)]
        answers = [answer.finding for rule in asked for answer in rule.ask(facts)]
        return evolve(report, rows=(*report.rows, *(one for one in answers if one is not None)))

    def _submission(self, sheet: Sheet, regions: set[str], *, all_of_them: bool) -> Submission:
        wanted = np.zeros(len(self.entities) + 1, np.bool_)
        wanted[[number for number, (region, _) in enumerate(self.entities.names) if region in regions]] = True
        wanted[-1] = all_of_them  # the rows whose region cannot be read
        lines = np.flatnonzero(wanted[sheet.told.parts[0].entity])
        count = len(lines) * len(sheet.told.parts)
        if count > MOST_FIGURES:
            raise FrameError("frames.many", count=str(count), most=str(MOST_FIGURES))
        return submission_of(records_of(sheet.frame[lines.tolist()], sheet.about), sheet.about)


def ask(given: Given, handlers: Sequence[tuple[type[Any], Handler]]) -> Asked:
    """Ask every rule of a frame.

    Args:
        given: The frame and the rules.
        handlers: How rules that are no relations are asked, by their classes.
    """
    screen = screened(given)
    catalogue = given.facts.catalogue
    for rule in given.rules:
        if isinstance(rule, ExplanationRule):
            continue
        known = () if is_foreign(rule) else handlers
        handler = next((one for kind, one in known if isinstance(rule, kind)), None)
        if handler is not None:
            handler(rule, screen)
            continue
        told = [questions(rule, series.indicator, catalogue) for series in screen.grid.series.values()]
        if any(one is None for one in told):
            _ask_objects(rule, screen)
            continue
        screen.ask([question for some in told for question in some or ()])
    judged = screen.judge.settle(screen.open, screen.found)
    return Asked(given, screen, judged)


def screened(given: Given) -> Screen:
    """The grid of a frame and of an earlier one, ready to be asked."""
    sheets = [given.sheet, *([given.prior] if given.prior else [])]
    entities, demand = given.entities, given.demand
    slots = [slot for slot in given.sheet.told.slots if slot is not None]
    asked = [] if demand is None else demand.slots(given.sheet.about, slots)
    if demand is not None:
        demand.enter(entities)
    plan = plan_of([(sheet.told, sheet.odd) for sheet in sheets], asked)
    count = len(entities)
    now, *earlier = (sheet.filled(plan, entities, count, paired=sheet is given.sheet) for sheet in sheets)
    grid = grid_of(plan, entities, now, earlier[0] if earlier else None)
    grid = _completed(grid, sheets, plan)
    masks = {} if demand is None else demand.masks(grid, asked)
    judge = Judge(grid, evolve(given.facts, faults=grid.faults), masks)
    return Screen(grid, Found(entities), [], judge, given.promised)


def _completed(grid: Grid, sheets: Sequence[Sheet], plan: Plan) -> Grid:
    """The grid with those figures that arrays cannot hold read by the objects."""
    count = len(grid.entities)
    cells = [
        np.flatnonzero(series.strange) + series.start * count
        for series in grid.series.values()
        if series.strange is not None
    ]
    if not cells:
        return grid
    strange = np.concatenate(cells)
    now, *earlier = (sheet.read_exactly(sheet.rows_in(plan, count, strange)) for sheet in sheets)
    return grid.with_odd(now, earlier[0] if earlier else Submission(), plan)


def _ask_objects(rule: Rule, screen: Screen) -> None:
    """Ask a rule of all figures as objects.

    Raises:
        FrameError: There are more than 200,000 of them: a rule of one's own is asked of a part of the frame.
    """
    grid, judge = screen.grid, screen.judge
    size = sum(int(series.told.sum()) for series in grid.series.values())
    if size > MOST_FIGURES:
        raise FrameError("frames.rule", rule=rule.code, count=str(size), most=str(MOST_FIGURES))
    for answer in rule.ask(judge.all_facts()):
        if answer.finding is not None:
            screen.found.tell(answer.finding, answer.cell)
