"""Totals of a file read in parts: a region is known to be there where it is to the frame in memory."""

import polars as pl
import pytest
from alike import CATALOGUE, RULES, by_objects, rows
from heaps import JOBS

from rsindicators.frames import validate
from rsindicators.frames.files import open_files
from rsindicators.frames.large import validate_file
from rsindicators.frames.options import Options
from rsindicators.frames.tables import Table
from rsindicators.frames.totalled import Search

FILED = "劳动保障监察举报投诉案件结案率/法定期限内结案的劳动保障监察举报投诉案件数"
ACCEPTED = "劳动人事争议仲裁结案率/当期立案受理案件数"
INSURED, RATE = "失业保险参保人数", "仲裁结案率"
UNITS = {FILED: "件", ACCEPTED: "件", JOBS: "人", INSURED: "人", RATE: "%"}
UNREAD, READ = "2023年12月末", "2023年"
"""A flow has no end of a month."""


def told(*cells):
    """Region, indicator, period, value as printed."""
    rows_of = [(*cell, UNITS[cell[1]]) for cell in cells]
    return pl.DataFrame(
        rows_of, dict.fromkeys(("地区", "指标", "时期", "数值", "单位"), pl.String), orient="row"
    )


def found(tmp_path, given, batch, **more):
    """What is told of totals, of a file and of the frame alike."""
    given.write_parquet(path := tmp_path / "figures.parquet")
    here, there = (
        sorted(row[:2] for row in rows(checked).elements() if row[0].startswith("parts."))
        for checked in (validate_file(path, batch=batch, **more), validate(given, **more))
    )
    assert here == there
    return here


@pytest.mark.parametrize("asked", [None, True])
@pytest.mark.parametrize("batch", [2, 100])
@pytest.mark.parametrize(("period", "code"), [(UNREAD, "parts.total"), (READ, "parts.children")])
def test_a_region_of_which_nothing_can_be_read_is_none_of_the_total(tmp_path, batch, asked, period, code):
    given = told(
        ("丙市", FILED, period, "10"), ("经开区", ACCEPTED, "2022年", "4"), ("合计", ACCEPTED, "2022年", "1")
    )
    assert found(tmp_path, given, batch, asked=asked) == [(code, "合计")]
    objects = by_objects(given, catalogue=CATALOGUE, rules=RULES)
    assert [row[0] for row in objects.elements() if row[0].startswith("parts.")] == [code]


def test_where_the_first_rows_say_nothing_the_others_are_read(tmp_path):
    unread = [(region, FILED, UNREAD, str(number)) for region in ("甲县", "合计") for number in range(5)]
    given = told(*unread, ("甲县", ACCEPTED, "2022年", "4"), ("合计", ACCEPTED, "2022年", "1"))
    assert found(tmp_path, given, 100, asked=True) == [("parts.total", "合计")]


@pytest.mark.parametrize("value", ["10", "≥10", "核实中"])
def test_a_region_is_known_by_any_of_its_rows_that_can_be_read(tmp_path, value):
    unread = [("丙市", FILED, UNREAD, str(number)) for number in range(5)]
    parts = [(region, ACCEPTED, "2022年", "4") for region in ("甲县", "乙县")]
    given = told(*unread[:3], ("丙市", FILED, READ, value), *unread[3:], *parts, ("合计", *parts[0][1:]))
    wanted = "parts.total" if value == "核实中" else "parts.children"
    assert found(tmp_path, given, 6) == [(wanted, "合计")]


def test_what_tells_that_a_region_is_there_is_no_total_itself(tmp_path):
    parts = [(region, JOBS, READ, "4") for region in ("甲县", "乙县")]
    given = told(*parts, ("合计", JOBS, READ, "9"), ("总计", INSURED, "2023年末", "5"))
    assert found(tmp_path, given, 3) == [("parts.total", "合计")]


@pytest.mark.parametrize("period", [UNREAD, "以前"])
def test_rows_of_the_total_that_cannot_be_read_tell_of_no_region(tmp_path, period):
    parts = [(region, JOBS, READ, "4") for region in ("甲县", "乙县")]
    given = told(("丙县", JOBS, period, "4"), *parts, ("合计", JOBS, READ, "9"))
    assert found(tmp_path, given, 4) == [("parts.total", "合计")]
    known = pl.concat([given, told(("丙县", RATE, READ, "96"))])
    assert found(tmp_path, known, 4) == []


def test_a_region_of_a_wide_file_is_known_by_another_column(tmp_path):
    """Of the end of a month a stock is read and a flow is not."""
    given = pl.DataFrame({
        "地区": ["甲县", "乙县", "丙县", "合计"], "时期": [READ, READ, UNREAD, READ],
        f"{JOBS}(人)": [4, 4, 4, 9], f"{INSURED}(人)": [None, None, 5, None],
    })  # fmt: skip
    assert found(tmp_path, given, 4) == found(tmp_path, given, 100) == []
    unread = given.with_columns(时期=pl.col("时期").replace(UNREAD, "以前"))
    assert found(tmp_path, unread, 4) == [("parts.total", "合计")]


def test_one_row_of_each_region_is_looked_for(tmp_path):
    """By halves, where only the objects can read it."""
    rows_of = [("丙市", FILED, UNREAD, "1")] * 3 + [("丙市", FILED, READ, "≥3"), ("丙市", FILED, UNREAD, "1")]
    given = told(*rows_of, ("甲县", JOBS, READ, "1"), ("乙县", JOBS, UNREAD, "1"))
    given.write_parquet(path := tmp_path / "figures.parquet")
    files = open_files(path)
    table = Table.of(files.frame, Options(), files)
    search = Search(table, table.regions(""), Options())
    search.look(table.rows(None), ["甲县", "乙县", "丙市"])
    assert sorted(search.known) == ["丙市", "甲县"]
    (kept,) = search.rows
    assert sorted(kept["数值"].to_list()) == ["1", "≥3"]
