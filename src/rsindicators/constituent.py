"""The components of formulas as numbers of their own.

A form asks for the components of a rate beside the rate. Each is reported like an indicator, so it is made
one: its unit, measure and words are those of the component, and its code is that of the indicator and its
own, joined by two underscores. What counts things there are is never below nothing; a difference and money
may be. It adds over disjoint regions; what is carried over belongs to the run of the rate it is carried into,
not to the moment at its end.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import evolve

from rsindicators.component import Component
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Additivity, Direction, Measure
from rsindicators.units import Unit

BETWEEN = "__"
MOST_KEPT = 4096
MONEY = Unit.parse("元").dims
_OWN = "由所属指标的组成得出"
_ASSIGNED = ("unit", "measure", "direction", "accumulation", "over_regions", "over_periods")


@lru_cache(maxsize=MOST_KEPT)
def constituents(indicator: Indicator) -> tuple[Indicator, ...]:
    """The components of an indicator, each as an indicator, in their order; nothing for one without formula.

    Examples:
        >>> from rsindicators.catalogue import Catalogue
        >>> [one.name for one in constituents(Catalogue.standard()["仲裁结案率"])]
        ['当期审结案件数', '当期立案受理案件数', '上期末累计未结案件总数']
    """
    return tuple(_made(indicator, component) for component in indicator.components)


def code_of(indicator: Indicator, component: Component) -> str:
    """The code of a component as an indicator of its own."""
    return f"{indicator.code}{BETWEEN}{component.code}"


def _made(indicator: Indicator, component: Component) -> Indicator:
    stock = component.measure is Measure.STOCK
    is_count = component.formula is None and component.unit.adds and component.unit.dims != MONEY
    present = {"definition": bool(component.definition), "minimum": is_count}
    marked = (*_ASSIGNED, *(name for name, is_there in present.items() if is_there))
    assigned = [(name, _OWN) for name in marked]
    return Indicator(
        code=code_of(indicator, component),
        name=component.name,
        english=component.english,
        unit=component.unit,
        measure=component.measure,
        direction=Direction.NEITHER,
        accumulation=Accumulation.AT_END if stock else Accumulation.ANNUAL,
        over_regions=Additivity.SUM,
        over_periods=Additivity.NONE if stock else Additivity.SUM,
        source=evolve(indicator.source, item=f"{indicator.source.item} {component.name}"),
        definition=component.definition,
        minimum=Figure(0, component.unit) if is_count else None,
        short_names=component.short_names,
        assigned=tuple(assigned),
        component_of=indicator.code,
        carry_over=component.carry_over,
    )
