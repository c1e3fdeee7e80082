"""A balance that was not carried over, and the rate that was worked out without it.

Where a rate follows from a balance that is of another time, left blank or nought, the balance alone cannot be
put right: the rate falls with it. Both are offered together, and only where nothing that touches them then
fails. Where the rate holds with the balance that was left, or follows from neither, nothing is said.

Source: trade rules §3 (slips to recognise), §4 (what is carried over is the balance of the time before).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rsindicators.constituent import code_of, constituents
from rsindicators.errors import UndefinedResultError
from rsindicators.facts import Facts
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Mend
from rsindicators.number import ZERO, round_half_up, shift
from rsindicators.observation import Observation
from rsindicators.offers import Offer
from rsindicators.slipped import carried_into
from rsindicators.web import Cell, Web

_NOTHING: Final = Interval.point(ZERO)


def carried_over(web: Web, facts: Facts) -> Iterator[Offer]:
    """The balances that were not carried over, each with its rate, that settle something together.

    Args:
        web: What is broken, and what must hold then.
        facts: What was reported.
    """
    seen: set[Cell] = set()
    for cell in dict.fromkeys(cell for broken in web.breaks for cell in broken.cells):
        one = web.cells[cell]
        rate = facts.seen(one, one.indicator.component_of or one.indicator.code)
        if rate is not None and id(rate) in web.cells and id(rate) not in seen:
            seen.add(id(rate))
            yield from _of_rate(rate, web, facts)


def _of_rate(rate: Observation, web: Web, facts: Facts) -> Iterator[Offer]:
    part = next((one for one in constituents(rate.indicator) if one.carry_over), None)
    meant = None if part is None else carried_into(rate.indicator, rate, facts)
    if part is None or meant is None or meant.decimals is None or meant.value <= ZERO:
        return
    seen = facts.seen(rate, part.code)
    carried = seen or Observation(part, None, rate.period, rate.region, scope=rate.scope, form=rate.form)
    stands = _NOTHING if carried.figure is None and not carried.phrase else _based(carried)
    if stands is None or stands.meets(_base(meant)):
        return
    found = _worked_out(rate, part, (stands, meant), facts)
    changed = {} if carried.figure is None else {id(carried): _base(meant)}
    if found is None or not changed.keys() <= web.cells.keys():
        return
    if web.fits({**changed, id(rate): _base(found)}, {}):
        if stands == _NOTHING:
            yield Offer((rate, carried), Mend.WITHOUT_CARRY_OVER, f"{found}、{meant}", ZERO)
        else:
            yield Offer((carried, rate), Mend.STALE_CARRY_OVER, f"{meant}、{found}", ZERO)


def _worked_out(
    rate: Observation, part: Indicator, balances: tuple[Interval, Figure], facts: Facts
) -> Figure | None:
    """The rate with what was left before, as printed; None where that does not follow from what stands."""
    typed, formula = rate.figure, rate.indicator.formula
    if formula is None or not isinstance(typed, Figure) or typed.decimals is None:
        return None
    box: dict[str, Interval] = {}
    values = {}
    stands, meant = balances
    for one in rate.indicator.components:
        code = code_of(rate.indicator, one)
        told = meant if code == part.code else _figure(facts.seen(rate, code))
        if told is not None:
            box[one.name], values[one.name] = _base(told), shift(told.value, told.unit.exponent)
    if not {*formula.names} <= box.keys():
        return None
    try:
        before, after = formula.interval(box | {part.name: stands}), formula.interval(box)
    except UndefinedResultError:
        return None
    if not before.meets(_base(typed)) or after.meets(_base(typed)):
        return None
    exact = shift(formula.value(values), -typed.unit.exponent)
    return Figure(round_half_up(exact, typed.decimals), typed.unit)


def _figure(one: Observation | None) -> Figure | None:
    return one.figure if one is not None and isinstance(one.figure, Figure) else None


def _based(one: Observation) -> Interval | None:
    figure = _figure(one)
    return None if figure is None else _base(figure)


def _base(figure: Figure) -> Interval:
    return figure.interval.shift(figure.unit.exponent)
