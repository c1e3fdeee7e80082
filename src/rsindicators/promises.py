"""Targets in sentences.

A statement is a quantity that a sentence promises or reports: of what (the indicator's words), the
reading, for when, with which hedges, and where it stands. Whether it is promised or reported is told by
the words around it (已, 截至2020年底, 比…增长 against 到2025年, 力争, 目标), else by what its paragraph
and section said before, else it is taken for a promise; `report=` settles it. In a report 达到95% states
the figure, in a promise at least 95%.

What the grammar does not tell for certain is left empty: the words of an elided subject, the period of
今年起 without `year`, the indicator of words that no definition bears. Ages and lengths of time are
conditions and no targets, unless the sentence states a level (达到11.3年) or sets a floor (不低于10年).

Source: trade rules on comparators (分别 pairs subjects and numbers; 达到 in a report) and on spelling.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.comparators import BEFORE, REPORTING
from rsindicators.errors import NotationError
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Relation, Status
from rsindicators.mentions import Mention, find_mentions
from rsindicators.notation import Reading
from rsindicators.period import Period
from rsindicators.phrases import SAME, Quantity, find_quantities, flat, unit_of
from rsindicators.sentences import Said, Setting, past_of, settings
from rsindicators.text import fold
from rsindicators.units import Unit
from rsindicators.wording import Subject, is_verb, named_behind, paired, subject

_NOUN: Final = 30
_MOST_PAIRED: Final = 20
_PLACE: Final = re.compile("^(?:全[省市县区州]|我[省市县区州]|本[省市县区州地]区?)")
_TIMES: Final = frozenset(("year", "month", "day", "hour", "age"))
_FLOORS: Final = tuple(word for word, relation in BEFORE.items() if relation is Relation.AT_LEAST)
_JOINS: Final = frozenset(("、", "和", "与", "及", "以及", ","))


@frozen
class Statement:
    """A quantity that a sentence promises or reports.

    Attributes:
        phrase: The words for what is counted or measured, folded; empty where the sentence leaves them out.
        reading: What is said of it: figure, bound, composition, fraction or words; its accumulation and
            hedges are those of the sentence.
        kind: Promised or reported.
        start: Where the printed fragment begins in the text.
        end: Where it ends.
        text: The fragment: `whole[start:end]`.
        period: For when; None where the text does not say, or only to one who knows the year.
        when: The words that told the period.
        change: 增长, 年均增长, 下降 … where the quantity is a change of what the phrase names, else empty.
        per: Whom it is asked of one by one: 各市(州), 每户.
        status: ESTIMATED for a result that is 预计, else None.
    """

    phrase: str
    reading: Reading
    kind: Said
    start: int
    end: int
    text: str
    period: Period | None = None
    when: str = ""
    change: str = ""
    per: str = ""
    status: Status | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands: beginning and end in the text."""
        return self.start, self.end

    @property
    def accumulation(self) -> Accumulation | None:
        """Over what it runs, where the sentence says so: 每年, 累计, 年均."""
        return self.reading.accumulation

    @property
    def hedges(self) -> tuple[str, ...]:
        """力争, 原则上, 确保, 预计, as printed."""
        return self.reading.hedges

    @property
    def unit(self) -> Unit | None:
        """The unit of the figure or bound; None for a composition and for words."""
        return unit_of(self.reading)

    def indicator(self, catalogue: Catalogue | None = None) -> Indicator | None:
        """The definition whose name or alias the phrase is, as it stands or without 累计, 全市 and the like.

        Args:
            catalogue: Where to look; left out, the standard one.

        Returns:
            None for a change, for what is asked of many one by one, and where no name fits exactly.

        Raises:
            NotationError: `catalogue` is no catalogue.
        """
        if catalogue is not None and not isinstance(catalogue, Catalogue):
            raise _argument("catalogue", "Catalogue", catalogue)
        if self.change or self.per or not self.phrase:
            return None
        known = catalogue if catalogue is not None else Catalogue.standard()
        bare = _PLACE.sub("", self.phrase)
        for spelling in (self.phrase, bare, bare.replace("累计", "", 1)):
            found = known.get(spelling)
            if found is not None and spelling in _names(found):
                return found
        return None


def find_targets(
    text: str, *, year: int | None = None, period: Period | str | None = None, report: bool | None = None
) -> tuple[Statement, ...]:
    """Every quantity that a text promises or reports, in order.

    Args:
        text: Chinese prose, at most 200,000 characters.
        year: The year of the text, for 今年起 and 上半年.
        period: The period of the document, for statements that name none and for 5年内 and 今年起.
        report: True if all of it reports, False if all of it promises; left out, the words decide.

    Returns:
        The statements; their spans are disjoint.

    Examples:
        >>> one, two = find_targets("到2025年,失业保险和工伤保险参保人数分别达到2.37万人、4.14万人。")
        >>> one.phrase, str(one.reading), one.kind, str(one.period), two.indicator().name
        ('失业保险参保人数', '达到2.37万人', Said.PROMISED, '2025年末', '工伤保险参保人数')

    Raises:
        NotationError: The text is none, or too long; `report` is neither True, False nor None.
        PeriodError: `year` or `period` is none.
    """
    quantities = find_quantities(text)
    if year is not None:
        Period(year)
    if isinstance(period, str):
        period = Period.parse(period)
    if period is not None and not isinstance(period, Period):
        raise _argument("period", "Period", period)
    if report is not None and not isinstance(report, bool):
        raise _argument("report", "True / False", report)
    folded = flat(text)
    kept = tuple(one for one in quantities if not _is_condition(one))
    mentions = find_mentions(text, folded, year, period)
    past = past_of(mentions, year, period)
    said = settings(folded, kept, mentions, past=past, report=report)
    return tuple(_statements(_Prose(folded, kept, said, mentions, period)))


def _argument(name: str, wanted: str, value: object) -> NotationError:
    return NotationError("promise.argument", name=name, wanted=wanted, type=type(value).__name__, value=value)


@frozen
class _Prose:
    """A text and what was found in it."""

    folded: str
    quantities: tuple[Quantity, ...]
    settings: tuple[Setting, ...]
    mentions: tuple[Mention, ...]
    period: Period | None


def _statements(prose: _Prose) -> Iterator[Statement]:
    """The statements, the quantities that 分别 lists taken together."""
    at, last = 0, None
    while at < len(prose.quantities):
        before = _before(prose, at)
        listed = before.rpartition("分别")
        count = _listed(prose, at) if listed[1] else 1
        names = paired(listed[0], count) if count > 1 else ()
        told = _subject(prose, at, before, last)
        for index, quantity in enumerate(_shared(prose.quantities[at : at + count])):
            phrase = names[index] if names else "" if count > 1 and "、" in told.phrase else told.phrase
            last = _statement(prose, at + index, quantity, evolve(told, phrase=phrase))
            yield last
        at += count


def _statement(prose: _Prose, at: int, quantity: Quantity, told: Subject) -> Statement:
    setting = prose.settings[at]
    if told.onward and not quantity.lead:
        quantity = evolve(quantity, lead="提高到")
    if setting.distant and not (quantity.lead or quantity.tail):
        quantity = evolve(quantity, lead=SAME.get(setting.distant, setting.distant))
    reading = quantity.read(report=setting.kind is Said.REPORTED)
    hedges = tuple(dict.fromkeys((*setting.hedges, *reading.hedges)))
    unit = quantity.unit
    share = unit is not None and unit.is_share
    run = None if share and (setting.carried or setting.run is not Accumulation.EACH_YEAR) else setting.run
    if told.change.startswith("年均"):
        run = Accumulation.AVERAGE_ANNUAL
    estimated = setting.kind is Said.REPORTED and "预计" in hedges
    mention = setting.mention
    return Statement(
        told.phrase,
        evolve(reading, accumulation=reading.accumulation or run, hedges=hedges),
        setting.kind,
        quantity.start,
        quantity.end,
        quantity.text,
        mention.period if mention is not None else prose.period,
        mention.words if mention is not None else "",
        told.change,
        told.per,
        Status.ESTIMATED if estimated else None,
    )


def _before(prose: _Prose, at: int) -> str:
    """The words of the clause before a quantity and behind the one before it, without the times in them."""
    quantity, setting = prose.quantities[at], prose.settings[at]
    floor = max(setting.clause, prose.quantities[at - 1].end if at else 0)
    words, place = "", floor
    number = bisect_left(prose.mentions, floor, key=lambda one: one.start)
    while number < len(prose.mentions) and prose.mentions[number].end <= quantity.start:
        one = prose.mentions[number]
        if not one.against:
            words += prose.folded[place : one.start]
            place = one.end + one.near
        number += 1
    words += prose.folded[place : quantity.start]
    return words.rpartition(setting.distant)[2] if setting.distant else words


def _listed(prose: _Prose, at: int) -> int:
    """How many quantities the list has that begins with this one."""
    count = 1
    while at + count < len(prose.quantities) and count < _MOST_PAIRED:
        one, other = prose.quantities[at + count - 1 : at + count + 1]
        if prose.folded[one.end : other.start] not in _JOINS:
            break
        count += 1
    return count


def _shared(group: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities of a list, with the comparator before the first and behind the last for all."""
    lead, tail = group[0].lead, group[-1].tail
    return tuple(evolve(one, lead=one.lead or lead, tail=one.tail or tail) for one in group)


def _subject(prose: _Prose, at: int, before: str, last: Statement | None) -> Subject:
    """Of what a quantity speaks: the words before it, the name behind it, or what the one before spoke of."""
    quantity, told = prose.quantities[at], subject(before.rpartition("分别")[0] or before)
    until = prose.quantities[at + 1].start if at + 1 < len(prose.quantities) else len(prose.folded)
    behind = prose.folded[quantity.end : min(until, quantity.end + _NOUN)]
    name = "" if told.change or told.onward else named_behind(told.phrase, behind)
    unit = quantity.unit
    counts = unit is not None and not unit.is_share and not any(dim == "money" for dim, _ in unit.dims)
    if name and (counts or not told.phrase):
        return evolve(told, phrase=name)
    if told.phrase and not is_verb(told.phrase):
        return told
    same = last is not None and last.start >= prose.settings[at].sentence
    goes_on = told.onward or told.change or (last is not None and last.end == quantity.start)
    return evolve(told, phrase=last.phrase if last is not None and same and goes_on else "")


def _is_condition(quantity: Quantity) -> bool:
    """Whether it is an age or a length of time that states no level and sets no floor."""
    dims = {name for name, _ in quantity.unit.dims} if quantity.unit is not None else set()
    level = quantity.lead.endswith(tuple(REPORTING))
    floor = "age" not in dims and any(quantity.lead.endswith(word) for word in _FLOORS)
    return bool(dims) and dims <= _TIMES and not (level or floor)


def _names(indicator: Indicator) -> set[str]:
    return {fold(name) for name in (indicator.name, *(alias.name for alias in indicator.aliases))}
