"""Arithmetic the tests do themselves: by fractions, which know no context."""

from decimal import Decimal
from fractions import Fraction

from rsindicators import Figure, Interval, Unit


def power(base: int, exponent: int) -> Fraction:
    return Fraction(base) ** exponent


def based(number: Fraction | Decimal, unit: Unit) -> Fraction:
    """A number in a unit, in the base of the unit's dimensions."""
    return Fraction(number) * power(10, unit.exponent)


def inside(truth: Fraction, interval: Interval) -> bool:
    """Whether the interval holds the number."""
    low = interval.lo.is_infinite() or Fraction(interval.lo) <= truth
    high = interval.hi.is_infinite() or truth <= Fraction(interval.hi)
    return (
        low
        and high
        and not (interval.lo_open and interval.lo.is_finite() and truth == Fraction(interval.lo))
        and not (interval.hi_open and interval.hi.is_finite() and truth == Fraction(interval.hi))
    )


def ends(figure: Figure) -> tuple[Fraction, Fraction]:
    """The ends of a figure's interval in base units."""
    return based(figure.interval.lo, figure.unit), based(figure.interval.hi, figure.unit)


def nearly(one: Fraction, other: Fraction) -> bool:
    """Whether the two differ by the rounding outwards of the forty-odd digits of an end at most."""
    return abs(one - other) <= max(abs(one), abs(other), 1) * Fraction(1, 10**36)


def rounded(value: Fraction, decimals: int, *, half_even: bool) -> Fraction:
    """`value` rounded to nearest by whole-number arithmetic, ties away from zero or to even."""
    scaled = abs(value) * power(10, decimals)
    below = scaled.numerator // scaled.denominator
    rest = scaled - below
    up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and (not half_even or below % 2 == 1))
    return (-1 if value < 0 else 1) * (below + up) / power(10, decimals)
