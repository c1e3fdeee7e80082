"""Files of figures that are larger than memory, opened as one lazy frame.

Parquet files (one, several, a folder or a pattern of them) and CSV files are read through polars, or through
DuckDB and pyarrow where polars is not installed. Neither is a dependency: this is the only room that imports
them, by their names, when it is asked to open a file. Of a CSV file all columns are texts, so that figures
keep their decimals as they were printed; whole numbers (年, 季度, 月) become numbers.

It refuses, before any data is read and with the name of the file: what is no file, no parquet, no CSV in
UTF-8, what holds nothing, and row groups too large to be read at once.
"""

from __future__ import annotations

import csv
import glob
import io
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import narwhals.stable.v2 as nw
from attrs import field, frozen

from rsindicators.errors import FrameError, RSIndicatorsError
from rsindicators.frames.footer import row_groups
from rsindicators.frames.roles import PARTS, role_of
from rsindicators.text import printable

PARQUET: Final = (".parquet", ".pq")
TEXTS: Final = (".csv", ".tsv")
SUFFIXES: Final = (*PARQUET, *TEXTS)
MOST_FILES: Final = 100_000
MOST_GROUP_ROWS: Final = 10_000_000
MOST_GROUP_BYTES: Final = 2**30
"""A row group is read at once: so many rows and bytes of it at most."""
SAMPLE: Final = 2**20
"""So many bytes at the beginning of a CSV file are looked at."""
LIBRARIES: Final = (("polars", ("polars",)), ("duckdb", ("duckdb", "pyarrow")))
"""What reads files, the first that is installed; and what each needs."""
WHOLE: Final = ("decimals", *PARTS)
DELIMITERS: Final = ",\t;"

Given = str | os.PathLike[str]


@frozen(eq=False)
class Files:
    """Files that are one frame.

    Attributes:
        paths: Where they are.
        name: What they are called in messages.
        frame: Their rows; nothing is read yet.
    """

    paths: tuple[Path, ...]
    name: str
    frame: nw.LazyFrame[Any] = field(repr=False)

    def collect(self, frame: nw.LazyFrame[Any]) -> nw.DataFrame[Any]:
        """The rows of a query of them, read piece by piece.

        Raises:
            FrameError: They cannot be read.
        """
        with read_from(self.name):
            made = frame.collect(**_STREAMING) if frame.implementation.is_polars() else frame.collect()
            found: nw.DataFrame[Any] = nw.from_native(nw.to_native(made), eager_only=True)
            return found


@contextmanager
def told_of(name: str) -> Iterator[None]:
    """What is refused is told with the name of a file."""
    try:
        yield
    except RSIndicatorsError as error:
        raise error.at(name) from error.__cause__


@contextmanager
def read_from(name: str) -> Iterator[None]:
    """What the library that reads a file says of it is one error with its name."""
    try:
        yield
    except (MemoryError, OSError):
        raise
    except Exception as error:  # the libraries raise whatever they like
        reason = str(error).strip().partition("\n")[0]
        raise FrameError("frames.unreadable").because(ValueError(reason)).at(name) from error


_STREAMING: Final[dict[str, Any]] = {"engine": "streaming"}


def open_files(given: Given | Iterable[Given]) -> Files:
    """The frame of some files.

    Args:
        given: A file, a folder of parquet files (or of CSV files, where it holds no parquet), a pattern
            (`2023-*.parquet`), or several of them.

    Raises:
        FrameError: They are refused; see the module.
        OSError: One cannot be opened.
    """
    paths = _paths(given)
    name = printable(paths[0].name) if len(paths) == 1 else f"{printable(paths[0].name)} …({len(paths)})"
    kinds = {path.suffix.lower() in PARQUET for path in paths}
    if len(kinds) > 1:
        raise FrameError("frames.files.kinds").at(name)
    is_parquet = kinds.pop()
    for path in paths:
        _checked(path, _check_parquet if is_parquet else _check_text)
    make = _SCANS[_library()]
    with read_from(name):
        return Files(paths, name, make(paths, is_parquet=is_parquet))


def scanned(paths: Sequence[Path]) -> nw.LazyFrame[Any]:
    """Files of one kind as a lazy frame of the library that is installed."""
    made: nw.LazyFrame[Any] = _SCANS[_library()](paths, is_parquet=paths[0].suffix.lower() in PARQUET)
    return made


# ── which files ──────────────────────────────────────────────────────────────────────────────────────────


def _paths(given: object) -> tuple[Path, ...]:
    several = [given] if isinstance(given, str | os.PathLike) or not isinstance(given, Iterable) else given
    found: dict[Path, None] = {}
    for one in several:
        found.update(dict.fromkeys(_found(one)))
        if len(found) > MOST_FILES:
            raise FrameError("frames.files.many", most=str(MOST_FILES))
    if not found:
        raise FrameError("frames.files.none", path=given, suffixes=" ".join(SUFFIXES))
    return tuple(found)


def _found(given: object) -> list[Path]:
    path = path_of(given)
    if path.is_dir():
        inside = [one for one in sorted(path.iterdir()) if not one.name.startswith(".") and one.is_file()]
        kinds = ([one for one in inside if one.suffix.lower() in kind] for kind in (PARQUET, TEXTS))
        return next(filter(None, kinds), [])
    if glob.has_magic(str(path)) and not path.exists():
        return sorted(map(Path, glob.iglob(str(path))))  # noqa: PTH207 - the pattern has a folder of its own
    return [path]


def path_of(given: object) -> Path:
    """A path.

    Raises:
        FrameError: It is none.
    """
    name = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(name, str) or not name or "\x00" in name:
        raise FrameError("frames.files.path", value=given)
    return Path(name)


def _checked(path: Path, check: Callable[[Path], None]) -> None:
    """Nothing, if a file is one that can be read."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise FrameError("frames.files.regular")
        if path.suffix.lower() not in SUFFIXES:
            raise FrameError("frames.files.suffix", suffix=path.suffix, suffixes=" ".join(SUFFIXES))
        if not state.st_size:
            raise FrameError("frames.files.empty")
        check(path)
    except RSIndicatorsError as error:
        raise error.at(path.name) from error.__cause__


def _check_parquet(path: Path) -> None:
    for group in row_groups(path):
        if group.rows > MOST_GROUP_ROWS or group.size > MOST_GROUP_BYTES:
            raise FrameError(
                "frames.parquet.group", rows=str(group.rows), size=f"{group.size / 2**30:.1f} GiB"
            )


def _check_text(path: Path) -> None:
    headings = _headings(path)
    twice = [name for name, count in Counter(headings).items() if count > 1]
    if twice:
        raise FrameError("frames.columns.twice", name=path.name, columns="、".join(map(printable, twice[:5])))


def _headings(path: Path) -> list[str]:
    first = _first_line(path)
    return next(csv.reader(io.StringIO(first), delimiter=_delimiter(first)))


def _first_line(path: Path) -> str:
    """The headings of a CSV file, if its beginning is UTF-8."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    try:
        # The sample may end inside a character.
        text = sample.decode("utf-8-sig") if len(sample) < SAMPLE else _cut(sample).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FrameError("frames.files.encoding") from error
    lines = text.splitlines()
    if "\x00" in text or not lines or not lines[0].strip() or len(lines[0].encode()) >= SAMPLE - 4:
        raise FrameError("frames.files.headings")
    return lines[0]


def _cut(sample: bytes) -> bytes:
    """The bytes up to the last line end."""
    return sample[: sample.rfind(b"\n") + 1] or sample


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


# ── the libraries ────────────────────────────────────────────────────────────────────────────────────────


def _library() -> str:
    """The first library that is installed."""
    for name, needed in LIBRARIES:
        if all(map(find_spec, needed)):
            return name
    raise FrameError("frames.files.library", command="pip install polars")


def _by_polars(paths: Sequence[Path], *, is_parquet: bool) -> nw.LazyFrame[Any]:
    polars: Any = import_module("polars")
    files = list(paths)
    if is_parquet:
        return _lazy(polars.scan_parquet(files, glob=False, hive_partitioning=False))
    separator = _delimiter(_first_line(paths[0]))
    return _numbered(_lazy(polars.scan_csv(files, glob=False, separator=separator, infer_schema=False)))


def _by_duckdb(paths: Sequence[Path], *, is_parquet: bool) -> nw.LazyFrame[Any]:
    duckdb: Any = import_module("duckdb")
    names = [glob.escape(str(path)) for path in paths]
    # Of two figures of one place the first told counts, and threads would change the order of rows.
    connection = duckdb.connect(config={"threads": 1})
    if is_parquet:
        return _lazy(connection.read_parquet(names, hive_partitioning=False))
    separator = _delimiter(_first_line(paths[0]))
    told = {"all_varchar": True, "header": True, "quotechar": '"', "escapechar": '"', "encoding": "utf-8"}
    return _numbered(_lazy(connection.read_csv(names, sep=separator, **told)))


_SCANS: Final[dict[str, Any]] = {"polars": _by_polars, "duckdb": _by_duckdb}


def _lazy(frame: Any) -> nw.LazyFrame[Any]:
    found: nw.LazyFrame[Any] = nw.from_native(frame)
    return found


def _numbered(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """A frame of texts with numbers where they must be whole."""
    names = [name for name in frame.collect_schema().names() if role_of(name) in WHOLE]
    return frame.with_columns(*(nw.col(name).cast(nw.Int64) for name in names)) if names else frame
