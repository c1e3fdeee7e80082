"""Formulas as quotients of polynomials: exact, sound, tight."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import boxed, corners, intervals, once_trees, point_in, positive_trees, trees

from rsindicators import Interval
from rsindicators.errors import FormulaError, UndefinedResultError
from rsindicators.rational import HIGHEST_DEGREE, MOST_TERMS, quotient
from rsindicators.syntax import names, read

TINY = Fraction(1, 10**40)


def compiled(text):
    """The quotient of a formula, and its names."""
    tree = read(text)
    return quotient(tree, names(tree)), names(tree)


def over(text, **box):
    """The interval of a formula over a box."""
    made, order = compiled(text)
    return made.interval([box[name] for name in order])


def tight(interval, lo, hi):
    """Whether an interval holds lo … hi and is wider by nothing that forty digits show."""
    below, above = Fraction(lo) - Fraction(interval.lo), Fraction(interval.hi) - Fraction(hi)
    return 0 <= below <= abs(Fraction(lo)) * TINY and 0 <= above <= abs(Fraction(hi)) * TINY


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "values", "value"),
    [
        ("a / (b + c)", [963, 950, 50], "0.963"),
        ("a - b", [1, 3], "-2"),
        ("a * b - c / 4", [2, 3, 2], "5.5"),
        ("-a + 5%", [1], "-0.95"),
        ("a - a", [7], "0"),
        ("a * 0", [7], "0"),
        ("7", [], "7"),
        ("(a + b) * (a - b)", [5, 3], "16"),
        ("a / b / c", [12, 3, 2], "2"),
        ("a / (b / c)", [12, 3, 2], "8"),
        ("1 / a + 1 / b", [2, 4], "0.75"),
        ("a / b - c / b", [5, 2, 1], "2"),
    ],
)
def test_a_value_is_exact_where_it_has_few_digits(text, values, value):
    made, order = compiled(text)
    assert len(order) == len(values)
    assert made.value([Decimal(number) for number in values]) == Decimal(value)


def test_a_value_is_rounded_once_to_fifty_digits():
    made, _ = compiled("a / b")
    assert str(made.value([Decimal(2), Decimal(3)])) == "0." + "6" * 49 + "7"


def test_sums_are_exact_before_they_are_divided():
    made, _ = compiled("(a + b - a) / b")
    assert made.value([Decimal("1E+60"), Decimal(3)]) == 1


@given(st.data(), boxed(trees))
def test_the_value_is_that_of_the_fractions(data, formula):
    truth, box = formula
    values = point_in(data.draw, box)
    values = {name: Fraction(int(value * 100), 100) for name, value in values.items()}
    try:
        true = truth.at(values)
    except ZeroDivisionError:
        reject()
    made, order = compiled(truth.text)
    value = Fraction(made.value([Decimal(f"{int(values[name] * 100)}E-2") for name in order]))
    assert abs(value - true) * 10**49 <= abs(true)


@pytest.mark.parametrize(
    ("text", "values", "divisor"),
    [
        ("a / b", [1, 0], "b"),
        ("a / (b - c)", [1, 2, 2], "b - c"),
        ("a / (b / c)", [1, 2, 0], "c"),
        ("a / (b / c)", [1, 0, 2], "b ÷ c"),
        ("a / b * b", [1, 0], "b"),
        ("a / b - a / b", [1, 0], "b"),
        ("a / (b - b)", [1, 2], "b - b"),
        ("a / 0", [1], "0"),
    ],
)
def test_a_divisor_of_zero_is_refused_by_name_even_where_it_cancels(text, values, divisor):
    made, order = compiled(text)
    numbers = [Decimal(number) for number in values]
    with refused(UndefinedResultError, "formula.zero", divisor):
        made.value(numbers)
    points = [Interval.point(number) for number in numbers]
    with refused(UndefinedResultError, "formula.maybe_zero", divisor):
        made.interval(points)
    with refused(UndefinedResultError, "formula.zero", divisor):
        made.both(numbers, points)
    assert len(order) == len(values)


# ── intervals ────────────────────────────────────────────────────────────────────────────────────────────


@given(st.data(), boxed(trees))
def test_whatever_the_truth_inside_the_box_the_result_holds_it(data, formula):
    truth, box = formula
    try:
        interval = over(truth.text, **box)
    except UndefinedResultError:
        reject()
    for _ in range(3):
        values = point_in(data.draw, box)
        assert Fraction(interval.lo) <= truth.at(values) <= Fraction(interval.hi)


@given(st.data(), boxed(positive_trees))
def test_what_is_positive_is_never_refused_and_holds_the_truth(data, formula):
    truth, box = formula
    interval = over(truth.text, **box)
    values = point_in(data.draw, box)
    assert 0 < Fraction(interval.lo) <= truth.at(values) <= Fraction(interval.hi)


@given(once_trees(), st.fixed_dictionaries({name: intervals(1, 10**4) for name in "abcde"}))
def test_both_ends_are_attained_where_each_name_occurs_once(truth, box):
    made, order = compiled(truth.text)
    values = [truth.at(corner) for corner in corners(box, order)]
    assert tight(made.interval([box[name] for name in order]), min(values), max(values))


@given(st.fixed_dictionaries({name: intervals(1, 10**6) for name in "ab"}))
def test_a_share_of_a_whole_uses_each_part_once(box):
    # in a/(a+b) the two a's are the same a (trade rules §2)
    low, high = Fraction(box["a"].lo), Fraction(box["a"].hi)
    rest_low, rest_high = Fraction(box["b"].lo), Fraction(box["b"].hi)
    assert tight(over("a / (a + b)", **box), low / (low + rest_high), high / (high + rest_low))


@given(intervals(-1000, 1000), intervals(-1000, 1000))
def test_a_product_and_a_difference_of_any_signs_are_tight(one, other):
    ends = [Fraction(x.as_integer_ratio()[0], x.as_integer_ratio()[1]) for x in (one.lo, one.hi)]
    others = [Fraction(x.as_integer_ratio()[0], x.as_integer_ratio()[1]) for x in (other.lo, other.hi)]
    products = [x * y for x in ends for y in others]
    assert tight(over("a * b", a=one, b=other), min(products), max(products))
    assert tight(over("a - b", a=one, b=other), ends[0] - others[1], ends[1] - others[0])


@given(intervals(-1000, 1000), intervals(1, 1000))
def test_a_quotient_is_tight_whatever_the_sign_above(one, other):
    ends = [Fraction(x) for x in (one.lo, one.hi)]
    others = [Fraction(x) for x in (other.lo, other.hi)]
    quotients = [x / y for x in ends for y in others]
    assert tight(over("a / b", a=one, b=other), min(quotients), max(quotients))
    negative = Interval(other.hi.copy_negate(), other.lo.copy_negate())
    assert tight(over("a / b", a=one, b=negative), -max(quotients), -min(quotients))


@pytest.mark.parametrize(
    ("text", "box", "low", "high"),
    [
        # what cancels has cancelled
        ("a - a", {"a": (1, 9)}, 0, 0),
        ("a / a", {"a": (1, 9)}, 1, 1),
        ("(a + b) - a", {"a": (1, 9), "b": (2, 3)}, 2, 3),
        ("a * b / b", {"a": (1, 9), "b": (2, 3)}, 1, 9),
        # monotone in each input
        ("a / (a + b) * 100", {"a": (1, 2), "b": (2, 8)}, Fraction(100, 9), 50),
        ("(a - b) / b", {"a": (4, 5), "b": (1, 2)}, 1, 4),
        ("a * a", {"a": (2, 3)}, 4, 9),
        ("(a - b) * (c - d) * (e - f)", dict(zip("abcdef", [(3, 4), (1, 2)] * 3, strict=True)), 1, 27),
        # falling
        ("1 / a", {"a": (2, 4)}, Fraction(1, 4), Fraction(1, 2)),
        ("-a", {"a": (2, 4)}, -4, -2),
        ("a * b", {"a": (-3, -2), "b": (4, 5)}, -15, -8),
        ("5", {}, 5, 5),
    ],
)
def test_an_interval_is_tight_where_the_formula_is_monotone(text, box, low, high):
    assert tight(over(text, **{name: Interval(*ends) for name, ends in box.items()}), low, high)


def test_where_a_slope_has_no_constant_sign_the_interval_is_sound_if_wider():
    interval = over("x * x - x", x=Interval(-1, 2))  # truly [-0.25, 2]
    assert Fraction(interval.lo) <= Fraction(-1, 4)
    assert Fraction(interval.hi) >= 2


def test_what_has_a_constant_slope_keeps_its_ends_beside_what_has_none():
    # x has no constant slope, y has: at y = 3 the top is 3 more than at y = 0, and no wider
    alone, together = over("x * x", x=Interval(-1, 2)), over("x * x + y", x=Interval(-1, 2), y=Interval(0, 3))
    assert together.lo == alone.lo
    assert Fraction(together.hi) == Fraction(alone.hi) + 3


def test_open_knowledge_stays_open():
    # one-sided knowledge: a is at least 10
    at_least = Interval(10, None)
    assert over("a / (a + b)", a=Interval(10, 10), b=at_least).hi == Decimal("0.5")
    assert over("a + b", a=at_least, b=Interval(1, 2)) == Interval(11, None)
    assert over("-a", a=at_least) == Interval(None, -10)
    assert over("b / a", a=at_least, b=Interval(1, 2)).lo == 0


@given(intervals(-100, 100), intervals(-100, 100))
def test_a_difference_below_the_stroke_is_refused_exactly_where_it_may_be_zero(one, other):
    if one.meets(other):
        with refused(UndefinedResultError, "formula.maybe_zero", "a - b"):
            over("1 / (a - b)", a=one, b=other)
    else:
        interval = over("1 / (a - b)", a=one, b=other)
        ends = [Fraction(x) - Fraction(y) for x in (one.lo, one.hi) for y in (other.lo, other.hi)]
        assert tight(interval, min(1 / end for end in ends), max(1 / end for end in ends))


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("1 / a", {"a": (0, 1)}),
        ("1 / a", {"a": (-1, 1)}),
        ("1 / (a + b)", {"a": (0, 1), "b": (0, 1)}),
        ("1 / (a - b)", {"a": (1, 3), "b": (2, 4)}),
        ("a / b * b", {"a": (1, 2), "b": (-1, 1)}),
        ("1 / (a - a)", {"a": (1, 2)}),
    ],
)
def test_a_divisor_that_may_be_zero_is_refused(text, box):
    with refused(UndefinedResultError, "formula.maybe_zero"):
        over(text, **{name: Interval(*ends) for name, ends in box.items()})


# ── both together ────────────────────────────────────────────────────────────────────────────────────────


@given(st.data(), boxed(trees))
def test_value_and_interval_together_are_those_of_each_alone(data, formula):
    truth, box = formula
    made, order = compiled(truth.text)
    exact = data.draw(st.booleans())
    ends = [box[name] for name in order]
    values = [one.lo for one in ends]
    ends = [Interval.point(one) for one in values] if exact else ends
    try:
        interval = made.interval(ends)
    except UndefinedResultError:
        reject()
    places = data.draw(st.integers(-8, 8))
    value, together = made.both(values, ends, places)
    scale = Fraction(10) ** places
    assert Fraction(value) == Fraction(made.value(values)) * scale
    assert (Fraction(together.lo), Fraction(together.hi)) == (
        Fraction(interval.lo) * scale,
        Fraction(interval.hi) * scale,
    )


def test_an_exact_value_beside_a_wide_box_is_not_taken_for_exact():
    made, _ = compiled("a / b")
    value, interval = made.both([Decimal(1), Decimal(4)], [Interval(1, 2), Interval(4, 4)])
    assert (value, interval) == (Decimal("0.25"), Interval("0.25", "0.5"))


# ── limits ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_formula_of_too_high_a_degree_is_refused():
    assert compiled("*".join(["a"] * HIGHEST_DEGREE))[0].value([Decimal(2)]) == 2**HIGHEST_DEGREE
    with refused(FormulaError, "formula.complex"):
        compiled("*".join(["a"] * (HIGHEST_DEGREE + 1)))


def test_a_formula_of_too_many_terms_is_refused():
    sums = ["(" + "+".join(f"{letter}{n}" for n in range(9)) + ")" for letter in "abc"]
    with refused(FormulaError, "formula.complex", str(MOST_TERMS)):
        compiled("*".join(sums))


def test_a_product_of_sums_too_long_to_be_multiplied_out_is_refused_at_once():
    many = "(" + "+".join(f"a{n}" for n in range(20)) + ")"
    with refused(FormulaError, "formula.complex"):
        compiled(f"({many}/b) * ({many}/c) * ({many}/d)")
