"""The report of a validation: what is open, what was checked, records, their schema; cut for the eye."""

import copy
import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from refusal import refused

from rsindicators import Catalogue, Interval, Period, Severity, Table, formats
from rsindicators.errors import DefinitionError, TableError
from rsindicators.finding import Cited, Finding, Place, Repair
from rsindicators.findings import Tally
from rsindicators.kinds import Certainty, Mend
from rsindicators.notice import Notice
from rsindicators.report import MOST_LISTED, Report

RATE = Catalogue.standard()["仲裁结案率"]
FILE = "叙永县2023.xlsx"
CELL = Place(FILE, "填报!E7")
BESIDE = Place(FILE, "填报!E8")
FACTS = {
    "name": "仲裁结案率", "period": "2023年", "one": "0.963%", "one_place": "填报!E7",
    "other": "96.3%", "other_place": "填报!E8",
}  # fmt: skip


def found(severity=Severity.BLOCKING, **more) -> Finding:
    """叙永's 2023 rate of 96.3 %, typed as 0.963 beside 963 cases; in the words of a rule there is."""
    fields = {
        "code": "audit.targets", "severity": severity, "certainty": Certainty.SUSPECT,
        "places": (CELL, BESIDE),
        "figures": (Cited("仲裁结案率(2023年)", "0.963%", Interval("0.009625", "0.009635")),),
        "indicator": RATE, "region": "叙永县", "period": Period(2023), "facts": FACTS,
    }  # fmt: skip
    return Finding(**(fields | more))


WRONG = found(
    certainty=Certainty.WRONG,
    expected=Cited("仲裁结案率", "[96.25, 96.35]%", Interval("0.9625", "0.9635", hi_open=True)),
    repairs=(Repair(Mend.TIMES_HUNDRED, CELL, "仲裁结案率(2023年)", "0.963%", "96.3%", RATE.code),),
    also=("audit.parts", "own.cases"),
    basis="附录23",
)
QUERY, NOTE = found(Severity.QUERY), found(Severity.NOTE)
EXPLAINED = found(Severity.QUERY, code="own.cases", wording="audit.targets", explained="集中受理")
CHECKED = (
    Tally("audit.parts", 10, 1, 2, (("lost", 4), ("unit", 1))),
    Tally("audit.targets", 5, 1),
    Tally("audit.figures"),
    Tally("own.cases", 2, 1, 0, (), (("zh", "审结不超过受理"), ("en", "closed at most accepted"))),
)
REPORT = Report(
    FILE,
    [EXPLAINED, NOTE, WRONG, QUERY],
    CHECKED,
    (Place(FILE, "填报!E9"),),
    (("catalogue", "0123456789ab"), ("plan", "ba9876543210")),
    ("叙永县 失业保险参保人数 2023年",),
    ("叙永县 技能人才数量 2023年",),
    (Notice("singly", {"count": "3"}),),
)


# ── what is open ─────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_ok_when_nothing_that_blocks_is_open():
    assert not REPORT.ok
    assert Report(FILE, [QUERY, NOTE, EXPLAINED]).ok
    assert Report(FILE).ok
    assert Report(FILE, [found(explained="有交叉")]).ok


def test_open_findings_come_first_by_severity():
    assert REPORT.findings == REPORT.rows == (WRONG, QUERY, NOTE, EXPLAINED)
    assert tuple(REPORT) == REPORT.findings
    assert REPORT.counts == {"blocking": 1, "query": 1, "note": 1, "explained": 1}
    assert REPORT.count(Severity.BLOCKING) == 1
    assert REPORT.rules == CHECKED


def test_it_is_shown_short():
    assert repr(REPORT) == "<Report 叙永县2023.xlsx: blocking 1, query 1, note 1, explained 1>"


# ── what was checked ─────────────────────────────────────────────────────────────────────────────────────


def test_the_summary_says_of_every_rule_what_passed_what_failed_and_what_was_not_evaluated_and_why():
    assert REPORT.checked_table().rows == (
        ("各部分之和与总数", "15", "7", "3(已说明2)", "5", "原文缺失4、单位或内容不能比1"),
        ("目标在各处是否相同", "5", "4", "1", "0", ""),
        ("审结不超过受理", "2", "1", "1", "0", ""),
    )
    assert REPORT.checked_table("en").rows[2][0] == "closed at most accepted"
    lines = REPORT.summary().splitlines()
    assert lines[:2] == ["未通过:有强制性问题,须先改正", "强制性1项、核实性1项、提示性1项;已说明1项"]
    assert REPORT.summary("en").startswith("Not passed")
    assert Report(FILE).summary().startswith("通过:没有强制性问题\n强制性0项")
    assert Report(FILE).summary("en").startswith("Passed")


def test_a_rule_that_was_never_asked_says_so():
    assert REPORT.footing()[0].startswith("没有遇到可核对的数,未核对:")
    assert Tally("audit.figures").question() in REPORT.footing()[0]
    assert "not checked" in REPORT.footing("en")[0]


def test_the_summary_lists_what_is_missing_repeated_and_unread_and_the_editions():
    assert REPORT.footing()[1:] == (
        "未报(1):叙永县 失业保险参保人数 2023年",
        "重复上报(1):叙永县 技能人才数量 2023年",
        "未能读出,无从核对(1):叙永县2023.xlsx 填报!E9",
        "3处不符相互牵连,找不到三格以内的原因,逐项列出",
        "版本:catalogue 0123456789ab, plan ba9876543210",
    )
    assert all(line in REPORT.summary() for line in REPORT.footing())
    assert Report(FILE).footing() == ()


def test_a_long_list_is_cut_and_counted():
    line = Report(FILE, missing=tuple(map(str, range(1000)))).footing()[0]
    assert line.startswith("未报(1000):0、1、")
    assert line.endswith("、23…")


# ── for people ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_listing_numbers_the_findings_and_says_where_what_to_do_and_how_to_repair():
    first, *_ = REPORT.listing().split("\n\n")[1:]
    assert first.splitlines() == [
        "1. [强制性 必有误] 仲裁结案率(2023年)的目标两处不同:填报!E7为0.963%,填报!E8为96.3%。",
        "   叙永县 填报!E7; 填报!E8",
        "   核对以哪一处为准,更正另一处。",
        f"   {WRONG.repairs[0].say()}",
        "   同一原因还不符合:各部分之和与总数、审结不超过受理",
    ]
    assert str(REPORT) == REPORT.listing()
    assert REPORT.listing().startswith(f"{FILE}\n\n1. [")
    assert REPORT.listing().endswith(REPORT.summary())
    assert "   已说明:集中受理" in REPORT.listing()
    assert "the same cause also breaks: the sum of the parts" in REPORT.listing("en")


def test_places_of_other_forms_bear_their_names():
    earlier = Place("叙永县2022.xlsx", "填报!E7")
    report = Report(FILE, [found(places=(CELL, earlier, Place(FILE)))])
    assert report.to_table().rows[0][3] == "填报!E7; 叙永县2022.xlsx 填报!E7; 叙永县2023.xlsx"


def test_the_table_has_a_row_per_finding():
    table = REPORT.to_table()
    assert table.columns == (
        "级别", "确定程度", "地区", "位置", "填报", "应为", "情况", "处理", "可能的改法",
    )  # fmt: skip
    assert table.rows[0][:6] == (
        "强制性", "必有误", "叙永县", "填报!E7; 填报!E8", "0.963%", "[96.25, 96.35]%",
    )  # fmt: skip
    assert table.rows[0][-1] == WRONG.repairs[0].say()
    assert table.rows[1][5] == ""
    assert table.notes == REPORT.headline()
    assert REPORT.to_table("en").columns[0] == "severity"
    assert len(REPORT.to_table(most=2).rows) == 2


def test_markdown_holds_findings_and_what_was_checked_escaped():
    hostile = Report("<b>|", [found(facts=FACTS | {"name": "<script>|a"})], CHECKED)
    text = hostile.markdown()
    assert "**\\<b\\>\\|**" in text
    assert "\\<script\\>\\|a" in text
    assert "| 各部分之和与总数 | 15 | 7 |" in text
    assert "| severity |" in hostile.markdown("en")


def test_a_notebook_shows_a_table_and_what_was_checked_escaped():
    html = Report("<b>", [found(facts=FACTS | {"name": "<script>"})], CHECKED)._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "<summary>核对了什么</summary>" in html


MANY = Report(FILE, [NOTE] * 100_000)


def test_very_many_findings_are_cut_for_the_eye_and_said_how_many():
    left = f"另有{100_000 - MOST_LISTED}项未在此列出"
    for shown in (MANY.listing(), MANY.html(), MANY.markdown()):
        assert left in shown
        assert len(shown) < 1_000_000
    assert "99500 more are not shown" in MANY.listing("en")
    assert "另有99950项" in MANY._repr_html_()
    assert "未在此列出" not in REPORT.listing() + REPORT.html() + REPORT.markdown() + REPORT._repr_html_()


def test_records_are_never_cut():
    several = Report(FILE, [NOTE] * (MOST_LISTED + 1))
    assert len(several.to_records()) == len(several.to_dict()["findings"]) == MOST_LISTED + 1
    assert len(several.to_table().rows) == MOST_LISTED + 1
    assert len(json.loads(several.to_json())["findings"]) == MOST_LISTED + 1


# ── records and back ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("report", [REPORT, Report(FILE), Report("")])
def test_a_report_is_read_back_from_its_record_and_from_its_json(report):
    assert Report.from_dict(report.to_dict()) == report
    assert Report.from_dict(json.loads(report.to_json())) == report
    assert Report.from_dict(json.loads(report.to_json(indent=None))) == report


@given(st.text(max_size=50), st.text(max_size=50), st.lists(st.text(max_size=9), max_size=3))
def test_any_texts_of_a_form_are_read_back(title, item, names):
    row = found(places=(Place(title, item),), explained=title, region=item)
    report = Report(
        title, [row], missing=tuple(names), notes=(Notice("prior", {"names": item, "count": "1"}),)
    )
    assert Report.from_dict(json.loads(report.to_json())) == report
    Draft202012Validator(Report.schema()).validate(report.to_dict())


def test_json_has_the_same_order_every_time_and_keeps_the_characters():
    text = REPORT.to_json()
    assert text == Report.from_dict(json.loads(text)).to_json()
    assert list(json.loads(text)) == [
        "format", "title", "ok", "counts", "findings", "checked", "missing", "repeated", "lost", "notes",
        "editions",
    ]  # fmt: skip
    assert "叙永县" in text


def test_half_a_character_is_kept_escaped():
    report = Report("a\ud800")
    assert report.to_json().isascii()
    report.to_json().encode()
    assert Report.from_dict(json.loads(report.to_json())) == report


# ── at the cells ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def came_in(tmp_path):
    path = tmp_path / FILE
    formats.write(path, Table(("指标", "填报"), [("仲裁结案率", "0.963%"), ("当期审结", "963件")], "填报"))
    return path


def comments(path) -> dict[str, str]:
    """What is said at the cells of the first sheet."""
    cells = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row]
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def at(*places: str, title: str = FILE, **more) -> Finding:
    return found(places=tuple(Place(title, place) for place in places), **more)


def test_findings_are_told_at_their_cells_in_a_copy(came_in, tmp_path):
    whole = at("填报!B2", "填报!B3", repairs=WRONG.repairs)
    elsewhere = at("填报!B3", title="another.xlsx")
    report = Report(
        FILE,
        [
            whole,
            elsewhere,
            found(places=()),
            at("填报!B3", code="own.cases", wording="audit.targets", explained="集中受理"),
        ],
        CHECKED,
    )
    before = came_in.read_bytes()
    report.annotate(came_in, tmp_path / "annotated.xlsx")
    said = comments(tmp_path / "annotated.xlsx")
    assert said["B2"] == "\n".join(("[强制性] " + whole.message, whole.instruction, WRONG.repairs[0].say()))
    assert said["B3"] == f"[强制性] {whole.message}\n\n[提示性] {whole.message}\n已说明:集中受理"
    assert len(said) == 2
    assert came_in.read_bytes() == before
    sheets = openpyxl.load_workbook(tmp_path / "annotated.xlsx").worksheets
    assert [sheet.title for sheet in sheets] == ["填报", "发现的问题", "核对了什么"]
    assert "填报!B2" in [cell.value.split(";")[0] for cell in sheets[1]["D"] if cell.value]


def test_a_form_that_came_under_another_name_is_annotated_all_the_same(came_in, tmp_path):
    report = Report("upload-17", [at("填报!B2", title="upload-17"), at("填报!B3", title="earlier.xlsx")])
    report.annotate(str(came_in), tmp_path / "annotated.xlsx", language="en")
    assert list(comments(tmp_path / "annotated.xlsx")) == ["B2"]
    assert comments(tmp_path / "annotated.xlsx")["B2"].startswith("[blocking] Two targets")
    report = Report(FILE, [at("填报!B2")])
    report.annotate(formats.read(came_in), tmp_path / "annotated.xlsx", overwrite=True)
    assert list(comments(tmp_path / "annotated.xlsx")) == ["B2"]


@pytest.mark.parametrize("given", [None, 1.5, "", b"", []])
def test_what_is_no_file_cannot_be_annotated(given, tmp_path):
    with pytest.raises((TableError, OSError)):
        REPORT.annotate(given, tmp_path / "annotated.xlsx")
    assert not (tmp_path / "annotated.xlsx").exists()


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("given", [None, 1.5, "", "a" * 10**6, [], {}, object()])
def test_what_is_no_report_is_refused(given):
    with pytest.raises(DefinitionError):
        Report.from_dict(given)


@pytest.mark.parametrize("given", [None, "rsindicators-report-2", 7])
def test_another_format_is_refused(given):
    with refused(DefinitionError, "report.format", "rsindicators-report-1"):
        Report.from_dict(REPORT.to_dict() | {"format": given})


@pytest.mark.parametrize("name", ["missing", "repeated"])
@pytest.mark.parametrize("given", [None, "a", [7], [None]])
def test_lists_of_texts_are_lists_of_texts(name, given):
    with refused(DefinitionError, "codec.fault", name):
        Report.from_dict(REPORT.to_dict() | {name: given})


@pytest.mark.parametrize("given", [None, 7, [7], [{"code": 7}], [{"code": "singly", "facts": [1]}]])
def test_a_notice_that_is_none_is_refused(given):
    with pytest.raises(DefinitionError):
        Report.from_dict(REPORT.to_dict() | {"notes": given})


# ── the schema ───────────────────────────────────────────────────────────────────────────────────────────

SCHEMA = Report.schema()


def objects(schema):
    """Every object a schema describes."""
    if isinstance(schema, dict):
        yield schema
        for part in schema.values():
            yield from objects(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part)


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert Report.schema() is not SCHEMA


def test_the_schema_describes_every_field_and_allows_no_other():
    described = [one for one in objects(SCHEMA) if "properties" in one]
    assert len(described) == 11
    for one in described:
        assert one["additionalProperties"] is False
        assert {*one["properties"]} - {*one["required"]} <= {"unreadable"}
        assert all(field.get("description") for field in one["properties"].values())
    assert all(one.get("description") for one in SCHEMA["$defs"].values())


def test_the_schema_knows_every_kind():
    defs = SCHEMA["$defs"]
    assert defs["repair"]["properties"]["mend"]["enum"] == [mend.value for mend in Mend]
    assert defs["finding"]["properties"]["severity"]["enum"] == [one.value for one in Severity]
    assert defs["finding"]["properties"]["certainty"]["enum"] == [one.value for one in Certainty]


@pytest.mark.parametrize("report", [REPORT, Report("")])
def test_a_report_fits_the_schema(report):
    Draft202012Validator(SCHEMA).validate(json.loads(report.to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("ok",), "yes"),
        (("format",), "other"),
        (("title",), None),
        (("findings", 0, "severity"), "severe"),
        (("findings", 0, "places", 0, "title"), None),
        (("findings", 0, "figures", 0, "interval", "lo"), "a"),
        (("findings", 0, "repairs", 0, "mend"), "times_three"),
        (("findings", 0, "message", "zh"), None),
        (("findings", 0, "more"), 1),
        (("checked", 0, "items"), -1),
        (("checked", 0, "skipped", "lost"), "4"),
        (("notes", 0, "code"), 7),
        (("editions", "catalogue"), 7),
    ],
)
def test_a_broken_record_does_not_fit_the_schema(path, value):
    record = copy.deepcopy(REPORT.to_dict())
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not Draft202012Validator(SCHEMA).is_valid(record)
