"""Which figures are the sum of which others, by their regions.

A row 合计 or 总计 of a form is the sum of its other rows; a row 全市, the region of a code above the codes
of others, or of a name that others begin with, is above them, but only where the whole list was asked for
are they known to be all of it. A row for some of the others (小计 between them, 县区合计) is no sum that
can be told, nor is one beside another of its kind. Regions inside others are not added beside them; where
names may tell two levels (泸州市, 叙永县) both ways to add are kept; a 开发区 may be counted in the county it
lies in, and is added and left out. Only what adds over regions is looked
at, and what differs in form, indicator, time, scope or 累计方式 is never one sum.

Source: trade rule §7: “合计, 全市, 总计 rows are the parent, never a sibling”, “合计 equals the sum of all
children only if all have reported”; GB/T 2260.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.choice import chosen
from rsindicators.errors import RSIndicatorsError
from rsindicators.facts import Facts, time_of
from rsindicators.figure import Figure
from rsindicators.kinds import YEARLY
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.possible import adds
from rsindicators.region import BETWEEN, LONGEST_REGION, Region, apart, is_total
from rsindicators.text import fold

MOST_KEPT: Final = 8192
MOST_LISTS: Final = 64

UNCLEAR: Final = "which_rows"
"""Nobody knows of which rows it is the sum: the reason `unchecked.which_rows`."""
OTHER_STATUS: Final = "other_status"
"""One is 快报, another 年报: the reason `unchecked.other_status`."""

Figures = tuple[Observation, ...]
Rows = dict[str, list[Observation]]
Key = tuple[str, str, str, Period, bool]
"""Form, code, scope, time, and whether it is yearly."""


@frozen(eq=False)
class Rollup:
    """A figure and those it is the sum of.

    Attributes:
        whole: The figure.
        ways: The figures to be added, in each way they may be meant; nothing where none was reported.
        missing: The regions of which there is no figure.
        listed: Whether it is a row that says it is the sum of the others; else only who was asked tells that.
        all_asked: Whether the regions are known to be all of it.
        zoned: Whether some of the regions may be counted inside others of them.
        trouble: Why it is not known what it is the sum of, a reason `unchecked.<reason>`; or empty.
    """

    whole: Observation
    ways: tuple[Figures, ...] = ()
    missing: tuple[str, ...] = ()
    listed: bool = False
    all_asked: bool = False
    zoned: bool = False
    trouble: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether the figures are known to be all of it."""
        return self.all_asked and not self.missing


def rollups(facts: Facts) -> tuple[Rollup, ...]:
    """The sums of a submission."""
    return facts.once(_found)


def has_sums(regions: Iterable[str]) -> bool:
    """Whether some of these regions may be the sum of others, by their names.

    Examples:
        >>> [has_sums(some) for some in (["叙永县", "古蔺县"], ["叙永县", "合计"], ["510500", "510524"])]
        [False, True, True]
    """
    known = dict.fromkeys(regions)
    return any(map(kind_of, known)) or any(_above(region, known) for region in known)


def _found(facts: Facts) -> tuple[Rollup, ...]:
    return tuple(_rollups(facts))


def _rollups(facts: Facts) -> Iterator[Rollup]:
    forms = _regions_by_form(facts)
    known = dict.fromkeys(region for regions in forms.values() for region in regions)
    totals, nested = any(map(kind_of, known)), any(_above(region, known) for region in known)
    by_form = _grouped(facts) if totals or nested else {}
    for key, rows in by_form.items():
        if totals:
            yield from _of_rows(rows, forms[key[0]], facts)
    for rows in _together(by_form) if nested else ():
        yield from _of_names(rows, facts)


def _grouped(facts: Facts) -> dict[Key, Rows]:
    found: dict[Key, Rows] = {}
    for one in facts.submitted:
        if adds(one.indicator):
            yearly = one.accumulation in YEARLY
            key = (one.form, one.indicator.code, one.scope, time_of(one), yearly)
            found.setdefault(key, {}).setdefault(facts.region_of(one), []).append(one)
    return found


def _together(by_form: Mapping[Key, Rows]) -> Iterable[Rows]:
    """The rows of all forms of a submission."""
    found: dict[tuple[object, ...], Rows] = {}
    for key, rows in by_form.items():
        together = found.setdefault(key[1:], {})
        for region, told in rows.items():
            together.setdefault(region, []).extend(told)
    return found.values()


def _regions_by_form(facts: Facts) -> dict[str, dict[str, None]]:
    """The regions of each form, whatever they report."""
    found: dict[str, dict[str, None]] = {}
    for one in facts.submitted:
        found.setdefault(one.form, {}).setdefault(facts.region_of(one))
    return found


# ── rows that are totals ─────────────────────────────────────────────────────────────────────────────────

ALL: Final = "all"
SUB: Final = "sub"
WHOLE: Final = "whole"
SOME: Final = "some"
"""Kinds of totals: of all other rows, of those above or below, of a region by its level, of some by name."""

_SUM_WORDS: Final = (
    *("合计数", "合计", "总计", "共计", "总数", "总和", "总量", "汇总", "总体", "全部"),
    *("grandtotal", "total", "all"),
)
_SUBTOTALS: Final = ("小计", "subtotal")
_LEAVES_OUT: Final = ("不含", "不包括", "不计", "除", "excl")
_ASIDE: Final = re.compile(r"[(\[【][^()\[\]【】]{0,60}[)\]】]")


@lru_cache(maxsize=MOST_KEPT)
def kind_of(region: str) -> str:
    """What kind of total a region's name tells; empty for a region like others.

    Examples:
        >>> [kind_of(name) for name in ("合计", "全市合计", "全市", "小计", "县区合计", "叙永县")]
        ['all', 'all', 'whole', 'sub', 'some', '']
    """
    if len(region) > LONGEST_REGION or not is_total(region):
        return ""
    name = fold(region).replace(" ", "").lower()
    bare = _ASIDE.sub("", name).strip("()[]【】*:.")
    if any(word in name for word in _LEAVES_OUT):
        return SOME
    if bare in _SUBTOTALS:
        return SUB
    stem = next((bare.removesuffix(word) for word in _SUM_WORDS if bare.endswith(word)), None)
    if stem is None:
        return SOME if bare.endswith(_SUBTOTALS) else WHOLE
    return ALL if not stem or is_total(stem) else SOME


def _of_rows(rows: Rows, regions: Iterable[str], facts: Facts) -> Iterator[Rollup]:
    """The rows of a form that are totals of its other rows."""
    kinds = {region: kind for region in rows if (kind := _kind_in(region, facts))}
    beside = [region for region in regions if not _kind_in(region, facts)]
    asked = [region for region in facts.regions if not _kind_in(region, facts)]
    every = tuple(dict.fromkeys((*beside, *asked)))
    for region, kind in kinds.items():
        whole = _speaking(rows[region])
        if whole is None or not beside:
            continue
        alone = list(kinds.values()).count(kind) == 1 if kind == ALL else len(kinds) == 1
        at_end = region in (next(iter(rows)), next(reversed(rows)))
        if kind == WHOLE:
            yield _summed(whole, rows, every, all_asked=region in facts.regions and len(asked) > 1)
        elif alone and (kind == ALL or (kind == SUB and at_end)):
            yield _summed(whole, rows, every, listed=True, all_asked=True)
        else:
            yield Rollup(whole, trouble=UNCLEAR)


def _kind_in(region: str, facts: Facts) -> str:
    """What kind of total it is where the plan's region is known: 叙永县合计 is all of 叙永县."""
    own = facts.region and region.startswith(facts.region) and kind_of(region) == SOME
    return kind_of(region.removeprefix(facts.region)) if own else kind_of(region)


def _summed(
    whole: Observation,
    rows: Rows,
    regions: tuple[str, ...],
    *,
    listed: bool = False,
    all_asked: bool = False,
) -> Rollup:
    """The sum of the rows of some regions."""
    found = {region: _speaking(rows.get(region, [])) for region in regions}
    told = {region: one for region, one in found.items() if one is not None}
    if not _lie_apart(regions) or len(list(filter(_is_zone, regions))) > MOST_ZONES:
        return Rollup(whole, trouble=UNCLEAR)
    if any(one.status is not whole.status for one in told.values()):
        return Rollup(whole, trouble=OTHER_STATUS)
    ways = [tuple(told[region] for region in way if region in told) for way in _ways(regions)]
    missing = tuple(region for region in regions if region not in told)
    zoned = len(_with_zones(_ways(regions)[0])) > 1
    return Rollup(whole, tuple(filter(None, ways)), missing, listed, all_asked, zoned)


def _speaking(told: list[Observation]) -> Observation | None:
    """The figure of a region that is used; None where it is missing, no single quantity, or has rivals."""
    figures = [one for one in told if isinstance(one.figure, Figure | Bound)]
    found = chosen(figures) if len(figures) > 1 else figures
    return found[0] if len(found) == 1 else None


# ── regions inside others ────────────────────────────────────────────────────────────────────────────────

_CODE: Final = re.compile(r"[1-8][0-9]{5}")
_LEVEL: Final = "省市州盟县区旗"
_COUNTIES: Final = ("县", "区", "旗", "本级")
_HIGHER: Final = ("自治区", "地区")
_PROVINCES: Final = ("省", "自治区")
_UNCODED: Final = ("本级", "开发区", "高新区", "经开区")
"""How the names of regions end that stand beside counties and have no code; trade rule §7."""
_ZONES: Final = (
    "开发区",
    "高新区",
    "经开区",
    "新区",
    "园区",
    "示范区",
    "试验区",
    "保税区",
    "度假区",
    "管理区",
)
"""How the names of regions end whose figures may be in those of the county they lie in as well."""
_ITSELF: Final = "本级"
MOST_ZONES: Final = 6
"""With more of them nobody tells which are counted inside others."""
_SEVERAL: Final = ("其中", "各", "所有", "部分")
"""How rows begin that are of several regions, or of some of them again."""


@lru_cache(maxsize=MOST_KEPT)
def _ancestors(region: str) -> tuple[str, ...]:
    """The regions above it that its code or its full name tells, the nearest first."""
    if _CODE.fullmatch(region):
        try:
            return tuple(above.name for above in Region(region).ancestors)
        except RSIndicatorsError:  # a code of no level
            return ()
    cuts = range(min(len(region), LONGEST_REGION) - 2, 1, -1)
    return tuple(region[:cut] for cut in cuts if region[cut - 1] in _LEVEL)


def _above(region: str, known: Mapping[str, object]) -> str:
    """The nearest region above it of those that are known, or nothing."""
    return next((above for above in _ancestors(region) if above in known), "")


@lru_cache(maxsize=MOST_LISTS)
def _ways(regions: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The regions to be added: those inside no other; and, if names may be inside others, without them."""
    known = dict.fromkeys(regions)
    tops = tuple(region for region in regions if not _above(region, known))
    upper = tuple(region for region in tops if not region.endswith(_COUNTIES) or region.endswith(_HIGHER))
    provinces = tuple(region for region in tops if region.endswith(_PROVINCES))
    told = [way for way in (upper, provinces) if way and not any(map(_CODE.fullmatch, way))]
    return tuple(dict.fromkeys(way for one in (tops, *told) for way in _with_zones(one)))


def _is_zone(region: str) -> bool:
    return region.endswith(_ZONES)


def _with_zones(way: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The regions of a sum, with all zones among them first, then without some; zones alone lie apart.

    市本级 is no part of a county, but beside zones it may be told for them.
    """
    zones = list(filter(_is_zone, way))
    if len(zones) in {0, len(way)} or len(zones) > MOST_ZONES:
        return (way,)
    loose = [*zones, *(region for region in way if region.endswith(_ITSELF))]
    left_out = (
        some for count in range(min(len(loose), len(way) - 1) + 1) for some in combinations(loose, count)
    )
    return tuple(tuple(region for region in way if region not in some) for some in left_out)


@lru_cache(maxsize=MOST_LISTS)
def _lie_apart(regions: tuple[str, ...]) -> bool:
    """Whether all are named, and no name may be one for several regions or another spelling of one of them.

    Codes beside names that have codes too may be those of the same regions.
    """
    coded = {bool(_CODE.fullmatch(region)) for region in regions if not region.endswith(_UNCODED)}
    several = (BETWEEN in region or region.startswith(_SEVERAL) for region in regions)
    if len(coded) > 1 or "" in regions or any(several):
        return False
    tops = sorted(_ways(regions)[0])
    if any(other.startswith(one) for one, other in pairwise(tops)):
        return False
    try:
        apart(region for region in tops if region.endswith(_COUNTIES))
    except RSIndicatorsError:
        return False
    return True


def _of_names(rows: Rows, facts: Facts) -> Iterator[Rollup]:
    """The regions that codes or full names tell to be above others."""
    below: dict[str, list[str]] = {}
    for region in rows:
        parent = "" if kind_of(region) else _above(region, rows)
        if parent and not kind_of(parent):
            below.setdefault(parent, []).append(region)
    for region, children in below.items():
        whole = _speaking(rows[region])
        if whole is not None:
            known = dict.fromkeys((*facts.regions, region))
            others = [one for one in facts.regions if one != region]
            asked = [one for one in others if _above(one, known) == region]
            every = tuple(dict.fromkeys((*children, *asked)))
            meant = region in facts.regions or len(asked) == len(others)
            yield _summed(whole, rows, every, all_asked=meant and len(asked) > 1)
