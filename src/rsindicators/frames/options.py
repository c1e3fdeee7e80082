"""What figures are held against: the options of `validate`, told once and handed down as one value.

Here they are as the caller gave them, but for the rules and the names of regions, which are refused at once
if they are none. What they mean of indicators and periods is looked up where it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import index
from typing import Any

from attrs import evolve, field, frozen
from attrs.converters import optional

from rsindicators.catalogue import Catalogue
from rsindicators.errors import FrameError, NumberError
from rsindicators.frames.layout import DEFINED
from rsindicators.glossary import Glossary
from rsindicators.number import MOST_DECIMALS
from rsindicators.period import Period
from rsindicators.perusal import region_names
from rsindicators.plan import Plan
from rsindicators.ruleset import RuleSet
from rsindicators.validation import definitions, rules_of


def decimals_of(given: Any, most: int = MOST_DECIMALS) -> int:
    """A number of decimals; a whole number of any library, such as numpy, comes as one of Python.

    Raises:
        NumberError: It is no whole number from 0 to `most`.
    """
    try:
        places = -1 if isinstance(given, bool) else index(given)
    except TypeError:
        places = -1
    if not 0 <= places <= most:
        raise NumberError("figure.decimals", value=given, least=0, most=most)
    return places


def flag_of(name: str, given: object) -> bool:
    """A flag itself.

    Raises:
        FrameError: It is none.
    """
    if type(given) is not bool:
        raise FrameError("frames.flag", name=name, type=type(given).__name__)
    return given


@frozen(eq=False)
class Options:
    """What `validate` is told beside the frame; its documentation says of each what it is.

    Examples:
        >>> options = Options(period="2023年末", plan="xuyong-13")
        >>> str(options.run), len(options.promised), options.targets
        ('2023年末', 13, None)

    Raises:
        DefinitionError: The rules are no rule set, or a region is none.
        NumberError: The decimals are no whole number from 0 to `MOST_DECIMALS`.
        FrameError: The units are neither told nor those of the definitions, or the flag is no bool.
    """

    plan: object = None
    prior: object = None
    rules: RuleSet = field(factory=RuleSet.standard, converter=rules_of)
    catalogue: Catalogue | None = None
    regions: tuple[str, ...] = field(default=(), converter=region_names)
    asked: Mapping[str, Iterable[str]] | bool | None = None
    columns: Mapping[str, str] | None = None
    units: Mapping[str, str] | str | None = None
    decimals: int | None = field(default=None, converter=optional(decimals_of))
    period: Period | str | None = None
    region: str = ""
    to_date: bool = False

    def __attrs_post_init__(self) -> None:
        flag_of("to_date", self.to_date)
        units = self.units
        is_word = isinstance(units, str)
        if not (units is None or isinstance(units, Mapping) or (is_word and units == DEFINED)):
            raise FrameError("frames.units.word", type=repr(units) if is_word else type(units).__name__)

    @property
    def targets(self) -> object:
        """A frame of targets, where the plan is one; else None."""
        return None if isinstance(self.plan, Plan | str) else self.plan

    @property
    def known(self) -> Catalogue:
        """Where indicators are looked up."""
        return self._definitions[0]

    @property
    def promised(self) -> Plan | None:
        """The plan, where it is no frame."""
        return self._definitions[1]

    @cached_property
    def _definitions(self) -> tuple[Catalogue, Plan | None]:
        return definitions(self.catalogue, self.plan if self.targets is None else None)

    @property
    def glossary(self) -> Glossary:
        """The names of indicators and components."""
        return Glossary.of(self.known)

    @property
    def run(self) -> Period | None:
        """The period of rows that name none."""
        return self.period if isinstance(self.period, Period | None) else Period.parse(self.period)

    def without_frames(self) -> Options:
        """The same without what is read in parts: earlier figures, and a frame of targets."""
        return evolve(self, plan=self.plan if self.targets is None else None, prior=None)
