"""What a worker of a distributed engine is sent with its rows, and what it does there.

The rows of a region come together, those reported earlier marked, and are asked as a frame in memory is. What
a worker cannot know of the other regions it is told: which indicators and times the whole frame has, where
these are asked. No engine is needed here: a worker has pandas frames, or batches of pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import evolve, frozen

from rsindicators.errors import FrameError
from rsindicators.frames.engine import Native, native
from rsindicators.frames.found import COLUMNS, NUMBERS
from rsindicators.frames.options import Options
from rsindicators.frames.piecewise import Job, of_all
from rsindicators.frames.tables import Table, targets_of
from rsindicators.rollup import has_sums
from rsindicators.rules.parts import RegionsRule

EARLIER: Final = "rsindicators: reported earlier"
"""The column that tells rows of the earlier frame from those of this one, on their way to a worker."""


@frozen(eq=False)
class Errand:
    """What a worker is sent to do; it can be pickled.

    Attributes:
        options: Those of `validate`; a frame of targets is in memory.
        keys: The indicators and times of the whole frame, where they are asked; else None.
        columns: Of the findings.
    """

    options: Options
    keys: Native | None
    columns: tuple[str, ...]

    @staticmethod
    def of(job: Job) -> Errand:
        """What a worker must know to do its share of a job whose regions have been seen."""
        columns = tuple(name for name in COLUMNS if name != "scope" or "scope" in job.table.layout.columns)
        keys = None if job.keys is None else native(job.keys)
        options = job.options
        if job.targets is not None:
            options = evolve(options, plan=native(job.targets.collect(job.targets.frame)))
        return Errand(options, keys, columns)

    def done(self, rows: nw.DataFrame[Any], names: Iterable[str] = ()) -> nw.DataFrame[Any]:
        """What is found in the rows of some regions, and of regions without any."""
        earlier = None
        if EARLIER in rows.columns:
            earlier = rows.filter(nw.col(EARLIER)).drop(EARLIER)
            rows = rows.filter(~nw.col(EARLIER)).drop(EARLIER)
        options = self.options
        table = Table.of(rows, options)
        prior = None if earlier is None or not len(earlier) else Table.of(earlier, options)
        job = Job(table, options.without_frames(), prior, targets_of(options))
        regions = table.regions(options.region)
        keys = None if self.keys is None else nw.from_native(self.keys, eager_only=True)
        found = job.of(regions, keys, tuple(names))
        if "scope" in self.columns and "scope" not in found.columns:
            found = found.with_columns(nw.lit(None).cast(nw.String).alias("scope"))
        return found.select(*self.columns)


def is_for_one(job: Job) -> bool:
    """Whether one worker must have all rows of a job whose regions have been seen."""
    rules, regions = job.options.rules, job.regions
    return (
        any(len(some) > 1 for some in regions.spelled.values())
        or of_all(rules) is not None
        or (any(isinstance(rule, RegionsRule) for rule in rules) and has_sums(regions.known))
    )


def rows_of(job: Job) -> nw.LazyFrame[Any]:
    """The rows that workers need, those of the earlier frame marked."""
    rows = _kept(job.table)
    if job.prior is None:
        return rows
    engines = [str(one.frame.implementation.value) for one in (job.table, job.prior)]
    if engines[0] != engines[1]:
        raise FrameError("frames.prior.engine", engine=engines[0], type=engines[1])
    before = _kept(job.prior)
    if set(before.columns) != set(rows.columns):
        differing = set(before.columns) ^ set(rows.columns)
        raise FrameError("frames.prior.columns", columns="、".join(sorted(differing)))
    marked = [
        one.with_columns(nw.lit(value).alias(EARLIER)) for one, value in ((rows, False), (before, True))
    ]
    return nw.concat([marked[0], marked[1].select(*marked[0].columns)])


def _kept(table: Table) -> nw.LazyFrame[Any]:
    frame: Any = table.frame
    found: nw.LazyFrame[Any] = frame.select(*table.kept)
    return found


@frozen(eq=False)
class OfArrow:
    """The findings of a partition of PySpark, whose rows come as batches of pyarrow."""

    errand: Errand

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Ask all batches at once."""
        pyarrow = import_module("pyarrow")  # the batches are its own
        told = list(batches)
        if any(batch.num_rows for batch in told):
            rows = nw.from_native(pyarrow.Table.from_batches(told), eager_only=True)
            yield from native(self.errand.done(rows)).to_batches()


def of_pandas(rows: Native, errand: Errand) -> Native:
    """The findings of a partition of Dask."""
    return native(errand.done(nw.from_native(rows, eager_only=True)))


def empty(errand: Errand) -> Native:
    """No findings, as a partition of Dask."""
    kinds = {name: nw.Float64() if name in NUMBERS else nw.String() for name in errand.columns}
    return native(nw.from_dict({name: [] for name in kinds}, kinds, backend="pandas"))
