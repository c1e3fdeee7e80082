"""What is drawn is true: years add up of their months, balances link, parts stay below, rates follow."""

from fractions import Fraction
from random import Random

import pytest
from definitions import component, indicator
from exactly import based
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Accumulation, Additivity, Catalogue, Formula, Measure, Period, Unit
from rsindicators.constituent import constituents
from rsindicators.worlds import World, draw_courses, is_drawable, quotient, terms

CATALOGUE = Catalogue.standard()
DEFINED = [one for one in CATALOGUE if one.is_defined]
SOME = [
    CATALOGUE[name]
    for name in (
        *("城镇新增就业人数", "调查失业率", "基本养老保险参保率", "仲裁结案率"),
        *("省内转移人数", "农民工参加职业培训人次"),
    )
]
"""One of each kind of formula; a part of a stock, one of a flow."""
MONTH, TO_DATE, BEFORE = Period(2023, 6, 1), Period(2023, 1, 6), Period(2023, 1, 5)
LAST_YEAR = Period(2022)
RUNS = (MONTH, TO_DATE, BEFORE, LAST_YEAR)
REGIONS = ("叙永县", "古蔺县")
randoms = st.randoms(use_true_random=False)


def world(rng, indicators=SOME, catalogue=CATALOGUE):
    return World(draw_courses(rng, indicators, RUNS, REGIONS, catalogue), {"合计": REGIONS})


def parts_of(one):
    return {part.name: part for part in constituents(one)}


def rate(formula, *components, **changes):
    return indicator(formula=Formula.parse(formula), components=components, **changes)


# ── which definitions ────────────────────────────────────────────────────────────────────────────────────


def test_every_definition_of_the_appendix_is_drawable():
    assert len(DEFINED) == 26
    assert all(map(is_drawable, DEFINED))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲", {"甲": 1}),
        ("甲 + 乙 - (丙 - 丁)", {"甲": 1, "乙": 1, "丙": -1, "丁": 1}),
        ("甲 + 甲", None),
        ("甲 * 乙", None),
        ("甲 + 2", None),
        ("2 - 甲", None),
    ],
)
def test_a_sum_is_told_by_its_names_and_signs(text, found):
    assert terms(Formula.parse(text).tree) == found


def test_a_rate_is_one_count_over_a_sum_of_them():
    above, below = quotient(CATALOGUE["仲裁结案率"])
    assert (above, list(below)) == ("当期审结案件数", ["当期立案受理案件数", "上期末累计未结案件总数"])
    assert quotient(CATALOGUE["技能人才数量"]) is None
    assert quotient(CATALOGUE["城镇新增就业人数"]) is None


@pytest.mark.parametrize(
    "definition",
    [
        rate("2 * 甲 / 乙", component("甲"), component("乙")),
        rate("甲 / (乙 * 2)", component("甲"), component("乙")),
        rate("甲 / 乙", component("甲"), component("乙", measure=Measure.FLOW)),
        rate(
            "甲 / 乙",
            component("甲"),
            component("乙", formula=Formula.parse("丙 * 2")),
            component("丙"),
        ),
        indicator(
            measure=Measure.STOCK,
            unit=Unit.parse("家"),
            formula=Formula.parse("甲 * 2"),
            components=(component("甲"),),
            over_regions=Additivity.SUM,
        ),
        rate("甲 / (乙 - 丙)", component("甲"), component("乙"), component("丙", carry_over=True)),
        indicator(measure=Measure.COMPOSITION, unit=Unit.parse(""), formula=None, components=()),
    ],
    ids=[
        "product",
        "product below",
        "mixed",
        "derived product",
        "multiple",
        "carried over, taken off",
        "composition",
    ],
)
def test_other_definitions_are_left_out(definition):
    assert not is_drawable(definition)


# ── what is true ─────────────────────────────────────────────────────────────────────────────────────────


@given(randoms)
def test_a_year_to_date_is_the_one_before_and_the_month(rng):
    drawn = world(rng)
    for one in (head for head in SOME if head.measure is Measure.FLOW):
        told = [drawn.truth(one, "叙永县", run) for run in (TO_DATE, BEFORE, MONTH)]
        assert told[0] == told[1] + told[2]


@given(randoms)
def test_a_balance_is_what_was_left_and_a_year_opens_with_that_of_december(rng):
    drawn = world(rng)
    parts = parts_of(CATALOGUE["仲裁结案率"])

    def told(name, run):
        return drawn.truth(parts[name], "叙永县", run)

    for run, later in ((LAST_YEAR, TO_DATE), (LAST_YEAR, BEFORE), (BEFORE, MONTH)):
        left = (
            told("上期末累计未结案件总数", run)
            + told("当期立案受理案件数", run)
            - told("当期审结案件数", run)
        )
        assert told("上期末累计未结案件总数", later) == left >= 0


@given(randoms)
def test_a_part_is_at_most_its_whole_and_only_what_is_net_is_negative(rng):
    drawn = world(rng)
    for one in SOME:
        for run in RUNS:
            truth = drawn.truth(one, "合计", run)
            assert truth >= 0 or one.minimum is None
            if one.part_of:
                assert truth <= drawn.truth(CATALOGUE[one.part_of], "合计", run)


@given(randoms)
def test_a_rate_is_that_of_its_components_and_within_its_bounds(rng):
    drawn = world(rng)
    for one in (head for head in SOME if head.formula is not None):
        values = {name: drawn.truth(part, "合计", MONTH) for name, part in parts_of(one).items()}
        told = one.compute(
            {
                name: f"{value}{parts_of(one)[name].unit.symbol.removeprefix('万')}"
                for name, value in values.items()
            }
        )
        assert abs(based(told.value, told.unit) - drawn.truth(one, "合计", MONTH)) < Fraction(1, 10**40)
        assert one.measure is not Measure.RATIO or 0 <= drawn.truth(one, "合计", MONTH) <= 1


@given(randoms)
def test_a_sum_is_that_of_its_regions(rng):
    drawn = world(rng)
    for one in (head for head in SOME if head.over_regions is Additivity.SUM):
        assert drawn.truth(one, "合计", TO_DATE) == sum(
            drawn.truth(one, region, TO_DATE) for region in REGIONS
        )


def test_what_was_not_drawn_is_not_known():
    drawn = world(Random(1), SOME[:1])
    with pytest.raises(KeyError):
        drawn.truth(CATALOGUE["技能人才数量"], "叙永县", MONTH)


def test_a_definition_that_is_asked_twice_is_drawn_once():
    one = world(Random(1), [CATALOGUE["技能人才数量"]] * 2)
    assert one.courses == world(Random(1), [CATALOGUE["技能人才数量"]]).courses


def test_counts_of_any_unit_are_drawn():
    own = indicator(
        unit=Unit.parse("千人"),
        measure=Measure.STOCK,
        over_regions=Additivity.SUM,
        over_periods=Additivity.NONE,
        accumulation=Accumulation.AT_END,
        formula=None,
        components=(),
    )
    assert world(Random(1), [own]).truth(own, "叙永县", MONTH) > 0


def test_a_sum_of_two_counts_is_drawn_of_both():
    own = rate("甲 / (乙 + 丙)", component("甲"), component("乙"), component("丙"))
    drawn = world(Random(1), [own])
    values = {name: drawn.truth(part, "叙永县", MONTH) for name, part in parts_of(own).items()}
    assert values["乙"] > 0
    assert values["丙"] > 0
    assert drawn.truth(own, "叙永县", MONTH) == values["甲"] / (values["乙"] + values["丙"])
