"""Parts against their whole.

A part (其中) is at most its whole, where the whole adds up of what cannot be negative. Categories may
overlap, so that parts together are held against nothing. Regions lie apart: a row 合计 equals the sum of
the others once all have reported, and before that what was reported of a gross count is at most the whole.
Where only the list of those asked tells that they are all of it, a sum that is too small is asked about and
called nothing; so is one beside a 开发区 or 市本级, whose figures may be in those of a county as well.

Source: trade rule §7 (其中; categories may overlap; 合计 equals the sum of all children only if all have
reported).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, reduce
from typing import Final, cast

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.facts import Facts, base_interval
from rsindicators.finding import Finding
from rsindicators.formula import Formula, sum_of
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Severity
from rsindicators.observation import Observation
from rsindicators.placedrule import PlacedRule, doubted
from rsindicators.possible import adds, is_gross, within_limits
from rsindicators.rollup import Figures, Rollup, rollups
from rsindicators.rule import Case, Outcome, Rule, Term, Tree, cited_range

MOST_KEPT: Final = 4096

PART: Final = "其中"
WHOLE: Final = "总数"
TOTAL: Final = "合计"
REGION: Final = "地区"
REST: Final = "其余"
"""The names of the relations; the regions are 地区1, 地区2, …"""

MOST_REGIONS: Final = 199
"""So many regions are cells of a relation; what is beyond them is one sum."""
MOST_SHOWN: Final = 12
"""So many of the regions' cells are named in a finding."""

ASKED: Final = "parts.total.asked"
ZONED: Final = "parts.total.zoned"
UNREPORTED: Final = "unreported"
UNASKED: Final = "unasked"
NET: Final = "net"
"""Why a sum could not be asked: regions are missing, nobody said which there are, some may be negative."""


# ── 其中 ─────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class PartRule(PlacedRule):
    """A part is at most its whole."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        """The relation to the whole that its definition names."""
        whole = catalogue.get(indicator.part_of) if indicator.part_of else None
        return _part(indicator, whole) if whole is not None else ()

    def outcome(self, case: Case) -> Outcome:
        """What comes of it; surely wrong only where both count the same and nothing can be negative."""
        answer = PlacedRule.outcome(self, case)
        part, whole = (one.indicator for one in case.cells.values())
        return _graded(answer, sure=part.counted == whole.counted and is_gross(whole))


def _graded(answer: Outcome, *, sure: bool, wording: str = "") -> Outcome:
    """The answer; a finding that is not sure as one to be explained."""
    if answer.finding is None or sure:
        return answer
    return evolve(answer, finding=evolve(doubted(answer.finding), wording=wording))


@lru_cache(maxsize=MOST_KEPT)
def _part(indicator: Indicator, whole: Indicator) -> tuple[Tree, ...]:
    if not adds(whole) or indicator.measure is not whole.measure or not indicator.unit.fits(whole.unit):
        return ()
    return (Tree(_at_most(), ((PART, Term(indicator.code)), (WHOLE, Term(whole.code)))),)


@cache
def _at_most() -> Formula:
    return Formula.parse(f"{PART} <= {WHOLE}")


# ── 合计 ─────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class RegionsRule(PlacedRule):
    """A relation between a total and its regions; its trees differ with their number."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """None that are the same for all forms."""
        return ()

    def held(self, sign: str, sums: Rollup) -> Outcome:
        """What comes of it: it is broken only where it is, in whichever way the regions may be meant."""
        answers = [self.outcome(_case(self, sign, sums.whole, way)) for way in sums.ways]
        return next((answer for answer in answers if answer.finding is None), answers[0])

    def broken(self, case: Case, wording: str = "") -> Finding:
        """The finding of a total; the first of its regions are named."""
        whole, *regions = case.cells.values()
        facts = {"count": str(len(regions) if REST not in case.box else f"{len(regions)}+")}
        expected = cited_range(case.allowed(TOTAL), whole)
        return self.finding(whole, facts, wording=wording, others=regions[:MOST_SHOWN], expected=expected)


@frozen
class TotalRule(RegionsRule):
    """A total is the sum of its regions, once all have reported."""

    def answers(self, facts: Facts) -> Iterator[Outcome]:
        """Every total."""
        for sums in rollups(facts):
            if sums.trouble or not sums.is_complete:
                reason = sums.trouble or (UNREPORTED if sums.missing else UNASKED)
                yield Outcome(skipped=reason, cell=sums.whole)
            else:
                yield self._judged(sums)

    def _judged(self, sums: Rollup) -> Outcome:
        answer = self.held("=", sums)
        exact = sums.listed and (not sums.zoned or self._is_beyond(sums))
        sure = answer.finding is None or exact or self._is_above(sums)
        return _graded(answer, sure=sure, wording=ZONED if sums.zoned else ASKED)

    def _is_beyond(self, sums: Rollup) -> bool:
        """Whether the total exceeds all that is listed, and none of that can be negative."""
        every = evolve(sums, ways=sums.ways[:1])
        return is_gross(sums.whole.indicator) and self.held("<=", every).finding is not None

    def _is_above(self, sums: Rollup) -> bool:
        """Whether the regions exceed the total, and none that is not listed can be negative."""
        return is_gross(sums.whole.indicator) and self.held(">=", sums).finding is not None


@frozen
class ChildrenRule(RegionsRule):
    """What some regions have reported is at most the total, where none can be negative."""

    def answers(self, facts: Facts) -> Iterator[Outcome]:
        """Every total that is not known to be complete."""
        for sums in rollups(facts):
            if sums.is_complete:
                continue
            if sums.trouble or not sums.ways:
                yield Outcome(skipped=sums.trouble or UNREPORTED, cell=sums.whole)
            elif not is_gross(sums.whole.indicator):
                yield Outcome(skipped=NET, cell=sums.whole)
            else:
                yield self.held(">=", sums)


def _case(rule: RegionsRule, sign: str, whole: Observation, regions: Figures) -> Case:
    """A total and its regions; beyond the most there can be, the rest of them as one sum."""
    most = MOST_REGIONS if len(regions) <= MOST_REGIONS else MOST_REGIONS - 1
    cells = {TOTAL: whole} | {f"{REGION}{number}": one for number, one in enumerate(regions[:most], 1)}
    box = {name: _interval(one) for name, one in cells.items()}
    if regions[most:]:
        rest = (within_limits(_interval(one), one.indicator) for one in regions[most:])
        box[REST] = reduce(Interval.__add__, rest)
    return Case(rule, sum_of(sign, TOTAL, tuple(box)[1:]), cells, box)


def _interval(one: Observation) -> Interval:
    return cast("Interval", base_interval(one))  # a sum is of single quantities only


RULES: Final[tuple[Rule, ...]] = (
    PartRule("parts.part", Severity.BLOCKING, Certainty.WRONG, "其中项不大于总数"),
    TotalRule("parts.total", Severity.BLOCKING, Certainty.WRONG, "合计等于各地区之和"),
    ChildrenRule("parts.children", Severity.BLOCKING, Certainty.WRONG, "各地区之和不大于合计"),
)
