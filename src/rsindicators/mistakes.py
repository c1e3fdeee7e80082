"""What people write by mistake: a unit off, a digit turned, last month's balance carried over.

A mistake is made in a row of a sample: it gives what stands in the rows instead, and None where it has no
place there. What it writes follows from what is true, as it does with people: the number of another unit, of
another period, of another denominator. Nothing is changed in the sample itself.

Source: trade rules §3 (slips to recognise), §4 (the carry-over), §7 (kinds of checks).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Final, NamedTuple

from attrs import evolve

from rsindicators.constituent import constituents
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Measure, Status
from rsindicators.period import Period
from rsindicators.samples import Asked, Cell, Row, Sample, Style, printed
from rsindicators.worlds import COUNTS, quotient


class Change(NamedTuple):
    """What stands in some rows instead, and in the first of them what was and is now the text in question."""

    rows: dict[Cell, tuple[Row, ...]]
    old: str
    new: str


Mistake = Callable[[Random, Sample, Row], Change | None]
"""What a mistake makes of a row of a sample; None where it has no place there."""


def _filled(row: Row, value: str) -> Change:
    """Another value in a row."""
    return Change({row.cell: (evolve(row, value=value),)}, row.value, value)


def _true_of(row: Row, truth: Fraction) -> Change:
    """What would be printed in a row, were this the truth."""
    return _filled(row, printed(truth, row.style))


def _noted(row: Row, key: str, old: str, new: str) -> Change:
    """Another text under a key of a row's record."""
    return Change({row.cell: (evolve(row, more=(*row.more, (key, new))),)}, old, new)


def _is_count(row: Row) -> bool:
    return row.indicator.measure in COUNTS


def _is_gross(row: Row) -> bool:
    return _is_count(row) and row.indicator.minimum is not None


def _is_flow(row: Row) -> bool:
    return row.indicator.measure is Measure.FLOW


def _is_total(asked: Asked) -> bool:
    return asked.accumulation in (Accumulation.YEAR_TO_DATE, Accumulation.CUMULATIVE)


def _beside(sample: Sample, row: Row, indicator: Indicator) -> Row | None:
    """The row of an indicator for the same region and months."""
    return sample.by_cell.get(row.cell._replace(code=indicator.code, name=indicator.name))


def _parts(row: Row) -> tuple[Indicator, Sequence[Indicator]] | None:
    """The numerator and the denominator of a rate's row."""
    found = quotient(row.indicator)
    if found is None:
        return None
    named = {one.name: one for one in constituents(row.indicator)}
    return named[found[0]], [named[name] for name in found[1]]


# ── a unit, a period off ─────────────────────────────────────────────────────────────────────────────────


def times_10000(_: Random, __: Sample, row: Row) -> Change | None:
    """The number of 人 in a cell of 万人."""
    return _true_of(row, row.truth * 10**4) if row.style.unit.exponent >= 4 else None


def over_10000(rng: Random, _: Sample, row: Row) -> Change | None:
    """The number of 万人 in a cell of 人."""
    if not _is_count(row) or row.indicator.unit.exponent < 4:
        return None
    style = row.style._replace(decimals=rng.randint(2, 4))
    return _filled(row, printed(row.truth / 10**4, style))


def times_100(_: Random, __: Sample, row: Row) -> Change | None:
    """A percentage multiplied by a hundred once more: 9500 for 95%."""
    return _true_of(row, row.truth * 100) if row.indicator.unit.is_share else None


def over_100(_: Random, __: Sample, row: Row) -> Change | None:
    """A percentage as a plain number: 0.95 for 95%."""
    style = row.style._replace(decimals=row.style.decimals + 2)
    return _filled(row, printed(row.truth / 100, style)) if row.indicator.unit.is_share else None


def period_for_total(_: Random, sample: Sample, row: Row) -> Change | None:
    """The last month, or year, where the total so far is asked."""
    last = next((one for one in _series(sample, row) if not _is_total(one.asked)), None)
    return _true_of(row, last.truth) if last and _is_flow(row) and _is_total(row.asked) else None


def total_for_period(rng: Random, sample: Sample, row: Row) -> Change | None:
    """The total so far where a month or year is asked; without one, about five times the year."""
    if not _is_flow(row) or _is_total(row.asked):
        return None
    total = next((one.truth for one in _series(sample, row) if _is_total(one.asked)), None)
    return _true_of(row, row.truth * rng.randint(450, 550) / 100 if total is None else total)


def _series(sample: Sample, row: Row) -> list[Row]:
    """The rows of the same indicator and region."""
    return [one for one in sample.rows if one.cell[:3] == row.cell[:3]]


def year_for_to_date(_: Random, __: Sample, row: Row) -> Change | None:
    """年度 where 本年累计 is asked."""
    told, year = Accumulation.YEAR_TO_DATE, Accumulation.ANNUAL
    is_wrong = row.asked.accumulation is told and row.indicator.accumulation is year
    return _noted(row, "accumulation", told.label, year.label) if is_wrong else None


def odd_period(rng: Random, __: Sample, row: Row) -> Change | None:
    """A period that is none, or the end of a year for what is counted over it."""
    old = str(row.asked.run)
    odd = [f"{row.asked.run.year}年13月", f"{row.asked.run.year}年度上", "去年"]
    if _is_flow(row):
        odd += [f"{row.asked.run.year}年末"] * 3
    return _noted(row, "period", old, rng.choice(odd))


# ── rates ────────────────────────────────────────────────────────────────────────────────────────────────


def upside_down(_: Random, __: Sample, row: Row) -> Change | None:
    """The denominator over the numerator."""
    return _true_of(row, 1 / row.truth) if _parts(row) and row.truth else None


def exchanged(_: Random, sample: Sample, row: Row) -> Change | None:
    """Numerator and denominator in each other's cells."""
    parts = _parts(row)
    above = parts and _beside(sample, row, parts[0])
    below = parts and _beside(sample, row, parts[1][0])
    if not above or not below:
        return None
    one, other = _true_of(above, below.truth), _true_of(below, above.truth)
    return one._replace(rows=one.rows | other.rows)


def forgotten(rng: Random, sample: Sample, row: Row) -> Change | None:
    """A rate without what was carried over, or 0 for what was."""
    if row.indicator.carry_over:
        return _filled(row, "0") if rng.randint(0, 1) else None
    return _carrying(sample, row, lambda _: Fraction(0))


def stale(rng: Random, sample: Sample, row: Row) -> Change | None:
    """The balance of the month before beside what came in since January: in the cell, the rate, or both."""
    run = row.asked.run
    if row.asked.accumulation is not Accumulation.YEAR_TO_DATE or row.head.measure is not Measure.RATIO:
        return None
    before = Period(run.last.year, run.last.month, 1)
    if row.indicator.carry_over:
        return _true_of(row, sample.world.truth(row.indicator, row.region, before))
    change = _carrying(sample, row, lambda one: sample.world.truth(one, row.region, before))
    carried = next((one for one in constituents(row.indicator) if one.carry_over), None)
    beside = carried and _beside(sample, row, carried)
    if change is None or not carried or not beside or rng.randint(0, 1):
        return change
    other = _true_of(beside, sample.world.truth(carried, row.region, before))
    return change._replace(rows=change.rows | other.rows)


def _carrying(sample: Sample, row: Row, balance: Callable[[Indicator], Fraction]) -> Change | None:
    """A rate computed with another balance carried over."""
    above, below = _parts(row) or (None, [])
    if above is None or not any(one.carry_over for one in below):
        return None
    region, run = row.region, row.asked.run
    divisor = sum(balance(one) if one.carry_over else sample.world.truth(one, region, run) for one in below)
    return _true_of(row, sample.world.truth(above, region, run) / divisor) if divisor else None


def share_above_100(rng: Random, _: Sample, row: Row) -> Change | None:
    """More than all of a denominator that holds the numerator."""
    return _true_of(row, Fraction(rng.randint(1_001, 1_900), 1_000)) if row.indicator.maximum else None


# ── parts, sums, times ───────────────────────────────────────────────────────────────────────────────────


def part_above_whole(rng: Random, sample: Sample, row: Row) -> Change | None:
    """More of a part (其中) than of its whole."""
    whole = sample.catalogue.get(row.indicator.part_of) if row.indicator.part_of else None
    beside = whole and _beside(sample, row, whole)
    return _true_of(row, beside.truth * rng.randint(1_001, 1_800) / 1_000) if beside else None


def negative(_: Random, __: Sample, row: Row) -> Change | None:
    """A minus sign before a count that cannot be negative."""
    return _filled(row, f"-{row.value}") if _is_gross(row) and row.value.strip("0.") else None


def wrong_sum(rng: Random, sample: Sample, row: Row) -> Change | None:
    """A region left out, everything twice, or just another number."""
    regions = sample.world.parts.get(row.region)
    if not regions or not _is_count(row):
        return None
    left_out = sample.world.truth(row.indicator, rng.choice(regions), row.asked.run)
    return _true_of(
        row, rng.choice((row.truth - left_out, row.truth * 2, row.truth * rng.randint(60, 140) / 100))
    )


def falling(rng: Random, sample: Sample, row: Row) -> Change | None:
    """A year-to-date below that of the month before."""
    year = row.asked.run.year
    if not (_is_gross(row) and _is_flow(row) and row.asked.accumulation is Accumulation.YEAR_TO_DATE):
        return None
    to_date = [
        one.truth for one in sample.earlier if one.cell[:3] == row.cell[:3] and one.asked.run.year == year
    ]
    return _true_of(row, max(to_date, default=row.truth) * rng.randint(300, 980) / 1_000)


def single_contradicts(rng: Random, _: Sample, row: Row) -> Change | None:
    """A month that two year-to-dates contradict."""
    is_single = _is_flow(row) and row.asked.accumulation is None
    return _true_of(row, row.truth * rng.choice((2, 3)) / rng.choice((1, 5))) if is_single else None


def stock_jump(rng: Random, _: Sample, row: Row) -> Change | None:
    """A number at an end that leaps or collapses."""
    is_stock = row.indicator.measure is Measure.STOCK and not row.indicator.carry_over
    return _true_of(row, row.truth * rng.choice((40, 60, 170, 250, 400)) / 100) if is_stock else None


# ── what stands beside the number ────────────────────────────────────────────────────────────────────────

_OTHER: Final = {"人次": "人", "人": "人次", "件": "人", "个": "人", "元": "人", "%": "万人"}
_UNREADABLE: Final = ("见附件", "#REF!", "2.0.6", "O.95", "1,23,4", "2O3", "约二三百")


def other_unit(_: Random, __: Sample, row: Row) -> Change | None:
    """A unit of another dimension: 人次 for 人."""
    old = row.style.unit.symbol
    end = next((one for one in _OTHER if old.endswith(one)), None)
    return _noted(row, "unit", old, old.removesuffix(end) + _OTHER[end]) if end else None


def no_unit(_: Random, __: Sample, row: Row) -> Change | None:
    """No unit."""
    return _noted(row, "unit", row.style.unit.symbol, "")


def many_decimals(rng: Random, _: Sample, row: Row) -> Change | None:
    """More decimals than the form asks."""
    if not (row.style.decimals or row.indicator.unit.is_share):
        return None
    asked, more = row.style.decimals, rng.randint(1, 3)
    value = printed(row.truth, Style(row.style.unit, asked + more))
    return Change(
        {row.cell: (evolve(row, value=value, more=(*row.more, ("decimals", str(asked)))),)}, row.value, value
    )


def unreadable(rng: Random, _: Sample, row: Row) -> Change | None:
    """Something that is no number."""
    return _filled(row, rng.choice(_UNREADABLE))


def unknown_name(rng: Random, _: Sample, row: Row) -> Change | None:
    """A character dropped, turned or added."""
    name = row.indicator.name
    at = rng.randint(1, len(name) - 2)
    turned = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    wrong = rng.choice((name[:at] + name[at + 1 :], turned, f"{name}量"))
    return _noted(row, "component" if row.record().get("component") else "indicator", name, wrong)


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────


def missing(rng: Random, _: Sample, row: Row) -> Change | None:
    """The row is gone, or its cell is empty."""
    if rng.randint(0, 1):
        return Change({row.cell: ()}, row.value, "")
    return _filled(row, rng.choice(("", "—")))


def duplicate(rng: Random, _: Sample, row: Row) -> Change | None:
    """The row once more with another number."""
    again = evolve(row, value=printed(row.truth * rng.choice((99, 101, 150)) / 100, row.style))
    return Change({row.cell: (row, again)}, row.value, again.value)


def revision(rng: Random, _: Sample, row: Row) -> Change | None:
    """A preliminary figure (快报) before the final one (年报)."""
    early = printed(row.truth * rng.choice((97, 99, 102)) / 100, row.style)
    first = evolve(row, value=early, more=(*row.more, ("status", Status.PRELIMINARY.label)))
    last = evolve(row, more=(*row.more, ("status", Status.FINAL.label)))
    return Change({row.cell: (first, last)}, row.value, early)


# ── digits ───────────────────────────────────────────────────────────────────────────────────────────────


def digit_changed(rng: Random, _: Sample, row: Row) -> Change | None:
    """One digit for another."""
    at = rng.choice([at for at, sign in enumerate(row.value) if sign.isdigit()])
    other = rng.choice([digit for digit in "0123456789" if digit != row.value[at]])
    return _filled(row, row.value[:at] + other + row.value[at + 1 :])


def digit_dropped(rng: Random, _: Sample, row: Row) -> Change | None:
    """A digit less."""
    places = [at for at, sign in enumerate(row.value) if sign.isdigit() and row.value[at + 1 : at + 2] != "."]
    at = rng.choice(places or [0])
    return _filled(row, row.value[:at] + row.value[at + 1 :]) if len(places) > 1 else None


def digits_turned(rng: Random, _: Sample, row: Row) -> Change | None:
    """Two neighbouring digits turned round."""
    text = row.value
    places = [at for at, (one, two) in enumerate(pairwise(text)) if one != two and (one + two).isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    return _filled(row, text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def truncated(_: Random, __: Sample, row: Row) -> Change | None:
    """Cut off instead of rounded."""
    return _filled(row, printed(row.truth, row.style, cut=True))
