"""Figures by time and entity: what they are and what they may mean."""

from decimal import Decimal

import numpy as np
import pytest
from alike import CATALOGUE
from attrs import evolve
from definitions import count
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Period
from rsindicators.frames.box import Box
from rsindicators.frames.dense import Pairs, Series, boxed, limits, narrowed
from rsindicators.frames.scaled import of_floats
from rsindicators.frames.slots import slot_of
from rsindicators.interval import Interval
from rsindicators.number import EXACT
from rsindicators.possible import within_limits

RATE, STOCK = CATALOGUE["城镇登记失业率"], CATALOGUE["基本养老保险参保人数"]
FIRMS = count()
NAN = np.nan


def slot(indicator=RATE, year=2023, unit=None):
    return slot_of(indicator, Period(year), None, unit or indicator.unit, to_date=False)


def series(values, indicator=RATE, **told):
    """The figures of some entities in two years."""
    scaled = of_floats(np.array(values, np.float64), 1, whole=False)
    slots = tuple(slot(indicator, 2022 + number) for number in range(len(values)))
    return Series(indicator, 0, slots, scaled, **({"told": ~np.isnan(scaled.twice)} | told))


def ends(box):
    """The ends in base units."""
    size = 2.0 * 10.0**box.scale
    return (box.low / size).tolist(), (box.high / size).tolist()


# ── what a figure may mean ───────────────────────────────────────────────────────────────────────────────


def test_a_figure_means_half_a_unit_of_its_last_place_either_way():
    box = boxed(of_floats(np.array([3.5, 3.0]), 1, whole=False), RATE.unit)
    np.testing.assert_allclose(ends(box), ([0.0345, 0.0295], [0.0355, 0.0305]))


def test_a_whole_count_is_what_it_says():
    box = boxed(of_floats(np.array([3.0, 4.0]), 0, whole=True), FIRMS.unit)
    assert box.low is box.high
    assert narrowed(box, FIRMS) is box


def test_of_counts_with_decimals_those_without_are_what_they_say():
    decimals = np.array([0, 1], np.int8)
    box = boxed(of_floats(np.array([3.0, 3.5]), decimals, whole=False), FIRMS.unit)
    assert ends(box) == ([3.0, 3.45], [3.0, 3.55])


def test_a_definition_narrows_what_a_figure_may_mean():
    box = boxed(of_floats(np.array([0.0, 100.0, 101.0, 50.0]), 1, whole=False), RATE.unit)
    low, high = ends(narrowed(box, RATE))
    assert (low[0], high[1]) == (0.0, 1.0)
    np.testing.assert_allclose(
        (low[1:], [*high[:1], *high[2:]]), ([0.9995, 1.0095, 0.4995], [0.0005, 1.0105, 0.5005])
    )


def test_what_counts_whole_things_is_whole_where_it_can_be():
    box = boxed(of_floats(np.array([4.0, 3.5, 4.0]), np.array([1, 1, 0], np.int8), whole=False), FIRMS.unit)
    assert ends(narrowed(box, FIRMS)) == ([4.0, 3.45, 4.0], [4.0, 3.55, 4.0])


def test_the_limits_of_a_definition_are_in_base_units():
    assert limits(RATE) == (0.0, 1.0, False)
    assert limits(FIRMS) == (0.0, None, True)


SHARE = CATALOGUE["劳动人事争议仲裁结案率"]


@pytest.mark.parametrize("indicator", [FIRMS, RATE, STOCK, SHARE], ids=lambda one: one.name)
@given(st.lists(st.tuples(st.integers(-2_000, 2_000), st.integers(0, 60)), min_size=1), st.integers(0, 3))
def test_what_a_definition_allows_is_what_it_allows_of_each_interval(indicator, told, scale):
    low = np.array([float(start) for start, _ in told])
    high = low + np.array([float(width) for _, width in told])
    box = narrowed(Box(low, high, scale), indicator)
    size = 2 * 10**scale
    for number, (start, width) in enumerate(told):
        lo, hi = (EXACT.divide(Decimal(end), Decimal(size)) for end in (start, start + width))
        allowed = within_limits(Interval.closed(lo, hi), indicator)
        ends = Decimal(int(box.low[number])), Decimal(int(box.high[number]))
        assert tuple(EXACT.divide(end, Decimal(size)) for end in ends) == (allowed.lo, allowed.hi)


# ── a series ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_row_is_known_by_its_time():
    one = series([[3.5], [3.0]])
    assert one.rows == {one.slots[0].time: 0, one.slots[1].time: 1}
    assert one.periods == ("2022", "2023")
    assert (one.unit, one.counted, series([[1.0]], FIRMS).counted) == (RATE.unit, False, True)


def test_figures_are_those_told_and_those_the_objects_read():
    odd = np.array([[False, True], [False, False]])
    assert series([[3.5, NAN], [3.0, NAN]]).figures.tolist() == [[True, False], [True, False]]
    assert series([[3.5, NAN], [3.0, NAN]], odd=odd).figures.tolist() == [[True, True], [True, False]]


def test_odd_figures_are_known_by_their_time():
    one = series([[3.5, NAN]], odd=np.array([[False, True]]))
    assert one.odd_at(one.slots[0].time).tolist() == [False, True]
    assert one.odd_at(Period(1999)) is False
    assert series([[3.5]]).odd_at(one.slots[0].time) is False


def test_what_others_are_held_against_is_what_is_told_now_or_earlier_but_no_rivals():
    told = np.array([[True, True, False, False]])
    some = [[3.5, NAN, 3.0, NAN]]
    rest = {"prior": np.array([[False, False, True, False]]), "odd": np.array([[False, False, False, True]])}
    pairs = Pairs(
        np.array([0, 1]),
        *[Box(np.zeros(2), np.zeros(2), 0)] * 2,
        *[of_floats(np.zeros(2), 0, whole=False)] * 2,
    )
    assert series(some, told=told).speaks.tolist() == [[True, True, False, False]]
    assert series(some, told=told, **rest).speaks.tolist() == [[True] * 4]
    assert series(some, told=told, pairs=pairs).speaks.tolist() == [[True, False, False, False]]


def test_figures_are_shown_in_their_unit():
    one = series([[3.5, 3.0]])
    cells = np.array([0, 0]), np.array([1, 0])
    np.testing.assert_allclose(one.shown(cells), ([3.0, 3.5], [2.95, 3.45], [3.05, 3.55]))
    assert [some.tolist() if np.ndim(some) else some for some in one.printed(cells)] == [[60.0, 70.0], 2.0]
    both = of_floats(np.array([3.5, 3.0]), np.array([1, 0], np.int8), whole=False)
    shaped = evolve(both, twice=both.twice.reshape(1, 2), half=both.half.reshape(1, 2))
    mixed = Series(RATE, 0, one.slots, shaped, one.told)
    assert mixed.printed(cells)[1].tolist() == [20.0, 2.0]
