"""What a check gives: a frame of findings, and objects of those regions that are asked for."""

import pandas as pd
import polars as pl
import pytest
from framed import EAGER, framed
from refusal import refused

import rsindicators as rs
from rsindicators.errors import DefinitionError, FrameError
from rsindicators.frames import Checked, validate
from rsindicators.frames.checked import named_regions

RATE = "城镇登记失业率"
TOLD = {
    "region": ["甲县", "乙县", "丙县"],
    "indicator": [RATE] * 3,
    "period": ["2023年末"] * 3,
    "value": [120.0, 3.5, 130.0],
    "unit": ["%"] * 3,
}


@pytest.mark.parametrize("library", EAGER)
def test_findings_are_a_frame_of_the_library_that_was_given(library):
    frame = framed(library, TOLD)
    checked = validate(frame)
    assert isinstance(checked, Checked)
    assert type(checked.frame) is type(frame)
    assert type(checked.collect()) is type(frame)


def test_a_summary_counts_the_findings_of_each_rule():
    assert validate(pl.DataFrame(TOLD)).summary() == {"ranges.maximum": 2}


def test_findings_as_objects_are_those_of_all_regions_or_of_some():
    checked = validate(pl.DataFrame(TOLD))
    assert [one.region for one in checked.findings()] == ["甲县", "丙县"]
    assert [one.region for one in checked.findings(["丙县", "乙县"])] == ["丙县"]
    assert [one.region for one in checked.findings("甲县")] == ["甲县"]
    assert checked.findings("乙县") == ()


def test_a_report_is_that_of_the_form_of_a_region():
    rows = [{name: values[0] for name, values in TOLD.items()}]
    own, whole = validate(pd.DataFrame(TOLD)).report("甲县"), rs.validate(rows)
    assert [one.say() for one in own.findings] == [one.say() for one in whole.findings]


def test_a_region_without_a_row_is_refused():
    checked = validate(pl.DataFrame(TOLD))
    with refused(FrameError, "frames.region", "丁县"):
        checked.findings(["甲县", "丁县"])


@pytest.mark.parametrize("given", [5, [5], None.__class__, {"甲县": 1}, b"a"])
def test_what_are_no_names_of_regions_are_refused(given):
    with refused(DefinitionError, "argument.kind", "regions"):
        validate(pl.DataFrame(TOLD)).findings(given)


def test_it_says_what_can_be_asked_of_it():
    assert repr(validate(pl.DataFrame(TOLD))) == "<Asked: .frame, .collect(), .summary(), .findings()>"


def test_regions_are_those_with_findings_where_none_are_named():
    assert named_regions(None, ["甲县", "乙县"], ["乙县", "乙县"]) == ["乙县"]
    assert named_regions("甲县", ["甲县"], []) == ["甲县"]
    assert named_regions(iter(["甲县"]), ["甲县"], []) == ["甲县"]
