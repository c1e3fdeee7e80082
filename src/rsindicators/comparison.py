"""What a growth in a sentence is the growth of, and over what.

Before the number stand the words of the change (增长, 年均下降), before these what it is said to be over
(比2015年, 同比), before that the figure that changed, its level: 参保人数2.28万人,比2015年增长26%. The level
may also stand behind (增长26%,达到2.28万人), both levels may be printed (由1.81万人增加到2.28万人), and
either may be known by its name instead. Where words are missing the base is inferred and told to be so;
where several figures could be meant there is none, with the reason.

Source: trade rule on growth (the base year does not count).
"""

from __future__ import annotations

import re
from typing import Final

from attrs import evolve, frozen

from rsindicators.arithmetic import MOST_YEARS
from rsindicators.period import Period
from rsindicators.prose import PERIOD, Prose, When, period_of
from rsindicators.reference import Known, Reference

FALLING: Final = ("下降", "降低", "减少", "回落", "下跌", "缩减")
RISING: Final = ("增长", "增加", "增幅", "增速", "提高", "提升", "上升", "上涨", "递增", "净增")
_NOUNS: Final = ("增幅", "增速")
MOST_PASSED: Final = 3

_CHANGE: Final = re.compile(
    rf"(?:实际|名义)?(?P<yearly>年均|年平均|平均每年)?(?:实际|名义)?"
    rf"(?P<verb>{'|'.join(RISING + FALLING)})(?:率|速度|幅度)?(?:了|为|是)?$"
)
_SAME: Final = re.compile("(?P<words>同比|环比)$")
_AGAINST: Final = re.compile(rf"[比较与](?P<words>{PERIOD})(?:的|相比)?,?$")
_OTHER: Final = re.compile("[比较][^,;:、()]{1,40}$")
_FROM: Final = re.compile(rf"[从由自](?P<from>{PERIOD})?的?$")
_TO: Final = re.compile(rf"(?:[^,;:、()0-9]{{0,6}}[到至为])?(?P<to>{PERIOD})?的?")


@frozen
class Change:
    """The words of a change right before its number.

    Attributes:
        start: Where they begin.
        falls: Whether it is a fall.
        yearly: Whether it is so much a year.
        is_noun: Whether the number is that of a rate with a name of its own (增速).
    """

    start: int
    falls: bool
    yearly: bool
    is_noun: bool


@frozen
class Level:
    """The figure that changed, and its base where the two are printed as a pair: 从A提高到B.

    Attributes:
        phrase: The words that name it.
        when: Its time.
        value: None where it is not known.
        is_printed: Whether it stands in the sentence.
        old: The base.
        since: The time of the base.
        reason: The code that says why no known figure could be taken.
    """

    phrase: str
    when: When
    value: Known = None
    is_printed: bool = True
    old: Known = None
    since: Period | None = None
    reason: str = ""


@frozen
class Base:
    """What a level is compared with.

    Attributes:
        value: None where it is not known.
        period: Its time.
        sure: Whether the sentence says so.
        reason: The code that says why no known figure could be taken.
    """

    value: Known = None
    period: Period | None = None
    sure: bool = True
    reason: str = ""


@frozen
class Comparison:
    """A change with its level and its base.

    Attributes:
        start: Where its words begin, those of the base included.
        level: What changed.
        base: Over what.
        years: The years between the two, of a yearly change, where they are told.
        sure: Whether the sentence says that these are meant.
    """

    start: int
    level: Level
    base: Base
    years: int | None
    sure: bool


@frozen
class _Basis:
    """What a change is said to be over: the words of a time, empty for none, None for something else."""

    start: int
    words: str | None = ""
    old: Known = None


def change_before(prose: Prose, number: int) -> Change | None:
    """The words of a change right before a quantity, or None."""
    start = prose.start(number)
    found = _CHANGE.search(prose.folded, max(0, start - 16), start)
    if not found:
        return None
    verb = found["verb"]
    return Change(found.start(), verb in FALLING, found["yearly"] is not None, verb in _NOUNS)


def compared(
    prose: Prose, reference: Reference, number: int, change: Change, *, in_points: bool
) -> Comparison:
    """What the change before a quantity compares.

    Args:
        prose: The text.
        reference: What is known beside it.
        number: The quantity.
        change: The words before it.
        in_points: Whether it is in 个百分点: such a change is never of the level of another growth.
    """
    basis = _basis(prose, change.start)
    level = _level(prose, reference, number, basis.start if in_points else _passed(prose, basis.start))
    base = _base(prose, reference, basis, level)
    years = None
    if change.yearly:
        since = base.period or prose.compared(change.start)
        years = _years(since, level.when.period)
        base = evolve(base, sure=base.sure and level.when.told and since == base.period)
    sure = base.sure and (level.when.told or level.is_printed)
    return Comparison(basis.start, level, base, years, sure)


def _passed(prose: Prose, at: int) -> int:
    """Before the growths between a growth and its level: 达2万人,比2015年增长9%,比2019年增长3%."""
    for _ in range(MOST_PASSED):
        before = prose.ending(at)
        change = change_before(prose, before) if before >= 0 else None
        if change is None or change.is_noun:
            break
        at = _basis(prose, change.start).start
    return at


# ── the base ─────────────────────────────────────────────────────────────────────────────────────────────


def _basis(prose: Prose, at: int) -> _Basis:
    """What stands right before a change: 比2015年, 比2015年的24.48万人, 同比, 比全省平均."""
    floor = max(prose.floor(at), at - 60)
    old = prose.ending(at)
    if old >= 0 and prose.ends[old] == at:
        said = _AGAINST.search(prose.folded, floor, prose.start(old))
        if said:
            return _Basis(said.start(), said["words"], prose.value(old))
    said = _SAME.search(prose.folded, floor, at) or _AGAINST.search(prose.folded, floor, at)
    if said:
        return _Basis(said.start(), said["words"])
    other = _OTHER.search(prose.folded, floor, at)
    return _Basis(other.start(), None) if other else _Basis(at)


def _base(prose: Prose, reference: Reference, basis: _Basis, level: Level) -> Base:
    """What the level is compared with: as it is said, else its pair, else as the sentence did before."""
    if basis.words is None:
        return Base()
    if basis.words:
        return _said(reference, basis.words, basis.old, level)
    if level.old is not None:
        return Base(level.old, level.since)
    carried = prose.compared(basis.start)
    if carried is None and level.when.period is None:
        return Base(sure=False)
    value, reason = reference.find(level.phrase, carried, level.when)
    return Base(value, carried, sure=False, reason=reason)


def _said(reference: Reference, words: str, old: Known, level: Level) -> Base:
    """The base of a time that is said, perhaps with its figure."""
    period = period_of(words, level.when.period)
    if old is not None:
        return Base(old, period)
    if period is None:
        return Base()
    if level.since is not None and level.since.plain() == period.plain():
        return Base(level.old, period)
    value, reason = reference.find(level.phrase, period, level.when)
    absolute = period_of(words) is not None
    return Base(value, period, sure=level.when.told or absolute, reason=reason)


# ── the level ────────────────────────────────────────────────────────────────────────────────────────────


def _level(prose: Prose, reference: Reference, number: int, at: int) -> Level:
    """The figure that changed: right before the claim, right behind it, or known by the name before it."""
    before, leads_on = prose.ending(at), _leads_on(prose, number)
    if before >= 0:
        level = _printed(prose, before)
        return evolve(level, reason="several") if leads_on else level
    level = Level(prose.phrase(at), prose.when(at), is_printed=leads_on)
    if leads_on:
        return evolve(level, value=prose.value(number + 1))
    if level.when.period is None:
        return level
    value, reason = reference.find(level.phrase, level.when.period, level.when)
    return evolve(level, value=value, reason=reason)


def _leads_on(prose: Prose, number: int) -> bool:
    """Whether the level that a change led to stands right behind it: 增长5%,达到3万人."""
    if number + 1 == len(prose.quantities):
        return False
    end, following = prose.ends[number], prose.quantities[number + 1]
    if following.start > end + 4:
        return False
    words = prose.folded[end : following.start].strip(" ,")
    return words in ("", "到", "至") and (words + following.lead).endswith(("到", "至", "达"))


def _printed(prose: Prose, number: int) -> Level:
    """A level printed before its change, with the base before it where the two are a pair."""
    at = prose.start(number)
    phrase, when = prose.phrase(at), prose.when(at)
    summed = prose.reading(number).accumulation is not None or "累计" in phrase
    level = Level(phrase, evolve(when, summed=summed), prose.value(number))
    before = prose.before(number)
    return _paired(prose, level, before, number) if before >= 0 else level


def _paired(prose: Prose, level: Level, before: int, number: int) -> Level:
    """The level with the quantity before it as its base, where words say so: 从2016年的A提高到2020年的B."""
    start = prose.start(before)
    began = _FROM.search(prose.folded, max(0, start - 24), start)
    led = _TO.fullmatch(prose.folded, prose.ends[before], prose.start(number))
    if not began or not led:
        return level
    words = led.group() + prose.quantities[number].lead
    if "到" not in words and "至" not in words:
        return level
    to = period_of(led["to"] or "")
    when = level.when if to is None else evolve(level.when, period=to, told=True)
    return evolve(
        level,
        phrase=prose.phrase(began.start()),
        when=when,
        old=prose.value(before),
        since=period_of(began["from"] or ""),
    )


def _years(since: Period | None, until: Period | None) -> int | None:
    """The years from one end of a year to another, where there are so many as are ever counted."""
    if since is None or until is None or not (since.is_year and until.is_year):
        return None
    years = until.year - since.year
    return years if 1 <= years <= MOST_YEARS else None
