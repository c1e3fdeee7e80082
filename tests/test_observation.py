"""Observations: a figure in its place, and the key of the place."""

import pickle
from datetime import date
from decimal import Decimal

import pytest
from definitions import count, indicator
from refusal import refused

from rsindicators import (
    Accumulation,
    Bound,
    Catalogue,
    Composition,
    Figure,
    Measure,
    Observation,
    Period,
    Portion,
    Relation,
    Source,
    Status,
)
from rsindicators.errors import NotationError, NumberError, PeriodError, UnitError, UnknownNameError


def test_the_end_of_a_year_becomes_the_year_and_the_accumulation_so_that_a_place_has_one_key():
    ended = Observation("失业保险参保人数", "2.28万人", "2020年末")
    plain = Observation("失业保险参保人数", "2.28万人", "2020年")
    assert (ended.period, ended.accumulation) == (Period(2020), Accumulation.AT_END)
    assert ended == plain
    assert ended.key == plain.key
    assert hash(ended) == hash(plain)


def test_the_key_is_indicator_region_period_accumulation_scope_and_status():
    # trade rules §2: “Equal full keys (…) are duplicates”
    seen = Observation(
        "失业保险参保人数", "2.28万人", "2020年末", "叙永县", scope="单位职工", status=Status.PRELIMINARY
    )
    assert seen.key == (
        "unemployment_insurance_participants", "叙永县", "2020", "at_end", "单位职工", "preliminary"
    )  # fmt: skip
    assert Observation("仲裁结案率", "96.3%", "2020年3月").key[3:] == ("", "", "")


def test_a_figure_may_be_told_in_any_fitting_form():
    for given in ("2.28万人", "2.28", Decimal("2.28"), Figure("2.28", "万人"), "达到2.28万人", "22800人"):
        seen = Observation("失业保险参保人数", given, "2020年")
        assert seen.figure == Figure("2.28", "万人")


def test_reaching_a_figure_states_it_in_a_report():
    seen = Observation("参保率", "达到90.2%", "2020年")
    assert seen.figure.exact_eq(Figure("90.2", "%"))


@pytest.mark.parametrize(
    ("given", "relation"),
    [
        ("超过2万人", Relation.ABOVE),
        ("近3万人", Relation.NEARLY),
        ("2万余人", Relation.OVER),
        ("2.3万人左右", Relation.ABOUT),
    ],
)
def test_one_sided_knowledge_is_kept_as_a_bound(given, relation):
    assert Observation("失业保险参保人数", given, "2020年").figure.relation is relation


def test_what_the_cell_itself_says_of_its_run_is_kept():
    total = Observation("城镇新增就业", "[2.06]", "“十三五”")
    assert (total.figure, total.accumulation) == (Figure("2.06", "万人"), Accumulation.CUMULATIVE)
    assert Observation("城镇新增就业", "累计2.06万人", "“十三五”").accumulation is Accumulation.CUMULATIVE
    so_far = Observation("城镇新增就业", "本年累计0.4万人", "2020年1月")
    assert so_far.accumulation is Accumulation.YEAR_TO_DATE
    assert Observation("城镇新增就业", "每年0.4万人", "2020年").accumulation is Accumulation.EACH_YEAR


def test_a_total_over_the_plan_is_no_figure_of_a_year():
    # a five-year total typed as one year (trade rules §3)
    with refused(PeriodError, "observation.total"):
        Observation("城镇新增就业", "[2.06]", "2020年")


def test_a_cell_and_a_caller_that_disagree_are_refused():
    with refused(PeriodError, "observation.accumulation"):
        Observation("城镇新增就业", "[2.06]", "“十三五”", accumulation=Accumulation.ANNUAL)
    with refused(PeriodError, "observation.accumulation"):
        Observation("城镇新增就业", "累计2.06万人", "2020年末")


def test_an_estimate_is_its_status():
    # trade rules §5: “预计 before a result is its status”
    assert Observation("失业保险参保人数", "预计2.28万人", "2020年").status is Status.ESTIMATED
    told = Observation("失业保险参保人数", "预计2.28万人", "2020年", status=Status.PRELIMINARY)
    assert told.status is Status.PRELIMINARY


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        (
            Observation("失业保险参保人数", "2.28万人", "2020年末", "叙永县"),
            "叙永县 失业保险参保人数 2020年 2.28万人",
        ),
        (Observation("失业保险参保人数", None, "2020年末"), "失业保险参保人数 2020年 —"),
    ],
)
def test_it_reads_as_a_line(seen, shown):
    assert str(seen) == shown


@pytest.mark.parametrize("given", [None, "—", ""])
def test_a_missing_figure_stays_missing(given):
    assert Observation("失业保险参保人数", given, "2020年").figure is None


def test_a_composition_and_a_fraction_are_kept():
    assert Observation("专业技术人才比例", "16.4:46.3:37.3", "2020年").figure == Composition.parse(
        "16.4:46.3:37.3"
    )
    assert Observation("电子社保卡覆盖率", "2/3人口", "2025年").figure == Portion(2, 3, "人口")


@pytest.mark.parametrize(
    ("name", "period", "accumulation"),
    [
        ("失业保险参保人数", "2020年", Accumulation.AT_END),
        ("失业保险参保人数", "2020年6月", Accumulation.AT_END),
        ("城镇新增就业", "2020年", Accumulation.ANNUAL),
        ("城镇新增就业", "2020年1—6月", Accumulation.YEAR_TO_DATE),
        ("城镇新增就业", "2020年6月", None),
        ("城镇新增就业", "2020年1月", None),
        ("城镇新增就业", "2020年第二季度", None),
        ("城镇新增就业", "“十三五”", Accumulation.CUMULATIVE),
        ("仲裁结案率", "2020年", Accumulation.ANNUAL),
        ("仲裁结案率", "2020年6月", None),
        ("参保率", "2020年", Accumulation.AT_END),
        ("参保率", "2020年6月", Accumulation.AT_END),
        ("参保率", "2020年6月末", Accumulation.AT_END),
        ("专业技术人才比例", "2020年", Accumulation.AT_END),
    ],
)
def test_the_accumulation_follows_from_the_indicator_and_the_period(name, period, accumulation):
    assert Observation(name, None, period).accumulation is accumulation


def test_a_stated_accumulation_is_kept():
    seen = Observation("城镇新增就业", "0.4万人", "2020年1月", accumulation=Accumulation.YEAR_TO_DATE)
    assert seen.accumulation is Accumulation.YEAR_TO_DATE
    ended = Observation("失业保险参保人数", None, "2020年末", accumulation=Accumulation.AT_END)
    assert ended.accumulation is Accumulation.AT_END


def test_a_moment_is_no_run():
    with refused(PeriodError, "observation.accumulation"):
        Observation("城镇新增就业", "0.4万人", "2020年末", accumulation=Accumulation.ANNUAL)


@pytest.mark.parametrize(
    ("name", "given", "period", "kind", "code"),
    [
        ("失业保险参保人数", "2.28万人次", "2020年", UnitError, "unit.different"),
        ("失业保险参保人数", Figure("2.28", "%"), "2020年", UnitError, "unit.different"),
        ("失业保险参保人数", Figure("2.28"), "2020年", UnitError, "unit.missing"),
        ("失业保险参保人数", "超过35%", "2020年", UnitError, "unit.different"),
        ("失业保险参保人数", Bound.parse("超过35%"), "2020年", UnitError, "unit.different"),
        ("失业保险参保人数", Portion(2, 3), "2020年", UnitError, "unit.different"),
        ("参保率", 95, "2020年", UnitError, "unit.share"),
        ("参保率", "0.95", "2020年", UnitError, "unit.share"),
        ("失业保险参保人数", 2.28, "2020年", NumberError, "number.float"),
        ("失业保险参保人数", "很多", "2020年", NotationError, "notation.number"),
        ("失业保险参保人数", "2.28万人", "上半年", PeriodError, "period.relative"),
        ("失业参保", "2.28万人", "2020年", UnknownNameError, "catalogue.unknown"),
    ],
)
def test_what_does_not_fit_is_refused(name, given, period, kind, code):
    with refused(kind, code):
        Observation(name, given, period)


def test_an_indicator_of_ones_own_and_a_period_may_be_passed():
    seen = Observation(count(), "500户", Period(2020))
    assert (seen.indicator.name, seen.figure) == ("企业数", Figure("500", "户"))


def test_counting_words_that_mean_the_same_are_read_in_a_report_too():
    firms = count(counting_words=("户", "家"))
    assert Observation(firms, "500家", "2020年").figure == Figure("500", "户")


def test_a_growth_rate_is_an_observation_like_any_other():
    growth = indicator(
        measure=Measure.GROWTH, formula=None, stated=("unit", "measure", "definition"), components=()
    )
    assert Observation(growth, "6.5%", "2020年").accumulation is Accumulation.AT_END


def test_it_survives_pickle():
    seen = Observation(
        "失业保险参保人数",
        "2.28万人",
        "2020年末",
        status=Status.FINAL,
        as_of=date(2021, 1, 31),
        source=Source("甲"),
    )
    again = pickle.loads(pickle.dumps(seen))
    assert again == seen
    assert again.figure.exact_eq(seen.figure)
    assert Catalogue.standard()["失业保险参保人数"] == again.indicator


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("region", 510524, "text.type"),
        ("scope", None, "text.type"),
        ("phrase", ["全覆盖"], "text.type"),
        ("quote", "长" * 50_001, "text.long"),
        ("accumulation", "年度", "argument.kind"),
        ("status", "final", "argument.kind"),
        ("as_of", "2021-01-31", "argument.kind"),
        ("source", "专栏1", "argument.kind"),
    ],
)
def test_what_stands_beside_the_figure_is_of_its_kind(name, value, code):
    with refused(NotationError, code):
        Observation("失业保险参保人数", "2.28万人", "2020年", **{name: value})


@pytest.mark.parametrize(
    ("name", "text", "period", "run"),
    [
        ("失业保险参保人数", "2.41万人", "2025年", Accumulation.YEAR_TO_DATE),
        ("失业保险参保人数", "[2.41万人]", "“十四五”", None),
        ("博士后研究人员年招收人数", "2人", "2025年末", None),
    ],
)
def test_a_stock_is_a_number_at_the_end_and_a_flow_never_is(name, text, period, run):
    with refused(PeriodError, "observation.measure"):
        Observation(name, text, period, accumulation=run)
