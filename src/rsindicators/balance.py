"""What is pending before a period, and carried over into the next.

A `Balance` is what was open, came in and was settled in one period; `chain` links balances in order of time
and tells where one does not open with what the one before left: to be explained, not an error. Year-to-dates
of one January all open with last December's balance, and are taken apart into what happened between them.
`balances` takes balances from the components of a closing rate (结案率).

Other periods that overlap are refused, and the inputs of a rate whose months are not all there.

Source: trade rules §4: 期末未结 = 期初未结 + 受理 − 审结; between periods the identity is 核实性.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from attrs import field, frozen

from rsindicators.addends import Told, in_time, rows_in, summed
from rsindicators.errors import ComponentError, NotAdditiveError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.messages import Language, render
from rsindicators.period import Period
from rsindicators.runs import between, first_month, gaps, month_after, read_run, require_no_gap, span
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
    """A period that does not open with the balance it should: to be explained, not an error.

    Attributes:
        period: The later period.
        carried: What the period before left; of a year-to-date beside one of the same January, what that
            one opens with.
        opening: What this one begins with.
        beside: The year-to-date of the same January; None where it is the period before that left it.
    """

    period: Period
    carried: Figure
    opening: Figure
    beside: Period | None = None

    @property
    def difference(self) -> Figure:
        """How much more is opened with than was carried."""
        return self.opening - self.carried

    def say(self, language: Language = "zh") -> str:
        """In words, and what to ask."""
        code = "balance.break" if self.beside is None else "balance.january"
        facts = {
            "period": str(self.period),
            "opening": str(self.opening),
            "carried": str(self.carried),
            "difference": str(self.difference),
            "beside": str(self.beside),
        }
        return f"{render(code, language, facts)} {render(code, language, facts, '_next')}"


@frozen
class Chain:
    """Balances in order of time.

    Attributes:
        balances: The earliest first, year-to-dates taken apart.
        breaks: Where no true values make an opening balance the closing one of the period before it, or that
            of a year-to-date of the same January.
        gaps: The periods between them that are missing; what stands behind one is not compared.
        told: The balances as they were given, in order of time.
    """

    balances: tuple[Balance, ...]
    breaks: tuple[Break, ...]
    gaps: tuple[Period, ...]
    told: tuple[Balance, ...]

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
        for one in self.told:
            if one.period == run:
                return one
        inside = [one for one in self.balances if run.contains(one.period)]
        require_no_gap((one.period for one in inside), run)
        accepted = summed(one.accepted for one in inside)
        closed = summed(one.closed for one in inside)
        return Balance(run, inside[0].opening, accepted, closed)


def chain(balances: Iterable[Balance]) -> Chain:
    """The balances linked: what breaks between successive ones, and what is missing between them.

    Args:
        balances: Of single periods, or year-to-dates: those of one year must open alike, and what happened
            between two of them opens with what the shorter one left.

    Raises:
        NotAdditiveError: Two periods overlap and are no year-to-dates of one January, or are the same.
        ComponentError: There is none, or one is no balance.
        UnitError: The units differ in kind.

    Examples:
        >>> linked = chain([Balance("2023年1月", "50件", "80件", "90件"),
        ...                 Balance("2023年2月", "42件", "7件", "9件")])
        >>> [str(one.difference) for one in linked.breaks], str(linked.over("2023年1—2月").closed)
        (['2件'], '99件')
        >>> linked = chain([Balance("2023年1—3月", "50件", "200件", "200件"),
        ...                 Balance("2023年1—6月", "50件", "410件", "400件")])
        >>> [f"{one.period} {one.opening} {one.accepted} {one.closed}" for one in linked.balances]
        ['2023年第一季度 50件 200件 200件', '2023年第二季度 50件 210件 200件']

    Source: trade rules §4: between periods the identity is 核实性 (corrections, transfers, merged cases); the
    balance at the end of last December is the same in every month of the year.
    """
    told = sorted(_balances_in(balances), key=lambda one: (first_month(one.period), one.period.months))
    for one, later in pairwise(told):
        if one.period == later.period:
            raise NotAdditiveError("addition.period_twice", period=one.period)
    ordered, breaks = _taken_apart(told)
    for one, later in pairwise(ordered):
        if one.period.meets(later.period):
            raise NotAdditiveError("balance.overlap", one=one.period, other=later.period)
        if one.period.adjacent(later.period) and not _may_agree(one.closing, later.opening):
            breaks.append(Break(later.period, one.closing, later.opening))
    breaks.sort(key=lambda one: month_after(one.period))
    runs = [one.period for one in ordered]
    return Chain(tuple(ordered), tuple(breaks), gaps(runs, span(runs)), tuple(told))


def _taken_apart(told: Iterable[Balance]) -> tuple[list[Balance], list[Break]]:
    """Year-to-dates of one January as what happened between them, and those that do not open alike."""
    made: list[Balance] = []
    breaks: list[Break] = []
    last_of: dict[int, Balance] = {}
    for one in told:
        run = one.period
        so_far = run.month == 1 and run.months <= 12
        before = last_of.get(run.year) if so_far else None
        if so_far:
            last_of[run.year] = one
        made.append(one if before is None else _since(before, one))
        if before is not None and not _may_agree(before.opening, one.opening):
            breaks.append(Break(run, before.opening, one.opening, before.period))
    return sorted(made, key=lambda one: first_month(one.period)), breaks


def _since(before: Balance, one: Balance) -> Balance:
    """What happened between two totals from the same January."""
    rest = between(month_after(before.period), month_after(one.period))
    return Balance(rest, before.closing, one.accepted - before.accepted, one.closed - before.closed)


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
    carried, accepted, closed = roles(indicator)
    rows = in_time(rows_in(indicator, parts))
    for one in indicator.components:
        if any(one.name not in row for _, row in rows):
            raise ComponentError(
                "component.missing_of", name=one.name, indicator=indicator.name, unit=one.unit
            )
    return tuple(Balance(run, row[carried], row[accepted], row[closed]) for run, row in rows)


def roles(indicator: Indicator) -> tuple[str, str, str]:
    """The names of what is carried over, what came in and what is settled; nothing is guessed.

    Raises:
        ComponentError: The formula is no quotient settled ÷ (came in + carried over).
    """
    if isinstance(indicator, Indicator) and indicator.formula is not None:
        kept = {one.name for one in indicator.components if one.carry_over}
        match indicator.formula.tree:
            case Operation("/", Name(settled), Operation("+", Name(one), Name(other))):
                if kept == {other}:
                    return other, one, settled
                if kept == {one}:
                    return one, other, settled
    raise ComponentError("balance.roles", name=getattr(indicator, "name", indicator))
