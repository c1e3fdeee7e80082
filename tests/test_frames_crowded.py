"""Frames that are too large, too sparse, too crowded, or hold half-size floats."""

import polars as pl
import pytest
from refusal import refused

import rsindicators as rs
from rsindicators.errors import FrameError
from rsindicators.frames import cells, filling


def frame(count, **more):
    told = {
        "region": ["510524"] * count,
        "indicator": ["技能人才数量"] * count,
        "period": ["2023年末"] * count,
    }
    return pl.DataFrame(told | {"value": [2.0] * count, "unit": ["人"] * count} | more)


def test_too_many_combinations_of_keys_are_refused(monkeypatch):
    monkeypatch.setattr(cells, "MOST_COMBINED", 3)
    with refused(FrameError, "frames.distinct"):
        rs.frames.validate(frame(4, unit=["人", "万人", "件", "户"]))


def test_few_rows_spread_over_very_many_places_are_refused(monkeypatch):
    monkeypatch.setattr(filling, "MOST_CELLS", 3)
    monkeypatch.setattr(filling, "SPARSE", 1)
    with refused(FrameError, "frames.sparse"):
        rs.frames.validate(
            frame(
                4,
                region=["510524", "510525", "510526", "510527"],
                period=["2020年末", "2021年末", "2022年末", "2023年末"],
            )
        )


@pytest.mark.parametrize("value", ["2", "超过2"])
def test_a_key_told_a_thousand_times_is_told_once(value):
    found = rs.frames.validate(frame(1_000, value=[value] * 1_000))
    assert found.summary() == {"keys.duplicate": 1}


def test_a_half_size_float_is_what_it_shows():
    told = frame(2, region=["510524", "510525"], unit=["万人"] * 2)
    small = told.with_columns(value=pl.Series([2.71, 0.1], dtype=pl.Float32))
    wide = told.with_columns(value=pl.Series([2.71, 0.1]))
    assert rs.frames.validate(small).summary() == rs.frames.validate(wide).summary() == {}


def test_decimals_that_nobody_prints_are_told():
    found = rs.frames.validate(frame(3, decimals=[127, 256, -3], region=["510524", "510525", "510526"]))
    assert found.summary() == {"cells.decimals": 3}


@pytest.mark.parametrize("month", [0, 13, None, -1])
def test_an_impossible_month_is_no_year(month):
    told = frame(1).drop("period").with_columns(year=pl.lit(2023), month=pl.lit(month, pl.Int64))
    assert rs.frames.validate(told).summary() == {"cells.period": 1}


def test_a_figure_without_a_region_is_of_the_plans():
    told = frame(2, region=["叙永县", None], value=[10.0, 12.0])
    assert rs.frames.validate(told, plan="xuyong-14").summary()["keys.duplicate"] == 1


def test_a_figure_that_clashes_with_a_hundred_others_is_told():
    told = [f"超过{number}%" for number in range(1, 121)]
    rates = {"indicator": ["仲裁结案率"] * 121, "period": ["2023年"] * 121, "unit": [None] * 121}
    agreeing = frame(120, **{name: cells[:120] for name, cells in rates.items()}, value=told)
    clashing = frame(121, **rates, value=[*told, "不足0.5%"])
    grades = [
        rs.frames.validate(one).frame.filter(pl.col("code") == "keys.duplicate")["certainty"].to_list()
        for one in (agreeing, clashing)
    ]
    assert grades == [["suspect"], ["wrong"]]
