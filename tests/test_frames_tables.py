"""Which regions a large frame has, whatever its library has for nothing."""

import pandas as pd
import pyarrow as pa
import pytest

from rsindicators.frames.engine import opened
from rsindicators.frames.options import Options
from rsindicators.frames.tables import Table

HELD = {
    "region": [None, "510524", "510525"],
    "indicator": ["城镇新增就业人数"] * 3,
    "period": ["2023年"] * 3,
    "value": [100.0, 200.0, 250.0],
    "unit": ["人"] * 3,
}


@pytest.mark.parametrize("told", ["string", "Int64", "category", "object"])
def test_what_stands_for_no_region_is_nothing_whatever_pandas_calls_it(told):
    given = pd.DataFrame(HELD)
    given["region"] = given["region"].astype("string").astype(told)
    table = Table.of(opened(given), Options())
    regions = table.regions("叙永县")
    assert regions.spelled["叙永县"] == (None,)
    for names, count in ((["叙永县"], 1), (["510524"], 1), (["510524", "叙永县"], 2), ([], 0)):
        assert len(table.rows(regions.where(names))) == count


def test_a_column_of_regions_that_names_none_is_asked_without_a_list():
    """Pyarrow knows no list of no type."""
    given = pa.table(HELD | {"region": pa.array([None] * 3, pa.string())})
    table = Table.of(opened(given), Options())
    assert len(table.rows(table.regions("叙永县").where(["叙永县"]))) == 3
