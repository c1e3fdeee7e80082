"""Quantities in running text: where they begin and end, what they say, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import NotationError
from rsindicators.kinds import Accumulation, Content, Relation
from rsindicators.notation import parse
from rsindicators.phrases import LONGEST, SAME, find_quantities
from rsindicators.units import Unit


def fragments(text):
    return [one.text for one in find_quantities(text)]


def readings(text, **how):
    return [str(one.read(**how)) for one in find_quantities(text)]


# ── what is a quantity ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # 000, 四川人社科研三年行动计划
        ("科研专家总数达100人以上,省级以上刊物发表科研成果10篇以上", ["达100人以上", "10篇以上"]),
        ("应用型科研成果转化率不低于40%", ["不低于40%"]),
        ("科研专项预算原则上不低于100万元", ["原则上不低于100万元"]),
        # 003, 辽宁
        ("全年新招聘引进高层次人才2012人", ["2012人"]),
        ("种子“独角兽”企业2029家,全省高新技术企业突破6000家", ["2029家", "突破6000家"]),
        ("学生规模近13万人,为925人次院士专家,报道410余篇", ["近13万人", "925人次", "410余篇"]),
        # 001, 邵阳, 浙江, 青海
        ("城镇调查失业率控制在5.5%以内", ["控制在5.5%以内"]),
        ("党政人才总量保持在32.5万人左右", ["保持在32.5万人左右"]),
        ("技能劳动者总量达到11.9万余人", ["达到11.9万余人"]),
        ("从11.7万元/人增长到16.6万元/人", ["11.7万元/人", "增长到16.6万元/人"]),
        ("为148人年,增长50.1%", ["148人年", "50.1%"]),
        ("国家技术创新中心1-2家", ["1-2家"]),
        ("70.85万符合条件的贫困人员", ["70.85万"]),
        ("每年选派1000左右“三区”人才", ["1000左右"]),
        ("全省人才资源总量预计达到1410万人", ["预计达到1410万人"]),
        ("建设200个左右与产业相匹配的专业", ["200个左右"]),
        # spellings of trade.md, sections 3, 5 and 8
        ("培训１２，３４５ 人", ["１２，３４５ 人"]),
        ("高级、中级、初级比例10:40:50", ["10:40:50"]),
        ("覆盖2/3人口", ["2/3人口"]),
        ("完成百分之九十八点五", ["百分之九十八点五"]),
        ("千分之三点五", ["千分之三点五"]),
        ("服务三分之二人口", ["三分之二人口"]),
        ("办班3—5家,开会3到5场", ["3—5家", "3到5场"]),
        ("培训3万—5万人", ["3万—5万人"]),
        ("确保至少有一人就业,两次以上", ["确保至少有一人", "两次以上"]),
        ("十三项成果,三百名专家,一万五千人", ["十三项", "三百名", "一万五千人"]),
        ("聚集了万余名,百余家,近千人", ["万余名", "百余家", "近千人"]),
        ("新建两所院校", ["两所"]),
        ("服务期不少于3年(含)以上", ["不少于3年(含)以上"]),
        ("失业率控制在5%内", ["控制在5%内"]),
        ("分别达到20、30、40万人", ["达到20", "30", "40万人"]),
        ("实现“全覆盖”,应保尽保,动态清零", ["全覆盖", "应保尽保", "动态清零"]),
        ("超过10000,达到 50 家", ["超过10000", "达到 50 家"]),
        ("比例为1:2", ["1:2"]),
        ("引进1万各类人才", ["1万"]),
        ("3000名\n\n  左右", ["3000名\n\n  左右"]),
        ("达到\n  1650万人", ["达到\n  1650万人"]),
        ("人大代表2人,专栏2个,附件3张", ["2人", "2个", "3张"]),
        ("坚持统筹实现全覆盖", ["全覆盖"]),
        ("超100家,逾1万人,将近3人", ["超100家", "逾1万人", "将近3人"]),
    ],
)
def test_a_quantity_is_found_with_all_that_limits_it(text, found):
    assert fragments(text) == found


NOTHING = (
    """
青科发外〔2022〕28号¦豫政[2021]62号¦GDP[2]增长¦到2025年¦2023年12月18日¦每年12月20日前
第十二次全会¦第3章¦第1、2项¦01 总则¦三是¦1.高质量组织¦1 家政服务¦(一)总则¦二是招聘。3、其他
推进“1+X”证书¦8+2¦“十四五”¦985、211高校¦12345热线¦世界500强¦G60(浙江段)¦用地(M0)
两个“全覆盖”要求¦“最多80天”改革¦落实“两个15%”¦《三年100家行动》¦前100名的高校¦前十个城市
每10万人口¦每百人¦近5年来¦近一个时期¦3个方面¦过去3年¦2021—2025年¦1—6月¦2023-05-01 19:35:05
2022.05.06¦二〇二五年¦1.2.3人¦12,345,67人¦1,2,3¦建成一个、投入使用一个¦一件事一次办¦5万亩
100支队伍¦10分钟¦2个体户¦100人员¦990 次浏览¦两个一百年¦没有全覆盖¦健全覆盖城乡的体系
全覆盖的体系¦24.229以上¦[>23.5]¦百分之多少¦第 3家¦2023年¦1000多¦2/3¦人(次)¦5000人(次)以上¦12:30
08:30:20¦1900¦https://a.cn/100人¦99999999999999999999999家
一二三四五六七八九十百千万亿一二三四五人¦3—家¦三五个¦5G¦10元/人/人/人/人/人/人/人¦0:0:0¦千分之
达到2020¦一人¦二百五人¦专栏7 人力资源¦附件3 人才¦附录12 人员¦见表2 人数¦表1 人¦如图2 家
20个工作日¦最多20个工作日¦二十个工作日¦5个自然日¦围绕全覆盖、保基本、多层次的方针¦坚持应保尽保¦应保尽保原则
巩固应保尽保成果¦全覆盖、保基本、可持续
""".strip()
    .replace("\n", "¦")
    .split("¦")
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_counts_nothing_is_no_quantity(text):
    assert fragments(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("引进1万人才", "1万"),
        ("148人年均", "148人"),
        ("3名单位代表", None),
        ("100家庭", None),
        ("5部门联合", None),
        ("12个月", "12个月"),
        ("10年度", None),
    ],
)
def test_a_counting_word_that_begins_another_word_is_none(text, found):
    assert fragments(text) == ([found] if found else [])


# ── what it says ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "said", "relation"),
    [
        ("城镇登记失业率控制在5.5%以内", "控制在5.5%以内", Relation.AT_MOST),
        ("每年不少于200场次", "每年不少于200场次", Relation.AT_LEAST),
        ("突破1万家", "突破1万家", Relation.ABOVE),
        ("近13万人", "近13万人", Relation.NEARLY),
        ("410余篇", "410余篇", Relation.OVER),
        ("左右摇摆;100个左右", "100个左右", Relation.ABOUT),
        ("至少有一人", "至少1人", Relation.AT_LEAST),
        ("提高至95%", "提高到95%", Relation.AT_LEAST),
        ("最多20人", "最多20人", Relation.AT_MOST),
        ("最少2人", "最少2人", Relation.AT_LEAST),
        ("失业率下降至4.5%", "下降到4.5%", Relation.AT_MOST),
        ("缩短至5天", "压缩到5天", Relation.AT_MOST),
        ("万余名", "1万余名", Relation.OVER),
        ("百余家", "100余家", Relation.OVER),
        ("失业率控制在5%内", "控制在5%以内", Relation.AT_MOST),
        ("3到5场", "3—5场", Relation.BETWEEN),
    ],
)
def test_the_librarys_own_parser_says_what_it_means(text, said, relation):
    (one,) = find_quantities(text)
    assert (str(one.read()), one.read().bound.relation) == (said, relation)
    assert one.read().text == one.text


def test_in_a_report_a_number_that_was_reached_is_the_figure():
    (one,) = find_quantities("参保率达到95%")
    assert one.read().bound.relation is Relation.AT_LEAST
    assert one.read(report=True).figure == parse("95%").figure


def test_runs_and_hedges_right_before_the_number_belong_to_it():
    (one,) = find_quantities("力争每年达到2万人次")
    assert (one.read().hedges, one.read().accumulation) == (("力争",), Accumulation.EACH_YEAR)


def test_a_number_shared_out_by_a_list_takes_the_unit_that_stands_once():
    assert readings("分别达到20、30、40万人") == ["达到20万人", "30万人", "40万人"]
    assert readings("达到20、30、40万人") == ["40万人"]
    assert readings("分别为20、30和其他") == []


@pytest.mark.parametrize("text", ["超过100万人以上", "近100人左右", "三分之二以上", "至少3—5家"])
def test_words_that_contradict_each_other_leave_the_fragment_as_words(text):
    (one,) = find_quantities(text)
    assert (one.read().content, one.read().phrase) == (Content.TEXT, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("失业率控制在4.5%", "4.5%"),
        ("结构达到10:40:50", "10:40:50"),
        ("覆盖率达到2/3人口", "2/3人口"),
        ("达到三分之二", "2/3"),
        ("提高到2倍", "提高到2倍"),
    ],
)
def test_a_number_whose_words_leave_it_open_is_kept(text, said):
    assert readings(text) == [said]


def test_the_unit_stands_beside():
    units = [one.unit for one in find_quantities("2.06万人,10:40:50,全覆盖,16.6万元/人,11.9万余人")]
    assert units == [Unit.parse("万人"), None, None, Unit.parse("万元/人"), Unit.parse("万人")]


@pytest.mark.parametrize("word", SAME)
def test_every_other_wording_is_read_as_the_word_of_the_comparators(word):
    (one,) = find_quantities(f"{word}100人")
    assert (one.lead, one.read().content is Content.TEXT) == (SAME[word], False)


# ── bounds ───────────────────────────────────────────────────────────────────────────────────────────────

SCRAPS = (
    """
不低于¦以上¦控制在¦以内¦达到¦近¦余¦万¦亿¦每年¦累计¦力争¦分别¦、¦至少有¦2025年¦到2025年
“十四五”末¦人¦万人次¦%¦个百分点¦100¦3.5¦1,234¦—¦:¦/¦[¦]¦三¦百¦百分之¦分之¦点¦第¦前¦全覆盖¦。
参保率¦增长¦比¦的¦各市¦今年起¦“¦”¦《¦》¦(¦)¦１２，３¦Ο¦年¦月¦日¦+X¦G6¦同比¦建成
""".strip()
    .replace("\n", "¦")
    .split("¦")
)
scraps = st.lists(st.sampled_from([*SCRAPS, "\n", " ", "\0", "\ud800"]), max_size=40).map("".join)


@given(st.text(max_size=300) | scraps)
def test_fragments_stand_in_the_text_in_order_and_apart(text):
    end = 0
    for one in find_quantities(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end
        assert one.read().text == one.text
        assert one.read(report=True).content is not Content.MISSING


@given(
    st.integers(1, 10**9), st.integers(0, 4), st.sampled_from(["人", "万人", "%", "亿元", "件", "万元/人"])
)
def test_a_printed_figure_is_found_whole_wherever_it_stands(number, decimals, unit):
    digits = str(number).zfill(decimals + 1)
    printed = (digits[:-decimals] + "." + digits[-decimals:] if decimals else digits) + unit
    (one,) = find_quantities(f"全县完成不低于{printed},同比增长。")
    assert one.text == f"不低于{printed}"
    assert one.read().bound.limit.exact_eq(parse(f"≥{printed}").bound.limit)


@pytest.mark.parametrize("value", [None, 1.5, 7, b"100\xe4", ["100人"], float("nan"), object])
def test_what_is_no_text_is_refused(value):
    with refused(NotationError, "text.type"):
        find_quantities(value)


def test_a_text_that_is_too_long_is_refused():
    assert find_quantities("人" * LONGEST) == ()
    with refused(NotationError, "text.long", "200000"):
        find_quantities("1" * (LONGEST + 1))
    with refused(NotationError, "text.long"):
        find_quantities("a" * 10**6)


PARTS = ["1,", "1:", "1.", "1元/", "10万/", "一", "一点", "百分之", "1—", "“", "《1", "第1、", "((1", "近"]


@pytest.mark.parametrize("part", [*PARTS, "1、2和", "全覆盖", "1人/"])
def test_long_texts_of_one_sign_are_answered(part):
    text = (part * 20_000)[:60_000]
    assert len(find_quantities(text)) <= len(text)
