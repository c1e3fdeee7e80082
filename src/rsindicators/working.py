"""What the figures of a claim give: a growth, a share, a sum, a difference.

A working is what the claim says was done with its figures, in the unit it is claimed in. That unit decides
between a growth and a difference, and makes the mean of a yearly growth (年均增加1054万人).

It refuses units that do not fit, and a base that is, or may be, zero.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

from attrs import frozen

from rsindicators.arithmetic import annual_growth, growth, share
from rsindicators.figure import Figure, added
from rsindicators.kinds import Claimed
from rsindicators.units import TIMES, Unit

RATES: Final = (Claimed.GROWTH, Claimed.ANNUAL_GROWTH)
CHANGES: Final = (*RATES, Claimed.DIFFERENCE)
"""What compares a later level with an earlier one."""
_POINTS: Final = Unit.parse("个百分点")

Figures = tuple[Figure, ...]


@frozen
class Working:
    """What is done with the figures of a claim.

    Attributes:
        kind: What is made of them.
        unit: The unit it is claimed in.
        figures: Later level and base, part and whole, or the summands.
        years: The years between the levels; 1 where they do not matter.
        of_one_whole: Whether the summands are told to be shares of one whole.
    """

    kind: Claimed
    unit: Unit
    figures: Figures
    years: int = 1
    of_one_whole: bool = False

    @property
    def is_mean(self) -> bool:
        """Whether a yearly growth is an arithmetic mean: 年均增加1054万人, but not 年均增长0.2倍."""
        yearly = self.kind is Claimed.ANNUAL_GROWTH and self.unit != TIMES
        return yearly and _is_gap(self.unit, self.figures)

    @property
    def grows_money(self) -> bool:
        """Whether it is the growth of money, or of money by something (productivity)."""
        return self.kind in RATES and "money" in dict(self.figures[0].unit.dims)

    def result(self) -> Figure:
        """What the figures give, in the unit of the claim.

        A growth called 个百分点 stays in %, where the levels are no percentages: no truth is in that unit.

        Raises:
            UnitError: The units of the figures, or of the figures and the claim, do not fit.
            UndefinedResultError: The base or the whole is, or may be, zero or negative.
        """
        made = self.made()
        if self.kind in RATES and made.unit.is_share and self.unit.fits(_POINTS):
            return made
        made.unit.require(self.unit)
        return made.to(self.unit)

    def made(self) -> Figure:
        """The same in the unit that the figures give."""
        if self.kind is Claimed.SUM:
            return self._sum()
        one, other = self.figures
        if self.kind is Claimed.SHARE:
            return share(one, other)
        if self.kind is Claimed.GROWTH:
            return growth(one, other)
        if self.kind is Claimed.DIFFERENCE:
            return one - other
        return (one - other) / self.years if self.is_mean else annual_growth(one, other, self.years)

    def _sum(self) -> Figure:
        """The total; shares are added only where they are told to be of one whole."""
        if not self.of_one_whole:
            return reduce(lambda one, other: one + other, self.figures)
        unit = self.figures[0].unit
        for figure in self.figures:
            unit.require(figure.unit)
        return reduce(lambda one, other: added(one, other, unit), self.figures)


def by_unit(kind: Claimed, unit: Unit, figures: Figures) -> Claimed:
    """What is claimed, as its unit says: a percentage is a growth, the unit of a gap makes a difference.

    Raises:
        UnitError: The units of the two levels do not fit.
    """
    if kind not in (Claimed.GROWTH, Claimed.DIFFERENCE):
        return kind
    if _is_gap(unit, figures) and (kind is Claimed.DIFFERENCE or not unit.is_share):
        return Claimed.DIFFERENCE
    return Claimed.GROWTH if unit.is_share or unit.fits(_POINTS) else kind


def _is_gap(unit: Unit, figures: Figures) -> bool:
    """Whether the unit is that of a difference of two figures: 个百分点 for percentages."""
    gap = figures[0].unit.minus(figures[1].unit)
    return unit == gap if unit.is_share else not unit.is_pure and unit.fits(gap)
