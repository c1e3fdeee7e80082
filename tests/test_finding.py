"""Findings: places, both languages, repairs, records and back."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Catalogue, Interval, Period, Severity
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.finding import Cited, Finding, Place, Repair, place_from
from rsindicators.kinds import Certainty, Mend
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


SOURCE = {
    "document": "规划", "section": "专栏2", "item": None, "line": 63,
    "file": None, "checked": None, "issuer": None, "edition": None,
}  # fmt: skip
POINT = {"lo": "14200", "hi": "14200", "lo_open": False, "hi_open": False}
REPAIRS = (
    Repair(Mend.TIMES_HUNDRED, TABLE, "结案率(2023年)", "0.963%", "96.3%", "arbitration_closure_rate"),
    Repair(Mend.VALUE, PROSE, "审结案件数(2023年)", "963件", "[9, 10]件"),
)


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


def test_one_that_the_filler_explains_tells_what_was_said():
    finding = found(code="parts.part", wording="audit.targets", explained="三季度案件集中受理")
    assert finding.next() == "已说明:三季度案件集中受理"
    assert finding.next("en") == "explained by the filler: 三季度案件集中受理"


def test_the_likeliest_repairs_are_told_below():
    told = found(repairs=REPAIRS).say().splitlines()[3:]
    assert told == [one.say() for one in REPAIRS]
    assert all("96.3%" in REPAIRS[0].say(language) for language in ("zh", "en"))


def test_what_was_reported_is_its_first_figure():
    assert found().actual == "1.42万人"
    assert found(figures=()).actual == ""


def test_facts_are_made_safe_and_are_given_as_a_mapping_or_as_pairs():
    hostile = FACTS | {"name": "\x1b[31m" + "人" * 100}
    finding = found(facts=hostile)
    assert "\x1b" not in finding.say()
    assert len(dict(finding.facts)["name"]) == 60
    assert found(facts=tuple(reversed(FACTS.items()))) == found()


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
        "name": "专业技术人才数量",
        "places": [
            {"title": TABLE.title, "item": "专栏2第12行", "source": SOURCE | {"item": "专栏2第12行"}},
            {
                "title": TABLE.title,
                "item": "正文第43行",
                "source": SOURCE | {"section": "第三节", "item": "正文", "line": 43},
            },
        ],
        "figures": [{"label": "专业技术人才总量", "text": "1.42万人", "interval": POINT}],
        "message": None,
        "instruction": None,
        "explained": None,
        "expected": None,
        "repairs": [],
        "also": [],
        "basis": None,
        "definition": TALENT.definition,
        "defined_in": str(TALENT.source),
        "wording": None,
        "facts": FACTS,
    }
    assert record["message"] == {"zh": found().what("zh"), "en": found().what("en")}
    assert record["instruction"] == {"zh": found().next("zh"), "en": found().next("en")}


def test_what_a_record_does_not_have_is_null():
    bare = Finding("audit.targets", Severity.NOTE, Certainty.SUSPECT, (Place("表"),), facts=FACTS)
    record = bare.to_record()
    assert (record["indicator"], record["region"], record["period"]) == (None, None, None)
    assert (record["name"], record["definition"], record["defined_in"]) == (None, None, None)
    assert record["places"] == [{"title": "表", "item": None, "source": None}]
    assert Cited("率", "全覆盖").to_record()["interval"] is None
    above = Interval(5, None, lo_open=True)
    assert Cited("率", ">5%", above).to_record()["interval"] == {
        "lo": "5", "hi": None, "lo_open": True, "hi_open": False,
    }  # fmt: skip


def test_an_indicator_that_is_only_listed_has_no_definition():
    listed = next(one for one in Catalogue.standard() if not one.is_defined)
    record = found(indicator=listed).to_record()
    assert (record["name"], record["definition"], record["defined_in"]) == (listed.name, None, None)


def test_a_finding_is_hashable_and_can_be_pickled():
    finding = found()
    assert pickle.loads(pickle.dumps(finding)) == finding
    assert len({finding, found()}) == 1


@pytest.mark.parametrize("code", [code for code in templates() if code.startswith("audit.")])
def test_every_message_of_the_audit_advises_something(code):
    assert templates()[code].keys() == {"zh", "en", "zh_next", "en_next"}


# ── records and back ─────────────────────────────────────────────────────────────────────────────────────

RATE = Catalogue.standard()["仲裁结案率"]
LIMIT = Cited("率", ">5%", Interval("0.05", None, lo_open=True))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"repairs": REPAIRS, "also": ("audit.parts",), "basis": "附录23", "expected": LIMIT},
        {"explained": "有交叉", "wording": "audit.targets.rounded"},
        {"indicator": None, "region": "", "period": None, "figures": (Cited("率", "全覆盖"),)},
        {"indicator": constituents(RATE)[2], "period": Period.parse("2023年1—6月")},
        {"places": (), "figures": ()},
    ],
)
def test_a_record_is_read_back_as_the_same_finding(more):
    finding = found(**more)
    record = json.loads(json.dumps(finding.to_record()))
    assert Finding.from_record(record) == finding


def test_the_order_of_the_keys_of_a_record_does_not_matter():
    record = found(repairs=REPAIRS).to_record()
    shuffled = json.loads(json.dumps(record, sort_keys=True))
    assert Finding.from_record(shuffled) == found(repairs=REPAIRS)


ENDS = st.decimals(-(10**6), 10**6, places=4)


@given(ENDS, ENDS, st.booleans(), st.booleans(), st.text(max_size=20))
def test_any_interval_and_text_is_read_back(one, other, lo_open, hi_open, text):
    lo, hi = sorted((one, other))
    shut = lo == hi
    interval = Interval(lo, hi, lo_open=lo_open and not shut, hi_open=hi_open and not shut)
    finding = found(expected=Cited(text, text, interval), region=text, places=(Place(text, text),))
    assert Finding.from_record(finding.to_record()) == finding


def test_an_indicator_of_another_catalogue_is_found_there():
    record = found(indicator=RATE).to_record()
    assert Finding.from_record(record, Catalogue([RATE])).indicator == RATE
    with refused(UnknownNameError, "finding.unknown", RATE.code):
        Finding.from_record(record, Catalogue([TALENT]))


@pytest.mark.parametrize("code", [f"{RATE.code}__none", "none__closed", "", "none"])
def test_a_code_that_the_catalogue_does_not_have_is_refused(code):
    with refused(UnknownNameError, "finding.unknown", code):
        Finding.from_record(found().to_record() | {"indicator": code})


@pytest.mark.parametrize("code", [7, ["a"], "a" * 10**6])
def test_a_code_that_is_none_is_refused(code):
    with pytest.raises(UnknownNameError):
        Finding.from_record(found().to_record() | {"indicator": code})


DEEP: list = []
for _ in range(5_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    "broken",
    [
        {"code": None}, {"code": 7}, {"severity": "severe"}, {"certainty": 1.5}, {"places": "填报!E7"},
        {"places": [{}]}, {"places": [{"title": "a", "line": 7}]}, {"figures": [{"label": "a"}]},
        {"figures": [{"label": "a", "text": "b", "interval": [1, 2]}]}, {"period": "never"},
        {"expected": {"label": "a", "text": "b", "interval": {"lo": "2", "hi": "1"}}},
        {"facts": [["name"]]}, {"facts": {"name": 7}}, {"facts": None}, {"also": "audit.parts"},
        {"repairs": [{"mend": "none"}]}, {"more": 1}, {"places": DEEP}, {"explained": float("nan")},
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_refused_in_one_line(broken):
    with refused(DefinitionError, "codec.fault", "findings[3]"):
        Finding.from_record(found().to_record() | broken, where="findings[3]")


@pytest.mark.parametrize("given", [None, 1.5, "", "a" * 10**6, [], object(), DEEP])
def test_what_is_no_record_at_all_is_refused(given):
    with refused(DefinitionError, "codec.fault"):
        Finding.from_record(given)
    with refused(DefinitionError, "codec.fault"):
        place_from(given)


@pytest.mark.parametrize("broken", [{"facts": {}}, {"code": "none.such"}, {"wording": "none.such"}])
def test_a_record_whose_message_cannot_be_told_is_refused(broken):
    with refused(DefinitionError, "finding.wordless", "findings[0]"):
        Finding.from_record(found().to_record() | broken, where="findings[0]")


def test_a_place_is_read_back():
    assert place_from(json.loads(json.dumps(TABLE.to_record()))) == TABLE
    assert place_from(Place("表").to_record()) == Place("表")
