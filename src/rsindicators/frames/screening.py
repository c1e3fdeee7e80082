"""The questions of rules, asked of all figures in memory at once.

What is surely broken becomes a finding, as grave as its rule tells it; what arrays cannot decide is left to
the objects, an `Open` place. What rests on a figure that the objects had to read is theirs too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any, Final

import numpy as np
from attrs import define, field

from rsindicators.frames.algebra import Relation
from rsindicators.frames.dense import Series
from rsindicators.frames.found import Found, Label, limits_in
from rsindicators.frames.grid import Grid, Open
from rsindicators.frames.judge import Judge
from rsindicators.frames.milder import Graded, graded
from rsindicators.frames.questions import Question
from rsindicators.frames.targeted import Promised
from rsindicators.frames.terms import Cells, Posed, Term, cells_of, mixed_times, posed
from rsindicators.frames.told import Mask
from rsindicators.rule import Rule

NEARLY_ONE: Final = 1.000_001
"""Of one and its rounding: a share that leaves so little of a whole count open may fall between two."""


@define(eq=False)
class Screen:
    """Asks questions of a grid; it never leaves the run that made it.

    Attributes:
        grid: The figures.
        found: Takes the findings.
        open: What the objects must judge.
        judge: Judges that; also makes figures objects for rules that are no relations.
        promised: The targets of a frame of targets, or None.
    """

    grid: Grid
    found: Found
    open: list[Open]
    judge: Judge
    promised: Promised | None = None
    _last: Posed | None = field(default=None, init=False)

    @property
    def asked(self) -> Mapping[str, Mask]:
        """Which places were asked, by the codes of indicators, as `Series.told`."""
        return self.judge.asked

    def ask(self, questions: Iterable[Question]) -> None:
        """Ask the questions of one rule; what one of them leaves open is not told for another."""
        wrong: list[tuple[Posed, Mask]] = []
        left: dict[str, Mask] = {}
        rule: Rule | None = None
        for question in questions:
            rule = question.rule
            series = self.grid.series[question.indicator.code]
            if series.odd is not None and question.indicator.code not in left:
                left[question.indicator.code] = series.odd.copy()
            self._leave_mixed(question, series, left)
            here = posed(question, self.grid, self._last)
            if here is None:
                continue
            self._last = here
            told, unsure = self._answers(here)
            if unsure.any():
                mask = left.setdefault(question.indicator.code, np.zeros(series.told.shape, np.bool_))
                mask[here.at] |= unsure
            if told.any():
                wrong.append((here, told))
        told_of = [(here, self._told_of(here, mask, left)) for here, mask in wrong]
        for here, (cells, grades) in told_of:
            self._tell(here, cells, grades, left.get(here.series.indicator.code))
        if rule is not None:
            self.open += [Open(rule, code, *cells_of(mask)) for code, mask in left.items()]

    def _answers(self, here: Posed) -> tuple[Any, Any]:
        """What is surely broken, and what is open, of the figures that are asked."""
        question = here.question
        wrong, left = Relation.of(question.formula, question.subject).answers(here.boxes)
        left = _with_odd(here, left)
        for mask in self._asked_of(here):
            wrong, left = wrong & mask, left & mask
        if question.may_be_cut:
            left = _with_between(here, left, wrong)
        if question.also:  # of whole and parts together: whether it is told twice the objects know
            return np.zeros_like(wrong), left | wrong
        return wrong & ~left, left

    def _leave_mixed(self, question: Question, series: Series, left: dict[str, Mask]) -> None:
        """Leave open what stands beside odd figures where plain ones run over different things."""
        others = [self.grid.series.get(term.code) for _, term in question.tree.terms]
        odd = [one for one in others if one is not None and one.odd is not None]
        mixed = mixed_times(question, self.grid) if odd and question.placed else ()
        for row, slot in enumerate(series.slots):
            if slot.time in mixed:
                code = question.indicator.code
                mask = left.setdefault(code, np.zeros(series.told.shape, np.bool_))
                for other in odd:
                    mask[row] |= series.figures[row] & other.odd_at(slot.time)

    def _told_of(self, here: Posed, wrong: Mask, left: dict[str, Mask]) -> tuple[Cells, Graded]:
        """The broken relations of a question with their grades; those without one are left open."""
        cells = cells_of(wrong)
        grades = graded(here, cells)
        if grades.left.any():
            code = here.series.indicator.code
            mask = left.setdefault(code, np.zeros(here.series.told.shape, np.bool_))
            mask[here.at[cells[0]][grades.left], cells[1][grades.left]] = True
        return cells, grades

    def _asked_of(self, here: Posed) -> list[Any]:
        """Masks of the figures that the rule is asked of."""
        series, question = here.series, here.question
        masks = [self._told(code, here) for code in sorted(question.given)]
        masks += [~self._told(code, here) for code in sorted(question.absent)]
        if series.prior is not None:
            masks.append(~series.prior[here.at])
        spared = question.spared(here.boxes)
        return masks if spared is None else [*masks, ~spared]

    def _told(self, code: str, here: Posed) -> Mask:
        """Where a figure of a component is told at the places asked."""
        found = np.zeros((len(here.at), here.series.told.shape[1]), np.bool_)
        other = self.grid.series.get(code)
        rows = [-1 if other is None else other.rows.get(here.series.slots[row].time, -1) for row in here.at]
        for place, row in enumerate(rows):
            if other is not None and row >= 0:
                found[place] = other.figures[row]
        return found

    def _tell(self, here: Posed, cells: Cells, grades: Graded, left: Mask | None) -> None:
        """Add what is broken, each as gravely as its rule tells it, but for what is left to the objects."""
        question, series = here.question, here.series
        relation = Relation.of(question.formula, question.subject)
        ends = limits_in(relation.expected(here.boxes_at(cells)), series.unit)
        rows = here.at[cells[0]]
        one, low, high = series.shown((rows, cells[1]))
        kept = np.ones(len(rows), np.bool_) if left is None else ~left[rows, cells[1]]
        for grade, mask in grades.grades:
            some = mask & kept
            if some.any():
                self.found.add(
                    Label(question.rule.code, grade, series.indicator.code, str(series.unit)),
                    cells[1][some],
                    series.periods,
                    rows[some],
                    (one[some], low[some], high[some]),
                    (_some(ends[0], some), _some(ends[1], some)),
                )


def _some(end: Any, some: Mask) -> Any:
    return end[some] if np.ndim(end) else end


def _with_odd(here: Posed, left: Any) -> Any:
    """What is open, with what rests on figures that the objects had to read."""
    for name, term in here.terms.items():
        odd = term.flags(term.series.odd)
        if odd is not None:
            left = left | (odd if name == here.question.subject else odd & here.series.figures[here.at])
    return left


def _with_between(here: Posed, left: Any, wrong: Any) -> Any:
    """What is open, with shares of rounded counts that may fall between two whole numbers."""
    share, *counts = here.terms.values()
    loose = [
        one.box.low < one.box.high for one in counts if one.box.low is not one.box.high and one.series.counted
    ]
    if not loose or not here.series.unit.is_share:
        return left
    width = (share.box.high - share.box.low) / _size(share)
    widest = reduce(np.fmax, (one.box.high / _size(one) for one in counts))
    return left | ((width * widest < NEARLY_ONE) & reduce(or_, loose) & ~wrong)


def _size(term: Term) -> float:
    """What one is in the measure of a term's box."""
    return 2.0 * 10.0**term.box.scale
