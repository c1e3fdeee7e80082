"""The words of bounds, and what they say together."""

import pytest
from strategies_upper import WORDS

from rsindicators import Relation
from rsindicators.comparators import AFTER, BEFORE, OVER, REPORTING, STATING, meaning, relations


@pytest.mark.parametrize("words", ["以上", "以下", "以内"])
def test_the_civil_code_includes_the_number_in_what_is_above_below_and_within(words):
    # 民法典 第1259条
    assert AFTER[words] in (Relation.AT_LEAST, Relation.AT_MOST)


@pytest.mark.parametrize("words", ["超过", "不满"])
def test_the_civil_code_leaves_the_number_out_of_what_exceeds_and_what_is_not_full(words):
    # 民法典 第1259条
    assert BEFORE[words] in (Relation.ABOVE, Relation.BELOW)


RISING = {"达到", "达", "提高到", "提升到", "增加到"}
FALLING = {"下降到", "降低到", "减少到", "降到", "降至", "减至", "压缩到", "缩小到"}


def test_only_words_that_say_where_it_rises_or_falls_to_state_a_figure_in_a_report():
    assert RISING | FALLING == REPORTING


def test_a_promised_rise_is_a_floor_and_a_promised_fall_a_ceiling():
    assert {STATING[word] for word in RISING} == {Relation.AT_LEAST}
    assert {STATING[word] for word in FALLING} == {Relation.AT_MOST}


@pytest.mark.parametrize(("word", "relation"), [("最多", Relation.AT_MOST), ("最少", Relation.AT_LEAST)])
def test_at_most_and_at_least_have_a_second_wording(word, relation):
    assert BEFORE[word] is relation


def test_the_tables_do_not_overlap():
    assert not BEFORE.keys() & STATING.keys()


def test_words_that_agree_mean_what_they_say():
    for (stating, before, after), relation in WORDS.items():
        assert meaning(stating + before, after, is_range=False) is relation


@pytest.mark.parametrize(
    ("before", "after", "is_range", "relation"),
    [
        ("", "", True, Relation.BETWEEN),
        ("保持在", "", True, Relation.BETWEEN),
        ("", "万余", False, Relation.OVER),
        ("达到", "多", False, Relation.OVER),
        ("", "", False, None),
        ("控制在", "", False, None),
        ("约", "", True, None),
        ("不低于", "以内", False, None),
        ("近", "余", False, None),
        ("随便", "", False, None),
        ("", "以外", False, None),
        ("达到达到", "", False, None),
    ],
)
def test_words_that_say_nothing_or_two_things_mean_nothing(before, after, is_range, relation):
    assert meaning(before, after, is_range=is_range) is relation


def test_all_that_words_say_is_collected():
    assert relations("近", "以上", "余", is_range=True) == {
        Relation.NEARLY,
        Relation.AT_LEAST,
        Relation.OVER,
        Relation.BETWEEN,
    }
    assert relations("", "", "", is_range=False) == set()


@pytest.mark.parametrize(
    ("text", "scales"),
    [("余", (None, None)), ("万余", ("万", None)), ("多万", (None, "万")), ("百万余", ("百万", None))],
)
def test_more_stands_before_or_behind_the_scale(text, scales):
    assert OVER.fullmatch(text).groups() == scales
