"""Which columns hold the components of an indicator.

A column is a component's if it bears its name, short name or code, perhaps with a unit behind it in
brackets (参保人数(万人)); or if the caller says so. A component that has a formula of its own may be there
itself, by the columns of its parts, or by both.

It refuses columns that are missing, two for one component, one for two, units that do not fit, and columns
that hold no numbers. Only names and types of columns are looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import frozen

from rsindicators.component import Component
from rsindicators.errors import FrameError, RSIndicatorsError, UnitError, UnknownNameError
from rsindicators.formula import Formula
from rsindicators.frames.engine import Dtype, is_number, is_open, is_text
from rsindicators.indicator import Indicator
from rsindicators.rowhead import read_head
from rsindicators.text import LONGEST_TEXT, checked, fold, nearest, printable
from rsindicators.units import Unit

MOST_NEAR: Final = 200
"""Among how many names of columns the nearest are searched."""


@frozen(eq=False)
class Place:
    """Where a component stands.

    Attributes:
        component: The component.
        column: The name of its column.
        printed: The unit behind that name; empty where none is.
    """

    component: Component
    column: str
    printed: str = ""

    @property
    def unit(self) -> Unit | None:
        """The unit of a bare number in the column; None where a share prints none: 0.95 may mean 95%."""
        if self.printed:
            return Unit.parse(self.printed)
        return None if self.component.unit.is_share else self.component.unit

    def check(self, dtype: Dtype, *, exact: bool, lazy: bool) -> None:
        """Nothing, if the column can hold figures of the component.

        Args:
            dtype: Its type.
            exact: Whether texts are read.
            lazy: Whether the engine must know from the type alone that it holds numbers.

        Raises:
            FrameError: It cannot, by its type or its unit.
        """
        name, wanted = self.component.name, self.component.unit
        if is_text(dtype) and not exact:
            raise FrameError("rates.text", column=self.column, component=name, type=dtype)
        if not (is_text(dtype) or is_number(dtype) or (is_open(dtype) and not lazy)):
            raise FrameError("rates.type", column=self.column, component=name, type=dtype)
        if self.unit is None:
            if is_text(dtype):
                return  # each text says whether it is a percentage
            raise FrameError("rates.share", column=self.column, component=name, unit=wanted)
        try:
            wanted.require(self.unit)
        except UnitError:
            raise FrameError(
                "rates.unit", column=self.column, component=name, unit=self.printed, wanted=wanted
            ) from None


@frozen(eq=False)
class Inputs:
    """What a formula is computed from.

    Attributes:
        indicator: Whose formula it is.
        formula: The formula.
        places: The columns it rests on, by the names of their components.
        derived: The components computed from others, with their formulas: each after those it rests on.
        asked: The components there must be a figure of; not the parts of one that has a column itself.
    """

    indicator: Indicator
    formula: Formula
    places: Mapping[str, Place]
    derived: Mapping[str, Formula]
    asked: tuple[str, ...]


def inputs(
    indicator: Indicator, formula: Formula, headings: Sequence[str], columns: Mapping[str, str] | None
) -> Inputs:
    """The columns an indicator's formula is computed from.

    Args:
        indicator: The indicator.
        formula: Its formula.
        headings: The names of all columns of the frame.
        columns: Components by any of their names, and the columns the caller says they stand in.

    Raises:
        FrameError: Columns are missing (all are named), or fit two components, or two fit one.
        UnknownNameError: A name in `columns` is no component's.
    """
    places = _said(indicator, headings, columns)
    places |= _found(indicator, headings, places)
    derived: dict[str, Formula] = {}
    for component in reversed(indicator.components):  # the parts of a component stand behind it
        own = component.formula
        if own is not None and all(name in places or name in derived for name in own.names):
            derived[component.name] = own
    there = places.keys() | derived.keys()
    missing = list(dict.fromkeys(name for one in formula.names for name in _missing(indicator, one, there)))
    if missing:
        raise _incomplete(indicator, missing, headings)
    used = _reached(formula, derived)
    needed = _reached(formula, {name: own for name, own in derived.items() if name not in places})
    return Inputs(
        indicator,
        formula,
        {name: places[name] for name in used if name in places},
        {name: own for name, own in derived.items() if name in used},
        tuple(name for name in needed if name in places),
    )


def _reached(formula: Formula, derived: Mapping[str, Formula]) -> list[str]:
    """The components a formula names, and those that the derived among them are computed from."""
    names = list(formula.names)
    for name in names:  # it grows while it is walked
        if name in derived:
            names += [part for part in derived[name].names if part not in names]
    return names


def _slots(indicator: Indicator) -> dict[str, Component]:
    return {_plain(name): component for component in indicator.components for name in component.names}


def _plain(name: str) -> str:
    """A name without what tables put into it: full-width signs, spaces and line breaks."""
    return "".join(fold(name).split())


def _said(
    indicator: Indicator, headings: Sequence[str], columns: Mapping[str, str] | None
) -> dict[str, Place]:
    """The columns that the caller names."""
    if columns is None:
        return {}
    if not isinstance(columns, Mapping):
        raise FrameError("rates.columns", value=columns)
    slots, places = _slots(indicator), dict[str, Place]()
    used: dict[str, str] = {}
    for name, column in columns.items():
        component = slots.get(_plain(checked(name, UnknownNameError)))
        if component is None:
            near = nearest(name, slots)
            raise UnknownNameError("component.unknown", name=name, indicator=indicator.name, near=near)
        if column not in headings:
            raise _elsewhere(component, column, headings)
        if component.name in places:
            other = places[component.name].column
            raise FrameError("rates.twice", column=column, other=other, component=component.name)
        if column in used:
            raise FrameError("rates.shared", column=column, component=component.name, other=used[column])
        used[column] = component.name
        places[component.name] = Place(component, column, _headed(column)[1])
    return places


def _found(indicator: Indicator, headings: Sequence[str], said: Mapping[str, Place]) -> dict[str, Place]:
    """The columns that bear the name of a component the caller says nothing of."""
    slots, places = _slots(indicator), dict[str, Place]()
    taken = {place.column for place in said.values()}
    for heading in headings:
        bare, unit = _headed(heading)
        component = slots.get(_plain(heading)) or slots.get(_plain(bare))
        if component is None or component.name in said or heading in taken:
            continue
        if component.name in places:
            other = places[component.name].column
            raise FrameError("rates.twice", column=heading, other=other, component=component.name)
        places[component.name] = Place(component, heading, unit)
    return places


def _headed(heading: str) -> tuple[str, str]:
    """The name of a column without number, star and unit; and its unit. Nothing of what is none."""
    if len(heading) > LONGEST_TEXT:
        return "", ""
    try:
        head = read_head(heading, "", "", "")
    except RSIndicatorsError:
        return "", ""
    return head.name, head.unit


def _missing(indicator: Indicator, name: str, there: Collection[str]) -> list[str]:
    """What of a component is not there: its missing parts where it has some, else itself."""
    if name in there:
        return []
    formula = next(one.formula for one in indicator.components if one.name == name)
    if formula is None or not any(part in there for part in formula.names):
        return [name]
    return [lacking for part in formula.names for lacking in _missing(indicator, part, there)]


def _incomplete(indicator: Indicator, missing: Sequence[str], headings: Sequence[str]) -> FrameError:
    """That columns are missing. A message has room for short facts: under it they all stand, a line each."""
    names = "、".join(missing)
    where = "\n".join(missing) if len(missing) > 1 else ""
    near = _nearest(missing[0], headings)
    return FrameError(
        "rates.missing", where, indicator=indicator.name, count=len(missing), names=names, near=near
    )


def _elsewhere(component: Component, column: object, headings: Sequence[str]) -> FrameError:
    shown = column if isinstance(column, str) else component.name
    near = _nearest(shown, headings)
    return FrameError("rates.column", column=column, component=component.name, near=near)


def _nearest(name: str, headings: Sequence[str]) -> str:
    return printable(nearest(name, [one[:LONGEST_TEXT] for one in headings[:MOST_NEAR]])) or "—"
