"""What the columns of a plan's table hold, recognised by their headings.

A heading is read without spaces and line breaks. It names a column of the row itself (指标, 单位, 属性,
序号, 一级指标, 备注), or a column of figures: a base, a target, a result, a degree of completion, each of a
year, of a plan or of a run of years; 累计 and 年均 say over what its flows run. A bare year before the plan
is a base; inside it a target, or a result where another column says that it is the target.

It refuses, with the address, every heading that holds another word: increases (增长, 比…), parts of a year
(1—6月, 上半年), other populations (全国, 女), ranks and gaps, units (that belong to the rows).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from attrs import evolve, frozen

from rsindicators.errors import RSIndicatorsError, TableError, told_at
from rsindicators.kinds import Accumulation, Role, Status
from rsindicators.period import Period
from rsindicators.printed import Column
from rsindicators.table import Cell, Grid
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
        Part.NAME: (
            "指标", "指标名称", "指标名", "主要指标", "具体指标", "二级指标", "三级指标", "名称", "项目",
            "指标(单位)",
        ),
        Part.UNIT: ("单位", "计量单位", "指标单位"),
        Part.NATURE: ("属性", "指标属性", "性质", "指标性质", "约束性/预期性", "预期性/约束性"),
        Part.NUMBER: ("序号", "编号", "行次", "序"),
        Part.SECTION: ("一级指标", "类别", "指标类别", "领域", "分类", "类型", "指标类型"),
        Part.REMARK: ("备注", "说明", "责任单位", "责任部门", "牵头单位", "数据来源"),
    }.items()
    for name in names
}  # fmt: skip

_WORDS: Final = (
    (Role.COMPLETION, re.compile("完成度|完成率|完成比例|是否完成")),
    (Role.TARGET, re.compile("目标|规划[值数]|预期|任务|计划|力争|确保")),
    (Role.BASE, re.compile("基数|基期|基准|基年|现状|现有")),
    (Role.RESULT, re.compile("完成|实绩|实际|实现|达到|执行")),
)
_STATUSES: Final = {"预计": Status.ESTIMATED, "快报": Status.PRELIMINARY, "年报": Status.FINAL}
_RUNS: Final = (
    (Accumulation.AVERAGE_ANNUAL, re.compile("年均")),
    (Accumulation.CUMULATIVE, re.compile("累计|[五5]年合计")),
)
_YEAR: Final = r"(?:19|20|21)[0-9]{2}"
_SPAN: Final = re.compile(rf"(?<![0-9])({_YEAR})年?(?:[-—–―~至到]({_YEAR}))?(?![0-9])")
_PLAN: Final = re.compile(
    '[一二三四五六七八九十]{1,3}五(?=[”"]?(?:规划|末|期末|时期|期间|目标|完成|累计|年均|[”"]|$))'
)

_PLAIN: Final = re.compile(
    rf"{_YEAR}年?(?:[-—–―~至到]{_YEAR}年?)?|[“\"]?[一二三四五六七八九十]{{1,3}}五[”\"]?(?:时期|期间|期)?"
    "|目标|规划|预期|任务|计划|力争|确保|远景|基数|基期|基准|基年|现状|现有|完成|实绩|实际|实现|达到|执行|预计|快报"
    '|年报|累计|[五5]年合计|合计|年均|[五5]年|值|数|情况|[年期]?[末底]|年度|年|度|率|比例|是否|[“”":()]'
)
"""All that the heading of a level or flow of whole years of the plan's own region is made of."""
_ENDING: Final = re.compile("[末底]")

Field = Part | Column


@frozen
class _Heading:
    """A heading of figures before its role is settled."""

    text: str
    role: Role | None
    span: Period | None

    @property
    def status(self) -> Status | None:
        return next((status for word, status in _STATUSES.items() if word in self.text), None)

    @property
    def run(self) -> Accumulation | None:
        return next((run for run, words in _RUNS if words.search(self.text)), None)


def fields(cells: Sequence[Cell], period: Period, regions: Sequence[str] = ()) -> tuple[Field | None, ...]:
    """What each column holds; None for an empty one.

    Args:
        cells: The headings.
        period: The plan's.
        regions: Names that head columns of regional targets (任务分解).

    Raises:
        TableError: A heading fits nothing, or no column or two name the indicator.
        PeriodError: A run of years ends before it begins.
    """
    texts = [plain(cell) for cell in cells]
    targeted = any(_role(text) is Role.TARGET and _ends_with(text, period) for text in texts)
    found: list[Field | None] = []
    for cell, text in zip(cells, texts, strict=True):
        if not text:
            found.append(None)
        elif text in regions:
            found.append(Column(_shown(cell), Role.TARGET, Period(period.end.year), region=text))
        else:
            region = next((name for name in regions if text.endswith(name)), "")
            column = _PARTS.get(text) or _column(cell, text.removesuffix(region), period, targeted=targeted)
            found.append(evolve(column, region=region) if isinstance(column, Column) else column)
    if found.count(Part.NAME) != 1:
        known = "、".join(name for name, part in _PARTS.items() if part is Part.NAME)
        raise TableError("layout.name_column", columns=found.count(Part.NAME), names=known).at(
            cells[0].address
        )
    for place, of in enumerate(found):
        same = of is not None and of in found[:place]
        if same and of not in (Part.SECTION, Part.REMARK):
            raise TableError("layout.twice", heading=_shown(cells[place])).at(cells[place].address)
    return tuple(found)


def _ends_with(text: str, period: Period) -> bool:
    """Whether a heading is of the end of the plan, or names no year."""
    try:
        span = _span(text)
    except RSIndicatorsError:
        return False
    return span is None or span.end == period.end


def read_headings(grid: Grid, head: int) -> tuple[list[Cell], int]:
    """The headings, and the row after them: a second row of them stands under merged or empty cells."""
    cells = [grid.shown(head, column) for column in range(grid.width)]
    if head + 1 == len(grid.rows):
        return cells, head + 1
    below = [grid.shown(head + 1, column) for column in range(grid.width)]
    name = next(column for column in range(grid.width) if is_head([cells[column]]))
    under = [
        cell for cell, above in zip(below, cells, strict=True) if not cell.is_empty and cell is not above
    ]
    second = (below[name].is_empty or below[name] is cells[name]) and len(under) > 1
    if not second:
        return cells, head + 1
    for column in range(1, grid.width):  # a heading over several columns may be merged or stand once
        if cells[column].is_empty and not below[column].is_empty:
            cells[column] = evolve(cells[column], text=cells[column - 1].text, kind="text")
    joined = [
        above
        if below_it is above or below_it.is_empty
        else evolve(above, text=f"{above.text}{below_it.text}")
        for above, below_it in zip(cells, below, strict=True)
    ]
    return joined, head + 2


def is_head(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of headings: one of its cells heads the names of indicators."""
    return any(_PARTS.get(plain(cell)) is Part.NAME for cell in cells)


def plain(cell: Cell) -> str:
    """The heading without spaces and line breaks, in half-width signs."""
    return re.sub(r"\s", "", fold(cell.text))


def _shown(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _role(text: str) -> Role | None:
    """The role of its words; 目标完成情况 is a result, 计划完成数 a target."""
    if re.search("(?:目标|任务)(?:完成|实现)(?!度|率|比例)|计划完成情况", text):
        return Role.RESULT
    return next((role for role, words in _WORDS if words.search(text)), None)


def _column(cell: Cell, text: str, period: Period, *, targeted: bool) -> Column:
    with told_at(cell.address):
        heading = _Heading(text, _role(text), _span(text))
    said = heading.role is not None or heading.span is not None or heading.run is Accumulation.CUMULATIVE
    if not said or _PLAIN.sub("", text):
        known = "、".join(_PARTS)
        raise TableError("layout.heading", heading=_shown(cell), known=known).at(cell.address)
    role = _settled(heading, period, targeted=targeted)
    run = heading.run
    span = heading.span or _usual(role, run, period)
    if run is Accumulation.CUMULATIVE and span.is_year:
        run = None  # 2023年累计 is the year's figure
    return Column(_shown(cell), role, span, heading.status, accumulation=run)


def _usual(role: Role, run: Accumulation | None, period: Period) -> Period:
    """When the figures of a column are that names no year."""
    if role is Role.BASE:
        return Period(period.start.year - 1)
    return period if run is not None else Period(period.end.year)


def _settled(heading: _Heading, period: Period, *, targeted: bool) -> Role:
    """The role its words give; of a bare year, or of a result before the plan, the one its year gives."""
    before = heading.span is not None and heading.span.end < period.start
    if heading.role is Role.RESULT or (heading.role is None and heading.status is not None):
        return Role.BASE if before else Role.RESULT
    if heading.role is not None:
        return heading.role
    if before:
        return Role.BASE
    inside = heading.span is not None and heading.span.end <= period.end
    return Role.RESULT if targeted and inside else Role.TARGET


def _span(text: str) -> Period | None:
    """The years a heading is of: a year, a run of years, or the five-year plan it names.

    Of a run or a plan a level is that at its end, and a flow the total; “十四五”末 is its last year.
    """
    spans = list(_SPAN.finditer(text))
    if len({found.group() for found in spans}) > 1:
        raise TableError("layout.years", heading=text)
    if spans:
        first, last = int(spans[-1][1]), int(spans[-1][2] or spans[-1][1])
        return Period(first, 1, 12 * (last - first + 1))
    plan = _PLAN.search(text)
    if plan is None:
        return None
    period = Period.parse(plan.group())
    return Period(period.end.year) if _ENDING.search(text) else period
