"""What the person who filled in a figure says of it, and whether it counts.

An explanation counts if it gives a reason: “核实无误” gives none, and the list of such words is a data file.
One that was given for another figure of the same place has lapsed: the figure changed, the words did not.
Whether a reason that counts is a good one is for the reviewer to say.

Source: trade rules §7: 核实性 must be explained with a real reason; “核实无误” is not one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from attrs import evolve

from rsindicators import package
from rsindicators.errors import NotationError
from rsindicators.facts import Facts, differs
from rsindicators.finding import Finding, Place
from rsindicators.kinds import Severity
from rsindicators.observation import LONGEST_WORDS, Observation
from rsindicators.rule import place_of
from rsindicators.text import checked, fold

LIST: Final = "empty_explanations.toml"
LANGUAGES: Final = ("zh", "en")
MARK: Final = ","


def is_empty(text: str) -> bool:
    """Whether words explain nothing: blank, no letters, one character over and over, or on the list.

    Args:
        text: What the filler says, of at most 50,000 characters.

    Raises:
        NotationError: It is no text, or longer.

    Examples:
        >>> [is_empty(words) for words in ("经核实,无误。", "n/a", "??", "机构改革划转二户企业")]
        [True, True, True, False]
    """
    marked = _core(checked(text, NotationError, LONGEST_WORDS))
    sentences = [sentence.replace(" ", "") for sentence in marked.split(MARK)]
    words = marked.replace(MARK, " ").split()
    whole = "".join(words)
    if len(set(whole)) <= 1 or whole in _list():
        return True
    return all(map(_says_nothing, sentences)) or all(map(_says_nothing, words))


def _says_nothing(piece: str) -> bool:
    return piece in _list() or not any(map(str.isalpha, piece))


def _core(text: str) -> str:
    """Folded, in small letters; a mark for whatever is no letter, digit or space."""
    return "".join(one if one.isalnum() or one == " " else MARK for one in fold(text).lower())


@cache
def _list() -> frozenset[str]:
    table = package.table(LIST)
    return frozenset(_joined(text) for language in LANGUAGES for text in table[language])


def _joined(text: str) -> str:
    return _core(text).replace(MARK, "").replace(" ", "")


def lapsed(one: Observation, facts: Facts) -> bool:
    """Whether the same words were given earlier of the place, and only for other figures."""
    words = _joined(one.explanation)
    same = [old for old in facts.prior_of(one) if words and _joined(old.explanation) == words]
    return bool(same) and all(differs(one, old) for old in same)


def accepted(one: Observation, facts: Facts) -> bool:
    """Whether the explanation of a figure counts."""
    return not is_empty(one.explanation) and not lapsed(one, facts)


def answered(findings: Iterable[Finding], facts: Facts) -> Iterator[tuple[Finding, Observation]]:
    """The findings that ask for a reason and got an answer, each with the figure of its first place."""
    at: dict[Place, Observation] = {}
    for one in facts.submitted:
        if one.explanation.strip():
            at.setdefault(place_of(one), one)
    for finding in findings:
        told = at.get(finding.places[0]) if finding.places else None
        if finding.severity is Severity.QUERY and told is not None:
            yield finding, told


def with_explanations(findings: Iterable[Finding], facts: Facts) -> tuple[Finding, ...]:
    """The same findings; those that ask for a reason and got one that counts bear it (已说明).

    Args:
        findings: In any order, which stays.
        facts: The facts they were found in.
    """
    given = tuple(findings)
    told = {id(finding): one for finding, one in answered(given, facts) if accepted(one, facts)}
    return tuple(
        evolve(finding, explained=told[id(finding)].explanation) if id(finding) in told else finding
        for finding in given
    )
