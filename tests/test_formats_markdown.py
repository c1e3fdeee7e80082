"""Markdown: pipe tables with the prose around them, escapes resolved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Table
from rsindicators.errors import TableError
from rsindicators.formats import markdown
from rsindicators.table import LONGEST_CELL, Cell, Grid

PLAN = """\
# 叙永县“十四五”规划

主要指标如下。

**专栏2 “十四五”时期主要指标**

| 指标 | 2020年 | 2025年 |
| :--- | ---: | :-: |
| 一、就业 | | |
| 1.城镇新增就业人数(万人) | [2.06] | [1.85] |
| *3.城镇登记失业率(%) | 2.7 | \\<4.5 |
注:[ ]内为五年积累数。
"""


def test_prose_and_tables_stand_in_their_order_with_their_lines():
    *prose, grid, note = markdown.read(PLAN)
    assert [(cell.text, cell.kind, cell.address) for cell in prose] == [
        ("叙永县“十四五”规划", "heading", "第1行"),
        ("主要指标如下。", "text", "第3行"),
        ("专栏2 “十四五”时期主要指标", "heading", "第5行"),
    ]
    assert (note.text, note.address) == ("注:[ ]内为五年积累数。", "第12行")
    assert grid.texts == (
        ("指标", "2020年", "2025年"),
        ("一、就业", "", ""),
        ("1.城镇新增就业人数(万人)", "[2.06]", "[1.85]"),
        ("*3.城镇登记失业率(%)", "2.7", "<4.5"),
    )
    assert [row[1].address for row in grid.rows] == ["第7行第2列", "第9行第2列", "第10行第2列", "第11行第2列"]


def texts(text):
    (grid,) = markdown.read(text)
    return grid.texts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(end):
    assert texts(end.join(["|a|b|", "|-|-|", "|1|2|"])) == (("a", "b"), ("1", "2"))


@pytest.mark.parametrize(
    "text",
    [
        "a|b\n-|-\n1|2",
        "|a|b\n|-|-\n|1|2",
        "  | a | b |\n  |:--|--:|\n\t| 1 | 2 |",
        "a | b |\n:-: | - |\n1 | 2 |",
    ],
)
def test_bars_at_the_ends_may_be_left_out(text):
    assert texts(text) == (("a", "b"), ("1", "2"))


def test_rows_of_other_lengths_lose_nothing():
    (grid,) = markdown.read("|a|b|\n|-|-|\n|1|\n|1|2|3|\n||\n| | |\n")
    assert grid.texts == (("a", "b", ""), ("1", "", ""), ("1", "2", "3"), ("", "", ""), ("", "", ""))
    assert [cell.kind for cell in grid.rows[1]] == ["text", "absent", "absent"]
    assert grid.rows[1][2].address == "第3行第3列"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("a\\|b", "a|b"),
        ("a\\\\", "a\\"),
        ("\\[2.06\\]", "[2.06]"),
        ("\\a", "\\a"),
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("&lt;4.5 &amp; &ge;60%", "<4.5 & ≥60%"),
        ("&#60;4.5&#x3C;&#X3c;", "<4.5<<"),
        ("&#0; &#xD800; &#1114112; &nix; R&D &lt", "&#0; &#xD800; &#1114112; &nix; R&D &lt"),
        ("**2.06**", "2.06"),
        ("**a\\*b**", "a*b"),
        ("**a** b", "**a** b"),
        ("*1.a", "*1.a"),
        ("**", "**"),
        ("****", "****"),
        ("<sup>a</sup>", "<sup>a</sup>"),
    ],
)
def test_a_cell_shows_what_is_meant(printed, text):
    assert texts(f"|a|\n|-|\n|{printed}|")[1] == (text,)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("# 专栏1", "专栏1"),
        ("###### 专栏1 ##", "专栏1"),
        ("  #\t专栏1#", "专栏1#"),
        ("# **专栏1**", "专栏1"),
        ("**专栏1**", "专栏1"),
        ("#", ""),
        ("# ##", ""),
    ],
)
def test_a_line_set_apart_is_a_heading(printed, text):
    assert markdown.read(printed) == (Cell(text, "第1行", "heading"),)


@pytest.mark.parametrize(
    "text", ["#1 a", "####### a", "**a** b", "*a*", "- a", "a | b", "a|b\n---\n", "a\\|b\n---"]
)
def test_anything_else_is_prose(text):
    assert {block.kind for block in markdown.read(text)} == {"text"}


def test_a_fenced_table_is_prose_as_it_stands():
    blocks = markdown.read("```text\n|a\\||\n|-|\n\n```\n|b|\n|-|\n~~~\n# c\n```")
    assert [block.text for block in blocks if isinstance(block, Cell)] == ["|a\\||", "|-|", "# c", "```"]
    assert [block.texts for block in blocks if isinstance(block, Grid)] == [(("b",),)]
    assert markdown.read("```a```\n|b|\n|-|")[1].texts == (("b",),)


def test_two_tables_one_after_the_other():
    first, second = markdown.read("|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|")
    assert (first.texts, second.texts) == ((("a",), ("1",)), (("b",), ("2",)))


def test_a_rule_of_another_length_is_told():
    with refused(TableError, "formats.rule", "3", "2"):
        markdown.read("a\n\n|a|b|\n|-|\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a" * (LONGEST_CELL + 1), "第1行"),
        ("```\n" + "a" * (LONGEST_CELL + 1), "第2行"),
        ("|a|\n|-|\n|" + "a" * (LONGEST_CELL + 1), "第3行第1列"),
        ("|" + "\\|" * LONGEST_CELL + "\n|-|\n", "第1行"),
    ],
)
def test_a_long_cell_is_refused(text, place):
    with refused(TableError, "formats.long", place):
        markdown.read(text)


@pytest.mark.parametrize("text", ["|\n" * 1_000_001, "|" * 16_386 + "\n" + "|-" * 16_385 + "|"])
def test_a_file_of_too_many_lines_or_cells_is_refused(text):
    with refused(TableError, "table.size"):
        markdown.read(text)


def test_what_is_written_is_a_table_of_markdown():
    table = Table(
        ("指标", "值"),
        [("R&D\n&lt;", " [2.06] ")],
        title="*专栏1",
        notes=["# a", "1. b", "", "2.06"],
        right=(1,),
    )
    assert markdown.write([table]).split("\n") == [
        "**\\*专栏1**",
        "",
        "| 指标 | 值 |",
        "| --- | ---: |",
        "| R&D<br>\\&lt; | &#32;\\[2.06\\]&#32; |",
        "",
        "\\# a",
        "",
        "1\\. b",
        "",
        "2.06",
        "",
    ]


@given(st.text("|-: \\\n#*`~<br>&lt;a", max_size=60))
def test_any_text_is_read_or_refused(text):
    try:
        blocks = markdown.read(text)
    except TableError as error:
        blocks, code = (), error.code
    else:
        code = "read"
    assert code in {"read", "formats.rule"}
    assert all(len({len(row) for row in block.rows}) == 1 for block in blocks if isinstance(block, Grid))
