"""Cells and brackets: text to a Reading and back.

A reading is all that a printed cell says: a figure, a bound, a composition, a fraction, a missing mark or a
target in words; over what it runs (brackets: the five-year total); its hedges and its stars. `parse` reads
everything or raises, with a caret under the place; `write` is its inverse. Nothing is read approximately.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from attrs import field, frozen

from rsindicators.bound import Bound, read_limited
from rsindicators.composition import WHOLES, Composition, Portion, read_composition
from rsindicators.errors import NotationError, NumberError
from rsindicators.figure import Figure, plain_figure
from rsindicators.kinds import Accumulation, Content, Relation
from rsindicators.number import chinese
from rsindicators.numeral import column_unit, read_unit
from rsindicators.text import Scanner
from rsindicators.units import Unit
from rsindicators.vocabulary import unit_pattern

MISSING: Final = frozenset(("", "-", "--", "—", "——", "–", "―", "/", "…", "……", "无"))
HEDGES: Final = ("力争", "争取", "原则上", "确保", "预计")
RUNS: Final = {
    "本年累计": Accumulation.YEAR_TO_DATE,
    "累计": Accumulation.CUMULATIVE,
    "每年": Accumulation.EACH_YEAR,
    "年均": Accumulation.AVERAGE_ANNUAL,
}
PHRASES: Final = (
    "全覆盖", "基本覆盖", "应保尽保", "应参尽参", "动态清零", "动态消除", "高水平", "稳步提高", "稳步提升",
    "稳步增长", "持续提升", "保持稳定", "总体稳定", "基本建成", "全面建成", "基本形成",
)  # fmt: skip
"""What a target in words says; a text without one of these is not taken for a target."""

_BRACKETS: Final = str.maketrans("〔〕﹝﹞【】", "[][][]")
"""The other brackets that tables print totals in."""

_NUMERAL: Final = re.compile("[0-9]|[百千]分之")
_DENIED: Final = re.compile("未|没有|尚不")
_PORTION: Final = re.compile(rf"([0-9]{{1,9}})/([0-9]{{1,9}})({'|'.join(WHOLES)})?(?= *(?:\]|$))")
_CHINESE_PORTION: Final = re.compile(r"([一二两三四五六七八九十]{1,3})分之([一二两三四五六七八九十]{1,3})")

Value = Figure | Bound | Composition | Portion


@frozen
class Reading:
    """What a printed cell says.

    Attributes:
        value: The figure, bound, composition or fraction; None where there is none.
        phrase: The words of a target in words (全覆盖).
        accumulation: CUMULATIVE for brackets and 累计, EACH_YEAR for 每年, YEAR_TO_DATE for 本年累计,
            AVERAGE_ANNUAL for 年均; None where the cell does not say.
        hedges: 力争, 原则上, 确保, 预计, as printed.
        marks: Stars.
        text: The cell as printed. Two readings are equal whatever the spelling.
    """

    value: Value | None = None
    phrase: str = ""
    accumulation: Accumulation | None = None
    hedges: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    text: str = field(default="", eq=False)

    @property
    def content(self) -> Content:
        """What kind of thing it says."""
        if self.value is None:
            return Content.TEXT if self.phrase else Content.MISSING
        return _CONTENTS[type(self.value)]

    @property
    def figure(self) -> Figure | None:
        """The figure, of a fraction too; None where it says something else."""
        if isinstance(self.value, Portion):
            return self.value.figure
        return self.value if isinstance(self.value, Figure) else None

    @property
    def bound(self) -> Bound | None:
        """The bound, or None."""
        return self.value if isinstance(self.value, Bound) else None

    @property
    def composition(self) -> Composition | None:
        """The composition, or None."""
        return self.value if isinstance(self.value, Composition) else None

    def exact_eq(self, other: object) -> bool:
        """Whether the two say the same in the same form; the printed text may differ in its spelling."""
        if not isinstance(other, Reading) or self != other:
            return False
        value = self.value
        return value is None or isinstance(value, Portion) or value.exact_eq(other.value)

    def __str__(self) -> str:
        return write(self)


_CONTENTS: Final = {
    Figure: Content.FIGURE,
    Bound: Content.BOUND,
    Composition: Content.COMPOSITION,
    Portion: Content.PORTION,
}


def parse(text: str, unit: str | Unit | None = None, *, report: bool = False) -> Reading:
    """What the cell `text` says.

    Args:
        text: At most 200 characters.
        unit: The unit of the column or row, for a cell that prints none.
        report: Whether the cell tells a result. Then 达到95% states the figure; in a promise it is a lower
            bound.

    Examples:
        >>> reading = parse("[>23.5]", unit="万人")
        >>> reading.accumulation, str(reading.bound), write(reading)
        (Accumulation.CUMULATIVE, '>23.5万人', '[>23.5]万人')

    Raises:
        NotationError: It cannot be read, wholly and for certain.
        UnitError: The unit in the cell does not fit `unit`.
    """
    column = None if unit is None else Unit.of(unit)
    plain = plain_figure(text, column)
    if plain is not None:
        return Reading(plain, text=text)
    scanner = Scanner(text)
    scanner.folded = scanner.folded.translate(_BRACKETS)
    marks = []
    while mark := scanner.take("*", " "):
        marks += [mark] if mark == "*" else []
    hedges: list[str] = []
    accumulation: Accumulation | None = None
    while word := scanner.take(*HEDGES, *(RUNS if accumulation is None else ()), " "):
        hedges += [word] if word in HEDGES else []
        accumulation = RUNS.get(word, accumulation)
    rest = scanner.folded[scanner.position :].strip()
    value: Value | None = None
    phrase = ""
    if _is_phrase(rest):
        phrase = scanner.text[scanner.position :].strip()
    elif rest.startswith("["):
        if accumulation is not None:
            raise scanner.fail("notation.bracket_word")
        accumulation = Accumulation.CUMULATIVE
        value = _bracketed(scanner, column, report=report)
    elif rest not in MISSING:
        value = _value(scanner, column, report=report)
    elif hedges or accumulation:
        raise scanner.fail("notation.number")
    if (value is not None or rest.startswith("[")) and not scanner.done:
        raise scanner.fail("notation.rest")
    return Reading(value, phrase, accumulation, tuple(hedges), tuple(marks), scanner.text)


def _is_phrase(rest: str) -> bool:
    """Whether it is a target in words: one of the known phrases, no number in it, not denied."""
    return any(phrase in rest for phrase in PHRASES) and not (
        _NUMERAL.search(rest) or _DENIED.search(rest) or _counts().search(rest)
    )


@cache
def _counts() -> re.Pattern[str]:
    """A Chinese numeral with a unit behind it: 三万人, 五成."""
    return re.compile(rf"[一二两三四五六七八九十百千万亿](?:{unit_pattern().pattern}|成)")


def _bracketed(scanner: Scanner, column: Unit | None, *, report: bool) -> Value | None:
    """What stands in brackets; the unit may stand in them, behind them, or in the column."""
    scanner.skip()
    opening = scanner.position
    closing = scanner.folded.find("]", opening)
    if closing < 0:
        raise scanner.fail("notation.bracket", at=opening)
    inside = scanner.folded[opening + 1 : closing]
    scanner.position = closing + 1
    behind = read_unit(scanner)
    if not scanner.done:
        raise scanner.fail("notation.rest")
    scanner.position = opening + 1
    if inside.strip() in MISSING:
        scanner.position = closing + 1 if behind.symbol else len(scanner.folded)
        return None
    unit = column_unit(behind, column) if behind.symbol else column
    value = _value(scanner, unit, report=report)
    scanner.skip()
    if scanner.position != closing:
        raise scanner.fail("notation.rest")
    scanner.position = len(scanner.folded)
    return value


def _value(scanner: Scanner, column: Unit | None, *, report: bool) -> Value:
    scanner.skip()
    composition = read_composition(scanner)
    if composition is not None:
        return composition
    return _portion(scanner) or read_limited(scanner, column, report=report)


def _portion(scanner: Scanner) -> Portion | None:
    """The fraction that stands here, in digits or in Chinese, or nothing."""
    digits = scanner.match(_PORTION)
    found = digits or scanner.match(_CHINESE_PORTION)
    if not found:
        return None
    if digits:
        top, bottom, of = Decimal(digits[1]), Decimal(digits[2]), digits[3] or ""
    else:
        above, below = chinese(found[2]), chinese(found[1])
        if above is None or below is None:
            raise scanner.fail("notation.numeral", at=found.start(), numeral=found.group())
        top, bottom, of = above, below, scanner.take(*WHOLES)
    try:
        return Portion(int(top), int(bottom), of)
    except NumberError as error:
        raise scanner.refused(error, found.start()) from error


def write(reading: Reading | Value) -> str:
    """The text that `parse` reads as `reading`.

    A computed figure is written as printed, once rounded: its interval is not in the text.

    Raises:
        NotationError: A figure in it has not been rounded yet, or has more digits than are ever printed.
    """
    if not isinstance(reading, Reading):
        reading = Reading(reading)
    for figure in _figures(reading.value):
        if not figure.is_readable:
            raise NotationError("notation.unrounded", figure=figure)
    return show(reading)


def show(reading: Reading) -> str:
    """The same for people to look at: a figure nobody has rounded yet is cut and marked with ≈."""
    value = reading.value
    body = reading.phrase if value is None else str(value)
    words = "".join(word for word, run in RUNS.items() if run is reading.accumulation)
    if reading.accumulation is Accumulation.CUMULATIVE and not reading.phrase:
        body, words = _in_brackets(value), ""
    return "".join(reading.marks) + "".join(reading.hedges) + words + (body or "—")


def _figures(value: Value | None) -> tuple[Figure, ...]:
    """The figures that are printed in it."""
    match value:
        case Figure():
            return (value,)
        case Bound():
            return (value.limit,) if value.upper is None else (value.limit, value.upper)
        case Composition():
            return value.parts
    return ()


def _in_brackets(value: Value | None) -> str:
    """`[>23.5]万人`: the unit stands behind the bracket where it ends the text."""
    text = "" if value is None else str(value)
    ends = isinstance(value, Figure) or (isinstance(value, Bound) and value.relation is not Relation.OVER)
    unit = value.unit.symbol if isinstance(value, Figure | Bound) and ends else ""
    if unit and text.endswith(unit):
        return f"[{text.removesuffix(unit).rstrip()}]{unit}"
    return f"[{text or ' '}]"
