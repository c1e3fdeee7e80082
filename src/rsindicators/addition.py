"""What may be added, and to what.

`aggregate` adds observations over regions or over periods, `add_parts` the parts of one whole, and
`recompute` makes a ratio of added components.

A wrong sum is refused with what to do instead: a stock over periods, ratios, distinct persons, year-to-dates
that overlap, a parent with its children, categories that overlap, figures of different scope. What is missing
stays missing: a gap makes a total unknown, it never counts as nothing.

Source: trade rules §4 (time) and §7 (合计 and its parts).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from rsindicators.addends import (
    ADDING,
    Over,
    Row,
    Told,
    addends_in,
    additivity,
    figure_of,
    in_time,
    least_final,
    observations_in,
    refuse_overlap,
    require_additive,
    require_one_region,
    require_one_scope,
    require_one_time,
    rows_in,
    summed,
)
from rsindicators.component import Component
from rsindicators.errors import ComponentError, NotAdditiveError, UnknownNameError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Additivity, Measure
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.region import Region, apart
from rsindicators.runs import accumulation_of, joined, made_over, months_of, total_of
from rsindicators.text import checked

LONGEST_NOTE: Final = 2_000


def aggregate(
    observations: Iterable[Observation],
    over: Over = "region",
    *,
    to: str | None = None,
    regions: Iterable[Region] = (),
) -> Observation:
    """The observation of the whole, from those of disjoint regions or of adjoining periods.

    Args:
        observations: At least one, all of one indicator and scope; over regions of one period and
            accumulation, over periods of one region.
        over: "region" or "period".
        to: What to call the whole of the regions; left out, their names joined by 、. The sum bears the name
            of a whole only where the caller says that these are all of it.
        regions: Regions whose parents are to be known: 市本级 and 开发区 beside codes, names that do not tell
            one level (简阳市 beside 金堂县).

    Returns:
        The sum with its interval, in the finest unit, as final as the least final of them. Over periods a
        whole year is ANNUAL, a run from January YEAR_TO_DATE, one of more than a year CUMULATIVE.

    Raises:
        NotAdditiveError: They may not be added; the message says what to do instead.
        ComponentError: There is none, or one is no observation; `to` is given over periods.
        DefinitionError: A region is no name.
        UnknownNameError: `over` is neither.

    Examples:
        >>> seen = [Observation("城镇新增就业", *told) for told in
        ...         [("0.32", "2021年"), ("0.33", "2022年"), ("0.15", "2023年1—6月")]]
        >>> whole = aggregate(seen, over="period")
        >>> str(whole.figure), str(whole.figure.interval), str(whole.period)
        ('0.80万人', '[0.785, 0.815]', '2021年1月—2023年6月')

    Source: trade rules §4 and §7.
    """
    given = addends_in(observations)
    if over == "region":
        return _over_regions(given, to, regions)
    if over != "period":
        raise UnknownNameError("addition.over", over=over)
    if to is not None:
        raise ComponentError("addition.to", to=to)
    return _over_periods(given)


def _over_regions(given: Sequence[Observation], to: str | None, regions: Iterable[Region]) -> Observation:
    indicator, first = require_additive(given, "region"), given[0]
    require_one_time(given)
    require_one_scope(given)
    whole = apart((one.region for one in given), regions, to)
    figure, status = summed(map(figure_of, given)), least_final(given)
    run = accumulation_of(first)
    return Observation(indicator, figure, months_of(first), whole, run, first.scope, status)


def _over_periods(given: Sequence[Observation]) -> Observation:
    require_additive(given, "period")
    require_one_region(given)
    require_one_scope(given)
    run = joined(map(total_of, given))
    figure = summed(map(figure_of, given))
    return given[0] if len(given) == 1 else made_over(run, figure, least_final(given), given[0])


# ── the parts of one whole ───────────────────────────────────────────────────────────────────────────────


def add_parts(
    observations: Iterable[Observation],
    *,
    disjoint: bool = False,
    whole: Observation | None = None,
    notes: Iterable[str] = (),
) -> Figure:
    """The sum of different indicators that are parts of one whole (其中).

    It is a figure and no observation of the whole: whether the parts are all of it, only its definition says.

    Args:
        observations: Of indicators with the same `part_of`; of one region, period, accumulation and scope.
        disjoint: That nobody is counted in two of them; nothing is added unless the caller says so.
        whole: What was reported of the whole, which the parts may not certainly exceed.
        notes: What the document says below its table; like the definitions and remarks it is searched for
            words that the categories overlap, and then whatever the caller says is refused.

    Raises:
        NotAdditiveError: They overlap or may overlap, or are no parts of one whole.
        ComponentError: There is none, or one is no observation, or a note no text.
        UnitError: 人 stand beside 人次.

    Source: trade rules §7 (categories may overlap); 浙江 表1 and 表2, the note below the tables.
    """
    given = addends_in(observations)
    told = given if whole is None else (*given, *observations_in((whole,)))
    refuse_overlap((one.indicator for one in told), _noted(notes))
    _require_parts([one.indicator for one in given], whole, disjoint=disjoint)
    require_one_time(told)
    require_one_region(told)
    require_one_scope(told)
    total = summed(map(figure_of, given))
    if whole is not None:
        reported = figure_of(whole)
        if total.to(reported.unit).interval.lo > reported.interval.hi:
            raise NotAdditiveError("addition.over_whole", total=total, whole=reported)
    return total


def _noted(notes: Iterable[str]) -> list[str]:
    listed = notes if isinstance(notes, Iterable) and not isinstance(notes, str) else (notes,)
    return [checked(note, ComponentError, LONGEST_NOTE) for note in listed]


def _require_parts(indicators: Sequence[Indicator], whole: Observation | None, *, disjoint: bool) -> None:
    """Nothing, if they are different parts of one whole, side by side, and called disjoint."""
    names = "、".join(one.name for one in indicators)
    wholes = {one.part_of for one in indicators}
    if whole is not None:
        wholes.add(whole.indicator.code)
    if "" in wholes or len(wholes) > 1:
        raise NotAdditiveError("addition.part_of", names=names)
    if len({one.code for one in indicators}) < len(indicators):
        raise NotAdditiveError("addition.part_twice", names=names)
    if disjoint is not True:
        raise NotAdditiveError("addition.disjoint", names=names)
    for one in indicators:
        if one.measure not in ADDING:
            raise NotAdditiveError("addition.ratio_alone", name=one.name, reason=one.definition)


# ── ratios from their components ─────────────────────────────────────────────────────────────────────────


def recompute(
    indicator: Indicator,
    parts: Told,
    over: Over = "region",
    *,
    regions: Iterable[Region] = (),
    decimals: int | None = None,
) -> Figure:
    """A ratio of the whole: each component added, then the formula, so that each input counts once.

    Over periods the flows are added; a balance carried over is not: the first period's opens the whole, and
    later ones need not be given. Whether those agree, and whether a year-to-date opens like its neighbours
    with last December's balance, is asked of `balance.chain`: corrections and transfers may part them, and
    the rate stands.

    Args:
        indicator: Its `over_regions` or `over_periods` says RECOMPUTE.
        parts: For each region (code or name) or period (or its text) the components, as for
            `Indicator.compute`; the same ones everywhere.
        over: "region" or "period".
        regions: As in `aggregate`.
        decimals: As in `Indicator.compute`.

    Raises:
        NotAdditiveError: The ratio is not made of what adds; regions or periods are not apart or leave a gap.
        ComponentError, UnknownNameError, UnitError, NumberError, NotationError, UndefinedResultError: As
            `Indicator.compute`.
        PeriodError, DefinitionError: A key is no period, no region.

    Examples:
        >>> from rsindicators.catalogue import Catalogue
        >>> counties = {"510524": {"审结": 963, "受理": 950, "上期未结": 50},
        ...             "510525": {"审结": 37, "受理": 50, "上期未结": 0}}
        >>> str(recompute(Catalogue.standard()["仲裁结案率"], counties, decimals=1))
        '95.2%'

    Source: trade rules §4 (ratios add over nothing: recompute from their parts; 结案率).
    """
    _require_recomputed(indicator, over)
    rows = rows_in(indicator, parts)
    if over == "region":
        apart((place for place, _ in rows), regions)
    else:
        rows = in_time(rows)
        _require_adjoining([run for run, _ in rows])
    opening = {one.name for one in indicator.components if one.carry_over and over == "period"}
    first, told = rows[0]
    for place, row in rows:
        if row.keys() - opening != told.keys() - opening:
            raise ComponentError("addition.components", key=place, first=first)
    whole = {one.name: _whole(one, rows, over) for one in indicator.components if one.name in told}
    return indicator.compute(whole, decimals=decimals)


def _require_adjoining(runs: Sequence[Period]) -> None:
    for one, other in pairwise(runs):
        if one != other and one.meets(other):
            raise NotAdditiveError("addition.inputs", one=one, other=other)
    joined(runs)


def _require_recomputed(indicator: Indicator, over: Over) -> None:
    if not isinstance(indicator, Indicator):
        raise ComponentError("addition.indicator", value=indicator)
    adds, reason = additivity(indicator, over)
    if indicator.formula is None:
        raise ComponentError("indicator.no_formula", name=indicator.name)
    if adds is not Additivity.RECOMPUTE:
        raise NotAdditiveError("addition.not_recomputed", name=indicator.name, reason=reason)


def _whole(component: Component, rows: Sequence[Row], over: Over) -> Figure:
    """A component of the whole: flows and, over regions, stocks add; over periods the first balance opens."""
    name = component.name
    if over == "period" and component.measure is Measure.STOCK:
        if not component.carry_over:
            raise NotAdditiveError("addition.stock_component", name=name)
        return rows[0][1][name]
    if component.measure not in ADDING or not component.unit.adds:
        raise NotAdditiveError("addition.component", name=name)
    return summed(row[name] for _, row in rows)
