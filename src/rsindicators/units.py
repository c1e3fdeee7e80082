"""The closed vocabulary: units of measure and their algebra.

A unit of measure is a product of *atoms* out of `data/units.toml`: 万人, 元/人, 1/10万. It keeps its printed
spelling. Every atom is a power of ten of its dimension's base, so conversion only shifts a decimal point
and is exact. What the algebra knows beyond dimensions:

* a *pure* number (no unit, or 万 alone) is not a share: 0.95 is not 95%;
* shares (%, ‰, 倍, 人/万人) and averages (万元/人) do not add; the difference of two percentages is in
  个百分点, and 个百分点 may be added to a percentage;
* 人 and 人次, 家 and 户 differ. They neither add nor convert.

User text is looked up here and never reaches pint's parser; how units go to pint and back is in `registry`.

Source: trade rules on counting words, scales and percentages; GB 3100 knows none of these units.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from rsindicators.errors import UnitError
from rsindicators.registry import powers_of
from rsindicators.registry import register as register  # noqa: PLC0414 - public as `rs.units.register`
from rsindicators.text import checked, fold, nearest
from rsindicators.vocabulary import Powers, scales, unit_pattern, vocabulary

if TYPE_CHECKING:
    from rsindicators.registry import Quantity

LONGEST_UNIT: Final = 40
MOST_ATOMS: Final = 6
NOTHING: Final = ("", "1")
"""Names that add nothing to a product."""


def _power(powers: dict[str, int]) -> Powers:
    return tuple(sorted((name, power) for name, power in powers.items() if power))


@frozen(repr=False)
class Unit:
    """A unit of measure. Make one with `Unit.parse("万元/人")`.

    Attributes:
        symbol: As printed; empty for a pure number.
        atoms: The names in it with their powers.
        dims: The dimensions with their powers; empty for pure numbers and for shares.
        exponent: The power of ten over the base of its dimensions.
    """

    symbol: str
    atoms: Powers = field(eq=False)
    dims: Powers = field(eq=False)
    exponent: int = field(eq=False)
    is_pure: bool = field(eq=False)
    is_whole_count: bool = field(eq=False)
    """Whether it counts whole things one by one (人, 件), so that a number without decimals is exact."""

    @staticmethod
    def parse(text: str) -> Unit:
        """The unit `text` names, spelled as printed (full-width forms are folded).

        Examples:
            >>> Unit.parse("万元／人").symbol
            '万元/人'

        Raises:
            UnitError: A name is not in the vocabulary (the nearest ones are offered), or the text is too
                long.
        """
        return _parse(fold(checked(text, UnitError, LONGEST_UNIT)).strip())

    @staticmethod
    def of(given: str | Unit) -> Unit:
        """A unit itself, or the one a text names."""
        return given if isinstance(given, Unit) else Unit.parse(given)

    @property
    def is_plain(self) -> bool:
        """Whether it measures something and has no scale: 人, 元, not 万人."""
        return bool(self.dims) and self.exponent == 0

    @property
    def is_share(self) -> bool:
        """Whether it is a part of something of its own kind: %, ‰, 倍, 人/万人."""
        return not self.dims and not self.is_pure

    @property
    def adds(self) -> bool:
        """Whether figures in it may be summed: shares and averages may not."""
        return self.is_pure or bool(self.dims and all(power > 0 for _, power in self.dims))

    def fits(self, other: Unit) -> bool:
        """Whether figures in the two units can be converted into each other."""
        return self.dims == other.dims and self.is_pure == other.is_pure

    def require(self, given: Unit) -> None:
        """Nothing, if a figure in `given` can stand where this unit is wanted.

        Raises:
            UnitError: It cannot; the message says what to write.
        """
        if self is given or self.fits(given):
            return
        if given.is_pure and self.is_share:
            raise UnitError("unit.share", other=self)
        if given.is_pure:
            raise UnitError("unit.missing", other=self)
        raise UnitError("unit.different", one=_shown(given), other=_shown(self))

    def _match(self, other: Unit) -> None:
        """As `require`, whichever of the two lacks a unit: the message names the one to write."""
        if self.is_pure:
            other.require(self)
        else:
            self.require(other)

    def plus(self, other: Unit) -> Unit:
        """The unit of a sum.

        Raises:
            UnitError: The units differ in kind, or are shares or averages.
        """
        if self.is_share and other.dims == _POINTS:
            return self
        if self.dims == _POINTS and other.is_share:
            return other
        self._match(other)
        if self.is_share:
            raise UnitError("unit.shares_do_not_add", one=self)
        if not self.adds:
            raise UnitError("unit.averages_do_not_add", one=self)
        return self

    def minus(self, other: Unit) -> Unit:
        """The unit of a difference: 个百分点 for two percentages.

        Raises:
            UnitError: The units differ in kind.
        """
        if self.is_share and other.dims == _POINTS:
            return self
        self._match(other)
        difference = vocabulary().atoms[self.symbol].difference if self.symbol in vocabulary().atoms else ""
        return _parse(difference) if difference else self

    def times(self, other: Unit) -> Unit:
        """The unit of a product; pure numbers and shares leave the other unit as it is."""
        if other.is_pure or (other.is_share and not self.is_pure):
            return self
        if self.is_pure or self.is_share:
            return other
        return _product(self, other, 1)

    def over(self, other: Unit) -> Unit:
        """The unit of a quotient: 倍 where the units fit, a compound such as 亿元/万人 elsewhere."""
        if self.is_pure and other.is_pure:
            return PURE
        if other.is_pure:
            return self
        if self.fits(other) or (self.is_pure and other.is_share):
            return _parse("倍")
        if other.is_share:
            return self
        return _product(PURE if self.is_share else self, other, -1)

    def scaled_like(self, other: Unit) -> Unit:
        """The unit of a number whose counting word stands behind another one: 3万 in 3万—5万人 is 3万人."""
        if not self.symbol:
            return other
        if not self.is_pure or other.is_pure:
            return self
        scale = next((scale for scale in scales() if other.symbol.startswith(scale)), "")
        return Unit.parse(self.symbol + other.symbol.removeprefix(scale))

    def __reduce__(self) -> tuple[object, ...]:
        return _parse, (self.symbol,)

    def __repr__(self) -> str:
        return f"Unit.parse({self.symbol!r})"

    def __str__(self) -> str:
        return self.symbol


@lru_cache(maxsize=4096)
def _parse(symbol: str) -> Unit:
    parts = re.split("([/·])", symbol)
    if len(parts) > 2 * MOST_ATOMS:
        raise UnitError("unit.atoms", symbol=symbol, most=MOST_ATOMS)
    if "·" in symbol.partition("/")[2]:
        raise UnitError("unit.dot_after_stroke", symbol=symbol)
    atoms: dict[str, int] = {}
    for sign, name in zip(["·", *parts[1::2]], parts[::2], strict=True):
        stands = "/" in (sign, symbol[1:2]) or not name[:1].isdigit()
        if name not in vocabulary().atoms or not stands or (len(parts) > 1 and not name):
            near = nearest(name, vocabulary().standing)
            raise UnitError("unit.unknown", name=name or symbol, near=near)
        if name not in NOTHING:
            atoms[name] = atoms.get(name, 0) + (1 if sign == "·" else -1)
    return _unit(symbol, _power(atoms))


@lru_cache(maxsize=1024)
def known(symbol: str) -> Unit | None:
    """The unit of that very name in the vocabulary, or None (compounds are read by `parse` alone)."""
    return _parse(symbol) if symbol in vocabulary().atoms and not symbol[:1].isdigit() else None


def _unit(symbol: str, powers: Powers) -> Unit:
    atoms = [(vocabulary().atoms[name], power) for name, power in powers]
    dims: dict[str, int] = {}
    for atom, power in atoms:
        for dim, of_atom in atom.dims:
            dims[dim] = dims.get(dim, 0) + of_atom * power
    one = atoms[0][0] if len(atoms) == 1 and atoms[0][1] == 1 else None
    return Unit(
        symbol,
        powers,
        _power(dims),
        sum(atom.exponent * power for atom, power in atoms),
        is_pure="/" not in symbol and all(atom.kind == "pure" for atom, _ in atoms),
        is_whole_count=one is not None and one.kind == "count" and one.exponent == 0,
    )


def _product(one: Unit, other: Unit, sign: int) -> Unit:
    """The compound of two units. Where dimensions cancel or would need a long name, plain atoms are used."""
    powers: dict[str, int] = dict(one.atoms)
    for name, power in other.atoms:
        powers[name] = powers.get(name, 0) + sign * power
    made = _unit("", _power(powers))
    if sum(abs(power) for _, power in made.dims) < sum(abs(power) for _, power in one.dims + other.dims):
        plain = vocabulary().plain
        powers = {plain[((dim, 1),)]: power for dim, power in made.dims}
    return _parse(_spell(powers)) if any(powers.values()) else _parse("倍")


def _spell(powers: dict[str, int]) -> str:
    above = "·".join(name for name, power in powers.items() for _ in range(power))
    below = "".join(f"/{name}" for name, power in powers.items() for _ in range(-power))
    return (above or "1") + below


def _shown(unit: Unit) -> str:
    return unit.symbol or "(无单位)"


def unit_at(text: str, position: int) -> tuple[Unit, int]:
    """The longest unit that stands in the folded `text` at `position`, and where it ends; or the pure one."""
    found = unit_pattern().match(text, position)
    return (_parse(found.group()), found.end()) if found else (PURE, position)


_POINTS: Final = (("percentage_point", 1),)
PURE: Final = _parse("")
PERCENT: Final = _parse("%")
TIMES: Final = _parse("倍")


def from_quantity(given: Quantity) -> tuple[object, Unit]:
    """Magnitude and unit of a pint quantity, whatever its registry.

    Raises:
        UnitError: A unit of the quantity is not in the vocabulary.
    """
    powers = powers_of(given)
    return given.magnitude, _parse(_spell(powers) if powers else "")
