"""Columns and objects answer alike: the same findings of the same frame, whatever stands in it."""

from collections import Counter

import numpy as np
import pandas as pd
import polars as pl
import pytest
from alike import by_columns, by_objects, differences, found_in, rows
from attrs import evolve
from definitions import component, count, indicator
from framed import EAGER, framed
from hypothesis import assume, currently_in_test_context, given, note, settings
from hypothesis import strategies as st
from rawframes import ALWAYS, columns, split
from rawframes import rows as raw_rows

import rsindicators as rs
from rsindicators import Accumulation, Additivity, Catalogue, Figure, Formula, Measure, Unit
from rsindicators.frames import validate
from rsindicators.submission import Submission
from rsindicators.testing import corruptions, submissions

CATALOGUE = Catalogue.standard()
few = settings(max_examples=settings().max_examples * 3 // 10)
fewer = settings(max_examples=settings().max_examples // 10)
rngs = st.randoms(use_true_random=settings().max_examples <= 100)
"""Drawn whole, by a seed; for thousands of examples number by number, which Hypothesis then shrinks."""
samples = st.lists(corruptions(catalogue=CATALOGUE, most=4), min_size=1, max_size=4)
true_samples = st.lists(submissions(catalogue=CATALOGUE, most=4), min_size=1, max_size=4)
TEXTS = ("region", "indicator", "component", "period", "unit", "scope", "status", "accumulation")


def polars(told):
    """A polars frame of columns whose types do not hang on what stands in them."""
    types = dict.fromkeys(TEXTS, pl.String) | {"decimals": pl.Int64}
    return pl.DataFrame(told, schema_overrides={name: types[name] for name in told if name in types})


def of_rows(found):
    return polars(columns(found))


def same(frame, prior=None, **told):
    """What only one side finds."""
    if currently_in_test_context():
        note(f"{frame.to_dicts()}\n{prior is not None and prior.to_dicts()}")
    return differences(by_columns(frame, prior, **told), by_objects(frame, prior, **told))


# ── samples that are true but for a slip ─────────────────────────────────────────────────────────────────


def renamed(observations, number):
    return [evolve(one, region=f"{one.region}{number}") for one in observations]


def together(parts):
    """Several samples as one submission, the regions of each renamed apart."""
    told = [one for number, part in enumerate(parts) for one in renamed(part.observations, number)]
    return Submission.of(told)


def as_texts(submission):
    """As cells that are printed."""
    return _frame(submission, lambda value: None if value is None else str(value))


def as_floats(submission):
    """As number cells, where that is what they are."""
    return _frame(submission, _float)


def _float(value):
    try:
        return None if value is None else float(str(value))
    except ValueError:
        return None


def _frame(submission, value_of):
    records = [record | {"value": value_of(record.get("value"))} for record in submission.to_records()]
    names = dict.fromkeys(name for record in records for name in record if name not in {"decimals", "place"})
    texts = {name: [_text(record.get(name)) for record in records] for name in names if name != "value"}
    kept = {name: some for name, some in texts.items() if any(one is not None for one in some)}
    return pl.DataFrame(kept | {"value": [record["value"] for record in records]})


def _text(value):
    return None if value is None else str(value)


@given(samples, st.booleans())
@few
def test_forms_after_a_slip_are_found_alike_as_texts(parts, has_prior):
    now = together([part.corrupted.submission for part in parts])
    before = together([part.corrupted.prior for part in parts]) if has_prior else Submission()
    assume(now.observations)
    prior = as_texts(before) if before.observations else None
    assert same(as_texts(now), prior) == []


@given(samples, st.booleans(), st.sampled_from([None, 0, 1, 2, 4]))
@few
def test_forms_after_a_slip_are_found_alike_as_floats(parts, has_prior, decimals):
    now = together([part.corrupted.submission for part in parts])
    before = together([part.corrupted.prior for part in parts]) if has_prior else Submission()
    assume(now.observations)
    prior = as_floats(before) if before.observations else None
    assert same(as_floats(now), prior, decimals=decimals) == []


@given(true_samples)
@fewer
def test_true_forms_are_found_alike(parts):
    now, before = together([part.submission for part in parts]), together([part.prior for part in parts])
    assert same(as_texts(now), as_texts(before) if before.observations else None) == []


# ── whatever stands there ────────────────────────────────────────────────────────────────────────────────


@given(rngs)
@few
def test_what_people_print_is_found_alike(rng):
    found = raw_rows(rng, printed=True)
    assume(found)
    assert same(of_rows(found)) == []


@given(rngs, st.sampled_from([None, 0, 1, 2, 4]))
@few
def test_numbers_are_found_alike(rng, decimals):
    found = raw_rows(rng, printed=False)
    assume(found)
    assert same(of_rows(found), decimals=decimals) == []


@given(rngs, st.booleans())
@few
def test_what_was_reported_earlier_is_found_alike(rng, printed):
    now, before = split(rng, raw_rows(rng, printed=printed))
    assume(now and before)
    assert same(of_rows(now), of_rows(before)) == []


@given(rngs)
@fewer
def test_an_earlier_frame_of_other_places_is_found_alike(rng):
    now, before = raw_rows(rng, printed=True), raw_rows(rng, printed=True)
    assume(now and before)
    assert same(of_rows(now), of_rows(before)) == []


# ── what was once answered differently ───────────────────────────────────────────────────────────────────

PENSION, EMPLOYED = "基本养老保险参保率", ("城镇登记失业率", "城镇从业人数")
CLOSED, IN_TIME = "劳动保障监察举报投诉案件结案率", "法定期限内结案的劳动保障监察举报投诉案件数"
PENDING = ("劳动人事争议仲裁结案率", "上期末累计未结案件总数")


def told(*cells, **more):
    """A frame of region, indicator (with its component), period, value, unit."""
    made = []
    for region, name, period, value, unit, *rest in cells:
        indicator_name, part = name if isinstance(name, tuple) else (name, None)
        row = {"region": region, "indicator": indicator_name, "component": part, "period": period}
        row |= {
            "value": value,
            "unit": unit,
            "scope": None,
            "status": None,
            "accumulation": None,
            "decimals": None,
        }
        made.append(row | dict(zip(("scope", "decimals"), rest, strict=False)) | more)
    return polars(columns(made, always=ALWAYS))


CLASHES = {
    "whole and parts both contradict a rate": (
        told(("甲县", PENSION, "2021年", 25.0, "%")),
        told(
            ("甲县", (PENSION, "法定应参保人数"), "2021年", 1.5, "万人"),
            ("甲县", (PENSION, "全日制在校学生"), "2021年", 0.75, "万人"),
            ("甲县", (PENSION, "参保人数"), "2021年", 1.19, "万人"),
            ("甲县", (PENSION, "16周岁以上人口"), "2021年", 3.0, "万人"),
            ("甲县", (PENSION, "现役军人"), "2021年", 1.5, "万人"),
        ),
    ),
    "a column of decimals beside texts": (
        told(
            ("甲县", "城镇登记失业率", "2023年5月", "42.45", "%", None, None),
            ("甲县", ("城镇登记失业率", "城镇登记失业人数"), "2023年5月", "74065.5", "万人", None, 12),
            ("甲县", EMPLOYED, "2023年5月", "100000.0", "万人", None, None),
        ),
        None,
    ),
    "a number that is none, beside nothing": (
        told(("丙市", "劳动保障监察举报投诉案件结案率", "2023年1-9月", 1e308, "%")),
        None,
    ),
    "a number that is none, reported earlier": (
        told(("甲县", (PENSION, "16周岁以上人口"), "2023年末", 100050.0, "万人")),
        told(("甲县", (PENSION, "16周岁以上人口"), "2022年", 1e17, "万人")),
    ),
    "a region of which nothing could be read": (
        told(
            ("510502", EMPLOYED, "2021年", "7.5000", "万人"),
            ("合计", EMPLOYED, "2021年", "10", "万人"),
            ("丙市", "城镇登记失业率", "2021-2025年", "15.0000", "万人"),
        ),
        None,
    ),
    "a region that was told earlier only": (
        told(("合计", PENDING, "2022年末", 10.0, "件"), ("市本级", PENDING, "2022年末", 3.0, "件")),
        told(("510502", "城镇新增就业人数", "2021年", 219.66, "万人")),
    ),
    "a gap behind rivals": (
        told(
            ("丙市", PENDING, "2023年5月", "79150", "件"),
            ("丙市", PENDING, "2023年5月", "2", "件"),
            ("丙市", PENDING, "2023年1月", "100050", "件"),
        ),
        None,
    ),
    "two names of one time, told twice": (
        told(
            ("510500", "城镇登记失业率", "2023年12月末", "250", "万人"),
            ("510500", EMPLOYED, "2023年", "10.0", "万人"),
            ("510500", EMPLOYED, "2023年12月末", "1000", "万人"),
        ),
        None,
    ),
    "two names of one time, reported earlier": (
        told(("丁省", (PENSION, "全日制在校学生"), "2023年6月末", 30.0, "万人")),
        told(
            ("丁省", (PENSION, "全日制在校学生"), "2023年第二季度", 10.0, "万人"),
            ("丁省", (PENSION, "全日制在校学生"), "2023年6月末", 30.0, "万人"),
        ),
    ),
    "two names of one time, which look back to other times": (
        told(
            ("丁省", "农民工参加职业培训人次", "2023年上半年", "25.00", "万人次"),
            ("丁省", "基本养老保险参保人数", "2023年6月末", "2", "万人"),
            ("丁省", "基本养老保险参保人数", "2023年上半年", "15", "万人", "城区"),
            ("丁省", "基本养老保险参保人数", "2023年5月", "80000.0", "万人"),
        ),
        None,
    ),
    "two names of one time, one of them of another region": (
        told(("合计", PENSION, "2023年第二季度", 50.0, "%"), ("丙市", PENSION, "2023年6月末", 63.3, "%")),
        told(("丙市", PENSION, "2023年5月", 109.0, "%")),
    ),
    "two runs of one time, one of them of another scope": (
        told(
            (
                "甲县",
                (CLOSED, "法定期限内应当结案的劳动保障举报投诉案件数"),
                "2022年1-6月",
                0.0,
                "件",
                "城区",
            ),
            ("甲县", CLOSED, "2022年1-6月", 100.0, "%", "城区"),
        ),
        pl.concat(
            [
                told(("甲县", (CLOSED, IN_TIME), "2022年1-6月", 50000.0, "件", "城区")),
                told(("甲县", (CLOSED, IN_TIME), "2022年1-6月", 3.0, "件", ""), accumulation="每年"),
            ],
            how="diagonal",
        ),
    ),
    "another unit now than earlier": (
        told(("乙县", PENSION, "2023年6月", 93.0, "%"), ("甲县", PENSION, "2023年6月", 95.1, "倍")),
        told(("甲县", PENSION, "2023年6月", 50.1, "%")),
    ),
    "a figure cut off": (
        told(
            ("市本级", "城镇新增就业人数", "2021年", "-0.1", "万人"),
            ("市本级", ("城镇新增就业人数", "自然减员人数"), "2021年", "2.5000", "万人"),
            ("市本级", ("城镇新增就业人数", "城镇累计新就业人员数"), "2021年", "2.3059", "万人"),
        ),
        None,
    ),
    "an empty place told twice": (
        told(
            *[("甲县", "城镇登记失业率", "2021年", None, "%")] * 2,
            ("甲县", "城镇登记失业率", "2022年", "5", "%"),
        ),
        None,
    ),
    "digits that are not shown": (told(("甲县", PENSION, "2023年末", 96.25, "%", None, 1)), None),
}


@pytest.mark.parametrize(("now", "before"), CLASHES.values(), ids=CLASHES)
def test_what_was_once_answered_differently_is_answered_alike(now, before):
    assert same(now, before) == []


def test_digits_beyond_the_decimals_asked_for_are_told():
    assert same(told(("甲县", "城镇登记失业率", "2023年1月", 44.4, "%")), decimals=0) == []


# ── wide, and in quarters ────────────────────────────────────────────────────────────────────────────────

HEADINGS = {
    "城镇登记失业率(%)": (0.5, 1), "城镇登记失业人数(万人)": (3.0, 2), "城镇从业人数(万人)": (97.0, 2),
    "转移就业农村劳动力人数(万人)": (9.0, 1), "省内转移人数(万人)": (8.5, 1),
    "开展补贴性职业技能培训人次(万人次)": (5.0, 1), "博士后研究人员年招收人数": (40.0, 0),
}  # fmt: skip


def wide_columns(rng, values):
    """Regions × periods with a column an indicator; `values` are what a cell may hold besides a number."""
    regions, periods = (
        rng.sample(["甲县", "乙县", "合计"], 2),
        rng.sample(["2022年", "2023年", "2023年末"], 2),
    )
    places = [(region, period) for region in regions for period in periods]
    found = {"region": [region for region, _ in places], "period": [period for _, period in places]}
    for heading, (size, decimals) in HEADINGS.items():
        drawn = [round(size * rng.choice([0.5, 1, 1, 1.01, 4]), decimals) for _ in places]
        found[heading] = [rng.choice(values) if rng.random() < 0.1 else one for one in drawn]
    return found


@given(rngs, st.sampled_from([None, 1]))
@fewer
def test_wide_frames_of_numbers_are_found_alike(rng, decimals):
    found = wide_columns(rng, [None, -1.0, 0.0, 1e17])
    found["博士后研究人员年招收人数(人)"] = found.pop("博士后研究人员年招收人数")
    frame = pl.DataFrame(found, schema_overrides=dict.fromkeys(list(found)[2:], pl.Float64))
    assert same(frame, decimals=decimals) == []


@given(rngs)
@fewer
def test_wide_frames_of_texts_are_found_alike(rng):
    found = wide_columns(rng, ["—", "", "≥3", "全覆盖", "-1", None])
    found["博士后研究人员年招收人数(人)"] = found.pop("博士后研究人员年招收人数")
    printed = {name: [None if one is None else str(one) for one in some] for name, some in found.items()}
    assert same(pl.DataFrame(printed, schema=dict.fromkeys(printed, pl.String))) == []


def test_what_is_wrong_with_a_row_of_several_columns_is_told_once():
    names = ("开展补贴性职业技能培训人次(万人次)", "农民工参加职业培训人次(万人次)")
    frame = pl.DataFrame({"region": ["甲县"], "period": ["2023年末"]} | {name: [5.0] for name in names})
    assert same(frame) == []


QUARTERS = "一二三四"
FLOWS = {"开展补贴性职业技能培训人次": "万人次", "农民工参加职业培训人次": "万人次"}
STOCKS = {"城镇登记失业率": "%", "转移就业农村劳动力人数": "万人", "省内转移人数": "万人"}


@given(rngs)
@few
def test_quarters_that_mean_the_year_to_date_are_found_alike(rng):
    names = [*FLOWS, *STOCKS]
    places = [(one, year, quarter) for one in names for year in (2022, 2023) for quarter in (1, 2, 3, 4)]
    drawn = [
        (*place, round(rng.choice([1, 2, 3, 30]) * (1 + rng.random()), 1))
        for place in places
        if rng.random() < 0.8
    ]
    assume(drawn)
    frame = pl.DataFrame(drawn, schema=["indicator", "year", "quarter", "value"], orient="row")
    frame = frame.with_columns(region=pl.lit("甲县"))
    records = [
        {
            "region": "甲县",
            "indicator": name,
            "period": f"{year}年第{QUARTERS[quarter - 1]}季度{'' if name in FLOWS else '末'}",
            "accumulation": "本年累计" if name in FLOWS else "期末",
            "value": value,
            "unit": (FLOWS | STOCKS)[name],
        }
        for name, year, quarter, value in drawn
    ]
    columns_found = by_columns(frame, units="definition", to_date=True, decimals=1)
    assert differences(columns_found, found_in(Submission.from_records(records, decimals=1))) == []


# ── libraries ────────────────────────────────────────────────────────────────────────────────────────────


@given(rngs)
@fewer
def test_every_library_gives_the_same_findings(rng):
    drawn = [[row | {"decimals": None} for row in raw_rows(rng, printed=True)] for _ in range(2)]
    assume(all(drawn))
    now, before = map(columns, drawn)
    note(f"{now}\n{before}")
    found = [rows(validate(framed(one, now), prior=framed(one, before))) for one in EAGER]
    assert found[0] == found[1] == found[2]


@given(rngs)
@fewer
def test_every_library_gives_the_same_findings_of_numbers(rng):
    drawn = [row | {"decimals": None} for row in raw_rows(rng, printed=False)]
    assume(drawn)
    now = columns(drawn)
    note(str(now))
    found = [rows(validate(framed(one, now), decimals=1)) for one in EAGER]
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("library", EAGER)
def test_what_is_missing_beside_words_is_missing_in_every_library(library):
    now = {
        "region": ["甲县", "乙县"],
        "indicator": ["城镇登记失业率"] * 2,
        "period": ["2021年"] * 2,
        "value": ["全覆盖", "5"],
        "unit": ["%", "%"],
        "scope": [None, "城区"],
        "accumulation": [None, "期末"],
    }
    assert not rows(validate(framed(library, now)))


@pytest.mark.parametrize("library", EAGER)
def test_a_missing_number_in_an_odd_row_is_missing_in_every_library(library):
    now = {"region": ["甲县"] * 2, "indicator": ["城镇登记失业率"] * 2, "period": ["2021年", "2022年"]}
    frame = framed(library, now | {"value": [None, 5.0], "unit": [None, "%"]})
    assert [row[0] for row in rows(validate(frame))] == ["keys.missing"]


@pytest.mark.parametrize(("library", "kind"), [("pandas", pd.DataFrame), ("polars", pl.DataFrame)])
def test_findings_are_a_frame_of_the_library_of_the_frame(library, kind):
    now = {name: ["x"] for name in ALWAYS}
    assert isinstance(validate(framed(library, now)).frame, kind)


# ── as objects ───────────────────────────────────────────────────────────────────────────────────────────


def told_of(findings):
    """All that findings tell people, repairs included; in a record also the row of a table they stand in."""
    return [(one.say(), one.say("en"), _without_rows(one.to_record())) for one in findings]


def _without_rows(record):
    return {name: value for name, value in record.items() if name != "facts"}


@given(rngs, st.booleans())
@few
def test_findings_as_objects_are_those_of_the_form(rng, printed):
    now, before = split(rng, raw_rows(rng, printed=printed))
    assume(now)
    frame, prior = of_rows(now), of_rows(before) if before else None
    whole = rs.validate(frame, prior=prior).findings
    assert told_of(validate(frame, prior=prior).findings()) == told_of(whole)


@given(rngs)
@few
def test_findings_of_a_region_are_those_of_its_rows(rng):
    found = [row for row in raw_rows(rng, printed=True) if row["region"] in {"甲县", "乙县", "丙市"}]
    assume(found)
    note(str(found))
    region = found[0]["region"]
    own = rs.validate(of_rows([row for row in found if row["region"] == region])).findings
    assert told_of(validate(of_rows(found)).findings(region)) == told_of(own)


def test_a_total_is_held_against_all_its_regions_those_without_findings_too():
    name = ("申领电子社保卡人口覆盖率", "当地常住人口数")
    frame = told(
        ("合计", name, "2023年12月", "10.005", "万人"),
        ("丙市", name, "2023年12月", "25000", "万人"),
        ("市本级", name, "2023年12月", "100050", "万人"),
    )
    assert told_of(validate(frame).findings()) == told_of(rs.validate(frame).findings)


# ── open places ──────────────────────────────────────────────────────────────────────────────────────────


def catalogue():
    """A rate of stocks, one of flows, a flow with a part."""
    flows = {"measure": Measure.FLOW, "unit": Unit.parse("件")}
    limits = {"minimum": Figure(0, "%"), "maximum": Figure(100, "%")}
    closing = indicator(
        code="closing",
        name="办结率",
        accumulation=Accumulation.ANNUAL,
        formula=Formula.parse("办结件 / 受理件"),
        components=(component("办结件", code="closed", **flows), component("受理件", code="came", **flows)),
        **limits,
    )
    adding = {"measure": Measure.FLOW, "accumulation": Accumulation.ANNUAL, "over_periods": Additivity.SUM}
    whole = count(code="trained", name="培训数", **adding)
    part = count(code="farmers", name="其中农民工", part_of="trained", **adding)
    return Catalogue([indicator(**limits), closing, whole, part])


UNIT_OF = {
    "签订率": "%",
    "办结率": "%",
    "签订企业": "家",
    "企业总数": "家",
    "办结件": "件",
    "受理件": "件",
    "培训数": "户",
    "其中农民工": "户",
}


def ordinary(seed, most=1_000_000, share=3):
    """About 20,000 rows: true figures, one of a hundred off; a frame, and how many rows it has."""
    rng = np.random.default_rng(seed)
    regions, years = 420, np.arange(2018, 2024)
    shape = (regions, len(years))
    figures = {}
    for rate, part, whole in (("签订率", "签订企业", "企业总数"), ("办结率", "办结件", "受理件")):
        figures[whole] = _counts(rng, shape, most, share)
        figures[part] = np.floor(figures[whole] * rng.uniform(0.5, 1, shape))
        figures[rate] = np.floor(figures[part] * 1000 / figures[whole] + 0.5) / 10
    figures["培训数"] = _counts(rng, shape, most, share)
    figures["其中农民工"] = np.floor(figures["培训数"] * rng.uniform(0, 1, shape))
    for values in figures.values():
        off = rng.random(shape) < 0.01
        values[off] = np.round(values[off] * rng.choice([0.5, 1.1, 10], off.sum()), 1)
    names = list(figures)
    return pl.DataFrame(
        {
            "region": np.tile(
                np.repeat([f"县{number}" for number in range(regions)], len(years)), len(names)
            ),
            "indicator": np.repeat(names, regions * len(years)),
            "year": np.tile(years, regions * len(names)),
            "value": np.concatenate([figures[name].reshape(-1) for name in names]),
            "unit": np.repeat([UNIT_OF[name] for name in names], regions * len(years)),
        }
    )


def _counts(rng, shape, most, share):
    """Counts, every so many of them a round one: 100, 2,000, 50,000, where shares have ties."""
    counts = np.floor(np.exp(rng.uniform(np.log(50), np.log(most), shape)))
    tens = rng.choice([1, 2, 4, 5, 8], shape) * 10.0 ** rng.integers(1, np.log10(most), shape)
    return np.where(rng.integers(0, share, shape) == 0, tens, counts)


@pytest.mark.parametrize("share", [1, 3])
def test_nothing_is_open_in_ordinary_data_and_exact_counts(share):
    frame = ordinary(7, share=share)
    checked = validate(frame, catalogue=catalogue(), decimals=1)
    assert frame.height > 20_000
    assert checked.open <= frame.height // 100
    assert checked.open == 0
    assert {"identities.formula", "parts.part"} <= checked.summary().keys()


def test_figures_printed_finer_than_others_leave_nothing_more_open():
    counts = [("签订企业", 7.0), ("企业总数", 10.0), ("签订率", 70.0)]
    told_rows = [(f"县{number}", name, 2023, value) for number in range(50) for name, value in counts]
    told_rows.append(("县50", "企业总数", 2023, 10.5))
    frame = pl.DataFrame(told_rows, schema=["region", "indicator", "year", "value"], orient="row")
    assert validate(frame, catalogue=catalogue(), decimals=1, units="definition").open == 0


def test_where_products_exceed_what_floats_hold_few_places_are_open():
    frame = ordinary(8, most=10_000_000_000_000)
    checked = validate(frame, catalogue=catalogue(), decimals=1)
    assert checked.open <= frame.height // 100


def test_ordinary_data_is_found_alike():
    every = ordinary(9)
    frame = every.filter(pl.col("region").is_in([f"县{number}" for number in range(25)]))
    period = pl.col("year").cast(pl.String) + "年"
    objects = by_objects(frame.with_columns(period=period).drop("year"), catalogue=catalogue(), decimals=1)
    found = by_columns(frame, catalogue=catalogue(), decimals=1)
    assert differences(found, objects) == []
    assert Counter(row[0] for row in found)["identities.formula"] > 3
