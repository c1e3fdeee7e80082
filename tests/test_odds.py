"""What makes one cell likelier than another to be the wrong one."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsindicators.odds import mistyped, surprise


def test_a_figure_surprises_the_more_the_farther_it_is_from_the_earlier_one():
    farther = [100, 101, 110, 200, 10_000, 0]
    costs = [surprise(Decimal(value), Decimal(100)) for value in farther]
    assert costs[0] == 0
    assert all(one < other for one, other in pairwise(costs))


def test_what_halves_surprises_like_what_doubles():
    assert surprise(Decimal(50), Decimal(100)) == surprise(Decimal(100), Decimal(50))


def test_another_sign_or_nothing_is_farthest():
    farthest = surprise(Decimal(0), Decimal(5))
    assert farthest == surprise(Decimal(-5), Decimal(5)) == surprise(Decimal(5), Decimal(0))
    assert surprise(Decimal(0), Decimal(0)) == 0
    assert surprise(Decimal(-5), Decimal(-6)) < farthest


@pytest.mark.parametrize(
    ("typed", "low", "high", "fits"),
    [
        (936, 963, 963, True),  # two exchanged
        (953, 963, 963, True),  # one changed
        (93, 963, 963, True),  # one left out
        (63, 963, 963, True),  # the first left out
        (96, 963, 963, True),  # the last left out
        (9663, 963, 963, True),  # one too many
        (-963, 960, 965, True),  # a minus before it
        (-740, 960, 965, False),
        (740, 963, 963, False),
        (369, 963, 963, False),
        (500, 1, 400, False),  # among many numbers some always fit
        (0, 5, 5, True),
        (0, 5, 6, False),
    ],
)
def test_one_slip_of_the_finger_is_known(typed, low, high, fits):
    assert mistyped(typed, low, high) is fits


@given(st.integers(10, 10**8), st.data())
def test_every_digit_changed_added_left_out_or_exchanged_is_known(number, data):
    text = str(number)
    at = data.draw(st.integers(0, len(text) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    typed = data.draw(
        st.sampled_from(
            [
                text[:at] + digit + text[at + 1 :],
                text[:at] + digit + text[at:],
                text[:at] + text[at + 1 :],
                text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
            ]
        )
    )
    if int(typed) > 9 and not typed.startswith("0"):
        assert mistyped(int(typed), number, number)
