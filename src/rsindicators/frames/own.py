"""A line of formula of a user's own, asked of columns.

`OwnRule` is asked at every place where one of its figures of now was submitted. Where all its figures are
stocks, or all flows, they lie at one time, and the relation is one of columns like any other; the finding is
told of the first figure. What else there may be is left to the rule itself: a stock beside a flow, which is
found at the end of its months; several figures of now beside earlier ones; figures over a year beside sums of
years; and places whose first figure only an earlier report tells.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rsindicators.errors import RSIndicatorsError
from rsindicators.frames.dense import Series
from rsindicators.frames.grid import Open
from rsindicators.frames.questions import questions
from rsindicators.frames.screening import Screen
from rsindicators.frames.terms import cells_of
from rsindicators.frames.told import Mask
from rsindicators.kinds import Lag
from rsindicators.ownrule import OwnRule
from rsindicators.terms import Resolved, resolved


def own(rule: OwnRule, screen: Screen) -> None:
    """Ask a relation of a user's own; nothing where its names are unknown, or a figure is told nowhere."""
    grid, catalogue = screen.grid, screen.judge.facts.catalogue
    try:
        asked = resolved(rule.formula, catalogue)
    except RSIndicatorsError:
        return
    every = [grid.series.get(term.code) for _, term in asked.tree.terms]
    told = [one for one in every if one is not None]
    if len(told) < len(every):
        return
    now = {term.code: grid.series[term.code] for _, term in asked.tree.terms if term.lag is Lag.NOW}
    if not _is_plain(asked, told, list(now.values())):
        screen.open += [Open(rule, code, *cells_of(series.figures)) for code, series in now.items()]
        return
    first, *others = now.values()
    screen.ask(questions(rule, first.indicator, catalogue) or ())
    if first.prior is not None:
        for one in others:
            cells = cells_of(_beside(one, first, first.prior))
            screen.open.append(Open(rule, one.indicator.code, *cells))


def _is_plain(asked: Resolved, told: list[Series], now: list[Series]) -> bool:
    """Whether all figures lie where those of the first do."""
    ends = {series.indicator.code in asked.at_end for series in told}
    lagged = any(term.lag is not Lag.NOW for _, term in asked.tree.terms)
    return len(ends) == 1 and not (lagged and (len(now) > 1 or any(series.yearly for series in told)))


def _beside(one: Series, other: Series, mask: Mask) -> Any:
    """Where a figure is told beside those of a mask of another series."""
    found = np.zeros(one.told.shape, np.bool_)
    for row, slot in enumerate(one.slots):
        if slot.time in other.rows:
            found[row] = one.figures[row] & mask[other.rows[slot.time]]
    return found
