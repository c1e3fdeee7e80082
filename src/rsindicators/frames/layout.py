"""Which column of a frame says what.

A long frame has a row a figure: columns of the indicator and of the value. A wide one has a column an
indicator or component, perhaps with a unit behind its name (参保率(%)). Columns are known by their headings
(`roles`), or because the caller says so; others are left alone.

A frame is refused by the names and types of its columns, before its data is read: a column is missing, two
say the same, one holds what it must not. Dates are no periods: nobody knows which month or year they mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from attrs import field, frozen

from rsindicators.entries import About, Entries
from rsindicators.errors import DefinitionError, FrameError, UnknownNameError, wrong_kind
from rsindicators.frames.engine import (
    Dtype,
    Frame,
    hidden_time,
    is_float,
    is_integer,
    is_number,
    is_open,
    is_text,
    is_time,
)
from rsindicators.frames.roles import PARTS, ROLES, by_heading, missing, role_of, timed
from rsindicators.glossary import Glossary, Named
from rsindicators.period import Period
from rsindicators.table import Cell
from rsindicators.text import checked, nearest, printable
from rsindicators.units import Unit

DEFINED: Final = "definition"
"""`units="definition"`: figures are in the unit of their definition."""

MOST_NEAR: Final = 200
"""Among how many names of columns the nearest are searched."""

_LONG: Final = ("indicator", "value")
_WHOLE: Final = ("decimals", *PARTS)
_WORDS: Final = ("region", "indicator", "component", "unit", "accumulation", "scope", "status", "explanation")
_MAY_BE_EMPTY: Final = _WORDS[2:]
_OF_LONG: Final = ("component", "unit")
_ANY_YEAR: Final = "2023年"
"""A year in which whatever can be reported can be asked what its name means."""


def _kept(columns: Mapping[str, str]) -> dict[str, str]:
    return dict(columns)


@frozen
class FigureColumn:
    """A column of a wide frame that holds the figures of one indicator.

    Attributes:
        column: Its name.
        name: The code of the indicator, or of the component as an indicator.
        unit: The unit printed behind its name; empty where none is.
    """

    column: str
    name: str
    unit: str = ""


@frozen
class Layout:
    """What the columns of a frame say.

    Attributes:
        columns: The columns that tell of a figure, by what they tell (`ROLES`).
        figures: Of a wide frame the columns of figures; nothing for a long one.
        others: The columns that tell nothing here, and are left alone.
    """

    columns: Mapping[str, str] = field(converter=_kept, hash=False)
    figures: tuple[FigureColumn, ...] = ()
    others: tuple[str, ...] = ()


def laid_out(  # noqa: PLR0913 - what the frame does not say, each by its name
    frame: Frame,
    *,
    glossary: Glossary,
    columns: Mapping[str, str] | None = None,
    period: Period | str | None = None,
    region: str = "",
    units: Mapping[str, str] | str | None = None,
) -> Layout:
    """Which column of a frame says what; only names and types of columns are looked at.

    Args:
        frame: The frame.
        glossary: The names of indicators and components.
        columns: What the caller says: columns by what they tell (`{"region": "地区编码"}`), or by the
            indicator or component whose figures they hold (`{"仲裁结案率/当期受理": "受理"}`). It wins over
            headings.
        period: Of rows that tell none; a frame without a period is refused unless it is given.
        region: Of rows that tell none. A frame without regions is of one region.
        units: Units by the name of a column or indicator, or `"definition"`; one that differs from the unit
            behind a heading is refused.

    Examples:
        >>> import polars
        >>> from rsindicators.catalogue import Catalogue
        >>> from rsindicators.frames.engine import opened
        >>> frame = polars.DataFrame({"地区": ["叙永县"], "年": [2023], "参保率(%)": [96.3], "序号": [1]})
        >>> found = laid_out(opened(frame), glossary=Glossary.of(Catalogue.standard()))
        >>> found.columns, found.others
        ({'region': '地区', 'year': '年'}, ('序号',))
        >>> [(one.column, one.name, one.unit) for one in found.figures]
        [('参保率(%)', 'pension_participation_rate', '%')]

    Raises:
        FrameError: The frame is refused; the message names the column and what it must hold.
        DefinitionError: `columns` is no mapping of texts.
        UnknownNameError: A key of `columns` is neither a role nor the name of one indicator.
    """
    checked(region, DefinitionError)
    schema = dict(frame.collect_schema().items())
    said, figures = _said(columns, list(schema), glossary)
    told = said | by_heading([name for name in schema if name not in _taken(said, figures)], said)
    if figures:
        told = {role: name for role, name in told.items() if role in said or role not in _LONG}
    told = timed(told, said, dated=period is not None)
    if figures or not told.keys() & set(_LONG):
        figures = _spread([name for name in schema if name not in told.values()], figures, glossary)
    _check_kind(told, figures)
    _check_types(schema, told, figures)
    if "period" in told and (kind := hidden_time(frame, told["period"])):
        raise FrameError("frames.column.dates", column=told["period"], type=kind)
    _check_units(schema, figures, units, glossary)
    taken = _taken(told, figures)
    return Layout(told, figures, tuple(name for name in schema if name not in taken))


def _taken(told: Mapping[str, str], figures: Iterable[FigureColumn]) -> set[str]:
    return {*told.values(), *(one.column for one in figures)}


# ── what the caller says ─────────────────────────────────────────────────────────────────────────────────


def _said(
    columns: object, headings: list[str], glossary: Glossary
) -> tuple[dict[str, str], tuple[FigureColumn, ...]]:
    """The columns the caller names, by what they tell; and those of figures."""
    if columns is None:
        return {}, ()
    if not isinstance(columns, Mapping):
        raise wrong_kind("columns", "dict[str, str]", columns)
    told: dict[str, str] = {}
    figures: list[FigureColumn] = []
    for key, column in columns.items():
        checked(key, DefinitionError)
        checked(column, DefinitionError)
        if column not in headings:
            near = nearest(column, map(printable, headings[:MOST_NEAR]))
            raise FrameError("frames.columns.given", role=key, column=column, near=near)
        if column in _taken(told, figures):
            raise FrameError("frames.columns.shared", column=column)
        role = role_of(key)
        if role in told:
            raise FrameError("frames.columns.roles", one=told[role], other=column, role=ROLES[role])
        if role:
            told[role] = column
        else:
            figures.append(FigureColumn(column, glossary.find(key).code, _named(column, glossary).unit))
    return told, tuple(figures)


# ── what the headings say ────────────────────────────────────────────────────────────────────────────────


def _spread(
    headings: Iterable[str], said: tuple[FigureColumn, ...], glossary: Glossary
) -> tuple[FigureColumn, ...]:
    """The columns of figures of a wide frame: what the caller says of them, and what their headings mean."""
    owned = {one.column: one for one in said}
    named = {one.name for one in said}
    found: list[FigureColumn] = []
    for heading, code in _meant(headings, owned, glossary):
        if heading in owned:
            found.append(owned[heading])
        elif code not in named:
            found.append(FigureColumn(heading, code, _named(heading, glossary).unit))
    by_name: dict[str, FigureColumn] = {}
    for one in found:
        other = by_name.setdefault(one.name, one)
        if other is not one:
            raise _twice(other, one, glossary)
    return tuple(found)


def _twice(one: FigureColumn, other: FigureColumn, glossary: Glossary) -> FrameError:
    name = glossary.find(one.name).name
    if one.unit and other.unit and Unit.parse(one.unit) != Unit.parse(other.unit):
        units = f"{one.unit}、{other.unit}"
        return FrameError("frames.units.mixed", column=f"{one.column}、{other.column}", units=units)
    return FrameError("frames.columns.roles", one=one.column, other=other.column, role=name)


def _named(heading: str, glossary: Glossary) -> Named:
    """What a heading names; one that can be no name names nothing."""
    try:
        return glossary.named(heading.strip())
    except UnknownNameError:
        return Named()


def _meant(
    headings: Iterable[str], owned: Mapping[str, FigureColumn], glossary: Glossary
) -> list[tuple[str, str]]:
    """The headings of figures, with the code of the indicator that each means."""
    texts = {name: owned[name].name if name in owned else name.strip() for name in headings}
    named = {name: found for name, text in texts.items() if (found := _named(text, glossary)).candidates}
    if all(len(found.candidates) == 1 for found in named.values()):
        return [(name, found.candidates[0].code) for name, found in named.items()]
    entries = Entries(About(glossary, period=Period.parse(_ANY_YEAR)))
    # The reader of forms decides what a shared name means, from the names beside it, as in the row of a form.
    entries.read([[{"indicator": Cell(texts[name], name), "value": Cell("", name)} for name in named]])
    meant = {one.cell: one.indicator.code for one in entries.observations}
    for name, found in named.items():
        if name not in meant:
            raise FrameError("frames.column.ambiguous", column=name).because(
                glossary.ambiguous(texts[name], found.candidates)
            )
    return [(name, meant[name]) for name in named]


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


def _check_kind(told: Mapping[str, str], figures: tuple[FigureColumn, ...]) -> None:
    """A frame is long, with indicator and value, or wide, with columns of figures."""
    long = [role for role in told if role in _LONG]
    if figures and long:
        raise FrameError("frames.columns.kinds", column=told[long[0]], figures=figures[0].column)
    if not figures and not long:
        raise FrameError("frames.figures")
    for role in _LONG:
        if long and role not in told:
            raise missing(role)
    for role in _OF_LONG:
        if figures and role in told:
            raise FrameError("frames.column.long", column=told[role])


def _check_types(
    schema: Mapping[str, Dtype], told: Mapping[str, str], figures: tuple[FigureColumn, ...]
) -> None:
    """No column holds, by its type, what it must not."""
    for role, column in told.items():
        _check_type(role, column, schema[column])
    for one in figures:
        _check_type("value", one.column, schema[one.column])


def _check_type(role: str, column: str, dtype: Dtype) -> None:
    words = is_text(dtype) or is_open(dtype)
    if role == "value" and not (words or is_number(dtype)):
        raise FrameError("frames.column.type", column=column, type=dtype)
    if role in _WHOLE and not is_integer(dtype):
        raise FrameError("frames.column.whole", column=column, type=dtype)
    if role == "period" and is_time(dtype):
        raise FrameError("frames.column.dates", column=column, type=dtype)
    if role == "period" and not (words or is_integer(dtype)):
        raise FrameError("frames.column.period", column=column, type=dtype)
    if role == "as_of" and not (words or is_time(dtype) or is_float(dtype)):
        raise FrameError("frames.column.day", column=column, type=dtype)
    # An empty column is one of floats in pandas, and a code of a region may be a number.
    if role in _WORDS and not (words or (role in _MAY_BE_EMPTY and is_float(dtype))):
        if role == "region" and is_integer(dtype):
            return
        raise FrameError("frames.column.words", column=column, type=dtype)


def _check_units(
    headings: Collection[str],
    figures: tuple[FigureColumn, ...],
    units: Mapping[str, str] | str | None,
    glossary: Glossary,
) -> None:
    """The units behind the headings are those that the caller tells, where any are told."""
    if units is None or units == DEFINED:
        return
    if not isinstance(units, Mapping):
        raise wrong_kind("units", "dict[str, str]", units)
    for key, text in units.items():
        unit = Unit.parse(text)
        if key not in headings and not glossary.named(key).candidates:
            raise glossary.unknown(key)
        for one in figures:
            names = {one.column, one.name, *glossary.find(one.name).names}
            if key in names and one.unit and Unit.parse(one.unit) != unit:
                raise FrameError("frames.units.mixed", column=one.column, units=f"{one.unit}、{text}")
