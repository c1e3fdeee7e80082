"""Which rows there are, where the figures of a frame go, and places told more than once."""

import numpy as np
import polars as pl
import pytest
from alike import CATALOGUE
from definitions import count
from longframe import about, long

from rsindicators import Period, Unit
from rsindicators.frames.dense import NOWHERE
from rsindicators.frames.engine import opened
from rsindicators.frames.filling import Filled, Plan, filled
from rsindicators.frames.reading import read
from rsindicators.frames.slots import Entities, slot_of

RATE, STOCK = CATALOGUE["城镇登记失业率"], CATALOGUE["基本养老保险参保人数"]
FIRMS = count()


def slot(indicator=RATE, year=2023, unit=None):
    return slot_of(indicator, Period(year), None, unit or indicator.unit, to_date=False)


# ── which rows there are ─────────────────────────────────────────────────────────────────────────────────


def test_the_rows_of_an_indicator_stand_together_by_time():
    plan = Plan.of([slot(year=2023), slot(FIRMS), slot(year=2021), slot(year=2023)])
    assert [(one.indicator.code, one.sample.period.code) for one in plan.rows] == [
        (RATE.code, "2021"),
        (RATE.code, "2023"),
        (FIRMS.code, "2023"),
    ]
    assert plan.row_of(slot(year=2023)) == 1


def test_what_means_something_else_than_its_row_has_none():
    people = Unit.parse("人")
    plan = Plan.of([slot(STOCK), slot(STOCK, 2022, people)])
    assert (plan.row_of(slot(STOCK)), plan.row_of(slot(STOCK, 2023, people))) == (1, -1)
    assert (plan.row_of(None), plan.row_of(slot(STOCK, 1999))) == (-1, -1)
    half = slot_of(STOCK, Period(2023, 7, 6), None, STOCK.unit, to_date=False)
    assert plan.row_of(half) == -1


# ── filled ───────────────────────────────────────────────────────────────────────────────────────────────


def fill(frame, *, paired=True, **told):
    """The figures of a frame in their rows, by region and year."""
    entities = Entities()
    one = read(opened(frame), about(frame, **told), entities)
    plan = Plan.of([some for some in one.slots if some])
    return filled(one, plan, len(entities), paired=paired)


def cells(*values, region="甲县", year="2023年", unit="%"):
    return [(region, RATE.name, year, value, unit) for value in values]


def values_of(one):
    return [None if np.isnan(value) else value for value in one.values.tolist()]


def test_each_figure_lies_at_its_time_and_entity():
    one = fill(long(*cells(3.5), *cells(3.0, region="乙县"), *cells(2.5, year="2022年")))
    assert values_of(one) == [2.5, None, 3.5, 3.0]
    assert one.told.tolist() == [True, False, True, True]
    assert (one.decimals, len(one.twice[0]), [len(some) for some in one.odd]) == (None, 0, [0])


def test_a_place_told_twice_keeps_both_where_it_may():
    frame = long(*cells(3.5, 3.0), *cells(1.0, region="乙县"))
    both, none = fill(frame), fill(frame, paired=False)
    assert values_of(both) == values_of(none) == [None, 1.0]
    assert (both.twice[0].tolist(), both.twice[1].tolist()) == ([0], [[3.5], [3.0]])
    assert (len(none.twice[0]), none.odd[0].tolist(), both.odd[0].tolist()) == (0, [0, 1], [])


def test_a_place_told_thrice_is_for_the_objects():
    assert fill(long(*cells(3.5, 3.0, 2.0))).odd[0].tolist() == [0, 1, 2]


def test_an_empty_row_beside_a_figure_tells_nothing():
    one = fill(long(*cells(3.5, None), *cells(None, 2.0, region="乙县"), *cells(None, None, region="丙县")))
    assert values_of(one) == [3.5, 2.0, None]
    assert one.odd[0].tolist() == [4, 5]


def test_texts_told_twice_keep_their_decimals():
    one = fill(long(*cells("3.5", "3.50"), *cells("1.00", None, region="乙县")))
    assert one.twice[2].tolist() == [[1], [2]]
    assert one.decimals.tolist()[1] == 2


def test_columns_of_texts_and_of_numbers_have_the_decimals_of_each():
    names = (f"{RATE.name}(%)", f"{STOCK.name}(万人)")
    told = {
        "region": ["甲县", "甲县"],
        "year": [2023, 2023],
        names[0]: ["3.50", "3.5"],
        names[1]: [20.0, 21.0],
    }
    one = fill(pl.DataFrame(told))
    assert one.twice[2].tolist() == [[2, -1], [1, -1]]


def test_rows_of_no_place_are_odd():
    frame = long(
        *cells("3.5", "超过3"),
        ("甲" * 300, RATE.name, "2023年", "3", "%"),
        ("甲县", "没有的", "2023年", "3", "%"),
    )
    one = fill(frame)
    assert (values_of(one), one.odd[0].tolist()) == ([3.5], [1, 2, 3])


def test_another_unit_than_that_of_the_row_is_odd():
    frame = long(("甲县", STOCK.name, "2023年", 2.0, "万人"), ("乙县", STOCK.name, "2023年", 2e4, "人"))
    one = fill(frame)
    assert (values_of(one), one.odd[0].tolist()) == ([2.0, None], [1])


@pytest.mark.parametrize("decimals", [None, np.array([[1, 2], [2, 3]])])
def test_figures_that_the_objects_read_are_taken_out(decimals):
    twice = (np.array([1, 2]), np.array([[1.0, 2.0], [3.0, 4.0]]), decimals)
    one = Filled(np.arange(4.0), np.ones(4, np.bool_), None, twice, (NOWHERE,))
    left = one.without(np.array([1, 3]), np.array([3]))
    assert values_of(left) == [0.0, None, 2.0, None]
    assert left.told.tolist() == [True, False, True, True]
    assert (left.twice[0].tolist(), left.twice[1].tolist()) == ([2], [[2.0], [4.0]])
    assert (left.twice[2] is None) == (decimals is None)
    assert values_of(one) == [0.0, 1.0, 2.0, 3.0]


def test_a_wide_frame_without_rows_is_empty():
    told = {"region": [], "year": [], f"{RATE.name}(%)": []}
    types = {"region": pl.String, "year": pl.Int64, f"{RATE.name}(%)": pl.Float64}
    one = fill(pl.DataFrame(told, schema=types))
    assert one.values.size == 0
