"""Parts against their whole.

A part (其中) is at most its whole, where both count: a rate, an average or an income of a part may exceed
that of the whole, and is not asked. It is WRONG only where a definition lets the whole add. Several parts of
one whole may exceed it where the categories overlap, so that is only worth a look, unless a note says why. A
target broken down by region or by year may ask more than the whole (层层加码), never less, rounding apart; a
sentence about one region is no breakdown. A composition that is printed in percentages adds to 100 within its
rounding.

Source: trade rules on parts and wholes, on 任务分解 and on compositions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from typing import Final

from rsindicators.chapter import Entry, Key, around
from rsindicators.docket import DOUBTFUL, REMARK, WRONG, Docket
from rsindicators.dossier import Dossier
from rsindicators.figure import Figure, added
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Additivity, Measure
from rsindicators.region import LONGEST_REGION, is_total
from rsindicators.text import LONGEST_TEXT
from rsindicators.units import Unit

PART: Final = "audit.part"
PARTS: Final = "audit.parts"
BREAKDOWN: Final = "audit.breakdown"
COMPOSITION: Final = "audit.composition"
RULES: Final = (PART, PARTS, BREAKDOWN, COMPOSITION)

ABOVE: Final = "audit.part.above"
YEARS: Final = "audit.breakdown.years"

EACH: Final = ("各", "每")
"""How the name of a region begins that means every one of several: its target is no part of a sum."""
NEARLY_HUNDRED: Final = Interval(90, 110)
"""A composition with this sum may be meant in percentages."""


COUNTS: Final = (Measure.STOCK, Measure.FLOW)
MONEY: Final = Unit.parse("元").dims
AVERAGED: Final = re.compile("均|工资|收入|(?:率|比|比例|比重|度|指数|系数|价|价格|标准|水平|年限|龄)$")
"""What a name says that nobody defined to add, and that a part may have more of than the whole; ours."""


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    _check_each_part(dossier, docket)
    _check_sums(dossier, docket)
    _check_regions(dossier, docket)
    _check_years(dossier, docket)
    _check_compositions(dossier, docket)


# ── one part, all parts ──────────────────────────────────────────────────────────────────────────────────


def _wholes(dossier: Dossier, key: Key) -> list[Key]:
    """The keys under which the wholes of a part are found."""
    return [(whole, *key[1:]) for whole in dossier.wholes.get(key[0], [])]


def _check_each_part(dossier: Dossier, docket: Docket) -> None:
    """Each part that is printed beside its whole, results and targets."""
    for index in (dossier.reported, dossier.promised):
        for key, entries in index.items():
            for above in _wholes(dossier, key):
                if above in index:
                    _check_part(entries[0], index[above][0], docket)
                else:
                    docket.skip(PART, "no_whole")


def _adds(indicator: Indicator) -> bool:
    """Whether a part of it is at most the whole: it counts, and is no rate, average or income."""
    if indicator.measure not in COUNTS or not indicator.unit.adds:
        return False
    return indicator.over_regions is Additivity.SUM or not AVERAGED.search(indicator.name[:LONGEST_TEXT])


def _is_never_negative(indicator: Indicator) -> bool:
    """Whether no part of it can be below zero: a gross count; a balance of money may."""
    gross = indicator.measure is Measure.STOCK and indicator.unit.dims != MONEY
    return gross or indicator.minimum is not None


def _check_part(part: Entry, whole: Entry, docket: Docket) -> None:
    """A part is at most its whole; a floor of a part above the floor of its whole makes that one idle."""
    if not _adds(whole.indicator):
        docket.skip(PART, "not_additive")
        return
    gap = part.gap or whole.gap
    if gap:
        docket.skip(PART, gap)
        return
    if part.known is None or whole.known is None or not part.fits(whole):
        docket.skip(PART, "unit")
        return
    docket.asked(PART)
    if part.known.lo > whole.known.hi:
        counted = part.indicator.counted or whole.indicator.counted
        defined = whole.indicator.over_regions is Additivity.SUM and not counted
        sure = defined and _is_never_negative(whole.indicator)
        docket.find(PART, (part, whole), grade=WRONG if sure else DOUBTFUL)
    elif part.floor is not None and whole.floor is not None and part.floor > whole.floor:
        docket.find(PART, (part, whole), grade=DOUBTFUL, wording=ABOVE)


def _check_sums(dossier: Dossier, docket: Docket) -> None:
    """The reported parts of a whole together."""
    parts: dict[Key, list[Entry]] = {}
    for key, entries in dossier.reported.items():
        for above in _wholes(dossier, key):
            if above in dossier.reported:
                parts.setdefault(above, []).append(entries[0])
    for above, found in parts.items():
        if len(found) > 1:
            _check_sum(dossier.reported[above][0], found, docket)


def _check_sum(whole: Entry, parts: list[Entry], docket: Docket) -> None:
    if not _adds(whole.indicator):
        docket.skip(PARTS, "not_additive")
        return
    figures = [entry.figure for entry in (*parts, whole) if entry.figure is not None]
    if len(figures) <= len(parts) or not all(whole.fits(part) for part in parts):
        docket.skip(PARTS, "unit")
        return
    docket.asked(PARTS)
    total, limit = _sum(figures[:-1]), figures[-1]
    if total.to(limit.unit).interval.lo > limit.interval.hi:
        shown = "+".join(part.text for part in parts)
        docket.find(PARTS, (whole, *parts), {"sum": str(total), "parts": shown})


def _sum(figures: Iterable[Figure]) -> Figure:
    """The sum of figures whose units are known to fit."""
    return reduce(lambda one, other: added(one, other, one.unit), figures)


# ── a target broken down ─────────────────────────────────────────────────────────────────────────────────


def _check_regions(dossier: Dossier, docket: Docket) -> None:
    """The targets of regions beside that of the whole plan."""
    wholes: dict[tuple[object, ...], Entry] = {}
    parts: dict[tuple[object, ...], list[Entry]] = {}
    for entry in dossier.targets:
        key: tuple[object, ...] = (id(entry.chapter), entry.indicator.code, entry.period.code, entry.run)
        if entry.region == entry.chapter.region or _is_whole(entry.region):
            wholes.setdefault(key, entry)
        elif not entry.prose and not entry.region.startswith(EACH):
            parts.setdefault(key, []).append(entry)
    for key, found in parts.items():
        whole = wholes.get(key)
        if whole is None:
            docket.skip(BREAKDOWN, "no_whole")
        elif whole.indicator.over_regions is not Additivity.SUM:
            docket.skip(BREAKDOWN, "not_additive")
        else:
            _check_reach(whole, found, docket)


def _is_whole(region: str) -> bool:
    """Whether a column of that name is the total of the others."""
    return len(region) <= LONGEST_REGION and is_total(region)


def _check_years(dossier: Dossier, docket: Docket) -> None:
    """The targets of all years of a plan beside that of the whole period."""
    yearly: dict[tuple[int, str, str], dict[int, Entry]] = {}
    for entry in dossier.targets:
        if entry.run is Accumulation.ANNUAL and entry.period.is_year:
            of = yearly.setdefault((id(entry.chapter), entry.indicator.code, entry.region), {})
            of.setdefault(entry.period.year, entry)
    for whole in dossier.targets:
        of = yearly.get((id(whole.chapter), whole.indicator.code, whole.region), {})
        if whole.run is not Accumulation.CUMULATIVE or not of:
            continue
        years = range(whole.period.start.year, whole.period.end.year + 1)
        if whole.indicator.over_periods is not Additivity.SUM:
            docket.skip(BREAKDOWN, "not_additive")
        elif not all(year in of for year in years):
            docket.skip(BREAKDOWN, "gap")
        else:
            _check_reach(whole, [of[year] for year in years], docket, YEARS)


def _check_reach(whole: Entry, parts: list[Entry], docket: Docket, wording: str = "") -> None:
    """What the parts must reach, against what the whole must; a table may leave out regions, not years."""
    floors = [part.floor for part in parts if part.floor is not None and part.fits(whole)]
    if whole.floor is None or len(floors) < len(parts):
        docket.skip(BREAKDOWN, "no_floor")
        return
    docket.asked(BREAKDOWN)
    total = _sum(floors)
    if total < whole.floor:
        grade = WRONG if wording and not _may_reach(floors, whole.floor) else DOUBTFUL
        docket.find(BREAKDOWN, (whole, *parts), {"sum": str(total)}, grade, wording)


def _may_reach(floors: Iterable[Figure], whole: Figure) -> bool:
    """Whether limits that are rounded from more precise ones may add to the whole."""
    told = reduce(lambda one, other: one + other, map(_rounded, floors))
    return told.hi >= _rounded(whole).lo


def _rounded(limit: Figure) -> Interval:
    """What the number of a limit would tell if it were a rounded result, in base units."""
    return around(limit).shift(limit.unit.exponent)


# ── compositions ─────────────────────────────────────────────────────────────────────────────────────────


def _check_compositions(dossier: Dossier, docket: Docket) -> None:
    """Percentages add to 100; a ratio such as 1:2:3 need not."""
    found = [(one, one.composition) for one in (*dossier.results, *dossier.targets) if one.composition]
    percentages = {entry.indicator.code for entry, shares in found if shares.is_percentage}
    for entry, shares in found:
        total = _sum(shares.parts)
        if entry.indicator.code not in percentages and not total.interval.within(NEARLY_HUNDRED):
            docket.skip(COMPOSITION, "ratio")
            continue
        docket.asked(COMPOSITION)
        if not shares.is_percentage:
            grade = DOUBTFUL if entry.indicator.code in percentages else REMARK
            docket.find(COMPOSITION, (entry,), {"sum": str(total)}, grade)
