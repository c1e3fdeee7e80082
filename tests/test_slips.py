"""Mistakes that give the very number claimed."""

import pickle

import pytest

from rsindicators import Figure
from rsindicators.kinds import Claimed
from rsindicators.slips import Slip, find_slip
from rsindicators.working import Working, by_unit

INSURED = ("32.33万人", "24.48万人")
RATES = ("31.8%", "24.2%")


def slip_of(claimed, kind, texts, years=1):
    claimed, figures = Figure.parse(claimed), tuple(map(Figure.parse, texts))
    kind = by_unit(Claimed(kind), claimed.unit, figures)
    working = Working(kind, claimed.unit, figures, years)
    return find_slip(claimed, working, working.result())


@pytest.mark.parametrize(
    ("claimed", "kind", "figures", "years", "slip"),
    [
        ("32.07个百分点", "growth", INSURED, 1, "percent"),
        ("31.4个百分点", "growth", RATES, 1, "percent"),
        ("5.72个百分点", "annual_growth", INSURED, 5, "percent"),
        ("7.6%", "growth", RATES, 1, "points"),
        ("7.6%", "difference", RATES, 1, "points"),
        ("132.07%", "growth", INSURED, 1, "ratio"),
        ("24.28%", "growth", INSURED, 1, "base"),
        ("-32.07%", "growth", INSURED, 1, "sign"),
        ("-7.85万人", "difference", INSURED, 1, "sign"),
        ("7.85人", "difference", INSURED, 1, "scale"),
        ("511.19人", "sum", ("69.51万人", "441.68万人"), 1, "scale"),
        ("5111900万人", "sum", ("69.51万人", "441.68万人"), 1, "scale"),
        ("7.20%", "annual_growth", INSURED, 5, "years"),
        ("32.07%", "annual_growth", INSURED, 5, "total"),
        ("6.41%", "annual_growth", INSURED, 5, "mean"),
        ("7.85万人", "annual_growth", INSURED, 5, "total"),
        ("1.96万人", "annual_growth", INSURED, 5, "years"),
        ("14.92%", "annual_growth", INSURED, 1, "years"),
        ("104.62%", "share", ("32.5万人", "34.0万人"), 1, "inverted"),
        ("17.8%", "share", ("0.1280万人", "0.8470万人"), 1, "other_part"),
        ("0.00956%", "share", ("32.50万人", "34.00万人"), 1, "scale"),
    ],
)
def test_a_known_mistake_is_named_by_the_number_it_gives(claimed, kind, figures, years, slip):
    found = slip_of(claimed, kind, figures, years)
    assert found.code == slip
    assert found.say() != found.say("en")


def test_the_years_that_give_the_number_are_told():
    wages = ("68987元", "52334元")
    slip = slip_of("7.15%", "annual_growth", wages, 5)
    assert slip == Slip("years", 4)
    assert "4年" in slip.say()
    assert "4 years" in slip.say("en")
    assert slip_of("7.15%", "annual_growth", wages, 3) == Slip("years", 4)


def test_a_number_that_no_known_mistake_gives_has_no_slip():
    assert slip_of("40%", "growth", INSURED) is None
    assert slip_of("40万人", "difference", INSURED) is None


def test_a_mistake_that_the_figures_do_not_allow_is_passed_over():
    assert slip_of("95%", "share", ("5人", "5人")) is None  # over the rest, which is nothing
    assert slip_of("5%", "annual_growth", ("5人", "4人"), 1) is None  # in no years


def test_a_slip_is_a_value():
    assert pickle.loads(pickle.dumps(Slip("years", 4))) == Slip("years", 4)
    assert len({Slip("sign"), Slip("sign")}) == 1
