"""How grave a broken relation is.

A rule tells some broken relations more mildly: a figure that was cut off instead of rounded is a remark, one
that holds with what its stocks were before is asked about, and so is what rests on an earlier report. The
same relation is asked of the few figures concerned, with another sign, or with other figures in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

import numpy as np
from attrs import frozen

from rsindicators.facts import is_at_end
from rsindicators.formula import Formula
from rsindicators.frames.algebra import Box, Relation
from rsindicators.frames.questions import Grade
from rsindicators.frames.terms import Cells, Posed, Term, lagged
from rsindicators.frames.told import Mask
from rsindicators.kinds import Certainty, Lag, Severity

TENFOLD: Final = 10.0
CUT: Final[Grade] = (Severity.NOTE, Certainty.SUSPECT)
EARLIER: Final = (Lag.PREVIOUS, Lag.YEAR_EARLIER)


@frozen(eq=False)
class Graded:
    """Broken relations by their grades.

    Attributes:
        grades: A mask for each grade; they lie apart.
        left: Those of which arrays cannot tell it.
    """

    grades: tuple[tuple[Grade, Mask], ...]
    left: Mask


def graded(posed: Posed, cells: Cells) -> Graded:
    """How grave the broken relations of some figures are."""
    question = posed.question
    rest, left = np.ones(len(cells[0]), np.bool_), np.zeros(len(cells[0]), np.bool_)
    unsure = left.copy()
    found: list[tuple[Grade, Mask]] = []
    if question.may_be_cut:
        cut, loose = _cut_off(posed, cells)
        left |= loose
        found.append((CUT, cut))
        rest &= ~cut
    flags = [posed.terms[name].flags(posed.terms[name].series.prior) for name in question.doubting]
    unsure = reduce(or_, (flag[cells] for flag in flags if flag is not None), unsure)
    if question.bases:
        held, loose = _held_earlier(posed, cells)
        unsure, left = unsure | held, left | loose
    found += [(question.doubted, rest & unsure), (question.grade, rest & ~unsure)]
    return Graded(tuple((grade, mask & ~left) for grade, mask in found), left)


def _cut_off(posed: Posed, cells: Cells) -> tuple[Mask, Mask]:
    """Where the figure is what its formula gives, cut off instead of rounded; and where that is open.

    From the printed value to one more of its last place, that end left out; below zero likewise. What is
    exact was not cut off, nor what may have been rounded to a figure that its definition does not allow.
    """
    term, boxes = posed.subject, posed.boxes_at(cells)
    nowhere = np.zeros(len(cells[0]), np.bool_)
    if term.box.low is term.box.high:
        return nowhere, nowhere
    printed, step = term.series.printed((posed.at[cells[0]], cells[1]))
    low, high = np.where(printed > 0, printed, printed - step), np.where(printed < 0, printed, printed + step)
    name, scale = posed.question.subject, boxes[posed.question.subject].scale
    whole = term.series.box
    at = (term.rows.at(cells), cells[1])
    rounded = Box(whole.low[at], whole.high[at], whole.scale)
    loose = boxes[name].low < boxes[name].high
    left = nowhere

    def fails(formula: Formula, box: Box) -> Any:
        nonlocal left
        wrong, unsure = Relation.of(formula, name).answers({**boxes, name: box})
        left = left | unsure
        return wrong

    def beyond(sign: str, end: Any) -> Any:
        return fails(posed.question.signed(sign), Box(end, end, scale))

    above = np.where(printed > 0, beyond("<=", low), beyond("<", low))
    below = np.where(printed < 0, beyond(">=", high), beyond(">", high))
    return fails(posed.question.formula, rounded) & ~above & ~below & loose, left & loose


def _held_earlier(posed: Posed, cells: Cells) -> tuple[Mask, Mask]:
    """Where the relation may hold with what its stocks were before; and where that is open."""
    question, boxes = posed.question, posed.boxes_at(cells)
    relation = Relation.of(question.formula, question.subject)
    found, left = np.zeros(len(cells[0]), np.bool_), np.zeros(len(cells[0]), np.bool_)
    for lag in EARLIER:
        known = dict(_earlier(posed, lag, boxes, cells))
        groups = [(name,) for name in known] + ([tuple(known)] if len(known) > 1 else [])
        for names in groups:
            there = reduce(or_, (known[name][1] for name in names))
            changed = {name: _either(*known[name], boxes[name]) for name in names}
            wrong, unsure = relation.answers({**boxes, **changed})
            found |= there & ~wrong & ~unsure
            left |= there & unsure
    return found, left & ~found


def _earlier(
    posed: Posed, lag: Lag, boxes: Mapping[str, Box], cells: Cells
) -> Iterator[tuple[str, tuple[Box, Mask]]]:
    """The figures of stocks at an earlier time, and where they are near those of now."""
    for name in posed.question.bases:
        found = _before(posed.terms[name], lag, boxes[name], cells)
        if found is not None:
            yield name, found


def _before(term: Term, lag: Lag, now: Box, cells: Cells) -> tuple[Box, Mask] | None:
    series, rows = term.series, term.rows.usual
    ends = np.array([row >= 0 and is_at_end(series.slots[row].sample) for row in rows])
    back = lagged(series, series, lag, np.maximum(rows, 0).tolist()) if ends.any() else None
    if back is None:
        return None
    told = back.at(cells)
    low, high = (
        np.where(told < 0, np.nan, end[np.maximum(told, 0), cells[1]])
        for end in (series.narrow.low, series.narrow.high)
    )
    box = Box(low, high, series.narrow.scale)
    near = (box.high * TENFOLD > now.low) & (box.low < now.high * TENFOLD)
    return box, near & ends[cells[0]]


def _either(box: Box, there: Mask, now: Box) -> Box:
    """What was before where it is known and near, else what is now."""
    return Box(np.where(there, box.low, now.low), np.where(there, box.high, now.high), box.scale)
