"""Findings put out as they come: a parquet file, a CSV file, or, where they are few, frames kept in memory.

A file is written beside its place and moved there when it is complete, so that nobody sees half of it. It
refuses to replace a file unasked, or a file that is read; and more findings in memory than there may be.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import define, field

from rsindicators.errors import FrameError
from rsindicators.frames.engine import Native, native
from rsindicators.frames.files import PARQUET, path_of, scanned
from rsindicators.frames.found import COLUMNS, NUMBERS
from rsindicators.messages import LONGEST_FACT

MOST_KEPT: Final = 2_000_000
"""So many findings are kept in memory."""
WRITTEN: Final = (".parquet", ".csv")
_RUN: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""What a spreadsheet program may take for a formula."""


@define(eq=False)
class Outlet:
    """Takes the findings of a run, piece by piece.

    Attributes:
        path: Where they are written; None for nowhere.
        scoped: Whether they may have scopes; the column is left out of frames in memory that have none.
        counts: How many there are of each rule.
        severities: How many there are of each severity.
        regions: The regions they are of.
    """

    path: Path | None
    scoped: bool
    counts: Counter[str] = field(factory=Counter, init=False)
    severities: Counter[str] = field(factory=Counter, init=False)
    regions: dict[str, None] = field(factory=dict, init=False)
    _kept: list[nw.DataFrame[Any]] = field(factory=list, init=False)
    _folder: Path = field(factory=Path, init=False)
    _parts: list[Path] = field(factory=list, init=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Of the findings."""
        return tuple(name for name in COLUMNS if self.scoped or name != "scope")

    @contextmanager
    def opened(self) -> Iterator[None]:
        """What is put out meanwhile is a file afterwards, if nothing went wrong."""
        if self.path is None:
            yield
            return
        with _beside(self.path) as folder:
            self._folder = Path(folder)
            yield
            self._finished(self.path)

    def put(self, frame: nw.DataFrame[Any]) -> None:
        """Take the findings of a piece.

        Raises:
            FrameError: There are too many to be kept (`frames.findings.many`).
        """
        if self.scoped and "scope" not in frame.columns:
            frame = frame.with_columns(nw.lit(None).cast(nw.String).alias("scope"))
        frame = frame.select(*self.columns)
        self.counts.update(frame["code"].to_list())
        self.severities.update(frame["severity"].to_list())
        self.regions.update(
            dict.fromkeys(one or "" for one in frame["region"].unique(maintain_order=True).to_list())
        )
        if self.path is None:
            if self.counts.total() > MOST_KEPT:
                raise FrameError("frames.findings.many", most=str(MOST_KEPT))
            self._kept.append(frame)
        elif len(frame) or not self._parts:
            self._write(frame, self.path)

    def frame(self) -> Native:
        """The findings: those kept, or a lazy frame of the file."""
        if self.path is None:
            kept = nw.concat(self._kept)
            bare = self.scoped and kept["scope"].is_null().all()
            return native(kept.drop("scope") if bare else kept)
        found = scanned([self.path])
        # Of a CSV file all columns are read as texts.
        return native(found.with_columns(*(nw.col(name).cast(nw.Float64) for name in NUMBERS)))

    def _write(self, frame: nw.DataFrame[Any], path: Path) -> None:
        if path.suffix.lower() in PARQUET:
            part = self._folder / f"{len(self._parts):06}.parquet"
            frame.write_parquet(part)
            self._parts.append(part)
            return
        part = self._folder / "findings.csv"
        with part.open("a", encoding="utf-8" if self._parts else "utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            if not self._parts:
                writer.writerow(self.columns)
            writer.writerows(map(_safe, frame.iter_rows()))
        self._parts = [part]

    def _finished(self, path: Path) -> None:
        made, *more = self._parts
        if more:
            made = self._folder / "findings.parquet"
            scanned(self._parts).sink_parquet(made)
        made.replace(path)


def free(given: object, taken: Iterable[Path], *, overwrite: bool) -> Path | None:
    """Where findings may be written.

    Args:
        given: The path, or None.
        taken: The files that are read.
        overwrite: Whether a file that exists may be replaced.

    Raises:
        FrameError: It may not be written there.
    """
    if given is None:
        return None
    path = path_of(given)
    if path.suffix.lower() not in WRITTEN:
        raise FrameError("frames.files.suffix", suffix=path.suffix, suffixes=" ".join(WRITTEN)).at(path.name)
    if not path.parent.is_dir():
        folder = str(path.parent)
        shown = (
            folder if len(folder) <= LONGEST_FACT else f"…{folder[1 - LONGEST_FACT :]}"
        )  # its end tells most
        raise FrameError("frames.findings.folder", folder=shown).at(path.name)
    if path.exists():
        if not path.is_file():
            raise FrameError("frames.files.regular").at(path.name)
        if any(path.samefile(one) for one in taken):
            raise FrameError("frames.findings.itself").at(path.name)
        if not overwrite:
            raise FrameError("frames.findings.exists").at(path.name)
    return path


def _beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder for what becomes a file; where there can be none, the error names that file."""
    try:
        return tempfile.TemporaryDirectory(prefix=".rsindicators-", dir=path.parent)
    except OSError as error:
        error.filename = str(path)
        raise


def _safe(row: Iterable[Any]) -> list[Any]:
    """A row of a CSV file, in which no text is a formula."""
    return [f"'{one}" if isinstance(one, str) and _RUN.match(one) else one for one in row]
