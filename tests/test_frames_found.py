"""Findings as columns: codes and numbers become the rows of a frame."""

import math

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from definitions import count, indicator
from ruled import seen

from rsindicators import Certainty, Figure, Interval, Observation, Severity, Unit
from rsindicators.finding import Cited, Finding
from rsindicators.frames.found import COLUMNS, Found, Label, limits_in
from rsindicators.frames.slots import Entities
from rsindicators.rule import cited

GRADE = (Severity.BLOCKING, Certainty.WRONG)
LIKE = nw.from_native(pl.DataFrame({"a": [1]}))
FIRMS = count()


def entities(*names):
    made = Entities()
    for one in names:
        made.number(*one)
    return made


def of_rule(one, expected=None, code="ranges.minimum"):
    return Finding(
        code, *GRADE, (), (cited(one),), one.indicator, one.region, one.period, {}, expected=expected
    )


def told(found):
    return found.frame(LIKE).rows(named=True)


def test_a_block_becomes_a_row_for_each_of_its_findings():
    found = Found(entities(("甲县",), ("乙县",)))
    label = Label("parts.part", GRADE, "firms", "户")
    actual = (np.array([3.0, 5.0]), np.array([2.5, 4.5]), np.array([3.5, 5.5]))
    found.add(
        label, np.array([1, 0]), ("2022", "2023"), np.array([1, 0]), actual, (math.nan, np.array([2.0, 4.0]))
    )
    first, second = told(found)
    assert first == {
        "region": "乙县", "indicator": "firms", "period": "2023", "code": "parts.part",
        "severity": "blocking", "certainty": "wrong", "actual": 3.0, "low": 2.5, "high": 3.5,
        "expected_low": None, "expected_high": 2.0, "unit": "户",
    }  # fmt: skip
    assert (second["region"], second["period"], second["expected_high"]) == ("甲县", "2022", 4.0)
    assert len(found) == 2


def test_a_block_without_findings_leaves_nothing():
    found = Found(Entities())
    found.add(Label("parts.part", GRADE), np.empty(0, np.int64), (), np.empty(0, np.int64))
    assert (len(found), found.counts(), found.regions(), told(found)) == (0, {}, [], [])


def test_columns_stand_in_their_order():
    found = Found(entities(("甲县", "城区")))
    assert tuple(found.frame(LIKE).columns) == COLUMNS
    assert tuple(Found(Entities()).frame(LIKE).columns) == tuple(one for one in COLUMNS if one != "scope")


def test_a_scope_is_told_where_there_is_one():
    found = Found(entities(("甲县", ""), ("甲县", "城区")))
    found.add(Label("time.gap", GRADE, "firms", "户"), np.array([0, 1]), ("2023",), np.zeros(2, np.int64))
    assert [row["scope"] for row in told(found)] == [None, "城区"]


def test_the_finding_of_an_object_is_a_row_in_the_unit_of_its_figure():
    found = Found(Entities())
    one = Observation(count(unit=Unit.parse("户")), "0.5万户", "2023年末", "甲县", scope="城区")
    found.tell(of_rule(one, Cited("企业数", "≤4000户", Interval(None, 4000))), one)
    (row,) = told(found)
    assert (row["region"], row["scope"], row["unit"]) == ("甲县", "城区", "万户")
    assert [row[name] for name in ("actual", "low", "high")] == [0.5, 0.45, 0.55]
    assert (row["expected_low"], row["expected_high"]) == (None, 0.4)


def test_a_finding_of_words_has_no_numbers():
    found = Found(Entities())
    one = seen("城镇登记失业率", "全覆盖", "2023年末", "甲县")
    found.tell(of_rule(one), one)
    (row,) = told(found)
    assert (row["unit"], row["actual"], row["low"], row["high"]) == ("%", None, None, None)


def test_a_bound_has_an_end_and_no_figure():
    found = Found(Entities())
    one = seen("城镇登记失业率", "≥2%", "2023年末", "甲县")
    found.tell(of_rule(one), one)
    (row,) = told(found)
    assert (row["actual"], row["low"], row["high"], row["unit"]) == (None, 2.0, None, "%")


def test_a_finding_without_a_figure_has_a_region_at_most():
    found = Found(Entities())
    found.tell(Finding("cells.value", *GRADE, (), (), None, "甲县", None, {}), None)
    (row,) = told(found)
    assert {name for name, value in row.items() if value is not None} == {
        "region",
        "code",
        "severity",
        "certainty",
    }


def test_rules_are_counted_those_with_most_first():
    found = Found(entities(("甲县",), ("乙县",)))
    for code, count_of in (("parts.part", 1), ("time.gap", 3), ("parts.part", 1)):
        found.add(Label(code, GRADE), np.zeros(count_of, np.int64), ("",), np.zeros(count_of, np.int64))
    assert list(found.counts().items()) == [("time.gap", 3), ("parts.part", 2)]


def test_regions_with_findings_are_named_once():
    found = Found(entities(("甲县",), ("乙县",), ("丙县",), ("丙县", "城区")))
    found.add(Label("time.gap", GRADE), np.array([3, 2, 0]), ("",), np.zeros(3, np.int64))
    assert found.regions() == ["甲县", "丙县"]


def test_ends_in_base_units_are_told_in_the_unit():
    low, high = limits_in((np.array([5000.0, -math.inf]), np.array([math.inf, 20_000.0])), Unit.parse("万户"))
    assert (low[0], high[1]) == (0.5, 2.0)
    assert np.isnan(low[1])
    assert np.isnan(high[0])
    assert all(map(math.isnan, limits_in(None, Unit.parse("户"))))


def test_a_share_is_told_in_percent():
    found = Found(Entities())
    one = Observation(indicator(), Figure("101", "%"), "2023年末", "甲县")
    found.tell(of_rule(one, Cited("签订率", "≤100%", Interval(None, 1))), one)
    (row,) = told(found)
    assert (row["actual"], row["expected_high"], row["unit"]) == (101.0, 100.0, "%")
