"""Claims in the documents' sentences, and what a sentence does not say for certain."""

from decimal import Decimal
from fractions import Fraction

import pytest
from definitions import count, indicator
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Accumulation, Additivity, Alias, Figure, Measure, Observation, Unit
from rsindicators.assertions import Assertion, find_claims
from rsindicators.errors import ComponentError, NotationError
from rsindicators.kinds import Agreement, Claimed

EXACT, WITHIN = Agreement.EXACT, Agreement.WITHIN_ROUNDING
TRUNCATED, CONTRADICTED, OPEN = Agreement.TRUNCATED, Agreement.CONTRADICTED, Agreement.NOT_CHECKABLE

# 002, line 7
XUYONG = (
    "全县社会保障体系更加健全,基本养老保险参保人数达32.33万人,比“十二五”末增长32.07%;"
    "累计发放社会保障卡59.3万张,覆盖率达82%;累计征收养老、失业、工伤、生育保险费33.88亿元,社会保险基金运行总体安全可持续。"
)
# 001, lines 202 and 212
SHAOYANG_INSURED = (
    "“十三五”期间,全市基本养老保险参保人数达到511.19万人,其中:企业职工、机关事业单位、城乡居民分别为69.51万人、"
    "23.82万人、417.86万人,基金收支结余分别达3.83亿元、9.92亿元、38.76亿元,基金支撑能力日趋稳健。"
)
SHAOYANG_WAGES = (
    "“十三五”期间,全市城镇非私营单位职工年平均工资从2016年的52334元提高到2020年的68987元,年均增长达7.15%。"
)
# 001, lines 732 and 738
ZHEJIANG = (
    "1.人才队伍量质齐升。截至2020年底,全省人才资源总量预计达到1410万人,比2015年增长31.2%;累计入选国家级人才工程"
    "2160人次,增长151.7%;每万名劳动力中研发人员为148人年,增长50.1%;高技能人才占技能人才比例为31.8%,增长31.4%;"
    "新引进各类外国人才25万人次,增长35%。"
)
ZHEJIANG_OUTPUT = (
    "高新技术产业增加值占规上工业的比重从2015年的37.2%增长到2020年的59.6%;全员劳动生产率从11.7万元/人增长到16.6万元/人,"
    "年均增速7.2%。"
)
# 001, line 52
QINGHAI = "截至2020年底,全省研究与试验发展(R&D)人员达7773人,较“十二五”末增长16.4%。"


def stock(name, unit, *aliases):
    named = tuple(Alias(alias, "测试") for alias in aliases)
    code = "x" + "".join(f"{ord(sign):x}" for sign in name)
    return count(code=code, name=name, unit=Unit.parse(unit), aliases=named)


def rate(name, *aliases):
    return indicator(code="x" + "".join(f"{ord(sign):x}" for sign in name), name=name,
                     aliases=tuple(Alias(alias, "测试") for alias in aliases))  # fmt: skip


def flow(name):
    return count(code="flow", name=name, unit=Unit.parse("万人"), measure=Measure.FLOW,
                 accumulation=Accumulation.ANNUAL, over_periods=Additivity.SUM)  # fmt: skip


INSURED = Observation("基本养老保险参保人数", "24.48万人", "2015年末")
JOBLESS = [Observation("失业保险参保人数", figure, f"{year}年末")
           for figure, year in (("1.81万人", 2015), ("2.17万人", 2019), ("2.28万人", 2020))]  # fmt: skip
SIGNING = Observation("企业劳动合同签订率", "92%", "2015年末")


def only(text, known=()):
    """The one claim of a sentence."""
    (found,) = find_claims(text, known)
    assert text[slice(*found.span)] == found.text
    return found


def told(text, known=()):
    """The one claim: agreement and reason."""
    claim = only(text, known).claim
    return claim.agreement, claim.reason.removeprefix("claim.")


# ── the documents ────────────────────────────────────────────────────────────────────────────────────────


def test_the_growth_of_the_insured_in_xuyong_is_exact_over_the_table():
    found = only(XUYONG, [INSURED])
    assert (found.phrase, found.claimed, found.kind) == ("基本养老保险参保人数", "32.07%", Claimed.GROWTH)
    assert found.text == "比“十二五”末增长32.07%"
    assert (found.claim.agreement, found.inferred) == (EXACT, False)
    assert dict(found.claim.inputs) == {"new": Figure("32.33", "万人"), "old": Figure("24.48", "万人")}
    assert str(found) == "基本养老保险参保人数 增长32.07%:相符,24.48万人→32.33万人 算得 ≈32.066993%。"


def test_without_the_table_the_base_is_missing():
    assert told(XUYONG) == (OPEN, "no_old")
    assert told(QINGHAI) == (OPEN, "no_old")
    assert only(QINGHAI).phrase == "研究与试验发展(R&D)人员"


def test_the_parts_of_the_insured_in_shaoyang_make_their_whole():
    found = only(SHAOYANG_INSURED)
    assert (found.kind, found.claimed, found.phrase) == (
        Claimed.SUM,
        "达到511.19万人",
        "基本养老保险参保人数",
    )
    assert (found.claim.agreement, found.inferred) == (EXACT, True)
    assert len(found.claim.inputs) == 3


def test_parts_named_by_among_which_need_not_be_all():
    other = SHAOYANG_INSURED.replace("417.86", "317.86")
    assert told(other) == (OPEN, "incomplete")


def test_the_yearly_growth_of_wages_is_counted_from_the_base_year():
    found = only(SHAOYANG_WAGES)
    assert (found.phrase, found.claim.years) == ("城镇非私营单位职工年平均工资", 4)
    assert (found.claim.agreement, found.inferred) == (EXACT, False)


def test_a_wrong_yearly_growth_of_a_count_is_contradicted_and_the_years_are_named():
    text = "参保人数从2016年的52334人提高到2020年的68987人,年均增长5.68%。"
    claim = only(text).claim
    assert (claim.agreement, claim.slip.code, claim.slip.years) == (CONTRADICTED, "years", 5)


def test_a_wrong_yearly_growth_of_money_is_left_open():
    assert told(SHAOYANG_WAGES.replace("7.15", "6.15")) == (OPEN, "prices")
    nominal = SHAOYANG_WAGES.replace("7.15%", "6.15%(按现价计算)")
    assert told(nominal)[0] is CONTRADICTED
    assert told(SHAOYANG_WAGES.replace("7.15%", "7.15%(扣除价格因素)")) == (OPEN, "terms")
    assert told(SHAOYANG_WAGES.replace("年均增长", "年均实际增长")) == (OPEN, "terms")


def test_the_claims_of_zhejiang_follow_from_its_table_as_far_as_it_has_them():
    known = [
        Observation(stock("人才资源总量", "万人"), "1075万人", "2015年末"),
        Observation(stock("每万名劳动力中R&D人员", "人年", "每万名劳动力中研发人员"), "98.5人年", "2015年末"),
        Observation(rate("高技能人才占技能人才比例"), "24.2%", "2015年末"),
    ]
    found = find_claims(ZHEJIANG, known)
    assert [(one.claimed, one.claim.agreement, one.inferred) for one in found] == [
        ("31.2%", EXACT, False),
        ("151.7%", OPEN, False),
        ("50.1%", WITHIN, True),
        ("31.8%", OPEN, False),
        ("31.4%", EXACT, True),
        ("35%", OPEN, False),
    ]
    assert {one.claim.reason for one in found} == {"", "claim.no_old", "claim.no_whole"}
    assert [one.phrase for one in found][:3] == [
        "人才资源总量",
        "累计入选国家级人才工程",
        "每万名劳动力中研发人员",
    ]


def test_the_years_of_an_output_without_years_are_those_of_the_sentence():
    found = only(ZHEJIANG_OUTPUT)
    assert (found.claim.years, found.claim.agreement, found.inferred) == (5, EXACT, True)
    assert told(ZHEJIANG_OUTPUT.replace("7.2%", "8.2%")) == (OPEN, "prices")
    assert told("生产率从11.7人增长到16.6人,年均增速8.2%。") == (OPEN, "no_years")


def test_the_claims_of_the_documents_are_the_same_wherever_their_sentences_stand():
    apart = [XUYONG, SHAOYANG_INSURED, SHAOYANG_WAGES, ZHEJIANG, ZHEJIANG_OUTPUT, QINGHAI]
    text = "\n".join(apart)
    together = find_claims(text, [INSURED])
    assert [one.claim for one in together] == [
        one.claim for part in apart for one in find_claims(part, [INSURED])
    ]
    assert all(text[slice(*one.span)] == one.text for one in together)


# ── growth: level and base ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("失业保险参保人数2.28万人,比2015年增长26.0%。", (EXACT, "")),
        ("失业保险参保人数2.28万人,比2015年增长25.0%。", (CONTRADICTED, "")),
        ("失业保险参保人数2.28万人,较“十二五”期末增加0.47万人。", (EXACT, "")),
        ("失业保险参保人数2.28万人,与2015年相比,增长26.0%。", (EXACT, "")),
        ("2020年末,全县失业保险参保人数为2.28万人,比上年末增长5.1%。", (EXACT, "")),
        ("截至2020年底,失业保险参保人数达2.28万人,同比增长5.1%。", (EXACT, "")),
        ("2020年失业保险参保人数已达2.28万人,比上年增长7.1%。", (CONTRADICTED, "")),
        ("失业保险参保人数比2015年增长26.0%,达到2.28万人。", (EXACT, "")),
        ("失业保险参保人数比2015年增长26.0%,至2.28万人。", (EXACT, "")),
        ("2020年末失业保险参保人数比2015年增长26.0%。", (EXACT, "")),
        ("2020年末失业保险参保人数比2015年增长27.0%。", (CONTRADICTED, "")),
        ("失业保险参保人数2.28万人,比2015年的1.81万人增长26.0%。", (EXACT, "")),
        ("某某参保人数2.28万人,比2015年的1.81万人增长27.0%。", (CONTRADICTED, "")),
        ("失业保险参保人数由1.81万人增加到2.28万人,增长26.0%。", (EXACT, "")),
        ("某数由2015年的2.28万人减少至1.81万人,下降20.6%。", (EXACT, "")),
        ("某数由2015年末的2.28万人减少至1.81万人,比2015年下降20.6%。", (EXACT, "")),
        ("某数由2015年末的2.28万人减少至1.81万人,比2012年下降20.6%。", (OPEN, "no_old")),
        ("某数由2015年的2.28万人减少至1.81万人,增长20.6%。", (CONTRADICTED, "")),
        ("某数由2015年的2.28万人减少至1.81万人,下降超过20%。", (OPEN, "fall")),
        ("某数从100人增加到161人,增长超过60%。", (EXACT, "")),
        ("某数从100人增加到161人,增长61个百分点。", (OPEN, "unit")),
        ("某数从100人增加到161家,增长61%。", (OPEN, "unit")),
        ("某数从超过100人增加到161人,增长61%。", (OPEN, "one_sided")),
        ("某率从24.2%提高到31.8%,提高7.6个百分点。", (EXACT, "")),
        ("某率从24.2%提高到31.8%,提高7.6%。", (CONTRADICTED, "")),
        ("企业劳动合同签订率96%,比2015年提高4个百分点。", (EXACT, "")),
    ],
)
def test_what_a_sentence_says_of_level_and_base_is_checked(text, answer):
    found = only(text, [*JOBLESS, SIGNING])
    assert (found.claim.agreement, found.claim.reason.removeprefix("claim.")) == answer
    assert not found.inferred


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("失业保险参保人数2.28万人,比全省平均增长9%。", "no_old"),  # another base
        ("失业保险参保人数2.28万人,比上年增长9%。", "no_old"),  # which year?
        ("失业保险参保人数2.28万人,比2012年增长9%。", "no_old"),  # not known
        ("城乡居民失业保险参保人数2.28万人,比2015年增长9%。", "no_old"),  # another population
        ("失业保险参保人数2.28万人,参保率增长9%。", "no_old"),  # another subject
        ("失业保险参保人数2.28万人,增长9%。", "no_old"),
        ("失业保险参保人数2.28万人增长9%。", "no_old"),
        ("2020年末,失业保险参保人数2.28万人,增长9%。", "several"),  # over 2015 or 2019
        ("2019年末,失业保险参保人数2.17万人,增长9%。", "inferred"),  # 2015 is all there is, and not said
        ("2019年出台办法,失业保险参保人数达2.28万人,比上年增长9%。", "no_old"),
        ("2016年出台办法,失业保险参保人数达2.28万人,比上年增长9%。", "inferred"),
        ("2020年末,全县失业保险参保人数明显比上年增长9%。", "no_old"),
        ("比2015年增长9%。", "no_old"),
        ("失业保险参保人数2.28万人,分别增长9%。", "no_old"),
        ("失业保险参保人数2.28万人,比2015年增长9%,达到2.3万人。", "several"),
        ("2020年末、失业保险参保人数比2015年增长9%。", "no_old"),
        ("“十三五”时期,失业保险参保人数2.28万人,同比增长9%。", "no_old"),
        ("2020年5月末,失业保险参保人数2.28万人,环比增长9%。", "no_old"),
        ("1900年末,失业保险参保人数2.28万人,环比增长9%。", "no_old"),
        ("2020年;失业保险参保人数比2015年增长27.0%。", "inferred"),
    ],
)
def test_what_a_sentence_does_not_say_is_not_guessed(text, reason):
    assert told(text, [*JOBLESS, SIGNING]) == (OPEN, reason)


def test_several_growths_are_of_one_level():
    text = "失业保险参保人数2.28万人,比2015年增长26.0%,比2019年增长5.1%。"
    assert [one.claim.agreement for one in find_claims(text, JOBLESS)] == [EXACT, EXACT]
    faster = "失业保险参保人数2.28万人,比2015年增长26.0%,比2019年提高3个百分点。"
    assert [one.claim.reason for one in find_claims(faster, JOBLESS)] == ["", "claim.no_old"]
    pace = "失业保险参保人数2.28万人,增速26.0%,比2019年增长5.0%。"
    assert [one.claim.agreement for one in find_claims(pace, JOBLESS)] == [OPEN, OPEN]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2020年城镇新增就业2.06万人,比上年增长3.0%。", (EXACT, "")),
        ("2020年城镇新增就业2.06万人,比2019年增长4.0%。", (CONTRADICTED, "")),
        ("城镇新增就业2.06万人,比2019年增长4.0%。", (OPEN, "accumulation")),
        ("2020年城镇新增就业累计2.06万人,比2019年增长4.0%。", (OPEN, "accumulation")),
        ("截至2020年底,城镇新增就业2.06万人,比2019年增长4.0%。", (OPEN, "accumulation")),
        ("2020年1—6月城镇新增就业1.06万人,比2019年增长4.0%。", (OPEN, "accumulation")),
        ("2020年上半年城镇新增就业1.06万人,同比增长6.0%。", (EXACT, "")),
        ("2020年上半年城镇新增就业1.06万人,同比增长9.0%。", (CONTRADICTED, "")),
        ("2020年出台办法,城镇新增就业2.06万人,比2019年增长4.0%。", (OPEN, "accumulation")),
        ("“十三五”时期城镇新增就业10万人,比“十二五”时期增长25%。", (OPEN, "accumulation")),
    ],
)
def test_a_flow_is_compared_only_over_the_like_time(text, answer):
    jobs = flow("城镇新增就业")
    known = [
        Observation(jobs, "2.00万人", "2019年"),
        Observation(jobs, "1.00万人", "2019年1—6月"),
        Observation(jobs, "8万人", "“十二五”"),
    ]
    assert told(text, known) == answer


# ── shares and sums ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "answer", "inferred"),
    [
        ("技能人才总数达11.19万人,其中高技能人才总量达到1.96万人,占技能人才的17.5%。", (EXACT, ""), False),
        (
            "技能人才总数达11.19万人,其中高技能人才总量达到1.96万人,占总数的比重为18.5%。",
            (CONTRADICTED, ""),
            False,
        ),
        ("技能人才总数达11.19万人,其中高技能人才总量达到1.96万人,占比17.5%。", (EXACT, ""), True),
        ("技能人才总数达11.19万人,其中高技能人才总量达到1.96万人,占比18.5%。", (OPEN, "inferred"), True),
        (
            "技能人才总数达11.19万人,其中高技能人才总量达到1.96万人,占全市人口的1%。",
            (OPEN, "no_whole"),
            False,
        ),
        ("高技能人才总量达到1.96万人,占比18.5%。", (OPEN, "no_whole"), False),
        ("技能人才总数达11.19万人,高技能人才总量达到1.96万人,占技能人才的17.5%。", (OPEN, "no_whole"), False),
        ("2020年末高技能人才数量占技能人才数量的20%。", (EXACT, ""), False),
        ("2020年末高技能人才数量占技能人才数量的25%。", (CONTRADICTED, ""), False),
        ("高技能人才数量占技能人才数量的25%。", (OPEN, "several"), False),
        ("2019年末高技能人才数量占技能人才数量的25%。", (OPEN, "no_whole"), False),
        ("2020年;高技能人才数量占技能人才数量的25%。", (OPEN, "inferred"), True),
    ],
)
def test_a_share_is_of_what_the_sentence_names(text, answer, inferred):
    known = [
        Observation("高技能人才数量", "0.40万人", "2020年末"),
        Observation("高技能人才数量", "0.30万人", "2019年末"),
        Observation("技能人才数量", "2.0万人", "2020年末"),
    ]
    assert told(text, known) == answer
    assert only(text, known).inferred is inferred


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("企业69.51万人、机关23.82万人、居民417.86万人,合计511.19万人。", (EXACT, "")),
        ("企业69.51万人、机关23.82万人和居民417.86万人,总计为511.29万人。", (CONTRADICTED, "")),
        ("城镇5人,企业69.51万人、机关23.82万人,合计511.29万人。", (OPEN, "inferred")),
        ("城镇5人;企业69.51万人、机关23.82万人,合计511.29万人。", (OPEN, "inferred")),
        ("外省、企业69.51万人、机关23.82万人,合计511.29万人。", (OPEN, "inferred")),
        ("企业69.51万人、其中机关23.82万人,合计511.29万人。", (OPEN, "inferred")),
        ("企业5家、社团3个,合计9家。", (OPEN, "unit")),
    ],
)
def test_a_total_is_of_the_list_before_it(text, answer):
    assert told(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "合计511.19万人。",
        "企业69.51万人,合计511.19万人。",
        "总数5人,其中甲1人。",
        "总数5人,其中甲1人,另有乙2人。",
        "总数5人,其中甲1人、乙2家。",
        "总数5人,其中,甲1家、乙2家。",
        "总数5人,其中没有数。",
        "占比5%,其中甲1%、乙2%。",
        "增加到100人以上。",
        "提高3年,增长5岁,增长5。",
        "增长点有3个。",
        "占地5亩。",
        "电子社保卡占2/3人口,增长3万,合计10:40:50。",
        "到2025年,全县失业保险参保人数达到2.37万人。",
        "实现“全覆盖”",
        "",
    ],
)
def test_what_claims_nothing_of_figures_is_passed_over(text):
    assert [one for one in find_claims(text) if one.kind is not Claimed.SHARE] == []


def test_a_total_of_more_parts_than_are_added_is_left_open():
    text = "、".join(["甲1人"] * 1500)
    claim = only(f"{text},合计1500人。").claim
    assert (claim.agreement, claim.reason, len(claim.inputs)) == (OPEN, "claim.inferred", 1000)


def test_more_years_than_are_ever_counted_are_not_told():
    assert told("某数从1900年的1万人增加到2150年的2万人,年均增长1%。") == (OPEN, "no_years")


def test_the_whole_of_a_long_list_is_still_bounded():
    claim = only("共300人,其中" + "、".join(["甲1人"] * 300)).claim
    assert (claim.agreement, len(claim.inputs)) == (OPEN, 100)


# ── what is refused, and what is hostile ─────────────────────────────────────────────────────────────────


def test_a_text_is_at_most_200_000_characters():
    with refused(NotationError, "text.long"):
        find_claims("增长" * 500_000)


@pytest.mark.parametrize("known", [5, None, "失业保险参保人数", [None], [INSURED, "x"], {"a": 1}])
def test_what_is_known_is_a_list_of_observations(known):
    with refused(ComponentError, "assertion.known"):
        find_claims(XUYONG, known)


@pytest.mark.parametrize("value", [None, 1.5, b"x", [], float("nan"), 5])
def test_a_text_is_a_text(value):
    with refused(NotationError, "text.type"):
        find_claims(value)


UNITS_OF_HOSTILITY = [
    "增长",
    "年均增长",
    "增长1%,",
    "比2015年",
    "占",
    "其中",
    "1人、",
    "合计",
    "“",
    "(",
    ",",
    "\n",
    "九五末",
]


@pytest.mark.parametrize("part", UNITS_OF_HOSTILITY, ids=repr)
def test_a_text_of_one_word_is_answered(part):
    text = (part * 20_000)[:20_000]
    found = find_claims(text, [INSURED])
    assert len(found) == (4_000 if part == "增长1%," else 0)


def test_two_hundred_thousand_characters_without_a_number_claim_nothing():
    assert find_claims("增长" * 100_000) == ()


@given(st.text(alphabet="增长占比其中合计、,;。年均从到达12%万人“五” \n\x00\ud800", max_size=60))
def test_any_text_is_answered_by_claims_in_it(text):
    for found in find_claims(text, [INSURED]):
        assert isinstance(found, Assertion)
        assert text[slice(*found.span)] == found.text
        assert found.claimed in text
        assert found.claim.say("en")


def test_a_number_too_large_to_print_is_no_figure():
    assert find_claims("从1人增加到2人,增长" + "9" * 40 + "%") == ()


# ── soundness ────────────────────────────────────────────────────────────────────────────────────────────


def shown(value, decimals, *, half_even):
    scaled = rounded(value, decimals, half_even=half_even) * 10**decimals
    return f"{Decimal(f'{scaled.numerator}E-{decimals}'):f}"


@given(
    st.integers(10**4, 10**8),
    st.integers(10**4, 10**8),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(
        ["从2015年的{0}万人{2}到2020年的{1}万人,{2}{3}%。", "某数{1}万人,比2015年的{0}万人{2}{3}%。"]
    ),
)
def test_a_true_sentence_is_never_contradicted(old, new, decimals, half_even, sentence):
    old, new = Fraction(old, 10**4), Fraction(new, 10**4)
    grown = (new / old - 1) * 100
    verb = "增长" if grown >= 0 else "下降"
    figures = [shown(value, 2, half_even=half_even) for value in (old, new)]
    text = sentence.format(*figures, verb, shown(abs(grown), decimals, half_even=half_even))
    assert only(text).claim.agreement in (EXACT, WITHIN)


@pytest.mark.parametrize(
    "text",
    [
        "引进0.5万人、流失0.2万人,合计0.3万人。",
        "新开办30家、关闭5家,总计25家。",
        "增加2万人、减少0.5万人,合计1.5万人。",
        "企业50万人、居民70万人、机关10万人,合计120万人(剔除重复参保)。",
    ],
)
def test_a_total_that_is_no_plain_sum_contradicts_nothing(text):
    (claim,) = [found.claim for found in find_claims(text) if found.kind is Claimed.SUM]
    assert claim.agreement is Agreement.NOT_CHECKABLE


@pytest.mark.parametrize(
    "said", ["增长20%的目标提前完成", "增长20%的任务顺利完成", "增长20%的县有3个", "增长20%以上的县有3个"]
)
def test_a_growth_that_only_describes_something_contradicts_nothing(said):
    known = [
        Observation("失业保险参保人数", "30.0万人", "2015年末"),
        Observation("失业保险参保人数", "33.0万人", "2020年末"),
    ]
    (found,) = find_claims(f"2020年末,失业保险参保人数33.0万人,比2015年末{said}。", known)
    assert found.claim.agreement is Agreement.NOT_CHECKABLE
    (plain,) = find_claims("2020年末,失业保险参保人数33.0万人,比2015年末增长20%。", known)
    assert plain.claim.agreement is Agreement.CONTRADICTED


def test_a_growth_that_was_aimed_at_contradicts_nothing():
    known = [Observation("失业保险参保人数", "30.0万人", "2015年末")]
    (found,) = find_claims("2020年末,失业保险参保人数33.0万人,计划比2015年末增长20%。", known)
    assert found.claim.agreement is Agreement.NOT_CHECKABLE
