"""The digits that floats print, by the functions of the objects."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsindicators.amount import shortest, trimmed
from rsindicators.frames.digits import shown, stripped
from rsindicators.number import plain
from rsindicators.records import cell_of

COMPUTED = st.builds(lambda one, other: one / other, st.integers(1, 10**15), st.integers(1, 10**9))
OTHERS = st.floats(1e-15, 2.0**52, exclude_max=True)


def spelled(twice, places):
    digits = f"{int(twice) // 2:0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


@given(st.lists(COMPUTED | OTHERS, min_size=1))
def test_a_float_keeps_its_shortest_text_of_fourteen_digits(values):
    twice, places, hidden = shown(np.array(values), -1, whole=False)
    for row, value in enumerate(values):
        number = shortest(Decimal(cell_of(value, "").text))
        kept = trimmed(number)
        assert spelled(twice[row], int(places[row])) == plain(kept)
        assert hidden[row] == (kept != number)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        # a tie by fifteen digits, which the sixteenth decides
        (12.089481411614543, "12.089481411615"),
        (24.36532936642253, "24.365329366423"),
        # the last digit hangs on the error of the float, by its sixteenth digit or its fifteenth
        (546481.967213115, "546481.9672131"),
        (96.33333333333333, "96.333333333333"),
    ],
)
def test_the_digit_that_decides_is_the_one_of_the_float(value, kept):
    twice, places, hidden = shown(np.array([value]), -1, whole=False)
    assert (spelled(twice[0], int(places[0])), bool(hidden[0])) == (kept, True)


def test_the_sixteenth_digit_decides_as_the_objects_have_it():
    values = np.arange(1, 60_000) / 37_781 * 32
    twice, places, _ = shown(values, -1, whole=False)
    found = [spelled(one, int(few)) for one, few in zip(twice, places, strict=True)]
    some = range(0, len(values), 7)
    assert [found[row] for row in some] == [
        plain(trimmed(shortest(Decimal(cell_of(float(values[row]), "").text)))) for row in some
    ]


def test_what_is_too_large_is_no_number():
    twice, _, _ = shown(np.array([2.0**52, math.inf]), 2, whole=False)
    assert np.isnan(twice).all()


@given(st.integers(1, 10**6), st.integers(0, 8), st.integers(0, 12))
def test_noughts_behind_the_last_digit_go_and_no_others(number, noughts, places):
    text = str(number) + "0" * noughts
    gone = min(places, len(text) - len(text.rstrip("0")))
    (found,), (left,) = stripped(np.array([float(text)]), np.array([places]))
    assert (found, left) == (int(text) // 10**gone, places - gone)
