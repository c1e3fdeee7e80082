"""A fault told in the words of the error that says why.

The error knows best what could not be read and what to write instead, in both languages; so the finding bears
its message. Where its advice is meant for whoever writes programs, or where it only says that something else
went wrong, the rule's own message is told, which must do with what every fault has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from rsindicators.errors import RSIndicatorsError
from rsindicators.fault import Fault
from rsindicators.faultrule import FaultRule
from rsindicators.finding import Finding

FOR_PROGRAMS: Final = frozenset({
    "argument.kind",
    "notation.rest",
    "number.float",
    "number.type",
    "observation.accumulation",
    "period.relative",
    "period.type",
    "text.type",
    "unit.missing",
    "unit.share",
})  # fmt: skip
"""Errors whose advice names arguments, classes or a vocabulary; whoever fills in a form has none of them."""


@frozen
class ErrorRule(FaultRule):
    """A rule that tells the faults of its code, each in the words of its error."""

    def told(self, fault: Fault, facts: Mapping[str, str] | None = None, **more: Any) -> Finding:
        """The finding of a fault."""
        error = _root(fault.error)
        if error.code in FOR_PROGRAMS or error.reason:
            return super().told(fault, facts, **more)
        return super().told(fault, error.facts | dict(facts or {}), wording=error.code, **more)


def _root(error: RSIndicatorsError) -> RSIndicatorsError:
    """The error that caused it, and the one that caused that."""
    while isinstance(error.reason, RSIndicatorsError):
        error = error.reason
    return error
