"""Is the promise kept? A remark, never an accusation.

A figure is held against a target only where their periods agree: the target's own year, a year's figure and a
target of a year, a total and a target of that total, any year of a target of every year. A ceiling (控制在…以
内) is read as one for every year of the plan, which is an inference and is said. 约束性 targets stand first.

A missed target says nothing against the figure: blocking a true one invites falsification. It is 提示性, and
核实性 if the caller asks for a reason, and no rule set makes it more.

Source: trade rules §6 and §7.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import field, frozen

from rsindicators.bound import Bound
from rsindicators.composition import Composition
from rsindicators.errors import NumberError, UnitError
from rsindicators.facts import Facts, time_of
from rsindicators.figure import Figure
from rsindicators.finding import Cited, Finding
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import CEILINGS, FLOORS, YEARLY, Accumulation, Measure, Nature, Severity, Verdict
from rsindicators.number import ZERO
from rsindicators.observation import Observation
from rsindicators.rule import MISSING, WORDS, Outcome, Rule
from rsindicators.runs import accumulation_of
from rsindicators.target import Target

OTHER_PERIOD: Final = "other_period"
SCOPE: Final = "scope"
UNIT: Final = "unit"
"""Why a target is not asked; what a judgement leaves undecided keeps its own reason."""

ORDER: Final = (Nature.BINDING, Nature.ANTICIPATED, None)
WORDINGS: Final = {
    (Nature.BINDING, True): "plan.target.binding",
    (Nature.BINDING, False): "plan.target.binding.rounding",
    (Nature.ANTICIPATED, True): "plan.target.anticipated",
    (Nature.ANTICIPATED, False): "plan.target.anticipated.rounding",
    (None, True): "plan.target",
    (None, False): "plan.target.rounding",
}
DECEMBER: Final = 12

Same = tuple[object, ...]
"""What two targets have in common that are one promise told twice."""


def _tolerance(given: Figure | str | None) -> Figure | None:
    figure = None if given is None else Figure.of(given)
    if figure is not None and figure.value < ZERO:
        raise NumberError("bound.tolerance", tolerance=figure)
    return figure


@frozen
class AgainstPlan(Rule):
    """A question asked of a figure and a target.

    Attributes:
        about: How far from its number a target of 左右, 约, 近 or 保持在 is met (`"5%"` of it); left out,
            such targets stay undecided.

    Raises:
        NumberError: The tolerance is negative.
    """

    about: Figure | None = field(default=None, converter=_tolerance, kw_only=True)

    @abstractmethod
    def agrees(self, target: Target, one: Observation, facts: Facts) -> bool:
        """Whether the target is asked of the figure: their indicator and region are the same."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """One outcome for each promise and figure whose periods agree; the binding ones first."""
        met: set[int] = set()
        for promises in _promises(facts.targets):
            for one in facts.by_code.get(promises[0].indicator.code, ()):
                if facts.region_of(one) != (promises[0].region or facts.region):
                    continue
                asked = [target for target in promises if self.agrees(target, one, facts)]
                if asked:
                    met.add(id(one))
                    yield self._of(asked, one)
        yield from self.left(facts, met)

    def left(self, facts: Facts, met: set[int]) -> Iterator[Outcome]:  # noqa: ARG002
        """What is said of the figures that no target was asked of, by their ids."""
        return iter(())

    def _of(self, asked: list[Target], one: Observation) -> Outcome:
        """The first that is missed; else the first."""
        answers = [self._judged(target, one) for target in asked]
        return next((answer for answer in answers if answer.finding is not None), answers[0])

    def _judged(self, target: Target, one: Observation) -> Outcome:
        if one.scope:
            return Outcome(skipped=SCOPE, cell=one)
        if one.figure is None:
            return Outcome(skipped=WORDS if one.phrase else MISSING, cell=one)
        try:
            judgement = target.judge(one.figure, self.about)
        except UnitError:  # a unit that the row of the plan prints otherwise
            judgement = undecided(UNIT)
        if judgement.verdict is Verdict.UNDECIDED:
            return Outcome(skipped=judgement.reason.rpartition(".")[2], cell=one)
        missed = judgement.verdict is Verdict.MISSED
        return Outcome(self._missed(target, one, judgement) if missed else None, cell=one)

    def _missed(self, target: Target, one: Observation, judgement: Judgement) -> Finding:
        place = target.source.item if target.source else ""
        facts = {
            "target": str(target),
            "target_period": str(target.period),
            "target_place": place or "—",
            "gap": "—" if judgement.margin is None else _shown(judgement.margin),
        }
        expected = Cited(target.label, str(target))
        wording = self.wording(target, certain=judgement.certain)
        return self.finding(one, facts, wording=wording, expected=expected)

    @abstractmethod
    def wording(self, target: Target, *, certain: bool) -> str:
        """The message of a target that is missed, for certain or but for rounding."""


def _shown(margin: Figure) -> str:
    """By how much, without the sign."""
    return str(-margin if margin.value.is_signed() else margin)


@frozen
class OwnPeriod(AgainstPlan):
    """A target and a figure of its own period.

    Source: trade rules §7: targets are compared only where the periods agree.
    """

    def agrees(self, target: Target, one: Observation, facts: Facts) -> bool:  # noqa: ARG002
        """The same end, the same year's or plan's total, or a year of a target of every year."""
        run, here = accumulation_of(one), time_of(one)
        match target.accumulation:
            case Accumulation.AT_END:
                return run is Accumulation.AT_END and here.end == target.period.end
            case Accumulation.EACH_YEAR:
                return _is_of_a_year(one) and target.period.contains(here)
        return run is target.accumulation and here == target.period.plain()

    def left(self, facts: Facts, met: set[int]) -> Iterator[Outcome]:
        """A figure of an indicator of the plan, of a period that no target of it is for, was not asked."""
        wanted = {(one.indicator.code, one.region or facts.region) for one in facts.targets}
        for told in facts.by_code.values():
            for one in told:
                if id(one) not in met and (one.indicator.code, facts.region_of(one)) in wanted:
                    yield Outcome(skipped=OTHER_PERIOD, cell=one)

    def wording(self, target: Target, *, certain: bool) -> str:
        """It names how the target binds."""
        return WORDINGS[target.nature, certain]


@frozen
class Ceiling(AgainstPlan):
    """A ceiling of a level or rate, in the years of the plan before its own.

    Whether a limit at the end of a plan holds in every year is not printed: 控制在4.5%以内 is kept under
    control all the time, 降到3%以下 is to be reached. So it is asked only of a limit that is printed as one,
    and not where the base lies above it; and the finding says that it is read so.

    Source: trade rules §6: a target above its base, of what is better low, is a control ceiling.
    """

    def agrees(self, target: Target, one: Observation, facts: Facts) -> bool:
        """A year of the plan before the target's own."""
        if facts.period is None or not is_ceiling(target):
            return False
        here = time_of(one)
        inside = facts.period.contains(here) and here.end < target.period.end
        return inside and _is_of_a_year(one) and accumulation_of(one) is target.accumulation

    def wording(self, target: Target, *, certain: bool) -> str:  # noqa: ARG002
        """It says that the ceiling is read so."""
        return "plan.ceiling" if certain else "plan.ceiling.rounding"


def is_ceiling(target: Target) -> bool:
    """Whether a target limits a level or rate from above, and did so already where it starts from."""
    bound = target.bound
    if not isinstance(bound, Bound) or bound.relation not in CEILINGS or target.is_inferred:
        return False
    if target.indicator.measure is Measure.FLOW or target.accumulation in YEARLY:
        return False
    base = target.base.reading.figure if target.base else None
    if base is None:
        return True
    return not base.unit.fits(bound.unit) or bound.judge(base).verdict is not Verdict.MISSED


def _is_of_a_year(one: Observation) -> bool:
    """Whether a figure is of a calendar year, or of the end of one."""
    here = time_of(one)
    if one.accumulation is Accumulation.AT_END:
        return here.last.month == DECEMBER
    return here.is_year and accumulation_of(one) is Accumulation.ANNUAL


def _promises(targets: Iterable[Target]) -> list[list[Target]]:
    """The targets, binding ones first; those that are one promise, told in table and prose, together."""
    found: dict[Same, list[Target]] = {}
    for target in targets:
        found.setdefault(_same(target), []).append(target)
    return sorted(found.values(), key=lambda some: min(ORDER.index(one.nature) for one in some))


def _same(target: Target) -> Same:
    bound, told = target.bound, (target.indicator.code, target.region, target.period, target.accumulation)
    if isinstance(bound, Bound) and bound.relation in (*FLOORS, *CEILINGS):
        return (*told, bound.relation in FLOORS, bound.limit)
    return (*told, bound, "" if isinstance(bound, Bound | Composition) else target.phrase)


RULES: Final[tuple[Rule, ...]] = (
    OwnPeriod("plan.target", Severity.NOTE, most=Severity.QUERY),
    Ceiling("plan.ceiling", Severity.NOTE, most=Severity.QUERY),
)
