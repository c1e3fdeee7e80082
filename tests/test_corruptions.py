"""What validation finds of slips made on purpose, and that it accuses no true form.

Whether any true values fit what a slip left is decided by search, in `truths`, without the library's rules.
What share of the other slips is found is not promised; `benchmarks/corruptions.py` prints it.
"""

from functools import cache
from itertools import product
from random import Random

import pytest
import truths
from hypothesis import given
from hypothesis import strategies as st
from measured import STRUCTURAL, family, findings_of, is_hard, is_jump, measured, regions_of
from truths import Inequality, NothingFits

from rsindicators import Catalogue, Plan
from rsindicators.corrupting import Slip, draw_layout, drawable, with_wholes
from rsindicators.rules.identities import FROM_EARLIER
from rsindicators.samples import draw_sample

OF_A_KIND = 65
VALID = 300
CATALOGUE = Catalogue.standard()


@cache
def cases(slip):
    return [measured(slip, number) for number in range(OF_A_KIND)]


def shown(case):
    label = case.corruption.label
    rows = "\n".join(str(row.record()) for row in case.corruption.corrupted.rows)
    return f"{label.kind.value}: {label.old} → {label.new}, {label.cells}\n{rows}"


@cache
def valid(number):
    rng = Random(number)
    chosen = [rng.choice(drawable(CATALOGUE)) for _ in range(rng.randint(1, 3))]
    return draw_sample(rng, with_wholes(chosen, CATALOGUE), draw_layout(rng), CATALOGUE)


# ── slips ────────────────────────────────────────────────────────────────────────────────────────────────


def test_there_are_two_thousand_cases_of_every_kind():
    assert len(Slip) * OF_A_KIND >= 2_000


@pytest.mark.parametrize("slip", Slip)
def test_a_slip_that_leaves_nothing_true_is_found(slip):
    impossible = [case for case in cases(slip) if case.fits is False]
    missed = [shown(case) for case in impossible if not case.findings]
    assert not missed, "\n\n".join(missed)


@pytest.mark.parametrize("slip", [slip for slip in Slip if slip is not Slip.DUPLICATE])
def test_it_is_told_that_what_leaves_nothing_true_cannot_be(slip):
    """Of two figures of one place that may both be true it is asked which one holds; they settle no rate.

    So it is of a rate that an earlier denominator gives: the search knows one date only.
    """
    missed = [
        shown(case)
        for case in cases(slip)
        if case.fits is False
        and not case.is_blocked
        and not any(found.wording == FROM_EARLIER for found in case.findings)
    ]
    assert not missed, "\n\n".join(missed)


@pytest.mark.parametrize("slip", Slip)
def test_the_search_decides_every_case(slip):
    assert all(case.fits is not None for case in cases(slip))


def test_most_slips_leave_something_possible_or_nothing():
    """Both answers are met often: neither test above is empty."""
    answers = [case.fits for slip in Slip for case in cases(slip)]
    assert min(answers.count(True), answers.count(False)) > 500


def test_the_right_cell_is_among_the_first_two_repairs_nine_times_in_ten():
    found = [case for slip in Slip for case in cases(slip) if case.is_single and case.is_by_relation]
    mended = [case for case in found if case.is_mended]
    assert len(found) > 500
    assert len(mended) >= 0.9 * len(found), f"{len(mended)} of {len(found)}"


def test_a_figure_that_is_only_far_from_an_earlier_one_is_the_one_that_is_named():
    told = [(case, one) for slip in Slip for case in cases(slip) if case.is_single for one in case.findings]
    jumps = [(case, one) for case, one in told if is_jump(one)]
    assert len(jumps) > 100
    assert all(one.cell in case.corruption.label.items for case, one in jumps)


# ── true forms ───────────────────────────────────────────────────────────────────────────────────────────


def test_no_true_form_is_accused():
    plan = Plan.load("xuyong-14")
    for number in range(VALID):
        sample = valid(number)
        wrong = [one for one in findings_of(sample, plan) if is_hard(one) or family(one) in STRUCTURAL]
        assert not wrong, f"{number} {sample}\n{wrong[0]}"


def test_the_search_finds_values_for_every_true_form():
    assert all(truths.fits(valid(number).rows, regions_of(valid(number))) for number in range(VALID))


# ── the search itself ────────────────────────────────────────────────────────────────────────────────────

KEYS = [("率", name, "某县", "2023年") for name in "甲乙丙"]
by = st.integers(-3, 3)


@st.composite
def boxes(draw):
    ends = [sorted([draw(st.integers(-4, 4)), draw(st.integers(-4, 4))]) for _ in KEYS]
    return dict(zip(KEYS, ends, strict=True))


inequalities = st.builds(
    lambda multiples, constant: Inequality(dict(zip(KEYS, multiples, strict=True)), constant),
    st.tuples(by, by, by),
    st.integers(-9, 9),
)


@given(boxes(), st.lists(inequalities, min_size=1, max_size=5))
def test_the_search_agrees_with_trying_every_value(given_boxes, facts):
    ranges = [range(low, high + 1) for low, high in given_boxes.values()]
    tried = any(
        all(
            sum(fact.by[key] * x for key, x in zip(KEYS, values, strict=True)) + fact.constant >= 0
            for fact in facts
        )
        for values in product(*ranges)
    )
    try:
        truths.narrow(given_boxes, facts)
        found = truths.search(given_boxes, facts, {})
    except NothingFits:
        found = False
    assert found is tried
