"""What hangs together with what is broken.

A broken relation is tied by its submitted cells to every other relation that touches them, kept ones
included. Such a web tells which values are left for some cells: those with which no relation that touches
them surely fails. What was reported earlier, and a limit, are never changed. Whole counts have whole values,
and no count falls below the minimum of its definition. The ranges of several cells are narrowed in turn until
they stay, or a few times: a cell left without a value cannot be repaired, one that is not may be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from attrs import field, frozen

from rsindicators.facts import Facts
from rsindicators.finding import Finding
from rsindicators.interval import Interval
from rsindicators.number import DOWN, UP, shift
from rsindicators.observation import Observation
from rsindicators.rule import Case, Outcome
from rsindicators.solve import ANY, solved

ROUNDS: Final = 4
DEMANDS: Final = "plan."
"""Rules of this family say what is wanted, not what is true: no figure is changed to please them."""

Cell = int
"""The identity of an observation: equal ones are told apart."""
Ranges = Mapping[Cell, Interval]
"""Where the truth behind cells lies, in base units."""


@frozen(eq=False)
class Break:
    """A broken relation.

    Attributes:
        order: The number of the answer that told it.
        case: The relation.
        finding: What is told of it.
        cells: Its submitted cells, in the order of the formula.
    """

    order: int
    case: Case
    finding: Finding
    cells: tuple[Cell, ...]


Tie = tuple[Case, tuple[str, ...]]
"""A relation, and the names that a cell has in it."""


@frozen(eq=False)
class Web:
    """The broken relations, and all that hold their cells.

    Attributes:
        breaks: The broken relations, in the order asked.
        suspects: Their submitted cells.
        cells: These, and those that kept relations tie to them.
        ties: The relations that touch each cell, broken ones first.
    """

    breaks: tuple[Break, ...]
    suspects: AbstractSet[Cell]
    cells: Mapping[Cell, Observation]
    ties: Mapping[Cell, Sequence[Tie]]
    _limits: dict[tuple[int, str], Interval] = field(init=False, factory=dict)

    @staticmethod
    def of(outcomes: Iterable[Outcome], facts: Facts) -> Web:
        """The web of what some rules answered."""
        submitted = {id(one): one for one in facts.submitted}
        breaks: list[Break] = []
        kept: list[Case] = []
        for order, outcome in enumerate(outcomes):
            case = outcome.case
            if case is None or case.rule.code.startswith(DEMANDS):
                continue
            if outcome.finding is None or case.holds_with({}) is not False:
                kept.append(case)
            else:
                cells = dict.fromkeys(id(one) for one in case.cells.values() if id(one) in submitted)
                breaks.append(Break(order, case, outcome.finding, tuple(cells)))
        suspects = {cell for one in breaks for cell in one.cells}
        near = {id(one) for case in _touching(kept, suspects) for one in case.cells.values()}
        wanted = suspects | (near & submitted.keys())
        ties: dict[Cell, list[Tie]] = {cell: [] for cell in wanted}
        for case in (*(one.case for one in breaks), *_touching(kept, wanted)):
            for cell, names in _names(case).items():
                if cell in ties:
                    ties[cell].append((case, names))
        return Web(tuple(breaks), suspects, {cell: submitted[cell] for cell in wanted}, ties)

    def groups(self, together: Iterable[Collection[Cell]] = ()) -> Iterator[tuple[Break, ...]]:
        """The broken relations that hang together by submitted cells, in the order asked.

        Args:
            together: Cells that are wrong together, if they are.
        """
        by_cell: dict[Cell, list[int]] = {}
        for number, one in enumerate(self.breaks):
            for cell in one.cells:
                by_cell.setdefault(cell, []).append(number)
        for cells in together:
            near_all = [number for cell in cells for number in by_cell.get(cell, ())]
            by_cell |= dict.fromkeys(cells, near_all)
        seen: set[int] = set()
        for first in range(len(self.breaks)):
            if first in seen:
                continue
            found, new = {first}, [first]
            while new:
                near = {number for cell in self.breaks[new.pop()].cells for number in by_cell[cell]}
                new += near - found
                found |= near
            seen |= found
            yield tuple(self.breaks[number] for number in sorted(found))

    def ranges(self, cells: Sequence[Cell], elsewhere: Collection[Cell] = ()) -> Ranges | None:
        """The values that are left for each of some cells while all of them are open.

        Args:
            cells: Those that may change.
            elsewhere: Others that are wrong for other reasons, and may have any value.

        Returns:
            A range in base units for each of `cells` and `elsewhere`; None where one of the cells has none.
        """
        found = {cell: _any_value(self.cells[cell]) for cell in (*cells, *elsewhere)}
        for _ in range(ROUNDS if len(cells) > 1 else 1):
            before = dict(found)
            for cell in cells:
                left = self._narrowed(cell, found)
                if left is None:
                    return None
                found[cell] = left
            if found == before:
                break
        return found

    def _narrowed(self, cell: Cell, found: Ranges) -> Interval | None:
        """What the relations that touch a cell leave of its range."""
        left = found[cell]
        for case, names in self.ties[cell]:
            for name in names:
                ranges = opened(case, found)
                kept = self._solved(case, name, ranges)
                if not kept.meets(left) or (kept == ANY and case.holds_with(ranges) is False):
                    return None
                left = left.common(kept)
        return whole_values(left, self.cells[cell])

    def _solved(self, case: Case, name: str, ranges: Mapping[str, Interval]) -> Interval:
        """The values of a name for which a relation may hold; remembered where nothing else of it is open."""
        if len(ranges) > 1:
            return solved(case.formula, name, {**case.box, **ranges})
        key = id(case), name
        if key not in self._limits:
            self._limits[key] = case.allowed(name)
        return self._limits[key]

    def fits(self, changed: Ranges, around: Ranges) -> bool:
        """Whether nothing that touches the changed cells surely fails.

        Args:
            changed: What they hold now, in base units.
            around: Other cells that are open.
        """
        given = {**around, **changed}
        return all(
            case.holds_with(opened(case, given)) is not False
            for cell in changed
            for case, _ in self.ties[cell]
        )

    def tied(self, cells: Collection[Cell]) -> list[Cell]:
        """The cells that some relation ties to others."""
        near = (id(one) for cell in cells for case, _ in self.ties[cell] for one in case.cells.values())
        return [cell for cell in dict.fromkeys(near) if cell in self.cells]


def opened(case: Case, ranges: Ranges) -> dict[str, Interval]:
    """The ranges of cells by the names they have in a relation."""
    return {name: ranges[id(one)] for name, one in case.cells.items() if id(one) in ranges}


def _touching(cases: Iterable[Case], cells: AbstractSet[Cell]) -> list[Case]:
    if not cells:  # as it is where nothing is broken
        return []
    return [case for case in cases if not cells.isdisjoint(map(id, case.cells.values()))]


def _names(case: Case) -> dict[Cell, tuple[str, ...]]:
    """The names that each cell has in a relation: one, as a rule."""
    found: dict[Cell, tuple[str, ...]] = {}
    for name, one in case.cells.items():
        found[id(one)] = (*found.get(id(one), ()), name)
    return found


def _any_value(cell: Observation) -> Interval:
    """What a cell may hold at all, in base units."""
    least = cell.indicator.minimum
    return Interval(None if least is None else shift(least.value, least.unit.exponent), None)


def whole_values(values: Interval, cell: Observation) -> Interval | None:
    """What whole numbers leave of a range where a cell counts whole things; None where none is inside."""
    if not cell.indicator.unit.is_whole_count:
        return values
    lo = UP.to_integral_value(values.lo) if values.lo.is_finite() else values.lo
    hi = DOWN.to_integral_value(values.hi) if values.hi.is_finite() else values.hi
    return None if lo > hi else Interval.closed(lo, hi)
