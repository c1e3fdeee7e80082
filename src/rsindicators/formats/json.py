"""JSON: a list of records, or columns and rows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NoReturn

from rsindicators.errors import TableError
from rsindicators.number import plain
from rsindicators.table import LONGEST_CELL, MOST_CELLS, Cell, Grid, Table, bounded

_KEYS: Final = {"title", "columns", "rows", "notes"}
_POWER: Final = re.compile(r"-?[0-9.]{1,40}[eE][+-]?[0-9]{1,2}")
_MOST_ITEMS: Final = 4 * MOST_CELLS


class _Number(str):
    """A number as the file spells it."""

    __slots__ = ()


def read(text: str) -> tuple[Cell | Grid, ...]:
    """The tables of a JSON text, each with its title before and its notes behind it.

    A number keeps its spelling; since programs drop closing zeros, its decimals stay unknown.

    Raises:
        TableError: It is no JSON, too deep, too large, or holds no table.

    Examples:
        >>> read('[{"指标": "失业率", "2020年": 2.7}]')[0].texts
        (('指标', '2020年'), ('失业率', '2.7'))
        >>> read('[{"value": 2.7}]')[0].rows[1][0]
        Cell(text='2.7', address='$[0].value', kind='number', decimals=None, stored='', span=(1, 1))
    """
    data = _parsed(text)
    if isinstance(data, list) and data and all(map(_is_table, data)):
        return tuple(block for number, table in enumerate(data) for block in _table(table, f"$[{number}]"))
    if _is_table(data):
        return tuple(_table(data, "$"))
    if isinstance(data, list) and all(isinstance(record, dict) for record in data):
        return (_records(data),)
    raise TableError("formats.shape", place="$")


def write(tables: list[Table]) -> str:
    """The text of a JSON file: one object, or a list of them; a line each row."""
    texts = [_written(table) for table in tables]
    return (texts[0] if len(texts) == 1 else "[\n" + ",\n".join(texts) + "\n]") + "\n"


def _written(table: Table) -> str:
    rows = ",\n".join("  " + _spelled(row) for row in table.rows)
    fields = [
        f' "columns": {_spelled(table.columns)}',
        ' "rows": [\n' + rows + "\n ]" if rows else ' "rows": []',
    ]
    if table.title:
        fields.insert(0, f' "title": {_spelled(table.title)}')
    if table.notes:
        fields.append(f' "notes": {_spelled(table.notes)}')
    return "{\n" + ",\n".join(fields) + "\n}"


def _spelled(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _parsed(text: str) -> Any:
    items = text.count(",") + text.count("[") + text.count("{")
    if items > _MOST_ITEMS:
        raise TableError("formats.large", most=_MOST_ITEMS)
    try:
        return json.loads(
            text,
            parse_float=_Number,
            parse_int=_Number,
            parse_constant=_no_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise TableError("formats.json", line=error.lineno, column=error.colno) from error
    except RecursionError:
        raise TableError("formats.large", most=_MOST_ITEMS) from None


def _no_constant(name: str) -> NoReturn:
    raise TableError("formats.constant", name=name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise TableError("formats.twice", name=name)
        found[name] = value
    return found


def _is_table(data: object) -> bool:
    return (
        isinstance(data, dict)
        and {"columns", "rows"} <= data.keys() <= _KEYS
        and isinstance(data["columns"], list)
        and isinstance(data["rows"], list)
    )


def _table(table: dict[str, Any], place: str) -> Iterator[Cell | Grid]:
    if "title" in table:
        title = _cell(table["title"], f"{place}.title")
        yield Cell(title.text, title.address, "heading")
    rows = [_row(table["columns"], f"{place}.columns")]
    for number, row in enumerate(table["rows"]):
        rows.append(_row(row, f"{place}.rows[{number}]"))

    def address(row: int, column: int) -> str:
        return f"{place}.rows[{row - 1}][{column}]" if row else f"{place}.columns[{column}]"

    yield Grid.padded(rows, address)
    if "notes" in table:
        yield from _row(table["notes"], f"{place}.notes")


def _row(values: object, place: str) -> list[Cell]:
    if not isinstance(values, list):
        raise TableError("formats.shape", place=place)
    return [_cell(value, f"{place}[{number}]") for number, value in enumerate(values)]


def _records(records: list[dict[str, Any]]) -> Grid:
    """The grid of records: a column for every name, in the order they come up in."""
    names: dict[str, str] = {}
    for number, record in enumerate(records):
        for name in record:
            if name not in names:
                names[name] = f"$[{number}]{_step(name)}"
    bounded(len(records) + 1, len(names))
    head = [_text(name, place) for name, place in names.items()]
    rows = [
        [
            _cell(record[name], f"$[{number}]{_step(name)}")
            if name in record
            else Cell("", f"$[{number}]{_step(name)}", "absent")
            for name in names
        ]
        for number, record in enumerate(records)
    ]
    return Grid([head, *rows])


def _step(name: str) -> str:
    return f".{name}" if name.isidentifier() else f"[{_spelled(name)}]"


def _cell(value: object, address: str) -> Cell:
    if isinstance(value, _Number):
        return Cell(_text(_number(value), address).text, address, "number")
    if isinstance(value, str):
        return _text(value, address)
    if isinstance(value, bool):
        return Cell("true" if value else "false", address, "boolean")
    if value is None:
        return Cell("", address, "absent")
    raise TableError("formats.value", cell=address, type=type(value).__name__)


def _number(token: str) -> str:
    """The number in digits, unless it is one that nobody prints."""
    return plain(Decimal(token)) if _POWER.fullmatch(token) else str(token)


def _text(text: str, address: str) -> Cell:
    if len(text) > LONGEST_CELL:
        raise TableError("formats.long", cell=address, limit=LONGEST_CELL)
    return Cell(text, address)
