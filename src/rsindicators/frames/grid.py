"""All figures that the rules of columns look at, now and earlier.

What a frame tells is filled into rows (`dense`), scaled indicator by indicator, and completed by what an
earlier frame told of places that this one says nothing about. Of two figures of one place the narrower is
used where it lies inside the other; rivals are not, and a place told more often is left to the objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from attrs import evolve, frozen

from rsindicators.facts import time_of
from rsindicators.fault import Fault
from rsindicators.frames.dense import Pairs, Places, Series, boxed
from rsindicators.frames.filling import Filled, Plan, slot_seen
from rsindicators.frames.scaled import Scaled, of_floats
from rsindicators.frames.slots import Entities, Slot
from rsindicators.frames.told import Mask, Told
from rsindicators.observation import Observation
from rsindicators.rule import Rule
from rsindicators.submission import Submission

Place = tuple[str, int, int]
"""Indicator code, row of its series, entity."""


@frozen(eq=False)
class Grid:
    """All figures by indicator, time and entity.

    Attributes:
        entities: Region and scope by number.
        series: By the codes of their indicators.
        odd: What the objects read, by place; what was reported earlier apart.
        odd_prior: Likewise of what was reported earlier.
        faults: What the objects could not read.
    """

    entities: Entities
    series: Mapping[str, Series]
    odd: Mapping[Place, Sequence[Observation]]
    odd_prior: Mapping[Place, Sequence[Observation]]
    faults: tuple[Fault, ...] = ()

    def with_odd(self, now: Submission, earlier: Submission, plan: Plan) -> Grid:
        """The grid with more that the objects read of places it has."""
        odd = _more(self.odd, _by_place(now, plan, self.entities))
        odd_prior = _more(self.odd_prior, _by_place(earlier, plan, self.entities))
        series = {code: _marked(one, odd, odd_prior) for code, one in self.series.items()}
        return evolve(self, series=series, odd=odd, odd_prior=odd_prior, faults=(*self.faults, *now.faults))


def _more(
    known: Mapping[Place, Sequence[Observation]], more: Mapping[Place, Sequence[Observation]]
) -> dict[Place, list[Observation]]:
    found = {place: list(some) for place, some in known.items()}
    for place, some in more.items():
        found.setdefault(place, []).extend(some)
    return found


@frozen(eq=False)
class Open:
    """Figures that the objects must judge.

    Attributes:
        rule: Which asks.
        code: Of the indicator it is asked of.
        rows: Of its series.
        entities: Their numbers.
    """

    rule: Rule
    code: str
    rows: np.ndarray[Any, Any]
    entities: np.ndarray[Any, Any]


def plan_of(sources: Iterable[tuple[Told, Submission]], asked: Iterable[Slot] = ()) -> Plan:
    """The rows for all that frames tell, as numbers and as objects, and for what is asked besides."""
    every = list(sources)
    slots = [slot for told, _ in every for slot in told.slots if slot is not None]
    seen = [slot_seen(one) for _, submission in every for one in submission.observations]
    return Plan.of([*slots, *seen, *asked])


def grid_of(
    plan: Plan, entities: Entities, now: tuple[Filled, Submission], prior: tuple[Filled, Submission] | None
) -> Grid:
    """The figures of a frame, and of an earlier one, in one grid."""
    odd = _by_place(now[1], plan, entities)
    odd_prior = {} if prior is None else _by_place(prior[1], plan, entities)
    series: dict[str, Series] = {}
    start = 0
    for code, slots in groupby(plan.rows, key=lambda slot: slot.indicator.code):
        rows = tuple(slots)
        part = _Part(start, len(rows), len(entities))
        found = _series(part, rows, now[0], None if prior is None else prior[0])
        series[code] = _marked(found, odd, odd_prior)
        start += len(rows)
    return Grid(entities, series, odd, odd_prior, now[1].faults)


def _by_place(submission: Submission, plan: Plan, entities: Entities) -> dict[Place, list[Observation]]:
    starts: dict[str, int] = {}
    for row, slot in enumerate(plan.rows):
        starts.setdefault(slot.indicator.code, row)
    found: dict[Place, list[Observation]] = {}
    for one in submission.observations:
        code = one.indicator.code
        row = plan.number[code, time_of(one)] - starts[code]
        found.setdefault((code, row, entities.number(one.region, one.scope)), []).append(one)
    return found


@frozen(eq=False)
class _Part:
    """Which part of the array is of an indicator."""

    start: int
    rows: int
    count: int

    @property
    def cells(self) -> slice:
        return slice(self.start * self.count, (self.start + self.rows) * self.count)

    def shaped(self, cells: Any) -> Any:
        return cells.reshape(self.rows, self.count) if isinstance(cells, np.ndarray) else cells


def _series(part: _Part, slots: tuple[Any, ...], now: Filled, prior: Filled | None) -> Series:
    values, told = now.values[part.cells], now.told[part.cells]
    decimals = None if now.decimals is None else now.decimals[part.cells]
    earlier = None
    if prior is not None:
        earlier = prior.told[part.cells] & ~told
        values = np.where(earlier, prior.values[part.cells], values)
        decimals = _merged(decimals, prior.decimals, part.cells, earlier)
    inside = (now.twice[0] >= part.cells.start) & (now.twice[0] < part.cells.stop)
    twice = now.twice[1][:, inside]
    both = None if now.twice[2] is None else now.twice[2][:, inside]
    count = twice.shape[1]
    if count:
        values = np.concatenate([values, *twice])
        decimals = None if decimals is None else np.concatenate([decimals, *_both(both, count)])
    found = _scaled(values, decimals, now.usual, is_count=slots[0].unit.is_whole_count)
    pairs = None
    if count:
        found, pairs = _spoken(found, now.twice[0][inside] - part.cells.start, slots[0].unit)
    scaled = evolve(
        found, twice=part.shaped(found.twice), half=part.shaped(found.half),
        decimals=part.shaped(found.decimals),
        hidden=part.shaped(found.hidden), odd=None,
    )  # fmt: skip
    strange = _strange(found, pairs)
    return Series(
        slots[0].indicator, part.start, slots, scaled, part.shaped(told), None,
        None if earlier is None or not earlier.any() else part.shaped(earlier), pairs, part.shaped(strange),
        None if prior is None else _before(part, told, prior, is_count=slots[0].unit.is_whole_count),
    )  # fmt: skip


def _both(both: Any, count: int) -> Any:
    """The decimals of what is told twice; of a frame that says none, none."""
    return np.full((2, count), -1, np.int8) if both is None else both


def _scaled(values: Any, decimals: Any, usual: int | None, *, is_count: bool) -> Scaled:
    """The figures as scaled integers; where no row says how many decimals there are, the caller does."""
    if decimals is None:
        return of_floats(values, usual, whole=is_count)
    named = (decimals < 0) if usual is not None else np.zeros(decimals.size, np.bool_)
    return of_floats(values, np.where(named, usual or 0, decimals).astype(np.int8), whole=named & is_count)


def _strange(found: Scaled, pairs: Pairs | None) -> Mask | None:
    """Where a number, or one of two in a place, is none that arrays can hold."""
    mask = np.zeros(found.twice.size, np.bool_) if found.odd is None else found.odd
    if pairs is not None:
        for told in (pairs.first_told, pairs.last_told):
            if told.odd is not None:
                mask[pairs.cells[told.odd]] = True
    return mask if mask.any() else None


def _before(part: _Part, told: Mask, prior: Filled, *, is_count: bool) -> Scaled | None:
    """What was reported earlier of the places told now, of two figures the last; None for nothing."""
    values, decimals = prior.values[part.cells].copy(), prior.decimals
    decimals = decimals[part.cells].copy() if isinstance(decimals, np.ndarray) else decimals
    inside = (prior.twice[0] >= part.cells.start) & (prior.twice[0] < part.cells.stop)
    cells = prior.twice[0][inside] - part.cells.start
    values[cells] = prior.twice[1][1, inside]
    if prior.twice[2] is not None:
        decimals[cells] = prior.twice[2][1, inside]
    values[~told] = np.nan
    if np.isnan(values).all():
        return None
    found = _scaled(values, decimals, prior.usual, is_count=is_count)
    return evolve(
        found, twice=part.shaped(found.twice), half=part.shaped(found.half),
        decimals=part.shaped(found.decimals), hidden=None, odd=part.shaped(found.odd),
    )  # fmt: skip


def _merged(now: Any, prior: Any, cells: slice, earlier: Mask) -> Any:
    """The decimals of both frames."""
    if now is None and prior is None:
        return None
    before = -1 if prior is None else prior[cells]
    return np.where(earlier, before, -1 if now is None else now).astype(np.int8)


def _spoken(found: Scaled, cells: Places, unit: Any) -> tuple[Scaled, Pairs]:
    """The figures with one of two in the place of both where one says all that the other does."""
    size = found.twice.size - 2 * len(cells)
    first, last = (_part_of(found, slice(size + len(cells) * number, size + len(cells) * (number + 1)))
                   for number in (0, 1))  # fmt: skip
    one, other = boxed(first, unit), boxed(last, unit)
    inner_first = (one.low >= other.low) & (one.high <= other.high)
    inner_last = (other.low >= one.low) & (other.high <= one.high)
    rest = _part_of(found, slice(0, size))
    twice: Any = rest.twice.copy()
    half: Any = rest.half
    decimals: Any = rest.decimals
    told: tuple[tuple[Any, Any], ...] = ((inner_first, first), (inner_last, last))
    for inner, some in told:
        twice[cells[inner]] = some.twice[inner]
        if isinstance(half, np.ndarray):
            half[cells[inner]] = some.half[inner]
            decimals[cells[inner]] = some.decimals[inner]
    return evolve(rest, twice=twice, half=half, decimals=decimals), Pairs(cells, one, other, first, last)


def _part_of(found: Scaled, cells: slice) -> Scaled:
    def cut(some: Any) -> Any:
        return some[cells] if isinstance(some, np.ndarray) else some

    return Scaled(
        cut(found.twice), cut(found.half), found.scale, cut(found.decimals), cut(found.hidden), cut(found.odd)
    )


def _marked(series: Series, odd: Mapping[Place, Any], odd_prior: Mapping[Place, Any]) -> Series:
    """The series with the places that the objects read marked odd; no plain figure is left there."""
    code = series.indicator.code
    mine = [place[1:] for place in (*odd, *odd_prior) if place[0] == code]
    if not mine:
        return series
    mask = np.zeros(series.told.shape, np.bool_) if series.odd is None else series.odd.copy()
    rows, columns = zip(*mine, strict=True)
    mask[list(rows), list(columns)] = True
    return evolve(series, odd=mask)
