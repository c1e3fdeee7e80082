"""Are the promises kept: targets of a plan, and of a frame of targets, against the figures of a frame.

The targets of a plan are few; the figures of their regions and periods are made objects and the rules of
`rules.targets` judge them. Of a frame of targets (`targeted`) the rule says once for each kind with which
figures it agrees, and its limits are compared with those figures as whole columns; what the objects had to
read, and what is too long for floats, the rule judges itself.

Source: trade rules §6 and §7: a figure is judged as it is printed, and only where the periods agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, cast

import numpy as np
from attrs import evolve, field, frozen

from rsindicators.bound import Bound
from rsindicators.errors import UnitError
from rsindicators.figure import Figure
from rsindicators.finding import Cited, Finding
from rsindicators.frames.dense import Places, Series
from rsindicators.frames.found import NOTHING, Label
from rsindicators.frames.grid import Place
from rsindicators.frames.screening import Screen
from rsindicators.frames.targeted import Goals, Kind, Promised
from rsindicators.frames.told import Floats, Mask
from rsindicators.interval import Interval
from rsindicators.kinds import CEILINGS, FLOORS, Relation
from rsindicators.number import ONE, exponent_of, shift
from rsindicators.observation import Observation
from rsindicators.rules.targets import AgainstPlan, OwnPeriod
from rsindicators.target import Target
from rsindicators.units import Unit

STRICT: Final = (Relation.ABOVE, Relation.BELOW)
MOST_KEPT: Final = 4096
EXACT: Final = 2.0**53
TEN: Final = np.array([float(10**power) for power in range(23)])
"""The powers of ten that a float holds exactly."""

MISSES: Final = ((np.less, np.less_equal), (np.greater, np.greater_equal))
"""How a figure misses a lower and an upper limit, and one that it must not reach either."""


# ── the targets of a plan ────────────────────────────────────────────────────────────────────────────────


def promise(rule: AgainstPlan, screen: Screen) -> None:
    """Ask a rule of the plan's targets, and of those of a frame of targets if there is one.

    Only the figures with which a target agrees are made objects.
    """
    judge, facts = screen.judge, screen.judge.facts
    if facts.targets:
        given = [one for place in sorted(_places(rule, screen)) for one in judge.observations(*place)]
        _tell(rule, screen, given, facts.targets)
    if screen.promised is not None:
        _Asking(screen.promised, rule, screen, _plain_entities(screen)).run()


def _plain_entities(screen: Screen) -> Mask:
    """Which entities have figures and no scope of their own: a target names none."""
    count = max((series.told.shape[1] for series in screen.grid.series.values()), default=0)
    names = screen.grid.entities.names
    found: Mask = np.arange(len(names)) < count
    found[[number for number, (_, scope) in enumerate(names) if scope]] = False
    return found


def _places(rule: AgainstPlan, screen: Screen) -> set[Place]:
    """The places of which a target may be asked; whatever the objects read is asked."""
    grid, facts = screen.grid, screen.judge.facts
    entities: dict[str, list[int]] = {}
    for number, (region, _) in enumerate(grid.entities.names):
        entities.setdefault(region or facts.region, []).append(number)
    wanted: set[tuple[str, int]] = set()
    found: set[Place] = set()
    for target in facts.targets:
        code, here = target.indicator.code, entities.get(target.region or facts.region, [])
        series = grid.series.get(code)
        if series is None:
            continue
        here = [entity for entity in here if entity < series.told.shape[1]]  # others were numbered later
        wanted.update((code, entity) for entity in here)
        rows = [row for row, slot in enumerate(series.slots) if rule.agrees(target, slot.sample, facts)]
        found.update((code, row, entity) for row in rows for entity in here)
    found.update((code, row, entity) for code, row, entity in grid.odd if (code, entity) in wanted)
    return found


def _tell(rule: AgainstPlan, screen: Screen, given: Sequence[Observation], targets: Sequence[Target]) -> None:
    """Ask the rule itself, and say with its findings which limit is missed."""
    bounds = {(target.label, str(target)): target.bound for target in targets}
    facts = evolve(screen.judge.facts, submitted=given, prior=(), targets=tuple(targets))
    for answer in rule.ask(facts):
        if answer.finding is not None:
            screen.found.tell(_limited(answer.finding, bounds, rule), answer.cell)


def _limited(finding: Finding, bounds: Mapping[tuple[str, str], Any], rule: AgainstPlan) -> Finding:
    """The finding with the limit of its target as an interval, in base units."""
    told = cast("Cited", finding.expected)
    bound = bounds[told.label, told.text]
    wanted = cast("Interval", bound.interval(rule.about))  # what needs a tolerance is not missed without
    return evolve(finding, expected=evolve(told, interval=wanted.shift(bound.unit.exponent)))


# ── a frame of targets ───────────────────────────────────────────────────────────────────────────────────


@frozen(eq=False)
class _Asking:
    """A rule asked of a frame of targets.

    Attributes:
        promised: The targets.
        rule: The rule.
        screen: The figures.
        plain: Which entities have figures and no scope of their own.
    """

    promised: Promised
    rule: AgainstPlan
    screen: Screen
    plain: Mask
    _known: dict[tuple[Any, ...], bool] = field(factory=dict, init=False)

    def run(self) -> None:
        """Hold the figures against the targets that the rule asks of them."""
        left: dict[Place, list[Target]] = {}
        by_code: dict[str, list[_Missed]] = {}
        for number, kind in enumerate(self.promised.kinds):
            code = kind.target.indicator.code
            series = self.screen.grid.series.get(code)
            if series is None or not self._fits(kind.target, series):
                continue
            goals = self.promised.of_kind(number)
            plain = self.plain.take(goals.entity)
            goals = goals if plain.all() else goals[plain]
            for row, slot in enumerate(series.slots):
                if self._agrees(kind.target, slot.sample):
                    missed, unsure = self._judged(kind, series, row, goals)
                    by_code.setdefault(code, []).append(missed)
                    for one in map(int, unsure):
                        place = code, row, int(self.promised.entity[one])
                        left.setdefault(place, []).append(self.promised.target(one))
        for code, some in by_code.items():
            _tell_missed(self.rule, self.screen, self.screen.grid.series[code], some)
        for place, told in left.items():
            _tell(self.rule, self.screen, self.screen.judge.observations(*place), told)

    def _fits(self, target: Target, series: Series) -> bool:
        """Whether the target is one that a figure of that unit may miss."""
        bound = target.bound
        if not isinstance(bound, Bound) or bound.interval(self.rule.about) is None:
            return False
        return _fit(bound.unit, series.unit)

    def _judged(self, kind: Kind, series: Series, row: int, goals: Goals) -> tuple[_Missed, Places]:
        """Which figures of a row miss their targets, and of which targets the rule itself must be asked."""
        entities = goals.entity
        twice = series.scaled.twice[row].take(entities)
        odd = np.zeros(len(entities), np.bool_) if series.odd is None else series.odd[row, entities]
        there = series.told[row].take(entities) & ~np.isnan(twice) & ~odd
        ends = self._ends(kind, goals)
        scale = max(series.box.scale, *(end.scale for end in ends))
        shown = _scaled(twice, scale - series.box.scale)
        sure, wrong = there & (np.abs(shown) < EXACT), np.zeros(len(entities), np.bool_)
        limits = [end.twice if end.is_free else _scaled(end.twice, scale - end.places) for end in ends]
        for end, limit, misses in zip(ends, limits, MISSES, strict=True):
            if not end.is_free:
                sure &= np.abs(limit) < EXACT
                wrong |= misses[end.is_open](shown, limit)
        wrong &= sure
        size = scale + series.unit.exponent
        told = tuple(_in_unit(limit, wrong, size) for limit in limits)
        return _Missed(kind, row, entities[wrong], told), goals.rows[(there & ~sure) | odd]

    def _ends(self, kind: Kind, goals: Goals) -> tuple[_End, _End]:
        """From what to what the figures must lie."""
        bound = cast("Bound", kind.target.bound)
        exponent = bound.unit.exponent
        if kind.is_plain:
            places = goals.places
            same = len(places) > 0 and bool((places == places[0]).all())
            each = (int(places[0]) if same else places) - exponent
            end = _End(2.0 * goals.steps, each, bound.relation in STRICT)
            return (end, _FREE) if bound.relation in FLOORS else (_FREE, end)
        wanted = cast("Interval", bound.interval(self.rule.about))
        low, high = wanted.lo, wanted.hi
        return _End.of(low, exponent, is_open=wanted.lo_open), _End.of(high, exponent, is_open=wanted.hi_open)

    def _agrees(self, target: Target, sample: Observation) -> bool:
        """Whether the rule asks the target of figures of that time; asked once of each time."""
        facts = self.screen.judge.facts
        if type(self.rule) is not OwnPeriod:
            return self.rule.agrees(target, sample, facts)
        carried = sample.indicator.carry_over
        key = target.period, target.accumulation, sample.period, sample.accumulation, carried
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.rule.agrees(target, sample, facts)
        return found


@lru_cache(maxsize=MOST_KEPT)
def _fit(asked: Unit, told: Unit) -> bool:
    """Whether a bound in one unit can be asked of a figure in the other."""
    try:
        Bound(Relation.AT_LEAST, Figure(ONE, asked)).judge(Figure(ONE, told))
    except UnitError:
        return False
    return True


@frozen(eq=False)
class _End:
    """Limits in base units: `twice / (2 · 10^places)`; infinite where there is none."""

    twice: Any
    places: Any = 0
    is_open: bool = False

    @staticmethod
    def of(end: Decimal, exponent: int, *, is_open: bool) -> _End:
        """One limit."""
        if not end.is_finite():
            return _FREE
        places = max(0, -exponent_of(end))
        return _End(2.0 * float(shift(end, places)), places - exponent, is_open)

    @property
    def is_free(self) -> bool:
        """Whether there is no limit."""
        return self is _FREE

    @property
    def scale(self) -> int:
        """The decimals that all of them have."""
        return int(np.max(self.places, initial=-len(TEN)))


_FREE: Final = _End(NOTHING, -len(TEN))


@frozen(eq=False)
class _Missed:
    """Figures of one row that miss targets of a kind.

    Attributes:
        kind: Of the targets.
        at: The row of the series.
        entities: Of the figures.
        ends: What they had to keep, in their own unit; NaN where nothing limits them.
    """

    kind: Kind
    at: int
    entities: Places
    ends: tuple[Floats, ...]

    @property
    def signature(self) -> tuple[Any, ...]:
        """What two of them have in common that are one promise told twice, if their limits are the same."""
        target = self.kind.target
        relation = cast("Bound", target.bound).relation
        for alike in (FLOORS, CEILINGS):
            relation = alike[0] if relation in alike else relation
        return target.period, target.accumulation, relation, self.at


def _scaled(some: Any, more: Any) -> Any:
    """Whole numbers times powers of ten; what is too great for a float to hold is no number below `EXACT`."""
    if isinstance(more, int):
        return some * (TEN[more] if more < len(TEN) else np.inf) if more else some
    return some * np.where(more < len(TEN), TEN[np.minimum(more, len(TEN) - 1)], np.inf)


def _in_unit(twice: Any, some: Mask, size: int) -> Floats:
    """Limits of some figures in their unit; NaN where there are none."""
    power = TEN[min(abs(size), len(TEN) - 1)]  # with more decimals none is sure
    told = (twice[some] if isinstance(twice, np.ndarray) else np.full(int(some.sum()), twice)) / 2.0
    return cast("Floats", told / power if size >= 0 else told * power)


def _tell_missed(rule: AgainstPlan, screen: Screen, series: Series, some: Sequence[_Missed]) -> None:
    label = Label(rule.code, (rule.severity, rule.certainty), series.indicator.code, str(series.unit))
    by_promise: dict[tuple[Any, ...], list[_Missed]] = {}
    for one in some:
        by_promise.setdefault(one.signature, []).append(one)
    for alike in by_promise.values():
        entities = np.concatenate([one.entities for one in alike])
        low, high = (np.concatenate([one.ends[side] for one in alike]) for side in (0, 1))
        kept = _once(entities, low, high)
        rows = np.full(len(kept), alike[0].at, np.intp)
        actual = series.shown((rows, entities[kept]))
        screen.found.add(label, entities[kept], series.periods, rows, actual, (low[kept], high[kept]))


def _once(entities: Places, low: Floats, high: Floats) -> Places:
    """The places of those that are not told before."""
    every = np.arange(len(entities))
    if len(entities) == 0 or np.bincount(entities).max() == 1:
        return every
    known: dict[tuple[float, ...], int] = {}
    for place, key in enumerate(zip(entities, np.nan_to_num(low), np.nan_to_num(high), strict=True)):
        known.setdefault(key, place)
    return every[list(known.values())]
