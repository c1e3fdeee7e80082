"""What those who embed the library test themselves with."""

import sys
from fractions import Fraction

import pytest
from definitions import indicator
from hypothesis import find, given, settings
from hypothesis.vendor.pretty import pretty
from refusal import refused

from rsindicators import Catalogue, Figure
from rsindicators.errors import DefinitionError, NumberError, UnknownNameError
from rsindicators.testing import MOST, Corruption, Sample, Slip, corruptions, submissions
from rsindicators.worlds import is_drawable

CATALOGUE = Catalogue.standard()
COMPOSITION = "高、中、初级专业技术人才比例"
OWN = Catalogue([indicator()])
few = settings(max_examples=20)


@few
@given(submissions())
def test_a_submission_prints_its_truths(sample):
    assert isinstance(sample, Sample)
    for observation, row in zip(sample.submission.observations, sample.rows, strict=True):
        unit = observation.figure.unit
        printed = Figure.parse(row.value, unit)
        assert observation.figure.exact_eq(printed)
        assert abs(Fraction(printed.value) * Fraction(10) ** unit.exponent - sample.truths[row.cell]) <= (
            Fraction(10) ** (unit.exponent - row.style.decimals) / 2
        )


@few
@given(corruptions())
def test_a_corruption_is_a_valid_sample_the_same_after_a_slip_and_a_label(corruption):
    assert isinstance(corruption, Corruption)
    assert corruption.valid.records != corruption.corrupted.records
    assert corruption.label.cells


def test_what_fails_shrinks_to_a_small_form_that_is_shown():
    found = find(corruptions(["negative"]), lambda _: True, settings=few)
    assert len(found.valid.rows) <= 4
    assert pretty(found.corrupted) == repr(found.corrupted)


@few
@given(submissions(["仲裁结案率", CATALOGUE["技能人才数量"]], most=1))
def test_the_indicators_are_those_asked(sample):
    assert {row.head.name for row in sample.rows} < {"劳动人事争议仲裁结案率", "技能人才数量"}


@few
@given(corruptions([Slip.NEGATIVE, "unreadable", "漏填单位"]))
def test_the_slips_are_those_asked(corruption):
    assert corruption.label.kind in (Slip.NEGATIVE, Slip.UNREADABLE, Slip.NO_UNIT)


@few
@given(submissions(catalogue=OWN), corruptions(catalogue=OWN))
def test_a_catalogue_of_ones_own_is_drawn_from(sample, corruption):
    assert {row.head.name for row in sample.rows} == {"签订率"}
    assert not sample.submission.faults
    assert corruption.valid.catalogue is OWN


@few
@given(submissions([COMPOSITION, "技能人才数量"]))
def test_an_indicator_that_is_not_drawable_is_left_out(sample):
    assert not is_drawable(CATALOGUE[COMPOSITION])
    assert {row.head.name for row in sample.rows} == {"技能人才数量"}


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("strategy", [submissions, corruptions])
@pytest.mark.parametrize("most", [0, -1, MOST + 1, True, 1.5, "3", None])
def test_a_number_of_indicators_is_a_whole_number(strategy, most):
    with refused(NumberError, "testing.most"):
        strategy(most=most)


@pytest.mark.parametrize("strategy", [submissions, corruptions])
@pytest.mark.parametrize("given_one", ["技能人才数量", 3, 1.5, object()])
def test_names_are_given_as_a_list(strategy, given_one):
    with refused(DefinitionError, "argument.kind"):
        strategy(given_one)


@pytest.mark.parametrize("strategy", [submissions, corruptions])
@pytest.mark.parametrize("catalogue", ["", 1.5, [], "a" * 10**6])
def test_a_catalogue_is_one(strategy, catalogue):
    with refused(DefinitionError, "argument.kind", "catalogue"):
        strategy(catalogue=catalogue)


@pytest.mark.parametrize("name", [None, 1.5, "", "a" * 10**6, "技能", "\x00"])
def test_an_unknown_name_is_refused(name):
    with pytest.raises(UnknownNameError) as caught:
        submissions([name])
    assert caught.value.say("zh")
    with pytest.raises(UnknownNameError) as caught:
        corruptions([name])
    assert caught.value.say("en")


def test_an_unknown_slip_names_the_nearest():
    with refused(UnknownNameError, "testing.kind", "negatve", "negative"):
        corruptions(["negatve"])


@pytest.mark.parametrize("names", [[], [COMPOSITION]])
def test_of_nothing_drawable_no_form_is_made(names):
    with refused(DefinitionError, "testing.indicators", *names):
        submissions(names)


def test_a_slip_needs_a_place_in_the_catalogue():
    with refused(DefinitionError, "testing.place", Slip.STALE_CARRY_OVER.label):
        corruptions(["stale_carry_over"], catalogue=OWN)
    with refused(DefinitionError, "testing.place"):
        corruptions([])


def test_a_catalogue_without_any_place_makes_no_corruption():
    with refused(DefinitionError, "testing.place"):
        corruptions(catalogue=Catalogue([]))


@pytest.mark.parametrize("strategy", [submissions, corruptions])
def test_without_hypothesis_it_says_how_to_install_it(strategy, monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(ImportError, match="pip install hypothesis") as caught:
        strategy()
    assert caught.value.name == "hypothesis"
