"""Rows of progress as cells: cut names, years counted, headroom or the pace still needed."""

import pytest
from assessed import EMPLOYED, INSURED, MIDDLE, UNEMPLOYED, goal, row, seen, total

from rsindicators import Accumulation
from rsindicators.assessment import assess
from rsindicators.showing import LONGEST_NAME, finished, listed, name_of, on_its_way, remark
from rsindicators.text import width

LONG = "新增取得高级工以上职业资格证书或职业技能等级证书人数"


def test_a_long_name_is_cut_on_the_way_and_whole_at_the_end():
    made = row(goal("≥1万人", LONG))
    cut = on_its_way(made)[1]
    assert cut.endswith("…")
    assert LONG.startswith(cut[:-1])
    assert width(cut) <= LONGEST_NAME
    assert finished(made)[1] == LONG
    assert on_its_way(row(goal("≥1万人")))[1] == INSURED


@pytest.mark.parametrize(
    ("values", "shown"), [(("3.1%", "4.2%"), "1/2年达到"), (("3.1%", None), "1/1年达到"), ((), "—")]
)
def test_a_target_of_every_year_counts_the_years_known(values, shown):
    target = goal("≤4%", UNEMPLOYED, "“十四五”", run=Accumulation.EACH_YEAR)
    told = seen(
        UNEMPLOYED, *(one for year, value in enumerate(values, 2021) for one in (value, f"{year}年末"))
    )
    assert on_its_way(row(target, told))[3] == shown


def test_a_mean_is_shown_as_a_figure():
    target = goal("≥0.3万人", EMPLOYED, "“十四五”", run=Accumulation.AVERAGE_ANNUAL)
    assert on_its_way(row(target, seen(EMPLOYED, "0.31", "2021年", "0.33", "2022年")))[3] == "0.32万人"


@pytest.mark.parametrize(
    ("target", "told", "cells"),
    [
        (
            goal("≤4%", UNEMPLOYED),
            seen(UNEMPLOYED, "2.7%", "2022年末"),
            ("符合预期", "—", "—", "余1.3个百分点"),
        ),
        (goal("≥2万人"), seen(INSURED, "2.1万人", "2022年末"), ("提前完成", "105.0%", "—", "—")),
        (
            goal("≥2.1万人", base="1.9万人"),
            seen(INSURED, "2.0万人", "2023年6月末"),
            ("符合预期(±)", "95.2%", "+0.00", "年需0.04万人"),
        ),
        (
            total("≥1万人"),
            seen(EMPLOYED, "0.4万人", "2021年1月—2023年6月"),
            ("滞后", "40.0%", "-10.00", "年需0.24万人"),
        ),
        (goal("≥2万人"), (), ("不可评估", "—", "—", "—")),
    ],
)
def test_what_is_left_is_headroom_or_the_pace_still_needed(target, told, cells):
    assert on_its_way(row(target, told))[4:8] == cells


def test_numbers_stars_parts_and_regions_are_shown_as_printed():
    made = row(goal("≥2万人", number=3, starred=True, part_of=2, region="水尾镇"))
    assert on_its_way(made)[:2] == ("*3", "其中:水尾镇 失业保险参保人数")
    assert name_of(made, part="") == "水尾镇 失业保险参保人数"
    assert finished(row(goal("≥2万人")))[0] == ""


def test_a_long_list_says_how_many_it_has():
    assert listed(["1", "2"]) == "1、2"
    assert listed([str(number) for number in range(1, 31)]).endswith("、24等30项")


def test_a_remark_names_the_milestone_before():
    targets = [goal("≥3万人", period="2023年"), goal("≥2万人", period="2024年")]
    made = assess(targets, (), on=MIDDLE).rows[1]
    assert remark(made, "weaker") == "本节点的目标比前一节点(2023年 ≥3万人)松"
