"""Rules of a user's own: a line of formula, or a small class.

`OwnRule.parse("审结 <= 受理 + 上期末未结")` asks a relation between figures of one region, scope and time;
`terms` tells what its names may be. `OwnCheck` is the base of a class for what is no relation. Both bear
their words with them. A text that is no comparison, and names and units that do not fit, are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar, Final

from attrs import evolve, field, frozen

from rsindicators import package
from rsindicators.catalogue import Catalogue
from rsindicators.errors import DefinitionError, FormulaError, RSIndicatorsError
from rsindicators.facts import Facts, base_interval, time_of
from rsindicators.finding import Finding
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.kinds import YEARLY, Certainty, Lag, Severity
from rsindicators.messages import LONGEST_FACT, Language
from rsindicators.observation import Observation
from rsindicators.placedrule import OTHER_RUN, doubted, is_submitted, unitless_in
from rsindicators.rule import EARLIER, MISSING, WORDS, Case, FormulaRule, Outcome, Rule, Tree
from rsindicators.terms import Resolved, lag_of, limit_of, resolved
from rsindicators.text import LONGEST_TEXT, checked

NAMES: Final = "names"
"""Why a rule could not be asked at all: the reason `unchecked.names`."""

OWN: Final = "own"
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,40}(?:\.[a-z0-9_]{1,40}){1,4}")


def checked_code(code: object) -> str:
    """The code of a rule itself, if it is one.

    Raises:
        DefinitionError: It is not of the form `family.name`.
    """
    if not isinstance(code, str) or len(code) > LONGEST_TEXT or not _CODE.fullmatch(code):
        raise DefinitionError("own.code", value=code)
    return code


def severity_of(given: object) -> Severity:
    """A severity itself, or the one of that value or label.

    Raises:
        DefinitionError: There is none.
    """
    if isinstance(given, Severity):
        return given
    named = {word: one for one in Severity for word in (one.value, one.label)}
    if not isinstance(given, str) or given not in named:
        allowed = "、".join(f"{one.value}({one.label})" for one in Severity)
        raise DefinitionError("own.severity", value=given, allowed=allowed)
    return named[given]


def _line(given: str) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_FACT or not given.isprintable():
        raise DefinitionError("own.words", most=LONGEST_FACT, value=given)
    return given


@frozen
class OwnCheck(Rule):
    """A rule that has its words with it; a class made of it needs `ask` and nothing else.

    Attributes:
        asked: The question, up to 60 characters; empty for the code.
        told: The instruction to the filler, up to 60 characters; empty for the usual one.

    Examples:
        >>> from rsindicators.figure import Figure
        >>> class Hundreds(OwnCheck):
        ...     def ask(self, facts):
        ...         for one in facts.submitted:
        ...             round_one = isinstance(one.figure, Figure) and str(one.figure.value).endswith("00")
        ...             yield self.found(one) if round_one else Outcome(cell=one)
        >>> rule = Hundreds("own.hundreds", "提示性", asked="是否按整百填报")
        >>> seen = Observation("技能人才数量", "600人", "2023年末")
        >>> print(next(rule.ask(Facts([seen]))).finding.message)
        技能人才数量(2023年)为600人,请对照“是否按整百填报”核对。

    Raises:
        DefinitionError: The code, the severity or the words are none.
    """

    asked: str = field(default="", converter=_line, kw_only=True)
    told: str = field(default="", converter=_line, kw_only=True)

    wordings: ClassVar[tuple[str, str]] = ("own.found", "own.found_told")
    """The messages without and with an instruction of its own."""

    def __attrs_post_init__(self) -> None:
        checked_code(self.code)
        _line(self.basis)
        object.__setattr__(self, "severity", severity_of(self.severity))

    def question(self, language: Language = "zh") -> str:  # noqa: ARG002 - the user gave one text
        """What it asks, in the words of whoever made it."""
        return self.asked or self.code

    def finding(
        self, cell: Observation, facts: Mapping[str, str] | None = None, *, wording: str = "", **told: Any
    ) -> Finding:
        """What is wrong with a cell, told in the rule's own words."""
        words = {"question": self.question(), "instruction": self.told}
        wording = wording or self.wordings[bool(self.told)]
        return super().finding(cell, words | dict(facts or {}), wording=wording, **told)


def _comparison(given: Formula) -> Formula:
    """The formula, if it asks something."""
    if not isinstance(given, Formula) or not given.is_comparison:
        raise FormulaError("formula.no_comparison", formula=given)
    return given


@frozen
class OwnRule(FormulaRule, OwnCheck):
    """A relation between figures, in one line of formula.

    Attributes:
        formula: The comparison.

    Examples:
        >>> rule = OwnRule.parse("审结 <= 受理 + 上期末未结", code="own.cases", instruction="核对办案台账。")
        >>> [term.code for _, term in rule.resolve(Catalogue.standard()).terms]
        ['arbitration_closure_rate__closed', 'arbitration_closure_rate__accepted', 'arbitration_closure_rate__pending_before']
        >>> OwnRule.parse("参保人数 >= 上期_参保人数").severity
        Severity.QUERY
    """  # noqa: E501 - a list of codes

    formula: Formula = field(kw_only=True, converter=_comparison)

    wordings: ClassVar[tuple[str, str]] = ("own.broken", "own.broken_told")

    @staticmethod
    def parse(  # noqa: PLR0913 - each by its name
        text: str,
        *,
        code: str = "",
        severity: Severity | str | None = None,
        question: str = "",
        instruction: str = "",
        basis: str = "",
    ) -> OwnRule:
        """The rule that a formula states.

        Args:
            text: A comparison of up to 200 characters.
            code: `own.cases`; left out, it follows from the text.
            severity: Left out, 强制性; 核实性 where it looks back: earlier figures may have been corrected.
            question: What it asks, up to 60 characters; left out, the formula.
            instruction: What the filler is to do, up to 60 characters; left out, to check the figures.
            basis: What it rests on, up to 60 characters.

        Raises:
            FormulaError: It is no comparison, or not one of figures of this period.
            DefinitionError: The code, the severity or the words are none.

        Source: trade rules §7: between periods 核实性, within one form 强制性.
        """
        formula = Formula.parse(checked(text, FormulaError))
        _comparison(formula)
        lags = {lag_of(name)[0] for name in formula.names if limit_of(name) is None}
        if Lag.NOW not in lags:
            raise FormulaError("own.now", formula=text)
        now = lags == {Lag.NOW}
        usual = Severity.BLOCKING if now else Severity.QUERY
        return OwnRule(
            f"{OWN}.{package.digest(text)}" if code == "" else code,
            usual if severity is None else severity_of(severity),
            Certainty.WRONG if now else Certainty.SUSPECT,
            basis,
            asked=question,
            told=instruction,
            formula=formula,
        )

    def question(self, language: Language = "zh") -> str:  # noqa: ARG002 - the user gave one text
        """What it asks, in the words of whoever made it, or the formula."""
        return self.asked or str(self.formula)

    def resolve(self, catalogue: Catalogue) -> Tree:
        """The relation with its names looked up.

        Raises:
            UnknownNameError: A name is unknown, or several indicators have it; the message names them.
            UnitError: The formula adds or compares what does not fit.
        """
        return resolved(self.formula, catalogue).tree

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        """The relation, for the indicator whose figure it is asked of; nothing where names are unknown."""
        try:
            tree = self.resolve(catalogue)
        except RSIndicatorsError:
            return ()
        return (tree,) if tree.terms[0][1].code == indicator.code else ()

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """The relation at every place where one of its figures was submitted."""
        try:
            asked = resolved(self.formula, facts.catalogue)
        except RSIndicatorsError:
            yield Outcome(skipped=NAMES)
            return
        places, unitless = set(), unitless_in(facts)
        for code in asked.anchors:
            for one in facts.by_code.get(code, ()):
                place = (facts.region_of(one), one.scope, time_of(one))
                if place not in places:
                    places.add(place)
                    yield self._asked_at(asked, one, facts, unitless)

    def _asked_at(
        self, asked: Resolved, anchor: Observation, facts: Facts, unitless: AbstractSet[int]
    ) -> Outcome:
        """The relation at the place of a figure, told of the first figure of now that was submitted."""
        cells, box = {}, dict(asked.limits)
        for name, term in asked.tree.terms:
            seen = asked.seen(anchor, term, facts)
            if seen is None or (seen.figure is None and not seen.phrase):
                return Outcome(skipped=MISSING if term.lag is Lag.NOW else EARLIER, cell=anchor)
            interval = base_interval(seen)
            if interval is None:
                return Outcome(skipped=WORDS, cell=anchor)
            cells[name], box[name] = seen, interval
        if len({one.accumulation in YEARLY for one in cells.values()}) > 1:
            return Outcome(skipped=OTHER_RUN, cell=anchor)
        now = {name: cells[name] for name, term in asked.tree.terms if term.lag is Lag.NOW}
        submitted = [name for name, one in now.items() if is_submitted(one, facts)]
        ordered = {submitted[0]: cells[submitted[0]]} | cells
        outcome = self.outcome(Case(self, self.formula, ordered, box, asked.tree.limits))
        sure = len(submitted) == len(now) and not any(id(one) in unitless for one in cells.values())
        if outcome.finding is None or sure:
            return outcome
        return evolve(outcome, finding=doubted(outcome.finding))  # it may be corrected, or in another unit
