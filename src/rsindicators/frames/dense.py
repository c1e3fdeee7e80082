"""The figures of frames by slot and entity, as arrays of scaled integers.

All figures lie in one array of rows × entities; a row is an indicator at a time, so that a figure of another
time is another row and an earlier one is found by the calendar, never by the order of a frame. Each indicator
has its rows together (`Series`). A place holds one plain figure, or none; where two differ none is used, as
the objects have it. A place of which the objects had to read something is odd, and what rests on it is judged
by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

import numpy as np
from attrs import field, frozen

from rsindicators.frames.algebra import Box
from rsindicators.frames.scaled import Scaled
from rsindicators.frames.slots import Slot
from rsindicators.frames.told import Floats, Mask
from rsindicators.indicator import Indicator
from rsindicators.kinds import YEARLY
from rsindicators.number import shift
from rsindicators.period import Period
from rsindicators.possible import counted_in, floor_of
from rsindicators.units import Unit

Places = np.ndarray[Any, Any]
"""Numbers of rows or places."""
NOWHERE: Final = np.empty(0, np.int64)


@frozen(eq=False)
class Pairs:
    """Places that two rows of a frame tell: the first and the last told, in the scale of their series."""

    cells: np.ndarray[Any, Any]
    """Of the series: row × entities + entity."""
    first: Box
    last: Box
    first_told: Scaled
    last_told: Scaled


@frozen(eq=False)
class Series:
    """The figures of one indicator.

    Attributes:
        indicator: Whose they are.
        start: The number of its first row.
        slots: The slot of each row, by time.
        scaled: The printed figures, rows × entities.
        told: Where the frame has a row, be it empty.
        odd: Where the objects had to read one; None for nowhere.
        prior: Where the figure was reported earlier and not now; None for nowhere.
        pairs: The places told twice.
        strange: Where a number is none that arrays can hold; the objects must read it. None for nowhere.
        before: What was reported earlier of the places told now, of two figures the last; None for nothing.
        lags: What was looked up of other times, by what was looked for; kept by `terms.lagged`.
    """

    indicator: Indicator
    start: int
    slots: tuple[Slot, ...]
    scaled: Scaled
    told: Mask
    odd: Mask | None = None
    prior: Mask | None = None
    pairs: Pairs | None = None
    strange: Mask | None = None
    before: Scaled | None = None
    lags: dict[Any, Any] = field(factory=dict, init=False)

    @property
    def unit(self) -> Unit:
        """Of all its figures."""
        return self.slots[0].unit

    @cached_property
    def rows(self) -> Mapping[Period, int]:
        """The row of each time, counted from its first."""
        return {slot.time: number for number, slot in enumerate(self.slots)}

    @cached_property
    def yearly(self) -> frozenset[Period]:
        """The times at which its figures run over whole years."""
        return frozenset(slot.time for slot in self.slots if slot.sample.accumulation in YEARLY)

    @cached_property
    def within_years(self) -> frozenset[Period]:
        """All other times."""
        return frozenset(self.rows) - self.yearly

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The code of each row's period."""
        return tuple(slot.sample.period.code for slot in self.slots)

    @cached_property
    def box(self) -> Box:
        """Where the truth lies behind each figure, in base units."""
        return boxed(self.scaled, self.unit)

    @cached_property
    def narrow(self) -> Box:
        """What of that the definition allows; as `possible.within_limits` has it of a single interval."""
        return narrowed(self.box, self.indicator)

    @property
    def counted(self) -> bool:
        """Whether it counts whole things."""
        return bool(counted_in(self.indicator))

    @cached_property
    def figures(self) -> Mask:
        """Where there is a figure, as numbers or as the objects have it."""
        there = ~np.isnan(self.scaled.twice)
        return there if self.odd is None else there | self.odd

    def odd_at(self, time: Period) -> Any:
        """Which entities have an odd figure at a time."""
        row = self.rows.get(time, -1)
        return False if self.odd is None or row < 0 else self.odd[row]

    @cached_property
    def speaks(self) -> Mask:
        """Where something is told that other figures are held against: no rivals."""
        there = self.told if self.prior is None else self.told | self.prior
        if self.pairs is not None:
            there = there & ~self._rivals
        return there if self.odd is None else there | self.odd

    @property
    def _rivals(self) -> Mask:
        """Where two figures are told of which neither is used."""
        found = np.zeros(self.told.size, np.bool_)
        cells = self.pairs.cells if self.pairs else NOWHERE
        found[cells] = np.isnan(self.scaled.twice.reshape(-1)[cells])
        return found.reshape(self.told.shape)

    def printed(self, cells: tuple[Places, Places]) -> tuple[Floats, Any]:
        """Some figures doubled and scaled, and a unit of their last place likewise."""
        half = self.scaled.half
        return self.scaled.twice[cells], 2.0 * (half[cells] if isinstance(half, np.ndarray) else half)

    def shown(self, cells: tuple[Places, Places]) -> tuple[Floats, Floats, Floats]:
        """Some figures, and the least and the most they may mean, in their unit."""
        size = 2.0 * 10.0**self.scaled.scale
        at = cells[0] * self.told.shape[1] + cells[1]
        one, low, high = (some.take(at) / size for some in (self.scaled.twice, self.box.low, self.box.high))
        return one, low, high


def boxed(scaled: Scaled, unit: Unit) -> Box:
    """Half a unit either way; a whole count is what it says."""
    twice, half = scaled.twice, scaled.half
    scale = scaled.scale - unit.exponent
    if not unit.is_whole_count:
        return Box(twice - half, twice + half, scale)
    if isinstance(half, float) and scaled.scale == 0:
        return Box(twice, twice, scale)
    half = np.where(np.asarray(scaled.decimals) == 0, 0.0, half)
    return Box(twice - half, twice + half, scale)


def narrowed(box: Box, indicator: Indicator) -> Box:
    """The same intervals as far as a definition allows them; one it does not allow at all stays as it is."""
    if box.low is box.high:
        return box
    low, high = box.low, box.high
    least, most, whole = limits(indicator)
    size = 2.0 * 10.0**box.scale
    loose = box.low < box.high
    if least is not None:
        loose &= box.high >= least * size
        low = np.where((low < least * size) & loose, least * size, low)
    if most is not None:
        loose &= box.low <= most * size
        high = np.where((high > most * size) & loose, most * size, high)
    if whole and box.scale >= 0:
        first, last = np.ceil(low / size) * size, np.floor(high / size) * size
        some = first <= last
        low = np.where(loose, np.where(some, first, box.low), low)
        high = np.where(loose, np.where(some, last, box.high), high)
    return Box(low, high, box.scale)


def limits(indicator: Indicator) -> tuple[float | None, float | None, bool]:
    """From what to what the figures of an indicator can be in base units, and whether they are whole."""
    ends = (floor_of(indicator), indicator.maximum)
    low, high = (None if end is None else float(shift(end.value, end.unit.exponent)) for end in ends)
    return low, high, bool(counted_in(indicator))
