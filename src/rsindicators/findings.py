"""What an examination found, what it checked, and what it could not.

A report lists findings by severity, certainty and place, the open ones first; a tally for each rule says how
often it was asked and why it could not be. A rule that could not be asked is not a rule that passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import field, frozen

from rsindicators.finding import Finding, Place
from rsindicators.kinds import Certainty, Kind, Severity
from rsindicators.messages import Language, render
from rsindicators.table import Table

SEVERITIES: Final = tuple(Severity)
CERTAINTIES: Final = tuple(Certainty)
COLUMNS: Final = ("severity", "certainty", "indicator", "period", "places", "message", "instruction")
"""The columns of a report; their headings are the messages `finding.<column>`."""
SUMMARY: Final = "summary"


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
