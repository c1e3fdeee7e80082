"""Bounds: how their words are read, what they hold, and how figures are judged by them."""

import pickle
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import (
    DECIDING,
    WORDS,
    bound_texts,
    bounds_for,
    joined,
    numbers,
    over_texts,
    positive_numbers,
    range_texts,
    rounded_figures,
    unit_names,
)

import rsindicators as rs
from rsindicators import Bound, Figure, Interval, Relation, Unit, Verdict, parse
from rsindicators.comparators import AFTER, BEFORE, REPORTING, STATING
from rsindicators.errors import NotationError, NumberError, UnitError

MET, MISSED, UNDECIDED = Verdict.MET, Verdict.MISSED, Verdict.UNDECIDED


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "unit", "relation", "limit"),
    [
        # trade rules §5 and §8, issue 2 item 6: the words as the documents print them
        ("≥91", "%", Relation.AT_LEAST, Figure("91", "%")),
        (">23.5", "万人", Relation.ABOVE, Figure("23.5", "万人")),
        ("≤4", "%", Relation.AT_MOST, Figure("4", "%")),
        ("<4.5", "%", Relation.BELOW, Figure("4.5", "%")),
        ("17以上", "万人", Relation.AT_LEAST, Figure("17", "万人")),
        ("99%以上", None, Relation.AT_LEAST, Figure("99", "%")),
        ("99%以上", "%", Relation.AT_LEAST, Figure("99", "%")),
        ("不低于60%", None, Relation.AT_LEAST, Figure("60", "%")),
        ("不少于500户", None, Relation.AT_LEAST, Figure("500", "户")),
        ("不得低于60%", None, Relation.AT_LEAST, Figure("60", "%")),
        ("至少3家", None, Relation.AT_LEAST, Figure("3", "家")),
        ("达到95%", None, Relation.AT_LEAST, Figure("95", "%")),
        ("达5家", None, Relation.AT_LEAST, Figure("5", "家")),
        ("提高到95%", None, Relation.AT_LEAST, Figure("95", "%")),
        ("控制在4.5%以内", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("稳定在4.5%以内", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("保持在4.5%以内", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("4.5%以内", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("4.5%以下", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("不超过4.5%", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("不高于4.5%", None, Relation.AT_MOST, Figure("4.5", "%")),
        ("超过35%", None, Relation.ABOVE, Figure("35", "%")),
        ("突破10亿元", None, Relation.ABOVE, Figure("10", "亿元")),
        ("大于3家", None, Relation.ABOVE, Figure("3", "家")),
        ("低于3家", None, Relation.BELOW, Figure("3", "家")),
        ("不足3家", None, Relation.BELOW, Figure("3", "家")),
        ("不满3家", None, Relation.BELOW, Figure("3", "家")),
        ("小于3家", None, Relation.BELOW, Figure("3", "家")),
        ("100个左右", None, Relation.ABOUT, Figure("100", "个")),
        ("约100个", None, Relation.ABOUT, Figure("100", "个")),
        ("保持在32.5万人左右", None, Relation.ABOUT, Figure("32.5", "万人")),
        ("保持在32.5万人", None, Relation.ABOUT, Figure("32.5", "万人")),
        ("近13万人", None, Relation.NEARLY, Figure("13", "万人")),
        ("11.9万余人", None, Relation.OVER, Figure("11.9", "万人")),
        ("410余篇", None, Relation.OVER, Figure("410", "篇")),
        ("10多万人", None, Relation.OVER, Figure("10", "万人")),
        ("10几家", None, None, None),
        ("≧91%", None, Relation.AT_LEAST, Figure("91", "%")),
        (">=91%", None, Relation.AT_LEAST, Figure("91", "%")),
        ("\uff1e９１\uff05", None, Relation.ABOVE, Figure("91", "%")),
        ("  不少于 500 户  ", None, Relation.AT_LEAST, Figure("500", "户")),
        ("不低于百分之六十", None, Relation.AT_LEAST, Figure("60", "%")),
        ("不低于60%以上", None, Relation.AT_LEAST, Figure("60", "%")),
        ("达到≥60%", None, Relation.AT_LEAST, Figure("60", "%")),
    ],
)
def test_the_words_of_the_documents_say_what_the_trade_says(text, unit, relation, limit):
    if relation is None:
        with pytest.raises(NotationError):
            Bound.parse(text, unit=unit)
        return
    bound = Bound.parse(text, unit=unit)
    assert bound.relation is relation
    assert (bound.limit.value, bound.unit, bound.limit.decimals) == (limit.value, limit.unit, limit.decimals)
    assert bound.limit.interval.is_point  # a target is decreed
    assert bound.upper is None


@pytest.mark.parametrize(
    ("text", "low", "high", "shown"),
    [
        ("3—5家", "3家", "5家", "3—5家"),
        ("3-5家", "3家", "5家", "3—5家"),
        ("3家—5家", "3家", "5家", "3—5家"),
        ("3—5万人", "3万人", "5万人", "3—5万人"),
        ("3万—5万人", "3万人", "5万人", "3—5万人"),
        ("3千人至5万人", "3千人", "5万人", "3千人—5万人"),
        ("保持在3—5%", "3%", "5%", "保持在3—5%"),
        ("16——60岁", "16岁", "60岁", "16—60岁"),
        ("-5——3%", "-5%", "3%", "-5—3%"),
    ],
)
def test_a_range_has_two_limits_in_one_kind_of_unit(text, low, high, shown):
    bound = Bound.parse(text)
    assert bound.relation is Relation.BETWEEN
    assert (bound.limit, bound.upper) == (Figure.parse(low), Figure.parse(high))
    assert str(bound) == shown


@pytest.mark.parametrize("first", ["", *STATING])
def test_every_pair_of_words_that_agree_is_read_written_and_read_again(first):
    for stating, before, after in (words for words in WORDS if words[0] == first):
        text = f"{stating}{before}4.5%{after}"
        bound = Bound.parse(text)
        assert bound.relation is WORDS[stating, before, after]
        assert bound.words == (stating + before, after)
        assert str(bound) == text
        assert Bound.parse(str(bound)).exact_eq(bound)


def test_the_tables_of_words_do_not_overlap():
    assert not BEFORE.keys() & STATING.keys()
    assert STATING.keys() >= REPORTING
    assert len(WORDS) > len(BEFORE) + len(AFTER) + len(STATING)


@pytest.mark.parametrize(
    "text", ["不低于5%以内", "超过5%以上", "近5家左右", "约3—5家", "控制在410余篇以内", "≥3—5家"]
)
def test_words_that_contradict_each_other_are_refused(text):
    with refused(NotationError, "bound.contradiction") as caught:
        Bound.parse(text)
    assert "^" in caught.value.where


@pytest.mark.parametrize(
    ("text", "unit", "kind", "code"),
    [
        ("17", None, NotationError, "bound.none"),
        ("17%", None, NotationError, "bound.none"),
        ("控制在5%", None, NotationError, "bound.control"),
        ("≥", None, NotationError, "notation.number"),
        ("", None, NotationError, "notation.number"),
        ("以上", None, NotationError, "notation.number"),
        ("≥17以上x", None, NotationError, "notation.rest"),
        ("≥17 18", None, NotationError, "notation.rest"),
        ("3—家", None, NotationError, "notation.number"),
        ("3万余万人", None, NotationError, "bound.over"),
        ("35余%", None, NotationError, "bound.over"),
        ("410余", None, NotationError, "bound.over"),
        ("5—3家", None, NotationError, "bound.order"),
        ("3人—5家", None, UnitError, "unit.different"),
        ("≥17家", "万人", UnitError, "unit.different"),
        ("≥0.95", "无", UnitError, "unit.unknown"),
    ],
)
def test_what_is_no_bound_is_refused(text, unit, kind, code):
    with refused(kind, code):
        Bound.parse(text, unit=unit)


def test_a_number_without_a_unit_takes_that_of_the_column():
    assert Bound.parse("17以上", unit="万人").unit == Unit.parse("万人")
    assert Bound.parse("17以上", unit=Unit.parse("万人")).unit == Unit.parse("万人")
    assert Bound.parse("410余", unit="篇").limit == Figure("410", "篇")


# ── building ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("relation", "shown"),
    [
        (Relation.AT_LEAST, "≥60%"),
        (Relation.ABOVE, ">60%"),
        (Relation.AT_MOST, "≤60%"),
        (Relation.BELOW, "<60%"),
        (Relation.ABOUT, "60%左右"),
        (Relation.NEARLY, "近60%"),
    ],
)
def test_one_built_without_words_takes_the_symbols(relation, shown):
    bound = Bound(relation, Figure("60", "%", exact=True))
    assert str(bound) == shown
    assert Bound.parse(shown).exact_eq(bound)


def test_a_range_is_built_with_two_limits_in_order():
    bound = Bound(Relation.BETWEEN, Figure("3", "家"), Figure("5", "家"))
    assert str(bound) == "3—5家"
    with refused(NumberError, "bound.upper"):
        Bound(Relation.BETWEEN, Figure("3", "家"))
    with refused(NumberError, "bound.upper"):
        Bound(Relation.AT_LEAST, Figure("3", "家"), Figure("5", "家"))
    with refused(NumberError, "bound.order", "5家", "3家"):
        Bound(Relation.BETWEEN, Figure("5", "家"), Figure("3", "家"))


@pytest.mark.parametrize(
    "words", [("", "以内"), ("不超过", ""), ("达到", "以内"), ("大约", "多"), ("随便", ""), ("", "x")]
)
def test_words_that_mean_something_else_are_refused(words):
    with refused(NumberError, "bound.words"):
        Bound(Relation.AT_LEAST, Figure("60", "%"), words=words)


def test_whether_the_limit_is_included_can_be_overridden():
    # some regulations read 以上 without the number (trade rules §5)
    assert str(Bound.parse("17以上").excluding_limit()) == ">17"
    assert str(Bound.parse("4.5%以内").excluding_limit()) == "<4.5%"
    assert str(Bound.parse("<4.5%").including_limit()) == "≤4.5%"
    assert str(Bound.parse("超过35%").including_limit()) == "≥35%"
    assert Bound.parse("17以上").including_limit().words == ("", "以上")
    about = Bound.parse("100个左右")
    assert about.including_limit() is about.excluding_limit() is about


# ── the set it is ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "tolerance", "interval"),
    [
        ("≥60%", None, Interval(60, None)),
        (">23.5万人", None, Interval("23.5", None, lo_open=True)),
        ("≤4%", None, Interval(None, 4)),
        ("<4.5%", None, Interval(None, "4.5", hi_open=True)),
        ("3—5家", None, Interval(3, 5)),
        ("3千人—5万人", None, Interval(3, 50)),
        ("410余篇", None, Interval(410, None)),
        ("100个左右", "5个", Interval(95, 105)),
        ("100个左右", "5%", Interval(95, 105)),
        ("100个左右", "5‰", Interval("99.5", "100.5")),
        ("32.5万人左右", "500人", Interval("32.45", "32.55")),
        ("-20%左右", "0.5个百分点", Interval("-20.5", "-19.5")),
        ("-20%左右", "10%", Interval(-22, -18)),
        ("近13万人", "0.1万人", Interval("12.9", 13, hi_open=True)),
        ("近13万人", "0人", Interval(13, 13)),
    ],
)
def test_a_bound_is_a_set(text, tolerance, interval):
    assert Bound.parse(text).interval(tolerance) == interval


@pytest.mark.parametrize("text", ["100个左右", "约100个", "保持在100个", "近100个"])
def test_what_needs_a_tolerance_is_no_set_without_one(text):
    assert Bound.parse(text).interval() is None


@pytest.mark.parametrize(
    ("tolerance", "kind", "code"),
    [
        ("-5个", NumberError, "bound.tolerance"),
        ("-5%", NumberError, "bound.tolerance"),
        ("5家", UnitError, "unit.different"),
        ("5", UnitError, "unit.missing"),
    ],
)
def test_a_tolerance_that_does_not_fit_is_refused(tolerance, kind, code):
    with refused(kind, code):
        Bound.parse("100个左右").interval(tolerance)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("近13万人", "(-∞, 13)"),
        ("100个左右", "(-∞, ∞)"),
        ("410余篇", "[410, ∞)"),
        ("超过35%", "(35, ∞)"),
        ("3—5家", "[3, 5]"),
    ],
)
def test_as_a_report_it_tells_what_is_sure_without_a_tolerance(text, known):
    assert str(Bound.parse(text).known()) == known


# ── judging ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("bound", "figure", "verdict", "certain", "margin"),
    [
        # issue 2, “What it must show”
        ("<4.5%", "4.5%", MISSED, False, "0.0个百分点"),
        ("4.5%以内", "4.5%", MET, False, "0.0个百分点"),
        ("≥2.3万人", "2.3万人", MET, False, "0.0万人"),
        ("≤4%", "2.7%", MET, True, "1.3个百分点"),
        # five times the yearly 4.72 is 23.6 and exceeds 23.5 certainly; five times 0.06 just misses 0.3
        (">23.5万人", "23.60万人", MET, True, "0.10万人"),
        (">0.3万人", "0.30万人", MISSED, False, "0.00万人"),
        ("≥60%", "59.5%", MISSED, True, "-0.5个百分点"),
        ("≥60%", "60.0%", MET, False, "0.0个百分点"),
        ("≥60%", "59.95%", MISSED, True, "-0.05个百分点"),
        ("≥60%", "59.9%", MISSED, True, "-0.1个百分点"),
        ("≥60%", "60%", MET, False, "0个百分点"),
        (">60%", "60.05%", MET, True, "0.05个百分点"),
        ("3—5家", "3家", MET, True, "0家"),
        ("3—5家", "5家", MET, True, "0家"),
        ("3—5家", "6家", MISSED, True, "-1家"),
        ("3—5家", "4家", MET, True, "1家"),
        ("3—5万人", "5.0万人", MET, False, "0.0万人"),
        ("不少于500户", "500户", MET, True, "0户"),
        ("不少于500户", "499户", MISSED, True, "-1户"),
        ("≥2万人", "20000人", MET, True, "0.0000万人"),
        ("≥2万人", "19999人", MISSED, True, "-0.0001万人"),
        ("≥0.9倍", "95%", MET, True, "0.05倍"),
    ],
)
def test_a_figure_is_judged_as_printed(bound, figure, verdict, certain, margin):
    judgement = Bound.parse(bound).judge(Figure.parse(figure))
    assert (judgement.verdict, judgement.certain) == (verdict, certain)
    assert str(judgement.margin) == margin
    assert judgement.at_limit == (not any(digit in margin for digit in "123456789"))
    assert not judgement.inferred


def test_the_prose_and_the_table_of_the_document_differ_at_exactly_four_and_a_half():
    # 正文第40行 “控制在4.5%以内”, 专栏2第3行 “<4.5”
    figure = Figure("4.5", "%")
    assert Bound.parse("控制在4.5%以内").judge(figure).verdict is MET
    assert Bound.parse("<4.5", unit="%").judge(figure).verdict is MISSED


@pytest.mark.parametrize(
    ("bound", "report", "verdict", "certain"),
    [
        ("≥400篇", "410余篇", MET, True),
        (">410篇", "410余篇", UNDECIDED, False),
        ("≥410篇", "410余篇", MET, True),
        ("≤400篇", "410余篇", MISSED, True),
        ("≤13万人", "近13万人", MET, True),
        ("<13万人", "近13万人", MET, True),
        ("≥13万人", "近13万人", MISSED, True),
        ("≥12万人", "近13万人", UNDECIDED, False),
        ("≥30%", "超过35%", MET, True),
        ("≥40%", "超过35%", UNDECIDED, False),
        ("≤35%", "超过35%", MISSED, True),
        ("≤36%", "超过35%", UNDECIDED, False),
        ("≥100个", "100个左右", UNDECIDED, False),
        ("≥11万人", "118000余人", MET, True),
        ("3—5家", "3—5家", MET, True),
    ],
)
def test_one_sided_knowledge_decides_what_it_can(bound, report, verdict, certain):
    judgement = Bound.parse(bound).judge(Bound.parse(report))
    assert (judgement.verdict, judgement.certain) == (verdict, certain)
    assert judgement.reason == ("judgement.one_sided" if verdict is UNDECIDED else "")
    assert judgement.margin is None


@pytest.mark.parametrize("bound", ["近13万人", "13万人左右", "约13万人", "保持在13万人"])
def test_left_right_and_nearly_stay_undecided_without_a_tolerance(bound):
    judgement = Bound.parse(bound).judge(Figure("12.9", "万人"))
    assert (judgement.verdict, judgement.reason) == (UNDECIDED, "judgement.tolerance")


@pytest.mark.parametrize(
    ("bound", "figure", "tolerance", "verdict", "certain"),
    [
        ("100个左右", "104个", "5%", MET, True),
        ("100个左右", "106个", "5%", MISSED, True),
        ("100个左右", "105个", Figure("5", "个"), MET, True),
        ("近13万人", "12.9万人", "0.2万人", MET, True),
        ("近13万人", "13.0万人", "0.2万人", MISSED, False),
        ("近13万人", "13.1万人", "0.2万人", MISSED, True),
        ("近13万人", "12.8万人", "0.2万人", MET, False),
    ],
)
def test_a_tolerance_named_by_the_caller_decides(bound, figure, tolerance, verdict, certain):
    judgement = Bound.parse(bound).judge(Figure.parse(figure), tolerance)
    assert (judgement.verdict, judgement.certain) == (verdict, certain)


def test_a_bound_without_a_unit_judges_pure_numbers_only():
    assert Bound.parse("≥60").judge(Figure("61")).verdict is MET
    with refused(UnitError, "bound.unit", 'unit="%"'):
        Bound.parse("≥60").judge(Figure("61", "%"))
    with refused(UnitError, "bound.unit", 'unit="篇"'):
        Bound.parse("≥400").judge(Bound.parse("410余篇"))


@pytest.mark.parametrize(
    ("bound", "figure", "code"),
    [
        ("≥60%", Figure("0.61"), "unit.share"),
        ("≥60人", Figure("61"), "unit.missing"),
        ("≥60人", Figure("61", "人次"), "unit.different"),
    ],
)
def test_units_that_do_not_fit_are_refused(bound, figure, code):
    with refused(UnitError, code):
        Bound.parse(bound).judge(figure)


# ── equality, repr, pickle ───────────────────────────────────────────────────────────────────────────────


def test_two_wordings_of_one_limit_are_equal_and_yet_told_apart():
    one, other = Bound.parse("≥1万家"), Bound.parse("不少于10000家")
    assert one == other
    assert hash(one) == hash(other)
    assert not one.exact_eq(other)
    assert one != Bound.parse(">1万家")
    assert one != "≥1万家"
    assert not one.exact_eq("≥1万家")
    assert not Bound.parse("3—5家").exact_eq(Bound.parse("3—5.0家"))


@given(st.one_of(bound_texts(), range_texts(), over_texts()).map(Bound.parse))
def test_it_survives_its_text_its_repr_and_pickle(bound):
    assert Bound.parse(str(bound)).exact_eq(bound)
    assert eval(repr(bound), {"Bound": Bound}).exact_eq(bound)
    assert pickle.loads(pickle.dumps(bound)).exact_eq(bound)
    assert hash(pickle.loads(pickle.dumps(bound))) == hash(bound)


@given(st.sampled_from(DECIDING), numbers(1, 10**6), unit_names)
def test_one_that_was_built_survives_its_text_and_its_repr(relation, number, unit):
    bound = Bound(relation, Figure(number, unit))
    assert Bound.parse(str(bound)).exact_eq(bound)
    assert eval(repr(bound), {"Bound": Bound}).exact_eq(bound)


# ── properties of judging ────────────────────────────────────────────────────────────────────────────────

WIDE = Context(prec=60)


@given(st.data(), rounded_figures(), st.integers(-500, 500))
def test_a_certain_verdict_holds_for_every_value_that_rounds_to_the_figure(data, figure, thousandths):
    bound = data.draw(bounds_for(figure))
    scale = 10 ** (figure.decimals + 3)
    finer = Decimal(f"{int(Fraction(figure.value) * scale) + thousandths}E-{figure.decimals + 3}")
    place = Decimal(f"1E-{figure.decimals}")
    roundings = (finer.quantize(place, rule, WIDE) for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN))
    assume(figure.value in roundings)
    judgement = bound.judge(figure)
    if judgement.certain:
        assert bound.judge(Figure(finer, figure.unit)).verdict is judgement.verdict


@given(st.data(), rounded_figures(), st.integers(0, 1000), st.integers(0, 1000))
def test_tightening_a_figure_never_turns_a_certain_verdict(data, figure, one, other):
    bound = data.draw(bounds_for(figure))
    judgement = bound.judge(figure)
    low, width = Fraction(figure.interval.lo), Fraction(1, 10**figure.decimals)
    ends = sorted(low + width * Fraction(part, 1000) for part in (one, other))
    lo, hi = (Decimal(f"{int(end * 10**10)}E-10") for end in ends)
    tight = bound.judge(Figure(lo, figure.unit, decimals=None, interval=Interval(lo, hi)))
    if judgement.certain:
        assert (tight.verdict, tight.certain) == (judgement.verdict, True)


@given(st.data(), rounded_figures())
def test_the_verdict_is_that_of_the_printed_value_and_the_margin_has_its_sign(data, figure):
    bound = data.draw(bounds_for(figure))
    judgement = bound.judge(figure)
    value, limit = Fraction(figure.value), Fraction(bound.limit.value)
    satisfied = {
        Relation.AT_LEAST: value >= limit,
        Relation.ABOVE: value > limit,
        Relation.AT_MOST: value <= limit,
        Relation.BELOW: value < limit,
    }[bound.relation]
    assert judgement.verdict is (MET if satisfied else MISSED)
    inside = value - limit if bound.relation in (Relation.AT_LEAST, Relation.ABOVE) else limit - value
    assert Fraction(judgement.margin.value) == inside
    assert judgement.at_limit == (value == limit)


@given(st.data(), rounded_figures())
def test_it_is_certain_exactly_where_both_ends_of_the_figure_agree(data, figure):
    bound = data.draw(bounds_for(figure))
    judgement = bound.judge(figure)
    ends = [bound.interval().contains(end) for end in (figure.interval.lo, figure.interval.hi)]
    assert judgement.certain == (ends == [judgement.verdict is MET] * 2)


@given(st.data(), rounded_figures())
def test_the_verdict_does_not_depend_on_the_unit_the_figure_is_told_in(data, figure):
    bound = data.draw(bounds_for(figure))
    other = {"%": "‰", "万人": "人", "亿元": "万元"}[figure.unit.symbol]
    told, judgement = bound.judge(figure.to(other)), bound.judge(figure)
    assert (told.verdict, told.certain, told.at_limit) == (
        judgement.verdict,
        judgement.certain,
        judgement.at_limit,
    )


@given(positive_numbers, unit_names)
def test_a_promise_and_a_report_read_the_same_words_differently(number, unit):
    text = "达到" + joined(number, unit)
    assert parse(text).bound.relation is Relation.AT_LEAST
    assert parse(text, report=True).figure.exact_eq(Figure(number, unit))


def test_the_ends_of_a_reported_range_are_rounded_too():
    assert Bound.parse("≥3%").judge(Bound.parse("3%—5%")) == rs.Judgement(Verdict.MET)
    assert Bound.parse("≥2%").judge(Bound.parse("3%—5%")).certain
    assert Bound.parse("≥3家").judge(Bound.parse("3—5家")).certain
    assert Bound.parse("≥6%").judge(Bound.parse("3%—5%")).certain
    assert not Bound.parse(">5%").judge(Bound.parse("3%—5%")).certain


def test_a_text_is_judged_as_its_figure():
    assert Bound.parse("≥95%").judge("95%").verdict is Verdict.MET
    assert Bound.parse("≥2万人").judge("2.41").certain
    with refused(UnitError, "bound.unit", "unit="):
        Bound.parse("≥95").judge("95%")


def test_more_than_is_said_of_counted_things_only():
    with refused(NumberError, "bound.over_unit"):
        Bound(Relation.OVER, Figure("35", "%"))


def test_what_cannot_be_written_has_a_repr_that_builds_it():
    names = vars(rs)
    third = rs.Portion(1, 3).figure
    for bound in (Bound(Relation.AT_LEAST, third), Bound(Relation.BETWEEN, third, Figure("0.5", "倍"))):
        assert eval(repr(bound), dict(names)).exact_eq(bound)
    exact = rs.Composition([Figure("10", exact=True), Figure("90", exact=True)])
    assert eval(repr(exact), dict(names)).exact_eq(exact)
