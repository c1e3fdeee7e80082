"""Totals of regions in columns: judged by the objects only where no way to add gives the total."""

import polars as pl
import pytest
from alike import RULES, by_columns, by_objects, differences
from hypothesis import given, settings
from hypothesis import strategies as st

from rsindicators.frames import validate
from rsindicators.ruleset import RuleSet

RULES_OF_SUMS = RuleSet([RULES[code] for code in ("parts.total", "parts.children")])
STOCK, RATE = "基本养老保险参保人数", "城镇登记失业率"
some = settings(max_examples=settings().max_examples // 3)


def told(*cells, indicator=STOCK, unit="万人"):
    """Region, value as printed, and perhaps period and scope."""
    names = ("region", "value", "period", "scope")
    rows = [dict(zip(names, (*cell, *("2023年末", None)[len(cell) - 2 :]), strict=True)) for cell in cells]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
    return frame.with_columns(indicator=pl.lit(indicator), unit=pl.lit(unit))


def found(now, before=None):
    """Region and rule of what is told, by columns and by objects alike."""
    columns = by_columns(now, before, rules=RULES_OF_SUMS)
    assert differences(columns, by_objects(now, before, rules=RULES_OF_SUMS)) == []
    return sorted((row[1], row[0]) for row in columns.elements())


@pytest.mark.parametrize(("total", "is_told"), [("5", False), ("6", False), ("7", True), ("3", True)])
def test_a_total_is_the_sum_of_its_regions_within_their_rounding(total, is_told):
    now = told(("合计", total), ("甲县", "3"), ("乙县", "2"))
    assert found(now) == ([("合计", "parts.total")] if is_told else [])


def test_regions_without_a_total_are_held_against_nothing():
    now = told(("甲县", "3"), ("乙县", "2"))
    assert found(now) == []


def test_rates_do_not_add():
    assert found(told(("合计", "3"), ("甲县", "9"), indicator=RATE, unit="%")) == []


def test_a_code_above_others_is_at_least_their_sum():
    now = told(("510500", "3"), ("510502", "3"), ("510503", "2"))
    assert found(now) == [("510500", "parts.children")]


def test_a_zone_may_be_counted_in_a_county():
    regions = ("甲县", "3"), ("乙县", "2"), ("经开区", "1.0")
    assert found(told(("合计", "5.0"), *regions)) == []
    assert found(told(("合计", "6.0"), *regions)) == []
    assert found(told(("合计", "9.0"), *regions)) == [("合计", "parts.total")]


def test_scopes_and_times_are_summed_apart():
    now = told(
        *[("合计", "5"), ("甲县", "3"), ("乙县", "2")],
        *[(region, value, "2022年末") for region, value in (("合计", "9"), ("甲县", "3"), ("乙县", "2"))],
        *[
            (region, value, "2023年末", "城区")
            for region, value in (("合计", "8"), ("甲县", "1"), ("乙县", "1"))
        ],
    )
    assert found(now) == [("合计", "parts.total")] * 2


def test_a_region_without_a_figure_leaves_the_sum_unknown():
    assert found(told(("合计", "9"), ("甲县", "3"), ("乙县", None))) == []
    assert found(told(("合计", "1"), ("甲县", "3"), ("乙县", None))) == [("合计", "parts.children")]


def test_a_total_without_a_figure_is_held_against_nothing():
    assert found(told(("合计", None), ("甲县", "3"), ("乙县", "2"))) == []


def test_words_and_bounds_are_left_to_the_objects():
    assert found(told(("合计", "9"), ("甲县", "3"), ("乙县", "≤2"))) == [("合计", "parts.total")]
    assert found(told(("合计", "9"), ("甲县", "3"), ("乙县", "全覆盖"))) == []


def test_sums_larger_than_floats_hold_are_left_to_the_objects():
    most = "4" + "0" * 15
    assert found(told(("合计", "8" + "0" * 15), ("甲县", most), ("乙县", most))) == []
    assert found(told(("合计", "1" + "0" * 15), ("甲县", most), ("乙县", most))) == [("合计", "parts.total")]


def test_sums_of_many_that_floats_cannot_hold_are_left_to_the_objects():
    regions = [(f"{one}{other}县", "9" * 14) for one in "甲乙丙丁戊己庚" for other in "东南西北中平安"]
    assert found(told(("合计", "9" * 14), *regions)) == [("合计", "parts.total")]


def test_what_was_reported_earlier_is_no_part_of_a_sum():
    now, before = told(("合计", "3"), ("甲县", "3")), told(("乙县", "2"))
    assert found(now, before) == []


def test_two_indicators_of_the_same_regions_are_summed_apart():
    cells = ("合计", "5"), ("甲县", "3"), ("乙县", "2")
    other = told(("合计", "9"), *cells[1:], indicator="企业职工基本养老保险参保人数")
    assert found(pl.concat([told(*cells), other])) == [("合计", "parts.total")]


def test_nothing_is_judged_where_the_sums_hold():
    assert validate(told(("合计", "5"), ("甲县", "3"), ("乙县", "2")), rules=RULES_OF_SUMS).open == 0


regions = st.sampled_from(
    ["合计", "小计", "甲县", "乙县", "丙市", "经开区", "市本级", "510500", "510502", ""]
)
values = st.sampled_from(["1", "2", "3", "4.0", "6", "0", None, "≤2", "全覆盖"])
cells = st.dictionaries(regions, values, min_size=2, max_size=6)


@given(cells, st.sampled_from([STOCK, "企业职工基本养老保险基金收支结余"]))
@some
def test_totals_are_those_of_the_objects(now, indicator):
    unit = "万人" if indicator == STOCK else "亿元"
    found(told(*now.items(), indicator=indicator, unit=unit))
