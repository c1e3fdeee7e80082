"""When, of what and in which unit the figures of a frame are.

A slot is one indicator at one time in one unit, as the objects understand it: its *sample* is an observation
without a figure, so that whatever looks at time (`facts.time_of`, `facts.times`, a rule's `concerns`) can be
asked of a slot as it is asked of a figure. A frame of millions of figures has a few hundred slots; they are
made once, by the readers of the objects, and everything else is arithmetic on their numbers.

An entity is what has a figure of its own in a slot: a region, and where the frame tells it a scope (口径).
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Final

from attrs import define, field, frozen

from rsindicators.duration import settled
from rsindicators.facts import time_of
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation
from rsindicators.observation import Observation, usual
from rsindicators.period import Period
from rsindicators.units import Unit

MONTHS: Final = 12
MOST_KEPT: Final = 8192


@frozen(eq=False)
class Slot:
    """An indicator at a time, and the unit its figures are in.

    Attributes:
        sample: An observation of it without a region and without a figure.
        unit: Of its figures; it fits the indicator's.
    """

    sample: Observation
    unit: Unit

    @property
    def indicator(self) -> Indicator:
        """Whose figures they are."""
        return self.sample.indicator

    @cached_property
    def time(self) -> Period:
        """The time by which the facts find them."""
        return time_of(self.sample)


@lru_cache(maxsize=MOST_KEPT)
def slot_of(
    indicator: Indicator, period: Period, told: Accumulation | None, unit: Unit, *, to_date: bool
) -> Slot:
    """The slot of some figures.

    Args:
        indicator: Whose figures they are.
        period: As the frame has it.
        told: What its column 累计方式 says, or None.
        unit: Of the figures.
        to_date: Whether months and quarters of what runs over time mean the year to date.

    Raises:
        PeriodError: Period and run do not agree, or do not fit the indicator.
    """
    run = run_told(indicator, period, told, to_date=to_date)
    months, run = settled(indicator, period, run, None)
    return Slot(Observation(indicator, None, months, accumulation=run), unit)


def run_told(
    indicator: Indicator, period: Period, told: Accumulation | None, *, to_date: bool
) -> Accumulation | None:
    """What is told of over what figures run, by their own column or else by the caller."""
    return Accumulation.YEAR_TO_DATE if to_date and told is None and _runs(indicator, period) else told


def _runs(indicator: Indicator, period: Period) -> bool:
    """Whether figures of a part of a year run over it."""
    if period.at_end or period.months > MONTHS:
        return False
    return indicator.carry_over or usual(indicator, period.plain()) is not Accumulation.AT_END


@define(eq=False)
class Entities:
    """Regions and scopes by number; it never leaves the call that made it.

    Attributes:
        usual: The region of what names none: the plan's.
        names: Region and scope of each number.
    """

    usual: str = ""
    names: list[tuple[str, str]] = field(factory=list)
    _numbers: dict[tuple[str, str], int] = field(factory=dict, init=False)

    def number(self, region: str, scope: str = "") -> int:
        """The number of a region and scope, a new one where it has none yet."""
        key = (region or self.usual, scope)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.names)
            self.names.append(key)
        return found

    def find(self, region: str, scope: str = "") -> int:
        """The number of a region and scope; −1 where it has none."""
        return self._numbers.get((region or self.usual, scope), -1)

    def __len__(self) -> int:
        return len(self.names)
