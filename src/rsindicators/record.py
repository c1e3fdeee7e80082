"""Whether the record of a definition contradicts itself."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Protocol

from attrs import AttrsInstance, fields

from rsindicators.component import Component
from rsindicators.errors import DefinitionError, RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.syntax import has_factor
from rsindicators.text import nearest
from rsindicators.units import Unit

ANSWERABLE: Final = (
    "unit", "measure", "direction", "accumulation", "over_regions", "over_periods", "minimum", "maximum",
    "usual_maximum", "compiled_by", "counted", "part_of", "counting_words", "formula", "definition",
)  # fmt: skip
"""The fields that, where present, must be either stated or assigned."""

ANSWERABLE_OF_COMPONENT: Final = ("unit", "measure", "definition", "formula")
"""The same for components, where their record marks anything."""

HUNDREDS: Final = frozenset(map(Decimal, (100, 1000, 10_000)))
CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,99}")
"""What a code is: ASCII letters, digits and underscores."""


class _Record(AttrsInstance, Protocol):
    """What is checked of an indicator."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...

    @property
    def unit(self) -> Unit: ...

    @property
    def formula(self) -> Formula | None: ...

    @property
    def components(self) -> tuple[Component, ...]: ...

    @property
    def minimum(self) -> Figure | None: ...

    @property
    def maximum(self) -> Figure | None: ...

    @property
    def usual_maximum(self) -> Figure | None: ...

    @property
    def stated(self) -> tuple[str, ...]: ...

    @property
    def assigned(self) -> tuple[tuple[str, str], ...]: ...


def check(record: _Record) -> None:
    """Nothing, if the record is in order.

    Raises:
        DefinitionError: It contradicts itself; the message names the indicator and the field.
    """
    _check_names(record)
    _check_formulas(record)
    _check_use(record)
    _check_limits(record)
    _check_marks(record, record, ANSWERABLE)
    for component in record.components:
        if component.stated or component.assigned:
            _check_marks(record, component, ANSWERABLE_OF_COMPONENT)


def _refused(code: str, record: _Record, **facts: object) -> DefinitionError:
    return DefinitionError(code, "", name=record.name, **facts)


def _check_names(record: _Record) -> None:
    """Codes are for programs, names for people; neither is empty, and no two components share one."""
    coded = [(record.code, record.names), *((one.code, one.names) for one in record.components)]
    for own, names in coded:
        if not CODE.fullmatch(own):
            raise _refused("definition.code", record, own=own)
        if not all(name.strip() for name in names):
            raise _refused("definition.name", record, own=own)
    owners: dict[str, int] = {}
    for index, component in enumerate(record.components):
        for name in component.names:
            if owners.setdefault(name, index) != index:
                raise _refused("definition.component_twice", record, component=name)


def _check_formulas(record: _Record) -> None:
    """Every formula names components only and gives the unit it is for."""
    units = {component.name: component.unit for component in record.components}
    formulas: list[_Record | Component] = [record, *record.components]
    for place, of in enumerate(formulas):
        if of.formula is None:
            continue
        unknown = set(of.formula.names) - {component.name for component in record.components[place:]}
        if unknown or of.formula.is_comparison:
            names = "、".join(sorted(unknown))
            raise _refused("definition.formula", record, formula=of.formula, unknown=names)
        try:
            of.unit.require(of.formula.unit(units))
        except RSIndicatorsError as error:
            refusal = _refused("definition.unit", record, formula=of.formula, unit=of.unit)
            raise refusal.because(error) from error
        if of.unit.is_share and has_factor(of.formula.tree, HUNDREDS):
            raise _refused("definition.hundred", record, formula=of.formula)


def _check_use(record: _Record) -> None:
    """No component stands idle: what is given for it would be lost."""
    formulas = [record.formula, *(one.formula for one in record.components)]
    used = {name for formula in formulas if formula is not None for name in formula.names}
    for component in record.components:
        if component.name not in used:
            raise _refused("definition.unused", record, component=component.name)


def _check_limits(record: _Record) -> None:
    """The bounds are in a unit that fits, and rise."""
    for name in ("minimum", "maximum", "usual_maximum"):
        limit: Figure | None = getattr(record, name)
        if limit is not None and not record.unit.fits(limit.unit):
            raise _refused("definition.limit", record, field=name, limit=limit, unit=record.unit)
    bounds = (record.minimum, record.usual_maximum, record.maximum)
    limits = [limit for limit in bounds if limit is not None]
    if limits != sorted(limits):
        raise _refused("definition.limits", record, limits="、".join(map(str, limits)))


def _check_marks(record: _Record, of: _Record | Component, answerable: tuple[str, ...]) -> None:
    """Every such field that is present is either stated or assigned, and no other name is marked."""
    assigned = [name for name, _ in of.assigned]
    known = {one.name for one in fields(type(of))}
    for name in (*of.stated, *assigned):
        if name not in known:
            raise _refused("definition.field", record, field=name, near=nearest(name, known))
    for name in answerable:
        present = getattr(of, name) not in (None, "", ())
        if present and (name in of.stated) == (name in assigned):
            raise _refused("definition.provenance", record, field=name)
