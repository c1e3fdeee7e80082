"""Of what a quantity speaks, by the words around it."""

import pytest

from rsindicators.wording import Subject, is_verb, named_behind, paired, subject


@pytest.mark.parametrize(
    ("before", "phrase"),
    [
        ("全省人社科研项目立项", "全省人社科研项目立项"),
        ("其中企业R&D人员占比", "企业R&D人员占比"),
        ("全市实现城镇新增就业", "全市城镇新增就业"),
        ("累计引进各类外国人才", "引进各类外国人才"),
        ("城镇累计新增就业", "城镇累计新增就业"),
        ("厅级科研项目每年立项", "厅级科研项目立项"),
        ("符合条件的人员(不含失联等特殊情况)参保率", "符合条件的人员参保率"),
        ("选派因公出国(境)培训人员", "选派因公出国(境)培训人员"),
        ("一是结案率达", "结案率"),
        ("全市最低工资标准为", "全市最低工资标准"),
        ("力争", ""),
        ("", ""),
    ],
)
def test_the_words_before_a_number_name_what_is_counted(before, phrase):
    assert subject(before) == Subject(phrase)


@pytest.mark.parametrize(
    ("before", "phrase", "change"),
    [
        ("全员劳动生产率年均增长", "全员劳动生产率", "年均增长"),
        ("技能人才比“十二五”末增长", "技能人才", "增长"),
        ("比2015年增长", "", "增长"),
        ("占比提高", "占比", "提高"),
        ("营收同比增长", "营收", "增长"),
        ("年均增速为", "", "年均增速"),
    ],
)
def test_a_growth_is_told_apart_from_what_grows(before, phrase, change):
    assert subject(before) == Subject(phrase, change)


@pytest.mark.parametrize(
    ("before", "phrase", "per"),
    [
        ("各市(州)备案科研项目每年立项", "备案科研项目立项", "各市(州)"),
        ("各县市区", "", "各县市区"),
        ("各市(州)人社部门、厅属各单位每年开展调查研究", "开展调查研究", "各市(州)人社部门、厅属各单位"),
        ("每户", "", "每户"),
        ("每个县(市、区)培训", "培训", "每个县(市、区)"),
        ("各类人才", "各类人才", ""),
        ("每万名劳动力中研发人员", "每万名劳动力中研发人员", ""),
    ],
)
def test_whom_it_is_asked_of_one_by_one_stands_apart(before, phrase, per):
    assert subject(before) == Subject(phrase, per=per)


def test_onward_to_a_number_speaks_of_what_was_spoken_of():
    assert subject("参保率提高到") == Subject("参保率", onward=True)
    assert subject("增长到") == Subject("", onward=True)


@pytest.mark.parametrize(
    ("before", "behind", "name"),
    [
        ("建设", "省级特色产业工程师协同创新中心,集聚", "省级特色产业工程师协同创新中心"),
        ("新建", "院校。", "新建院校"),
        ("新增技工", "院校。", "院校"),
        ("", "领军人才、", "领军人才"),
        ("", "规模大、功能全的孵化基地", "规模大、功能全的孵化基地"),
        ("", "学科达到国家标准", "学科"),
        ("支持", "获得国家科技奖励", ""),
        ("安置", "就业", ""),
        ("", "与产业相匹配的专业", ""),
        ("", ",", ""),
        ("", "", ""),
        ("", "贫困劳动力就业,", "贫困劳动力"),
    ],
)
def test_a_name_may_stand_behind_the_number(before, behind, name):
    assert named_behind(before, behind) == name


def test_what_is_done_is_no_name():
    assert is_verb("")
    assert is_verb("组织")
    assert is_verb("大力培育")
    assert not is_verb("特约科研人员")


@pytest.mark.parametrize(
    ("before", "count", "names"),
    [
        ("失业保险和工伤保险参保人数", 2, ("失业保险参保人数", "工伤保险参保人数")),
        ("技能劳动者和高技能人才总量", 2, ("技能劳动者总量", "高技能人才总量")),
        ("省级产业园、市场", 2, ("省级产业园", "市场")),
        ("其中:企业职工、机关事业单位、城乡居民", 3, ("企业职工", "机关事业单位", "城乡居民")),
        ("参保人数、基金规模", 2, ("参保人数", "基金规模")),
        ("基金收支结余", 3, ()),
        ("", 2, ()),
    ],
)
def test_subjects_and_numbers_are_paired_one_to_one(before, count, names):
    assert paired(before, count) == names
