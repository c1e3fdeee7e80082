"""What rules ask of columns: their own trees, as gravely as they tell them."""

import numpy as np
import pytest
from alike import CATALOGUE, RULES
from attrs import evolve
from definitions import component, count, indicator
from related import RATE, related

from rsindicators import Catalogue, Certainty, Formula, Observation, Severity
from rsindicators.constituent import constituents
from rsindicators.frames.algebra import Box
from rsindicators.frames.questions import doubted, questions
from rsindicators.kinds import Lag

NAMES = ("基本养老保险参保率", "基本养老保险参保人数", "开展补贴性职业技能培训人次", "城镇登记失业率")
PENSION, STOCK, FLOW, JOBLESS = (CATALOGUE[name] for name in NAMES)
CARRIED = next(one for one in constituents(RATE) if one.carry_over)
FIRMS = count()


def asked(code, whose, catalogue=CATALOGUE):
    return questions(RULES[code], whose, catalogue)


@pytest.mark.parametrize(
    "code", ["time.gap", "keys.duplicate", "time.periods", "parts.total", "time.total", "ranges.whole"]
)
def test_rules_that_are_no_trees_ask_no_questions(code):
    assert asked(code, STOCK) is None


def test_a_rule_of_ones_own_is_asked_of_objects():
    own = related("own.rule", "甲 <= 乙", 甲=STOCK.code, 乙=STOCK.code)
    assert questions(own, STOCK, CATALOGUE) is None


def test_a_rule_that_is_not_about_an_indicator_asks_nothing():
    assert (
        asked("parts.part", JOBLESS)
        == asked("time.flow_jump", STOCK)
        == asked("identities.formula", STOCK)
        == ()
    )


def test_a_question_is_a_tree_of_its_rule():
    (question,) = asked("ranges.maximum", JOBLESS)
    rule = RULES["ranges.maximum"]
    assert question.tree == next(iter(rule.trees(JOBLESS, CATALOGUE)))
    assert question.grade == (rule.severity, rule.certainty)
    assert (question.formula, question.subject) == (question.tree.formula, question.tree.subject)
    assert (question.placed, question.narrowed, question.may_be_cut, question.bases) == (
        True,
        False,
        False,
        (),
    )
    assert question.first_of is None
    assert question.spared({}) is None


def test_a_minimum_that_no_definition_states_is_doubted():
    rate = indicator()
    assert asked("ranges.minimum", rate)[0].grade == (Severity.QUERY, Certainty.SUSPECT)
    assert asked("ranges.minimum", FIRMS)[0].grade == (Severity.BLOCKING, Certainty.WRONG)


def part(**changes):
    whole = count(code="firms", name="企业数")
    inner = count(code="small", name="小企业数", part_of="firms", **changes)
    return inner, Catalogue([whole, inner])


def test_a_part_is_surely_wrong_only_where_whole_and_part_count_the_same():
    inner, catalogue = part()
    assert asked("parts.part", inner, catalogue)[0].grade == (Severity.BLOCKING, Certainty.WRONG)
    other, catalogue = part(counted="从业人员")
    assert asked("parts.part", other, catalogue)[0].grade == (Severity.QUERY, Certainty.SUSPECT)


def test_what_is_doubted_is_at_most_to_be_explained():
    assert doubted((Severity.BLOCKING, Certainty.WRONG)) == (Severity.QUERY, Certainty.SUSPECT)
    assert doubted((Severity.NOTE, Certainty.WRONG)) == (Severity.NOTE, Certainty.SUSPECT)
    (question,) = asked("ranges.maximum", JOBLESS)
    assert question.doubted == (Severity.QUERY, Certainty.SUSPECT)


# ── formulas and components that have formulas ───────────────────────────────────────────────────────────


def test_a_rate_is_asked_with_each_component_given_or_by_its_parts():
    asking = asked("identities.formula", PENSION)
    wanted = next(one.code for one in constituents(PENSION) if one.name == "法定应参保人数")
    assert [(one.given, one.absent, one.also) for one in asking] == [
        (frozenset(), {wanted}, False),
        ({wanted}, frozenset(), False),
        ({wanted}, frozenset(), True),
    ]
    by_parts, by_whole, both = (str(one.formula) for one in asking)
    assert by_parts == both == "率 = 参保人数 ÷ (16周岁以上人口 - 全日制在校学生 - 现役军人)"
    assert by_whole == "率 = 参保人数 ÷ 法定应参保人数"
    assert all(one.may_be_cut and one.narrowed and one.placed for one in asking)
    assert asking[1].bases == ("法定应参保人数",)


def made_of(derived):
    """A rate whose denominator is made of so many components that have formulas."""
    parts = [
        component(f"部{number}", formula=Formula.parse(f"甲{number} + 乙{number}"))
        for number in range(derived)
    ]
    leaves = [component(f"{side}{number}") for number in range(derived) for side in "甲乙"]
    below = " + ".join(one.name for one in parts)
    return indicator(
        components=(component("分子"), *parts, *leaves), formula=Formula.parse(f"分子 / ({below})")
    )


def test_with_many_components_that_have_formulas_the_objects_are_asked():
    assert len(asked("identities.formula", made_of(3))) == 8 + 7
    assert asked("identities.formula", made_of(4)) is None


def test_with_a_formula_that_multiplies_out_to_too_much_the_objects_are_asked():
    below = [f"b{number}" for number in range(20)]
    formula = Formula.parse(f"a0 / ({' + '.join(below)})")
    rate = indicator(formula=formula, components=tuple(map(component, ("a0", *below))))
    assert asked("identities.formula", rate) is None


# ── over time ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_relation_over_time_concerns_some_figures():
    (question,) = asked("time.falling", FLOW)
    assert question.concerns(Observation(FLOW, None, "2023年1-6月"))
    assert not question.concerns(Observation(FLOW, None, "2023年第二季度"))
    (always,) = asked("ranges.minimum", FLOW)
    assert always.concerns(Observation(FLOW, None, "2023年第二季度"))


def test_what_is_carried_over_comes_from_the_first_run_that_is_told_in_full():
    (question,) = asked("time.carry_over", CARRIED)
    assert question.first_of is Lag.CARRIED_FROM


def boxes(now, before):
    return {
        name: Box(np.array([low]), np.array([high]), 0)
        for name, (low, high) in (("本期", now), ("上期", before))
    }


@pytest.mark.parametrize(
    ("whose", "now", "before", "is_spared"),
    [
        (FIRMS, (18, 19), (2, 4), True),
        (FIRMS, (18, 20), (2, 4), False),
        (FIRMS, (18, 19), (2, 20), False),
        (FIRMS, (200, 200), (0, 4), True),
        (FIRMS, (200, 200), (1, 4), False),
    ],
)
def test_a_jump_is_not_asked_from_nothing_nor_of_a_few(whose, now, before, is_spared):
    upper, _ = asked("time.stock_jump", whose)
    assert bool(upper.spared(boxes(now, before))[0]) is is_spared


def test_a_ratio_jumps_however_small_it_is():
    upper, _ = asked("time.stock_jump", CATALOGUE["全员劳动生产率"])
    assert not upper.spared(boxes((2, 2), (1, 1)))[0]
    rate, _ = asked("time.rate_jump", JOBLESS)
    assert rate.spared(boxes((2, 2), (0, 0))) is None


def test_a_relation_with_another_sign_has_the_same_sides():
    (question,) = asked("ranges.maximum", JOBLESS)
    other = question.signed(">")
    assert str(other) == str(question.formula).replace("≤", ">").replace("<=", ">")
    assert other.names == question.formula.names
    assert evolve(question).signed(">") is other
