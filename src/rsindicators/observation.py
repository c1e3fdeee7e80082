"""A figure in its place.

An observation says what was reported of an indicator: for which period and region, over what it runs, of
which statistical scope and how final it is. `2020年末` becomes the year 2020 with the accumulation AT_END,
so that one place has one key. Where the accumulation is not said it follows from the indicator and the
period; a stock is always a number at the end.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, cast

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.composition import Composition, Portion
from rsindicators.errors import NotationError, PeriodError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Measure, Status
from rsindicators.notation import Reading, Value, parse
from rsindicators.period import Period
from rsindicators.source import Source
from rsindicators.text import checked
from rsindicators.units import PURE, TIMES

ESTIMATED: Final = "预计"
POSSIBLE: Final = {
    Measure.STOCK: (Accumulation.AT_END,),
    Measure.FLOW: tuple(run for run in Accumulation if run is not Accumulation.AT_END),
}
"""What a number of a kind can run over: a stock is a number at the end, a flow never is."""

LONGEST_WORDS: Final = 50_000
"""Of a text beside the figure: the region of a sum bears the names of all it was made of."""

_KINDS: Final = {"accumulation": Accumulation, "status": Status, "as_of": date, "source": Source}

Key = tuple[str, str, str, str, str, str]


def _indicator(given: Indicator | str) -> Indicator:
    return given if isinstance(given, Indicator) else Catalogue.standard()[given]


def _period(given: Period | str) -> Period:
    return given if isinstance(given, Period) else Period.parse(given)


def _text(given: str) -> str:
    return checked(given, NotationError, LONGEST_WORDS)


def _unread(given: Value | str | int | Decimal | None) -> Value | None:
    """It is read when the indicator is known, in `__attrs_post_init__`."""
    return cast("Value | None", given)


def _cell(text: str, indicator: Indicator) -> Reading:
    """A cell of a report; a number without a unit is in the indicator's, but a bare 0.95 may mean 95%."""
    reading = parse(text, report=True)
    bare = isinstance(reading.value, Figure | Bound) and reading.value.unit.is_pure
    return parse(text, indicator.unit, report=True) if bare and not indicator.unit.is_share else reading


@frozen
class Observation:
    """What was reported.

    Args:
        indicator: An indicator, or a name in the standard catalogue.
        figure: A figure, its text, or a bare number in the indicator's unit; a bound for one-sided knowledge
            (超过35%); a composition; None for a figure that is missing.
        period: A period or its text; `2020年末` sets the accumulation.
        region: A code or a name; empty where it goes without saying.
        accumulation: Over what it runs; left out, it follows from the indicator and the period.
        scope: The statistical scope (口径), as text.
        status: How final it is, or None where nobody said.
        as_of: The date it was true or published.
        source: Where it was printed.
        phrase: What was reported in words instead of a figure (全覆盖).
        quote: The words around it, for a figure printed in prose; empty for one of a table or a form.
        cell: The address of its cell, where it was read from a file.
        form: The file or form it was read from.
        explanation: What the person who filled it in says of it.

    Examples:
        >>> seen = Observation("失业保险参保人数", "2.28万人", "2020年末")
        >>> str(seen.figure), str(seen.period), seen.accumulation
        ('2.28万人', '2020年', Accumulation.AT_END)

    Raises:
        UnitError: The figure's unit does not fit the indicator.
        PeriodError: Period, cell and caller tell different accumulations; or a cell in brackets, a total
            over the plan, is given for a year; or a flow is given at the end, a stock over a period.
        NumberError, NotationError, UnknownNameError: A part cannot be read, or is of another kind.
    """

    indicator: Indicator = field(converter=_indicator)
    figure: Value | None = field(converter=_unread)
    period: Period = field(converter=_period)
    region: str = field(default="", converter=_text)
    accumulation: Accumulation | None = None
    scope: str = field(default="", converter=_text)
    status: Status | None = None
    as_of: date | None = None
    source: Source | None = None
    phrase: str = field(default="", converter=_text)
    quote: str = field(default="", converter=_text)
    cell: str = field(default="", converter=_text)
    form: str = field(default="", converter=_text)
    explanation: str = field(default="", converter=_text)

    def __attrs_post_init__(self) -> None:
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if not (value is None or isinstance(value, kind)):
                wanted, found = kind.__name__, type(value).__name__
                raise NotationError("argument.kind", name=name, wanted=wanted, type=found, value=value)
        given: object = self.figure
        said = None
        if isinstance(given, str):
            cell = _cell(given, self.indicator)
            given, said = cell.value, cell.accumulation
            object.__setattr__(self, "phrase", cell.phrase)
            if ESTIMATED in cell.hedges and self.status is None:
                object.__setattr__(self, "status", Status.ESTIMATED)
        object.__setattr__(self, "figure", _fitting(given, self.indicator))
        object.__setattr__(self, "accumulation", self._run(said))
        object.__setattr__(self, "period", self.period.plain())

    def _run(self, said: Accumulation | None) -> Accumulation | None:
        """Over what it runs: as told by the caller, the cell or the period, if they agree; else the usual."""
        told = {run for run in (self.accumulation, said, self.period.at_end and Accumulation.AT_END) if run}
        if len(told) > 1:
            labels = "、".join(sorted(run.label for run in told))
            raise PeriodError("observation.accumulation", period=self.period, accumulations=labels)
        run = told.pop() if told else usual(self.indicator, self.period)
        if run is not None and run not in POSSIBLE.get(self.indicator.measure, Accumulation):
            measure = self.indicator.measure.label
            raise PeriodError("observation.measure", name=self.indicator.name, measure=measure, run=run.label)
        if said is Accumulation.CUMULATIVE and self.period.months <= 12:
            raise PeriodError("observation.total", period=self.period)
        return run

    @property
    def key(self) -> Key:
        """What makes it a duplicate of another: indicator, region, period, accumulation, scope, status."""
        run = self.accumulation.value if self.accumulation else ""
        status = self.status.value if self.status else ""
        return (self.indicator.code, self.region, self.period.code, run, self.scope, status)

    def __str__(self) -> str:
        shown = self.phrase or "—" if self.figure is None else str(self.figure)
        return " ".join(filter(None, (self.region, self.indicator.name, str(self.period), shown)))


def _fitting(given: object, indicator: Indicator) -> Value | None:
    """What was reported, its unit known to fit the indicator's."""
    if given is None or isinstance(given, Bound | Composition | Portion):
        if given is not None:
            unit = (
                given.unit if isinstance(given, Bound) else PURE if isinstance(given, Composition) else TIMES
            )
            indicator.unit.require(unit)
        return given
    return indicator.figure(given)


def usual(indicator: Indicator, period: Period) -> Accumulation | None:
    """What a plain figure of the indicator means for a period; None for a month or quarter of a flow."""
    if indicator.measure is Measure.STOCK:
        return Accumulation.AT_END
    if period.is_year:
        return indicator.accumulation
    if indicator.measure is not Measure.FLOW:
        return None if indicator.accumulation is Accumulation.ANNUAL else Accumulation.AT_END
    if period.months > 12:
        return Accumulation.CUMULATIVE
    return Accumulation.YEAR_TO_DATE if period.month == 1 and period.months > 1 else None
