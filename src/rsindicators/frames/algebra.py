"""A comparison over columns: surely wrong, open, or fine; and what its first figure should be.

A comparison N/D ~ 0 asks for the sign of N, a sum of whole numbers, where the slopes of N/D make it least or
greatest. A row is open where the sum is nearer to zero than it may be off, where a slope has no sign, and
where D is not surely above zero or a divisor may be zero. Where a figure is not there nothing was asked.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import cached_property, lru_cache, reduce
from math import inf
from typing import Final, cast

import numpy as np
from attrs import evolve, frozen

from rsindicators.errors import ComponentError, FormulaError
from rsindicators.formula import MOST_KEPT, Formula
from rsindicators.frames.blocks import BLOCK
from rsindicators.frames.box import Box, Boxes, Column, Corner, Sum, known
from rsindicators.frames.divided import divided
from rsindicators.rational import Quotient
from rsindicators.solve import Solution, limit_of, solution_of
from rsindicators.syntax import Comparison

__all__ = ["Box", "Relation"]

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

_HALF: Final = 0.5
"""A whole number is from zero up where it is above minus a half."""


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
        if divided(self.formula.compiled, boxes).holds(sign, boxes):
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
        zeros = divided(self.formula.compiled, boxes).zero(boxes)
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
        solution = solution_of(self.formula, self.subject)
        if solution is None:
            return None
        boxes = self._given(boxes)
        boxes[self.subject] = evolve(boxes[self.subject], low=0.0, high=_FREE)
        limit = divided(self._limit, boxes)
        low, high, turns, lost = limit.interval(boxes)
        if solution.sign != "=":
            is_turned = limit.is_turned
            if solution.bottom:
                asked = divided(self.formula.compiled, boxes)
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
        found = cast("Solution", solution_of(self.formula, self.subject))
        return found.limit or limit_of(found.rest, found.slope, self.formula.names)

    def _given(self, boxes: Boxes) -> dict[str, Box]:
        """The columns of the formula's names, in their order."""
        for name in self.formula.names:
            if name not in boxes:
                raise ComponentError("component.missing", name=name)
        return {name: boxes[name] for name in self.formula.names}

    def _answers(self, boxes: Boxes) -> tuple[Column, Column]:
        """The answers, for all rows at once."""
        asked = divided(self.formula.compiled, boxes)
        if asked.is_boundless:
            there = known(boxes.values())
            return there & False, there
        least, most, doubts = asked.corners(boxes)
        doubts += asked.undefined(boxes)
        wrong, fine = self._judged(asked.top, (least, most), is_exact=asked.top.is_exact(boxes))
        if fine is not None:
            doubts.append(np.logical_not(wrong | fine))
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
