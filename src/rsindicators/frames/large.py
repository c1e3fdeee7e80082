"""Files larger than memory, checked piece by piece.

First only names and types of columns are looked at, then how many rows each region has; then whole regions
are read, so many that a piece is not too large, and each piece is checked as a frame in memory is. Whatever a
rule looks at lies in one piece (`pieces`): totals too, or where that cannot be, they are held against their
regions in a pass of its own, indicator by indicator (`totalled`). So memory is bounded by the piece and not
by the file.

It refuses what frames in memory are refused for, and rules of one's own that look at all figures at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from rsindicators.errors import wrong_kind
from rsindicators.frames.checked import Checked, named_regions
from rsindicators.frames.engine import Native, native, opened
from rsindicators.frames.files import open_files, told_of
from rsindicators.frames.options import Options
from rsindicators.frames.outlet import Outlet, free
from rsindicators.frames.piecewise import Job, Progress
from rsindicators.frames.tables import Table, prior_of, targets_of
from rsindicators.kinds import Severity
from rsindicators.period import Period

if TYPE_CHECKING:
    from rsindicators.catalogue import Catalogue
    from rsindicators.report import Report
    from rsindicators.ruleset import RuleSet

FIGURES: Final = 1_000_000
"""So many figures are in memory at once, where nobody says otherwise."""


def validate_file(  # noqa: PLR0913 - what figures are held against, each by its name
    path: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    out: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
    batch: int = FIGURES,
    progress: Progress | None = None,
    plan: object = None,
    prior: object = None,
    rules: RuleSet | None = None,
    catalogue: Catalogue | None = None,
    regions: Iterable[str] = (),
    asked: Mapping[str, Iterable[str]] | bool | None = None,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | str | None = None,
    decimals: int | None = None,
    period: Period | str | None = None,
    region: str = "",
    to_date: bool = False,
) -> LargeChecked:
    """Check files that may be larger than memory, as `validate` checks a frame.

    They are read through polars, or through DuckDB and pyarrow where polars is not installed.

    Args:
        path: A parquet or CSV file (UTF-8), a folder of them, a pattern (`2023-*.parquet`), or several. They
            are one frame.
        out: Where the findings are written, a `.parquet` or `.csv` file. Left out, they are kept in memory,
            at most 2,000,000.
        overwrite: Whether a file that exists may be replaced.
        batch: How many figures are in memory at once: rows, of a wide file times its columns of figures.
        progress: Takes the parts of the work and gives them one by one, such as `tqdm`.
        plan: As `validate` takes it.
        prior: What was reported earlier: files as `path`, or a frame.
        rules: As `validate` takes them.
        catalogue: Likewise.
        regions: Likewise.
        asked: Likewise.
        columns: Likewise.
        units: Likewise.
        decimals: Likewise; figures of a CSV file are texts, and have the decimals that are printed.
        period: Likewise.
        region: Likewise.
        to_date: Likewise.

    Returns:
        The findings, those of `validate` of a frame of all rows. Where they were written to a file, `.frame`
        is a lazy frame of it.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> import polars
        >>> rows = {"地区": ["叙永县", "古蔺县"], "指标": ["失业保险参保人数"] * 2, "时期": ["2023年末"] * 2}
        >>> rows |= {"数值": [2.34, -2.75], "单位": ["万人"] * 2}
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "figures.parquet"
        ...     polars.DataFrame(rows).write_parquet(file)
        ...     found = validate_file(file, batch=1)
        ...     print(found.summary(), found.ok, [str(one.region) for one in found.findings()])
        {'ranges.minimum': 1} False ['古蔺县']

    Raises:
        FrameError: A file is refused, has a region larger than a piece, or there are too many findings to be
            kept; or as `validate`.
        OSError: A file cannot be opened or written.
    """
    _check(batch, progress)
    files = open_files(path)
    target = free(out, files.paths, overwrite=overwrite)
    options = Options(
        plan=plan, prior=prior, rules=rules, catalogue=catalogue, regions=regions, asked=asked,
        columns=columns, units=units, decimals=decimals, period=period, region=region, to_date=to_date,
    )  # fmt: skip
    with told_of(files.name):
        table = Table.of(files.frame, options, files)
    before = prior_of(options)
    with told_of(files.name):
        job = Job(table, options.without_frames(), before, targets_of(options))
        job.look()
        parts, left = job.parts(batch)
        outlet = Outlet(target, "scope" in table.layout.columns)
        return LargeChecked(job, outlet, job.done(parts, outlet, progress), left)


def _check(batch: object, progress: object) -> None:
    """Refuse what is no count of figures, and what cannot show the parts."""
    if type(batch) is not int or batch < 1:
        raise wrong_kind("batch", "int ≥ 1", batch)
    if not (progress is None or callable(progress)):
        raise wrong_kind("progress", "Callable", progress)


class LargeChecked(Checked):
    """The findings of a file larger than memory; made by `validate_file`.

    Attributes:
        open: How many places the columns could not decide.
        path: The file of the findings, or None.
        unasked: The indicators whose totals were held against no regions, for one of them alone is larger
            than a piece; empty but for that.
    """

    def __init__(self, job: Job, outlet: Outlet, judged: int, unasked: tuple[str, ...]) -> None:
        """Take what a run found."""
        self._job = job
        self._outlet = outlet
        self.open = judged
        self.unasked = unasked
        self.path: Path | None = outlet.path

    @property
    def ok(self) -> bool:
        """Whether no finding blocks."""
        return not self._outlet.severities[Severity.BLOCKING.value]

    @property
    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity."""
        return {one.value: self._outlet.severities[one.value] for one in Severity}

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that have findings."""
        return tuple(self._outlet.regions)

    @property
    def frame(self) -> Native:
        """The findings: in memory, or a lazy frame of the file they were written to."""
        return self._outlet.frame()

    def collect(self) -> Native:
        """The findings as a frame in memory."""
        found = opened(self.frame)
        return native(found.collect() if isinstance(found, nw.LazyFrame) else found)

    def summary(self) -> Mapping[str, int]:
        """How many findings each rule has, those with most first."""
        return dict(self._outlet.counts.most_common())

    def report(self, regions: Iterable[str] | None = None) -> Report:
        """What `rs.validate` reports of the figures of some regions, which are read again."""
        known = [*self._job.regions.known, *self._job.options.regions]
        return self._job.report(named_regions(regions, known, self._outlet.regions))

    def __repr__(self) -> str:
        return f"<LargeChecked {sum(self.summary().values())} findings, open {self.open}>"
