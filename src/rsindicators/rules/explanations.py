"""Does an explanation explain?

These rules look at findings, not at figures: 无 in every row of a form is no fault, but it answers no
question either. So they are asked when all others have been (`review`), of the figures that a 核实性 finding
is told of and that bear an explanation. Where it counts the finding is 已说明, and nothing more is said.

Source: trade rules §7: 核实性 must be explained with a real reason.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from rsindicators.explained import answered, is_empty, lapsed
from rsindicators.facts import Facts
from rsindicators.finding import Finding
from rsindicators.kinds import Severity
from rsindicators.observation import Observation
from rsindicators.rule import Outcome, Rule


@frozen
class ExplanationRule(Rule):
    """A question asked of the explanations of figures that findings ask about."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:  # noqa: ARG002
        """Nothing: it is asked by `review`, when the findings are known."""
        return iter(())

    def review(self, findings: Iterable[Finding], facts: Facts) -> Iterator[Outcome]:
        """One outcome for each figure that a finding asks about and that bears an explanation.

        Args:
            findings: What the other rules found, explained ones included.
            facts: The facts they were found in.
        """
        told = {id(one): one for _, one in answered(findings, facts)}
        for one in told.values():
            fails = self.fails(one, facts)
            yield self.found(one, {"explanation": one.explanation}) if fails else Outcome(cell=one)

    @abstractmethod
    def fails(self, one: Observation, facts: Facts) -> bool:
        """Whether the explanation of a figure does not count."""


@frozen
class Empty(ExplanationRule):
    """An explanation that is on the list of empty ones."""

    def fails(self, one: Observation, facts: Facts) -> bool:  # noqa: ARG002
        """Whether it gives no reason."""
        return is_empty(one.explanation)


@frozen
class Lapsed(ExplanationRule):
    """An explanation that was given for a figure that is another now."""

    def fails(self, one: Observation, facts: Facts) -> bool:
        """Whether it gives a reason for an earlier figure."""
        return not is_empty(one.explanation) and lapsed(one, facts)


RULES: Final[tuple[Rule, ...]] = (
    Empty("explanations.empty", Severity.NOTE),
    Lapsed("explanations.lapsed", Severity.NOTE),
)
