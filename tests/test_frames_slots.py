"""A slot is an indicator at a time in a unit; an entity is a region and a scope."""

import pytest
from definitions import component, count, indicator

from rsindicators import Accumulation, Catalogue, Measure, Observation, Period, Unit
from rsindicators.constituent import constituents
from rsindicators.errors import PeriodError
from rsindicators.facts import time_of
from rsindicators.frames.slots import Entities, run_told, slot_of

STOCK = count()
FLOW = count(code="trained", name="培训数", measure=Measure.FLOW, accumulation=Accumulation.ANNUAL)
CLOSING = Catalogue.standard()["劳动人事争议仲裁结案率"]
BALANCE = next(one for one in constituents(CLOSING) if one.carry_over)
UNIT = Unit.parse("户")
TO_DATE = Accumulation.YEAR_TO_DATE


def slot(whose, period, told=None, *, to_date=False):
    return slot_of(whose, Period.parse(period), told, UNIT, to_date=to_date)


def test_a_slot_has_the_time_by_which_facts_find_its_figures():
    found = slot(STOCK, "2023年")
    assert found.time == time_of(Observation(STOCK, "5户", "2023年末")) == Period.parse("2023年12月")
    assert (found.indicator, found.unit, found.sample.figure, found.sample.region) == (STOCK, UNIT, None, "")


def test_a_slot_is_made_once():
    assert slot(FLOW, "2023年第一季度") is slot(FLOW, "2023年第一季度")


@pytest.mark.parametrize(
    ("whose", "period", "run"),
    [
        (FLOW, "2023年第二季度", TO_DATE),
        (FLOW, "2023年6月", TO_DATE),
        (FLOW, "2023年", TO_DATE),
        (BALANCE, "2023年第二季度", TO_DATE),
        (STOCK, "2023年第二季度", None),
        (FLOW, "2021-2025年", None),
        (FLOW, "2023年末", None),
    ],
)
def test_what_runs_over_part_of_a_year_may_mean_the_year_to_date(whose, period, run):
    assert run_told(whose, Period.parse(period), None, to_date=True) is run
    assert run_told(whose, Period.parse(period), None, to_date=False) is None


def test_what_a_column_tells_comes_before_what_the_caller_tells():
    told = Accumulation.ANNUAL
    assert run_told(FLOW, Period.parse("2023年"), told, to_date=True) is told


def test_a_quarter_that_means_the_year_to_date_is_of_all_its_months():
    assert str(slot(FLOW, "2023年第三季度", to_date=True).time) == str(Period(2023, 1, 9))
    assert slot(FLOW, "2023年第三季度").time == Period(2023, 7, 3)


def test_a_period_that_does_not_fit_the_indicator_is_refused():
    with pytest.raises(PeriodError):
        slot(FLOW, "2023年末")


def test_an_entity_keeps_its_number():
    entities = Entities()
    told = [("甲县", ""), ("甲县", "城区"), ("乙县", ""), ("甲县", "")]
    assert [entities.number(*one) for one in told] == [0, 1, 2, 0]
    assert entities.names == told[:3]
    assert len(entities) == 3


def test_an_entity_nobody_told_has_no_number():
    entities = Entities()
    entities.number("甲县")
    assert (entities.find("甲县"), entities.find("甲县", "城区"), entities.find("乙县")) == (0, -1, -1)


def test_components_have_slots_of_their_own():
    made = indicator(components=(component("签订企业", code="signed"), component("企业总数", code="firms")))
    parts = constituents(made)
    assert {slot(one, "2023年末").indicator.code for one in parts} == {one.code for one in parts}
