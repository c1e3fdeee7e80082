"""A balance that was not carried over, and the rate that was worked out without it."""

import pytest
from attrs import evolve
from related import CARRIED, RULES, answers, cards, closing

from rsindicators import Observation
from rsindicators.carryover import carried_over
from rsindicators.facts import Facts
from rsindicators.web import Web

PRIOR = closing("95%", "910件", "920件", "40件", period="2022年")
"""It leaves 50件."""


def offers(submitted, prior=PRIOR):
    facts = Facts(submitted, prior)
    found = carried_over(Web.of(answers(facts, RULES), facts), facts)
    return [(one.mend.value, [cell.indicator.name for cell in one.cells], one.new) for one in found]


def without(*texts):
    """The rate and its components, the last left blank."""
    told = closing(*texts, "1件")
    return [*told[:3], Observation(CARRIED, None, "2023年", "叙永县")]


RATE, BALANCE = "劳动人事争议仲裁结案率", CARRIED.name
FORGOTTEN = [("without_carry_over", [RATE, BALANCE], "96.3%、50件")]
STALE = [("stale_carry_over", [BALANCE, RATE], "50件、95.4%")]


@pytest.mark.parametrize(
    ("submitted", "found"),
    [
        (closing("101.4%", "963件", "950件", "0件"), FORGOTTEN),
        (without("101.4%", "963件", "950件"), FORGOTTEN),
        (without("101.4%", "963件", "950件")[:3], FORGOTTEN),
        (closing("96.4%", "963件", "959件", "40件"), STALE),
        (closing("96.3%", "963件", "950件", "0件"), []),  # the balance alone settles it
        (closing("94.3%", "963件", "950件", "40件"), []),  # the rate follows from neither
        (closing("101.4%", "963件", "950件", "50件"), []),  # nothing is wrong with the balance
        (closing("超过101%", "963件", "950件", "0件"), []),
        (closing("101.4%", "963件", "950件", "超过2件"), []),
        (without("101.4%", "963件", "950件")[:2], []),
        (closing("120%", "1200件", "1000件", "0件"), []),  # still above its denominator
        (cards("182.4%", "47.52万人", "57.67万人"), []),
    ],
)
def test_the_balance_is_offered_with_the_rate_that_was_worked_out_without_it(submitted, found):
    assert offers(submitted) == found


@pytest.mark.parametrize(
    "prior",
    [
        (),
        PRIOR[:3],
        closing("100%", "960件", "920件", "40件", period="2022年"),
        [*PRIOR[:3], evolve(PRIOR[3], figure="超过40件")],
    ],
)
def test_nothing_is_offered_where_nobody_knows_what_was_left_or_nothing_was(prior):
    assert offers(closing("101.4%", "963件", "950件", "0件"), prior) == []


def test_a_rate_that_was_not_submitted_stays():
    assert offers(closing("96.4%", "963件", "959件", "40件")[1:]) == []
    rate, *parts = closing("96.4%", "963件", "959件", "40件")
    assert offers(parts, [*PRIOR, rate]) == []


def test_a_balance_that_was_reported_earlier_and_not_now_stays():
    *told, carried = closing("101.4%", "963件", "950件", "0件")
    assert offers(told, [*PRIOR, carried]) == []


def test_a_rate_whose_denominator_may_be_nothing_is_left_alone():
    assert offers(closing("101.4%", "963件", "0件", "0件")) == []
