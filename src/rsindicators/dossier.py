"""All figures of a document, found by what they are of.

A dossier holds the chapters of one document, their entries by their key (indicator, region, period,
accumulation, scope), and what the names tell of the indicators: what is a part of what, and which name is
the core of which.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from attrs import frozen

from rsindicators.catalogue import Catalogue
from rsindicators.chapter import ONE_YEAR, Chapter, Entry, Key, core, promises, reports
from rsindicators.finding import Place
from rsindicators.indicator import Indicator
from rsindicators.printed import LOST, Row


@frozen(eq=False)
class Dossier:
    """All chapters of one document.

    Attributes:
        chapters: Its plans, the earliest first.
        others: Plans of other documents, to be looked at beside it.
        catalogue: Where names are looked up.
    """

    chapters: tuple[Chapter, ...]
    others: tuple[Chapter, ...]
    catalogue: Catalogue

    @property
    def document(self) -> str:
        """The document's title."""
        return self.chapters[0].document

    @cached_property
    def targets(self) -> tuple[Entry, ...]:
        """All promises, chapter by chapter, the tables before the prose."""
        return tuple(one for chapter in self.chapters for one in promises(chapter))

    @cached_property
    def results(self) -> tuple[Entry, ...]:
        """All that is reported, in the same order."""
        return tuple(one for chapter in self.chapters for one in reports(chapter))

    @cached_property
    def beside(self) -> tuple[Entry, ...]:
        """The promises of the plans of other documents."""
        return tuple(one for chapter in self.others for one in promises(chapter))

    @cached_property
    def rows(self) -> tuple[tuple[Entry, Row], ...]:
        """The rows of the tables whose indicator the plan itself or the catalogue knows."""
        return tuple(
            (self._row(chapter, row, indicator), row)
            for chapter in self.chapters
            for row in chapter.printed.rows
            if (indicator := self._indicator(chapter, row)) is not None
        )

    @cached_property
    def unknown(self) -> tuple[Row, ...]:
        """The others."""
        return tuple(
            row
            for chapter in self.chapters
            for row in chapter.printed.rows
            if self._indicator(chapter, row) is None
        )

    def _indicator(self, chapter: Chapter, row: Row) -> Indicator | None:
        """What a row is of: a plan may bring indicators that no catalogue has."""
        return chapter.indicators.get(row.indicator) or self.catalogue.get(row.indicator)

    def _row(self, chapter: Chapter, row: Row, indicator: Indicator) -> Entry:
        source = chapter.printed.header.source(chapter.printed.header.table, chapter.item(row), row.line)
        place = chapter.place(source)
        return Entry(chapter, indicator, place, row.name, row.unit, chapter.region, chapter.period)

    @cached_property
    def definitions(self) -> tuple[Entry, ...]:
        """The definitions that the document itself gives."""
        chapter = self.chapters[-1]
        return tuple(
            Entry(
                chapter, one, Place(self.document, one.source.item, one.source), one.name, one.unit.symbol,
                chapter.region, chapter.period,
            )
            for one in self.catalogue
            if one.is_defined and one.source.document == self.document
        )  # fmt: skip

    @cached_property
    def lost(self) -> tuple[Place, ...]:
        """The cells that are lost in the source."""
        return tuple(
            Place(entry.place.title, f"{entry.place.item} {column.heading}", entry.place.source)
            for entry, row in self.rows
            for column, cell in zip(entry.chapter.printed.header.columns, row.cells, strict=True)
            if cell == LOST
        )

    @cached_property
    def promised(self) -> dict[Key, list[Entry]]:
        """The promises by their key."""
        return _grouped(self.targets)

    @cached_property
    def reported(self) -> dict[Key, list[Entry]]:
        """The results by their key."""
        return _grouped(self.results)

    @cached_property
    def promised_of(self) -> dict[str, list[list[Entry]]]:
        """The same, by the codes of the indicators."""
        return _coded(self.promised)

    @cached_property
    def reported_of(self) -> dict[str, list[list[Entry]]]:
        """The results, by the codes of the indicators."""
        return _coded(self.reported)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators that the document prints figures of, by their codes."""
        return {entry.indicator.code: entry.indicator for entry in (*self.results, *self.targets)}

    @cached_property
    def cores(self) -> dict[str, list[str]]:
        """The codes of those indicators by the cores of their names, the document's own included."""
        found: dict[str, dict[str, None]] = {}
        for entry in (*self.results, *self.targets):
            names = [entry.label, entry.indicator.name, *(alias.name for alias in entry.indicator.aliases)]
            for name in names:
                found.setdefault(core(name), {})[entry.indicator.code] = None
        return {name: list(codes) for name, codes in found.items()}

    @cached_property
    def wholes(self) -> dict[str, list[str]]:
        """The wholes of each part, by their codes: as tables print it (其中) and as definitions say."""
        found: dict[str, dict[str, None]] = {}
        for code, indicator in self.indicators.items():
            if indicator.part_of:
                found.setdefault(code, {})[indicator.part_of] = None
        numbered: dict[tuple[int, int], str] = {}
        for entry, row in self.rows:
            code = entry.indicator.code
            above = numbered.get((id(entry.chapter), row.part_of), code)
            if row.part_of and above != code:
                found.setdefault(code, {})[above] = None
            numbered[id(entry.chapter), row.number] = code
        return {code: list(wholes) for code, wholes in found.items()}

    def latest(self, target: Entry) -> Entry | None:
        """The last reported figure of a target's indicator before its period, as the target runs."""
        runs = ONE_YEAR if target.run in ONE_YEAR else (target.run,)
        before = [
            entries[0]
            for entries in self.reported_of.get(target.indicator.code, [])
            if entries[0].region == target.region
            and entries[0].run in runs
            and entries[0].period.end < target.period.start
            and entries[0].figure is not None
        ]
        return max(before, key=lambda entry: entry.period.end) if before else None


def _grouped(entries: Iterable[Entry]) -> dict[Key, list[Entry]]:
    """Entries by their key; of each, those of tables before those of the prose."""
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.key, []).append(entry)
    return {key: sorted(group, key=lambda entry: entry.prose) for key, group in found.items()}


def _coded(groups: dict[Key, list[Entry]]) -> dict[str, list[list[Entry]]]:
    found: dict[str, list[list[Entry]]] = {}
    for key, entries in groups.items():
        found.setdefault(key[0], []).append(entries)
    return found
