"""Observations and faults as plain data that reads back the same.

Plain data names an indicator by its code and keeps everything else: figures with their intervals, cells and
forms, the errors of faults with all that their messages name. A long record (`long_record`) keeps what a form
prints and no more, under the keys of `rows.HEADINGS`.

What comes from outside is checked: a record that does not fit is refused with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from attrs import frozen

from rsindicators import errors
from rsindicators.bound import Bound
from rsindicators.codec import from_data, to_data
from rsindicators.errors import DefinitionError, RSIndicatorsError
from rsindicators.fault import Fault
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Status
from rsindicators.messages import fact, templates
from rsindicators.notation import Value, write
from rsindicators.number import plain
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.source import Source
from rsindicators.text import checked

VERSION: Final = 1
LONGEST_WHERE: Final = 1_000
DEEPEST: Final = 4
"""How many errors may be told as the reason of another."""


@frozen
class _Kept:
    """An observation as plain data has it."""

    indicator: str
    period: Period
    figure: Value | None = None
    region: str = ""
    accumulation: Accumulation | None = None
    scope: str = ""
    status: Status | None = None
    as_of: date | None = None
    source: Source | None = None
    phrase: str = ""
    quote: str = ""
    cell: str = ""
    form: str = ""
    explanation: str = ""


@frozen
class _Blamed:
    """A fault as plain data has it, but for its error."""

    rule: str
    cell: str = ""
    form: str = ""
    text: str = ""
    region: str = ""
    name: str = ""
    period: str = ""
    observation: int | None = None


def observation_data(one: Observation) -> dict[str, Any]:
    """An observation as plain data."""
    data: dict[str, Any] = to_data(
        _Kept(
            one.indicator.code, one.period, one.figure, one.region, one.accumulation, one.scope, one.status,
            one.as_of, one.source, one.phrase, one.quote, one.cell, one.form, one.explanation,
        )
    )  # fmt: skip
    return data


def read_observation(data: object, find: Callable[[str], Indicator], where: str) -> Observation:
    """The observation of plain data.

    Args:
        data: As `observation_data` gives it.
        find: The indicator of a code.
        where: What the data is, for the message.

    Raises:
        DefinitionError: It does not fit; the message names the path.
        RSIndicatorsError: It tells of nothing that could be reported.
    """
    kept = from_data(data, _Kept, where)
    with errors.told_at(where):
        return Observation(
            find(kept.indicator), kept.figure, kept.period, kept.region, kept.accumulation, kept.scope,
            kept.status, kept.as_of, kept.source, kept.phrase, kept.quote, kept.cell, kept.form,
            kept.explanation,
        )  # fmt: skip


def fault_data(fault: Fault, numbers: Mapping[int, int]) -> dict[str, Any]:
    """A fault as plain data.

    Args:
        fault: The fault.
        numbers: The number of each observation, by its `id`.
    """
    blamed = _Blamed(
        fault.rule, fault.cell, fault.form, fault.text, fault.region, fault.name, fault.period,
        numbers.get(id(fault.observation)),
    )  # fmt: skip
    data: dict[str, Any] = to_data(blamed)
    return data | {"error": _error_data(fault.error)}


def read_fault(data: object, observations: Sequence[Observation], where: str) -> Fault:
    """The fault of plain data.

    Raises:
        DefinitionError: It does not fit, or its error is none of this library.
    """
    if not isinstance(data, Mapping) or "error" not in data:
        raise DefinitionError("archive.fault", record=where)
    bare = {key: value for key, value in data.items() if key != "error"}
    blamed = from_data(bare, _Blamed, where)
    number = blamed.observation
    if number is not None and not 0 <= number < len(observations):
        raise DefinitionError("archive.fault", record=where)
    return Fault(
        blamed.rule, blamed.cell, blamed.form, blamed.text, _error(data["error"], where),
        None if number is None else observations[number], blamed.region, blamed.name, blamed.period,
    )  # fmt: skip


def _error_data(error: RSIndicatorsError) -> dict[str, Any]:
    reason = error.reason
    told: dict[str, Any] = {
        "kind": type(error).__name__,
        "code": error.code,
        "where": error.where,
        "place": error.place,
        "facts": dict(error.facts),
        "reason": _error_data(reason) if isinstance(reason, RSIndicatorsError) else reason,
    }
    return {key: value for key, value in told.items() if value}


@cache
def _kinds() -> dict[str, type[RSIndicatorsError]]:
    found = [one for one in vars(errors).values() if isinstance(one, type)]
    return {one.__name__: one for one in found if issubclass(one, RSIndicatorsError)}


def _error(data: object, where: str, depth: int = 0) -> RSIndicatorsError:
    """The error of plain data; it says what it said."""
    told = data if isinstance(data, Mapping) and depth < DEEPEST else {}
    kind, code, facts = (told.get(key, {}) for key in ("kind", "code", "facts"))
    fits = isinstance(kind, str) and kind in _kinds() and isinstance(code, str) and code in templates()
    if not (fits and isinstance(facts, Mapping) and all(isinstance(key, str) for key in facts)):
        raise DefinitionError("archive.error", record=where)
    reason = told.get("reason", "")
    error = _kinds()[kind](code)
    error.__setstate__(
        (
            checked(told.get("where", ""), DefinitionError, LONGEST_WHERE),
            {key: fact(value) for key, value in facts.items()},
            fact(told.get("place", "")),
            _error(reason, where, depth + 1) if isinstance(reason, Mapping) else fact(reason),
        )
    )
    try:
        _ = error.say("zh") + error.say("en")
    except KeyError as missing:
        raise DefinitionError("archive.error", record=where) from missing
    return error


def long_record(one: Observation) -> dict[str, Any]:
    """An observation as a long record: texts under the keys of a form, `decimals` a whole number or None.

    Raises:
        NotationError: Its figure has not been rounded yet, and was never printed.
    """
    value, unit, decimals = one.phrase, "", None
    if isinstance(one.figure, Figure):
        write(one.figure)
        value, unit, decimals = plain(one.figure.value), one.figure.unit.symbol, one.figure.decimals
    elif one.figure is not None:
        value = write(one.figure)
        unit = one.figure.unit.symbol if isinstance(one.figure, Bound) else ""
    return {
        "indicator": one.indicator.code,
        "region": one.region,
        "period": one.period.code,
        "value": value,
        "unit": unit,
        "accumulation": one.accumulation.value if one.accumulation else "",
        "scope": one.scope,
        "status": one.status.value if one.status else "",
        "as_of": one.as_of.isoformat() if one.as_of else "",
        "decimals": decimals,
        "explanation": one.explanation,
    }
