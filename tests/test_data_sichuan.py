"""四川: the milestones of a three-year plan, and floors for the end and for every year."""

import pytest
from published_prose import idle, key, key_of, said, unsupported

from rsindicators import Period, Plan
from rsindicators.kinds import Accumulation, Relation, Role

RESEARCH, INDUSTRY = Plan.load("sichuan-research-2023"), Plan.load("sichuan-industry-2023")
FILES = {"sichuan-research-2023": "sichuan_research", "sichuan-industry-2023": "sichuan_industry"}
THREE = Period.parse("2023—2025年")


def of(plan, code):
    """The targets of an indicator."""
    return [one for one in plan if one.indicator.code == code]


@pytest.mark.parametrize("plan", [RESEARCH, INDUSTRY], ids=lambda plan: plan.code)
def test_every_sentence_is_held_once_with_its_line_its_cell_and_its_period(plan):
    assert sorted(map(key_of, plan.statements)) == sorted(map(key, said(FILES[plan.code], plan.code)))


@pytest.mark.parametrize("plan", FILES)
def test_every_quote_stands_in_its_sentence_and_holds_the_printed_figure(plan):
    assert list(unsupported(FILES[plan], plan)) == []


@pytest.mark.parametrize("plan", [RESEARCH, INDUSTRY], ids=lambda plan: plan.code)
def test_both_promise_only_and_all_is_read(plan):
    assert plan.period == THREE
    assert {one.role for one in plan.statements} == {Role.TARGET}
    assert len(plan) == len(plan.statements) == 20
    assert plan.results == ()


def test_the_milestones_are_a_path():
    path = of(RESEARCH, "research_experts")
    assert [(one.period.year, str(one.bound)) for one in path] == [
        (2023, "达100人以上"), (2024, "达150人以上"), (2025, "达200人以上")
    ]  # fmt: skip
    rates = of(RESEARCH, "applied_research_conversion_rate")
    assert [str(one.bound.limit) for one in rates] == ["40%", "50%", "60%"]
    assert [str(one.bound.limit) for one in of(RESEARCH, "research_publications")] == ["10篇", "15篇", "20篇"]


@pytest.mark.parametrize(
    ("plan", "code", "region", "shown", "when"),
    [
        (RESEARCH, "department_research_projects", "", "每年不少于10项", ("2024—2025年", "each_year")),
        (RESEARCH, "filed_research_projects", "各市(州)", "每年不少于1项", ("2024—2025年", "each_year")),
        (RESEARCH, "provincial_research_bases", "", "[10家以上]", ("2024—2025年", "cumulative")),
        (RESEARCH, "research_budget", "省本级", "原则上每年不低于100万元", ("2023—2025年", "each_year")),
        (INDUSTRY, "hr_managers_in_events", "", "每年不少于1000人次", ("2023—2025年", "each_year")),
        (INDUSTRY, "hr_firms_in_events", "", "每年不少于2000家次", ("2023—2025年", "each_year")),
        (INDUSTRY, "industry_recruitment_sessions", "", "每年不少于200场次", ("2023—2025年", "each_year")),
        (INDUSTRY, "hr_service_trade", "", "力争突破10亿元", ("2025年", "annual")),
        (INDUSTRY, "high_end_market_share", "", "力争超过35%", ("2025年", "annual")),
        (INDUSTRY, "coordination_scenarios", "", "力争100个左右", ("2025年", "at_end")),
    ],
)
def test_a_floor_is_read_with_its_period_and_its_place(plan, code, region, shown, when):
    (target,) = of(plan, code)
    assert (target.region, str(target)) == (region, shown)
    assert (target.period, target.accumulation) == (Period.parse(when[0]), Accumulation(when[1]))


def test_the_same_event_is_asked_of_the_province_and_of_each_prefecture():
    events = of(INDUSTRY, "matching_events")
    assert [(one.region, str(one)) for one in events] == [
        ("省级厅局层面", "每年不少于2场"), ("各市(州)", "原则上每年不少于1场")
    ]  # fmt: skip
    assert all(one.period == THREE for one in events)


def test_pairs_told_together_are_told_apart():
    codes = ("national_park", "national_market", "provincial_park", "provincial_market")
    pairs = [of(INDUSTRY, f"{code}_linked_platforms")[0] for code in codes]
    assert [str(one.bound.limit) for one in pairs] == ["50个", "30个", "20个", "10个"]
    assert [one.hedges for one in pairs] == [("原则上",), ("原则上",), (), ()]
    assert "hedge" in dict(pairs[2].inferred)
    clients = [of(INDUSTRY, f"{level}_park_key_clients")[0] for level in ("national", "provincial")]
    assert [str(one.bound.limit) for one in clients] == ["500家", "200家"]


def test_breaking_through_is_strict_and_about_needs_a_tolerance():
    assert of(INDUSTRY, "hr_service_trade")[0].bound.relation is Relation.ABOVE
    assert of(INDUSTRY, "hr_it_platforms")[0].bound.relation is Relation.ABOVE
    assert of(INDUSTRY, "partner_hr_firms")[0].bound.relation is Relation.ABOUT


def test_a_year_that_is_told_as_this_year_is_inferred():
    assert "2023年" in dict(of(INDUSTRY, "hr_managers_in_events")[0].inferred)["period"]


@pytest.mark.parametrize(
    "document",
    ["四川省人力资源和社会保障系统科学研究三年行动计划(2023-2025年)", "四川省人力资源赋能产业专项行动"],
)
def test_every_listed_indicator_is_used(document):
    assert idle(document) == set()
