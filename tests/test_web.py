"""What hangs together with what is broken, and what is left for a cell."""

from related import (
    CARRIED,
    CLOSING,
    MOST,
    RULES,
    SETTLED,
    answers,
    closing,
    related,
)  # fmt: skip

from rsindicators import Figure, Interval, Observation
from rsindicators.facts import Facts
from rsindicators.rule import Outcome
from rsindicators.web import Web, whole_values

EARLIER = closing("95.2%", "940件", "930件", "57件", period="2022年")


def web_of(submitted, prior=(), rules=RULES):
    facts = Facts(submitted, prior)
    return Web.of(answers(facts, rules), facts)


def ranges_of(web, *cells, elsewhere=()):
    found = web.ranges([id(one) for one in cells], [id(one) for one in elsewhere])
    return None if found is None else [str(found[id(one)]) for one in (*cells, *elsewhere)]


def test_nothing_broken_makes_no_web():
    web = web_of(closing("96.6%", "963件", "950件", "47件"), EARLIER)
    assert web.breaks == ()
    assert list(web.groups()) == []
    assert web.cells == {}


def test_what_shares_submitted_cells_is_one_group():
    one, other = (
        closing("69.6%", "963件", "950件", "0件"),
        closing("50%", "40件", "50件", "0件", region="古蔺县"),
    )
    web = web_of([*one, *other])
    assert [[broken.finding.code for broken in group] for group in web.groups()] == [
        ["identities.formula", "identities.numerator"],
        ["identities.formula"],
    ]
    first = next(web.groups())[0]
    assert first.cells == tuple(map(id, one))
    assert web.cells.keys() == {*map(id, (*one, *other))}


def test_earlier_figures_and_limits_are_never_suspected():
    submitted = closing("96.6%", "963件", "950件", "470件")
    web = web_of(submitted, EARLIER)
    carried = [broken for broken in web.breaks if broken.finding.code == "time.carry_over"]
    assert [broken.cells for broken in carried] == [(id(submitted[3]),)]
    assert not {*map(id, EARLIER)} & web.cells.keys()


def test_a_cell_is_left_the_values_with_which_nothing_surely_fails():
    rate, settled, accepted, carried = submitted = closing("96.6%", "693件", "950件", "47件")
    web = web_of(submitted)
    assert ranges_of(web, settled) == ["[963, 963]"]  # 962.65 … 963.65 whole cases
    assert ranges_of(web, accepted) is None  # 670.02 … 670.76: no whole number of cases
    assert ranges_of(web, carried) is None  # it would be below zero
    assert ranges_of(web, rate)[0].startswith("[0.695085255767301905717151454363089267803410230692")


def test_several_open_cells_are_narrowed_in_turn():
    rate, settled, accepted, carried = submitted = closing("96.6%", "693件", "950件", "47件")
    web = web_of(submitted, EARLIER)
    assert ranges_of(web, settled, carried) == ["[963, 963]", "[47, 47]"]
    assert ranges_of(web, accepted, carried) is None
    assert ranges_of(web, settled, elsewhere=[carried])[0] == "[918, ∞)"
    assert ranges_of(web, rate, elsewhere=[settled, carried])[1:] == ["[0, ∞)", "[0, ∞)"]


def test_what_would_fail_is_told_before_it_is_written():
    rate, settled, _, carried = submitted = closing("96.6%", "693件", "950件", "47件")
    web = web_of(submitted)
    assert web.fits({id(settled): Interval(963, 963)}, {})
    assert not web.fits({id(settled): Interval(964, 964)}, {})
    assert web.fits({id(settled): Interval(964, 964)}, {id(carried): Interval(0, None)})
    assert not web.fits({id(settled): Interval(963, 963), id(rate): Interval(1, 1)}, {})


def test_relations_that_hold_tie_further_cells():
    submitted = closing("120%", "963件", "950件", "47件")
    web = web_of(
        submitted,
        rules=(MOST, related("own.least", "审结 >= 率", 审结=SETTLED.code, 率=MOST.terms[0][1].code)),
    )
    assert [broken.cells for broken in web.breaks] == [(id(submitted[0]),)]
    assert web.suspects == {id(submitted[0])}
    assert web.cells.keys() == {*map(id, submitted[:2])}
    assert web.tied([id(submitted[0])]) == [*map(id, submitted[:2])]


def test_what_a_plan_wants_is_no_reason_to_change_a_figure():
    target = related(
        "plan.target", "率 >= 目标", limits=(("目标", Figure(99, "%")),), 率=MOST.terms[0][1].code
    )
    web = web_of(closing("96.6%", "963件", "950件", "47件"), rules=(target,))
    assert web.breaks == ()


def test_a_finding_of_what_may_hold_is_no_break():
    submitted = closing("96.6%", "693件", "950件", "47件")
    facts = Facts(submitted)
    broken = next(one for one in answers(facts) if one.finding)
    kept = next(one for one in answers(Facts(closing("96.6%", "963件", "950件", "47件"))) if one.case)
    assert Web.of([Outcome(broken.finding, case=kept.case)], facts).breaks == ()


def test_a_cell_of_two_names_is_narrowed_under_both():
    double = related("own.double", "一 + 二 = 10", 一=SETTLED.code, 二=SETTLED.code)
    one = Observation(SETTLED, "7件", "2023年", "叙永县")
    web = web_of([one], rules=(double,))
    assert web.breaks[0].cells == (id(one),)
    assert ranges_of(web, one) == ["[0, 10]"]
    assert web.fits({id(one): Interval(5, 5)}, {})
    assert not web.fits({id(one): Interval(6, 6)}, {})


def test_whole_things_have_whole_numbers():
    count, rate = Observation(CARRIED, "5件", "2023年"), Observation(CLOSING, "5%", "2023年")
    assert str(whole_values(Interval("4.2", "6.9"), count)) == "[5, 6]"
    assert whole_values(Interval("4.2", "4.9"), count) is None
    assert str(whole_values(Interval(None, "4.9"), count)) == "(-∞, 4]"
    assert str(whole_values(Interval("4.2", None), count)) == "[5, ∞)"
    assert str(whole_values(Interval("4.2", "4.9"), rate)) == "[4.2, 4.9]"


def test_what_no_definition_limits_may_be_anything():
    net = Observation("城镇新增就业人数", "5万人", "2023年")
    below = related("own.net", "本数 <= 上限", limits=(("上限", Figure(3, "万人")),), 本数=net.indicator.code)
    assert ranges_of(web_of([net], rules=(below,)), net) == ["(-∞, 30000]"]


def test_ranges_that_narrow_for_ever_are_narrowed_a_few_times():
    settled, accepted = (
        Observation(one.indicator, "9件", "2023年") for one in closing("1%", "1件", "1件", "1件")[1:3]
    )
    names = {"审结": settled.indicator.code, "受理": accepted.indicator.code}
    less = related("own.less", "审结 <= 受理 / 2", **names)
    more = related("own.more", "受理 <= 审结", **names)
    web = web_of([settled, accepted], rules=(less, more))
    assert ranges_of(web, settled, accepted) == ["[0, ∞)", "[0, ∞)"]
