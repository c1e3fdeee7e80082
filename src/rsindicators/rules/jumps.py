"""A figure that is far from the one before it.

What is told at an end is held against the end before, what runs over months against the same months a year
earlier. Levels and flows jump by a share, percentages by 个百分点. What counts as far is a named share, ours,
and set anew in one line: `attrs.evolve(rule, share="30%")`. A jump is worth a question, never an accusation.

Source: trade rules §7 (stocks against 上期末, 上年末; year-to-dates against 上年同期; annual against 上年).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from attrs import evolve, field, frozen

from rsindicators.arithmetic import growth
from rsindicators.catalogue import Catalogue
from rsindicators.facts import Facts
from rsindicators.figure import Figure
from rsindicators.finding import Finding
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Lag, Measure, Severity
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.overtime import BASIS, OverTime, tree_of
from rsindicators.rule import Case, Outcome, Rule, Tree

FROM_ZERO: Final = "from_zero"
FEW: Final = "few"
"""Why a jump is not asked: the earlier figure may be zero, or both are counts of a few."""

NOW: Final = "本期"
BEFORE: Final = "上期"
SHARE: Final = "份额"


def _read(given: Figure | str) -> Figure:
    return Figure.of(given)


@frozen
class Jump(OverTime):
    """A figure that is far from the earlier one, in either direction.

    Attributes:
        share: What is far; `attrs.evolve(rule, share="30%")` sets it anew.
        least: In base units; two counts below it are not compared, for small numbers jump by chance.
    """

    share: Figure = field(default=Figure("50", "%"), converter=_read)
    least: int = 10

    upper: ClassVar[str] = "本期 <= 上期 * (1 + 份额)"
    lower: ClassVar[str] = "本期 >= 上期 * (1 - 份额)"

    @abstractmethod
    def about(self, indicator: Indicator) -> bool:
        """Whether an indicator is of the kind the rule asks of."""

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """Not far above, and not far below."""
        if not self.about(indicator) or indicator.carry_over:
            return ()
        lag = Lag.PREVIOUS if indicator.accumulation is Accumulation.AT_END else Lag.YEAR_EARLIER
        terms = ((NOW, indicator.code, Lag.NOW), (BEFORE, indicator.code, lag))
        return tuple(
            tree_of(text, *terms, limits=((SHARE, self.share),)) for text in (self.upper, self.lower)
        )

    def answers(self, trees: tuple[Tree, ...], one: Observation, facts: Facts) -> Iterator[Outcome]:
        """Both limits at the place of a figure; the figures are looked up once."""
        upper, lower = trees
        answer = self.judged(upper, one, facts)
        yield answer
        case = answer.case
        if case is not None:
            yield self.outcome(Case(self, lower.formula, case.cells, case.box, case.limits))

    def concerns(self, one: Observation) -> bool:
        """Figures of at most a year."""
        return one.period.months <= 12

    def outcome(self, case: Case) -> Outcome:
        """Kept, broken, or not to be asked."""
        reason = self.spares(case)
        return Outcome(skipped=reason, cell=case.subject) if reason else super().outcome(case)

    def spares(self, case: Case) -> str:
        """Why it is not asked: the earlier figure may be zero, or both are few."""
        now, before = case.box[NOW], case.box[BEFORE]
        if before.lo <= ZERO:
            return FROM_ZERO
        counted = case.subject.indicator.measure is not Measure.RATIO
        return FEW if counted and max(now.hi, before.hi) < self.least else ""

    def broken(self, case: Case, wording: str = "") -> Finding:
        """The message may also name the `change`."""
        found = super().broken(case, wording)
        now, before = (case.cells[name].figure for name in (NOW, BEFORE))
        change = self.change(now, before) if isinstance(now, Figure) and isinstance(before, Figure) else None
        shown = "—" if change is None else f"{'+' if change.value > ZERO else ''}{change.round(1)}"
        return evolve(found, facts=(*found.facts, ("change", shown)))

    def change(self, now: Figure, before: Figure) -> Figure:
        """From the earlier figure to this one."""
        return growth(now, before)


@frozen
class StockJump(Jump):
    """A level more than half above or below the one before.

    The half is ours: levels of people, places and certificates move by a few percent a month and seldom by a
    quarter a year, while a slip of the unit moves them ten thousandfold and a figure of another row mostly by
    more than half. Ratios that are no percentages (万元/人) are levels too.

    Source: trade rules §7: stocks against 上期末, 上年末.
    """

    def about(self, indicator: Indicator) -> bool:
        """Stocks, and ratios that are no percentages and told at an end."""
        level = indicator.measure is Measure.RATIO and not indicator.unit.is_share
        return indicator.measure is Measure.STOCK or level


@frozen
class FlowJump(Jump):
    """A flow four times that of the same months a year earlier, or a quarter of it.

    The four is ours: flows follow campaigns and budgets and may well double or treble; a five-year total
    typed as a year's is caught unless the year fell by a fifth, and every slip of the unit is. The months of
    one year are not compared with each other: flows have seasons.

    Source: trade rules §7: year-to-dates against 上年同期, annual figures against 上年.
    """

    share: Figure = field(default=Figure("4", "倍"), converter=_read)

    upper: ClassVar[str] = "本期 < 上期 * 份额"
    lower: ClassVar[str] = "本期 * 份额 > 上期"

    def about(self, indicator: Indicator) -> bool:
        """Flows."""
        return indicator.measure is Measure.FLOW


@frozen
class RateJump(Jump):
    """A percentage more than thirty 个百分点 from the one before; of what runs over months, a year earlier.

    The thirty is ours: rates of coverage and of closing move by a few points a year, a county with few cases
    by ten or twenty, while 0.95 typed for 95% moves by ninety. The closing rates of successive year-to-dates
    are not compared: they rise through the year.

    Source: trade rules §7.
    """

    share: Figure = field(default=Figure("30", "个百分点"), converter=_read)

    upper: ClassVar[str] = "本期 <= 上期 + 份额"
    lower: ClassVar[str] = "本期 >= 上期 - 份额"

    def about(self, indicator: Indicator) -> bool:
        """Rates in percent."""
        return indicator.measure is Measure.RATIO and indicator.unit.is_share

    def spares(self, case: Case) -> str:  # noqa: ARG002
        """Asked from zero too: points are no growth."""
        return ""

    def change(self, now: Figure, before: Figure) -> Figure:
        """In points."""
        return now - before


RULES: Final[tuple[Rule, ...]] = (
    StockJump("time.stock_jump", Severity.QUERY, basis=BASIS),
    FlowJump("time.flow_jump", Severity.QUERY, basis=BASIS),
    RateJump("time.rate_jump", Severity.QUERY, basis=BASIS),
)
