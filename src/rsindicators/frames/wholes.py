"""Totals of regions against their regions.

Which rows are the sum of which others follows from the names of the regions that have a figure (`rollup`), so
it is asked once for each set of them, of a model. The sums are then compared as arrays; only where every way
to add the regions is broken are their figures made objects, and the rule judges them.

Source: trade rule §7 (合计 equals the sum of all children only if all have reported).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any, Final

import numpy as np
from attrs import define, evolve, field

from rsindicators.figure import Figure
from rsindicators.frames.dense import Series
from rsindicators.frames.screening import Screen
from rsindicators.observation import Observation
from rsindicators.possible import adds
from rsindicators.rollup import Rollup, has_sums, rollups
from rsindicators.rules.parts import RegionsRule

WHOLE_NUMBERS: Final = 2.0**53
ELSEWHERE: Final = "·"
"""The scope of models that only say that a region is there."""


def regions(rule: RegionsRule, screen: Screen) -> None:
    """Hold totals against the sums of their regions, where any region may be one."""
    told = _regions_told(screen)
    if has_sums(region or screen.judge.facts.region for region in told):
        sums = _Sums(screen, told)
        for series in screen.grid.series.values():
            if adds(series.indicator):
                sums.ask(rule, series)


def _regions_told(screen: Screen) -> tuple[str, ...]:
    """The regions of which the frame tells anything, be it empty."""
    grid = screen.grid
    some = [series.told.any(axis=0) for series in grid.series.values()]
    numbers = np.flatnonzero(reduce(or_, some)).tolist() if some else []
    return tuple(dict.fromkeys(grid.entities.names[number][0] for number in numbers))


@define(eq=False)
class _Sums:
    """The sums among the regions that tell anything now."""

    screen: Screen
    regions: tuple[str, ...]
    _known: dict[tuple[str, bytes], tuple[Rollup, ...]] = field(factory=dict, init=False)

    def ask(self, rule: RegionsRule, series: Series) -> None:
        """Ask the rule of all times of a series."""
        for row in range(len(series.slots)):
            for scope, entities in self._told(series, row):
                odd = series.odd is not None and series.odd[row, entities].any()
                if odd or any(
                    self._is_doubtful(series, row, one) for one in self._rollups(series, row, entities)
                ):
                    self._judge(rule, series, row, scope, entities)

    def _told(self, series: Series, row: int) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
        """The entities of each scope that tell something at a time."""
        told = np.flatnonzero(series.told[row] if series.odd is None else series.told[row] | series.odd[row])
        scopes = dict.fromkeys(self.screen.grid.entities.names[one][1] for one in told)
        for scope in scopes:
            yield scope, np.array([one for one in told if self.screen.grid.entities.names[one][1] == scope])

    def _rollups(self, series: Series, row: int, entities: np.ndarray[Any, Any]) -> tuple[Rollup, ...]:
        """Which of the entities are sums of which, by their numbers as the cells of a model."""
        figures = ~np.isnan(series.scaled.twice[row, entities])
        key = (str(series.slots[row].time), entities.tobytes() + figures.tobytes())
        found = self._known.get(key)
        if found is None:
            sample = series.slots[row].sample
            told = [
                evolve(
                    sample,
                    figure=Figure(1, series.unit) if there else None,
                    region=self.screen.grid.entities.names[number][0],
                    cell=str(number),
                )
                for number, there in zip(entities.tolist(), figures.tolist(), strict=True)
            ]
            facts = evolve(
                self.screen.judge.facts, submitted=[*told, *self._there(sample)], prior=(), faults=()
            )
            found = self._known[key] = tuple(one for one in rollups(facts) if not one.trouble)
        return found

    def _there(self, sample: Observation) -> list[Observation]:
        """All regions of the frame, of which nothing more is said."""
        return [evolve(sample, figure=None, region=region, scope=ELSEWHERE) for region in self.regions]

    def _is_doubtful(self, series: Series, row: int, sums: Rollup) -> bool:
        """Whether no way to add the regions gives the total, or sums are too large to tell."""
        box = series.narrow
        low, high = box.low[row], box.high[row]
        whole = int(sums.whole.cell)
        for way in sums.ways:
            parts = np.array([int(one.cell) for one in way])
            least, most = float(low[parts].sum()), float(high[parts].sum())
            if not max(abs(least), abs(most), np.abs(high[parts]).sum()) < WHOLE_NUMBERS:
                return True
            if low[whole] <= most and (high[whole] >= least):
                return False
        return bool(sums.ways)

    def _judge(
        self, rule: RegionsRule, series: Series, row: int, scope: str, entities: np.ndarray[Any, Any]
    ) -> None:
        judge = self.screen.judge
        code = series.indicator.code
        told = [one for entity in entities.tolist() for one in judge.observations(code, row, entity)]
        there = self._there(series.slots[row].sample)
        for answer in rule.ask(evolve(judge.facts, submitted=[*told, *there], prior=())):
            if answer.finding is not None and answer.cell is not None and answer.cell.scope == scope:
                self.screen.found.tell(answer.finding, answer.cell)
