"""The entrance for frames in memory: what is refused before any data is read, and what an argument may be."""

import numpy as np
import polars as pl
import pytest
from longframe import found, long
from refusal import refused

import rsindicators as rs
from rsindicators import Catalogue
from rsindicators.errors import DefinitionError, FrameError, NumberError, PeriodError, RSIndicatorsError
from rsindicators.frames import validate
from rsindicators.frames.options import Options

RATE, STOCK = "城镇登记失业率", "基本养老保险参保人数"
FRAME = long(("甲县", RATE, "2023年末", 120.0, "%"))
BARE = FRAME.drop("unit")
WIDE = pl.DataFrame({"region": ["甲县"], "period": ["2023年末"], RATE: [120.0]})
HOSTILE = {
    "nothing": None,
    "number": 1.5,
    "empty text": "",
    "long text": "a" * 10**6,
    "list": [],
    "dict": {},
    "object": object(),
}
ALLOWED = {
    "frame": (),
    "plan": ("nothing",),
    "prior": ("nothing",),
    "rules": ("nothing",),
    "catalogue": ("nothing",),
    "regions": ("list",),
    "asked": ("nothing", "dict"),
    "columns": ("nothing", "dict"),
    "units": ("nothing", "dict"),
    "decimals": ("nothing",),
    "period": ("nothing",),
    "region": ("empty text",),
    "to_date": (),
}
"""What of these an argument may be."""
CASES = [(name, label) for name, allowed in ALLOWED.items() for label in HOSTILE if label not in allowed]


@pytest.mark.parametrize(("name", "label"), CASES)
def test_what_an_argument_cannot_be_is_refused_with_one_clear_error(name, label):
    told = {"frame": FRAME} | {name: HOSTILE[label]}
    with pytest.raises(RSIndicatorsError) as caught:
        validate(told.pop("frame"), **told)
    for text in (caught.value.say("zh"), caught.value.say("en"), caught.value.line()):
        assert 0 < len(text) < 2_000


@pytest.mark.parametrize(("name", "label"), [(name, one) for name, some in ALLOWED.items() for one in some])
def test_what_an_argument_may_be_is_taken(name, label):
    assert "ranges.maximum" in validate(FRAME, **{name: HOSTILE[label]}).summary()


@pytest.mark.parametrize("value", [-1, 100, 1.0, True, "1"])
def test_decimals_are_a_whole_number(value):
    with refused(NumberError, "figure.decimals"):
        validate(FRAME, decimals=value)


@pytest.mark.parametrize("value", [np.int64(1), np.uint8(1)])
def test_decimals_of_numpy_are_whole_numbers_too(value):
    assert Options(decimals=value).decimals == 1
    assert validate(FRAME, decimals=value).summary() == validate(FRAME, decimals=1).summary()
    with refused(NumberError, "figure.decimals"):
        validate(FRAME, decimals=np.bool_(True))


@pytest.mark.parametrize("value", [0, 1, None, "是"])
def test_a_flag_is_true_or_false(value):
    with refused(FrameError, "frames.flag", "to_date", type(value).__name__):
        validate(FRAME, to_date=value)


@pytest.mark.parametrize("frame", [BARE, FRAME, WIDE])
@pytest.mark.parametrize(("units", "named"), [("%", "'%'"), ("定义", "'定义'"), (5, "int"), (["%"], "list")])
def test_units_are_a_mapping_or_those_of_the_definitions(frame, units, named):
    with refused(FrameError, "frames.units.word", named, "definition"):
        validate(frame, units=units)


def test_numbers_without_a_unit_are_refused():
    with refused(FrameError, "frames.units.missing", "value", "units="):
        validate(BARE)


def test_a_heading_without_a_unit_is_refused():
    with refused(FrameError, "frames.units.missing", RATE, "units="):
        validate(WIDE)
    with refused(FrameError, "frames.units.missing", RATE, "units="):
        validate(WIDE, units={STOCK: "万人"})


@pytest.mark.parametrize("units", ["definition", {RATE: "%"}])
@pytest.mark.parametrize("frame", [BARE, WIDE])
def test_units_that_the_caller_tells_are_those_of_the_figures(frame, units):
    assert validate(frame, units=units).summary() == {"ranges.maximum": 1}


def test_texts_may_print_their_units():
    printed = BARE.with_columns(value=pl.Series(["120%"]))
    assert [code for _, _, code in found(printed)] == ["ranges.maximum"]
    assert [code for _, _, code in found(BARE.with_columns(value=pl.Series(["120"])))] == ["units.missing"]


def test_a_period_may_be_a_text_or_a_period():
    rows = [validate(FRAME.drop("period"), period=one).frame.rows() for one in ("2023年", rs.Period(2023))]
    assert rows[0] == rows[1] != []
    with pytest.raises(PeriodError):
        validate(FRAME.drop("period"), period="去年")


def test_rows_without_a_region_are_of_that_of_the_caller():
    assert validate(FRAME.drop("region"), region="甲县").frame.rows() == validate(FRAME).frame.rows()


def test_a_catalogue_of_ones_own_knows_its_indicators_only():
    own = Catalogue([Catalogue.standard()[STOCK]])
    assert validate(FRAME, catalogue=own).summary() == {"keys.unknown": 1}


# ── what figures are held against ────────────────────────────────────────────────────────────────────────

TARGETS = {"region": ["甲县"], "indicator": [RATE], "period": ["2023年末"], "target": ["≤4.5%"]}


def test_a_plan_is_a_plan_or_its_code():
    code = next(iter(rs.plans()))
    told = [validate(FRAME, plan=one, region="甲县").summary() for one in (rs.Plan.load(code), code)]
    assert told[0] == told[1]
    assert told[0]["ranges.maximum"] == 1


def test_a_plan_may_be_a_frame_of_targets():
    assert "plan.target" in validate(FRAME, plan=pl.DataFrame(TARGETS)).summary()
    assert "plan.target" in validate(FRAME, plan=pl.LazyFrame(TARGETS)).summary()


def test_columns_of_a_frame_of_targets_are_told_beside_those_of_the_frame():
    columns = {"region": "地方", "target": "要求"}
    frame, targets = FRAME.rename({"region": "地方"}), pl.DataFrame(TARGETS).rename({"target": "要求"})
    told = validate(frame, plan=targets.rename({"region": "地区"}), columns=columns)
    assert "plan.target" in told.summary()


@pytest.mark.parametrize("plan", [1.5, [], {}, object()])
def test_what_is_no_plan_is_refused(plan):
    with refused(DefinitionError, "validation.plan"):
        validate(FRAME, plan=plan)


def test_what_was_reported_earlier_is_a_frame_too():
    before = FRAME.with_columns(value=pl.Series([3.0]))
    expected = {"ranges.maximum": 1, "keys.revision": 1}
    assert dict(validate(FRAME, prior=before).summary()) == expected
    assert dict(validate(FRAME, prior=before.lazy()).summary()) == expected
    with refused(FrameError, "frames.kind", "prior"):
        validate(FRAME, prior=[])
    with refused(FrameError, "frames.units.missing", "value"):
        validate(FRAME, prior=BARE)


def test_regions_that_report_nothing_are_told():
    assert validate(FRAME, regions=["甲县", "乙县"]).summary()["keys.unreported"] == 1
