"""Numbers and units where they stand in a text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Unit
from rsindicators.errors import NotationError, NumberError, UnitError
from rsindicators.number import plain, spelled_out
from rsindicators.numeral import column_unit, read_number, read_unit, spelled
from rsindicators.text import Scanner

# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "number", "unit", "rest"),
    [
        ("2.06万人", "2.06", None, "万人"),
        ("  １２，３４５ 人", "12345", None, " 人"),
        ("-0.5%", "-0.5", None, "%"),
        ("一点五亿", "1.5", None, "亿"),
        ("三百二十五万人", "325", None, "万人"),
        ("五亿元", "5", None, "亿元"),
        ("一万亿元", "1", None, "万亿元"),
        ("一万五千人", "15000", None, "人"),
        ("十二家", "12", None, "家"),
        ("百分之九十八点五", "98.5", "%", ""),
        ("百分之一百二十", "120", "%", ""),
        ("百分之百", "100", "%", ""),
        ("百分之五以上", "5", "%", "以上"),
        ("千分之三点二", "3.2", "‰", ""),
    ],
)
def test_a_number_is_read_up_to_its_unit(text, number, unit, rest):
    scanner = Scanner(text)
    value, own = read_number(scanner)
    assert plain(value) == number
    assert own == (None if unit is None else Unit.parse(unit))
    assert scanner.folded[scanner.position :] == rest


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "notation.number", 1),
        ("  人", "notation.number", 3),
        ("百分之", "notation.number", 1),
        ("百分之98.5", "notation.number", 1),
        ("百分之人", "notation.number", 1),
        ("二百五", "notation.numeral", 1),
        (" 万人", "notation.numeral", 2),
        ("百分之二百五", "notation.numeral", 1),
        ("千分之百", "notation.numeral", 1),
        ("9" * 19, "notation.size", 1),
        ("  -1." + "0" * 13, "notation.size", 3),
        ("百分之" + "9" * 19, "notation.number", 1),
    ],
)
def test_what_is_no_number_is_refused_with_its_place(text, code, position):
    with refused(NotationError, code) as caught:
        read_number(Scanner(text))
    assert caught.value.facts["position"] == str(position)


@pytest.mark.parametrize("text", ["1," + ",".join(["000"] * 20), "一亿亿亿零一人"])
def test_a_number_too_large_to_print_is_refused(text):
    with refused(NumberError, "number.size"):
        read_number(Scanner(text))


@given(st.integers(0, 10**12), st.sampled_from(["人", "家次", "元"]))
def test_a_numeral_spelled_in_full_means_its_number(number, unit):
    numeral = spelled_out(number)
    assume(len(numeral) <= 18)
    scanner = Scanner(numeral + unit)
    value, _ = read_number(scanner)
    scaled = read_unit(scanner)
    assert scanner.done
    assert int(value) * 10**scaled.exponent == number


@pytest.mark.parametrize(
    "text",
    [
        "一十二万三千四百五十六亿零六百七十八万人",  # eighteen signs before 万人
        "一点" + "五" * 13,
        "一点五点五",
        "一点五十",
    ],
)
def test_a_numeral_too_long_or_too_strange_to_read_is_not_read_in_part(text):
    with refused(NotationError, "notation.number"):
        read_number(Scanner(text))


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("人次以上", "人次", "以上"),
        ("  万元/人", "万元/人", ""),
        ("人年内", "人年", "内"),
        ("1/10万", "1/10万", ""),
        ("个百分点", "个百分点", ""),
        ("千万人", "千万人", ""),
        (" 以上", "", " 以上"),
        ("", "", ""),
        ("1万", "", "1万"),
    ],
)
def test_the_longest_unit_is_read_or_none(text, unit, rest):
    scanner = Scanner(text)
    assert read_unit(scanner) == Unit.parse(unit)
    assert scanner.folded[scanner.position :] == rest


@pytest.mark.parametrize(
    ("own", "column", "unit"),
    [
        ("", None, ""),
        ("人", None, "人"),
        ("人", "人", "人"),
        ("", "万人", "万人"),
        ("", "%", "%"),
        ("人", "万人", "人"),
        ("‰", "%", "‰"),
        ("万", "件", "万件"),
        ("亿", "元", "亿元"),
        ("万", "", "万"),
        ("千", "万", "千"),
        ("万", "亿", "万"),
    ],
)
def test_a_number_takes_the_unit_of_its_column_unless_it_has_one_that_fits(own, column, unit):
    of_column = None if column is None else Unit.parse(column)
    assert column_unit(Unit.parse(own), of_column) == Unit.parse(unit)


@pytest.mark.parametrize(
    ("own", "column", "code"),
    [
        ("人次", "万人", "unit.different"),
        ("%", "万人", "unit.different"),
        ("个百分点", "%", "unit.different"),
        ("万", "万人", "unit.missing"),
        ("千", "万人", "unit.missing"),
        ("万", "亿元", "unit.missing"),
        ("万", "%", "unit.share"),
    ],
)
def test_a_unit_that_does_not_fit_its_column_is_refused(own, column, code):
    with refused(UnitError, code):
        column_unit(Unit.parse(own), Unit.parse(column))


def test_a_unit_that_begins_with_a_digit_stands_apart_from_the_number():
    assert spelled("2.06", Unit.parse("万人")) == "2.06万人"
    assert spelled("5", Unit.parse("1/10万")) == "5 1/10万"
    assert spelled("5", Unit.parse("")) == "5"
