"""Of what a quantity speaks, by the words around it."""

import pytest

from rsindicators.catalogue import Catalogue
from rsindicators.wording import Subject, is_list, is_verb, joined, named_behind, paired, subject


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
        ("人均GDP[2]达到", "人均GDP"),
        ("01 市场主体培育行动 人力资源服务市场主体达", "人力资源服务市场主体"),
        ("参保率(目标", "参保率"),
        ("参保率(其中城镇", "城镇"),
        ("参保率(城镇(含农村)", "城镇(含农村)"),
        ("出国(境)人员(目标", "出国(境)人员"),
        ("(三)参保率", "参保率"),
        ("失业保险金由每月", "失业保险金"),
        ("城乡居民养老保险“法定人员", "法定人员"),
        ("95%)参保率", "参保率"),
        ("最低工资标准调整为", "最低工资标准"),
        ("社会保障卡基本实现", "社会保障卡"),
        ("实训基地、培养", "培养"),
        ("将绩效评估范围实现", "绩效评估范围"),
        ("积极促进适龄参保人员", "适龄参保人员"),
        ("失业保险基金累计结余", "失业保险基金累计结余"),
        ("累计结余", "累计结余"),
    ],
)
def test_the_words_before_a_number_name_what_is_counted(before, phrase):
    assert subject(before) == Subject(phrase)


@pytest.mark.parametrize(
    "before",
    [
        "为年度目标的",
        "完成全年目标任务的",
        "城镇新增就业占计划数的",
        "失业保险金标准提高到最低工资的",
        "待遇相当于最低工资的",
        "社会保障从制度全覆盖迈向人员",
        "入选国家级人才工程、",
    ],
)
def test_words_that_name_something_else_leave_the_subject_empty(before):
    assert subject(before) == Subject("")


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
        ("各县(市、区)每年建成零工市场", "建成零工市场", "各县(市、区)"),
        ("各县市区培训市民", "培训市民", "各县市区"),
        ("各市组织村级活动", "组织村级活动", "各市"),
        ("各地级市引进人才", "引进人才", "各地级市"),
        ("各单位市场化用工", "市场化用工", "各单位"),
        ("各县参保企业职工", "参保企业职工", "各县"),
        ("每个村民", "每个村民", ""),
        ("每万名劳动力中研发人员", "每万名劳动力中研发人员", ""),
    ],
)
def test_whom_it_is_asked_of_one_by_one_stands_apart(before, phrase, per):
    assert subject(before) == Subject(phrase, per=per)


def test_onward_to_a_number_speaks_of_what_was_spoken_of():
    assert subject("参保率提高到") == Subject("参保率", onward="提高到")
    assert subject("失业率下降到") == Subject("失业率", onward="下降到")
    assert subject("增长到") == Subject("", onward="增长到")


@pytest.mark.parametrize(
    ("before", "behind", "name"),
    [
        ("建设", "省级特色产业工程师协同创新中心,集聚", "省级特色产业工程师协同创新中心"),
        ("新建", "院校。", "新建院校"),
        ("新增技工", "院校。", "院校"),
        ("", "领军人才、", "领军人才"),
        ("", "规模大、功能全的孵化基地", "规模大、功能全的孵化基地"),
        ("", "学科达到国家标准", "学科"),
        ("", "职业院校开展试点", "职业院校"),
        ("", "完成", ""),
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
        ("失业、工伤保险参保人数", 2, ("失业保险参保人数", "工伤保险参保人数")),
        ("甲产业、乙产业规模", 2, ("", "乙产业规模")),
        ("工伤保险、失业保险基金累计结余", 2, ("工伤保险基金累计结余", "失业保险基金累计结余")),
        ("技能劳动者和高技能人才总量", 2, ("技能劳动者总量", "高技能人才总量")),
        ("省级产业园、市场", 2, ("省级产业园", "市场")),
        ("其中:企业职工、机关事业单位、城乡居民", 3, ("企业职工", "机关事业单位", "城乡居民")),
        ("参保人数、基金规模", 2, ("参保人数", "基金规模")),
        ("基金收支结余", 3, ()),
        ("", 2, ()),
    ],
)
def test_subjects_and_numbers_are_paired_one_to_one(before, count, names):
    assert paired(before, count, Catalogue.standard().__contains__) == names
    assert all(not name or name in before for name in paired(before, count, lambda name: False))


@pytest.mark.parametrize(
    ("between", "change"), [("、", ""), (",", ""), ("以及", ""), ("、减少", "减少"), ("和增长了", "增长")]
)
def test_numbers_of_a_list_are_joined_by_a_sign_and_perhaps_a_change(between, change):
    assert joined(between) == change


@pytest.mark.parametrize("between", [",减少", "、其中", "", "、减少到", "减少"])
def test_other_words_between_two_numbers_end_the_list(between):
    assert joined(between) is None


def test_a_list_of_subjects_is_told_by_its_signs():
    assert is_list("工伤保险、失业保险")
    assert not is_list("失业保险")
