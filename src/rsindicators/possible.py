"""What the figures of an indicator can be at all.

What counts the things there are is never below nothing, and a number of persons or cases is whole; a figure
in 万人 so stands for whole numbers of people. What nets out and money may be negative, and what is measured
or averaged need not be whole. An interval that rounding leaves open is what of it the definition allows.

Source: trade rules §2 (“nothing lies between 963 and 964 cases”) and §4 (“only a gross count cannot fall”).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from attrs import frozen

from rsindicators.addends import ADDING
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Additivity, Measure
from rsindicators.number import DOWN, UP, ZERO, shift
from rsindicators.units import Unit
from rsindicators.vocabulary import vocabulary

MONEY: Final = Unit.parse("元").dims
MOST_KEPT: Final = 4096


@lru_cache(maxsize=MOST_KEPT)
def adds(indicator: Indicator) -> bool:
    """Whether its figures add over regions."""
    counts = indicator.measure in ADDING and indicator.over_regions is Additivity.SUM
    return counts and indicator.unit.adds


def floor_of(indicator: Indicator) -> Figure | None:
    """What it cannot fall below: what its definition says; nothing, for what counts the things there are."""
    if indicator.minimum is not None:
        return indicator.minimum
    unit, most = indicator.unit, indicator.maximum
    counts = indicator.measure is Measure.STOCK and unit.adds and unit.dims != MONEY
    return Figure(0, unit) if counts and (most is None or most.value >= ZERO) else None


def is_gross(indicator: Indicator) -> bool:
    """Whether no part of it can be below zero."""
    floor = floor_of(indicator)
    return floor is not None and floor.value >= ZERO


@lru_cache(maxsize=MOST_KEPT)
def counted_in(indicator: Indicator) -> str:
    """The unit of the whole things it counts: 人 of 万人; empty where it measures, or may be an average."""
    name = vocabulary().plain.get(indicator.unit.dims, "")
    return name if adds(indicator) and Unit.parse(name).is_whole_count else ""


def whole(interval: Interval) -> Interval | None:
    """From the first to the last whole number in an interval; None where there is none."""
    low, high = UP.to_integral_value(interval.lo), DOWN.to_integral_value(interval.hi)
    return Interval.closed(low, high) if low <= high else None


@frozen
class _Limits:
    """From what to what the figures can be, in base units, and whether they are whole."""

    range: Interval
    are_whole: bool


@lru_cache(maxsize=MOST_KEPT)
def _limits(indicator: Indicator) -> _Limits:
    low, high = (
        None if end is None else shift(end.value, end.unit.exponent)
        for end in (floor_of(indicator), indicator.maximum)
    )
    return _Limits(Interval(low, high), bool(counted_in(indicator)))


def within_limits(interval: Interval, indicator: Indicator) -> Interval:
    """What of an interval in base units its definition allows; all of it where that is nothing.

    0.0万人 insured can be 400 people, and neither −400 nor 400.5.
    """
    limits = _limits(indicator)
    found: Interval | None = interval
    if interval.lo < limits.range.lo or interval.hi > limits.range.hi:
        found = interval.common(limits.range) if interval.meets(limits.range) else None
    if limits.are_whole and found is not None and not found.is_point:
        found = whole(found)
    return interval if found is None else found
