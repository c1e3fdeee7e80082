"""A relation between a figure and an earlier one.

It is a tree whose terms look back: at the period before, the same months a year earlier, the year-to-dates of
the year, what a period was carried over from. An earlier figure is found by its time, so that a gap stays a
gap, and a relation that finds none is not asked, which is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from attrs import frozen

from rsindicators.facts import Facts, time_of
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.kinds import Additivity, Lag, Measure
from rsindicators.observation import Observation
from rsindicators.rule import FormulaRule, Outcome, Term, Tree

BASIS = "数据审核的通行做法:与上期、上年同期和累计数核对;更早的数可能已订正,所以只要求核实"


@cache
def _formula(text: str) -> Formula:
    return Formula.parse(text)


def tree_of(text: str, *terms: tuple[str, str, Lag], limits: tuple[tuple[str, Figure], ...] = ()) -> Tree:
    """A relation; each term is its name, the code of its indicator, and the time it looks at."""
    return Tree(_formula(text), tuple((name, Term(code, lag)) for name, code, lag in terms), limits)


def adds_over_periods(indicator: Indicator) -> bool:
    """Whether it is a flow whose disjoint periods add up."""
    return indicator.measure is Measure.FLOW and indicator.over_periods is Additivity.SUM


def opens_in_january(one: Observation) -> bool:
    """Whether a figure is of January and more months of that year."""
    run = time_of(one)
    return run.month == 1 and 1 < run.months <= 12


@frozen
class OverTime(FormulaRule):
    """A relation to an earlier figure, asked only of the figures it is about."""

    def concerns(self, one: Observation) -> bool:  # noqa: ARG002 - as a rule all of an indicator's
        """Whether it is asked of a figure of an indicator it has relations for."""
        return True

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """Every relation at every place it is about."""
        for told in facts.by_code.values():
            trees = tuple(self.trees(told[0].indicator, facts.catalogue))
            for one in told:
                if trees and self.concerns(one):
                    yield from self.answers(trees, one, facts)

    def answers(self, trees: tuple[Tree, ...], one: Observation, facts: Facts) -> Iterator[Outcome]:
        """Every relation at the place of a figure."""
        for tree in trees:
            yield self.judged(tree, one, facts)
