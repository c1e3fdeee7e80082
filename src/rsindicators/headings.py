"""What the columns of a plan's table hold, recognised by their headings.

A heading is read without spaces and line breaks. It names a column of the row itself (指标, 单位, 属性,
序号, 一级指标, 备注), or a column of figures: a base, a target, a result, a degree of completion, each of a
year. A bare year before the plan is a base; inside it a target, or a result where another column says that
it is the target. A heading that fits nothing is refused with its address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from attrs import frozen

from rsindicators.errors import TableError
from rsindicators.kinds import Role, Status
from rsindicators.period import FIRST_YEAR, LAST_YEAR, Period
from rsindicators.printed import Column
from rsindicators.table import Cell
from rsindicators.text import fold


class Part(Enum):
    """A column that tells of the row itself."""

    NAME = "指标"
    UNIT = "单位"
    NATURE = "属性"
    NUMBER = "序号"
    SECTION = "一级指标"
    REMARK = "备注"


_PARTS: Final = {
    name: part
    for part, names in {
        Part.NAME: ("指标", "指标名称", "主要指标", "具体指标", "二级指标", "三级指标", "名称", "项目"),
        Part.UNIT: ("单位", "计量单位", "指标单位"),
        Part.NATURE: ("属性", "指标属性", "性质", "指标性质"),
        Part.NUMBER: ("序号", "编号", "行次", "序"),
        Part.SECTION: ("一级指标", "类别", "指标类别", "领域", "分类", "类型"),
        Part.REMARK: ("备注", "说明"),
    }.items()
    for name in names
}

_WORDS: Final = (
    (Role.COMPLETION, re.compile("完成度|完成率|完成比例|是否完成")),
    (Role.TARGET, re.compile("目标|规划[值数]|预期|任务|计划")),
    (Role.BASE, re.compile("基数|基期|基准|基年|现状|现有")),
    (Role.RESULT, re.compile("完成|实绩|实际|实现|达到|执行")),
)
_STATUSES: Final = {"预计": Status.ESTIMATED, "快报": Status.PRELIMINARY, "年报": Status.FINAL}
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_PLAN: Final = re.compile('[一二三四五六七八九十]{1,3}五(?=[”"]?(?:规划|末|期末|时期|期间|目标|完成|[”"]|$))')

Field = Part | Column


@frozen
class _Heading:
    """A heading of figures before its role is settled."""

    text: str
    role: Role | None
    year: int | None

    @property
    def status(self) -> Status | None:
        return next((status for word, status in _STATUSES.items() if word in self.text), None)


def fields(cells: Sequence[Cell], period: Period, regions: Sequence[str] = ()) -> tuple[Field | None, ...]:
    """What each column holds; None for an empty one.

    Args:
        cells: The headings.
        period: The plan's.
        regions: Names that head columns of regional targets (任务分解).

    Raises:
        TableError: A heading fits nothing, or no column or two name the indicator.
    """
    texts = [re.sub(r"\s", "", fold(cell.text)) for cell in cells]
    targeted = any(_role(text) is Role.TARGET for text in texts)
    found: list[Field | None] = []
    for cell, text in zip(cells, texts, strict=True):
        if not text:
            found.append(None)
        elif text in regions:
            found.append(Column(_plain(cell), Role.TARGET, _last_year(period), region=text))
        else:
            found.append(_PARTS.get(text) or _column(cell, text, period, targeted=targeted))
    names = [place for place, field in enumerate(found) if field is Part.NAME]
    if len(names) != 1:
        shown = "、".join(_PARTS_OF_NAME)
        raise TableError("layout.name_column", columns=len(names), names=shown).at(cells[0].address)
    return tuple(found)


_PARTS_OF_NAME: Final = tuple(name for name, part in _PARTS.items() if part is Part.NAME)


def is_head(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of headings: one of its cells heads the names of indicators."""
    return any(_PARTS.get(re.sub(r"\s", "", fold(cell.text))) is Part.NAME for cell in cells)


def _plain(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _role(text: str) -> Role | None:
    return next((role for role, words in _WORDS if words.search(text)), None)


def _column(cell: Cell, text: str, period: Period, *, targeted: bool) -> Column:
    heading = _Heading(text, _role(text), _year(text))
    if heading.role is None and heading.year is None:
        known = "、".join(_PARTS)
        raise TableError("layout.heading", heading=_plain(cell), known=known).at(cell.address)
    role = _settled(heading, period, targeted=targeted)
    year = heading.year or (period.start.year - 1 if role is Role.BASE else period.end.year)
    return Column(_plain(cell), role, Period(year), heading.status)


def _settled(heading: _Heading, period: Period, *, targeted: bool) -> Role:
    """The role its words give; of a bare year, or of a result before the plan, the one its year gives."""
    before = heading.year is not None and heading.year < period.start.year
    if heading.role is Role.RESULT or (heading.role is None and heading.status is not None):
        return Role.BASE if before else Role.RESULT
    if heading.role is not None:
        return heading.role
    if before:
        return Role.BASE
    inside = heading.year is not None and heading.year <= period.end.year
    return Role.RESULT if targeted and inside else Role.TARGET


def _year(text: str) -> int | None:
    """The year a heading is of: the last one it names, or the last of the five-year plan it names."""
    years = [int(year) for year in _YEAR.findall(text)]
    if years:
        return max(year for year in years if FIRST_YEAR <= year <= LAST_YEAR)
    plan = _PLAN.search(text)
    return Period.parse(plan.group()).end.year if plan else None


def _last_year(period: Period) -> Period:
    return Period(period.end.year)
