"""Targets: what they ask, and what was read into them."""

import pickle

import pytest
from definitions import count, indicator
from refusal import refused

from rsindicators import (
    Accumulation,
    Base,
    Bound,
    Catalogue,
    Composition,
    Direction,
    Figure,
    Nature,
    Period,
    Portion,
    Relation,
    Target,
    Verdict,
    parse,
)
from rsindicators.errors import DefinitionError, UnitError
from rsindicators.target import asked


def target(bound, phrase="", name="失业保险参保人数", **more):
    """A target for 2020."""
    return Target(Catalogue.standard()[name], bound, Period(2020), Accumulation.AT_END, phrase=phrase, **more)


@pytest.mark.parametrize(
    ("figure", "direction", "relation"),
    [
        (Figure("2", "万人"), Direction.HIGHER, Relation.AT_LEAST),
        (Figure("4.5", "%"), Direction.LOWER, Relation.AT_MOST),
    ],
)
def test_a_plain_number_means_at_least_or_at_most_and_says_that_it_was_inferred(figure, direction, relation):
    # trade rules §5: “A plain number in a target column means at least for 正向, at most for 逆向”
    bound, inferred = asked(figure, direction)
    assert (bound.relation, bound.limit) == (relation, figure)
    assert bound.limit.interval.is_point
    assert [name for name, _ in inferred] == ["bound"]
    assert relation.label in inferred[0][1]


def test_a_plain_number_of_an_indicator_without_a_direction_is_refused():
    with refused(DefinitionError, "target.direction", "3%"):
        asked(Figure("3", "%"), Direction.NEITHER)


@pytest.mark.parametrize("value", [Bound.parse("≤4%"), Composition.parse("10:40:50"), None])
def test_what_prints_its_comparator_is_taken_as_it_is(value):
    assert asked(value, Direction.NEITHER) == (value, ())


def test_a_fraction_asks_for_that_share():
    # 正文第193行: “电子社保卡覆盖2/3人口”
    bound, inferred = asked(Portion(2, 3, "人口"), Direction.HIGHER)
    assert inferred
    assert bound.judge(Figure("67", "%")).verdict is Verdict.MET
    assert bound.judge(Figure("66", "%")).verdict is Verdict.MISSED
    assert str(target(bound, name="电子社保卡覆盖率")) == "≥≈0.666667倍"


def test_it_judges_figures_bounds_and_missing_figures():
    wanted = target(Bound.parse("≥2万人"))
    assert wanted.judge(Figure("2.28", "万人")).verdict is Verdict.MET
    assert wanted.judge(Bound.parse("超过2万人")).verdict is Verdict.MET
    assert wanted.judge(None).reason == "judgement.missing"
    with refused(UnitError, "unit.different"):
        wanted.judge(Figure("2.28", "万人次"))


def test_it_judges_compositions_against_compositions_only():
    wanted = target(Composition.parse("10:40:50"), name="专业技术人才比例")
    assert wanted.judge(Composition.parse("16.4:46.3:37.3")).verdict is Verdict.MET
    assert wanted.judge(Figure("16.4")).reason == "judgement.kind"
    assert target(Bound.parse("≥2万人")).judge(Composition.parse("1:2")).reason == "judgement.kind"


def test_it_judges_a_fraction_as_the_share_it_is():
    wanted = target(Bound.parse("≥40%"), name="电子社保卡覆盖率")
    judgement = wanted.judge(Portion(2, 3, "人口"))
    assert (judgement.verdict, judgement.certain) == (Verdict.MET, True)


@pytest.mark.parametrize(("phrase", "reason"), [("全覆盖", "judgement.text"), ("", "judgement.no_target")])
def test_a_target_in_words_or_none_stays_undecided(phrase, reason):
    judgement = target(None, phrase).judge(Figure("2.28", "万人"))
    assert (judgement.verdict, judgement.reason) == (Verdict.UNDECIDED, reason)


@pytest.mark.parametrize(
    ("bound", "phrase", "accumulation", "shown"),
    [
        (Bound.parse(">23.5万人"), "", Accumulation.CUMULATIVE, "[>23.5]万人"),
        (Bound.parse("≥2万人"), "", Accumulation.AT_END, "≥2万人"),
        (Composition.parse("10:40:50"), "", Accumulation.AT_END, "10:40:50"),
        (None, "全覆盖", Accumulation.AT_END, "全覆盖"),
        (None, "全覆盖", Accumulation.CUMULATIVE, "累计全覆盖"),
        (None, "", Accumulation.CUMULATIVE, "[ ]"),
    ],
)
def test_it_is_shown_as_a_cell(bound, phrase, accumulation, shown):
    one = Target(Catalogue.standard()["城镇新增就业"], bound, Period.plan(13), accumulation, phrase=phrase)
    assert str(one) == shown


def test_only_an_inferred_comparator_makes_it_inferred():
    assert not target(Bound.parse("≥2万人"), inferred=(("unit", "x"),)).is_inferred
    assert target(Bound.parse("≥2万人"), inferred=(("bound", "x"),)).is_inferred


def test_a_base_reads_as_its_period_and_its_cell():
    base = Base(parse("[2]", unit="万人"), Period.plan(12), Accumulation.CUMULATIVE)
    assert str(base) == "“十二五” [2]万人"


def test_it_is_a_value_like_any_other():
    one = target(Bound.parse("≥2万人"), nature=Nature.BINDING)
    assert one == target(Bound.parse("不少于20000人"), nature=Nature.BINDING)
    assert hash(one) == hash(target(Bound.parse("≥2万人"), nature=Nature.BINDING))
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != target(Bound.parse("≥2万人"))


def test_a_target_of_ones_own_indicator_is_judged():
    firms = Target(count(), Bound.parse("不少于500户"), Period(2025), Accumulation.AT_END)
    assert firms.judge(Figure("500", "户")).certain
    rate = Target(indicator(), Bound.parse("≥95%"), Period(2025), Accumulation.AT_END)
    assert rate.judge(Figure("95.0", "%")).at_limit
