"""A relation between figures of one place and time.

Region, scope and time of the figures are the same; so is what they run over: a yearly average of five years
is never held against their total. A figure means what its rounding and its definition allow. Where one was
reported earlier and not with this submission it may have been corrected since, and one without a unit may be
in another than the indicator's: what is broken then is to be explained, and nothing is called wrong.

Source: trade rules §4 (累计方式) and §7 (核实性 between submissions).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import evolve, frozen

from rsindicators.facts import Facts, time_of
from rsindicators.finding import Finding
from rsindicators.kinds import YEARLY, Certainty, Severity
from rsindicators.observation import Observation
from rsindicators.possible import within_limits
from rsindicators.rule import Case, FormulaRule, Outcome, Tree

OTHER_RUN: Final = "other_period"
"""The figures run over different things: the reason `unchecked.other_period`."""

UNITLESS: Final = "units.missing"
"""The rule that tells the figures without a unit."""


@frozen
class PlacedRule(FormulaRule):
    """A relation between figures of one place and time."""

    def judged(self, tree: Tree, one: Observation, facts: Facts) -> Outcome:
        """The relation at the place of a figure."""
        outcome = FormulaRule.judged(self, tree, one, facts)
        cells = outcome.case.cells.values() if outcome.case else ()
        if len({cell.accumulation in YEARLY for cell in cells}) > 1:
            return Outcome(skipped=OTHER_RUN, cell=one)
        return outcome

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """The relation at every place; what rests on unsure figures is doubted."""
        yield from doubting(self.answers(facts), facts)

    def answers(self, facts: Facts) -> Iterator[Outcome]:
        """The relation at every place."""
        yield from FormulaRule.ask(self, facts)

    def outcome(self, case: Case) -> Outcome:
        """What comes of a relation where each figure keeps within its definition."""
        narrowed = {}
        for name, one in case.cells.items():
            interval = case.box[name]
            allowed = within_limits(interval, one.indicator)
            if allowed is not interval:
                narrowed[name] = allowed
        return FormulaRule.outcome(self, evolve(case, box={**case.box, **narrowed}) if narrowed else case)


def doubting(answers: Iterable[Outcome], facts: Facts) -> Iterator[Outcome]:
    """The answers; a finding that rests on unsure figures as one to be explained.

    Unsure is what was reported earlier and not with this submission, since it may have been corrected, and
    what was told without a unit, which was then taken to be in the indicator's.
    """
    unitless = unitless_in(facts)
    for answer in answers:
        if answer.finding is None or answer.case is None or not _is_unsure(answer.case, unitless, facts):
            yield answer
        else:
            yield evolve(answer, finding=doubted(answer.finding))


def _is_unsure(case: Case, unitless: AbstractSet[int], facts: Facts) -> bool:
    cells = case.cells.values()
    more = len(case.box) > len(case.cells) + len(case.limits)  # a sum of many stands for cells that are none
    unknown = any(id(cell) in unitless for cell in cells) or (more and unitless)
    return bool(unknown) or not all(is_submitted(cell, facts) for cell in cells)


def doubted(finding: Finding) -> Finding:
    """The same finding, as one to be explained."""
    return evolve(finding, severity=_milder(finding.severity), certainty=Certainty.SUSPECT)


def _milder(severity: Severity) -> Severity:
    return Severity.QUERY if severity is Severity.BLOCKING else severity


def unitless_in(facts: Facts) -> AbstractSet[int]:
    """The figures that were told without a unit, by their identity."""
    return {id(fault.observation) for fault in facts.faults if fault.rule == UNITLESS}


def is_submitted(cell: Observation, facts: Facts) -> bool:
    """Whether it is one of the figures submitted, not of those reported earlier."""
    series = (cell.indicator.code, facts.region_of(cell), cell.scope)
    return any(cell is one for one in facts.by_series.get(series, {}).get(time_of(cell), ()))
