"""Comparisons over columns: wrong is what the rules call wrong, and little is left open."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Interval
from rsindicators.errors import ComponentError, FormulaError, NumberError, UndefinedResultError
from rsindicators.formula import Formula
from rsindicators.frames.algebra import Box, Relation
from rsindicators.frames.blocks import BLOCK
from rsindicators.frames.box import WHOLE
from rsindicators.number import EXACT, shift
from rsindicators.solve import solved

NOT_THERE = None

CATALOGUE = [
    "率 = a / (b + c)",
    "率 = a / b",
    "率 = a / (b - c - d)",
    "率 = (a - b) / b",
    "率 = a / b / (c / d)",
    "率 = a / (b / (c + d))",
    "率 = a / (b * b + c)",
    "率 = (a - b) / (c + a)",
    "率 >= a / -b",
    "率 = a / (0 - b) * -1",
    "a <= b",
    "a < b",
    "a != b",
    "a >= b + c",
    "a > b",
    "a <= 100%",
    "a >= 0",
    "a = b + c - d",
    "a != b + c",
    "a <= b * (1 + 份额)",
    "a >= b * (1 - 份额)",
    "a * 份额 > b",
    "a < b * 份额",
    "a <= b + 份额",
    "a >= b - 份额 * 份额 * b",
    "a = b * c",
    "a * b - a * c <= d",
    "a * a - b * b <= c * a",
    "a / b + c / d <= 1",
    "a - a <= b",
    "a / b * b <= c",
    "a - a <= 1",
    "a = a",
    "a * 0 < 1",
    "1 / a < b / 3",
    "0.3 * a * b * c = 7% * d",
]
SMALL = ["a", "b", "c", "份额", "2", "0.1", "5%"]
trees = st.recursive(
    st.sampled_from(SMALL),
    lambda one: st.one_of(
        st.builds(lambda a, sign, b: f"({a} {sign} {b})", one, st.sampled_from("+-*/"), one),
        st.builds(lambda a: f"-{a}", one),
    ),
    max_leaves=5,
)


def read(text):
    """The comparison, where it is one over columns that is not too long."""
    try:
        made = Formula.parse(text)
    except FormulaError:
        return None
    return made if set(made.names) - {"份额"} else None


formulas = st.one_of(
    st.sampled_from(CATALOGUE).map(Formula.parse),
    st.builds(
        lambda a, sign, b: read(f"{a} {sign} {b}"),
        trees,
        st.sampled_from(["<=", "<", ">=", ">", "=", "!="]),
        trees,
    ).filter(bool),
)


@st.composite
def cells(draw, lowest, largest):
    """A printed whole number and the half unit it may be off, both doubled; or nothing."""
    value = draw(
        st.one_of(
            st.integers(max(lowest, -12), 12),
            st.integers(lowest, largest),
            st.sampled_from([0, 1, 10, 50, 100, 1000, 10_000]),
        )
    )
    half = draw(st.sampled_from([0, 1, 1, 10, 100]))
    return 2 * value - half, 2 * value + half


@st.composite
def columns(draw, formula, *, lowest=-(10**9), largest=10**9, rows=4, holes=True, limit=True):
    """By name the scale and the ends of each row, None for what is not there; and the numbers."""
    found, numbers = {}, {}
    for name in formula.names:
        if name == "份额" and limit:
            numbers[name] = Decimal(draw(st.sampled_from(["0.5", "4", "0", "-0.25", "30", "0.125", "1"])))
            continue
        one = cells(lowest, draw(st.sampled_from([12, 1000, largest])))
        one = st.one_of(st.just(NOT_THERE), one, one, one, one) if holes else one
        points = draw(st.booleans())
        told = [draw(one) for _ in range(rows)]
        if points:
            told = [cell and (sum(cell) // 2,) * 2 for cell in told]
        found[name] = draw(st.integers(-4, 4)), points, told
    return found, numbers


def of_arrays(found, numbers):
    boxes = {name: Box.exactly(value) for name, value in numbers.items()}
    for name, (scale, points, told) in found.items():
        low, high = (
            np.array([np.nan if cell is NOT_THERE else float(cell[end]) for cell in told]) for end in (0, 1)
        )
        boxes[name] = Box(low, low if points else high, scale)
    return boxes


def based(end, scale):
    return shift(EXACT.multiply(Decimal(end), Decimal("0.5")), -scale)


def of_row(found, numbers, row):
    """The intervals of a row, or None where one is not there."""
    if any(told[row] is NOT_THERE for _, _, told in found.values()):
        return None
    return {name: Interval.point(value) for name, value in numbers.items()} | {
        name: Interval(*(based(end, scale) for end in told[row])) for name, (scale, _, told) in found.items()
    }


def truth(formula, box):
    """What the rule says: broken, kept, unasked (nothing there), zero (may divide by zero)."""
    if box is None:
        return "unasked"
    try:
        return "broken" if formula.holds(box) is False else "kept"
    except UndefinedResultError:
        return "zero"


def told(wrong, unsure):
    return "open" if unsure else "broken" if wrong else "kept"


def held_against(formula, found, numbers, masks):
    wrong, unsure, zero = masks
    for row, answer in enumerate(map(told, wrong, unsure)):
        true = truth(formula, of_row(found, numbers, row))
        context = formula.text, row, {k: (v[0], v[2][row]) for k, v in found.items()}, numbers
        assert not (wrong[row] and unsure[row])
        if true == "unasked":
            assert answer == "kept", context
            assert not zero[row]
        elif answer != "open":
            assert answer == true, context
        assert true != "zero" or zero[row], context


@given(st.data(), formulas, st.sampled_from([10**2, 10**6, 10**9, 10**15]))
def test_arrays_call_wrong_what_the_rule_calls_wrong(data, formula, largest):
    found, numbers = data.draw(
        columns(formula, largest=largest, lowest=data.draw(st.sampled_from([0, -largest])))
    )
    boxes = of_arrays(found, numbers)
    relation = Relation.of(formula, formula.names[0])
    wrong, unsure = relation.answers(boxes)
    held_against(formula, found, numbers, (wrong, unsure, relation.zero(boxes)))


# ── what is left open ────────────────────────────────────────────────────────────────────────────────────

SETTLED = [
    "率 = a / (b + c)",
    "率 = a / b",
    "率 = a / (b - c - d)",
    "率 = (a - b) / b",
    "率 = a / b / (c / d)",
    "率 >= a / (b * b + c)",
    "a <= b",
    "a != b + c",
    "a = b + c - d",
    "a < b * 份额 + 5%",
    "a <= b * (1 + 份额)",
    "a * 份额 > b",
    "a = b * c",
]


def ties(draw, rows):
    """Rates that lie exactly at the half unit of a round denominator, or next to it; with their parts."""
    places, rates, tops, bottoms = draw(st.integers(1, 3)), [], [], []
    for _ in range(rows):
        bottom = 10 ** draw(st.integers(places, 6)) * draw(st.sampled_from([1, 2, 5, 8, 40]))
        top = draw(st.integers(0, bottom))
        exact = Fraction(top * 10**places, bottom)
        rate = int(exact) + draw(st.sampled_from([0, 1, 1, 2]))
        rates.append((2 * rate - 1, 2 * rate + 1))
        top += draw(st.sampled_from([0, 0, bottom // (2 * 10**places)]))
        tops.append((2 * top,) * 2)
        bottoms.append((2 * bottom,) * 2)
    return {"率": (places, False, rates), "a": (0, True, tops), "b": (0, True, bottoms)}


@given(st.data())
def test_no_rate_at_the_half_unit_of_a_round_denominator_is_left_open(data):
    formula, found = Formula.parse("率 = a / b"), ties(data.draw, 6)
    relation, boxes = Relation.of(formula, "率"), of_arrays(found, {})
    wrong, unsure = relation.answers(boxes)
    assert not unsure.any()
    held_against(formula, found, {}, (wrong, unsure, relation.zero(boxes)))


@given(st.data(), st.sampled_from(SETTLED).map(Formula.parse))
def test_nothing_is_open_where_slopes_are_settled_divisors_positive_and_products_small(data, formula):
    found, numbers = data.draw(columns(formula, lowest=1, largest=1000))
    found = {
        name: (0, points, [cell and tuple(max(end, 1) for end in cell) for cell in told])
        for name, (_, points, told) in found.items()
    }
    _, unsure = Relation.of(formula, formula.names[0]).answers(of_arrays(found, numbers))
    for row, is_open in enumerate(unsure):
        if is_open:
            box = of_row(found, numbers, row)
            assert formula.text == SETTLED[2]
            least, *taken = (Fraction(one) for one in (box["b"].lo, box["c"].hi, box["d"].hi))
            assert least <= sum(taken)


@given(st.data(), formulas)
def test_beyond_two_to_the_53_only_what_is_near_is_open(data, formula):
    found, numbers = data.draw(columns(formula, lowest=-(2**52), largest=2**52))
    boxes = of_arrays(found, numbers)
    relation = Relation.of(formula, formula.names[0])
    wrong, unsure = relation.answers(boxes)
    held_against(formula, found, numbers, (wrong, unsure, relation.zero(boxes)))


def points(*values, scale=0):
    column = np.array(values, dtype=float)
    return Box(column, column, scale)


def test_beyond_two_to_the_53_a_product_that_is_off_is_open_and_one_that_is_far_is_not():
    relation = Relation.of(Formula.parse("a * b <= c * d"), "a")
    big = WHOLE - 2
    boxes = {
        "a": points(big, big),
        "b": points(big, big),
        "c": points(big - 2, big / 2),
        "d": points(WHOLE, big),
    }
    wrong, unsure = relation.answers(boxes)
    assert (wrong.tolist(), unsure.tolist()) == ([False, True], [True, False])


def test_a_sum_of_two_is_never_open_however_large():
    relation = Relation.of(Formula.parse("a <= b"), "a")
    wrong, unsure = relation.answers({"a": points(WHOLE, 1e300), "b": points(WHOLE - 1, 1e301)})
    assert (wrong.tolist(), unsure.tolist()) == ([True, False], [False, False])


def test_what_no_float_holds_is_open():
    relation = Relation.of(Formula.parse("a * a * a * a * a * a * a <= b + 1"), "a")
    wrong, unsure = relation.answers({"a": points(1e100, 2, 2), "b": points(2, 2, -8)})
    assert (wrong.tolist(), unsure.tolist()) == ([False, False, True], [True, False, False])
    boxes = {"a": points(2, -2, scale=60), "b": points(2, 2)}
    wrong, unsure = relation.answers(boxes)
    assert (wrong.tolist(), unsure.tolist()) == ([False, False], [True, True])


# ── rows in blocks, shapes ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rows", [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
def test_many_rows_are_answered_as_few_are(rows):
    rng = np.random.default_rng(5)
    whole, part = (2.0 * rng.integers(0, 9, (2, rows)) for _ in "ab")
    rate = np.floor(rng.uniform(0, 100, (2, rows)))
    boxes = {"率": Box(2 * rate - 1, 2 * rate + 1, 2), "a": Box(part, part), "b": Box(whole, whole)}
    relation = Relation.of(Formula.parse("率 = a / b"), "率")
    wrong, unsure = relation.answers(boxes)
    assert wrong.shape == unsure.shape == (2, rows)
    assert (unsure == (whole == 0)).all()
    with np.errstate(all="ignore"):
        share = 100 * part / whole
    assert (wrong == (~unsure & (abs(share - rate) > 0.5))).all()


def test_no_rows_are_answered_too():
    wrong, unsure = Relation.of(Formula.parse("a / b <= 1"), "a").answers({"a": points(), "b": points()})
    assert (wrong.shape, unsure.shape) == ((0,), (0,))
    assert (wrong.dtype, unsure.dtype) == (bool, bool)


@pytest.mark.parametrize(
    "text",
    [
        "率 = a / (b + c)",
        "a <= b",
        "a = b + c - d",
        "a * b > c * d + 1",
        "a - a <= b",
        "a != b",
        "1 / a < b / 3",
    ],
)
def test_where_a_figure_is_not_there_neither_mask_is_set(text):
    formula = Formula.parse(text)
    there = 7.0 - np.where(np.eye(len(formula.names), dtype=bool), np.nan, 0.0)
    boxes = {name: Box(column, column.copy()) for name, column in zip(formula.names, there, strict=True)}
    relation = Relation.of(formula, formula.names[0])
    for mask in (*relation.answers(boxes), relation.zero(boxes)):
        assert mask.dtype == bool
        assert not mask.any()


# ── what the subject should be ───────────────────────────────────────────────────────────────────────────


def near(one, other):
    return one == other or abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def ends_of(interval):
    return float(interval.lo), float(interval.hi)


@given(st.data(), formulas)
def test_the_subject_should_be_what_the_rule_says(data, formula):
    found, numbers = data.draw(columns(formula, largest=1000, lowest=-12, holes=False))
    subject = data.draw(st.sampled_from(sorted(set(formula.names) - set(numbers))))
    relation, boxes = Relation.of(formula, subject), of_arrays(found, numbers)
    wrong, unsure = relation.answers(boxes)
    expected = relation.expected(boxes)
    for row in np.flatnonzero(wrong & ~unsure):
        true = solved(formula, subject, of_row(found, numbers, row))
        if expected is None:
            assert true == Interval(None, None)
            continue
        low, high = (float(np.broadcast_to(end, wrong.shape)[row]) for end in expected)
        lo, hi = ends_of(true)
        assert low <= lo or near(low, lo)
        assert high >= hi or near(high, hi)
        if formula.text in SETTLED and subject == formula.names[0]:
            assert near(low, lo)
            assert near(high, hi)


@pytest.mark.parametrize("number", [-2, 0])
def test_a_divisor_may_be_one_number_that_is_not_above_zero(number):
    values = np.array([8.0, 12.0])
    boxes = {"甲": Box(values, values), "乙": Box(values, values), "丙": Box.exactly(Decimal(number))}
    low, high = Relation.of(Formula.parse("甲 <= 乙 / 丙"), "甲").expected(boxes)
    assert np.broadcast_to(low, 2).tolist() == [-np.inf] * 2
    assert np.broadcast_to(high, 2).tolist() == ([-2.0, -3.0] if number else [np.inf] * 2)


def test_a_limit_whose_slope_has_no_sign_takes_its_parts_by_themselves():
    relation = Relation.of(Formula.parse("x <= a * b - a * c"), "x")
    ends = {"x": (200.0, 202.0), "a": (-2.0, 4.0), "b": (2.0, 4.0), "c": (2.0, 4.0)}
    arrays = {name: Box(np.array([low]), np.array([high])) for name, (low, high) in ends.items()}
    low, high = relation.expected(arrays)
    assert (low, high[0]) == (-np.inf, 6.0)


def test_figures_of_a_size_no_float_has_are_left_to_the_rule():
    boxes = {"a": points(2, scale=-400), "b": points(2)}
    relation = Relation.of(Formula.parse("a <= b"), "a")
    assert [mask.tolist() for mask in relation.answers(boxes)] == [[False], [True]]
    boxes["b"] = points(2, scale=-400)
    assert [mask.tolist() for mask in relation.answers(boxes)] == [[False], [False]]


def test_what_is_at_most_a_quotient_is_limited_by_it():
    boxes = {"率": points(1921, scale=3), "a": points(1926), "b": points(2000)}
    low, high = Relation.of(Formula.parse("率 <= a / b"), "率").expected(boxes)
    assert (low, high.tolist()) == (-np.inf, pytest.approx([0.963]))


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_limit_is_an_exact_whole_number():
    for text in ("0.5", "-0.125", "3", "0", "1E+3"):
        box = Box.exactly(Decimal(text))
        assert box.low is box.high
        assert Fraction(box.low, 2 * 10**box.scale) == Fraction(text)
    for text in ("NaN", "Infinity"):
        with pytest.raises(NumberError):
            Box.exactly(Decimal(text))


def test_only_a_comparison_is_asked_and_only_of_its_names():
    with refused(FormulaError, "formula.no_comparison"):
        Relation.of(Formula.parse("a + b"), "a")
    with refused(ComponentError, "component.missing", "c"):
        Relation.of(Formula.parse("a <= b"), "c")
    with refused(ComponentError, "component.missing", "b"):
        Relation.of(Formula.parse("a <= b"), "a").answers({"a": points(1)})
