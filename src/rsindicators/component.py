"""A component of a formula: a named input with its own unit and definition."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from rsindicators.errors import RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.kinds import Measure
from rsindicators.units import Unit

if TYPE_CHECKING:
    from rsindicators.registry import Quantity

    Given = Figure | str | int | Decimal | Quantity
    """What is taken for a component."""


@frozen
class Component:
    """An input of a formula.

    Attributes:
        code: ASCII, unique in the indicator.
        name: As the formula calls it.
        unit: The unit of a bare number; figures in any unit that fits are taken.
        measure: STOCK or FLOW.
        english: Its English name.
        short_names: Handy names; ours, not the document's.
        definition: The document's words for it.
        formula: Over other components, where it is itself computed.
        carry_over: Whether it is the balance carried over from the period before.
        stated: The fields the document states.
        assigned: The fields we assigned, each with the reason.
    """

    code: str
    name: str
    unit: Unit
    measure: Measure
    english: str = ""
    short_names: tuple[str, ...] = ()
    definition: str = ""
    formula: Formula | None = None
    carry_over: bool = False
    stated: tuple[str, ...] = ()
    assigned: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names it answers to."""
        return (self.name, self.code, *self.short_names)

    def figure(self, given: object) -> Figure:
        """What was given for it, as a figure in a unit that fits; a bare number is in its own unit.

        Raises:
            NumberError, NotationError: It cannot be read; the message names the component.
            UnitError: The unit does not fit; or a bare number is given for a percentage, where 0.95 may
                mean 95%.
        """
        if type(given) is Figure and given.unit is self.unit:
            return given
        try:
            figure = Figure.of(given, None if self.unit.is_share else self.unit)
            self.unit.require(figure.unit)
        except RSIndicatorsError as error:
            error.at(self.name)
            raise
        return figure
