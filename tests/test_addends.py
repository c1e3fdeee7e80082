"""What is given to be added: what it must have in common, whether it adds, and its sum."""

from fractions import Fraction

import pytest
from definitions import count, indicator
from exactly import based, inside, power
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from reported import (
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

from rsindicators import Additivity, Figure, Interval, Status
from rsindicators.addends import (
    FINALITY,
    addends_in,
    additivity,
    figure_of,
    least_final,
    observations_in,
    one_indicator,
    refuse_overlap,
    require_additive,
    require_one_region,
    require_one_scope,
    require_one_time,
    summed,
)
from rsindicators.errors import ComponentError, NotAdditiveError, UnitError, UnknownNameError


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


def test_figures_that_run_over_different_times_are_not_of_one():
    january = [seen(NET, "0.1", "2020年1月"), seen(NET, "0.1", "2020年1月", accumulation=YTD)]
    with refused(NotAdditiveError, "addition.accumulations", "本期", "本年累计"):
        require_one_time(january)


# ── whether they add ─────────────────────────────────────────────────────────────────────────────────────


def test_an_indicator_adds_along_an_axis_or_says_why_not():
    require_additive(STOCK, "region")
    require_additive(NET, "region")
    require_additive(NET, "period")
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
        require_additive(of, over)
    assert "公布的数" in caught.value.next()
    assert "published" in caught.value.next("en")


@pytest.mark.parametrize("over", ["region", "period"])
def test_a_ratio_of_parts_that_add_names_them(over):
    with refused(NotAdditiveError, "addition.ratio", *CLOSING.formula.names, f'over="{over}"'):
        require_additive(CLOSING, over)


def test_a_stock_never_adds_over_periods_and_distinct_persons_do_not():
    for of in (STOCK, count(over_periods=Additivity.SUM)):
        with refused(NotAdditiveError, "addition.stock", of.name, "2021年"):
            require_additive(of, "period", "2021年")
    with refused(NotAdditiveError, "addition.none", PERSONS.name, "本库指定"):
        require_additive(PERSONS, "period")


def test_what_its_definition_calls_not_additive_is_refused_with_the_reason():
    own = count(over_regions=Additivity.NONE, assigned=(
        ("over_regions", "一户可在两地登记"), ("direction", "x"), ("accumulation", "x"), ("over_periods", "x")
    ))  # fmt: skip
    with refused(NotAdditiveError, "addition.none", "一户可在两地登记"):
        require_additive(own, "region")
    stated = count(over_regions=Additivity.NONE, stated=("unit", "measure", "definition", "over_regions"))
    with refused(NotAdditiveError, "addition.none", "期末企业数。"):
        require_additive(stated, "region")


@pytest.mark.parametrize(
    "note", ["两类相互交叉", "人员有重复", "两类存在交叉", "各类之和不等于总量", "互相重叠"]
)
def test_the_words_for_overlap_are_known_wherever_they_stand(note):
    for indicators, notes in (
        ([], [note]),
        ([count(remarks=(note,))], ()),
        ([count(), count(definition=note)], ()),
    ):
        with refused(NotAdditiveError, "addition.overlapping", note):
            refuse_overlap(indicators, notes)


def test_what_is_said_not_to_overlap_is_not_refused():
    refuse_overlap([count()], ["各类互不存在重叠", "没有重复", ""])


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
    assert list(FINALITY) == ORDER
    assert set(FINALITY) == {None, *Status}
    told = [seen(STOCK, "1", "2020年", status=status) for status in ORDER]
    for index, least in enumerate(ORDER):
        assert least_final(reversed(told[index:])) is least
