"""What is told of a frame and by it: its rows as numbers of slots and entities.

`About` is what a caller says beside the columns; `Told` is the frame read: a few codes for every row, and
which rows are *odd*, so that the objects must read them. How it is read is the room `reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from attrs import field, frozen

from rsindicators.frames.blocks import Codes, Numbered, taken
from rsindicators.frames.layout import Layout
from rsindicators.frames.slots import Slot
from rsindicators.glossary import Glossary
from rsindicators.period import Period

Floats = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@frozen(eq=False)
class About:
    """What is told of a frame beside its columns.

    Attributes:
        glossary: The names.
        layout: Which column says what.
        units: By the name of an indicator or column, or `"definition"`, or nothing.
        decimals: Of number cells, or None.
        period: For rows that name none.
        region: Likewise.
        to_date: Whether a month or quarter of what runs over time means the year to date.
    """

    glossary: Glossary
    layout: Layout
    units: Mapping[str, str] | str = field(factory=dict)
    decimals: int | None = None
    period: Period | None = None
    region: str = ""
    to_date: bool = False


@frozen(eq=False)
class Part:
    """Rows of a frame, or of one figure column of a wide one.

    Attributes:
        keys: What each row's columns of keys say together; parts of one frame may share them.
        table: The number of the slot for each of these numbers; −1 where the objects must read it.
        entity: The number of each row's entity; −1 of an odd one.
        values: As numbers; NaN where there is none, or where it is no number.
        decimals: As printed or asked for, of each row (−1 for none); None where nobody says.
        odd: Where the value is no plain number; None where all are.
        column: Of a wide frame the figure column.
    """

    keys: Numbered
    table: Places
    entity: Codes
    values: Floats
    decimals: np.ndarray[Any, Any] | None = None
    odd: np.ndarray[Any, np.dtype[np.bool_]] | None = None
    column: str = ""

    @cached_property
    def place(self) -> Places:
        """The number of each row's slot; −1 of an odd one."""
        return taken(self.table, self.keys.codes)

    @property
    def is_known(self) -> bool:
        """Whether every row has a slot and an entity."""
        return bool(self.entity.min(initial=0) >= 0 and self.table[self.keys.there].min(initial=0) >= 0)

    def decimals_at(self, rows: Any) -> Any:
        """The decimals of some rows; −1 where nobody says."""
        return -1 if self.decimals is None else self.decimals[rows]

    def __len__(self) -> int:
        return len(self.values)


@frozen(eq=False)
class Told:
    """A frame read.

    Attributes:
        parts: Its rows; those of each figure column of a wide one.
        slots: The slots by number; None where the objects must read what is told.
        decimals: Of number cells whose column and row do not say.
    """

    parts: tuple[Part, ...]
    slots: tuple[Slot | None, ...]
    decimals: int | None = None


def rows_of(part: Part) -> Iterator[int]:
    """The numbers of the odd rows of a part."""
    if part.odd is None and part.is_known:
        return
    odd = (part.place < 0) | (part.entity < 0)
    if part.odd is not None:
        odd |= part.odd
    yield from map(int, np.flatnonzero(odd))
