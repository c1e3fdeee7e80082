"""Indicators that documents use without defining them: a line each.

A listed indicator has a name, a unit and a place, and no definition. What it is (a stock, a flow, a rate),
which way is better and what may be added are ours, with the reason in the same line; where nothing tells that
figures add, they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from rsindicators.errors import DefinitionError, RSIndicatorsError
from rsindicators.indicator import Alias, Indicator
from rsindicators.kinds import Accumulation, Additivity, Direction, Measure
from rsindicators.source import Document
from rsindicators.units import Unit

if TYPE_CHECKING:
    import csv

COLUMNS: Final = (
    "code", "name", "english", "unit", "measure", "direction", "accumulation", "over_regions", "over_periods",
    "part_of", "aliases", "document", "section", "item", "line", "checked", "why", "remark",
)  # fmt: skip
"""The columns of a file of listed indicators; `aliases` are `name=evidence`, parted by `|`."""


def read_listed(text: str, documents: Mapping[str, Document], file: str) -> list[Indicator]:
    """The indicators of a CSV file in the form of `COLUMNS`.

    Raises:
        DefinitionError: A column is missing, or a line does not fit; the message names it.
    """
    import csv

    lines = csv.DictReader(text.splitlines(), strict=True)
    if tuple(lines.fieldnames or ()) != COLUMNS:
        raise DefinitionError("listed.columns", file=file, columns="、".join(COLUMNS))
    return list(_indicators(lines, documents, file))


def _indicators(
    lines: csv.DictReader[str], documents: Mapping[str, Document], file: str
) -> Iterator[Indicator]:
    for number, line in enumerate(lines, 2):
        try:
            yield _indicator(line, documents)
        except (RSIndicatorsError, ValueError, KeyError, AttributeError) as error:
            raise DefinitionError("listed.line", file=file, line=number).because(error) from error


def _indicator(line: dict[str, str], documents: Mapping[str, Document]) -> Indicator:
    if tuple(line) != COLUMNS or None in line.values():
        raise DefinitionError("listed.cells", columns=len(COLUMNS))
    why = line["why"]
    aliases = [alias.partition("=") for alias in line["aliases"].split("|") if alias]
    ours = {
        "code": "本库编码",
        "english": "本库译名",
        "measure": why,
        "direction": why,
        "accumulation": why,
        "over_regions": why,
        "over_periods": why,
        **({"part_of": why} if line["part_of"] else {}),
    }
    place = documents[line["document"]].place(
        line["section"], line["item"], int(line["line"]), line["checked"]
    )
    return Indicator(
        line["code"],
        line["name"],
        line["english"],
        Unit.parse(line["unit"]),
        Measure.called(line["measure"]),
        Direction.called(line["direction"]),
        Accumulation.called(line["accumulation"]),
        Additivity.called(line["over_regions"]),
        Additivity.called(line["over_periods"]),
        place,
        part_of=line["part_of"],
        aliases=tuple(Alias(name, evidence) for name, _, evidence in aliases),
        remarks=(line["remark"],) if line["remark"] else (),
        stated=("name", "unit"),
        assigned=tuple(ours.items()),
    )
