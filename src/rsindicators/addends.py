"""What is given to be added, and what it must have in common.

Addends are observations of one indicator, one scope, and one region or one time. Whether they add at all is
said by the indicator, for each axis; where its definition or a note says that categories overlap, nothing is
added. Their sum is in the finest of their units and as final as the least final of them. The components of a
ratio are told place by place, by any of their names.

What is no observation is refused, what is missing, what is no figure; what is no component, and one that is
told twice.

Source: trade rules §2 (finality), §4 (time) and §7 (合计 and its parts).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from typing import Any, Final, Literal, NoReturn

from rsindicators.choice import FINALITY
from rsindicators.errors import ComponentError, NotAdditiveError, UnknownNameError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Additivity, Measure, Status
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import accumulation_of, first_month, months_of, read_run, runs_over
from rsindicators.text import checked, fold, nearest

Over = Literal["region", "period"]

ADDING: Final = (Measure.STOCK, Measure.FLOW)
"""The measures that can add at all; ratios, compositions and growths add over nothing."""

Parts = Mapping[str, Any]
"""Components by name, code or short name: figures, texts of figures, bare numbers."""

Told = Mapping[str, Parts] | Mapping[Period, Parts] | Mapping[str | Period, Parts]
"""The components of each place: of a region by its code or name, of a period by itself or its text."""

Row = tuple[Any, dict[str, Figure]]
"""A place, and the figures of its components under the names the formula uses."""


def observations_in(given: Iterable[Observation]) -> tuple[Observation, ...]:
    """What was given, known to be observations.

    Raises:
        ComponentError: It is not.
    """
    if not isinstance(given, Iterable):
        raise ComponentError("addition.observation", value=given, type=type(given).__name__)
    found = tuple(given)
    for one in found:
        if not isinstance(one, Observation):
            raise ComponentError("addition.observation", value=one, type=type(one).__name__)
    return found


def addends_in(given: Iterable[Observation]) -> tuple[Observation, ...]:
    """What was given, known to be observations, at least one; those of the longest period first.

    A sum of figures of one day (2023年末, 2023年12月末) so bears one period, whichever was given first.

    Raises:
        ComponentError: It is not.
    """
    found = observations_in(given)
    if not found:
        raise ComponentError("addition.empty")
    return tuple(sorted(found, key=lambda one: one.period.months, reverse=True))


# ── what they have in common ─────────────────────────────────────────────────────────────────────────────


def one_indicator(given: Sequence[Observation]) -> Indicator:
    """The indicator all of them are of.

    Raises:
        NotAdditiveError: There are two; said otherwise where they are categories that overlap.
    """
    first = given[0].indicator
    other = next((one.indicator for one in given if one.indicator != first), None)
    if other is not None:
        refuse_overlap(one.indicator for one in given)
        raise NotAdditiveError("addition.indicators", one=first.name, other=other.name)
    return first


def require_one_region(given: Sequence[Observation]) -> None:
    """Nothing, if all are of one region.

    Raises:
        NotAdditiveError: There are two.
    """
    first = given[0].region
    other = next((one.region for one in given if one.region != first), None)
    if other is not None:
        raise NotAdditiveError("addition.regions", one=first, other=other)


def require_one_scope(given: Sequence[Observation]) -> None:
    """Nothing, if all are of one statistical scope (口径).

    Raises:
        NotAdditiveError: There are two.
    """
    first = given[0].scope
    other = next((one.scope for one in given if one.scope != first), None)
    if other is not None:
        raise NotAdditiveError("addition.scopes", one=first or "—", other=other or "—")


def require_one_time(given: Sequence[Observation]) -> None:
    """Nothing, if all cover the same months and run over the same: 本年累计 of June and of 1—6月 do.

    Figures at the end are of one day, however it is spelled: 2023年末, 2023年12月末.

    Raises:
        NotAdditiveError: They do not.
    """
    first = given[0]
    for one in given:
        if not _is_one_time(one, first):
            raise NotAdditiveError("addition.periods", one=first.period, other=one.period)
        if accumulation_of(one) != accumulation_of(first):
            raise NotAdditiveError("addition.accumulations", one=runs_over(first), other=runs_over(one))


def _is_one_time(one: Observation, other: Observation) -> bool:
    if one.accumulation is other.accumulation is Accumulation.AT_END:
        return one.period.end == other.period.end
    return months_of(one) == months_of(other)


# ── whether they add ─────────────────────────────────────────────────────────────────────────────────────


def additivity(indicator: Indicator, over: Over) -> tuple[Additivity, str]:
    """Whether the indicator adds along the axis, and why we say so; empty where the document does.

    Raises:
        UnknownNameError: There is no such axis.
    """
    if over == "region":
        return indicator.over_regions, indicator.reason("over_regions") or ""
    if over == "period":
        return indicator.over_periods, indicator.reason("over_periods") or ""
    raise UnknownNameError("addition.over", over=over)


def require_additive(given: Sequence[Observation], over: Over) -> Indicator:
    """The one indicator the observations are of, if its figures add along the axis.

    Args:
        given: At least one observation.
        over: "region" or "period".

    Raises:
        NotAdditiveError: They do not; the message says what to do instead. Or there are two indicators.
        UnknownNameError: There is no such axis.

    Source: trade rules §4: stocks never over time; ratios, averages and compositions over nothing; distinct
    persons not over months.
    """
    indicator = one_indicator(given)
    adds, why = additivity(indicator, over)
    if indicator.measure not in ADDING:
        _refuse_ratio(indicator, over, adds, why)
    if indicator.measure is Measure.STOCK and over == "period":
        last = max(given, key=lambda one: one.period.end).period
        raise NotAdditiveError("addition.stock", name=indicator.name, last=last)
    if adds is not Additivity.SUM:
        raise NotAdditiveError("addition.none", name=indicator.name, reason=why or indicator.definition)
    return indicator


def _refuse_ratio(indicator: Indicator, over: Over, adds: Additivity, why: str) -> NoReturn:
    name, formula = indicator.name, indicator.formula
    if formula is None or adds is not Additivity.RECOMPUTE:
        raise NotAdditiveError("addition.ratio_alone", name=name, reason=why or indicator.definition)
    components = "、".join(formula.names)
    if over == "period" and any(one.carry_over for one in indicator.components):
        raise NotAdditiveError("addition.ratio_carried", name=name, components=components)
    raise NotAdditiveError("addition.ratio", name=name, components=components, over=over)


# ── whether they overlap ─────────────────────────────────────────────────────────────────────────────────

_OVERLAPS: Final = r"(?:重复|交叉|重叠)"
_DENIED: Final = (
    r"(?<![不未可没无法难能])(?:[不没无未非]|避免|防止|剔除|去除|扣除|消除|杜绝)"
    r"(?:会|能|得|可|应|再|了|有|存在|任何|相互|互相|互|产生|出现|发生|发现|进行|人员|数据){0,5}"
    rf"(?:同时计入|同时统计|{_OVERLAPS}(?:[和或与及、]?{_OVERLAPS}){{0,3}})"
)
"""What a text says there is none of; what denies the denial (不可避免, 未剔除) denies nothing."""

_TOLD: Final = (
    rf"(?:存在|有|可能|会|互|统计|计入|计算|部分)[^,。;;!?\n\0]{{0,8}}{_OVERLAPS}"
    rf"|{_OVERLAPS}[^,。;;!?\n\0]{{0,4}}(?:统计|计算|计入|计数|部分|现象|情况|人员|关系)"
    r"|同时(?:计入|统计|计算|归入|属于)(?!分[母子])|之和(?:不等于|大于|超过|多于)"
)
"""How a document says that categories overlap."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_DENIED), re.compile(_TOLD)


_ENDS: Final = "。;!?\n"
_BEFORE: Final = 45
"""How much of a sentence is quoted before the words that tell."""


def refuse_overlap(indicators: Iterable[Indicator], notes: Iterable[str] = ()) -> None:
    """Nothing, if neither a definition nor a remark nor a note says that the categories overlap.

    A text that says they do not (不会有重复) says nothing of the kind; one that is in doubt does.

    Raises:
        NotAdditiveError: One does.

    Source: trade rules §7 (categories may overlap); 浙江 表2, the note below the table.
    """
    denied, told = _patterns()
    written = [text for one in indicators for text in (one.definition, *one.remarks)]
    for text in (*written, *notes):
        plain = denied.sub(lambda words: "\0" * len(words[0]), fold(text))
        found = told.search(plain)
        if found:
            sentence = 1 + max(text.rfind(sign, 0, found.start()) for sign in _ENDS)
            begins = max(sentence, found.start() - _BEFORE)
            raise NotAdditiveError("addition.overlapping", note=text[begins:])


# ── their sum ────────────────────────────────────────────────────────────────────────────────────────────


def figure_of(one: Observation) -> Figure:
    """What was reported, known to be a figure.

    Raises:
        NotAdditiveError: It is missing, or one-sided, or a composition.
    """
    if isinstance(one.figure, Figure):
        return one.figure
    if one.figure is None:
        place = " ".join(filter(None, (one.region, str(one.period))))
        raise NotAdditiveError("addition.missing", place=place)
    raise NotAdditiveError("addition.no_figure", figure=one.figure)


def summed(figures: Iterable[Figure]) -> Figure:
    """The sum, in the finest of their units.

    It is added in an order of its own: whichever was given first changes neither its unit nor its symbol.

    Raises:
        UnitError: The units do not fit.
    """
    ordered = sorted(
        figures, key=lambda one: (one.unit.exponent, one.unit.symbol, one.value, one.interval.lo)
    )
    return reduce(operator.add, ordered)


def least_final(given: Iterable[Observation]) -> Status | None:
    """The status of the least final one."""
    return min((one.status for one in given), key=FINALITY.__getitem__)


# ── the components of a ratio ────────────────────────────────────────────────────────────────────────────


def rows_in(indicator: Indicator, told: Told) -> list[Row]:
    """The components of each place, in the order they were told.

    Raises:
        ComponentError: Places or components are not told as mappings; a component is told twice.
        UnknownNameError: A name is no component's.
        UnitError, NumberError, NotationError: A component cannot be read, or is in the wrong unit.
    """
    if not isinstance(told, Mapping) or not told:
        raise ComponentError("addition.parts", value=told)
    return [(place, _row(indicator, parts)) for place, parts in told.items()]


def _row(indicator: Indicator, parts: Parts) -> dict[str, Figure]:
    if not isinstance(parts, Mapping):
        raise ComponentError("addition.parts", value=parts)
    named = {name: one for one in indicator.components for name in one.names}
    row: dict[str, Figure] = {}
    for name, value in parts.items():
        component = named.get(checked(name, UnknownNameError))
        if component is None:
            near = nearest(name, named)
            raise UnknownNameError("component.unknown", name=name, indicator=indicator.name, near=near)
        if component.name in row:
            raise ComponentError("component.twice", name=component.name)
        row[component.name] = component.figure(value)
    return row


def in_time(rows: Iterable[Row]) -> list[Row]:
    """The rows of periods, the earliest first.

    Raises:
        PeriodError: A place is no period.
    """
    return sorted(((read_run(place), row) for place, row in rows), key=lambda one: first_month(one[0]))
