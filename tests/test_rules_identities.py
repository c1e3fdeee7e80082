"""Figures that are computed from others, against those others."""

from decimal import Decimal

import pytest
from definitions import component, indicator
from hypothesis import assume, given
from hypothesis import strategies as st
from ruled import asked, broken, kept, named, seen, skipped, told_well

from rsindicators import Catalogue, Certainty, Figure, Formula, Interval, Observation, Severity, Unit
from rsindicators.constituent import constituents
from rsindicators.kinds import Accumulation, Mend
from rsindicators.rules.identities import RULES
from rsindicators.target import Target

FORMULA, NUMERATOR, COMPOSITION = RULES
CATALOGUE = Catalogue.standard()
CLOSURE, MEDIATION, COVERAGE = "劳动人事争议仲裁结案率", "劳动人事争议调解成功率", "基本养老保险参保率"
GRADES = "高、中、初级专业技术人才比例"


def closure(rate, settled, accepted, carried, period="2023年"):
    """附录23 with its components."""
    told = {"当期审结案件数": settled, "当期立案受理案件数": accepted, "上期末累计未结案件总数": carried}
    parts = [seen(name, figure, period, of=CLOSURE) for name, figure in told.items() if figure is not None]
    return [*([seen(CLOSURE, rate, period)] if rate else []), *parts]


def mediation(rate, succeeded, settled):
    """附录22 with its components."""
    told = {"调解成功案件数": succeeded, "当期审结案件数": settled}
    parts = [seen(name, figure, "2023年", of=MEDIATION) for name, figure in told.items()]
    return [seen(MEDIATION, rate, "2023年"), *parts]


def coverage(rate, *figures):
    """附录8 with those of its components that are given: 参保, 应参保, 16周岁以上, 在校学生, 现役军人."""
    told = zip([part.name for part in constituents(CATALOGUE[COVERAGE])], figures, strict=False)
    rows = [seen(one, figure, "2023年末", of=COVERAGE) for one, figure in told if figure is not None]
    return [*([seen(COVERAGE, rate, "2023年末")] if rate else []), *rows]


# ── a rate and its components ────────────────────────────────────────────────────────────────────────────


def test_963_of_950_and_50_carried_over_is_96_3_percent():
    assert kept(FORMULA, closure("96.3%", "963", "950", "50"))


def test_a_rate_that_its_components_do_not_give_is_wrong():
    (found,) = broken(FORMULA, closure("98.5%", "963", "950", "50"))
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert (found.indicator.name, found.actual, found.expected.text) == (CLOSURE, "98.5%", "96.3%")
    assert "98.5% = 963件 ÷ (950件 + 50件)" in found.what()
    assert len(found.places) == len(found.figures) == 4
    assert told_well(found)


def test_a_rate_that_rounding_leaves_open_is_kept():
    (answer,) = asked(FORMULA, closure("96.3%", "0.964万", "0.95万", "0.05万"))
    assert answer.finding is None
    assert answer.case.holds() is None
    assert broken(FORMULA, closure("95.2%", "0.964万", "0.95万", "0.05万"))


def test_without_the_carry_over_the_rate_is_too_high():
    (found,) = broken(FORMULA, closure("101.4%", "963", "950", "50"))
    assert found.expected.text == "96.3%"


def test_a_net_increase_is_its_two_components_apart():
    def increase(net):
        parts = {"城镇累计新就业人员数": "0.52", "自然减员人数": "0.10"}
        rows = [seen(name, figure, "2023年", of="城镇新增就业人数") for name, figure in parts.items()]
        return [seen("城镇新增就业人数", net, "2023年"), *rows]

    assert kept(FORMULA, increase("0.42"))
    assert kept(FORMULA, increase("0.43"))
    (found,) = broken(FORMULA, increase("0.62"))
    assert found.expected.text == "[0.41, 0.43]万人"


def test_a_component_that_is_missing_is_a_reason_and_no_answer():
    assert skipped(FORMULA, closure("96.3%", "963", "950", None)) == ["missing"]
    assert skipped(FORMULA, closure("全覆盖", "963", "950", "50")) == ["words"]


def test_components_of_another_region_scope_or_time_are_not_looked_at():
    parts = closure(None, "963", "950", "50")
    for told in ({"region": "叙永县"}, {"scope": "规模以上"}):
        assert skipped(FORMULA, [seen(CLOSURE, "98.5%", "2023年", **told), *parts]) == ["missing"]
    assert skipped(FORMULA, [seen(CLOSURE, "98.5%", "2022年"), *parts]) == ["missing"]


def test_against_components_that_were_reported_earlier_it_is_only_asked_about():
    rate, *parts = closure("98.5%", "963", "950", "50")
    (found,) = broken(FORMULA, [rate], parts)
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)


def test_a_rate_of_a_month_takes_what_is_carried_into_that_month():
    assert kept(FORMULA, closure("80.0%", "80", "60", "40", "2023年6月"))
    assert broken(FORMULA, closure("96.3%", "80", "60", "40", "2023年6月"))


# ── whole numbers ────────────────────────────────────────────────────────────────────────────────────────


def unemployment(rate, unemployed, employed):
    """附录2 with its components."""
    told = zip(
        [part.name for part in constituents(CATALOGUE["城镇调查失业率"])], (unemployed, employed), strict=True
    )
    rows = [seen(name, figure, "2022年末", of="城镇调查失业率") for name, figure in told]
    return [seen("城镇调查失业率", rate, "2022年末"), *rows]


def test_between_235_and_236_people_there_is_nobody():
    (answer,) = asked(FORMULA, unemployment("3.65%", "0.0万人", "6213人"))
    found = answer.finding
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.wording == "identities.between"
    assert told_well(found)
    assert kept(FORMULA, unemployment("3.65%", "0.0万人", "6231人"))


def test_what_stands_in_the_place_of_a_figure_is_whole_too():
    (answer,) = asked(FORMULA, unemployment("3.65%", "0.0万人", "6213人"))
    case = answer.case
    assert case.holds_with({"率": Interval("0.0365", "0.0366")}) is None
    assert case.holds_with({"城镇就业人口": Interval(6213, 6213)}) is False
    assert case.holds_with({"城镇就业人口": Interval(6231, 6231)}) is None
    assert case.holds_with({"率": Interval("0.5", "0.5")}) is False


def test_of_many_people_any_share_is_possible():
    assert kept(FORMULA, unemployment("3.65%", "0.04万人", "1.06万人"))
    assert kept(FORMULA, unemployment("3.65%", "超过300人", "10000人"))


# ── nothing below the line ───────────────────────────────────────────────────────────────────────────────


def test_of_nothing_over_nothing_no_rate_is_wrong():
    assert skipped(FORMULA, mediation("100%", "0", "0")) == ["zero"]


def test_something_over_nothing_is_no_rate():
    (found,) = broken(FORMULA, mediation("50%", "30", "0"))
    assert found.wording == "identities.over_nothing"
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert "50% × 0件 = 30件" in found.what("en")
    assert told_well(found)


def test_a_formula_that_may_divide_by_nothing_in_the_middle_is_not_asked():
    parts = tuple(map(component, ("甲", "乙")))
    one = indicator(formula=Formula.parse("100% - 甲 / 乙"), components=parts)
    catalogue = Catalogue([one])
    rows = [(one, "60%"), *zip(constituents(one), ("5", "0"), strict=True)]
    given = [Observation(each, figure, "2023年末") for each, figure in rows]
    assert skipped(FORMULA, given, catalogue=catalogue) == ["zero"]


def test_a_formula_too_complex_to_compare_is_told_as_that():
    below = [f"b{number}" for number in range(20)]
    parts = tuple(map(component, ("a0", *below)))
    one = indicator(formula=Formula.parse(f"a0 / ({' + '.join(below)})"), components=parts)
    given = [Observation(one, "60%", "2023年末")]
    assert skipped(FORMULA, given, catalogue=Catalogue([one])) == ["complex"]
    assert list(FORMULA.trees(one, CATALOGUE)) == []


# ── cut off instead of rounded ───────────────────────────────────────────────────────────────────────────


def test_97_98_printed_as_97_9_is_a_remark():
    (answer,) = asked(FORMULA, closure("97.9%", "9798", "9900", "100"))
    found = answer.finding
    assert (found.severity, found.certainty) == (Severity.NOTE, Certainty.SUSPECT)
    assert found.wording == "identities.truncated"
    assert found.expected.text == "97.98%"
    (mend,) = found.repairs
    assert (mend.mend, mend.old, mend.new) == (Mend.VALUE, "97.9%", "98.0%")
    assert (mend.place, mend.label) == (found.places[0], found.figures[0].label)
    assert mend.indicator == found.indicator.code
    assert answer.case is None
    assert told_well(found)


def test_what_cutting_off_does_not_explain_is_wrong():
    (found,) = broken(FORMULA, closure("97.8%", "9798", "9900", "100"))
    assert not found.wording


def test_a_bound_is_never_cut_off():
    (below,) = broken(FORMULA, closure("98.9%", "超过9899", "9900", "100"))
    assert not below.wording
    (above,) = broken(FORMULA, closure("超过98%", "9798", "9900", "100"))
    assert above.certainty is Certainty.WRONG


def test_a_denominator_that_only_whole_numbers_keep_above_zero_is_divided_by():
    (found,) = broken(FORMULA, coverage("50%", "1人", None, "2.0人", "1.0人", "0.9人"))
    assert not found.wording


# ── a component that has a formula of its own ────────────────────────────────────────────────────────────


def test_the_parts_stand_for_a_component_that_is_not_reported():
    assert kept(FORMULA, coverage("90.0%", "36.00", None, "45.00", "4.90", "0.10"))
    (found,) = broken(FORMULA, coverage("80.0%", "36.00", None, "45.00", "4.90", "0.10"))
    assert found.indicator.name == COVERAGE
    assert len(found.figures) == 5


def test_where_neither_is_reported_one_reason_is_told():
    assert skipped(FORMULA, coverage("90.0%", "36.00", None, "45.00", None, "0.10")) == ["missing"]


def test_a_component_contradicts_its_own_parts():
    (found,) = broken(FORMULA, coverage(None, "36.00", "40.00", "55.00", "4.90", "0.10"))
    assert found.indicator.name == "法定应参保人数"
    assert found.expected.text == "[49.985, 50.015]万人"


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        (("90.0%", "36.00", "40.00", "45.00", "4.90", "0.10"), []),
        (("80.0%", "36.00", "40.00", "45.00", "4.90", "0.10"), [COVERAGE]),
        (("90.0%", "36.00", "40.00", "55.00", "4.90", "0.10"), ["法定应参保人数"]),
        (("90.0%", "36.00", "50.00", "45.00", "4.90", "0.10"), [COVERAGE, "法定应参保人数"]),
    ],
)
def test_one_slip_is_told_of_each_relation_that_holds_it_and_of_no_other(told, wrong):
    assert [found.indicator.name for found in broken(FORMULA, coverage(*told))] == wrong


def test_whole_and_parts_may_each_allow_a_rate_and_not_together():
    rate, insured, *rest = coverage("90%", "1.00", "1.1", "1.0", "0.0", "0.0")
    assert not broken(FORMULA, [rate, insured, rest[0]])
    assert kept(FORMULA, rest)
    (found,) = broken(FORMULA, [rate, insured, *rest])
    assert len(found.figures) == 5
    assert kept(FORMULA, coverage("95%", "1.00", "1.1", "1.0", "0.0", "0.0"))


def test_a_component_whose_own_parts_are_missing_is_taken_as_it_is():
    assert [one.skipped for one in asked(FORMULA, coverage("90.0%", "36.00", "40.00"))] == ["", "missing"]


# ── a numerator inside its denominator ───────────────────────────────────────────────────────────────────


def test_a_numerator_above_its_denominator_is_wrong_without_the_rate():
    (found,) = broken(NUMERATOR, closure(None, "1063", "950", "50"))
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.indicator.name == "当期审结案件数"
    assert found.expected.text == "≤1000件"
    assert told_well(found)
    assert kept(NUMERATOR, closure(None, "963", "950", "50"))


def test_where_rounding_leaves_it_open_the_numerator_may_be_inside():
    name = "劳动保障监察举报投诉案件结案率"
    above, below = (part.name for part in constituents(CATALOGUE[name]))
    rows = [seen(above, "0.13万件", "2023年", of=name), seen(below, "0.12万件", "2023年", of=name)]
    (answer,) = asked(NUMERATOR, rows)
    assert (answer.finding, answer.case.holds()) == (None, None)


def test_a_share_of_another_count_is_not_asked():
    assert asked(NUMERATOR, [*mediation("103%", "103", "100"), *coverage("103%", "41.2", "40.0")]) == []


def test_a_component_whose_indicator_is_not_in_the_catalogue_is_not_asked():
    one, *_ = constituents(indicator(maximum=Figure("100", "%")))
    given = [Observation(one, "5", "2023年末")]
    assert asked(NUMERATOR, given) == asked(FORMULA, given) == []
    assert list(NUMERATOR.trees(one, CATALOGUE)) == []


def test_the_parts_of_a_numerator_stand_for_it():
    parts = (
        component("签订企业", code="signed", formula=Formula.parse("国有 + 民营")),
        component("国有", code="state"),
        component("民营", code="private"),
        component("企业总数", code="firms"),
    )
    one = indicator(components=parts, maximum=Figure("100", "%"))
    catalogue = Catalogue([one])
    codes = {part.name: part for part in constituents(one)}

    def told(**figures):
        rows = [Observation(codes[name], figure, "2023年末") for name, figure in figures.items()]
        return broken(NUMERATOR, rows, catalogue=catalogue)

    assert not told(国有="5", 民营="4", 企业总数="9")
    (found,) = told(国有="5", 民营="5", 企业总数="9")
    assert found.indicator.name == "国有"
    (found,) = told(签订企业="10", 企业总数="9")
    assert found.indicator.name == "签订企业"
    found = told(签订企业="10", 国有="5", 民营="5", 企业总数="9")
    assert [each.indicator.name for each in found] == ["签订企业"]


# ── trees for columns ────────────────────────────────────────────────────────────────────────────────────


def test_the_relations_are_trees_over_the_codes_of_the_components():
    trees = list(FORMULA.trees(CATALOGUE[COVERAGE], CATALOGUE))
    assert [len(tree.terms) for tree in trees] == [3, 5]
    assert [len(list(FORMULA.trees(part, CATALOGUE))) for part in constituents(CATALOGUE[COVERAGE])] == [
        *(0, 1, 0, 0, 0)
    ]
    (tree,) = NUMERATOR.trees(named("当期审结案件数", CLOSURE), CATALOGUE)
    assert str(tree.formula) == "当期审结案件数 ≤ 当期立案受理案件数 + 上期末累计未结案件总数"
    assert list(NUMERATOR.trees(named("当期立案受理案件数", CLOSURE), CATALOGUE)) == []


# ── compositions ─────────────────────────────────────────────────────────────────────────────────────────


def grades(shares, period="2023年末"):
    return seen(GRADES, shares, period)


TARGET = Target(named(GRADES), grades("10:40:50").figure, grades("1:2").period, Accumulation.AT_END)


def test_percentages_add_to_100_within_their_rounding():
    assert kept(COMPOSITION, [grades("16.4:46.3:37.3")])
    assert kept(COMPOSITION, [grades("33.3:33.3:33.3")])


def test_percentages_that_no_rounding_makes_100_are_wrong():
    (found,) = broken(COMPOSITION, [grades("16.4:46.3:38.3")], targets=(TARGET,))
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert "101.0" in found.what()
    assert told_well(found)
    assert broken(COMPOSITION, [grades("16.4:46.3:38.3")], [grades("16.4:46.3:37.3", "2022年末")])


def test_where_nobody_says_that_they_are_percentages_they_are_asked_about():
    (found,) = broken(COMPOSITION, [grades("16.4:46.3:38.3")])
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.wording == "identities.composition.perhaps"
    assert told_well(found)


def test_a_ratio_need_not_add_to_100():
    assert skipped(COMPOSITION, [grades("1:2:3")]) == ["ratio"]
    (found,) = broken(COMPOSITION, [grades("1:2:3")], targets=(TARGET,))
    assert found.certainty is Certainty.SUSPECT


def test_what_is_no_composition_is_no_matter_of_this_rule():
    assert asked(COMPOSITION, closure("96.3%", "963", "950", "50")) == []


# ── what is true is never called wrong ───────────────────────────────────────────────────────────────────


def printed(value, unit, decimals):
    """A true number of base units as it is printed in a unit."""
    figure = Figure(value, "人").to(unit).round(decimals) if unit != "%" else value.round(decimals)
    return Figure(figure.value, unit, decimals=decimals)


@given(
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.integers(0, 10**5),
    st.integers(0, 10**5),
    st.integers(0, 4),
)
def test_no_rounding_of_true_figures_breaks_an_identity(insured, rest, students, soldiers, decimals):
    population = students + soldiers + rest
    truth = CATALOGUE[COVERAGE].compute(参保人数=Figure(insured, "人"), 法定应参保人数=Figure(rest, "人"))
    assume(truth.value < Decimal(10**12))
    counts = (insured, rest, population, students, soldiers)
    rows = coverage(printed(truth, "%", decimals), *(printed(one, "万人", decimals) for one in counts))
    without = [one for one in rows if one.indicator.name != "法定应参保人数"]
    for told in (rows, without):
        assert not broken(FORMULA, told)


@given(st.integers(0, 10**5), st.integers(0, 10**5), st.integers(0, 1000), st.integers(0, 3))
def test_no_rounding_of_true_figures_puts_a_numerator_above_its_denominator(
    accepted, carried, share, decimals
):
    settled = (accepted + carried) * share // 1000
    unit = Unit.parse("万件")
    told = [
        Figure(Figure(one, "件").to(unit).round(decimals).value, unit, decimals=decimals)
        for one in (settled, accepted, carried)
    ]
    assert not broken(NUMERATOR, closure(None, *told))


# ── what was counted earlier ─────────────────────────────────────────────────────────────────────────────


def dated(rate, employed, unemployed, before, **told):
    """附录2 with its components, and the employed of an earlier time."""
    name = "城镇调查失业率"
    jobless, working = (part.name for part in constituents(CATALOGUE[name]))
    rows = [(jobless, unemployed), (working, employed)]
    now = [seen(name, rate, "2023年末"), *(seen(one, figure, "2023年末", of=name) for one, figure in rows)]
    return now, [seen(working, figure, period, of=name) for period, figure in before.items()]


@pytest.mark.parametrize("period", ["2022年末", "2022年12月末"])
def test_a_rate_over_what_was_counted_earlier_is_only_asked_about(period):
    now, before = dated("3.85%", "10000人", "400人", {period: "9990人"})
    (found,) = broken(FORMULA, dated("3.95%", "10000人", "400人", {})[0])
    assert found.certainty is Certainty.WRONG
    now, before = dated("3.95%", "10000人", "400人", {period: "9730人"})
    for submitted, prior in ((now, before), (now + before, [])):
        (found,) = broken(FORMULA, submitted, prior)
        assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
        assert found.wording == "identities.earlier"
        assert f"城镇就业人口({before[0].period})9730人算相符" in found.what()
        assert told_well(found)


def test_a_rate_that_no_earlier_figure_gives_is_wrong():
    for before in ({"2022年末": "9990人"}, {"2022年末": "全覆盖"}, {"2022年末": None}):
        now, prior = dated("3.95%", "10000人", "400人", before)
        (found,) = broken(FORMULA, now, prior)
        assert found.certainty is Certainty.WRONG


@pytest.mark.parametrize("typed", ["9730万人", "1人"])
def test_a_stock_that_changed_tenfold_was_typed_wrong(typed):
    now, prior = dated("3.95%", typed, "400人", {"2022年末": "9730人"})
    (found,) = broken(FORMULA, now, prior)
    assert found.certainty is Certainty.WRONG


def test_a_numerator_inside_an_earlier_denominator_is_only_asked_about():
    def insured(before):
        name = COVERAGE
        told = (("法定应参保人数", "2023年末", "2.00"), ("参保人数", "2023年末", "2.10"))
        now = [seen(part, figure, period, of=name) for part, period, figure in told]
        return now, [seen("法定应参保人数", before, "2022年末", of=name)]

    now, prior = insured("2.00")
    (found,) = broken(FORMULA, [seen(COVERAGE, "99.1%", "2023年末"), *now], prior)
    assert found.certainty is Certainty.WRONG
    now, prior = insured("2.12")
    (found,) = broken(FORMULA, [seen(COVERAGE, "99.1%", "2023年末"), *now], prior)
    assert found.certainty is Certainty.SUSPECT
