"""Workbooks: read as they are shown, written as texts that stay texts."""

import datetime as dt
import io
import struct
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from workbooks import MAIN, packed, parts, rows, workbook

from rsindicators import Table
from rsindicators.errors import TableError
from rsindicators.formats import excel, guard
from rsindicators.table import LONGEST_CELL


def saved(fill):
    """A workbook that openpyxl makes."""
    book = openpyxl.Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def grid(*cells, **more):
    return excel.read(workbook(rows(*cells), **more))[0]


def test_a_sheet_as_a_person_sees_it():
    def fill(book):
        sheet = book.active
        sheet.title = "专栏1"
        sheet.append(["一、就业", None, None])
        sheet.append(["失业率(%)", 2.7, 0.963])
        sheet.append(["结案率", dt.date(2021, 3, 31), True])
        sheet.append(["完成", "=B2/2", "#DIV/0!"])
        sheet.merge_cells("A1:C1")
        sheet["B2"].number_format, sheet["C2"].number_format = "0.00", "0.0%"

    (found,) = excel.read(saved(fill))
    assert found.name == "专栏1"
    assert found.texts == (
        ("一、就业", "", ""),
        ("失业率(%)", "2.70", "96.3%"),
        ("结案率", "2021-03-31", "TRUE"),
        ("完成", "", "#DIV/0!"),
    )
    assert [[cell.kind for cell in row] for row in found.rows] == [
        ["text", "merged", "merged"],
        ["text", "number", "number"],
        ["text", "date", "boolean"],
        ["text", "uncalculated", "error"],
    ]
    assert [cell.address for cell in found.rows[1]] == ["专栏1!A2", "专栏1!B2", "专栏1!C2"]
    assert [cell.decimals for cell in found.rows[1]] == [None, 2, 1]
    assert (found.rows[0][0].span, found.shown(0, 2).text) == ((1, 3), "一、就业")


def test_a_cell_is_shown_by_its_format_with_what_it_holds_beyond():
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    (cell,) = grid('<c s="1"><v>0.96333</v></c>', styles=styles).rows[0]
    assert (cell.text, cell.stored, cell.decimals, cell.is_number) == ("96.33%", "96.333%", 2, True)


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        ('<c t="b"><v>0</v></c>', "boolean", "FALSE"),
        ('<c t="e"><v>#N/A</v></c>', "error", "#N/A"),
        ('<c t="d"><v>2021-03-31</v></c>', "date", "2021-03-31"),
        ('<c t="d"><v>2021-03-31T12:00:00</v></c>', "date", "2021-03-31T12:00:00"),
        ("<c><f>A1</f></c>", "uncalculated", ""),
        ('<c t="str"><f>A1</f></c>', "text", ""),
        ('<c t="inlineStr"><is><t>a</t></is></c>', "text", "a"),
        ("<c><v>5</v></c>", "number", "5"),
    ],
)
def test_kinds_of_cells(cell, kind, text):
    (found,) = grid(cell).rows[0]
    assert (found.kind, found.text) == (kind, text)


def test_what_no_cell_stands_in_is_absent():
    found = grid('<c r="B3"><v>1</v></c>')
    assert [[cell.kind for cell in row] for row in found.rows] == [
        ["absent"] * 2,
        ["absent"] * 2,
        ["absent", "number"],
    ]
    assert found.rows[0][1].address == "指标!B1"


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Sheet1", "Sheet1!A1"),
        ("表 1", "'表 1'!A1"),
        ("it's", "'it''s'!A1"),
        ("2021", "'2021'!A1"),
        ("a!b", "'a!b'!A1"),
    ],
)
def test_addresses_quote_the_name_of_the_sheet_as_a_spreadsheet_does(name, address):
    def fill(book):
        book.active.title = name
        book.active["A1"] = "a"

    assert excel.read(saved(fill))[0].rows[0][0].address == address


def test_empty_sheets_are_passed_over_and_hidden_ones_marked():
    def fill(book):
        book.active.title = "空"
        book.create_sheet("隐").append(["a"])
        book.create_sheet("显").append(["b"])
        book["隐"].sheet_state = "hidden"

    assert [(one.name, one.hidden) for one in excel.read(saved(fill))] == [("隐", True), ("显", False)]


def merged(cells, *areas):
    listed = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return excel.read(workbook(f"{rows(*cells)}<mergeCells>{listed}</mergeCells>"))[0]


def test_a_merged_area_shows_its_top_left_cell_and_ends_with_the_grid():
    found = merged(
        ['<c r="A1"><v>1</v></c>', '<c r="B2"><v>2</v></c>', '<c r="C3"><v>3</v></c>'],
        "A1:B2",
        "C3:XFD1048576",
    )
    assert found.texts == (("1", "", ""), ("", "", ""), ("", "", "3"))
    assert [found.shown(row, column).text for row, column in ((0, 0), (1, 1), (2, 2), (2, 0))] == [
        "1",
        "1",
        "3",
        "",
    ]
    assert found.rows[2][2].span == (1_048_574, 16_382)


def test_an_empty_merged_area_covers_what_it_covers():
    found = merged(['<c r="C1"><v>1</v></c>'], "A1:B1", "A2:A3", "D1:D2", "C1")
    assert [cell.kind for cell in found.rows[0]] == ["absent", "merged", "number"]
    assert found.rows[0][0].span == (1, 2)


@pytest.mark.parametrize(
    "areas", [["A1:B2", "B2:C3"], ["A1:XFD1048576"] * 2, ["B2:C3", "A1:B2"], ["A1:B1", "A1:A2"]]
)
def test_overlapping_areas_are_refused(areas):
    with refused(TableError, "formats.merged", areas[-1]):
        merged(['<c r="J9"><v>1</v></c>'], *areas)


@pytest.mark.parametrize("area", ["", ":", "A1:B2:C3", "B2:A1", "甲1"])
def test_a_broken_merged_area_is_told(area):
    with refused(TableError, "formats.broken"):
        merged(["<c><v>1</v></c>"], area)


def test_a_cell_in_a_far_corner_is_refused():
    with refused(TableError, "table.size", "1048576", "16384"):
        grid('<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>1</v></c>')


# ── as other programs make them ──────────────────────────────────────────────────────────────────────────


def test_cells_without_references_follow_each_other_and_their_order_is_free():
    data = workbook(
        '\n<sheetData>\n<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row>'
        '<row><c><v>3</v></c><c r="D3"><v>4</v></c><c r="B3"><v>5</v></c></row></sheetData>'
    )
    assert excel.read(data)[0].texts == (("", "", "", ""), ("", "1", "2", ""), ("3", "5", "", "4"))


def test_texts_shared_inline_and_of_formulas():
    found = grid(
        '<c t="s"><v>0</v></c>',
        '<c t="s"><v>1</v></c>',
        '<c t="inlineStr"><is><t> a</t></is></c>',
        '<c t="inlineStr"/>',
        '<c t="str"><f>A1</f><v>b</v></c>',
        '<c t="str"><f>IF(A1,"","")</f><v></v></c>',
        '<c t="s"/>',
        '<c s="0"/>',
        "<c><f>A1</f><v>2.5</v></c>",
        texts="<si><t>失业率</t></si>"
        '<si><r><t>结案</t></r><r><rPr/><t>率</t></r><rPh sb="0" eb="1"><t>jié</t></rPh></si>',
    )
    (cells,) = found.rows
    assert [cell.text for cell in cells] == ["失业率", "结案率", " a", "", "b", "", "", "", "2.5"]
    assert [cell.kind for cell in cells] == ["text"] * 6 + ["absent"] * 2 + ["number"]


def test_escaped_signs_are_resolved():
    found = grid(
        '<c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>',
        '<c t="str"><v>_x0009__x0041_</v></c>',
        '<c t="s"><v>0</v></c>',
        texts="<si><t>a_x000d_b_x005F_x0041_</t></si>",
    )
    assert found.texts == (("a\rb_x0041_", "\t_x0041_", "a\rb_x0041_"),)


def test_formats_of_numbers_by_style():
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/>'
        '<numFmt numFmtId="57" formatCode="yyyy/m/d"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="2"/><xf/><xf numFmtId="99"/>'
        '<xf numFmtId="31"/><xf numFmtId="36"/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="44"/>'
        '<xf numFmtId="7"/></cellXfs>'
    )
    cells = [f'<c s="{number}"><v>{44286 if number > 4 else 1}</v></c>' for number in range(11)]
    assert grid(*cells, styles=styles).texts[0] == (
        *("1", "100.0%", "1.00", "1", "1"),
        *("2021-03-31", "2021-03", "2021-03-31", "2021-03-31", "44286.00", "44286.00"),
    )


@pytest.mark.parametrize(
    ("value", "date"), [("1", "2025-04-01"), ("true", "2025-04-01"), ("0", "2021-03-31")]
)
def test_the_calendar_of_the_workbook(value, date):
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    found = grid("<c><v>44286</v></c>", styles=styles, properties=f'<workbookPr date1904="{value}"/>')
    assert found.texts == ((date,),)


def test_a_far_corner_that_is_merged_or_only_styled_costs_nothing():
    data = workbook(
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    (found,) = excel.read(data)
    assert (found.texts, found.rows[0][0].span) == ((("1",),), (1_048_576, 16_384))


# ── broken ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("data", [b"", b"a,b\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_zip_file_is_refused(data):
    with refused(TableError, "formats.zip", ".xlsx"):
        excel.read(data)


def without(name):
    made = parts(rows("<c><v>1</v></c>"))
    del made[name]
    return packed(made)


@pytest.mark.parametrize(
    "data",
    [
        packed({"a.txt": "a"}),
        without("[Content_Types].xml"),
        without("xl/workbook.xml"),
        without("xl/sharedStrings.xml"),
    ],
    ids=["nothing", "types", "workbook", "texts"],
)
def test_a_zip_file_without_a_part_of_a_workbook_is_refused(data):
    with refused(TableError, "formats.broken"):
        excel.read(data)


@pytest.mark.parametrize("data", [workbook(""), without("xl/worksheets/sheet1.xml")])
def test_a_workbook_without_cells_is_refused(data):
    with refused(TableError, "formats.cells"):
        excel.read(data)


def test_the_strict_dialect_is_told():
    made = parts(rows("<c><v>1</v></c>"))
    strict = {
        name: text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, text in made.items()
    }
    with refused(TableError, "formats.cells", "Strict Open XML"):
        excel.read(packed(strict))


def test_an_old_or_encrypted_workbook_is_recognised():
    with refused(TableError, "formats.locked", ".xls"):
        excel.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))


def test_a_part_with_a_password_is_recognised():
    data = bytearray(workbook(""))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with refused(TableError, "formats.locked"):
        excel.read(bytes(data))


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(compression):
    with refused(TableError, "formats.zip"):
        excel.read(packed(parts(""), compression))


@pytest.mark.parametrize(
    "cell",
    [
        '<c t="s"><v>1</v></c>',
        '<c t="s"><v>a</v></c>',
        '<c s="a"><v>1</v></c>',
        '<c s="9999999"><v>1</v></c>',
        '<c r="ZZZZ1"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="甲1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c><c r="A1"><v>1</v></c>',
        '<c t="d"><v>31.3.2021</v></c>',
        '<c t="d"><v>PT5H</v></c>',
        '<c t="b"><v>TRUE</v></c>',
        "<c><v>1e999</v></c>",
        f"<c><v>{'9' * 400}</v></c>",
        f"<c><v>{'9' * 5_000}</v></c>",
        "<c><v>1,5</v></c>",
        "<c>",
        "&nbsp;",
    ],
)
def test_a_broken_sheet_is_told(cell):
    with refused(TableError, "formats.broken"):
        grid(cell, texts="<si><t>a</t></si>")


@pytest.mark.parametrize(("row", "code"), [("0x1", "broken"), ("-1", "broken"), ("9" * 99, "size")])
def test_a_broken_row_number_is_told(row, code):
    with refused(TableError, {"broken": "formats.broken", "size": "table.size"}[code]):
        excel.read(workbook(f'<sheetData><row r="{row}"><c><v>1</v></c></row></sheetData>'))


def test_a_damaged_part_is_told():
    data = workbook(rows("<c><v>1</v></c>"))
    at = data.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 9
    for error in (b"\xff" * 20, b"\x00" * 20):
        with refused(TableError, "formats.broken"):
            excel.read(data[:at] + error + data[at + 20 :])


def test_what_the_library_says_of_decorations_is_not_passed_on():
    assert grid("<c><v>1</v></c>", styles="").texts == (("1",),)  # it warns that there is no style


@given(st.data())
def test_a_workbook_with_a_few_changed_bytes_is_read_or_refused(data):
    made = bytearray(
        workbook(rows('<c r="A1"><v>1</v></c>', '<c r="B1" t="s"><v>0</v></c>'), "<si><t>a</t></si>")
    )
    for _ in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = excel.read(bytes(made))
    except TableError as error:
        found, code = (), error.code
    else:
        code = "formats.read"
    assert code.startswith("formats.")
    assert len(found) <= 1


# ── made to do harm ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_entities_are_refused_before_they_grow(part):
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    made = parts("")
    made[part] = bomb + made[part]
    with refused(TableError, "formats.entities"):
        excel.read(packed(made))


def test_a_bomb_is_recognised_by_the_sizes_in_its_directory():
    data = bytearray(packed(parts("") | {"xl/media/picture.png": b"a"}))
    at = data.rindex(b"xl/media/picture.png") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 2**31)
    with refused(TableError, "formats.content"):
        excel.read(bytes(data))


def test_a_size_that_lies_is_not_believed():
    data = bytearray(workbook(rows("<c><v>1</v></c>")))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 60)
    with refused(TableError, "formats.zip"):
        excel.read(bytes(data))


def test_too_many_parts_are_refused():
    with refused(TableError, "formats.content"):
        excel.read(packed(dict.fromkeys(map(str, range(guard.MOST_PARTS + 1)), ""), zipfile.ZIP_STORED))


def test_one_part_is_not_read_as_often_as_it_is_listed():
    one = '<sheet name="指标" sheetId="1" r:id="r1"/>'
    files = parts(rows("<c><v>1</v></c>"))
    listed = "".join(one.replace("指标", f"表{number}") for number in range(1000))
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(one, listed)
    with refused(TableError, "formats.sheets"):
        excel.read(packed(files))


@pytest.mark.parametrize(
    ("sheet", "texts"),
    [
        ("<x/>" * guard.MOST_TAGS, ""),
        (rows("<c/>" * guard.MOST_TAGS), ""),
        ("", "<si/>" * guard.MOST_TAGS),
        ("", f'<si x="{"a" * 2**21}"/>'),
    ],
    ids=["tags", "cells", "texts", "a long tag"],
)
def test_what_would_take_too_much_memory_is_refused_before_it_is_parsed(sheet, texts):
    data = workbook(sheet, texts)
    assert len(data) < 100_000
    with refused(TableError, "formats.content"):
        excel.read(data)


LONG = "a" * (LONGEST_CELL + 1)


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ('<c t="s"><v>0</v></c>', f"<si><t>{LONG}</t></si>"),
        (f'<c t="str"><v>{LONG}</v></c>', ""),
        (f'<c t="inlineStr"><is><t>{LONG}</t></is></c>', ""),
        (f'<c t="e"><v>{LONG}</v></c>', ""),
    ],
    ids=["shared", "of a formula", "inline", "error"],
)
def test_a_long_text_is_refused_with_its_cell(cell, texts):
    with refused(TableError, "formats.long", "指标!A1", str(LONGEST_CELL)):
        grid(cell, texts=texts)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────

RUN = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "#DIV/0!",
    "TRUE",
    "2.30",
    "2021-03-31",
    "=",
    "",
]


def test_every_cell_is_a_text_and_stays_one_when_it_is_edited():
    data = excel.write([Table(("a",), [(text,) for text in RUN])])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    for text, cell in zip(RUN, (row[0] for row in sheet.iter_rows(min_row=2)), strict=True):
        assert (cell.value or "", cell.number_format, cell.quotePrefix) == (
            text,
            "@",
            text[:1] in {"=", "+", "-", "@"},
        )
        assert cell.data_type in {"s", "inlineStr"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_signs_that_xml_cannot_hold_survive():
    text = "".join(map(chr, range(1, 32))) + "\ufffe\uffff_x0041__x005F_\U0001f600\x7f\x85\u2028"
    (found,) = excel.read(excel.write([Table((text,), [])]))
    assert found.texts == ((text,),)


def test_each_table_has_a_sheet_named_after_it():
    titles = ["专栏1", "专栏1", "", "a/b:c", "'x'", "很" * 40, "很" * 40, "A", "a", "a (10)", "A", "\x01"]
    found = excel.read(excel.write(Table(("a",), [], title=title) for title in titles))
    names = [one.name for one in found]
    assert names[:6] == ["专栏1", "专栏1 (2)", "表3", "a_b_c", "_x_", "很" * 31]
    assert names[6:] == ["很" * 27 + " (7)", "A", "a (9)", "a (10)", "A (11)", "_"]
    assert len({name.lower() for name in names}) == len(titles)


def test_a_name_that_is_taken_by_its_number_gets_the_next_one():
    titles = ["b (3)", "b", "b"]
    assert [
        one.name for one in excel.read(excel.write(Table(("a",), [], title=title) for title in titles))
    ] == [
        "b (3)",
        "b",
        "b (4)",
    ]


def test_columns_are_as_wide_as_their_texts_up_to_a_limit():
    data = excel.write([Table(("指标", "b", "c"), [("a\nab", "x" * 100, "")])])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [6, 62, 3]


@pytest.mark.parametrize("library", ["openpyxl", "defusedxml"])
def test_without_a_library_the_command_to_install_it_is_told(monkeypatch, library):
    data = workbook(rows("<c><v>1</v></c>"))
    if library == "openpyxl":
        monkeypatch.setitem(sys.modules, library, None)
    else:
        monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    for attempt in (lambda: excel.read(data), lambda: excel.write([Table(("a",), [])])):
        with refused(TableError, "formats.library", library, 'pip install "rsindicators[excel]"'):
            attempt()


@given(
    st.lists(
        st.floats(-1e300, 1e300) | st.booleans() | st.integers(-(2**53), 2**53),
        min_size=1,
        max_size=5,
    )
)
def test_numbers_written_by_openpyxl_are_the_numbers_read(values):
    (found,) = excel.read(saved(lambda book: book.active.append(values)))
    for value, cell in zip(values, found.rows[0], strict=True):
        if isinstance(value, bool):
            assert cell.text == str(value).upper()
        else:
            assert float(cell.text) == pytest.approx(value, rel=1e-15)
