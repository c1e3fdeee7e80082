"""Components as numbers of their own."""

import pytest
from definitions import count, indicator
from refusal import refused

from rsindicators import Accumulation, Additivity, Catalogue, Figure, Measure, Observation
from rsindicators.constituent import code_of, constituents
from rsindicators.errors import PeriodError
from rsindicators.kinds import Direction

STANDARD = Catalogue.standard()
CLOSING = STANDARD["仲裁结案率"]


def test_every_component_of_every_formula_can_be_reported():
    for one in STANDARD:
        made = constituents(one)
        assert [part.name for part in made] == [component.name for component in one.components]
        assert all(part.component_of == one.code for part in made)
        assert [part.code for part in made] == [code_of(one, component) for component in one.components]


def test_it_is_what_the_component_is():
    settled, _, carried = constituents(CLOSING)
    assert settled.code == "arbitration_closure_rate__closed"
    assert (settled.measure, settled.accumulation) == (Measure.FLOW, Accumulation.ANNUAL)
    assert (settled.over_regions, settled.over_periods) == (Additivity.SUM, Additivity.SUM)
    assert (carried.measure, carried.accumulation) == (Measure.STOCK, Accumulation.AT_END)
    assert (carried.over_regions, carried.over_periods) == (Additivity.SUM, Additivity.NONE)
    assert (settled.carry_over, carried.carry_over) == (False, True)
    assert settled.direction is Direction.NEITHER
    assert settled.minimum == Figure(0, "件")
    assert settled.source.item.endswith("当期审结案件数")


def test_its_definition_is_the_documents_where_there_is_one():
    [*parts] = constituents(STANDARD["城镇新增就业人数"])
    assert parts[1].definition == "因退休、伤亡等原因减少的人数"
    assert parts[1].reason("definition")
    bare = constituents(indicator())[0]
    assert bare.definition == ""
    assert bare.reason("definition") is None
    assert bare.reason("unit")


def test_an_indicator_without_a_formula_has_none():
    assert constituents(count()) == ()


def test_they_are_made_once():
    assert constituents(CLOSING) is constituents(CLOSING)


def test_it_is_reported_like_an_indicator():
    settled, _, carried = constituents(CLOSING)
    one = Observation(settled, "963", "2023年1—6月")
    assert (str(one.figure), one.accumulation) == ("963件", Accumulation.YEAR_TO_DATE)
    assert Observation(carried, 47, "2023年").accumulation is Accumulation.AT_END
    with refused(PeriodError, "observation.measure", settled.name):
        Observation(settled, 963, "2023年末")


@pytest.mark.parametrize("name", ["申领电子社保卡人口覆盖率", "基本养老保险参保率"])
def test_codes_of_components_name_nothing_else(name):
    codes = [part.code for part in constituents(STANDARD[name])]
    assert len(set(codes)) == len(codes)
    assert not any(code in STANDARD for code in codes)
