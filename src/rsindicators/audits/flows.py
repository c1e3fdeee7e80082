"""A year's figure beside the total of five.

The base of one year stands beside a target for the whole plan: the two are never divided by each other, but
the year taken as often as the plan has years tells whether the target asks less than the present pace. A flow
printed without brackets reads as a yearly figure; it may be a total where as many of it as the plan has years
exceed the stock it feeds, or where another plan prints the same name in brackets. That is asked only of the
one target an indicator has, for the last of several years: beside a total or other years it is yearly. And
from zero no percentage of growth leads anywhere.

Source: trade rules on 五年累计, on the classic trap (4.72 → [>23.5]) and on unbracketed flows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rsindicators.chapter import Entry, core
from rsindicators.docket import DOUBTFUL, REMARK, WRONG, Docket
from rsindicators.dossier import Dossier
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement
from rsindicators.kinds import Accumulation, Measure, Verdict
from rsindicators.number import ZERO
from rsindicators.text import LONGEST_TEXT, fold

YEAR: Final = "audit.base_of_one_year"
TOTAL: Final = "audit.likely_total"
BRACKETED: Final = "audit.bracketed_elsewhere"
FROM_ZERO: Final = "audit.growth_from_zero"
RULES: Final = (YEAR, TOTAL, BRACKETED, FROM_ZERO)

MET: Final = "audit.base_of_one_year.met"
JUST_MET: Final = "audit.base_of_one_year.just_met"
MISSED: Final = "audit.base_of_one_year.missed"
JUST_MISSED: Final = "audit.base_of_one_year.just_missed"
OPEN: Final = "audit.base_of_one_year.open"

NEW: Final = "新增"
"""How the name of a flow says that it feeds a stock."""
SHORTEST_CORE: Final = 4
SHORTEST_GAIN: Final = 6
"""So many characters must be the same before a flow is taken to feed a stock; ours."""
LONGEST_DEFINITION: Final = 2000
MONTHS: Final = 12
"""Of a year."""
FEWEST_YEARS: Final = 2
GROWTHS: Final = ("年均增长率", "年均增速", "年均增长", "增长率", "增速", "增长")


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    for entry in dossier.targets:
        if entry.run is Accumulation.CUMULATIVE and not entry.prose:
            _check_base(entry, docket)
        _check_growth(dossier, entry, docket)
    flows = []
    for entry in filter(_is_unbracketed, dossier.targets):
        if _is_yearly_for_sure(dossier, entry):
            docket.skip(TOTAL, "yearly")
            docket.skip(BRACKETED, "yearly")
        else:
            flows.append(entry)
    _check_totals(dossier, flows, docket)
    _check_brackets(dossier, flows, docket)


def _is_unbracketed(entry: Entry) -> bool:
    """Whether it is a flow of the table that is read as a yearly figure for want of brackets."""
    target = entry.target
    inferred = target is not None and "accumulation" in dict(target.inferred)
    return inferred and entry.run is Accumulation.ANNUAL and entry.bound is not None and not entry.prose


def _is_yearly_for_sure(dossier: Dossier, entry: Entry) -> bool:
    """Whether it can be no total: it is not for the last of several years, or not the only target."""
    plan = entry.chapter.period
    if plan.months <= MONTHS or entry.period.end != plan.end:
        return True
    others = (group[0] for group in dossier.promised_of[entry.indicator.code] if group[0].key != entry.key)
    return any(
        other.chapter is entry.chapter and other.region == entry.region and not other.gap for other in others
    )


def _times(figure: Figure, years: int) -> Figure:
    """So many times the figure, with the decimals it was printed with."""
    total = figure * years
    return total if figure.decimals is None else total.round(figure.decimals)


# ── the base of one year ─────────────────────────────────────────────────────────────────────────────────


def _check_base(entry: Entry, docket: Docket) -> None:
    """The base as often as the plan has years, against the total that is asked."""
    base = entry.target.base if entry.target is not None else None
    figure = base.reading.figure if base is not None else None
    if base is None or figure is None or entry.bound is None or not figure.unit.fits(entry.bound.unit):
        docket.skip(YEAR, "no_base")
        return
    years = entry.period.months // MONTHS
    if years < FEWEST_YEARS:
        docket.skip(YEAR, "one_year")
        return
    docket.asked(YEAR)
    if base.accumulation is not Accumulation.ANNUAL:
        return
    total = _times(figure, years)
    told = total.to(entry.bound.unit).interval
    facts = {"years": str(years), "base": str(figure), "base_period": str(base.period)}
    facts |= {"total": str(total), "interval": str(told), "limit": str(entry.bound)}
    docket.find(YEAR, (entry,), facts, REMARK, _wording(entry.bound.judge(total)))


def _wording(judged: Judgement) -> str:
    """Whether the present pace keeps the target, and whether that is certain."""
    if judged.verdict is Verdict.UNDECIDED:
        return OPEN
    if judged.verdict is Verdict.MET:
        return MET if judged.certain else JUST_MET
    return MISSED if judged.certain else JUST_MISSED


# ── a total without brackets ─────────────────────────────────────────────────────────────────────────────


def _check_totals(dossier: Dossier, flows: list[Entry], docket: Docket) -> None:
    """As many years of a flow as the plan has, against the stock it feeds."""
    stocks = [
        entry
        for entry in dossier.targets
        if entry.indicator.measure is Measure.STOCK and entry.floor is not None and not entry.prose
    ]
    named, gained = _by_core(stocks), _by_gain(stocks, flows)
    for flow in flows:
        fed = [*_named(flow, named), *gained.get(id(flow), [])]
        fed = [stock for stock in fed if _is_fed(flow, stock)]
        if not fed or flow.floor is None:
            docket.skip(TOTAL, "no_stock")
            continue
        docket.asked(TOTAL)
        years = flow.chapter.period.months // MONTHS
        total = _times(flow.floor, years)
        above = [stock for stock in fed if stock.floor is not None and total > stock.floor]
        if above:
            docket.find(TOTAL, (flow, above[0]), {"years": str(years), "total": str(total)})


def _is_fed(flow: Entry, stock: Entry) -> bool:
    """Whether the two stand in one plan, for the same end, in units that convert."""
    same = flow.chapter is stock.chapter and flow.region == stock.region
    return same and flow.period.end == stock.period.end and flow.fits(stock)


def _by_core(stocks: list[Entry]) -> dict[str, list[tuple[str, Entry]]]:
    """The stocks by the first characters of their cores."""
    found: dict[str, list[tuple[str, Entry]]] = {}
    for stock in stocks:
        name = core(stock.label)
        if len(name) >= SHORTEST_CORE:
            found.setdefault(name[:SHORTEST_CORE], []).append((name, stock))
    return found


def _named(flow: Entry, stocks: dict[str, list[tuple[str, Entry]]]) -> Iterator[Entry]:
    """The stocks whose core, but perhaps for its last character, stands in the name of a 新增 flow."""
    name = fold(flow.label[:LONGEST_TEXT])
    if NEW not in name:
        return
    body = name.replace(NEW, "").replace(" ", "")
    for start in range(len(body) - SHORTEST_CORE + 1):
        for whole, stock in stocks.get(body[start : start + SHORTEST_CORE], []):
            if body.startswith(whole[: max(SHORTEST_CORE, len(whole) - 1)], start):
                yield stock


def _by_gain(stocks: list[Entry], flows: list[Entry]) -> dict[int, list[Entry]]:
    """The stocks whose definition counts what a 新增 flow gains: 取得…证书."""
    gains: dict[str, list[tuple[str, Entry]]] = {}
    for flow in flows:
        gain = core(flow.label).replace(NEW, "")
        if NEW in flow.label and len(gain) >= SHORTEST_GAIN:
            gains.setdefault(gain[:SHORTEST_GAIN], []).append((gain, flow))
    found: dict[int, list[Entry]] = {}
    for stock in stocks:
        definition = stock.indicator.definition[:LONGEST_DEFINITION]
        for start in range(len(definition) - SHORTEST_GAIN + 1):
            for gain, flow in gains.get(definition[start : start + SHORTEST_GAIN], []):
                if definition.startswith(gain, start):
                    found.setdefault(id(flow), []).append(stock)
    return found


def _check_brackets(dossier: Dossier, flows: list[Entry], docket: Docket) -> None:
    """The same name in brackets in a plan of another document."""
    totals: dict[str, Entry] = {}
    for entry in dossier.beside:
        if entry.run is Accumulation.CUMULATIVE and not entry.gap:
            totals.setdefault(entry.indicator.code, entry)
            totals.setdefault(core(entry.label), entry)
    for flow in flows:
        if not dossier.others:
            docket.skip(BRACKETED, "no_others")
            continue
        docket.asked(BRACKETED)
        other = totals.get(flow.indicator.code) or totals.get(core(flow.label))
        if other is not None:
            docket.find(BRACKETED, (flow, other), {"other_place": str(other.place)})


# ── growth from zero ─────────────────────────────────────────────────────────────────────────────────────


def _check_growth(dossier: Dossier, entry: Entry, docket: Docket) -> None:
    """A growth that is asked of a level whose last figure is zero."""
    floor = entry.floor
    if entry.indicator.measure is not Measure.GROWTH or floor is None or floor.value <= ZERO:
        return
    base = _level(dossier, entry)
    if base is None or base.figure is None:
        docket.skip(FROM_ZERO, "no_base")
        return
    docket.asked(FROM_ZERO)
    if base.figure.value == ZERO:
        docket.find(FROM_ZERO, (entry, base), grade=WRONG if base.figure.interval.is_point else DOUBTFUL)


def _level(dossier: Dossier, entry: Entry) -> Entry | None:
    """The last level before the target of what grows: 就业人数 for 就业年均增长."""
    name = fold(entry.indicator.name[:LONGEST_TEXT]).replace(" ", "")
    ending = next((word for word in GROWTHS if name.endswith(word)), "")
    before = [
        found
        for code in dossier.cores.get(core(name.removesuffix(ending)), [])
        for (found, *_) in dossier.reported_of.get(code, [])
        if found.region == entry.region
        and found.period.end < entry.period.end
        and found.figure is not None
        and not found.figure.unit.is_share
    ]
    return max(before, key=lambda found: found.period.end) if before else None
