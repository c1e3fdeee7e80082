"""A formula as one quotient of polynomials: exact, tight, fast.

Every tree of + − × ÷ is a quotient N/D of two polynomials in its components. Both are summed and multiplied
exactly, so only the one division is rounded; and N′D − ND′, in which what cancels has cancelled, tells
whether the formula rises or falls with each component, so that the ends of its interval are its values at
two corners of the inputs' box. A component without a constant sign keeps its interval: sound, if wider.
Every divisor on the way is remembered and may not be, nor possibly be, zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import reduce
from operator import itemgetter
from typing import Final

from attrs import frozen

from rsindicators.errors import FormulaError, UndefinedResultError
from rsindicators.interval import Interval
from rsindicators.number import DOWN, EXACT, NEAREST, ONE, UP, ZERO, shift
from rsindicators.slope import slopes_along
from rsindicators.syntax import Name, Negative, Number, Tree, spell

MOST_TERMS: Final = 200
HIGHEST_DEGREE: Final = 12

_divide = NEAREST.divide

Polynomial = dict[tuple[int, ...], Decimal]
"""Coefficients by monomial: the indexes of its components, in order, each as often as it is a factor."""

Values = Sequence[Decimal]
Evaluate = Callable[[Values], Decimal]


Box = Sequence[Interval]


@frozen(eq=False)
class _Divisor:
    polynomial: Polynomial
    sign: int | None
    """Its sign where no component is negative, or None where it depends."""
    value: Evaluate
    text: str


@frozen(eq=False)
class Quotient:
    """A formula compiled; `value` and `interval` take the components in the order of the formula's names."""

    top: Polynomial
    bottom: Polynomial
    divisors: tuple[_Divisor, ...]
    slopes: tuple[Polynomial, ...]
    """For each component N′D − ND′, which has the sign of the derivative."""
    signs: tuple[int | None, ...]
    """The sign of each slope where no component is negative, or None where it depends."""
    value_of_top: Evaluate
    value_of_bottom: Evaluate
    tree: Tree
    names: tuple[str, ...]

    def value(self, values: Values) -> Decimal:
        """The formula's value, rounded once to 50 digits.

        Raises:
            UndefinedResultError: A divisor is zero.
        """
        bottom = self.value_of_bottom(values)
        if bottom == ZERO or len(self.divisors) > 1:  # in a/(b/c) a c of zero has cancelled
            for divisor in self.divisors:
                if divisor.value(values) == ZERO:
                    raise UndefinedResultError("formula.zero", divisor=divisor.text)
        return _divide(self.value_of_top(values), bottom)

    def both(self, values: Values, box: Box, places: int = 0) -> tuple[Decimal, Interval]:
        """Value and interval, times ten to the power of `places`.

        Where every component is exact they share their sums and products.

        Raises:
            UndefinedResultError: As `value` and `interval`.
        """
        exact = all(map(_is_exact, values, box))
        bottom = self.value_of_bottom(values) if exact and len(self.divisors) < 2 else ZERO
        if bottom == ZERO:
            return shift(self.value(values), places), self.interval(box).shift(places)
        top = shift(self.value_of_top(values), places)
        return _divide(top, bottom), Interval.closed(DOWN.divide(top, bottom), UP.divide(top, bottom))

    def interval(self, box: Box) -> Interval:
        """All values the formula can take over the box, as narrow as its slopes allow.

        Raises:
            UndefinedResultError: The interval of a divisor holds zero.
        """
        for divisor in self.divisors:
            _nonzero(divisor, box)
        lows, highs = [one.lo for one in box], [one.hi for one in box]
        if lows == highs:  # of points no sign need be known
            top, bottom = self.value_of_top(lows), self.value_of_bottom(lows)
            return Interval.closed(DOWN.divide(top, bottom), UP.divide(top, bottom))
        is_finite = min(lows).is_finite() and max(highs).is_finite()
        signs = self._signs(box, is_finite=is_finite)
        if None in signs or not is_finite:
            return self._wide(box, signs)
        for index, sign in enumerate(signs):
            if sign == -1:
                lows[index], highs[index] = highs[index], lows[index]
        return Interval.closed(
            DOWN.divide(self.value_of_top(lows), self.value_of_bottom(lows)),
            UP.divide(self.value_of_top(highs), self.value_of_bottom(highs)),
        )

    def _signs(self, box: Box, *, is_finite: bool) -> Sequence[int | None]:
        """For each component 1 where the formula never falls with it, −1 where it never rises, else None.

        The multiplied-out slope knows what cancels; the slope along the tree keeps its factors whole. Each
        may settle a sign that the other leaves open.
        """
        from_zero_up = all(one.lo >= ZERO for one in box)
        if from_zero_up and None not in self.signs:
            return self.signs
        reach = _reach if from_zero_up and is_finite else range_of
        signs = [
            1 if one.is_point else _sign(reach(slope, box))
            for one, slope in zip(box, self.slopes, strict=True)
        ]
        if None not in signs:
            return signs
        _, along = slopes_along(self.tree, dict(zip(self.names, box, strict=True)))
        return [
            _sign(along[name]) if sign is None and name in along else sign
            for sign, name in zip(signs, self.names, strict=True)
        ]

    def _wide(self, box: Box, signs: Sequence[int | None]) -> Interval:
        """Where a slope has no constant sign: components that have one at their ends, the others whole."""
        low, high = list(box), list(box)
        for index, (one, sign) in enumerate(zip(box, signs, strict=True)):
            if sign is not None and one.lo.is_finite() and one.hi.is_finite():
                ends = (Interval.point(one.lo), Interval.point(one.hi))
                low[index], high[index] = ends if sign == 1 else ends[::-1]
        return Interval.closed(
            max(self._enclosure(low).lo, self._along(low).lo),
            min(self._enclosure(high).hi, self._along(high).hi),
        )

    def _enclosure(self, box: Box) -> Interval:
        return range_of(self.top, box) / range_of(self.bottom, box)

    def _along(self, box: Box) -> Interval:
        return slopes_along(self.tree, dict(zip(self.names, box, strict=True)))[0]


def quotient(tree: Tree, names: tuple[str, ...]) -> Quotient:
    """The tree compiled; the components' values come in the order of `names`.

    Raises:
        FormulaError: It multiplies out to more than 200 terms or beyond the twelfth degree.
    """
    divisors: list[_Divisor] = []
    top, bottom = _fraction(tree, {name: index for index, name in enumerate(names)}, divisors)
    slopes = tuple(
        _minus(_times(_slope(top, index), bottom), _times(top, _slope(bottom, index)))
        for index in range(len(names))
    )
    signs = tuple(map(_settled, slopes))
    return Quotient(
        top, bottom, tuple(divisors), slopes, signs, _compiled(top), _compiled(bottom), tree, names
    )


def _fraction(tree: Tree, index: dict[str, int], divisors: list[_Divisor]) -> tuple[Polynomial, Polynomial]:
    match tree:
        case Number(value, percent):
            return {(): shift(value, -2) if percent else value}, {(): ONE}
        case Name(name):
            return {(index[name],): ONE}, {(): ONE}
        case Negative(operand):
            top, bottom = _fraction(operand, index, divisors)
            return _minus({}, top), bottom
    one, below_one = _fraction(tree.left, index, divisors)
    two, below_two = _fraction(tree.right, index, divisors)
    if tree.sign == "*":
        return _times(one, two), _times(below_one, below_two)
    if tree.sign == "/":
        divisors.append(_Divisor(two, _settled(two), _compiled(two), spell(tree.right, {})))
        return _times(one, below_two), _times(below_one, two)
    join = _plus if tree.sign == "+" else _minus
    if below_one == below_two:
        return join(one, two), below_one
    return join(_times(one, below_two), _times(two, below_one)), _times(below_one, below_two)


def _is_exact(value: Decimal, one: Interval) -> bool:
    return one.lo == value == one.hi


def _plus(one: Polynomial, two: Polynomial) -> Polynomial:
    return _collect([*one.items(), *two.items()])


def _minus(one: Polynomial, two: Polynomial) -> Polynomial:
    return _collect([*one.items(), *((term, factor.copy_negate()) for term, factor in two.items())])


def _times(one: Polynomial, two: Polynomial) -> Polynomial:
    return _collect(
        [(tuple(sorted(a + b)), EXACT.multiply(x, y)) for a, x in one.items() for b, y in two.items()]
    )


def _collect(terms: list[tuple[tuple[int, ...], Decimal]]) -> Polynomial:
    sums: Polynomial = {}
    for term, factor in terms:
        sums[term] = EXACT.add(sums.get(term, ZERO), factor)
    sums = {term: factor for term, factor in sums.items() if factor != ZERO}
    if len(sums) > MOST_TERMS or max(map(len, sums), default=0) > HIGHEST_DEGREE:
        raise FormulaError("formula.complex", most=MOST_TERMS)
    return sums


def _slope(polynomial: Polynomial, index: int) -> Polynomial:
    """The derivative with respect to one component."""
    terms = []
    for term, factor in polynomial.items():
        power = term.count(index)
        if power:
            place = term.index(index)
            terms.append((term[:place] + term[place + 1 :], EXACT.multiply(factor, Decimal(power))))
    return _collect(terms)


def _settled(polynomial: Polynomial) -> int | None:
    """The sign of the polynomial wherever no component is negative, if its factors settle it."""
    if all(factor > ZERO for factor in polynomial.values()):
        return 1
    return -1 if all(factor < ZERO for factor in polynomial.values()) else None


def range_of(polynomial: Polynomial, box: Box) -> Interval:
    """An interval that holds all its values over the box."""
    terms = (
        reduce(Interval.__mul__, (box[i] for i in term), Interval.point(c)) for term, c in polynomial.items()
    )
    return reduce(Interval.__add__, terms, Interval.point(ZERO))


def _reach(polynomial: Polynomial, box: Box) -> Interval:
    """The same of a finite box from zero up, exactly: the ends of every term are those of its components."""
    low = high = ZERO
    for term, factor in polynomial.items():
        least = most = factor
        for index in term:
            least, most = EXACT.multiply(least, box[index].lo), EXACT.multiply(most, box[index].hi)
        ends = (least, most) if factor > ZERO else (most, least)
        low, high = EXACT.add(low, ends[0]), EXACT.add(high, ends[1])
    return Interval.closed(low, high)


def _sign(slope: Interval) -> int | None:
    if slope.lo >= ZERO:
        return 1
    return -1 if slope.hi <= ZERO else None


def _nonzero(divisor: _Divisor, box: Box) -> None:
    if divisor.sign == 1 and all(one.lo >= ZERO for one in box):
        low = divisor.value([one.lo for one in box])
        if low > ZERO:
            return
    over = range_of(divisor.polynomial, box)
    if over.lo <= ZERO <= over.hi:
        raise UndefinedResultError("formula.maybe_zero", divisor=divisor.text)


def _compiled(polynomial: Polynomial) -> Evaluate:
    """The polynomial as nested closures over a sequence of values."""
    if not polynomial:
        return lambda _: ZERO
    (term, factor), *more = polynomial.items()
    total = _term(term, factor)
    for term, factor in more:
        join = _sum_of if factor > ZERO else _difference_of
        total = join(total, _term(term, factor.copy_abs()))
    return total


def _term(term: tuple[int, ...], factor: Decimal) -> Evaluate:
    if not term:
        return lambda _: factor
    factors: list[Evaluate] = [itemgetter(index) for index in term]
    product = reduce(_product_of, factors)
    return product if factor == ONE else _product_of(product, lambda _: factor)


def _sum_of(one: Evaluate, two: Evaluate) -> Evaluate:
    add = EXACT.add
    return lambda values: add(one(values), two(values))


def _difference_of(one: Evaluate, two: Evaluate) -> Evaluate:
    subtract = EXACT.subtract
    return lambda values: subtract(one(values), two(values))


def _product_of(one: Evaluate, two: Evaluate) -> Evaluate:
    multiply = EXACT.multiply
    return lambda values: multiply(one(values), two(values))
