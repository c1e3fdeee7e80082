"""What a cell of a column of a form may say."""

from datetime import date

import pytest
from refusal import refused

from rsindicators import Accumulation, Period, Status
from rsindicators.columns import (
    read_accumulation,
    read_day,
    read_decimals,
    read_period,
    read_region,
    read_status,
    read_words,
    region_name,
)
from rsindicators.errors import DefinitionError, NotationError, NumberError, PeriodError, TableError
from rsindicators.table import Cell

KINDS = {"error": "layout.error", "boolean": "submission.boolean", "uncalculated": "layout.uncalculated"}


def cell(text, kind="text"):
    return Cell(text, "A1", kind)


@pytest.mark.parametrize(
    ("text", "kind", "period"),
    [
        ("2023年末", "text", "2023年末"),
        ("2023", "number", "2023年"),
        ("2023-06", "date", "2023年6月"),
        ("2023", "date", "2023年"),
    ],
)
def test_a_period_is_a_text_a_year_or_a_date_shown_without_its_day(text, kind, period):
    assert read_period(cell(text, kind)) == Period.parse(period)


@pytest.mark.parametrize("text", ["2023-12-31", "2023-06-01T00:00:00"])
def test_a_day_is_no_period(text):
    with refused(PeriodError, "submission.date", text):
        read_period(cell(text, "date"))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("叙 永 县", "text", "叙永县"),
        ("５１０５２４", "text", "510524"),
        ("510524", "number", "510524"),
        ("510524.0", "number", "510524"),
        ("市本级", "text", "市本级"),
        ("合计", "text", "合计"),
        ("叙永县、古蔺县", "text", "叙永县、古蔺县"),
    ],
)
def test_a_region_is_a_code_or_a_name(text, kind, name):
    assert read_region(cell(text, kind)) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("510024", "region.code"),
        ("51052", "region.name"),
        ("510524000000", "region.name"),
        ("510524.5", "region.name"),
        ("-1", "region.name"),
        ("叙永县、", "region.name"),
        ("a\x00b", "region.name"),
    ],
)
def test_a_number_that_is_no_code_is_no_region(text, code):
    with refused(DefinitionError, code):
        region_name(text)


@pytest.mark.parametrize("given", [None, 1.5, ["叙永县"]])
def test_a_region_is_a_text(given):
    with refused(DefinitionError, "text.type"):
        region_name(given)


def test_choices_are_read_by_label_or_value():
    assert read_status(cell("快报")) is read_status(cell("preliminary")) is Status.PRELIMINARY
    assert read_accumulation(cell("本年累计")) is Accumulation.YEAR_TO_DATE
    assert read_accumulation(cell("五年累计")) is read_accumulation(cell("累计")) is Accumulation.CUMULATIVE
    assert read_accumulation(cell("本期")) is None


@pytest.mark.parametrize(("read", "named"), [(read_status, "快报"), (read_accumulation, "本年累计")])
def test_what_is_none_of_the_choices_is_refused_with_them(read, named):
    with refused(NotationError, "tabulated.member", "随便") as caught:
        read(cell("随便"))
    assert named in caught.value.line()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023-06-30", "text"),
        ("2023-06-30", "date"),
        ("2023-06-30T08:00:00", "date"),
        ("2023年6月30日", "text"),
        ("2023/6/30", "text"),
        ("２０２３.6.30", "text"),
        ("20230630", "number"),
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(text, kind):
    assert read_day(cell(text, kind)) == date(2023, 6, 30)


@pytest.mark.parametrize("text", ["昨天", "2023年2月30日", "2023-06", "6.30"])
def test_what_is_no_day_is_refused(text):
    with refused(PeriodError, "tabulated.day", text):
        read_day(cell(text))


def test_decimals_are_a_small_number():
    assert [read_decimals(cell(text)) for text in ("0", "2", "12")] == [0, 2, 12]
    for text in ("13", "-1", "1.5", "两位"):
        with refused(NumberError, "figure.decimals", text):
            read_decimals(cell(text))


@pytest.mark.parametrize(
    "read", [read_words, read_period, read_region, read_status, read_accumulation, read_decimals]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_without_words_says_nothing(read, kind):
    with refused(TableError, KINDS[kind]):
        read(cell("#REF!", kind))


def test_words_are_without_the_spaces_around_them():
    assert read_words(cell(" 户籍\n")) == "户籍"
    with refused(TableError, "layout.date", "2023-06-30"):
        read_words(cell("2023-06-30", "date"))
