"""Progress rows: verdicts, completion rates, why there is none, and what a record holds."""

import json
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, getcontext
from fractions import Fraction

import pytest
from assessed import EMPLOYED, GRADES, INSURED, MIDDLE, UNEMPLOYED, goal, seen, total
from assessed import row as assessed_row
from hypothesis import given
from refusal import refused
from strategies_upper import numbers

from rsindicators import (
    Accumulation,
    Bound,
    Catalogue,
    Composition,
    Figure,
    Method,
    Observation,
    Period,
    Plan,
    Progress,
    Status,
    Target,
    Verdict,
)
from rsindicators.assessment import Assessment, assess
from rsindicators.errors import UndefinedResultError, UnitError

CATALOGUE = Catalogue.standard()
XUYONG_13 = Plan.load("xuyong-13")
FIRST, *_ = assess(XUYONG_13, XUYONG_13.results, region=XUYONG_13.region).rows


def row(bound, seen, name="失业保险参保人数", **more) -> Progress:
    """A target for 2020 held against what was seen then."""
    if isinstance(bound, str):
        bound = Bound.parse(bound)
    target = Target(CATALOGUE[name], bound, Period(2020), Accumulation.AT_END, **more)
    return assess([target], [] if seen == "none" else [Observation(name, seen, "2020年")]).rows[0]


@pytest.mark.parametrize(
    ("bound", "seen", "name", "completion"),
    [
        # 浙江's own “完成度” is actual/target: 32.5/34 = 95.6%, 610/650 = 93.8%
        ("≥34万人", "32.5万人", "失业保险参保人数", "95.6%"),
        ("≥650万人", "610万人", "失业保险参保人数", "93.8%"),
        (">23.5万人", "23.6万人", "失业保险参保人数", "100.4%"),
        ("≥2万人", "22800人", "失业保险参保人数", "114.0%"),
        ("≥95%", "90.2%", "参保率", "94.9%"),
        ("≥95%", "2/3", "参保率", "70.2%"),
        ("2万余人", "2.28万人", "失业保险参保人数", "114.0%"),
    ],
)
def test_the_completion_rate_of_a_level_is_actual_over_target(bound, seen, name, completion):
    made = row(bound, seen, name)
    assert made.say_completion() == f"{completion} (实际/目标)"
    assert made.say_completion("en") == f"{completion} (actual_over_target)"
    assert made.method is Method.ACTUAL_OVER_TARGET
    assert made.no_completion == ""


@pytest.mark.parametrize(
    ("bound", "seen", "name", "reason"),
    [
        ("≤4%", "2.7%", "登记失业率", "ceiling"),
        ("<4.5%", "2.7%", "登记失业率", "ceiling"),
        ("≥4%", "2.7%", "登记失业率", "ceiling"),
        ("2—3万人", "2.28万人", "失业保险参保人数", "band"),
        ("2万人左右", "2.28万人", "失业保险参保人数", "band"),
        ("近3万人", "2.28万人", "失业保险参保人数", "band"),
        ("≥0人", "1人", "博士后招收人数", "zero_target"),
        (Composition.parse("10:40:50"), "16.4:46.3:37.3", "专业技术人才比例", "composition"),
        (None, "2.28万人", "失业保险参保人数", "no_target"),
        ("≥2万人", None, "失业保险参保人数", "missing"),
        ("≥2万人", "none", "失业保险参保人数", "missing"),
        ("≥2万人", "超过2万人", "失业保险参保人数", "one_sided"),
        ("≤4%", None, "登记失业率", "ceiling"),
    ],
)
def test_where_there_is_no_completion_rate_the_reason_is_said(bound, seen, name, reason):
    made = row(bound, seen, name)
    assert (made.completion, made.method, made.no_completion) == (None, None, f"completion.{reason}")
    assert made.say_completion()[:2] in ("不计", "不适")
    assert made.say_completion("en").startswith("no")


def test_a_target_in_words_has_no_completion_rate():
    made = row(None, "2.28万人", phrase="全覆盖")
    assert made.no_completion == "completion.text"
    assert made.verdict is Verdict.UNDECIDED


def test_the_verdict_comes_from_the_bound_and_not_from_the_rate():
    # 4.5% against “<4.5”: 100% of it, and missed
    assert row("<4.5%", "4.5%", "登记失业率").verdict is Verdict.MISSED
    strict = row(">2万人", "2.00万人")
    assert (strict.verdict, str(strict.completion.round(1))) == (Verdict.MISSED, "100.0%")


def test_a_figure_in_another_unit_is_refused():
    target = Target(CATALOGUE["失业保险参保人数"], Bound.parse("≥2万人"), Period(2020), Accumulation.AT_END)
    with refused(UnitError, "unit.different"):
        assess([target], [Observation("失业保险参保人数", Bound.parse("超过90%"), "2020年")])


@given(numbers(1, 10**6), numbers(1, 10**6))
def test_the_completion_rate_is_the_fraction_and_its_interval_holds_the_truth(seen, limit):
    figure = Figure(seen, "万人")
    made = row(Bound.parse(f">{limit:f}万人"), figure)
    assert abs(Fraction(made.completion.value) * Fraction(limit) - 100 * Fraction(seen)) < Fraction(1, 10**30)
    for end, bound in (
        (figure.interval.lo, made.completion.interval.lo),
        (figure.interval.hi, made.completion.interval.hi),
    ):
        assert abs(Fraction(bound) * Fraction(limit) - 100 * Fraction(end)) < Fraction(1, 10**30)


# ── records and tables ───────────────────────────────────────────────────────────────────────────────────


def test_a_record_holds_the_row_as_plain_data():
    record = FIRST.to_record()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert record | {"inferred": None, "completion_interval": None} == {
        "number": 1,
        "indicator": "urban_new_employment",
        "name": "城镇新增就业人数",
        "unit": "万人",
        "section": "一、就业",
        "nature": "binding",
        "region": None,
        "base": "[2]万人",
        "base_period": "2011-01-01/P5Y",
        "target": "[≥1.7]万人",
        "target_text": "[1.7]",
        "period": "2016-01-01/P5Y",
        "accumulation": "cumulative",
        "inferred": None,
        "result": "[2.06]万人",
        "verdict": "met",
        "now": "met",
        "certain": True,
        "judgement_inferred": False,
        "margin": "0.36万人",
        "at_limit": False,
        "reason": None,
        "completion": "121.18%",
        "completion_interval": None,
        "method": "actual_over_target",
        "no_completion": None,
        "on": "2020-12-31",
        "over": True,
        "standing": "done",
        "standing_certain": True,
        "no_standing": None,
        "used_period": "2016-01-01/P5Y",
        "used_status": None,
        "used_through": "2020-12-31",
        "age_days": 0,
        "headroom": None,
        "basis": "months",
        "paces": [],
        "parts": [],
        "gaps": [],
        "disputed": [],
        "floor": None,
        "years": [],
        "shares": [],
        "milestones": [],
        "remarks": [],
    }
    assert record["inferred"].keys() == {"bound"}


def test_the_interval_in_a_record_holds_the_truth_whatever_the_callers_context():
    # 2.055/1.7 and 2.065/1.7, rounded outwards
    low, high = Fraction(2055, 17), Fraction(2065, 17)
    for rounding in (ROUND_CEILING, ROUND_FLOOR):
        getcontext().rounding = rounding
        record = FIRST.to_record()
        getcontext().rounding = "ROUND_UP"
        first, last = (Fraction(end) for end in record["completion_interval"])
        assert first <= low < first + Fraction(1, 10**5)
        assert last - Fraction(1, 10**5) < high <= last


@pytest.mark.parametrize(
    ("seen", "result", "margin", "verdict"),
    [
        ("none", None, None, "undecided"),
        (None, None, None, "undecided"),
        ("超过2万人", "超过2万人", None, "met"),
        (Figure("7", "万人") / 3, "≈2.333333万人", "≈0.333333万人", "met"),
        (Figure("7", "万人").to("人"), "70000人", "5.0000万人", "met"),
    ],
)
def test_a_record_tells_what_was_seen(seen, result, margin, verdict):
    record = row("≥2万人", seen).to_record()
    assert (record["result"], record["margin"], record["verdict"]) == (result, margin, verdict)


def test_a_record_of_a_target_without_base_bound_or_nature_holds_nothing_for_them():
    record = row(None, "none", phrase="全覆盖").to_record()
    assert (record["base"], record["base_period"], record["nature"]) == ("—", None, None)
    assert (record["unit"], record["target"], record["reason"]) == ("", "全覆盖", "judgement.missing")
    assert record["no_completion"] == "completion.text"


# ── a record of a day ────────────────────────────────────────────────────────────────────────────────────

PARTS = seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", "0.15", "2023年1—6月")


def test_a_record_of_a_day_tells_the_pace_on_every_basis():
    record = assessed_row(total("1.85万人以上"), PARTS).to_record()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert (record["result"], record["used_through"], record["age_days"]) == ("[0.80]万人", "2023-06-30", 0)
    assert (record["standing"], record["standing_certain"], record["over"]) == ("lagging", True, False)
    assert [(one["basis"], one["elapsed"], one["ahead"]) for one in record["paces"]] == [
        ("months", "50.00%", "-6.76个百分点"),
        ("days", "49.89%", "-6.65个百分点"),
        ("years", "40.00%", "3.24个百分点"),
    ]
    first = record["paces"][0]
    assert (first["start"], first["done"], first["needed"]) == (None, "43.24%", "0.42万人")
    assert (first["expected"], first["gap"], first["day"]) == ("0.925万人", "-0.125万人", "2023-06-30")
    assert record["parts"] == ["2021年 0.32万人", "2022年 0.33万人", "2023年1—6月 0.15万人"]


def test_a_record_of_a_level_tells_where_its_line_starts():
    level = assessed_row(goal("95.0%以上", "参保率", base="90.2"), seen("参保率", "95.1%", "2022年末"))
    first = level.to_record()["paces"][0]
    assert (first["start"], first["needed"], first["expected"]) == ("90.2%", None, "92.12%")


def test_a_record_tells_gaps_and_what_is_sure_in_spite_of_them():
    name = "博士后招收人数"
    made = assessed_row(total("≥5人", name), seen(name, "3人", "2021年", "4人", "2023年1—6月"))
    record = made.to_record()
    assert (record["gaps"], record["floor"]) == (["2022"], "≥7人")
    assert (record["now"], record["certain"], record["result"]) == ("met", True, "[≥7]人")
    assert (record["verdict"], record["reason"]) == ("undecided", "judgement.not_due")


def test_a_record_holds_the_years_the_shares_and_the_headroom():
    ceiling = goal("≤4%", UNEMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    record = assessed_row(ceiling, seen(UNEMPLOYED, "3.1%", "2021年末")).to_record()
    assert [(year["period"], year["result"], year["reason"]) for year in record["years"]] == [
        ("2021", "3.1%", None),
        ("2022", None, "judgement.missing"),
        ("2023", None, "judgement.open"),
    ]
    kept = assessed_row(goal("<4.5%", UNEMPLOYED), seen(UNEMPLOYED, "2.7%", "2022年末", status=Status.FINAL))
    assert (kept.to_record()["headroom"], kept.to_record()["used_status"]) == ("1.8个百分点", "final")
    grades = assessed_row(goal("10:40:50", GRADES), seen(GRADES, "16.4:46.3:37.3", "2022年末"))
    assert grades.to_record()["shares"] == [["16.4%", "10.0%"], ["62.7%", "50.0%"], ["100.0%", "100.0%"]]


# ── formulas by their name ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("method", "rate"),
    [
        (Method.TARGET_OVER_ACTUAL, "148.1%"),
        (Method.TWO_MINUS, "132.5%"),
        (Method.ACTUAL_OVER_TARGET, "67.5%"),
    ],
)
def test_the_rival_formulas_of_a_ceiling_are_three_different_numbers(method, rate):
    # 专栏1第2行: 2.7 against “≤4”
    made = row("≤4%", "2.7%", "登记失业率")
    assert made.completion is None
    assert str(made.completion_by(method).round(1)) == rate


def test_a_formula_of_a_fraction_is_that_of_its_figure():
    assert str(row("≥95%", "2/3", "参保率").completion_by(Method.ACTUAL_OVER_TARGET).round(1)) == "70.2%"


@pytest.mark.parametrize(
    "method",
    [Method.TARGET_OVER_ACTUAL, Method.INCREASE, None, "increase", 5, pytest.param(10**5_000, id="huge")],
)
def test_a_formula_that_gives_nothing_here_says_why(method):
    with refused(UndefinedResultError, "progress.no_rate", "失业保险参保人数"):
        row("≥2万人", "2.28万人").completion_by(method)


def test_the_reason_is_told_in_both_languages():
    with refused(UndefinedResultError, "progress.no_rate") as caught:
        row("≥2万人", "2.28万人").completion_by(Method.INCREASE)
    assert "没有同类的基数" in caught.value.say("zh")
    assert "no base" in caught.value.say("en")


# ── the figure that was used ─────────────────────────────────────────────────────────────────────────────


def test_a_row_names_the_figure_it_used_its_status_and_its_age():
    made = assessed_row(goal("≥2.41万人"), seen(INSURED, "2.3万人", "2022年末", status=Status.PRELIMINARY))
    assert (made.day, made.age) == (date(2022, 12, 31), 181)
    assert made.say_used() == "用2022年快报数2.3万人,距评估日181天"
    assert made.say_used("en") == "2.3万人 of 2022年 preliminary, 181 days before"
    plain = assessed_row(goal("≥2.41万人"), seen(INSURED, "2.3万人", "2023年6月末"))
    assert plain.say_used() == "用2023年6月数2.3万人"


def test_a_total_to_date_says_how_far_it_reaches():
    made = assessed_row(total("≥1.85万人"), PARTS, on=date(2023, 8, 29))
    assert (made.day, made.age) == (MIDDLE, 60)
    assert made.say_used() == "累计到2023-06-30为0.80万人,距评估日60天"
    assert made.say_used("en") == "0.80万人 up to 2023-06-30, 60 days before"


def test_a_total_to_date_says_what_was_reported_beside_it_and_disagrees():
    told = [
        *seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", status=Status.FINAL),
        *seen(EMPLOYED, "0.9", "2021—2022年", status=Status.ESTIMATED),
    ]
    made = assessed_row(total("≥1.85万人"), told, on=date(2022, 12, 31))
    assert made.say_used() == "累计到2022-12-31为0.65万人;与之不符而未用:2021—2022年 0.9万人"
    assert made.to_record()["disputed"] == ["2021—2022年 0.9万人"]
    assert any("与之不符" in note for note in Assessment("某规划", (made,)).to_table().notes)


def test_a_mean_says_how_far_it_reaches():
    mean = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    made = assessed_row(mean, PARTS)
    assert made.say_used() == "到2022-12-31各年平均0.325万人,距评估日181天"


def test_without_a_figure_nothing_was_used():
    made = assessed_row(goal("≥2.41万人"))
    assert (made.day, made.age, made.reached, made.say_used()) == (None, None, None, "")
    blank = assessed_row(goal("≥2.41万人"), seen(INSURED, None, "2022年末"))
    assert (blank.reached, blank.say_used()) == (None, "")
    assert Progress(made.target, made.observation, made.judgement).age is None


def test_headroom_is_a_ceilings_and_shares_are_a_compositions():
    assert row("≥2万人", "2.28万人").headroom is None
    assert row(None, "2.28万人").headroom is None
    assert str(row("≤4%", "4.5%", "登记失业率").headroom) == "-0.5个百分点"
    assert row("≥2万人", "2.28万人").shares == ()
    assert row(Composition.parse("10:90"), "16.4:46.3:37.3", "专业技术人才比例").shares == ()


def test_how_a_target_stands_is_said_with_its_doubt():
    lagging = assessed_row(total("1.85万人以上"), PARTS)
    assert (lagging.say_standing(), lagging.say_standing("en")) == ("滞后", "lagging")
    met = assessed_row(goal("≥2.3万人"), seen(INSURED, "2.3万人", "2022年末"))
    assert met.say_standing() == "提前完成(四舍五入可能改变)"
    assert met.say_standing("en") == "early (rounding could change it)"
    missing = assessed_row(goal("≥2.3万人"))
    assert missing.say_standing() == "不可评估 (未定:没有数)"
    assert missing.say_standing("en") == "not assessable (undecided: no figure)"
