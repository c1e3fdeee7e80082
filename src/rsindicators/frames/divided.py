"""A quotient N/D over columns: where it is least and greatest, and where it is not defined.

N and D are sums of whole numbers (`box.Sum`), brought to the scales of their components once for all columns
that have the same ones.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from math import inf
from typing import Final

import numpy as np
from attrs import frozen

from rsindicators.formula import MOST_KEPT
from rsindicators.frames.box import Boxes, Column, Corner, Sum, Terms, collected, steady
from rsindicators.interval import Interval
from rsindicators.number import ZERO
from rsindicators.rational import Polynomial, Quotient, range_of
from rsindicators.solve import ANY

Scales = tuple[tuple[int, int | None], ...]
"""Of each component its scale, and the number it is where it is one in all rows."""

_HOLDS: Final[Mapping[str, Callable[[Interval], bool]]] = {
    "<=": lambda values: values.hi <= ZERO,
    "<": lambda values: values.hi < ZERO,
    ">=": lambda values: values.lo >= ZERO,
    ">": lambda values: values.lo > ZERO,
}
"""Whether all of some values keep a comparison with zero."""


@frozen(eq=False)
class Divided:
    """A quotient N/D over columns of certain scales.

    Attributes:
        quotient: The same in base units.
        names: Of its components.
        top, bottom: N and D; both times −1 where that makes D positive.
        is_turned: Whether they were.
        divisors: All that is divided by on the way.
        slopes: The slope by each component, times D².
        signs: Those of slopes that are a number, or one over D, where D is above zero.
    """

    quotient: Quotient
    names: tuple[str, ...]
    top: Sum
    bottom: Sum
    is_turned: bool
    divisors: tuple[Sum, ...]
    slopes: Mapping[str, Sum]
    signs: Mapping[str, int]

    @cached_property
    def is_boundless(self) -> bool:
        """Whether some sum may be beyond all floats."""
        sums = (self.top, self.bottom, *self.divisors, *self.slopes.values())
        return any(one.is_boundless for one in sums)

    def holds(self, sign: str, boxes: Boxes) -> bool:
        """Whether one figure keeps its limits in all rows: by the least and the greatest of them."""
        if len(self.top.names) != 1 or self.bottom.names or sign not in _HOLDS:
            return False
        values = self._over(self.quotient.top, boxes)
        return _HOLDS[sign](-values if self.is_turned else values)

    def zero(self, boxes: Boxes) -> list[Column]:
        """Where a divisor may be zero; nothing of those that are so in no row."""
        pairs = zip(self.quotient.divisors, self.divisors, strict=True)
        return [
            one.is_zero(boxes)
            for divisor, one in pairs
            if self._over(divisor.polynomial, boxes).contains(ZERO)
        ]

    def not_above(self, boxes: Boxes) -> list[Column]:
        """Where D is not surely above zero; nothing where it is so in all rows."""
        below = self._over(self.quotient.bottom, boxes)
        is_above = below.hi < ZERO if self.is_turned else below.lo > ZERO
        return [] if is_above else [np.logical_not(self.bottom.is_above(boxes))]

    def undefined(self, boxes: Boxes) -> list[Column]:
        """Where D is not surely above zero or another divisor may be zero."""
        others = any(divisor.polynomial != self.quotient.bottom for divisor in self.quotient.divisors)
        return self.not_above(boxes) + (self.zero(boxes) if others else [])

    def corners(self, boxes: Boxes) -> tuple[Corner, Corner, list[Column]]:
        """Where each component stands when N/D is least, and greatest; and where a slope has no sign."""
        least, most, unsettled = {}, {}, []
        for name in {*self.top.names, *self.bottom.names}:
            low, high = boxes[name].low, boxes[name].high
            sign = 1 if low is high else self._sign(name, boxes)
            if sign is None:
                rises, falls = self.slopes[name].signs(boxes)
                unsettled.append(np.logical_not(rises | falls | (low == high)))
                low, high = np.where(rises, low, high), np.where(rises, high, low)
            least[name], most[name] = (high, low) if sign == -1 else (low, high)
        return least, most, unsettled

    def at(self, corner: Corner) -> Column:
        """N/D at a corner, in base units."""
        top, bottom = (one.total(one.products(corner, {})) * one.unit for one in (self.top, self.bottom))
        return top / bottom

    def interval(self, boxes: Boxes) -> tuple[Column, Column, list[Column], list[Column]]:
        """The ends of N/D, in base units; of −N/−D where D is nowhere above zero, which is told.

        Where a slope has no sign N and D are taken each by itself. Where D comes near zero there is one end
        at most: the N nearest to zero over the D farthest from it; where D has either sign, which is told
        too, there is none.
        """
        least, most, unsure = self.corners(boxes)
        low, high = self.at(least), self.at(most)
        below = self.not_above(boxes)
        if not unsure + below:
            return low, high, [], []
        (nl, nh), (dl, dh) = self.top.values(boxes), self.bottom.values(boxes)
        turns, lost = [], []
        if below:
            falls = dh <= 0
            turns, lost = [falls], [(dl < 0) & (dh > 0)]
            nl, nh = np.where(falls, -nh, nl), np.where(falls, -nl, nh)
            dl, dh = np.where(falls, -dh, dl), np.where(falls, -dl, dh)
        wide_low = np.where((nl > 0) & (dh > 0), nl / dh, np.where(dl > 0, nl / dl, -inf))
        wide_high = np.where((nh < 0) & (dh > 0), nh / dh, np.where(dl > 0, nh / dl, inf))
        wide = reduce(operator.or_, unsure + below)
        return np.where(wide, wide_low, low), np.where(wide, wide_high, high), turns, lost

    def _sign(self, name: str, boxes: Boxes) -> int | None:
        """1 where N/D falls with a component in no row, −1 where it rises in none."""
        if name in self.signs:
            return self.signs[name]
        slope = self._over(self.quotient.slopes[self.names.index(name)], boxes)
        return 1 if slope.lo >= ZERO else -1 if slope.hi <= ZERO else None

    def _over(self, polynomial: Polynomial, boxes: Boxes) -> Interval:
        """All values of a polynomial in all rows."""
        used = {index for term in polynomial for index in term}
        hulls = [boxes[name].hull if index in used else ANY for index, name in enumerate(self.names)]
        return range_of(polynomial, hulls)


def divided(quotient: Quotient, boxes: Boxes) -> Divided:
    """A quotient over columns of these scales."""
    return _scaled(quotient, tuple(boxes), tuple((box.scale, box.number) for box in boxes.values()))


@lru_cache(maxsize=MOST_KEPT)
def _scaled(quotient: Quotient, names: tuple[str, ...], scales: Scales) -> Divided:
    """The quotient over components of these scales."""

    def terms(polynomial: Polynomial) -> Terms:
        return [_term(Fraction(factor), term, names, scales) for term, factor in polynomial.items()]

    top, bottom = collected(terms(quotient.top)), terms(quotient.bottom)
    is_turned = all(factor < 0 for factor, _ in bottom)
    if is_turned:
        top, bottom = ([(-factor, term) for factor, term in one] for one in (top, bottom))
    signs = {name: steady(top, bottom, name) for name in names}
    return Divided(
        quotient,
        names,
        Sum.of(top),
        Sum.of(bottom),
        is_turned,
        tuple(Sum.of(terms(divisor.polynomial)) for divisor in quotient.divisors),
        {name: Sum.of(terms(slope)) for name, slope in zip(names, quotient.slopes, strict=True)},
        {name: sign for name, sign in signs.items() if sign},
    )


def _term(
    factor: Fraction, term: tuple[int, ...], names: Sequence[str], scales: Scales
) -> tuple[Fraction, tuple[str, ...]]:
    """A product of doubled and scaled components, its factor taking in those that are numbers."""
    for index in term:
        scale, number = scales[index]
        factor *= Fraction(1 if number is None else number, 2) / Fraction(10) ** scale
    return factor, tuple(names[index] for index in term if scales[index][1] is None)
