"""Questions asked of all figures at once: wrong, fine or open, and what is open left to the objects."""

import polars as pl
import pytest
from alike import CATALOGUE, RULES
from longframe import found, long
from screened import given, screened

from rsindicators.frames import validate
from rsindicators.frames.questions import questions
from rsindicators.ruleset import RuleSet

PENSION, CARDS, INSPECTION = (
    "基本养老保险参保率",
    "申领电子社保卡人口覆盖率",
    "劳动保障监察举报投诉案件结案率",
)
STOCK, SOME = "基本养老保险参保人数", "企业职工基本养老保险参保人数"
INSPECTED = [part.name for part in CATALOGUE[INSPECTION].components]
PARTS = ("16周岁以上人口", "全日制在校学生", "现役军人")


def pension(rate=None, insured=None, wanted=None, parts=(), region="甲县"):
    told = [((PENSION, "参保人数"), insured), ((PENSION, "法定应参保人数"), wanted)]
    told += [((PENSION, name), value) for name, value in zip(PARTS, parts, strict=False)]
    made = [(region, name, "2023年", value, "万人") for name, value in told if value is not None]
    return made + ([(region, PENSION, "2023年", rate, "%")] if rate is not None else [])


def inspection(rate, closed, came, region="甲县"):
    values = zip(INSPECTED, (closed, came), strict=True)
    made = [(region, (INSPECTION, name), "2023年", value, "件") for name, value in values]
    return [*made, (region, INSPECTION, "2023年", rate, "%")]


def codes(now, before=None, **told):
    return [(region, code) for region, _, code in found(now, before, **told)]


def test_a_rule_tells_only_what_is_wrong():
    now = long(*inspection("90.0", "90", "100"), *inspection("80.0", "90", "100", region="乙县"))
    assert codes(now) == [("乙县", "identities.formula")]
    assert validate(now).open == 0


def test_questions_of_one_rule_are_asked_together():
    screen = screened(given(long(*inspection("80.0", "90", "100"))))
    rule = RULES["identities.formula"]
    screen.ask(questions(rule, CATALOGUE[INSPECTION], CATALOGUE))
    assert (len(screen.found), screen.open, dict(screen.asked)) == (1, [], {})
    screen.ask([])
    assert len(screen.found) == 1


@pytest.mark.parametrize("word", ["超过90", "全覆盖", "≥95%"])
def test_what_rests_on_words_is_left_to_the_objects(word):
    now = long(*inspection("80.0", word if word != "≥95%" else "≥95", "100"))
    assert codes(now) == codes(now[::-1])
    assert validate(now).open > 0


def test_a_component_is_told_by_itself_or_by_its_parts():
    whole, parts = {"wanted": "27.0"}, {"parts": ("30.0", "2.0", "1.0")}
    for told in (whole, parts, whole | parts):
        assert ("甲县", "identities.formula") in codes(long(*pension("50.0", "20.0", **told)))
        assert codes(long(*pension("74.1", "20.0", **told))) == []


def test_what_is_broken_of_whole_and_parts_is_told_once():
    now = long(*pension("25.0", "1.19", "1.5", ("3.0", "0.75", "1.5")))
    told = [name for _, name, code in found(now) if code == "identities.formula"]
    assert told.count(CATALOGUE[PENSION].code) == 1
    assert validate(now).open > 0


def test_nothing_is_told_of_what_was_reported_earlier():
    now, before = (
        long(*pension("50.0")),
        long(*pension(None, "20.0", "27.0"), *pension("250.0", region="乙县")),
    )
    assert {region for region, _ in codes(now, before)} == {"甲县"}


@pytest.mark.parametrize(("closed", "came"), [("3.0", "7"), ("3.5", "7.5"), ("2.0", "3.0")])
def test_shares_of_rounded_counts_may_fall_between_whole_numbers(closed, came):
    now = long(*inspection("50.0", closed, came), *inspection("42.9", closed, came, region="乙县"))
    assert codes(now) == codes(now[::-1])


def test_jumps_from_few_to_few_are_spared():
    name = "省级人力资源服务产业园"
    told = [("甲县", name, "2022年", "1", "个"), ("甲县", name, "2023年", "5", "个")]
    more = [("乙县", name, "2022年", "10", "个"), ("乙县", name, "2023年", "50", "个")]
    assert {region for region, _ in codes(long(*told, *more))} <= {"乙县"}


def test_odd_figures_of_other_runs_leave_their_place_open():
    came = ("甲县", (INSPECTION, INSPECTED[1]), "2022年1-6月", 0.0, "件", "城区")
    now = long(came, ("甲县", INSPECTION, "2022年1-6月", 100.0, "%", "城区"))
    closed = ("甲县", (INSPECTION, INSPECTED[0]), "2022年1-6月")
    runs = [long((*closed, 50000.0, "件", "城区")), long((*closed, 3.0, "件", ""), accumulation="每年")]
    before = pl.concat(runs, how="diagonal")
    assert validate(now, prior=before).open > 0
    assert codes(now, before) == codes(now[::-1], before)


def test_odd_figures_of_times_that_are_alike_leave_others_as_they_are():
    now = long(*inspection("80.0", "90", "100"), *inspection("80.0", "超过90", "100", region="乙县"))
    rules = RuleSet([RULES["identities.formula"]])
    assert ("甲县", "identities.formula") in codes(now, rules=rules)


def test_limits_and_figures_are_in_the_unit_of_the_figure():
    now = long(("甲县", STOCK, "2023年末", 200000.0, "人"), ("甲县", SOME, "2023年末", 25.0, "万人"))
    rule = RuleSet([RULES["parts.part"]])
    assert codes(now, rules=rule) == [("甲县", "parts.part")]
    (row,) = validate(now, rules=rule).frame.rows(named=True)
    assert (row["actual"], row["unit"], row["low"], row["high"]) == (25.0, "万人", 24.5, 25.5)
    assert row["expected_low"] in {None, 0.0}
    assert row["expected_high"] == pytest.approx(20.0, abs=1e-3)
