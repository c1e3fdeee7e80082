"""What is known of a period, and what of that decides at its end."""

import pytest
from assessed import CATALOGUE, EMPLOYED, INSURED, goal, seen, total
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Accumulation, Figure, Observation, Period, Status, Verdict
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


# ── a figure of its own beside others ────────────────────────────────────────────────────────────────────

FINAL, ESTIMATED = Status.FINAL, Status.ESTIMATED
TOLD_YEARS = ("0.36", "0.37", "0.38", "0.38", "0.39")


def years(status=FINAL):
    """Five years that make 1.88."""
    told = (one for year, value in enumerate(TOLD_YEARS, 2021) for one in (value, f"{year}年"))
    return seen(EMPLOYED, *told, status=status)


def shown(known):
    return str(known.value), known.reason, [str(one.figure) for one in known.running.disputed]


@pytest.mark.parametrize(
    ("own", "disputed"),
    [
        (seen(EMPLOYED, "[1.80]", "“十四五”", status=ESTIMATED), ["1.80万人"]),
        (seen(EMPLOYED, "[1.80]", "“十四五”", scope="户籍", status=FINAL), []),
        (seen(EMPLOYED, "超过1.8万人", "“十四五”"), []),
        (seen(EMPLOYED, "超过2万人", "“十四五”"), [">2万人"]),
        (seen(EMPLOYED, "[1.80]", "“十四五”", "[1.81]", "“十四五”"), ["1.81万人"]),
    ],
)
def test_final_years_come_before_a_less_final_figure_of_the_plan(own, disputed):
    own = [one if one.scope else evolve(one, accumulation=Accumulation.CUMULATIVE) for one in own]
    for told in ([*own, *years()], [*years(), *own]):
        known = of_plan(EMPLOYED, told)
        assert shown(known)[:2] == ("1.88万人", "")
        assert len(shown(known)[2]) == len(disputed)
        judgement = settled(total("≥1.85万人"), known)
        assert (judgement.verdict, known.status) == (Verdict.MET, FINAL)


def test_as_final_figures_that_disagree_are_rivals_and_those_that_agree_are_the_own_one():
    for own in ("[1.80]", "超过2万人"):
        plan = seen(EMPLOYED, own, "“十四五”", status=FINAL, accumulation=Accumulation.CUMULATIVE)
        known = of_plan(EMPLOYED, [*plan, *years()])
        assert (known.reason, settled(total("≥1.85万人"), known).reason) == ("rivals", "judgement.rivals")
    plan = seen(EMPLOYED, "[1.88]", "“十四五”", status=FINAL)
    assert of_plan(EMPLOYED, [*plan, *years()]) == Known(PLAN, plan[0])


def test_a_more_final_figure_of_the_plan_decides_and_tells_what_disagrees():
    plan = seen(EMPLOYED, "[1.80]", "“十四五”", status=FINAL)
    known = of_plan(EMPLOYED, [*plan, *years(ESTIMATED)])
    assert (str(known.whole), known.status, len(known.running.disputed)) == ("1.80万人", FINAL, 5)


def test_one_sided_knowledge_decides_where_the_years_leave_a_gap_or_are_less_final():
    bound = seen(EMPLOYED, "超过1.8万人", "“十四五”", status=FINAL, accumulation=Accumulation.CUMULATIVE)
    for told in (years()[:3], years(ESTIMATED)):
        assert of_plan(EMPLOYED, [*told, *bound]).observation == bound[0]
    words = Observation(EMPLOYED, None, "“十四五”", accumulation=Accumulation.CUMULATIVE, phrase="全覆盖")
    assert of_plan(EMPLOYED, [words, *years()]).reason == "words"


def test_the_year_to_date_of_december_is_the_year():
    own = seen(EMPLOYED, "0.39", "2025年", status=Status.PRELIMINARY)
    december = seen(EMPLOYED, "0.41", "2025年1—12月", status=FINAL, accumulation=Accumulation.YEAR_TO_DATE)
    known = known_of(CATALOGUE[EMPLOYED], [*own, *december], Period(2025), Accumulation.ANNUAL, END)
    assert shown(known) == ("0.41万人", "", ["0.39万人"])


def test_of_a_count_that_does_not_add_the_most_final_figure_of_the_year_is_used():
    distinct = "获得国家科技奖励人数"
    told = [
        *seen(distinct, "3人", "2025年", status=ESTIMATED),
        *seen(distinct, "4人", "2025年1—12月", status=FINAL, accumulation=Accumulation.YEAR_TO_DATE),
    ]
    run = CATALOGUE[distinct].accumulation
    assert known_of(CATALOGUE[distinct], told, Period(2025), run, END).observation == told[1]


@pytest.mark.parametrize("more", [{"status": ESTIMATED}, {"scope": "户籍", "status": Status.REVISED}])
def test_of_levels_of_the_same_day_the_most_final_is_used(more):
    told = [
        *seen(INSURED, "2.36", "2025年", **more),
        *seen(INSURED, "2.40", "2025年12月末", status=FINAL),
    ]
    known = known_of(CATALOGUE[INSURED], told, Period(2025), Accumulation.AT_END, END)
    assert known.observation == told[1]
    assert known.status is FINAL


def test_a_figure_that_is_no_total_of_the_period_is_not_made_of_its_parts():
    # through June from January, beside the single month
    june, run = Period.parse("2025年6月"), Accumulation.YEAR_TO_DATE
    told = [*seen(EMPLOYED, "0.2", "2025年6月", accumulation=run), *seen(EMPLOYED, "0.03", "2025年6月")]
    assert known_of(CATALOGUE[EMPLOYED], told, june, run, END).observation == told[0]
    assert told[1].accumulation is None


def test_the_total_of_the_plan_in_another_scope_leaves_the_years_what_they_are():
    own = seen(EMPLOYED, "[1.80]", "“十四五”", scope="户籍", status=FINAL)
    assert of_plan(EMPLOYED, [*own, *years()[:3]]).running.through.year == 2023
