"""Moments and runs of time in running text.

A mention is where a sentence names a time (到2025年, “十四五”期间, 5年内, 今年起) and the period it means. A
time that a figure is only compared with (比2015年增长) is marked, and so is one that belongs to the very next
figure alone (2020年的22232家). What needs the reader to know the year (今年) has no period until it is told.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from attrs import frozen

from rsindicators.errors import PeriodError
from rsindicators.number import chinese
from rsindicators.period import Period

_YEAR: Final = r"(?:19|20|21)[0-9]{2}"
_COUNT: Final = r"(?:[1-9][0-9]?|[二三四五六七八九两]|十[一二三四五]?)"
_FIVE: Final = "[一二三四五六七八九十]"
_CORES: Final = (
    ("day", rf"{_YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日"),
    ("years", rf"{_YEAR}年?(?:[、和]{_YEAR}年?){{0,5}}[、和]{_YEAR}年[末底]?"),
    ("span", rf"{_YEAR}年?[-—–―~至]{_YEAR}年"),
    ("plain", rf"{_YEAR}年(?:(?:1[0-2]|[1-9])月?[-—–―~至到])?(?:1[0-2]|[1-9])月(?:份|末|底)?"),
    ("plain", rf"{_YEAR}年(?:[上下]半年|第?[一二三四1-4]季度|前[二三23]季度)"),
    ("plain", rf"{_YEAR}年(?:度|末|底)?"),
    ("plain", r"[一二][零〇○Ο一二三四五六七八九]{3}年(?:末|底)?"),
    ("plan", rf"(?:“{_FIVE}{{0,3}}五”|(?<!“)十{_FIVE}五(?!”))(?:规划期)?(?:时期|期间|期)?(?:末|底)?(?!规划)"),
    ("within", rf"{_COUNT}年(?:以内|之内|内)|(?:未来|今后){_COUNT}年"),
    ("relative", r"(?:今|去|明|本)年度?(?:[上下]半年|第?[一二三四]季度|底|末)?|[上下]半年|年底|年内"),
    ("now", "目前|现已|迄今"),
    ("whole", r"(?<!年)全年(?![龄制])"),
)  # fmt: skip
_RELATIVE: Final = {"今": 0, "本": 0, "全": 0, "去": -1, "明": 1}
SINCE: Final = ("起", "开始", "以来")
_AGAINST: Final = ("比", "较", "与")
_UNTIL: Final = ("截至", "截止到", "截止", "到", "至")
_ORIGIN: Final = ("从", "自", "由")


@cache
def _pattern() -> re.Pattern[str]:
    cores = "|".join(f"(?P<{kind}{number}>{core})" for number, (kind, core) in enumerate(_CORES))
    return re.compile(
        rf"(?P<lead>截至|截止到?|(?<![长高加大展升降低少达得缩减小短整])[到至]|从|自|由|(?<![占对百])比|较|与)?(?:{cores})"
        rf"(?P<tail>{'|'.join(SINCE)}|之?前|以前)?(?P<of>的|相比)?"
    )


@frozen
class Mention:
    """A time that a sentence names.

    Attributes:
        start: Where its words begin, 到 and 截至 included.
        end: Where they end.
        words: The words as printed.
        period: The period they mean; None where only the reader knows it.
        lead: 到, 至, 截至, 从, 比 … before it, or empty.
        tail: 起, 开始, 以来 behind it, or empty.
        against: Whether a figure is only compared with it.
        near: Whether it belongs to the next figure alone.
        kind: `plain` for a year or months, `years` (2023年、2024年), `span` (2021—2023年), `plan`, `within`
            (5年内), `relative` (今年), `whole` (全年) or `now` (目前).
        parts: The single years of `years` and `span`, each a moment if the lead makes it one. 分别 pairs
            numbers with them.
    """

    start: int
    end: int
    words: str
    period: Period | None
    lead: str = ""
    tail: str = ""
    against: bool = False
    near: bool = False
    kind: str = "plain"
    parts: tuple[Period, ...] = ()

    @property
    def after(self) -> int:
        """Where what it governs begins: behind its words, and behind 的."""
        return self.end + self.near

    @property
    def is_a_base(self) -> bool:
        """Whether it tells of when the figure is that another is compared with: 比2015年的24.48万人."""
        return self.near and self.lead in _AGAINST

    @property
    def opens_a_change(self) -> bool:
        """Whether it may tell where a change began: 从2015年, 由2020年."""
        return self.lead in _ORIGIN and not self.tail


def find_mentions(
    text: str, folded: str, year: int | None = None, plan: Period | None = None
) -> tuple[Mention, ...]:
    """The times that a text names, in order.

    Args:
        text: As printed.
        folded: The same, folded character by character.
        year: The year that 今年 means, or None.
        plan: The period of the document: 5年内 is this, where it is as long, and 今年起 ends with it.
    """
    found = (_mention(text, one, year, plan) for one in _pattern().finditer(folded))
    return tuple(one for one in found if one is not None)


def _mention(text: str, found: re.Match[str], year: int | None, plan: Period | None) -> Mention | None:
    cores = ((name.rstrip("0123456789"), core) for name, core in found.groupdict().items() if core)
    kind, core = next(one for one in cores if one[0] not in ("lead", "tail", "of"))
    if kind == "day":
        return None
    lead, tail, of = (found[name] or "" for name in ("lead", "tail", "of"))
    try:
        period = _period(kind, core, year, plan)
    except PeriodError:
        return None
    if period is not None and tail in SINCE:
        period = _since(period, plan)
    elif period is not None and lead in _UNTIL:
        period = period.ending
    end = found.end("of") if of == "相比" else found.start("of") if of else found.end()
    figure = of == "的" and found.string[found.end("of") : found.end("of") + 1].isdigit()
    against = (lead in _AGAINST and not figure) or of == "相比"
    near = of == "的" and not against
    parts = _parts(kind, core, at_end=lead in _UNTIL or core[-1] in "末底")
    if kind == "years" and parts[0].at_end:
        period = None  # 到2023年、2024年: several moments
    words = text[found.start() : end]
    return Mention(found.start(), end, words, period, lead, tail, against, near, kind, parts)


def _parts(kind: str, core: str, *, at_end: bool) -> tuple[Period, ...]:
    """The single years of an enumeration or of a span."""
    if kind not in ("years", "span"):
        return ()
    named = [int(year) for year in re.findall(_YEAR, core)]
    years = named if kind == "years" else range(named[0], named[1] + 1)
    return tuple(Period(year).ending if at_end else Period(year) for year in years)


def _period(kind: str, core: str, year: int | None, plan: Period | None) -> Period | None:
    """The period a core of words means; None where only the reader knows it."""
    if kind == "years":
        named = re.findall(_YEAR, core)
        return Period.parse(f"{min(named)}—{max(named)}年")
    if kind == "within":
        count = re.sub("[^0-9一二三四五六七八九十两]", "", core)
        years = int(count) if count.isdecimal() else int(chinese(count) or 0)
        return plan if plan is not None and plan.months == 12 * years else None
    if kind in ("relative", "whole", "now"):
        return None if year is None or kind == "now" else _relative(core, year)
    return Period.parse(core.replace("期末", "末").replace("期底", "底").replace("规划期", ""))


def _relative(core: str, year: int) -> Period:
    """今年上半年, 年底: a period of a year that the reader knows."""
    named = core[0] in _RELATIVE
    rest = core[2:].removeprefix("度") if named else core.removeprefix("年")
    of = year + (_RELATIVE[core[0]] if named else 0)
    if rest in ("", "内"):
        return Period(of)
    return Period(of).ending if rest in ("底", "末") else Period.parse(rest, of)


def _since(period: Period, plan: Period | None) -> Period:
    """From a period on: to the end of the document's, or, where that is not known, the first one."""
    if plan is None or not plan.contains(period):
        return period
    months = (plan.end.year - period.year) * 12 + plan.end.month - period.month + 1
    return Period(period.year, period.month, months)
