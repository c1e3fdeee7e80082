"""Observations read from the rows of files."""

from datetime import date

import pytest
from refusal import refused

from rsindicators import Catalogue, Period
from rsindicators.errors import (
    DefinitionError,
    NotationError,
    NumberError,
    PeriodError,
    TableError,
    UnitError,
    UnknownNameError,
)
from rsindicators.kinds import Accumulation, Status
from rsindicators.tabulated import read_observations

HEAD = "指标,地区,时期,数值,单位"


@pytest.fixture
def reading(tmp_path):
    def read(*lines, name="q2.csv", **more):
        file = tmp_path / name
        file.write_text("\n".join(lines), encoding="utf-8")
        return read_observations(file, **more)

    return read


def test_a_row_is_a_figure_in_its_place(reading):
    (seen,) = reading(HEAD, "城镇新增就业人数,叙永县,2023年1—6月,0.15,万人")
    assert (seen.indicator.code, seen.region, str(seen.period)) == (
        "urban_new_employment", "叙永县", "2023年1—6月"
    )  # fmt: skip
    assert (str(seen.figure), seen.accumulation) == ("0.15万人", Accumulation.YEAR_TO_DATE)


def test_all_columns_may_be_in_english_and_in_any_order(reading):
    (seen,) = reading(
        "status,scope,accumulation,as_of,value,period,indicator",
        "快报,户籍,期末,2023-07-02,2.30万人,2023年,失业保险参保人数",
    )
    assert (seen.status, seen.scope, seen.accumulation, seen.as_of) == (
        Status.PRELIMINARY, "户籍", Accumulation.AT_END, date(2023, 7, 2)
    )  # fmt: skip
    assert (str(seen.figure), seen.figure.decimals) == ("2.30万人", 2)


def test_a_bare_number_is_in_the_indicators_unit_and_a_missing_one_stays_missing(reading):
    seen = reading(
        "某表", HEAD, "失业保险参保人数,,2023年末,2.3,", ",,,,", "失业保险参保人数,,2024年末,—,万人",
        "失业保险参保人数,,2025年末,,",
    )  # fmt: skip
    assert [str(one.figure) for one in seen] == ["2.3万人", "None", "None"]
    assert seen[0].period == Period(2023)


def test_brackets_words_and_bounds_are_read_as_in_a_report(reading):
    total, words, above = reading(
        HEAD, "城镇新增就业,,“十四五”,[0.80],万人", "参保率,,2023年,全覆盖,%", "参保率,,2023年,超过90%,"
    )
    assert (str(total.figure), total.accumulation) == ("0.80万人", Accumulation.CUMULATIVE)
    assert (words.figure, words.phrase) == (None, "全覆盖")
    assert str(above.figure) == "超过90%"


def test_a_time_of_day_and_an_explanation_may_stand_beside_a_figure(reading):
    (seen,) = reading(
        "指标,时期,数值,截至日期,备注", "失业保险参保人数,2022年,2.31,2022-12-31T00:00:00,快报数"
    )
    assert seen.as_of == date(2022, 12, 31)


def test_components_and_explanations_are_read_and_a_year_to_date_runs_from_january(reading):
    rate, closed = reading(
        "指标,组成,时期,数值,单位,累计方式,小数位,备注",
        "仲裁结案率,,2023年6月,96.3,%,本年累计,1,受疫情影响",
        "仲裁结案率,审结,2023年6月,963,件,本年累计,0,",
    )
    assert (str(rate), rate.explanation) == ("劳动人事争议仲裁结案率 2023年1—6月 96.3%", "受疫情影响")
    assert closed.indicator.component_of == rate.indicator.code


def test_a_missing_unit_and_more_decimals_than_asked_are_no_errors(reading):
    seen = reading("指标,时期,数值,小数位", "失业保险参保人数,2023年,2.345,2", "城镇新增就业人数,2023年,1,")
    assert [str(one.figure) for one in seen] == ["2.345万人", "1万人"]


@pytest.mark.parametrize(
    ("line", "error", "code", "place"),
    [
        ("审结,,2023年,2,件", UnknownNameError, "glossary.ambiguous", "第2行第1列"),
        (",,2023年,2,件", TableError, "layout.nameless", "第2行第1列"),
        ("失业保险参保人数,51,2023年,2,万人", DefinitionError, "region.name", "第2行第2列"),
        ("城镇新增就业人数,,2023年末,2,万人", PeriodError, "observation.measure", "第2行第3列"),
        ("失业保险参保人数,,,2,万人", PeriodError, "submission.undated", "第2行第3列"),
    ],
)
def test_what_a_form_would_be_told_is_an_error(reading, line, error, code, place):
    with refused(error, code, place):
        reading(HEAD, line)


def test_a_formula_without_its_result_is_no_missing_figure(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in (("指标", "时期", "数值"), ("失业保险参保人数", "2022年", "=1+1")):
        book.active.append(row)
    book.save(tmp_path / "seen.xlsx")
    with refused(TableError, "layout.uncalculated", "C2"):
        read_observations(tmp_path / "seen.xlsx")


def test_a_catalogue_of_ones_own_is_asked(reading):
    own = Catalogue([Catalogue.standard()["失业保险参保人数"]])
    with refused(UnknownNameError, "catalogue.unknown", "技能人才总量", "第2行第1列"):
        reading(HEAD, "技能人才总量,,2023年,2,万人", catalogue=own)


@pytest.mark.parametrize(
    ("line", "error", "code", "place"),
    [
        ("某某人数,,2023年,2,万人", UnknownNameError, "catalogue.unknown", "第2行第1列"),
        ("失业保险参保人数,,某年,2,万人", PeriodError, "period.text", "第2行第3列"),
        ("失业保险参保人数,,2023年,若干,万人", NotationError, "notation.number", "第2行第4列"),
        ("失业保险参保人数,,2023年,2,%", UnitError, "unit.different", "第2行第4列"),
        ("失业保险参保人数,,2023年,2,仁", UnitError, "unit.unknown", "第2行第4列"),
        ("失业保险参保人数,,2023年,1e400,万人", NotationError, "notation.rest", "第2行第4列"),
        ("参保率,,2023年,0.95,", UnitError, "unit.share", "第2行第4列"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_with_its_cell(reading, line, error, code, place):
    with refused(error, code, place):
        reading(HEAD, line)


@pytest.mark.parametrize(
    ("head", "line", "error", "code"),
    [
        ("指标,时期,数值,状态", "失业保险参保人数,2023年,2,随便", NotationError, "tabulated.member"),
        ("指标,时期,数值,截至日期", "失业保险参保人数,2023年,2,昨天", PeriodError, "tabulated.day"),
        ("指标,时期,数值,心情", "失业保险参保人数,2023年,2,好", TableError, "tabulated.column"),
        ("指标,时期,数值,值", "失业保险参保人数,2023年,2,2", TableError, "tabulated.column"),
    ],
)
def test_a_value_that_is_none_of_the_choices_is_told_with_its_cell(reading, head, line, error, code):
    with refused(error, code, "列"):
        reading(head, line)


def test_a_file_without_such_a_table_is_refused(reading):
    with refused(TableError, "tabulated.head", "q2.csv"):
        reading("指标,2023年", "失业保险参保人数,2")
    with pytest.raises(OSError, match=r"none\.csv"):
        read_observations("none.csv")
    with pytest.raises((TableError, NumberError)):
        read_observations(None)


def test_a_catalogue_is_a_catalogue():
    with refused(DefinitionError, "argument.kind", "catalogue"):
        read_observations("none.csv", "standard")
