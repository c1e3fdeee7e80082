"""Facts: places, times, what speaks for a place, and the times a rule may look at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruled import facts_of, seen

from rsindicators import Period
from rsindicators.facts import base_interval, differs, series_of, time_of, times
from rsindicators.kinds import Accumulation, Lag, Status

UNEMPLOYMENT = "失业保险参保人数"
CLOSURE = "仲裁结案率"
ACCEPTED = "当期立案受理案件数"
CARRIED = "上期末累计未结案件总数"
TRAINING = "开展补贴性职业技能培训人次"


def stock(figure="2.28万人", period="2023年", region="叙永县", **told):
    return seen(UNEMPLOYMENT, figure, period, region, **told)


def flow(figure="0.4万人次", period="2023年1—6月", region="叙永县", **told):
    return seen(TRAINING, figure, period, region, **told)


def carried(figure="50件", period="2023年1—6月", **told):
    return seen(CARRIED, figure, period, "叙永县", of=CLOSURE, **told)


def texts(one, lag):
    return [str(time) for time in times(one, lag)]


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("period", ["2023年", "2023年末", "2023年12月", "2023年12月末", "2023年第四季度"])
def test_a_stock_is_of_the_month_at_whose_end_it_was_counted(period):
    assert str(time_of(stock(period=period))) == "2023年12月"


def test_a_year_to_date_is_of_the_months_since_january_however_it_is_told():
    assert time_of(flow()) == Period(2023, 1, 6)
    assert time_of(flow(period="2023年6月", accumulation=Accumulation.YEAR_TO_DATE)) == Period(2023, 1, 6)
    assert time_of(flow(period="2023年6月")) == Period(2023, 6, 1)


def test_what_is_carried_over_is_of_the_run_it_is_carried_into():
    assert time_of(carried()) == Period(2023, 1, 6)
    assert time_of(carried(period="2023年")) == Period(2023)


def test_the_series_of_a_figure_is_its_indicator_region_and_scope():
    one = stock(scope="单位职工")
    assert series_of(one) == ("unemployment_insurance_participants", "叙永县", "单位职工")


@pytest.mark.parametrize(
    ("one", "lag", "wanted"),
    [
        (stock(), Lag.NOW, ["2023年12月"]),
        (stock(), Lag.PREVIOUS, ["2022年12月"]),
        (stock(period="2023年6月末"), Lag.PREVIOUS, ["2023年5月", "2022年12月", "2022年6月"]),
        (stock(period="2023年第二季度"), Lag.PREVIOUS, ["2023年3月", "2022年12月", "2022年6月"]),
        (stock(), Lag.YEAR_EARLIER, ["2022年12月"]),
        (flow(period="2023年"), Lag.PREVIOUS, ["2022年"]),
        (flow(period="2023年3月"), Lag.PREVIOUS, ["2023年2月"]),
        (flow(period="2023年1—3月"), Lag.PREVIOUS, ["2023年1—2月", "2023年1月"]),
        (flow(period="2023年1月", accumulation=Accumulation.YEAR_TO_DATE), Lag.PREVIOUS, []),
        (flow(), Lag.YEAR_EARLIER, ["2022年1—6月"]),
        (flow(period="2023年5月"), Lag.TO_DATE, ["2023年1—5月"]),
        (flow(period="2023年第二季度"), Lag.TO_DATE, ["2023年1—6月"]),
        (flow(period="2023年12月—2024年1月"), Lag.TO_DATE, []),
        (flow(period="2023年5月"), Lag.TO_DATE_BEFORE, ["2023年1—4月"]),
        (flow(period="2023年第二季度"), Lag.TO_DATE_BEFORE, ["2023年第一季度"]),
        (flow(period="2023年1—4月"), Lag.TO_DATE_BEFORE, ["2023年第一季度", "2023年1—2月", "2023年1月"]),
        (flow(period="2023年1月"), Lag.TO_DATE_BEFORE, []),
        (flow(period="2023年12月—2024年1月"), Lag.TO_DATE_BEFORE, []),
        (carried(), Lag.CARRIED_FROM, ["2022年", "2022年7—12月", "2022年12月"]),
        (carried(period="2023年"), Lag.CARRIED_FROM, ["2022年", "2022年12月"]),
        (carried(period="2023年1月"), Lag.CARRIED_FROM, ["2022年", "2022年12月"]),
        (carried(period="2023年6月"), Lag.CARRIED_FROM, ["2023年5月", "2023年1—5月"]),
        (carried(period="2023年第三季度"), Lag.CARRIED_FROM, ["2023年第二季度", "2023年1—6月", "2023年6月"]),
    ],
)
def test_a_rule_looks_back_by_time_and_nearest_first(one, lag, wanted):
    assert texts(one, lag) == wanted


@pytest.mark.parametrize("lag", Lag)
@pytest.mark.parametrize("period", ["1900年", "1900年1月", "1900年第一季度", "1900年2月"])
def test_before_the_first_year_there_is_nothing_to_look_at(lag, period):
    for one in (stock(period=period), flow(period=period), carried(period=period)):
        assert all(time.year == 1900 for time in times(one, lag))


def test_what_can_be_told_of_the_first_year_is_told():
    assert texts(stock(period="1900年6月末"), Lag.PREVIOUS) == ["1900年5月"]
    assert texts(carried(period="1900年3月"), Lag.CARRIED_FROM) == ["1900年2月", "1900年1—2月"]


@given(st.sampled_from(Lag), st.integers(1901, 2199), st.integers(1, 12), st.integers(1, 12))
def test_no_time_is_looked_at_twice_and_only_the_present_one_is_not_earlier(lag, year, month, months):
    try:
        period = Period(year, month, months)
    except ValueError:
        return
    for one in (stock(period=period), flow(period=period), carried(period=period)):
        found = times(one, lag)
        assert len(set(found)) == len(found)
        if lag not in (Lag.NOW, Lag.TO_DATE):
            assert all(time.end < time_of(one).end for time in found)


# ── what speaks for a place ──────────────────────────────────────────────────────────────────────────────


def test_what_was_submitted_comes_before_what_was_reported_earlier():
    now, before = stock("2.30万人"), stock("2.28万人")
    assert facts_of([now], [before]).at(series_of(now), time_of(now)) is now
    assert facts_of([], [before]).at(series_of(now), time_of(now)) is before
    assert facts_of([], []).at(series_of(now), time_of(now)) is None


def test_a_place_is_one_place_however_its_period_is_told():
    monthly, yearly = stock("2.30万人", "2023年12月末"), stock("2.30万人", "2023年")
    facts = facts_of([monthly])
    assert facts.at(series_of(yearly), time_of(yearly)) is monthly


def test_the_most_final_figure_speaks_and_rivals_do_not():
    first, final = stock("2.28万人", status=Status.PRELIMINARY), stock("2.30万人", status=Status.FINAL)
    facts = facts_of([first, final])
    assert facts.by_code[first.indicator.code] == [final]
    rivals = facts_of([stock("2.28万人"), stock("2.30万人")])
    assert rivals.by_code == {}
    assert rivals.at(series_of(first), time_of(first)) is None


def test_an_empty_cell_beside_a_figure_does_not_speak():
    empty, told = stock(None), stock("2.30万人")
    assert facts_of([empty, told]).by_code[told.indicator.code] == [told]
    assert facts_of([empty]).by_code[told.indicator.code] == [empty]
    assert facts_of([empty, stock(None)]).by_code == {}


def test_a_figure_without_a_region_is_of_the_plans():
    nowhere, here = stock(region=""), stock("2.30万人", "2022年")
    facts = facts_of([nowhere], [here], region="叙永县")
    assert facts.region_of(nowhere) == "叙永县"
    assert facts.seen(nowhere, nowhere.indicator.code, Lag.PREVIOUS) is here
    assert facts.at(series_of(nowhere), time_of(nowhere)) is nowhere
    assert facts.prior_of(stock(period="2022年", region="")) == [here]
    assert facts_of([nowhere], [here]).seen(nowhere, nowhere.indicator.code, Lag.PREVIOUS) is None


def test_what_rules_work_out_of_the_facts_is_worked_out_once():
    asked = []

    def submitted(facts):
        asked.append(facts)
        return len(facts.submitted)

    facts = facts_of([stock()])
    assert (facts.once(submitted), facts.once(submitted)) == (1, 1)
    assert asked == [facts]
    assert facts_of([]).once(submitted) == 0


def test_another_indicator_is_seen_at_the_same_place():
    one = carried()
    accepted = seen(ACCEPTED, "950件", "2023年1—6月", "叙永县", of=CLOSURE)
    facts = facts_of([one, accepted])
    assert facts.seen(one, accepted.indicator.code) is accepted
    assert facts.seen(one, "unheard_of") is None
    assert facts.seen(one, accepted.indicator.code, Lag.CARRIED_FROM) is None


def test_the_nearest_earlier_figure_is_seen_and_gaps_stay_gaps():
    june = stock(period="2023年6月末")
    december, last_june = stock("2.2万人", "2022年"), stock("2.1万人", "2022年6月末")
    facts = facts_of([june], [last_june, december])
    assert facts.seen(june, june.indicator.code, Lag.PREVIOUS) is december
    assert (
        facts_of([june], [stock(period="2023年4月末")]).seen(june, june.indicator.code, Lag.PREVIOUS) is None
    )


def test_figures_of_another_scope_are_of_another_place():
    one = stock()
    facts = facts_of([one], [stock("2.2万人", "2022年", scope="单位职工")])
    assert facts.seen(one, one.indicator.code, Lag.PREVIOUS) is None


def test_all_that_was_reported_of_a_place_earlier_is_found():
    one = stock()
    before = [
        stock("2.2万人", status=Status.PRELIMINARY),
        stock("2.3万人", "2023年12月末", status=Status.FINAL),
    ]
    assert facts_of([one], before).prior_of(one) == before
    assert facts_of([one]).prior_of(one) == []


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_means_an_interval_in_base_units():
    assert str(base_interval(stock("2.28万人"))) == "[22750, 22850]"
    assert str(base_interval(seen("基本养老保险参保率", "超过35%", "2023年"))) == "(0.35, ∞)"
    assert base_interval(stock(None)) is None
    assert base_interval(stock("全覆盖")) is None


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("2.28万人", "2.28万人", False),
        ("2.28万人", "22800人", False),
        ("2.4万人", "23984人", False),
        ("23984人", "2.4万人", False),
        ("2.28万人", "2.29万人", True),
        ("2.28万人", None, True),
        (None, "2.28万人", True),
        (None, None, False),
        ("超过2万人", "超过2万人", False),
        ("超过2万人", "2.1万人", True),
        ("全覆盖", "全覆盖", False),
        ("全覆盖", "基本覆盖", True),
        ("全覆盖", "2.28万人", True),
    ],
)
def test_reports_differ_by_more_than_how_finely_they_are_printed(one, other, differ):
    assert differs(stock(one), stock(other)) is differ
