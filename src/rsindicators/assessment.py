"""How far the targets of a plan are, on a day.

`assess` holds every target against what was reported: a row each, the judgement, the completion rate, the
pace, and how the target stands. The summary counts by nature, gives 指标完成率, the share of the decided
targets that are met, and lists what is missed or lags, the binding targets (约束性) first.

Source: trade rules on monitoring reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from rsindicators.appraisal import Terms, appraise
from rsindicators.bound import Bound
from rsindicators.errors import ComponentError, PeriodError
from rsindicators.figure import Figure
from rsindicators.kinds import Accumulation, Basis, Method, Nature, Standing, Verdict
from rsindicators.matching import YEARLY, speaks
from rsindicators.messages import render
from rsindicators.observation import Observation
from rsindicators.progress import Progress
from rsindicators.showing import UNSURE, finished, listed, name_of, nature_of, number_of, on_its_way, remark
from rsindicators.standing import points
from rsindicators.table import Table
from rsindicators.target import Target
from rsindicators.units import PERCENT


@frozen
class Assessment:
    """The rows of a plan's targets, in the document's order.

    Attributes:
        title: The plan.
        rows: One for each target.
        editions: The editions of plan and catalogue that were used.
        notes: Where the figures stand.
        unused: The observations that were given and speak for no target.
        on: The day of the assessment; None where there was nothing to assess.
        basis: The basis of the standings.
        tolerance: How far beside its straight line a target is still as expected, in 个百分点.
    """

    title: str
    rows: tuple[Progress, ...]
    editions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    unused: tuple[Observation, ...] = ()
    on: date | None = None
    basis: Basis = Basis.MONTHS
    tolerance: Decimal = Decimal(0)

    def count(self, nature: Nature | None = None) -> Counter[Verdict]:
        """How many targets have each verdict, of one nature or of all."""
        return Counter(row.verdict for row in self._of(nature))

    def standings(self, nature: Nature | None = None) -> Counter[Standing]:
        """How many targets stand how, of one nature or of all."""
        return Counter(row.standing for row in self._of(nature))

    def _of(self, nature: Nature | None) -> list[Progress]:
        return [row for row in self.rows if nature in (None, row.target.nature)]

    @property
    def met(self) -> tuple[Progress, ...]:
        """The rows whose period is over and whose target is met."""
        return tuple(row for row in self.rows if row.verdict is Verdict.MET)

    @property
    def missed(self) -> tuple[Progress, ...]:
        """The rows whose period is over and whose target is missed, the binding ones first."""
        return _binding_first(row for row in self.rows if row.verdict is Verdict.MISSED)

    @property
    def lagging(self) -> tuple[Progress, ...]:
        """The rows that lag behind before their period is over, the binding ones first."""
        return _binding_first(row for row in self.rows if row.standing is Standing.LAGGING)

    @property
    def under_way(self) -> bool:
        """Whether the period of some target is not over."""
        return any(not row.over for row in self.rows)

    def summary(self) -> str:
        """Counts by nature, 指标完成率 (the met among the decided), then what is missed or lags.

        While periods run the standings are counted too, with the share that is met so far. Missed and lagging
        binding targets come first.
        """
        lines = [line for nature in (None, *Nature) for line in self._counted(nature)]
        late = _binding_first((*self.missed, *self.lagging))
        return "\n".join([*lines, *map(_late, late)])

    def _counted(self, nature: Nature | None) -> list[str]:
        count = self.count(nature)
        total = sum(count.values())
        if not total:
            return []
        name = nature.label if nature else "全部"
        parts = "、".join(f"{verdict.label}{count[verdict]}项" for verdict in Verdict)
        lines = [f"{name}{total}项:{parts};{_rate_of_met(count)}"]
        if self.under_way:
            stands = self.standings(nature)
            told = "、".join(f"{one.label}{stands[one]}项" for one in Standing if stands[one])
            now = Counter(row.judgement.verdict for row in self._of(nature))
            lines.append(f"{name}状态:{told};{_rate_of_met(now, 'rate_now')}")
        return lines

    def to_table(self) -> Table:
        """A row per target.

        When all periods are over: base, target, result, verdict, margin, completion rate, nature. While some
        run: what was reached, how the target stands, the completion rate, ahead or behind, and the headroom
        or the pace still needed.
        """
        unused = [f"没有用到:{observation}" for observation in self.unused]
        notes = [*self.summary().splitlines(), *self._told(), *unused, *self.notes]
        if self.under_way:
            columns = ("序号", "指标", "目标", "已达", "状态", "完成率", "序时差", "余量或年需", "属性")
            rows = [on_its_way(row) for row in self.rows]
            return Table(columns, rows, self.title, notes, right=(0, 2, 3, 5, 6, 7))
        columns = ("序号", "指标", "基数", "目标", "结果", "判断", "余量", "完成率", "属性")
        return Table(columns, map(finished, self.rows), self.title, notes, right=(0, 2, 3, 4, 6))

    def _told(self) -> list[str]:
        """What a reader must know of single rows: how old a figure is, why there is no standing."""
        told = self._terms() if self.under_way else []
        for row in self.rows:
            status = row.observation is not None and row.observation.status is not None
            said = [row.say_used()] if row.age or status else []
            said += [remark(row, word) for word in row.remarks]
            if said:
                told.append(f"{number_of(row)} {name_of(row)}:{';'.join(said)}".strip())
        return told

    def _terms(self) -> list[str]:
        """Day, basis, tolerance and method; and which rows cannot be assessed, by the reason."""
        lines = [
            f"评估日{self.on},序时进度{self.basis.label},允许偏差{self.tolerance:f}个百分点;各数按其截止日比",
            f"序时差单位为个百分点;{UNSURE} 四舍五入可能改变",
        ]
        methods = sorted({row.method.label for row in self.rows if row.method is not None})
        lines += [f"完成率:{'、'.join(methods)}"] if methods else []
        reasons: dict[str, list[str]] = {}
        for row in self.rows:
            if row.no_standing:
                reasons.setdefault(row.no_standing, []).append(str(row.target.number or name_of(row)))
        return lines + [f"{render(one, 'zh', {})}:{listed(rows)}" for one, rows in reasons.items()]

    def to_records(self) -> list[dict[str, Any]]:
        """The rows as plain data."""
        return [row.to_record() for row in self.rows]

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __str__(self) -> str:
        return self.to_table().text()


def assess(  # noqa: PLR0913 - the terms of an assessment, each by its name
    targets: Iterable[Target],
    observations: Iterable[Observation],
    *,
    region: str = "",
    on: date | None = None,
    tolerance: Figure | str | int | Decimal | None = None,
    basis: Basis = Basis.MONTHS,
    method: Method | None = None,
    title: str = "",
    editions: Iterable[tuple[str, str]] = (),
    notes: Iterable[str] = (),
    list_unused: bool = True,
) -> Assessment:
    """Every target held against what was reported, on a day.

    Args:
        targets: The promises; those of one indicator for successive periods are a path of milestones.
        observations: What was reported. One without a region is taken to be of the plan's own. Of several of
            one place the most final is used; of levels the newest. One of a special scope (口径) decides
            nothing, since no target names one.
        region: The plan's own region. A target that names another (任务分解) is held against that region's.
        on: The day; what ends after it is left out. Left out, it is the last day of the newest observation
            that speaks for a target, or, without any, the end of the last target's period.
        tolerance: How far beside its straight line a target is still 符合预期, in 个百分点 (5, or
            `"5个百分点"`). Left out, none: the library excuses nothing that the caller does not excuse.
        basis: On which elapsed share a standing rests; the paces on the other two stand in the row too.
        method: A formula for the completion rates of the targets that have it: `Method.INCREASE` for levels
            that are to leave their base, the rival formulas for ceilings. The others, and all if it is left
            out, have actual/target where the trade computes it. Every row names its formula.
        title: What the assessment is called.
        editions: Names and editions of what was used.
        notes: Lines below the table.
        list_unused: Whether to list the observations that speak for no target.

    Returns:
        A row per target, in their order; one without a figure is UNDECIDED and NOT_ASSESSABLE, never late.

    Raises:
        ComponentError: A target is no `Target`, an observation no `Observation`.
        UnitError: A figure's unit does not fit its target's; or the tolerance is in another unit.
        NumberError: The tolerance is no number, or negative.
        PeriodError: `on` is no date, or `basis` no basis.
    """
    promised = _targets(targets)
    given = _observations(observations)
    day = None if on is None else _day(on)
    if not isinstance(basis, Basis) or not (method is None or isinstance(method, Method)):
        raise PeriodError("assessment.basis", basis=basis, method=method)
    allowed = points(tolerance)
    found = [_speaking(target, given, region, day) for target in promised]
    if day is None:
        ends = [one.period.end for each in found for one in each]
        day = max(ends or [target.period.end for target in promised], default=None)
    spoke = {id(one) for each in found for one in each}
    unused = tuple(one for one in given if id(one) not in spoke) if list_unused else ()
    rows: tuple[Progress, ...] = ()
    if day is not None:
        terms = Terms(day, basis, allowed, method, region)
        rows = tuple(
            appraise(target, each, terms, path_of(target, promised))
            for target, each in zip(promised, found, strict=True)
        )
    return Assessment(title, rows, tuple(editions), tuple(notes), unused, day, basis, allowed)


def path_of(target: Target, targets: Sequence[Target]) -> tuple[Target, ...]:
    """The targets of one indicator for successive periods (100人, 150人, 200人以上), the earliest first.

    Empty where the target stands alone: table and prose of one period are no path.
    """
    if target.accumulation in YEARLY or not isinstance(target.bound, Bound):
        return ()
    path = [one for one in targets if isinstance(one.bound, Bound) and _place(one) == _place(target)]
    path.sort(key=lambda one: one.period.end)
    return tuple(path) if path[0].period.end < path[-1].period.end else ()


def _place(target: Target) -> tuple[object, ...]:
    """What the milestones of one path have in common; totals are of one path if they begin together."""
    total = target.accumulation is Accumulation.CUMULATIVE
    begins = target.period.start if total else None
    return target.indicator.code, target.accumulation, target.region, begins


def _targets(given: Iterable[Target]) -> tuple[Target, ...]:
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in found:
        if not isinstance(one, Target):
            raise ComponentError("assessment.target", value=one, type=type(one).__name__)
    return found


def _observations(given: Iterable[Observation]) -> tuple[Observation, ...]:
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in found:
        if not isinstance(one, Observation):
            raise ComponentError("plan.observation", value=one, type=type(one).__name__)
    return found


def _speaking(
    target: Target, given: Iterable[Observation], region: str, day: date | None
) -> tuple[Observation, ...]:
    """The observations that speak for a target, as known on the day."""
    return tuple(
        one for one in given if (day is None or one.period.end <= day) and speaks(target, one, region)
    )


def _day(on: object) -> date:
    """A datetime is a date to Python, but the two do not compare."""
    if not isinstance(on, date):
        raise PeriodError("period.date", value=on)
    return date(on.year, on.month, on.day)


def _binding_first(rows: Iterable[Progress]) -> tuple[Progress, ...]:
    return tuple(sorted(rows, key=lambda row: row.target.nature is not Nature.BINDING))


def _late(row: Progress) -> str:
    how = Verdict.MISSED.label if row.over else Standing.LAGGING.label
    return f"{how}:{name_of(row, part='')}({nature_of(row)})"


def _rate_of_met(count: Counter[Verdict], said: str = "rate") -> str:
    """指标完成率: the met among the decided."""
    decided = count[Verdict.MET] + count[Verdict.MISSED]
    if not decided:
        said = f"no_{said}"
        return render(f"assessment.{said}", "zh", {})
    rate = (Figure(count[Verdict.MET], "项") / Figure(decided, "项")).to(PERCENT).round(1)
    return render(f"assessment.{said}", "zh", {"rate": str(rate), "decided": str(decided)})
