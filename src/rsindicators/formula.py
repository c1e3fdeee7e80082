"""Trees over components, comparisons included.

A formula is one tree read in several ways: as an exact value, as a tight interval, as a unit, as prose, and,
with a comparison at its top, as a question with three answers. Components are told by name. Units are
checked on the tree, by the same rules as figures; a formula itself holds plain numbers and percentages only.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

from attrs import field, frozen

from rsindicators.errors import ComponentError, FormulaError
from rsindicators.interval import Interval
from rsindicators.number import ZERO, finite
from rsindicators.rational import Quotient, quotient
from rsindicators.syntax import Comparison, Name, Negative, Number, Operation, Tree, names, read, spell
from rsindicators.units import PERCENT, PURE, Unit

MOST_KEPT: Final = 4096


@frozen(repr=False)
class Formula:
    """A formula over named components.

    Attributes:
        text: As written.
        names: The components, in the order of their first appearance.

    Examples:
        >>> formula = Formula.parse("审结 / (受理 + 上期末未结)")
        >>> formula.value({"审结": 963, "受理": 950, "上期末未结": 50})
        Decimal('0.963')
        >>> sizes = {"审结": Interval(963, 963), "受理": Interval(950, 950), "上期末未结": Interval(10, 12)}
        >>> Formula.parse("审结 <= 受理 + 上期末未结").holds(sizes)
        False
        >>> str(formula)
        '审结 ÷ (受理 + 上期末未结)'
    """

    text: str
    names: tuple[str, ...] = field(eq=False)
    tree: Tree | Comparison = field(eq=False)
    compiled: Quotient = field(eq=False)
    """The formula; of a comparison, its left side less its right side."""

    @staticmethod
    def parse(text: str) -> Formula:
        """The formula written as `text`: names, numbers, percentages, `+ - * /`, brackets, one comparison.

        Raises:
            FormulaError: It cannot be read (a caret shows the place), or is too long, deep or complex.
        """
        tree = read(text)
        side = Operation("-", tree.left, tree.right) if isinstance(tree, Comparison) else tree
        return Formula(text, names(tree), tree, quotient(side, names(tree)))

    @property
    def is_comparison(self) -> bool:
        """Whether it asks a question instead of giving a number."""
        return isinstance(self.tree, Comparison)

    def value(self, values: Mapping[str, Decimal | int | str]) -> Decimal:
        """The exact value, rounded once to 50 digits; of a comparison, left side less right side.

        Args:
            values: A plain number for every component, all in base units.

        Raises:
            ComponentError: A component has no value.
            NumberError: A value is no number, or a float.
            UndefinedResultError: A divisor is zero.
        """
        return self.compiled.value([finite(_given(values, name)) for name in self.names])

    def interval(self, values: Mapping[str, Interval]) -> Interval:
        """All values the formula can take while each component stays inside its interval.

        Raises:
            ComponentError: A component has no interval.
            UndefinedResultError: A divisor may be zero.
        """
        try:
            box = [values[name] for name in self.names]
        except KeyError as error:
            raise ComponentError("component.missing", name=error.args[0]) from None
        return self.compiled.interval(box)

    def holds(self, values: Mapping[str, Interval]) -> bool | None:
        """Whether the comparison holds: surely, surely not, or None where rounding leaves it open.

        Raises:
            FormulaError: It is no comparison.
            ComponentError, UndefinedResultError: As `interval`.
        """
        if not isinstance(self.tree, Comparison):
            raise FormulaError("formula.no_comparison", formula=self.text)
        return _answer(self.tree.sign, self.interval(values))

    def unit(self, units: Mapping[str, Unit]) -> Unit:
        """The unit the formula gives; of a comparison, that of the difference of its sides.

        Raises:
            ComponentError: A component has no unit.
            UnitError: The tree adds or compares what does not fit.
        """
        return _unit(self.tree, units)

    def say(self, values: Mapping[str, str] | None = None) -> str:
        """The formula in prose signs, with `values` in the place of the names they are for."""
        return spell(self.tree, dict(values or {}))

    def __reduce__(self) -> tuple[object, ...]:
        return Formula.parse, (self.text,)

    def __repr__(self) -> str:
        return f"Formula.parse({self.text!r})"

    def __str__(self) -> str:
        return self.say()


@lru_cache(maxsize=MOST_KEPT)
def sum_of(sign: str, whole: str, parts: tuple[str, ...]) -> Formula:
    """A whole compared with the sum of its parts: at least one, of different names.

    Examples:
        >>> str(sum_of(">=", "合计", ("甲", "乙")))
        '合计 ≥ 甲 + 乙'

    Raises:
        FormulaError: There are more parts than a formula may have.
    """
    added: Tree = Name(parts[0])
    for part in parts[1:]:
        added = Operation("+", added, Name(part))
    tree = Comparison(sign, Name(whole), added)
    compiled = quotient(Operation("-", tree.left, added), names(tree))
    return Formula(spell(tree, {}), names(tree), tree, compiled)


_T = TypeVar("_T")
WHOLE = Number(Decimal(100), percent=True)


def _given(values: Mapping[str, _T], name: str) -> _T:
    if name not in values:
        raise ComponentError("component.missing", name=name)
    return values[name]


def _unit(tree: Tree | Comparison, units: Mapping[str, Unit]) -> Unit:
    match tree:
        case Number(_, percent):
            return PERCENT if percent else PURE
        case Name(name):
            return _given(units, name)
        case Negative(operand):
            return _unit(operand, units)
        case Comparison(_, left, right):
            return _unit(left, units).minus(_unit(right, units))
    one, two = _unit(tree.left, units), _unit(tree.right, units)
    if tree.sign == "-" and tree.left == WHOLE and two.is_share:
        return two  # 100% less a share is the share of the rest, not a change in points
    return {"+": one.plus, "-": one.minus, "*": one.times, "/": one.over}[tree.sign](two)


def _answer(sign: str, difference: Interval) -> bool | None:
    """What is known of `difference <sign> 0`."""
    lo, hi = difference.lo, difference.hi
    if sign in ("=", "!="):
        never = lo > ZERO or hi < ZERO
        answer = True if lo == ZERO == hi else False if never else None
        return answer if sign == "=" or answer is None else not answer
    if sign in (">=", ">"):
        lo, hi = hi.copy_negate(), lo.copy_negate()
    strict = sign in ("<", ">")
    if hi < ZERO or (hi == ZERO and not strict):
        return True
    return False if lo > ZERO or (lo == ZERO and strict) else None
