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
from rsindicators.comparators import BEFORE, REPORTING, STATING
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
from rsindicators.wording import Subject, is_list, is_verb, joined, named_behind, paired, subject

_NOUN: Final = 30
_MOST_PAIRED: Final = 20
_PLACE: Final = re.compile("^(?:全[省市县区州]|我[省市县区州]|本[省市县区州地]区?)")
_TIMES: Final = frozenset(("year", "month", "day", "hour", "age"))
_FLOORS: Final = tuple(word for word, relation in BEFORE.items() if relation is Relation.AT_LEAST)


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
        return _defined(self.phrase, catalogue if catalogue is not None else Catalogue.standard())


def find_targets(
    text: str, *, year: int | None = None, period: Period | str | None = None, report: bool | None = None
) -> tuple[Statement, ...]:
    """Every quantity that a text promises or reports, in order.

    Args:
        text: Chinese prose, at most 200,000 characters.
        year: The year of the text, for 今年起, 上半年 and 全年.
        period: The period of the document, for promises that name none and for 5年内 and 今年起.
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
    names: tuple[str, ...] = ()
    told: tuple[Subject, ...]
    while at < len(prose.quantities):
        before = _before(prose, at)
        if "分别" not in before:
            told, names = (_subject(prose, at, before, last),), ()
        else:
            same = last is not None and last.start >= prose.settings[at].sentence
            told = _listed(prose, at, before, names if same else ())
            names = tuple(one.phrase for one in told)
        times = _times(prose.settings[at].mention, told) if names else ()
        for index, quantity in enumerate(_shared(prose.quantities[at : at + len(told)])):
            last = _statement(prose, at + index, quantity, told[index])
            last = evolve(last, period=times[index]) if times else last
            yield last
        at += len(told)


def _listed(prose: _Prose, at: int, before: str, previous: tuple[str, ...]) -> tuple[Subject, ...]:
    """The subjects of a list of numbers with 分别 before it.

    Args:
        prose: The text.
        at: The first quantity of the list.
        before: The words before it.
        previous: The subjects of the list before, which one without subjects speaks of again.
    """
    left, _, right = before.rpartition("分别")
    changes = _changes(prose, at)
    count = len(changes)
    head, act, whole = subject(left), subject(right), subject(left + right)
    if not head.phrase and not act.phrase:
        names = previous
    else:
        names = paired(head.phrase, count, _is_known) if count > 1 else ()
        names = tuple(name and name + ("" if is_verb(act.phrase) else act.phrase) for name in names)
    several = is_list(head.phrase) and not _is_known(whole.phrase)
    if len(names) != count:
        names = ("" if several else whole.phrase,) * count
    return tuple(
        evolve(whole, phrase=name, change=change or whole.change)
        for name, change in zip(names, changes, strict=True)
    )


def _changes(prose: _Prose, at: int) -> list[str]:
    """For each quantity of the list that begins with this one, the change its join names: 、减少3人."""
    changes = [""]
    while at + len(changes) < len(prose.quantities) and len(changes) < _MOST_PAIRED:
        one, other = prose.quantities[at + len(changes) - 1 : at + len(changes) + 1]
        change = joined(prose.folded[one.end : other.start])
        if change is None:
            break
        changes.append(change or changes[-1])
    return changes


def _times(mention: Mention | None, told: tuple[Subject, ...]) -> tuple[Period | None, ...]:
    """The periods of a list of numbers: a year each, where as many years are named as numbers.

    Where enumerated years do not pair, the periods are unknown. A span of years (2021—2023年) is shared out
    only where the numbers have no subjects of their own.
    """
    if mention is None or not mention.parts:
        return ()
    count = len(told)
    enumerated, subjects = mention.kind == "years", len({one.phrase for one in told})
    if len(mention.parts) == count and (enumerated or subjects == 1):
        return mention.parts
    return (None,) * count if enumerated else ()


def _statement(prose: _Prose, at: int, quantity: Quantity, told: Subject) -> Statement:
    setting = prose.settings[at]
    onward = SAME.get(told.onward, told.onward)
    if onward in STATING and not quantity.lead:
        quantity = evolve(quantity, lead=onward)
    if setting.distant and not (quantity.lead or quantity.tail):
        quantity = evolve(quantity, lead=setting.distant)
    reading = quantity.read(report=setting.kind is Said.REPORTED)
    hedges = tuple(dict.fromkeys((*setting.hedges, *reading.hedges)))
    unit = quantity.unit
    share = unit is not None and unit.is_share
    run = None if share and (setting.carried or setting.run is not Accumulation.EACH_YEAR) else setting.run
    if told.change.startswith("年均"):
        run = Accumulation.AVERAGE_ANNUAL
    estimated = setting.kind is Said.REPORTED and "预计" in hedges
    mention = setting.mention
    default = prose.period if setting.kind is Said.PROMISED else None
    return Statement(
        told.phrase,
        evolve(reading, accumulation=reading.accumulation or run, hedges=hedges),
        setting.kind,
        quantity.start,
        quantity.end,
        quantity.text,
        mention.period if mention is not None else default,
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
            place = one.after
        number += 1
    words += prose.folded[place : quantity.start]
    return words.rpartition(setting.distant)[2] if setting.distant else words


def _shared(group: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The quantities of a list, with the comparator before the first and behind the last for all."""
    lead, tail = group[0].lead, group[-1].tail
    return tuple(evolve(one, lead=one.lead or lead, tail=one.tail or tail) for one in group)


def _subject(prose: _Prose, at: int, before: str, last: Statement | None) -> Subject:
    """Of what a quantity speaks: the words before it, the name behind it, or what the one before spoke of."""
    quantity, told = prose.quantities[at], subject(before)
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
    time = prose.settings[at].mention
    compared = time is not None and time.is_a_base
    goes_on = told.onward or told.change or compared or (last is not None and last.end == quantity.start)
    return evolve(told, phrase=last.phrase if last is not None and same and goes_on else "")


def _is_condition(quantity: Quantity) -> bool:
    """Whether it is an age or a length of time that states no level and sets no floor."""
    dims = {name for name, _ in quantity.unit.dims} if quantity.unit is not None else set()
    level = quantity.lead.endswith(tuple(REPORTING))
    floor = "age" not in dims and any(quantity.lead.endswith(word) for word in _FLOORS)
    return bool(dims) and dims <= _TIMES and not (level or floor)


def _is_known(name: str) -> bool:
    """Whether the standard catalogue has an indicator of that name, or of the name without its place."""
    return _defined(name, Catalogue.standard()) is not None


def _defined(phrase: str, catalogue: Catalogue) -> Indicator | None:
    """The indicator that a phrase names, as it stands or without 全市 and 累计."""
    bare = _PLACE.sub("", phrase)
    for spelling in (phrase, bare, bare.replace("累计", "", 1)):
        found = catalogue.get(spelling)
        if found is not None and spelling in _names(found):
            return found
    return None


def _names(indicator: Indicator) -> set[str]:
    return {fold(name) for name in (indicator.name, *(alias.name for alias in indicator.aliases))}
