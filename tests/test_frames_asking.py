"""A frame in memory asked by every rule: rules of one's own, too many objects, reports of some regions."""

import polars as pl
import pytest
from alike import CATALOGUE, RULES, rows
from attrs import evolve
from longframe import found, long
from refusal import refused
from related import related

import rsindicators as rs
from rsindicators.errors import FrameError
from rsindicators.frames import asking, validate
from rsindicators.ruleset import RuleSet

RATE, STOCK, RETIRED = "城镇登记失业率", "基本养老保险参保人数", "企业职工基本养老保险参保人数"
ALL, SOME = (CATALOGUE[name].code for name in (STOCK, RETIRED))
OWN = RuleSet([related("own.part", "部分 <= 全部", 部分=SOME, 全部=ALL)])
PARTS = long(
    ("甲县", STOCK, "2023年末", 20.0, "万人"),
    ("甲县", RETIRED, "2023年末", 25.0, "万人"),
    ("乙县", STOCK, "2023年末", 20.0, "万人"),
    ("乙县", RETIRED, "2023年末", 19.0, "万人"),
)
TOO_HIGH = long(
    ("甲县", RATE, "2023年末", 120.0, "%"),
    ("乙县", RATE, "2023年末", 3.5, "%"),
    ("丙县", RATE, "2023年末", 130.0, "%"),
)


def test_a_rule_of_ones_own_is_asked_of_objects():
    assert found(PARTS, rules=OWN) == [("甲县", SOME, "own.part")]


def test_a_rule_of_ones_own_sees_what_was_reported_earlier():
    assert found(PARTS[:1], PARTS[1:2], rules=OWN) == []
    assert found(PARTS[1:2], PARTS[:1], rules=OWN) == [("甲县", SOME, "own.part")]


def test_a_rule_of_ones_own_is_not_asked_of_more_figures_than_objects_can_hold(monkeypatch):
    monkeypatch.setattr(asking, "MOST_FIGURES", 3)
    with refused(FrameError, "frames.rule", "own.part", "4", "3"):
        validate(PARTS, rules=OWN)


def test_no_more_figures_are_made_objects_than_they_can_hold(monkeypatch):
    monkeypatch.setattr(asking, "MOST_FIGURES", 1)
    checked = validate(TOO_HIGH)
    assert len(checked.findings("甲县")) == 1
    with refused(FrameError, "frames.many", "2", "1"):
        checked.findings()


def test_rules_about_explanations_are_not_asked_of_frames():
    assert validate(TOO_HIGH, rules=RuleSet([RULES_OF_WORDS])).summary() == {}


RULES_OF_WORDS = rs.RuleSet.standard()["explanations.empty"]


def test_every_rule_asks_only_where_it_is_asked():
    rules = RuleSet([RULES["ranges.maximum"]])
    assert found(TOO_HIGH, rules=rules) == [
        (region, CATALOGUE[RATE].code, "ranges.maximum") for region in ("丙县", "甲县")
    ]


def test_a_frame_without_rows_has_no_findings():
    checked = validate(TOO_HIGH[:0])
    assert (len(checked.frame), checked.findings(), checked.open) == (0, (), 0)


def test_findings_are_those_of_the_regions_asked_for_though_a_total_is_held_against_others():
    frame = long(
        ("合计", STOCK, "2023年末", 9.0, "万人"),
        ("甲县", STOCK, "2023年末", 3.0, "万人"),
        ("乙县", STOCK, "2023年末", 2.0, "万人"),
        ("乙县", RATE, "2023年末", 120.0, "%"),
    )
    checked = validate(frame)
    assert [(one.region, one.code) for one in checked.findings("合计")] == [("合计", "parts.total")]
    assert [(one.region, one.code) for one in checked.findings("乙县")] == [("乙县", "ranges.maximum")]
    assert len(checked.findings()) == 2


def test_findings_of_targets_are_told_as_objects():
    targets = pl.DataFrame({
        "region": ["甲县", "乙县"], "indicator": [RATE] * 2, "period": ["2023年末"] * 2,
        "target": ["≤4.5%"] * 2,
    })  # fmt: skip
    frame = long(("甲县", RATE, "2023年末", 5.0, "%"), ("乙县", RATE, "2023年末", 3.0, "%"))
    checked = validate(frame, plan=targets)
    assert {code for code in checked.summary() if code.startswith("plan.")} == {
        one.code for one in checked.findings() if one.code.startswith("plan.")
    }
    assert [one.region for one in checked.findings() if one.code.startswith("plan.")] == ["甲县"]


def test_rows_of_no_region_are_told_with_all_findings_only():
    frame = long(("甲" * 300, RATE, "2023年末", 5.0, "%"), ("甲县", RATE, "2023年末", 120.0, "%"))
    checked = validate(frame)
    assert sorted(one.code for one in checked.findings()) == ["cells.region", "ranges.maximum"]
    assert [one.code for one in checked.findings("甲县")] == ["ranges.maximum"]


def test_a_place_with_words_is_read_in_the_order_told():
    cells = [("甲县", RATE, "2023年末", value, "%") for value in ("3.5", "超过3", "3.7", None)]
    assert ("甲县", CATALOGUE[RATE].code, "keys.duplicate") in found(long(*cells))
    assert found(long(*cells)) == found(long(*cells), long(("甲县", RATE, "2023年末", "3.7", "%")))


@pytest.mark.parametrize("value", [1e17, 1e308])
def test_numbers_that_arrays_cannot_hold_are_read_by_objects(value):
    frame = long(("甲县", RATE, "2023年末", value, "%"), ("甲县", RATE, "2022年末", 3.0, "%"))
    before = long(("甲县", RATE, "2021年末", value, "%"))
    assert found(frame, before) == found(frame[::-1], before)


def test_the_report_of_a_frame_with_an_earlier_one_is_that_of_the_form():
    now, before = TOO_HIGH, TOO_HIGH.with_columns(value=pl.Series([3.0, 3.0, 3.0]))
    codes = [one.code for one in validate(now, prior=before).report().findings]
    assert codes == [one.code for one in rs.validate(now, prior=before).findings]
    assert rows(validate(now, prior=before)) == rows(validate(now, prior=before[::-1]))


def test_a_rule_of_a_changed_certainty_is_told_so():
    rule = evolve(RULES["ranges.maximum"], severity=rs.Severity.NOTE)
    assert {row[5] for row in rows(validate(TOO_HIGH, rules=RuleSet([rule])))} == {"note"}
