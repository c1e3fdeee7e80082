"""Sums of whole columns, over regions or over periods.

`aggregate` says of a frame what `addition` says of observations. Whether its indicators add, whether its
regions lie apart and its periods adjoin is read from the few things the frame names, so that a wrong sum is
refused before any data moves, with the legal alternative. Ratios are computed from the sums of their
components, where the frame has them. A figure that is missing, or absent, makes its sum null; it never counts
as nothing.

Source: trade rules §4 (time) and §7 (合计 and its parts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

import narwhals.stable.v2 as nw
import numpy as np
from attrs import evolve

from rsindicators.addends import Over
from rsindicators.catalogue import Catalogue
from rsindicators.errors import ComponentError, NotAdditiveError, UnknownNameError
from rsindicators.frames.engine import Frame, Native
from rsindicators.frames.groups import Group, groups_of
from rsindicators.frames.integral import factors, scaled, units_of, unscaled, why
from rsindicators.frames.mapped import Told, read, time_number
from rsindicators.frames.quotients import words as said
from rsindicators.frames.ratios import ratios_of
from rsindicators.frames.small import Column, distinct, joined, table, whole, words
from rsindicators.region import BETWEEN, Region, apart
from rsindicators.runs import months_of
from rsindicators.units import Unit

NOBODY: Final = ""
"""The whole of regions that nobody named."""

NO_GROUP: Final = -1
LACKS: Final = ("missing", "twice")


def aggregate(  # noqa: PLR0913 - what a caller may say of a frame, each by its name
    frame: object,
    over: Over = "region",
    *,
    to: str | Mapping[str, str] | None = None,
    parents: Iterable[Region] = (),
    columns: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
    decimals: int | None = None,
    to_date: bool = False,
    missing: bool = False,
    reason: bool = False,
) -> Native:
    """The sums of every indicator over the regions, or over the periods, of a frame.

    Args:
        frame: Long, of any library: indicator, period and value, and where given region, unit, accumulation,
            scope. Other columns are left out.
        over: "region": of each period the sum of all regions; "period": of each region that of all periods.
        to: What to call the whole of the regions; or the whole that each region belongs to, as a mapping of
            all regions of each whole; left out, there is one sum without a name.
        parents: Regions whose parents are to be known, as the `regions` of `rs.aggregate`.
        columns: The names of the columns, where they are others: `{"value": "人数"}`.
        catalogue: Where the indicators are looked up; left out, the standard one.
        decimals: How many decimals the values have at most; left out, those of the column of decimals, or 6.
            Sums below 2⁵¹ of such last places are exact; beyond, and of more decimals, floats are added.
        to_date: Whether 2023年6月 and 第二季度 of what runs over time mean the year to date.
        missing: Whether a column `missing` counts the figures a sum lacks: over regions of all regions of
            the whole that the frame names, over periods of all periods of the indicator that it names.
        reason: Whether a column `reason` says why there is no sum: `reason.incomplete`, `reason.twice`,
            `reason.size` (too large for a float), or of a ratio `reason.missing` (components) or
            `reason.zero` (the denominator).

    Returns:
        A frame of the same library, lazy if it was: the region or the whole, indicator, scope, period, value
        and unit, in the finest unit the indicator has; ratios in the unit of their indicator, not rounded.

    Raises:
        NotAdditiveError: They may not be added; the message says what to do instead.
        ComponentError: `to` is given over periods; components of a ratio are of different periods.
        UnknownNameError: `over` is neither; `to` does not say where a region belongs.
        FrameError: The frame is none or wide; a column is missing or does not hold what it must.
        RSIndicatorsError: A name, period, region or unit cannot be read; the message names its column.

    Examples:
        >>> import polars
        >>> counties = polars.DataFrame({"地区": ["510524", "510525"], "指标": ["城镇新增就业"] * 2,
        ...                              "时期": ["2023年"] * 2, "数值": [0.32, 0.4], "单位": ["万人"] * 2})
        >>> aggregate(counties, to="510500").rows()
        [('510500', '城镇新增就业', '2023年', 0.72, '万人')]

    Source: trade rules §4 and §7.
    """
    if over not in ("region", "period"):
        raise UnknownNameError("addition.over", over=over)
    if over == "period" and to is not None:
        raise ComponentError("addition.to", to=to)
    told = read(frame, columns=columns, catalogue=catalogue, decimals=decimals, to_date=to_date)
    groups = groups_of(told.kinds, over)
    has_region = "region" in told.layout.columns
    if over == "region":
        told, expected = _with_wholes(told, to, parents)
        who, part = ["region"], "part"
    else:
        expected = table(
            {"group": whole(range(len(groups))), "expected": whole(group.parts for group in groups)},
            told.frame,
        )
        who, part = (["region"] if has_region else []), "run"
    units = _units(told, groups)
    sums = _summed(told, groups, units, [*who, part])
    sums = _judged(joined(sums, expected, ["region"] if over == "region" else ["group"]), told.places)
    found = sums.select("group", *who, "value", *LACKS, nw.lit(None, nw.String).alias("reason"))
    ratios = ratios_of(sums, groups, units, who)
    found = joined(nw.concat([found, *ratios]), _told_of(told, groups), ["group"])  # type: ignore[type-var]
    unknown = nw.col("value").is_null()
    reasons = why(unknown, {"twice": nw.col("twice") > 0}, "incomplete")
    is_whole = (nw.col("missing") < 1) & (nw.col("twice") < 1)
    told_so = nw.when(unknown & (nw.col("twice") < 1)).then(nw.col("reason"))
    large = nw.when(unknown & is_whole).then(nw.col("size"))
    found = found.with_columns(nw.coalesce(told_so, large, reasons).alias("reason"))
    has_run = over == "region" and "accumulation" in told.layout.columns
    asked = {"accumulation": has_run, "missing": missing, "reason": reason}
    shown = ["value", "unit", *(name for name, is_asked in asked.items() if is_asked)]
    symbols = {"unit": words(units[series].symbol for series in told.order)}
    named = to is not None if over == "region" else has_region
    return told.answered(found, [group.period for group in groups], symbols, shown, regions=named)


# ── regions ──────────────────────────────────────────────────────────────────────────────────────────────


def _with_wholes(
    told: Told, to: str | Mapping[str, str] | None, parents: Iterable[Region]
) -> tuple[Told, Frame]:
    """The frame with the region as `part` and its whole as `region`, and how many regions a whole has.

    Raises:
        NotAdditiveError: The regions do not lie apart; `to` is not above them, or names one that is missing.
        UnknownNameError: `to` says nothing of a region.
    """
    if "region" not in told.layout.columns:
        raise NotAdditiveError("addition.no_region")
    declared = tuple(parents) if isinstance(parents, Iterable) else parents
    names = [name for (name,) in distinct(told.frame, [nw.col("region")])]
    known = _known(to)
    below: dict[str, list[str]] = {}
    for name, whole_name in zip(names, _wholes(names, to, known), strict=True):
        below.setdefault(whole_name, []).append(name)
    for whole_name, ones in below.items():
        apart(ones, declared, None if to is None else whole_name)
        there = {Region(name).name for name in ones} if known else ()
        lacking = [name for name, above in known.items() if above == whole_name and name not in there]
        if lacking:
            raise NotAdditiveError("addition.unreported", whole=whole_name, regions=BETWEEN.join(lacking))
    pairs = [(name, whole_name) for whole_name, ones in below.items() for name in ones]
    of_part = {"part": words(name for name, _ in pairs), "region": words(above for _, above in pairs)}
    frame = joined(told.frame.rename({"region": "part"}), table(of_part, told.frame), ["part"])
    counts: dict[str, Column] = {
        "region": words(below),
        "expected": whole(len(ones) for ones in below.values()),
    }
    return evolve(told, frame=frame), table(counts, told.frame)


def _known(to: object) -> dict[str, str]:
    """The whole of each region that a mapping names."""
    given = to.items() if isinstance(to, Mapping) else ()
    return {Region(name).name: Region(above).name for name, above in given}


def _wholes(names: Sequence[str], to: object, known: Mapping[str, str]) -> list[str]:
    """The whole of each region of a frame."""
    if not isinstance(to, Mapping):
        return [NOBODY if to is None else Region(cast("str", to)).name] * len(names)
    for name in names:
        if name == "":
            raise NotAdditiveError("addition.no_region")
        if Region(name).name not in known:
            raise UnknownNameError("frames.whole", region=name)
    return [known[Region(name).name] for name in names]


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────


def _units(told: Told, groups: Iterable[Group]) -> dict[tuple[str, str], Unit]:
    """The unit of each series; of a ratio that of its indicator."""
    ratios = {group.series: group.indicator.unit for group in groups if group.components}
    return {**units_of(kind for kind in told.kinds if kind.series not in ratios), **ratios}


def _summed(
    told: Told, groups: Sequence[Group], units: Mapping[tuple[str, str], Unit], parts: Sequence[str]
) -> Frame:
    """Of each group and whoever it is the sum, and how many of its parts are told once, and twice.

    Args:
        told: The frame.
        groups: By number.
        units: By series.
        parts: The columns that tell whose sum it is, and last the part of it.
    """
    added = {id(kind): number for number, group in enumerate(groups) for kind in group.kinds if group.adds}
    rows = told.joined({
        "group": whole(added.get(id(kind), NO_GROUP) for kind in told.kinds),
        "run": whole(time_number(months_of(kind.sample)) for kind in told.kinds),
        "factor": factors(told.kinds, units),
    }).filter(nw.col("group") != NO_GROUP)  # fmt: skip
    rows = rows.with_columns((scaled(told.places) * nw.col("factor")).alias("number"))
    once = rows.group_by("group", *parts).agg(
        nw.col("number").count().alias("known"), nw.col("number").max().alias("value")
    )
    once = once.with_columns(
        (nw.col("known") == 1).cast(nw.Int64).alias("once"),
        (nw.col("known") > 1).cast(nw.Int64).alias("twice"),
    )
    with np.errstate(over="ignore"):  # what is too large is told as a reason
        return once.group_by("group", *parts[:-1]).agg(
            nw.col("value").sum(), nw.col("once").sum(), nw.col("twice").sum()
        )


def _judged(sums: Frame, places: int) -> Frame:
    """The sums of which every part is told once; the others are null, and those too large for a float."""
    lacks = nw.col("expected") - nw.col("once") - nw.col("twice")
    sums = sums.with_columns(lacks.alias("missing"))
    is_whole = (nw.col("missing") == 0) & (nw.col("twice") == 0)
    value = unscaled("value", places)
    return sums.with_columns(nw.when(is_whole & value.is_finite()).then(value).alias("value"))


def _told_of(told: Told, groups: Sequence[Group]) -> Frame:
    """A table of what is told of each group."""
    series = {series: number for number, series in enumerate(told.order)}
    return table(
        {
            "group": whole(range(len(groups))),
            "series": whole(series[group.series] for group in groups),
            "time": whole(time_number(group.period) for group in groups),
            "size": words(said("size", group.indicator.name) for group in groups),
            "accumulation": words(group.kinds[0].told.get("accumulation", "") for group in groups),
        },
        told.frame,
    )
