"""A text by its sentences, clauses and quantities.

Places are positions in the text. A sentence ends at 。!? or the line, a part of it also at ;, a clause also
at : and at a comma that stands in no number. What is asked of a place looks back from it: the clause, the
phrase and the quantity before it, the time that governs it, the time that it is compared with.

It refuses what is no text, or too long a one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.errors import PeriodError
from rsindicators.figure import Figure
from rsindicators.notation import Reading
from rsindicators.period import Period
from rsindicators.phrases import QUANTIFIED, Quantity, find_quantities, flat

LOOK_BACK: Final = 400
"""So many characters before a place may hold what it is about."""
_TIMES: Final = frozenset(("year", "month", "day", "hour", "age", "score"))

_YEAR: Final = (
    r"[12][0-9]{3}年(?:(?:1[0-2]|[1-9])[-—–](?:1[0-2]|[1-9])月|[上下]半年|第?[一二三四1-4]季度"
    r"|(?:1[0-2]|[1-9])月)?[末底]?"
)
_NUMERAL: Final = r"(?:十[一二三四五六七八九]?|[一二三四五六七八九])五"
_PLAN: Final = rf"(?:[“\"]{_NUMERAL}[”\"](?:时期|期间|期)?末?|{_NUMERAL}(?:时期|期间|期?末))"
_BEFORE: Final = r"(?:上年|去年|上一年)(?:同期|度|[末底])?"
PERIOD: Final = rf"(?:{_YEAR}|{_PLAN}|{_BEFORE})"
"""The pattern of the words for a time: 2020年末, “十三五”时期, 上年同期."""

_SENTENCE: Final = re.compile(r"[。!?\n]")
_PART: Final = re.compile(r"[。!?\n;]")
_CLAUSE: Final = re.compile(r"[。!?\n;:]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")
_NAMED: Final = re.compile(rf"(?<![比较从由自与])(?:截至|截止到?)?(?:{_YEAR}|{_PLAN})")
_BASE: Final = re.compile(rf"[比较从由自]({PERIOD})")
_AROUND: Final = re.compile(
    rf"(?:(?:截至|截止到?|到|至|在)?{PERIOD}|[全我本][省市县区州国旗]|其中|目前|力争|确保|争取|原则上|[的( ])"
    rf"{{1,{LOOK_BACK}}}"
)
_STATING: Final = re.compile(r"(?:已经|已|也|均|共|为|是| ){1,3}$")
_RELATIVE: Final = ("上", "去", "同", "环")


@frozen
class When:
    """The time of a figure.

    Attributes:
        period: None where the text does not say.
        told: Whether its clause says it, or a clause of that time alone before it.
        summed: Whether the figure runs over more than that (累计).
    """

    period: Period | None = None
    told: bool = False
    summed: bool = False


@frozen(eq=False)
class Prose:
    """A text with the quantities in it.

    Attributes:
        printed: As it was given.
        folded: Folded character by character.
        quantities: In order; a quantity is named by its number in it, and -1 is none.
        ends: Where these end.
        sentences: Where sentences begin; then parts of sentences, then clauses.
        named: The times that govern what follows.
        bases: The times that something is compared with.

    Examples:
        >>> prose = Prose.read("2020年末,全县参保人数为2.28万人,比2015年增长26%。")
        >>> prose.phrase(13), str(prose.value(0)), prose.when(13).period
        ('参保人数', '2.28万人', Period.parse('2020年末'))
    """

    printed: str
    folded: str
    quantities: tuple[Quantity, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    parts: tuple[int, ...]
    clauses: tuple[int, ...]
    named: tuple[re.Match[str], ...]
    bases: tuple[re.Match[str], ...]
    _readings: dict[int, Reading] = field(factory=dict, init=False)

    @staticmethod
    def read(text: str) -> Prose:
        """The text, its quantities found.

        Raises:
            NotationError: It is no text, or has more than 200,000 characters.
        """
        quantities = tuple(one for one in find_quantities(text) if one.body not in QUANTIFIED)
        folded = flat(text)
        return Prose(
            text,
            folded,
            quantities,
            tuple(one.end for one in quantities),
            _begins(_SENTENCE, folded),
            _begins(_PART, folded),
            _begins(_CLAUSE, folded),
            tuple(_NAMED.finditer(folded)),
            tuple(_BASE.finditer(folded)),
        )

    # ── quantities ───────────────────────────────────────────────────────────────────────────────────────

    def start(self, number: int) -> int:
        """Where a quantity begins."""
        return self.quantities[number].start

    def reading(self, number: int) -> Reading:
        """What a quantity reports; each is read once, though several claims may ask."""
        if number not in self._readings:
            self._readings[number] = self.quantities[number].read(report=True)
        return self._readings[number]

    def value(self, number: int) -> Figure | Bound | None:
        """The figure or bound it reports; None for a time, an age or a number without a unit."""
        value = self.reading(number).value
        if not isinstance(value, Figure | Bound) or value.unit.is_pure:
            return None
        dims = {name for name, _ in value.unit.dims}
        return None if dims and dims <= _TIMES else value

    def ending(self, at: int) -> int:
        """The quantity that ends right before a place, perhaps before a comma."""
        number = bisect_right(self.ends, at) - 1
        if number < 0 or self.start(number) < self.floor(at):
            return -1
        return number if not self.folded[self.ends[number] : at].strip(" ,") else -1

    def before(self, number: int) -> int:
        """The quantity before one, in the same part of the sentence."""
        near = number > 0 and self.start(number - 1) >= self.floor(self.start(number))
        return number - 1 if near else -1

    # ── places ───────────────────────────────────────────────────────────────────────────────────────────

    def sentence(self, at: int) -> int:
        """Where the sentence of a place begins."""
        return self.sentences[bisect_right(self.sentences, at) - 1]

    def floor(self, at: int) -> int:
        """Where the part of the sentence before a place begins, or so far back as figures are looked for."""
        return max(self.parts[bisect_right(self.parts, at) - 1], at - LOOK_BACK)

    def clause(self, at: int) -> int:
        """Where the clause before a place begins; the place itself where that is too far back."""
        begin = self.clauses[bisect_right(self.clauses, at) - 1]
        return begin if at - begin <= LOOK_BACK else at

    def phrase(self, at: int) -> str:
        """The words that name what stands at a place, without time, place and 为."""
        begin = self.clause(at)
        around = _AROUND.match(self.folded, begin, at)
        if around:
            begin = around.end()
        stating = _STATING.search(self.folded, begin, at)
        return self.printed[begin : stating.start() if stating else at].strip()

    def when(self, at: int) -> When:
        """The time that governs a place."""
        named = self._last(self.named, at)
        if named is None:
            return When()
        clause = self.clause(at)
        alone = 0 <= clause - named.end() <= 2 and self.folded[named.end() : clause].strip() == ","
        return When(period_of(named.group()), named.start() >= clause or alone)

    def compared(self, at: int) -> Period | None:
        """The time that the sentence last compared something with."""
        named = self._last(self.bases, at)
        return period_of(named[1]) if named else None

    def _last(self, named: tuple[re.Match[str], ...], at: int) -> re.Match[str] | None:
        """The last of these times that the sentence names before a place."""
        number = bisect_right(named, at, key=lambda one: one.end()) - 1
        return named[number] if number >= 0 and named[number].start() >= self.sentence(at) else None


def _begins(stop: re.Pattern[str], folded: str) -> tuple[int, ...]:
    """Where the text begins, and where it goes on behind a stop."""
    return (0, *(found.end() for found in stop.finditer(folded)))


def period_of(words: str, of: Period | None = None) -> Period | None:
    """The time that words mean; None where they do not tell.

    Args:
        words: As the pattern PERIOD finds them, or 同比, 环比.
        of: The time beside which 上年 and 同比 are meant.

    Examples:
        >>> period_of("“十三五”期末"), period_of("上年末", Period(2020)), period_of("上年末")
        (Period.parse('2020年末'), Period.parse('2019年'), None)
    """
    return _beside(of, words) if words.startswith(_RELATIVE) else _absolute(words)


@lru_cache(maxsize=1024)
def _absolute(words: str) -> Period | None:
    try:
        return Period.parse(words.replace("期末", "末"))
    except PeriodError:
        return None


def _beside(of: Period | None, words: str) -> Period | None:
    """The time before another: 上年, 上年同期, 同比, 环比."""
    if of is None or of.months > 12:
        return None
    try:
        if words == "环比":
            return of.previous
        return Period(of.end.year - 1) if words[-1] in "末底" else of.year_earlier
    except PeriodError:  # it lies before the years that are known
        return None
