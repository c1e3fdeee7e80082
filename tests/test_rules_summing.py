"""Totals over several years, against the figures of their years."""

from fractions import Fraction

import pytest
from definitions import count
from hypothesis import given
from hypothesis import strategies as st
from related import ACCEPTED, CARRIED, SETTLED
from ruled import asked, broken, facts_of, kept, seen, skipped, told_well

from rsindicators import Additivity, Catalogue, Interval, Observation, Period, Severity
from rsindicators.kinds import Accumulation, Certainty, Measure
from rsindicators.repair import explained_by
from rsindicators.rules.summing import MOST_YEARS, RULES, known_years
from rsindicators.samples import Style, printed
from rsindicators.units import Unit

TOTAL, BELOW = RULES
TRAINING, NEW = "开展补贴性职业技能培训人次", "城镇新增就业人数"
YEARS = {"2021年": "0.58万人次", "2022年": "0.62万人次", "2023年": "0.65万人次"}


DISTINCT = count(measure=Measure.FLOW, accumulation=Accumulation.ANNUAL, over_periods=Additivity.NONE)


def training(figure, period, region="叙永县", **told):
    return seen(TRAINING, figure, period, region, **told)


def yearly(*years):
    """The annual figures of some years."""
    return [training(YEARS[year], year) for year in years or YEARS]


def only(findings):
    (found,) = findings
    assert told_well(found)
    return found


@pytest.mark.parametrize("rule", RULES)
def test_it_is_asked_and_never_more(rule):
    assert (rule.severity, rule.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert rule.question()
    assert rule.question("en")
    assert "累计" in rule.basis
    assert asked(rule, []) == []
    assert list(rule.trees(training("1", "2021—2022年").indicator, Catalogue.standard())) == []


# ── the sum of all years ─────────────────────────────────────────────────────────────────────────────────


def test_a_total_is_the_sum_of_its_years():
    assert kept(TOTAL, [training("1.85万人次", "2021—2023年")], yearly())
    assert kept(TOTAL, [training("1.86万人次", "2021—2023年")], yearly())  # rounding explains it
    found = only(broken(TOTAL, [training("0.65万人次", "2021—2023年")], yearly()))
    assert (found.code, found.severity) == ("time.total", Severity.QUERY)
    assert found.message == (
        "开展补贴性职业技能培训人次(2021—2023年)累计填的是0.65万人次,"
        "各年相加(0.58万人次 + 0.62万人次 + 0.65万人次)应为[1.835, 1.865]万人次。"
    )
    assert [figure.text for figure in found.figures] == ["0.65万人次", *YEARS.values()]
    assert found.expected.interval == Interval(18_350, 18_650)


def test_net_flows_and_components_are_asked_too():
    net = [seen(NEW, "-0.02万人", "2021年"), seen(NEW, "0.30万人", "2022年")]
    assert kept(TOTAL, [seen(NEW, "0.28万人", "2021—2022年")], net)
    assert only(broken(TOTAL, [seen(NEW, "0.30万人", "2021—2022年")], net))
    cases = [Observation(SETTLED, 900, "2021年"), Observation(SETTLED, 950, "2022年")]
    assert kept(TOTAL, [Observation(SETTLED, 1850, "2021—2022年")], cases)
    assert only(broken(TOTAL, [Observation(SETTLED, 950, "2021—2022年")], cases)).expected.text == "1850件"


def test_units_may_differ():
    told = [training("5800人次", "2021年"), training("0.62万人次", "2022年")]
    assert kept(TOTAL, [training("12000人次", "2021—2022年")], told)
    found = only(broken(TOTAL, [training("6200人次", "2021—2022年")], told))
    assert found.expected.text == "[11950, 12050]人次"


def test_a_figure_submitted_comes_before_an_earlier_one():
    now = [training("1.30万人次", "2021—2022年"), training("0.72万人次", "2022年")]
    assert kept(TOTAL, now, yearly("2021年", "2022年"))


@pytest.mark.parametrize(
    ("period", "run"),
    [
        ("2022年1—12月", None),
        ("2022年12月", Accumulation.YEAR_TO_DATE),
        ("2022年", Accumulation.YEAR_TO_DATE),
    ],
)
def test_a_year_is_known_by_its_year_to_date_of_december(period, run):
    told = [*yearly("2021年"), training("0.62万人次", period, accumulation=run)]
    found = only(broken(TOTAL, [training("0.62万人次", "2021—2022年")], told))
    assert dict(found.facts)["years"].startswith("2021年、2022年")
    assert dict(found.facts)["sum"] == "0.58万人次 + 0.62万人次"


def test_the_year_that_is_not_over_is_known_by_its_year_to_date():
    told = [*yearly("2021年", "2022年"), training("0.31万人次", "2023年1—6月")]
    whole = "2021年1月—2023年6月"
    assert kept(TOTAL, [training("1.51万人次", whole)], told)
    assert only(broken(TOTAL, [training("0.31万人次", whole)], told))
    assert skipped(TOTAL, [training("1.51万人次", whole)], [*told[:2], training("0.26万人次", "2023年1—5月")])


def test_a_total_may_begin_within_a_year():
    told = [training("0.30万人次", "2020年下半年"), *yearly("2021年")]
    assert kept(TOTAL, [training("0.88万人次", "2020年7月—2021年12月")], told)
    assert only(broken(TOTAL, [training("0.58万人次", "2020年7月—2021年12月")], told))


def test_an_earlier_total_stands_for_the_first_years():
    told = [training("1.20万人次", "2021—2022年"), *yearly("2023年")]
    assert kept(TOTAL, [training("1.85万人次", "2021—2023年")], told)
    found = only(broken(TOTAL, [training("0.65万人次", "2021—2023年")], told))
    assert dict(found.facts)["years"] == "2021—2022年、2023年"
    assert "(1.20万人次 + 0.65万人次)" in found.message


def test_the_years_themselves_come_before_an_earlier_total():
    told = [*yearly(), training("1.5万人次", "2021—2022年")]
    assert [str(one.period) for one in known(training("1.85万人次", "2021—2023年"), told)] == list(YEARS)


def test_most_of_the_months_are_taken_where_some_are_missing():
    both = training("1.20万人次", "2021—2022年")
    told = [both, *yearly("2021年", "2023年")]
    assert known(training("9万人次", "2021—2024年"), told) == (both, told[2])
    assert known(training("9万人次", "2022—2024年"), told) == (told[2],)
    assert known(training("9万人次", "2025—2026年"), told) == ()


def known(one, told):
    return known_years(one, facts_of([one], told))


# ── what leaves a year unknown ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "other",
    [
        [],
        [training(None, "2022年")],
        [training("全覆盖", "2022年")],
        [training("0.62万人次", "2022年", "古蔺县")],
        [training("0.62万人次", "2022年", scope="户籍")],
        [training("0.62万人次", "2022年", accumulation=Accumulation.AVERAGE_ANNUAL)],
        [training("0.62万人次", "2022年", accumulation=Accumulation.CUMULATIVE)],
        [training("0.62万人次", "2022年"), training("0.72万人次", "2022年")],
        [training("0.62万人次", "2022年1—11月")],
    ],
    ids=["none", "empty", "words", "region", "scope", "average", "total", "rivals", "to_november"],
)
def test_a_missing_year_leaves_the_sum_unknown(other):
    told = [*yearly("2021年", "2023年"), *other]
    assert skipped(TOTAL, [training("0.65万人次", "2021—2023年")], told) == ["years"]
    assert only(broken(BELOW, [training("0.65万人次", "2021—2023年")], told))


def test_where_no_year_is_known_nothing_is_asked():
    for rule in RULES:
        assert skipped(rule, [training("0.65万人次", "2021—2023年")]) == ["years"]


def test_a_total_that_is_empty_or_in_words_is_not_asked():
    for rule in RULES:
        assert skipped(rule, [training(None, "2021—2023年")], yearly()) == ["missing"]
        assert skipped(rule, [training("全覆盖", "2021—2023年")], yearly()) == ["words"]


@pytest.mark.parametrize(
    "one",
    [
        training("0.65万人次", "2021—2023年", accumulation=Accumulation.AVERAGE_ANNUAL),
        training("0.65万人次", "2021—2023年", accumulation=Accumulation.ANNUAL),
        training("0.65万人次", "2022年", accumulation=Accumulation.CUMULATIVE),
        training("0.65万人次", "2022年"),
        training("0.65万人次", f"1900—{1900 + MOST_YEARS}年"),
        seen("失业保险参保人数", "2万人", "2023年末"),
        seen("劳动人事争议仲裁结案率", "96%", "2021—2023年", accumulation=Accumulation.CUMULATIVE),
        Observation(DISTINCT, "5户", "2021—2023年"),
    ],
)
def test_what_is_no_such_total_is_not_asked(one):
    for rule in RULES:
        assert asked(rule, [one], yearly()) == []


def test_what_is_carried_over_adds_over_nothing():
    one = Observation(CARRIED, 60, "2021—2022年")
    for rule in RULES:
        assert asked(rule, [one], [Observation(CARRIED, 50, "2021年")]) == []


def test_only_totals_that_were_submitted_are_asked():
    for rule in RULES:
        assert asked(rule, yearly("2023年"), [training("0.1万人次", "2021—2023年")]) == []


# ── what is known of a gross flow ────────────────────────────────────────────────────────────────────────


def test_a_total_is_at_least_each_of_its_years():
    found = only(broken(BELOW, [training("0.60万人次", "“十四五”")], yearly("2022年")))
    assert found.code == "time.total_below"
    assert found.message == (
        "开展补贴性职业技能培训人次(“十四五”)累计填的是0.60万人次,比其中2022年的0.62万人次还小;这是总量,只增不减。"
    )
    assert found.expected.text == "≥0.615万人次"
    assert kept(BELOW, [training("0.62万人次", "“十四五”")], yearly("2022年"))


def test_a_total_is_at_least_what_is_known_of_its_years():
    told = yearly("2021年", "2023年")
    found = only(broken(BELOW, [training("1.21万人次", "“十四五”")], told))
    assert found.message == (
        "开展补贴性职业技能培训人次(“十四五”)累计填的是1.21万人次,其中已知的2021年、2023年相加"
        "(0.58万人次 + 0.65万人次),累计应≥1.22万人次;这是总量,只增不减。"
    )
    assert kept(BELOW, [training("1.22万人次", "“十四五”")], told)
    assert kept(BELOW, [training("9万人次", "“十四五”")], told)


def test_it_is_asked_where_all_years_are_known_too():
    assert only(broken(BELOW, [training("0.65万人次", "2021—2023年")], yearly()))
    assert kept(BELOW, [training("5万人次", "2021—2023年")], yearly())


def test_of_net_flows_and_money_no_floor_is_known():
    told = [seen(NEW, "0.62万人", "2022年"), seen("人力资源服务业总营业收入", "0.6亿元", "2022年")]
    now = [
        seen(NEW, "0.30万人", "2021—2023年"), seen("人力资源服务业总营业收入", "0.5亿元", "2021—2023年")
    ]  # fmt: skip
    assert asked(BELOW, now, told) == []


def test_a_bound_may_be_enough():
    told = yearly("2021年", "2022年")
    assert kept(TOTAL, [training("超过1.0万人次", "2021—2022年")], told)
    assert kept(BELOW, [training("超过1.0万人次", "2021—2022年")], told)
    assert broken(TOTAL, [training("超过1.3万人次", "2021—2022年")], told)


def test_what_is_next_to_nothing_is_not_below_nothing():
    told = [training("0.0万人次", "2021年"), training("0.0万人次", "2022年")]
    assert kept(TOTAL, [training("0人次", "2021—2022年")], told)
    assert kept(TOTAL, [training("998人次", "2021—2022年")], told)
    assert broken(TOTAL, [training("1001人次", "2021—2022年")], told)


# ── on drawn figures ─────────────────────────────────────────────────────────────────────────────────────

STYLES = [Style(Unit.parse(name), decimals) for name, decimals in (("人次", 0), ("万人次", 1), ("万人次", 2))]


@given(
    st.lists(st.tuples(st.integers(0, 90_000), st.sampled_from(STYLES)), min_size=2, max_size=6),
    st.sampled_from(STYLES),
    st.sets(st.integers(0, 5)),
    st.booleans(),
)
def test_true_figures_are_never_asked_about(years, style, missing, half_even):
    def told(truth, style, period):
        text = printed(Fraction(truth), style, half_even=half_even)
        return training(f"{text}{style.unit}", period)

    whole = told(sum(truth for truth, _ in years), style, Period(2021, 1, 12 * len(years)))
    each = [told(*year, f"{2021 + number}年") for number, year in enumerate(years) if number not in missing]
    for rule in RULES:
        assert broken(rule, [whole, *each]) == broken(rule, [whole], each) == []


# ── repairs ──────────────────────────────────────────────────────────────────────────────────────────────


def repairs(submitted, prior):
    facts = facts_of(submitted, prior)
    outcomes = [outcome for rule in RULES for outcome in rule.ask(facts)]
    (found,) = explained_by(outcomes, facts)
    assert told_well(found)
    return found.also, [(one.mend.value, one.label, one.new) for one in found.repairs]


def test_a_years_figure_typed_as_the_total_is_a_known_slip():
    now = [training("0.65万人次", "2021—2023年"), training("0.65万人次", "2023年")]
    also, offered = repairs(now, yearly("2021年", "2022年"))
    assert also == ("time.total_below",)
    assert offered[0] == ("single_for_total", f"{TRAINING}(2021—2023年)", "1.85万人次")


def test_the_total_typed_as_a_years_figure_is_a_known_slip():
    now = [training("1.85万人次", "2021—2023年"), training("1.85万人次", "2023年")]
    also, offered = repairs(now, yearly("2021年", "2022年"))
    assert also == ("time.total_below",)
    assert offered[0] == ("total_for_single", f"{TRAINING}(2023年)", "0.65万人次")


def test_of_a_component_both_are_known_slips_too():
    prior = [Observation(ACCEPTED, 900, "2021年")]
    for typed, mend, new in (
        (("950", "950"), "single_for_total", "1850件"),
        (("1850", "1850"), "total_for_single", "950件"),
    ):
        now = [Observation(ACCEPTED, typed[0], "2021—2022年"), Observation(ACCEPTED, typed[1], "2022年")]
        assert repairs(now, prior)[1][0][::2] == (mend, new)


def test_of_many_years_the_first_and_the_last_are_told():
    years = [training("0.50万人次", f"{year}年") for year in range(2010, 2022)]
    found = only(broken(TOTAL, [training("5.00万人次", "2010—2021年")], years))
    assert "各年相加(0.50万人次 + … + 0.50万人次)" in found.message
