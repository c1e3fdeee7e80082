"""One target against all that was reported: what is put together, what is too old, milestones."""

from datetime import date, datetime

import pytest
from assessed import CLOSED, EMPLOYED, GRADES, INSURED, MIDDLE, UNEMPLOYED, goal, row, seen, total
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Accumulation, Basis, Bound, Composition, Method, Observation, Period, Status, Verdict
from rsindicators.assessment import assess
from rsindicators.errors import PeriodError
from rsindicators.kinds import Standing
from rsindicators.matching import speaks

END = date(2025, 12, 31)
EXPERTS = "科研专家总数"
GROSS = "博士后招收人数"


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_total_to_date_is_made_of_the_finished_years_and_the_year_to_date():
    told = seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", "0.15", "2023年1—6月", "0.07", "2023年1—3月")
    made = row(total("≥1.85万人"), told)
    assert str(made.reached) == "0.80万人"
    assert [str(one.period) for one in made.running.parts] == ["2021年", "2022年", "2023年1—6月"]
    assert (made.observation, made.judgement.verdict, made.method) == (
        None,
        Verdict.MISSED,
        Method.ACTUAL_OVER_TARGET,
    )
    assert [pace.basis for pace in made.paces] == list(Basis)
    assert made.pace is made.paces[0]
    assert row(total("≥1.85万人"), told, basis=Basis.YEARS).pace.basis is Basis.YEARS


def test_what_ends_after_the_day_is_left_out():
    told = seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", "0.30", "2023年1—9月")
    assert str(row(total("≥1.85万人"), told).reached) == "0.65万人"


def test_a_total_that_is_reported_as_such_comes_first():
    told = [*seen(EMPLOYED, "0.32", "2021年"), *seen(EMPLOYED, "[1.9]", "“十四五”")]
    made = row(total("≥1.85万人"), told, END)
    assert (str(made.reached), made.running, made.standing) == ("1.9万人", None, Standing.DONE)


def test_a_blank_total_gives_way_to_what_can_be_put_together():
    told = [*seen(EMPLOYED, None, "“十四五”"), *seen(EMPLOYED, "0.32", "2021年")]
    assert str(row(total("≥1.85万人"), told).reached) == "0.32万人"
    blank = row(total("≥1.85万人"), told[:1], END)
    assert (blank.judgement.reason, blank.observation) == ("judgement.missing", told[0])


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (seen(EMPLOYED, "0.32", "2021年", "0.15", "2023年1—6月"), "gap"),
        (seen(EMPLOYED, "0.32", "2021年", "0.33", "2021年"), "rivals"),
        (seen(EMPLOYED, "0.32", "2021年", scope="户籍"), "scope"),
        (seen(EMPLOYED, Bound.parse("超过0.3万人"), "2021年"), "one_sided"),
        (seen(EMPLOYED, "0.32", "2021年", "超过0.4", "2022年", "0.15", "2023年1—6月"), "one_sided"),
        (seen(EMPLOYED, "超过0.4", "2021年", "0.15", "2023年1—6月"), "gap"),
    ],
)
def test_what_cannot_be_put_together_is_undecided_and_says_why(told, reason):
    made = row(total("≥1.85万人"), told)
    assert (made.judgement.reason, made.no_completion) == (f"judgement.{reason}", f"completion.{reason}")
    assert (made.standing, made.no_standing, made.paces) == (
        Standing.NOT_ASSESSABLE,
        f"judgement.{reason}",
        (),
    )
    assert made.say_completion()
    assert made.running is None or made.running.say()


def test_a_gap_leaves_a_lower_bound_only_where_nothing_is_negative():
    name = "博士后招收人数"
    told = seen(name, "3人", "2021年", "4人", "2023年1—6月")
    early = row(total("≥7人", name), told)
    assert (early.judgement.verdict, early.standing, early.judgement.certain) == (
        Verdict.MET,
        Standing.EARLY,
        True,
    )
    assert row(total("≥8人", name), told).judgement.reason == "judgement.gap"
    assert row(total("≤6人", name), told).standing is Standing.LAGGING


def test_figures_whose_periods_do_not_add_are_not_added():
    # distinct persons, counted once however often they come
    distinct = "获得国家科技奖励人数"
    made = row(total("≥5人", distinct), seen(distinct, "1人", "2021年", "2人", "2022年"))
    assert (made.judgement.reason, made.standing) == ("judgement.not_additive", Standing.NOT_ASSESSABLE)
    assert made.say_completion() == "不计:各期的数不能相加"


def test_a_yearly_target_of_a_flow_grows_within_its_year():
    target = goal("≥0.4万人", EMPLOYED, "2023年")
    made = row(target, seen(EMPLOYED, "0.15", "2023年1—6月", "0.39", "2022年"))
    assert (str(made.reached), str(made.completion.round(1)), made.standing.value) == (
        "0.15万人",
        "37.5%",
        "lagging",
    )
    assert (made.pace.period, made.pace.elapsed) == (Period(2023), Period(2023).elapsed(MIDDLE))
    assert made.years == ()


@pytest.mark.parametrize("on", [MIDDLE, date(2024, 12, 31), date(2026, 6, 1)])
def test_another_year_decides_nothing_of_a_yearly_flow(on):
    # 四川 第34行: 省级以上刊物发表科研成果 2024年 15篇以上; 16 in 2023 say nothing of 2024
    papers = "research_publications"
    for bound in ("15篇以上", "20篇以上"):
        made = row(goal(bound, papers, "2024年", base="9篇"), seen(papers, "16篇", "2023年"), on)
        assert (made.judgement.reason, made.completion, made.years) == ("judgement.missing", None, ())
        assert made.standing is Standing.NOT_ASSESSABLE


def test_the_bound_of_a_later_year_judges_no_earlier_one():
    rates = "应用型科研成果转化率"
    made = row(goal("不低于60%", rates), seen(rates, "45%", "2023年"), date(2024, 6, 30))
    assert made.years == ()


def test_a_yearly_rate_goes_the_way_of_a_level():
    made = row(goal("≥95%", CLOSED, base="90%"), seen(CLOSED, "92%", "2022年", "95%", "2021年"))
    assert (made.standing.value, str(made.pace.expected)) == ("on_track", "92%")


def test_words_for_a_total_are_words():
    words = Observation(EMPLOYED, None, "“十四五”", phrase="稳步增长")
    assert row(total("≥1.85万人"), [words], END).judgement.reason == "judgement.words"


# ── how old a figure may be ──────────────────────────────────────────────────────────────────────────────


def test_an_older_figure_can_show_that_a_target_is_met():
    # 浙江 表1第11行: 人力资本投资占生产总值比例, 17以上 in 2020: 17.8 in 2019, “—” in 2020, called 完成
    name = "人力资本投资占地区生产总值比例"
    told = seen(name, "17.8%", "2019年", None, "2020年")
    target = goal("17%以上", name, "2020年", base="13.8%", based="2015年")
    made = row(target, told, date(2020, 12, 31))
    assert (made.standing, made.judgement.inferred, made.age) == (Standing.DONE, True, 366)
    assert (made.standing_certain, made.judgement.certain, made.is_early) == (False, False, True)
    assert made.say_used() == "用2019年数17.8%,距评估日366天"
    assert (made.say_judgement(), made.say_standing()) == ("达到(按较早的数)", "完成(按较早的数)")
    at_limit = row(target, seen(name, "17%", "2019年"), date(2020, 12, 31))
    assert (at_limit.judgement.at_limit, at_limit.verdict) == (True, Verdict.MET)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (goal("<4.5%", UNEMPLOYED), seen(UNEMPLOYED, "3.0%", "2021年末")),
        (goal("2—3万人"), seen(INSURED, "2.5万人", "2021年末")),
        (goal("10:40:50", GRADES), seen(GRADES, "16.4:46.3:37.3", "2021年末")),
    ],
)
def test_an_older_level_shows_no_more_than_that_a_floor_was_reached(target, told):
    made = row(target, told, END)
    assert (made.standing, made.judgement.reason) == (Standing.NOT_ASSESSABLE, "judgement.stale")


@pytest.mark.parametrize("bound", ["≤1.85万人", "1—2万人", "≥1万人", "≥3万人"])
def test_a_net_total_that_stops_early_decides_nothing(bound):
    # one year of five: it may still grow, or fall
    made = row(total(bound), seen(EMPLOYED, "1.1", "2021年"), END)
    assert (made.standing, made.judgement.reason) == (Standing.NOT_ASSESSABLE, "judgement.stale")
    assert (made.completion, made.no_completion) == (None, "completion.stale")
    assert made.say_completion() == "不计:累计还没有报到期末"


@pytest.mark.parametrize(
    ("bound", "answer"),
    [
        ("≥10人", ("done", True)),
        ("≤9人", ("not_done", True)),
        ("5—9人", ("not_done", True)),
        ("≤10人", ("not_assessable", False)),
        ("≥11人", ("not_assessable", False)),
        ("10—20人", ("not_assessable", False)),
    ],
)
def test_a_gross_total_that_stops_early_is_a_floor(bound, answer):
    made = row(total(bound, GROSS), seen(GROSS, "10人", "2021年"), END)
    assert (made.standing.value, made.standing_certain) == answer


def test_the_floor_of_a_gross_total_is_the_low_end_of_what_was_printed():
    # 1.0万人 may be 0.95
    told = seen(GROSS, "1.0万人", "2021年")
    made = [row(total(f"≥{limit}万人", GROSS), told, END).standing.value for limit in ("0.95", "1.0")]
    assert made == ["done", "not_assessable"]


def test_what_is_told_on_one_side_enters_the_floor_of_a_gross_total():
    told = seen(GROSS, "3人", "2021年", "超过4人", "2022年", "5人", "2023年1—6月")
    made = row(total("≥12人", GROSS), told)
    assert (made.standing, made.standing_certain, str(made.running.floor)) == (Standing.EARLY, True, "≥12人")
    assert [str(one.figure) for one in made.running.parts] == ["3人", "超过4人", "5人"]
    assert row(total("≥13人", GROSS), told).judgement.reason == "judgement.one_sided"
    assert row(total("≤11人", GROSS), told).standing is Standing.LAGGING
    # of a run that is told both ways the figure counts
    beside = row(total("≥3人", GROSS), seen(GROSS, "3人", "2021年", "超过1人", "2021年"), END)
    assert (str(beside.reached), beside.standing) == ("3人", Standing.DONE)


def test_what_is_told_on_one_side_only_has_a_floor_where_it_cannot_fall():
    told = seen(GROSS, "超过4人", "2022年")
    made = row(total("≥1人", GROSS), told)
    assert (made.judgement.verdict, str(made.running.floor)) == (Verdict.MET, "≥4人")
    assert row(total("≥5人", GROSS), told).judgement.reason == "judgement.gap"


def test_what_was_published_after_the_day_was_not_known_on_it():
    told = [
        *seen(INSURED, "2.1万人", "2022年末", as_of=date(2023, 3, 1)),
        *seen(INSURED, "2.4万人", "2022年末", status=Status.REVISED, as_of=datetime(2024, 3, 1, 9)),  # noqa: DTZ001
    ]
    made = assess([goal("≥2.3万人")], told, on=MIDDLE)
    assert (made.rows[0].observation, made.unused, made.unused_reasons) == (told[0], (told[1],), ("late",))
    assert assess([goal("≥2.3万人")], told).rows[0].observation is told[1]


def test_an_older_figure_never_shows_that_a_target_is_missed():
    made = row(goal("≥2.41万人"), seen(INSURED, "2.3万人", "2023年末"), END)
    assert (made.standing, made.judgement.reason) == (Standing.NOT_ASSESSABLE, "judgement.stale")
    assert made.completion is not None


def test_the_estimate_of_the_last_year_is_used_and_named():
    # 浙江 表1第2, 4行: 32.5/34 = 95.6%, 610/650 = 93.8%, both “2020年预计”
    for name, bound, older, newer, rate in (
        ("党政人才", "≥34万人", "32.4万人", "32.5万人", "95.6%"),
        ("专业技术人才", "≥650万人", "590.1万人", "610万人", "93.8%"),
    ):
        told = [*seen(name, older, "2019年"), *seen(name, newer, "2020年", status=Status.ESTIMATED)]
        made = row(goal(bound, name, "2020年"), told, date(2020, 12, 31))
        assert made.say_completion() == f"{rate} (实际/目标)"
        assert (made.standing, made.observation.status) == (Standing.NOT_DONE, Status.ESTIMATED)
        assert "预计" in made.say_used()


def test_a_level_on_its_way_is_judged_as_of_now():
    made = row(goal("≥2.41万人", base="2.28万人"), seen(INSURED, "2.35万人", "2022年末"))
    assert (made.judgement.verdict, made.standing.value) == (Verdict.MISSED, "faster")
    assert (made.verdict, made.over) == (Verdict.UNDECIDED, False)


# ── all years ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_target_of_every_year_has_a_verdict_for_each_and_no_rate():
    target = goal("≤4%", UNEMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    made = row(target, seen(UNEMPLOYED, "3.1%", "2021年末", "4.2%", "2022年末"))
    assert (made.no_completion, made.judgement.verdict, made.standing) == (
        "completion.yearly", Verdict.MISSED, Standing.LAGGING,
    )  # fmt: skip
    assert made.say_completion() == "不适用:逐年看"


def test_a_yearly_average_has_the_rate_of_its_mean():
    target = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    made = row(target, seen(EMPLOYED, "0.31", "2021年", "0.32", "2022年"))
    assert (str(made.average), str(made.completion.round(1))) == ("0.315万人", "105.0%")


def test_a_report_for_all_years_at_once_is_taken_as_it_is():
    name = "全员劳动生产率年均增长"
    target = goal("≥6%", name, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    told = seen(name, "7.2%", "“十四五”", accumulation=Accumulation.AVERAGE_ANNUAL)
    made = row(target, told, END)
    assert (made.standing, str(made.reached)) == (Standing.DONE, "7.2%")
    blank = seen(name, None, "“十四五”", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert row(target, blank, END).judgement.reason == "judgement.missing_year"


def test_years_all_met_until_now_do_not_age_the_promise():
    target = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    told = seen(EMPLOYED, *(one for year in range(2021, 2026) for one in ("0.31", f"{year}年")))
    made = row(target, told, date(2026, 6, 30))
    assert (made.standing, made.judgement.inferred, made.age) == (Standing.DONE, False, 181)


# ── milestones ───────────────────────────────────────────────────────────────────────────────────────────


def experts(*limits):
    """四川 第32, 34, 36行: 科研专家总数 100, 150, 200人以上 in 2023, 2024, 2025."""
    return [goal(f"{limit}人以上", EXPERTS, f"{year}年") for year, limit in enumerate(limits, 2023)]


def test_milestones_are_a_path_and_each_is_assessed_at_its_own_date():
    targets = experts(100, 150, 200)
    told = seen(EXPERTS, "104人", "2023年末", "140人", "2024年末")
    made = assess(targets, told, on=date(2025, 3, 31)).rows
    assert [one.standing.value for one in made] == ["done", "not_done", "not_assessable"]
    assert [str(one.reached) for one in made] == ["104人", "140人", "140人"]
    assert made[1].milestones == tuple(targets)
    assert [one.remarks for one in made] == [(), (), ()]


def test_the_way_to_a_milestone_begins_at_the_one_before():
    told = seen(EXPERTS, "104人", "2023年末", "130人", "2024年6月末")
    made = assess(experts(100, 150, 200), told, on=date(2024, 6, 30)).rows
    assert (str(made[1].pace.expected), made[1].standing.value) == ("125人", "faster")
    # the last leg has not begun
    assert (made[2].paces, made[2].no_standing) == ((), "standing.not_begun")
    on_the_day = assess(experts(100, 150, 200), told[:1], on=date(2024, 6, 30)).rows
    assert on_the_day[1].no_standing == "standing.not_begun"
    assert "前一节点" in on_the_day[1].say_standing()


@pytest.mark.parametrize(("limits", "weaker"), [((100, 90, 200), 1), ((100, 150, 140), 2)])
def test_a_milestone_that_asks_less_than_the_one_before_is_told(limits, weaker):
    made = assess(experts(*limits), (), on=MIDDLE)
    assert [one.remarks for one in made.rows] == [("weaker",) if at == weaker else () for at in range(3)]
    assert "比前一节点" in str(made)


def test_a_later_ceiling_that_is_higher_is_weaker():
    targets = [goal("≤4%", UNEMPLOYED, "2023年"), goal("≤4.5%", UNEMPLOYED, "2024年")]
    assert assess(targets, (), on=MIDDLE).rows[1].remarks == ("weaker",)
    told = seen(UNEMPLOYED, "4.3%", "2024年6月末")
    assert assess(targets, told, on=date(2024, 6, 30)).rows[1].standing is Standing.ON_TRACK


@pytest.mark.parametrize(
    "second",
    [
        goal("2—3万人", period="2024年"),
        goal("≤1万人", period="2024年"),
        goal("≥2万人", period="2024年"),
        goal(Bound.parse("≥1"), period="2024年"),
        goal("≥1万人", period="2024年", region="水尾镇"),
        goal(None, period="2024年"),
        total("≥1万人", INSURED, "2024年"),
    ],
)
def test_what_does_not_compare_is_not_called_weaker(second):
    assert assess([goal("≥2万人", period="2023年"), second], (), on=MIDDLE).rows[1].remarks == ()


def test_a_yearly_flow_may_fall_from_year_to_year():
    targets = [goal("≥0.4万人", EMPLOYED, "2023年"), goal("≥0.3万人", EMPLOYED, "2024年")]
    assert assess(targets, (), on=MIDDLE).rows[1].remarks == ()


def test_totals_of_two_plans_are_no_path_but_those_that_begin_together_are():
    apart = [total("≥1.7万人", period="“十三五”"), total("≥1.5万人")]
    assert assess(apart, (), on=MIDDLE).rows[1].milestones == ()
    nested = [total("≥1.7万人", period="2021—2023年"), total("≥1.5万人")]
    assert assess(nested, (), on=MIDDLE).rows[1].remarks == ("weaker",)


def test_table_and_prose_of_one_period_are_no_path():
    assert assess([goal("≥1.42万人"), goal("≥1.5万人")], (), on=MIDDLE).rows[0].milestones == ()


# ── formulas the caller names ────────────────────────────────────────────────────────────────────────────


def test_a_named_formula_is_used_where_it_has_a_meaning():
    told = [*seen(INSURED, "2.35万人", "2022年末"), *seen(UNEMPLOYED, "2.7%", "2022年末")]
    targets = [goal("≥2.41万人", base="2.28万人"), goal("≥2.41万人"), goal("≤4%", UNEMPLOYED)]
    made = assess(targets, told, on=MIDDLE, method=Method.INCREASE).rows
    assert [one.say_completion() for one in made] == [
        "53.8% (实际增量/目标增量)",
        "97.5% (实际/目标)",
        "不计:上限指标,看余量",
    ]
    rival = assess(targets, told, on=MIDDLE, method=Method.TWO_MINUS).rows
    assert [one.method for one in rival] == [Method.ACTUAL_OVER_TARGET] * 2 + [Method.TWO_MINUS]


# ── whatever is reported ─────────────────────────────────────────────────────────────────────────────────

PERIODS = st.sampled_from(
    ["2019年", "2020年", "2021年", "2022年", "2023年", "2024年", "2025年", "2023年1—6月", "2023年5月",
     "2024年第三季度", "2021—2023年", "“十三五”", "“十四五”", "2022年下半年"]
)  # fmt: skip
NAMES = st.sampled_from([EMPLOYED, INSURED, UNEMPLOYED, CLOSED, "博士后招收人数", "专业技术人才比例"])
RUNS = st.none() | st.sampled_from(Accumulation)
BOUNDS = {EMPLOYED: "万人", INSURED: "万人", UNEMPLOYED: "%", CLOSED: "%", "博士后招收人数": "人"}


@st.composite
def reports(draw):
    """An observation of anything, or nothing where there is no such figure."""
    name = draw(NAMES)
    number = draw(st.integers(-5, 120))
    unit = BOUNDS.get(name)
    figures = [f"{number}{unit}", f"{number}.0{unit}", None, f"超过{abs(number)}{unit}"]
    figure = draw(st.sampled_from(figures if unit else ["16:46:38", "10:90", None]))
    status, scope = draw(st.none() | st.sampled_from(Status)), draw(st.sampled_from(["", "", "户籍"]))
    region = draw(st.sampled_from(["", "叙永县", "水尾镇"]))
    try:
        return Observation(
            name,
            figure,
            draw(PERIODS),
            region,
            draw(RUNS),
            scope,
            status,
            phrase=draw(st.sampled_from(["", "全覆盖"])),
        )
    except PeriodError:
        return Observation(name, figure, "2022年", region, None, scope, status)


@st.composite
def promises(draw):
    """A target of anything."""
    name = draw(NAMES)
    unit = BOUNDS.get(name)
    number = draw(st.integers(0, 120))
    words = ["≥{}", ">{}", "≤{}", "<{}", "{}左右", "近{}"]
    bound = draw(st.sampled_from(words)).format(f"{number}{unit}") if unit else "10:40:50"
    base = draw(st.none() | st.just(f"{draw(st.integers(0, 120))}{unit}" if unit else "12:40:48"))
    period = draw(st.sampled_from(["2023年", "2025年", "“十四五”", "2021—2023年"]))
    region = draw(st.sampled_from(["", "水尾镇"]))
    return goal(
        draw(st.sampled_from([bound, None])),
        name,
        period,
        run=draw(st.sampled_from(Accumulation)),
        base=base,
        region=region,
    )


@given(
    st.lists(promises(), max_size=4),
    st.lists(reports(), max_size=8),
    st.none() | st.dates(date(2018, 1, 1), date(2027, 1, 1)),
    st.sampled_from(Basis),
    st.none() | st.sampled_from(Method),
)
def test_any_mixture_of_reports_gives_a_row_per_target(targets, told, on, basis, method):
    made = assess(targets, told, region="叙永县", on=on, basis=basis, method=method)
    assert len(made.rows) == len(targets)
    assert str(made)
    assert len(made.to_records()) == len(targets)
    for one in made.rows:
        assert (one.standing is Standing.NOT_ASSESSABLE) == bool(one.no_standing)
        assert (one.completion is None) == bool(one.no_completion)
        assert one.say_completion("en")
        assert one.say_standing("en")
        assert (one.standing in (Standing.DONE, Standing.NOT_DONE)) <= one.over
        assert one.age is None or one.age >= 0
        if one.reached is None and not one.years:
            assert one.standing is Standing.NOT_ASSESSABLE
        if isinstance(one.reached, Composition):
            assert one.completion is None
    heard = [
        any(speaks(target, one, "叙永县") for target in targets) and (on is None or one.period.end <= on)
        for one in told
    ]
    assert len(made.unused_reasons) == len(made.unused)
    assert list(made.unused) == [one for one, used in zip(told, heard, strict=True) if not used]


@given(st.lists(promises(), max_size=3), st.lists(reports(), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_no_standing(targets, told, random):
    shuffled = told[:]
    random.shuffle(shuffled)
    one, other = (assess(targets, each, region="叙永县", on=MIDDLE) for each in (told, shuffled))
    assert [row.standing for row in one.rows] == [row.standing for row in other.rows]
    assert [row.verdict for row in one.rows] == [row.verdict for row in other.rows]


@pytest.mark.parametrize(
    ("own", "status", "reached"),
    [("ESTIMATED", "FINAL", "0.4万人"), ("FINAL", "FINAL", "0.3万人"), (None, "ESTIMATED", "0.3万人")],
)
def test_a_yearly_average_that_is_reported_decides_if_it_is_as_final_as_the_years(own, status, reached):
    run = Accumulation.AVERAGE_ANNUAL
    told = [
        *seen(EMPLOYED, "0.3", "“十四五”", accumulation=run, status=own and Status[own]),
        *(
            one
            for year in range(2021, 2026)
            for one in seen(EMPLOYED, "0.4", f"{year}年", status=Status[status])
        ),
    ]
    made = row(goal("≥0.35万人", EMPLOYED, "“十四五”", run=run), told, END)
    assert (str(made.reached), made.judgement.verdict is Verdict.MET) == (reached, reached == "0.4万人")


def test_a_yearly_average_of_another_scope_gives_way_to_the_mean_of_the_years():
    run = Accumulation.AVERAGE_ANNUAL
    own = seen(EMPLOYED, "0.3", "“十四五”", accumulation=run, scope="户籍", status=Status.FINAL)
    told = [*own, *(one for year in range(2021, 2026) for one in seen(EMPLOYED, "0.4", f"{year}年"))]
    target = goal("≥0.35万人", EMPLOYED, "“十四五”", run=run)
    assert str(row(target, told, END).reached) == "0.4万人"
    assert row(target, own, END).judgement.reason == "judgement.scope"
