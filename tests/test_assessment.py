"""Assessments: a row per target on a day, counts by nature, and what is late, the binding first."""

import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest
from assessed import CATALOGUE, EMPLOYED, INSURED, MIDDLE, UNEMPLOYED, goal, row, seen, total
from published_tables import rows
from refusal import refused

from rsindicators import (
    Accumulation,
    Base,
    Basis,
    Bound,
    Composition,
    Figure,
    Method,
    Nature,
    Observation,
    Period,
    Plan,
    Status,
    Target,
    Verdict,
    parse,
)
from rsindicators.assessment import Assessment, assess
from rsindicators.errors import ComponentError, NumberError, PeriodError, RSIndicatorsError, UnitError
from rsindicators.kinds import Standing
from rsindicators.text import width

XUYONG_13, XUYONG_14 = Plan.load("xuyong-13"), Plan.load("xuyong-14")
ASSESSED = assess(XUYONG_13, XUYONG_13.results, region=XUYONG_13.region)
PARTS = seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", "0.15", "2023年1—6月")
LEVELS = [
    *seen(INSURED, "2.35万人", "2022年末", status=Status.PRELIMINARY),
    *seen(UNEMPLOYED, "4.6%", "2023年6月末"),
    *seen("参保率", "93.1%", "2023年6月末"),
]
SKILLED = "技能人才总量"
TABLE_14 = [one for one in XUYONG_14 if not one.quote]
"""Without the promises of the prose."""

HALF_WAY = assess(TABLE_14, [*PARTS, *LEVELS], region="叙永县", on=MIDDLE, title="叙永县")


def of(assessment, label):
    """The row of a label."""
    return next(one for one in assessment.rows if one.target.label == label)


# ── published tables ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("expected", rows("zhuanlan1_expected"), ids=lambda one: one["number"])
def test_each_row_of_the_first_table_gets_the_verdict_computed_by_hand(expected):
    made = ASSESSED.rows[int(expected["number"]) - 1]
    assert (made.target.label, str(made.target)) == (expected["name"], expected["reading"])
    assert made.verdict.value == expected["verdict"]
    assert (str(made.completion.round(2)) if made.completion else "") == expected["completion"]
    assert (made.standing, made.standing_certain) == (Standing.DONE, expected["certain"] == "yes")


def test_without_a_day_it_is_that_of_the_newest_figure():
    assert ASSESSED.on == date(2020, 12, 31)
    assert assess(XUYONG_14, PARTS, region="叙永县").on == MIDDLE
    assert [one.age for one in ASSESSED.rows] == [0] * 13


def test_without_figures_it_is_the_end_of_the_last_period():
    assert assess(XUYONG_14, ()).on == date(2025, 12, 31)
    assert assess(XUYONG_14, seen(INSURED, "9万人", "2040年末")).on == date(2025, 12, 31)
    assert (assess((), PARTS).on, assess((), ()).rows) == (None, ())


def test_what_the_plan_began_with_tells_nothing_of_the_way_since():
    made = assess(XUYONG_14, XUYONG_14.results, region=XUYONG_14.region, on=MIDDLE)
    assert made.standings() == {Standing.NOT_ASSESSABLE: len(made.rows)}


def test_half_way_through_the_plan_every_row_stands_somewhere():
    made = {one.target.label: one.standing.label for one in HALF_WAY.rows[:9] if one.reached is not None}
    assert made == {
        "城镇新增就业人数": "滞后",
        "城镇登记失业率": "滞后",
        "基本养老保险参保率": "快于预期",
        "失业保险参保人数": "快于预期",
    }
    assert of(HALF_WAY, "城镇新增就业人数").say_completion() == "43.2% (实际/目标)"


def test_zhejiang_is_done_where_it_says_so_and_its_rates_are_its_own():
    plan = Plan.load("zhejiang-13")
    made = assess(plan, plan.results, region=plan.region, on=date(2020, 12, 31))
    told = {one.target.label: one for one in made.rows}
    assert told["党政人才"].say_completion() == "95.6% (实际/目标)"
    assert told["专业技术人才"].say_completion() == "93.8% (实际/目标)"
    late = told["人力资本投资占生产总值比例"]
    assert (late.standing, late.age, late.judgement.inferred) == (Standing.DONE, 366, True)
    assert made.standings()[Standing.DONE] == 8
    assert [one.target.label for one in made.missed] == ["党政人才", "专业技术人才"]


def test_shaoyang_missed_two_of_its_insurances():
    # 邵阳 专栏1第6, 7行: 33.04 of 36 is 91.78%, 54.61 of 56 is 97.52%
    targets = [goal("≥36万人", INSURED, "2020年"), goal("≥56万人", "工伤保险参保人数", "2020年")]
    told = [*seen(INSURED, "33.04万人", "2020年"), *seen("工伤保险参保人数", "54.61万人", "2020年")]
    made = assess(targets, told)
    assert [str(one.completion.round(2)) for one in made.rows] == ["91.78%", "97.52%"]
    assert made.standings() == {Standing.NOT_DONE: 2}


# ── what is given ────────────────────────────────────────────────────────────────────────────────────────


def test_targets_are_broken_down_by_region_and_by_year():
    targets = [
        goal("≥0.4万人", EMPLOYED, "2022年"),
        goal("≥0.3万人", EMPLOYED, "2022年", region="叙永镇"),
        goal("≥0.2万人", EMPLOYED, "2022年", region="水尾镇"),
        goal("≥0.2万人", EMPLOYED, "2023年", region="水尾镇"),
    ]
    told = [
        *seen(EMPLOYED, "0.45", "2022年"),
        *seen(EMPLOYED, "0.31", "2022年", region="叙永镇"),
        *seen(EMPLOYED, "0.14", "2022年", "0.05", "2023年1—6月", region="水尾镇"),
    ]
    made = assess(targets, told, region="叙永县", on=MIDDLE)
    assert [one.standing.value for one in made.rows] == ["done", "done", "not_done", "lagging"]
    assert [str(one.reached) for one in made.rows] == ["0.45万人", "0.31万人", "0.14万人", "0.05万人"]
    assert "水尾镇 城镇新增就业人数" in str(made)
    assert made.to_records()[2]["region"] == "水尾镇"
    assert made.unused == ()


def test_what_speaks_for_no_target_is_listed_as_unused():
    stray = seen(INSURED, "2.1万人", "2019年末", "2.3万人", "2024年末")
    made = assess([goal("≥2.41万人", base="2.28万人")], stray, on=MIDDLE)
    assert made.unused == tuple(stray)
    assert "没有用到:失业保险参保人数 2019年 2.1万人(时期或累计方式与目标不合)" in str(made)
    assert "没有用到:失业保险参保人数 2024年 2.3万人(在评估日以后结束或发布)" in str(made)
    assert assess([goal("≥2.41万人")], stray, on=MIDDLE, list_unused=False).unused == ()


def test_what_is_not_used_says_why():
    targets = [goal("≥2.41万人"), goal("≥0.4万人", region="水尾镇"), goal("≥0.4万人", EMPLOYED)]
    told = [
        *seen(SKILLED, "2.3万人", "2022年末"),
        *seen(INSURED, "0.3万人", "2022年末", region="古蔺县"),
        *seen(EMPLOYED, "0.3万人", "2022年"),
        *seen(INSURED, "2.3万人", "2023年末"),
        *seen(INSURED, "2.3万人", "2022年末"),
    ]
    made = assess(targets, told, region="叙永县", on=MIDDLE)
    assert made.unused == tuple(told[:4])
    assert made.unused_reasons == ("indicator", "region", "place", "late")


def test_about_says_how_far_from_its_number_a_target_is_met():
    targets = [goal("2万人左右"), goal("近2万人"), goal("2—3万人"), goal("≥2万人")]
    told = seen(INSURED, "1.95万人", "2025年末")
    assert [one.verdict.value for one in assess(targets, told).rows] == [
        "undecided", "undecided", "missed", "missed",
    ]  # fmt: skip
    for about in ("5%", "0.1万人", Figure("1000", "人")):
        made = assess(targets, told, about=about)
        assert [one.verdict.value for one in made.rows] == ["met", "met", "missed", "missed"]
    assert [one.verdict.value for one in assess(targets, told, about="1%").rows[:2]] == ["missed", "missed"]
    early = assess(targets[:1], seen(INSURED, "1.95万人", "2022年末"), on=MIDDLE, about="5%")
    assert early.rows[0].standing is Standing.ON_TRACK
    assert "左右、约、近、保持在按5%" in early.to_table().notes
    each = goal("2万人左右", EMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    years = row(each, seen(EMPLOYED, "1.95万人", "2021年", "1.8万人", "2022年"), about="5%").years
    assert [year.verdict.value for year in years] == ["met", "missed", "undecided"]


def test_about_must_be_a_share_or_fit_the_target_it_is_asked_of():
    with refused(NumberError, "bound.tolerance"):
        assess((), (), about="-5%")
    with refused(UnitError, "unit.different"):
        assess([goal("2万人左右")], seen(INSURED, "2万人", "2025年末"), about="3户")


def test_a_generator_is_read_once_and_a_moment_is_its_day():
    moment = datetime(2023, 6, 30, 23, 59)  # noqa: DTZ001 - the calendar's day alone counts
    made = assess(iter([total("≥1.85万人")]), iter(PARTS), on=moment)
    assert (made.on, str(made.rows[0].reached)) == (MIDDLE, "0.80万人")


@pytest.mark.parametrize(
    "hostile", [None, 1.5, "", "a" * 10**6, float("nan"), [1], "\x00", Decimal("NaN"), {}]
)
def test_what_is_no_target_no_observation_no_day_and_no_basis_is_refused(hostile):
    good = [goal("≥2.41万人")]
    calls = [
        lambda: assess([hostile], ()),
        lambda: assess(good, [hostile]),
        lambda: assess(good, (), basis=hostile),
    ]
    calls += (
        [
            lambda: assess(good, (), on=hostile),
            lambda: assess(good, (), method=hostile),
            lambda: assess(good, (), about=hostile),
        ]
        if hostile is not None
        else []
    )
    calls += [lambda: assess(hostile, ()), lambda: assess(good, hostile)] if hostile not in ("", {}) else []
    for call in calls:
        with pytest.raises(RSIndicatorsError) as caught:
            call()
        assert len(caught.value.say("en")) < 2_000


@pytest.mark.parametrize("hostile", [None, 1.5, [1], {}, b"x", 5])
def test_title_and_region_are_texts(hostile):
    for given in ({"title": hostile}, {"region": hostile}):
        with pytest.raises(RSIndicatorsError):
            assess([goal("≥2.41万人")], (), **given)


def test_refusals_name_what_was_given():
    with refused(ComponentError, "assessment.target", "int"):
        assess([5], ())
    with refused(ComponentError, "plan.observation", "int"):
        assess((), [5])
    with refused(PeriodError, "period.date"):
        assess((), (), on="2023-06-30")
    with refused(PeriodError, "assessment.basis"):
        assess((), (), basis="months")
    with refused(UnitError, "unit.different"):
        assess((), (), tolerance="5%")


def test_a_figure_in_a_wrong_unit_never_gets_as_far_as_a_verdict():
    target = Target(CATALOGUE[INSURED], Bound.parse("≥95%"), Period(2020), Accumulation.AT_END)
    with refused(UnitError, "unit.different"):
        assess([target], seen(INSURED, "2.28万人", "2020年"))


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────


def one_row(bound, figure, name=INSURED, **more):
    """A target for 2020 held against what was seen then, or against nothing."""
    target = Target(CATALOGUE[name], Bound.parse(bound), Period(2020), Accumulation.AT_END, **more)
    return assess([target], [Observation(name, figure, "2020年")] if figure else []).rows[0]


def some_rows():
    """A binding target that is met, one that is missed, one anticipated and missed, one without nature."""
    base = Base(parse("1.81万人"), Period(2015), Accumulation.AT_END)
    return [
        one_row("≥2万人", "2.28万人", nature=Nature.BINDING, label="甲", number=1, starred=True, base=base),
        one_row("≥3万人", "2.28万人", SKILLED, nature=Nature.ANTICIPATED, label="乙", number=2, part_of=1),
        one_row("≥4万人", "2.28万人", "工伤保险参保人数", nature=Nature.BINDING, label="丙", number=3),
        one_row("≥4万人", "2.28万人", "专业技术人才总量", label="丁", number=4),
        one_row("≥4万人", None, "党政人才", nature=Nature.ANTICIPATED, label="戊", number=5),
    ]


def test_verdicts_are_counted_by_nature_and_missed_binding_targets_come_first():
    # trade rules §6: “counts the statuses by nature, and lists missed or lagging 约束性 targets first”
    assessment = Assessment("某规划", tuple(some_rows()))
    assert assessment.count() == {Verdict.MET: 1, Verdict.MISSED: 3, Verdict.UNDECIDED: 1}
    assert assessment.count(Nature.BINDING) == {Verdict.MET: 1, Verdict.MISSED: 1}
    assert assessment.count(Nature.ANTICIPATED) == {Verdict.MISSED: 1, Verdict.UNDECIDED: 1}
    assert [one.target.label for one in assessment.met] == ["甲"]
    assert [one.target.label for one in assessment.missed] == ["丙", "乙", "丁"]


def test_the_summary_tells_the_share_of_met_targets_among_the_decided():
    lines = Assessment("某规划", tuple(some_rows())).summary().splitlines()
    assert lines[0].startswith("全部5项:达到1项、未达到3项、未定1项;指标完成率25.0%")
    assert lines[1].startswith("约束性2项:达到1项、未达到1项、未定0项;指标完成率50.0%")
    assert lines[2].startswith("预期性2项:达到0项、未达到1项、未定1项;指标完成率0.0%")
    assert lines[3:] == ["未达到:丙(约束性)", "未达到:乙(预期性)", "未达到:丁(—)"]


def test_the_share_counts_indicators_and_what_prose_repeats_only_once():
    # trade rules §6: 指标完成率 is the share of the indicators that are met
    table = goal("≥2万人", period="2020年", nature=Nature.BINDING)
    prose = goal("≥3万人", period="2020年", quote="失业保险参保人数达到3万人")
    other = goal("≥9万人", SKILLED, period="2020年", quote="技能人才总量达到9万人")
    told = [*seen(INSURED, "2.28万人", "2020年"), *seen(SKILLED, "2.3万人", "2020年")]
    made = assess([table, prose, other], told)
    assert made.summary().splitlines()[0] == (
        "全部3项:达到1项、未达到2项、未定0项;指标完成率50.0%(2项指标中已定的2项)"
    )
    assert [[row.target for row in rows] for rows in made.indicators()] == [[table], [other]]
    assert [[row.target for row in rows] for rows in made.indicators(Nature.BINDING)] == [[table]]
    # two rows of the table for one period are one indicator, met if both are
    both = assess([table, goal("≥3万人", period="2020年")], told)
    assert "指标完成率0.0%(1项指标中已定的1项)" in both.summary()
    steps = [goal("≥2万人", period=f"{year}年") for year in (2019, 2020)]
    assert "(2项指标中已定的2项)" in assess(steps, seen(INSURED, "2.2", "2019年", "2.28", "2020年")).summary()


def test_without_a_decided_target_there_is_no_share():
    assessment = Assessment("某规划", (one_row("≥2万人", None),))
    assert "不计" in assessment.summary()
    assert Assessment("空", ()).summary() == ""


def test_standings_are_counted_by_nature_while_periods_run():
    assert HALF_WAY.standings(Nature.BINDING)[Standing.FASTER] == 1
    lines = HALF_WAY.summary().splitlines()
    assert lines[0] == "全部24项:达到0项、未达到0项、未定24项;指标完成率不计(没有已定的)"
    assert lines[1].endswith(";现已达到的占0.0%(24项指标中有数的4项)")
    assert "现已达到的不计" in assess([goal("≥2万人")], (), on=MIDDLE).summary()
    assert lines[1].startswith("全部状态:快于预期2项、滞后2项、不可评估")
    assert any(line.startswith("约束性状态:快于预期1项") for line in lines)
    assert ASSESSED.summary().splitlines()[1] == "全部状态:完成13项"
    assert "状态" not in Assessment("未评估", tuple(some_rows())).summary()


def test_missed_and_lagging_targets_are_listed_together_the_binding_ones_first():
    natures = (Nature.ANTICIPATED, Nature.BINDING)
    late = [goal("≥3万人", label=f"滞后{nature.label}", nature=nature, base="2.28万人") for nature in natures]
    over = [goal("≥3万人", label=f"未达{nature.label}", nature=nature, period="2022年") for nature in natures]
    made = assess([*late, *over], seen(INSURED, "2.3万人", "2022年末"), on=MIDDLE)
    assert made.summary().splitlines()[-4:] == [
        "未达到:未达约束性(约束性)",
        "滞后:滞后约束性(约束性)",
        "未达到:未达预期性(预期性)",
        "滞后:滞后预期性(预期性)",
    ]
    assert [one.target.label for one in made.lagging] == ["滞后约束性", "滞后预期性"]
    assert [one.target.label for one in made.missed] == ["未达约束性", "未达预期性"]


def test_a_target_that_is_not_due_yet_is_not_missed():
    made = assess([goal("≥3万人", base="2万人")], seen(INSURED, "2.9万人", "2022年末"), on=MIDDLE)
    assert (made.count(), made.missed, made.lagging) == ({Verdict.UNDECIDED: 1}, (), ())
    met = assess([goal("≥3万人", base="2万人")], seen(INSURED, "3.1万人", "2022年末"), on=MIDDLE)
    assert (met.count(), met.met, met.standings()) == ({Verdict.UNDECIDED: 1}, (), {Standing.EARLY: 1})
    assert "现已达到的占100.0%(1项指标中有数的1项)" in met.summary()


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_shows_a_row_per_target():
    table = Assessment("某规划", tuple(some_rows()), notes=("注",)).to_table()
    assert len(table.rows) == 5
    first, second = table.rows[:2]
    assert first[0].strip() == "*1"
    assert first[1:6] == ("甲", "1.81万人", "≥2万人", "2.28万人", "达到")
    assert first[7:] == ("114.0% (实际/目标)", "约束性")
    assert second[1] == "其中:乙"
    assert table.rows[3][-1] == "—"
    assert table.rows[4][4:7] == ("—", "未定:没有数", "—")
    assert table.notes[-1] == "注"


def test_every_form_shows_the_same_table():
    assessment = Assessment("某规划", tuple(some_rows()))
    assert str(assessment) == assessment.to_table().text()
    assert assessment._repr_html_() == assessment.to_table().html()
    assert [record["name"] for record in assessment.to_records()] == list("甲乙丙丁戊")


def test_a_target_without_a_label_is_called_by_its_indicator():
    made = one_row("≥3万人", "2.28万人", number=1)
    assessment = Assessment("某规划", (made,))
    assert "失业保险参保人数" in assessment.to_table().rows[0]
    assert "未达到:失业保险参保人数" in assessment.summary()
    assert made.to_record()["name"] == "失业保险参保人数"


def test_an_inferred_judgement_is_marked():
    grades = Composition.parse("10:40:50")
    made = row(
        goal(grades, "专业技术人才比例", "2020年"), seen("专业技术人才比例", "16.4:46.3:37.3", "2020年"), None
    )
    assert "达到[推定]" in Assessment("某规划", (made,)).to_table().rows[0]
    assert made.to_record()["judgement_inferred"]


def test_while_periods_run_the_table_shows_how_the_targets_stand():
    table = HALF_WAY.to_table()
    assert table.columns == ("序号", "指标", "目标", "已达", "状态", "完成率", "序时差", "余量或年需", "属性")
    shown = {cells[1]: cells[2:] for cells in table.rows}
    assert shown["城镇新增就业人数"][1:6] == ("[0.80]万人", "滞后", "43.2%", "-6.76", "年需0.42万人")
    assert shown["城镇登记失业率"][1:6] == ("4.6%", "滞后", "—", "—", "余-0.1个百分点")


def test_a_running_table_fits_a_terminal_of_120_columns():
    lines = str(assess(TABLE_14, [*PARTS, *LEVELS], region="叙永县", on=MIDDLE)).splitlines()
    head = next(index for index, line in enumerate(lines) if line.startswith("─"))
    assert max(width(line) for line in lines[: head + 25]) <= 120


def test_the_notes_name_day_basis_tolerance_method_and_what_was_used():
    made = assess(TABLE_14, [*PARTS, *LEVELS], region="叙永县", on=MIDDLE, tolerance=5, basis=Basis.DAYS)
    notes = made.to_table().notes
    assert "评估日2023-06-30,序时进度按日,允许偏差5个百分点;各数按其截止日比" in notes
    assert "完成率:实际/目标" in notes
    assert any("失业保险参保人数:用2022年快报数2.35万人,距评估日181天" in note for note in notes)
    assert any(note.startswith("未定:没有数:") for note in notes)
    assert made.tolerance == 5
    empty = assess([goal("≥2.41万人")], (), on=MIDDLE).to_table().notes
    assert not any(note.startswith("完成率") for note in empty)
    assert "未定:没有数:失业保险参保人数" in empty


def test_the_notes_tell_the_planned_increase_done():
    # 失业保险 2.28 → 2.37, 2.35 reached; 参保率 90.2 → 95.0, 93.1 reached
    assert "增量完成(实际增量/目标增量):8 60.4%、9 77.8%" in HALF_WAY.to_table().notes


def test_the_notes_tell_the_cumulative_shares_of_a_composition():
    note = "第8行 高、中、初级专业技术人才比例:累计占比16.4%(目标10.0%)、62.7%(目标50.0%)"
    assert note in ASSESSED.to_table().notes


def test_the_notes_tell_which_year_was_missed():
    target = goal("≤4%", UNEMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    made = assess([target], seen(UNEMPLOYED, "3.1%", "2021年末", "4.2%", "2022年末"), on=MIDDLE)
    assert "城镇登记失业率:2022年未达到" in made.to_table().notes


def test_every_method_that_was_used_is_named():
    made = assess(
        [one for one in TABLE_14 if one.base is not None],
        LEVELS,
        region="叙永县",
        on=MIDDLE,
        method=Method.INCREASE,
    )
    assert "完成率:实际增量/目标增量" in made.to_table().notes


def test_html_is_escaped():
    made = assess([goal("≥2.41万人", label="<b>&")], (), on=MIDDLE, title="<script>", notes=["<i>"])
    assert "<script>" not in made._repr_html_()
    assert "&lt;b&gt;&amp;" in made._repr_html_()
    assert "<i>" not in made._repr_html_()


def test_it_is_a_value():
    again = pickle.loads(pickle.dumps(HALF_WAY))
    assert again.to_records() == HALF_WAY.to_records()
    assert str(again) == str(HALF_WAY)
    assert assess(TABLE_14, [*PARTS, *LEVELS], region="叙永县", on=MIDDLE, title="叙永县") == HALF_WAY
