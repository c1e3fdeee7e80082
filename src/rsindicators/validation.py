"""The run: what was submitted, asked by every rule, told as a report.

`validate` takes a submission in any of its forms, what was reported earlier, and a plan; asks every rule of
the set; tells once what one cell explains, with its repairs; marks what the filler has explained; and says of
every rule how often it was asked, and why it could not be. Nothing is changed and nothing is guessed: what
could not be read is told where it stands, and the rest is checked.

It refuses what is no submission, plan, rule set or catalogue, before anything is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from os import PathLike
from typing import Any, Final

from attrs import evolve

from rsindicators.catalogue import Catalogue
from rsindicators.errors import DefinitionError
from rsindicators.explained import with_explanations
from rsindicators.facts import Facts
from rsindicators.fault import Fault
from rsindicators.finding import Finding, Place
from rsindicators.findings import Tally
from rsindicators.kinds import Nature
from rsindicators.messages import Language, render, templates
from rsindicators.notice import Notice
from rsindicators.observation import Observation
from rsindicators.plan import Plan
from rsindicators.repair import traced
from rsindicators.report import Report
from rsindicators.rule import Outcome, Rule, place_of
from rsindicators.rules.explanations import ExplanationRule
from rsindicators.ruleset import RuleSet
from rsindicators.sheets import MOST_FIGURES
from rsindicators.submission import Submission

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
PROMISES: Final = "plan."
"""The family of rules that compare with targets; what they find comes after what may be wrong."""
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_COLUMN: Final = re.compile(r"[A-Z]{1,3}(?=[0-9])")


def validate(  # noqa: PLR0913 - what figures are held against, each by its name
    submission: object,
    *,
    plan: Plan | str | None = None,
    prior: object = None,
    rules: RuleSet | None = None,
    catalogue: Catalogue | None = None,
    regions: Iterable[str] = (),
    progress: Callable[[Iterable[Rule]], Iterable[Rule]] = iter,
) -> Report:
    """Check what was submitted against the definitions, earlier reports, a plan, and itself.

    Args:
        submission: A `Submission`, the path of a file, records (mappings), observations, or a dataframe.
        plan: A plan, or its code in `rs.plans()`. Figures without a region are taken to be of its region.
        prior: What was reported earlier, in any of these forms.
        rules: The rules to ask; left out, `RuleSet.standard()`.
        catalogue: Where indicators are looked up; left out, the plan's, else the standard one.
        regions: The regions that were asked to report; left out, those that the submission names.
        progress: What the rules pass through while they are asked, in their order: a progress bar.

    Returns:
        The report; `report.ok` where nothing that blocks is open.

    Examples:
        >>> rows = [{"indicator": "仲裁结案率", "period": "2023年", "value": "120", "unit": "%"}]
        >>> report = validate(rows)
        >>> report.ok, report.findings[0].code
        (False, 'ranges.maximum')

    Raises:
        DefinitionError: What is given is none of these; the message names the argument.
        UnknownNameError: There is no plan of that code.
        TableError: The file is no table.
        OSError: It cannot be opened.
    """
    known, promised = definitions(catalogue, plan)
    asked = rules_of(rules)
    wanted = Submission.of((), regions=regions).regions
    told = _submission(submission, "submission", known, wanted)
    told = evolve(told, regions=wanted or told.regions)
    before = Submission() if prior is None else _apart(_submission(prior, "prior", known), told)
    facts = Facts(
        told.observations,
        before.observations,
        told.faults,
        promised.targets_all if promised else (),
        known,
        promised.region if promised else "",
        promised.period if promised else None,
        told.regions,
        told.name,
    )
    run = _Run(facts)
    if not callable(progress):
        raise DefinitionError("validation.progress", type=type(progress).__name__)
    for rule in progress(asked):
        run.ask(rule)
    rows = run.findings()
    editions = [("catalogue", known.edition), ("rules", asked.edition)]
    if promised:
        editions.insert(0, (f"plan {promised.code or promised.title}", promised.edition))
    return Report(
        told.name,
        rows,
        run.tallies(rows),
        tuple(_place(one) for one in told.faults if one.observation is None),
        tuple(editions),
        tuple(map(str, told.missing)),
        tuple(map(str, told.repeated)),
        tuple(_notices(facts, before, run.singly)),
    )


class _Run:
    """The asking of rules and what they answered; it never leaves the call that made it."""

    __slots__ = ("_answers", "_asked", "_facts", "_failed", "_rules", "_skipped", "singly")

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._rules: list[Rule] = []
        self._answers: list[Outcome] = []
        self._asked: dict[str, int] = {}
        self._failed: dict[str, int] = {}
        self._skipped: dict[str, tuple[tuple[str, int], ...]] = {}
        self.singly = 0

    def ask(self, rule: Rule) -> None:
        """Ask a rule of the facts."""
        self._rules.append(rule)
        answers: object = rule.ask(self._facts)
        if not isinstance(answers, Iterable):
            raise DefinitionError("validation.answers", rule=rule.code, type=type(answers).__name__)
        self._answers += self._counted(rule, answers)

    def _counted(self, rule: Rule, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """Count what a rule answers; gives what is broken, and what limits a repair."""
        kept, asked, skipped = [], 0, Counter[str]()
        for outcome in outcomes:
            if outcome.skipped:
                skipped[outcome.skipped] += 1
                continue
            asked += 1
            if outcome.case is not None or outcome.finding is not None:
                kept.append(outcome)
        self._asked[rule.code] = asked
        self._failed[rule.code] = sum(outcome.finding is not None for outcome in kept)
        self._skipped[rule.code] = tuple(sorted(skipped.items()))
        return kept

    def findings(self) -> list[Finding]:
        """All that is to be told: each cause once, the explained ones marked, in the order of the forms."""
        told = traced(self._answers, self._facts)
        self.singly = told.singly
        found = with_explanations(told.findings, self._facts)
        reviews = [
            answer.finding
            for rule in self._rules
            if isinstance(rule, ExplanationRule)
            for answer in self._counted(rule, rule.review(found, self._facts))
            if answer.finding is not None
        ]
        return _in_order((*found, *reviews), self._facts)

    def tallies(self, rows: Iterable[Finding]) -> tuple[Tally, ...]:
        """What was checked, rule by rule."""
        explained = Counter(row.code for row in rows if not row.is_open)
        return tuple(self._tally(rule, explained[rule.code]) for rule in self._rules)

    def _tally(self, rule: Rule, explained: int) -> Tally:
        code = rule.code
        words = () if f"rule.{code}" in templates() else tuple((one, rule.question(one)) for one in LANGUAGES)
        return Tally(
            code, self._asked[code], self._failed[code] - explained, explained, self._skipped[code], words
        )


# ── what is given ────────────────────────────────────────────────────────────────────────────────────────


def definitions(catalogue: object, plan: object) -> tuple[Catalogue, Plan | None]:
    """Where indicators are looked up, and the plan.

    Raises:
        DefinitionError: One is neither.
        UnknownNameError: There is no plan of that code.
    """
    promised = Plan.load(plan) if isinstance(plan, str) else plan
    if not isinstance(promised, Plan | None):
        raise DefinitionError("validation.plan", type=type(plan).__name__)
    if not isinstance(catalogue, Catalogue | None):
        raise DefinitionError("validation.catalogue", type=type(catalogue).__name__)
    if catalogue is not None:
        return catalogue, promised
    return promised.catalogue if promised and promised.own else Catalogue.standard(), promised


def rules_of(given: object) -> RuleSet:
    """The rules to ask; left out, the standard ones.

    Raises:
        DefinitionError: They are no rule set.
    """
    if given is None:
        return RuleSet.standard()
    if not isinstance(given, RuleSet):
        raise DefinitionError("validation.rules", type=type(given).__name__)
    return given


def _submission(given: object, name: str, catalogue: Catalogue, regions: Iterable[str] = ()) -> Submission:
    """What was submitted, in whichever form it comes."""
    if isinstance(given, Submission):
        return given
    if isinstance(given, str | PathLike):
        return Submission.read(given, catalogue=catalogue, regions=regions)
    if hasattr(given, "columns"):
        return Submission.from_frame(given, catalogue=catalogue, regions=regions)
    if not isinstance(given, Iterable) or isinstance(given, Mapping | bytes | bytearray):
        raise DefinitionError("validation.kind", name=name, type=type(given).__name__)
    items = list(islice(given, MOST_FIGURES + 1))
    if all(isinstance(one, Observation) for one in items):
        return Submission.of(items)
    for number, one in enumerate(items, 1):
        if not isinstance(one, Mapping):
            raise DefinitionError("validation.item", name=name, number=number, type=type(one).__name__)
    return Submission.from_records(items, catalogue=catalogue, regions=regions)


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────


def _in_order(rows: Iterable[Finding], facts: Facts) -> list[Finding]:
    """As they stand in the forms; what only misses a target comes last, 约束性 first."""
    numbers: dict[Place, int] = {}
    forms: dict[str, int] = {}
    for number, one in enumerate(facts.submitted):
        forms.setdefault(one.form, len(forms))
        if not one.cell:
            numbers.setdefault(place_of(one), number)
    binding = {one.indicator.code for one in facts.targets if one.nature is Nature.BINDING}

    def rank(row: Finding) -> tuple[bool, bool, int, Sequence[Any]]:
        place = row.places[0] if row.places else Place("")
        promise = row.code.startswith(PROMISES)
        later = promise and (row.indicator is None or row.indicator.code not in binding)
        spot = ("", (numbers[place],)) if place in numbers else _spot(place.item)
        return promise, later, forms.get(place.title, len(forms)), spot

    return sorted(rows, key=rank)


def _spot(address: str) -> tuple[Any, ...]:
    """Where a cell stands: its sheet, its row, its column."""
    sheet, _, cell = address.rpartition("!")
    column = _COLUMN.match(cell)
    letters = column.group() if column else ""
    return sheet, tuple(map(int, _NUMBER.findall(cell))), len(letters), letters


def _notices(facts: Facts, before: Submission, singly: int) -> Iterator[Notice]:
    """What was not joined, and what was not told together."""
    regions = dict.fromkeys(map(facts.region_of, facts.submitted))
    earlier = set(map(facts.region_of, facts.prior))
    alone = [region for region in regions if region not in earlier]
    if not facts.submitted and not facts.faults:
        yield Notice("empty")
    if facts.prior and alone:
        yield Notice("prior", {"names": _named(alone), "count": str(len(alone))})
    if before.faults:
        yield Notice("unread", {"count": str(len(before.faults))})
    if facts.targets and regions and facts.region not in regions:
        yield Notice("plan", {"region": facts.region, "names": _named(regions)})
    if singly:
        yield Notice("singly", {"count": str(singly)})


def _apart(before: Submission, told: Submission) -> Submission:
    """What was reported earlier, its forms named otherwise where they are called as those of now."""
    names = {one.form for one in told.observations} & {one.form for one in before.observations} - {""}
    if not names:
        return before
    earlier = render("report.earlier", "zh", {})
    observations = [
        evolve(one, form=f"{earlier}{one.form}") if one.form in names else one for one in before.observations
    ]
    return evolve(before, observations=observations)


def _place(fault: Fault) -> Place:
    """Where something could not be read; of a record region, indicator and period as far as they were."""
    told = " ".join(filter(None, (fault.region, fault.name, fault.period)))
    return Place(fault.form, fault.cell or told or fault.text)


def _named(regions: Iterable[str]) -> str:
    """The regions in words; `fact` cuts what is too long."""
    return "、".join(filter(None, regions)) or "—"
