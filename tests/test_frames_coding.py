"""Columns as codes: every distinct value once, and each row its own."""
# ruff: noqa: PD011 - the values are those of codes, of no frame

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from framed import EAGER, framed
from hypothesis import given, settings
from hypothesis import strategies as st

from rsindicators.frames.coding import HEAD, LONG, STRIDE, all_coded, coded, texts
from rsindicators.frames.engine import opened

REGIONS = ["叙永县", None, "古蔺县", "叙永县", "泸县"]

few = settings(max_examples=settings().max_examples // 3)
"""For each library; an example is a column of several values, and a frame costs more than they do."""


def column(frame, name="a"):
    return opened(frame)[name]


def decoded(series):
    """The values of the rows again; what `coded` promises of its answer is seen to on the way."""
    found = coded(series)
    assert found.codes.dtype == np.int32
    assert set(range(len(found.values))) == set(found.codes.tolist()) - {-1}
    return [None if code < 0 else found.values[code] for code in found.codes.tolist()]


def typed(values):
    return [(type(value), value) for value in values]


TEXTS = {
    "pandas": pd.Series(REGIONS),
    "pandas objects": pd.Series(REGIONS, dtype=object),
    "pandas string": pd.Series(REGIONS, dtype="string[python]"),
    "pandas arrow": pd.Series(REGIONS, dtype=pd.ArrowDtype(pa.string())),
    "pandas category": pd.Series(REGIONS, dtype=pd.CategoricalDtype(["x", "泸县", "叙永县", "古蔺县"])),
    "pandas dictionary": pd.Series(REGIONS).astype(pd.ArrowDtype(pa.dictionary(pa.int32(), pa.string()))),
    "polars": pl.Series(REGIONS),
    "polars chunks": pl.concat([pl.Series(REGIONS[:2]), pl.Series(REGIONS[2:])], rechunk=False),
    "polars Categorical": pl.Series(REGIONS, dtype=pl.Categorical),
    "polars Enum": pl.Series(REGIONS, dtype=pl.Enum(["x", "泸县", "叙永县", "古蔺县"])),
    "polars slice": pl.Series(["x", *REGIONS], dtype=pl.Categorical)[1:],
    "pyarrow": pa.chunked_array([REGIONS]),
    "pyarrow chunks": pa.chunked_array([REGIONS[:2], [], REGIONS[2:]]),
    "pyarrow large": pa.chunked_array([REGIONS], pa.large_string()),
    "pyarrow view": pa.chunked_array([REGIONS], pa.string_view()),
    "pyarrow dictionary": pa.chunked_array([pa.array(REGIONS[:2]).dictionary_encode()] * 1)
    .cast(pa.string())
    .dictionary_encode(),
    "pyarrow dictionaries": pa.chunked_array(
        [pa.array(REGIONS[:3]).dictionary_encode(), pa.array(REGIONS[3:]).dictionary_encode()]
    ),
    "pyarrow dictionary with repeats": pa.chunked_array(
        [
            pa.DictionaryArray.from_arrays(
                pa.array([0, 1, 2, 3, 4], pa.int8()), ["叙永县", None, "古蔺县", "叙永县", "泸县", "x"]
            )
        ]
    ),
}


def held(values):
    if isinstance(values, pd.Series):
        return pd.DataFrame({"a": values})
    return pl.DataFrame({"a": values}) if isinstance(values, pl.Series) else pa.table({"a": values})


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_come_as_codes_however_their_library_holds_them(kind):
    expected = REGIONS[:2] if kind == "pyarrow dictionary" else REGIONS
    series = column(held(TEXTS[kind]))
    assert decoded(series) == expected
    assert all(type(value) is str for value in coded(series).values)
    assert texts(series) == expected


NUMBERS = {
    "years": ([2023, 2021, 2023], [2023, 2021, 2023]),
    "years with a gap": ([2023, None, 2021], [2023, None, 2021]),
    "floats that are whole": ([2023.0, None, 2021.0], [2023, None, 2021]),
    "floats": ([0.5, None, 2.0, 0.5], [0.5, None, 2.0, 0.5]),
    "huge": ([2**62, 0, 2**62, -(2**62)], [2**62, 0, 2**62, -(2**62)]),
    "wide apart": ([10**9, 1, 10**9], [10**9, 1, 10**9]),
    "negative": ([-3, 5, -3], [-3, 5, -3]),
    "beyond the exact": ([2.0**60, 1.0], [2.0**60, 1.0]),
    "infinite": ([float("inf"), 1.0], [float("inf"), 1.0]),
    "not a number": ([float("nan"), 1.5], [None, 1.5]),
    "no number": ([float("nan"), float("nan")], [None, None]),
    "truth": ([True, None, False], [True, None, False]),
    "days": ([date(2023, 6, 30), None], [date(2023, 6, 30), None]),
}


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize("kind", NUMBERS)
def test_other_values_come_as_codes_of_python_scalars(library, kind):
    values, expected = NUMBERS[kind]
    assert typed(decoded(column(framed(library, {"a": values})))) == typed(expected)


@pytest.mark.parametrize(
    "dtype", [np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64]
)
@pytest.mark.parametrize("library", EAGER)
def test_whole_numbers_of_every_width_are_coded_to_their_ends(library, dtype):
    ends = [np.iinfo(dtype).min, np.iinfo(dtype).max]
    for values in (ends, [ends[1], ends[1] - 2], [ends[0], ends[0] + 2]):
        frame = framed(library, {"a": np.array(values, dtype)})
        assert typed(decoded(column(frame))) == typed(map(int, values))


@pytest.mark.parametrize("library", EAGER)
def test_the_width_of_a_gap_of_all_numbers_does_not_matter(library):
    found = column(framed(library, {"a": [1, None, 3, 2**62]}))
    expected = [1, None, 3, 2**62]
    assert decoded(found) == expected


def test_numbers_wider_than_numpy_are_coded_one_by_one():
    assert decoded(column(pl.DataFrame({"a": pl.Series([2**100, None, 1], dtype=pl.Int128)}))) == [
        2**100,
        None,
        1,
    ]


OBJECTS = {
    "decimals": [Decimal("98.50"), Decimal("98.5"), None, Decimal("98.50")],
    "kinds": [1, True, 1.0, "1", Decimal(1), Fraction(1)],
    "lists": [[1], [2], [1]],
    "mixed": ["叙永县", 1, None, ["x"], pd.NaT, 10**5000],
    "texts at first": [*["叙永县"] * 200, 1, True],
    "texts at first, then a list": [*["叙永县"] * 200, ["x"], ["x"]],
}


@pytest.mark.parametrize("kind", OBJECTS)
def test_objects_are_coded_one_by_one_and_nothing_is_merged_that_differs(kind):
    series = column(pd.DataFrame({"a": pd.Series(OBJECTS[kind], dtype=object)}))
    found = decoded(series)
    expected = [None if one is pd.NaT else one for one in OBJECTS[kind]]
    assert [(type(one), shown(one)) for one in found] == [(type(one), shown(one)) for one in expected]


def shown(value):
    return value if isinstance(value, int) else repr(value)


def test_scalars_of_numpy_come_as_those_of_python():
    series = column(pd.DataFrame({"a": pd.Series([np.int64(1), "x", np.float64("nan")], dtype=object)}))
    assert typed(decoded(series)) == typed([1, "x", None])


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_short_floats_are_coded_as_they_are(dtype):
    values = np.array([0.5, 60000, np.nan], dtype)
    assert typed(decoded(column(framed("pyarrow", {"a": values})))) == typed([0.5, 60000.0, None])
    assert typed(decoded(column(framed("pyarrow", {"a": values[1:]})))) == typed([60000, None])


def test_equal_values_of_objects_share_a_code():
    series = column(pd.DataFrame({"a": pd.Series([1, "x", 1, "x", float("nan"), None], dtype=object)}))
    assert coded(series).codes.tolist() == [0, 1, 0, 1, -1, -1]


@pytest.mark.parametrize(
    "missing", [pd.NA, pd.NaT, Decimal("NaN"), Decimal("sNaN"), float("nan"), None], ids=str
)
@pytest.mark.parametrize("others", [[Decimal("98.5")], ["叙永县"] * 200], ids=["decimals", "texts"])
def test_what_stands_for_nothing_among_objects_is_missing(missing, others):
    series = column(pd.DataFrame({"a": pd.Series([*others, missing], dtype=object)}))
    assert decoded(series) == [*others, None]


def test_nan_among_the_objects_of_polars_is_missing():
    series = column(pl.DataFrame({"a": pl.Series([float("nan"), "x", None], dtype=pl.Object)}))
    assert decoded(series) == [None, "x", None]


@pytest.mark.parametrize("kind", TEXTS)
def test_a_column_without_rows_has_no_codes(kind):
    found = coded(column(held(TEXTS[kind][:0])))
    assert (found.codes.tolist(), found.codes.dtype, found.values) == ([], np.int32, ())


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize("texts", ["texts", "numbers"])
def test_a_column_without_values_has_no_values(library, texts):
    values = [None, "x"] if texts == "texts" else [None, 1]
    series = column(framed(library, {"a": values}))[:1]
    assert decoded(series) == [None]


@pytest.mark.parametrize("library", EAGER)
@pytest.mark.parametrize("first", ["叙永县", None])
def test_texts_outside_the_sample_are_found_too(library, first):
    """The first rows and every 47th are looked at first; the rare names stand elsewhere."""
    values = [first] * (HEAD + 10 * STRIDE)
    rare = {HEAD + 1: "古蔺县", HEAD + 2: "泸县", HEAD + STRIDE + 3: "古蔺县", HEAD + 5: None}
    assert not any(row % STRIDE == 0 for row in rare)
    for row, name in rare.items():
        values[row] = name
    assert decoded(column(framed(library, {"a": values}))) == values


@pytest.mark.parametrize("library", EAGER)
def test_a_column_of_different_texts_is_coded(library):
    values = [str(number) for number in range(2 * HEAD)]
    assert decoded(column(framed(library, {"a": values}))) == values


@pytest.mark.parametrize("library", EAGER)
@few
@given(values=st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=2)))
def test_codes_say_what_the_texts_said(library, values):
    series = column(framed(library, {"a": [*values, "x"]}))
    assert decoded(series) == [*values, "x"]
    assert texts(series) == [*values, "x"]


@pytest.mark.parametrize("library", EAGER)
@few
@given(values=st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(-9, 9)))
def test_codes_say_what_the_numbers_said(library, values):
    if library == "pandas":  # of a gap pandas makes floats
        values = [value for value in values if value is not None]
    series = column(framed(library, {"a": [*values, 1]}))
    assert decoded(series) == [*values, 1]


@pytest.mark.parametrize("rows", [3, LONG])
@pytest.mark.parametrize("library", EAGER)
def test_several_columns_are_coded_as_each_by_itself(library, rows):
    frame = opened(
        framed(library, {"a": ["叙永县"] * rows, "b": [1] * rows, "c": [None, *["x"] * (rows - 1)]})
    )
    found = all_coded(frame, ["a", "b", "a", "c"])
    assert list(found) == ["a", "b", "c"]
    for name, one in found.items():
        assert one.codes.tolist() == coded(frame[name]).codes.tolist()
        assert one.values == coded(frame[name]).values
    assert list(all_coded(frame, ["b"])) == ["b"]


def test_what_is_no_text_is_told_as_python_writes_it():
    assert texts(column(pd.DataFrame({"a": pd.Series([1, Decimal("98.50"), None], dtype=object)}))) == [
        "1",
        "98.50",
        None,
    ]


def test_very_many_texts_are_coded_all_the_same():
    texts_told = [f"第{number}行" for number in range(300_000)]
    found = coded(opened(pl.DataFrame({"名": [*texts_told, None, "第7行"]}))["名"])
    assert len(found.values) == 300_000
    assert [found.values[code] for code in found.codes[:3]] == texts_told[:3]
    assert found.codes[-2:].tolist() == [-1, found.codes[7]]
