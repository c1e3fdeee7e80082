"""Targets and results found in sentences: of what, how much, for when, promised or reported."""

import csv
import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.bound import Bound
from rsindicators.catalogue import Catalogue
from rsindicators.errors import NotationError, PeriodError
from rsindicators.figure import Figure
from rsindicators.kinds import Accumulation, Content, Relation, Status
from rsindicators.period import Period
from rsindicators.phrases import LONGEST
from rsindicators.promises import Statement, find_targets
from rsindicators.sentences import Said
from rsindicators.units import Unit

P, R = Said.PROMISED, Said.REPORTED


def rows(text, **given):
    """What each statement says, in a short form: which way, phrase, reading."""
    return [(one.kind, one.phrase, str(one.reading)) for one in find_targets(text, **given)]


# ── sentences of the documents that were free to look at (000, 001, 003) ─────────────────────────────────


def test_the_milestones_of_the_research_plan():
    """000, 二、工作目标."""
    text = (
        "——到2023年末,科研专家总数达100人以上,省级以上刊物发表科研成果10篇以上,应用型科研成果转化率不低于40%。\n"
        "——到2024年末,科研专家总数达150人以上,特约科研人员50人以上。"
    )
    assert rows(text) == [
        (P, "科研专家总数", "达100人以上"),
        (P, "省级以上刊物发表科研成果", "10篇以上"),
        (P, "应用型科研成果转化率", "不低于40%"),
        (P, "科研专家总数", "达150人以上"),
        (P, "特约科研人员", "50人以上"),
    ]
    assert [str(one.period) for one in find_targets(text)] == ["2023年末"] * 3 + ["2024年末"] * 2


def test_every_year_and_of_whom_it_is_asked():
    """000, 三、(一)."""
    ours, theirs, work = find_targets(
        "从2024年起,厅级科研项目每年立项不少于10项,各市(州)备案科研项目每年立项不少于1项。\n"
        "各市(州)人社部门、厅属各单位每年开展调查研究不少于1次。"
    )
    assert (ours.phrase, ours.per, ours.accumulation) == ("厅级科研项目立项", "", Accumulation.EACH_YEAR)
    assert (theirs.phrase, theirs.per, theirs.when) == ("备案科研项目立项", "各市(州)", "从2024年起")
    assert theirs.period == Period(2024)
    assert (work.phrase, work.per, work.when) == ("开展调查研究", "各市(州)人社部门、厅属各单位", "")


def test_hedges_are_kept():
    (one,) = find_targets(
        "省本级年度人社科研专项预算原则上不低于100万元,市县人社部门每年也要安排一定预算资金"
    )
    assert (one.hedges, str(one.reading.bound)) == (("原则上",), "不低于100万元")


def test_the_results_of_an_answer_to_a_proposal():
    """003."""
    text = (
        "一、关于人才工作的有关情况\n全年新招聘引进高层次人才2012人,新招收博士后研究人员922人。"
        "新增“雏鹰”、“瞪羚”、种子“独角兽”企业2029家,全省高新技术企业突破6000家、科技型中小企业突破1万家。"
        "涵盖92个证书领域,学生规模近13万人。累计刊播人才工作相关报道410余篇,为925人次院士专家服务。"
    )
    assert rows(text) == [
        (R, "新招聘引进高层次人才", "2012人"),
        (R, "新招收博士后研究人员", "922人"),
        (R, "新增“雏鹰”、“瞪羚”、种子“独角兽”企业", "2029家"),
        (R, "全省高新技术企业", "突破6000家"),
        (R, "科技型中小企业", "突破1万家"),
        (R, "证书领域", "92个"),
        (R, "学生规模", "近13万人"),
        (R, "刊播人才工作相关报道", "[410余篇]"),
        (R, "院士专家服务", "925人次"),
    ]


def test_the_past_and_the_present_plan_of_a_city():
    """001, 邵阳."""
    text = (
        "“十三五”期间,全市实现城镇新增就业22.43万人,城镇登记失业率稳定在4.5%以内。"
        "“十四五”期间全市城镇新增就业23.5万人,城镇调查失业率控制在5.5%以内。"
        "到“十四五”期末,全市技能劳动者和高技能人才总量分别达20万人、3万人。"
    )
    assert rows(text) == [
        (R, "全市城镇新增就业", "22.43万人"),
        (R, "城镇登记失业率", "稳定在4.5%以内"),
        (P, "全市城镇新增就业", "23.5万人"),
        (P, "城镇调查失业率", "控制在5.5%以内"),
        (P, "全市技能劳动者总量", "达20万人"),
        (P, "高技能人才总量", "达3万人"),
    ]
    assert [one.period for one in find_targets(text)][::3] == [Period.plan(13), Period.plan(14)]


def test_parts_are_paired_with_their_numbers_and_a_list_of_one_head_keeps_it():
    """001, 邵阳: 69.51+23.82+417.86=511.19."""
    text = (
        "“十三五”期间,全市基本养老保险参保人数达到511.19万人,其中:企业职工、机关事业单位、城乡居民分别为"
        "69.51万人、23.82万人、417.86万人,基金收支结余分别达3.83亿元、9.92亿元、38.76亿元。"
    )
    assert rows(text) == [
        (R, "全市基本养老保险参保人数", "511.19万人"),
        (R, "企业职工", "69.51万人"),
        (R, "机关事业单位", "23.82万人"),
        (R, "城乡居民", "417.86万人"),
        (R, "基金收支结余", "3.83亿元"),
        (R, "基金收支结余", "9.92亿元"),
        (R, "基金收支结余", "38.76亿元"),
    ]


def test_growth_is_a_statement_of_its_own():
    """001, 浙江 and 邵阳."""
    level, growth = find_targets("截至2020年底,全省人才资源总量预计达到1410万人,比2015年增长31.2%;")
    assert (level.status, level.kind, level.reading.figure) == (Status.ESTIMATED, R, Figure("1410", "万人"))
    assert (growth.phrase, growth.change, str(growth.reading)) == ("全省人才资源总量", "增长", "31.2%")
    first, last, yearly = find_targets(
        "“十三五”期间,全市职工年平均工资从2016年的52334元提高到2020年的68987元,年均增长达7.15%。"
    )
    assert [str(one.period) for one in (first, last, yearly)] == ["2016年", "2020年", "“十三五”"]
    assert [one.phrase for one in (first, last, yearly)] == ["全市职工年平均工资"] * 3
    assert (yearly.accumulation, yearly.change) == (Accumulation.AVERAGE_ANNUAL, "年均增长")


def test_the_targets_of_a_province():
    """001, 浙江."""
    text = (
        "到2025年,科技贡献率达到70%以上,高新技术产业增加值占规上工业比重超过65%,全员劳动生产率年均增长6%以上,"
        "党政人才总量保持在32.5万人左右,争创领域类国家技术创新中心1-2家,力争60个左右学科达到标准。"
    )
    found = find_targets(text)
    assert [one.reading.bound.relation for one in found] == [
        Relation.AT_LEAST,
        Relation.ABOVE,
        Relation.AT_LEAST,
        Relation.ABOUT,
        Relation.BETWEEN,
        Relation.ABOUT,
    ]
    assert [one.phrase for one in found][2:] == [
        "全员劳动生产率",
        "党政人才总量",
        "争创领域类国家技术创新中心",
        "学科",
    ]
    assert (found[2].change, found[-1].hedges) == ("年均增长", ("力争",))


def test_each_place_has_at_least_one():
    """001, 邵阳."""
    (one,) = find_targets("至2025年,各县市区至少有1个规模大、功能全的孵化基地;")
    assert (one.per, one.phrase, one.text) == ("各县市区", "规模大、功能全的孵化基地", "至少有1个")
    assert str(one.reading.bound) == "至少1个"


# ── what decides ─────────────────────────────────────────────────────────────────────────────────────────


def test_reached_states_the_figure_in_a_report_and_a_floor_in_a_promise():
    promised, reported = (find_targets("参保率达到95%", report=report)[0] for report in (False, True))
    assert promised.reading.bound.relation is Relation.AT_LEAST
    assert reported.reading.figure == Figure("95", "%")


def test_a_comparator_before_or_behind_a_list_is_that_of_each_number():
    assert rows("省级产业园、市场分别不少于20个、10个") == [
        (P, "省级产业园", "不少于20个"),
        (P, "市场", "不少于10个"),
    ]
    assert [said for _, _, said in rows("甲、乙分别达到20、10个以上")] == ["达到20个以上", "达到10个以上"]
    assert rows("每年至少提供职业指导1次、适合的岗位信息3次,开展活动2次以上") == [
        (P, "提供职业指导", "每年至少1次"),
        (P, "适合的岗位信息", "每年至少3次"),
        (P, "开展活动", "每年2次以上"),
    ]


def test_numbers_that_do_not_pair_leave_the_phrase_empty():
    assert rows("甲市、乙市、丙市分别达到20人、10人") == [(P, "", "达到20人"), (P, "", "达到10人")]


def test_an_elided_subject_is_taken_over_only_where_the_grammar_is_certain():
    assert [phrase for _, phrase, _ in rows("最低标准由55元调高到103元,比上年增长5%")] == ["最低标准"] * 3
    assert [phrase for _, phrase, _ in rows("建设联络点,力争“十四五”末不少于50个")] == [""]
    assert [phrase for _, phrase, _ in rows("参保率95%。比上年增长5%")] == ["参保率", ""]
    assert [phrase for _, phrase, _ in rows("比上年增长5%")] == [""]


def test_what_rises_onward_to_a_number_is_at_least_that():
    first, last = find_targets("营业收入从1亿元增加到2025年的3亿元。")
    assert (str(first.reading), str(last.reading)) == ("1亿元", "增加到3亿元")
    (tailed,) = find_targets("占比提高到2025年的30%以上")
    assert str(tailed.reading) == "提高到30%以上"
    assert find_targets("占比提高到2025年的不低于30%")[0].reading.bound.words == ("不低于", "")


FALLS = ["下降到", "降低到", "减少到", "降到", "降至", "减至", "压缩到", "缩小到", "下降至", "减到", "缩短至"]


@pytest.mark.parametrize("word", FALLS)
def test_what_falls_to_a_number_is_at_most_that_and_in_a_report_the_figure(word):
    for when in ("", "2025年的"):
        (promised,) = find_targets(f"城镇登记失业率{word}{when}4.5%", report=False)
        (reported,) = find_targets(f"城镇登记失业率{word}{when}4.5%", report=True)
        assert (promised.phrase, promised.reading.bound.relation) == ("城镇登记失业率", Relation.AT_MOST)
        assert reported.reading.figure == Figure("4.5", "%")


def test_what_is_adjusted_to_a_number_is_that_number():
    base, now = find_targets("最低工资标准由55元调整到2025年的103元", report=False)
    assert (str(base.reading), str(now.reading), now.phrase) == ("55元", "103元", "最低工资标准")


def test_at_most_stands_apart_from_its_number():
    assert rows("每年最多组织活动3次") == [(P, "组织活动", "每年最多3次")]


def test_years_are_paired_with_their_numbers():
    text = "到2023年、2024年、2025年,科研专家总数分别达到100人、150人、200人,成果转化率达到60%。"
    found = find_targets(text)
    assert [str(one.period) for one in found] == ["2023年末", "2024年末", "2025年末", "None"]
    assert [one.phrase for one in found] == ["科研专家总数"] * 3 + ["成果转化率"]
    some = find_targets("2020年、2021年分别新增就业4.5、4.7万人")
    assert [(str(one.period), one.phrase, str(one.reading)) for one in some] == [
        ("2020年", "新增就业", "4.5万人"),
        ("2021年", "新增就业", "4.7万人"),
    ]
    span = find_targets("2021—2023年分别培训1、2、3万人次")
    assert [str(one.period) for one in span] == ["2021年", "2022年", "2023年"]


def test_years_that_do_not_pair_give_no_period():
    found = find_targets("2020年、2021年分别新增就业4.5、4.7、4.8万人")
    assert [one.period for one in found] == [None] * 3
    span = find_targets("2021—2022年,失业保险、工伤保险参保人数分别新增1、2万人")
    assert [str(one.period) for one in span] == ["2021—2022年"] * 2
    (one,) = find_targets("2024年、2025年分批认定10家以上")
    assert str(one.period) == "2024—2025年"


def test_years_subjects_and_numbers_are_paired_all_three():
    found = find_targets("到2023年、2024年失业保险、工伤保险参保人数分别达到1万人、2万人")
    assert [(str(one.period), one.phrase) for one in found] == [
        ("2023年末", "失业保险参保人数"),
        ("2024年末", "工伤保险参保人数"),
    ]


def test_a_second_list_without_subjects_has_those_of_the_list_before():
    text = "工伤保险、失业保险参保人数分别为69.51、417.86万人,分别比上年末增加1.2万人、减少3.4万人。"
    assert [(one.phrase, one.change, str(one.reading)) for one in find_targets(text)] == [
        ("工伤保险参保人数", "", "69.51万人"),
        ("失业保险参保人数", "", "417.86万人"),
        ("工伤保险参保人数", "增加", "1.2万人"),
        ("失业保险参保人数", "减少", "3.4万人"),
    ]


@pytest.mark.parametrize(
    "between",
    [
        ",分别增加1万人、2万人、3万人",
        "。分别增加1万人、2万人",
        ",合计5万人,分别增加1万人、2万人",
        ",分别新增1万人",
    ],
)
def test_a_second_list_that_does_not_fit_is_of_no_one_knows_what(between):
    found = find_targets(f"工伤保险、失业保险参保人数分别为2万人、3万人{between}")
    assert {one.phrase for one in found if one.start > 27} <= {"", "新增"}


def test_a_change_of_a_list_is_no_level():
    found = find_targets("工伤保险和失业保险参保人数分别比上年末增加1.2万人、减少3.4万人。")
    assert [(one.phrase, one.change, one.indicator()) for one in found] == [
        ("工伤保险参保人数", "增加", None),
        ("失业保险参保人数", "减少", None),
    ]


def test_what_was_done_belongs_to_each_subject_of_a_list():
    assert [phrase for _, phrase, _ in rows("甲县、乙县分别新增参保10、20人")] == [
        "甲县新增参保",
        "乙县新增参保",
    ]
    assert [phrase for _, phrase, _ in rows("甲县、乙县分别建成10、20家")] == ["甲县", "乙县"]


def test_the_ending_of_a_list_is_the_longest_that_gives_known_names():
    found = find_targets("全市失业、工伤保险参保人数分别达到34万人、55万人")
    assert [one.phrase for one in found] == ["全市失业保险参保人数", "工伤保险参保人数"]
    assert [one.indicator().name for one in found] == ["失业保险参保人数", "工伤保险参保人数"]
    assert [one.phrase for one in find_targets("甲产业、乙产业规模分别达1亿元、2亿元")] == ["", "乙产业规模"]


def test_each_county_has_its_market():
    (one,) = find_targets("各县(市、区)每年建成零工市场至少1个")
    assert (one.per, one.phrase, str(one.reading)) == ("各县(市、区)", "建成零工市场", "每年至少1个")


def test_a_balance_is_no_total_over_years():
    """001, 邵阳."""
    found = find_targets(
        "工伤保险、失业保险参保人数分别为54.61万人、33.04万人,基金累计结余分别为5.35亿元、2.93亿元。",
        report=True,
    )
    assert [(str(one.reading), one.accumulation) for one in found[2:]] == [
        ("5.35亿元", None),
        ("2.93亿元", None),
    ]


def test_the_figure_a_change_began_with_is_of_an_earlier_time():
    """001, 邵阳."""
    text = (
        "2020年月人均水平达到2007元,城乡居民基础养老金最低标准由55元调高到103元,"
        "失业保险金标准提高到最低工资的90%。"
    )
    assert [(one.phrase, str(one.period)) for one in find_targets(text)] == [
        ("月人均水平", "2020年"),
        ("城乡居民基础养老金最低标准", "None"),
        ("城乡居民基础养老金最低标准", "2020年"),
        ("", "2020年"),
    ]


def test_the_period_of_the_document_is_for_promises_alone():
    done, wanted, _ = find_targets("目前已建成12家,力争建成20家。建成30家。", period="“十四五”")
    assert (done.kind, done.period, str(wanted.period)) == (R, None, "“十四五”")
    (year,) = find_targets("全年累计新增就业4.5万人。", year=2023, period="“十四五”")
    assert (year.kind, str(year.period)) == (R, "2023年")


def test_a_result_under_a_heading_and_a_share_of_the_years_target_are_reported():
    """001, 浙江, 一(一)5."""
    text = "(一)现实基础\n4.人才政策\n5.人才环境更加优良。目标责任制考核深化,境内外上市人才企业累计达到50家。"
    assert rows(text) == [(R, "境内外上市人才企业", "[50]家")]
    assert rows("城镇新增就业4.5万人,为年度目标的112.5%。") == [
        (R, "城镇新增就业", "4.5万人"),
        (R, "", "112.5%"),
    ]


def test_names_lose_footnotes_half_brackets_and_other_acts():
    text = "人均GDP[2]达到10万元,参保率(目标95%以上),建设实训基地、培养500名技师,最低工资标准调整为1220元。"
    assert [phrase for _, phrase, _ in rows(text)] == ["人均GDP", "参保率", "技师", "最低工资标准"]


def test_a_share_does_not_run_over_years_unless_the_clause_says_so():
    runs = [
        one.accumulation for one in find_targets("每年办班2次,覆盖率达到95%;每年合格率不低于90%;累计比例5%")
    ]
    assert runs == [Accumulation.EACH_YEAR, None, Accumulation.EACH_YEAR, None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年满16周岁,工作满3年以上,连续15年,45岁以下,年龄不低于18周岁", []),
        ("服务期不少于5年,不低于10年的长期使用权", ["不少于5年", "不低于10年"]),
        ("平均受教育年限达到11.3年,预期寿命提高到78岁", ["达到11.3年", "提高到78岁"]),
        ("基础研究人才全时当量达到900人年以上", ["达到900人年以上"]),
        ("5年内,每年12月20日前,2025年", []),
    ],
)
def test_ages_and_lengths_of_time_are_no_targets_unless_a_level_or_a_floor_is_set(text, found):
    assert [one.text for one in find_targets(text)] == found


def test_targets_in_words_and_compositions_have_no_unit():
    cover, parts = find_targets("参保人员基本实现全覆盖,高级、中级、初级比例达到10:40:50。")
    assert (cover.reading.content, cover.unit) == (Content.TEXT, None)
    assert (parts.reading.content, parts.unit) == (Content.COMPOSITION, None)
    assert find_targets("覆盖2/3人口")[0].unit == Unit.parse("倍")
    assert find_targets("突破10亿元")[0].unit == Unit.parse("亿元")


def test_the_period_of_the_document_is_for_what_names_none():
    text = "培训10万人次,5年内培育500名明星,今年起每年举办2场活动。"
    bare = find_targets(text)
    assert [(one.when, one.period) for one in bare] == [("", None), ("5年内", None), ("今年起", None)]
    known = find_targets(text, year=2023, period="“十四五”")
    assert [str(one.period) for one in known] == ["“十四五”", "“十四五”", "2023—2025年"]
    assert find_targets(text, period=Period.plan(14))[0].period == Period.plan(14)


# ── the indicator ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("城镇累计新增就业1.85万人", "城镇新增就业人数"),
        ("全市城镇新增就业23.5万人", "城镇新增就业人数"),
        ("全县城镇登记失业率控制在4.5%以内", "城镇登记失业率"),
        ("工伤保险参保人数达到4.14万人", "工伤保险参保人数"),
    ],
)
def test_a_phrase_that_is_a_name_of_the_catalogue_is_that_indicator(text, name):
    (one,) = find_targets(text)
    assert one.indicator().name == one.indicator(Catalogue.standard()).name == name


@pytest.mark.parametrize(
    "text",
    [
        "参保率达到95%",  # a short name of ours, not the document's
        "城镇登记失业率下降1个百分点",
        "各县城镇登记失业率控制在4.5%以内",
        "工伤保险单位职工参保总人数达到3万人",
        "达到3万人",
    ],
)
def test_what_is_no_name_of_an_indicator_is_not_guessed(text):
    (one,) = find_targets(text)
    assert one.indicator() is None


def test_a_catalogue_of_ones_own_decides():
    (one,) = find_targets("城镇登记失业率控制在4.5%以内")
    assert one.indicator(Catalogue([])) is None
    with refused(NotationError, "promise.argument", "catalogue"):
        one.indicator("xuyong")


# ── the statements that were listed by hand ──────────────────────────────────────────────────────────────

BENCHMARK = Path(__file__).parent.parent / "benchmarks" / "prose.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("prose", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_list_is_split_by_its_fragments():
    from hashlib import sha256

    with BENCHMARK.parent.parent.joinpath("tests", "published", "statements.csv").open(
        encoding="utf-8"
    ) as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 49
    for row in listed:
        even = sha256(row["fragment"].encode()).digest()[0] % 2 == 0
        assert row["split"] == ("seen" if even else "held_out")


def test_every_listed_quantity_has_a_phrase_and_a_period(benchmark):
    for row in benchmark.rows():
        assert len(benchmark.wanted(row, 0)) == len([said for said in row["expected"].split("; ") if said])
        assert bool(row["paired"]) is ("分别" in row["fragment"] and "; " in row["expected"])


def test_as_many_names_and_periods_are_right_as_were_measured(benchmark):
    seen, other = (benchmark.on_fragments(half) for half in benchmark.HALVES)
    assert (seen.phrases, seen.periods, seen.pairs) == ((22, 4, 2), (13, 15, 0), (1, 2))
    assert (other.phrases[benchmark.RIGHT], other.periods[benchmark.OTHER], other.pairs[1]) == (15, 0, 2)


@pytest.mark.parametrize(("half", "precision", "recall"), [("seen", 0.96, 0.96), ("held_out", 0.96, 0.93)])
def test_as_many_listed_quantities_are_found_as_were_measured(benchmark, half, precision, recall):
    score = benchmark.on_fragments(half)
    assert score.hits >= precision * score.found
    assert score.hits >= recall * score.listed
    assert score.listed == {"seen": 28, "held_out": 32}[half]


# ── any text ─────────────────────────────────────────────────────────────────────────────────────────────

SCRAPS = re.findall(
    "[^¦]+",
    "到2025年¦“十四五”末¦今年起¦截至2020年底¦比2015年¦2020年的¦5年内¦每年¦累计¦年均增长¦同比增长¦力争¦"
    "原则上¦预计¦分别¦至少¦参保率¦专家¦失业保险和工伤保险参保人数¦各市(州)¦全市¦城镇新增就业¦建设¦"
    "提高到¦达到¦不低于¦以上¦以内¦左右¦余¦近¦控制在¦100人¦3.5万¦95%¦2/3人口¦10:40:50¦5个百分点¦全覆盖¦1¦"
    "20¦一人¦企业¦的¦、¦和¦,¦。¦;¦:¦(¦)¦已¦要¦目标¦取得成效¦一、发展回顾¦",
)


@given(
    st.text(max_size=200) | st.lists(st.sampled_from([*SCRAPS, "\n", " ", "\0"]), max_size=40).map("".join)
)
def test_statements_stand_in_the_text_in_order_and_apart(text):
    end = 0
    for one in find_targets(text, year=2023, period=Period.plan(14)):
        assert end <= one.start < one.end <= len(text)
        assert text[slice(*one.span)] == one.text == one.reading.text
        assert one.reading.content is not Content.MISSING
        assert isinstance(one, Statement)
        one.indicator()
        end = one.end


@given(st.lists(st.sampled_from(SCRAPS), max_size=20).map("".join))
def test_a_bound_of_a_statement_is_one_the_library_reads_back(text):
    for one in find_targets(text):
        if one.reading.bound is not None:
            assert Bound.parse(str(one.reading.bound)).exact_eq(one.reading.bound)


@pytest.mark.parametrize("value", [None, 1.5, 7, b"100", ["100人"], float("nan")])
def test_what_is_no_text_is_refused(value):
    with refused(NotationError, "text.type"):
        find_targets(value)


def test_a_text_that_is_too_long_is_refused():
    with refused(NotationError, "text.long", "200000"):
        find_targets("人" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"year": "2023"}, PeriodError),
        ({"year": 1.5}, PeriodError),
        ({"year": True}, PeriodError),
        ({"year": 10**100}, PeriodError),
        ({"period": "某年"}, PeriodError),
        ({"period": "a" * 10**6}, PeriodError),
        ({"period": 2023}, NotationError),
        ({"period": b"2023"}, NotationError),
        ({"report": "yes"}, NotationError),
        ({"report": 1}, NotationError),
    ],
)
def test_arguments_that_say_nothing_are_refused(given, kind):
    with pytest.raises(kind) as caught:
        find_targets("100人", **given)
    assert caught.value.say("en")


PARTS = [
    "1人",
    "、1人",
    "分别1人、",
    "到2025年",
    "(",
    "已",
    "每年",
    "全覆盖",
    "年均增长1%",
    "2020年的",
    "\n",
    "、",
]


@pytest.mark.parametrize("part", PARTS)
def test_long_texts_of_one_word_are_answered(part):
    text = (part * 10_000)[:30_000]
    assert len(find_targets(text)) <= len(text)


def test_the_figure_that_another_is_compared_with_is_of_its_own_time():
    text = "2020年末,基本养老保险参保人数达32.33万人,比2015年末的24.48万人增长32.07%。"
    now, base, grown = find_targets(text)
    assert [one.phrase for one in (now, base, grown)] == ["基本养老保险参保人数"] * 3
    assert [str(one.period) for one in (now, base)] == ["2020年末", "2015年末"]
    assert (base.text, grown.change) == ("24.48万人", "增长")
    alone, _ = find_targets("比2015年末的24.48万人增加7.85万人。")
    assert (alone.phrase, str(alone.period)) == ("", "2015年末")
