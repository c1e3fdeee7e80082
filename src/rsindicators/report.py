"""What a validation says: what is wrong, what was checked, what could not be.

A report holds the findings of a submission, the open ones first, by severity and certainty, and a tally for
each rule, so that a rule which could not be asked never looks like one that passed. It is `ok` when nothing
that blocks is open. Its records are complete and are read back as the same report; what people read, in a
terminal, as Markdown or as a page, shows the first of very many findings and says how many more there are.

It refuses the record of anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, Final

from attrs import evolve, frozen

from rsindicators import package, pages
from rsindicators.catalogue import Catalogue
from rsindicators.codec import from_data
from rsindicators.errors import DefinitionError
from rsindicators.finding import Finding, Place
from rsindicators.findings import Findings, Tally, grade_of, graded, list_in
from rsindicators.kinds import Severity
from rsindicators.messages import Language, render
from rsindicators.notice import Notice
from rsindicators.table import Book, Table

FORMAT: Final = "rsindicators-report-1"
"""What the record of a report calls itself; it changes with its JSON Schema."""
MOST_LISTED: Final = 500
"""Findings that a terminal, a page or Markdown shows."""
MOST_COMPACT: Final = 50
"""Findings that a notebook shows."""
MOST_NAMED: Final = 24
"""Places, or keys, that a line names."""
INDENT: Final = "   "
COLUMNS: Final = (
    "severity", "certainty", "region", "places", "actual", "expected", "message", "instruction", "repairs",
)  # fmt: skip
COUNTS: Final = "counts"
FAILED: Final = "failed_explained"
CHECKED: Final = ("rule", "items", "pass", "fail", "not_evaluated", "why")


@frozen(repr=False)
class Report(Findings):
    """What a validation says.

    Attributes:
        title: What was checked.
        rows: The findings: open ones first, by severity and certainty.
        checked: A tally for each rule that was asked.
        lost: The cells that could not be read, which nothing could be held against.
        editions: The editions of catalogue, plan and rules.
        missing: What was asked and not reported (未报).
        repeated: What was reported more than once (重复上报).
        notes: What is worth knowing of the run itself.

    Examples:
        >>> report = Report("叙永县.xlsx", checked=(Tally("audit.parts", 3, 0, 0, (("lost", 1),)),))
        >>> report.ok, report.rules[0].items, report.rules[0].not_evaluated
        (True, 4, 1)
    """

    missing: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    notes: tuple[Notice, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing that blocks is open."""
        return not any(row.severity is Severity.BLOCKING and row.is_open for row in self.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, explained ones included."""
        return self.rows

    @property
    def rules(self) -> tuple[Tally, ...]:
        """What was checked: of each rule how many items, passed, failed, were not evaluated, and why."""
        return self.checked

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity are open, and how many are explained."""
        found = {severity.value: 0 for severity in Severity} | {"explained": 0}
        for row in self.rows:
            found[row.severity.value if row.is_open else "explained"] += 1
        return found

    def heading(self, language: Language = "zh") -> str:
        """What was checked; of records, which have no name, what this is."""
        return self.title or render("report.title", language, {})

    def headline(self, language: Language = "zh") -> tuple[str, str]:
        """Whether it passed, and the counts by severity."""
        counts = {name: str(count) for name, count in self.counts.items()}
        passed = render(f"report.{'passed' if self.ok else 'blocked'}", language, {})
        return passed, render(f"report.{COUNTS}", language, counts)

    def checked_table(self, language: Language = "zh") -> Table:
        """A row for each rule that there was something to ask of; below it those without, and the rest."""
        headings = [render(f"report.{column}", language, {}) for column in CHECKED]
        rows = [_counted(tally, language) for tally in self.checked if tally.items]
        title = render("report.checked", language, {})
        return Table(headings, rows, title, self.footing(language), right=(1, 2, 3, 4))

    def footing(self, language: Language = "zh") -> tuple[str, ...]:
        """What was not checked, line by line: rules never asked, what is missing, the run's remarks."""
        unasked = [tally.question(language) for tally in self.checked if not tally.items]
        lists = {
            "unasked": unasked,
            "missing": self.missing,
            "repeated": self.repeated,
            "lost": [str(place) for place in self.lost],
        }
        lines = [_line(name, texts, language) for name, texts in lists.items() if texts]
        editions = ", ".join(f"{name} {edition}" for name, edition in self.editions)
        told = [render("report.editions", language, {"editions": editions})] if editions else []
        return (*lines, *(note.say(language) for note in self.notes), *told)

    def summary(self, language: Language = "zh") -> str:
        """Whether it passed, the counts, and what was checked, rule by rule, with what was not and why."""
        return "\n".join((*self.headline(language), "", self.checked_table(language).text()))

    def listing(self, language: Language = "zh") -> str:
        """The findings below each other, for a terminal, the first 500 of them; then the summary."""
        asked = pages.questions(self.checked, language)
        shown = [
            _told(number, row, asked, self.title, language)
            for number, row in enumerate(self.rows[:MOST_LISTED], 1)
        ]
        more = pages.more(self, MOST_LISTED, language)
        return "\n\n".join((self.heading(language), *shown, *more, self.summary(language)))

    def to_table(self, language: Language = "zh", most: int | None = None) -> Table:
        """A row per finding; what was checked stands below.

        Args:
            language: Chinese or English.
            most: How many rows at most; left out, all.
        """
        headings = [render(f"finding.{column}", language, {}) for column in COLUMNS]
        rows = [_shown(row, self.title, language) for row in self.rows[:most]]
        more = () if most is None else pages.more(self, most, language)
        return Table(headings, rows, self.heading(language), (*more, *self.headline(language)), wrap=True)

    def html(self, language: Language = "zh") -> str:
        """A page of its own for a browser: no scripts, nothing loaded, everything escaped."""
        checked = self.checked_table(language)
        return pages.page(
            self,
            (self.heading(language), *self.headline(language)),
            checked,
            most=MOST_LISTED,
            language=language,
        )

    def _repr_html_(self) -> str:
        checked = self.checked_table()
        summary = f"<details><summary>{checked.title}</summary>{checked.html()}</details>"
        return self.to_table(most=MOST_COMPACT).html() + summary

    def markdown(self, language: Language = "zh") -> str:
        """The findings and what was checked as two Markdown tables, escaped; the first 500 findings."""
        found = self.to_table(language, MOST_LISTED).markdown()
        return f"{found}\n\n{self.checked_table(language).markdown()}"

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data, as `Report.schema()` describes it; `from_dict` reads it back."""
        return {
            "format": FORMAT,
            "title": self.title,
            "ok": self.ok,
            "counts": self.counts,
            "findings": self.to_records(),
            "checked": [tally.to_record() for tally in self.checked],
            "missing": list(self.missing),
            "repeated": list(self.repeated),
            "lost": [place.to_record() for place in self.lost],
            "notes": [note.to_record() for note in self.notes],
            "editions": dict(self.editions),
        }

    def to_json(self, indent: int | None = 2) -> str:
        """`to_dict` as JSON, its keys always in the same order."""
        import json

        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
        try:
            text.encode()
        except UnicodeEncodeError:  # half a character in a cell: it is kept, escaped
            return json.dumps(self.to_dict(), indent=indent)
        return text

    @classmethod
    def _fields(cls, data: object, catalogue: Catalogue | None) -> dict[str, Any]:
        found = super()._fields(data, catalogue)
        told: Mapping[str, Any] = data if isinstance(data, Mapping) else {}
        if told.get("format") != FORMAT:
            raise DefinitionError("report.format", found=told.get("format"), wanted=FORMAT)
        for name in ("missing", "repeated"):
            found[name] = from_data(told.get(name), tuple[str, ...], name)
        notes = list_in(told, "notes")
        return found | {"notes": tuple(Notice.from_record(one, f"notes[{i}]") for i, one in enumerate(notes))}

    @staticmethod
    def schema() -> dict[str, Any]:
        """The JSON Schema (draft 2020-12) of `to_dict` and `to_json`."""
        import json

        schema: dict[str, Any] = json.loads(package.text("report.schema.json"))
        return schema

    def annotate(
        self,
        source: str | PathLike[str] | Book,
        path: str | PathLike[str],
        *,
        form: str = "",
        overwrite: bool = False,
        language: Language = "zh",
    ) -> None:
        """Write a copy of what came in as a workbook, with its findings at their cells and on a sheet.

        Args:
            source: The file that was checked, or what was read of it; it stays as it is.
            path: Of the `.xlsx` copy.
            form: What the findings call it; left out, the name of the file. Of several forms in one report
                each copy holds its own findings alone.
            overwrite: Whether a file that exists may be replaced.
            language: Chinese or English.

        Raises:
            TableError: `source` cannot be read, or a file exists at `path` or its name is no workbook's.
            OSError: One of them cannot be opened.
        """
        from pathlib import Path

        from rsindicators import formats
        from rsindicators.formats.remarks import Remark

        given = Path(source).name if isinstance(source, str | PathLike) else getattr(source, "name", "")
        titles = {place.title for row in self.rows for place in row.places}
        form = form or (given if given in titles else self.title)
        several = len({place.title for row in self.rows for place in row.places[:1]}) > 1
        own = [row for row in self.rows if any(place.title == form for place in row.places)]
        shown = evolve(self, rows=own) if several else self
        remarks = [
            Remark(place.item, text, row.severity if row.is_open else Severity.NOTE)
            for row in shown.rows
            for place, text in _said(row, language)
            if place.title == form and place.item
        ]
        found = evolve(shown.to_table(language).printable(), title=render("report.sheet", language, {}))
        tables = [found, self.checked_table(language)]
        formats.annotate(source, path, remarks, tables, overwrite=overwrite, language=language)

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {count}" for name, count in self.counts.items())
        return f"<Report {self.title}: {counts}>"

    def __str__(self) -> str:
        return self.listing()


def _counted(tally: Tally, language: Language) -> tuple[str, ...]:
    """A rule's row: what it asks, and its numbers."""
    numbers = {"failed": str(tally.failed), "explained": str(tally.explained)}
    return (
        tally.question(language),
        str(tally.items),
        str(tally.passed),
        render(f"report.{FAILED}", language, numbers) if tally.explained else numbers["failed"],
        str(tally.not_evaluated),
        tally.reasons(language),
    )


def _line(name: str, texts: Iterable[str], language: Language) -> str:
    """A list on one line, the first of it, with its length."""
    told = list(texts)
    named = ("、" if language == "zh" else ", ").join(told[:MOST_NAMED])
    more = "…" if len(told) > MOST_NAMED else ""
    return render(f"report.{name}", language, {"count": str(len(told)), "names": named + more})


def _told(number: int, row: Finding, asked: Mapping[str, str], form: str, language: Language) -> str:
    """A finding for a terminal: its grade and message, then where, what to do, and the likeliest repairs."""
    repairs = (one.say(language) for one in row.repairs)
    lines = (pages.where(row, form), row.next(language), *repairs, pages.also(row, asked, language))
    head = f"{number}. [{graded(row, language)}] {row.what(language)}"
    return "\n".join((head, *(f"{INDENT}{line}" for line in lines if line)))


def _said(row: Finding, language: Language) -> Iterator[tuple[Place, str]]:
    """What a finding says at each of its cells: all of it at the first, what is the case at the others."""
    for number, place in enumerate(row.places):
        repairs = (one.say(language) for one in row.repairs)
        yield (
            place,
            row.what(language) if number else "\n".join((row.what(language), row.next(language), *repairs)),
        )


def _shown(row: Finding, form: str, language: Language) -> tuple[str, ...]:
    return (
        grade_of(row.severity, language),
        grade_of(row.certainty, language),
        row.region,
        pages.places(row, form),
        row.actual,
        row.expected.text if row.expected else "",
        row.what(language),
        row.next(language),
        " ".join(one.say(language) for one in row.repairs),
    )
