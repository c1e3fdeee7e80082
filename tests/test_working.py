"""What the figures of a claim give, and how the unit of the claim decides what is claimed."""

import pickle
from decimal import Decimal

import pytest
from refusal import refused

from rsindicators import Figure, Unit
from rsindicators.errors import UndefinedResultError, UnitError
from rsindicators.kinds import Claimed
from rsindicators.working import Working, by_unit

GROWTH, YEARLY, SHARE = Claimed.GROWTH, Claimed.ANNUAL_GROWTH, Claimed.SHARE
SUM, DIFFERENCE = Claimed.SUM, Claimed.DIFFERENCE


def worked(kind, unit, *texts, years=1, of_one_whole=False):
    figures = tuple(map(Figure.parse, texts))
    return Working(kind, Unit.parse(unit), figures, years, of_one_whole=of_one_whole)


@pytest.mark.parametrize(
    ("kind", "unit", "texts", "years", "result"),
    [
        (GROWTH, "%", ("32.33万人", "24.48万人"), 1, "32.07%"),
        (GROWTH, "倍", ("323300人", "24.48万人"), 1, "0.32倍"),
        (GROWTH, "个百分点", ("32.33万人", "24.48万人"), 1, "32.07%"),
        (YEARLY, "%", ("68987元", "52334元"), 4, "7.15%"),
        (YEARLY, "万人", ("32.33万人", "24.48万人"), 5, "1.57万人"),
        (YEARLY, "个百分点", ("31.8%", "24.2%"), 5, "1.52个百分点"),
        (YEARLY, "倍", ("2.42倍", "2倍"), 2, "0.10倍"),
        (SHARE, "%", ("32.5万人", "34万人"), 1, "95.59%"),
        (DIFFERENCE, "人", ("32.33万人", "24.48万人"), 1, "78500.00人"),
        (DIFFERENCE, "个百分点", ("31.8%", "24.2%"), 1, "7.60个百分点"),
        (SUM, "万人", ("69.51万人", "23.82万人", "417.86万人"), 1, "511.19万人"),
    ],
)
def test_figures_give_a_result_in_the_unit_of_the_claim(kind, unit, texts, years, result):
    assert str(worked(kind, unit, *texts, years=years).result().round(2)) == result


@pytest.mark.parametrize(
    ("kind", "unit", "texts", "claimed"),
    [
        (DIFFERENCE, "%", ("31.8%", "24.2%"), GROWTH),
        (GROWTH, "个百分点", ("31.8%", "24.2%"), DIFFERENCE),
        (GROWTH, "万人", ("32.33万人", "24.48万人"), DIFFERENCE),
        (DIFFERENCE, "件/万人", ("45件/万人", "39.5件/万人"), DIFFERENCE),
        (DIFFERENCE, "人/万人", ("45人/万人", "40人/万人"), DIFFERENCE),
        (DIFFERENCE, "%", ("45人/万人", "40人/万人"), GROWTH),
        (GROWTH, "个百分点", ("5人", "4人"), GROWTH),
        (GROWTH, "倍", ("4倍", "2倍"), GROWTH),
        (DIFFERENCE, "", ("5", "3"), DIFFERENCE),
        (YEARLY, "万人", ("5万人", "3万人"), YEARLY),
        (SHARE, "人", ("5人", "4家"), SHARE),
    ],
)
def test_the_unit_decides_between_growth_and_difference(kind, unit, texts, claimed):
    assert by_unit(kind, Unit.parse(unit), tuple(map(Figure.parse, texts))) is claimed


def test_only_a_yearly_growth_in_the_unit_of_its_levels_is_a_mean():
    assert worked(YEARLY, "万人", "5万人", "3万人").is_mean
    assert worked(YEARLY, "个百分点", "5%", "3%").is_mean
    assert not worked(YEARLY, "%", "5万人", "3万人").is_mean
    assert not worked(YEARLY, "倍", "5倍", "3倍").is_mean
    assert not worked(DIFFERENCE, "万人", "5万人", "3万人").is_mean


def test_money_grows_where_its_rate_is_claimed():
    assert worked(GROWTH, "%", "5亿元", "3亿元").grows_money
    assert worked(YEARLY, "%", "16.6万元/人", "11.7万元/人").grows_money
    assert not worked(DIFFERENCE, "亿元", "5亿元", "3亿元").grows_money
    assert not worked(GROWTH, "%", "5万人", "3万人").grows_money


def test_shares_are_added_only_as_shares_of_one_whole():
    shares = ("16.4%", "46.3%")
    assert worked(SUM, "%", *shares, of_one_whole=True).result().value == Decimal("62.7")
    with refused(UnitError, "unit.shares_do_not_add"):
        worked(SUM, "%", *shares).result()
    with refused(UnitError, "unit.different"):
        worked(SUM, "%", "16.4%", "46.3人", of_one_whole=True).result()


@pytest.mark.parametrize(
    ("kind", "unit", "texts", "code"),
    [
        (GROWTH, "%", ("5人", "5人次"), "unit.different"),
        (GROWTH, "人次", ("5人", "4人"), "unit.different"),
        (SHARE, "个百分点", ("5人", "6人"), "unit.different"),
        (YEARLY, "人次", ("5人", "4人"), "unit.different"),
    ],
)
def test_units_that_do_not_fit_are_refused(kind, unit, texts, code):
    with refused(UnitError, code):
        worked(kind, unit, *texts).result()


def test_levels_of_different_units_are_neither_growth_nor_difference():
    with refused(UnitError, "unit.different"):
        by_unit(GROWTH, Unit.parse("%"), (Figure.parse("5人"), Figure.parse("5人次")))


@pytest.mark.parametrize("kind", [GROWTH, YEARLY, SHARE])
def test_nothing_is_made_over_zero(kind):
    with pytest.raises(UndefinedResultError):
        worked(kind, "%", "5人", "0人").result()


def test_a_working_is_a_value():
    working = worked(GROWTH, "%", "5人", "4人")
    assert pickle.loads(pickle.dumps(working)) == working
    assert len({working, worked(GROWTH, "%", "5人", "4人")}) == 1
