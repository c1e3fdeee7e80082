"""Many indicators, one index.

A composite index gives every indicator points from 0 to 100 and adds them up by weight. The points of an
indicator run along a straight line from its `worst` figure (0) to its `best` one (100) and go no further; an
attainment is the line from zero to the target, an indicator of which less is better has its best below its
worst. The weights add up to 100. Nothing of this has a default: who makes an index decides it.

An indicator without a figure leaves the index unknown, and its bounds are told instead. Rounding is carried
through: the score has the interval of the truth. The score of a whole of regions is never made of theirs.

Source: trade rules §1 (评估指标体系、分值算法规则 of document 000); figures and weights are the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Final, TypeVar, cast

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.choice import chosen
from rsindicators.errors import DefinitionError
from rsindicators.figure import Figure, computed
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.number import EXACT, NEAREST, ZERO, plain, printed, round_half_up, shift
from rsindicators.observation import Observation
from rsindicators.table import Table
from rsindicators.units import PURE

T = TypeVar("T")

FULL: Final = Decimal(100)
UNKNOWN: Final = Interval(ZERO, FULL)
SHOWN: Final = 2
NOTHING: Final = cast("Figure", None)
"""Zero, in the unit of the indicator."""


def _indicator(given: Indicator | str) -> Indicator:
    return given if isinstance(given, Indicator) else Catalogue.standard()[given]


def _unread(given: Figure | str | int) -> Figure:
    """It is read when the indicator is known, in `__attrs_post_init__`."""
    return cast("Figure", given)


@frozen
class Scored:
    """An indicator of an index.

    Args:
        indicator: An indicator, or a name in the standard catalogue.
        weight: Its weight, of 100.
        best: What earns 100 points: a figure or its text.
        worst: What earns none; left out, zero.

    Raises:
        DefinitionError: The weight is not positive, or best and worst are the same.
        UnitError: A figure's unit does not fit the indicator's.
        NumberError, NotationError, UnknownNameError: A part cannot be read.
    """

    indicator: Indicator = field(converter=_indicator)
    weight: Decimal = field(converter=printed)
    best: Figure = field(kw_only=True, converter=_unread)
    worst: Figure = field(kw_only=True, default=NOTHING, converter=_unread)

    def __attrs_post_init__(self) -> None:
        for name in ("best", "worst"):
            given: object = getattr(self, name)
            of = Figure(0, self.indicator.unit) if given is NOTHING else self.indicator.figure(given)
            object.__setattr__(self, name, of)
        if self.weight <= ZERO:
            raise DefinitionError("scoring.weight", name=self.indicator.name, weight=self.weight)
        if self._span == ZERO:
            name = self.indicator.name
            raise DefinitionError("scoring.span", name=name, best=self.best, worst=self.worst)

    @property
    def _span(self) -> Decimal:
        return EXACT.subtract(_base(self.best), _base(self.worst))

    def points(self, figure: Figure) -> tuple[Decimal, Interval]:
        """The points of a figure, and of the truth behind it, from 0 to 100."""
        interval = figure.interval.shift(figure.unit.exponent)
        from_worst = interval - Interval.point(_base(self.worst))
        reached = from_worst / Interval.point(self._span)
        done = NEAREST.divide(EXACT.subtract(_base(figure), _base(self.worst)), self._span)
        return _capped(shift(done, 2)), Interval.closed(*map(_capped, _ends(reached.shift(2))))


def _base(figure: Figure) -> Decimal:
    return shift(figure.value, figure.unit.exponent)


def _ends(interval: Interval) -> tuple[Decimal, Decimal]:
    return interval.lo, interval.hi


def _capped(points: Decimal) -> Decimal:
    return min(max(points, ZERO), FULL)


@frozen
class Part:
    """What an indicator brings to an index.

    Attributes:
        scored: The indicator with its weight.
        observation: What was reported, or None.
        points: Its points, or None.
        interval: Where its true points lie; 0 … 100 where nothing was reported.
    """

    scored: Scored
    observation: Observation | None
    points: Decimal | None
    interval: Interval


@frozen
class Score:
    """An index computed.

    Attributes:
        title: Of the index.
        parts: What each indicator brings.
        interval: Where the true index lies, whatever the missing figures are.
    """

    title: str
    parts: tuple[Part, ...]
    interval: Interval

    @property
    def value(self) -> Figure | None:
        """The index, a plain number of 0 … 100; None where a figure is missing."""
        if self.missing:
            return None
        terms = (_weighed(one.points, one.scored.weight) for one in self.parts if one.points is not None)
        return computed(reduce(EXACT.add, terms), PURE, None, self.interval)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the indicators without a figure."""
        return tuple(one.scored.indicator.name for one in self.parts if one.points is None)

    def to_table(self) -> Table:
        """A row per indicator: weight, figure, points and contribution."""
        rows = [
            (
                one.scored.indicator.name,
                plain(one.scored.weight),
                str(one.observation.figure) if one.observation else "—",
                _shown(one.points),
                _shown(None if one.points is None else _weighed(one.points, one.scored.weight)),
            )
            for one in self.parts
        ]
        told = f"缺 {'、'.join(self.missing)}" if self.value is None else f"指数 {_shown(self.value.value)}"
        notes = (told, f"真值在 {self.interval.outwards(6)}")
        return Table(("指标", "权重", "数", "得分", "贡献"), rows, self.title, notes, right=(1, 2, 3, 4))

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.to_table().text()


def _weighed(points: Decimal, weight: Decimal) -> Decimal:
    return shift(EXACT.multiply(points, weight), -2)


def _shown(points: Decimal | None) -> str:
    return "—" if points is None else plain(round_half_up(points, SHOWN))


def _parts(given: Iterable[Scored]) -> tuple[Scored, ...]:
    return _all_of(given, Scored)


def _all_of(given: Iterable[T], kind: type[T]) -> tuple[T, ...]:
    """The things of that kind; anything else is refused."""
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in found:
        if not isinstance(one, kind):
            raise DefinitionError("scoring.kind", wanted=kind.__name__, type=type(one).__name__, value=one)
    return found


@frozen
class CompositeIndex:
    """A composite index.

    Args:
        title: What it is called.
        parts: Its indicators; their weights add up to 100.

    Examples:
        >>> index = CompositeIndex("就业指数(示例)", [
        ...     Scored("城镇新增就业人数", 60, best="0.4万人"),
        ...     Scored("城镇登记失业率", 40, best="2%", worst="4.5%"),
        ... ])
        >>> seen = [Observation("城镇新增就业人数", "0.36万人", "2023年"),
        ...         Observation("城镇登记失业率", "3.0%", "2023年末")]
        >>> str(index.of(seen).value.round(1))
        '78.0'

    Raises:
        DefinitionError: There is no indicator, one is told twice, or the weights do not add up to 100.
    """

    title: str
    parts: tuple[Scored, ...] = field(converter=_parts)

    def __attrs_post_init__(self) -> None:
        names = [one.indicator.code for one in self.parts]
        if not names or len(set(names)) < len(names):
            raise DefinitionError("scoring.parts", title=self.title, count=len(names))
        weights = reduce(EXACT.add, (one.weight for one in self.parts))
        if weights != FULL:
            raise DefinitionError("scoring.weights", title=self.title, total=plain(weights))

    def of(self, observations: Iterable[Observation]) -> Score:
        """The index of what was reported for one region and time.

        Args:
            observations: One figure for each indicator, or the most final of several; others are ignored.

        Raises:
            DefinitionError: Figures of several regions or times are given, or rivals of an indicator.
        """
        told: dict[str, list[Observation]] = {}
        own = {one.indicator.code for one in self.parts}
        for one in _all_of(observations, Observation):
            if one.indicator.code in own and isinstance(one.figure, Figure):
                told.setdefault(one.indicator.code, []).append(one)
        places = {(one.region, one.period.end) for given in told.values() for one in given}
        if len(places) > 1:
            raise DefinitionError("scoring.places", title=self.title, count=len(places))
        parts = tuple(self._part(one, told) for one in self.parts)
        weighed = (one.interval * Interval.point(shift(one.scored.weight, -2)) for one in parts)
        return Score(self.title, parts, reduce(Interval.__add__, weighed))

    @staticmethod
    def _part(scored: Scored, told: Mapping[str, list[Observation]]) -> Part:
        given = told.get(scored.indicator.code, [])
        found = chosen(given)
        if len({(one.period, one.scope) for one in given}) > 1 or len(found) > 1:
            raise DefinitionError("scoring.several", name=scored.indicator.name, count=len(given))
        if not found or not isinstance(found[0].figure, Figure):
            return Part(scored, None, None, UNKNOWN)
        points, interval = scored.points(found[0].figure)
        return Part(scored, found[0], points, interval)
