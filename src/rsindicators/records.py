"""Records and dataframes as the cells of a table.

A record is a mapping from headings to values. Its cells are those that a JSON file of the same records has
(`$[3].value`): a text stays what it is, an int or float is a number cell whose printed decimals nobody knows,
a Decimal is printed as it is, None is nothing. What can be no figure and no word (NaN, infinity, a list)
becomes a cell that cannot be read; it is told, and the rest is read.

A dataframe is asked for its records by its own method (pandas `to_dict`, polars `to_dicts`, pyarrow
`to_pylist`); nothing is imported for it. There NaN, NaT and null are missing values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sized
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from rsindicators.bound import Bound
from rsindicators.composition import Composition, Portion
from rsindicators.errors import TableError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Kind as Named
from rsindicators.messages import fact
from rsindicators.number import plain
from rsindicators.period import Period
from rsindicators.region import Region
from rsindicators.table import LONGEST_CELL, Cell, Grid, Kind, bounded
from rsindicators.text import LONGEST_TEXT, checked
from rsindicators.units import Unit

MOST_RECORDS: Final = 200_000
_MOST_BITS: Final = 128
_MOST_PLACES: Final = 40
_METHODS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("to_dicts", ()),
    ("to_pylist", ()),
    ("to_dict", ("records",)),
)
"""How polars, pyarrow and pandas give the rows of a frame."""

_BLANKS: Final = frozenset({"NaTType", "NAType"})


def grid_of(records: object, *, blanks: bool = False) -> Grid:
    """The grid of records: a column for every heading, in the order they come up in.

    Args:
        records: Mappings from headings to values, at most 200,000.
        blanks: Whether NaN and NaT are missing values, as they are in a dataframe.

    Examples:
        >>> grid_of([{"指标": "失业率", "数值": 2.70}]).texts
        (('指标', '数值'), ('失业率', '2.7'))

    Raises:
        TableError: They are no records, too many, or a heading is no text.
    """
    if not isinstance(records, Iterable) or isinstance(records, str | bytes | Mapping):
        raise TableError("submission.records", value=records)
    rows = list(islice(records, MOST_RECORDS + 1))
    if len(rows) > MOST_RECORDS:
        raise TableError("submission.many", most=MOST_RECORDS)
    names: dict[object, str] = {}
    for row in rows:
        if not isinstance(row, Mapping):
            raise TableError("submission.records", value=row)
        for key in row:
            if key not in names:
                names[key] = _heading(key)
    bounded(len(rows) + 1, len(names))
    columns = [(key, f".{name}") for key, name in names.items()]
    return Grid(
        [
            [Cell(name, f"$.{name}") for name in names.values()],
            *(
                [cell_of(row.get(key), f"$[{number}]{step}", blanks=blanks) for key, step in columns]
                for number, row in enumerate(rows)
            ),
        ]
    )


def frame_records(frame: object) -> object:
    """The records of a dataframe, as its own method gives them.

    Raises:
        TableError: It has no such method, or the method fails; or it has more than 200,000 rows.
    """
    for name, arguments in _METHODS:
        method = getattr(frame, name, None)
        if callable(method) and not isinstance(frame, type):
            if isinstance(frame, Sized) and len(frame) > MOST_RECORDS:
                raise TableError("submission.many", most=MOST_RECORDS)
            try:
                return method(*arguments)
            except Exception as error:
                raise TableError("submission.frame", type=type(frame).__name__) from error
    raise TableError("submission.frame", type=type(frame).__name__)


def cell_of(value: Any, address: str, *, blanks: bool = False) -> Cell:
    """The cell of a value; one that can be no figure and no word becomes a cell that cannot be read."""
    if isinstance(value, str) and len(value) <= LONGEST_CELL:
        return Cell(value, address)
    if value is None:
        return Cell("", address, "absent")
    scalar = _unwrapped(value)
    if blanks and is_blank(scalar):
        return Cell("", address, "absent")
    text, kind = _spelled(scalar)
    return Cell(text, address, kind)


def _spelled(value: Any) -> tuple[str, Kind]:
    match value:
        case bool():
            return str(value).upper(), "boolean"
        case int() if value.bit_length() <= _MOST_BITS:
            return str(value), "number"
        case float() if math.isfinite(value):
            return plain(Decimal(repr(float(value)))).removesuffix(".0"), "number"
        case Decimal() if value.is_finite() and abs(value.adjusted()) < _MOST_PLACES:
            return plain(value), "text"
        case date():
            return value.isoformat(), "date"
        case str() if len(value) <= LONGEST_CELL:
            return value, "text"
        case Named():
            return str(value.value), "text"
        case Period() | Indicator():
            return value.code, "text"
        case Region() | Unit() | Figure() | Bound() | Composition() | Portion():
            return str(value), "text"
    return fact(value), "error"


def _unwrapped(value: Any) -> Any:
    """The Python value of a scalar of numpy; anything else as it is."""
    kind = getattr(getattr(value, "dtype", None), "kind", "m")
    if kind == "m" or getattr(value, "ndim", None) != 0:
        return value
    try:
        # the item of a datetime64 of nanoseconds would be a bare count
        return value.astype("datetime64[s]").item() if kind == "M" else value.item()
    except Exception:  # noqa: BLE001 - whatever it is, it is told as a cell that cannot be read
        return value


def is_blank(value: Any) -> bool:
    """Whether a dataframe means nothing by it: NaN, NaT, NA."""
    if value is None or type(value).__name__ in _BLANKS:
        return True
    return value.is_nan() if isinstance(value, Decimal) else isinstance(value, float) and math.isnan(value)


def _heading(key: object) -> str:
    """The heading that a key is; frames may have years for names."""
    named = str(key) if isinstance(key, int) and not isinstance(key, bool) and 0 <= key < 10**6 else key
    return checked(named, TableError, LONGEST_TEXT)
