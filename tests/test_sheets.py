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
        f"批次|{LONG}|金额|填报提示|", "1|甲|叙永县|2023年|2|万人||说明一|x", "2|甲|叙永县|2024年|3|万人|||"
    )
    found = read_sheet(grid, "q.xlsx", GLOSSARY)
    assert told(found.faults) == [
        ("cells.heading", "A1", "submission.heading"),
        ("cells.heading", "I1", "submission.heading"),
    ]
    assert [(fault.form, fault.text) for fault in found.faults] == [("q.xlsx", "批次"), ("q.xlsx", "")]
    assert "批次" in found.faults[0].error.say()
    assert "(空)" in found.faults[1].error.say("en")
    assert "批次" not in str(found.tables)


@pytest.mark.parametrize(
    ("head", "place"),
    [("指标|数值|时期|值", "B1"), ("指标|2022年|单位|计量单位", "C1"), ("指标|时期|数值|说明|备注", "D1")],
)
def test_a_heading_twice_is_refused_with_its_address(head, place):
    with refused(TableError, "submission.twice", place):
        read_sheet(sheet(head, "甲|1|2|3|4"), "", GLOSSARY)


@pytest.mark.parametrize("head", ["指标|数值|单位", "指标|叙永县|古蔺县", "地区|技能人才数量|"])
def test_a_table_without_a_period_is_refused_unless_the_caller_tells_one(head):
    grid = sheet(head, "某县|1|2")
    with refused(TableError, "submission.period", "A1"):
        read_sheet(grid, "", GLOSSARY)
    assert read_sheet(grid, "", GLOSSARY, dated=True).tables


def test_too_many_figures_are_refused_before_they_are_read(monkeypatch):
    assert MOST_FIGURES == 200_000
    monkeypatch.setattr("rsindicators.sheets.MOST_FIGURES", 3)
    grid = sheet("指标|2022年|2023年", "某数|1|2", "乙|3|4")
    with refused(TableError, "submission.many", "3"):
        read_sheet(grid, "", GLOSSARY)


# ── the furniture of office tables ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "单位负责人:|统计负责人:|填表人:||",
        "单位负责人: 张三 统计负责人: 李四 联系电话:0830-6222222 填报日期:2024年1月5日|<|<|<|<",
        "|填 表 人：|张三|审核人：|李四",
        "报出日期:|2024年1月5日|||",
        "联系电话:|13800000000||13800000000|",
        "说明:本表由各县填报。||||",
        "注:|一、口径见说明;||1|",
        "备注:略||||",
        "制表:||||",
    ],
)
def test_a_row_below_the_figures_that_says_who_filled_in_the_form_is_none_of_figures(line):
    grid = sheet(LONG, "甲|叙永县|2023年|2.3|万人", line)
    assert values(read_sheet(grid, "", GLOSSARY)) == [["2.3"]]


@pytest.mark.parametrize(
    "line", ["说明:|||7|", "注:|技能人才数量|2023年|7|", "注|某|2023年|7|", "填表人数|某|2023年|7|人"]
)
def test_a_row_of_an_indicator_is_one_of_figures_whatever_it_begins_with(line):
    grid = sheet("地区|指标|时期|数值|单位", "叙永县|甲|2023年|2.3|万人", line)
    wanted = [["2.3"]] if line.startswith("说明") else [["2.3", "7"]]
    assert values(read_sheet(grid, "", GLOSSARY)) == wanted


@pytest.mark.parametrize("line", ["甲|乙|1|2|3", "甲|乙|丙|丁|戊", "甲|1|2|3|4", "|甲|乙|1|2"])
def test_a_row_under_the_headings_that_counts_the_columns_is_none_of_figures(line):
    rows = ("技能人才数量|叙永县|2023年|2.3|万人",)
    assert values(read_sheet(sheet(LONG, line, *rows), "", GLOSSARY)) == [["2.3"]]
    assert len(values(read_sheet(sheet(LONG, *rows, line), "", GLOSSARY))[0]) == 2


@pytest.mark.parametrize(
    "line", ["甲||||", "甲|乙|1|3|4", "1|2|3|4|5", "乙|甲|1|2|3", "甲|叙永县|2023年|1|人"]
)
def test_any_other_row_under_the_headings_is_one_of_figures(line):
    assert len(values(read_sheet(sheet(LONG, line), "", GLOSSARY))[0]) == 1


@pytest.mark.parametrize("heading", ["序号", "行 次", "代码", "指标代码", "联系人"])
def test_a_column_that_counts_the_rows_is_passed_over(heading):
    found = read_sheet(sheet(f"{heading}|{LONG}", "01|甲|叙永县|2023年|2|万人"), "", GLOSSARY)
    assert (values(found), found.faults) == ([["2"]], ())


def units(*lines):
    found = read_sheet(sheet(*lines), "", GLOSSARY)
    return [
        [(cell.text, cell.address, cell.kind) if (cell := row.get("unit")) else None for row in table]
        for table in found.tables
    ]


@pytest.mark.parametrize(
    "line", ["单位:万人", "表一|计量单位：万人", "某表(单位:万人)", "填报单位:某局|单位:万人"]
)
def test_a_line_above_the_headings_tells_the_unit_of_the_rows_that_have_none(line):
    bare, own = units(line, LONG, "甲|叙永县|2023年|2.3|", "乙|叙永县|2023年|5|人")[0]
    assert bare[0::2] == ("万人", "heading")
    assert own == ("人", "E4", "text")
    assert units(line, "指标|2022年", "某数|1")[0][0][0] == "万人"


@pytest.mark.parametrize("line", ["单位:叙永县人社局", "单位:万人、件", "填报单位:万人", "某表"])
def test_a_line_that_names_no_unit_tells_none(line):
    assert units(line, "指标|2022年", "某数|1") == [[None]]


def test_a_unit_is_that_of_the_table_below_it():
    found = units("单位:人", "指标|2022年", "某数|1", "单位:件", "指标|2023年", "乙|2", "指标|2024年", "丙|2")
    assert [table[0] and table[0][0] for table in found] == ["人", "件", None]
