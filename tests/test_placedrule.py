"""Figures of one place: what they run over, what was reported earlier, what their definitions allow."""

import pytest
from ruled import asked, broken, seen, skipped

from rsindicators import Certainty, Severity
from rsindicators.errors import UnitError
from rsindicators.fault import Fault
from rsindicators.kinds import Accumulation
from rsindicators.placedrule import doubted
from rsindicators.rules import parts, ranges

PART, TOTAL, _ = parts.RULES
_, MAXIMUM, WHOLE, _ = ranges.RULES
SKILLED, HIGHLY = "技能人才数量", "高技能人才数量"
TRAINED, MIGRANT = "开展补贴性职业技能培训人次", "农民工参加职业培训人次"


def test_a_figure_against_one_reported_earlier_is_only_asked_about():
    part, whole = seen(HIGHLY, "1.9", "2023年末"), seen(SKILLED, "1.4", "2023年末")
    (now,), (earlier,) = broken(PART, [part, whole]), broken(PART, [part], [whole])
    assert (now.severity, now.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert (earlier.severity, earlier.certainty) == (Severity.QUERY, Certainty.SUSPECT)


def test_what_does_not_block_is_made_no_milder():
    (found,) = broken(PART, [seen(HIGHLY, "1.9", "2023年末"), seen(SKILLED, "1.4", "2023年末")])
    assert doubted(doubted(found)).severity is Severity.QUERY


def test_a_yearly_average_is_never_held_against_a_total():
    part = seen(MIGRANT, "1.2", "2021年—2025年")
    whole = seen(TRAINED, "0.5", "2021年—2025年", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert skipped(PART, [part, whole]) == ["other_period"]


def test_where_the_whole_is_not_reported_nothing_is_asked():
    assert [one.skipped for one in asked(PART, [seen(HIGHLY, "1.9", "2023年末")])] == ["missing"]


def test_nobody_is_less_than_nobody():
    part, whole = seen(HIGHLY, "0.06", "2023年末"), seen(SKILLED, "0.0", "2023年末")
    assert broken(PART, [part, whole])
    assert not broken(PART, [seen(HIGHLY, "0.05", "2023年末"), whole])


def unitless(one):
    return Fault("units.missing", "C5", "", "0.4", UnitError("unit.missing", other="万人"), observation=one)


def test_a_figure_without_a_unit_makes_nothing_wrong():
    part, whole = seen(HIGHLY, "1.9", "2023年末"), seen(SKILLED, "1.4", "2023年末")
    (found,) = broken(PART, [part, whole], faults=(unitless(whole),))
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    (other,) = broken(PART, [part, whole], faults=(unitless(seen(SKILLED, "1.4", "2022年末")),))
    assert other.certainty is Certainty.WRONG


def test_one_of_very_many_regions_without_a_unit_makes_their_sum_unsure():
    rows = [seen(SKILLED, "0.4", "2023年末", f"{number:03}号县") for number in range(210)]
    given = [*rows, seen(SKILLED, "1.4", "2023年末", "合计")]
    (found,) = broken(TOTAL, given, faults=(unitless(rows[-1]),))
    assert found.certainty is Certainty.SUSPECT
    (found,) = broken(TOTAL, given)
    assert found.certainty is Certainty.WRONG


@pytest.mark.parametrize(("rule", "figure"), [(MAXIMUM, "101%"), (WHOLE, "0.5人")])
def test_what_is_out_of_range_without_a_unit_may_be_in_another(rule, figure):
    one = seen("城镇登记失业率" if "%" in figure else SKILLED, figure, "2023年末")
    assert [found.certainty for found in broken(rule, [one])] == [Certainty.WRONG]
    assert [found.certainty for found in broken(rule, [one], faults=(unitless(one),))] == [Certainty.SUSPECT]
