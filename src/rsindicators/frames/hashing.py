"""The texts of a long column of polars as codes, by their hashes.

A hash of 64 bits is looked up in a table of its first 16, filled from a sample of all rows; what stands there
under another hash goes on to a table of the next 16.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final, TypeAlias, cast

import numpy as np
import numpy.typing as npt
from attrs import frozen

from rsindicators.frames.blocks import Codes, blocks, taken

Hashes: TypeAlias = npt.NDArray[np.uint64]

SLOTS: Final = 1 << 16
"""Of a table of hashes; so many rows at most, from all over the column, are looked at to fill one."""
PARTS: Final = 4
"""Of a hash: each names a slot."""


def hashed(column: Any) -> tuple[Codes, tuple[str, ...]] | None:
    """The code of each text of a column of polars, −1 where there is none, and the texts, as they come.

    They are found by their hashes, in tables of 16 bits of them each; None where they are too many for that.

    Two texts of one hash would be taken for one. Its 64 bits depend on a secret number, so that nobody can
    prepare two; of ten thousand texts two meet by chance once in 10¹¹ frames.
    """
    hashes = column.hash(secrets.randbits(63)).to_numpy()
    step = len(hashes) // SLOTS + 1
    table = _Table.of(hashes[::step], 0, 0)
    codes, left = table.found(hashes)
    rows = [table.rows * step]
    for part in range(1, PARTS):
        if not len(left):
            break
        step = len(left) // SLOTS + 1
        table = _Table.of(hashes[left[::step]], part, sum(map(len, rows)))
        rows.append(left[::step][table.rows])
        codes[left], rest = table.found(hashes[left])
        left = left[rest]
    if len(left) or codes.min() < 0:
        return None
    return _in_order(codes, column.gather(np.concatenate(rows)).to_list())


@frozen(eq=False)
class _Table:
    """Of each slot, as a part of a hash names it, the hash that stands there and its number.

    Attributes:
        part: Which of the four parts.
        known: The hashes; 0 where none stands.
        numbers: Their numbers; −1 where none stands.
        rows: Where in the sample each hash stands, by its number from the first on.
    """

    part: int
    known: Hashes
    numbers: Codes
    rows: npt.NDArray[np.intp]

    @staticmethod
    def of(hashes: Hashes, part: int, first: int) -> _Table:
        """A table of a sample of hashes, numbered from a first number on."""
        slots = _slots(hashes, part)
        rows = np.full(SLOTS, -1, np.intp)
        rows[slots] = np.arange(len(slots))
        used = np.flatnonzero(rows >= 0)
        known, numbers = np.zeros(SLOTS, np.uint64), np.full(SLOTS, -1, np.int32)
        known[used] = hashes[rows[used]]
        numbers[used] = np.arange(first, first + len(used), dtype=np.int32)
        return _Table(part, known, numbers, rows[used])

    def found(self, hashes: Hashes) -> tuple[Codes, npt.NDArray[np.intp]]:
        """The number in the slot of each hash, and which hashes are others than stand there."""
        codes, others = np.empty(len(hashes), np.int32), []
        for block in blocks(len(hashes)):
            slots = _slots(hashes[block], self.part)
            known = self.known.take(slots, mode="wrap")  # no slot is beyond the table: numpy need not check
            codes[block] = self.numbers.take(slots, mode="wrap")
            others.append(np.flatnonzero(known != hashes[block]) + block.start)
        return codes, np.concatenate(others)


def _slots(hashes: Hashes, part: int) -> npt.NDArray[np.intp]:
    """A part of each hash, as numpy takes places fastest."""
    return np.ascontiguousarray(hashes).view(np.uint16).reshape(-1, PARTS)[:, part].astype(np.intp)


def _in_order(codes: Codes, values: Sequence[str | None]) -> tuple[Codes, tuple[str, ...]]:
    """The same numbered as they come, with −1 for what is no text, which a hash takes for one."""
    first = np.full(len(values), -1, np.intp)
    missing = len(values)
    for block in blocks(len(codes)):
        if not missing:
            break
        mine = codes[block]
        new = np.flatnonzero(first.take(mine) < 0)[::-1]
        first[mine[new]] = new + block.start  # the first of several is written last
        missing = int(np.count_nonzero(first < 0))
    order = [place for place in np.argsort(first).tolist() if values[place] is not None]
    places = np.full(len(values), -1, np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return taken(places, codes), tuple(cast("str", values[place]) for place in order)
