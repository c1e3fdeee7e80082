"""A frame of every library that is installed for the tests, and what stands in one."""

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

ENGINES = {
    "pandas": pd.DataFrame,
    "pandas nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "polars": pl.DataFrame,
    "polars lazy": pl.LazyFrame,
    "pyarrow": pa.table,
    "duckdb": lambda columns: duckdb.from_arrow(pa.table(columns)),
    "duckdb of its own": lambda columns: duckdb.connect().from_arrow(pa.table(columns)),
}
every_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
TWO = {name: ENGINES[name] for name in ("pandas", "duckdb")}
"""In memory with NaN for nothing, and lazy with null: enough where the case is not about libraries."""
two_engines = pytest.mark.parametrize("engine", TWO.values(), ids=TWO)


def rows_in(frame):
    """The rows of a frame of any library, in order of their texts; None for every kind of nothing."""
    found = nw.from_native(frame)
    memory = found.collect() if isinstance(found, nw.LazyFrame) else found
    columns = []
    for name in memory.columns:
        pairs = zip(memory[name].to_list(), memory[name].is_null().to_list(), strict=True)
        columns.append([None if is_null else value for value, is_null in pairs])
    return sorted(zip(*columns, strict=True), key=str)


def headings(frame):
    return list(nw.from_native(frame).collect_schema().names())
