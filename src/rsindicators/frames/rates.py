"""Rates of columns: a rate added to a frame from the columns of its components.

The formula of the definition is computed over whole columns, in floats, on whatever engine holds them; or,
on request and in memory, exactly, each distinct row once. A row without a value is null, and is told why:
never 0, never infinite. A component that has a formula of its own is computed from its parts where it has no
figure.

It refuses, before anything is read, columns that are not there, twice there, in units that do not fit, or
that hold no numbers.

Source: trade rules §2 (each input once) and §3 (units).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from rsindicators.catalogue import Catalogue
from rsindicators.errors import (
    ComponentError,
    FrameError,
    NumberError,
    RSIndicatorsError,
    UndefinedResultError,
    UnknownNameError,
    wrong_kind,
)
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.frames.components import Inputs, Place, inputs
from rsindicators.frames.engine import Dtype, Frame, Native, all_coded, is_lazy, native, opened
from rsindicators.frames.options import decimals_of
from rsindicators.frames.quotients import with_rate, words
from rsindicators.indicator import Indicator
from rsindicators.messages import fact
from rsindicators.notation import MISSING
from rsindicators.number import ZERO, finite, round_half_up, shift
from rsindicators.text import checked, fold

MOST_DECIMALS: Final = 18
DIGITS: Final = 38
"""Of a Decimal in polars and pyarrow, on both sides of the point."""

Cell = Decimal | str | None
"""A component in a row: its figure in base units; what stands there, where it cannot be read; or None."""

Answer = tuple[Decimal | None, str | None]
"""The rate of a row, or why there is none."""


def compute(  # noqa: PLR0913 - what the caller may ask for, each by its name
    frame: Native,
    indicator: str | Indicator,
    *,
    columns: Mapping[str, str] | None = None,
    name: str | None = None,
    exact: bool = False,
    reason: bool = False,
    decimals: int | None = None,
    catalogue: Catalogue | None = None,
) -> Native:
    """The frame with a rate computed from the columns of its components.

    A component's column bears its name, short name or code, perhaps with a unit behind it in brackets, as in
    `参保人数(万人)`; without one its numbers are in the unit of the component. A component with a formula of
    its own is computed from the columns of its parts in the rows where it has no figure. Whether it agrees
    with its parts is not asked here: that is what `validate` is for.

    Args:
        frame: A dataframe of pandas, polars (eager or lazy), pyarrow, DuckDB, Dask or PySpark: a row a rate.
        indicator: Its code, name or alias; or the definition.
        columns: Components by name, short name or code, and the columns they stand in, where those are named
            otherwise.
        name: The name of the column to add; left out, that of the indicator.
        exact: Compute in Decimal, on frames in memory only. Texts are then read as printed (`2.06万人`), and
            floats as their shortest text.
        reason: Add a column of texts too, `<name>_reason`, that says why a row has no value: a code, and
            words.
        decimals: With `exact`, round to so many decimals, halves up as `Indicator.compute` does, once and
            from the full value; left out, to 18.
        catalogue: Where a name is looked up; left out, the standard one.

    Returns:
        A frame of the same library, lazy if it was: the columns it had, then the rate in the indicator's unit
        (96.3 for 96.3%), a float64, or with `exact` a Decimal (an object in pandas). Where a component has no
        figure, or a denominator is zero, it is null.

    Examples:
        >>> import polars
        >>> cases = {"当期审结": [963, 37, 5], "当期受理": [950, None, 0], "上期未结": [50, 3, 0]}
        >>> made = compute(polars.DataFrame(cases), "仲裁结案率", name="结案率", reason=True)
        >>> made["结案率"].to_list()
        [96.3, None, None]
        >>> print(made["结案率_reason"][1])
        reason.missing 没有数:当期立案受理案件数
        >>> print(made["结案率_reason"][2])
        reason.zero 分母为零:当期立案受理案件数 + 上期末累计未结案件总数
        >>> printed = polars.DataFrame({"参保人数": ["32.06万人"], "应参保人数(万人)": [35]})
        >>> compute(printed, "参保率", name="参保率", exact=True, decimals=2)["参保率"].to_list()
        [Decimal('91.60')]

    Raises:
        FrameError: It is no dataframe; columns of components are missing, twice there, in units that do not
            fit, or hold no numbers; the column to add is there already; it is lazy and is to be exact.
        UnknownNameError: The indicator or a component is unknown; the nearest names are offered.
        ComponentError: The indicator has no formula.
        DefinitionError: `catalogue` is none.
    """
    table = opened(frame)
    definition = _definition(indicator, catalogue)
    formula = definition.formula
    if formula is None:
        raise ComponentError("indicator.no_formula", name=definition.name)
    places = _decimals(decimals, table, exact=exact)
    schema = dict(table.collect_schema())
    added, why = _names(definition.name if name is None else name, schema, reason=reason)
    given = inputs(definition, formula, tuple(schema), columns)
    for place in given.places.values():
        place.check(schema[place.column], exact=exact, lazy=is_lazy(table))
    if isinstance(table, nw.LazyFrame) or not exact:
        return native(with_rate(table, given, added, why))
    return native(_exactly(table, given, places, added, why))


def _definition(given: object, catalogue: object) -> Indicator:
    if isinstance(given, Indicator):
        return given
    known = Catalogue.standard() if catalogue is None else catalogue
    if not isinstance(known, Catalogue):
        raise wrong_kind("catalogue", "Catalogue", known)
    return known[checked(given, UnknownNameError)]


def _names(given: object, taken: Collection[str], *, reason: bool) -> tuple[str, str]:
    """The columns to add: that of the rate, and that of the reasons, empty where none is asked for."""
    rate = checked(given, FrameError)
    if not rate.strip():
        raise FrameError("rates.name")
    names = (rate, f"{rate}_reason" if reason else "")
    for column in names:
        if column and column in taken:
            raise FrameError("rates.taken", column=column)
    return names


def _decimals(given: object, frame: Frame, *, exact: bool) -> int:
    if exact and is_lazy(frame):
        raise FrameError("rates.lazy", type=frame.implementation.name)
    if given is None:
        return MOST_DECIMALS
    if not exact:
        raise FrameError("rates.rounding")
    try:
        return decimals_of(given, MOST_DECIMALS)
    except NumberError as error:
        raise FrameError("rates.decimals", value=given, most=MOST_DECIMALS) from error


# ── exactly, in memory ───────────────────────────────────────────────────────────────────────────────────


def _exactly(
    frame: nw.DataFrame[Any], given: Inputs, decimals: int, rate: str, reason: str
) -> nw.DataFrame[Any]:
    """The frame with the rates of its distinct rows, each computed once."""
    found = all_coded(frame, [place.column for place in given.places.values()])
    cells: list[list[Cell]] = []
    for place in given.places.values():
        dtype = frame[place.column].dtype
        cells.append([*(_cell(value, place, dtype) for value in found[place.column].values), None])
    rows, places = _distinct([found[place.column].codes for place in given.places.values()])
    answers = []
    for row in rows:
        known = {name: of[code] for name, of, code in zip(given.places, cells, row, strict=True)}
        answers.append(_answer(known, given, decimals))
    added = [_series(frame, rate, [one[0] for one in answers], places, nw.Decimal(DIGITS, decimals))]
    if reason:
        added.append(_series(frame, reason, [one[1] for one in answers], places, nw.String()))
    return frame.with_columns(*added)


def _distinct(columns: Sequence[npt.NDArray[np.int32]]) -> tuple[list[list[int]], npt.NDArray[np.intp]]:
    """The distinct rows of some columns of codes, and for each row which of them it is."""
    places: npt.NDArray[Any] = np.zeros(len(columns[0]), np.int64)
    firsts: npt.NDArray[Any] = places
    for codes in columns:  # less than rows × codes: no overflow
        joined = places * (codes.max(initial=-1) + 2) + (codes.astype(np.int64) + 1)
        _, firsts, places = np.unique(joined, return_index=True, return_inverse=True)
    return np.stack([codes[firsts] for codes in columns], axis=1).tolist(), places


def _cell(value: object, place: Place, dtype: Dtype) -> Cell:
    """A cell as its figure in base units: a text as printed, a float as its shortest text."""
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, bool) or place.unit is None:
        return fact(value)
    match value:
        case int() | np.integer():
            number = Decimal(int(value))
        case Decimal():
            number = value
        case float() | np.floating():
            narrow = np.float32(value) if dtype == nw.Float32 else value
            number = Decimal(str(narrow))
        case _:
            return fact(value)
    if not number.is_finite():
        return None
    try:
        return shift(finite(number), place.unit.exponent)
    except NumberError:
        return fact(value)


def _text(text: str, place: Place) -> Cell:
    if fold(text).strip() in MISSING:
        return None
    try:
        figure = Figure.of(text, place.unit)
        place.component.unit.require(figure.unit)
    except RSIndicatorsError:
        return fact(text)
    return shift(figure.value, figure.unit.exponent)


def _answer(cells: dict[str, Cell], given: Inputs, decimals: int) -> Answer:
    """The rate of a row; `cells` gets the components computed from others."""
    zero = ""
    for name, formula in given.derived.items():
        if cells.get(name) is None:
            cells[name], divisor = _value(formula, cells)
            zero = zero or ("" if name in given.places else divisor)
    unread = [f"{name}“{cells[name]}”" for name in given.asked if isinstance(cells[name], str)]
    if unread:
        return None, words("unreadable", *unread)
    missing = [name for name in given.asked if cells[name] is None]
    if missing:
        return None, words("missing", *missing)
    value, divisor = _value(given.formula, cells)
    if value is None:
        return None, words("zero", zero or divisor)
    return _held(shift(value, -given.indicator.unit.exponent), given.indicator, decimals)


def _value(formula: Formula, cells: Mapping[str, Cell]) -> tuple[Decimal | None, str]:
    """The value of a formula; or None, with the divisor that is zero if one is."""
    values = [cell for cell in map(cells.__getitem__, formula.names) if isinstance(cell, Decimal)]
    if len(values) < len(formula.names):
        return None, ""
    try:
        return formula.compiled.value(values), ""
    except UndefinedResultError as error:
        return None, error.facts["divisor"]


def _held(value: Decimal, indicator: Indicator, decimals: int) -> Answer:
    """The value rounded, if a column of Decimals has the digits for it."""
    if value and value.adjusted() + 1 + decimals >= DIGITS:
        return None, words("size", indicator.name)
    return round_half_up(value, decimals) or shift(ZERO, -decimals), None


def _series(
    frame: nw.DataFrame[Any], name: str, values: Sequence[object], places: npt.NDArray[np.intp], dtype: Dtype
) -> nw.Series[Any]:
    """A column of the frame's library, each value at its places; pandas holds Decimals as objects."""
    held = nw.Object() if dtype.is_decimal() and frame.implementation.is_pandas_like() else dtype
    column = [values[place] for place in places.tolist()]
    return nw.new_series(name, column, held, backend=frame.implementation)
