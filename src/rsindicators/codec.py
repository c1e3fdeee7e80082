"""Plain data to domain objects, and back.

Plain data is what TOML and JSON hold: texts, whole numbers, booleans, lists, tables. Figures, bounds,
periods, units and formulas may be written as their printed texts. Extra keys are refused, not dropped; every
fault is told with its path. cattrs does the walking and is imported when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.errors import DefinitionError
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.interval import Interval
from rsindicators.kinds import Kind, Relation
from rsindicators.notation import Reading, Value, parse
from rsindicators.number import plain, spell
from rsindicators.period import Period
from rsindicators.units import Unit

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
K = TypeVar("K", bound=Kind)


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
    except Exception as error:  # noqa: BLE001 - cattrs raises groups of whatever the classes raise
        path, leaf = _first_fault(error, "")
        raise DefinitionError("codec.fault", record=where, path=path or "$").because(_told(leaf)) from leaf


def to_data(value: object) -> Any:
    """An object of this library as plain data that `from_data` reads back exactly."""
    return _converter().unstructure(value)


def _figure(data: object, _: object = None) -> Figure:
    if isinstance(data, str):
        return Figure.parse(data)
    if not isinstance(data, dict) or not {"value"} <= data.keys() <= _FIGURE_KEYS:
        raise DefinitionError("codec.figure", keys="、".join(sorted(_FIGURE_KEYS)), value=data)
    facts = {key: data[key] for key in ("decimals",) if key in data}
    if "exact" in data:
        facts["exact"] = _exactly(bool)(data["exact"])
    if "interval" in data:
        facts["interval"] = _interval(data["interval"])
    return Figure(data["value"], data.get("unit", ""), **facts)


_FIGURE_KEYS = {"value", "unit", "decimals", "exact", "interval"}


def _figure_data(figure: Figure) -> dict[str, Any]:
    data: dict[str, Any] = {
        "value": plain(figure.value) if figure.is_readable else spell(figure.value),
        "unit": figure.unit.symbol,
    }
    if not figure.is_printed:
        data |= {"decimals": figure.decimals, "interval": _interval_data(figure.interval)}
    return data


def _interval(data: object, _: object = None) -> Interval:
    if not isinstance(data, dict) or not {"lo", "hi"} <= data.keys() <= _INTERVAL_KEYS:
        raise DefinitionError("codec.interval", keys="、".join(sorted(_INTERVAL_KEYS)), value=data)
    flags = {name: _exactly(bool)(data[name]) for name in ("lo_open", "hi_open") if name in data}
    return Interval(data["lo"], data["hi"], **flags)


_INTERVAL_KEYS = {"lo", "hi", "lo_open", "hi_open"}


def _interval_data(interval: Interval) -> dict[str, Any]:
    ends = {
        name: spell(end) if end.is_finite() else None
        for name, end in (("lo", interval.lo), ("hi", interval.hi))
    }
    return ends | {name: True for name in ("lo_open", "hi_open") if getattr(interval, name)}


def _bound(data: object, _: object = None) -> Bound:
    if isinstance(data, str):
        return Bound.parse(data)
    if not isinstance(data, dict) or not {"relation", "limit", "words"} <= data.keys() <= _BOUND_KEYS:
        raise DefinitionError("codec.bound", keys="、".join(sorted(_BOUND_KEYS)), value=data)
    upper = _figure(data["upper"]) if "upper" in data else None
    words = _converter().structure(data["words"], tuple[str, str])
    return Bound(_member(data["relation"], Relation), _figure(data["limit"]), upper, words)


_BOUND_KEYS = {"relation", "limit", "upper", "words"}


def _bound_data(bound: Bound) -> Any:
    """Its text; a table where a limit is no decimal (at least 2/3) and cannot be written."""
    ends = {"limit": bound.limit} if bound.upper is None else {"limit": bound.limit, "upper": bound.upper}
    if all(end.is_readable for end in ends.values()):
        return str(bound)
    figures = {name: _figure_data(end) for name, end in ends.items()}
    return {"relation": bound.relation.value, **figures, "words": list(bound.words)}


def _value(data: object, _: object = None) -> Any:
    """A figure, bound, composition or fraction, as a table or as the text of a cell, or nothing."""
    if data is None:
        return None
    if isinstance(data, dict) and "relation" in data:
        return _bound(data)
    return parse(data).value if isinstance(data, str) else _figure(data)


def _value_data(value: Any) -> Any:
    if value is None:
        return None
    if isinstance(value, Bound):
        return _bound_data(value)
    return _figure_data(value) if isinstance(value, Figure) else str(value)


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True, omit_if_default=True)
    texts: dict[type, Any] = {
        Unit: Unit.parse,
        Period: Period.parse,
        Composition: Composition.parse,
        Formula: Formula.parse,
        Reading: parse,
    }
    for kind, reader in texts.items():
        converter.register_structure_hook(kind, _reading_hook(reader))
        converter.register_unstructure_hook(kind, str)
    converter.register_unstructure_hook(Period, lambda period: period.code)
    converter.register_unstructure_hook(Formula, lambda formula: formula.text)
    converter.register_structure_hook(Bound, _bound)
    converter.register_unstructure_hook(Bound, _bound_data)
    converter.register_structure_hook(Figure, _figure)
    converter.register_unstructure_hook(Figure, _figure_data)
    converter.register_structure_hook(Interval, _interval)
    converter.register_unstructure_hook(Interval, _interval_data)
    for simple in (str, int, bool):
        converter.register_structure_hook(simple, _exactly(simple))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_hook(kind, converter))
    converter.register_structure_hook(date, lambda data, _: date.fromisoformat(_exactly(str)(data)))
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook_func(_is_value, _value)
    converter.register_unstructure_hook_func(_is_value, _value_data)
    converter.register_structure_hook_func(_is_kind, _member)
    converter.register_unstructure_hook_func(_is_kind, lambda member: member.value)
    return converter


def _reading_hook(reader: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda data, _: reader(data)


def _member(data: Any, kind: type[K]) -> K:
    try:
        return kind.called(data)
    except ValueError as error:
        allowed = "、".join(f"{member.value}({member.label})" for member in kind)
        raise DefinitionError("codec.kind", value=data, allowed=allowed) from error


def _is_value(kind: object) -> bool:
    """Whether it is a union of what a cell may hold: `Bound | Composition | None`."""
    kinds = set(get_args(kind)) - {type(None)}
    return len(kinds) > 1 and kinds <= set(get_args(Value))


def _is_kind(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Kind)


def _exactly(kind: type[T]) -> Callable[..., T]:
    """A hook that takes a `kind` and nothing else: cattrs would make a text or a truth of anything."""

    def hook(data: object, _: object = None) -> T:
        if type(data) is not kind:
            raise DefinitionError("codec.plain", wanted=_PLAIN[kind], value=data)
        return data

    return hook


_PLAIN: dict[type, str] = {str: "text", int: "whole number", bool: "true / false"}


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _tuple_hook(kind: Any, converter: Converter) -> Callable[..., Any]:
    """A hook for tuples that takes lists only: cattrs would take a text letter by letter."""
    parts = get_args(kind)
    one = parts[0] if parts[-1] is Ellipsis else None

    def hook(data: object, _: object) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple) or (one is None and len(data) != len(parts)):
            raise DefinitionError("codec.list", value=data)
        if one is not None:
            return tuple(converter.structure(data, list[one]))  # type: ignore[valid-type]
        return tuple(converter.structure(item, part) for item, part in zip(data, parts, strict=True))

    return hook


def _told(fault: BaseException) -> BaseException:
    """The fault in words of ours, where cattrs has none for people."""
    from cattrs.errors import ForbiddenExtraKeysError

    if isinstance(fault, ForbiddenExtraKeysError):
        return DefinitionError("codec.extra", fields="、".join(sorted(fault.extra_fields)))
    if isinstance(fault, KeyError):
        return DefinitionError("codec.missing", field=fault.args[0])
    return fault


def _first_fault(error: BaseException, path: str) -> tuple[str, BaseException]:
    """The first single fault of a group, and the path cattrs noted on it."""
    from cattrs.errors import ClassValidationError, IterableValidationError

    if not isinstance(error, ClassValidationError | IterableValidationError):
        return path, error
    noted, bare = error.group_exceptions()
    if not noted:
        return _first_fault(bare[0], path)
    fault, note = noted[0]
    step = f".{note.name}" if hasattr(note, "name") else f"[{note.index}]"
    return _first_fault(fault, path + step)
