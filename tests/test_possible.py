"""What the figures of an indicator can be at all."""

from decimal import Decimal

import pytest
from definitions import count
from ruled import named

from rsindicators import Additivity, Figure, Interval, Unit
from rsindicators.possible import adds, counted_in, floor_of, is_gross, whole, within_limits

INSURED = "失业保险参保人数"


@pytest.mark.parametrize(
    ("name", "is_added"),
    [
        (INSURED, True),
        ("城镇新增就业人数", True),
        ("城镇登记失业率", False),
        ("最低工资标准", False),
        ("高、中、初级专业技术人才比例", False),
    ],
)
def test_only_what_adds_over_regions_is_added(name, is_added):
    assert adds(named(name)) is is_added


def test_an_average_that_is_said_to_add_does_not():
    assert not adds(count(unit=Unit.parse("万元/人")))
    assert adds(count())


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("失业保险参保人数", "0万人"),
        ("人才资源总量", "0万人"),
        ("城镇新增就业人数", None),
        ("补充养老保险基金规模", None),
        ("高、中、初级专业技术人才比例", None),
    ],
)
def test_what_counts_the_things_there_are_has_a_floor_and_what_nets_out_has_none(name, floor):
    assert (floor_of(named(name)) and str(floor_of(named(name)))) == floor
    assert is_gross(named(name)) is (floor is not None)


def test_a_floor_below_zero_makes_no_gross_count():
    assert not is_gross(count(minimum=Figure("-5", "户")))
    assert not is_gross(count(maximum=Figure("-5", "户")))


@pytest.mark.parametrize(
    ("name", "printed", "allowed"),
    [
        ("失业保险参保人数", ("-500", "500"), ("0", "500")),
        ("城镇登记失业率", ("0.9995", "1.0005"), ("0.9995", "1")),
        ("失业保险参保人数", ("100", "200"), ("100", "200")),
        ("失业保险参保人数", ("-200", "-100"), ("-200", "-100")),
        ("城镇新增就业人数", ("-500", "500"), ("-500", "500")),
        ("失业保险参保人数", ("22840.5", "22841.5"), ("22841", "22841")),
        ("失业保险参保人数", ("-0.5", "0.5"), ("0", "0")),
        ("失业保险参保人数", ("4.1205", "4.1215"), ("4.1205", "4.1215")),
        ("人力资源服务业总营业收入", ("0.25", "0.75"), ("0.25", "0.75")),
    ],
)
def test_a_figure_means_what_its_definition_allows_of_it(name, printed, allowed):
    found = within_limits(Interval(*printed), named(name))
    assert (found.lo, found.hi) == tuple(map(Decimal, allowed))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("失业保险参保人数", "人"),
        ("开展补贴性职业技能培训人次", "人次"),
        ("省级人力资源服务产业园", "个"),
        ("城镇新增就业人数", "人"),
        ("人力资源服务业总营业收入", ""),
        ("城镇登记失业率", ""),
        ("零就业家庭就业人数", ""),
        ("每万名劳动力中研发人员", ""),
    ],
)
def test_people_and_cases_are_counted_one_by_one(name, unit):
    assert counted_in(named(name)) == unit


def test_what_does_not_add_may_be_an_average():
    assert counted_in(count()) == "户"
    assert counted_in(count(over_regions=Additivity.NONE)) == ""


def test_the_whole_numbers_of_an_interval():
    assert whole(Interval("22840.5", "22841.5")) == Interval(22841, 22841)
    assert whole(Interval("4.1205", "4.1215")) is None
    assert whole(Interval("4.5", None)) == Interval(5, None)
