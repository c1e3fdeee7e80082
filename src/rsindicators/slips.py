"""Mistakes that give the very number that was claimed.

A slip explains why a claim does not agree with its figures: another number of years, points called per cent,
the later level for a base. It is told beside the mismatch and excuses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve, frozen

from rsindicators.agreement import gives
from rsindicators.arithmetic import growth, share
from rsindicators.errors import RSIndicatorsError
from rsindicators.figure import Figure, computed
from rsindicators.kinds import Claimed
from rsindicators.messages import Language, render
from rsindicators.number import shift
from rsindicators.working import RATES, Working


@frozen
class Slip:
    """A mistake that gives the very number that was claimed.

    Attributes:
        code: `years` (another number of them), `total` (all the growth called yearly), `mean` (all the growth
            divided by the years), `points` (points called per cent), `percent` (per cent called points),
            `ratio` (the level over the base), `base` (over the later level), `sign`, `inverted`,
            `other_part` (over the rest, not the whole) or `scale` (10⁴ off).
        years: The years that give it, for `years`.
    """

    code: str
    years: int | None = None

    def say(self, language: Language = "zh") -> str:
        """The mistake in words."""
        return render(f"slip.{self.code}", language, {"years": str(self.years)})


Mistake = tuple[Slip, Callable[[], Figure]]
"""A mistake, and the figure that it makes."""


def find_slip(claimed: Figure, working: Working, result: Figure) -> Slip | None:
    """The first known mistake that gives the very number claimed; None where none does.

    Args:
        claimed: The number claimed. Per cent and points are the same number here.
        working: What should have been done.
        result: What that gives.

    Examples:
        >>> new, old = Figure("5", "万人"), Figure("3", "万人")
        >>> working = Working(Claimed.DIFFERENCE, new.unit, (new, old))
        >>> find_slip(Figure("-2", "万人"), working, working.result())
        Slip(code='sign', years=None)
    """
    for slip, made in _mistakes(working, result):
        try:
            figure = made()
        except RSIndicatorsError:  # these figures do not allow this mistake
            continue
        if gives(shift(figure.value, figure.unit.exponent - claimed.unit.exponent), claimed):
            return slip
    return None


def _mistakes(working: Working, result: Figure) -> Iterator[Mistake]:
    """The mistakes known for the kind of claim, the likeliest first."""
    one, other = working.figures[0], working.figures[-1]
    match working.kind:
        case Claimed.GROWTH:
            yield from _mistakes_of_growth(one, other, result)
        case Claimed.ANNUAL_GROWTH:
            yield from _mistakes_of_yearly_growth(working, result)
        case Claimed.SHARE:
            yield Slip("inverted"), lambda: share(other, one)
            yield Slip("other_part"), lambda: share(one, other - one)
        case Claimed.DIFFERENCE:
            if one.unit.is_share:
                yield Slip("percent"), lambda: growth(one, other)
            yield Slip("sign"), lambda: -result
    if working.kind not in RATES:
        for places in (-4, 4):
            yield Slip("scale"), partial(_scaled, result, places)


def _mistakes_of_growth(one: Figure, other: Figure, result: Figure) -> Iterator[Mistake]:
    yield Slip("percent"), lambda: result
    if one.unit.is_share:
        yield Slip("points"), lambda: one - other
    yield Slip("ratio"), lambda: share(one, other)
    yield Slip("base"), lambda: -growth(other, one)
    yield Slip("sign"), lambda: -result


def _mistakes_of_yearly_growth(working: Working, result: Figure) -> Iterator[Mistake]:
    """Another number of years, all of the growth, and all of it divided by the years."""
    whole = evolve(working, kind=Claimed.DIFFERENCE if working.is_mean else Claimed.GROWTH)
    yield Slip("percent"), lambda: result
    for years in (working.years - 1, working.years + 1):
        yield Slip("years", years), evolve(working, years=years).made
    yield Slip("total"), whole.made
    yield Slip("mean"), lambda: whole.made() / working.years


def _scaled(figure: Figure, places: int) -> Figure:
    """A figure typed in a column of another scale."""
    return computed(shift(figure.value, places), figure.unit, None, figure.interval.shift(places))
