"""Units that cannot be the indicator's, units left out, and more decimals than were asked for.

A unit of another dimension is WRONG: no number of 家 is a number of 人, whatever is behind it. A missing unit
leaves the number in the unit of the column or the definition; more decimals than a form asks for are kept as
printed. All three were seen when the cells were read.

Source: trade rules §3 (人 and 人次 do not convert) and §7 (an impossible unit blocks).
"""

from __future__ import annotations

from typing import Final

from rsindicators.errorrule import ErrorRule
from rsindicators.kinds import Certainty, Severity
from rsindicators.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    ErrorRule("units.dimension", Severity.BLOCKING, Certainty.WRONG),
    ErrorRule("units.missing", Severity.QUERY),
    ErrorRule("units.decimals", Severity.NOTE),
)
