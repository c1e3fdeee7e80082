"""Columns of keys, read once for each of their values: periods of years, regions with scopes, blanks."""

import pandas as pd
import polars as pl
import pytest
from longframe import about

from rsindicators.columns import read_words
from rsindicators.frames.cells import ABSENT, Opened, combined, entities_of, read_column, times_of
from rsindicators.frames.coding import all_coded
from rsindicators.frames.engine import opened
from rsindicators.frames.slots import Entities
from rsindicators.period import Period

RATE = "城镇登记失业率"
CODED = ("region", "scope", "indicator", "component", "period")


def sheet(columns, library=pl.DataFrame, **told):
    """A frame whose columns of keys are codes."""
    count = len(next(iter(columns.values())))
    columns = {"indicator": [RATE] * count, "value": [1.0] * count, "unit": ["%"] * count} | columns
    frame = library(columns)
    said = about(frame, **told)
    names = [said.layout.columns[role] for role in CODED if role in said.layout.columns]
    return Opened(opened(frame), said, all_coded(opened(frame), names))


def told_by(read, rows):
    """What each row tells."""
    return [read.says(int(number)) for number in read.numbered(rows).codes]


def times(columns, **told):
    one = sheet(columns, **told)
    return told_by(times_of(one), len(one))


def test_a_period_is_read_and_a_blank_one_is_that_of_the_caller():
    column = {"period": ["2023年", None, "—", "去年", "2023年", "长" * 100]}
    run = Period(2021)
    assert times(column, period=run) == [Period(2023), run, run, ABSENT, Period(2023), ABSENT]
    assert times(column)[1:4] == [ABSENT] * 3


def test_without_a_column_of_periods_all_rows_are_of_that_of_the_caller():
    assert times({"region": ["甲县", "乙县"]}, period="2023年") == [Period(2023)] * 2


def test_a_year_is_a_period():
    assert times({"year": [2023, 2021]}) == [Period(2023), Period(2021)]


@pytest.mark.parametrize(
    ("part", "numbers", "periods"),
    [
        ("quarter", [1, 4, 5, 0], [Period(2023, 1, 3), Period(2023, 10, 3), ABSENT, ABSENT]),
        ("month", [1, 12, 13, -1], [Period(2023, 1, 1), Period(2023, 12, 1), ABSENT, ABSENT]),
    ],
)
def test_a_year_and_its_part_are_a_period(part, numbers, periods):
    assert times({"year": [2023] * 4, part: numbers}) == periods


def test_a_missing_year_or_part_is_no_period():
    assert times({"year": [None, 2023, 2023], "month": [1, None, 6]}) == [
        ABSENT,
        ABSENT,
        Period(2023, 6, 1),
    ]


def test_years_far_apart_are_read_one_by_one():
    assert times({"year": [2023, 99_999, -2023, 2021]}) == [Period(2023), ABSENT, ABSENT, Period(2021)]


def test_the_narrowest_integers_do_not_overflow():
    years = pl.Series("year", [2022, 2023], dtype=pl.Int16)
    months = pl.Series("month", [127, -128], dtype=pl.Int8)
    assert times({"year": years, "month": months}) == [ABSENT, ABSENT]


def test_no_rows_have_no_periods():
    assert times({"year": pl.Series("year", [], dtype=pl.Int64)}) == []


def test_regions_and_scopes_have_a_number_together():
    one = sheet(
        {"region": ["甲县", "甲县", "乙县", None], "scope": ["城区", None, "城区", "—"], "year": [2023] * 4},
        region="丙县",
    )
    entities = Entities()
    numbers = entities_of(one, entities)
    assert [entities.names[number] for number in numbers] == [
        ("甲县", "城区"),
        ("甲县", ""),
        ("乙县", "城区"),
        ("丙县", ""),
    ]


@pytest.mark.parametrize("scope", [{}, {"scope": ["城区", "城区"]}])
def test_a_region_that_cannot_be_read_has_no_number(scope):
    one = sheet({"region": ["甲县", "甲" * 300], "year": [2023] * 2} | scope)
    assert entities_of(one, Entities()).tolist() == [0, -1]


def test_a_scope_that_cannot_be_read_has_no_number():
    one = sheet({"region": ["甲县"] * 2, "year": [2023] * 2, "scope": ["城" * 100_000, "城区"]})
    assert entities_of(one, Entities()).tolist() == [-1, 0]


def test_a_frame_without_regions_is_of_one():
    one = sheet({"year": [2022, 2023]}, region="甲县")
    entities = Entities()
    assert (entities_of(one, entities).tolist(), entities.names) == ([0, 0], [("甲县", "")])


def test_regions_may_be_codes_that_are_numbers():
    one = sheet({"region": [510_500, 510_502], "year": [2023] * 2}, library=pd.DataFrame)
    entities = Entities()
    entities_of(one, entities)
    assert entities.names == [("510500", ""), ("510502", "")]


def test_a_column_that_is_not_there_says_the_usual():
    one = sheet({"year": [2023] * 2})
    read = read_column(one, "component", read_words, "没有")
    assert (read.digits, read.count, told_by(read, len(one))) == ((), 1, ["没有"] * 2)


def test_several_columns_are_one_number_and_those_that_occur_are_known():
    one = sheet({"region": ["甲县", "乙县", "甲县"], "scope": ["内", "外", "内"], "year": [2023] * 3})
    some = [read_column(one, role, read_words) for role in ("region", "scope", "component")]
    both = combined(some)
    assert both.count == some[0].count * some[1].count
    assert told_by(both, len(one)) == [("甲县", "内", None), ("乙县", "外", None), ("甲县", "内", None)]
    found = both.numbered(len(one))
    assert found.there.tolist() == sorted(set(found.codes.tolist()))
    assert told_by(combined(some[2:]), len(one)) == [(None,)] * 3


@pytest.mark.parametrize("kind", ["Int128", "UInt128"])
@pytest.mark.parametrize("part", ["year", "quarter", "month"])
def test_whole_numbers_that_numpy_has_no_type_for_are_read_like_others(part, kind):
    columns = {"year": [2023, 2021], part: [2023, 2021] if part == "year" else [1, 2]}
    wide = {name: pl.Series(column, dtype=getattr(pl, kind)) for name, column in columns.items()}
    assert times(wide) == times(columns)
    assert ABSENT not in times(wide)
