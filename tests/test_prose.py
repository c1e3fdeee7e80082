"""Where sentences, clauses and phrases begin, and which time governs a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Period
from rsindicators.errors import NotationError
from rsindicators.prose import LOOK_BACK, Prose, When, period_of


def at(text, word):
    """The text read, and where a word of it stands."""
    return Prose.read(text), text.index(word)


# ── places ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_and_a_full_stop_end_a_sentence_and_a_semicolon_ends_a_part_of_it():
    prose = Prose.read("甲。乙;丙,丁\n戊:己")
    assert [prose.sentence(place) for place in (0, 2, 6, 8)] == [0, 2, 2, 8]
    assert [prose.floor(place) for place in (0, 2, 6, 8, 10)] == [0, 2, 4, 8, 8]
    assert [prose.clause(place) for place in (3, 4, 6, 8, 10)] == [2, 4, 6, 8, 10]


def test_a_comma_in_a_number_ends_no_clause():
    prose, place = at("甲1,234人,乙", "乙")
    assert prose.clause(place - 1) == 0
    assert prose.clause(place) == place


def test_nothing_is_looked_for_farther_back_than_a_long_line():
    prose = Prose.read("甲" * 2 * LOOK_BACK)
    assert prose.floor(2 * LOOK_BACK) == LOOK_BACK
    assert prose.clause(LOOK_BACK) == 0
    assert prose.clause(LOOK_BACK + 1) == LOOK_BACK + 1


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("2020年末,全县参保人数为", "参保人数"),
        ("截至2020年底全省研发人员已", "研发人员"),
        ("其中全市的“十三五”时期上年末参保率", "参保率"),
        ("目前参保人数也均共", "参保人数"),
        ("全县", ""),
        ("", ""),
    ],
)
def test_a_phrase_is_the_clause_without_time_place_and_copula(words, phrase):
    text = words + "#"
    assert Prose.read(text).phrase(len(words)) == phrase


def test_a_phrase_keeps_its_printed_characters():
    assert Prose.read("(R&D)人员#").phrase(7) == "R&D)人员"


# ── quantities ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_quantity_reports_its_figure_and_is_read_once():
    prose = Prose.read("达到95%、近13万人、超过35%")
    assert [str(prose.value(number)) for number in range(3)] == ["95%", "近13万人", "超过35%"]
    assert prose.reading(0) is prose.reading(0)


def test_a_time_an_age_a_bare_number_and_words_are_no_figures():
    prose = Prose.read("提高3年,增长5岁,增长5万,占10:40:50,实现全覆盖")
    assert len(prose.quantities) == 4
    assert [prose.value(number) for number in range(4)] == [None] * 4


def test_the_quantity_that_ends_before_a_place_may_have_a_comma_behind_it():
    text = "甲1人,乙2人;丙"
    prose = Prose.read(text)
    assert [prose.ending(place) for place in (0, 3, 4, 5, 7, 8)] == [-1, 0, 0, -1, 1, -1]


def test_the_quantity_before_one_stands_in_the_same_part_of_the_sentence():
    prose = Prose.read("甲1人,乙2人;丙3人")
    assert [prose.before(number) for number in range(3)] == [-1, 0, -1]


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2020年参保#", When(Period(2020), told=True)),
        ("2020年末,参保#", When(Period.parse("2020年末"), told=True)),
        ("2020年出台办法,参保#", When(Period(2020), told=False)),
        ("截至2020年底参保#", When(Period.parse("2020年末"), told=True)),
        ("2020年。参保#", When()),
        ("比2019年增长,参保#", When()),
        ("参保#", When()),
        ("“十六五”以前,“十三五”时期,参保#", When(Period.plan(13), told=True)),
    ],
)
def test_the_last_time_named_in_a_sentence_governs_a_place(text, when):
    assert Prose.read(text).when(text.index("#")) == when


def test_the_time_last_compared_with_is_that_of_the_sentence():
    text = "比2015年多,比2019年多。甲#"
    prose = Prose.read(text)
    assert prose.compared(7) == Period(2015)
    assert prose.compared(text.index("。")) == Period(2019)
    assert prose.compared(text.index("#")) is None


@pytest.mark.parametrize(
    ("words", "of", "period"),
    [
        ("2020年末", None, "2020年末"),
        ("“十二五”期末", None, "2015年末"),
        ("上年", Period(2020), "2019年"),
        ("去年末", Period(2020, 1, 6), "2019年"),
        ("上年同期", Period(2020, 1, 6), "2019年1—6月"),
        ("同比", Period(2020, 6, 1), "2019年6月"),
        ("环比", Period(2020, 6, 1), "2020年5月"),
    ],
)
def test_words_mean_a_time_by_themselves_or_beside_another(words, of, period):
    assert period_of(words, of) == Period.parse(period)


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("", None),
        ("上年", None),
        ("同比", Period.plan(13)),
        ("同比", Period(1900)),
        ("环比", Period(1900, 1, 1)),
        ("2300年", None),
        ("2020年13月", None),
    ],
)
def test_words_that_do_not_tell_mean_no_time(words, of):
    assert period_of(words, of) is None


# ── what is refused, and what is hostile ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", [None, 1.5, float("nan"), b"x", [], {}])
def test_only_a_text_is_read(text):
    with refused(NotationError, "text.type"):
        Prose.read(text)


def test_a_text_is_not_too_long():
    with refused(NotationError, "text.long"):
        Prose.read("甲" * 10**6)


@given(st.text(alphabet="比从2015年末十五“”到、,;。:1人% \n全县的其中已\x00\ud800", max_size=80))
def test_every_place_of_any_text_has_a_clause_in_a_part_of_a_sentence(text):
    prose = Prose.read(text)
    for place in range(len(text) + 1):
        assert 0 <= prose.sentence(place) <= prose.floor(place) <= prose.clause(place) <= place
        assert prose.phrase(place) in text
        assert prose.ending(place) < len(prose.quantities)
        assert isinstance(prose.when(place), When)
