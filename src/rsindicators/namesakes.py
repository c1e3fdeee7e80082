"""Rows whose names have been looked up, and what a name that several indicators share means among them.

A component name that several indicators share belongs to the indicator beside whose rows of the same region
and time it stands, if the rows of each stand together and each has it once; told once, to the only one that
is reported. Any other stays what it is, and is told as ambiguous: a figure given to the wrong rate would
accuse true ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import groupby

from attrs import define

from rsindicators.errors import RSIndicatorsError
from rsindicators.glossary import Named, among, family_of
from rsindicators.indicator import Indicator
from rsindicators.notation import MISSING
from rsindicators.rows import Row

_Key = tuple[str, tuple[str, ...]]


@define(eq=False)
class Line:
    """A row whose name has been looked up.

    Attributes:
        row: The row.
        name: Of its indicator, as printed.
        component: Of its component, likewise.
        named: What these may mean.
        error: Why they can be no names, if they cannot.
    """

    row: Row
    name: str
    component: str
    named: Named
    error: RSIndicatorsError | None = None

    @property
    def indicator(self) -> Indicator | None:
        """What it is of, where its name says that alone."""
        found = self.named.candidates
        return found[0] if len(found) == 1 else None


def text_of(row: Row, key: str) -> str:
    """What a cell says; nothing where it says that there is nothing."""
    cell = row.get(key)
    text = "" if cell is None else cell.text.strip()
    return "" if text in MISSING else text


def decide(lines: Sequence[Line], reported: Collection[str]) -> None:
    """Decide, where the rows around them tell it, what shared component names mean."""
    if all(len(line.named.candidates) < 2 for line in lines):
        return
    places: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        places.setdefault((text_of(line.row, "region"), text_of(line.row, "period")), []).append(line)
    for group in places.values():
        _decide_place(group, reported)


def _decide_place(lines: Sequence[Line], reported: Collection[str]) -> None:
    """The same for the rows of one region and time, in their order."""
    shared = [line for line in lines if len(line.named.candidates) > 1]
    taken = {(one.code, _slot(line)) for line in lines if (one := line.indicator)}
    owners = _owners(lines, taken)
    times = Counter(map(_asked, shared))
    unsure = {_asked(line) for line in shared if id(line) not in owners}
    for line in shared:
        asked = _asked(line)
        chosen = owners.get(id(line))
        if asked in unsure:
            known = [one for one in line.named.candidates if family_of(one) in reported]
            alone = times[asked] == 1 and len(known) == 1 and (known[0].code, _slot(line)) not in taken
            chosen = known[0] if alone else None
        if chosen is not None:
            line.named = Named((chosen,), line.named.unit)


def _owners(lines: Sequence[Line], taken: Collection[_Key]) -> dict[int, Indicator]:
    """What shared names mean by where they stand, by the `id` of their rows.

    It tells that only where the rows of each indicator stand together and have none of its numbers twice:
    of names between the rows of two indicators the first are of the one above, the others of the one below,
    and there must be a single way to part them.

    Args:
        lines: The rows of one region and time.
        taken: What the other rows tell already.
    """
    blocks = [(family, tuple(block)) for family, block in groupby(lines, _block)]
    families = [family for family, _ in groupby(family for family, _ in blocks if family is not None)]
    if any(count > 1 for family, count in Counter(families).items() if family):
        return {}
    beside = ["", *(family or "" for family, _ in blocks), ""]
    runs = [
        (block, above or below, below or above)
        for above, (family, block), below in zip(beside[:-2], blocks, beside[2:], strict=True)
        if family is None and (above or below)
    ]
    found: dict[int, Indicator] = {}
    told = set(taken)
    for block, above, below in sorted(runs, key=lambda run: run[1] != run[2]):
        first, last = _led(block, above, told), _led(block[::-1], below, told)[::-1]
        if above != below and len(first) + len(last) != len(block):
            return {}
        if above == below and len(first) != len(block):
            return {}
        for line, one in zip(block, first if above == below else first + last, strict=True):
            found[id(line)] = one
            told.add((one.code, _slot(line)))
    return found


def _led(lines: Sequence[Line], family: str, taken: Collection[_Key]) -> list[Indicator]:
    """What the rows mean if they are of that indicator, as far as each is a number it has not got yet."""
    found: list[Indicator] = []
    told = set(taken)
    for line in lines:
        one = among(line.named.candidates, (family,))
        if one is None or (one.code, _slot(line)) in told:
            break
        found.append(one)
        told.add((one.code, _slot(line)))
    return found


def _block(line: Line) -> str | None:
    """The indicator whose rows stand together; None for a row of a shared name, nothing for others."""
    return None if len(line.named.candidates) > 1 else _family(line)


def _asked(line: Line) -> _Key:
    """The shared name of a row, and what tells its figure apart."""
    return "、".join(one.code for one in line.named.candidates), _slot(line)


def _family(line: Line) -> str:
    return family_of(line.indicator) if line.indicator else ""


def _slot(line: Line) -> tuple[str, ...]:
    """What tells figures of one indicator, region and time apart."""
    return tuple(text_of(line.row, key) for key in ("accumulation", "scope", "status"))
