"""What is pending before a period, and carried over into the next.

A `Balance` is what was open, came in and was settled in one period; `chain` links balances in order of time
and tells where one does not open with what the one before left: to be explained, not an error. `balances`
takes them from the components of a closing rate (结案率).

Periods that overlap are refused, and the inputs of a rate whose months are not all there.

Source: trade rules §4: 期末未结 = 期初未结 + 受理 − 审结; between periods the identity is 核实性.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from attrs import field, frozen

from rsindicators.addends import summed
from rsindicators.errors import ComponentError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.inputs import Told, in_time, rows_in
from rsindicators.messages import Language, render
from rsindicators.period import Period
from rsindicators.runs import disjoint, first_month, gaps, read_run, require_no_gap, span
from rsindicators.syntax import Name, Operation


def _read(given: Figure | str | int) -> Figure:
    return Figure.of(given)


@frozen
class Balance:
    """What was pending before a period, what came in and what was settled in it.

    Args:
        period: A period or its text.
        opening: 期初未结, the balance at the end of the month before: figure, text or bare number.
        accepted: 受理 in the period.
        closed: 审结 in the period.

    Examples:
        >>> str(Balance("2023年1月", "50件", "80件", "90件").closing)
        '40件'

    Raises:
        PeriodError, NumberError, NotationError: A part cannot be read.

    Source: trade rules §4: 期末未结 = 期初未结 + 受理 − 审结.
    """

    period: Period = field(converter=read_run)
    opening: Figure = field(converter=_read)
    accepted: Figure = field(converter=_read)
    closed: Figure = field(converter=_read)

    @property
    def closing(self) -> Figure:
        """期末未结, with its interval."""
        return self.opening + self.accepted - self.closed


@frozen
class Break:
    """A period that does not open with what the one before left: to be explained, not an error.

    Attributes:
        period: The later period.
        carried: What the period before left.
        opening: What this one begins with.
    """

    period: Period
    carried: Figure
    opening: Figure

    @property
    def difference(self) -> Figure:
        """How much more is opened with than was carried."""
        return self.opening - self.carried

    def say(self, language: Language = "zh") -> str:
        """In words, and what to ask."""
        return f"{self._say(language)} {self._say(language, '_next')}"

    def _say(self, language: Language, part: str = "") -> str:
        return render(
            "balance.break",
            language,
            {
                "period": str(self.period),
                "opening": str(self.opening),
                "carried": str(self.carried),
                "difference": str(self.difference),
            },
            part,
        )


@frozen
class Chain:
    """Balances in order of time.

    Attributes:
        balances: The earliest first.
        breaks: Where no true values make an opening balance the closing one of the period before it.
        gaps: The periods between them that are missing; what stands behind one is not compared.
    """

    balances: tuple[Balance, ...]
    breaks: tuple[Break, ...]
    gaps: tuple[Period, ...]

    def over(self, period: Period | str) -> Balance:
        """The inputs of the rate of `period`: the balance it opened with, all accepted and closed in it.

        Of 2023年1—6月 that balance is the one at the end of December 2022, of 2023年6月 that of May.

        Raises:
            NotAdditiveError: Its months are not all there, or only as parts of longer runs.
            PeriodError: It is no period.

        Source: trade rules §4: in a year-to-date rate it is the balance at the end of last December, the same
        in every month of the year; in a single month's rate that of the month before.
        """
        run = read_run(period)
        inside = [one for one in self.balances if run.contains(one.period)]
        require_no_gap((one.period for one in inside), run)
        accepted = summed(one.accepted for one in inside)
        closed = summed(one.closed for one in inside)
        return Balance(run, inside[0].opening, accepted, closed)


def chain(balances: Iterable[Balance]) -> Chain:
    """The balances linked: what breaks between successive ones, and what is missing between them.

    Raises:
        NotAdditiveError: Two periods overlap (a year-to-date beside its months).
        ComponentError: There is none, or one is no balance.
        UnitError: The units differ in kind.

    Examples:
        >>> linked = chain([Balance("2023年1月", "50件", "80件", "90件"),
        ...                 Balance("2023年2月", "42件", "7件", "9件")])
        >>> [str(one.difference) for one in linked.breaks], str(linked.over("2023年1—2月").closed)
        (['2件'], '99件')

    Source: trade rules §4: between periods the identity is 核实性 (corrections, transfers, merged cases).
    """
    given = _balances_in(balances)
    runs = disjoint(one.period for one in given)
    ordered = sorted(given, key=lambda one: first_month(one.period))
    breaks = [
        Break(later.period, one.closing, later.opening)
        for one, later in pairwise(ordered)
        if one.period.adjacent(later.period) and not _may_agree(one.closing, later.opening)
    ]
    return Chain(tuple(ordered), tuple(breaks), gaps(runs, span(runs)))


def _balances_in(given: Iterable[Balance]) -> tuple[Balance, ...]:
    if not isinstance(given, Iterable):
        raise ComponentError("balance.type", value=given, type=type(given).__name__)
    found = tuple(given)
    for one in found:
        if not isinstance(one, Balance):
            raise ComponentError("balance.type", value=one, type=type(one).__name__)
    if not found:
        raise ComponentError("addition.empty")
    return found


def _may_agree(one: Figure, other: Figure) -> bool:
    return one.interval.meets(other.to(one.unit).interval)


# ── from the components of a rate ────────────────────────────────────────────────────────────────────────


def balances(indicator: Indicator, parts: Told) -> tuple[Balance, ...]:
    """The balances that the components of a closing rate tell, the earliest first, to be linked by `chain`.

    Args:
        indicator: Its formula is settled ÷ (came in + carried over), one component each, the last marked as
            `carry_over` (附录23 劳动人事争议仲裁结案率).
        parts: As for `addition.recompute` over periods, all three components for each.

    Raises:
        ComponentError: The indicator has another formula; a component is missing.
        UnknownNameError, UnitError, NumberError, NotationError, PeriodError: A part cannot be read.
    """
    carried, accepted, closed = _roles(indicator)
    rows = in_time(rows_in(indicator, parts))
    for one in indicator.components:
        if any(one.name not in row for _, row in rows):
            raise ComponentError(
                "component.missing_of", name=one.name, indicator=indicator.name, unit=one.unit
            )
    return tuple(Balance(run, row[carried], row[accepted], row[closed]) for run, row in rows)


def _roles(indicator: Indicator) -> tuple[str, str, str]:
    """Which component is carried over, which came in, which is settled; nothing is guessed."""
    if isinstance(indicator, Indicator) and indicator.formula is not None:
        kept = {one.name for one in indicator.components if one.carry_over}
        match indicator.formula.tree:
            case Operation("/", Name(settled), Operation("+", Name(one), Name(other))):
                if kept == {other}:
                    return other, one, settled
                if kept == {one}:
                    return one, other, settled
    raise ComponentError("balance.roles", name=getattr(indicator, "name", indicator))
