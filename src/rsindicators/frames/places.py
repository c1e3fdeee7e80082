"""Places of a grid: those of a mask, those the objects had to read, and those that are left to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from rsindicators.frames.grid import Open, Place
from rsindicators.frames.screening import Screen
from rsindicators.observation import Observation
from rsindicators.rule import Rule

Odd: TypeAlias = Sequence[tuple[int, int, Sequence[Observation]]]
"""Row, entity, and what the objects read there."""


def by_code(
    odd: Mapping[Place, Sequence[Observation]],
) -> dict[str, list[tuple[int, int, Sequence[Observation]]]]:
    """What the objects read, by indicator."""
    found: dict[str, list[tuple[int, int, Sequence[Observation]]]] = {}
    for (code, row, entity), some in odd.items():
        found.setdefault(code, []).append((row, entity, some))
    return found


def is_told(one: Observation) -> bool:
    """Whether it is a figure, or something in words."""
    return one.figure is not None or bool(one.phrase)


def leave(screen: Screen, rule: Rule, code: str, places: Iterable[tuple[Any, Any]]) -> None:
    """Leave places to the objects."""
    some = np.array(list(places), np.intp)
    if len(some):
        screen.open.append(Open(rule, code, some[:, 0], some[:, 1]))
