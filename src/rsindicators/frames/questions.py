"""What the rules of relations ask of columns.

A rule's own trees say which relation it asks of an indicator; a `Question` is one of them, with what the rule
does besides: whether figures keep within their definitions, which figures it spares, how grave its finding
is. Both back ends ask the same questions; neither knows a rule.

A rule that is no tree (keys, gaps, sums of many) has no questions here: it is asked of codes, or of objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations
from typing import Any, Final, cast

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.expansion import bases, tree_with
from rsindicators.formula import Formula
from rsindicators.frames.algebra import Box
from rsindicators.indicator import Indicator
from rsindicators.kinds import Certainty, Lag, Measure, Severity
from rsindicators.observation import Observation
from rsindicators.overtime import OverTime
from rsindicators.ownrule import OwnRule
from rsindicators.placedrule import PlacedRule
from rsindicators.possible import floor_of, is_gross
from rsindicators.rational import quotient
from rsindicators.rule import FormulaRule, Rule, Tree
from rsindicators.rules.carrying import CarriedOver
from rsindicators.rules.identities import ExpandedRule, ResultRule
from rsindicators.rules.jumps import BEFORE, NOW, Jump, RateJump
from rsindicators.rules.parts import PartRule, RegionsRule
from rsindicators.rules.ranges import MaximumRule, MinimumRule, WholeRule
from rsindicators.rules.summing import YearsRule
from rsindicators.rules.timing import Periods
from rsindicators.syntax import Comparison, Operation, spell

MOST_KEPT: Final = 4096
MOST_DERIVED: Final = 3
"""Of an indicator with more components that have formulas, every figure is judged by the objects."""

BY_HAND: Final = (WholeRule, Periods, RegionsRule, YearsRule)
"""Rules of relations that are no trees: their relations differ with what was reported."""

Grade = tuple[Severity, Certainty]


@frozen(eq=False)
class Question:
    """A relation that a rule asks of an indicator's figures.

    Attributes:
        rule: Whose relation it is.
        indicator: Whose figures it is asked of; the first term.
        tree: The relation.
        grade: How grave it is where it is broken, and how sure.
        narrowed: Whether each figure keeps within its definition, and a whole count is whole.
        placed: Whether all figures are of one place: what rests on an earlier report is then doubted, and
            nothing is asked of figures that run over different things.
        given: Codes of components that must be there.
        absent: Codes of components that must not be there.
        also: Whether it is asked besides another question, and what is broken is for the objects to judge.
    """

    rule: FormulaRule
    indicator: Indicator
    tree: Tree
    grade: Grade
    narrowed: bool = False
    placed: bool = False
    given: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    also: bool = False

    @property
    def formula(self) -> Formula:
        """The relation."""
        return self.tree.formula

    @property
    def subject(self) -> str:
        """The name of the figure it is asked of."""
        return self.tree.subject

    @property
    def doubted(self) -> Grade:
        """How grave it is where something is not sure: to be explained, at most."""
        return doubted(self.grade)

    def concerns(self, sample: Observation) -> bool:
        """Whether it is asked of figures of that time."""
        return self.rule.concerns(sample) if isinstance(self.rule, OverTime) else True

    @property
    def doubting(self) -> tuple[str, ...]:
        """The names whose figures make it doubted where only an earlier report tells them."""
        if not self.placed:
            return ()
        earlier = () if isinstance(self.rule, OwnRule) else tuple(Lag)  # a line of one's own may look back
        return tuple(name for name, term in self.tree.terms if term.lag in (Lag.NOW, *earlier))

    @property
    def first_of(self) -> Lag | None:
        """A lag of which the first time is used at which all its terms are told; None for each by itself."""
        return Lag.CARRIED_FROM if isinstance(self.rule, CarriedOver) else None

    @property
    def may_be_cut(self) -> bool:
        """Whether a figure that was only cut off is no error."""
        return isinstance(self.rule, ResultRule)

    @property
    def bases(self) -> tuple[str, ...]:
        """The terms that may have been counted earlier than the others."""
        return bases(self.formula) if isinstance(self.rule, ExpandedRule) else ()

    def spared(self, boxes: Mapping[str, Box]) -> Any:
        """Which figures the rule does not ask about: a mask, or None for none."""
        rule = self.rule
        if not isinstance(rule, Jump) or isinstance(rule, RateJump):
            return None
        now, before = boxes[NOW], boxes[BEFORE]
        found = before.low <= 0
        if self.indicator.measure is not Measure.RATIO:
            found = found | (_is_below(now, rule.least) & _is_below(before, rule.least))
        return found

    def signed(self, sign: str) -> Formula:
        """The same two sides with another sign between them."""
        return _signed(self.formula, sign)


@lru_cache(maxsize=MOST_KEPT)
def _signed(formula: Formula, sign: str) -> Formula:
    tree = cast("Comparison", formula.tree)
    other = Comparison(sign, tree.left, tree.right)
    compiled = quotient(Operation("-", tree.left, tree.right), formula.names)
    return Formula(spell(other, {}), formula.names, other, compiled)


def _is_below(box: Box, limit: int) -> Any:
    """Whether a figure is surely below a number, in base units."""
    return box.high < limit * 2.0 * 10.0**box.scale


def doubted(grade: Grade) -> Grade:
    """The grade of what is to be explained and called nothing."""
    severity, _ = grade
    return (Severity.QUERY if severity is Severity.BLOCKING else severity), Certainty.SUSPECT


def questions(rule: Rule, indicator: Indicator, catalogue: Catalogue) -> tuple[Question, ...] | None:
    """What a rule asks of an indicator.

    Returns:
        The questions, none where it is not about the indicator; None where the rule asks what is no tree, so
        that the objects must be asked.
    """
    if not isinstance(rule, FormulaRule) or isinstance(rule, BY_HAND) or is_foreign(rule):
        return None
    if isinstance(rule, ExpandedRule):
        return _expanded(rule, indicator, catalogue)
    grade = _grade(rule, indicator, catalogue)
    placed = isinstance(rule, PlacedRule)
    one_place = placed or isinstance(rule, MaximumRule | OwnRule)
    return tuple(
        Question(rule, indicator, tree, grade, narrowed=placed, placed=one_place)
        for tree in rule.trees(indicator, catalogue)
    )


def is_foreign(rule: Rule) -> bool:
    """Whether a class from outside asks in a way of its own."""
    return not type(rule).__module__.startswith("rsindicators.")


def _grade(rule: FormulaRule, indicator: Indicator, catalogue: Catalogue) -> Grade:
    """How grave a broken relation is; what a definition does not make sure is doubted."""
    grade = (rule.severity, rule.certainty)
    if isinstance(rule, MinimumRule) and floor_of(indicator) is None:
        return doubted(grade)
    if isinstance(rule, PartRule):
        whole = catalogue.get(indicator.part_of) if indicator.part_of else None
        sure = whole is not None and indicator.counted == whole.counted and is_gross(whole)
        return grade if sure else doubted(grade)
    return grade


def _expanded(rule: ExpandedRule, indicator: Indicator, catalogue: Catalogue) -> tuple[Question, ...] | None:
    """The relation over the components as they are told, each way in which some may not be."""
    found = rule.relation(indicator, catalogue)
    if found is None:
        return ()
    derived = found.derived
    if len(derived) > MOST_DERIVED:
        return None
    grade = (rule.severity, rule.certainty)
    told: list[Question] = []
    for given in _subsets(derived):
        tree = tree_with(found, derived - given)
        if tree is None:
            return None
        base = Question(
            rule, indicator, tree, grade, narrowed=True, placed=True,
            given=frozenset(found.codes[name] for name in given),
            absent=frozenset(found.codes[name] for name in derived - given),
        )  # fmt: skip
        whole = tree_with(found, derived) if given else None
        both = [base] + ([evolve(base, tree=whole, also=True)] if whole is not None else [])
        told += [one for one in both if one.tree.terms[0][1].code == indicator.code]
    return tuple(told)


def _subsets(names: frozenset[str]) -> Iterator[frozenset[str]]:
    some = (combinations(sorted(names), count) for count in range(len(names) + 1))
    yield from map(frozenset, chain.from_iterable(some))
