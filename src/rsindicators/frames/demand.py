"""What was asked of a frame: which indicators, of which regions, for which times.

A key that was asked and that no row tells is missing, as an empty row is. `True` asks every indicator of
every region at all times at which any region tells it; a mapping names indicators, regions or periods, and
what it does not name is what the frame tells. Nothing is built for the keys that are told: a key is a place
of the grid, and what was asked is a mask of it.

It refuses names of no indicator, texts that are no period or region, and a key of the mapping that is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from rsindicators.columns import region_name
from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.frames.grid import Grid
from rsindicators.frames.slots import Entities, Slot, slot_of
from rsindicators.frames.told import About, Mask
from rsindicators.indicator import Indicator
from rsindicators.period import Period
from rsindicators.region import is_total

KEYS: Final = ("indicator", "region", "period")


@frozen(eq=False)
class Demand:
    """What was asked; an empty part means what the frame tells.

    Attributes:
        indicators: Which indicators.
        regions: Of which regions.
        periods: For which periods.
    """

    indicators: tuple[Indicator, ...] = ()
    regions: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()

    @staticmethod
    def of(given: object, about: About, regions: Iterable[str]) -> Demand | None:
        """What a caller asks; None for nothing.

        Args:
            given: None, or whether all keys are asked, or names by `indicator`, `region` and `period`.
            about: Where names are looked up.
            regions: That were asked to report, where the mapping names none.

        Raises:
            FrameError: It is none of these.
            UnknownNameError, PeriodError, DefinitionError: A name is none.
        """
        if given is None or given is False:
            return None
        if given is True:
            return Demand((), tuple(regions))
        if not isinstance(given, Mapping) or not given.keys() <= set(KEYS):
            raise FrameError("frames.asked", type=type(given).__name__, keys="、".join(KEYS))
        named = {key: _texts(key, given[key]) for key in given}
        return Demand(
            tuple(about.glossary.find(name) for name in named.get("indicator", ())),
            tuple(map(region_name, named["region"])) if "region" in named else tuple(regions),
            tuple(map(Period.parse, named.get("period", ()))),
        )

    def slots(self, about: About, told: Iterable[Slot]) -> list[Slot]:
        """The slots that are asked by name, whether a row tells them or not.

        An indicator that the frame tells nowhere is asked for all its periods, if none are named.
        """
        every = list(told)
        known = {slot.indicator.code: slot for slot in every}
        indicators = self.indicators or tuple(slot.indicator for slot in known.values())
        periods = self.periods or tuple(dict.fromkeys(slot.sample.period for slot in every))
        found: list[Slot] = []
        for indicator in indicators:
            if not self.periods and indicator.code in known:
                continue
            unit = known[indicator.code].unit if indicator.code in known else indicator.unit
            for period in periods:
                try:
                    found.append(slot_of(indicator, period, None, unit, to_date=about.to_date))
                except (
                    RSIndicatorsError
                ):  # a stock is none over a period, nor a flow at an end: it is not asked
                    continue
        return found

    def enter(self, entities: Entities) -> None:
        """Give the regions asked their numbers."""
        for region in self.regions:
            entities.number(region)

    def masks(self, grid: Grid, asked: Iterable[Slot]) -> dict[str, Mask]:
        """Which places are asked, by the codes of indicators."""
        names = grid.entities.names
        wanted = set(self.regions)
        columns = np.array([
            not scope and (region in wanted if wanted else not is_total(region)) for region, scope in names
        ])  # fmt: skip
        times = {(slot.indicator.code, slot.time) for slot in asked}
        codes = {one.code for one in self.indicators}
        found: dict[str, Mask] = {}
        for code, series in grid.series.items():
            if codes and code not in codes:
                continue
            told = [bool(row.any()) for row in series.told]  # what was only told earlier is not asked now
            rows = [
                (code, slot.time) in times or (not self.periods and told[row])
                for row, slot in enumerate(series.slots)
            ]
            found[code] = np.array(rows)[:, None] & columns[None, : series.told.shape[1]]
        return found


def _texts(key: str, given: Any) -> list[str]:
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    for name in names:
        if not isinstance(name, str):
            raise FrameError("frames.asked", type=f"{key}: {type(name).__name__}", keys="、".join(KEYS))
    return names
