"""The vocabulary in a pint registry: the one door to pint.

Every atom of `data/units.toml` that has a name in pint is defined over the plain atoms of its dimensions;
what a registry already calls by that name must mean the same. pint is imported when it is first asked for.
"""

from __future__ import annotations

import sys
import threading
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from rsindicators.errors import UnitError
from rsindicators.text import nearest
from rsindicators.vocabulary import Atom, Powers, vocabulary

if TYPE_CHECKING:
    import pint

    Registry = pint.UnitRegistry[Any]
    Quantity = pint.Quantity[Any]

_lock = threading.RLock()


def register(registry: Registry) -> None:
    """Add the vocabulary to a pint registry of yours; adding it twice does no harm.

    Examples:
        >>> import pint
        >>> ureg = pint.UnitRegistry()
        >>> register(ureg)
        >>> ureg.Quantity(2.5, "万人").m_as("人")
        25000.0

    Raises:
        UnitError: The registry has a unit of one of these names with another meaning.
    """
    with _lock:
        atoms = vocabulary().atoms.values()
        for atom in atoms:  # all or nothing: a registry with a clash is left as it was
            if atom.pint and atom.pint in registry:
                _verify(registry, atom)
        for atom in atoms:
            _define(registry, atom)


def quantity(value: Decimal, powers: Powers, registry: Registry | None = None) -> Quantity:
    """`value` in a product of atoms as a pint quantity.

    Args:
        value: The magnitude.
        powers: The atoms by name, with their powers.
        registry: Whose quantity it is; what it lacks of the atoms is added, and its own type of numbers is
            used. Left out, the library's own registry, of Decimals.

    Raises:
        UnitError: As `register`.
    """
    with _lock:
        target = _registry() if registry is None else registry
        product = target.Unit("")
        for name, power in powers:
            atom = vocabulary().atoms[name]
            _define(target, atom)
            product *= target.Unit(atom.pint) ** power
    return target.Quantity(target.non_int_type(value), product)


def powers_of(given: Quantity) -> dict[str, int]:
    """The atoms of a pint quantity by name, with their powers, whatever its registry.

    Raises:
        UnitError: A unit of the quantity is not in the vocabulary.
    """
    names = {atom.pint: name for name, atom in reversed(vocabulary().atoms.items()) if atom.pint}
    powers: dict[str, int] = {}
    for name, power in given.unit_items():
        if name not in names or power != round(float(str(power))):
            raise UnitError("unit.unknown", name=name, near=nearest(name, names))
        powers[names[name]] = round(float(str(power)))
    return powers


def is_quantity(value: object) -> bool:
    """Whether `value` is a pint quantity; pint is not imported to find out."""
    pint = sys.modules.get("pint")
    return pint is not None and isinstance(value, pint.Quantity)


@cache
def _registry() -> Registry:
    from pint import UnitRegistry

    registry: Registry = UnitRegistry(None, non_int_type=Decimal)
    register(registry)
    return registry


def _define(registry: Registry, atom: Atom) -> None:
    """Add an atom to a registry that lacks it; the plain atom of a dimension is its base there."""
    if not atom.pint:
        return
    if atom.pint in registry:
        _verify(registry, atom)
        return
    plain = _plain(atom)
    if plain == [atom]:
        registry.define(f"{atom.pint} = [rs_{atom.dims[0][0]}]")
        return
    for base in plain:
        _define(registry, base)
    registry.define(f"{atom.pint} = {_meaning(atom)}")


def _verify(registry: Registry, atom: Atom) -> None:
    """Nothing, if what the registry has under the atom's name means the same."""
    plain = _plain(atom)
    if plain == [atom]:
        same = dict(registry.Unit(atom.pint).dimensionality) == {f"[rs_{atom.dims[0][0]}]": 1}
    else:
        known = all(base.pint in registry for base in plain)
        same = known and registry.Quantity(1, atom.pint) == registry.parse_expression(_meaning(atom))
    if not same:
        raise UnitError("unit.taken", name=atom.pint)


def _plain(atom: Atom) -> list[Atom]:
    """The plain atoms of its dimensions: 人 for 万人, 人 and 年 for 人年."""
    return [vocabulary().atoms[vocabulary().plain[((dim, 1),)]] for dim, _ in atom.dims]


def _meaning(atom: Atom) -> str:
    """The atom over the plain atoms of its dimensions, as pint writes it."""
    plain = _plain(atom)
    places = atom.exponent - sum(base.exponent for base in plain)
    return " * ".join([f"1e{places}", *(base.pint for base in plain)])
