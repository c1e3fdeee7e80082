"""All figures in one grid: earlier ones where none are told now, one of two where it says what both do."""

import numpy as np
import pytest
from alike import CATALOGUE
from longframe import found, long
from screened import given, screened

RATE, STOCK, FIRMS = "城镇登记失业率", "基本养老保险参保人数", "省级人力资源服务产业园"
CODE = {name: CATALOGUE[name].code for name in (RATE, STOCK, FIRMS)}


def cells(*values, name=RATE, region="甲县", year="2023年", unit="%"):
    return [(region, name, year, value, unit) for value in values]


def grid(now, before=None, **told):
    return screened(given(now, before, **told)).grid


def figures(one, name=RATE):
    """The figures of an indicator as printed, by time and region; None for none."""
    scaled = one.series[CODE[name]].scaled
    values = scaled.twice / (2.0 * 10.0**scaled.scale)
    return [[None if np.isnan(value) else value for value in row] for row in values.tolist()]


def test_the_figures_of_an_indicator_are_a_series():
    one = grid(long(*cells(3.5), *cells(20.0, name=STOCK, unit="万人"), *cells(3.0, region="乙县")))
    assert (figures(one), figures(one, STOCK)) == ([[3.5, 3.0]], [[20.0, None]])
    assert one.faults == ()


def test_an_earlier_figure_stands_where_none_is_told_now():
    now, before = long(*cells(3.5)), long(*cells(2.5), *cells(3.0, region="乙县"))
    one = grid(now, before).series[CODE[RATE]]
    assert figures(grid(now, before)) == [[3.5, 3.0]]
    assert one.prior.tolist() == [[False, True]]
    assert one.before.twice.tolist() == [[25.0 * 2, pytest.approx(np.nan, nan_ok=True)]]


def test_nothing_earlier_of_what_is_told_now_is_no_figure():
    one = grid(long(*cells(3.5)), long(*cells(3.0, region="乙县"))).series[CODE[RATE]]
    assert one.before is None
    assert grid(long(*cells(3.5)), long(*cells(2.5))).series[CODE[RATE]].prior is None


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (cells("3.50"), cells("3.0", region="乙县")),
        (cells("3.50"), cells(3.0, region="乙县")),
        (cells(3.25), cells("3.0", region="乙县")),
    ],
)
def test_both_keep_the_decimals_they_print(now, before):
    one = grid(long(*now), long(*before)).series[CODE[RATE]]
    assert one.scaled.decimals.tolist() == [[2, 1 if isinstance(before[0][3], str) else 0]]


@pytest.mark.parametrize(
    ("values", "used"),
    [
        (("3.5", "3.50"), 3.5),
        (("3.52", "3.5"), 3.52),
        (("3.5", "3.52"), 3.52),
        (("3.5", "3.6"), None),
    ],
)
def test_of_two_figures_the_narrower_is_used_where_it_lies_inside_the_other(values, used):
    one = grid(long(*cells(*values)))
    assert figures(one) == [[used]]
    pairs = one.series[CODE[RATE]].pairs
    assert (pairs.cells.tolist(), pairs.first.low.shape) == ([0], (1,))


@pytest.mark.parametrize(("values", "used"), [((3.5, 3.5), 3.5), ((3.5, 4.0), None)])
def test_numbers_told_twice_with_the_decimals_of_the_caller(values, used):
    assert figures(grid(long(*cells(*values)), decimals=1)) == [[used]]


def test_whole_counts_have_no_decimals_whatever_the_caller_says():
    frame = long(*cells(3.0, 3.0, name=FIRMS, unit="个"), *cells(3.5), *cells("", region="乙县")[:0])
    one = grid(frame, decimals=1)
    assert (one.series[CODE[FIRMS]].scaled.scale, one.series[CODE[RATE]].scaled.scale) == (0, 1)


def test_whole_counts_beside_columns_of_decimals_have_none():
    frame = long(*cells(3.0, name=FIRMS, unit="个"), *cells(3.5), decimals=None)
    for decimals, scale in ((1, 0), (None, 0)):
        one = grid(frame.with_columns(decimals=frame["decimals"].cast(int)), decimals=decimals)
        assert one.series[CODE[FIRMS]].scaled.scale == scale


def test_one_of_two_that_is_no_number_is_strange():
    one = grid(long(*cells(1e17, 3.5), *cells(1.0, region="乙县"))).series[CODE[RATE]]
    assert one.strange.tolist() == [[True, False]]
    assert grid(long(*cells(3.5, 1e17))).series[CODE[RATE]].odd.tolist() == [[True]]
    assert grid(long(*cells(3.5))).series[CODE[RATE]].strange is None


def test_places_that_the_objects_read_are_marked():
    now = long(*cells("超过3"), *cells("3.5", region="乙县"))
    before = long(*cells("约5", region="丙县"))
    one = grid(now, before)
    assert one.series[CODE[RATE]].odd.tolist() == [[True, False, True]]
    assert sorted(one.odd) == [(CODE[RATE], 0, 0)]
    assert sorted(one.odd_prior) == [(CODE[RATE], 0, 2)]


def test_what_the_objects_cannot_read_is_a_fault():
    assert [fault.rule for fault in grid(long(*cells("怪"))).faults] == ["cells.value"]


def test_earlier_figures_told_twice_are_compared_with_the_last():
    now = long(*cells("3.5"))
    assert found(now, long(*cells("2.5", "3.0"))) == found(now, long(*cells("3.0")))
    assert found(now, long(*cells(3.0, 3.0))) == found(now, long(*cells(3.0)))


@pytest.mark.parametrize("value", [1e17, "超过3"])
def test_strange_figures_beside_odd_ones_are_read_once(value):
    now = long(*cells(value), *cells(1e17 if value == 1e17 else "3", region="乙县"))
    one = grid(now, now)
    assert {place[2]: len(some) for place, some in one.odd.items()} in ({0: 1, 1: 1}, {0: 1})
    assert found(now, now) == found(now, now[::-1])
