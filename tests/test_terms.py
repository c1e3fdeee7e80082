"""Names of formulas: components, shared names, earlier figures, limits, units."""

import pytest
from definitions import component, count, indicator
from refusal import refused
from ruled import facts_of, seen

from rsindicators import Catalogue, Figure, Formula, Interval
from rsindicators.errors import UnitError, UnknownNameError
from rsindicators.kinds import Lag
from rsindicators.terms import SHIFTS, Resolved, lag_of, limit_of, resolved

STANDARD = Catalogue.standard()


def found(text: str, catalogue: Catalogue = STANDARD) -> Resolved:
    return resolved(Formula.parse(text), catalogue)


def codes(text: str, catalogue: Catalogue = STANDARD) -> dict[str, str]:
    return {name: term.code for name, term in found(text, catalogue).tree.terms}


def rate(code: str, *parts: str):
    """A rate made of the first two of some components; the others are only counted."""
    made = tuple(component(part) for part in parts)
    formula = Formula.parse(" + ".join(parts[1:]).join([f"{parts[0]} / (", ")"]))
    return indicator(code=code, name=code, formula=formula, components=made)


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_shared_component_is_that_of_the_one_indicator_that_has_all_names():
    arbitration = "arbitration_closure_rate__"
    assert codes("审结 <= 受理 + 上期末未结") == {
        "审结": f"{arbitration}closed",
        "受理": f"{arbitration}accepted",
        "上期末未结": f"{arbitration}pending_before",
    }
    assert codes("调解成功 <= 审结")["审结"] == "mediation_success_rate__closed"


def test_names_that_two_indicators_each_share_are_of_the_one_that_has_both():
    catalogue = Catalogue([rate("one", "甲", "乙"), rate("two", "乙", "丙"), rate("three", "甲", "丙")])
    assert codes("甲 <= 乙", catalogue) == {"甲": "one__c7532", "乙": "one__c4e59"}
    assert codes("丙 <= 乙", catalogue) == {"丙": "two__c4e19", "乙": "two__c4e59"}


def test_a_shared_component_is_that_of_the_indicator_named_beside_it():
    assert codes("审结 >= 5000件 * 仲裁结案率")["审结"] == "arbitration_closure_rate__closed"
    assert codes("审结 >= 5000件 * 调解成功率")["审结"] == "mediation_success_rate__closed"


def test_a_name_of_both_says_whose_component_it_is():
    for name in ("仲裁结案率__审结", "arbitration_closure_rate__closed"):
        assert codes(f"{name} >= 0") == {name: "arbitration_closure_rate__closed"}


def test_an_indicator_comes_before_a_component_of_that_name():
    catalogue = Catalogue([rate("one", "甲", "乙"), count(code="own", name="甲")])
    assert codes("甲 >= 0", catalogue) == {"甲": "own"}
    assert codes("one__甲 >= 0", catalogue) == {"one__甲": "one__c7532"}


def test_a_name_that_nothing_settles_is_refused_with_the_choices():
    with refused(UnknownNameError, "own.ambiguous", "审结", "劳动人事争议仲裁结案率__审结"):
        found("审结 >= 0")


@pytest.mark.parametrize(
    "name", ["参保x", "仲裁结案率__申领人数", "不存在__审结", "__", "_", "上期_上期_审结"]
)
def test_an_unknown_name_is_refused_with_the_nearest(name):
    with refused(UnknownNameError, "catalogue.unknown"):
        found(f"{name} >= 0")


# ── times and limits ─────────────────────────────────────────────────────────────────────────────────────


def test_earlier_figures_have_a_word_before_their_name():
    assert lag_of("上期末未结") == (Lag.NOW, "上期末未结")
    assert {lag_of(f"{prefix}参保人数") for prefix in SHIFTS} == {
        (Lag.PREVIOUS, "参保人数"),
        (Lag.YEAR_EARLIER, "参保人数"),
    }
    tree = found("上年同期_参保人数 + 上期_参保人数 <= 2 * 参保人数").tree
    assert tree.subject == "参保人数"
    assert [term.lag for _, term in tree.terms] == [Lag.NOW, Lag.YEAR_EARLIER, Lag.PREVIOUS]


def test_a_whole_number_with_a_unit_is_a_limit_in_base_units():
    asked = found("参保人数 <= 2万人")
    assert asked.tree.limits == (("2万人", Figure("2", "万人")),)
    assert asked.limits == {"2万人": Interval(20000, 20000)}
    assert limit_of("16周岁以上人口") is None
    assert (
        codes("16周岁以上人口 >= 参保人数")["16周岁以上人口"]
        == "pension_participation_rate__population_16_and_over"
    )


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "参保率 <= 100%",
        "参保率 - 上期_参保率 <= 5个百分点",
        "参保人数 - 上期_参保人数 >= 0",
        "0 <= 参保人数",
        "0 < 参保率 * 参保人数",
    ],
)
def test_sides_that_compare_are_taken_and_a_zero_is_one_of_anything(text):
    assert found(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("开展补贴性职业技能培训人次 <= 技能人才数量", "unit.different"),
        ("技能人才数量 + 开展补贴性职业技能培训人次 >= 0", "unit.different"),
        ("0 <= 技能人才数量 + 开展补贴性职业技能培训人次", "unit.different"),
        ("参保人数 <= 5000", "unit.missing"),
        ("参保率 + 仲裁结案率 <= 200%", "unit.shares_do_not_add"),
    ],
)
def test_sides_that_do_not_compare_are_refused(text, code):
    with refused(UnitError, code):
        found(text)


# ── at a place ───────────────────────────────────────────────────────────────────────────────────────────


def test_flows_say_where_a_rule_is_asked_and_stocks_stand_at_the_end_of_their_months():
    asked = found("失业保险参保人数 >= 城镇新增就业")
    assert asked.anchors == ("urban_new_employment",)
    assert asked.at_end == {"unemployment_insurance_participants"}
    flow = seen("城镇新增就业人数", "0.3万人", "2023年1—6月")
    stock = seen("失业保险参保人数", "2.3万人", "2023年6月末")
    facts = facts_of([flow, stock])
    (_, own), (_, other) = asked.tree.terms
    assert asked.seen(flow, own, facts) is stock
    assert asked.seen(flow, other, facts) is flow


def test_stocks_alone_are_asked_where_they_are_counted():
    asked = found("高技能人才总量 <= 技能人才数量")
    assert asked.anchors == tuple(term.code for _, term in asked.tree.terms)
    assert asked.at_end == set(asked.anchors)


def test_what_is_carried_over_is_of_the_months_it_opens():
    assert found("审结 <= 受理 + 上期末未结").at_end == frozenset()
