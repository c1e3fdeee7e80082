"""Year-to-dates, single periods and growth of whole columns.

`singles` takes year-to-dates apart, `running` puts single periods together, and `growth` sets every figure
beside that of a year or of a period earlier (同比, 环比). They say of every series (indicator, region, scope)
what `totals` says of its observations; neighbours in time are found by the numbers of their months, never by
the order of rows, so that a gap stays a gap.

What is no flow that adds over its periods is refused before any data moves.

Source: trade rules §4 (time).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal

import narwhals.stable.v2 as nw

from rsindicators.catalogue import Catalogue
from rsindicators.errors import NotAdditiveError, PeriodError, UnknownNameError
from rsindicators.facts import is_at_end, time_of
from rsindicators.frames.engine import Frame, Native
from rsindicators.frames.integral import factors, scaled, units_of, unscaled, why
from rsindicators.frames.mapped import SPAN, read, time_number
from rsindicators.frames.small import joined, whole, words
from rsindicators.frames.spread import once, picked, runs_of, series_of, side_by_side, symbols_of
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import in_order

NOWHERE: Final = -1
"""The number of a time that no period can name."""


def singles(  # noqa: PLR0913 - what a caller may say of a frame, each by its name
    frame: object,
    *,
    columns: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    decimals: int | None = None,
    to_date: bool = False,
    reason: bool = False,
) -> Native:
    """Year-to-dates as what happened between them: `singles` of every series of a frame.

    Args:
        frame: Long, of any library: indicator, period and value, and where given region, unit, accumulation,
            scope. Other columns are left out.
        columns: The names of these columns, where they are others: `{"value": "人数"}`.
        catalogue: Where the indicators are looked up; left out, the standard one.
        decimals: How many decimals the values have at most; left out, those of the column of decimals, or 6.
            Values below 2⁵¹ of such last places are subtracted exactly.
        to_date: Whether 2023年6月 and 第二季度 of what runs over time mean the year to date.
        reason: Whether figures that are missing stay, as null, and a column `reason` says why there is none:
            `reason.no_figure`, or `reason.twice` where one of the two totals is told twice; and words.

    Returns:
        A frame of the same library, lazy if it was: region, indicator, scope, the period between the two
        totals, value and unit, in the finest unit the series has. After a gap the period is longer.

    Raises:
        NotAdditiveError: One period does not begin in January or runs over the turn of a year; the periods of
            an indicator do not add (stocks, ratios, distinct persons).
        FrameError: The frame is none or wide; a column is missing or does not hold what it must.
        RSIndicatorsError: A name, period or unit cannot be read; the message names its column.

    Examples:
        >>> import polars
        >>> seen = polars.DataFrame({"指标": ["城镇新增就业"] * 2, "时期": ["2023年1—3月", "2023年1—6月"],
        ...                          "数值": [0.08, 0.15], "单位": ["万人"] * 2})
        >>> singles(seen).sort("时期").rows()
        [('城镇新增就业', '2023年第一季度', 0.08, '万人'), ('城镇新增就业', '2023年第二季度', 0.07, '万人')]

    Source: trade rules §4: a gap stays unknown, and the period after it never receives the whole total.
    """
    told = read(frame, columns=columns, catalogue=catalogue, decimals=decimals, to_date=to_date)
    runs = runs_of(told)
    for run in runs:
        if run.month != 1:
            raise NotAdditiveError("addition.january", period=run)
    lasts = sorted({run.months for run in runs})
    rows = once(told, runs)
    side = side_by_side(rows, [*told.keys, "year"], [(0, last) for last in lasts])
    found = joined(rows, _with_starts(side, lasts), [*told.keys, "year"])
    start = nw.when(nw.col("known") > 0).then(picked("start", lasts)).otherwise(nw.lit(0))
    value = nw.col("number") - picked("base", lasts)
    found = found.with_columns(value.alias("value"), start.cast(nw.Int64).alias("start"))
    time = (nw.col("year") * 12 + nw.col("start")) * SPAN + nw.col("last") - nw.col("start")
    reasons = why(nw.col("value").is_null(), {"no_figure": nw.col("known") < 1}, "twice")
    found = found.with_columns(unscaled("value", told.places), time.alias("time"), reasons.alias("reason"))
    if not reason:
        found = found.filter(nw.col("known") > 0)
    periods = [
        Period(year, start + 1, last - start)
        for year in sorted({run.year for run in runs})
        for last in lasts
        for start in (0, *lasts)
        if start < last
    ]
    return told.answered(found, periods, symbols_of(told), ["value", "unit", *(["reason"] if reason else [])])


def _with_starts(side: Frame, lasts: Sequence[int]) -> Frame:
    """Of each total the month after which the one before it ends (`start`), and what that is (`base`)."""
    side = side.with_columns(nw.lit(0).alias("start 0"), nw.lit(0.0).alias("base 0"))
    for before, last in pairwise((0, *lasts)):
        start, base = nw.col(f"start {before}"), nw.col(f"base {before}")
        if before:
            is_told = nw.col(f"known 0 {before}") > 0
            start = nw.when(is_told).then(nw.lit(before)).otherwise(start)
            base = nw.when(is_told).then(nw.col(f"number 0 {before}")).otherwise(base)
        side = side.with_columns(start.alias(f"start {last}"), base.alias(f"base {last}"))
    return side


def running(
    frame: object,
    *,
    columns: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    decimals: int | None = None,
    reason: bool = False,
) -> Native:
    """Months, quarters or other runs as year-to-dates: `running` of every series of a frame.

    After a gap, and in a year that does not begin with January, the year-to-date is unknown and left out.

    Args:
        frame: As for `singles`; the periods of an indicator must be disjoint.
        columns: As for `singles`.
        catalogue: As for `singles`.
        decimals: As for `singles`.
        reason: Whether the year-to-dates that are unknown stay, as null, and a column `reason` says why:
            `reason.no_figure` (the last period of it), `reason.gap` (an earlier one), `reason.twice`.

    Returns:
        A frame of the same library, lazy if it was: region, indicator, scope, the period from January, value
        and unit, in the finest unit the series has.

    Raises:
        NotAdditiveError: Two periods of an indicator overlap, or one runs over the turn of a year; or as
            `singles`.
        FrameError, RSIndicatorsError: As `singles`.

    Examples:
        >>> import polars
        >>> months = polars.DataFrame({"时期": ["2023-01", "2023-02", "2023-04"], "单位": ["万人"] * 3,
        ...                            "指标": ["城镇新增就业"] * 3, "数值": [0.05, 0.03, 0.04]})
        >>> running(months).sort("时期").rows()
        [('城镇新增就业', '2023-01', 0.05, '万人'), ('城镇新增就业', '2023-01-01/P2M', 0.08, '万人')]

    Source: trade rules §4: 本年累计 restarts each January.
    """
    told = read(frame, columns=columns, catalogue=catalogue, decimals=decimals)
    runs = runs_of(told)
    for series in told.order:
        in_order({run for kind, run in zip(told.kinds, runs, strict=True) if kind.series == series})
    parts = sorted({(run.month - 1, run.last.month) for run in runs})
    lasts = sorted({last for _, last in parts})
    rows = once(told, runs)
    side = _with_totals(side_by_side(rows, [*told.keys, "year"], parts), parts)
    found = joined(rows, side, [*told.keys, "year"]).with_columns(picked("total", lasts).alias("value"))
    unknown = nw.col("value").is_null()
    reasons = why(unknown, {"no_figure": nw.col("known") < 1, "twice": nw.col("known") > 1}, "gap")
    time = nw.col("year") * (12 * SPAN) + nw.col("last")
    found = found.with_columns(unscaled("value", told.places), time.alias("time"), reasons.alias("reason"))
    if not reason:
        found = found.filter(~unknown | (nw.col("known") > 1))
    periods = [Period(year, 1, last) for year in sorted({run.year for run in runs}) for last in lasts]
    return told.answered(found, periods, symbols_of(told), ["value", "unit", *(["reason"] if reason else [])])


def _with_totals(side: Frame, parts: Sequence[tuple[int, int]]) -> Frame:
    """The year-to-date of each last month, made of a run that ends with it and the total it goes on from."""
    lasts = sorted({last for _, last in parts})
    side = side.with_columns(nw.lit(0.0).alias("total 0"))
    for last in lasts:
        total: nw.Expr = nw.lit(None, nw.Float64)
        for start in (start for start, end in parts if end == last and start in (0, *lasts)):
            so_far = nw.col(f"number {start} {last}") + nw.col(f"total {start}")
            total = nw.when(nw.col(f"known {start} {last}") > 0).then(so_far).otherwise(total)
        side = side.with_columns(total.alias(f"total {last}"))
    return side


def growth(  # noqa: PLR0913 - what a caller may say of a frame, each by its name
    frame: object,
    over: Literal["year", "previous"] = "year",
    *,
    columns: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    decimals: int | None = None,
    to_date: bool = False,
    reason: bool = False,
) -> Native:
    """Every figure beside an earlier one of its series, and how much it is above it.

    Args:
        frame: As for `singles`, of any indicators.
        over: "year" for the same months of the year before (同比), "previous" for the run of the same length
            that ends where it begins (环比); of what is counted at an end, for the end of that run.
        columns: As for `singles`.
        catalogue: As for `singles`.
        decimals: As for `singles`.
        to_date: As for `singles`.
        reason: Whether a column `reason` says why there is no growth: `reason.no_figure`, `reason.twice`,
            `reason.no_earlier`, `reason.earlier_zero` or `reason.earlier_negative`.

    Returns:
        A frame of the same library, lazy if it was: region, indicator, scope, period, value, `earlier`,
        unit, `growth` and `growth_unit`: in % of the earlier figure; of shares the difference, in 个百分点
        for those in %. Not rounded; null where one of the two is missing, or the earlier one is zero or
        negative (of shares it may be).

    Raises:
        UnknownNameError: `over` is neither.
        UnitError: Nobody says the unit of a share.
        FrameError, RSIndicatorsError: As `singles`.

    Examples:
        >>> import polars
        >>> seen = polars.DataFrame({"指标": ["城镇新增就业"] * 2, "时期": ["2022年", "2023年"],
        ...                          "数值": [0.32, 0.40], "单位": ["万人"] * 2})
        >>> growth(seen).filter(polars.col("growth").is_not_null()).rows()
        [('城镇新增就业', '2023年', 0.4, 0.32, '万人', 25.0, '%')]

    Source: trade rules §3: rate − rate is in 个百分点; growth of a rate must be asked for by name. §4.
    """
    if over not in ("year", "previous"):
        raise UnknownNameError("frames.over", over=over)
    told = read(frame, columns=columns, catalogue=catalogue, decimals=decimals, to_date=to_date)
    units = units_of(told.kinds)
    samples = [kind.sample for kind in told.kinds]
    rows = told.joined({
        "series": series_of(told),
        "time": whole(time_number(one.period) for one in samples),
        "here": whole(time_number(time_of(one)) for one in samples),
        "there": whole(_earlier(one, over) for one in samples),
        "share": whole(units[kind.series].is_share for kind in told.kinds),
        "factor": factors(told.kinds, units),
    })  # fmt: skip
    rows = rows.with_columns((scaled(told.places) * nw.col("factor")).alias("value"))
    known = rows.group_by(*told.keys, "here").agg(
        nw.col("value").count().alias("known"), nw.col("value").max().alias("value")
    )
    earlier = known.rename({"here": "there", "known": "known earlier", "value": "earlier"})
    found = rows.select(*told.keys, "time", "here", "there", "share").unique()
    found = joined(joined(found, known, [*told.keys, "here"]), earlier, [*told.keys, "there"])
    found = _grown(found, told.places)
    changes = [units[series].minus(units[series]).symbol for series in told.order]
    told_of = {
        **symbols_of(told),
        "growth_unit": words(
            change if units[series].is_share else "%"
            for series, change in zip(told.order, changes, strict=True)
        ),
    }
    shown = ["value", "earlier", "unit", "growth", "growth_unit", *(["reason"] if reason else [])]
    return told.answered(found, [one.period for one in samples], told_of, shown)


def _earlier(one: Observation, over: str) -> int:
    """The number of the time a figure is set beside."""
    try:
        before = one.period.year_earlier if over == "year" else one.period.previous
        return time_number(before.last if is_at_end(one) else before)
    except PeriodError:  # before the first year there is
        return NOWHERE


def _grown(found: Frame, places: int) -> Frame:
    """The growth of what is known twice, and why there is none."""
    found = found.with_columns(nw.col("known earlier").fill_null(0))
    twice = (nw.col("known") > 1) | (nw.col("known earlier") > 1)
    value = nw.when(nw.col("known") == 1).then(nw.col("value"))
    earlier = nw.when(nw.col("known earlier") == 1).then(nw.col("earlier"))
    found = found.with_columns(value.alias("value"), earlier.alias("earlier"))
    base = nw.when(nw.col("earlier") > 0).then(nw.col("earlier"))
    found = found.with_columns((nw.col("value") - nw.col("earlier")).alias("change"), base.alias("base"))
    percent = nw.col("change") / nw.col("base") * 100
    grown = nw.when(nw.col("share") > 0).then(unscaled("change", places)).otherwise(percent)
    found = found.with_columns(grown.alias("growth"))
    reasons = why(
        nw.col("growth").is_null(),
        {
            "no_figure": nw.col("known") < 1,
            "twice": twice,
            "no_earlier": nw.col("earlier").is_null(),
            "earlier_zero": nw.col("earlier") == 0,
        },
        "earlier_negative",
    )
    found = found.with_columns(reasons.alias("reason"))
    return found.with_columns(*(unscaled(name, places) for name in ("value", "earlier")))
