"""The gate for numbers: what passes, what is refused, how it is rounded and spelled."""

import math
import subprocess
import sys
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction

import exactly
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from refusal import refused
from strategies import decimals

from rsindicators import round_half_even, round_half_up
from rsindicators.errors import NumberError
from rsindicators.number import (
    DIGITS,
    DOWN,
    EXACT,
    INFINITY,
    NEAREST,
    TOO_LONG,
    UP,
    chinese,
    cut,
    exponent_of,
    finite,
    from_float,
    plain,
    printed,
    shift,
    spelled_out,
    within,
)

# ── the gate ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2.06", "2.06"),
        ("95", "95"),
        ("95.0", "95.0"),
        ("12,345", "12345"),
        ("1,234,567.80", "1234567.80"),
        ("１２，３４５", "12345"),
        (" 12 ", "12"),
        ("-0.5", "-0.5"),
        ("+3", "3"),
        ("−3", "-3"),
        ("007", "7"),
        (963, "963"),
        (-7, "-7"),
        (Decimal("98.50"), "98.50"),
        (Decimal("1.2E+4"), "12000"),
        (Decimal("1E-12"), "0.000000000001"),
        ("9" * 18, "9" * 18),
        ("9" * 18 + "." + "9" * 12, "9" * 18 + "." + "9" * 12),
        (10**18 - 1, "9" * 18),
        (Decimal("0E+5"), "0"),
        (Decimal("0.00"), "0.00"),
    ],
)
def test_a_number_keeps_the_decimals_it_was_printed_with(value, shown):
    assert plain(printed(value)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ".", "1.", ".5", "1.2.3", "12,34", "1,2345", "1,,234", ",123", "123,", "1 234",
        "1_000", "--1",
        "1e5", "1E5", "0x10", "٣", "१२", "①", "½", "NaN", "inf", "Infinity", "万", "2.06万", "9**9",
        "１２３．", "1\x00",
        "\u202e12", "1\u200b2", "五", "9" * 19, "1." + "0" * 13,
    ],
)  # fmt: skip
def test_a_text_that_is_not_wholly_a_number_is_refused(text):
    with refused(NumberError, "number.text"):
        printed(text)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (2.06, "number.float"),
        (math.nan, "number.float"),
        (math.inf, "number.float"),
        (True, "number.type"),
        (False, "number.type"),
        (None, "number.type"),
        (b"12", "number.type"),
        ([12], "number.type"),
        (Fraction(1, 2), "number.type"),
        (1 + 0j, "number.type"),
        (Decimal("NaN"), "number.finite"),
        (Decimal("sNaN"), "number.finite"),
        (Decimal("-Infinity"), "number.finite"),
        (Decimal("1e999999999"), "number.size"),
        (Decimal("1e-999999999"), "number.size"),
        (Decimal("1E+19"), "number.size"),
        (Decimal("1E-13"), "number.size"),
        (Decimal("0E-13"), "number.size"),
        ("1," + ",".join(["000"] * 30), "number.size"),
        ("9" * 201, "text.long"),
    ],
)
def test_what_is_no_printable_number_is_refused(value, code):
    with refused(NumberError, code):
        printed(value)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("power", [20, 200, 100_000])
def test_a_count_too_long_to_print_is_refused(sign, power):
    with refused(NumberError, "number.size"):
        printed(sign * 10**power)


def test_a_float_is_refused_since_nobody_knows_its_decimals():
    with refused(NumberError, "number.float", "2.06") as caught:
        printed(2.06)
    assert "文本" in caught.value.next("zh")
    assert "text" in caught.value.next("en")


@given(st.integers(-(10**20), 10**20))
@example(10**18)
@example(-(10**18))
@example(10**18 - 1)
def test_a_whole_number_passes_as_a_number_exactly_if_it_passes_as_a_text(number):
    def passes(value):
        try:
            return printed(value)
        except NumberError:
            return None

    assert passes(number) == passes(str(number)) == passes(f"{number:,}") == passes(Decimal(number))


@given(decimals(-(10**17), 10**17, 12))
def test_a_number_passes_in_every_form_with_its_decimals(number):
    for form in (number, plain(number), f"{number:,f}", f" {number:f} "):
        assert printed(form).as_tuple() == printed(number).as_tuple()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2.06万人", "2.06"),
        ("12,345人", "12,345"),
        ("-5%", "-5"),
        ("3—5家", "3"),
        ("12,345.", "12,345"),
        ("1,234,567.8元", "1,234,567.8"),
        ("1.2.3", None),
        ("12,34", None),
        ("1,2345", None),
        ("1,234,56", None),
        ("12.5,6", None),
        ("2012,2029", None),
        ("9" * 19, None),
        ("1." + "0" * 13, None),
        ("万", None),
        (".5", None),
        ("٣", None),
    ],
)
def test_digits_are_a_number_only_where_no_other_digit_follows_them(text, found):
    match = DIGITS.match(text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize(
    ("text", "too_long"),
    [
        ("9" * 18, False),
        ("9" * 19, True),
        ("-" + "9" * 200, True),
        ("1." + "9" * 12, False),
        ("1." + "9" * 13, True),
        ("万" + "9" * 19, False),
    ],
)
def test_a_number_with_more_digits_than_are_printed_is_told_apart(text, too_long):
    assert bool(TOO_LONG.match(text)) is too_long


def test_a_number_within_the_range_is_written_without_an_exponent():
    assert within(Decimal("2.06"), "2.06") is not None
    assert str(within(Decimal("1.5E+3"), "")) == "1500"
    with refused(NumberError, "number.finite", "一"):
        within(INFINITY, "一")


# ── numbers that come back ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["0.96300", "-2.50", "1E-30", "1.5E+20", "0E-7", "1E+200", "1E-200", "3" * 200, "0." + "3" * 180]
)
def test_a_result_comes_back_exactly_as_text_or_as_decimal(text):
    assert finite(text).as_tuple() == finite(Decimal(text)).as_tuple() == Decimal(text).as_tuple()


def test_what_comes_back_may_also_be_a_printed_number():
    assert finite("12,345") == Decimal(12345)
    assert finite(963) == Decimal(963)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0.963, "number.float"),
        (True, "number.type"),
        (None, "number.type"),
        (Decimal("NaN"), "number.finite"),
        (Decimal("Infinity"), "number.finite"),
        (Decimal("1E+201"), "number.size"),
        (Decimal("1E-201"), "number.size"),
        (Decimal("3" * 201), "number.size"),
        ("1E+201", "number.size"),
        ("1E999999999", "number.text"),
        ("Infinity", "number.text"),
        ("NaN", "number.text"),
        ("3" * 201, "text.long"),
    ],
)
def test_what_is_no_result_is_refused(value, code):
    with refused(NumberError, code):
        finite(value)


# ── floats of workbooks and frames ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "decimals", "number"),
    [
        (2.06, 2, "2.06"),
        (95.0, 1, "95.0"),
        (95.0, 0, "95"),
        (0.1 + 0.2, 1, "0.3"),
        (1.05, 2, "1.05"),
        (-32.33, 2, "-32.33"),
        (0.0, 2, "0.00"),
        (323300.0, 0, "323300"),
        (12300.0, -2, "12300"),
    ],
)
def test_a_float_stands_for_the_number_of_so_many_decimals(value, decimals, number):
    assert from_float(value, decimals).as_tuple() == Decimal(number).as_tuple()


@pytest.mark.parametrize(
    ("value", "decimals", "code"),
    [
        (2.064, 2, "number.hidden"),
        (2.5, 0, "number.hidden"),
        (1e-9, 2, "number.hidden"),
        (12345.0, -2, "number.hidden"),
        (math.nan, 2, "number.finite"),
        (math.inf, 2, "number.finite"),
        (1e300, 2, "number.size"),
        (1e25, 2, "number.size"),
        (2.06, 61, "number.decimals"),
        (2.06, "2", "number.decimals"),
    ],
)
def test_a_float_with_hidden_digits_stands_for_no_number(value, decimals, code):
    with refused(NumberError, code):
        from_float(value, decimals)


class NumpyLike(float):
    """As numpy.float64 shows itself since numpy 2."""

    def __repr__(self):
        return f"np.float64({float(self)!r})"


def test_a_numpy_float_is_read_by_its_value_and_not_by_its_repr():
    assert from_float(NumpyLike(2.06), 2) == Decimal("2.06")


@given(decimals(-(10**9), 10**9, 4))
def test_the_float_nearest_to_a_printed_number_gives_that_number_back(number):
    places = max(0, -exponent_of(number))
    assert from_float(float(number), places).as_tuple() == Decimal(f"{number:f}").as_tuple()


# ── rounding ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "decimals", "half_up", "half_even"),
    [
        ("2.45", 1, "2.5", "2.4"),
        ("2.449", 1, "2.4", "2.4"),
        ("1.05", 1, "1.1", "1.0"),
        ("1.15", 1, "1.2", "1.2"),
        ("-1.05", 1, "-1.1", "-1.0"),
        ("-2.5", 0, "-3", "-2"),
        ("0.5", 0, "1", "0"),
        ("-0.4", 0, "-0", "-0"),
        ("97.98", 1, "98.0", "98.0"),
        ("96.3", 3, "96.300", "96.300"),
        ("12345", -2, "12300", "12300"),
        ("12350", -2, "12400", "12400"),
        ("12250", -2, "12300", "12200"),
        ("50.2538", 1, "50.3", "50.3"),
        ("0.5000000000000000000000000000000000000000000000000000001", 0, "1", "1"),
        ("1E-200", 2, "0.00", "0.00"),
        ("9.995", 2, "10.00", "10.00"),
    ],
)
def test_halves_go_away_from_zero_or_to_the_even_digit(value, decimals, half_up, half_even):
    number = Decimal(value)
    assert str(round_half_up(number, decimals)) == half_up
    assert str(round_half_even(number, decimals)) == half_even


ties = st.builds(
    lambda n, k: (Decimal(f"{n}5E-{k + 1}"), k), st.integers(-(10**9), 10**9), st.integers(0, 12)
)
others = st.tuples(decimals(-(10**15), 10**15, 12), st.integers(-18, 15))


@given(st.one_of(ties, others))
def test_rounding_is_that_of_whole_numbers_ties_and_negatives_included(case):
    value, places = case
    for rule, half_even in ((round_half_up, False), (round_half_even, True)):
        result = rule(value, places)
        assert Fraction(result) == exactly.rounded(Fraction(value), places, half_even=half_even)
        assert exponent_of(result) == -max(places, 0)


@given(st.one_of(ties, others))
def test_rounding_twice_to_the_same_place_changes_nothing(case):
    value, places = case
    for rule in (round_half_up, round_half_even):
        once = rule(value, places)
        assert rule(once, places).as_tuple() == once.as_tuple()


@pytest.mark.parametrize(
    ("value", "decimals", "code"),
    [
        (1.05, 1, "number.decimal"),
        ("1.05", 1, "number.decimal"),
        (105, 1, "number.decimal"),
        (Decimal("NaN"), 1, "number.decimal"),
        (Decimal("Infinity"), 1, "number.decimal"),
        (Decimal("1.05"), True, "number.decimals"),
        (Decimal("1.05"), 1.0, "number.decimals"),
        (Decimal("1.05"), "1", "number.decimals"),
        (Decimal("1.05"), None, "number.decimals"),
        (Decimal("1.05"), 61, "number.decimals"),
        (Decimal("1.05"), -19, "number.decimals"),
        (Decimal("1E+201"), 1, "number.size"),
        (Decimal("1E+999999"), 1, "number.size"),
    ],
)
@pytest.mark.parametrize("rule", [round_half_up, round_half_even])
def test_what_cannot_be_rounded_is_refused(rule, value, decimals, code):
    with refused(NumberError, code):
        rule(value, decimals)


# ── places and contexts ──────────────────────────────────────────────────────────────────────────────────


def test_the_place_of_the_last_digit_is_its_exponent():
    assert exponent_of(Decimal("2.06")) == -2
    assert exponent_of(Decimal("2E+3")) == 3
    with refused(NumberError, "number.finite"):
        exponent_of(INFINITY)


@given(decimals(), st.integers(-30, 30))
def test_shifting_the_point_is_exact_and_can_be_undone(number, places):
    shifted = shift(number, places)
    assert Fraction(shifted) == Fraction(number) * exactly.power(10, places)
    assert shift(shifted, -places) == number
    assert shift(INFINITY, places) == INFINITY


@given(decimals(-(10**30), 10**30, 30), decimals(1, 10**30, 30))
def test_the_two_outward_contexts_enclose_the_true_quotient(top, bottom):
    true = Fraction(top) / Fraction(bottom)
    assert Fraction(DOWN.divide(top, bottom)) <= true <= Fraction(UP.divide(top, bottom))
    assert abs(Fraction(NEAREST.divide(top, bottom)) - true) <= abs(true) * Fraction(1, 10**49)


def test_the_exact_context_refuses_to_round():
    with pytest.raises(Inexact):
        EXACT.divide(Decimal(1), Decimal(3))


def test_defaults_set_for_the_whole_process_are_not_used_either():
    program = """
import decimal
for signal in (decimal.Inexact, decimal.Rounded, decimal.Subnormal, decimal.FloatOperation):
    decimal.DefaultContext.traps[signal] = True
decimal.DefaultContext.prec = 4
decimal.DefaultContext.Emax, decimal.DefaultContext.Emin = 9, -9
decimal.setcontext(decimal.DefaultContext)
import rsindicators as rs
assert str(rs.annual_growth("68987元", "52334元", years=4).round(2)) == "7.15%"
assert str(rs.growth("148人年", "98.5人年").round(1)) == "50.3%"
assert rs.Interval("96.2018", "96.3981").outwards(4) == rs.Interval("96.20", "96.40")
assert str(rs.Figure("123456789012345678", "亿元").to("元")) == "12345678901234567800000000元"
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_no_exponent_is_ever_written():
    assert plain(Decimal("1.2E+4")) == "12000"
    assert plain(Decimal("1E-7")) == "0.0000001"


# ── Chinese numerals ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("零", "0"),
        ("五", "5"),
        ("两", "2"),
        ("十", "10"),
        ("一十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("二百五十", "250"),
        ("两千零二十", "2020"),
        ("一万五千", "15000"),
        ("一万零五十", "10050"),
        ("十万", "100000"),
        ("三百二十五万", "3250000"),
        ("一亿五千万", "150000000"),
        ("一万亿", "1000000000000"),
        ("九十八点五", "98.5"),
        ("九十八点五〇", "98.50"),
        ("一点五", "1.5"),
        ("零点零六", "0.06"),
        ("二〇二五", "2025"),
        ("二Ο三五", "2035"),
        ("二○三五", "2035"),
        ("一九九八", "1998"),
    ],
)
def test_a_numeral_spelled_in_full_is_read(numeral, number):
    assert str(chinese(numeral)) == number


@pytest.mark.parametrize(
    "numeral",
    ["二百五", "一万五", "一百十", "一百五十万零", "百", "千", "万", "一二百", "一百二百", "十十", "一千一万",
     "百百", "一百零十五", "一万五百", "零五百", "点五", ""],
)  # fmt: skip
def test_a_short_or_crooked_numeral_is_not_read(numeral):
    assert chinese(numeral) is None


@given(st.integers(0, 10**16 - 1))
@example(10)
@example(10_000_000)
@example(100_010_001)
def test_every_whole_number_is_read_back_from_its_spelling(number):
    assert chinese(spelled_out(number)) == Decimal(number)


@given(st.text("零一二两三四五六七八九十百千万亿〇", min_size=1, max_size=18))
def test_a_numeral_is_read_only_as_the_number_whose_spelling_it_is(numeral):
    number = chinese(numeral)
    if number is None:
        return
    same = numeral.replace("两", "二").replace("〇", "零")
    full = ("一" if same.startswith("十") else "") + same
    digits = "".join("零一二三四五六七八九"[int(digit)] for digit in plain(number))
    assert full in (spelled_out(int(number)), digits.rjust(len(same), "零"))


@given(decimals(-(10**12), 10**12, 6), st.integers(0, 12))
def test_the_callers_context_is_neither_used_nor_needed(number, places):
    mine = Context(prec=60)
    for rule, name in ((round_half_up, ROUND_HALF_UP), (round_half_even, ROUND_HALF_EVEN)):
        wanted = number.quantize(Decimal(f"1E-{places}"), name, mine)
        assert rule(number, places).as_tuple() == wanted.as_tuple()


@pytest.mark.parametrize(
    ("number", "decimals", "down", "up"),
    [("2.0651", 2, "2.06", "2.07"), ("-2.0651", 2, "-2.07", "-2.06"), ("2.06", 2, "2.06", "2.06"),
     ("2.06", 5, "2.06", "2.06"), ("-0.4", 0, "-1", "0"), ("1234", -2, "1200", "1300"),
     ("Infinity", 2, "Infinity", "Infinity"), ("-Infinity", 2, "-Infinity", "-Infinity")],
)  # fmt: skip
def test_a_number_is_cut_down_or_up(number, decimals, down, up):
    for towards, expected in ((DOWN, down), (UP, up)):
        found = cut(Decimal(number), decimals, towards)
        assert found == Decimal(expected)
        assert found.is_signed() is expected.startswith("-")
