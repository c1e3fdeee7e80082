"""A lazy frame of one machine: read when its findings are first asked for, a part at a time if it is large.

Of polars' lazy frames and DuckDB's relations only the columns that tell something are read. What fits into a
part is asked at once; a larger frame region by region (`piecewise`), so that memory is bounded by a part and
the findings. What can be refused by names and types of columns is refused when the frame is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

import narwhals.stable.v2 as nw

from rsindicators.frames.checked import Checked
from rsindicators.frames.engine import Native, native
from rsindicators.frames.large import LargeChecked
from rsindicators.frames.outlet import Outlet
from rsindicators.frames.piecewise import Job
from rsindicators.report import Report

MOST_AT_ONCE: Final = 8_000_000
"""So many figures are asked at once."""


class Deferred(Checked):
    """The findings of a lazy frame."""

    def __init__(self, job: Job, library: nw.Implementation) -> None:
        """Take what is to be done; made by `validate`."""
        job.refuse()
        self._job = job
        self._library = library

    @cached_property
    def _done(self) -> Checked:
        job = self._job
        frame: Any = job.table.frame
        rows = job.table.collect(frame.select(nw.len().alias("rows")))["rows"].item()
        if rows * job.table.width <= MOST_AT_ONCE:
            return job.at_once()
        job.look()
        parts, left = job.parts(MOST_AT_ONCE)
        outlet = Outlet(None, "scope" in job.table.layout.columns)
        return LargeChecked(job, outlet, job.done(parts, outlet, None), left)

    @property
    def open(self) -> int | None:  # type: ignore[override] # known when it is done
        """How many places the columns could not decide."""
        return self._done.open

    @property
    def frame(self) -> Native:
        """The findings, as a lazy frame of the library of the frame that was checked."""
        found = nw.from_native(self._done.frame, eager_only=True)
        return native(found.lazy(self._library))

    def collect(self) -> Native:
        """The findings as a frame in memory."""
        return self._done.frame

    def summary(self) -> Mapping[str, int]:
        """How many findings each rule has, those with most first."""
        return self._done.summary()

    def report(self, regions: Iterable[str] | None = None) -> Report:
        """What `rs.validate` reports of the figures of some regions."""
        return self._done.report(regions)
