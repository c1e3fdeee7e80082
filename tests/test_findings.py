"""Reports of findings: order, what was checked, tables, records and back."""

import json

import pytest
from refusal import refused

from rsindicators import Catalogue, Interval, Period, Plan, Severity, plans
from rsindicators.errors import DefinitionError
from rsindicators.finding import Cited, Finding, Place
from rsindicators.findings import Findings, Tally
from rsindicators.kinds import Certainty
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
        "code": "audit.parts",
        "question": {"zh": "各部分之和与总数", "en": "the sum of the parts and the whole"},
        "items": 8, "applied": 3, "passed": 0, "failed": 3, "found": 1, "explained": 2,
        "not_evaluated": 5, "skipped": {"lost": 1, "unit": 4},
    }  # fmt: skip
    assert Tally.from_record(tally.to_record()) == tally


def test_what_could_not_be_asked_did_not_pass():
    tally = Tally("audit.parts", 10, 2, 1, (("lost", 4),))
    assert (tally.items, tally.passed, tally.failed, tally.not_evaluated) == (14, 7, 3, 4)
    assert (Tally("audit.parts").items, Tally("audit.parts").passed) == (0, 0)


def test_a_rule_of_the_callers_is_told_in_its_own_words():
    tally = Tally("own.cases", 2, 1, 0, (("strange", 1),), (("zh", "审结不超过受理"), ("en", "closed")))
    assert tally.say() == "审结不超过受理:核对2项,存疑1项,未核对1项(strange1)"
    assert tally.say("en") == "closed: asked 2, found 1, not asked 1 (strange 1)"
    assert Tally.from_record(json.loads(json.dumps(tally.to_record()))) == tally
    bare = Tally("own.bare", 1)
    assert bare.question() == bare.question("en") == "own.bare"
    assert Tally.from_record(bare.to_record()) == bare


@pytest.mark.parametrize(
    "broken",
    [
        {"code": None}, {"code": 7}, {"applied": "3"}, {"applied": True}, {"applied": 1.5},
        {"skipped": [1]}, {"skipped": {"lost": "1"}}, {"more": 1}, {"code": "own.x", "question": 7},
        {"code": "own.x", "question": None}, {"code": "own.x", "question": {"zh": 7}},
    ],
)  # fmt: skip
def test_a_tallys_record_that_is_none_is_refused(broken):
    with refused(DefinitionError, "codec.fault", "checked[0]"):
        Tally.from_record(Tally("audit.parts", 3).to_record() | broken, "checked[0]")


@pytest.mark.parametrize("given", [None, 1.5, "", []])
def test_what_is_no_tally_at_all_is_refused(given):
    with refused(DefinitionError, "codec.fault"):
        Tally.from_record(given)


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


# ── records and back ─────────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_read_back_from_its_record():
    assert Findings.from_dict(json.loads(json.dumps(REPORT.to_dict()))) == REPORT
    assert Findings.from_dict(Findings("表").to_dict()) == Findings("表")


@pytest.mark.parametrize("code", sorted(plans()))
def test_every_audit_is_read_back_and_no_rule_passed_less_than_never(code):
    audit = Plan.load(code).audit()
    assert Findings.from_dict(json.loads(json.dumps(audit.to_dict()))) == audit
    assert all(tally.passed >= 0 for tally in audit.checked)


@pytest.mark.parametrize("given", [None, 1.5, "", [], {}, {"title": "a"}, object()])
def test_what_is_no_report_is_refused(given):
    with pytest.raises(DefinitionError):
        Findings.from_dict(given)


@pytest.mark.parametrize("name", ["findings", "checked", "lost"])
@pytest.mark.parametrize("given", [None, "a", {}, 7])
def test_what_is_no_list_is_refused(name, given):
    with refused(DefinitionError, "finding.list", name):
        Findings.from_dict(REPORT.to_dict() | {name: given})


@pytest.mark.parametrize("broken", [{"title": 7}, {"title": None}, {"editions": None}, {"editions": []}])
def test_a_report_without_title_or_editions_is_refused(broken):
    with refused(DefinitionError, "finding.report", "dict"):
        Findings.from_dict(REPORT.to_dict() | broken)


def test_editions_are_texts():
    with refused(DefinitionError, "codec.fault", "editions"):
        Findings.from_dict(REPORT.to_dict() | {"editions": {"catalogue": 7}})
