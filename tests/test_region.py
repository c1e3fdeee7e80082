"""Regions: codes and names, their parents, totals, and what is known to lie apart."""

import copy
import pickle

import pytest
from hostile import others, texts
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import ComponentError, DefinitionError, NotAdditiveError, RSIndicatorsError
from rsindicators.region import Region, apart, is_total

# ── codes and names ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("510524", ["510500", "510000"]),  # 叙永县, 泸州市, 四川省
        ("510500", ["510000"]),
        ("510000", []),
        ("110101", ["110100", "110000"]),
        ("429004", ["429000", "420000"]),  # 省直辖县级
        ("５１０５２４ ", ["510500", "510000"]),
    ],
)
def test_the_parents_of_a_code_follow_from_its_digits(code, above):
    region = Region(code)
    assert region.is_code
    assert [str(one) for one in region.ancestors] == above


@pytest.mark.parametrize("name", ["叙永县", "市本级", "泸州高新区", "051052", "000000", "5105", "510524100"])
def test_a_name_is_no_code_and_has_no_parent_unless_one_is_given(name):
    region = Region(name)
    assert not region.is_code
    assert (region.parent, region.ancestors) == (None, ())


def test_a_region_without_a_code_takes_the_parent_it_is_given():
    own = Region("市本级", "510500")
    assert own == Region("市本级", Region("510500"))
    assert [one.name for one in own.ancestors] == ["510500", "510000"]
    assert str(own) == "市本级"


def test_the_parent_of_a_code_may_be_told_otherwise():
    # a county that the province runs itself
    assert [one.name for one in Region("510524", "510000").ancestors] == ["510000"]


def test_the_spaces_that_tables_put_into_names_are_dropped():
    assert Region(" 叙 永　县\n") == Region("叙永县")
    assert Region("New District").name == "New District"


def test_a_region_can_be_told_again_from_its_repr_and_survives_pickle():
    own = Region("市本级", "510500")
    assert eval(repr(own)) == own
    assert pickle.loads(pickle.dumps(own)) == own
    assert hash(copy.deepcopy(own)) == hash(own)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("", "region.name"),
        (" \t", "region.name"),
        ("叙永县\x00", "region.name"),
        ("甲、乙", "region.name"),
        ("510024", "region.code"),
        (None, "text.type"),
        (1.5, "text.type"),
        (float("nan"), "text.type"),
        (510524, "text.type"),
        ("a" * 10**6, "text.long"),
    ],
)
def test_what_is_no_region_is_refused(given, code):
    with refused(DefinitionError, code):
        Region(given)


@pytest.mark.parametrize("parent", [1.5, "", "a" * 10**6, ["510500"]])
def test_a_parent_that_is_no_region_is_refused(parent):
    with pytest.raises(DefinitionError):
        Region("市本级", parent)


def test_nothing_is_above_itself_and_nothing_is_very_deep():
    with refused(DefinitionError, "region.loop", "甲"):
        Region("甲", Region("乙", "甲"))
    region = Region("0")
    for level in range(1, 9):
        region = Region(str(level), region)
    with refused(DefinitionError, "region.deep"):
        Region("9", region)


@given(st.text(max_size=70))
def test_any_text_is_a_region_or_refused(text):
    try:
        region = Region(text)
    except DefinitionError:
        return
    assert Region(region.name) == region
    assert 0 < len(region.name) <= 60


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    [
        *("合计", "合 计", "全市", "总计", "全省", "全县", "小计", "(合计)", "合计:", "泸州市合计", "全国"),
        *("Total", "grand total", "100000"),
        *(
            "合计(万人)",
            "全市合计(含市本级)",
            "合计数(全口径)",
            "【合计】",
            "合计（户籍）：",
            "总量",
            "全部",
            "汇总",
        ),
        *("泸州全市", "四川全省", "本市", "本县", "全州", "全部(人)"),
    ],
)
def test_the_names_of_totals_are_known(name):
    # trade rules §7: “合计, 全市, 总计 rows are the parent, never a sibling”
    assert is_total(name)


@pytest.mark.parametrize("name", ["全椒县", "市本级", "本溪县", "510000", "会计", "全", "", "()"])
def test_other_names_are_no_totals(name):
    assert not is_total(name)


# ── what lies apart ──────────────────────────────────────────────────────────────────────────────────────


def test_regions_that_lie_apart_make_a_whole_of_their_names():
    assert apart(["510525", "510524"]) == "510524、510525"
    assert apart(["叙永县", "古蔺县"]) == "叙永县、古蔺县" == apart(["古蔺县", "叙永县"])
    assert apart(["510524"]) == "510524"
    assert apart(["全市"]) == "全市"


def test_the_whole_is_called_as_the_caller_says_if_it_lies_above():
    assert apart(["510524", "510525"], to="510500") == "510500"
    assert apart(["510524", "510525"], to="510000") == "510000"
    assert apart(["叙永县", "古蔺县"], to="泸州市") == "泸州市"
    assert apart(["510524"], to="510524") == "510524"
    for whole, region in (("510300", "510524"), ("510524", "510524")):
        with refused(NotAdditiveError, "addition.whole", whole, region):
            apart(["510524", "510525"], to=whole)
    with refused(NotAdditiveError, "addition.whole", "高新区", "泸州市"):
        apart(["泸州市"], [Region("高新区", "泸州市")], to="高新区")


def test_a_region_told_twice_is_refused_even_inside_an_earlier_sum():
    with refused(NotAdditiveError, "addition.region_twice", "510524"):
        apart(["510524", "５１０５２４"])
    with refused(NotAdditiveError, "addition.region_twice", "510525"):
        apart(["510524、510525", "510525"])


@pytest.mark.parametrize(
    ("names", "parent", "child"),
    [
        (["510500", "510524"], "510500", "510524"),
        (["510524", "510000"], "510000", "510524"),
        (["510524、510525", "510500"], "510500", "510524"),
    ],
)
def test_a_parent_beside_its_child_is_refused(names, parent, child):
    with refused(NotAdditiveError, "addition.parent", parent, child):
        apart(names)


def test_a_declared_parent_counts_like_one_told_by_a_code():
    districts = [Region("高新区", "泸州市"), Region("泸州市", "四川省")]
    for parent in ("泸州市", "四川省"):
        with refused(NotAdditiveError, "addition.parent", parent, "高新区"):
            apart(["高新区", parent], districts)
    assert apart(["高新区", "510300"], [Region("高新区", "510500")]) == "510300、高新区"


def test_a_total_stands_beside_no_other_row():
    with refused(NotAdditiveError, "addition.total", "全市"):
        apart(["叙永县", "全市"])


def test_a_name_beside_codes_needs_a_parent():
    with refused(NotAdditiveError, "addition.mixed", "市本级", "510524"):
        apart(["510524", "市本级"])
    assert apart(["510524", "市本级"], [Region("市本级", "510500")]) == "510524、市本级"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("四川省", "叙永县"), ("泸州市", "叙永县"), ("泸州市", "泸州市叙永县"), ("中国", "四川省")),
        *(
            ("叙永", "叙永县"),
            ("泸州", "叙永"),
            ("四川", "叙永县"),
            ("甲片区", "叙永县"),
            ("川南地区", "凉山州"),
        ),
        *(("成都市", "简阳市"), ("简阳市", "金堂县"), ("恩施州", "恩施市"), ("高新区", "泸州市")),
        *(("凉山州", "四川省"), ("凉山州", "西昌县"), ("天府新区", "双流区"), ("其余县", "叙永县")),
        *(("省本级", "市本级"), ("区县", "叙永县"), ("叙永县", "叙永县(试点)"), ("崇州", "凉山州")),
    ],
)
def test_names_that_do_not_tell_one_level_need_parents(one, other):
    for pair in ((one, other), (other, one)):
        with refused(NotAdditiveError, "addition.levels", one, other) as caught:
            apart(pair)
        assert 'regions=[Region("叙永县", "泸州市")]' in caught.value.next()


@pytest.mark.parametrize(
    "names",
    [
        *(
            ("叙永县", "古蔺县"),
            ("江阳区", "叙永县"),
            ("市本级", "叙永县", "高新区", "开发区"),
            ("东旗", "西旗"),
        ),
        *(
            ("四川省", "西藏自治区", "重庆市"),
            ("凉山州", "阿坝藏族羌族自治州", "兴安盟"),
            ("省本级", "凉山州"),
        ),
    ],
)
def test_full_names_of_one_level_lie_apart(names):
    assert apart(names) == "、".join(sorted(names))


def test_a_city_beside_a_county_lies_apart_where_both_have_one_parent():
    # 简阳市 is a county-level city of 成都市
    children = [Region("简阳市", "成都市"), Region("金堂县", "成都市")]
    assert apart(["简阳市", "金堂县"], children) == "简阳市、金堂县"
    assert apart(["510185", "510121"]) == "510121、510185"
    with refused(NotAdditiveError, "addition.levels", "成都市", "金堂县"):
        apart(["简阳市", "金堂县"], children[:1])
    cities = [Region("泸州市", "四川省"), Region("成都市", "四川省"), Region("叙永县", "泸州市")]
    assert apart(["叙永县", "成都市"], cities) == "叙永县、成都市"
    with refused(NotAdditiveError, "addition.levels", "泸州市", "四川省"):
        apart(["叙永县", "四川省"], cities[2:])


@pytest.mark.parametrize(
    ("one", "other", "parent"),
    [
        ("叙永", "叙永县", "泸州市"),
        ("叙永县", "叙永县开发区", ""),
        ("叙永县", "泸州市叙永县", ""),
        ("四川省叙永县", "泸州市叙永县", ""),
        ("叙永县", "四川叙永县", ""),
        ("高新区", "泸州高新区", "泸州市"),
        ("江苏省南京市鼓楼区", "南京市鼓楼区", ""),
        ("江苏南京市鼓楼区", "南京市鼓楼区", ""),
        ("鼓楼区", "徐州市鼓楼区", ""),
        ("徐州市经开区", "徐州经开区", "320000"),
        ("凉山州西昌县", "凉山彝族自治州西昌县", ""),
        ("津市市甲区", "津市甲区", ""),
    ],
)
def test_two_names_that_may_be_one_regions_are_refused(one, other, parent):
    declared = [Region(name, parent) for name in (one, other) if parent]
    for pair in ((one, other), (other, one), (other, "古蔺县", one)):
        with refused(NotAdditiveError, "addition.spellings", one, other):
            apart(pair, [*declared, *(Region("古蔺县", parent) for _ in declared[:1])])


@pytest.mark.parametrize(
    "group",
    [
        *("五县", "三区四县", "川南四县", "贫困县", "乡村振兴重点帮扶县", "丘陵县", "民族县", "农村牧区"),
        *("县城区", "三区", "中心区", "远郊区", "县", "区", "旗", "民族自治县", "12个脱贫县", "四川省直管县"),
        *("四川省五县", "山区县", "山区", "林区", "牧区", "城区", "郊区", "晋城市城区", "泸州市县", "自治县"),
    ],
)
def test_a_word_for_a_group_of_counties_is_no_county(group):
    for pair in ((group, "叙永县"), ("江阳区", group)):
        with refused(NotAdditiveError, "addition.levels", group):
            apart(pair)
    assert apart(["叙永县", "古蔺县"], to=group) == group


@pytest.mark.parametrize("group", ["五县", "贫困县", "城区"])
def test_a_group_of_counties_adds_where_its_parent_is_declared(group):
    declared = [Region(name, "泸州市") for name in (group, "叙永县")]
    assert set(apart([group, "叙永县"], declared).split("、")) == {group, "叙永县"}
    with refused(NotAdditiveError, "addition.coded", group, "510524"):
        apart([group, "510524"], [Region(group, "510500")])


@pytest.mark.parametrize(
    ("group", "other"),
    [
        *(("自治州", "凉山州"), ("民族自治州", "凉山州"), ("三州", "兴安盟"), ("盟", "兴安盟")),
        *(("西部省", "四川省"), ("省", "四川省"), ("自治区", "四川省"), ("特别行政区", "重庆市")),
    ],
)
def test_a_word_for_a_group_of_prefectures_or_provinces_is_none(group, other):
    for pair in ((group, other), (other, group)):
        with refused(NotAdditiveError, "addition.levels", group, other):
            apart(pair)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "古蔺县",
            "江阳区",
            "黑山县",
            "五河县",
            "三台县",
            "民权县",
            "城固县",
            "山阳县",
            "山海关区",
            "城关区",
        ),
        *(
            "南部县",
            "南充市南部县",
            "中山区",
            "神农架林区",
            "北川羌族自治县",
            "林甸县",
            "牧野区",
            "十堰郧阳区",
        ),
    ],
)
def test_a_county_is_one_whatever_its_name_begins_with(name):
    assert apart([name, "叙永县"]) == "、".join(sorted([name, "叙永县"]))


@pytest.mark.parametrize(
    ("one", "other", "parent"),
    [
        ("南京市鼓楼区", "徐州市鼓楼区", ""),
        ("江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", ""),
        ("江苏省南京市鼓楼区", "徐州市鼓楼区", ""),
        ("沈阳市铁西区", "鞍山市铁西区", ""),
        ("徐州经开区", "扬州经开区", "320000"),
    ],
)
def test_names_alike_that_tell_two_cities_lie_apart(one, other, parent):
    declared = [Region(name, parent) for name in (one, other) if parent]
    for pair in ((one, other), (other, one)):
        assert apart(pair, declared) == "、".join(sorted(pair))


def test_one_district_told_twice_is_found_past_its_namesake_of_another_city():
    with refused(NotAdditiveError, "addition.spellings", "南京市鼓楼区", "江苏省南京市鼓楼区"):
        apart(["南京市鼓楼区", "徐州市鼓楼区", "江苏省南京市鼓楼区"])


def test_names_alike_of_different_parents_lie_apart():
    districts = [Region(f"{city}铁西区", city) for city in ("沈阳市", "鞍山市")]
    cities = [Region(city, "辽宁省") for city in ("沈阳市", "鞍山市")]
    assert apart(["沈阳市铁西区", "鞍山市铁西区"], [*districts, *cities]) == "沈阳市铁西区、鞍山市铁西区"


@pytest.mark.parametrize("parent", ["510500", "510000"])
def test_a_name_that_has_a_code_stands_beside_no_code_below_its_parent(parent):
    for name in ("叙永县", "简阳市", "江阳区"):
        with refused(NotAdditiveError, "addition.coded", name, "510524"):
            apart(["510524", name], [Region(name, parent)])
    for name in ("市本级", "高新区", "城西新区"):
        assert apart(["510524", name], [Region(name, parent)]) == f"510524、{name}"
    assert apart(["510300", "叙永县"], [Region("叙永县", "510500")]) == "510300、叙永县"
    with refused(NotAdditiveError, "addition.coded", "泸州市", "510524"):
        apart(["510524", "高新区"], [Region("高新区", "泸州市"), Region("泸州市", "510000")])


def test_a_sum_under_a_name_of_its_own_holds_its_parts_still():
    for whole in ("泸州市", "甲片区", "510500"):
        assert apart(["叙永县", "古蔺县"], to=whole) == whole
        with pytest.raises(NotAdditiveError):
            apart([whole, "叙永县"])
    for whole in ("高新区", "江阳区", "510502"):
        with refused(NotAdditiveError, "addition.whole", whole, "叙永县"):
            apart(["叙永县", "古蔺县"], to=whole)
    with refused(NotAdditiveError, "addition.whole", "叙永县", "510524"):
        apart(["510524", "510525"], to="叙永县")
    assert apart(["510524", "510525"], to="泸州市") == "泸州市"
    for whole, region, declared in (
        ("宜宾市", "叙永县", [Region("叙永县", "泸州市")]),
        ("510300", "市本级", [Region("市本级", "510500")]),
    ):
        with refused(NotAdditiveError, "addition.whole", whole, region):
            apart([region], declared, whole)
    assert apart(["全县"], to="叙永县") == "叙永县"
    assert apart(["开发区"], [Region("开发区", "叙永县")], "叙永县") == "叙永县"


def test_a_region_that_is_not_told_is_asked_for():
    for names in (["", "叙永县"], [""], ["", ""]):
        with refused(NotAdditiveError, "addition.no_region", 'region="叙永县"'):
            apart(names)


def test_a_whole_needs_all_its_declared_children():
    # trade rules §7: “合计 equals the sum of all children only if all have reported; 未报 … are listed”
    children = [Region(name, "泸州市") for name in ("叙永县", "古蔺县", "市本级")]
    assert apart(["叙永县", "古蔺县", "市本级"], children, "泸州市") == "泸州市"
    with refused(NotAdditiveError, "addition.unreported", "泸州市", "古蔺县、市本级"):
        apart(["叙永县"], children, "泸州市")
    assert apart(["泸州市"], children, "泸州市") == "泸州市"


def test_declared_regions_that_contradict_each_other_are_refused():
    with refused(DefinitionError, "region.twice", "甲"):
        apart(["甲"], [Region("甲", "乙"), Region("甲", "丙")])
    with refused(DefinitionError, "region.loop", "甲"):
        apart(["甲"], [Region("甲", "乙"), Region("乙", "甲")])
    assert apart(["甲"], [Region("甲", "乙"), Region("甲", "乙")]) == "甲"


@pytest.mark.parametrize("declared", [["510524"], 5, "甲", [None]])
def test_declared_regions_are_regions(declared):
    with refused(ComponentError, "region.declared"):
        apart(["甲"], declared)


@pytest.mark.parametrize(
    "entrance",
    [Region, is_total, lambda x: Region("甲", x), lambda x: apart([x, "甲"]), lambda x: apart(["甲"], to=x)],
    ids=["name", "total", "parent", "apart", "to"],
)
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    told = []
    for _, value in [*texts(), *others()]:
        try:
            entrance(value)
        except RSIndicatorsError as error:
            told.append(error.line())
    assert told
    assert "".join(told).isprintable()


codes = st.builds("51{:02}{:02}".format, st.integers(1, 5), st.integers(0, 5)).filter(
    lambda code: Region(code).is_code
)


@given(st.lists(codes, min_size=1, max_size=6))
def test_codes_are_added_exactly_where_none_holds_another(some):
    spans = [code.rstrip("0") if code.endswith("00") else code for code in some]
    spans = [span + "0" * (len(span) % 2) for span in spans]
    clash = any(
        i != j and other.startswith(one) for i, one in enumerate(spans) for j, other in enumerate(spans)
    )
    if clash:
        with pytest.raises(NotAdditiveError):
            apart(some)
    else:
        assert apart(some) == "、".join(sorted(some))
