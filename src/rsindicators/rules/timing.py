"""Year-to-dates, single periods, and gaps between them.

A gross year-to-date cannot fall, and a single period is what two year-to-dates leave between them. Where the
period before a figure is missing, though earlier ones of its kind are known, that is told once a series.

Source: trade rules §4 (time) and §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, cast

from attrs import frozen

from rsindicators.catalogue import Catalogue
from rsindicators.facts import NOTHING, Facts, base_interval, is_at_end, time_of
from rsindicators.formula import sum_of
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Lag, Severity
from rsindicators.observation import Observation
from rsindicators.overtime import BASIS, OverTime, adds_over_periods, opens_in_january, tree_of
from rsindicators.period import Period
from rsindicators.rule import EARLIER, Case, FormulaRule, Outcome, Rule, Tree
from rsindicators.runs import between, first_month, month_after, run_of
from rsindicators.totals import is_gross

MONTHS: Final = 12
PAIR: Final = 2
SO_FAR: Final = "累计"
PERIOD: Final = "各期"
"""The names of the relation of a total and its periods; those are 各期1, 各期2, …"""
STEPS: Final = {3: 1, 6: 2}
"""The months of quarters and half-years, and how many such steps tell that a series goes in them."""
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


@frozen
class Periods(FormulaRule):
    """累计 = 各期之和, of single periods that cover it; of gross flows it is at least those that are known.

    What two year-to-dates leave between them is the business of `Single`, and so is not asked again.

    Source: trade rules §4.
    """

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """None that are the same for all totals."""
        return ()

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """Every year-to-date and year of which single periods are known."""
        for told in facts.by_code.values():
            for one in told:
                if adds_over_periods(one.indicator) and opens_in_january(one) and run_of(one) is not None:
                    yield from self._asked(one, facts)

    def _asked(self, one: Observation, facts: Facts) -> Iterator[Outcome]:
        inside = _inside(one, facts)
        ways = {tuple(map(id, way)): way for way in (_apart(inside, 1), _apart(inside, -1))}
        for way in ways.values():
            covered = sum(time_of(part).months for part in way) == time_of(one).months
            known = base_interval(one) is not None and any(time_of(part).month > 1 for part in way)
            if known and (len(way) > PAIR if covered else is_gross(one.indicator)):
                cells = {SO_FAR: one} | {f"{PERIOD}{number}": part for number, part in enumerate(way, 1)}
                box = {name: cast("Interval", base_interval(cell)) for name, cell in cells.items()}
                formula = sum_of("=" if covered else ">=", SO_FAR, tuple(cells)[1:])
                yield self.outcome(Case(self, formula, cells, box))


def _inside(one: Observation, facts: Facts) -> list[Observation]:
    """The figures of the runs inside that of a total."""
    run, series = time_of(one), (one.indicator.code, facts.region_of(one), one.scope)
    told = facts.by_series.get(series, {}).keys() | facts.prior_by_series.get(series, {}).keys()
    found = (facts.at(series, time) for time in told if _lies_in(time, run))
    return [part for part in found if part is not None and run_of(part) and base_interval(part) is not None]


def _lies_in(time: Period, run: Period) -> bool:
    """Whether a time is a part of a run, and not all of it."""
    inside = first_month(run) <= first_month(time) and month_after(time) <= month_after(run)
    return inside and time != run


def _apart(inside: list[Observation], sign: int) -> tuple[Observation, ...]:
    """Those that do not overlap, the shortest first, or the longest; in order of time."""
    kept: list[Period] = []
    by_time = {time_of(part): part for part in inside}
    for time in sorted(by_time, key=lambda time: (sign * time.months, time.month)):
        if not any(time.meets(other) for other in kept):
            kept.append(time)
    return tuple(by_time[time] for time in sorted(kept, key=first_month))


# ── gaps ─────────────────────────────────────────────────────────────────────────────────────────────────

Kind = tuple[bool, int]
"""Whether figures are year-to-dates, and else the months of their periods."""


@frozen
class Gap(Rule):
    """The period before a figure is missing, though an earlier one of its kind is known.

    Months are held against the eleven before them, so that last June, given to compare this June with, makes
    no gap; years against all before them; year-to-dates against those of their year, in the steps in which
    they are told (quarterly ones lack no months). It is no relation, but a question of keys; of several rows
    of one place the figure that is used is cited, never an empty one beside it.

    Source: trade rules §4: a gap stays unknown.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each series and kind of period."""
        for series, told in facts.by_series.items():
            known = {time: facts.at(series, time) or some[0] for time, some in told.items()}
            before = facts.prior_by_series.get(series, NOTHING)
            earlier = {time: some[0] for time, some in before.items() if any(map(_is_told, some))}
            every = earlier | known
            kinds: dict[Kind, list[Period]] = {}
            for time in sorted(every, key=month_after):
                kinds.setdefault(_kind(time, every[time]), []).append(time)
            for kind, row in kinds.items():
                if kind[1] <= MONTHS and not known.keys().isdisjoint(row):
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
        length = _step(kind, pairs, at_end=is_at_end(every[row[-1]]))
        missing: list[Period] = []
        behind: list[Observation] = []
        for one, later in pairs:
            if later in known:
                between_them = _between(kind, one, later, length)
                lost = [time for time in between_them if _is_absent(time, every)]
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


def _kind(run: Period, one: Observation) -> Kind:
    to_date = one.accumulation is Accumulation.YEAR_TO_DATE and run.month == 1
    return (to_date, 0 if to_date else one.period.months)


def _step(kind: Kind, pairs: list[tuple[Period, Period]], *, at_end: bool) -> int:
    """How many months lie between figures: those of a period; or those in which the series itself goes on.

    Stocks of a month may be told at the ends of quarters (3月末, 6月末) or half-years.
    """
    step = min(month_after(later) - month_after(one) for one, later in pairs)
    if kind[0] or (at_end and kind[1] == 1 and len(pairs) >= STEPS.get(step, MONTHS)):
        return step
    return kind[1]


def _belongs(kind: Kind, one: Period, later: Period) -> bool:
    """Whether a time lies so near behind another that what is between them is missed."""
    if kind[0]:
        return one.year == later.year
    return kind[1] >= MONTHS or month_after(later) - month_after(one) < MONTHS


def _between(kind: Kind, one: Period, later: Period, length: int) -> list[Period]:
    """The periods of a length that end after one time and before another; year-to-dates all from January."""
    ends = range(month_after(one) + length, month_after(later), length)
    first = first_month(later)
    return [between(first if kind[0] else end - kind[1], end) for end in ends]


RULES: Final[tuple[Rule, ...]] = (
    Falling("time.falling", Severity.QUERY, basis=BASIS),
    Single("time.single", Severity.QUERY, basis=BASIS),
    Periods("time.periods", Severity.QUERY, basis=BASIS),
    Gap("time.gap", Severity.NOTE, basis=BASIS),
)
