"""What a suspected cell should hold instead, the likeliest first.

An offer is a known slip, or whatever fits. It is written as it would be printed, and made only where the
cell, so written, contradicts nothing it touches. A slip that no other figure tells must bring the cell
nearer to its earlier figure, where there is one, else to what fits. The cost of an offer ranks it: how
surprising what it writes is beside that, less how surprising what stands there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from attrs import evolve, frozen

from rsindicators.causes import Suspect
from rsindicators.errors import NumberError
from rsindicators.facts import Facts, is_at_end
from rsindicators.figure import Figure
from rsindicators.interval import HALF, Interval
from rsindicators.kinds import Lag, Mend
from rsindicators.number import DOWN, NEAREST, UP, ZERO, cut, exponent_of, shift
from rsindicators.observation import Observation
from rsindicators.odds import mistyped, surprise
from rsindicators.rule import shown_range
from rsindicators.slipped import Slipped, slips_of
from rsindicators.syntax import Comparison
from rsindicators.units import Unit
from rsindicators.web import Break, Cell, Web

NOT_MISTYPED: Final = Decimal(3)
"""What it costs a value that no slip of the finger explains."""
ODD_SCALE: Final = Decimal(1)
"""What it costs a slip of scale that goes the rarer way: 人 are typed in a 万人 cell, seldom the reverse."""
TWO: Final = 2
COMPUTED: Final = (Mend.SWAPPED, Mend.WITHOUT_CARRY_OVER, Mend.STALE_CARRY_OVER)
"""Slips whose number follows from other figures: the earlier figure of the cell need not confirm them."""
TEN_THOUSAND: Final = Decimal(10_000)
RARER: Final = {Mend.TIMES_TEN_THOUSAND: True, Mend.OVER_TEN_THOUSAND: False}


@frozen(eq=False)
class Offer:
    """What a cell should hold.

    Attributes:
        cells: The cell; two whose figures are exchanged.
        mend: What was done wrong; VALUE where that is not known.
        new: What to write, each cell's.
        cost: The less, the likelier; compared among slips, and among values.
        within: Of what is no known slip, the values that fit, in base units.
    """

    cells: tuple[Observation, ...]
    mend: Mend
    new: str
    cost: Decimal
    within: Interval | None = None

    @property
    def is_slip(self) -> bool:
        """Whether it says what was done wrong."""
        return self.mend is not Mend.VALUE


@frozen(eq=False)
class Written:
    """The figures, as printed, that fit: from the first to the last; None where there is no end."""

    first: Figure | None
    last: Figure | None
    unit: Unit

    @property
    def ends(self) -> tuple[Figure, ...]:
        """The ends there are, each once."""
        found = [one for one in (self.first, self.last) if one is not None]
        return tuple(found[:1] if len(found) == 2 and found[0] == found[1] else found)

    @property
    def _values(self) -> Interval:
        low, high = (None if one is None else _base(one) for one in (self.first, self.last))
        return Interval(low, high)

    def nearest(self, value: Decimal) -> Decimal:
        """The value, in base units, that lies nearest to another."""
        return _nearest(value, self._values)

    def __str__(self) -> str:
        if self._values.is_point:
            return str(self.first)
        return shown_range(self._values, self.unit, max(one.decimals or 0 for one in self.ends))


def offers_for(suspect: Suspect, web: Web, facts: Facts) -> Iterator[Offer]:
    """What a suspected cell should hold: the slips that fit, then whatever fits.

    Args:
        suspect: The cell, and what is left for it.
        web: What it must not contradict.
        facts: What else was reported.
    """
    cell, earlier = suspect.cell, earlier_of(suspect.cell, facts)
    now, expected = _value(cell), None if earlier is None else _base(earlier)
    alone = suspect if suspect.is_alone else evolve(suspect, around={})
    for slip in slips_of(cell, facts):
        found = _slip(slip, alone, web)
        if found is not None and now is not None:
            near = _expected(slip, now, suspect) if expected is None else expected
            cost = _nearer(found, now, near)
            if cost <= ZERO or slip.mend in COMPUTED:
                odd = slip.mend in RARER and RARER[slip.mend] is (slip.meant.unit.exponent > 0)
                yield Offer((cell,), slip.mend, str(found), NEAREST.add(cost, ODD_SCALE) if odd else cost)
    if suspect.is_alone and not (suspect.within.lo.is_infinite() and suspect.within.hi.is_infinite()):
        plain = _without_minus(suspect, web)
        within = suspect.within if plain is None else _based(plain)
        decimals = _decimals(cell, earlier)
        found = Written(plain, plain, plain.unit) if plain else _fitting(within, decimals, suspect, web)
        if found is not None:
            cost, typo = _nearer(found, now, expected), _is_typo(suspect, earlier)
            cost = cost if typo else NEAREST.add(cost, NOT_MISTYPED)
            yield Offer((cell,), Mend.VALUE, str(found), cost, within)


def earlier_of(cell: Observation, facts: Facts) -> Figure | None:
    """The figure before: of the end before, of the same months a year earlier, or of the run before."""
    lags = (Lag.PREVIOUS, Lag.YEAR_EARLIER) if is_at_end(cell) else (Lag.YEAR_EARLIER, Lag.PREVIOUS)
    for lag in lags:
        found = facts.seen(cell, cell.indicator.code, lag)
        if found is not None and isinstance(found.figure, Figure):
            return found.figure
    return None


def exchanges(group: Sequence[Break], web: Web, facts: Facts) -> Iterator[Offer]:
    """The pairs of components of one rate, or of a part and its whole, that exchanged leave nothing broken.

    Args:
        group: Broken relations that hang together; each must touch one of the two.
        web: What they must not contradict.
        facts: What else was reported.
    """
    equation = any(map(is_equation, group))
    for pair in _pairs(group, web):
        one, other = (web.cells[cell] for cell in pair)
        touched = all({*pair} & {*broken.cells} for broken in group)
        if not touched or not isinstance(one.figure, Figure) or not isinstance(other.figure, Figure):
            continue
        if web.fits({pair[0]: _based(other.figure), pair[1]: _based(one.figure)}, {}):
            costs = (_nearer_to(to, cell, facts) for cell, to in ((one, other.figure), (other, one.figure)))
            cost = NEAREST.add(*costs)
            if cost <= ZERO or equation:
                yield Offer((one, other), Mend.SWAPPED, f"{other.figure}、{one.figure}", cost)


def _pairs(group: Sequence[Break], web: Web) -> Iterator[tuple[Cell, Cell]]:
    """The suspected components of one rate at one place, two by two, without what was carried over.

    Then each part that is above its whole, with it.
    """
    beside: dict[tuple[object, ...], list[Cell]] = {}
    for cell in dict.fromkeys(cell for one in group for cell in one.cells):
        seen = web.cells[cell]
        if seen.indicator.component_of and not seen.indicator.carry_over:
            place = (seen.indicator.component_of, seen.region, seen.period, seen.scope)
            beside.setdefault((*place, seen.indicator.unit.dims), []).append(cell)
    for cells in beside.values():
        yield from combinations(cells, 2)
    for broken in group:
        whole = {web.cells[cell].indicator.code for cell in broken.cells}
        if len(broken.cells) == len(whole) == TWO and web.cells[broken.cells[0]].indicator.part_of in whole:
            yield broken.cells[0], broken.cells[1]


def is_equation(broken: Break) -> bool:
    """Whether it is an identity of several figures, and so tells what to write."""
    formula = broken.case.formula
    return isinstance(formula.tree, Comparison) and formula.tree.sign == "=" and len(formula.names) > 1


def _nearer_to(meant: Figure, cell: Observation, facts: Facts) -> Decimal:
    earlier = earlier_of(cell, facts)
    written, expected = Written(meant, meant, meant.unit), None if earlier is None else _base(earlier)
    return _nearer(written, _value(cell), expected)


# ── slips ────────────────────────────────────────────────────────────────────────────────────────────────


def _slip(slip: Slipped, suspect: Suspect, web: Web) -> Written | None:
    """What to write where a slip was made: what was meant, or what of it is left."""
    meant = slip.meant
    if not slip.within.meets(suspect.within):
        return None
    if _based(meant).meets(suspect.within) and web.fits({id(suspect.cell): _based(meant)}, suspect.around):
        return Written(meant, meant, meant.unit)
    return _fitting(slip.within.common(suspect.within), meant.decimals or 0, suspect, web)


def _expected(slip: Slipped, now: Decimal, suspect: Suspect) -> Decimal:
    """What is expected where nothing was reported earlier: what fits and lies nearest.

    A few whole things with a fraction (2.34人) are so many ten thousands of them.
    """
    unit = slip.meant.unit
    if slip.mend is Mend.TIMES_TEN_THOUSAND and unit.is_whole_count and now < TEN_THOUSAND:
        typed = suspect.cell.figure
        if isinstance(typed, Figure) and exponent_of(NEAREST.normalize(typed.value)) < 0:
            return _base(slip.meant)
    return _nearest(now, suspect.within)


def _without_minus(suspect: Suspect, web: Web) -> Figure | None:
    """A figure that stands there below zero, without its minus, where it so fits."""
    typed = suspect.cell.figure
    if not isinstance(typed, Figure) or typed.value >= ZERO:
        return None
    meant = Figure(typed.value.copy_abs(), typed.unit, decimals=typed.decimals)
    fits = _based(meant).meets(suspect.within)
    return meant if fits and web.fits({id(suspect.cell): _based(meant)}, suspect.around) else None


def _nearer(found: Written, now: Decimal | None, expected: Decimal | None) -> Decimal:
    """How much less surprising a cell becomes, as a cost; 0 where nobody knows what to expect."""
    if now is None or expected is None:
        return ZERO
    return NEAREST.subtract(surprise(found.nearest(expected), expected), surprise(now, expected))


def _is_typo(suspect: Suspect, earlier: Figure | None) -> bool:
    """Whether a slip of the finger explains what stands there."""
    typed = suspect.cell.figure
    if not isinstance(typed, Figure) or typed.decimals is None:
        return False
    digits = int(shift(typed.value, typed.decimals))
    for decimals in {typed.decimals, _decimals(suspect.cell, earlier)}:
        low, high = _printed_ends(suspect.within.shift(-typed.unit.exponent), typed.unit, decimals)
        if low.is_finite() and high.is_finite():
            least, most = int(shift(low, decimals)), int(shift(high, decimals))
            if mistyped(digits, least, most):
                return True
    return False


# ── as printed ───────────────────────────────────────────────────────────────────────────────────────────


def _fitting(within: Interval, decimals: int, suspect: Suspect, web: Web) -> Written | None:
    """The figures of so many decimals that mean something inside a range, if the ends contradict nothing.

    An end that does (where a limit itself is not allowed) gives way to the next figure.
    """
    unit = _unit(suspect.cell)
    low, high = _printed_ends(within.shift(-unit.exponent), unit, decimals)
    try:
        first = _end(low, 1, decimals, suspect, web)
        last = first if low == high else _end(high, -1, decimals, suspect, web)
    except NumberError:  # too long to be printed
        return None
    missing = (first is None and low.is_finite()) or (last is None and high.is_finite())
    crossed = first is not None and last is not None and last < first
    return None if missing or crossed else Written(first, last, unit)


def _end(end: Decimal, step: int, decimals: int, suspect: Suspect, web: Web) -> Figure | None:
    if end.is_infinite():
        return None
    for steps in (0, step):
        value = NEAREST.add(end, shift(Decimal(steps), -decimals))
        figure = Figure(value, _unit(suspect.cell), decimals=decimals)
        if web.fits({id(suspect.cell): _based(figure)}, suspect.around):
            return figure
    return None


def _printed_ends(within: Interval, unit: Unit, decimals: int) -> tuple[Decimal, Decimal]:
    """The least and the greatest number of so many decimals that may mean something inside a range."""
    exact = unit.is_whole_count and not decimals
    half = ZERO if exact else shift(HALF, -decimals)
    return cut(DOWN.subtract(within.lo, half), decimals, UP), cut(UP.add(within.hi, half), decimals, DOWN)


def _decimals(cell: Observation, earlier: Figure | None) -> int:
    """With how many decimals a cell is printed: like the figure before, else as it stands there."""
    unit = _unit(cell)
    if unit.is_whole_count:
        return 0
    like = earlier if earlier is not None and earlier.unit == unit else cell.figure
    return (like.decimals or 0) if isinstance(like, Figure) else 0


def _unit(cell: Observation) -> Unit:
    return cell.figure.unit if isinstance(cell.figure, Figure) else cell.indicator.unit


def _nearest(value: Decimal, values: Interval) -> Decimal:
    return min(max(value, values.lo), values.hi)


def _value(cell: Observation) -> Decimal | None:
    return _base(cell.figure) if isinstance(cell.figure, Figure) else None


def _base(figure: Figure) -> Decimal:
    return shift(figure.value, figure.unit.exponent)


def _based(figure: Figure) -> Interval:
    return figure.interval.shift(figure.unit.exponent)
