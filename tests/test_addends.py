"""What is given to be added: what it must have in common, whether it adds, its sum; components by place."""

from fractions import Fraction

import pytest
from definitions import count, indicator
from exactly import based, inside, power
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from reported import (
    CASES,
    CATALOGUE,
    CLOSING,
    COVERAGE,
    GROSS,
    NET,
    ORDER,
    PERSONS,
    STOCK,
    YTD,
    flows,
    printed,
    refusals,
    seen,
)
from strategies import truths

from rsindicators import Additivity, Figure, Interval, Observation, Period, Status
from rsindicators.addends import (
    ADDING,
    addends_in,
    additivity,
    figure_of,
    in_time,
    least_final,
    observations_in,
    one_indicator,
    refuse_overlap,
    require_additive,
    require_one_region,
    require_one_scope,
    require_one_time,
    rows_in,
    summed,
)
from rsindicators.errors import (
    ComponentError,
    NotAdditiveError,
    NumberError,
    PeriodError,
    UnitError,
    UnknownNameError,
)


def test_observations_are_taken_from_whatever_gives_them():
    told = flows(("0.3", "2020年"), ("0.4", "2021年"))
    assert observations_in(told) == observations_in(iter(told)) == addends_in(tuple(told)) == tuple(told)
    assert observations_in([]) == ()
    with refused(ComponentError, "addition.empty"):
        addends_in([])


def test_what_is_no_observation_is_refused():
    (one,) = flows(("0.3", "2020年"))
    for wrong in (None, 1.5, "a", one, [one, "2.06"], float("nan")):
        with refused(ComponentError, "addition.observation"):
            addends_in(wrong)
    for entrance in (observations_in, addends_in):
        said = refusals(entrance)
        assert said
        assert "".join(said).isprintable()


# ── what they have in common ─────────────────────────────────────────────────────────────────────────────


def test_addends_are_of_one_indicator_region_and_scope():
    told = flows(("0.3", "2020年"), ("0.4", "2021年"), region="甲", scope="常住")
    assert one_indicator(told) == NET
    require_one_region(told)
    require_one_scope(told)
    with refused(NotAdditiveError, "addition.indicators", NET.name, GROSS.name):
        one_indicator([*told, seen(GROSS, "1", "2020年")])
    with refused(NotAdditiveError, "addition.regions", "甲", "乙"):
        require_one_region([*told, seen(NET, "1", "2020年", "乙")])
    for others in (flows(("1", "2020年")), flows(("1", "2020年"), scope="")):
        with refused(NotAdditiveError, "addition.scopes", "常住", "—"):
            require_one_scope([*told, *others])
        with refused(NotAdditiveError, "addition.scopes", "常住", "—"):
            require_one_scope([*others, *told])


def test_different_indicators_that_are_said_to_overlap_are_refused_as_such():
    one, other = (count(code=code, name=code, remarks=("两类存在交叉",)) for code in ("one", "two"))
    with refused(NotAdditiveError, "addition.overlapping", "存在交叉"):
        one_indicator([seen(one, "5户", "2020年"), seen(other, "5户", "2020年")])


def test_a_year_to_date_of_june_and_of_january_to_june_are_of_one_time():
    june = seen(NET, "0.2", "2021年6月", accumulation=YTD)
    half = seen(NET, "0.1", "2021年1—6月")
    require_one_time([june, half])
    with refused(NotAdditiveError, "addition.periods", "2021年6月", "2021年"):
        require_one_time([june, *flows(("0.1", "2021年"))])


@pytest.mark.parametrize(
    ("one", "other"),
    [("2023年末", "2023年12月末"), ("2023年第四季度末", "2023年12月末"), ("2023年6月末", "2023年1—6月")],
)
def test_stocks_of_one_day_are_of_one_time_however_the_day_is_spelled(one, other):
    told = [seen(STOCK, "1", one), seen(STOCK, "1", other)]
    require_one_time(told)
    require_one_time(told[::-1])
    with refused(NotAdditiveError, "addition.periods"):
        require_one_time([*told, seen(STOCK, "1", "2023年11月末")])
    with refused(NotAdditiveError, "addition.periods"):
        require_one_time([*told, seen(STOCK, "1", "2022年末")])


def test_a_flow_of_december_is_not_of_the_year():
    with refused(NotAdditiveError, "addition.periods"):
        require_one_time(flows(("0.1", "2023年"), ("0.1", "2023年12月")))


def test_addends_of_the_longest_period_come_first_the_others_as_given():
    months, year = flows(("0.1", "2023年12月"), ("0.2", "2023年11月")), flows(("0.3", "2023年"))
    assert addends_in([*months, *year]) == (*year, *months)


def test_figures_that_run_over_different_times_are_not_of_one():
    january = [seen(NET, "0.1", "2020年1月"), seen(NET, "0.1", "2020年1月", accumulation=YTD)]
    with refused(NotAdditiveError, "addition.accumulations", "本期", "本年累计"):
        require_one_time(january)


def test_a_year_to_date_of_december_is_of_the_year():
    year = seen(NET, "0.1", "2020年")
    require_one_time([year, seen(NET, "0.1", "2020年12月", accumulation=YTD)])
    require_one_time([seen(NET, "0.1", "2020年", accumulation=YTD), year])
    with refused(NotAdditiveError, "addition.periods"):
        require_one_time([year, seen(NET, "0.1", "2020年11月", accumulation=YTD)])


# ── whether they add ─────────────────────────────────────────────────────────────────────────────────────


def one(of, period="2021年"):
    """An observation of it, with no figure: whether it adds does not depend on one."""
    return [Observation(of, None, period)]


def test_an_indicator_adds_along_an_axis_or_says_why_not():
    assert require_additive(one(STOCK), "region") == STOCK
    assert require_additive(one(NET), "region") == NET
    assert require_additive(one(NET), "period") == NET
    with refused(NotAdditiveError, "addition.indicators", STOCK.name, NET.name):
        require_additive([*one(NET), *one(STOCK)], "region")
    stated = count(stated=("unit", "measure", "definition", "over_regions"))
    assert additivity(stated, "region") == (Additivity.SUM, "")
    assert additivity(stated, "period") == (Additivity.NONE, "本库指定")
    silent = indicator(stated=("unit", "measure", "formula", "definition", "over_periods"))
    assert additivity(silent, "period") == (Additivity.NONE, "")
    for over in ("category", None, 1.5, ["region"], "a" * 10**6):
        with refused(UnknownNameError, "addition.over"):
            additivity(NET, over)


@pytest.mark.parametrize(
    ("of", "over"),
    [
        (COVERAGE, "period"),  # a ratio of stocks
        (CATALOGUE["企业劳动合同签订率"], "region"),  # listed without a formula
        (CATALOGUE["专业技术人才比例"], "region"),
        (indicator(over_regions=Additivity.SUM), "region"),  # whoever marked it so
    ],
)
def test_a_ratio_that_cannot_be_recomputed_has_the_published_figure(of, over):
    with refused(NotAdditiveError, "addition.ratio_alone", of.name) as caught:
        require_additive(one(of), over)
    assert "公布的数" in caught.value.next()
    assert "published" in caught.value.next("en")


def test_a_ratio_of_parts_that_add_names_them():
    mediation = CATALOGUE["劳动人事争议调解成功率"]
    for of, over in ((CLOSING, "region"), (COVERAGE, "region"), (mediation, "region"), (mediation, "period")):
        with refused(NotAdditiveError, "addition.ratio", *of.formula.names, f'over="{over}"'):
            require_additive(one(of), over)


def test_a_ratio_with_a_balance_carried_over_names_how_its_year_to_dates_are_taken_apart():
    told = [*one(CLOSING, "2023年1—3月"), *one(CLOSING, "2023年1—6月")]
    with refused(NotAdditiveError, "addition.ratio_carried", "recompute(", "chain(balances("):
        require_additive(told, "period")


def test_a_stock_never_adds_over_periods_and_distinct_persons_do_not():
    for of in (STOCK, count(over_periods=Additivity.SUM)):
        with refused(NotAdditiveError, "addition.stock", of.name, "2021年"):
            require_additive([*one(of, "2021年"), *one(of, "2020年")], "period")
    with refused(NotAdditiveError, "addition.none", PERSONS.name, "本库指定"):
        require_additive(one(PERSONS), "period")


def test_what_its_definition_calls_not_additive_is_refused_with_the_reason():
    own = count(over_regions=Additivity.NONE, assigned=(
        ("over_regions", "一户可在两地登记"), ("direction", "x"), ("accumulation", "x"), ("over_periods", "x")
    ))  # fmt: skip
    with refused(NotAdditiveError, "addition.none", "一户可在两地登记"):
        require_additive(one(own), "region")
    stated = count(over_regions=Additivity.NONE, stated=("unit", "measure", "definition", "over_regions"))
    with refused(NotAdditiveError, "addition.none", "期末企业数。"):
        require_additive(one(stated), "region")


@pytest.mark.parametrize(
    "note",
    [
        *("两类相互交叉", "人员有重复", "两类存在交叉", "各类之和不等于总量", "互相重叠", "各类之和大于总量"),
        *(
            "六类人才统计有所交叉",
            "各类人才交叉统计",
            "一人可同时计入两类",
            "有部分重叠",
            "表中数据存在一定重复",
        ),
        *(
            "没有重叠,但存在交叉",
            "不可避免存在重复",
            "未剔除重复统计",
            "不同类有交叉",
            "存在 重复",
            "不排除有重复",
        ),
        *("各类人员重复部分较多", "同时属于两类的人都算", "部分人员重复,没有剔除"),
    ],
)
def test_the_words_for_overlap_are_known_wherever_they_stand(note):
    for indicators, notes in (
        ([], [note]),
        ([count(remarks=(note,))], ()),
        ([count(), count(definition=note)], ()),
    ):
        with refused(NotAdditiveError, "addition.overlapping", note):
            refuse_overlap(indicators, notes)


@pytest.mark.parametrize(
    "note",
    [
        *("各类互不存在重叠", "没有重复", "", "各类不会有重复", "两类互不重复", "两类不互相重复"),
        *(
            "各类之间无重复交叉",
            "不存在重复",
            "并不存在重复",
            "没有任何重复",
            "不得重复统计",
            "没有重复、交叉和重叠",
        ),
        *(
            "已剔除重复统计部分",
            "一人不得同时计入两类",
            "交叉学科人才",
            "重复使用",
            "是否同时计入分母,原文未说明",
        ),
    ],
)
def test_what_is_said_not_to_overlap_is_not_refused(note):
    refuse_overlap([count(remarks=(note,))], [note])


def overlaps(one):
    try:
        refuse_overlap([one])
    except NotAdditiveError:
        return True
    return False


def test_of_what_adds_in_the_standard_catalogue_only_zhejiangs_categories_overlap():
    found = {one.name for one in CATALOGUE if one.measure in ADDING and overlaps(one)}
    assert found == {"人才资源总量", "党政人才", "经营管理人才", "农村实用人才", "社会工作专业人才"}


def test_a_note_is_quoted_from_a_little_before_the_words():
    with refused(NotAdditiveError, "addition.overlapping", "存在交叉") as caught:
        refuse_overlap([], ["不" * 50_000 + "两类存在交叉" + "有" * 50_000])
    assert "不" * 28 + "两类存在交叉" in caught.value.say()
    refuse_overlap([], ["无重复" * 30_000, "有" * 100_000, "没有" * 50_000])


# ── their sum ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_that_is_missing_or_no_figure_does_not_add():
    told = seen(STOCK, "1", "2020年", "甲")
    assert figure_of(told) == Figure("1", "万人")
    with refused(NotAdditiveError, "addition.missing", "甲 2020年"):
        figure_of(seen(STOCK, None, "2020年", "甲"))
    with refused(NotAdditiveError, "addition.no_figure", "超过3万人"):
        figure_of(seen(STOCK, "超过3万人", "2020年"))


def test_a_sum_is_in_the_finest_unit_whichever_comes_first():
    told = [Figure("20600", "人", interval=Interval(20550, 20650)), Figure("2.06", "万人")]
    for order in (told, told[::-1]):
        assert summed(order).exact_eq(Figure("41200", "人", interval=Interval(41100, 41300)))
    assert summed(iter(told[:1])) is told[0]
    with pytest.raises(UnitError):
        summed([Figure(1, "人"), Figure(1, "人次")])


@given(st.lists(printed, min_size=1, max_size=6), st.data())
def test_the_interval_of_a_sum_holds_every_sum_of_truths(figures, data):
    whole = summed(figures)
    chosen = [data.draw(truths(one.interval)) * power(10, one.unit.exponent) for one in figures]
    assert inside(sum(chosen, Fraction(0)) / power(10, whole.unit.exponent), whole.interval)
    assert based(whole.value, whole.unit) == sum(based(one.value, one.unit) for one in figures)


def test_a_sum_is_as_final_as_its_least_final_addend():
    assert set(ORDER) == {None, *Status}
    told = [seen(STOCK, "1", "2020年", status=status) for status in ORDER]
    for index, least in enumerate(ORDER):
        assert least_final(reversed(told[index:])) is least


# ── the components of a ratio ────────────────────────────────────────────────────────────────────────────

SETTLED, ACCEPTED, PENDING = (one.name for one in CLOSING.components)


def test_components_are_read_under_the_names_of_the_formula_whatever_they_are_called():
    rows = rows_in(CLOSING, {"甲": CASES, "乙": {"closed": "9件", "当期受理": Figure(8, "件")}})
    assert rows == [
        ("甲", {SETTLED: Figure(9, "件"), ACCEPTED: Figure(8, "件"), PENDING: Figure(5, "件")}),
        ("乙", {SETTLED: Figure(9, "件"), ACCEPTED: Figure(8, "件")}),
    ]


@pytest.mark.parametrize(
    ("told", "kind", "code"),
    [
        ({}, ComponentError, "addition.parts"),
        (None, ComponentError, "addition.parts"),
        ([CASES], ComponentError, "addition.parts"),
        ({"甲": [9, 8, 5]}, ComponentError, "addition.parts"),
        ({"甲": CASES | {"立案": 5}}, UnknownNameError, "component.unknown"),
        ({"甲": CASES | {5: 5}}, UnknownNameError, "text.type"),
        ({"甲": CASES | {"a" * 10**6: 5}}, UnknownNameError, "text.long"),
        ({"甲": CASES | {"当期审结": 5}}, ComponentError, "component.twice"),
        ({"甲": CASES | {"审结": 9.0}}, NumberError, "number.float"),
        ({"甲": CASES | {"审结": "9人"}}, UnitError, "unit.different"),
    ],
)
def test_what_tells_no_components_is_refused(told, kind, code):
    with refused(kind, code):
        rows_in(CLOSING, told)


def test_the_rows_of_periods_stand_in_order_of_time():
    rows = rows_in(CLOSING, {"2023年2月": CASES, Period(2023, 1, 1): {}, "2022年末": {}})
    assert [run for run, _ in in_time(rows)] == [Period(2022), Period(2023, 1, 1), Period(2023, 2, 1)]
    with refused(PeriodError, "period.text"):
        in_time(rows_in(CLOSING, {"甲": CASES}))


@pytest.mark.parametrize(
    "entrance",
    [
        lambda x: rows_in(CLOSING, x),
        lambda x: rows_in(CLOSING, {"甲": x}),
        lambda x: rows_in(CLOSING, {"甲": {"审结": x}}),
        lambda x: in_time([(x, {})]),
    ],
    ids=["told", "parts", "a component", "a period"],
)
def test_hostile_values_are_answered_by_a_value_or_by_one_clear_error(entrance):
    said = refusals(entrance)
    assert said
    assert "".join(said).isprintable()
