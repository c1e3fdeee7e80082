"""Formulas over named components: values, intervals, units, prose, and questions."""

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import boxed, point_in, positive_trees, trees

from rsindicators import Formula, Interval, Unit
from rsindicators.errors import ComponentError, FormulaError, NumberError, UndefinedResultError, UnitError
from rsindicators.formula import sum_of

CLOSURE = "审结 / (受理 + 上期末未结)"


def test_the_closure_rate_of_the_appendix_is_computed_from_its_formula():
    # 附录23
    formula = Formula.parse(CLOSURE)
    assert formula.names == ("审结", "受理", "上期末未结")
    assert formula.value({"审结": 963, "受理": "950", "上期末未结": Decimal(50)}) == Decimal("0.963")
    assert str(formula) == formula.say() == "审结 ÷ (受理 + 上期末未结)"
    assert formula.say({"审结": "963件", "受理": "950件", "上期末未结": "50件"}) == "963件 ÷ (950件 + 50件)"
    assert not formula.is_comparison


def test_a_formula_is_equal_to_one_of_the_same_text_and_survives_repr_and_pickle():
    formula = Formula.parse(CLOSURE)
    assert eval(repr(formula), {"Formula": Formula}) == formula
    again = pickle.loads(pickle.dumps(formula))
    assert again == formula
    assert again.tree == formula.tree
    assert hash(again) == hash(formula)
    assert formula != Formula.parse("审结 / 受理")


def test_a_missing_component_is_named():
    formula = Formula.parse(CLOSURE)
    with refused(ComponentError, "component.missing", "上期末未结"):
        formula.value({"审结": 963, "受理": 950})
    with refused(ComponentError, "component.missing", "受理"):
        formula.interval({"审结": Interval(1, 2)})
    with refused(ComponentError, "component.missing", "受理"):
        formula.unit({"审结": Unit.parse("件")})
    with refused(ComponentError, "component.missing", "b"):
        Formula.parse("a <= b").holds({"a": Interval(1, 2)})


@pytest.mark.parametrize(
    ("value", "code"), [(0.5, "number.float"), (True, "number.type"), ("x", "number.text")]
)
def test_a_value_that_is_no_number_is_refused(value, code):
    with refused(NumberError, code):
        Formula.parse("a + 1").value({"a": value})


@pytest.mark.parametrize("text", ["a +", "a <= b <= c", "(" * 40, None, "a" * 501])
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(FormulaError) as caught:
        Formula.parse(text)
    assert caught.value.say("en")


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "units", "unit"),
    [
        (CLOSURE, {"审结": "件", "受理": "件", "上期末未结": "件"}, "倍"),
        ("a / b", {"a": "亿元", "b": "万人"}, "亿元/万人"),
        ("a - b", {"a": "%", "b": "%"}, "个百分点"),
        ("a - b", {"a": "万人", "b": "人"}, "万人"),
        ("a * b", {"a": "万人", "b": "%"}, "万人"),
        ("a * 5%", {"a": "万人"}, "万人"),
        ("a * 2", {"a": "万人"}, "万人"),
        ("-a", {"a": "万人"}, "万人"),
        ("a <= b", {"a": "%", "b": "‰"}, "个百分点"),
        ("a <= b + c", {"a": "件", "b": "件", "c": "件"}, "件"),
        ("5", {}, ""),
        ("5%", {}, "%"),
    ],
)
def test_the_unit_follows_from_the_tree(text, units, unit):
    known = {name: Unit.parse(symbol) for name, symbol in units.items()}
    assert Formula.parse(text).unit(known).symbol == unit


@pytest.mark.parametrize(
    ("text", "units", "code"),
    [
        ("a + b", {"a": "人", "b": "人次"}, "unit.different"),
        ("a + b", {"a": "%", "b": "%"}, "unit.shares_do_not_add"),
        ("a + b", {"a": "万元/人", "b": "万元/人"}, "unit.averages_do_not_add"),
        ("a - b", {"a": "人", "b": "件"}, "unit.different"),
        ("a <= b", {"a": "人", "b": "件"}, "unit.different"),
        ("a + 1", {"a": "人"}, "unit.missing"),
        ("a <= 95", {"a": "%"}, "unit.share"),
    ],
)
def test_what_the_trade_does_not_add_or_compare_is_refused(text, units, code):
    with refused(UnitError, code):
        Formula.parse(text).unit({name: Unit.parse(symbol) for name, symbol in units.items()})


# ── intervals and questions ──────────────────────────────────────────────────────────────────────────────


def test_the_interval_of_the_participation_rate_holds_the_printed_one_tightly():
    # 参保率: 32.33万人 of 35.84万人
    box = {"a": Interval("32.325", "32.335"), "b": Interval("35.835", "35.845")}
    interval = Formula.parse("a / b").interval(box)
    low, high = Fraction(32325, 35845), Fraction(32335, 35835)
    assert Fraction(interval.lo) <= low
    assert Fraction(interval.hi) >= high
    assert low - Fraction(interval.lo) + Fraction(interval.hi) - high < Fraction(1, 10**45)


def test_a_denominator_that_may_be_zero_is_refused_by_name():
    with refused(UndefinedResultError, "formula.maybe_zero", "b"):
        Formula.parse("a / b").interval({"a": Interval(1, 2), "b": Interval(0, 1)})
    with refused(UndefinedResultError, "formula.zero", "受理 + 上期末未结"):
        Formula.parse(CLOSURE).value({"审结": 0, "受理": 0, "上期末未结": 0})


@pytest.mark.parametrize(
    ("text", "a", "b", "answer"),
    [
        ("a <= b", (1, 2), (2, 3), True),
        ("a <= b", (1, 3), (2, 3), None),
        ("a <= b", (4, 5), (2, 3), False),
        ("a <= b", (3, 3), (3, 3), True),
        ("a < b", (1, 2), (3, 4), True),
        ("a < b", (1, 3), (3, 4), None),
        ("a < b", (3, 4), (2, 3), False),
        ("a < b", (3, 3), (3, 3), False),
        ("a >= b", (3, 4), (2, 3), True),
        ("a >= b", (1, 2), (3, 4), False),
        ("a >= b", (1, 4), (3, 4), None),
        ("a > b", (4, 5), (2, 3), True),
        ("a > b", (3, 5), (2, 3), None),
        ("a > b", (2, 3), (3, 4), False),
        ("a = b", (3, 3), (3, 3), True),
        ("a = b", (1, 3), (3, 4), None),
        ("a = b", (1, 2), (3, 4), False),
        ("a = b", (5, 6), (3, 4), False),
        ("a != b", (1, 2), (3, 4), True),
        ("a != b", (5, 6), (3, 4), True),
        ("a != b", (3, 3), (3, 3), False),
        ("a != b", (1, 3), (3, 4), None),
    ],
)
def test_a_comparison_holds_surely_surely_not_or_is_left_open_by_rounding(text, a, b, answer):
    assert Formula.parse(text).holds({"a": Interval(*a), "b": Interval(*b)}) is answer


def test_closed_cases_cannot_exceed_those_accepted_and_carried_over():
    formula = Formula.parse("审结 <= 受理 + 上期末未结")
    assert formula.is_comparison
    assert formula.holds(
        {"审结": Interval(963, 963), "受理": Interval(950, 950), "上期末未结": Interval(50, 50)}
    )
    assert formula.value({"审结": 963, "受理": 950, "上期末未结": 50}) == -37
    assert str(formula) == "审结 ≤ 受理 + 上期末未结"


def test_what_is_no_comparison_neither_holds_nor_fails():
    with refused(FormulaError, "formula.no_comparison", CLOSURE):
        Formula.parse(CLOSURE).holds({})


@given(
    st.data(),
    boxed(st.one_of(trees, positive_trees), trees),
    st.sampled_from(["<=", "<", ">=", ">", "=", "!="]),
)
def test_an_answer_is_never_wrong_about_a_possible_truth(data, sides, sign):
    one, other, box = sides
    try:
        answer = Formula.parse(f"{one.text} {sign} {other.text}").holds(box)
    except (FormulaError, UndefinedResultError):  # beyond the twelfth degree, or a divisor may be zero
        reject()
    values = point_in(data.draw, box)
    left, right = one.at(values), other.at(values)
    truth = {
        "<=": left <= right,
        "<": left < right,
        ">=": left >= right,
        ">": left > right,
        "=": left == right,
        "!=": left != right,
    }[sign]
    assert answer in (None, truth)


@given(st.data(), boxed(trees))
def test_the_interval_of_a_formula_holds_every_possible_truth(data, formula):
    truth, box = formula
    formula = Formula.parse(truth.text)
    try:
        interval = formula.interval(box)
    except UndefinedResultError:
        reject()
    values = point_in(data.draw, box)
    assert Fraction(interval.lo) <= truth.at(values) <= Fraction(interval.hi)


def test_a_formula_takes_more_components_than_it_names():
    assert Formula.parse("a + 1").value({"a": 1, "b": 2}) == 2
    assert Formula.parse("a + 1").interval({"a": Interval(1, 2), "b": Interval(0, 0)}) == Interval(2, 3)


def test_a_whole_is_compared_with_the_sum_of_its_parts():
    names = tuple(f"部分{number}" for number in range(1, 200))
    assert str(sum_of("=", "合计", names[:1])) == "合计 = 部分1"
    assert str(sum_of(">=", "合计", names[:3])) == "合计 ≥ 部分1 + 部分2 + 部分3"
    whole = sum_of("=", "合计", names)
    box = dict.fromkeys(names, Interval(1, 1))
    assert whole.holds(box | {"合计": Interval(199, 199)}) is True
    assert whole.holds(box | {"合计": Interval(198, 198)}) is False
    with pytest.raises(FormulaError):
        sum_of("=", "合计", (*names, "再一"))
