"""Values and slopes along the tree of a formula, by intervals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_upper import boxed, point_in, positive_trees

from rsindicators import Interval
from rsindicators.errors import UndefinedResultError
from rsindicators.slope import slopes_along
from rsindicators.syntax import names, read


def along(text, **box):
    """Value and slopes of a formula over a box of pairs."""
    return slopes_along(read(text), {name: Interval(*ends) for name, ends in box.items()})


@pytest.mark.parametrize(
    ("text", "box", "value", "slopes"),
    [
        ("a", {"a": (1, 2)}, (1, 2), {"a": (1, 1)}),
        ("5", {}, (5, 5), {}),
        ("5%", {}, ("0.05", "0.05"), {}),
        ("-a", {"a": (1, 2)}, (-2, -1), {"a": (-1, -1)}),
        ("a + b", {"a": (1, 2), "b": (3, 4)}, (4, 6), {"a": (1, 1), "b": (1, 1)}),
        ("a - b", {"a": (1, 2), "b": (3, 4)}, (-3, -1), {"a": (1, 1), "b": (-1, -1)}),
        ("a * b", {"a": (1, 2), "b": (3, 4)}, (3, 8), {"a": (3, 4), "b": (1, 2)}),
        ("a / b", {"a": (4, 8), "b": (2, 4)}, (1, 4), {"a": ("0.25", "0.5"), "b": (-2, "-0.25")}),
        ("a * a", {"a": (2, 3)}, (4, 9), {"a": (4, 6)}),
        ("a + 1", {"a": (1, 2)}, (2, 3), {"a": (1, 1)}),
        (
            "(a - b) * (c - d)",
            {"a": (3, 4), "b": (1, 2), "c": (3, 4), "d": (1, 2)},
            (1, 9),
            {"a": (1, 3), "b": (-3, -1), "c": (1, 3), "d": (-3, -1)},
        ),
    ],
)
def test_value_and_slopes_follow_the_rules_of_differentiation(text, box, value, slopes):
    made, by_name = along(text, **box)
    assert made == Interval(*value)
    assert by_name == {name: Interval(*ends) for name, ends in slopes.items()}


def test_a_divisor_that_may_be_zero_is_refused():
    with pytest.raises(UndefinedResultError):
        along("a / b", a=(1, 2), b=(-1, 1))


@given(st.data(), boxed(positive_trees, lowest=10**3))
def test_a_slope_holds_every_difference_quotient(data, formula):
    truth, box = formula
    tree = read(truth.text)
    value, slopes = slopes_along(tree, box)
    point = point_in(data.draw, box)
    assert Fraction(value.lo) <= truth.at(point) <= Fraction(value.hi)
    assert slopes.keys() == set(names(tree))
    for name, slope in slopes.items():
        low, high = (point | {name: Fraction(end)} for end in (box[name].lo, box[name].hi))
        rise, run = truth.at(high) - truth.at(low), high[name] - low[name]
        assert Fraction(slope.lo) * run <= rise <= Fraction(slope.hi) * run
