"""Whole counts and compositions in frames are judged as their rules judge them."""

import polars as pl
import pytest
from alike import RULES, by_columns, by_objects, rows
from definitions import count

from rsindicators import Catalogue
from rsindicators.frames import validate
from rsindicators.ruleset import RuleSet

WHOLE, COMPOSED = (RuleSet([RULES[code]]) for code in ("ranges.whole", "identities.composition"))
COUNTS = Catalogue([count()])
SHARES = "高、中、初级专业技术人才比例"


def counts(values, **more):
    told = {"region": [f"县{number}" for number in range(len(values))], "value": values}
    place = {"indicator": "企业数", "period": "2023年末", "unit": "户"} | more
    return pl.DataFrame(told).with_columns(**{name: pl.lit(value) for name, value in place.items()})


def regions_of(frame, rules, prior=None, **told):
    """Whose figures are told, by columns and by objects alike."""
    found = by_columns(frame, prior, rules=rules, **told)
    assert found == by_objects(frame, prior, rules=rules, **told)
    return sorted(row[1] for row in found)


def test_a_count_that_is_no_whole_number_is_told():
    frame = counts(["3", "3.0", "3.5", "3.97", "-0.5"])
    assert regions_of(frame, WHOLE, catalogue=COUNTS) == ["县2", "县3", "县4"]


def test_counts_without_decimals_are_all_whole():
    checked = validate(counts([3.0, 4.0]), rules=WHOLE, catalogue=COUNTS)
    assert (rows(checked), checked.open) == ({}, 0)


def test_a_count_in_words_is_left_to_the_objects():
    frame = counts(["3.5", "超过3", "≥2.5"])
    assert regions_of(frame, WHOLE, catalogue=COUNTS) == ["县0"]
    assert validate(frame, rules=WHOLE, catalogue=COUNTS).open == 2


def test_a_count_that_was_reported_earlier_is_not_told_again():
    frame, prior = counts(["3.5"]), counts(["3.5", "4.5"])
    assert regions_of(frame, WHOLE, prior, catalogue=COUNTS) == ["县0"]


def test_what_is_measured_need_not_be_whole():
    frame = counts([2.5], indicator="人力资源服务业总营业收入", unit="亿元")
    assert regions_of(frame, WHOLE) == []


@pytest.mark.parametrize(("printed", "told"), [("20:30:50", []), ("20:30:48", ["县0"]), ("1:2:3", [])])
def test_a_composition_in_percentages_adds_to_a_hundred(printed, told):
    assert regions_of(counts([printed], indicator=SHARES, unit=None), COMPOSED) == told


def test_an_earlier_composition_tells_that_percentages_are_meant():
    frame = counts(["20:30:48"], indicator=SHARES, unit=None)
    prior = counts(["20:30:50"], indicator=SHARES, unit=None, period="2022年末")
    assert regions_of(frame, COMPOSED, prior) == ["县0"]
    severities = {row[5] for row in by_columns(frame, prior, rules=COMPOSED)}
    assert severities == {RULES["identities.composition"].severity.value}
