"""What a form asks for: indicators and their components, in which unit, for when, how finely.

A level of several years is asked for at the end of the last; what is carried over is the balance before the
period, or before the year where figures run from January. It refuses what is no indicator, and a period that
does not fit one.

Source: trade rules §4, 期末数, 报告期内数 and the carry-over of 结案率.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.component import Component
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError
from rsindicators.figure import Figure
from rsindicators.formats.blank import Line
from rsindicators.indicator import Indicator
from rsindicators.kinds import YEARLY, Accumulation, Measure
from rsindicators.messages import Language, render
from rsindicators.notation import Value
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.plan import Plan
from rsindicators.units import Unit

MOST_INDICATORS: Final = 500

Decimals = int | Mapping[str, int] | None
"""How many decimals to ask for: of all indicators that are no whole counts, or by their names."""

Place = tuple[Period, Accumulation | None]
"""For which time a figure is, and over what it runs."""


@frozen
class Asked:
    """An indicator that a form asks for.

    Attributes:
        indicator: Of which the line is.
        unit: In which, as printed.
        decimals: As the plan prints it, or None where nobody says.
    """

    indicator: Indicator
    unit: Unit
    decimals: int | None = None


@frozen
class Terms:
    """What all lines of a form share."""

    period: Period
    accumulation: Accumulation | None
    decimals: Decimals
    language: Language

    def say(self, code: str, **facts: str) -> str:
        """A text of the form, in its language."""
        return render(f"form.{code}", self.language, facts)


def asked_of(source: object) -> list[Asked]:
    """The indicators of a plan, of a catalogue, or of a list, each once."""
    if isinstance(source, Plan):
        return _of_plan(source)
    if isinstance(source, Catalogue):
        given: list[object] = [one for one in source if one.is_defined]
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes | Mapping):
        given = list(islice(source, MOST_INDICATORS + 1))
    else:
        raise DefinitionError("forms.source", type=type(source).__name__)
    if len(given) > MOST_INDICATORS:
        raise DefinitionError("forms.many", most=MOST_INDICATORS)
    found = {one.code: one for one in map(_indicator, given)}
    return [Asked(one, one.unit) for one in found.values()]


def _indicator(given: object) -> Indicator:
    if isinstance(given, str):
        given = Catalogue.standard()[given]
    if not isinstance(given, Indicator):
        raise DefinitionError("forms.source", type=type(given).__name__)
    if given.component_of:
        raise DefinitionError("forms.component", name=given.name)
    return given


def _of_plan(plan: Plan) -> list[Asked]:
    """Those of its table whose targets are figures, in its rows' units; without a table, of its prose."""
    rows = {row.indicator: row.unit for row in reversed(plan.rows)}
    printed = [one for one in plan.targets_all if not one.quote] or plan.targets_all
    found = []
    for indicator in {one.indicator.code: one.indicator for one in printed if one.bound is not None}.values():
        told = next((rows[name] for name in indicator.names if rows.get(name)), "")
        unit = Unit.parse(told) if told else indicator.unit
        found.append(Asked(indicator, unit, _decimals_in(plan, indicator, unit)))
    return found


def _decimals_in(plan: Plan, indicator: Indicator, unit: Unit) -> int | None:
    """The most that the plan prints of an indicator; whole per cent ask no rate to be whole."""
    targets = [one for one in plan.targets_all if one.indicator.code == indicator.code]
    values = [one.figure for one in plan.results if one.indicator.code == indicator.code]
    values += [one.base.reading.value for one in targets if one.base]
    values += [one.bound for one in targets]
    shown = [one.decimals for value in values for one in _figures(value) if one.unit == unit]
    most = max((one for one in shown if one is not None), default=None)
    return None if unit.is_share and most == 0 else most


def _figures(value: Value | None) -> list[Figure]:
    """The figures that a value prints."""
    if isinstance(value, Figure):
        return [value]
    return [value.limit, *([value.upper] if value.upper else [])] if isinstance(value, Bound) else []


@frozen
class Entry:
    """What a line asks for.

    Attributes:
        own: The number, as an indicator of its own.
        asked: The indicator it is of, or a component of.
        unit: In which.
        place: For which time, and over what it runs.
        component: The component it is, or None.
        depth: How deep it stands below its indicator.
    """

    own: Indicator
    asked: Asked
    unit: Unit
    place: Place
    component: Component | None = None
    depth: int = 0


def entries(asked: Asked, terms: Terms) -> Iterator[Entry]:
    """An indicator, and below it its components; the parts of a component stand deeper."""
    indicator = asked.indicator
    place = _place(indicator, terms)
    yield Entry(indicator, asked, asked.unit, place)
    inner = {name for one in indicator.components if one.formula for name in one.formula.names}
    for component, own in zip(indicator.components, constituents(indicator), strict=True):
        depth = 2 if component.name in inner else 1
        yield Entry(own, asked, own.unit, _within(own, place, terms), component, depth)


def _place(indicator: Indicator, terms: Terms) -> Place:
    """For which time the line is, and over what its figure runs; of several years a level is of the last."""
    period, is_flow = terms.period, indicator.measure is Measure.FLOW
    if not is_flow and indicator.accumulation is Accumulation.AT_END:
        return _last_year(period), Accumulation.AT_END
    if terms.accumulation is not None:
        return period, terms.accumulation
    if period.months > 12 and not is_flow:
        yearly = indicator.accumulation in YEARLY
        return (period if yearly else _last_year(period)), indicator.accumulation
    return period, _run(period, indicator.accumulation)


def _within(own: Indicator, place: Place, terms: Terms) -> Place:
    """The place of a component: that of its indicator; what is counted at a moment is of its end."""
    period, run = place
    if own.measure is not Measure.FLOW:
        return period, Accumulation.AT_END
    if run is Accumulation.AT_END:
        return period, terms.accumulation or _run(period, Accumulation.ANNUAL)
    return place


def _last_year(period: Period) -> Period:
    return period.ending.plain() if period.months > 12 else period


def _run(period: Period, in_a_year: Accumulation) -> Accumulation | None:
    """Over what a flow of the period runs; None for a month or quarter by itself."""
    if period.months > 12:
        return Accumulation.CUMULATIVE
    if period.is_year:
        return in_a_year
    return Accumulation.YEAR_TO_DATE if period.month == 1 else None


def line(entry: Entry, region: str, terms: Terms) -> Line:
    """A line; what cannot be reported so is refused before anyone fills it in."""
    own, (period, run) = entry.own, entry.place
    seen = Observation(own, None, period, region, run)
    decimals = _decimals_of(entry, terms)
    cells = (
        entry.asked.indicator.name, entry.component.name if entry.component else "", region,
        str(seen.period), "", entry.unit.symbol, seen.accumulation.label if seen.accumulation else "", "", "",
        "" if decimals is None else decimals, "",
    )  # fmt: skip
    is_number = own.measure is not Measure.COMPOSITION
    return Line(cells, own.name, _hint(entry, terms), entry.depth, decimals, is_number)


def _decimals_of(entry: Entry, terms: Terms) -> int | None:
    """By name; none of a whole count; else as the caller says for all, or as the plan prints it."""
    told = terms.decimals
    named = [told[name] for name in entry.own.names if name in told] if isinstance(told, Mapping) else []
    if named:
        return named[0]
    if entry.unit.is_whole_count:
        return 0
    return told if isinstance(told, int) else None if entry.component else entry.asked.decimals


def _hint(entry: Entry, terms: Terms) -> str:
    """What to enter: the unit, the moment of a balance carried over, the formula, the definition."""
    own = entry.own
    formula = entry.component.formula if entry.component else own.formula
    parts = [terms.say("only", unit=entry.unit.symbol)] if entry.unit.symbol else []
    if own.carry_over:
        parts.append(_carried(entry.place[0], terms))
    if formula:
        parts.append(terms.say("formula", text=formula.say()))
    if own.definition:
        parts.append(terms.say("defined", text=own.definition))
    return "\n".join(parts)


def _carried(period: Period, terms: Terms) -> str:
    """Which balance is carried over: that before the period; of a figure from January on, before the year."""
    to_date = (terms.accumulation or _run(period, Accumulation.ANNUAL)) is Accumulation.YEAR_TO_DATE
    if to_date or period.month == 1:
        moment = f"{period.year - 1}年末"
    else:
        moment = f"{period.year}年{period.month - 1}月末"
    return terms.say("carried_year" if to_date else "carried", moment=moment)
