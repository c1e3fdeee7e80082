"""What a suspected cell should hold."""

import pytest
from related import (
    ACCEPTED,
    COVER,
    RULES,
    SETTLED,
    answers,
    cards,
    closing,
    related,
)  # fmt: skip

from rsindicators import Figure, Interval, Observation
from rsindicators.causes import Suspect
from rsindicators.facts import Facts
from rsindicators.offers import Written, earlier_of, exchanges, offers_for
from rsindicators.units import Unit
from rsindicators.web import Web

BEFORE = cards("80.1%", "46.11万人", "57.57万人", period="2022年末")
PRIOR = closing("95.2%", "940件", "930件", "57件", period="2022年")


def offered(submitted, cell, prior=(), rules=RULES, *, is_alone=True):
    """What is offered for one of the cells, were it the wrong one."""
    facts = Facts(submitted, prior)
    web = Web.of(answers(facts, rules), facts)
    found = web.ranges((id(cell),))
    assert found is not None
    suspect = Suspect(cell, found[id(cell)], {}, is_alone)
    return [(one.mend.value, one.new) for one in offers_for(suspect, web, facts)]


def costs(submitted, cell, prior=()):
    facts = Facts(submitted, prior)
    web = Web.of(answers(facts), facts)
    suspect = Suspect(cell, web.ranges((id(cell),))[id(cell)], {})
    return [one.cost for one in offers_for(suspect, web, facts)]


# ── slips ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_slip_that_fits_is_offered_before_what_else_fits():
    rate, holders, _ = told = cards("82.4%", "475234万人", "57.67万人")
    assert offered(told, holders, BEFORE) == [
        ("over_ten_thousand", "47.5234万人"), ("value", "[47.49, 47.55]万人"),
    ]  # fmt: skip
    rate, *_ = told = cards("0.8240%", "47.52万人", "57.67万人")
    assert offered(told, rate, BEFORE)[0] == ("times_hundred", "82.40%")


def test_a_slip_whose_digits_were_rounded_is_offered_as_what_is_left_of_it():
    holders = Observation(SETTLED, "2.06件", "2023年")
    exact = related("own.exact", "本数 >= 下限", limits=(("下限", Figure(20_640, "件")),), 本数=SETTLED.code)
    assert offered([holders], holders, rules=(exact,)) == [
        ("times_ten_thousand", "[20640, 20650]件"), ("value", "≥20640件"),
    ]  # fmt: skip


def test_a_slip_that_leads_away_from_the_earlier_figure_is_not_offered():
    few = related("own.few", "审结 <= 受理", 审结=SETTLED.code, 受理=ACCEPTED.code)
    settled, accepted = told = [
        Observation(SETTLED, "30000件", "2023年"), Observation(ACCEPTED, "29000件", "2023年"),
    ]  # fmt: skip
    prior = [Observation(SETTLED, "28000件", "2022年")]
    assert offered(told, settled, prior, rules=(few,)) == [("value", "[0, 29000]件")]
    assert offered(told, settled, rules=(few,)) == [("value", "[0, 29000]件")]  # a little less does as well
    assert offered(told, accepted, rules=(few,)) == [("value", "≥30000件")]
    far = [Observation(SETTLED, "30000件", "2023年"), Observation(ACCEPTED, "4件", "2023年")]
    assert offered(far, far[0], rules=(few,))[0] == ("over_ten_thousand", "3件")


def test_a_slip_that_other_figures_tell_needs_no_earlier_one():
    rate, *_ = told = closing("101.4%", "963件", "950件", "47件")
    prior = closing("101.4%", "943件", "930件", "57件", period="2022年")
    assert offered(told, rate, prior)[0] == ("without_carry_over", "96.6%")


def test_what_must_change_together_with_others_has_no_value_of_its_own():
    rate, *_ = told = closing("94%", "963件", "950件", "47件")
    assert offered(told, rate, is_alone=False) == []


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("submitted", "at", "prior", "fits"),
    [
        (closing("94%", "963件", "950件", "47件"), 0, (), "97%"),
        (closing("94.0%", "963件", "950件", "47件"), 0, (), "96.6%"),
        (closing("94%", "963件", "950件", "47件"), 0, PRIOR, "96.6%"),  # with the decimals of the earlier one
        (closing("96.6%", "693件", "950件", "47件"), 1, (), "963件"),
        (closing("97%", "693件", "950件", "47件"), 1, (), "[963, 972]件"),
        (cards("82.4%", "47.52万人", "75.67万人"), 2, (), "[57.63, 57.71]万人"),
    ],
)  # fmt: skip
def test_what_fits_is_written_as_it_would_be_printed(submitted, at, prior, fits):
    assert offered(submitted, submitted[at], prior)[-1] == ("value", fits)


def test_a_limit_that_is_not_allowed_itself_gives_way_to_the_next_figure():
    one = Observation(SETTLED, "1200件", "2023年")
    below = related("own.below", "本数 < 上限", limits=(("上限", Figure(1000, "件")),), 本数=SETTLED.code)
    assert offered([one], one, rules=(below,))[-1] == ("value", "[0, 999]件")


def test_what_no_figure_near_the_end_satisfies_is_not_offered():
    one = Observation(SETTLED, "5件", "2023年")
    square = related("own.square", "本数 * 本数 = 36 + 本数 * 0", 本数=SETTLED.code)
    most = related("own.most", "本数 <= 上限", limits=(("上限", Figure(9, "件")),), 本数=SETTLED.code)
    assert offered([one], one, rules=(square, most)) == []
    assert offered([one], one, rules=(square,)) == []


def test_where_nothing_is_limited_nothing_is_offered():
    net = Observation("城镇新增就业人数", "5万人", "2023年")
    limits = (("上限", Figure(1)),)
    square = related("own.square", "本数 * 本数 <= 上限", limits=limits, 本数=net.indicator.code)
    assert offered([net], net, rules=(square,)) == []


def test_what_is_too_long_to_be_printed_is_not_offered():
    told = cards("82.4%", "47.52万人", "57.67万人")
    facts = Facts(told)
    web = Web.of(answers(facts), facts)
    assert list(offers_for(Suspect(told[0], Interval("1E+30", None), {}), web, facts)) == []


def test_whole_numbers_that_a_range_does_not_hold_are_not_offered():
    count = Observation(SETTLED, "5件", "2023年")
    below = related("own.below", "本数 <= 上限", limits=(("上限", Figure(4, "件")),), 本数=SETTLED.code)
    facts = Facts([count])
    web = Web.of(answers(facts, (below,)), facts)
    assert list(offers_for(Suspect(count, Interval("2.2", "2.9"), {}), web, facts)) == []


def test_a_bound_is_told_what_fits_in_the_unit_of_its_indicator():
    rate, *parts = cards("超过90%", "47.52万人", "57.67万人")
    assert offered([rate, *parts], rate) == [("value", "82%")]
    assert offered([rate, *parts], rate, BEFORE) == [("value", "82.4%")]


def test_the_likelier_value_costs_less():
    rate, holders, people = told = cards("28.4%", "47.52万人", "57.67万人")
    [mistyped], [other], [last] = (costs(told, cell) for cell in told)
    assert mistyped < other == last
    moved = cards("70.0%", "47.52万人", "57.67万人")
    [right], [wrong], _ = (costs(moved, cell, BEFORE) for cell in moved)
    assert right < wrong
    computed = Observation(COVER, Figure("70", "%") / 3, "2023年末", "叙永县")
    [cost] = costs([computed, holders, people], computed)
    assert cost == last
    assert rate is told[0]


# ── exchanged cells ──────────────────────────────────────────────────────────────────────────────────────


def exchanged(submitted, prior=()):
    facts = Facts(submitted, prior)
    web = Web.of(answers(facts), facts)
    [group] = web.groups()
    return [(*one.cells, one.mend.value, one.new) for one in exchanges(group, web, facts)]


def test_two_components_exchanged_are_told_together():
    told = cards("82.4%", "57.67万人", "47.52万人")
    assert exchanged(told, BEFORE) == [(told[1], told[2], "swapped", "47.52万人、57.67万人")]


def test_an_exchange_that_settles_nothing_is_not_offered():
    assert exchanged(cards("82.4%", "57.67万人", "46.52万人")) == []
    assert exchanged(cards("0.824%", "47.52万人", "57.67万人")) == []


def test_what_is_no_single_figure_is_not_exchanged():
    assert exchanged(cards("82.4%", "超过57.67万人", "47.52万人")) == []
    assert exchanged(cards("82.4%", "30.67万人", "超过57.67万人")) == []


def test_an_exchange_that_only_a_limit_asks_for_must_lead_to_the_earlier_figures():
    told = closing("96.6%", "990件", "920件", "47件")[1:]
    assert exchanged(told) == [(told[0], told[1], "swapped", "920件、990件")]
    assert exchanged(told, closing("95%", "985件", "915件", "117件", period="2022年")) == []


def test_no_other_cell_of_the_group_may_stay_broken():
    jumped = cards("28.4%", "57.67万人", "20.52万人")
    assert exchanged(jumped, BEFORE) == []


# ── earlier figures, and how ranges are written ──────────────────────────────────────────────────────────


def test_the_earlier_figure_is_the_nearest_of_its_kind():
    stock = cards("82.4%", "47.52万人", "57.67万人", period="2023年6月末")[2]
    month, year = (
        cards("82%", "47万人", f"{n}万人", period=when)[2]
        for n, when in ((57.1, "2023年5月末"), (56.9, "2022年6月末"))
    )
    assert str(earlier_of(stock, Facts([stock], [month, year]))) == "57.1万人"
    assert str(earlier_of(stock, Facts([stock], [year]))) == "56.9万人"
    flow = Observation(SETTLED, "50件", "2023年1—6月")
    earlier = [Observation(SETTLED, "41件", "2023年1—5月"), Observation(SETTLED, "48件", "2022年1—6月")]
    assert str(earlier_of(flow, Facts([flow], earlier))) == "48件"
    assert str(earlier_of(flow, Facts([flow], earlier[:1]))) == "41件"
    assert earlier_of(flow, Facts([flow], [Observation(SETTLED, "超过48件", "2022年1—6月")])) is None


def test_a_range_is_written_by_its_ends():
    unit = Unit.parse("件")
    three, five = Figure(3, unit), Figure(5, unit)
    shown = [
        str(Written(*ends, unit)) for ends in ((three, five), (three, three), (three, None), (None, five))
    ]
    assert shown == ["[3, 5]件", "3件", "≥3件", "≤5件"]
