"""Which regions of a large frame are read together.

What a rule looks at must be in one piece: all rows of a region, and a total with the regions it may be the
sum of (510000, 510500, 510524; 四川省, 四川省泸州市; a row 合计 and all others). Pieces are filled up to so
many figures. Where regions that belong together are too many for one piece, their sums are left to a pass of
its own (`totalled`), and the pieces are of regions alone.

It refuses a region that is larger than a piece by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import frozen

from rsindicators.columns import read_region
from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.notation import MISSING
from rsindicators.records import cell_of
from rsindicators.rollup import kind_of

MOST_REGIONS: Final = 1_000_000
MOST_TOGETHER: Final = 20_000
"""So many regions are one piece at most, however few figures they have."""
UNREADABLE: Final = "\x00"
"""Before what is no name of a region."""

_CODE: Final = re.compile(r"[1-8][0-9]{5}")


@frozen(eq=False)
class Regions:
    """The regions of a large frame.

    Attributes:
        column: Where they stand; empty where no column tells them.
        spelled: For each region what the column says, None for an empty cell.
        rows: For each region how many rows it has.
    """

    column: str
    spelled: Mapping[str, tuple[Any, ...]]
    rows: Mapping[str, int]

    @property
    def known(self) -> list[str]:
        """The names that can be read."""
        return [name for name in self.spelled if not name.startswith(UNREADABLE)]

    def where(self, names: Iterable[str]) -> nw.Expr | None:
        """The rows of some regions; None for all."""
        if not self.column:
            return None
        told = [one for name in names for one in self.spelled.get(name, ())]
        values = [one for one in told if one is not None]
        column: nw.Expr = nw.col(self.column)
        empty = column.is_null()
        if not values:  # no list is asked for: pyarrow knows none of no type
            return empty if told else empty & ~empty
        if len(values) < len(told):
            return column.is_in(values) | empty
        # What lies between the ends may be passed over by what a parquet file tells of its row groups.
        inside: nw.Expr = column.is_in(values) & (column >= min(values)) & (column <= max(values))
        return inside


@frozen
class Piece:
    """Regions that are read together.

    Attributes:
        regions: Their names.
        figures: How many figures they may have.
    """

    regions: tuple[str, ...]
    figures: int


def regions_of(values: Sequence[Any], counts: Sequence[int], column: str, usual: str) -> Regions:
    """The regions that a column names.

    Args:
        values: Its distinct values.
        counts: How many rows have each.
        column: Its name; empty where there is none.
        usual: The region of rows that name none.
    """
    spelled: dict[str, list[Any]] = {}
    rows: dict[str, int] = {}
    for value, count in zip(values, counts, strict=True):
        name = _name(value, usual)
        spelled.setdefault(name, []).append(value)
        rows[name] = rows.get(name, 0) + count
    return Regions(column, {name: tuple(some) for name, some in spelled.items()}, rows)


def _name(value: Any, usual: str) -> str:
    cell = cell_of(value, "", blanks=True)
    if cell.text.strip() in MISSING:
        return usual
    try:
        return read_region(cell)
    except RSIndicatorsError:
        return f"{UNREADABLE}{value}"


def pieces(regions: Regions, asked: Iterable[str], batch: int, width: int) -> tuple[tuple[Piece, ...], bool]:
    """The regions in pieces of at most so many figures, and whether every total is with its regions.

    Args:
        regions: The regions.
        asked: The names of those that were asked; totals may be above them.
        batch: How many figures a piece has at most.
        width: How many figures a row has.

    Raises:
        FrameError: A region has more (`frames.region.large`).
    """
    sizes = {name: count * width for name, count in regions.rows.items()}
    large = max(sizes, key=sizes.__getitem__, default="")
    if sizes.get(large, 0) > batch:
        name = large.lstrip(UNREADABLE)
        raise FrameError("frames.region.large", region=name, count=str(sizes[large]), batch=str(batch))
    families = _families(sizes, {*sizes, *asked})
    whole = all(
        sum(sizes[name] for name in some) <= batch and len(some) <= MOST_TOGETHER for some in families
    )
    units = families if whole else [(name,) for name in sorted(sizes)]
    return tuple(_filled(units, sizes, batch)), whole


def _families(names: Iterable[str], known: set[str]) -> list[tuple[str, ...]]:
    """The names, those together of which one may be the sum of others."""
    if any(map(kind_of, known)):
        return [tuple(sorted(names))]
    ordered = sorted((_head(name, known), name) for name in names)
    return [tuple(name for _, name in some) for _, some in groupby(ordered, key=lambda pair: pair[0])]


def _head(name: str, known: set[str]) -> str:
    """The highest region above a name that is known, as `rollup` has it or wider; itself if there is none."""
    cuts = range(2, min(len(name), 60))
    above = (f"{name[:2]}0000", f"{name[:4]}00") if _CODE.fullmatch(name) else (name[:cut] for cut in cuts)
    return next((one for one in above if one in known), name)


def _filled(units: Iterable[tuple[str, ...]], sizes: Mapping[str, int], batch: int) -> Iterator[Piece]:
    names: list[str] = []
    figures = 0
    for unit in units:
        more = sum(sizes[name] for name in unit)
        if names and (figures + more > batch or len(names) + len(unit) > MOST_TOGETHER):
            yield Piece(tuple(names), figures)
            names, figures = [], 0
        names += unit
        figures += more
    yield Piece(tuple(names), figures)
