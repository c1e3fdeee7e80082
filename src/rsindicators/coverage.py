"""Who did not report, and what was reported twice.

A region that was asked is missing where nothing of it was reported; an indicator is missing in a region where
every row that asks for it is empty. A full key (indicator, region, period, run, scope, status) that several
forms report is repeated; forms of one name are told apart by a number.

Source: trade rules §7 (未报 and 重复上报 are listed).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from rsindicators.fault import Fault
from rsindicators.indicator import Indicator
from rsindicators.observation import Key, Observation


@frozen
class Missing:
    """What was asked and not reported (未报).

    Attributes:
        region: The region.
        indicator: The indicator; None where the region reported nothing at all.
    """

    region: str
    indicator: Indicator | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.region, self.indicator.name if self.indicator else "")))


@frozen
class Repeated:
    """One figure's place that several forms report (重复上报).

    Attributes:
        observations: What they report: the same indicator, region, period, run, scope and status.
    """

    observations: tuple[Observation, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms, each once."""
        return tuple(dict.fromkeys(one.form for one in self.observations))

    def __str__(self) -> str:
        first = self.observations[0]
        place = " ".join(filter(None, (first.region, first.indicator.name, str(first.period))))
        return f"{place}({'、'.join(self.forms)})"


def missing_of(
    observations: Iterable[Observation], faults: Iterable[Fault], regions: Iterable[str]
) -> tuple[Missing, ...]:
    """What was asked and not reported; what cannot be read was reported.

    Args:
        observations: What was read; one without a figure asks for it.
        faults: What could not be read.
        regions: The regions that were asked.
    """
    unread = {(one.region, one.name) for one in faults if one.observation is None}
    told: dict[tuple[str, Indicator], bool] = {}
    for one in observations:
        place = (one.region, one.indicator)
        told[place] = told.get(place, False) or is_told(one)
    heard = {region for region, _ in unread} | {region for (region, _), reported in told.items() if reported}
    silent = dict.fromkeys(region for region in regions if region not in heard)
    return (
        *map(Missing, silent),
        *(
            Missing(region, indicator)
            for (region, indicator), reported in told.items()
            if not (reported or region in silent)
            and not any((region, name) in unread for name in indicator.names)
        ),
    )


def repeated_of(observations: Iterable[Observation]) -> tuple[Repeated, ...]:
    """What several forms report for one full key."""
    told = list(filter(is_told, observations))
    if len({one.form for one in told}) < 2:
        return ()
    found: dict[Key, list[Observation]] = {}
    for one in told:
        found.setdefault(one.key, []).append(one)
    several = (Repeated(tuple(some)) for some in found.values() if len(some) > 1)
    return tuple(one for one in several if len(one.forms) > 1)


def is_told(one: Observation) -> bool:
    """Whether a figure, or words for one, were reported."""
    return one.figure is not None or bool(one.phrase)


def renamed(
    observations: Sequence[Observation], faults: Sequence[Fault], name: str, taken: set[str]
) -> tuple[Sequence[Observation], Sequence[Fault]]:
    """The same with names of forms that nothing else has; the names are taken from then on.

    Args:
        observations: Of one submission.
        faults: Of the same.
        name: What a form without a name is called.
        taken: The names that others have.
    """
    forms = dict.fromkeys((*(one.form for one in observations), *(one.form for one in faults)))
    names = {form: _free(form or name, taken) for form in forms}
    taken.update(names.values())
    if all(form == given for form, given in names.items()):
        return observations, faults
    moved = {id(one): evolve(one, form=names[one.form]) for one in observations}
    blamed = [evolve(one, form=names[one.form], observation=moved.get(id(one.observation))) for one in faults]
    return tuple(moved[id(one)] for one in observations), blamed


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number where another form has it."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
