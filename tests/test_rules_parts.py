"""Parts against their whole, regions against their total."""

import pytest
from definitions import count
from hypothesis import given
from hypothesis import strategies as st
from ruled import asked, broken, kept, named, seen, skipped, told_well

from rsindicators import Additivity, Catalogue, Certainty, Figure, Severity, Unit
from rsindicators.rules.parts import RULES

PART, TOTAL, CHILDREN = RULES
CATALOGUE = Catalogue.standard()
INSURED, SKILLED, HIGHLY = "失业保险参保人数", "技能人才数量", "高技能人才数量"


def by_region(told, name=INSURED, period="2023年末", **more):
    return [seen(name, figure, period, region, **more) for region, figure in told.items()]


# ── 其中 ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_part_above_its_whole_is_wrong():
    (found,) = broken(PART, [seen(HIGHLY, "1.9", "2023年末"), seen(SKILLED, "1.4", "2023年末")])
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.what() == "高技能人才数量(2023年)填的是1.9万人,大于包含它的技能人才数量(1.4万人)。"
    assert found.expected.text == "≤1.45万人"
    assert told_well(found)


def test_a_part_below_its_whole_is_kept():
    assert kept(PART, [seen(HIGHLY, "0.4", "2023年末"), seen(SKILLED, "1.4", "2023年末")])


def test_a_part_that_rounding_leaves_open_is_kept():
    (answer,) = asked(PART, [seen(HIGHLY, "1.5", "2023年末"), seen(SKILLED, "1.4", "2023年末")])
    assert (answer.finding, answer.case.holds()) == (None, None)


def test_certificates_are_not_surely_fewer_than_people():
    part, whole = seen("高级职称人才数量", "1.9", "2023年末"), seen("专业技术人才数量", "1.4", "2023年末")
    (found,) = broken(PART, [part, whole])
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)


def test_a_flow_that_may_be_negative_is_only_asked_about():
    told = {"自然科学和工程技术领域博士": "1.9万名", "新引进(留浙)博士": "1.4万名"}
    (found,) = broken(PART, [seen(name, figure, "2023年") for name, figure in told.items()])
    assert found.certainty is Certainty.SUSPECT


@pytest.mark.parametrize(
    "changes",
    [
        {"over_regions": Additivity.NONE},
        {
            "measure": named("城镇新增就业人数").measure,
            "accumulation": named("城镇新增就业人数").accumulation,
        },
        {"unit": Unit.parse("人")},
    ],
)
def test_a_part_of_what_does_not_add_or_counts_something_else_is_not_asked(changes):
    whole = count(code="all", name="总数", **changes)
    part = count(code="part", name="其中数", part_of="all")
    catalogue = Catalogue([whole, part])
    assert list(PART.trees(part, catalogue)) == []
    assert len(list(PART.trees(part, Catalogue([count(code="all", name="总数"), part])))) == 1


def test_a_whole_that_the_catalogue_does_not_know_is_not_asked():
    assert list(PART.trees(count(part_of="unheard_of"), CATALOGUE)) == []
    assert list(PART.trees(named(SKILLED), CATALOGUE)) == []


# ── 合计 ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_total_is_the_sum_of_its_regions():
    assert kept(TOTAL, by_region({"叙永县": "2.06", "古蔺县": "3.00", "合计": "5.06"}))


def test_a_total_that_is_not_the_sum_is_wrong():
    (found,) = broken(TOTAL, by_region({"叙永县": "2.06", "古蔺县": "3.00", "合计": "5.60"}))
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert (found.region, found.actual, found.expected.text) == ("合计", "5.60万人", "[5.05, 5.07]万人")
    assert "2个地区" in found.what()
    assert len(found.places) == 3
    assert told_well(found)


def test_a_total_that_rounding_leaves_open_is_kept():
    (answer,) = asked(TOTAL, by_region({"叙永县": "2.06", "古蔺县": "3.00", "合计": "5.07"}))
    assert (answer.finding, answer.case.holds()) == (None, None)


def test_whole_counts_are_added_exactly():
    told = {"叙永县": "963", "古蔺县": "37"}
    more = {"name": "当期审结案件数", "period": "2023年", "of": "仲裁结案率"}
    assert kept(TOTAL, by_region(told | {"合计": "1000"}, **more))
    assert broken(TOTAL, by_region(told | {"合计": "1001"}, **more))


def test_a_net_figure_adds_too():
    more = {"name": "城镇新增就业人数", "period": "2023年"}
    assert kept(TOTAL, by_region({"叙永县": "0.42", "古蔺县": "-0.02", "合计": "0.40"}, **more))
    assert broken(TOTAL, by_region({"叙永县": "0.42", "古蔺县": "-0.02", "合计": "0.44"}, **more))


def test_rates_do_not_add():
    assert asked(TOTAL, by_region({"叙永县": "2.7%", "合计": "2.7%"}, name="城镇登记失业率")) == []


def test_where_a_region_is_missing_the_sum_is_not_asked():
    given = by_region({"叙永县": "2.06", "古蔺县": None, "合计": "5.60"})
    assert skipped(TOTAL, given) == ["unreported"]
    assert kept(CHILDREN, given)


def test_what_was_reported_of_a_gross_count_is_at_most_the_total():
    given = by_region({"叙永县": "2.06", "古蔺县": None, "合计": "1.60"})
    (found,) = broken(CHILDREN, given)
    assert (found.severity, found.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert found.expected.text == "≥2.055万人"
    assert told_well(found)


def test_what_may_be_negative_may_exceed_its_total():
    given = by_region(
        {"叙永县": "0.42", "古蔺县": None, "合计": "0.40"}, name="城镇新增就业人数", period="2023年"
    )
    assert skipped(CHILDREN, given) == ["net"]


def test_where_nothing_is_reported_nothing_is_asked():
    given = by_region({"叙永县": None, "合计": "1.60"})
    assert skipped(TOTAL, given) == skipped(CHILDREN, given) == ["unreported"]


def test_a_total_of_unknown_rows_is_not_asked():
    given = by_region({"叙永县": "1.60", "县区合计": "1.00"})
    assert skipped(TOTAL, given) == skipped(CHILDREN, given) == ["which_rows"]


def test_a_complete_total_is_asked_once():
    assert asked(CHILDREN, by_region({"叙永县": "2.06", "古蔺县": "3.00", "合计": "4.00"})) == []


def test_names_that_may_be_inside_others_may_be_added_either_way():
    assert kept(TOTAL, by_region({"泸州市": "3.00", "叙永县": "2.06", "合计": "3.00"}))
    assert kept(TOTAL, by_region({"简阳市": "3.00", "金堂县": "2.06", "合计": "5.06"}))
    assert broken(TOTAL, by_region({"简阳市": "3.00", "金堂县": "2.06", "合计": "4.06"}))


ZONED = {"叙永县": "2.00", "江阳区": "3.00", "泸州高新区": "0.50"}


@pytest.mark.parametrize("total", ["5.00", "5.50", "5.51"])
def test_a_zone_may_be_counted_in_its_county_as_well(total):
    assert kept(TOTAL, by_region(ZONED | {"合计": total}))


@pytest.mark.parametrize("total", ["5.00", "5.20", "5.50", "5.70"])
def test_some_zones_may_be_counted_in_a_county_and_others_not(total):
    assert kept(TOTAL, by_region(ZONED | {"市本级": "0.20", "合计": total}))


@pytest.mark.parametrize("total", ["5.25", "5.35"])
def test_a_total_that_no_choice_of_zones_gives_is_only_asked_about(total):
    (found,) = broken(TOTAL, by_region(ZONED | {"合计": total}))
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.wording == "parts.total.zoned"
    assert told_well(found)


def test_a_total_below_its_counties_or_above_all_is_wrong_whatever_zones_there_are():
    (found,) = broken(TOTAL, by_region(ZONED | {"合计": "4.00"}))
    assert found.certainty is Certainty.WRONG
    (found,) = broken(TOTAL, by_region(ZONED | {"合计": "5.90"}))
    assert found.certainty is Certainty.WRONG
    more = {"name": "城镇新增就业人数", "period": "2023年"}
    (found,) = broken(TOTAL, by_region(ZONED | {"合计": "5.90"}, **more))
    assert found.certainty is Certainty.SUSPECT
    given = by_region(ZONED | {"古蔺县": None, "合计": "5.00"})
    assert kept(CHILDREN, given)
    assert skipped(TOTAL, given) == ["unreported"]


def test_zones_alone_lie_apart():
    assert broken(TOTAL, by_region({"泸州高新区": "0.50", "长江经开区": "0.20", "合计": "0.50"}))


def test_of_many_zones_nobody_tells_which_are_counted_twice():
    zones = {f"{number}号开发区": "0.10" for number in "甲乙丙丁戊己庚"}
    assert skipped(TOTAL, by_region({"叙永县": "2.00", **zones, "合计": "2.70"})) == ["which_rows"]


# ── regions above others ─────────────────────────────────────────────────────────────────────────────────

LUZHOU = {"510524": "2.06", "510525": "3.00"}
ASKED = ("510500", "510524", "510525")


def test_what_counties_report_is_at_most_what_their_prefecture_does():
    given = by_region(LUZHOU | {"510500": "4.00"})
    assert skipped(TOTAL, given) == ["unasked"]
    (found,) = broken(CHILDREN, given)
    assert (found.region, found.certainty) == ("510500", Certainty.WRONG)
    assert kept(CHILDREN, by_region(LUZHOU | {"510500": "9.00"}))


def test_a_prefecture_above_the_sum_of_those_asked_is_only_asked_about():
    (found,) = broken(TOTAL, by_region(LUZHOU | {"510500": "9.00"}), regions=ASKED)
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.wording == "parts.total.asked"
    assert told_well(found)


def test_a_prefecture_below_the_sum_of_those_asked_is_wrong():
    (found,) = broken(TOTAL, by_region(LUZHOU | {"510500": "4.00"}), regions=ASKED)
    assert found.certainty is Certainty.WRONG
    assert kept(TOTAL, by_region(LUZHOU | {"510500": "5.06"}), regions=ASKED)


def test_a_prefecture_that_was_not_asked_itself_is_the_sum_of_those_asked():
    counties = ("510524", "510525")
    assert kept(TOTAL, by_region(LUZHOU | {"510500": "5.06"}), regions=counties)
    (found,) = broken(TOTAL, by_region(LUZHOU | {"510500": "9.00"}), regions=counties)
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    elsewhere = by_region(LUZHOU | {"510500": "9.00"})
    assert skipped(TOTAL, elsewhere, regions=(*counties, "510303")) == ["unasked"]
    assert skipped(TOTAL, elsewhere, regions=(*counties, "510522")) == ["unreported"]


def test_a_net_figure_of_a_prefecture_is_only_asked_about():
    given = by_region(LUZHOU | {"510500": "4.00"}, name="城镇新增就业人数", period="2023年")
    (found,) = broken(TOTAL, given, regions=ASKED)
    assert found.certainty is Certainty.SUSPECT


# ── many regions ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("regions", "cells"), [(199, 200), (250, 199)])
def test_of_many_regions_the_last_are_one_sum(regions, cells):
    more = {"name": "当期审结案件数", "period": "2023年", "of": "仲裁结案率"}
    told = {f"{number:03}号县": "3" for number in range(regions)}
    (answer,) = asked(TOTAL, by_region(told | {"合计": str(3 * regions)}, **more))
    assert answer.case.holds() is True
    assert len(answer.case.cells) == cells
    assert ("其余" in answer.case.box) is (regions > 199)
    (found,) = broken(TOTAL, by_region(told | {"合计": str(3 * regions + 1)}, **more))
    assert len(found.places) == 13
    assert told_well(found)


def test_no_figure_of_a_region_is_below_zero_however_it_is_rounded():
    told = {f"5105{number:02}": "0.0" for number in range(1, 21)}
    assert broken(TOTAL, by_region(told | {"510525": "0.2", "合计": "0.0"}))
    assert kept(TOTAL, by_region(told | {"510525": "0.2", "合计": "1.2"}))


def test_the_trees_of_totals_differ_with_their_number():
    assert list(TOTAL.trees(named(INSURED), CATALOGUE)) == []


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(0, 3), st.booleans())
def test_no_rounding_of_true_figures_breaks_a_total(counts, decimals, all_reported):
    def printed(value):
        rounded = Figure(value, "人").to("万人").round(decimals)
        return Figure(rounded.value, "万人", decimals=decimals)

    told = {f"51052{number}": printed(value) for number, value in enumerate(counts)}
    told |= {"合计": printed(sum(counts))} | ({} if all_reported else {"510530": None})
    given_ = by_region(told)
    assert not broken(TOTAL, given_)
    assert not broken(CHILDREN, given_)
    part, whole = (
        seen(name, printed(sum(some)), "2023年末") for name, some in ((HIGHLY, counts[:3]), (SKILLED, counts))
    )
    assert not broken(PART, [part, whole])
