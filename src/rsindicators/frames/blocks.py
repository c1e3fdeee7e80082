"""Long arrays, a block of rows at a time.

What is computed of a million rows at once is written to fresh memory at every step, and touching memory for
the first time costs more than the arithmetic. Of a block all steps stay near the processor, in memory that
the next block uses again; only what is kept is as long as the column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

BLOCK: Final = 1 << 16
"""Rows at a time: an array of them lies in the cache of a processor."""

Codes: TypeAlias = npt.NDArray[np.int32]
Kind = TypeVar("Kind", bound=np.generic)


@frozen(eq=False)
class Numbered:
    """A number for each row, and which numbers there are.

    Attributes:
        codes: The number of each row.
        there: Those that some rows have, in order.
    """

    codes: Codes
    there: npt.NDArray[np.intp]


def blocks(count: int) -> Iterator[slice]:
    """The blocks of so many rows, in order.

    Examples:
        >>> [(one.start, one.stop) for one in blocks(100_000)]
        [(0, 65536), (65536, 100000)]
    """
    for start in range(0, count, BLOCK):
        yield slice(start, min(start + BLOCK, count))


def taken(table: npt.NDArray[Kind], codes: npt.NDArray[Any]) -> npt.NDArray[Kind]:
    """What a table says of each code, which must be a place of it.

    Args:
        table: A value for each code.
        codes: Whole numbers below its length; −1 is its last place.
    """
    found = np.empty(len(codes), table.dtype)
    for block in blocks(len(codes)):
        # What numpy need not check it takes straight into its place.
        table.take(codes[block], out=found[block], mode="wrap")
    return found


def numbered(digits: Sequence[tuple[npt.NDArray[Any], int]], rows: int) -> Numbered:
    """One number for the codes of several columns: their digits, the last one counting fastest.

    Args:
        digits: The codes of each column, and how many there may be.
        rows: How many rows there are; without digits each has the number 0.
    """
    codes = np.zeros(rows, np.int32)
    seen = np.zeros(prod(count for _, count in digits), np.bool_)
    for block in blocks(rows):
        mine = codes[block]
        for some, count in digits:
            mine *= np.int32(count)
            mine += some[block]
        seen[mine.astype(np.intp)] = True  # as numpy finds places fastest
    return Numbered(codes, np.flatnonzero(seen))
