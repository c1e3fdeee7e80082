"""What is given to be added, and what it must have in common.

Addends are observations of one indicator, one scope, and one region or one time. Whether they add at all is
said by the indicator, for each axis; where its definition or a note says that categories overlap, nothing is
added. Their sum is in the finest of their units and as final as the least final of them.

What is no observation is refused, what is missing, and what is no figure.

Source: trade rules §2 (finality), §4 (time) and §7 (合计 and its parts).
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final, Literal

from rsindicators.errors import ComponentError, NotAdditiveError, UnknownNameError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Additivity, Measure, Status
from rsindicators.observation import Observation
from rsindicators.runs import covered, runs_over

Over = Literal["region", "period"]

ADDING: Final = (Measure.STOCK, Measure.FLOW)
"""The measures that can add at all; ratios, compositions and growths add over nothing."""

FINALITY: Final[dict[Status | None, int]] = {
    status: rank
    for rank, status in enumerate((Status.ESTIMATED, Status.PRELIMINARY, None, Status.FINAL, Status.REVISED))
}
"""How final a figure is: one nobody qualified is more than a 快报 and less than a 年报."""

_OVERLAP: Final = re.compile(
    r"(?<!不)存在(?:重复|交叉|重叠)|(?<!没)有(?:重复|交叉|重叠)|(?:相互|互相)(?:重复|交叉|重叠)|之和不等于"
)
"""How a document says that categories overlap."""


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
    """What was given, known to be observations, at least one.

    Raises:
        ComponentError: It is not.
    """
    found = observations_in(given)
    if not found:
        raise ComponentError("addition.empty")
    return found


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

    Raises:
        NotAdditiveError: They do not.
    """
    first = given[0]
    for one in given:
        if covered(one) != covered(first):
            raise NotAdditiveError("addition.periods", one=first.period, other=one.period)
        if one.accumulation != first.accumulation:
            raise NotAdditiveError("addition.accumulations", one=runs_over(first), other=runs_over(one))


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


def require_additive(indicator: Indicator, over: Over, last: object = "") -> None:
    """Nothing, if figures of the indicator add along the axis.

    Args:
        indicator: The indicator.
        over: "region" or "period".
        last: The last period there is a figure of, which is what to take of a stock.

    Raises:
        NotAdditiveError: They do not; the message says what to do instead.

    Source: trade rules §4: stocks never over time; ratios, averages and compositions over nothing; distinct
    persons not over months.
    """
    name, formula = indicator.name, indicator.formula
    adds, why = additivity(indicator, over)
    reason = why or indicator.definition
    if indicator.measure not in ADDING:
        if formula is None or adds is not Additivity.RECOMPUTE:
            raise NotAdditiveError("addition.ratio_alone", name=name, reason=reason)
        raise NotAdditiveError("addition.ratio", name=name, components="、".join(formula.names), over=over)
    if indicator.measure is Measure.STOCK and over == "period":
        raise NotAdditiveError("addition.stock", name=name, last=last)
    if adds is not Additivity.SUM:
        raise NotAdditiveError("addition.none", name=name, reason=reason)


def refuse_overlap(indicators: Iterable[Indicator], notes: Iterable[str] = ()) -> None:
    """Nothing, if neither a definition nor a remark nor a note says that the categories overlap.

    Raises:
        NotAdditiveError: One does.

    Source: trade rules §7 (categories may overlap); 浙江 表2, the note below the table.
    """
    written = [text for one in indicators for text in (one.definition, *one.remarks)]
    for text in (*written, *notes):
        found = _OVERLAP.search(text)
        if found:
            raise NotAdditiveError("addition.overlapping", note=text[max(0, found.start() - 30) :])


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
