"""Rules of explanations: asked of the figures that questions are about, when all other rules have been."""

import pytest
from ruled import asked, broken, facts_of, seen, told_well

from rsindicators import Severity
from rsindicators.explained import with_explanations
from rsindicators.kinds import Certainty
from rsindicators.rules import explanations, jumps, keys

EMPTY, LAPSED = explanations.RULES
STOCK = jumps.RULES[0]
REASON = "二家央企驻县单位划入,增加参保1.2万人"


def insured(figure="3.99万人", period="2023年", explanation="", **told):
    return seen("失业保险参保人数", figure, period, "叙永县", explanation=explanation, **told)


BEFORE = insured("2.28万人", "2022年")


def reviewed(rule, one, *prior):
    """What the rule answers where a stock jumped."""
    facts = facts_of([one], [BEFORE, *prior])
    return list(rule.review(broken(STOCK, [one], [BEFORE]), facts))


@pytest.mark.parametrize("rule", explanations.RULES, ids=lambda rule: rule.code)
def test_a_rule_of_explanations_is_a_remark_and_asks_no_figures(rule):
    assert (rule.severity, rule.certainty) == (Severity.NOTE, Certainty.SUSPECT)
    assert rule.question() != rule.question("en")
    assert asked(rule, [insured(explanation="核实无误")], [BEFORE]) == []


def test_an_explanation_that_gives_no_reason_is_told():
    (answer,) = reviewed(EMPTY, insured(explanation="核实无误", cell="C7"))
    assert told_well(answer.finding)
    assert answer.finding.message == "失业保险参保人数(2023年)的说明“核实无误”没有写出原因,不算说明。"
    assert answer.finding.cell == "C7"


def test_one_that_gives_a_reason_is_kept_and_none_is_not_asked():
    assert [answer.finding for answer in reviewed(EMPTY, insured(explanation=REASON))] == [None]
    assert [answer.finding for answer in reviewed(LAPSED, insured(explanation=REASON))] == [None]
    assert reviewed(EMPTY, insured()) == reviewed(EMPTY, insured(explanation="  ")) == []


def test_one_that_was_given_for_another_figure_is_told():
    (answer,) = reviewed(LAPSED, insured(explanation=REASON), insured("3.89万人", explanation=REASON))
    assert told_well(answer.finding)
    assert "数已改为3.99万人" in answer.finding.message


def test_an_empty_one_does_not_lapse_too():
    answers = reviewed(LAPSED, insured(explanation="无"), insured("3.89万人", explanation="无"))
    assert [answer.finding for answer in answers] == [None]


def test_empty_words_beside_figures_nobody_asks_about_are_no_fault():
    one = insured("2.37万人", explanation="无")
    assert reviewed(EMPTY, one) == []


def test_a_figure_is_told_once_however_many_questions_it_raises():
    one = insured(explanation="无", cell="C7")
    found = [*broken(STOCK, [one], [BEFORE]), *broken(keys.RULES[1], [one, insured(cell="C8")])]
    assert len(found) == 2
    facts = facts_of([one], [BEFORE])
    assert len(list(EMPTY.review(found, facts))) == 1
    assert len(list(EMPTY.review(with_explanations(found, facts), facts))) == 1
