"""Targets against frames: of a plan, and of frames of targets; as the rules of targets judge objects."""

from collections import Counter
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st
from refusal import refused
from screened import CATALOGUE, by_columns, given, rows, screened

from rsindicators import Period, Plan
from rsindicators.errors import FrameError
from rsindicators.frames import promises
from rsindicators.frames.engine import opened
from rsindicators.frames.found import Found
from rsindicators.frames.slots import Entities
from rsindicators.frames.targeted import laid_out_targets, read_targets
from rsindicators.frames.told import About
from rsindicators.glossary import Glossary
from rsindicators.kinds import Accumulation, Relation
from rsindicators.rules import targets as rules_of_targets

RULES = {rule.code: rule for rule in rules_of_targets.RULES}
TARGET, CEILING = RULES["plan.target"], RULES["plan.ceiling"]
PLAN_YEARS = Period.parse("2021—2025年").plain()
GLOSSARY = Glossary.of(CATALOGUE)
UNITS = {"仲裁结案率": "%", "参保率": "%", "城镇登记失业率": "%"}
UNITS |= {"城镇新增就业人数": "万人", "失业保险参保人数": "万人"}


def table(told, values="数值"):
    """A frame of rows: region, indicator, period, figure or target."""
    names = ("地区", "指标", "时期", values)
    columns = {name: [one[place] for one in told] for place, name in enumerate(names)}
    kinds = dict.fromkeys(names[:3], pl.String)
    words = any(isinstance(one[3], str) for one in told)
    return pl.DataFrame(columns, schema_overrides=kinds | {values: pl.String if words else pl.Float64})


def promised(frame, entities=None, *, columns=None, units=None, period=None, region=""):
    """A frame of targets, read."""
    layout = laid_out_targets(opened(frame), glossary=GLOSSARY, columns=columns, period=period, region=region)
    about = About(GLOSSARY, layout, units or {}, None, period, region)
    return read_targets(opened(frame), about, Entities() if entities is None else entities)


def judged(rule, facts):
    """What the rule itself finds, with the limit that is missed."""
    found = Found(Entities())
    for answer in rule.ask(facts):
        if answer.finding is not None:
            text = answer.finding.expected.text
            bound = next(one.bound for one in facts.targets if str(one) == text)
            wanted = bound.interval(rule.about).shift(bound.unit.exponent)
            expected = evolve(answer.finding.expected, interval=wanted)
            found.tell(evolve(answer.finding, expected=expected), answer.cell)
    return rows(found)


def missed(rule, figures, targets, **facts):
    """What a frame of targets finds: region, period, figure and its limits."""
    run = given(figures, **facts)
    told = promised(targets, run.entities)
    screen = screened(run)
    screen.promised = told
    names = ("region", "period", "actual", "expected_low", "expected_high")
    return [tuple(dict(one)[name] for name in names) for one in by_columns(promises.promise, rule, screen)]


# ── the same as the rules ────────────────────────────────────────────────────────────────────────────────

FIGURES = (
    [None, 0.0, 1.0, 2.4, 2.45, 2.5, 60.0, 59.9, 60.04, 1e16],
    [None, "0", "2.4", "2.45", "60", "60.0", "59.9", "超过3", "近2"],
)
SIGNS = [">=", "≥", "<", "≤", "不低于", "<=", ">", ""]


def figures():
    """Small frames of figures, of numbers or of texts."""
    of = st.sampled_from(FIGURES).flatmap(
        lambda some: st.lists(
            st.tuples(
                st.sampled_from("甲乙"), st.sampled_from([*UNITS]), st.sampled_from(["2022年", "2023年"]),
                st.sampled_from(some),
            ), min_size=1, max_size=24,
        )
    )  # fmt: skip
    return of.map(table)


@st.composite
def worded(draw):
    """Small frames of targets in words."""
    told = []
    for _ in range(draw(st.integers(1, 30))):
        name = draw(st.sampled_from([*UNITS]))
        unit, number = UNITS[name], draw(st.sampled_from(["60", "2.4", "2.45", "0", "100"]))
        some = [f"{sign}{number}{unit}" for sign in SIGNS] + [
            f"约60{unit}",
            f"近60{unit}",
            "—",
            None,
            "全覆盖",
        ]
        some += ["2%—60%"] if unit == "%" else ["2—3万人", "≥24000人", f"≥0.{'0' * 30}1万人"[:12] + "万人"]
        some += ["每年≥60万人"] if name == "城镇新增就业人数" else []
        when = draw(st.sampled_from(["2022年", "2023年"]))
        told.append((draw(st.sampled_from("甲乙丙")), name, when, draw(st.sampled_from(some))))
    return table(told, "目标")


@st.composite
def numbered(draw):
    """Small frames of targets with sign, number and unit apart."""
    told = []
    signs = draw(st.sampled_from([[*SIGNS, None], [*SIGNS, "约"]]))
    for _ in range(draw(st.integers(1, 30))):
        name = draw(st.sampled_from([*UNITS]))
        number = draw(st.sampled_from([60.0, 2.4, 2.45, 0.0, 100.0, None]))
        told.append((draw(st.sampled_from("甲乙丙")), name, "2023年", number, draw(st.sampled_from(signs))))
    frame = table([one[:4] for one in told], "目标")
    signs = pl.Series("比较符", [one[4] for one in told], dtype=pl.String)
    return frame.with_columns(signs, pl.Series("单位", [UNITS[one[1]] for one in told]))


@drawn(
    shown=figures(), told=worded() | numbered(), about=st.sampled_from([None, "5%"]), is_first=st.booleans()
)
def test_a_frame_of_targets_finds_what_the_rules_find_of_objects(shown, told, about, is_first):
    run = given(shown, period=PLAN_YEARS)
    screen = screened(run) if is_first else None
    read = promised(told, run.entities)
    screen = screen or screened(run)
    facts = evolve(screen.judge.all_facts(), targets=read.targets("甲乙丙"))
    rules = [evolve(rule, about=about) for rule in RULES.values()]
    expected = {rule.code: Counter(judged(rule, facts)) for rule in rules}
    screen.promised = read
    for rule in rules:
        assert Counter(by_columns(promises.promise, rule, screen)) == expected[rule.code]
    # and the same targets as those of a plan
    screen.promised = None
    screen.judge.facts = evolve(screen.judge.facts, targets=facts.targets)
    for rule in rules:
        assert Counter(by_columns(promises.promise, rule, screen)) == expected[rule.code]


# ── the targets of a plan ────────────────────────────────────────────────────────────────────────────────

PLAN = Plan.load("xuyong-14")
TOLD = {"targets": PLAN.targets_all, "region": PLAN.region, "period": PLAN.period}


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("region", ["叙永县", ""])
def test_a_published_plan_is_asked_of_the_figures_of_its_region(code, region):
    names = {one.indicator.name: one.indicator for one in PLAN.targets_all}
    told = [
        (where, name, f"{year}年", value)
        for name in names
        for year in (2021, 2024, 2025)
        for where, value in ((region, 0.5), ("古蔺县", 0.5))
    ]
    screen = screened(given(table(told), **TOLD))
    expected = Counter(judged(RULES[code], screen.judge.all_facts()))
    assert Counter(by_columns(promises.promise, RULES[code], screen)) == expected
    assert code == "plan.ceiling" or len(expected) > 5


def test_regions_that_were_numbered_later_and_indicators_not_told_are_no_trouble():
    screen = screened(given(table([("古蔺县", "参保率", "2025年", 1.0)]), **TOLD))
    screen.grid.entities.number("叙永县")
    assert by_columns(promises.promise, TARGET, screen) == []
    assert (
        by_columns(promises.promise, TARGET, screened(given(table([("古蔺县", "参保率", "2025年", 1.0)]))))
        == []
    )


# ── a frame of targets ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "target", "limits"),
    [
        (59.9, "≥60%", (60.0, None)), (60.0, "≥60%", None), (60.0, ">60%", (60.0, None)),
        (4.51, "4.5%以内", (None, 4.5)), (4.5, "控制在4.5%以内", None), (4.5, "<4.5%", (None, 4.5)),
        (2.0, "3%—5%", (3.0, 5.0)), (6.0, "3%—5%", (3.0, 5.0)), (5.0, "3%—5%", None),
        (59.0, "60%", (60.0, None)), (59.0, "约60%", None), (59.0, "全覆盖", None), (0.0, "≥0%", None),
        (1e16, "≤60%", (None, 60.0)), (59.0, "≥60.000000000001%", (60.000000000001, None)),
        (59.0, "≥60000000.00000001%", (60000000.00000001, None)),
    ],
)  # fmt: skip
def test_a_figure_is_judged_as_it_is_printed(figure, target, limits):
    found = missed(
        TARGET,
        table([("甲", "参保率", "2023年", figure)]),
        table([("甲", "参保率", "2023年", target)], "目标"),
    )
    assert found == ([] if limits is None else [("甲", "2023", figure, *limits)])


def test_units_are_converted_and_limits_told_in_the_unit_of_the_figure():
    frame = table([("甲", "城镇新增就业人数", "2023年", 2.3)])
    targets = table([("甲", "城镇新增就业人数", "2023年", "≥23001人")], "目标")
    assert missed(TARGET, frame, targets) == [("甲", "2023", 2.3, 2.3001, None)]


def test_a_target_in_a_unit_that_the_figures_cannot_have_is_not_asked():
    frame = table([("甲", "参保率", "2023年", 2.3)])
    run = given(frame)
    read = promised(table([("甲", "参保率", "2023年", "≥60%")], "目标"), run.entities)
    (kind,) = read.kinds
    bound = evolve(kind.target.bound, limit=evolve(kind.target.bound.limit, unit="万人"))
    screen = screened(run)
    screen.promised = evolve(read, kinds=(evolve(kind, target=evolve(kind.target, bound=bound)),))
    assert by_columns(promises.promise, TARGET, screen) == []


def test_figures_of_a_scope_of_their_own_are_not_asked():
    frame = table([("甲", "参保率", "2023年", 2.3)]).with_columns(pl.Series("口径", ["省口径"]))
    assert missed(TARGET, frame, table([("甲", "参保率", "2023年", "≥60%")], "目标")) == []


def test_one_promise_told_twice_is_missed_once():
    frame = table([("甲", "参保率", "2023年", 2.3), ("乙", "参保率", "2023年", 2.3)])
    targets = [("甲", "参保率", "2023年", text) for text in ("≥60%", ">60%", "≥60%", "≥61%")]
    found = missed(TARGET, frame, table(targets, "目标"))
    assert [one[3] for one in found] == [60.0, 61.0]


def test_targets_are_objects_for_a_report():
    told = [
        ("甲", "参保率", "2023年", "≥60.50%"),
        ("乙", "参保率", "2023年", "3%—5%"),
        ("甲", "参保率", "2022年", None),
    ]
    read = promised(table(told, "目标"))
    one, other = read.targets(["甲"]) + read.targets(["乙"])
    assert (str(one), one.region, one.period.code, one.accumulation) == (
        "≥60.50%",
        "甲",
        "2023",
        Accumulation.AT_END,
    )
    assert (one.bound.limit.value, other.bound.relation) == (Decimal("60.50"), Relation.BETWEEN)


@pytest.mark.parametrize("library", [pd.DataFrame, pl.DataFrame, pa.table])
@pytest.mark.parametrize(
    "columns",
    [
        {"目标": ["≥60%", "≥61%"]},
        {"target": [60.0, 61.0], "comparator": [">=", ">="], "unit": ["%", "%"]},
        {"目标值": [60, 61], "单位": ["%", "%"]},
        {"目标值": ["60", "61"], "单位": ["%", "%"], "比较符": ["≥", "不低于"], "状态": ["预计", None]},
    ],
)
def test_every_library_and_wording_says_the_same(library, columns):
    frame = library({"地区": ["甲", "乙"], "指标": ["参保率", "参保率"], "年": [2023, 2023]} | columns)
    read = promised(frame)
    assert [(one.bound.relation, one.bound.limit.value) for one in read.targets("甲乙")] == [
        (Relation.AT_LEAST, 60), (Relation.AT_LEAST, 61),
    ]  # fmt: skip


def test_a_total_in_brackets_and_a_period_for_all():
    frame = pl.DataFrame({"指标": ["城镇新增就业人数"] * 2, "目标": ["[1.9]万人", "每年≥1万人"]})
    read = promised(frame, period=PLAN_YEARS, region="甲")
    assert [(str(one), one.accumulation) for one in read.targets("甲")] == [
        ("[≥1.9]万人", Accumulation.CUMULATIVE), ("每年≥1万人", Accumulation.EACH_YEAR),
    ]  # fmt: skip
    frame = frame.with_columns(pl.Series("累计方式", ["累计", "每年"]))
    assert len(promised(frame, period=PLAN_YEARS, region="甲").targets("甲")) == 2


def test_columns_are_what_the_caller_says():
    frame = pl.DataFrame({"地区": ["甲"], "指标": ["参保率"], "时期": ["2023年"], "a": ["60%"], "b": [">="]})
    read = promised(frame, columns={"target": "a", "comparator": "b"})
    assert [str(one) for one in read.targets("甲")] == [">=60%"]
    read = promised(frame, columns={"value": "a"})
    assert read.targets("甲")[0].is_inferred
    with refused(FrameError, "frames.targets.column"):
        promised(frame)


@pytest.mark.parametrize(
    ("changed", "code", "named"),
    [
        ({"指标": ["不认识"]}, "frames.targets.row", "不认识"),
        ({"时期": ["某年"]}, "frames.targets.row", "某年"),
        ({"目标": ["≥60左%"]}, "frames.targets.text", "≥60左%"),
        ({"目标": ["≥60万人"]}, "frames.targets.text", "≥60万人"),
        ({"目标": ["a" * 10**6]}, "frames.targets.text", "参保率"),
        ({"目标": ["≥6\x000%"]}, "frames.targets.text", "参保率"),
        ({"目标": ["≥60"]}, "frames.targets.unit", "60"),
        ({"目标": [60.0]}, "frames.targets.unit", "60"),
        ({"目标": [float("inf")], "单位": ["%"]}, "frames.targets.text", "参保率"),
        ({"目标": ["约60"]}, "frames.targets.unit", "约60"),
        ({"目标": ["≥60"], "单位": [None]}, "frames.targets.unit", "60"),
    ],
)
def test_what_cannot_be_read_is_refused(changed, code, named):
    columns = {"地区": ["甲"], "指标": ["参保率"], "时期": ["2023年"], "目标": ["≥60%"]} | changed
    with refused(FrameError, code, named):
        promised(pl.DataFrame(columns, schema_overrides={"单位": pl.String} if "单位" in columns else {}))


@pytest.mark.parametrize("units", ["definition", {"参保率": "%"}])
def test_a_unit_that_the_caller_tells_is_taken(units):
    frame = pl.DataFrame({"地区": ["甲"], "指标": ["参保率"], "时期": ["2023年"], "目标": ["≥60"]})
    assert [str(one) for one in promised(frame, units=units).targets("甲")] == ["≥60%"]


def test_a_frame_without_targets_asks_nothing():
    frame = table([("甲", "参保率", "2023年", None)], "目标")
    figures = table([("甲", "参保率", "2023年", 1.0)])
    assert missed(TARGET, figures, frame) == []
    assert missed(TARGET, figures.head(0), frame) == []
    assert missed(CEILING, figures, table([("甲", "城镇新增就业人数", "2023年", "≥1万人")], "目标")) == []
    assert promised(frame.head(0)).targets("甲") == ()
