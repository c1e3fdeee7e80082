"""The entrance: a frame of any library, asked as it can be asked.

A frame in memory is asked at once, a lazy one when its findings are wanted, a distributed one by its workers;
all three by the same arrays and the same objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rsindicators.catalogue import Catalogue
from rsindicators.frames import checking
from rsindicators.frames.carried import Carried
from rsindicators.frames.checked import Checked
from rsindicators.frames.deferred import Deferred
from rsindicators.frames.engine import is_lazy, opened
from rsindicators.frames.options import Options
from rsindicators.frames.piecewise import Job
from rsindicators.frames.tables import Table, targets_of
from rsindicators.period import Period
from rsindicators.ruleset import RuleSet


def validate(  # noqa: PLR0913 - what figures are held against, each by its name
    frame: object,
    *,
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
) -> Checked:
    """Check the figures of a dataframe as `rs.validate` checks those of a form.

    Args:
        frame: Of pandas, polars (lazy too), pyarrow, DuckDB, Dask or PySpark. Long: a figure a row, with the
            columns indicator, value, region, period (or year with quarter or month) and unit, and where told
            component, decimals, accumulation, scope, status, as_of, explanation; in English or Chinese. Wide:
            a row for each region and period, a column for each indicator or component.
        plan: A plan, its code in `rs.plans()`, or a frame of targets: region, indicator, period or year, and
            target (`≥60%`), or a comparator beside a number.
        prior: What was reported earlier, a frame of the same kind.
        rules: The rules to ask; left out, `RuleSet.standard()`.
        catalogue: Where indicators are looked up; left out, the plan's, else the standard one.
        regions: The regions that were asked to report.
        asked: Which keys must be told: `True` for every indicator of every region at all times of the frame,
            or names by `indicator`, `region` and `period`.
        columns: Columns by what they tell, where their headings do not (`{"region": "地区编码"}`).
        units: Where no column and no heading says them: by indicator or column, or `"definition"` for those
            of the definitions.
        decimals: Of number cells; a whole count has none. Left out, those of the shortest text of each.
        period: For rows that name none.
        region: Likewise.
        to_date: Whether a month or quarter of what runs over time means the year to date.

    Returns:
        The findings, as a frame of the same library and, when asked for, as objects.

    Examples:
        >>> import polars
        >>> frame = polars.DataFrame({
        ...     "region": ["叙永县", "古蔺县"], "period": ["2023年", "2023年"],
        ...     "indicator": ["仲裁结案率", "仲裁结案率"], "value": [120.0, 96.3], "unit": ["%", "%"],
        ... })
        >>> checked = validate(frame)
        >>> checked.frame.select("region", "code", "actual", "expected_high").rows()
        [('叙永县', 'ranges.maximum', 120.0, 100.0)]
        >>> checked.findings()[0].expected.text
        '≤100%'

    Raises:
        FrameError: The frame is refused; the message names the column and what it must hold.
        DefinitionError, UnknownNameError, NumberError, PeriodError: An argument is none of these.
    """
    given = opened(frame)
    options = Options(
        plan=plan, prior=prior, rules=rules, catalogue=catalogue, regions=regions, asked=asked,
        columns=columns, units=units, decimals=decimals, period=period, region=region, to_date=to_date,
    )  # fmt: skip
    if not is_lazy(given):
        return checking.validate(given, options)
    before = None if prior is None else Table.of(opened(prior, "prior"), options)
    job = Job(Table.of(given, options), options.without_frames(), before, targets_of(options))
    library = given.implementation
    return Carried(job) if library.is_dask() or library.is_pyspark() else Deferred(job, library)
