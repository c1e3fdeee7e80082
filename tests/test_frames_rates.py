"""Rates of columns: what the objects give, on every engine; nothing, with the reason, where there is none."""

from datetime import date
from decimal import Decimal

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Catalogue, Figure, Unit, round_half_up
from rsindicators.errors import (
    ComponentError,
    DefinitionError,
    FrameError,
    RSIndicatorsError,
    UndefinedResultError,
    UnknownNameError,
)
from rsindicators.formula import Formula
from rsindicators.frames.rates import compute
from rsindicators.number import shift

CATALOGUE = Catalogue.standard()
CLOSURE = CATALOGUE["仲裁结案率"]
INSURED = CATALOGUE["基本养老保险参保率"]
NEW_JOBS = CATALOGUE["城镇新增就业"]
PARTS = ("16周岁以上人口", "全日制在校学生", "现役军人")


EAGER = {
    "pandas": pd.DataFrame,
    "pandas nullable": lambda columns: pd.DataFrame(columns).convert_dtypes(),
    "pandas on arrow": lambda columns: pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": pl.DataFrame,
    "pyarrow": pa.table,
}
ENGINES = EAGER | {
    "polars lazy": pl.LazyFrame,
    "duckdb": lambda columns: duckdb.from_arrow(pa.table(columns)),
}
every_engine = pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
every_eager = pytest.mark.parametrize("engine", EAGER.values(), ids=EAGER)


def cells(frame, column):
    """The cells of a column of any frame, None for every kind of nothing."""
    found = nw.from_native(frame)
    memory = found.collect() if isinstance(found, nw.LazyFrame) else found
    series = memory[column]
    pairs = zip(series.to_list(), series.is_null().to_list(), strict=True)
    return [None if is_null else value for value, is_null in pairs]


def rates(frame, indicator=CLOSURE, **options):
    return cells(compute(frame, indicator, name="率", **options), "率")


def both(frame, indicator=CLOSURE, **options):
    """The rates and the reasons."""
    made = compute(frame, indicator, name="率", reason=True, **options)
    return cells(made, "率"), cells(made, "率_reason")


def reasons(frame, indicator=CLOSURE, **options):
    return cells(compute(frame, indicator, name="率", reason=True, **options), "率_reason")


COUNTY = {
    "地区": ["叙永县", "古蔺县", "江阳区", "纳溪区", "泸县", "合江县"],
    "当期审结": [963, 37, 5, None, 12, 0],
    "当期受理": [950, None, 0, None, 10, 3],
    "上期未结": [50, 3, 0, 7, -10, None],
}


# ── rates of every engine ────────────────────────────────────────────────────────────────────────────────


@every_engine
def test_a_rate_is_added_behind_the_other_columns_in_the_unit_of_the_indicator(engine):
    made = compute(engine(COUNTY), "仲裁结案率")
    assert list(nw.from_native(made).collect_schema()) == [*COUNTY, "劳动人事争议仲裁结案率"]
    assert cells(made, "劳动人事争议仲裁结案率") == [96.3, None, None, None, None, None]
    assert cells(made, "地区") == COUNTY["地区"]
    assert cells(made, "当期受理") == COUNTY["当期受理"]


@every_engine
def test_a_row_without_a_rate_is_told_why(engine):
    assert reasons(engine(COUNTY)) == [
        None,
        "reason.missing 没有数:当期立案受理案件数",
        "reason.zero 分母为零:当期立案受理案件数 + 上期末累计未结案件总数",
        "reason.missing 没有数:当期审结案件数、当期立案受理案件数",
        "reason.zero 分母为零:当期立案受理案件数 + 上期末累计未结案件总数",
        "reason.missing 没有数:上期末累计未结案件总数",
    ]


@every_engine
def test_what_is_lazy_stays_lazy_and_what_is_in_memory_stays_there(engine):
    frame = engine(COUNTY)
    assert type(compute(frame, CLOSURE, reason=True)) is type(frame)


@every_engine
def test_a_float_that_is_no_number_or_infinite_is_no_figure_and_what_is_too_large_is_told(engine):
    frame = engine(
        {
            "审结": [float("nan"), float("inf"), 1e308, 1.0, 1.0],
            "受理": [1.0, 1.0, 1e-300, float("-inf"), 0.0],
            "上期未结": [0.0, 0.0, 0.0, 0.0, -0.0],
        }
    )
    assert rates(frame) == [None] * 5
    assert [one.split(" ")[0] for one in reasons(frame)] == [
        "reason.missing",
        "reason.missing",
        "reason.size",
        "reason.missing",
        "reason.zero",
    ]


@every_engine
def test_zero_over_something_is_zero(engine):
    assert rates(engine({"审结": [0, 0], "受理": [5, -5], "上期未结": [0, 0]})) == [0, 0]


@pytest.mark.parametrize("kind", [pl.DataFrame, pa.table])
def test_a_column_of_nulls_alone_is_a_column_without_figures(kind):
    frame = kind({"审结": [None, None], "受理": [5, 6], "上期未结": [1, 2]})
    assert rates(frame) == rates(frame, exact=True) == [None, None]
    assert set(reasons(frame)) == set(reasons(frame, exact=True)) == {"reason.missing 没有数:当期审结案件数"}


@every_engine
def test_a_frame_without_rows_gets_the_column_too(engine):
    frame = engine({"审结": [1], "受理": [5], "上期未结": [1]})
    none = nw.from_native(frame).filter(nw.col("审结") > 1).to_native()
    made = compute(none, CLOSURE, name="率", reason=True)
    assert cells(made, "率") == cells(made, "率_reason") == []
    assert nw.from_native(made).collect_schema()["率"] == nw.Float64


@pytest.mark.parametrize("dtype", ["Int8", "UInt8", "Int16", "Int32", "UInt64", "Int128"])
def test_whole_numbers_of_any_size_do_not_overflow(dtype):
    columns = {"审结": [127], "受理": [127], "上期未结": [127]}
    kind = getattr(pl, dtype)
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, kind))
    assert rates(frame) == rates(frame.lazy()) == [50]
    if dtype != "Int128":
        assert rates(frame.to_arrow()) == rates(frame.to_pandas()) == [50]


def test_the_index_of_pandas_is_kept_whatever_it_is():
    frame = pd.DataFrame({"审结": [1, 2], "受理": [2, 2], "上期未结": [0, 0]}, index=["甲", "甲"])
    for exact in (False, True):
        made = compute(frame, CLOSURE, name="率", exact=exact, reason=True)
        assert list(made.index) == ["甲", "甲"]
        assert list(made["率"]) == [50, 100]


def test_the_frame_given_is_not_changed():
    frame = pd.DataFrame({"审结": [1, 2], "受理": [2, 2], "上期未结": [0, 0]})
    before = frame.copy()
    compute(frame, CLOSURE, reason=True)
    compute(frame, CLOSURE, reason=True, exact=True)
    pd.testing.assert_frame_equal(frame, before)


def test_columns_of_the_caller_may_be_named_like_those_used_on_the_way():
    columns = {"_rs_0": ["甲"], "_rs_1": ["乙"], "审结": [963], "受理": [950], "上期未结": [50]}
    made = compute(pl.DataFrame(columns), CLOSURE, name="_rs_2")
    assert made.to_dict(as_series=False) == columns | {"_rs_2": [96.3]}


def test_a_frame_of_narwhals_is_taken():
    assert rates(nw.from_native(pl.DataFrame({"审结": [1], "受理": [2], "上期未结": [0]}))) == [50]


# ── the same as the objects ──────────────────────────────────────────────────────────────────────────────

few = settings(max_examples=settings().max_examples // 4)
"""A frame costs as much as a hundred figures, and an example has several rows."""

counts = st.none() | st.integers(-(2**50), 2**50) | st.integers(-3, 3)


def told(indicator, row, units):
    """What the objects give for a row of exact figures; None where they refuse."""
    figures = {
        name: Figure(value, units[name], exact=True) for name, value in row.items() if value is not None
    }
    try:
        return indicator.compute(figures).value
    except (ComponentError, UndefinedResultError):
        return None


def agree(found, wanted):
    assert [one is None for one in found] == [one is None for one in wanted]
    return all(
        value == pytest.approx(float(one), rel=1e-12, abs=0)
        for value, one in zip(found, wanted, strict=True)
        if one is not None
    )


@pytest.mark.parametrize("name", ["仲裁结案率", "城镇登记失业率", "城镇新增就业", "调解成功率", "参保率"])
@few
@given(data=st.data())
def test_counts_give_what_the_objects_give(name, data):
    indicator = CATALOGUE[name]
    units = {one.name: one.unit.symbol[-1] for one in indicator.components if one.formula is None}
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(units, counts)), min_size=1, max_size=20))
    wanted = [told(indicator, row, units) for row in rows]
    frame = pl.DataFrame(
        {f"{name}({unit})": [row[name] for row in rows] for name, unit in units.items()},
        schema={f"{name}({unit})": pl.Int64 for name, unit in units.items()},
    )
    found, why = both(frame, indicator)
    assert agree(found, wanted)
    exactly = [one if one is None else round_half_up(one, 6) for one in wanted]
    assert both(frame, indicator, exact=True, decimals=6) == (exactly, why)


@every_engine
def test_every_engine_gives_what_polars_gives_to_the_last_bit(engine):
    numbers = np.random.default_rng(5)
    columns = {
        name: [None if cell == 3 else cell for cell in numbers.integers(-9, 999, 500).tolist()]
        for name in ("参保人数(人)", "应参保", *PARTS)
    }
    expected = pl.DataFrame(columns)
    assert rates(engine(columns), INSURED) == rates(expected, INSURED)
    assert reasons(engine(columns), INSURED) == reasons(expected, INSURED)


printed = st.none() | st.decimals("0.0001", "99999", places=4) | st.just(Decimal(0))


@few
@given(st.lists(st.tuples(printed, printed), min_size=1, max_size=20))
def test_figures_with_decimals_give_what_the_objects_give(rows):
    names, units = ("参保人数", "应参保"), {"参保人数": "万人", "应参保": "万人"}
    wanted = [told(INSURED, dict(zip(names, row, strict=True)), units) for row in rows]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Decimal(12, 4)))
    floats = frame.cast(pl.Float64)
    assert agree(rates(frame, INSURED), wanted)
    assert agree(rates(floats, INSURED), wanted)
    exactly = [one if one is None else round_half_up(one, 18) for one in wanted]
    assert rates(frame, INSURED, exact=True) == rates(floats, INSURED, exact=True) == exactly


tenths = st.integers(0, 10**9)
cancelling = st.builds(
    lambda one, other, scale: ((one + other) / scale, one / scale, other / scale),
    tenths,
    tenths,
    st.sampled_from([10**places for places in range(5)]),
)


@few
@given(st.lists(cancelling, min_size=4, max_size=20), st.sampled_from(["", "(万人)", "(人)", "(亿人)"]))
def test_a_denominator_that_is_zero_but_for_the_rounding_of_floats_is_zero(rows, unit):
    columns = {f"{name}{unit}": cells for name, cells in zip(PARTS, zip(*rows, strict=True), strict=True)}
    frame = pl.DataFrame(columns | {"参保人数": [1.0] * len(rows)})
    found, why = both(frame, INSURED)
    assert found == [None] * len(rows)
    assert set(why) == {"reason.zero 分母为零:法定应参保人数"}


def test_a_denominator_of_one_between_counts_of_a_thousand_trillion_is_not_zero():
    frame = pl.DataFrame({"审结": [1], "受理": [2**52 + 1], "上期未结": [-(2**52)]})
    assert rates(frame) == [100]


# ── components that have a formula of their own ──────────────────────────────────────────────────────────

POPULATION = {"16周岁以上人口": [40.0, 41.0, None], "在校学生": [4.0, 5.0, 1.0], "现役军人": [1.0, 1.0, 1.0]}


@every_engine
def test_a_component_that_is_not_there_is_computed_from_its_parts(engine):
    frame = engine({"参保人数": [32.06, None, 30.0]} | POPULATION)
    assert rates(frame, INSURED) == [pytest.approx(91.6, rel=1e-15), None, None]
    assert reasons(frame, INSURED) == [
        None,
        "reason.missing 没有数:参保人数",
        "reason.missing 没有数:16周岁以上人口",
    ]


@every_engine
def test_a_component_that_has_no_figure_is_computed_from_its_parts_and_one_that_has_is_taken(engine):
    frame = engine({"参保人数": [32.06, 32.06, 32.06], "应参保": [None, 64.12, None]} | POPULATION)
    assert rates(frame, INSURED) == [pytest.approx(91.6, rel=1e-15), 50, None]
    assert reasons(frame, INSURED) == [None, None, "reason.missing 没有数:法定应参保人数"]


@every_eager
def test_the_same_exactly(engine):
    whole = {"应参保": [None, 64.12, None]}
    for columns, found in ((POPULATION, ["91.6", None, None]), (POPULATION | whole, ["91.6", "50", None])):
        frame = engine({"参保人数": [32.06, 32.06, 32.06]} | columns)
        if columns is POPULATION:
            frame = engine({"参保人数": [32.06, None, 32.06]} | columns)
        wanted = [one and Decimal(one) for one in found]
        assert rates(frame, INSURED, exact=True, decimals=1) == wanted
        assert reasons(frame, INSURED, exact=True) == reasons(frame, INSURED)


def test_a_component_that_is_there_needs_no_parts_and_some_of_them_do_no_harm():
    frame = pl.DataFrame({"参保人数": [1], "应参保": [2], "现役军人": [date(2023, 1, 1)]})
    assert rates(frame, INSURED) == [50]


def indicator_of(formula, *components):
    """An indicator in %, of components in 件 (or other units) that may have formulas of their own."""
    made = [
        evolve(CLOSURE.components[0], code=f"c{place}", name=name, short_names=(), unit=Unit.parse(unit))
        if own is None
        else evolve(
            CLOSURE.components[0],
            code=f"c{place}",
            name=name,
            short_names=(),
            unit=Unit.parse(unit),
            formula=Formula.parse(own),
            assigned=(*CLOSURE.components[0].assigned, ("formula", "试")),
        )
        for place, (name, unit, own) in enumerate(components)
    ]
    return evolve(CLOSURE, formula=Formula.parse(formula), components=tuple(made))


NESTED = indicator_of(
    "甲 / 乙", ("甲", "件", None), ("乙", "件", "丙 * 丁 / 戊"), ("丙", "件", "己 - 戊"), ("丁", "件", None),
    ("戊", "件", None), ("己", "件", None),
)  # fmt: skip
SIGNS = indicator_of(
    "(100% - -甲 / 丁 / (乙 * 2 / 丙)) * (丁 / (丁 - -戊)) / 4",
    *((name, "件", None) for name in "甲乙丙丁戊"),
)
small = st.none() | st.integers(-4, 4)


@pytest.mark.parametrize(
    ("indicator", "given_too"),
    [(SIGNS, ""), (NESTED, ""), (NESTED, "乙丙")],
    ids=["signs", "nested", "nested and given"],
)
@few
@given(data=st.data())
def test_formulas_of_any_form_give_what_the_objects_give(indicator, given_too, data):
    names = [one.name for one in indicator.components if one.formula is None or one.name in given_too]
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(names, small)), min_size=1, max_size=20))
    wanted = [_with_parts(indicator, row) for row in rows]
    frame = pl.DataFrame(
        {name: [row[name] for row in rows] for name in names}, schema=dict.fromkeys(names, pl.Int8)
    )
    found, why = both(frame, indicator)
    assert agree(found, wanted)
    exactly = [one if one is None else round_half_up(one, 18) for one in wanted]
    assert both(frame, indicator, exact=True) == (exactly, why)


def _with_parts(indicator, row):
    """What the objects give, if they are told the parts of those components only that are not given."""
    known = {name: value for name, value in row.items() if value is not None}
    for component in reversed(indicator.components):
        own = component.formula
        if own is None or component.name in known or not set(own.names) <= known.keys():
            continue
        try:
            known[component.name] = own.value(known)
        except UndefinedResultError:
            continue
    try:
        return shift(indicator.formula.value(known), 2)
    except (ComponentError, UndefinedResultError):
        return None


# ── exactly ──────────────────────────────────────────────────────────────────────────────────────────────


@every_eager
def test_exact_rates_are_decimals_rounded_once_with_halves_up(engine):
    frame = engine({"审结": [1, 3, 963, 1, -1], "受理": [8, 8, 1000, 3, 3], "上期未结": [0, 0, 0, 0, 0]})
    assert rates(frame, exact=True, decimals=0) == [Decimal(one) for one in (13, 38, 96, 33, -33)]
    made = compute(frame, CLOSURE, name="率", exact=True, decimals=1)
    assert [str(one) for one in cells(made, "率")] == ["12.5", "37.5", "96.3", "33.3", "-33.3"]
    dtype = nw.from_native(made).collect_schema()["率"]
    assert dtype == (nw.Object if isinstance(frame, pd.DataFrame) else nw.Decimal(38, 1))


@every_eager
def test_without_decimals_exact_rates_have_eighteen(engine):
    frame = engine({"审结": [1, 2], "受理": [3, 3], "上期未结": [0, 0]})
    assert [str(one) for one in rates(frame, exact=True)] == [
        "33.333333333333333333",
        "66.666666666666666667",
    ]


def test_an_exact_rate_that_rounds_to_zero_is_never_minus_zero():
    frame = pl.DataFrame({"审结": [-1, 0], "受理": [9999, 1], "上期未结": [0, 0]})
    assert [str(one) for one in rates(frame, exact=True, decimals=1)] == ["0.0", "0.0"]
    pandas = frame.to_pandas()
    assert [str(one) for one in rates(pandas, exact=True, decimals=1)] == ["0.0", "0.0"]


@every_eager
def test_texts_are_read_as_printed(engine):
    frame = engine(
        {
            "参保人数(人)": ["320600", "32.06万人", "３２．０６万", "—", "待核", "", "32万件"],
            "应参保": ["35", "350,000人", "35万人", "35", "35", None, "35"],
        }
    )
    found = [Decimal("91.6")] * 3 + [None] * 4
    assert rates(frame, INSURED, exact=True, decimals=1)[:2] == found[:2]
    assert rates(frame, INSURED, exact=True, decimals=1)[3:] == found[3:]
    assert reasons(frame, INSURED, exact=True)[3:] == [
        "reason.missing 没有数:参保人数",
        "reason.unreadable 读不出:参保人数“待核”",
        "reason.missing 没有数:参保人数、法定应参保人数",
        "reason.unreadable 读不出:参保人数“32万件”",
    ]


def test_coded_texts_are_texts():
    columns = {"审结": ["963", None], "受理": ["950", "1"], "上期未结": ["50", "1"]}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Categorical))
    assert rates(frame, exact=True, decimals=1) == [Decimal("96.3"), None]
    assert rates(frame.to_pandas(), exact=True, decimals=1) == [Decimal("96.3"), None]


def test_floats_are_read_as_their_shortest_text():
    columns = {"审结": [0.1, float("nan"), float("inf")], "受理": [0.3, 1, 1], "上期未结": [0.4, 1, 1]}
    for kind in (pl.Float64, pl.Float32):
        frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, kind))
        assert rates(frame, exact=True) == [
            round_half_up(Decimal("14.28571428571428571428"), 18),
            None,
            None,
        ]


@every_eager
def test_numbers_and_rates_too_large_are_told(engine):
    frame = engine({"审结": [1e300, 1e17, 9e16], "受理": [1.0, 1.0, 1.0], "上期未结": [0.0, 0.0, 0.0]})
    assert rates(frame, exact=True) == [None, None, Decimal(9 * 10**18)]
    assert reasons(frame, exact=True) == [
        "reason.unreadable 读不出:当期审结案件数“1e+300”",
        "reason.size 数太大,放不下:劳动人事争议仲裁结案率",
        None,
    ]
    assert rates(frame, exact=True, decimals=17)[1] == Decimal(10**19)


def test_a_text_shown_in_a_reason_is_short_and_on_one_line():
    frame = pl.DataFrame({"审结": ["待\n核", "a" * 100_000], "受理": ["1", "1"], "上期未结": ["1", "1"]})
    for reason in reasons(frame, exact=True):
        assert reason.isprintable()
        assert len(reason) < 100


# ── Python objects in pandas and polars ──────────────────────────────────────────────────────────────────


def objects(values):
    return pd.DataFrame({"审结": pd.Series(values, dtype=object), "受理": 2, "上期未结": 0})


def test_objects_that_are_numbers_are_numbers():
    frame = objects(
        [Decimal("1.0"), 1, 1.0, np.int64(1), np.float64(1), None, Decimal("NaN"), Decimal("-Infinity")]
    )
    assert rates(frame) == [50] * 5 + [None] * 3
    assert rates(frame, exact=True) == [50] * 5 + [None] * 3


def test_objects_of_polars_are_taken_as_those_of_pandas_are():
    columns = {"审结": [Decimal(1), Decimal("NaN"), None], "受理": [2, 2, 2], "上期未结": [0, 0, 0]}
    frame = pl.DataFrame(columns, schema={"审结": pl.Object, "受理": pl.Int8, "上期未结": pl.Int8})
    assert rates(frame) == rates(frame, exact=True) == [50, None, None]


def test_decimals_of_many_digits_are_numbers_too():
    frame = objects([10**400, Decimal(10) ** 3])
    assert rates(frame) == [None, 50_000]
    assert rates(frame, exact=True) == [None, 50_000]


@pytest.mark.parametrize(
    "value",
    [True, date(2023, 6, 30), "963件", [1], {"a": 1}, 1j, b"1", object()],
    ids=lambda value: type(value).__name__,
)
def test_objects_that_are_none_are_refused_or_told(value):
    frame = objects([Decimal(1), value])
    with refused(FrameError, "rates.value", "审结", type(value).__name__):
        compute(frame, CLOSURE)
    found = rates(frame, exact=True)
    if value == "963件":
        assert found == [50, 48_150]
    else:
        assert found == [50, None]
        assert reasons(frame, exact=True)[1].startswith("reason.unreadable 读不出:当期审结案件数“")


# ── which column is which component ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "names",
    [
        ("当期审结案件数", "当期立案受理案件数", "上期末累计未结案件总数"),
        ("closed", "accepted", "pending_before"),
        ("审结", "受理", "上期未结"),
        ("审 结（件）", "1.受理(件)", "其中:上期未结(件)"),
    ],
)
def test_columns_are_found_by_the_names_of_components(names):
    assert rates(pl.DataFrame(dict(zip(names, ([963], [950], [50]), strict=True)))) == [96.3]


def test_the_caller_may_say_which_column_is_which():
    frame = pl.DataFrame({"甲(件)": [963], "受理": [950], "上期未结": [50], "审结": [1]})
    assert rates(frame, columns={"当期审结": "甲(件)"}) == [96.3]
    assert rates(frame, columns={"closed": "甲(件)", "受理": "受理"}) == [96.3]


@every_engine
def test_a_unit_behind_the_name_is_converted(engine):
    frame = engine({"参保人数(人)": [320_600], "应参保人数（万人）": [35]})
    assert rates(frame, INSURED) == [91.6]
    frame = engine({"参保人数(亿人)": [0.003206], "应参保": [35]})
    assert rates(frame, INSURED) == [pytest.approx(91.6, rel=1e-15)]


def test_a_rate_that_is_a_number_of_something_is_in_its_unit():
    frame = pl.DataFrame({"新就业人员数(人)": [5_000], "自然减员(人)": [1_800]})
    assert rates(frame, NEW_JOBS) == [0.32]


def test_missing_columns_are_named_all_of_them():
    with refused(
        FrameError, "rates.missing", "当期审结案件数", "当期立案受理案件数", "上期末累计未结案件总数"
    ):
        compute(pl.DataFrame({"地区": ["叙永县"]}), CLOSURE)
    with refused(FrameError, "rates.missing", "当期立案受理案件数", "受理数") as caught:
        compute(pl.LazyFrame({"审结": [1], "受理数": [1], "上期未结": [1]}), CLOSURE)
    assert "上期末" not in str(caught.value)


def test_of_a_component_with_parts_the_missing_parts_are_named_where_others_are_there():
    with refused(FrameError, "rates.missing", "法定应参保人数") as caught:
        compute(pl.DataFrame({"参保人数": [1]}), INSURED)
    assert "现役军人" not in str(caught.value)
    with refused(FrameError, "rates.missing", "全日制在校学生、现役军人") as caught:
        compute(pl.DataFrame({"参保人数": [1], "16周岁以上人口": [1]}), INSURED)
    assert "法定应参保人数" not in str(caught.value)


def test_names_too_long_for_the_message_all_stand_under_it():
    indicator = CATALOGUE["劳动保障监察举报投诉案件结案率"]
    with pytest.raises(FrameError) as caught:
        compute(pl.DataFrame({"a": [1]}), indicator)
    for component in indicator.components:
        assert component.name in str(caught.value)


@pytest.mark.parametrize("columns", [{}, {"\x1b[2J": [1]}, {"a" * 10_000: [1]}, {"": [1]}, {"(万人)": [1]}])
def test_columns_of_any_name_are_no_component_and_make_no_message_strange(columns):
    with refused(FrameError, "rates.missing") as caught:
        compute(pl.DataFrame(columns), CLOSURE)
    assert caught.value.line().isprintable()
    assert len(caught.value.line()) < 1_000


def test_two_columns_of_one_component_are_refused():
    frame = pl.DataFrame({"审结": [1], "当期审结(件)": [1], "受理": [1], "上期未结": [1]})
    with refused(FrameError, "rates.twice", "审结", "当期审结(件)", "当期审结案件数"):
        compute(frame, CLOSURE)
    with refused(FrameError, "rates.twice", "审结", "当期审结(件)", "当期审结案件数"):
        compute(frame, CLOSURE, columns={"closed": "审结", "当期审结": "当期审结(件)"})
    assert rates(frame, columns={"审结": "审结"}) == [50]


def test_one_column_for_two_components_is_refused():
    frame = pl.DataFrame({"审结": [1], "受理": [1], "上期未结": [1]})
    with refused(FrameError, "rates.shared", "审结", "当期审结案件数", "当期立案受理案件数"):
        compute(frame, CLOSURE, columns={"审结": "审结", "受理": "审结"})
    with refused(FrameError, "rates.missing", "当期审结案件数"):
        compute(frame, CLOSURE, columns={"受理": "审结"})


def test_a_column_that_the_caller_names_must_be_there():
    frame = pl.DataFrame({"甲": [1], "受理": [1], "上期未结": [1]})
    for column in ("乙", None, 1, ["甲"], "x" * 10_000):
        with refused(FrameError, "rates.column", "当期审结案件数", "上期未结"):
            compute(frame, CLOSURE, columns={"审结": column})
    with refused(UnknownNameError, "component.unknown", "审结数", "审结"):
        compute(frame, CLOSURE, columns={"审结数": "甲"})
    for name in (None, 1, "a" * 10_000):
        with pytest.raises(UnknownNameError):
            compute(frame, CLOSURE, columns={name: "甲"})
    for columns in (1, "审结", ["审结"], {"审结"}):
        with refused(FrameError, "rates.columns"):
            compute(frame, CLOSURE, columns=columns)


@every_engine
@pytest.mark.parametrize("unit", ["人次", "万", "%", "元"])
def test_units_that_do_not_fit_are_refused(engine, unit):
    frame = engine({f"参保人数({unit})": [1], "应参保(万人)": [1]})
    with refused(FrameError, "rates.unit", f"参保人数({unit})", unit, "万人"):
        compute(frame, INSURED)


SHARE = indicator_of("100% - 甲", ("甲", "%", None))


def test_the_column_of_a_share_prints_its_unit():
    assert rates(pl.DataFrame({"甲(%)": [95]}), SHARE) == [pytest.approx(5)]
    assert rates(pl.DataFrame({"甲(‰)": [950]}), SHARE) == [pytest.approx(5)]
    assert rates(pl.DataFrame({"甲": ["95%", "0.95"]}), SHARE, exact=True) == [5, None]
    frame = pl.DataFrame({"甲": [0.95]})
    for exact in (False, True):
        with refused(FrameError, "rates.share", "甲", "%"):
            compute(frame, SHARE, exact=exact)


def test_a_number_among_coded_texts_of_a_share_is_not_read():
    frame = pd.DataFrame({"甲": pd.Categorical(["95%", 95])})
    assert rates(frame, SHARE, exact=True) == [5, None]


# ── refusals before anything is read ─────────────────────────────────────────────────────────────────────

WRONG = {
    "truth values": ([True], "Boolean"),
    "dates": ([date(2023, 6, 30)], "Date"),
    "lists": ([[1]], "List"),
}


@every_engine
@pytest.mark.parametrize(("column", "kind"), WRONG.values(), ids=WRONG)
def test_columns_that_hold_no_numbers_are_refused(engine, column, kind):
    frame = engine({"审结": column, "受理": [1], "上期未结": [1]})
    if nw.from_native(frame).collect_schema()["审结"] == nw.Object:  # pandas has no type for it
        with refused(FrameError, "rates.value", "审结"):
            compute(frame, CLOSURE)
        return
    for exact in {False, not isinstance(nw.from_native(frame), nw.LazyFrame)}:
        with refused(FrameError, "rates.type", "审结", kind, "当期审结案件数"):
            compute(frame, CLOSURE, exact=exact)


@every_engine
def test_texts_are_refused_unless_they_are_to_be_read_as_printed(engine):
    frame = engine({"审结": ["963"], "受理": [1], "上期未结": [1]})
    with refused(FrameError, "rates.text", "审结", "String", "当期审结案件数", "exact=True"):
        compute(frame, CLOSURE)


def test_what_a_lazy_column_holds_must_be_known_from_its_type():
    with refused(FrameError, "rates.type", "审结", "Unknown"):
        compute(pl.LazyFrame({"审结": [None], "受理": [1], "上期未结": [1]}), CLOSURE)


@pytest.mark.parametrize("library", ["polars lazy", "duckdb"])
def test_exact_rates_of_a_lazy_frame_are_refused(library):
    with refused(FrameError, "rates.lazy", "collect"):
        compute(ENGINES[library](COUNTY), CLOSURE, exact=True)


def test_a_lazy_frame_is_refused_without_reading_it():
    def read(_):
        raise AssertionError

    frame = pl.LazyFrame({"审结": [1], "受理": ["a"], "上期未结": [1]}).map_batches(
        read, schema={"审结": pl.Int64, "受理": pl.String, "上期未结": pl.Int64}
    )
    with refused(FrameError, "rates.text", "受理"):
        compute(frame, CLOSURE)
    assert isinstance(compute(frame.select("审结", "上期未结", 受理=pl.lit(1)), CLOSURE), pl.LazyFrame)


@every_engine
def test_the_columns_to_add_may_not_be_there(engine):
    frame = engine({"审结": [1], "受理": [1], "上期未结": [1], "率": [1], "数_reason": ["甲"]})
    with refused(FrameError, "rates.taken", "率"):
        compute(frame, CLOSURE, name="率")
    with refused(FrameError, "rates.taken", "数_reason"):
        compute(frame, CLOSURE, name="数", reason=True)
    assert cells(compute(frame, CLOSURE, name="数"), "数") == [50]


def test_the_name_of_the_column_is_a_text():
    frame = pl.DataFrame({"审结": [1], "受理": [1], "上期未结": [1]})
    for name in (1, ["率"], "a" * 10_000):
        with pytest.raises(FrameError):
            compute(frame, CLOSURE, name=name)
    for name in ("", "  "):
        with refused(FrameError, "rates.name"):
            compute(frame, CLOSURE, name=name)


@pytest.mark.parametrize("decimals", [-1, 19, 1.0, "1", True, 10**100, Decimal(1)], ids=repr)
def test_decimals_are_a_few(decimals):
    frame = pl.DataFrame({"审结": [1], "受理": [1], "上期未结": [1]})
    with refused(FrameError, "rates.decimals", "18"):
        compute(frame, CLOSURE, exact=True, decimals=decimals)


def test_floats_are_not_rounded():
    with refused(FrameError, "rates.rounding", "exact=True"):
        compute(pl.DataFrame({"审结": [1], "受理": [1], "上期未结": [1]}), CLOSURE, decimals=1)


def test_the_indicator_is_known_and_has_a_formula():
    frame = pl.DataFrame({"审结": [1], "受理": [1], "上期未结": [1]})
    with refused(UnknownNameError, "catalogue.unknown", "仲裁结案律", "仲裁结案率"):
        compute(frame, "仲裁结案律")
    with refused(ComponentError, "indicator.no_formula", "失业保险参保人数"):
        compute(frame, "失业保险参保人数")
    for indicator in (
        None,
        1.5,
        "",
        "a" * 10**6,
        float("nan"),
        "\x00",
        ["仲裁结案率"],
        CLOSURE.components[0],
    ):
        with pytest.raises(RSIndicatorsError):
            compute(frame, indicator)


def test_a_catalogue_of_the_callers_own_is_used():
    own = Catalogue(
        [
            evolve(
                CLOSURE,
                formula=Formula.parse("当期审结案件数 / 当期立案受理案件数"),
                components=CLOSURE.components[:2],
            )
        ]
    )
    frame = pl.DataFrame({"审结": [1], "受理": [2], "上期未结": [2]})
    assert rates(frame, "仲裁结案率", catalogue=own) == [50]
    assert rates(frame, "仲裁结案率") == [25]
    with refused(DefinitionError, "argument.kind", "catalogue"):
        compute(frame, "仲裁结案率", catalogue={"仲裁结案率": CLOSURE})


@pytest.mark.parametrize(
    "frame",
    [None, 1.5, "", "a" * 10**6, {}, [], {"审结": [1]}, object(), pl.Series([1])],
    ids=lambda one: type(one).__name__,
)
def test_what_is_no_dataframe_is_refused(frame):
    with pytest.raises(FrameError):
        compute(frame, CLOSURE)
