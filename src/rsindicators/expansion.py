"""A relation over components, with the parts of some of them in their place.

A component may have a formula of its own (法定应参保人数 = 16周岁以上人口 - 全日制在校学生 - 现役军人).
Where it is not reported itself, its parts stand for it: the one tree with the formula in its place, in
which each input still counts once.

Source: trade rule §2 (each input once).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, cast

from attrs import frozen

from rsindicators.constituent import code_of
from rsindicators.errors import FormulaError
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.number import ONE, shift
from rsindicators.rational import quotient
from rsindicators.rule import Term, Tree
from rsindicators.syntax import Comparison, Name, Negative, Number, Operation, names, spell
from rsindicators.syntax import Tree as Side

MOST_KEPT: Final = 4096

RATE: Final = "率"
FIGURE: Final = "本数"
"""What a relation calls the figure a formula gives: a share, or any other."""

Names = frozenset[str]
NONE: Final[Names] = frozenset()


@frozen(eq=False)
class Expansion:
    """A relation over the components of an indicator.

    Attributes:
        owner: The indicator.
        sign: `=` or `<=`.
        left: The left side.
        right: The right side.
        codes: What every name in it stands for, those of the parts of its components included.
        formulas: The formulas of the components in it that have one, by their names.
    """

    owner: Indicator
    sign: str
    left: Side
    right: Side
    codes: Mapping[str, str]
    formulas: Mapping[str, Side]

    @property
    def derived(self) -> Names:
        """The components in it that have a formula."""
        return frozenset(self.formulas)


def of_formula(indicator: Indicator, owner: Indicator | None = None) -> Expansion | None:
    """What an indicator's formula says of it; or that of a component, as an indicator of its own.

    Args:
        indicator: An indicator, or a component of `owner`.
        owner: The indicator whose component it is, or None.

    Returns:
        None where it has no formula.

    Examples:
        >>> from rsindicators.catalogue import Catalogue
        >>> found = of_formula(Catalogue.standard()["基本养老保险参保率"])
        >>> [str(tree_with(found, way).formula) for way in (NONE, found.derived)]
        ['率 = 参保人数 ÷ 法定应参保人数', '率 = 参保人数 ÷ (16周岁以上人口 - 全日制在校学生 - 现役军人)']
    """
    if not indicator.component_of:
        return _of_indicator(indicator)
    return _of_component(owner, indicator.code) if owner is not None else None


@lru_cache(maxsize=MOST_KEPT)
def _of_indicator(indicator: Indicator) -> Expansion | None:
    if indicator.formula is None:
        return None
    name = RATE if indicator.unit.is_share else FIGURE
    while any(name == component.name for component in indicator.components):
        name = f"本{name}"
    codes = {name: indicator.code}
    return _expansion(indicator, "=", Name(name), _side(indicator.formula), codes)


@lru_cache(maxsize=MOST_KEPT)
def _of_component(owner: Indicator, code: str) -> Expansion | None:
    component = next((one for one in owner.components if code_of(owner, one) == code), None)
    if component is None or component.formula is None:
        return None
    return _expansion(owner, "=", Name(component.name), _side(component.formula))


@lru_cache(maxsize=MOST_KEPT)
def numerator_of(owner: Indicator) -> Expansion | None:
    """That the numerator of a share is at most its denominator; None where that need not be.

    It must be where the share cannot exceed 100% by its definition.

    Source: trade rule §7, “a share over 100 where the numerator is counted inside the denominator”.
    """
    if owner.formula is None or owner.maximum is None or not owner.unit.is_share:
        return None
    tree = owner.formula.tree
    whole = shift(owner.maximum.value, owner.maximum.unit.exponent) == ONE
    if not whole or not isinstance(tree, Operation) or tree.sign != "/":
        return None
    return _expansion(owner, "<=", tree.left, tree.right)


def _expansion(
    owner: Indicator, sign: str, left: Side, right: Side, more: Mapping[str, str] | None = None
) -> Expansion:
    codes = {one.name: code_of(owner, one) for one in owner.components} | dict(more or {})
    formulas: dict[str, Side] = {}
    waiting = [*names(right), *(names(left) if sign == "<=" else ())]
    known = {one.name: one for one in owner.components}
    while waiting:
        component = known[waiting.pop()]
        if component.formula is not None and component.name not in formulas:
            formulas[component.name] = _side(component.formula)
            waiting += component.formula.names
    return Expansion(owner, sign, left, right, codes, formulas)


def _side(formula: Formula) -> Side:
    return cast("Side", formula.tree)  # no definition is a comparison: records are checked for it


@lru_cache(maxsize=MOST_KEPT)
def tree_with(expansion: Expansion, parted: Names) -> Tree | None:
    """The relation with the formulas of some components in their place; None where it is too complex."""
    formulas = {name: side for name, side in expansion.formulas.items() if name in parted}
    tree = Comparison(expansion.sign, _with(expansion.left, formulas), _with(expansion.right, formulas))
    order = names(tree)
    try:
        compiled = quotient(Operation("-", tree.left, tree.right), order)
    except FormulaError:
        return None
    formula = Formula(spell(tree, {}), order, tree, compiled)
    return Tree(formula, tuple((name, Term(expansion.codes[name])) for name in order))


def _with(side: Side, formulas: Mapping[str, Side]) -> Side:
    match side:
        case Number():
            return side
        case Name(name):
            return _with(formulas[name], formulas) if name in formulas else side
        case Negative(operand):
            return Negative(_with(operand, formulas))
    return Operation(side.sign, _with(side.left, formulas), _with(side.right, formulas))


@lru_cache(maxsize=MOST_KEPT)
def multiplied(formula: Formula) -> Formula | None:
    """`率 = 分子 ÷ 分母` as `率 × 分母 = 分子`, which can be asked where the denominator may be zero.

    Returns:
        None where the right side is no quotient.
    """
    tree = cast("Comparison", formula.tree)
    right = tree.right
    if not isinstance(right, Operation) or right.sign != "/":
        return None
    made = Comparison(tree.sign, Operation("*", tree.left, right.right), right.left)
    compiled = quotient(Operation("-", made.left, made.right), formula.names)
    return Formula(spell(made, {}), formula.names, made, compiled)


@lru_cache(maxsize=MOST_KEPT)
def bases(formula: Formula) -> tuple[str, ...]:
    """The names a relation divides by and does not have above, or of a limit all of its right side.

    What is below may have been counted earlier than what is above: each component keeps its own date.

    Source: trade rule §4.
    """
    tree = cast("Comparison", formula.tree)
    right = tree.right
    if tree.sign != "=":
        return names(right)
    if not isinstance(right, Operation) or right.sign != "/":
        return ()
    above = names(right.left)
    return tuple(name for name in names(right.right) if name not in above)


@lru_cache(maxsize=MOST_KEPT)
def denominator(formula: Formula) -> Formula | None:
    """What a comparison's right side divides by, as a formula of its own; None where it is no quotient."""
    right = cast("Comparison", formula.tree).right
    if not isinstance(right, Operation) or right.sign != "/":
        return None
    below = right.right
    return Formula(spell(below, {}), names(below), below, quotient(below, names(below)))


def right_side(formula: Formula) -> Formula:
    """What stands on the right of a comparison, as a formula of its own."""
    tree = cast("Comparison", formula.tree).right
    return Formula(spell(tree, {}), names(tree), tree, quotient(tree, names(tree)))
