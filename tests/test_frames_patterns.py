"""Gaps and totals of columns: asked once for each pattern of times, told for every region that has it."""

import polars as pl
import pytest
from alike import RULES, by_columns, by_objects, differences
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from screened import given as read

from rsindicators.frames import validate
from rsindicators.frames.asking import screened
from rsindicators.frames.patterns import EMPTY, FIGURE, NOTHING, ODD, PRIOR, RIVALS, patterns
from rsindicators.ruleset import RuleSet

TRAINED, STOCK, TRADE = (
    "开展补贴性职业技能培训人次",
    "基本养老保险参保人数",
    "人力资源服务贸易总额",
)
UNITS = {TRAINED: "万人次", STOCK: "万人", TRADE: "亿元"}
GAPS = RuleSet([RULES["time.gap"]])
TOTALS = RuleSet([RULES[code] for code in ("time.periods", "time.total", "time.total_below")])
some = settings(max_examples=settings().max_examples // 3)


def told(*cells):
    """Region, indicator, period, value as printed."""
    rows = [(*cell[:4], UNITS[cell[1]]) for cell in cells]
    schema = dict.fromkeys(("region", "indicator", "period", "value", "unit"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def found(rules, now, before=None):
    """Region and certainty of what is told, by columns and by objects alike."""
    columns = by_columns(now, before, rules=rules)
    assert differences(columns, by_objects(now, before, rules=rules)) == []
    return sorted((row[1], row[6]) for row in columns.elements())


# ── patterns ─────────────────────────────────────────────────────────────────────────────────────────────


def test_regions_that_tell_the_same_times_are_of_one_pattern():
    now = told(
        *[(region, STOCK, f"{year}年末", "5") for region in ("甲县", "乙县") for year in (2021, 2023)],
        ("丙县", STOCK, "2022年末", None),
        *[("丁县", STOCK, "2022年末", value) for value in ("5", "6")],
        ("戊县", STOCK, "2022年末", "≥5"),
    )
    before = told(("丙县", STOCK, "2021年末", "5"))
    (series,) = screened(read(now, before)).grid.series.values()
    states = {tuple(one.states.tolist()): len(one.entities) for one in patterns(series)}
    assert states == {
        (FIGURE, NOTHING, FIGURE): 2,
        (PRIOR, EMPTY, NOTHING): 1,
        (NOTHING, RIVALS, NOTHING): 1,
        (NOTHING, ODD, NOTHING): 1,
    }


# ── gaps ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_year_between_two_others_is_missed():
    years = [("甲县", TRAINED, f"{year}年", "5") for year in (2020, 2022)]
    whole = [("乙县", TRAINED, f"{year}年", "5") for year in (2020, 2021, 2022)]
    assert found(GAPS, told(*years, *whole)) == [("甲县", "suspect")]


def test_an_earlier_report_fills_a_gap_or_makes_one():
    now = told(*[(region, TRAINED, "2022年", "5") for region in ("甲县", "乙县")])
    before = told(
        *[("甲县", TRAINED, f"{year}年", "5") for year in (2020, 2021)], ("乙县", TRAINED, "2020年", "5")
    )
    assert found(GAPS, now, before) == [("乙县", "suspect")]


def test_one_time_leaves_no_gap():
    assert found(GAPS, told(("甲县", TRAINED, "2022年", "5"))) == []


def test_a_series_with_words_is_left_to_the_objects():
    now = told(*[("甲县", TRAINED, f"{year}年", value) for year, value in ((2020, "≥5"), (2022, "5"))])
    assert found(GAPS, now) == [("甲县", "suspect")]
    assert validate(now, rules=GAPS).open == 2


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "others", [("19", "19.1"), (None, "19.1"), ("≥19", "19.1"), ("19", "20"), (None, None)]
)
def test_behind_a_gap_columns_and_objects_cite_one_figure(others, order):
    rows = [("甲县", STOCK, "2023年末", value) for value in others[::order]]
    assert found(GAPS, told(("甲县", STOCK, "2021年末", "60.0"), *rows)) == [("甲县", "suspect")]


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────

QUARTERS = (("2023年1-3月", "3.0"), ("2023年第二季度", "2.0"), ("2023年第三季度", "1.0"))
SO_FAR = "2023年1-9月"


@pytest.mark.parametrize(("total", "is_told"), [("6.0", False), ("6.2", False), ("6.3", True)])
def test_a_total_is_held_against_the_periods_inside_it(total, is_told):
    now = told(*[("甲县", TRAINED, *one) for one in (*QUARTERS, (SO_FAR, total))])
    assert bool(found(TOTALS, now)) is is_told


@pytest.mark.parametrize(("total", "is_told"), [("9", False), ("6.4", False), ("4", True)])
def test_a_total_of_years_is_at_least_the_sum_of_those_known(total, is_told):
    years = [("甲县", TRAINED, f"{year}年", "3.0") for year in (2021, 2022)]
    assert bool(found(TOTALS, told(*years, ("甲县", TRAINED, "2021-2025年", total)))) is is_told


def test_a_total_of_all_years_is_their_sum():
    years = [("甲县", TRAINED, f"{year}年", "3.0") for year in (2021, 2022, 2023)]
    assert found(TOTALS, told(*years, ("甲县", TRAINED, "2021-2023年", "9.0"))) == []
    assert len(found(TOTALS, told(*years, ("甲县", TRAINED, "2021-2023年", "12.0")))) == 1


def test_earlier_reports_tell_what_is_missing_of_a_total():
    now = told(("甲县", TRAINED, SO_FAR, "6.3"), ("甲县", TRAINED, *QUARTERS[1]))
    before = told(*[("甲县", TRAINED, *one) for one in (QUARTERS[0], QUARTERS[2])])
    assert found(TOTALS, now, before) == [("甲县", "suspect")]
    now = told(("甲县", TRAINED, "2021-2022年", "9.0"), ("甲县", TRAINED, "2022年", "3.0"))
    assert found(TOTALS, now, told(("甲县", TRAINED, "2021年", "3.0"))) == [("甲县", "suspect")]


def test_totals_with_bounds_are_left_to_the_objects():
    now = told(*[("甲县", TRAINED, *one) for one in (*QUARTERS, (SO_FAR, "超过7"))])
    assert len(found(TOTALS, now)) == 1
    assert validate(now, rules=TOTALS).open > 0


def test_totals_larger_than_floats_hold_are_left_to_the_objects():
    thirds = ("1333333333333333", "1333333333333333", "1333333333333334")
    parts = [("甲县", TRADE, period, third) for (period, _), third in zip(QUARTERS, thirds, strict=True)]
    now = told(("甲县", TRADE, SO_FAR, "4" + "0" * 15), *parts)
    assert found(TOTALS, now) == []
    assert validate(now, rules=TOTALS).open == 1


def test_what_is_told_twice_otherwise_is_held_against_nothing():
    cells = [*QUARTERS, (QUARTERS[0][0], "9.0"), (SO_FAR, "6.3")]
    assert found(TOTALS, told(*[("甲县", TRAINED, *one) for one in cells])) == []


PERIODS = (
    "2023年1-3月",
    "2023年第二季度",
    "2023年1-6月",
    "2023年4月",
    "2023年5月",
    "2023年6月",
    "2022年",
    "2021年",
)
YEARS = ("2021年", "2023年", "2021-2023年", "2021-2025年")
places = st.tuples(st.sampled_from(["甲县", "乙县"]), st.sampled_from((*PERIODS, *YEARS)))
values = st.sampled_from(["1.0", "2.0", "3", "6.0", "9.0", "12.00", "0", None, "约3", "≥2"])
cells = st.dictionaries(places, values, min_size=2, max_size=14)


def frame_of(told_cells):
    return told(*[(region, TRAINED, period, value) for (region, period), value in told_cells.items()])


@given(cells, cells)
@some
def test_gaps_and_totals_are_those_of_the_objects(now, before):
    assume(now)
    found(GAPS, frame_of(now), frame_of(before))
    found(TOTALS, frame_of(now), frame_of(before))
