"""A comparison over columns: surely wrong, open, or fine; and what its first figure should be.

A comparison N/D ~ 0 asks for the sign of N, a sum of whole numbers, where the slopes of N/D make it least or
greatest. A row is open where the sum is nearer to zero than it may be off, where a slope has no sign, and
where D is not surely above zero or a divisor may be zero. Where a figure is not there nothing was asked.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from math import inf
from typing import Final, cast

import numpy as np
from attrs import evolve, frozen

from rsindicators.errors import ComponentError, FormulaError
from rsindicators.formula import MOST_KEPT, Formula
from rsindicators.frames.blocks import BLOCK
from rsindicators.frames.box import Box, Boxes, Column, Corner, Sum, Terms, collected, known, steady
from rsindicators.interval import Interval
from rsindicators.number import ZERO
from rsindicators.rational import Polynomial, Quotient, range_of
from rsindicators.solve import ANY, _limit, _Solution, _solution
from rsindicators.syntax import Comparison

__all__ = ["Box", "Relation"]

Scales = tuple[tuple[int, int | None], ...]
"""Of each component its scale, and the number it is where it is one in all rows."""

_FREE: Final = 2.0**400
"""Stands for the end of a figure that may be as great as it likes."""

_BROKEN: Final[Mapping[str, tuple[tuple[int, bool], ...]]] = {
    "<=": ((0, False),),
    "<": ((0, True),),
    ">=": ((1, False),),
    ">": ((1, True),),
    "=": ((0, False), (1, False)),
    "!=": ((0, True), (1, True)),
}
"""What breaks a comparison: its least value (0) above zero, its greatest (1) below; or already at zero."""

_HOLDS: Final[Mapping[str, Callable[[Interval], bool]]] = {
    "<=": lambda values: values.hi <= ZERO,
    "<": lambda values: values.hi < ZERO,
    ">=": lambda values: values.lo >= ZERO,
    ">": lambda values: values.lo > ZERO,
}
"""Whether all of some values keep a comparison with zero."""

_HALF: Final = 0.5
"""A whole number is from zero up where it is above minus a half."""


@frozen(eq=False)
class _Fraction:
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
        return [] if is_above else [~self.bottom.is_above(boxes)]

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
                unsettled.append(~(rises | falls | (low == high)))
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


@frozen(eq=False)
class Relation:
    """A comparison, and the figure it is asked of.

    Examples:
        >>> relation = Relation.of(Formula.parse("率 = 审结 / 受理"), "率")
        >>> rate = Box(np.array([1919.0, 1919.0]), np.array([1921.0, 1921.0]), 3)  # 96.0%
        >>> closed, opened = np.array([1926.0, 1926.0]), np.array([2000.0, 0.0])  # 963 of 1000, and of 0
        >>> boxes = {"率": rate, "审结": Box(closed, closed), "受理": Box(opened, opened)}
        >>> [mask.tolist() for mask in relation.answers(boxes)]
        [[True, False], [False, True]]
        >>> [round(float(end[0]), 4) for end in relation.expected(boxes)]
        [0.963, 0.963]
    """

    formula: Formula
    subject: str

    @staticmethod
    @lru_cache(maxsize=MOST_KEPT)
    def of(formula: Formula, subject: str) -> Relation:
        """The relation of a comparison and one of its names.

        Raises:
            FormulaError: The formula is no comparison.
            ComponentError: It has no such name.
        """
        if not formula.is_comparison:
            raise FormulaError("formula.no_comparison", formula=formula.text)
        if subject not in formula.names:
            raise ComponentError("component.missing", name=subject)
        return Relation(formula, subject)

    @np.errstate(all="ignore")
    def answers(self, boxes: Boxes) -> tuple[Column, Column]:
        """Where it is surely broken, and where that cannot be told here; elsewhere it is not.

        Args:
            boxes: The columns of all names, of one shape; one at least is no number.

        Returns:
            Two masks. Where the second is False the first tells whether `Formula.holds` is False; where a
            figure is not there both are False.

        Raises:
            ComponentError: A name has no column.
        """
        boxes = self._given(boxes)
        columns = {name: box for name, box in boxes.items() if box.number is None}
        first = next(iter(columns.values())).low
        sign = cast("Comparison", self.formula.tree).sign
        if _fraction(self.formula.compiled, boxes).holds(sign, boxes):
            return np.zeros(first.shape, np.bool_), np.zeros(first.shape, np.bool_)
        if first.size <= BLOCK:
            return self._answers(boxes)
        blocks = zip(*(box.blocks for box in columns.values()), strict=True)
        told = [self._answers({**boxes, **dict(zip(columns, block, strict=True))}) for block in blocks]
        wrong, unsure = map(np.concatenate, zip(*told, strict=True))
        return wrong.reshape(first.shape), unsure.reshape(first.shape)

    @np.errstate(all="ignore")
    def zero(self, boxes: Boxes) -> Column:
        """Where a divisor may be zero, so that the rule cannot be asked."""
        boxes = self._given(boxes)
        zeros = _fraction(self.formula.compiled, boxes).zero(boxes)
        there = known(boxes.values())
        return there & reduce(operator.or_, zeros) if zeros else there & False

    @np.errstate(all="ignore")
    def expected(self, boxes: Boxes) -> tuple[Column, Column] | None:
        """What the subject may be: `solve.solved` over columns, in base units.

        The ends are floats, not rounded outwards. Where a slope of the limit has no sign they may be wider.

        Args:
            boxes: As of `answers`; that of the subject is not looked at, but for its scale.

        Returns:
            Least and greatest, ∓inf where there is none, numbers where they are one in all rows; anything
            where a figure is not there. None where the comparison limits nothing.
        """
        solution = _solution(self.formula, self.subject)
        if solution is None:
            return None
        boxes = self._given(boxes)
        boxes[self.subject] = evolve(boxes[self.subject], low=0.0, high=_FREE)
        limit = _fraction(self._limit, boxes)
        low, high, turns, lost = limit.interval(boxes)
        if solution.sign != "=":
            is_turned = limit.is_turned
            if solution.bottom:
                asked = _fraction(self.formula.compiled, boxes)
                is_turned ^= asked.is_turned
                if asked.not_above(boxes):
                    below, above = asked.bottom.values(boxes)
                    turns.append(below < 0)
                    lost.append((below < 0) & (above > 0))
            is_most = (solution.sign in ("<=", "<")) != is_turned
            kept, other = ((-inf, high), (low, inf)) if is_most else ((low, inf), (-inf, high))
            low, high = kept
            if turns:
                is_other = reduce(operator.ne, turns)
                low, high = (np.where(is_other, *pair) for pair in zip(other, kept, strict=True))
        if lost:
            free = reduce(operator.or_, lost)
            low, high = np.where(free, -inf, low), np.where(free, inf, high)
        return low, high

    @cached_property
    def _limit(self) -> Quotient:
        """What the subject is held against, where it is limited."""
        found = cast("_Solution", _solution(self.formula, self.subject))
        return found.limit or _limit(found.rest, found.slope, self.formula.names)

    def _given(self, boxes: Boxes) -> dict[str, Box]:
        """The columns of the formula's names, in their order."""
        for name in self.formula.names:
            if name not in boxes:
                raise ComponentError("component.missing", name=name)
        return {name: boxes[name] for name in self.formula.names}

    def _answers(self, boxes: Boxes) -> tuple[Column, Column]:
        """The answers, for all rows at once."""
        asked = _fraction(self.formula.compiled, boxes)
        if asked.is_boundless:
            there = known(boxes.values())
            return there & False, there
        least, most, doubts = asked.corners(boxes)
        doubts += asked.undefined(boxes)
        wrong, fine = self._judged(asked.top, (least, most), is_exact=asked.top.is_exact(boxes))
        if fine is not None:
            doubts.append(~(wrong | fine))
        seen = () if doubts else asked.top.names  # no comparison with NaN is true
        there = known((box for name, box in boxes.items() if name not in seen))
        wrong = wrong if there is None else there & wrong
        if not doubts:
            return wrong, wrong & False
        unsure = there & reduce(operator.or_, doubts)
        return wrong & ~unsure, unsure

    def _judged(
        self, top: Sum, corners: tuple[Corner, Corner], *, is_exact: bool
    ) -> tuple[Column, Column | None]:
        """Where N surely breaks it, and where it surely does not; of exact sums the first tells all."""
        sign = cast("Comparison", self.formula.tree).sign
        kept: dict[object, Column] = {}
        wrong, fine = [], []
        for end, at_zero in _BROKEN[sign]:
            products = top.products(corners[end], kept)
            total = top.total(products)
            margin = 0.0 if is_exact else top.margin(products)
            surely = margin - _HALF if at_zero else margin
            surely_not = margin if at_zero else margin - _HALF
            wrong.append(total < -surely if end else total > surely)
            if not is_exact:
                fine.append(total > surely_not if end else total < -surely_not)
        join, meet = (operator.and_, operator.or_) if sign == "!=" else (operator.or_, operator.and_)
        return reduce(join, wrong), reduce(meet, fine) if fine else None


def _fraction(quotient: Quotient, boxes: Boxes) -> _Fraction:
    return _scaled(quotient, tuple(boxes), tuple((box.scale, box.number) for box in boxes.values()))


@lru_cache(maxsize=MOST_KEPT)
def _scaled(quotient: Quotient, names: tuple[str, ...], scales: Scales) -> _Fraction:
    """The quotient over components of these scales."""

    def terms(polynomial: Polynomial) -> Terms:
        return [_term(Fraction(factor), term, names, scales) for term, factor in polynomial.items()]

    top, bottom = collected(terms(quotient.top)), terms(quotient.bottom)
    is_turned = all(factor < 0 for factor, _ in bottom)
    if is_turned:
        top, bottom = ([(-factor, term) for factor, term in one] for one in (top, bottom))
    signs = {name: steady(top, bottom, name) for name in names}
    return _Fraction(
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
