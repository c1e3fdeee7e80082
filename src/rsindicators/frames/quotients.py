"""Rates in floats: a formula as one expression over the columns of a frame, on whatever engine holds it.

Each component becomes a float in base units, null where it is not finite; the expression follows the tree
of the formula, with one mask over all its divisors. So a rate is null, never 0 and never infinite, where a
component has no figure or a divisor is zero; and a text may say which.

It refuses a column of Python objects that holds anything but numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import reduce
from itertools import count
from operator import and_, or_
from typing import Any, Final, cast

import narwhals.stable.v2 as nw
import numpy as np

from rsindicators.errors import FrameError
from rsindicators.formula import Formula
from rsindicators.frames.components import Inputs, Place
from rsindicators.frames.engine import Frame, coded, is_open
from rsindicators.messages import render
from rsindicators.number import shift
from rsindicators.syntax import Name, Negative, Number, Operation, Tree, spell

ROUNDING: Final = 4 * 2.0**-53
"""What rounding may leave of a sum of a few floats that is zero, as a part of their sizes."""

Columns = Mapping[str, nw.Expr]


def with_rate(frame: Frame, given: Inputs, rate: str, reason: str = "") -> Frame:
    """The frame with the rate of each row, in the unit of the indicator.

    Args:
        frame: The frame.
        given: The components, and the columns they stand in.
        rate: The name of the column to add.
        reason: That of a column which says why there is no rate; empty for none.

    Raises:
        FrameError: A column of Python objects holds what is no number.
    """
    free = _free([*given.places, *given.derived], {*frame.columns, rate, reason})
    columns = {name: nw.col(column) for name, column in free.items()}
    frame = _read(frame, given, free)
    for name, formula in given.derived.items():
        parts = _settled(formula, columns)
        own = nw.coalesce(columns[name], parts) if name in given.places else parts
        frame = frame.with_columns(own.alias(free[name]))
    found = _divided(given.formula, columns, -given.indicator.unit.exponent)
    frame = frame.with_columns(found.alias(rate))
    found = nw.col(rate)
    frame = frame.with_columns(nw.when(found.is_finite()).then(found).alias(rate))
    if reason:
        frame = frame.with_columns(_why(given, columns, found).alias(reason))
    return frame.drop(*free.values())


def words(code: str, *names: str) -> str:
    """Why there is no rate: a code, and what it says of some names."""
    return f"reason.{code} " + render(f"reason.{code}", "zh", {"names": "、".join(names)})


def _free(wanted: Sequence[str], taken: set[str]) -> dict[str, str]:
    """For each of `wanted` a name that no column has."""
    names = (name for name in map("_rs_{}".format, count()) if name not in taken)
    return dict(zip(wanted, names, strict=False))


def _read(frame: Frame, given: Inputs, free: Mapping[str, str]) -> Frame:
    """The frame with the components as floats in base units, null where they are not finite."""
    schema = frame.collect_schema()
    found = []
    for name, place in given.places.items():
        number = nw.col(place.column).cast(nw.Float64)
        if is_open(schema[place.column]):  # of frames in memory only
            memory = cast("nw.DataFrame[Any]", frame)
            frame = memory.with_columns(_objects(memory[place.column], place).alias(free[name]))
            number = nw.col(free[name])
        unit = place.unit or place.component.unit
        found.append(nw.when(number.is_finite()).then(_scaled(number, unit.exponent)).alias(free[name]))
    return frame.with_columns(*found)


def _objects(series: nw.Series[Any], place: Place) -> nw.Series[Any]:
    """A column of Python objects as floats.

    Raises:
        FrameError: One of them is no number.
    """
    found = coded(series)
    values = [_float(value, place) for value in found.values]
    numbers = np.array([*values, math.nan])[found.codes]
    return nw.new_series(series.name, numbers, nw.Float64, backend=series.implementation)


def _float(value: object, place: Place) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, np.integer, np.floating)):
        kind, name = type(value).__name__, place.component.name
        raise FrameError("rates.value", column=place.column, component=name, value=value, type=kind)
    return float(Decimal(value)) if isinstance(value, int) else float(value)  # 10**400 is infinite, no error


def _scaled(number: nw.Expr, exponent: int) -> nw.Expr:
    """A column times a power of ten: every power that is used is a float, so one rounding is all there is."""
    if exponent == 0:
        return number
    return number * float(10**exponent) if exponent > 0 else number / float(10**-exponent)


def _divided(formula: Formula, columns: Columns, exponent: int = 0) -> nw.Expr:
    """A formula times a power of ten; null where one of its divisors is zero."""
    tree = _tree(formula)
    match tree:
        case Operation("/", left, right):  # 100 × 963 ÷ 1000 is 96.3; 963 ÷ 1000 × 100 need not be
            value = _scaled(_value(left, columns), exponent) / _value(right, columns)
        case _:
            value = _scaled(_value(tree, columns), exponent)
    divisors = [_is_not_zero(one, columns) for one in _divisors(tree)]
    return nw.when(reduce(and_, divisors)).then(value) if divisors else value


def _settled(formula: Formula, columns: Columns) -> nw.Expr:
    """A component from its parts: zero where it is but for rounding, since it may be divided by."""
    value = _divided(formula, columns)
    is_some = _is_some(value, _size(_tree(formula), columns))
    return nw.when(is_some).then(value).otherwise(value * 0.0)  # what is null stays so


def _tree(formula: Formula) -> Tree:
    return cast("Tree", formula.tree)  # no definition is a comparison: records are checked for it


def _value(tree: Tree, columns: Columns) -> nw.Expr:
    match tree:
        case Number(value, percent):
            return nw.lit(float(shift(value, -2 if percent else 0)))
        case Name(name):
            return columns[name]
        case Negative(operand):
            return -_value(operand, columns)
    one, two = _value(tree.left, columns), _value(tree.right, columns)
    return {"+": one.__add__, "-": one.__sub__, "*": one.__mul__, "/": one.__truediv__}[tree.sign](two)


def _size(tree: Tree, columns: Columns) -> nw.Expr:
    """How large what is added and subtracted is: the value, were nothing negative."""
    if isinstance(tree, Negative):
        return _size(tree.operand, columns)
    if isinstance(tree, Number | Name):
        return _value(tree, columns).abs()
    one = _size(tree.left, columns)
    if tree.sign == "/":
        return one / _value(tree.right, columns).abs()
    two = _size(tree.right, columns)
    return one * two if tree.sign == "*" else one + two


def _is_not_zero(divisor: Tree, columns: Columns) -> nw.Expr:
    return _is_some(_value(divisor, columns), _size(divisor, columns))


def _is_some(value: nw.Expr, size: nw.Expr) -> nw.Expr:
    """Whether a value is more than what rounding leaves of a sum that is zero: 0.3 - 0.2 - 0.1 is not.

    Nothing of one or more is left of counts: their sums are exact below 2⁵³.
    """
    return (value.abs() > ROUNDING * size) | (value.abs() >= 1.0)


def _divisors(tree: Tree) -> list[Tree]:
    match tree:
        case Number() | Name():
            return []
        case Negative(operand):
            return _divisors(operand)
    own = [tree.right] if tree.sign == "/" else []
    return [*_divisors(tree.left), *_divisors(tree.right), *own]


def _why(given: Inputs, columns: Columns, rate: nw.Expr) -> nw.Expr:
    """What is missing; else the divisor that is zero; else that the rate is too large for a float."""
    found: nw.Expr = nw.when(rate.is_null()).then(nw.lit(words("size", given.indicator.name)))
    formulas = [*(own for name, own in given.derived.items() if name not in given.places), given.formula]
    for divisor in reversed([one for formula in formulas for one in _divisors(_tree(formula))]):
        zero = nw.lit(words("zero", spell(divisor, {})))
        found = nw.when(~_is_not_zero(divisor, columns)).then(zero).otherwise(found)
    missing = {name: columns[name].is_null() for name in given.asked}
    names = [nw.when(one).then(nw.lit(name)) for name, one in missing.items()]
    said = nw.concat_str(*names, separator="、", ignore_nulls=True)
    return (
        nw.when(reduce(or_, missing.values()))
        .then(nw.concat_str(nw.lit(words("missing")), said))
        .otherwise(found)
    )
