"""Findings and their report: order, places, both languages, records, what was checked."""

import json
import pickle

import pytest

from rsindicators import Catalogue, Interval, Period, Severity
from rsindicators.finding import Cited, Finding, Place
from rsindicators.findings import Findings, Tally
from rsindicators.kinds import Certainty
from rsindicators.messages import templates
from rsindicators.source import Source

TALENT = Catalogue.standard()["专业技术人才数量"]
TABLE = Place("叙永县人社“十四五”规划", "专栏2第12行", Source("规划", "专栏2", "专栏2第12行", 63))
PROSE = Place("叙永县人社“十四五”规划", "正文第43行", Source("规划", "第三节", "正文", 43))
FACTS = {
    "name": "专业技术人才总量", "period": "2025年", "one": "1.42万人", "one_place": "专栏2第12行",
    "other": "1.5万人", "other_place": "正文第43行",
}  # fmt: skip


def found(**more) -> Finding:
    """专业技术人才: 1.42 in 叙永's 专栏2, 1.5 in the prose."""
    fields = {
        "code": "audit.targets", "severity": Severity.QUERY, "certainty": Certainty.WRONG,
        "places": (TABLE, PROSE), "figures": (Cited("专业技术人才总量", "1.42万人", Interval(14200, 14200)),),
        "indicator": TALENT, "region": "叙永县", "period": Period(2025), "facts": FACTS,
    }  # fmt: skip
    return Finding(**(fields | more))


# ── a finding ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_finding_says_what_where_and_what_next_in_both_languages():
    finding = found()
    assert (
        finding.say()
        == str(finding)
        == (
            "专业技术人才总量(2025年)的目标两处不同:专栏2第12行为1.42万人,正文第43行为1.5万人。\n"
            "叙永县人社“十四五”规划 专栏2第12行; 叙永县人社“十四五”规划 正文第43行\n"
            "核对以哪一处为准,更正另一处。"
        )
    )
    assert finding.say("en").splitlines()[0] == (
        "Two targets for 专业技术人才总量 (2025年) differ: 1.42万人 (专栏2第12行) and 1.5万人 (正文第43行)."
    )
    assert finding.say("en").splitlines()[2] == "Find out which one holds, and correct the other."
    assert finding.message == finding.what()
    assert finding.instruction == finding.next() == "核对以哪一处为准,更正另一处。"


def test_its_first_place_is_its_cell_and_its_source():
    assert found().cell == "专栏2第12行"
    assert found().source == TABLE.source
    assert (found(places=()).cell, found(places=()).source) == ("", None)
    assert "\n\n" not in found(places=()).say()


def test_another_wording_of_the_same_rule_keeps_the_code():
    finding = found(wording="audit.targets.rounded")
    assert finding.code == "audit.targets"
    assert "取整" in finding.message
    assert "取整" not in found().message
    assert finding.instruction == "两处写成同一个数。"


def test_one_that_a_note_explains_stays_visible_and_tells_the_note():
    finding = found(explained="表中各类人才有交叉")
    assert not finding.is_open
    assert found().is_open
    assert finding.instruction == "已由原文说明:表中各类人才有交叉"
    assert finding.next("en") == "explained by the document: 表中各类人才有交叉"
    assert finding.message == found().message


def test_facts_are_made_safe_and_are_given_as_a_mapping_or_as_pairs():
    hostile = FACTS | {"name": "\x1b[31m" + "人" * 100}
    finding = found(facts=hostile)
    assert "\x1b" not in finding.say()
    assert len(dict(finding.facts)["name"]) == 60
    assert found(facts=tuple(FACTS.items())) == found()


def test_a_record_is_plain_data_in_both_languages():
    record = found().to_record()
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record
    assert record | {"message": None, "instruction": None} == {
        "code": "audit.targets",
        "severity": "query",
        "certainty": "wrong",
        "indicator": "professional_technical_talent",
        "region": "叙永县",
        "period": "2025",
        "places": [
            {"title": TABLE.title, "item": "专栏2第12行", "document": "规划", "line": 63},
            {"title": TABLE.title, "item": "正文第43行", "document": "规划", "line": 43},
        ],
        "figures": [{"label": "专业技术人才总量", "text": "1.42万人", "interval": ["14200", "14200"]}],
        "message": None,
        "instruction": None,
        "explained": None,
    }
    assert record["message"] == {"zh": found().what("zh"), "en": found().what("en")}
    assert record["instruction"] == {"zh": found().next("zh"), "en": found().next("en")}


def test_what_a_record_does_not_have_is_null():
    bare = Finding("audit.targets", Severity.NOTE, Certainty.SUSPECT, (Place("表"),), facts=FACTS)
    record = bare.to_record()
    assert (record["indicator"], record["region"], record["period"]) == (None, None, None)
    assert record["places"] == [{"title": "表", "item": None, "document": None, "line": None}]
    assert Cited("率", "全覆盖").to_record()["interval"] is None
    assert Cited("率", ">5%", Interval(5, None)).to_record()["interval"] == ["5", None]


def test_a_finding_is_hashable_and_can_be_pickled():
    finding = found()
    assert pickle.loads(pickle.dumps(finding)) == finding
    assert len({finding, found()}) == 1


# ── tallies ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_tally_tells_what_was_asked_found_explained_and_why_not():
    tally = Tally("audit.parts", 3, 1, 2, (("lost", 1), ("unit", 4)))
    assert tally.say() == (
        "各部分之和与总数:核对3项,存疑1项,已由原文说明2项,未核对5项(原文缺失1、单位或内容不能比4)"
    )
    assert tally.say("en") == (
        "the sum of the parts and the whole: asked 3, found 1, explained 2, "
        "not asked 5 (lost in the source 1, units do not compare 4)"
    )
    assert Tally("audit.parts").say() == "各部分之和与总数:核对0项,存疑0项"
    assert tally.to_record() == {
        "code": "audit.parts", "applied": 3, "found": 1, "explained": 2, "skipped": {"lost": 1, "unit": 4},
    }  # fmt: skip


# ── reports ──────────────────────────────────────────────────────────────────────────────────────────────

NOTE = found(severity=Severity.NOTE, certainty=Certainty.SUSPECT)
SUSPECT = found(certainty=Certainty.SUSPECT)
BLOCKING = found(severity=Severity.BLOCKING)
EXPLAINED = found(severity=Severity.BLOCKING, explained="有交叉")
LATER = found(region="后")
REPORT = Findings(
    "叙永县规划",
    [EXPLAINED, NOTE, SUSPECT, found(), LATER, BLOCKING],
    (Tally("audit.targets", 6, 5, 1),),
    (Place("叙永县规划", "专栏1第1行 规划数"),),
    (("规划版本", "0123456789ab"),),
)


def test_open_findings_come_first_by_severity_certainty_and_place():
    assert REPORT.rows == (BLOCKING, found(), LATER, SUSPECT, NOTE, EXPLAINED)
    assert tuple(REPORT) == REPORT.rows
    assert len(REPORT) == 6
    assert REPORT.open == REPORT.rows[:5]
    assert REPORT.explained == (EXPLAINED,)
    assert [REPORT.count(severity) for severity in Severity] == [1, 3, 1]


def test_findings_of_one_rule():
    assert REPORT.of("audit.targets") == REPORT.rows
    assert REPORT.of("audit.parts") == ()


def test_the_summary_counts_and_says_what_was_checked_and_what_is_lost():
    assert REPORT.summary().splitlines() == [
        "强制性1项、核实性3项、提示性1项;已由原文说明1项",
        "目标在各处是否相同:核对6项,存疑5项,已由原文说明1项",
        "原文缺失,未核对:叙永县规划 专栏1第1行 规划数",
    ]
    assert REPORT.summary("en").splitlines() == [
        "blocking 1, query 3, note 1; explained by the document 1",
        "targets told twice: asked 6, found 5, explained 1",
        "lost in the source, not checked: 叙永县规划 专栏1第1行 规划数",
    ]


def test_it_is_listed_for_a_terminal_one_finding_below_the_other():
    listed = str(REPORT)
    assert listed.startswith("叙永县规划\n\n1. [")
    assert listed.endswith(REPORT.summary())
    assert all(row.what() in listed for row in REPORT)
    assert "[query wrong]" in REPORT.listing("en")


def test_the_table_has_a_row_per_finding_and_what_was_checked_below():
    table = REPORT.to_table()
    assert table.title == "叙永县规划"
    assert table.columns == ("级别", "确定程度", "指标", "时期", "位置", "情况", "处理")
    assert table.rows[1][:4] == ("核实性", "必有误", "专业技术人才数量", "2025年")
    assert table.rows[-1][-1] == "已由原文说明:有交叉"
    assert table.notes == (*REPORT.summary().splitlines(), "规划版本 0123456789ab")
    english = REPORT.to_table("en")
    assert english.columns[0] == "severity"
    assert english.rows[1][:2] == ("query", "wrong")
    bare = Findings("表", [found(indicator=None, period=None)]).to_table()
    assert bare.rows[0][2:4] == ("", "")


def test_html_is_escaped():
    report = Findings("<b>", [found(facts=FACTS | {"name": "<script>"})])
    html = report._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


def test_records_are_those_of_the_rows():
    assert REPORT.to_records() == [row.to_record() for row in REPORT.rows]


def test_an_empty_report_has_no_rows_and_still_says_so():
    assert Findings("表").to_records() == []
    assert Findings("表").summary() == "强制性0项、核实性0项、提示性0项;已由原文说明0项"


@pytest.mark.parametrize("code", [code for code in templates() if code.startswith("audit.")])
def test_every_message_of_the_audit_advises_something(code):
    assert templates()[code].keys() == {"zh", "en", "zh_next", "en_next"}
