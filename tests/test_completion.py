"""Completion rates: one formula by default, every other by its name, and a reason where there is none."""

from decimal import Decimal
from fractions import Fraction

import pytest
from assessed import EMPLOYED, GRADES, INSURED, UNEMPLOYED, goal, total
from exactly import inside
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from strategies import truths
from strategies_upper import numbers

from rsindicators import (
    Accumulation,
    Base,
    Bound,
    Composition,
    Figure,
    Interval,
    Method,
    Period,
    Reading,
    parse,
)
from rsindicators.completion import completion, start_of
from rsindicators.errors import UnitError


def rate(target, figure, method=None):
    """The rate to two decimals, or the reason."""
    made = completion(target, Figure.parse(figure) if isinstance(figure, str) else figure, method)
    return made if isinstance(made, str) else str(made.round(2))


@pytest.mark.parametrize(
    ("bound", "name", "figure", "printed"),
    [
        # 浙江 表1: 党政人才 32.5 of 34, 专业技术人才 610 of 650
        ("34万人", "党政人才", "32.5万人", "95.59%"),
        ("650万人", "专业技术人才", "610万人", "93.85%"),
        # 邵阳 专栏1: 失业保险 33.04 of 36, 工伤保险 54.61 of 56
        ("36万人", INSURED, "33.04万人", "91.78%"),
        ("56万人", "工伤保险参保人数", "54.61万人", "97.52%"),
    ],
)
def test_the_usual_rate_is_actual_over_target(bound, name, figure, printed):
    assert rate(goal(f"≥{bound}", name), figure) == printed


def test_of_a_total_as_well():
    assert rate(total("≥1.7万人"), "2.06万人") == "121.18%"


@pytest.mark.parametrize(
    ("bound", "figure", "base", "printed"),
    [
        # 专栏1第4行: 24.48 → 25.66 was asked, 32.33 was reached
        ("≥25.66万人", "32.33万人", "24.48万人", "665.25%"),
        ("≥25.66万人", "25.07万人", "24.48万人", "50.00%"),
        ("≥25.66万人", "24.00万人", "24.48万人", "-40.68%"),
    ],
)
def test_the_planned_increase_done_is_another_number_and_must_be_asked_for(bound, figure, base, printed):
    target = goal(bound, "基本养老保险参保人数", base=base)
    assert rate(target, figure, Method.INCREASE) == printed
    assert rate(target, figure) != printed


@pytest.mark.parametrize(
    ("bound", "name", "base", "reason"),
    [
        # 专栏2第3行: 2.7 → <4.5; 第6行: 21.2 → 20
        ("<4.5%", UNEMPLOYED, "2.7%", "worse_side"),
        ("≥20万人", INSURED, "21.2万人", "worse_side"),
        ("≥32.5万人", INSURED, "32.5万人", "worse_side"),
        ("≥52.3%", "参保率", "52%", "unclear"),
        ("≥2万人", INSURED, None, "no_base"),
        ("≥2万人", INSURED, "—", "no_base"),
        ("≥2万人", INSURED, "超过1万人", "no_base"),
        ("2—3万人", INSURED, "1万人", "band"),
        ("2万人左右", INSURED, "1万人", "band"),
    ],
)
def test_there_is_no_planned_increase_where_none_is_asked(bound, name, base, reason):
    target = goal(bound, name, base=base)
    assert rate(target, "3%" if "%" in bound else "3万人", Method.INCREASE) == reason
    assert start_of(target) == ("no_base" if reason == "band" else reason)


def test_a_base_of_one_year_is_no_base_of_a_five_year_total():
    # 邵阳: 4.72 → [>23.5] is not +398%
    year = Base(parse("4.72万人"), Period(2020), Accumulation.ANNUAL)
    target = goal(">23.5万人", EMPLOYED, "“十四五”", run=Accumulation.CUMULATIVE)
    with_year = goal(">23.5万人", EMPLOYED, "“十四五”", run=Accumulation.CUMULATIVE, base=year)
    assert start_of(with_year) == start_of(target) == "no_base"
    assert rate(with_year, "12万人", Method.INCREASE) == "no_base"
    total_before = Base(parse("[2.06]万人"), Period.plan(13), Accumulation.CUMULATIVE)
    again = goal("≥1.85万人", EMPLOYED, "“十四五”", run=Accumulation.CUMULATIVE, base=total_before)
    assert start_of(again) == "no_base"


def test_a_base_without_end_is_unclear():
    boundless = Figure("1.00", "万人", interval=Interval(None, "1.5"))
    base = Base(Reading(boundless), Period(2020), Accumulation.AT_END)
    assert start_of(goal("≥2万人", base=base)) == "unclear"
    ceiling = Base(
        Reading(Figure("3.00", "%", interval=Interval("2.9", None))), Period(2020), Accumulation.AT_END
    )
    assert start_of(goal("≤2%", UNEMPLOYED, base=ceiling)) == "unclear"


def test_a_fall_that_is_asked_for_is_an_increase_done_too():
    assert rate(goal("≤2.5%", UNEMPLOYED, base="3.3%"), "2.9%", Method.INCREASE) == "50.00%"


@pytest.mark.parametrize(
    ("method", "printed"),
    [
        (None, "ceiling"),
        (Method.ACTUAL_OVER_TARGET, "67.50%"),
        (Method.TARGET_OVER_ACTUAL, "148.15%"),
        (Method.TWO_MINUS, "132.50%"),
    ],
)
def test_a_ceiling_has_a_rate_only_by_name(method, printed):
    assert rate(goal("≤4%", UNEMPLOYED), "2.7%", method) == printed


@pytest.mark.parametrize(
    ("target", "figure", "method", "reason"),
    [
        (goal("≤4%", UNEMPLOYED), "0%", Method.TARGET_OVER_ACTUAL, "zero_actual"),
        (goal("≤4%", UNEMPLOYED), "0.0%", Method.TARGET_OVER_ACTUAL, "zero_actual"),
        (goal("≤0%", UNEMPLOYED), "2.7%", Method.TWO_MINUS, "zero_target"),
        (goal("≥2万人"), "2.28万人", Method.TWO_MINUS, "method"),
        (goal("≥2万人"), "2.28万人", Method.TARGET_OVER_ACTUAL, "method"),
        (goal("≥0万人"), "2.28万人", None, "zero_target"),
        (goal("2—3万人"), "2.28万人", None, "band"),
        (goal("10:40:50", GRADES), Composition.parse("16.4:46.3:37.3"), None, "composition"),
        (goal(None), "2.28万人", None, "no_target"),
        (goal(None, phrase="全覆盖"), "2.28万人", None, "text"),
        (goal(None, lost="该格缺失"), "2.28万人", None, "lost"),
        (goal("≥2万人"), None, None, "missing"),
        (goal("≥2万人"), Bound.parse("超过2万人"), None, "one_sided"),
        (goal("≤4%", UNEMPLOYED), None, Method.TWO_MINUS, "missing"),
    ],
)
def test_where_there_is_none_the_reason_is_a_word(target, figure, method, reason):
    assert rate(target, figure, method) == reason


def test_units_must_fit():
    with refused(UnitError, "unit.different"):
        completion(goal("≥2万人"), Figure("2.28", "万人次"))


@given(st.data(), numbers(1, 10**6), numbers(1, 10**6), st.sampled_from(Method))
def test_the_interval_of_every_formula_holds_every_truth(data, actual, limit, method):
    figure = Figure(actual, "%")
    target = goal(f"≤{limit:f}%", UNEMPLOYED, base=Base(parse("1000001%"), Period(2020), Accumulation.AT_END))
    made = completion(target, figure, method)
    truth, asked = data.draw(truths(figure.interval)), Fraction(limit)
    if isinstance(made, str):
        assert (made, method) == ("zero_actual", Method.TARGET_OVER_ACTUAL)
        assert figure.interval.lo <= 0
        return
    if method is Method.TARGET_OVER_ACTUAL:
        right = asked / truth
    elif method is Method.INCREASE:
        right = (truth - 1000001) / (asked - 1000001)
    else:
        right = truth / asked if method is Method.ACTUAL_OVER_TARGET else 2 - truth / asked
    assert inside(100 * right, made.interval)
    assert made.interval.contains(Decimal(made.value))
