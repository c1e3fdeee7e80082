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
    from rsindicators.finding import Finding
    from rsindicators.findings import Findings
    from rsindicators.pace import Pace
    from rsindicators.progress import Progress
    from rsindicators.promises import Statement, find_targets
    from rsindicators.region import Region
    from rsindicators.tabulated import read_observations
    from rsindicators.totals import Running, running, singles, to_date

__version__ = "0.1.0"

_LATE: Final = {
    name: module
    for module, names in {
        "addition": ("add_parts", "aggregate", "recompute"),
        "assertions": ("Assertion", "find_claims"),
        "assessment": ("Assessment",),
        "balance": ("Balance", "balances", "chain"),
        "claims": ("Claim", "check_claim"),
        "finding": ("Finding",),
        "findings": ("Findings",),
        "pace": ("Pace",),
        "progress": ("Progress",),
        "promises": ("Statement", "find_targets"),
        "region": ("Region",),
        "tabulated": ("read_observations",),
        "totals": ("Running", "running", "singles", "to_date"),
    }.items()
    for name in names
}
"""Names whose modules are read when they are first asked for: most programs ask for few of them."""


def __getattr__(name: str) -> Any:
    """One of the late names, kept from then on."""
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
    "Composition",
    "Content",
    "Direction",
    "Explanation",
    "Figure",
    "Finding",
    "Findings",
    "Formula",
    "Indicator",
    "Interval",
    "Judgement",
    "Measure",
    "Method",
    "Nature",
    "Observation",
    "Pace",
    "Period",
    "Plan",
    "Portion",
    "Progress",
    "Reading",
    "Region",
    "Relation",
    "Running",
    "Severity",
    "Source",
    "Standing",
    "Statement",
    "Status",
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
    "write",
]
