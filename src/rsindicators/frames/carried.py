"""A distributed frame, asked where its rows are.

The rows of a region come together on one worker of Dask or PySpark, which asks them as a frame in memory is
asked, and the objects judge there what is open; only findings come back, and only when they are asked for.
What a worker cannot know of the other regions it is told: which indicators and times the whole frame has,
where these are asked. Where regions are sums of others, one is spelled in several ways, or a rule is a class
of one's own, a single worker asks them all. The workers need rsindicators with the extra `[frames]`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import frozen

from rsindicators.errors import FrameError
from rsindicators.frames.checked import Checked, named_regions
from rsindicators.frames.engine import Native, native
from rsindicators.frames.found import COLUMNS, NUMBERS
from rsindicators.frames.pieces import Regions
from rsindicators.frames.piecewise import Job
from rsindicators.frames.tables import Given, Table
from rsindicators.ownrule import OwnCheck, OwnRule
from rsindicators.report import Report
from rsindicators.rollup import has_sums
from rsindicators.rules.parts import RegionsRule
from rsindicators.ruleset import RuleSet

EARLIER: Final = "rsindicators: reported earlier"
"""The column that tells rows of the earlier frame from those of this one, on their way to a worker."""


@frozen(eq=False)
class Errand:
    """What a worker is sent to do; it can be pickled.

    Attributes:
        told: The options of `validate`.
        rules: The rules.
        wanted: The regions that were asked to report.
        asked: Which keys must be told.
        keys: The indicators and times of the whole frame, where they are asked; else None.
        targets: A frame of targets in memory, or None.
        columns: Of the findings.
    """

    told: Mapping[str, Any]
    rules: RuleSet
    wanted: tuple[str, ...]
    asked: Any
    keys: Native | None
    targets: Native | None
    columns: tuple[str, ...]

    def done(self, rows: nw.DataFrame[Any], names: Iterable[str] = ()) -> nw.DataFrame[Any]:
        """What is found in the rows of some regions, and of regions without any."""
        earlier = None
        if EARLIER in rows.columns:
            earlier = rows.filter(nw.col(EARLIER)).drop(EARLIER)
            rows = rows.filter(~nw.col(EARLIER)).drop(EARLIER)
        given = Given.of(self.told)
        table = given.table(rows, None)
        prior = None if earlier is None or not len(earlier) else given.table(earlier, None)
        targets = None if self.targets is None else given.targets(self.targets)
        job = Job(table, given, self.rules, self.wanted, self.asked, prior, targets)
        regions = table.regions(given.region)
        keys = None if self.keys is None else nw.from_native(self.keys, eager_only=True)
        found = job.of(regions, keys, tuple(names))
        if "scope" in self.columns and "scope" not in found.columns:
            found = found.with_columns(nw.lit(None).cast(nw.String).alias("scope"))
        return found.select(*self.columns)


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
        self._rows = _rows(job)

    @cached_property
    def _regions(self) -> Regions:
        job = self._job
        found = job.table.regions(job.given.region)
        job.see(found)
        return found

    @cached_property
    def _frame(self) -> nw.LazyFrame[Any]:
        job, regions = self._job, self._regions
        columns = tuple(name for name in COLUMNS if name != "scope" or "scope" in job.table.layout.columns)
        targets = None if job.targets is None else native(job.targets.collect(job.targets.frame))
        keys = None if job.keys is None else native(job.keys)
        errand = Errand(job.given.told, job.rules, job.wanted, job.asked, keys, targets, columns)
        alone = (
            any(len(some) > 1 for some in regions.spelled.values())
            or any(isinstance(rule, OwnCheck) and not isinstance(rule, OwnRule) for rule in job.rules)
            or (any(isinstance(rule, RegionsRule) for rule in job.rules) and has_sums(regions.known))
        )
        found = nw.from_native(_sent(self._rows, regions.column, errand, alone=alone))
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
        known = [*self._regions.known, *self._job.wanted]
        found = (one or "" for one in self._collected["region"].to_list())
        return self._job.report(named_regions(regions, known, found))


def _rows(job: Job) -> nw.LazyFrame[Any]:
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


def _sent(rows: nw.LazyFrame[Any], column: str, errand: Errand, *, alone: bool) -> Native:
    """The findings as a frame of the engine: the rows of a region go to one worker, or all to one."""
    frame: Any = native(rows)
    if rows.implementation.is_dask():
        apart = frame.repartition(npartitions=1) if alone or not column else frame.shuffle(on=column)
        return apart.map_partitions(_of_pandas, errand, meta=_empty(errand))
    apart = frame.repartition(1) if alone or not column else frame.repartition(column)
    kinds = ", ".join(f"`{name}` {'double' if name in NUMBERS else 'string'}" for name in errand.columns)
    return apart.mapInArrow(_OfArrow(errand), kinds)


def _empty(errand: Errand) -> Native:
    """No findings, as a partition of Dask."""
    kinds = {name: nw.Float64() if name in NUMBERS else nw.String() for name in errand.columns}
    return native(nw.from_dict({name: [] for name in kinds}, kinds, backend="pandas"))


def _of_pandas(rows: Native, errand: Errand) -> Native:
    """The findings of a partition of Dask."""
    return native(errand.done(nw.from_native(rows, eager_only=True)))


@frozen(eq=False)
class _OfArrow:
    """The findings of a partition of PySpark, whose rows come as batches of pyarrow."""

    errand: Errand

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Ask all batches at once."""
        pyarrow = import_module("pyarrow")  # the batches are its own
        told = list(batches)
        if any(batch.num_rows for batch in told):
            rows = nw.from_native(pyarrow.Table.from_batches(told), eager_only=True)
            yield from native(self.errand.done(rows)).to_batches()


def _with(found: nw.LazyFrame[Any], more: nw.DataFrame[Any]) -> nw.LazyFrame[Any]:
    """The findings of the workers, and a few more."""
    if found.implementation.is_dask():
        return nw.concat([found, more.lazy(nw.Implementation.DASK)])
    frame: Any = native(found)
    made = frame.sparkSession.createDataFrame(more.to_arrow(), frame.schema)
    both: nw.LazyFrame[Any] = nw.from_native(frame.unionByName(made))
    return both
