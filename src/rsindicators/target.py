"""One promise for a period.

A target asks a bound, a composition or something in words of one indicator for one period. A plain number in
a target column is read as “at least” for an indicator of which more is better and “at most” for one of which
less is better; that reading is an inference and is named in `inferred`, as is everything else the document
does not print. Its limit is decreed and therefore exact.
"""

from __future__ import annotations

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.composition import Composition, Portion
from rsindicators.errors import DefinitionError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Accumulation, Direction, Nature, Relation
from rsindicators.notation import Reading, Value, show
from rsindicators.period import Period
from rsindicators.source import Source


@frozen
class Base:
    """Where a target starts from.

    Attributes:
        reading: The base cell.
        period: The period it is of.
        accumulation: Over what it runs.
    """

    reading: Reading
    period: Period
    accumulation: Accumulation

    def __str__(self) -> str:
        return f"{self.period} {self.reading}"


@frozen
class Target:
    """A promise.

    Attributes:
        indicator: Of what.
        bound: What is asked, a bound or a composition; None for a target in words or one that is missing.
        period: For when: a year for a level or a yearly figure, the plan for a total.
        accumulation: AT_END, ANNUAL, CUMULATIVE, EACH_YEAR …
        nature: 约束性 or 预期性; None where the document does not say.
        phrase: The words of a target in words.
        base: Where it starts from, or None.
        hedges: 力争, 原则上 …, as printed.
        inferred: What the document does not print and we read into it: field and reason.
        source: Where it stands.
        number: The row's number as printed there.
        label: The row's name as printed, without number, stars and unit; left out, the indicator's.
        section: The table's section it stands in.
        starred: Whether the row bears a star.
        part_of: The number of the row it is a part of (其中), or 0.
        text: The target cell as printed.
        quote: The words of the document around it, for a target in prose; empty for one of a table.
        lost: How the cell was found to be lost in the source, or empty.
        region: Whose share of the promise it is (任务分解); empty for the plan's own region.
    """

    indicator: Indicator
    bound: Bound | Composition | None
    period: Period
    accumulation: Accumulation
    nature: Nature | None = None
    phrase: str = ""
    base: Base | None = None
    hedges: tuple[str, ...] = ()
    inferred: tuple[tuple[str, str], ...] = ()
    source: Source | None = None
    number: int = 0
    label: str = ""
    section: str = ""
    starred: bool = False
    part_of: int = 0
    text: str = ""
    quote: str = ""
    lost: str = ""
    region: str = ""

    def __attrs_post_init__(self) -> None:
        if not self.label:
            object.__setattr__(self, "label", self.indicator.name)

    def judge(self, observed: Value | None, tolerance: Figure | str | None = None) -> Judgement:
        """Whether what was reported keeps the promise.

        Args:
            observed: A figure, bound (one-sided knowledge), composition or fraction; None if missing.
            tolerance: For 左右, 约, 保持在 and 近: a share of the limit (`"5%"`), or the distance itself;
                left out, such a target stays undecided.

        Raises:
            UnitError: The unit does not fit the target's, or the tolerance does not.
            NumberError: The tolerance is negative.
        """
        if observed is None:
            return undecided("missing")
        if self.bound is None:
            return undecided("lost" if self.lost else "text" if self.phrase else "no_target")
        if isinstance(self.bound, Composition) or isinstance(observed, Composition):
            if isinstance(self.bound, Composition) and isinstance(observed, Composition):
                return self.bound.judge(observed)
            return undecided("kind")
        return self.bound.judge(observed.figure if isinstance(observed, Portion) else observed, tolerance)

    @property
    def is_inferred(self) -> bool:
        """Whether the comparator is read into it and not printed."""
        return any(name == "bound" for name, _ in self.inferred)

    @property
    def reads_more_than_printed(self) -> bool:
        """Whether its comparator or its unit is read into it."""
        return any(name in ("bound", "unit") for name, _ in self.inferred)

    def __str__(self) -> str:
        """As a cell: a total over the plan in brackets. A limit that no decimal is (2/3人口) as printed."""
        if isinstance(self.bound, Bound) and self.text and not self.bound.limit.is_readable:
            return self.text
        return show(Reading(self.bound, self.phrase, self.accumulation, self.hedges))


def asked(
    value: Value | None, direction: Direction
) -> tuple[Bound | Composition | None, tuple[tuple[str, str], ...]]:
    """What a target cell asks, and what of that is inferred.

    Raises:
        DefinitionError: A plain number of an indicator of which neither more nor less is better.

    Source: trade rule on plain numbers in a target column.
    """
    if isinstance(value, Portion):
        value = value.figure
    if not isinstance(value, Figure):
        return value, ()
    if direction is Direction.NEITHER:
        raise DefinitionError("target.direction", figure=value)
    relation = Relation.AT_LEAST if direction is Direction.HIGHER else Relation.AT_MOST
    return Bound(relation, value), (
        ("bound", f"{direction.label}指标的目标栏只印了数,按“{relation.label}”读"),
    )
