"""Growth, shares and totals: the published examples, soundness, tightness, refusals."""

from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import based, ends, inside, nearly, power
from hypothesis import assume, given
from hypothesis import strategies as st
from refusal import refused
from strategies import decimals, figures, fitting, truths

import rsindicators as rs
from rsindicators import Bound, Figure, Interval, Verdict
from rsindicators.errors import ComponentError, NumberError, UndefinedResultError, UnitError

PERCENT = power(10, -2)
positive = decimals(lowest=1).filter(lambda value: value >= 1)

# ── published figures (trade rules §2, issue 2) ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("new", "old", "claim", "rounded"),
    [
        ("32.33万人", "24.48万人", "32.07", "32.07%"),
        ("148人年", "98.5人年", "50.1", "50.3%"),
        ("31.8%", "24.2%", "31.4", "31.4%"),
        ("323300人", "24.48万人", "32.07", "32.07%"),
    ],
)
def test_a_published_growth_lies_within_the_rounding_of_its_levels(new, old, claim, rounded):
    grown = rs.growth(new, old)
    assert grown.interval.contains(Decimal(claim))
    places = len(rounded.partition(".")[2]) - 1
    assert str(grown.round(places)) == rounded


def test_a_growth_of_50_1_percent_holds_although_its_point_value_rounds_to_50_3():
    grown = rs.growth("148人年", "98.5人年")
    assert grown.round(1) == Figure("50.3", "%")
    assert inside(Fraction("50.1"), grown.interval)
    assert not inside(Fraction("51"), grown.interval)


def test_the_growth_of_a_percentage_is_not_its_change_in_points():
    assert str(rs.growth("31.8%", "24.2%").round(1)) == "31.4%"
    assert str(Figure("31.8", "%") - Figure("24.2", "%")) == "7.6个百分点"


def test_seven_point_one_five_percent_a_year_from_2016_to_2020_the_base_year_not_counted():
    grown = rs.annual_growth("68987元", "52334元", years=2020 - 2016)
    assert str(grown.round(2)) == "7.15%"
    assert not rs.annual_growth("68987元", "52334元", years=5).interval.contains(Decimal("7.15"))


def test_shares_of_one_stated_whole_are_summed():
    assert str(rs.total(["16.4%", "46.3%"], of="专业技术人才")) == "62.7%"
    assert rs.total(["16.4%", "46.3%", "37.3%"], of="专业技术人才") == Figure("100.0", "%")


def test_printed_amounts_are_summed():
    amounts = ["69.51亿元", "23.82亿元", "417.86亿元"]
    total = rs.total(amounts)
    assert str(total) == "511.19亿元"
    assert total.interval == Interval("511.175", "511.205")


def test_a_part_is_a_percentage_of_its_whole():
    assert str(rs.share("0.128万人", "1.23万人").round(1)) == "10.4%"
    assert str(rs.share("963件", "1000件").round(1)) == "96.3%"
    assert rs.share("963件", "1000件").interval == Interval("96.3", "96.3")
    assert rs.share("323300人", "35.84万人").round(1) == Figure("90.2", "%")
    assert str(rs.share("3%", "4%").round(0)) == "75%"


def test_a_plain_number_is_a_share_of_a_plain_number():
    assert str(rs.share("963", "1000").round(1)) == "96.3%"


# ── growth ───────────────────────────────────────────────────────────────────────────────────────────────


@given(fitting(positive), st.data())
def test_growth_is_sound_and_tight(pair, data):
    new, old = pair
    grown = rs.growth(new, old)
    truth = based(data.draw(truths(new.interval)), new.unit) / based(
        data.draw(truths(old.interval)), old.unit
    )
    assert inside((truth - 1) / PERCENT, grown.interval)
    (low, high), (below, above) = ends(new), ends(old)
    assert nearly(Fraction(grown.interval.lo), (low / above - 1) / PERCENT)
    assert nearly(Fraction(grown.interval.hi), (high / below - 1) / PERCENT)
    exact = based(new.value, new.unit) / based(old.value, old.unit)
    assert nearly(Fraction(grown.value), (exact - 1) / PERCENT)
    assert (grown.unit.symbol, grown.decimals) == ("%", None)


@given(fitting(positive), st.integers(1, 30), st.data())
def test_annual_growth_raised_again_gives_the_growth(pair, years, data):
    new, old = pair
    grown = rs.annual_growth(new, old, years)
    truth = based(data.draw(truths(new.interval)), new.unit) / based(
        data.draw(truths(old.interval)), old.unit
    )

    def raised(percent):
        return (1 + Fraction(percent) * PERCENT) ** years

    assert raised(grown.interval.lo) <= truth <= raised(grown.interval.hi)
    (low, high), (below, above) = ends(new), ends(old)
    assert nearly(raised(grown.interval.lo), low / above)
    assert nearly(raised(grown.interval.hi), high / below)
    assert grown.interval.contains(grown.value)
    assert (grown.unit.symbol, grown.decimals) == ("%", None)


@given(fitting(positive))
def test_over_one_year_the_annual_growth_is_the_growth(pair):
    new, old = pair
    once, plain = rs.annual_growth(new, old, 1), rs.growth(new, old)
    assert nearly(Fraction(once.value), Fraction(plain.value))
    assert nearly(Fraction(once.interval.lo), Fraction(plain.interval.lo))


def test_what_fell_to_nothing_shrank_by_a_hundred_percent():
    assert rs.growth("0人", "5人") == Figure("-100", "%")
    assert rs.annual_growth("0人", "5人", 3) == Figure("-100", "%")


@pytest.mark.parametrize("old", ["0人", "-5人", "0.0万人", "0.00万人", "0.5人", "-2.06万人"])
def test_growth_from_what_is_or_may_be_nothing_is_refused(old):
    if old == "0.5人":
        old = Figure("0", "人", exact=False)
    with refused(UndefinedResultError, "arithmetic.base") as caught:
        rs.growth("5人", old)
    assert "增减量" in caught.value.next("zh")
    assert "change" in caught.value.next("en")
    with refused(UndefinedResultError, "arithmetic.base"):
        rs.annual_growth("5人", old, 4)


def test_annual_growth_to_less_than_nothing_is_refused():
    with refused(UndefinedResultError, "interval.root"):
        rs.annual_growth("-5人", "5人", 4)


@pytest.mark.parametrize("years", [0, -1, 201, True, 4.0, "4", None, 10**100])
def test_years_are_a_whole_number_from_one_on(years):
    with refused(NumberError, "arithmetic.years") as caught:
        rs.annual_growth("68987元", "52334元", years)
    assert "2016到2020年是4" in caught.value.next("zh")
    assert "2016 to 2020 is 4" in caught.value.next("en")


@pytest.mark.parametrize("function", [rs.growth, rs.share, lambda new, old: rs.annual_growth(new, old, 4)])
@pytest.mark.parametrize(
    ("one", "other"),
    [("5人", "5人次"), ("5家", "5户"), ("5%", "5个百分点"), ("5人", "5"), ("5", "5人"), ("5元/人", "5元")],
)
def test_levels_of_different_kinds_are_refused(function, one, other):
    with pytest.raises(UnitError):
        function(one, other)


@pytest.mark.parametrize("function", [rs.growth, rs.share, lambda new, old: rs.annual_growth(new, old, 4)])
def test_a_float_is_refused(function):
    with refused(NumberError, "number.float"):
        function(5.0, "5人")
    with refused(NumberError, "number.float"):
        function("5人", 5.0)


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────


@given(fitting(positive).filter(lambda pair: not pair[0].unit.is_pure), st.data())
def test_a_share_is_sound_and_tight(pair, data):
    part, whole = pair
    share = rs.share(part, whole)
    truth = based(data.draw(truths(part.interval)), part.unit) / based(
        data.draw(truths(whole.interval)), whole.unit
    )
    assert inside(truth / PERCENT, share.interval)
    (low, high), (below, above) = ends(part), ends(whole)
    assert nearly(Fraction(share.interval.lo), low / above / PERCENT)
    assert nearly(Fraction(share.interval.hi), high / below / PERCENT)
    assert (share.unit.symbol, share.decimals) == ("%", None)


@pytest.mark.parametrize("whole", ["0人", "0.0万人"])
def test_a_share_of_what_may_be_nothing_is_refused(whole):
    with refused(UndefinedResultError, "interval.zero"):
        rs.share("5人", whole)


# ── totals ───────────────────────────────────────────────────────────────────────────────────────────────


@given(st.data())
def test_a_total_is_sound_and_tight_in_the_unit_of_the_first(data):
    one, other = data.draw(fitting().filter(lambda pair: pair[0].unit.adds))
    parts = [one, other, *data.draw(st.lists(figures(unit=other.unit), max_size=3))]
    total = rs.total(parts)
    truth = sum(based(data.draw(truths(part.interval)), part.unit) for part in parts)
    assert inside(truth / power(10, one.unit.exponent), total.interval)
    assert total.unit == one.unit
    assert ends(total)[0] == sum(ends(part)[0] for part in parts)
    assert ends(total)[1] == sum(ends(part)[1] for part in parts)


@given(st.lists(decimals(0, 900, 2).filter(lambda value: value <= 10), min_size=1, max_size=9))
def test_shares_add_up_as_numbers_do(values):
    total = rs.total([Figure(value, "%") for value in values], of="人才")
    assert Fraction(total.value) == sum(map(Fraction, values))
    assert total.unit.symbol == "%"


def test_one_figure_is_its_own_total():
    assert rs.total(["5万元/人"]).exact_eq(Figure("5", "万元/人"))
    assert rs.total(["16.4%"]).exact_eq(Figure("16.4", "%"))
    assert rs.total(iter([Figure("2.06", "万人")])).exact_eq(Figure("2.06", "万人"))


def test_a_named_whole_does_no_harm_to_a_sum_of_counts():
    assert rs.total(["5人", "6人"], of="从业人员") == Figure(11, "人")


def test_shares_may_exceed_their_whole_within_rounding_and_no_further():
    assert rs.total(["33.4%", "33.3%", "33.4%"], of="人才") == Figure("100.1", "%")
    with refused(ComponentError, "arithmetic.over_whole", "人才", "100.6%") as caught:
        rs.total(["50.3%", "50.3%"], of="人才")
    assert "互不重叠" in caught.value.next("zh")
    assert "disjoint" in caught.value.next("en")


def test_shares_in_percent_and_in_permille_are_summed_in_the_first_ones_unit():
    assert str(rs.total(["1.5%", "5‰"], of="人才")) == "2.0%"


@pytest.mark.parametrize(
    ("figures_", "of", "kind", "code"),
    [
        ([], None, ComponentError, "arithmetic.empty"),
        ([], "人才", ComponentError, "arithmetic.empty"),
        (["16.4%", "46.3%"], None, UnitError, "unit.shares_do_not_add"),
        (["5元/人", "6元/人"], None, UnitError, "unit.averages_do_not_add"),
        (["5元/人", "6元/人"], "人才", UnitError, "unit.averages_do_not_add"),
        (["5人", "6人次"], None, UnitError, "unit.different"),
        (["16.4%", "5个百分点"], "人才", UnitError, "unit.different"),
        (["16.4%", "5人"], "人才", UnitError, "unit.different"),
        (["16.4%", "0.5"], "人才", UnitError, "unit.share"),
        ([5.0], None, NumberError, "number.float"),
    ],
)
def test_what_does_not_add_is_refused(figures_, of, kind, code):
    with refused(kind, code):
        rs.total(figures_, of=of)


@pytest.mark.parametrize("text", ["5人", "16.4%、46.3%", ""])
def test_one_text_is_no_list_of_figures(text):
    with refused(ComponentError, "arithmetic.text"):
        rs.total(text)


def test_the_refusal_of_a_sum_of_rates_says_how_to_ask_for_it():
    with refused(UnitError, "unit.shares_do_not_add", "rs.total(shares, of="):
        rs.total(["16.4%", "46.3%"])


@given(fitting(positive))
def test_texts_and_figures_mean_the_same(pair):
    new, old = pair
    assume(not new.unit.is_share)
    assert rs.growth(str(new), str(old)).exact_eq(rs.growth(new, old))
    assert rs.annual_growth(str(new), str(old), 4).exact_eq(rs.annual_growth(new, old, 4))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 8))
def test_yearly_growth_of_exact_powers_is_exact(top, bottom, years):
    new, old = Figure(top**years, "人"), Figure(bottom**years, "人")
    grown = rs.annual_growth(new, old, years)
    assert grown.interval.contains(grown.value)


@pytest.mark.parametrize(
    ("new", "old", "years", "rate"), [("1人", "64人", 6, "-50"), ("19487171人", "16384人", 7, "175")]
)
def test_an_exactly_reached_yearly_growth_is_met(new, old, years, rate):
    grown = rs.annual_growth(new, old, years)
    assert grown.value == Decimal(rate)
    assert Bound.parse(f"≥{rate}%").judge(grown).verdict is Verdict.MET


def test_parts_may_not_certainly_exceed_a_whole_that_is_given_as_a_figure():
    assert rs.total(["3人", "2人"], of=Figure(5, "人")) == Figure(5, "人")
    with refused(ComponentError, "arithmetic.over_whole"):
        rs.total(["5人", "3人"], of=Figure(5, "人"))
    assert rs.total(["5人", "3人"], of="某单位") == Figure(8, "人")
