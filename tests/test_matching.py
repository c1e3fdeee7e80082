"""Which observations speak for a target, and which of several is used."""

from datetime import date

import pytest
from assessed import CLOSED, EMPLOYED, INSURED, UNEMPLOYED, goal, seen, total

from rsindicators import Accumulation, Base, Observation, Period, Status, parse
from rsindicators.choice import trouble
from rsindicators.matching import begins, in_place, newest, speaks, sums

COUNTY = "叙永县"


def heard(target, name, period, region="", **more):
    """Whether an observation of the period speaks for the target."""
    return speaks(target, Observation(name, None, period, region, **more), COUNTY)


@pytest.mark.parametrize("period", ["2021年末", "2023年6月末", "2025年末"])
def test_a_level_is_told_by_every_level_since_its_base(period):
    assert heard(goal("≥2.37万人", base="2.28万人"), INSURED, period)


@pytest.mark.parametrize("period", ["2020年末", "2015年末", "2026年末"])
def test_the_base_and_what_was_before_it_or_comes_after_the_target_tell_nothing(period):
    assert not heard(goal("≥2.37万人", base="2.28万人"), INSURED, period)


def test_without_a_base_the_way_begins_with_the_plan():
    target = goal("≥100人", "科研专家总数", "2023年")
    assert begins(target) == date(2020, 12, 31)
    assert heard(target, "科研专家总数", "2021年末")
    assert not heard(target, "科研专家总数", "2020年末")


def test_where_there_is_no_plan_the_way_begins_with_the_period():
    assert begins(goal("≥2万人", period="1964年")) == date(1963, 12, 31)
    assert begins(total("≥2万人", period="2019—2023年")) == date(2018, 12, 31)


def test_a_base_of_another_kind_is_no_beginning():
    base = Base(parse("[2.06]万人"), Period.plan(12), Accumulation.CUMULATIVE)
    assert begins(goal("≥2万人", base=base)) == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("period", "run"),
    [
        ("2021年", None),
        ("2023年1—6月", None),
        ("2023年5月", None),
        ("2021—2022年", None),
        ("“十四五”", None),
    ],
)
def test_a_total_is_told_by_every_flow_inside_it(period, run):
    assert heard(total("≥1.85万人"), EMPLOYED, period, accumulation=run)


def test_a_total_is_not_told_by_what_lies_outside_or_is_a_mean():
    assert not heard(total("≥1.85万人"), EMPLOYED, "2020年")
    assert not heard(total("≥1.85万人"), EMPLOYED, "2021年", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert not heard(total("≥1.85万人"), INSURED, "2021年末")


def test_a_yearly_flow_is_told_by_its_parts_and_not_by_another_year():
    target = goal("≥0.4万人", EMPLOYED, base="0.2万人")
    assert heard(target, EMPLOYED, "2025年1—6月")
    assert heard(target, EMPLOYED, "2025年")
    assert not heard(target, EMPLOYED, "2023年")
    assert not heard(target, EMPLOYED, "2023年1—6月")


def test_a_year_to_date_is_told_from_january_on():
    later = total("≥1万人", period="2023年7月—2025年12月")
    assert heard(later, EMPLOYED, "2023年7—9月")
    assert not heard(later, EMPLOYED, "2023年9月", accumulation=Accumulation.YEAR_TO_DATE)


def test_a_yearly_growth_is_told_by_its_own_year():
    target = goal("≥6%", "全员劳动生产率年均增长", run=Accumulation.ANNUAL)
    assert heard(target, "全员劳动生产率年均增长", "2025年", accumulation=Accumulation.ANNUAL)
    assert not heard(target, "全员劳动生产率年均增长", "2023年", accumulation=Accumulation.ANNUAL)


def test_a_flow_of_every_year_is_told_by_the_parts_of_its_years_and_an_average_by_totals_too():
    every = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    average = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    for target in (every, average):
        assert heard(target, EMPLOYED, "2022年第三季度")
        assert heard(target, EMPLOYED, "2022年1—6月")
        assert not heard(target, EMPLOYED, "2020年")
    assert heard(average, EMPLOYED, "“十四五”")
    assert not heard(every, EMPLOYED, "“十四五”")


def test_a_yearly_rate_is_told_by_yearly_rates():
    target = goal("≥90%", CLOSED)
    assert heard(target, CLOSED, "2023年")
    assert not heard(target, CLOSED, "2025年1—6月")
    assert not sums(target)
    assert sums(total("≥1.85万人"))


def test_a_target_of_every_year_is_told_by_the_figures_of_its_years():
    target = goal("≤4%", UNEMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    assert heard(target, UNEMPLOYED, "2021年末")
    assert not heard(target, UNEMPLOYED, "2021年6月末")
    assert not heard(target, UNEMPLOYED, "2020年末")
    assert heard(target, UNEMPLOYED, "“十四五”", accumulation=Accumulation.EACH_YEAR)


def test_a_region_is_the_plans_own_where_none_is_named():
    target, part = goal("≥2.37万人"), goal("≥0.37万人", region="水尾镇")
    assert heard(target, INSURED, "2022年末", "")
    assert heard(target, INSURED, "2022年末", COUNTY)
    assert not heard(target, INSURED, "2022年末", "水尾镇")
    assert heard(part, INSURED, "2022年末", "水尾镇")
    assert not heard(part, INSURED, "2022年末", "")


def test_another_indicator_says_nothing():
    assert not heard(goal("≥2.37万人"), "工伤保险参保人数", "2025年末")


def test_its_own_place_is_period_and_accumulation():
    target = total("≥1.85万人")
    assert in_place(target, Observation(EMPLOYED, "[1.9]", "“十四五”"))
    assert not in_place(target, Observation(EMPLOYED, "0.3", "2021年"))


# ── the one that is used ─────────────────────────────────────────────────────────────────────────────────


def test_the_newest_is_used_and_of_one_day_the_most_final():
    told = [
        *seen(INSURED, "2.30万人", "2022年末", status=Status.REVISED),
        *seen(INSURED, "2.35万人", "2023年6月末", status=Status.PRELIMINARY),
        *seen(INSURED, "2.36万人", "2023年6月末"),
        *seen(INSURED, "2.37万人", "2023年6月末", status=Status.ESTIMATED),
    ]
    assert newest(told) == newest(told[::-1]) == (told[2],)
    assert newest([]) == ()


def test_of_equals_that_tell_the_same_the_last_is_left():
    told = seen(INSURED, "2.30万人", "2022年末", "2.30万人", "2022年末")
    assert newest(told)[0] is told[1]


def test_of_equals_that_differ_both_are_left():
    told = seen(INSURED, "2.30万人", "2022年末", "2.31万人", "2022年12月末")
    assert newest(told) == (told[1], told[0])
    assert trouble(newest(told)) == "rivals"


def test_a_blank_cell_gives_way_to_what_is_told():
    # 浙江 表1第11行: 17.8 in 2019, “—” in 2020
    told = seen(INSURED, "2.30万人", "2022年末", None, "2023年末")
    assert newest(told) == (told[0],)
    assert newest(told[1:]) == (told[1],)


def test_a_special_scope_gives_way_to_none():
    told = [*seen(INSURED, "2.30万人", "2022年末"), *seen(INSURED, "2.5万人", "2023年末", scope="户籍")]
    assert newest(told) == (told[0],)
    assert trouble(newest(told[1:])) == "scope"
    assert trouble(newest(told)) == ""
    assert trouble(()) == ""
    assert trouble(seen("社会保障卡持卡人口覆盖率", "全覆盖", "2022年末")) == "words"
