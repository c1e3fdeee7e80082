"""Rules over time: year-to-dates, single periods, gaps, jumps, and what is carried over."""

from fractions import Fraction

import pytest
from attrs import evolve
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st
from ruled import asked, broken, facts_of, kept, named, seen, skipped, told_well

from rsindicators import Catalogue, Figure, Interval, Period, Severity
from rsindicators.kinds import Accumulation, Certainty, Lag
from rsindicators.overtime import opens_in_january
from rsindicators.rule import Rule
from rsindicators.rules import carrying, jumps, timing

RULES = {rule.code: rule for family in (timing, jumps, carrying) for rule in family.RULES}
FALLING, SINGLE, GAP = (RULES[f"time.{name}"] for name in ("falling", "single", "gap"))
STOCK, FLOW, RATE = (RULES[f"time.{name}_jump"] for name in ("stock", "flow", "rate"))
CARRY, JANUARY = RULES["time.carry_over"], RULES["time.january"]

TRAINING = "开展补贴性职业技能培训人次"
EMPLOYED = "城镇新增就业人数"
UNEMPLOYMENT = "失业保险参保人数"
COVERAGE = "基本养老保险参保率"
CLOSURE = "仲裁结案率"
CARRIED, ACCEPTED, CLOSED = "上期末累计未结案件总数", "当期立案受理案件数", "当期审结案件数"


def training(figure, period, region="叙永县", **told):
    return seen(TRAINING, figure, period, region, **told)


def insured(figure, period, region="叙永县", **told):
    return seen(UNEMPLOYMENT, figure, period, region, **told)


def closing(period, carried=None, accepted=None, closed=None):
    """The components of 仲裁结案率 over a period, those that are told."""
    parts = zip((CARRIED, ACCEPTED, CLOSED), (carried, accepted, closed), strict=True)
    return [seen(part, value, period, "叙永县", of=CLOSURE) for part, value in parts if value is not None]


def only(findings):
    (found,) = findings
    assert told_well(found)
    return found


# ── all of them ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_is_asked_between_periods_is_never_more_than_a_question(rule):
    assert rule.severity is (Severity.NOTE if rule is GAP else Severity.QUERY)
    assert rule.certainty is Certainty.SUSPECT
    assert isinstance(rule, Rule)
    assert "核" in rule.basis
    assert rule.question()
    assert rule.question("en")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_nothing_is_asked_of_nothing(rule):
    assert asked(rule, []) == []


def test_the_relations_are_trees_whose_terms_look_back():
    (tree,) = FALLING.trees(named(TRAINING), Catalogue.standard())
    assert str(tree.formula) == "累计 ≥ 较早的累计"
    assert [term.lag for _, term in tree.terms] == [Lag.NOW, Lag.TO_DATE_BEFORE]
    (again,) = FALLING.trees(named("新增取得职业资格证书或职业技能等级证书人数"), Catalogue.standard())
    assert again.formula is tree.formula
    carry = named(CARRIED, CLOSURE)
    (tree,) = CARRY.trees(carry, Catalogue.standard())
    assert str(tree.formula) == "结转 = 上期结转 + 上期受理 - 上期审结"
    assert {term.lag for _, term in tree.terms[1:]} == {Lag.CARRIED_FROM}
    upper, lower = STOCK.trees(named(UNEMPLOYMENT), Catalogue.standard())
    assert (str(upper.formula), str(lower.formula)) == (
        "本期 ≤ 上期 × (1 + 份额)", "本期 ≥ 上期 × (1 - 份额)"
    )  # fmt: skip
    assert upper.limits == (("份额", Figure("50", "%")),)


# ── year-to-dates ────────────────────────────────────────────────────────────────────────────────────────


def test_a_gross_year_to_date_that_falls_is_asked_about():
    found = only(
        broken(FALLING, [training("0.21万人次", "2023年1—6月")], [training("0.25万人次", "2023年1—5月")])
    )
    assert (found.code, found.severity, found.certainty) == (
        "time.falling", Severity.QUERY, Certainty.SUSPECT,
    )  # fmt: skip
    assert "0.21万人次" in found.message
    assert "2023年1—5月" in found.message
    assert found.expected.text == "≥0.245万人次"


def test_one_that_grows_or_stands_still_is_kept():
    before = [training("0.25万人次", "2023年1—5月")]
    assert kept(FALLING, [training("0.25万人次", "2023年1—6月")], before)
    assert kept(FALLING, [training("0.31万人次", "2023年")], before)


def test_a_fall_that_rounding_explains_is_kept():
    assert kept(FALLING, [training("0.2万人次", "2023年1—6月")], [training("2460人次", "2023年1—5月")])
    assert broken(FALLING, [training("0.2万人次", "2023年1—6月")], [training("2501人次", "2023年1—5月")])


def test_a_whole_year_is_held_against_its_year_to_dates():
    before = [training("0.38万人次", "2023年1—11月")]
    assert only(broken(FALLING, [training("0.36万人次", "2023年")], before))


def test_the_nearest_earlier_year_to_date_is_taken_over_a_gap():
    before = [training("0.1万人次", "2023年1—2月"), training("0.25万人次", "2023年第一季度")]
    found = only(broken(FALLING, [training("0.21万人次", "2023年1—9月")], before))
    assert [str(figure.text) for figure in found.figures] == ["0.21万人次", "0.25万人次"]


def test_a_year_to_date_restarts_in_january():
    assert skipped(FALLING, [training("0.05万人次", "2023年1—2月")], [training("0.4万人次", "2022年")]) == [
        "earlier"
    ]


def test_what_is_net_or_money_may_fall():
    net = [seen(EMPLOYED, "0.30万人", "2023年1—6月")], [seen(EMPLOYED, "0.32万人", "2023年1—5月")]
    money = (
        [seen("人力资源服务业总营业收入", "0.5亿元", "2023年1—6月")],
        [seen("人力资源服务业总营业收入", "0.6亿元", "2023年1—5月")],
    )
    assert asked(FALLING, *net) == asked(FALLING, *money) == []


@pytest.mark.parametrize("name", [UNEMPLOYMENT, COVERAGE, "博士后研究人员年招收人数"])
def test_only_flows_that_add_over_their_periods_are_asked(name):
    expected = int(named(name).measure.value == "flow")
    assert len(list(FALLING.trees(named(name), Catalogue.standard()))) == expected


def test_a_component_of_a_rate_is_asked_too():
    now, before = closing("2023年1—6月", closed="400件"), closing("2023年1—5月", closed="410件")
    assert only(broken(FALLING, now, before)).indicator.name == CLOSED


def test_what_is_in_words_or_empty_is_not_asked():
    before = [training("0.25万人次", "2023年1—5月")]
    assert skipped(FALLING, [training(None, "2023年1—6月")], before) == ["missing"]
    assert skipped(FALLING, [training("全覆盖", "2023年1—6月")], before) == ["words"]


def test_a_lower_bound_may_be_above_what_was():
    before = [training("0.25万人次", "2023年1—5月")]
    assert kept(FALLING, [training("超过0.2万人次", "2023年1—6月")], before)


@pytest.mark.parametrize(
    ("period", "run", "whether"),
    [
        ("2023年1—6月", None, True),
        ("2023年6月", Accumulation.YEAR_TO_DATE, True),
        ("2023年6月", None, False),
        ("2023年1月", None, False),
        ("2023年", None, True),
        ("2021—2025年", None, False),
    ],
)
def test_a_year_to_date_is_told_by_its_months(period, run, whether):
    assert opens_in_january(training("0.2万人次", period, accumulation=run)) is whether


# ── single periods ───────────────────────────────────────────────────────────────────────────────────────


def test_a_single_month_is_what_two_year_to_dates_leave():
    totals = [training("0.25万人次", "2023年1—5月"), training("0.31万人次", "2023年1—6月")]
    assert kept(SINGLE, [training("0.06万人次", "2023年6月")], totals)
    assert kept(SINGLE, [training("0.07万人次", "2023年6月")], totals)
    found = only(broken(SINGLE, [training("0.31万人次", "2023年6月")], totals))
    assert found.expected.interval == Interval(500, 700)
    assert [figure.text for figure in found.figures] == ["0.31万人次", "0.31万人次", "0.25万人次"]


def test_a_quarter_is_held_against_the_half_year_less_the_first_quarter():
    totals = [training("0.10万人次", "2023年第一季度"), training("0.31万人次", "2023年1—6月")]
    assert kept(SINGLE, [training("0.21万人次", "2023年第二季度")], totals)
    assert only(broken(SINGLE, [training("0.12万人次", "2023年第二季度")], totals))


def test_net_flows_are_asked_too():
    totals = [seen(EMPLOYED, "0.32万人", "2023年1—5月"), seen(EMPLOYED, "0.30万人", "2023年1—6月")]
    assert kept(SINGLE, [seen(EMPLOYED, "-0.02万人", "2023年6月")], totals)
    assert only(broken(SINGLE, [seen(EMPLOYED, "0.02万人", "2023年6月")], totals))


def test_a_year_to_date_behind_a_gap_says_nothing_of_a_month():
    totals = [training("0.20万人次", "2023年1—4月"), training("0.31万人次", "2023年1—6月")]
    assert skipped(SINGLE, [training("0.02万人次", "2023年6月")], totals) == ["earlier"]


@pytest.mark.parametrize(
    "period", ["2023年1月", "2023年1—6月", "2023年", "2023年12月—2024年1月", "2021—2025年"]
)
def test_only_single_periods_within_a_year_are_asked(period):
    assert asked(SINGLE, [training("0.3万人次", period)]) == []


def test_levels_and_rates_have_no_single_periods():
    assert asked(SINGLE, [insured("2.28万人", "2023年6月"), seen(COVERAGE, "95%", "2023年6月")]) == []


RUNS = [
    *((0, last) for last in range(12)),
    *((month, month) for month in range(1, 12)),
    *((first, first + 2) for first in (3, 6, 9)),
]
"""Year-to-dates, months and quarters: first and last month, from 0."""


@st.composite
def years_of_training(draw):
    """A year of true monthly counts, told as months, quarters and year-to-dates, each rounded for itself."""
    months = draw(st.lists(st.integers(0, 3000), min_size=12, max_size=12))
    decimals = draw(st.integers(0, 4))
    told = []
    for first, last in draw(st.permutations(RUNS)):
        total = Fraction(sum(months[first : last + 1]), 10_000)
        shown = rounded(total, decimals, half_even=draw(st.booleans()))
        told.append(training(f"{spelt(shown, decimals)}万人次", Period(2023, first + 1, last - first + 1)))
    cut = draw(st.integers(0, len(told)))
    return told[:cut], told[cut:]


def spelt(number, decimals):
    """A fraction of so many decimals, written out."""
    digits = str(int(number * 10**decimals)).rjust(decimals + 1, "0")
    return f"{digits[: len(digits) - decimals]}.{digits[len(digits) - decimals :]}".rstrip(".")


@given(years_of_training())
def test_true_months_rounded_to_print_never_break_a_relation(told):
    for rule in (FALLING, SINGLE):
        assert broken(rule, *told) == []


# ── gaps ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_month_that_is_missing_between_others_is_told_once():
    told = [training("0.05万人次", f"2023年{month}月") for month in (2, 5, 6, 8)]
    found = only(broken(GAP, told))
    assert found.severity is Severity.NOTE
    facts = dict(found.facts)
    assert facts["missing"] == "2023年3月、2023年4月、2023年7月"
    assert facts["count"] == "3"
    assert str(found.period) == "2023年5月"
    assert len(found.places) == 2


def test_months_without_a_gap_are_kept():
    assert kept(GAP, [training("0.05万人次", f"2023年{month}月") for month in (2, 3, 4)])


def test_quarterly_year_to_dates_lack_no_months():
    quarters = [training("0.1万人次", "2023年第一季度"), training("0.3万人次", "2023年1—6月")]
    assert kept(GAP, [training("0.5万人次", "2023年1—9月")], quarters)
    found = only(
        broken(GAP, [training("0.5万人次", "2023年1—12月", accumulation=Accumulation.YEAR_TO_DATE)], quarters)
    )
    assert dict(found.facts)["missing"] == "2023年1—9月"


def test_a_year_to_date_lacks_those_of_its_own_year_only():
    assert skipped(GAP, [training("0.1万人次", "2023年1—6月")], [training("0.2万人次", "2022年1—6月")]) == [
        "earlier"
    ]
    before = [training("0.1万人次", "2023年1—2月"), training("0.15万人次", "2023年第一季度")]
    found = only(broken(GAP, [training("0.3万人次", "2023年1—6月")], before))
    assert dict(found.facts)["missing"] == "2023年1—4月、2023年1—5月"


def test_years_are_held_against_all_before_them():
    found = only(broken(GAP, [insured("2.4万人", "2023年")], [insured("2.28万人", "2020年")]))
    assert dict(found.facts)["missing"] == "2021年、2022年"
    before = [insured("2.28万人", "2020年"), insured("2.3万人", "2021年"), insured("2.3万人", "2022年12月末")]
    assert kept(GAP, [insured("2.4万人", "2023年")], before)


def test_a_year_that_is_told_as_a_year_to_date_is_no_gap():
    before = [
        training("0.3万人次", "2021年"),
        training("0.3万人次", "2022年", accumulation=Accumulation.YEAR_TO_DATE),
    ]
    answers = asked(GAP, [training("0.4万人次", "2023年")], before)
    assert [answer.finding for answer in answers] == [None]


def test_the_same_month_of_last_year_makes_no_gap():
    assert skipped(GAP, [insured("2.4万人", "2023年6月末")], [insured("2.3万人", "2022年6月末")]) == [
        "earlier"
    ]
    found = only(broken(GAP, [insured("2.4万人", "2023年6月末")], [insured("2.3万人", "2022年12月末")]))
    assert dict(found.facts)["count"] == "5"


def test_many_missing_periods_are_cut():
    found = only(broken(GAP, [insured("2.4万人", "2023年")], [insured("1.2万人", "2010年")]))
    assert dict(found.facts)["missing"].endswith("2016年…")
    assert dict(found.facts)["count"] == "12"


def test_gaps_of_what_was_reported_earlier_are_not_told_again():
    before = [insured("2.0万人", "2019年"), insured("2.2万人", "2021年")]
    assert kept(GAP, [insured("2.3万人", "2022年")], before)


def test_an_earlier_cell_left_empty_is_a_gap_but_one_of_this_form_is_not():
    years = [insured("2.2万人", "2021年"), insured("2.4万人", "2023年")]
    assert only(broken(GAP, years, [insured(None, "2022年")]))
    assert kept(GAP, [*years, insured(None, "2022年")])


@pytest.mark.parametrize("others", [["2.4万人", "24013人"], [None, "24013人"], ["24013人", "2.4万人"]])
def test_behind_a_gap_the_figure_that_is_used_is_cited(others):
    """The narrower of two that agree, whichever comes first, and never an empty row beside it."""
    told = [insured("2.2万人", "2021年"), *(insured(one, "2023年") for one in others)]
    (answer,) = (one for one in asked(GAP, told) if one.finding is not None)
    assert str(answer.cell.figure) == "24013人"
    rivals = [insured("2.2万人", "2021年"), insured("2.4万人", "2023年"), insured("2.5万人", "2023年")]
    (answer,) = (one for one in asked(GAP, rivals) if one.finding is not None)
    assert str(answer.cell.figure) == "2.4万人"


def test_plans_are_no_periods_that_follow_each_other():
    assert asked(GAP, [training("1.8万人次", "2021—2025年"), training("1.5万人次", "2011—2015年")]) == []


def test_each_region_and_scope_is_a_series_of_its_own():
    told = [insured("2.2万人", "2021年"), insured("2.4万人", "2023年", "古蔺县")]
    assert skipped(GAP, told) == ["earlier", "earlier"]


# ── jumps ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("now", "before", "jumps"),
    [
        ("2.37万人", "2.28万人", False),
        ("3.42万人", "2.28万人", False),
        ("3.43万人", "2.28万人", False),
        ("3.44万人", "2.28万人", True),
        ("1.14万人", "2.28万人", False),
        ("1.12万人", "2.28万人", True),
        ("22800人", "2.28万人", False),
        ("22800万人", "2.28万人", True),
        ("2.28人", "2.28万人", True),
    ],
)
def test_a_stock_may_move_by_half(now, before, jumps):
    found = broken(STOCK, [insured(now, "2023年")], [insured(before, "2022年")])
    assert len(found) == jumps


def test_a_jump_says_how_far_and_what_it_is_held_against():
    found = only(broken(STOCK, [insured("3.99万人", "2023年")], [insured("2.28万人", "2022年")]))
    assert found.message == "失业保险参保人数(2023年)填3.99万人,2022年是2.28万人,变动+75.0%,超过50%。"
    assert found.expected.text.startswith("≤3.4")
    fallen = only(broken(STOCK, [insured("0.57万人", "2023年")], [insured("2.28万人", "2022年")]))
    assert "变动-75.0%" in fallen.message


def test_the_share_is_set_anew_in_one_line():
    strict = evolve(STOCK, share="3%")
    assert broken(strict, [insured("2.37万人", "2023年")], [insured("2.28万人", "2022年")])
    assert strict.share == Figure("3", "%")
    assert (
        "超过3%"
        in broken(strict, [insured("2.37万人", "2023年")], [insured("2.28万人", "2022年")])[0].message
    )


def test_a_stock_is_held_against_the_end_before_it_else_last_december():
    now = [insured("2.4万人", "2023年6月末")]
    assert kept(STOCK, now, [insured("2.3万人", "2023年5月末"), insured("0.2万人", "2022年")])
    assert broken(STOCK, now, [insured("0.2万人", "2022年")])
    assert skipped(STOCK, now, [insured("0.2万人", "2023年4月末")]) == ["earlier"]


def test_from_what_may_be_zero_nothing_jumps():
    park = "省级人力资源服务产业园"
    assert skipped(STOCK, [seen(park, "12个", "2023年")], [seen(park, "0个", "2022年")]) == ["from_zero"]
    assert skipped(STOCK, [insured("2万人", "2023年")], [insured("0.0万人", "2022年")]) == ["from_zero"]


def test_counts_of_a_few_jump_by_chance():
    park = "省级人力资源服务产业园"
    assert skipped(STOCK, [seen(park, "2个", "2023年")], [seen(park, "1个", "2022年")]) == ["few"]
    assert broken(STOCK, [seen(park, "12个", "2023年")], [seen(park, "1个", "2022年")])
    assert broken(evolve(STOCK, least=0), [seen(park, "2个", "2023年")], [seen(park, "1个", "2022年")])


def test_ratios_that_are_no_percentages_are_levels():
    ratio = next(
        one for one in Catalogue.standard() if one.measure.value == "ratio" and not one.unit.is_share
    )
    told = [
        seen(ratio.name, Figure(value, ratio.unit), period)
        for value, period in (("9", "2023年"), ("3", "2022年"))
    ]
    assert only(broken(STOCK, told[:1], told[1:]))


def test_what_was_told_from_one_side_has_no_change_to_show():
    found = only(broken(STOCK, [insured("超过9万人", "2023年")], [insured("2.28万人", "2022年")]))
    assert "变动—" in found.message


def test_a_balance_carried_over_is_no_level():
    assert asked(STOCK, closing("2023年1—6月", carried="500件"), closing("2022年1—6月", carried="50件")) == []


@pytest.mark.parametrize(
    ("now", "before", "jumps"),
    [
        ("0.50万人次", "0.40万人次", False),
        ("1.5万人次", "0.40万人次", False),
        ("1.7万人次", "0.40万人次", True),
        ("1.6万人次", "0.40万人次", False),
        ("0.11万人次", "0.40万人次", False),
        ("0.08万人次", "0.40万人次", True),
    ],
)
def test_a_flow_may_be_up_to_four_times_last_years(now, before, jumps):
    found = broken(FLOW, [training(now, "2023年1—6月")], [training(before, "2022年1—6月")])
    assert len(found) == jumps


def test_a_flow_jump_is_told_with_the_factor():
    found = only(broken(FLOW, [training("4.0万人次", "2023年")], [training("0.40万人次", "2022年")]))
    assert "变动+900.0%,两者相差4倍以上" in found.message


def test_flows_have_seasons_and_plans_have_totals():
    assert skipped(FLOW, [training("3万人次", "2023年6月")], [training("0.1万人次", "2023年5月")]) == [
        "earlier"
    ]
    assert asked(FLOW, [training("3万人次", "2021—2025年")], [training("0.1万人次", "2020—2024年")]) == []
    assert asked(FLOW, [insured("3万人", "2023年")]) == []


@pytest.mark.parametrize(
    ("now", "before", "jumps"),
    [("95.1%", "94.8%", False), ("0.95%", "94.8%", True), ("64.9%", "94.8%", False), ("64.6%", "94.8%", True),
     ("31%", "0%", False), ("32%", "0%", True)],
)  # fmt: skip
def test_a_rate_may_move_by_thirty_points(now, before, jumps):
    found = broken(RATE, [seen(COVERAGE, now, "2023年")], [seen(COVERAGE, before, "2022年")])
    assert len(found) == jumps


def test_a_rate_that_jumps_is_told_in_points():
    found = only(broken(RATE, [seen(COVERAGE, "0.95%", "2023年")], [seen(COVERAGE, "94.8%", "2022年")]))
    assert "变动-93.9个百分点,超过30个百分点" in found.message


def test_closing_rates_are_held_against_the_same_months_of_last_year():
    now = [seen(CLOSURE, "96%", "2023年")]
    assert broken(RATE, now, [seen(CLOSURE, "50%", "2022年")])
    assert skipped(RATE, [seen(CLOSURE, "96%", "2023年1—6月")], [seen(CLOSURE, "50%", "2023年1—5月")]) == [
        "earlier"
    ]
    assert asked(RATE, [insured("2万人", "2023年")]) == []


# ── what is carried over ─────────────────────────────────────────────────────────────────────────────────

YEAR_2022 = closing("2022年", "60件", "900件", "910件")  # leaves 50


def test_a_year_to_date_opens_with_last_decembers_balance():
    assert kept(CARRY, closing("2023年1—6月", "50件", "450件", "430件"), YEAR_2022)
    found = only(broken(CARRY, closing("2023年1—6月", "65件", "450件", "430件"), YEAR_2022))
    assert found.expected.text == "50件"
    assert found.message == (
        "上期末累计未结案件总数(2023年1—6月)填65件,而2022年的期初60件加受理900件减审结910件,期末未结应为50件。"
    )


def test_decembers_year_to_date_is_the_year():
    before = [
        evolve(one, period=Period(2022, 12, 1), accumulation=one.accumulation and Accumulation.YEAR_TO_DATE)
        for one in closing("2022年", None, "900件", "910件")
    ]
    before += closing("2022年", "60件")
    assert kept(CARRY, closing("2023年1—6月", "50件"), before)


def test_a_single_month_opens_with_what_the_month_before_left():
    may = closing("2023年5月", "40件", "80件", "85件")
    assert kept(CARRY, closing("2023年6月", "35件"), may)
    assert only(broken(CARRY, closing("2023年6月", "40件"), may)).expected.text == "35件"


def test_or_with_what_the_year_to_date_left():
    to_date = closing("2023年1—5月", "50件", "400件", "415件")
    assert kept(CARRY, closing("2023年6月", "35件"), to_date)


def test_one_that_opens_with_last_months_balance_is_told_so():
    told = [
        *closing("2023年1—5月", "50件", "400件", "415件"),
        *closing("2023年1—6月", "35件", "480件", "470件"),
    ]
    found = only(broken(CARRY, told, YEAR_2022))
    assert found.wording == "time.carry_over.monthly"
    assert "2023年5月末的未结数" in found.message
    assert found.expected.text == "50件"


def test_last_months_balance_may_be_told_by_that_month_alone():
    told = [*closing("2023年5月", "40件", "80件", "85件"), *closing("2023年1—6月", "35件")]
    found = only(broken(CARRY, told, YEAR_2022))
    assert found.wording == "time.carry_over.monthly"


def test_another_balance_than_that_of_last_month_is_just_another():
    told = [*closing("2023年1—5月", "50件", "400件", "415件"), *closing("2023年1—6月", "36件")]
    assert only(broken(CARRY, told, YEAR_2022)).wording == ""


def test_a_balance_that_was_forgotten_is_told_so():
    found = only(broken(CARRY, closing("2023年1—6月", "0件"), YEAR_2022))
    assert found.wording == "time.carry_over.forgotten"
    assert "还有50件未结" in found.message


def test_nothing_to_carry_over_is_no_slip():
    assert kept(CARRY, closing("2023年1—6月", "0件"), closing("2022年", "10件", "900件", "910件"))


def test_a_balance_is_not_asked_without_the_whole_period_before():
    assert skipped(CARRY, closing("2023年1—6月", "65件"), closing("2022年", "60件", "900件")) == ["earlier"]
    assert skipped(CARRY, closing("2023年1—6月", "65件"), closing("2022年", "60件", "900件", "全覆盖")) == [
        "earlier"
    ]
    assert skipped(CARRY, closing("2023年1—6月", "65件")) == ["earlier"]


def test_an_empty_balance_is_not_asked_nor_one_in_words():
    empty = [evolve(one, figure=None) for one in closing("2023年1—6月", "50件")]
    assert skipped(CARRY, empty, YEAR_2022) == ["missing"]
    words = [evolve(one, figure=None, phrase="无结转") for one in closing("2023年1—6月", "50件")]
    assert skipped(CARRY, words, YEAR_2022) == ["words"]


def test_the_parts_of_the_period_before_are_all_of_one_run():
    """No balance is made of the year's carry-over and December's cases."""
    before = [*closing("2022年", "60件", "900件"), *closing("2022年12月", closed="70件")]
    assert skipped(CARRY, closing("2023年1—6月", "65件"), before) == ["earlier"]


def test_a_balance_of_an_indicator_nobody_knows_is_not_asked():
    lone = evolve(named(CARRIED, CLOSURE), component_of="unheard_of")
    assert list(CARRY.trees(lone, Catalogue.standard())) == []
    other = evolve(named(CARRIED, CLOSURE), component_of="pension_participation_rate")
    assert list(CARRY.trees(other, Catalogue.standard())) == []
    assert asked(CARRY, closing("2023年1—6月", accepted="450件")) == []


def test_year_to_dates_of_one_year_open_alike():
    before = closing("2023年1—5月", "50件")
    assert kept(JANUARY, closing("2023年1—6月", "50件"), before)
    found = only(broken(JANUARY, closing("2023年1—6月", "35件"), before))
    assert [figure.text for figure in found.figures] == ["35件", "50件"]


def test_in_one_form_the_later_one_is_asked():
    told = [*closing("2023年1—6月", "35件"), *closing("2023年1—5月", "50件")]
    assert str(only(broken(JANUARY, told)).period) == "2023年1—6月"


def test_single_months_need_not_open_alike():
    told = [*closing("2023年6月", "35件"), *closing("2023年5月", "50件")]
    assert asked(JANUARY, told) == []
    assert asked(JANUARY, [insured("2万人", "2023年")]) == []


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 300)), min_size=12, max_size=12),
    st.integers(0, 99),
)
def test_true_balances_never_break_the_chain(months, opening):
    year = [*closing("2022年", f"{opening}件", "300件", "300件")]
    told, open_now, accepted_so_far, closed_so_far = [], opening, 0, 0
    for month, (accepted, wanted) in enumerate(months, 1):
        closed = min(wanted, open_now + accepted)
        accepted_so_far, closed_so_far = accepted_so_far + accepted, closed_so_far + closed
        if month > 1:
            told += closing(Period(2023, month, 1), f"{open_now}件", f"{accepted}件", f"{closed}件")
        told += closing(Period(2023, 1, month), f"{opening}件", f"{accepted_so_far}件", f"{closed_so_far}件")
        open_now += accepted - closed
    for rule in (CARRY, JANUARY):
        assert broken(rule, told, year) == []


# ── hostile figures ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("period", ["1900年", "1900年1月", "2199年12月", "1900—2199年"])
def test_at_the_ends_of_time_nothing_is_raised(rule, period):
    told = [training("0万人次", period), *closing(period, "0件", "0件", "0件")]
    told += [insured("999999999万人", period)] if period != "1900—2199年" else []
    assert broken(rule, told) == []


def test_facts_are_asked_and_not_changed():
    facts = facts_of([insured("3.99万人", "2023年")], [insured("2.28万人", "2022年")])
    assert len(list(STOCK.ask(facts))) == len(list(STOCK.ask(facts))) == 2


def test_stocks_of_quarter_ends_lack_no_months():
    quarters = [insured("2.4万人", f"2023年{month}月末") for month in (3, 6, 9, 12)]
    assert kept(GAP, quarters)
    found = only(broken(GAP, [quarters[0], quarters[1], quarters[3]]))
    assert dict(found.facts)["missing"] == "2023年9月"
    halves = [insured("2.4万人", period) for period in ("2022年6月末", "2022年12月末", "2023年6月末")]
    assert kept(GAP, halves)
    assert (
        dict(only(broken(GAP, [insured("2.4万人", f"2023年{month}月末") for month in (3, 5)])).facts)[
            "missing"
        ]
        == "2023年4月"
    )


# ── a total and its single periods ───────────────────────────────────────────────────────────────────────

PERIODS = RULES["time.periods"]


def months(figure, *numbers):
    return [training(figure, f"2023年{number}月", accumulation=None) for number in numbers]


def test_single_months_add_to_the_year_to_date():
    so_far = "2023年1—3月"
    assert kept(PERIODS, [training("0.30万人次", so_far), *months("0.10万人次", 1, 2, 3)])
    found = only(broken(PERIODS, [training("0.50万人次", so_far), *months("0.10万人次", 1, 2, 3)]))
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.expected.text == "[0.285, 0.315]万人次"
    assert broken(PERIODS, [training("0.50万人次", so_far)], months("0.10万人次", 1, 2, 3))


def test_four_quarters_add_to_the_year():
    quarters = [training("0.10万人次", f"2023年第{number}季度") for number in "一二三四"]
    assert kept(PERIODS, [training("0.40万人次", "2023年"), *quarters])
    assert broken(PERIODS, [training("0.60万人次", "2023年"), *quarters])
    assert broken(PERIODS, [training("0.60万人次", "2023年"), *quarters, *months("0.03万人次", 11)])


def test_a_single_period_is_no_more_than_a_total_that_holds_it():
    assert broken(PERIODS, [training("0.30万人次", "2023年1—6月"), *months("0.40万人次", 5)])
    assert kept(PERIODS, [training("0.50万人次", "2023年1—6月"), *months("0.40万人次", 5)])
    net = [
        seen("城镇新增就业人数", *told, "叙永县") for told in (("0.3", "2023年1—6月"), ("0.4", "2023年5月"))
    ]
    assert asked(PERIODS, net) == []


def test_what_other_rules_ask_is_not_asked_again():
    assert list(PERIODS.trees(training("1", "2023年").indicator, Catalogue.standard())) == []
    one = training("0.50万人次", "2023年1—6月")
    assert asked(PERIODS, [one, training("0.60万人次", "2023年1—5月")]) == []
    assert asked(PERIODS, [one, training("0.60万人次", "2023年1—5月"), *months("0.1万人次", 6)]) == []
    assert asked(PERIODS, [training(None, "2023年1—6月"), *months("0.1万人次", 6)]) == []
    assert asked(PERIODS, [one, *months("0.1万人次", 7), insured("2万人", "2023年末")]) == []
