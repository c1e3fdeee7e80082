"""Sentences, and whether they look ahead or back.

For every quantity of a text its setting is told: the clause it stands in, the time that governs it,
whether the sentence promises or reports it, 每年 and 累计 and the hedges that reach it. A time governs
what follows it in its sentence; the one that opens a paragraph governs the whole paragraph. 每年 reaches
over commas, 累计 does not.

Whether a sentence looks back is decided by the first of these that says so: the time (截至2020年底; one
that is past for the text), the nearest word (已, 比…增长; 力争, 目标), the paragraph so far, the heading
of the section.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final, TypeVar

from attrs import evolve, frozen

from rsindicators.kinds import Accumulation, Kind
from rsindicators.mentions import Mention
from rsindicators.notation import HEDGES
from rsindicators.period import Period
from rsindicators.phrases import Quantity

REACH: Final = 80
"""How many characters before a quantity its clause may begin."""
WRAPPED: Final = 20
"""A line of at least so many characters that ends in no stop goes on in the next one."""
LAST_PAST: Final = date(2020, 12, 31)
"""What ended by then (十三五) is past, where neither text nor caller says when it was written."""

_LINE: Final = re.compile(r"[^\n]+")
_SENTENCE: Final = re.compile(r"[^。!?]+")
_NUMBER: Final = "[一二三四五六七八九十]{1,3}"
_HEADING: Final = re.compile(
    rf"[ #*]{{0,8}}(?:(?P<chapter>第{_NUMBER}(?:[章编篇]|部分))|(?P<part>第{_NUMBER}节)"
    rf"|(?P<section>{_NUMBER}[、.])|(?P<point>\({_NUMBER}\))"
    r"|(?P<item>[0-9]{1,2}[、.](?![0-9]))|(?P<detail>\([0-9]{1,2}\)))"
)
_LEVELS: Final = tuple(_HEADING.groupindex)
_BACK: Final = re.compile("回顾|成效|成绩|成就|基础|现状|进展|完成情况|有关情况|工作情况|总结|取得")
_AHEAD: Final = re.compile("目标|任务|措施|举措|打算|安排|保障|要求|思路|计划|重点|下一步")
_ACHIEVED: Final = re.compile("取得.{0,12}(?:成效|成绩|进展|成果|突破)")
_PLANNED: Final = re.compile("到20|力争|目标")
_OPENING: Final = re.compile(r"[ \-—()0-9一二三四五六七八九十、.*力争]{0,8}")
_RUNNING: Final = re.compile("每年|本年累计|今年累计|累计(?!滚存|结余|结存|余额|未结)")
_ORIGIN: Final = re.compile("[从自由](?:原来|原先)?的?(?:每[月人户年])?$")
_CHANGED: Final = re.compile("[^,。;]{0,4}?[升高加长大展降低少小缩减整增短][到至为]")
_DISTANT: Final = re.compile("至少|最少|至多|最多")
_HEDGE: Final = re.compile("|".join(HEDGES))


@cache
def _cue() -> re.Pattern[str]:
    """Words that tell which way a sentence looks."""
    return re.compile(
        r"(?P<ahead>力争|争取|原则上|(?<!年度|全年|序时|完成)(?<!完成预期|完成既定)目标(?!任务|责任|管理|考核|[值数]?的[0-9百])|不得|应当|今后|未来|确保|预期|下一步|不少于|不低于"
        r"|(?<![主重需必纲概摘只])要(?![求素点件闻害]))"
        r"|(?P<back>截至|(?<![由从较比])目前|迄今|已(?!婚|[^,。;]{1,5}的)|以来|圆满|同比|全年(?!目标|任务|计划)|去年|历史|超额完成"
        r"|(?:实现|取得|建成|达到|完成|突破|超过|形成|获得|入选)了|取得.{0,8}(?:成效|成绩|进展)"
        r"|目标(?:任务)?[值数]?的(?=[0-9百])"
        r"|(?<![占对百])[比较](?:上年|去年|“|十[一二三四五]五|[12][0-9]{3}年))"
    )


class Said(Kind):
    """Whether a statement looks ahead or back."""

    PROMISED = "promised", "目标"
    REPORTED = "reported", "完成"


@frozen
class Setting:
    """What the text around a quantity says of it.

    Attributes:
        sentence: Where its sentence begins.
        clause: Where its clause begins.
        mention: The time that governs it, or None.
        kind: Promised or reported.
        run: EACH_YEAR, CUMULATIVE, YEAR_TO_DATE, or None.
        carried: Whether the run was said in an earlier clause.
        hedges: Hedges of the clause, as printed.
        distant: 至少 or 至多, where it stands in the clause apart from the number.
    """

    sentence: int
    clause: int
    mention: Mention | None
    kind: Said
    run: Accumulation | None
    carried: bool
    hedges: tuple[str, ...]
    distant: str


@frozen
class _Around:
    """What was said before the sentence: by the section, the paragraph and its opening."""

    headings: tuple[Said | None, ...] = (None,) * len(_LEVELS)
    paragraph: Said | None = None
    opened: Mention | None = None

    @property
    def section(self) -> Said | None:
        """Which way the nearest heading looks that tells it: 4. under (一)现实基础 looks back."""
        return next((said for said in reversed(self.headings) if said), None)


@frozen
class _Text:
    """A text with what was found in it, in order of place."""

    folded: str
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    runs: tuple[tuple[int, str], ...]
    cues: tuple[tuple[int, Said], ...]
    past: date
    report: bool | None


def settings(
    folded: str,
    quantities: tuple[Quantity, ...],
    mentions: tuple[Mention, ...],
    *,
    past: date,
    report: bool | None = None,
) -> tuple[Setting, ...]:
    """The setting of each quantity.

    Args:
        folded: The text, folded character by character, with its line breaks.
        quantities: In order.
        mentions: In order.
        past: The last day that is surely past for the text.
        report: True or False settles what is promised and what reported.
    """
    runs = tuple((one.start(), one.group()) for one in _RUNNING.finditer(folded))
    cues = tuple(
        (one.start(), Said.PROMISED if one["ahead"] else Said.REPORTED) for one in _cue().finditer(folded)
    )
    text = _Text(folded, quantities, mentions, runs, cues, past, report)
    return tuple(_walked(text))


def past_of(mentions: tuple[Mention, ...], year: int | None, period: Period | None) -> date:
    """The last day that is surely past for a text: by 截至, by its newest plan, by what the caller says."""
    days = [one.period.end for one in mentions if one.period and one.lead.startswith("截")]
    plans = [one.period.end for one in mentions if one.period and one.kind == "plan" and not one.against]
    newest = Period.plan_of(max(plans)) if plans else None
    days += [newest.start - timedelta(1)] if newest else []
    days += [date(year - 1, 12, 31)] if year is not None else []
    days += [period.start - timedelta(1)] if period is not None else []
    return max(days if year is not None or period is not None else [*days, LAST_PAST], default=LAST_PAST)


def _walked(text: _Text) -> Iterator[Setting]:
    around, goes_on = _Around(), False
    for line in _LINE.finditer(text.folded):
        words = line.group().strip()
        if not words:
            continue
        if not goes_on or _HEADING.match(words):
            around = _Around(_headed(words, around.headings), _paragraph(words))
        goes_on = len(words) >= WRAPPED and words[-1] not in "。;:!?"
        for sentence in _SENTENCE.finditer(text.folded, *line.span()):
            mentions = _slice(text.mentions, *sentence.span())
            first = mentions[0] if mentions else None
            if first is not None and _opens(first, text.folded, line.start()):
                around = evolve(around, opened=first)
            for setting, sure in _in_sentence(text, sentence.span(), mentions, around):
                around = evolve(around, paragraph=setting.kind) if sure else around
                yield setting


def _headed(line: str, before: tuple[Said | None, ...]) -> tuple[Said | None, ...]:
    """Which way the headings above look, a level each; a heading ends those below it."""
    heading = _HEADING.match(line)
    if not heading or len(line) > 40 or "。" in line:
        return before
    said = Said.REPORTED if _BACK.search(line) else Said.PROMISED if _AHEAD.search(line) else None
    level = _LEVELS.index(str(heading.lastgroup))
    return (*before[:level], said, *(None for _ in before[level + 1 :]))


def _paragraph(line: str) -> Said | None:
    """That a paragraph looks back, where it tells of results and not of plans."""
    return Said.REPORTED if _ACHIEVED.search(line) and not _PLANNED.search(line) else None


def _in_sentence(
    text: _Text, span: tuple[int, int], mentions: tuple[Mention, ...], around: _Around
) -> Iterator[tuple[Setting, bool]]:
    """The settings of one sentence, and whether the sentence itself tells which way it looks."""
    cues = _between(text.cues, *span)
    runs = _between(text.runs, *span)
    current, at, each = around.opened, span[0] - 1, -1
    seen = run = cue = 0
    paragraph = around.paragraph
    for quantity in _slice(text.quantities, *span):
        while seen < len(mentions) and mentions[seen].end <= quantity.start:
            one = mentions[seen]
            if _governs(one, current, text.folded):
                current, at = one, one.start
            seen += 1
        last = mentions[seen - 1] if seen else None
        near = last if last is not None and _is_close(last) and last.after == quantity.start else None
        clause = _clause(text.folded, span[0], quantity.start)
        while run < len(runs) and runs[run][0] < quantity.start:
            each = runs[run][0] if runs[run][1] == "每年" else each
            run += 1
        while cue < len(cues) and cues[cue][0] < quantity.end:
            cue += 1
        begins = _begins_a_change(text.folded, clause, quantity)
        told = Said.REPORTED if begins and text.report is None else _kind(text, near or current, cues, cue)
        sure = told is not None and not begins and not (near and near.opens_a_change)
        kind = told or paragraph or around.section or Said.PROMISED
        paragraph = kind if sure else paragraph
        of = _run(runs[run - 1] if run else None, clause, each if each > at else -1)
        begin = _hedged_from(text.folded, span[0], clause)
        hedges = tuple(_HEDGE.findall(text.folded, begin, quantity.start))
        distant = _DISTANT.search(text.folded, clause, quantity.start)
        carried = of is Accumulation.EACH_YEAR and each < clause
        yield (
            Setting(
                span[0],
                clause,
                near or (None if begins else _of(kind, current)),
                kind,
                of,
                carried,
                hedges,
                distant.group() if distant else "",
            ),
            sure,
        )


def _opens(first: Mention, folded: str, line: int) -> bool:
    """Whether a time stands first in its paragraph and governs all of it."""
    lasting = not first.near and first.kind != "now" and _governs(first, None, folded)
    return lasting and bool(_OPENING.fullmatch(folded, line, first.start))


def _governs(one: Mention, current: Mention | None, folded: str) -> bool:
    """Whether a time governs what follows it in its sentence, where another one governed so far."""
    if one.against or (_is_close(one) and folded[one.after : one.after + 1].isdigit()):
        return False
    return one.kind != "whole" or current is None or current.period is None


def _of(kind: Said, time: Mention | None) -> Mention | None:
    """The time of what is promised or reported; 目前 is none of a promise."""
    return None if time is not None and time.kind == "now" and kind is Said.PROMISED else time


def _is_close(one: Mention) -> bool:
    """Whether a time that stands right before a number belongs to it alone: 2020年的5家, 从2016年5万元."""
    return one.near or one.opens_a_change


def _begins_a_change(folded: str, clause: int, quantity: Quantity) -> bool:
    """Whether it is what a change began with: 由55元 in 由55元调高到103元, which is of an earlier time."""
    return bool(_ORIGIN.search(folded, clause, quantity.start) and _CHANGED.match(folded, quantity.end))


def _kind(text: _Text, mention: Mention | None, cues: tuple[tuple[int, Said], ...], cue: int) -> Said | None:
    """Which way the sentence looks: by the caller, the time, the cue before, the first one behind."""
    if text.report is not None:
        return Said.REPORTED if text.report else Said.PROMISED
    by_time = None if mention is None else _by_time(mention, text.past)
    if by_time or not cues:
        return by_time
    return cues[cue - 1][1] if cue else cues[0][1]


def _by_time(mention: Mention, past: date) -> Said | None:
    ended = mention.period is not None and mention.period.end <= past
    if ended or mention.lead.startswith("截") or mention.tail == "以来":
        return Said.REPORTED
    ahead = (
        mention.lead in ("到", "至") or mention.tail in ("起", "开始") or mention.kind in ("within", "plan")
    )
    return Said.PROMISED if ahead else None


def _run(last: tuple[int, str] | None, clause: int, each: int) -> Accumulation | None:
    """Over what a quantity runs: 累计 of its clause, or 每年 of its sentence."""
    if last is not None and last[0] >= clause and last[1] != "每年":
        return Accumulation.CUMULATIVE if last[1] == "累计" else Accumulation.YEAR_TO_DATE
    return Accumulation.EACH_YEAR if each >= 0 else None


def _clause(folded: str, begin: int, at: int) -> int:
    """Where the clause before a place begins."""
    begin = max(begin, at - REACH)
    return max(begin, *(folded.rfind(sign, begin, at) + 1 for sign in ",;:"))


def _hedged_from(folded: str, begin: int, clause: int) -> int:
    """Where the hedges of a clause begin: 力争到2025年, stands before it as a clause of its own."""
    if clause <= begin:
        return clause
    before = _clause(folded, begin, clause - 1)
    words = folded[before : clause - 1]
    return before if len(words) <= 12 and _HEDGE.match(words) and words[-1] in "年末底内" else clause


P = TypeVar("P", Quantity, Mention)
T = TypeVar("T")


def _slice(found: tuple[P, ...], begin: int, end: int) -> tuple[P, ...]:
    """Those that begin between two places."""
    low = bisect_left(found, begin, key=lambda one: one.start)
    return found[low : bisect_left(found, end, key=lambda one: one.start)]


def _between(found: tuple[tuple[int, T], ...], begin: int, end: int) -> tuple[tuple[int, T], ...]:
    """The same of pairs that begin with their places."""
    low = bisect_left(found, begin, key=lambda one: one[0])
    return found[low : bisect_left(found, end, key=lambda one: one[0])]
