"""Lazy frames of one machine: read late, at once or in parts, told as frames in memory are."""

import duckdb
import polars as pl
import pytest

import rsindicators as rs
from rsindicators.frames import deferred

ROWS = pl.DataFrame({
    "region": ["510524", "510525", "510526", "510524"],
    "period": ["2023年"] * 4,
    "indicator": ["仲裁结案率"] * 3 + ["城镇新增就业人数"],
    "value": [120.0, 96.3, 101.0, 5.5],
    "unit": ["%"] * 3 + ["人"],
})  # fmt: skip
TARGETS = pl.DataFrame({"region": ["510525"], "indicator": ["仲裁结案率"], "year": [2023], "goal": ["≥98%"]})


def lazy(library, frame):
    return frame.lazy() if library == "polars" else duckdb.from_arrow(frame.to_arrow())


def rows_of(frame):
    told = frame if isinstance(frame, pl.DataFrame) else pl.from_arrow(frame)
    return sorted(told.rows(), key=str)


@pytest.mark.parametrize("most", [2, 400], ids=["in parts", "at once"])
@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_a_lazy_frame_is_told_as_one_in_memory(library, most, monkeypatch):
    monkeypatch.setattr(deferred, "MOST_AT_ONCE", most)
    here = rs.frames.validate(ROWS, asked=True)
    there = rs.frames.validate(lazy(library, ROWS), asked=True)
    assert rows_of(there.collect()) == rows_of(here.frame)
    assert there.summary() == here.summary()
    assert there.open == here.open


def test_a_large_frame_is_read_in_parts(monkeypatch):
    monkeypatch.setattr(deferred, "MOST_AT_ONCE", 2)
    there = rs.frames.validate(ROWS.lazy())
    assert rows_of(there.collect()) == rows_of(rs.frames.validate(ROWS).frame)


@pytest.mark.parametrize("library", ["polars", "duckdb"])
def test_its_findings_are_lazy_too(library):
    frame = lazy(library, ROWS)
    assert type(rs.frames.validate(frame).frame) is type(frame)


def test_its_objects_are_read_when_asked_for():
    here, there = rs.frames.validate(ROWS), rs.frames.validate(ROWS.lazy())
    assert [one.say() for one in there.findings(["510524"])] == [
        one.say() for one in here.findings(["510524"])
    ]
    assert repr(there).startswith("<Deferred")


def test_nothing_is_read_before():
    def read(_):
        raise AssertionError

    frame = ROWS.lazy().map_batches(read, schema=ROWS.schema, validate_output_schema=False)
    with pytest.raises(rs.errors.FrameError):
        rs.frames.validate(frame.drop("unit"))


def test_targets_and_earlier_figures_may_be_lazy_too():
    told = {
        "plan": TARGETS.lazy(),
        "columns": {"target": "goal"},
        "prior": ROWS.with_columns(value=0.1).lazy(),
    }
    there = rs.frames.validate(ROWS.lazy(), **told)
    here = rs.frames.validate(ROWS, **told)
    assert there.summary()["plan.target"] == 1
    assert rows_of(there.collect()) == rows_of(here.frame)


def test_the_objects_of_a_total_are_held_against_all_its_regions(monkeypatch):
    places = {"period": ["2023年末"] * 3, "indicator": ["技能人才数量"] * 3, "unit": ["人"] * 3}
    frame = pl.DataFrame(places | {"region": ["510524", "510525", "合计"], "value": [20.0, 30.0, 50.0]})
    monkeypatch.setattr(deferred, "MOST_AT_ONCE", 2)
    there = rs.frames.validate(frame.lazy())
    assert [one.code for one in there.findings(["510524", "合计"])] == []
    assert [one.code for one in rs.frames.validate(frame).findings(["510524", "合计"])] == []
