"""Rows of a frame as the objects read them: records, a figure each."""

import pytest
from alike import CATALOGUE
from framed import EAGER, framed

from rsindicators import Accumulation, Catalogue, Period
from rsindicators.errors import TableError
from rsindicators.frames.engine import opened
from rsindicators.frames.exact import records_of, submission_of, told_of
from rsindicators.frames.layout import laid_out
from rsindicators.frames.told import About
from rsindicators.glossary import Glossary

GLOSSARY = Glossary.of(CATALOGUE)
TRAINED, JOBLESS = "开展补贴性职业技能培训人次", "城镇登记失业率"
TO_DATE = Accumulation.YEAR_TO_DATE
every_library = pytest.mark.parametrize("library", EAGER)


def records(columns, library="polars", column=None, **told):
    frame = opened(framed(library, columns))
    period, region = told.get("period"), told.get("region", "")
    layout = laid_out(frame, glossary=GLOSSARY, period=period, region=region)
    about = About(GLOSSARY, layout, **told)
    return records_of(frame, about, column), about


def long(**columns):
    count = len(next(iter(columns.values())))
    return {"region": ["甲县"] * count, "indicator": [TRAINED] * count, "value": ["5"] * count} | columns


@every_library
def test_a_long_row_is_a_record(library):
    (record,), about = records(long(period=["2023年"], unit=["万人次"]), library)
    assert record == {
        "region": "甲县",
        "indicator": TRAINED,
        "value": "5",
        "period": "2023年",
        "unit": "万人次",
    }
    (one,) = submission_of([record], about).observations
    assert str(one) == "甲县 开展补贴性职业技能培训人次 2023年 5万人次"


@every_library
def test_a_wide_row_is_a_record_for_each_of_its_figures(library):
    told = {"region": ["甲县"], "period": ["2023年"], f"{TRAINED}(万人次)": [5.0], f"{JOBLESS}(%)": [3.5]}
    found, _ = records(told, library)
    assert [(one["value"], one["unit"]) for one in found] == [(5.0, "万人次"), (3.5, "%")]
    (only,), _ = records(told, library, f"{JOBLESS}(%)")
    assert only["value"] == 3.5


@every_library
@pytest.mark.parametrize(
    ("columns", "period"),
    [
        ({"year": [2023]}, Period(2023)),
        ({"year": [2023], "quarter": [3]}, Period(2023, 7, 3)),
        ({"year": [2023], "month": [6]}, Period(2023, 6, 1)),
        ({"year": [2023], "quarter": [5]}, "2023 quarter=5"),
        ({"year": [0]}, "0"),
    ],
)
def test_a_year_and_its_part_are_a_period_or_what_is_printed(library, columns, period):
    (record,), _ = records(long(**columns, unit=["万人次"]), library)
    assert record["period"] == period
    assert not record.keys() & {"year", "quarter", "month"}


@every_library
@pytest.mark.parametrize("part", ["quarter", "month"])
def test_a_part_that_is_missing_leaves_no_period(library, part):
    if library == "pandas":
        pytest.skip("a pandas column of whole numbers with a missing one is of floats, which is refused")
    found, _ = records(long(year=[2023, 2023], **{part: [1, None]}, unit=["万人次"] * 2), library)
    assert [one["period"] for one in found] == [
        Period(2023, 1, 3 if part == "quarter" else 1),
        f"2023 {part}=None",
    ]


@pytest.mark.parametrize(
    ("units", "unit"),
    [
        ("definition", "万人次"),
        ({TRAINED: "人次"}, "人次"),
        ({JOBLESS: "%"}, None),
        ({"subsidised_skills_training": "人次"}, "人次"),
    ],
)
def test_a_unit_that_the_caller_told_is_that_of_a_figure_without_one(units, unit):
    found, _ = records(long(period=["2023年"] * 2, unit=[None, "万人"]), units=units)
    assert [one["unit"] for one in found] == [unit, "万人"]


@pytest.mark.parametrize("units", ["definition", {TRAINED: "人次"}])
def test_a_name_nobody_knows_has_no_unit(units):
    found, _ = records(long(indicator=["没有的", "x" * 400], period=["2023年"] * 2), units=units)
    assert [one["unit"] for one in found] == [None, None]


def test_a_quarter_means_the_year_to_date_where_the_caller_says_so():
    told = long(
        period=["2023年第二季度", "没有的", "2023年6月", "2023年"], accumulation=[None, None, "年度", None]
    )
    found, _ = records(told | {"unit": ["万人次"] * 4}, to_date=True)
    assert [one["accumulation"] for one in found] == [TO_DATE, None, "年度", TO_DATE]


def test_the_period_of_the_caller_may_mean_the_year_to_date_too():
    found, _ = records(long(unit=["万人次"]), to_date=True, period=Period(2023, 4, 3))
    assert found[0]["accumulation"] is TO_DATE


def test_a_name_nobody_knows_means_no_year_to_date():
    found, _ = records(long(indicator=["没有的"], period=["2023年第二季度"], unit=["%"]), to_date=True)
    assert "accumulation" not in found[0]


def test_nothing_is_read_of_no_rows():
    _, about = records(long(period=["2023年"], unit=["万人次"]))
    assert submission_of([], about, ["甲县"]).regions == ("甲县",)


def test_more_rows_than_objects_can_hold_are_refused():
    (record,), about = records(long(period=["2023年"], unit=["万人次"]))
    with pytest.raises(TableError):
        submission_of([record] * 200_001, about)


@every_library
def test_what_is_missing_in_a_row_is_nothing(library):
    found, about = records(
        long(period=["2023年", "2022年"], unit=["万人次", None], scope=[None, "城区"], value=[None, "5"]),
        library,
    )
    assert all(value is None for one in found for value in one.values() if not isinstance(value, str))
    assert [fault.rule for fault in submission_of(found, about).faults] == ["units.missing"]


def test_the_catalogue_of_the_names_is_that_of_the_objects():
    found, about = records(long(period=["2023年"], unit=["万人次"]))
    assert isinstance(about.glossary.catalogue, Catalogue)
    assert submission_of(found, about).observations[0].indicator is CATALOGUE[TRAINED]


def test_faults_are_told_of_their_rows_in_the_frame_and_those_of_a_whole_row_once():
    row = {"region": "甲" * 300, "indicator": JOBLESS, "period": "2023年", "value": "5", "unit": "%"}
    found = submission_of([row, row | {"indicator": TRAINED}, row], long_about())
    assert [fault.error.place for fault in found.faults] == [f"$[{number}].region" for number in range(3)]
    assert [fault.error.place for fault in told_of(found, [7, 7, 9]).faults] == ["$[7].region", "$[9].region"]


def test_faults_of_no_row_are_told_as_they_are():
    row = {"region": "甲县", "indicator": JOBLESS, "period": "2023年", "value": "怪", "unit": "%"}
    found = submission_of([row], long_about())
    found.faults[0].error.at("elsewhere")
    assert [fault.error.place for fault in told_of(found, [7]).faults] == ["elsewhere"]


def long_about():
    return records(long(period=["2023年"], unit=["万人次"]))[1]
