"""Period arithmetic of columns: what the objects give, on every engine; gaps stay gaps."""

from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from engines import every_engine, headings, rows_in, two_engines
from hypothesis import given, settings
from hypothesis import strategies as st
from refusal import refused
from reported import CATALOGUE, COUNTED, NET, PERSONS, refusals

import rsindicators as rs
from rsindicators import Accumulation, Catalogue, Figure, Observation, Period, Unit
from rsindicators.errors import (
    DefinitionError,
    FrameError,
    NotAdditiveError,
    NumberError,
    PeriodError,
    UndefinedResultError,
    UnitError,
    UnknownNameError,
)
from rsindicators.frames.steps import growth, running, singles

OWN = Catalogue((*CATALOGUE, COUNTED, PERSONS))
REGIONS = ("甲县", "乙县")

few = settings(max_examples=settings().max_examples // 4)
"""A frame costs as much as a hundred figures, whatever its rows; an example has several."""


def flow(*told, name="城镇新增就业", unit="万人", **more):
    """Columns of one flow: period and value."""
    return {
        "指标": [name] * len(told),
        "时期": [period for period, _ in told],
        "数值": [value for _, value in told],
        "单位": [unit] * len(told),
    } | {heading: list(values) for heading, values in more.items()}


def long(rows, unit="万人", name=NET.name):
    """Rows of region, period and value as a frame of polars."""
    columns = {
        "region": [region for region, _, _ in rows],
        "indicator": [name] * len(rows),
        "period": [str(period) for _, period, _ in rows],
        "value": [value for _, _, value in rows],
        "unit": [unit] * len(rows),
    }
    return pl.DataFrame(columns, schema_overrides={"value": pl.Float64})


def number(figure, unit="万人"):
    """The float of what is printed."""
    return None if figure is None else float(figure.to(unit).value)


def told_by(frame):
    """Region, months and value of the rows of an answer."""
    return sorted((row[0], Period.parse(row[2]).code, row[3]) for row in rows_in(frame))


def told(observations, unit="万人"):
    return sorted((one.region, one.period.code, number(one.figure, unit)) for one in observations)


def by_region(given, of):
    """What the objects say of each region that has figures at all."""
    return [
        one
        for region in REGIONS
        if any(seen.region == region for seen in given)
        for one in of([seen for seen in given if seen.region == region])
    ]


figures = st.builds(
    lambda value, decimals: Figure(Decimal(f"{value}E-{decimals}"), "万人"),
    st.integers(-(10**5), 10**5),
    st.integers(0, 6),
)


# ── year-to-dates taken apart ────────────────────────────────────────────────────────────────────────────


@every_engine
def test_year_to_dates_are_taken_apart_and_what_follows_a_gap_is_longer(engine):
    frame = engine(
        flow(
            *(("2023年1—2月", 0.05), ("2023年1—6月", 0.15), ("2023年1—3月", 0.08), ("2023年", 0.32)),
            *(("2022年1—3月", 0.07), ("2023年1—3月", None), ("2023年1—6月", 0.11)),
            地区=["叙永县"] * 5 + ["古蔺县"] * 2,
            备注=["x"] * 7,
        )
    )
    found = singles(frame)
    assert type(found) is type(frame)
    assert headings(found) == ["地区", "指标", "时期", "数值", "单位"]
    assert rows_in(found) == [
        ("叙永县", "城镇新增就业", "2022年第一季度", 0.07, "万人"),
        ("叙永县", "城镇新增就业", "2023年1—2月", 0.05, "万人"),
        ("叙永县", "城镇新增就业", "2023年3月", 0.03, "万人"),
        ("叙永县", "城镇新增就业", "2023年7—12月", 0.17, "万人"),
        ("叙永县", "城镇新增就业", "2023年第二季度", 0.07, "万人"),
        ("古蔺县", "城镇新增就业", "2023年1—6月", 0.11, "万人"),
    ]


@two_engines
def test_a_total_that_is_told_twice_gives_no_single_period_and_says_so(engine):
    frame = engine(
        flow(("2023-02", 0.05), ("2023-02", 0.06), ("2023-03", 0.08), ("2023-06", 0.1), ("2023-08", None))
    )
    assert rows_in(singles(frame, to_date=True, reason=True)) == [
        ("城镇新增就业", "2023-01-01/P2M", None, "万人", "reason.twice 同一时期有两个数"),
        ("城镇新增就业", "2023-01-01/P8M", None, "万人", "reason.no_figure 没有数"),
        ("城镇新增就业", "2023-03", None, "万人", "reason.twice 同一时期有两个数"),
        ("城镇新增就业", "2023-Q2", 0.02, "万人", None),
    ]
    assert len(rows_in(singles(frame, to_date=True))) == 3


cells = st.dictionaries(
    st.tuples(st.sampled_from(REGIONS), st.integers(2022, 2023), st.integers(1, 12)),
    st.none() | figures,
    min_size=1,
)


@few
@given(cells)
def test_singles_of_a_frame_are_those_of_the_objects(given):
    rows = [(region, Period(year, 1, month), figure) for (region, year, month), figure in given.items()]
    known = [
        Observation(NET, figure, period, region, Accumulation.YEAR_TO_DATE if period.months < 12 else None)
        for region, period, figure in rows
        if figure is not None
    ]
    frame = long([(region, period, number(figure)) for region, period, figure in rows])
    frame = frame.with_columns(pl.when(pl.col("period").str.ends_with("年")).then(None).otherwise(
        pl.lit("本年累计")).alias("累计方式"))  # fmt: skip
    assert told_by(singles(frame)) == told(by_region(known, rs.singles))


# ── single periods put together ──────────────────────────────────────────────────────────────────────────


@every_engine
def test_single_periods_are_put_together_until_a_gap(engine):
    frame = engine(
        flow(
            *(("2023-01", 0.05), ("2023-02", 0.03), ("2023-04", 0.04), ("2023-03", None), ("2024-Q1", 0.2)),
            *(("2024-04", 0.1), ("2024-04", 0.1), ("2024-05", 0.1), ("2022-02", 0.1)),
        )
    )
    found = running(frame)
    assert type(found) is type(frame)
    assert rows_in(found) == [
        ("城镇新增就业", "2023-01", 0.05, "万人"),
        ("城镇新增就业", "2023-01-01/P2M", 0.08, "万人"),
        ("城镇新增就业", "2024-01-01/P4M", None, "万人"),
        ("城镇新增就业", "2024-Q1", 0.2, "万人"),
    ]
    gap, none = "reason.gap 本年前面的时期有缺", "reason.no_figure 没有数"
    assert [row[1:3] + row[4:] for row in rows_in(running(frame, reason=True))] == [
        ("2022-01-01/P2M", None, gap),
        ("2023-01", 0.05, None),
        ("2023-01-01/P2M", 0.08, None),
        ("2023-01-01/P4M", None, gap),
        ("2023-Q1", None, none),
        ("2024-01-01/P4M", None, "reason.twice 同一时期有两个数"),
        ("2024-01-01/P5M", None, gap),
        ("2024-Q1", 0.2, None),
    ]


@st.composite
def tiled(draw):
    """Runs of years that are disjoint in both regions, some of them missing or absent."""
    rows = []
    for year in (2022, 2023):
        start = draw(st.integers(0, 2))
        while start < 12:
            months = draw(st.integers(1, 12 - start))
            period = Period(year, start + 1, months)
            rows += [(region, period, draw(st.none() | figures)) for region in REGIONS if draw(st.booleans())]
            start += months
    return rows


@few
@given(tiled().filter(bool))
def test_running_totals_of_a_frame_are_those_of_the_objects(rows):
    known = [
        Observation(NET, figure, period, region) for region, period, figure in rows if figure is not None
    ]
    frame = long([(region, period, number(figure)) for region, period, figure in rows])
    assert told_by(running(frame)) == told(by_region(known, rs.running))


def test_running_totals_come_back_as_the_singles_they_were_made_of():
    months = [("2023-01", 0.05), ("2023-02", 0.03), ("2023-03", -0.11)]
    assert rows_in(singles(running(pl.LazyFrame(flow(*months))))) == rows_in(pl.DataFrame(flow(*months)))


# ── growth ───────────────────────────────────────────────────────────────────────────────────────────────


@every_engine
def test_growth_sets_a_figure_beside_that_of_a_year_earlier(engine):
    frame = engine(
        flow(
            *(("2022年", 0.32), ("2023年", 0.40), ("2024年", 0.0), ("2025年", -0.1), ("2026年", 0.3)),
            *(("2027年", None), ("2030年", 1.0), ("2030年", 1.1), ("2031年", 1.0), ("2028年", 0.2)),
        )
    )
    found = growth(frame, reason=True)
    assert type(found) is type(frame)
    assert headings(found) == [
        *("指标", "时期", "数值", "earlier", "单位", "growth", "growth_unit", "reason"),
    ]
    assert [(row[1], row[2], row[3], row[5], row[7]) for row in rows_in(found)] == [
        ("2022年", 0.32, None, None, "reason.no_earlier 没有可比的数"),
        ("2023年", 0.4, 0.32, 25.0, None),
        ("2024年", 0.0, 0.4, -100.0, None),
        ("2025年", -0.1, 0.0, None, "reason.earlier_zero 可比的数为零"),
        ("2026年", 0.3, -0.1, None, "reason.earlier_negative 可比的数为负"),
        ("2027年", None, 0.3, None, "reason.no_figure 没有数"),
        ("2028年", 0.2, None, None, "reason.no_earlier 没有可比的数"),
        ("2030年", None, None, None, "reason.twice 同一时期有两个数"),
        ("2031年", 1.0, None, None, "reason.twice 同一时期有两个数"),
    ]


@two_engines
def test_growth_of_rates_is_in_points_and_stocks_are_found_by_their_day(engine):
    frame = engine(
        {
            "指标": ["参保率", "参保率", "失业保险参保人数", "失业保险参保人数", "失业保险参保人数"],
            "时期": ["2022年末", "2023年12月末", "2022年末", "2023年12月末", "2023年11月末"],
            "数值": [95.1, 96.3, 2.0, 2.5, 25500],
            "单位": ["%", "%", "万人", "万人", "人"],
        }
    )
    assert [row for row in rows_in(growth(frame)) if row[5] is not None] == [
        ("参保率", "2023年12月", 96.3, 95.1, "%", 1.2, "个百分点"),
        ("失业保险参保人数", "2023年12月", 25000.0, 20000.0, "人", 25.0, "%"),
    ]
    found = [row for row in rows_in(growth(frame, "previous")) if row[5] is not None]
    assert [row[:5] for row in found] == [("失业保险参保人数", "2023年12月", 25000.0, 25500.0, "人")]
    assert found[0][5] == pytest.approx(-500 / 255)


def test_the_period_before_has_the_same_length_and_the_first_year_has_none():
    quarters = flow(("2023年第一季度", 0.1), ("2022年第四季度", 0.08), ("2023年1月", 0.05), ("1900年", 1.0))
    found = {row[1]: (row[3], row[5]) for row in rows_in(growth(pl.DataFrame(quarters), "previous"))}
    assert found["2023年第一季度"] == (0.08, pytest.approx(25))
    assert [found[period] for period in ("2022年第四季度", "2023年1月", "1900年")] == [(None, None)] * 3


@few
@given(cells)
def test_growth_of_a_frame_is_that_of_the_objects(given):
    rows = {(region, Period(year, month, 1)): one for (region, year, month), one in given.items()}
    for over, earlier in (("year", lambda one: one.year_earlier), ("previous", lambda one: one.previous)):
        expected = {}
        for (region, period), figure in rows.items():
            base = rows.get((region, earlier(period)))
            try:
                grown = rs.growth(figure, base) if figure is not None and base is not None else None
            except UndefinedResultError:
                grown = None
            expected[region, period.code] = None if grown is None else pytest.approx(float(grown.value))
        frame = long([(region, period, number(figure)) for (region, period), figure in rows.items()])
        found = rows_in(growth(frame, over))
        assert {(row[0], Period.parse(row[2]).code): row[6] for row in found} == expected


# ── units, decimals, names ───────────────────────────────────────────────────────────────────────────────


def test_a_series_is_brought_to_the_finest_of_its_units():
    frame = pl.DataFrame(flow(("2023-02", 0.05), ("2023-03", 800), ("2023-06", 0.15)))
    frame = frame.with_columns(pl.Series("单位", ["万人", "人", None]))
    assert rows_in(singles(frame, to_date=True)) == [
        ("城镇新增就业", "2023-01-01/P2M", 500.0, "人"),
        ("城镇新增就业", "2023-03", 300.0, "人"),
        ("城镇新增就业", "2023-Q2", 700.0, "人"),
    ]


def test_the_unit_may_stand_behind_the_name_but_not_differ_from_its_column():
    frame = pl.DataFrame(flow(("2023-02", 500.0), name="城镇新增就业(人)")).drop("单位")
    assert rows_in(singles(frame, to_date=True)) == [("城镇新增就业(人)", "2023-01-01/P2M", 500.0, "人")]
    both = pl.DataFrame(flow(("2023-02", 500.0), name="城镇新增就业(人)", unit="人"))
    assert rows_in(singles(both, to_date=True))[0][2:] == (500.0, "人")
    with refused(UnitError, "unit.different", "万人") as caught:
        singles(both.with_columns(pl.lit("万人").alias("单位")))
    assert caught.value.place == "单位"


def test_more_decimals_than_are_asked_for_are_kept_and_subtracted_as_floats():
    frame = pl.DataFrame(flow(("2023-02", 0.1 + 0.2), ("2023-03", 0.123456789)))
    (first, second) = (row[2] for row in rows_in(singles(frame, to_date=True)))
    assert first == 0.3
    assert second == pytest.approx(0.123456789 - 0.3)
    (_, exact) = (row[2] for row in rows_in(singles(frame, to_date=True, decimals=9)))
    assert exact == -0.176543211
    asked = frame.with_columns(pl.Series("小数位", [1, 9]))
    assert rows_in(singles(asked, to_date=True))[1][2] == -0.176543211


def test_large_numbers_are_exact_where_their_decimals_are_told():
    frame = pl.DataFrame(flow(("2023-02", 4503599627370495.0), ("2023-03", 4503599627370496.0), unit="人"))
    assert [row[2] for row in rows_in(singles(frame, to_date=True, decimals=0))] == [4503599627370495.0, 1.0]


def test_a_component_is_told_beside_its_indicator_and_columns_by_the_caller():
    frame = pl.DataFrame(
        {
            "name": ["仲裁结案率"] * 2,
            "组成": ["审结"] * 2,
            "年": [2023, 2023],
            "季度": [1, 2],
            "口径": ["全部", None],
            "v": [90, 100],
        }
    )
    found = singles(frame, columns={"indicator": "name", "value": "v"}, to_date=True)
    assert headings(found) == ["name", "组成", "口径", "period", "v", "unit"]
    assert rows_in(found) == [
        ("仲裁结案率", "审结", "", "2023-S1", 100.0, "件"),
        ("仲裁结案率", "审结", "全部", "2023-Q1", 90.0, "件"),
    ]


def test_a_year_stands_for_itself_and_a_region_may_be_a_number():
    frame = pl.DataFrame(
        {"地区": [510524, None], "指标": ["城镇新增就业"] * 2, "年": [2023] * 2, "数值": [0.3, 0.4]}
    )
    assert rows_in(running(frame)) == [
        ("", "城镇新增就业", "2023", 0.4, "万人"),
        ("510524", "城镇新增就业", "2023", 0.3, "万人"),
    ]


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_a_column_of_nothing_says_nothing(nothing):
    frame = pd.DataFrame(flow(("2023年", 0.3))).assign(单位=nothing, 口径=nothing, 累计方式=nothing)
    assert rows_in(running(frame)) == [("城镇新增就业", "", "2023年", 0.3, "万人")]
    years = frame.assign(时期=2023)
    assert rows_in(running(years)) == [("城镇新增就业", "", "2023", 0.3, "万人")]
    codes = pd.Series([510524, None, "叙永县"], dtype=object)
    mixed = pd.DataFrame(flow(*[("2023年", 0.3)] * 3)).assign(地区=codes)
    assert [row[0] for row in rows_in(running(mixed))] == ["", "510524", "叙永县"]


def test_what_is_not_finite_is_no_figure_and_an_empty_frame_stays_empty():
    frame = pl.DataFrame(flow(("2023-01", float("inf")), ("2023-02", float("nan"))))
    assert rows_in(running(frame)) == []
    assert {row[4] for row in rows_in(running(frame, reason=True))} == {"reason.no_figure 没有数"}


@two_engines
def test_an_empty_frame_gives_an_empty_answer(engine):
    some = engine(flow(("2023-02", 0.5), ("2024-02", 0.6)))
    empty = some.filter("false") if hasattr(some, "fetchall") else some.slice(0, 0) if hasattr(
        some, "slice") else some.iloc[:0]  # fmt: skip
    for answer in (singles, running, growth):
        assert rows_in(answer(empty)) == []


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


def without_data(*told, **more):
    """A lazy frame whose values cannot be computed: whoever reads them fails."""

    def fail(_):
        raise AssertionError

    frame = pl.LazyFrame(flow(*told, **more))
    return frame.with_columns(pl.col("数值").map_batches(fail, return_dtype=pl.Float64))


@pytest.mark.parametrize(
    ("answer", "code", "frame"),
    [
        (singles, "addition.january", without_data(("2023年2—3月", 1.0))),
        (singles, "addition.years", without_data(("“十四五”", 1.0))),
        (singles, "addition.stock", without_data(("2023年末", 1.0), name="失业保险参保人数")),
        (singles, "addition.ratio_carried", without_data(("2023年", 1.0), name="仲裁结案率", unit="%")),
        (running, "addition.overlap", without_data(("2023年1月", 1.0), ("2023年1—3月", 1.0))),
        (running, "addition.years", without_data(("2022年7月—2023年6月", 1.0))),
        (running, "addition.run", without_data(("2023年", 1.0), 累计方式=["年均"])),
    ],
)
def test_what_does_not_add_is_refused_before_any_value_is_read(answer, code, frame):
    with refused(NotAdditiveError, code):
        answer(frame)


def test_distinct_persons_do_not_add_over_periods():
    frame = pl.DataFrame(flow(("2023年", 1.0), name=PERSONS.name, unit="人"))
    with refused(NotAdditiveError, "addition.none", PERSONS.name):
        running(frame, catalogue=OWN)


def test_a_wide_frame_is_refused_and_so_are_words_for_values():
    with refused(FrameError, "frames.long", "参保率(%)"):
        singles(pl.DataFrame({"时期": ["2023年"], "参保率(%)": [95.0]}))
    with refused(FrameError, "frames.column.number", "数值"):
        singles(pl.DataFrame(flow(("2023年", "0.3万人"))))


@pytest.mark.parametrize(("column", "blank"), [("指标", None), ("时期", "—"), ("年", None)])
def test_a_row_that_names_no_indicator_or_no_period_is_refused(column, blank):
    frame = pl.DataFrame(flow(("2023年", 0.3)))
    if column == "年":
        frame = frame.drop("时期").with_columns(pl.lit(None, pl.Int64).alias("年"))
    else:
        frame = frame.with_columns(pl.lit(blank, pl.String).alias(column))
    with refused(FrameError, "frames.blank", column):
        singles(frame)


@pytest.mark.parametrize(
    ("kind", "code", "column", "text"),
    [
        (UnknownNameError, "catalogue.unknown", "指标", "城镇新增就业数"),
        (PeriodError, "period.text", "时期", "去年"),
        (PeriodError, "observation.measure", "时期", "2023年末"),
        (UnitError, "unit.unknown", "单位", "亿仁"),
        (UnitError, "unit.different", "单位", "人次"),
    ],
)
def test_what_cannot_be_read_is_told_of_its_column(kind, code, column, text):
    frame = pl.DataFrame(flow(("2023年", 0.3))).with_columns(pl.lit(text).alias(column))
    with refused(kind, code) as caught:
        singles(frame)
    assert caught.value.place == column


def test_other_kinds_of_answers_and_of_decimals_are_refused():
    frame = pl.DataFrame(flow(("2023年", 0.3)))
    for over in ("month", None, 1, ["year"]):
        with refused(UnknownNameError, "frames.over"):
            growth(frame, over)
    for decimals in (-1, 13, 1.5, True, "2"):
        with refused(NumberError, "figure.decimals"):
            singles(frame, decimals=decimals)
    with refused(NumberError, "figure.decimals") as caught:
        singles(frame.with_columns(pl.lit(40).alias("小数位")))
    assert caught.value.place == "小数位"
    with refused(DefinitionError, "argument.kind"):
        singles(frame, catalogue="standard")


def test_a_share_needs_its_unit():
    frame = pl.DataFrame(flow(("2023年", 0.95), name="参保率")).drop("单位")
    with refused(UnitError, "unit.share", "参保率"):
        growth(frame)


def test_a_heading_that_an_answer_needs_itself_is_refused():
    frame = pl.DataFrame(flow(("2023-02", 0.3))).rename({"数值": "reason"})
    with refused(FrameError, "frames.columns.twice", "reason"):
        singles(frame, columns={"value": "reason"}, to_date=True, reason=True)


def test_hostile_values_are_refused_by_errors_of_the_library():
    frame = pl.DataFrame(flow(("2023-02", 0.3)))
    for answer in (singles, running, growth):
        assert refusals(answer)
        assert refusals(lambda value, answer=answer: answer(frame, columns=value))
        assert refusals(lambda value, answer=answer: answer(frame, catalogue=value))
        assert refusals(lambda value, answer=answer: answer(frame, decimals=value))
    assert refusals(lambda value: growth(frame, value))


def test_texts_that_no_one_can_read_are_refused():
    def of(column):
        return lambda text: singles(
            pl.DataFrame(flow(("2023年", 0.3))).with_columns(pl.lit(text, pl.String).alias(column))
        )

    def is_text(value):
        try:
            value.encode()
        except (AttributeError, UnicodeEncodeError):
            return False
        return True

    for column in ("指标", "时期", "单位", "累计方式"):
        answer = of(column)
        assert refusals(lambda value, answer=answer: answer(value) if is_text(value) else None)


def test_the_unit_of_an_answer_is_one_the_objects_know():
    (row,) = rows_in(running(pl.DataFrame(flow(("2023年", 3000), unit="人"))))
    assert Figure(str(row[2]), Unit.parse(row[3])).to("万人") == Figure("0.3", "万人")
