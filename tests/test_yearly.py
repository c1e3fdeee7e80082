"""Targets of every year and of a yearly average, year by year."""

from datetime import date
from fractions import Fraction

import pytest
from assessed import CLOSED, EMPLOYED, MIDDLE, UNEMPLOYED, goal, seen
from hypothesis import given
from hypothesis import strategies as st
from strategies_upper import numbers

from rsindicators import Accumulation, Figure, Period, Verdict
from rsindicators.yearly import mean, whole, years_of

GROSS = "博士后招收人数"
EACH, AVERAGE = Accumulation.EACH_YEAR, Accumulation.AVERAGE_ANNUAL
END = date(2025, 12, 31)


def promised(bound, name=EMPLOYED, run=EACH, period="“十四五”"):
    return goal(bound, name, period, run=run)


def decided(target, told, on=END):
    """The verdict on all years, and its reason."""
    judgement = all_years(target, told, on)
    return judgement.verdict.value, judgement.reason.removeprefix("judgement."), judgement.certain


def average(target, told, on=END):
    """The mean to date."""
    return mean(target, years_of(target, told, on), told, on)


def all_years(target, told, on=END):
    made = average(target, told, on) if target.accumulation is AVERAGE else None
    return whole(target, years_of(target, told, on), on, made)


def every_year(*values, name=EMPLOYED):
    """Figures of 2021, 2022 …"""
    return seen(name, *(one for year, value in enumerate(values, 2021) for one in (value, f"{year}年")))


def test_the_years_that_have_begun_are_judged_one_by_one_and_the_current_one_is_open():
    years = years_of(promised("≥0.3万人"), every_year("0.31万人", "0.29万人"), MIDDLE)
    assert [(str(year.period), year.verdict, year.judgement.reason) for year in years] == [
        ("2021年", Verdict.MET, ""),
        ("2022年", Verdict.MISSED, ""),
        ("2023年", Verdict.UNDECIDED, "judgement.open"),
    ]
    assert years[0].observation.period == Period(2021)
    assert years[2].observation is None


@pytest.mark.parametrize(
    ("values", "on", "answer"),
    [
        (("0.31", "0.32", "0.33", "0.34", "0.35"), END, ("met", "", True)),
        (("0.31", "0.32", "0.30", "0.34", "0.35"), END, ("met", "", False)),
        (("0.31", "0.32"), MIDDLE, ("undecided", "open", False)),
        (("0.31", "0.29"), MIDDLE, ("missed", "", True)),
        (("0.31", "0.29"), END, ("missed", "", True)),
        (("0.31", "0.295", "0.29"), END, ("missed", "", True)),
        (("0.31", "0.32"), END, ("undecided", "missing_year", False)),
        ((), MIDDLE, ("undecided", "missing_year", False)),
        ((), date(2021, 6, 30), ("undecided", "no_year", False)),
        ((), date(2020, 6, 30), ("undecided", "no_year", False)),
    ],
)
def test_every_year_must_keep_the_promise(values, on, answer):
    assert decided(promised("≥0.3万人"), every_year(*values), on) == answer


def test_a_broken_promise_is_told_by_the_year_that_broke_it_surely():
    almost = decided(promised("≥0.305万人"), every_year("0.30", "0.31", "0.31", "0.31", "0.31"))
    assert almost == ("missed", "", False)
    assert decided(promised("≥0.305万人"), every_year("0.30", "0.2")) == ("missed", "", True)


def test_the_smallest_margin_speaks_for_all_years():
    target = promised("≥0.3万人")
    told = every_year("0.35", "0.31", "0.34", "0.36", "0.32")
    assert str(all_years(target, told).margin) == "0.01万人"


def test_a_year_told_twice_or_of_another_scope_is_not_decided():
    target = promised("≥0.3万人")
    twice = [*every_year("0.31"), *every_year("0.32")]
    assert decided(target, twice, date(2021, 12, 31)) == ("undecided", "rivals", False)
    special = seen(EMPLOYED, "0.31", "2021年", scope="户籍")
    assert decided(target, special, date(2021, 12, 31)) == ("undecided", "scope", False)
    words = goal(None, "社会保障卡持卡人口覆盖率", "“十四五”", run=EACH, phrase="全覆盖")
    told = seen("社会保障卡持卡人口覆盖率", "全覆盖", "2021年")
    assert years_of(words, told, END)[0].judgement.reason == "judgement.words"


def test_every_year_in_words_has_no_margin_to_tell():
    grades = goal("10:40:50", "专业技术人才比例", "2021—2022年", run=EACH)
    told = seen("专业技术人才比例", "16.4:46.3:37.3", "2021年", "17:46:37", "2022年")
    judgement = all_years(grades, told, date(2022, 12, 31))
    assert (judgement.verdict, judgement.margin, judgement.inferred) == (Verdict.MET, None, True)


def test_a_ceiling_of_every_year_is_kept_by_the_rate_at_the_end_of_each():
    target = promised("≤4%", UNEMPLOYED)
    assert decided(target, every_year("3.1%", "4.0%", name=UNEMPLOYED), MIDDLE)[1] == "open"
    assert decided(target, every_year("3.1%", "4.2%", name=UNEMPLOYED), MIDDLE)[0] == "missed"


def test_a_year_is_put_together_from_its_quarters_or_told_by_its_last_year_to_date():
    quarters = seen(EMPLOYED, *(one for part in "一二三四" for one in ("0.08万人", f"2021年第{part}季度")))
    december = seen(EMPLOYED, "0.29", "2022年12月", accumulation=Accumulation.YEAR_TO_DATE)
    years = years_of(promised("≥0.3万人"), [*quarters, *december], MIDDLE)
    assert [year.verdict.value for year in years] == ["met", "missed", "undecided"]
    assert (years[0].observation, str(years[0].known.value)) == (None, "0.32万人")
    # three quarters are no year, and of a net flow nothing is sure
    assert decided(promised("≥0.2万人"), quarters[:3], date(2021, 12, 31)) == ("undecided", "stale", False)


def test_a_year_to_date_of_a_gross_flow_decides_what_it_already_exceeds():
    told = seen(GROSS, "7人", "2023年1—3月")
    over = promised("≤6人", GROSS, period="2023—2025年")
    assert decided(over, told, date(2023, 3, 31)) == ("missed", "", True)
    assert [year.verdict for year in years_of(over, told, MIDDLE)] == [Verdict.MISSED]
    # a floor reached in March keeps the year, and the promise stays open
    reached = promised("≥5人", GROSS, period="2023—2025年")
    assert [year.verdict for year in years_of(reached, told, MIDDLE)] == [Verdict.MET]
    assert decided(reached, told, MIDDLE)[1] == "no_year"
    # a net flow may fall again
    net = seen(EMPLOYED, "0.7", "2023年1—3月")
    assert decided(promised("≤0.6万人", period="2023—2025年"), net, MIDDLE)[1] == "no_year"


def test_a_distinct_count_is_not_put_together():
    distinct = "获得国家科技奖励人数"
    told = seen(distinct, "1人", "2021年1—6月", "2人", "2021年7—12月")
    judged = years_of(promised("≥3人", distinct), told, date(2021, 12, 31))[0].judgement
    assert judged.reason == "judgement.not_additive"


# ── yearly averages ──────────────────────────────────────────────────────────────────────────────────────


def test_the_average_of_a_flow_is_the_arithmetic_mean_of_its_years():
    target = promised("≥0.3万人", run=AVERAGE)
    assert str(average(target, every_year("0.31", "0.27"), MIDDLE)) == "0.29万人"
    assert decided(target, every_year("0.31", "0.27"), MIDDLE) == ("missed", "", True)
    assert decided(target, every_year("0.31", "0.29", "0.31", "0.29", "0.31")) == ("met", "", False)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((), "missing_year"),
        (("0.31", None), "missing_year"),
        ((None, "0.31"), "missing_year"),
        (("0.31", "超过0.3万人"), "open"),
    ],
)
def test_a_year_that_is_not_known_leaves_the_average_open(values, reason):
    target = promised("≥0.3万人", run=AVERAGE)
    assert average(target, every_year(*values), MIDDLE) is None
    assert decided(target, every_year(*values), MIDDLE) == ("undecided", reason, False)


def test_a_year_told_twice_has_no_mean():
    target = promised("≥0.3万人", run=AVERAGE)
    twice = [*every_year("0.31", "0.32"), *every_year("0.33")]
    assert average(target, twice, MIDDLE) is None


def test_a_total_over_the_plan_decides_a_yearly_average():
    # [1.6] is 0.32 a year
    told = seen(EMPLOYED, "[1.6]", "“十四五”")
    target = promised("≥0.3万人", run=AVERAGE)
    assert str(average(target, told)) == "0.32万人"
    assert decided(target, told) == ("met", "", True)
    assert decided(promised("≥0.34万人", run=AVERAGE), told) == ("missed", "", True)
    # also where a year is told twice
    twice = [*told, *every_year("0.31"), *every_year("0.33")]
    assert decided(target, twice) == ("met", "", True)
    one_year = promised("≥0.3万人", run=AVERAGE, period="2021年")
    parts = seen(EMPLOYED, "0.2", "2021年1—6月", "0.2", "2021年7—12月")
    assert decided(one_year, [*parts, *every_year(None)]) == ("met", "", True)


@pytest.mark.parametrize(
    ("values", "on", "answer"),
    [
        (("6.5%", "7%", "6%", "6.1%", "6.2%"), END, ("met", "", False)),
        (("6.5%", "7%"), MIDDLE, ("undecided", "open", False)),
        (("5.5%", "5%"), MIDDLE, ("missed", "", True)),
        (("6.5%", "5%"), MIDDLE, ("undecided", "mixed", False)),
        (("6.5%",), MIDDLE, ("undecided", "missing_year", False)),
    ],
)
def test_rates_of_growth_have_no_mean_but_if_all_lie_on_one_side_so_does_their_average(values, on, answer):
    # 浙江 表2第15行: 全员劳动生产率年均增长 6以上; its years are rates, which do not add
    assert decided(promised("≥6%", CLOSED, AVERAGE), every_year(*values, name=CLOSED), on) == answer


@given(st.lists(numbers(0, 10**4, 2), min_size=1, max_size=5), numbers(1, 10**4, 2))
def test_the_mean_to_date_is_the_mean(values, limit):
    on = date(2020 + len(values), 12, 31)
    told = every_year(*(Figure(value, "万人") for value in values))
    target = promised(f"≥{limit:f}万人", run=AVERAGE)
    made = average(target, told, on)
    truth = sum(map(Fraction, values), Fraction(0)) / len(values)
    assert abs(Fraction(made.value) - truth) < Fraction(1, 10**30)
    assert target.judge(made) == all_years(target, told, on)


@given(st.lists(numbers(0, 100, 2), min_size=5, max_size=5), numbers(1, 100, 2))
def test_every_year_is_met_if_and_only_if_the_worst_one_is(values, limit):
    told = every_year(*(Figure(value, "万人") for value in values))
    met = min(map(Fraction, values)) >= Fraction(limit)
    assert decided(promised(f"≥{limit:f}万人"), told)[0] == ("met" if met else "missed")
