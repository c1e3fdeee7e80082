"""Which of several figures of one place is used, in whatever order they are told."""

import pytest
from assessed import GRADES, INSURED, seen
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Bound, Figure, Interval, Observation, Status
from rsindicators.choice import FINALITY, chosen, trouble


def told(*figures, **more):
    """Observations of one place."""
    return [Observation(INSURED, figure, "2025年末", **more) for figure in figures]


def test_the_most_final_is_used():
    by_status = [Observation(INSURED, "2.3万人", "2025年末", status=status) for status in FINALITY]
    assert chosen(by_status) == chosen(by_status[::-1]) == (by_status[-1],)
    assert by_status[-1].status is Status.REVISED
    assert chosen([]) == ()


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("2.3万人", "2.300万人"),
        ("2.3万人", "23000人"),
        ("2.30万人", Figure("2.3", "万人", exact=True)),
        (Figure("2.3", "万人", interval=Interval("2", None)), "2.3万人"),
        (Bound.parse("2—3万人"), Bound.parse("2.0—3.0万人")),
    ],
)
def test_of_equal_figures_the_one_that_leaves_the_least_open_is_used(wide, narrow):
    two = told(wide, narrow)
    assert chosen(two) == (two[1],)
    assert chosen(two[::-1]) == (two[1],)


def test_of_equal_compositions_too():
    two = seen(GRADES, "16:46:38", "2022年末", "16.0:46.0:38.0", "2022年末")
    assert chosen(two) == chosen(two[::-1]) == (two[1],)


def test_of_what_is_told_twice_alike_the_last_is_left():
    for figure in ("2.3万人", None):
        two = told(figure, figure)
        assert chosen(two)[0] is two[1]


def test_what_differs_are_rivals_the_last_first():
    two = told("2.30万人", "2.31万人")
    assert chosen(two) == (two[1], two[0])
    assert trouble(chosen(two)) == "rivals"
    assert trouble(chosen(two[:1])) == trouble(()) == ""


def test_a_special_scope_gives_way_to_none_and_decides_nothing():
    special, plain = told("2.5万人", scope="户籍", status=Status.REVISED), told("2.3万人")
    assert chosen([*special, *plain]) == tuple(plain)
    assert trouble(chosen(special)) == "scope"
    assert trouble(chosen([*special, *told("2.6万人", scope="常住", status=Status.REVISED)])) == "scope"


def test_words_decide_nothing():
    assert trouble(chosen(seen("社会保障卡持卡人口覆盖率", "全覆盖", "2022年末"))) == "words"


FIGURES = st.sampled_from(["2.3万人", "2.30万人", "23000人", "2.4万人", "超过2万人", "20000余人", None])


@given(
    st.lists(st.builds(told, FIGURES, status=st.none() | st.sampled_from(Status)), max_size=6), st.randoms()
)
def test_the_order_in_which_they_are_told_changes_nothing(lists, random):
    given_so = [one for each in lists for one in each]
    shuffled = given_so[:]
    random.shuffle(shuffled)
    one, other = chosen(given_so), chosen(shuffled)
    assert {each.figure and str(each.figure) for each in one} == {
        each.figure and str(each.figure) for each in other
    }


@pytest.mark.parametrize(("wide", "inner"), [("2.4万人", "23984人"), ("2.4万人", "2.38万人")])
def test_a_figure_inside_all_the_others_agrees_with_them_and_is_used(wide, inner):
    two = told(wide, inner)
    assert chosen(two) == chosen(two[::-1]) == (two[1],)
    assert trouble(chosen(told(wide, inner, "2.5万人"))) == "rivals"
    less_final = told(inner, status=Status.ESTIMATED)
    assert chosen([*told(wide), *less_final]) == (*told(wide),)


def test_figures_that_merely_touch_stay_rivals():
    assert trouble(chosen(told("2.4万人", "2.35万人"))) == "rivals"
    within = Interval("2", "3")
    alike = told(Figure("2.3", "万人", interval=within), Figure("2.4", "万人", interval=within))
    assert len(chosen(alike)) == 2
