"""Which of the figures that were told make a total."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from reported import COUNTED, ORDER, flows, seen

from rsindicators import Period
from rsindicators.choice import FINALITY
from rsindicators.cover import clashes, cover, reached
from rsindicators.runs import between, first_month, gaps, month_after, total_of

YEARS = Period.parse("2021—2023年")


def by_run(told):
    runs = {}
    for one in told:
        runs.setdefault(total_of(one), []).append(one)
    return runs


def shown(runs):
    return [str(run) for run in runs]


def test_a_total_reaches_through_what_adjoins_or_begins_a_year():
    def through(*texts):
        return str(reached(YEARS, [Period.parse(text) for text in texts]).last)

    assert through("2021年", "2022年1—3月", "2022年4月") == "2022年4月"
    assert through("2021年1—3月", "2021年5月") == "2021年3月"
    assert through("2022年1—3月", "2022年4月", "2022年6月") == "2022年4月"
    assert through("2022年6月", "2022年8月") == "2022年8月"


def test_the_fewest_months_rest_on_the_least_final_figures_wherever_they_stand():
    # an estimate that nothing replaces is no reason to use another where a final figure is told
    told = by_run([
        *flows(("0.3", "2021年"), ("0.3", "2022年"), status=ORDER[0]),
        *flows(("0.1", "2022年1—6月"), ("0.2", "2022年7—12月"), status=ORDER[3]),
    ])  # fmt: skip
    taken, beside = cover(told, Period(2021, 1, 24))
    assert shown(taken) == ["2021年", "2022年1—6月", "2022年7—12月"]
    assert beside == [(taken[1:], (Period(2022),))]
    assert clashes(taken, beside, told, told) == []


def test_more_months_come_before_more_final_ones_and_fewer_runs_last():
    told = by_run([
        *flows(("0.3", "2021年"), status=ORDER[0]),
        *flows(("0.1", "2021年1—6月"), ("0.1", "2021年1—3月"), ("0.1", "2021年4—6月"), status=ORDER[4]),
    ])  # fmt: skip
    assert shown(cover(told, Period(2021))[0]) == ["2021年"]
    assert shown(cover(told, Period(2021, 1, 6))[0]) == ["2021年1—6月"]


def test_what_leaves_other_months_open_is_not_compared():
    told = by_run(
        flows(("9", "2021年1—8月"), ("1", "2021年5—12月"), ("1", "2021年1—2月"), ("1", "2021年3月"))
    )
    del told[Period(2021, 3, 1)]
    taken, beside = cover(told, Period(2021))
    assert shown(taken) == ["2021年1—2月", "2021年5—12月"]
    assert beside == []
    late = by_run(flows(("1", "2021年3—4月"), ("5", "2021年1月"), ("2", "2021年2—4月"), ("9", "2021年1—4月")))
    taken, beside = cover(late, Period(2021, 1, 4))
    assert [(shown(one), shown(other)) for one, other in beside] == [
        (["2021年1—4月"], ["2021年1月", "2021年2—4月"])
    ]
    assert len(clashes(taken, beside, late, late)) == 1


reports = st.lists(
    st.tuples(st.integers(0, 17), st.integers(1, 12), st.sampled_from(ORDER)), min_size=1, max_size=9
)


@given(reports, st.lists(st.integers(0, 9), min_size=30, max_size=30))
def test_no_choice_of_disjoint_runs_is_better_and_true_figures_never_clash(given_runs, truth):
    first = first_month(YEARS)
    told = {}
    for start, length, status in given_runs:
        run = between(first + start, first + start + length)
        told[run] = [seen(COUNTED, sum(truth[start : start + length]), run, status=status)]
    whole = between(first, max(map(month_after, told)))
    taken, beside = cover(told, whole)
    assert score(taken, told) == max(score(runs, told) for runs in choices(sorted(told, key=first_month)))
    assert sum(run.months for run in (*taken, *gaps(taken, whole))) == whole.months
    assert clashes(taken, beside, told, told) == []


def score(runs, told):
    ranks = [FINALITY[told[run][0].status] for run in runs for _ in range(run.months)]
    return len(ranks), [-ranks.count(rank) for rank in range(len(FINALITY))], -len(runs)


def choices(runs):
    """All disjoint choices of runs in order of their beginnings."""
    if not runs:
        return [()]
    one, rest = runs[0], runs[1:]
    behind = [run for run in rest if first_month(run) >= month_after(one)]
    return [*choices(rest), *((one, *more) for more in choices(behind))]


def test_a_count_that_is_wrong_clashes_with_what_it_is_made_of():
    told = by_run([*flows(("5件", "2021年"), ("6件", "2022年"), ("12件", "2021—2022年"), of=COUNTED)])
    taken, beside = cover(told, Period(2021, 1, 24))
    ((kept, aside),) = clashes(taken, beside, told, told)
    assert [Fraction(one.figure.value) for one in (*kept, *aside)] == [12, 5, 6]
