"""Whether comparisons of polynomials can hold together.

A condition says that a polynomial is at most zero, below zero, or zero, while each unknown stays inside its
interval. Linear conditions are decided exactly, by elimination over fractions. Of others every product is
taken for an unknown of its own that its factors limit: what has no solution then has none at all. That they
do have one is shown by holding some unknowns at a value, so that the rest is linear. What neither shows, or
would take too much work, stays open. No rounding, no floats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Final, Literal

from attrs import frozen

from rsindicators.interval import Interval

Product = tuple[int, ...]
"""Unknowns multiplied, in order, each as often as it is a factor; of none it is 1."""

Polynomial = Mapping[Product, Fraction]
Terms = tuple[tuple[Product, Fraction], ...]
"""The factors of a row, without its constant."""

Rows = dict[Terms, tuple[Fraction, bool]]
"""Sums that are at most zero: the constant that is added, and whether zero itself is left out."""

Relation = Literal["<=", "<", "="]
NOTHING: Final = Fraction(0)
MOST_ROWS: Final = 400
MOST_HELD: Final = 3
MOST_VALUES: Final = 5


@frozen(eq=False)
class Condition:
    """A polynomial and how it stands to zero.

    Attributes:
        polynomial: Its factors by the product they belong to.
        relation: `<=`, `<` or `=`.
    """

    polynomial: Polynomial
    relation: Relation

    @property
    def is_linear(self) -> bool:
        """Whether no unknowns are multiplied."""
        return all(len(product) < 2 for product in self.polynomial)

    def held(self, unknown: int, value: Fraction) -> Condition:
        """The same with one unknown held at a value."""
        found: dict[Product, Fraction] = {}
        for product, factor in self.polynomial.items():
            rest = tuple(one for one in product if one != unknown)
            found[rest] = found.get(rest, NOTHING) + factor * value ** (len(product) - len(rest))
        return Condition(found, self.relation)


def can_hold(conditions: Sequence[Condition], box: Sequence[Interval]) -> bool | None:
    """Whether all conditions can hold together: surely, surely not, or None where it stays open.

    Args:
        conditions: Of the unknowns 0, 1, …
        box: The interval of each unknown.

    Examples:
        >>> at_least_two = Condition({(): Fraction(2), (0,): Fraction(-1)}, "<=")
        >>> can_hold([at_least_two], [Interval(0, None)]), can_hold([at_least_two], [Interval(0, 1)])
        (True, False)
    """
    if all(one.is_linear for one in conditions):
        return _solvable(conditions, _limits(conditions, box))
    products = _products(conditions)
    limits = [row for product in products if len(product) > 1 for row in _factored(product, box)]
    if _solvable(conditions, [*_limits(conditions, box), *limits]) is False:
        return False
    return _can_be_held(conditions, box, MOST_HELD) or None


def _products(conditions: Iterable[Condition]) -> dict[Product, None]:
    """All products in the conditions, and the products that remain of them without one factor."""
    found: dict[Product, None] = {}
    waiting = [product for one in conditions for product in one.polynomial]
    while waiting:
        product = waiting.pop()
        if product and product not in found:
            found[product] = None
            waiting.extend(_without(product, one) for one in set(product))
    return found


def _without(product: Product, one: int) -> Product:
    place = product.index(one)
    return product[:place] + product[place + 1 :]


# ── what limits the unknowns ─────────────────────────────────────────────────────────────────────────────


def _limits(conditions: Iterable[Condition], box: Sequence[Interval]) -> list[Condition]:
    """The ends of the unknowns' intervals, as conditions."""
    unknowns = sorted(
        {one for condition in conditions for product in condition.polynomial for one in product}
    )
    return [row for one in unknowns for row in _between((one,), box[one])]


def _between(product: Product, values: Interval) -> Iterator[Condition]:
    if values.lo.is_finite():
        low = {(): Fraction(values.lo), product: Fraction(-1)}
        yield Condition(low, "<" if values.lo_open else "<=")
    if values.hi.is_finite():
        high = {(): -Fraction(values.hi), product: Fraction(1)}
        yield Condition(high, "<" if values.hi_open else "<=")


def _factored(product: Product, box: Sequence[Interval]) -> Iterator[Condition]:
    """What the ends of its factors say of a product: (x - lo)(y - lo) ≥ 0, and so on."""
    yield from _between(product, reduce(mul, (box[one] for one in product)))
    for one in sorted(set(product)):
        rest = _without(product, one)
        for end, side in _ends(box[one]):
            for other, beside in _ends(reduce(mul, (box[each] for each in rest))):
                yield _corner(product, (one,), end, rest, other, -side * beside)


def _ends(values: Interval) -> list[tuple[Fraction, int]]:
    """The finite ends of an interval, the lower one with 1, the upper one with -1."""
    return [(Fraction(end), side) for end, side in ((values.lo, 1), (values.hi, -1)) if end.is_finite()]


def _corner(product: Product, one: Product, a: Fraction, rest: Product, b: Fraction, sign: int) -> Condition:  # noqa: PLR0913, PLR0917 - a product of two
    """(one - a)(rest - b) times the sign is at most zero."""
    found = {product: Fraction(sign), (): sign * a * b}
    for unknown, factor in ((one, -sign * b), (rest, -sign * a)):
        found[unknown] = found.get(unknown, NOTHING) + factor
    return Condition(found, "<=")


# ── solutions ────────────────────────────────────────────────────────────────────────────────────────────


def _can_be_held(conditions: Sequence[Condition], box: Sequence[Interval], left: int) -> bool:
    """Whether there is a solution in which some unknowns have simple values and the rest is linear."""
    powers = Counter(
        one
        for condition in conditions
        for product in condition.polynomial
        if len(product) > 1
        for one in product
    )
    if not powers:
        return _solvable(conditions, _limits(conditions, box)) is True
    unknown = powers.most_common(1)[0][0]
    return left > 0 and any(
        _can_be_held([one.held(unknown, value) for one in conditions], box, left - 1)
        for value in _values(box[unknown])
    )


def _values(inside: Interval) -> list[Fraction]:
    """Some simple values of an interval: 1, its ends, its middle, a half."""
    ends = [Fraction(end) for end in (inside.lo, inside.hi) if end.is_finite()]
    middle = sum(ends, NOTHING) / max(1, len(ends))
    found = dict.fromkeys((Fraction(1), *ends, middle, Fraction(1, 2), NOTHING, Fraction(10)))
    return [value for value in found if _holds(inside, value)][:MOST_VALUES]


def _holds(inside: Interval, value: Fraction) -> bool:
    """Whether the value lies inside."""
    above = inside.lo.is_infinite() or (value, not inside.lo_open) > (Fraction(inside.lo), False)
    below = inside.hi.is_infinite() or (value, inside.hi_open) < (Fraction(inside.hi), True)
    return above and below


def _solvable(conditions: Iterable[Condition], limits: Iterable[Condition]) -> bool | None:
    """Whether the conditions have a solution if every product is an unknown of its own; None if too much."""
    equal: list[dict[Product, Fraction]] = []
    rest: list[tuple[dict[Product, Fraction], bool]] = []
    for one in (*conditions, *limits):
        row = {product: factor for product, factor in one.polynomial.items() if factor}
        if one.relation == "=":
            equal.append(row)
        else:
            rest.append((row, one.relation == "<"))
    while equal:
        row = equal.pop()
        unknown = next((product for product in row if product), None)
        if unknown is None:
            if row:  # a constant other than zero
                return False
            continue
        equal = [_replaced(one, unknown, row) for one in equal]
        rest = [(_replaced(one, unknown, row), strict) for one, strict in rest]
    return _eliminated(rest)


def _replaced(
    row: dict[Product, Fraction], unknown: Product, zero: dict[Product, Fraction]
) -> dict[Product, Fraction]:
    """The row without an unknown, by adding a multiple of what is zero."""
    if unknown not in row:
        return row
    by = -row[unknown] / zero[unknown]
    found = dict(row)
    for product, factor in zero.items():
        found[product] = found.get(product, NOTHING) + by * factor
    return {product: factor for product, factor in found.items() if factor}


def _eliminated(given: Iterable[tuple[dict[Product, Fraction], bool]]) -> bool | None:
    """Fourier–Motzkin elimination: whether some values keep all the rows."""
    rows: Rows | None = {}
    for row, strict in given:
        rows = _with(rows, row, strict=strict)
    while rows:
        unknown = _cheapest(rows)
        above = [(dict(terms), *rest) for terms, rest in rows.items() if dict(terms).get(unknown, 0) > 0]
        below = [(dict(terms), *rest) for terms, rest in rows.items() if dict(terms).get(unknown, 0) < 0]
        if len(above) * len(below) + len(rows) > MOST_ROWS:
            return None
        rows = {terms: rest for terms, rest in rows.items() if unknown not in dict(terms)}
        for one, constant, strict in above:
            for two, other, also in below:
                by = -one[unknown] / two[unknown]
                joined = {p: one.get(p, NOTHING) + by * two.get(p, NOTHING) for p in {**one, **two}}
                joined[()] = constant + by * other
                rows = _with(rows, joined, strict=strict or also)
    return rows is not None


def _with(rows: Rows | None, row: Mapping[Product, Fraction], *, strict: bool) -> Rows | None:
    """The rows and one more, scaled so that equal ones meet; None where it cannot hold."""
    if rows is None:
        return None
    terms = tuple(sorted((product, factor) for product, factor in row.items() if product and factor))
    constant = row.get((), NOTHING)
    if not terms:
        return None if constant > 0 or (constant == 0 and strict) else rows
    scale = abs(terms[0][1])
    terms = tuple((product, factor / scale) for product, factor in terms)
    rows[terms] = max(rows.get(terms, (constant / scale, False)), (constant / scale, strict))
    return rows


def _cheapest(rows: Rows) -> Product:
    """The unknown whose elimination makes the fewest rows."""
    above: Counter[Product] = Counter()
    below: Counter[Product] = Counter()
    for terms in rows:
        for product, factor in terms:
            (above if factor > 0 else below)[product] += 1
    return min({**above, **below}, key=lambda product: (above[product] * below[product], product))
