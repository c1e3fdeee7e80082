"""What a cell of a column of a form may say.

Each reads one cell wholly or refuses it: a region is a code or a name, a period is a text (a date with a day
says neither month nor year), a date is a day, and what is chosen is one of the choices.

Source: trade rules §4 (累计方式 is 本期, 本年累计, 五年累计) and §7 (codes and names of regions).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final, TypeVar

from rsindicators.amount import unreadable
from rsindicators.errors import DefinitionError, NotationError, NumberError, PeriodError
from rsindicators.kinds import Accumulation, Kind, Status
from rsindicators.number import MOST_DECIMALS
from rsindicators.period import Period
from rsindicators.region import BETWEEN, LONGEST_REGION, LONGEST_REGIONS, Region
from rsindicators.table import Cell
from rsindicators.text import checked, fold

WORDED_RUNS: Final = {"本期": None, "五年累计": Accumulation.CUMULATIVE}
"""Words for 累计方式 besides the labels of the kinds; for 本期 the period itself tells the run."""

_DAY: Final = re.compile(r"([12][0-9]{3})[年/.-]([0-9]{1,2})[月/.-]([0-9]{1,2})日?")
_NUMERIC: Final = re.compile(r"[0-9.,-]{1,60}")
_DIGITS: Final = re.compile(r"[0-9]{1,2}")
_MONTH_LENGTH: Final = len("2023-06")
MOST_KEPT: Final = 8192

K = TypeVar("K", bound=Kind)


def read_words(cell: Cell) -> str:
    """The words of a cell.

    Raises:
        TableError: It holds an error, a truth value, a date, or a formula without its result.
    """
    wrong = unreadable(cell)
    if wrong is not None:
        raise wrong
    return cell.text.strip()


def read_period(cell: Cell) -> Period:
    """A period; of a date that is shown without its day the month or year.

    Raises:
        PeriodError: It is none, or a day: nobody knows which month or year is meant.
        TableError: As `read_words`.
    """
    if cell.kind == "date" and len(cell.text) <= _MONTH_LENGTH:
        return Period.parse(cell.text)
    if cell.kind == "date":
        raise PeriodError("submission.date", text=cell.text)
    return Period.parse(read_words(cell))


def read_region(cell: Cell) -> str:
    """The name of a region, as `region_name` has it; a code may stand in a number cell.

    Raises:
        DefinitionError, TableError: As `region_name` and `read_words`.
    """
    text = read_words(cell)
    return region_name(text.removesuffix(".0") if cell.kind == "number" else text)


def region_name(text: str) -> str:
    """The name of a region, or of several joined by 、, without the spaces that tables put into it.

    Examples:
        >>> region_name("叙 永 县"), region_name("510524")
        ('叙永县', '510524')

    Raises:
        DefinitionError: One is no code and no name.
    """
    if type(text) is str and len(text) <= LONGEST_REGION:
        return _remembered(text)
    return BETWEEN.join(map(_single, checked(text, DefinitionError, LONGEST_REGIONS).split(BETWEEN)))


@lru_cache(maxsize=MOST_KEPT)
def _remembered(text: str) -> str:
    """The name of a region; remembered, since forms and frames name the same ones again and again."""
    return BETWEEN.join(map(_single, text.split(BETWEEN)))


def _single(name: str) -> str:
    """The name of one region."""
    region = Region(name)
    if _NUMERIC.fullmatch(region.name) and not region.is_code:
        raise DefinitionError("region.name", name=region.name)
    return region.name


def read_status(cell: Cell) -> Status:
    """How final a figure is.

    Raises:
        NotationError: It is none of the choices.
        TableError: As `read_words`.
    """
    return _member(Status, read_words(cell))


def read_accumulation(cell: Cell) -> Accumulation | None:
    """Over what a figure runs; None where the period alone tells it (本期).

    Raises:
        NotationError: It is none of the choices.
        TableError: As `read_words`.
    """
    text = read_words(cell)
    return WORDED_RUNS[text] if text in WORDED_RUNS else _member(Accumulation, text)


def _member(kind: type[K], text: str) -> K:
    try:
        return kind.called(text)
    except ValueError as error:
        labels = "、".join(member.label for member in kind)
        raise NotationError("tabulated.member", text=text, labels=labels) from error


def read_day(cell: Cell) -> date:
    """A day: 2023-06-30, 2023年6月30日; a time beside it is passed over.

    Raises:
        PeriodError: It is none.
        TableError: As `read_words`.
    """
    text = cell.text.strip() if cell.kind == "date" else read_words(cell)
    found = _DAY.fullmatch(fold(text))
    try:
        if found:
            return date(*map(int, found.groups()))
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise PeriodError("tabulated.day", text=text) from error


def read_decimals(cell: Cell) -> int:
    """How many decimals are asked for, 0 … 12.

    Raises:
        NumberError: It is no such number.
        TableError: As `read_words`.
    """
    text = read_words(cell)
    if not _DIGITS.fullmatch(text) or int(text) > MOST_DECIMALS:
        raise NumberError("figure.decimals", value=text, least=0, most=MOST_DECIMALS)
    return int(text)
