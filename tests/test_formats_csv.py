"""CSV: fields between commas, semicolons or tabs, and what a spreadsheet program would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Table, table
from rsindicators.errors import TableError
from rsindicators.formats import csv
from rsindicators.table import LONGEST_CELL


def texts(text):
    return csv.read(text)[0].texts


def test_cells_know_the_line_they_begin_in_and_their_column():
    (grid,) = csv.read('指标,2020年\n"失业率\n(%)",2.7\n\n结案率,90\n')
    assert [[cell.address for cell in row] for row in grid.rows] == [
        ["第1行第1列", "第1行第2列"],
        ["第2行第1列", "第2行第2列"],
        ["第4行第1列", "第4行第2列"],
        ["第5行第1列", "第5行第2列"],
    ]
    assert grid.texts[1] == ("失业率\n(%)", "2.7")


def test_short_rows_are_filled_with_cells_that_are_not_in_the_file():
    (grid,) = csv.read("专栏1\n指标,2020年,\n\na\n\n\n")
    assert [[cell.kind for cell in row] for row in grid.rows] == [
        ["text", "absent", "absent"],
        ["text", "text", "text"],
        ["absent", "absent", "absent"],
        ["text", "absent", "absent"],
    ]
    assert grid.rows[2][1].address == "第3行第2列"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("a;b\n1,5;2,5\n", (("a", "b"), ("1,5", "2,5"))),
        ("a\tb\n12,345\t67,890\n", (("a", "b"), ("12,345", "67,890"))),
        ("指标,单位\na;b,人\n", (("指标", "单位"), ("a;b", "人"))),
        (
            '专栏1,主要指标;\nname;unit\n"a;b,c";d\ne;f\n',
            (("专栏1,主要指标", ""), ("name", "unit"), ("a;b,c", "d"), ("e", "f")),
        ),
        ("指标\n失业率\n", (("指标",), ("失业率",))),
        ("a,b\r\n1,2\r\n", (("a", "b"), ("1", "2"))),
        ("a,b\r1,2", (("a", "b"), ("1", "2"))),
        ('a,"b ""c"""\n', (("a", 'b "c"'),)),
        ('5" pipe,b\n', (('5" pipe', "b"),)),
    ],
)
def test_the_separator_is_the_one_that_cuts_most_lines_alike(text, rows):
    assert texts(text) == rows


@pytest.mark.parametrize("text", ['a,"b\n', '"a"b,c\n', 'x\n"'])
def test_quotes_that_are_not_paired_are_told_with_the_line(text):
    with refused(TableError, "formats.quote", "2" if text[0] == "x" else "1"):
        csv.read(text)


def test_a_long_field_is_refused():
    for length in (LONGEST_CELL + 1, 200_000):
        with refused(TableError, "formats.long", "第2行"):
            csv.read("a\n" + "b" * length)


@pytest.mark.parametrize("text", ["," * 16_384, "\n" * 101, "a\n" * 9 + "," * 10])
def test_a_file_of_too_many_cells_is_refused(monkeypatch, text):
    monkeypatch.setattr(table, "MOST_CELLS", 99)
    with refused(TableError, "table.size"):
        csv.read(text)


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=1",
        "＋1",
        "-a",
        "--1",
        "+",
        "-1e5",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_loses_it_again(text):
    for cell in (text, "'" + text, "''" + text):
        written = csv.write(Table(("a", "b"), [(cell, "")]))
        assert f"'{cell}" in written
        assert texts(written)[1] == (cell, "")


@pytest.mark.parametrize(
    "text", ["-", "-5.3", "+2.1", "-0.06", "-12%", "—", "2.06", "'", "'a", "a=b", " =1", "[>23.5]", ""]
)
def test_a_number_or_a_missing_mark_stays_as_it_is(text):
    written = csv.write(Table((text,), []))
    assert written.strip('"\r\n') == text.strip('"')
    assert texts(written) == ((text,),)


def test_a_field_is_quoted_where_a_reader_could_cut_it():
    written = csv.write(Table(("a;b", "a\tb"), [("a,b", 'a"b'), ("a\nb", " a ")]))
    assert written == '"a;b","a\tb"\r\n"a,b","a""b"\r\n"a\nb"," a "\r\n'


@given(st.text("a1,;\t\"'\n\r=-", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        rows = csv.read(text)[0].rows
    except TableError as error:
        rows, code = (), error.code
    else:
        code = "read"
    assert code in {"read", "formats.quote"}
    assert len({len(row) for row in rows}) <= 1
