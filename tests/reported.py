"""Observations as short as the tests of adding need them, and what hostile values are answered with."""

from decimal import Decimal
from functools import cache

from definitions import count
from hostile import others, texts
from hypothesis import strategies as st

from rsindicators import (
    Accumulation,
    Additivity,
    Catalogue,
    Figure,
    Measure,
    Observation,
    Status,
    Unit,
)
from rsindicators.errors import RSIndicatorsError

CATALOGUE = Catalogue.standard()
NET = CATALOGUE["城镇新增就业"]  # may be negative: 附录1 is net of 自然减员
GROSS = CATALOGUE["技工院校招生人数"]
STOCK = CATALOGUE["失业保险参保人数"]
CLOSING = CATALOGUE["仲裁结案率"]
COVERAGE = CATALOGUE["参保率"]
PERSONS = count(
    code="trained", name="参加培训的人", unit=Unit.parse("人"), measure=Measure.FLOW,
    accumulation=Accumulation.ANNUAL, over_periods=Additivity.NONE,
)  # fmt: skip
COUNTED = count(
    code="cases", name="受理件数", unit=Unit.parse("件"), measure=Measure.FLOW,
    accumulation=Accumulation.ANNUAL, over_periods=Additivity.SUM,
)  # fmt: skip
YTD = Accumulation.YEAR_TO_DATE
ORDER = [Status.ESTIMATED, Status.PRELIMINARY, None, Status.FINAL, Status.REVISED]
"""The least final first."""

CASES = {"审结": 9, "受理": 8, "上期末未结": 5}
MONTHS = {
    "2023年1月": {"审结": 90, "受理": 80, "上期末未结": 50},
    "2023年2月": {"审结": 60, "受理": 70, "上期末未结": 40},
    "2023年3月": {"审结": 50, "受理": 50, "上期末未结": 52},  # two were transferred in
}


def seen(of, *told, **more):
    return Observation(of, *told, **more)


def flows(*told, of=NET, **more):
    """Observations of a flow: figure and period."""
    return [Observation(of, value, period, **more) for value, period in told]


def facts(one):
    return one.figure, one.period, one.region, one.accumulation, one.scope, one.status


printed = st.builds(
    Figure,
    st.builds(lambda n, k: Decimal(f"{n}E-{k}"), st.integers(-(10**6), 10**6), st.integers(0, 3)),
    st.sampled_from(["万人", "人", "千人"]),
)


@cache
def hostile_values():
    return [value for _, value in (*texts(), *others())]


def refusals(entrance):
    """What is said to hostile values, in both languages; any other exception is passed on."""
    said = []
    for value in hostile_values():
        try:
            entrance(value)
        except RSIndicatorsError as error:
            said += [error.line("zh"), error.line("en")]
    return said
