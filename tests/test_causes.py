"""The fewest cells that explain what is broken."""

from related import RULES, answers, at_most, cards, closing, related

from rsindicators import Catalogue, Figure, Observation
from rsindicators.causes import MOST_TRIED_IN_ALL, causes_of
from rsindicators.constituent import constituents
from rsindicators.facts import Facts
from rsindicators.kinds import Measure
from rsindicators.web import Web

PRIOR = closing("95.2%", "940件", "930件", "57件", period="2022年")
CARDS_BEFORE = cards("80.1%", "46.11万人", "57.57万人", period="2022年末")


def told(submitted, prior=(), rules=RULES, rank=lambda _: 0, tries=MOST_TRIED_IN_ALL):
    """Of each group its causes: the rules broken, the positions of the cells suspected."""
    facts = Facts(submitted, prior)
    web = Web.of(answers(facts, rules), facts)
    place = {id(one): number for number, one in enumerate(submitted)}
    left = iter(range(tries))
    return [
        [
            (
                [broken.finding.code for broken in cause.breaks],
                [place[id(one.cell)] for one in cause.suspects],
            )
            for cause in causes_of(group, web, rank, left)
        ]
        for group in web.groups()
    ]


def counts(*values):
    """Several counts of one place, whatever they count, and their codes."""
    parts = [part for one in Catalogue.standard() for part in constituents(one)]
    known = [one for one in parts if one.unit.symbol == "万人" and one.measure is Measure.STOCK]
    seen = [Observation(one, f"{value}万人", "2023年") for one, value in zip(known, values, strict=False)]
    return seen, [one.indicator.code for one in seen]


def test_one_cell_that_touches_all_that_is_broken_is_suspected():
    assert told(closing("101.4%", "963件", "950件", "47件")) == [
        [(["identities.formula", "ranges.maximum"], [0])]
    ]


def test_every_cell_that_alone_explains_it_is_suspected_in_the_order_of_the_relation():
    assert told(cards("28.4%", "47.52万人", "57.67万人")) == [[(["identities.formula"], [0, 1, 2])]]


def test_a_cell_that_nothing_could_repair_is_not_suspected():
    [[(codes, suspects)]] = told(closing("96.6%", "693件", "950件", "47件"))
    assert codes == ["identities.formula"]
    assert suspects == [0, 1]  # no whole number of accepted cases fits, and none carried over


def test_what_the_earlier_figure_contradicts_is_not_suspected():
    [[(_, suspects)]] = told(cards("8.24%", "47.52万人", "57.67万人"), CARDS_BEFORE)
    assert suspects == [0]


def test_two_cells_are_two_causes_each_with_what_it_touches():
    submitted = [*cards("82.4%", "475234万人", "576万人")]
    found = told(submitted, CARDS_BEFORE)
    assert found == [[(["identities.formula", "time.stock_jump"], [1]), (["time.stock_jump"], [2])]]


def test_three_cells_are_three_causes():
    seen, codes = counts(9, 9, 9, 1)
    rules = [
        related(f"own.{name}", "大 <= 小", 大=code, 小=codes[3])
        for name, code in zip("abc", codes[:3], strict=True)
    ]
    low = related("own.low", "小 <= 上限", limits=(("上限", Figure(2, "万人")),), 小=codes[3])
    assert told(seen, rules=[*rules, low]) == [[(["own.a"], [0]), (["own.b"], [1]), (["own.c"], [2])]]


def test_four_cells_explain_nothing():
    seen, codes = counts(9, 9, 9, 9, 1)
    rules = [
        related(f"own.{name}", "大 <= 小", 大=code, 小=codes[4])
        for name, code in zip("abcd", codes[:4], strict=True)
    ]
    low = related("own.low", "小 <= 上限", limits=(("上限", Figure(2, "万人")),), 小=codes[4])
    assert told(seen, rules=[*rules, low]) == [[]]


def test_a_cell_that_explains_all_only_together_with_another_is_suspected_with_it():
    rate, *parts = closing("84.1%", "557件", "526件", "136件")  # both of another balance: 80 is right
    prior = closing("90%", "635件", "658件", "57件", period="2022年")
    facts = Facts([rate, *parts], prior)
    web = Web.of(answers(facts), facts)
    [group] = web.groups()
    [cause] = causes_of(group, web, lambda _: 0, iter(range(100)))
    [suspect] = cause.suspects
    assert suspect.cell is parts[2]
    assert not suspect.is_alone
    assert str(suspect.within) == "[80, 80]"


def test_what_stands_in_the_place_of_one_of_two_cells_is_suspected_too():
    seen, (one, two, three, four) = counts(5, 5, 5, 9)
    firm = related("own.firm", "本数 >= 下限", limits=(("下限", Figure(4, "万人")),), 本数=one)
    rules = [at_most("own.a", 12, one, two, three), at_most("own.b", 12, one, four), firm]
    assert told(seen, rules=rules) == [[(["own.a"], [1, 2]), (["own.b"], [3])]]

    def rank(suspect):
        return suspect.cell is not seen[2]

    assert told(seen, rules=rules, rank=rank) == [[(["own.a"], [1, 2]), (["own.b"], [3])]]


def test_a_cell_that_makes_no_difference_is_not_suspected():
    seen, (one, two) = counts(9, 5)
    rules = [
        related("own.same", "一 - 一 + 二 <= 上限", limits=(("上限", Figure(3, "万人")),), 一=one, 二=two)
    ]
    assert told(seen, rules=rules) == [[(["own.same"], [1])]]


def test_relations_far_apart_are_not_explained_by_three_cells():
    seen, codes = counts(*[9] * 8)
    rules = [
        at_most(f"own.{name}", 10, *pair) for name, *pair in zip("abcdefg", codes, codes[1:], strict=False)
    ]
    assert told(seen, rules=rules) == [[]]
    [[*causes]] = told(seen[:6], rules=rules)
    assert [codes for codes, _ in causes] == [["own.a"], ["own.b", "own.c"], ["own.d", "own.e"]]


def test_a_relation_of_two_suspected_cells_goes_with_the_first_of_them():
    seen, codes = counts(9, 8)
    high = [
        related(f"own.{name}", "本数 <= 上限", limits=(("上限", Figure(5, "万人")),), 本数=code)
        for name, code in zip("ab", codes, strict=True)
    ]
    both = related(
        "own.both", "一 + 二 <= 上限", limits=(("上限", Figure(6, "万人")),), 一=codes[0], 二=codes[1]
    )
    assert told(seen, rules=[*high, both]) == [[(["own.a", "own.both"], [0]), (["own.b"], [1])]]


def test_cells_wrong_for_other_reasons_are_open_while_one_is_judged():
    submitted = cards("82.4%", "475234万人", "576712万人")  # a whole column in 人: the rate still holds
    assert told(submitted, CARDS_BEFORE) == [
        [(["time.stock_jump"], [1])],
        [(["time.stock_jump"], [2])],
    ]


def test_a_true_jump_that_all_the_rest_confirms_has_no_single_cell():
    submitted = cards("20.6%", "11.88万人", "57.67万人")
    [[(codes, suspects)]] = told(submitted, CARDS_BEFORE)
    assert codes == ["time.stock_jump"]
    assert suspects == [1]


def test_the_search_ends_when_its_steps_are_used_up():
    submitted = cards("82.4%", "475234万人", "576万人")
    assert told(submitted, CARDS_BEFORE, tries=2) == [[]]
    assert told(submitted[:2], CARDS_BEFORE, tries=0) == [[(["time.stock_jump"], [1])]]


def test_what_has_no_submitted_cell_is_not_explained():
    own, prior = closing("96.6%", "963件", "950件", "47件"), closing("50%", "963件", "950件", "47件")
    facts = Facts(prior)
    outcomes = answers(facts)
    web = Web.of(outcomes, Facts(own))
    [group] = web.groups()
    assert causes_of(group, web, lambda _: 0, iter(range(9))) == ()
