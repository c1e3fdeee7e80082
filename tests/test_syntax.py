"""The formula language: text to a tree and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import FormulaError
from rsindicators.syntax import (
    DEEPEST,
    LONGEST_FORMULA,
    Comparison,
    Name,
    Negative,
    Number,
    Operation,
    names,
    read,
    spell,
)

a, b, c = Name("a"), Name("b"), Name("c")
one, two = Number(Decimal(1)), Number(Decimal(2))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", a),
        ("当期审结案件数", Name("当期审结案件数")),
        ("16周岁以上人口", Name("16周岁以上人口")),
        ("a_1", Name("a_1")),
        ("_", Name("_")),
        ("1", one),
        ("2.50", Number(Decimal("2.50"))),
        ("5%", Number(Decimal(5), percent=True)),
        ("-a", Negative(a)),
        ("--a", Negative(Negative(a))),
        ("-5%", Negative(Number(Decimal(5), percent=True))),
        ("(a)", a),
        ("((a))", a),
        ("a + b", Operation("+", a, b)),
        ("a - b - c", Operation("-", Operation("-", a, b), c)),
        ("a - (b - c)", Operation("-", a, Operation("-", b, c))),
        ("a / b / c", Operation("/", Operation("/", a, b), c)),
        ("a / (b * c)", Operation("/", a, Operation("*", b, c))),
        ("a + b * c", Operation("+", a, Operation("*", b, c))),
        ("a * b + c", Operation("+", Operation("*", a, b), c)),
        ("(a + b) * c", Operation("*", Operation("+", a, b), c)),
        ("-a * b", Operation("*", Negative(a), b)),
        ("a - -b", Operation("-", a, Negative(b))),
        ("a × b ÷ c", Operation("/", Operation("*", a, b), c)),
        ("a / (b + c)", Operation("/", a, Operation("+", b, c))),
        ("a <= b", Comparison("<=", a, b)),
        ("a ≤ b", Comparison("<=", a, b)),
        ("a>=b", Comparison(">=", a, b)),
        ("a≥b", Comparison(">=", a, b)),
        ("a < b", Comparison("<", a, b)),
        ("a > b", Comparison(">", a, b)),
        ("a = b", Comparison("=", a, b)),
        ("a == b", Comparison("=", a, b)),
        ("a != b", Comparison("!=", a, b)),
        ("a ≠ b", Comparison("!=", a, b)),
        ("a + 1 <= b * 2", Comparison("<=", Operation("+", a, one), Operation("*", b, two))),
        (" a\t+\nb ", Operation("+", a, b)),
    ],
)
def test_a_text_is_read_as_its_tree(text, tree):
    assert read(text) == tree


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "formula.operand", 0),
        ("+", "formula.operand", 0),
        ("a +", "formula.operand", 3),
        ("a * / b", "formula.operand", 4),
        ("()", "formula.operand", 1),
        ("a <=", "formula.operand", 4),
        ("*a", "formula.operand", 0),
        ("1.", "formula.operand", 0),
        (".5", "formula.operand", 0),
        ("1234567890123456789", "formula.operand", 0),
        ("0.1234567890123", "formula.operand", 0),
        ("1e5", "formula.rest", 1),
        ("1.5.2", "formula.operand", 0),
        ("a b", "formula.rest", 2),
        ("a)", "formula.rest", 1),
        ("a <= b <= c", "formula.rest", 7),
        ("a = b)", "formula.rest", 5),
        ("a ** b", "formula.operand", 3),
        ("a%", "formula.rest", 1),
        ("a.b", "formula.rest", 1),
        ("f(x)", "formula.rest", 1),
        ("a;b", "formula.rest", 1),
        ("5 %", "formula.rest", 2),
        ("(a", "formula.bracket", 2),
        ("(a + b * (c)", "formula.bracket", 12),
        ("(a <= b)", "formula.bracket", 3),
        ("a + ①", "formula.operand", 4),
        ("a + ½", "formula.operand", 4),
        ("é", "formula.operand", 0),
    ],
)
def test_what_is_no_formula_is_refused_with_a_caret_under_the_place(text, code, position):
    with refused(FormulaError, code) as caught:
        read(text)
    assert caught.value.where == f"{text}\n{' ' * position}^"


def test_the_caret_stands_under_the_place_in_chinese_text_too():
    with refused(FormulaError, "formula.operand") as caught:
        read("审结 / ")
    assert caught.value.where == "审结 / \n       ^"  # 审结 takes four columns


@pytest.mark.parametrize("text", [None, 5, b"a", ["a"]])
def test_only_a_text_can_be_a_formula(text):
    with refused(FormulaError, "text.type"):
        read(text)


def test_length_and_depth_are_bounded():
    longest = "a" * LONGEST_FORMULA
    assert read(longest) == Name(longest)
    with refused(FormulaError, "text.long"):
        read("a" + longest)
    deepest = "(" * DEEPEST + "a" + ")" * DEEPEST
    assert read(deepest) == a
    with refused(FormulaError, "formula.deep", str(DEEPEST)):
        read(f"({deepest})")
    with refused(FormulaError, "formula.deep"):
        read("-" * (DEEPEST + 1) + "a")


def read_or_refused(text):
    """The tree of a text, or None where it is refused with a reason."""
    try:
        return read(text)
    except FormulaError as error:
        error.say("zh"), error.say("en")
        return None


@pytest.mark.parametrize("text", ["(" * 400, "-" * 450, "a+" * 249 + "a", "a*(" * 100])
def test_hostile_texts_are_answered(text):
    tree = read_or_refused(text)
    assert tree is None or names(tree) == ("a",)


def test_names_come_once_in_the_order_of_their_first_appearance():
    assert names(read("b + a * (b - c) <= 5% + -d")) == ("b", "a", "c", "d")
    assert names(one) == ()


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("审结/(受理+上期末未结)", "审结 ÷ (受理 + 上期末未结)"),
        ("a*b-c", "a × b - c"),
        ("(a-b)-c", "a - b - c"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a*b)/c", "a × b ÷ c"),
        ("a/(b/c)", "a ÷ (b ÷ c)"),
        ("-(a+b)", "-(a + b)"),
        ("-a", "-a"),
        ("-(a*b)", "-(a × b)"),
        ("5%*a", "5% × a"),
        ("a<=b", "a ≤ b"),
        ("a==b", "a = b"),
        ("a!=b", "a ≠ b"),
    ],
)
def test_prose_has_the_signs_of_the_trade_and_no_bracket_too_many(text, prose):
    assert spell(read(text), {}) == prose


def test_values_stand_in_the_place_of_their_names():
    assert spell(read("a / (b + c)"), {"a": "963件", "b": "950件"}) == "963件 ÷ (950件 + c)"


trees = st.recursive(
    st.one_of(
        st.sampled_from(["a", "审结", "16周岁以上人口"]).map(Name),
        st.builds(Number, st.integers(0, 10**6).map(Decimal), st.booleans()),
    ),
    lambda inner: st.one_of(
        st.builds(Negative, inner), st.builds(Operation, st.sampled_from("+-*/"), inner, inner)
    ),
    max_leaves=10,
)


@given(trees)
def test_the_prose_of_a_tree_is_read_back_as_that_tree(tree):
    assert read(spell(tree, {})) == tree


@given(trees, trees, st.sampled_from(["<=", ">=", "<", ">", "=", "!="]))
def test_the_prose_of_a_comparison_is_read_back(left, right, sign):
    tree = Comparison(sign, left, right)
    assert read(spell(tree, {})) == tree


@given(st.text(alphabet="ab12.%+-*/()<>=≠×÷审 ", max_size=30))
def test_any_text_is_a_formula_or_refused(text):
    tree = read_or_refused(text)
    assert tree is None or read(spell(tree, {})) == tree
