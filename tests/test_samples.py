"""A sample prints what is true: rounded once, in the unit of its row."""

from fractions import Fraction
from random import Random

import pytest
from attrs import evolve
from exactly import based, inside, rounded
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Accumulation, Catalogue, Figure, Unit
from rsindicators.samples import (
    ALONE,
    GROUPS,
    Style,
    draw_sample,
    draw_style,
    of_year,
    of_years,
    printed,
    to_month,
)
from rsindicators.submission import Submission

CATALOGUE = Catalogue.standard()
DEFINED = [one for one in CATALOGUE if one.is_defined]
CLOSURE, SKILLED = CATALOGUE["仲裁结案率"], CATALOGUE["技能人才数量"]
randoms = st.randoms(use_true_random=False)
layouts = st.sampled_from([of_year(2023), to_month(2023, 6), to_month(2023, 12), of_years(2021, 2023)])
PLACE = {"region": "叙永县"}


def sample(rng=None, indicators=(CLOSURE, SKILLED), layout=None):
    return draw_sample(rng or Random(4), indicators, layout or of_year(2023))


# ── printing ─────────────────────────────────────────────────────────────────────────────────────────────


@given(st.fractions(-(10**9), 10**9, max_denominator=10**4), st.integers(0, 4), st.booleans())
def test_a_number_is_rounded_once_as_it_is_printed(truth, decimals, half_even):
    for unit in (Unit.parse("人"), Unit.parse("万人"), Unit.parse("%")):
        text = printed(truth, Style(unit, decimals), half_even=half_even)
        scaled = truth / Fraction(10) ** unit.exponent
        assert Fraction(text) == rounded(scaled, decimals, half_even=half_even)
        assert len(text.partition(".")[2]) == decimals
        assert not text.startswith("-0") or text.strip("-0.")


@pytest.mark.parametrize(
    ("truth", "decimals", "text"),
    [(20_659, 2, "2.06"), (-20_659, 1, "-2.0"), (99, 2, "0.00"), (-99, 1, "0.0")],
)
def test_what_is_cut_off_is_not_rounded(truth, decimals, text):
    assert printed(Fraction(truth), Style(Unit.parse("万人"), decimals), cut=True) == text


@given(randoms, layouts)
def test_a_printed_figure_holds_the_truth(rng, layout):
    for row in sample(rng, DEFINED[::5], layout).rows:
        figure = Figure.parse(row.value, row.style.unit)
        assert inside(row.truth / Fraction(10) ** figure.unit.exponent, figure.interval)


@given(randoms)
def test_a_style_is_one_that_people_print(rng):
    for one in DEFINED:
        style = draw_style(rng, one)
        assert style.unit.fits(one.unit)
        assert style.decimals <= (2 if one.unit.is_share else 4)
        assert style.decimals == 0 or style.unit.is_share or style.unit.exponent >= 4


# ── rows and records ─────────────────────────────────────────────────────────────────────────────────────


def test_a_record_tells_what_a_form_asks():
    row = sample().rows[0]
    record = {key: value for key, value in row.record().items() if key != "decimals"}
    assert record == PLACE | {
        "indicator": "劳动人事争议仲裁结案率",
        "period": "2023年",
        "value": row.value,
        "unit": "%",
        "accumulation": "年度",
    }
    assert row.cell.item == "叙永县 劳动人事争议仲裁结案率 2023年"
    assert row.items == (row.cell.item,)


def test_components_stand_under_their_own_names_or_beside_their_indicator():
    seen = {
        (row.record()["indicator"], row.record()["component"])
        for number in range(20)
        for row in sample(Random(number)).rows
        if row.indicator.name == "当期审结案件数"
    }
    assert seen == {("劳动人事争议仲裁结案率", "当期审结案件数"), ("当期审结案件数", "")}


def test_a_component_may_be_named_beside_its_indicator():
    row = next(row for row in sample(Random(1)).rows if row.record().get("component"))
    assert row.items == (
        "叙永县 当期审结案件数 2023年",
        "叙永县 劳动人事争议仲裁结案率/当期审结案件数 2023年",
    )


def test_a_month_alone_is_asked_of_flows_and_what_follows_from_them():
    rows = sample(layout=to_month(2023, 6)).rows
    alone = [row for row in rows if str(row.asked.run) == "2023年6月"]
    assert {row.head for row in alone} == {CLOSURE}
    assert "accumulation" not in alone[0].record()
    assert {row.record()["accumulation"] for row in rows if row.head is SKILLED} == {"期末"}
    assert {row.asked.run.months for row in sample(layout=to_month(2023, 6, alone=False)).rows} == {6}


def test_earlier_forms_tell_the_month_before_and_the_year_before():
    told = {(str(row.asked.run), row.asked.accumulation) for row in sample(layout=to_month(2023, 6)).earlier}
    to_date = Accumulation.YEAR_TO_DATE
    assert told == {
        ("2022年", Accumulation.ANNUAL),
        ("2022年1—6月", to_date),
        ("2023年1—5月", to_date),
    }


def test_the_form_of_a_plan_tells_its_years_so_far():
    rows = sample(layout=of_years(2021, 2023)).rows
    assert {(str(row.asked.run), row.head.name) for row in rows} == {
        ("2021—2023年", "劳动人事争议仲裁结案率"),
        ("2023年", "劳动人事争议仲裁结案率"),
        ("2023年", "技能人才数量"),
    }


def test_a_sum_over_regions_is_printed_of_what_adds():
    whole, regions = GROUPS[1]
    listed = next(one for one in CATALOGUE if one.code == "policy_points_evaluated")
    layout = evolve(of_year(2023), whole=whole, regions=regions)
    rows = sample(Random(1), (SKILLED, listed), layout).rows
    assert [(row.region, row.indicator.name) for row in rows] == [
        ("合计", SKILLED.name),
        *[(region, one.name) for region in regions for one in (SKILLED, listed)],
    ]


def test_what_cannot_be_drawn_is_left_out():
    composition = CATALOGUE["高、中、初级专业技术人才比例"]
    assert {row.head for row in sample(indicators=(composition, SKILLED)).rows} == {SKILLED}


def test_components_are_left_out_now_and_then():
    lengths = {len(sample(Random(number), [CLOSURE]).rows) for number in range(40)}
    assert lengths == {1, 4}


# ── samples ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sample_is_read_as_it_was_written():
    one = sample(layout=to_month(2023, 6))
    assert [observation.indicator for observation in one.submission.observations] == [
        row.indicator for row in one.rows
    ]
    assert not one.submission.faults
    assert [observation.key for observation in one.prior.observations] == [
        observation.key
        for observation in Submission.from_records(row.record() for row in one.earlier).observations
    ]
    assert one.regions == ALONE


def test_a_sample_tells_its_truths_by_cell():
    one = sample()
    assert one.truths == {row.cell: row.truth for row in one.rows}
    assert one.by_cell[one.rows[2].cell] is one.rows[2]
    rate, closed, accepted, carried = (row.truth for row in one.rows[:4])
    assert rate == closed / (accepted + carried)


def test_a_sample_shows_what_it_prints():
    one = sample(indicators=[SKILLED])
    assert repr(one) == f"<Sample 叙永县 技能人才数量 2023年 {one.rows[0].value}{one.rows[0].style.unit}>"
    assert based(one.rows[0].truth, Unit.parse("人")) == one.rows[0].truth
