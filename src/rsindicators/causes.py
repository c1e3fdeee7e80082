"""Which cells explain what is broken.

Broken relations that share submitted cells have a cause in common: the fewest cells that touch all of them
and can be repaired. Of several cells each is a cause of its own, of the relations it touches. Up to three
cells the search is complete; where there is no such set, or too many to try, nothing is explained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from attrs import frozen

from rsindicators.interval import Interval
from rsindicators.observation import Observation
from rsindicators.web import Break, Cell, Ranges, Web

MOST_CELLS: Final = 3
MOST_TRIED: Final = 1_000
"""So many steps are taken in search of several cells that explain what one group has broken."""
MOST_TRIED_IN_ALL: Final = 5_000
MOST_RANKED: Final = 30
"""Of more sets than that the first are ranked."""

Set = tuple[Cell, ...]
Sets = Mapping[Set, Ranges]
"""Sets of cells that can be repaired, with what is left for each cell."""


@frozen(eq=False)
class Suspect:
    """A cell that explains some broken relations.

    Attributes:
        cell: The cell.
        within: The values, in base units, with which no relation that touches it surely fails.
        around: What else is open meanwhile: cells that are wrong for other reasons.
        is_alone: Whether it need not change together with others.
    """

    cell: Observation
    within: Interval
    around: Ranges
    is_alone: bool = True


@frozen(eq=False)
class Cause:
    """Broken relations that have one cause.

    Attributes:
        breaks: They, in the order asked.
        suspects: The cells that explain them, each by itself.
    """

    breaks: tuple[Break, ...]
    suspects: tuple[Suspect, ...]


Rank = Callable[[Suspect], Any]
"""How likely a suspect is, the likeliest the least."""


def causes_of(group: Sequence[Break], web: Web, rank: Rank, left: Iterator[int]) -> tuple[Cause, ...]:
    """What explains a group of broken relations; nothing where no set of three cells is found to.

    A relation that holds may tie a cell to one that is suspected for other reasons; where nothing else
    explains the group, such cells are taken to be open.

    Args:
        group: Relations that hang together.
        web: What they hang together with.
        rank: How likely a suspect is; it decides between sets of several cells.
        left: The steps that are left for all groups together.
    """
    tries = islice(left, MOST_TRIED)
    for size in range(1, MOST_CELLS + 1):
        sets = list(_hitting(group, size, web, tries))
        for elsewhere in _ways(group, web):
            tried = {one: web.ranges(one, elsewhere) for one in sets}
            found = {one: ranges for one, ranges in tried.items() if ranges is not None}
            if found and size == 1:
                return (Cause(tuple(group), tuple(_suspect(one[0], found[one], web) for one in found)),)
            if found and next(tries, None) is not None:
                return _several(group, found, web, rank)
    return ()


def _ways(group: Sequence[Break], web: Web) -> Iterator[list[Cell]]:
    """What else is taken to be open: nothing; or what other groups suspect and is tied to this one."""
    yield []
    own = {cell for one in group for cell in one.cells}
    elsewhere = [cell for cell in web.tied(own) if cell in web.suspects and cell not in own]
    if elsewhere:
        yield elsewhere


def _suspect(cell: Cell, ranges: Ranges, web: Web, *, is_alone: bool = True) -> Suspect:
    around = {other: left for other, left in ranges.items() if other != cell}
    return Suspect(web.cells[cell], ranges[cell], around, is_alone)


def _several(group: Sequence[Break], found: Sets, web: Web, rank: Rank) -> tuple[Cause, ...]:
    """A cause for each cell of the likeliest set; one for all where a cell touches nothing by itself."""
    likeliest = islice(found, MOST_RANKED)
    best = min(likeliest, key=lambda one: sorted(rank(_suspect(cell, found[one], web)) for cell in one))
    alone = [{*one.cells} & {*best} for one in group]
    if not all({cell} in alone for cell in best):
        touching = [cell for cell in best if all(cell in one.cells for one in group)]
        suspects = [_suspect(cell, found[best], web, is_alone=False) for cell in touching]
        return (Cause(tuple(group), tuple(suspects)),)
    parts: dict[Cell, list[Break]] = {cell: [] for cell in best}
    for one in group:
        parts[next(cell for cell in best if cell in one.cells)].append(one)
    return tuple(_part(cell, part, best, found, web) for cell, part in parts.items())


def _part(cell: Cell, part: Sequence[Break], best: Set, found: Sets, web: Web) -> Cause:
    """The cause of what one cell of a set touches: that cell, or one that may stand in its place."""
    rest = {*best} - {cell}
    suspects = []
    for one, ranges in found.items():
        other = {*one} - rest
        if len(other) == 1 and all(other & {*broken.cells} for broken in part):
            suspects.append(_suspect(other.pop(), ranges, web))
    return Cause(tuple(part), tuple(suspects))


# ── sets of cells ────────────────────────────────────────────────────────────────────────────────────────


def _hitting(group: Sequence[Break], size: int, web: Web, tries: Iterator[int]) -> Iterator[Set]:
    """The sets of so many cells that touch every broken relation, as long as tries are left."""
    if size == 1:
        common = set.intersection(*({*one.cells} for one in group))
        yield from ((cell,) for cell in group[0].cells if cell in common)
    elif not _are_apart(group, size):
        seen: set[frozenset[Cell]] = set()
        for found in _grown((), size, group, web, tries):
            if frozenset(found) not in seen:
                seen.add(frozenset(found))
                yield found


def _grown(chosen: Set, size: int, group: Sequence[Break], web: Web, tries: Iterator[int]) -> Iterator[Set]:
    """The sets that begin with some cells; what touches all already is joined by what is tied to it."""
    rest = [one for one in group if not {*one.cells} & {*chosen}]
    if len(chosen) == size:
        yield from [] if rest else [chosen]
        return
    for cell in rest[0].cells if rest else web.tied(chosen):
        if cell not in chosen and next(tries, None) is not None:
            yield from _grown((*chosen, cell), size, group, web, tries)


def _are_apart(group: Sequence[Break], most: int) -> bool:
    """Whether more relations than that have no cell in common with each other."""
    taken: set[Cell] = set()
    count = 0
    for one in group:
        if not taken & {*one.cells}:
            taken |= {*one.cells}
            count += 1
    return count > most
