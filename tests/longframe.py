"""Small long frames, told alike by columns and by objects; what they read, and what they find."""

import polars as pl
from alike import CATALOGUE, by_columns, by_objects, differences

from rsindicators.frames import checking
from rsindicators.frames.engine import opened
from rsindicators.frames.options import Options
from rsindicators.frames.slots import Entities

TEXTS = ("region", "indicator", "component", "period", "unit", "scope", "status", "accumulation", "as_of")
KEYS = ("region", "indicator", "component", "period", "value", "unit", "scope")


def long(*cells, **more):
    """A frame of region, indicator (with its component), period, value, unit and perhaps scope."""
    made = []
    for region, name, *rest in cells:
        names = name if isinstance(name, tuple) else (name, None)
        told = (region, *names, *rest)
        made.append(dict(zip(KEYS, (*told, *[None] * (len(KEYS) - len(told))), strict=True)) | more)
    used = [name for name in (*KEYS, *more) if name not in KEYS or any(row[name] is not None for row in made)]
    used = list(dict.fromkeys([*used, "region", "indicator", "period", "value"]))
    types = {name: pl.String for name in used if name in TEXTS}
    return pl.DataFrame({name: [row[name] for row in made] for name in used}, schema_overrides=types)


def found(now, before=None, **told):
    """Region, indicator and rule of what columns find; objects find the same of the same frame."""
    columns = by_columns(now, before, **told)
    assert differences(columns, by_objects(now, before, **told)) == []
    return sorted((row[1], row[3], row[0]) for row in columns.elements())


def about(frame, **told):
    """What is told of a frame, as the entrance makes it."""
    return checking._about(opened(frame), Options(catalogue=CATALOGUE, **told))


def entities(*names):
    """Regions and scopes with their numbers."""
    made = Entities()
    for region, scope in names:
        made.number(region, scope)
    return made
