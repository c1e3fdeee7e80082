"""Year-to-dates, single periods, and gaps between them.

A gross year-to-date cannot fall, and a single period is what two year-to-dates leave between them. Where the
period before a figure is missing, though earlier ones of its kind are known, that is told once a series.

Source: trade rules §4 (time) and §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

from rsindicators.catalogue import Catalogue
from rsindicators.facts import Facts, is_at_end, time_of
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Lag, Severity
from rsindicators.observation import Observation
from rsindicators.overtime import BASIS, OverTime, adds_over_periods, opens_in_january, tree_of
from rsindicators.period import Period
from rsindicators.rule import EARLIER, Outcome, Rule, Tree
from rsindicators.runs import between, first_month, month_after
from rsindicators.totals import is_gross

MONTHS: Final = 12
MOST_TOLD: Final = 6
"""So many missing periods are told by name."""


@frozen
class Falling(OverTime):
    """累计 >= 较早的累计, of gross flows: what was counted once is not uncounted.

    城镇新增就业 is exempt, being net of 自然减员; so are amounts of money, which reversals may lower.

    Source: trade rules §4.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """One relation for a gross flow that adds over its periods."""
        if not adds_over_periods(indicator) or not is_gross(indicator):
            return ()
        code = indicator.code
        terms = (("累计", code, Lag.NOW), ("较早的累计", code, Lag.TO_DATE_BEFORE))
        return (tree_of("累计 >= 较早的累计", *terms),)

    def concerns(self, one: Observation) -> bool:
        """Year-to-dates of more than January, and whole years."""
        return opens_in_january(one)


@frozen
class Single(OverTime):
    """本期 = 累计 - 前累计: a month or quarter is what two year-to-dates leave between them.

    Source: trade rules §4.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """One relation for a flow that adds over its periods."""
        if not adds_over_periods(indicator):
            return ()
        code = indicator.code
        terms = (("本期", code, Lag.NOW), ("累计", code, Lag.TO_DATE), ("前累计", code, Lag.TO_DATE_BEFORE))
        return (tree_of("本期 = 累计 - 前累计", *terms),)

    def concerns(self, one: Observation) -> bool:
        """Single periods within a year; what begins in January is a year-to-date itself."""
        run = time_of(one)
        return one.accumulation is None and run.month > 1 and run.last.year == run.year


# ── gaps ─────────────────────────────────────────────────────────────────────────────────────────────────

Kind = tuple[bool, int]
"""Whether figures are year-to-dates, and else the months of their periods."""


@frozen
class Gap(Rule):
    """The period before a figure is missing, though an earlier one of its kind is known.

    Months are held against the eleven before them, so that last June, given to compare this June with, makes
    no gap; years against all before them; year-to-dates against those of their year, in the steps in which
    they are told (quarterly ones lack no months). It is no relation, but a question of keys.

    Source: trade rules §4: a gap stays unknown.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each series and kind of period."""
        for series, told in facts.by_series.items():
            known = {time: one for time, some in told.items() for one in some[:1]}
            before = facts.prior_by_series.get(series, {})
            earlier = {time: some[0] for time, some in before.items() if any(map(_is_told, some))}
            every = earlier | known
            kinds: dict[Kind, list[Period]] = {}
            for time in sorted(every, key=month_after):
                kinds.setdefault(_kind(every[time]), []).append(time)
            for kind, row in kinds.items():
                if kind[1] <= MONTHS and any(time in known for time in row):
                    yield self._of(kind, row, known, every)

    def _of(
        self,
        kind: Kind,
        row: list[Period],
        known: dict[Period, Observation],
        every: dict[Period, Observation],
    ) -> Outcome:
        pairs = [(one, later) for one, later in pairwise(row) if _belongs(kind, one, later)]
        if not pairs:
            return Outcome(skipped=EARLIER, cell=every[row[-1]])
        length = kind[1] or min(month_after(later) - month_after(one) for one, later in pairs)
        missing: list[Period] = []
        behind: list[Observation] = []
        for one, later in pairs:
            if later in known:
                lost = [time for time in _between(kind, one, later, length) if _is_absent(time, every)]
                missing += lost
                behind += [known[later]] if lost else []
        return self._found(behind, missing) if behind else Outcome(cell=every[row[-1]])

    def _found(self, behind: list[Observation], missing: list[Period]) -> Outcome:
        names = "、".join(map(str, missing[:MOST_TOLD])) + ("…" if len(missing) > MOST_TOLD else "")
        return self.found(behind[0], {"missing": names, "count": str(len(missing))}, others=behind[1:])


def _is_told(one: Observation) -> bool:
    return one.figure is not None or bool(one.phrase)


def _is_absent(time: Period, every: dict[Period, Observation]) -> bool:
    """Whether nothing is told of a run, nor of the end of it, where that is what is counted."""
    return time not in every and not (time.last in every and is_at_end(every[time.last]))


def _kind(one: Observation) -> Kind:
    run = time_of(one)
    to_date = one.accumulation is Accumulation.YEAR_TO_DATE and run.month == 1
    return (to_date, 0 if to_date else one.period.months)


def _belongs(kind: Kind, one: Period, later: Period) -> bool:
    """Whether a time lies so near behind another that what is between them is missed."""
    if kind[0]:
        return one.year == later.year
    return kind[1] >= MONTHS or month_after(later) - month_after(one) < MONTHS


def _between(kind: Kind, one: Period, later: Period, length: int) -> list[Period]:
    """The periods of a length that end after one time and before another; year-to-dates all from January."""
    ends = range(month_after(one) + length, month_after(later), length)
    first = first_month(later)
    return [between(first if kind[0] else end - length, end) for end in ends]


RULES: Final[tuple[Rule, ...]] = (
    Falling("time.falling", Severity.QUERY, basis=BASIS),
    Single("time.single", Severity.QUERY, basis=BASIS),
    Gap("time.gap", Severity.NOTE, basis=BASIS),
)
