"""The slips that may have been made in one cell."""

import pytest
from definitions import component, indicator
from related import CARDS, cards, closing

from rsindicators import Catalogue, Figure, Observation, Period
from rsindicators.constituent import constituents
from rsindicators.facts import Facts
from rsindicators.formula import Formula
from rsindicators.kinds import Mend
from rsindicators.slipped import slips_of

NEW = "城镇新增就业人数"


def slips(cell, prior=(), **told):
    facts = Facts([cell], prior, **told)
    return {one.mend.value: (str(one.meant), str(one.within)) for one in slips_of(cell, facts)}


def meant(cell, prior=(), **told):
    return {name: one for name, (one, _) in slips(cell, prior, **told).items()}


# ── another scale ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        (NEW, "20600万人", {"times_ten_thousand": "206000000万人", "over_ten_thousand": "2.06万人"}),
        (NEW, "20634万人", {"times_ten_thousand": "206340000万人", "over_ten_thousand": "2.0634万人"}),
        (NEW, "0.000206万人", {"times_ten_thousand": "2.06万人", "over_ten_thousand": "0.0000000206万人"}),
        ("失业保险参保人数", "20600人", {"times_ten_thousand": "206000000人"}),
        ("失业保险参保人数", "2.06人", {"times_ten_thousand": "20600人"}),
        ("失业保险参保人数", "20000人", {"times_ten_thousand": "200000000人", "over_ten_thousand": "2人"}),
        (CARDS, "0.950%", {"times_hundred": "95.0%", "over_hundred": "0.0095%"}),
        (CARDS, "9630%", {"times_hundred": "963000%", "over_hundred": "96.3%"}),
        (CARDS, "0.0%", {}),
    ],
)
def test_the_digits_stay_and_the_scale_changes(name, typed, found):
    cell = Observation(name, typed, "2023年末" if name != NEW else "2023年")
    assert meant(cell) == found


def test_what_was_meant_is_as_wide_as_what_was_printed():
    found = slips(Observation(NEW, "20600万人", "2023年"))
    assert found["over_ten_thousand"] == ("2.06万人", "[20550, 20650]")
    found = slips(Observation("失业保险参保人数", "2.06人", "2023年末"))
    assert found["times_ten_thousand"] == ("20600人", "[20550, 20650]")
    found = slips(Observation(CARDS, "0.95%", "2023年末"))
    assert found["times_hundred"] == ("95%", "[0.945, 0.955]")


def test_what_cannot_be_printed_is_not_meant():
    cell = Observation("失业保险参保人数", f"{9 * 10**16}人", "2023年末")
    assert meant(cell) == {"over_ten_thousand": f"{9 * 10**12}人"}


@pytest.mark.parametrize("typed", ["超过5万人", None, Figure("5", "万人") / 3])
def test_only_a_printed_figure_is_a_slip(typed):
    assert slips(Observation(NEW, typed, "2023年")) == {}


# ── totals and single periods ────────────────────────────────────────────────────────────────────────────

EARLIER = [
    Observation(NEW, "0.3万人", "2023年1—5月"),
    Observation(NEW, "0.62万人", "2022年"),
    Observation(NEW, "0.58万人", "2021年"),
]


@pytest.mark.parametrize(
    ("period", "typed", "mend", "right"),
    [
        ("2023年6月", "0.37万人", "total_for_single", "0.07万人"),
        ("2023年1—6月", "0.07万人", "single_for_total", "0.37万人"),
        ("2023年1—7月", "0.15万人", "single_for_total", "0.45万人"),
        ("2023年", "0.4万人", "single_for_total", "0.7万人"),
        ("2023年", "1.85万人", "total_for_single", "0.65万人"),
        ("2022年", "1.20万人", "total_for_single", "0.62万人"),
        ("2021—2023年", "0.65万人", "single_for_total", "1.85万人"),
        ("2021—2022年", "0.62万人", "single_for_total", "1.20万人"),
    ],
)
def test_a_total_typed_for_a_period_and_the_reverse(period, typed, mend, right):
    prior = [one for one in EARLIER if one.period != Period.parse(period)]
    assert meant(Observation(NEW, typed, period), prior)[mend] == right


def test_the_plan_tells_where_a_total_begins():
    cell = Observation(NEW, "1.85万人", "2023年")
    assert "total_for_single" not in meant(cell, EARLIER, period=Period(2023, 1, 60))
    assert meant(cell, EARLIER, period=Period(2022, 1, 36))["total_for_single"] == "1.23万人"
    assert "total_for_single" not in meant(cell, EARLIER, period=Period(2023))
    assert "total_for_single" not in meant(Observation(NEW, "5万人", "1964年"), EARLIER)


def test_a_total_that_is_told_tells_where_it_begins():
    cell, whole = Observation(NEW, "3.05万人", "2023年"), Observation(NEW, "3.05万人", "2020—2023年")
    before = [*EARLIER, Observation(NEW, "0.60万人", "2020年")]
    found = [one for one in slips_of(cell, Facts([cell, whole], before)) if one.mend is Mend.TOTAL_FOR_SINGLE]
    assert [str(one.meant) for one in found] == ["1.85万人", "1.25万人"]  # of the plan, of that total
    first = Observation(NEW, "0.60万人", "1900年")
    assert "total_for_single" not in meant(first, EARLIER)


def test_a_total_to_date_is_the_years_and_the_months_since():
    told = [one for one in EARLIER if str(one.period) != "2023年1—5月"]
    cell = Observation(NEW, "0.35万人", "2021年1月—2023年6月")
    assert meant(cell, told)["single_for_total"] == "1.55万人"
    assert meant(Observation(NEW, "1.55万人", "2023年1—6月"), told)["total_for_single"] == "0.35万人"
    half = Observation(NEW, "0.30万人", "2020年下半年")
    cell = Observation(NEW, "0.58万人", "2020年7月—2021年12月")
    assert meant(cell, [half])["single_for_total"] == "0.88万人"


def test_one_year_stands_for_a_total_only_where_all_before_it_are_known():
    assert "single_for_total" not in meant(Observation(NEW, "0.65万人", "2021—2023年"), [EARLIER[2]])


def test_what_is_told_for_years_together_is_taken_before_their_sum():
    cell, both = Observation(NEW, "1.85万人", "2023年"), Observation(NEW, "1.22万人", "2021—2022年")
    assert meant(cell, [*EARLIER, both])["total_for_single"] == "0.63万人"


def test_a_missing_year_or_one_nobody_rounded_leaves_the_total_unknown():
    cell = Observation(NEW, "1.85万人", "2023年")
    assert "total_for_single" not in meant(cell, EARLIER[:2])
    assert "total_for_single" not in meant(cell, [EARLIER[1], Observation(NEW, "超过0.5万人", "2021年")])
    unrounded = Observation(NEW, Figure("1.2", "万人") / 3, "2021—2022年")
    assert "total_for_single" not in meant(cell, [unrounded])
    assert "single_for_total" not in meant(Observation(NEW, "0.65万人", "2021—2023年"), [unrounded])


def test_runs_that_are_no_years_are_no_sum_of_years():
    assert "single_for_total" not in meant(Observation(NEW, "0.5万人", "2021-07-01/P30M"), EARLIER)


def test_what_does_not_add_over_periods_has_no_totals():
    cell = Observation("失业保险参保人数", "5万人", "2023年末")
    assert not {"total_for_single", "single_for_total"} & meant(cell).keys()


# ── rates and what is carried over ───────────────────────────────────────────────────────────────────────


def test_a_rate_upside_down_gives_the_number_typed():
    rate, *parts = cards("121.4%", "47.52万人", "57.67万人")
    assert meant(rate, parts)["swapped"] == "82.4%"
    right, *parts = cards("82.4%", "47.52万人", "57.67万人")
    assert "swapped" not in meant(right, parts)


def test_a_rate_without_what_was_carried_over_gives_the_number_typed():
    rate, *parts = closing("101.4%", "963件", "950件", "47件")
    assert meant(rate, parts)["without_carry_over"] == "96.6%"
    assert "without_carry_over" not in meant(rate, parts[:2])
    other, *parts = closing("101.6%", "963件", "950件", "47件")
    assert "without_carry_over" not in meant(other, parts)


def test_a_rate_that_may_be_of_nothing_has_no_slips_of_its_own():
    rate, *parts = closing("96%", "0件", "950件", "47件")
    assert not {"swapped", "without_carry_over"} & meant(rate, parts).keys()


def test_a_stale_balance_is_replaced_by_what_was_left_open():
    prior = closing("95.2%", "940件", "930件", "57件", period="2022年")
    cell = closing("96.6%", "963件", "950件", "0件")[3]
    assert meant(cell, prior)["stale_carry_over"] == "47件"
    assert "stale_carry_over" not in meant(cell, prior[:3])
    assert "stale_carry_over" not in meant(closing("96.6%", "963件", "950件", "0件")[2], prior)


def test_a_balance_of_a_rate_nobody_knows_is_left_alone():
    cell = closing("96.6%", "963件", "950件", "0件")[3]
    assert "stale_carry_over" not in meant(cell, catalogue=Catalogue(()))


def test_a_balance_of_another_formula_is_left_alone():
    parts = (component("签订企业", code="signed"), component("企业总数", code="firms", carry_over=True))
    odd = indicator(components=parts, formula=Formula.parse("签订企业 / (企业总数 * 2)"))
    signed, firms = constituents(odd)
    cell, prior = Observation(firms, "5家", "2023年"), [
        Observation(signed, "5家", "2022年末"), Observation(firms, "5家", "2022年")
    ]  # fmt: skip
    assert "stale_carry_over" not in meant(cell, prior, catalogue=Catalogue((odd,)))
