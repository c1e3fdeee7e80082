"""Which values of one component keep a comparison.

A comparison N/D ≤ 0 that is linear in a component x, N = p·x + q, holds for the x on one side of −q/p. That
limit is a quotient of polynomials in the other components and is compiled like a formula, so that a component
that occurs in q and in p is the same one in both; of a sum, where each occurs once, the ends are added up.
What is not linear in x limits nothing, nor does what turns with the sign of p or of D where that sign is
open. The answer is never too narrow: it encloses all values that can hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from typing import Final

from attrs import frozen

from rsindicators.errors import FormulaError
from rsindicators.formula import Formula
from rsindicators.interval import Interval
from rsindicators.number import DOWN, NEAREST, ONE, UP, ZERO
from rsindicators.rational import Polynomial, Quotient, quotient, range_of
from rsindicators.syntax import Comparison, Name, Negative, Number, Operation, Tree

ANY: Final = Interval(None, None)
_TURNED: Final = {"<=": ">=", "<": ">", ">=": "<=", ">": "<", "=": "=", "!=": "!="}
MOST_KEPT: Final = 4096


def solved(formula: Formula, name: str, box: Mapping[str, Interval]) -> Interval:
    """All values of one component for which the comparison may hold.

    Args:
        formula: A comparison.
        name: The component.
        box: The intervals of all components, in base units; that of `name` is not looked at, but where it
            stands below a fraction line it is taken not to be negative.

    Returns:
        A closed interval that holds them all; without ends where the comparison does not limit it.

    Examples:
        >>> whole = {"审结": Interval(0, 0), "受理": Interval(950, 950), "结转": Interval(50, 50)}
        >>> str(solved(Formula.parse("审结 <= 受理 + 结转"), "审结", whole))
        '(-∞, 1000]'
        >>> rate = {"率": Interval("0.035", "0.035"), "失业": Interval(0, 0), "就业": Interval(965, 965)}
        >>> str(solved(Formula.parse("率 = 失业 / (就业 + 失业)"), "失业", rate))
        '[35, 35]'
    """
    solution = solution_of(formula, name)
    if solution is None:
        return ANY
    others = [box[one] if one != name else _NOTHING for one in formula.names]
    by, sign = solution.by or range_of(solution.slope, others), solution.sign
    if sign != "=" and solution.bottom:
        given = [box[one] if one != name else _NOT_NEGATIVE for one in formula.names]
        below = range_of(solution.bottom, given)
        if below.lo < ZERO < below.hi:
            return ANY
        sign = _TURNED[sign] if below.lo < ZERO else sign
    if by.hi <= ZERO:
        sign = _TURNED[sign]
    if by.lo <= ZERO <= by.hi:
        return _beyond(sign, range_of(solution.rest, others), by)
    if solution.limit is None:
        return _kept(sign, _sum(solution.rest, others) / by)
    if any(one.lo.is_infinite() or one.hi.is_infinite() for one in others):
        return _kept(sign, range_of(solution.rest, others) / by)
    return _kept(sign, solution.limit.interval(others))


_NOT_NEGATIVE: Final = Interval(ZERO, None)
_NOTHING: Final = Interval.point(ZERO)


@frozen(eq=False)
class Solution:
    """A comparison (p·x + q)/D ~ 0.

    Attributes:
        sign: ~, turned where D is a number below zero.
        slope: p.
        by: p where it is a number.
        rest: −q.
        bottom: D; nothing where it is a number.
        limit: −q/p; None where the comparison is a sum, of which each component occurs once.
    """

    sign: str
    slope: Polynomial
    by: Interval | None
    rest: Polynomial
    bottom: Polynomial
    limit: Quotient | None


@lru_cache(maxsize=MOST_KEPT)
def solution_of(formula: Formula, name: str) -> Solution | None:
    """The comparison solved for a component; None where it does not limit it, or the solution is too long."""
    if not isinstance(formula.tree, Comparison) or name not in formula.names or formula.tree.sign == "!=":
        return None
    slope, rest = _split(formula.compiled.top, formula.names.index(name))
    if slope is None:
        return None
    try:
        limit = None if _is_sum(formula) else limit_of(rest, slope, formula.names)
    except FormulaError:
        return None
    sign, bottom = formula.tree.sign, formula.compiled.bottom
    number = _number(bottom)
    if number is not None:
        sign, bottom = (_TURNED[sign] if number < ZERO else sign), {}
    by = _number(slope)
    return Solution(sign, slope, None if by is None else Interval.point(by), rest, bottom, limit)


@lru_cache(maxsize=MOST_KEPT)
def _is_sum(formula: Formula) -> bool:
    """Whether a comparison only adds numbers and multiples of components."""
    return max(map(len, formula.compiled.top)) < 2 and max(map(len, formula.compiled.bottom)) == 0


def _sum(polynomial: Polynomial, box: Sequence[Interval]) -> Interval:
    """The values of such a sum: the ends of its terms, added up."""
    lo = hi = ZERO
    for term, factor in polynomial.items():
        ends = (box[term[0]].lo, box[term[0]].hi) if term else (ONE, ONE)
        low, high = ends if factor > ZERO else ends[::-1]
        lo = DOWN.add(lo, DOWN.multiply(factor, low))
        hi = UP.add(hi, UP.multiply(factor, high))
    return Interval.closed(lo, hi)


def limit_of(rest: Polynomial, slope: Polynomial, names: tuple[str, ...]) -> Quotient:
    """What a component is held against: the rest over the slope."""
    above, below = (_tree(one, names) for one in (rest, slope))
    return quotient(Operation("/", above, below), names)


def _number(polynomial: Polynomial) -> Decimal | None:
    """What a polynomial is where it depends on nothing."""
    return polynomial[()] if polynomial.keys() == {()} else None


def _split(top: Polynomial, index: int) -> tuple[Polynomial | None, Polynomial]:
    """The p and −q of a polynomial that is linear in a component; no p where it is not."""
    slope: Polynomial = {}
    rest: Polynomial = {}
    for term, factor in top.items():
        power = term.count(index)
        if power > 1:
            return None, {}
        if power:
            slope[tuple(one for one in term if one != index)] = factor
        else:
            rest[term] = factor.copy_negate()
    return (slope or None), rest


def _tree(polynomial: Polynomial, names: Sequence[str]) -> Tree:
    """A polynomial as a tree."""
    terms: list[Tree] = []
    for term, factor in polynomial.items():
        number: Tree = Number(factor.copy_abs())
        product = reduce(lambda one, index: Operation("*", one, Name(names[index])), term, number)
        terms.append(Negative(product) if factor < ZERO else product)
    nothing: Tree = Number(ZERO)
    return reduce(lambda one, other: Operation("+", one, other), terms, nothing)


def _kept(sign: str, limit: Interval) -> Interval:
    """The x for which x ~ limit may hold; its ends without zeros behind or a minus before a zero."""
    lo, hi = (NEAREST.normalize(end) or ZERO for end in (limit.lo, limit.hi))
    if sign == "=":
        return Interval.closed(lo, hi)
    return Interval.closed(ANY.lo, hi) if sign in ("<=", "<") else Interval.closed(lo, ANY.hi)


def _beyond(sign: str, rest: Interval, by: Interval) -> Interval:
    """The x for which p·x ~ r may hold although p may be zero; `sign` is turned already where p is not above.

    Of a p of one sign that comes near zero the limit r/p has one end: the r nearest to zero over the p
    farthest from it. Where r may be zero, or p has either sign, nothing is limited.
    """
    if by.lo < ZERO:
        if by.hi > ZERO:
            return ANY
        rest, by = -rest, -by
    if by.hi == ZERO:
        return ANY
    if rest.lo > ZERO and sign in ("=", ">=", ">"):
        return _kept(">=", Interval.closed(DOWN.divide(rest.lo, by.hi), ANY.hi))
    if rest.hi < ZERO and sign in ("=", "<=", "<"):
        return _kept("<=", Interval.closed(ANY.lo, UP.divide(rest.hi, by.hi)))
    return ANY
