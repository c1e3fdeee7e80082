"""Year-to-dates and single periods, and the total of a plan so far."""

import pickle
from datetime import date

import pytest
from definitions import count
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from reported import (
    CLOSING,
    COUNTED,
    COVERAGE,
    GROSS,
    NET,
    ORDER,
    PERSONS,
    STOCK,
    YTD,
    facts,
    flows,
    printed,
    refusals,
    seen,
)

from rsindicators import Accumulation, Additivity, Bound, Figure, Interval, Measure, Period, Status
from rsindicators.addition import aggregate
from rsindicators.errors import ComponentError, NotAdditiveError, PeriodError
from rsindicators.totals import running, singles, to_date

# ── year-to-dates and single periods ─────────────────────────────────────────────────────────────────────


def told(found):
    return [(str(one.period), str(one.figure)) for one in found]


def test_year_to_dates_become_what_happened_between_them():
    so_far = flows(("0.15", "2023年1—6月"), ("0.05", "2023年1—2月"), ("0.08", "2023年1—3月"), region="叙永县")
    made = singles(so_far)
    assert told(made) == [
        ("2023年1—2月", "0.05万人"),
        ("2023年3月", "0.03万人"),
        ("2023年第二季度", "0.07万人"),
    ]
    assert [one.accumulation for one in made] == [YTD, None, None]
    assert {one.region for one in made} == {"叙永县"}
    assert made[1].figure.interval == Interval("0.02", "0.04")  # both are rounded


def test_each_year_begins_anew_and_a_year_ends_with_its_annual_figure():
    so_far = [
        seen(NET, "0.02", "2022年1月", accumulation=YTD),
        *flows(("0.33", "2022年"), ("0.02", "2023年1月")),
        seen(NET, "0.05", "2023年2月", accumulation=YTD),
        *flows(("0.4", "2024年")),
    ]
    made = singles(so_far)
    assert told(made) == [
        ("2022年1月", "0.02万人"),
        ("2022年2—12月", "0.31万人"),
        ("2023年1月", "0.02万人"),
        ("2023年2月", "0.03万人"),
        ("2024年", "0.4万人"),
    ]
    assert [one.accumulation for one in made] == [None, None, None, None, Accumulation.ANNUAL]


def test_the_period_after_a_gap_covers_it_and_never_receives_the_whole_total():
    # trade rules §4: “a gap stays unknown … the period after a gap never receives the whole total”
    so_far = flows(("0.05", "2023年1—2月"), (None, "2023年1—3月"), ("0.09", "2023年1—4月"))
    assert told(singles(so_far)) == [("2023年1—2月", "0.05万人"), ("2023年3—4月", "0.04万人")]
    assert singles(flows((None, "2023年1—3月"))) == ()


def test_totals_taken_apart_and_put_together_again_keep_their_figures_but_not_their_intervals():
    totals = flows(("0.05", "2023年1—2月"), ("0.15", "2023年1—6月"), ("0.30", "2023年"))
    again = running(singles(totals))
    assert [(one.key, one.figure) for one in again] == [(one.key, one.figure) for one in totals]
    assert [str(one.figure.interval) for one in again] == [
        *("[0.045, 0.055]", "[0.135, 0.165]", "[0.275, 0.325]")
    ]
    assert "Keep the totals" in singles.__doc__


def test_the_net_flow_of_a_month_may_be_negative():
    made = singles(flows(("0.05", "2023年1—2月"), ("0.03", "2023年1—3月")))
    assert told(made)[1:] == [("2023年3月", "-0.02万人")]


def test_a_single_period_is_as_final_as_the_less_final_of_the_two_it_lies_between():
    so_far = [
        seen(NET, "0.05", "2023年1—2月", status=Status.FINAL, scope="常住"),
        seen(NET, "0.08", "2023年1—3月", status=Status.PRELIMINARY, scope="常住"),
        seen(NET, "0.1", "2023年1—4月", status=Status.FINAL, scope="常住"),
    ]
    made = singles(so_far)
    assert [one.status for one in made] == [Status.FINAL, Status.PRELIMINARY, Status.PRELIMINARY]
    assert {one.scope for one in made} == {"常住"}
    months = [
        seen(NET, "0.05", "2023年1—2月", status=Status.PRELIMINARY),
        seen(NET, "0.08", "2023年3月", status=Status.FINAL),
    ]
    assert [one.status for one in running(months)] == [Status.PRELIMINARY, Status.PRELIMINARY]


def test_single_periods_become_year_to_dates():
    told_so = flows(("0.03", "2023年3月"), ("0.05", "2023年1—2月"), ("0.3", "2022年"), ("0.1", "2023年4月"))
    made = running(told_so)
    assert told(made) == [
        ("2022年", "0.3万人"),
        ("2023年1—2月", "0.05万人"),
        ("2023年第一季度", "0.08万人"),
        ("2023年1—4月", "0.18万人"),
    ]
    assert [one.accumulation for one in made] == [Accumulation.ANNUAL, YTD, YTD, YTD]
    assert running(flows(("0.1", "2023年1月")))[0].accumulation is YTD
    whole = running(flows(("0.1", "2023-S1"), ("0.2", "2023-S2")))[-1]
    assert (whole.accumulation, whole.period) == (Accumulation.ANNUAL, Period(2023))


def test_after_a_gap_the_year_to_date_is_unknown_until_the_next_january():
    months = [
        ("0.1", "2022年2月"),
        ("0.1", "2023年1月"),
        (None, "2023年2月"),
        ("0.1", "2023年3月"),
        ("0.1", "2023年4月"),
        ("0.2", "2024年1月"),
    ]
    made = running(flows(*months))
    assert told(made) == [("2023年1月", "0.1万人"), ("2024年1月", "0.2万人")]
    assert running(flows((None, "2023年1月"))) == ()


@pytest.mark.parametrize(
    ("series", "code"),
    [
        ([("0.1", "2023年2月")], "addition.january"),
        ([("0.1", "2023年1—2月"), ("0.2", "2023年1—2月")], "addition.period_twice"),
        ([("0.1", "2022—2023年")], "addition.years"),
        ([("0.1", "2022-12-01/P2M")], "addition.years"),
        ([("超过1万人", "2023年1—2月")], "addition.no_figure"),
    ],
)
def test_only_year_to_dates_are_taken_apart(series, code):
    with refused(NotAdditiveError, code):
        singles(flows(*series))


@pytest.mark.parametrize(
    ("series", "code"),
    [
        ([("0.1", "2023年1—3月"), ("0.2", "2023年1—6月")], "addition.overlap"),
        ([("0.1", "2023年1月"), ("0.2", "2023年1月")], "addition.period_twice"),
        ([("0.1", "2022-12-01/P2M")], "addition.years"),
        ([("超过1万人", "2023年1月")], "addition.no_figure"),
    ],
)
def test_only_disjoint_runs_within_a_year_are_put_together(series, code):
    with refused(NotAdditiveError, code):
        running(flows(*series))


@pytest.mark.parametrize("turn", [singles, running])
@pytest.mark.parametrize(
    ("of", "figure", "code"),
    [
        (STOCK, "1", "addition.stock"),
        (CLOSING, "90%", "addition.ratio_carried"),
        (PERSONS, "1", "addition.none"),
    ],
)
def test_only_flows_have_year_to_dates(turn, of, figure, code):
    with refused(NotAdditiveError, code):
        turn([seen(of, figure, "2023年1月")])


@pytest.mark.parametrize("turn", [singles, running, lambda told: to_date(told, PLAN, JUNE)])
def test_of_a_stock_the_last_period_is_named(turn):
    stocks = flows(("2", "2022年末"), ("2", "2023年3月末"), ("2", "2021年末"), of=STOCK)
    with refused(NotAdditiveError, "addition.stock", "2023年3月"):
        turn(stocks)


@pytest.mark.parametrize("turn", [singles, running])
def test_a_series_is_of_one_indicator_region_and_scope(turn):
    (one,) = flows(("0.1", "2023年1月"), region="甲")
    for other, code in (
        (seen(GROSS, "0.1", "2023年1—2月", "甲"), "addition.indicators"),
        (seen(NET, "0.1", "2023年1—2月", "乙"), "addition.regions"),
        (seen(NET, "0.1", "2023年1—2月", "甲", scope="全部"), "addition.scopes"),
    ):
        with refused(NotAdditiveError, code):
            turn([one, other])
    with refused(ComponentError, "addition.empty"):
        turn([])
    with refused(ComponentError, "addition.observation"):
        turn(None)


# ── a total so far ───────────────────────────────────────────────────────────────────────────────────────

PLAN = "“十四五”"
JUNE = date(2023, 6, 30)
SO_FAR = [("0.32", "2021年"), ("0.33", "2022年"), ("0.15", "2023年1—6月")]


def test_the_plan_so_far_is_the_finished_years_and_the_current_year_to_date():
    # 专栏2第1行 [1.85]: 2021年, 2022年 and 2023年1—6月 make 0.80 by 2023-06-30
    made = to_date(flows(*SO_FAR), PLAN, JUNE)
    assert (made.period, made.through, made.gaps, made.reason) == (Period.plan(14), JUNE, (), "")
    assert str(made.figure) == "0.80万人"
    assert made.figure.interval == Interval("0.785", "0.815")
    assert [str(one.period) for one in made.parts] == ["2021年", "2022年", "2023年1—6月"]
    assert made.floor is None
    assert made.say() == "截至 2023-06-30:0.80万人"
    assert made.say("en") == "through 2023-06-30: 0.80万人"
    assert made.figure.exact_eq(aggregate(flows(*SO_FAR), over="period").figure)


@pytest.mark.parametrize(
    ("day", "figure"),
    [
        (JUNE, "0.80万人"),
        (date(2023, 6, 29), "0.70万人"),
        (date(2023, 9, 30), "0.85万人"),
        (date(2024, 1, 1), "1.05万人"),
        (date(2023, 2, 1), "0.65万人"),
        (date(2025, 12, 31), "9万人"),
    ],
)
def test_of_several_year_to_dates_the_longest_that_is_over_by_the_day_is_used(day, figure):
    more = [("0.05", "2023年1—2月"), ("0.2", "2023年1—9月"), ("0.4", "2023年"), ("9", PLAN)]
    assert str(to_date(flows(*SO_FAR, *more), PLAN, day).figure) == figure


def test_a_total_so_far_that_was_printed_is_used_and_continued():
    printed_so = flows(("0.7", "2021—2022年"), *SO_FAR)
    made = to_date(printed_so, PLAN, JUNE)
    assert [str(one.period) for one in made.parts] == ["2021—2022年", "2023年1—6月"]
    assert str(made.figure) == "0.85万人"
    months = flows(("0.1", "2021年1—3月"), ("0.02", "2021年4月"), ("0.2", "2021年第三季度"))
    assert to_date(months, PLAN, JUNE).through == date(2021, 4, 30)


def test_a_month_told_as_a_year_to_date_reaches_back_to_january():
    made = to_date([seen(NET, "0.2", "2021年6月", accumulation=YTD)], PLAN, JUNE)
    assert (made.figure, made.through) == (Figure("0.2", "万人"), date(2021, 6, 30))


def test_a_month_behind_a_gap_does_not_make_unknown_what_is_known_before_it():
    made = to_date(flows(("0.1", "2021年1—3月"), ("0.02", "2021年5月")), PLAN, JUNE)
    assert (made.figure, made.through) == (Figure("0.1", "万人"), date(2021, 3, 31))


def test_months_that_continue_a_year_to_date_behind_a_gap_count_with_it():
    told_so = [("0.3", "2021年"), ("0.1", "2023年1—3月"), ("0.04", "2023年4月"), ("0.01", "2023年6月")]
    net = to_date(flows(*told_so), PLAN, JUNE)
    assert (net.figure, net.through, net.gaps) == (None, date(2023, 4, 30), (Period(2022),))
    assert [str(one.period) for one in net.parts] == ["2021年", "2023年第一季度", "2023年4月"]
    assert to_date(flows(*told_so, of=GROSS), PLAN, JUNE).floor == Bound.parse("≥0.335万人")


def test_months_behind_a_gap_with_nothing_before_it_tell_what_is_missing():
    net = to_date(flows(("0.1", "2021年4—6月"), ("0.02", "2022年8月")), PLAN, JUNE)
    assert (net.figure, net.reason, net.through) == (None, "gap", date(2022, 8, 31))
    assert [str(gap) for gap in net.gaps] == ["2021年第一季度", "2021年7—12月", "2022年1—7月"]
    gross = to_date(flows(("0.1", "2021年4—6月"), of=GROSS), PLAN, JUNE)
    assert (gross.gaps, gross.floor) == ((Period(2021, 1, 3),), Bound.parse("≥0.05万人"))


GAPPED = [("0.32", "2021年"), ("0.15", "2023年1—6月"), ("0.05", "2023年1—3月")]


def test_a_missing_year_leaves_the_total_unknown():
    net = to_date(flows(*GAPPED), PLAN, JUNE)
    assert (net.figure, net.reason, net.through, net.floor) == (None, "gap", JUNE, None)
    assert net.gaps == (Period(2022),)
    assert [str(one.period) for one in net.parts] == ["2021年", "2023年1—6月"]
    assert (net.say(), net.say("en")) == ("累计不知道:缺 2022年", "total unknown: 2022年 missing")


def test_a_floor_is_told_only_where_nothing_can_be_taken_back():
    gross = to_date(flows(*GAPPED, of=GROSS), PLAN, JUNE)
    assert (gross.figure, gross.gaps) == (None, (Period(2022),))
    assert gross.floor == Bound.parse("≥0.46万人")  # 0.315 and 0.145 at least
    begun = to_date(flows(("0.04", "2023年1—6月"), of=GROSS), PLAN, JUNE)
    assert (begun.gaps, begun.floor) == ((Period(2021), Period(2022)), Bound.parse("≥0.035万人"))
    nothing = to_date(flows(("0.0", "2023年1—6月"), of=GROSS), PLAN, JUNE)
    assert nothing.floor == Bound.parse("≥0万人")
    falling = count(
        code="f", measure=Measure.FLOW, over_periods=Additivity.SUM, accumulation=Accumulation.ANNUAL,
        minimum=Figure(-5, "户"),
    )  # fmt: skip
    assert to_date(flows(("5", "2022年"), of=falling), PLAN, JUNE).floor is None


def test_what_is_told_from_one_side_of_a_gross_flow_enters_the_floor():
    told_so = [("超过0.4", "2021年"), ("0.3", "2022年"), ("0.1", "2022年1—3月"), ("0.15", "2023年1—6月")]
    gross = to_date(flows(*told_so, of=GROSS), PLAN, JUNE)
    assert (gross.figure, gross.reason, gross.gaps) == (None, "gap", (Period(2021),))
    assert [str(one.figure) for one in gross.parts] == ["超过0.4万人", "0.3万人", "0.15万人"]
    assert gross.floor == Bound.parse("≥0.795万人")  # 0.4 and 0.25 and 0.145
    net = to_date(flows(*told_so), PLAN, JUNE)
    assert (net.floor, len(net.parts)) == (None, 2)
    alone = to_date(flows(("0.4—0.5万人", "2021年"), of=GROSS), PLAN, JUNE)
    assert (alone.figure, alone.reason, alone.floor) == (None, "gap", Bound.parse("≥0.4万人"))
    assert alone.through == date(2021, 12, 31)


def test_a_bound_is_no_second_figure_of_its_months():
    told_so = [
        *flows(("超过0.4", "2021年"), ("0.5", "2021年"), ("0.1", "2023年1—6月"), of=GROSS),
        *flows(("超过9", "2022年"), of=GROSS, scope="单位职工"),
        *flows(("不足3", "2022年"), ("3左右", "2022年7—12月"), ("超过1", "2021—2022年"), of=GROSS),
        seen(GROSS, "超过0.6", "2022年1—6月", status=Status.FINAL),
        *flows(("超过0.7", "2022年1—6月"), ("超过0.2", "2022年1—3月"), ("超过5", "2023年7—9月"), of=GROSS),
    ]
    made = to_date(told_so, PLAN, date(2024, 1, 1))
    assert [f"{one.period} {one.figure}" for one in made.parts] == [
        *("2021年 0.5万人", "2022年第一季度 超过0.2万人", "2023年1—6月 0.1万人")
    ]
    assert made.floor == Bound.parse("≥0.7万人")
    only = to_date([one for one in told_so if one.period != Period(2022, 1, 3)], PLAN, JUNE)
    assert [str(one.figure) for one in only.parts][1] == "超过0.6万人"  # the most final


@pytest.mark.parametrize("cell", [None, "超过0.3万人", "全覆盖"])
def test_a_missing_or_one_sided_figure_is_a_gap(cell):
    made = to_date(flows(("0.32", "2021年"), (cell, "2022年"), ("0.15", "2023年1—6月")), PLAN, JUNE)
    assert (made.figure, made.gaps) == (None, (Period(2022),))


def test_the_most_final_status_is_used_for_each_run_and_the_least_final_of_these_is_named():
    year = [seen(NET, f"0.3{n}", "2021年", status=status) for n, status in enumerate(ORDER)]
    for last in range(1, 6):
        made = to_date(year[:last][::-1], PLAN, JUNE)
        assert (made.figure, made.status) == (year[last - 1].figure, ORDER[last - 1])
    rest = seen(NET, "0.3", "2022年", status=Status.PRELIMINARY)
    assert to_date([*year, rest], PLAN, JUNE).status is Status.PRELIMINARY
    assert to_date([], PLAN, JUNE).status is None


ESTIMATE = Status.ESTIMATED


@pytest.mark.parametrize(
    ("final", "estimate", "figure"),
    [
        ([("0.32", "2021年"), ("0.33", "2022年")], ("0.9", "2021—2022年"), "0.65万人"),
        ([("0.2", "2021年1—6月"), ("0.13", "2021年7—12月")], ("0.5", "2021年"), "0.33万人"),
        ([("0.65", "2021—2022年")], ("0.5", "2021年"), "0.65万人"),
    ],
)
def test_an_estimate_of_a_longer_run_does_not_stand_for_final_figures_of_its_parts(final, estimate, figure):
    told_so = [*flows(*final, status=Status.FINAL), *flows(estimate, status=ESTIMATE)]
    for order in (told_so, told_so[::-1]):
        made = to_date(order, PLAN, JUNE)
        assert (str(made.figure), made.status) == (figure, Status.FINAL)


def test_a_figure_that_was_set_aside_and_disagrees_is_told():
    final = flows(("0.32", "2021年"), ("0.33", "2022年"), status=Status.FINAL)
    (estimate,) = flows(("0.9", "2021—2022年"), status=ESTIMATE)
    made = to_date([*final, estimate], PLAN, JUNE)
    assert made.disputed == (estimate,)
    assert made.say() == "截至 2022-12-31:0.65万人;与之不符而未用:2021—2022年 0.9万人"
    assert made.say("en").endswith("; not used, since it disagrees: 2021—2022年 0.9万人")
    first = flows(("0.40", "2021年"), ("0.3", "2021年"), status=Status.PRELIMINARY)
    assert to_date([*final, *first], PLAN, JUNE).disputed == (first[0],)
    (near,) = flows(("0.7", "2021—2022年"), status=ESTIMATE)
    assert to_date([*final, near], PLAN, JUNE).disputed == ()


def test_what_disagrees_with_figures_that_are_as_final_leaves_the_total_unknown():
    told_so = flows(("0.32", "2021年"), ("0.33", "2022年"), ("0.9", "2021—2022年"), ("0.1", "2023年1—3月"))
    made = to_date(told_so, PLAN, JUNE)
    assert (made.figure, made.reason, made.through) == (None, "rivals", date(2023, 3, 31))
    assert [str(one.period) for one in made.parts] == ["2021—2022年", "2023年第一季度"]
    assert [str(one.period) for one in made.disputed] == ["2021年", "2022年"]


def test_figures_that_make_no_difference_to_the_total_may_disagree():
    months = [("0.1", "2021年1月"), ("0.1", "2021年2月"), ("0.5", "2021年1—2月"), ("0.4", "2021年")]
    made = to_date(flows(*months), PLAN, JUNE)
    assert (str(made.figure), made.disputed) == ("0.4万人", ())
    crossed = flows(("0.3", "2021年1—8月"), ("0.3", "2021年5—12月"), ("0.2", "2022年"), status=ESTIMATE)
    assert to_date(crossed, PLAN, JUNE).disputed == ()


def test_of_figures_that_tell_the_same_the_narrowest_is_used():
    told_so = [*flows(("2.3万人", "2021年")), *flows(("23000人", "2021年"))]
    for order in (told_so, told_so[::-1]):
        assert str(to_date(order, PLAN, JUNE).figure) == "23000人"


def test_rival_figures_of_one_run_leave_the_total_unknown():
    made = to_date(flows(("0.32", "2021年"), ("0.33", "2021年"), ("0.3", "2022年")), PLAN, JUNE)
    assert (made.figure, made.reason, len(made.parts), made.floor) == (None, "rivals", 3, None)
    assert "不同的数" in made.say()
    one, two = flows(("0.3", "2021年"), ("0.30", "2021年"))
    for same in ([one, two], [two, one]):
        assert to_date(same, PLAN, JUNE).parts == (two,)
        assert to_date(same, PLAN, JUNE).figure.decimals == 2


def test_scopes_are_not_mixed_and_a_special_one_counts_only_alone():
    special = flows(("0.5", "2021年"), ("0.5", "2022年"), scope="单位职工")
    made = to_date([*special, *flows(("0.3", "2021年"))], PLAN, JUNE)
    assert (made.figure, made.through) == (Figure("0.3", "万人"), date(2021, 12, 31))
    alone = to_date(special, PLAN, JUNE)
    assert (alone.figure, alone.parts[0].scope) == (Figure("1.0", "万人"), "单位职工")
    mixed = to_date([*special, *flows(("0.3", "2021年"), scope="全部")], PLAN, JUNE)
    assert (mixed.figure, mixed.reason, mixed.parts) == (None, "scope", ())
    assert mixed.say("en").endswith("different scopes")


def test_what_lies_outside_or_totals_nothing_tells_nothing():
    outside = [
        *flows(("0.3", "2020年"), ("2.06", "“十三五”"), ("0.3", "2020-12-01/P2M"), ("0.5", "2024年")),
        seen(NET, "0.3", "2021年", accumulation=Accumulation.EACH_YEAR),
        seen(NET, "0.3", "2021年", accumulation=Accumulation.AVERAGE_ANNUAL),
        seen(NET, "0.3", "2021年", accumulation=Accumulation.CUMULATIVE),
    ]
    made = to_date(outside, PLAN, JUNE)
    assert (made.figure, made.through, made.reason) == (None, None, "none")
    assert (made.say(), made.say("en")) == ("没有可用的数", "no usable figure")
    assert to_date([], Period.plan(14), JUNE) == made


def test_an_observation_without_a_region_is_of_the_one_that_is_named():
    named = [*flows(("0.3", "2021年"), region="叙永县"), *flows(("0.3", "2022年"))]
    assert to_date(named, PLAN, JUNE).figure == Figure("0.6", "万人")
    with refused(NotAdditiveError, "addition.regions", "古蔺县"):
        to_date([*named, *flows(("0.3", "2022年"), region="古蔺县")], PLAN, JUNE)


def test_a_long_run_of_months_is_added_in_order():
    months = [("0.01", f"{year}年{month}月") for year in range(2021, 2026) for month in range(1, 13)]
    made = to_date(flows(*months[::-1]), PLAN, date(2030, 1, 1))
    assert (str(made.figure), len(made.parts), made.through) == ("0.60万人", 60, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("of", "figure", "code"),
    [
        (STOCK, "1", "addition.stock"),
        (CLOSING, "90%", "addition.ratio_carried"),
        (COVERAGE, "90%", "addition.ratio_alone"),
        (PERSONS, "1", "addition.none"),
    ],
)
def test_only_flows_have_a_total_so_far(of, figure, code):
    with refused(NotAdditiveError, code, of.name):
        to_date([seen(of, figure, "2021年")], PLAN, JUNE)


def test_the_entrances_of_a_total_so_far_are_told_what_they_take():
    with refused(NotAdditiveError, "addition.indicators"):
        to_date([*flows(("0.3", "2021年")), seen(GROSS, "0.3", "2022年")], PLAN, JUNE)
    with refused(ComponentError, "addition.observation"):
        to_date("2.06", PLAN, JUNE)
    for period in (None, 2021, "", "a" * 10**6, "上半年"):
        with pytest.raises(PeriodError):
            to_date([], period, JUNE)
    for on in (None, "2023-06-30", 1.5, Period(2023)):
        with refused(PeriodError, "period.date"):
            to_date(flows(("0.3", "2021年")), PLAN, on)


def test_a_total_so_far_survives_pickle():
    made = to_date(flows(*SO_FAR), PLAN, JUNE)
    assert pickle.loads(pickle.dumps(made)) == made


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(printed, min_size=1, max_size=30), st.integers(1, 3))
def test_year_to_dates_and_single_periods_are_each_others_inverse_where_there_is_no_gap(figures, length):
    first = Period(2021, 1, length)
    parts = [seen(NET, figure, first.shift(n)) for n, figure in enumerate(figures)]
    so_far = running(parts)
    again = singles(so_far)
    assert [(one.period, one.figure) for one in again] == [(one.period, one.figure) for one in parts]
    for one, other in zip(parts, again, strict=True):
        assert one.figure.to(other.figure.unit).interval.within(other.figure.interval)
    twice = running(again)
    assert [one.key for one in twice] == [one.key for one in so_far]
    assert [one.figure for one in twice] == [one.figure for one in so_far]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=24))
def test_of_exact_counts_nothing_is_lost_on_the_way_there_and_back(counts):
    parts = [seen(COUNTED, value, Period(2021, 1, 1).shift(n)) for n, value in enumerate(counts)]
    again = singles(running(parts))
    assert [facts(one) for one in again] == [facts(one) for one in parts]
    assert all(one.figure.exact_eq(two.figure) for one, two in zip(parts, again, strict=True))


@given(
    st.lists(st.integers(1, 12), unique=True, min_size=1).map(sorted),
    st.lists(st.integers(0, 99), min_size=12, max_size=12),
)
def test_a_piece_between_reported_months_holds_what_happened_in_it_and_no_more(months, counts):
    so_far = [seen(COUNTED, sum(counts[:month]), Period(2021, 1, month)) for month in months]
    made = singles(so_far)
    assert [one.period.last.month for one in made] == months
    assert sum(one.period.months for one in made) == months[-1]
    for one in made:
        run = one.period
        assert one.figure == Figure(sum(counts[run.month - 1 : run.last.month]), "件")


@given(st.lists(st.integers(2021, 2025), unique=True), st.integers(1, 12))
def test_a_total_so_far_is_told_exactly_where_no_year_before_it_is_missing(years, month):
    on = Period(2024, month, 1).end
    made = to_date([seen(COUNTED, year, f"{year}年") for year in years], PLAN, on)
    over = sorted(year for year in years if Period(year).end <= on)
    missing = sorted({*range(2021, max(over, default=2021))} - set(over))
    assert [gap.year for gap in made.gaps] == missing
    if over and not missing:
        assert made.figure.exact_eq(Figure(sum(over), "件"))
    else:
        assert (made.figure, made.reason) == (None, "gap" if over else "none")


ENTRANCES = {
    "singles": singles,
    "running": running,
    "to_date": lambda x: to_date(x, PLAN, JUNE),
    "to_date of": lambda x: to_date([], x, JUNE),
    "to_date on": lambda x: to_date([], PLAN, x),
}


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES.keys())
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    said = refusals(entrance)
    assert said
    assert "".join(said).isprintable()
