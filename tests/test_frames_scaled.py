"""Numbers as they are printed: what columns say of them is what the objects read."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from exactly import power
from hypothesis import assume, given
from hypothesis import strategies as st

from rsindicators import Figure
from rsindicators.amount import Amounts
from rsindicators.frames.scaled import Scaled, of_decimals, of_floats, of_texts
from rsindicators.records import cell_of
from rsindicators.table import Cell

LIMIT = 2**53
PLACES = st.integers(0, 12)
ASKED = st.none() | PLACES


def neighbour(value, steps):
    """The float so many floats away."""
    for _ in range(abs(steps)):
        value = math.nextafter(value, math.copysign(math.inf, steps))
    return value


NUMERALS = st.builds(lambda digits, places: float(f"{digits}e-{places}"), st.integers(0, 10**17), PLACES)
TIES = st.builds(
    lambda digits, off, places: float(f"{digits * 1000 + 500 + off}e-{places}"),
    st.integers(0, 10**13), st.integers(-30, 30), st.integers(0, 18),
)  # fmt: skip
RATIOS = st.builds(lambda one, other: 100 * one / other, st.integers(0, 10**9), st.integers(1, 10**6))
POWERS = st.integers(-20, 16).map(lambda size: 10.0**size)
DYADIC = st.builds(math.ldexp, st.integers(0, 2**54).map(float), st.integers(-70, 0))
EVERY = st.floats(allow_nan=False, allow_infinity=False)
SIZES = st.builds(
    neighbour,
    NUMERALS | TIES | RATIOS | POWERS | DYADIC | EVERY.map(abs),
    st.just(0) | st.integers(-9, 9),
)
NUMBERS = st.builds(math.copysign, SIZES, st.sampled_from([1, -1]))
COLUMNS = st.lists(NUMBERS | st.sampled_from([math.nan, math.inf, -math.inf, -0.0]), max_size=8)


def read(value, asked=None, caller=None, *, whole=False):
    """What the objects read: number, decimals, and whether digits are hidden; None where they cannot."""
    told = []
    unit = Cell("人" if whole else "万人", "E2")
    found = Amounts(caller).read(
        cell_of(value, "D2"), unit, lambda rule, *_, **__: told.append(rule), asked=asked
    )
    if found is None:
        return None
    assert isinstance(found.value, Figure)
    return Fraction(found.value.value), found.value.decimals, "units.decimals" in told


def rows(scaled):
    """Each row of a column in the words of `read`; "odd" or None for nothing."""
    found = []
    for row, twice in enumerate(scaled.twice.tolist()):
        half, decimals, hidden, odd = (
            some[row].item() if isinstance(some, np.ndarray) else some
            for some in (scaled.half, scaled.decimals, scaled.hidden, scaled.odd)
        )
        if math.isnan(twice):
            found.append("odd" if odd else None)
            continue
        assert not odd
        assert twice.is_integer()
        assert abs(twice) < LIMIT
        assert half == 10 ** (scaled.scale - decimals)
        found.append((Fraction(int(twice), 2) / power(10, scaled.scale), decimals, bool(hidden)))
    return found


def fits(seen, scale):
    return seen is not None and seen[1] <= scale and abs(seen[0]) * power(10, scale) * 2 < LIMIT


def agrees(scaled, wanted):
    """The rows are those wanted (None for an empty cell), but for the fewest that fit no common scale."""
    found = rows(scaled)
    assert len(found) == len(wanted)
    given = [(one, seen) for one, seen in zip(found, wanted, strict=True) if seen != ()]
    for one, seen in given:
        assert one == (seen if fits(seen, scaled.scale) else "odd")
    assert all(one is None for one, seen in zip(found, wanted, strict=True) if seen == ())
    counts = [sum(fits(seen, scale) for _, seen in given) for scale in range(13)]
    assert not given or counts.index(max(counts)) == scaled.scale


def column(values, decimals, *, whole):
    return of_floats(np.array(values, np.float64), decimals, whole=whole)


# ── floats ───────────────────────────────────────────────────────────────────────────────────────────────


@given(NUMBERS, ASKED, st.booleans())
def test_a_float_prints_what_the_objects_read_of_its_number_cell(value, decimals, whole):
    seen = read(value, None, decimals, whole=whole)
    agrees(column([value], decimals, whole=whole), [seen])


@given(COLUMNS, ASKED, st.booleans())
def test_a_column_is_brought_to_the_scale_that_leaves_the_fewest_odd(values, decimals, whole):
    wanted = [() if math.isnan(value) else read(value, None, decimals, whole=whole) for value in values]
    agrees(column(values, decimals, whole=whole), wanted)


@given(st.lists(st.tuples(NUMBERS, st.integers(-1, 12), st.booleans()), max_size=8))
def test_each_row_has_the_decimals_that_it_asks_for_or_the_caller_named_for_it(told):
    values, decimals, whole = zip(*told, strict=True) if told else ((), (), ())
    wanted = [
        read(value, None, None if asked < 0 else asked, whole=True)
        if named
        else read(value, None if asked < 0 else asked)
        for value, asked, named in told
    ]
    named = np.array(whole, np.bool_)
    agrees(column(values, np.array(decimals, np.int8), whole=named), wanted)


@given(st.lists(st.tuples(NUMBERS, st.integers(-1, 12)), max_size=8))
def test_what_a_row_asks_for_holds_for_whole_counts_too(told):
    values, decimals = zip(*told, strict=True) if told else ((), ())
    wanted = [read(value, None if asked < 0 else asked, whole=True) for value, asked in told]
    agrees(column(values, np.array(decimals, np.int8), whole=True), wanted)


@given(st.lists(st.tuples(NUMBERS, st.booleans()), max_size=8), PLACES)
def test_one_caller_may_name_decimals_for_counts_and_for_others(told, decimals):
    wanted = [read(value, None, decimals, whole=whole) for value, whole in told]
    mask = np.array([whole for _, whole in told], np.bool_)
    agrees(column([value for value, _ in told], decimals, whole=mask), wanted)


@given(st.lists(st.tuples(st.integers(-(10**9), 10**9), PLACES), min_size=1, max_size=8))
def test_the_float_of_a_printed_number_prints_it_again(told):
    texts = [f"{digits}e-{places}" for digits, places in told]
    scaled = column([float(text) for text in texts], np.array([places for _, places in told]), whole=False)
    assert scaled.hidden is None
    for one, text, (_, places) in zip(rows(scaled), texts, told, strict=True):
        assert one in ("odd", (Fraction(text), places, False))


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (100 / 3, None, ("33.333333333333", 12, True)),
        (96.3, None, ("96.3", 1, False)),
        (0.1 + 0.2, 1, ("0.3", 1, False)),
        (96.25, 1, ("96.25", 2, True)),
        (99.99999999999999, 1, ("100", 1, False)),
        (-0.0, 2, ("0", 2, False)),
        (5e-324, 3, ("0", 3, False)),
        (5e-324, None, ("0", 0, True)),
        (12345678901234.5, 1, ("12345678901234", 0, False)),
        (4503599627370495.0, 0, ("4503599627370495", 0, False)),
        (12.089481411614543, None, ("12.089481411615", 12, True)),
    ],
)
def test_published_and_computed_floats_print_what_they_should(value, decimals, printed):
    (one,) = rows(column([value], decimals, whole=False))
    assert one == (Fraction(printed[0]), *printed[1:])


def test_a_clean_column_says_everything_once():
    scaled = column([96.3, math.nan, -4.5], 1, whole=False)
    assert (scaled.scale, scaled.half, scaled.decimals, scaled.hidden, scaled.odd) == (1, 1.0, 1, None, None)
    assert scaled.twice.tolist()[::2] == [1926, -90]
    assert math.isnan(scaled.twice[1])


def test_whole_counts_have_no_decimals_and_others_what_the_caller_named():
    assert column([23000, 41], 1, whole=True).decimals == 0
    assert column([23000, 41], 1, whole=False).decimals == 1
    assert column([23000, 41.5], 1, whole=True).decimals.tolist() == [0, 1]


def test_one_long_computed_float_does_not_make_the_millions_beside_it_odd():
    scaled = column([*range(10**6, 10**6 + 50), 100 / 3], None, whole=False)
    assert (scaled.scale, scaled.odd.sum(), scaled.odd[-1]) == (0, 1, True)
    assert column([96.3, 100 / 3], 1, whole=False).scale == 12


def test_computed_floats_are_not_odd():
    scaled = column([100 * one / 30011 for one in range(1, 20000)], None, whole=False)
    assert scaled.odd is None
    assert scaled.hidden.any()


@pytest.mark.parametrize("value", [math.inf, -math.inf, 2.0**52, -(2.0**60), 1e300])
def test_what_no_scaled_integer_says_is_odd(value):
    assert rows(column([value, 5], None, whole=False)) == ["odd", (5, 0, False)]


@pytest.mark.parametrize("decimals", [None, 1, np.empty(0, np.int8)])
def test_an_empty_column_has_no_rows(decimals):
    assert rows(column([], decimals, whole=False)) == []


def test_the_values_and_decimals_given_are_left_alone():
    values, decimals = np.array([96.25, math.nan, 5]), np.array([1, -1, 0], np.int8)
    of_floats(values, decimals, whole=True)
    assert values.tolist()[::2] == [96.25, 5]
    assert decimals.tolist() == [1, -1, 0]


@given(st.integers(8150, 8250), st.integers(0, 8249))
def test_rows_stay_in_their_places_in_long_columns(size, row):
    assume(row < size)
    values = np.arange(size) / 10
    values[row] = 100 / 3
    scaled = of_floats(values, 1, whole=False)
    assert np.flatnonzero(scaled.hidden).tolist() == [row]
    assert (np.delete(scaled.twice, row) == np.delete(np.arange(size), row) * 2.0 * 10**11).all()


# ── texts and Decimals ───────────────────────────────────────────────────────────────────────────────────


def printed(text):
    """What the objects read of a text, in the words of `rows`; None where that is no plain figure."""
    told = []
    found = Amounts().read(Cell(text, "D2"), Cell("万人", "E2"), lambda *_, **__: told.append(1))
    if told or not isinstance(found.value, Figure):
        return None
    return Fraction(found.value.value), found.value.decimals, False


@given(
    st.lists(
        st.none() | st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{1,13})?", fullmatch=True) | st.text(max_size=5)
    )
)
def test_a_text_that_is_not_odd_prints_what_the_objects_read(texts):
    scaled = of_texts(texts)
    for one, text in zip(rows(scaled), texts, strict=True):
        assert (one is None) == (text is None)
        assert one in (None, "odd", text and printed(text))


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_plain_numerals_are_not_odd_and_keep_their_decimals(number, places):
    text = format(Decimal(number), "f") + "." * bool(places) + "0" * places
    assert rows(of_texts([text, text, None])) == [(number, places, False)] * 2 + [None]


@given(st.lists(st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", fullmatch=True), min_size=1, max_size=4))
def test_the_float_nearest_to_a_text_says_all_that_it_printed(texts):
    scaled = of_texts(texts)
    again = of_floats(
        scaled.twice / (2 * 10.0**scaled.scale),
        np.broadcast_to(scaled.decimals, scaled.twice.shape),
        whole=True,
    )
    read_again = [one or "odd" for one in rows(again)]
    assert read_again == rows(scaled)


@pytest.mark.parametrize(
    "text",
    ["", "—", "-", "23", " 23", "2.", ".5", "+5", "1,000", "96.3%", "超过2", "1e3", "NaN", "\x00", "2\n",
     "9" * 18, "9" * 10**6, "1." + "0" * 13, "1234567890123.45", "٣", None, 1.5, b"1", math.nan],
)  # fmt: skip
def test_what_is_no_plain_numeral_is_odd_and_nothing_is_nothing(text):
    expected = {"23": (23, 0, False), None: None}.get(text, "odd")
    assert rows(of_texts([text])) == [expected]


def test_texts_are_brought_to_one_scale_and_the_rest_are_odd():
    scaled = of_texts(["2.30", "5", "超过2.3"])
    assert rows(scaled) == [(Fraction("2.3"), 2, False), (5, 0, False), "odd"]
    assert isinstance(scaled, Scaled)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_prints_what_the_objects_read_of_it(number):
    (one,) = rows(of_decimals([number]))
    assert (one is None) == number.is_nan()
    if one not in (None, "odd"):
        assert one == printed(cell_of(number, "").text)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2.30", (Fraction("2.3"), 2, False)),
        ("-1E+2", (-100, 0, False)),
        ("0E-3", (0, 3, False)),
        ("0E-13", "odd"),
        ("1E+999999", "odd"),
        ("1E-999999", "odd"),
        ("-Infinity", "odd"),
        ("sNaN", None),
        ("NaN", None),
    ],
)
def test_decimals_keep_what_was_printed(number, expected):
    assert rows(of_decimals([Decimal(number), None])) == [expected, None]
