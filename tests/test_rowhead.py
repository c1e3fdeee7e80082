"""The heads of rows, as tables print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import RSIndicatorsError, TableError, UnitError
from rsindicators.rowhead import RowHead, names_a_row, read_head

NAME = "失业保险参保人数"


@pytest.mark.parametrize(
    ("text", "number", "unit", "star", "is_part"),
    [
        (NAME, 0, "", False, False),
        (f"*1.{NAME}(万人)", 1, "万人", True, False),
        (f"１．{NAME}（万人）", 1, "万人", False, False),
        (f"2、★{NAME}", 2, "", True, False),
        (f"3 {NAME} (单位:万人)", 3, "万人", False, False),
        (f"(4){NAME}[万人]", 4, "万人", False, False),
        (f"（五）{NAME}", 5, "", False, False),
        (f"⑥{NAME}①", 6, "", False, False),
        (f"1.1 {NAME}*", 0, "", True, False),
        (f"7.{NAME}(万人)*", 7, "万人", True, False),
        (f"其中:{NAME}", 0, "", False, True),
        (f"*8.(其中){NAME}", 8, "", True, True),
        (f"\u200b9.{NAME}\u200b", 9, "", False, False),
    ],
)
def test_all_that_stands_around_a_name_is_taken_off(text, number, unit, star, is_part):
    assert read_head(text, "", "", "A1") == RowHead(NAME, number, unit, star, is_part)


@pytest.mark.parametrize(
    "name", ["100强企业数", "3 岁以下婴幼儿托位数", "乡镇(街道)、社区(村)标准化率", "某指标(累计)"]
)
def test_what_belongs_to_the_name_stays(name):
    assert read_head(name, "", "", "A1").name == name


def test_number_and_unit_may_stand_in_columns_of_their_own():
    assert read_head(NAME, "12*", "万人", "A1") == RowHead(NAME, 12, "万人", star=True, is_part=False)
    assert read_head("3.1版", "7", "—", "A1") == RowHead("3.1版", 7, "", star=False, is_part=False)
    assert read_head(f"{NAME}(万人)", "*", "万人", "A1").star


@pytest.mark.parametrize(
    ("text", "number", "unit", "error", "code"),
    [
        ("", "", "", TableError, "layout.nameless"),
        ("*1.(万人)", "", "", TableError, "layout.nameless"),
        (NAME, "甲", "", TableError, "layout.number"),
        (NAME, "12345", "", TableError, "layout.number"),
        (f"{NAME}(万人)", "", "%", TableError, "layout.units"),
        (NAME, "", "仁", UnitError, "unit.unknown"),
    ],
)
def test_what_is_no_head_is_refused_with_its_place(text, number, unit, error, code):
    with refused(error, code, "B7"):
        read_head(text, number, unit, "B7")


def test_a_numbered_text_begins_a_row():
    assert names_a_row("*1.某率")
    assert names_a_row("1.1 某率")
    assert not names_a_row("就业")


@given(st.text("*★①1234567890.、()（）其中: 一二万人%[]单位甲\u200b", max_size=30))
def test_any_text_is_a_head_or_refused(text):
    try:
        head = read_head(text, "", "", "A1")
    except RSIndicatorsError:
        return
    assert head.name
    assert head.name in text.replace("\u200b", "")
