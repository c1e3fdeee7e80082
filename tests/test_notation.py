"""Cells: what they say, and that writing them again says the same."""

import pickle
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import figures, reading_texts, readings

import rsindicators as rs
from rsindicators import (
    Accumulation,
    Bound,
    Composition,
    Content,
    Figure,
    Interval,
    Portion,
    Reading,
    Relation,
    Unit,
    growth,
    parse,
    write,
)
from rsindicators.codec import from_data, to_data
from rsindicators.errors import NotationError, NumberError, UnitError
from rsindicators.notation import HEDGES, MISSING, PHRASES, RUNS


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("2.06", "万人", Figure("2.06", "万人")),
        ("2.06万人", None, Figure("2.06", "万人")),
        ("95.0", "%", Figure("95.0", "%")),
        ("1万家", "家", Figure("1", "万家")),
        ("3.5万家", "家", Figure("3.5", "万家")),
        ("1万", "家", Figure("1", "万家")),
        ("1,650万", "人", Figure("1650", "万人")),
        ("12,345 人", None, Figure("12345", "人")),
        ("百分之九十八点五", None, Figure("98.5", "%")),
        ("千分之三", None, Figure("3", "‰")),
        ("一点五亿元", None, Figure("1.5", "亿元")),
        ("一点五亿", None, Figure("1.5", "亿")),
        ("一点五亿", "元", Figure("1.5", "亿元")),
        ("二百五十人", None, Figure("250", "人")),
        ("99%", "%", Figure("99", "%")),
        ("-0.3", "万人", Figure("-0.3", "万人")),
        ("+5", "人", Figure("5", "人")),
    ],
)
def test_a_cell_can_be_a_figure(text, unit, figure):
    reading = parse(text, unit=unit)
    assert reading.figure.exact_eq(figure)
    assert reading.content is Content.FIGURE
    assert reading.text == text


@pytest.mark.parametrize("text", sorted(MISSING))
def test_a_missing_figure_stays_missing(text):
    reading = parse(text, unit="万人")
    assert (reading.content, reading.value, reading.figure, reading.bound) == (
        Content.MISSING,
        None,
        None,
        None,
    )
    assert write(reading) == "—"


@pytest.mark.parametrize("text", ["[ ]", "[]", "[—]", "\uff3b\u3000\uff3d"])
def test_empty_brackets_are_a_missing_total(text):
    reading = parse(text)
    assert (reading.content, reading.accumulation) == (Content.MISSING, Accumulation.CUMULATIVE)
    assert write(reading) == "[ ]"


@pytest.mark.parametrize(
    ("text", "unit", "written"),
    [
        ("[2.06]", "万人", "[2.06]万人"),
        ("[2.06]万人", None, "[2.06]万人"),
        ("[2.06万人]", None, "[2.06]万人"),
        ("\uff3b２．０６\uff3d", "万人", "[2.06]万人"),
        ("[>23.5]", "万人", "[>23.5]万人"),
        ("〔>23.5〕", "万人", "[>23.5]万人"),
        ("【23.5】", "万人", "[23.5]万人"),
        ("[17万人以上]", None, "[17万人以上]"),
        ("[10:40:50]", None, "[10:40:50]"),
        ("[95]", None, "[95]"),
        ("累计2.06万人", None, "[2.06]万人"),
        ("[410余篇]", None, "[410余篇]"),
        ("累计410余篇", None, "[410余篇]"),
        ("[1余百万个]", None, "[1余百万个]"),
        ("[11.9万余人]", None, "[11.9万余人]"),
        ("累计2/3人口", None, "[2/3人口]"),
        ("[3 1/10万]", None, "[3]1/10万"),
        ("[3人—5万人]", None, "[3人—5万人]"),
    ],
)
def test_brackets_are_the_total_over_the_plan(text, unit, written):
    reading = parse(text, unit=unit)
    assert reading.accumulation is Accumulation.CUMULATIVE
    assert parse(write(reading)).exact_eq(reading)
    assert parse(written).exact_eq(reading)


def test_a_bracketed_bound_is_written_as_the_design_shows():
    reading = parse("[>23.5]", unit="万人")
    assert write(reading) == "[>23.5]万人"
    assert str(reading) == "[>23.5]万人"
    assert (reading.bound.relation, str(reading.bound)) == (Relation.ABOVE, ">23.5万人")


@pytest.mark.parametrize(
    ("text", "accumulation", "hedges", "relation"),
    [
        # sentences of the documents, 004 and 002
        ("力争不少于500户", None, ("力争",), Relation.AT_LEAST),
        ("力争100个左右", None, ("力争",), Relation.ABOUT),
        ("原则上不少于50个", None, ("原则上",), Relation.AT_LEAST),
        ("力争突破10亿元", None, ("力争",), Relation.ABOVE),
        ("每年不少于1000人次", Accumulation.EACH_YEAR, (), Relation.AT_LEAST),
        ("原则上每年不少于1场", Accumulation.EACH_YEAR, ("原则上",), Relation.AT_LEAST),
        ("每年 力争 不少于2000家次", Accumulation.EACH_YEAR, ("力争",), Relation.AT_LEAST),
        ("年均增加到6%以上", Accumulation.AVERAGE_ANNUAL, (), Relation.AT_LEAST),
        ("本年累计超过3万人", Accumulation.YEAR_TO_DATE, (), Relation.ABOVE),
        ("确保控制在4.5%以内", None, ("确保",), Relation.AT_MOST),
        ("预计达到95%", None, ("预计",), Relation.AT_LEAST),
        ("争取突破10亿元", None, ("争取",), Relation.ABOVE),
    ],
)
def test_hedges_and_words_of_accumulation_are_kept_apart_from_the_bound(text, accumulation, hedges, relation):
    reading = parse(text)
    assert (reading.accumulation, reading.hedges, reading.bound.relation) == (accumulation, hedges, relation)
    assert reading.content is Content.BOUND


@pytest.mark.parametrize(
    ("text", "marks", "value"),
    [
        ("*1.5", ("*",), "1.5"),
        ("**1.5", ("*", "*"), "1.5"),
        (" * 1.5", ("*",), "1.5"),
        ("*", ("*",), "*—"),
        ("*—", ("*",), "*—"),
    ],
)
def test_stars_are_kept_as_marks(text, marks, value):
    reading = parse(text)
    assert reading.marks == marks
    assert write(reading).endswith(value)


@pytest.mark.parametrize(
    ("text", "phrase", "hedges"),
    [
        ("全覆盖", "全覆盖", ()),
        ("力争实现“全覆盖”", "实现“全覆盖”", ("力争",)),
        ("动态清零", "动态清零", ()),
        ("保持在高水平", "保持在高水平", ()),
        ("稳步提高", "稳步提高", ()),
    ],
)
def test_a_target_can_be_in_words(text, phrase, hedges):
    reading = parse(text)
    assert (reading.content, reading.phrase, reading.hedges, reading.value) == (
        Content.TEXT,
        phrase,
        hedges,
        None,
    )
    assert write(reading) == "".join(hedges) + phrase


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_known_phrase_is_read_with_and_without_brackets_of_accumulation(phrase):
    for words in ("", *RUNS):
        reading = parse(words + phrase)
        assert reading.phrase == phrase
        assert parse(write(reading)).exact_eq(reading)


@pytest.mark.parametrize("text", ["全覆盖95%", "实现百分之九十五全覆盖"])
def test_words_with_a_number_are_not_taken_for_a_target_in_words(text):
    with pytest.raises(NotationError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "portion"),
    [
        ("2/3人口", Portion(2, 3, "人口")),
        ("2/3常住人口", Portion(2, 3, "常住人口")),
        ("三分之二", Portion(2, 3)),
        ("三分之二人口", Portion(2, 3, "人口")),
        ("十分之一户籍人口", Portion(1, 10, "户籍人口")),
        ("2/3 ", Portion(2, 3)),
    ],
)
def test_a_cell_can_be_a_fraction(text, portion):
    reading = parse(text)
    assert (reading.content, reading.value) == (Content.PORTION, portion)
    assert Fraction(reading.figure.interval.lo) <= Fraction(portion.numerator, portion.denominator)
    assert parse(write(reading)).exact_eq(reading)


def test_a_cell_can_be_a_composition():
    reading = parse("10:40:50")
    assert reading.content is Content.COMPOSITION
    assert reading.composition == Composition.parse("10:40:50")
    assert (reading.figure, reading.bound) == (None, None)
    assert parse("2.06").composition is None


@pytest.mark.parametrize("word", ["达到", "达", "提高到", "提升到", "增加到"])
def test_reaching_states_the_figure_in_a_report_and_at_least_in_a_promise(word):
    # trade rules §5: “In a report 达, 达到, 提高到 state the figure, and 超过, 突破 a strict lower bound”
    assert parse(f"{word}95%", report=True).figure.exact_eq(Figure("95", "%"))
    assert parse(f"{word}95%").bound.relation is Relation.AT_LEAST
    assert parse("超过95%", report=True).bound.relation is Relation.ABOVE
    assert parse(f"{word}410余篇", report=True).bound.relation is Relation.OVER


def test_what_is_stated_in_a_report_is_rounded_and_what_is_promised_is_decreed():
    assert parse("达到2.06万人", report=True).figure.interval == Interval("2.055", "2.065")
    assert parse("达到2.06万人").bound.limit.interval.is_point


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("2.06万人x", None, "notation.rest"),
        ("2.06 3.07", None, "notation.rest"),
        ("力争", None, "notation.number"),
        ("力争—", None, "notation.number"),
        ("每年", None, "notation.number"),
        ("abc", None, "notation.number"),
        ("[2.06", None, "notation.bracket"),
        ("[2.06 x]", None, "notation.rest"),
        ("[ ]万人", None, "notation.rest"),
        ("累计[2.06]", None, "notation.bracket_word"),
        ("每年[2.06]", None, "notation.bracket_word"),
        ("二百五", None, "notation.numeral"),
        ("十十分之一", None, "notation.numeral"),
        ("1.2.3", None, "notation.number"),
        ("12,34", None, "notation.number"),
        ("①", None, "notation.number"),
        ("½", None, "notation.number"),
        ("不低于60%以内", None, "bound.contradiction"),
        ("控制在5%", None, "bound.control"),
        ("[2.06]x", None, "notation.rest"),
        ("5—3家", None, "bound.order"),
        ("2/0", None, "composition.portion"),
        ("0:0", None, "composition.parts"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_caret_and_never_read_approximately(text, unit, code):
    # issue 2, item 6: “What cannot be read raises NotationError with a caret under the place”
    with refused(NotationError, code) as caught:
        parse(text, unit=unit)
    shown, pointer = caught.value.where.split("\n")
    assert shown.strip() in text
    assert pointer.strip() == "^"


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [("2.06万人", "%", "unit.different"), ("2.06", "万口", "unit.unknown"), ("≥3家", "户", "unit.different")],
)
def test_a_cell_in_a_column_of_another_unit_is_refused(text, unit, code):
    with refused(UnitError, code):
        parse(text, unit=unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [(None, "text.type"), (2.06, "text.type"), (b"2.06", "text.type"), ("9" * 201, "text.long")],
)
def test_what_is_no_short_text_is_refused(text, code):
    with refused(NotationError, code):
        parse(text)


def test_the_unit_of_the_column_may_be_a_unit_or_its_name():
    assert parse("2.06", unit=Unit.parse("万人")).exact_eq(parse("2.06", unit="万人"))


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Figure("2.06", "万人"), "2.06万人"),
        (Figure("95.0", "%"), "95.0%"),
        (Figure("3", "1/10万"), "3 1/10万"),
        (Bound.parse("不低于60%"), "不低于60%"),
        (Composition.parse("10:40:50"), "10:40:50"),
        (Portion(2, 3, "人口"), "2/3人口"),
    ],
)
def test_a_value_is_written_as_it_is_printed(value, written):
    assert write(value) == written


def test_every_word_of_accumulation_is_written():
    shown = {run: write(Reading(Figure("3", "万人"), accumulation=run)) for run in RUNS.values()}
    assert shown == {
        Accumulation.YEAR_TO_DATE: "本年累计3万人",
        Accumulation.CUMULATIVE: "[3]万人",
        Accumulation.EACH_YEAR: "每年3万人",
        Accumulation.AVERAGE_ANNUAL: "年均3万人",
    }


def test_a_figure_that_nobody_has_rounded_is_not_written():
    rate = growth("32.33万人", "24.48万人")
    with refused(NotationError, "notation.unrounded"):
        write(rate)
    assert write(rate.round(2)) == "32.07%"


@pytest.mark.parametrize(
    "value",
    [
        Bound(Relation.AT_LEAST, growth("32.33万人", "24.48万人")),
        Bound(Relation.BETWEEN, Figure("1", "%"), growth("32.33万人", "24.48万人")),
        Composition([Figure("1") / Figure("3"), Figure("2")]),
    ],
    ids=["bound", "range", "composition"],
)
def test_a_limit_or_part_that_nobody_has_rounded_is_not_written(value):
    with refused(NotationError, "notation.unrounded"):
        write(value)


def test_two_readings_are_equal_whatever_their_spelling_but_not_whatever_they_say():
    assert parse("不少于1万家") == parse("≥10000家")
    assert not parse("不少于1万家").exact_eq(parse("≥10000家"))
    assert parse(" 2.06万人 ").exact_eq(parse("2.06万人"))
    assert parse("2.06万人") != parse("[2.06]万人")
    assert not parse("2.06").exact_eq("2.06")
    assert parse("2/3").exact_eq(parse("三分之二"))
    assert parse("—").exact_eq(parse(""))
    assert hash(parse("—")) == hash(parse(""))


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────

NAMESPACE = {
    name: value
    for name, value in globals().items()
    if name in ("Accumulation", "Bound", "Composition", "Figure", "Interval", "Portion", "Reading")
}


@given(readings)
def test_reading_what_was_written_gives_the_same_reading(reading):
    assert parse(write(reading)).exact_eq(reading)


@given(readings)
def test_a_reading_survives_repr_pickle_and_codec(reading):
    assert eval(repr(reading), NAMESPACE).exact_eq(reading)
    assert pickle.loads(pickle.dumps(reading)).exact_eq(reading)
    assert from_data(to_data(reading), Reading).exact_eq(reading)


@given(figures())
def test_a_figure_is_read_back_from_its_cell_in_any_fitting_column(figure):
    assert parse(write(figure)).figure.exact_eq(figure)
    assert parse(write(figure), unit=figure.unit).figure.exact_eq(figure)


@given(reading_texts(), st.integers(0, 3))
def test_spaces_around_a_cell_say_nothing(text, count):
    space = " " * count
    assert parse(space + text + space).exact_eq(parse(text))


WIDE = {ord("!") + step: ord("!") + step for step in range(94)}


@given(reading_texts())
def test_full_width_forms_say_the_same(text):
    assert parse(text.translate(WIDE)).exact_eq(parse(text))


def read_or_refused(text):
    """The reading of a text, or None where it is refused with a reason."""
    try:
        return parse(text)
    except (NotationError, NumberError, UnitError) as error:
        error.say("zh"), error.say("en")
        return None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text):
    reading = read_or_refused(text)
    assert reading is None or parse(write(reading)).exact_eq(reading)


@given(st.text(alphabet="0123456789.,%万亿人年以上内余多近约[]:/—- *每累计百分之一二", max_size=12))
def test_any_jumble_of_the_signs_of_cells_is_read_or_refused_with_a_reason(text):
    reading = read_or_refused(text)
    assert reading is None or parse(write(reading)).exact_eq(reading)


def test_the_hedges_are_those_of_the_trade():
    assert {"力争", "原则上", "确保", "预计"} <= set(HEDGES)


def test_a_unit_behind_a_bracket_must_fit_the_column():
    for text in ("[2.06]万人次", "[5]%"):
        with refused(UnitError, "unit.different"):
            rs.parse(text, unit="万人")
    assert rs.parse("[2.06]万", unit="人").figure.exact_eq(Figure("2.06", "万人"))


@pytest.mark.parametrize("text", ["保持稳定在三万人", "五成以上全覆盖", "未全覆盖", "一点五亿元稳步增长"])
def test_words_with_a_number_or_a_denial_in_them_are_no_target_in_words(text):
    with pytest.raises(NotationError):
        rs.parse(text)


def test_a_space_before_the_comparator_says_nothing():
    assert rs.parse("99% 以上").exact_eq(rs.parse("99%以上"))
