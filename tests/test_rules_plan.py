"""Rules of a plan: figures against its targets where the periods agree, and its ceilings in each year."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from ruled import asked, broken, kept, seen, skipped, told_well

from rsindicators import Bound, Catalogue, Composition, Figure, Observation, Period, Plan, Severity
from rsindicators.errors import NumberError
from rsindicators.kinds import Accumulation, Certainty, Measure, Nature
from rsindicators.rules import targets
from rsindicators.rules.targets import is_ceiling

TARGET, CEILING = targets.RULES
PLAN = Plan.load("xuyong-14")
TOLD = {"targets": PLAN.targets_all, "region": PLAN.region, "period": PLAN.period}

UNEMPLOYMENT, TRAINING, COVERAGE = "失业保险参保人数", "开展补贴性职业技能培训人次", "基本养老保险参保率"
EMPLOYED, REGISTERED = "城镇新增就业人数", "城镇登记失业率"


def here(name, figure, period, **told):
    return seen(name, figure, period, "叙永县", **told)


def only(findings):
    (found,) = findings
    assert told_well(found)
    return found


def of(name, **changes):
    """The plan's target of the table, changed."""
    return evolve(next(one for one in PLAN.targets_all if name in one.indicator.names), **changes)


# ── never an accusation ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", targets.RULES, ids=lambda rule: rule.code)
def test_a_missed_target_is_a_remark_and_at_most_a_question(rule):
    assert (rule.severity, rule.certainty, rule.most) == (Severity.NOTE, Certainty.SUSPECT, Severity.QUERY)
    assert rule.question() != rule.question("en")
    assert asked(rule, [], **TOLD) == []
    assert asked(rule, [here(UNEMPLOYMENT, "2.2万人", "2025年")]) == []


def test_a_tolerance_is_a_figure_that_is_not_negative():
    assert evolve(TARGET, about="5%").about == Figure("5", "%")
    with refused(NumberError, "bound.tolerance"):
        evolve(TARGET, about="-5%")


# ── the target's own period ──────────────────────────────────────────────────────────────────────────────


def test_a_binding_target_that_is_missed_is_told_as_binding():
    found = only(broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **TOLD))
    assert (found.code, found.severity, found.certainty) == ("plan.target", Severity.NOTE, Certainty.SUSPECT)
    assert found.message == (
        "失业保险参保人数(2025年)为2.30万人,没有达到约束性目标≥2.37万人(专栏2第9行),差0.07万人。"
    )
    assert found.expected.text == "≥2.37万人"


def test_whether_rounding_could_turn_it_is_said():
    found = only(
        broken(
            TARGET,
            [here(UNEMPLOYMENT, "2.4万人", "2025年")],
            **TOLD | {"targets": [of(UNEMPLOYMENT, bound=Bound.parse("≥2.41万人"))]},
        )
    )
    assert found.wording == "plan.target.binding.rounding"
    assert "四舍五入可能改变" in found.message
    assert kept(TARGET, [here(UNEMPLOYMENT, "2.37万人", "2025年")], **TOLD)


@pytest.mark.parametrize(
    ("nature", "wording"),
    [(Nature.BINDING, "约束性目标"), (Nature.ANTICIPATED, "预期性目标"), (None, "规划目标")],
)
@pytest.mark.parametrize("figure", ["2.30万人", "2.365万人", "2.4万人"])
def test_a_target_is_told_by_its_nature(nature, wording, figure):
    target = of(UNEMPLOYMENT, nature=nature, bound=Bound.parse("≥2.41万人"))
    found = only(broken(TARGET, [here(UNEMPLOYMENT, figure, "2025年")], **TOLD | {"targets": [target]}))
    assert wording in found.message
    assert ("四舍五入" in found.message) is (figure == "2.4万人")


@pytest.mark.parametrize("period", ["2025年", "2025年末", "2025年12月末", "2025年第四季度"])
def test_a_level_is_held_against_its_target_at_the_end_of_its_year(period):
    assert only(broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", period)], **TOLD))


@pytest.mark.parametrize("period", ["2023年", "2025年6月末", "2024年12月末"])
def test_and_at_no_other_time(period):
    assert skipped(TARGET, [here(UNEMPLOYMENT, "1.30万人", period)], **TOLD) == ["other_period"]


def test_a_years_flow_is_held_against_the_target_of_that_year():
    assert only(broken(TARGET, [here(TRAINING, "0.3万人次", "2025年")], **TOLD))
    to_date = here(TRAINING, "0.3万人次", "2025年12月", accumulation=Accumulation.YEAR_TO_DATE)
    assert only(broken(TARGET, [to_date], **TOLD))
    for period in ("2025年1—11月", "2025年12月", "2024年", "2021—2025年"):
        assert skipped(TARGET, [here(TRAINING, "0.1万人次", period)], **TOLD) == ["other_period"]


def test_a_total_is_held_against_the_target_of_the_plan():
    assert only(broken(TARGET, [here(EMPLOYED, "1.8万人", "2021—2025年")], **TOLD))
    assert kept(TARGET, [here(EMPLOYED, "1.9万人", "“十四五”")], **TOLD)
    assert skipped(TARGET, [here(EMPLOYED, "0.4万人", "2025年")], **TOLD) == ["other_period"]


def test_a_yearly_average_is_no_total():
    mean = here(EMPLOYED, "0.3万人", "2021—2025年", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert skipped(TARGET, [mean], **TOLD) == ["other_period"]


def test_a_target_of_every_year_is_held_against_each_year_of_the_plan():
    each = of(
        TRAINING, accumulation=Accumulation.EACH_YEAR, period=PLAN.period, bound=Bound.parse("≥0.4万人次")
    )
    told = TOLD | {"targets": [each]}
    found = broken(
        TARGET, [here(TRAINING, "0.3万人次", f"{year}年") for year in (2020, 2021, 2023, 2026)], **told
    )
    assert [str(one.period) for one in found] == ["2021年", "2023年"]
    assert skipped(TARGET, [here(TRAINING, "0.3万人次", "2023年1—6月")], **told) == ["other_period"]
    level = of(UNEMPLOYMENT, accumulation=Accumulation.EACH_YEAR, period=PLAN.period)
    told = TOLD | {"targets": [level]}
    assert only(broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2023年")], **told))
    assert only(broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2023年12月末")], **told))
    assert skipped(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2023年6月末")], **told) == ["other_period"]


def test_figures_of_other_indicators_are_not_counted():
    assert asked(TARGET, [here("省级人力资源服务产业园", "1个", "2025年")], **TOLD) == []


# ── whose target ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_plan_asks_its_own_region_and_a_figure_without_one_is_of_it():
    assert only(broken(TARGET, [seen(UNEMPLOYMENT, "2.30万人", "2025年")], **TOLD))
    assert asked(TARGET, [seen(UNEMPLOYMENT, "2.30万人", "2025年", "古蔺县")], **TOLD) == []


def test_a_target_that_is_broken_down_asks_the_region_it_names():
    told = TOLD | {"targets": [of(UNEMPLOYMENT, region="古蔺县")]}
    assert only(broken(TARGET, [seen(UNEMPLOYMENT, "2.30万人", "2025年", "古蔺县")], **told))
    assert asked(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **told) == []


# ── what is not decided ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "changes", "reason"),
    [
        (None, {}, "missing"),
        ("全覆盖", {}, "words"),
        ("2.30万人", {"bound": None, "phrase": "应保尽保"}, "text"),
        ("2.30万人", {"bound": None}, "no_target"),
        ("2.30万人", {"bound": None, "lost": "缺页"}, "lost"),
        ("2.30万人", {"bound": Bound.parse("2.37万人左右")}, "tolerance"),
        ("超过2.30万人", {}, "one_sided"),
        ("2.30万人", {"bound": Composition.parse("10:40:50")}, "kind"),
        ("2.30万人", {"bound": Bound.parse("≥2.37万人次")}, "unit"),
    ],
)
def test_what_decides_nothing_is_not_asked_and_says_why(figure, changes, reason):
    told = TOLD | {"targets": [of(UNEMPLOYMENT, **changes)]}
    assert skipped(TARGET, [here(UNEMPLOYMENT, figure, "2025年")], **told) == [reason]


def test_a_figure_of_a_special_scope_is_not_held_against_a_target_that_names_none():
    assert skipped(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年", scope="单位职工")], **TOLD) == ["scope"]


def test_a_caller_names_the_tolerance_of_about():
    told = TOLD | {"targets": [of(UNEMPLOYMENT, bound=Bound.parse("2.37万人左右"))]}
    rule = evolve(TARGET, about="5%")
    assert kept(rule, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **told)
    assert only(broken(rule, [here(UNEMPLOYMENT, "2.10万人", "2025年")], **told))


def test_a_result_told_from_one_side_that_misses_has_no_gap():
    told = TOLD | {"targets": [of(REGISTERED)]}
    found = only(broken(TARGET, [here(REGISTERED, "超过5%", "2025年")], **told))
    assert dict(found.facts)["gap"] == "—"


def test_a_composition_is_judged_as_a_composition():
    structure = next(one for one in Catalogue.standard() if one.measure is Measure.COMPOSITION)
    target = of(UNEMPLOYMENT, indicator=structure, bound=Composition.parse("10:40:50"))
    told = {"targets": [target], "region": "浙江省", "period": PLAN.period}
    better = Observation(target.indicator, "16.4:46.3:37.3", target.period, "浙江省", target.accumulation)
    assert kept(TARGET, [better], **told)
    worse = Observation(target.indicator, "5:35:60", target.period, "浙江省", target.accumulation)
    assert skipped(TARGET, [worse], **told) == ["composition"]


def test_a_target_without_a_place_is_told_all_the_same():
    told = TOLD | {"targets": [of(UNEMPLOYMENT, source=None)]}
    assert "(—)" in only(broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **told)).message


# ── once, and in order ───────────────────────────────────────────────────────────────────────────────────


def test_a_promise_of_the_prose_that_repeats_the_table_is_told_once():
    same = [one for one in PLAN.targets_all if one.indicator.name == UNEMPLOYMENT]
    assert len(same) == 2
    assert len(asked(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **TOLD)) == 1
    assert only(broken(TARGET, [here(REGISTERED, "4.6%", "2025年")], **TOLD)).expected.text == "<4.5%"


def test_of_a_table_that_is_met_and_a_prose_that_is_missed_the_one_that_is_missed_is_told():
    strict, mild = of(REGISTERED, bound=Bound.parse("<4.5%")), of(REGISTERED, bound=Bound.parse("≤4.5%"))
    at_limit = [here(REGISTERED, "4.5%", "2025年")]
    for told in ([strict, mild], [mild, strict]):
        assert only(broken(TARGET, at_limit, **TOLD | {"targets": told})).expected.text == "<4.5%"


def test_two_promises_that_differ_are_both_asked():
    told = [of(UNEMPLOYMENT), of(UNEMPLOYMENT, bound=Bound.parse("≥2.5万人"), nature=None)]
    found = broken(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **TOLD | {"targets": told})
    assert [one.expected.text for one in found] == ["≥2.37万人", "≥2.5万人"]
    about = [
        of(UNEMPLOYMENT, bound=Bound.parse("2.37万人左右")),
        of(UNEMPLOYMENT, bound=None, phrase="应保尽保"),
    ]
    assert skipped(TARGET, [here(UNEMPLOYMENT, "2.30万人", "2025年")], **TOLD | {"targets": about}) == [
        "tolerance",
        "text",
    ]


def test_binding_targets_stand_first():
    told = [here(COVERAGE, "80%", "2025年"), here(UNEMPLOYMENT, "2.30万人", "2025年")]
    assert [one.indicator.name for one in broken(TARGET, told, **TOLD)] == [UNEMPLOYMENT, COVERAGE]


# ── ceilings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ceiling_is_read_as_one_for_every_year_of_the_plan_and_that_is_said():
    found = only(broken(CEILING, [here(REGISTERED, "4.8%", "2023年")], **TOLD))
    assert (found.code, found.severity) == ("plan.ceiling", Severity.NOTE)
    assert found.message == (
        "城镇登记失业率(2023年)为4.8%,超出2025年的控制目标<4.5%(专栏2第3行)0.3个百分点;"
        "把它当作规划期内每年的上限是推定,原文没有写。"
    )
    assert "our reading" in found.what("en")
    assert kept(CEILING, [here(REGISTERED, "3.4%", "2023年")], **TOLD)


def test_a_ceiling_that_rounding_leaves_open_says_so():
    found = only(broken(CEILING, [here(REGISTERED, "4.5%", "2023年")], **TOLD))
    assert found.wording == "plan.ceiling.rounding"


@pytest.mark.parametrize("period", ["2025年", "2020年", "2026年", "2023年6月末"])
def test_a_ceiling_is_asked_in_the_years_of_the_plan_before_its_own(period):
    assert asked(CEILING, [here(REGISTERED, "4.8%", period)], **TOLD) == []


def test_without_a_plans_period_no_ceiling_is_asked():
    assert asked(CEILING, [here(REGISTERED, "4.8%", "2023年")], **TOLD | {"period": None}) == []


def test_figures_no_ceiling_is_asked_of_are_not_counted():
    assert asked(CEILING, [here(UNEMPLOYMENT, "1万人", "2023年")], **TOLD) == []


@pytest.mark.parametrize(
    ("changes", "whether"),
    [
        ({}, True),
        ({"base": None}, True),
        ({"bound": Bound.parse("控制在4.5%以内")}, True),
        ({"bound": Bound.parse("≥4.5%")}, False),
        ({"bound": Bound.parse("4.5%左右")}, False),
        ({"bound": None}, False),
        ({"bound": Bound.parse("≤2.5%")}, False),
        ({"bound": Bound.parse("≤9人")}, True),
        ({"inferred": (("bound", "按“不超过”读"),)}, False),
        ({"accumulation": Accumulation.EACH_YEAR}, False),
    ],
)
def test_a_ceiling_limits_a_level_from_above_and_did_so_from_the_start(changes, whether):
    """专栏2第3行: 2.7% in 2020, <4.5% in 2025; what must fall below its base is a goal."""
    assert is_ceiling(of(REGISTERED, **changes)) is whether


def test_a_limit_of_a_flow_is_no_ceiling_of_other_years():
    assert not is_ceiling(of(TRAINING, bound=Bound.parse("≤9万人次")))


# ── true figures ─────────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(23_700, 40_000), st.integers(0, 4))
def test_a_truth_that_keeps_the_target_never_misses_it_for_certain(truth, decimals):
    shown = int(rounded(Fraction(truth, 10_000), decimals, half_even=False) * 10**decimals)
    told = [here(UNEMPLOYMENT, Figure(Decimal(f"{shown}E-{decimals}"), "万人"), "2025年")]
    assert all(".rounding" in one.wording for one in broken(TARGET, told, **TOLD))


@pytest.mark.parametrize("rule", targets.RULES, ids=lambda rule: rule.code)
def test_at_the_ends_of_time_nothing_is_raised(rule):
    told = [here(UNEMPLOYMENT, "2万人", Period(1900)), here(TRAINING, "2万人次", Period(1900, 1, 3600))]
    assert broken(rule, told, **TOLD) == []
