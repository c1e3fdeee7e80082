"""The table and the sentences of a plan, as printed.

A header tells what the columns hold and of which period they are; a row keeps its cells as printed, parallel
to the columns; a statement is a promise or a result in prose. What the document does not print (a unit, a
cell that only other places let us infer) is named in `inferred`; a cell that is lost in the source is named
in `lost` and is never guessed. What the cells say is read in `cells`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from rsindicators.errors import DefinitionError
from rsindicators.kinds import Accumulation, Nature, Role, Status
from rsindicators.period import Period
from rsindicators.source import Document, Source
from rsindicators.table import Table

Pairs = tuple[tuple[str, str], ...]
"""Names with their evidence."""

INFERRED: Final = "推定:"
"""How the note on the checking of a cell begins that is read out of other places."""

OTHER_UNIT: Final = "other_unit"
"""What is inferred of a row whose name the catalogue knows in a unit that does not fit."""

LOST: Final = "?"
"""How a cell that is lost in the source is written."""


@frozen
class Column:
    """A column of figures.

    Attributes:
        heading: As printed.
        role: What it holds.
        period: Of when its figures are; for totals over the plan, the plan's last year will do.
        status: How final they are, where the heading says (2020年预计).
        region: Whose they are, in a table of 任务分解; empty for the plan's own region.
        accumulation: Over what its flows run, where the heading says (累计, 年均).
    """

    heading: str
    role: Role
    period: Period
    status: Status | None = None
    region: str = ""
    accumulation: Accumulation | None = None


@frozen
class Explained:
    """A note of the document that explains a difference: the rule it switches off, and for which indicators.

    Attributes:
        rule: The code of the audit's rule.
        note: As printed.
        indicators: The codes it is about; empty for all of the plan.
        line: The line it stands in.
    """

    rule: str
    note: str
    indicators: tuple[str, ...] = ()
    line: int | None = None


@frozen
class Header:
    """What a plan is, and the columns of its table.

    Attributes:
        code: As in `rs.plans()`; empty for a plan of the caller's.
        title: The plan.
        region: Whose plan it is.
        period: The plan's period.
        document: The document it stands in.
        table: The table as the document calls it; empty where all is prose.
        columns: The columns of figures, in order.
        notes: The notes below the table.
        explained: The notes that explain differences.
        checked: When and how the records were compared with the document.
    """

    code: str
    title: str
    region: str
    period: Period
    document: Document
    table: str = ""
    columns: tuple[Column, ...] = ()
    notes: tuple[str, ...] = ()
    explained: tuple[Explained, ...] = ()
    checked: str = ""

    @property
    def heading(self) -> str:
        """The plan and its table."""
        return heading(self.title, self.table)

    def source(self, section: str, item: str, line: int | None) -> Source:
        """A place in the document."""
        return self.document.place(section, item, line, self.checked)


@frozen
class Row:
    """A row of a plan's table, its cells as printed.

    Attributes:
        number: As printed; 0 where the table counts no rows.
        indicator: The code of the indicator in the catalogue.
        name: As printed, without number, stars and unit.
        cells: As printed, parallel to the header's columns; `?` for a cell that is lost in the source.
        unit: As printed; empty where the row prints none.
        nature: 约束性 or 预期性; None where the table does not say.
        section: The table's section.
        star: Whether the row bears a star.
        part_of: The number of the row it is a part of (其中), or 0.
        line: The line of the text file it was taken from.
        inferred: What the row does not print and how it was found: a field or a heading, and the evidence.
        lost: The headings of the cells that are lost, and how that was found.
        remark: What a column of remarks (备注) says of it.
    """

    number: int
    indicator: str
    name: str
    cells: tuple[str, ...]
    unit: str = ""
    nature: Nature | None = None
    section: str = ""
    star: bool = False
    part_of: int = 0
    line: int | None = None
    inferred: Pairs = ()
    lost: Pairs = ()
    remark: str = ""


@frozen
class Statement:
    """A promise or a result in prose.

    Attributes:
        indicator: The code of the indicator in the catalogue.
        name: The document's words for the indicator.
        cell: What it says of it, as a cell would: `控制在4.5%以内`, `累计2.06万人`.
        quote: The words of the document it was taken from.
        role: TARGET or RESULT.
        period: As the library writes it; `2025年`, `“十四五”`.
        accumulation: Over what it runs, where cell and period do not tell.
        nature: 约束性 or 预期性; None where the sentence does not say.
        status: How final a result is.
        section: The chapter.
        line: The line of the text file.
        inferred: What the sentence does not say and how it was found.
        region: Whose it is (各市州), where not the plan's own region.
    """

    indicator: str
    name: str
    cell: str
    quote: str
    role: Role
    period: Period
    accumulation: Accumulation | None = None
    nature: Nature | None = None
    status: Status | None = None
    section: str = ""
    line: int | None = None
    inferred: Pairs = ()
    region: str = ""


def _statements(given: Iterable[Statement]) -> tuple[Statement, ...]:
    return tuple(given)


def _rows(given: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(given)


@frozen
class Printed:
    """All that a plan prints.

    Attributes:
        header: What it is, and its columns.
        rows: Of its table.
        statements: Of its prose.

    Raises:
        DefinitionError: A row has more or fewer cells than the table has columns, or a statement is neither
            a target nor a result.
    """

    header: Header
    rows: tuple[Row, ...] = field(converter=_rows)
    statements: tuple[Statement, ...] = field(default=(), converter=_statements)

    def __attrs_post_init__(self) -> None:
        columns = self.header.columns
        for row in self.rows:
            if len(row.cells) != len(columns):
                raise DefinitionError(
                    "plan.cells", row=row.number, name=row.name, cells=len(row.cells), columns=len(columns)
                )
        for one in self.statements:
            if one.role not in (Role.TARGET, Role.RESULT):
                raise DefinitionError("plan.role", name=one.name, role=one.role.label)

    def to_table(self) -> Table:
        """The table as printed; the sentences of the prose below it."""
        columns = self.header.columns
        headings = [column.heading for column in columns]
        rows = [(_number(row), _name(row), row.unit, *row.cells, _nature(row)) for row in self.rows]
        right = (0, *range(3, 3 + len(columns)))
        said = [f"正文:{one.name} {one.cell}({one.period})" for one in self.statements]
        notes = [*self.header.notes, *said]
        return Table(
            ("序号", "指标", "单位", *headings, "属性"), rows, self.header.heading, notes, right=right
        )


def heading(title: str, table: str) -> str:
    """What a plan and its table are called together."""
    return f"{title}:{table}" if table else title


def _number(row: Row) -> str:
    return f"{'*' if row.star else ''}{row.number or ''}"


def _name(row: Row) -> str:
    printed = row.part_of and "part_of" not in dict(row.inferred)
    return ("其中:" if printed else "") + row.name


def _nature(row: Row) -> str:
    return row.nature.label if row.nature else ""
