"""What the names of a rule's formula stand for.

A name is that of an indicator, or of a component. A component name that several indicators share is that of
the one that has all such names of the formula, or of one named beside it; `仲裁结案率__审结` says which.
`上期_` before a name is its figure of the period before, `上年同期_` that of a year earlier. A whole number
with its unit is a limit (`审结 <= 5000件`). A stock stands beside a flow as the number at its months' end.

Refused are names that a catalogue does not settle, and formulas that add or compare what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import BETWEEN
from rsindicators.errors import RSIndicatorsError, UnknownNameError
from rsindicators.facts import Facts, times
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.glossary import Glossary, family_of
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Lag
from rsindicators.number import ZERO, shift
from rsindicators.observation import Observation
from rsindicators.rule import Term, Tree
from rsindicators.syntax import Comparison, Number, spell
from rsindicators.units import Unit

SHIFTS: Final = {"上期_": Lag.PREVIOUS, "上年同期_": Lag.YEAR_EARLIER}
"""What stands before a name for an earlier figure of it."""

AMBIGUOUS: Final = "own.ambiguous"
"""The code of the error that several indicators have a component of a name."""

MOST_KEPT: Final = 256


@frozen(eq=False)
class Resolved:
    """A formula whose names are looked up.

    Attributes:
        tree: The relation, its first figure of now first.
        limits: The limits in base units.
        anchors: The codes of the figures whose places are asked: flows, if there are any, since their months
            also say at which end a stock beside them is counted.
        at_end: The codes that are counted at an end.
    """

    tree: Tree
    limits: Mapping[str, Interval]
    anchors: tuple[str, ...]
    at_end: frozenset[str]

    def seen(self, anchor: Observation, term: Term, facts: Facts) -> Observation | None:
        """The figure a name stands for, seen from a figure of the place."""
        series = (term.code, facts.region_of(anchor), anchor.scope)
        ends = term.code in self.at_end
        found = (facts.at(series, time.last if ends else time) for time in times(anchor, term.lag))
        return next((one for one in found if one is not None), None)


def lag_of(name: str) -> tuple[Lag, str]:
    """Which time a name of a formula speaks of, and the name itself.

    Examples:
        >>> lag_of("上期_参保人数")
        (Lag.PREVIOUS, '参保人数')
    """
    for prefix, lag in SHIFTS.items():
        if name.startswith(prefix):
            return lag, name.removeprefix(prefix)
    return Lag.NOW, name


@lru_cache(maxsize=MOST_KEPT)
def limit_of(name: str) -> Figure | None:
    """The limit that a name of a formula is, a whole number with its unit; else None.

    Examples:
        >>> limit_of("5000件"), limit_of("审结")
        (Figure('5000', '件'), None)
    """
    if not name[0].isdigit():
        return None
    try:
        return Figure.parse(name)
    except RSIndicatorsError:
        return None


@lru_cache(maxsize=MOST_KEPT)
def resolved(formula: Formula, catalogue: Catalogue) -> Resolved:
    """A comparison with its names looked up in a catalogue.

    Raises:
        UnknownNameError: A name is unknown, or several indicators have it; the message names them.
        UnitError: The formula adds or compares what does not fit.
    """
    limits = {name: limit for name in formula.names if (limit := limit_of(name)) is not None}
    names = {name: lag_of(name) for name in formula.names if name not in limits}
    found = _found(dict.fromkeys(bare for _, bare in names.values()), catalogue)
    indicators = {name: found[bare] for name, (_, bare) in names.items()}
    units = {name: one.unit for name, one in indicators.items()}
    _check_units(formula, units | {name: limit.unit for name, limit in limits.items()})
    terms = [(name, Term(indicators[name].code, lag)) for name, (lag, _) in names.items()]
    terms.sort(key=lambda pair: pair[1].lag is not Lag.NOW)  # asked of the first figure of now
    at_end = frozenset(one.code for one in indicators.values() if _is_at_end(one))
    now = tuple(dict.fromkeys(term.code for _, term in terms if term.lag is Lag.NOW))
    flows = tuple(code for code in now if code not in at_end)
    box = {name: Interval.point(shift(one.value, one.unit.exponent)) for name, one in limits.items()}
    return Resolved(Tree(formula, tuple(terms), tuple(limits.items())), box, flows or now, at_end)


def _is_at_end(one: Indicator) -> bool:
    """Whether its figures are of the month at whose end they are counted."""
    return one.accumulation is Accumulation.AT_END and not one.carry_over


def _found(names: Iterable[str], catalogue: Catalogue) -> dict[str, Indicator]:
    """The indicator or component of each name; a shared name is settled by those beside it."""
    glossary = _glossary(catalogue)
    meant = {name: _candidates(name, glossary) for name in names}
    shared = [set(ones) for ones in meant.values() if _are_parts(ones)]
    whole = set.intersection(*shared) if shared else set()
    beside = {code for ones in meant.values() if len(ones) == 1 for code in ones}
    found = {}
    for name, ones in meant.items():
        chosen = (codes & set(ones) for codes in (set(ones), whole, beside))
        code = next((codes.pop() for codes in chosen if len(codes) == 1), None)
        if code is None:
            near = "、".join(f"{catalogue[owner].name}{BETWEEN}{name}" for owner in ones)
            raise UnknownNameError("own.ambiguous", name=name, near=near)
        found[name] = ones[code]
    return found


def _candidates(name: str, glossary: Glossary) -> dict[str, Indicator]:
    """What a name may mean, by the codes of the indicators; `指标__组成` means one component.

    Raises:
        UnknownNameError: Nothing bears it; the message offers the nearest names.
    """
    whole, _, part = name.rpartition(BETWEEN)
    found = glossary.named(name).candidates or (glossary.named(whole, part).candidates if whole else ())
    if not found:
        raise glossary.unknown(name)
    return {family_of(one): one for one in found}


def _are_parts(ones: Mapping[str, Indicator]) -> bool:
    return all(one.component_of for one in ones.values())


@lru_cache(maxsize=8)
def _glossary(catalogue: Catalogue) -> Glossary:
    return Glossary(catalogue)


def _check_units(formula: Formula, units: Mapping[str, Unit]) -> None:
    """Nothing, if the two sides compare; a zero is one of anything."""
    tree = formula.tree
    sides = (tree.left, tree.right) if isinstance(tree, Comparison) else (tree,)
    told = [side for side in sides if side != Number(ZERO)]
    if len(told) < len(sides):
        Formula.parse(spell(told[0], {})).unit(units)
    else:
        formula.unit(units)
