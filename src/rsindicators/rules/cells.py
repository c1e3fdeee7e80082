"""Cells that could not be read, a rule for each column of a form.

Nothing is asked again here: what the reader could not understand it has left as a fault, and the rule of its
column tells it. What stands in such a cell takes no part in any other rule.

Source: trade rules §7 (a person must be told what to do) and §8 (how the documents spell things).
"""

from __future__ import annotations

from typing import Final

from rsindicators.errorrule import ErrorRule
from rsindicators.kinds import Severity
from rsindicators.rule import Rule

RULES: Final[tuple[Rule, ...]] = (
    ErrorRule("cells.value", Severity.BLOCKING),
    ErrorRule("cells.period", Severity.BLOCKING),
    ErrorRule("cells.region", Severity.BLOCKING),
    ErrorRule("cells.accumulation", Severity.BLOCKING),
    ErrorRule("cells.scope", Severity.BLOCKING),
    ErrorRule("cells.status", Severity.BLOCKING),
    ErrorRule("cells.as_of", Severity.BLOCKING),
    ErrorRule("cells.decimals", Severity.BLOCKING),
    ErrorRule("cells.unit", Severity.BLOCKING),
    ErrorRule("cells.heading", Severity.QUERY),
    ErrorRule("cells.explanation", Severity.NOTE),
)
"""All of them are SUSPECT: nobody knows what was meant."""
