"""Figures that are computed from others, against those others.

A rate equals its formula over the components reported beside it, and so does a component that has a formula
of its own (法定应参保人数 = 16周岁以上人口 - 全日制在校学生 - 现役军人). Where such a component is not
reported its parts stand for it. Each input counts once, and only what no rounding explains is broken; a
figure that was cut off instead of rounded (97.98 printed as 97.9) is told as that and is no error; a rate
that holds with an earlier figure of its denominator is asked about, and not called wrong. Where a
share cannot exceed 100% its numerator is at most its denominator, whether or not the share is reported. A
composition in percentages adds to 100 within its rounding; a ratio such as 1:2:3 need not.

Source: trade rules §2 (intervals, each input once; truncation), §4 (结案率 and its carry-over), §6 (only
percentage compositions are checked for 100) and §7 (附录2, 3, 23, 24).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Final, cast

from attrs import evolve, frozen

from rsindicators.agreement import against
from rsindicators.catalogue import Catalogue
from rsindicators.composition import Composition
from rsindicators.expansion import (
    NONE,
    Expansion,
    Names,
    bases,
    multiplied,
    numerator_of,
    of_formula,
    right_side,
    tree_with,
)
from rsindicators.facts import Facts, base_interval, is_at_end
from rsindicators.figure import Figure, added, computed
from rsindicators.finding import Repair
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Agreement, Certainty, Lag, Mend, Severity
from rsindicators.number import ONE, UP, shift
from rsindicators.observation import Observation
from rsindicators.placedrule import PlacedRule, doubted
from rsindicators.possible import counted_in, whole, within_limits
from rsindicators.rule import KEPT, ZERO_BELOW, Case, Outcome, Rule, Tree, cited, place_of, text_of
from rsindicators.solve import solved

TRUNCATED: Final = "identities.truncated"
BETWEEN: Final = "identities.between"
FROM_EARLIER: Final = "identities.earlier"
OVER_NOTHING: Final = "identities.over_nothing"
PERHAPS: Final = "identities.composition.perhaps"
COMPLEX: Final = "complex"
"""A formula that multiplies out to too much: the reason `unchecked.complex`."""
RATIO: Final = "ratio"
"""A composition that is no percentages: the reason `unchecked.ratio`."""

NEARLY_HUNDRED: Final = Interval(90, 110)
"""A composition with this sum may be meant in percentages."""


@frozen
class ExpandedRule(PlacedRule):
    """A relation over components; where one that has a formula is not reported, its parts are looked at."""

    @abstractmethod
    def relation(self, indicator: Indicator, catalogue: Catalogue) -> Expansion | None:
        """The relation asked of an indicator or component, or None."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        """The relation over the components as they are, and over the parts of those that have a formula."""
        found = self.relation(indicator, catalogue)
        if found is not None:
            trees = [tree_with(found, parted) for parted in dict.fromkeys((NONE, found.derived))]
            yield from (tree for tree in trees if tree is not None and _begins_with(tree, indicator))

    def answers(self, facts: Facts) -> Iterator[Outcome]:
        """The relation at every place where its first figure was submitted."""
        for told in facts.by_code.values():
            found = self.relation(told[0].indicator, facts.catalogue)
            if found is not None:
                for one in told:
                    yield from (self._dated(answer, facts) for answer in self._asked(found, one, facts))

    def _dated(self, answer: Outcome, facts: Facts) -> Outcome:
        """The answer; one that holds with what was counted earlier, as one to be explained.

        Source: trade rule §4: each component keeps its own reference date.
        """
        if answer.finding is None or answer.case is None or answer.finding.certainty is Certainty.SUSPECT:
            return answer
        earlier = _that_fits(answer.case, facts)
        if not earlier:
            return answer
        found = self.broken(answer.case, FROM_EARLIER)
        told = "、".join(f"{cited(one).label}{text_of(one)}" for one in earlier)
        return evolve(answer, finding=doubted(evolve(found, facts=(*found.facts, ("earlier", told)))))

    def _asked(self, found: Expansion, one: Observation, facts: Facts) -> Iterator[Outcome]:
        """The relation over what was reported; and, where that holds, over the parts of what was, too.

        Whole and parts of a component may each allow the rate and not together: its intervals from both and
        from the rate meet all if each two do. A slip in the parts is told by their own relation, once.
        """
        given = {name: seen for name in found.formulas if (seen := _reported(found, name, one, facts))}
        first = self._parted(found, found.derived.difference(given), one, facts)
        yield from first
        if not (given and first) or any(answer.finding is not None for answer in first):
            return
        for answer in self._parted(found, found.derived, one, facts):
            doubled = answer.finding is not None and self._breaks(found, given.values(), facts)
            if not (answer.skipped or doubled):
                yield answer

    def _parted(self, found: Expansion, parted: Names, one: Observation, facts: Facts) -> list[Outcome]:
        """The relation with the formulas of some components in their place, if it begins with this figure."""
        tree = tree_with(found, parted)
        if tree is None:
            return [Outcome(skipped=COMPLEX, cell=one)]
        return [self.judged(tree, one, facts)] if _begins_with(tree, one.indicator) else []

    def _breaks(self, found: Expansion, given: Iterable[Observation], facts: Facts) -> bool:
        """Whether a component that was reported contradicts its own parts."""
        own = ((of_formula(one.indicator, found.owner), one) for one in given)
        answers = (answer for way, one in own if way for answer in self._parted(way, NONE, one, facts))
        return any(answer.finding is not None for answer in answers)


def _that_fits(case: Case, facts: Facts) -> tuple[Observation, ...]:
    """Earlier figures of stocks a relation rests on, with which in their places it may hold; or nothing."""
    names = (name for name in bases(case.formula) if is_at_end(case.cells[name]))
    stocks = {name: case.cells[name] for name in names}
    for lag in (Lag.PREVIOUS, Lag.YEAR_EARLIER):
        told = {name: facts.seen(one, one.indicator.code, lag) for name, one in stocks.items()}
        known = {name: one for name, one in told.items() if one and _is_near(one, case.box[name])}
        for some in (*([name] for name in known), list(known)):
            changed = {
                name: within_limits(cast("Interval", base_interval(known[name])), known[name].indicator)
                for name in some
            }
            if some and case.holds_with(changed) is not False:
                return tuple(known[name] for name in some)
    return ()


def _is_near(one: Observation, now: Interval) -> bool:
    """Whether a stock may have become another: what grew or fell tenfold was typed in another unit."""
    then = base_interval(one)
    if then is None:
        return False
    return then.shift(1).hi > now.lo and then.lo < now.shift(1).hi


def _begins_with(tree: Tree, indicator: Indicator) -> bool:
    return tree.terms[0][1].code == indicator.code


def _reported(found: Expansion, name: str, one: Observation, facts: Facts) -> Observation | None:
    """The figure of a component at the place of another."""
    seen = facts.seen(one, found.codes[name])
    return seen if seen is not None and seen.figure is not None else None


@frozen(eq=False)
class CountedCase(Case):
    """A share of whole counts: between two of them it can be none (3.65% of 6213 and some).

    Asked only of so few that two neighbours give different shares as printed.
    """

    def holds(self) -> bool | None:
        """As a relation; and surely not, where a count is left without a whole number."""
        answer = Case.holds(self)
        return False if answer is None and self._is_between({}) else answer

    def holds_with(self, changed: Mapping[str, Interval]) -> bool | None:
        """The same with other intervals for some names."""
        answer = Case.holds_with(self, changed)
        return False if answer is None and self._is_between(changed) else answer

    def _is_between(self, changed: Mapping[str, Interval]) -> bool:
        box = {**self.box, **changed}
        (_, share), *counts = box.items()
        widest = max(one.hi for _, one in counts)
        if not self.subject.indicator.unit.is_share or not _is_less_than_one(share, widest):
            return False
        return any(
            not one.is_point
            and counted_in(self.cells[name].indicator)
            and not _has_whole(self.formula, name, box)
            for name, one in counts
        )


def _is_less_than_one(share: Interval, of: Decimal) -> bool:
    """Whether the share leaves less than one of so many open."""
    return of.is_finite() and UP.multiply(UP.subtract(share.hi, share.lo), of) < ONE


def _has_whole(formula: Formula, name: str, box: Mapping[str, Interval]) -> bool:
    """Whether a whole number may stand for a count."""
    allowed = solved(formula, name, box)
    return allowed.meets(box[name]) and whole(allowed.common(box[name])) is not None


@frozen
class ResultRule(ExpandedRule):
    """A figure equals its formula over the components reported beside it."""

    def relation(self, indicator: Indicator, catalogue: Catalogue) -> Expansion | None:
        """Its formula, or that of the component it is."""
        return of_formula(indicator, _owner(indicator, catalogue))

    def outcome(self, case: Case) -> Outcome:
        """What comes of it; a figure that was cut off is a remark, and no other cell is to blame."""
        answer = ExpandedRule.outcome(self, CountedCase(self, case.formula, case.cells, case.box))
        if answer.skipped == ZERO_BELOW:
            return self._over_nothing(answer, case)
        if answer.case is None or answer.finding is None:
            return answer
        if answer.case.formula.holds(answer.case.box) is None:
            return evolve(answer, finding=self.broken(answer.case, BETWEEN))
        meant = _cut_off(answer.case)
        if meant is None:
            return answer
        found, one = self.broken(answer.case, TRUNCATED), case.subject
        mend = Repair(
            Mend.VALUE, place_of(one), cited(one).label, text_of(one), str(meant), one.indicator.code
        )
        told = evolve(found, severity=Severity.NOTE, certainty=Certainty.SUSPECT, repairs=(mend,))
        return Outcome(told, cell=one)

    def _over_nothing(self, answer: Outcome, case: Case) -> Outcome:
        """Of nothing over nothing no rate can be told; something over nothing is no rate at all."""
        formula = multiplied(case.formula)
        if formula is None:
            return answer
        other = ExpandedRule.outcome(self, evolve(case, formula=formula))
        if other.case is None or other.finding is None:
            return answer
        return evolve(other, finding=self.broken(other.case, OVER_NOTHING))


@frozen
class NumeratorRule(ExpandedRule):
    """A numerator that is counted inside the denominator is at most that."""

    def relation(self, indicator: Indicator, catalogue: Catalogue) -> Expansion | None:
        """That of the share whose component it is."""
        owner = _owner(indicator, catalogue)
        return numerator_of(owner) if owner is not None else None


def _owner(indicator: Indicator, catalogue: Catalogue) -> Indicator | None:
    """The indicator whose component it is."""
    return catalogue.get(indicator.component_of) if indicator.component_of else None


def _cut_off(case: Case) -> Figure | None:
    """What its formula gives, rounded, where the figure is that cut off and nothing else explains it."""
    claimed, *others = (one.figure for one in case.cells.values())
    figures = [one for one in others if isinstance(one, Figure)]
    if not isinstance(claimed, Figure) or len(figures) < len(others):
        return None
    formula, places = right_side(case.formula), -claimed.unit.exponent
    values = {
        name: shift(one.value, one.unit.exponent)
        for name, one in zip(list(case.cells)[1:], figures, strict=True)
    }
    interval = formula.interval(case.box).shift(places)
    result = computed(shift(formula.value(values), places), claimed.unit, None, interval)
    is_cut = against(claimed, result) is Agreement.TRUNCATED
    return result.round(claimed.decimals or 0) if is_cut else None


# ── compositions ─────────────────────────────────────────────────────────────────────────────────────────


@frozen
class CompositionRule(Rule):
    """A composition in percentages adds to 100.

    That it is meant in percentages is known where another figure or target of the indicator adds to 100;
    where only its own sum is near 100 it is asked about.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """Every composition that was submitted."""
        for told in facts.by_code.values():
            for one in told:
                if isinstance(one.figure, Composition):
                    yield self._judged(one, one.figure, facts.once(_percentages))

    def _judged(self, one: Observation, shares: Composition, known: set[str]) -> Outcome:
        total = reduce(lambda above, part: added(above, part, above.unit), shares.parts)
        near = total.interval.meets(NEARLY_HUNDRED)
        if shares.is_percentage:
            return KEPT
        if not near and one.indicator.code not in known:
            return Outcome(skipped=RATIO, cell=one)
        facts = {"sum": str(total), "shares": str(shares)}
        if near and one.indicator.code in known:
            return self.found(one, facts)
        return Outcome(doubted(self.finding(one, facts, wording=PERHAPS)), cell=one)


def _percentages(facts: Facts) -> set[str]:
    """The codes of the indicators of which some composition adds to 100."""
    told = [(one.indicator.code, one.figure) for one in (*facts.submitted, *facts.prior)]
    told += [(one.indicator.code, one.bound) for one in facts.targets]
    return {code for code, value in told if isinstance(value, Composition) and value.is_percentage}


RULES: Final[tuple[Rule, ...]] = (
    ResultRule("identities.formula", Severity.BLOCKING, Certainty.WRONG, "指标解释的公式"),
    NumeratorRule("identities.numerator", Severity.BLOCKING, Certainty.WRONG, "分子包含在分母之内(指标解释)"),
    CompositionRule("identities.composition", Severity.BLOCKING, Certainty.WRONG, "百分比构成之和为100"),
)
