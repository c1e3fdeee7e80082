"""What would settle a finding: the change of one cell, and the findings it settles at once.

Findings whose relations have one cause are told once: as the most severe and most certain of them, the first
of equals; the others are named beside it. Its places begin with the cells that are suspected, the likeliest
first. Repairs are proposals: known slips before other values, and by what is likelier beside earlier figures.
Where no three cells explain what is broken the findings are told one by one, as the rules told them.

A wide range of values, which only an inequality gives, and a value far from what stands there are offered
where there is nothing else: they name the cell and its limit.

Source: trade rules §3 (slips to recognise) and §7 (each finding carries the likeliest repair).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Final

from attrs import evolve, frozen

from rsindicators.carryover import carried_over
from rsindicators.causes import MOST_TRIED_IN_ALL, Cause, Suspect, causes_of
from rsindicators.facts import Facts
from rsindicators.figure import Figure
from rsindicators.finding import Cited, Finding, Repair
from rsindicators.findings import CERTAINTIES, SEVERITIES
from rsindicators.interval import Interval
from rsindicators.number import UP, ZERO, shift
from rsindicators.observation import Observation
from rsindicators.odds import is_far
from rsindicators.offers import Offer, exchanges, is_equation, offers_for
from rsindicators.rule import Outcome, cited, place_of, text_of
from rsindicators.web import Break, Web

MOST_REPAIRS: Final = 5
MOST_PLACES: Final = 20
"""A finding names so many places at most."""

FAR: Final = Decimal(100)
NONSENSE: Final = Decimal(1000)
"""So many times above or below what stands there a value is offered last, and never."""
TWO: Final = Decimal(2)

Rank = tuple[bool, Decimal]
LAST: Final[Rank] = (True, Decimal(10**9))
"""A cell for which there is nothing to offer."""


@frozen
class Traced:
    """Findings traced to their causes.

    Attributes:
        findings: One for each cause, in the order the rules were asked.
        singly: How many of them are told one by one because no three cells explain them together.
    """

    findings: tuple[Finding, ...]
    singly: int = 0


def explained_by(outcomes: Iterable[Outcome], facts: Facts) -> tuple[Finding, ...]:
    """The findings of relations, one for each cause, with their repairs; see `traced`."""
    return traced(outcomes, facts).findings


def traced(outcomes: Iterable[Outcome], facts: Facts) -> Traced:
    """The findings of some answers, one for each cause, with their repairs.

    Args:
        outcomes: What rules answered. Relations that hold limit the repairs; findings of what is no relation,
            or compares with a target, are told as they are.
        facts: What the rules were asked of.

    Returns:
        The findings, and how many of them are told one by one although they hang together.
    """
    told = list(outcomes)
    web = Web.of(told, facts)
    related = {one.order for one in web.breaks}
    found = [
        (number, one.finding) for number, one in enumerate(told) if one.finding and number not in related
    ]
    singly, left = 0, iter(range(MOST_TRIED_IN_ALL))
    together = list(carried_over(web, facts))
    for group in web.groups([*map(id, one.cells)] for one in together):
        parts = _explained(group, web, facts, left, together)
        if parts:
            found += [(part.breaks[0].order, _finding(part)) for part in parts]
        else:
            found += [(one.order, one.finding) for one in group]
            singly += len(group) if len(group) > 1 else 0
    return Traced(tuple(finding for _, finding in sorted(found, key=itemgetter(0))), singly)


@frozen(eq=False)
class _Explained:
    """Broken relations with one cause, and what would settle it.

    Attributes:
        breaks: The relations.
        suspects: The cells that explain them, the likeliest first.
        offers: What they should hold, the likeliest first.
        values: What fits each of them, by its identity.
    """

    breaks: tuple[Break, ...]
    suspects: tuple[Suspect, ...]
    offers: tuple[Offer, ...]
    values: Mapping[int, Cited]

    @property
    def cells(self) -> list[Observation]:
        """All cells it is about, the suspected ones first."""
        suspected = [cell for one in self.offers for cell in one.cells] + [one.cell for one in self.suspects]
        others = [cell for one in self.breaks for cell in one.case.cells.values()]
        return list({id(cell): cell for cell in (*suspected, *others)}.values())


def _explained(
    group: Sequence[Break], web: Web, facts: Facts, left: Iterator[int], together: Sequence[Offer]
) -> list[_Explained]:
    """The causes of a group, each with what would settle it; nothing where there are none."""

    def rank(suspect: Suspect) -> Rank:
        return min(map(_rank, offers_for(suspect, web, facts)), default=LAST)

    swapped = [one for one in together if all({*map(id, one.cells)} & {*broken.cells} for broken in group)]
    swapped += exchanges(group, web, facts)
    causes = causes_of(group, web, rank, left)
    if swapped and len(causes) != 1:
        causes = (Cause(tuple(group), ()),)
    return [_offered(cause, swapped, web, facts) for cause in causes]


def _rank(offer: Offer) -> Rank:
    return not offer.is_slip, offer.cost


def _offered(cause: Cause, swapped: Sequence[Offer], web: Web, facts: Facts) -> _Explained:
    """What would settle a cause: known slips first; of a cell without one, what fits."""
    own = [one for suspect in cause.suspects for one in offers_for(suspect, web, facts)]
    within = {id(one.cell): one.within for one in cause.suspects}
    found = sorted((*swapped, *_telling(own, cause, swapped)), key=_rank)
    slipped = {id(one.cells[0]) for one in found if one.is_slip}
    offers = [one for one in found if one.is_slip or id(one.cells[0]) not in slipped]
    place = {id(one.cells[0]): number for number, one in reversed([*enumerate(offers)])}
    suspects = sorted(cause.suspects, key=lambda one: place.get(id(one.cell), len(offers)))
    values = {
        cell: Cited(one.cells[0].indicator.name, one.new, within[cell])
        for one in own
        if not one.is_slip and any(len(broken.case.formula.names) > 1 for broken in cause.breaks)
        for cell in [id(one.cells[0])]
    }
    return _Explained(cause.breaks, tuple(suspects), tuple(offers), values)


def _telling(own: Sequence[Offer], cause: Cause, swapped: Sequence[Offer]) -> list[Offer]:
    """The offers that tell what to write: slips, what an equation gives, narrow ranges.

    What is far from what stands there is nothing anyone wrote by mistake: it is offered only where there is
    nothing else, and not at all beyond a thousand times. A wide range comes last: it tells the limit alone.
    """
    exact = any(map(is_equation, cause.breaks))
    found = [one for one in own if one.within is None or exact or _is_narrow(one.within)]
    near = [one for one in found if not _is_far(one, FAR)]
    if near or swapped:
        return near
    between = not exact and any(len(broken.case.cells) > 1 for broken in cause.breaks)
    limits = [one for one in own if between and _limits(one)]
    return [one for one in found if not _is_far(one, NONSENSE)] or limits


def _limits(offer: Offer) -> bool:
    """Whether a wide range says more than that a figure is not negative."""
    within = offer.within
    return within is not None and (within.lo > ZERO or within.hi.is_finite())


def _is_far(offer: Offer, times: Decimal) -> bool:
    """Whether a value lies more than so many times above or below what stands there."""
    typed = offer.cells[0].figure
    if offer.within is None or not isinstance(typed, Figure):
        return False
    value = shift(typed.value, typed.unit.exponent)
    return is_far(value, min(max(value, offer.within.lo), offer.within.hi), times)


def _is_narrow(within: Interval) -> bool:
    """Whether a range tells what to write, and not only that it is to be nearer."""
    if within.lo.is_infinite() or within.hi.is_infinite():
        return False
    width, middle = UP.subtract(within.hi, within.lo), UP.add(within.lo, within.hi).copy_abs()
    return shift(width, 1) <= UP.divide(middle, TWO)


def _finding(found: _Explained) -> Finding:
    """The gravest of its findings, told of all."""
    told = [one.finding for one in found.breaks]
    chief = min(told, key=_grade)
    if len(told) == 1 and not found.offers:
        return chief
    cells = found.cells[:MOST_PLACES]
    others = dict.fromkeys(code for one in told for code in (one.code, *one.also) if code != chief.code)
    return evolve(
        chief,
        places=tuple(dict.fromkeys(map(place_of, cells))),
        figures=tuple(map(cited, cells)),
        expected=found.values.get(id(cells[0])),
        repairs=tuple(map(_repair, found.offers[:MOST_REPAIRS])),
        also=tuple(others),
    )


def _grade(finding: Finding) -> tuple[int, int]:
    return SEVERITIES.index(finding.severity), CERTAINTIES.index(finding.certainty)


def _repair(offer: Offer) -> Repair:
    first, *others = offer.cells
    labels = [_label(first), *(" ".join(filter(None, (one.cell, _label(one)))) for one in others)]
    old = "、".join(map(text_of, offer.cells))
    return Repair(offer.mend, place_of(first), "、".join(labels), old, offer.new, first.indicator.code)


def _label(cell: Observation) -> str:
    return f"{cell.indicator.name}({cell.period})"
