"""A frame of targets: what is promised of each region, read once for each wording.

A plan has tens of targets, a frame one for each county and indicator. Its distinct texts are read by the
readers of the objects; targets of one indicator, period and wording are one *kind*, which differ in their
number and region only, so that their limits are whole numbers in a column. A target that is worded otherwise
(words, a range, 左右, 每年) is a kind of its own.

A row that cannot be placed, a target that cannot be read, and a number of which nobody says the unit are
refused: a promise is never guessed at, nor left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, cast

import narwhals.stable.v2 as nw
import numpy as np
from attrs import define, evolve, field, frozen

from rsindicators.bound import Bound
from rsindicators.duration import settled
from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.frames.dense import Places
from rsindicators.frames.layout import DEFINED, Layout, laid_out
from rsindicators.frames.reading import read
from rsindicators.frames.slots import Entities, Slot
from rsindicators.frames.told import About, Floats, Mask
from rsindicators.frames.worded import Form, words_of
from rsindicators.glossary import Glossary
from rsindicators.kinds import Accumulation
from rsindicators.notation import parse
from rsindicators.number import shift
from rsindicators.period import Period
from rsindicators.target import Target, asked

TARGET: Final = ("target", "目标", "目标值", "规划目标")
COMPARATOR: Final = ("comparator", "比较符", "比较")
"""Headings of the columns of a target, and of the sign before its number where that stands apart."""

_BESIDE: Final = ("comparator", "status", "as_of", "explanation", "decimals")
MOST_SHORT: Final = 1 << 15
OF_TARGETS: Final = ("target", "comparator")
"""Columns that only a frame of targets has."""


@frozen(eq=False)
class Kind:
    """Targets of one indicator and period that are worded alike.

    Attributes:
        target: One of them; a stand-in for the others in all but its number and region.
        is_plain: Whether they differ in nothing else; a kind that is none has one text.
    """

    target: Target
    is_plain: bool


@frozen(eq=False)
class Goals:
    """Some targets, in numbers.

    Attributes:
        rows: Which of all they are.
        entity: The number of the region of each.
        steps: Its limit as a whole number.
        places: By how many powers of ten that is to be divided, in the unit of its kind.
    """

    rows: Places
    entity: Places
    steps: Floats
    places: Places

    def __getitem__(self, some: Any) -> Goals:
        """Those of a slice, a mask or places."""
        return Goals(self.rows[some], self.entity[some], self.steps[some], self.places[some])


@frozen(eq=False)
class Promised:
    """A frame of targets, read; made by `read_targets`.

    Attributes:
        entities: The regions by number.
        kinds: What is promised, but for the numbers.
        kind: The kind of each target; −1 for none.
        entity: The number of its region.
        steps: Its limit as a whole number.
        places: By how many powers of ten that is to be divided, in the unit of the kind.
    """

    entities: Entities
    kinds: tuple[Kind, ...]
    kind: Places
    entity: Places
    steps: Floats
    places: Places

    @cached_property
    def _by_kind(self) -> tuple[Goals, Places]:
        """The targets by kind, and where each kind begins."""
        # Of numbers that short numpy sorts by their digits, many times faster.
        short = self.kind.astype(np.int16) if len(self.kinds) <= MOST_SHORT else self.kind
        order = np.argsort(short, kind="stable")
        counts = np.bincount(self.kind + 1, minlength=len(self.kinds) + 1)
        goals = Goals(order, self.entity[order], self.steps[order], self.places[order])
        return goals, np.cumsum(counts)

    def of_kind(self, number: int) -> Goals:
        """The targets of a kind."""
        goals, starts = self._by_kind
        return goals[starts[number] : starts[number + 1]]

    def targets(self, regions: Iterable[str]) -> tuple[Target, ...]:
        """The targets of some regions as objects, in the order of the frame."""
        wanted = set(regions)
        numbers_of = [number for number, (name, _) in enumerate(self.entities.names) if name in wanted]
        rows = np.flatnonzero(np.isin(self.entity, numbers_of) & (self.kind >= 0))
        return tuple(self.target(int(row)) for row in rows)

    def target(self, row: int) -> Target:
        """One target as an object."""
        kind = self.kinds[int(self.kind[row])]
        region = self.entities.names[self.entity[row]][0]
        made = evolve(kind.target, region=region)
        bound = made.bound
        if not kind.is_plain or not isinstance(bound, Bound):
            return made
        value = Figure(shift(Decimal(int(self.steps[row])), -int(self.places[row])), bound.unit)
        return evolve(made, bound=evolve(bound, limit=value), text="")


# ── read ─────────────────────────────────────────────────────────────────────────────────────────────────


def laid_out_targets(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any],
    *,
    glossary: Glossary,
    columns: Mapping[str, str] | None = None,
    period: Period | None = None,
    region: str = "",
) -> Layout:
    """Which column of a frame of targets says what.

    Args:
        frame: Region, indicator, period (or year, …), target; a comparator and a unit if they stand apart.
        glossary: The names.
        columns: What the caller says, by role; `target` and `comparator` are roles here.
        period: Of rows that tell none.
        region: Likewise.

    Returns:
        A layout whose `value` is the column of the target, and whose `comparator` is that of the sign.

    Raises:
        FrameError: There is no column of targets, or as `layout.laid_out`.
    """
    said = dict(columns or {})
    names = list(frame.collect_schema())
    target = said.pop("target", "") or said.pop("value", "") or _headed(names, TARGET)
    sign = said.pop("comparator", "") or _headed(names, COMPARATOR)
    if not target:
        raise FrameError("frames.targets.column")
    found = laid_out(
        frame, glossary=glossary, columns={**said, "value": target}, period=period, region=region
    )
    return evolve(found, columns={**found.columns, **({"comparator": sign} if sign else {})})


def apart(columns: Mapping[str, str] | None) -> tuple[Mapping[str, str] | None, Mapping[str, str]]:
    """What a caller says of the columns of a frame, and of those that only a frame of targets has."""
    if not isinstance(columns, Mapping):
        return columns, {}
    others = {role: name for role, name in columns.items() if role in OF_TARGETS}
    return {role: name for role, name in columns.items() if role not in others}, others


def _headed(names: Iterable[str], headings: Sequence[str]) -> str:
    return next((name for name in names if name.strip().lower() in headings), "")


def read_targets(frame: nw.DataFrame[Any], about: About, entities: Entities) -> Promised:
    """Read a frame of targets.

    Args:
        frame: With the columns of the layout.
        about: What is told of it; its layout is that of `laid_out_targets`.
        entities: Takes the regions.

    Raises:
        FrameError: A row cannot be placed (`frames.targets.row`), a target cannot be read
            (`frames.targets.text`), or nobody says in which unit it is (`frames.targets.unit`).
    """
    columns = dict(about.layout.columns)
    words = words_of(frame, columns)
    placing = {role: name for role, name in columns.items() if role not in _BESIDE}
    layout = evolve(about.layout, columns=placing)
    # A figure of nothing stands in for each target: only where it stands is read.
    stand_ins = frame.with_columns(nw.lit(0.0).alias(columns["value"]))
    told = read(stand_ins, evolve(about, layout=layout, units=about.units or DEFINED), entities)
    (part,) = told.parts
    lost = np.flatnonzero(((part.place < 0) | (part.entity < 0)) & (words.form >= 0))
    if len(lost):
        raise _unplaced(frame, columns, int(lost[0]))
    maker = _Maker(about, told.slots, words.forms, _without_unit(frame, about))
    kind = maker.kinds_of(part.place, words.form)
    return Promised(entities, tuple(maker.kinds), kind, part.entity, words.steps, words.places)


def _without_unit(frame: nw.DataFrame[Any], about: About) -> Mask | None:
    """The rows of which nobody says the unit; None for none."""
    if about.units:
        return None
    column = about.layout.columns.get("unit")
    return np.ones(len(frame), np.bool_) if column is None else frame[column].is_null().to_numpy()


def _unplaced(frame: nw.DataFrame[Any], columns: Mapping[str, str], row: int) -> FrameError:
    told = frame[[row]].rows(named=True)[0]
    period = next((told[columns[role]] for role in ("period", "year") if role in columns), "")
    indicator = told[columns["indicator"]]
    return FrameError("frames.targets.row", row=str(row + 1), indicator=str(indicator), period=str(period))


@define(eq=False)
class _Maker:
    """Makes kinds of targets; it never leaves the call that made it."""

    about: About
    slots: Sequence[Slot | None]
    forms: Sequence[Form]
    without_unit: Mask | None
    kinds: list[Kind] = field(factory=list)

    def kinds_of(self, place: Places, form: Places) -> Places:
        """The kind of each target; −1 for none."""
        count = len(self.forms)
        there = form >= 0
        pairs = np.where(there, place.astype(np.int64) * max(count, 1) + form, -1)
        size = max(len(self.slots) * count, 1)
        table = np.full(size + 1, -1, np.int64)
        seen = np.zeros(size + 1, np.bool_)
        seen[pairs] = True
        bare = np.zeros(size + 1, np.bool_)
        if self.without_unit is not None:
            bare[pairs[self.without_unit]] = True
        for pair in np.flatnonzero(seen[:-1]).tolist():
            slot, number = divmod(pair, count)
            self.kinds.append(self._kind(slot, self.forms[number], is_unitless=bool(bare[pair])))
            table[pair] = len(self.kinds) - 1
        return table[pairs]

    def _kind(self, number: int, form: Form, *, is_unitless: bool) -> Kind:
        slot = cast("Slot", self.slots[number])  # rows without one are refused before
        name, needed = slot.indicator.name, slot.indicator.unit
        try:
            bare = is_unitless and not slot.unit.is_pure and form.is_bare()
            kind = self._made(slot, form)
        except RSIndicatorsError as error:
            raise FrameError("frames.targets.text", text=form.text, name=name).because(error) from error
        if bare:
            raise FrameError("frames.targets.unit", text=form.text, name=name, unit=needed)
        return kind

    def _made(self, slot: Slot, form: Form) -> Kind:
        indicator, sample = slot.indicator, slot.sample
        reading = parse(form.text, slot.unit)
        bound, inferred = asked(reading.value, indicator.direction)
        period, run = sample.period, sample.accumulation
        if reading.accumulation is not None:
            told = run if "accumulation" in self.about.layout.columns else None
            period, run = settled(indicator, period, told, reading.accumulation)
        target = Target(
            indicator, bound, period, cast("Accumulation", run), phrase=reading.phrase, hedges=reading.hedges,
            inferred=inferred, text=form.text,
        )  # fmt: skip
        return Kind(target, form.is_split)
