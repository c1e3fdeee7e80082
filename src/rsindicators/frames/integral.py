"""Values as whole numbers of units of their last place, by expressions that every engine has.

Whole numbers are added without error; those of one series are brought to the finest of its units first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import narwhals.stable.v2 as nw

from rsindicators.errors import UnitError
from rsindicators.frames.mapped import Kind
from rsindicators.frames.quotients import words as said
from rsindicators.frames.small import Floats, floats
from rsindicators.units import Unit

NEARLY: Final = 2.0**-50
"""Relative error of a decimal times a power of ten, both as floats."""


def units_of(kinds: Iterable[Kind]) -> dict[tuple[str, str], Unit]:
    """For each series the finest of its units, to which all of it is brought.

    Raises:
        UnitError: Nobody says the unit of a share.
    """
    found: dict[tuple[str, str], Unit] = {}
    for kind in kinds:
        if kind.unit is None:
            raise UnitError("unit.share", other=kind.slot.unit).at(kind.told["indicator"])
        other = found.setdefault(kind.series, kind.unit)
        found[kind.series] = min(other, kind.unit, key=lambda unit: (unit.exponent, unit.symbol))
    return found


def factors(kinds: Iterable[Kind], units: Mapping[tuple[str, str], Unit]) -> Floats:
    """What the whole numbers of each combination are multiplied by: 10000 of 万人 beside 人."""
    return floats(10.0 ** (kind.slot.unit.exponent - units[kind.series].exponent) for kind in kinds)


def scaled(places: int) -> nw.Expr:
    """The value as a whole number of units of its last place, where it has no more places."""
    power = nw.col("value") * 10.0**places
    nearest = power.round(0)
    near = (power - nearest).abs() <= nearest.abs() * NEARLY
    return nw.when(near).then(nearest).otherwise(power)


def unscaled(name: str, places: int) -> nw.Expr:
    """A column of whole numbers of units of a last place, as the decimals they stand for.

    polars divides by one number as it multiplies by its inverse, which may miss the nearest float; rounding
    the quotient to its places finds it again.
    """
    number = nw.col(name)
    quotient = number / 10.0**places
    return nw.when(number == number.round(0)).then(quotient.round(places)).otherwise(quotient).alias(name)


def why(unknown: nw.Expr, cases: Mapping[str, nw.Expr], otherwise: str) -> nw.Expr:
    """Why something is unknown: the first case that is so, as a code and words."""
    found: nw.Expr = nw.when(unknown).then(nw.lit(said(otherwise)))
    for code, is_so in reversed(list(cases.items())):
        found = nw.when(unknown & is_so).then(nw.lit(said(code))).otherwise(found)
    return found
