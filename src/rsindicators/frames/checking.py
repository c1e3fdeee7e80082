"""A frame checked against definitions, plan and earlier figures: the entrance.

What is given is looked at before any data is read: columns that are missing, twice there, or of a type that
cannot be what they are named for are refused with one message that names the column and what it must hold. A
frame in memory is then asked as arrays, and the objects judge what arrays cannot decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import narwhals.stable.v2 as nw

from rsindicators.catalogue import Catalogue
from rsindicators.columns import region_name
from rsindicators.errors import DefinitionError, FrameError, NumberError
from rsindicators.facts import Facts
from rsindicators.faultrule import FaultRule
from rsindicators.frames.asking import Given, Handler, Sheet, ask
from rsindicators.frames.checked import Checked
from rsindicators.frames.demand import Demand
from rsindicators.frames.dtypes import is_text
from rsindicators.frames.engine import Frame, opened
from rsindicators.frames.keys import accumulation, missing, unreported
from rsindicators.frames.layout import laid_out
from rsindicators.frames.patterns import gap, periods, years
from rsindicators.frames.promises import promise
from rsindicators.frames.reading import unit_of
from rsindicators.frames.shares import compositions, whole
from rsindicators.frames.slots import Entities
from rsindicators.frames.targeted import Promised, apart, laid_out_targets, read_targets
from rsindicators.frames.told import DEFINED, About
from rsindicators.frames.twice import duplicate, faults, revision
from rsindicators.frames.wholes import regions as regions_of
from rsindicators.glossary import Glossary
from rsindicators.number import MOST_DECIMALS
from rsindicators.period import Period
from rsindicators.perusal import region_names
from rsindicators.plan import Plan
from rsindicators.rules.asking import Run, Unreported
from rsindicators.rules.identities import CompositionRule
from rsindicators.rules.keys import Duplicate, Missing, Revision
from rsindicators.rules.parts import RegionsRule
from rsindicators.rules.ranges import WholeRule
from rsindicators.rules.summing import YearsRule
from rsindicators.rules.targets import AgainstPlan
from rsindicators.rules.timing import Gap, Periods
from rsindicators.ruleset import RuleSet
from rsindicators.validation import definitions, rules_of

HANDLERS: Final[tuple[tuple[type[Any], Handler], ...]] = (
    (FaultRule, faults),
    (Missing, missing),
    (Duplicate, duplicate),
    (Revision, revision),
    (Run, accumulation),
    (Unreported, unreported),
    (AgainstPlan, promise),
    (Gap, gap),
    (Periods, periods),
    (YearsRule, years),
    (RegionsRule, regions_of),
    (WholeRule, whole),
    (CompositionRule, compositions),
)
"""How rules are asked that are no trees."""


def validate(  # noqa: PLR0913 - what figures are held against, each by its name
    frame: object,
    *,
    plan: object = None,
    prior: object = None,
    rules: RuleSet | None = None,
    catalogue: Catalogue | None = None,
    regions: Iterable[str] = (),
    asked: Mapping[str, Iterable[str]] | bool | None = None,
    columns: Mapping[str, str] | None = None,
    units: Mapping[str, str] | str | None = None,
    decimals: int | None = None,
    period: Period | str | None = None,
    region: str = "",
    to_date: bool = False,
) -> Checked:
    """The findings of a frame in memory; the arguments and errors are those of `entrance.validate`."""
    known, promised, targets = _promised(catalogue, plan)
    rule_set = rules_of(rules)
    names = region_names(regions)
    told = opened(frame)
    mine, others = apart(columns)
    about = _about(told, known, mine, units, decimals, period, region, to_date=to_date)
    demand = Demand.of(asked, about, names)
    facts = Facts(
        (), (), (), promised.targets_all if promised else (), known,
        promised.region if promised else "", promised.period if promised else None, names,
    )  # fmt: skip
    earlier = None if prior is None else opened(prior, "prior")
    before = (
        None if earlier is None
        else _about(earlier, known, mine, units, decimals, period, region, to_date=to_date)
    )  # fmt: skip
    entities = Entities(facts.region)
    goals = None if targets is None else _targets(targets, about, entities, others)
    sheet = Sheet.of(_in_memory(told), about, entities)
    sheet_before = None
    if earlier is not None and before is not None:
        sheet_before = Sheet.of(_in_memory(earlier), before, entities)
    return ask(Given(sheet, sheet_before, facts, rule_set, entities, promised, goals, demand), HANDLERS)


def _in_memory(frame: Frame) -> nw.DataFrame[Any]:
    return frame if isinstance(frame, nw.DataFrame) else frame.collect()


def _promised(catalogue: Catalogue | None, plan: object) -> tuple[Catalogue, Plan | None, Frame | None]:
    """Where indicators are looked up; the plan, or the frame of targets."""
    if plan is None or isinstance(plan, Plan | str):
        return *definitions(catalogue, plan), None
    known, _ = definitions(catalogue, None)
    try:
        return known, None, opened(plan, "plan")
    except FrameError as error:
        raise DefinitionError("validation.plan", type=type(plan).__name__).because(error) from error


def _targets(frame: Frame, about: About, entities: Entities, columns: Mapping[str, str]) -> Promised:
    layout = laid_out_targets(
        frame, glossary=about.glossary, columns=columns, period=about.period, region=about.region
    )
    told = About(about.glossary, layout, about.units, period=about.period, region=about.region)
    return read_targets(_in_memory(frame), told, entities)


def _about(  # noqa: PLR0913, PLR0917 - what the frame does not say, each by its name
    frame: Frame,
    catalogue: Catalogue,
    columns: Mapping[str, str] | None,
    units: Mapping[str, str] | str | None,
    decimals: int | None,
    period: Period | str | None,
    region: str,
    *,
    to_date: bool,
) -> About:
    """What is told of a frame, if it can be told."""
    if not (decimals is None or (type(decimals) is int and 0 <= decimals <= MOST_DECIMALS)):
        raise NumberError("figure.decimals", value=decimals, least=0, most=MOST_DECIMALS)
    if type(to_date) is not bool:
        raise FrameError("frames.flag", name="to_date", type=type(to_date).__name__)
    is_word = isinstance(units, str)
    if not (units is None or isinstance(units, Mapping) or (is_word and units == DEFINED)):
        raise FrameError("frames.units.word", type=repr(units) if is_word else type(units).__name__)
    run = period if isinstance(period, Period) or period is None else Period.parse(period)
    glossary = Glossary.of(catalogue)
    layout = laid_out(frame, glossary=glossary, columns=columns, period=run, region=region, units=units)
    about = About(
        glossary, layout, units or {}, decimals, run and run.plain(), region and region_name(region), to_date
    )
    is_bare = not layout.figures and not units and "unit" not in layout.columns
    if is_bare and not is_text(frame.collect_schema()[layout.columns["value"]]):
        raise FrameError("frames.units.missing", column=layout.columns["value"], unit="…")
    for one in layout.figures:
        indicator = glossary.named(one.name).candidates[0]
        if not one.unit and unit_of(about, one, indicator) is None:
            raise FrameError("frames.units.missing", column=one.column, unit=str(indicator.unit))
    return about
