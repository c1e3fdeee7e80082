"""Rules whose relations depend on which times are told: gaps, totals of periods and of years.

Which figures such a rule holds against which follows from the times at which an entity has figures, not from
what these are. So the rule is asked once of a *model* of each pattern of times that occurs, an entity with
figures of no meaning, and its own answers tell what it would ask: a gap is a gap for all entities of the
pattern; of a relation the sides are then compared for all of them at once. Millions of figures have a few
hundred patterns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.frames.algebra import Box, Relation
from rsindicators.frames.dense import Series
from rsindicators.frames.found import Label, limits_in
from rsindicators.frames.grid import Open
from rsindicators.frames.questions import doubted
from rsindicators.frames.screening import Screen
from rsindicators.kinds import Accumulation
from rsindicators.observation import Observation
from rsindicators.placedrule import PlacedRule
from rsindicators.rule import FormulaRule, Outcome
from rsindicators.rules.summing import YearsRule
from rsindicators.rules.timing import Gap, Periods

NOTHING, EMPTY, FIGURE, RIVALS, PRIOR, ODD = range(6)
"""What an entity tells at a time; rivals are told, though none of them is used."""
MODEL: Final = 1
"""The figure of models; what it is does not matter."""


@frozen(eq=False)
class Pattern:
    """Entities that tell figures at the same times.

    Attributes:
        states: What they tell at each row.
        entities: Their numbers.
    """

    states: np.ndarray[Any, Any]
    entities: np.ndarray[Any, Any]


def patterns(series: Series) -> Iterator[Pattern]:
    """The patterns of times at which the entities of a series tell figures."""
    states = np.full(series.told.shape, NOTHING, np.uint8)
    states[series.told] = EMPTY
    states[~np.isnan(series.scaled.twice)] = FIGURE
    states[series.told & ~series.speaks] = RIVALS
    if series.prior is not None:
        states[series.prior & ~np.isnan(series.scaled.twice)] = PRIOR
    if series.odd is not None:
        states[series.odd] = ODD
    columns = np.ascontiguousarray(states.T)
    keys = columns.view(np.dtype((np.void, columns.shape[1]))).reshape(-1)
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(inverse, kind="stable")
    ends = np.searchsorted(inverse[order], np.arange(1, len(first) + 1))
    start = 0
    for number, end in zip(first, ends, strict=True):
        yield Pattern(columns[number], order[start:end])
        start = end


def gap(rule: Gap, screen: Screen) -> None:
    """Tell the gaps of every series."""
    for series in screen.grid.series.values():
        if len(series.slots) > 1:
            for pattern in patterns(series):
                _gaps(rule, screen, series, pattern)


def _gaps(rule: Gap, screen: Screen, series: Series, pattern: Pattern) -> None:
    if ODD in pattern.states or RIVALS in pattern.states:
        _leave(rule, screen, series, pattern)
        return
    cells, answers = _asked(rule, screen, series, pattern, silent=(NOTHING,))
    for answer in answers:
        if answer.finding is not None and answer.cell is not None:
            row = cells[id(answer.cell)]
            rows = np.full(len(pattern.entities), row)
            actual = series.shown((rows, pattern.entities))
            screen.found.add(
                Label(rule.code, (rule.severity, rule.certainty), series.indicator.code, str(series.unit)),
                pattern.entities, series.periods, rows, actual,
            )  # fmt: skip


def _leave(rule: Any, screen: Screen, series: Series, pattern: Pattern) -> None:
    """Leave all times of some entities to the objects."""
    rows = np.flatnonzero(pattern.states)
    every = np.repeat(rows, len(pattern.entities))
    screen.open.append(Open(rule, series.indicator.code, every, np.tile(pattern.entities, len(rows))))


def _asked(
    rule: Any, screen: Screen, series: Series, pattern: Pattern, silent: Sequence[int]
) -> tuple[dict[int, int], Sequence[Outcome]]:
    """What a rule answers of the model of a pattern, and the row of each figure of the model."""
    told: list[Observation] = []
    before: list[Observation] = []
    cells: dict[int, int] = {}
    for row, state in enumerate(pattern.states):
        if state in silent:
            continue
        figure = None if state == EMPTY else Figure(MODEL, series.unit)
        one = evolve(series.slots[row].sample, figure=figure)
        cells[id(one)] = row
        (before if state == PRIOR else told).append(one)
    facts = evolve(screen.judge.facts, submitted=told, prior=before, faults=())
    return cells, tuple(rule.ask(facts))


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────


def periods(rule: Periods, screen: Screen) -> None:
    """Hold totals against the periods inside them; only where some begin after January."""
    for series in screen.grid.series.values():
        if any(slot.time.month > 1 for slot in series.slots):
            _totals(rule, screen, series)


def years(rule: YearsRule, screen: Screen) -> None:
    """Hold totals over several years against their years."""
    for series in screen.grid.series.values():
        if any(slot.sample.accumulation is Accumulation.CUMULATIVE for slot in series.slots):
            _totals(rule, screen, series)


def _totals(rule: FormulaRule, screen: Screen, series: Series) -> None:
    for pattern in patterns(series):
        if ODD in pattern.states:
            _leave(rule, screen, series, pattern)
            continue
        cells, answers = _asked(rule, screen, series, pattern, silent=(NOTHING, RIVALS))
        for answer in answers:
            if answer.case is not None:
                rows = {name: cells[id(one)] for name, one in answer.case.cells.items()}
                _compared(rule, screen, series, pattern, answer.case.formula, rows)


def _compared(  # noqa: PLR0913, PLR0917 - a relation and the figures it is asked of
    rule: FormulaRule,
    screen: Screen,
    series: Series,
    pattern: Pattern,
    formula: Formula,
    rows: dict[str, int],
) -> None:
    """Ask one relation of all entities of a pattern."""
    placed = isinstance(rule, PlacedRule)
    box = series.narrow if placed else series.box
    entities = pattern.entities
    boxes = {}
    for name, row in rows.items():
        low = box.low[row, entities]
        boxes[name] = Box(low, low if box.high is box.low else box.high[row, entities], box.scale)
    subject, *_ = rows
    relation = Relation.of(formula, subject)
    wrong, left = relation.answers(boxes)
    number = rows[subject]
    if left.any():
        some = entities[left]
        screen.open.append(Open(rule, series.indicator.code, np.full(len(some), number), some))
    wrong = wrong & ~left
    if not wrong.any():
        return
    grade = (rule.severity, rule.certainty)
    if placed and series.prior is not None and any(pattern.states[row] == PRIOR for row in rows.values()):
        grade = doubted(grade)
    some = entities[wrong]
    sides = {name: _part(one, wrong) for name, one in boxes.items()}
    expected = relation.expected(sides)
    ends = limits_in(expected, series.unit)
    here = np.full(len(some), number)
    label = Label(rule.code, grade, series.indicator.code, str(series.unit))
    screen.found.add(label, some, series.periods, here, series.shown((here, some)), ends)


def _part(box: Box, some: Any) -> Box:
    low = box.low[some]
    return Box(low, low if box.high is box.low else box.high[some], box.scale)
