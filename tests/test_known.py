"""What is known of a period, and what of that decides at its end."""

import pytest
from assessed import CATALOGUE, EMPLOYED, INSURED, goal, seen, total
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Accumulation, Figure, Period, Verdict
from rsindicators.known import Known, judged, known_of, settled

GROSS = "博士后招收人数"
PLAN = Period.plan(14)
END = PLAN.end


def of_plan(name, told):
    """What is known of a total over the plan at its end."""
    return known_of(CATALOGUE[name], told, PLAN, Accumulation.CUMULATIVE, END)


def test_a_figure_of_its_own_comes_before_one_that_is_put_together():
    told = [*seen(EMPLOYED, "[1.9]", "“十四五”"), *seen(EMPLOYED, "0.3", "2021年")]
    known = of_plan(EMPLOYED, told)
    assert (known.observation, known.running, str(known.whole)) == (told[0], None, "1.9万人")
    assert not known.stops_early


def test_nothing_is_known_of_nothing():
    known = of_plan(EMPLOYED, [])
    assert (known.value, known.through, known.whole, known.floor) == (None, None, None, None)
    assert settled(total("≥1万人"), known).reason == "judgement.missing"


def test_a_total_that_stops_early_is_no_figure_of_the_whole():
    net, gross = (
        of_plan(EMPLOYED, seen(EMPLOYED, "0.3", "2021年")),
        of_plan(GROSS, seen(GROSS, "3人", "2021年")),
    )
    assert (net.stops_early, str(net.value), net.whole, net.floor) == (True, "0.3万人", None, None)
    assert (gross.stops_early, str(gross.floor)) == (True, "≥3人")


def test_what_needs_a_tolerance_says_so_before_it_is_called_old():
    told = seen(INSURED, "2.0万人", "2022年末")
    known = known_of(CATALOGUE[INSURED], told, Period(2025), Accumulation.AT_END, END)
    assert settled(goal("2万人左右"), known).reason == "judgement.tolerance"
    assert settled(goal("2万人左右"), known, Figure("5", "%")).reason == "judgement.stale"
    assert judged(goal("2万人左右"), known, Figure("5", "%")).verdict is Verdict.MET


def test_what_decides_nothing_says_why():
    rivals = of_plan(EMPLOYED, seen(EMPLOYED, "[1.9]", "“十四五”", "[1.8]", "“十四五”"))
    assert (rivals.reason, rivals.whole) == ("rivals", None)
    assert judged(total("≥1万人"), rivals).reason == "judgement.rivals"
    special = of_plan(EMPLOYED, seen(EMPLOYED, "0.3", "2021年", scope="户籍"))
    assert special == Known(PLAN, reason="scope")


@pytest.mark.parametrize("months", [1, 30, 59])
def test_a_net_floor_is_not_decided_by_a_part(months):
    told = seen(EMPLOYED, "9万人", str(Period(2021, 1, months)), accumulation=None)
    assert settled(total("≥1万人"), of_plan(EMPLOYED, told)).verdict is Verdict.UNDECIDED


@given(st.lists(st.integers(0, 50), min_size=5, max_size=5), st.integers(1, 4), st.integers(0, 250))
def test_what_a_part_of_a_gross_total_decides_the_whole_decides_too(values, count, limit):
    # never call a certainty what the years to come can turn
    told = seen(
        GROSS, *(one for year, value in enumerate(values, 2021) for one in (f"{value}人", f"{year}年"))
    )
    for bound in (f"≥{limit}人", f"≤{limit}人", f"{limit}—{limit + 20}人"):
        target = total(bound, GROSS)
        part, all_of_it = (settled(target, of_plan(GROSS, each)) for each in (told[:count], told))
        assert all_of_it.verdict is not Verdict.UNDECIDED
        if part.verdict is not Verdict.UNDECIDED:
            assert (part.verdict, part.certain) == (all_of_it.verdict, True)
