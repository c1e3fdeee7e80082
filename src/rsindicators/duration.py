"""For which months a figure of a form is, and over what it runs.

Its period, the column 累计方式 and the value's own words ([ ], 本年累计) may each say so; they must agree.
The year-to-date of a month runs from January. A balance carried over belongs to the run it is carried into,
so that it stands at the place of the rate it is a component of.

It refuses a run that the kind of the indicator cannot have (a stock is a number at an end, a flow never is),
a total over a plan whose period is no longer than a year, a yearly figure of another run than a year, and the
end of a run of several years, which the period must name (2025年末).

Source: trade rules §4 (time; 累计方式 is 本期, 本年累计 or 五年累计).
"""

from __future__ import annotations

from functools import lru_cache

from rsindicators.errors import PeriodError
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation
from rsindicators.observation import POSSIBLE, usual
from rsindicators.period import Period

TOTALS = (Accumulation.YEAR_TO_DATE, Accumulation.ANNUAL, Accumulation.CUMULATIVE)


@lru_cache(maxsize=4096)
def settled(
    indicator: Indicator, period: Period, told: Accumulation | None, printed: Accumulation | None
) -> tuple[Period, Accumulation | None]:
    """The months a figure is for, and over what it runs.

    Args:
        indicator: Whose figure it is.
        period: As the form has it.
        told: What the column 累计方式 says, or None.
        printed: What the value itself says, or None.

    Examples:
        >>> from rsindicators.catalogue import Catalogue
        >>> new = Catalogue.standard()["城镇新增就业人数"]
        >>> months, run = settled(new, Period.parse("2023年6月"), Accumulation.YEAR_TO_DATE, None)
        >>> str(months), run.label
        ('2023年1—6月', '本年累计')

    Raises:
        PeriodError: They do not agree, or do not fit the indicator.
    """
    months = period.plain()
    run = told or printed
    if told and printed and told is not printed:
        raise _contradiction(period, told, printed)
    if run is Accumulation.YEAR_TO_DATE:
        months = _from_january(months)
    elif period.at_end and run not in (None, Accumulation.AT_END):
        raise _contradiction(period, run, Accumulation.AT_END)
    elif run is Accumulation.ANNUAL and months.months != 12:
        raise PeriodError("submission.annual", period=period)
    elif run is Accumulation.CUMULATIVE and months.months <= 12:
        plan = Period.plan_of(months.end) or Period.plan(14)
        raise PeriodError("submission.total", period=period, plan=plan)
    if run is None:
        run = Accumulation.AT_END if period.at_end else usual(indicator, months)
    if indicator.carry_over and run in TOTALS:
        run = Accumulation.AT_END
    if run is not None and run not in POSSIBLE.get(indicator.measure, Accumulation):
        measure = indicator.measure.label
        raise PeriodError("observation.measure", name=indicator.name, measure=measure, run=run.label)
    if run is Accumulation.AT_END and months.months > 12 and not indicator.carry_over:
        raise PeriodError("submission.end", period=period, name=indicator.name, year=months.last.year)
    return months, run


def _from_january(months: Period) -> Period:
    """From January to the last of the months."""
    last = months.last
    if last.year != months.year:
        raise PeriodError("submission.years", period=months)
    return Period(months.year, 1, last.month)


def _contradiction(period: Period, *runs: Accumulation | None) -> PeriodError:
    labels = "、".join(sorted(run.label for run in runs if run))
    return PeriodError("submission.accumulation", period=period, accumulations=labels)
