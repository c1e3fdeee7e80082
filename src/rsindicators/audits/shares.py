"""Rates and shares against the counts they are of.

A reported rate is recomputed where its parts are printed: by the formula of its definition, by its own name
(高技能人才占技能人才比例), or, of a composition by grades (高、中、初级专业技术人才比例), grade by grade from
the counts of the grades. It contradicts them if no truths agree; where only names tell what belongs to what,
it is asked about. A rate that is promised together with its count is held against the denominator of the
base: what both need may be far from it.

Source: trade rules on ratios (each input once) and on denominators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from attrs import frozen

from rsindicators.arithmetic import share
from rsindicators.chapter import Entry, Key, core
from rsindicators.docket import DOUBTFUL, REMARK, Docket
from rsindicators.dossier import Dossier
from rsindicators.errors import RSIndicatorsError
from rsindicators.figure import Figure, computed
from rsindicators.kinds import Accumulation, Direction
from rsindicators.number import ZERO
from rsindicators.text import LONGEST_TEXT, fold
from rsindicators.units import PERCENT

SHARES: Final = "audit.shares"
IDENTITY: Final = "audit.identity"
DENOMINATOR: Final = "audit.denominator"
RULES: Final = (SHARES, IDENTITY, DENOMINATOR)

OUTGROWN: Final = "audit.denominator.outgrown"

RATES: Final = ("人口覆盖率", "覆盖率", "参保率", "持有率", "普及率", "率", "比例", "比重")
"""What a name ends with that is a rate of its stem."""
SHRUNK: Final = Figure(95, "%", exact=True)
"""A denominator may be so much of the base's before the two targets are worth a look; ours."""
NAMESAKES: Final = 5
"""So many indicators of one name are looked at."""
RUNS: Final = (Accumulation.AT_END, Accumulation.ANNUAL)


@cache
def _named() -> re.Pattern[str]:
    """A占B比例."""
    return re.compile(r"([^占]{2,60})占([^占]{2,60}?)的?(?:比例|比重|百分比|占比)")


@cache
def _graded() -> re.Pattern[str]:
    """高、中、初级专业技术人才比例."""
    return re.compile(r"([^、级]{1,6}(?:、[^、级]{1,6}){1,8})级([^级]{2,60})(?:比例|结构|构成|占比)")


@frozen
class _Link:
    """What a rate is a share of: the codes of rate, part and whole, and the place in a composition."""

    rate: str
    part: str
    whole: str
    grade: int | None = None


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    for link in _links(dossier):
        for entries in dossier.reported_of.get(link.rate, []):
            _check_share(dossier, docket, link, entries[0])
    for entries in dossier.reported.values():
        _check_identity(dossier, docket, entries[0])
    _check_denominators(dossier, docket)


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────


def _links(dossier: Dossier) -> Iterator[_Link]:
    """Which indicators of the document are shares of which, as their names tell."""
    for code, indicator in dossier.indicators.items():
        name = fold(indicator.name[:LONGEST_TEXT]).replace(" ", "")
        shared, graded = _named().fullmatch(name), _graded().fullmatch(name)
        if shared:
            parts, wholes = (dossier.cores.get(core(one), [])[:NAMESAKES] for one in shared.groups())
            yield from (_Link(code, part, whole) for part in parts for whole in wholes)
        if graded:
            yield from _by_grade(dossier, code, *graded.groups())


def _by_grade(dossier: Dossier, code: str, grades: str, whole: str) -> Iterator[_Link]:
    """The counts of the grades of a composition: parts of the whole whose names begin with the grade."""
    wholes = set(dossier.cores.get(core(whole), []))
    for number, grade in enumerate(grades.split("、")):
        for part, above in dossier.wholes.items():
            if dossier.indicators[part].name.startswith(f"{grade}级"):
                yield from (_Link(code, part, of, number) for of in above if of in wholes)


def _check_share(dossier: Dossier, docket: Docket, link: _Link, rate: Entry) -> None:
    parts, wholes = (dossier.reported.get((code, *rate.key[1:]), []) for code in (link.part, link.whole))
    if not parts or not wholes:
        docket.skip(SHARES, "no_parts")
        return
    part, whole = parts[0], wholes[0]
    stated = _stated(rate, link.grade)
    if stated is None or part.figure is None or whole.figure is None:
        docket.skip(SHARES, "no_figure")
        return
    try:
        result = share(part.figure, whole.figure)
    except RSIndicatorsError:
        docket.skip(SHARES, "undefined")
        return
    docket.asked(SHARES)
    if not result.interval.meets(stated.to(PERCENT).interval):
        facts = {"stated": str(stated), "computed": str(result.round(1))}
        facts |= {"part": f"{part.label}{part.text}", "whole": f"{whole.label}{whole.text}"}
        facts |= {"part_place": part.place.item, "whole_place": whole.place.item}
        docket.find(SHARES, (rate, part, whole), facts, DOUBTFUL)


def _stated(rate: Entry, grade: int | None) -> Figure | None:
    """The share that is printed, of a composition that of one grade, if it is in percentages."""
    if grade is None:
        return rate.figure if rate.figure is not None and rate.figure.unit.is_share else None
    shares = rate.composition
    if shares is None or not shares.is_percentage or grade >= len(shares.parts):
        return None
    one = shares.parts[grade]
    return computed(one.value, PERCENT, one.decimals, one.interval)


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────


def _check_identity(dossier: Dossier, docket: Docket, entry: Entry) -> None:
    """A figure against the formula of its definition, where all components are printed under their names."""
    indicator = entry.indicator
    if indicator.formula is None:
        return
    found = {name: _component(dossier, name, entry.key) for name in indicator.formula.names}
    parts = [one for one in found.values() if one is not None]
    if len(parts) < len(found) or entry.figure is None:
        docket.skip(IDENTITY, "no_parts")
        return
    try:
        result = indicator.compute({name: one.figure for name, one in found.items() if one and one.figure})
    except RSIndicatorsError:
        docket.skip(IDENTITY, "undefined")
        return
    docket.asked(IDENTITY)
    if not result.to(entry.figure.unit).interval.meets(entry.figure.interval):
        facts = {"computed": str(result.round(2)), "formula": indicator.formula.say()}
        docket.find(IDENTITY, (entry, *parts), facts, DOUBTFUL)


def _component(dossier: Dossier, name: str, key: Key) -> Entry | None:
    """A component printed as an indicator of that very name, for the same place."""
    indicator = dossier.catalogue.get(name)
    entries = dossier.reported.get((indicator.code, *key[1:]), []) if indicator else []
    return entries[0] if entries and entries[0].figure is not None else None


# ── a rate and a count that are both promised ────────────────────────────────────────────────────────────


def _check_denominators(dossier: Dossier, docket: Docket) -> None:
    """Rate and count of one stem, both with floors, against the denominator that the base implies."""
    for code, indicator in dossier.indicators.items():
        if not indicator.unit.is_share or indicator.direction is not Direction.HIGHER:
            continue
        for count in _counts(dossier, code):
            for entries in dossier.promised_of.get(code, []):
                _check_denominator(dossier, docket, entries[0], count)


def _counts(dossier: Dossier, code: str) -> list[str]:
    """The counts of the same stem: 基本养老保险参保人数 of 基本养老保险参保率, A of A占B比例."""
    name = fold(dossier.indicators[code].name[:LONGEST_TEXT]).replace(" ", "")
    shared = _named().fullmatch(name)
    ending = next((word for word in RATES if name.endswith(word)), "")
    stem = core(shared[1]) if shared else name.removesuffix(ending)
    return [
        found
        for found in dossier.cores.get(stem, [])
        if found != code and dossier.indicators[found].unit.adds and dossier.indicators[found].unit.dims
    ]


def _check_denominator(dossier: Dossier, docket: Docket, rate: Entry, count: str) -> None:
    counts = [
        entry
        for run in RUNS
        for entry in dossier.promised.get((count, rate.region, rate.period.code, run.value, ""), [])
        if not entry.gap
    ]
    if not counts:
        docket.skip(DENOMINATOR, "no_count")
        return
    base_rate, base_count = dossier.latest(rate), dossier.latest(counts[0])
    if (
        base_rate is None
        or base_count is None
        or base_rate.period != base_count.period
        or not base_count.fits(counts[0])
    ):
        docket.skip(DENOMINATOR, "no_base")
        return
    base = _over(base_count.figure, base_rate.figure)
    needed = _over(counts[0].floor, rate.floor)
    if base is None or needed is None or rate.floor is None or counts[0].floor is None:
        docket.skip(DENOMINATOR, "no_floor")
        return
    docket.asked(DENOMINATOR)
    entries = (rate, counts[0], base_rate, base_count)
    facts = {"base": str(base.round(1)), "needed": str(needed.round(1))}
    facts |= {"base_period": str(base_rate.period), "at_base": str((base * rate.floor).round(1))}
    if (base * SHRUNK).interval.lo > needed.to(base.unit).interval.hi:
        docket.find(DENOMINATOR, entries, facts)
    elif counts[0].floor.to(base.unit).interval.lo > (base / SHRUNK).interval.hi:
        docket.find(DENOMINATOR, entries, facts, REMARK, OUTGROWN)


def _over(count: Figure | None, rate: Figure | None) -> Figure | None:
    """The denominator that a count and its rate imply; None where there is none."""
    if count is None or rate is None or not rate.unit.is_share or rate.interval.lo <= ZERO:
        return None
    return (count / rate).to(count.unit)
