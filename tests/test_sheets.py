"""The tables of a sheet: where they begin, and what their columns hold."""

import pytest
from filled import GLOSSARY, sheet, told
from refusal import refused

from rsindicators.errors import TableError
from rsindicators.sheets import MOST_FIGURES, read_sheet

LONG = "指标|地区|时期|数值|单位"


def values(found):
    return [[row["value"].text for row in table] for table in found.tables]


def test_a_table_begins_below_its_headings_and_titles_may_stand_above():
    found = read_sheet(
        sheet("某县填报表", "单位:万人", LONG, "甲|叙永县|2023年|2.3|万人"), "q.xlsx", GLOSSARY
    )
    assert (values(found), found.faults) == ([["2.3"]], ())


def test_the_same_headings_may_come_again_and_others_may_follow():
    grid = sheet(
        LONG,
        "甲|叙永县|2023年|1|万人",
        LONG,
        "乙|叙永县|2023年|2|万人",
        "指标|单位|2022年|2023年",
        "丙|人|3|4",
    )
    assert values(read_sheet(grid, "", GLOSSARY)) == [["1"], ["2"], ["3", "4"]]


def test_a_row_that_only_names_a_column_is_no_heading():
    grid = sheet(LONG, "指标||某年|1|万人")
    assert values(read_sheet(grid, "", GLOSSARY)) == [["1"]]


def test_each_row_of_a_table_of_indicators_is_a_table_of_its_own():
    grid = sheet("地区|时期|技能人才数量|审结", "叙永县|2023年|1|2", "古蔺县|2023年|3|4")
    assert values(read_sheet(grid, "", GLOSSARY)) == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    "lines", [("填报说明", "先看定义"), ("指标|定义", "甲|乙"), ("级别|位置|问题", "强制性|A1|某")]
)
def test_a_sheet_without_such_headings_holds_no_table(lines):
    assert read_sheet(sheet(*lines), "", GLOSSARY) is None


def test_an_unknown_column_is_told_once_and_not_read_unless_it_is_empty():
    grid = sheet(
        f"序号|{LONG}|联系人|填报提示|", "1|甲|叙永县|2023年|2|万人||说明一|x", "2|甲|叙永县|2024年|3|万人|||"
    )
    found = read_sheet(grid, "q.xlsx", GLOSSARY)
    assert told(found.faults) == [
        ("cells.heading", "A1", "submission.heading"),
        ("cells.heading", "I1", "submission.heading"),
    ]
    assert [(fault.form, fault.text) for fault in found.faults] == [("q.xlsx", "序号"), ("q.xlsx", "")]
    assert "序号" in found.faults[0].error.say()
    assert "(空)" in found.faults[1].error.say("en")
    assert "序号" not in str(found.tables)


@pytest.mark.parametrize(
    ("head", "place"),
    [("指标|数值|时期|值", "B1"), ("指标|2022年|单位|计量单位", "C1"), ("指标|时期|数值|说明|备注", "D1")],
)
def test_a_heading_twice_is_refused_with_its_address(head, place):
    with refused(TableError, "submission.twice", place):
        read_sheet(sheet(head, "甲|1|2|3|4"), "", GLOSSARY)


@pytest.mark.parametrize("head", ["指标|数值|单位", "指标|叙永县|古蔺县", "地区|技能人才数量|"])
def test_a_table_without_a_period_is_refused_unless_the_caller_tells_one(head):
    grid = sheet(head, "甲|1|2")
    with refused(TableError, "submission.period", "A1"):
        read_sheet(grid, "", GLOSSARY)
    assert read_sheet(grid, "", GLOSSARY, dated=True).tables


def test_too_many_figures_are_refused_before_they_are_read(monkeypatch):
    assert MOST_FIGURES == 200_000
    monkeypatch.setattr("rsindicators.sheets.MOST_FIGURES", 3)
    grid = sheet("指标|2022年|2023年", "甲|1|2", "乙|3|4")
    with refused(TableError, "submission.many", "3"):
        read_sheet(grid, "", GLOSSARY)
