"""Composite indices: points along a line, weights that add up to 100, rounding carried through."""

from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import inside
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Figure, Interval, Observation
from rsindicators.errors import DefinitionError, UnitError
from rsindicators.scoring import CompositeIndex, Scored

JOBS = Scored("城镇新增就业人数", 60, best="0.4万人")
UNEMPLOYED = Scored("城镇登记失业率", 40, best="2%", worst="4.5%")
INDEX = CompositeIndex("就业指数(示例)", [JOBS, UNEMPLOYED])
NEW_JOBS = Observation("城镇新增就业人数", "0.36万人", "2023年")
RATE = Observation("城镇登记失业率", "3.0%", "2023年末")


def test_an_index_weighs_the_points_of_its_indicators():
    score = INDEX.of([NEW_JOBS, RATE])
    assert score.value == Figure(78)
    assert [one.points for one in score.parts] == [90, 60]
    assert score.interval == Interval("76.45", "79.55")
    assert score.missing == ()


def test_an_attainment_is_the_line_from_zero_to_the_target():
    points, interval = JOBS.points(Figure("2000", "人"))
    assert points == 50
    assert interval.is_point


def test_points_go_no_further_than_0_and_100():
    assert JOBS.points(Figure("0.9", "万人"))[0] == 100
    assert JOBS.points(Figure("-0.1", "万人"))[0] == 0
    assert UNEMPLOYED.points(Figure("5.0", "%"))[0] == 0
    assert UNEMPLOYED.points(Figure("1.0", "%"))[0] == 100


def test_without_a_figure_the_index_is_unknown_and_its_bounds_are_told():
    score = INDEX.of([NEW_JOBS])
    assert score.value is None
    assert score.missing == ("城镇登记失业率",)
    assert score.interval == Interval("53.25", "94.75")
    assert "缺 城镇登记失业率" in str(score)


def test_the_most_final_figure_is_used_and_rivals_are_refused():
    final = Observation("城镇登记失业率", "2.5%", "2023年末")
    score = INDEX.of([NEW_JOBS, RATE, RATE])
    assert score.value == Figure(78)
    with refused(DefinitionError, "scoring.several", "城镇登记失业率"):
        INDEX.of([NEW_JOBS, RATE, final])


def test_figures_of_several_regions_or_times_are_refused():
    for other in (
        Observation("城镇登记失业率", "3.0%", "2022年末"),
        Observation("城镇登记失业率", "3.0%", "2023年末", "古蔺县"),
    ):
        with refused(DefinitionError, "scoring.places", "就业指数"):
            INDEX.of([RATE, other])
        with refused(DefinitionError, "scoring.places", "就业指数"):
            INDEX.of([NEW_JOBS, other])
    assert INDEX.of([NEW_JOBS, RATE, Observation("失业保险参保人数", "2万人", "2020年末")]).value is not None


def test_what_is_no_single_quantity_is_no_figure():
    assert INDEX.of([NEW_JOBS, Observation("城镇登记失业率", "3%以内", "2023年末")]).value is None


def test_the_table_shows_weights_points_and_contributions():
    table = INDEX.of([NEW_JOBS, RATE]).to_table()
    assert table.rows[1] == ("城镇登记失业率", "40", "3.0%", "60.00", "24.00")
    assert table.notes == ("指数 78.00", "真值在 [76.4500, 79.5500]")
    assert "<table" in INDEX.of([NEW_JOBS])._repr_html_()


@pytest.mark.parametrize(
    ("weights", "code"),
    [((60, 30), "scoring.weights"), ((), "scoring.parts")],
)
def test_the_weights_add_up_to_100(weights, code):
    parts = [
        Scored(name, weight, best=best)
        for name, weight, best in zip(
            ("城镇新增就业人数", "失业保险参保人数"), weights, ("1万人", "1万人"), strict=False
        )
    ]
    with refused(DefinitionError, code, "指数"):
        CompositeIndex("指数", parts)


def test_an_indicator_stands_in_an_index_once():
    with refused(DefinitionError, "scoring.parts", "2"):
        CompositeIndex("指数", [Scored("城镇新增就业人数", 50, best="1万人")] * 2)


def test_a_line_needs_two_ends_a_weight_above_zero_and_a_unit_that_fits():
    with refused(DefinitionError, "scoring.span", "城镇登记失业率"):
        Scored("城镇登记失业率", 40, best="2%", worst="2.0%")
    with refused(DefinitionError, "scoring.weight", "城镇登记失业率"):
        Scored("城镇登记失业率", 0, best="2%")
    with pytest.raises(UnitError):
        Scored("城镇登记失业率", 40, best="2万人")


@given(st.integers(0, 9_999), st.integers(0, 600), st.fractions(0, 1), st.fractions(0, 1))
def test_whatever_the_truth_behind_the_print_the_index_holds_it(jobs, rate, one, other):
    seen = [
        Observation("城镇新增就业人数", Figure(Decimal(jobs).scaleb(-4), "万人", decimals=4), "2023年"),
        Observation("城镇登记失业率", Figure(Decimal(rate).scaleb(-2), "%", decimals=2), "2023年末"),
    ]
    true_jobs = Fraction(jobs, 10_000) + (one - Fraction(1, 2)) / 10_000
    true_rate = Fraction(rate, 100) + (other - Fraction(1, 2)) / 100
    points = [true_jobs / Fraction(2, 5), (true_rate - Fraction(9, 2)) / (2 - Fraction(9, 2))]
    first, second = (min(max(point, Fraction(0)), Fraction(1)) for point in points)
    assert inside(60 * first + 40 * second, INDEX.of(seen).interval)


@pytest.mark.parametrize("given", [None, 1.5, "x", [None], b"x", [RATE]])
def test_what_is_no_part_of_an_index_is_refused(given):
    with refused(DefinitionError, "scoring.kind", "Scored"):
        CompositeIndex("指数", given)


@pytest.mark.parametrize("given", [None, 1.5, "x", [None], [JOBS]])
def test_what_is_no_observation_is_refused(given):
    with refused(DefinitionError, "scoring.kind", "Observation"):
        INDEX.of(given)
