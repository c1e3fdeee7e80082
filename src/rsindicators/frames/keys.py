"""Is each figure of a frame there, and is it what was asked: asked of whole columns.

A key is a place of the grid, so that what is missing is a mask of an indicator's figures, and what may answer
for it are figures beside it. What such a mask cannot decide is left to the objects: a place they had to read
(words, bounds, several statuses), and what such a place may answer. What is told twice is asked in `twice`.

Source: trade rules §7; the rules are those of `rules.keys` and `rules.asking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, cast

import numpy as np
from attrs import evolve

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import code_of
from rsindicators.expansion import NONE, denominator, of_formula, tree_with
from rsindicators.formula import Formula
from rsindicators.frames.algebra import Box, Relation
from rsindicators.frames.dense import Places, Series
from rsindicators.frames.found import Label
from rsindicators.frames.grid import Open
from rsindicators.frames.places import Odd, by_code, is_told, leave
from rsindicators.frames.screening import Screen
from rsindicators.frames.terms import Cells, cells_of
from rsindicators.frames.told import Mask
from rsindicators.indicator import Indicator
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.rational import quotient
from rsindicators.rules.asking import Run, Unreported
from rsindicators.rules.keys import Missing
from rsindicators.syntax import Comparison, Number, Operation, spell

MOST_KEPT: Final = 4096


# ── missing ──────────────────────────────────────────────────────────────────────────────────────────────


def missing(rule: Missing, screen: Screen) -> None:
    """Ask which keys are empty, or were asked and are told nowhere.

    A component is answered by its parts or its whole, a rate by a denominator that may be zero; what another
    authority compiles is not asked.
    """
    odd = by_code(screen.grid.odd)
    for code, series in screen.grid.series.items():
        if _is_compiled_elsewhere(series.indicator, screen.judge.facts.catalogue):
            continue
        read = odd.get(code, ())
        empty = _untold(screen, code, series, read)
        leave(
            screen, rule, code, ((row, entity) for row, entity, some in read if not all(map(is_told, some)))
        )
        cells = cells_of(empty)
        if not len(cells[0]):
            continue
        answered, left = _answered(screen, series, cells)
        if left.any():
            screen.open.append(Open(rule, code, cells[0][left], cells[1][left]))
        rest = ~answered & ~left
        label = Label(rule.code, (rule.severity, rule.certainty), code, str(series.indicator.unit))
        screen.found.add(label, cells[1][rest], series.periods, cells[0][rest])


def _untold(screen: Screen, code: str, series: Series, read: Odd) -> Mask:
    """Where a key has no figure, and the objects read none."""
    empty = series.told & np.isnan(series.scaled.twice)
    if series.pairs is not None:
        empty.reshape(-1)[series.pairs.cells] = False
    asked = screen.asked.get(code)
    if asked is not None:
        empty |= asked & ~series.told
    for row, entity, _ in read:
        empty[row, entity] = False
    return empty if series.strange is None else empty & ~series.strange


def _is_compiled_elsewhere(indicator: Indicator, catalogue: Catalogue) -> bool:
    """By its own definition, or by that of the indicator it is a component of."""
    owner = _owner(indicator, catalogue)
    return bool(indicator.compiled_by or (owner and owner.compiled_by))


def _owner(indicator: Indicator, catalogue: Catalogue) -> Indicator | None:
    return catalogue.get(indicator.component_of) if indicator.component_of else None


def _answered(screen: Screen, series: Series, cells: Cells) -> tuple[Mask, Mask]:
    """Which empty keys are answered by other figures, and of which the objects must say so."""
    owner = _owner(series.indicator, screen.judge.facts.catalogue)
    sure, left = np.zeros((2, len(cells[0])), np.bool_)
    if owner is not None:
        for codes in _others(series.indicator, owner):
            there, doubtful = _all_told(screen, series, codes, cells)
            sure |= there & ~doubtful
            left |= doubtful
    else:
        for formula, terms in _denominators(series.indicator):
            there, doubtful = _all_told(screen, series, terms.values(), cells)
            boxes = {name: _seen(screen, series, code, cells) for name, code in terms.items()}
            not_zero, unsettled = Relation.of(formula, formula.names[0]).answers(boxes)
            left |= doubtful | (there & unsettled)
            sure |= there & ~doubtful & ~not_zero & ~unsettled
    return sure, left & ~sure


def _others(indicator: Indicator, owner: Indicator) -> Iterator[tuple[str, ...]]:
    """The figures each group of which, if all are told, answers for a component."""
    codes = {component.name: code_of(owner, component) for component in owner.components}
    for component in owner.components:
        made = codes[component.name]
        parts = tuple(codes[name] for name in component.formula.names) if component.formula else ()
        if parts and made == indicator.code:
            yield parts
        elif indicator.code in parts:
            yield (made,)


@lru_cache(maxsize=MOST_KEPT)
def _denominators(indicator: Indicator) -> tuple[tuple[Formula, Mapping[str, str]], ...]:
    """What a rate is divided by, as the comparison that it is zero, and what its names stand for."""
    found = of_formula(indicator)
    trees = [tree_with(found, way) for way in dict.fromkeys((NONE, found.derived))] if found else []
    told: list[tuple[Formula, Mapping[str, str]]] = []
    for tree in trees:
        below = denominator(tree.formula) if tree is not None else None
        if tree is None or below is None:
            continue
        codes = {name: term.code for name, term in tree.terms}
        told.append((_is_zero(below), {name: codes[name] for name in below.names}))
    return tuple(told)


def _is_zero(formula: Formula) -> Formula:
    side = cast("Operation", formula.tree)
    made = Comparison("=", side, Number(ZERO))
    compiled = quotient(Operation("-", side, Number(ZERO)), formula.names)
    return Formula(spell(made, {}), formula.names, made, compiled)


def _all_told(screen: Screen, series: Series, codes: Iterable[str], cells: Cells) -> tuple[Mask, Mask]:
    """Where all of some figures may be told beside empty keys, and where the objects must say whether."""
    there, doubtful = np.ones(len(cells[0]), np.bool_), np.zeros(len(cells[0]), np.bool_)
    for code in codes:
        other = screen.grid.series.get(code)
        if other is None:
            return np.zeros_like(there), doubtful & False
        rows = _rows(series, other)[cells[0]]
        box = _seen(screen, series, code, cells)
        odd = _picked(other.odd, rows, cells[1])
        there &= ~np.isnan(box.low) | odd
        doubtful |= odd
    return there, there & doubtful


def _seen(screen: Screen, series: Series, code: str, cells: Cells) -> Box:
    """The figures of an indicator at the places of empty keys; NaN where none speaks."""
    other = screen.grid.series.get(code)
    if other is None:
        nothing = np.full(len(cells[0]), np.nan)
        return Box(nothing, nothing)
    rows = _rows(series, other)[cells[0]]
    at = np.maximum(rows, 0) * other.told.shape[1] + cells[1]
    lost = rows < 0
    asked = screen.asked.get(code)
    if asked is not None and other.prior is not None:  # an empty key stands before what was reported earlier
        lost = lost | (asked & other.prior).reshape(-1)[at]
    low, high = (np.where(lost, np.nan, end.reshape(-1)[at]) for end in (other.box.low, other.box.high))
    return Box(low, high, other.box.scale)


def _rows(series: Series, other: Series) -> Places:
    """The row of another indicator at the time of each row; −1 for none."""
    return np.array([other.rows.get(slot.time, -1) for slot in series.slots], np.intp)


def _picked(mask: Mask | None, rows: Places, entities: Places) -> Mask:
    if mask is None:
        return np.zeros(len(rows), np.bool_)
    return mask[np.maximum(rows, 0), entities] & (rows >= 0)


# ── asked ────────────────────────────────────────────────────────────────────────────────────────────────


def accumulation(rule: Run, screen: Screen) -> None:
    """Ask nothing: over what a figure of a frame runs follows from its period, or the reader refused it.

    A part of a year told as a year is a fault of the reading (`duration.settled`), and flows that are told to
    date have a period of their own, so that none stands out beside them.
    """


def unreported(rule: Unreported, screen: Screen) -> None:
    """Ask which regions that were asked tell nothing, and what a region that reports leaves out of its plan.

    The rule itself is asked, with one figure of each indicator of the regions that a plan asks.
    """
    judge, facts = screen.judge, screen.judge.facts
    if not (facts.regions or facts.targets):
        return
    figures, told = _presence(screen)
    count = max((mask.shape[1] for mask in told.values()), default=0)  # regions numbered later tell nothing
    names = [region or facts.region for region, _ in screen.grid.entities.names[:count]]
    reporting = np.logical_or.reduce(
        [np.zeros(len(names), np.bool_), *(mask.any(0) for mask in figures.values())]
    )
    reports = {names[entity] for entity in np.flatnonzero(reporting)}
    planned = {target.region or facts.region for target in facts.targets} & reports
    entities = [entity for entity, name in enumerate(names) if name in planned]
    given: list[Observation] = []
    for code, mask in told.items():
        for entity in entities:
            rows = np.flatnonzero(figures[code][:, entity])
            rows = rows if len(rows) else np.flatnonzero(mask[:, entity])
            given += judge.observations(code, int(rows[0]), entity) if len(rows) else []
    silent = tuple(region for region in facts.regions if region not in reports)
    for answer in rule.ask(evolve(facts, submitted=given, regions=silent)):
        if answer.finding is not None:
            screen.found.tell(answer.finding, answer.cell)


def _presence(screen: Screen) -> tuple[dict[str, Mask], dict[str, Mask]]:
    """By indicator where a figure or words are told now, and where a key is."""
    figures: dict[str, Mask] = {}
    told: dict[str, Mask] = {}
    for code, series in screen.grid.series.items():
        there = series.told & ~np.isnan(series.scaled.twice)
        if series.pairs is not None:
            there.reshape(-1)[series.pairs.cells] = True
        figures[code], told[code] = there, series.told | screen.asked.get(code, False)
    for (code, row, entity), some in screen.grid.odd.items():
        figures[code][row, entity] |= any(map(is_told, some))
        told[code][row, entity] = True
    return figures, told
