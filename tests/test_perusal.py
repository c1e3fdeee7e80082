"""A file, records or a dataframe read."""

import pytest
from filled import GLOSSARY, shown
from filled import told as faults_of
from refusal import refused

from rsindicators import Catalogue, Period
from rsindicators.errors import DefinitionError, NumberError, PeriodError, TableError
from rsindicators.perusal import (
    all_of,
    glossary_of,
    read_file,
    read_frame,
    read_records,
    region_names,
    told,
)

NOTHING = told(None, None, "", (), None)


def test_what_the_caller_tells_is_read_once():
    given = told(None, "2023年末", "叙 永 县", ["叙永县", "古蔺县", "叙 永 县"], 2)
    assert (given.about.period, given.about.region, given.about.decimals) == (Period(2023), "叙永县", 2)
    assert given.regions == ("叙永县", "古蔺县")
    assert given.about.glossary.catalogue is GLOSSARY.catalogue
    assert NOTHING.about.period is None
    assert told(None, Period(2023), "", (), None).about.period == Period(2023)


@pytest.mark.parametrize(
    ("arguments", "error", "code"),
    [
        (("standard", None, "", (), None), DefinitionError, "argument.kind"),
        ((None, "某年", "", (), None), PeriodError, "period.text"),
        ((None, 2023, "", (), None), PeriodError, "text.type"),
        ((None, None, None, (), None), DefinitionError, "text.type"),
        ((None, None, "51", (), None), DefinitionError, "region.name"),
        ((None, None, "", "叙永县", None), DefinitionError, "submission.regions"),
        ((None, None, "", [None], None), DefinitionError, "argument.kind"),
        ((None, None, "", None, None), DefinitionError, "argument.kind"),
        ((None, None, "", (), 13), NumberError, "figure.decimals"),
        ((None, None, "", (), -1), NumberError, "figure.decimals"),
        ((None, None, "", (), True), NumberError, "figure.decimals"),
        ((None, None, "", (), "2"), NumberError, "figure.decimals"),
    ],
)
def test_an_argument_of_another_kind_is_refused(arguments, error, code):
    with refused(error, code):
        told(*arguments)


def test_all_tables_of_a_file_are_read(tmp_path):
    file = tmp_path / "q.md"
    file.write_text(
        "# 某县\n\n| 指标 | 时期 | 数值 | 单位 |\n|---|---|---|---|\n"
        "| 技能人才数量 | 2023年 | 2.1 | 万人 |\n\n"
        "| 说明 |\n|---|\n| 略 |\n\n"
        "| 指标 | 单位 | 2022年 | 备用 |\n|---|---|---|---|\n| 高技能人才数量 | 万人 | 1 | x |\n",
        encoding="utf-8",
    )
    found = read_file(file, NOTHING)
    assert shown(found.observations) == ["技能人才数量 2023年 2.1万人", "高技能人才数量 2022年 1万人"]
    assert [rule for rule, _, _ in faults_of(found.faults)] == ["cells.heading"]
    assert {one.form for one in (*found.observations, *found.faults)} == {found.name} == {"q.md"}


def workbook(path, *sheets):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, state, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


HEAD = ("指标", "时期", "数值", "单位")


def test_a_hidden_sheet_is_read_only_where_there_is_no_other(tmp_path):
    hidden = ("底稿", "hidden", [HEAD, ("技能人才数量", "2022年", "1", "万人")])
    seen = ("填报", "visible", [HEAD, ("技能人才数量", "2023年", 2.1, "万人")])
    found = read_file(workbook(tmp_path / "a.xlsx", seen, hidden), NOTHING)
    assert [one.cell for one in found.observations] == ["填报!C2"]
    note = ("说明", "visible", [("先看说明",)])
    with refused(TableError, "submission.head", "b.xlsx"):
        read_file(workbook(tmp_path / "b.xlsx", note, hidden), NOTHING)


def test_only_hidden_sheets_are_read(tmp_path, monkeypatch):
    from rsindicators import formats
    from rsindicators.formats import csv
    from rsindicators.table import Book, Grid

    (grid,) = csv.read("指标,时期,数值,单位\n技能人才数量,2022年,1,万人\n")
    monkeypatch.setattr(formats, "read", lambda _: Book("c.xlsx", [Grid(grid.rows, "底稿", hidden=True)]))
    assert shown(read_file("c.xlsx", NOTHING).observations) == ["技能人才数量 2022年 1万人"]


def test_a_file_without_a_table_of_figures_is_refused(tmp_path):
    file = tmp_path / "q.csv"
    file.write_text("指标,定义\n甲,乙\n", encoding="utf-8")
    with refused(TableError, "submission.head", "q.csv"):
        read_file(file, NOTHING)
    with pytest.raises(OSError, match=r"none\.csv"):
        read_file("none.csv", NOTHING)


def test_too_many_figures_in_all_tables_are_refused(monkeypatch):
    monkeypatch.setattr("rsindicators.perusal.MOST_FIGURES", 1)
    with refused(TableError, "submission.many", "某表"):
        read_records([{"指标": "技能人才数量", "2022年": "1", "2023年": "2"}], NOTHING, "某表")


def test_records_may_be_long_or_wide_in_chinese_or_english():
    long = {"indicator": "技能人才数量", "period": "2023", "value": "2.10", "unit": "万人"}
    wide = {"指标": "技能人才数量", "单位": "万人", "2023年": "2.10"}
    for record in (long, wide):
        found = read_records([record], NOTHING, "某表")
        assert shown(found.observations) == ["技能人才数量 2023年 2.10万人"]
        assert (found.observations[0].cell, found.observations[0].form) == ("", "某表")


def test_the_faults_of_records_have_no_cell_and_their_errors_have():
    found = read_records([{"指标": "某某", "时期": "2023年", "数值": "1", "金额": "甲"}], NOTHING, "")
    assert [(fault.rule, fault.cell, fault.error.place) for fault in found.faults] == [
        ("cells.heading", "", "$.金额"),
        ("keys.unknown", "", "$[0].指标"),
    ]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True, [1], b"1"])
def test_a_value_of_a_record_that_is_no_figure_is_told(value):
    record = {"指标": "技能人才数量", "时期": "2023年", "单位": "万人", "数值": value}
    (fault,) = read_records([record], NOTHING, "").faults
    assert fault.rule == "cells.value"


def test_no_records_report_nothing():
    assert read_records([], NOTHING, "某表").observations == ()
    with refused(TableError, "submission.head"):
        read_records([{}], NOTHING, "")
    with refused(DefinitionError, "text.type"):
        read_records([], NOTHING, None)


class Frame:
    """What a dataframe of pandas looks like."""

    def __init__(self, *records):
        self.records = records

    def to_dict(self, orient):
        assert orient == "records"
        return list(self.records)


def test_missing_values_of_a_frame_are_not_reported_and_its_dates_are_no_periods():
    from datetime import datetime

    row = {
        "指标": "技能人才数量",
        "时期": "2023年",
        "单位": "万人",
        "数值": float("nan"),
        "说明": float("nan"),
    }
    found = read_frame(Frame(row, row | {"数值": 2.1}, row | {"时期": datetime(2023, 12, 31)}), NOTHING, "表")  # noqa: DTZ001
    assert shown(found.observations) == ["技能人才数量 2023年 —", "技能人才数量 2023年 2.1万人"]
    assert faults_of(found.faults) == [("cells.period", "", "submission.date")]
    assert read_frame(Frame(), NOTHING, "").observations == ()


def test_the_glossary_is_that_of_the_catalogue():
    own = Catalogue([Catalogue.standard()["技能人才数量"]])
    assert glossary_of(own).catalogue is own
    assert glossary_of(None).catalogue is GLOSSARY.catalogue


@pytest.mark.parametrize("given", [None, 5, b"x", {"a": 1}, [None], [5, "甲"]])
def test_a_list_holds_what_it_is_a_list_of(given):
    with refused(DefinitionError, "argument.kind", "regions"):
        region_names(given)


def test_the_name_of_a_region_is_no_list_and_the_message_says_how_to_write_one():
    with refused(DefinitionError, "submission.regions") as caught:
        region_names("叙永县")
    assert 'regions=["叙永县"]' in caught.value.next()


def test_a_list_without_an_end_is_refused():
    with refused(TableError, "submission.many", "10"):
        all_of(iter(lambda: "甲", None), str, "regions", 10)
