"""A plan written as tables, and read back the same."""

import pytest
from refusal import refused

from rsindicators import Plan, plans
from rsindicators.errors import DefinitionError, PeriodError, TableError
from rsindicators.kinds import Accumulation, Nature, Role, Status
from rsindicators.learned import learned
from rsindicators.ledger import COLUMNS, EVIDENCE, STATEMENTS, read_ledger, tables
from rsindicators.period import Period
from rsindicators.printed import Column, Explained, Header, Printed, Row, Statement
from rsindicators.source import Document, Source
from rsindicators.table import Book, Cell, Grid, Table

FULL = Printed(
    Header(
        "own", "某规划", "某县", Period.plan(14),
        Document("某规划全文", "own", "某局", "第一版", "某县", "own.txt"),
        "表1 主要指标", (
            Column("2020年预计", Role.BASE, Period(2020), Status.ESTIMATED),
            Column("目标", Role.TARGET, Period(2025)),
            Column("目标", Role.TARGET, Period(2025), region="甲县"),
        ),
        ("[ ]内为累计数", "“—”无基数"), (Explained("audit.parts", "各类有交叉", ("a", "b"), 9),),
        "2026-01-01",
    ),
    [
        Row(1, "a", "甲指标", ("—", "?", "[>2]"), "万人", Nature.BINDING, "一、就业", True, 0, 12,
            (("unit", "正文,第3行"),), (("目标", "字串“5.43.4”"),), "县定"),
        Row(2, "b", "乙=指标|*", ("", "", ""), part_of=1),
    ],
    [
        Statement("a", "甲", "控制在4.5%以内", "甲控制在4.5%以内", Role.TARGET, Period(2025),
                  Accumulation.EACH_YEAR, Nature.ANTICIPATED, None, "第三节", 40, (("period", "未说"),),
                  "各镇"),
        Statement("b", "乙", "2万人", "乙2万人", Role.RESULT, Period(2020, at_end=True), status=Status.FINAL),
    ],
)  # fmt: skip


OWN = learned("网办率", "%", [], Source("某规划", "一、就业", "B3"))


def sheet(table):
    rows = [[Cell(table.title, "A1")], [Cell(text, "A2") for text in table.columns]]
    rows += [[Cell(text, f"{table.title}!A{n}") for text in row] for n, row in enumerate(table.rows, 3)]
    return Grid.padded(rows, lambda row, column: f"{row},{column}", table.title)


def book(made):
    """The tables in sheets of their own."""
    return Book("own.xlsx", map(sheet, made))


def one_sheet(made):
    """The tables below each other, an empty row between them."""
    width = max(len(table.columns) for table in made)
    rows = []
    for table in made:
        for texts in (table.columns, *table.rows, ("",)):
            rows.append(
                [Cell(text, f"第{len(rows) + 1}行") for text in (*texts, *[""] * (width - len(texts)))]
            )
    return Book("own.csv", [Grid(rows)])


@pytest.mark.parametrize("layout", [book, one_sheet])
def test_all_that_is_printed_comes_back(layout):
    assert read_ledger(layout(tables(FULL, [OWN]))) == (FULL, (OWN,))


@pytest.mark.parametrize("code", plans())
@pytest.mark.parametrize("layout", [book, one_sheet])
def test_every_plan_of_the_documents_comes_back(code, layout):
    plan = Plan.load(code)
    assert read_ledger(layout(tables(plan.printed, plan.own))) == (plan.printed, ())


def test_tables_without_rows_are_left_out():
    bare = Printed(Header("", "某规划", "", Period.plan(14), Document("某规划")), [])
    assert [table.title for table in tables(bare)] == ["规划信息"]
    assert read_ledger(book(tables(bare))) == (bare, ())


def test_another_file_is_no_ledger():
    assert read_ledger(Book("x.csv", [])) is None
    assert read_ledger(Book("x.csv", [Grid([[Cell("指标", "A1"), Cell("2025年", "B1")]])])) is None


def changed(title, row, column, text):
    """The written tables with one value replaced."""
    made = []
    for table in tables(FULL, [OWN]):
        rows = [list(texts) for texts in table.rows]
        if table.title == title:
            rows[row][table.columns.index(column)] = text
        made.append(Table(table.columns, rows, table.title))
    return book(made)


@pytest.mark.parametrize(
    ("place", "text", "error", "code"),
    [
        (("规划信息", 0, "内容"), "", TableError, "ledger.missing"),
        (("规划信息", 3, "内容"), "某年", PeriodError, "period.text"),
        (("数据列", 1, "角色"), "随便", TableError, "ledger.value"),
        (("数据列", 1, "角色"), "", TableError, "ledger.value"),
        (("指标", 0, "序号"), "一", TableError, "ledger.value"),
        (("指标", 0, "序号"), "9" * 40, TableError, "ledger.value"),
        (("正文", 0, "角色"), "", TableError, "ledger.value"),
        (("正文", 0, "角色"), "基数", DefinitionError, "plan.role"),
        (("依据", 0, "所在"), "附录", TableError, "ledger.value"),
        (("依据", 0, "第几条"), "99", TableError, "ledger.value"),
        (("自定指标", 0, "定义"), "{", TableError, "ledger.value"),
        (("自定指标", 0, "定义"), "[" * 30_000, TableError, "ledger.value"),
        (("自定指标", 0, "定义"), "[1]", DefinitionError, "codec.fault"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_cell(place, text, error, code):
    with refused(error, code):
        read_ledger(changed(*place, text))


def test_the_tables_have_the_headings_people_look_for():
    made = {table.title: table.columns for table in tables(FULL)}
    assert made["数据列"] == COLUMNS
    assert made["正文"] == STATEMENTS
    assert made["依据"] == EVIDENCE
    assert made["指标"][4:9] == ("指标", "单位", "2020年预计", "目标", "目标")
