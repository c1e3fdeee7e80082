"""Sums of columns: what the objects give, on every engine; wrong ones are refused before values are read."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from definitions import component, count, indicator
from engines import every_engine, headings, rows_in, two_engines
from hypothesis import given, settings
from hypothesis import strategies as st
from refusal import refused
from reported import CATALOGUE, COUNTED, NET, PERSONS, refusals

import rsindicators as rs
from rsindicators import Additivity, Catalogue, Figure, Formula, Measure, Observation, Period, Region, Unit
from rsindicators.errors import (
    ComponentError,
    DefinitionError,
    FrameError,
    NotAdditiveError,
    UnitError,
    UnknownNameError,
)
from rsindicators.frames.sums import aggregate

SIZE = "reason.size 数太大,放不下:城镇新增就业人数"
INCOMPLETE = "reason.incomplete 有的地区或时期没有数,合计不知道"
TWICE = "reason.twice 同一时期有两个数"
COUNTIES = ("510524", "510525", "510521")

few = settings(max_examples=settings().max_examples // 4)
"""A frame costs as much as a hundred figures, whatever its rows; an example has several."""


def told(name, *rows, unit="万人"):
    """Columns of one indicator: region, period and value."""
    return {
        "地区": [region for region, _, _ in rows],
        "指标": [name] * len(rows),
        "时期": [period for _, period, _ in rows],
        "数值": [value for _, _, value in rows],
        "单位": [unit] * len(rows),
    }


def together(*frames):
    """One frame of several, as columns."""
    return {name: [value for frame in frames for value in frame[name]] for name in frames[0]}


def cases(region, period, closed, accepted, pending):
    """The closure rate and its components."""
    parts = {"审结": closed, "受理": accepted, "上期未结": pending}
    return together(
        told("仲裁结案率", (region, period, 90.0), unit="%"),
        *(told(f"仲裁结案率/{name}", (region, period, value), unit="件") for name, value in parts.items()),
    )


def rates(frame):
    return [row for row in rows_in(frame) if "仲裁结案率" in row]


# ── over regions ─────────────────────────────────────────────────────────────────────────────────────────


@every_engine
def test_regions_add_and_what_is_missing_or_absent_makes_a_sum_unknown(engine):
    frame = engine(
        together(
            told(
                "城镇新增就业",
                ("510524", "2023年", 0.32),
                ("510525", "2023年", 0.4),
                ("510521", "2023年", 0.1),
            ),
            told(
                "城镇新增就业",
                ("510524", "2022年", 0.3),
                ("510525", "2022年", None),
                ("510521", "2022年", 0.1),
            ),
            told("城镇新增就业", ("510524", "2021年", 0.3), ("510525", "2021年", 0.2)),
            told("失业保险参保人数", ("510524", "2023年末", 2.28), ("510525", "2023年12月末", 1.1)),
            told("失业保险参保人数", ("510521", "2023年末", 5.0), ("510521", "2023年末", 5.0)),
        )
    )
    found = aggregate(frame, to="510500", missing=True, reason=True)
    assert type(found) is type(frame)
    assert headings(found) == ["地区", "指标", "时期", "数值", "单位", "missing", "reason"]
    assert rows_in(found) == [
        ("510500", "城镇新增就业", "2021年", None, "万人", 1, INCOMPLETE),
        ("510500", "城镇新增就业", "2022年", None, "万人", 1, INCOMPLETE),
        ("510500", "城镇新增就业", "2023年", 0.82, "万人", 0, None),
        ("510500", "失业保险参保人数", "2023年", None, "万人", 0, TWICE),
    ]
    assert headings(aggregate(frame)) == ["指标", "时期", "数值", "单位"]


@every_engine
@pytest.mark.parametrize("decimals", [None, 0])
def test_a_sum_too_large_to_be_held_is_none_and_is_told_as_a_rate_is(engine, decimals):
    frame = engine(told("城镇新增就业", ("510524", "2023年", 1e308), ("510525", "2023年", 1e308)))
    ((*_, value, unit, reason),) = rows_in(aggregate(frame, reason=True, decimals=decimals))
    assert (value, unit, reason) == (None, "万人", SIZE)


@pytest.mark.parametrize("wrong", ["x", 1, None])
def test_a_flag_is_true_or_false(wrong):
    frame = pl.DataFrame(told("城镇新增就业", ("510524", "2023年", 1.0)))
    for work in (aggregate, rs.frames.singles, rs.frames.growth):
        with refused(FrameError, "frames.flag", "to_date"):
            work(frame, to_date=wrong)


def test_decimals_of_numpy_are_whole_numbers():
    frame = pl.DataFrame(told("城镇新增就业", ("510524", "2023年", 1.0), ("510525", "2023年", 0.5)))
    assert rows_in(aggregate(frame, decimals=np.int64(1))) == rows_in(aggregate(frame, decimals=1))


@every_engine
def test_a_rate_of_the_whole_is_computed_from_summed_components(engine):
    frame = engine(together(cases("510524", "2023年", 963, 950, 50), cases("510525", "2023年", 37, 50, 0)))
    parts = {
        "510524": {"审结": 963, "受理": 950, "上期未结": 50},
        "510525": {"审结": 37, "受理": 50, "上期未结": 0},
    }
    exact = rs.recompute(CATALOGUE["仲裁结案率"], parts)
    assert rows_in(aggregate(frame, to="510500", reason=True)) == [
        ("510500", "仲裁结案率", "2023年", pytest.approx(float(exact.value)), "%", None),
        ("510500", "仲裁结案率/上期未结", "2023年", 50.0, "件", None),
        ("510500", "仲裁结案率/受理", "2023年", 1000.0, "件", None),
        ("510500", "仲裁结案率/审结", "2023年", 1000.0, "件", None),
    ]


@two_engines
def test_a_rate_of_missing_components_or_of_nothing_is_unknown(engine):
    frame = engine(
        together(
            *(cases("510524", "2023年", 963, 950, None), cases("510525", "2023年", 37, 50, 0)),
            *(cases("510524", "2022年", 0, 0, 0), cases("510525", "2022年", 0, 0, 0)),
            *(cases("510524", "2021年", 1, 1, 1), cases("510525", "2021年", 1, 1, 1)),
            told("仲裁结案率/审结", ("510525", "2021年", 1), unit="件"),
        )
    )
    found = {row[1]: (row[2], row[4], row[5]) for row in rates(aggregate(frame, missing=True, reason=True))}
    assert found == {
        "2021年": (None, 0, TWICE),
        "2022年": (None, 0, "reason.zero 分母为零:当期立案受理案件数 + 上期末累计未结案件总数"),
        "2023年": (None, 1, "reason.missing 没有数:上期末累计未结案件总数"),
    }


def test_a_rate_of_stocks_finds_them_by_their_day():
    frame = pl.DataFrame(
        together(
            *(told("参保率", (region, "2023年末", 90.0), unit="%") for region in COUNTIES[:2]),
            told("参保率/参保人数", ("510524", "2023年12月末", 27.0), ("510525", "2023年12月末", 18.0)),
            told("参保率/应参保人数", ("510524", "2023年", 30.0), ("510525", "2023年", 200000.0)),
        )
    ).with_columns(pl.when(pl.col("数值") > 1000).then(pl.lit("人")).otherwise("单位").alias("单位"))
    (rate, covered, due) = rows_in(aggregate(frame))
    assert rate == ("参保率", "2023年", 90.0, "%")
    assert covered == ("参保率/参保人数", "2023年12月", 45.0, "万人")
    assert due == ("参保率/应参保人数", "2023年", 500000.0, "人")


def test_a_component_may_be_told_by_its_parts():
    rows = ("510524", "2023年末"), ("510525", "2023年末")
    frame = pl.DataFrame(
        together(
            told("参保率", *((*row, 90.0) for row in rows), unit="%"),
            told("参保率/参保人数", *((*row, 18.0) for row in rows)),
            told("参保率/16周岁以上人口", *((*row, 25.0) for row in rows)),
            told("参保率/全日制在校学生", *((*row, 4.0) for row in rows)),
            told("参保率/现役军人", *((*row, 1.0) for row in rows)),
        )
    )
    assert rows_in(aggregate(frame))[0] == ("参保率", "2023年", 90.0, "%")


def test_every_whole_has_its_own_regions():
    frame = pl.LazyFrame(
        told(
            "城镇新增就业",
            *(("510524", "2023年", 0.3), ("510525", "2023年", 0.2), ("510104", "2023年", 0.5)),
        )
    )
    to = {"510524": "510500", "510525": "510500", "510104": "510100", "110101": "110100"}
    found = aggregate(frame, to=to)
    assert isinstance(found, pl.LazyFrame)
    assert rows_in(found) == [
        ("510100", "城镇新增就业", "2023年", 0.5, "万人"),
        ("510500", "城镇新增就业", "2023年", 0.5, "万人"),
    ]
    with refused(UnknownNameError, "frames.whole", "510104"):
        aggregate(frame, to={"510524": "510500", "510525": "510500"})
    with refused(NotAdditiveError, "addition.unreported", "510100", "510105"):
        aggregate(frame, to={**to, "510105": "510100"})
    blank = frame.with_columns(pl.lit(None, pl.String).alias("地区"))
    with refused(NotAdditiveError, "addition.no_region"):
        aggregate(blank, to=to)


def test_year_to_dates_add_over_regions_and_scopes_stand_apart():
    frame = pl.DataFrame(
        told("城镇新增就业", *((region, "2023年6月", 0.1) for region in COUNTIES for _ in range(2)))
    ).with_columns(pl.Series("口径", ["常住", "户籍"] * 3), pl.lit("本年累计").alias("累计方式"))
    assert headings(aggregate(frame)) == ["指标", "口径", "时期", "数值", "单位", "累计方式"]
    assert rows_in(aggregate(frame)) == [
        ("城镇新增就业", "常住", "2023年1—6月", 0.3, "万人", "本年累计"),
        ("城镇新增就业", "户籍", "2023年1—6月", 0.3, "万人", "本年累计"),
    ]
    months = frame.drop("累计方式")
    assert rows_in(aggregate(months, to_date=True))[0][2] == "2023年1—6月"
    assert rows_in(aggregate(months))[0][2] == "2023年6月"


figures = st.builds(
    lambda value, decimals, unit: Figure(Decimal(f"{value}E-{decimals}"), unit),
    st.integers(-(10**5), 10**5),
    st.integers(0, 6),
    st.sampled_from(["万人", "人"]),
)


def long(rows):
    """A frame of polars of observations, by region, period and figure."""
    return pl.DataFrame(
        {
            "region": [region for region, _, _ in rows],
            "indicator": [NET.name] * len(rows),
            "period": [str(period) for _, period, _ in rows],
            "value": [None if figure is None else float(figure.value) for _, _, figure in rows],
            "unit": ["万人" if figure is None else figure.unit.symbol for _, _, figure in rows],
        },
        schema_overrides={"value": pl.Float64},
    )


def answered(observe, rows, unit):
    """What the objects say of some figures: the value, or None where they refuse."""
    if any(figure is None for _, _, figure in rows):
        return None
    whole = observe([Observation(NET, figure, period, region) for region, period, figure in rows])
    return whole.period.code, float(whole.figure.to(unit).value)


@few
@given(st.lists(st.tuples(*[st.none() | figures] * 3), min_size=1, max_size=4))
def test_sums_of_a_frame_are_those_of_the_objects(table):
    rows = [
        (region, Period(2020 + number), figure)
        for number, line in enumerate(table)
        for region, figure in zip(COUNTIES, line, strict=True)
    ]
    frame = long(rows)
    unit = min(frame["unit"].to_list(), key=len)
    by_period = {Period.parse(row[1]).code: row[2] for row in rows_in(aggregate(frame))}
    for period in {period for _, period, _ in rows}:
        of = [row for row in rows if row[1] == period]
        expected = answered(rs.aggregate, of, unit)
        assert (
            by_period[period.code] if expected is None else (period.code, by_period[period.code])
        ) == expected
    by_region = {row[0]: (Period.parse(row[2]).code, row[3]) for row in rows_in(aggregate(frame, "period"))}
    for region in COUNTIES:
        of = [row for row in rows if row[0] == region]
        expected = answered(lambda given: rs.aggregate(given, over="period"), of, unit)
        assert (by_region[region][1] if expected is None else by_region[region]) == expected


# ── over periods ─────────────────────────────────────────────────────────────────────────────────────────


@every_engine
def test_adjoining_periods_add_for_every_region(engine):
    runs = (("2021年", 0.32), ("2022年", 0.33), ("2023年1—6月", 0.15))
    frame = engine(
        together(
            told("城镇新增就业", *(("叙永县", *run) for run in runs)),
            told("城镇新增就业", *(("古蔺县", *run) for run in runs[:2])),
        )
    )
    found = aggregate(frame, "period", missing=True, reason=True)
    assert type(found) is type(frame)
    assert rows_in(found) == [
        ("叙永县", "城镇新增就业", "2021年1月—2023年6月", 0.8, "万人", 0, None),
        ("古蔺县", "城镇新增就业", "2021年1月—2023年6月", None, "万人", 1, INCOMPLETE),
    ]


@two_engines
def test_the_rate_of_a_year_opens_with_the_balance_before_its_first_period(engine):
    months = {"2023年1月": (90, 80, 50), "2023年2月": (60, 70, 40), "2023年3月": (50, 50, 52)}
    columns = together(*(cases("", period, *told_of) for period, told_of in months.items()))
    frame = engine({name: values for name, values in columns.items() if name != "地区"})
    parts = {
        period: {"审结": closed, "受理": accepted, "上期未结": pending}
        for period, (closed, accepted, pending) in months.items()
    }
    exact = rs.recompute(CATALOGUE["仲裁结案率"], parts, "period")
    assert rows_in(aggregate(frame, "period")) == [
        ("仲裁结案率", "2023年第一季度", pytest.approx(float(exact.value)), "%"),
        ("仲裁结案率/上期未结", "2023年第一季度", 50.0, "件"),
        ("仲裁结案率/受理", "2023年第一季度", 200.0, "件"),
        ("仲裁结案率/审结", "2023年第一季度", 200.0, "件"),
    ]


def test_components_of_different_periods_make_no_rate():
    frame = pl.DataFrame(
        together(cases("叙永县", "2023年1月", 1, 1, 1), cases("叙永县", "2023年2月", 1, 1, 1))
    )
    frame = frame.filter((pl.col("指标") != "仲裁结案率/受理") | (pl.col("时期") != "2023年1月"))
    with refused(ComponentError, "addition.components", "2023年1月"):
        aggregate(frame, "period")


@pytest.mark.parametrize("lost", [["仲裁结案率/上期未结"], ["仲裁结案率/审结", "仲裁结案率/受理"]])
def test_a_rate_without_its_components_is_refused(lost):
    frame = pl.DataFrame(cases("叙永县", "2023年1月", 1, 1, 1)).filter(~pl.col("指标").is_in(lost))
    for over, code in (("period", "addition.ratio_carried"), ("region", "addition.ratio")):
        with refused(NotAdditiveError, code, "仲裁结案率"):
            aggregate(frame, over)


def test_a_rate_is_refused_where_its_components_are_of_other_times():
    early = pl.DataFrame(cases("叙永县", "2023年1月", 1, 1, 1))
    late = pl.DataFrame(told("仲裁结案率", ("叙永县", "2023年2月", 90.0), unit="%"))
    with refused(NotAdditiveError, "addition.ratio"):
        aggregate(pl.concat([early.cast({"数值": pl.Float64}), late]))


def test_a_balance_that_does_not_open_the_whole_is_no_balance_of_it():
    frame = pl.DataFrame(
        together(cases("叙永县", "2023年1月", 1, 1, 1), cases("叙永县", "2023年2月", 1, 1, 1))
    )
    frame = frame.filter((pl.col("指标") != "仲裁结案率/上期未结") | (pl.col("时期") != "2023年1月"))
    with refused(NotAdditiveError, "addition.stock", "2023年2月"):
        aggregate(frame, "period")


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


def without_data(columns):
    """A lazy frame whose values cannot be computed: whoever reads them fails."""

    def fail(_):
        raise AssertionError

    return pl.LazyFrame(columns).with_columns(pl.col("数值").map_batches(fail, return_dtype=pl.Float64))


YEARS = (("叙永县", "2022年", 1.0), ("叙永县", "2023年", 1.0))


@pytest.mark.parametrize(
    ("over", "code", "columns"),
    [
        ("period", "addition.stock", told("失业保险参保人数", *YEARS)),
        ("period", "addition.ratio_carried", told("仲裁结案率", *YEARS, unit="%")),
        ("region", "addition.ratio", told("仲裁结案率", *YEARS, unit="%")),
        ("period", "addition.ratio_alone", told("城镇调查失业率", *YEARS, unit="%")),
        ("period", "addition.gap", told("城镇新增就业", YEARS[0], ("叙永县", "2024年", 1.0))),
        ("period", "addition.overlap", told("城镇新增就业", YEARS[0], ("叙永县", "2022年1—6月", 1.0))),
        (
            "period",
            "addition.overlap",
            told("城镇新增就业", ("叙永县", "2022年1—3月", 1.0), ("叙永县", "2022年1—6月", 1.0)),
        ),
        (
            "region",
            "addition.parent",
            told("城镇新增就业", ("510000", "2022年", 1.0), ("510524", "2022年", 1.0)),
        ),
        (
            "region",
            "addition.total",
            told("城镇新增就业", ("合计", "2022年", 1.0), ("叙永县", "2022年", 1.0)),
        ),
        (
            "region",
            "addition.mixed",
            told("城镇新增就业", ("市本级", "2022年", 1.0), ("510524", "2022年", 1.0)),
        ),
        (
            "region",
            "addition.no_region",
            told("城镇新增就业", (None, "2022年", 1.0), ("叙永县", "2022年", 1.0)),
        ),
    ],
)
def test_what_may_not_be_added_is_refused_before_any_value_is_read(over, code, columns):
    with refused(NotAdditiveError, code):
        aggregate(without_data(columns), over)


def test_a_frame_without_regions_has_no_sum_over_them():
    with refused(NotAdditiveError, "addition.no_region"):
        aggregate(pl.DataFrame(told("城镇新增就业", *YEARS)).drop("地区"))


def test_declared_parents_tell_that_regions_lie_apart_and_who_is_missing():
    frame = pl.DataFrame(told("城镇新增就业", ("市本级", "2022年", 0.1), ("510524", "2022年", 0.2)))
    found = aggregate(frame, to="510500", parents=iter([Region("市本级", "510500")]))
    assert rows_in(found) == [("510500", "城镇新增就业", "2022年", 0.3, "万人")]
    declared = [Region("市本级", "510500"), Region("开发区", "510500")]
    with refused(NotAdditiveError, "addition.unreported", "开发区"):
        aggregate(frame, to="510500", parents=declared)
    with refused(NotAdditiveError, "addition.whole", "510524"):
        aggregate(frame, to="510524", parents=declared[:1])


def test_distinct_persons_add_over_no_periods_and_averages_over_nothing():
    average = count(
        code="wage", name="人均工资", unit=Unit.parse("元/人"), measure=Measure.FLOW,
        accumulation=rs.Accumulation.ANNUAL, over_periods=Additivity.SUM,
    )  # fmt: skip
    own = Catalogue((*CATALOGUE, COUNTED, PERSONS, average))
    with refused(NotAdditiveError, "addition.none", PERSONS.name):
        aggregate(pl.DataFrame(told(PERSONS.name, *YEARS, unit="人")), "period", catalogue=own)
    for over in ("region", "period"):
        with refused(UnitError, "unit.averages_do_not_add", "元/人"):
            aggregate(pl.DataFrame(told("人均工资", YEARS[0], unit="元/人")), over, catalogue=own)


def test_a_rate_of_other_definitions_is_refused_where_it_says_so():
    rate = indicator(
        code="rate", name="某率", over_periods=Additivity.RECOMPUTE, formula=Formula.parse("甲 / 乙"),
        components=(
            component("甲", code="a", measure=Measure.FLOW), component("乙", code="b", measure=Measure.STOCK),
        ),
    )  # fmt: skip
    own = Catalogue((rate,))
    columns = together(
        told("某率", YEARS[0], unit="%"),
        told("某率/甲", YEARS[0], unit="家"),
        told("某率/乙", YEARS[0], unit="家"),
    )
    with refused(NotAdditiveError, "addition.stock", "乙"):
        aggregate(pl.DataFrame(columns), "period", catalogue=own)
    assert rows_in(aggregate(pl.DataFrame(columns), catalogue=own))[0] == ("某率", "2022年", 100.0, "%")
    none = told("某率", YEARS[0], unit="%")
    with refused(NotAdditiveError, "addition.ratio", "甲、乙"):
        aggregate(pl.DataFrame(none), "period", catalogue=own)


def test_mixed_units_are_brought_together_or_refused():
    frame = pl.DataFrame(told("城镇新增就业", ("510524", "2022年", 0.1), ("510525", "2022年", 2000.0)))
    mixed = frame.with_columns(pl.Series("单位", ["万人", "人"]))
    assert rows_in(aggregate(mixed)) == [("城镇新增就业", "2022年", 3000.0, "人")]
    with refused(UnitError, "unit.different", "人次"):
        aggregate(frame.with_columns(pl.Series("单位", ["万人", "人次"])))


def test_other_axes_and_names_of_wholes_are_refused():
    frame = pl.DataFrame(told("城镇新增就业", *YEARS))
    for over in ("month", None, ["region"]):
        with refused(UnknownNameError, "addition.over"):
            aggregate(frame, over)
    with refused(ComponentError, "addition.to"):
        aggregate(frame, "period", to="叙永县")
    with refused(DefinitionError, "text.type"):
        aggregate(frame, to=5)


def test_hostile_values_are_refused_by_errors_of_the_library():
    frame = pl.DataFrame(told("城镇新增就业", *YEARS))
    assert refusals(aggregate)
    assert refusals(lambda value: aggregate(frame, value))
    assert refusals(lambda value: aggregate(frame, to=value))
    # the frame's own region has no whole, so what is a name is refused too, and nothing is added up
    assert refusals(lambda value: aggregate(frame, to={"古蔺县": value}))
    assert refusals(lambda value: aggregate(frame, parents=value))
    assert refusals(lambda value: aggregate(frame, parents=[value]))


@two_engines
def test_an_empty_frame_has_no_sums(engine):
    some = engine(told("城镇新增就业", *YEARS))
    cut = {
        "fetchall": lambda: some.filter("false"),
        "slice": lambda: some.slice(0, 0),
        "iloc": lambda: some[:0],
    }
    empty = next(make for name, make in cut.items() if hasattr(some, name))()
    for over in ("region", "period"):
        assert rows_in(aggregate(empty, over)) == []
