"""A published number; Figure.parse.

A figure is a value in a unit, with the decimals it was printed with and the interval the truth lies in.

* A *printed* figure's interval follows from what was printed: half a unit of the last place either way. A
  whole count in its own unit (963件) is exact; what is scaled by 万 or 亿, measured, or divided is rounded.
* A *computed* figure (by arithmetic, `to`, a formula) carries the interval of the truth. Rounding it
  changes the value and the decimals, never the interval, and conversion never makes an interval exact.

It refuses floats, sums of shares, and everything across units that do not fit. `==`, `hash` and `<` compare
values (1万人 == 10000人); `exact_eq` also compares unit, decimals and interval.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cached_property, total_ordering
from typing import TYPE_CHECKING, Final, Literal, cast

from attrs import frozen

from rsindicators.errors import NumberError, UndefinedResultError
from rsindicators.interval import Interval
from rsindicators.number import (
    LARGEST_EXPONENT,
    MOST_DECIMALS,
    MOST_DIGITS,
    NEAREST,
    ZERO,
    exponent_of,
    finite,
    from_float,
    plain,
    printed,
    round_half_even,
    round_half_up,
    shift,
    spell,
)
from rsindicators.numeral import column_unit, read_number, read_unit, spelled
from rsindicators.registry import is_quantity, quantity
from rsindicators.text import Scanner
from rsindicators.units import PURE, Unit, from_quantity, known

if TYPE_CHECKING:
    from rsindicators.registry import Quantity, Registry

As = Literal["as printed"]
AS_PRINTED: Final = "as printed"


@total_ordering
@frozen(init=False, repr=False, eq=False)
class Figure:
    """A number as published.

    Args:
        value: A text, int or Decimal; its decimals are those it is written with. A float is refused.
        unit: A unit or its name; `""` for a pure number.
        decimals: More decimals than `value` shows (a Decimal column of one decimal holds 95 for 95.0), or
            None for a computed value that nobody has rounded yet.
        exact: True for a number that is not rounded (a target is decreed), False for one that is, although
            it looks like a whole count. Left out, the unit decides.
        interval: Where the truth lies, in the unit, if the figure was computed.

    Attributes:
        value: Decimal, in the unit.
        unit: Unit.
        decimals: The decimals printed, or None.
        interval: Interval, in the unit.

    Examples:
        >>> figure = Figure("2.06", "万人")
        >>> str(figure), str(figure.interval), figure == Figure("20600", "人")
        ('2.06万人', '[2.055, 2.065]', True)

    Raises:
        NumberError: `value` is no number, or has more decimals than `decimals`.
        UnitError: `unit` is unknown.
    """

    value: Decimal
    unit: Unit
    decimals: int | None
    interval: Interval

    def __init__(
        self,
        value: str | int | Decimal,
        unit: str | Unit = PURE,
        *,
        decimals: int | As | None = AS_PRINTED,
        exact: bool | None = None,
        interval: Interval | None = None,
    ) -> None:
        number = printed(value) if interval is None else finite(value)
        kind = Unit.of(unit)
        shown = max(0, -exponent_of(number))
        if decimals == AS_PRINTED:
            decimals = shown
        elif decimals is not None:
            number, decimals = _padded(number, shown, decimals)
        if interval is not None and not isinstance(interval, Interval):
            raise NumberError("figure.interval", value=interval)
        if interval is None:
            if decimals is None:
                raise NumberError("figure.unrounded", value=number)
            interval = _meaning(number, kind, decimals, exact=exact)
        self.__attrs_init__(number, kind, decimals, interval)

    @staticmethod
    def parse(text: str, unit: str | Unit | None = None) -> Figure:
        """The figure printed as `text`.

        Args:
            text: Digits, perhaps with thousands commas, full-width or half-width, or a Chinese numeral
                spelled out; then the unit.
            unit: The unit where the text has none: that of the column.

        Examples:
            >>> Figure.parse("１２，３４５ 人"), Figure.parse("3.5万家"), Figure.parse("百分之九十八点五")
            (Figure('12345', '人'), Figure('3.5', '万家'), Figure('98.5', '%'))

        Raises:
            NotationError: The text is no figure; a caret shows the place.
            UnitError: The unit in the text does not fit `unit`.
        """
        column = None if unit is None else Unit.of(unit)
        plain = plain_figure(text, column)
        if plain is not None:
            return plain
        scanner = Scanner(text)
        figure = read_figure(scanner, column)
        if not scanner.done:
            raise scanner.fail("notation.rest")
        return figure

    @staticmethod
    def of(value: object, unit: str | Unit | None = None) -> Figure:
        """`value` as a figure: a figure itself, a pint quantity, a text parsed, a bare number in `unit`.

        Raises:
            NumberError, NotationError, UnitError: As for `Figure` and `Figure.parse`.
        """
        if isinstance(value, Figure):
            return value
        if isinstance(value, str):
            return Figure.parse(value, unit)
        if is_quantity(value):
            return Figure.from_quantity(cast("Quantity", value))
        return Figure(printed(value), PURE if unit is None else unit)

    @staticmethod
    def from_quantity(given: Quantity, decimals: int | None = None) -> Figure:
        """A pint quantity of any registry as a figure.

        Args:
            given: Its units must be in the vocabulary.
            decimals: The decimals it was published with; needed where the magnitude is a float.

        Raises:
            NumberError: A float without `decimals`, or one that has more of them.
            UnitError: A unit is not in the vocabulary.
        """
        magnitude, unit = from_quantity(given)
        if isinstance(magnitude, float) and decimals is not None:
            magnitude = from_float(magnitude, decimals)
        elif isinstance(magnitude, float):
            raise NumberError("figure.quantity", value=given)
        number = printed(magnitude)
        return Figure(number, unit) if decimals is None else Figure(number, unit, decimals=decimals)

    def quantity(self, registry: Registry | None = None) -> Quantity:
        """The value as a pint quantity, of the library's own registry or of the one passed."""
        return quantity(self.value, self.unit.atoms, registry)

    def to(self, unit: str | Unit) -> Figure:
        """The same figure in another unit; the interval moves with it and becomes no narrower.

        Raises:
            UnitError: The units do not fit.
        """
        target = Unit.of(unit)
        target.require(self.unit)
        return self.relabelled(target)

    def relabelled(self, target: Unit) -> Figure:
        """The same number in a unit the caller knows to mean the same (户 for 家 of one indicator)."""
        if target == self.unit:
            return self
        places = self.unit.exponent - target.exponent
        decimals = None if self.decimals is None else max(0, self.decimals - places)
        value = shift(self.value, places)
        return computed(
            value if decimals is None else _with_decimals(value, decimals),
            target,
            decimals,
            self.interval.shift(places),
        )

    def round(self, decimals: int, *, half_even: bool = False) -> Figure:
        """The value rounded once to `decimals` (0 … 12), halves up or (GB/T 8170) to even.

        The interval stays: rounding tells nothing new about the truth.
        """
        whole = isinstance(decimals, int) and not isinstance(decimals, bool)
        if not whole or not 0 <= decimals <= MOST_DECIMALS:
            raise NumberError("figure.decimals", value=decimals, least=0, most=MOST_DECIMALS)
        rule = round_half_even if half_even else round_half_up
        return computed(rule(self.value, decimals), self.unit, decimals, self.interval)

    def exact_eq(self, other: object) -> bool:
        """Whether value, unit, decimals and interval are all the same."""
        return (
            isinstance(other, Figure)
            and self.value == other.value
            and self.unit == other.unit
            and self.decimals == other.decimals
            and self.interval == other.interval
        )

    def __add__(self, other: Figure) -> Figure:
        return added(self, other, self.unit.plus(other.unit)) if isinstance(other, Figure) else NotImplemented

    def __sub__(self, other: Figure) -> Figure:
        if not isinstance(other, Figure):
            return NotImplemented
        return added(self, -other, self.unit.minus(other.unit))

    def __neg__(self) -> Figure:
        return computed(self.value.copy_negate(), self.unit, self.decimals, -self.interval)

    def __mul__(self, other: Figure | int | Decimal) -> Figure:
        if not isinstance(other, Figure):
            other = Figure(other, exact=True)
        unit = self.unit.times(other.unit)
        places = self.unit.exponent + other.unit.exponent - unit.exponent
        value = shift(NEAREST.multiply(self.value, other.value), places)
        return computed(value, unit, None, (self.interval * other.interval).shift(places))

    __rmul__ = __mul__

    def __truediv__(self, other: Figure | int | Decimal) -> Figure:
        if not isinstance(other, Figure):
            other = Figure(other, exact=True)
        unit = self.unit.over(other.unit)
        places = self.unit.exponent - other.unit.exponent - unit.exponent
        interval = (self.interval / other.interval).shift(places)
        if other.value == ZERO:
            raise UndefinedResultError("figure.zero", value=other)
        return computed(shift(NEAREST.divide(self.value, other.value), places), unit, None, interval)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        return self.unit.fits(other.unit) and _base(self) == _base(other)

    def __lt__(self, other: Figure) -> bool:
        if not isinstance(other, Figure):
            return NotImplemented
        self.unit.require(other.unit)
        return _base(self) < _base(other)

    def __hash__(self) -> int:
        return hash((self.unit.dims, self.unit.is_pure, _base(self)))

    @cached_property
    def base_interval(self) -> Interval:
        """Where the truth lies, in base units: from 0.9625 to 0.9635 for 96.3%."""
        return self.interval.shift(self.unit.exponent)

    @property
    def is_readable(self) -> bool:
        """Whether `str` shows all its decimals, and few enough of them to be read back."""
        return (
            self.decimals is not None
            and self.decimals <= MOST_DECIMALS
            and self.value.adjusted() < MOST_DIGITS
        )

    @property
    def is_printed(self) -> bool:
        """Whether its interval follows from what is printed: value, decimals and unit."""
        if self.decimals is None or not self.is_readable:
            return False
        return self.interval == _meaning(self.value, self.unit, self.decimals)

    def __repr__(self) -> str:
        digits = plain(self.value) if self.is_readable else spell(self.value)
        parts = [repr(digits), *([repr(self.unit.symbol)] if self.unit.symbol else [])]
        if self.decimals is None:
            parts.append("decimals=None")
        if not self.is_printed:
            decreed = self.is_readable and self.interval == Interval.point(self.value)
            parts.append("exact=True" if decreed else f"interval={self.interval!r}")
        return f"Figure({', '.join(parts)})"

    def __str__(self) -> str:
        """As printed. A value nobody has rounded yet is shown to six decimals, marked with ≈ if cut."""
        shown = self.value
        if self.decimals is None and exponent_of(shown) < -SHOWN_DECIMALS:
            shown = NEAREST.normalize(round_half_even(shown, SHOWN_DECIMALS))
        return ("" if shown == self.value else "≈") + spelled(plain(shown), self.unit)


LONGEST_QUICK: Final = 40
SHOWN_DECIMALS: Final = 6
_QUICK: Final = re.compile(r"([+-]?[0-9]{1,18}(?:\.([0-9]{1,12}))?) ?([^0-9 ,.]*)")


def computed(value: Decimal, unit: Unit, decimals: int | None, interval: Interval) -> Figure:
    """A figure of ours, its parts known to fit (the hot path: four assignments).

    Raises:
        NumberError: The value has left the range of 10^±200.
    """
    if value and abs(value.adjusted()) > LARGEST_EXPONENT:
        raise NumberError("number.size", value=value)
    made = _new(Figure)
    _set(made, "value", value)
    _set(made, "unit", unit)
    _set(made, "decimals", decimals)
    _set(made, "interval", interval)
    return made


_new = object.__new__
_set = object.__setattr__


def _printed(number: Decimal, unit: Unit, decimals: int) -> Figure:
    return computed(number, unit, decimals, _meaning(number, unit, decimals))


def _meaning(number: Decimal, unit: Unit, decimals: int, *, exact: bool | None = None) -> Interval:
    """What a printed number can mean; a whole count in its own unit is exact, unless the caller knows better.

    Source: trade rule, “between 963 and 964 cases there is nothing”.
    """
    if exact or (exact is None and decimals == 0 and unit.is_whole_count):
        return Interval.point(number)
    return Interval.around(number, decimals)


def added(one: Figure, other: Figure, unit: Unit) -> Figure:
    """The sum in `unit`, which the caller knows to be legal."""
    left, right = (figure.unit.exponent - unit.exponent for figure in (one, other))
    value = NEAREST.add(shift(one.value, left), shift(other.value, right))
    decimals = None
    if one.decimals is not None and other.decimals is not None:
        decimals = max(0, one.decimals - left, other.decimals - right)
        value = _with_decimals(value, decimals)
    return computed(value, unit, decimals, one.interval.shift(left) + other.interval.shift(right))


def _with_decimals(value: Decimal, decimals: int) -> Decimal:
    """`value` written with `decimals` decimals; it never has more of them, so nothing is rounded."""
    return round_half_even(value, decimals)


def _padded(number: Decimal, shown: int, decimals: object) -> tuple[Decimal, int]:
    if isinstance(decimals, bool) or not isinstance(decimals, int) or not shown <= decimals <= MOST_DECIMALS:
        raise NumberError("figure.decimals", value=decimals, least=shown, most=MOST_DECIMALS)
    return _with_decimals(number, decimals), decimals


def _base(figure: Figure) -> Decimal:
    return shift(figure.value, figure.unit.exponent)


def plain_figure(text: object, column: Unit | None) -> Figure | None:
    """The figure of a text that is digits and a unit of the vocabulary, as most are; None for any other."""
    if not isinstance(text, str) or len(text) >= LONGEST_QUICK:
        return None
    quick = _QUICK.fullmatch(text)
    own = known(quick[3]) if quick else None
    if not quick or not own:
        return None
    return _printed(Decimal(quick[1]), column_unit(own, column), len(quick[2] or ""))


def read_figure(scanner: Scanner, column: Unit | None) -> Figure:
    """The figure that stands here; the scanner moves behind it."""
    number, own = read_number(scanner)
    return Figure(number, column_unit(own or read_unit(scanner), column))
