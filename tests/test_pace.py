"""Paces: elapsed shares by their basis, ahead or behind, and what is still needed a year."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import based, inside, nearly
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies import truths
from strategies_upper import numbers

from rsindicators import Basis, Figure, Interval, Observation, Period
from rsindicators.errors import PeriodError, RSIndicatorsError, UndefinedResultError, UnitError
from rsindicators.pace import Pace, covered
from rsindicators.totals import to_date

PLAN = Period.plan(14)
MIDDLE = date(2023, 6, 30)
MADE = to_date(
    [
        Observation("城镇新增就业人数", figure, period)
        for figure, period in (("0.32万人", "2021年"), ("0.33万人", "2022年"), ("0.15万人", "2023年1—6月"))
    ],
    PLAN,
    MIDDLE,
).figure
"""0.80万人 of [1.85] by the middle of 2023."""


# ── the issue's own example ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("basis", "elapsed", "shown", "ahead", "needed"),
    [
        (Basis.MONTHS, Fraction(1, 2), "50.00%", "-6.76个百分点", "0.42万人"),
        (Basis.DAYS, Fraction(911, 1826), "49.89%", "-6.65个百分点", "0.42万人"),
        (Basis.YEARS, Fraction(2, 5), "40.00%", "3.24个百分点", "0.42万人"),
    ],
)
def test_half_way_through_the_plan_the_basis_decides_what_is_ahead(basis, elapsed, shown, ahead, needed):
    made = Pace.of(MADE, "1.85万人", PLAN, MIDDLE, basis=basis)
    assert (made.elapsed, str(made.share.round(2))) == (elapsed, shown)
    assert str(made.done.round(2)) == "43.24%"
    assert str(made.ahead.round(2)) == ahead
    assert str(made.shown_needed) == needed
    assert shown in made.say()
    assert basis.label in str(made)
    assert basis.value in made.say("en")


def test_the_completion_has_the_interval_of_the_three_figures_over_the_exact_target():
    made = Pace.of(MADE, "1.85万人", PLAN, MIDDLE)
    # each of the three is known to half of 0.01: 0.785 … 0.815
    assert nearly(Fraction(made.done.interval.lo), Fraction(78500, 1850))
    assert nearly(Fraction(made.done.interval.hi), Fraction(81500, 1850))
    assert made.goal.interval.is_point


def test_the_yearly_pace_still_needed_carries_the_interval():
    needed = Pace.of(MADE, "1.85万人", PLAN, MIDDLE).needed
    assert needed == Figure("0.42", "万人")
    assert nearly(Fraction(needed.interval.lo), Fraction("0.414"))
    assert nearly(Fraction(needed.interval.hi), Fraction("0.426"))


def test_what_is_said_names_the_basis_and_the_direction():
    made = Pace.of(MADE, "1.85万人", PLAN, MIDDLE)
    assert made.say() == "按月:序时进度50.00%,落后6.76个百分点,此后每年还需0.42万人"
    assert "behind by 6.76" in made.say("en")
    ahead = Pace.of(MADE, "1.85万人", PLAN, MIDDLE, basis=Basis.YEARS)
    assert "领先3.24个百分点" in ahead.say()
    even = Pace.of("1万人", "2万人", PLAN, MIDDLE)
    assert even.say() == "按月:序时进度50.00%,持平,此后每年还需0.4万人"
    assert even.lead == 0
    # four fifths are no finite binary, and 0.24 of 0.3 leaves a trace at the fiftieth digit
    trace = Pace.of("0.24万人", "0.3万人", PLAN, date(2024, 12, 31))
    assert (str(trace.shown_ahead), trace.lead) == ("0.00个百分点", 0)


# ── levels ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_level_is_compared_with_the_straight_line_from_its_base():
    # 专栏2第8行: 参保率 90.2 (2020) to 95.0 (2025)
    made = Pace.of("93.1%", "95.0%", PLAN, MIDDLE, start="90.2%")
    assert str(made.expected.round(1)) == "92.6%"
    assert str(made.gap.round(1)) == "0.5个百分点"
    assert str(made.done.round(2)) == "60.42%"
    assert str(made.needed) == "0.76个百分点"
    assert made.start == Figure("90.2", "%")


def test_the_expected_level_knows_its_base_to_half_a_place():
    expected = Pace.of("93.1%", "95.0%", PLAN, MIDDLE, start="90.2%").expected
    assert nearly(Fraction(expected.interval.lo), Fraction("92.575"))
    assert nearly(Fraction(expected.interval.hi), Fraction("92.625"))


def test_a_fall_that_is_asked_for_is_a_way_too():
    made = Pace.of("2.9%", "2.5%", PLAN, MIDDLE, start="3.3%")
    assert str(made.done.round(1)) == "50.0%"
    assert str(made.needed.round(2)) == "-0.16个百分点"
    assert Pace.of("2.4%", "2.5%", PLAN, MIDDLE, start="3.3%").needed is None


def test_nothing_is_needed_where_the_goal_is_reached_or_the_time_is_over():
    reached = Pace.of("1.85万人", "1.85万人", PLAN, MIDDLE)
    assert (reached.needed, reached.shown_needed) == (None, None)
    assert "还需" not in reached.say()
    assert Pace.of("1.5万人", "1.85万人", PLAN, PLAN.end).needed is None


@pytest.mark.parametrize(
    ("made", "goal", "shown"),
    [
        ("100人", "200人", "40人"),
        ("101人", "200人", "39.6人"),
        ("0.4万人", "1万人", "0.24万人"),
        ("1.9万人", "2.0万人", "0.04万人"),
    ],
)
def test_the_pace_is_shown_to_three_digits_or_as_the_goal_is_printed(made, goal, shown):
    assert str(Pace.of(made, goal, PLAN, MIDDLE).shown_needed) == shown


def test_a_goal_of_twelve_decimals_is_shown_too():
    assert Pace.of("0.1", "1.000000000001", PLAN, MIDDLE).shown_needed is not None
    assert str(Pace.of("0人", Figure("200", "人") / 3, PLAN, MIDDLE).shown_needed) == "26.7人"


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("start", ["2.3万人", "2.29万人", "23000人"])
def test_a_way_from_a_place_to_itself_has_no_pace(start):
    goal = "2.294万人" if start == "2.29万人" else "2.3万人"
    with refused(UndefinedResultError, "pace.start"):
        Pace.of("2.5万人", goal, PLAN, MIDDLE, start=start)


def test_a_total_of_nothing_and_a_start_without_end_have_no_pace():
    with refused(UndefinedResultError, "pace.start"):
        Pace.of("5人", "0人", PLAN, MIDDLE)
    with refused(UndefinedResultError, "pace.start"):
        covered(Figure(5, "人"), Figure(9, "人"), Figure(1, "人", interval=Interval(None, 5)))
    with refused(UndefinedResultError, "pace.start"):
        covered(Figure(5, "人"), Figure(1, "人"), Figure(9, "人", interval=Interval(5, None)))


def test_an_actual_value_known_on_one_side_only_has_a_share_known_on_one_side():
    share = covered(Figure(5, "人", interval=Interval(4, None)), Figure(10, "人"))
    assert share.interval.hi.is_infinite()
    assert share.interval.lo == 40


@pytest.mark.parametrize(
    "hostile", [None, 1.5, "", "a" * 10**6, float("nan"), [], "人\x00", Decimal("NaN"), True]
)
def test_what_is_no_figure_no_period_no_day_and_no_basis_is_refused(hostile):
    for call in (
        lambda: Pace.of(hostile, "5人", PLAN, MIDDLE),
        lambda: Pace.of("5人", hostile, PLAN, MIDDLE),
        lambda: Pace.of("5人", "9人", hostile, MIDDLE),
        lambda: Pace.of("5人", "9人", PLAN, hostile),
        lambda: Pace.of("5人", "9人", PLAN, MIDDLE, basis=hostile),
    ):
        with pytest.raises(RSIndicatorsError) as caught:
            call()
        assert len(caught.value.say("en")) < 2_000
    if hostile is not None:
        with pytest.raises(RSIndicatorsError):
            Pace.of("5人", "9人", PLAN, MIDDLE, start=hostile)


def test_units_must_fit():
    with refused(UnitError, "unit.different"):
        Pace.of("5人次", "9人", PLAN, MIDDLE)
    with refused(PeriodError, "pace.basis"):
        Pace.of("5人", "9人", "“十四五”", MIDDLE)


def test_a_moment_of_the_day_is_the_day():
    moment = datetime(2023, 6, 30, 12)  # noqa: DTZ001 - the calendar's day alone counts
    assert Pace.of("5人", "9人", PLAN, moment).elapsed == Fraction(1, 2)


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────


@given(st.data(), numbers(1, 10**6), numbers(1, 10**6), numbers(1, 10**6))
def test_the_share_done_holds_every_truth(data, actual, goal, start):
    made, base, limit = Figure(actual, "万人"), Figure(start, "万人"), Figure(goal, "千人")
    target = based(goal, limit.unit) / 10**4
    assume(not base.to("千人").interval.contains(goal))
    one, two = data.draw(truths(made.interval)), data.draw(truths(base.interval))
    share = covered(made, limit, base)
    assert inside(100 * (one - two) / (target - two), share.interval)
    assert share.interval.contains(share.value)


@given(st.data(), numbers(0, 10**6), numbers(1, 10**6), st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_ahead_is_the_share_done_minus_the_share_elapsed(data, actual, goal, day):
    basis = data.draw(st.sampled_from(Basis))
    made = Pace.of(Figure(actual, "万人"), Figure(goal, "万人"), PLAN, day, basis=basis)
    done = Fraction(actual) / Fraction(goal)
    assert made.lead == done - PLAN.elapsed(day, basis)
    assert nearly(Fraction(made.ahead.value), 100 * made.lead)
    assert inside(100 * made.lead, made.ahead.interval)
    assert (made.gap.value > 0) == (made.lead > 0)


@given(numbers(0, 10**4), numbers(1, 10**4), st.dates(date(2021, 1, 1), date(2025, 12, 30)))
def test_who_keeps_the_pace_still_needed_reaches_the_goal(actual, goal, day):
    # the months after the day, whatever the basis of the elapsed share
    paces = [Pace.of(Figure(actual, "万人"), Figure(goal, "万人"), PLAN, day, basis=one) for one in Basis]
    assert len({pace.needed for pace in paces}) == 1
    made = paces[0]
    assert (made.needed is None) == (Fraction(actual) >= Fraction(goal))
    if made.needed is not None:
        years = 5 * (1 - PLAN.elapsed(day))
        assert nearly(Fraction(actual) + Fraction(made.needed.value) * years, Fraction(goal))
