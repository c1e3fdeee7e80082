"""Whether conditions can hold together, against corners of polytopes and points of grids."""

from itertools import product
from random import Random

import pytest
from corners import F, has_point, keeps, sums
from hypothesis import example, given
from hypothesis import strategies as st

from rsindicators import Interval
from rsindicators.inequalities import Condition, can_hold

ANY = Interval(None, None)
POSITIVE = Interval(0, None)

RELATIONS = st.sampled_from(["<=", "<", "<=", "<", "="])


@st.composite
def systems(draw):
    """Two to four small conditions on two or three unknowns in a box."""
    size = draw(st.integers(2, 3))
    small = st.integers(-4, 4)
    conditions = [
        sums(*(draw(small) for _ in range(size)), constant=draw(st.integers(-9, 9)), relation=draw(RELATIONS))
        for _ in range(draw(st.integers(2, 4)))
    ]
    box = [Interval(*sorted([draw(small), draw(small)])) for _ in range(size)]
    return conditions, box


@given(systems())
@example(([sums(1, 1, relation="<"), sums(-1, -1)], [Interval(-1, 1)] * 2))
@example(([sums(1, 1), sums(-1, -1)], [Interval(-1, 1)] * 2))
@example(
    ([sums(2, 1, constant=-1, relation="="), sums(4, 2, constant=-3, relation="=")], [Interval(0, 4)] * 2)
)
def test_linear_conditions_are_decided_as_the_corners_of_their_polytope_decide(system):
    conditions, box = system
    assert can_hold(conditions, box) is has_point(conditions, box)


# ── examples ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("conditions", "box", "answer"),
    [
        ([sums(1, constant=-1), sums(-1, constant=1)], [ANY], True),  # x ≤ 1 and x ≥ 1
        ([sums(1, constant=-1, relation="<"), sums(-1, constant=1)], [ANY], False),
        ([sums(1, constant=1)], [POSITIVE], False),  # x ≤ -1 of what cannot be negative
        ([sums(1)], [POSITIVE], True),  # x ≤ 0 of the same
        ([sums(1)], [Interval(0, 5, lo_open=True)], False),
        ([sums(-1, constant=5)], [Interval(0, 5, hi_open=True)], False),
        ([sums(-1, constant=5)], [Interval(0, 5)], True),
        ([sums(constant=1)], [], False),
        ([sums(constant=0, relation="<")], [], False),
        ([sums(constant=0)], [], True),
        ([sums(constant=1, relation="=")], [], False),
        ([sums(constant=0, relation="=")], [], True),
        ([sums(1, -1, relation="="), sums(1, -1, relation="<")], [ANY, ANY], False),
        ([sums(1, -1, relation="="), sums(0, 1, constant=-3, relation="=")], [ANY, Interval(0, 2)], False),
        ([], [], True),
    ],
)
def test_ends_that_are_left_out_count(conditions, box, answer):
    assert can_hold(conditions, box) is answer


RATE = Condition({(0, 1): F(1), (0, 2): F(1), (3,): F(-1)}, "=")
"""rate × (accepted + pending) = closed."""
SHARE = Interval(0, 1)


def test_a_rate_of_at_most_all_refutes_a_numerator_above_its_denominator():
    above = sums(0, 1, 1, -1, relation="<")
    assert can_hold([RATE, above], [SHARE, POSITIVE, POSITIVE, POSITIVE]) is False
    assert can_hold([RATE, above], [Interval(0, 2), POSITIVE, POSITIVE, POSITIVE]) is True


def test_a_product_is_limited_by_its_factors():
    ten = Condition({(0, 1): F(-1), (): F(10)}, "<=")  # x · y ≥ 10
    assert can_hold([ten], [Interval(0, 2), Interval(0, 3)]) is False
    assert can_hold([ten], [Interval(0, 5), Interval(0, 2)]) is True
    square = Condition({(0, 0): F(1), (): F(-4)}, "<")
    assert can_hold([square], [Interval(2, 9)]) is False
    assert can_hold([square], [Interval(1, 9)]) is True


def test_what_has_no_simple_solution_stays_open():
    two = Condition({(0, 0): F(1), (): F(-2)}, "=")  # x² = 2
    assert can_hold([two], [POSITIVE]) is None


def test_of_more_unknowns_than_three_to_be_held_nothing_is_claimed():
    squares = [Condition({(one, one): F(1), (): F(-1)}, "=") for one in range(4)]
    assert can_hold(squares[:3], [POSITIVE] * 3) is True
    assert can_hold(squares, [POSITIVE] * 4) is None


def test_a_cube_is_limited_through_its_square():
    cube = Condition({(0, 0, 0): F(-1), (): F(8)}, "<")  # x³ > 8
    assert can_hold([cube], [Interval(0, 2)]) is False
    assert can_hold([cube], [Interval(0, 10)]) is True


def test_what_would_take_too_much_work_stays_open():
    chance = Random(4)
    rows = [sums(*(chance.randint(-9, 9) for _ in range(9)), constant=-1) for _ in range(60)]
    assert can_hold(rows, [ANY] * 9) is None


@st.composite
def products(draw):
    """Conditions on products of two or three unknowns in a small box."""
    size = draw(st.integers(1, 3))
    unknowns = st.lists(st.integers(0, size - 1), max_size=3).map(lambda one: tuple(sorted(one)))
    terms = st.dictionaries(unknowns, st.integers(-3, 3).map(F), min_size=1, max_size=4)
    conditions = draw(st.lists(st.builds(Condition, terms, RELATIONS), min_size=1, max_size=3))
    return conditions, [Interval(*sorted([draw(st.integers(-2, 3)), draw(st.integers(-2, 3))]))] * size


@given(products())
def test_what_some_point_keeps_is_never_called_impossible(system):
    conditions, box = system
    steps = [[F(one, 2) for one in range(int(2 * values.lo), int(2 * values.hi) + 1)] for values in box]
    if any(all(keeps(one, point) for one in conditions) for point in product(*steps)):
        assert can_hold(conditions, box) is not False
