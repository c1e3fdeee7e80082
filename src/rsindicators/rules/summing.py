"""A total over several years against the figures of its years.

What runs over years (累计, 五年累计) is the sum of what ran in each of them, once all are known. A year is
known by its annual figure or its year-to-date of December, one that is not over by its year-to-date, and the
first years together by an earlier total. A year that is missing leaves the sum unknown: what is known of a
gross flow is then at most the total. Earlier figures may have been corrected: it is asked, and nothing is
called wrong.

Source: trade rules §4 (“a five-year total to date is exactly that: the last year-to-date of each finished
year plus the current one. A missing year leaves the total unknown”).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import ClassVar, Final, cast

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.facts import Facts, base_interval, time_of
from rsindicators.finding import Finding
from rsindicators.formula import sum_of
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Severity
from rsindicators.messages import LONGEST_FACT
from rsindicators.observation import Observation
from rsindicators.overtime import BASIS, adds_over_periods
from rsindicators.period import Period
from rsindicators.placedrule import PlacedRule
from rsindicators.possible import is_gross
from rsindicators.rule import MISSING, WORDS, Case, Outcome, Rule, Tree, text_of
from rsindicators.runs import between, first_month, gaps, run_of

TOTAL: Final = "累计"
YEAR: Final = "各年"
"""The names of the relations; the years are 各年1, 各年2, …"""

YEARS: Final = "years"
"""Some of the years are not known: the reason `unchecked.years`."""
SINGLE: Final = "time.total_below.single"

MOST_YEARS: Final = 20
"""Totals over more years than that are not asked about."""
MOST_KEPT: Final = 1024

Figures = tuple[Observation, ...]


@frozen
class YearsRule(PlacedRule):
    """A relation between a total and the figures of its years; its trees differ with their number."""

    sign: ClassVar[str]

    def about(self, indicator: Indicator) -> bool:
        """Whether the relation is asked of an indicator."""
        return adds_over_periods(indicator)

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:  # noqa: ARG002
        """None that are the same for all totals."""
        return ()

    def answers(self, facts: Facts) -> Iterator[Outcome]:
        """Every total over several years."""
        for told in facts.by_code.values():
            if self.about(told[0].indicator):
                yield from (self._asked(one, facts) for one in told if _is_total(one))

    def _asked(self, one: Observation, facts: Facts) -> Outcome:
        if base_interval(one) is None:
            return Outcome(skipped=WORDS if one.phrase or one.figure is not None else MISSING, cell=one)
        years = known_years(one, facts)
        if not self.suffice(years, one):
            return Outcome(skipped=YEARS, cell=one)
        cells = {TOTAL: one} | {f"{YEAR}{number}": year for number, year in enumerate(years, 1)}
        box = {name: cast("Interval", base_interval(cell)) for name, cell in cells.items()}
        return self.outcome(Case(self, sum_of(self.sign, TOTAL, tuple(cells)[1:]), cells, box))

    @abstractmethod
    def suffice(self, years: Figures, one: Observation) -> bool:
        """Whether so much is known that it can be asked."""

    def broken(self, case: Case, wording: str = "") -> Finding:
        """The message may also name the `years` and their `sum`, in the same order."""
        _, *cells = case.cells.values()
        years = _listed("、", [str(time_of(one)) for one in cells])
        added = _listed(" + ", [text_of(one) for one in cells])
        found = PlacedRule.broken(self, case, wording)
        return evolve(found, facts=(*found.facts, ("years", years), ("sum", added)))


@frozen
class TotalRule(YearsRule):
    """累计 = 各年之和, once all years are known."""

    sign = "="

    def suffice(self, years: Figures, one: Observation) -> bool:
        """Whether all years are known."""
        return _months(years) == one.period.months


@frozen
class BelowRule(YearsRule):
    """累计 >= 已知各年之和, of gross flows; so it is at least each of them."""

    sign = ">="

    def about(self, indicator: Indicator) -> bool:
        """Whether no year can be negative."""
        return YearsRule.about(self, indicator) and is_gross(indicator)

    def suffice(self, years: Figures, one: Observation) -> bool:  # noqa: ARG002
        """Whether any year is known."""
        return bool(years)

    def broken(self, case: Case, wording: str = "") -> Finding:
        """A year that alone exceeds the total is told by itself."""
        names = [name for name in case.cells if case.box[name].lo > case.box[TOTAL].hi]
        found = YearsRule.broken(self, case, SINGLE if names else wording)
        if not names:
            return found
        one = case.cells[names[0]]
        return evolve(found, facts=(*found.facts, ("year", str(time_of(one))), ("figure", text_of(one))))


def _listed(between: str, texts: list[str]) -> str:
    """All of some texts, or the first and the last of them where a message has no room for all."""
    every = between.join(texts)
    return every if len(every) <= LONGEST_FACT else f"{texts[0]}{between}…{between}{texts[-1]}"


# ── which years are known ────────────────────────────────────────────────────────────────────────────────


def _is_total(one: Observation) -> bool:
    """Whether a figure is a total over more than a year."""
    run = run_of(one) if one.accumulation is Accumulation.CUMULATIVE else None
    return run is not None and len(_years(run)) <= MOST_YEARS


@lru_cache(maxsize=MOST_KEPT)
def _years(run: Period) -> tuple[Period, ...]:
    """The calendar years of a run, the first and the last as far as they lie inside."""
    return gaps((), run)


def known_years(one: Observation, facts: Facts) -> Figures:
    """The figures that together tell most of a total's months: of its years, or its first years together.

    Args:
        one: A total over several years.
        facts: What was submitted, and reported earlier.

    Returns:
        In order of time; all years where they are known, nothing where none is.
    """
    run = one.period
    found = [(year, _told(one, year, facts)) for year in _years(run)]
    ways = [tuple(year for _, year in found if year is not None)]
    for number in range(len(found) - 1, 1, -1):
        first = _told(one, between(first_month(run), first_month(found[number][0])), facts)
        if first is not None:
            ways.append((first, *(year for _, year in found[number:] if year is not None)))
    return max(ways, key=_months)


def _told(one: Observation, run: Period, facts: Facts) -> Observation | None:
    """The figure of a run that is the total of its months, if it is a single quantity."""
    found = facts.at((one.indicator.code, facts.region_of(one), one.scope), run)
    return found if found is not None and run_of(found) == run and base_interval(found) is not None else None


def _months(years: Figures) -> int:
    return sum(time_of(one).months for one in years)


RULES: Final[tuple[Rule, ...]] = (
    TotalRule("time.total", Severity.QUERY, basis=BASIS),
    BelowRule("time.total_below", Severity.QUERY, basis=BASIS),
)
