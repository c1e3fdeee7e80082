"""What reads and what writes workbooks; its bounds are tested where they are read (test_formats_excel)."""

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
from rsindicators.formats import guard
from rsindicators.formats.guard import Look, Pen


def test_a_workbook_is_opened_and_what_goes_wrong_in_the_block_is_told_of_it():
    with guard.opened(workbook(rows("<c><v>1</v></c>"))) as book:
        assert [sheet.title for sheet in book.worksheets] == ["指标"]
    with refused(TableError, "formats.broken", "xlsx", "没想到"), guard.opened(workbook(rows(""))):
        raise KeyError("没想到")
    with refused(TableError, "formats.cells"), guard.opened(workbook(rows(""))):
        raise TableError("formats.cells")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n"])
def test_what_is_no_workbook_is_not_opened(data):
    with pytest.raises(TableError), guard.opened(data):
        raise AssertionError


@pytest.mark.parametrize("library", ["openpyxl", "defusedxml"])
def test_without_a_library_the_command_to_install_it_is_told(monkeypatch, library):
    if library == "openpyxl":
        monkeypatch.setitem(sys.modules, library, None)
    else:
        monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with refused(TableError, "formats.library", library, 'pip install "rsindicators[excel]"'):
        guard.library()


def test_names_of_sheets_are_never_taken_twice_whatever_their_letters():
    taken = set()
    assert [guard.sheet_name(name, number, taken) for number, name in enumerate("aAa", 1)] == [
        "a",
        "A (2)",
        "a (3)",
    ]
    assert taken == {"a", "a (2)", "a (3)"}


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_titles_become_names_that_a_workbook_bears(titles):
    taken = set()
    book = openpyxl.Workbook()
    names = [guard.sheet_name(title, number, taken) for number, title in enumerate(titles, 1)]
    made = [book.create_sheet(name).title for name in names]
    assert made == names
    assert all(0 < len(name) <= 31 for name in names)


def test_a_pen_gives_cells_their_look_and_never_a_formula():
    book = openpyxl.Workbook()
    sheet, pen = book.active, Pen(book)
    look = Look(
        bold=True, wrapped=True, fill="FFB3B3", ink="7F7F7F", size=14, indent=2, open=True, framed=True
    )
    sheet.append([pen.text(sheet, "=1+1", look), pen.text(sheet, "失业率", look)])
    sheet.append([pen.number(sheet, 2, Look(form="0", middle=True)), pen.empty(sheet, guard.PLAIN)])
    loaded = openpyxl.load_workbook(io.BytesIO(guard.saved(book))).active
    first, second, number, empty = loaded["A1"], loaded["B1"], loaded["A2"], loaded["B2"]
    assert (first.value, first.data_type, first.quotePrefix) == ("=1+1", "s", True)
    assert (second.value, second.quotePrefix, second.number_format) == ("失业率", False, "@")
    assert (first.font.b, first.font.sz, first.font.color.rgb) == (True, 14, "007F7F7F")
    assert (first.fill.fgColor.rgb, first.border.left.style) == ("00FFB3B3", "thin")
    assert (first.alignment.indent, first.alignment.wrap_text) == (2, True)
    assert (first.protection.locked, number.protection.locked) == (False, True)
    assert (number.value, number.number_format, number.alignment.horizontal) == (2, "0", "center")
    assert (empty.value, empty.data_type) == (None, "n")


@pytest.mark.parametrize("sign", guard.RUN)
def test_whatever_begins_like_a_formula_stays_a_text_when_it_is_edited(sign):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([Pen(book).text(sheet, f"{sign}1")])
    with zipfile.ZipFile(io.BytesIO(guard.saved(book))) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_a_table_is_written_below_its_title_and_above_its_notes():
    book = openpyxl.Workbook()
    guard.fill(book.active, Table(("指标", "数"), [("失业率", "2.7")], "表", ["注"]), Pen(book))
    assert [[cell.value for cell in row if cell.value] for row in book.active.iter_rows()] == [
        ["表"],
        ["指标", "数"],
        ["失业率", "2.7"],
        ["注"],
    ]
    assert book.active["A1"].font.b
    assert not book.active["A1"].alignment.wrap_text


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        (["一" * 4, "a"], None),
        (["一" * 5, "a"], 34.0),
        (["a", "a\nb\nc"], 51.0),
        (["a" * 10_000, ""], 400.0),
        ([], None),
    ],
)
def test_a_row_is_as_high_as_its_longest_text_needs(texts, height):
    sheet = openpyxl.Workbook().active
    guard.heighten(sheet, 1, texts, [8, 8])
    assert sheet.row_dimensions[1].height == height
