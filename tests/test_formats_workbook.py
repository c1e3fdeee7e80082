"""The parts of xlsx files: as programs make them, broken, and made to do harm."""

import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from workbooks import packed, parts, related, rows, workbook

from rsindicators.errors import TableError
from rsindicators.formats import workbook as part_reader
from rsindicators.formats.workbook import MOST_PARTS, Stored, sheets
from rsindicators.table import LONGEST_CELL


def read(data):
    (sheet,) = sheets(data)
    return sheet


def stored(*cells, **more):
    return read(workbook(rows(*cells), **more)).cells


def test_cells_by_row_and_column():
    sheet = read(
        workbook(
            '\n<sheetData>\n<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row>'
            '<row><c><v>3</v></c><c r="$AA$7"><v>4</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3"/></mergeCells>'
        )
    )
    assert {place: cell.value for place, cell in sheet.cells.items()} == {
        (2, 2): "1",
        (2, 3): "2",
        (3, 1): "3",
        (7, 27): "4",
    }
    assert sheet.merged == ((1, 1, 2, 2), (3, 3, 3, 3))
    assert (sheet.name, sheet.hidden, sheet.from_1904) == ("指标", False, False)


def test_texts_shared_inline_and_of_formulas():
    found = stored(
        '<c t="s"><v>0</v></c>',
        '<c t="s"><v> 1 </v></c>',
        '<c t="inlineStr"><is><t>a</t></is></c>',
        '<c t="inlineStr"/>',
        '<c t="str"><f>A1</f><v>b</v></c>',
        '<c t="str"><f>A1</f><v></v></c>',
        '<c t="s"/>',
        texts="<si><t>失业率</t></si>"
        "<si><r><t>结案</t></r><r><rPr/><t>率</t></r><r/><rPh sb='0' eb='1'><t>jié</t></rPh></si>",
    )
    assert [cell.value for cell in found.values()] == ["失业率", "结案率", "a", "", "b", ""]


def test_escaped_signs_are_resolved():
    found = stored(
        '<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', '<c t="str"><v>_x0009_</v></c>'
    )
    assert [cell.value for cell in found.values()] == ["a\rb_x0041_", "\t"]


def test_formulas_without_a_result_and_cells_with_a_style_alone():
    found = stored(
        "<c><f>1+1</f></c>", "<c><f>1+1</f><v/></c>", "<c><f>1+1</f><v>2</v></c>", '<c s="1"/>', "<x/>"
    )
    assert found == {
        (1, 1): Stored("n", None, "General", is_formula=True),
        (1, 2): Stored("n", None, "General", is_formula=True),
        (1, 3): Stored("n", "2", "General", is_formula=True),
    }


def test_formats_of_numbers_by_style():
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="2"/><xf/><xf numFmtId="999"/></cellXfs>'
    )
    cells = [f'<c s="{number}"><v>1</v></c>' for number in range(6)]
    formats = [cell.format for cell in stored(*cells, styles=styles).values()]
    assert formats == ["General", "0.0%", "0.00", "General", "General", "General"]


@pytest.mark.parametrize(("value", "from_1904"), [("1", True), ("true", True), ("0", False)])
def test_the_calendar_of_the_workbook(value, from_1904):
    data = workbook(rows("<c><v>1</v></c>"), properties=f'<workbookPr date1904="{value}"/>')
    assert read(data).from_1904 is from_1904


def test_the_same_in_the_strict_dialect_with_other_names_and_places():
    cells = "<x:row><x:c><x:v>1</x:v></x:c></x:row>"
    other = {
        "_rels/.rels": related(r1=("officeDocument", "/Book/Main.xml")),
        "Book/main.xml": '<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="r">'
        '<x:sheets><x:sheet name="a" state="veryHidden" q:id="r1"/><x:sheet name="chart" q:id="r2"/>'
        '<x:sheet name="b" q:id="r9"/></x:sheets></x:workbook>',
        "Book/_rels/MAIN.xml.rels": related(
            r1=("worksheet", "..\\sheets\\one.xml"), r2=("chartsheet", "two.xml")
        ),
        "sheets\\One.xml": f'<x:worksheet xmlns:x="m">{cells}</x:worksheet>'.encode("utf-16"),
    }
    sheet = read(packed(other, zipfile.ZIP_STORED))
    assert (sheet.name, sheet.hidden, sheet.cells[1, 1].value) == ("a", True, "1")


def test_a_workbook_is_found_without_relationships():
    made = parts(rows("<c><v>1</v></c>"))
    del made["_rels/.rels"]
    assert read(packed(made)).cells


# ── broken ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"a,b\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", packed({"a.txt": "a"})])
def test_what_is_no_workbook_is_refused(data):
    with refused(TableError, "formats.zip", ".xlsx"):
        list(sheets(data))


def test_an_old_or_encrypted_workbook_is_recognised():
    with refused(TableError, "formats.locked", ".xls"):
        list(sheets(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)))


def test_a_part_with_a_password_is_recognised():
    data = bytearray(workbook(""))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with refused(TableError, "formats.locked"):
        list(sheets(bytes(data)))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(compression):
    with refused(TableError, "formats.zip"):
        list(sheets(packed(parts(""), compression)))


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ('<c t="s"><v>1</v></c>', "1"),
        ('<c t="s"><v>-1</v></c>', "-1"),
        ('<c t="s"><v>a</v></c>', "a"),
        ('<c s="a"><v>1</v></c>', "a"),
        ('<c s="9999999"><v>1</v></c>', "9999999"),
        ('<c r="XFE1"><v>1</v></c>', "XFE1"),
        ('<c r="A1048577"><v>1</v></c>', "A1048577"),
        ('<c r="A0"><v>1</v></c>', "A0"),
        ('<c r="甲1"><v>1</v></c>', "甲1"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>1</v></c>', "R1C1"),
        ("<c>", "XML"),
        ("&nbsp;", "XML"),
    ],
)
def test_a_broken_sheet_is_told_with_the_part_and_the_place(cell, what):
    with refused(TableError, "formats.broken", "xl/worksheets/sheet1.xml", what):
        stored(cell, texts="<si><t>a</t></si>")


@pytest.mark.parametrize("row", ["0x1", "1048577", "-1", "9" * 5_000, ""])
def test_a_broken_row_number_is_told(row):
    with refused(TableError, "formats.broken"):
        read(workbook(f'<sheetData><row r="{row}"/></sheetData>'))


@pytest.mark.parametrize("area", ["", "A1:", ":", "A1:B2:C3", "A:A"])
def test_a_broken_merged_area_is_told(area):
    if area == "A1:":
        assert read(workbook(f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')).merged == ((1, 1, 1, 1),)
        return
    with refused(TableError, "formats.broken"):
        read(workbook(f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'))


def test_a_part_that_is_named_and_missing_is_told():
    made = parts("")
    del made["xl/worksheets/sheet1.xml"]
    with refused(TableError, "formats.broken", "xl/worksheets/sheet1.xml"):
        list(sheets(packed(made)))


def test_a_damaged_part_is_told():
    data = workbook(rows("<c><v>1</v></c>"))
    at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 9
    for error in (b"\xff" * 20, b"\x00" * 20):
        with refused(TableError, "formats.zip"):
            list(sheets(data[:at] + error + data[at + 20 :]))


@given(st.data())
def test_a_workbook_with_a_few_changed_bytes_is_read_or_refused(data):
    made = bytearray(
        workbook(rows('<c r="A1"><v>1</v></c>', '<c r="B1" t="s"><v>0</v></c>'), "<si><t>a</t></si>")
    )
    for _ in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = list(sheets(bytes(made)))
    except TableError as error:
        found, code = [], error.code
    else:
        code = "formats.read"
    assert code.startswith("formats.")
    assert len(found) <= 1


# ── made to do harm ──────────────────────────────────────────────────────────────────────────────────────


def test_entities_are_refused_before_they_grow():
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    made = parts("") | {"xl/sharedStrings.xml": f"{bomb}<sst><si><t>&b;</t></si></sst>"}
    with refused(TableError, "formats.broken", "DOCTYPE"):
        list(sheets(packed(made)))


def test_a_bomb_is_recognised_by_the_sizes_in_its_directory():
    data = bytearray(packed(parts("") | {"xl/media/picture.png": b"a"}))
    at = data.rindex(b"xl/media/picture.png") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 2**31)
    with refused(TableError, "formats.content"):
        list(sheets(bytes(data)))


def test_a_size_that_lies_is_not_believed():
    data = bytearray(workbook(rows("<c><v>1</v></c>")))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 60)
    with refused(TableError, "formats.zip"):
        list(sheets(bytes(data)))


def test_too_many_parts_are_refused():
    with refused(TableError, "formats.content"):
        list(sheets(packed(dict.fromkeys(map(str, range(MOST_PARTS + 1)), ""), zipfile.ZIP_STORED)))


@pytest.mark.parametrize(
    ("sheet", "texts"),
    [
        ("<x/>" * 100, ""),
        (rows("<c/>" * 100), ""),
        (rows("<c><v>1</v></c>" * 11), ""),
        ("", "<si/>" * 11),
        ("", f"<si x='{'a' * 2**21}'/>"),
    ],
    ids=["elements", "cells without value", "cells", "texts", "an attribute"],
)
def test_what_is_too_large_is_refused(monkeypatch, sheet, texts):
    monkeypatch.setattr(part_reader, "MOST_CELLS", 10)
    monkeypatch.setattr(part_reader, "_MOST_ELEMENTS", 50)
    with refused(TableError, "formats.content"):
        list(sheets(workbook(sheet, texts)))


LONG = "a" * (LONGEST_CELL + 1)


@pytest.mark.parametrize(
    ("sheet", "texts"),
    [
        ("", f"<si><t>{LONG}</t></si>"),
        (rows(f'<c t="str"><v>{LONG}</v></c>'), ""),
        (rows(f'<c t="inlineStr"><is><t>{LONG}</t></is></c>'), ""),
    ],
    ids=["shared", "of a formula", "inline"],
)
def test_a_long_text_is_refused(sheet, texts):
    with refused(TableError, "formats.long", str(LONGEST_CELL)):
        list(sheets(workbook(sheet, texts)))
