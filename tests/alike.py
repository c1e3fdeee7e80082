"""One question asked twice: of a frame as columns, and by the rules of what the objects read of it."""

import math
from collections import Counter

import narwhals.stable.v2 as nw

from rsindicators import Catalogue, Figure
from rsindicators.bound import Bound
from rsindicators.facts import Facts, base_interval
from rsindicators.frames import validate
from rsindicators.rules.explanations import ExplanationRule
from rsindicators.ruleset import RuleSet
from rsindicators.submission import Submission

CATALOGUE = Catalogue.standard()
RULES = RuleSet([rule for rule in RuleSet.standard() if not isinstance(rule, ExplanationRule)])
DIGITS = 9


def by_objects(frame, prior=None, *, catalogue=CATALOGUE, rules=RULES, **told):
    """What every rule finds of the figures of a frame that `Submission.from_frame` reads; a row each."""
    now = Submission.from_frame(frame, catalogue=catalogue, **told)
    before = Submission() if prior is None else Submission.from_frame(prior, catalogue=catalogue, **told)
    return found_in(now, before, catalogue=catalogue, rules=rules)


def found_in(now, before=None, *, catalogue=CATALOGUE, rules=RULES):
    """The same of submissions."""
    before = before or Submission()
    facts = Facts(now.observations, before.observations, now.faults, (), catalogue)
    answers = (answer for rule in rules for answer in rule.ask(facts) if answer.finding is not None)
    return Counter(_row(answer.finding, answer.cell) for answer in answers)


def by_columns(frame, prior=None, *, catalogue=CATALOGUE, rules=RULES, **told):
    """What the columns find: the rows of the frame of findings."""
    return rows(validate(frame, prior=prior, catalogue=catalogue, rules=rules, **told))


def rows(checked):
    """The rows of a frame of findings."""
    table = nw.from_native(checked.collect())
    return Counter(_told(row) for row in table.rows(named=True))


def differences(columns, objects):
    """What only one of them has: a text for each row, the columns' with +, the objects' with -."""
    more = [f"+{row}" for row in (columns - objects).elements()]
    return sorted(more) + sorted(f"-{row}" for row in (objects - columns).elements())


def _row(finding, cell):
    figure = cell.figure if cell is not None else None
    unit = _unit_of(cell) if cell is not None else None
    exponent = unit.exponent if unit is not None else 0
    value = figure.value if isinstance(figure, Figure) else None
    own = base_interval(cell) if cell is not None else None
    expected = finding.expected.interval if finding.expected else None
    return (
        finding.code,
        finding.region,
        cell.scope if cell is not None else "",
        finding.indicator.code if finding.indicator else "",
        finding.period.code if finding.period else "",
        finding.severity.value,
        finding.certainty.value,
        _number(value),
        *_ends(own, exponent),
        *_ends(expected, exponent),
        str(unit or ""),
    )


def _unit_of(cell):
    return cell.figure.unit if isinstance(cell.figure, Figure | Bound) else cell.indicator.unit


def _ends(interval, exponent):
    if interval is None:
        return None, None
    inside = interval.shift(-exponent)
    return _number(inside.lo), _number(inside.hi)


def _number(value):
    if value is None or not math.isfinite(value):
        return None
    short = float(f"{float(value):.{DIGITS}g}")
    return 0.0 if short == 0 else short


def _told(row):
    texts = ("code", "region", "scope", "indicator", "period", "severity", "certainty")
    numbers = ("actual", "low", "high", "expected_low", "expected_high")
    return (
        *(_text(row.get(name)) for name in texts),
        *(_number(row[name]) for name in numbers),
        _text(row["unit"]),
    )


def _text(value):
    """A text; every library has its own nothing."""
    return value if isinstance(value, str) else ""
