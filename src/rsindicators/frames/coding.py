"""Columns as codes: each distinct value once, and for each row its place.

Reading a column of a million names costs the reading of its distinct ones. Texts are coded by the means of
the library that holds them, numbers by a table, anything else one by one. Nothing is merged that differs.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
from attrs import frozen

from rsindicators.frames.blocks import Codes
from rsindicators.frames.dtypes import is_float, is_integer, is_text
from rsindicators.frames.hashing import hashed

HEAD: Final = 20_000
STRIDE: Final = 47
"""Which rows are looked at first for the distinct texts of a column: its head, and every 47th."""

FEW: Final = 256
"""So few rows are numbered one by one."""

LONG: Final = 1 << 18
"""Rows from which it is worth while to start a thread."""

EXACT: Final = 2**53
"""Below it every whole number is a float."""

HUGE: Final = {nw.Int128, nw.UInt128}
"""Whole numbers that numpy has no type for."""


@frozen(eq=False)
class Coded:
    """A column as codes.

    Attributes:
        codes: For each row the place of its value in `values`; −1 where it has none.
        values: The distinct values, as Python scalars. Each of them stands in some row.
    """

    codes: Codes
    values: tuple[Any, ...]


def coded(series: nw.Series[Any]) -> Coded:
    """A column as codes of its distinct values.

    Values that are equal but not the same (1 and True, 98.5 and 98.50) are distinct. Floats come as ints
    where all are whole: a library makes floats of years as soon as one is missing.

    Args:
        series: A column of a frame in memory.

    Examples:
        >>> import polars
        >>> regions = polars.Series(["叙永县", None, "古蔺县", "叙永县"])
        >>> found = coded(nw.from_native(regions, series_only=True))
        >>> [found.values[code] if code >= 0 else None for code in found.codes]
        ['叙永县', None, '古蔺县', '叙永县']
    """
    dtype = series.dtype
    if len(series) == 0:
        return Coded(np.empty(0, np.int32), ())
    if is_text(dtype):
        if series.implementation.is_polars():
            return _of_polars(series)
        if series.implementation.is_pyarrow():
            return _of_arrow(series)
        return _of_pandas(series)
    if (is_integer(dtype) or is_float(dtype)) and dtype not in HUGE:
        return _of_numbers(series)
    return _of_objects(series)


def all_coded(frame: nw.DataFrame[Any], columns: Iterable[str]) -> dict[str, Coded]:
    """Several columns as codes, at the same time where their library lets go of the interpreter.

    Args:
        frame: A frame in memory.
        columns: Names of its columns.
    """
    names = list(dict.fromkeys(columns))
    if len(frame) < LONG or len(names) < 2:
        return {name: coded(frame[name]) for name in names}
    with ThreadPoolExecutor(max_workers=len(names) - 1) as pool:
        others = [pool.submit(coded, frame[name]) for name in names[1:]]
        found = [coded(frame[names[0]]), *(other.result() for other in others)]
    return dict(zip(names, found, strict=True))


def _of_polars(series: nw.Series[Any]) -> Coded:
    """Texts by their hashes, and what polars holds as codes by these."""
    column = series.to_native()
    polars = series.implementation.to_native_namespace()
    if series.dtype != nw.String:
        return _of_categories(polars, column)
    found = hashed(column) if len(column) > FEW else None
    return _one_by_one(column.to_list()) if found is None else Coded(*found)


def _one_by_one(texts: Sequence[str | None]) -> Coded:
    """The texts of a short column, for which a call of a library costs more; or those of very many."""
    places: dict[str, int] = {}
    codes = [-1 if text is None else places.setdefault(text, len(places)) for text in texts]
    return Coded(np.array(codes, np.int32), tuple(places))


def _of_categories(polars: Any, column: Any) -> Coded:
    """Texts that polars holds as codes already; those codes may have gaps, and be of other columns too."""
    codes = column.to_physical().cast(polars.Int64).fill_null(-1).to_numpy()
    rows = np.full(codes.max() + 2, -1, np.int64)  # one that holds each code; the last is that of none
    rows[codes] = np.arange(len(codes))
    rows[-1] = -1
    used = np.flatnonzero(rows >= 0)
    places = np.full(len(rows), -1, np.int32)
    places[used] = np.arange(len(used), dtype=np.int32)
    return Coded(places.take(codes), tuple(column.gather(rows[used]).cast(polars.String).to_list()))


def _of_arrow(series: nw.Series[Any]) -> Coded:
    """Texts as places among those that some rows hold; the few other texts come after them."""
    column = series.to_native()
    if series.dtype != nw.String:
        return _of_dictionary(column)
    if str(column.type) == "string_view":  # of which pyarrow takes no rows
        column = column.cast("large_string")
    rows = np.unique(np.concatenate([np.arange(min(HEAD, len(column))), np.arange(0, len(column), STRIDE)]))
    values, codes = _placed(column, column.take(rows))
    rest = np.flatnonzero((codes < 0) & column.is_valid().to_numpy())
    if len(rest):
        others = column.take(rest)
        further, behind = _placed(others, others)
        codes = codes.copy()
        codes[rest] = behind + np.int32(len(values))
        values += further
    return Coded(codes, tuple(values))


def _placed(column: Any, sample: Any) -> tuple[list[str], Codes]:
    """The texts of a sample, and where among them each of a column stands."""
    known = sample.unique().drop_null()
    compute = sys.modules["pyarrow.compute"]  # narwhals has it from pyarrow for every table
    places = compute.index_in(column, value_set=known)
    return known.to_pylist(), places.fill_null(-1).to_numpy()


def _of_dictionary(column: Any) -> Coded:
    """A column that pyarrow holds as a dictionary and places in it."""
    chunks = column.unify_dictionaries().chunks
    codes = np.concatenate([chunk.indices.cast("int32").fill_null(-1).to_numpy() for chunk in chunks])
    return _used(codes, chunks[0].dictionary.to_pylist())


def _of_pandas(series: nw.Series[Any]) -> Coded:
    """Texts as pandas factorizes them; its objects are compared as Python does, and may be no texts."""
    column = series.to_native()
    if hasattr(column, "cat"):
        return _used(column.cat.codes.to_numpy(), column.cat.categories.tolist())
    try:
        codes, values = column.factorize(use_na_sentinel=True)
    except (TypeError, ArithmeticError):  # of lists, and of what cannot be compared
        return _of_objects(series)
    texts = tuple(values.tolist())
    if all(type(text) is str for text in texts):
        return Coded(codes.astype(np.int32), texts)
    return _of_objects(series)


def _used(codes: npt.NDArray[Any], values: Sequence[Any]) -> Coded:
    """Codes of those values alone that some row holds, each value once."""
    given = codes.astype(np.int64)
    first: dict[Any, int] = {}
    places = np.full(len(values) + 1, -1, np.int32)  # the last one is that of the code −1
    for code in np.flatnonzero(np.bincount(given + 1)[1:]).tolist():
        if values[code] is not None:
            places[code] = first.setdefault(values[code], len(first))
    return Coded(places.take(given), tuple(first))


def _of_numbers(series: nw.Series[Any]) -> Coded:
    """Numbers as codes, in order of size."""
    missing = series.is_null().to_numpy() if series.null_count() else np.zeros(len(series), np.bool_)
    column = (series.fill_null(0) if missing.any() else series).to_numpy()
    if column.dtype.kind == "f":
        missing = missing | np.isnan(column)
        column = np.where(missing, 0, column).astype(np.float64, copy=False)
        if np.all((column == np.rint(column)) & (np.abs(column) < EXACT)):
            column = column.astype(np.int64)
    present = column[~missing] if missing.any() else column
    values, places = _ordered(present)
    codes = np.full(len(column), -1, np.int32)
    codes[~missing] = places
    return Coded(codes if missing.any() else places, tuple(values.tolist()))


def _ordered(column: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Codes]:
    """The distinct numbers, and the place of each; by a table of all between the least and the greatest."""
    least, most = (column.min().item(), column.max().item()) if len(column) else (0, 0)
    if column.dtype.kind == "f" or most - least > 2 * len(column) + HEAD:
        values, places = np.unique(column, return_inverse=True)
        return values, places.astype(np.int32)
    wide = column if column.dtype.itemsize == np.dtype(np.int64).itemsize else column.astype(np.int64)
    offsets = (wide - wide.dtype.type(least)).astype(np.int64, copy=False)
    present = np.bincount(offsets) > 0
    ranks: Codes = np.cumsum(present, dtype=np.int32)
    ranks -= 1
    return np.flatnonzero(present).astype(wide.dtype) + wide.dtype.type(least), ranks.take(offsets)


def _of_objects(series: nw.Series[Any]) -> Coded:
    """Values of any kind, one by one: what is equal but written otherwise keeps its own code."""
    codes = np.full(len(series), -1, np.int32)
    values: list[Any] = []
    places: dict[object, int] = {}
    for row, given in enumerate(series.to_list()):
        value = given.item() if isinstance(given, np.generic) else given
        if _is_missing(value):
            continue
        code = places.setdefault(_identity(value), len(values))
        if code == len(values):
            values.append(value)
        codes[row] = code
    return Coded(codes, tuple(values))


def _is_missing(value: object) -> bool:
    """Whether a Python object stands for nothing; pandas has two kinds of its own for that."""
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, Decimal):
        return value.is_nan()
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


def _identity(value: object) -> object:
    """What is the same for the same value only: 98.5 and 98.50 print differently, a list is but itself."""
    if isinstance(value, Decimal):
        return type(value), str(value)
    try:
        hash(value)
    except TypeError:
        return type(value), id(value)
    return type(value), value


def texts(series: nw.Series[Any]) -> list[str | None]:
    """The values of a column as texts, None where there is none; what is no text as Python writes it.

    Args:
        series: A column of a frame in memory.
    """
    found = coded(series)
    values = [value if isinstance(value, str) else str(value) for value in found.values]
    return [values[code] if code >= 0 else None for code in found.codes.tolist()]
