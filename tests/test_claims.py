"""Claims against their figures: what agrees, what rounding explains, what is left open, and the slips."""

import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import inside, rounded
from hypothesis import assume, given
from hypothesis import strategies as st
from published_tables import rows
from refusal import refused

from rsindicators import Bound, Composition, Figure, Interval, Portion, growth
from rsindicators.claims import TAKES, Claim, check_claim, not_checkable
from rsindicators.errors import ComponentError, NotationError, NumberError, RSIndicatorsError, UnitError
from rsindicators.kinds import Agreement, Claimed
from rsindicators.slips import Slip

EXACT, WITHIN = Agreement.EXACT, Agreement.WITHIN_ROUNDING
TRUNCATED, CONTRADICTED, OPEN = Agreement.TRUNCATED, Agreement.CONTRADICTED, Agreement.NOT_CHECKABLE


# ── what the documents claim ─────────────────────────────────────────────────────────────────────────────


def arguments(row):
    """The arguments of a row of published claims; an empty cell is not printed."""
    given_ = {name: row[name] or None for name in ("new", "old", "part", "whole")}
    given_["years"] = int(row["years"]) if row["years"] else None
    given_["parts"] = row["parts"].split("+") if row["parts"] else None
    return given_ | {"comparable": bool(row["comparable"])}


@pytest.mark.parametrize("row", rows("claims"), ids=lambda row: f"{row['claimed']} {row['agreement']}")
def test_a_published_claim_agrees_with_its_figures_as_far_as_they_are_printed(row):
    claim = check_claim(row["claimed"], row["kind"], **arguments(row))
    assert claim.agreement.value == row["agreement"]
    assert claim.reason == row["reason"]
    assert (claim.slip.code if claim.slip else "") == row["slip"]


def test_the_growth_of_the_insured_is_computed_unrounded_and_with_its_interval():
    claim = check_claim("32.07%", "growth", new="32.33万人", old="24.48万人")
    assert claim.computed.decimals is None
    assert inside(Fraction(785, 2448) * 100, claim.computed.interval)
    assert claim.interval == claim.computed.interval
    assert claim.inputs == (("new", Figure("32.33", "万人")), ("old", Figure("24.48", "万人")))


def test_four_years_give_the_yearly_growth_of_wages_and_five_are_named_as_the_mistake():
    wages = {"new": "68987元", "old": "52334元"}
    assert check_claim("7.15%", "annual_growth", years=4, **wages).slip is None
    mistaken = check_claim("7.15%", "annual_growth", years=5, **wages)
    assert mistaken.slip == Slip("years", 4)
    assert "4年" in mistaken.say()
    assert "4 years" in mistaken.say("en")


def test_a_mismatch_of_money_is_left_open_with_the_nominal_interval():
    claim = check_claim("8%", "annual_growth", new="1500亿元", old="1000亿元", years=5)
    assert claim.interval.within(Interval("8.42", "8.47"))
    assert claim.interval.contains("8.447")
    assert "现价" in claim.say()
    assert "≈8.447" in claim.say()


def test_a_whole_percentage_of_money_at_current_prices_is_a_rounded_result():
    levels = {"old": "1000亿元", "years": 5, "words": "按现价计算"}
    assert check_claim("8%", "annual_growth", new="1500亿元", **levels).agreement is EXACT
    assert check_claim("8%", "annual_growth", new="1600亿元", **levels).agreement is CONTRADICTED


def test_a_figure_keeps_its_own_interval_where_a_text_of_a_yearly_rate_is_read_as_decreed():
    levels = {"new": "1500亿元", "old": "1000亿元", "years": 5}
    assert check_claim(Figure("8", "%"), "annual_growth", **levels).agreement is EXACT
    decreed = Figure("8", "%", exact=True)
    assert check_claim(decreed, "annual_growth", comparable=True, **levels).agreement is CONTRADICTED
    assert check_claim("8.4%", "annual_growth", **levels).agreement is EXACT
    assert check_claim("8%", "growth", new="1084亿元", old="1000亿元").agreement is EXACT
    assert check_claim("8%", "annual_growth", new="1500万人", old="1000万人", years=5).agreement is EXACT
    assert check_claim("8%以上", "annual_growth", **levels).agreement is EXACT
    assert check_claim("100亿元", "annual_growth", **levels).agreement is EXACT


def test_a_match_of_money_needs_no_word_on_prices():
    assert (
        check_claim("7.2%", "annual_growth", new="16.6万元/人", old="11.7万元/人", years=5).agreement is EXACT
    )
    near = check_claim("7.3%", "annual_growth", new="16.6万元/人", old="11.7万元/人", years=5)
    assert near.agreement is WITHIN


@pytest.mark.parametrize(
    "words", ["可比价", "按不变价计算", "实际增长", "同口径", "扣除价格因素", "按可比口径"]
)
def test_comparable_terms_do_not_follow_from_the_printed_levels(words):
    claim = check_claim("32.07%", "growth", new="32.33万人", old="24.48万人", words=words)
    assert (claim.agreement, claim.reason, claim.slip) == (OPEN, "claim.terms", None)
    assert claim.interval.contains("32.07")
    vouched = check_claim("32.07%", "growth", new="32.33万人", old="24.48万人", words=words, comparable=True)
    assert vouched.agreement is EXACT


def test_a_share_has_no_prices_to_be_compared_at():
    assert check_claim("95.6%", "share", part="32.5万人", whole="34万人", words="实际").agreement is EXACT


def test_a_slip_of_years_tells_of_money_only_where_the_claim_is_fine_enough():
    levels = {"new": "16.6万元/人", "old": "11.7万元/人"}
    coarse = check_claim("7.2%", "annual_growth", years=4, **levels)
    assert (coarse.agreement, coarse.reason, coarse.slip) == (OPEN, "claim.prices", Slip("years", 5))
    fine = check_claim("7.25%", "annual_growth", years=4, **levels)
    assert (fine.agreement, fine.slip) == (CONTRADICTED, Slip("years", 5))
    other = check_claim("41.88%", "annual_growth", years=4, **levels)
    assert (other.agreement, other.slip) == (OPEN, Slip("total"))


# ── what agrees ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_cut_off_is_a_remark_of_its_own():
    cut = check_claim("97.9%", "share", part="9798人", whole="10000人")
    assert (cut.agreement, cut.slip) == (TRUNCATED, None)
    assert "截尾" in cut.say()


def test_money_cut_off_is_left_open_too():
    assert check_claim("97.9%", "growth", new="19798.0元", old="10000.0元").reason == "claim.prices"
    cut = check_claim("97.9%", "growth", new="19798.0元", old="10000.0元", words="现价")
    assert cut.agreement is TRUNCATED


def test_a_whole_count_is_claimed_exactly():
    assert check_claim("12人", "sum", parts=["5人", "7人"]).agreement is EXACT
    assert check_claim("13人", "sum", parts=["5人", "7人"]).agreement is CONTRADICTED
    assert check_claim("5111923人", "sum", parts=["69.51万人", "441.68万人"]).agreement is WITHIN


def test_a_mean_is_rounded_even_in_whole_units():
    claim = check_claim("100人", "annual_growth", new="2019人", old="1518人", years=5)
    assert (claim.agreement, claim.computed.value) == (EXACT, Decimal("100.2"))
    assert (
        check_claim("101人", "annual_growth", new="2019人", old="1518人", years=5).agreement is CONTRADICTED
    )
    points = check_claim("1.52个百分点", "annual_growth", new="31.8%", old="24.2%", years=5)
    assert (points.agreement, str(points.computed)) == (EXACT, "1.52个百分点")


def test_a_computed_figure_can_be_claimed_as_it_is():
    grown = growth("32.33万人", "24.48万人")
    assert check_claim(grown, "growth", new="32.33万人", old="24.48万人").agreement is EXACT
    mean = (Figure("2019", "人") - Figure("1518", "人")) / 5
    assert check_claim(mean, "annual_growth", new="2019人", old="1518人", years=5).agreement is EXACT


def test_units_of_one_kind_are_converted():
    assert check_claim("0.3207倍", "growth", new="323300人", old="24.48万人").agreement is EXACT
    claim = check_claim("78500人", "difference", new="32.33万人", old="24.48万人")
    assert (claim.agreement, str(claim.computed.unit)) == (EXACT, "人")


def test_the_unit_decides_between_growth_and_difference():
    rates = {"new": "31.8%", "old": "24.2%"}
    assert check_claim("31.4%", "difference", **rates).kind is Claimed.GROWTH
    assert check_claim("7.6个百分点", "growth", **rates).kind is Claimed.DIFFERENCE
    assert (
        check_claim("1054万人", "annual_growth", new="6270万人", old="1000万人", years=5).agreement is EXACT
    )
    assert check_claim("0.1倍", "annual_growth", new="2.42倍", old="2倍", years=2).agreement is EXACT


def test_shares_are_added_only_as_shares_of_one_whole():
    with refused(UnitError, "unit.shares_do_not_add"):
        check_claim("62.7%", "sum", parts=["16.4%", "46.3%"])
    claim = check_claim("62.7%", "sum", parts=["16.4%", "46.3%"], whole="专业技术人才")
    assert claim.agreement is EXACT
    with refused(UnitError, "unit.different"):
        check_claim("62.7%", "sum", parts=["16.4%", "46.3人"], whole="专业技术人才")
    with refused(ComponentError, "text.type"):
        check_claim("62.7%", "sum", parts=["16.4%", "46.3%"], whole=5)


# ── hedged claims ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("claimed", "agreement", "reason"),
    [
        ("超过50%", EXACT, ""),
        ("超过50.5%", WITHIN, ""),
        ("超过51%", CONTRADICTED, ""),
        ("50%左右", EXACT, ""),
        ("49%左右", OPEN, "claim.tolerance"),
        ("近50%", OPEN, "claim.tolerance"),
    ],
)
def test_a_hedged_claim_that_needs_a_tolerance_stays_open(claimed, agreement, reason):
    claim = check_claim(claimed, "growth", new="148人年", old="98.5人年")
    assert (claim.agreement, claim.reason) == (agreement, reason)
    assert claim.slip is None


def test_a_bound_can_be_given_as_one():
    assert check_claim(Bound.parse("超过50%"), "growth", new="148人年", old="98.5人年").agreement is EXACT


# ── slips ────────────────────────────────────────────────────────────────────────────────────────────────

INSURED = {"new": "32.33万人", "old": "24.48万人"}
RATES = {"new": "31.8%", "old": "24.2%"}


@pytest.mark.parametrize(
    ("claimed", "kind", "figures", "slip"),
    [
        ("32.07个百分点", "growth", INSURED, "percent"),
        ("7.6%", "difference", RATES, "points"),
        ("511.19人", "sum", {"parts": ["69.51万人", "441.68万人"]}, "scale"),
        ("7.85万人", "annual_growth", INSURED | {"years": 5}, "total"),
        ("104.62%", "share", {"part": "32.5万人", "whole": "34.0万人"}, "inverted"),
    ],
)
def test_a_mistake_that_gives_the_number_is_named_and_excuses_nothing(claimed, kind, figures, slip):
    claim = check_claim(claimed, kind, **figures)
    assert (claim.agreement, claim.slip and claim.slip.code) == (CONTRADICTED, slip)
    assert claim.say().endswith(claim.slip.say())
    assert claim.say("en").endswith(claim.slip.say("en"))


def test_a_match_has_no_slip_though_a_mistake_would_give_it_too():
    claim = check_claim("100%", "growth", new="2人", old="1人")
    assert (claim.agreement, claim.slip) == (EXACT, None)


# ── what cannot be checked ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "figures", "reason"),
    [
        ("growth", {"new": "7773人"}, "no_old"),
        ("growth", {"new": "7773人", "old": "—"}, "no_old"),
        ("growth", {"old": "7773人"}, "no_new"),
        ("growth", {}, "no_old"),
        ("growth", {"new": "7773人", "old": "超过6000人"}, "one_sided"),
        ("growth", {"new": Bound.parse("近13万人"), "old": "6000人"}, "one_sided"),
        ("growth", {"new": "7773人", "old": "0人"}, "undefined"),
        ("growth", {"new": "7773人", "old": "-5人"}, "undefined"),
        ("growth", {"new": "0.5万人", "old": "0.0万人"}, "undefined"),
        ("growth", {"new": "[23.5]万人", "old": "4.72万人"}, "accumulation"),
        ("annual_growth", {"new": "7773人", "old": "6678人"}, "no_years"),
        ("annual_growth", {"new": "-5人", "old": "6678人", "years": 2}, "undefined"),
        ("share", {"part": "5人"}, "no_whole"),
        ("share", {"whole": "5人"}, "no_part"),
        ("share", {"part": "5人", "whole": "0人"}, "undefined"),
        ("sum", {}, "no_parts"),
        ("sum", {"parts": ["5%", None]}, "no_parts"),
        ("sum", {"parts": ["5%", "近5%"]}, "one_sided"),
        ("difference", {"new": "5%"}, "no_old"),
    ],
)
def test_what_is_not_printed_or_not_one_number_leaves_a_claim_open(kind, figures, reason):
    claim = check_claim("16.4%", kind, **figures)
    assert (claim.agreement, claim.reason) == (OPEN, f"claim.{reason}")
    assert (claim.computed, claim.interval, claim.slip) == (None, None, None)
    assert "无法核对" in claim.say()
    assert "not checkable" in claim.say("en")


def test_two_totals_of_five_years_compare():
    assert check_claim("17.65%", "growth", new="[2]万人", old="[1.7]万人").agreement is EXACT


def test_a_fraction_is_a_share_like_another():
    claim = check_claim("33.3%", "growth", new=Portion(2, 3), old="50%")
    assert claim.agreement is EXACT


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", Claimed)
@pytest.mark.parametrize("name", ["new", "old", "years", "part", "whole", "parts"])
def test_an_argument_the_kind_does_not_take_is_refused(kind, name):
    given_ = {name: 4 if name == "years" else ["5人"] if name == "parts" else "5人"}
    if name in TAKES[kind]:
        assert check_claim("5人", kind, **given_).kind is kind
    else:
        with refused(ComponentError, "claim.argument", name):
            check_claim("5人", kind, **given_)


@pytest.mark.parametrize("kind", ["升幅", "", None, 5, [], Decimal("NaN"), "a" * 10**6])
def test_an_unknown_kind_is_refused_and_the_known_ones_are_named(kind):
    with refused(ComponentError, "claim.kind", "annual_growth"):
        check_claim("5%", kind)


@pytest.mark.parametrize("kind", ["growth", "增长", Claimed.GROWTH])
def test_a_kind_is_named_by_its_value_or_its_label(kind):
    assert check_claim("32.07%", kind, **INSURED).kind is Claimed.GROWTH


@pytest.mark.parametrize(
    ("claimed", "kind", "figures", "code"),
    [
        ("5%", "growth", {"new": "5人", "old": "5人次"}, "unit.different"),
        ("5%", "growth", {"new": "5", "old": "4人"}, "unit.missing"),
        ("5", "growth", {"new": "5人", "old": "4人"}, "unit.share"),
        ("5", "growth", {"new": "5", "old": "4"}, "unit.share"),
        ("5人次", "growth", {"new": "5人", "old": "4人"}, "unit.different"),
        ("5个百分点", "share", {"part": "5人", "whole": "6人"}, "unit.different"),
        ("5家", "sum", {"parts": ["5人", "4人"]}, "unit.different"),
        ("5人次", "annual_growth", {"new": "5人", "old": "4人", "years": 2}, "unit.different"),
    ],
)
def test_units_that_do_not_fit_are_refused(claimed, kind, figures, code):
    with refused(UnitError, code):
        check_claim(claimed, kind, **figures)


@pytest.mark.parametrize("years", [0, -1, 201, 1.5, "4", True, Decimal(4)])
def test_years_are_a_whole_number(years):
    with refused(NumberError, "arithmetic.years"):
        check_claim("5%", "annual_growth", new="5人", old="4人", years=years)


@pytest.mark.parametrize("parts", ["5人", 5, [], ["5人"] * 1001])
def test_parts_are_a_list_of_figures(parts):
    with refused(ComponentError, "claim.parts"):
        check_claim("5人", "sum", parts=parts)


def test_parts_may_come_one_by_one():
    assert check_claim("12人", "sum", parts=(f"{n}人" for n in (5, 7))).agreement is EXACT


def test_a_composition_is_no_figure():
    with refused(ComponentError, "claim.composition", "new"):
        check_claim("5%", "growth", new="10:40:50", old="4人")
    with refused(ComponentError, "claim.composition", "part"):
        check_claim("5%", "share", part=Composition.parse("10:40:50"), whole="4人")


@pytest.mark.parametrize("words", [None, 5, "字" * 2001])
def test_the_words_are_a_text_of_a_sentence(words):
    with pytest.raises(ComponentError):
        check_claim("5%", "growth", words=words)


def test_a_claim_is_one_number_and_nothing_behind_it():
    with refused(NotationError, "notation.rest"):
        check_claim("5%增", "growth", **INSURED)


HOSTILE = [
    None,
    1.5,
    "",
    "a" * 10**6,
    "NaN",
    float("nan"),
    b"5",
    [],
    {},
    object(),
    True,
    "5人\x00",
    "\x1b[2J",
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_whatever_is_given_is_answered_by_a_claim_or_a_clear_error(value):
    doors = [
        lambda: check_claim(value, "growth", **INSURED),
        lambda: check_claim("5%", value, **INSURED),
        lambda: check_claim("5%", "growth", new=value, old="5人"),
        lambda: check_claim("5%", "growth", new="5人", old=value),
        lambda: check_claim("5%", "annual_growth", new="5人", old="4人", years=value),
        lambda: check_claim("5%", "share", part=value, whole="4人"),
        lambda: check_claim("5人", "sum", parts=value),
        lambda: check_claim("5人", "sum", parts=["5人"], whole=value),
        lambda: check_claim("5%", "growth", words=value, **INSURED),
    ]
    for door in doors:
        answer = answered(door)
        said = answer.line() if isinstance(answer, RSIndicatorsError) else answer.say()
        assert said.isprintable()


def answered(door):
    """The answer, or the library's own error."""
    try:
        return door()
    except RSIndicatorsError as error:
        return error


# ── the claim as a value ─────────────────────────────────────────────────────────────────────────────────


def test_a_claim_is_a_value():
    claim = check_claim("7.15%", "annual_growth", new="68987元", old="52334元", years=5)
    assert pickle.loads(pickle.dumps(claim)) == claim
    assert len({claim, pickle.loads(pickle.dumps(claim))}) == 1
    with pytest.raises(AttributeError):
        claim.agreement = EXACT


def test_a_claim_says_what_was_done_to_the_figures():
    assert check_claim("95.6%", "share", part="32.5万人", whole="34万人").say() == (
        "占比95.6%:相符,32.5万人/34万人 算得 ≈95.588235%。"
    )
    assert check_claim("95.6%", "share", part="32.5万人", whole="34万人").say("en") == (
        "share 95.6%: it agrees; 32.5万人/34万人 gives ≈95.588235%."
    )
    many = check_claim("9人", "sum", parts=["1人"] * 9)
    assert "1人+1人+1人+1人+1人+1人+1人+1人+…" in str(many)


def test_a_claim_that_is_left_open_for_a_reason_stays_open_for_that_reason():
    claim = not_checkable(Figure("5", "%"), Claimed.GROWTH, "several")
    assert (claim.agreement, claim.reason) == (OPEN, "claim.several")
    assert claim.doubted("inferred") == claim
    agreeing = check_claim("32.07%", "growth", **INSURED)
    assert agreeing.doubted("inferred") == agreeing
    doubted = check_claim("7.6%", "growth", **RATES).doubted("inferred")
    assert (doubted.agreement, doubted.reason, doubted.slip) == (OPEN, "claim.inferred", None)
    assert isinstance(doubted, Claim)


# ── soundness: no true figure is called false ────────────────────────────────────────────────────────────


def printed(value, decimals, unit, *, half_even):
    """A truth as it is printed."""
    scaled = rounded(value, decimals, half_even=half_even) * 10**decimals
    assert scaled.denominator == 1
    return f"{Decimal(f'{scaled.numerator}E-{decimals}'):f}{unit}"


UNITS = ["万人", "亿元", "%", "万元/人", "人年"]
places = st.integers(0, 3)
truths = st.builds(Fraction, st.integers(1, 10**8), st.sampled_from([10**4, 10**5, 10**6, 7 * 10**5]))


@st.composite
def printers(draw):
    """A way to print: with some decimals, halves up or to even."""
    decimals, half_even = draw(places), draw(st.booleans())
    return lambda value, unit: printed(value, decimals, unit, half_even=half_even)


def not_false(claim):
    assert claim.agreement not in (CONTRADICTED, TRUNCATED), claim.say()
    if claim.agreement is OPEN:
        assert claim.reason == "claim.undefined"


@given(truths, truths, st.sampled_from(UNITS), printers(), printers())
def test_a_true_growth_is_never_called_false(new, old, unit, show, claim):
    assume(new / old < 10**6)
    claimed = claim((new / old - 1) * 100, "%")
    levels = {"new": show(new, unit), "old": show(old, unit)}
    not_false(check_claim(claimed, "growth", comparable=True, **levels))


@given(truths, truths, st.sampled_from(["万人", "%", "家"]), printers(), printers())
def test_a_true_difference_is_never_called_false(new, old, unit, show, claim):
    if unit == "家":
        new, old = Fraction(int(new)), Fraction(int(old))
    gap = {"%": "个百分点"}.get(unit, unit)
    not_false(
        check_claim(claim(new - old, gap), "difference", new=show(new, unit), old=show(old, unit))
        if unit != "家"
        else check_claim(f"{int(new - old)}家", "difference", new=f"{int(new)}家", old=f"{int(old)}家")
    )


@given(
    truths, st.fractions(Fraction(-1, 2), Fraction(1, 2), max_denominator=1000), st.integers(1, 6), printers()
)
def test_a_true_yearly_growth_is_never_called_false(old, rate, years, show):
    new = old * (1 + rate) ** years
    levels = {"new": show(new, "万人"), "old": show(old, "万人"), "years": years}
    for decimals in range(4):
        for half_even in (True, False):
            claimed = printed(rate * 100, decimals, "%", half_even=half_even)
            not_false(check_claim(claimed, "annual_growth", **levels))
    mean = printed((new - old) / years, 2, "万人", half_even=False)
    assert check_claim(mean, "annual_growth", **levels).agreement in (EXACT, WITHIN)


@given(truths, truths, printers(), printers())
def test_a_true_share_is_never_called_false(part, rest, show, claim):
    claimed = claim(part / (part + rest) * 100, "%")
    not_false(check_claim(claimed, "share", part=show(part, "万人"), whole=show(part + rest, "万人")))


@given(st.lists(truths, min_size=1, max_size=6), printers(), printers())
def test_a_true_sum_is_never_called_false(parts, show, claim):
    not_false(check_claim(claim(sum(parts), "万人"), "sum", parts=[show(part, "万人") for part in parts]))


@given(truths, truths, st.sampled_from(["超过", "不低于", "近"]), st.integers(0, 300))
def test_a_true_bound_is_never_called_false(new, old, words, limit):
    grown = (new / old - 1) * 100
    holds = {"超过": grown > limit, "不低于": grown >= limit, "近": grown < limit}[words]
    assume(holds)
    levels = {name: printed(one, 2, "万人", half_even=False) for name, one in (("new", new), ("old", old))}
    assert check_claim(f"{words}{limit}%", "growth", **levels).agreement is not CONTRADICTED


# ── exactness, by fractions ──────────────────────────────────────────────────────────────────────────────


def is_rounding(claimed, value, decimals):
    return claimed in {rounded(value, decimals, half_even=even) for even in (True, False)}


hundredths = st.integers(1, 10**5)


@given(hundredths, hundredths, places, st.integers(-3, 3))
def test_exact_is_what_the_printed_figures_give_by_either_rounding(one, other, decimals, off):
    share_ = Fraction(one, other) * 100
    near = rounded(share_, decimals, half_even=False) + Fraction(off, 10**decimals) * (abs(off) > 1)
    text = printed(near, decimals, "%", half_even=False)
    part, whole = (f"{Decimal(f'{n}E-2'):f}万人" for n in (one, other))
    claim = check_claim(text, "share", part=part, whole=whole)
    if claim.agreement is not OPEN:
        assert (claim.agreement is EXACT) == is_rounding(near, share_, decimals)
    grown = check_claim(printed(near - 100, decimals, "%", half_even=False), "growth", new=part, old=whole)
    if grown.agreement is not OPEN:
        assert (grown.agreement is EXACT) == is_rounding(near - 100, share_ - 100, decimals)


@given(hundredths, hundredths, st.integers(1, 6), st.integers(-2000, 2000))
def test_a_yearly_growth_is_exact_where_the_powers_of_its_ends_hold_the_ratio(new, old, years, tenths):
    claimed = Fraction(tenths, 10)
    low, high = (
        max(Fraction(0), 1 + (claimed + half) / 100) ** years for half in (Fraction(-1, 20), Fraction(1, 20))
    )
    ratio = Fraction(new, old)
    assume(ratio not in (low, high))
    levels = {"new": f"{new}人", "old": f"{old}人", "years": years}
    claim = check_claim(f"{Decimal(f'{tenths}E-1'):f}%", "annual_growth", **levels)
    assert (claim.agreement is EXACT) == (low < ratio < high and claimed >= -100)


def test_a_whole_percentage_is_decreed_unless_the_words_tell_of_a_result():
    # 39.15 over 27.00 in nine years is 4.21 % a year, which rounds to 4 %
    figures = {"new": "39.15元", "old": "27.00元", "years": 9}
    assert check_claim("4%", "annual_growth", **figures, words="现价").agreement is Agreement.EXACT
    decreed = check_claim("4%", "annual_growth", **figures, comparable=True)
    assert decreed.agreement is Agreement.CONTRADICTED
    assert "精确值" in decreed.say()
    assert "exact" in decreed.say("en")
    assert "精确值" not in check_claim("5.1%", "growth", new="2人", old="1人").say()


@pytest.mark.parametrize("given", ["no", 1, None])
def test_whether_the_levels_are_comparable_is_yes_or_no(given):
    with refused(ComponentError, "claim.comparable"):
        check_claim("8%", "growth", new="2人", old="1人", comparable=given)


def test_a_mapping_is_no_list_of_parts():
    with refused(ComponentError, "claim.parts"):
        check_claim("1000人", "sum", parts={"1000人": 1})
