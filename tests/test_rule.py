"""Rules that are relations: where they are asked, what they answer, how findings tell it."""

import re
from fractions import Fraction
from math import ceil, floor

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from related import (
    CARRIED,
    CLOSING,
    MOST,
    NUMERATOR,
    OPENING,
    RATE,
    RESULT,
    SETTLED,
    answers,
    cards,
    closing,
    related,
)  # fmt: skip

from rsindicators import Interval, Observation, Severity
from rsindicators.errors import UndefinedResultError
from rsindicators.facts import Facts
from rsindicators.kinds import Certainty, Lag
from rsindicators.rule import KEPT, Outcome, Rule, cited, cited_range, place_of, shown_range, text_of
from rsindicators.units import Unit

SOUND = closing("96.6%", "963件", "950件", "47件")
BEFORE = closing("95.2%", "940件", "930件", "57件", period="2022年")


def asked(rule, submitted, prior=()):
    return answers(Facts(submitted, prior), (rule,))


# ── where, and what comes of it ──────────────────────────────────────────────────────────────────────────


def test_a_relation_that_holds_is_kept_and_tells_its_case():
    [outcome] = asked(RESULT, SOUND)
    assert (outcome.finding, outcome.skipped) == (None, "")
    assert outcome.cell is outcome.case.subject is SOUND[0]
    assert outcome.case.holds() is None  # within rounding
    assert [str(one.figure) for one in outcome.case.cells.values()] == ["96.6%", "963件", "950件", "47件"]


def test_it_is_asked_at_every_place_where_its_first_figure_was_submitted():
    other = closing("50%", "1件", "2件", "0件", region="古蔺县")
    assert [one.cell for one in asked(RESULT, [*SOUND, *other], BEFORE)] == [SOUND[0], other[0]]
    assert asked(RESULT, cards("82.4%", "47.52万人", "57.67万人")) == []


def test_a_relation_that_no_true_values_fit_is_broken():
    [outcome] = asked(NUMERATOR, closing("96.6%", "963件", "900件", "47件"))
    finding = outcome.finding
    assert (finding.code, finding.severity, finding.certainty) == (
        "identities.numerator", Severity.BLOCKING, Certainty.WRONG,
    )  # fmt: skip
    assert [one.text for one in finding.figures] == ["963件", "900件", "47件"]
    assert finding.expected.text == "≤947件"
    facts = dict(finding.facts)
    assert facts["relation"] == "963件 ≤ 900件 + 47件"
    assert (facts["name"], facts["actual"], facts["expected"]) == ("当期审结案件数", "963件", "≤947件")
    assert (facts["figure3"], facts["name3"], facts["period3"]) == ("47件", CARRIED.name, "2023年")


def test_a_limit_is_a_figure_of_the_relation_and_no_cell():
    [outcome] = asked(MOST, closing("120%", "963件", "950件", "47件"))
    assert dict(outcome.finding.facts)["relation"] == "120% ≤ 100%"
    assert len(outcome.finding.figures) == 1
    assert outcome.case.box["上限"] == Interval(1, 1)


@pytest.mark.parametrize(
    ("rule", "submitted", "prior", "reason"),
    [
        (RESULT, SOUND[:3], (), "missing"),
        (RESULT, [*SOUND[:3], Observation(CARRIED, None, "2023年", "叙永县")], (), "missing"),
        (RESULT, [*SOUND[:3], Observation(CARRIED, "全覆盖", "2023年", "叙永县")], (), "words"),
        (OPENING, SOUND, (), "earlier"),
        (OPENING, SOUND, BEFORE[:3], "earlier"),
        (RESULT, closing("96.6%", "0件", "0件", "0件"), (), "zero"),
    ],
)
def test_what_cannot_be_asked_says_why(rule, submitted, prior, reason):
    [outcome] = asked(rule, submitted, prior)
    assert (outcome.skipped, outcome.finding) == (reason, None)


def test_an_earlier_figure_may_be_prior():
    [outcome] = asked(OPENING, SOUND, BEFORE)
    assert outcome.case.holds() is True
    [outcome] = asked(OPENING, [*SOUND[:3], Observation(CARRIED, 74, "2023年", "叙永县")], BEFORE)
    assert [str(one.period) for one in outcome.case.cells.values()] == [
        "2023年",
        "2022年",
        "2022年",
        "2022年",
    ]
    assert dict(outcome.finding.facts)["expected"] == "47件"


# ── a case ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_can_be_asked_what_if():
    [outcome] = asked(NUMERATOR, closing("96.6%", "963件", "900件", "47件"))
    case = outcome.case
    assert case.holds() is False
    assert case.holds_with({"受理": Interval(950, 950)}) is True
    assert case.holds_with({"受理": Interval(910, 950)}) is None
    assert str(case.allowed("受理")) == "[916, ∞)"


def test_where_a_denominator_may_be_nothing_nothing_is_said():
    [outcome] = asked(RESULT, SOUND)
    nothing = {"受理": Interval(0, 0), "结转": Interval(0, 0)}
    assert outcome.case.holds_with(nothing) is None
    [undefined] = asked(RESULT, closing("96.6%", "0件", "0件", "0件"))
    with pytest.raises(UndefinedResultError):
        undefined.case.holds()


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_has_a_question_in_both_languages():
    rule = related("audit.parts", "审结 >= 0", 审结=SETTLED.code)
    assert rule.question() == "各部分之和与总数"
    assert rule.question("en") == "the sum of the parts and the whole"


def test_a_rule_of_ones_own_is_one_small_class():
    class Even(Rule):
        def ask(self, facts):
            for one in facts.submitted:
                is_even = int(one.figure.value) % 2 == 0
                yield KEPT if is_even else self.found(one, {"even": "偶数"}, others=SOUND[:1])

    [odd, even] = Even("own.even", Severity.NOTE, basis="自定").ask(Facts([SOUND[1], SOUND[2]]))
    assert even is KEPT
    assert isinstance(odd, Outcome)
    assert odd.cell is SOUND[1]
    assert (odd.finding.code, odd.finding.basis) == ("own.even", "自定")
    assert odd.finding.certainty is Certainty.SUSPECT
    assert dict(odd.finding.facts)["even"] == "偶数"
    assert dict(odd.finding.facts)["expected"] == ""
    assert [one.text for one in odd.finding.figures] == ["963件", "96.6%"]


def test_a_finding_may_be_surer_and_worded_otherwise_than_its_rule():
    finding = MOST.finding(SOUND[0], wording="own.words", certainty=Certainty.SUSPECT)
    assert (finding.wording, finding.certainty) == ("own.words", Certainty.SUSPECT)
    assert finding.region == "叙永县"


def test_a_place_that_is_told_twice_is_named_once():
    cell = evolve(SOUND[0], cell="B5", form="表")
    assert len(MOST.finding(cell, others=[cell]).places) == 1


# ── in words ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_place_is_a_cell_or_what_a_record_tells():
    assert str(place_of(evolve(SOUND[0], cell="Sheet1!B5", form="表.xlsx"))) == "表.xlsx Sheet1!B5"
    assert str(place_of(SOUND[0])) == "叙永县 劳动人事争议仲裁结案率 2023年"
    assert str(place_of(Observation(RATE, "96.6%", "2023年"))) == "劳动人事争议仲裁结案率 2023年"


def test_a_figure_is_cited_as_printed():
    assert cited(SOUND[0]).text == "96.6%"
    assert cited(SOUND[0]).label == "劳动人事争议仲裁结案率(2023年)"
    assert text_of(Observation(CLOSING, None, "2023年")) == "—"
    assert text_of(Observation(CLOSING, "全覆盖", "2023年")) == "全覆盖"
    assert cited(Observation(CLOSING, "全覆盖", "2023年")).interval is None


@pytest.mark.parametrize(
    ("ends", "unit", "decimals", "shown"),
    [
        ((963, 963), "件", 0, "963件"),
        ((123_456_789, 123_456_789), "件", 0, "123456789件"),
        (("0.96300", "0.96300"), "%", 1, "96.3%"),
        (("962.4", "972.4"), "件", 0, "[963, 972]件"),
        (("962.6", "963.4"), "件", 0, "963件"),
        (("962.6", "962.7"), "件", 0, "[962.6, 962.7]件"),
        (("962.65", "972.4"), "件", 1, "[962.65, 972.4]件"),
        ((None, "947.3"), "件", 0, "≤947件"),
        ((20_600, None), "万人", 2, "≥2.06万人"),
        ((None, "1.00"), "%", 2, "≤100%"),
        (("0.92973651", "0.93027472"), "%", 1, "[92.97, 93.03]%"),
        (("0.9625", "0.9635"), "%", 1, "[96.25, 96.35]%"),
        ((3400, 3600), "万人", 2, "[0.34, 0.36]万人"),
        ((3000, 3600), "万人", 2, "[0.30, 0.36]万人"),
        ((23_975, 23_985), "万人", 0, "[2.39, 2.4]万人"),
        (("0.123456789123", "0.2"), "%", 0, "[12.3, 20]%"),
        (("-0.00123", "0.00119"), "%", 1, "[-0.123, 0.119]%"),
        (("0", "1E-20"), "%", 1, "[0.0, 0.000000000001]%"),
        ((0, None), "%", 1, "≥0%"),
        (("1E+25", None), "人", 0, "≥10000000000000000000000000人"),
    ],
)
def test_a_range_is_shown_as_people_read_it(ends, unit, decimals, shown):
    assert shown_range(Interval(*ends), Unit.parse(unit), decimals) == shown


numbers = st.decimals(-10_000, 10_000, places=6) | st.none()


@given(numbers, numbers, st.sampled_from(["%", "件", "万人"]), st.integers(0, 4))
def test_a_range_is_never_shown_narrower_than_it_is(one, other, name, decimals):
    lo, hi = (one, other) if None in (one, other) else sorted((one, other))
    assume(lo is not None or hi is not None)
    unit = Unit.parse(name)
    shown = shown_range(Interval(lo, hi), unit, decimals).removesuffix(name)
    ends = re.fullmatch(r"\[(.+), (.+)\]", shown)
    low, high = ends.groups() if ends else (shown.lstrip("≥≤"),) * 2
    scale = Fraction(10) ** unit.exponent
    least, most = (None if end is None else Fraction(end) for end in (lo, hi))
    if unit.is_whole_count and not decimals:  # of counts only whole numbers can be true
        inner = [None if least is None else ceil(least), None if most is None else floor(most)]
        least, most = (least, most) if None not in inner and inner[0] > inner[1] else inner
    assert least is None or Fraction(low) * scale <= least
    assert most is None or Fraction(high) * scale >= most


def test_a_figure_is_told_what_it_should_be_in_its_own_unit():
    assert cited_range(Interval(None, None), SOUND[0]) is None
    assert cited_range(Interval(0, 1), SOUND[0]).text == "[0.0, 100.0]%"
    people = Observation("失业保险参保人数", "23984人", "2023年末")
    assert cited_range(Interval(22_800, 22_900), people).text == "[22800, 22900]人"
    for told in ("超过2.3万人", None):
        unprinted = Observation("失业保险参保人数", told, "2023年末")
        assert cited_range(Interval(22_800, 22_900), unprinted).text == "[2.28, 2.29]万人"


def test_terms_look_back_where_they_say():
    assert [term.lag for _, term in OPENING.terms] == [Lag.NOW, *[Lag.CARRIED_FROM] * 3]
    [tree] = OPENING.trees(CARRIED, Facts(()).catalogue)
    assert tree.subject == "结转"
