"""Shares printed as ratios: 10:40:50, 2/3人口.

A composition lists the shares of a whole from the top grade down. One composition satisfies another when,
from the top, every cumulative share reaches the one asked for (16.4 ≥ 10, 16.4 + 46.3 ≥ 50). That reading
is ours, since a document that prints 10:40:50 means “a better structure”; the judgement says so, and where
not all are reached it stays undecided. It refuses to compare compositions of different length.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from rsindicators.errors import NumberError
from rsindicators.figure import Figure, added, computed
from rsindicators.interval import Interval
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Verdict
from rsindicators.number import DIGITS, DOWN, NEAREST, UP, ZERO, shift
from rsindicators.text import Scanner
from rsindicators.units import PERCENT, PURE, TIMES

MOST_PARTS: Final = 20
WHOLES: Final = ("常住人口", "户籍人口", "人口")


def _tuple(given: Iterable[Figure]) -> tuple[Figure, ...]:
    return tuple(given)


@frozen(repr=False)
class Composition:
    """Shares in the printed proportion.

    Args:
        parts: Two to twenty figures without a unit, none negative and not all zero.

    Examples:
        >>> target, result = Composition.parse("10:40:50"), Composition.parse("16.4:46.3:37.3")
        >>> target.judge(result).verdict, [str(share.round(1)) for share in result.cumulative()]
        (Verdict.MET, ['16.4%', '62.7%', '100.0%'])

    Raises:
        NumberError: The parts are no composition.
    """

    parts: tuple[Figure, ...] = field(converter=_tuple)

    def __attrs_post_init__(self) -> None:
        values = [part.value for part in self.parts]
        bare = all(part.unit == PURE for part in self.parts)
        if not bare or not 2 <= len(values) <= MOST_PARTS or min(values) < ZERO or max(values) == ZERO:
            raise NumberError("composition.parts", parts=self)

    @staticmethod
    def parse(text: str) -> Composition:
        """The composition printed as numbers with colons between them.

        Raises:
            NotationError: It is none; a caret shows the place.
        """
        scanner = Scanner(text)
        found = read_composition(scanner)
        if found is None or not scanner.done:
            raise scanner.fail("composition.text")
        return found

    @property
    def is_percentage(self) -> bool:
        """Whether the parts can be percentages: their sum is 100 within their rounding."""
        return _sum(self.parts).interval.contains(Decimal(100))

    def cumulative(self) -> tuple[Figure, ...]:
        """The shares from the top down to each part, in %, the last one 100%."""
        return tuple(
            _share(self.parts[:count], self.parts[count:]) for count in range(1, len(self.parts) + 1)
        )

    def judge(self, observed: Composition) -> Judgement:
        """Whether `observed` is at least as good a structure; met or undecided, and marked as inferred.

        Source: trade rule on compositions, cumulative shares from the top grade.
        """
        if len(observed.parts) != len(self.parts):
            return undecided("composition_length")
        pairs = list(zip(observed.cumulative(), self.cumulative(), strict=True))[:-1]
        if not all(share.value >= wanted.value for share, wanted in pairs):
            return undecided("composition")
        certain = all(share.interval.lo >= wanted.value for share, wanted in pairs)
        return Judgement(Verdict.MET, certain, inferred=True)

    def exact_eq(self, other: object) -> bool:
        """Whether all parts are printed the same."""
        return (
            isinstance(other, Composition)
            and len(self.parts) == len(other.parts)
            and all(one.exact_eq(two) for one, two in zip(self.parts, other.parts, strict=True))
        )

    def __repr__(self) -> str:
        if all(part.is_printed for part in self.parts):
            return f"Composition.parse({str(self)!r})"
        return f"Composition({self.parts!r})"

    def __str__(self) -> str:
        return ":".join(map(str, self.parts))


@frozen
class Portion:
    """A fraction printed as one, perhaps of a named whole: 2/3人口.

    Attributes:
        numerator: A whole number, 0 or more.
        denominator: A whole number, 1 or more.
        of: The whole, as printed.

    Raises:
        NumberError: They are no fraction.
    """

    numerator: int
    denominator: int
    of: str = ""

    def __attrs_post_init__(self) -> None:
        parts = (self.numerator, self.denominator)
        whole = all(isinstance(part, int) and not isinstance(part, bool) for part in parts)
        if not whole or not (0 <= self.numerator < 10**9 and 1 <= self.denominator < 10**9):
            raise NumberError("composition.portion", numerator=self.numerator, denominator=self.denominator)

    @property
    def figure(self) -> Figure:
        """The share as a computed figure, in 倍; `.to("%")` gives the percentage."""
        top, bottom = Decimal(self.numerator), Decimal(self.denominator)
        interval = Interval.closed(DOWN.divide(top, bottom), UP.divide(top, bottom))
        return computed(NEAREST.divide(top, bottom), TIMES, None, interval)

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}{self.of}"


def read_composition(scanner: Scanner) -> Composition | None:
    """The composition that stands here, or nothing: the scanner then has not moved."""
    scanner.skip()
    place = scanner.position
    parts: list[Figure] = []
    while True:
        scanner.skip()
        found = scanner.match(DIGITS)
        if not found or (not parts and not scanner.peek(":", " :")):
            scanner.position = place
            return None
        parts.append(Figure(found.group()))
        scanner.skip()
        if not scanner.take(":"):
            break
    try:
        return Composition(parts)
    except NumberError as error:
        raise scanner.refused(error, place) from error


def _sum(parts: tuple[Figure, ...]) -> Figure:
    whole = parts[0]
    for part in parts[1:]:
        whole = added(whole, part, whole.unit)
    return whole


def _share(above: tuple[Figure, ...], below: tuple[Figure, ...]) -> Figure:
    """What `above` is of both together, in %: each part enters once, so the interval is tight."""
    top = _sum(above)
    if not below:
        return computed(Decimal(100), PERCENT, None, Interval.point(Decimal(100)))
    rest = _sum(below)
    value = NEAREST.divide(top.value, NEAREST.add(top.value, rest.value))
    (least, most), (rest_least, rest_most) = _possible(top), _possible(rest)
    low = ZERO if least == ZERO else DOWN.divide(least, UP.add(least, rest_most))
    high = UP.divide(most, DOWN.add(most, rest_least))
    return computed(shift(value, 2), PERCENT, None, Interval.closed(low, high).shift(2))


def _possible(figure: Figure) -> tuple[Decimal, Decimal]:
    """The ends of what the figure can mean; no share is negative, however it is rounded."""
    return max(figure.interval.lo, ZERO), figure.interval.hi
