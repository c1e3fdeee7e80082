"""Claims found in sentences.

A sentence that states a growth, a share or a sum is found by its words, and held against the figures printed
in it and those that are known. Only what the sentence says for certain can contradict a claim: where figures,
base or years are inferred, or more than one known figure could be meant, a claim that does not agree stays
open, with the reason. A known figure is used only where the words before the number are its indicator's name,
apart from such as 全县 and 2020年末.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.claims import MOST_PARTS, TERMS, Claim, check_claim, not_checkable
from rsindicators.comparison import Change, change_before, compared
from rsindicators.errors import UnitError
from rsindicators.figure import Figure
from rsindicators.kinds import Claimed
from rsindicators.observation import Observation
from rsindicators.prose import Prose, When
from rsindicators.reference import Reference
from rsindicators.units import Unit

MOST_LISTED: Final = 100
"""So many parts of a whole with 其中 are looked at."""
WHOLES: Final = ("总数", "总量", "总人数", "总额", "全部")
"""What may stand for the whole: 占总数的5%."""
_POINTS: Final = "percentage_point"

_OF: Final = re.compile(r"占([^,;:、()0-9占]{0,30})$")
_OF_TAIL: Final = re.compile(r"的?(?:比重|比例|比率|份额|比)?(?:为|是|的)?$")
_TOTAL: Final = re.compile(r"(?:合计|总计|共计)(?:为|是)?$")
_AMONG: Final = re.compile(r"[,:(]{0,2} {0,2}其中")
_FIRST: Final = re.compile(r"[,:(]{0,2} {0,2}其中[^0-9;。!?\n]{0,80}")
_LISTED: Final = re.compile(r"[、和及与][^0-9,;:()。\n]{0,30}")
_LESS: Final = re.compile("减少|流失|流出|关闭|退出|注销|净|下降|扣除|减去")
_NOT_PLAIN: Final = re.compile("剔除|扣除|去重|重复|交叉|不含|折合|调整")
"""What makes a total another thing than the plain sum of what is listed before it."""
_ATTRIBUTE: Final = re.compile("(?:以上|左右|以内|以下)?的")
_AIM: Final = re.compile("目标|计划|任务|预期|力争|确保|争取")
_MORE: Final = re.compile("其中|包括|含")
_ANOTHER: Final = re.compile("[0-9、和及与]|其中|包括|含")
_NUMBER: Final = re.compile("(?:总数|总量|总人数|总额|数量|人数|数)$")
_TAIL: Final = re.compile(r"[^;。!?\n]{0,30}")
_BRACKET: Final = re.compile(r"\([^()\n]{0,30}\)")


@frozen
class Assertion:
    """A claim in its sentence.

    Attributes:
        span: Where it stands in the text, from and to.
        text: Its words, as printed.
        phrase: The words that name what it is about; empty where the sentence does not say.
        claimed: The number as printed.
        claim: Whether it agrees with the figures; NOT_CHECKABLE, with the reason, where there are none.
        inferred: Whether the figures it was held against are inferred, and not said by the sentence.
    """

    span: tuple[int, int]
    text: str
    phrase: str
    claimed: str
    claim: Claim
    inferred: bool = False

    @property
    def kind(self) -> Claimed:
        """What is claimed."""
        return self.claim.kind

    def __str__(self) -> str:
        return " ".join(filter(None, (self.phrase, str(self.claim))))


def find_claims(text: str, known: Iterable[Observation] = ()) -> tuple[Assertion, ...]:
    """The claims of a text, each checked as far as it can be.

    Args:
        text: Chinese prose of at most 200,000 characters. A line ends a sentence.
        known: What was reported for the region the text is about. Figures of a special scope are not used.

    Returns:
        In order: growth (比“十二五”末增长32.07%), yearly growth (年均增长7.15%), differences
        (提高7.6个百分点), shares (占总数的5%) and sums (合计, 其中).

    Examples:
        >>> base = Observation("基本养老保险参保人数", "24.48万人", "2015年末")
        >>> sentence = "基本养老保险参保人数达32.33万人,比“十二五”末增长32.07%。"
        >>> [(found.phrase, found.claimed, found.claim.agreement) for found in find_claims(sentence, [base])]
        [('基本养老保险参保人数', '32.07%', Agreement.EXACT)]

    Raises:
        NotationError: The text is no text, or too long.
        ComponentError: Something known is no Observation.

    Source: trade rules on published numbers, on comparators and on growth.
    """
    prose, reference = Prose.read(text), Reference.of(known)
    return tuple(
        found for number in range(len(prose.quantities)) for found in _claims_of(prose, reference, number)
    )


@frozen(eq=False)
class _Stated:
    """A number that a sentence claims, where it stands."""

    prose: Prose
    number: int
    value: Figure | Bound

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.prose.start(self.number)

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.prose.ends[self.number]

    def asserted(self, span: tuple[int, int], phrase: str, claim: Claim, *, sure: bool) -> Assertion:
        """The claim in its sentence, open unless the figures are sure to be those that are meant."""
        if not sure:
            claim = claim.doubted("inferred")
        inferred = not sure and claim.computed is not None
        text, claimed = self.prose.printed[slice(*span)], self.prose.quantities[self.number].text
        return Assertion(span, text, phrase, claimed, claim, inferred)


def _claims_of(prose: Prose, reference: Reference, number: int) -> Iterator[Assertion]:
    """The claims whose number is that quantity."""
    start = prose.start(number)
    change = change_before(prose, number)
    part = _OF.search(prose.folded, max(0, start - 48), start)
    total = _TOTAL.search(prose.folded, max(0, start - 4), start)
    among = _AMONG.match(prose.folded, prose.ends[number])
    value = prose.value(number) if change or part or total or among else None
    if value is None:
        return
    stated = _Stated(prose, number, value)
    if change:
        yield _change(stated, reference, change)
    elif part and value.unit.is_share:
        yield _share(stated, reference, part)
    elif total:
        yield from _sum(stated, total.start())
    if among and not value.unit.is_share:
        yield from _whole(stated)


def _checked(value: Figure | Bound, kind: Claimed, **figures: Any) -> Claim:
    """The claim held against figures of a sentence, whose units may not fit."""
    try:
        return check_claim(value, kind, **figures)
    except UnitError:
        inputs = ((name, one) for name, one in figures.items() if isinstance(one, Figure | Bound))
        return not_checkable(value, kind, "unit", tuple(inputs))


# ── growth and differences ───────────────────────────────────────────────────────────────────────────────


def _change(stated: _Stated, reference: Reference, change: Change) -> Assertion:
    value, points = stated.value, _POINTS in dict(stated.value.unit.dims)
    found = compared(stated.prose, reference, stated.number, change, in_points=points)
    level, base = found.level, found.base
    kind, reason = _kind(value.unit, change), level.reason or base.reason
    if change.falls:
        value, reason = (-value, reason) if isinstance(value, Figure) else (value, "fall")
    if points and level.value is not None and not level.value.unit.is_share:
        reason = "unit"
    if reason:
        claim = not_checkable(value, kind, reason, (("new", level.value), ("old", base.value)))
    else:
        words = _words(stated.prose, found.start, stated.end)
        claim = _checked(value, kind, new=level.value, old=base.value, years=found.years, words=words)
    stating = not _ATTRIBUTE.match(stated.prose.folded, stated.end) and not _AIM.search(
        stated.prose.folded, stated.prose.clause(stated.start), stated.start
    )
    return stated.asserted((found.start, stated.end), level.phrase, claim, sure=found.sure and stating)


def _kind(unit: Unit, change: Change) -> Claimed:
    """What the words and the unit claim; a unit per unit (人/万人) is that of a difference."""
    if change.yearly:
        return Claimed.ANNUAL_GROWTH
    return Claimed.DIFFERENCE if unit.dims or "/" in unit.symbol else Claimed.GROWTH


def _words(prose: Prose, start: int, end: int) -> str:
    """The words on prices and scope: of the whole part of the sentence, or, of no such, of the claim."""
    tail, bracket = _TAIL.match(prose.folded, end), _BRACKET.match(prose.folded, end)
    around = prose.folded[prose.floor(start) : tail.end() if tail else end]
    if any(term in around for term in TERMS):
        return around
    return prose.folded[start : bracket.end() if bracket else end]


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class _Share:
    """A part and what it is a part of; `sure` is whether the sentence says so."""

    phrase: str
    part: Figure | Bound | None
    whole: Figure | Bound | None
    sure: bool
    reason: str = ""


def _share(stated: _Stated, reference: Reference, found: re.Match[str]) -> Assertion:
    """占…的5%: of what stands before 其中, or of what is known by that name."""
    prose, at, of = stated.prose, found.start(), _OF_TAIL.sub("", found[1])
    near = prose.ending(at)
    one = _printed_share(prose, near, of) if near >= 0 else _known_share(prose, reference, at, of)
    if one.reason:
        inputs = (("part", one.part), ("whole", one.whole))
        claim = not_checkable(stated.value, Claimed.SHARE, one.reason, inputs)
    else:
        claim = _checked(stated.value, Claimed.SHARE, part=one.part, whole=one.whole)
    return stated.asserted((at, stated.end), one.phrase, claim, sure=one.sure)


def _printed_share(prose: Prose, near: int, of: str) -> _Share:
    """A part that is printed, of the whole before 其中 if that is the one named."""
    phrase, part = prose.phrase(prose.start(near)), prose.value(near)
    before = prose.before(near)
    if before < 0 or not _AMONG.match(prose.folded, prose.ends[before]):
        return _Share(phrase, part, None, sure=True)
    name = _core(prose.phrase(prose.start(before)))
    fits = not of or of in WHOLES or _core(of) == name
    return _Share(phrase, part, prose.value(before) if fits else None, sure=bool(of))


def _known_share(prose: Prose, reference: Reference, at: int, of: str) -> _Share:
    """A part and a whole that are known by their names."""
    phrase, when = prose.phrase(at), prose.when(at)
    level = When(when.period, told=True)
    part, reason = reference.find(phrase, when.period, level)
    whole, other = reference.find(of, when.period, level)
    return _Share(phrase, part, whole, when.told, reason or other)


def _core(name: str) -> str:
    """A name without the word for number at its end."""
    return _NUMBER.sub("", name)


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────


def _sum(stated: _Stated, at: int) -> Iterator[Assertion]:
    """合计 behind a list of figures; it is surely of these where nothing else stands in the list.

    Not where one of them goes down (流失0.2万人), nor where the sentence goes on to say what was taken out.
    """
    prose, listed = stated.prose, _listed_before(stated.prose, at)
    if len(listed) < 2:
        return
    first, start = listed[0], prose.start(listed[0])
    earlier = first > 0 and prose.ends[first - 1] > prose.sentence(start)
    mixed = _MORE.search(prose.folded, start, at)
    led = _ANOTHER.search(prose.folded, prose.clause(start), start)
    less = _LESS.search(prose.folded, prose.clause(start), at)
    tail = _TAIL.match(prose.folded, stated.end)
    other = _NOT_PLAIN.search(prose.folded, prose.clause(start), tail.end() if tail else stated.end)
    sure = not (earlier or mixed or led or less or other)
    yield stated.asserted((start, stated.end), "", _total(stated, listed), sure=sure)


def _listed_before(prose: Prose, at: int) -> range:
    """The quantities of the list that ends before a place, as many as are ever added."""
    first = last = prose.ending(at)
    if last < 0:
        return range(0)
    while last - first + 1 < MOST_PARTS:
        before = prose.before(first)
        if before < 0 or not _LISTED.fullmatch(prose.folded, prose.ends[before], prose.start(first)):
            break
        first = before
    return range(first, last + 1)


def _whole(stated: _Stated) -> Iterator[Assertion]:
    """A whole with 其中 and two parts or more; they need not be all, and may overlap."""
    prose, start = stated.prose, stated.start
    listed = _listed_behind(prose, stated.number, stated.value.unit)
    if len(listed) < 2:
        return
    claim = _total(stated, listed).doubted("incomplete")
    yield stated.asserted((start, prose.ends[listed[-1]]), prose.phrase(start), claim, sure=False)


def _listed_behind(prose: Prose, number: int, unit: Unit) -> range:
    """The parts behind 其中, of the kind of the whole."""
    between, last = _FIRST, number
    for following in range(number + 1, min(number + 1 + MOST_LISTED, len(prose.quantities))):
        joined = between.fullmatch(prose.folded, prose.ends[last], prose.start(following))
        part = prose.value(following) if joined else None
        if part is None or not part.unit.fits(unit):
            break
        between, last = _LISTED, following
    return range(number + 1, last + 1)


def _total(stated: _Stated, listed: range) -> Claim:
    """The claim that these add up to the number."""
    return _checked(stated.value, Claimed.SUM, parts=[stated.prose.value(one) for one in listed])
