"""What was reported, found by indicator, region, scope and time.

A figure of a stock is of the month at whose end it was counted, a flow is of its run of months, a balance
carried over of the run it is carried into; so `2023年` and `2023年12月末` of a stock are one place. Of
several figures of one place the most final is used; rivals are not. What was submitted comes before what was
reported earlier (`prior`). An earlier figure is found by its time, never by the order of rows: gaps stay
gaps, and before the first year that a period can name nothing was reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.choice import chosen
from rsindicators.errors import PeriodError
from rsindicators.fault import Fault
from rsindicators.figure import Figure
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Lag
from rsindicators.notation import Value
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import between, first_month, months_of
from rsindicators.target import Target

T = TypeVar("T")
Series = tuple[str, str, str]
"""Indicator code, region and scope."""

MOST_KEPT: Final = 8192
NOTHING: Final[dict[Period, list[Observation]]] = {}
"""What was told of a series of which nothing was."""


def time_of(one: Observation) -> Period:
    """The time a figure is of: the last month of what is counted at an end, else the run of its months."""
    if is_at_end(one):
        return one.period.last
    return one.period if one.period.month == 1 else months_of(one)


def is_at_end(one: Observation) -> bool:
    """Whether it is counted at the end of its period; what is carried over is of the run it opens."""
    return one.accumulation is Accumulation.AT_END and not one.indicator.carry_over


def series_of(one: Observation) -> Series:
    """What a figure is one of, over time; its region as it was told."""
    return (one.indicator.code, one.region, one.scope)


def base_interval(one: Observation) -> Interval | None:
    """Where the truth behind a figure lies, in base units; None where it is no single quantity."""
    value = one.figure
    if isinstance(value, Figure):
        return value.base_interval
    return value.surely().shift(value.unit.exponent) if isinstance(value, Bound) else None


def differs(one: Observation, other: Observation) -> bool:
    """Whether two reports of one place differ by more than how finely they are printed (2.4万人, 23984人)."""
    if one.phrase != other.phrase or (one.figure is None) is not (other.figure is None):
        return True
    if one.figure == other.figure:
        return False
    return not (_says_more(one.figure, other.figure) or _says_more(other.figure, one.figure))


def _says_more(one: Value | None, other: Value | None) -> bool:
    if not isinstance(one, Figure) or not isinstance(other, Figure):
        return False
    return one.base_interval.within(other.base_interval)


def _observations(given: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(given)


@frozen(eq=False)
class Facts:
    """All that a set of rules may look at.

    Attributes:
        submitted: What was submitted; figures without a region are of the plan's.
        prior: What was reported earlier.
        faults: What could not be read of the submission.
        targets: The plan's targets.
        catalogue: The definitions.
        region: The plan's region, or empty.
        period: The plan's period, or None.
        regions: The regions that were asked to report; empty where nobody said.
        name: What was submitted: a file, a form.
    """

    submitted: tuple[Observation, ...] = field(converter=_observations)
    prior: tuple[Observation, ...] = field(default=(), converter=_observations)
    faults: tuple[Fault, ...] = ()
    targets: tuple[Target, ...] = ()
    catalogue: Catalogue = field(factory=Catalogue.standard)
    region: str = ""
    period: Period | None = None
    regions: tuple[str, ...] = ()
    name: str = ""
    _worked: dict[Callable[[Facts], Any], Any] = field(init=False, factory=dict, repr=False)

    def once(self, work: Callable[[Facts], T]) -> T:
        """What is worked out of the facts; once for all rules that need it."""
        if work not in self._worked:
            self._worked[work] = work(self)
        found: T = self._worked[work]
        return found

    @cached_property
    def by_series(self) -> dict[Series, dict[Period, list[Observation]]]:
        """What was submitted, by series and time, in the order submitted."""
        return self._grouped(self.submitted)

    @cached_property
    def prior_by_series(self) -> dict[Series, dict[Period, list[Observation]]]:
        """What was reported earlier, likewise."""
        return self._grouped(self.prior)

    @cached_property
    def by_code(self) -> dict[str, list[Observation]]:
        """The figures that speak for their places, by the codes of their indicators."""
        found: dict[str, list[Observation]] = {}
        for series, times in self.by_series.items():
            for told in times.values():
                one = _speaking(told)
                if one is not None:
                    found.setdefault(series[0], []).append(one)
        return found

    def region_of(self, one: Observation) -> str:
        """The region of a figure; where it names none, the plan's."""
        return one.region or self.region

    def at(self, series: Series, time: Period) -> Observation | None:
        """The figure of a place, what was submitted before what was reported earlier; None of rivals."""
        code, region, scope = series
        return self._speakers.get((code, region or self.region, scope, time.code))

    def seen(self, one: Observation, code: str, lag: Lag = Lag.NOW) -> Observation | None:
        """The figure of an indicator at the place of another, now or at the nearest time of that kind."""
        region, scope, known = one.region or self.region, one.scope, self._speakers
        for time in times(one, lag):
            found = known.get((code, region, scope, time.code))
            if found is not None:
                return found
        return None

    def prior_of(self, one: Observation) -> list[Observation]:
        """What was reported earlier of the same place, whatever its status."""
        series = (one.indicator.code, self.region_of(one), one.scope)
        return self.prior_by_series.get(series, NOTHING).get(time_of(one), [])

    @cached_property
    def _speakers(self) -> dict[tuple[str, str, str, str], Observation | None]:
        """The figure of each place by its series and the code of its time; None of rivals."""
        found: dict[tuple[str, str, str, str], Observation | None] = {}
        for known in (self.prior_by_series, self.by_series):  # what was submitted comes before
            for series, times in known.items():
                for time, told in times.items():
                    found[*series, time.code] = _speaking(told)
        return found

    def _grouped(self, observations: Iterable[Observation]) -> dict[Series, dict[Period, list[Observation]]]:
        found: dict[Series, dict[Period, list[Observation]]] = {}
        for one in observations:
            series = (one.indicator.code, self.region_of(one), one.scope)
            found.setdefault(series, {}).setdefault(time_of(one), []).append(one)
        return found


def times(one: Observation, lag: Lag) -> tuple[Period, ...]:
    """The times a rule may look at from the time of a figure, the nearest first.

    * PREVIOUS: of what is counted at an end the end of the period before, the last December, the same month a
      year earlier; of a year-to-date the shorter ones of its year; of anything else the run before it.
    * TO_DATE: the year-to-date that ends with it. TO_DATE_BEFORE: of what begins in January every shorter
      year-to-date; of what begins later the one that ends where it begins, and no other.
    * CARRIED_FROM: the runs that end where it begins: of what begins in January all of the year before first.

    Source: trade rules §7: stocks against 上期末, 上年末; year-to-dates against the month before, 上年同期;
    annual figures against 上年. §4: what is carried into a year-to-date is last December's balance.
    """
    if lag is Lag.NOW:
        return (time_of(one),)
    run = None if one.indicator.carry_over else one.accumulation
    return _times(time_of(one), one.period, run, lag)


@lru_cache(maxsize=MOST_KEPT)
def _times(here: Period, told: Period, run: Accumulation | None, lag: Lag) -> tuple[Period, ...]:
    found: list[Period] = []
    try:
        for time in _going_back(here, told, run, lag):
            if time not in found:
                found.append(time)
    except PeriodError:  # before the first year there is
        return tuple(found)
    return tuple(found)


def _going_back(here: Period, told: Period, run: Accumulation | None, lag: Lag) -> Iterator[Period]:
    match lag:
        case Lag.YEAR_EARLIER:
            yield here.year_earlier
        case Lag.PREVIOUS if run is Accumulation.AT_END:
            yield told.previous.last
            yield Period(here.year - 1, 12, 1)
            yield here.year_earlier
        case Lag.PREVIOUS if run is Accumulation.YEAR_TO_DATE:
            yield from _shorter(here)
        case Lag.PREVIOUS:
            yield here.previous
        case Lag.TO_DATE if here.last.year == here.year:
            yield Period(here.year, 1, here.last.month)
        case Lag.TO_DATE_BEFORE if here.last.year == here.year:
            yield from _shorter(here)
        case Lag.CARRIED_FROM:
            yield from _ending_before(here)


def _shorter(here: Period) -> Iterator[Period]:
    """The year-to-dates before the end of a run within a year: all, or the one it goes on from."""
    if here.month > 1:
        yield Period(here.year, 1, here.month - 1)
    else:
        yield from (Period(here.year, 1, months) for months in range(here.months - 1, 0, -1))


def _ending_before(here: Period) -> Iterator[Period]:
    """The runs whose end is the beginning of another."""
    before = between(first_month(here) - 1, first_month(here))
    so_far = Period(before.year, 1, before.month)
    yield from (so_far, here.previous) if here.month == 1 else (here.previous, so_far)
    yield before


def _speaking(told: list[Observation]) -> Observation | None:
    """The one that is used; none where equally final ones differ."""
    if len(told) == 1:
        return told[0]
    found = chosen([one for one in told if one.figure is not None])
    return found[0] if len(found) == 1 else None
