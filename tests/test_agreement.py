"""Whether what the figures give is what was claimed: rounded, within rounding, cut off, or not."""

from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Bound, Figure, growth
from rsindicators.agreement import against, gives
from rsindicators.arithmetic import share
from rsindicators.kinds import Agreement

EXACT, WITHIN = Agreement.EXACT, Agreement.WITHIN_ROUNDING
TRUNCATED, CONTRADICTED, OPEN = Agreement.TRUNCATED, Agreement.CONTRADICTED, Agreement.NOT_CHECKABLE


def agreed(claimed, result):
    return against(Figure.parse(claimed), Figure.of(result))


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("claimed", ["2.3%", "2.2%"])
def test_a_half_may_be_rounded_up_or_to_even(claimed):
    assert agreed(claimed, share("9万人", "400万人")) is EXACT


def test_a_value_is_rounded_once_from_all_its_digits():
    result = share("2449人", "100000人")
    assert agreed("2.4%", result) is EXACT
    assert agreed("2.5%", result) is CONTRADICTED


def test_what_some_truth_behind_the_figures_gives_agrees_within_rounding():
    assert agreed("50.1%", growth("148人年", "98.5人年")) is WITHIN


@pytest.mark.parametrize(
    ("claimed", "result", "agreement"),
    [
        ("97.9%", share("9798人", "10000人"), TRUNCATED),
        ("97.8%", share("9798人", "10000人"), CONTRADICTED),
        ("98.0%", share("9790人", "10000人"), CONTRADICTED),
        ("-2.0%", growth("9702人", "9900人"), EXACT),
        ("-2.9%", growth("9702人", "10000人"), TRUNCATED),
        ("0.0%", growth("10009人", "10000人"), TRUNCATED),
        ("0.0%", growth("9991人", "10000人"), TRUNCATED),
    ],
)
def test_a_figure_cut_off_is_a_case_of_its_own(claimed, result, agreement):
    assert agreed(claimed, result) is agreement


def test_an_exact_claim_is_neither_rounded_to_nor_cut_to():
    decreed = Figure("8", "%", exact=True)
    assert against(decreed, Figure("8", "%", exact=True)) is EXACT
    assert against(decreed, Figure("8.4", "%", exact=True)) is CONTRADICTED
    assert against(decreed, Figure("8.0", "%")) is EXACT
    assert against(Figure("8", "人"), Figure("8.4", "人", exact=True)) is CONTRADICTED


def test_a_computed_claim_is_held_as_it_is():
    grown = growth("32.33万人", "24.48万人")
    assert against(grown, grown) is EXACT
    assert against(grown, growth("32.34万人", "24.48万人")) is WITHIN
    assert against(grown, growth("40.00万人", "24.48万人")) is CONTRADICTED


def test_a_claim_of_another_kind_is_contradicted():
    assert agreed("32.07个百分点", growth("32.33万人", "24.48万人")) is CONTRADICTED
    over = Bound.parse("超过30个百分点")
    assert against(over, growth("32.33万人", "24.48万人")) is CONTRADICTED


@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.integers(-2, 2))
def test_a_value_gives_its_two_roundings_and_nothing_else(value, decimals, off):
    exact = Fraction(value, 10**4)
    near = rounded(exact, decimals, half_even=False) + Fraction(off, 10**decimals)
    claimed = Figure(Decimal(f"{(near * 10**decimals).numerator}E-{decimals}"), "%")
    roundings = {rounded(exact, decimals, half_even=even) for even in (True, False)}
    assert gives(Decimal(f"{value}E-4"), claimed) == (near in roundings)


# ── hedged claims ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claimed", "agreement"),
    [
        ("超过50%", EXACT),
        ("50%以上", EXACT),
        ("超过50.5%", WITHIN),
        ("超过51%", CONTRADICTED),
        ("不足50%", WITHIN),
        ("不足49%", CONTRADICTED),
        ("50%左右", EXACT),
        ("49%左右", OPEN),
        ("近51%", OPEN),
        ("近50%", OPEN),
        ("近49%", CONTRADICTED),
        ("近50.3%", EXACT),
        ("50%—51%", EXACT),
        ("48%—49%", CONTRADICTED),
        ("48%—49.5%", CONTRADICTED),
        ("49%—50%", WITHIN),
    ],
)
def test_a_hedged_claim_is_judged_by_what_some_truth_behind_the_figures_satisfies(claimed, agreement):
    assert against(Bound.parse(claimed), growth("148人年", "98.5人年")) is agreement
