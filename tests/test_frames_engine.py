"""Frames of every library are recognised without being read; columns come as numbers; frames are built."""

import math
import sys
from decimal import Decimal

import duckdb
import narwhals as main_narwhals
import narwhals.stable.v1 as first_narwhals
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from framed import EAGER, LAZY, LIBRARIES, framed
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import FrameError
from rsindicators.frames.engine import Named, built, is_lazy, native, numbers, opened

COLUMNS = {"地区": ["叙永县", "古蔺县", None], "参保率(%)": [96.3, None, 97.0], "人数": [1, 2, 3]}


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_frame_of_every_library_is_opened_and_given_back_as_it_was(library):
    frame = framed(library, COLUMNS)
    found = opened(frame)
    assert list(found.columns) == list(COLUMNS)
    assert native(found) is frame
    assert is_lazy(found) == (library in LAZY)


def test_a_lazy_frame_is_not_run():
    def fails(_):
        raise AssertionError

    frame = pl.LazyFrame({"a": [1]}).map_batches(fails, schema={"a": pl.Int64})
    assert opened(frame).columns == ["a"]


@pytest.mark.parametrize("door", [main_narwhals, first_narwhals, nw], ids=["main", "v1", "v2"])
def test_a_frame_of_any_narwhals_is_taken(door):
    frame = pl.DataFrame(COLUMNS)
    found = opened(door.from_native(frame))
    assert isinstance(found, nw.DataFrame)
    assert native(found) is frame


OTHERS = {
    "none": None,
    "float": 1.5,
    "text": "地区",
    "long text": "a" * 10**6,
    "list": [1],
    "mapping": COLUMNS,
    "array": np.zeros((2, 2)),
    "series of pandas": pd.Series([1]),
    "series of polars": pl.Series([1]),
    "column of pyarrow": pa.chunked_array([[1]]),
    "class": pd.DataFrame,
    "group": pd.DataFrame({"a": [1]}).groupby("a"),
    "series of narwhals": nw.from_native(pl.Series([1]), series_only=True),
    "huge int": 10**100_000,
}


@pytest.mark.parametrize("given", OTHERS)
def test_what_is_no_dataframe_is_refused(given):
    with refused(FrameError, "frames.kind", "prior", type(OTHERS[given]).__name__):
        opened(OTHERS[given], "prior")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([[1, 2, 3]], columns=["地区", "a", "地区"]),
        pa.table([[1], [2], [3]], names=["地区", "a", "地区"]),
        duckdb.sql('select 1 as "地区", 2 as a, 3 as "地区"'),
    ],
    ids=["pandas", "pyarrow", "duckdb"],
)
def test_two_columns_of_one_name_are_refused_by_that_name(frame):
    with refused(FrameError, "frames.columns.twice", "plan", "地区") as caught:
        opened(frame, "plan")
    assert caught.value.facts["columns"] == "地区"


def test_many_names_that_are_twice_there_are_shown_in_part_and_printable():
    frame = pd.DataFrame(
        [[0] * 24], columns=[*map(str, range(11)), "\x1b[2J", *map(str, range(11)), "\x1b[2J"]
    )
    with refused(FrameError, "frames.columns.twice") as caught:
        opened(frame)
    assert caught.value.facts["columns"] == "0、1、2、3、4"
    with refused(FrameError, "frames.columns.twice", "\ufffd[2J"):
        opened(frame["\x1b[2J"])


@pytest.mark.parametrize("name", [0, 1.5, ("a", "b"), None, Decimal("NaN")], ids=str)
def test_a_name_that_is_no_text_is_refused(name):
    with refused(FrameError, "frames.columns.text", "frame", type(name).__name__):
        opened(pd.DataFrame({name: pd.Series([1])}))


@pytest.mark.parametrize(
    "frame",
    [pl.LazyFrame({"a": [1]}).select("b"), pl.scan_csv("/nowhere/at/all.csv")],
    ids=["column", "file"],
)
def test_a_lazy_frame_whose_columns_cannot_be_known_is_refused_with_the_reason(frame):
    with refused(FrameError, "frames.unknown", "frame") as caught:
        opened(frame)
    assert caught.value.reason
    assert "\n" not in caught.value.line()


def test_opening_imports_no_library():
    before = set(sys.modules)
    opened(pl.DataFrame(COLUMNS))
    assert not {name for name in set(sys.modules) - before if name.split(".")[0] in {"dask", "pyspark"}}


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize(
    "values",
    [
        [96.3, None, -0.0, 1e300],
        [1, None, 3],
        [1, 2, 3],
        [2.06, float("inf")],
        [2**53, -(2**53)],
        [2**62],
        [],
    ],
    ids=str,
)
def test_numbers_come_as_floats_and_missing_ones_as_nan(library, values):
    found = numbers(opened(framed(library, {"a": values or np.empty(0)}))["a"])
    assert found.dtype == np.float64
    assert found.tolist() == pytest.approx([math.nan if v is None else v for v in values], rel=0, nan_ok=True)


@pytest.mark.parametrize("library", EAGER)
def test_nan_is_missing(library):
    assert np.isnan(numbers(opened(framed(library, {"a": [math.nan, 1.0]}))["a"])).tolist() == [True, False]


@pytest.mark.parametrize(
    "dtype", ["Int64", "Float64", "int64[pyarrow]", "double[pyarrow]", "float32", "uint8"]
)
def test_the_number_types_of_pandas_are_read(dtype):
    column = pd.Series([1, 2, 3], dtype=dtype)
    assert numbers(opened(pd.DataFrame({"a": column}))["a"]).tolist() == [1, 2, 3]
    if dtype[0] not in "fu":
        column[1] = pd.NA
        assert numbers(opened(pd.DataFrame({"a": column}))["a"]).tolist() == pytest.approx(
            [1, math.nan, 3], nan_ok=True
        )


@pytest.mark.parametrize("library", EAGER)
def test_floats_without_gaps_are_not_copied(library):
    frame = opened(framed(library, {"a": np.arange(1000.0)}))
    assert np.shares_memory(numbers(frame["a"]), numbers(frame["a"]))


def test_decimals_come_as_the_nearest_floats():
    assert numbers(opened(pl.DataFrame({"a": [Decimal("2.06")]}))["a"]).tolist() == [2.06]


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize("values", [["1"], [True], [[1]], [pd.Timestamp("2023-06-30")]], ids=str)
def test_what_holds_no_numbers_is_refused_by_its_name(library, values):
    with refused(FrameError, "frames.column.number", "数值"):
        numbers(opened(framed(library, {"数值": values}))["数值"])


def test_numbers_wider_than_numpy_come_as_the_nearest_floats():
    found = numbers(opened(pl.DataFrame({"a": pl.Series([2**100, None], dtype=pl.Int128)}))["a"])
    assert found.tolist() == pytest.approx([2.0**100, math.nan], rel=0, nan_ok=True)


def test_a_whole_number_from_the_limit_of_floats_stays_there():
    found = numbers(opened(pl.DataFrame({"a": [2**53 + 1, 2**53 - 1]}))["a"])
    assert (found >= 2**53).tolist() == [True, False]


# ── building ─────────────────────────────────────────────────────────────────────────────────────────────

MADE = {
    "地区": Named(["叙永县", "古蔺县"], np.array([1, -1, 0, 1])),
    "数值": np.array([2.06, math.nan, -0.5, 3.0]),
    "人数": np.array([1, 2, 3, 4]),
    "真": np.array([True, False, True, True]),
}
AS_BUILT = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "pyarrow": pa.Table,
    "polars lazy": pl.DataFrame,
    "duckdb": pa.Table,
}


def rows(frame):
    """Rows as Python values, None for what is missing."""
    return [tuple(None if pd.isna(value) else value for value in row) for row in frame.rows()]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_frame_is_built_in_memory_of_the_same_library(library):
    made = built(MADE, opened(framed(library, COLUMNS)))
    assert isinstance(native(made), AS_BUILT[library])
    assert rows(made) == [
        ("古蔺县", 2.06, 1, True),
        (None, None, 2, False),
        ("叙永县", -0.5, 3, True),
        ("古蔺县", 3.0, 4, True),
    ]
    schema = made.schema
    assert schema == {"地区": nw.String, "数值": nw.Float64, "人数": nw.Int64, "真": nw.Boolean}


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("values", [[], ["叙永县"]], ids=str)
def test_columns_without_rows_or_texts_keep_their_types(library, values):
    empty = {"地区": Named(values, np.empty(0, np.int32)), "数值": np.empty(0)}
    made = built(empty, opened(framed(library, COLUMNS)))
    assert made.shape == (0, 2)
    assert made.schema["数值"] == nw.Float64
    missing = built({"地区": Named(values, np.array([-1, -1]))}, opened(framed(library, COLUMNS)))
    assert rows(missing) == [(None,), (None,)]
    assert made.schema["地区"] == missing.schema["地区"] == nw.String


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64])
def test_codes_of_any_width_are_taken(library, dtype):
    texts = [str(number) for number in range(128)]
    codes = np.array([127, -1, 0], dtype)
    assert rows(built({"a": Named(texts, codes)}, opened(framed(library, COLUMNS)))) == [
        ("127",),
        (None,),
        ("0",),
    ]


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=3), min_size=1, unique=True).flatmap(
        lambda texts: st.tuples(st.just(texts), st.lists(st.integers(-1, len(texts) - 1), max_size=20))
    ),
    st.sampled_from(EAGER),
)
def test_a_column_that_is_built_holds_the_texts_of_its_codes(case, library):
    texts, codes = case
    made = built({"a": Named(texts, np.array(codes, np.int32))}, opened(framed(library, COLUMNS)))
    assert [row[0] for row in rows(made)] == [texts[code] if code >= 0 else None for code in codes]
