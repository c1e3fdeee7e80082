"""Ratios of sums: the rate of the whole from the sums of its components.

Each component's sum becomes a column in the component's own unit, and the rate is the one that `compute` adds
to a frame. A component whose sum is unknown, or a denominator of nothing, gives null, and why.

Source: trade rules §4: ratios add over nothing; they are recomputed from their parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import narwhals.stable.v2 as nw

from rsindicators.formula import Formula
from rsindicators.frames.components import inputs
from rsindicators.frames.engine import Frame
from rsindicators.frames.groups import Group
from rsindicators.frames.quotients import with_rate
from rsindicators.frames.small import Column, floats, met, table, whole
from rsindicators.indicator import Indicator
from rsindicators.units import Unit


def ratios_of(
    sums: Frame, groups: Sequence[Group], units: Mapping[tuple[str, str], Unit], who: Sequence[str]
) -> list[Frame]:
    """The ratios that stand on some sums, a frame for each indicator.

    Args:
        sums: Of each `group` and of whoever it is the `value`, how many figures are `missing`, and how many
            are told `twice`.
        groups: By number.
        units: Of the sums, by series.
        who: The columns that tell whose sums they are.

    Returns:
        `group`, `who`, `value` in the unit of the indicator, `missing` and `twice` of all components
        together, and the `reason` why there is no value.
    """
    found: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        if group.components:
            found.setdefault(group.indicator.code, []).append(number)
    return [_ratios(sums, groups, numbers, units, who) for numbers in found.values()]


def _ratios(
    sums: Frame,
    groups: Sequence[Group],
    numbers: Sequence[int],
    units: Mapping[tuple[str, str], Unit],
    who: Sequence[str],
) -> Frame:
    """The ratios of one indicator: groups by their numbers."""
    indicator = groups[numbers[0]].indicator
    place = {id(group): number for number, group in enumerate(groups)}
    uses = [
        (number, name, place[id(part)], _shift(indicator, name, units[part.series]))
        for number in numbers
        for name, part in groups[number].components.items()
    ]
    names = list(dict.fromkeys(name for _, name, _, _ in uses))
    of_use: dict[str, Column] = {
        "ratio": whole(number for number, _, _, _ in uses),
        "slot": whole(names.index(name) for _, name, _, _ in uses),
        "group": whole(part for _, _, part, _ in uses),
        "above": floats(10.0 ** max(0, shift) for _, _, _, shift in uses),
        "below": floats(10.0 ** max(0, -shift) for _, _, _, shift in uses),
    }
    parts = met(sums, table(of_use, sums), ["group"])
    value = nw.col("value") * nw.col("above") / nw.col("below")
    columns = {name: f"part {slot}" for slot, name in enumerate(names)}
    parts = parts.with_columns(value.alias("value")).with_columns(
        *(
            nw.when(nw.col("slot") == slot).then(nw.col("value")).alias(column)
            for slot, column in enumerate(columns.values())
        )
    )
    wide = parts.group_by("ratio", *who).agg(
        *(nw.col(column).max() for column in columns.values()), nw.col("missing").sum(), nw.col("twice").sum()
    )
    formula = cast("Formula", indicator.formula)  # what has none is refused as a ratio
    given = inputs(indicator, formula, tuple(columns.values()), columns)
    rated = with_rate(wide, given, "value", "reason")
    return rated.select(nw.col("ratio").alias("group"), *who, "value", "missing", "twice", "reason")


def _shift(indicator: Indicator, name: str, unit: Unit) -> int:
    """By how many places the sum of a component is moved into the component's unit."""
    own = next(one.unit for one in indicator.components if one.name == name)
    return unit.exponent - own.exponent
