"""Which figures are the sum of which others."""

import pytest
from ruled import facts_of, seen

from rsindicators import Status
from rsindicators.kinds import Accumulation
from rsindicators.rollup import kind_of, rollups

INSURED = "失业保险参保人数"


def rows(*regions, name=INSURED, period="2023年末", **told):
    """A figure for each region; for `-region` the row alone."""
    return [
        seen(name, None if region.startswith("-") else "2", period, region.removeprefix("-"), **told)
        for region in regions
    ]


def sums(*regions, more=(), **told):
    return list(rollups(facts_of([*rows(*regions), *more], **told)))


def regions_of(way):
    return [one.region for one in way]


# ── rows that are totals ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("合计", "all"),
        ("合 计", "all"),
        ("总计(万人)", "all"),
        ("全市合计(含市本级)", "all"),
        ("Total", "all"),
        ("合计(不含市本级)", "some"),
        ("县区合计", "some"),
        ("泸州市合计", "some"),
        ("小计", "sub"),
        ("县区小计", "some"),
        ("全市", "whole"),
        ("全县", "whole"),
        ("叙永县", ""),
        ("510524", ""),
        ("", ""),
        ("合" * 61, ""),
    ],
)
def test_a_name_tells_what_a_total_is_of(name, kind):
    assert kind_of(name) == kind


@pytest.mark.parametrize("total", ["合计", "总计", "小计", "全市合计"])
def test_a_total_is_the_sum_of_all_other_rows_of_its_form(total):
    (one,) = sums("叙永县", "古蔺县", "市本级", total)
    assert (one.whole.region, one.listed, one.is_complete, one.zoned) == (total, True, True, False)
    assert [regions_of(way) for way in one.ways] == [["叙永县", "古蔺县", "市本级"]]


def test_of_the_plans_own_region_the_total_may_bear_the_name():
    assert not sums("叙永镇", "江门镇", "叙永县合计")[0].listed
    assert sums("叙永镇", "江门镇", "叙永县合计", region="叙永县")[0].listed


@pytest.mark.parametrize(
    "regions",
    [
        ("叙永县", "小计", "古蔺县"),
        ("叙永县", "古蔺县", "县区合计"),
        ("叙永县", "其中:脱贫乡镇", "合计"),
        ("叙永县", "各县", "合计"),
        ("叙永县、古蔺县", "泸县", "合计"),
        ("叙永", "叙永县", "合计"),
        ("叙永县", "贫困县", "合计"),
        ("叙永县", "510525", "合计"),
        ("叙永县", "", "合计"),
    ],
)
def test_of_which_rows_it_is_the_sum_must_be_known(regions):
    (one,) = sums(*regions)
    assert (one.trouble, one.ways) == ("which_rows", ())


def test_two_totals_of_one_kind_say_nothing():
    assert [one.trouble for one in sums("叙永县", "合计", "总计")] == ["which_rows"] * 2


def test_a_subtotal_beside_the_total_is_left_and_not_added():
    found = {one.whole.region: one for one in sums("叙永县", "小计", "古蔺县", "合计")}
    assert found["小计"].trouble == "which_rows"
    assert regions_of(found["合计"].ways[0]) == ["叙永县", "古蔺县"]


def test_a_total_alone_or_without_a_figure_is_no_sum():
    assert sums("合计") == sums("叙永县", "-合计") == sums("叙永县", "古蔺县") == []


def test_a_region_that_has_no_figure_is_missing():
    (one,) = sums("叙永县", "-古蔺县", "合计")
    assert (one.missing, one.is_complete) == (("古蔺县",), False)
    assert regions_of(one.ways[0]) == ["叙永县"]


def test_a_region_that_is_missing_for_one_indicator_stands_in_the_form_of_another():
    (one,) = sums("叙永县", "合计", more=rows("古蔺县", name="技能人才数量"))
    assert one.missing == ("古蔺县",)


def test_a_region_that_was_asked_and_is_not_in_the_form_is_missing():
    (one,) = sums("叙永县", "合计", regions=("叙永县", "古蔺县", "合计"))
    assert one.missing == ("古蔺县",)


def test_a_region_with_two_different_figures_is_missing():
    (one,) = sums("叙永县", "古蔺县", "合计", more=[seen(INSURED, "9", "2023年末", "古蔺县")])
    assert one.missing == ("古蔺县",)


def test_what_is_no_single_quantity_is_missing():
    told = seen(INSURED, "全覆盖", "2023年末", "古蔺县")
    assert sums("叙永县", "合计", more=[told])[0].missing == ("古蔺县",)


def test_a_preliminary_figure_is_not_added_to_a_final_total():
    told = seen(INSURED, "1", "2023年末", "古蔺县", status=Status.PRELIMINARY)
    assert sums("叙永县", "合计", more=[told])[0].trouble == "other_status"


# ── what is one sum ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2022年末"},
        {"scope": "职工"},
        {"form": "另一张表"},
    ],
    ids=str,
)
def test_rows_of_another_time_scope_or_form_are_not_added(other):
    (one,) = sums("叙永县", "合计", more=rows("古蔺县", **other))
    assert "古蔺县" not in regions_of(one.ways[0])


def test_a_yearly_average_is_not_added_to_a_total():
    name, period = "开展补贴性职业技能培训人次", "2021年—2025年"
    yearly = rows("古蔺县", name=name, period=period, accumulation=Accumulation.AVERAGE_ANNUAL)
    (one,) = rollups(facts_of([*rows("叙永县", "合计", name=name, period=period), *yearly]))
    assert one.missing == ("古蔺县",)


# ── regions inside others ────────────────────────────────────────────────────────────────────────────────


def test_a_code_above_others_is_the_whole_of_what_they_report():
    (one,) = sums("510524", "510525", "510500")
    assert (one.whole.region, one.listed, one.is_complete) == ("510500", False, False)
    assert regions_of(one.ways[0]) == ["510524", "510525"]


def test_a_full_name_tells_what_it_lies_in():
    (one,) = sums("泸州市", "泸州市叙永县", "泸州市古蔺县")
    assert (one.whole.region, len(one.ways[0])) == ("泸州市", 2)


def test_regions_of_several_forms_have_one_parent():
    (one,) = sums("510500", more=rows("510524", form="叙永"))
    assert regions_of(one.ways[0]) == ["510524"]


def test_each_region_lies_in_the_nearest_that_is_told():
    found = {
        one.whole.region: regions_of(one.ways[0]) for one in sums("510000", "510500", "510524", "511500")
    }
    assert found == {"510000": ["510500", "511500"], "510500": ["510524"]}


def test_a_region_inside_another_is_not_added_beside_it():
    found = {one.whole.region: regions_of(one.ways[0]) for one in sums("510500", "510524", "511500", "合计")}
    assert found["合计"] == ["510500", "511500"]


def test_names_that_may_tell_two_levels_are_added_in_both_ways():
    (one,) = sums("泸州市", "叙永县", "合计")
    assert [regions_of(way) for way in one.ways] == [["泸州市", "叙永县"], ["泸州市"]]
    (one,) = sums("四川省", "泸州市", "叙永县", "合计")
    assert [len(way) for way in one.ways] == [3, 2, 1]


def test_what_may_be_counted_in_a_county_is_added_and_left_out():
    (one,) = sums("510502", "510503", "市本级", "合计")
    assert ([len(way) for way in one.ways], one.zoned) == ([3], False)
    (one,) = sums("江阳区", "泸州高新区", "市本级", "合计")
    assert [len(way) for way in one.ways] == [3, 2, 2, 1]
    assert one.zoned
    (one,) = sums("泸州高新区", "市本级", "合计")
    assert [len(way) for way in one.ways] == [2, 1, 1]


def test_a_way_of_which_nothing_is_reported_is_none():
    (one,) = sums("-泸州市", "叙永县", "合计")
    assert [regions_of(way) for way in one.ways] == [["叙永县"]]


def test_only_the_list_of_those_asked_tells_that_a_parent_is_complete():
    every = ("510500", "510524", "510525")
    assert sums("510524", "510525", "510500", regions=every)[0].is_complete
    assert sums("510524", "510525", "510500", regions=every[1:])[0].is_complete
    assert not sums("510524", "510525", "510500", regions=(*every[1:], "510303"))[0].is_complete
    assert sums("510524", "510500", regions=every)[0].missing == ("510525",)


def test_the_whole_city_is_complete_only_where_it_was_asked_with_its_regions():
    assert not sums("叙永县", "古蔺县", "全市")[0].is_complete
    (one,) = sums("叙永县", "古蔺县", "全市", regions=("全市", "叙永县", "古蔺县"))
    assert (one.is_complete, one.listed) == (True, False)


def test_figures_without_a_region_are_of_the_plans():
    (one,) = sums("", "510524", region="510500")
    assert regions_of(one.ways[0]) == ["510524"]


@pytest.mark.parametrize("name", ["510024", "甲" * 200, "市", "县\x00", "0", "510524 "])
def test_any_name_of_a_region_is_taken(name):
    (one,) = sums(name, "叙永县", "合计")
    assert one.whole.region == "合计"


def test_a_parent_without_a_figure_is_no_sum():
    assert sums("-510500", "510524") == []
