"""What number cells show: decimals, percentages, units, dates."""

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsindicators.formats.display import shown, understood
from rsindicators.table import Cell


@pytest.mark.parametrize(
    ("stored", "code", "text", "decimals"),
    [
        ("2.2999999999999998", "0.00", "2.30", 2),
        ("2.06", "0.00_ ", "2.06", 2),
        ("12345.6", "#,##0.00", "12345.60", 2),
        ("12345", "#,##0", "12345", 0),
        ("-5", "#,##0.0;[Red]-#,##0.0", "-5.0", 1),
        ("0", '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-', "0.00", 2),
        ("95.02", '_("¥"* #,##0.00_)', "95.02", 2),
        ("95", "[$¥-804]#,##0.00", "95.00", 2),
        ("95", "[$$-409]#,##0.00", "$95.00", 2),
        ("5", "[$€]0", "€5", 0),
        ("0.23399999999999999", "0.0%", "23.4%", 1),
        ("0.07", "0%", "7%", 0),
        ("1.5E-2", "0.0%", "1.5%", 1),
        ("2.06", '0.00"万人"', "2.06万人", 2),
        ("2021", "0年", "2021年", 0),
        ("2021", "0\\年", "2021年", 0),
        ("3", '"第"0"名"', "第3名", 0),
        ("5.2", "0.0‰", "5.2‰", 1),
        ("51", "000000", "000051", 0),
        ("-5", "000.0", "-005.0", 1),
        ("2.3", "+0.0", "2.3", 1),
        ("2.5", "[Blue]0.0", "2.5", 1),
        ("-0.001", "0.00", "0.00", 2),
        ("1.005", "0.00", "1.01", 2),
        ("-2.5", "0", "-3", 0),
        ("5.2", '0.0"*"', "5.2*", 1),
        ("0.234", "0.0 %", "23.4%", 1),
        ("0.234", "0.0\\ %", "23.4%", 1),
    ],
)
def test_the_format_states_the_decimals(stored, code, text, decimals):
    found = shown(float(stored), code)
    assert (found.text, found.kind, found.decimals) == (text, "number", decimals)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        ("2.2999999999999998", "General", "2.3"),
        ("2.3", "G/通用格式", "2.3"),
        ("2.06", 'General"万人"', "2.06万人"),
        ("2.3", "@", "2.3"),
        ("2.3", "", "2.3"),
        ("2.06", "#.##", "2.06"),
        ("2.06", '0.0#"万"', "2.06万"),
        ("0.5", "0.##%", "50%"),
        ("0.5", "# ?/?", "0.5"),
        ("12000", "0.00E+00", "12000"),
        ("20600", '0!.0,"万人"', "20600"),
        ("20600", '0\\.0,"万人"', "20600"),
        ("20600", '0.00,"千人"', "20600"),
        ("20600", '[>=10000]0.0,"万";0', "20600"),
        ("5", "[DBNum1]0", "5"),
        ("5", '"已报"', "5"),
        ("5", ";;;", "5"),
        ("5", ";0.0", "5"),
        ("1.5", "[h]:mm", "1.5"),
        ("1e31", "0.00", "1" + "0" * 31),
        ("0.30000000000000004", "General", "0.3"),
        ("1234567890123456", "General", "1234567890123456"),
        ("0.33333333333333331", "General", "0.3333333333333333"),
        ("-0", "General", "0"),
        ("+.5", "General", "0.5"),
        ("5.", "General", "5"),
        ("2e-3", "General", "0.002"),
    ],
)
def test_where_no_format_states_them_the_decimals_are_unknown(stored, code, text):
    assert shown(float(stored), code) == Cell(text, "", "number")


@pytest.mark.parametrize(
    ("stored", "code", "text", "full"),
    [
        ("0.96333333333333304", "0.00%", "96.33%", "96.3333333333333%"),
        ("2.0637", "0.00", "2.06", "2.0637"),
        ("-0.001", "0.00", "0.00", "-0.001"),
        ("2.3", "0.00", "2.30", ""),
    ],
)
def test_what_is_stored_beyond_what_is_shown_is_kept(stored, code, text, full):
    assert (shown(float(stored), code).text, shown(float(stored), code).stored) == (text, full)


@pytest.mark.parametrize(
    ("stored", "code", "text", "full"),
    [
        ("44286", "yyyy/m/d", "2021-03-31", ""),
        ("44286", 'yyyy"年"m"月"d"日"', "2021-03-31", ""),
        ("44286", "[$-804]yyyy年m月d日;@", "2021-03-31", ""),
        ("44286", 'yyyy"年"m"月"', "2021-03", "2021-03-31"),
        ("44286", "yyyy", "2021", "2021-03-31"),
        ("44286", 'm"月"d"日"', "2021-03-31", ""),
        ("44286", "mmm", "2021-03-31", ""),
        ("44286.5", "yyyy-mm-dd h:mm", "2021-03-31T12:00:00", ""),
        ("44286", "yyyy-mm-dd h:mm", "2021-03-31T00:00:00", ""),
        ("44286.5", "yyyy-mm-dd", "2021-03-31", "2021-03-31T12:00:00"),
        ("0.5", "h:mm", "12:00:00", ""),
        ("44286.5", '上午/下午h"时"mm"分"', "12:00:00", "2021-03-31T12:00:00"),
        ("0.75", "h:mm AM/PM", "18:00:00", ""),
        ("61", "yyyy-mm-dd", "1900-03-01", ""),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_shown(stored, code, text, full):
    assert shown(float(stored), code) == Cell(text, "", "date", stored=full)


def test_days_may_be_counted_from_1904():
    first = datetime(1904, 1, 1)  # noqa: DTZ001 - a calendar's day
    assert shown(42824, "yyyy-mm-dd", first=first).text == "2021-03-31"
    assert shown(60, "yyyy-mm-dd", first=first).text == "1904-03-01"


@pytest.mark.parametrize("stored", [-1, 0.5, 1, 60, 60.5, 2958466, 1e300])
def test_what_is_no_day_of_the_calendar_stays_a_number(stored):
    found = shown(stored, "yyyy-mm-dd")
    assert (found.kind, float(found.text)) == ("number", stored)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_no_format_is_the_float_that_is_stored(value):
    text = shown(value, "General").text
    assert abs(float(text) - value) <= 4 * math.ulp(value)
    assert "e" not in text.lower()


@given(st.integers(-(10**11), 10**11), st.integers(0, 4))
def test_a_printed_number_that_went_through_a_workbook_is_the_same_text(digits, decimals):
    sign, whole = ("-" if digits < 0 else ""), str(abs(digits)).zfill(decimals + 1)
    printed = sign + (f"{whole[:-decimals]}.{whole[-decimals:]}" if decimals else whole)
    stored = format(float(printed), ".17g")
    assert shown(float(stored), "0." + "0" * decimals if decimals else "0") == Cell(
        printed, "", "number", decimals
    )


@given(st.text('0#?.,%;"[]$-_*\\!@GEeyMmdhs/: 年万AM', max_size=20))
def test_any_format_is_understood_or_left_aside(code):
    assert understood(code) is understood(code)
    assert shown(44286.25, code).text
