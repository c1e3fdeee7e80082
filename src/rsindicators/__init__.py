"""The arithmetic of published indicators in human resources and social security (人社指标).

A published number is an interval, a target is a set, a definition is data, and what may be added is part of
the type. See the README for a start, and `docs/` for the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from rsindicators import errors, units
from rsindicators.arithmetic import annual_growth, growth, share, total
from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.component import Component
from rsindicators.composition import Composition, Portion
from rsindicators.explanation import Explanation
from rsindicators.figure import Figure
from rsindicators.formula import Formula
from rsindicators.indicator import Alias, Indicator
from rsindicators.interval import Interval
from rsindicators.judgement import Judgement
from rsindicators.kinds import (
    Accumulation,
    Additivity,
    Agreement,
    Basis,
    Certainty,
    Claimed,
    Content,
    Direction,
    Measure,
    Mend,
    Method,
    Nature,
    Relation,
    Severity,
    Standing,
    Status,
    Verdict,
)
from rsindicators.notation import Reading, parse, write
from rsindicators.number import round_half_even, round_half_up
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.plan import Plan, plans
from rsindicators.source import Source
from rsindicators.table import Table
from rsindicators.target import Base, Target
from rsindicators.units import Unit

if TYPE_CHECKING:
    from rsindicators.addition import add_parts, aggregate, recompute
    from rsindicators.assertions import Assertion, find_claims
    from rsindicators.assessment import Assessment
    from rsindicators.balance import Balance, balances, chain
    from rsindicators.claims import Claim, check_claim
    from rsindicators.finding import Finding, Repair
    from rsindicators.findings import Findings
    from rsindicators.forms import write_form
    from rsindicators.ownrule import OwnCheck, OwnRule
    from rsindicators.pace import Pace
    from rsindicators.progress import Progress
    from rsindicators.promises import Statement, find_targets
    from rsindicators.region import Region
    from rsindicators.report import Report
    from rsindicators.rule import FormulaRule, Outcome, Rule
    from rsindicators.ruleset import RuleSet
    from rsindicators.scoring import CompositeIndex, Score, Scored
    from rsindicators.submission import Submission
    from rsindicators.tabulated import read_observations
    from rsindicators.totals import Running, running, singles, to_date
    from rsindicators.validation import validate

__version__ = "0.1.0"

_LATE: Final = {
    name: module
    for module, names in {
        "addition": ("add_parts", "aggregate", "recompute"),
        "assertions": ("Assertion", "find_claims"),
        "assessment": ("Assessment",),
        "balance": ("Balance", "balances", "chain"),
        "claims": ("Claim", "check_claim"),
        "finding": ("Finding", "Repair"),
        "findings": ("Findings",),
        "forms": ("write_form",),
        "ownrule": ("OwnCheck", "OwnRule"),
        "pace": ("Pace",),
        "progress": ("Progress",),
        "promises": ("Statement", "find_targets"),
        "region": ("Region",),
        "report": ("Report",),
        "rule": ("FormulaRule", "Outcome", "Rule"),
        "ruleset": ("RuleSet",),
        "scoring": ("CompositeIndex", "Score", "Scored"),
        "submission": ("Submission",),
        "tabulated": ("read_observations",),
        "totals": ("Running", "running", "singles", "to_date"),
        "validation": ("validate",),
    }.items()
    for name in names
}
"""Names whose modules are read when they are first asked for: most programs ask for few of them."""

_ROOMS: Final = ("frames", "testing")
"""Modules that may be reached from the face without importing them."""


def __getattr__(name: str) -> Any:
    """One of the late names, kept from then on."""
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=__name__)
    value = getattr(import_module(f"{__name__}.{_LATE[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Accumulation",
    "Additivity",
    "Agreement",
    "Alias",
    "Assertion",
    "Assessment",
    "Balance",
    "Base",
    "Basis",
    "Bound",
    "Catalogue",
    "Certainty",
    "Claim",
    "Claimed",
    "Component",
    "CompositeIndex",
    "Composition",
    "Content",
    "Direction",
    "Explanation",
    "Figure",
    "Finding",
    "Findings",
    "Formula",
    "FormulaRule",
    "Indicator",
    "Interval",
    "Judgement",
    "Measure",
    "Mend",
    "Method",
    "Nature",
    "Observation",
    "Outcome",
    "OwnCheck",
    "OwnRule",
    "Pace",
    "Period",
    "Plan",
    "Portion",
    "Progress",
    "Reading",
    "Region",
    "Relation",
    "Repair",
    "Report",
    "Rule",
    "RuleSet",
    "Running",
    "Score",
    "Scored",
    "Severity",
    "Source",
    "Standing",
    "Statement",
    "Status",
    "Submission",
    "Table",
    "Target",
    "Unit",
    "Verdict",
    "add_parts",
    "aggregate",
    "annual_growth",
    "balances",
    "chain",
    "check_claim",
    "errors",
    "find_claims",
    "find_targets",
    "growth",
    "parse",
    "plans",
    "read_observations",
    "recompute",
    "round_half_even",
    "round_half_up",
    "running",
    "share",
    "singles",
    "to_date",
    "total",
    "units",
    "validate",
    "write",
    "write_form",
]
