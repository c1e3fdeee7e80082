"""How grave a broken relation is: cut off, held earlier, reported earlier, as the rules tell it."""

import pytest
from alike import CATALOGUE, by_columns
from longframe import found, long

from rsindicators.frames import validate

PENSION, ARBITRATION, CARDS = "基本养老保险参保率", "劳动人事争议仲裁结案率", "申领电子社保卡人口覆盖率"
JOBS = "城镇新增就业人数"
CARD_PARTS = [part.name for part in CATALOGUE[CARDS].components]
CODE = CATALOGUE[CARDS].code


def cards(rate, part, whole, year="2023年", region="甲县"):
    values = zip(CARD_PARTS, (part, whole), strict=True)
    told = [(region, (CARDS, name), year, value, "万人") for name, value in values if value is not None]
    return told + ([(region, CARDS, year, rate, "%")] if rate is not None else [])


def jobs(total, new, lost, year="2023年"):
    parts = zip(("城镇累计新就业人员数", "自然减员人数"), (new, lost), strict=True)
    return [
        ("甲县", JOBS, year, total, "万人"),
        *[("甲县", (JOBS, name), year, value, "万人") for name, value in parts],
    ]


def grades(now, before=None, code="identities.formula"):
    """How grave a rule tells the broken relations of a frame, and how sure; the objects tell the same."""
    found(now, before)
    return sorted((row[5], row[6]) for row in by_columns(now, before).elements() if row[0] == code)


WRONG, CUT, DOUBTED = ("blocking", "wrong"), ("note", "suspect"), ("query", "suspect")


@pytest.mark.parametrize(
    ("rate", "grade"),
    [("66.7", None), ("66.6", CUT), ("66.5", WRONG), ("66", CUT), ("67", None), ("65", WRONG), ("68", WRONG)],
)
def test_a_share_that_was_cut_off_is_a_remark(rate, grade):
    assert grades(long(*cards(rate, "2.0000", "3.0000"))) == ([grade] if grade else [])


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("-0.1", CUT),
        ("-0.2", None),
        ("-0.3", WRONG),
        ("0.0", WRONG),
        ("-0.19", None),
        ("-0.18", WRONG),
        ("0.1", WRONG),
    ],
)
def test_a_difference_below_zero_is_cut_off_towards_zero(total, grade):
    assert grades(long(*jobs(total, "2.3059", "2.5000"))) == ([grade] if grade else [])


@pytest.mark.parametrize(
    ("total", "lost", "grade"), [("0.0", "2.4000", CUT), ("0", "3.3000", CUT), ("0.0", "2.3000", None)]
)
def test_zero_may_be_cut_off_from_either_side(total, lost, grade):
    assert grades(long(*jobs(total, "2.3059", lost))) == ([grade] if grade else [])


def test_what_may_have_been_rounded_to_what_is_not_allowed_was_not_cut_off():
    """Nobody insured is a definition's least; −0.5万 rounds to 0万 all the same."""
    due, *parts = ("法定应参保人数", "16周岁以上人口", "全日制在校学生", "现役军人")
    told = [("甲县", (PENSION, name), "2022年", "2", "万人") for name in parts]
    assert grades(long(("甲县", (PENSION, due), "2022年", "0", "万人"), *told)) == [WRONG]


def test_what_is_exact_was_not_cut_off():
    parts = (("当期审结案件数", "80"), ("当期立案受理案件数", "90"), ("上期末累计未结案件总数", "10"))
    told = [("甲县", (ARBITRATION, name), "2023年", value, "件") for name, value in parts]
    assert grades(long(*told, ("甲县", ARBITRATION, "2023年", "79", "%"))) == [WRONG]
    assert grades(long(*told, ("甲县", ARBITRATION, "2023年", "80", "%"))) == []


def test_a_share_that_holds_with_an_earlier_denominator_is_asked_about():
    earlier, now = cards(None, None, "4.0000", year="2022年"), cards("50.0", "2.0000", "3.0000")
    assert grades(long(*now)) == [WRONG]
    assert grades(long(*earlier, *now)) == [DOUBTED]
    assert grades(long(*now), long(*earlier)) == [DOUBTED]


@pytest.mark.parametrize("whole", ["400.0000", "0.0040", "3.5000"])
def test_an_earlier_denominator_that_is_far_or_does_not_fit_changes_nothing(whole):
    earlier = cards(None, None, whole, year="2022年")
    assert grades(long(*earlier, *cards("50.0", "2.0000", "3.0000"))) == [WRONG]


def test_what_rests_on_an_earlier_report_is_asked_about():
    now, before = cards("50.0", "2.0000", None), cards(None, None, "3.0000")
    assert grades(long(*now), long(*before)) == [DOUBTED]
    other = cards("50.0", "2.0000", "3.0000", region="乙县")
    assert grades(long(*now, *other), long(*before)) == [WRONG, DOUBTED]


def test_products_too_large_for_floats_are_left_to_the_objects():
    big = "9" * 15
    now = cards("66.6", "6" * 12, "9" * 12) + cards("99.9", big, big[:-1] + "8", region="乙县")
    assert grades(long(*now)) == grades(long(*now[::-1]))


def test_earlier_denominators_too_large_for_floats_are_left_to_the_objects():
    big = "123456789012.345"
    earlier = cards(None, None, big, year="2022年")
    now = cards("50.0000", "61728394506.1725", "100000000000.000")
    assert grades(long(*earlier, *now)) == [DOUBTED]


def test_several_stocks_may_be_earlier_together():
    def stocks(year, *values):
        parts = zip(("16周岁以上人口", "全日制在校学生", "现役军人"), values, strict=True)
        return [("甲县", (PENSION, name), year, value, "万人") for name, value in parts]

    now = [
        *stocks("2023年末", "30.0", "2.0", "1.0"),
        ("甲县", (PENSION, "参保人数"), "2023年末", "20.0", "万人"),
        ("甲县", PENSION, "2023年末", "95.2", "%"),
    ]
    earlier = stocks("2022年末", "25.0", "3.0", "1.0")
    assert grades(long(*now, *earlier)) == [DOUBTED]
    assert grades(long(*now)) == [WRONG]


def test_a_whole_count_that_is_not_the_sum_of_its_parts_was_not_cut_off():
    parts = zip(("16周岁以上人口", "全日制在校学生", "现役军人"), ("30", "2", "1"), strict=True)
    told = [("甲县", (PENSION, name), "2023年末", value, "人") for name, value in parts]
    wanted = [("甲县", (PENSION, "法定应参保人数"), "2023年末", value, "人") for value in ("28", "27")]
    assert grades(long(*told, wanted[0])) == [WRONG]
    assert grades(long(*told, wanted[1])) == []


def test_an_earlier_denominator_at_the_edge_of_rounding_is_left_to_the_objects():
    earlier = cards(None, None, "2000000010.00", year="2022年")
    now = cards("50.0000", "999999004.99749", "1500000000.00")
    assert grades(long(*earlier, *now)) == [WRONG]
    assert validate(long(*earlier, *now)).open > 0
