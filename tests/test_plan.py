"""Plans of the documents, above all 专栏1 and 专栏2 of 叙永: held as printed, assessed, audited."""

import contextlib
import pickle
from datetime import date

import pytest
from attrs import evolve
from published_tables import rows
from refusal import refused

import rsindicators as rs
from rsindicators import (
    Accumulation,
    Bound,
    Catalogue,
    Composition,
    Figure,
    Nature,
    Observation,
    Period,
    Plan,
    Relation,
    Status,
    Verdict,
    plans,
)
from rsindicators.errors import ComponentError, UnitError, UnknownNameError
from rsindicators.kinds import Role
from rsindicators.notation import write
from rsindicators.printed import Column, Header, Printed, Row
from rsindicators.source import Document

XUYONG_13, XUYONG_14 = Plan.load("xuyong-13"), Plan.load("xuyong-14")
ASSESSED = XUYONG_13.assess()
EXPECTED = rows("zhuanlan1_expected")


# ── as printed ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_of_plans_cannot_be_spoilt():
    before = dict(plans())
    with contextlib.suppress(TypeError, AttributeError):
        plans().clear()
    after = dict(plans())
    if not after:
        plans().update(before)  # for the other tests
    assert after == before


def test_the_plans_are_listed():
    assert list(plans()) == [
        "henan-social-work-14", "liaoning-2020", "qinghai-talent-14", "shaoyang-13", "shaoyang-14",
        "sichuan-industry-2023", "sichuan-research-2023", "xuyong-13", "xuyong-14", "zhejiang-13",
        "zhejiang-14",
    ]  # fmt: skip
    assert "专栏1" in plans()["xuyong-13"]
    assert plans()["sichuan-research-2023"] == Plan.load("sichuan-research-2023").title


@pytest.mark.parametrize("code", plans())
def test_every_plan_of_the_documents_is_read_whole(code):
    plan = Plan.load(code)
    assert plan.code == code
    assert len(plan) + len(plan.results) > 0
    assert all(target.source.line for target in plan)
    assert all(seen.source.line for seen in plan.results)
    assert plan.to_table().text()
    assert plan.assess().to_table().text()
    assert plan.audit().to_table().text()


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["number"])
def test_the_first_table_is_held_as_printed(row):
    held = XUYONG_13.rows[int(row["number"]) - 1]
    assert (held.number, held.line, held.section, held.name, held.unit) == (
        int(row["number"]), int(row["line"]), row["section"], row["name"], row["unit"]
    )  # fmt: skip
    assert held.cells == (row["base"], row["target"], row["result"])
    assert (held.star, held.nature.label, held.indicator) == (
        row["star"] == "*",
        row["nature"],
        row["indicator"],
    )


@pytest.mark.parametrize("row", rows("zhuanlan2"), ids=lambda row: row["number"])
def test_the_second_table_is_held_as_printed(row):
    held = XUYONG_14.rows[int(row["number"]) - 1]
    assert (held.number, held.line, held.section, held.name, held.unit) == (
        int(row["number"]), int(row["line"]), row["section"], row["name"], row["unit"]
    )  # fmt: skip
    assert held.cells == (row["base"], row["target"])
    assert (held.star, held.nature.label) == (row["star"] == "*", row["nature"])
    assert bool(held.part_of) == bool(row["part"])


def test_no_row_is_left_out():
    assert len(XUYONG_13) == len(XUYONG_13.rows) == 13
    assert len(XUYONG_14.rows) == 24
    assert [target.number for target in XUYONG_14] == [*range(1, 25), *[0] * 39]


def test_parts_name_the_row_they_are_part_of():
    parts = {row.number: row.part_of for row in XUYONG_14.rows if row.part_of}
    assert parts == {5: 4, 7: 6, 13: 12, 17: 16, 19: 18}


@pytest.mark.parametrize(("plan", "number"), [(XUYONG_13, 4), (XUYONG_14, 22)])
def test_a_unit_that_a_row_does_not_print_is_inferred_and_says_so(plan, number):
    target = plan.targets()[number - 1]
    assert dict(target.inferred)["unit"]
    assert target.bound.unit == target.indicator.unit


@pytest.mark.parametrize("plan", [XUYONG_13, XUYONG_14], ids=["13", "14"])
def test_every_target_and_result_says_where_it_stands(plan):
    for target, row in zip(plan, plan.rows, strict=False):
        assert (target.source.line, target.source.item) == (
            row.line,
            f"{plan.header.table.split()[0]}第{row.number}行",
        )
        assert target.source.file == "002_2751235d0c90732c.txt"
        assert target.source.checked
    lines = {one.line for one in (*plan.rows, *plan.statements)}
    assert {one.source.line for one in plan.results} <= lines


# ── the verdicts of the issue ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["number"])
def test_each_row_of_the_first_table_gets_the_verdict_computed_by_hand(row):
    made = ASSESSED.rows[int(row["number"]) - 1]
    judgement = made.judgement
    assert str(made.target) == row["reading"]
    assert made.verdict.value == row["verdict"]
    assert judgement.certain == (row["certain"] == "yes")
    assert judgement.at_limit == (row["at_limit"] == "yes")
    assert (str(judgement.margin) if judgement.margin is not None else "") == row["margin"]
    assert (str(made.completion.round(2)) if made.completion else "") == row["completion"]
    assert made.no_completion == (f"completion.{row['no_completion']}" if row["no_completion"] else "")
    assert made.target.is_inferred == (row["inferred"] == "bound")
    assert judgement.inferred == (row["inferred"] == "judgement")


def test_all_twelve_numeric_rows_are_met_two_of_them_by_equality():
    numeric = [row for row in ASSESSED.rows if isinstance(row.target.bound, Bound)]
    assert len(numeric) == 12
    assert all(row.verdict is Verdict.MET for row in numeric)
    assert [row.target.number for row in numeric if row.judgement.at_limit] == [9, 12]
    assert [row.target.number for row in numeric if not row.judgement.certain] == [9, 12]


def test_the_composition_of_row_8_is_met_by_inference():
    judgement = ASSESSED.rows[7].judgement
    assert isinstance(ASSESSED.rows[7].target.bound, Composition)
    assert (judgement.verdict, judgement.inferred) == (Verdict.MET, True)
    assert ASSESSED.rows[7].say_completion().startswith("不适用")


def test_skilled_talent_is_met_but_not_certainly():
    # 2.3 against “2.3”
    judgement = ASSESSED.rows[8].judgement
    assert (judgement.verdict, judgement.certain, judgement.at_limit) == (Verdict.MET, False, True)


def test_every_binding_target_is_met():
    assert ASSESSED.count(Nature.BINDING) == {Verdict.MET: 6}
    assert ASSESSED.count(Nature.ANTICIPATED) == {Verdict.MET: 7}
    assert ASSESSED.missed == ()
    assert "指标完成率100.0%" in ASSESSED.summary()


def test_a_plan_without_results_is_undecided_throughout():
    assessment = XUYONG_14.assess()
    assert assessment.count() == {Verdict.UNDECIDED: 63}
    reasons = {row.judgement.reason for row in assessment.rows}
    assert reasons == {"judgement.missing", "judgement.missing_year"}
    assert all(row.observation is None and row.completion is None for row in assessment.rows)


def test_the_assessment_names_its_editions_and_its_source():
    editions = dict(ASSESSED.editions)
    assert editions == {"plan": XUYONG_13.edition, "catalogue": Catalogue.standard().edition}
    assert XUYONG_13.edition != XUYONG_14.edition
    assert any("叙永县人力资源和社会保障事业发展" in note for note in ASSESSED.notes)


# ── targets ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("plan", "name", "shown", "period", "accumulation"),
    [
        (XUYONG_13, "城镇新增就业人数", "[≥1.7]万人", Period.plan(13), Accumulation.CUMULATIVE),
        (XUYONG_14, "城镇新增就业人数", "[≥1.85]万人", Period.plan(14), Accumulation.CUMULATIVE),
        (XUYONG_14, "城镇登记失业率", "<4.5%", Period(2025), Accumulation.AT_END),
        (XUYONG_14, "参保率", "≥95.0%", Period(2025), Accumulation.AT_END),
        (XUYONG_14, "博士后研究人员年招收数", "≥1人", Period(2025), Accumulation.ANNUAL),
        (XUYONG_14, "开展补贴性职业技能培训人次", "≥0.4万人次", Period(2025), Accumulation.ANNUAL),
        (XUYONG_14, "专业技术人才总量", "≥1.42万人", Period(2025), Accumulation.AT_END),
        (XUYONG_14, "电子社保卡覆盖率", "≥40%", Period(2025), Accumulation.AT_END),
    ],
)
def test_a_target_is_found_by_any_name_of_its_indicator(plan, name, shown, period, accumulation):
    target = plan[name]
    assert plan.targets(name)[0] is target
    assert (str(target), target.period, target.accumulation) == (shown, period, accumulation)


def test_an_unbracketed_flow_is_read_as_the_yearly_figure_and_says_that_it_is_inferred():
    # trade rules §4
    target = XUYONG_14["新增取得专业技术人员职业资格证书人数"]
    assert target.accumulation is Accumulation.ANNUAL
    assert "accumulation" in dict(target.inferred)
    assert "accumulation" not in dict(XUYONG_14["城镇新增就业人数"].inferred)


def test_the_base_of_a_bracketed_target_is_the_total_of_the_plan_before():
    base = XUYONG_13["城镇新增就业人数"].base
    assert (write(base.reading), base.period, base.accumulation) == (
        "[2]万人",
        Period.plan(12),
        Accumulation.CUMULATIVE,
    )
    level = XUYONG_13["失业保险参保人数"].base
    assert (write(level.reading), level.period) == ("1.81万人", Period(2015))


def test_a_target_prints_its_limit_as_decreed():
    for target in (*XUYONG_13, *XUYONG_14):
        if isinstance(target.bound, Bound):
            assert target.bound.limit.interval.is_point


def test_an_unknown_name_is_answered_with_the_nearest():
    with refused(UnknownNameError, "plan.no_target", "失业保险人数", "失业保险参保人数"):
        XUYONG_13["失业保险人数"]
    with refused(UnknownNameError, "plan.unknown", "xuyong-15", "xuyong-14"):
        Plan.load("xuyong-15")
    with refused(UnknownNameError, "plan.unknown", "qqq", "liaoning-2020"):
        Plan.load("qqq")
    assert XUYONG_13.targets("参保率") == ()


def test_a_name_with_several_targets_lists_them():
    target = XUYONG_13["失业保险参保人数"]
    twice = evolve(XUYONG_13, targets_all=(target, target))
    with refused(UnknownNameError, "plan.many_targets", "失业保险参保人数", "专栏1第5行"):
        twice["失业保险参保人数"]
    assert len(twice.targets("失业保险参保人数")) == 2


def test_of_several_the_one_of_the_table_is_the_plans():
    # 正文第43行 asks 1.5万人, 专栏2第12行 1.42: they stand beside each other and are never merged
    assert [str(one) for one in XUYONG_14.targets("专业技术人才总量")] == ["≥1.42万人", "达到1.5万人"]
    assert str(XUYONG_14["专业技术人才总量"]) == "≥1.42万人"
    milestones = Plan.load("sichuan-research-2023")
    with refused(UnknownNameError, "plan.many_targets", "科研专家总数", "2023年", "2024年", "2025年"):
        milestones["科研专家总数"]
    assert len(milestones.targets("科研专家总数")) == 3


# ── results ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_results_are_what_the_document_itself_reports():
    seen = {one.key: str(one.figure) for one in XUYONG_13.results}
    assert seen["urban_new_employment", "叙永县", "2016-01-01/P5Y", "cumulative", "", ""] == "2.06万人"
    assert seen["urban_new_employment", "叙永县", "2011-01-01/P5Y", "cumulative", "", ""] == "2万人"
    assert seen["registered_urban_unemployment_rate", "叙永县", "2020", "at_end", "", ""] == "2.7%"
    assert seen["basic_pension_participants", "叙永县", "2020", "at_end", "", ""] == "32.33万人"
    assert len([one for one in XUYONG_13.results if not one.quote]) == 13 + 11
    assert len(XUYONG_14.results) == 24 - 3


def test_a_result_is_rounded_though_a_target_is_not():
    results = {one.indicator.code: one for one in XUYONG_13.results if one.period == Period(2020)}
    assert not results["skilled_talent"].figure.interval.is_point
    assert results["skilled_talent"].figure.exact_eq(Figure("2.3", "万人"))


def test_the_bases_of_one_plan_are_the_results_of_the_other_except_where_the_document_contradicts_itself():
    # 专栏1第11行 prints a 仲裁结案率 of 96.33 for 2020, 专栏2第21行 one of 90
    ended = {one.key: one.figure for one in XUYONG_13.results if not one.quote}
    both = {one.key: (one.figure, ended[one.key]) for one in XUYONG_14.results if one.key in ended}
    assert len(both) == 7
    assert [key[0] for key, (base, result) in both.items() if base != result] == ["arbitration_closure_rate"]


# ── assessing figures of one's own ───────────────────────────────────────────────────────────────────────


def test_figures_of_ones_own_are_held_against_the_targets():
    seen = [
        Observation("失业保险参保人数", "2.40万人", "2025年末"),
        Observation("城镇新增就业", "1.80万人", "“十四五”", "叙永县"),
        Observation("登记失业率", "4.5%", "2025年"),
    ]
    made = {row.target.indicator.name: row for row in XUYONG_14.assess(seen).rows[:24]}
    assert made["失业保险参保人数"].verdict is Verdict.MET
    assert made["城镇新增就业人数"].verdict is Verdict.MISSED
    assert made["城镇登记失业率"].verdict is Verdict.MISSED
    assert not made["城镇登记失业率"].judgement.certain
    assert made["基本养老保险参保率"].verdict is Verdict.UNDECIDED
    counted = [row.verdict for row in XUYONG_14.assess(iter(seen)).rows[:24]]
    assert [counted.count(one) for one in (Verdict.MET, Verdict.MISSED)] == [1, 2]


@pytest.mark.parametrize(
    "seen",
    [
        Observation("失业保险参保人数", "9万人", "2024年末"),
        Observation("失业保险参保人数", "9万人", "2025年末", "邵阳市"),
        Observation("城镇新增就业", "9万人", "2025年"),
        Observation("城镇新增就业", "9万人", "2021年"),
        Observation("工伤保险参保人数", "9万人", "2025年末"),
    ],
    ids=["other year", "other region", "year, not plan", "first year", "other indicator"],
)
def test_what_is_of_another_place_decides_nothing(seen):
    # a yearly figure beside a five-year target is the classic trap (trade rules §4)
    assert {row.verdict for row in XUYONG_14.assess([seen]).rows[:24]} == {Verdict.UNDECIDED}


@pytest.mark.parametrize("reverse", [False, True])
def test_of_several_the_most_final_is_used_and_of_equals_the_last_told(reverse):
    seen = [
        Observation("失业保险参保人数", "2.30万人", "2025年末", status=Status.PRELIMINARY),
        Observation("失业保险参保人数", "2.40万人", "2025年末", status=Status.FINAL),
        Observation("失业保险参保人数", "2.20万人", "2025年末", status=Status.ESTIMATED),
    ]
    row = XUYONG_14.assess(seen[::-1] if reverse else seen).rows[8]
    assert row.observation.status is Status.FINAL
    same = [Observation("失业保险参保人数", f"2.{n}0万人", "2025年末") for n in (3, 4)]
    assert XUYONG_14.assess(same).rows[8].observation is same[1]


def test_an_estimate_gives_way_to_any_figure_that_says_nothing_of_its_status():
    estimate = Observation("失业保险参保人数", "2.20万人", "2025年末", status=Status.ESTIMATED)
    plain = Observation("失业保险参保人数", "2.40万人", "2025年末")
    assert XUYONG_14.assess([plain, estimate]).rows[8].observation is plain


def test_figures_of_another_scope_are_not_compared_silently():
    # trade rules §2: “figures of different scope are never compared silently”
    seen = Observation("失业保险参保人数", "9万人", "2025年末", scope="户籍")
    made = XUYONG_14.assess([seen])
    assert made.rows[8].verdict is Verdict.UNDECIDED or "户籍" in str(made)


def test_what_ends_after_the_day_is_left_out():
    assert XUYONG_13.assess(on=date(2020, 12, 31)).count() == {Verdict.MET: 13}
    assert XUYONG_13.assess(on=date(2020, 12, 30)).count() == {Verdict.UNDECIDED: 13}
    assert XUYONG_14.assess(on=date(2023, 6, 30)).count() == {Verdict.UNDECIDED: 63}


def test_a_figure_in_the_wrong_unit_never_gets_as_far_as_a_verdict():
    with refused(UnitError, "unit.different"):
        XUYONG_14.assess([Observation("失业保险参保人数", Bound.parse("超过35%"), "2025年末")])


# ── cells that the two tables do not have ────────────────────────────────────────────────────────────────


def own_plan(*columns, indicator="unemployment_insurance_participants", unit="万人"):
    """A plan of one row: role, year and cell of each column."""
    made = [Column(f"{year}年", Role.called(role), Period(year)) for role, year, _ in columns]
    header = Header(
        "own", "某规划", "某县", Period.plan(14), Document("某规划", file="own.txt"), "表1 主要指标",
        tuple(made),
    )  # fmt: skip
    cells = tuple(cell for _, _, cell in columns)
    return Plan.of(Printed(header, [Row(1, indicator, "某指标", cells, unit, Nature.ANTICIPATED, line=3)]))


def test_a_plan_may_have_no_column_for_bases_and_results():
    plan = own_plan(("target", 2025, "2.4"))
    assert plan.targets()[0].base is None
    assert plan.results == ()
    assert plan.assess().rows[0].to_record()["base"] == "—"


def test_a_result_that_is_missing_is_no_observation():
    plan = own_plan(("base", 2020, "—"), ("target", 2025, "2.4"), ("result", 2025, "—"))
    assert plan.results == ()
    assert plan.assess().rows[0].verdict is Verdict.UNDECIDED
    assert plan.rows[0].cells[2] == "—"


def test_a_result_stands_in_the_period_of_its_column():
    plan = own_plan(("target", 2025, "≥2.4"), ("result", 2025, "达到2.5"))
    assert [(str(one.figure), one.period) for one in plan.results] == [("2.5万人", Period(2025))]
    assert plan.assess().rows[0].verdict is Verdict.MET


def test_a_target_of_every_year_says_so():
    target = own_plan(("target", 2025, "每年不少于2.4")).targets()[0]
    assert (target.accumulation, target.bound.relation) == (Accumulation.EACH_YEAR, Relation.AT_LEAST)
    assert str(target) == "每年不少于2.4万人"


def test_a_target_may_be_a_fraction():
    # 正文第193行: “电子社保卡覆盖2/3人口”
    plan = own_plan(
        ("base", 2020, "10%"), ("target", 2025, "2/3人口"), indicator="electronic_card_coverage", unit="%"
    )
    row = plan.assess([Observation("电子社保卡覆盖率", "70%", "2025年末")]).rows[0]
    assert (row.verdict, row.judgement.certain) == (Verdict.MET, True)
    assert str(row.completion.round(1)) == "105.0%"
    assert str(row.target) == "2/3人口"
    assert "2/3人口" in plan.to_table().text()
    assert row.to_record()["target"]


def test_a_target_in_words_keeps_its_words():
    plan = own_plan(("target", 2025, "力争全覆盖"))
    target = plan.targets()[0]
    assert (target.bound, target.phrase, target.hedges) == (None, "全覆盖", ("力争",))
    assert str(target) == "力争全覆盖"
    assert plan.assess().rows[0].no_completion == "completion.text"


def test_prose_is_assessed_only_where_the_table_is_silent():
    # 邵阳: the prose prints 609.78万张, 专栏1第8行 609.71
    shaoyang = Plan.load("shaoyang-13")
    cards = [one for one in shaoyang.results if one.indicator.code == "social_security_cards_issued"]
    assert {str(one.figure) for one in cards} == {"609.71万张", "609.78万张"}
    used = {row.observation for row in shaoyang.assess().rows if row.observation in cards}
    assert {str(one.figure) for one in used} <= {"609.71万张"}


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_shows_as_the_printed_table():
    table = XUYONG_14.to_table()
    assert len(table.rows) == 24
    assert table.rows[10][0].strip() == "*11"
    assert table.rows[4][1] == "其中:农民工参加职业培训人次"
    assert table.rows[0][3:] == ("[2.06]", "[1.85]", "预期性")
    assert "“—”无统计基数" in table.notes
    assert str(XUYONG_14) == table.text()
    assert XUYONG_14._repr_html_() == table.html()
    assert XUYONG_13.to_table().rows[0][5] == "[2.06]"


def test_it_survives_repr_and_pickle():
    assert repr(XUYONG_13) == "Plan.load('xuyong-13')"
    assert eval(repr(XUYONG_13), {"Plan": Plan}) is XUYONG_13
    again = pickle.loads(pickle.dumps(XUYONG_13))
    assert again == XUYONG_13
    assert again.assess().rows == ASSESSED.rows


def test_it_is_iterated_by_target():
    assert list(XUYONG_13) == list(XUYONG_13.targets())
    relations = [target.bound.relation for target in XUYONG_14.targets()[:24]]
    assert relations.count(Relation.BELOW) == 2


def test_what_is_reported_in_words_is_kept():
    seen = Observation("社会保障卡持卡人口覆盖率", "全覆盖", "2020年")
    assert (seen.figure, seen.phrase) == (None, "全覆盖")
    assert str(seen).endswith("全覆盖")
    row = rs.Plan.load("xuyong-13").assess([seen]).rows[12]
    assert row.judgement.reason == "judgement.words"
    assert row.to_record()["result"] == "全覆盖"


def test_two_reports_of_one_place_that_differ_decide_nothing():
    seen = [
        Observation("失业保险参保人数", text, "2020年末") for text in ("2.41万人", "1.41万人", "2.41万人")
    ]
    row = rs.Plan.load("xuyong-13").assess(seen).rows[4]
    assert (row.verdict, row.judgement.reason) == (Verdict.UNDECIDED, "judgement.rivals")
    assert row.say_completion()
    same = rs.Plan.load("xuyong-13").assess([seen[0], seen[2]]).rows[4]
    assert same.verdict is Verdict.MET


def test_what_no_target_asks_for_is_listed_as_unused():
    late = Observation("失业保险参保人数", "2.41万人", "2025年末")
    early = Observation("失业保险参保人数", "2.1万人", "2019年末")
    assessed = rs.Plan.load("xuyong-14").assess([late, early], on=date(2025, 12, 31))
    assert assessed.unused == (early,)
    assert "没有用到" in str(assessed)
    assert rs.Plan.load("xuyong-13").assess().unused == ()


def test_what_is_no_observation_is_refused():
    with refused(ComponentError, "plan.observation"):
        rs.Plan.load("xuyong-14").assess([1])
