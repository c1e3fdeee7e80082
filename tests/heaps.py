"""Files of figures of many regions, small ones that are read as if they were larger than memory."""

import gc

import polars as pl
import pyarrow as pa
import pytest

COUNTIES = ("叙永县", "古蔺县", "江阳区", "纳溪区", "龙马潭区", "泸县", "合江县")
YEARS = (2021, 2022, 2023)
JOBS, INSURED = "城镇新增就业人数", "失业保险参保人数"


@pytest.fixture(scope="module", autouse=True)
def _heap_at_rest():
    """Let what pytest and the libraries hold stay: each small part is followed by a full collection."""
    gc.freeze()


def rows(regions=COUNTIES, years=YEARS):
    """Figures of two indicators, a few of them wrong: a row negative, one told twice, one that jumps."""
    found = []
    for place, region in enumerate(regions):
        for year in years:
            found.append((region, JOBS, f"{year}年", round(0.35 + place / 100, 2), "万人"))
            found.append(
                (region, INSURED, f"{year}年末", round(2.2 + place / 10 + (year - 2021) / 50, 2), "万人")
            )
    found[3] = (*found[3][:3], -2.34, "万人")
    found.append((*found[4][:3], 0.99, "万人"))
    found[-3] = (*found[-3][:3], 3500.0, "万人")
    return found


def frame(given=None):
    """The same as a frame of polars, long."""
    names = ("地区", "指标", "时期", "数值", "单位")
    return pl.DataFrame(rows() if given is None else given, schema=names, orient="row")


def wide(regions=COUNTIES):
    """A row for each region and year; one negative figure."""
    column = "博士后研究人员年招收人数(人)"
    columns = {
        "地区": [region for region in regions for _ in YEARS],
        "年": [year for _ in regions for year in YEARS],
        column: [210 + place for place, _ in enumerate(regions) for _ in YEARS],
    }
    columns[column][4] = -36
    return pl.DataFrame(columns)


def told(found):
    """The rows of findings of any library, in order."""
    if isinstance(found, pl.LazyFrame):
        found = found.collect()
    table = found if isinstance(found, pl.DataFrame) else pl.DataFrame(pa.table(found))
    return sorted(table.rows(), key=repr)
