"""What a column may tell of a figure, and by which heading it is known.

The headings are those of forms (`rows.HEADINGS`), and 年, 季度, 月 for a time told in columns of its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rsindicators.errors import FrameError
from rsindicators.rows import HEADINGS, LONGEST_HEADING, key_of
from rsindicators.text import fold

PARTS: Final = {"year": ("年", "年份", "年度"), "quarter": ("季度", "季"), "month": ("月", "月份")}
"""What tells a period in columns of their own."""

ROLES: Final = {key: names[0] for key, names in (HEADINGS | PARTS).items()}
"""What a column may say, and what it is called."""

_PART_NAMES: Final = {name: key for key, names in PARTS.items() for name in (key, *names)}


def role_of(heading: str) -> str:
    """What a column of that heading tells; nothing, if it is none of `ROLES`.

    Examples:
        >>> role_of("地区"), role_of("Year"), role_of("季 度"), role_of("序号")
        ('region', 'year', 'quarter', '')
    """
    if len(heading) > LONGEST_HEADING:
        return ""
    return key_of(heading) or _PART_NAMES.get("".join(fold(heading).split()).lower(), "")


def by_heading(headings: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """The columns by what their headings tell, where the caller says nothing else."""
    told: dict[str, str] = {}
    for heading in headings:
        role = role_of(heading)
        if role in told:
            raise FrameError("frames.columns.roles", one=told[role], other=heading, role=ROLES[role])
        if role and role not in said:
            told[role] = heading
    return told


def timed(told: Mapping[str, str], said: Mapping[str, str], *, dated: bool) -> dict[str, str]:
    """The same with one way of telling the time: a period, or a year with or without its quarter or month.

    A period says more than a year, a month more than a quarter; what the caller names is preferred.
    """
    passed: set[str] = set()
    if "period" in told:
        passed = {"period"} if "year" in said and "period" not in said else set(PARTS)
    if "month" in told:
        passed.add("month" if "quarter" in said and "month" not in said else "quarter")
    kept = {role: name for role, name in told.items() if role not in passed}
    if "period" not in kept and "year" not in kept:
        if kept.keys() & PARTS.keys():
            raise missing("year")
        if not dated:
            raise missing("period")
    return kept


def missing(role: str) -> FrameError:
    """What is said where no column tells something."""
    return FrameError("frames.column.missing", column=ROLES[role], role=role)
