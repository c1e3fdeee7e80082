"""The slips that people are known to make in one cell, and what they meant to write.

Ten thousand times too much or too little (人 typed as 万人), a hundred times (0.95 for 95%), the total to
date for one period and the reverse, a rate upside down or without what was carried over, a balance of another
time. A slip is a proposal: it is offered only where nothing that touches the cell contradicts it.

Source: trade rules §3 (slips to recognise), §4 (the carry-over, year-to-dates and plan totals).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Final

from attrs import frozen

from rsindicators.balance import roles
from rsindicators.constituent import code_of
from rsindicators.errors import ComponentError, RSIndicatorsError, UndefinedResultError
from rsindicators.facts import Facts, time_of
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Additivity, Lag, Mend
from rsindicators.number import NEAREST, ONE, ZERO, exponent_of, round_half_up, shift
from rsindicators.observation import Observation
from rsindicators.period import FIRST_YEAR, Period
from rsindicators.runs import between, first_month, gaps, month_after

_SCALES: Final = (
    (Mend.TIMES_TEN_THOUSAND, 4, False),
    (Mend.OVER_TEN_THOUSAND, -4, False),
    (Mend.TIMES_HUNDRED, 2, True),
    (Mend.OVER_HUNDRED, -2, True),
)
"""Which slips of scale there are, by how many places, and whether of shares."""
YEAR: Final = 12
MOST_YEARS: Final = 10
"""Totals that end with a run are looked for so many years back."""
_NOTHING: Final = Interval.point(ZERO)


@frozen(eq=False)
class Slipped:
    """A slip.

    Attributes:
        mend: Which one.
        meant: The figure that was meant, as it would be printed.
        within: Where the truth behind it lies, in base units.
    """

    mend: Mend
    meant: Figure
    within: Interval


def slips_of(cell: Observation, facts: Facts) -> Iterator[Slipped]:
    """The slips that may have been made in a cell, whatever else they would contradict.

    Examples:
        >>> cell = Observation("失业保险参保人数", "22800万人", "2020年末")
        >>> [(one.mend.value, str(one.meant)) for one in slips_of(cell, Facts([cell]))]
        [('times_ten_thousand', '228000000万人'), ('over_ten_thousand', '2.28万人')]
    """
    typed = cell.figure
    if not isinstance(typed, Figure) or typed.decimals is None:
        return
    yield from _scaled(typed)
    yield from _totals(cell, typed, facts)
    yield from _rates(cell, typed, facts)
    yield from _balance(cell, facts)


def _made(mend: Mend, value: Decimal, typed: Figure, within: Interval) -> Iterator[Slipped]:
    """A slip, if what was meant can be printed, and is whole where it must be."""
    if typed.unit.is_whole_count and exponent_of(NEAREST.normalize(value)) < 0:
        return
    try:
        yield Slipped(mend, Figure(value, typed.unit), within)
    except RSIndicatorsError:  # too long to be printed
        return


# ── another scale ────────────────────────────────────────────────────────────────────────────────────────


def _scaled(typed: Figure) -> Iterator[Slipped]:
    """What was meant where the digits are right and the scale is not.

    What is divided loses the zeros at its end: 20600人 typed under 万人 are 2.06万人.
    """
    digits = NEAREST.normalize(typed.value)
    for mend, places, of_shares in _SCALES:
        if typed.value == ZERO or typed.unit.is_share is not of_shares:
            continue
        value, decimals = (typed.value, typed.decimals) if places > 0 else (digits, -exponent_of(digits))
        within = Interval.around(value, decimals or 0).shift(places + typed.unit.exponent)
        yield from _made(mend, shift(value, places), typed, within)


# ── a total for a single period, and the reverse ─────────────────────────────────────────────────────────


def _totals(cell: Observation, typed: Figure, facts: Facts) -> Iterator[Slipped]:
    """What was meant where the months before were counted in, or left out."""
    if cell.indicator.over_periods is not Additivity.SUM:
        return
    run = time_of(cell)
    for before in _runs_before(cell, run, facts):
        earlier = _total(cell, before, facts)
        if earlier is not None and earlier.decimals is not None:
            meant = typed - earlier
            yield from _made(Mend.TOTAL_FOR_SINGLE, meant.value, meant, _based(meant))
    for before in _starts_of(run):
        earlier = _total(cell, before, facts)
        if earlier is not None and earlier.decimals is not None:
            meant = typed + earlier
            yield from _made(Mend.SINGLE_FOR_TOTAL, meant.value, meant, _based(meant))
            return


def _runs_before(cell: Observation, run: Period, facts: Facts) -> Iterator[Period]:
    """The months before a run that a total would hold too: of its year, else of its plan or a total told."""
    if run.month > 1:
        yield Period(run.year, 1, run.month - 1)
        return
    plan = facts.period or Period.plan_of(run.start)
    firsts = [first_month(plan)] if plan is not None and plan.months > YEAR and plan.contains(run) else []
    for back in range(1, min(MOST_YEARS, run.year - FIRST_YEAR + 1)):
        first = first_month(run) - back * YEAR
        if _told(cell, between(first, month_after(run)), facts) is not None:
            firsts.append(first)
    for first in dict.fromkeys(firsts):
        if first < first_month(run):
            yield between(first, first_month(run))


def _starts_of(run: Period) -> Iterator[Period]:
    """What a total may begin with, the longest first: of a year by months; of several all but the last."""
    years = gaps((), run)
    if len(years) > 1:
        yield between(first_month(run), first_month(years[-1]))
        return
    for months in range(run.months - 1, 0, -1):
        yield between(first_month(run), first_month(run) + months)


def _total(cell: Observation, run: Period, facts: Facts) -> Figure | None:
    """The total of a run, as told or as the sum of its years."""
    told, years = _told(cell, run, facts), gaps((), run)
    if told is not None or len(years) == 1:
        return told
    known = [one for year in years if (one := _told(cell, year, facts)) is not None]
    return reduce(Figure.__add__, known) if len(known) == len(years) else None


def _told(cell: Observation, run: Period, facts: Facts) -> Figure | None:
    found = facts.at((cell.indicator.code, cell.region, cell.scope), run)
    return found.figure if found is not None and isinstance(found.figure, Figure) else None


def _based(figure: Figure) -> Interval:
    return figure.interval.shift(figure.unit.exponent)


# ── rates and what is carried over ───────────────────────────────────────────────────────────────────────


def _rates(cell: Observation, typed: Figure, facts: Facts) -> Iterator[Slipped]:
    """What was meant where a rate is upside down, or leaves out what was carried over."""
    indicator = cell.indicator
    told = _components(indicator, cell, Lag.NOW, facts)
    if indicator.formula is None or not told:
        return
    box = {name: _based(figure) for name, figure in told.items()}
    carried = {one.name: _NOTHING for one in indicator.components if one.carry_over}
    try:
        rate, meant = indicator.formula.interval(box), indicator.formula.value(_values(told))
        found = (
            (Mend.SWAPPED, Interval.point(ONE) / rate),
            (Mend.WITHOUT_CARRY_OVER, indicator.formula.interval(box | carried) if carried else None),
        )
    except UndefinedResultError:
        return
    printed = round_half_up(shift(meant, -typed.unit.exponent), typed.decimals or 0)
    for mend, made in found:
        if made is not None and made.meets(_based(typed)):
            yield from _made(mend, printed, typed, rate)


def _balance(cell: Observation, facts: Facts) -> Iterator[Slipped]:
    """What was meant where a balance carried over is not the one of the time it is carried from."""
    rate = facts.catalogue.get(cell.indicator.component_of) if cell.indicator.carry_over else None
    meant = None if rate is None else carried_into(rate, cell, facts)
    if meant is not None:
        yield from _made(Mend.STALE_CARRY_OVER, meant.value, meant, _based(meant))


def carried_into(rate: Indicator, at: Observation, facts: Facts) -> Figure | None:
    """The balance that the time before left, of a rate at the place of a figure; None where nobody knows."""
    told = _components(rate, at, Lag.CARRIED_FROM, facts)
    if not told:
        return None
    try:
        carried, accepted, settled = (told[name] for name in roles(rate))
    except ComponentError:  # another formula: nobody says what came in and what was settled
        return None
    return carried + accepted - settled


def _components(rate: Indicator, cell: Observation, lag: Lag, facts: Facts) -> dict[str, Figure]:
    """What was told of the components of a formula at the place of a cell; nothing where one is missing."""
    used = [one for one in rate.components if rate.formula and one.name in rate.formula.names]
    seen = {one.name: facts.seen(cell, code_of(rate, one), lag) for one in used}
    told = {name: one.figure for name, one in seen.items() if one and isinstance(one.figure, Figure)}
    return told if len(told) == len(used) else {}


def _values(told: Mapping[str, Figure]) -> dict[str, Decimal]:
    return {name: shift(figure.value, figure.unit.exponent) for name, figure in told.items()}
