"""Open places judged by the rules themselves: figures made objects, as they were told."""

import numpy as np
import pytest
from alike import CATALOGUE, RULES
from longframe import found, long
from screened import exact, given, screened

from rsindicators import Figure
from rsindicators.frames import judge
from rsindicators.frames.found import Found
from rsindicators.frames.grid import Open

RATE, STOCK, PENSION = "城镇登记失业率", "基本养老保险参保人数", "基本养老保险参保率"
CODE = CATALOGUE[RATE].code


def cells(*values, region="甲县", year="2023年", unit="%"):
    return [(region, RATE, year, value, unit) for value in values]


def judging(now, before=None, **told):
    run = given(now, before, **told)
    return screened(run).judge, exact(run)


def shown(observations):
    return sorted(f"{one} {one.scope}" for one in observations)


FRAMES = {
    "plain": (long(*cells("3.5"), *cells("3.0", region="乙县", year="2022年")), None),
    "numbers": (long(*cells(3.5), *cells(3.0, region="乙县", year="2022年")), None),
    "empty": (long(*cells(None), *cells("3", region="乙县")), None),
    "twice": (long(*cells("3.5", "3.50")), None),
    "twice beside one": (long(*cells("3.5", "3.50"), *cells("3", region="乙县")), None),
    "rivals": (long(*cells("3.5", "3.6")), None),
    "thrice": (long(*cells("3.5", "3.6", "3.7")), None),
    "odd": (long(*cells("超过3", "3.5"), *cells("3", region="乙县")), None),
    "strange": (long(*cells(1e17), *cells(3.5, region="乙县")), long(*cells(1e17, year="2022年"))),
    "earlier": (long(*cells("3.5")), long(*cells("3.0"), *cells("4", region="乙县"))),
    "earlier twice": (long(*cells("3.5")), long(*cells("3.0", "3.1"))),
    "earlier empty": (long(*cells("3.5")), long(*cells(None), *cells("3", year="2022年"))),
    "earlier odd": (long(*cells("3.5")), long(*cells("超过3"))),
    "another unit": (
        long(("甲县", STOCK, "2023年", 2.0, "万人"), ("乙县", STOCK, "2023年", 2e4, "人")),
        None,
    ),
    "scopes": (long((*cells("3.5")[0], "城区"), *cells("3")), None),
}


@pytest.mark.parametrize(("now", "before"), FRAMES.values(), ids=FRAMES)
def test_figures_as_objects_are_those_that_the_objects_read(now, before):
    judging_, read = judging(now, before)
    facts = judging_.all_facts()
    assert shown(facts.submitted) == shown(read.submitted)
    assert all(region for region, _, _ in found(now, before))


def test_an_object_is_made_once():
    one, _ = judging(FRAMES["plain"][0])
    assert one.observations(CODE, 1, 0) is one.observations(CODE, 1, 0)
    assert one.observations(CODE, 1, 0)[0].figure == Figure.parse("3.5%")


def test_open_places_are_judged_once_for_each_rule():
    run = given(long(*cells("120"), *cells("130", region="乙县")))
    screen = screened(run)
    rule = RULES["ranges.maximum"]
    place = Open(rule, CODE, np.array([0]), np.array([1]))
    told = Found(run.entities)
    assert screen.judge.settle([place, place], told) == 1
    assert told.regions() == ["乙县"]
    assert screen.judge.settle([], told) == 0


def test_many_open_places_are_judged_in_parts(monkeypatch):
    frame = long(*[cell for region in "甲乙丙丁" for cell in cells("120", region=f"{region}县")])
    whole = [judged(frame), found(frame)]
    monkeypatch.setattr(judge, "MOST_AT_ONCE", 1)
    assert [judged(frame), found(frame)] == whole
    assert len(whole[0]) == 4


def judged(frame):
    """The regions that the rule itself finds too high."""
    run = given(frame)
    told = Found(run.entities)
    places = Open(RULES["ranges.maximum"], CODE, np.zeros(4, np.int64), np.arange(4))
    screened(run).judge.settle([places], told)
    return told.regions()


@pytest.mark.parametrize(
    ("code", "name", "family"),
    [
        ("ranges.maximum", PENSION, [PENSION]),
        ("keys.missing", PENSION, [PENSION, (PENSION, "参保人数")]),
        ("identities.formula", PENSION, [PENSION, (PENSION, "参保人数")]),
        ("identities.formula", STOCK, [STOCK]),
        ("keys.missing", (PENSION, "参保人数"), [(PENSION, "参保人数")]),
        ("keys.missing", STOCK, [STOCK]),
        ("keys.duplicate", PENSION, [PENSION]),
    ],
)
def test_a_rule_looks_at_the_indicators_that_its_relations_name(code, name, family):
    frame = long(
        ("甲县", PENSION, "2023年末", "95", "%"),
        ("甲县", (PENSION, "参保人数"), "2023年末", "95", "万人"),
        ("甲县", STOCK, "2023年末", "95", "万人"),
    )
    one, _ = judging(frame)
    known = {PENSION: CATALOGUE[PENSION].code, STOCK: CATALOGUE[STOCK].code}
    (part,) = one.grid.series.keys() - set(known.values())
    wanted = sorted(known.get(some, part) if isinstance(some, str) else part for some in family)
    mine = known[name] if isinstance(name, str) else part
    assert list(one._family(RULES[code], mine)) == wanted


def test_what_was_asked_and_no_row_tells_is_an_observation_without_a_figure():
    run = given(long(*cells("3.5"), *cells("3", region="乙县", year="2022年")))
    screen = screened(run)
    mask = np.ones_like(screen.grid.series[CODE].told)
    asked = judge.Judge(screen.grid, screen.judge.facts, {CODE: mask})
    told = list(asked.untold({"甲县"}))
    assert [(one.region, one.period.code, one.figure) for one in told] == [("甲县", "2022", None)]
    assert [one.figure for one in asked.observations(CODE, 0, 0)] == [None]
    assert screen.judge.observations(CODE, 0, 0) == []
