"""Relations as conditions: ways to hold, quotients, bounds, what can be met together."""

import pytest
from refusal import refused

from rsindicators import Catalogue, Figure, Formula, Interval
from rsindicators.conditions import Demand, bounds_of, can_be_met, form_of
from rsindicators.errors import ComponentError, FormulaError
from rsindicators.rule import Term, Tree

NOT_NEGATIVE = {code: Interval(0, None) for code in "abcr"}
SHARE = NOT_NEGATIVE | {"r": Interval(0, 1)}


def demand(text, *, opposite=False, limits=()):
    formula = Formula.parse(text)
    known = dict(limits)
    terms = tuple((name, Term(name)) for name in formula.names if name not in known)
    return Demand.of(Tree(formula, terms, tuple(known.items())), opposite=opposite)


def met(*texts, bounds=NOT_NEGATIVE):
    return can_be_met([demand(text) for text in texts], bounds)


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (("a <= b", "a > b"), False),
        (("a <= b", "a >= b"), True),
        (("a < b", "a = b"), False),
        (("a != b", "a = b"), False),
        (("a != b", "a <= b"), True),
        (("a < 0",), False),
        (("a <= 0",), True),
        (("a = b + c", "b > a"), False),
        (("a / (b + c) > 200%", "a <= b + c"), False),
        (("a / (b + c) > 100%", "a >= b + c"), True),
        (("a / (b - c) > 1", "a < b - c"), False),  # below the line either sign
        (("a / (b - c) < -1", "a < b - c"), False),  # -a > b - c, so that b - c is below zero, and a above it
        (("a / (b - c) < -1", "b < c"), True),
        (("r = a / (b + c)", "a = b + c"), True),
        (("a * b >= 4", "a <= 1"), True),
        (("a * b >= 4", "a <= 1", "b <= 3"), False),
        (("a / b != a / b",), False),
        (("a * a * b = 2 * b", "b >= 1"), None),
    ],
)
def test_relations_hold_together_where_both_are_asked(texts, answer):
    assert met(*texts) is answer


def test_what_is_below_zero_may_satisfy_what_a_count_cannot():
    assert met("a < 0", bounds={}) is True
    assert met("a * b < 0", bounds={}) is True
    assert met("a * b < 0") is False


def test_narrowing_that_never_ends_is_left_off():
    texts = ("a <= b / 2 + 1", "b <= a / 2 + 1", "a * b >= 1")
    hundred = {code: Interval(0, 100) for code in "ab"}
    assert met(*texts, bounds=hundred) is True
    assert met(*texts, "a * b > 5", bounds=hundred) is False


def test_the_opposite_of_a_relation_is_that_it_does_not_hold():
    for text, other in {"a <= b": "a > b", "a < b": "a >= b", "a = b": "a != b"}.items():
        for one, against in ((text, other), (other, text)):
            assert can_be_met([demand(one, opposite=True), demand(one)], {}) is False
            assert can_be_met([demand(one, opposite=True), demand(against)], {}) is True
    assert can_be_met([demand("a / b = a / b", opposite=True)], {}) is False
    assert can_be_met([demand("a * b >= 0", opposite=True), demand("a >= 1")], {}) is True


def test_a_limit_is_a_number_of_base_units():
    limits = {"most": Figure("2", "万人"), "least": Figure("20000", "人")}
    most = demand("a < most", limits={"most": limits["most"]})
    least = demand("a >= least", limits={"least": limits["least"]})
    assert can_be_met([most, least], {}) is False
    assert can_be_met([demand("a <= most", limits={"most": limits["most"]}), least], {}) is True
    assert can_be_met([demand("a * most < least", limits=limits), demand("a >= 1")], {}) is False


def test_two_names_of_one_figure_are_one_unknown():
    tree = Tree(Formula.parse("x > y"), (("x", Term("a")), ("y", Term("a"))))
    assert can_be_met([Demand.of(tree)], {}) is False


def test_the_bounds_of_an_indicator_are_in_base_units():
    catalogue = Catalogue.standard()
    assert bounds_of(catalogue["仲裁结案率"]) == Interval(0, 1)
    assert bounds_of(catalogue["城镇新增就业人数"]) == Interval(None, None)
    assert bounds_of(catalogue["转移就业农村劳动力人数"]) == Interval(0, None)


def test_relations_of_one_form_have_one_answer():
    one, other, third = (demand(text) for text in ("a <= b", "a <= c", "a < c"))
    assert form_of([one, other], NOT_NEGATIVE) != form_of([one, one], NOT_NEGATIVE)
    assert form_of([one], NOT_NEGATIVE) == form_of([demand("a <= b")], NOT_NEGATIVE)
    assert form_of([one], NOT_NEGATIVE) != form_of([one], {})
    assert form_of([third], {}) != form_of([other], {})


def test_a_relation_that_is_none_and_a_name_that_nothing_bears_are_refused():
    with refused(FormulaError, "formula.no_comparison", "a + b"):
        demand("a + b")
    with refused(ComponentError, "component.missing", "b"):
        Demand.of(Tree(Formula.parse("a <= b"), (("a", Term("a")),)))
