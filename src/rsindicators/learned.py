"""An indicator that no catalogue knows, read from what a table prints of it.

Nobody defined it: its measure and direction are read from unit, brackets, comparators and words, each with
that reason, and its figures add up to nothing. A user who knows better gives an indicator of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rsindicators import package
from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.composition import Composition
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Additivity, Content, Direction, Measure, Relation
from rsindicators.notation import Reading, parse
from rsindicators.printed import LOST, Printed
from rsindicators.source import Source
from rsindicators.units import PURE, Unit

_FLOWING: Final = re.compile("新增|累计|招收|开展|培训|发放|征收|受理|引进|次$")
_GROWING: Final = re.compile("增长|增速|增幅")
_WORSE: Final = re.compile("失业|死亡|事故|欠薪|拖欠|违法|不良|流失|未结")
_DIRECTIONS: Final = {
    Relation.AT_LEAST: Direction.HIGHER,
    Relation.ABOVE: Direction.HIGHER,
    Relation.OVER: Direction.HIGHER,
    Relation.AT_MOST: Direction.LOWER,
    Relation.BELOW: Direction.LOWER,
}


def learned(name: str, unit: str, readings: Sequence[Reading], source: Source) -> Indicator:
    """The indicator called `name`, as far as its row tells.

    Args:
        name: As printed.
        unit: As printed; empty where the row prints none, then that of its cells.
        readings: What its cells say.
        source: Where it stands.
    """
    measure = _measure(name, unit, readings)
    why = "目录中没有这个名称,由单位、方括号、比较符和用词推定"
    ours = ("measure", "direction", "accumulation", "over_regions", "over_periods")
    own = Unit.parse(unit) if unit else _unit_of(readings)
    if measure is Measure.COMPOSITION:
        own = PURE
    return Indicator(
        f"own_{package.digest(name)[:8]}",
        name,
        name,
        own,
        measure,
        Direction.NEITHER if measure is Measure.COMPOSITION else _direction(name, readings),
        _ACCUMULATIONS.get(measure, Accumulation.AT_END),
        Additivity.NONE,
        Additivity.NONE,
        source,
        stated=("name", "unit"),
        assigned=(("code", "由名称生成"), ("english", "没有译名"), *((field, why) for field in ours)),
    )


def relearned(printed: Printed, catalogue: Catalogue) -> Catalogue:
    """The catalogue with the learned indicators of a plan that was written and is read again."""
    found: dict[str, Indicator] = {}
    for row in printed.rows:
        if catalogue.get(row.indicator) is None and row.indicator not in found:
            readings = [parse(text, row.unit or None) for text in row.cells if text != LOST]
            found[row.indicator] = learned(
                row.name, row.unit, readings, printed.header.source("", "", row.line)
            )
    return catalogue | Catalogue(found.values())


_ACCUMULATIONS: Final = {
    Measure.FLOW: Accumulation.ANNUAL,
    Measure.GROWTH: Accumulation.AVERAGE_ANNUAL,
}


def _measure(name: str, unit: str, readings: Sequence[Reading]) -> Measure:
    if any(isinstance(one.value, Composition) for one in readings):
        return Measure.COMPOSITION
    if (unit and Unit.parse(unit).is_share) or (not unit and _unit_of(readings).is_share):
        return Measure.GROWTH if _GROWING.search(name) else Measure.RATIO
    totals = any(one.accumulation is Accumulation.CUMULATIVE for one in readings)
    return Measure.FLOW if totals or unit.endswith("次") or _FLOWING.search(name) else Measure.STOCK


def _direction(name: str, readings: Sequence[Reading]) -> Direction:
    """The way the comparators point, else the name's words; more is better where nothing says otherwise."""
    for one in readings:
        if isinstance(one.value, Bound) and one.value.relation in _DIRECTIONS:
            return _DIRECTIONS[one.value.relation]
    return Direction.LOWER if _WORSE.search(name) else Direction.HIGHER


def _unit_of(readings: Sequence[Reading]) -> Unit:
    """The unit that its cells print, if they do."""
    for one in readings:
        if one.content in (Content.FIGURE, Content.BOUND) and isinstance(one.value, Figure | Bound):
            return one.value.unit
    return PURE
