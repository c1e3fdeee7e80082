"""Indicators: computing from components, and records that contradict themselves."""

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from definitions import component, count, indicator
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import numbers, truths

import rsindicators as rs
from rsindicators import Accumulation, Alias, Catalogue, Figure, Formula, Unit
from rsindicators.errors import (
    ComponentError,
    DefinitionError,
    NotationError,
    NumberError,
    UndefinedResultError,
    UnitError,
    UnknownNameError,
)

TINY = Fraction(1, 10**40)


@pytest.fixture(scope="module")
def closure():
    return Catalogue.standard()["劳动人事争议仲裁结案率"]


@pytest.fixture(scope="module")
def participation():
    return Catalogue.standard()["基本养老保险参保率"]


# ── the two rates of the issue ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "given_as",
    [
        {"当期审结": 963, "当期受理": 950, "上期末未结": 50},
        {"审结": 963, "受理": "950", "上期未结": Decimal(50)},
        {"closed": "963件", "accepted": "950 件", "pending_before": Figure("50", "件")},
        {"当期审结案件数": "９６３件", "立案受理": "九百五十件", "上期末累计未结案件总数": "0.005万件"},
    ],
)
def test_the_closure_rate_is_96_3_percent(closure, given_as):
    # 附录23: 审结 963, 受理 950, 上期未结 50
    assert str(closure.compute(given_as, decimals=1)) == "96.3%"
    assert str(closure.compute(**given_as).round(1)) == "96.3%"


def test_whole_counts_give_an_exact_rate(closure):
    rate = closure.compute(审结=963, 受理=950, 上期未结=50)
    assert rate.value == Decimal("96.3")
    assert rate.interval.is_point
    assert rate.decimals is None


def test_without_the_carry_over_the_rate_would_be_too_high(closure):
    # trade rules §4: “Without the carry-over the rate is too high and can exceed 100%”
    assert closure.compute(审结=963, 受理=950, 上期未结=0) > Figure("100", "%")
    assert closure.components[2].carry_over


@pytest.mark.parametrize("insured", ["32.33万人", "323300人", Figure("32.33", "万人"), "323.3千人"])
def test_the_participation_rate_is_90_2_percent_in_any_unit(participation, insured):
    # issue 2: 32.33万人 of 35.84万人 (solved back from the printed 90.2%, not published)
    assert str(participation.compute(参保=insured, 应参保="35.84万人", decimals=1)) == "90.2%"


def test_a_rate_of_rounded_figures_carries_the_interval_of_the_truth(participation):
    rate = participation.compute(参保="32.33万人", 应参保="35.84万人")
    low, high = Fraction(32325, 35845) * 100, Fraction(32335, 35835) * 100
    assert 0 <= low - Fraction(rate.interval.lo) <= TINY
    assert 0 <= Fraction(rate.interval.hi) - high <= TINY
    rounded = participation.compute(参保="32.33万人", 应参保="35.84万人", decimals=1)
    assert rounded.interval == rate.interval


PARTS = {"16周岁以上人口": "40.00万人", "全日制在校学生": "4.00万人", "现役军人": "0.16万人"}


def test_a_denominator_may_be_given_by_its_three_parts(participation):
    by_parts = participation.compute({"参保": "32.33万人", **PARTS})
    assert str(by_parts.round(1)) == "90.2%"
    assert by_parts.value == participation.compute(参保="32.33万人", 应参保="35.84万人").value


def test_given_the_whole_and_its_three_parts_they_must_agree(participation):
    both = participation.compute({"参保": "32.33万人", "应参保": "35.85万人", **PARTS})
    assert both.exact_eq(participation.compute(参保="32.33万人", 应参保="35.85万人"))
    with refused(ComponentError, "component.disagree", "法定应参保人数", "35.90万人", "35.84万人"):
        participation.compute({"参保": "32.33万人", "应参保": "35.90万人", **PARTS})
    # 35.855 is the largest whole that parts rounded to two decimals allow, and 35.86 may mean it
    assert participation.compute({"参保": "32.33万人", "应参保": "35.86万人", **PARTS})


def test_one_of_the_parts_alone_is_not_enough(participation):
    with refused(ComponentError, "component.missing_of", "全日制在校学生"):
        participation.compute({"参保": "32.33万人", "16周岁以上人口": "40万人"})


def test_a_missing_component_is_named_with_its_unit_and_never_taken_for_nought(closure, participation):
    with refused(ComponentError, "component.missing_of", "上期末累计未结案件总数", "件"):
        closure.compute(审结=963, 受理=950)
    with refused(ComponentError, "component.missing_parts", "法定应参保人数", "现役军人"):
        participation.compute(参保="32.33万人")


def test_a_message_in_english_is_in_english(participation):
    with pytest.raises(ComponentError) as caught:
        participation.compute(参保="32.33万人")
    assert "或" not in caught.value.say("en")


def test_an_unknown_component_is_answered_with_the_nearest(closure):
    with refused(UnknownNameError, "component.unknown", "审结案件", "当期审结案件数"):
        closure.compute(审结案件=963)
    with refused(UnknownNameError, "component.unknown", "zzz", "当期审结案件数"):
        closure.compute(zzz=963)


def test_a_component_given_twice_is_refused(closure):
    with refused(ComponentError, "component.twice", "当期审结案件数"):
        closure.compute(审结=963, closed=963, 受理=950, 上期未结=50)
    with refused(ComponentError, "component.twice", "当期审结案件数"):
        closure.compute({"审结": 963, "受理": 950, "上期未结": 50}, closed=963)
    with refused(ComponentError, "component.twice", "审结"):
        closure.compute({"审结": 963, "受理": 950, "上期未结": 50}, 审结=900)


def test_a_mapping_and_keywords_may_be_mixed(closure):
    assert str(closure.compute({"审结": 963}, 受理=950, 上期未结=50).round(1)) == "96.3%"


@pytest.mark.parametrize(
    ("given_as", "kind", "code"),
    [
        ("963人", UnitError, "unit.different"),
        ("963x", NotationError, "notation.rest"),
        (963.0, NumberError, "number.float"),
        ("", NotationError, "notation.number"),
        (None, NumberError, "number.type"),
    ],
)
def test_what_cannot_be_read_or_is_in_the_wrong_unit_names_its_component(closure, given_as, kind, code):
    with refused(kind, code, "当期审结案件数"):
        closure.compute(审结=given_as, 受理=950, 上期未结=50)


def test_division_by_zero_names_the_denominator(closure, participation):
    with refused(UndefinedResultError, "formula.zero", "当期立案受理案件数 + 上期末累计未结案件总数"):
        closure.compute(审结=0, 受理=0, 上期未结=0)
    with refused(UndefinedResultError, "formula.maybe_zero", "法定应参保人数"):
        participation.compute(参保="32.33万人", 应参保=Figure("2", "万人") - Figure("1", "万人"))


def test_what_has_no_formula_cannot_be_computed():
    with refused(ComponentError, "indicator.no_formula", "失业保险参保人数"):
        Catalogue.standard()["失业保险参保人数"].compute()
    with refused(ComponentError, "indicator.no_formula"):
        Catalogue.standard()["失业保险参保人数"].explain()


@pytest.mark.parametrize("decimals", [-1, 13, True, 1.0])
def test_a_number_of_decimals_must_be_one(closure, decimals):
    with pytest.raises(NumberError):
        closure.compute(审结=963, 受理=950, 上期未结=50, decimals=decimals)


def test_halves_are_rounded_up_once(closure):
    assert str(closure.compute(审结=1, 受理=8, 上期未结=0, decimals=0)) == "13%"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 10**6))
def test_the_closure_rate_is_the_fraction(closed, accepted, pending):
    rate = Catalogue.standard()["仲裁结案率"].compute(审结=closed, 受理=accepted, 上期未结=pending)
    true = Fraction(100 * closed, accepted + pending)
    assert abs(Fraction(rate.value) - true) * 10**49 <= true
    assert Fraction(rate.interval.lo) <= true <= Fraction(rate.interval.hi)
    assert Fraction(rate.interval.hi) - Fraction(rate.interval.lo) <= true * TINY


@given(st.data(), *[numbers(1, 10**6).map(lambda number: Figure(number, "万人"))] * 2)
def test_the_participation_rate_holds_every_possible_truth_tightly(data, insured, eligible):
    assume(eligible.interval.lo > 0)
    rate = Catalogue.standard()["参保率"].compute(参保=insured, 应参保=eligible)
    top, bottom = data.draw(truths(insured.interval)), data.draw(truths(eligible.interval))
    assert Fraction(rate.interval.lo) <= 100 * top / bottom <= Fraction(rate.interval.hi)
    ends = insured.interval, eligible.interval
    high = 100 * Fraction(ends[0].hi) / Fraction(ends[1].lo)
    assert Fraction(rate.interval.hi) - high <= high * TINY


@given(st.data(), numbers(10**4, 10**6, 2), numbers(1, 10**3, 2), numbers(0, 10**2, 2))
def test_a_rate_by_parts_holds_every_possible_truth(data, population, students, soldiers):
    parts = [Figure(number, "万人") for number in (population, students, soldiers)]
    assume((parts[0] - parts[1] - parts[2]).interval.lo > 0)
    insured = Figure("32.33", "万人")
    names = ("16周岁以上人口", "全日制在校学生", "现役军人")
    rate = Catalogue.standard()["参保率"].compute({"参保": insured, **dict(zip(names, parts, strict=True))})
    top = data.draw(truths(insured.interval))
    whole, less, fewer = (data.draw(truths(part.interval)) for part in parts)
    assert Fraction(rate.interval.lo) <= 100 * top / (whole - less - fewer) <= Fraction(rate.interval.hi)


# ── what was reported for it ─────────────────────────────────────────────────────────────────────────────


def test_a_reported_figure_keeps_its_unit_if_that_fits():
    insured = Catalogue.standard()["失业保险参保人数"]
    assert insured.figure("22800人").exact_eq(Figure("22800", "人"))
    assert insured.figure("2.28").exact_eq(Figure("2.28", "万人"))
    with refused(UnitError, "unit.different", "人次"):
        insured.figure("2.28万人次")


def test_a_bare_number_is_never_a_rate():
    rate = Catalogue.standard()["参保率"]
    for given_as in (95, "0.95", Decimal("0.95")):
        with refused(UnitError, "unit.share"):
            rate.figure(given_as)
    assert rate.figure("95.0%").exact_eq(Figure("95.0", "%"))


@pytest.mark.parametrize(
    ("given_as", "figure"),
    [
        (Figure("5", "家"), Figure("5", "户")),
        (Figure("5", "个"), Figure("5", "户")),
        ("5家", Figure("5", "户")),
        ("5户", Figure("5", "户")),
        ("1万家", Figure("1", "万户")),
        (5, Figure("5", "户")),
    ],
)
def test_counting_words_that_mean_the_same_for_it_are_read_as_its_own(given_as, figure):
    # trade rules §3: “An indicator may list counting words that mean the same for it (企业: 户=家=个)”
    firms = count(counting_words=("户", "家", "个"))
    reported = firms.figure(given_as)
    assert reported == figure
    assert reported.interval == figure.to(reported.unit).interval


def test_counting_words_that_are_not_listed_stay_different():
    with refused(UnitError, "unit.different"):
        count().figure("5家")
    with refused(UnitError, "unit.different"):
        count(counting_words=("户", "家")).figure(Figure("5", "人"))


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────


def test_it_answers_to_name_code_aliases_and_short_names():
    one = indicator(aliases=(Alias("合同签订率", "表2"),), short_names=("签订",))
    assert one.names == ("签订率", "signing_rate", "合同签订率", "签订")
    assert one.is_defined
    assert not count(definition="", stated=("unit", "measure")).is_defined


def test_it_says_why_a_field_was_assigned():
    assert indicator().reason("direction") == "本库指定"
    assert indicator().reason("unit") is None


STATED = ("measure", "formula", "definition", "direction")
ASSIGNED = tuple((name, "x") for name in ("direction", "accumulation", "over_regions", "over_periods"))


@pytest.mark.parametrize(
    ("changes", "code", "names"),
    [
        ({"components": (component("a"), component("a", code="b"))}, "definition.component_twice", ["a"]),
        (
            {"components": [component(name, short_names=("x",)) for name in ("签订企业", "企业总数")]},
            "definition.component_twice",
            ["x"],
        ),
        ({"formula": Formula.parse("签订企业 / 丙")}, "definition.formula", ["丙"]),
        ({"formula": Formula.parse("签订企业 <= 企业总数")}, "definition.formula", ["签订企业"]),
        ({"formula": Formula.parse("签订企业 - 企业总数")}, "definition.unit", ["%"]),
        ({"formula": Formula.parse("签订企业 + 1")}, "definition.unit", ["签订企业"]),
        ({"unit": Unit.parse("家")}, "definition.unit", ["家"]),
        ({"stated": ("measure", "formula", "definition")}, "definition.provenance", ["unit"]),
        ({"stated": ("unit", *STATED), "assigned": ASSIGNED}, "definition.provenance", ["direction"]),
        ({"part_of": "firms", "assigned": ASSIGNED}, "definition.provenance", ["part_of"]),
        ({"stated": ("unit", "mesure", *STATED[:3])}, "definition.field", ["mesure", "measure"]),
        ({"assigned": (*ASSIGNED, ("direktion", "x"))}, "definition.field", ["direktion", "direction"]),
    ],
)
def test_a_record_that_contradicts_itself_is_refused_by_name_and_field(changes, code, names):
    with refused(DefinitionError, code, "签订率", *names):
        indicator(**changes)


def test_a_minimum_above_the_maximum_is_refused():
    with pytest.raises(DefinitionError):
        indicator(minimum=Figure("100", "%"), maximum=Figure("0", "%"))


@pytest.mark.parametrize("field", ["minimum", "maximum", "usual_maximum"])
def test_a_limit_in_another_unit_is_refused_by_name_and_field(field):
    # “DefinitionError: The record contradicts itself; the message names the indicator and the field”
    with pytest.raises(DefinitionError) as caught:
        indicator(**{field: Figure("0", "家")})
    assert "签订率" in caught.value.say()
    assert field in caught.value.say("en")


def test_a_component_may_be_computed_only_from_those_listed_after_it():
    whole = component("企业总数", formula=Formula.parse("甲 + 乙"))
    signed, one, other = component("签订企业"), component("甲"), component("乙")
    assert indicator(components=(signed, whole, one, other)).compute(签订企业=1, 甲=1, 乙=1) == Figure(
        "50", "%"
    )
    with refused(DefinitionError, "definition.formula", "甲"):
        indicator(components=(signed, one, whole, other))
    with refused(DefinitionError, "definition.unit"):
        wrong = component("企业总数", formula=Formula.parse("甲 / 乙"))
        indicator(components=(signed, wrong, one, other))


def test_components_may_be_derived_from_derived_ones():
    parts = (
        component("签订企业"),
        component("企业总数", formula=Formula.parse("甲 + 乙")),
        component("乙", formula=Formula.parse("丙 + 丁")),
        component("甲"),
        component("丙"),
        component("丁"),
    )
    rate = indicator(components=parts).compute(签订企业=1, 甲=1, 丙=1, 丁=2)
    assert rate == Figure("25", "%")


def test_it_is_a_value_like_any_other():
    one, other = indicator(), indicator()
    assert one == other
    assert hash(one) == hash(other)
    assert one != indicator(english="x")
    assert pickle.loads(pickle.dumps(one)) == one
    assert hash(pickle.loads(pickle.dumps(one))) == hash(one)
    assert pickle.loads(pickle.dumps(one)).compute(签订企业=1, 企业总数=2) == Figure("50", "%")
    assert "签订率" in repr(one)


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


def test_a_component_that_no_formula_uses_is_refused():
    idle = rs.Component("c", "丙", rs.Unit.parse("人"), rs.Measure.STOCK)
    with refused(DefinitionError, "definition.unused", "丙"):
        made("甲/乙", components=(*made("甲/乙").components, idle))
