"""A row of a form: which of its cells tells what."""

import pytest
from filled import sheet

from rsindicators.rows import HEADINGS, KNOWN, Layout, is_footer, is_hint, is_numbering, key_of, rows_of
from rsindicators.table import Cell, Grid


@pytest.mark.parametrize("key", HEADINGS)
def test_a_column_answers_to_its_english_and_chinese_names(key):
    for name in (key, key.upper(), f" {key} ", *HEADINGS[key], " ".join(HEADINGS[key][0])):
        assert key_of(name) == key


@pytest.mark.parametrize("text", ["", "序号", "联系人", "a" * 10**6, "指标" * 101])
def test_other_headings_tell_nothing(text):
    assert key_of(text) == ""


def test_the_columns_the_issue_names_are_known():
    chinese = (
        "指标",
        "地区",
        "时期",
        "数值",
        "单位",
        "累计方式",
        "口径",
        "状态",
        "说明",
        "组成",
        "截至日期",
        "小数位",
    )
    assert all(map(key_of, chinese))
    assert set(chinese) <= set(KNOWN.split("、"))


def test_a_row_of_nothing_is_no_footer_and_counts_no_columns():
    assert not is_footer([Cell("", "A1")])
    assert not is_footer([Cell("a" * 10**4, "A1")])
    assert not is_numbering([Cell("", "A1")])
    assert not is_hint("a" * 10**6)


def read(grid, layout):
    found = rows_of(grid, range(1, len(grid.rows)), layout)
    return [[{key: cell.text for key, cell in row.items()} for row in rows] for rows in found]


def test_a_long_table_has_a_figure_a_row():
    grid = sheet("指标|序号|数值", "甲|1|2.3", "乙|2|")
    assert read(grid, Layout(("indicator", "", "value"))) == [
        [{"indicator": "甲", "value": "2.3"}],
        [{"indicator": "乙", "value": ""}],
    ]


def test_a_wide_table_has_as_many_as_columns_of_figures():
    grid = sheet("指标|2022年|2023年", "甲|1|2")
    spread = tuple((column, {"period": grid.rows[0][column]}) for column in (1, 2))
    layout = Layout(("indicator", "", ""), spread)
    assert read(grid, layout) == [
        [
            {"indicator": "甲", "period": "2022年", "value": "1"},
            {"indicator": "甲", "period": "2023年", "value": "2"},
        ]
    ]
    assert layout.figures == {1, 2}
    assert layout.tells("period")
    assert layout.tells("indicator")
    assert not layout.tells("region")


def test_a_cell_merged_with_the_one_above_shows_what_that_one_says():
    grid = sheet("地区|指标|数值", "叙永县|甲|1", "^|乙|2", "^|丙|3", "古蔺县|甲|4")
    regions = [row["region"] for [row] in read(grid, Layout(("region", "indicator", "value")))]
    assert regions == ["叙永县", "叙永县", "叙永县", "古蔺县"]


def test_a_cell_merged_with_the_one_beside_it_says_nothing():
    grid = sheet("指标|数值|单位", "一、就业|<|<", "甲|2.3|<")
    assert read(grid, Layout(("indicator", "value", "unit"))) == [
        [{"indicator": "一、就业", "value": "", "unit": ""}],
        [{"indicator": "甲", "value": "2.3", "unit": ""}],
    ]


def test_a_title_merged_over_the_headings_says_nothing_below_them():
    grid = Grid(
        [
            [Cell("某表", "A1", span=(2, 1)), Cell("数值", "B1")],
            [Cell("", "A2", "merged"), Cell("2.3", "B2")],
        ]
    )
    assert read(grid, Layout(("indicator", "value"))) == [[{"indicator": "", "value": "2.3"}]]


def test_a_value_that_rows_share_through_a_merged_cell_stays_a_merged_cell():
    grid = sheet("指标|数值", "甲|2.3", "乙|^")
    (first,), (second,) = rows_of(grid, range(1, 3), Layout(("indicator", "value")))
    assert (first["value"].text, first["value"].span) == ("2.3", (2, 1))
    assert (second["value"].kind, second["value"].text, second["value"].address) == ("merged", "2.3", "B3")
