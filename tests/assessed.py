"""Targets and observations as short as the tests of assessment need them."""

from datetime import date

from rsindicators import Accumulation, Base, Bound, Catalogue, Composition, Observation, Period, Target, parse
from rsindicators.assessment import assess

CATALOGUE = Catalogue.standard()
MIDDLE = date(2023, 6, 30)
"""Half of 2021–2025 is over."""

EMPLOYED = "城镇新增就业人数"
INSURED = "失业保险参保人数"
UNEMPLOYED = "登记失业率"
CLOSED = "劳动人事争议仲裁结案率"
GRADES = "专业技术人才比例"


def goal(bound, name=INSURED, period="2025年", *, run=None, base=None, based="2020年", **more) -> Target:
    """A promise; the accumulation is the indicator's own where none is told."""
    indicator = CATALOGUE[name]
    run = run or indicator.accumulation
    if isinstance(bound, str):
        bound = Composition.parse(bound) if ":" in bound else Bound.parse(bound, indicator.unit)
    if isinstance(base, str):
        base = Base(parse(base, indicator.unit, report=True), Period.parse(based), run)
    return Target(indicator, bound, Period.parse(period), run, base=base, **more)


def total(bound, name=EMPLOYED, period="“十四五”", **more) -> Target:
    """A total over a plan."""
    return goal(bound, name, period, run=Accumulation.CUMULATIVE, **more)


def seen(name, *told, **more) -> list[Observation]:
    """Observations of one indicator: figure, period, figure, period …"""
    return [
        Observation(name, figure, period, **more)
        for figure, period in zip(told[::2], told[1::2], strict=True)
    ]


def row(target, observations=(), on=MIDDLE, **more):
    """The row of one target."""
    return assess([target], observations, on=on, **more).rows[0]
