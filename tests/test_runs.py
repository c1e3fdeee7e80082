"""The months a figure is the total of: which they are, what overlaps, what is missing."""

import pytest
from definitions import count
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from reported import NET, YTD, refusals, seen

from rsindicators import Accumulation, Additivity, Figure, Measure, Period, Status
from rsindicators.errors import NotAdditiveError, PeriodError
from rsindicators.runs import (
    between,
    first_month,
    gaps,
    in_order,
    joined,
    made_over,
    month_after,
    read_run,
    require_no_gap,
    run_of,
    runs_over,
    span,
    total_of,
)


def runs(*texts):
    return [Period.parse(text) for text in texts]


def told(found):
    return [str(run) for run in found]


def test_a_run_is_read_without_the_moment_at_its_end():
    assert read_run("2020年末") == read_run(Period(2020).ending) == Period(2020)
    for wrong in (None, 2020, 1.5, "", "a" * 10**6, "上半年"):
        with pytest.raises(PeriodError):
            read_run(wrong)


def test_hostile_values_are_no_runs():
    said = refusals(read_run)
    assert said
    assert "".join(said).isprintable()


# ── runs and figures ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("period", "over", "run"),
    [
        ("2023年6月", None, "2023年6月"),
        ("2023年6月", YTD, "2023年上半年"),
        ("2023年4—6月", YTD, "2023年上半年"),
        ("2023年上半年", YTD, "2023年上半年"),
        ("2023年", Accumulation.ANNUAL, "2023年"),
        ("“十四五”", Accumulation.CUMULATIVE, "“十四五”"),
    ],
)
def test_a_run_follows_from_the_period_and_from_what_the_figure_runs_over(period, over, run):
    one = seen(NET, "0.2", period, accumulation=over)
    assert run_of(one) == total_of(one) == Period.parse(run)


@pytest.mark.parametrize(
    ("period", "over"),
    [
        ("2022年", Accumulation.EACH_YEAR),
        ("2022年", Accumulation.AVERAGE_ANNUAL),
        ("2022年", Accumulation.CUMULATIVE),  # 截至2022年累计: since when?
        ("2022年6月", Accumulation.ANNUAL),
        ("2021-12-01/P3M", YTD),
    ],
)
def test_what_does_not_say_which_months_it_totals_is_refused(period, over):
    one = seen(NET, "0.3", period, accumulation=over)
    assert run_of(one) is None
    with refused(NotAdditiveError, "addition.run", str(one.period), over.label):
        total_of(one)


def test_a_figure_of_its_period_alone_says_so():
    assert [runs_over(seen(NET, "0.2", "2023年6月", accumulation=over)) for over in (None, YTD)] == [
        "本期",
        "本年累计",
    ]


def test_a_figure_made_for_a_run_is_of_the_same_indicator_region_and_scope():
    like = seen(NET, "0.1", "2023年1月", "叙永县", scope="常住")
    made = made_over(Period(2023, 1, 2), Figure("0.3", "万人"), Status.FINAL, like)
    assert made == seen(NET, "0.3", "2023年1—2月", "叙永县", scope="常住", status=Status.FINAL)
    january = made_over(Period(2023, 1, 1), Figure("0.3", "万人"), None, like, YTD)
    assert (january.accumulation, january.status) == (YTD, None)


def test_a_year_whatever_it_is_of_is_annual():
    odd = count(
        code="odd", measure=Measure.FLOW, over_periods=Additivity.SUM, accumulation=Accumulation.EACH_YEAR
    )
    made = made_over(Period(2023), Figure(5, "户"), None, seen(odd, "5户", "2023-S1"), YTD)
    assert made.accumulation is Accumulation.ANNUAL


# ── runs beside each other ───────────────────────────────────────────────────────────────────────────────


def test_disjoint_runs_stand_in_order_of_time():
    given = runs("2023年4月", "2023年5—12月", "2023年第一季度", "2021年")
    assert told(in_order(given)) == ["2021年", "2023年第一季度", "2023年4月", "2023年5—12月"]
    assert in_order([]) == []


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (("2023年1—3月", "2023年1—6月"), ("2023年第一季度", "2023年1—6月")),
        (("2023年6月", "2021年", "2023年1—6月"), ("2023年1—6月", "2023年6月")),
        (("“十四五”", "2025年12月"), ("“十四五”", "2025年12月")),
    ],
)
def test_runs_that_overlap_are_refused_with_the_alternative(given, names):
    for order in (given, given[::-1]):
        with refused(NotAdditiveError, "addition.overlap", *names, "singles"):
            in_order(runs(*order))


def test_a_run_that_is_told_twice_counts_once():
    with refused(NotAdditiveError, "addition.period_twice", "2023年第一季度"):
        in_order(runs("2023-Q1", "2023年1—3月"))


@pytest.mark.parametrize(
    ("given", "within", "missing"),
    [
        ((), "2023年", ["2023年"]),
        (("2023年",), "2023年", []),
        (("2021年", "2023年"), "“十四五”", ["2022年", "2024年", "2025年"]),
        (("2021年11月", "2023年2月"), "2021—2023年",
         ["2021年1—10月", "2021年12月", "2022年", "2023年1月", "2023年3—12月"]),
    ],
)  # fmt: skip
def test_a_gap_is_told_in_pieces_no_longer_than_a_calendar_year(given, within, missing):
    assert told(gaps(runs(*given), Period.parse(within))) == missing


def test_what_is_missing_is_named():
    require_no_gap(runs("2023-S1", "2023-S2"), Period(2023))
    with refused(NotAdditiveError, "addition.gap", "2022年、2023年7—12月"):
        require_no_gap(runs("2021年", "2023-S1"), Period(2021, 1, 36))


def test_adjoining_runs_make_one():
    assert joined(runs("2023年第二季度", "2022年", "2023年1—3月")) == Period(2022, 1, 18)
    with refused(NotAdditiveError, "addition.gap", "2023年2月"):
        joined(runs("2023年1月", "2023年3月"))
    with refused(NotAdditiveError, "addition.overlap"):
        joined(runs("2023年", "2023年3月"))


@given(
    st.integers(1900 * 12, 2150 * 12),
    st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=12),
)
def test_runs_and_gaps_together_are_every_month_once(first, lengths):
    kept, month = [], first
    for length, reported in lengths:
        if reported:
            kept.append(between(month, month + length))
        month += length
    whole = between(first, month)
    missing = gaps(kept, whole)
    months = [n for run in (*kept, *missing) for n in range(first_month(run), month_after(run))]
    assert sorted(months) == list(range(first, month))
    assert all(run.year == run.last.year for run in missing)
    if not missing:
        assert joined(reversed(kept)) == span(kept) == whole
