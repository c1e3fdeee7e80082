"""How the targets of a frame are worded: each distinct text once, its number apart from its words.

Texts that differ in their number only (≥60%, ≥61.5%) are of one form, whose words say what is asked; their
numbers are whole numbers and places. A text that is worded otherwise is a form of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import define, field, frozen

from rsindicators.amount import shortest
from rsindicators.comparators import BEFORE
from rsindicators.frames.coding import Coded, coded
from rsindicators.frames.dense import Places
from rsindicators.frames.dtypes import is_number
from rsindicators.frames.engine import numbers
from rsindicators.frames.scaled import of_floats
from rsindicators.frames.told import Floats
from rsindicators.kinds import Relation
from rsindicators.notation import MISSING, parse
from rsindicators.number import plain
from rsindicators.units import known

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

ONE_SIDED: Final = (Relation.AT_LEAST, Relation.AT_MOST, Relation.ABOVE, Relation.BELOW)
"""How a kind limits figures whose targets differ in their number only."""

MOST_KEPT: Final = 4096
MOST_DIGITS: Final = 15
"""So many characters of a number at most; twice of it a float holds exactly."""

_SPLIT: Final = re.compile(r"([^0-9]{0,12})((?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?)([^0-9.]{0,12})")


@frozen(eq=False)
class Form:
    """How targets are worded: what stands before and behind their number, or the whole text of one."""

    before: str
    number: str
    behind: str = ""
    is_split: bool = True

    @property
    def text(self) -> str:
        """One of them."""
        return f"{self.before}{self.number}{self.behind}"

    def is_bare(self) -> bool:
        """Whether a number is printed without its unit.

        Raises:
            NotationError: It cannot be read.
        """
        if self.is_split:
            return not self.behind
        unit = getattr(parse(self.text).value, "unit", None)
        return unit is not None and unit.is_pure


@frozen(eq=False)
class Words:
    """What the targets say: the form of each (−1 for nothing), its number in steps, and their places."""

    forms: tuple[Form, ...]
    form: Places
    steps: Floats
    places: Places


def words_of(frame: nw.DataFrame[Any], columns: Mapping[str, str]) -> Words:
    """What the targets of a frame say.

    Args:
        frame: The frame.
        columns: Which of its columns is the target (`value`), and which the sign before it (`comparator`).
    """
    column = frame[columns["value"]]
    signs = coded(frame[columns["comparator"]]) if "comparator" in columns else NO_SIGNS
    before = [*map(_printed, signs.values), ""]
    if is_number(column.dtype) and all(_is_plain(sign, "") for sign in before):
        scaled = of_floats(numbers(column), None, whole=False)
        if scaled.odd is None:
            forms = tuple(Form(sign, "1") for sign in before)
            form = np.where(np.isnan(scaled.twice), -1, signs.codes % len(before))
            return Words(forms, form, scaled.twice / 2.0, np.full(len(column), scaled.scale))
    texts = coded(column)
    after = [*map(_printed, texts.values), ""]
    pairs = (signs.codes % len(before)).astype(np.int64) * len(after) + texts.codes % len(after)
    place = pairs % len(after)
    some = np.arange(len(after))
    if len(before) > 1:
        some, place = np.unique(pairs, return_inverse=True)
    reader = _Reader()
    signed = (divmod(pair, len(after)) for pair in some.tolist())
    read = [reader.read(before[sign], after[text]) for sign, text in signed]
    form, steps, places = (np.array(column) for column in zip(*read, strict=True))
    return Words(tuple(reader.forms), form[place], steps[place], places[place])


NO_SIGNS: Final = Coded(np.full(1, -1, np.int32), ())
_NOTHING: Final = (-1, np.nan, 0)


def _printed(value: Any) -> str:
    """A text as it is, a number as it is printed."""
    if isinstance(value, float | Decimal):
        return plain(shortest(Decimal(repr(value))) if isinstance(value, float) else value)
    return str(value).strip()


@define(eq=False)
class _Reader:
    """Reads distinct texts; it never leaves the call that made it.

    Attributes:
        forms: How they are worded.
    """

    forms: list[Form] = field(factory=list, init=False)
    _known: dict[tuple[str, str, bool], int] = field(factory=dict, init=False)

    def read(self, sign: str, text: str) -> tuple[int, float, int]:
        """The number of a text's form, and its own number in steps and places."""
        if text in MISSING:
            return _NOTHING
        found = _SPLIT.fullmatch(sign + text)
        if found is None or len(found[2]) > MOST_DIGITS or not _is_plain(found[1].strip(), found[3].strip()):
            return self._number(sign + text, "", is_split=False), np.nan, 0
        digits, _, decimals = found[2].partition(".")
        return self._number(found[1], found[2], found[3]), float(int(digits + decimals)), len(decimals)

    def _number(self, before: str, number: str, behind: str = "", *, is_split: bool = True) -> int:
        """The number of a form; a new one where it has none yet."""
        key = before, behind, is_split
        if key not in self._known:
            self._known[key] = len(self.forms)
            self.forms.append(Form(before, number, behind.strip(), is_split))
        return self._known[key]


@lru_cache(maxsize=MOST_KEPT)
def _is_plain(before: str, behind: str) -> bool:
    """Whether these words around a number limit it on one side, whatever the number is."""
    limits = not before or BEFORE.get(before) in ONE_SIDED
    return limits and (not behind or known(behind) is not None)
