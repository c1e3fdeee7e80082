"""The plans of the documents, as their data files hold them."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from rsindicators import package
from rsindicators.codec import from_data
from rsindicators.printed import Header, Printed, Row, Statement, heading

_EVIDENCE: Final = ("inferred", "lost")


@cache
def codes() -> tuple[str, ...]:
    """Their codes, in order."""
    return tuple(name.removeprefix("plans/").removesuffix(".toml") for name in package.names("plans"))


@cache
def _file(code: str) -> dict[str, Any]:
    return package.table(f"plans/{code}.toml")


def header(code: str) -> dict[str, Any]:
    """What a file says of its plan: code, title, table."""
    found: dict[str, Any] = _file(code)["plan"]
    return found


@cache
def headings() -> dict[str, str]:
    """Title and table of each plan, by code."""
    headers = map(header, codes())
    return {one["code"]: heading(one["title"], one.get("table", "")) for one in headers}


def printed(code: str) -> Printed:
    """All that a plan prints.

    Raises:
        DefinitionError: A record does not fit its class; the message names it.
    """
    plan = header(code)
    origin = package.table("documents.toml")[plan["document"]] | {"code": plan["document"]}
    rows = [_record(row, Row, f"{code} 第{row.get('number')}行") for row in _file(code).get("row", [])]
    statements = [
        _record(one, Statement, f"{code} 正文{one.get('name')}") for one in _file(code).get("statement", [])
    ]
    return Printed(from_data(plan | {"document": origin}, Header, code), rows, statements)


def _record(record: dict[str, Any], kind: type[Any], where: str) -> Any:
    """A row or a statement; its evidence is written as a table and kept as pairs."""
    pairs = {key: list(map(list, record[key].items())) for key in _EVIDENCE if key in record}
    return from_data(record | pairs, kind, where)
