"""A question asked of figures.

A rule has a code, a severity, and a question and an instruction in the messages `rule.<code>` and `<code>`.
It is asked of the facts and answers, for each place it could be asked of, that it holds, that it is broken,
or why it could not be asked. Wherever it is a relation between figures it is a tree of `formula`, judged by
intervals: broken only where no true values fit, and open counts as kept. The same trees can be compiled to
columns. Only what is no relation (keys, units, explanations) is code.

A user's own rule is one line of formula (`ownrule.OwnRule.parse`) or one small class with `ask`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from attrs import field, frozen

from rsindicators.catalogue import Catalogue
from rsindicators.errors import UndefinedResultError
from rsindicators.facts import Facts, base_interval
from rsindicators.figure import Figure
from rsindicators.finding import Cited, Finding, Place
from rsindicators.formula import Formula
from rsindicators.indicator import Indicator
from rsindicators.interval import Interval
from rsindicators.kinds import Certainty, Lag, Severity
from rsindicators.messages import Language, render
from rsindicators.number import DOWN, MOST_DECIMALS, UP, cut, plain, shift
from rsindicators.observation import Observation
from rsindicators.solve import solved
from rsindicators.units import Unit

MISSING: Final = "missing"
EARLIER: Final = "earlier"
WORDS: Final = "words"
ZERO_BELOW: Final = "zero"
"""Why a rule could not be asked: the reasons `unchecked.<reason>`."""

FEWEST_DIGITS: Final = 3
"""A range is told with so many digits at least."""


@frozen
class Term:
    """Which figure a name of a rule's formula stands for, seen from the figure the rule is asked of.

    Attributes:
        code: Of the indicator, or of a component as an indicator of its own.
        lag: Now, or which earlier time.
    """

    code: str
    lag: Lag = Lag.NOW


@frozen
class Tree:
    """A relation that a rule asks of an indicator.

    Attributes:
        formula: A comparison.
        terms: Its names and what they stand for; the first one is the figure the rule is asked of.
        limits: Names that stand for a limit of the definition instead.
    """

    formula: Formula
    terms: tuple[tuple[str, Term], ...]
    limits: tuple[tuple[str, Figure], ...] = ()

    @property
    def subject(self) -> str:
        """The name of the figure the rule is asked of."""
        return self.terms[0][0]

    @cached_property
    def fixed(self) -> Mapping[str, Interval]:
        """Where the limits lie, in base units: a limit is decreed, and exact."""
        return {name: Interval.point(shift(limit.value, limit.unit.exponent)) for name, limit in self.limits}


@frozen(eq=False)
class Case:
    """A relation at one place, with the figures it is about.

    Attributes:
        rule: Whose relation it is.
        formula: The comparison.
        cells: The figures by the names of the formula, the one it is asked of first.
        box: Where the truth behind every name lies, in base units; limits included.
        limits: The limits as figures, to be shown.
    """

    rule: FormulaRule
    formula: Formula
    cells: Mapping[str, Observation]
    box: Mapping[str, Interval]
    limits: tuple[tuple[str, Figure], ...] = ()

    @property
    def subject(self) -> Observation:
        """The figure the rule is asked of."""
        return next(iter(self.cells.values()))

    def holds(self) -> bool | None:
        """Whether it holds: surely, surely not, or None where rounding leaves it open.

        Raises:
            UndefinedResultError: A denominator may be zero.
        """
        return self.formula.holds(self.box)

    def holds_with(self, changed: Mapping[str, Interval]) -> bool | None:
        """The same with other intervals for some names; None too where a denominator may be zero."""
        try:
            return self.formula.holds({**self.box, **changed})
        except UndefinedResultError:
            return None

    def allowed(self, name: str) -> Interval:
        """All values of one name for which it may hold, in base units."""
        return solved(self.formula, name, self.box)


@frozen(eq=False)
class Outcome:
    """What a rule answers at one place.

    Attributes:
        finding: What is broken, or None.
        skipped: Why it could not be asked, a reason `unchecked.<reason>`; empty where it could.
        case: The relation it is about, or None where the rule is none.
        cell: The figure it is about, where there is one.
    """

    finding: Finding | None = None
    skipped: str = ""
    case: Case | None = None
    cell: Observation | None = None


KEPT: Final = Outcome()


@frozen
class Rule(ABC):
    """A question asked of figures.

    Attributes:
        code: `ranges.minimum`; its family stands before the dot.
        severity: What a finding asks of the person who filled in the figure.
        certainty: What a finding is: WRONG only where no true values can fit.
        basis: What the rule rests on.
        most: The highest severity that a rule set may give it: a missed target never blocks.
    """

    code: str
    severity: Severity
    certainty: Certainty = Certainty.SUSPECT
    basis: str = ""
    most: Severity = field(default=Severity.BLOCKING, kw_only=True)

    @abstractmethod
    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """An outcome for each place it is asked of."""

    def question(self, language: Language = "zh") -> str:
        """What it asks, in words."""
        return render(f"rule.{self.code}", language, {})

    def found(self, cell: Observation, facts: Mapping[str, str] | None = None, **told: Any) -> Outcome:
        """A broken rule, told of a cell, as `finding` tells it."""
        return Outcome(self.finding(cell, facts, **told), cell=cell)

    def finding(  # noqa: PLR0913 - what a finding tells, each by its name
        self,
        cell: Observation,
        facts: Mapping[str, str] | None = None,
        *,
        wording: str = "",
        others: Iterable[Observation] = (),
        expected: Cited | None = None,
        certainty: Certainty | None = None,
    ) -> Finding:
        """What is wrong with a cell.

        Args:
            cell: The figure it is told of.
            facts: What the message names besides `name`, `region`, `period`, `actual` and `place`.
            wording: The code of the message, where it is not the rule's own.
            others: Other figures it is about.
            expected: What would satisfy the rule.
            certainty: Where it is not the rule's own.
        """
        cells = (cell, *others)
        told = {
            "name": cell.indicator.name,
            "region": cell.region,
            "period": str(cell.period),
            "actual": text_of(cell),
            "place": str(place_of(cell)),
            "expected": expected.text if expected else "",
        }
        return Finding(
            self.code,
            self.severity,
            certainty or self.certainty,
            tuple(dict.fromkeys(map(place_of, cells))),
            tuple(cited(one) for one in cells),
            cell.indicator,
            cell.region,
            cell.period,
            told | dict(facts or {}),
            wording,
            expected=expected,
            basis=self.basis,
        )


@frozen
class FormulaRule(Rule):
    """A rule that is a relation between figures: its trees, and where they are asked."""

    @abstractmethod
    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        """The relations it asks of an indicator; nothing for one it is not about."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """Every relation at every place where its first figure was submitted."""
        for told in facts.by_code.values():
            for tree in self.trees(told[0].indicator, facts.catalogue):
                for one in told:
                    yield self.judged(tree, one, facts)

    def judged(self, tree: Tree, one: Observation, facts: Facts) -> Outcome:
        """The relation at the place of a figure."""
        cells: dict[str, Observation] = {}
        box: dict[str, Interval] = {}
        subject = tree.subject
        for name, term in tree.terms:
            seen = one if name == subject else facts.seen(one, term.code, term.lag)
            if seen is None or (seen.figure is None and not seen.phrase):
                return Outcome(skipped=MISSING if term.lag is Lag.NOW else EARLIER, cell=one)
            interval = base_interval(seen)
            if interval is None:
                return Outcome(skipped=WORDS, cell=one)
            cells[name], box[name] = seen, interval
        box |= tree.fixed
        return self.outcome(Case(self, tree.formula, cells, box, tree.limits))

    def outcome(self, case: Case) -> Outcome:
        """What comes of a relation: kept, broken, or not to be judged."""
        try:
            holds = case.holds()
        except UndefinedResultError:
            return Outcome(skipped=ZERO_BELOW, case=case, cell=case.subject)
        if holds is not False:
            return Outcome(case=case, cell=case.subject)
        return Outcome(self.broken(case), case=case, cell=case.subject)

    def broken(self, case: Case, wording: str = "") -> Finding:
        """The finding of a broken relation; its message may also name `relation` and each name's figure."""
        subject, *others = case.cells.values()
        name = next(iter(case.cells))
        texts = {key: text_of(one) for key, one in case.cells.items()}
        texts |= {key: str(limit) for key, limit in case.limits}
        expected = cited_range(case.allowed(name), subject)
        facts = {"relation": case.formula.say(texts)} | {
            f"figure{number}": text for number, text in enumerate(texts.values(), 1)
        }
        facts |= {f"period{number}": str(one.period) for number, one in enumerate(case.cells.values(), 1)}
        facts |= {f"name{number}": one.indicator.name for number, one in enumerate(case.cells.values(), 1)}
        return self.finding(subject, facts, wording=wording, others=others, expected=expected)


def place_of(one: Observation) -> Place:
    """Where a figure stands: form and cell; of a record its region, indicator and period."""
    item = one.cell or " ".join(filter(None, (one.region, one.indicator.name, str(one.period))))
    return Place(one.form, item, one.source)


def text_of(one: Observation) -> str:
    """What was reported, as printed."""
    return one.phrase or "—" if one.figure is None else str(one.figure)


def cited(one: Observation) -> Cited:
    """A figure as a finding cites it."""
    return Cited(f"{one.indicator.name}({one.period})", text_of(one), base_interval(one))


def cited_range(values: Interval, one: Observation) -> Cited | None:
    """What a figure should be, a range in base units, in its own unit; None where nothing is limited."""
    if values.lo.is_infinite() and values.hi.is_infinite():
        return None
    typed = one.figure if isinstance(one.figure, Figure) else None
    unit, decimals = (one.indicator.unit, None) if typed is None else (typed.unit, typed.decimals)
    return Cited(one.indicator.name, shown_range(values, unit, decimals or 0), values)


def shown_range(values: Interval, unit: Unit, decimals: int = 0) -> str:
    """A range as people read it, never narrower than it is.

    One value is told in full. Ends are rounded outwards to one decimal more than the figure has, or to the
    third digit where that is finer; zeros behind the figure's own decimals are left out. Of a whole count
    only whole numbers are told.

    Args:
        values: The range, in base units, with at least one end.
        unit: In which it is told.
        decimals: Of the figure it is told of.

    Examples:
        >>> shown_range(Interval("0.92973651", "0.93027472"), Unit.parse("%"), 1)
        '[92.97, 93.03]%'
        >>> shown_range(Interval(3400, 3600), Unit.parse("万人"), 2)
        '[0.34, 0.36]万人'
    """
    inside = values.shift(-unit.exponent)
    if unit.is_whole_count and not decimals:
        least, most = cut(inside.lo, 0, UP), cut(inside.hi, 0, DOWN)
        inside = Interval.closed(least, most) if least <= most else inside
    if inside.is_point:
        return f"{_trimmed(inside.lo, 0)}{unit}"
    ends = [end for end in (inside.lo, inside.hi) if end.is_finite()]
    finest = FEWEST_DIGITS - 1 - max((end.adjusted() for end in ends if end), default=0)
    places = max(decimals + 1, min(finest, MOST_DECIMALS))
    lo, hi = cut(inside.lo, places, DOWN), cut(inside.hi, places, UP)
    if len(ends) == 1:
        return f"≤{_trimmed(hi, 0)}{unit}" if lo.is_infinite() else f"≥{_trimmed(lo, 0)}{unit}"
    return f"[{_trimmed(lo, decimals)}, {_trimmed(hi, decimals)}]{unit}"


def _trimmed(value: Decimal, decimals: int) -> str:
    """A number in digits, with so many decimals, and more only where they are no zeros."""
    whole, _, fraction = plain(value).partition(".")
    kept = fraction.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{kept}" if kept else whole
