"""The headings of plans' tables, as documents print them."""

from contextlib import suppress

import pytest
from gridded import gridded
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import PeriodError, RSIndicatorsError, TableError
from rsindicators.headings import Part, fields, is_head
from rsindicators.kinds import Accumulation, Role, Status
from rsindicators.period import Period
from rsindicators.printed import Column
from rsindicators.table import Cell


def read(line, plan=14, regions=()):
    return fields(gridded(line).rows[0], Period.plan(plan), regions)


def shown(line, plan=14):
    return [
        (one.role.value, one.period.end.year) if isinstance(one, Column) else one and one.name.lower()
        for one in read(line, plan)
    ]


@pytest.mark.parametrize(
    ("line", "plan", "found"),
    [
        # 叙永 专栏1, 专栏2; 浙江 表1, 表2; 邵阳 专栏1
        ("指标|2015年 基数|“十三五”规划目标|2020年 完成数|属性", 13,
         ["name", ("base", 2015), ("target", 2020), ("result", 2020), "nature"]),
        ("指标|2020年|2025年|属性", 14, ["name", ("base", 2020), ("target", 2025), "nature"]),
        ("序号|指标|单位|2015年|规划目标2020年|2019年|2020年预计|完成度", 13,
         ["number", "name", "unit", ("base", 2015), ("target", 2020), ("result", 2019), ("result", 2020),
          ("completion", 2020)]),
        ("一级指标|序号|二级指标|单位|2020年预计|2025年目标", 14,
         ["section", "number", "name", "unit", ("base", 2020), ("target", 2025)]),
        ("指标|单位|规划目标|完成数", 13, ["name", "unit", ("target", 2020), ("result", 2020)]),
        ("指标 名称|计量\\n单位|“十三五”末完成|2023年|2025年|备 注", 14,
         ["name", "unit", ("base", 2020), ("target", 2023), ("target", 2025), "remark"]),
        ("指标||2021—2025年目标", 14, ["name", None, ("target", 2025)]),
        ("指标|现状值|目标值|2035年", 14, ["name", ("base", 2020), ("target", 2025), ("target", 2035)]),
    ],
)  # fmt: skip
def test_the_headings_of_the_documents_are_recognised(line, plan, found):
    assert shown(line, plan) == found


@pytest.mark.parametrize(
    ("heading", "role", "period", "run"),
    [
        ("2016—2020年累计完成", Role.BASE, Period.plan(13), Accumulation.CUMULATIVE),
        ("“十四五”累计目标", Role.TARGET, Period.plan(14), Accumulation.CUMULATIVE),
        ("五年累计目标", Role.TARGET, Period.plan(14), Accumulation.CUMULATIVE),
        ("累计", Role.TARGET, Period.plan(14), Accumulation.CUMULATIVE),
        ("“十四五”年均目标", Role.TARGET, Period.plan(14), Accumulation.AVERAGE_ANNUAL),
        ("2023年累计完成", Role.RESULT, Period(2023), None),
        ("“十四五”规划目标", Role.TARGET, Period.plan(14), None),
        ("“十四五”末目标", Role.TARGET, Period(2025), None),
        ("2021-2025年", Role.TARGET, Period.plan(14), None),
    ],
)
def test_a_heading_says_over_what_its_flows_run(heading, role, period, run):
    column = read(f"指标|{heading}")[1]
    assert (column.role, column.period, column.accumulation) == (role, period, run)


@pytest.mark.parametrize(
    "heading",
    [
        "年均增长(%)", "年均/累计", "较2020年增长", "2020年全国", "2020年男", "2023年排名", "实现程度(%)",
        "与2025年目标差距", "2020年(人)", "前三年累计完成", "截至2023年底累计完成", "2025年上半年完成",
        "2023年1-6月", "2023年3月", "2023年第一季度", "年均", "2300年",
    ],
)  # fmt: skip
def test_a_column_of_another_kind_of_figures_is_refused(heading):
    with refused(TableError, "layout.heading", heading, "第1行第2列"):
        read(f"指标|{heading}")


@pytest.mark.parametrize("heading", ["2025年比2020年增加", "2025年目标(以2020年为基期)"])
def test_a_heading_of_two_years_is_refused(heading):
    with refused(TableError, "layout.years", "第1行第2列"):
        read(f"指标|{heading}")


def test_columns_that_mean_the_same_are_refused():
    for line in ("指标|单位|计量单位|2025年", "指标|2025年目标|2025年目标"):
        with refused(TableError, "layout.twice", "第1行"):
            read(line)


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("指标|2020年|2025年|2035年远景目标", ["base", "target", "target"]),
        ("指标|规划目标完成情况|2025年目标", ["result", "target"]),
        ("指标|2025年计划完成数", ["target"]),
        ("指标|2025年底力争|2023年实现目标情况", ["target", "target"]),
    ],
)
def test_the_words_and_the_other_columns_settle_the_role(line, roles):
    assert [one.role.value for one in read(line)[1:]] == roles


def test_a_region_may_stand_behind_the_words_of_its_column():
    columns = read("指标|2025年目标甲县|2025年目标乙县", regions=("甲县", "乙县"))[1:]
    assert [(one.region, one.period) for one in columns] == [("甲县", Period(2025)), ("乙县", Period(2025))]


def test_a_run_of_years_that_ends_before_it_begins_is_refused():
    with refused(PeriodError, "period.range", "第1行第2列"):
        read("指标|2025—2021年目标")


def test_a_column_of_natures_may_be_headed_by_what_it_holds():
    assert shown("指标|2025年|约束性/预期性")[2] == "nature"


def test_a_heading_keeps_its_words_and_says_how_final_its_figures_are():
    column = read("指标|2020年\\n预计|2025年快报|2023年")[1]
    assert (column.heading, column.status) == ("2020年 预计", Status.ESTIMATED)
    assert read("指标|2025年快报|2025年目标")[1].status is Status.PRELIMINARY


def test_regions_head_columns_of_their_targets():
    columns = read("指标|甲县|乙县", regions=("甲县", "乙县"))[1:]
    assert [(one.role, one.region, one.period) for one in columns] == [
        (Role.TARGET, "甲县", Period(2025)),
        (Role.TARGET, "乙县", Period(2025)),
    ]


def test_a_heading_that_fits_nothing_is_refused_with_its_address():
    with refused(TableError, "layout.heading", "年均增速", "第1行第2列"):
        read("指标|年均增速")


@pytest.mark.parametrize("line", ["2020年|2025年", "指标|二级指标|2025年", "指标|指标|2025年"])
def test_one_column_names_the_indicators(line):
    with refused(TableError, "layout.name_column", "第1行第1列"):
        read(line)


def test_a_row_of_headings_is_known_by_the_one_of_the_names():
    assert is_head(gridded("指 标|2025年").rows[0])
    assert not is_head(gridded("专栏2|").rows[0])


@given(st.lists(st.text("指标目单位年完成预计基数“”十三四五2015 \n*", max_size=12), min_size=1, max_size=5))
def test_any_headings_are_read_or_refused(texts):
    with suppress(RSIndicatorsError):
        found = fields([Cell(text, "A1") for text in texts], Period.plan(14))
        assert len(found) == len(texts)
        assert [one for one in found if one is Part.NAME]
