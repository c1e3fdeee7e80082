"""The formula language: text to a tree and back.

    comparison := sum [("<=" | "≤" | ">=" | "≥" | "<" | ">" | "=" | "==" | "≠" | "!=") sum]
    sum        := product {("+" | "-") product}
    product    := factor {("*" | "×" | "/" | "÷") factor}
    factor     := "-" factor | number ["%"] | name | "(" sum ")"

Names are Chinese or English words, digits and underscores; a name may begin with digits (16周岁以上人口).
Full-width signs are folded. Length and depth are bounded, so that any text is answered at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from attrs import frozen

from rsindicators.errors import FormulaError
from rsindicators.number import plain
from rsindicators.text import Scanner

LONGEST_FORMULA: Final = 500
DEEPEST: Final = 30

_NAME: Final = re.compile(r"(?:[0-9]{0,9}[\u3400-\u9fff]|[A-Za-z_])[A-Za-z0-9_\u3400-\u9fff]*")
_NUMBER: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,12})?(?![0-9.])")
_SIGNS: Final = {"×": "*", "÷": "/"}
_RELATIONS: Final = {
    "<=": "<=",
    "≤": "<=",
    ">=": ">=",
    "≥": ">=",
    "!=": "!=",
    "≠": "!=",
    "==": "=",
    "=": "=",
    "<": "<",
    ">": ">",
}
PROSE: Final = {
    "*": " × ",
    "/": " ÷ ",
    "+": " + ",
    "-": " - ",
    "<=": " ≤ ",
    ">=": " ≥ ",
    "!=": " ≠ ",
    "=": " = ",
    "<": " < ",
    ">": " > ",
}
_BINDS: Final = {"+": 1, "-": 1, "*": 2, "/": 2}


@frozen
class Number:
    """A number; of a percentage the value is that before the sign: 5% is 5."""

    value: Decimal
    percent: bool = False


@frozen
class Name:
    """A component."""

    name: str


@frozen
class Negative:
    """Minus what follows."""

    operand: Tree


@frozen
class Operation:
    """Two operands joined by one of `+ - * /`."""

    sign: str
    left: Tree
    right: Tree


@frozen
class Comparison:
    """Two sides joined by one of `<= >= < > = !=`; only at the top of a tree."""

    sign: str
    left: Tree
    right: Tree


Tree = Number | Name | Negative | Operation


def read(text: str) -> Tree | Comparison:
    """The tree of a formula.

    Raises:
        FormulaError: It is none; a caret shows the place.
    """
    scanner = Scanner(text, FormulaError, LONGEST_FORMULA)
    left = _sum(scanner, 0)
    scanner.skip()
    sign = scanner.take(*_RELATIONS)
    tree = Comparison(_RELATIONS[sign], left, _sum(scanner, 0)) if sign else left
    if not scanner.done:
        raise scanner.fail("formula.rest")
    return tree


def _sum(scanner: Scanner, depth: int) -> Tree:
    tree = _product(scanner, depth)
    scanner.skip()
    while sign := scanner.take("+", "-"):
        tree = Operation(sign, tree, _product(scanner, depth))
        scanner.skip()
    return tree


def _product(scanner: Scanner, depth: int) -> Tree:
    tree = _factor(scanner, depth)
    scanner.skip()
    while sign := scanner.take("*", "/", *_SIGNS):
        tree = Operation(_SIGNS.get(sign, sign), tree, _factor(scanner, depth))
        scanner.skip()
    return tree


def _factor(scanner: Scanner, depth: int) -> Tree:
    scanner.skip()
    if depth > DEEPEST:
        raise scanner.fail("formula.deep", most=DEEPEST)
    if scanner.take("-"):
        return Negative(_factor(scanner, depth + 1))
    if scanner.take("("):
        tree = _sum(scanner, depth + 1)
        if not scanner.take(")"):
            raise scanner.fail("formula.bracket")
        return tree
    name = scanner.match(_NAME)
    if name:
        return Name(name.group())
    number = scanner.match(_NUMBER)
    if number:
        return Number(Decimal(number.group()), percent=bool(scanner.take("%")))
    raise scanner.fail("formula.operand")


def names(tree: Tree | Comparison) -> tuple[str, ...]:
    """The names in the tree, each once, in the order of their first appearance."""
    return tuple(dict.fromkeys(_names(tree)))


def _names(tree: Tree | Comparison) -> list[str]:
    match tree:
        case Number():
            return []
        case Name(name):
            return [name]
        case Negative(operand):
            return _names(operand)
    return _names(tree.left) + _names(tree.right)


def has_factor(tree: Tree | Comparison, values: Collection[Decimal]) -> bool:
    """Whether one of `values` is a factor somewhere in the tree."""
    match tree:
        case Number() | Name():
            return False
        case Negative(operand):
            return has_factor(operand, values)
        case Operation("*", left, right):
            for side in (left, right):
                if isinstance(side, Number) and not side.percent and side.value in values:
                    return True
    return has_factor(tree.left, values) or has_factor(tree.right, values)


def spell(tree: Tree | Comparison, values: dict[str, str]) -> str:
    """The formula in prose signs, with `values` in the place of the names they are for."""
    match tree:
        case Number(value, percent):
            return plain(value) + ("%" if percent else "")
        case Name(name):
            return values.get(name, name)
        case Negative(operand):
            return "-" + _operand(operand, 3, values)
        case Comparison(sign, left, right):
            return spell(left, values) + PROSE[sign] + spell(right, values)
    binds = _BINDS[tree.sign]
    return _operand(tree.left, binds, values) + PROSE[tree.sign] + _operand(tree.right, binds + 1, values)


def _operand(tree: Tree, binds: int, values: dict[str, str]) -> str:
    text = spell(tree, values)
    loose = isinstance(tree, Operation) and _BINDS[tree.sign] < binds
    return f"({text})" if loose else text
