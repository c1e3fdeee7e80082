"""What a rounded number can mean.

An interval holds the values the truth may have. Its ends are exact Decimals, either may be infinite, and
each is closed unless said otherwise. Arithmetic is sound: for any truths inside the operands the true
result lies inside the result; ends that must be rounded are rounded outwards, and a result's finite ends
are closed. It refuses to divide by an interval that holds zero.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

from attrs import field, frozen

from rsindicators.errors import NumberError, UndefinedResultError
from rsindicators.number import DOWN, INFINITY, ONE, UP, ZERO, context, finite, plain, shift, spell

HALF: Final = Decimal("0.5")
HIGHEST_DEGREE: Final = 1000


def _lower(value: Decimal | int | str | None) -> Decimal:
    return INFINITY.copy_negate() if value is None else finite(value)


def _upper(value: Decimal | int | str | None) -> Decimal:
    return INFINITY if value is None else finite(value)


_new = object.__new__
_set = object.__setattr__


@frozen(repr=False)
class Interval:
    """The values from `lo` to `hi`.

    Args:
        lo: The lower end: a Decimal, int or text; None for none.
        hi: The upper end likewise.
        lo_open: Whether `lo` itself is left out.
        hi_open: Whether `hi` itself is left out.

    Examples:
        >>> Interval("2.055", "2.065").contains(Decimal("2.06"))
        True

    Raises:
        NumberError: An end is no number, or no value lies between the ends.
    """

    lo: Decimal = field(converter=_lower)
    hi: Decimal = field(converter=_upper)
    lo_open: bool = False
    hi_open: bool = False

    def __attrs_post_init__(self) -> None:
        if self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open)):
            raise NumberError("interval.empty", lo=self.lo, hi=self.hi)
        if self.lo.is_infinite():
            _set(self, "lo_open", False)  # infinity is never reached: nothing to leave out
        if self.hi.is_infinite():
            _set(self, "hi_open", False)

    @staticmethod
    def point(value: Decimal) -> Interval:
        """The one value `value`."""
        return _make(value, value)

    @staticmethod
    def closed(lo: Decimal, hi: Decimal) -> Interval:
        """From `lo` to `hi`, both known to be in order (not checked again)."""
        return _make(lo, hi)

    @staticmethod
    def around(value: Decimal, decimals: int) -> Interval:
        """What a number printed as `value` with `decimals` decimals can mean: half a unit either way.

        Closed at both ends, since rounding half up and rounding half to even are both in use.
        """
        half = shift(HALF, -decimals)
        return _make(DOWN.subtract(value, half), UP.add(value, half))

    @property
    def is_point(self) -> bool:
        """Whether it holds one value only."""
        return self.lo == self.hi

    def contains(self, value: Decimal | int | str) -> bool:
        """Whether `value` lies inside.

        Raises:
            NumberError: `value` is no number, or a float.
        """
        value = value if isinstance(value, Decimal) and value.is_finite() else finite(value)
        above = self.lo < value if self.lo_open else self.lo <= value
        return above and (value < self.hi if self.hi_open else value <= self.hi)

    def within(self, other: Interval) -> bool:
        """Whether every value of this one lies in `other`."""
        starts = self.lo > other.lo or (self.lo == other.lo and (self.lo_open or not other.lo_open))
        ends = self.hi < other.hi or (self.hi == other.hi and (self.hi_open or not other.hi_open))
        return starts and ends

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (_before(self, other) or _before(other, self))

    def common(self, other: Interval) -> Interval:
        """The values in both, which must meet; the ends are taken as closed."""
        return _make(max(self.lo, other.lo), min(self.hi, other.hi))

    def outwards(self, digits: int) -> Interval:
        """A wider one whose finite ends have at most so many significant digits, to be shown."""
        lo, hi = (
            (context(digits, rule).plus(end) or ZERO) if end.is_finite() else end
            for end, rule in ((self.lo, ROUND_FLOOR), (self.hi, ROUND_CEILING))
        )
        return _make(lo, hi, lo_open=self.lo_open, hi_open=self.hi_open)

    def shift(self, places: int) -> Interval:
        """This interval times ten to the power of `places`, exactly."""
        if not places:
            return self
        return _make(
            shift(self.lo, places), shift(self.hi, places), lo_open=self.lo_open, hi_open=self.hi_open
        )

    def __neg__(self) -> Interval:
        return _make(self.hi.copy_negate(), self.lo.copy_negate())

    def __add__(self, other: Interval) -> Interval:
        return _make(DOWN.add(self.lo, other.lo), UP.add(self.hi, other.hi))

    def __sub__(self, other: Interval) -> Interval:
        return _make(DOWN.subtract(self.lo, other.hi), UP.subtract(self.hi, other.lo))

    def __mul__(self, other: Interval) -> Interval:
        if self.lo >= ZERO and other.lo >= ZERO:
            return _make(_times(DOWN, self.lo, other.lo), _times(UP, self.hi, other.hi))
        pairs = [(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return _make(min(_times(DOWN, a, b) for a, b in pairs), max(_times(UP, a, b) for a, b in pairs))

    def __truediv__(self, other: Interval) -> Interval:
        if other.lo <= ZERO <= other.hi:
            raise UndefinedResultError("interval.zero", interval=other)
        pairs = [(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return _make(min(_over(DOWN, a, b) for a, b in pairs), max(_over(UP, a, b) for a, b in pairs))

    def root(self, degree: int) -> Interval:
        """The `degree`-th root of finite values from zero up, its ends checked by raising them again.

        Raises:
            UndefinedResultError: The interval holds a negative number, or is unbounded.
            NumberError: The degree is not a whole number of 1 … 1000.
        """
        if isinstance(degree, bool) or not isinstance(degree, int) or not 1 <= degree <= HIGHEST_DEGREE:
            raise NumberError("interval.degree", value=degree)
        if self.lo < ZERO or self.hi.is_infinite():
            raise UndefinedResultError("interval.root", interval=self)
        return _make(_root(DOWN, UP, self.lo, degree), _root(UP, DOWN, self.hi, degree))

    def __repr__(self) -> str:
        ends = [f"'{spell(end)}'" if end.is_finite() else "None" for end in (self.lo, self.hi)]
        marks = [f"{name}=True" for name in ("lo_open", "hi_open") if getattr(self, name)]
        return f"Interval({', '.join(ends + marks)})"

    def __str__(self) -> str:
        """As mathematicians write it: `[2.055, 2.065]`, `(23.5, ∞)`."""
        lo = f"{'(' if self.lo_open else '['}{plain(self.lo)}" if self.lo.is_finite() else "(-∞"
        hi = f"{plain(self.hi)}{')' if self.hi_open else ']'}" if self.hi.is_finite() else "∞)"
        return f"{lo}, {hi}"


def _make(lo: Decimal, hi: Decimal, *, lo_open: bool = False, hi_open: bool = False) -> Interval:
    """An interval whose ends are known to be in order: four assignments, no checks (the hot path)."""
    made = _new(Interval)
    _set(made, "lo", lo)
    _set(made, "hi", hi)
    _set(made, "lo_open", lo_open)
    _set(made, "hi_open", hi_open)
    return made


def _before(one: Interval, other: Interval) -> bool:
    return one.hi < other.lo or (one.hi == other.lo and (one.hi_open or other.lo_open))


def _times(context: Context, a: Decimal, b: Decimal) -> Decimal:
    """Zero times a boundless end is zero: the end itself is never reached."""
    return ZERO if ZERO in (a, b) else context.multiply(a, b)


def _over(context: Context, a: Decimal, b: Decimal) -> Decimal:
    return ZERO if b.is_infinite() else context.divide(a, b)


_ROOT: Final = context(40)
_NEAR: Final = context(30)


def _root(outwards: Context, against: Context, value: Decimal, degree: int) -> Decimal:
    """An end of the root: exact where it can be, else forty digits, moved outwards and checked by raising."""
    root = _ROOT.power(value, _ROOT.divide(ONE, Decimal(degree)))
    near = _NEAR.plus(root)
    if _power(UP, near, degree) == value == _power(DOWN, near, degree):
        return near
    step = _ROOT.next_minus if outwards is DOWN else _ROOT.next_plus
    while _passes(against, root, value, degree):
        root = step(root)
    return root


def _passes(context: Context, root: Decimal, value: Decimal, degree: int) -> bool:
    power = _power(context, root, degree)
    return power > value if context is UP else power < value


def _power(context: Context, root: Decimal, degree: int) -> Decimal:
    """`root` multiplied by itself, each product rounded as the context says."""
    power = ONE
    for _ in range(degree):
        power = context.multiply(power, root)
    return power
