"""Something worth knowing of a run itself: what was not joined, what was not told together.

A notice is no finding: nothing is wrong with a figure. It is told in both languages from its template, and
its record is read back as the same notice. It refuses the record of anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from attrs import field, frozen

from rsindicators.codec import from_data
from rsindicators.errors import DefinitionError
from rsindicators.messages import Language, fact, render


def _facts(given: Mapping[str, object] | Iterable[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    pairs = given.items() if isinstance(given, Mapping) else given
    return tuple(sorted((name, fact(value)) for name, value in pairs))


@frozen
class Notice:
    """Something that is worth knowing of the run itself: what was not joined, what was not told together.

    Attributes:
        code: Which one: its message is `notice.<code>`.
        facts: What the message names.
    """

    code: str
    facts: tuple[tuple[str, str], ...] = field(default=(), converter=_facts)

    def say(self, language: Language = "zh") -> str:
        """The notice in words."""
        return render(f"notice.{self.code}", language, dict(self.facts))

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "code": self.code,
            "facts": dict(self.facts),
            "message": {"zh": self.say("zh"), "en": self.say("en")},
        }

    @classmethod
    def from_record(cls, record: object, where: str = "") -> Self:
        """What `to_record` made of a notice, as that notice.

        Raises:
            DefinitionError: It is no such record, or its message lacks facts.
        """
        if not isinstance(record, Mapping):
            return from_data(record, cls, where)
        told = {name: one for name, one in record.items() if name != "message"}
        facts = told.get("facts")
        pairs = list(facts.items()) if isinstance(facts, Mapping) else facts
        found = from_data(told | {"facts": pairs}, cls, where)
        try:
            found.say()
        except KeyError as error:
            raise DefinitionError("finding.wordless", record=where, name=found.code) from error
        return found
