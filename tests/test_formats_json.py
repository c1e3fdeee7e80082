"""JSON: records, or columns and rows, every value with its path."""

import json as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Table
from rsindicators.errors import TableError
from rsindicators.formats import json
from rsindicators.table import LONGEST_CELL


def test_records_become_a_grid_with_a_column_for_every_name():
    (grid,) = json.read('[{"指标": "失业率", "值": 2.70}, {"值": "—", "单位": "%", "a b": null}]')
    assert grid.texts == (("指标", "值", "单位", "a b"), ("失业率", "2.70", "", ""), ("", "—", "%", ""))
    assert [cell.address for cell in grid.rows[0]] == ["$[0].指标", "$[0].值", "$[1].单位", '$[1]["a b"]']
    assert [cell.address for cell in grid.rows[2]] == ["$[1].指标", "$[1].值", "$[1].单位", '$[1]["a b"]']
    assert [cell.kind for cell in grid.rows[2]] == ["absent", "text", "text", "absent"]


def test_a_number_keeps_its_spelling_and_does_not_tell_its_decimals():
    (grid,) = json.read(
        '[{"a": 2.30, "b": 12345678901234567890123, "c": 1e-05, "d": -1.5E+3, "e": 1e999, "f": -0}]'
    )
    row = grid.rows[1]
    assert [cell.text for cell in row] == [
        "2.30",
        "12345678901234567890123",
        "0.00001",
        "-1500",
        "1e999",
        "-0",
    ]
    assert {(cell.kind, cell.decimals, type(cell.text)) for cell in row} == {("number", None, str)}


def test_true_and_false_are_no_texts():
    row = json.read('[{"a": true, "b": false, "c": "true"}]')[0].rows[1]
    assert [(cell.text, cell.kind) for cell in row] == [
        ("true", "boolean"),
        ("false", "boolean"),
        ("true", "text"),
    ]


def test_columns_and_rows_with_title_and_notes():
    title, grid, note = json.read(
        '{"title": "专栏1", "columns": ["a", "b"], "rows": [[1], ["x", "y", "z"]], "notes": ["注"]}'
    )
    assert (title.text, title.kind, title.address) == ("专栏1", "heading", "$.title")
    assert (note.text, note.kind, note.address) == ("注", "text", "$.notes[0]")
    assert grid.texts == (("a", "b", ""), ("1", "", ""), ("x", "y", "z"))
    assert [row[2].address for row in grid.rows] == ["$.columns[2]", "$.rows[0][2]", "$.rows[1][2]"]


def test_several_tables_stand_in_a_list():
    first, second = json.read('[{"columns": ["a"], "rows": []}, {"columns": ["b"], "rows": [["1"]]}]')
    assert first.rows[0][0].address == "$[0].columns[0]"
    assert second.rows[1][0].address == "$[1].rows[0][0]"


def test_what_is_written_is_plain_json():
    one = Table(("a", "a"), [("1", "2.30")], title="t", notes=["n"])
    assert standard.loads(json.write([one])) == {
        "title": "t", "columns": ["a", "a"], "rows": [["1", "2.30"]], "notes": ["n"],
    }  # fmt: skip
    assert standard.loads(json.write([Table(("a",), [])])) == {"columns": ["a"], "rows": []}
    assert len(standard.loads(json.write([one, one]))) == 2
    assert "失业率" in json.write([Table(("失业率",), [])])


@pytest.mark.parametrize(
    ("text", "code", "names"),
    [
        ("", "formats.json", ["1"]),
        ('[\n{"a": 1,}]', "formats.json", ["2"]),
        ("{'a': 1}", "formats.json", ["2"]),
        ('[{"a": NaN}]', "formats.constant", ["NaN"]),
        ('[{"a": -Infinity}]', "formats.constant", ["-Infinity"]),
        ('[{"a": 1, "b": 2, "a": 3}]', "formats.twice", ["a"]),
        ('[{"a": [1]}]', "formats.value", ["$[0].a", "list"]),
        ('[{"a": 1}, {"a b": {}}]', "formats.value", ['$[1]["a b"]', "dict"]),
        ('{"columns": [{}], "rows": []}', "formats.value", ["$.columns[0]"]),
        ('{"columns": ["a"], "rows": ["b"]}', "formats.shape", ["$.rows[0]"]),
        ('{"columns": ["a"], "rows": [], "notes": "b"}', "formats.shape", ["$.notes"]),
        ('{"columns": ["a"], "rows": [], "region": "b"}', "formats.shape", ["$"]),
        ('{"columns": "a", "rows": []}', "formats.shape", ["$"]),
        ('{"columns": ["a"], "rows": {}}', "formats.shape", ["$"]),
        ('{"title": [], "columns": ["a"], "rows": []}', "formats.value", ["$.title"]),
        ('{"a": 1}', "formats.shape", ["columns", "rows"]),
        ("[1, 2]", "formats.shape", ["$"]),
        ('[{"a": 1}, 2]', "formats.shape", ["$"]),
        ("null", "formats.shape", ["$"]),
        ('"a"', "formats.shape", ["$"]),
        ("2.06", "formats.shape", ["$"]),
        ("[" * 100_000, "formats.large", []),
        ("[" + "[]," * 2_000_000 + "[]]", "formats.large", ["4000000"]),
        (f'[{{"a": "{"x" * (LONGEST_CELL + 1)}"}}]', "formats.long", ["$[0].a"]),
        (f'[{{"{"x" * (LONGEST_CELL + 1)}": ""}}]', "formats.long", []),
        (f'[{{"a": {"9" * (LONGEST_CELL + 1)}}}]', "formats.long", ["$[0].a"]),
        ("[" + ",".join(f'{{"k{number}": 1}}' for number in range(1_001)) + "]", "table.size", ["1001"]),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(text, code, names):
    with refused(TableError, code, *names):
        json.read(text)


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(st.text('[]{}":,aNe1.-+ ', max_size=30) | values.map(standard.dumps))
def test_any_text_is_read_or_refused(text):
    try:
        blocks = json.read(text)
    except TableError as error:
        blocks, code = ("none",), error.code
    else:
        code = "formats.read"
    assert code.startswith("formats.")
    assert blocks
