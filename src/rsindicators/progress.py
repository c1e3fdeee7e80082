"""Targets against what was reported.

A row holds one target against one observation: the judgement, which comes from the bound alone, and the
completion rate (完成率) with the name of its method, or why there is none.

Source: trade rules on 完成率: actual/target for levels and totals of which more is better; ceilings have
compliance and headroom instead; compositions and words have none.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from attrs import frozen

from rsindicators.bound import Bound
from rsindicators.composition import Composition, Portion
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement, undecided
from rsindicators.kinds import Accumulation, Direction, Method, Nature, Relation, Verdict
from rsindicators.messages import Language, render
from rsindicators.notation import Reading, show
from rsindicators.number import ZERO, plain
from rsindicators.observation import Observation
from rsindicators.table import Table
from rsindicators.target import Target
from rsindicators.units import PERCENT

INFERRED: Final = "※"
"""Stands behind a target whose comparator or unit is read into it."""

FLOORS: Final = (Relation.AT_LEAST, Relation.ABOVE, Relation.OVER)
CEILINGS: Final = (Relation.AT_MOST, Relation.BELOW)


@frozen
class Progress:
    """One target against what was reported.

    Attributes:
        target: The promise.
        observation: What it was held against, or None.
        judgement: The verdict.
        completion: 完成率 in %, unrounded, with its interval; or None.
        method: How it was computed, or None.
        no_completion: The code of the message that says why there is no completion rate; empty if there is.
    """

    target: Target
    observation: Observation | None
    judgement: Judgement
    completion: Figure | None = None
    method: Method | None = None
    no_completion: str = ""

    @property
    def verdict(self) -> Verdict:
        """The judgement's verdict."""
        return self.judgement.verdict

    def say_completion(self, language: Language = "zh") -> str:
        """The completion rate with its method, or why there is none."""
        if self.completion is None or self.method is None:
            return render(self.no_completion, language, {})
        method = self.method.label if language == "zh" else self.method.value
        return f"{self.completion.round(1)} ({method})"

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON: texts as printed, the verdict, the rate with its interval."""
        target, seen, judged = self.target, self.observation, self.judgement
        rate = self.completion
        return {
            "number": target.number,
            "indicator": target.indicator.code,
            "name": target.label,
            "unit": target.bound.unit.symbol if isinstance(target.bound, Bound) else "",
            "section": target.section,
            "nature": target.nature.value if target.nature else None,
            "base": _cell(target.base.reading if target.base else None),
            "base_period": target.base.period.code if target.base else None,
            "target": str(target),
            "target_text": target.text,
            "period": target.period.code,
            "accumulation": target.accumulation.value,
            "inferred": dict(target.inferred),
            "result": _result(seen),
            "verdict": judged.verdict.value,
            "certain": judged.certain,
            "judgement_inferred": judged.inferred,
            "margin": str(judged.margin) if judged.margin is not None else None,
            "at_limit": judged.at_limit,
            "reason": judged.reason or None,
            "completion": str(rate.round(2)) if rate else None,
            "completion_interval": [plain(rate.interval.lo), plain(rate.interval.hi)] if rate else None,
            "method": self.method.value if self.method else None,
            "no_completion": self.no_completion or None,
        }


def held(target: Target, observation: Observation | None, rival: Observation | None = None) -> Progress:
    """The target held against an observation of its period, or against none.

    Args:
        target: The promise.
        observation: What was reported.
        rival: Another report of the same rank that tells something else: then nothing is decided.

    Raises:
        UnitError: The unit of the figure does not fit the target's.
    """
    for reason, holds in (
        ("rivals", rival is not None),
        ("scope", observation is not None and observation.scope),
        ("words", observation is not None and observation.phrase),
    ):
        if holds:
            return Progress(target, observation, undecided(reason), no_completion=f"completion.{reason}")
    observed = observation.figure if observation else None
    observed = observed.figure if isinstance(observed, Portion) else observed
    judgement = target.judge(observed)
    if (
        not isinstance(observed, Figure)
        or not isinstance(target.bound, Bound)
        or _no_rate(target.bound, target)
    ):
        reason = f"completion.{_why_none(target, observed)}"
        return Progress(target, observation, judgement, no_completion=reason)
    rate = (observed / target.bound.limit).to(PERCENT)
    return Progress(target, observation, judgement, rate, Method.ACTUAL_OVER_TARGET)


def _no_rate(bound: Bound, target: Target) -> str:
    """Why a bound allows no completion rate; empty where it does."""
    if bound.relation in CEILINGS or target.indicator.direction is Direction.LOWER:
        return "ceiling"
    if bound.relation not in FLOORS:
        return "band"
    return "" if bound.limit.value > ZERO else "zero_target"


def _why_none(target: Target, observed: object) -> str:
    if target.bound is None:
        return "text" if target.phrase else "no_target"
    if isinstance(target.bound, Composition):
        return "composition"
    reason = _no_rate(target.bound, target)
    return reason or ("missing" if observed is None else "one_sided")


@frozen
class Assessment:
    """The rows of a plan's targets, in the document's order.

    Attributes:
        title: The plan.
        rows: One for each target.
        editions: The editions of plan and catalogue that were used.
        notes: Where the figures stand.
        unused: The observations that were given and are of no target.
    """

    title: str
    rows: tuple[Progress, ...]
    editions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    unused: tuple[Observation, ...] = ()

    def count(self, nature: Nature | None = None) -> Counter[Verdict]:
        """How many targets have each verdict, of one nature or of all."""
        return Counter(row.verdict for row in self.rows if nature in (None, row.target.nature))

    @property
    def met(self) -> tuple[Progress, ...]:
        """The rows whose target is met."""
        return tuple(row for row in self.rows if row.verdict is Verdict.MET)

    @property
    def missed(self) -> tuple[Progress, ...]:
        """The rows whose target is missed, the binding ones first."""
        rows = [row for row in self.rows if row.verdict is Verdict.MISSED]
        return tuple(sorted(rows, key=lambda row: row.target.nature is not Nature.BINDING))

    def summary(self) -> str:
        """Counts by nature, 指标完成率 (the met among the decided), and the missed ones."""
        lines = []
        for nature in (None, *Nature):
            count = self.count(nature)
            total = sum(count.values())
            if total:
                parts = "、".join(f"{verdict.label}{count[verdict]}项" for verdict in Verdict)
                lines.append(f"{nature.label if nature else '全部'}{total}项:{parts};{_rate_of_met(count)}")
        lines += [
            f"未达到:{row.target.label}({row.target.nature.label if row.target.nature else '—'})"
            for row in self.missed
        ]
        return "\n".join(lines)

    def to_table(self) -> Table:
        """A row per target: base, target, result, verdict, margin, completion rate, nature."""
        columns = ("序号", "指标", "基数", "目标", "结果", "判断", "余量", "完成率", "属性")
        unused = [f"没有用到:{observation}" for observation in self.unused]
        notes = [*self.summary().splitlines(), *unused, *self.notes]
        return Table(columns, [_shown(row) for row in self.rows], self.title, notes, right=(0, 2, 3, 4, 6))

    def to_records(self) -> list[dict[str, Any]]:
        """The rows as plain data."""
        return [row.to_record() for row in self.rows]

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.to_table().text()


def _rate_of_met(count: Counter[Verdict]) -> str:
    """指标完成率: the met among the decided."""
    decided = count[Verdict.MET] + count[Verdict.MISSED]
    if not decided:
        return render("assessment.no_rate", "zh", {})
    rate = (Figure(count[Verdict.MET], "项") / Figure(decided, "项")).to(PERCENT).round(1)
    return render("assessment.rate", "zh", {"rate": str(rate), "decided": str(decided)})


def _cell(reading: object) -> str:
    return "—" if reading is None else str(reading)


def _result(seen: Observation | None) -> str | None:
    """The figure as a cell: a total over the plan in brackets."""
    if seen is None or (seen.figure is None and not seen.phrase):
        return None
    run = seen.accumulation if seen.accumulation is Accumulation.CUMULATIVE else None
    return show(Reading(seen.figure, seen.phrase, run))


def _shown(row: Progress) -> tuple[str, ...]:
    target, margin = row.target, row.judgement.margin
    return (
        f"{'*' if target.starred else ''}{target.number}",
        ("其中:" if target.part_of else "") + target.label,
        _cell(target.base.reading if target.base else None),
        f"{target}{INFERRED if target.reads_more_than_printed else ''}",
        _result(row.observation) or "—",
        row.judgement.say() + ("[推定]" if row.judgement.inferred else ""),
        _cell(margin),
        row.say_completion(),
        target.nature.label if target.nature else "—",
    )
