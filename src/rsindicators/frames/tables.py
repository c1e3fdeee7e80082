"""A large frame and what its columns say: the few queries that are asked of it.

What is told of a frame is settled by names and types of columns; then the regions are counted, then the rows
of some regions are read. A table is of files, or of a frame the caller has.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import frozen

from rsindicators.columns import region_name
from rsindicators.errors import FrameError
from rsindicators.frames.dtypes import is_integer
from rsindicators.frames.engine import Frame, opened
from rsindicators.frames.files import Files, open_files, told_of
from rsindicators.frames.layout import Layout, laid_out
from rsindicators.frames.options import Options
from rsindicators.frames.pieces import MOST_REGIONS, Regions, regions_of
from rsindicators.frames.reading import read
from rsindicators.frames.slots import Entities
from rsindicators.frames.targeted import apart, laid_out_targets
from rsindicators.frames.told import About

KEYS: Final = ("indicator", "component", "period", "year", "quarter", "month", "accumulation", "unit")
MOST_KEYS: Final = 100_000


@frozen(eq=False)
class Table:
    """A large frame, and what its columns say."""

    frame: Frame
    layout: Layout
    kept: tuple[str, ...]
    files: Files | None

    @staticmethod
    def of(frame: Frame, options: Options, files: Files | None = None) -> Table:
        """What the columns of a frame say, by their names and types."""
        columns, _ = apart(options.columns)
        layout = layout_of(frame, options)
        used = {*layout.columns.values(), *(one.column for one in layout.figures), *(columns or {}).values()}
        schema = frame.collect_schema()
        place = layout.columns.get("region")
        if place is not None and schema[place] != nw.String and not is_integer(schema[place]):
            frame = frame.with_columns(nw.col(place).cast(nw.String))
        return Table(frame, layout, tuple(name for name in schema.names() if name in used), files)

    @property
    def width(self) -> int:
        """How many figures a row has."""
        return max(1, len(self.layout.figures))

    def none(self) -> nw.DataFrame[Any]:
        """No row of it: what its columns are."""
        frame: Any = self.frame
        return self.collect(frame.select(*self.kept).head(0))

    def collect(self, frame: Frame) -> nw.DataFrame[Any]:
        """A query of it in memory."""
        if self.files is not None and isinstance(frame, nw.LazyFrame):
            return self.files.collect(frame)
        return frame.collect() if isinstance(frame, nw.LazyFrame) else frame

    def rows(self, where: nw.Expr | None) -> nw.DataFrame[Any]:
        """Some rows, or all, of the columns that tell something."""
        some: Any = self.frame if where is None else self.frame.filter(where)
        return self.collect(some.select(*self.kept))

    def regions(self, usual: str) -> Regions:
        """The regions and how many rows they have."""
        column = self.layout.columns.get("region", "")
        frame: Any = self.frame
        if not column:
            count = self.collect(frame.select(nw.len().alias("rows")))["rows"].item()
            return regions_of([None], [count], "", usual) if count else regions_of([], [], "", usual)
        number = f"{column} rows"
        counted = frame.select(column).group_by(column).agg(nw.len().alias(number)).head(MOST_REGIONS + 1)
        found = self.collect(counted)
        if len(found) > MOST_REGIONS:
            raise FrameError("frames.regions.many", column=column, most=str(MOST_REGIONS))
        told = found[column]
        # Each library has a nothing of its own; of what pandas has, none compares with a name.
        pairs = zip(told.to_list(), told.is_null().to_list(), strict=True)
        values = [None if is_null else value for value, is_null in pairs]
        return regions_of(values, found[number].to_list(), column, usual)

    def distinct(self, columns: Sequence[str]) -> nw.DataFrame[Any]:
        """The distinct rows of some columns; they must be few."""
        frame: Any = self.frame
        found = self.collect(frame.select(*columns).unique().head(MOST_KEYS + 1))
        if len(found) > MOST_KEYS:
            raise FrameError("frames.keys.many", columns="、".join(columns), most=str(MOST_KEYS))
        return found

    def keys(self, options: Options) -> nw.DataFrame[Any]:
        """An empty row for each indicator and time that it tells, of no region in particular.

        Raises:
            FrameError: They are too many (`frames.keys.many`).
        """
        layout = self.layout
        columns = [layout.columns[role] for role in KEYS if role in layout.columns]
        kept = {role: name for role, name in layout.columns.items() if role in (*KEYS, "value")}
        empty = [one.column for one in layout.figures] or [layout.columns["value"]]
        schema = self.frame.collect_schema()
        # What is distinct may come in any order, and the first of several slots of a place is its own.
        small = self.distinct(columns).sort(columns, nulls_last=True)
        small = small.with_columns(*(nw.lit(None).cast(schema[name]).alias(name) for name in empty))
        told = read(small, about_of(Layout(kept, layout.figures), options), Entities())
        seen: dict[Any, None] = {}
        rows = []
        for row, places in enumerate(zip(*(part.place.tolist() for part in told.parts), strict=True)):
            slots = [told.slots[place] for place in places if place >= 0]
            keys = {(slot.indicator.code, slot.time) for slot in slots if slot is not None}
            if len(slots) == len(places) and not keys <= seen.keys():
                rows.append(row)
            seen.update(dict.fromkeys(keys))
        return small[rows]


def prior_of(options: Options) -> Table | None:
    """What was reported earlier: files, or a frame."""
    given: Any = options.prior
    if isinstance(given, str | os.PathLike | list | tuple):
        files = open_files(given)
        with told_of(files.name):
            return Table.of(files.frame, options, files)
    return None if given is None else Table.of(opened(given, "prior"), options)


def targets_of(options: Options) -> Table | None:
    """A frame of targets, where the plan is one."""
    if options.targets is None:
        return None
    frame = opened(options.targets, "plan")
    return Table(frame, layout_of_targets(frame, options), tuple(frame.collect_schema().names()), None)


def about_of(layout: Layout, options: Options) -> About:
    """What is told of a frame of that layout."""
    run, region = options.run and options.run.plain(), options.region and region_name(options.region)
    units = options.units or {}
    return About(options.glossary, layout, units, options.decimals, run, region, options.to_date)


def layout_of(frame: Frame, options: Options) -> Layout:
    """Which column of a frame says what."""
    columns, _ = apart(options.columns)
    return laid_out(
        frame,
        glossary=options.glossary,
        columns=columns,
        period=options.run,
        region=options.region,
        units=options.units,
    )


def layout_of_targets(frame: Frame, options: Options) -> Layout:
    """Which column of a frame of targets says what."""
    _, columns = apart(options.columns)
    return laid_out_targets(
        frame, glossary=options.glossary, columns=columns, period=options.run, region=options.region
    )
