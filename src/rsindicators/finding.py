"""What is wrong, where, how surely, what next.

A finding has a code, a severity (what it asks of people) and a certainty (WRONG only if no true values fit),
the places it speaks of, and both figures as printed. It is told in Chinese and in English from the templates.
Where a note of the document explains what looks wrong, the finding stays visible, marked as explained. A
report lists findings by severity, certainty and place, and says what was checked and what could not be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Kind, Severity
from rsindicators.messages import Language, fact, render
from rsindicators.number import spell
from rsindicators.period import Period
from rsindicators.source import Source
from rsindicators.table import Table

SEVERITIES: Final = tuple(Severity)
CERTAINTIES: Final = tuple(Certainty)
COLUMNS: Final = ("severity", "certainty", "indicator", "period", "places", "message", "instruction")
"""The columns of a report; their headings are the messages `finding.<column>`."""
SUMMARY: Final = "summary"


@frozen
class Place:
    """Where a finding stands.

    Attributes:
        title: The plan, or the file.
        item: Where in it: `专栏2第12行`, `正文第43行`, the address of a cell.
        source: The place in the document, if it is one.
    """

    title: str
    item: str = ""
    source: Source | None = None

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        source = self.source
        return {
            "title": self.title,
            "item": self.item or None,
            "document": source.document if source else None,
            "line": source.line if source else None,
        }

    def __str__(self) -> str:
        return " ".join(filter(None, (self.title, self.item)))


@frozen
class Cited:
    """A figure a finding speaks of.

    Attributes:
        label: What it is of, in the document's words.
        text: As printed.
        interval: Where the truth behind it lies, in base units; None where it is no single quantity.
    """

    label: str
    text: str
    interval: Interval | None = None

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON; an end without limit is null."""
        ends = (self.interval.lo, self.interval.hi) if self.interval else ()
        return {
            "label": self.label,
            "text": self.text,
            "interval": [spell(end) if end.is_finite() else None for end in ends] or None,
        }


def _facts(given: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    """The facts as short texts on one line each."""
    pairs = given.items() if isinstance(given, Mapping) else given
    return tuple((name, fact(value)) for name, value in pairs)


@frozen
class Finding:
    """Something that is wrong, or worth a look.

    Attributes:
        code: The rule that found it: `audit.targets`.
        severity: What it asks of people: BLOCKING, QUERY or NOTE.
        certainty: WRONG if no true values fit, else SUSPECT.
        places: Where it stands, the first one first.
        figures: The figures it holds against each other, as printed.
        indicator: Of which indicator, or None.
        region: Of which region.
        period: Of which period, or None.
        facts: What the message names.
        wording: The code of the message where it is not the rule's own.
        explained: The note of the document that explains it; empty while it is open.

    Examples:
        >>> places = (Place("规划", "专栏2第12行"), Place("规划", "正文第43行"))
        >>> facts = {"name": "专业技术人才总量", "period": "2025年", "one": "1.42万人", "other": "1.5万人",
        ...          "one_place": "专栏2第12行", "other_place": "正文第43行"}
        >>> print(Finding("audit.targets", Severity.QUERY, Certainty.WRONG, places, facts=facts).message)
        专业技术人才总量(2025年)的目标两处不同:专栏2第12行为1.42万人,正文第43行为1.5万人。
    """

    code: str
    severity: Severity
    certainty: Certainty
    places: tuple[Place, ...] = ()
    figures: tuple[Cited, ...] = ()
    indicator: Indicator | None = None
    region: str = ""
    period: Period | None = None
    facts: tuple[tuple[str, str], ...] = field(default=(), converter=_facts)
    wording: str = ""
    explained: str = ""

    @property
    def is_open(self) -> bool:
        """Whether no note of the document explains it."""
        return not self.explained

    @property
    def cell(self) -> str:
        """Its first place, as people say it."""
        return self.places[0].item if self.places else ""

    @property
    def source(self) -> Source | None:
        """Its first place in a document."""
        return self.places[0].source if self.places else None

    def what(self, language: Language = "zh") -> str:
        """What is the case."""
        return render(self.wording or self.code, language, dict(self.facts))

    def next(self, language: Language = "zh") -> str:
        """What to do; of an explained one, the note that explains it."""
        if self.explained:
            return render("finding.explained", language, {"note": fact(self.explained)})
        return render(self.wording or self.code, language, dict(self.facts), "_next")

    @property
    def message(self) -> str:
        """What is the case, in Chinese."""
        return self.what()

    @property
    def instruction(self) -> str:
        """What to do, in Chinese."""
        return self.next()

    def say(self, language: Language = "zh") -> str:
        """What is the case, where, and what to do, on lines of their own."""
        where = "; ".join(map(str, self.places))
        return "\n".join(filter(None, (self.what(language), where, self.next(language))))

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON, the messages in both languages."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "certainty": self.certainty.value,
            "indicator": self.indicator.code if self.indicator else None,
            "region": self.region or None,
            "period": self.period.code if self.period else None,
            "places": [place.to_record() for place in self.places],
            "figures": [figure.to_record() for figure in self.figures],
            "message": {"zh": self.what("zh"), "en": self.what("en")},
            "instruction": {"zh": self.next("zh"), "en": self.next("en")},
            "explained": self.explained or None,
        }

    def __str__(self) -> str:
        return self.say()


@frozen
class Tally:
    """How often a rule was applied, and what came of it.

    Attributes:
        code: The rule.
        applied: How many times it could be asked.
        found: How many findings it left open.
        explained: How many findings a note of the document explains.
        skipped: Why it could not be asked, and how often: pairs of a reason and a number.
    """

    code: str
    applied: int = 0
    found: int = 0
    explained: int = 0
    skipped: tuple[tuple[str, int], ...] = ()

    def say(self, language: Language = "zh") -> str:
        """The rule with its numbers.

        Examples:
            >>> Tally("audit.parts", 3, 0, 2, (("lost", 1),)).say()
            '各部分之和与总数:核对3项,存疑0项,已由原文说明2项,未核对1项(原文缺失1)'
        """
        between = "、" if language == "zh" else ", "
        reasons = between.join(
            f"{render(f'unchecked.{reason}', language, {})}{'' if language == 'zh' else ' '}{count}"
            for reason, count in self.skipped
        )
        facts = {
            "rule": render(f"rule.{self.code}", language, {}),
            "applied": str(self.applied),
            "found": str(self.found),
            "explained": str(self.explained),
            "skipped": str(sum(count for _, count in self.skipped)),
            "reasons": reasons,
        }
        parts = ["tally", *(["explained_count"] if self.explained else []), *(["skipped"] if reasons else [])]
        return "".join(render(f"finding.{part}", language, facts) for part in parts)

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "code": self.code,
            "applied": self.applied,
            "found": self.found,
            "explained": self.explained,
            "skipped": dict(self.skipped),
        }


def _rank(finding: Finding) -> tuple[bool, int, int]:
    grade = SEVERITIES.index(finding.severity), CERTAINTIES.index(finding.certainty)
    return bool(finding.explained), *grade


def _ordered(given: Iterable[Finding]) -> tuple[Finding, ...]:
    """The open ones first, by severity and certainty; the order given, of the document, stays within."""
    return tuple(sorted(given, key=_rank))


@frozen
class Findings:
    """A report: the findings, what was checked, and what could not be.

    Attributes:
        title: What was examined.
        rows: The findings: open ones first, by severity, certainty, and their place in the document.
        checked: A tally for each rule.
        lost: The cells that are lost in the source, which nothing could be held against.
        editions: The editions of the data that were used.
    """

    title: str
    rows: tuple[Finding, ...] = field(default=(), converter=_ordered)
    checked: tuple[Tally, ...] = ()
    lost: tuple[Place, ...] = ()
    editions: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that no note of the document explains."""
        return tuple(row for row in self.rows if row.is_open)

    @property
    def explained(self) -> tuple[Finding, ...]:
        """Those that one does."""
        return tuple(row for row in self.rows if not row.is_open)

    def of(self, code: str) -> tuple[Finding, ...]:
        """The findings of one rule, explained ones included."""
        return tuple(row for row in self.rows if row.code == code)

    def count(self, severity: Severity) -> int:
        """How many open findings have this severity."""
        return sum(row.severity is severity for row in self.open)

    def summary(self, language: Language = "zh") -> str:
        """The counts by severity; then, a line each, what was checked; then what is lost."""
        counts = {severity.value: str(self.count(severity)) for severity in Severity}
        counts["explained"] = str(len(self.explained))
        lines = [render(f"finding.{SUMMARY}", language, counts)]
        lines += [tally.say(language) for tally in self.checked]
        lines += [render("finding.lost", language, {"place": str(place)}) for place in self.lost]
        return "\n".join(lines)

    def to_table(self, language: Language = "zh") -> Table:
        """A row per finding; what was checked stands below."""
        headings = [render(f"finding.{column}", language, {}) for column in COLUMNS]
        rows = [_shown(row, language) for row in self.rows]
        notes = [*self.summary(language).splitlines(), *(f"{name} {code}" for name, code in self.editions)]
        return Table(headings, rows, self.title, notes, wrap=True)

    def listing(self, language: Language = "zh") -> str:
        """The findings below each other, for a terminal; what was checked stands at the end."""
        grades = [f"{_named(row.severity, language)} {_named(row.certainty, language)}" for row in self.rows]
        shown = [
            f"{number}. [{grade}] {row.say(language)}"
            for number, (grade, row) in enumerate(zip(grades, self.rows, strict=True), 1)
        ]
        return "\n\n".join([self.title, *shown, self.summary(language)])

    def to_records(self) -> list[dict[str, Any]]:
        """The findings as plain data."""
        return [row.to_record() for row in self.rows]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.listing()


def _shown(row: Finding, language: Language) -> tuple[str, ...]:
    return (
        _named(row.severity, language),
        _named(row.certainty, language),
        row.indicator.name if row.indicator else "",
        str(row.period or ""),
        "; ".join(map(str, row.places)),
        row.what(language),
        row.next(language),
    )


def _named(kind: Kind, language: Language) -> str:
    return kind.label if language == "zh" else str(kind.value)
