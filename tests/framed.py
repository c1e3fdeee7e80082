"""The same columns as frames of every library that is installed for the tests."""

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

EAGER = ("pandas", "polars", "pyarrow")
LAZY = ("polars lazy", "duckdb")
LIBRARIES = (*EAGER, *LAZY)


def framed(library, columns):
    """A frame of a library.

    Args:
        library: One of `LIBRARIES`.
        columns: Lists by the names of the columns; None is missing.
    """
    if library == "pandas":
        return pd.DataFrame(columns)
    if library == "polars":
        return pl.DataFrame(columns, strict=False)
    if library == "polars lazy":
        return pl.LazyFrame(columns, strict=False)
    table = pa.table(columns)
    return table if library == "pyarrow" else duckdb.from_arrow(table)
