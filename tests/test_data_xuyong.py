"""叙永: what the prose of the plan says, beside its two tables."""

from fractions import Fraction

import pytest
from published_prose import idle, key, key_of, said, unsupported

from rsindicators import Figure, Period, Plan
from rsindicators.kinds import Accumulation, Role, Verdict

FILE = "xuyong_prose"
BEFORE, NOW = Plan.load("xuyong-13"), Plan.load("xuyong-14")


def only(plan, line, indicator):
    """The statement of that line and indicator, read."""
    read = plan.results if plan is BEFORE else plan.targets()
    (found,) = [
        one for one in read if one.quote and (one.source.line, one.indicator.code) == (line, indicator)
    ]
    return found


@pytest.mark.parametrize("plan", [BEFORE, NOW], ids=["13", "14"])
def test_every_sentence_is_held_once_with_its_line_its_cell_and_its_period(plan):
    assert sorted(map(key_of, plan.statements)) == sorted(map(key, said(FILE, plan.code)))


@pytest.mark.parametrize("plan", ["xuyong-13", "xuyong-14"])
def test_every_quote_stands_in_its_sentence_and_holds_the_printed_figure(plan):
    assert list(unsupported(FILE, plan)) == []


def test_no_sentence_is_left_out():
    assert {one.role for one in BEFORE.statements} == {Role.RESULT}
    assert {one.role for one in NOW.statements} == {Role.TARGET}
    assert (len(BEFORE.statements), len(NOW.statements)) == (7, 39)


def test_all_are_read_and_stand_beside_the_tables_never_merged_with_them():
    assert (len(BEFORE.targets()), len(NOW.targets())) == (13, 24 + 39)
    assert len(BEFORE.results) == 13 + 11 + 7
    assert len(NOW.results) == 24 - 3
    table, prose = NOW.targets("专业技术人才总量")
    assert (str(table.bound.limit), table.quote) == ("1.42万人", "")
    assert (str(prose.bound.limit), prose.quote) == ("1.5万人", "全县专业技术人才总量达到1.5万人")
    assert NOW["专业技术人才总量"] == table


def test_what_contradicts_the_table_is_kept_as_printed():
    assert [str(one.bound.limit) for one in NOW.targets("技能人才总量")] == ["2.6万人", "2.1万人"]
    assert [str(one.bound) for one in NOW.targets("城镇登记失业率")] == ["<4.5%", "控制在4.5%以内"]
    rates = [one for one in BEFORE.results if one.indicator.code == "arbitration_closure_rate"]
    assert [str(one.figure) for one in rates] == ["99.2%", "96.33%"]


def test_the_prose_names_the_insured_where_the_table_names_the_employees():
    # 附录10 beside 专栏2第10行
    assert only(NOW, 41, "work_injury_insurance_participants").bound.limit == Figure("4.14", "万人")
    assert NOW["工伤保险单位职工参保人数"].bound.limit == Figure("4.14", "万人")


def test_four_rates_are_to_be_kept_high_in_words():
    rates = [one for one in NOW.targets() if one.phrase == "保持在高水平"]
    assert [one.indicator.name for one in rates] == [
        "企业劳动合同签订率", "集体合同签订率", "劳动人事争议仲裁结案率", "劳动保障监察举报投诉案件结案率"
    ]  # fmt: skip
    assert {one.bound for one in rates} == {None}


def test_a_fraction_of_the_population_is_a_fraction():
    target = only(NOW, 193, "electronic_card_coverage")
    assert target.judge(Figure("66", "%")).verdict is Verdict.MISSED
    assert target.judge(Figure("67", "%")).verdict is Verdict.MET
    interval = target.bound.limit.interval
    assert interval.contains(target.bound.limit.value)
    assert abs(Fraction(target.bound.limit.value) - Fraction(2, 3)) < Fraction(1, 10**9)


def test_a_claim_of_growth_stays_in_the_quote():
    seen = only(BEFORE, 7, "basic_pension_participants")
    assert (str(seen.figure), seen.period) == ("32.33万人", Period(2020))
    assert seen.quote.endswith("比“十二五”末增长32.07%")


def test_cards_issued_are_not_holders():
    seen = only(BEFORE, 7, "social_security_cards_issued")
    assert (str(seen.figure), seen.accumulation) == ("59.3万张", Accumulation.AT_END)


@pytest.mark.parametrize(
    ("line", "indicator", "shown", "period", "run"),
    [
        (40, "urban_new_employment", "[≥1.85]万人", Period.plan(14), Accumulation.CUMULATIVE),
        (43, "talent_attracted_and_trained", "力争[≥1]万人", Period.plan(14), Accumulation.CUMULATIVE),
        (124, "local_hr_firms_supported", "3—5家", Period(2025), Accumulation.AT_END),
        (141, "exam_staff", "增加到100人以上", Period(2025), Accumulation.AT_END),
        (177, "resettled_job_information", "每年至少3次", Period.plan(14), Accumulation.EACH_YEAR),
        (193, "social_security_card_holders", "基本实现全覆盖", Period(2025), Accumulation.AT_END),
    ],
)
def test_a_sentence_is_read_with_its_period(line, indicator, shown, period, run):
    target = only(NOW, line, indicator)
    assert (str(target), target.period, target.accumulation) == (shown, period, run)


def test_what_a_sentence_does_not_say_is_inferred_with_its_reason():
    assert "0.4" in dict(only(NOW, 163, "labour_brand_training").inferred)["period"]
    assert "未印“人”" in dict(only(NOW, 128, "talent_attracted_and_trained").inferred)["unit"]


def test_every_listed_indicator_is_used():
    assert idle("叙永县人力资源和社会保障事业发展“十四五”规划") == set()
