"""Columns of intervals, and sums of products of them, of whole numbers.

A box is a column of intervals whose ends are whole numbers in floats. A sum of products of boxes, brought to
the smallest whole coefficients, is exact as long as its terms stay below 2⁵³; above, it says how far it
may be off. The least and the greatest value of a column are known beforehand and mostly settle it for all
rows.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, reduce
from math import gcd, inf, isfinite, lcm, prod
from typing import Any, Final

import numpy as np
from attrs import frozen

from rsindicators.frames.blocks import blocks
from rsindicators.interval import HALF, Interval
from rsindicators.number import EXACT, exponent_of, finite, shift

Column = Any
"""An array of numpy, NaN where nothing is there; or a number that is the same in all rows."""

Corner = Mapping[str, Column]
"""By name the end at which a component stands in each row."""

Terms = Sequence[tuple[Fraction, tuple[str, ...]]]
"""Products of components, each with its factor."""

WHOLE: Final = 2.0**53
"""Below it every whole number is a float."""

HIGHEST: Final = 1000
"""A sum of so many bits is still a float, with its terms and its margin."""

_ROUNDING: Final = 2.0**-53


@frozen(eq=False)
class Box:
    """A column of intervals: from low/(2·10^scale) to high/(2·10^scale), in base units.

    Attributes:
        low: Whole numbers in floats, never infinite; or one number for all rows.
        high: Likewise; the very same object where the intervals are points.
        scale: To how many decimals of a base unit both were brought; below zero for 万 and the like.
    """

    low: Column
    high: Column
    scale: int = 0

    @staticmethod
    def exactly(value: Decimal) -> Box:
        """One exact number in base units for all rows, as a limit is.

        Examples:
            >>> Box.exactly(Decimal("0.5")).low, Box.exactly(Decimal("0.5")).scale
            (10, 1)

        Raises:
            NumberError: It is no finite number.
        """
        scale = max(0, -exponent_of(finite(value)))
        twice = 2 * int(shift(finite(value), scale))
        return Box(twice, twice, scale)

    @property
    def number(self) -> int | None:
        """The low and high of all rows, where they are one number."""
        return int(self.low) if isinstance(self.low, (int, float)) and self.low == self.high else None

    @cached_property
    def ends(self) -> tuple[int, int] | None:
        """The least low and the greatest high; None where no row has one."""
        if self.number is not None:
            return self.number, self.number
        low = np.fmin.reduce(self.low, axis=None, initial=inf)
        high = np.fmax.reduce(self.high, axis=None, initial=-inf)
        return (int(low), int(high)) if isfinite(low) and isfinite(high) else None

    @cached_property
    def hull(self) -> Interval:
        """All values in all rows, in base units; all there are where no row has one."""
        if self.ends is None:
            return Interval(None, None)
        lo, hi = (shift(EXACT.multiply(HALF, Decimal(end)), -self.scale) for end in self.ends)
        return Interval.closed(lo, hi)

    @cached_property
    def blocks(self) -> tuple[Box, ...]:
        """The rows in blocks, kept with what is known of each."""
        low, high = self.low.ravel(), self.high.ravel()
        parts = list(blocks(low.size))
        lows = [low[part] for part in parts]
        highs = lows if self.low is self.high else [high[part] for part in parts]
        return tuple(Box(*ends, self.scale) for ends in zip(lows, highs, strict=True))


Boxes = Mapping[str, Box]


def known(boxes: Iterable[Box]) -> Column:
    """Where all of them are there; None where all are numbers."""
    columns = [end for box in boxes if box.number is None for end in _distinct((box.low, box.high))]
    return reduce(operator.and_, map(np.isfinite, columns)) if columns else None


@frozen(eq=False)
class Sum:
    """Whole multiples of products of components; `unit` times their sum is in base units.

    Attributes:
        terms: The coefficients, positive ones first, and the names of the factors.
        unit: The base units of one.
        is_safe: Whether the total is rounded once at most, which leaves its sign right however large it is.
    """

    terms: tuple[tuple[int, tuple[str, ...]], ...]
    unit: float
    is_safe: bool

    @staticmethod
    def of(terms: Terms) -> Sum:
        """The same with the smallest whole coefficients."""
        below = lcm(*(factor.denominator for factor, _ in terms))
        common = gcd(*(int(factor * below) for factor, _ in terms)) or 1
        whole = [(int(factor * below) // common, names) for factor, names in terms if factor]
        whole.sort(key=lambda term: term[0] < 0)
        plain = all(len(names) < 2 and abs(factor) < (2 if names else WHOLE) for factor, names in whole)
        return Sum(
            tuple(whole), _real(Fraction(common, below)), len(whole) < 2 or (plain and len(whole) == 2)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The components in it."""
        return tuple(dict.fromkeys(name for _, names in self.terms for name in names))

    @property
    def is_boundless(self) -> bool:
        """Whether whole numbers that floats hold may make it greater than any float."""
        sizes = (factor.bit_length() + 55 * len(names) for factor, names in self.terms)
        return max(sizes, default=0) > HIGHEST

    def is_exact(self, boxes: Boxes) -> bool:
        """Whether its sign is known beforehand to be right in all rows."""
        reach = {name: max(map(abs, boxes[name].ends or (inf,))) for name in self.names}
        if self.is_safe or inf in reach.values():
            return self.is_safe
        return sum(abs(factor) * prod(reach[name] for name in names) for factor, names in self.terms) < WHOLE

    def products(self, at: Corner, kept: dict[object, Column]) -> list[Column]:
        """Its terms without their signs; what was multiplied before is `kept`."""
        products = []
        for factor, names in self.terms:
            columns = [at[name] for name in names]
            key = (names, *map(id, columns))
            if key not in kept:
                kept[key] = _times(factor, reduce(operator.mul, columns, *_one(columns)))
            products.append(kept[key])
        return products

    def total(self, products: Sequence[Column]) -> Column:
        """The sum of its terms, each with its sign."""
        if not products:
            return 0.0
        total = products[0] if self.terms[0][0] > 0 else -products[0]
        for (factor, _), product in zip(self.terms[1:], products[1:], strict=True):
            total = total + product if factor > 0 else total - product
        return total

    def margin(self, products: Sequence[Column]) -> Column:
        """How far the total may be off: not at all below 2⁵³.

        Above, each product and each sum is off by 2⁻⁵³ of itself, and none is greater than the sum of all
        absolute terms; four roundings more are those of a coefficient, of this sum and of the margin.
        """
        if self.is_safe:
            return 0.0
        size = reduce(operator.add, map(np.abs, products))
        steps = len(self.terms) + max(len(names) for _, names in self.terms) + 4
        return np.where(size < WHOLE, 0.0, steps * _ROUNDING * size)

    def ends(self, boxes: Boxes) -> tuple[list[Column], list[Column]]:
        """Its terms without their signs, where they make the sum least, and greatest."""
        least, most = [], []
        for factor, names in self.terms:
            spans = [(boxes[name].low, boxes[name].high) for name in names]
            span = reduce(_span, spans, *_one(spans, (1.0, 1.0)))
            low, high = (_times(factor, end) for end in span)
            least.append(low if factor > 0 else high)
            most.append(high if factor > 0 else low)
        return least, most

    def values(self, boxes: Boxes) -> tuple[Column, Column]:
        """Its least and its greatest value in the box, in base units."""
        least, most = self.ends(boxes)
        return self.total(least) * self.unit, self.total(most) * self.unit

    def is_above(self, boxes: Boxes) -> Column:
        """Whether it is surely above zero in the whole box."""
        least, _ = self.ends(boxes)
        return self.total(least) > self.margin(least)

    def is_zero(self, boxes: Boxes) -> Column:
        """Whether it may be zero in the box."""
        least, most = self.ends(boxes)
        above = self.total(least) > self.margin(least)
        return np.logical_not(above | (self.total(most) < -self.margin(most)))

    def signs(self, boxes: Boxes) -> tuple[Column, Column]:
        """Whether it is surely nowhere below zero in the box, and whether surely nowhere above."""
        least, most = self.ends(boxes)
        rises = self.total(least) >= self.margin(least)
        return rises, self.total(most) <= -self.margin(most)


def collected(terms: Terms) -> Terms:
    """The same with one factor for each product."""
    sums: dict[tuple[str, ...], Fraction] = {}
    for factor, names in terms:
        sums[names] = sums.get(names, Fraction(0)) + factor
    return [(factor, names) for names, factor in sums.items() if factor]


def steady(top: Terms, bottom: Terms, name: str) -> int:
    """The sign of the slope of N/D where D is above zero and the slope a number, or one over D; else 0."""
    if any(name in names for _, names in bottom):
        return 0
    below = {names: factor for factor, names in collected(bottom)}
    slope: dict[tuple[str, ...], Fraction] = {}
    for factor, names in top:
        if name in names:
            place = names.index(name)
            slope[names[:place] + names[place + 1 :]] = factor * names.count(name)
    if not slope or slope.keys() not in (below.keys(), {()}):
        return 0
    share, *others = {factor / below.get(names, 1) for names, factor in slope.items()}
    return 0 if others else 1 if share > 0 else -1


def _times(factor: int, product: Column) -> Column:
    return product if abs(factor) == 1 else product * _real(abs(factor))


def _one(factors: Sequence[object], one: object = 1.0) -> Sequence[Any]:
    """Where a product of nothing begins."""
    return () if factors else (one,)


def _span(one: tuple[Column, Column], other: tuple[Column, Column]) -> tuple[Column, Column]:
    """The least and the greatest product of two intervals."""
    ends = [a * b for a in _distinct(one) for b in _distinct(other)]
    return reduce(np.minimum, ends), reduce(np.maximum, ends)


def _distinct(ends: tuple[Column, Column]) -> tuple[Column, ...]:
    return ends[:1] if ends[0] is ends[1] else ends


def _real(value: Fraction | int) -> float:
    """The nearest float; where there is none, infinity, which leaves everything open."""
    try:
        return float(value)
    except OverflowError:
        return inf
