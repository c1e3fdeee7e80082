"""A frame's rows put into their places: one array of rows × entities, filled a block at a time.

`Plan` says which slot lies in which row of the array, those of an indicator together and by time. A place
that one row tells holds its figure; of one that two rows tell both are kept. One that more tell is left to
the objects, as is every odd row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import evolve, frozen

from rsindicators.errors import FrameError
from rsindicators.frames.blocks import Codes, blocks, taken
from rsindicators.frames.dense import NOWHERE, Places
from rsindicators.frames.slots import Slot
from rsindicators.frames.told import Floats, Mask, Part, Told
from rsindicators.observation import Observation
from rsindicators.period import Period

MOST_CELLS: Final = 10_000_000
SPARSE: Final = 20
"""So many places there may be, or so many for each row."""
MOST_NARROW: Final = 1 << 30
"""Places below it, and entities, fit into half the memory."""


# ── which rows there are ─────────────────────────────────────────────────────────────────────────────────


def _ending(time: Period) -> tuple[int, int]:
    """When a run of months ends, and how long it is."""
    return time.year * 12 + time.month + time.months, time.months


@frozen(eq=False)
class Plan:
    """The rows of the array: which slot lies where.

    Attributes:
        rows: The slot of each row; those of an indicator stand together, by time.
        number: The row of each indicator code and time.
    """

    rows: tuple[Slot, ...]
    number: Mapping[tuple[str, Period], int]

    @staticmethod
    def of(slots: Iterable[Slot]) -> Plan:
        """Of several slots of one place the first is its row; the others are odd."""
        first: dict[tuple[str, Period], Slot] = {}
        for slot in slots:
            first.setdefault((slot.indicator.code, slot.time), slot)
        by_code: dict[str, list[Slot]] = {}
        for slot in first.values():
            by_code.setdefault(slot.indicator.code, []).append(slot)
        units = {code: some[0].unit for code, some in by_code.items()}
        rows = tuple(
            slot if slot.unit == units[code] else evolve(slot, unit=units[code])
            for code, some in by_code.items()
            for slot in sorted(some, key=lambda one: _ending(one.time))
        )
        number = {(slot.indicator.code, slot.time): row for row, slot in enumerate(rows)}
        return Plan(rows, number)

    def row_of(self, slot: Slot | None) -> int:
        """The row of a slot; −1 where it means something else than the row's own."""
        row = -1 if slot is None else self.number.get((slot.indicator.code, slot.time), -1)
        if slot is None or row < 0:
            return -1
        own = self.rows[row]
        if own is slot:
            return row
        same = (own.sample.period, own.sample.accumulation) == (slot.sample.period, slot.sample.accumulation)
        return row if same and own.unit == slot.unit else -1


def slot_seen(one: Observation) -> Slot:
    """The slot of what the objects read."""
    return Slot(evolve(one, figure=None, region="", scope="", phrase="", explanation=""), one.indicator.unit)


# ── filled ───────────────────────────────────────────────────────────────────────────────────────────────


@frozen(eq=False)
class Filled:
    """A frame's figures in their rows.

    Attributes:
        values: Rows × entities, flat; NaN where there is none, or where several rows tell a figure.
        told: Where the frame has a row, be it empty.
        decimals: As printed or asked for, of each (−1 for none); None where nobody says.
        twice: Places that two rows tell; the values and the decimals of both, in the order told.
        odd: For each part the numbers of the rows that the objects must read.
        usual: The decimals where nobody says, as the caller named them for figures that are no whole counts.
    """

    values: Floats
    told: Mask
    decimals: Any
    twice: tuple[Places, Floats, Any]
    odd: tuple[Places, ...]
    usual: int | None = None

    def without(self, cells: Places, told: Places) -> Filled:
        """The same with no figures in some places; only some of them are told, by what the objects read."""
        values, seen = self.values.copy(), self.told.copy()
        values[cells], seen[cells] = np.nan, False
        seen[told] = True
        kept = ~np.isin(self.twice[0], cells)
        decimals = None if self.twice[2] is None else self.twice[2][:, kept]
        twice = (self.twice[0][kept], self.twice[1][:, kept], decimals)
        return evolve(self, values=values, told=seen, twice=twice)


def filled(told: Told, plan: Plan, count: int, *, paired: bool) -> Filled:
    """The plain figures of a frame in their rows.

    Args:
        told: The frame.
        plan: The rows.
        count: How many entities there are.
        paired: Whether both figures of a place told twice are kept; else the objects read them.

    Raises:
        FrameError: Its regions and times make far more places than it has rows.
    """
    size = len(plan.rows) * count
    lines = sum(map(len, told.parts))
    if size > max(MOST_CELLS, SPARSE * lines):
        raise FrameError("frames.sparse", times=str(len(plan.rows)), regions=str(count), rows=str(lines))
    base = np.array([*(plan.row_of(slot) * count for slot in told.slots), -1], np.int64)
    base[base < 0] = -1
    values, last = np.full(size, np.nan), np.full(size, -1, np.int32)
    each = np.full(size, -1, np.int8) if any(part.decimals is not None for part in told.parts) else None
    plain = _flats(told.parts, base)
    first = 0
    for part, (flat, rows, _) in zip(told.parts, plain, strict=True):
        for block in blocks(len(flat)):
            at, mine = flat[block].astype(np.intp), block if rows is None else rows[block]
            values[at] = part.values[mine]
            last[at] = np.arange(first + block.start, first + block.stop, dtype=np.int32)
            if each is not None:
                each[at] = part.decimals_at(mine)
        first += len(flat)
    again = _told_again([flat for flat, _, _ in plain], last)
    twice, many = _several(again, told.parts, plain, values, each, 2 if paired else 1)
    odd = tuple(_with(strange, part_rows) for (_, _, strange), part_rows in zip(plain, many, strict=True))
    return Filled(values, last >= 0, each, twice, odd, told.decimals)


_Flat = tuple[Places, Places | None, Places]
"""Where each plain row goes, which rows those are (None for all), and which are odd."""


def _flats(parts: Sequence[Part], base: Places) -> list[_Flat]:
    """Where the rows of each part go; parts of the same keys at the same times differ in where they begin."""
    known: dict[tuple[int, bytes], Places] = {}
    found: list[_Flat] = []
    for part in parts:
        starts = base.take(part.table)
        used = starts[starts >= 0]
        least = used.min() if part.column and used.size else 0
        key = (id(part.keys), (starts - least).tobytes())
        if key not in known:
            known[key] = _placed(part, starts - least)
        found.append(_flat(part, known[key], starts < 0, least))
    return found


def _placed(part: Part, starts: Places) -> Places:
    """Where each row goes, by where the row of its slot begins."""
    found = np.empty(len(part), np.int32 if starts.max(initial=0) < MOST_NARROW else np.intp)
    for block in blocks(len(part)):
        found[block] = starts.take(part.keys.codes[block], mode="wrap") + part.entity[block]
    return found


def _flat(part: Part, placed: Places, lost: Mask, least: int) -> _Flat:
    """Where the plain rows of a part go; those of lost slots are odd."""
    bad = taken(lost, part.keys.codes) if lost[part.keys.there].any() else None
    if part.entity.min(initial=0) < 0:
        bad = part.entity < 0 if bad is None else bad | (part.entity < 0)
    if part.odd is not None:
        bad = part.odd if bad is None else bad | part.odd
    if bad is None:
        return placed + least if least else placed, None, NOWHERE
    rows = np.flatnonzero(~bad)
    return placed[rows] + least, rows, np.flatnonzero(bad)


def _told_again(flats: Sequence[Places], last: Codes) -> Places:
    """The places that more than one row tells."""
    found, first = [], 0
    for flat in flats:
        for block in blocks(len(flat)):
            at = flat[block].astype(np.intp)
            rows = np.arange(first + block.start, first + block.stop, dtype=np.int32)
            found.append(at[last.take(at, mode="wrap") != rows])
        first += len(flat)
    return np.unique(np.concatenate(found)) if found else NOWHERE


def _several(  # noqa: PLR0913, PLR0917 - the rows of a frame and the arrays they fill
    again: Places, parts: Sequence[Part], plain: Sequence[Any], values: Floats, each: Any, most: int
) -> tuple[tuple[Places, Floats, Any], list[Places]]:
    """Places that two rows tell, and the rows of each part that lie where more than most do.

    An empty row tells nothing.
    """
    none: list[Places] = [NOWHERE] * len(parts)
    if not len(again):
        return (NOWHERE, np.empty((2, 0)), None), none
    mark = np.zeros(values.size, np.bool_)
    mark[again] = True
    values[again] = np.nan
    where, told, decimals, owner, number = [], [], [], [], []
    for index, (part, (flat, rows, _)) in enumerate(zip(parts, plain, strict=True)):
        chosen = np.flatnonzero(taken(mark, flat))
        lines = chosen if rows is None else rows[chosen]
        figures = part.values[lines]
        kept = ~np.isnan(figures)
        where.append(flat[chosen][kept])
        told.append(figures[kept])
        places = part.decimals_at(lines)
        decimals.append(places[kept] if isinstance(places, np.ndarray) else np.full(int(kept.sum()), places))
        owner.append(np.full(int(kept.sum()), index))
        number.append(lines[kept])
    place, figure, places, owners, lines = map(np.concatenate, (where, told, decimals, owner, number))
    order = np.argsort(place, kind="stable")
    place, figure, places, owners, lines = (some[order] for some in (place, figure, places, owners, lines))
    found, starts, counts = np.unique(place, return_index=True, return_counts=True)
    values[found[counts == 1]] = figure[starts[counts == 1]]
    if each is not None:
        each[found[counts == 1]] = places[starts[counts == 1]]
    pairs = starts[counts == 2] if most > 1 else NOWHERE
    both = None if each is None else np.stack([places[pairs], places[pairs + 1]])
    twice = (place[pairs], np.stack([figure[pairs], figure[pairs + 1]]), both)
    more = np.isin(place, found[counts > most])
    many = [lines[more & (owners == index)] for index in range(len(parts))]
    empty = np.setdiff1d(again, found)  # told several times, and nothing each time
    return twice, [_with(some, _rows_at(one, empty)) for some, one in zip(many, plain, strict=True)]


def _rows_at(flat: _Flat, places: Places) -> Places:
    """The rows that go to some places."""
    chosen = np.flatnonzero(np.isin(flat[0], places)) if len(places) else NOWHERE
    return chosen if flat[1] is None else flat[1][chosen]


def _with(one: Places, other: Places) -> Places:
    return np.concatenate([one, other]) if len(other) else one
