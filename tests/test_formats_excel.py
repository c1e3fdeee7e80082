"""Workbooks: read as they are shown, written as texts that stay texts."""

import datetime as dt
import io
import sys
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from workbooks import rows, workbook

from rsindicators import Table
from rsindicators.errors import TableError
from rsindicators.formats import excel


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
    found = merged(['<c r="C1"><v>1</v></c>'], "A1:B1", "A2:A3", "D1:D2", "B1:A1")
    assert [cell.kind for cell in found.rows[0]] == ["absent", "merged", "number"]
    assert found.rows[0][0].span == (1, 2)


def test_overlapping_areas_beyond_measure_are_refused(monkeypatch):
    monkeypatch.setattr(excel, "MOST_CELLS", 100)
    with refused(TableError, "formats.merged"):
        merged(['<c r="J9"><v>1</v></c>'], *["A1:XFD1048576"] * 2)


def test_a_cell_in_a_far_corner_is_refused():
    with refused(TableError, "table.size", "1048576", "16384"):
        grid('<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>1</v></c>')


def test_a_number_that_is_none_is_told_with_its_cell():
    with refused(TableError, "formats.broken", "指标!B1", "1,5"):
        grid("<c><v>1</v></c>", "<c><v>1,5</v></c>")


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


def test_without_the_library_the_command_to_install_it_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with refused(TableError, "formats.library", "openpyxl", 'pip install "rsindicators[excel]"'):
        excel.write([Table(("a",), [])])


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


def test_reading_needs_no_library(monkeypatch):
    data = workbook(rows("<c><v>1</v></c>"))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert excel.read(data)[0].texts == (("1",),)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")]
)
def test_letters_of_columns(column, letters):
    assert excel.column_letters(column) == letters
