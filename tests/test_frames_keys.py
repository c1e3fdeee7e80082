"""Keys of frames: missing, told twice, revised, unreported; as the rules of keys tell them of objects."""

import numpy as np
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st
from screened import CATALOGUE, by_columns, by_objects, exact, given, screened

from rsindicators import Catalogue, Plan
from rsindicators.frames import keys, twice
from rsindicators.kinds import Severity
from rsindicators.rules import asking, units
from rsindicators.rules import keys as rules_of_keys

RULES = {rule.code: rule for family in (rules_of_keys, asking, units) for rule in family.RULES}
HANDLERS = {
    "keys.missing": keys.missing,
    "keys.duplicate": twice.duplicate,
    "keys.revision": twice.revision,
    "keys.accumulation": keys.accumulation,
    "keys.unreported": keys.unreported,
}
MISSING, DUPLICATE, REVISION = (RULES[f"keys.{name}"] for name in ("missing", "duplicate", "revision"))
DECIMALS = RULES["units.decimals"]

CLOSURE, COVERAGE, EMPLOYED = "仲裁结案率", "参保率", "城镇新增就业人数"
CLOSED, ACCEPTED, PENDING = "当期审结案件数", "当期立案受理案件数", "上期末累计未结案件总数"
HEADS = [
    (CLOSURE, ""), (CLOSURE, CLOSED), (CLOSURE, ACCEPTED), (CLOSURE, PENDING),
    (COVERAGE, ""), (COVERAGE, "参保人数"), (COVERAGE, "法定应参保人数"), (COVERAGE, "16周岁以上人口"),
    (COVERAGE, "全日制在校学生"), (COVERAGE, "现役军人"), (EMPLOYED, ""),
]  # fmt: skip
NUMBERS = [None, None, 0.0, 1.0, 2.4, 2.45, 2.5, 100.0, 101.0]
TEXTS = [None, "", "0", "1", "2.4", "2.45", "100", "超过3", "近2", "不详", "3000000000000000000"]
COLUMNS = ("地区", "指标", "组成", "时期", "数值")


def table(rows, **more):
    """A long frame of rows: region, indicator, component, period, value."""
    columns = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)} | more
    kinds = {"数值": pl.Float64} if all(not isinstance(row[4], str) for row in rows) else {}
    return pl.DataFrame(columns, schema_overrides=dict.fromkeys(COLUMNS[:4], pl.String) | kinds)


def row(name, value, period="2023年", region="叙永县", component=""):
    return region, name, component, period, value


def frames(values):
    """Small frames: few regions, indicators and years."""
    years = st.sampled_from(["2022年", "2023年"])
    cells = st.tuples(st.sampled_from("甲乙"), st.sampled_from(HEADS), years, st.sampled_from(values))
    one = cells.map(lambda drawn: (drawn[0], *drawn[1], drawn[2], drawn[3]))
    return st.lists(one, min_size=1, max_size=24)


def found(rule, frame, handler=None, **told):
    """What the handler of a rule finds, as short tuples."""
    rows = by_columns(handler or HANDLERS[rule.code], rule, screened(given(frame, **told)))
    return [
        tuple(dict(one)[name] for name in ("region", "indicator", "severity", "certainty", "actual"))
        for one in rows
    ]


# ── the same as the rules ────────────────────────────────────────────────────────────────────────────────


@drawn(now=frames(NUMBERS), before=st.none() | frames(NUMBERS), decimals=st.sampled_from([None, 0, 1]))
def test_of_numbers_every_handler_finds_what_its_rule_finds_in_all_rows(now, before, decimals):
    told = {"decimals": decimals, "regions": ("甲", "丙")}
    run = given(table(now), None if before is None else table(before), **told)
    facts, screen = exact(run), screened(run)
    for code, handler in HANDLERS.items():
        expected = set(by_objects(RULES[code], facts))
        assert set(by_columns(handler, RULES[code], screen)) == expected, code


@drawn(now=frames(TEXTS), before=st.none() | frames(TEXTS), data=st.data())
def test_of_words_and_several_statuses_too(now, before, data):
    statuses = st.sampled_from([None, None, "快报", "年报"])
    some = data.draw(st.lists(statuses, min_size=len(now), max_size=len(now)))
    frame = table(now).with_columns(pl.Series("状态", some, dtype=pl.String))
    screen = screened(given(frame, None if before is None else table(before), regions=("甲", "丙")))
    facts = screen.judge.all_facts()
    for code, handler in HANDLERS.items():
        expected = set(by_objects(RULES[code], facts))
        assert set(by_columns(handler, RULES[code], screen)) == expected, code


@drawn(now=frames([*NUMBERS, 96.25, 1.23456, 0.1 + 0.2]), decimals=st.sampled_from([None, 0, 1]))
def test_hidden_digits_are_told_as_the_reader_tells_them(now, decimals):
    run = given(table(now), decimals=decimals)
    expected = set(by_objects(DECIMALS, exact(run)))
    assert set(by_columns(twice.faults, DECIMALS, screened(run))) == expected


def test_of_two_numbers_in_a_place_each_tells_its_hidden_digits():
    rows = [
        row(EMPLOYED, 96.25),
        row(EMPLOYED, 97.25),
        row(EMPLOYED, 1e17, "2022年"),
        row(EMPLOYED, 1.25, "2022年"),
    ]
    run = given(table(rows), decimals=1)
    expected = by_objects(DECIMALS, exact(run))
    assert by_columns(twice.faults, DECIMALS, screened(run)) == expected
    assert sorted(dict(one)["actual"] for one in expected) == [1.25, 96.25, 97.25]
    assert by_columns(twice.faults, DECIMALS, screened(given(table(rows[:1]), decimals=1))) != []
    assert by_columns(twice.faults, RULES["units.missing"], screened(run)) == []
    same = table([row(EMPLOYED, 96.2), row(EMPLOYED, 97.2)])
    assert by_columns(twice.faults, DECIMALS, screened(given(same, decimals=1))) == []


# ── missing ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_empty_cell_is_missing_and_what_others_compile_is_not_asked():
    frame = table([row(EMPLOYED, None), row(COVERAGE, None), row("失业保险参保人数", None)])
    assert [one[1] for one in found(MISSING, frame)] == [
        "pension_participation_rate", "unemployment_insurance_participants", "urban_new_employment",
    ]  # fmt: skip
    whole = CATALOGUE[EMPLOYED]
    compiled = evolve(whole, compiled_by="省统计局", assigned=(*whole.assigned, ("compiled_by", "试一试")))
    others = [compiled if one.code == compiled.code else one for one in CATALOGUE]
    known = Catalogue(others)
    assert [one[1] for one in found(MISSING, frame, catalogue=known)] == [
        "pension_participation_rate", "unemployment_insurance_participants",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("accepted", "pending", "is_missing"), [(0, 0, False), (0, 1, True), (5, 0, True), (None, 0, True)]
)
def test_a_rate_of_nothing_is_not_missing(accepted, pending, is_missing):
    rows = [
        row(CLOSURE, None),
        row(CLOSURE, accepted, component=ACCEPTED),
        row(CLOSURE, pending, component=PENDING),
    ]
    codes = {one[1] for one in found(MISSING, table(rows))}
    assert ("arbitration_closure_rate" in codes) is is_missing


def test_components_answer_for_each_other():
    parts = [row(COVERAGE, 3.0, component=name) for name in ("16周岁以上人口", "全日制在校学生", "现役军人")]
    whole = row(COVERAGE, None, component="法定应参保人数")
    assert found(MISSING, table([whole, *parts])) == []
    assert len(found(MISSING, table([whole, *parts[1:]]))) == 1
    told = row(COVERAGE, 3.0, component="法定应参保人数")
    empty = [row(COVERAGE, None, component=one[2]) for one in parts]
    assert found(MISSING, table([told, *empty])) == []


def asked_of(frame, prior=None, **masks):
    """A screen of which places were asked: all of those indicators."""
    screen = screened(given(frame, prior))
    for code in masks or screen.grid.series:
        screen.judge.asked = {
            **screen.judge.asked, code: np.ones(screen.grid.series[code].told.shape, np.bool_)
        }  # fmt: skip
    return screen


def test_what_was_asked_and_is_told_nowhere_is_missing():
    frame = table(
        [row(EMPLOYED, 1.0), row(EMPLOYED, 1.0, region="古蔺县"), row(EMPLOYED, 1.0, period="2022年")]
    )
    missing = by_columns(keys.missing, MISSING, asked_of(frame))
    assert [(dict(one)["region"], dict(one)["period"]) for one in missing] == [("古蔺县", "2022")]
    assert by_columns(keys.missing, MISSING, screened(given(frame))) == []


@drawn(now=frames(NUMBERS), before=st.none() | frames(TEXTS))
def test_of_asked_places_too_the_handler_finds_what_the_rule_finds(now, before):
    screen = asked_of(table(now), None if before is None else table(before))
    expected = set(by_objects(MISSING, screen.judge.all_facts()))
    assert set(by_columns(keys.missing, MISSING, screen)) == expected


@drawn(now=frames(TEXTS), before=frames(TEXTS))
def test_of_asked_places_that_hold_words_likewise(now, before):
    screen = asked_of(table(now), table(before))
    expected = set(by_objects(MISSING, screen.judge.all_facts()))
    assert set(by_columns(keys.missing, MISSING, screen)) == expected


# ── twice ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((2.4, 2.6), ("blocking", "wrong", 2.4)),
        ((2.4, 2.5), ("query", "suspect", 2.4)),
        ((2.4, 2.4), ("query", "suspect", 2.4)),
        ((2.4, 2.43), ("query", "suspect", 2.4)),
        ((2.4, 1e17), ("blocking", "wrong", 2.4)),
        ((2.4, None), None),
    ],
)
def test_a_key_told_twice_is_wrong_where_no_true_value_fits_both(figures, expected):
    frame = table([row(EMPLOYED, figure) for figure in figures])
    wanted = [] if expected is None else [("叙永县", "urban_new_employment", *expected)]
    assert found(DUPLICATE, frame) == wanted


def test_a_rule_that_does_not_block_keeps_its_severity():
    frame = table([row(EMPLOYED, 2.4), row(EMPLOYED, 2.4)])
    assert found(evolve(DUPLICATE, severity=Severity.NOTE), frame, twice.duplicate)[0][2] == "note"
    assert found(evolve(DUPLICATE, severity=Severity.NOTE), frame, twice.duplicate)[0][3] == "suspect"


def test_what_is_told_three_times_is_left_to_the_objects():
    frame = table([row(EMPLOYED, figure) for figure in (2.4, 2.6, 2.8)])
    screen = screened(given(frame))
    twice.duplicate(DUPLICATE, screen)
    assert (len(screen.found), [one.code for one in screen.open]) == (0, ["urban_new_employment"])
    assert len(found(DUPLICATE, frame)) == 1


# ── revised ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "is_revised"),
    [(2.4, 2.5, True), (2.4, 2.4, False), (2.4, 2.43, False), (2.43, 2.4, False), (2.4, 2.46, True),
     (None, 2.4, False), (2.4, None, False)],
)  # fmt: skip
def test_another_figure_than_earlier_is_a_revision(old, new, is_revised):
    run = {"prior": table([row(EMPLOYED, old)])}
    assert bool(found(REVISION, table([row(EMPLOYED, new)]), **run)) is is_revised
    assert found(REVISION, table([row(EMPLOYED, new)])) == []


def test_of_two_earlier_figures_the_last_counts_and_of_two_now_the_last():
    earlier = table([row(EMPLOYED, 2.4), row(EMPLOYED, 3.0)])
    assert found(REVISION, table([row(EMPLOYED, 3.0)]), prior=earlier) == []
    assert len(found(REVISION, table([row(EMPLOYED, 2.4)]), prior=earlier)) == 1
    both = table([row(EMPLOYED, 2.4), row(EMPLOYED, 3.0)])
    assert found(REVISION, both, prior=table([row(EMPLOYED, 3.0)])) == []


def test_figures_too_long_for_floats_are_left_to_the_objects():
    long = table([row(EMPLOYED, 4_600_000.25), row(EMPLOYED, 2.5, region="古蔺县")])
    short = table([row(EMPLOYED, 4_400_000.5), row(EMPLOYED, 2.123456789, region="古蔺县")])
    for now, before in ((long, short), (short, long)):
        screen = screened(given(now, before))
        expected = by_objects(REVISION, screen.judge.all_facts())
        assert len(expected) == 2
        assert by_columns(twice.revision, REVISION, screen) == expected
    screen = screened(given(long, short))
    twice.revision(REVISION, screen)
    assert (len(screen.found), len(screen.open)) == (1, 1)


# ── asked ────────────────────────────────────────────────────────────────────────────────────────────────

PLAN = Plan.load("xuyong-14")
TOLD = {"targets": PLAN.targets_all, "region": PLAN.region, "period": PLAN.period}


def test_regions_that_were_asked_and_tell_nothing_are_listed():
    frame = table([row(EMPLOYED, 1.0), row(EMPLOYED, None, region="古蔺县")])
    screen = screened(given(frame, regions=("叙永县", "古蔺县", "合江县")))
    rows = by_columns(keys.unreported, RULES["keys.unreported"], screen)
    assert sorted(dict(one)["region"] for one in rows) == ["叙永县", "古蔺县", "合江县"][1:]
    assert by_objects(RULES["keys.unreported"], screen.judge.all_facts()) == rows
    assert by_columns(keys.unreported, RULES["keys.unreported"], screened(given(frame))) == []


def test_a_region_that_tells_all_that_its_plan_asks_is_not_listed():
    some = tuple(one for one in PLAN.targets_all if EMPLOYED in one.indicator.names)
    screen = screened(given(table([row(EMPLOYED, 1.0)]), **TOLD | {"targets": some}))
    assert by_columns(keys.unreported, RULES["keys.unreported"], screen) == []


@pytest.mark.parametrize("region", ["叙永县", ""])
def test_what_a_region_leaves_out_of_its_plan_is_told_once(region):
    frame = table(
        [
            row(EMPLOYED, 1.0, region=region),
            row(COVERAGE, None, region=region),
            row(CLOSURE, 1.0, region="他县"),
        ]
    )
    screen = screened(given(frame, **TOLD))
    expected = by_objects(RULES["keys.unreported"], screen.judge.all_facts())
    rows = by_columns(keys.unreported, RULES["keys.unreported"], screen)
    assert rows == expected
    assert len(rows) == 1
