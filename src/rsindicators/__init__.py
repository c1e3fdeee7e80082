"""The arithmetic of published indicators in human resources and social security (人社指标).

A published number is an interval, a target is a set, a definition is data, and what may be added is part of
the type. See the README for a start, and `docs/` for the rest.
"""

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
    Basis,
    Content,
    Direction,
    Measure,
    Method,
    Nature,
    Relation,
    Severity,
    Status,
    Verdict,
)
from rsindicators.notation import Reading, parse, write
from rsindicators.number import round_half_even, round_half_up
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.plan import Plan, plans
from rsindicators.progress import Progress
from rsindicators.source import Source
from rsindicators.table import Table
from rsindicators.target import Base, Target
from rsindicators.units import Unit

__version__ = "0.1.0"

__all__ = [
    "Accumulation",
    "Additivity",
    "Alias",

    "Base",
    "Basis",
    "Bound",
    "Catalogue",
    "Component",
    "Composition",
    "Content",
    "Direction",
    "Explanation",
    "Figure",
    "Formula",
    "Indicator",
    "Interval",
    "Judgement",
    "Measure",
    "Method",
    "Nature",
    "Observation",
    "Period",
    "Plan",
    "Portion",
    "Progress",
    "Reading",
    "Relation",
    "Severity",
    "Source",
    "Status",
    "Table",
    "Target",
    "Unit",
    "Verdict",
    "annual_growth",
    "errors",
    "growth",
    "parse",
    "plans",
    "round_half_even",
    "round_half_up",
    "share",
    "total",
    "units",
    "write",
]
