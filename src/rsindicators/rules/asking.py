"""Is it what was asked: over what it runs, of whom, and of which indicators?

A figure of a year where a total is asked is a slip that the figure itself does not show; it shows beside the
plan's target of the same period, beside the other flows of the form, and where a part of a year is told as a
year. Regions that were asked and told nothing, and indicators of the plan that a region did not
report, are listed once a region.

Source: trade rules §2 (累计方式), §4 and §7 (未报 are listed; what is compiled elsewhere is not asked).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from rsindicators.facts import Facts, time_of
from rsindicators.finding import Finding, Place
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Measure, Severity
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.rule import KEPT, Outcome, Rule
from rsindicators.runs import runs_over
from rsindicators.target import Target

PLANNED: Final = "keys.accumulation.plan"
BESIDE: Final = "keys.accumulation.form"
LEFT_OUT: Final = "keys.unreported.indicators"

MONTHS: Final = 12
FEWEST: Final = 2
"""So many other flows must be told to date before one that is not stands out."""
MOST_NAMED: Final = 4

Sheet = tuple[str, str, Period]
"""Form, region and period."""


@frozen
class Run(Rule):
    """A figure told over something else than was asked.

    * A part of a year, or several years, told as 年度; where the plan asks 累计 of them, that is said.
    * One flow of a form that runs over 本期 while the others of its region and period run to date.

    Source: trade rules §2: 累计方式 is not 口径; §4: five years' total and a year's figure.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each figure that runs over something."""
        totals = _totals(facts)
        alone = {id(one): like for one, like in _standing_out(facts)}
        for one in facts.submitted:
            if one.accumulation is Accumulation.AT_END or one.figure is None:
                continue
            told = {"run": runs_over(one), "asked": Accumulation.CUMULATIVE.label}
            if one.accumulation is Accumulation.ANNUAL and one.period.months != MONTHS:
                planned = (one.indicator.code, facts.region_of(one), one.period) in totals
                yield self.found(one, told, wording=PLANNED if planned else "")
            elif id(one) in alone:
                yield self.found(one, told, wording=BESIDE, others=(alone[id(one)],))
            else:
                yield Outcome(cell=one)


def _totals(facts: Facts) -> set[tuple[str, str, Period]]:
    """Of which indicator, region and period the plan asks a total."""
    return {
        (target.indicator.code, target.region or facts.region, target.period.plain())
        for target in facts.targets
        if target.accumulation is Accumulation.CUMULATIVE
    }


def _standing_out(facts: Facts) -> Iterator[tuple[Observation, Observation]]:
    """The flows that do not run to date while the others of their sheet do, each with one of those."""
    sheets: dict[Sheet, list[Observation]] = {}
    for one in facts.submitted:
        if one.indicator.measure is Measure.FLOW and one.figure is not None:
            sheets.setdefault((one.form, facts.region_of(one), one.period), []).append(one)
    for told in sheets.values():
        to_date = [one for one in told if one.accumulation is Accumulation.YEAR_TO_DATE]
        codes = {one.indicator.code for one in to_date}
        others = [one for one in told if one.indicator.code not in codes]
        if len(codes) >= FEWEST and len({one.indicator.code for one in others}) == 1:
            yield from ((one, to_date[0]) for one in others if time_of(one) != time_of(to_date[0]))


@frozen
class Unreported(Rule):
    """A region that was asked and reported nothing, and what a region that reports leaves out of its plan.

    A plan's own targets are asked of its region, those it breaks down (任务分解) of the regions it names, and
    what another authority compiles of none. Where a plan has a table, what only its prose names is not asked.
    A cell that was left empty is told by `keys.missing`, one that could not be read by its fault, and neither
    again.

    Source: trade rules §7.
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each region that was asked, and for each of the plan's that reports."""
        told: dict[str, set[str]] = {}
        for one in facts.submitted:
            told.setdefault(facts.region_of(one), set()).add(one.indicator.code)
        reports = {facts.region_of(one) for one in facts.submitted if one.figure is not None or one.phrase}
        for region in dict.fromkeys(facts.regions):
            yield KEPT if region in reports else Outcome(self._finding(facts, region, "", {}))
        for region, asked in _asked(facts).items():
            if region in reports:
                faulty = {fault.name for fault in facts.faults if (fault.region or facts.region) == region}
                lost = (one for one in asked if one.code not in told[region])
                left = [one.name for one in lost if faulty.isdisjoint((one.code, *one.names))]
                counts = {"count": str(len(left)), "names": _names(left), "asked": str(len(asked))}
                yield Outcome(self._finding(facts, region, LEFT_OUT, counts)) if left else KEPT

    def _finding(self, facts: Facts, region: str, wording: str, told: dict[str, str]) -> Finding:
        return Finding(
            self.code,
            self.severity,
            self.certainty,
            (Place(facts.name, region),),
            region=region,
            facts={"region": region, **told},
            wording=wording,
            basis=self.basis,
        )


def _asked(facts: Facts) -> dict[str, list[Indicator]]:
    """The indicators the plan asks of each region, in its order."""
    found: dict[str, dict[str, Indicator]] = {}
    for target in _of_table(facts.targets):
        if target.bound is not None and not target.indicator.compiled_by:
            region = target.region or facts.region
            found.setdefault(region, {}).setdefault(target.indicator.code, target.indicator)
    return {region: list(asked.values()) for region, asked in found.items()}


def _of_table(targets: Iterable[Target]) -> list[Target]:
    """The targets of the plan's table; of a plan without one, those of its prose."""
    every = list(targets)
    return [one for one in every if not one.quote] or every


def _names(names: list[str]) -> str:
    shown = "、".join(names[:MOST_NAMED])
    return f"{shown}…" if len(names) > MOST_NAMED else shown


RULES: Final[tuple[Rule, ...]] = (
    Run("keys.accumulation", Severity.QUERY),
    Unreported("keys.unreported", Severity.NOTE),
)
