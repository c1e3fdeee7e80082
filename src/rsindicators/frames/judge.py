"""Open places, judged by the rules themselves.

The figures that a rule may look at from a place are made objects: all of its region and scope, of the
indicators its relations name, at every time. The rule is asked of these facts as it is asked of a form, and
what it answers for the open places is what counts; its other answers rest on less than all figures and are
not looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
from attrs import define, evolve, field

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import code_of
from rsindicators.expansion import of_formula
from rsindicators.facts import Facts, time_of
from rsindicators.figure import Figure
from rsindicators.frames.dense import Series
from rsindicators.frames.found import Found
from rsindicators.frames.grid import Grid, Open
from rsindicators.frames.told import Mask
from rsindicators.indicator import Indicator
from rsindicators.number import shift
from rsindicators.observation import Observation
from rsindicators.ownrule import OwnRule
from rsindicators.rule import FormulaRule, Rule
from rsindicators.rules.identities import ExpandedRule
from rsindicators.rules.keys import Missing

Place = tuple[str, int, int]
"""Indicator code, row of its series, entity."""
HALF: Final = Decimal("0.5")
MOST_AT_ONCE: Final = 20_000
"""So many figures are made objects at once."""


@define(eq=False)
class Judge:
    """Makes figures of a grid objects and asks rules of them; it never leaves the run that made it.

    Attributes:
        grid: The figures.
        facts: What rules look at besides figures: definitions, targets, faults.
        asked: Which places were asked, by the codes of indicators, as `Series.told`.
    """

    grid: Grid
    facts: Facts
    asked: Mapping[str, Mask] = field(factory=dict)
    _made: dict[Place, list[Observation]] = field(factory=dict, init=False)
    _families: dict[tuple[str, str], tuple[str, ...]] = field(factory=dict, init=False)

    def settle(self, places: Iterable[Open], found: Found) -> int:
        """Judge what is open; gives how many places that were.

        Args:
            places: What is open, rule by rule.
            found: Takes the findings.
        """
        by_rule: dict[int, tuple[Rule, set[Place]]] = {}
        for one in places:
            _, wanted = by_rule.setdefault(id(one.rule), (one.rule, set()))
            wanted.update(
                (one.code, int(row), int(entity)) for row, entity in zip(one.rows, one.entities, strict=True)
            )
        for rule, wanted in by_rule.values():
            for some in self._parted(rule, sorted(wanted, key=lambda place: (place[2], place[0], place[1]))):
                self._judge(rule, some, found)
        return sum(len(wanted) for _, wanted in by_rule.values())

    def _parted(self, rule: Rule, places: Sequence[Place]) -> Iterator[list[Place]]:
        """The places, so many at once that not too many figures are objects."""
        some: list[Place] = []
        size = 0
        for place in places:
            some.append(place)
            size += sum(len(self.grid.series[code].slots) for code in self._family(rule, place[0]))
            if size > MOST_AT_ONCE:
                yield some
                some, size = [], 0
        if some:
            yield some

    def _judge(self, rule: Rule, places: Sequence[Place], found: Found) -> None:
        near = {(code, entity) for one, _, entity in places for code in self._family(rule, one)}
        told = [
            one
            for code, entity in sorted(near)
            for row in range(len(self.grid.series[code].slots))
            for one in self.observations(code, row, entity)
        ]
        before = [
            one
            for code, entity in sorted(near)
            for row in range(len(self.grid.series[code].slots))
            for one in self.earlier(code, row, entity)
        ]
        wanted = {self._key(place) for place in places}
        for answer in rule.ask(evolve(self.facts, submitted=told, prior=before)):
            if answer.finding is not None and answer.cell is not None and _key(answer.cell) in wanted:
                found.tell(answer.finding, answer.cell)

    def _family(self, rule: Rule, code: str) -> tuple[str, ...]:
        """The indicators whose figures a rule looks at from a figure of one."""
        key = (rule.code, code)
        codes = self._families.get(key)
        if codes is None:
            codes = self._families[key] = tuple(
                sorted(_family(rule, self.grid.series[code], self.facts.catalogue) & self.grid.series.keys())
            )
        return codes

    def _key(self, place: Place) -> tuple[Any, ...]:
        code, row, entity = place
        region, scope = self.grid.entities.names[entity]
        return code, region, scope, self.grid.series[code].slots[row].time

    def all_facts(self) -> Facts:
        """All figures as objects."""
        places = [
            (code, row, entity)
            for code, series in self.grid.series.items()
            for row in range(len(series.slots))
            for entity in range(series.told.shape[1])
        ]
        told = [one for place in places for one in self.observations(*place)]
        before = [one for place in places for one in self.earlier(*place)]
        return evolve(self.facts, submitted=told, prior=before)

    def untold(self, regions: Collection[str]) -> Iterator[Observation]:
        """The keys that were asked of some regions and that no row tells, as observations without figures."""
        for code, mask in self.asked.items():
            series = self.grid.series[code]
            for row, entity in zip(*np.nonzero(mask & ~series.told), strict=True):
                if self.grid.entities.names[entity][0] in regions:
                    yield from self._plain((code, int(row), int(entity)))

    # ── figures as objects ───────────────────────────────────────────────────────────────────────────────

    def observations(self, code: str, row: int, entity: int) -> list[Observation]:
        """What the frame tells of a place, as objects; made once."""
        place = (code, row, entity)
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = [*self._plain(place), *self.grid.odd.get(place, ())]
        return found

    def earlier(self, code: str, row: int, entity: int) -> list[Observation]:
        """What was reported earlier of a place, as objects."""
        series = self.grid.series[code]
        plain: list[Observation] = []
        if series.prior is not None and series.prior[row, entity]:
            plain.append(self._observation(series, row, entity))
        elif series.before is not None:
            plain.append(self._with(series, row, entity, _figure(series.before, (row, entity), series)))
        return [one for one in plain if one.figure is not None] + list(
            self.grid.odd_prior.get((code, row, entity), ())
        )

    def _plain(self, place: Place) -> Iterator[Observation]:
        code, row, entity = place
        series = self.grid.series[code]
        if not series.told[row, entity]:
            if code in self.asked and self.asked[code][row, entity] and place not in self.grid.odd:
                yield self._with(series, row, entity, None)
            return
        strange = series.strange is not None and series.strange[row, entity]
        if place in self.grid.odd or strange:  # the objects have read all that is told there
            return
        if series.pairs is not None:
            twice = np.flatnonzero(series.pairs.cells == row * series.told.shape[1] + entity)
            if len(twice):
                for scaled in (series.pairs.first_told, series.pairs.last_told):
                    yield self._with(series, row, entity, _figure(scaled, int(twice[0]), series))
                return
        yield self._observation(series, row, entity)

    def _observation(self, series: Series, row: int, entity: int) -> Observation:
        return self._with(series, row, entity, _figure(series.scaled, (row, entity), series))

    def _with(self, series: Series, row: int, entity: int, figure: Figure | None) -> Observation:
        region, scope = self.grid.entities.names[entity]
        return evolve(series.slots[row].sample, figure=figure, region=region, scope=scope)


def _figure(scaled: Any, at: Any, series: Series) -> Figure | None:
    """A printed figure; None where there is none."""
    twice = float(scaled.twice[at])
    if np.isnan(twice):
        return None
    decimals = int(scaled.decimals[at] if isinstance(scaled.decimals, np.ndarray) else scaled.decimals)
    steps = int(twice) // 2 // 10 ** (scaled.scale - decimals)
    return Figure(shift(Decimal(steps), -decimals), series.unit)


def _family(rule: Rule, series: Series, catalogue: Catalogue) -> set[str]:
    indicator = series.indicator
    found = {indicator.code}
    if isinstance(rule, Missing):
        found.update(_answering(indicator, catalogue))
    elif isinstance(rule, ExpandedRule):
        relation = rule.relation(indicator, catalogue)
        found.update(relation.codes.values() if relation else ())
    elif isinstance(rule, OwnRule):
        found.update(term.code for _, term in rule.resolve(catalogue).terms)
    elif isinstance(rule, FormulaRule):
        found.update(term.code for tree in rule.trees(indicator, catalogue) for _, term in tree.terms)
    return found


def _answering(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    """The indicators whose figures may answer for one that is missing."""
    owner = catalogue.get(indicator.component_of) if indicator.component_of else None
    found = of_formula(indicator)
    if owner is not None:
        yield from (code_of(owner, component) for component in owner.components)
    elif found is not None:
        yield from found.codes.values()


def _key(one: Observation) -> tuple[Any, ...]:
    return one.indicator.code, one.region, one.scope, time_of(one)
