"""The one door to narwhals: frames recognised, their columns as codes and numbers, frames built.

A frame of pandas, polars, pyarrow, DuckDB, Dask or PySpark is opened without reading it. A column of a frame
in memory is read as *codes*, so that each of its distinct values is read once whatever its length, or as
numbers. A frame of findings is built from codes again, in the library of the frame that was given.

It refuses what is no dataframe, names of columns that are twice there or are no text, and numbers of columns
that hold none. No dataframe library is imported here: each frame brings its own.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
from attrs import frozen
from narwhals.exceptions import DuplicateError

from rsindicators.errors import FrameError
from rsindicators.frames.coding import HUGE, Coded, all_coded, coded, texts
from rsindicators.frames.dtypes import (
    Dtype,
    is_decimal,
    is_float,
    is_integer,
    is_nested,
    is_number,
    is_open,
    is_text,
    is_time,
    is_truth,
)
from rsindicators.text import printable

__all__ = [
    "Coded",
    "Dtype",
    "Frame",
    "Named",
    "Native",
    "Numbers",
    "all_coded",
    "built",
    "coded",
    "hidden_time",
    "is_decimal",
    "is_float",
    "is_integer",
    "is_lazy",
    "is_nested",
    "is_number",
    "is_open",
    "is_text",
    "is_time",
    "is_truth",
    "native",
    "numbers",
    "opened",
    "texts",
]

Native: TypeAlias = Any
Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
Numbers: TypeAlias = npt.NDArray[np.float64]

MOST_SHOWN: Final = 5

_EAGER: Final = {
    nw.Implementation.DASK: nw.Implementation.PANDAS,
    nw.Implementation.DUCKDB: nw.Implementation.PYARROW,
    nw.Implementation.IBIS: nw.Implementation.PYARROW,
    nw.Implementation.PYSPARK: nw.Implementation.PYARROW,
    nw.Implementation.PYSPARK_CONNECT: nw.Implementation.PYARROW,
    nw.Implementation.SQLFRAME: nw.Implementation.PYARROW,
}
"""Whose frames hold what a lazy library gives back; each needs that library itself to give anything back."""
SMALL: Final = {nw.Float32}
"""Floats of half the size, whose shortest text is another than that of the float they are widened to."""

_TIME: Final = re.compile(r"date|time|duration|period|interval")
"""What is part of the name of a type of times in every library."""


@frozen(eq=False)
class Named:
    """A column of texts to be built, as codes.

    Attributes:
        values: Texts.
        codes: For each row the place of its text in `values`; −1 where it has none.
    """

    values: Sequence[str]
    codes: npt.NDArray[np.integer[Any]]


def opened(frame: object, name: str = "frame") -> Frame:
    """The frame, as narwhals sees it; nothing of its data is read.

    Args:
        frame: A dataframe of pandas, polars (eager or lazy), pyarrow, DuckDB, Dask, PySpark or narwhals.
        name: Which of the caller's arguments it is, for the message.

    Returns:
        A `LazyFrame` for what is lazy or distributed, else a `DataFrame`.

    Examples:
        >>> import polars
        >>> is_lazy(opened(polars.DataFrame({"地区": ["叙永县"]})))
        False

    Raises:
        FrameError: It is no dataframe (`frames.kind`), a lazy one whose columns cannot be known
            (`frames.unknown`), two columns have one name (`frames.columns.twice`), or a name is no text
            (`frames.columns.text`).
    """
    plain = nw.to_native(frame, pass_through=True)
    try:
        found: Frame = nw.from_native(plain)
        columns = list(found.columns)
    except DuplicateError as error:
        raise _twice(_headings(plain), name) from error
    except TypeError as error:
        raise FrameError("frames.kind", name=name, type=type(frame).__name__) from error
    except Exception as error:  # a lazy frame may fail in any way of its own
        raise FrameError("frames.unknown", name=name).because(error) from error
    for column in columns:
        if not isinstance(column, str):
            raise FrameError("frames.columns.text", name=name, column=column, type=type(column).__name__)
    if len(set(columns)) < len(columns):
        raise _twice(columns, name)
    return found


def hidden_time(frame: Frame, column: str) -> str:
    """The library's own type of a column of times that narwhals does not tell as such; empty if it is none.

    Pandas has periods and intervals of its own, and categories of days like dictionaries of pyarrow; of what
    Python objects are, only their data tells.

    Args:
        frame: The frame.
        column: The name of one of its columns.

    Examples:
        >>> import pandas
        >>> quarters = pandas.period_range("2023", periods=4, freq="Q")
        >>> hidden_time(opened(pandas.DataFrame({"时期": quarters})), "时期")
        'period[Q-DEC]'
    """
    plain, library = native(frame), frame.implementation
    if library.is_pandas_like() or library.is_dask():
        dtype = plain.dtypes[column]
        categories = getattr(dtype, "categories", None)
        told = str(dtype) if categories is None else categories.inferred_type
    elif library.is_pyarrow():
        told = str(plain.schema.field(column).type)
    elif library.is_duckdb():
        told = str(plain.types[plain.columns.index(column)]).lower()
        told, *_ = told.partition("(")  # an ENUM lists its texts there
    else:
        told = ""
    return told if _TIME.search(told) else ""


def is_lazy(frame: Frame) -> bool:
    """Whether nothing of the frame is in memory yet."""
    return isinstance(frame, nw.LazyFrame)


def native(frame: Frame) -> Native:
    """The frame of the caller's library."""
    return nw.to_native(frame)


def _headings(frame: Native) -> list[object]:
    return list(getattr(frame, "column_names", None) or frame.columns)


def _twice(columns: Iterable[object], name: str) -> FrameError:
    twice = [str(column) for column, count in Counter(columns).items() if count > 1]
    return FrameError(
        "frames.columns.twice", name=name, columns="、".join(map(printable, twice[:MOST_SHOWN]))
    )


def widened(frame: nw.DataFrame[Any], columns: Iterable[str]) -> nw.DataFrame[Any]:
    """The frame with the shortest texts of half-size floats as floats: 2.71 of a Float32 is 2.71.

    Args:
        frame: A frame in memory.
        columns: Those that may hold figures.
    """
    found = []
    for name in columns:
        if frame.schema[name] in SMALL:
            values, places = np.unique(frame[name].to_numpy(), return_inverse=True)
            wide = np.array([float(str(value)) for value in values])[places]
            found.append(nw.new_series(name, wide, nw.Float64, backend=frame.implementation))
    return frame.with_columns(*found) if found else frame


def numbers(series: nw.Series[Any]) -> Numbers:
    """A column of numbers as floats, NaN where there is none; without a copy where that can be.

    Whole numbers of 2⁵³ and beyond may come as their neighbours, which are not below 2⁵³ either.

    Args:
        series: A column of a frame in memory.

    Raises:
        FrameError: The column holds no numbers (`frames.column.number`).
    """
    if not is_number(series.dtype):
        raise FrameError("frames.column.number", column=series.name, type=series.dtype)
    gaps = series.null_count() > 0
    if is_integer(series.dtype) and series.dtype not in HUGE:  # pyarrow casts none from 2⁵³
        found: Numbers = (series.fill_null(0) if gaps else series).to_numpy().astype(np.float64)
        if gaps:
            found[series.is_null().to_numpy()] = math.nan
        return found
    if series.dtype != nw.Float64:
        series = series.cast(nw.Float64)
    return np.asarray((series.fill_null(math.nan) if gaps else series).to_numpy(), np.float64)


def built(columns: Mapping[str, npt.NDArray[Any] | Named], like: Frame) -> nw.DataFrame[Any]:
    """A frame in memory, of the library of another one.

    Args:
        columns: By name, arrays of numbers or truth values, NaN where there is none; or texts by their
            codes. All are of one length.
        like: A frame of the library. What a lazy library gives back it is built of: pandas for Dask, pyarrow
            for DuckDB and PySpark.

    Returns:
        The frame; what is missing is null (NaN in the numbers of pandas).

    Examples:
        >>> import polars
        >>> like = opened(polars.LazyFrame({"地区": ["叙永县"]}))
        >>> regions = Named(["古蔺县"], np.array([0, -1]))
        >>> built({"地区": regions, "数值": np.array([2.06, np.nan])}, like).rows()
        [('古蔺县', 2.06), (None, None)]
    """
    implementation = _EAGER.get(like.implementation, like.implementation)
    library = implementation.to_native_namespace()
    if implementation.is_polars():
        frame = library.DataFrame({name: _polars_column(library, one) for name, one in columns.items()})
    elif implementation.is_pyarrow():
        frame = library.table({name: _arrow_column(library, one) for name, one in columns.items()})
    else:
        frame = library.DataFrame({name: _pandas_column(library, one) for name, one in columns.items()})
    made: nw.DataFrame[Any] = nw.from_native(frame, eager_only=True)
    return made


def _shifted(column: Named) -> npt.NDArray[np.int64]:
    """The places of the texts behind one that stands for nothing, at the place 0."""
    return np.asarray(column.codes, np.int64) + 1


def _polars_column(polars: Any, column: npt.NDArray[Any] | Named) -> Any:
    if isinstance(column, Named):
        return polars.Series([None, *column.values], dtype=polars.String).gather(_shifted(column))
    return polars.Series(column, nan_to_null=True)


def _arrow_column(pyarrow: Any, column: npt.NDArray[Any] | Named) -> Any:
    if isinstance(column, Named):
        return pyarrow.array([None, *column.values], pyarrow.string()).take(pyarrow.array(_shifted(column)))
    return pyarrow.array(column, from_pandas=True)


def _pandas_column(pandas: Any, column: npt.NDArray[Any] | Named) -> Any:
    if isinstance(column, Named):
        # The first text makes pandas choose its own type for texts, also where there are no others.
        places = np.where(column.codes < 0, -1, _shifted(column))
        return pandas.Series(["", *column.values]).array.take(places, allow_fill=True)
    return column
