"""What a worker of a distributed engine does with its rows; for the engines see test_frames_engines."""

import pickle

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from refusal import refused

import rsindicators as rs
from rsindicators.errors import FrameError
from rsindicators.frames.engine import opened
from rsindicators.frames.errand import EARLIER, Errand, OfArrow, empty, is_for_one, of_pandas, rows_of
from rsindicators.frames.found import COLUMNS
from rsindicators.frames.options import Options
from rsindicators.frames.piecewise import Job
from rsindicators.frames.tables import Table, targets_of
from rsindicators.ownrule import OwnCheck, OwnRule

ROWS = pl.DataFrame({
    "region": ["510524", "510525"], "period": ["2023年末"] * 2, "indicator": ["技能人才数量"] * 2,
    "value": [120.0, 30.0], "unit": ["人"] * 2,
})  # fmt: skip
TARGETS = pl.DataFrame(
    {"region": ["510525"], "indicator": ["技能人才数量"], "year": [2023], "target": ["≥50人"]}
)
PLAIN = tuple(name for name in COLUMNS if name != "scope")


def errand(keys=None, columns=PLAIN, **told):
    return pickle.loads(pickle.dumps(Errand(Options(**told), keys, columns)))


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
        asked=True, keys=pl.concat([keys, other]), columns=COLUMNS, regions=("510524", "510525", "510526")
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
    found = errand(plan=TARGETS).done(nw.from_native(ROWS, eager_only=True))
    assert ("510525", "plan.target") in codes(found)


def test_batches_of_arrow_are_asked_together_and_empty_ones_not_at_all():
    table = ROWS.with_columns(value=pl.lit(-1.0)).to_arrow()
    told = list(OfArrow(errand())(table.to_batches(max_chunksize=1)))
    assert sum(batch.num_rows for batch in told) == 2
    assert list(OfArrow(errand())(iter(()))) == []


def test_a_partition_of_pandas_is_asked_and_an_empty_one_has_the_columns_of_findings():
    told = of_pandas(ROWS.with_columns(value=pl.lit(-1.0)).to_pandas(), errand())
    none = empty(errand())
    assert list(told.columns) == list(none.columns) == list(PLAIN)
    assert (len(told), len(none)) == (2, 0)


def test_findings_have_a_scope_where_those_of_other_workers_have_one():
    found = errand(columns=COLUMNS).done(nw.from_native(ROWS.with_columns(value=-1.0), eager_only=True))
    assert found["scope"].to_list() == [None, None]


def job(rows, prior=None, **told):
    """Work on a lazy frame whose regions have been seen."""
    options = Options(**told)
    before = None if prior is None else Table.of(opened(prior), options)
    table = Table.of(opened(rows.lazy()), options)
    made = Job(table, options.without_frames(), before, targets_of(options))
    made.see(table.regions(options.region))
    return made


def test_a_worker_is_told_what_the_whole_frame_asks_and_promises():
    work = Errand.of(job(ROWS, asked=True, plan=TARGETS.lazy()))
    assert (work.columns, len(work.keys), work.options.plan.rows()) == (PLAIN, 1, TARGETS.rows())
    plain = Errand.of(job(ROWS.with_columns(scope=pl.lit("全口径"))))
    assert (plain.columns, plain.keys, plain.options.plan) == (COLUMNS, None, None)


class Own(OwnCheck):
    """A rule that looks at all figures."""

    def ask(self, facts):
        return ()


class OwnLine(OwnRule):
    """A line of formula that is asked in a way of its own."""


ANY = Own("own.any", "核实性", asked="有没有", told="看看。")
LINE = OwnRule.parse("参保人数 >= 0人", code="own.line")
OTHERWISE = OwnLine(LINE.code, LINE.severity, LINE.certainty, formula=LINE.formula)


@pytest.mark.parametrize(
    ("names", "rules", "alone"),
    [
        (["510524", "510525"], None, False),
        (["510524", "合计"], None, True),
        (["510524", " 510524"], None, True),
        (["510524", "510525"], rs.RuleSet([ANY]), True),
        (["510524", "510525"], rs.RuleSet([LINE]), False),
        (["510524", "510525"], rs.RuleSet([OTHERWISE]), True),
        (["510524", "合计"], rs.RuleSet([]), False),
    ],
)
def test_one_worker_has_all_rows_where_regions_or_rules_belong_together(names, rules, alone):
    assert is_for_one(job(ROWS.with_columns(region=pl.Series(names)), rules=rules)) is alone


def test_rows_go_to_workers_without_columns_that_tell_nothing_and_earlier_ones_marked():
    rows = ROWS.with_columns(序号=pl.lit(1))
    assert rows_of(job(rows)).collect().columns == ROWS.columns
    both = rows_of(job(rows, rows.select(reversed(rows.columns)).lazy())).collect()
    assert both.columns == [*ROWS.columns, EARLIER]
    assert both[EARLIER].to_list() == [False, False, True, True]


def test_earlier_rows_are_of_the_same_engine_and_columns():
    given = job(
        ROWS,
        duckdb.sql("select '510524' region, '2022年末' period, '技能人才数量' indicator, '1人' as value"),
    )
    with refused(FrameError, "frames.prior.engine", "polars", "duckdb"):
        rows_of(given)
    with refused(FrameError, "frames.prior.columns", "scope"):
        rows_of(job(ROWS, ROWS.with_columns(scope=pl.lit("全口径")).lazy()))
