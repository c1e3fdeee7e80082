"""How far the targets of a plan are, on a day.

`assess` holds every target against what was reported: a row each, the judgement, the completion rate, the
pace, and how the target stands. The summary counts by nature, gives 指标完成率, the share of the decided
indicators that are met, and lists what is missed or lags, the binding targets (约束性) first. Rows are
targets: what the prose repeats of a table is a row of its own, but no further indicator.

Source: trade rules on monitoring reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen

from rsindicators.appraisal import Terms, appraise
from rsindicators.bound import Bound
from rsindicators.errors import ComponentError, NotationError, NumberError, PeriodError
from rsindicators.figure import Figure
from rsindicators.kinds import YEARLY, Accumulation, Basis, Method, Nature, Standing, Verdict
from rsindicators.matching import hear
from rsindicators.messages import render
from rsindicators.number import ZERO
from rsindicators.observation import LONGEST_WORDS, Observation
from rsindicators.period import calendar_day
from rsindicators.progress import Progress
from rsindicators.showing import (
    UNSURE,
    finished,
    increase,
    listed,
    name_of,
    nature_of,
    on_its_way,
    told_of,
)
from rsindicators.standing import points
from rsindicators.table import Table
from rsindicators.target import Target
from rsindicators.text import checked
from rsindicators.units import PERCENT

T = TypeVar("T")


@frozen
class Assessment:
    """The rows of a plan's targets, in the document's order.

    Attributes:
        title: The plan.
        rows: One for each target.
        editions: The editions of plan and catalogue that were used.
        notes: Where the figures stand.
        unused: The observations that were given and speak for no target.
        unused_reasons: Why not, for each of them, as a word that completes the code `unused.<word>`.
        on: The day of the assessment; None where there was nothing to assess.
        basis: The basis of the standings.
        tolerance: How far beside its straight line a target is still as expected, in 个百分点.
        about: The tolerance of targets that name a number and no limit (左右, 约, 近, 保持在), or None.
    """

    title: str
    rows: tuple[Progress, ...]
    editions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    unused: tuple[Observation, ...] = ()
    on: date | None = None
    basis: Basis = Basis.MONTHS
    tolerance: Decimal = Decimal(0)
    about: Figure | None = None
    unused_reasons: tuple[str, ...] = ()

    def count(self, nature: Nature | None = None) -> Counter[Verdict]:
        """How many targets have each verdict, of one nature or of all."""
        return Counter(row.verdict for row in self._of(nature))

    def standings(self, nature: Nature | None = None) -> Counter[Standing]:
        """How many targets stand how, of one nature or of all."""
        return Counter(row.standing for row in self._of(nature))

    def _of(self, nature: Nature | None) -> list[Progress]:
        return [row for row in self.rows if nature in (None, row.target.nature)]

    def indicators(self, nature: Nature | None = None) -> tuple[tuple[Progress, ...], ...]:
        """The rows that count for 指标完成率: those of one indicator, period and region together.

        What the prose says of an indicator that the table holds is left out.
        """
        groups: dict[object, list[Progress]] = {}
        for row in self.rows:
            target = row.target
            groups.setdefault((target.indicator.code, target.period, target.region), []).append(row)
        main = [[row for row in rows if not row.target.quote] or rows for rows in groups.values()]
        chosen = [tuple(row for row in rows if nature in (None, row.target.nature)) for rows in main]
        return tuple(rows for rows in chosen if rows)

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
        """Counts by nature, 指标完成率 (the met among the decided indicators), then what is missed or lags.

        Verdicts and standings are counted by targets. While periods run the share that is met so far is told
        too. Missed and lagging binding targets come first.
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
        groups = self.indicators(nature)
        verdicts = [_together(row.verdict for row in rows) for rows in groups]
        lines = [f"{name}{total}项:{parts};{_share_met(verdicts, 'share')}"]
        if self.on is not None:
            stands = self.standings(nature)
            told = "、".join(f"{one.label}{stands[one]}项" for one in Standing if stands[one])
            now = [_together(row.judgement.verdict for row in rows) for rows in groups]
            so_far = f";{_share_met(now, 'share_now')}" if self.under_way else ""
            lines.append(f"{name}状态:{told}{so_far}")
        return lines

    def to_table(self) -> Table:
        """A row per target.

        When all periods are over: base, target, result, verdict, margin, completion rate, nature. While some
        run: what was reached, how the target stands, the completion rate, ahead or behind, and the headroom
        or the pace still needed.
        """
        notes = [*self.summary().splitlines(), *self._told(), *self._unused(), *self.notes]
        if self.under_way:
            columns = ("序号", "指标", "目标", "已达", "状态", "完成率", "序时差", "余量或年需", "属性")
            rows = [on_its_way(row) for row in self.rows]
            return Table(columns, rows, self.title, notes, right=(0, 2, 3, 5, 6, 7))
        columns = ("序号", "指标", "基数", "目标", "结果", "判断", "余量", "完成率", "属性")
        return Table(columns, map(finished, self.rows), self.title, notes, right=(0, 2, 3, 4, 6))

    def _told(self) -> list[str]:
        """What a reader must know of single rows: how old a figure is, which year was missed, the shares."""
        told = self._terms() if self.under_way else []
        for row in self.rows:
            said = told_of(row)
            if said:
                place = f"第{row.target.number}行 " if row.target.number else ""
                told.append(f"{place}{name_of(row)}:{';'.join(said)}")
        return told

    def _unused(self) -> list[str]:
        """What speaks for no target, and why."""
        return [
            f"没有用到:{one}({render(f'unused.{reason}', 'zh', {})})"
            for one, reason in zip(self.unused, self.unused_reasons, strict=True)
        ]

    def _terms(self) -> list[str]:
        """Day, basis, tolerance and method; and which rows cannot be assessed, by the reason."""
        lines = [
            f"评估日{self.on},序时进度{self.basis.label},允许偏差{self.tolerance:f}个百分点;各数按其截止日比",
            f"序时差单位为个百分点;{UNSURE} 四舍五入或更新的数可能改变",
        ]
        lines += [f"左右、约、近、保持在按{self.about}"] if self.about is not None else []
        methods = sorted({row.method.label for row in self.rows if row.method is not None})
        lines += [f"完成率:{'、'.join(methods)}"] if methods else []
        done = [f"{row.target.number or name_of(row)} {rate}" for row in self.rows if (rate := increase(row))]
        lines += [f"增量完成(实际增量/目标增量):{listed(done)}"] if done else []
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
    about: Figure | str | None = None,
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
        on: The day; what ends after it, or was published after it (`as_of`), is left out. Left out, it is the
            last day of the newest observation that speaks for a target, whenever that was published; or,
            without any, the end of the last target's period.
        tolerance: How far beside its straight line a target is still 符合预期, in 个百分点 (5, or
            `"5个百分点"`). Left out, none: the library excuses nothing that the caller does not excuse.
        about: How far from its number a target of 左右, 约, 近 or 保持在 is met: a share of the number
            (`"5%"`), or the distance itself in the target's unit. Left out, such targets stay undecided.
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
        UnitError: A figure's unit does not fit its target's; `about` does not fit a target it is asked of;
            the tolerance is in another unit than 个百分点.
        NumberError: A tolerance is no number, or negative.
        NotationError: A tolerance cannot be read; title or region is no text.
        PeriodError: `on` is no date, or `basis` no basis.
    """
    promised = _all_of(Target, targets, "assessment.target")
    given = _all_of(Observation, observations, "plan.observation")
    name, place = (checked(one, NotationError, LONGEST_WORDS) for one in (title, region))
    day = None if on is None else calendar_day(on)
    if not isinstance(basis, Basis) or not (method is None or isinstance(method, Method)):
        raise PeriodError("assessment.basis", basis=basis, method=method)
    allowed, near = points(tolerance), None if about is None else _distance(about)
    heard = hear(promised, given, place, day)
    if day is None:
        ends = [one.period.end for each in heard.found for one in each]
        day = max(ends or [target.period.end for target in promised], default=None)
    rows: tuple[Progress, ...] = ()
    if day is not None:
        terms, paths = Terms(day, basis, allowed, method, near), _paths(promised)
        rows = tuple(
            appraise(target, each, terms, paths.get(_place(target), ()))
            for target, each in zip(promised, heard.found, strict=True)
        )
    unused = (heard.unused, heard.reasons) if list_unused else ((), ())
    return Assessment(
        name, rows, tuple(editions), tuple(notes), unused[0], day, basis, allowed, near, unused[1]
    )


def _paths(targets: Iterable[Target]) -> dict[object, tuple[Target, ...]]:
    """The targets of one indicator for successive periods (100人, 150人, 200人以上), the earliest first.

    Table and prose of one period are no path, nor are targets of all years.
    """
    paths: dict[object, list[Target]] = {}
    for target in targets:
        if target.accumulation not in YEARLY and isinstance(target.bound, Bound):
            paths.setdefault(_place(target), []).append(target)
    for path in paths.values():
        path.sort(key=lambda one: one.period.end)
    return {place: tuple(path) for place, path in paths.items() if path[0].period.end < path[-1].period.end}


def _place(target: Target) -> object:
    """What the milestones of one path have in common; totals are of one path if they begin together."""
    total = target.accumulation is Accumulation.CUMULATIVE
    begins = target.period.start if total else None
    return target.indicator.code, target.accumulation, target.region, begins


def _all_of(kind: type[T], given: Iterable[T], code: str) -> tuple[T, ...]:
    """All that is given, known to be of a kind."""
    found = tuple(given) if isinstance(given, Iterable) else (given,)
    for one in found:
        if not isinstance(one, kind):
            raise ComponentError(code, value=one, type=type(one).__name__)
    return found


def _distance(about: Figure | str) -> Figure:
    """A tolerance around a number; whether its unit fits is seen where it is asked."""
    figure = Figure.of(about)
    if figure.value < ZERO:
        raise NumberError("bound.tolerance", tolerance=figure)
    return figure


def _binding_first(rows: Iterable[Progress]) -> tuple[Progress, ...]:
    return tuple(sorted(rows, key=lambda row: row.target.nature is not Nature.BINDING))


def _late(row: Progress) -> str:
    how = Verdict.MISSED.label if row.over else Standing.LAGGING.label
    return f"{how}:{name_of(row, part='')}({nature_of(row)})"


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on an indicator that has several targets for one period."""
    found = set(verdicts)
    return next(one for one in (Verdict.MISSED, Verdict.UNDECIDED, Verdict.MET) if one in found)


def _share_met(verdicts: Sequence[Verdict], said: str) -> str:
    """指标完成率: the met indicators among the decided ones."""
    met = verdicts.count(Verdict.MET)
    decided = met + verdicts.count(Verdict.MISSED)
    if not decided:
        said = f"no_{said}"
        return render(f"assessment.{said}", "zh", {})
    rate = (Figure(met, "项") / Figure(decided, "项")).to(PERCENT).round(1)
    facts = {"rate": str(rate), "decided": str(decided), "indicators": str(len(verdicts))}
    return render(f"assessment.{said}", "zh", facts)
