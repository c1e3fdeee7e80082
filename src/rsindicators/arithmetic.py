"""Growth, shares and totals of published figures.

Each takes figures or the texts of figures, gives a computed figure that nobody has rounded yet, and carries
the tightest interval the inputs allow. What the trade does not add or compare is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce
from typing import Final

from rsindicators.errors import ComponentError, NumberError, UndefinedResultError
from rsindicators.figure import Figure, added, computed
from rsindicators.interval import Interval
from rsindicators.number import NEAREST, ONE, ZERO, shift
from rsindicators.units import PERCENT

MOST_YEARS: Final = 200
_ONE: Final = Interval.point(ONE)


def growth(new: Figure | str, old: Figure | str) -> Figure:
    """How much `new` is above `old`, in %. Of two percentages it is the relative growth, not the points.

    Examples:
        >>> grown = growth("148人年", "98.5人年")
        >>> grown.round(1), grown.interval.contains(Decimal("50.1"))
        (Figure('50.3', '%', interval=Interval('...', '...')), True)

    Raises:
        UnitError: The units do not fit.
        UndefinedResultError: The base is, or may be, zero or negative.
    """
    ratio, interval = _growth_ratio(new, old)
    return computed(shift(NEAREST.subtract(ratio, ONE), 2), PERCENT, None, (interval - _ONE).shift(2))


def annual_growth(new: Figure | str, old: Figure | str, years: int) -> Figure:
    """The average yearly growth from `old` to `new`, geometric, in %.

    Args:
        new: The last level.
        old: The level of the base year.
        years: The years between the two; the base year does not count: 2016 to 2020 is 4.

    Examples:
        >>> str(annual_growth("68987元", "52334元", years=4).round(2))
        '7.15%'

    Raises:
        UnitError: The units do not fit.
        UndefinedResultError: The base is, or may be, zero or negative, or the last level negative.
        NumberError: `years` is no whole number of 1 … 200.
    """
    if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= MOST_YEARS:
        raise NumberError("arithmetic.years", value=years, most=MOST_YEARS)
    ratio, interval = _growth_ratio(new, old)
    root = interval.root(years)
    value = Interval.point(ratio).root(years).lo  # exact where the root is, as the rounded 1/n never is
    value = min(max(value, root.lo), root.hi)
    return computed(shift(NEAREST.subtract(value, ONE), 2), PERCENT, None, (root - _ONE).shift(2))


def share(part: Figure | str, whole: Figure | str) -> Figure:
    """`part` as a percentage of `whole`, two figures of the same kind.

    Examples:
        >>> str(share("0.128万人", "1.23万人").round(1))
        '10.4%'

    Raises:
        UnitError: The units do not fit.
        UndefinedResultError: The whole is, or may be, zero.
    """
    quotient, interval = _ratio(Figure.of(part), Figure.of(whole))
    return computed(shift(quotient, 2), PERCENT, None, interval.shift(2))


def total(figures: Iterable[Figure | str], of: str | Figure | None = None) -> Figure:
    """The sum of `figures`, in the unit of the first.

    Args:
        figures: At least one.
        of: The whole, by its name or as a figure, that they are disjoint parts of; they may not certainly
            exceed it. Only with it percentages may be summed.

    Examples:
        >>> str(total(["16.4%", "46.3%"], of="专业技术人才"))
        '62.7%'

    Raises:
        UnitError: The units do not fit, or shares are summed without `of`.
        ComponentError: There is no figure, or the parts certainly exceed the whole.
    """
    if isinstance(figures, str):
        raise ComponentError("arithmetic.text", text=figures)
    parts = [Figure.of(figure) for figure in figures]
    if not parts:
        raise ComponentError("arithmetic.empty")
    if of is None or not parts[0].unit.is_share:
        summed = reduce(lambda one, other: one + other, parts)
        limit = of if isinstance(of, Figure) else None
    else:
        for part in parts:
            parts[0].unit.require(part.unit)
        summed = reduce(lambda one, other: added(one, other, one.unit), parts)
        limit = Figure(100, PERCENT, exact=True)
    if limit is not None and summed.to(limit.unit).interval.lo > limit.interval.hi:
        raise ComponentError("arithmetic.over_whole", total=summed, whole=of)
    return summed


def _ratio(one: Figure, other: Figure) -> tuple[Decimal, Interval]:
    """One over the other, two figures of the same kind, as a pure number."""
    other.unit.require(one.unit)
    quotient = one.to(other.unit) / other
    return quotient.value, quotient.interval


def _growth_ratio(new: Figure | str, old: Figure | str) -> tuple[Decimal, Interval]:
    """New over old, where the old is surely positive."""
    base = Figure.of(old)
    if base.interval.lo <= ZERO:
        raise UndefinedResultError("arithmetic.base", base=base)
    return _ratio(Figure.of(new), base)
