"""A target against what was reported, on a day.

A row holds one target, the figure it was held against and how old that is, the judgement, which comes from
the bound alone and speaks of now (the promise itself falls due at the end), the completion rate (完成率) with
the name of its method, or why there is none, and how the target stands. A total to date says what it was made
of; what a total or a level is compared with on its way is a `Pace`, one for each basis.

A total that stops before the end of a period that is over has no completion rate: what is missing is not
nothing.

Source: trade rules on 完成率, 序时进度 and monitoring reports.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from rsindicators.bound import Bound
from rsindicators.completion import completion
from rsindicators.composition import Composition, Portion
from rsindicators.errors import UndefinedResultError
from rsindicators.figure import Figure
from rsindicators.judgement import Judgement
from rsindicators.kinds import CEILINGS, Accumulation, Basis, Method, Standing, Verdict
from rsindicators.messages import Language, render
from rsindicators.notation import Reading, Value, show
from rsindicators.number import plain
from rsindicators.observation import Observation
from rsindicators.pace import Pace
from rsindicators.target import Target
from rsindicators.totals import Running
from rsindicators.yearly import Year

INFERRED: Final = "※"
"""Stands behind a target whose comparator or unit is read into it."""


@frozen
class Progress:
    """One target against what was reported.

    Attributes:
        target: The promise.
        observation: What it was held against, or None; None for a total to date, see `running`.
        judgement: What the bound says of what is known now; see `verdict` for the promise itself.
        completion: 完成率 in %, unrounded, with its interval; or None.
        method: How it was computed, or None.
        no_completion: The code of the message that says why there is no completion rate; empty if there is.
        on: The day of the assessment; None for a row that was never assessed on one.
        running: The total to date and what it was made of, for a target that is a total; or None.
        average: The mean of the finished years, for a yearly average of a flow; or None.
        paces: The figure against its straight line on each basis, of the day the figure speaks for; empty
            where there is no such line, and when the period is over.
        basis: The basis the standing rests on.
        standing: How the target stands.
        standing_certain: Whether rounding cannot change that, neither of the figures nor of the base; never
            for a target that is called done on an earlier figure.
        no_standing: The code of the message that says why it is NOT_ASSESSABLE; else empty.
        years: Each year's verdict, for a target of every year or of a yearly average.
        milestones: All targets of its path, itself among them, in order of time; empty where it stands alone.
        remarks: What is worth a look, as words that complete the code of a message: `remark.<word>`.
    """

    target: Target
    observation: Observation | None
    judgement: Judgement
    completion: Figure | None = None
    method: Method | None = None
    no_completion: str = ""
    on: date | None = None
    running: Running | None = None
    average: Figure | None = None
    paces: tuple[Pace, ...] = ()
    basis: Basis = Basis.MONTHS
    standing: Standing = Standing.NOT_ASSESSABLE
    standing_certain: bool = False
    no_standing: str = ""
    years: tuple[Year, ...] = ()
    milestones: tuple[Target, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict on the promise: the judgement's when the period is over, UNDECIDED before."""
        return self.judgement.verdict if self.over else Verdict.UNDECIDED

    @property
    def over(self) -> bool:
        """Whether the target's period is over on the day; so it is where no day is named."""
        return self.on is None or self.on >= self.target.period.end

    @property
    def reached(self) -> Value | None:
        """What the target was held against: a figure, a bound (one-sided knowledge), a composition."""
        if self.observation is not None:
            return self.observation.figure
        return self.average if self.running is None else self.running.figure or self.running.floor

    @property
    def day(self) -> date | None:
        """The last day the figure speaks for."""
        if self.observation is not None:
            return self.observation.period.end
        if self.average is not None:
            ends = [year.period.end for year in self.years]
            return max(end for end in ends if self.on is None or end <= self.on)
        return None if self.running is None else self.running.through

    @property
    def disputed(self) -> tuple[Observation, ...]:
        """What was reported of the months of a total to date and set aside, though it disagrees with it."""
        return () if self.running is None else self.running.disputed

    @property
    def is_early(self) -> bool:
        """Whether a target whose period is over is met by a figure of before its end."""
        met = self.observation is not None and self.verdict is Verdict.MET
        return met and self.day is not None and self.day < self.target.period.end

    @property
    def age(self) -> int | None:
        """The days from there to the day of the assessment."""
        return None if self.on is None or self.day is None else (self.on - self.day).days

    @property
    def pace(self) -> Pace | None:
        """The figure against its straight line on the chosen basis."""
        return next((one for one in self.paces if one.basis is self.basis), None)

    @property
    def headroom(self) -> Figure | None:
        """The distance to a ceiling (余量), negative above it; None for other targets."""
        bound = self.target.bound
        return self.judgement.margin if isinstance(bound, Bound) and bound.relation in CEILINGS else None

    @property
    def shares(self) -> tuple[tuple[Figure, Figure], ...]:
        """Of a composition, from the top grade down: the cumulative share reached and the one asked for."""
        asked, seen = self.target.bound, self.reached
        if not isinstance(asked, Composition) or not isinstance(seen, Composition):
            return ()
        same = len(asked.parts) == len(seen.parts)
        return tuple(zip(seen.cumulative(), asked.cumulative(), strict=True)) if same else ()

    def completion_by(self, method: Method) -> Figure:
        """The completion rate by a formula the caller names, in %, unrounded, with its interval.

        The formulas for ceilings (目标/实际, 2−实际/目标, 实际/目标) tell three different numbers of one
        fact, so none is used unless it is named.

        Raises:
            UndefinedResultError: The formula gives none here; the message says why.

        Source: trade rules on 完成率.
        """
        rate: Figure | str = "method"
        if isinstance(method, Method):
            rate = completion(self.target, _plain(self.reached), method)
        if isinstance(rate, str):
            label = method.label if isinstance(method, Method) else method
            error = UndefinedResultError("progress.no_rate", name=self.target.label, method=label)
            raise error.because(UndefinedResultError(f"completion.{rate}"))
        return rate

    def say_completion(self, language: Language = "zh") -> str:
        """The completion rate with its method, or why there is none."""
        if self.completion is None or self.method is None:
            return render(self.no_completion, language, {})
        method = self.method.label if language == "zh" else self.method.value
        return f"{self.completion.round(1)} ({method})"

    def say_judgement(self, language: Language = "zh") -> str:
        """What the bound says of what is known now, and whether that rests on an earlier figure."""
        return render("judgement.earlier", language, {}) if self.is_early else self.judgement.say(language)

    def say_standing(self, language: Language = "zh") -> str:
        """How the target stands, or why nobody can say."""
        standing = self.standing.label if language == "zh" else self.standing.value.replace("_", " ")
        if self.no_standing:
            return f"{standing} ({render(self.no_standing, language, {})})"
        if self.standing_certain:
            return standing
        doubt = "earlier" if self.is_early else "uncertain"
        return standing + render(f"standing.{doubt}", language, {})

    def say_used(self, language: Language = "zh") -> str:
        """Which figure was used, of which period and status, how old it is, and what disagrees with it.

        Empty where there is none.
        """
        if self.day is None or self.reached is None:
            return ""
        kind, facts = "running", {"figure": _shown(self.reached), "day": str(self.day)}
        if self.observation is not None:
            status = self.observation.status
            name = "" if status is None else status.label if language == "zh" else f" {status.value}"
            kind = "observation"
            facts |= {"period": str(self.observation.period), "status": name}
        elif self.running is None:
            kind = "average"
        aged = render("used.age", language, {"days": str(self.age)}) if self.age else ""
        figures = "、".join(f"{one.period} {one.figure}" for one in self.disputed)
        beside = render("running.disputed", language, {"figures": figures}) if figures else ""
        return render(f"used.{kind}", language, facts) + aged + beside

    def to_record(self) -> dict[str, Any]:
        """Plain data for JSON: texts as printed, the verdict, the rates with their intervals."""
        return _promise(self.target) | _decided(self) | _standing(self)


def rated(row: Progress, reason: str = "", method: Method | None = None) -> Progress:
    """The row with its completion rate, or with the reason why there is none.

    Args:
        row: The row.
        reason: Why what is known allows none whatever the formula, as a word that completes the code
            `completion.<word>`; or empty.
        method: The formula, where it has a meaning; else and left out, actual/target where the trade
            computes it.

    Raises:
        UnitError: The unit of the figure does not fit the target's.
    """
    rate: Figure | str = reason
    for chosen in () if reason else dict.fromkeys((method, None)):
        rate = completion(row.target, _plain(row.reached), chosen)
        if isinstance(rate, Figure):
            return evolve(row, completion=rate, method=chosen or Method.ACTUAL_OVER_TARGET)
    return evolve(row, no_completion=f"completion.{rate}")


def _plain(seen: Value | None) -> Figure | Bound | Composition | None:
    """A fraction as its figure."""
    return seen.figure if isinstance(seen, Portion) else seen


def _promise(target: Target) -> dict[str, Any]:
    return {
        "number": target.number,
        "indicator": target.indicator.code,
        "name": target.label,
        "unit": target.bound.unit.symbol if isinstance(target.bound, Bound) else "",
        "section": target.section,
        "nature": target.nature.value if target.nature else None,
        "region": target.region or None,
        "base": cell(target.base.reading if target.base else None),
        "base_period": target.base.period.code if target.base else None,
        "target": str(target),
        "target_text": target.text,
        "period": target.period.code,
        "accumulation": target.accumulation.value,
        "inferred": dict(target.inferred),
    }


def _decided(row: Progress) -> dict[str, Any]:
    judged, rate = row.judgement, row.completion
    return {
        "result": result(row),
        "verdict": row.verdict.value,
        "now": judged.verdict.value,
        "certain": judged.certain,
        "judgement_inferred": judged.inferred,
        "margin": str(judged.margin) if judged.margin is not None else None,
        "at_limit": judged.at_limit,
        "reason": judged.reason or (None if row.over else "judgement.not_due"),
        "completion": str(rate.round(2)) if rate is not None else None,
        "completion_interval": _ends(rate),
        "method": row.method.value if row.method else None,
        "no_completion": row.no_completion or None,
    }


def _standing(row: Progress) -> dict[str, Any]:
    seen, running = row.observation, row.running
    return {
        "on": row.on.isoformat() if row.on else None,
        "over": row.over,
        "standing": row.standing.value,
        "standing_certain": row.standing_certain,
        "no_standing": row.no_standing or None,
        "used_period": seen.period.code if seen else None,
        "used_status": seen.status.value if seen and seen.status else None,
        "used_through": row.day.isoformat() if row.day else None,
        "age_days": row.age,
        "headroom": str(row.headroom) if row.headroom is not None else None,
        "basis": row.basis.value,
        "paces": [_pace(one) for one in row.paces],
        "parts": [f"{one.period} {one.figure}" for one in running.parts] if running else [],
        "gaps": [one.code for one in running.gaps] if running else [],
        "disputed": [f"{one.period} {one.figure}" for one in row.disputed],
        "floor": str(running.floor) if running and running.floor else None,
        "years": [_year(one) for one in row.years],
        "shares": [[str(one.round(1)), str(other.round(1))] for one, other in row.shares],
        "milestones": [f"{one.period} {one}" for one in row.milestones],
        "remarks": list(row.remarks),
    }


def _year(year: Year) -> dict[str, Any]:
    return {
        "period": year.period.code,
        "result": None if year.known.value is None else _shown(year.known.value),
        "verdict": year.verdict.value,
        "certain": year.judgement.certain,
        "reason": year.judgement.reason or None,
    }


def _pace(one: Pace) -> dict[str, Any]:
    return {
        "basis": one.basis.value,
        "day": one.day.isoformat(),
        "elapsed": str(one.share.round(2)),
        "done": str(one.done.round(2)),
        "ahead": str(one.shown_ahead),
        "ahead_interval": _ends(one.ahead),
        "start": str(one.start) if one.start is not None else None,
        "expected": str(one.expected),
        "gap": str(one.gap),
        "needed": str(one.needed) if one.needed is not None else None,
    }


def _ends(figure: Figure | None) -> list[str] | None:
    return None if figure is None else [plain(figure.interval.lo), plain(figure.interval.hi)]


def cell(reading: object) -> str:
    """What a row holds, as a cell of a table."""
    return "—" if reading is None else str(reading)


def _shown(value: Value | None, run: Accumulation | None = None, phrase: str = "") -> str:
    return show(Reading(value, phrase, run))


def result(row: Progress) -> str | None:
    """What the target was held against, as a cell: a total over a plan in brackets."""
    seen = row.observation
    if seen is None:
        total = row.target.accumulation is Accumulation.CUMULATIVE
        return (
            None if row.reached is None else _shown(row.reached, Accumulation.CUMULATIVE if total else None)
        )
    if seen.figure is None and not seen.phrase:
        return None
    run = seen.accumulation if seen.accumulation is Accumulation.CUMULATIVE else None
    return _shown(seen.figure, run, seen.phrase)
