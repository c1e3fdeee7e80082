"""What a form asks for: which indicators, in which unit, for when, over what, how finely."""

import pytest
from attrs import evolve
from refusal import refused

from rsindicators import Catalogue, Period, Plan
from rsindicators.asked import MOST_INDICATORS, Terms, asked_of, entries, line
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError, PeriodError, UnknownNameError
from rsindicators.kinds import Accumulation, Direction, Measure
from rsindicators.units import Unit

CATALOGUE = Catalogue.standard()
PLAN = Plan.load("xuyong-14")
ARBITRATION = CATALOGUE["劳动人事争议仲裁结案率"]
PENSION = CATALOGUE["基本养老保险参保率"]
EMPLOYMENT = CATALOGUE["城镇新增就业人数"]
YEAR_TO_DATE, ANNUAL, AT_END = Accumulation.YEAR_TO_DATE, Accumulation.ANNUAL, Accumulation.AT_END
CUMULATIVE = Accumulation.CUMULATIVE


def terms(period="2023年", accumulation=None, decimals=None, language="zh"):
    return Terms(Period.parse(period).plain(), accumulation, decimals, language)


def places(indicator, period, accumulation=None):
    """Of an indicator and of each component: for when, and over what."""
    told = terms(period, accumulation)
    (asked,) = asked_of([indicator])
    cells = [line(entry, "叙永县", told).cells for entry in entries(asked, told)]
    return [(cell[3], cell[6]) for cell in cells]


def hints(indicator, period="2023年", accumulation=None, language="zh"):
    told = terms(period, accumulation, language=language)
    (asked,) = asked_of([indicator])
    return [line(entry, "叙永县", told).hint for entry in entries(asked, told)]


# ── which indicators ─────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_asks_for_what_has_a_figure_for_a_target_each_once_in_its_order():
    asked = asked_of(PLAN)
    names = [one.indicator.name for one in asked]
    assert names[:3] == ["城镇新增就业人数", "城镇调查失业率", "城镇登记失业率"]
    assert names[23:] == ["申领电子社保卡人口覆盖率"]  # what only the prose promises is not reported
    assert len(names) == len(set(names))
    with_figures = {one.indicator.code for one in PLAN if one.bound is not None and not one.quote}
    assert {one.indicator.code for one in asked} == with_figures
    assert "零就业家庭" not in names  # 动态消除


def test_a_catalogue_asks_for_what_it_defines():
    asked = asked_of(CATALOGUE)
    assert len(asked) == 26
    assert all(one.indicator.is_defined for one in asked)
    assert [one.decimals for one in asked] == [None] * 26


def test_indicators_are_given_as_they_are_or_by_name_each_once():
    asked = asked_of(iter([ARBITRATION, "仲裁结案率", "失业保险参保人数"]))
    assert [one.indicator.code for one in asked] == [
        "arbitration_closure_rate",
        "unemployment_insurance_participants",
    ]


@pytest.mark.parametrize(
    "source", [None, 1.5, "失业保险参保人数", b"a", {"a": 1}, object(), [None], [1.5], [b"a"]]
)
def test_what_is_no_source_of_indicators_is_refused(source):
    with refused(DefinitionError, "forms.source"):
        asked_of(source)


def test_an_unknown_name_is_told_with_the_nearest():
    with refused(UnknownNameError, "catalogue.unknown", "失业保险参保"):
        asked_of(["失业保险参保"])


def test_a_component_is_no_line_of_its_own():
    with refused(DefinitionError, "forms.component", "当期审结案件数"):
        asked_of(constituents(ARBITRATION))


def test_a_list_without_end_is_refused():
    def endless():
        while True:
            yield ARBITRATION

    with refused(DefinitionError, "forms.many", str(MOST_INDICATORS)):
        asked_of(endless())


# ── units and decimals ───────────────────────────────────────────────────────────────────────────────────


def test_the_plan_decides_how_finely_its_figures_are_asked_for():
    found = {one.indicator.name: (str(one.unit), one.decimals) for one in asked_of(PLAN)}
    assert found["城镇新增就业人数"] == ("万人", 2)  # [2.06], [1.85]
    assert found["城镇登记失业率"] == ("%", 1)  # 2.7, <4.5
    assert found["高级职称人才数量"] == ("万人", 3)  # 0.128, 0.15
    assert found["人力资源服务业总营业收入"] == ("亿元", 2)  # 0.83, 1
    assert found["劳动人事争议调解成功率"] == ("%", None)  # whole per cent: 60


def test_a_row_keeps_its_own_printed_unit_and_figures_in_others_say_nothing_of_its_decimals():
    records = [
        {"指标": "失业保险参保人数", "单位": "人", "2020年": "22800", "2025年目标": "23700"},
        {"指标": "高、中、初级专业技术人才比例", "单位": "", "2020年": "—", "2025年目标": "10:40:50"},
        {"指标": "博士后研究人员年招收人数", "单位": "", "2020年": "0.5万", "2025年目标": "1"},
    ]
    plan = Plan.from_records(records, title="某规划", period="“十四五”")
    asked = asked_of(plan)
    assert [(str(one.unit), one.decimals) for one in asked] == [("人", 0), ("", None), ("人", 0)]
    (entry,) = entries(asked[1], terms())
    assert (line(entry, "", terms()).is_number, line(entry, "", terms()).cells[5]) == (False, "")


def decimals(indicator, told, printed=None):
    (asked,) = asked_of([indicator])
    given = terms(decimals=told)
    return [line(entry, "", given).decimals for entry in entries(evolve(asked, decimals=printed), given)]


@pytest.mark.parametrize(
    ("told", "printed", "found"),
    [
        (None, None, [None, 0, 0, 0]),
        (None, 1, [1, 0, 0, 0]),
        (2, 1, [2, 0, 0, 0]),
        (0, 1, [0, 0, 0, 0]),
        ({"仲裁结案率": 3}, 1, [3, 0, 0, 0]),
        ({"当期审结": 1, "别的": 2}, 1, [1, 1, 0, 0]),
    ],
)
def test_decimals_are_told_by_name_for_all_or_by_the_plan_and_a_count_has_none(told, printed, found):
    assert decimals(ARBITRATION, told, printed) == found


def test_what_is_printed_of_an_indicator_says_nothing_of_its_components():
    assert decimals(EMPLOYMENT, None, 2) == [2, None, None]
    assert decimals(EMPLOYMENT, 2) == [2, 2, 2]


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("period", "run", "place"),
    [
        ("2023年", None, ("2023年", "年度")),
        ("2023年末", None, ("2023年", "年度")),
        ("2023年1—6月", None, ("2023年1—6月", "本年累计")),
        ("2023年1月", None, ("2023年1月", "本年累计")),
        ("2023年5月", None, ("2023年5月", "")),
        ("2023年第三季度", None, ("2023年第三季度", "")),
        ("2023年5月", YEAR_TO_DATE, ("2023年5月", "本年累计")),
        ("“十四五”", None, ("“十四五”", "累计")),
        ("2023—2025年", None, ("2023—2025年", "累计")),
        ("“十四五”", Accumulation.EACH_YEAR, ("“十四五”", "每年")),
    ],
)
def test_a_flow_and_its_components_run_over_the_period(period, run, place):
    assert places(EMPLOYMENT, period, run) == [place] * 3


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("2023年", "2023年"),
        ("2023年5月", "2023年5月"),
        ("2023年1—6月", "2023年1—6月"),
        ("“十四五”", "2025年"),
    ],
)
def test_a_level_and_its_components_are_of_the_end(period, when):
    assert places(PENSION, period) == [(when, "期末")] * 6
    assert places(PENSION, period, YEAR_TO_DATE) == [(when, "期末")] * 6
    assert places("失业保险参保人数", period) == [(when, "期末")]


@pytest.mark.parametrize(
    ("period", "when", "run"),
    [
        ("2023年", "2023年", "年度"),
        ("2023年1—6月", "2023年1—6月", "本年累计"),
        ("2023年5月", "2023年5月", ""),
        ("“十四五”", "2025年", "年度"),
    ],
)
def test_a_rate_of_flows_goes_with_its_components_and_the_carry_over_is_a_balance(period, when, run):
    assert places(ARBITRATION, period) == [(when, run)] * 3 + [(when, "期末")]


def test_a_yearly_growth_of_several_years_is_of_all_of_them():
    assert places("全员劳动生产率年均增长", "“十四五”") == [("“十四五”", "年均")]
    assert places("全员劳动生产率年均增长", "2023年") == [("2023年", "年均")]


def test_a_flow_within_a_rate_of_levels_runs_over_the_period():
    first, *others = PENSION.components
    mixed = evolve(PENSION, components=(evolve(first, measure=Measure.FLOW), *others))
    assert places(mixed, "2023年")[:3] == [("2023年", "期末"), ("2023年", "年度"), ("2023年", "期末")]
    assert places(mixed, "2023年", YEAR_TO_DATE)[1] == ("2023年", "本年累计")


def test_a_period_that_fits_no_flow_is_refused():
    with refused(PeriodError, "observation.measure", "城镇新增就业人数"):
        places(EMPLOYMENT, "2023年", AT_END)


# ── hints ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_hint_tells_unit_formula_and_definition():
    rate, closed, *_ = hints(ARBITRATION)
    assert rate.splitlines() == [
        "按%填。",
        "公式:当期审结案件数 ÷ (当期立案受理案件数 + 上期末累计未结案件总数)",
        f"解释:{ARBITRATION.definition}",
    ]
    assert closed == "按件填。\n解释:仲裁机构当期审结案件数"
    assert hints(PENSION)[2].splitlines()[1] == "公式:16周岁以上人口 - 全日制在校学生 - 现役军人"
    assert hints("高、中、初级专业技术人才比例") == [""]
    assert hints(ARBITRATION, language="en")[0].startswith("In %.\nFormula: ")


@pytest.mark.parametrize(
    ("period", "run", "told"),
    [
        ("2023年", None, "填2022年末的数。"),
        ("2023年1—6月", None, "填2022年末的数,全年各月都一样,不是上月末的数。"),
        ("2023年6月", YEAR_TO_DATE, "填2022年末的数,全年各月都一样,不是上月末的数。"),
        ("2023年6月", None, "填2023年5月末的数。"),
        ("2023年1月", ANNUAL, "填2022年末的数。"),
    ],
)
def test_a_carry_over_is_asked_for_with_the_moment_it_is_of(period, run, told):
    assert hints(ARBITRATION, period, run)[3].splitlines()[1] == told


def test_parts_of_a_component_stand_deeper_than_the_component():
    told = terms()
    (asked,) = asked_of([PENSION])
    assert [entry.depth for entry in entries(asked, told)] == [0, 1, 1, 2, 2, 2]
    assert Unit.parse("万人") == asked_of(["失业保险参保人数"])[0].unit
    assert Direction.HIGHER.label == "正向"
    assert CUMULATIVE.label == "累计"
