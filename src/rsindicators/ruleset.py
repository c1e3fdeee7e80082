"""Sets of rules, as values.

`RuleSet.standard()` is the usual one. Adding, dropping, re-levelling and replacing a rule give another set;
none is changed. A rule of one's own is a line of formula (see `ownrule`) or a small class with `ask`. A set
refuses two rules of one code, what is no rule, and a severity above what a rule may have: a missed target
never blocks. It is stored as data unless it holds classes of one's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, Final

from attrs import evolve, field, fields, frozen

from rsindicators import package
from rsindicators.catalogue import Catalogue
from rsindicators.codec import from_data, to_data
from rsindicators.consistency import check
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.findings import Findings, grade_of
from rsindicators.kinds import Severity
from rsindicators.messages import Language, render
from rsindicators.ownrule import OwnRule, checked_code, severity_of
from rsindicators.rule import Rule
from rsindicators.table import Table
from rsindicators.text import checked, nearest

COLUMNS: Final = ("code", "question", "severity", "basis")
SEVERITIES: Final = tuple(Severity)
_RULES: Final = "rules"
_MOST: Final = "most"
_KEYS: Final = {"code", "severity"}
_OF_FORMULA: Final = {"formula", "question", "instruction", "basis"}


def _rule(given: Rule | str) -> Rule:
    """A rule itself, or the one a formula states."""
    rule = OwnRule.parse(given) if isinstance(given, str) else given
    if not isinstance(rule, Rule):
        raise DefinitionError("ruleset.rule", type=type(given).__name__, value=given)
    checked_code(rule.code)
    severity = severity_of(rule.severity)
    if SEVERITIES.index(severity) < SEVERITIES.index(rule.most):
        raise DefinitionError("ruleset.most", rule=rule.code, severity=severity.label, most=rule.most.label)
    return rule if rule.severity is severity else evolve(rule, severity=severity)


def _rules(given: Iterable[Rule | str]) -> tuple[Rule, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise DefinitionError("ruleset.rules", type=type(given).__name__, value=given)
    return tuple(map(_rule, given))


@frozen
class RuleSet:
    """Rules, each with a code of its own.

    Args:
        rules: Rules, or formulas that state them.

    Examples:
        >>> rules = RuleSet.standard().add("审结 <= 受理 + 上期末未结").level("time.stock_jump", "提示性")
        >>> rules["time.stock_jump"].severity, len(rules) - len(RuleSet.standard())
        (Severity.NOTE, 1)
        >>> print(RuleSet(["参保率 > 90%", "参保率 < 80%"]).check().rows[0].code)
        ruleset.contradiction

        A small class is a rule too:

        >>> from rsindicators.ownrule import OwnCheck
        >>> from rsindicators.rule import Outcome
        >>> class Unnamed(OwnCheck):
        ...     def ask(self, facts):
        ...         for one in facts.submitted:
        ...             yield Outcome(cell=one) if one.region else self.found(one)
        >>> unnamed = Unnamed("own.region", "核实性", asked="是否写明地区", told="写明地区。")
        >>> RuleSet.standard().add(unnamed)["own.region"].question()
        '是否写明地区'

    Raises:
        DefinitionError: Something is no rule, two have one code, or one is more severe than it may be.
        FormulaError: A formula is none, or no comparison.
    """

    rules: tuple[Rule, ...] = field(converter=_rules)

    def __attrs_post_init__(self) -> None:
        seen = set()
        for rule in self.rules:
            if rule.code in seen:
                raise DefinitionError("ruleset.twice", rule=rule.code)
            seen.add(rule.code)

    @staticmethod
    @cache
    def standard() -> RuleSet:
        """The rules of the library, family by family."""
        from rsindicators.rules import (
            asking,
            carrying,
            cells,
            explanations,
            identities,
            jumps,
            keys,
            parts,
            ranges,
            summing,
            targets,
            timing,
            units,
        )

        told = (cells, units, ranges, identities, parts, timing, summing, jumps, carrying, keys, asking)
        return RuleSet(rule for family in (*told, targets, explanations) for rule in family.RULES)

    @cached_property
    def _by_code(self) -> dict[str, Rule]:
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def edition(self) -> str:
        """A digest of the rules: twelve hexadecimal digits that change with any of their attributes."""
        return package.digest("\n".join(map(repr, self.rules)))

    # ── other sets ───────────────────────────────────────────────────────────────────────────────────────

    def add(self, *rules: Rule | str) -> RuleSet:
        """This set and more rules, each a rule or a line of formula.

        Raises:
            DefinitionError, FormulaError: As the class.
        """
        return RuleSet((*self.rules, *rules))

    def drop(self, *codes: str) -> RuleSet:
        """This set without the rules of these codes.

        Raises:
            UnknownNameError: It has no rule of that code; the message offers the nearest.
        """
        gone = {self[code].code for code in codes}
        return RuleSet(rule for rule in self.rules if rule.code not in gone)

    def level(self, code: str, severity: Severity | str) -> RuleSet:
        """This set with another severity of one rule.

        Args:
            code: Which rule.
            severity: Or its value or label: `note`, `提示性`.

        Raises:
            DefinitionError: There is no such severity, or the rule may not be so severe.
            UnknownNameError: It has no rule of that code.
        """
        return self.replace(evolve(self[code], severity=severity_of(severity)))

    def replace(self, rule: Rule) -> RuleSet:
        """This set with another rule in the place of the one of the same code.

        Examples:
            >>> rules = RuleSet.standard()
            >>> rules.replace(evolve(rules["time.stock_jump"], share="30%")) == rules
            False

        Raises:
            DefinitionError: It is no rule.
            UnknownNameError: It has no rule of that code.
        """
        other = _rule(rule)
        here = self[other.code]
        return RuleSet(other if one is here else one for one in self.rules)

    # ── asked ────────────────────────────────────────────────────────────────────────────────────────────

    def check(self, catalogue: Catalogue | None = None) -> Findings:
        """Rules no figure can satisfy, rules that contradict each other, own rules that fit no figure.

        Args:
            catalogue: Whose indicators the rules are asked of; left out, the standard one.

        Raises:
            DefinitionError: The catalogue is none.
        """
        found = check(self.rules, catalogue)
        return evolve(found, editions=(("rules", self.edition), *found.editions))

    def __getitem__(self, code: str) -> Rule:
        found = self._by_code.get(checked(code, UnknownNameError))
        if found is None:
            raise UnknownNameError("ruleset.unknown", name=code, near=nearest(code, self._by_code))
        return found

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and code in self._by_code

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    # ── shown and stored ─────────────────────────────────────────────────────────────────────────────────

    def to_table(self, language: Language = "zh") -> Table:
        """Code, question, severity and basis of each rule."""
        headings = [render(f"rulecolumn.{column}", language, {}) for column in COLUMNS]
        rows = [
            (rule.code, rule.question(language), grade_of(rule.severity, language), rule.basis)
            for rule in self.rules
        ]
        title = render("rulecolumn.title", language, {"count": str(len(self))})
        edition = render("rulecolumn.edition", language, {"edition": self.edition})
        return Table(headings, rows, title, [edition], wrap=True)

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.to_table().text()

    def __repr__(self) -> str:
        return f"<RuleSet of {len(self)} rules, edition {self.edition}>"

    def to_dict(self) -> dict[str, Any]:
        """The set as plain data: standard rules by code with what was changed, own ones with their formula.

        Raises:
            DefinitionError: A rule is a class of one's own, or was changed in what data do not tell.
        """
        return {_RULES: [_record(rule, number) for number, rule in enumerate(self.rules, 1)]}

    @staticmethod
    def from_dict(data: object) -> RuleSet:
        """The set that `to_dict` made data of.

        Raises:
            DefinitionError: It is no such data; the message names the record.
            UnknownNameError: There is no standard rule of a code.
            FormulaError: A formula is none, or no comparison.
        """
        records = data.get(_RULES) if isinstance(data, Mapping) and data.keys() == {_RULES} else None
        if not isinstance(records, list):
            raise DefinitionError("ruleset.data", type=type(data).__name__, value=data)
        return RuleSet(_read(record, number) for number, record in enumerate(records, 1))


def _record(rule: Rule, number: int) -> dict[str, Any]:
    """A rule as plain data that are read back as it."""
    told: dict[str, Any] = {"code": rule.code, "severity": rule.severity.value}
    usual = RuleSet.standard()._by_code.get(rule.code)
    if isinstance(rule, OwnRule):
        words = {"question": rule.asked, "instruction": rule.told, "basis": rule.basis}
        told |= {"formula": rule.formula.text} | {name: text for name, text in words.items() if text}
    elif type(usual) is type(rule):
        names = [one.name for one in fields(type(rule)) if one.name not in {*_KEYS, _MOST}]
        changed = [name for name in names if getattr(rule, name) != getattr(usual, name)]
        told |= {name: to_data(getattr(rule, name)) for name in changed}
    if (usual is None and "formula" not in told) or _read(told, number) != rule:
        raise DefinitionError("ruleset.own_class", rule=rule.code, type=type(rule).__name__)
    return told


def _read(record: object, number: int) -> Rule:
    """A rule from plain data."""
    if not isinstance(record, dict) or not all(isinstance(key, str) for key in record):
        raise DefinitionError("ruleset.record", number=number, keys=type(record).__name__)
    more = record.keys() - _KEYS
    unread = more - _OF_FORMULA if "formula" in more else more & {_MOST}
    if not record.keys() >= _KEYS or unread:
        raise DefinitionError("ruleset.record", number=number, keys="、".join(record))
    severity = severity_of(record["severity"])
    rest = {name: record[name] for name in record if name in more}
    if "formula" in more:
        text = rest.pop("formula")
        return OwnRule.parse(text, code=checked_code(record["code"]), severity=severity, **rest)
    usual = RuleSet.standard()[record["code"]]
    if not more:
        return evolve(usual, severity=severity)
    return from_data(to_data(usual) | rest | {"severity": severity.value}, type(usual), usual.code)
