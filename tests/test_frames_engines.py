"""The findings of one data set on Dask and PySpark are those of pandas.

They need the extra [engines] and Java 17, and run once: `pytest -m engines`.
"""

import os
import shutil
import sys

import narwhals.stable.v2 as nw
import pandas as pd
import pytest

import rsindicators as rs
from rsindicators.frames.found import NUMBERS

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore"),  # of the engines themselves
]

CLOSURE = "劳动人事争议仲裁结案率"
COUNTS = ("当期审结案件数", "当期立案受理案件数", "上期末累计未结案件总数")


def rows():
    """Closing rates of eight counties in four quarters, with a few mistakes."""
    told = []
    for county in range(8):
        for quarter in range(1, 5):
            settled, accepted, carried = 90 + county + 50 * quarter, 100 + 50 * quarter, 20 + county
            rate = round(100 * settled / (accepted + carried), 1)
            if (county, quarter) == (2, 3):
                rate += 5
            if (county, quarter) == (5, 2):
                settled = 10 * settled
            figures = dict(zip(COUNTS, (settled, accepted, carried), strict=True))
            place = {"region": f"51050{county + 2}", "year": 2023, "quarter": quarter}
            told += [
                place | {"indicator": CLOSURE, "component": None, "value": rate, "unit": "%"},
                *(
                    place | {"indicator": CLOSURE, "component": name, "value": float(figure), "unit": "件"}
                    for name, figure in figures.items()
                ),
            ]
    told.append(dict(told[0], value=12.5))
    told.append(dict(told[5], region="510509", value=None))
    return pd.DataFrame(told)


OPTIONS = {"to_date": True, "decimals": 1, "asked": True, "regions": ["510502", "510599"]}


def found(frame):
    """The findings as a set of rows, numbers to nine digits; of two that clash no engine knows the first."""
    told = frame.copy() if isinstance(frame, pd.DataFrame) else frame.to_pandas()
    told.loc[told["code"] == "keys.duplicate", list(NUMBERS)] = None
    for name in NUMBERS:
        told[name] = told[name].map(lambda value: None if pd.isna(value) else float(f"{value:.9g}"))
    return {tuple(None if pd.isna(cell) else cell for cell in row) for row in told.itertuples(index=False)}


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("PySpark needs Java 17")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    yield session
    session.stop()


def dask_frame(frame):
    dask = pytest.importorskip("dask.dataframe")
    return dask.from_pandas(frame, npartitions=3)


@pytest.fixture(params=["dask", "pyspark"])
def engine(request):
    """Makes a distributed frame of one in memory."""
    if request.param == "dask":
        return dask_frame
    session = request.getfixturevalue("spark")
    return session.createDataFrame


def test_the_findings_are_those_of_a_frame_in_memory(engine):
    here = rs.frames.validate(rows(), **OPTIONS)
    there = rs.frames.validate(engine(rows()), **OPTIONS)
    assert found(there.collect()) == found(here.frame)
    assert there.summary() == here.summary()
    assert there.open is None
    assert here.summary()["identities.formula"] >= 2


def test_the_findings_stay_on_the_engine_until_they_are_collected(engine):
    frame = engine(rows())
    checked = rs.frames.validate(frame, **OPTIONS)
    assert type(checked.frame).__module__.split(".")[0] == type(frame).__module__.split(".")[0]


def test_the_objects_of_some_regions_are_those_of_a_frame_in_memory(engine):
    here = rs.frames.validate(rows(), **OPTIONS).findings(["510504"])
    there = rs.frames.validate(engine(rows()), **OPTIONS).findings(["510504"])
    assert [one.say() for one in there] == [one.say() for one in here] != []


def test_what_was_reported_earlier_goes_with_the_rows_of_its_region(engine):
    before = rows().assign(year=2022, value=lambda frame: frame["value"] / 7)
    here = rs.frames.validate(rows(), prior=before, **OPTIONS)
    there = rs.frames.validate(engine(rows()), prior=engine(before), **OPTIONS)
    assert found(there.collect()) == found(here.frame)


def test_a_total_and_its_regions_come_together(engine):
    places = {"period": "2023年末", "indicator": "技能人才数量", "unit": "人"}
    told = [("510524", 20), ("510525", 30), ("合计", 60)]
    frame = pd.DataFrame([places | {"region": region, "value": float(value)} for region, value in told])
    here = rs.frames.validate(frame)
    assert "parts.total" in here.summary()
    assert found(rs.frames.validate(engine(frame)).collect()) == found(here.frame)


def test_a_frame_is_refused_before_its_data_is_read(engine):
    with pytest.raises(rs.errors.FrameError, match="value"):
        rs.frames.validate(engine(rows()[["region", "year", "quarter", "indicator", "value"]]))


def test_rates_are_computed_by_the_engine(engine):
    frame = pd.DataFrame({"审结": [963.0, 5.0], "受理": [950.0, 0.0], "上期未结": [50.0, 0.0]})
    made = rs.frames.compute(engine(frame), "仲裁结案率", name="率")
    told = made.compute() if hasattr(made, "compute") else made.toPandas()
    assert sorted(told["率"].fillna(-1.0)) == [-1.0, 96.3]


def test_sums_and_periods_are_those_of_a_frame_in_memory(engine):
    frame = pd.DataFrame({
        "region": ["510524", "510525"] * 2, "period": ["2023年1—3月"] * 2 + ["2023年1—6月"] * 2,
        "indicator": ["城镇新增就业人数"] * 4, "value": [100.0, 200.0, 250.0, 450.0], "unit": ["人"] * 4,
    })  # fmt: skip
    for work in (rs.frames.singles, rs.frames.aggregate):
        here, there = work(frame), work(engine(frame))
        told = there.compute() if hasattr(there, "compute") else there.toPandas()
        assert sorted(told["value"].dropna()) == sorted(here["value"].dropna())


@pytest.mark.parametrize("told", ["object", "string", "Int64", "category"])
def test_rows_of_dask_that_name_no_region_are_read_whatever_stands_for_nothing(told):
    frame = rows()
    names = frame["region"].astype(int) if told == "Int64" else frame["region"]
    frame["region"] = names.astype(told).mask(frame.index < 3)
    here = rs.frames.validate(frame, **OPTIONS)
    there = rs.frames.validate(dask_frame(frame), **OPTIONS)
    assert frame["region"].isna().sum() == 3
    assert found(there.collect()) == found(here.frame)
    assert there.summary() == here.summary()


def test_a_frame_whose_regions_are_all_left_out_is_of_one_region(engine):
    frame = rows().query("region == '510504'").reset_index(drop=True)
    here = frame.assign(region=None)
    # PySpark tells no type of a column of nothing: the names are taken away where they have one.
    none = nw.when(nw.col("region") == "").then(nw.col("region")).alias("region")
    is_dask = engine is dask_frame
    there = engine(here) if is_dask else nw.to_native(nw.from_native(engine(frame)).with_columns(none))
    told = rs.frames.validate(there).collect()
    assert found(told) == found(rs.frames.validate(here).frame) != set()


def test_dates_of_dask_are_no_periods():
    days = pd.to_datetime(["2023-06-30"] * len(rows()))
    for told in (days.to_period("M"), pd.Categorical(days)):
        with pytest.raises(rs.errors.FrameError, match="period"):
            rs.frames.validate(dask_frame(rows().drop(columns=["year", "quarter"]).assign(period=told)))
