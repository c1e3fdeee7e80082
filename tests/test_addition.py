"""What adds and what does not: regions, periods, the parts of a whole, ratios."""

from decimal import Decimal

import pytest
from definitions import component, count, indicator
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from reported import (
    CASES,
    CATALOGUE,
    CLOSING,
    COUNTED,
    COVERAGE,
    GROSS,
    NET,
    ORDER,
    PERSONS,
    STOCK,
    YTD,
    facts,
    flows,
    printed,
    refusals,
    seen,
)

from rsindicators import (
    Accumulation,
    Additivity,
    Direction,
    Figure,
    Interval,
    Measure,
    Observation,
    Period,
    Source,
    Status,
    Unit,
)
from rsindicators.addition import add_parts, aggregate, recompute
from rsindicators.errors import (
    ComponentError,
    DefinitionError,
    NotAdditiveError,
    PeriodError,
    UnknownNameError,
)
from rsindicators.region import Region

# ── over regions ─────────────────────────────────────────────────────────────────────────────────────────


def test_stocks_and_flows_add_over_regions_and_their_intervals_with_them():
    whole = aggregate(
        [seen(STOCK, "2.28万人", "2020年末", "510524"), seen(STOCK, "1.1万人", "2020年末", "510525")],
        to="510500",
    )
    assert facts(whole) == (
        Figure("3.38", "万人"), Period(2020), "510500", Accumulation.AT_END, "", None
    )  # fmt: skip
    assert whole.figure.interval == Interval("3.325", "3.435")
    assert whole.figure.decimals == 2
    flow = aggregate(
        flows(("0.32", "2021年1—6月"), region="甲县") + flows(("0.1", "2021年1—6月"), region="乙县")
    )
    assert facts(flow)[:4] == (Figure("0.42", "万人"), Period(2021, 1, 6), "乙县、甲县", YTD)


def test_whole_counts_add_exactly_and_other_units_convert_to_the_finest():
    told = [seen(STOCK, "20600人", "2020年", "甲县"), seen(STOCK, "2.06万人", "2020年", "乙县")]
    whole = aggregate(told)
    assert whole.figure.exact_eq(Figure("41200", "人", interval=Interval(41150, 41250)))
    assert aggregate(told[::-1]).figure.exact_eq(whole.figure)
    counts = [seen(COUNTED, "963件", "2020年", "甲县"), seen(COUNTED, "37", "2020年", "乙县")]
    assert aggregate(counts).figure.exact_eq(Figure(1000, "件"))


def test_a_year_to_date_of_june_and_of_january_to_june_are_the_same_place():
    told = [
        seen(NET, "0.2", "2021年6月", "甲县", accumulation=YTD),
        seen(NET, "0.1", "2021年1—6月", "乙县"),
    ]
    assert aggregate(told).period == Period(2021, 1, 6)
    odd = [seen(NET, "0.2", "2021-12-01/P3M", name, accumulation=YTD) for name in ("甲县", "乙县")]
    assert aggregate(odd).period == Period(2021, 12, 3)


def test_a_year_to_date_of_december_adds_to_years_and_makes_one():
    december = seen(NET, "0.2", "2021年12月", "甲县", accumulation=YTD)
    year = seen(NET, "0.1", "2021年", "乙县")
    for told in ([december, year], [year, december]):
        whole = aggregate(told)
        assert (whole.period, whole.accumulation) == (Period(2021), Accumulation.ANNUAL)
    assert aggregate([december]).accumulation is Accumulation.ANNUAL


def test_stocks_of_one_day_add_however_the_day_is_spelled_and_bear_the_longest_period():
    for spelled, longest in (("2023年末", "2023年"), ("2023年第四季度末", "2023年第四季度")):
        told = [seen(STOCK, "1", "2023年12月末", "甲县"), seen(STOCK, "2", spelled, "乙县")]
        for order in (told, told[::-1]):
            whole = aggregate(order)
            assert (whole.figure, whole.period) == (Figure(3, "万人"), Period.parse(longest))
            assert whole.accumulation is Accumulation.AT_END


def test_a_sum_is_as_final_as_its_least_final_part():
    for index, least in enumerate(ORDER):
        told = [seen(STOCK, "1", "2020年", f"51050{n}", status=s) for n, s in enumerate(ORDER[index:], 1)]
        assert aggregate(told).status is least


def test_a_sum_may_be_added_again_and_still_knows_its_regions():
    one, two, three = (seen(STOCK, "1", "2020年", name) for name in ("510524", "510525", "510522"))
    whole = aggregate([aggregate([one, two]), three])
    assert whole == aggregate([one, two, three])
    assert whole.region == "510522、510524、510525"
    with refused(NotAdditiveError, "addition.region_twice"):
        aggregate([whole, three])


def test_a_parent_with_its_children_is_refused_with_the_alternative():
    told = [seen(STOCK, "1", "2020年", name) for name in ("510500", "510524")]
    with refused(NotAdditiveError, "addition.parent", "510500", "510524") as caught:
        aggregate(told)
    assert "只加下级" in caught.value.say()
    assert "Add the children only" in caught.value.say("en")


def test_a_parent_told_by_the_caller_and_a_row_called_a_total_are_parents_too():
    told = [seen(STOCK, "1", "2020年", name) for name in ("泸州市", "高新区")]
    with refused(NotAdditiveError, "addition.parent"):
        aggregate(told, regions=[Region("高新区", "泸州市")])
    with refused(NotAdditiveError, "addition.total", "合计") as caught:
        aggregate([*told, seen(STOCK, "2", "2020年", "合计")])
    assert "去掉合计行" in caught.value.say()
    assert "Leave it out" in caught.value.say("en")


def test_a_revision_beside_the_first_figure_is_no_second_region():
    told = [seen(STOCK, "1", "2020年", "甲县", status=s) for s in (Status.PRELIMINARY, Status.FINAL)]
    with refused(NotAdditiveError, "addition.region_twice", "甲县") as caught:
        aggregate(told)
    assert "用最终的" in caught.value.say()
    assert "take the final one" in caught.value.say("en")


def test_a_summed_ratio_is_refused_and_its_components_are_named():
    told = [seen(CLOSING, "96.3%", "2020年", "甲县"), seen(CLOSING, "90%", "2020年", "乙县")]
    with refused(NotAdditiveError, "addition.ratio", "recompute(", "当期审结案件数", 'over="region"'):
        aggregate(told)
    monthly = [seen(CLOSING, "96.3%", f"2020年{month}月") for month in (1, 2)]
    with refused(NotAdditiveError, "addition.ratio_carried", 'over="period"'):
        aggregate(monthly, over="period")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"period": "2021年"}, "addition.periods"),
        ({"period": "2020年1—6月"}, "addition.periods"),
        ({"scope": "单位职工"}, "addition.scopes"),
        ({"figure": None}, "addition.missing"),
        ({"figure": "超过3万人"}, "addition.no_figure"),
        ({"indicator": CATALOGUE["工伤保险参保人数"]}, "addition.indicators"),
        ({"region": "甲县"}, "addition.region_twice"),
    ],
)
def test_only_figures_of_one_place_add_over_regions(other, code):
    first = {"indicator": STOCK, "figure": "1", "period": "2020年", "region": "甲县"}
    second = first | {"region": "乙县"} | other
    for told in ([first, second], [second, first]):
        with refused(NotAdditiveError, code):
            aggregate([Observation(**one) for one in told])


def test_a_figure_without_a_region_names_none():
    for told in (
        [seen(STOCK, "1", "2020年"), seen(STOCK, "1", "2020年", "甲县")],
        [seen(STOCK, "1", "2020年")],
    ):
        with refused(NotAdditiveError, "addition.no_region", "region="):
            aggregate(told)


# ── over periods ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "figure", "period", "run"),
    [
        (
            [("0.32", "2021年"), ("0.33", "2022年"), ("0.15", "2023年1—6月")],
            "0.80", "2021-01-01/P30M", Accumulation.CUMULATIVE,
        ),
        ([("0.4", str(year)) for year in range(2021, 2026)], "2.0", "“十四五”", Accumulation.CUMULATIVE),
        ([("0.1", f"2023-Q{n}") for n in (1, 2, 3, 4)], "0.4", "2023年", Accumulation.ANNUAL),
        ([("0.1", "2023年1月"), ("-0.02", "2023年2月")], "0.08", "2023年1—2月", YTD),
        ([("0.1", "2023年1—3月"), ("0.1", "2023年4月")], "0.2", "2023年1—4月", YTD),
        ([("0.1", "2023年5月"), ("0.1", "2023年4月")], "0.2", "2023年4—5月", None),
        ([("0.1", "2023年12月"), ("0.1", "2024年1月")], "0.2", "2023-12-01/P2M", None),
        ([("2.06", "“十三五”"), ("0.3", "2021年")], "2.36", "2016-01-01/P6Y", Accumulation.CUMULATIVE),
    ],
)  # fmt: skip
def test_adjoining_periods_of_a_flow_add(told, figure, period, run):
    whole = aggregate(flows(*told, region="叙永县"), over="period")
    assert facts(whole) == (Figure(figure, "万人"), Period.parse(period), "叙永县", run, "", None)
    assert whole.figure.decimals == len(figure.partition(".")[2])


def test_the_total_of_the_plan_so_far_has_the_interval_of_its_parts():
    told = flows(("0.32", "2021年"), ("0.33", "2022年"), ("0.15", "2023年1—6月"))
    assert aggregate(told, over="period").figure.interval == Interval("0.785", "0.815")


def test_one_period_alone_is_its_own_sum():
    (june,) = flows(("0.2", "2023年6月"), accumulation=YTD)
    assert aggregate([june], over="period") is june


@pytest.mark.parametrize(
    ("told", "one", "other"),
    [
        ([("0.1", "2023年1—3月"), ("0.2", "2023年1—6月")], "2023年第一季度", "2023年1—6月"),
        ([("0.4", "2023年"), ("0.2", "2023年1—6月")], "2023年1—6月", "2023年"),
        ([("0.1", "2023年3月"), ("0.2", "2023年1—6月")], "2023年1—6月", "2023年3月"),
    ],
)
def test_overlapping_year_to_dates_are_refused_with_the_alternative(told, one, other):
    with refused(NotAdditiveError, "addition.overlap", one, other, "singles") as caught:
        aggregate(flows(*told), over="period")
    assert "只用较长的一个" in caught.value.say()
    assert "use the longer one only" in caught.value.say("en")


@pytest.mark.parametrize(
    ("told", "gaps"),
    [
        ([("0.3", "2021年"), ("0.1", "2023年1—6月")], "2022年"),
        ([("0.3", "2021年1—6月"), ("0.3", "2022年")], "2021年7—12月"),
        ([("0.3", "2020年1—11月"), ("0.3", "2023年2月")], "2020年12月、2021年、2022年、2023年1月"),
        ([("0.3", "2021年"), ("0.3", "2023年"), ("0.3", "2025年")], "2022年、2024年"),
    ],
)
def test_a_gap_is_refused_and_named(told, gaps):
    with refused(NotAdditiveError, "addition.gap", gaps):
        aggregate(flows(*told), over="period")


def test_a_stock_over_years_is_refused_and_the_last_figure_named():
    with refused(NotAdditiveError, "addition.stock", STOCK.name, "2021年") as caught:
        aggregate(flows(("2.28", "2021年"), ("2.2", "2020年"), of=STOCK), over="period")
    assert "取最后一期的期末数" in caught.value.say()
    assert "end of the last period" in caught.value.say("en")
    marked = count(over_periods=Additivity.SUM)
    with refused(NotAdditiveError, "addition.stock"):
        aggregate(flows(("2", "2021年"), ("2", "2020年"), of=marked), over="period")


def test_distinct_persons_do_not_add_over_months_though_they_are_a_flow():
    # trade rules §4: “distinct persons counted each month do not add over months although they are flows”
    with refused(NotAdditiveError, "addition.none", "参加培训的人", "本库指定"):
        aggregate(flows(("5人", "2021年1月"), ("5人", "2021年2月"), of=PERSONS), over="period")
    assert aggregate([seen(PERSONS, "5人", "2021年1月", name) for name in ("甲县", "乙县")]).figure == Figure(
        10, "人"
    )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"region": "乙县"}, "addition.regions"),
        ({"scope": "全部"}, "addition.scopes"),
        ({"figure": None}, "addition.missing"),
        ({"indicator": GROSS}, "addition.indicators"),
        ({"period": "2020年"}, "addition.period_twice"),
    ],
)
def test_only_figures_of_one_series_add_over_periods(other, code):
    first = {"indicator": NET, "figure": "1", "period": "2020年", "region": "甲县"}
    with refused(NotAdditiveError, code):
        aggregate(
            [Observation(**first), Observation(**(first | {"period": "2021年"} | other))], over="period"
        )


def test_a_revision_is_no_second_period():
    told = [seen(NET, "0.3", "2020年", status=status) for status in (Status.PRELIMINARY, Status.FINAL)]
    with refused(NotAdditiveError, "addition.period_twice", "2020年") as caught:
        aggregate(told, over="period")
    assert "用最终的" in caught.value.say()


def test_the_entrances_of_aggregate_are_told_what_they_take():
    (one,) = flows(("0.3", "2020年"), region="甲县")
    with refused(UnknownNameError, "addition.over", "category"):
        aggregate([one], over="category")
    with refused(ComponentError, "addition.to", "全市"):
        aggregate([one], over="period", to="全市")
    with refused(ComponentError, "addition.empty"):
        aggregate([])
    for wrong in (None, 1.5, "a", one, [one, "2.06"], float("nan")):
        with refused(ComponentError, "addition.observation"):
            aggregate(wrong)


# ── parts of a whole ─────────────────────────────────────────────────────────────────────────────────────

NOTE = (
    "注:表中经营管理人才与专业技术人才、高技能人才之间存在重复交叉,六支人才队伍数量之和不等于人才资源总量。"
)
"""001_7c121f2adea77f47.txt, lines 826 and 966."""
SIX = {
    "党政人才": "32.5", "经营管理人才": "360", "专业技术人才": "610", "高技能人才": "321.8",
    "农村实用人才": "123", "社会工作专业人才": "9.8",
}  # fmt: skip


def listed(name, code, part_of="", **more):
    """An indicator of 浙江 表2, as the document lists it."""
    return count(
        code=code, name=name, unit=Unit.parse("万人"), definition="", part_of=part_of,
        direction=Direction.HIGHER, source=Source("浙江省人才发展“十四五”规划", "表2"),
        stated=("unit",), assigned=tuple((key, "本库指定") for key in (
            "measure", "direction", "accumulation", "over_regions", "over_periods", "part_of"
        ) if key != "part_of" or part_of), **more,
    )  # fmt: skip


TALENT = listed("人才资源总量", "talent")


def zhejiang(names=SIX, **more):
    return [
        seen(listed(name, f"talent{index}", "talent", **more), SIX[name], "2020年", "浙江省")
        for index, name in enumerate(names)
    ]


def test_zhejiangs_six_categories_are_refused_with_the_alternative_whatever_the_caller_says():
    whole = seen(TALENT, "1410", "2020年", "浙江省")
    tries = [
        lambda: add_parts(zhejiang(), disjoint=True, notes=[NOTE]),
        lambda: add_parts(zhejiang(), disjoint=True, notes=NOTE),
        lambda: add_parts(zhejiang(remarks=(NOTE,)), disjoint=True),
        lambda: add_parts(zhejiang(), disjoint=True, whole=seen(
            listed("人才资源总量", "talent", remarks=(NOTE,)), "1410", "2020年", "浙江省"
        )),
        lambda: add_parts(zhejiang(), disjoint=True, whole=whole, notes=("甲", NOTE)),
        lambda: aggregate(zhejiang(remarks=(NOTE,))),
        lambda: aggregate(zhejiang(remarks=(NOTE,)), over="period"),
    ]  # fmt: skip
    for attempt in tries:
        with refused(NotAdditiveError, "addition.overlapping", "存在重复交叉") as caught:
            attempt()
        assert "用公布的总量" in caught.value.say()
        assert "the published figure of the whole" in caught.value.say("en")


def test_without_the_note_they_still_exceed_their_whole():
    # 32.5+360+610+321.8+123+9.8 = 1457.1 of 1410
    with refused(NotAdditiveError, "addition.over_whole", "1457.1", "1410"):
        add_parts(zhejiang(), disjoint=True, whole=seen(TALENT, "1410", "2020年", "浙江省"))


def test_nothing_is_added_that_nobody_calls_disjoint():
    for disjoint in (False, None, 1, "yes"):
        with refused(NotAdditiveError, "addition.disjoint", "党政人才") as caught:
            add_parts(zhejiang(), disjoint=disjoint)
        assert "disjoint=True" in caught.value.say("en")
    with refused(NotAdditiveError, "addition.indicators", "党政人才", "add_parts"):
        aggregate(zhejiang())


def test_disjoint_parts_of_one_whole_add_to_a_figure():
    told = zhejiang(["党政人才", "农村实用人才"])
    assert add_parts(told, disjoint=True).exact_eq(
        Figure("155.5", "万人", interval=Interval("154.95", "156.05"))
    )
    whole = seen(TALENT, "155", "2020年", "浙江省")
    assert add_parts(told, disjoint=True, whole=whole).value == Decimal("155.5")  # within rounding
    assert add_parts(told, disjoint=True, notes=["各类互不存在重叠", "没有重复"]).value == Decimal("155.5")


def test_parts_of_different_wholes_are_none_of_one():
    one, two = zhejiang(["党政人才", "农村实用人才"])
    stray = seen(listed("研发人员", "research", "staff"), "1", "2020年", "浙江省")
    alone = seen(listed("研发人员", "research"), "1", "2020年", "浙江省")
    whole = seen(TALENT, "1410", "2020年", "浙江省")
    for told in ([one, stray], [one, alone], [one, whole], [alone]):
        with refused(NotAdditiveError, "addition.part_of", told[-1].indicator.name):
            add_parts(told, disjoint=True)
    with refused(NotAdditiveError, "addition.part_of"):
        add_parts([one, two], disjoint=True, whole=alone)
    with refused(NotAdditiveError, "addition.part_twice"):
        add_parts([one, one], disjoint=True)


def test_a_part_of_a_part_does_not_stand_beside_it():
    inner = seen(listed("青年党政人才", "young", "talent0"), "1", "2020年", "浙江省")
    with refused(NotAdditiveError, "addition.part_of"):
        add_parts([*zhejiang(["党政人才"]), inner], disjoint=True)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"period": "2021年"}, "addition.periods"),
        ({"region": "江苏省"}, "addition.regions"),
        ({"scope": "全部"}, "addition.scopes"),
        ({"figure": None}, "addition.missing"),
    ],
)
def test_parts_are_of_one_place(other, code):
    one, two = zhejiang(["党政人才", "农村实用人才"])
    moved = {"indicator": two.indicator, "figure": "1", "period": "2020年", "region": "浙江省"} | other
    with refused(NotAdditiveError, code):
        add_parts([one, Observation(**moved)], disjoint=True)


def test_shares_are_no_parts_to_be_added_here():
    rates = [
        seen(indicator(code=code, name=code, part_of="talent"), "5%", "2020年") for code in ("one", "two")
    ]
    with refused(NotAdditiveError, "addition.ratio_alone"):
        add_parts(rates, disjoint=True)


def test_the_entrances_of_add_parts_are_told_what_they_take():
    told = zhejiang(["党政人才"])
    with refused(ComponentError, "addition.empty"):
        add_parts([], disjoint=True)
    with refused(ComponentError, "addition.observation"):
        add_parts(told, disjoint=True, whole="1410")
    for notes in ([None], 5, ["a" * 10**6]):
        with pytest.raises(ComponentError):
            add_parts(told, disjoint=True, notes=notes)


# ── ratios from their components ─────────────────────────────────────────────────────────────────────────


def test_a_ratio_over_regions_is_made_of_the_sums():
    made = recompute(
        CLOSING,
        {
            "510524": {"当期审结": 963, "当期受理": 950, "上期末未结": 50},
            "510525": {"审结": "37件", "受理": "50件", "上期未结": "0件"},
        },
    )
    assert made.exact_eq(CLOSING.compute(审结=1000, 受理=1000, 上期末未结=50))
    assert str(made.round(1)) == "95.2%"
    rounded = recompute(CLOSING, {"甲": {"审结": 1, "受理": 3, "上期未结": 0}}, decimals=2)
    assert str(rounded) == "33.33%"


PEOPLE = {
    10: Figure("9", "万人") + Figure("1", "万人"),
    12: Figure("10", "万人") + Figure("2", "万人"),
}


def test_derived_components_add_if_every_region_gives_them():
    made = recompute(
        COVERAGE,
        {
            "甲县": {"参保": "9万人", "应参保": "10万人"},
            "乙县": {"参保": "1万人", "应参保": "2万人"},
        },
    )
    assert made.exact_eq(COVERAGE.compute(参保=PEOPLE[10], 应参保=PEOPLE[12]))
    parts = {"参保": "9", "16周岁以上人口": "12", "全日制在校学生": "1", "现役军人": "0.1"}
    assert recompute(COVERAGE, {"甲": parts}).exact_eq(COVERAGE.compute(parts))
    with refused(ComponentError, "addition.components", "乙县", "甲县"):
        recompute(COVERAGE, {"甲县": parts, "乙县": {"参保": "1", "应参保": "2"}})


def test_flows_add_over_months_and_the_first_carry_over_opens():
    # trade rules §4: 上期末未结 is a carry-over; adding it for each month would count it again
    months = {
        "2023年2月": {"审结": 60, "受理": 70, "上期末未结": 40},
        "2023年1月": {"审结": 90, "受理": 80, "上期末未结": 50},
        Period(2023, 3, 1): {"审结": 50, "受理": 50},
    }
    made = recompute(CLOSING, months, over="period")
    assert made.exact_eq(CLOSING.compute(审结=200, 受理=200, 上期末未结=50))
    assert str(made.round(0)) == "80%"
    mediated = {f"2023-Q{n}": {"调解成功": 6, "审结": 10 + n} for n in (1, 2, 3, 4)}
    mediation = CATALOGUE["劳动人事争议调解成功率"]
    assert recompute(mediation, mediated, "period").exact_eq(mediation.compute(调解成功=24, 审结=50))


def test_the_first_month_needs_its_carry_over():
    months = {"2023年1月": {"审结": 9, "受理": 8}, "2023年2月": {"审结": 6, "受理": 7, "上期末未结": 4}}
    with refused(ComponentError, "component.missing_of", "上期末累计未结案件总数"):
        recompute(CLOSING, months, over="period")
    with refused(ComponentError, "addition.components", "2023年2月"):
        recompute(CLOSING, {"2023年1月": {"审结": 9, "上期未结": 1}, "2023年2月": {"受理": 7}}, over="period")


@pytest.mark.parametrize(
    ("keys", "over", "code"),
    [
        (["510500", "510524"], "region", "addition.parent"),
        (["甲", "合计"], "region", "addition.total"),
        (["2023年1—3月", "2023年1—6月"], "period", "addition.inputs"),
        (["2023年1月", "2023年3月"], "period", "addition.gap"),
        (["2023年1月", "2023-01"], "period", "addition.period_twice"),
    ],
)
def test_regions_and_periods_of_components_are_as_apart_as_those_of_figures(keys, over, code):
    with refused(NotAdditiveError, code):
        recompute(CLOSING, dict.fromkeys(keys, CASES), over)


def test_overlapping_inputs_of_a_rate_are_told_what_takes_them_apart():
    with refused(NotAdditiveError, "addition.inputs", "2023年第一季度", "2023年1—6月", "chain(balances("):
        recompute(CLOSING, dict.fromkeys(["2023年1—6月", "2023年1—3月"], CASES), "period")


def test_a_region_without_a_code_may_be_declared_there_too():
    made = recompute(
        CLOSING, dict.fromkeys(["510524", "市本级"], CASES), regions=[Region("市本级", "510500")]
    )
    assert made == CLOSING.compute(审结=18, 受理=16, 上期末未结=10)


def test_a_ratio_of_stocks_is_not_recomputed_over_periods():
    with refused(NotAdditiveError, "addition.not_recomputed", COVERAGE.name) as caught:
        recompute(COVERAGE, {"2020年": {"参保": "9", "应参保": "10"}}, over="period")
    assert "取最后一期的" in caught.value.next()
    assert "of the last period" in caught.value.next("en")
    marked = indicator(over_periods=Additivity.RECOMPUTE)
    with refused(NotAdditiveError, "addition.stock_component", "签订企业"):
        recompute(marked, {"2020年": {"签订企业": 9, "企业总数": 10}}, over="period")


def test_a_component_that_is_a_ratio_itself_does_not_add():
    percent = component("签订企业", code="signed", unit=Unit.parse("%"))
    rated = indicator(components=(percent, component("企业总数", code="firms", unit=Unit.parse("%"))))
    with refused(NotAdditiveError, "addition.component", "签订企业"):
        recompute(rated, {"甲": {"签订企业": "9%", "企业总数": "10%"}})
    grown = component("签订企业", code="signed", measure=Measure.RATIO)
    with refused(NotAdditiveError, "addition.component", "签订企业"):
        recompute(
            indicator(components=(grown, component("企业总数", code="firms"))),
            {"甲": {"签订企业": 9, "企业总数": 10}},
        )


@pytest.mark.parametrize(
    ("told", "kind", "code"),
    [
        ((STOCK, {"甲": {}}), ComponentError, "indicator.no_formula"),
        (("仲裁结案率", {"甲": CASES}), ComponentError, "addition.indicator"),
        ((CLOSING, {"甲": CASES}, "category"), UnknownNameError, "addition.over"),
        ((CLOSING, {}), ComponentError, "addition.parts"),
        ((CLOSING, {"甲": CASES | {"立案": 5}}), UnknownNameError, "component.unknown"),
        ((CLOSING, {"a" * 10**6: CASES}), DefinitionError, "text.long"),
        ((CLOSING, {None: CASES}), DefinitionError, "text.type"),
        ((CLOSING, {None: CASES}, "period"), PeriodError, "text.type"),
        ((CLOSING, {"上半年": CASES}, "period"), PeriodError, "period.relative"),
    ],
)
def test_the_entrances_of_recompute_are_told_what_they_take(told, kind, code):
    with refused(kind, code):
        recompute(*told)


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────


def counties(figures):
    return [seen(STOCK, figure, "2020年", f"5105{n:02}") for n, figure in enumerate(figures, 1)]


@given(st.lists(printed, min_size=1, max_size=7), st.data())
def test_adding_regions_in_any_order_and_grouping_gives_the_same_figure_and_interval(figures, data):
    whole = aggregate(counties(figures))
    mixed = data.draw(st.permutations(counties(figures)))
    cut = data.draw(st.integers(0, len(mixed) - 1))
    halves = [aggregate(part) for part in (mixed[:cut], mixed[cut:]) if part]
    for again in (aggregate(mixed), aggregate(halves)):
        assert facts(again) == facts(whole)
        assert again.figure.exact_eq(whole.figure)


@given(st.lists(printed, min_size=2, max_size=12), st.integers(1, 12), st.data())
def test_adding_periods_in_any_order_and_grouping_gives_the_same_figure_and_interval(figures, month, data):
    months = [seen(NET, figure, Period(2021, month, 1).shift(n)) for n, figure in enumerate(figures)]
    whole = aggregate(months, over="period")
    assert whole.period.months == len(figures)
    cut = data.draw(st.integers(1, len(months) - 1))
    halves = [aggregate(months[cut:], "period"), aggregate(months[:cut], "period")]
    for again in (aggregate(data.draw(st.permutations(months)), "period"), aggregate(halves, "period")):
        assert facts(again) == facts(whole)
        assert again.figure.exact_eq(whole.figure)


ENTRANCES = {
    "aggregate": aggregate,
    "over": lambda x: aggregate(flows(("0.3", "2021年")), x),
    "to": lambda x: aggregate(flows(("0.3", "2021年"), region="甲县"), to=x),
    "regions": lambda x: aggregate(flows(("0.3", "2021年"), region="甲县"), regions=x),
    "region": lambda x: aggregate([seen(STOCK, "1", "2020年", x)]),
    "notes": lambda x: add_parts(zhejiang(["党政人才"]), disjoint=True, notes=x),
    "add_parts": lambda x: add_parts(x, disjoint=True),
    "whole": lambda x: add_parts(zhejiang(["党政人才"]), disjoint=True, whole=x),
    "recompute": lambda x: recompute(x, {"甲": CASES}),
    "parts": lambda x: recompute(CLOSING, x),
    "components": lambda x: recompute(CLOSING, {"甲": x}),
    "component": lambda x: recompute(CLOSING, {"甲": CASES | {"审结": x}}),
    "recompute over": lambda x: recompute(CLOSING, {"甲": CASES}, x),
    "decimals": lambda x: recompute(CLOSING, {"甲": CASES}, decimals=x),
}


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES.keys())
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    said = refusals(entrance)
    assert said
    assert "".join(said).isprintable()
