"""Figures against the limits of their definitions."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from ruled import asked, broken, kept, seen, told_well

from rsindicators import Catalogue, Certainty, Figure, Interval, Severity
from rsindicators.rules.ranges import RULES

MINIMUM, MAXIMUM, WHOLE, USUAL = RULES
CATALOGUE = Catalogue.standard()
STRUCTURAL = ["城镇调查失业率", "城镇登记失业率", "劳动人事争议仲裁结案率", "劳动保障监察举报投诉案件结案率"]
"""附录2, 3, 23, 24: the numerator is counted inside the denominator."""
UNUSUAL = ["基本养老保险参保率", "劳动人事争议调解成功率", "申领电子社保卡人口覆盖率"]
"""附录8, 22, 26."""


def time_for(name):
    """The way the period of a figure is printed."""
    return "2023年末" if str(CATALOGUE[name].accumulation.label) == "期末" else "2023年"


# ── lower limits ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_negative_head_count_is_wrong():
    (found,) = broken(MINIMUM, [seen("失业保险参保人数", "-0.1", "2023年末", "叙永县")])
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.what() == "失业保险参保人数(2023年)填的是-0.1万人,不可能小于0万人。"
    assert (found.actual, found.expected.text) == ("-0.1万人", "≥0万人")
    assert told_well(found)


def test_a_count_without_a_stated_limit_is_never_negative_if_it_counts_what_there_is():
    assert broken(MINIMUM, [seen("人才资源总量", "-3", "2023年末")])
    assert kept(MINIMUM, [seen("人才资源总量", "1477", "2023年末")])


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("城镇新增就业人数", "2023年"),
        ("补充养老保险基金规模", "2023年末"),
        ("人力资源服务业总营业收入", "2023年"),
    ],
)
def test_what_nets_out_and_money_may_be_negative(name, period):
    assert asked(MINIMUM, [seen(name, "-0.1", period)]) == []


def test_a_component_is_a_gross_count_too():
    one = seen("当期审结案件数", "-3", "2023年", of="仲裁结案率")
    assert broken(MINIMUM, [one])
    assert kept(MINIMUM, [seen("当期审结案件数", "963", "2023年", of="仲裁结案率")])


def test_a_negative_number_that_rounding_makes_zero_is_left():
    assert kept(MINIMUM, [seen("失业保险参保人数", "-0.0", "2023年末")])


# ── upper limits ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", STRUCTURAL)
def test_a_share_of_what_holds_its_numerator_cannot_exceed_100(name):
    period = time_for(name)
    (found,) = broken(MAXIMUM, [seen(name, "100.1%", period)])
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.expected.text == "≤100%"
    assert told_well(found)
    assert kept(MAXIMUM, [seen(name, "98.5%", period)])
    assert asked(USUAL, [seen(name, "100.1%", period)]) == []


@pytest.mark.parametrize("name", STRUCTURAL)
def test_100_0_percent_may_be_a_little_less(name):
    assert kept(MAXIMUM, [seen(name, "100.0%", time_for(name))])


@pytest.mark.parametrize("name", UNUSUAL)
def test_a_share_of_another_count_may_exceed_100_and_is_asked_about(name):
    period = time_for(name)
    (found,) = broken(USUAL, [seen(name, "103.2%", period)])
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert told_well(found)
    assert kept(USUAL, [seen(name, "100.0%", period)])
    assert asked(MAXIMUM, [seen(name, "103.2%", period)]) == []


def test_a_slip_of_two_places_in_a_share_is_out_of_range():
    assert broken(MAXIMUM, [seen("仲裁结案率", "9630%", "2023年")])


# ── whole counts ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("figure", ["16.177人", "0.5人", "2.28412万人"])
def test_there_is_no_part_of_a_person(figure):
    (found,) = broken(WHOLE, [seen("失业保险参保人数", figure, "2023年末")])
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert "按人计数" in found.what()
    assert told_well(found)


@pytest.mark.parametrize("figure", ["16177人", "16.0人", "2.2841万人", "2.28万人", "超过3万人"])
def test_a_whole_number_of_people_may_be_printed_in_ten_thousands(figure):
    assert kept(WHOLE, [seen("失业保险参保人数", figure, "2023年末")])


def test_a_part_that_rounding_explains_is_kept():
    computed = Figure("16.9", "人", interval=Interval("16.4", "17.1"))
    assert kept(WHOLE, [seen("失业保险参保人数", computed, "2023年末")])


def test_any_whole_number_may_stand_in_its_place():
    (answer,) = asked(WHOLE, [seen("失业保险参保人数", "16.177人", "2023年末")])
    assert answer.case.holds() is False
    assert answer.case.holds_with({"本数": Interval(161770, 161770)}) is None
    assert answer.case.holds_with({"本数": Interval("16.2", "16.9")}) is False
    assert str(answer.case.allowed("本数")) == "(-∞, ∞)"
    assert list(WHOLE.trees(answer.cell.indicator, CATALOGUE)) == []


@pytest.mark.parametrize(
    ("name", "figure", "period"),
    [
        ("人力资源服务业总营业收入", "1.23456789亿元", "2023年"),
        ("城镇登记失业率", "2.71%", "2023年末"),
        ("零就业家庭就业人数", "1.5人", "2023年末"),
    ],
)
def test_money_rates_and_averages_are_no_counts(name, figure, period):
    assert asked(WHOLE, [seen(name, figure, period)]) == []


@pytest.mark.parametrize(("figure", "reason"), [("全覆盖", "words"), (None, "missing")])
def test_what_is_no_number_is_no_part_of_one(figure, reason):
    assert [one.skipped for one in asked(WHOLE, [seen("失业保险参保人数", figure, "2023年末")])] == [reason]


# ── what is no single quantity ───────────────────────────────────────────────────────────────────────────


def test_more_than_35_percent_is_judged_by_what_it_may_be():
    assert kept(MAXIMUM, [seen("仲裁结案率", "超过95%", "2023年")])
    assert broken(MAXIMUM, [seen("仲裁结案率", "超过101%", "2023年")])


@pytest.mark.parametrize(("figure", "reason"), [("全覆盖", "words"), (None, "missing")])
def test_words_and_gaps_are_not_asked(figure, reason):
    assert [one.skipped for one in asked(MAXIMUM, [seen("仲裁结案率", figure, "2023年")])] == [reason]


@pytest.mark.parametrize("rule", [MINIMUM, MAXIMUM, USUAL], ids=lambda rule: rule.code)
def test_the_relation_is_the_same_tree_for_every_figure_of_an_indicator(rule):
    for one in CATALOGUE:
        first, second = (tuple(rule.trees(one, CATALOGUE)) for _ in range(2))
        assert all(tree is other for tree, other in zip(first, second, strict=True))
        assert all(tree.subject == "本数" and len(tree.limits) == 1 for tree in first)


@given(
    st.sampled_from([one.name for one in CATALOGUE if one.minimum]), st.integers(0, 10**6), st.integers(0, 2)
)
def test_no_true_count_breaks_its_limits_however_it_is_rounded(name, truth, decimals):
    one = CATALOGUE[name]
    top = 1000 if one.unit.is_share else 10**6
    value = Figure(min(truth, top), "‰" if one.unit.is_share else one.unit).to(one.unit).round(decimals)
    printed = Figure(value.value, one.unit, decimals=decimals)
    told = [seen(name, printed, time_for(name))]
    assert not any(broken(rule, told) for rule in RULES)


# ── shares without stated limits ─────────────────────────────────────────────────────────────────────────

PLAIN_SHARE = "公民具备科学素质的比例"


@pytest.mark.parametrize(("rule", "figure"), [(MINIMUM, "-3%"), (USUAL, "9500%")])
def test_a_share_outside_0_to_100_percent_is_asked_about(rule, figure):
    (found,) = broken(rule, [seen(PLAIN_SHARE, figure, "2023年")])
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert told_well(found)
    assert kept(rule, [seen(PLAIN_SHARE, "95%", "2023年")])
    assert asked(MAXIMUM, [seen(PLAIN_SHARE, figure, "2023年")]) == []


def test_what_grows_may_shrink_and_more_than_double():
    named_so = evolve(CATALOGUE[PLAIN_SHARE], name="技能人才增幅")
    for one in (CATALOGUE["最低工资标准年均增长"], named_so):
        for rule in (MINIMUM, USUAL):
            assert list(rule.trees(one, CATALOGUE)) == []
