"""What an audit notes while it goes through its rules.

It counts how often each rule was asked, why it could not be, and keeps the findings. A note of the document
that explains what a rule finds (`Explained`) marks the finding. It never leaves the call that made it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from rsindicators.chapter import Entry
from rsindicators.finding import Finding
from rsindicators.findings import Tally
from rsindicators.kinds import Certainty, Severity

Grade = tuple[Severity, Certainty]
WRONG: Final = (Severity.QUERY, Certainty.WRONG)
DOUBTFUL: Final = (Severity.QUERY, Certainty.SUSPECT)
REMARK: Final = (Severity.NOTE, Certainty.SUSPECT)

LAST_LINE: Final = 10**9
MOST_PLACES: Final = 20
"""A finding names so many places at most."""


class Docket:
    """The findings and tallies of one audit."""

    __slots__ = ("_asked", "_found", "_skipped")

    def __init__(self) -> None:
        self._asked: Counter[str] = Counter()
        self._skipped: dict[str, Counter[str]] = {}
        self._found: list[Finding] = []

    def asked(self, rule: str) -> None:
        """The rule was asked of something."""
        self._asked[rule] += 1

    def skip(self, rule: str, reason: str) -> None:
        """The rule could not be asked, for the reason `unchecked.<reason>`."""
        self._skipped.setdefault(rule, Counter())[reason] += 1

    def find(
        self,
        rule: str,
        entries: Sequence[Entry],
        facts: Mapping[str, str] | None = None,
        grade: Grade = REMARK,
        wording: str = "",
    ) -> None:
        """The rule found something; the message names the first two entries, and `facts`.

        What rests on a cell that is read out of fragments is never WRONG.
        """
        first, last = entries[0], entries[1] if len(entries) > 1 else entries[0]
        told = {
            "name": first.label,
            "period": str(first.period),
            "one": first.text,
            "one_place": first.place.item,
            "other_name": last.label,
            "other": last.text,
            "other_place": last.place.item,
        }
        severity, certainty = grade
        if any(entry.is_inferred for entry in entries):
            certainty = Certainty.SUSPECT
        places = dict.fromkeys(entry.place for entry in entries)
        figures = tuple(entry.cited for entry in entries if entry.value is not None)
        self._found.append(
            Finding(
                rule, severity, certainty, tuple(places)[:MOST_PLACES], figures[:MOST_PLACES],
                first.indicator, first.region, first.period, told | dict(facts or {}), wording,
                _explanation(rule, entries),
            )
        )  # fmt: skip

    @property
    def findings(self) -> list[Finding]:
        """The findings in the order of the document."""
        return sorted(self._found, key=_line)

    def tally(self, rule: str) -> Tally:
        """What came of a rule."""
        found = [finding for finding in self._found if finding.code == rule]
        left = sum(finding.is_open for finding in found)
        skipped = tuple(sorted(self._skipped.get(rule, {}).items()))
        return Tally(rule, self._asked[rule], left, len(found) - left, skipped)


def _line(finding: Finding) -> int:
    source = finding.source
    return LAST_LINE if source is None or source.line is None else source.line


def _explanation(rule: str, entries: Sequence[Entry]) -> str:
    """The note of the document that explains it, or nothing: it must be about all but the first entry."""
    codes = {entry.indicator.code for entry in entries}
    about = codes - {entries[0].indicator.code} or codes
    headers = {id(entry.chapter): entry.chapter.printed.header for entry in entries}
    return next(
        (
            note.note
            for header in headers.values()
            for note in header.explained
            if note.rule == rule and (not note.indicators or about <= set(note.indicators))
        ),
        "",
    )
