"""Units that cannot be the indicator's, units left out, more decimals than asked for."""

import pytest
from ruled import asked, broken, named, seen, told_well

from rsindicators import Certainty, Severity
from rsindicators.errors import NumberError, RSIndicatorsError, UnitError
from rsindicators.fault import Fault
from rsindicators.rules.units import RULES

DIMENSION, MISSING, DECIMALS = RULES


def test_a_unit_of_another_kind_can_be_no_true_figure():
    with pytest.raises(RSIndicatorsError) as caught:
        named("失业保险参保人数").figure("2.28万家")
    fault = Fault("units.dimension", "C5", "报表.xlsx", "2.28万家", caught.value, name="失业保险参保人数")
    (found,) = broken(DIMENSION, [], faults=(fault,))
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.what() == "单位不符:万家 与 万人 不能互相换算。"


def test_a_unit_that_does_not_convert_is_told_plainly_whatever_the_error_says():
    error = UnitError("unit.missing", other="万人")
    fault = Fault("units.dimension", "C5", "", "2.28", error, name="失业保险参保人数", period="2020年末")
    (found,) = broken(DIMENSION, [], faults=(fault,))
    assert "人与人次" in found.next()
    assert told_well(found)


@pytest.mark.parametrize("code", ["unit.missing", "unit.share"])
def test_a_missing_unit_is_asked_for_and_its_figure_kept(code):
    one = seen("城镇登记失业率", "2.7%", "2020年末")
    fault = Fault("units.missing", "C6", "", "2.7", UnitError(code, other="%"), observation=one)
    (answer,) = asked(MISSING, [one], faults=(fault,))
    found = answer.finding
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.what() == "城镇登记失业率(2020年)只填了“2.7”,没有单位。"
    assert "95%" in found.next("en")


def test_more_decimals_than_asked_for_are_a_remark():
    one = seen("失业保险参保人数", "2.2812万人", "2020年末")
    error = NumberError("number.type", type="float", value="2.2812")
    fault = Fault("units.decimals", "C5", "", "2.2812", error, observation=one)
    (found,) = broken(DECIMALS, [one], faults=(fault,))
    assert (found.severity, found.certainty) == (Severity.NOTE, Certainty.SUSPECT)
    assert "2.2812" in found.what("en")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_figures_whose_units_were_read_keep_the_rules(rule):
    given = [seen("失业保险参保人数", "2.28万人", "2020年末"), seen("城镇登记失业率", "2.7%", "2020年末")]
    assert [one.finding for one in asked(rule, given)] == [None, None]
    assert rule.question("en")
