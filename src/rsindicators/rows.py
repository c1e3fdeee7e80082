"""A row of a form: which of its cells tells what.

The columns of a form bear the names of `HEADINGS`, in English or in Chinese. A row is a mapping from those
names to cells; a cell that is merged with the one above it shows what that one says. A value that several
rows share through a merged cell is nobody's: it stays a merged cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from attrs import frozen

from rsindicators.table import Cell, Grid
from rsindicators.text import fold

HEADINGS: Final = {
    "indicator": ("指标", "指标名称"),
    "component": ("组成",),
    "period": ("时期", "报告期", "时间"),
    "value": ("数值", "数", "值"),
    "unit": ("单位", "计量单位"),
    "region": ("地区", "区域"),
    "accumulation": ("累计方式",),
    "scope": ("口径",),
    "status": ("状态",),
    "as_of": ("截至日期",),
    "decimals": ("小数位", "小数位数"),
    "explanation": ("说明", "备注"),
}
"""The names of the columns, in English and in Chinese."""

HINTS: Final = frozenset(
    {"填报提示", "序号", "行次", "代码", "指标代码", "编号", "联系人", "联系电话", "填表人", "审核人"}
)
"""Columns that a form prints for people, or that count its rows; they are not read."""

LONGEST_HEADING: Final = 200
KNOWN: Final = "、".join(names[0] for names in HEADINGS.values())
_FOOTER: Final = re.compile(
    "(?:(?:单位|统计|科室|部门|填报)?负责人|分管领导|填[表报]人|制表人?|[审复]核人?|经办人|联系人|(?:联系)?电话"
    "|(?:填[报表]|报出|制表|上报)?(?:日期|时间)|填报单位|备?注|说明|填[报表]说明):"
)
_LETTERS: Final = "甲乙丙丁戊己庚辛"
_NAMES: Final = {name: key for key, names in HEADINGS.items() for name in (key, *names)}

Row = Mapping[str, Cell]


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _NAMES.get("".join(fold(text).split()).lower(), "")


def key_of(text: str) -> str:
    """The name of the column with that heading, or nothing.

    Examples:
        >>> key_of("指标 名称"), key_of("Value"), key_of("序号")
        ('indicator', 'value', '')
    """
    return _key(text) if len(text) <= LONGEST_HEADING else ""


def is_hint(text: str) -> bool:
    """Whether a column of that heading is none of figures, and is passed over.

    Examples:
        >>> is_hint("序 号"), is_hint("金额")
        (True, False)
    """
    return len(text) <= LONGEST_HEADING and "".join(fold(text).split()) in HINTS


def is_footer(cells: Sequence[Cell]) -> bool:
    """Whether a row says who filled in the form, or is a note: it begins with such a label and a colon.

    Examples:
        >>> is_footer([Cell("", ""), Cell("填表人:", ""), Cell("审核人:", "")])
        True
    """
    first = next((cell.text for cell in cells if not cell.is_empty), "")
    return _FOOTER.match("".join(fold(first[:LONGEST_HEADING]).split())) is not None


def is_numbering(cells: Sequence[Cell]) -> bool:
    """Whether a row under the headings counts the columns: 甲, 乙, 1, 2, 3.

    Examples:
        >>> is_numbering([Cell(text, "") for text in ("甲", "乙", "1", "2")])
        True
    """
    texts = [cell.text.strip() for cell in cells if not cell.is_empty]
    letters = sum(text in _LETTERS for text in texts)
    counted = [*_LETTERS[:letters], *(str(number) for number in range(1, len(texts) - letters + 1))]
    return letters > 0 and len(texts) > 1 and texts == counted


@frozen(eq=False)
class Layout:
    """What the columns of a table hold.

    Attributes:
        keys: The name of each column; empty for one that tells nothing of a row.
        spread: Of a wide table the columns of figures, and what the heading of each tells of its figures.
        apart: Whether every row is a table of its own: its figures are of different indicators.
    """

    keys: tuple[str, ...]
    spread: tuple[tuple[int, Row], ...] = ()
    apart: bool = False

    def tells(self, key: str) -> bool:
        """Whether a column of that name, or the headings of the figures, tell it of every figure."""
        return key in self.keys or any(key in heading for _, heading in self.spread)

    @cached_property
    def figures(self) -> frozenset[int]:
        """The columns that hold figures."""
        return frozenset(column for column, _ in self.spread) | {
            column for column, key in enumerate(self.keys) if key == "value"
        }


def rows_of(grid: Grid, places: Sequence[int], layout: Layout) -> Iterator[list[Row]]:
    """The rows of a table, a figure each; together all that stand in one row of the grid.

    Args:
        grid: Where they stand.
        places: The numbers of the rows in the grid.
        layout: What its columns hold.
    """
    told = [(column, key) for column, key in enumerate(layout.keys) if key]
    columns = sorted({column for column, _ in told} | layout.figures)
    above: dict[int, Cell] = {}
    for place in places:
        cells = grid.rows[place]
        seen: dict[int, Cell] = {}
        for column in columns:
            cell = cells[column]
            if cell.kind == "merged":
                cell = _seen(grid, place, column, above.get(column), whole=column in layout.figures)
            else:
                above[column] = cell
            seen[column] = cell
        row = {key: seen[column] for column, key in told}
        if layout.spread:
            yield [{**row, **heading, "value": seen[column]} for column, heading in layout.spread]
        else:
            yield [row]


def _seen(grid: Grid, place: int, column: int, above: Cell | None, *, whole: bool) -> Cell:
    """What a merged cell shows: the cell above it, if they are merged; of a figure that is nobody's."""
    corner = grid.shown(place, column)
    own = grid.rows[place][column]
    if corner is not above:
        return own
    return Cell(corner.text, own.address, "merged") if whole else corner
