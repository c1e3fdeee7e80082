"""Figures against the limits of their definition.

A limit is decreed and compared exactly; a figure means what its rounding allows, so 100.0% is no more than
100%. A limit belongs to the indicator and not to its unit: 毛入学率 may exceed 100%. Below zero is nothing
that counts what there is; what nets out (城镇新增就业) and money have no floor unless the definition states
one. A share for which no definition states limits is asked about outside 0 to 100%, and never called wrong.

Source: trade rules §4 (net figures may be negative) and §7 (a share over 100 where the numerator is counted
inside the denominator: 附录2, 3, 23, 24; not 附录8, 22, 26).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.facts import Facts, base_interval
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Measure, Severity
from rsindicators.observation import Observation
from rsindicators.placedrule import doubted, doubting
from rsindicators.possible import counted_in, floor_of, whole
from rsindicators.rule import Case, FormulaRule, Outcome, Rule, Term, Tree
from rsindicators.units import Unit

MOST_KEPT: Final = 4096
PERCENT: Final = Unit.parse("%")
GROWING: Final = ("增长", "增幅", "增速", "增加", "变动", "涨幅")
"""Words of names that tell a change, which may be negative or above 100%."""

FIGURE: Final = "本数"
LOWER: Final = "下限"
UPPER: Final = "上限"
"""The names of the relations."""


@frozen
class MinimumRule(FormulaRule):
    """A figure is at least its lower limit."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """The limit the definition states, or zero for what counts things there are, or shares of them."""
        return _at_least(indicator)

    def outcome(self, case: Case) -> Outcome:
        """What comes of it; of a share without a stated limit it is asked only."""
        answer = FormulaRule.outcome(self, case)
        if answer.finding is None or floor_of(case.subject.indicator) is not None:
            return answer
        return evolve(answer, finding=doubted(answer.finding))


@frozen
class MaximumRule(FormulaRule):
    """A figure is at most its upper limit."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """The limit that nothing can exceed."""
        return _at_most(indicator, usual=False)

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """The limit at every place; a figure without a unit may be in another."""
        yield from doubting(FormulaRule.ask(self, facts), facts)


@frozen
class UsualRule(FormulaRule):
    """A figure is at most what is usual."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """The limit that is exceeded in unusual cases only."""
        return _at_most(indicator, usual=True)


@frozen(eq=False)
class WholeCase(Case):
    """That a figure is a whole number; what no formula says, and no interval of values."""

    def holds(self) -> bool | None:
        """Surely not, where no whole number lies in the interval; else open."""
        return self.holds_with({})

    def holds_with(self, changed: Mapping[str, Interval]) -> bool | None:
        """The same with another interval."""
        return None if whole(changed.get(FIGURE, self.box[FIGURE])) else False


@frozen
class WholeRule(FormulaRule):
    """What counts whole things is a whole number of them, within its rounding.

    Source: trade rule §2, “nothing lies between 963 and 964 cases”.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """None: no formula says it."""
        return ()

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """Every figure of a count."""
        yield from doubting(self._answers(facts), facts)

    def _answers(self, facts: Facts) -> Iterator[Outcome]:
        for told in facts.by_code.values():
            if counted_in(told[0].indicator):
                tree = Tree(_relation("=", FIGURE), ((FIGURE, Term(told[0].indicator.code)),))
                yield from (self.judged(tree, one, facts) for one in told)

    def judged(self, tree: Tree, one: Observation, facts: Facts) -> Outcome:
        """Kept where a whole number lies in the interval."""
        interval = base_interval(one)
        kept = interval is not None and whole(interval)
        return Outcome(cell=one) if kept else FormulaRule.judged(self, tree, one, facts)

    def outcome(self, case: Case) -> Outcome:
        """What comes of a figure that is not whole."""
        asked = WholeCase(self, case.formula, case.cells, case.box)
        facts = {"unit": counted_in(case.subject.indicator)}
        return Outcome(self.finding(case.subject, facts), case=asked, cell=case.subject)


@cache
def _relation(sign: str, limit: str) -> Formula:
    return Formula.parse(f"{FIGURE} {sign} {limit}")


@lru_cache(maxsize=MOST_KEPT)
def _at_least(indicator: Indicator) -> tuple[Tree, ...]:
    floor = floor_of(indicator)
    if floor is None and _is_plain_share(indicator):
        floor = Figure(0, indicator.unit)
    return _limited(indicator, ">=", LOWER, floor)


@lru_cache(maxsize=MOST_KEPT)
def _at_most(indicator: Indicator, *, usual: bool) -> tuple[Tree, ...]:
    limit = indicator.usual_maximum if usual else indicator.maximum
    if usual and indicator.maximum is None and limit is None and _is_plain_share(indicator):
        limit = Figure(100, PERCENT)
    return _limited(indicator, "<=", UPPER, limit)


def _is_plain_share(indicator: Indicator) -> bool:
    """Whether it is a share in percent and no growth, so that usually it lies from 0 to 100%."""
    is_share = indicator.measure is Measure.RATIO and indicator.unit.fits(PERCENT) and indicator.unit.is_share
    return is_share and not any(word in name for name in indicator.names for word in GROWING)


def _limited(indicator: Indicator, sign: str, name: str, limit: Figure | None) -> tuple[Tree, ...]:
    if limit is None:
        return ()
    return (Tree(_relation(sign, name), ((FIGURE, Term(indicator.code)),), ((name, limit),)),)


RULES: Final[tuple[Rule, ...]] = (
    MinimumRule("ranges.minimum", Severity.BLOCKING, Certainty.WRONG, "指标解释的上下限"),
    MaximumRule("ranges.maximum", Severity.BLOCKING, Certainty.WRONG, "指标解释的上下限"),
    WholeRule("ranges.whole", Severity.BLOCKING, Certainty.WRONG, "人数、件数、个数都是整数"),
    UsualRule("ranges.usual", Severity.QUERY, basis="指标解释的常见上限"),
)
