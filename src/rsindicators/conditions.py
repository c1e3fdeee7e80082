"""Relations between figures as conditions on numbers.

A comparison of a quotient with zero holds where its top does, turned where its bottom is negative; it is not
asked where the bottom is zero. So it holds in one of a few ways, each a set of conditions on polynomials in
the figures. Several relations hold together if one way of each does, inside the bounds of the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from typing import Final

from attrs import frozen

from rsindicators.errors import ComponentError, FormulaError
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.inequalities import NOTHING, Condition, Relation, can_hold
from rsindicators.interval import Interval
from rsindicators.number import ZERO, shift
from rsindicators.rational import Polynomial
from rsindicators.rule import Term, Tree
from rsindicators.solve import ANY, solved
from rsindicators.syntax import Comparison

ONE: Final = Fraction(1)
MOST_ROUNDS: Final = 8
MOST_KEPT: Final = 4096

_SIDES: Final[dict[str, tuple[tuple[Relation, int], ...]]] = {
    "<=": (("<=", 1),),
    "<": (("<", 1),),
    ">=": (("<=", -1),),
    ">": (("<", -1),),
    "=": (("=", 1),),
    "!=": (("<", 1), ("<", -1)),
}
_OPPOSITE: Final = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}

Ways = tuple[tuple[Condition, ...], ...]
"""Conditions that hold together, in one way or another."""

Slot = tuple[int, Fraction]
"""What a name of a formula stands for: the number of an unknown and 1, or -1 and the limit it is."""

Bounds = Mapping[str, Interval]
"""What the figures of an indicator can be at all, by its code, in base units."""


@frozen(eq=False)
class Demand:
    """What a relation, or its opposite, demands of the figures it is about.

    Attributes:
        tree: The relation.
        opposite: Whether it is the opposite that is demanded.
        unknowns: The figures, each once.
        ways: How it holds.
    """

    tree: Tree
    opposite: bool
    unknowns: tuple[Term, ...]
    ways: Ways

    @staticmethod
    def of(tree: Tree, *, opposite: bool = False) -> Demand:
        """That of a relation.

        Raises:
            FormulaError: It is no comparison.
            ComponentError: A name of the formula stands for nothing.
        """
        unknowns = tuple(dict.fromkeys(term for _, term in tree.terms))
        slots = {name: (-1, Fraction(_base(limit))) for name, limit in tree.limits}
        slots |= {name: (unknowns.index(term), ONE) for name, term in tree.terms}
        for name in tree.formula.names:
            if name not in slots:
                raise ComponentError("component.missing", name=name)
        places = tuple(slots[name] for name in tree.formula.names)
        return Demand(tree, opposite, unknowns, _ways(tree.formula, places, opposite=opposite))


def bounds_of(one: Indicator) -> Interval:
    """What the figures of an indicator can be at all, in base units."""
    lo, hi = (None if limit is None else _base(limit) for limit in (one.minimum, one.maximum))
    return Interval(lo, hi)


def form_of(demands: Sequence[Demand], bounds: Bounds) -> tuple[object, ...]:
    """What decides whether demands can be met together: those of one form can if one can."""
    unknowns = _unknowns(demands)
    places = (tuple(map(unknowns.index, one.unknowns)) for one in demands)
    return (*(one.ways for one in demands), *places, *_box(unknowns, bounds))


def can_be_met(demands: Sequence[Demand], bounds: Bounds) -> bool | None:
    """Whether demands can be met together: surely, surely not, or None where it stays open.

    Examples:
        >>> x = ("x", Term("visits"))
        >>> most = Demand.of(Tree(Formula.parse("x <= 50%"), (x,)))
        >>> least = Demand.of(Tree(Formula.parse("x > 50%"), (x,)))
        >>> can_be_met([most], {}), can_be_met([most, least], {})
        (True, False)
    """
    unknowns = _unknowns(demands)
    box = dict(zip(unknowns, _box(unknowns, bounds), strict=True))
    linear = all(condition.is_linear for one in demands for way in one.ways for condition in way)
    narrow = box if linear else _narrowed(demands, box)
    if narrow is None:
        return False
    places = [tuple(map(unknowns.index, one.unknowns)) for one in demands]
    answers = set()
    for ways in product(*(one.ways for one in demands)):
        conditions = [one for way, own in zip(ways, places, strict=True) for one in _renamed(way, own)]
        answers.add(can_hold(conditions, list(narrow.values())))
    return True if True in answers else None if None in answers else False


def _unknowns(demands: Iterable[Demand]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for one in demands for term in one.unknowns))


def _box(unknowns: Iterable[Term], bounds: Bounds) -> tuple[Interval, ...]:
    return tuple(bounds.get(term.code, ANY) for term in unknowns)


def _base(limit: Figure) -> Decimal:
    return shift(limit.value, limit.unit.exponent)


# ── in polynomials ───────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=MOST_KEPT)
def _ways(formula: Formula, slots: tuple[Slot, ...], *, opposite: bool) -> Ways:
    """When a comparison holds, or does not; below a line either sign is possible."""
    if not isinstance(formula.tree, Comparison):
        raise FormulaError("formula.no_comparison", formula=formula.text)
    sign = _OPPOSITE[formula.tree.sign] if opposite else formula.tree.sign
    top, bottom = (_filled(one, slots) for one in (formula.compiled.top, formula.compiled.bottom))
    found = []
    for side in (1, -1):
        if bottom.keys() == {()} and bottom[()] * side < 0:
            continue  # of a number the sign is known
        below = Condition({term: -side * factor for term, factor in bottom.items()}, "<")
        for relation, turned in _SIDES[sign]:
            above = Condition({term: side * turned * factor for term, factor in top.items()}, relation)
            found.append((above, below))
    return tuple(found)


def _filled(polynomial: Polynomial, slots: Sequence[Slot]) -> dict[tuple[int, ...], Fraction]:
    """A polynomial in the unknowns, its limits filled in."""
    found: dict[tuple[int, ...], Fraction] = {}
    for term, factor in polynomial.items():
        unknowns = tuple(sorted(slots[one][0] for one in term if slots[one][0] >= 0))
        size = prod((slots[one][1] for one in term), start=Fraction(factor))
        found[unknowns] = found.get(unknowns, NOTHING) + size
    return found


def _renamed(conditions: Iterable[Condition], places: Sequence[int]) -> list[Condition]:
    """The conditions with other numbers for their unknowns."""
    return [
        Condition(
            {tuple(sorted(places[one] for one in term)): size for term, size in each.polynomial.items()},
            each.relation,
        )
        for each in conditions
    ]


# ── in intervals ─────────────────────────────────────────────────────────────────────────────────────────


def _narrowed(demands: Sequence[Demand], box: Mapping[Term, Interval]) -> dict[Term, Interval] | None:
    """The box without values that surely break one of the relations; None where no values are left."""
    found = dict(box)
    for _ in range(MOST_ROUNDS):
        before = dict(found)
        if not all(_narrows(one.tree, found) for one in demands if not one.opposite):
            return None
        if found == before:
            break
    return found


def _narrows(tree: Tree, box: dict[Term, Interval]) -> bool:
    """Whether values are left when the box is narrowed by a relation."""
    limits = {name: Interval.point(_base(limit)) for name, limit in tree.limits}
    for name, term in tree.terms:
        if box[term].lo < ZERO:
            continue  # what is below a line is solved for as if it could not be negative
        values = limits | {each: box[its] for each, its in tree.terms}
        allowed = solved(tree.formula, name, values)
        if not allowed.meets(box[term]):
            return False
        box[term] = box[term].common(allowed)
    return True
