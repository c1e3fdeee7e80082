"""Tables: aligned in a terminal, escaped in Markdown and in HTML; grids of cells with their addresses."""

import pickle
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Table
from rsindicators.errors import TableError
from rsindicators.table import LONGEST_CELL, WIDEST, Book, Cell, Grid, bounded
from rsindicators.text import printable, width

FIGURES = Table(
    ("指标", "单位", "结果"),
    [("城镇新增就业人数", "万人", "[2.06]"), ("失业率", "%", "2.7")],
    title="专栏1",
    notes=["[ ]表示五年累计数"],
    right=(2,),
)

# ── the terminal ─────────────────────────────────────────────────────────────────────────────────────────


def test_columns_are_aligned_by_the_width_of_their_characters():
    assert FIGURES.text() == str(FIGURES)
    assert FIGURES.text().split("\n") == [
        "专栏1",
        "",
        "指标              单位    结果",
        "────────────────  ────  ──────",
        "城镇新增就业人数  万人  [2.06]",
        "失业率            %        2.7",
        "",
        "[ ]表示五年累计数",
    ]


def test_without_title_and_notes_there_are_no_empty_lines():
    assert Table(("a", "b"), [("1", "2")]).text() == "a  b\n─  ─\n1  2"


def test_a_table_may_have_no_rows():
    assert Table(("指标",), []).text() == "指标\n────"
    assert Table(("指标",), []).markdown() == "| 指标 |\n| --- |"
    assert (
        Table(("指标",), []).html() == "<table><thead><tr><th>指标</th></tr></thead><tbody></tbody></table>"
    )


def test_nothing_in_a_cell_moves_the_cursor():
    table = Table(("a\x1b[2J",), [("b\nc\r",), ("\u202e1",)], title="t\n", notes=["n\x07"])
    assert all(line.isprintable() for line in table.text().split("\n"))
    assert len(table.text().split("\n")) == 8
    assert all(line.isprintable() for line in table.markdown().split("\n"))


cells = st.text("abcd 人次，。e\u0301１|*<&\n\\", max_size=12)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    row = st.tuples(*[cells] * columns)
    return Table(
        draw(row),
        draw(st.lists(row, max_size=4)),
        title=draw(cells),
        notes=draw(st.lists(cells, max_size=2)),
        right=tuple(draw(st.sets(st.integers(0, columns - 1)))),
        wrap=draw(st.booleans()),
    )


@given(tables())
def test_every_column_begins_at_the_same_place_in_every_line(table):
    lines = Table(table.columns, table.rows, right=table.right).text().split("\n")
    rule = lines.pop(1)
    starts = [found.start() for found in re.finditer("─+", rule)]
    if len(starts) < len(table.columns):  # a column of empty cells has no rule
        return
    for line, row in zip(lines, (table.columns, *table.rows), strict=True):
        for number, (start, cell) in enumerate(zip(starts, row, strict=True)):
            if number in table.right or not cell.strip():
                continue
            before = next(end for end in range(len(line) + 1) if width(line[:end]) >= start)
            assert width(line[:before]) == start
            assert (line[before:] + " " * 12).startswith(printable(cell))


# ── long cells ───────────────────────────────────────────────────────────────────────────────────────────

LONG = (
    "报告期内,本辖区劳动人事争议仲裁机构审结的案件数占当期受理案件数与上期末累计未结案件数之和的比例(%)为96.33%。"
    * 3
)


def test_a_long_last_cell_is_broken_into_lines_and_keeps_all_its_characters():
    table = Table(("项", "内容"), [("定义", LONG), ("单位", "%")], wrap=True)
    lines = table.text().split("\n")[2:]
    assert len(lines) > 4
    assert all(width(line) <= WIDEST + width("定义  ") for line in lines)
    assert [line[:2] for line in lines if line[:2].strip()] == ["定义", "单位"]
    assert "".join(line[2:].strip() if line[0] != " " else line.strip() for line in lines[:-1]) == LONG


def test_no_line_of_it_begins_with_the_punctuation_that_closes_the_one_before():
    for shift in range(12):
        lines = Table(("内容",), [("文" * shift + LONG,)], wrap=True).text().split("\n")[2:]
        assert not [line for line in lines if line.startswith(tuple(",。、;:)》”%"))]


def test_a_number_is_not_broken():
    for shift in range(12):
        text = "文" * (34 + shift) + "1234567.89" + "文" * 40
        assert any("1234567.89" in line for line in Table(("",), [(text,)], wrap=True).text().split("\n"))


def test_a_word_longer_than_a_line_is_broken_all_the_same():
    lines = Table(("",), [("a" * 1000,)], wrap=True).text().split("\n")[2:]
    assert "".join(lines) == "a" * 1000
    assert max(map(width, lines)) <= WIDEST


def test_it_is_not_broken_unless_asked():
    assert LONG in Table(("内容",), [(LONG,)]).text()


@given(tables())
def test_wrapping_loses_nothing(table):
    whole = Table(("",), [("".join(row),) for row in table.rows])
    wrapped = Table(("",), whole.rows, wrap=True)
    assert re.sub(r"\s", "", wrapped.text()).lstrip("─") == re.sub(r"\s", "", whole.text()).lstrip("─")


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────


def test_as_markdown():
    assert FIGURES.markdown() == (
        "**专栏1**\n"
        "\n"
        "| 指标 | 单位 | 结果 |\n"
        "| --- | --- | ---: |\n"
        "| 城镇新增就业人数 | 万人 | \\[2.06\\] |\n"
        "| 失业率 | % | 2.7 |\n"
        "\n"
        "\\[ \\]表示五年累计数"
    )


@given(tables())
def test_the_cells_of_a_markdown_table_are_the_cells_of_the_table(table):
    lines = Table(table.columns, table.rows).markdown().split("\n")
    assert len(lines) == len(table.rows) + 2
    for line, row in zip([lines[0], *lines[2:]], (table.columns, *table.rows), strict=True):
        inner = re.findall(r"((?:\\.|[^|\\])*)\|", line)[1:]
        assert [re.sub(r"\\(.)", r"\1", cell[1:-1]) for cell in inner] == [printable(cell) for cell in row]


def test_what_looks_like_a_reference_is_escaped_and_an_ampersand_is_not():
    assert Table(("&lt;4.5", "R&D"), [("&#60;", "a & b;")]).markdown().split("\n")[::2] == [
        "| \\&lt;4.5 | R&D |",
        "| \\&#60; | a & b; |",
    ]


# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────


class Reader(HTMLParser):
    """The texts of an HTML table by tag."""

    def __init__(self):
        super().__init__()
        self.found, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in {"th", "td", "caption", "p"}:
            self.found.append((tag, dict(attrs).get("style", ""), ""))

    def handle_data(self, data):
        tag, style, text = self.found[-1]
        self.found[-1] = (tag, style, text + data)


def test_as_html():
    assert FIGURES.html() == FIGURES._repr_html_()
    assert FIGURES.html().startswith("<table><caption>专栏1</caption><thead><tr><th>指标</th><th>单位</th>")
    assert '<td style="text-align:right">2.7</td>' in FIGURES.html()
    assert FIGURES.html().endswith("</tbody></table><p>[ ]表示五年累计数</p>")


def test_markup_in_a_cell_stays_text():
    table = Table(("<b>",), [("<script>alert(1)</script>",)], title="a&b", notes=['"<i>"'])
    reader = Reader()
    reader.feed(table.html())
    assert set(reader.tags) == {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
    assert [text for _, _, text in reader.found] == ["a&b", "<b>", "<script>alert(1)</script>", '"<i>"']


@given(tables())
def test_the_cells_of_an_html_table_are_the_cells_of_the_table(table):
    reader = Reader()
    reader.feed(table.html())
    reader.close()
    shown = [(tag, text) for tag, _, text in reader.found]
    assert shown == [
        *([("caption", table.title)] if table.title else []),
        *(("th", cell) for cell in table.columns),
        *(("td", cell) for row in table.rows for cell in row),
        *(("p", note) for note in table.notes),
    ]
    right = [bool(style) for tag, style, _ in reader.found if tag == "th"]
    assert right == [number in table.right for number in range(len(table.columns))]


# ── a value ──────────────────────────────────────────────────────────────────────────────────────────────


@given(tables())
def test_it_survives_repr_and_pickle_and_can_be_a_key(table):
    assert eval(repr(table), {"Table": Table}) == table
    assert pickle.loads(pickle.dumps(table)) == table
    assert {table: 1}[table] == 1


def test_rows_may_come_from_any_iterable():
    assert Table(iter(["a"]), iter([iter(["1"])]), notes=iter(["n"])) == Table(
        ("a",), (("1",),), notes=("n",)
    )


def test_a_row_of_another_length_than_the_headings_is_refused():
    for row in (("1",), ("1", "2", "3"), ()):
        with refused(TableError, "table.row", "2", str(len(row))):
            Table(("a", "b"), [("1", "2"), row])


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        FIGURES.title = "专栏2"


# ── cells with addresses ─────────────────────────────────────────────────────────────────────────────────


def test_a_cell_is_a_text_with_its_place():
    cell = Cell("2.30", "指标!B7", "number", decimals=2)
    assert (cell.is_number, cell.is_empty, cell.span, cell.stored) == (True, False, (1, 1), "")
    assert eval(repr(cell), {"Cell": Cell}) == cell


@pytest.mark.parametrize(
    ("cell", "empty"),
    [
        (Cell("", "A1"), True),
        (Cell(" \u3000\n", "A1"), True),
        (Cell("", "A1", "absent"), True),
        (Cell("", "A1", "merged"), True),
        (Cell("", "A1", "uncalculated"), False),
        (Cell("—", "A1"), False),
    ],
)
def test_a_formula_without_its_result_is_not_nothing(cell, empty):
    assert cell.is_empty is empty


@pytest.mark.parametrize("text", [None, 2.06, b"2.06", ["2.06"], 5])
def test_a_cell_holds_a_text(text):
    with refused(TableError, "text.type"):
        Cell(text, "A1")


def test_a_cell_holds_no_more_than_a_cell():
    assert Cell("a" * LONGEST_CELL, "A1")
    with refused(TableError, "text.long", str(LONGEST_CELL)):
        Cell("a" * (LONGEST_CELL + 1), "A1")


@pytest.mark.parametrize("kind", ["", "formula", None, 5])
def test_a_cell_is_of_a_known_kind(kind):
    with refused(TableError, "table.kind", "uncalculated"):
        Cell("", "A1", kind)


def test_rows_of_different_lengths_are_filled_up_with_absent_cells():
    grid = Grid.padded(
        [[Cell("a", "A1")], [Cell("b", "A2"), Cell("c", "B2")], []], lambda r, c: f"R{r}C{c}", "指标"
    )
    assert grid.texts == (("a", ""), ("b", "c"), ("", ""))
    assert (grid.width, grid.name, grid.hidden) == (2, "指标", False)
    assert [(cell.address, cell.kind) for cell in (grid.rows[0][1], *grid.rows[2])] == [
        ("R0C1", "absent"),
        ("R2C0", "absent"),
        ("R2C1", "absent"),
    ]


def test_a_grid_may_be_empty():
    assert (Grid([]).width, Grid([]).texts, Grid.padded([], str).rows) == (0, (), ())


def test_a_grid_is_a_rectangle():
    with refused(TableError, "table.row", "2"):
        Grid([[Cell("a", "A1")], []])


@pytest.mark.parametrize(("rows", "columns"), [(1, 16_385), (1_000_001, 1), (1_000, 1_001)])
def test_a_grid_is_no_larger_than_a_person_fills_in(rows, columns):
    with refused(TableError, "table.size", str(rows), str(columns)):
        bounded(rows, columns)
    bounded(rows - 1, columns - 1)


def test_a_long_row_is_refused_before_the_others_are_filled_up():
    long = [Cell("", "A1")] * 1_001
    with refused(TableError, "table.size", "1001"):
        Grid.padded([long, *[[]] * 1_000], lambda *_: pytest.fail("a cell was made"))


def test_a_merged_area_is_seen_in_all_its_cells():
    grid = Grid(
        [
            [Cell("一、就业", "A1", span=(2, 1)), Cell("a", "B1", span=(1, 9))],
            [Cell("", "A2", "merged"), Cell("b", "B2")],
        ]
    )
    assert [[grid.shown(row, column).text for column in (0, 1)] for row in (0, 1)] == [
        ["一、就业", "a"],
        ["一、就业", "b"],
    ]


def test_a_book_has_prose_and_grids_in_their_order():
    grid = Grid([[Cell("a", "A1")]])
    book = Book("plan.md", iter([Cell("专栏1", "第1行", "heading"), grid]))
    assert (book.grids, len(book.blocks)) == ((grid,), 2)
    assert pickle.loads(pickle.dumps(book)) == book
    assert {book: 1}[book] == 1
