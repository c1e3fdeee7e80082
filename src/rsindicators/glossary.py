"""Names on forms, found in the definitions.

A form names indicators, and beside a rate the components of its formula, each reported as a number of its own
(see `constituent`). A name is looked up among the indicators first, then among the components. It may bear a
number, a star, 其中 and a unit in brackets, as printed tables have them; `指标/组成` names both at once.

Several indicators share a component name (当期审结案件数). It is never guessed which is meant: whoever asks
tells the indicators it stands near, or is told that it is ambiguous. Unknown names are refused with the
nearest ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.constituent import constituents
from rsindicators.errors import RSIndicatorsError, UnknownNameError, wrong_kind
from rsindicators.indicator import Indicator
from rsindicators.rowhead import read_head
from rsindicators.text import checked, fold, nearest

SEPARATORS: Final = "/:"
MOST_KEPT: Final = 20_000
MOST_NEAR: Final = 100
"""For how many unknown names of one form the nearest are searched; it may hold a hundred thousand."""


@frozen
class Named:
    """What a name on a form may mean.

    Attributes:
        candidates: The indicator, or the components of that name; empty where nothing bears it.
        unit: The unit printed behind the name, in brackets; empty where none is.
    """

    candidates: tuple[Indicator, ...] = ()
    unit: str = ""


UNKNOWN: Final = Named()


def _catalogue(given: object) -> Catalogue:
    if not isinstance(given, Catalogue):
        raise wrong_kind("catalogue", "Catalogue", given)
    return given


def family_of(indicator: Indicator) -> str:
    """The code of the indicator that a component belongs to; of any other its own."""
    return indicator.component_of or indicator.code


@frozen(eq=False)
class Glossary:
    """The names of a catalogue, with those of the components.

    Args:
        catalogue: The definitions; of a plan its `catalogue`, which knows the plan's own indicators.

    Examples:
        >>> glossary = Glossary(Catalogue.standard())
        >>> glossary.find("仲裁结案率").code, glossary.find("当期立案受理案件数").code
        ('arbitration_closure_rate', 'arbitration_closure_rate__accepted')
        >>> glossary.find("审结", near=["mediation_success_rate"]).code
        'mediation_success_rate__closed'

    Raises:
        DefinitionError: It is no catalogue.
    """

    catalogue: Catalogue = field(converter=_catalogue)
    _kept: dict[tuple[str, str], Named] = field(factory=dict, init=False, repr=False)
    _near: dict[str, str] = field(factory=dict, init=False, repr=False)

    @staticmethod
    def of(catalogue: Catalogue) -> Glossary:
        """The glossary of a catalogue; that of a catalogue asked for before remembers its names.

        Raises:
            DefinitionError: It is no catalogue.
        """
        return _made(_catalogue(catalogue))

    def find(self, name: str, component: str = "", near: Iterable[str] = ()) -> Indicator:
        """The indicator, or the component as an indicator of its own, that a name means.

        Args:
            name: As printed: `失业保险参保人数`, `17.其中:高技能人才总量(万人)`, `仲裁结案率/当期受理`.
            component: The name of a component, where it stands apart from that of its indicator.
            near: Codes of the indicators it stands near, the nearest first; they decide between several
                indicators that have a component of that name.

        Raises:
            UnknownNameError: Nothing bears the name (`catalogue.unknown`, `component.unknown`), or several
                indicators do (`glossary.ambiguous`); the message offers the nearest names.
        """
        found = self.named(name, component).candidates
        if len(found) == 1:
            return found[0]
        if not found:
            raise self.unknown(name, component)
        chosen = among(found, near)
        if chosen is None:
            raise self.ambiguous(name, found)
        return chosen

    def named(self, name: str, component: str = "") -> Named:
        """All that a name may mean, and the unit printed behind it.

        Raises:
            UnknownNameError: A name is no text, or longer than 200 characters.
        """
        key = (checked(name, UnknownNameError), checked(component, UnknownNameError))
        found = self._kept.get(key)
        if found is None:
            found = self._looked_up(*key)
            if len(self._kept) < MOST_KEPT:
                self._kept[key] = found
        return found

    def knows(self, name: str) -> bool:
        """Whether anything bears the name; what can be no name is not known."""
        try:
            return bool(self.named(name).candidates)
        except UnknownNameError:
            return False

    def unknown(self, name: str, component: str = "", *, search: bool = True) -> UnknownNameError:
        """That nothing bears the name; with the nearest names, if they are to be searched for."""
        owner = self.named(name).candidates if component else ()
        if len(owner) == 1 and owner[0].components:
            names = [name for part in owner[0].components for name in part.names]
            near = _nearest(component, names)
            return UnknownNameError("component.unknown", name=component, indicator=owner[0].name, near=near)
        wanted = name or component
        if search and wanted not in self._near:
            if len(self._near) >= MOST_KEPT:
                self._near.clear()
            self._near[wanted] = _nearest(wanted, self._names)
        near = self._near.get(wanted, "")
        code = "catalogue.unknown" if near else "glossary.unknown"
        return UnknownNameError(code, name=wanted, near=near)

    def ambiguous(self, name: str, candidates: Sequence[Indicator]) -> UnknownNameError:
        """That several indicators have a component of that name; ready to be raised."""
        owners = "、".join(self.catalogue[family_of(one)].name for one in candidates)
        return UnknownNameError("glossary.ambiguous", name=name, owners=owners)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        names = (name for indicator in self.catalogue for name in indicator.names)
        return tuple(dict.fromkeys((*names, *self._components)))

    @cached_property
    def _components(self) -> dict[str, tuple[Indicator, ...]]:
        """The components of all indicators by each of their names."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.catalogue:
            for one in constituents(indicator):
                for name in dict.fromkeys((one.name, one.code, *one.short_names)):
                    found.setdefault(_plain(name), []).append(one)
        return {name: tuple(ones) for name, ones in found.items()}

    def _looked_up(self, name: str, component: str) -> Named:
        found = self._of(name, component)
        if found:
            return Named(found)
        try:
            (bare, unit), (part, of_part) = map(_headless, (name, component))
        except RSIndicatorsError:
            return UNKNOWN
        return Named(self._of(bare, part), of_part or unit)

    def _of(self, name: str, component: str) -> tuple[Indicator, ...]:
        if not component:
            return self._one(name) or self._divided(name)
        if not name.strip():
            return self._components.get(_plain(component), ())
        return tuple(part for owner in self._one(name) for part in _parts(owner, component))

    def _one(self, name: str) -> tuple[Indicator, ...]:
        """The indicator of that name, else the components."""
        plain = _plain(name)
        indicator = self.catalogue.get(name) or self.catalogue.get(plain)
        return (indicator,) if indicator else self._components.get(plain, ())

    def _divided(self, name: str) -> tuple[Indicator, ...]:
        """The component of a name that tells its indicator too: 仲裁结案率/当期受理."""
        for sign in re.finditer(f"[{SEPARATORS}]", fold(name)):
            owner, component = name[: sign.start()], name[sign.end() :]
            if owner.strip() and component.strip():
                found = self._of(owner, component)
                if found:
                    return found
        return ()


@lru_cache(maxsize=8)
def _made(catalogue: Catalogue) -> Glossary:
    return Glossary(catalogue)


def among(candidates: Sequence[Indicator], near: Iterable[str]) -> Indicator | None:
    """The candidate that belongs to the first of some indicators that any belongs to, or None."""
    owned = {family_of(one): one for one in candidates}
    return next((owned[code] for code in near if code in owned), None)


def _nearest(name: str, known: Iterable[str]) -> str:
    """The names most like it; for one in Chinese no codes and no English."""
    wanted = _plain(name)
    names = list(known)
    return nearest(wanted, (not wanted.isascii() and [one for one in names if not one.isascii()]) or names)


def _parts(owner: Indicator, component: str) -> list[Indicator]:
    """The components of an indicator that bear a name, or the code within their indicator."""
    wanted = _plain(component)
    own = f"{owner.code}__{wanted}"
    return [one for one in constituents(owner) if wanted in map(_plain, one.names) or one.code == own]


def _headless(name: str) -> tuple[str, str]:
    """The name without number, star and 其中, and the unit behind it.

    Raises:
        RSIndicatorsError: Nothing is left of it.
    """
    if not name.strip():
        return "", ""
    head = read_head(name, "", "", "")
    return head.name, head.unit


def _plain(name: str) -> str:
    """The name without what tables put into it: full-width signs, spaces and line breaks."""
    folded = fold(name).strip()
    return folded if folded.isascii() else "".join(folded.split())
