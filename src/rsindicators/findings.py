"""What an examination found, what it checked, and what it could not.

A report lists findings by severity, certainty and place, the open ones first; a tally for each rule says how
often it was asked and why it could not be. A rule that could not be asked is not a rule that passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.codec import from_data
from rsindicators.errors import DefinitionError
from rsindicators.finding import Finding, Place, place_from
from rsindicators.kinds import Certainty, Kind, Severity
from rsindicators.messages import Language, render, templates
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
        found: How often it was broken and nothing explains it.
        explained: How often it was broken and a note, of the document or of the filler, explains it.
        skipped: Why it could not be asked, and how often: pairs of a reason and a number.
        asks: The question in words, by language, of a rule that is not the library's; else empty.
    """

    code: str
    applied: int = 0
    found: int = 0
    explained: int = 0
    skipped: tuple[tuple[str, int], ...] = ()
    asks: tuple[tuple[str, str], ...] = ()

    @property
    def items(self) -> int:
        """How many places it was about."""
        return self.applied + self.not_evaluated

    @property
    def passed(self) -> int:
        """How often it held, or rounding left it open."""
        return self.applied - self.failed

    @property
    def failed(self) -> int:
        """How often it was broken, explained or not."""
        return self.found + self.explained

    @property
    def not_evaluated(self) -> int:
        """How often it could not be asked."""
        return sum(count for _, count in self.skipped)

    def question(self, language: Language = "zh") -> str:
        """What the rule asks, in words; of a rule that nobody gave words, its code."""
        asked, code = dict(self.asks), f"rule.{self.code}"
        if language in asked:
            return asked[language]
        return render(code, language, {}) if code in templates() else self.code

    def reasons(self, language: Language = "zh") -> str:
        """Why it could not be asked, each reason with its number."""
        space, between = ("", "、") if language == "zh" else (" ", ", ")
        return between.join(f"{_reason(one, language)}{space}{count}" for one, count in self.skipped)

    def say(self, language: Language = "zh") -> str:
        """The rule with its numbers.

        Examples:
            >>> Tally("audit.parts", 3, 0, 2, (("lost", 1),)).say()
            '各部分之和与总数:核对3项,存疑0项,已由原文说明2项,未核对1项(原文缺失1)'
        """
        facts = {
            "rule": self.question(language),
            "applied": str(self.applied),
            "found": str(self.found),
            "explained": str(self.explained),
            "skipped": str(self.not_evaluated),
            "reasons": self.reasons(language),
        }
        left = ["skipped"] if self.skipped else []
        parts = ["tally", *(["explained_count"] if self.explained else []), *left]
        return "".join(render(f"finding.{part}", language, facts) for part in parts)

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON; `from_record` reads it back."""
        return {
            "code": self.code,
            "question": {"zh": self.question("zh"), "en": self.question("en")},
            "items": self.items,
            "applied": self.applied,
            "passed": self.passed,
            "failed": self.failed,
            "found": self.found,
            "explained": self.explained,
            "not_evaluated": self.not_evaluated,
            "skipped": dict(self.skipped),
        }

    @classmethod
    def from_record(cls, record: object, where: str = "") -> Self:
        """What `to_record` made of a tally, as that tally.

        Raises:
            DefinitionError: It is no such record.
        """
        if not isinstance(record, Mapping):
            return from_data(record, cls, where)
        told = {name: one for name, one in record.items() if name not in COUNTED}
        code, said = record.get("code"), record.get("question")
        if isinstance(code, str) and f"rule.{code}" not in templates():
            told["asks"] = {} if said == {"zh": code, "en": code} else said
        pairs = {name: list(one.items()) for name, one in told.items() if isinstance(one, Mapping)}
        return from_data(told | pairs, cls, where)


COUNTED: Final = ("question", "items", "passed", "failed", "not_evaluated")
"""What the record of a tally tells besides its fields; the question is a field of a rule of the caller's."""


def _reason(reason: str, language: Language) -> str:
    """A reason in words; one that a rule of the caller's gives, as it stands."""
    code = f"unchecked.{reason}"
    return render(code, language, {}) if code in templates() else reason


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
        shown = [
            f"{number}. [{graded(row, language)}] {row.say(language)}"
            for number, row in enumerate(self.rows, 1)
        ]
        return "\n\n".join([self.title, *shown, self.summary(language)])

    def to_records(self) -> list[dict[str, Any]]:
        """The findings as plain data."""
        return [row.to_record() for row in self.rows]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data; `from_dict` reads it back."""
        return {
            "title": self.title,
            "findings": self.to_records(),
            "checked": [tally.to_record() for tally in self.checked],
            "lost": [place.to_record() for place in self.lost],
            "editions": dict(self.editions),
        }

    @classmethod
    def from_dict(cls, data: object, catalogue: Catalogue | None = None) -> Self:
        """What `to_dict` made, as that report.

        Args:
            data: Plain data, as `json.loads` gives it.
            catalogue: Where its indicators are looked up; left out, the standard one.

        Raises:
            DefinitionError: It is no such report; the message names the place.
            UnknownNameError: The catalogue does not have one of its indicators.
        """
        return cls(**cls._fields(data, catalogue))

    @classmethod
    def _fields(cls, data: object, catalogue: Catalogue | None) -> dict[str, Any]:
        """The fields of a report from plain data."""
        if not isinstance(data, Mapping):
            raise DefinitionError("finding.report", type=type(data).__name__)
        told = {name: list_in(data, name) for name in ("findings", "checked", "lost")}
        title, editions = data.get("title"), data.get("editions")
        if not isinstance(title, str) or not isinstance(editions, Mapping):
            raise DefinitionError("finding.report", type=type(data).__name__)
        found, tallies = told["findings"], told["checked"]
        return {
            "title": title,
            "rows": [Finding.from_record(one, catalogue, f"findings[{i}]") for i, one in enumerate(found)],
            "checked": tuple(Tally.from_record(one, f"checked[{i}]") for i, one in enumerate(tallies)),
            "lost": tuple(place_from(one, f"lost[{i}]") for i, one in enumerate(told["lost"])),
            "editions": from_data(list(editions.items()), tuple[tuple[str, str], ...], "editions"),
        }

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.listing()


def list_in(data: Mapping[str, Any], name: str) -> list[Any]:
    """A list of a report's record.

    Raises:
        DefinitionError: There is none of that name.
    """
    found = data.get(name)
    if not isinstance(found, list | tuple):
        raise DefinitionError("finding.list", name=name, type=type(found).__name__)
    return list(found)


def _shown(row: Finding, language: Language) -> tuple[str, ...]:
    return (
        grade_of(row.severity, language),
        grade_of(row.certainty, language),
        row.indicator.name if row.indicator else "",
        str(row.period or ""),
        "; ".join(map(str, row.places)),
        row.what(language),
        row.next(language),
    )


def graded(row: Finding, language: Language = "zh") -> str:
    """How severe and how sure a finding is, in words."""
    return f"{grade_of(row.severity, language)} {grade_of(row.certainty, language)}"


def grade_of(kind: Kind, language: Language) -> str:
    """A kind in words."""
    return kind.label if language == "zh" else str(kind.value)
