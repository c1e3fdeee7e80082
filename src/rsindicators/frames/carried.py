"""A distributed frame, asked where its rows are.

The rows of a region come together on one worker of Dask or PySpark, which asks them as a frame in memory is
asked, and the objects judge there what is open (`errand`); only findings come back, and only when they are
asked for. Where regions are sums of others, one is spelled in several ways, or a rule is a class of one's
own, a single worker asks them all. The workers need rsindicators with the extra `[frames]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from rsindicators.frames.checked import Checked, named_regions
from rsindicators.frames.engine import Native, native
from rsindicators.frames.errand import Errand, OfArrow, empty, is_for_one, of_pandas, rows_of
from rsindicators.frames.found import NUMBERS
from rsindicators.frames.pieces import Regions
from rsindicators.frames.piecewise import Job
from rsindicators.report import Report


class Carried(Checked):
    """The findings of a distributed frame.

    Attributes:
        open: None: the workers judge what is open, and nobody counts it.
    """

    open = None

    def __init__(self, job: Job) -> None:
        """Take what is to be done; made by `validate`."""
        job.refuse()
        self._job = job
        self._rows = rows_of(job)

    @cached_property
    def _regions(self) -> Regions:
        job = self._job
        found = job.table.regions(job.options.region)
        job.see(found)
        return found

    @cached_property
    def _frame(self) -> nw.LazyFrame[Any]:
        job, regions = self._job, self._regions
        errand = Errand.of(job)
        found = nw.from_native(_sent(self._rows, regions.column, errand, alone=is_for_one(job)))
        absent = [name for name in job.absent if name not in regions.rows]
        return found if not absent else _with(found, errand.done(job.table.none(), absent))

    @property
    def frame(self) -> Native:
        """The findings, as a lazy frame of the library of the frame that was checked."""
        return native(self._frame)

    @cached_property
    def _collected(self) -> nw.DataFrame[Any]:
        return self._frame.collect()

    def collect(self) -> Native:
        """The findings as a frame in memory."""
        return native(self._collected)

    def summary(self) -> Mapping[str, int]:
        """How many findings each rule has, those with most first."""
        return dict(Counter(self._collected["code"].to_list()).most_common())

    def report(self, regions: Iterable[str] | None = None) -> Report:
        """What `rs.validate` reports of the figures of some regions, which are read again."""
        known = [*self._regions.known, *self._job.options.regions]
        found = (one or "" for one in self._collected["region"].to_list())
        return self._job.report(named_regions(regions, known, found))


def _sent(rows: nw.LazyFrame[Any], column: str, errand: Errand, *, alone: bool) -> Native:
    """The findings as a frame of the engine: the rows of a region go to one worker, or all to one."""
    frame: Any = native(rows)
    if rows.implementation.is_dask():
        apart = frame.repartition(npartitions=1) if alone or not column else frame.shuffle(on=column)
        return apart.map_partitions(of_pandas, errand, meta=empty(errand))
    apart = frame.repartition(1) if alone or not column else frame.repartition(column)
    kinds = ", ".join(f"`{name}` {'double' if name in NUMBERS else 'string'}" for name in errand.columns)
    return apart.mapInArrow(OfArrow(errand), kinds)


def _with(found: nw.LazyFrame[Any], more: nw.DataFrame[Any]) -> nw.LazyFrame[Any]:
    """The findings of the workers, and a few more."""
    if found.implementation.is_dask():
        return nw.concat([found, more.lazy(nw.Implementation.DASK)])
    frame: Any = native(found)
    made = frame.sparkSession.createDataFrame(more.to_arrow(), frame.schema)
    both: nw.LazyFrame[Any] = nw.from_native(frame.unionByName(made))
    return both
