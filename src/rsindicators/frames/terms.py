"""A question posed to the figures of an indicator: which figures each of its names stands for.

A relation is asked of rows of figures, each a time, all entities side by side. A name that looks back stands
for rows of other times, found by the calendar: the first of several at which anything is told, which may be
another one for a few entities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, reduce
from typing import Any, cast

import numpy as np
from attrs import frozen

from rsindicators.facts import times
from rsindicators.frames.algebra import Box
from rsindicators.frames.dense import Series
from rsindicators.frames.grid import Grid
from rsindicators.frames.questions import Question
from rsindicators.frames.told import Mask
from rsindicators.kinds import Lag
from rsindicators.period import Period

Numbers = np.ndarray[Any, Any]
Cells = tuple[Numbers, Numbers]
"""Rows and entities."""


@frozen(eq=False)
class Rows:
    """The row of a series for each row asked, −1 for none; of some entities another one.

    Attributes:
        usual: The row for each row asked.
        others: The rows asked, entities and rows of those that have another; None for nowhere.
    """

    usual: Numbers
    others: tuple[Numbers, Numbers, Numbers] | None = None

    def take(self, values: Any, fill: Any = np.nan) -> Any:
        """The rows of an array; what has no row is filled. Where they are all its rows it is that array."""
        if self.others is None and self._are_all(len(values)):
            return values
        found = values[np.maximum(self.usual, 0)]
        found[self.usual < 0] = fill
        if self.others is not None:
            asked, entities, rows = self.others
            found[asked, entities] = np.where(rows < 0, fill, values[np.maximum(rows, 0), entities])
        return found

    def at(self, cells: Cells) -> Numbers:
        """The row for each of some places."""
        found = self.usual[cells[0]]
        if self.others is not None and len(self.others[0]):
            asked, entities, rows = self.others
            count = max(entities.max(), cells[1].max(initial=0)) + 1
            known, wanted = asked * count + entities, cells[0] * count + cells[1]
            places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            found = np.where(known[places] == wanted, rows[places], found)
        return found

    def _are_all(self, count: int) -> bool:
        return len(self.usual) == count and bool((self.usual == np.arange(count)).all())


@frozen(eq=False)
class Term:
    """The figures of one name of a relation.

    Attributes:
        series: Whose they are.
        rows: Which of its rows, for each row asked.
        box: Where the truth behind them lies.
    """

    series: Series
    rows: Rows
    box: Box

    @staticmethod
    def of(series: Series, rows: Rows, *, narrowed: bool) -> Term:
        """The figures in some rows, as printed or as their definition allows."""
        box = series.narrow if narrowed else series.box
        low = rows.take(box.low)
        if low is not box.low:
            box = Box(low, low if box.high is box.low else rows.take(box.high), box.scale)
        return Term(series, rows, box)

    def at(self, cells: Cells) -> Box:
        """Some of the figures."""
        low = self.box.low[cells]
        return Box(low, low if self.box.high is self.box.low else self.box.high[cells], self.box.scale)

    def flags(self, mask: Mask | None) -> Any:
        """A mask of the series, as the term has its rows; None for none."""
        return None if mask is None else self.rows.take(mask, fill=False)


@frozen(eq=False)
class Posed:
    """A question, and the figures it is asked of.

    Attributes:
        question: What is asked.
        series: Of whose figures.
        at: Of which rows of them.
        terms: The figures of each name, that of the question's indicator first.
    """

    question: Question
    series: Series
    at: Numbers
    terms: Mapping[str, Term]

    @property
    def subject(self) -> Term:
        """The figures it is asked of."""
        return self.terms[self.question.subject]

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Where the truth lies behind every name; limits included, which are exact."""
        return {name: term.box for name, term in self.terms.items()} | limits_of(self.question)

    def boxes_at(self, cells: Cells) -> dict[str, Box]:
        """The same of some figures."""
        return {name: term.at(cells) for name, term in self.terms.items()} | limits_of(self.question)


def limits_of(question: Question) -> dict[str, Box]:
    """The limits of a relation, which are exact."""
    return {name: Box.exactly(interval.lo) for name, interval in question.tree.fixed.items()}


def cells_of(mask: Mask) -> Cells:
    """Rows and entities where a mask holds; many times faster than `nonzero` where they are few."""
    return np.divmod(np.flatnonzero(mask), mask.shape[1])


def posed(question: Question, grid: Grid, before: Posed | None = None) -> Posed | None:
    """The figures a question is asked of; None where it is asked of none.

    Args:
        question: What is asked.
        grid: The figures.
        before: Another question; one of the same names, asked of the same figures, shares them.
    """
    series = grid.series[question.indicator.code]
    mixed = mixed_times(question, grid) if question.placed else ()
    at = [
        row
        for row, slot in enumerate(series.slots)
        if question.concerns(slot.sample) and slot.time not in mixed
    ]
    if not at:
        return None
    if before is not None and _is_alike(before, question, series, at):
        return Posed(question, series, before.at, before.terms)
    rows = _rows(question, grid, series, at)
    if rows is None:
        return None
    terms = {
        name: Term.of(grid.series[term.code], rows[name], narrowed=question.narrowed)
        for name, term in question.tree.terms
    }
    return Posed(question, series, np.array(at), terms)


def _is_alike(before: Posed, question: Question, series: Series, at: Sequence[int]) -> bool:
    one = before.question
    same = (one.tree.terms, one.narrowed, one.first_of) == (
        question.tree.terms, question.narrowed, question.first_of,
    )  # fmt: skip
    return same and before.series is series and before.at.tolist() == list(at)


def mixed_times(question: Question, grid: Grid) -> AbstractSet[Period]:
    """When the figures of a place run over different things: then nothing is asked of plain ones."""
    told = [grid.series[term.code] for _, term in question.tree.terms if term.code in grid.series]
    yearly = frozenset[Period]().union(*(one.yearly for one in told))
    return yearly & frozenset[Period]().union(*(one.within_years for one in told))


def _rows(question: Question, grid: Grid, series: Series, at: Sequence[int]) -> dict[str, Rows] | None:
    """The rows of every name; None where one is told nowhere."""
    if any(term.code not in grid.series for _, term in question.tree.terms):
        return None
    if question.first_of:
        return _first_told(question, grid, series, at)
    found: dict[str, Rows] = {}
    for name, term in question.tree.terms:
        own = Rows(np.array(at)) if name == question.subject else None
        rows = own or lagged(series, grid.series[term.code], term.lag, at)
        if rows is None:
            return None
        found[name] = rows
    return found


def lagged(series: Series, other: Series, lag: Lag, at: Sequence[int]) -> Rows | None:
    """The rows of another series at a lag of some rows: the first of its times at which anything is told.

    Returns:
        None where there is no such time at all.
    """
    key = (other.indicator.code, lag, *at)  # several rules look back alike
    if key not in series.lags:
        series.lags[key] = _lagged(series, other, lag, at)
    return cast("Rows | None", series.lags[key])


def _lagged(series: Series, other: Series, lag: Lag, at: Sequence[int]) -> Rows | None:
    found = [
        [other.rows[time] for time in times(series.slots[row].sample, lag) if time in other.rows]
        for row in at
    ]
    if not any(found):
        return None
    usual = np.array([some[0] if some else -1 for some in found])
    if all(len(some) < 2 for some in found):
        return Rows(usual)
    return Rows(usual, _others(other, found))


def _others(other: Series, found: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers, Numbers]:
    """Where the first of several rows tells nothing, and the first that does; in order of places."""
    most = max(map(len, found))
    choices = np.array([[*some, *[-1] * (most - len(some))] for some in found])
    first = choices[:, 0]
    asked, entities = cells_of(~other.speaks[np.maximum(first, 0)] & (first >= 0)[:, None])
    rows = np.full(len(asked), -1)
    for choice in range(most - 1, 0, -1):
        told = choices[asked, choice]
        speaks = (told >= 0) & other.speaks[np.maximum(told, 0), entities]
        rows[speaks] = told[speaks]
    return asked, entities, rows


def _first_told(question: Question, grid: Grid, series: Series, at: Sequence[int]) -> dict[str, Rows]:
    """The rows of the first time, of each entity, at which all earlier figures are told."""
    earlier = {name: grid.series[term.code] for name, term in question.tree.terms if name != question.subject}
    count = series.told.shape[1]
    chosen = {name: np.full((len(at), count), -1, np.int64) for name in earlier}
    for place, row in enumerate(at):
        free = np.ones(count, np.bool_)
        for time in times(series.slots[row].sample, question.first_of or Lag.NOW):
            here = {name: other.rows.get(time, -1) for name, other in earlier.items()}
            if min(here.values()) < 0:
                continue
            told = reduce(np.logical_and, (other.figures[here[name]] for name, other in earlier.items()))
            for name, number in here.items():
                chosen[name][place, free & told] = number
            free &= ~told
    asked, entities = np.indices((len(at), count)).reshape(2, -1)
    none = np.full(len(at), -1)
    others = {name: Rows(none, (asked, entities, rows.reshape(-1))) for name, rows in chosen.items()}
    return {question.subject: Rows(np.array(at))} | others
