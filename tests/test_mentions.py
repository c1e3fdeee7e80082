"""The times that sentences name."""

import pytest

from rsindicators.mentions import find_mentions
from rsindicators.period import Period
from rsindicators.phrases import flat


def mentions(text, year=None, plan=None):
    return find_mentions(text, flat(text), year, plan)


def periods(text, year=None, plan=None):
    return [
        (one.words, None if one.period is None else str(one.period)) for one in mentions(text, year, plan)
    ]


@pytest.mark.parametrize(
    ("text", "words", "period"),
    [
        ("到2025年,培训", "到2025年", "2025年末"),
        ("到2023年末,", "到2023年末", "2023年末"),
        ("至2025年,各县", "至2025年", "2025年末"),
        ("截至2020年底,全省", "截至2020年底", "2020年末"),
        ("“十三五”期间,全市", "“十三五”期间", "“十三五”"),
        ("截至“十三五”末,", "截至“十三五”末", "2020年末"),
        ("到“十四五”期末,", "到“十四五”期末", "2025年末"),
        ("十四五时期", "十四五时期", "“十四五”"),
        ("2024年、2025年分批认定", "2024年、2025年", "2024—2025年"),
        ("2021—2025年", "2021—2025年", "2021—2025年"),
        ("2023年1—6月完成", "2023年1—6月", "2023年1—6月"),
        ("2023年上半年", "2023年上半年", "2023年上半年"),
        ("2023年第三季度", "2023年第三季度", "2023年第三季度"),
        ("二〇二五年", "二〇二五年", "2025年"),
        ("从2024年起,", "从2024年起", "2024年"),
        ("2017年以来", "2017年以来", "2017年"),
        ("２０２５年", "２０２５年", "2025年"),
        ("2021、2022、2023年", "2021、2022、2023年", "2021—2023年"),
        ("降低到2025年的", "2025年", "2025年"),
        ("压缩到2025年的", "2025年", "2025年"),
    ],
)
def test_a_time_is_found_with_the_words_that_name_it(text, words, period):
    (one,) = mentions(text)
    assert one.words == words
    assert one.period == Period.parse(period)
    assert text[one.start : one.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月18日",
        "12月20日前",
        "十五个",
        "《“十四五”规划》",
        "“三五”牌",
        "三年行动",
        "2012人",
        "“四五五”",
    ],
)
def test_what_is_no_run_of_months_is_not_mentioned(text):
    assert [one.words for one in mentions(text) if one.words != "“三五”"] == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("今年", "2023年"),
        ("今年上半年", "2023年上半年"),
        ("本年第三季度", "2023年第三季度"),
        ("去年", "2022年"),
        ("明年底", "2024年末"),
        ("今年度末", "2023年末"),
        ("年内", "2023年"),
        ("年底", "2023年末"),
        ("上半年", "2023年上半年"),
    ],
)
def test_what_depends_on_the_year_needs_the_reader_to_know_it(text, period):
    assert periods(text) == [(text, None)]
    assert mentions(text, 2023)[0].period == Period.parse(period)


def test_the_whole_year_is_that_of_the_text():
    assert periods("全年新增就业") == [("全年", None)]
    assert periods("全年新增就业", 2023) == [("全年", "2023年")]
    assert periods("2022年全年,全年龄段", 2023) == [("2022年", "2022年")]


def test_now_is_no_period_that_is_known():
    assert periods("目前已建成", 2023) == [("目前", None)]


def test_the_single_years_of_an_enumeration_and_of_a_span_stand_beside():
    some, span, plain = mentions("2021年、2022年,2021—2023年,2021年")
    assert [str(one) for one in some.parts] == ["2021年", "2022年"]
    assert [str(one) for one in span.parts] == ["2021年", "2022年", "2023年"]
    assert plain.parts == ()


@pytest.mark.parametrize("text", ["到2023年、2024年", "2023年、2024年末", "截至2023年和2024年底"])
def test_several_moments_are_no_period(text):
    (one,) = mentions(text)
    assert (one.period, [str(part) for part in one.parts]) == (None, ["2023年末", "2024年末"])


def test_from_a_year_on_ends_with_the_document():
    plan = Period.plan(14)
    assert periods("今年起,从2024年起,2019年起", 2023, plan) == [
        ("今年起", "2023—2025年"),
        ("从2024年起", "2024—2025年"),
        ("2019年起", "2019年"),
    ]


@pytest.mark.parametrize("text", ["5年内", "五年内", "未来五年", "今后5年"])
def test_within_some_years_is_the_documents_period_where_it_is_as_long(text):
    assert periods(text) == [(text, None)]
    assert mentions(text, None, Period.plan(14))[0].period == Period.plan(14)
    assert mentions(text, None, Period(2023, 1, 36))[0].period is None


def test_a_time_that_is_only_compared_with_is_marked():
    text = "比2015年增长31.2%,较“十二五”末增长,与2020年相比,占比2025年达到"
    assert [(one.words, one.against) for one in mentions(text)] == [
        ("比2015年", True),
        ("较“十二五”末", True),
        ("与2020年相比", True),
        ("2025年", False),
    ]


def test_a_time_that_belongs_to_the_next_figure_is_marked():
    found = mentions("从2015年的7905家增长到2020年的22232家")
    assert [(one.words, one.lead, one.near) for one in found] == [
        ("从2015年", "从", True),
        ("2020年", "", True),
    ]


def test_a_year_out_of_the_calendar_is_no_time():
    assert mentions("明年", 2199) == ()
