"""Questions posed to figures: which rows each name stands for, found by the calendar and never by order."""

import numpy as np
import pytest
from alike import CATALOGUE, RULES
from longframe import found, long
from screened import given, screened

from rsindicators.frames.box import Box
from rsindicators.frames.questions import questions
from rsindicators.frames.terms import Rows, Term, cells_of, lagged, mixed_times, posed
from rsindicators.kinds import Lag

RATE, STOCK, FLOW, PENSION = (
    "城镇登记失业率",
    "基本养老保险参保人数",
    "开展补贴性职业技能培训人次",
    "基本养老保险参保率",
)
ARBITRATION = "劳动人事争议仲裁结案率"
CODE = {name: CATALOGUE[name].code for name in (RATE, STOCK, FLOW, PENSION)}
NAN = np.nan


def cells(*values, name=STOCK, region="甲县", year="2023年", unit="万人"):
    return [(region, name, year, value, unit) for value in values]


def grid(*some):
    return screened(given(long(*some))).grid


def asked(code, name, one):
    (question, *_) = questions(RULES[code], CATALOGUE[name], CATALOGUE)
    return question, posed(question, one)


def test_a_term_has_the_rows_of_each_time_asked():
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert Rows(np.array([0, 1])).take(values) is values
    np.testing.assert_array_equal(Rows(np.array([1, -1])).take(values), [[3.0, 4.0], [NAN, NAN]])
    assert Rows(np.array([1])).take(values > 1, fill=False).tolist() == [[True, True]]


def test_some_entities_have_another_row():
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    others = np.array([0, 0]), np.array([0, 1]), np.array([1, -1])
    rows = Rows(np.array([0, 1]), others)
    np.testing.assert_array_equal(rows.take(values), [[3.0, NAN], [3.0, 4.0]])
    at = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    assert rows.at(at).tolist() == [1, -1, 1, 1]
    assert Rows(np.array([0, 1])).at(at).tolist() == [0, 0, 1, 1]
    none = (np.empty(0, np.int64),) * 3
    assert Rows(np.array([0, 1]), none).at(at).tolist() == [0, 0, 1, 1]
    assert rows.at((at[0][:0], at[1][:0])).tolist() == []


def test_cells_are_the_rows_and_entities_where_a_mask_holds():
    rows, entities = cells_of(np.array([[False, True], [True, False]]))
    assert (rows.tolist(), entities.tolist()) == ([0, 1], [1, 0])


def test_exact_figures_stay_exact_in_a_term():
    one = grid(
        *cells("5", name="省级人力资源服务产业园", unit="个"),
        *cells("6", name="省级人力资源服务产业园", unit="个", year="2022年"),
    )
    (series,) = one.series.values()
    term = Term.of(series, Rows(np.array([1])), narrowed=True)
    assert term.box.low is term.box.high
    assert term.at((np.array([0]), np.array([0]))).low.tolist() == [10.0]
    assert term.flags(None) is None
    assert term.flags(series.told).tolist() == [[True]]


def test_a_question_is_asked_of_the_figures_of_its_indicator():
    one = grid(*cells("20"), *cells("15", year="2022年"), *cells("9", region="乙县"))
    question, here = asked("time.stock_jump", STOCK, one)
    assert here.at.tolist() == [0, 1]
    assert here.subject.rows.usual.tolist() == [0, 1]
    assert {name for name, _ in question.tree.terms} <= here.boxes.keys()
    assert isinstance(here.boxes_at((np.array([0]), np.array([0])))["份额"], Box)


def test_a_question_of_the_same_figures_shares_them():
    one = grid(*cells("20"), *cells("15", year="2022年"))
    first, second = questions(RULES["time.stock_jump"], CATALOGUE[STOCK], CATALOGUE)
    here = posed(first, one)
    assert posed(second, one, here).terms is here.terms
    other = questions(RULES["ranges.minimum"], CATALOGUE[STOCK], CATALOGUE)[0]
    assert posed(other, one, here).terms is not here.terms


def test_a_question_is_asked_of_nothing_where_a_name_is_told_nowhere():
    question, here = asked("parts.part", "省内转移人数", grid(*cells("2", name="省内转移人数")))
    assert here is None
    assert question.tree.terms[1][1].code not in grid(*cells("2", name="省内转移人数")).series
    assert asked("time.stock_jump", STOCK, grid(*cells("20")))[1] is None


def test_a_question_is_asked_of_nothing_where_no_time_concerns_it():
    assert asked("time.falling", FLOW, grid(*cells("20", name=FLOW, unit="万人次")))[1] is None


def test_the_row_of_an_earlier_time_is_that_of_the_calendar():
    one = grid(*cells("20"), *cells("15", year="2021年"), *cells("9", year="2022年"))
    (series,) = one.series.values()
    rows = lagged(series, series, Lag.YEAR_EARLIER, [2, 0])
    assert (rows.usual.tolist(), rows.others) == ([1, -1], None)
    assert lagged(series, series, Lag.YEAR_EARLIER, [0]) is None


def test_of_several_earlier_times_each_entity_has_the_first_that_is_told():
    told = [
        *cells("20", "甲", year="2023年6月末")[:1],
        *cells("15", year="2023年5月末"),
        *cells("9", year="2023年3月末"),
        *cells("20", region="乙县", year="2023年6月末"),
        *cells("12", region="乙县", year="2023年3月末"),
        *cells("20", region="丙县", year="2023年6月末"),
        *cells("12", region="丙县", year="2022年末"),
        *cells("20", region="丁县", year="2023年6月末"),
    ]
    one = grid(*told)
    (series,) = one.series.values()
    rows = lagged(series, series, Lag.PREVIOUS, [len(series.slots) - 1])
    at = np.zeros(4, np.int64), np.arange(4)
    periods = [None if row < 0 else series.periods[row] for row in rows.at(at)]
    assert periods[0] == "2023-05"
    assert periods[0] != periods[1]
    assert periods[3] is None
    assert found(long(*told)) == found(long(*told)[::-1])


def test_figures_of_a_place_over_different_things_are_mixed():
    question, _ = asked("identities.formula", PENSION, grid(*cells("95", name=PENSION, unit="%")))
    year = [*cells("95", name=PENSION, unit="%"), *cells("95", name=(PENSION, "参保人数"))]
    one = grid(*year)
    time = one.series[CODE[PENSION]].slots[0].time
    assert time not in mixed_times(question, one)


def arbitration(period, opened="10", came="90", closed="80", region="甲县"):
    names = ("上期末累计未结案件总数", "当期立案受理案件数", "当期审结案件数")
    values = zip(names, (opened, came, closed), strict=True)
    return [(region, (ARBITRATION, name), period, value, "件") for name, value in values if value]


@pytest.mark.parametrize(("opened", "wrong"), [("20", False), ("10", True)])
def test_a_year_opens_with_what_the_one_before_left(opened, wrong):
    told = long(*arbitration("2022年"), *arbitration("2023年", opened=opened))
    assert ([code for _, _, code in found(told)] == ["time.carry_over"]) is wrong


def test_a_year_of_which_the_one_before_is_not_told_in_full_is_asked_nothing():
    told = long(
        *arbitration("2022年", came=None),
        *arbitration("2023年", opened="99"),
        *arbitration("2022年", region="乙县"),
        *arbitration("2023年", opened="99", region="乙县"),
    )
    assert [(region, code) for region, _, code in found(told) if code == "time.carry_over"] == [
        ("乙县", "time.carry_over")
    ]


def test_what_is_carried_is_held_against_the_first_run_that_is_told_in_full():
    told = long(
        *arbitration("2022年1-12月", came=None),
        *arbitration("2022年12月"),
        *arbitration("2023年1-3月", opened="99"),
        *arbitration("2022年", region="乙县"),
        *arbitration("2022年第四季度", region="乙县", closed="70"),
        *arbitration("2023年1-3月", opened="30", region="乙县"),
    )
    assert found(told) == found(told[::-1])
