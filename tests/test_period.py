"""Periods: how they are written, what they hold, how much of them is over."""

import pickle
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from refusal import refused
from strategies import five_year_plans, periods

from rsindicators import Basis, Period
from rsindicators.errors import PeriodError

# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────

PLAN_14 = Period(2021, 1, 60)


@pytest.mark.parametrize(
    ("text", "period", "shown", "code"),
    [
        ("2023年", Period(2023), "2023年", "2023"),
        ("2023", Period(2023), "2023年", "2023"),
        ("２０２３年", Period(2023), "2023年", "2023"),
        ("2023年度", Period(2023), "2023年", "2023"),
        ("二〇三五年", Period(2035), "2035年", "2035"),
        ("二Ο三五年", Period(2035), "2035年", "2035"),
        ("二零二五年", Period(2025), "2025年", "2025"),
        ("2020年末", Period(2020, at_end=True), "2020年末", "2020@end"),
        ("2020年底", Period(2020, at_end=True), "2020年末", "2020@end"),
        ("2023年12月31日", Period(2023, 12, 1, at_end=True), "2023年12月末", "2023-12@end"),
        ("截至2024年2月29日", Period(2024, 2, 1, at_end=True), "2024年2月末", "2024-02@end"),
        ("截至2023年12月底", Period(2023, 12, 1, at_end=True), "2023年12月末", "2023-12@end"),
        ("截至2020年底", Period(2020, at_end=True), "2020年末", "2020@end"),
        ("截止到2020年末", Period(2020, at_end=True), "2020年末", "2020@end"),
        ("到2025年", Period(2025, at_end=True), "2025年末", "2025@end"),
        ("2035年远景目标", Period(2035, at_end=True), "2035年末", "2035@end"),
        ("2023年6月", Period(2023, 6, 1), "2023年6月", "2023-06"),
        ("2023年06月份", Period(2023, 6, 1), "2023年6月", "2023-06"),
        ("2023年十二月", Period(2023, 12, 1), "2023年12月", "2023-12"),
        ("2023-06", Period(2023, 6, 1), "2023年6月", "2023-06"),
        ("2023年6月末", Period(2023, 6, 1, at_end=True), "2023年6月末", "2023-06@end"),
        ("2023年1—6月", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年1-6月", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年1月至6月", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年上半年", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年下半年", Period(2023, 7, 6), "2023年7—12月", "2023-S2"),
        ("2023-S2", Period(2023, 7, 6), "2023年7—12月", "2023-S2"),
        ("2023H1", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年第三季度", Period(2023, 7, 3), "2023年第三季度", "2023-Q3"),
        ("2023年3季度", Period(2023, 7, 3), "2023年第三季度", "2023-Q3"),
        ("2023-Q3", Period(2023, 7, 3), "2023年第三季度", "2023-Q3"),
        ("2023Q1", Period(2023, 1, 3), "2023年第一季度", "2023-Q1"),
        ("2023年前三季度", Period(2023, 1, 9), "2023年1—9月", "2023-01-01/P9M"),
        ("2023年前2季度", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
        ("2023年2—4月", Period(2023, 2, 3), "2023年2—4月", "2023-02-01/P3M"),
        ("2023年11月—2024年2月", Period(2023, 11, 4), "2023年11月—2024年2月", "2023-11-01/P4M"),
        ("2022—2023年", Period(2022, 1, 24), "2022—2023年", "2022-01-01/P2Y"),
        ("2022年-2023年", Period(2022, 1, 24), "2022—2023年", "2022-01-01/P2Y"),
        ("2022-01-01/P2Y", Period(2022, 1, 24), "2022—2023年", "2022-01-01/P2Y"),
        ("2022-03/P12M", Period(2022, 3, 12), "2022年3月—2023年2月", "2022-03-01/P1Y"),
        ("“十四五”", PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ("十四五", PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ('"十四五"时期', PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ("“十四五”期间", PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ("2021—2025年", PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ("2021-2025", PLAN_14, "“十四五”", "2021-01-01/P5Y"),
        ("“十四五”末", Period(2025, at_end=True), "2025年末", "2025@end"),
        ("2022-01-01/P2Y@end", Period(2023, at_end=True), "2023年末", "2023@end"),
        ("到“十四五”末", Period(2025, at_end=True), "2025年末", "2025@end"),
        ("“十五五”", Period(2026, 1, 60), "“十五五”", "2026-01-01/P5Y"),
        ("“十五”", Period(2001, 1, 60), "“十五”", "2001-01-01/P5Y"),
        ("“五五”", Period(1976, 1, 60), "“五五”", "1976-01-01/P5Y"),
        (" 2023年 1—6月 ", Period(2023, 1, 6), "2023年1—6月", "2023-S1"),
    ],
)
def test_a_period_is_read_and_has_one_spelling_and_one_code(text, period, shown, code):
    read = Period.parse(text)
    assert read == period
    assert (str(read), read.code) == (shown, code)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("上半年", Period(2023, 1, 6)),
        ("1—6月", Period(2023, 1, 6)),
        ("第三季度", Period(2023, 7, 3)),
        ("前三季度", Period(2023, 1, 9)),
        ("12月末", Period(2023, 12, 1, at_end=True)),
        ("十二月", Period(2023, 12, 1)),
        ("截至6月", Period(2023, 6, 1, at_end=True)),
        ("2022年6月", Period(2022, 6, 1)),
    ],
)
def test_a_text_without_a_year_takes_the_readers(text, period):
    assert Period.parse(text, year=2023) == period


@pytest.mark.parametrize("text", ["上半年", "1—6月", "第三季度", "12月末"])
def test_without_one_it_is_refused(text):
    with refused(PeriodError, "period.relative", text, "year="):
        Period.parse(text)


@pytest.mark.parametrize("year", [None, 2023])
@pytest.mark.parametrize(
    "text",
    ["2023年13月", "2023年0月", "2023-13", "2023-06-30", "2023.12", "2023/12", "202312",
     "2023.12.31", "20231231", "2023年第五季度", "2023-Q5",
     "2023-S3", "23年", "12023年", "2023年末末", "2025年2021年", "2023年1—13月", "五", "每年", "5年内",
     "2023年x", "二〇二三", "2023年\x00", "2022-01-01/P0Y", "2022-01-02/P1Y", "2022-01-01/PT5H",
     "2022-01-01/P99999M", "人", "2023年6月—"],
)  # fmt: skip
def test_what_is_no_run_of_months_is_refused(text, year):
    with refused(PeriodError, "period.text") as caught:
        Period.parse(text, year)
    assert caught.value.where.endswith("\n^")


@pytest.mark.parametrize("year", [None, 2023])
@pytest.mark.parametrize("text", ["", " ", "“”"])
def test_an_empty_text_is_no_period(text, year):
    with pytest.raises(PeriodError):
        Period.parse(text, year)


@pytest.mark.parametrize("text", ["一二五", "一四五", "二一五", "五五五", "十十五", "“九十九五”"])
def test_a_plan_is_named_by_its_numeral_and_not_digit_by_digit(text):
    with pytest.raises(PeriodError):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025—2021年", "period.range"),
        ("2023年6—1月", "period.range"),
        ("2024年1月—2023年1月", "period.range"),
        ("1899年", "period.range"),
        ("2200年", "period.range"),
        ("2199-01-01/P2Y", "period.range"),
        ("“四十九五”", "period.plan"),
        ("人" * 41, "text.long"),
        (None, "text.type"),
        (2023, "text.type"),
        (b"2023", "text.type"),
        (date(2023, 1, 1), "text.type"),
    ],
)
def test_what_lies_outside_the_calendar_is_refused(text, code):
    with refused(PeriodError, code):
        Period.parse(text)


@pytest.mark.parametrize("year", [0, 1899, 2200, -1, "2023年", 20.23])
def test_a_year_outside_the_calendar_is_refused(year):
    with pytest.raises(PeriodError):
        Period.parse("上半年", year=year)


@given(periods())
@example(Period(2196))
@example(Period(2199, 12, 1))
@example(Period(1900))
@example(Period(1953, 1, 60))
@example(Period(1963, 1, 60))
def test_spelling_and_code_are_read_back(period):
    assert Period.parse(str(period)) == period
    assert Period.parse(period.code) == period
    assert period.code.isascii()
    assert eval(repr(period), {"Period": Period}) == period
    assert pickle.loads(pickle.dumps(period)) == period
    assert {period: 1}[Period.parse(period.code)] == 1


@given(periods(), periods())
def test_two_periods_never_share_a_spelling_or_a_code(one, other):
    assert (str(one) == str(other)) == (one.code == other.code) == (one == other)


@given(st.text(max_size=20) | st.text("0123456789年月末一—-“”十五四季度第上半QSP/@end", max_size=14))
def test_any_text_is_a_period_that_can_be_read_again_or_refused(text):
    try:
        period = Period.parse(text, year=2023)
    except PeriodError:
        return
    assert Period.parse(str(period)) == period


# ── building ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ((1899,), "period.range"),
        ((2200,), "period.range"),
        ((2023, 0), "period.range"),
        ((2023, 13), "period.range"),
        ((2023, 1, 0), "period.range"),
        ((2023, 1, -5), "period.range"),
        ((2199, 1, 13), "period.range"),
        ((2023.0,), "period.type"),
        (("2023",), "period.type"),
        ((True,), "period.type"),
        ((2023, True), "period.type"),
        ((2023, 1, None), "period.type"),
        ((2023, 1, 13, True), "period.at_end"),
        ((2021, 1, 60, True), "period.at_end"),
    ],
)
def test_what_is_no_run_of_whole_months_is_refused(parts, code):
    with refused(PeriodError, code):
        Period(*parts)


def test_the_refusal_names_the_parts():
    with refused(PeriodError, "period.range", "2023", "13", "5"):
        Period(2023, 13, 5)


@pytest.mark.parametrize(
    "parts",
    [(10**5000,), (2023, 10**5000), (2023, 1, 10**5000), (-(10**5000),)],
    ids=["year", "month", "months", "negative"],
)
def test_a_number_too_long_to_show_is_refused_as_well(parts):
    with refused(PeriodError, "period.range"):
        Period(*parts)


def test_the_end_of_a_plan_is_the_end_of_its_last_year():
    with refused(PeriodError, "period.at_end", "2025年末"):
        Period(2021, 1, 60, at_end=True)
    assert PLAN_14.ending == Period.parse("2025年末")


# ── five-year plans ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "name", "first", "last"),
    [
        # trade rules §4
        (1, "“一五”", 1953, 1957),
        (2, "“二五”", 1958, 1962),
        (3, "“三五”", 1966, 1970),
        (4, "“四五”", 1971, 1975),
        (9, "“九五”", 1996, 2000),
        (10, "“十五”", 2001, 2005),
        (11, "“十一五”", 2006, 2010),
        (13, "“十三五”", 2016, 2020),
        (14, "“十四五”", 2021, 2025),
        (15, "“十五五”", 2026, 2030),
        (20, "“二十五”", 2051, 2055),
        (21, "“二十一五”", 2056, 2060),
        (48, "“四十八五”", 2191, 2195),
    ],
)
def test_a_plan_has_a_number_a_name_and_five_years(number, name, first, last):
    plan = Period.plan(number)
    assert (plan.start, plan.end) == (date(first, 1, 1), date(last, 12, 31))
    assert (str(plan), plan.plan_number) == (name, number)
    for year in range(first, last + 1):
        assert Period.plan_of(date(year, 6, 30)) == plan


@pytest.mark.parametrize("year", [1900, 1952, 1963, 1964, 1965, 2196, 2199, 2300])
def test_some_years_belong_to_no_plan(year):
    assert Period.plan_of(date(year, 6, 30)) is None


@pytest.mark.parametrize(
    "period",
    [
        Period(1963, 1, 60),
        Period(2022, 1, 60),
        Period(2021, 2, 60),
        Period(2021, 1, 48),
        Period(2021),
        Period(1952, 1, 60),
    ],
    ids=str,
)
def test_other_runs_of_five_years_are_no_plan(period):
    assert period.plan_number is None


@pytest.mark.parametrize(
    "number",
    [0, -1, 49, True, 14.0, "14", None, 10**5000],
    ids=lambda number: str(number)[:9] if not isinstance(number, int) or number < 99 else "long",
)
def test_there_are_plans_one_to_forty_eight(number):
    with refused(PeriodError, "period.plan", "48"):
        Period.plan(number)


@given(five_year_plans)
def test_the_plan_after_a_plan_is_the_next_but_for_the_gap(plan):
    number = plan.plan_number
    assume(number not in (2, 48))
    assert plan.shift(1) == Period.plan(number + 1)
    assert plan.adjacent(Period.plan(number + 1))
    assert not Period.plan(2).adjacent(Period.plan(3))


# ── moving ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("period", "previous", "year_earlier"),
    [
        ("2023年第三季度", "2023年第二季度", "2022年第三季度"),
        ("2023年1月", "2022年12月", "2022年1月"),
        ("2023年1—6月", "2022年7—12月", "2022年1—6月"),
        ("2023年", "2022年", "2022年"),
        ("2023年末", "2022年末", "2022年末"),
        ("“十四五”", "“十三五”", "2020—2024年"),
        ("2023年1—5月", "2022年8—12月", "2022年1—5月"),
    ],
)
def test_the_period_before_and_the_same_months_a_year_before(period, previous, year_earlier):
    one = Period.parse(period)
    assert one.previous == Period.parse(previous)
    assert one.year_earlier == Period.parse(year_earlier)
    assert one.shift(-1) == one.previous


@given(periods(), st.integers(-30, 30))
def test_shifting_there_and_back_is_the_same_period(period, count):
    try:
        moved = period.shift(count)
    except PeriodError:  # out of the calendar
        return
    assert moved.shift(-count) == period
    assert (moved.months, moved.at_end) == (period.months, period.at_end)
    assert period.shift(0) == period


def test_a_shift_out_of_the_calendar_is_refused():
    with refused(PeriodError, "period.range"):
        Period(1900).shift(-1)
    with refused(PeriodError, "period.range"):
        Period(2199).shift(1)


@pytest.mark.parametrize("count", [0.5, "1", True, None])
def test_a_shift_is_by_whole_periods(count):
    with refused(PeriodError, "period.type"):
        Period(2023).shift(count)


def test_the_moment_at_the_end_and_the_run_itself():
    half = Period.parse("2023年1—6月")
    assert half.ending == Period(2023, 1, 6, at_end=True)
    assert half.ending.ending == half.ending
    assert half.ending.plain() == half
    assert Period(2021, 1, 18).ending == Period(2021, 7, 12, at_end=True)
    assert half.last == Period(2023, 6, 1)
    assert PLAN_14.last == Period(2025, 12, 1)
    assert Period(2023).is_year
    assert not Period(2023, 2).is_year
    assert not half.is_year


# ── containing ───────────────────────────────────────────────────────────────────────────────────────────


def months_of(period):
    first = period.year * 12 + period.month - 1
    return set(range(first, first + period.months))


near = st.builds(Period, st.integers(2020, 2023), st.integers(1, 12), st.integers(1, 30))


@given(near, near)
def test_containing_meeting_and_adjoining_are_those_of_sets_of_months(one, other):
    mine, others = months_of(one), months_of(other)
    assert one.contains(other) == (mine >= others)
    assert one.meets(other) == other.meets(one) == bool(mine & others)
    assert (
        one.adjacent(other)
        == other.adjacent(one)
        == (max(mine) + 1 == min(others) or max(others) + 1 == min(mine))
    )


@given(near, st.dates(date(2019, 12, 1), date(2026, 1, 31)))
def test_a_day_lies_inside_if_its_month_does(period, day):
    assert period.contains(day) == (day.year * 12 + day.month - 1 in months_of(period))
    assert period.contains(datetime(day.year, day.month, day.day, 23, 59, tzinfo=UTC)) == period.contains(day)


@given(periods())
def test_first_and_last_day_are_those_of_first_and_last_month(period):
    assert period.start == date(period.year, period.month, 1)
    assert period.contains(period.start)
    assert period.contains(period.end)
    assert not period.contains(period.start - timedelta(days=1))
    assert not period.contains(period.end + timedelta(days=1))
    assert (period.last.start.month, period.last.end) == (period.end.month, period.end)


@pytest.mark.parametrize("day", ["2023-06-30", 2023, None, Fraction(1, 2)])
def test_a_day_is_a_date(day):
    for ask in (Period(2023).elapsed, Period(2023).contains, Period.plan_of):
        with refused(PeriodError, "period.date"):
            ask(day)


def test_february_of_a_leap_year_has_a_29th():
    assert Period(2024, 2, 1).end == date(2024, 2, 29)
    assert Period(2023, 2, 1).end == date(2023, 2, 28)
    assert Period(2100, 2, 1).end == date(2100, 2, 28)


# ── what is over ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("basis", "share"),
    # trade rules §4: on 2023-06-30 of 2021–2025
    [(Basis.MONTHS, Fraction(30, 60)), (Basis.DAYS, Fraction(911, 1826)), (Basis.YEARS, Fraction(2, 5))],
)
def test_half_of_the_fourteenth_plan_was_over_at_the_end_of_june_2023(basis, share):
    assert Period.plan(14).elapsed(date(2023, 6, 30), basis) == share
    assert Period.plan(14).elapsed(datetime(2023, 6, 30, 12, 0, tzinfo=UTC), basis) == share


def test_months_count_unless_another_basis_is_named():
    assert Period.plan(14).elapsed(date(2023, 6, 30)) == Fraction(1, 2)
    assert Period.plan(14).elapsed(date(2023, 6, 29)) == Fraction(29, 60)


@pytest.mark.parametrize(
    ("period", "day", "months", "days", "years"),
    [
        ("2023年", date(2023, 1, 1), "0", "1/365", "0"),
        ("2023年", date(2023, 1, 31), "1/12", "31/365", "0"),
        ("2023年", date(2023, 12, 30), "11/12", "364/365", "0"),
        ("2023年", date(2022, 12, 31), "0", "0", "0"),
        ("2023年", date(2023, 12, 31), "1", "1", "1"),
        ("2024年2月", date(2024, 2, 28), "0", "28/29", "0"),
        ("2023年1—6月", date(2023, 3, 31), "1/2", "90/181", "0"),
        ("“十四五”", date(2021, 12, 31), "1/5", "365/1826", "1/5"),
        ("2023年7月—2024年12月", date(2024, 6, 30), "2/3", "366/550", "2/3"),
    ],
)
def test_the_day_itself_counts_and_only_whole_months_and_years_do(period, day, months, days, years):
    shares = [
        str(Period.parse(period).elapsed(day, basis)) for basis in (Basis.MONTHS, Basis.DAYS, Basis.YEARS)
    ]
    assert shares == [months, str(Fraction(days)), years]


@given(near, st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.integers(0, 400), st.sampled_from(Basis))
def test_what_is_over_never_falls_and_stays_between_nothing_and_all(period, day, later, basis):
    before, after = period.elapsed(day, basis), period.elapsed(day + timedelta(days=later), basis)
    assert 0 <= before <= after <= 1
    assert period.elapsed(period.end, basis) == 1
    assert period.elapsed(period.start - timedelta(days=1), basis) == 0


@given(near, st.dates(date(2019, 1, 1), date(2027, 1, 1)))
def test_finished_months_are_counted_one_by_one(period, day):
    first = period.year * 12 + period.month - 1
    runs = [Period(month // 12, month % 12 + 1, 1) for month in range(first, first + period.months)]
    finished = sum(run.end <= day for run in runs)
    assert period.elapsed(day) == Fraction(finished, period.months)
    assert period.elapsed(day, Basis.YEARS) in (
        Fraction(finished // 12 * 12, period.months),
        Fraction(finished // period.months),
    )


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        Period(2023).year = 2024


def test_sdmx_months_and_years_are_read():
    assert Period.parse("2023-M06") == Period(2023, 6, 1)
    assert Period.parse("2023-A1") == Period(2023)


@pytest.mark.parametrize(
    "text",
    ["2023年6月29日", "2023年2月29日", "2023年6月31日", "1899年12月31日", "2023年12月1日", "2023年12月311日"],
)
def test_a_day_that_is_not_the_last_of_its_month_is_no_period(text):
    with refused(PeriodError, "period.text") as caught:
        Period.parse(text)
    for form in ("2023年12月、", "2023年12月末", "2023年1—12月"):
        assert form in caught.value.next()
