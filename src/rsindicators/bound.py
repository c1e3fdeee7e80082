"""What a figure is asked to satisfy; Bound.parse.

A bound is a set of values, written with a comparator: `≥60%` is [60%, ∞), `4.5%以内` is (−∞, 4.5%]. Its
limits are decreed and therefore exact. It keeps the wording it was printed with.

A figure is judged *as printed*: 2.3 against “≥2.3” is met. Whether rounding could turn that is said by
`certain`: the truth behind 2.3 may be 2.26. `左右`, `约`, `保持在` and `近` need a tolerance that the caller
names, and stay undecided without one. A bound may itself be what was reported (超过35%, 410余篇): such
one-sided knowledge is met if all it allows satisfies, missed if nothing does, and undecided otherwise.

Source: 民法典 第1259条 (以上、以下、以内 include the number; 超过、不满、以外 do not).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from attrs import frozen

from rsindicators.comparators import (
    LONGEST_AFTER,
    LONGEST_BEFORE,
    LONGEST_STATING,
    OVER,
    REPORTING,
    STATING,
    meaning,
    relations,
)
from rsindicators.errors import NumberError, UnitError
from rsindicators.figure import Figure, computed
from rsindicators.interval import Interval
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Relation, Verdict
from rsindicators.number import EXACT, ZERO, exponent_of, plain, shift
from rsindicators.numeral import column_unit, read_number, read_unit
from rsindicators.text import Scanner
from rsindicators.units import PURE, Unit, known

_DASH: Final = ("——", "—", "–", "―", "~", "-", "至")

_SYMBOLS: Final = {
    Relation.AT_LEAST: ("≥", ""),
    Relation.ABOVE: (">", ""),
    Relation.AT_MOST: ("≤", ""),
    Relation.BELOW: ("<", ""),
    Relation.ABOUT: ("", "左右"),
    Relation.NEARLY: ("近", ""),
    Relation.OVER: ("", "余"),
}


@frozen(repr=False, eq=False)
class Bound:
    """A limit that figures are held against.

    Args:
        relation: How it limits.
        limit: The limit; of a range, the lower one.
        upper: The upper limit of a range (BETWEEN), else None.
        words: The words printed before and behind the number; left out, the symbols.

    Examples:
        >>> bound = Bound.parse("控制在4.5%以内")
        >>> bound.judge(Figure("4.5", "%")).say(), str(bound)
        ('达到(四舍五入可能改变)', '控制在4.5%以内')

    Raises:
        NumberError: A range without an upper limit, or one that ends before it begins.
    """

    relation: Relation
    limit: Figure
    upper: Figure | None = None
    words: tuple[str, str] = ("", "")

    def __attrs_post_init__(self) -> None:
        if (self.relation is Relation.BETWEEN) != (self.upper is not None):
            raise NumberError("bound.upper", relation=self.relation.label)
        if self.upper is not None and self.upper < self.limit:
            raise NumberError("bound.order", low=self.limit, high=self.upper)
        for name in ("limit", "upper") if self.upper is not None else ("limit",):
            limit = getattr(self, name)
            decreed = computed(limit.value, limit.unit, limit.decimals, Interval.point(limit.value))
            object.__setattr__(self, name, decreed)
        if self.words == ("", "") and self.relation is not Relation.BETWEEN:
            object.__setattr__(self, "words", _SYMBOLS[self.relation])
        if meaning(*self.words, is_range=self.upper is not None) != self.relation:
            raise NumberError("bound.words", words="…".join(self.words), relation=self.relation.label)
        if self.relation is Relation.OVER and not (self.unit.dims and self.unit.adds):
            raise NumberError("bound.over_unit", limit=self.limit)

    @staticmethod
    def parse(text: str, unit: str | Unit | None = None) -> Bound:
        """The bound printed as `text`.

        Args:
            text: A comparator in symbols or words with a number: `≥91`, `不少于500户`, `3—5家`, `11.9万余人`.
            unit: The unit where the text has none.

        Raises:
            NotationError: It is no bound: no comparator, two that contradict each other, no number.
            UnitError: The unit in the text does not fit `unit`.
        """
        scanner = Scanner(text)
        found = read_limited(scanner, None if unit is None else Unit.of(unit))
        if not scanner.done:
            raise scanner.fail("notation.rest")
        if isinstance(found, Figure):
            raise scanner.fail("bound.none", at=0)
        return found

    def including_limit(self) -> Bound:
        """The bound read so that its limit satisfies it, whatever its words usually mean."""
        return self._turned({Relation.ABOVE: Relation.AT_LEAST, Relation.BELOW: Relation.AT_MOST})

    def excluding_limit(self) -> Bound:
        """The bound read so that its limit does not satisfy it."""
        return self._turned({Relation.AT_LEAST: Relation.ABOVE, Relation.AT_MOST: Relation.BELOW})

    def _turned(self, turns: dict[Relation, Relation]) -> Bound:
        return Bound(turns[self.relation], self.limit) if self.relation in turns else self

    @property
    def unit(self) -> Unit:
        """The unit of the limits."""
        return self.limit.unit

    def interval(self, tolerance: Figure | str | None = None) -> Interval | None:
        """The values that satisfy it, in its unit; None where that needs a tolerance and none is given.

        Args:
            tolerance: For 左右, 约, 保持在 and 近. A percentage is a share of the limit (`"5%"`); a figure in
                the bound's unit (个百分点 for percentages) is the distance itself.

        Raises:
            UnitError: The tolerance does not fit the bound.
            NumberError: The tolerance is negative.
        """
        low = self.limit.value
        match self.relation:
            case Relation.AT_LEAST | Relation.OVER:
                return Interval(low, None)
            case Relation.ABOVE:
                return Interval(low, None, lo_open=True)
            case Relation.AT_MOST:
                return Interval(None, low)
            case Relation.BELOW:
                return Interval(None, low, hi_open=True)
            case Relation.BETWEEN:
                return Interval(low, (self.upper or self.limit).to(self.unit).value)
        if tolerance is None:
            return None
        distance = _distance(tolerance, self.limit)
        if self.relation is Relation.NEARLY:
            return Interval(EXACT.subtract(low, distance), low, hi_open=distance > ZERO)
        return Interval(EXACT.subtract(low, distance), EXACT.add(low, distance))

    def known(self) -> Interval:
        """What it tells as a report, without a tolerance: 近13万 is surely below 13万, 左右 tells nothing."""
        if self.relation is Relation.NEARLY:
            return Interval(None, self.limit.value, hi_open=True)
        return self.interval() or Interval(None, None)

    def surely(self) -> Interval:
        """What it tells as a report if its ends were rounded too: 3%—5% may stand for 2.6%.

        A comparator (超过35%) states its limit; only the ends of a range are printed figures.
        """
        if self.upper is None:
            return self.known()
        low, high = (
            Figure(plain(end.value), end.unit).interval.shift(end.unit.exponent - self.unit.exponent)
            for end in (self.limit, self.upper)
        )
        return Interval.closed(low.lo, high.hi)

    def judge(self, observed: Figure | Bound | str, tolerance: Figure | str | None = None) -> Judgement:
        """Whether `observed` satisfies the bound.

        Args:
            observed: A figure or its text, judged as printed; or a bound, as the one-sided knowledge it is.
            tolerance: As in `interval`.

        Raises:
            UnitError: The units do not fit. A bound without a unit judges pure numbers only.
            NumberError, NotationError: The text is no figure.
        """
        if not isinstance(observed, Bound):
            observed = Figure.of(observed, self.unit if self.unit.dims else None)
        unit = observed.unit
        if self.unit.is_pure and not unit.is_pure:
            raise UnitError("bound.unit", bound=self, unit=unit)
        self.unit.require(unit)
        wanted = self.interval(tolerance)
        if wanted is None:
            return undecided("tolerance")
        if isinstance(observed, Bound):
            places = unit.exponent - self.unit.exponent
            return _judge_known(wanted, observed.known().shift(places), observed.surely().shift(places))
        figure = observed.to(self.unit)
        met = wanted.contains(figure.value)
        certain = figure.interval.within(wanted) if met else not figure.interval.meets(wanted)
        return Judgement(
            Verdict.MET if met else Verdict.MISSED,
            certain,
            _margin(figure, wanted),
            at_limit=figure.value in (wanted.lo, wanted.hi),
        )

    def exact_eq(self, other: object) -> bool:
        """Whether limits, units, decimals and words are all the same."""
        return (
            isinstance(other, Bound)
            and (self.relation, self.words) == (other.relation, other.words)
            and self.limit.exact_eq(other.limit)
            and (self.upper is other.upper or (self.upper is not None and self.upper.exact_eq(other.upper)))
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Bound):
            return NotImplemented
        return (self.relation, self.limit, self.upper) == (other.relation, other.limit, other.upper)

    def __hash__(self) -> int:
        return hash((self.relation, self.limit, self.upper))

    def __repr__(self) -> str:
        if self.limit.is_readable and (self.upper is None or self.upper.is_readable):
            return f"Bound.parse({str(self)!r})"
        return f"Bound({self.relation!r}, {self.limit!r}, {self.upper!r}, {self.words!r})"

    def __str__(self) -> str:
        before, after = self.words
        if self.upper is not None:
            same = self.upper.unit == self.unit
            low = plain(self.limit.value) if same else str(self.limit)
            return f"{before}{low}—{self.upper}{after}"
        if self.relation is Relation.OVER:
            scale = after.strip("余多")
            return f"{before}{plain(self.limit.value)}{after}{self.unit.symbol.removeprefix(scale)}"
        return f"{before}{self.limit}{after}"


def _distance(tolerance: Figure | str, limit: Figure) -> Decimal:
    """A tolerance as a distance in the limit's unit."""
    figure = Figure.of(tolerance)
    if figure.value < ZERO:
        raise NumberError("bound.tolerance", tolerance=figure)
    if figure.unit.is_share:
        return EXACT.multiply(limit.value.copy_abs(), shift(figure.value, figure.unit.exponent))
    limit.unit.minus(limit.unit).require(figure.unit)
    return shift(figure.value, figure.unit.exponent - limit.unit.exponent)


def _judge_known(wanted: Interval, known: Interval, surely: Interval) -> Judgement:
    """The verdict of one-sided knowledge; certain if it stays so however its ends were rounded."""
    if known.within(wanted):
        return Judgement(Verdict.MET, certain=surely.within(wanted))
    if known.meets(wanted):
        return undecided("one_sided")
    return Judgement(Verdict.MISSED, certain=not surely.meets(wanted))


def _margin(figure: Figure, wanted: Interval) -> Figure:
    """The distance to the nearest limit, positive inside."""
    distances = []
    if wanted.lo.is_finite():
        distances.append(figure - _decreed(wanted.lo, figure.unit))
    if wanted.hi.is_finite():
        distances.append(_decreed(wanted.hi, figure.unit) - figure)
    return min(distances)


def _decreed(value: Decimal, unit: Unit) -> Figure:
    return computed(value, unit, max(0, -exponent_of(value)), Interval.point(value))


def read_limited(scanner: Scanner, column: Unit | None, *, report: bool = False) -> Figure | Bound:
    """The figure or the bound that stands here; the scanner moves behind it.

    Args:
        scanner: Where.
        column: The unit of a number that has none.
        report: Whether a result is told: then 达到95% states the figure, in a promise it is a lower bound.
    """
    scanner.skip()
    start = scanner.position
    stating = scanner.take(*LONGEST_STATING)
    before = scanner.take(*LONGEST_BEFORE)
    low, own, over = _read_limit(scanner, column)
    high, own_high = _read_upper(scanner) if not over else (None, own)
    scanner.skip()
    after = scanner.take(*LONGEST_AFTER)
    words = relations(before, after, over, is_range=high is not None)
    if len(words) > 1:
        raise scanner.fail("bound.contradiction", at=start)
    relation = next(iter(words), STATING.get(stating))
    own, own_high = own.scaled_like(own_high), own_high.scaled_like(own)
    unit = column_unit(own, column)
    if not words and (not stating or (report and stating in REPORTING)):
        return Figure(low, unit)
    if relation is None:
        raise scanner.fail("bound.control", at=start)
    upper = None if high is None else Figure(high, column_unit(own_high, column))
    try:
        return Bound(relation, Figure(low, unit), upper, (stating + before, over + after))
    except NumberError as error:
        raise scanner.refused(error, start) from error


def _read_limit(scanner: Scanner, column: Unit | None) -> tuple[Decimal, Unit, str]:
    """A number, its unit, and the words of 余 between the two."""
    number, own = read_number(scanner)
    over = scanner.match(OVER) if own is None else None
    unit = own or read_unit(scanner)
    if not over:
        return number, unit, ""
    scaled = known((over[1] or over[2] or "") + unit.symbol)
    nothing = column is None and not unit.symbol
    if nothing or scaled is None or (over[1] and over[2]) or not scaled.adds:
        raise scanner.fail("bound.over", at=over.start())
    return number, scaled, over.group()


def _read_upper(scanner: Scanner) -> tuple[Decimal | None, Unit]:
    """The upper limit of a range and its unit, where a dash stands here."""
    place = scanner.position
    scanner.skip()
    if scanner.take(*_DASH):
        number, own = read_number(scanner)
        return number, own or read_unit(scanner)
    scanner.position = place
    return None, PURE
