"""The copy of a workbook: what it keeps, and that nothing a spreadsheet would run or load is kept."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from refusal import refused
from workbooks import MAIN, RELATIONS, packed, parts, related, rows, workbook

from rsindicators.errors import TableError
from rsindicators.formats import excel, guard
from rsindicators.formats.duplicate import LONGEST_COMMENT, copy_of, place_of, say


def bytes_of(book):
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def copied(data):
    """The copy, written and loaded again."""
    return openpyxl.load_workbook(io.BytesIO(guard.saved(copy_of(data).book)))


def written(fill):
    book = openpyxl.Workbook()
    fill(book)
    return bytes_of(book)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────


def a_form(book):
    sheet = book.active
    sheet.title = "指标"
    sheet.append(["失业率", 2.7, True, dt.date(2021, 3, 31), "#N/A", None])
    sheet.append(["参保", 0.1, False, None, None, None])
    sheet["B1"].number_format = "0.00"
    sheet["B1"].fill = PatternFill("solid", "FFFFE5")
    sheet["A1"].font = Font(bold=True, name="宋体")
    sheet["F2"].protection = Protection(locked=False)
    sheet["A3"] = "备注"
    sheet.merge_cells("A3:C4")
    sheet.column_dimensions["A"].width = 33
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[1].height = 40
    sheet.row_dimensions[2].hidden = True
    sheet.freeze_panes = "B2"
    sheet.protection.sheet = True
    sheet.protection.formatRows = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_margins.left = 0.1
    sheet.add_data_validation(
        DataValidation("list", '"预计,快报"', sqref="F2", promptTitle="状态", prompt="选")
    )
    sheet["A1"].comment = Comment("问过了", "张三")
    book.create_sheet("空")
    book.create_sheet("隐").sheet_state = "hidden"


def test_the_copy_reads_as_what_came_in():
    data = written(a_form)
    made = guard.saved(copy_of(data).book)
    assert excel.read(made) == excel.read(data)


def test_the_copy_looks_like_what_came_in():
    book = copied(written(a_form))
    sheet = book["指标"]
    assert [one.title for one in book.worksheets] == ["指标", "空", "隐"]
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden"]
    assert (sheet["B1"].number_format, sheet["B1"].fill.fgColor.rgb) == ("0.00", "00FFFFE5")
    assert (sheet["A1"].font.name, sheet["A1"].font.b) == ("宋体", True)
    assert (sheet["F2"].value, sheet["F2"].protection.locked) == (None, False)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A3:C4"]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["D"].hidden) == (33, True)
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[2].hidden) == (40, True)
    assert (sheet.freeze_panes, sheet.protection.sheet, sheet.protection.formatRows) == ("B2", True, False)
    assert (sheet.page_setup.orientation, sheet.page_margins.left) == ("landscape", 0.1)
    assert (sheet["A1"].comment.text, sheet["A1"].comment.author) == ("问过了", "张三")
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref), rule.promptTitle, rule.prompt) == (
        '"预计,快报"',
        "F2",
        "状态",
        "选",
    )
    assert str(sheet["D1"].value) == "2021-03-31 00:00:00"


def test_the_page_is_as_wide_as_it_was():
    def fill(book):
        book.active["A1"] = 1
        guard.set_up(book.active)

    sheet = copied(written(fill)).active
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_columns_keep_the_style_of_all_their_cells():
    columns = '<cols><col min="2" max="3" width="9" style="1"/></cols>'
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs>'
    column = copied(workbook(columns + rows("<c><v>1</v></c>"), styles=styles)).active.column_dimensions["B"]
    assert (column.number_format, column.min, column.max) == ("0.00", 2, 3)


@pytest.mark.parametrize("epoch", ["1", "0"])
def test_the_calendar_of_the_workbook_is_kept(epoch):
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    data = workbook(
        rows("<c><v>44286</v></c>"), styles=styles, properties=f'<workbookPr date1904="{epoch}"/>'
    )
    assert excel.read(guard.saved(copy_of(data).book)) == excel.read(data)


def test_a_pane_that_is_not_frozen_is_left_out():
    view = '<sheetView workbookViewId="3" tabSelected="1"><pane ySplit="900"/></sheetView>'
    data = workbook(f"<sheetViews>{view}</sheetViews>{rows('<c><v>1</v></c>')}")
    made = guard.saved(copy_of(data).book)
    assert b"<pane" not in parts_of(made)["xl/worksheets/sheet1.xml"]
    assert b'workbookViewId="0"' in parts_of(made)["xl/worksheets/sheet1.xml"]


VALUES = [
    None,
    True,
    False,
    0,
    -1,
    2**50,
    2.5,
    1e-9,
    "",
    " ",
    "a",
    "=1+1",
    "+",
    "-1",
    "@x",
    "＝1",
    "_x0041_",
    "_x000D_\n",
    "很" * 999,
]


def test_whatever_cells_hold_the_copy_reads_the_same():
    book = openpyxl.Workbook()
    for row, first in enumerate(VALUES, 1):
        for column, value in enumerate([first, *reversed(VALUES[row:])], 1):
            cell = book.active.cell(row, column)
            cell._value = value
            cell.data_type = "s" if isinstance(value, str) else "b" if isinstance(value, bool) else "n"
    data = bytes_of(book)
    made = guard.saved(copy_of(data).book)
    assert excel.read(made) == excel.read(data)


# ── what is left behind ──────────────────────────────────────────────────────────────────────────────────


def test_formulas_become_their_last_values():
    data = workbook(
        rows(
            "<c><f>A1+1</f><v>2.5</v></c>",
            '<c t="str"><f>HYPERLINK("http://x")</f><v>=1+1</v></c>',
            "<c><f>NOW()</f></c>",
            '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c><f t="array" ref="E1:E2">SUM(A1)</f><v>1</v></c>',
            '<c t="inlineStr"><is><t>@cmd</t></is></c>',
            '<c t="d"><v>2021-03-31</v></c>',
            '<c t="inlineStr"><is><t>_x003D_1</t></is></c>',
        )
    )
    made = guard.saved(copy_of(data).book)
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert [cell.value for cell in sheet[1]] == [
        2.5, "=1+1", None, "#DIV/0!", 1, "@cmd", "2021-03-31", "_x003D_1",
    ]  # fmt: skip
    assert [cell.data_type for cell in sheet[1]] == ["n", "s", "n", "e", "n", "s", "s", "s"]
    assert [cell.quotePrefix for cell in sheet[1]] == [False, True, False, False, False, True, False, True]
    assert not re.search(rb"<f[ >/]", parts_of(made)["xl/worksheets/sheet1.xml"])


HARMFUL = {
    "xl/vbaProject.bin": b"macro",
    "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
    "xl/connections.xml": f'<connections xmlns="{MAIN}"/>',
    "xl/queryTables/queryTable1.xml": f'<queryTable xmlns="{MAIN}"/>',
    "xl/embeddings/oleObject1.bin": b"object",
    "xl/activeX/activeX1.bin": b"control",
    "xl/ctrlProps/ctrlProp1.xml": "<formControlPr/>",
    "xl/media/image1.png": b"picture",
    "xl/charts/chart1.xml": "<chart/>",
    "xl/drawings/drawing1.xml": "<drawing/>",
    "xl/pivotCache/pivotCacheDefinition1.xml": "<pivot/>",
    "xl/macrosheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"/>',
    "customUI/customUI.xml": '<customUI onLoad="x"/>',
    "customXml/item1.xml": "<a/>",
    "xl/printerSettings/printerSettings1.bin": b"printer",
    "xl/tables/table1.xml": "<table/>",
    "docProps/custom.xml": "<Properties/>",
}


def test_of_the_parts_of_a_workbook_only_harmless_ones_are_there():
    sheet = (
        rows("<c><v>1</v></c>") + '<hyperlinks><hyperlink ref="A1" r:id="h"/></hyperlinks>'
        '<drawing r:id="d"/><legacyDrawing r:id="v"/>'
        '<oleObjects><oleObject progId="Package" r:id="o"/></oleObjects><controls/>'
        '<tableParts><tablePart r:id="t"/></tableParts>'
    )
    made = parts(sheet)
    names = (
        '<definedNames><definedName name="Auto_Open" function="1">EXEC("calc")</definedName></definedNames>'
    )
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace("</sheets>", f"</sheets>{names}")
    made["xl/worksheets/sheet1.xml"] = made["xl/worksheets/sheet1.xml"].replace(
        "<worksheet ", f'<worksheet xmlns:r="{RELATIONS}" '
    )
    made["xl/worksheets/_rels/sheet1.xml.rels"] = related(
        h=("hyperlink", "http://example.invalid/"),
        d=("drawing", "../drawings/drawing1.xml"),
        o=("oleObject", "../embeddings/oleObject1.bin"),
        t=("table", "../tables/table1.xml"),
        q=("queryTable", "../queryTables/queryTable1.xml"),
    ).replace('Target="http', 'TargetMode="External" Target="http')
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(
        "spreadsheetml.sheet.main", "spreadsheetml.sheet.main"
    )
    found = parts_of(guard.saved(copy_of(packed(made | HARMFUL)).book))
    assert found.keys() == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    for name, content in found.items():
        for word in (b"External", b"example.invalid", b"EXEC", b"vbaProject", b"macroEnabled", b"oleObject"):
            assert word not in content, name


def test_a_workbook_with_macros_becomes_one_without(tmp_path):
    made = parts(rows("<c><v>1</v></c>"))
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    made["[Content_Types].xml"] = re.sub(
        r'ContentType="[^"]*sheet\.main\+xml"', f'ContentType="{kind}"', made["[Content_Types].xml"]
    )
    found = parts_of(guard.saved(copy_of(packed(made | {"xl/vbaProject.bin": b"macro"})).book))
    assert b"macroEnabled" not in found["[Content_Types].xml"]
    assert "xl/vbaProject.bin" not in found


def test_conditions_and_names_are_left_behind():
    def fill(book):
        sheet = book.active
        sheet["A1"] = 1
        sheet.conditional_formatting.add("A1", FormulaRule(['WEBSERVICE("http://x")']))
        sheet.auto_filter.ref = "A1:A1"
        sheet.print_title_rows = "1:1"
        book.defined_names["坏"] = DefinedName("坏", attr_text='CALL("urlmon")')
        sheet.oddHeader.center.text = "&G"

    found = parts_of(guard.saved(copy_of(written(fill)).book))
    assert b"definedName " not in found["xl/workbook.xml"]
    assert not re.search(rb"conditionalFormatting|autoFilter|oddHeader", found["xl/worksheets/sheet1.xml"])


@pytest.mark.parametrize(
    ("kind", "first", "second", "stays"),
    [
        ("list", '"预计,快报"', None, True),
        ("list", '"是"', None, True),
        ("list", "$A$1:$A$9", None, False),
        ("list", 'INDIRECT("A1")', None, False),
        ("list", '"a"&"b"', None, False),
        ("list", '"是,=1+1"', None, False),
        ("list", '"是, @x"', None, False),
        ("list", f'"{"一" * 256}"', None, False),
        ("decimal", "-1000000000000000", "1000000000000000", True),
        ("decimal", "0", "A1", False),
        ("whole", "0", None, True),
        ("textLength", "2.5", None, True),
        ("textLength", "LEN(A1)", None, False),
        ("custom", "1", None, False),
        ("date", "44286", None, False),
        (None, None, None, True),
    ],
)
def test_validations_stay_where_they_hold_no_formula(kind, first, second, stays):
    def fill(book):
        book.active["A1"] = 1
        rule = DataValidation(kind, first, second, sqref="B2:B9", promptTitle="甲", prompt="乙")
        book.active.add_data_validation(rule)

    left = copied(written(fill)).active.data_validations.dataValidation
    assert [(one.type, one.formula1, one.formula2, one.prompt) for one in left] == (
        [(kind, first, second, "乙")] if stays else []
    )


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("A1", (1, 1)),
        ("XFD1048576", (1_048_576, 16_384)),
        ("XFE1", None),
        ("A1048577", None),
        ("A0", None),
        ("a1", None),
        ("$A$1", None),
        ("A1:B2", None),
        ("", None),
        ("A" * 10**6, None),
        ("A１", None),
    ],
)
def test_a_place_is_a_cell_that_a_sheet_has(cell, place):
    assert place_of(cell) == place


def test_an_address_leads_to_its_cell_and_in_a_merged_area_to_its_corner():
    def fill(book):
        book.active.title = "it's"
        book.active.append([1, 2, 3])
        book.active.append([1, 2, 3])
        book.active.merge_cells("A1:B2")

    made = copy_of(written(fill))
    sheet = made.book.worksheets[0]
    assert made.spot("'it''s'!C2") == (sheet, (2, 3))
    assert made.spot("'it''s'!B2") == (sheet, (1, 1))
    assert made.spot("'it''s'!Z99") == (sheet, (99, 26))
    assert [made.spot(address) for address in ("it's!C2", "C2", "'it''s'!", "'it''s'!甲1", "", "!A1")] == [
        None
    ] * 6


def test_an_area_of_no_cell_is_left_out_and_an_empty_one_within_the_table_is_kept():
    areas = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A9:B9"/></mergeCells>'
    made = copied(workbook(rows('<c r="C1"><v>3</v></c>') + areas)).active
    assert [str(area) for area in made.merged_cells.ranges] == ["A1:B1"]


def test_what_a_merged_area_covers_is_not_carried_over():
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    data = workbook(rows("<c><v>1</v></c>", "<c><v>2</v></c>", "<c><v>3</v></c>") + merged)
    assert [cell.value for cell in copied(data).active[1]] == [1, None, 3]
    assert excel.read(guard.saved(copy_of(data).book)) == excel.read(data)


# ── comments ─────────────────────────────────────────────────────────────────────────────────────────────


def commented(comments, authors="<author>张三</author><author/>", sheets=1, relation="../comments1.xml"):
    made = parts(rows("<c><v>1</v></c>"))
    listed = f"<authors>{authors}</authors><commentList>{comments}</commentList>"
    made["xl/comments1.xml"] = f'<comments xmlns="{MAIN}">{listed}</comments>'
    for number in range(1, sheets + 1):
        made[f"xl/worksheets/sheet{number}.xml"] = made["xl/worksheets/sheet1.xml"]
        made[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = related(r1=("comments", relation))
    one = '<sheet name="指标" sheetId="1" r:id="r1"/>'
    more = "".join(
        one.replace("指标", f"表{number}").replace("r1", f"s{number}") for number in range(2, sheets + 1)
    )
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(one, one + more)
    more = related(
        **{f"s{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in range(2, sheets + 1)}
    )
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", re.sub("</?Relationships[^>]*>", "", more) + "</Relationships>"
    )
    return packed(made)


def comment(ref, text, author=0):
    return f'<comment ref="{ref}" authorId="{author}"><text>{text}</text></comment>'


def test_comments_are_kept_with_their_authors():
    data = commented(
        comment("A1", "<r><rPr><b/></rPr><t>张三:</t></r><r><t>问过了</t></r>")
        + comment("B9", "<t>空格</t>", 1)
        + comment("A1", "<t>又及</t>")
        + comment("A1:XFD1048576", "<t>到处</t>")
    )
    sheet = copied(data).active
    assert (sheet["A1"].comment.text, sheet["A1"].comment.author) == ("张三:问过了\n\n又及", "张三")
    assert sheet["B9"].comment.text == "空格"
    assert sheet.max_row == 9


def test_a_part_of_comments_is_read_once_however_many_sheets_name_it():
    book = copied(commented(comment("A1", "<t>一次</t>"), sheets=3))
    assert [sheet["A1"].comment.text if sheet["A1"].comment else "" for sheet in book.worksheets] == [
        "一次",
        "",
        "",
    ]


@pytest.mark.parametrize(
    "data",
    [
        commented("", relation="../nowhere.xml"),
        commented(comment("A1", "<t>a</t>", 7)),
        commented('<comment ref="A1"/>'),
        commented("<broken"),
        commented('<!DOCTYPE a [<!ENTITY a "a">]>'),
    ],
    ids=["no part", "no author", "no text", "broken", "entity"],
)
def test_broken_comments_are_told(data):
    with refused(TableError, "formats.broken"):
        copy_of(data)


def test_a_comment_is_added_behind_the_one_that_is_there_and_cut_where_it_is_long():
    cell = openpyxl.Workbook().active["A1"]
    say(cell, "一\x07\ud800", "张\x00三")
    assert (cell.comment.text, cell.comment.author) == ("一\ufffd\ufffd", "张三")
    say(cell, "a" * (LONGEST_COMMENT + 1), "李四")
    first, second = cell.comment.text.split("\n\n")
    assert (first, len(second), second[-1], cell.comment.author) == (
        "一\ufffd\ufffd",
        LONGEST_COMMENT,
        "…",
        "张三",
    )
    for _ in range(9):
        say(cell, "a" * LONGEST_COMMENT, "")
    assert len(cell.comment.text) <= 32_767
    assert cell.comment.height == 500


# ── made to do harm ──────────────────────────────────────────────────────────────────────────────────────


OVERLAPPING = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1"/></mergeCells>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "formats.zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "formats.locked"),
        (workbook("<x/>" * guard.MOST_TAGS), "formats.content"),
        (workbook(rows('<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>1</v></c>')), "table.size"),
        (workbook(rows('<c r="A1"><v>1</v></c>', '<c r="A1"><v>1</v></c>')), "formats.broken"),
        (workbook(rows('<c r="A1048577"><v>1</v></c>')), "formats.broken"),
        (workbook(rows('<c s="7"><v>1</v></c>')), "formats.broken"),
        (workbook(rows("<c><v>1e999</v></c>")), "formats.broken"),
        (workbook(rows(f"<c><v>{'9' * 400}</v></c>")), "formats.broken"),
        (workbook(rows(f'<c t="str"><v>{"a" * 32_768}</v></c>')), "formats.long"),
        (workbook(rows("<c><v>1</v></c>") + OVERLAPPING), "formats.merged"),
        (workbook('<!DOCTYPE a [<!ENTITY a "a">]>'), "formats.broken"),
    ],
    ids=range(12),
)
def test_what_is_not_read_is_not_copied_either(data, code):
    with refused(TableError, code):
        copy_of(data)


def test_areas_and_styles_of_a_whole_sheet_cost_nothing():
    whole = "A1:XFD1048576"
    data = workbook(
        '<cols><col min="1" max="16384" width="9"/></cols>'
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576" ht="9"><c r="XFD1048576" s="0"/></row></sheetData>'
        f'<mergeCells><mergeCell ref="{whole}"/></mergeCells>'
        f'<dataValidations><dataValidation sqref="{whole}"/></dataValidations>'
        f'<hyperlinks><hyperlink ref="{whole}" location="A1"/></hyperlinks>'
    )
    made = copy_of(data)
    assert made.book.worksheets[0]._cells.keys() == {(1, 1), (1_048_576, 16_384)}
    assert made.spot("指标!A1") == (made.book.worksheets[0], (1, 1))
    assert excel.read(guard.saved(made.book)) == excel.read(data)


def test_empty_cells_keep_their_style_up_to_a_number(monkeypatch):
    monkeypatch.setattr("rsindicators.formats.duplicate.MOST_EMPTY", 3)
    made = copy_of(workbook(rows("<c/>" * 9 + "<c><v>1</v></c>")))
    assert sorted(made.book.worksheets[0]._cells) == [(1, 1), (1, 2), (1, 3), (1, 10)]


@given(st.data())
def test_a_workbook_with_a_few_changed_bytes_is_copied_or_refused(data):
    made = bytearray(commented(comment("A1", "<t>a</t>")))
    for _ in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = guard.saved(copy_of(bytes(made)).book)
    except TableError as error:
        found, code = b"", error.code
    else:
        code = "formats.copied"
    assert code.startswith(("formats.", "table."))
    assert zipfile.is_zipfile(io.BytesIO(found)) is (code == "formats.copied")
