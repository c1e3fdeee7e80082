"""Known figures, found by the names of their indicators.

A sentence means a known figure where it says the indicator's name, or a spelling that is recorded of it; our
own short names prove nothing. Of two that could be meant neither is taken. A figure of a special scope is
never meant, and a flow is compared only with one that runs over the like time, where that is told.

It refuses what is no observation.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.errors import ComponentError
from rsindicators.figure import Figure
from rsindicators.kinds import Accumulation, Measure
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.phrases import flat
from rsindicators.prose import When

Known = Figure | Bound | None


@frozen
class _Entry:
    """A known figure of a name, and where it belongs."""

    value: Figure | Bound
    seen: Observation


@frozen(eq=False)
class Reference:
    """Known figures by name and period, and by name in order of time; the same figure told twice is one."""

    dated: dict[tuple[str, Period], list[_Entry]]
    named: dict[str, list[_Entry]]

    @staticmethod
    def of(known: Iterable[Observation]) -> Reference:
        """The figures among what is known.

        Raises:
            ComponentError: It is no list of observations.
        """
        dated: dict[tuple[str, Period], list[_Entry]] = {}
        named: dict[str, list[_Entry]] = {}
        for name, entry in _distinct(_checked(known)):
            dated.setdefault((name, entry.seen.period), []).append(entry)
            named.setdefault(name, []).append(entry)
        for entries in named.values():
            entries.sort(key=lambda one: one.seen.period.end)
        return Reference(dated, named)

    def find(self, phrase: str, period: Period | None, level: When) -> tuple[Known, str]:
        """The figure of that name and period, or why there is none that could only be meant.

        Args:
            phrase: The words of the sentence.
            period: When it was; None for any time before the level's.
            level: The time of the figure that it is compared with.

        Returns:
            The value and an empty reason; or None and the code of the reason, empty where nothing is known.
        """
        name = flat(phrase)
        if period is not None:
            found = self.dated.get((name, period.plain()), [])
        else:  # the two earliest tell whether there is one, and whether there are several
            found = [one for one in self.named.get(name, [])[:2] if _is_before(one.seen, level.period)]
        if not found:
            return None, ""
        if len(found) > 1:
            return None, "several"
        return (found[0].value, "") if _is_like(found[0].seen, level) else (None, "accumulation")


def _checked(known: Iterable[Observation]) -> Iterable[Observation]:
    if not isinstance(known, Iterable):
        raise ComponentError("assertion.known", type=type(known).__name__, value=known)
    for one in known:
        if not isinstance(one, Observation):
            raise ComponentError("assertion.known", type=type(one).__name__, value=one)
        yield one


def _distinct(known: Iterable[Observation]) -> Iterable[tuple[str, _Entry]]:
    """Each figure once under each name of its indicator."""
    told: set[tuple[object, ...]] = set()
    for one in known:
        value = one.figure
        if one.scope or not isinstance(value, Figure | Bound):
            continue
        names = (one.indicator.name, *(alias.name for alias in one.indicator.aliases))
        for name in dict.fromkeys(map(flat, names)):
            key = (name, one.period, one.region, one.accumulation, repr(value))
            if key not in told:
                told.add(key)
                yield name, _Entry(value, one)


def _is_before(one: Observation, period: Period | None) -> bool:
    return period is None or one.period.end < period.end


def _is_like(one: Observation, level: When) -> bool:
    """Whether a known figure runs over the like of the level's time; of a flow that must be told."""
    if one.indicator.measure is not Measure.FLOW:
        return True
    period, runs = level.period, one.accumulation in (Accumulation.ANNUAL, Accumulation.YEAR_TO_DATE)
    if period is None or period.at_end or level.summed or not (level.told and runs):
        return False
    return (one.period.month, one.period.months) == (period.month, period.months)
