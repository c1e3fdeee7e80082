"""Month, quarter, year, five-year plan.

A period is a run of whole months: `Period(2023, 1, 6)` is the half-year 2023年1—6月, `Period.plan(14)` the
sixty months of 2021–2025. `2020年末` reads as the year 2020 with `at_end=True`: the moment at its end. One
period has one spelling, Chinese (`str`) and as a code (`.code`, SDMX and ISO 8601), and both are read back.
The last day of a month (`2023年12月31日`) is the moment at its end.

It refuses what is no run of months (`2023年13月`) and, without `year`, what needs the reader to know the
year (`上半年`). There was no five-year plan in 1963–65.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen
from dateutil.relativedelta import relativedelta

from rsindicators.errors import PeriodError
from rsindicators.kinds import Basis
from rsindicators.messages import fact
from rsindicators.number import chinese, spelled_out
from rsindicators.text import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_PERIOD: Final = 40
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
PLAN_MONTHS: Final = 60
LAST_PLAN: Final = 48
LAST_PLAN_ENDS: Final = 2196


@frozen(repr=False, order=False, cache_hash=True)
class Period:
    """A run of `months` whole months from the first of `month` of `year`.

    Attributes:
        year: The year of the first month, 1900 … 2199.
        month: The first month, 1 … 12.
        months: How many months, 1 or more.
        at_end: Whether the moment at the end of the run is meant (2020年末).

    Examples:
        >>> plan = Period.parse("“十四五”")
        >>> plan.start.year, plan.end.year, plan.elapsed(date(2023, 6, 30))
        (2021, 2025, Fraction(1, 2))

    Raises:
        PeriodError: There is no such run of months.
    """

    year: int
    month: int = 1
    months: int = 12
    at_end: bool = False

    def __attrs_post_init__(self) -> None:
        values = (self.year, self.month, self.months)
        if any(isinstance(value, bool) or not isinstance(value, int) for value in values):
            raise PeriodError("period.type", parts="、".join(map(fact, values)))
        last = self.year * 12 + self.month - 1 + self.months - 1
        if not (
            self.year >= FIRST_YEAR and 1 <= self.month <= 12 and self.months >= 1 and last // 12 <= LAST_YEAR
        ):
            parts = "、".join(map(fact, values))
            raise PeriodError("period.range", parts=parts, first=FIRST_YEAR, last=LAST_YEAR)
        if self.at_end and self.months > 12:
            raise PeriodError("period.at_end", year=last // 12)

    @staticmethod
    def parse(text: str, year: int | None = None) -> Period:
        """The period `text` names, in Chinese or as a code.

        Args:
            text: `2023年`, `2023年末`, `2023年1—6月`, `2023年第三季度`, `2023-Q3`, `“十四五”末` …
            year: The year of a text that names none: `上半年`, `1—6月`, `第三季度`, `12月末`.

        Raises:
            PeriodError: It names none, or none without `year`.
        """
        scanner = Scanner(text, PeriodError, LONGEST_PERIOD)
        if year is not None:
            Period(year)
        core, at_end = _core(scanner.folded)
        in_year = _read(f"{FIRST_YEAR if year is None else year}年{core}") if core else None
        period = _read(core) or (in_year if year is not None else None)
        if period is None:
            raise scanner.fail("period.text" if in_year is None else "period.relative", at=0)
        return period.ending if at_end else period

    @staticmethod
    def plan(number: int) -> Period:
        """The five-year plan of that number: 14 is 2021–2025, 1 is 1953–1957.

        Raises:
            PeriodError: There is none of that number in 1953 … 2199.
        """
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= LAST_PLAN:
            raise PeriodError("period.plan", number=number)
        return Period(1948 + 5 * number + (3 if number > 2 else 0), 1, PLAN_MONTHS)

    @staticmethod
    def plan_of(day: date) -> Period | None:
        """The five-year plan a day belongs to; none before 1953, in 1963–65, and from 2196."""
        day = calendar_day(day)
        if not 1953 <= day.year < LAST_PLAN_ENDS or 1963 <= day.year <= 1965:
            return None
        return Period.plan((day.year - (1948 if day.year < 1963 else 1951)) // 5)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day."""
        year, month = divmod(self.year * 12 + self.month - 1 + self.months, 12)
        return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)

    @cached_property
    def last(self) -> Period:
        """The last month."""
        return self._moved(self.months - 1, 1)

    @property
    def is_year(self) -> bool:
        """Whether it is a calendar year."""
        return self.month == 1 and self.months == 12

    @property
    def plan_number(self) -> int | None:
        """The number of the five-year plan it is, or None."""
        plan = Period.plan_of(self.start)
        if plan is None or (plan.year, 1, PLAN_MONTHS) != (self.year, self.month, self.months):
            return None
        return (self.year - 1948) // 5 if self.year < 1963 else (self.year - 1951) // 5

    @property
    def previous(self) -> Period:
        """The run of the same length before it (环比)."""
        return self.shift(-1)

    @property
    def year_earlier(self) -> Period:
        """The same months of the year before (同比)."""
        return self._moved(-12, self.months)

    def shift(self, count: int) -> Period:
        """Moved by `count` times its own length in months: a quarter by quarters, a year by years.

        The plan after the second is not 1963–67: for plans use `Period.plan`.

        Raises:
            PeriodError: `count` is no whole number, or leads out of 1900 … 2199.
        """
        if isinstance(count, bool) or not isinstance(count, int):
            raise PeriodError("period.type", parts=count)
        return self._moved(count * self.months, self.months)

    @property
    def ending(self) -> Period:
        """The moment at its end; of several years, the end of the last (“十四五”末: 2025年末)."""
        return evolve(self if self.months <= 12 else self._moved(self.months - 12, 12), at_end=True)

    def plain(self) -> Period:
        """Without `at_end`: the run itself."""
        return evolve(self, at_end=False) if self.at_end else self

    def contains(self, other: Period | date) -> bool:
        """Whether a day, or all of another period, lies inside."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= calendar_day(other) <= self.end

    def meets(self, other: Period) -> bool:
        """Whether they have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def adjacent(self, other: Period) -> bool:
        """Whether one begins on the day after the other ends."""
        first, second = sorted((self._span, other._span))
        return first[1] == second[0]

    def elapsed(self, on: date, basis: Basis = Basis.MONTHS) -> Fraction:
        """The share of the period that is over at the end of the day `on` (序时进度), 0 … 1.

        Args:
            on: The day; it counts itself.
            basis: By finished months, by days, or by finished years counted from the first month.

        Examples:
            >>> plan = Period.plan(14)
            >>> [str(plan.elapsed(date(2023, 6, 30), basis)) for basis in Basis]
            ['1/2', '911/1826', '2/5']
        """
        on = calendar_day(on)
        if on < self.start:
            return Fraction(0)
        if on >= self.end:
            return Fraction(1)
        past = (on - self.start).days + 1
        if basis is Basis.DAYS:
            return Fraction(past, (self.end - self.start).days + 1)
        reached = relativedelta(on + relativedelta(days=1), self.start)
        months = reached.years * 12 + reached.months
        if basis is Basis.YEARS:
            return Fraction(months // 12 * 12, self.months)
        return Fraction(months, self.months)

    @property
    def _span(self) -> tuple[int, int]:
        first = self.year * 12 + self.month - 1
        return first, first + self.months

    def _moved(self, by: int, months: int) -> Period:
        year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        return Period(year, month + 1, months, self.at_end)

    @cached_property
    def code(self) -> str:
        """The code: `2020`, `2020-03`, `2020-Q3`, `2020-S1`, else `2021-01-01/P5Y`; `@end` for the moment."""
        end = "@end" if self.at_end else ""
        if self.is_year:
            return f"{self.year}{end}"
        for letter, length in (("Q", 3), ("S", 6)):
            if self.months == length and (self.month - 1) % length == 0:
                return f"{self.year}-{letter}{(self.month - 1) // length + 1}{end}"
        if self.months == 1:
            return f"{self.year}-{self.month:02}{end}"
        span = f"P{self.months // 12}Y" if self.months % 12 == 0 else f"P{self.months}M"
        return f"{self.start.isoformat()}/{span}{end}"

    def __str__(self) -> str:
        return self._spelled

    @cached_property
    def _spelled(self) -> str:
        number = self.plan_number
        if number is not None:
            return f"“{_plan_name(number)}”"
        return self._months() + ("末" if self.at_end else "")

    def _months(self) -> str:
        year, last = f"{self.year}年", self.last
        if self.is_year:
            return year
        if self.months == 1:
            return f"{year}{self.month}月"
        if self.months == 3 and self.month % 3 == 1:
            return f"{year}第{'一二三四'[self.month // 3]}季度"
        if self.month == 1 and self.months % 12 == 0:
            return f"{self.year}—{last.year}年"
        if last.year == self.year:
            return f"{year}{self.month}—{last.month}月"
        return f"{year}{self.month}月—{last.year}年{last.month}月"

    def __repr__(self) -> str:
        return f"Period.parse({str(self)!r})"


def calendar_day(moment: date) -> date:
    """The day of a date or datetime: to Python a datetime is a date, but the two do not compare.

    Raises:
        PeriodError: It is neither.
    """
    if not isinstance(moment, date):
        raise PeriodError("period.date", value=moment)
    return date(moment.year, moment.month, moment.day)


def _plan_name(number: int) -> str:
    return spelled_out(number).removeprefix("一" if 10 <= number < 20 else "") + "五"


_SIGNS: Final = str.maketrans("〇○Ο", "零零零", " “”\"'")
_NUMERAL: Final = re.compile(r"[零一二三四五六七八九]{4}(?=年)|(?:十[一二]?|[一二三四五六七八九])(?=月)")
_UNTIL: Final = re.compile(r"截至|截止到?|到")
_AT_END: Final = re.compile(r"(?:末|底|@end|远景目标)$")
_LAST_DAY: Final = re.compile(r"([12][0-9]{3})年(1[0-2]|0?[1-9])月(28|29|30|31)日")
_DURING: Final = re.compile(r"(?:(?<=五)(?:时期|期间)|(?<=年)度|(?<=月)份)$")


def _core(folded: str) -> tuple[str, bool]:
    """The naked name of a run of months, and whether the moment at its end is meant."""
    core = _NUMERAL.sub(lambda found: str(chinese(found.group())), folded.translate(_SIGNS))
    begins = _UNTIL.match(core)
    core = core[begins.end() :] if begins else core
    naked = _AT_END.sub("", core)
    day = _LAST_DAY.fullmatch(core)
    if day and FIRST_YEAR <= int(day[1]) <= LAST_YEAR:
        ends = Period(int(day[1]), int(day[2]), 1).end.day == int(day[3])
        naked = core[: day.start(3)] if ends else core
    return _DURING.sub("", naked), bool(begins) or naked != core


_YEAR = r"([12][0-9]{3})"
_MONTH = r"(1[0-2]|0?[1-9])"
_DASH = r"[-—–―~至到]"


def _run(first: int, last: int) -> Period:
    """From month to month, both counted from the year 0."""
    return Period(first // 12, first % 12 + 1, last - first + 1)


def _at(year: str, month: str | int) -> int:
    return int(year) * 12 + int(month) - 1


def _part(length: int) -> Callable[[str, str], Period]:
    """The n-th quarter or half-year, its number in digits or in Chinese."""
    return lambda year, part: Period(int(year), "一二三四1234".index(part) % 4 * length + 1, length)


@cache
def _spellings() -> list[tuple[re.Pattern[str], Callable[..., Period]]]:
    """All spellings of a run of months, compiled when the first is read."""
    return [(re.compile(pattern), make) for pattern, make in _PATTERNS]


_PATTERNS: Final[tuple[tuple[str, Callable[..., Period]], ...]] = (
    (rf"{_YEAR}年?", lambda year: Period(int(year))),
    (
        r"((?:[二三四]?十)?[一二三四五六七八九]|[二三四]?十)五",
        lambda name: Period.plan(int(chinese(name) or 0)),
    ),
    (
        rf"{_YEAR}(?:年{_MONTH}月|-{_MONTH})",
        lambda year, one, other: Period(int(year), int(one or other), 1),
    ),
    (
        rf"{_YEAR}(?:年第?([一二三四1-4])季度|-?Q([1-4]))",
        lambda year, one, other: _part(3)(year, one or other),
    ),
    (rf"{_YEAR}-?[SH]([12])", _part(6)),
    (rf"{_YEAR}-M(0[1-9]|1[0-2])", lambda year, month: Period(int(year), int(month), 1)),
    (rf"{_YEAR}-A1", lambda year: Period(int(year))),
    (rf"{_YEAR}年上半年", lambda year: Period(int(year), 1, 6)),
    (rf"{_YEAR}年下半年", lambda year: Period(int(year), 7, 6)),
    (rf"{_YEAR}年前([二三23])季度", lambda year, count: Period(int(year), 1, 6 if count in "二2" else 9)),
    (
        rf"{_YEAR}年{_MONTH}月?{_DASH}{_MONTH}月",
        lambda year, one, last: _run(_at(year, one), _at(year, last)),
    ),
    (rf"{_YEAR}年?{_DASH}{_YEAR}年?", lambda one, last: _run(_at(one, 1), _at(last, 12))),
    (
        rf"{_YEAR}年{_MONTH}月{_DASH}{_YEAR}年{_MONTH}月",
        lambda year, one, to, last: _run(_at(year, one), _at(to, last)),
    ),
    (
        rf"{_YEAR}-{_MONTH}(?:-01)?/P([1-9][0-9]{{0,3}})([YM])",
        lambda year, month, count, of: Period(int(year), int(month), int(count) * (12 if of == "Y" else 1)),
    ),
)


def _read(core: str) -> Period | None:
    for pattern, make in _spellings():
        found = pattern.fullmatch(core)
        if found:
            return make(*found.groups())
    return None
