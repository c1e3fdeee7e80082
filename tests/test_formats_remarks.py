"""What came in, given back with remarks at its cells: the original untouched, nothing in it that runs."""

import io
import os
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from refusal import refused
from workbooks import rows, workbook

from rsindicators import Table, formats
from rsindicators.errors import TableError
from rsindicators.formats import excel, guard, remarks
from rsindicators.formats.remarks import FILLS, Remark
from rsindicators.kinds import Severity
from rsindicators.table import Book, Cell, Grid

BLOCKING, QUERY, NOTE = Severity.BLOCKING, Severity.QUERY, Severity.NOTE
FOUND = Table(("位置", "说明"), [("指标!B2", "超过100%")], title="审核结果", notes=["共1条"])


def a_form(file, merged=""):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标"
    sheet.append(["指标", "数值", "说明"])
    sheet.append(["仲裁结案率", 103.5, "=1+1"])
    sheet.append(["失业率", 2.7, None])
    sheet["B3"].comment = Comment("问过统计局", "张三")
    if merged:
        sheet.merge_cells(merged)
    book.save(file)
    return file


def annotated(tmp_path, said, tables=FOUND, source=None, **more):
    made = tmp_path / "annotated.xlsx"
    formats.annotate(source or a_form(tmp_path / "form.xlsx"), made, said, tables, overwrite=True, **more)
    return openpyxl.load_workbook(made)


# ── at the cells ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_remark_stands_at_its_cell_in_the_colour_of_its_severity(tmp_path):
    said = [Remark("指标!B2", "超过100%", BLOCKING), Remark("指标!C3", "写明原因", NOTE)]
    sheet = annotated(tmp_path, said)["指标"]
    assert (sheet["B2"].comment.text, sheet["B2"].comment.author) == ("[强制性] 超过100%", "rsindicators")
    assert sheet["B2"].fill.fgColor.rgb == f"00{FILLS[BLOCKING]}"
    assert (sheet["C3"].comment.text, sheet["C3"].value) == ("[提示性] 写明原因", None)
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == ["B2", "B3", "C3"]


@pytest.mark.parametrize(
    ("severities", "colour"),
    [((NOTE, QUERY), QUERY), ((QUERY, BLOCKING, NOTE), BLOCKING), ((NOTE, NOTE), NOTE)],
)
def test_several_remarks_of_a_cell_are_joined_and_the_gravest_gives_the_colour(tmp_path, severities, colour):
    said = [Remark("指标!B2", str(number), one) for number, one in enumerate(severities)]
    cell = annotated(tmp_path, said)["指标"]["B2"]
    assert cell.comment.text == "\n\n".join(
        f"[{one.label}] {number}" for number, one in enumerate(severities)
    )
    assert cell.fill.fgColor.rgb == f"00{FILLS[colour]}"


def test_the_fillers_own_comment_stays_before_ours(tmp_path):
    comment = annotated(tmp_path, [Remark("指标!B3", "核对", QUERY)])["指标"]["B3"].comment
    assert (comment.text, comment.author) == ("问过统计局\n\n[核实性] 核对", "张三")


def test_in_a_merged_area_a_remark_goes_to_the_top_left_cell(tmp_path):
    source = a_form(tmp_path / "form.xlsx", "A2:B2")
    sheet = annotated(tmp_path, [Remark("指标!B2", "核对", QUERY)], source=source)["指标"]
    assert sheet["A2"].comment.text == "[核实性] 核对"
    assert sheet["A2"].fill.fgColor.rgb == f"00{FILLS[QUERY]}"


@pytest.mark.parametrize(
    "address", ["", "B2", "别处!B2", "指标!", "指标!甲", "指标!B0", "指标!XFE1", "专栏2第12行", "!" * 99]
)
def test_a_remark_that_is_at_no_cell_stands_on_the_sheet_of_findings_alone(tmp_path, address):
    book = annotated(tmp_path, [Remark(address, "规划", NOTE)])
    assert [cell.coordinate for sheet in book for row in sheet for cell in row if cell.comment] == ["B3"]


def test_a_remark_is_shown_as_it_is_whatever_it_holds(tmp_path):
    text = "=1+1\n“核实无误” \u3000 _x0041_ <b>&amp; \x07"
    cell = annotated(tmp_path, [Remark("指标!B2", text, NOTE)])["指标"]["B2"]
    assert cell.comment.text == "[提示性] =1+1\n“核实无误” \u3000 _x005F_x0041_ <b>&amp; _x0007_"


def test_the_severities_are_told_in_english_on_request(tmp_path):
    book = annotated(tmp_path, [Remark("指标!B2", "above 100%", BLOCKING)], language="en")
    assert book["指标"]["B2"].comment.text == "[blocking] above 100%"
    assert book["审核结果"]["A6"].value.startswith("Blocking: ")


# ── the sheet of findings ────────────────────────────────────────────────────────────────────────────────


def test_the_findings_follow_on_a_sheet_that_is_seen_first(tmp_path):
    book = annotated(tmp_path, [Remark("指标!B2", "超过100%", BLOCKING)])
    assert book.sheetnames == ["指标", "审核结果"]
    assert book.active.title == "审核结果"
    assert [sheet.sheet_view.tabSelected for sheet in book] == [False, True]
    assert [[cell.value for cell in row if cell.value] for row in book["审核结果"]] == [
        ["审核结果"],
        ["位置", "说明"],
        ["指标!B2", "超过100%"],
        ["共1条"],
        [],
        ["强制性:数一定有误,改正后再上报"],
        ["核实性:核对;数无误的,在“说明”栏写明真实原因"],
        ["提示性:请看一看,不影响上报"],
    ]
    legend = [book["审核结果"].cell(row, 1).fill.fgColor.rgb for row in (6, 7, 8)]
    assert legend == [f"00{colour}" for colour in FILLS.values()]


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("指标!B2", "指标!B2"),
        ("form.xlsx 指标!B2", "指标!B2"),
        ("我的 表.xlsx 指标!C3; form.xlsx 指标!B2", "指标!C3"),
        ("规划 专栏2; form.xlsx 指标!B2", "指标!B2"),
        ("form.xlsx\n指标!B2", "指标!B2"),
        ("指标!B9", None),
        ("", None),
        ("a " * 10_000, None),
        (";" * 10_000, None),
    ],
    ids=range(9),
)
def test_an_address_on_the_sheet_of_findings_leads_to_its_cell(tmp_path, text, location):
    said = [Remark("指标!B2", "甲", BLOCKING), Remark("指标!C3", "乙", NOTE)]
    cell = annotated(tmp_path, said, Table(("位置",), [(text,)]))["表2"]["A2"]
    link = cell.hyperlink
    assert (link.location if link else None, link.target if link else None) == (location, None)
    if location:
        severity = BLOCKING if location == "指标!B2" else NOTE
        assert cell.fill.fgColor.rgb == f"00{FILLS[severity]}"


def test_no_more_links_are_made_than_a_sheet_can_have(tmp_path, monkeypatch):
    monkeypatch.setattr(remarks, "MOST_LINKS", 2)
    table = Table(("位置",), [("指标!B2",)] * 5)
    sheet = annotated(tmp_path, [Remark("指标!B2", "甲", NOTE)], table)["表2"]
    assert [bool(row[0].hyperlink) for row in sheet.iter_rows(min_row=2)] == [True, True, *[False] * 7]


def test_long_findings_have_the_room_they_need_and_are_printed_across(tmp_path):
    sheet = annotated(tmp_path, [], Table(("说明",), [("很" * 300,), ("短",)]))["表2"]
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (238, None)
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("A2", "landscape")


def test_a_name_that_a_sheet_of_the_form_bears_is_not_taken_again(tmp_path):
    tables = [Table(("a",), [], title="指标"), Table(("a",), [], title="指标")]
    assert annotated(tmp_path, [], tables).sheetnames == ["指标", "指标 (2)", "指标 (3)"]


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_original_stays_as_it_is(tmp_path):
    source = a_form(tmp_path / "form.xlsx")
    before = source.read_bytes()
    annotated(tmp_path, [Remark("指标!B2", "甲", BLOCKING)], source=source)
    assert source.read_bytes() == before


@pytest.mark.parametrize("how", ["name", "way", "link"])
def test_it_is_never_written_over_the_original(tmp_path, how):
    source = a_form(tmp_path / "form.xlsx")
    (tmp_path / "b").mkdir()
    other = {"name": source, "way": tmp_path / "b" / ".." / "form.xlsx", "link": tmp_path / "link.xlsx"}[how]
    if how == "link":
        os.link(source, other)
    with refused(TableError, "formats.same", other.name):
        formats.annotate(source, other, [], FOUND, overwrite=True)


def test_a_file_that_exists_is_replaced_only_on_request(tmp_path):
    source, made = a_form(tmp_path / "form.xlsx"), tmp_path / "made.xlsx"
    made.write_bytes(b"")
    with refused(TableError, "formats.exists", "made.xlsx"):
        formats.annotate(source, made, [], FOUND)
    formats.annotate(source, made, [], FOUND, overwrite=True)
    assert zipfile.is_zipfile(made)


def test_nothing_in_the_copy_runs(tmp_path):
    table = Table(("=1+1", "位置"), [("@SUM(A1)", "指标!B2")], title="=cmd", notes=["+1"])
    said = [Remark("指标!B2", '=HYPERLINK("http://x")', BLOCKING)]
    annotated(tmp_path, said, table)
    with zipfile.ZipFile(tmp_path / "annotated.xlsx") as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert contents.keys() == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    for content in contents.values():
        assert not re.search(rb"<f[ >/]|External|<definedName |<script|macro", content)
    related = contents["xl/worksheets/_rels/sheet1.xml.rels"]
    assert sorted(re.findall(rb"relationships/(\w+)", related)) == [b"comments", b"vmlDrawing"]
    sheet = openpyxl.load_workbook(tmp_path / "annotated.xlsx")["=cmd"]
    quoted = [cell.quotePrefix for cell in (sheet["A1"], sheet["A2"], sheet["B2"], sheet["A3"], sheet["A4"])]
    assert quoted == [True, True, False, True, True]


def test_a_workbook_with_macros_comes_back_without(tmp_path):
    source = tmp_path / "form.xlsm"
    source.write_bytes(workbook(rows("<c><v>1</v></c>")))
    assert annotated(tmp_path, [Remark("指标!A1", "甲", NOTE)], source=source)["指标"]["A1"].comment
    with refused(TableError, "formats.suffix", ".xlsm"):
        formats.annotate(source, tmp_path / "made.xlsm", [], FOUND)


@pytest.mark.parametrize(
    "said", ["", "甲", "=1+1\x00\ud800", "_x0041_" * 99, "\U0001f600\ufffe"], ids=range(5)
)
def test_remarks_leave_the_cells_as_they_read(said):
    data = workbook(rows("<c><v>1</v></c>", '<c r="B1"><f>A1</f><v>2</v></c>'))
    told = [Remark(address, said, NOTE) for address in ("指标!A1", "指标!B1", "指标!D9", said)]
    made = remarks.annotated(data, told, [FOUND], "zh")
    assert excel.read(made)[0] == excel.read(data)[0]


# ── files of other kinds ─────────────────────────────────────────────────────────────────────────────────

OTHERS = {
    "表.csv": "指标,数值\n失业率,=2.30\n,\n参保率,-95.0\n",
    "表.json": '[{"指标": "失业率", "数值": 2.30}, {"指标": "参保率"}]',
    "表.md": "甲县\n\n| 指标 | 数值 |\n|---|---|\n| 失业率 | 2.30 |\n\n注:无\n",
}
PLACES = {
    "表.csv": {"第2行第2列": "B2", "第4行第1列": "A4"},
    "表.json": {"$[0].数值": "B2", "$[1].指标": "A3"},
    "表.md": {"第5行第2列": "B3", "第1行": "A1", "第7行": "A4"},
}


@pytest.mark.parametrize("name", OTHERS)
def test_of_another_file_a_workbook_is_made_with_the_same_marks(tmp_path, name):
    text, places = OTHERS[name], PLACES[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    known = {cell.address for block in formats.read(tmp_path / name).blocks for cell in cells_of(block)}
    assert places.keys() <= known
    said = [Remark(address, address, QUERY) for address in places]
    table = Table(("位置",), [(f"{name} {address}",) for address in places], title="审核结果")
    book = annotated(tmp_path, said, table, tmp_path / name)
    assert book.sheetnames == ["表1", "审核结果"]
    for address, place in places.items():
        assert book["表1"][place].comment.text == f"[核实性] {address}"
        assert book["表1"][place].fill.fgColor.rgb == f"00{FILLS[QUERY]}"
    assert [
        row[0].hyperlink.location for row in book["审核结果"].iter_rows(min_row=3, max_row=2 + len(places))
    ] == [f"表1!{place}" for place in places.values()]


def cells_of(block):
    return [cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block]


def test_texts_of_another_file_stay_the_texts_they_were(tmp_path):
    (tmp_path / "表.csv").write_text("指标,数值\n失业率,=2.30\n参保率,2.300\n", encoding="utf-8")
    annotated(tmp_path, [], FOUND, tmp_path / "表.csv")
    grid = formats.read(tmp_path / "annotated.xlsx").grids[0]
    assert grid.texts == (("指标", "数值"), ("失业率", "=2.30"), ("参保率", "2.300"))
    sheet = openpyxl.load_workbook(tmp_path / "annotated.xlsx")["表1"]
    assert (sheet["B2"].data_type, sheet["B2"].quotePrefix, sheet["B3"].number_format) == ("s", True, "@")


def test_prose_stands_before_its_table_and_the_last_at_the_end(tmp_path):
    (tmp_path / "表.md").write_text("甲\n\n|a|\n|-|\n|1|\n\n乙\n\n|b|\n|-|\n|2|\n\n丙\n", encoding="utf-8")
    book = annotated(tmp_path, [], FOUND, tmp_path / "表.md")
    assert [[row[0].value for row in book[name]] for name in ("表1", "表2")] == [
        ["甲", "a", "1", "乙"],
        ["b", "2", "丙"],
    ]


def test_what_was_read_already_can_be_annotated_too(tmp_path):
    source = Book("记录", [Grid([[Cell("失业率", "$[0].指标"), Cell("2.7", "$[0].数值")]])])
    book = annotated(tmp_path, [Remark("$[0].数值", "核对", QUERY)], source=source)
    assert book["表1"]["B1"].comment.text == "[核实性] 核对"
    assert book["表1"].column_dimensions["A"].width == 8


def test_more_cells_than_a_workbook_should_hold_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(remarks, "MOST_COPIED", 3)
    source = Book("", [Cell("甲", ""), Grid([[Cell("", "")] * 3])])
    with refused(TableError, "formats.many", "annotated.xlsx", "3"):
        annotated(tmp_path, [], source=source)


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "text", "severity", "code"),
    [
        (None, "a", NOTE, "text.type"),
        (1.5, "a", NOTE, "text.type"),
        ("a", None, NOTE, "text.type"),
        ("a", "a" * 10**6, NOTE, "text.long"),
        ("a" * 10**6, "a", NOTE, "text.long"),
        ("a", "a", "强制性", "formats.severity"),
        ("a", "a", None, "formats.severity"),
        ("a", "a", float("nan"), "formats.severity"),
    ],
)
def test_what_is_no_remark_is_refused(address, text, severity, code):
    with refused(TableError, code):
        Remark(address, text, severity)


HOSTILE = [None, 1.5, float("nan"), 7, object(), "", "a" * 10**6, b"a"]


@pytest.mark.parametrize("given", HOSTILE)
def test_whatever_else_is_given_is_refused_with_a_clear_line(tmp_path, given):
    source = a_form(tmp_path / "form.xlsx")
    with pytest.raises((TableError, OSError)):
        formats.annotate(given, tmp_path / "a.xlsx", [], FOUND)
    with pytest.raises((TableError, OSError)):
        formats.annotate(source, given, [], FOUND)
    if given != "":
        with refused(TableError, "formats.remark", "Remark"):
            formats.annotate(source, tmp_path / "a.xlsx", given, FOUND)
    with pytest.raises(TableError):
        formats.annotate(source, tmp_path / "a.xlsx", [], given)
    assert not (tmp_path / "a.xlsx").exists()


def test_one_remark_and_one_table_may_be_given_alone(tmp_path):
    assert annotated(tmp_path, Remark("指标!B2", "甲", NOTE), FOUND)["指标"]["B2"].comment


@pytest.mark.parametrize("name", ["坏.xlsx", "坏.csv", "坏.txt"])
def test_a_source_that_cannot_be_read_is_named(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x00\x01")
    with pytest.raises(TableError, match="坏"):
        formats.annotate(tmp_path / name, tmp_path / "a.xlsx", [], FOUND)
    assert [file.name for file in Path(tmp_path).iterdir()] == [name]


def test_a_source_that_is_not_there_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        formats.annotate(tmp_path / "无.xlsx", tmp_path / "a.xlsx", [], FOUND)


def test_tables_are_needed_and_must_be_writable(tmp_path):
    source = a_form(tmp_path / "form.xlsx")
    with refused(TableError, "formats.count", "a.xlsx"):
        formats.annotate(source, tmp_path / "a.xlsx", [], [])
    with refused(TableError, "formats.character", "U+0000"):
        formats.annotate(source, tmp_path / "a.xlsx", [], Table(("\x00",), []))


def test_bytes_are_given_back_as_bytes():
    made = remarks.annotated(workbook(rows("<c><v>1</v></c>")), [], [FOUND], "zh")
    assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames == ["指标", "审核结果"]
    assert guard.prefix("审核结果") == "审核结果"
