"""Rules asked of a few figures: figures by name, facts of them, and what a rule answers."""

from collections.abc import Iterable

from rsindicators import Catalogue, Observation
from rsindicators.constituent import constituents
from rsindicators.facts import Facts
from rsindicators.finding import Finding
from rsindicators.indicator import Indicator
from rsindicators.rule import Outcome, Rule


def named(name: str, of: str = "", catalogue: Catalogue | None = None) -> Indicator:
    """The indicator of that name, or the component of that name: of the indicator `of`, else of the first."""
    definitions = catalogue or Catalogue.standard()
    if not of and name in definitions:
        return definitions[name]
    owners = [definitions[of]] if of else definitions
    return next(part for owner in owners for part in constituents(owner) if name in part.names)


def seen(
    name: str, figure: object, period: object, region: str = "", *, of: str = "", **told: object
) -> Observation:
    """An observation of an indicator or a component, found by its name."""
    return Observation(named(name, of), figure, period, region, **told)


def facts_of(observations: Iterable[Observation], prior: Iterable[Observation] = (), **told: object) -> Facts:
    """What a set of rules may look at."""
    return Facts(observations, prior, **told)


def asked(
    rule: Rule, observations: Iterable[Observation], prior: Iterable[Observation] = (), **told: object
) -> list[Outcome]:
    """What the rule answers of what was submitted; `told` are other facts."""
    return list(rule.ask(facts_of(observations, prior, **told)))


def broken(
    rule: Rule, observations: Iterable[Observation], prior: Iterable[Observation] = (), **told: object
) -> list[Finding]:
    """The findings alone."""
    return [one.finding for one in asked(rule, observations, prior, **told) if one.finding is not None]


def kept(
    rule: Rule, observations: Iterable[Observation], prior: Iterable[Observation] = (), **told: object
) -> bool:
    """Whether the rule was asked at least once, could always be asked, and found nothing."""
    answers = asked(rule, observations, prior, **told)
    return bool(answers) and all(one.finding is None and not one.skipped for one in answers)


def skipped(
    rule: Rule, observations: Iterable[Observation], prior: Iterable[Observation] = (), **told: object
) -> list[str]:
    """Why the rule could not be asked."""
    return [one.skipped for one in asked(rule, observations, prior, **told) if one.skipped]


def told_well(finding: Finding) -> bool:
    """Whether it says in both languages what is the case and what to do, with no hole left open."""
    texts = [part(language) for language in ("zh", "en") for part in (finding.what, finding.next)]
    return all(text and "{" not in text for text in texts)
