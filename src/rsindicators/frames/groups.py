"""Which combinations of a frame become one sum, and what is no sum.

A group is a series with all that is added of it: over regions the figures of one time, over periods those of
all its runs. A ratio is a group without addends; it stands on the groups of its components, and where the
frame does not have them it is refused, as everything is that may not be added.

Source: trade rules §4 and §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import field, frozen

from rsindicators.addends import ADDING, Over, additivity, require_additive
from rsindicators.component import Component
from rsindicators.constituent import code_of
from rsindicators.errors import ComponentError, told_at
from rsindicators.facts import is_at_end, time_of
from rsindicators.formula import Formula
from rsindicators.frames.mapped import Kind
from rsindicators.indicator import Indicator
from rsindicators.kinds import Additivity, Measure
from rsindicators.period import Period
from rsindicators.runs import accumulation_of, in_order, joined, months_of, total_of

Series = tuple[str, str]


@frozen(eq=False)
class Group:
    """What becomes one sum.

    Attributes:
        kinds: The combinations it is made of; of a ratio those that name it.
        period: What the sum is of.
        parts: Over periods, of how many figures the sum is made.
        components: Of a ratio, by name, the groups it is computed from.
    """

    kinds: tuple[Kind, ...]
    period: Period
    parts: int = 0
    components: Mapping[str, Group] = field(factory=dict)

    @property
    def series(self) -> Series:
        """Indicator and scope."""
        return self.kinds[0].series

    @property
    def adds(self) -> bool:
        """Whether its figures are added; those of a ratio are not."""
        return not self.components

    @property
    def indicator(self) -> Indicator:
        """Whose sum it is."""
        return self.kinds[0].slot.indicator


def groups_of(kinds: Iterable[Kind], over: Over) -> tuple[Group, ...]:
    """The sums of a frame, those that are added first.

    Raises:
        NotAdditiveError: Something may not be added, as in `rs.aggregate`.
        ComponentError: The components of a ratio are not all of the same periods.
        UnitError: Figures of an indicator that adds are in a unit that does not.
    """
    by_series: dict[Series, list[Kind]] = {}
    for kind in kinds:
        by_series.setdefault(kind.series, []).append(kind)
    ratios = {series: ones for series, ones in by_series.items() if _is_ratio(ones)}
    openings: dict[Series, tuple[Period, Period]] = {}
    for series, ones in ratios.items():
        with told_at(ones[0].told["indicator"]):
            _require_recomputed(ones, by_series, over)
            openings.update(_openings(series, ones[0].slot.indicator, by_series) if over == "period" else {})
    added: list[Group] = []
    for series, ones in by_series.items():
        if series not in ratios:
            with told_at(ones[0].told["indicator"]):
                added += _of_times(ones) if over == "region" else [_of_runs(ones, openings.get(series))]
    made = [group for ones in ratios.values() for group in _recomputed(ones, added, over)]
    return (*added, *made)


def _is_ratio(ones: Sequence[Kind]) -> bool:
    return ones[0].slot.indicator.measure not in ADDING


def _require(ones: Sequence[Kind], over: Over) -> None:
    """Nothing, if the figures add.

    Raises:
        NotAdditiveError, UnitError: They do not.
    """
    indicator = require_additive([kind.sample for kind in ones], over)
    indicator.unit.plus(indicator.unit)


# ── what is added ────────────────────────────────────────────────────────────────────────────────────────


def _of_times(ones: Sequence[Kind]) -> list[Group]:
    """A group for each time the figures of a series are of, however it is spelled."""
    _require(ones, "region")
    return [Group(kinds, _longest(kinds)) for kinds in _by_time(ones)]


def _by_time(ones: Iterable[Kind]) -> list[tuple[Kind, ...]]:
    found: dict[object, list[Kind]] = {}
    for kind in ones:
        one = kind.sample
        time = time_of(one) if is_at_end(one) else months_of(one)
        found.setdefault((accumulation_of(one), time), []).append(kind)
    return [tuple(kinds) for kinds in found.values()]


def _longest(kinds: Iterable[Kind]) -> Period:
    return max((months_of(kind.sample) for kind in kinds), key=lambda period: period.months)


def _of_runs(ones: Sequence[Kind], opening: tuple[Period, Period] | None) -> Group:
    """The group of all runs of a series; of a balance carried over the first, which opens the whole."""
    if opening is not None:
        first, whole = opening
        return Group(tuple(kind for kind in ones if kind.sample.period == first), whole, 1)
    _require(ones, "period")
    runs = {total_of(kind.sample) for kind in ones}
    return Group(tuple(ones), joined(runs), len(runs))


# ── ratios ───────────────────────────────────────────────────────────────────────────────────────────────


def _require_recomputed(ones: Sequence[Kind], by_series: Mapping[Series, object], over: Over) -> None:
    """Nothing, if a ratio may be made of summed components, and the frame has them."""
    indicator = ones[0].slot.indicator
    there = {part.name for part in indicator.components if _series(ones[0], part) in by_series}
    if additivity(indicator, over)[0] is not Additivity.RECOMPUTE or not is_told(indicator, there):
        require_additive([kind.sample for kind in ones], over)  # it refuses every ratio


def _series(kind: Kind, part: Component) -> Series:
    """The series of a component, of the ratio's scope."""
    return (code_of(kind.slot.indicator, part), kind.series[1])


def is_told(indicator: Indicator, names: Iterable[str]) -> bool:
    """Whether an indicator follows from some of its components."""
    there = set(names)
    own = {part.name: part.formula for part in indicator.components}

    def follows(formula: Formula | None) -> bool:
        return formula is not None and all(name in there or follows(own[name]) for name in formula.names)

    return follows(indicator.formula)


def _openings(
    series: Series, indicator: Indicator, by_series: Mapping[Series, Sequence[Kind]]
) -> dict[Series, tuple[Period, Period]]:
    """Of each balance carried over into a ratio the first run, and the whole that it opens."""
    told = {part.name: (code_of(indicator, part), series[1]) for part in indicator.components}
    flows = [told[part.name] for part in indicator.components if part.measure is Measure.FLOW]
    runs = [{total_of(kind.sample) for kind in by_series[one]} for one in flows if one in by_series]
    carried = [told[part.name] for part in indicator.components if part.carry_over]
    for other in runs[1:]:
        if other != runs[0]:
            different = min(other ^ runs[0], key=lambda run: run.code)
            raise ComponentError("addition.components", key=different, first=min(run.code for run in runs[0]))
    ordered = in_order(runs[0]) if runs else []
    return {
        one: (ordered[0], joined(ordered))
        for one in carried
        if any(kind.sample.period == ordered[0] for kind in by_series.get(one, ()))
    }


def _recomputed(ones: Sequence[Kind], added: Sequence[Group], over: Over) -> list[Group]:
    """The ratio of a series, at every time it is named for."""
    found = []
    for kinds in _by_time(ones) if over == "region" else [tuple(ones)]:
        components = {
            part.name: group
            for part in kinds[0].slot.indicator.components
            for group in added
            if group.series == _series(kinds[0], part) and (over == "period" or _fits(group, kinds[0], part))
        }
        if not is_told(kinds[0].slot.indicator, components):
            with told_at(kinds[0].told["indicator"]):
                require_additive([kind.sample for kind in kinds], over)  # it refuses every ratio
        period = _longest(kinds) if over == "region" else next(iter(components.values())).period
        found.append(Group(kinds, period, 0, components))
    return found


def _fits(group: Group, kind: Kind, part: Component) -> bool:
    """Whether the figures of a component are of the time of the ratio."""
    months = months_of(kind.sample)
    at_end = part.measure is Measure.STOCK and not part.carry_over
    return group.period.end == months.end if at_end else months_of(group.kinds[0].sample) == months
