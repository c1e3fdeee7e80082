"""What was asked of a frame: keys that no row tells are missing, and what is asked must be readable."""

import pytest
from alike import CATALOGUE, RULES, by_columns
from longframe import about, long
from refusal import refused

from rsindicators.errors import FrameError, PeriodError, RSIndicatorsError, UnknownNameError
from rsindicators.frames import validate
from rsindicators.frames.demand import Demand
from rsindicators.ruleset import RuleSet

RATE, STOCK, FLOW = "城镇登记失业率", "基本养老保险参保人数", "开展补贴性职业技能培训人次"
CODE = {name: CATALOGUE[name].code for name in (RATE, STOCK, FLOW)}
MISSING = RuleSet([RULES["keys.missing"]])
FRAME = long(
    ("甲县", RATE, "2023年末", 3.5, "%"),
    ("甲县", RATE, "2022年末", 3.5, "%"),
    ("乙县", RATE, "2023年末", 3.5, "%"),
    ("合计", RATE, "2023年末", 3.5, "%"),
    ("丙县", RATE, "2023年末", 3.5, "%", "城区"),
    ("甲县", STOCK, "2023年末", 20.0, "万人"),
)


def missing(asked, frame=FRAME, **told):
    """Region, indicator and period of the keys that were asked and are missing."""
    found = by_columns(frame, rules=MISSING, asked=asked, **told)
    assert {row[0] for row in found} <= {"keys.missing"}
    names = {code: name for name, code in CODE.items()}
    return sorted((row[1], names[row[3]], row[4]) for row in found.elements())


@pytest.mark.parametrize("asked", [None, False])
def test_nothing_is_missing_where_nothing_is_asked(asked):
    assert missing(asked) == []
    assert Demand.of(asked, about(FRAME), ()) is None


def test_all_keys_are_asked_of_every_region_but_totals_and_scopes():
    assert missing(True) == [
        ("乙县", RATE, "2022"),
        ("乙县", STOCK, "2023"),
    ]


def test_the_regions_of_the_caller_are_asked_where_there_are_any():
    assert missing(True, regions=["乙县", "丁县"]) == missing({"region": ["乙县", "丁县"]})
    assert ("丁县", STOCK, "2023") in missing(True, regions=["乙县", "丁县"])


def test_what_is_not_named_is_what_the_frame_tells():
    assert missing({"indicator": [STOCK], "region": ["甲县", "乙县"]}) == [("乙县", STOCK, "2023")]
    assert missing({"period": "2022年末", "region": "甲县"}) == [("甲县", STOCK, "2022")]
    assert missing({"period": ["2021年末"], "region": "甲县", "indicator": RATE}) == [("甲县", RATE, "2021")]
    assert missing({}) == missing(True)


def test_an_indicator_that_no_row_tells_is_asked_for_all_periods_of_the_frame():
    assert missing({"indicator": [FLOW, RATE], "region": ["甲县"]}) == [
        ("甲县", FLOW, "2022"),
        ("甲县", FLOW, "2023"),
    ]


def test_a_period_that_an_indicator_has_none_of_is_not_asked():
    assert missing({"indicator": [RATE], "region": ["甲县"], "period": ["2021-2025年", "2021年末"]}) == [
        ("甲县", RATE, "2021")
    ]


def test_keys_that_are_missing_are_findings_of_their_region():
    checked = validate(FRAME, rules=MISSING, asked={"region": ["甲县", "丁县"], "indicator": [RATE]})
    assert [(one.region, one.period.code) for one in checked.findings("丁县")] == [
        ("丁县", "2022"),
        ("丁县", "2023"),
    ]
    assert len(checked.findings()) == 2


NOTHING_ASKED = [1, 1.5, "", "a" * 10**6, [], ["甲县"], object(), {"地区": ["甲县"]}, {1: 2}]


@pytest.mark.parametrize("asked", NOTHING_ASKED)
def test_what_asks_nothing_is_refused(asked):
    with refused(FrameError, "frames.asked", "indicator、region、period", type(asked).__name__):
        validate(FRAME, asked=asked)


@pytest.mark.parametrize("key", ["indicator", "region", "period"])
@pytest.mark.parametrize("name", [None, 1.5, object(), [None], [["甲县"]]])
def test_what_is_asked_by_no_text_is_refused(key, name):
    with refused(FrameError, "frames.asked", key):
        validate(FRAME, asked={key: name})


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"indicator": ["没有的指标"]}, UnknownNameError),
        ({"period": ["去年"]}, PeriodError),
    ],
)
def test_names_that_nobody_knows_are_refused(asked, error):
    with pytest.raises(error):
        validate(FRAME, asked=asked)


@pytest.mark.parametrize("key", ["indicator", "region", "period"])
def test_long_names_are_refused_by_one_clear_error(key):
    with pytest.raises(RSIndicatorsError) as caught:
        validate(FRAME, asked={key: ["a" * 10**6]})
    assert len(caught.value.line()) < 2_000
