"""The names of units, out of the data file."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from attrs import frozen

from rsindicators import package

Powers = tuple[tuple[str, int], ...]


@frozen
class Atom:
    """One name of the vocabulary: `dims` and the power of ten over their base."""

    name: str
    dims: Powers
    exponent: int
    kind: str
    pint: str
    difference: str = ""


@frozen
class Vocabulary:
    """The atoms by name, the scales, and the plain atom of each dimension."""

    atoms: dict[str, Atom]
    scales: tuple[str, ...]
    plain: dict[Powers, str]
    standing: tuple[str, ...]
    """The names that stand alone as a unit, the unscaled ones first."""


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of `data/units.toml`, read once."""
    data = package.table("units.toml")
    atoms = {
        name: Atom(name, (), power, "pure", name.replace("10", "十") if power else "")
        for name, power in data["pure"].items()
    }
    plain: dict[Powers, str] = {}
    for record in data["unit"]:
        for atom in _atoms_of(record, data["scales"]):
            atoms[atom.name] = atom
            if atom.dims:
                plain.setdefault(atom.dims, atom.name)
    standing = dict.fromkeys([*plain.values(), *(name for name in atoms if name and not name[0].isdigit())])
    return Vocabulary(atoms, tuple(sorted(data["scales"], key=len, reverse=True)), plain, tuple(standing))


@cache
def unit_pattern() -> re.Pattern[str]:
    """What finds a unit in a text, compiled when the first is looked for."""
    names = [re.escape(name) for name in sorted(vocabulary().atoms, key=len, reverse=True) if name]
    first, later = "|".join(name for name in names if not name[0].isdigit()), "|".join(names)
    return re.compile(rf"(?:{first}|1(?=/))(?:[/·](?:{later}))*")


def scales() -> tuple[str, ...]:
    """The words that scale a counting unit, the longest first: 百万, 千万, 万亿, 千."""
    return vocabulary().scales


def _atoms_of(record: dict[str, Any], scales: dict[str, int]) -> list[Atom]:
    name, kind, power = record["name"], record["kind"], record.get("power", 0)
    dims = [record["dimension"]] if "dimension" in record else record.get("dimensions", [])
    scaled = record.get("scaled", kind != "ratio")
    return [
        Atom(
            scale + spelling,
            tuple((dim, 1) for dim in sorted(dims)),
            power + places,
            kind,
            record.get("pint", scale + spelling),
            record.get("difference", ""),
        )
        for spelling in (name, *record.get("aliases", ()))
        for scale, places in ({"": 0} | (scales if scaled else {})).items()
    ]
