"""A workbook to fill in: open and fixed cells, hints, choices, numbers."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Table, formats
from rsindicators.formats import blank, excel
from rsindicators.formats.blank import LONGEST_HEAD, LONGEST_HINT, Blank, Column, Line, Sheet, cut

COLUMNS = (
    Column("指标", 20),
    Column("组成", 20),
    Column("数值", is_open=True),
    Column("状态", is_open=True, choices=("预计", "快报"), head="状态", hint="可不选"),
    Column("小数位"),
    Column("说明", is_open=True, hint="写明原因"),
    Column("口径", is_open=True),
)
LINES = (
    Line(("仲裁结案率", "", "", "", 2, "", ""), "仲裁结案率", "公式:审结 ÷ 受理", decimals=2),
    Line(("仲裁结案率", "审结", "", "", 0, "", ""), "审结", depth=1, decimals=0),
    Line(("仲裁结案率", "=受理", "", "", "", "", ""), "受理", depth=2),
    Line(("人才比例", "", "", "", "", "", ""), "人才比例", is_number=False),
)
GUIDE = Table(("名称", "解释"), [("审结", "当期审结的案件" * 20)], "填表说明", ["1. 只填浅黄色的格。"])


def made(lines=LINES, names=("叙永县",), **more):
    sheets = [Sheet(name, f"填报表({name})", lines) for name in names]
    told = {"number": 2, "name": 0, "inner": 1, "refusal": ("只填数", "不带单位"), "legend": ("要填", "不改")}
    return Blank(COLUMNS, sheets, guide=GUIDE, **(told | more))


def loaded(given):
    return openpyxl.load_workbook(io.BytesIO(blank.written(given)))


SHEET = loaded(made())["叙永县"]


def rules(sheet=SHEET):
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def test_what_is_printed_reads_back_as_it_was_given():
    grids = excel.read(blank.written(made()))
    assert [grid.name for grid in grids] == ["叙永县", "填表说明"]
    assert grids[0].texts[:3] == (
        ("填报表(叙永县)", "", "", "", "", "", ""),
        tuple(column.heading for column in COLUMNS),
        ("仲裁结案率", "", "", "", "2", "", ""),
    )
    assert [row[1] for row in grids[0].texts[3:]] == ["审结", "=受理", ""]
    assert grids[0].rows[2][2].is_empty
    assert [row[0] for row in grids[1].texts[:6]] == [
        "填表说明",
        "1. 只填浅黄色的格。",
        "要填",
        "不改",
        "",
        "名称",
    ]


def test_only_open_cells_can_be_changed_and_no_password_keeps_anyone_out():
    assert SHEET.protection.sheet
    assert (SHEET.protection.password, SHEET.protection.hashValue) == (None, None)
    locked = [[cell.protection.locked for cell in row] for row in SHEET.iter_rows(min_row=2)]
    assert locked == [[True] * 7, *[[True, True, False, False, True, False, False]] * 4]
    assert (SHEET.protection.formatColumns, SHEET.protection.formatRows) == (False, False)
    assert loaded(made())["填表说明"].protection.sheet


def test_a_number_shows_the_decimals_that_are_asked_and_hides_none():
    assert [SHEET.cell(row, 3).number_format for row in range(3, 7)] == [
        "0.00######",
        "General",
        "General",
        "@",
    ]
    book = loaded(made())
    book["叙永县"]["C3"], book["叙永县"]["C4"] = 96.3, 0.5
    data = io.BytesIO()
    book.save(data)
    grid = excel.read(data.getvalue())[0]
    assert [(cell.text, cell.decimals, cell.stored) for cell in (grid.rows[2][2], grid.rows[3][2])] == [
        ("96.3", None, ""),
        ("0.5", None, ""),
    ]


def test_a_number_takes_numbers_alone_and_tells_what_it_is_of():
    rate, closed, _, mixed = (rules()[f"C{row}"] for row in range(3, 7))
    assert (rate.type, rate.operator, rate.allowBlank, rate.errorStyle) == (
        "decimal",
        "between",
        True,
        "stop",
    )
    assert float(rate.formula1) < -1e14 < 1e14 < float(rate.formula2)
    assert (rate.promptTitle, rate.prompt, rate.showInputMessage) == ("仲裁结案率", "公式:审结 ÷ 受理", True)
    assert (rate.errorTitle, rate.error, rate.showErrorMessage) == ("只填数", "不带单位", True)
    assert (closed.promptTitle, closed.prompt, closed.showInputMessage) == ("审结", None, False)
    assert (mixed.type, mixed.showErrorMessage) == (None, False)


def test_choices_and_hints_stand_at_their_columns_and_nowhere_else():
    found = rules()
    assert (found["D3:D6"].type, found["D3:D6"].formula1) == ("list", '"预计,快报"')
    assert (found["D3:D6"].promptTitle, found["D3:D6"].prompt) == ("状态", "可不选")
    assert (found["F3:F6"].type, found["F3:F6"].prompt, found["F3:F6"].promptTitle) == (
        None,
        "写明原因",
        None,
    )
    assert found.keys() == {"C3", "C4", "C5", "C6", "D3:D6", "F3:F6"}


def test_deeper_lines_are_told_by_their_look_and_not_by_their_text():
    assert [SHEET.cell(row, 1).font.b for row in range(3, 7)] == [True, False, False, True]
    assert [SHEET.cell(row, 2).alignment.indent for row in range(3, 7)] == [0, 0, 1, 0]


def test_nothing_in_it_runs():
    data = blank.written(made())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content
            assert b"<f " not in content
            assert b"External" not in content
    assert SHEET["B5"].quotePrefix


def test_it_is_set_up_to_be_read_and_printed():
    assert SHEET.freeze_panes == "C3"
    assert SHEET.column_dimensions["A"].width == 20
    assert (SHEET.page_setup.orientation, SHEET.page_setup.fitToHeight) == ("landscape", 0)
    assert SHEET.sheet_properties.pageSetUpPr.fitToPage
    assert SHEET.print_title_rows == "$1:$2"
    assert loaded(made())["填表说明"].row_dimensions[7].height > 15


def test_names_that_a_sheet_cannot_bear_are_written_otherwise():
    names = ["a/b", "A/B", "很" * 40, "填表说明", "\x01", "="]
    assert [grid.name for grid in excel.read(blank.written(made(names=names)))] == [
        "a_b",
        "A_B (2)",
        "很" * 31,
        "填表说明",
        "_",
        "=",
        "填表说明 (7)",
    ]


@pytest.mark.parametrize("lines", [LINES, LINES[:1]])
def test_the_same_is_written_through_the_door_of_formats(tmp_path, lines):
    file = tmp_path / "表.xlsx"
    formats.write_blank(file, made(lines))
    assert len(formats.read(file).grids[0].rows) == 2 + len(lines)


# ── hints ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "longest", "shown"),
    [
        ("", 3, ""),
        ("一二三", 3, "一二三"),
        ("一二三四", 3, "一二…"),
        ("一\n二\x00\ud800三", 9, "一\n二  三"),
        ("\U0001f600" * 2, 4, "\U0001f600" * 2),
        ("\U0001f600" * 2, 3, "\U0001f600…"),
        ("\U0001f600" * 3, 5, "\U0001f600\U0001f600…"),
    ],
)
def test_a_hint_is_cut_where_a_spreadsheet_would_refuse_it(text, longest, shown):
    assert cut(text, longest) == shown


@given(st.text(max_size=400), st.sampled_from([LONGEST_HEAD, LONGEST_HINT]))
def test_no_hint_is_longer_than_allowed_and_a_short_one_is_whole(text, longest):
    shown = cut(text, longest)
    assert len(shown.encode("utf-16-le")) <= 2 * longest
    assert shown.endswith("…") or len(shown) == len(text)


def test_any_hint_is_written_and_read_back():
    hints = [
        "a" * 400,
        "\U0001f600" * 200,
        "=1+1",
        "<&>\"'",
        "a\nb\t\x00\x1f",
        "\ud800\ufffe",
        "  ",
        "_x0041_",
        "很" * 256,
    ]
    lines = [Line(("甲", "", "", "", "", "", ""), hint, hint) for hint in hints]
    found = rules(loaded(made(lines))["叙永县"])
    told = [found[f"C{row}"] for row in range(3, 3 + len(hints))]
    assert [rule.prompt for rule in told] == [cut(hint, LONGEST_HINT) for hint in hints]
    assert [rule.promptTitle for rule in told] == [cut(hint, LONGEST_HEAD) for hint in hints]
