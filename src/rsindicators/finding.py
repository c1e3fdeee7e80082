"""What is wrong, where, how surely, what next.

A finding has a code, a severity (what it asks of people) and a certainty (WRONG only if no true values fit),
the places it speaks of, and both figures as printed. It is told in Chinese and in English from the templates.
Where a note of the document, or the person who filled in a form, explains what looks wrong, the finding stays
visible, marked as explained. Where one changed cell would settle it the finding says so: its repairs are
proposals, the likeliest first, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from attrs import asdict, evolve, field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.codec import from_data
from rsindicators.constituent import BETWEEN, constituents
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Mend, Severity
from rsindicators.messages import Language, fact, render
from rsindicators.number import spell
from rsindicators.period import Period
from rsindicators.source import Source

DERIVED: Final = ("message", "instruction", "name", "definition", "defined_in")
"""What a record tells besides the fields, for readers; it follows from them."""
DEEPEST: Final = 6
"""No record has more levels."""
_ENDS: Final = ("lo", "hi")


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
        source = asdict(self.source) if self.source else None
        return {
            "title": self.title,
            "item": self.item or None,
            "source": source and {name: value or None for name, value in source.items()},
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
        return {"label": self.label, "text": self.text, "interval": _interval_record(self.interval)}


def _interval_record(interval: Interval | None) -> dict[str, Any] | None:
    if interval is None:
        return None
    ends = {"lo": interval.lo, "hi": interval.hi}
    told: dict[str, Any] = {name: spell(end) if end.is_finite() else None for name, end in ends.items()}
    return told | {"lo_open": interval.lo_open, "hi_open": interval.hi_open}


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
        told = self.label.partition("(")[0] in self.place.item  # a record has no cell but its own name
        where = str(self.place) if told else f"{self.place} {self.label}"
        facts = {"cell": where, "old": self.old, "new": self.new}
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
    """The facts as short texts on one line each, by their names: their order says nothing."""
    pairs = given.items() if isinstance(given, Mapping) else given
    return tuple(sorted((name, fact(value)) for name, value in pairs))


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
        if self.explained and self.code.startswith("audit."):
            return render("finding.explained", language, {"note": fact(self.explained)})
        if self.explained:
            return render("finding.told", language, {"note": fact(self.explained)})
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
        """Plain data for JSON, the messages in both languages; `from_record` reads it back."""
        defined = self.indicator if self.indicator and self.indicator.is_defined else None
        return {
            "code": self.code,
            "severity": self.severity.value,
            "certainty": self.certainty.value,
            "indicator": self.indicator.code if self.indicator else None,
            "name": self.indicator.name if self.indicator else None,
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
            "definition": defined.definition if defined else None,
            "defined_in": str(defined.source) if defined else None,
            "wording": self.wording or None,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_record(cls, record: object, catalogue: Catalogue | None = None, where: str = "") -> Self:
        """What `to_record` made of a finding, as that finding.

        Args:
            record: Plain data.
            catalogue: Where its indicator is looked up; left out, the standard one.
            where: What the record is, for the message.

        Raises:
            DefinitionError: It is no such record, or its message lacks facts; the message names the path.
            UnknownNameError: The catalogue does not have its indicator.
        """
        if not isinstance(record, Mapping):
            return from_data(record, cls, where)
        told = {name: one for name, one in record.items() if name not in DERIVED}
        code, facts = told.pop("indicator", None), told.pop("facts", {})
        data = _bare(told) | {"facts": list(facts.items()) if isinstance(facts, Mapping) else facts}
        found = from_data(data, cls, where)
        try:
            found.what(), found.next()
        except KeyError as error:
            raise DefinitionError("finding.wordless", record=where, name=found.code) from error
        known = Catalogue.standard() if catalogue is None else catalogue
        return found if code is None else evolve(found, indicator=_known(code, known))

    def __str__(self) -> str:
        return self.say()


def place_from(record: object, where: str = "") -> Place:
    """What `Place.to_record` made.

    Raises:
        DefinitionError: It is no such record.
    """
    return from_data(_bare(record), Place, where)


def _bare(value: object, depth: int = DEEPEST) -> Any:
    """A record without what is null (an end without limit stays), and without the messages of its repairs."""
    if depth and isinstance(value, Mapping):
        return {
            name: _bare(one, depth - 1)
            for name, one in value.items()
            if name != "message" and (one is not None or name in _ENDS)
        }
    return [_bare(one, depth - 1) for one in value] if depth and isinstance(value, list | tuple) else value


def _known(code: str, catalogue: Catalogue) -> Indicator:
    """The indicator of that code, which may be a component's as an indicator of its own."""
    found = catalogue.get(code)
    if found is not None:
        return found
    whole = catalogue.get(code.partition(BETWEEN)[0])
    for one in constituents(whole) if whole else ():
        if one.code == code:
            return one
    raise UnknownNameError("finding.unknown", name=code)
