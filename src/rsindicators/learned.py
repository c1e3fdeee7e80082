"""An indicator that no catalogue knows, read from what a table prints of it.

Nobody defined it: its measure and direction are read from unit, brackets, comparators and words, each with
that reason, and its figures add up to nothing. Where more may well be worse (失业, 投诉, 时间) and no
comparator tells, it has no direction, and a plain number is no target of it. A user who knows better gives
an indicator of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rsindicators import package
from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Additivity, Direction, Measure, Relation
from rsindicators.notation import Reading
from rsindicators.source import Source
from rsindicators.units import PERCENT, PURE, Unit

_FLOWING: Final = re.compile("新增|累计|招收|开展|培训|发放|征收|受理|引进|次$")
_GROWING: Final = re.compile("增长|增速|增幅")
SHARE: Final = re.compile("(?:率|比例|比重|占比)$")
_LOWER: Final = re.compile("(?:失业率|流失率|死亡率|死亡人数|事故起数|事故率|欠薪率|差错率|投诉率)$")
_DOUBTFUL: Final = re.compile(
    "失业(?!保险)|死亡|事故|欠薪|拖欠|违法|不良|流失|未结|投诉|案件|纠纷|信访|差距|收入比|时间|时限|时长|天数|周期|成本"
)
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
        name: As printed, made one of a kind where the table uses it for several.
        unit: As printed; empty where the row prints none, then that of its cells.
        readings: What its cells say.
        source: Where it stands.
    """
    own = Unit.parse(unit) if unit else _unit_of(name, readings)
    measure = _measure(name, own, readings)
    why = "目录中没有这个名称,由单位、方括号、比较符和用词推定"
    ours = ("measure", "direction", "accumulation", "over_regions", "over_periods")
    return Indicator(
        f"own_{package.digest(f'{name} {unit}')[:8]}",
        name,
        name,
        PURE if measure is Measure.COMPOSITION else own,
        measure,
        Direction.NEITHER if measure is Measure.COMPOSITION else _direction(name, readings),
        _ACCUMULATIONS.get(measure, Accumulation.AT_END),
        Additivity.NONE,
        Additivity.NONE,
        source,
        stated=("name", "unit"),
        assigned=(("code", "由名称生成"), ("english", "没有译名"), *((field, why) for field in ours)),
    )


_ACCUMULATIONS: Final = {
    Measure.FLOW: Accumulation.ANNUAL,
    Measure.GROWTH: Accumulation.AVERAGE_ANNUAL,
}


def _measure(name: str, unit: Unit, readings: Sequence[Reading]) -> Measure:
    if any(isinstance(one.value, Composition) for one in readings):
        return Measure.COMPOSITION
    if unit.is_share:
        return Measure.GROWTH if _GROWING.search(name) else Measure.RATIO
    totals = any(one.accumulation is Accumulation.CUMULATIVE for one in readings)
    return Measure.FLOW if totals or unit.symbol.endswith("次") or _FLOWING.search(name) else Measure.STOCK


def _direction(name: str, readings: Sequence[Reading]) -> Direction:
    """The way the comparators point, else the name's words."""
    for one in readings:
        if isinstance(one.value, Bound) and one.value.relation in _DIRECTIONS:
            return _DIRECTIONS[one.value.relation]
    if _LOWER.search(name):
        return Direction.LOWER
    return Direction.NEITHER if _DOUBTFUL.search(name) else Direction.HIGHER


def _unit_of(name: str, readings: Sequence[Reading]) -> Unit:
    """The unit that its cells print, if they do; of a rate %."""
    for one in readings:
        if isinstance(one.value, Figure | Bound) and not one.value.unit.is_pure:
            return one.value.unit
    return PERCENT if SHARE.search(name) else PURE
