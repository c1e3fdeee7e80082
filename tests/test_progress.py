"""Progress rows and assessments: verdicts, completion rates, and why there is none."""

import json
from decimal import ROUND_CEILING, ROUND_FLOOR, getcontext
from fractions import Fraction

import pytest
from hypothesis import given
from refusal import refused
from strategies_upper import numbers

from rsindicators import (
    Accumulation,
    Assessment,
    Base,
    Bound,
    Catalogue,
    Composition,
    Figure,
    Method,
    Nature,
    Observation,
    Period,
    Plan,
    Progress,
    Target,
    Verdict,
    parse,
)
from rsindicators.errors import UnitError
from rsindicators.progress import held

CATALOGUE = Catalogue.standard()


def row(bound, seen, name="失业保险参保人数", **more) -> Progress:
    """A target for 2020 held against what was seen then."""
    if isinstance(bound, str):
        bound = Bound.parse(bound)
    target = Target(CATALOGUE[name], bound, Period(2020), Accumulation.AT_END, **more)
    return held(target, None if seen == "none" else Observation(name, seen, "2020年"))


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
        held(target, Observation("参保率", "90.2%", "2020年"))


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
    record = Plan.load("xuyong-13").assess().rows[0].to_record()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert record | {"inferred": None, "completion_interval": None} == {
        "number": 1,
        "indicator": "urban_new_employment",
        "name": "城镇新增就业人数",
        "unit": "万人",
        "section": "一、就业",
        "nature": "binding",
        "base": "[2]万人",
        "base_period": "2011-01-01/P5Y",
        "target": "[≥1.7]万人",
        "target_text": "[1.7]",
        "period": "2016-01-01/P5Y",
        "accumulation": "cumulative",
        "inferred": None,
        "result": "[2.06]万人",
        "verdict": "met",
        "certain": True,
        "judgement_inferred": False,
        "margin": "0.36万人",
        "at_limit": False,
        "reason": None,
        "completion": "121.18%",
        "completion_interval": None,
        "method": "actual_over_target",
        "no_completion": None,
    }
    assert record["inferred"].keys() == {"bound"}


def test_the_interval_in_a_record_holds_the_truth_whatever_the_callers_context():
    # 2.055/1.7 and 2.065/1.7, rounded outwards
    low, high = Fraction(2055, 17), Fraction(2065, 17)
    for rounding in (ROUND_CEILING, ROUND_FLOOR):
        getcontext().rounding = rounding
        record = Plan.load("xuyong-13").assess().rows[0].to_record()
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


def some_rows():
    """A binding target that is met, one that is missed, one anticipated and missed, one without nature."""
    base = Base(parse("1.81万人"), Period(2015), Accumulation.AT_END)
    return [
        row("≥2万人", "2.28万人", nature=Nature.BINDING, label="甲", number=1, starred=True, base=base),
        row("≥3万人", "2.28万人", nature=Nature.ANTICIPATED, label="乙", number=2, part_of=1),
        row("≥4万人", "2.28万人", nature=Nature.BINDING, label="丙", number=3),
        row("≥4万人", "2.28万人", label="丁", number=4),
        row("≥4万人", "none", nature=Nature.ANTICIPATED, label="戊", number=5),
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


def test_without_a_decided_target_there_is_no_share():
    assessment = Assessment("某规划", (row("≥2万人", "none"),))
    assert "不计" in assessment.summary()
    assert Assessment("空", ()).summary() == ""


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
    made = row("≥3万人", "2.28万人", number=1)
    assessment = Assessment("某规划", (made,))
    assert "失业保险参保人数" in assessment.to_table().rows[0]
    assert "未达到:失业保险参保人数" in assessment.summary()
    assert made.to_record()["name"] == "失业保险参保人数"


def test_an_inferred_judgement_is_marked():
    made = row(Composition.parse("10:40:50"), "16.4:46.3:37.3", "专业技术人才比例", label="比例")
    assert "达到[推定]" in Assessment("某规划", (made,)).to_table().rows[0]
    assert made.to_record()["judgement_inferred"]
