"""Which of the figures that were told make a total.

Of the ways to put the same months together the best is taken: that of the most final figures, and of as final
ones that of the fewest. What was set aside though no rounding makes it agree is told; nothing is hidden.

Source: trade rules §2: the most final status is used, and named.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from rsindicators.addends import figure_of, summed
from rsindicators.choice import FINALITY
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.runs import between, first_month, gaps, month_after, span

Reports = Mapping[Period, Sequence[Observation]]
"""What was told of each run."""

Runs = tuple[Period, ...]
"""Disjoint runs in order of time."""

Beside = list[tuple[Runs, Runs]]
"""Runs that were taken, and others of the very same months."""

Clash = tuple[list[Observation], list[Observation]]
"""Figures that were taken, and others of the very same months that no rounding makes agree with them."""


def reached(whole: Period, runs: Iterable[Period]) -> Period:
    """From its beginning through the last run that begins there or with a year, or adjoins one that does.

    A single month behind a gap does not make a total unknown that is known before it: it counts only where
    there is nothing else.
    """
    ordered = sorted(runs, key=first_month)
    first = first_month(whole)
    ends = {first}
    for run in ordered:
        if run.month == 1 or first_month(run) in ends:
            ends.add(month_after(run))
    counting = [run for run in ordered if month_after(run) in ends]
    return between(first, max(map(month_after, counting or ordered)))


@frozen
class _Way:
    """Disjoint runs, and how good a choice they are: the higher score, compared place by place, is better."""

    score: tuple[int, ...] = (0,) * (len(FINALITY) + 2)
    runs: tuple[Period, ...] = ()

    def then(self, run: Period, rank: int) -> _Way:
        """More months are better; of as many, fewer of the least final ones; then fewer runs."""
        months = [-run.months if rank == one else 0 for one in range(len(FINALITY))]
        score = tuple(map(operator.add, self.score, (run.months, *months, -1)))
        return _Way(score, (*self.runs, run))


def cover(final: Reports, reached: Period) -> tuple[Runs, Beside]:
    """The best disjoint runs within `reached`, and what was set aside on the way.

    As few months as can be are left open; of as many the fewest are of the least final figures, then of the
    next; then the runs are as few as can be.

    Args:
        final: Of each run its most final figure, or rivals as final.
        reached: From the beginning through the last run.
    """
    # The best choice up to each month is that up to the month before, or a run that ends here behind the best
    # choice up to where it begins.
    ending: dict[int, list[Period]] = {}
    for run in sorted(final, key=first_month):
        ending.setdefault(month_after(run), []).append(run)
    first = first_month(reached)
    best, beside = [_Way()], []
    for after in range(first + 1, month_after(reached) + 1):
        ways = [
            best[first_month(run) - first].then(run, FINALITY[final[run][0].status])
            for run in ending.get(after, ())
        ]
        best.append(max([best[-1], *ways], key=lambda way: way.score))
        beside += [_since_parting(best[-1].runs, way.runs) for way in ways if way is not best[-1]]
    return best[-1].runs, [pair for pair in beside if pair]


def _since_parting(one: Runs, other: Runs) -> tuple[Runs, Runs] | None:
    """The last runs of two choices, back to where both begin anew; None if months are left open there."""
    i, j = len(one) - 1, len(other) - 1
    while i >= 0 and j >= 0:
        if first_month(one[i]) == first_month(other[j]):
            kept, aside = one[i:], other[j:]
            whole = span(kept)
            return None if span(aside) != whole or gaps(kept, whole) or gaps(aside, whole) else (kept, aside)
        if first_month(one[i]) > first_month(other[j]):
            i -= 1
        else:
            j -= 1
    return None


def clashes(taken: Runs, beside: Beside, told: Reports, final: Reports) -> list[Clash]:
    """The figures that were taken, each with others of the same months that no rounding makes agree.

    Args:
        taken: The runs of the total.
        beside: As `cover` tells.
        told: Of each run all that was reported.
        final: Of each run its most final figure, or rivals as final.
    """
    pairs = [([final[run][0]], [one]) for run in taken for one in told[run] if one not in final[run]]
    for kept, aside in beside:
        if set(kept) <= set(taken):
            pairs.append(([final[run][0] for run in kept], [final[run][0] for run in aside]))
    return [(kept, aside) for kept, aside in pairs if not _may_agree(kept, aside)]


def _may_agree(kept: Iterable[Observation], aside: Iterable[Observation]) -> bool:
    one, other = summed(map(figure_of, kept)), summed(map(figure_of, aside))
    return one.interval.meets(other.to(one.unit).interval)
