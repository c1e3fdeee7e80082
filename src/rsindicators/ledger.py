"""A plan written as tables, all of it, and read back the same.

Seven tables: what the plan is, its columns, its rows, its sentences, the evidence for what was inferred or
lost, the notes that explain differences, and the definitions that the standard catalogue does not have. Each
is known by its headings, so that they may stand in one
sheet, in several, or in Markdown among other text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from attrs import evolve

from rsindicators.codec import from_data, to_data
from rsindicators.errors import TableError
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Kind, Nature, Role, Status
from rsindicators.period import Period
from rsindicators.printed import Column, Explained, Header, Pairs, Printed, Row, Statement
from rsindicators.source import Document
from rsindicators.table import Book, Cell, Table

ABOUT: Final = ("项目", "内容")
COLUMNS: Final = ("表头", "角色", "时期", "状态", "地区", "累计方式")
ROWS: Final = ("序号", "星号", "其中", "代码", "指标", "单位")
ROWS_END: Final = ("属性", "章节", "行", "备注")
STATEMENTS: Final = (
    "代码", "指标", "内容", "原文", "角色", "时期", "累计方式", "属性", "状态", "章节", "行", "地区",
)  # fmt: skip
EVIDENCE: Final = ("所在", "第几条", "类别", "字段", "依据")
EXPLAINED: Final = ("规则", "说明", "指标代码", "行")
OWN: Final = ("代码", "名称", "定义")

_ITEMS: Final = ("规划", "代码", "地区", "时期", "表", "核对")
_DOCUMENT: Final = {
    "文件": "title",
    "文件代码": "code",
    "发布机关": "issuer",
    "版次": "edition",
    "文件地区": "region",
    "文件名": "file",
}
_NOTE: Final = "注"
LONGEST_WHOLE: Final = 7
INFERRED: Final = "推定"
LOST: Final = "缺失"

K = TypeVar("K", bound=Kind)
Block = list[dict[str, str]]


def tables(printed: Printed, own: Iterable[Indicator] = ()) -> tuple[Table, ...]:
    """All that is printed, as tables; those without rows are left out.

    Args:
        printed: Header, rows and statements.
        own: The indicators that a reader's standard catalogue does not have.
    """
    header = printed.header
    made = (
        Table(ABOUT, _about(header), "规划信息"),
        Table(COLUMNS, [_column(one) for one in header.columns], "数据列"),
        Table(
            (*ROWS, *(one.heading for one in header.columns), *ROWS_END),
            [_row(row) for row in printed.rows],
            "指标",
        ),
        Table(STATEMENTS, [_statement(one) for one in printed.statements], "正文"),
        Table(EVIDENCE, list(_evidence(printed)), "依据"),
        Table(EXPLAINED, [_explained(one) for one in header.explained], "说明"),
        Table(OWN, [(one.code, one.name, _definition(one)) for one in own], "自定指标"),
    )
    return tuple(table for table in made if table.rows)


def joined(made: Sequence[Table]) -> Table:
    """The tables below each other in one, for a format that holds one only."""
    width = max(len(table.columns) for table in made)
    lines = [line for table in made for line in (table.columns, *table.rows, ())]
    head, *rows = ((*line, *[""] * (width - len(line))) for line in lines[:-1])
    return Table(head, rows)


def _about(header: Header) -> list[tuple[str, str]]:
    values = (header.title, header.code, header.region, str(header.period), header.table, header.checked)
    document = [(item, getattr(header.document, name)) for item, name in _DOCUMENT.items()]
    return [*zip(_ITEMS, values, strict=True), *document, *((_NOTE, note) for note in header.notes)]


def _column(one: Column) -> tuple[str, ...]:
    run = _label(one.accumulation)
    return one.heading, one.role.label, str(one.period), _label(one.status), one.region, run


def _row(row: Row) -> tuple[str, ...]:
    star, part = "*" if row.star else "", str(row.part_of or "")
    start = (str(row.number), star, part, row.indicator, row.name, row.unit)
    return (*start, *row.cells, _label(row.nature), row.section, _line(row.line), row.remark)


def _statement(one: Statement) -> tuple[str, ...]:
    return (
        one.indicator, one.name, one.cell, one.quote, one.role.label, str(one.period),
        _label(one.accumulation), _label(one.nature), _label(one.status), one.section,
        _line(one.line), one.region,
    )  # fmt: skip


def _explained(one: Explained) -> tuple[str, ...]:
    return one.rule, one.note, " ".join(one.indicators), _line(one.line)


def _definition(indicator: Indicator) -> str:
    return json.dumps(to_data(indicator), ensure_ascii=False)


def _evidence(printed: Printed) -> Iterator[tuple[str, ...]]:
    places: tuple[tuple[str, Sequence[Row | Statement]], ...] = (
        ("指标", printed.rows),
        ("正文", printed.statements),
    )
    for where, records in places:
        for number, record in enumerate(records, 1):
            for name, reason in record.inferred:
                yield where, str(number), INFERRED, name, reason
            for name, reason in record.lost if isinstance(record, Row) else ():
                yield where, str(number), LOST, name, reason


def _label(kind: Kind | None) -> str:
    return kind.label if kind else ""


def _line(line: int | None) -> str:
    return "" if line is None else str(line)


def read_ledger(book: Book) -> tuple[Printed, tuple[Indicator, ...]] | None:
    """The plan that a file written by `tables` holds, and its own indicators; None for any other file.

    Raises:
        TableError: It is such a file, but a value in it cannot be read; the message names the cell.
        PeriodError, DefinitionError: A period cannot be read, or the cells do not fit the columns.
    """
    blocks = dict(_blocks(book))
    if ABOUT not in blocks:
        return None
    columns = tuple(_read_column(one) for one in blocks.get(COLUMNS, ()))
    header = _read_header(blocks[ABOUT], columns, blocks.get(EXPLAINED, []))
    rows = [_read_row(one, columns) for one in blocks.get(ROWS, ())]
    statements = [_read_statement(one) for one in blocks.get(STATEMENTS, ())]
    for one in blocks.get(EVIDENCE, ()):
        _attach(one, rows, statements)
    own = tuple(_read_definition(one) for one in blocks.get(OWN, ()))
    return Printed(header, rows, statements), own


def _blocks(book: Book) -> Iterator[tuple[tuple[str, ...], Block]]:
    """The tables of a file by their headings; that of the rows by its first ones."""
    for grid in book.grids:
        head: tuple[str, ...] = ()
        block: Block = []
        for row in grid.rows:
            texts = _trimmed(row)
            known = _known(texts)
            if known:
                head, block = texts, []
                yield known, block
            elif head and texts:
                padded = (*texts, *[""] * (len(head) - len(texts)))
                block.append(dict(zip(_distinct(head), padded, strict=False)) | {"": row[0].address})
            else:
                head = ()


def _trimmed(row: Iterable[Cell]) -> tuple[str, ...]:
    texts = [cell.text for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _known(texts: tuple[str, ...]) -> tuple[str, ...]:
    if texts[: len(ROWS)] == ROWS and texts[-len(ROWS_END) :] == ROWS_END:
        return ROWS
    return texts if texts in (ABOUT, COLUMNS, STATEMENTS, EVIDENCE, EXPLAINED, OWN) else ()


def _distinct(head: tuple[str, ...]) -> tuple[str, ...]:
    """The headings as keys; those of the figures by their place, since two may be the same."""
    if head[: len(ROWS)] != ROWS:
        return head
    middle = tuple(f"#{place}" for place in range(len(head) - len(ROWS) - len(ROWS_END)))
    return (*ROWS, *middle, *ROWS_END)


def _read_header(about: Block, columns: tuple[Column, ...], explained: Block) -> Header:
    values = {one["项目"]: one["内容"] for one in about if one["项目"] != _NOTE}
    missing = [name for name in ("规划", "时期") if not values.get(name)]
    if missing:
        raise TableError("ledger.missing", names="、".join(missing)).at(about[0][""] if about else "")
    document = {name: values.get(item, "") for item, name in _DOCUMENT.items()}
    notes = tuple(one["内容"] for one in about if one["项目"] == _NOTE)
    return Header(
        values.get("代码", ""), values["规划"], values.get("地区", ""), Period.parse(values["时期"]),
        Document(**document), values.get("表", ""), columns, notes,
        tuple(_read_explained(one) for one in explained), values.get("核对", ""),
    )  # fmt: skip


def _read_column(one: Mapping[str, str]) -> Column:
    role = _kind(Role, one, "角色")
    if role is None:
        raise TableError("ledger.value", name="角色", value=one["角色"]).at(one[""])
    return Column(
        one["表头"], role, Period.parse(one["时期"]), _kind(Status, one, "状态"), one["地区"],
        _kind(Accumulation, one, "累计方式"),
    )  # fmt: skip


def _read_row(one: Mapping[str, str], columns: tuple[Column, ...]) -> Row:
    return Row(
        _whole(one, "序号") or 0, one["代码"], one["指标"],
        tuple(one.get(f"#{place}", "") for place in range(len(columns))),
        one["单位"], _kind(Nature, one, "属性"), one["章节"], one["星号"] == "*",
        _whole(one, "其中") or 0, _whole(one, "行"), remark=one["备注"],
    )  # fmt: skip


def _read_statement(one: Mapping[str, str]) -> Statement:
    role = _kind(Role, one, "角色")
    if role is None:
        raise TableError("ledger.value", name="角色", value=one["角色"]).at(one[""])
    return Statement(
        one["代码"], one["指标"], one["内容"], one["原文"], role, Period.parse(one["时期"]),
        _kind(Accumulation, one, "累计方式"), _kind(Nature, one, "属性"), _kind(Status, one, "状态"),
        one["章节"], _whole(one, "行"), region=one["地区"],
    )  # fmt: skip


def _read_definition(one: Mapping[str, str]) -> Indicator:
    try:
        data = json.loads(one["定义"])
    except (ValueError, RecursionError) as error:
        raise TableError("ledger.value", name="定义", value=one["定义"]).at(one[""]) from error
    return from_data(data, Indicator, one["名称"])


def _read_explained(one: Mapping[str, str]) -> Explained:
    return Explained(one["规则"], one["说明"], tuple(one["指标代码"].split()), _whole(one, "行"))


def _attach(one: Mapping[str, str], rows: list[Row], statements: list[Statement]) -> None:
    """Give a record the evidence that is kept of it."""
    number = (_whole(one, "第几条") or 0) - 1
    pair: Pairs = ((one["字段"], one["依据"]),)
    if one["所在"] == "指标" and 0 <= number < len(rows):
        row = rows[number]
        lost = one["类别"] == LOST
        rows[number] = (
            evolve(row, lost=(*row.lost, *pair)) if lost else evolve(row, inferred=(*row.inferred, *pair))
        )
    elif one["所在"] == "正文" and 0 <= number < len(statements):
        said = statements[number]
        statements[number] = evolve(said, inferred=(*said.inferred, *pair))
    else:
        raise TableError("ledger.value", name="所在", value=one["所在"]).at(one[""])


def _kind(kind: type[K], one: Mapping[str, str], name: str) -> K | None:
    text = one[name]
    if not text:
        return None
    try:
        return kind.called(text)
    except ValueError as error:
        raise TableError("ledger.value", name=name, value=text).at(one[""]) from error


def _whole(one: Mapping[str, str], name: str) -> int | None:
    text = one[name]
    if text and not (text.isdecimal() and len(text) <= LONGEST_WHOLE):
        raise TableError("ledger.value", name=name, value=text).at(one[""])
    return int(text) if text else None
