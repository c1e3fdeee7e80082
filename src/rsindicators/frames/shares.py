"""Figures that say something of themselves: whole counts, and compositions of 100%.

A count is a whole number of things; only a figure printed finer than one of them can be none. A composition
is more than a number, so that the objects have read it already, and judge it.
"""

from __future__ import annotations

import numpy as np
from attrs import evolve

from rsindicators.composition import Composition
from rsindicators.frames.found import Label
from rsindicators.frames.grid import Open
from rsindicators.frames.screening import Screen
from rsindicators.rules.identities import CompositionRule
from rsindicators.rules.ranges import WholeRule


def whole(rule: WholeRule, screen: Screen) -> None:
    """Tell the counts that no whole number can be meant by."""
    for series in screen.grid.series.values():
        box = series.box
        if not series.counted:
            continue
        if series.odd is not None:
            screen.open.append(Open(rule, series.indicator.code, *np.nonzero(series.odd)))
        if box.scale <= 0:
            continue
        size = 2.0 * 10.0**box.scale
        wrong = np.ceil(box.low / size) > np.floor(box.high / size)
        if series.prior is not None:
            wrong &= ~series.prior
        if series.odd is not None:
            wrong &= ~series.odd
        rows, entities = np.nonzero(wrong)
        label = Label(rule.code, (rule.severity, rule.certainty), series.indicator.code, str(series.unit))
        screen.found.add(label, entities, series.periods, rows, series.shown((rows, entities)))


def compositions(rule: CompositionRule, screen: Screen) -> None:
    """Let the objects judge the compositions, which they have read."""
    grid = screen.grid
    told = [one for some in grid.odd.values() for one in some if isinstance(one.figure, Composition)]
    before = [one for some in grid.odd_prior.values() for one in some]
    for answer in rule.ask(evolve(screen.judge.facts, submitted=told, prior=before)):
        if answer.finding is not None:
            screen.found.tell(answer.finding, answer.cell)
