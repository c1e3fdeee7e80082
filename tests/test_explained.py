"""Explanations: which ones give a reason, which have lapsed, and which findings they mark."""

import pytest
from attrs import evolve
from each import of_each
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from ruled import broken, facts_of, seen

from rsindicators import package
from rsindicators.errors import NotationError
from rsindicators.explained import accepted, answered, is_empty, lapsed, with_explanations
from rsindicators.rules import jumps, keys

UNEMPLOYMENT = "失业保险参保人数"
REASON = "二家央企驻县单位划入,增加参保1.2万人"
LIST = package.table("empty_explanations.toml")
STOCK, MISSING = jumps.RULES[0], keys.RULES[0]


def insured(figure="3.99万人", period="2023年", explanation="", **told):
    return seen(UNEMPLOYMENT, figure, period, "叙永县", explanation=explanation, **told)


# ── empty ones ───────────────────────────────────────────────────────────────────────────────────────────


@of_each([*LIST["zh"], *LIST["en"]])
def test_what_is_on_the_list_is_empty_however_it_is_written(text):
    for written in (text, f" {text}。", f"“{text.upper()}”!", f"{text},", " ".join(text)):
        assert is_empty(written)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\t\n", "—", "/", "...", "??", "1", "2023", "12.5%", "是", "对", "哈哈哈哈", "aaaa", "无 无 无",
     "核实无误,情况属实。", "核实无误 情况属实", "数据已核实,正确!", "no issues; checked and correct",
     "OK.", "N/A", "Checked, correct.", "无(核实无误)",
     "核实无误", "情况属实", "(无)"],
)  # fmt: skip
def test_what_names_no_reason_is_empty(text):
    assert is_empty(text)


@pytest.mark.parametrize(
    "text",
    [REASON, "见附件", "政策调整", "经核实,去年漏报3件", "无新增单位参保", "机 构 改 革", "同上年口径调整",
     "疫情影响,线下培训停办", "数据正确,本年新增园区企业12户", "transferred to the city in May",
     "no cases in May", "ok since the merger"],
)  # fmt: skip
def test_what_names_a_reason_is_not_empty_and_for_the_reviewer_to_judge(text):
    assert not is_empty(text)


def test_the_list_says_each_once_and_in_both_languages():
    for language in ("zh", "en"):
        assert len(LIST[language]) == len(set(LIST[language])) > 50


@given(st.text(max_size=200))
def test_any_text_is_empty_or_not_and_punctuation_does_not_matter(text):
    assert is_empty(text) is is_empty(f"“{text}”。")


@pytest.mark.parametrize("value", [None, 1.5, b"\xe6", ["无"]])
def test_what_is_no_text_is_refused(value):
    with refused(NotationError, "text.type"):
        is_empty(value)


def test_a_text_without_end_is_refused():
    with refused(NotationError, "text.long"):
        is_empty("a" * 10**6)
    assert not is_empty("单位划转" * 10_000)


# ── lapsed ones ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "before", "words", "gone"),
    [
        ("3.99万人", "3.99万人", REASON, False),
        ("3.99万人", "39900人", REASON, False),
        ("3.99万人", "3.89万人", REASON, True),
        ("3.99万人", "3.89万人", f" {REASON}。", True),
        ("3.99万人", "3.89万人", "另有原因", False),
        ("3.99万人", None, REASON, True),
        (None, None, REASON, False),
    ],
)
def test_an_explanation_lapses_when_the_figure_changes(figure, before, words, gone):
    one = insured(figure, explanation=REASON)
    assert lapsed(one, facts_of([one], [insured(before, explanation=words)])) is gone


def test_one_of_the_same_figure_holds_it():
    one = insured(explanation=REASON)
    before = [insured("3.89万人", explanation=REASON), insured("3.99万人", explanation=REASON)]
    assert not lapsed(one, facts_of([one], before))


def test_the_same_words_of_another_period_say_nothing():
    one = insured(explanation=REASON)
    assert not lapsed(one, facts_of([one], [insured("2.28万人", "2022年", REASON)]))


def test_no_words_cannot_lapse():
    one = insured(explanation="")
    assert not lapsed(one, facts_of([one], [insured("3.89万人", explanation="")]))


def test_what_counts_gives_a_reason_for_this_figure():
    one = insured(explanation=REASON)
    assert accepted(one, facts_of([one]))
    assert not accepted(one, facts_of([one], [insured("3.89万人", explanation=REASON)]))
    assert not accepted(insured(explanation="核实无误"), facts_of([]))
    assert not accepted(insured(), facts_of([]))


# ── findings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_that_is_answered_bears_the_answer():
    one, before = insured(explanation=REASON, cell="C7"), insured("2.28万人", "2022年")
    (found,) = with_explanations(broken(STOCK, [one], [before]), facts_of([one], [before]))
    assert found.explained == REASON
    assert not found.is_open


@pytest.mark.parametrize("words", ["", "核实无误"])
def test_a_question_that_is_not_answered_stays_open(words):
    one, before = insured(explanation=words), insured("2.28万人", "2022年")
    found = broken(STOCK, [one], [before])
    assert with_explanations(found, facts_of([one], [before])) == tuple(found)


def test_only_questions_are_answered():
    one, other = insured("2.28万人", explanation=REASON, cell="C7"), insured("2.38万人", cell="C9")
    facts = facts_of([one, other])
    found = broken(keys.RULES[1], [one, other])
    assert with_explanations(found, facts) == tuple(found)
    assert list(answered(found, facts)) == []


def test_a_finding_is_answered_at_its_first_place_only():
    one, before = insured(cell="C7"), insured("2.28万人", "2022年", explanation=REASON, cell="C9")
    found = broken(STOCK, [one, before])
    assert found
    assert with_explanations(found, facts_of([one, before])) == tuple(found)


def test_findings_without_a_place_and_of_nothing_submitted_stay():
    one = insured(None, explanation=REASON)
    (found,) = broken(MISSING, [one])
    assert with_explanations([found], facts_of([])) == (found,)
    bare = evolve(found, places=())
    assert with_explanations([bare], facts_of([one])) == (bare,)
    assert with_explanations([found], facts_of([one]))[0].explained == REASON
