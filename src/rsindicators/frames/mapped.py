"""The few things a frame names, read once and joined back as numbers.

A frame of millions of rows names a few hundred distinct combinations of indicator, period, run, unit and
scope. One small query asks for them; the readers of the objects read each; and what follows from it (which
series, which months, which power of ten) is joined back to the rows as numbers, by expressions that every
engine has. Values become whole numbers where they are plain decimals, so that sums of them are exact.

It refuses wide frames, values that are no numbers, and rows that name no indicator or no period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import narwhals.stable.v2 as nw
from attrs import frozen

from rsindicators.catalogue import Catalogue
from rsindicators.columns import read_accumulation
from rsindicators.errors import FrameError, UnitError, told_at
from rsindicators.figure import Figure
from rsindicators.frames.engine import Dtype, Frame, Native, is_float, is_number, native, opened
from rsindicators.frames.layout import Layout, laid_out
from rsindicators.frames.options import decimals_of, flag_of
from rsindicators.frames.slots import Slot, slot_of
from rsindicators.frames.small import Column, distinct, joined, table, whole, words
from rsindicators.glossary import Glossary
from rsindicators.indicator import Indicator
from rsindicators.notation import MISSING
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.perusal import glossary_of
from rsindicators.runs import first_month
from rsindicators.table import Cell
from rsindicators.units import Unit

USUAL_PLACES: Final = 6
"""Decimals that values are taken to have at most where nobody says; more only make sums less than exact."""

SPAN: Final = 4096
"""More months than any period has."""

NAMES: Final = ("indicator", "component")
PARTS: Final = {"quarter": 3, "month": 1}
KEYS: Final = (*NAMES, "period", "year", *PARTS, "accumulation", "unit", "decimals", "scope")
"""What tells which combination a row is of."""


@frozen(eq=False)
class Kind:
    """One combination that a frame names.

    Attributes:
        key: The very texts of the frame, in the order of `KEYS`.
        told: What they say, by role; empty where they say nothing (—).
        slot: What and when its figures are of.
        unit: Of its figures; None where nobody says and a bare number may mean two things (0.95 or 95%).
    """

    key: tuple[str, ...]
    told: Mapping[str, str]
    slot: Slot
    unit: Unit | None

    @property
    def sample(self) -> Observation:
        """An observation of it without a figure."""
        return self.slot.sample

    @property
    def series(self) -> tuple[str, str]:
        """Indicator and scope."""
        return (self.slot.indicator.code, self.told.get("scope", ""))


@frozen(eq=False)
class Told:
    """A long frame whose combinations are known.

    Attributes:
        frame: Of each row `kind …` (the combination as told), `region`, and `value` as a float or null.
        layout: Which column of the given frame says what.
        kinds: The combinations.
        places: How many decimals the values have at most.
    """

    frame: Frame
    layout: Layout
    kinds: tuple[Kind, ...]
    places: int

    @property
    def order(self) -> list[tuple[str, str]]:
        """The series, in order of their first names."""
        return list(dict.fromkeys(kind.series for kind in self.kinds))

    @property
    def keys(self) -> list[str]:
        """The columns that tell whose figures they are: `series`, and `region` where the frame has one."""
        return ["series", "region"] if "region" in self.layout.columns else ["series"]

    def heading(self, role: str) -> str:
        """What a column of an answer is called: as in the frame, if it has one."""
        return self.layout.columns.get(role, role)

    def joined(self, columns: Mapping[str, Column]) -> Frame:
        """The rows with numbers that follow from their combinations.

        Args:
            columns: A number for each of `kinds`, in their order.
        """
        roles = [role for role in KEYS if role in self.layout.columns]
        keys: dict[str, Column] = {
            f"kind {role}": words(kind.key[place] for kind in self.kinds) for place, role in enumerate(roles)
        }
        made = table({**keys, **columns}, self.frame)
        return joined(self.frame, made, list(keys)).drop(*keys)

    def spelled(self, periods: Iterable[Period]) -> Frame:
        """A table of periods: `time` by number, `period` in words as the frame has them, or in codes."""
        distinct = {time_number(period): period for period in periods}
        as_code = all(kind.told.get("period", "").isascii() for kind in self.kinds)
        shown = (period.code if as_code else str(period) for period in distinct.values())
        return table({"time": whole(distinct), "period": words(shown)}, self.frame)

    def answered(
        self,
        frame: Frame,
        periods: Iterable[Period],
        told_of: Mapping[str, Column],
        shown: Sequence[str],
        *,
        regions: bool | None = None,
    ) -> Native:
        """The answer as the caller's library has it, under the frame's own headings.

        Args:
            frame: With the columns `series`, `time`, `region` and what follows.
            periods: All that `time` can be.
            told_of: Further columns by series, in their order; among them the `unit`.
            shown: The columns behind the period.
            regions: Whether `region` is shown; left out, where the given frame has one.
        """
        names = [role for role in (*NAMES, "scope") if role in self.layout.columns]
        first = {kind.series: kind for kind in reversed(self.kinds)}
        named = {role: words(first[series].told[role] for series in self.order) for role in names}
        series = whole(range(len(self.order)))
        by_series = table({"series": series, **named, **told_of}, self.frame)
        found = joined(joined(frame, by_series, ["series"]), self.spelled(periods), ["time"])
        has_region = "region" in self.layout.columns if regions is None else regions
        columns = [*(["region"] if has_region else []), *names, "period", *shown]
        headings = [self.heading(name) for name in columns]
        twice = "、".join(heading for heading in dict.fromkeys(headings) if headings.count(heading) > 1)
        if twice:
            raise FrameError("frames.columns.twice", name="frame", columns=twice)
        return native(
            found.select(*(nw.col(one).alias(name) for one, name in zip(columns, headings, strict=True)))
        )


def time_number(period: Period) -> int:
    """The number of a run of months."""
    return first_month(period) * SPAN + period.months


def read(
    frame: object,
    *,
    columns: Mapping[str, str] | None,
    catalogue: Catalogue | None,
    decimals: int | None,
    to_date: bool = False,
) -> Told:
    """A long frame with its combinations read; of its data only those are asked for.

    Args:
        frame: Long, of any library.
        columns: The names of its columns by role, where they are not those of `rows.HEADINGS`.
        catalogue: Where the indicators are looked up; left out, the standard one.
        decimals: How many decimals the values have at most; left out, those of the column of decimals, or 6.
        to_date: Whether months and quarters of what runs over time mean the year to date.

    Raises:
        FrameError: The frame is none, or wide, or a column does not hold what it must.
        NumberError: `decimals` is no number of decimals.
        RSIndicatorsError: An indicator, period, unit … cannot be read; the message names the column.
    """
    places = USUAL_PLACES if decimals is None else decimals_of(decimals)
    flag_of("to_date", to_date)
    glossary = glossary_of(catalogue)
    given = opened(frame)
    layout = laid_out(given, glossary=glossary, columns=columns)
    if layout.figures:
        raise FrameError("frames.long", columns="、".join(one.column for one in layout.figures[:5]))
    chosen = _chosen(given, layout)
    kinds = _kinds(chosen, layout, glossary, to_date=to_date)
    if decimals is None and "decimals" in layout.columns:
        with told_at(layout.columns["decimals"]):
            asked = [decimals_of(int(kind.told["decimals"])) for kind in kinds if kind.told["decimals"]]
        places = max(asked, default=USUAL_PLACES)
    return Told(chosen, layout, kinds, places)


def _chosen(frame: Frame, layout: Layout) -> Frame:
    """The columns that count, as texts, and the value as a float or null."""
    schema, columns = frame.collect_schema(), layout.columns
    value = columns["value"]
    if not is_number(schema[value]):
        raise FrameError("frames.column.number", column=value, type=schema[value])
    told = {f"kind {role}": columns[role] for role in KEYS if role in columns}
    if "region" in columns:
        told["region"] = columns["region"]
    number = nw.col(value).cast(nw.Float64)
    known = nw.when(number.is_finite()).then(number)
    return frame.select(
        *(_text(column, schema[column]).alias(name) for name, column in told.items()),
        known.alias("value"),
    )


def _text(column: str, dtype: Dtype) -> nw.Expr:
    """A column as texts, empty where it has none; pandas has a column of nothing as one of floats."""
    told = nw.col(column)
    known = nw.when(told.is_finite() if is_float(dtype) else ~told.is_null()).then(told.cast(nw.String))
    return known.fill_null("")


# ── the combinations ─────────────────────────────────────────────────────────────────────────────────────


def _kinds(frame: Frame, layout: Layout, glossary: Glossary, *, to_date: bool) -> tuple[Kind, ...]:
    roles = [role for role in KEYS if role in layout.columns]
    rows = distinct(frame, [nw.col(f"kind {role}") for role in roles])
    return tuple(_kind(roles, row, layout.columns, glossary, to_date=to_date) for row in rows)


def _kind(
    roles: Sequence[str],
    key: tuple[str, ...],
    columns: Mapping[str, str],
    glossary: Glossary,
    *,
    to_date: bool,
) -> Kind:
    told = {role: "" if text.strip() in MISSING else text for role, text in zip(roles, key, strict=True)}
    name, component = told["indicator"], told.get("component", "")
    if not name and not component:
        raise FrameError("frames.blank", column=columns["indicator"])
    with told_at(columns["indicator"]):
        indicator = glossary.find(name, component)
    period = _period(told, columns)
    with told_at(columns.get("accumulation", "")):
        text = told.get("accumulation", "")
        run = read_accumulation(Cell(text, "")) if text else None
    with told_at(columns.get("unit", columns["indicator"])):
        unit = _unit(indicator, told.get("unit", ""), glossary.named(name, component).unit)
    with told_at(columns.get("period", "")):
        slot = slot_of(indicator, period, run, unit or indicator.unit, to_date=to_date)
    return Kind(key, told, slot, unit)


def _period(told: Mapping[str, str], columns: Mapping[str, str]) -> Period:
    """The period a row names, in one column or in those of year and quarter or month."""
    for role in ("period", "year", *PARTS):
        if role in told and not told[role]:
            raise FrameError("frames.blank", column=columns[role])
    if "period" in told:
        with told_at(columns["period"]):
            return Period.parse(told["period"])
    with told_at(columns["year"]):
        for role, months in PARTS.items():
            if role in told:
                return Period(int(told["year"]), (int(told[role]) - 1) * months + 1, months)
        return Period(int(told["year"]))


def _unit(indicator: Indicator, told: str, printed: str) -> Unit | None:
    """The unit of a row, its own or the one behind its indicator's name; else the indicator's."""
    if told and printed and Unit.parse(told) != Unit.parse(printed):
        raise UnitError("unit.different", one=told, other=printed)
    if told or printed:
        unit = Unit.parse(told or printed)
        indicator.figure(Figure("1", unit))
        return unit
    return None if indicator.unit.is_share else indicator.unit
