"""Figures of a frame that are told twice, otherwise than earlier, or with more digits than are shown.

A place holds at most two plain figures; where it holds more, or words, bounds or several statuses, the
objects read it, and it is left to them. What was reported earlier of a place that is told now lies in an
array of its own (`Series.before`).

Source: trade rules §2 (duplicates, revisions) and §7; the rules are those of `rules.keys` and `rules.units`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

import numpy as np
from attrs import evolve

from rsindicators.faultrule import FaultRule
from rsindicators.frames.dense import Pairs, Series, boxed
from rsindicators.frames.found import Grade, Label
from rsindicators.frames.places import Odd, by_code, is_told, leave
from rsindicators.frames.scaled import Scaled
from rsindicators.frames.screening import Screen
from rsindicators.frames.terms import Cells, cells_of
from rsindicators.frames.told import Mask
from rsindicators.kinds import Certainty, Severity
from rsindicators.rules.keys import Duplicate, Revision

EXACT: Final = 2.0**53
HIDDEN: Final = "units.decimals"
"""The rule that tells a number with more digits than are shown."""


# ── twice ────────────────────────────────────────────────────────────────────────────────────────────────


def duplicate(rule: Duplicate, screen: Screen) -> None:
    """Ask which keys are told twice: wrong where no true value fits both figures, else a question."""
    odd = by_code(screen.grid.odd)
    for code, series in screen.grid.series.items():
        read = odd.get(code, ())
        leave(screen, rule, code, _several(series, read))
        if series.pairs is None:
            continue
        pairs = series.pairs
        clash = (pairs.first.high < pairs.last.low) | (pairs.last.high < pairs.first.low)
        seen = np.array([row * series.told.shape[1] + entity for row, entity, _ in read], np.int64)
        plain = ~np.isin(pairs.cells, seen)
        asked = Severity.QUERY if rule.severity is Severity.BLOCKING else rule.severity
        for grade, some in (
            ((rule.severity, rule.certainty), plain & clash),
            ((asked, Certainty.SUSPECT), plain & ~clash),
        ):
            _tell_pairs(
                screen, Label(rule.code, grade, code, str(series.unit)), series, pairs.first_told, some
            )


def _several(series: Series, read: Odd) -> Iterator[tuple[int, int]]:
    """The places the objects read of which more than one figure is told."""
    twice = set() if series.pairs is None else set(series.pairs.cells.tolist())
    width = series.told.shape[1]
    for row, entity, some in read:
        plain = series.told[row, entity] and not np.isnan(series.scaled.twice[row, entity])
        count = 2 if row * width + entity in twice else int(plain)
        if count + sum(map(is_told, some)) > 1:
            yield row, entity


def _tell_pairs(screen: Screen, label: Label, series: Series, told: Scaled, some: Mask) -> None:
    """Findings of one of the two figures of some places."""
    cells = cast("Pairs", series.pairs).cells[some]
    rows, entities = np.divmod(cells, series.told.shape[1])
    screen.found.add(label, entities, series.periods, rows, _shown(told, series, some))


def _shown(told: Scaled, series: Series, some: Any) -> tuple[Any, Any, Any]:
    """Some figures, and the least and the most they may mean, in their unit."""
    size = 2.0 * 10.0**told.scale
    picked = _picked_of(told, some)
    box = boxed(picked, series.unit)
    return picked.twice / size, box.low / size, box.high / size


# ── revised ──────────────────────────────────────────────────────────────────────────────────────────────


def revision(rule: Revision, screen: Screen) -> None:
    """Ask which figures differ from those reported earlier by more than how finely they are printed."""
    grid = screen.grid
    odd, odd_prior = by_code(grid.odd), by_code(grid.odd_prior)
    for code, series in grid.series.items():
        leave(screen, rule, code, _doubtful(series, odd.get(code, ()), odd_prior.get(code, ())))
        if series.before is None:
            continue
        now, old = _last_told(series), series.before
        cells, left = _revised(series, now, old)
        leave(screen, rule, code, zip(*(some[left] for some in cells), strict=True))
        cells = cells[0][~left], cells[1][~left]
        label = Label(rule.code, (rule.severity, rule.certainty), code, str(series.unit))
        screen.found.add(label, cells[1], series.periods, cells[0], _shown(now, series, cells))


def _revised(series: Series, now: Scaled, old: Scaled) -> tuple[Cells, Mask]:
    """Where a figure differs from an earlier one, and which of these are too long for floats to tell."""
    scale = max(now.scale, old.scale)
    one, other = (told.twice * 10.0 ** (scale - told.scale) for told in (now, old))
    with np.errstate(invalid="ignore"):
        differ = (one < other) | (one > other)
        if now.scale != old.scale:
            differ |= (np.abs(one) >= EXACT) & ~np.isnan(other)
    if series.prior is not None:
        differ &= ~series.prior
    if series.odd is not None:
        differ &= ~series.odd
    cells = cells_of(differ)
    first, last = (_ends(told, scale, series, cells) for told in (now, old))
    inexact = np.abs([*first, *last]).max(0) >= EXACT
    inside = (first[0] >= last[0]) & (first[1] <= last[1])
    around = (last[0] >= first[0]) & (last[1] <= first[1])
    kept = inexact | ~(inside | around)
    return (cells[0][kept], cells[1][kept]), inexact[kept]


def _last_told(series: Series) -> Scaled:
    """The figures; of two in one place the last."""
    scaled, pairs = series.scaled, series.pairs
    if pairs is None:
        return scaled
    rows, entities = np.divmod(pairs.cells, series.told.shape[1])
    changed = {}
    for name in ("twice", "half", "decimals"):
        whole, last = getattr(scaled, name), getattr(pairs.last_told, name)
        if isinstance(whole, np.ndarray):
            whole = whole.copy()
            whole[rows, entities] = last
        changed[name] = whole
    return evolve(scaled, **changed)


def _doubtful(series: Series, read: Odd, read_earlier: Odd) -> Iterator[tuple[int, int]]:
    """The places told now of which the objects read something, where something is held against them."""
    earlier = {(row, entity) for row, entity, _ in read_earlier}
    either = earlier.union(_several(series, read))
    for row, entity, _ in read:
        before = series.before is not None and not np.isnan(series.before.twice[row, entity])
        prior = series.prior is not None and series.prior[row, entity]
        if before or prior or (row, entity) in either:
            yield row, entity
    here = {(row, entity) for row, entity, _ in read}
    yield from (place for place in earlier - here if series.told[place])


def _ends(told: Scaled, scale: int, series: Series, cells: Cells) -> tuple[Any, Any]:
    """From what to what some figures may lie, brought to more decimals."""
    box, more = boxed(_picked_of(told, cells), series.unit), 10.0 ** (scale - told.scale)
    return box.low * more, box.high * more


def _picked_of(told: Scaled, cells: Any) -> Scaled:
    """Some figures."""

    def picked(some: Any) -> Any:
        return some[cells] if isinstance(some, np.ndarray) else some

    return Scaled(told.twice[cells], picked(told.half), told.scale, picked(told.decimals))


# ── digits ───────────────────────────────────────────────────────────────────────────────────────────────


def faults(rule: FaultRule, screen: Screen) -> None:
    """Tell what the objects could not read, and which numbers hide digits."""
    answers = rule.ask(screen.judge.facts)
    broken = [(answer.finding, answer.cell) for answer in answers if answer.finding is not None]
    for finding, cell in broken:
        screen.found.tell(finding, cell)
    if rule.code == HIDDEN:
        decimals(rule, screen)


def decimals(rule: FaultRule, screen: Screen) -> None:
    """Tell which plain numbers have more digits than are shown; those the objects read are their faults."""
    grade: Grade = (rule.severity, rule.certainty)
    for code, series in screen.grid.series.items():
        label = Label(rule.code, grade, code, str(series.unit))
        hidden, pairs = series.scaled.hidden, series.pairs
        if hidden is not None:
            mine = hidden & series.told
            if pairs is not None:
                mine.reshape(-1)[pairs.cells] = False
            cells = cells_of(mine)
            screen.found.add(label, cells[1], series.periods, cells[0], series.shown(cells))
        for told in () if pairs is None else (pairs.first_told, pairs.last_told):
            if told.hidden is not None:
                _tell_pairs(screen, label, series, told, told.hidden & ~_is_read(series))


def _is_read(series: Series) -> Mask:
    """Which of the places told twice the objects read, for one of the two is too long for floats."""
    cells = cast("Pairs", series.pairs).cells
    return np.zeros(len(cells), np.bool_) if series.strange is None else series.strange.reshape(-1)[cells]
