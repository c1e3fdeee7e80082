"""A slip changes what its label says, as people do it, and nothing else."""

from functools import cache
from random import Random

import pytest
from attrs import evolve

from rsindicators import Catalogue, Certainty, Severity
from rsindicators.corrupting import (
    Label,
    Slip,
    corrupt,
    draw_corruption,
    draw_layout,
    fitting,
    with_wholes,
)
from rsindicators.finding import Finding, Place, Repair
from rsindicators.kinds import Mend
from rsindicators.samples import Cell, draw_sample, of_year, of_years, printed, to_month

CATALOGUE = Catalogue.standard()
CLOSURE, SKILLED, NET = (CATALOGUE[name] for name in ("仲裁结案率", "技能人才数量", "城镇新增就业人数"))


@cache
def drawn(slip, number=0):
    return draw_corruption(Random(f"{slip.value} {number}"), slip, CATALOGUE)


def many(slip):
    return [drawn(slip, number) for number in range(12)]


def only(found):
    """The row of the one cell of a slip, before and after."""
    (cell,) = found.label.cells
    return found.valid.by_cell[cell], [row for row in found.corrupted.rows if row.cell == cell]


# ── every slip ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("slip", Slip)
def test_a_slip_changes_the_cells_of_its_label_and_no_others(slip):
    for found in many(slip):
        assert found.label.kind is slip
        assert found.label.old != found.label.new
        changed = {row.cell for row in set(found.valid.rows) ^ set(found.corrupted.rows)}
        assert changed == set(found.label.cells)
        assert found.corrupted.earlier == found.valid.earlier


@pytest.mark.parametrize("slip", Slip)
def test_a_slip_is_drawn_the_same_again(slip):
    again = draw_corruption(Random(f"{slip.value} 0"), slip, CATALOGUE)
    assert (again.label, again.corrupted.records) == (drawn(slip).label, drawn(slip).corrupted.records)


def test_slips_have_values_for_data_and_labels_for_people():
    assert Slip.called("negative") is Slip.called("总量为负") is Slip.NEGATIVE


@pytest.mark.parametrize(
    "slip", [Slip.STALE_CARRY_OVER, Slip.PART_ABOVE_WHOLE, Slip.UPSIDE_DOWN, Slip.FALLING]
)
def test_a_slip_has_no_place_everywhere(slip):
    sample = draw_sample(Random(1), [SKILLED], of_year(2023))
    assert corrupt(Random(1), sample, slip) is None


def test_a_catalogue_may_have_no_place_for_a_slip():
    stocks = Catalogue([SKILLED])
    assert fitting(Slip.NEGATIVE, stocks) == [SKILLED]
    assert fitting(Slip.UPSIDE_DOWN, stocks) == []
    assert draw_corruption(Random(1), Slip.UPSIDE_DOWN, stocks) is None


def test_a_slip_whose_place_never_comes_up_is_given_up():
    cumulative = Catalogue([NET])
    assert fitting(Slip.FALLING, cumulative) == [NET]
    assert draw_corruption(Random(0), Slip.STOCK_JUMP, cumulative) is None


def test_a_part_is_asked_behind_its_whole():
    part, whole = CATALOGUE["高技能人才数量"], CATALOGUE["技能人才数量"]
    assert with_wholes([part, CLOSURE, whole, part], CATALOGUE) == [whole, part, CLOSURE]


def test_layouts_are_of_all_kinds():
    kinds = {
        len(draw_layout(Random(number)).now) + 10 * bool(draw_layout(Random(number)).whole)
        for number in range(40)
    }
    assert kinds == {1, 2, 11}


# ── what people write ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("slip", "by"),
    [
        (Slip.TIMES_10000, 10**4),
        (Slip.OVER_10000, 10**-4),
        (Slip.TIMES_100, 100),
        (Slip.OVER_100, 0.01),
        (Slip.STOCK_JUMP, None),
    ],
)
def test_a_unit_off_is_so_many_times_the_truth(slip, by):
    for found in many(slip):
        before, (after,) = only(found)
        scale = 10 ** (before.style.unit.exponent)
        truth, told = float(before.truth) / scale, float(after.value)
        assert by is None or told == pytest.approx(truth * by, rel=0.02, abs=0.006)


@pytest.mark.parametrize(
    ("slip", "key"),
    [
        (Slip.OTHER_UNIT, "unit"),
        (Slip.NO_UNIT, "unit"),
        (Slip.ODD_PERIOD, "period"),
        (Slip.YEAR_FOR_TO_DATE, "accumulation"),
    ],
)
def test_what_stands_beside_the_number_is_changed_in_the_record(slip, key):
    for found in many(slip):
        before, (after,) = only(found)
        old, new = before.record(), after.record()
        assert {name for name in old | new if old.get(name) != new.get(name)} == {key}
        assert (found.label.old, found.label.new) == (old[key], new[key])


def test_a_wrong_name_stands_where_the_name_stood():
    for found in many(Slip.UNKNOWN_NAME):
        before, (after,) = only(found)
        assert before.indicator.name not in after.record().values()
        assert found.label.new in after.record().values()
        assert any(found.label.new in item for item in found.label.items)


def test_an_odd_period_may_be_named_as_written_or_as_it_is_read():
    for found in many(Slip.ODD_PERIOD):
        (cell,) = found.label.cells
        for period in (found.label.old, found.label.new, found.label.new.removesuffix("末")):
            assert cell._replace(period=period).item in found.label.items


def test_what_is_missing_is_gone_or_empty():
    assert {len(only(found)[1]) for found in many(Slip.MISSING)} == {0, 1}
    assert {row.value for found in many(Slip.MISSING) for row in only(found)[1]} <= {"", "—"}


def test_what_is_told_twice_differs_and_only_a_revision_says_why():
    for slip, statuses in ((Slip.DUPLICATE, [None, None]), (Slip.REVISION, ["快报", "年报"])):
        for found in many(slip):
            _, after = only(found)
            assert [row.record().get("status") for row in after] == statuses
            assert after[0].value != after[1].value


def test_more_decimals_are_still_true():
    for found in many(Slip.MANY_DECIMALS):
        before, (after,) = only(found)
        assert after.record()["decimals"] == str(before.style.decimals)
        longer = evolve(before, style=before.style._replace(decimals=len(after.value.partition(".")[2])))
        assert after.value == printed(longer.truth, longer.style)


@pytest.mark.parametrize(
    ("slip", "change"),
    [(Slip.DIGIT_CHANGED, 0), (Slip.DIGIT_DROPPED, 1), (Slip.DIGITS_TURNED, 0), (Slip.TRUNCATED, 0)],
)
def test_digits_are_changed_dropped_turned_or_cut(slip, change):
    for found in many(slip):
        before, (after,) = only(found)
        assert len(before.value) - len(after.value) == change


def test_a_rate_without_its_carry_over_is_too_high():
    for found in many(Slip.FORGOTTEN_CARRY_OVER):
        before, (after,) = only(found)
        assert before.head is CLOSURE
        assert after.value == "0" if before.indicator.carry_over else float(after.value) > float(before.value)


def test_last_months_balance_is_in_the_cell_the_rate_or_both():
    touched = {tuple(cell.code for cell in found.label.cells) for found in many(Slip.STALE_CARRY_OVER)}
    rate, carried = "arbitration_closure_rate", "arbitration_closure_rate__pending_before"
    assert touched == {(rate,), (carried,), (rate, carried)}


def test_the_two_cells_of_a_rate_are_exchanged():
    for found in many(Slip.EXCHANGED):
        one, other = (found.valid.by_cell[cell] for cell in found.label.cells)
        assert float(found.label.new) == pytest.approx(
            float(other.truth) / 10**one.style.unit.exponent, abs=0.06
        )


def test_a_part_is_above_its_whole_and_a_year_to_date_below_the_one_before():
    for found in many(Slip.PART_ABOVE_WHOLE):
        before, (after,) = only(found)
        assert float(after.value) > float(before.value)
    for found in many(Slip.FALLING):
        before, (after,) = only(found)
        assert float(after.value) < float(before.value)


def test_totals_and_periods_change_places():
    sample = draw_sample(Random(2), [NET], of_years(2021, 2023))
    single = corrupt(Random(0), sample, Slip.PERIOD_FOR_TOTAL).label
    total = corrupt(Random(0), sample, Slip.TOTAL_FOR_PERIOD).label
    assert (single.old, single.new) == (total.new, total.old)
    year = corrupt(Random(0), draw_sample(Random(2), [NET], of_year(2023)), Slip.TOTAL_FOR_PERIOD).label
    assert 4 < float(year.new) / float(year.old) < 6


def test_nothing_that_is_net_is_called_negative_or_falling():
    for slip in (Slip.NEGATIVE, Slip.FALLING):
        sample = draw_sample(Random(5), [NET], to_month(2023, 6))
        assert corrupt(Random(0), sample, slip).label.cells[0].code != NET.code


# ── labels ───────────────────────────────────────────────────────────────────────────────────────────────

CELL = Cell("skilled_talent", "叙永县", "技能人才数量", "2023年")
LABEL = Label(Slip.NEGATIVE, (CELL,), "2.1", "-2.1", (CELL.item,))


def finding(item, *repairs):
    return Finding("ranges.minimum", Severity.BLOCKING, Certainty.WRONG, (Place("", item),), repairs=repairs)


def test_a_label_knows_the_findings_and_repairs_of_its_cells():
    repair = Repair(Mend.VALUE, Place("", CELL.item), "", "-2.1", "2.1", CELL.code)
    assert LABEL.is_told_by(finding("叙永县 技能人才数量 2023年"))
    assert not LABEL.is_told_by(finding("古蔺县 技能人才数量 2023年"))
    assert LABEL.is_mended_by(repair)
    assert not LABEL.is_mended_by(evolve(repair, indicator="highly_skilled_talent"))
    assert not LABEL.is_mended_by(evolve(repair, place=Place("", "D5")))
