"""The components of a formula, as told for several places."""

import pytest
from refusal import refused
from reported import CASES, CLOSING, refusals

from rsindicators import Figure, Period
from rsindicators.errors import ComponentError, NumberError, PeriodError, UnitError, UnknownNameError
from rsindicators.inputs import in_time, rows_in

SETTLED, ACCEPTED, PENDING = (one.name for one in CLOSING.components)


def test_components_are_read_under_the_names_of_the_formula_whatever_they_are_called():
    rows = rows_in(CLOSING, {"甲": CASES, "乙": {"closed": "9件", "当期受理": Figure(8, "件")}})
    assert rows == [
        ("甲", {SETTLED: Figure(9, "件"), ACCEPTED: Figure(8, "件"), PENDING: Figure(5, "件")}),
        ("乙", {SETTLED: Figure(9, "件"), ACCEPTED: Figure(8, "件")}),
    ]


@pytest.mark.parametrize(
    ("told", "kind", "code"),
    [
        ({}, ComponentError, "addition.parts"),
        (None, ComponentError, "addition.parts"),
        ([CASES], ComponentError, "addition.parts"),
        ({"甲": [9, 8, 5]}, ComponentError, "addition.parts"),
        ({"甲": CASES | {"立案": 5}}, UnknownNameError, "component.unknown"),
        ({"甲": CASES | {5: 5}}, UnknownNameError, "text.type"),
        ({"甲": CASES | {"a" * 10**6: 5}}, UnknownNameError, "text.long"),
        ({"甲": CASES | {"当期审结": 5}}, ComponentError, "component.twice"),
        ({"甲": CASES | {"审结": 9.0}}, NumberError, "number.float"),
        ({"甲": CASES | {"审结": "9人"}}, UnitError, "unit.different"),
    ],
)
def test_what_tells_no_components_is_refused(told, kind, code):
    with refused(kind, code):
        rows_in(CLOSING, told)


def test_the_rows_of_periods_stand_in_order_of_time():
    rows = rows_in(CLOSING, {"2023年2月": CASES, Period(2023, 1, 1): {}, "2022年末": {}})
    assert [run for run, _ in in_time(rows)] == [Period(2022), Period(2023, 1, 1), Period(2023, 2, 1)]
    with refused(PeriodError, "period.text"):
        in_time(rows_in(CLOSING, {"甲": CASES}))


@pytest.mark.parametrize(
    "entrance",
    [
        lambda x: rows_in(CLOSING, x),
        lambda x: rows_in(CLOSING, {"甲": x}),
        lambda x: rows_in(CLOSING, {"甲": {"审结": x}}),
        lambda x: in_time([(x, {})]),
    ],
    ids=["told", "parts", "a component", "a period"],
)
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    said = refusals(entrance)
    assert said
    assert "".join(said).isprintable()
