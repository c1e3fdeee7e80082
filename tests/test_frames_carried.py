"""What a worker of a distributed engine does with its rows; for the engines see test_frames_engines."""

import pickle

import narwhals.stable.v2 as nw
import polars as pl

import rsindicators as rs
from rsindicators.frames.carried import EARLIER, Errand, _OfArrow
from rsindicators.frames.found import COLUMNS
from rsindicators.ruleset import RuleSet

TOLD = {
    "plan": None, "catalogue": None, "columns": None, "units": None, "decimals": None, "period": None,
    "region": "", "to_date": False,
}  # fmt: skip
ROWS = pl.DataFrame({
    "region": ["510524", "510525"], "period": ["2023年末"] * 2, "indicator": ["技能人才数量"] * 2,
    "value": [120.0, 30.0], "unit": ["人"] * 2,
})  # fmt: skip
PLAIN = tuple(name for name in COLUMNS if name != "scope")


def errand(**more):
    given = {"asked": None, "keys": None, "targets": None, "columns": PLAIN, "wanted": ()} | more
    return pickle.loads(pickle.dumps(Errand(TOLD, RuleSet.standard(), **given)))


def codes(found):
    return sorted(zip(found["region"].to_list(), found["code"].to_list(), strict=True))


def test_a_worker_tells_what_a_frame_in_memory_tells():
    rows = ROWS.with_columns(value=pl.Series([-1.0, 30.5]))
    found = errand().done(nw.from_native(rows, eager_only=True))
    assert found.columns == list(PLAIN)
    assert codes(found) == codes(nw.from_native(rs.frames.validate(rows).frame, eager_only=True))


def test_the_keys_of_the_whole_frame_are_asked_of_its_regions_and_of_those_without_rows():
    keys = ROWS.head(1).drop("region").with_columns(value=pl.lit(None, pl.Float64))
    other = keys.with_columns(period=pl.lit("2022年末"))
    work = errand(
        asked=True, keys=pl.concat([keys, other]), columns=COLUMNS, wanted=("510524", "510525", "510526")
    )
    found = work.done(nw.from_native(ROWS, eager_only=True), ["510526"])
    missing = [region for region, code in codes(found) if code == "keys.missing"]
    assert missing == ["510524", "510525", "510526", "510526"]
    assert found["scope"].is_null().all()


def test_rows_of_the_earlier_frame_come_marked():
    before = ROWS.with_columns(period=pl.lit("2022年末"), value=pl.lit(10.0))
    both = pl.concat(
        [ROWS.with_columns(pl.lit(False).alias(EARLIER)), before.with_columns(pl.lit(True).alias(EARLIER))]
    )
    assert ("510524", "time.stock_jump") in codes(errand().done(nw.from_native(both, eager_only=True)))


def test_targets_go_with_the_work():
    targets = pl.DataFrame(
        {"region": ["510525"], "indicator": ["技能人才数量"], "year": [2023], "target": ["≥50人"]}
    )
    found = errand(targets=targets).done(nw.from_native(ROWS, eager_only=True))
    assert ("510525", "plan.target") in codes(found)


def test_batches_of_arrow_are_asked_together_and_empty_ones_not_at_all():
    table = ROWS.with_columns(value=pl.lit(-1.0)).to_arrow()
    told = list(_OfArrow(errand())(table.to_batches(max_chunksize=1)))
    assert sum(batch.num_rows for batch in told) == 2
    assert list(_OfArrow(errand())(iter(()))) == []
