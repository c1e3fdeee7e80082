"""A frame checked against definitions, plan and earlier figures: the entrance.

What is given is looked at before any data is read: columns that are missing, twice there, or of a type that
cannot be what they are named for are refused with one message that names the column and what it must hold. A
frame in memory is then asked as arrays, and the objects judge what arrays cannot decide.
"""

from __future__ import annotations

from typing import Any, Final

import narwhals.stable.v2 as nw

from rsindicators.errors import DefinitionError, FrameError
from rsindicators.facts import Facts
from rsindicators.faultrule import FaultRule
from rsindicators.frames.asking import Given, Handler, Sheet, ask
from rsindicators.frames.checked import Checked
from rsindicators.frames.demand import Demand
from rsindicators.frames.dtypes import is_text
from rsindicators.frames.engine import Frame, opened
from rsindicators.frames.keys import accumulation, missing, unreported
from rsindicators.frames.options import Options
from rsindicators.frames.own import own
from rsindicators.frames.patterns import gap, periods, years
from rsindicators.frames.promises import promise
from rsindicators.frames.reading import unit_of
from rsindicators.frames.shares import compositions, whole
from rsindicators.frames.slots import Entities
from rsindicators.frames.tables import about_of, layout_of, layout_of_targets
from rsindicators.frames.targeted import Promised, read_targets
from rsindicators.frames.told import About
from rsindicators.frames.twice import duplicate, faults, revision
from rsindicators.frames.wholes import regions as regions_of
from rsindicators.ownrule import OwnRule
from rsindicators.rules.asking import Run, Unreported
from rsindicators.rules.identities import CompositionRule
from rsindicators.rules.keys import Duplicate, Missing, Revision
from rsindicators.rules.parts import RegionsRule
from rsindicators.rules.ranges import WholeRule
from rsindicators.rules.summing import YearsRule
from rsindicators.rules.targets import AgainstPlan
from rsindicators.rules.timing import Gap, Periods

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
    (OwnRule, own),
)
"""How rules are asked that are no trees."""


def validate(frame: Frame, options: Options) -> Checked:
    """The findings of a frame in memory; the errors are those of `entrance.validate`."""
    promised, targets = options.promised, _frame_of_targets(options)
    frames = [frame, *([] if options.prior is None else [opened(options.prior, "prior")])]
    told = [_about(one, options) for one in frames]
    demand = Demand.of(options.asked, told[0], options.regions)
    facts = Facts(
        (), (), (), promised.targets_all if promised else (), options.known,
        promised.region if promised else "", promised.period if promised else None, options.regions,
    )  # fmt: skip
    entities = Entities(facts.region)
    goals = None if targets is None else _promised(targets, options, told[0], entities)
    now, *earlier = (
        Sheet.of(_in_memory(one), about, entities) for one, about in zip(frames, told, strict=True)
    )
    before = earlier[0] if earlier else None
    return ask(Given(now, before, facts, options.rules, entities, promised, goals, demand), HANDLERS)


def _in_memory(frame: Frame) -> nw.DataFrame[Any]:
    return frame if isinstance(frame, nw.DataFrame) else frame.collect()


def _frame_of_targets(options: Options) -> Frame | None:
    try:
        return None if options.targets is None else opened(options.targets, "plan")
    except FrameError as error:
        raise DefinitionError("validation.plan", type=type(options.plan).__name__).because(error) from error


def _promised(frame: Frame, options: Options, about: About, entities: Entities) -> Promised:
    layout = layout_of_targets(frame, options)
    told = About(about.glossary, layout, about.units, period=about.period, region=about.region)
    return read_targets(_in_memory(frame), told, entities)


def _about(frame: Frame, options: Options) -> About:
    """What is told of a frame, if it can be told."""
    layout = layout_of(frame, options)
    about = about_of(layout, options)
    is_bare = not layout.figures and not about.units and "unit" not in layout.columns
    if is_bare and not is_text(frame.collect_schema()[layout.columns["value"]]):
        raise FrameError("frames.units.missing", column=layout.columns["value"], unit="…")
    for one in layout.figures:
        indicator = about.glossary.named(one.name).candidates[0]
        if not one.unit and unit_of(about, one, indicator) is None:
            raise FrameError("frames.units.missing", column=one.column, unit=str(indicator.unit))
    return about
