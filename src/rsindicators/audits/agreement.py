"""The same thing told in two places.

A target of the prose is held against that of the table, a result against another result of the same
indicator, region, period, accumulation and scope. Targets are decreed: two floors or two ceilings that differ
contradict each other, unless one can be the other rounded, or only bounds what the other states and is kept
with it (1050 and 突破1000). Other pairs (1.42 and 近1.5, or 1.5以内) may both be kept, and are asked about.
Results are rounded: they contradict only if no truth gives both; two that are printed to the same place and
differ are asked about.

Source: trade rules on published numbers (intervals) and on comparators (“4.5%以内” and “<4.5” differ at 4.5).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from rsindicators.bound import Bound
from rsindicators.chapter import Entry, around
from rsindicators.comparators import REPORTING
from rsindicators.composition import Composition
from rsindicators.docket import DOUBTFUL, REMARK, WRONG, Docket, Grade
from rsindicators.dossier import Dossier
from rsindicators.figure import Figure
from rsindicators.interval import Interval
from rsindicators.kinds import CEILINGS, FLOORS, Relation

TARGETS: Final = "audit.targets"
COMPARATOR: Final = "audit.comparator"
RESULTS: Final = "audit.results"
BASE: Final = "audit.base"
RULES: Final = (TARGETS, COMPARATOR, RESULTS, BASE)

OPPOSITE: Final = "audit.comparator.opposite"
WORDED: Final = "audit.comparator.worded"
ROUNDED: Final = "audit.targets.rounded"
IMPLIED: Final = "audit.targets.implied"
WORDED_SO: Final = "audit.targets.worded"
REVISED: Final = "audit.results.revised"

_STRICT: Final = (
    {Relation.AT_LEAST, Relation.ABOVE},
    {Relation.AT_MOST, Relation.BELOW},
)


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    for entries in dossier.promised.values():
        for other in entries[1:]:
            _check_targets(entries[0], other, docket)
    paired = {id(one) for group in dossier.promised.values() if len(group) > 1 for one in group}
    elsewhere = {entry.indicator.code for entry in dossier.targets if not entry.prose}
    for entry in dossier.targets:
        if entry.prose and id(entry) not in paired:
            docket.skip(TARGETS, "other_period" if entry.indicator.code in elsewhere else "alone")
    for entries in dossier.reported.values():
        for other in entries[1:]:
            rule = RESULTS if entries[0].prose or other.prose else BASE
            _check_results(rule, entries[0], other, docket)


# ── targets ──────────────────────────────────────────────────────────────────────────────────────────────


def _check_targets(one: Entry, other: Entry, docket: Docket) -> None:
    """Two targets of one key: their limits, then their comparators."""
    reason = _why_not(one, other)
    if reason:
        docket.skip(TARGETS, reason)
        return
    docket.asked(TARGETS)
    first, second = one.bound, other.bound
    if first is None or second is None:
        if _shares(one.composition) != _shares(other.composition):
            docket.find(TARGETS, (one, other), grade=WRONG)
    elif (first.limit, first.upper) == (second.limit, second.upper):
        _check_relations(one, other, docket)
    elif _rounds(first, second):
        docket.find(TARGETS, (one, other), wording=ROUNDED)
    else:
        grade, wording = _contradiction((one, first), (other, second))
        docket.find(TARGETS, (one, other), grade=grade, wording=wording)


def _contradiction(one: tuple[Entry, Bound], other: tuple[Entry, Bound]) -> tuple[Grade, str]:
    """How surely two different limits contradict each other, and in which words that is told."""
    relations = {one[1].relation, other[1].relation}
    floors = relations <= set(FLOORS)
    if floors or relations <= set(CEILINGS):
        weaker, stronger = sorted((one, other), key=lambda pair: pair[1].limit, reverse=not floors)
        if _only_bounds(weaker, stronger):
            return REMARK, IMPLIED
        if Relation.OVER not in relations:
            return WRONG, ""
    if relations == {Relation.BETWEEN} and not _range(one[1]).meets(_range(other[1])):
        return WRONG, ""
    return DOUBTFUL, WORDED_SO


def _only_bounds(weaker: tuple[Entry, Bound], stronger: tuple[Entry, Bound]) -> bool:
    """Whether the weaker limit is no target of its own, but a mark that the stronger one passes.

    So is 突破1000 beside anything above it, and 1000以上 beside a stated 1050; 达到1000 states a target, and
    ≥90 beside ≥91 is another one.
    """
    relation = weaker[1].relation
    if _states(*weaker):
        return False
    return relation in (Relation.ABOVE, Relation.OVER) or _states(*stronger)


def _states(entry: Entry, bound: Bound) -> bool:
    """Whether a target states its figure: a plain number, 达到1.5."""
    plain = entry.target is not None and entry.target.is_inferred
    return plain or (bound.words[0] in REPORTING and not bound.words[1])


def _range(bound: Bound) -> Interval:
    """The values of a range, in base units."""
    return bound.known().shift(bound.unit.exponent)


def _why_not(one: Entry, other: Entry) -> str:
    """Why the two cannot be compared, or nothing."""
    gap = one.gap or other.gap
    if gap:
        return gap
    if (one.composition is None) != (other.composition is None):
        return "kind"
    return "" if one.composition is not None or one.fits(other) else "unit"


def _rounds(one: Bound, other: Bound) -> bool:
    """Whether the limits differ as a number and its rounding do, or one lies in the other's range."""
    ranged, single = (one, other) if one.upper is not None else (other, one)
    if ranged.upper is not None:
        return single.upper is None and ranged.limit <= single.limit <= ranged.upper
    return _places(one.limit) != _places(other.limit) and _meet(one.limit, other.limit)


def _meet(one: Figure, other: Figure) -> bool:
    """Whether one number may be the other rounded."""
    places = other.unit.exponent - one.unit.exponent
    return around(one).meets(around(other).shift(places))


def _places(figure: Figure) -> int | None:
    """To which place it is printed, counted in base units."""
    return None if figure.decimals is None else figure.decimals - figure.unit.exponent


def _check_relations(one: Entry, other: Entry, docket: Docket) -> None:
    """Two equal limits with comparators that both places print."""
    if any(entry.target is not None and entry.target.is_inferred for entry in (one, other)):
        docket.skip(COMPARATOR, "plain")
        return
    docket.asked(COMPARATOR)
    relations = {entry.bound.relation for entry in (one, other) if entry.bound is not None}
    if len(relations) == 1:
        return
    if relations in _STRICT:
        docket.find(COMPARATOR, (one, other))
    elif relations & set(FLOORS) and relations & set(CEILINGS):
        docket.find(COMPARATOR, (one, other), grade=DOUBTFUL, wording=OPPOSITE)
    else:
        docket.find(COMPARATOR, (one, other), wording=WORDED)


# ── results ──────────────────────────────────────────────────────────────────────────────────────────────


def _check_results(rule: str, one: Entry, other: Entry, docket: Docket) -> None:
    """Two reports of one key."""
    reason = _why_not(one, other)
    if reason:
        docket.skip(rule, reason)
        return
    docket.asked(rule)
    grade = _difference(one, other)
    if grade is None:
        return
    statuses = {entry.seen.status for entry in (one, other) if entry.seen is not None}
    if len(statuses) > 1:
        docket.find(rule, (one, other), wording=REVISED)
    else:
        docket.find(rule, (one, other), grade=grade)


def _difference(one: Entry, other: Entry) -> Grade | None:
    """How surely two reports differ; None where they agree."""
    if one.composition is not None and other.composition is not None:
        return None if _composed_alike(one.composition, other.composition) else WRONG
    if one.known is not None and other.known is not None and not one.known.meets(other.known):
        return WRONG
    if one.figure is None or other.figure is None or one.figure == other.figure:
        return None
    return DOUBTFUL if _places(one.figure) == _places(other.figure) else None


def _composed_alike(one: Composition, other: Composition) -> bool:
    """Whether some true shares give both."""
    pairs = zip(one.parts, other.parts, strict=False)
    return len(one.parts) == len(other.parts) and all(a.interval.meets(b.interval) for a, b in pairs)


def _shares(composition: Composition | None) -> list[Decimal]:
    """The shares a composition asks for, whatever it is written in: 1:4:5 is 10:40:50."""
    return [share.value for share in composition.cumulative()] if composition else []
