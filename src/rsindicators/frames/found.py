"""Findings as columns: which rule, where, what stands there and what should.

Every family of rules adds its findings here as codes and numbers; texts are made once, at the end, in the
library of the frame that was given. A row is one broken relation, as its rule tells it before causes are
joined; `checked.Checked.findings` tells them as objects.

The columns, in their order: `region`, `scope` (where the frame tells scopes), `indicator` (code), `period`
(code), `code` (of the rule), `severity`, `certainty`, `actual` (in `unit`), `low` and `high` (what the
printed figure may mean), `expected_low` and `expected_high` (null where nothing limits), `unit`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import define, field, frozen

from rsindicators.bound import Bound
from rsindicators.facts import base_interval
from rsindicators.figure import Figure
from rsindicators.finding import Finding
from rsindicators.frames.engine import Frame, Named, built
from rsindicators.frames.slots import Entities
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Severity
from rsindicators.observation import Observation
from rsindicators.units import Unit

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

TEXTS: Final = ("region", "scope", "indicator", "period", "code", "severity", "certainty", "unit")
NUMBERS: Final = ("actual", "low", "high", "expected_low", "expected_high")
COLUMNS: Final = (*TEXTS[:7], *NUMBERS, "unit")
Grade = tuple[Severity, Certainty]
Numbers = np.ndarray[Any, Any]
NOTHING: Final = float("nan")


@frozen
class Label:
    """What the findings of one block have in common.

    Attributes:
        code: Of the rule.
        grade: How grave, how sure.
        indicator: Its code; empty where it is about none.
        unit: Of the figures.
    """

    code: str
    grade: Grade
    indicator: str = ""
    unit: str = ""


@define(eq=False)
class _Block:
    label: Label
    entities: Numbers
    periods: Sequence[str]
    rows: Numbers
    numbers: tuple[Any, ...]


@define(eq=False)
class Found:
    """Takes findings; it never leaves the run that made it.

    Attributes:
        entities: The regions and scopes by number.
    """

    entities: Entities
    _blocks: list[_Block] = field(factory=list, init=False)

    def add(  # noqa: PLR0913, PLR0917 - what the findings of a rule tell, a column each
        self,
        label: Label,
        entities: Numbers,
        periods: Sequence[str],
        rows: Numbers,
        actual: tuple[Any, Any, Any] = (NOTHING,) * 3,
        expected: tuple[Any, Any] = (NOTHING,) * 2,
    ) -> None:
        """Take the findings of a rule and an indicator.

        Args:
            label: What they have in common.
            entities: The number of each one's entity.
            periods: The codes of some periods.
            rows: For each finding the place of its period in these.
            actual: The figure, the least and the most it may mean, in the label's unit.
            expected: From what to what it should be; NaN where nothing limits it.
        """
        if len(entities):
            self._blocks.append(_Block(label, entities, periods, rows, (*actual, *expected)))

    def tell(self, finding: Finding, one: Observation | None) -> None:
        """Take the finding of an object.

        Args:
            finding: What is wrong.
            one: The figure it is told of, if any.
        """
        unit = (
            ""
            if one is None
            else str(one.figure.unit if isinstance(one.figure, Figure | Bound) else one.indicator.unit)
        )
        exponent = 0 if one is None else _exponent(one)
        numbers = (
            *_figure(one, exponent),
            *_ends(finding.expected.interval if finding.expected else None, exponent),
        )
        label = Label(
            finding.code,
            (finding.severity, finding.certainty),
            finding.indicator.code if finding.indicator else "",
            unit,
        )
        region, scope = finding.region, "" if one is None else one.scope
        entity = np.array([self.entities.number(region, scope)])
        periods = [finding.period.code if finding.period else ""]
        self._blocks.append(_Block(label, entity, periods, np.zeros(1, np.intp), numbers))

    def frame(self, like: Frame) -> nw.DataFrame[Any]:
        """All of them as an eager frame of the library of another frame."""
        labels = list(dict.fromkeys(block.label for block in self._blocks))
        numbers = {label: number for number, label in enumerate(labels)}
        sizes = [len(block.entities) for block in self._blocks]
        label = np.repeat(np.array([numbers[block.label] for block in self._blocks], np.int64), sizes)
        entity = _joined([block.entities for block in self._blocks])
        periods: dict[str, int] = {}
        when = _joined([_numbered(block, periods) for block in self._blocks])
        columns: dict[str, Any] = {"region": _named([name for name, _ in self.entities.names], entity)}
        if any(scope for _, scope in self.entities.names):
            columns["scope"] = _named([name for _, name in self.entities.names], entity)
        columns["indicator"] = _named([one.indicator for one in labels], label)
        columns["period"] = _named(list(periods), when)
        columns["code"] = _named([one.code for one in labels], label)
        columns["severity"] = _named([one.grade[0].value for one in labels], label)
        columns["certainty"] = _named([one.grade[1].value for one in labels], label)
        for place, name in enumerate(NUMBERS):
            some = [_wide(block.numbers[place], len(block.entities)) for block in self._blocks]
            columns[name] = _joined(some, np.float64)
        columns["unit"] = _named([one.unit for one in labels], label)
        return built(columns, like)

    def counts(self) -> dict[str, int]:
        """How many findings each rule has, those with most first."""
        found = Counter[str]()
        for block in self._blocks:
            found[block.label.code] += len(block.entities)
        return dict(found.most_common())

    def regions(self) -> list[str]:
        """The regions that have findings, in the order of their numbers."""
        numbers = np.unique(_joined([block.entities for block in self._blocks]))
        return list(dict.fromkeys(self.entities.names[number][0] for number in numbers))

    def __len__(self) -> int:
        return sum(len(block.entities) for block in self._blocks)


def limits_in(ends: tuple[Any, Any] | None, unit: Unit) -> tuple[Any, Any]:
    """Ends in base units in a unit; NaN where they limit nothing."""
    if ends is None:
        return NOTHING, NOTHING
    in_unit = (np.asarray(end, np.float64) / 10.0**unit.exponent for end in ends)
    low, high = (np.where(np.isfinite(end), end, NOTHING) for end in in_unit)
    return low, high


def _numbered(block: _Block, periods: dict[str, int]) -> Numbers:
    numbers = [periods.setdefault(code, len(periods)) for code in block.periods]
    return np.array(numbers, np.int64)[block.rows]


def _joined(some: list[Any], kind: Any = np.int64) -> Numbers:
    return np.concatenate(some).astype(kind, copy=False) if some else np.empty(0, kind)


def _wide(number: Any, count: int) -> Numbers:
    return number if np.ndim(number) else np.full(count, number, np.float64)


def _named(values: list[str], codes: Numbers) -> Named:
    """Texts by code; nothing where there is none to tell."""
    if "" in values:
        codes = np.where(np.array([bool(value) for value in values])[codes], codes, -1)
    return Named(values, codes)


def _exponent(one: Observation) -> int:
    value = one.figure
    return value.unit.exponent if isinstance(value, Figure | Bound) else one.indicator.unit.exponent


def _figure(one: Observation | None, exponent: int) -> tuple[float, float, float]:
    if one is None:
        return (NOTHING,) * 3
    value = float(one.figure.value) if isinstance(one.figure, Figure) else NOTHING
    return value, *_ends(base_interval(one), exponent)


def _ends(interval: Interval | None, exponent: int) -> tuple[float, float]:
    """The ends of an interval in a unit; NaN where there is none."""
    if interval is None:
        return NOTHING, NOTHING
    inside = interval.shift(-exponent)
    low, high = (float(end) if end.is_finite() else NOTHING for end in (inside.lo, inside.hi))
    return low, high
