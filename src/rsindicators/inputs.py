"""The components of a formula, as told for each of several regions or periods.

Each place tells its components by any of their names; they are read as figures under the names the formula
uses. It refuses what is no component, and one that is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rsindicators.errors import ComponentError, UnknownNameError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.period import Period
from rsindicators.runs import first_month, read_run
from rsindicators.text import checked, nearest

Parts = Mapping[str, Any]
"""Components by name, code or short name: figures, texts of figures, bare numbers."""

Told = Mapping[str, Parts] | Mapping[Period, Parts] | Mapping[str | Period, Parts]
"""The components of each place: of a region by its code or name, of a period by itself or its text."""

Row = tuple[Any, dict[str, Figure]]
"""A place, and the figures of its components under the names the formula uses."""


def rows_in(indicator: Indicator, told: Told) -> list[Row]:
    """The components of each place, in the order they were told.

    Raises:
        ComponentError: Places or components are not told as mappings; a component is told twice.
        UnknownNameError: A name is no component's.
        UnitError, NumberError, NotationError: A component cannot be read, or is in the wrong unit.
    """
    if not isinstance(told, Mapping) or not told:
        raise ComponentError("addition.parts", value=told)
    return [(place, _row(indicator, parts)) for place, parts in told.items()]


def _row(indicator: Indicator, parts: Parts) -> dict[str, Figure]:
    if not isinstance(parts, Mapping):
        raise ComponentError("addition.parts", value=parts)
    named = {name: one for one in indicator.components for name in one.names}
    row: dict[str, Figure] = {}
    for name, value in parts.items():
        component = named.get(checked(name, UnknownNameError))
        if component is None:
            near = nearest(name, named)
            raise UnknownNameError("component.unknown", name=name, indicator=indicator.name, near=near)
        if component.name in row:
            raise ComponentError("component.twice", name=component.name)
        row[component.name] = component.figure(value)
    return row


def in_time(rows: Iterable[Row]) -> list[Row]:
    """The rows of periods, the earliest first.

    Raises:
        PeriodError: A place is no period.
    """
    return sorted(((read_run(place), row) for place, row in rows), key=lambda one: first_month(one[0]))
