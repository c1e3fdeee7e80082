"""Which values of one component keep a comparison."""

from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import inside, nearly
from hypothesis import given
from hypothesis import strategies as st

from rsindicators.formula import Formula, sum_of
from rsindicators.interval import Interval
from rsindicators.solve import ANY, solved


def box(**ends):
    return {
        name: Interval(*(given if isinstance(given, tuple) else (given, given)))
        for name, given in ends.items()
    }


@pytest.mark.parametrize(
    ("text", "name", "given", "left"),
    [
        ("审结 <= 受理 + 结转", "审结", {"受理": 950, "结转": 50}, "(-∞, 1000]"),
        ("审结 <= 受理 + 结转", "受理", {"审结": 963, "结转": 50}, "[913, ∞)"),
        ("审结 < 受理 + 结转", "结转", {"审结": 963, "受理": 950}, "[13, ∞)"),
        ("率 = 审结 / (受理 + 结转)", "率", {"审结": 963, "受理": 950, "结转": 50}, "[0.963, 0.963]"),
        ("率 = 审结 / (受理 + 结转)", "审结", {"率": "0.963", "受理": 950, "结转": 50}, "[963, 963]"),
        ("率 = 审结 / (受理 + 结转)", "结转", {"率": "0.963", "审结": 963, "受理": 950}, "[50, 50]"),
        ("率 >= 审结 / 受理", "受理", {"率": "0.5", "审结": 100}, "[200, ∞)"),
        ("率 > 审结 / 受理", "审结", {"率": "0.5", "受理": 100}, "(-∞, 50]"),
        ("a >= 3", "a", {}, "[3, ∞)"),
        ("3 >= a", "a", {}, "(-∞, 3]"),
        ("-2 * a <= 0", "a", {}, "[0, ∞)"),
        ("a / (0 - 2) <= 3", "a", {}, "[-6, ∞)"),
        ("a / b <= 3", "a", {"b": (-4, -2)}, "[-12, ∞)"),
        ("a * b = 0", "a", {"b": (1, 2)}, "[0, 0]"),
    ],
)  # fmt: skip
def test_a_component_is_left_the_values_for_which_the_comparison_may_hold(text, name, given, left):
    values = box(**given) | {name: Interval(0, 0)}
    assert str(solved(Formula.parse(text), name, values)) == left


def test_a_component_on_both_sides_of_the_solution_is_one():
    rate = Formula.parse("率 = 失业 / (就业 + 失业)")
    given = box(率=("0.035", "0.036"), 失业=(30, 40), 就业=(965, 965))
    left = solved(rate, "失业", given)  # r·e / (1 − r): naively from r over 1 − the other r
    assert nearly(Fraction(left.lo), Fraction(35, 1000) * 965 / Fraction(965, 1000))
    assert nearly(Fraction(left.hi), Fraction(36, 1000) * 965 / Fraction(964, 1000))


def test_a_factor_that_may_be_nothing_still_sets_one_end():
    share = Formula.parse("率 = 人数 / 人口")
    rounded = box(率=(0, "0.0005"), 人数=5, 人口=1)
    assert str(solved(share, "人口", rounded)) == "[10000, ∞)"
    assert str(solved(share, "人口", rounded | box(人数=-5))) == "(-∞, -10000]"
    assert str(solved(share, "人口", rounded | box(率=("-0.0005", 0)))) == "(-∞, -10000]"
    assert str(solved(Formula.parse("a * b <= -5"), "a", box(a=0, b=(0, 2)))) == "(-∞, -2.5]"
    assert str(solved(Formula.parse("a * b >= 5"), "a", box(a=0, b=(0, 2)))) == "[2.5, ∞)"
    assert str(solved(Formula.parse("a * b >= 5"), "a", box(a=0, b=(-2, 0)))) == "(-∞, -2.5]"
    assert solved(Formula.parse("a * b <= 5"), "a", box(a=0, b=(0, 2))) == ANY
    assert solved(Formula.parse("a * b >= -5"), "a", box(a=0, b=(0, 2))) == ANY


LONG = " = ".join(
    " * ".join(f"({'+'.join(f'{one}{n}' for n in range(6))})" for one in pair) for pair in ("ab", "cd")
)


@pytest.mark.parametrize(
    ("text", "name", "given"),
    [
        ("a * a <= 4", "a", {}),
        ("a != 4", "a", {}),
        ("a + 4", "a", {}),
        ("a <= 4", "b", {}),
        ("a - a + b <= 4", "a", {"b": 1}),
        ("a * b <= 4", "a", {"b": (-1, 1)}),
        ("a * b = 4", "a", {"b": 0}),
        ("a / b <= 4", "a", {"b": (-1, 1)}),
        (f"x * {LONG}", "x", {f"{one}{n}": 1 for one in "abcd" for n in range(6)}),
    ],
)
def test_what_is_not_linear_or_may_turn_limits_nothing(text, name, given):
    assert solved(Formula.parse(text), name, box(**given) | {name: Interval(1, 1)}) == ANY


def test_open_components_leave_open_what_they_must():
    rate = Formula.parse("率 = 审结 / (受理 + 结转)")
    given = box(率=("0.9", "0.91"), 审结=(0, None), 受理=(100, 100), 结转=(0, None))
    assert str(solved(rate, "审结", given)) == "[90, ∞)"
    assert str(solved(rate, "率", given)) == "[0, ∞)"


def test_the_ends_of_a_sum_are_added_up():
    given = box(x=0, a=(1, 2), b=(10, 30))
    assert str(solved(Formula.parse("5 - 2 * x <= a - b * 3"), "x", given)) == "[16.5, ∞)"
    assert str(solved(Formula.parse("5 - 2 * x = a - b * 3"), "x", given)) == "[16.5, 47]"
    assert str(solved(Formula.parse("x = a - b"), "x", given | box(b=(10, None)))) == "(-∞, -8]"
    regions = [f"县{number}" for number in range(199)]
    total = sum_of("=", "合计", tuple(regions))
    told = {name: Interval(number, number + 1) for number, name in enumerate(regions)}
    left = solved(total, "县7", told | box(合计=20_000))
    assert str(left) == f"[{20_000 - 199 * 100 + 8}, {20_000 - 199 * 99 + 7}]"


def test_no_end_is_minus_zero():
    left = solved(Formula.parse("a >= -1 * b"), "a", box(a=0, b=0))
    assert str(left) == "[0, ∞)"
    assert not left.lo.is_signed()


FORMULAS = [
    "x = a / (b + c)", "a = x / (b + c)", "a = b / (x + c)", "a = x / (b + x)", "x <= a + b - c",
    "a < b * (1 + x)", "a - x >= b / c", "x * a - b * c <= x", "(x - a) / (x + b) > c",
    "7 - x * 3 <= b - 2 * a",
]  # fmt: skip
ends = st.integers(0, 40)
pairs = st.tuples(ends, ends).map(sorted)


boxes = st.fixed_dictionaries(dict.fromkeys("abc", pairs))


@given(st.sampled_from(FORMULAS), boxes, ends, st.data())
def test_no_value_for_which_it_holds_is_ever_left_out(text, given, x, data):
    formula = Formula.parse(text)
    truth = {name: data.draw(st.integers(*of)) for name, of in given.items()} | {"x": x}
    exact = {name: Interval(value, value) for name, value in truth.items()}
    try:
        holds = formula.holds({name: exact[name] for name in formula.names})
    except ArithmeticError:
        return
    left = solved(formula, "x", {name: Interval(*of) for name, of in given.items()} | {"x": Interval(0, 0)})
    assert holds is False or inside(Fraction(x), left)


@given(st.sampled_from(FORMULAS[:7]), boxes, st.integers(1, 9))
def test_beyond_its_ends_it_surely_fails(text, drawn, beyond):
    formula = Formula.parse(text)
    given = {name: Interval(*of) for name, of in drawn.items()}
    left = solved(formula, "x", given | {"x": Interval(0, 0)})
    for end, step in ((left.lo, -beyond), (left.hi, beyond)):
        if end.is_finite():
            outside = Interval.point(Decimal(int(end) + step))
            try:
                holds = formula.holds({name: (given | {"x": outside})[name] for name in formula.names})
            except ArithmeticError:
                continue
            assert holds is False
