"""Which known figure a sentence means by a name."""

import pytest
from definitions import count
from refusal import refused

from rsindicators import Accumulation, Additivity, Alias, Figure, Measure, Observation, Period, Unit
from rsindicators.errors import ComponentError
from rsindicators.prose import When
from rsindicators.reference import Reference

NAME = "失业保险参保人数"
JOBLESS = [
    Observation(NAME, figure, f"{year}年末")
    for figure, year in (("1.81万人", 2015), ("2.17万人", 2019), ("2.28万人", 2020))
]
END_2015 = Period.parse("2015年末")
NOW = When(Period.parse("2020年末"), told=True)


def found(known, period=END_2015, level=NOW, name=NAME):
    value, reason = Reference.of(known).find(name, period, level)
    return value and str(value), reason


def test_a_figure_is_found_by_name_and_period():
    assert found(JOBLESS) == ("1.81万人", "")
    assert found(JOBLESS, Period(2015)) == ("1.81万人", "")
    assert found(JOBLESS, Period(2012)) == (None, "")
    assert found(JOBLESS, name="某某参保人数") == (None, "")
    assert found([]) == (None, "")


def test_a_name_is_found_however_it_is_printed():
    aliases = (Alias("研发人员", "测试"),)
    researchers = count(name="R&D人员", unit=Unit.parse("万人"), aliases=aliases)
    known = [Observation(researchers, "5万人", "2015年末")]
    assert found(known, name="R＆D人员") == ("5万人", "")
    assert found(known, name="研发人员") == ("5万人", "")


def test_a_short_name_of_ours_proves_nothing():
    assert "失业参保人数" in JOBLESS[0].indicator.short_names
    assert found(JOBLESS, name="失业参保人数") == (None, "")


def test_without_a_period_it_is_the_only_one_before_the_level():
    assert found(JOBLESS, None, When(Period(2019))) == ("1.81万人", "")
    assert found(JOBLESS, None, When(Period(2020))) == (None, "several")
    assert found(JOBLESS, None, When(Period(2015))) == (None, "")
    assert found(JOBLESS[::-1], None, When(Period(2019))) == ("1.81万人", "")


def test_without_any_time_it_is_the_only_one():
    assert found(JOBLESS[:1], None, When()) == ("1.81万人", "")
    assert found(JOBLESS, None, When()) == (None, "several")


@pytest.mark.parametrize(
    "twin",
    [Observation(NAME, "1.91万人", "2015年末"), Observation(NAME, "1.81万人", "2015年末", region="邵阳")],
)
def test_of_two_figures_neither_is_taken(twin):
    assert found([*JOBLESS, twin]) == (None, "several")


def test_the_same_figure_told_twice_is_one():
    assert found(JOBLESS * 3) == ("1.81万人", "")
    assert found(JOBLESS * 3, None, When(Period(2019))) == ("1.81万人", "")


def test_a_special_scope_a_missing_figure_and_a_composition_are_not_meant():
    scoped = Observation(NAME, "1.91万人", "2015年末", scope="单位职工")
    missing = Observation(NAME, None, "2015年末")
    assert found([scoped, missing]) == (None, "")
    assert found([scoped, missing, *JOBLESS]) == ("1.81万人", "")
    assert found([Observation(NAME, "超过1.8万人", "2015年末")]) == ("超过1.8万人", "")


@pytest.mark.parametrize(
    ("period", "level", "answer"),
    [
        ("2019年", When(Period(2020), told=True), ("2.00万人", "")),
        ("2019年1—6月", When(Period(2020, 1, 6), told=True), ("1.00万人", "")),
        ("2019年", When(Period(2020), told=False), (None, "accumulation")),
        ("2019年", When(Period(2020), told=True, summed=True), (None, "accumulation")),
        ("2019年", When(Period.parse("2020年末"), told=True), (None, "accumulation")),
        ("2019年", When(Period(2020, 1, 6), told=True), (None, "accumulation")),
        ("2019年", When(told=True), (None, "accumulation")),
        ("“十二五”", When(Period.plan(13), told=True), (None, "accumulation")),
    ],
)
def test_a_flow_is_compared_only_over_the_like_time_where_that_is_told(period, level, answer):
    jobs = count(name="新增", unit=Unit.parse("万人"), measure=Measure.FLOW,
                 accumulation=Accumulation.ANNUAL, over_periods=Additivity.SUM)  # fmt: skip
    told = {"2019年": "2.00万人", "2019年1—6月": "1.00万人", "“十二五”": "8万人"}
    known = [Observation(jobs, figure, when) for when, figure in told.items()]
    assert found(known, Period.parse(period), level, "新增") == answer


@pytest.mark.parametrize("known", [5, None, NAME, [None], [JOBLESS[0], "x"], {"a": 1}, [Figure("5", "人")]])
def test_what_is_known_is_a_list_of_observations(known):
    with refused(ComponentError, "assertion.known"):
        Reference.of(known)


def test_observations_may_come_one_by_one():
    assert found(one for one in JOBLESS) == ("1.81万人", "")
