"""What was reported, found by indicator, region, scope and time.

A figure of a stock is of the month at whose end it was counted, a flow is of its run of months, a balance
carried over of the run it is carried into; so `2023年` and `2023年12月末` of a stock are one place. Of
several figures of one place the most final is used; rivals are not. What was submitted comes before what was
reported earlier (`prior`). An earlier figure is found by its time, never by the order of rows: gaps stay gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.choice import chosen
from rsindicators.fault import Fault
from rsindicators.figure import Figure
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Lag
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import months_of
from rsindicators.target import Target

Series = tuple[str, str, str]
"""Indicator code, region and scope."""


def time_of(one: Observation) -> Period:
    """The time a figure is of: the last month of what is counted at an end, else the run of its months."""
    if one.accumulation is Accumulation.AT_END and not one.indicator.carry_over:
        return one.period.last
    return months_of(one)


def series_of(one: Observation) -> Series:
    """What a figure is one of, over time."""
    return (one.indicator.code, one.region, one.scope)


def base_interval(one: Observation) -> Interval | None:
    """Where the truth behind a figure lies, in base units; None where it is no single quantity."""
    value = one.figure
    if isinstance(value, Figure):
        return value.interval.shift(value.unit.exponent)
    return value.surely().shift(value.unit.exponent) if isinstance(value, Bound) else None


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

    @cached_property
    def by_series(self) -> dict[Series, dict[Period, list[Observation]]]:
        """What was submitted, by series and time, in the order submitted."""
        return _grouped(self.submitted)

    @cached_property
    def _prior_by_series(self) -> dict[Series, dict[Period, list[Observation]]]:
        return _grouped(self.prior)

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

    def at(self, series: Series, time: Period) -> Observation | None:
        """The figure of a place, what was submitted before what was reported earlier; None of rivals."""
        told = self.by_series.get(series, {}).get(time)
        if told is None:
            told = self._prior_by_series.get(series, {}).get(time)
        return _speaking(told) if told else None

    def seen(self, one: Observation, code: str, lag: Lag = Lag.NOW) -> Observation | None:
        """The figure of an indicator at the place of another, now or at the nearest time of that kind."""
        series = (code, one.region, one.scope)
        if series not in self.by_series and series not in self._prior_by_series:
            return None
        return next((found for time in times(one, lag) if (found := self.at(series, time)) is not None), None)

    def prior_of(self, one: Observation) -> list[Observation]:
        """What was reported earlier of the same place, whatever its status."""
        return self._prior_by_series.get(series_of(one), {}).get(time_of(one), [])


def times(one: Observation, lag: Lag) -> Iterator[Period]:
    """The times a rule may look at from the time of a figure, the nearest first.

    Source: trade rules §7: stocks against 上期末, 上年末; year-to-dates against the month before, 上年同期;
    annual figures against 上年.
    """
    here = time_of(one)
    if lag is Lag.NOW:
        yield here
    elif lag is Lag.YEAR_EARLIER:
        yield here.year_earlier
    elif lag is Lag.PREVIOUS:
        yield from dict.fromkeys(_previous(one, here))
    elif lag is Lag.CARRIED_FROM:
        to_date = here.month == 1 and here.months <= 12
        yield Period(here.year - 1) if to_date else here.previous
    elif lag is Lag.TO_DATE:
        if here.last.year == here.year:
            yield Period(here.year, 1, here.last.month)
    elif lag is Lag.TO_DATE_BEFORE:
        last = here.month - 1 if here.month > 1 else here.months - 1
        if here.last.year == here.year:
            yield from (Period(here.year, 1, months) for months in range(last, 0, -1))


def _previous(one: Observation, here: Period) -> Iterator[Period]:
    at_end = here.months == 1 and one.accumulation is Accumulation.AT_END
    if at_end:
        yield one.period.previous.last
        yield Period(here.year - 1, 12, 1)
        yield here.year_earlier
    else:
        yield here.previous


def _grouped(observations: Iterable[Observation]) -> dict[Series, dict[Period, list[Observation]]]:
    found: dict[Series, dict[Period, list[Observation]]] = {}
    for one in observations:
        found.setdefault(series_of(one), {}).setdefault(time_of(one), []).append(one)
    return found


def _speaking(told: list[Observation]) -> Observation | None:
    """The one that is used; none where equally final ones differ."""
    if len(told) == 1:
        return told[0]
    found = chosen([one for one in told if one.figure is not None]) if told else ()
    return found[0] if len(found) == 1 else None
