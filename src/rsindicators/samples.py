"""A form filled in truly, and the earlier one.

A sample prints a world: each figure is rounded once, halves up or to even, in the unit and to the decimals of
its row, so that what it says is true by construction. It is read like any form, from records. Three kinds of
form are drawn: of a year; of the months since January, perhaps with the last month alone beside its flows; of
the years of a plan so far, with the last year alone beside its flows. Each has the earlier ones it follows.

Source: trade rules §2 (rounding), §3 (units), §4 (time), §7 (合计).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any, Final, NamedTuple

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import constituents
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Additivity
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.submission import Submission
from rsindicators.units import Unit
from rsindicators.worlds import World, draw_courses, is_drawable

GROUPS: Final = (
    ("510500", ("510502", "510524", "510525")),
    ("合计", ("叙永县", "古蔺县")),
    ("合计", ("叙永县", "古蔺县", "市本级")),
)
"""Rows that are the sum of regions, and the regions."""
ALONE: Final = ("叙永县",)
_ADDED: Final = (Additivity.SUM, Additivity.RECOMPUTE)
_RARELY: Final = 7
_DECIMALS: Final = {4: (1, 4), 8: (2, 4)}
"""How many decimals a scaled unit is printed with, by its power of ten."""


class Cell(NamedTuple):
    """Which figure of a form: the code of its indicator; its region, the indicator's name, its period."""

    code: str
    region: str
    name: str
    period: str

    @property
    def item(self) -> str:
        """As findings name it."""
        return " ".join(filter(None, self[1:]))


class Asked(NamedTuple):
    """For which months a form asks figures, and over what they run; None for single months."""

    run: Period
    accumulation: Accumulation | None


class Style(NamedTuple):
    """How the figures of an indicator are printed."""

    unit: Unit
    decimals: int


@frozen
class Row:
    """A row of a form.

    Attributes:
        indicator: What it reports; a component of a formula as an indicator of its own.
        head: The indicator whose component it is; else the indicator itself.
        region: Of which region.
        asked: For which months, and over what.
        style: How it is to be printed.
        truth: What is true, in base units (0.95 for 95%).
        value: What is printed.
        more: Further keys of its record, and other values for them.
    """

    indicator: Indicator
    head: Indicator
    region: str
    asked: Asked
    style: Style
    truth: Fraction
    value: str
    more: tuple[tuple[str, str], ...] = ()

    @cached_property
    def cell(self) -> Cell:
        """Which figure it is."""
        return Cell(self.indicator.code, self.region, self.indicator.name, str(self.asked.run))

    @property
    def items(self) -> tuple[str, ...]:
        """How findings may name the row: by what it asks, and by what is written in it."""
        told = self.record()
        part, whole = told.get("component"), told["indicator"]
        names = (self.indicator.name, f"{whole}/{part}", part) if part else (self.indicator.name, whole)
        periods = (str(self.asked.run), told["period"], told["period"].removesuffix("末"))
        cells = [self.cell._replace(name=name, period=period) for name in names for period in periods]
        return tuple(dict.fromkeys(cell.item for cell in cells))

    def observation(self) -> Observation:
        """The figure in its place."""
        figure = Figure(self.value, self.style.unit)
        return Observation(self.indicator, figure, self.asked.run, self.region, self._over)

    @property
    def _over(self) -> Accumulation | None:
        return Accumulation.AT_END if is_at_end(self.indicator) else self.asked.accumulation

    def record(self) -> dict[str, Any]:
        """As a long record."""
        told = {"indicator": self.head.name}
        if self.indicator is not self.head:
            told["component"] = self.indicator.name
        told |= {"region": self.region, "period": str(self.asked.run), "value": self.value}
        told["unit"] = self.style.unit.symbol
        if self._over is not None:
            told["accumulation"] = self._over.label
        return told | dict(self.more)


@frozen(eq=False, repr=False)
class Sample:
    """A form and the earlier one.

    Attributes:
        rows: Of the form.
        earlier: Of the earlier one.
        regions: Those that were asked.
        world: What is true.
        catalogue: The definitions.
    """

    rows: tuple[Row, ...]
    earlier: tuple[Row, ...]
    regions: tuple[str, ...]
    world: World
    catalogue: Catalogue = field(factory=Catalogue.standard)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The form as long records."""
        return [row.record() for row in self.rows]

    @cached_property
    def submission(self) -> Submission:
        """The form, read."""
        return Submission.from_records(self.records, catalogue=self.catalogue)

    @cached_property
    def prior(self) -> Submission:
        """The earlier form, as it was accepted."""
        return Submission.of(row.observation() for row in self.earlier)

    @cached_property
    def by_cell(self) -> dict[Cell, Row]:
        """The rows of the form by their cells."""
        return {row.cell: row for row in self.rows}

    @property
    def truths(self) -> dict[Cell, Fraction]:
        """What is true of each cell of the form, in base units."""
        return {row.cell: row.truth for row in self.rows}

    def __repr__(self) -> str:
        told = (f"{row.cell.item} {row.value}{row.style.unit}" for row in self.rows)
        return f"<Sample {'; '.join(told)}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: ARG002, FBT001 - what IPython calls
        """The same where examples are shown: a failing one of hypothesis, a cell of a notebook."""
        printer.text(repr(self))


def is_at_end(indicator: Indicator) -> bool:
    """Whether it is a number at the end of its period."""
    return indicator.accumulation is Accumulation.AT_END


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────


def printed(truth: Fraction, style: Style, *, half_even: bool = False, cut: bool = False) -> str:
    """A number in base units as a form prints it: rounded once, or only cut off.

    Examples:
        >>> style = Style(Unit.parse("万人"), 2)
        >>> printed(Fraction(20_650), style), printed(Fraction(20_650), style, half_even=True)
        ('2.07', '2.06')

    Source: trade rules §2: half up in most tables, half to even by GB/T 8170, on the absolute value.
    """
    places = style.decimals - style.unit.exponent
    scaled = abs(truth) * Fraction(10) ** places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    if not cut and (twice > 0 or (twice == 0 and (not half_even or whole % 2))):
        whole += 1
    digits = str(whole).rjust(style.decimals + 1, "0")
    point = len(digits) - style.decimals
    text = f"{digits[:point]}.{digits[point:]}" if style.decimals else digits
    return f"-{text}" if truth < 0 and whole else text


def draw_style(rng: Random, indicator: Indicator) -> Style:
    """A unit and decimals in which an indicator may be asked: whole counts, or scaled, or a percentage."""
    exponent, symbol = indicator.unit.exponent, indicator.unit.symbol
    if indicator.unit.is_share:
        return Style(indicator.unit, rng.randint(0, 2))
    scaled = exponent in _DECIMALS and symbol[:1] in ("万", "亿")
    if not scaled:
        return Style(indicator.unit, 0)
    if rng.randint(0, 3):
        return Style(indicator.unit, rng.randint(*_DECIMALS[exponent]))
    return Style(Unit.parse(symbol[1:] if exponent == 4 else f"万{symbol[1:]}"), 0)


# ── drawing ──────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Layout:
    """What forms ask.

    Attributes:
        now: Of the form to be checked.
        before: Of the earlier ones.
        whole: The name of the row that is the sum of the regions, or empty.
        regions: Disjoint ones.
    """

    now: tuple[Asked, ...]
    before: tuple[Asked, ...]
    whole: str = ""
    regions: tuple[str, ...] = ALONE

    @property
    def places(self) -> tuple[str, ...]:
        """All names of regions, the sum first."""
        return (self.whole, *self.regions) if self.whole else self.regions


def of_year(year: int) -> Layout:
    """The form of a year, after that of the year before."""
    return Layout((_annual(year),), (_annual(year - 1),))


def to_month(year: int, month: int, *, alone: bool = True) -> Layout:
    """The form of the months from January to a month (2 … 12), perhaps with the month alone."""
    now = (_to_date(year, month), *([Asked(Period(year, month, 1), None)] if alone else []))
    return Layout(now, (_annual(year - 1), _to_date(year - 1, month), _to_date(year, month - 1)))


def of_years(first: int, last: int) -> Layout:
    """The form of a plan's years so far, with the last one alone, after those of the years before."""
    so_far = Asked(Period(first, 1, 12 * (last - first + 1)), Accumulation.CUMULATIVE)
    return Layout((so_far, _annual(last)), tuple(map(_annual, range(first, last))))


def _annual(year: int) -> Asked:
    return Asked(Period(year), Accumulation.ANNUAL)


def _to_date(year: int, month: int) -> Asked:
    return Asked(Period(year, 1, month), Accumulation.ANNUAL if month == 12 else Accumulation.YEAR_TO_DATE)


def draw_sample(
    rng: Random, indicators: Iterable[Indicator], layout: Layout, catalogue: Catalogue | None = None
) -> Sample:
    """A form of these indicators with their components, filled in truly, and the earlier one.

    Args:
        rng: Where the choices come from.
        indicators: Of the catalogue; those that are not drawable are left out.
        layout: What the forms ask.
        catalogue: The definitions; the standard ones if left out.
    """
    known = catalogue or Catalogue.standard()
    chosen = [one for one in indicators if is_drawable(one)]
    runs = [one.run for one in (*layout.now, *layout.before)]
    parts = {layout.whole: layout.regions} if layout.whole else {}
    world = World(draw_courses(rng, chosen, runs, layout.regions, known), parts)
    printing = _Printing(rng, chosen)

    def rows(asked: Iterable[Asked]) -> tuple[Row, ...]:
        return tuple(
            printing.row(one, head, region, when, world)
            for region in layout.places
            for when in asked
            for head in chosen
            if _is_asked(head, when) and (region in layout.regions or head.over_regions in _ADDED)
            for one in (head, *printing.components(head))
        )

    return Sample(rows(layout.now), rows(layout.before), layout.places, world, known)


class _Printing:
    """How the rows of a form are printed."""

    def __init__(self, rng: Random, heads: Sequence[Indicator]) -> None:
        told = [one for head in heads for one in (head, *constituents(head))]
        self.styles = {one.code: draw_style(rng, one) for one in told}
        self.half_even, self.by_own_name, self.with_decimals = (bool(rng.randint(0, 1)) for _ in range(3))
        self.with_components = {one.code: bool(rng.randint(0, _RARELY)) for one in heads}

    def components(self, head: Indicator) -> tuple[Indicator, ...]:
        """The components that are asked: all of them, or rarely none."""
        return constituents(head) if self.with_components[head.code] else ()

    def row(self, one: Indicator, head: Indicator, region: str, when: Asked, world: World) -> Row:
        style, truth = self.styles[one.code], world.truth(one, region, when.run)
        more: dict[str, str] = {}
        if self.by_own_name and one is not head:
            more |= {"indicator": one.name, "component": ""}
        if self.with_decimals:
            more["decimals"] = str(style.decimals)
        value = printed(truth, style, half_even=self.half_even)
        return Row(one, head, region, when, style, truth, value, tuple(more.items()))


def _is_asked(head: Indicator, when: Asked) -> bool:
    """Single months and totals over years are asked of flows and their rates only."""
    return when.accumulation in (Accumulation.ANNUAL, Accumulation.YEAR_TO_DATE) or not is_at_end(head)
