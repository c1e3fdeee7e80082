"""Which indicator a row of a table is of: the caller's, the catalogue's, or one learned from the row.

A name that the catalogue knows in a unit that does not fit is another indicator (人次 under a name of 人),
and so are a part's name under another whole and a name that another section uses again, as long as nobody
defined them: they are learned apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import define, field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.errors import told_at
from rsindicators.indicator import Indicator
from rsindicators.learned import learned
from rsindicators.notation import Reading, parse
from rsindicators.printed import LOST, OTHER_UNIT, Pairs
from rsindicators.rowhead import RowHead
from rsindicators.source import Document
from rsindicators.text import fold
from rsindicators.units import Unit


@frozen
class Place:
    """Where a row stands: its section, the whole it is a part of (or nothing), its address."""

    section: str
    whole: str
    address: str


@define
class Known:
    """The indicators that the rows of one table are of; it never leaves the call that made it.

    Attributes:
        catalogue: Where names are looked up.
        document: Where the table stands.
        names: The caller's names.
        learned: The indicators learned so far, by their names.
    """

    catalogue: Catalogue
    document: Document
    names: Mapping[str, Indicator | str]
    learned: dict[str, Indicator] = field(factory=dict)
    _used: set[str] = field(factory=set)

    @property
    def unused(self) -> list[str]:
        """The caller's names that no row bears."""
        return [name for name in self.names if name not in self._used]

    def identify(
        self, head: RowHead, place: Place, cells: Iterable[tuple[str, str]]
    ) -> tuple[Indicator, Pairs]:
        """The indicator of a row, and what is read into the row.

        All cells are read on the way, so that what is unreadable is told with its address.

        Args:
            head: What the row's name says.
            place: Where the row stands.
            cells: The texts of its figures, each with its address.

        Raises:
            NotationError, UnitError: A cell cannot be read.
            UnknownNameError: The caller's name is for an unknown indicator.
        """
        found = self._found(head.name)
        other = found is not None and head.unit != "" and not _fits(found, head.unit)
        unit = head.unit or (found.unit.symbol if found else "")
        readings = [_reading(text, unit, address) for text, address in cells if text != LOST]
        if found is not None and not other:
            return found, () if head.unit or found.unit.is_pure else _unsaid(found)
        one = self._learned(head, place, readings, other=other)
        kind = f"{one.measure.label}、{one.direction.label}"
        name, why = (
            (OTHER_UNIT, f"单位{head.unit}与目录的不同,另作一个指标")
            if other
            else ("indicator", f"目录中没有这个名称,按{kind}读")
        )
        unsaid = () if head.unit else _unsaid(one)
        return one, (*unsaid, (name, why))

    def _found(self, name: str) -> Indicator | None:
        if name in self.names:
            self._used.add(name)
            given = self.names[name]
            return given if isinstance(given, Indicator) else self.catalogue[given]
        return self.catalogue.get(name) or self.catalogue.get(re.sub(r"\s", "", fold(name)))

    def _learned(self, head: RowHead, place: Place, readings: list[Reading], *, other: bool) -> Indicator:
        name = f"{head.name}({head.unit})" if other else head.name
        if place.whole and not other:
            name = f"{place.whole}:{name}"
        one = self.learned.get(name)
        if one is not None and head.unit and not one.unit.fits(Unit.parse(head.unit)):
            name = f"{name}({head.unit})"
        elif one is not None and one.source.section != place.section:
            name = f"{place.section}:{name}"
        if name not in self.learned:
            source = self.document.place(place.section, place.address)
            self.learned[name] = learned(name, head.unit, readings, source)
        return self.learned[name]


def _unsaid(indicator: Indicator) -> Pairs:
    read = f"按{indicator.unit}读" if indicator.unit.symbol else "按没有单位的数读"
    return (("unit", f"原表未印单位,{read}"),)


def _fits(indicator: Indicator, unit: str) -> bool:
    """Whether figures in that unit are of it; its counting words are units that mean the same."""
    found = Unit.parse(unit)
    same = {Unit.parse(word).dims for word in indicator.counting_words}
    return indicator.unit.fits(found) or found.dims in same


def _reading(text: str, unit: str, address: str) -> Reading:
    with told_at(address):
        return parse(text, unit or None)
