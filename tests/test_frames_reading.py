"""Rows of frames as numbers: the slot of each, its unit, its value and decimals; the odd ones left alone."""

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from framed import EAGER, framed
from longframe import about, found, long

from rsindicators.frames.engine import opened
from rsindicators.frames.reading import read, unit_of
from rsindicators.frames.slots import Entities
from rsindicators.frames.told import rows_of

RATE, TRAINED, STOCK = "城镇登记失业率", "开展补贴性职业技能培训人次", "基本养老保险参保人数"
SHARED = "当期审结案件数"
every_library = pytest.mark.parametrize("library", EAGER)


def told_by(frame, **told):
    """A frame read, and the numbers of its regions."""
    entities = Entities()
    return read(opened(frame), about(frame, **told), entities), entities


def slots_of(frame, **told):
    """What each row of each part says: indicator, period and unit; None for an odd one."""
    one, _ = told_by(frame, **told)
    found = []
    for part in one.parts:
        odd = set(rows_of(part))
        for row, place in enumerate(part.place.tolist()):
            slot = None if row in odd else one.slots[place]
            found.append(slot and (slot.indicator.name, slot.sample.period.code, str(slot.unit)))
    return found


def values_of(frame, **told):
    """Values, decimals and odd rows of the only part of a frame."""
    (part,) = told_by(frame, **told)[0].parts
    odd = [] if part.odd is None else np.flatnonzero(part.odd).tolist()
    return part.values.tolist(), None if part.decimals is None else part.decimals.tolist(), odd  # noqa: PD011 - no pandas


# ── long ─────────────────────────────────────────────────────────────────────────────────────────────────


@every_library
def test_a_row_is_of_an_indicator_at_a_time_in_a_unit(library):
    columns = {
        "region": ["甲县"] * 3,
        "indicator": [RATE, STOCK, RATE],
        "period": ["2023年末", "2022年末", "2023年末"],
        "value": [3.5, 20.0, 3.1],
        "unit": ["%", "万人", "%"],
    }
    assert slots_of(framed(library, columns)) == [
        (RATE, "2023", "%"),
        (STOCK, "2022", "万人"),
        (RATE, "2023", "%"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        ("甲县", "没有的指标", "2023年", 1.0, "%"),
        ("甲县", "a" * 100_000, "2023年", 1.0, "%"),
        ("甲县", "失" * 250, "2023年", 1.0, "%"),
        ("甲县", (RATE, "没有的组成"), "2023年", 1.0, "%"),
        ("甲县", SHARED, "2023年", 1.0, "万人"),
        ("甲县", RATE, "去年", 1.0, "%"),
        ("甲县", RATE, "2021-2025年", 1.0, "%"),
        ("甲县", RATE, "2023年", 1.0, "万人"),
        ("甲县", RATE, "2023年", 1.0, "没有的单位"),
        ("甲县", RATE, "2023年", 1.0, None),
        ("甲" * 300, RATE, "2023年", 1.0, "%"),
        ("甲县", RATE, "2023年", float("inf"), "%"),
        ("甲县", f"{RATE}(‰)", "2023年", 1.0, "%"),
    ],
)
def test_what_is_no_plain_figure_of_a_known_place_is_odd(cell):
    plain = ("乙县", RATE, "2023年", 1.0, "%")
    assert slots_of(long(cell, plain)) == [None, (RATE, "2023", "%")]


def test_an_infinite_number_is_odd_where_a_finite_one_is_not():
    frame = long(*(("甲县", RATE, "2023年", value, "%") for value in (1.0, float("-inf"), None)))
    values, decimals, odd = values_of(frame)
    assert (values[0], np.isnan(values[2]), decimals, odd) == (1.0, True, None, [1])


@every_library
def test_texts_keep_the_decimals_they_print_and_words_are_odd(library):
    printed = ["3.50", "3", "超过3", None]
    columns = {"indicator": [RATE] * 4, "value": printed, "period": ["2023年末"] * 4, "unit": ["%"] * 4}
    values, decimals, odd = values_of(framed(library, columns))
    assert (values[:2], decimals[:2], odd) == ([3.5, 3.0], [2, 0], [2])
    assert np.isnan(values[3])


@pytest.mark.parametrize("library", ["polars", "pyarrow", "pandas"])
def test_decimals_keep_those_they_print(library):
    values = [Decimal("120.00"), Decimal("3.50"), None]
    columns = {"region": ["甲县", "乙县", "丙县"], "indicator": [RATE] * 3, "period": ["2023年末"] * 3}
    frame = framed(library, columns | {"value": values, "unit": ["%"] * 3})
    assert values_of(frame)[0][:2] == [120.0, 3.5]
    assert (values_of(frame)[1][:2], values_of(frame)[2]) == ([2, 2], [])
    assert ("甲县", "registered_urban_unemployment_rate", "ranges.maximum") in found(frame)


def test_cells_of_any_kind_are_read_as_in_columns_of_their_own():
    cells = [3.1, Decimal("3.10"), "3.1", 3, np.int64(5), None, float("nan"), "超过3", Decimal("1E+90")]
    strange = [2**60, 10**400, True, float("inf"), object(), [1], pd.NA]
    columns = {"indicator": [RATE] * 16, "year": range(2001, 2017), "value": cells + strange}
    frame = pd.DataFrame(columns | {"unit": ["%"] * 16})
    values, decimals, odd = values_of(frame)
    assert values[:5] == [3.1, 3.1, 3.1, 3.0, 5.0]
    assert decimals[:7] == [-1, 2, 1, -1, -1, -1, -1]
    assert odd == list(range(7, 16))


@pytest.mark.parametrize("decimals", [None, 0, 1, 2])
def test_cells_of_any_kind_are_found_alike(decimals):
    cells = [120.25, Decimal("120.250"), "120.25", 120, True, object(), [1], None, 10**400, float("inf"), ""]
    columns = {"indicator": [RATE] * 11, "period": [f"{year}年" for year in range(2001, 2012)]}
    frame = pd.DataFrame(columns | {"value": cells, "unit": ["%"] * 11, "region": ["甲县"] * 11})
    codes = [code for _, _, code in found(frame, decimals=decimals)]
    assert (codes.count("ranges.maximum"), codes.count("cells.value")) == (4, 5)


@pytest.mark.parametrize(("decimals", "odd"), [(None, []), (1, [0]), (2, []), (0, [0])])
def test_a_text_that_prints_more_decimals_than_are_asked_for_is_odd(decimals, odd):
    frame = long(("甲县", RATE, "2023年末", "3.50", "%"), ("乙县", RATE, "2023年末", "3", "%"))
    assert values_of(frame, decimals=decimals)[2] == odd


def test_the_decimals_of_a_row_go_before_those_of_the_caller():
    cell = ("甲县", RATE, "2023年末", "3.50", "%")
    frame = long(cell, cell, cell).with_columns(decimals=pl.Series([1, 2, None]))
    assert values_of(frame, decimals=1)[2] == [0, 2]
    assert values_of(frame)[2] == [0]
    number = long((*cell[:3], 3.5, "%"), (*cell[:3], 3.5, "%")).with_columns(decimals=pl.Series([1, None]))
    assert values_of(number)[1:] == ([1, -1], [])


@pytest.mark.parametrize("extra", ["status", "as_of"])
def test_a_row_that_tells_more_of_its_figure_is_odd(extra):
    frame = long(*[("甲县", RATE, "2023年末", 3.5, "%")] * 2)
    told = frame.with_columns(pl.Series(extra, ["快报" if extra == "status" else "2023-12-31", None]))
    assert values_of(told)[2] == [0]


def test_rows_that_tell_status_and_date_are_odd_where_either_is_told():
    frame = long(*[("甲县", RATE, "2023年末", 3.5, "%")] * 3)
    status, date = pl.Series("status", ["快报", None, None]), pl.Series("as_of", [None, "2023-12-31", None])
    assert values_of(frame.with_columns(status, date))[2] == [0, 1]


@pytest.mark.parametrize(
    ("units", "unit"),
    [
        ("definition", "万人次"),
        ({TRAINED: "人次"}, "人次"),
        ({"subsidised_skills_training": "人次"}, "人次"),
        ({"value": "人次"}, "人次"),
        ({RATE: "%"}, None),
        ({TRAINED: "%"}, None),
    ],
)
def test_a_unit_that_no_row_tells_is_that_of_the_caller(units, unit):
    frame = long(("甲县", TRAINED, "2023年", 5.0))
    assert slots_of(frame, units=units) == [unit and (TRAINED, "2023", unit)]


def test_a_unit_behind_a_name_must_be_that_of_the_column():
    cells = [("甲县", f"{RATE}(%)", "2023年末", 3.5, unit) for unit in ("%", None, "‰")]
    assert [one and one[2] for one in slots_of(long(*cells))] == ["%", "%", None]


def test_months_that_mean_the_year_to_date_are_read_so():
    frame = long(("甲县", TRAINED, "2023年6月", 5.0, "万人次"))
    slots = [told_by(frame, to_date=meant)[0].slots[0].sample.period.code for meant in (False, True)]
    assert slots == ["2023-06", "2023-S1"]


# ── names that several indicators bear ───────────────────────────────────────────────────────────────────

ARBITRATION, MEDIATION = "劳动人事争议仲裁结案率", "劳动人事争议调解成功率"
ARBITRATED = "arbitration_closure_rate__closed"


def shared(region="甲县", period="2023年", value=95.0, name=SHARED):
    return region, name, period, value, "件"


def codes_of(frame, **told):
    """The codes of the indicators of a long frame; None for an odd row."""
    one, _ = told_by(frame, **told)
    (part,) = one.parts
    odd = set(rows_of(part))
    places = enumerate(part.place.tolist())
    return [None if row in odd else one.slots[place].indicator.code for row, place in places]


def test_a_shared_name_is_of_the_only_indicator_that_the_frame_tells():
    rate = ("甲县", ARBITRATION, "2023年", 95.0, "%")
    assert codes_of(long(rate, shared())) == ["arbitration_closure_rate", ARBITRATED]
    assert codes_of(long(shared())) == [None]


def test_a_shared_name_is_odd_where_several_of_its_indicators_are_told():
    rates = [("甲县", name, "2023年", 95.0, "%") for name in (ARBITRATION, MEDIATION)]
    assert codes_of(long(*rates, shared()))[2] is None


def test_a_shared_name_beside_its_own_of_the_same_place_is_odd():
    frame = long(
        shared(),
        shared(name=(ARBITRATION, SHARED), value=96.0),
        shared("乙县"),
        shared("甲" * 300),
        shared("丙县", name="没有的"),
        shared(period="2022年"),
    )
    own = ARBITRATED
    assert codes_of(frame) == [None, own, own, None, None, own]
    assert ("甲县", "", "keys.ambiguous") in found(frame)


def test_a_shared_name_of_a_frame_of_one_time_is_read_too():
    frame = long(("甲县", ARBITRATION, None, 95.0, "%"), shared(period=None)).drop("period")
    assert codes_of(frame, period="2023年") == ["arbitration_closure_rate", ARBITRATED]


# ── wide ─────────────────────────────────────────────────────────────────────────────────────────────────

WIDE = {
    "region": ["甲县", "乙县"],
    "period": ["2023年末", "2022年末"],
    f"{RATE}(%)": [3.5, None],
    f"{STOCK}(万人)": [20.0, 21.0],
}


@every_library
def test_each_column_of_a_wide_frame_is_a_part(library):
    one, entities = told_by(framed(library, WIDE))
    assert [part.column for part in one.parts] == list(WIDE)[2:]
    assert [part.values.tolist() for part in one.parts][1] == [20.0, 21.0]  # noqa: PD011 - no pandas
    assert np.isnan(one.parts[0].values[1])  # noqa: PD011 - no pandas
    assert [name for name, _ in entities.names] == ["甲县", "乙县"]
    assert len(slots_of(framed(library, WIDE))) == 4


def test_a_column_that_fits_no_time_is_odd_there():
    told = WIDE | {f"{TRAINED}(万人次)": [5.0, 5.0], "period": ["2023年末", "2022年"]}
    assert slots_of(pl.DataFrame(told))[-2:] == [None, (TRAINED, "2022", "万人次")]


def test_a_wide_frame_of_texts_and_whole_numbers_is_read():
    told = {"region": ["甲县"], "year": [2023], f"{RATE}(%)": ["3.50"], f"{STOCK}(万人)": [20]}
    one, _ = told_by(pl.DataFrame(told))
    assert [part.values.tolist() for part in one.parts] == [[3.5], [20.0]]  # noqa: PD011 - no pandas
    assert one.parts[0].decimals.tolist() == [2]
    assert one.parts[1].decimals is None


def test_a_status_makes_a_whole_row_of_a_wide_frame_odd():
    one, _ = told_by(pl.DataFrame(WIDE | {"status": ["快报", None]}))
    assert [list(rows_of(part)) for part in one.parts] == [[0], [0]]


@pytest.mark.parametrize(
    ("units", "unit"),
    [({}, None), ("definition", "万人"), ({STOCK: "人"}, "人"), ({f"{STOCK}": "%"}, None)],
)
def test_the_unit_of_a_heading_that_prints_none_is_that_of_the_caller(units, unit):
    frame = pl.DataFrame({"region": ["甲县"], "year": [2023], STOCK: [20.0]})
    said = about(pl.DataFrame({"region": ["甲县"], "year": [2023], STOCK: ["20"]}), units={STOCK: "万人"})
    (column,) = said.layout.figures
    indicator = said.glossary.named(column.name).candidates[0]
    told = type(said)(said.glossary, said.layout, units)
    one = unit_of(told, column, indicator)
    assert (one and str(one)) == unit
    assert frame.columns[-1] == column.column


def test_pandas_objects_are_read_as_what_they_are():
    frame = pd.DataFrame({"indicator": [RATE], "year": [2023], "value": ["3.5"], "unit": ["%"]}, dtype=object)
    frame["year"] = frame["year"].astype(int)
    assert values_of(frame) == ([3.5], [1], [])
