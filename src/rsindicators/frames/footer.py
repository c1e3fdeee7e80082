"""How large the row groups of a parquet file are, from the end of the file, before any of them is read.

A row group is read as a whole, so that memory is bounded only where row groups are; and a file of a few
kilobytes may say that it holds billions of rows. Both are told by the metadata at its end, a structure of
Thrift in its compact protocol, of which only the counts are looked at.

It refuses what is no parquet file, and what its end does not tell.

Source: Apache Parquet, parquet.thrift (FileMetaData 3 and 4, RowGroup 2 and 3); Thrift compact protocol.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import define, frozen

from rsindicators.errors import FrameError

MAGIC: Final = b"PAR1"
TAIL: Final = 8
LARGEST_FOOTER: Final = 64 * 2**20
MOST_LEVELS: Final = 32
"""How deep structures may lie in each other; parquet's lie eight deep."""
LONGEST_NUMBER: Final = 10
"""Bytes of a number of 64 bits."""

_TRUTHS: Final = (1, 2)
_BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 3, 7, 8, 9, 10, 11, 12
_NUMBERS: Final = (4, 5, 6)
_ROWS, _GROUPS, _GROUP_BYTES, _GROUP_ROWS = 3, 4, 2, 3


@frozen
class RowGroup:
    """What a parquet file tells of a row group.

    Attributes:
        rows: How many there are.
        size: Bytes of its columns before they were compressed.
    """

    rows: int
    size: int


def row_groups(path: Path) -> tuple[RowGroup, ...]:
    """The row groups of a parquet file.

    Raises:
        FrameError: It is no parquet file (`frames.parquet`).
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
        end = file.seek(0, 2)
        file.seek(max(0, end - TAIL))
        tail = file.read(TAIL)
        size = int.from_bytes(tail[:4], "little")
        inside = end - TAIL - len(MAGIC)
        if head != MAGIC or tail[4:] != MAGIC or not 0 < size <= min(inside, LARGEST_FOOTER):
            raise FrameError("frames.parquet")
        file.seek(end - TAIL - size)
        footer = file.read(size)
    try:
        return tuple(_Reader(footer).groups())
    except (IndexError, ValueError) as error:
        raise FrameError("frames.parquet") from error


@define
class _Reader:
    """Reads one footer; whatever lies behind its end is an IndexError, what is no Thrift a ValueError."""

    data: bytes
    at: int = 0

    def groups(self) -> list[RowGroup]:
        """The row groups; all other fields are passed over."""
        found: list[RowGroup] = []
        rows = 0
        for number, kind in self._fields():
            if number == _ROWS and kind in _NUMBERS:
                rows = self._zigzag()
            elif number == _GROUPS and kind == _LIST:
                count, inner = self._list()
                if inner != _STRUCT:
                    raise ValueError
                found = [self._group() for _ in range(count)]
            else:
                self._skip(kind, MOST_LEVELS)
        if rows != sum(one.rows for one in found):
            raise ValueError
        return found

    def _group(self) -> RowGroup:
        told = {_GROUP_BYTES: 0, _GROUP_ROWS: 0}
        for number, kind in self._fields():
            if number in told and kind in _NUMBERS:
                told[number] = self._zigzag()
            else:
                self._skip(kind, MOST_LEVELS)
        if min(told.values()) < 0:
            raise ValueError
        return RowGroup(told[_GROUP_ROWS], told[_GROUP_BYTES])

    def _fields(self) -> Iterator[tuple[int, int]]:
        """The numbers and kinds of a structure's fields; who takes one reads or passes what it holds."""
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            yield number, head & 15

    def _list(self) -> tuple[int, int]:
        """How many elements a list has, and of which kind; no more than there are bytes."""
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._number()
        if count > len(self.data) - self.at:
            raise ValueError
        return count, head & 15

    def _skip(self, kind: int, levels: int) -> None:
        if levels == 0:
            raise ValueError
        if kind in _TRUTHS:
            return
        if kind in _NUMBERS:
            self._number()
        elif kind in (_BYTE, _DOUBLE, _BINARY):
            self._pass({_BYTE: 1, _DOUBLE: 8}.get(kind) or self._number())
        elif kind in (_LIST, _SET):
            count, inner = self._list()
            for _ in range(count):
                self._element(inner, levels - 1)
        elif kind == _STRUCT:
            for _, inner in self._fields():
                self._skip(inner, levels - 1)
        else:  # parquet has no maps
            raise ValueError

    def _element(self, kind: int, levels: int) -> None:
        """An element of a list; a truth value is a byte of its own there."""
        if kind in _TRUTHS:
            self._byte()
        else:
            self._skip(kind, levels)

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _pass(self, count: int) -> None:
        self.at += count
        if self.at > len(self.data):
            raise IndexError

    def _number(self) -> int:
        found = 0
        for place in range(LONGEST_NUMBER):
            byte = self._byte()
            found |= (byte & 127) << 7 * place
            if byte < 128:
                return found
        raise ValueError

    def _zigzag(self) -> int:
        number = self._number()
        return (number >> 1) ^ -(number & 1)
