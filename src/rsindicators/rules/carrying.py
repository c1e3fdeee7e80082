"""What a period opens with is what the one before it left.

期末未结 = 期初未结 + 受理 − 审结 over the period before. A year-to-date opens with last December's balance,
in every month of the year; a single period with that of the period before. Corrections, transfers and merged
cases are true reasons for a difference: it is asked for, never refused.

Source: trade rules §4.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import evolve, frozen

from rsindicators.balance import roles
from rsindicators.catalogue import Catalogue
from rsindicators.constituent import code_of
from rsindicators.errors import ComponentError
from rsindicators.facts import Facts, base_interval, series_of, time_of, times
from rsindicators.indicator import Indicator
from rsindicators.kinds import Lag, Severity
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.overtime import BASIS, OverTime, opens_in_january, tree_of
from rsindicators.period import Period
from rsindicators.rule import EARLIER, MISSING, WORDS, Case, Outcome, Rule, Tree

MONTHLY: Final = "time.carry_over.monthly"
FORGOTTEN: Final = "time.carry_over.forgotten"


@frozen
class CarriedOver(OverTime):
    """结转 = 上期结转 + 上期受理 - 上期审结: what a period opens with is what the one before left.

    A year-to-date opens with last December's balance, in every month of the year. One that opens with last
    month's instead, and one that opens with nothing, are told as such.

    Source: trade rules §4.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        """One relation for the balance of a closing rate."""
        whole = catalogue.get(indicator.component_of) if indicator.carry_over else None
        if whole is None:
            return ()
        try:
            names = roles(whole)
        except ComponentError:  # another formula: nobody says what came in and what was settled
            return ()
        codes = {one.name: code_of(whole, one) for one in whole.components}
        carried, accepted, closed = (codes[name] for name in names)
        terms = (("结转", carried, Lag.NOW), ("上期结转", carried, Lag.CARRIED_FROM))
        flows = (("上期受理", accepted, Lag.CARRIED_FROM), ("上期审结", closed, Lag.CARRIED_FROM))
        return (tree_of("结转 = 上期结转 + 上期受理 - 上期审结", *terms, *flows),)

    def judged(self, tree: Tree, one: Observation, facts: Facts) -> Outcome:
        """Against the first run that ends where this one begins and is told in full."""
        case, reason = self._against(tree, one, times(one, Lag.CARRIED_FROM), facts)
        return Outcome(skipped=reason, cell=one) if case is None else self._told(tree, case, facts)

    def _told(self, tree: Tree, case: Case, facts: Facts) -> Outcome:
        answer = self.outcome(case)
        if answer.finding is None:
            return answer
        one, here = case.subject, time_of(case.subject)
        if case.box[tree.subject].hi <= ZERO:
            return evolve(answer, finding=self.broken(case, FORGOTTEN))
        if opens_in_january(one):
            month = here.months - 1
            ends = (Period(here.year, 1, month), Period(here.year, month, 1))
            other, _ = self._against(tree, one, ends, facts)
            if other is not None and other.holds() is not False:
                found = self.broken(case, MONTHLY)
                last = ("month", str(Period(here.year, month, 1)))
                return evolve(answer, finding=evolve(found, facts=(*found.facts, last)))
        return answer

    def _against(
        self, tree: Tree, one: Observation, ends: Iterable[Period], facts: Facts
    ) -> tuple[Case | None, str]:
        """The relation to the first of several runs that is told in full, or why there is none."""
        own = base_interval(one)
        if own is None:
            return None, WORDS if one.phrase or one.figure is not None else MISSING
        _, region, scope = series_of(one)
        for end in ends:
            cells = {name: facts.at((term.code, region, scope), end) for name, term in tree.terms[1:]}
            box = {name: base_interval(told) for name, told in cells.items() if told is not None}
            sure = {name: interval for name, interval in box.items() if interval is not None}
            if len(sure) == len(cells):
                found = {name: told for name, told in cells.items() if told is not None}
                whole = {tree.subject: one} | found
                return Case(self, tree.formula, whole, {tree.subject: own} | sure), ""
        return None, EARLIER


@frozen
class January(OverTime):
    """结转 = 较早累计的结转: the year-to-dates of one year open with the same balance.

    Source: trade rules §4: the balance at the end of last December, the same in every month of the year.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """One relation for a balance that is carried over."""
        code = indicator.code
        earlier = ("较早累计的结转", code, Lag.TO_DATE_BEFORE)
        tree = tree_of("结转 = 较早累计的结转", ("结转", code, Lag.NOW), earlier)
        return (tree,) if indicator.carry_over else ()

    def concerns(self, one: Observation) -> bool:
        """Year-to-dates of more than January."""
        return opens_in_january(one)


RULES: Final[tuple[Rule, ...]] = (
    CarriedOver("time.carry_over", Severity.QUERY, basis=BASIS),
    January("time.january", Severity.QUERY, basis=BASIS),
)
