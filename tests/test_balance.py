"""Balances and what is carried over: chains, breaks, gaps, and the components of a closing rate."""

import pickle

import pytest
from definitions import component, indicator
from refusal import refused
from reported import CLOSING, MONTHS, STOCK, refusals

from rsindicators import Figure, Formula, Interval, Period
from rsindicators.addition import recompute
from rsindicators.balance import Balance, balances, chain
from rsindicators.errors import ComponentError, NotAdditiveError, PeriodError, RSIndicatorsError


def test_what_is_left_is_what_was_there_and_came_in_less_what_was_settled():
    balance = Balance("2023年1月", "50件", Figure(80, "件"), "90件")
    assert balance.period == Period(2023, 1, 1)
    assert balance.closing.exact_eq(Figure(40, "件"))
    rounded = Balance("2023年1月末", "1.0万件", "2.0万件", "2.5万件").closing
    assert rounded.interval == Interval("0.35", "0.65")


def test_the_inputs_of_a_closing_rate_are_linked_across_periods():
    linked = chain(balances(CLOSING, MONTHS))
    (broken,) = linked.breaks
    assert (broken.period, broken.carried, broken.opening) == (
        Period(2023, 3, 1), Figure(50, "件"), Figure(52, "件")
    )  # fmt: skip
    assert str(broken.difference) == "2件"
    assert broken.say() == "2023年3月期初 52件,上期期末应为 50件,相差 2件 核实更正、移送、并案。"
    assert "a difference of 2件" in broken.say("en")
    assert linked.gaps == ()


def test_a_year_to_date_opens_with_the_balance_of_last_december_and_a_month_with_the_one_before():
    linked = chain(balances(CLOSING, MONTHS))
    for months in (1, 2, 3):
        assert linked.over(Period(2023, 1, months)).opening == Figure(50, "件")
    so_far = linked.over("2023年1—3月")
    assert (so_far.accepted, so_far.closed) == (Figure(200, "件"), Figure(200, "件"))
    assert recompute(CLOSING, MONTHS, "period") == CLOSING.compute(
        审结=so_far.closed, 受理=so_far.accepted, 上期末未结=so_far.opening
    )
    assert linked.over("2023年2月") == Balance("2023年2月", "40件", "70件", "60件")
    assert linked.over("2023年2—3月").opening == Figure(40, "件")


JANUARY, MARCH = ("50件", "80件", "90件"), ("99件", "1件", "1件")


def test_a_gap_is_told_and_what_stands_behind_it_is_not_compared():
    linked = chain([Balance("2023年3月", *MARCH), Balance("2023年1月", *JANUARY)])
    assert [one.period for one in linked.balances] == [Period(2023, 1, 1), Period(2023, 3, 1)]
    assert (linked.breaks, linked.gaps) == ((), (Period(2023, 2, 1),))
    for period, gaps in (("2023年1—3月", "2023年2月"), ("2022年", "2022年"), ("2023年1—2月", "2023年2月")):
        with refused(NotAdditiveError, "addition.gap", gaps):
            linked.over(period)


def test_rounding_may_explain_a_difference():
    linked = chain(
        [Balance("2023年1月", "1.0万件", "1.0万件", "1.0万件"), Balance("2023年2月", "11000件", "1件", "1件")]
    )
    assert linked.breaks == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("2023年1—2月", "2023年2月"), ("2023年2—3月", "2023年3—4月"), ("2022—2023年", "2023年1—6月")],
)
def test_periods_that_overlap_are_no_chain_unless_they_run_from_one_january(one, other):
    with refused(NotAdditiveError, "balance.overlap", one, other) as caught:
        chain([Balance(other, 5, 1, 1), Balance(one, 5, 2, 2)])
    assert "本年累计" in caught.value.next()
    for period in (one, other):
        with refused(NotAdditiveError, "addition.period_twice", period):
            chain([Balance(period, 5, 1, 1), Balance(period, 5, 2, 2)])


TO_DATE = {
    "2022年": {"审结": 300, "受理": 310, "上期末未结": 40},
    "2023年1—6月": {"审结": 400, "受理": 410, "上期末未结": 50},
    "2023年1—3月": {"审结": 190, "受理": 200, "上期末未结": 50},
    "2023年7月": {"审结": 70, "受理": 60, "上期末未结": 60},
}


def test_year_to_dates_of_one_january_become_what_happened_between_them():
    linked = chain(balances(CLOSING, TO_DATE))
    assert linked.balances == (
        Balance("2022年", "40件", "310件", "300件"),
        Balance("2023年第一季度", "50件", "200件", "190件"),
        Balance("2023年第二季度", "60件", "210件", "210件"),
        Balance("2023年7月", "60件", "60件", "70件"),
    )
    assert (linked.breaks, linked.gaps) == ((), ())
    assert [str(one.period) for one in linked.told] == [
        *("2022年", "2023年第一季度", "2023年1—6月", "2023年7月")
    ]
    assert linked.over("2023年1—6月") == Balance("2023年1—6月", "50件", "410件", "400件")
    assert linked.over("2023年1—7月") == Balance("2023年1—7月", "50件", "470件", "470件")


def test_a_year_to_date_keeps_the_intervals_it_was_told_with():
    rounded = [Balance(f"2023年1—{n}月", "1.0万件", f"{n}.0万件", f"{n}.0万件") for n in (2, 4, 6)]
    assert chain(rounded).over("2023年1—6月") is rounded[2]
    assert chain(rounded).over("2023年5—6月").accepted.interval == Interval("1.9", "2.1")


def test_a_year_to_date_that_opens_with_another_balance_than_its_neighbour_is_told():
    # trade rules §4: “the balance at the end of last December, the same in every month of the year”
    slip = TO_DATE | {"2023年1—6月": {"审结": 400, "受理": 410, "上期末未结": 33}}
    linked = chain(balances(CLOSING, slip))
    (broken,) = linked.breaks
    assert (broken.period, broken.beside) == (Period(2023, 1, 6), Period(2023, 1, 3))
    assert str(broken.difference) == "-17件"
    assert broken.say() == (
        "2023年1—6月期初 33件,2023年第一季度期初 50件,相差 -17件:本年累计的期初都是上年12月末的未结 "
        "核实是否误用了上月末的未结。"
    )
    assert "end of last December" in broken.say("en")


def test_breaks_of_both_kinds_stand_in_order_of_time():
    told = [
        Balance("2022年", "40件", "310件", "300件"),
        Balance("2023年1月", "51件", "10件", "10件"),
        Balance("2023年1—2月", "52件", "20件", "20件"),
    ]
    assert [(str(one.period), one.beside) for one in chain(told[::-1]).breaks] == [
        ("2023年1月", None),
        ("2023年1—2月", Period(2023, 1, 1)),
    ]


@pytest.mark.parametrize(
    "formula",
    ["审结 / (受理 - 未结)", "审结 / (受理 * 1 + 未结)", "(审结 + 受理) / 未结", "审结 / (未结 + 受理)"],
)
def test_only_a_rate_of_the_known_form_tells_which_component_is_which(formula):
    parts = tuple(
        component(name, carry_over=kept == formula)
        for name, kept in (("审结", ""), ("受理", ""), ("未结", "审结 / (未结 + 受理)"))
    )
    own = indicator(formula=Formula.parse(formula), components=parts)
    rows = {"2023年1月": {"审结": 9, "受理": 8, "未结": 5}}
    if formula == "审结 / (未结 + 受理)":
        assert balances(own, rows) == (Balance("2023年1月", "5家", "8家", "9家"),)
    else:
        with refused(ComponentError, "balance.roles", own.name):
            balances(own, rows)


def test_a_rate_without_a_marked_carry_over_tells_no_balances():
    plain = indicator(
        formula=Formula.parse("审结 / (受理 + 未结)"),
        components=tuple(map(component, ("审结", "受理", "未结"))),
    )
    for own in (plain, STOCK, "仲裁结案率", None):
        with refused(ComponentError, "balance.roles"):
            balances(own, MONTHS)


def test_the_entrances_of_balances_are_told_what_they_take():
    with refused(ComponentError, "component.missing_of", "上期末累计未结案件总数", CLOSING.name):
        balances(CLOSING, {"2023年1月": {"审结": 9, "受理": 8}})
    with refused(ComponentError, "addition.parts"):
        balances(CLOSING, None)
    with refused(ComponentError, "addition.empty"):
        chain([])
    for wrong in (None, 1.5, "a", [None], Balance("2023年1月", 5, 1, 1)):
        with refused(ComponentError, "balance.type"):
            chain(wrong)
    for wrong in (1.5, None, "很多", "a" * 10**6):
        with pytest.raises(RSIndicatorsError):
            Balance("2023年1月", wrong, 1, 1)
    with pytest.raises(PeriodError):
        Balance(None, 1, 1, 1)


def test_a_chain_survives_pickle():
    linked = chain(balances(CLOSING, MONTHS))
    assert pickle.loads(pickle.dumps(linked)) == linked


ENTRANCES = {
    "Balance of": lambda x: Balance(x, 1, 1, 1),
    "Balance": lambda x: Balance("2023年", 1, x, 1),
    "chain": chain,
    "Chain.over": lambda x: chain(balances(CLOSING, MONTHS)).over(x),
    "balances of": lambda x: balances(x, MONTHS),
    "balances": lambda x: balances(CLOSING, x),
}


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES.keys())
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    said = refusals(entrance)
    assert said
    assert "".join(said).isprintable()
