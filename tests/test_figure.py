"""Published numbers: what they mean, how they are read and written, and arithmetic that is sound."""

import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from each import of_each
from exactly import based, ends, inside, nearly, power, rounded
from hypothesis import assume, example, given
from hypothesis import strategies as st
from refusal import refused
from strategies import ALL_UNITS, computed_figures, decimals, figures, fitting, truths

import rsindicators as rs
from rsindicators import Figure, Interval, Unit
from rsindicators.errors import NotationError, NumberError, UndefinedResultError, UnitError

NAMES = {name: getattr(rs, name) for name in rs.__all__} | {"Decimal": Decimal, "Fraction": Fraction}


def interval_of(*args, **kwargs):
    return Figure(*args, **kwargs).interval


# ── what a printed number means ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "unit", "interval"),
    [
        # trade rules §2
        ("2.06", "万人", Interval("2.055", "2.065")),
        ("95.0", "%", Interval("94.95", "95.05")),
        ("95", "%", Interval("94.5", "95.5")),
        (2012, "人", Interval(2012, 2012)),
        (963, "件", Interval(963, 963)),
        ("2029", "家", Interval(2029, 2029)),
        ("2", "万人", Interval("1.5", "2.5")),
        ("68987", "元", Interval("68986.5", "68987.5")),
        ("148", "人年", Interval("147.5", "148.5")),
        ("98.5", "人年", Interval("98.45", "98.55")),
        ("12", "万元/人", Interval("11.5", "12.5")),
        ("5", "", Interval("4.5", "5.5")),
        ("3.0", "人", Interval("2.95", "3.05")),
        ("-2", "件", Interval(-2, -2)),
        ("0", "个百分点", Interval("-0.5", "0.5")),
    ],
)
def test_a_whole_count_in_its_own_unit_is_exact_and_any_other_number_is_rounded(value, unit, interval):
    assert interval_of(value, unit) == interval


def test_the_caller_may_know_better():
    assert interval_of("2.06", "万人", exact=True) == Interval("2.06", "2.06")
    assert interval_of(963, "件", exact=False) == Interval("962.5", "963.5")


def test_ninety_five_and_ninety_five_point_nought_are_equal_and_not_the_same():
    one, other = Figure("95", "%"), Figure("95.0", "%")
    assert one == other
    assert not one.exact_eq(other)
    assert (one.decimals, other.decimals) == (0, 1)
    assert (str(one), str(other)) == ("95%", "95.0%")


def test_a_column_of_one_decimal_holds_95_for_95_point_nought():
    assert Figure(95, "%", decimals=1).exact_eq(Figure("95.0", "%"))
    assert Figure(Decimal(95), "%", decimals=2).exact_eq(Figure("95.00", "%"))


def test_the_value_may_be_a_text_an_int_or_a_decimal():
    assert Figure("963", "件").exact_eq(Figure(963, Unit.parse("件")))
    assert Figure("2.060", "万人").exact_eq(Figure(Decimal("2.060"), "万人"))
    assert Figure("１２，３４５", "人").value == Decimal(12345)
    assert Figure(Decimal("1.2E+3"), "人").exact_eq(Figure(1200, "人"))


@pytest.mark.parametrize(
    ("make", "kind", "code"),
    [
        (lambda: Figure(2.06, "万人"), NumberError, "number.float"),
        (lambda: Figure(True, "人"), NumberError, "number.type"),
        (lambda: Figure(None, "人"), NumberError, "number.type"),
        (lambda: Figure("2.06万人"), NumberError, "number.text"),
        (lambda: Figure(Decimal("NaN"), "人"), NumberError, "number.finite"),
        (lambda: Figure("9" * 19, "人"), NumberError, "number.text"),
        (lambda: Figure("5", "仁"), UnitError, "unit.unknown"),
        (lambda: Figure("5", None), UnitError, "text.type"),
        (lambda: Figure("2.06", "万人", decimals=1), NumberError, "figure.decimals"),
        (lambda: Figure("2.06", "万人", decimals=13), NumberError, "figure.decimals"),
        (lambda: Figure("2.06", "万人", decimals=-1), NumberError, "figure.decimals"),
        (lambda: Figure("2", "万人", decimals=True), NumberError, "figure.decimals"),
        (lambda: Figure("2", "万人", decimals=1.0), NumberError, "figure.decimals"),
        (lambda: Figure("2", "万人", decimals="1"), NumberError, "figure.decimals"),
        (lambda: Figure("2.06", "万人", decimals=None), NumberError, "figure.unrounded"),
        (lambda: Figure("2.06", "万人", interval=Interval(2, 3), decimals=1), NumberError, "figure.decimals"),
    ],
)
def test_what_was_never_printed_is_refused(make, kind, code):
    with refused(kind, code):
        make()


def test_a_computed_figure_carries_the_interval_it_is_given():
    figure = Figure("50.25", "%", decimals=None, interval=Interval("49.6", "50.9"))
    assert (figure.decimals, figure.interval) == (None, Interval("49.6", "50.9"))
    assert Figure("50.3", "%", interval=Interval("49.6", "50.9")).decimals == 1


def test_an_interval_that_is_none_is_refused():
    with refused(NumberError, "figure.interval"):
        Figure("50.3", "%", interval="[49.6, 50.9]")


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2.06万人", Figure("2.06", "万人")),
        ("2.06 万人", Figure("2.06", "万人")),
        ("12，345 人", Figure(12345, "人")),
        ("１２，３４５人", Figure(12345, "人")),
        ("12,345人", Figure(12345, "人")),
        ("1,234,567.8元", Figure("1234567.8", "元")),
        ("1万家", Figure("1", "万家")),
        ("3.5万家", Figure("3.5", "万家")),
        ("95.0％", Figure("95.0", "%")),
        ("4‰", Figure("4", "‰")),
        ("-0.5个百分点", Figure("-0.5", "个百分点")),
        ("−0.5个百分点", Figure("-0.5", "个百分点")),
        ("百分之九十八点五", Figure("98.5", "%")),
        ("千分之三", Figure("3", "‰")),
        ("一点五亿", Figure("1.5", "亿")),
        ("一点五亿元", Figure("1.5", "亿元")),
        ("两千零二十人", Figure(2020, "人")),
        ("三万人", Figure("3", "万人")),
        ("一万五千人", Figure(15000, "人")),
        ("5 1/10万", Figure("5", "1/10万")),
        ("5件/万人", Figure("5", "件/万人")),
        ("12万元/人", Figure("12", "万元/人")),
        ("3人·年", Figure("3", "人·年")),
        ("963", Figure("963")),
        ("  963  ", Figure("963")),
        ("007人", Figure(7, "人")),
        ("+5人", Figure(5, "人")),
    ],
)
def test_a_figure_is_read_as_printed(text, figure):
    assert Figure.parse(text).exact_eq(figure)
    assert Figure.of(text).exact_eq(figure)


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("95.0", "%", Figure("95.0", "%")),
        ("2.06", "万人", Figure("2.06", "万人")),
        ("99%", "%", Figure("99", "%")),
        ("20600人", "万人", Figure(20600, "人")),
        ("3万", "件", Figure("3", "万件")),
        ("3.5亿", "元", Figure("3.5", "亿元")),
        ("3千", "万", Figure("3", "千")),
        ("九十八", "%", Figure("98", "%")),
    ],
)
def test_a_figure_without_a_unit_takes_that_of_its_column(text, unit, figure):
    assert Figure.parse(text, unit=unit).exact_eq(figure)
    assert Figure.parse(" " + text, unit=Unit.parse(unit)).exact_eq(figure)


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "notation.number", 1),
        ("  ", "notation.number", 3),
        ("万人", "notation.numeral", 1),
        ("人", "notation.number", 1),
        ("—", "notation.number", 1),
        ("≥60%", "notation.number", 1),
        ("2.06万人左右", "notation.rest", 7),
        ("2.06万仁", "notation.rest", 6),
        ("1.2.3人", "notation.number", 1),
        ("12,34人", "notation.number", 1),
        ("1e5人", "notation.rest", 2),
        ("9**9**9**9", "notation.rest", 2),
        ("1/2", "notation.rest", 2),
        ("3人 5人", "notation.rest", 4),
        ("①人", "notation.number", 1),
        ("٣人", "notation.number", 1),
        ("二百五人", "notation.numeral", 1),
        ("2.06万人\x00", "notation.rest", 7),
        ("2.\u200b06万人", "notation.rest", 2),
        ("NaN", "notation.number", 1),
        ("1e999999999", "notation.rest", 2),
        ("9" * 19, "notation.size", 1),
        (" 1." + "0" * 13, "notation.size", 2),
        ("2.06万人" + "9" * 19, "notation.rest", 7),
    ],
)
def test_what_cannot_be_read_wholly_is_refused_with_a_caret_under_the_place(text, code, position):
    with refused(NotationError, code) as caught:
        Figure.parse(text)
    assert caught.value.facts["position"] == str(position)
    assert caught.value.where.endswith("^")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("3人次", "万人"), ("95%", "万人"), ("3个百分点", "%"), ("3万", "%"), ("3千", "万人"), ("5万", "亿元")],
)
def test_a_unit_that_does_not_fit_its_column_is_refused(text, unit):
    with pytest.raises(UnitError):
        Figure.parse(text, unit=unit)


@pytest.mark.parametrize("value", [None, 5, 2.06, b"5", ["5"]])
def test_only_a_text_is_parsed(value):
    with refused(NotationError, "text.type"):
        Figure.parse(value)


def test_anything_that_states_a_number_can_stand_for_a_figure():
    figure = Figure("2.06", "万人")
    assert Figure.of(figure) is figure
    assert Figure.of(963, "件").exact_eq(Figure(963, "件"))
    assert Figure.of(Decimal("2.060")).exact_eq(Figure("2.060"))
    assert Figure.of("2.06", "万人").exact_eq(figure)


@pytest.mark.parametrize(
    ("value", "code"),
    [(2.06, "number.float"), (None, "number.type"), (b"5", "number.type"), (True, "number.type")],
)
def test_what_states_no_number_cannot(value, code):
    with refused(NumberError, code):
        Figure.of(value, "万人")


@of_each(ALL_UNITS)
def test_in_every_unit_a_printed_figure_is_read_back_exactly(unit):
    for value in ("2.06", "-12345", "0", "999999999999999999.999999999999"):
        figure = Figure(value, unit)
        assert Figure.parse(str(figure)).exact_eq(figure)


@given(figures(decimals(-(10**17), 10**17, 12)))
def test_a_printed_figure_is_read_back_exactly_however_it_is_typed(figure):
    text = str(figure)
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    with_commas = f"{figure.value:,f} {figure.unit}"
    for typed in (text, " " + text, wide, with_commas):
        assert Figure.parse(typed).exact_eq(figure), typed


@given(st.text(max_size=30) | st.text("0123456789.,-万人%一二十百点分之 /１", max_size=12))
def test_any_text_is_a_figure_that_can_be_read_again_or_refused(text):
    try:
        figure = Figure.parse(text)
    except (NotationError, NumberError, UnitError):
        return
    assert Figure.parse(str(figure)).exact_eq(figure)


@given(st.text("0123456789.,-+ 万人%", max_size=12))
def test_a_space_before_a_text_changes_nothing(text):
    def read(typed):
        try:
            return repr(Figure.parse(typed))
        except (NotationError, NumberError, UnitError) as error:
            return error.code

    assert read(text) == read(" " + text)


# ── other units ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "unit", "converted"),
    [
        (Figure("2.06", "万人"), "人", "20600人"),
        (Figure("20600", "人"), "万人", "2.0600万人"),
        (Figure("95", "%"), "‰", "950‰"),
        (Figure("0.95", "倍"), "%", "95%"),
        (Figure("12.5", "万元/人"), "元/人", "125000元/人"),
        (Figure("5", "1/10万"), "‰", "0.05‰"),
        (Figure("3", "万"), "", "30000"),
        (Figure("3", "名"), "位", "3位"),
        (Figure("2", "人年"), "人·年", "2人·年"),
    ],
)
def test_conversion_shifts_the_point(figure, unit, converted):
    assert str(figure.to(unit)) == converted
    assert figure.to(Unit.parse(unit)).exact_eq(figure.to(unit))


def test_conversion_never_makes_an_interval_exact():
    figure = Figure("2.06", "万人").to("人")
    assert (figure.value, figure.decimals, figure.interval) == (Decimal(20600), 0, Interval(20550, 20650))
    assert figure == Figure(20600, "人")
    assert not figure.exact_eq(Figure(20600, "人"))


def test_a_figure_can_be_relabelled_in_a_unit_that_means_the_same():
    figure = Figure("1.5", "万家").relabelled(Unit.parse("户"))
    assert (str(figure), figure.interval) == ("15000户", Interval(14500, 15500))


def test_a_figure_in_its_own_unit_is_itself():
    figure = Figure("2.06", "万人")
    assert figure.to("万人") is figure


@pytest.mark.parametrize(
    ("figure", "unit", "code"),
    [
        (Figure(5, "人"), "人次", "unit.different"),
        (Figure("95", "%"), "个百分点", "unit.different"),
        (Figure("0.95"), "%", "unit.share"),
        (Figure("0.95"), "人", "unit.missing"),
        (Figure("95", "%"), "", "unit.different"),
        (Figure("95", "%"), "仁", "unit.unknown"),
    ],
)
def test_conversion_across_kinds_is_refused(figure, unit, code):
    with refused(UnitError, code):
        figure.to(unit)


def test_a_bare_ratio_is_no_percentage_and_the_message_says_what_to_write():
    with refused(UnitError, "unit.share", "0.95", "95%", 'Figure("0.95", "倍").to("%")'):
        Figure("0.95").to("%")
    assert Figure("0.95", "倍").to("%") == Figure("95", "%")


@given(fitting())
def test_conversion_and_its_inverse_are_exact(pair):
    figure, unit = pair[0], pair[1].unit
    there = figure.to(unit)
    assert based(there.value, unit) == based(figure.value, figure.unit)
    assert ends(there) == ends(figure)
    back = there.to(figure.unit)
    assert (back.value, back.interval, back.unit) == (figure.value, figure.interval, figure.unit)
    assert back.decimals >= figure.decimals
    assert there == figure == back


# ── sound arithmetic ─────────────────────────────────────────────────────────────────────────────────────


def test_the_difference_of_two_percentages_is_in_points():
    difference = Figure("31.8", "%") - Figure("24.2", "%")
    assert str(difference) == "7.6个百分点"
    assert difference.interval == Interval("7.5", "7.7")
    assert Figure("24.2", "%") + difference == Figure("31.8", "%")
    assert Figure("31.8", "%") - difference == Figure("24.2", "%")
    assert difference + Figure("24.2", "%") == Figure("31.8", "%")


@pytest.mark.parametrize(
    ("operation", "code", "advice"),
    [
        (lambda: Figure("16.4", "%") + Figure("46.3", "%"), "unit.shares_do_not_add", "rs.total("),
        (lambda: Figure(5, "人") + Figure(5, "人次"), "unit.different", "人次"),
        (lambda: Figure(5, "人") - Figure(5, "家"), "unit.different", ""),
        (lambda: Figure(5, "人") + Figure("5"), "unit.missing", "2.06人"),
        (lambda: Figure("5", "万元/人") + Figure("5", "万元/人"), "unit.averages_do_not_add", ""),
        (lambda: Figure("5", "个百分点") - Figure("5", "%"), "unit.different", ""),
    ],
)
def test_a_wrong_sum_is_refused_and_told_what_to_do_instead(operation, code, advice):
    with refused(UnitError, code) as caught:
        operation()
    assert advice in caught.value.next("zh")
    assert advice in caught.value.next("en")


@pytest.mark.parametrize(
    ("result", "value", "unit", "decimals"),
    [
        (Figure("69.51", "亿元") + Figure("23.82", "亿元") + Figure("417.86", "亿元"), "511.19", "亿元", 2),
        (Figure("2.06", "万人") + Figure("0.5", "万人"), "2.56", "万人", 2),
        (Figure("2.06", "万人") + Figure(50, "人"), "2.0650", "万人", 4),
        (Figure(50, "人") + Figure("2.06", "万人"), "20650", "人", 0),
        (Figure("2.06", "万人") - Figure("2.06", "万人"), "0.00", "万人", 2),
        (Figure("5", "%") - Figure("2", "‰"), "4.8", "个百分点", 1),
        (3 * Figure("2.06", "万人"), "6.18", "万人", None),
        (Figure("2.06", "万人") * Decimal("0.5"), "1.03", "万人", None),
        (Figure("90.2", "%") * Figure("35.84", "万人"), "32.32768", "万人", None),
        (Figure("12", "万元/人") * Figure("3", "万人"), "3600000000", "元", None),
        (Figure("3", "亿元") / Figure("2", "万人"), "1.5", "亿元/万人", None),
        (Figure("3", "万人") / Figure("2", "人"), "15000", "倍", None),
        (Figure(963, "件") / 1000, "0.963", "件", None),
        (Figure("6", "人年") / Figure("2", "年"), "3", "人", None),
        (Figure("3") / Figure("2"), "1.5", "", None),
        (Figure("3", "万") / Figure("2"), "15000", "", None),
        (Figure("3", "万") * Figure("2"), "6", "万", None),
        (-Figure("2.06", "万人"), "-2.06", "万人", 2),
    ],
)
def test_values_units_and_decimals_of_results(result, value, unit, decimals):
    assert (result.value, result.unit, result.decimals) == (Decimal(value), Unit.parse(unit), decimals)


@pytest.mark.parametrize(
    ("operation", "error"),
    [
        (lambda f: f + 1, TypeError),
        (lambda f: f - "1人", TypeError),
        (lambda f: 1 + f, TypeError),
        (lambda f: f < 5, TypeError),
        (lambda f: f >= "5人", TypeError),
        (lambda f: f * 1.5, NumberError),
        (lambda f: 1.5 * f, NumberError),
        (lambda f: f / 1.5, NumberError),
        (lambda f: f * True, NumberError),
        (lambda f: f * None, NumberError),
    ],
)
def test_a_bare_number_neither_adds_nor_compares_and_a_float_does_not_multiply(operation, error):
    with pytest.raises(error):
        operation(Figure(5, "人"))


@pytest.mark.parametrize(
    ("divisor", "code"),
    [
        (Figure(0, "人"), "interval.zero"),
        (Figure("0.0", "万人"), "interval.zero"),
        (Figure("0", "%"), "interval.zero"),
        (0, "interval.zero"),
        (Figure("0", "%", interval=Interval(1, 2)), "figure.zero"),
    ],
)
def test_a_divisor_that_is_or_may_be_zero_is_refused(divisor, code):
    with refused(UndefinedResultError, code):
        Figure(5, "人") / divisor


adding = fitting().filter(lambda pair: pair[0].unit.adds)
nonzero = decimals().filter(lambda value: abs(value.as_tuple().exponent) < 5 and value.copy_abs() >= 2)


@given(adding, st.data())
def test_a_sum_is_sound_and_tight(pair, data):
    one, other = pair
    result = one + other
    truth = based(data.draw(truths(one.interval)), one.unit) + based(
        data.draw(truths(other.interval)), other.unit
    )
    assert inside(truth / power(10, result.unit.exponent), result.interval)
    assert ends(result) == (ends(one)[0] + ends(other)[0], ends(one)[1] + ends(other)[1])
    assert based(result.value, result.unit) == based(one.value, one.unit) + based(other.value, other.unit)


@given(fitting(), st.data())
def test_a_difference_is_sound_and_tight(pair, data):
    one, other = pair
    result = one - other
    truth = based(data.draw(truths(one.interval)), one.unit) - based(
        data.draw(truths(other.interval)), other.unit
    )
    assert inside(truth / power(10, result.unit.exponent), result.interval)
    assert ends(result) == (ends(one)[0] - ends(other)[1], ends(one)[1] - ends(other)[0])
    assert based(result.value, result.unit) == based(one.value, one.unit) - based(other.value, other.unit)


@given(figures(), figures(), st.data())
def test_a_product_is_sound_and_tight(one, other, data):
    result = one * other
    truth = based(data.draw(truths(one.interval)), one.unit) * based(
        data.draw(truths(other.interval)), other.unit
    )
    assert inside(truth / power(10, result.unit.exponent), result.interval)
    corners = [a * b for a in ends(one) for b in ends(other)]
    assert nearly(ends(result)[0], min(corners))
    assert nearly(ends(result)[1], max(corners))
    assert based(result.value, result.unit) == based(one.value, one.unit) * based(other.value, other.unit)


@given(figures(), figures(nonzero), st.data())
def test_a_quotient_is_sound_and_tight(one, other, data):
    result = one / other
    truth = based(data.draw(truths(one.interval)), one.unit) / based(
        data.draw(truths(other.interval)), other.unit
    )
    assert inside(truth / power(10, result.unit.exponent), result.interval)
    corners = [a / b for a in ends(one) for b in ends(other)]
    scale = power(10, result.unit.exponent)
    assert nearly(ends(result)[0] / scale, min(corners) / scale)
    assert nearly(ends(result)[1] / scale, max(corners) / scale)
    exact = based(one.value, one.unit) / based(other.value, other.unit)
    assert nearly(based(result.value, result.unit) / scale, exact / scale)


@given(figures(), st.integers(-(10**6), 10**6), st.data())
def test_a_bare_number_is_an_exact_factor(figure, factor, data):
    assume(factor and not figure.unit.is_pure)
    truth = data.draw(truths(figure.interval))
    assert inside(truth * factor, (figure * factor).interval)
    assert inside(truth * factor, (factor * figure).interval)
    assert inside(truth / factor, (figure / factor).interval)
    assert (figure * factor).unit == (figure / factor).unit == figure.unit


STEPS = {
    "plus": lambda f, g: f + g,
    "minus": lambda f, g: f - g,
    "thrice": lambda f, g: f * 3,
    "third": lambda f, g: f / 3,
    "scaled": lambda f, g: f.to(g.unit),
    "rounded": lambda f, g: f.round(1),
    "negated": lambda f, g: -f,
}
TRUE_STEPS = {
    "plus": lambda f, g: f + g,
    "minus": lambda f, g: f - g,
    "thrice": lambda f, g: f * 3,
    "third": lambda f, g: f / 3,
    "scaled": lambda f, g: f,
    "rounded": lambda f, g: f,
    "negated": lambda f, g: -f,
}


@given(adding, st.lists(st.sampled_from(sorted(TRUE_STEPS)), min_size=1, max_size=6), st.data())
def test_a_chain_of_steps_stays_sound(pair, steps, data):
    figure, other = pair
    truth = based(data.draw(truths(figure.interval)), figure.unit)
    true_other = based(data.draw(truths(other.interval)), other.unit)
    for step in steps:
        figure, truth = STEPS[step](figure, other), TRUE_STEPS[step](truth, true_other)
        assert inside(truth / power(10, figure.unit.exponent), figure.interval)


# ── rounding ─────────────────────────────────────────────────────────────────────────────────────────────


@given(computed_figures() | figures(), st.integers(0, 12))
def test_rounding_changes_value_and_decimals_and_never_the_interval(figure, places):
    for half_even in (False, True):
        result = figure.round(places, half_even=half_even)
        assert (result.decimals, result.interval, result.unit) == (places, figure.interval, figure.unit)
        assert Fraction(result.value) == rounded(Fraction(figure.value), places, half_even=half_even)
        assert result.value.as_tuple().exponent == -places


def test_rounding_is_half_up_unless_gb_t_8170_is_asked_for():
    assert Figure("2.45", "%").round(1) == Figure("2.5", "%")
    assert Figure("2.45", "%").round(1, half_even=True) == Figure("2.4", "%")
    assert Figure("-2.45", "%").round(1) == Figure("-2.5", "%")


@pytest.mark.parametrize(
    ("decimals", "code"),
    [
        (-1, "figure.decimals"),
        (13, "figure.decimals"),
        (True, "figure.decimals"),
        (1.0, "figure.decimals"),
        ("1", "figure.decimals"),
        (None, "figure.decimals"),
    ],
)
def test_a_number_of_decimals_is_0_to_12(decimals, code):
    with refused(NumberError, code):
        Figure("2.06", "万人").round(decimals)


def test_a_result_beyond_any_use_is_refused():
    figure = Figure("9" * 18, "万亿人")
    with refused(NumberError, "number.size"):
        for _ in range(20):
            figure = figure * Figure("9" * 18)
    tiny = Figure("0.000000000001", "%", exact=True)
    with refused(NumberError, "number.size"):
        for _ in range(20):
            tiny = tiny * tiny


# ── comparison ───────────────────────────────────────────────────────────────────────────────────────────


def test_ten_thousand_people_are_ten_thousand_people_in_any_unit():
    assert Figure("1", "万人") == Figure(10000, "人")
    assert hash(Figure("1", "万人")) == hash(Figure(10000, "人")) == hash(Figure("1.0", "万人"))
    assert {Figure("1", "万人"): "same"}[Figure(10000, "人")] == "same"
    assert Figure("0.95", "倍") == Figure("95", "%") == Figure("950", "‰")
    assert len({Figure("0.95", "倍"), Figure("95", "%"), Figure("950", "‰")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Figure(5, "人"), Figure(5, "人次")),
        (Figure("95", "%"), Figure("95", "个百分点")),
        (Figure("0.95"), Figure("95", "%")),
        (Figure(5, "家"), Figure(5, "户")),
        (Figure(5, "人"), 5),
        (Figure(5, "人"), "5人"),
        (Figure("5"), 5),
        (Figure("5"), Decimal(5)),
    ],
)
def test_figures_of_different_kinds_are_not_equal(one, other):
    assert one != other
    assert not one.exact_eq(other)


@given(fitting())
def test_order_and_equality_are_those_of_the_values_in_base_units(pair):
    one, other = pair
    mine, others = based(one.value, one.unit), based(other.value, other.unit)
    assert (one < other) == (mine < others)
    assert (one <= other) == (mine <= others)
    assert (one > other) == (mine > others)
    assert (one >= other) == (mine >= others)
    assert (one == other) == (mine == others)
    assert one != other or hash(one) == hash(other)


@given(fitting())
def test_equal_figures_in_two_units_are_one_key(pair):
    figure, unit = pair[0], pair[1].unit
    assert {figure: 1}[figure.to(unit)] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Figure(5, "人"), Figure(5, "人次")),
        (Figure("0.95"), Figure("95", "%")),
        (Figure("5", "%"), Figure("5", "个百分点")),
    ],
)
def test_figures_of_different_kinds_have_no_order(one, other):
    for compare in (lambda: one < other, lambda: one >= other, lambda: max(one, other)):
        with pytest.raises(UnitError):
            compare()


def test_exactly_the_same_means_unit_decimals_and_interval_too():
    figure = Figure("2.06", "万人")
    assert figure.exact_eq(Figure("2.06", "万人"))
    for other in (
        Figure("2.07", "万人"),
        Figure("2.060", "万人"),
        Figure("20600", "人"),
        Figure("2.06", "万名"),
        Figure("2.06", "万人", exact=True),
        "2.06万人",
        None,
    ):
        assert not figure.exact_eq(other)


# ── a value ──────────────────────────────────────────────────────────────────────────────────────────────


@given(figures(decimals(-(10**17), 10**17, 12)) | computed_figures())
@example(Figure("0.0000001", "%"))
@example(Figure("0.000000000001", "万元/人"))
@example(Figure(1, "张").to("万亿张"))
@example(Figure(0, "人").to("万亿人"))
@example(-Figure(0, "人"))
def test_it_survives_repr_and_pickle_exactly(figure):
    for again in (eval(repr(figure), NAMES), pickle.loads(pickle.dumps(figure))):
        assert again.exact_eq(figure)
        assert hash(again) == hash(figure)
        assert (str(again), repr(again)) == (str(figure), repr(figure))


def test_its_repr_is_the_same_whatever_the_callers_context_writes():
    figure = Figure("0.000000000001", "%") / 1000
    shown = repr(figure)
    with localcontext() as context:
        context.capitals = 0
        assert repr(figure) == shown
        assert eval(repr(figure), NAMES).exact_eq(figure)


@pytest.mark.parametrize("exact", [True, False])
@given(figure=figures(decimals(-(10**17), 10**17, 12)))
def test_a_decreed_figure_survives_repr_and_pickle_exactly(exact, figure):
    figure = Figure(figure.value, figure.unit, exact=exact)
    assert eval(repr(figure), NAMES).exact_eq(figure)
    assert pickle.loads(pickle.dumps(figure)).exact_eq(figure)


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure("2.06", "万人"), "Figure('2.06', '万人')"),
        (Figure("963"), "Figure('963')"),
        (Figure(963, "件"), "Figure('963', '件')"),
        (Figure("2.06", "万人", exact=True), "Figure('2.06', '万人', exact=True)"),
        (Figure("2.06", "万人").to("人"), "Figure('20600', '人', interval=Interval('20550', '20650'))"),
        (
            Figure(5, "人") / Figure(2, "人"),
            "Figure('2.5', '倍', decimals=None, interval=Interval('2.5', '2.5'))",
        ),
    ],
)
def test_its_repr_shows_a_computed_interval(figure, shown):
    again = eval(shown, NAMES)
    assert again.exact_eq(figure)
    assert repr(figure).replace("2.055E+4", "20550").replace("2.065E+4", "20650") == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure("2.060", "万人"), "2.060万人"),
        (Figure("-0.5", "个百分点"), "-0.5个百分点"),
        (Figure("5", "1/10万"), "5 1/10万"),
        (Figure("0.5"), "0.5"),
        (Figure("0.000000000001", "%"), "0.000000000001%"),
        (Figure(1, "家") / Figure(3, "家"), "≈0.333333倍"),
        (Figure(2, "家") / Figure(3, "家"), "≈0.666667倍"),
        (Figure(1, "家") / Figure(4, "家"), "0.25倍"),
        (Figure(1, "家") / Figure(3_000_000_000, "家"), "≈0倍"),
        (Figure(10**17, "家") / Figure(1, "人") * 1000, "100000000000000000000家/人"),
    ],
)
def test_it_is_shown_as_printed_and_an_unrounded_value_to_six_decimals(figure, shown):
    assert str(figure) == shown


def test_a_figure_knows_whether_it_can_be_read_back_and_whether_it_was_printed():
    printed = Figure("2.06", "万人")
    assert (printed.is_readable, printed.is_printed) == (True, True)
    decreed = Figure("2.06", "万人", exact=True)
    assert (decreed.is_readable, decreed.is_printed) == (True, False)
    converted = printed.to("人")
    assert (converted.is_readable, converted.is_printed) == (True, False)
    unrounded = printed / 3
    assert (unrounded.is_readable, unrounded.is_printed) == (False, False)
    long = Figure("0.000000000001", "人").to("亿人")
    assert (long.is_readable, long.is_printed) == (False, False)
    large = Figure("9" * 18, "亿人").to("人")
    assert (large.is_readable, large.is_printed) == (False, False)


@given(computed_figures())
def test_what_can_be_read_back_is_read_back_with_its_value(figure):
    assume(figure.is_readable)
    again = Figure.parse(str(figure))
    assert (again.value, again.decimals, again.unit) == (figure.value, figure.decimals, figure.unit)


def test_it_cannot_be_changed():
    figure = Figure("2.06", "万人")
    with pytest.raises(AttributeError):
        figure.value = Decimal(3)
    with pytest.raises(AttributeError):
        figure.note = "new"


def test_a_sum_with_a_bare_number_says_what_to_write_in_either_order():
    for one, two in (("0.95", "1%"), ("1%", "0.95")):
        with refused(UnitError, "unit.share", "95%"):
            Figure.parse(one) + Figure.parse(two)
        with refused(UnitError, "unit.share", "95%"):
            Figure.parse(one) - Figure.parse(two)
    with refused(UnitError, "unit.missing", "万人"):
        Figure.parse("2.06") + Figure.parse("1万人")
