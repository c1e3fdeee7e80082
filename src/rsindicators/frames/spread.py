"""The runs of a year side by side.

Of every year of a series one row has all its runs as columns, so that what a run rests on stands beside it:
no run is looked for by its row. A run that is told twice has no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import narwhals.stable.v2 as nw

from rsindicators.addends import require_additive
from rsindicators.errors import NotAdditiveError, told_at
from rsindicators.frames.engine import Frame, Named
from rsindicators.frames.integral import factors, scaled, units_of
from rsindicators.frames.mapped import Told
from rsindicators.frames.small import Whole, apart, whole, words
from rsindicators.period import Period
from rsindicators.runs import total_of


def runs_of(told: Told) -> list[Period]:
    """The months each combination is the total of.

    Raises:
        NotAdditiveError: There is one that is no such total within a year, or does not add.
    """
    runs = []
    for kind in told.kinds:
        with told_at(kind.told["indicator"]):
            require_additive([kind.sample], "period")
            run = total_of(kind.sample)
            if run.year != run.last.year:
                raise NotAdditiveError("addition.years", period=run)
        runs.append(run)
    return runs


def once(told: Told, runs: Sequence[Period]) -> Frame:
    """A row for each run of each series: how many figures it has, and the figure if there is one."""
    rows = told.joined({
        "series": series_of(told),
        "year": whole(run.year for run in runs),
        "first": whole(run.month - 1 for run in runs),
        "last": whole(run.last.month for run in runs),
        "factor": factors(told.kinds, units_of(told.kinds)),
    })  # fmt: skip
    rows = rows.with_columns((scaled(told.places) * nw.col("factor")).alias("number"))
    found = rows.group_by(*told.keys, "year", "first", "last").agg(
        nw.col("number").count().alias("known"), nw.col("number").max()
    )
    found = apart(found)
    return found.with_columns(nw.when(nw.col("known") == 1).then(nw.col("number")).alias("number"))


def side_by_side(rows: Frame, keys: Sequence[str], parts: Iterable[tuple[int, int]]) -> Frame:
    """A row for each year of each series: of each run how many figures it has, and the figure."""
    made = []
    for first, last in parts:
        here = (nw.col("first") == first) & (nw.col("last") == last)
        made += [
            nw.when(here).then(nw.col(name)).alias(f"{name} {first} {last}") for name in ("known", "number")
        ]
    names = [f"{name} {first} {last}" for first, last in parts for name in ("known", "number")]
    wide = rows.select(*keys, *made).group_by(*keys)
    return wide.agg(nw.len().alias("runs"), *(nw.col(name).max() for name in names))


def picked(name: str, lasts: Iterable[int]) -> nw.Expr:
    """Of the columns of the last months that of the row's own."""
    found = nw.lit(None, nw.Float64)
    for last in lasts:
        found = nw.when(nw.col("last") == last).then(nw.col(f"{name} {last}")).otherwise(found)
    return found


def series_of(told: Told) -> Whole:
    """The number of each combination's series."""
    place = {series: number for number, series in enumerate(told.order)}
    return whole(place[kind.series] for kind in told.kinds)


def symbols_of(told: Told) -> dict[str, Named]:
    """The unit of each series, in their order."""
    units = units_of(told.kinds)
    return {"unit": words(units[series].symbol for series in told.order)}
