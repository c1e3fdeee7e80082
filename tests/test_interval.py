"""Intervals: what a rounded number can mean, and sound arithmetic with it."""

import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from exactly import inside, nearly, power
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies import any_intervals, decimals, intervals, truths

from rsindicators import Interval
from rsindicators.errors import NumberError, UndefinedResultError

INFINITE = Decimal("Infinity")
HALF_LINES = ["Interval('1', None)", "Interval(None, '-1')", "Interval(None, None)", "Interval('-2', None)"]

# ── what it holds ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "decimals", "interval"),
    [
        ("2.06", 2, Interval("2.055", "2.065")),
        ("95.0", 1, Interval("94.95", "95.05")),
        ("95", 0, Interval("94.5", "95.5")),
        ("-0.5", 1, Interval("-0.55", "-0.45")),
        ("0", 0, Interval("-0.5", "0.5")),
    ],
)
def test_a_printed_number_means_half_a_unit_of_its_last_place_either_way(value, decimals, interval):
    assert Interval.around(Decimal(value), decimals) == interval


@given(decimals(-(10**18), 10**18, 12), st.integers(0, 12))
def test_every_number_that_rounds_to_the_printed_one_is_inside(value, places):
    around = Interval.around(value, places)
    half = power(10, -places) / 2
    assert Fraction(around.lo) == Fraction(value) - half
    assert Fraction(around.hi) == Fraction(value) + half


@pytest.mark.parametrize(
    ("interval", "value", "holds"),
    [
        (Interval("2.055", "2.065"), "2.055", True),
        (Interval("2.055", "2.065"), "2.065", True),
        (Interval("2.055", "2.065"), "2.0651", False),
        (Interval("2.055", "2.065"), "2.0549", False),
        (Interval("23.5", None, lo_open=True), "23.5", False),
        (Interval("23.5", None, lo_open=True), "1E+30", True),
        (Interval(None, "4.5"), "4.5", True),
        (Interval(None, "4.5", hi_open=True), "4.5", False),
        (Interval(16, 60, hi_open=True), "60", False),
        (Interval(16, 60, hi_open=True), "16", True),
    ],
)
def test_an_end_belongs_to_it_unless_it_is_open(interval, value, holds):
    assert interval.contains(Decimal(value)) is holds


@given(any_intervals(), decimals(-10, 10, 1))
def test_contains_is_set_membership(interval, value):
    assert interval.contains(value) == inside(Fraction(value), interval)


GRID = [Fraction(n, 2) for n in range(-22, 23)]


@given(any_intervals(), any_intervals())
def test_within_and_meets_are_subset_and_overlap(one, other):
    # the ends are whole numbers, so the halves hold a witness for every difference
    mine = {point for point in GRID if inside(point, one)}
    others = {point for point in GRID if inside(point, other)}
    assert one.within(other) == (mine <= others)
    assert one.meets(other) == other.meets(one) == bool(mine & others)


def test_at_infinity_there_is_no_end_to_leave_out():
    one, other = Interval(0, None, hi_open=True), Interval(0, None)
    assert one.within(other)
    assert other.within(one)
    assert Interval(None, 0).within(Interval(None, 0, lo_open=True))


@pytest.mark.parametrize("value", [2.06, None, True, "x", Decimal("NaN"), Decimal("sNaN")])
def test_what_is_no_exact_number_is_not_looked_for(value):
    with pytest.raises(NumberError):
        Interval(1, 3).contains(value)
    assert Interval(1, 3).contains("2.06")
    assert not Interval(1, 3).contains(4)


def test_a_point_is_an_interval_of_one_value():
    assert Interval.point(Decimal(963)).is_point
    assert Interval(963, 963) == Interval.point(Decimal(963))
    assert not Interval("962.5", "963.5").is_point


def test_the_ends_may_be_numbers_of_any_exact_form_or_missing():
    assert (
        Interval("1.5", 2) == Interval(Decimal("1.50"), "2.0") == Interval.closed(Decimal("1.5"), Decimal(2))
    )
    assert Interval(None, None).contains(Decimal("-1E+30"))
    assert (Interval(None, 1).lo, Interval(1, None).hi) == (INFINITE.copy_negate(), INFINITE)


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ((2, 1), "interval.empty"),
        (("2.07", "2.06"), "interval.empty"),
        ((1.5, 2), "number.float"),
        ((1, 2.5), "number.float"),
        ((True, 2), "number.type"),
        ((Decimal("NaN"), 2), "number.finite"),
        ((1, INFINITE), "number.finite"),
        (("a", 2), "number.text"),
        ((Decimal("1E+999"), None), "number.size"),
    ],
)
def test_ends_that_are_no_numbers_or_in_no_order_are_refused(ends, code):
    with refused(NumberError, code):
        Interval(*ends)


@pytest.mark.parametrize("open_end", ["lo_open", "hi_open"])
def test_a_single_value_cannot_be_left_out(open_end):
    with refused(NumberError, "interval.empty", "5"):
        Interval(5, 5, **{open_end: True})


# ── arithmetic ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("result", "wanted"),
    [
        (Interval(1, 2) + Interval(10, 20), Interval(11, 22)),
        (Interval(1, 2) - Interval(10, 20), Interval(-19, -8)),
        (Interval(-1, 2) * Interval(-3, 5), Interval(-6, 10)),
        (Interval(-2, -1) * Interval(-3, 5), Interval(-10, 6)),
        (Interval(1, 2) / Interval(4, 8), Interval("0.125", "0.5")),
        (Interval(-1, 2) / Interval(-4, -2), Interval(-1, "0.5")),
        (-Interval(1, 2), Interval(-2, -1)),
        (Interval("2.055", "2.065").shift(4), Interval(20550, 20650)),
        (Interval("2.055", "2.065").shift(0), Interval("2.055", "2.065")),
        (Interval(4, 9).root(2), Interval(2, 3)),
        (Interval(0, 0).root(5), Interval(0, 0)),
        (Interval(1, None) + Interval(1, 2), Interval(2, None)),
        (Interval(1, None) - Interval(1, None), Interval(None, None)),
        (Interval(0, None) * Interval(0, 5), Interval(0, None)),
        (Interval(None, -1) * Interval(1, None), Interval(None, -1)),
        (Interval(1, 2) / Interval(1, None), Interval(0, 2)),
        (Interval(1, None) / Interval(2, None), Interval(0, None)),
        (Interval(None, -1) / Interval(None, -2), Interval(0, None)),
    ],
)
def test_arithmetic_gives_the_smallest_interval(result, wanted):
    assert result == wanted


OPERATIONS = {
    "+": (lambda a, b: a + b),
    "-": (lambda a, b: a - b),
    "*": (lambda a, b: a * b),
    "/": (lambda a, b: a / b),
}


@pytest.mark.parametrize("sign", OPERATIONS)
@given(data=st.data())
def test_the_true_result_lies_inside_for_any_truths_inside(sign, data):
    wide = decimals(-(10**18), 10**18, 12)
    half_line = st.sampled_from(HALF_LINES).map(lambda text: eval(text, {"Interval": Interval}))
    one, other = data.draw(intervals(wide) | half_line), data.draw(intervals(wide) | half_line)
    assume(sign != "/" or not inside(Fraction(0), other))
    result = OPERATIONS[sign](one, other)
    for _ in range(3):
        truth = OPERATIONS[sign](data.draw(truths(one)), data.draw(truths(other)))
        assert inside(truth, result)
        assert inside(truth, Interval(None if result.lo.is_infinite() else result.lo, None))


@pytest.mark.parametrize("sign", OPERATIONS)
@given(one=intervals(), other=intervals())
def test_the_ends_are_reached_but_for_rounding_outwards(sign, one, other):
    assume(sign != "/" or not inside(Fraction(0), other))
    result = OPERATIONS[sign](one, other)
    corners = [
        OPERATIONS[sign](Fraction(a), Fraction(b)) for a in (one.lo, one.hi) for b in (other.lo, other.hi)
    ]
    assert nearly(Fraction(result.lo), min(corners))
    assert nearly(Fraction(result.hi), max(corners))


@given(intervals(), st.integers(-20, 20))
def test_negating_and_shifting_are_exact_and_can_be_undone(interval, places):
    turned = -interval
    assert -turned == interval
    assert interval.shift(places).shift(-places) == interval
    assert Fraction(interval.shift(places).lo) == Fraction(interval.lo) * power(10, places)


def test_shifting_keeps_open_ends_and_infinite_ones():
    assert Interval("23.5", None, lo_open=True).shift(4) == Interval(235000, None, lo_open=True)


@given(any_intervals() | intervals(decimals(-(10**18), 10**18, 12)), st.integers(1, 20))
def test_outwards_it_only_grows_and_its_ends_become_short(interval, digits):
    wider = interval.outwards(digits)
    assert interval.within(wider)
    for end, short in ((interval.lo, wider.lo), (interval.hi, wider.hi)):
        assert short.is_infinite() or len(short.as_tuple().digits) <= digits
        assert end.is_infinite() or abs(Fraction(short) - Fraction(end)) <= abs(Fraction(end)) * power(
            10, 1 - digits
        )


def test_the_ends_shown_are_rounded_outwards():
    assert Interval("96.2018", "96.3981").outwards(4) == Interval("96.20", "96.40")
    assert Interval("-96.2018", None).outwards(3) == Interval("-96.3", None)


@given(intervals(decimals(0, 10**12, 6)), st.integers(1, 60))
def test_a_root_is_checked_by_raising_it_again(interval, degree):
    root = interval.root(degree)
    assert Fraction(root.lo) ** degree <= Fraction(interval.lo)
    assert Fraction(interval.hi) <= Fraction(root.hi) ** degree
    assert nearly(Fraction(root.lo) ** degree, Fraction(interval.lo))
    assert nearly(Fraction(root.hi) ** degree, Fraction(interval.hi))


@pytest.mark.parametrize(
    "divisor", [Interval(-1, 1), Interval(0, 1), Interval(-1, 0), Interval(0, 1, lo_open=True)]
)
def test_a_divisor_that_may_be_zero_is_refused(divisor):
    with refused(UndefinedResultError, "interval.zero", str(divisor)):
        Interval(1, 2) / divisor


@pytest.mark.parametrize(
    "interval", [Interval(-1, 4), Interval(-4, -1), Interval(4, None), Interval(None, None)]
)
def test_a_root_of_what_may_be_negative_or_endless_is_refused(interval):
    with refused(UndefinedResultError, "interval.root", str(interval)):
        interval.root(2)


@pytest.mark.parametrize("degree", [0, -1, 1001, True, 1.5, "2", None, Decimal(2)])
def test_the_degree_of_a_root_is_a_whole_number_from_one_on(degree):
    with refused(NumberError, "interval.degree"):
        Interval(1, 2).root(degree)


# ── a value ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        (Interval("2.055", "2.065"), "[2.055, 2.065]"),
        (Interval("23.5", None, lo_open=True), "(23.5, ∞)"),
        (Interval(None, "4.5"), "(-∞, 4.5]"),
        (Interval(16, 60, hi_open=True), "[16, 60)"),
        (Interval(None, None), "(-∞, ∞)"),
        (Interval("1.2E+4", "1.3E+4"), "[12000, 13000]"),
    ],
)
def test_it_is_shown_as_mathematicians_write_it(interval, shown):
    assert str(interval) == shown


@given(any_intervals() | intervals(decimals(-(10**18), 10**18, 12)))
def test_it_survives_repr_and_pickle_and_can_be_a_key(interval):
    for again in (eval(repr(interval), {"Interval": Interval}), pickle.loads(pickle.dumps(interval))):
        assert again == interval
        assert hash(again) == hash(interval)
        assert str(again) == str(interval)


def test_its_repr_is_the_same_whatever_the_callers_context_writes():
    interval = Interval("1E-7", "2.5E-7")
    shown = repr(interval)
    with localcontext() as context:
        context.capitals = 0
        assert repr(interval) == shown
        assert eval(repr(interval), {"Interval": Interval}) == interval


@given(intervals(), intervals())
def test_a_computed_interval_survives_repr_though_its_ends_are_long(one, other):
    assume(not inside(Fraction(0), other))
    made = one / other
    assert eval(repr(made), {"Interval": Interval}) == made


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        Interval(1, 2).lo = Decimal(0)


def test_the_values_in_two_intervals_are_those_in_both():
    assert Interval(1, 3).common(Interval(2, 5)) == Interval(2, 3)
