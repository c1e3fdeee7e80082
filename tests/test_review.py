"""What a second pair of eyes found; each a sentence about a published figure or a slip of the trade."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

import rsindicators as rs
from rsindicators import Accumulation, Bound, Figure, Interval, Observation, Period, Relation, Verdict
from rsindicators.codec import from_data
from rsindicators.errors import (
    ComponentError,
    DefinitionError,
    NotationError,
    NumberError,
    PeriodError,
    UnitError,
)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 8))
def test_yearly_growth_of_exact_powers_is_exact(top, bottom, years):
    new, old = Figure(top**years, "人"), Figure(bottom**years, "人")
    grown = rs.annual_growth(new, old, years)
    assert grown.interval.contains(grown.value)


@pytest.mark.parametrize(
    ("new", "old", "years", "rate"), [("1人", "64人", 6, "-50"), ("19487171人", "16384人", 7, "175")]
)
def test_an_exactly_reached_yearly_growth_is_met(new, old, years, rate):
    grown = rs.annual_growth(new, old, years)
    assert grown.value == Decimal(rate)
    assert Bound.parse(f"≥{rate}%").judge(grown).verdict is Verdict.MET


def test_the_ends_of_a_reported_range_are_rounded_too():
    assert Bound.parse("≥3%").judge(Bound.parse("3%—5%")) == rs.Judgement(Verdict.MET)
    assert Bound.parse("≥2%").judge(Bound.parse("3%—5%")).certain
    assert Bound.parse("≥3家").judge(Bound.parse("3—5家")).certain
    assert Bound.parse("≥6%").judge(Bound.parse("3%—5%")).certain
    assert not Bound.parse(">5%").judge(Bound.parse("3%—5%")).certain


def test_a_text_is_judged_as_its_figure():
    assert Bound.parse("≥95%").judge("95%").verdict is Verdict.MET
    assert Bound.parse("≥2万人").judge("2.41").certain
    with refused(UnitError, "bound.unit", "unit="):
        Bound.parse("≥95").judge("95%")


def test_parts_may_not_certainly_exceed_a_whole_that_is_given_as_a_figure():
    assert rs.total(["3人", "2人"], of=Figure(5, "人")) == Figure(5, "人")
    with refused(ComponentError, "arithmetic.over_whole"):
        rs.total(["5人", "3人"], of=Figure(5, "人"))
    assert rs.total(["5人", "3人"], of="某单位") == Figure(8, "人")


def test_a_unit_behind_a_bracket_must_fit_the_column():
    for text in ("[2.06]万人次", "[5]%"):
        with refused(UnitError, "unit.different"):
            rs.parse(text, unit="万人")
    assert rs.parse("[2.06]万", unit="人").figure.exact_eq(Figure("2.06", "万人"))


@pytest.mark.parametrize("text", ["保持稳定在三万人", "五成以上全覆盖", "未全覆盖", "一点五亿元稳步增长"])
def test_words_with_a_number_or_a_denial_in_them_are_no_target_in_words(text):
    with pytest.raises(NotationError):
        rs.parse(text)


def test_a_space_before_the_comparator_says_nothing():
    assert rs.parse("99% 以上").exact_eq(rs.parse("99%以上"))


def test_what_is_reported_in_words_is_kept():
    seen = Observation("社会保障卡持卡人口覆盖率", "全覆盖", "2020年")
    assert (seen.figure, seen.phrase) == (None, "全覆盖")
    assert str(seen).endswith("全覆盖")
    row = rs.Plan.load("xuyong-13").assess([seen]).rows[12]
    assert row.judgement.reason == "judgement.words"
    assert row.to_record()["result"] == "全覆盖"


@pytest.mark.parametrize(
    ("name", "text", "period", "run"),
    [
        ("失业保险参保人数", "2.41万人", "2025年", Accumulation.YEAR_TO_DATE),
        ("失业保险参保人数", "[2.41万人]", "“十四五”", None),
        ("博士后研究人员年招收人数", "2人", "2025年末", None),
    ],
)
def test_a_stock_is_a_number_at_the_end_and_a_flow_never_is(name, text, period, run):
    with refused(PeriodError, "observation.measure"):
        Observation(name, text, period, accumulation=run)


def test_two_reports_of_one_place_that_differ_decide_nothing():
    seen = [
        Observation("失业保险参保人数", text, "2020年末") for text in ("2.41万人", "1.41万人", "2.41万人")
    ]
    row = rs.Plan.load("xuyong-13").assess(seen).rows[4]
    assert (row.verdict, row.judgement.reason) == (Verdict.UNDECIDED, "judgement.rivals")
    assert row.say_completion()
    same = rs.Plan.load("xuyong-13").assess([seen[0], seen[2]]).rows[4]
    assert same.verdict is Verdict.MET


def test_what_no_target_asks_for_is_listed_as_unused():
    late = Observation("失业保险参保人数", "2.41万人", "2025年末")
    early = Observation("失业保险参保人数", "2.1万人", "2019年末")
    assessed = rs.Plan.load("xuyong-14").assess([late, early], on=date(2025, 12, 31))
    assert assessed.unused == (early,)
    assert "没有用到" in str(assessed)
    assert rs.Plan.load("xuyong-13").assess().unused == ()


def test_what_is_no_observation_is_refused():
    with refused(ComponentError, "plan.observation"):
        rs.Plan.load("xuyong-14").assess([1])


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"审结": 2000, "受理": 950, "上期未结": 50}, "上限"),
        ({"审结": -5, "受理": 950, "上期未结": 50}, "下限"),
    ],
)
def test_a_result_surely_beyond_the_bounds_is_remarked_and_not_refused(given, word):
    explained = rs.Catalogue.standard()["仲裁结案率"].explain(given)
    assert word in explained.remarks[0]


def test_a_head_count_typed_in_a_column_of_ten_thousands_is_remarked():
    rate = rs.Catalogue.standard()["参保率"]
    assert "少见" in rate.explain(参保人数=323300, 法定应参保人数="35.84万人").remarks[0]
    assert "结果" not in rate.explain(参保人数="32.33万人", 法定应参保人数="35.84万人").remarks[0]
    assert (
        "结果"
        not in rs.Catalogue.standard()["城镇新增就业人数"]
        .explain(newly_employed=2, natural_attrition=3)
        .remarks[0]
    )


def test_a_component_given_with_its_parts_is_known_as_well_as_both_tell():
    rate = rs.Catalogue.standard()["参保率"]
    parts = {"16周岁以上人口": "358400人", "全日制在校学生": "0人", "现役军人": "0人"}
    both = rate.compute({"参保人数": "323300人", "法定应参保人数": "36万人", **parts})
    alone = rate.compute({"参保人数": "323300人", "法定应参保人数": "36万人"})
    assert both.interval.within(alone.interval)
    assert both.interval.hi < alone.interval.hi


def made(formula, **changes):
    """A rate of one's own."""
    numbers = tuple(
        rs.Component(code, name, rs.Unit.parse("人"), rs.Measure.STOCK)
        for code, name in (("a", "甲"), ("b", "乙"))
    )
    fields = {"unit": rs.Unit.parse("%"), "components": numbers} | changes
    names = ("unit", "measure", "direction", "accumulation", "over_regions", "over_periods", "formula")
    return rs.Indicator(
        code="own", name="某率", english="", measure=rs.Measure.RATIO, direction=rs.Direction.HIGHER,
        accumulation=Accumulation.AT_END, over_regions=rs.Additivity.RECOMPUTE,
        over_periods=rs.Additivity.NONE, source=rs.Source("某文件"),
        formula=rs.Formula.parse(formula), stated=names, **fields,
    )  # fmt: skip


@pytest.mark.parametrize("formula", ["甲/乙*100", "100*甲/乙", "甲/乙 - 1000*乙/甲", "-(甲/乙*100)"])
def test_a_rate_multiplied_by_a_hundred_is_refused(formula):
    with refused(DefinitionError, "definition.hundred"):
        made(formula)


def test_a_rate_times_a_hundred_percent_and_the_rest_of_a_whole_are_rates():
    assert made("甲/乙*100%").compute(甲=1, 乙=4) == Figure(25, "%")
    assert made("100% - 甲/乙").compute(甲=1, 乙=4) == Figure(75, "%")
    assert made("-甲/乙").compute(甲=1, 乙=4) == Figure(-25, "%")


def test_a_component_that_is_marked_at_all_is_marked_wholly():
    half = rs.Component("a", "甲", rs.Unit.parse("人"), rs.Measure.STOCK, stated=("unit",))
    other = rs.Component("b", "乙", rs.Unit.parse("人"), rs.Measure.STOCK)
    with refused(DefinitionError, "definition.provenance", "measure"):
        made("甲/乙", components=(half, other))
    assert all(one.stated or one.assigned for each in rs.Catalogue.standard() for one in each.components)


def test_a_formula_whose_units_do_not_fit_says_why():
    persons = rs.Component("a", "甲", rs.Unit.parse("人次"), rs.Measure.FLOW)
    with pytest.raises(DefinitionError) as caught:
        made("甲/乙", components=(persons, made("甲/乙").components[1]))
    assert "人次" in caught.value.say("zh")
    assert "人次" in caught.value.say("en")


def test_sdmx_months_and_years_are_read():
    assert Period.parse("2023-M06") == Period(2023, 6, 1)
    assert Period.parse("2023-A1") == Period(2023)


def test_a_catalogue_is_combined_with_a_catalogue_only():
    with pytest.raises(TypeError):
        rs.Catalogue.standard() | 5


def test_a_missing_and_an_unknown_field_are_called_so():
    for data, word in (({}, "缺少 document"), ({"document": "甲", "lyne": 3}, "不认识的项:lyne")):
        with pytest.raises(DefinitionError) as caught:
            from_data(data, rs.Source)
        assert word in caught.value.say("zh")


def test_the_values_in_two_intervals_are_those_in_both():
    assert Interval(1, 3).common(Interval(2, 5)) == Interval(2, 3)


def test_a_registry_with_a_clash_is_left_as_it_was():
    import pint

    registry = pint.UnitRegistry()
    registry.define("万人 = 3 * meter")
    with refused(UnitError, "unit.taken", "万人"):
        rs.units.register(registry)
    assert "件" not in registry


def test_more_than_is_said_of_counted_things_only():
    with refused(NumberError, "bound.over_unit"):
        Bound(Relation.OVER, Figure("35", "%"))


def test_what_cannot_be_written_has_a_repr_that_builds_it():
    names = vars(rs)
    third = rs.Portion(1, 3).figure
    for bound in (Bound(Relation.AT_LEAST, third), Bound(Relation.BETWEEN, third, Figure("0.5", "倍"))):
        assert eval(repr(bound), dict(names)).exact_eq(bound)
    exact = rs.Composition([Figure("10", exact=True), Figure("90", exact=True)])
    assert eval(repr(exact), dict(names)).exact_eq(exact)


def test_a_component_that_no_formula_uses_is_refused():
    idle = rs.Component("c", "丙", rs.Unit.parse("人"), rs.Measure.STOCK)
    with refused(DefinitionError, "definition.unused", "丙"):
        made("甲/乙", components=(*made("甲/乙").components, idle))


def test_a_sum_with_a_bare_number_says_what_to_write_in_either_order():
    for one, two in (("0.95", "1%"), ("1%", "0.95")):
        with refused(UnitError, "unit.share", "95%"):
            Figure.parse(one) + Figure.parse(two)
        with refused(UnitError, "unit.share", "95%"):
            Figure.parse(one) - Figure.parse(two)
    with refused(UnitError, "unit.missing", "万人"):
        Figure.parse("2.06") + Figure.parse("1万人")
