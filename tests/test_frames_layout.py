"""Which column says what; a frame is refused by its columns' names and types, before it is read."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from framed import LIBRARIES, framed
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Catalogue, Submission
from rsindicators.errors import DefinitionError, FrameError, UnitError, UnknownNameError
from rsindicators.frames.engine import opened
from rsindicators.frames.layout import FigureColumn, Layout, laid_out
from rsindicators.frames.roles import PARTS, ROLES, role_of
from rsindicators.glossary import Glossary
from rsindicators.rows import HEADINGS

GLOSSARY = Glossary.of(Catalogue.standard())
LONG = {"地区": ["叙永县"], "指标": ["参保率"], "时期": ["2023年"], "数值": [96.3]}
WIDE = {"地区": ["叙永县"], "时期": ["2023年"], "参保率(%)": [96.3], "技能人才数量(万人)": [2.1]}
DAY = date(2023, 6, 30)


def laid(held, library="polars", **told):
    return laid_out(opened(framed(library, held)), glossary=GLOSSARY, **told)


def figures(found):
    return {one.column: (one.name, one.unit) for one in found.figures}


# ── long ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_columns_of_a_long_frame_are_known_by_their_headings(library):
    found = laid(LONG | {"单位": ["%"], "备注": [None], "序号": [1], "填表人": ["某"]}, library)
    assert found == Layout(
        {
            "region": "地区",
            "indicator": "指标",
            "period": "时期",
            "value": "数值",
            "unit": "单位",
            "explanation": "备注",
        },
        (),
        ("序号", "填表人"),
    )
    assert hash(found) == hash(laid(LONG | {"单位": ["%"], "备注": [None], "序号": [1], "填表人": ["某"]}))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_known_in_english_and_in_chinese(role):
    for name in (role, role.upper(), f" {role}", *(HEADINGS | PARTS)[role]):
        assert role_of(name) == role


@pytest.mark.parametrize("heading", ["", "年 末", "a" * 10**6, "指标\x00", "参保率(%)", "季度末"])
def test_another_heading_is_no_role(heading):
    assert role_of(heading) == ""


def test_an_indicators_name_beside_indicator_and_value_is_a_column_left_alone():
    assert laid(LONG | {"失业率(%)": [2.7]}).others == ("失业率(%)",)


@pytest.mark.parametrize("role", ["indicator", "value", "period"])
def test_a_long_frame_without_a_column_it_needs_is_refused_by_its_name(role):
    columns = {name: one for name, one in LONG.items() if name != ROLES[role]}
    with refused(FrameError, "frames.column.missing", ROLES[role], role):
        laid(columns)


def test_a_frame_without_a_period_is_taken_where_the_caller_tells_it():
    columns = {name: one for name, one in LONG.items() if name != "时期"}
    assert laid(columns, period="2023年", region="叙永县").columns.keys() == {"region", "indicator", "value"}


# ── time ─────────────────────────────────────────────────────────────────────────────────────────────────

TIMES = [
    ({"年": [2023]}, {}, {"year"}),
    ({"年": [2023], "季度": [1]}, {}, {"year", "quarter"}),
    ({"年份": [2023], "月": [1]}, {}, {"year", "month"}),
    ({"year": [2023], "quarter": [1], "month": [2]}, {}, {"year", "month"}),
    ({"年": [2023], "季度": [1], "时期": ["2023年"]}, {}, {"period"}),
    ({"年": [2023], "时期": ["2023年"]}, {"year": "年"}, {"year"}),
    ({"年": [2023], "时期": ["2023年"]}, {"year": "年", "period": "时期"}, {"period"}),
    ({"年": [2023], "季度": [1], "月": [2]}, {"quarter": "季度"}, {"year", "quarter"}),
    ({"年": [2023], "季度": [1], "月": [2]}, {"quarter": "季度", "month": "月"}, {"year", "month"}),
]


@pytest.mark.parametrize(("columns", "said", "roles"), TIMES)
def test_the_time_is_told_by_a_period_or_by_a_year_and_its_part(columns, said, roles):
    found = laid({"指标": ["参保率"], "数值": [96.3]} | columns, columns=said)
    assert found.columns.keys() - {"indicator", "value"} == roles
    assert set(found.others) == columns.keys() - set(found.columns.values())


@pytest.mark.parametrize("part", ["季度", "月"])
def test_a_part_of_a_year_without_the_year_is_refused(part):
    for period in (None, "2023年"):
        with refused(FrameError, "frames.column.missing", "年", "year"):
            laid({"指标": ["参保率"], "数值": [96.3], part: [1]}, period=period)


# ── wide ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_figures_of_a_wide_frame_are_known_by_their_headings(library):
    found = laid(WIDE | {"人口": [1], "某某率(%)": [2.0], "a" * 300: [1]}, library)
    assert found.columns == {"region": "地区", "period": "时期"}
    assert figures(found) == {
        "参保率(%)": ("pension_participation_rate", "%"),
        "技能人才数量(万人)": (GLOSSARY.find("技能人才数量").code, "万人"),
    }
    assert found.others == ("人口", "某某率(%)", "a" * 300)


SHARED = [
    ["仲裁结案率(%)", "审结", "受理"],
    ["调解成功率(%)", "审结", "成功", "仲裁结案率(%)", "审结 ", "受理"],
    ["审结(件)", "受理"],
    ["调解成功率", "仲裁结案率", "审结", "当期审结"],
]


@pytest.mark.parametrize("headings", SHARED, ids=str)
def test_a_shared_name_of_a_component_means_what_it_means_in_a_form(headings):
    values = {heading: ["1"] for heading in headings}
    row = {"地区": "叙永县", "时期": "2023年"} | dict.fromkeys(headings, "1")
    form = Submission.from_records([row])
    expected = {one.indicator.code for one in form.observations} | {
        fault.observation.indicator.code for fault in form.faults if fault.observation
    }
    unsure = [fault for fault in form.faults if fault.rule == "keys.ambiguous"]
    if unsure:
        with refused(FrameError, "frames.column.ambiguous", unsure[0].text):
            laid({"时期": ["2023年"]} | values)
    else:
        assert {one.name for one in laid({"时期": ["2023年"]} | values).figures} >= expected


def test_a_shared_name_that_nothing_decides_is_refused_with_its_owners():
    with refused(FrameError, "frames.column.ambiguous", "审结(件)", "仲裁结案率", "调解成功率"):
        laid({"时期": ["2023年"], "审结(件)": [1], "参保率(%)": [96.3]})


def test_the_caller_decides_what_a_column_of_figures_is():
    found = laid(
        {"时期": ["2023年"], "审结": [1], "甲(件)": [1], "参保率(%)": [96.3], "参保": [96.3]},
        columns={"仲裁结案率/当期审结": "审结", "仲裁结案率/当期受理": "甲(件)", "参保率": "参保"},
    )
    assert figures(found) == {
        "审结": ("arbitration_closure_rate__closed", ""),
        "甲(件)": ("arbitration_closure_rate__accepted", "件"),
        "参保": ("pension_participation_rate", ""),
    }
    assert found.others == ("参保率(%)",)


def test_figures_the_caller_names_make_a_frame_wide_whatever_its_headings():
    found = laid({"时期": ["2023年"], "指标": ["x"], "数值": [96.3], "值": [1]}, columns={"参保率": "数值"})
    assert found == Layout(
        {"period": "时期"}, (FigureColumn("数值", "pension_participation_rate"),), ("指标", "值")
    )


def test_a_frame_without_figures_is_refused():
    with refused(FrameError, "frames.figures"):
        laid({"地区": ["叙永县"], "时期": ["2023年"], "人口": [1]})


@pytest.mark.parametrize("heading", ["单位", "组成"])
def test_a_column_of_long_frames_in_a_wide_one_is_refused(heading):
    with refused(FrameError, "frames.column.long", heading):
        laid(WIDE | {heading: ["%"]})


# ── two of a kind ────────────────────────────────────────────────────────────────────────────────────────


def test_two_columns_that_tell_the_same_are_refused():
    with refused(FrameError, "frames.columns.roles", "指标", "指标名称"):
        laid(LONG | {"指标名称": ["x"]})
    with refused(FrameError, "frames.columns.roles", "参保率(%)", "基本养老保险参保率"):
        laid(WIDE | {"基本养老保险参保率": [1.0]})


def test_the_caller_decides_which_of_two_columns_counts():
    found = laid(
        LONG | {"指标名称": ["x"], "地区编码": [510524]}, columns={"指标": "指标名称", "region": "地区编码"}
    )
    assert found.columns["indicator"] == "指标名称"
    assert found.columns["region"] == "地区编码"
    assert found.others == ("地区", "指标")


def test_columns_of_one_indicator_in_two_units_are_refused():
    with refused(FrameError, "frames.units.mixed", "技能人才数量(万人)", "技能人才数量(人)", "万人、人"):
        laid(WIDE | {"技能人才数量(人)": [21_000]})


@pytest.mark.parametrize("key", ["技能人才数量(万人)", "技能人才数量"])
def test_a_unit_told_otherwise_than_the_heading_tells_it_is_refused(key):
    with refused(FrameError, "frames.units.mixed", "技能人才数量(万人)", "万人、人"):
        laid(WIDE, units={key: "人"})
    assert laid(WIDE, units={key: "万人"}) == laid(WIDE, units="definition") == laid(WIDE)


def test_a_unit_may_be_told_where_the_heading_tells_none():
    columns = {"时期": ["2023年"], "参保率": [96.3], "甲": [1.0]}
    said = {"城镇调查失业率": "甲"}
    assert laid(columns, columns=said, units={"参保率": "%", "甲": "%", "城镇调查失业率": "%"}).figures


# ── types ────────────────────────────────────────────────────────────────────────────────────────────────

WRONG = [
    ("数值", [True], "frames.column.type"),
    ("数值", [DAY], "frames.column.type"),
    ("数值", [[1]], "frames.column.type"),
    ("时期", [DAY], "frames.column.dates"),
    ("时期", [datetime.fromisoformat("2023-06-30")], "frames.column.dates"),
    ("时期", [timedelta(days=1)], "frames.column.dates"),
    ("时期", [2023.06], "frames.column.period"),
    ("时期", [True], "frames.column.period"),
    ("小数位", [1.0], "frames.column.whole"),
    ("小数位", ["1"], "frames.column.whole"),
    ("地区", [1.5], "frames.column.words"),
    ("地区", [DAY], "frames.column.words"),
    ("指标", [1], "frames.column.words"),
    ("指标", [1.5], "frames.column.words"),
    ("单位", [1], "frames.column.words"),
    ("单位", [True], "frames.column.words"),
    ("组成", [DAY], "frames.column.words"),
    ("累计方式", [1], "frames.column.words"),
    ("口径", [["x"]], "frames.column.words"),
    ("状态", [True], "frames.column.words"),
    ("说明", [1], "frames.column.words"),
    ("截至日期", [20230630], "frames.column.day"),
    ("截至日期", [True], "frames.column.day"),
]


@pytest.mark.parametrize("library", ["polars lazy", "pyarrow", "duckdb"])
@pytest.mark.parametrize(("column", "values", "code"), WRONG, ids=str)
def test_a_column_of_a_wrong_type_is_refused_by_its_name(library, column, values, code):
    with refused(FrameError, code, column):
        laid(LONG | {column: values}, library)


@pytest.mark.parametrize("column", ["年", "季度", "月"])
@pytest.mark.parametrize("values", [[1.0], ["1"], [True], [DAY]], ids=str)
def test_years_quarters_and_months_are_whole_numbers(column, values):
    columns = {"指标": ["参保率"], "数值": [96.3], "年": [2023]} | {column: values}
    with refused(FrameError, "frames.column.whole", column):
        laid(columns)


def test_a_figure_column_of_a_wrong_type_is_refused_by_its_name():
    with refused(FrameError, "frames.column.type", "参保率(%)"):
        laid(WIDE | {"参保率(%)": [True]})


RIGHT = [
    ("数值", [1]),
    ("数值", ["96.3"]),
    ("数值", [Decimal("96.30")]),
    ("数值", [None]),
    ("时期", [2023]),
    ("地区", [510524]),
    ("小数位", [1]),
    ("截至日期", [DAY]),
    ("截至日期", ["2023-06-30"]),
    ("截至日期", [1.5]),
    ("说明", [1.5]),
    ("状态", [None]),
]


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
@pytest.mark.parametrize(("column", "values"), RIGHT, ids=str)
def test_a_column_that_may_hold_what_it_must_is_taken(library, column, values):
    assert column in laid(LONG | {column: values}, library).columns.values()


def test_coded_texts_and_python_objects_are_taken():
    frame = pd.DataFrame(LONG).astype({"地区": "category"})
    frame["数值"] = pd.Series([Decimal("96.30")], dtype=object)
    frame["备注"] = pd.Series([float("nan")])
    assert laid_out(opened(frame), glossary=GLOSSARY).columns["explanation"] == "备注"


def test_no_data_is_read():
    def fails(_):
        raise AssertionError

    frame = pl.LazyFrame(WIDE).map_batches(fails, schema=pl.LazyFrame(WIDE).collect_schema())
    assert figures(laid_out(opened(frame), glossary=GLOSSARY)) == figures(laid(WIDE))


# ── what the caller says ─────────────────────────────────────────────────────────────────────────────────


def test_a_column_the_caller_names_must_be_there():
    with refused(FrameError, "frames.columns.given", "region", "地区编码", "地区"):
        laid(LONG, columns={"region": "地区编码"})


def test_a_column_tells_one_thing():
    with refused(FrameError, "frames.columns.shared", "地区"):
        laid(LONG, columns={"region": "地区", "scope": "地区"})
    with refused(FrameError, "frames.columns.roles", "时期", "地区"):
        laid(LONG, columns={"region": "地区", "区域": "时期"})


def test_one_indicator_has_one_column():
    with refused(FrameError, "frames.columns.roles", "地区", "数值"):
        laid(LONG, columns={"参保率": "地区", "pension_participation_rate": "数值"})


def test_what_the_caller_names_is_long_or_wide_but_not_both():
    with refused(FrameError, "frames.columns.kinds", "指标", "数值"):
        laid(LONG, columns={"参保率": "数值", "indicator": "指标"})


def test_a_name_that_means_nothing_or_several_things_is_refused():
    with refused(UnknownNameError, "catalogue.unknown", "参保律"):
        laid(WIDE, columns={"参保律": "参保率(%)"})
    with refused(UnknownNameError, "glossary.ambiguous", "审结"):
        laid(WIDE, columns={"审结": "参保率(%)"})
    with refused(UnknownNameError, "catalogue.unknown", "参保律"):
        laid(WIDE, units={"参保律": "%"})


HOSTILE = [1.5, "", "a" * 10**6, ["地区"], b"x", 10**100_000, True]


@pytest.mark.parametrize("given", HOSTILE, ids=lambda one: type(one).__name__)
def test_what_is_no_mapping_is_refused(given):
    with refused(DefinitionError, "argument.kind", "columns"):
        laid(LONG, columns=given)
    with refused(DefinitionError, "argument.kind", "units"):
        laid(LONG, units=given)


@pytest.mark.parametrize(
    "given", [None, 1.5, "a" * 10**6, ("a", "b"), 10**100_000, b"x"], ids=lambda x: type(x).__name__
)
def test_names_that_are_no_texts_are_refused(given):
    code = "text.long" if isinstance(given, str) else "text.type"
    with refused(DefinitionError, code):
        laid(LONG, columns={given: "地区"})
    with refused(DefinitionError, code):
        laid(LONG, columns={"region": given})
    with refused(DefinitionError, code):
        laid(LONG, region=given)
    with pytest.raises(UnknownNameError):
        laid(LONG, units={given: "%"})
    with pytest.raises(UnitError):
        laid(LONG, units={"参保率": given})


HEADED = [name for key, names in (HEADINGS | PARTS).items() for name in (key, *names)]


@given(st.sampled_from(HEADED) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_column_of_any_name_is_read_left_alone_or_refused(name):
    columns = {"时期": ["2023年"], "参保率(%)": [96.3]} | {name: ["x"]}
    if role_of(name) in {"indicator", "value"} or is_refused(name):
        with pytest.raises(FrameError):
            laid(columns)
    else:
        found = laid(columns)
        every = [*found.columns.values(), *(one.column for one in found.figures), *found.others]
        assert sorted(every) == sorted(columns)


def is_refused(name):
    """Whether a column of texts of that name stands beside no period and no rate."""
    return role_of(name) in {"unit", "component", "decimals", "period"} and name != "时期"


@pytest.mark.parametrize("kind", ["period[M]", "period[Y-DEC]"])
def test_periods_of_pandas_are_dates(kind):
    frame = pd.DataFrame(LONG).assign(时期=pd.PeriodIndex([DAY], dtype=kind))
    with refused(FrameError, "frames.column.dates", "时期", kind):
        laid_out(opened(frame), glossary=GLOSSARY)
