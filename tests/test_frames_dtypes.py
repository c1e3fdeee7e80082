"""What a column may hold, by its type: the same for every library."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from framed import LIBRARIES, framed

from rsindicators.frames import dtypes, engine

HELD = {
    "人": ([1, 2], {"is_number", "is_integer"}),
    "数值": ([2.06, 0.5], {"is_number", "is_float"}),
    "印": ([Decimal("2.06"), Decimal("2.10")], {"is_number", "is_decimal"}),
    "地区": (["叙永县", "古蔺县"], {"is_text"}),
    "真": ([True, False], {"is_truth"}),
    "日": ([date(2023, 6, 30), date(2023, 7, 1)], {"is_time"}),
    "时": ([datetime.fromisoformat("2023-06-30"), datetime.fromisoformat("2023-07-01")], {"is_time"}),
    "长": ([timedelta(days=1), timedelta(days=2)], {"is_time"}),
    "列": ([[1], [2]], {"is_nested"}),
}
ASKED = [name for name in vars(dtypes) if name.startswith("is_")]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("column", HELD)
def test_a_type_says_what_the_column_holds(library, column):
    values, expected = HELD[column]
    if library == "pandas" and not isinstance(values[0], int | float | str | datetime | timedelta):
        expected = {"is_open"}  # pandas keeps them as objects
    dtype = engine.opened(framed(library, {column: values})).collect_schema()[column]
    assert {name for name in ASKED if getattr(dtypes, name)(dtype)} == expected


def test_coded_texts_are_texts():
    frame = engine.opened(pd.DataFrame({"a": pd.Series(["叙永县"], dtype="category")}))
    assert dtypes.is_text(frame.collect_schema()["a"])


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_column_without_any_value_tells_nothing_or_is_of_texts(library):
    dtype = engine.opened(framed(library, {"a": [None, None]})).collect_schema()["a"]
    assert dtypes.is_open(dtype) or dtypes.is_text(dtype) or dtypes.is_integer(dtype)


DAYS = pd.to_datetime(["2023-06-30", "2023-12-31"])
OF_TIME = {
    "period[M]": lambda: pd.DataFrame({"a": DAYS.to_period("M")}),
    "period[Y-DEC]": lambda: pd.DataFrame({"a": DAYS.to_period("Y")}),
    "interval": lambda: pd.DataFrame({"a": pd.interval_range(DAYS[0], DAYS[1], periods=2)}),
    "datetime64": lambda: pd.DataFrame({"a": pd.Categorical(DAYS)}),
    "date": lambda: pd.DataFrame({"a": pd.Categorical(list(DAYS.date))}),
    "period": lambda: pd.DataFrame({"a": pd.Categorical(DAYS.to_period("M"))}),
    "date32": lambda: pa.table({"a": pa.array(list(DAYS.date)).dictionary_encode()}),
    "month_day_nano": lambda: pa.table({"a": pa.array([(1, 2, 3)], pa.month_day_nano_interval())}),
    "time with time zone": lambda: duckdb.connect().sql("select timetz '10:00' as a"),
}
OF_TEXTS = {
    "object": lambda: pd.DataFrame({"a": list(DAYS.date)}),
    "category": lambda: pd.DataFrame({"a": pd.Categorical(["2023年", "date"])}),
    "numbers": lambda: pd.DataFrame({"a": pd.Categorical([2023, 2024])}),
    "nothing": lambda: pd.DataFrame({"a": pd.Categorical([None, None])}),
    "dictionary": lambda: pa.table({"a": pa.array(["2023年"]).dictionary_encode()}),
    "enum": lambda: pl.DataFrame({"a": pl.Series(["date"], dtype=pl.Enum(["date"]))}),
    "duckdb": lambda: duckdb.connect().sql("select 'date' as a"),
    "duckdb enum": lambda: duckdb.connect().sql("select 'date'::enum('date', 'time') as a"),
}


@pytest.mark.parametrize("made", OF_TIME)
def test_times_that_narwhals_does_not_know_are_told_by_the_type_of_their_library(made):
    frame = engine.opened(OF_TIME[made]())
    assert not dtypes.is_time(frame.collect_schema()["a"])
    assert made in engine.hidden_time(frame, "a")


@pytest.mark.parametrize("made", OF_TEXTS)
def test_texts_and_objects_hide_no_times(made):
    assert engine.hidden_time(engine.opened(OF_TEXTS[made]()), "a") == ""
