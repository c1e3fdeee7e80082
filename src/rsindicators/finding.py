"""What is wrong, where, how surely, what next.

A finding has a code, a severity (what it asks of people) and a certainty (WRONG only if no true values fit),
the places it speaks of, and both figures as printed. It is told in Chinese and in English from the templates.
Where a note of the document, or the person who filled in a form, explains what looks wrong, the finding stays
visible, marked as explained. Where one changed cell would settle it the finding says so: its repairs are
proposals, the likeliest first, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Mend, Severity
from rsindicators.messages import Language, fact, render
from rsindicators.number import spell
from rsindicators.period import Period
from rsindicators.source import Source


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


@frozen
class Repair:
    """A change of one cell after which no rule is broken there.

    Attributes:
        mend: What is changed: the unit's scale, a total for a single period, …
        place: The cell.
        label: What the cell holds: indicator and period.
        old: As printed.
        new: What to write; where only a range is known, that range.
        indicator: The code of the cell's indicator.
    """

    mend: Mend
    place: Place
    label: str
    old: str
    new: str
    indicator: str = ""

    def say(self, language: Language = "zh") -> str:
        """The change in words."""
        facts = {"label": self.label, "place": str(self.place), "old": self.old, "new": self.new}
        return render(f"repair.{self.mend.value}", language, facts)

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "mend": self.mend.value,
            "place": self.place.to_record(),
            "label": self.label,
            "old": self.old,
            "new": self.new,
            "indicator": self.indicator or None,
            "message": {"zh": self.say("zh"), "en": self.say("en")},
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
        explained: The note that explains it, of the document or of the person who filled in the form; empty
            while it is open.
        expected: What would satisfy the rule in the place of the first figure, or None.
        repairs: Changes of one cell that would settle it, the likeliest first.
        also: The codes of other rules that the same cause breaks; they are told here and nowhere else.
        basis: What the rule rests on.

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
    expected: Cited | None = None
    repairs: tuple[Repair, ...] = ()
    also: tuple[str, ...] = ()
    basis: str = ""

    @property
    def actual(self) -> str:
        """The figure it is told of, as printed."""
        return self.figures[0].text if self.figures else ""

    @property
    def is_open(self) -> bool:
        """Whether no note explains it."""
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
        """What is the case, where, what to do, and the likeliest repairs, on lines of their own."""
        where = "; ".join(map(str, self.places))
        told = (self.what(language), where, self.next(language), *(one.say(language) for one in self.repairs))
        return "\n".join(filter(None, told))

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
            "expected": self.expected.to_record() if self.expected else None,
            "repairs": [one.to_record() for one in self.repairs],
            "also": list(self.also),
            "basis": self.basis or None,
            "definition": (self.indicator.definition if self.indicator else "") or None,
        }

    def __str__(self) -> str:
        return self.say()
