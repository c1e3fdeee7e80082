"""Compositions and fractions: what they hold, and which structure is at least as good."""

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import compositions, portions

from rsindicators import Composition, Figure, Portion, Verdict
from rsindicators.errors import NotationError, NumberError


def test_the_composition_of_the_table_is_met_by_its_result_certainly_and_by_inference():
    # 专栏1第8行: 10:40:50 against 16.4:46.3:37.3; 16.4 ≥ 10 and 62.7 ≥ 50
    target, result = Composition.parse("10:40:50"), Composition.parse("16.4:46.3:37.3")
    judgement = target.judge(result)
    assert (judgement.verdict, judgement.certain, judgement.inferred) == (Verdict.MET, True, True)
    assert [str(part.round(1)) for part in result.cumulative()] == ["16.4%", "62.7%", "100.0%"]
    assert judgement.margin is None


@pytest.mark.parametrize(
    ("target", "result", "verdict", "certain", "reason"),
    [
        ("10:40:50", "10:40:50", Verdict.MET, False, ""),
        ("10:40:50", "9:60:31", Verdict.UNDECIDED, False, "judgement.composition"),
        ("10:40:50", "50:0:50", Verdict.MET, False, ""),
        ("10:40:50", "20:31:49", Verdict.MET, True, ""),
        ("10:40:50", "20:30:50", Verdict.MET, False, ""),
        ("10:40:50", "20:35:45", Verdict.MET, True, ""),
        ("10:40:50", "20:29:51", Verdict.UNDECIDED, False, "judgement.composition"),
        ("10:40:50", "50:50", Verdict.UNDECIDED, False, "judgement.composition_length"),
        ("1:2", "2:4", Verdict.MET, False, ""),
        ("1:2", "20:30", Verdict.MET, True, ""),
    ],
)
def test_a_structure_is_met_where_every_cumulative_share_from_the_top_is_reached(
    target, result, verdict, certain, reason
):
    judgement = Composition.parse(target).judge(Composition.parse(result))
    assert (judgement.verdict, judgement.certain, judgement.reason) == (verdict, certain, reason)


@pytest.mark.parametrize(
    ("text", "is_percentage"),
    [
        ("16.4:46.3:37.3", True),
        ("10:40:50", True),
        ("16.4:46.3:37.2", True),  # 99.9, within what rounding three shares allows
        ("16.4:46.3:37.1", False),
        ("1:2", False),
        ("33:33:33", True),
    ],
)
def test_only_percentage_compositions_add_to_a_hundred(text, is_percentage):
    assert Composition.parse(text).is_percentage is is_percentage


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10:40:50", "10:40:50"),
        ("10\u223640\u223650", None),  # ∶, a ratio sign, is no colon
        ("10\uff1a40\uff1a50", "10:40:50"),
        (" 10 : 40 : 50 ", "10:40:50"),
        ("16.40:46.3", "16.40:46.3"),
        ("1,000:2,000", "1000:2000"),
    ],
)
def test_it_is_read_with_what_the_documents_print(text, shown):
    if shown is None:
        with refused(NotationError, "composition.text"):
            Composition.parse(text)
    else:
        assert str(Composition.parse(text)) == shown


@pytest.mark.parametrize("text", ["10", "10:", ":10", "10:x", "10:40:50人", "10:40 50", "", "10::40"])
def test_what_is_no_composition_is_refused_with_a_caret(text):
    with refused(NotationError, "composition.text") as caught:
        Composition.parse(text)
    assert caught.value.where.endswith("^")


@pytest.mark.parametrize("parts", [[], [1], [0, 0], [-1, 2], range(21)])
def test_it_takes_two_to_twenty_numbers_none_negative_and_not_all_zero(parts):
    with refused(NumberError, "composition.parts"):
        Composition(map(Figure, parts))


@pytest.mark.parametrize("unit", ["人", "%"])
def test_its_parts_have_no_unit(unit):
    with pytest.raises(NumberError):
        Composition([Figure("10", unit), Figure("90", unit)])


def test_precision_is_a_part_of_how_it_was_printed():
    one, other = Composition.parse("10:40:50"), Composition.parse("10.0:40:50")
    assert one == other
    assert hash(one) == hash(other)
    assert not one.exact_eq(other)
    assert not one.exact_eq(Composition.parse("10:90"))
    assert not one.exact_eq("10:40:50")


@given(compositions)
def test_it_survives_its_text_its_repr_and_pickle(composition):
    assert Composition.parse(str(composition)).exact_eq(composition)
    assert eval(repr(composition), {"Composition": Composition}).exact_eq(composition)
    assert pickle.loads(pickle.dumps(composition)).exact_eq(composition)


@given(compositions, st.data())
def test_its_shares_are_sound_and_tight(composition, data):
    truths = []
    for part in composition.parts:
        low, high = Fraction(part.interval.lo), Fraction(part.interval.hi)
        truths.append(low + (high - low) * Fraction(data.draw(st.integers(0, 100)), 100))
    assume(sum(truths) > 0 and all(truth >= 0 for truth in truths))
    for count, share in enumerate(composition.cumulative(), 1):
        true = 100 * sum(truths[:count]) / sum(truths)
        assert Fraction(share.interval.lo) <= true <= Fraction(share.interval.hi)


@pytest.mark.parametrize("text", ["0:0:0:1", "0:0:0:0:1", "1:0", "0:100", "0.0:0.0:0.0:0.1", "1:0:0:0:0"])
def test_a_grade_without_anybody_leaves_every_share_between_nought_and_all(text):
    composition = Composition.parse(text)
    for share in composition.cumulative():
        assert 0 <= share.interval.lo <= share.value <= share.interval.hi <= 100
    assert composition.judge(composition).verdict is Verdict.MET


@given(compositions)
def test_every_composition_reaches_itself(composition):
    assert composition.judge(composition).verdict is Verdict.MET


# ── fractions ────────────────────────────────────────────────────────────────────────────────────────────


def test_two_thirds_of_the_population_is_an_exact_fraction():
    # 正文第193行 “电子社保卡覆盖2/3人口”
    portion = Portion(2, 3, "人口")
    assert str(portion) == "2/3人口"
    figure = portion.figure
    assert str(figure.to("%").round(1)) == "66.7%"
    assert Fraction(figure.interval.lo) <= Fraction(2, 3) <= Fraction(figure.interval.hi)
    assert Fraction(figure.interval.hi) - Fraction(figure.interval.lo) < Fraction(1, 10**49)


def test_a_fraction_without_rounding_is_a_point():
    assert Portion(3, 4).figure.interval.is_point
    assert Portion(0, 4).figure.value == Decimal(0)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 2), (10**9, 1), (1, 10**9), (1, -2)])
def test_what_is_no_fraction_is_refused(numerator, denominator):
    with refused(NumberError, "composition.portion"):
        Portion(numerator, denominator)


@given(portions)
def test_a_fraction_survives_repr_and_pickle(portion):
    assert eval(repr(portion), {"Portion": Portion}) == portion
    assert pickle.loads(pickle.dumps(portion)) == portion
