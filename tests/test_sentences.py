"""Which time, which way: what the text around a quantity says of it."""

from datetime import date

import pytest

from rsindicators.kinds import Accumulation
from rsindicators.mentions import find_mentions
from rsindicators.period import Period
from rsindicators.phrases import find_quantities, flat
from rsindicators.sentences import LAST_PAST, Said, past_of, settings

P, R = Said.PROMISED, Said.REPORTED


def told(text, report=None, year=None, period=None):
    mentions = find_mentions(text, flat(text), year, period)
    past = past_of(mentions, year, period)
    return settings(flat(text), find_quantities(text), mentions, past=past, report=report)


def kinds(text, **given):
    return [one.kind for one in told(text, **given)]


def times(text, **given):
    return [one.mention.words if one.mention else "" for one in told(text, **given)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("到2025年,人才达到100人。", [P]),
        ("截至2020年底,人才达到100人。", [R]),
        ("“十三五”期间,人才达到100人。“十四五”期间,人才达到200人。", [R, P]),
        ("2016年人才达到100人。", [R]),
        ("力争人才达到100人。", [P]),
        ("已建成100个基地。", [R]),
        ("推动已就业的人员达到100人。", [P]),
        ("人才达到100人,比“十二五”末增长20%。", [R, R]),
        ("人才达到100人。", [P]),
        ("2017年以来,培训100人。", [R]),
        ("2024年起,每年培训100人。", [P]),
        ("5年内培训100人。", [P]),
        ("要培训100人。主要有100人。", [P, P]),
        ("截至2022年底建成3个,2021年建成2个,2023年建成5个。", [R, R, R]),
        ("2021年建成2个,力争2023年建成5个。", [P, P]),
        ("新增就业100人,为年度目标的112.5%。", [R, R]),
        ("完成目标任务的105%。", [R]),
        ("提前完成目标,新增就业100人。", [P]),
        ("落实目标责任制,培训100人。", [P]),
        ("全年目标新增就业100人。", [P]),
        ("目前建成12家。", [R]),
        ("到2025年,参保率由90%提高到95%。", [R, P]),
        ("从2020年的5万人提高到2025年的8万人。", [R, P]),
        ("从2020年5万人提高到8万人,达9万人。", [R, P, P]),
    ],
)
def test_time_and_cue_tell_which_way_a_sentence_looks(text, said):
    assert kinds(text) == said


def test_the_caller_settles_it():
    text = "到2025年,人才达到100人。截至2020年底,人才达到90人。"
    assert kinds(text, report=True) == [R, R]
    assert kinds(text, report=False) == [P, P]


def test_a_sentence_without_a_word_of_its_own_looks_as_its_paragraph_did():
    assert kinds("已建成10个。引进5人。\n引进6人。") == [R, R, P]


def test_a_paragraph_that_tells_of_results_looks_back_unless_it_plans():
    assert kinds("工作取得显著成效。引进5人。") == [R]
    assert kinds("取得显著成效的目标。引进5人。") == [P]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("一、发展回顾", R), ("二、主要目标", P), ("一、关于人才工作的有关情况", R), ("第三章 其他", P)],
)
def test_the_heading_of_a_section_decides_where_nothing_else_does(heading, kind):
    assert kinds(f"{heading}\n新遴选杰出人才5名。\n\n新招收922人。") == [kind, kind]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("一、发展背景\n(一)现实基础\n4.人才政策\n", R),
        ("第一章 发展回顾\n第一节 就业\n一、总体\n(一)其他\n1.人才\n(1)引才\n", R),
        ("(一)现实基础\n(二)机遇\n", P),
        ("(一)现实基础\n二、机遇\n", P),
        ("一、现实基础\n(一)发展目标\n", P),
        ("一、主要目标\n(一)现实基础\n1.人才政策\n2.其他\n", R),
    ],
)
def test_a_heading_looks_as_the_ones_above_it_where_it_does_not_say(headings, kind):
    assert kinds(f"{headings}境内外上市企业达到50家。") == [kind]


def test_a_numbered_decimal_is_no_heading():
    assert kinds("一、发展回顾\n1.5万人参保。") == [R]


def test_a_numbered_line_with_a_sentence_is_no_heading():
    assert kinds("一、发展回顾\n1.重点人群。培训5人。") == [R]


def test_a_long_line_is_no_heading():
    assert kinds("一、发展回顾\n二、" + "很" * 40 + "\n新遴选杰出人才5名。") == [R]


def test_a_line_that_ends_in_no_stop_goes_on_in_the_next():
    text = "到2025年,全省万人研究与发展试验人员总体上\n  \n  达30人。"
    assert times(text) == ["到2025年"]
    assert times("到2025年\n达30人。") == [""]


# ── the time that governs ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("到2025年,引进100人;遴选50人。新建5个。", ["到2025年", "到2025年", "到2025年"]),
        ("各地到2025年引进100人。新建5个。", ["到2025年", ""]),
        ("从2015年的7905家增长到2020年的22232家,年均增长5%。", ["从2015年", "2020年", ""]),
        ("2020年的人才达到100人。", ["2020年"]),
        ("人才100人,比2015年增长31.2%。", ["", ""]),
        ("——到2023年末,专家100人,刊物发表10篇以上。", ["到2023年末", "到2023年末"]),
        ("比2015年增长5%,到2025年达到9%", ["", "到2025年"]),
        ("2020年水平达到5元,标准由55元调高到103元。", ["2020年", "", "2020年"]),
        ("2020年联盟由25家组成。", ["2020年"]),
        ("2020年由原来的55元调整为103元。", ["", "2020年"]),
        ("2020年由每月55元提高到103元。", ["", "2020年"]),
        ("从2016年52334元提高到68987元。", ["从2016年", ""]),
        ("由2016年的5元提高到6元,达7元。", ["由2016年", "", ""]),
        ("2022年,全年新增4人。", ["2022年"]),
        ("全年新增4人。", ["全年"]),
        ("从2016年起培训5人。", ["从2016年起"]),
        ("目前建成2家,力争建成3家。力争建成4家。", ["目前", "", ""]),
        ("到2025年达100人,目前建成12家。", ["到2025年", "目前"]),
    ],
)
def test_a_time_governs_what_follows_it(text, words):
    assert times(text) == words


def test_what_is_past_for_a_text_is_told_by_the_caller_or_by_the_text():
    assert past_of((), None, None) == LAST_PAST
    assert past_of((), 2023, None) == date(2022, 12, 31)
    assert past_of((), 2023, Period.plan(15)) == date(2025, 12, 31)
    text = "“十四五”和“十五五”期间"
    assert past_of(find_mentions(text, text), None, None) == date(2025, 12, 31)
    assert kinds("“十三五”期间,人才达到100人。", year=2016) == [P]


# ── what else reaches it ─────────────────────────────────────────────────────────────────────────────────


def test_every_year_reaches_over_commas_and_in_total_does_not():
    each, other, fresh = told("每年选派1000名,培训1.1万人次,到2025年达到5万人")
    assert (each.run, other.run, fresh.run) == (Accumulation.EACH_YEAR, Accumulation.EACH_YEAR, None)
    assert (each.carried, other.carried) == (False, True)
    total, after = told("累计发放59.3万张,覆盖率达82%")
    assert (total.run, after.run) == (Accumulation.CUMULATIVE, None)
    assert [one.run for one in told("基金累计结余5亿元,累计未结30件,累计滚存结余3元")] == [None, None, None]
    (so_far,) = told("今年累计发放59.3万张")
    assert so_far.run is Accumulation.YEAR_TO_DATE


def test_hedges_of_the_clause_reach_the_quantity():
    assert [one.hedges for one in told("力争新入选15名以上,新培育1500名左右")] == [("力争",), ()]
    assert [one.hedges for one in told("力争到2025年,岗位达到6万个")] == [("力争",)]
    assert [one.hedges for one in told("前面的话,力争做好,岗位达到6万个")] == [()]


def test_at_least_may_stand_apart_from_its_number():
    assert [one.distant for one in told("每年至少提供指导1次、信息3次,开展活动2次以上")] == [
        "至少",
        "至少",
        "",
    ]


def test_a_clause_begins_no_further_than_eighty_characters_before():
    (one,) = told("长" * 300 + "100人")
    assert one.clause == 220
