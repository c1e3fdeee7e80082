"""Which of several figures of one place is used.

Of all that is told for one place the most final is used, and what is told without a special scope (口径)
before what is, since a target names none. Of figures that agree the one that leaves the least open is used:
23984人 before 2.4万人. Several that differ are rivals, of which none is used.

Source: trade rules §2 (“the most final one is used, and named”; figures of different scope are never compared
silently).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.figure import Figure
from rsindicators.interval import Interval
from rsindicators.kinds import Status
from rsindicators.notation import Value
from rsindicators.number import UP, shift
from rsindicators.observation import Observation
from rsindicators.units import Unit

FINALITY: Final[dict[Status | None, int]] = {
    status: rank
    for rank, status in enumerate((Status.ESTIMATED, Status.PRELIMINARY, None, Status.FINAL, Status.REVISED))
}
"""How final a figure is: one nobody qualified is more than a 快报 and less than a 年报."""


def chosen(told: Sequence[Observation]) -> tuple[Observation, ...]:
    """The one that is used of all that is told for one place, or the rivals; nothing of nothing.

    Args:
        told: Observations of one indicator, region and time.

    Returns:
        One; several only where equally final ones tell different things, and no figure lies inside all the
        others. Of those that tell the same the narrowest is left, and of equally narrow ones the last; the
        last of the rivals stands first.

    Examples:
        >>> told = [Observation("失业保险参保人数", figure, "2025年末") for figure in ("23000人", "2.3万人")]
        >>> [str(one.figure) for one in chosen(told)], chosen(told[::-1]) == chosen(told)
        (['23000人'], True)
    """
    plain = [one for one in told if not one.scope] or told
    top = max((FINALITY[one.status] for one in plain), default=0)
    same: dict[object, list[Observation]] = {}
    for one in reversed(plain):
        if FINALITY[one.status] == top:
            same.setdefault((one.figure, one.phrase), []).append(one)
    kept = tuple(min(equal, key=lambda one: _leaves_open(one.figure)) for equal in same.values())
    inner = [one for one in kept if all(_is_inside(one.figure, other.figure) for other in kept)]
    return (inner[0],) if len(inner) == 1 else kept


def trouble(found: Sequence[Observation]) -> str:
    """Why what is `chosen` decides nothing: `scope`, `rivals` or `words`; empty where it may."""
    if found and found[0].scope:
        return "scope"
    if len(found) > 1:
        return "rivals"
    return "words" if found and found[0].phrase else ""


def _is_inside(one: Value | None, other: Value | None) -> bool:
    """Whether a figure says what another says, and more: 23984人 of 2.4万人."""
    if not isinstance(one, Figure) or not isinstance(other, Figure) or not one.unit.fits(other.unit):
        return False
    return one.base_interval.within(other.base_interval)


def _leaves_open(value: Value | None) -> list[Decimal]:
    """How wide the intervals of what is told are, in base units; comparable between equal values."""
    match value:
        case Figure():
            return [_width(value.interval, value.unit)]
        case Bound():
            return [_width(value.surely(), value.unit)]
        case Composition():
            return [_width(part.interval, part.unit) for part in value.parts]
    return []


def _width(interval: Interval, unit: Unit) -> Decimal:
    return shift(UP.subtract(interval.hi, interval.lo), unit.exponent)
