"""Frames asked in two ways: by handlers over columns, and by the rules over what the objects read."""

import math

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl
from attrs import evolve

from rsindicators import Catalogue
from rsindicators.facts import Facts
from rsindicators.frames import asking, checking
from rsindicators.frames.asking import Given, Sheet
from rsindicators.frames.engine import opened
from rsindicators.frames.found import Found
from rsindicators.frames.options import Options
from rsindicators.frames.slots import Entities
from rsindicators.ruleset import RuleSet

CATALOGUE = Catalogue.standard()


def given(frame, prior=None, catalogue=CATALOGUE, decimals=None, units="definition", **facts):
    """A frame and an earlier one, read; `facts` are what rules look at besides."""
    entities = Entities()
    sheets = [
        None if one is None else Sheet.of(opened(one), _about(one, catalogue, decimals, units), entities)
        for one in (frame, prior)
    ]
    return Given(*sheets, Facts((), catalogue=catalogue, **facts), RuleSet.standard(), entities)


def _about(frame, catalogue, decimals, units):
    return checking._about(opened(frame), Options(catalogue=catalogue, decimals=decimals, units=units))


def screened(run):
    """Its grid, ready to be asked."""
    return asking.screened(run)


def exact(run):
    """All that the objects read of it, as facts."""
    now, before = (
        sheet and sheet.read_exactly([np.arange(len(sheet.frame))] * len(sheet.told.parts))
        for sheet in (run.sheet, run.prior)
    )
    return evolve(
        run.facts,
        submitted=now.observations,
        prior=before.observations if before else (),
        faults=now.faults,
    )


def by_columns(handler, rule, screen):
    """What a handler finds, what is left open judged by the objects; nothing of what was asked before."""
    screen.found, screen.open = Found(screen.grid.entities), []
    handler(rule, screen)
    screen.judge.settle(screen.open, screen.found)
    return rows(screen.found)


def by_objects(rule, facts):
    """What the rule itself finds."""
    found = Found(Entities())
    for answer in rule.ask(facts):
        if answer.finding is not None:
            found.tell(answer.finding, answer.cell)
    return rows(found)


def rows(found):
    """The findings, each as the texts and numbers of its row."""
    if not len(found):
        return []
    table = found.frame(nw.from_native(pl.DataFrame({"a": []})))
    return sorted((_row(one) for one in table.rows(named=True)), key=repr)


def _row(told):
    told.setdefault("scope", None)
    return tuple(sorted((name, _plain(one)) for name, one in told.items()))


def _plain(one):
    return None if isinstance(one, float) and math.isnan(one) else one
