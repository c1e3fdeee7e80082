"""Components: what may be given for one."""

import pickle
from decimal import Decimal

import pytest
from refusal import refused

from rsindicators import Component, Figure, Formula, Measure, Unit
from rsindicators.errors import NotationError, NumberError, UnitError

INSURED = Component(
    "insured", "参保人数", Unit.parse("万人"), Measure.STOCK, "Insured persons", ("参保",), "参加…的人数"
)
SHARE = Component("share", "占比", Unit.parse("%"), Measure.STOCK)


def test_it_answers_to_its_name_its_code_and_its_short_names():
    assert INSURED.names == ("参保人数", "insured", "参保")


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ("32.33万人", Figure("32.33", "万人")),
        ("323300人", Figure("323300", "人")),
        ("32.33", Figure("32.33", "万人")),
        (Decimal("32.33"), Figure("32.33", "万人")),
        (32, Figure("32", "万人")),
        (Figure("32.33", "万人"), Figure("32.33", "万人")),
        (Figure("323300", "人"), Figure("323300", "人")),
        (Figure("32.33", "万人", exact=True), Figure("32.33", "万人", exact=True)),
    ],
)
def test_a_figure_keeps_its_unit_and_a_bare_number_takes_that_of_the_component(given, figure):
    assert INSURED.figure(given).exact_eq(figure)


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        (32.33, NumberError, "number.float"),
        (True, NumberError, "number.type"),
        (None, NumberError, "number.type"),
        (Decimal("NaN"), NumberError, "number.finite"),
        ("32.33万", UnitError, "unit.missing"),
        ("约32万人", NotationError, "notation.number"),
        ("32.33万人次", UnitError, "unit.different"),
        ("32.33%", UnitError, "unit.different"),
        (Figure("963", "件"), UnitError, "unit.different"),
        (Figure("963"), UnitError, "unit.missing"),
    ],
)
def test_what_does_not_fit_is_refused_and_the_component_named(given, kind, code):
    # issue 2 item 7: “an error that names the component and what it must be”
    with refused(kind, code, "参保人数"):
        INSURED.figure(given)


def test_the_message_of_a_wrong_unit_says_what_it_must_be():
    with refused(UnitError, "unit.different", "参保人数", "人次", "万人"):
        INSURED.figure("32.33万人次")


@pytest.mark.parametrize("given", ["0.95", Decimal("0.95"), 95])
def test_a_bare_number_is_no_percentage(given):
    # 0.95 may be 95% or 0.95%
    with refused(UnitError, "unit.share", "占比"):
        SHARE.figure(given)
    assert SHARE.figure("95%").exact_eq(Figure("95", "%"))
    assert SHARE.figure(Figure("0.95", "倍")) == Figure("95", "%")


def test_it_survives_repr_and_pickle():
    names = {"Component": Component, "Unit": Unit, "Measure": Measure, "Formula": Formula}
    derived = Component(
        "eligible",
        "应参保",
        Unit.parse("万人"),
        Measure.STOCK,
        formula=Formula.parse("a - b"),
        carry_over=True,
    )
    for one in (INSURED, derived):
        assert eval(repr(one), names) == one
        assert pickle.loads(pickle.dumps(one)) == one
        assert hash(one) == hash(pickle.loads(pickle.dumps(one)))
