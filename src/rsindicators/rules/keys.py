"""Is each figure there, once, and as it was?

A key is the place of a figure: indicator, region, period, what it runs over, scope and status. A key that was
asked and holds nothing is missing; one that is told twice is WRONG only where no true value fits both, else a
question; the same place under another status, or with another figure than was reported earlier, is a
revision, worth its size in a remark. What the reader could not place is told by the faults it left.

Source: trade rules §2 (duplicates, revisions) and §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from attrs import evolve, frozen

from rsindicators.arithmetic import growth
from rsindicators.choice import FINALITY
from rsindicators.constituent import code_of
from rsindicators.errorrule import ErrorRule
from rsindicators.expansion import NONE, denominator, of_formula, tree_with
from rsindicators.facts import Facts, base_interval, differs, time_of
from rsindicators.figure import Figure
from rsindicators.finding import Finding
from rsindicators.kinds import YEARLY, Accumulation, Certainty, Severity, Status
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.rule import KEPT, Outcome, Rule, place_of, text_of
from rsindicators.runs import runs_over

SAME: Final = "keys.duplicate.same"
AGREES: Final = "keys.duplicate.agrees"
WORDED: Final = "keys.duplicate.words"
PLACED: Final = "keys.duplicate.place"
DATED: Final = "keys.duplicate.as_of"
MOST_COMPARED: Final = 100
"""So many different figures of one key are held against each other."""
ALIKE: Final = "keys.revision.status"
UNQUALIFIED: Final = "keys.revision.unqualified"

Spot = tuple[str, str, str, Period, Accumulation | None]
"""Indicator, region, scope, time; and what it runs over, where that is a yearly average or every year."""


def _spot(one: Observation, facts: Facts) -> Spot:
    yearly = one.accumulation if one.accumulation in YEARLY else None
    return one.indicator.code, facts.region_of(one), one.scope, time_of(one), yearly


def _spots(facts: Facts) -> dict[Spot, list[Observation]]:
    """What was submitted with a figure or in words, by place, whatever its status."""
    found: dict[Spot, list[Observation]] = {}
    for one in facts.submitted:
        if _is_told(one):
            found.setdefault(_spot(one, facts), []).append(one)
    return found


def _is_told(one: Observation) -> bool:
    return one.figure is not None or bool(one.phrase)


# ── missing ──────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Missing(Rule):
    """A key that was asked and holds nothing; an explanation answers it.

    What another authority compiles is not asked of the region. Of a component and the parts it is made of one
    side is enough, and where there is nothing to divide by there is no rate.

    Source: trade rules §7.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each key."""
        told = facts.once(_spots)
        for one in facts.submitted:
            if _is_told(one):
                yield KEPT
            elif not (
                _is_compiled_elsewhere(one, facts) or _spot(one, facts) in told or _is_answered(one, facts)
            ):
                yield self.found(one)


def _is_compiled_elsewhere(one: Observation, facts: Facts) -> bool:
    """By the definition of the indicator, or of the one it is a component of."""
    whole = facts.catalogue.get(one.indicator.component_of) if one.indicator.component_of else None
    return bool(one.indicator.compiled_by or (whole and whole.compiled_by))


def _is_answered(one: Observation, facts: Facts) -> bool:
    """Whether what it is made of was told, or what is made of it; or it is a rate of nothing."""
    owner = facts.catalogue.get(one.indicator.component_of) if one.indicator.component_of else None
    if owner is None:
        return _is_of_nothing(one, facts)
    codes = {component.name: code_of(owner, component) for component in owner.components}
    for component in owner.components:
        made = codes[component.name]
        parts = [codes[name] for name in component.formula.names] if component.formula else []
        others = parts if made == one.indicator.code else [made] if one.indicator.code in parts else []
        if others and all(_tells(one, code, facts) for code in others):
            return True
    return False


def _tells(one: Observation, code: str, facts: Facts) -> bool:
    seen = facts.seen(one, code)
    return seen is not None and _is_told(seen)


def _is_of_nothing(one: Observation, facts: Facts) -> bool:
    """Whether it is a rate of which what stands below the line may be zero."""
    found = of_formula(one.indicator)
    trees = (tree_with(found, way) for way in (NONE, found.derived)) if found else ()
    for tree in trees:
        below = denominator(tree.formula) if tree is not None else None
        if tree is None or below is None:
            continue
        codes = {name: term.code for name, term in tree.terms}
        told = {name: facts.seen(one, codes[name]) for name in below.names}
        box = {name: base_interval(seen) for name, seen in told.items() if seen is not None}
        known = {name: interval for name, interval in box.items() if interval is not None}
        if len(known) == len(below.names) and below.interval(known).contains(ZERO):
            return True
    return False


# ── twice ────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Duplicate(Rule):
    """One key told twice.

    WRONG where no true value fits both figures; where both may be true, or are the same, it is a question.
    So it is where the keys differ, but name one place (2023年末 and 2023年12月末, 1—12月累计 and 年度), or
    where the figures have different dates (截至日期), for both may be true.

    Source: trade rules §2: equal full keys are duplicates; §4: each figure keeps its own reference date.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each key, one more where several keys of a place clash."""
        for told in facts.once(_spots).values():
            if len(told) == 1:
                yield KEPT
                continue
            keys: dict[object, list[Observation]] = {}
            for one in told:
                keys.setdefault((one.status, one.accumulation, one.period), []).append(one)
            for some in keys.values():
                yield self._twice(some) if len(some) > 1 else KEPT
            yield from self._of_one_place([some[0] for some in keys.values()])

    def _twice(self, told: Sequence[Observation]) -> Outcome:
        apart = combinations(_distinct(told), 2)
        clashes = [pair for pair in apart if _clashes(pair)]
        clash = next((pair for pair in clashes if pair[0].as_of == pair[1].as_of), None)
        if clash is None and clashes:
            return self._asked(clashes[0], DATED)
        if clash is not None:
            rest = [one for one in told if one not in clash]
            return self.found(clash[0], _second(clash[1]), others=(clash[1], *rest))
        if all(map(_is_comparable, told)):
            same = len({text_of(one) for one in told}) == 1
            return self._asked(told, SAME if same else AGREES)
        return self._asked(told, WORDED if any(differs(told[0], one) for one in told) else SAME)

    def _of_one_place(self, told: Sequence[Observation]) -> Iterator[Outcome]:
        """Different keys of a place: those of one status may not clash."""
        alike = (pair for pair in combinations(told, 2) if pair[0].status is pair[1].status)
        clash = next(filter(_clashes, alike), None)
        if clash is not None:
            yield self._asked(clash, PLACED)

    def _asked(self, told: Sequence[Observation], wording: str) -> Outcome:
        times = {"time": _time(told[0]), "other_time": _time(told[1]), "as_of": _date(told[0])}
        facts = _second(told[1]) | times
        finding = self.finding(told[0], facts, wording=wording, others=told[1:], certainty=Certainty.SUSPECT)
        severity = Severity.QUERY if self.severity is Severity.BLOCKING else self.severity
        return Outcome(evolve(finding, severity=severity), cell=told[0])


def _second(other: Observation) -> dict[str, str]:
    return {"other": text_of(other), "other_place": str(place_of(other)), "other_as_of": _date(other)}


def _date(one: Observation) -> str:
    return str(one.as_of or "—")


def _time(one: Observation) -> str:
    return f"{one.period}{runs_over(one)}"


def _distinct(told: Sequence[Observation]) -> list[Observation]:
    """The first of each figure and date, a few of them: a place told a thousand times clashes at once."""
    found: dict[object, Observation] = {}
    for one in told:
        found.setdefault((base_interval(one), one.as_of), one)
    some = list(found.values())
    if len(some) <= MOST_COMPARED:
        return some
    ends = [(interval, one) for one in some if (interval := base_interval(one)) is not None]
    outer = [max(ends, key=lambda end: end[0].lo)[1], min(ends, key=lambda end: end[0].hi)[1]] if ends else []
    return [*some[:MOST_COMPARED], *outer]  # if any two clash, these two do


def _clashes(pair: tuple[Observation, Observation]) -> bool:
    """Whether no true value fits both."""
    one, other = map(base_interval, pair)
    return one is not None and other is not None and not one.meets(other)


def _is_comparable(one: Observation) -> bool:
    return base_interval(one) is not None


# ── revised ──────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Revision(Rule):
    """A place told again: under another status beside it, or with another figure or status than earlier.

    Of several earlier reports the one of the same status is taken, else the most final. A figure that is only
    printed finer (2.4万人, 23984人) is no revision.

    Source: trade rules §2: 快报 beside 年报 is a revision, worth its size in a remark.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each pair of reports; nothing for what was never reported before."""
        for told in facts.once(_spots).values():
            by_status = {one.status: one for one in told}
            ordered = sorted(by_status.values(), key=_finality)
            for old, new in pairwise(ordered):
                yield self._held_against(new, old) if differs(new, old) else KEPT
            for one in by_status.values():
                before = _earlier(one, facts.prior_of(one))
                if before is not None:
                    yield self._held_against(one, before)

    def _held_against(self, one: Observation, old: Observation) -> Outcome:
        if differs(one, old):
            told = one.status or old.status
            return Outcome(self._revised(one, old, "" if told else UNQUALIFIED), cell=one)
        if one.status is not old.status:
            return Outcome(self._revised(one, old, ALIKE), cell=one)
        return Outcome(cell=one)

    def _revised(self, one: Observation, old: Observation, wording: str) -> Finding:
        facts = {"old": text_of(old), "size": _size(one, old)}
        facts |= {"status": _status(one.status), "old_status": _status(old.status)}
        return self.finding(one, facts, wording=wording, others=(old,))


def _finality(one: Observation) -> int:
    return FINALITY[one.status]


def _status(status: Status | None) -> str:
    return status.label if status else "—"


def _earlier(one: Observation, told: Iterable[Observation]) -> Observation | None:
    """The report it is held against, or None."""
    same_run = [old for old in told if (old.accumulation in YEARLY) is (one.accumulation in YEARLY)]
    found = sorted(filter(_is_told, same_run), key=_finality)
    return next((old for old in found[::-1] if old.status is one.status), found[-1] if found else None)


def _size(one: Observation, old: Observation) -> str:
    """The difference in the unit, and in percent where the earlier figure is surely above zero."""
    new, before = one.figure, old.figure
    if not isinstance(new, Figure) or not isinstance(before, Figure):
        return "—"
    difference = new - before
    told = f"{'+' if difference.value > ZERO else ''}{difference}"
    if before.unit.is_share or before.interval.lo <= ZERO:
        return told
    percent = growth(new, before).round(1)
    return f"{told}({'+' if percent.value > ZERO else ''}{percent})"


RULES: Final[tuple[Rule, ...]] = (
    Missing("keys.missing", Severity.QUERY),
    Duplicate("keys.duplicate", Severity.BLOCKING, Certainty.WRONG),
    Revision("keys.revision", Severity.NOTE),
    ErrorRule("keys.unknown", Severity.BLOCKING),
    ErrorRule("keys.ambiguous", Severity.QUERY),
    ErrorRule("keys.period", Severity.BLOCKING),
)
