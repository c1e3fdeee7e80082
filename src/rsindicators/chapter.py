"""A plan as its audit takes it, figure by figure.

A chapter is what a plan prints, with the targets and results it says. Each of these, and each row and
definition, is an entry: something printed, in its place, with its value, that others can be held against.
It refuses what is no plan, no target, no result.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.errors import DefinitionError
from rsindicators.figure import Figure
from rsindicators.finding import Cited, Place
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import FLOORS, Accumulation
from rsindicators.notation import Reading, Value, show
from rsindicators.number import plain
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.printed import INFERRED, LOST, Printed, Row
from rsindicators.source import Source
from rsindicators.target import Target
from rsindicators.text import LONGEST_TEXT, checked, fold

Key = tuple[str, str, str, str, str]
"""Indicator, region, period, accumulation, scope."""

ONE_YEAR: Final = (Accumulation.ANNUAL, Accumulation.EACH_YEAR)
"""What a figure of one year runs over."""
ENDS: Final = tuple("0123456789]")
"""What a cell ends with that its unit can be written behind."""
COUNTED: Final = ("参保人数", "总人数", "人数", "数量", "总量", "总数", "数")
"""What a name ends with that counts its core: 专业技术人才总量."""


def core(name: str) -> str:
    """The core of a name: without spaces and without the word that says it is a count.

    Examples:
        >>> core("专业技术人才 总量"), core("工伤保险参保人数")
        ('专业技术人才', '工伤保险')
    """
    plain_name = fold(name[:LONGEST_TEXT]).replace(" ", "")
    ending = next((word for word in COUNTED if plain_name.endswith(word)), "")
    return plain_name.removesuffix(ending) or plain_name


def _checked(given: Any, kind: type[Any]) -> Any:
    """What a chapter is made of, if it is of its kind."""
    if not isinstance(given, kind):
        raise DefinitionError("audit.content", wanted=kind.__name__, type=type(given).__name__, value=given)
    return given


def _content(given: Printed) -> Printed:
    checked: Printed = _checked(given, Printed)
    return checked


def _targets(given: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(_checked(one, Target) for one in _checked(given, Iterable))


def _results(given: Iterable[Observation]) -> tuple[Observation, ...]:
    return tuple(_checked(one, Observation) for one in _checked(given, Iterable))


def _edition(given: str) -> str:
    return checked(given, DefinitionError)


@frozen
class Chapter:
    """A plan as the audit takes it.

    Attributes:
        printed: Header, rows and statements, as printed.
        targets: What they promise.
        results: What they report.
        edition: Of the plan; empty where nobody tells.

    Raises:
        DefinitionError: Something is of another kind.
    """

    printed: Printed = field(converter=_content)
    targets: tuple[Target, ...] = field(default=(), converter=_targets)
    results: tuple[Observation, ...] = field(default=(), converter=_results)
    edition: str = field(default="", converter=_edition)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators it speaks of, by their codes."""
        said = [*(one.indicator for one in self.results), *(one.indicator for one in self.targets)]
        return {one.code: one for one in said}

    @property
    def title(self) -> str:
        """The plan."""
        return self.printed.header.title

    @property
    def region(self) -> str:
        """Whose plan it is."""
        return self.printed.header.region

    @property
    def period(self) -> Period:
        """The plan's period."""
        return self.printed.header.period

    @property
    def document(self) -> str:
        """The title of the document it stands in."""
        return self.printed.header.document.title

    def item(self, row: Row) -> str:
        """The row as people name it: 专栏2第12行."""
        words = self.printed.header.table.split()
        return f"{words[0] if words else ''}第{row.number}行"

    def place(self, source: Source | None, *, prose: bool = False) -> Place:
        """A place in it; a sentence is named by its line."""
        item = source.item if source else ""
        if source and prose and source.line is not None:
            item = f"{item}第{source.line}行"
        return Place(self.title, item, source)


@frozen(eq=False)
class Entry:
    """Something printed, in its place.

    Attributes:
        chapter: The plan it stands in.
        indicator: Of what.
        place: Where.
        label: The document's words for the indicator.
        text: As printed, with its unit.
        region: Whose.
        period: For when.
        run: Over what it runs, or None.
        value: What it says; None for words, for a lost cell, for a row or definition as such.
        prose: Whether it stands in a sentence.
        target: The promise it is, or None.
        seen: The result it is, or None.
    """

    chapter: Chapter
    indicator: Indicator
    place: Place
    label: str
    text: str
    region: str
    period: Period
    run: Accumulation | None = None
    value: Value | None = None
    prose: bool = False
    target: Target | None = None
    seen: Observation | None = None

    @property
    def key(self) -> Key:
        """What makes it comparable with another."""
        run = self.run.value if self.run else ""
        return (self.indicator.code, self.region, self.period.code, run, self.seen.scope if self.seen else "")

    @property
    def is_inferred(self) -> bool:
        """Whether the cell itself is read out of fragments, and not printed intact."""
        target = self.target
        if target is not None:
            return "cell" in dict(target.inferred)
        return self.place.source is not None and self.place.source.checked.startswith(INFERRED)

    @property
    def gap(self) -> str:
        """Why it has no value, as `unchecked.<reason>`; empty where it has one."""
        if self.value is not None:
            return ""
        if self.target is not None and (self.target.lost or self.target.text == LOST):
            return "lost"
        stated = self.target or self.seen
        return "words" if stated is not None and stated.phrase else "missing"

    @property
    def line(self) -> int | None:
        """The line of the document it stands in."""
        return self.place.source.line if self.place.source else None

    @property
    def figure(self) -> Figure | None:
        """What it reports, if that is one figure."""
        return Reading(self.value).figure

    @property
    def bound(self) -> Bound | None:
        """What it asks or tells, if that is a bound."""
        return Reading(self.value).bound

    @property
    def composition(self) -> Composition | None:
        """The shares it states, if it does."""
        return Reading(self.value).composition

    @property
    def floor(self) -> Figure | None:
        """The limit it must reach, if it is one from below."""
        bound = self.bound
        return bound.limit if bound is not None and bound.relation in FLOORS else None

    @property
    def known(self) -> Interval | None:
        """What it tells, in base units; None where it tells no quantity."""
        if self.figure is not None:
            return self.figure.interval.shift(self.figure.unit.exponent)
        return None if self.bound is None else _told(self.bound).shift(self.bound.unit.exponent)

    @property
    def cited(self) -> Cited:
        """It as a figure of a finding."""
        return Cited(self.label, self.text, self.known)

    def fits(self, other: Entry) -> bool:
        """Whether the quantities of the two are in units that convert."""
        one, two = self.figure or self.bound, other.figure or other.bound
        return one is not None and two is not None and one.unit.fits(two.unit)


def _told(bound: Bound) -> Interval:
    """What a bound tells; the ends of a range are printed, and so rounded, figures."""
    if bound.upper is None:
        return bound.known()
    upper = around(bound.upper.to(bound.unit))
    return Interval.closed(around(bound.limit).lo, upper.hi)


def around(limit: Figure) -> Interval:
    """What the number of a limit would tell if it were a rounded result."""
    if limit.decimals is None:
        return limit.interval
    return Figure(plain(limit.value), limit.unit).interval


def _printed(target: Target) -> str:
    """A target as printed, with the unit of its row."""
    text, bound = target.text, target.bound
    if not isinstance(bound, Bound) or not text or bound.unit.symbol in text or bound.limit.decimals is None:
        return text or str(target)
    return f"{text}{bound.unit}" if text[-1:] in ENDS else str(target)


def promises(chapter: Chapter) -> Iterator[Entry]:
    """The promises of a chapter, those of the table before those of the prose."""
    for one in chapter.targets:
        prose = bool(one.quote)
        yield Entry(
            chapter, one.indicator, chapter.place(one.source, prose=prose), one.label, _printed(one),
            one.region or chapter.region, one.period, one.accumulation, one.bound, prose, target=one,
        )  # fmt: skip


def reports(chapter: Chapter) -> Iterator[Entry]:
    """What a chapter reports, in the same order, under the document's own words."""
    labels = {(one.indicator, one.line): one.name for one in chapter.printed.statements}
    labels |= {(one.indicator, one.line): one.name for one in chapter.printed.rows}
    for one in chapter.results:
        prose = bool(one.quote)
        place = chapter.place(one.source, prose=prose)
        line = one.source.line if one.source else None
        run = one.accumulation if one.accumulation is Accumulation.CUMULATIVE else None
        yield Entry(
            chapter, one.indicator, place, labels.get((one.indicator.code, line), one.indicator.name),
            show(Reading(one.figure, one.phrase, run)), one.region or chapter.region, one.period,
            one.accumulation, one.figure, prose, seen=one,
        )  # fmt: skip
