"""How a target stands: ahead, on time, behind, kept, or not to be said."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from assessed import EMPLOYED, GRADES, INSURED, MIDDLE, UNEMPLOYED, goal, row, seen, total
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from strategies_upper import numbers

from rsindicators import Accumulation, Basis, Figure, Period
from rsindicators.errors import NumberError, RSIndicatorsError, UnitError
from rsindicators.kinds import Standing
from rsindicators.standing import keeps, points

PARTS = seen(EMPLOYED, "0.32", "2021年", "0.33", "2022年", "0.15", "2023年1—6月")


def stands(target, told=(), on=MIDDLE, **more):
    """The standing, whether it is certain, and why there is none."""
    made = row(target, told, on, **more)
    return made.standing.value, made.standing_certain, made.no_standing


# ── totals: the share done against the elapsed share ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("basis", "tolerance", "standing"),
    [
        (Basis.MONTHS, None, "lagging"),
        (Basis.DAYS, None, "lagging"),
        (Basis.YEARS, None, "faster"),
        (Basis.MONTHS, 5, "lagging"),
        (Basis.MONTHS, "6.75个百分点", "lagging"),
        (Basis.MONTHS, "6.76个百分点", "on_track"),
        (Basis.YEARS, Decimal("3.25"), "on_track"),
        (Basis.YEARS, Figure(3, "个百分点"), "faster"),
    ],
)
def test_the_named_basis_and_tolerance_decide(basis, tolerance, standing):
    assert stands(total("≥1.85万人"), PARTS, basis=basis, tolerance=tolerance)[0] == standing


def test_exactly_on_the_line_is_on_track_without_any_tolerance():
    # a third of [2.4] after a third of the time, though neither is a finite decimal
    told = seen(EMPLOYED, "0.8", "2021年1月—2022年8月")
    assert stands(total("≥2.4万人"), told, date(2022, 8, 31))[0] == "on_track"


@pytest.mark.parametrize(
    ("figures", "tolerance", "certain"),
    [
        (("0.9200", "2021年1月—2023年6月"), 0, True),
        (("0.92", "2021年1月—2023年6月"), 0, False),
        (("0.94", "2021年1月—2023年6月"), 0, True),
        (("0.93", "2021年1月—2023年6月"), 1, True),
        (("0.94", "2021年1月—2023年6月"), 1, False),
        (("1.90", "2021年1月—2023年6月"), 0, True),
        (("1.85", "2021年1月—2023年6月"), 0, False),
        (("1.849", "2021年1月—2023年6月"), 0, True),
        (("1.8", "2021年1月—2023年6月"), 0, False),
    ],
)
def test_a_standing_is_certain_if_every_value_the_figures_can_mean_gives_it(figures, tolerance, certain):
    assert stands(total("≥1.85万人"), seen(EMPLOYED, *figures), tolerance=tolerance)[1] is certain


def test_a_total_that_is_reached_is_early():
    assert stands(total("≥0.8万人"), PARTS) == ("early", False, "")
    assert stands(total("≥0.7万人"), PARTS) == ("early", True, "")


def test_a_ceiling_on_a_total_is_kept_or_not():
    assert stands(total("≤1万人"), PARTS)[0] == "on_track"
    assert stands(total("≤0.7万人"), PARTS)[0] == "lagging"


def test_a_total_of_nothing_has_no_line():
    assert stands(total("≥0万人"), seen(EMPLOYED, "-0.1", "2021年")) == (
        "not_assessable", False, "standing.no_line",
    )  # fmt: skip


# ── levels: the straight line from the base ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "standing"),
    [
        ("90.0%", "lagging"),
        ("92.5%", "lagging"),
        ("92.6%", "on_track"),
        ("92.7%", "faster"),
        ("95.0%", "early"),
    ],
)
def test_a_level_is_held_against_its_straight_line(figure, standing):
    # 专栏2第8行: 参保率 90.2 → 95.0, so 92.6 by the middle of 2023
    target = goal("≥95.0%", "参保率", base="90.2%")
    assert stands(target, seen("参保率", figure, "2023年6月末"))[0] == standing


def test_who_has_reported_until_last_year_is_not_behind_this_year():
    # 92.2 at the end of 2022 is ahead of 92.12; by the middle of 2023 it would be behind 92.6
    target = goal("≥95.0%", "参保率", base="90.2%")
    assert stands(target, seen("参保率", "92.2%", "2022年末"))[0] == "faster"


@pytest.mark.parametrize(
    ("bound", "name", "base", "figure", "standing"),
    [
        # 专栏2第3行: 2.7 → <4.5, a control ceiling
        ("<4.5%", UNEMPLOYED, "2.7%", "4.4%", ("on_track", True, "")),
        ("<4.5%", UNEMPLOYED, "2.7%", "4.5%", ("lagging", False, "")),
        ("控制在4%以内", UNEMPLOYED, None, "4.1%", ("lagging", True, "")),
        ("控制在4%以内", UNEMPLOYED, None, "3.9%", ("on_track", True, "")),
        ("≤4%", UNEMPLOYED, None, "3.9%", ("on_track", True, "")),
        # 4.6 against “<4.5” of 2025 may be on its way down
        ("<4.5%", UNEMPLOYED, None, "4.6%", ("not_assessable", False, "standing.no_line")),
        # asked to fall: reached early, and not “kept”
        ("<4.5%", UNEMPLOYED, "5.5%", "4.1%", ("early", True, "")),
        ("控制在4.5%以内", UNEMPLOYED, "5.5%", "4.1%", ("early", True, "")),
        ("控制在4.5%以内", UNEMPLOYED, "4.6%", "4.1%", ("early", True, "")),
        # the base is 90 as printed and may be 89.6: kept, or reached early
        ("≥90%", "参保率", "90%", "91%", ("on_track", False, "")),
        ("≥90%", "参保率", "90%", "89%", ("lagging", False, "")),
        ("≥90%", "参保率", "89.9%", "91%", ("early", True, "")),
        ("≥90.1%", "参保率", "90%", "91.2%", ("early", False, "")),
        ("≤4%", UNEMPLOYED, "4%", "3.8%", ("on_track", False, "")),
        ("≤4.2%", UNEMPLOYED, "4%", "3.8%", ("on_track", False, "")),
        # 专栏2第6行: 21.2 → 20, a floor below the base
        ("≥20万人", INSURED, "21.2万人", "20.5万人", ("on_track", True, "")),
        ("≥20万人", INSURED, "21.2万人", "19.9万人", ("lagging", True, "")),
        # 浙江 表2第2行: 党政人才 32.5 → 32.5
        ("≥32.5万人", INSURED, "32.5万人", "32.5万人", ("on_track", False, "")),
    ],
)
def test_what_is_to_be_kept_is_kept_or_not(bound, name, base, figure, standing):
    assert stands(goal(bound, name, base=base), seen(name, figure, "2023年6月末")) == standing


@pytest.mark.parametrize(
    ("figure", "standing"), [("2.9%", "on_track"), ("3.0%", "lagging"), ("2.4%", "early")]
)
def test_a_fall_that_is_asked_for_may_still_be_on_its_way(figure, standing):
    target = goal("≤2.5%", UNEMPLOYED, base="3.3%")
    assert stands(target, seen(UNEMPLOYED, figure, "2023年6月末"))[0] == standing


def test_without_a_base_nobody_can_say_where_a_level_should_be():
    assert stands(goal("≥2万人"), seen(INSURED, "1.9万人", "2022年末")) == (
        "not_assessable", False, "standing.no_line",
    )  # fmt: skip
    assert stands(goal("≥2万人"), seen(INSURED, "2.1万人", "2022年末"))[0] == "early"


def test_a_band_not_yet_reached_is_not_called_late():
    told = seen(INSURED, "1.9万人", "2022年末")
    assert stands(goal("2—3万人"), told) == ("not_assessable", False, "standing.band")
    assert stands(goal("2—3万人"), seen(INSURED, "2.5万人", "2022年末")) == ("on_track", True, "")
    assert stands(goal("2万人左右"), told) == ("not_assessable", False, "judgement.tolerance")


def test_a_composition_is_met_early_or_not_to_be_said():
    target = goal("10:40:50", GRADES)
    assert stands(target, seen(GRADES, "16.4:46.3:37.3", "2022年末"))[0] == "early"
    assert stands(target, seen(GRADES, "9:46:45", "2022年末"))[2] == "judgement.composition"
    assert not keeps(target)


@pytest.mark.parametrize("on", [MIDDLE, date(2025, 12, 31), date(2030, 1, 1)])
@pytest.mark.parametrize(
    "target",
    [
        goal("≥2万人"), goal("≤4%", UNEMPLOYED), total("≥2万人"), goal(None, phrase="全覆盖"), goal(None),
        goal("≥2万人", base="1万人"), goal("10:40:50", GRADES),
    ],
)  # fmt: skip
def test_what_is_missing_never_lags(target, on):
    assert stands(target, on=on)[:2] == ("not_assessable", False)


def yearly(bound, *values, run=Accumulation.EACH_YEAR, on=MIDDLE):
    """A flow's target of all years, and the figures of 2021, 2022 …"""
    told = seen(EMPLOYED, *(one for year, value in enumerate(values, 2021) for one in (value, f"{year}年")))
    return stands(goal(bound, EMPLOYED, "“十四五”", run=run), told, on)


def test_a_target_of_every_year_is_on_track_while_every_finished_year_keeps_it():
    assert yearly("≥0.3万人", "0.31", "0.32") == ("on_track", True, "")
    # 0.30 may be 0.295, which would break it
    assert yearly("≥0.3万人", "0.30", "0.32") == ("on_track", False, "")
    assert yearly("≥0.3万人", "0.31", "0.29") == ("lagging", True, "")
    assert yearly("≥0.3万人", "0.31") == ("not_assessable", False, "judgement.missing_year")
    assert yearly("≥0.3万人", on=date(2021, 5, 1)) == ("not_assessable", False, "judgement.no_year")


def test_a_yearly_average_is_on_track_while_the_mean_keeps_it():
    average = Accumulation.AVERAGE_ANNUAL
    assert yearly("≥0.3万人", "0.35", "0.29", run=average) == ("on_track", True, "")
    assert yearly("≥0.3万人", "0.25", "0.29", run=average) == ("lagging", True, "")


# ── at the end ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("figure", "standing"),
    [("2.28万人", ("done", True, "")), ("1.9万人", ("not_done", True, "")), ("2.0万人", ("done", False, ""))],
)
def test_at_the_end_the_bound_decides(figure, standing):
    assert stands(goal("≥2万人"), seen(INSURED, figure, "2025年末"), date(2025, 12, 31)) == standing


# ── tolerances ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tolerance", ["-1个百分点", -1, Figure(-1, "个百分点")])
def test_a_tolerance_is_not_negative(tolerance):
    with refused(NumberError, "standing.tolerance"):
        points(tolerance)


def test_a_tolerance_is_in_points_not_in_percent():
    with refused(UnitError, "unit.different"):
        points("5%")
    assert points(5) == points("5") == points(Decimal(5)) == Decimal(5)


@pytest.mark.parametrize("hostile", [1.5, "", "a" * 10**6, float("nan"), [], "5\x00", Decimal("NaN"), True])
def test_what_is_no_tolerance_is_refused(hostile):
    with pytest.raises(RSIndicatorsError):
        points(hostile)


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────

ORDER = [Standing.LAGGING, Standing.ON_TRACK, Standing.FASTER, Standing.EARLY]


@given(numbers(0, 400, 2), numbers(0, 400, 2), numbers(0, 300, 2), st.integers(0, 20))
def test_the_standing_of_a_floor_rises_with_the_figure(one, other, limit, tolerance):
    low, high = sorted([one, other])
    for target, name, period in (
        (total(f"≥{limit:f}万人"), EMPLOYED, "2021年1月—2023年6月"),
        (goal(f"≥{limit:f}万人", base="1.2万人"), INSURED, "2023年6月末"),
    ):
        below, above = (
            row(target, seen(name, f"{figure:f}万人", period), tolerance=tolerance).standing
            for figure in (low, high)
        )
        if Standing.NOT_ASSESSABLE not in (below, above):
            assert ORDER.index(below) <= ORDER.index(above)


@given(numbers(0, 400, 2), numbers(1, 300, 2), st.integers(0, 20), st.sampled_from(Basis))
def test_the_standing_of_a_total_follows_from_fractions(figure, limit, tolerance, basis):
    made = row(
        total(f"≥{limit:f}万人"),
        seen(EMPLOYED, f"{figure:f}万人", "2021年1月—2023年6月"),
        tolerance=tolerance,
        basis=basis,
    )
    lead = 100 * (Fraction(figure) / Fraction(limit) - Period.plan(14).elapsed(MIDDLE, basis))
    expected = (
        Standing.FASTER if lead > tolerance else Standing.LAGGING if lead < -tolerance else Standing.ON_TRACK
    )
    assert made.standing is (Standing.EARLY if Fraction(figure) >= Fraction(limit) else expected)


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 20), st.integers(-50, 50))
def test_a_certain_standing_is_that_of_every_truth(figure, limit, tolerance, step):
    def standing(value, decimals):
        told = seen(EMPLOYED, Figure(value, "万人", decimals=decimals), "2021年1月—2023年6月")
        return row(total(f"≥{limit}万人"), told, tolerance=tolerance)

    made = standing(Decimal(figure), 0)
    truth = Decimal(f"{figure * 100 + step}E-2")
    if made.standing_certain:
        assert standing(truth, 2).standing is made.standing
