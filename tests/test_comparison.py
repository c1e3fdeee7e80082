"""What a growth in a sentence is the growth of, and over what."""

import pytest

from rsindicators import Observation, Period
from rsindicators.comparison import change_before, compared
from rsindicators.prose import Prose
from rsindicators.reference import Reference

NAME = "失业保险参保人数"
KNOWN = Reference.of(
    [
        Observation(NAME, figure, f"{year}年末")
        for figure, year in (("1.81万人", 2015), ("2.17万人", 2019), ("2.28万人", 2020))
    ]
)
NOTHING = Reference.of(())


def comparison(text, known=KNOWN, number=None, *, in_points=False):
    """The comparison of the last number that has a change before it."""
    prose = Prose.read(text)
    numbers = range(len(prose.quantities)) if number is None else [number]
    number = [one for one in numbers if change_before(prose, one)][-1]
    return compared(prose, known, number, change_before(prose, number), in_points=in_points)


def told(text, known=KNOWN, **given):
    """Level and base of a text, as printed."""
    found = comparison(text, known, **given)
    return tuple(value and str(value) for value in (found.level.value, found.base.value))


# ── the words of the change ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "falls", "yearly", "is_noun"),
    [
        ("增长5%", False, False, False),
        ("年均实际增长了5%", False, True, False),
        ("平均每年减少5%", True, True, False),
        ("下降幅度为5%", True, False, False),
        ("增速5%", False, False, True),
    ],
)
def test_the_words_of_a_change_say_which_way_and_whether_yearly(text, falls, yearly, is_noun):
    change = change_before(Prose.read("甲" + text), 0)
    assert (change.start, change.falls, change.yearly, change.is_noun) == (1, falls, yearly, is_noun)


def test_what_is_no_change_has_no_words_of_one():
    assert change_before(Prose.read("增加到5人"), 0) is None
    assert change_before(Prose.read("增长点有5个"), 0) is None
    assert change_before(Prose.read("增长快,占5%"), 0) is None


# ── level and base ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (NAME + "2.3万人,比2015年增长26.0%", ("2.3万人", "1.81万人")),
        (NAME + "2.3万人,与2015年相比,增长26.0%", ("2.3万人", "1.81万人")),
        ("2020年末" + NAME + "为2.3万人,比上年末增长5.1%", ("2.3万人", "2.17万人")),
        ("2020年末" + NAME + "为2.3万人,同比增长5.1%", ("2.3万人", "2.17万人")),
        (NAME + "比2015年增长26.0%,达到2.3万人", ("达到2.3万人", "1.81万人")),
        ("2020年末" + NAME + "比2015年增长26.0%", ("2.28万人", "1.81万人")),
        (NAME + "2.3万人,比2015年的1.9万人增长26.0%", ("2.3万人", "1.9万人")),
        (NAME + "由1.9万人增加到2.3万人,增长26.0%", ("2.3万人", "1.9万人")),
        (NAME + "由2015年的1.9万人增加到2020年的2.3万人,比2015年增长26.0%", ("2.3万人", "1.9万人")),
        ("某数由2015年的1.9万人增加到2.3万人,比2012年增长26.0%", ("2.3万人", None)),
        ("某数1.9万人、2.3万人,增长26.0%", ("2.3万人", None)),
        ("某数从1.9万人,另2.3万人,增长26.0%", ("2.3万人", None)),
        ("某数从1.9万人为2.3万人,增长26.0%", ("2.3万人", None)),
        (NAME + "比2015年增长26.0%", (None, "1.81万人")),
        (NAME + "2.3万人,比全省平均增长9%", ("2.3万人", None)),
        (NAME + "2.3万人,比上年增长9%", ("2.3万人", None)),
        ("增长9%", (None, None)),
    ],
)
def test_level_and_base_are_what_the_sentence_says(text, pair):
    assert told(text) == tuple(value and value.removeprefix("达到") for value in pair)


def test_growths_in_a_row_are_of_one_level():
    text = NAME + "2.3万人,比2015年增长26.0%,比2019年增长5.1%"
    assert told(text, number=1) == ("2.3万人", "1.81万人")
    assert told(text, number=2) == ("2.3万人", "2.17万人")
    assert told(text, number=2, in_points=True)[0] == "26.0%"
    assert told(text.replace("增长26.0%", "增速26.0%"), number=2)[0] == "26.0%"


def test_no_more_than_three_growths_are_passed():
    text = "某数2.3万人" + "".join(f",比201{year}年增长{year}%" for year in range(5))
    assert told(text, number=4)[0] == "2.3万人"
    assert told(text, number=5)[0] == "0%"


def test_a_pair_says_its_own_times():
    found = comparison("某数从2016年的1.9万人提高到2020年的2.3万人,年均增长26.0%", NOTHING)
    assert (found.level.when.period, found.level.since, found.years) == (Period(2020), Period(2016), 4)
    assert found.sure
    assert found.level.phrase == "某数"


def test_two_levels_around_a_growth_are_several():
    assert comparison(NAME + "2.28万人,比2015年增长9%,达到2.3万人").level.reason == "several"


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        (NAME + "2.3万人,比2015年增长9%", True),
        ("2019年末," + NAME + "2.17万人,增长9%", False),  # 2015 is all there is, and not said
        ("2016年出台办法," + NAME + "达2.28万人,比上年增长9%", False),  # of which year?
        ("2020年;" + NAME + "比2015年增长27.0%", False),
        (NAME + "增长27.0%", False),
    ],
)
def test_it_is_sure_where_the_sentence_says_what_is_meant(text, sure):
    assert comparison(text).sure is sure


def test_the_base_of_the_sentence_is_carried_on_but_not_for_sure():
    found = comparison("甲比2015年多;" + NAME + "2.28万人,增长26.0%")
    assert (str(found.base.value), found.base.period, found.sure) == ("1.81万人", Period(2015), False)


def test_several_known_figures_give_no_base():
    found = comparison("2020年末," + NAME + "2.28万人,增长9%")
    assert (found.base.value, found.base.reason) == (None, "several")


# ── years ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("从2016年的5人提高到2020年的6人,年均增长9%", 4),
        ("从2020年的5人提高到2020年的6人,年均增长9%", None),
        ("从2021年的5人提高到2020年的6人,年均增长9%", None),
        ("从2016年1—6月的5人提高到2020年的6人,年均增长9%", None),
        ("从2016年的5人提高到2020年1—6月的6人,年均增长9%", None),
        ("从5人提高到2020年的6人,年均增长9%", None),
        ("从2016年的5人提高到6人,年均增长9%", None),
        ("从1900年的5人提高到2100年的6人,年均增长9%", 200),
        ("从1900年的5人提高到2101年的6人,年均增长9%", None),
        ("从2016年的5人提高到2020年的6人,增长9%", None),
    ],
)
def test_the_years_are_those_from_one_year_to_another(text, years):
    assert comparison(text, NOTHING).years == years


def test_the_years_of_a_pair_without_years_are_those_of_the_sentence_but_not_for_sure():
    text = "甲从2015年的5人增长到2020年的6人;乙从7人增长到8人,年均增长9%"
    found = comparison(text, NOTHING)
    assert (found.years, found.sure) == (5, False)
