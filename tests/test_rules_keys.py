"""Rules of keys: missing, twice, revised, over what figures run, and what was not reported."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st
from ruled import asked, broken, kept, seen, told_well

from rsindicators import Catalogue, Figure, Observation, Plan, Severity
from rsindicators.errors import UnknownNameError
from rsindicators.fault import Fault
from rsindicators.faultrule import FaultRule
from rsindicators.finding import Place
from rsindicators.kinds import Accumulation, Certainty, Status
from rsindicators.rule import KEPT
from rsindicators.rules import asking, keys

RULES = {rule.code: rule for family in (keys, asking) for rule in family.RULES}
MISSING, DUPLICATE, REVISION = (RULES[f"keys.{name}"] for name in ("missing", "duplicate", "revision"))
RUN, UNREPORTED = RULES["keys.accumulation"], RULES["keys.unreported"]

UNEMPLOYMENT, TRAINING, COVERAGE = "失业保险参保人数", "开展补贴性职业技能培训人次", "基本养老保险参保率"
CLOSURE, ACCEPTED, CLOSED = "仲裁结案率", "当期立案受理案件数", "当期审结案件数"
PLAN = Plan.load("xuyong-14")


def insured(figure="2.28万人", period="2023年", region="叙永县", **told):
    return seen(UNEMPLOYMENT, figure, period, region, **told)


def training(figure="0.2万人次", period="2023年1—6月", region="叙永县", **told):
    return seen(TRAINING, figure, period, region, **told)


def structure(text, period="2023年"):
    ratio = next(one for one in Catalogue.standard() if one.measure.value == "composition")
    return Observation(ratio, text, period, "浙江省")


def only(findings):
    (found,) = findings
    assert told_well(found)
    return found


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_asks_in_both_languages_and_nothing_of_nothing(rule):
    assert rule.question() != rule.question("en")
    assert asked(rule, []) == []


def test_only_a_figure_told_twice_can_be_wrong():
    assert [code for code, rule in RULES.items() if rule.certainty is Certainty.WRONG] == ["keys.duplicate"]


# ── missing ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_cell_left_empty_is_asked_about():
    found = only(broken(MISSING, [insured(None, cell="C7", form="叙永县2023.xlsx"), training()]))
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.places == (Place("叙永县2023.xlsx", "C7"),)
    assert found.message == "失业保险参保人数(2023年)没有填。"


def test_what_is_told_in_figures_or_words_is_not_missing():
    assert kept(MISSING, [insured(), seen("社会保障卡持卡人数", "全覆盖", "2023年")])


def test_what_is_told_once_is_not_missing_elsewhere():
    assert broken(MISSING, [insured(None), insured("2.28万人", "2023年12月末")]) == []
    assert len(broken(MISSING, [insured(None), insured("2.28万人", "2022年")])) == 1
    assert len(broken(MISSING, [insured(None), insured("2.28万人", region="古蔺县")])) == 1


def test_what_another_authority_compiles_is_not_asked():
    rate, part = "城镇调查失业率", seen("城镇失业人口", None, "2023年", of="城镇调查失业率")
    assert broken(MISSING, [seen(rate, None, "2023年"), part]) == []
    assert len(broken(MISSING, [seen("城镇登记失业率", None, "2023年")])) == 1
    assert len(broken(MISSING, [seen("城镇登记失业人数", None, "2023年", of="城镇登记失业率")])) == 1


# ── twice ────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_figures_of_one_key_that_exclude_each_other_are_wrong():
    told = [insured("2.28万人", cell="C7"), insured("2.38万人", cell="C19"), insured("2.28万人", cell="C20")]
    found = only(broken(DUPLICATE, told))
    assert (found.severity, found.certainty, found.wording) == (Severity.BLOCKING, Certainty.WRONG, "")
    assert found.message == "失业保险参保人数(2023年)填了两次,数不相同:C7填2.28万人,C19填2.38万人。"
    assert [place.item for place in found.places] == ["C7", "C19", "C20"]


def test_two_that_may_both_be_true_are_a_question():
    found = only(broken(DUPLICATE, [insured("2.3万人", cell="C7"), insured("2.28万人", cell="C9")]))
    assert (found.severity, found.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert found.wording == "keys.duplicate.agrees"
    again = only(broken(DUPLICATE, [insured("2.28万人", cell="C7"), insured("2.28万人", cell="C9")]))
    assert (again.wording, again.severity) == ("keys.duplicate.same", Severity.QUERY)
    assert "C7、C9" in again.message


def test_a_caller_who_makes_duplicates_a_remark_gets_remarks():
    rule = evolve(DUPLICATE, severity=Severity.NOTE)
    assert only(broken(rule, [insured(), insured(cell="C9")])).severity is Severity.NOTE


def test_what_is_no_single_quantity_is_compared_as_printed():
    assert (
        only(broken(DUPLICATE, [structure("16:46:38"), structure("16:46:38")])).wording
        == "keys.duplicate.same"
    )
    other = only(broken(DUPLICATE, [structure("16:46:38"), structure("15:47:38")]))
    assert (other.wording, other.severity, other.certainty) == (
        "keys.duplicate.words", Severity.QUERY, Certainty.SUSPECT,
    )  # fmt: skip
    words = only(broken(DUPLICATE, [insured("2.28万人"), insured("全覆盖")]))
    assert words.wording == "keys.duplicate.words"


def test_different_keys_are_no_duplicates():
    told = [insured(), insured(region="古蔺县"), insured(period="2022年"), insured(scope="单位职工")]
    assert kept(DUPLICATE, told)
    assert kept(DUPLICATE, [insured(None), insured("2.28万人")])


def test_a_revision_is_no_duplicate():
    assert kept(
        DUPLICATE, [insured("2.28万人", status=Status.PRELIMINARY), insured("2.38万人", status=Status.FINAL)]
    )


def test_two_keys_of_one_place_that_clash_are_a_question():
    found = only(broken(DUPLICATE, [insured("2.28万人", "2023年"), insured("2.38万人", "2023年12月末")]))
    assert (found.wording, found.severity, found.certainty) == (
        "keys.duplicate.place", Severity.QUERY, Certainty.SUSPECT,
    )  # fmt: skip
    yearly = training("0.4万人次", "2023年")
    to_date = training("0.6万人次", "2023年12月", accumulation=Accumulation.YEAR_TO_DATE)
    assert only(broken(DUPLICATE, [yearly, to_date]))
    assert kept(DUPLICATE, [insured("2.28万人", "2023年"), insured("2.28万人", "2023年12月末")])


def test_a_yearly_average_is_no_total():
    total = training("1.8万人次", "2021—2025年")
    mean = training("0.36万人次", "2021—2025年", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert kept(DUPLICATE, [total, mean])


def test_a_figure_without_a_region_is_of_the_plans():
    assert only(broken(DUPLICATE, [insured(region=""), insured("2.38万人")], region="叙永县"))
    assert kept(DUPLICATE, [insured(region=""), insured("2.38万人")])


@given(st.integers(0, 10**6), st.integers(0, 4), st.integers(0, 4))
def test_one_truth_printed_twice_is_never_wrong(truth, one, other):
    digits = [(int(rounded(Fraction(truth, 10_000), n, half_even=False) * 10**n), n) for n in (one, other)]
    told = [insured(Figure(Decimal(f"{number}E-{n}"), "万人")) for number, n in digits]
    assert {found.certainty for found in broken(DUPLICATE, told)} == {Certainty.SUSPECT}


# ── revised ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_final_figure_beside_a_preliminary_one_is_a_revision_with_its_size():
    told = [insured("2.31万人", status=Status.FINAL), insured("2.28万人", status=Status.PRELIMINARY)]
    found = only(broken(REVISION, told))
    assert (found.severity, found.certainty) == (Severity.NOTE, Certainty.SUSPECT)
    assert found.message == (
        "失业保险参保人数(2023年)由2.28万人改为2.31万人,修订+0.03万人(+1.3%)(状态:快报→年报)。"
    )


def test_statuses_that_tell_the_same_are_no_revision():
    assert kept(REVISION, [insured(status=Status.FINAL), insured(status=Status.PRELIMINARY)])
    assert asked(REVISION, [insured()]) == []


def test_another_figure_than_was_reported_earlier_is_a_revision():
    found = only(broken(REVISION, [insured("2.25万人")], [insured("2.28万人")]))
    assert dict(found.facts)["size"] == "-0.03万人(-1.3%)"
    assert [figure.text for figure in found.figures] == ["2.25万人", "2.28万人"]
    assert kept(REVISION, [insured("2.28万人")], [insured("2.28万人")])


def test_a_figure_printed_finer_is_no_revision():
    assert kept(REVISION, [insured("22817人")], [insured("2.28万人")])
    assert kept(REVISION, [insured("2.28万人")], [insured("22817人")])
    assert broken(REVISION, [insured("22917人")], [insured("2.28万人")])


def test_the_report_of_the_same_status_is_taken_else_the_most_final():
    before = [insured("2.20万人", status=Status.PRELIMINARY), insured("2.26万人", status=Status.FINAL)]
    found = only(broken(REVISION, [insured("2.28万人", status=Status.REVISED)], before))
    assert dict(found.facts)["old"] == "2.26万人"
    found = only(broken(REVISION, [insured("2.28万人", status=Status.PRELIMINARY)], before))
    assert dict(found.facts)["old"] == "2.20万人"


def test_a_status_that_alone_changes_is_told_as_that():
    found = only(broken(REVISION, [insured(status=Status.FINAL)], [insured(status=Status.PRELIMINARY)]))
    assert found.wording == "keys.revision.status"
    assert "由快报改为年报" in found.message
    assert "—改为" in only(broken(REVISION, [insured(status=Status.FINAL)], [insured()])).message


@pytest.mark.parametrize(
    ("name", "new", "old", "size"),
    [
        (COVERAGE, "95.2%", "94.8%", "+0.4个百分点"),
        ("省级人力资源服务产业园", "1个", "0个", "+1个"),
        ("省级人力资源服务产业园", "2个", "4个", "-2个(-50.0%)"),
        ("社会保障卡持卡人数", "64.8万人", "全覆盖", "—"),
        (COVERAGE, "超过95%", "94.8%", "—"),
    ],
)
def test_the_size_of_a_revision_is_told_where_it_has_one(name, new, old, size):
    found = only(broken(REVISION, [seen(name, new, "2023年")], [seen(name, old, "2023年")]))
    assert dict(found.facts)["size"] == size


def test_what_was_empty_before_or_of_another_run_is_not_revised():
    assert asked(REVISION, [insured()], [insured(None)]) == []
    mean = training("0.36万人次", "2021—2025年", accumulation=Accumulation.AVERAGE_ANNUAL)
    assert asked(REVISION, [training("1.8万人次", "2021—2025年")], [mean]) == []
    assert asked(REVISION, [insured(None)], [insured()]) == []


# ── what the reader could not place ──────────────────────────────────────────────────────────────────────


def fault(rule, **told):
    error = UnknownNameError("catalogue.unknown", name="参保人", near="参保人数")
    return Fault(rule, "B4", "叙永县2023.xlsx", "参保人", error, **told)


@pytest.mark.parametrize("code", ["keys.unknown", "keys.ambiguous", "keys.period"])
def test_faults_are_told_in_the_words_of_their_error(code):
    found = only(broken(RULES[code], [], faults=(fault(code), fault("cells.value"))))
    assert (found.code, found.cell) == (code, "B4")
    assert "参保人数" in found.say()


def test_a_fault_without_a_cell_is_told_by_what_was_read_of_it():
    rule = FaultRule("keys.unknown", Severity.BLOCKING)
    told = Fault(
        "keys.unknown", "", "表一", "参保人", UnknownNameError("catalogue.unknown", name="参保人", near=""),
        region="叙永县", name="参保人", period="2023年",
    )  # fmt: skip
    found = only(broken(rule, [], faults=(told,)))
    assert found.places == (Place("表一", "叙永县 参保人 2023年"),)
    assert found.message == "表一 叙永县 参保人 2023年的指标名称“参保人”,目录里没有。"
    assert (found.indicator, found.region, found.period) == (None, "叙永县", None)
    assert found.severity is Severity.BLOCKING


def test_a_fault_that_kept_its_figure_is_told_of_it():
    one = insured(cell="C7")
    answers = asked(
        FaultRule("keys.period", Severity.BLOCKING),
        [one, training()],
        faults=(fault("keys.period", observation=one),),
    )
    assert answers[0].cell is one
    assert answers[0].finding.indicator is one.indicator
    assert str(answers[0].finding.period) == "2023年"
    assert answers[1:] == [KEPT]


# ── over what it runs ────────────────────────────────────────────────────────────────────────────────────


def test_a_part_of_a_year_is_no_year():
    found = only(broken(RUN, [training(accumulation=Accumulation.ANNUAL)]))
    assert found.severity is Severity.QUERY
    assert found.message == (
        "开展补贴性职业技能培训人次的时期是2023年1—6月,不是一整年,累计方式却填“年度”(0.2万人次)。"
    )
    rate = seen(CLOSURE, "96.3%", "2023年第一季度", accumulation=Accumulation.ANNUAL)
    assert only(broken(RUN, [rate]))


def test_several_years_are_no_year_and_the_plan_says_what_they_are():
    one = seen("城镇新增就业人数", "1.9万人", "2021—2025年", "叙永县", accumulation=Accumulation.ANNUAL)
    assert only(broken(RUN, [one])).wording == ""
    found = only(broken(RUN, [one], targets=PLAN.targets_all, region=PLAN.region))
    assert found.wording == "keys.accumulation.plan"
    assert "目标是累计数" in found.message
    other = seen("城镇新增就业人数", "1.9万人", "2021—2025年", "古蔺县", accumulation=Accumulation.ANNUAL)
    assert only(broken(RUN, [other], targets=PLAN.targets_all, region=PLAN.region)).wording == ""


def test_totals_to_date_years_and_plan_totals_are_kept():
    told = [
        training(),
        training(period="2023年"),
        training(period="2023年6月"),
        training(period="2021—2025年"),
    ]
    assert kept(RUN, told)
    assert asked(RUN, [insured(), training(None)]) == []


def form(runs, period="2023年6月", **told):
    names = [TRAINING, "农民工参加职业培训人次", "新增取得职业资格证书或职业技能等级证书人数"]
    return [
        seen(
            name,
            "0.2万人次" if "人次" in name else "0.2万人",
            period,
            "叙永县",
            accumulation=run,
            form="表一",
            **told,
        )
        for name, run in zip(names, runs, strict=True)
    ]


TO_DATE = Accumulation.YEAR_TO_DATE


def test_one_flow_that_is_told_for_itself_among_year_to_dates_stands_out():
    found = only(broken(RUN, form([TO_DATE, TO_DATE, None])))
    assert found.wording == "keys.accumulation.form"
    assert "按“本期”填0.2万人" in found.message
    assert len(found.figures) == 2


@pytest.mark.parametrize(
    "told",
    [
        form([TO_DATE, TO_DATE, TO_DATE]),
        form([TO_DATE, None, None]),
        form([None, None, None]),
        [*form([TO_DATE, TO_DATE, TO_DATE]), *form([None, None, None])],
        form([TO_DATE, TO_DATE, Accumulation.ANNUAL], "2023年"),
        form([TO_DATE, TO_DATE, None], "2023年1月"),
        [*form([TO_DATE, TO_DATE, TO_DATE]), training("0.1万人次", "2023年6月", "古蔺县", form="表一")],
        [
            *form([TO_DATE, TO_DATE, TO_DATE]),
            seen("博士后研究人员年招收人数", "1人", "2023年6月", "叙永县", form="表二"),
        ],
    ],
)
def test_where_no_flow_stands_out_nothing_is_asked(told):
    assert broken(RUN, told) == []


# ── not reported ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_region_that_was_asked_and_told_nothing_is_listed():
    found = broken(
        UNREPORTED,
        [insured(), insured(None, region="合江县")],
        regions=("叙永县", "古蔺县", "合江县"),
        name="一季度",
    )
    assert [one.region for one in found] == ["古蔺县", "合江县"]
    assert all(map(told_well, found))
    assert found[0].message == "古蔺县没有填报。"
    assert found[0].places == (Place("一季度", "古蔺县"),)
    assert found[0].severity is Severity.NOTE


def test_a_region_that_reported_in_words_reported():
    words = seen("社会保障卡持卡人数", "全覆盖", "2023年", "叙永县")
    assert kept(UNREPORTED, [words], regions=("叙永县", "叙永县"))
    assert len(asked(UNREPORTED, [words], regions=("叙永县", "叙永县"))) == 1


def test_what_a_region_leaves_out_of_its_plan_is_told_once():
    found = only(broken(UNREPORTED, [insured(region="")], targets=PLAN.targets_all, region=PLAN.region))
    assert found.wording == "keys.unreported.indicators"
    facts = dict(found.facts)
    assert (facts["asked"], facts["count"]) == ("23", "22")
    assert facts["names"].startswith("城镇新增就业人数、城镇登记失业率、")
    assert facts["names"].endswith("…")
    assert "城镇调查失业率" not in facts["names"]


def test_a_region_that_leaves_nothing_out_is_kept():
    targets = PLAN.targets(UNEMPLOYMENT)
    assert kept(UNREPORTED, [insured()], targets=targets, region=PLAN.region)
    assert (
        dict(only(broken(UNREPORTED, [training()], targets=targets, region=PLAN.region)).facts)["names"]
        == UNEMPLOYMENT
    )


def test_a_cell_left_empty_is_not_told_again():
    both = (*PLAN.targets(UNEMPLOYMENT), *PLAN.targets(TRAINING))
    assert kept(UNREPORTED, [insured(), training(None)], targets=both, region=PLAN.region)
    assert asked(UNREPORTED, [training(None)], targets=both, region=PLAN.region) == []


def test_a_plan_asks_nothing_of_regions_it_does_not_name():
    assert asked(UNREPORTED, [insured(region="古蔺县")], targets=PLAN.targets_all, region=PLAN.region) == []


def test_of_a_plan_in_prose_the_prose_is_asked():
    plan = Plan.load("sichuan-industry-2023")
    found = only(
        broken(UNREPORTED, [insured(region=plan.region)], targets=plan.targets_all, region=plan.region)
    )
    assert int(dict(found.facts)["count"]) == int(dict(found.facts)["asked"]) > 0


# ── dates ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("other", [None, date(2023, 12, 31)])
def test_two_figures_of_different_dates_may_both_be_true(other):
    told = [insured("2.28万人", as_of=date(2023, 6, 30)), insured("2.38万人", as_of=other)]
    found = only(broken(DUPLICATE, told))
    assert (found.severity, found.certainty, found.wording) == (
        Severity.QUERY, Certainty.SUSPECT, "keys.duplicate.as_of",
    )  # fmt: skip
    assert "(截至2023-06-30)" in found.message
    again = only(broken(DUPLICATE, [*told, insured("2.48万人", as_of=date(2023, 6, 30))]))
    assert again.certainty is Certainty.WRONG


def test_two_keys_of_one_place_are_told_with_what_they_run_over():
    yearly = training("0.4万人次", "2023年")
    to_date = training("0.6万人次", "2023年12月", accumulation=Accumulation.YEAR_TO_DATE)
    found = only(broken(DUPLICATE, [yearly, to_date]))
    assert "2023年年度填0.4万人次,2023年12月本年累计填0.6万人次" in found.message


def test_a_revision_without_a_status_tells_none():
    found = only(broken(REVISION, [insured("2.28万人")], [insured("2.18万人")]))
    assert (found.wording, "状态" in found.message) == ("keys.revision.unqualified", False)
    found = only(broken(REVISION, [insured("2.28万人", status=Status.FINAL)], [insured("2.18万人")]))
    assert found.wording == ""


def test_an_indicator_whose_cell_could_not_be_read_was_reported():
    def unreported(**told):
        fault = Fault(
            "cells.value", "B4", "", "2.5(待核)", UnknownNameError("catalogue.unknown", name="x"), **told
        )
        facts = {"targets": PLAN.targets_all, "region": PLAN.region, "faults": (fault,)}
        return dict(only(broken(UNREPORTED, [training()], **facts)).facts)["count"]

    every = unreported(name="闻所未闻", region="叙永县")
    assert int(unreported(name="失业保险参保人数", region="叙永县")) == int(every) - 1
    assert int(unreported(name="unemployment_insurance_participants")) == int(every) - 1
    assert unreported(name="失业保险参保人数", region="古蔺县") == every


# ── one side is enough ───────────────────────────────────────────────────────────────────────────────────

DUE, PARTS = "法定应参保人数", ("16周岁以上人口", "全日制在校学生", "现役军人")


def due(whole, *parts):
    rows = zip((DUE, *PARTS), (whole, *parts), strict=True)
    return [seen(name, figure, "2023年末", of=COVERAGE) for name, figure in rows]


def test_a_component_or_its_parts_are_enough():
    assert broken(MISSING, due("2.10", None, None, None)) == []
    assert broken(MISSING, due(None, "2.50", "0.30", "0.10")) == []
    assert len(broken(MISSING, due(None, "2.50", None, "0.10"))) == 2
    assert len(broken(MISSING, due(None, None, None, None))) == 4
    insured_there = seen("参保人数", None, "2023年末", of=COVERAGE)
    assert len(broken(MISSING, [insured_there, *due("2.10", None, None, None)])) == 1


def cases(accepted, carried):
    rows = [seen(ACCEPTED, accepted, "2023年", of=CLOSURE)]
    carry = "上期末累计未结案件总数"
    return [seen(CLOSURE, None, "2023年"), *rows, seen(carry, carried, "2023年", of=CLOSURE)]


def test_a_rate_of_nothing_is_not_missing():
    assert broken(MISSING, cases("0件", "0件")) == []
    assert len(broken(MISSING, cases("3件", "0件"))) == 1
    assert len(broken(MISSING, cases("0件", "0件")[:1])) == 1
    nobody = seen(COVERAGE, None, "2023年末")
    assert broken(MISSING, [nobody, *due("0人", None, None, None)]) == []
    assert broken(MISSING, [nobody, *due(None, "0人", "0人", "0人")]) == []
    assert len(broken(MISSING, [seen("城镇新增就业人数", None, "2023年")])) == 1
