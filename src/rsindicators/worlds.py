"""What is true in a region over some periods: whole counts, and the rates that follow from them.

A world is drawn of whole numbers: what is counted in each stretch of months, what there is at an end, what is
carried from one stretch into the next. Everything else follows: year-to-dates add up, parts stay below their
whole, balances link, rates are computed by the definitions, and the row 合计 is the sum of its regions.

It knows definitions that count something, and those whose formula is a sum or difference of counts or one
count over such a sum (`is_drawable`); others it leaves out.

Source: trade rules §4 (stocks, flows, year-to-dates, the carry-over), §7 (parts, 合计).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import Final

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import constituents
from rsindicators.indicator import Indicator
from rsindicators.kinds import Measure
from rsindicators.period import Period
from rsindicators.runs import first_month, month_after
from rsindicators.syntax import Name, Operation

COUNTS: Final = (Measure.STOCK, Measure.FLOW)
_LEVELS: Final = {0: (30, 900), 4: (2_000, 400_000), 8: (10**8, 5 * 10**9)}
"""How much there is at an end, or is counted in a year, by the power of ten of the unit."""
_OTHER_LEVEL: Final = (50, 1_000)
_NONE: Final = (0,)
_NONE_OR_MORE_THAN_ALL: Final = (0, 1200)
"""What is taken off a count that may be negative (城镇新增就业, net of 自然减员), in thousandths."""
_RARELY: Final = 12
"""One share in so many is none or all: the edges are true too."""

MOST_KEPT: Final = 4096

Course = dict[int, int]
"""Of a flow what is counted from a month on until the next one named, of a stock what there is before a month
begins; months are counted from the year 0."""
Sum = dict[str, int]
"""Names with +1 or -1."""


def terms(tree: object) -> Sum | None:
    """The names a sum or difference is made of; None of any other tree."""
    match tree:
        case Name(name):
            return {name: 1}
        case Operation("+" | "-" as sign, left, right):
            one, other = terms(left), terms(right)
            if one is not None and other is not None and not one.keys() & other.keys():
                return one | {name: by if sign == "+" else -by for name, by in other.items()}
    return None


@lru_cache(maxsize=MOST_KEPT)
def quotient(indicator: Indicator) -> tuple[str, Sum] | None:
    """The numerator and the denominator of a rate; None of any other definition."""
    match indicator.formula and indicator.formula.tree:
        case Operation("/", Name(above), below) if (found := terms(below)) is not None:
            return above, found
    return None


@lru_cache(maxsize=MOST_KEPT)
def is_drawable(indicator: Indicator) -> bool:
    """Whether worlds know it."""
    sums = [one.formula for one in indicator.components if one.formula is not None]
    if not all(terms(one.tree) for one in sums):
        return False
    if indicator.measure in COUNTS:
        return indicator.formula is None or terms(indicator.formula.tree) is not None
    below = quotient(indicator)
    if below is None:
        return False
    named = _named(indicator)
    carried = [one for one in map(named.__getitem__, below[1]) if one.carry_over]
    kinds = {named[name].measure for name in (below[0], *below[1]) if not named[name].carry_over}
    return len(kinds) == 1 and (not carried or (set(below[1].values()) == {1} and len(below[1]) == 2))


@frozen(eq=False)
class World:
    """What is true.

    Attributes:
        courses: Of the counts, by code and region.
        parts: The regions whose sum a row is, by the name of that row.
    """

    courses: Mapping[tuple[str, str], Course]
    parts: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def truth(self, indicator: Indicator, region: str, run: Period) -> Fraction:
        """What is true of an indicator or component, in base units: 0.95 for 95%.

        Raises:
            KeyError: Nothing was drawn of it for that region or time.
            ZeroDivisionError: A denominator is zero.
        """
        rate = quotient(indicator)
        if rate is not None:
            parts = {one.name: self.truth(one, region, run) for one in constituents(indicator)}
            above, below = rate
            return parts[above] / sum(by * parts[name] for name, by in below.items())
        regions = self.parts.get(region, (region,))
        return Fraction(sum(_told(indicator, self.courses[indicator.code, one], run) for one in regions))


def _told(indicator: Indicator, course: Course, run: Period) -> int:
    first, after = first_month(run), month_after(run)
    if indicator.measure is Measure.STOCK:
        return course[first if indicator.carry_over else after]
    return sum(value for month, value in course.items() if first <= month < after)


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────


def draw_courses(
    rng: Random,
    indicators: Iterable[Indicator],
    runs: Iterable[Period],
    regions: Iterable[str],
    catalogue: Catalogue,
) -> dict[tuple[str, str], Course]:
    """What is counted, by code and region, so that every run of months can be told.

    Args:
        rng: Where the choices come from.
        indicators: `is_drawable` ones.
        runs: All that will be asked for.
        regions: Disjoint ones.
        catalogue: Where the wholes of parts are looked up.
    """
    months = sorted({month for run in runs for month in (first_month(run), month_after(run))})
    courses: dict[tuple[str, str], Course] = {}
    for region in regions:
        drawing = _Drawing(rng, months, catalogue)
        for indicator in indicators:
            drawing.add(indicator)
        courses |= {(code, region): course for code, course in drawing.courses.items()}
    return courses


class _Drawing:
    """The courses of one region, as they are drawn."""

    def __init__(self, rng: Random, months: Sequence[int], catalogue: Catalogue) -> None:
        self.rng, self.months, self.catalogue = rng, months, catalogue
        self.courses: dict[str, Course] = {}

    def add(self, indicator: Indicator) -> Course:
        """The course of a count, that of its whole drawn first; of a rate those of its components."""
        if indicator.code not in self.courses:
            self.courses[indicator.code] = self._drawn(indicator)
        return self.courses[indicator.code]

    def _drawn(self, indicator: Indicator) -> Course:
        if quotient(indicator) is not None:
            self._add_rate(indicator)
            return {}
        if indicator.formula is not None:
            return self._sum(indicator, terms(indicator.formula.tree) or {})
        if indicator.part_of:
            return self._share(self.add(self.catalogue[indicator.part_of]), 150, 850)
        return self._free(indicator)

    def _free(self, indicator: Indicator) -> Course:
        """A count that nothing else decides: a stock moves by a few per cent, a flow goes by the months."""
        level = self.rng.randint(*_LEVELS.get(indicator.unit.exponent, _OTHER_LEVEL))
        if indicator.measure is Measure.STOCK:
            return {month: level * self.rng.randint(970, 1030) // 1000 for month in self.months}
        lengths = {month: after - month for month, after in pairwise(self.months)}
        return {
            month: level * length * self.rng.randint(90, 110) // 1200 for month, length in lengths.items()
        }

    def _share(self, of: Course, lowest: int, highest: int, edges: Sequence[int] = (0, 1000)) -> Course:
        """A part of another course: thousandths that drift a little; rarely one of the edges."""
        if self.rng.randint(1, _RARELY) == 1:
            thousandths = self.rng.choice(edges)
            return {month: value * thousandths // 1000 for month, value in of.items()}
        around = self.rng.randint(lowest, highest - 10)
        return {month: value * (around + self.rng.randint(0, 10)) // 1000 for month, value in of.items()}

    def _sum(self, indicator: Indicator, sum_of: Sum) -> Course:
        """A sum of components; what is taken off is a small share of what stands first."""
        named = _named(indicator)
        courses: list[Course] = []
        for name, by in sum_of.items():
            code = named[name].code
            if by < 0 and code not in self.courses:
                edges = _NONE if quotient(indicator) else _NONE_OR_MORE_THAN_ALL
                self.courses[code] = self._share(courses[0], 20, 200, edges)
            courses.append(self._component(indicator, name))
        pairs = list(zip(sum_of.values(), courses, strict=True))
        return {month: sum(by * course[month] for by, course in pairs) for month in courses[0]}

    def _component(self, indicator: Indicator, name: str) -> Course:
        """The course of a component; of a derived one by its formula."""
        one = _named(indicator)[name]
        if one.code not in self.courses:
            formula = next(own.formula for own in indicator.components if own.name == name)
            derived = None if formula is None else self._sum(indicator, terms(formula.tree) or {})
            self.courses[one.code] = self._free(one) if derived is None else derived
        return self.courses[one.code]

    def _add_rate(self, indicator: Indicator) -> None:
        """The components of a rate: the denominator first, the numerator as a share of it."""
        named = _named(indicator)
        above, below = quotient(indicator) or ("", {})
        if any(named[name].carry_over for name in below):
            self._add_chain(named, above, below)
        elif above in below:
            rest = self._sum(indicator, {name: by for name, by in below.items() if name != above})
            self.courses[named[above].code] = self._share(rest, 20, 90)
        else:
            self.courses[named[above].code] = self._share(self._sum(indicator, below), 400, 1000)

    def _add_chain(self, named: Mapping[str, Indicator], above: str, below: Sum) -> None:
        """What comes in, what is settled, and what is carried over: 期末未结 = 期初未结 + 受理 − 审结."""
        carried = next(one for one in map(named.__getitem__, below) if one.carry_over)
        accepted = next(one for one in map(named.__getitem__, below) if not one.carry_over)
        incoming = self._free(accepted)
        balance = self.rng.randint(5, 60)
        settled, open_at = {}, {self.months[0]: balance}
        for month, after in pairwise(self.months):
            available = balance + incoming[month]
            settled[month] = available * self.rng.randint(750, 1000) // 1000
            balance = open_at[after] = available - settled[month]
        self.courses |= {named[above].code: settled, accepted.code: incoming, carried.code: open_at}


def _named(indicator: Indicator) -> dict[str, Indicator]:
    """The components of an indicator by name."""
    return {one.name: one for one in constituents(indicator)}
