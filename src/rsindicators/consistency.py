"""A set of rules against itself.

Two rules contradict each other if no true values, inside the bounds of their indicators, let both hold where
both can be asked; a rule that no values satisfy accuses every figure. Only real contradictions are told, of
two rules at a time; what stays open is counted as not evaluated, and so are rules that are no relation. Of a
user's own rules it is also told that their names or units do not fit, and that one can never be broken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.conditions import Bounds, Demand, bounds_of, can_be_met, form_of
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError, RSIndicatorsError, UnitError
from rsindicators.finding import Finding, Place
from rsindicators.findings import Findings, Tally
from rsindicators.indicator import Indicator
from rsindicators.kinds import Certainty, Severity
from rsindicators.ownrule import NAMES, OwnRule
from rsindicators.rule import FormulaRule, Rule, Term
from rsindicators.terms import AMBIGUOUS

TITLE: Final = "规则集"
UNKNOWN: Final = "ruleset.names"
SHARED: Final = "ruleset.names.shared"
OTHER_UNITS: Final = "ruleset.names.units"
UNSATISFIABLE: Final = "ruleset.unsatisfiable"
CONTRADICTION: Final = "ruleset.contradiction"
UNBREAKABLE: Final = "ruleset.unbreakable"
GRADES: Final = {
    UNKNOWN: (Severity.QUERY, Certainty.SUSPECT),
    UNSATISFIABLE: (Severity.BLOCKING, Certainty.WRONG),
    CONTRADICTION: (Severity.BLOCKING, Certainty.WRONG),
    UNBREAKABLE: (Severity.NOTE, Certainty.SUSPECT),
}
"""What is asked of a set, in the order in which it is told."""

OPEN: Final = "open"
NO_RELATION: Final = "no_relation"
"""Why something was not judged: the reasons `unchecked.<reason>`."""


@frozen(eq=False)
class _Posed:
    """A relation that a rule asks of an indicator."""

    rule: Rule
    indicator: Indicator
    demand: Demand


@frozen(eq=False)
class _Ledger:
    """What is counted and found while a set is checked.

    Attributes:
        bounds: What the figures of each indicator can be.
        found: The findings, by code and rules.
        asked: How often a question could be decided.
        left: How often, and why, it could not.
        known: What was decided, by the form of the demands.
    """

    bounds: Bounds
    found: dict[tuple[str, ...], Finding] = field(factory=dict)
    asked: Counter[str] = field(factory=Counter)
    left: dict[str, Counter[str]] = field(factory=dict)
    known: dict[object, bool | None] = field(factory=dict)

    def ask(self, code: str, *demands: Demand) -> bool | None:
        """Whether demands can be met together; that it was asked is counted.

        True values keep to the bounds of their indicators, but a rule may be broken by figures that do not.
        """
        bounds = {} if code == UNBREAKABLE else self.bounds
        form = form_of(demands, bounds)
        if form not in self.known:
            self.known[form] = can_be_met(demands, bounds)
        answer = self.known[form]
        if answer is None:
            self.leave(code, OPEN)
        else:
            self.asked[code] += 1
        return answer

    def leave(self, code: str, reason: str) -> None:
        """Count what could not be asked."""
        self.left.setdefault(code, Counter())[reason] += 1

    def tell(self, finding: Finding) -> None:
        """Keep a finding; of one kind about the same rules the first stands for all."""
        self.found.setdefault((finding.code, *(place.title for place in finding.places)), finding)

    def tally(self, code: str) -> Tally:
        """How often a question was asked."""
        told = sum(key[0] == code for key in self.found)
        return Tally(code, self.asked[code], told, 0, tuple(self.left.get(code, {}).items()))


def check(rules: Iterable[Rule], catalogue: Catalogue | None = None) -> Findings:
    """What a set of rules says against itself.

    Args:
        rules: The set.
        catalogue: The indicators the rules are asked of; left out, the standard one.

    Returns:
        Rules that no figure can satisfy and pairs that contradict each other (BLOCKING), own rules whose
        names or units do not fit the catalogue (QUERY), own rules that always hold (NOTE); and a tally.

    Raises:
        DefinitionError: The catalogue is none.
        FormulaError, ComponentError: A rule's relation is no comparison, or has a name that nothing bears.
    """
    if not isinstance(catalogue, Catalogue | None):
        raise DefinitionError("audit.catalogue", type=type(catalogue).__name__, value=catalogue)
    known = Catalogue.standard() if catalogue is None else catalogue
    universe = {one.code: one for each in known for one in (each, *constituents(each))}
    ledger = _Ledger({code: bounds_of(one) for code, one in universe.items()})
    posed = [one for rule in rules for one in _posed(rule, known, universe, ledger)]
    lasting = [one for one in posed if _lasts(one, ledger)]
    for one, other in _pairs(lasting):
        if ledger.ask(CONTRADICTION, one.demand, other.demand) is False:
            ledger.tell(_finding(CONTRADICTION, one, other))
    tallies = tuple(map(ledger.tally, GRADES))
    return Findings(TITLE, ledger.found.values(), tallies, (), (("catalogue", known.edition),))


def _posed(
    rule: Rule, catalogue: Catalogue, universe: Mapping[str, Indicator], ledger: _Ledger
) -> Iterator[_Posed]:
    """All relations a rule asks of the indicators of a catalogue."""
    if isinstance(rule, OwnRule):
        ledger.asked[UNKNOWN] += 1
        try:
            tree = rule.resolve(catalogue)
        except RSIndicatorsError as error:
            ledger.leave(UNSATISFIABLE, NAMES)
            ledger.tell(_unresolved(rule, error))
        else:
            yield _Posed(rule, universe[tree.terms[0][1].code], Demand.of(tree))
    elif isinstance(rule, FormulaRule):
        for indicator in universe.values():
            for tree in rule.trees(indicator, catalogue):
                yield _Posed(rule, indicator, Demand.of(tree))
    else:
        ledger.leave(UNSATISFIABLE, NO_RELATION)


def _lasts(posed: _Posed, ledger: _Ledger) -> bool:
    """Whether some figure may satisfy a relation; that of an own rule is also asked whether one may not."""
    if ledger.ask(UNSATISFIABLE, posed.demand) is False:
        ledger.tell(_finding(UNSATISFIABLE, posed))
        return False
    if isinstance(posed.rule, OwnRule):
        broken = Demand.of(posed.demand.tree, opposite=True)
        if ledger.ask(UNBREAKABLE, broken) is False:
            ledger.tell(_finding(UNBREAKABLE, posed))
    return True


def _pairs(posed: Sequence[_Posed]) -> Iterator[tuple[_Posed, _Posed]]:
    """All pairs of relations about a figure they share, each once."""
    beside: dict[Term, list[int]] = {}
    for number, one in enumerate(posed):
        for term in one.demand.unknowns:
            beside.setdefault(term, []).append(number)
    pairs = dict.fromkeys(pair for numbers in beside.values() for pair in combinations(numbers, 2))
    return ((posed[one], posed[other]) for one, other in pairs)


def _finding(code: str, one: _Posed, other: _Posed | None = None) -> Finding:
    """What is wrong with a relation, or with two of them together."""
    posed = (one,) if other is None else (one, other)
    facts = {"name": one.indicator.name}
    for prefix, each in zip(("", "other_"), posed, strict=False):
        facts |= {f"{prefix}rule": each.rule.code, f"{prefix}formula": _shown(each.demand)}
    places = tuple(Place(each.rule.code) for each in posed)
    return Finding(code, *GRADES[code], places, indicator=one.indicator, facts=facts)


def _shown(demand: Demand) -> str:
    """The relation in prose signs, with its limits."""
    return demand.tree.formula.say({name: str(limit) for name, limit in demand.tree.limits})


def _unresolved(rule: OwnRule, error: RSIndicatorsError) -> Finding:
    """A rule whose names or units do not fit the catalogue."""
    facts = {"name": "", "near": ""} | error.facts | {"rule": rule.code, "formula": str(rule.formula)}
    wording = OTHER_UNITS if isinstance(error, UnitError) else SHARED if error.code == AMBIGUOUS else ""
    return Finding(UNKNOWN, *GRADES[UNKNOWN], (Place(rule.code),), facts=facts, wording=wording)
