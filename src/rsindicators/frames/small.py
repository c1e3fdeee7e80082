"""Small tables beside a frame: made of Python numbers and texts, joined to its rows.

What a few Python objects say of a frame is brought to its rows by a join, whatever library holds it and
however lazy it is; and the few distinct rows of some columns are the only ones that are ever read at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from rsindicators.frames.engine import Frame, Named, built, is_lazy, native

Whole: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Column: TypeAlias = Whole | Floats | Named


def words(texts: Iterable[str]) -> Named:
    """A column of texts of a small table."""
    values = list(texts)
    return Named(values, np.arange(len(values)))


def whole(numbers: Iterable[int]) -> Whole:
    """A column of whole numbers of a small table."""
    return np.array(list(numbers), np.int64)


def floats(numbers: Iterable[float]) -> Floats:
    """A column of floats of a small table."""
    return np.array(list(numbers), np.float64)


def table(columns: Mapping[str, Column], like: Frame) -> Frame:
    """A small table that a frame can be joined with, of the same library and as lazy."""
    if like.implementation.is_duckdb():  # on the frame's own connection, which only its relation knows
        found: Frame = nw.from_native(native(like).query("rs_frame", _query(columns)))
        return found
    made = built(columns, like)
    if not is_lazy(like):
        return made
    session = native(like).sparkSession if like.implementation.is_spark_like() else None
    return made.lazy(like.implementation, session=session)


def _query(columns: Mapping[str, Column]) -> str:
    lists = [_literals(column) for column in columns.values()]
    rows = ", ".join(f"({', '.join(row)})" for row in zip(*lists, strict=True))
    kinds = [_sql_type(column) for column in columns.values()]
    names = [f'"{name}"' for name in columns]
    empty = "" if rows else " WHERE FALSE"
    rows = rows or f"({', '.join('NULL' for _ in names)})"
    cast = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(names, kinds, strict=True))
    return f"SELECT {cast} FROM (VALUES {rows}) AS told({', '.join(names)}){empty}"  # noqa: S608 - texts are quoted


def _literals(column: Column) -> list[str]:
    if isinstance(column, Named):
        return ["'" + text.replace("'", "''") + "'" for text in column.values]
    return [repr(number) for number in column.tolist()]


def _sql_type(column: Column) -> str:
    if isinstance(column, Named):
        return "VARCHAR"
    return "DOUBLE" if column.dtype.kind == "f" else "BIGINT"


def joined(frame: Frame, other: Frame, on: Sequence[str]) -> Frame:
    """Every row of a frame with what another has of its key; nulls where it has nothing."""
    one: Any = frame  # both are lazy, or neither
    found: Frame = one.join(other, on=list(on), how="left")
    return found


def met(frame: Frame, other: Frame, on: Sequence[str]) -> Frame:
    """The rows of a frame whose key another has, with what that has of it."""
    one: Any = frame
    found: Frame = one.join(other, on=list(on), how="inner")
    return found


def distinct(frame: Frame, columns: Sequence[nw.Expr]) -> list[tuple[Any, ...]]:
    """The distinct rows of some columns, in their order: the one thing of a frame that is read at once."""
    small = frame.select(*columns).unique()
    rows = small.collect() if isinstance(small, nw.LazyFrame) else small
    return sorted(rows.rows())


def apart(frame: Frame) -> Frame:
    """The same frame, of which Dask forgets by what it was grouped: it looks for columns renamed since."""
    if not frame.implementation.is_dask():
        return frame
    plain: Any = nw.to_native(frame)  # pragma: no cover - CI runs Dask apart
    found: Frame = nw.from_native(plain.map_partitions(_same, meta=plain._meta))  # pragma: no cover
    return found  # pragma: no cover


def _same(rows: Any) -> Any:  # pragma: no cover - as above
    return rows
