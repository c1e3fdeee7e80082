"""Plain data to domain objects, and back.

Plain data is what TOML and JSON hold: texts, whole numbers, booleans, lists, tables. Figures, bounds,
periods, units and formulas may be written as their printed texts. Extra keys are refused, not dropped; every
fault is told with its path. cattrs does the walking and is imported when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.errors import DefinitionError, RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.interval import Interval
from rsindicators.kinds import Kind
from rsindicators.notation import Reading, Value, parse
from rsindicators.period import Period
from rsindicators.units import Unit

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


def from_data(data: object, kind: type[T], where: str = "") -> T:
    """Plain data as a `kind`.

    Args:
        data: A table, or the text of a figure, bound, period, unit, formula or reading.
        kind: A class of this library.
        where: What the data is, for the message: a file, a record.

    Raises:
        DefinitionError: It does not fit; the message names the path and what is wrong there.
    """
    try:
        return _converter().structure(data, kind)
    except RSIndicatorsError:
        raise
    except Exception as error:  # cattrs raises groups of anything the classes raise
        path, leaf = next(_leaves(error, ""))
        reason = leaf.line() if isinstance(leaf, RSIndicatorsError) else str(leaf)
        raise DefinitionError("codec.fault", record=where, path=path or "$", reason=reason) from error


def to_data(value: object) -> Any:
    """An object of this library as plain data that `from_data` reads back exactly."""
    return _converter().unstructure(value)


def _figure(data: object, _: object = None) -> Figure:
    if isinstance(data, str):
        return Figure.parse(data)
    if not isinstance(data, dict) or not {"value"} <= data.keys() <= _FIGURE_KEYS:
        raise DefinitionError("codec.figure", keys="、".join(sorted(_FIGURE_KEYS)), value=data)
    facts = {key: data[key] for key in ("decimals", "exact") if key in data}
    if "interval" in data:
        facts["interval"] = from_data(data["interval"], Interval)
    return Figure(data["value"], data.get("unit", ""), **facts)


_FIGURE_KEYS = {"value", "unit", "decimals", "exact", "interval"}


def _figure_data(figure: Figure) -> dict[str, Any]:
    data: dict[str, Any] = {"value": str(figure.value), "unit": figure.unit.symbol}
    if not figure.is_printed:
        data |= {"decimals": figure.decimals, "interval": _interval_data(figure.interval)}
    return data


def _interval_data(interval: Interval) -> dict[str, Any]:
    ends = {
        name: str(end) if end.is_finite() else None
        for name, end in (("lo", interval.lo), ("hi", interval.hi))
    }
    return ends | {name: True for name in ("lo_open", "hi_open") if getattr(interval, name)}


def _value(data: object, _: object = None) -> Any:
    """A figure, bound, composition or fraction, as a table or as the text of a cell."""
    return parse(data).value if isinstance(data, str) else _figure(data)


def _value_data(value: Any) -> Any:
    return _figure_data(value) if isinstance(value, Figure) else str(value)


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True, omit_if_default=True)
    texts: dict[type, Any] = {
        Unit: Unit.parse,
        Period: Period.parse,
        Bound: Bound.parse,
        Composition: Composition.parse,
        Formula: Formula.parse,
        Reading: parse,
    }
    for kind, reader in texts.items():
        converter.register_structure_hook(kind, _reading_hook(reader))
        converter.register_unstructure_hook(kind, str)
    converter.register_unstructure_hook(Period, lambda period: period.code)
    converter.register_unstructure_hook(Formula, lambda formula: formula.text)
    converter.register_structure_hook(Figure, _figure)
    converter.register_unstructure_hook(Figure, _figure_data)
    converter.register_structure_hook(Interval, lambda data, _: Interval(**data))
    converter.register_unstructure_hook(Interval, _interval_data)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook_func(lambda kind: kind == Value, _value)
    converter.register_unstructure_hook_func(lambda kind: kind == Value, _value_data)
    converter.register_structure_hook_func(_is_kind, _member)
    converter.register_unstructure_hook_func(_is_kind, lambda member: member.value)
    return converter


def _reading_hook(reader: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda data, _: reader(data)


def _member(data: object, kind: Callable[[object], Kind]) -> Kind:
    return kind(data)


def _is_kind(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Kind)


def _text(data: object, _: object) -> str:
    """A text is a text: cattrs would make one of anything."""
    if not isinstance(data, str):
        raise DefinitionError("codec.text", value=data)
    return data


def _leaves(error: BaseException, path: str) -> Iterator[tuple[str, BaseException]]:
    """The single faults of a group, each with the path cattrs noted on it."""
    from cattrs.errors import ClassValidationError, IterableValidationError

    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield path, error
        return
    noted, bare = error.group_exceptions()
    for fault, note in noted:
        step = f".{note.name}" if hasattr(note, "name") else f"[{note.index}]"
        yield from _leaves(fault, path + step)
    for fault in bare:
        yield from _leaves(fault, path)
