"""What people do wrong when they fill in a form, done on purpose and labelled.

A slip changes a sample as people do, and its label says what was done: the kind, the cells it touched, what
stood there and what stands there now. Some slips leave a form that may be true, or that only an earlier form
contradicts: a label does not say that the slip can be found.

Source: trade rules §3 (slips to recognise), §4 (the carry-over), §7 (kinds of checks).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import unique
from functools import lru_cache
from random import Random
from typing import Final, NamedTuple

from attrs import evolve, frozen

from rsindicators import mistakes
from rsindicators.catalogue import Catalogue
from rsindicators.constituent import constituents
from rsindicators.finding import Finding, Repair
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Kind, Measure
from rsindicators.mistakes import Mistake
from rsindicators.samples import (
    GROUPS,
    Cell,
    Layout,
    Sample,
    draw_sample,
    of_year,
    of_years,
    to_month,
)
from rsindicators.worlds import is_drawable, quotient


@unique
class Slip(Kind):
    """What was done wrong."""

    TIMES_10000 = "times_10000", "按“人”填入“万人”格,大了一万倍"
    OVER_10000 = "over_10000", "按“万人”填入“人”格,小了一万倍"
    TIMES_100 = "times_100", "百分数大了一百倍"
    OVER_100 = "over_100", "百分数填成了小数"
    PERIOD_FOR_TOTAL = "period_for_total", "应填累计,填了一期"
    TOTAL_FOR_PERIOD = "total_for_period", "应填一期,填了累计"
    UPSIDE_DOWN = "upside_down", "分母除以了分子"
    EXCHANGED = "exchanged", "分子、分母两格填反"
    FORGOTTEN_CARRY_OVER = "forgotten_carry_over", "漏了上期结转"
    STALE_CARRY_OVER = "stale_carry_over", "累计数接了上月的结转"
    PART_ABOVE_WHOLE = "part_above_whole", "其中项大于总数"
    SHARE_ABOVE_100 = "share_above_100", "比率超过100%"
    NEGATIVE = "negative", "总量为负"
    WRONG_SUM = "wrong_sum", "合计不等于各地区之和"
    FALLING = "falling", "本年累计比上月少"
    SINGLE_CONTRADICTS = "single_contradicts", "当月数与两个累计数不符"
    STOCK_JUMP = "stock_jump", "期末数突变"
    OTHER_UNIT = "other_unit", "单位换了量纲"
    NO_UNIT = "no_unit", "漏填单位"
    MANY_DECIMALS = "many_decimals", "小数位多于要求"
    MISSING = "missing", "漏报"
    DUPLICATE = "duplicate", "重复上报"
    REVISION = "revision", "快报后又报年报"
    UNKNOWN_NAME = "unknown_name", "指标名称写错"
    ODD_PERIOD = "odd_period", "时期与指标不合"
    YEAR_FOR_TO_DATE = "year_for_to_date", "应为累计,写了年度"
    DIGIT_CHANGED = "digit_changed", "错了一位数字"
    DIGIT_DROPPED = "digit_dropped", "少了一位数字"
    DIGITS_TURNED = "digits_turned", "相邻两位颠倒"
    TRUNCATED = "truncated", "截尾而未四舍五入"
    UNREADABLE = "unreadable", "填了读不出的内容"


@frozen
class Label:
    """What was done to a sample.

    Attributes:
        kind: The slip.
        cells: The cells that were changed.
        old: What the first of them held.
        new: What it holds now; empty where it is gone.
        items: How findings may name these cells: by what is asked there, and by what was written.
    """

    kind: Slip
    cells: tuple[Cell, ...]
    old: str
    new: str
    items: tuple[str, ...]

    def is_told_by(self, finding: Finding) -> bool:
        """Whether a finding speaks of a cell that was changed, perhaps among others."""
        return any(place.item in self.items for place in finding.places)

    def is_mended_by(self, repair: Repair) -> bool:
        """Whether a repair is one of a cell that was changed."""
        codes = [cell.code for cell in self.cells]
        return repair.place.item in self.items and repair.indicator in codes


class Corruption(NamedTuple):
    """A sample, the same after a slip, and what the slip was."""

    valid: Sample
    corrupted: Sample
    label: Label


def corrupt(rng: Random, sample: Sample, slip: Slip) -> Corruption | None:
    """A sample after a slip at a place that is drawn; None where the sample has no place for it.

    Args:
        rng: Where the choices come from.
        sample: A valid one.
        slip: What is to be done wrong.
    """
    first = rng.randint(0, len(sample.rows) - 1)
    for row in sample.rows[first:] + sample.rows[:first]:
        change = _MISTAKES[slip](rng, sample, row)
        if change is None or change.old == change.new:
            continue
        rows = [one for row in sample.rows for one in change.rows.get(row.cell, (row,))]
        items = [cell.item for cell in change.rows]
        items += [item for told in change.rows.values() for one in told for item in one.items]
        label = Label(slip, tuple(change.rows), change.old, change.new, tuple(dict.fromkeys(items)))
        return Corruption(sample, evolve(sample, rows=tuple(rows)), label)
    return None


_MISTAKES: Final[dict[Slip, Mistake]] = {
    Slip.TIMES_10000: mistakes.times_10000,
    Slip.OVER_10000: mistakes.over_10000,
    Slip.TIMES_100: mistakes.times_100,
    Slip.OVER_100: mistakes.over_100,
    Slip.PERIOD_FOR_TOTAL: mistakes.period_for_total,
    Slip.TOTAL_FOR_PERIOD: mistakes.total_for_period,
    Slip.UPSIDE_DOWN: mistakes.upside_down,
    Slip.EXCHANGED: mistakes.exchanged,
    Slip.FORGOTTEN_CARRY_OVER: mistakes.forgotten,
    Slip.STALE_CARRY_OVER: mistakes.stale,
    Slip.PART_ABOVE_WHOLE: mistakes.part_above_whole,
    Slip.SHARE_ABOVE_100: mistakes.share_above_100,
    Slip.NEGATIVE: mistakes.negative,
    Slip.WRONG_SUM: mistakes.wrong_sum,
    Slip.FALLING: mistakes.falling,
    Slip.SINGLE_CONTRADICTS: mistakes.single_contradicts,
    Slip.STOCK_JUMP: mistakes.stock_jump,
    Slip.OTHER_UNIT: mistakes.other_unit,
    Slip.NO_UNIT: mistakes.no_unit,
    Slip.MANY_DECIMALS: mistakes.many_decimals,
    Slip.MISSING: mistakes.missing,
    Slip.DUPLICATE: mistakes.duplicate,
    Slip.REVISION: mistakes.revision,
    Slip.UNKNOWN_NAME: mistakes.unknown_name,
    Slip.ODD_PERIOD: mistakes.odd_period,
    Slip.YEAR_FOR_TO_DATE: mistakes.year_for_to_date,
    Slip.DIGIT_CHANGED: mistakes.digit_changed,
    Slip.DIGIT_DROPPED: mistakes.digit_dropped,
    Slip.DIGITS_TURNED: mistakes.digits_turned,
    Slip.TRUNCATED: mistakes.truncated,
    Slip.UNREADABLE: mistakes.unreadable,
}


# ── samples in which a slip has a place ──────────────────────────────────────────────────────────────────

_OF_RATES: Final = (Slip.TIMES_100, Slip.OVER_100, Slip.UPSIDE_DOWN, Slip.EXCHANGED)
_OF_BALANCES: Final = (Slip.FORGOTTEN_CARRY_OVER, Slip.STALE_CARRY_OVER)
_OF_UNITS: Final = (Slip.TIMES_10000, Slip.OVER_10000)
_OF_MONTHS: Final = (Slip.STALE_CARRY_OVER, Slip.FALLING, Slip.SINGLE_CONTRADICTS, Slip.YEAR_FOR_TO_DATE)
_OF_FLOWS: Final = (*_OF_MONTHS, Slip.PERIOD_FOR_TOTAL, Slip.TOTAL_FOR_PERIOD)
MOST_KEPT: Final = 8
_TRIES: Final = 30
"""How many samples are drawn before a slip is given up; most have a place in the first."""


def has_place(slip: Slip, indicator: Indicator) -> bool:
    """Whether a slip may have a place in a form of this indicator, which is drawable."""
    if slip is Slip.PART_ABOVE_WHOLE:
        return bool(indicator.part_of)
    if slip is Slip.SHARE_ABOVE_100:
        return indicator.maximum is not None
    if slip in _OF_BALANCES:
        return any(one.carry_over for one in indicator.components)
    if slip in _OF_RATES:
        return quotient(indicator) is not None
    told = (indicator, *constituents(indicator))
    if slip is Slip.STOCK_JUMP:
        return any(one.measure is Measure.STOCK for one in told)
    if slip in _OF_UNITS:
        return any(one.unit.exponent for one in told)
    return slip not in _OF_FLOWS or indicator.accumulation is Accumulation.ANNUAL


def draw_layout(rng: Random, slip: Slip | None = None) -> Layout:
    """What a form asks in which a slip may have a place; of any kind where none is told."""
    year, month = rng.randint(2021, 2025), rng.randint(2, 11)
    whole, regions = rng.choice(GROUPS)
    of_group = evolve(of_year(year), whole=whole, regions=regions)
    so_far = of_years(2021, max(year, 2022))
    if slip is Slip.WRONG_SUM:
        return of_group
    if slip in _OF_MONTHS:
        return to_month(year, month)
    if slip is Slip.PERIOD_FOR_TOTAL:
        return rng.choice((to_month(year, month), so_far))
    if slip in _OF_FLOWS:
        return rng.choice((to_month(year, month), of_year(year), so_far))
    plain = of_year(year), to_month(year, month, alone=False)
    return rng.choice((*plain, to_month(year, month), so_far, of_group) if slip is None else plain)


@lru_cache(maxsize=MOST_KEPT)
def drawable(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The definitions of a catalogue that worlds know."""
    return tuple(one for one in catalogue if one.is_defined and is_drawable(one))


def fitting(slip: Slip, catalogue: Catalogue) -> list[Indicator]:
    """The definitions of a catalogue that a slip may have a place in."""
    return [one for one in drawable(catalogue) if has_place(slip, one)]


def draw_corruption(rng: Random, slip: Slip, catalogue: Catalogue, most: int = 2) -> Corruption | None:
    """A small sample, and the same after a slip; None where no definition has a place for it.

    Args:
        rng: Where the choices come from.
        slip: What is to be done wrong.
        catalogue: The definitions.
        most: How many indicators the form asks for at most, their wholes not counted.
    """
    defined = drawable(catalogue)
    having = fitting(slip, catalogue)
    for _ in range(_TRIES if having else 0):
        chosen = [rng.choice(having), *(rng.choice(defined) for _ in range(rng.randint(0, most - 1)))]
        sample = draw_sample(rng, with_wholes(chosen, catalogue), draw_layout(rng, slip), catalogue)
        found = corrupt(rng, sample, slip)
        if found is not None:
            return found
    return None


def with_wholes(chosen: Sequence[Indicator], catalogue: Catalogue) -> list[Indicator]:
    """The indicators, each once, every part behind its whole."""
    told: dict[str, Indicator] = {}
    for one in chosen:
        for needed in (*([catalogue[one.part_of]] if one.part_of else []), one):
            told.setdefault(needed.code, needed)
    return list(told.values())
