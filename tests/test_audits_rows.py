"""The rules of the audit about totals, bases, milestones, completion, names, units and claims."""

import pytest
from attrs import evolve
from documents import (
    BASE,
    CERTIFIED,
    DOUBTFUL,
    EARLIER,
    GRADES,
    NEW,
    REGISTERED,
    REMARK,
    RESULT,
    SKILLED,
    STANDARD,
    TALENT,
    TARGET,
    WRONG,
    chapter,
    found,
    grades,
    indicator,
    reports,
    row,
    says,
    tally,
    two_tables,
)

import rsindicators.audits.claiming as claiming_module
from rsindicators import Accumulation, Alias, Catalogue, Direction, Measure, Period
from rsindicators.assertions import find_claims
from rsindicators.audit import audit
from rsindicators.chapter import Chapter
from rsindicators.kinds import Role, Status
from rsindicators.printed import Column

INCOME = "hr_services_revenue"
TRAINED = "subsidised_skills_training"

# ── the base of one year beside a total of five ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("base", "target", "words", "english"),
    [
        ("4.72", "[>23.5]", "5倍是23.60万人,真值在[23.575, 23.625],必定达到目标", "certainly meets"),  # 邵阳
        ("0.06", "[>0.3]", "5倍是0.30万人,真值在[0.275, 0.325],照所印的数差一点达不到目标,但不是必定",
         "just misses the target, not certainly"),
        ("0.06", "[≥0.3]", "5倍是0.30万人,真值在[0.275, 0.325],照所印的数刚好达到目标,但不是必定",
         "just meets the target, not certainly"),
        ("4.00", "[>23.5]", "5倍是20.00万人,真值在[19.975, 20.025],必定达不到目标", "certainly misses"),
        ("200人", "[1000人]", "真值在[1000, 1000],必定达到目标", "certainly meets"),
        ("200人", "[>1000人]", "真值在[1000, 1000],必定达不到目标", "certainly misses"),
        ("200人", "[1000人左右]", "是否达到要看“左右”“近”容许多少", "depends on the tolerance"),
        ("4.72", "[≤23.5]", "必定达不到目标", "certainly misses"),
    ],
)  # fmt: skip
def test_a_base_of_one_year_beside_a_total_is_told_and_never_divided(base, target, words, english):
    (one,) = found("audit.base_of_one_year", chapter([row(NEW, base, target)]))
    assert english in one.what("en")
    assert grades([one]) == [REMARK]
    assert words in one.message
    assert "不能相除" in one.message
    assert "never divide" in one.what("en")


def test_a_total_beside_a_total_or_without_a_base_is_left_alone():
    assert found("audit.base_of_one_year", chapter([row(NEW, "[2.06]", "[1.85]")])) == ()
    for base in ("—", "超过4"):
        made = chapter([row(NEW, base, "[>23.5]")])
        assert dict(tally("audit.base_of_one_year", made).skipped) == {"no_base": 1}
    year = chapter([row(NEW, "4.72", "[>5]")], period="2025年")
    assert found("audit.base_of_one_year", year) == ()
    assert dict(tally("audit.base_of_one_year", year).skipped) == {"one_year": 1}
    lone = chapter([row(NEW, "[>23.5]")], columns=(TARGET,))
    assert dict(tally("audit.base_of_one_year", lone).skipped) == {"no_base": 1}


# ── a total that lost its brackets ───────────────────────────────────────────────────────────────────────


def fed(flow: str, stock: str, code: str = CERTIFIED, of: str = TALENT, **more):
    catalogue = more.get("catalogue", STANDARD)
    rows = [row(of, "—", stock, catalogue=catalogue)]
    rows.append(row(code, "—", flow, number=2, line=11, catalogue=catalogue))
    return chapter(rows, **more)


def test_a_yearly_flow_that_outgrows_its_stock_may_be_a_total():
    # 叙永 专栏2第14行: 5 × 0.45 = 2.25 over a stock of 1.42
    (one,) = found("audit.likely_total", fed("0.45", "1.42"))
    assert grades([one]) == [REMARK]
    assert "2.25万人" in one.message
    assert "1.42万人" in one.message
    assert found("audit.likely_total", fed("0.2", "1.42")) == ()
    assert found("audit.likely_total", fed("[0.45]", "1.42")) == ()


def test_a_flow_feeds_the_stock_that_its_definition_counts():
    # 附录17 counts those who have gained what 专栏2第18行 gains in a year
    assert len(found("audit.likely_total", fed("0.6", "2.6", "new_skill_certificates", SKILLED))) == 1
    assert found("audit.likely_total", fed("0.14", "2.6", "new_skill_certificates", SKILLED)) == ()


FLOWS = Catalogue(
    [
        indicator("stock", "城镇就业人数"),
        indicator("flow", "城镇新增就业总人数", measure=Measure.FLOW),
        indicator("short", "人才"),
        indicator("needy", "城镇就业困难人数"),
        indicator("other", "新增人才公寓", "个", Measure.FLOW),
        indicator("gained", "新增取得甲级技师证书人数", measure=Measure.FLOW),
        indicator("holders", "甲级技师总量", definition="年末新增之后取得甲级技师称号的人数"),
        indicator("grown", "就业年均增长", "%", Measure.GROWTH),
        indicator("level", "就业人数"),
        indicator("lower", "欠薪案件", "件", Measure.FLOW, direction=Direction.LOWER),
    ]
)


def test_a_flow_without_a_stock_that_it_feeds_is_counted():
    assert (
        len(found("audit.likely_total", fed("0.5", "2", "flow", "stock", catalogue=FLOWS), catalogue=FLOWS))
        == 1
    )
    for flow, code, of in (
        ("5", "other", "short"),
        ("5", "flow", "needy"),
        ("0.9", "gained", "holders"),
        ("5", "lower", "stock"),
    ):
        made = fed(flow, "2", code, of, catalogue=FLOWS)
        report = tally("audit.likely_total", made, catalogue=FLOWS)
        assert (code, report.found) == (code, 1 if code == "gained" else 0)
        assert dict(report.skipped) == ({} if code == "gained" else {"no_stock": 1})
    ceiling = fed("≤0.45", "1.42")
    assert dict(tally("audit.likely_total", ceiling).skipped) == {"no_stock": 1}


def test_another_document_that_prints_brackets_is_told():
    here = fed("0.2", "1.42")
    there = chapter([row(CERTIFIED, "0.21", "[>1]")], title="另一市规划", document="另一市规划")
    (one,) = found("audit.bracketed_elsewhere", here, others=[there])
    assert grades([one]) == [REMARK]
    assert "另一市规划 表1第1行" in one.message
    assert found("audit.bracketed_elsewhere", here, others=[fed("0.2", "1.42", document="又一规划")]) == ()
    assert dict(tally("audit.bracketed_elsewhere", here).skipped) == {"no_others": 1}


OTHER = chapter([row(CERTIFIED, "0.21", "[>1]")], title="另一市规划", document="另一市规划")
SINGLE = tuple(Column(f"{year}年", Role.TARGET, Period(year)) for year in (2021, 2022, 2025))


@pytest.mark.parametrize(
    ("cells", "columns", "period", "said", "skipped"),
    [
        (("0.4", "0.45", "0.5"), SINGLE, "“十四五”", (), 3),  # told year by year
        (("—", "—", "0.45"), SINGLE, "“十四五”", ("累计2.2万人",), 1),  # beside its own total
        (("—", "—", "0.45"), SINGLE, "“十四五”", ("每年0.45万人以上",), 1),
        (("0.4", "—", "—"), SINGLE, "“十四五”", (), 1),  # not of the last year
        (("0.45",), (Column("2023年", Role.TARGET, Period(2023)),), "2023年", (), 1),  # one year's plan
    ],
)
def test_a_flow_that_can_only_be_yearly_is_no_likely_total(cells, columns, period, said, skipped):
    empty = ("—",) * (len(cells) - 1)
    rows = [row(CERTIFIED, *cells), row(TALENT, *empty, "1.42", number=2, line=11)]
    prose = [says(CERTIFIED, one, "“十四五”") for one in said]
    report = audit([chapter(rows, prose, columns, period=period)], [OTHER])
    for rule in ("audit.likely_total", "audit.bracketed_elsewhere"):
        assert report.of(rule) == ()
        told = next(one for one in report.checked if one.code == rule)
        assert (told.applied, dict(told.skipped)) == (0, {"yearly": skipped})


def test_a_flow_that_prose_and_table_tell_alike_stays_a_likely_total():
    made = chapter(
        [row(CERTIFIED, "—", "0.45"), row(TALENT, "—", "1.42", number=2, line=11)],
        [says(CERTIFIED, "达到0.45万人")],
    )
    assert len(found("audit.likely_total", made)) == 1
    assert len(found("audit.bracketed_elsewhere", made, others=[OTHER])) == 1


def test_a_lost_cell_of_another_document_is_no_evidence():
    lost = chapter([row(CERTIFIED, "—", "[]")], title="另一市规划", document="另一市规划")
    assert found("audit.bracketed_elsewhere", fed("0.2", "1.42"), others=[lost]) == ()
    assert len(found("audit.bracketed_elsewhere", fed("0.2", "1.42"), others=[lost, OTHER])) == 1


# ── growth from zero ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("base", "expected"), [("0人", [WRONG]), ("0.0", [DOUBTFUL]), ("0.1", []), ("2.06", [])]
)
def test_no_growth_follows_from_zero(base, expected):
    rows = [
        row("level", base, "—", catalogue=FLOWS),
        row("grown", "—", "6以上", number=2, line=11, catalogue=FLOWS),
    ]
    made = chapter(rows, catalogue=FLOWS)
    assert grades(found("audit.growth_from_zero", made, catalogue=FLOWS)) == expected


def test_a_growth_of_what_has_no_level_is_counted():
    rows = [
        row("grown", "5", "6以上", catalogue=FLOWS),
        row("stock", "0", "—", number=2, line=11, catalogue=FLOWS),
    ]
    made = chapter(rows, catalogue=FLOWS)
    assert dict(tally("audit.growth_from_zero", made, catalogue=FLOWS).skipped) == {"no_base": 1}
    falling = chapter(
        [row("grown", "—", "≥0", catalogue=FLOWS), row("level", "0人", "—", number=2, catalogue=FLOWS)],
        catalogue=FLOWS,
    )
    assert tally("audit.growth_from_zero", falling, catalogue=FLOWS).applied == 0


def test_a_yearly_mean_in_the_unit_of_the_level_may_start_from_zero():
    made = chapter([row("level", "0人", "年均5万人以上", catalogue=FLOWS)], catalogue=FLOWS)
    assert found("audit.growth_from_zero", made, catalogue=FLOWS) == ()
    assert tally("audit.growth_from_zero", made, catalogue=FLOWS).applied == 0


# ── the worse side of the base ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "base", "target", "words"),
    [
        (NEW, "[2.06]", "[1.85]", "低于已有的[2.06]万人"),  # 叙永 专栏2第1, 6, 7, 3行
        ("rural_transfer_employment", "21.2", "20", "低于已有的21.2万人"),
        ("rural_transfer_within_province", "9.29", "8.5", "低于已有的9.29万人"),
        (REGISTERED, "2.7", "<4.5", "比已有的2.7%"),
        (TRAINED, "0.4", "每年0.3万人次以上", "低于已有的0.4万人次"),
    ],
)
def test_a_target_on_the_worse_side_of_its_base_is_a_remark(code, base, target, words):
    (one,) = found("audit.worse", chapter([row(code, base, target)]))
    assert grades([one]) == [REMARK]
    assert words in one.message
    assert "不必改" in one.instruction
    assert len(one.figures) == 2
    assert len(one.places) == 1


@pytest.mark.parametrize(
    ("code", "base", "target"),
    [
        (TALENT, "1.23", "1.42"),
        (TALENT, "1.23", "1.23"),
        (REGISTERED, "4.5", "<4.5"),
        (REGISTERED, "4.7", "≤4.5"),
    ],
)
def test_a_target_on_the_better_side_is_left_alone(code, base, target):
    made = chapter([row(code, base, target)])
    assert found("audit.worse", made) == ()
    assert tally("audit.worse", made).applied == 1


@pytest.mark.parametrize(
    ("code", "base", "target", "reason"),
    [
        (NEW, "4.72", "[>3]", "no_base"),
        (TALENT, "—", "1.42", "no_base"),
        (TALENT, "1.5", "1.4万人左右", "no_limit"),
        (TALENT, "1.5", "≤1.4", "no_limit"),
        (TALENT, "1.5", "稳步增长", "no_limit"),
        (GRADES, "16:46:38", "10:40:50", "no_limit"),
    ],
)
def test_a_target_that_has_no_side_or_no_base_is_counted(code, base, target, reason):
    made = chapter([row(code, base, target)])
    assert found("audit.worse", made) == ()
    assert dict(tally("audit.worse", made).skipped) == {reason: 1}


def test_a_promise_of_the_prose_has_the_last_figure_for_its_base():
    # 叙永: 技能人才 2.1 in the prose, 2.3 in 2020
    made = chapter(
        [row(SKILLED, "2.3", "2.6")], [says(SKILLED, "达到2.1万人"), reports(SKILLED, "1.5万人", "2015年")]
    )
    (one,) = found("audit.worse", made)
    assert one.cell == "正文第40行"
    assert "2.3万人" in one.message
    assert found("audit.worse", chapter([row(SKILLED, "2.3", "2.6")], [says(SKILLED, "达到2.4万人")])) == ()


def test_what_prose_and_table_both_promise_is_told_once():
    made = chapter([row(REGISTERED, "2.7", "<4.5")], [says(REGISTERED, "控制在4.5%以内")])
    assert [one.cell for one in found("audit.worse", made)] == ["表1第1行"]
    assert dict(tally("audit.worse", made).skipped) == {"told": 1}


# ── milestones ───────────────────────────────────────────────────────────────────────────────────────────


def path(code: str, *cells: str):
    columns = [Column(f"{year}年", Role.TARGET, Period(year)) for year in range(2023, 2023 + len(cells))]
    return chapter([row(code, *cells)], columns=tuple(columns))


@pytest.mark.parametrize(
    ("code", "cells", "number"),
    [
        (TALENT, ("1.2", "1.3", "1.5"), 0),
        (TALENT, ("1.2", "1.2", "1.2"), 0),
        (TALENT, ("1.2", "1.5", "1.3"), 1),
        (TALENT, ("1.5", "1.3", "1.2"), 2),
        (REGISTERED, ("4.5", "4.3", "4"), 0),
        (REGISTERED, ("4.5", "4.3", "4.4"), 1),
        (TALENT, ("1.5", "1.4万人左右"), 0),
    ],
)
def test_milestones_lead_in_one_direction(code, cells, number):
    findings = found("audit.milestones", path(code, *cells))
    assert grades(findings) == [DOUBTFUL] * number


@pytest.mark.parametrize(
    ("code", "cells", "asked"),
    [
        (NEW, ("4.8", "4.7", "4.6"), 0),  # three single years
        (NEW, ("每年4.8", "每年4.7", "每年4.6"), 0),
        ("grown", ("8", "7", "6"), 0),
        ("arbitration_closure_rate", ("90", "91", "92"), 2),
    ],
)
def test_what_each_year_has_to_reach_anew_is_no_path(code, cells, asked):
    catalogue = FLOWS if code == "grown" else STANDARD
    columns = tuple(Column(f"{year}年", Role.TARGET, Period(year)) for year in (2023, 2024, 2025))
    made = chapter([row(code, *cells, catalogue=catalogue)], columns=columns, catalogue=catalogue)
    report = tally("audit.milestones", made, catalogue=catalogue)
    assert (report.applied, report.found) == (asked, 0)


def test_totals_to_a_date_are_a_path():
    total = {"accumulation": Accumulation.CUMULATIVE}
    said = [
        says(NEW, "4万人", "2021—2023年", **total),
        says(NEW, "3万人", "2021—2025年", line=41, **total),
    ]
    assert grades(found("audit.milestones", chapter((), said))) == [DOUBTFUL]


def test_a_step_back_names_both_years():
    (one,) = found("audit.milestones", path(TALENT, "1.2", "1.5", "1.3"))
    assert "2024年为1.5万人" in one.message
    assert "2025年反为1.3万人" in one.message


def test_targets_of_two_plans_or_in_two_places_are_no_path():
    before, after = two_tables(TALENT, "1.5", "1.5", target="1.6")
    columns = (BASE, Column("2020年目标", Role.TARGET, Period(2020)), RESULT)
    early = chapter([row(TALENT, "—", "2", "—")], columns=columns, title="“十三五”规划", period=EARLIER)
    assert found("audit.milestones", early, after, before) == ()
    twice = chapter(
        [row(TALENT, "—", "1.42")], [says(TALENT, "达到1.5万人"), says(TALENT, "达到1.3万人", "2023年")]
    )
    assert found("audit.milestones", twice) == ()


def test_a_path_in_two_units_is_counted():
    rows = [row(TALENT, "1.2", "—"), row(TALENT, "—", "1.3", number=2, line=11, unit="万人次")]
    columns = tuple(Column(f"{year}年", Role.TARGET, Period(year)) for year in (2023, 2024))
    made = chapter(rows, columns=columns)
    assert dict(tally("audit.milestones", made).skipped) == {"unit": 1}


# ── completion ───────────────────────────────────────────────────────────────────────────────────────────

RATED = (
    Column("2015年", Role.BASE, Period(2015)),
    Column("规划目标2020年", Role.TARGET, Period(2020)),
    Column("2019年", Role.RESULT, Period(2019)),
    Column("2020年预计", Role.RESULT, Period(2020)),
    Column("完成度", Role.COMPLETION, Period(2020)),
)


def rated(target: str, then: str, now: str, said: str, code: str = TALENT, **more):
    return chapter([row(code, "—", target, then, now, said, **more)], columns=RATED, period=EARLIER)


@pytest.mark.parametrize(
    ("target", "now", "said", "grade"),
    [
        ("34", "32.5", "95.6%", None),  # 浙江 表1
        ("34", "32.5", "95.6", None),
        ("34", "32.5", "96.5%", DOUBTFUL),
        ("650", "610", "93.8%", None),
        ("34", "34", "完成", None),
        ("34", "32.5", "完成", WRONG),
        ("34.4", "34", "完成", DOUBTFUL),
        ("34", "32.5", "未完成", None),
        ("34", "36", "未完成", DOUBTFUL),  # on the figure of 2019 it was not done
        ("29", "31.8", "未完成", WRONG),
        ("34", "34", "已完成", None),
        ("34", "36", "超额完成", None),
        ("34", "36", "提前完成", None),
        ("34", "36", "达标", None),
        ("34", "32.5", "已完成", WRONG),
        ("34", "32.5", "超额完成", WRONG),
        ("34", "32.5", "提前完成", WRONG),
        ("34", "32.5", "达标", WRONG),
        ("34", "32.5", "未达标", None),
        ("29", "32.5", "未达标", WRONG),
        ("29", "28", "完成", DOUBTFUL),  # on the figure of 2019 it was
        ("29以上", "31.8", "完成", None),
    ],
)
def test_what_is_called_done_follows_from_the_figures(target, now, said, grade):
    findings = found("audit.completion", rated(target, "30", now, said))
    assert grades(findings) == ([grade] if grade else [])
    assert tally("audit.completion", rated(target, "30", now, said)).applied == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("88.2%", "按2019年的30万人与目标34万人"),  # 30/34
        ("89.3%", "按2020年的增量"),  # (32.5 − 20) / (34 − 20)
        ("71.4%", "按2019年的增量"),
    ],
)
def test_a_rate_of_another_year_or_formula_is_a_remark_that_names_it(said, words):
    columns = (Column("2015年", Role.BASE, Period(2015)), *RATED[1:])
    made = chapter([row(TALENT, "20", "34", "30", "32.5", said)], columns=columns, period=EARLIER)
    (one,) = found("audit.completion", made)
    assert grades([one]) == [REMARK]
    assert words in one.message


def test_a_rate_by_the_increase_needs_a_base_of_the_same_run_below_the_target():
    for cells in (
        ("40", "34", "30.0", "32.5"),
        ("34.0", "34", "30.0", "32.5"),
        ("超过20", "34", "30.0", "32.5"),
    ):
        made = chapter([row(TALENT, *cells, "89.3%")], columns=RATED, period=EARLIER)
        assert grades(found("audit.completion", made)) == [DOUBTFUL]
    made = chapter([row(TALENT, "34", "30.0", "32.5", "89.3%")], columns=RATED[1:], period=EARLIER)
    assert grades(found("audit.completion", made)) == [DOUBTFUL]


def test_done_on_an_estimate_is_doubtful_and_never_wrong():
    columns = (*RATED[:3], evolve(RATED[3], status=Status.ESTIMATED), RATED[4])
    made = chapter([row(TALENT, "—", "34", "30", "32.5", "完成")], columns=columns, period=EARLIER)
    assert grades(found("audit.completion", made)) == [DOUBTFUL]


@pytest.mark.parametrize("said", ["完成", "104.7%"])
def test_done_on_an_older_figure_is_a_remark(said):
    # 浙江: 17以上, 17.8 in 2019, “—” in 2020, 完成
    (one,) = found("audit.completion", rated("17以上", "17.8", "—", said, "labour_contract_signing_rate"))
    assert grades([one]) == [REMARK]
    assert "2019年" in one.message
    assert "17.8%" in one.message
    assert said in one.message


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("34", "30", "32.5", "—"), "missing"),
        (("34", "30", "32.5", "?"), "lost"),
        (("—", "30", "32.5", "完成"), "no_base"),
        (("34", "—", "—", "完成"), "no_base"),
        (("34", "30", "32.5", "基本如期"), "words"),
        (("34", "30", "32.5", "超过95%"), "words"),
        (("≤34", "30", "32.5", "95.6%"), "words"),
        (("0", "30", "32.5", "95.6%"), "words"),
        (("34", "30", "32余", "95.6%"), "words"),
        (("34", "30", "全覆盖", "完成"), "unit"),
    ],
)
def test_a_completion_that_cannot_be_followed_is_counted(cells, reason):
    made = rated(*cells)
    assert found("audit.completion", made) == ()
    assert dict(tally("audit.completion", made).skipped) == {reason: 1}


# ── units and names ──────────────────────────────────────────────────────────────────────────────────────


def test_a_row_without_a_unit_is_told():
    # 叙永 专栏1第4行, 专栏2第22行
    (one,) = found("audit.no_unit", chapter([row(TALENT, "1.23", "1.42", unit="")]))
    assert grades([one]) == [REMARK]
    assert "万人" in one.instruction
    for cells in (("1.23万人", "1.42万人"), ("—", "稳步增长"), ("?", "—")):
        assert found("audit.no_unit", chapter([row(TALENT, *cells, unit="")])) == ()
    assert found("audit.no_unit", chapter([row(GRADES, "16:46:38", "10:40:50")])) == ()
    assert tally("audit.no_unit", chapter([row(TALENT, "1.23", "1.42")])).applied == 1


def test_a_unit_of_another_dimension_is_asked_about():
    (one,) = found("audit.unit", chapter([row(TALENT, "—", "1.42", unit="万家")]))
    assert grades([one]) == [DOUBTFUL]
    assert "万家" in one.message
    assert found("audit.unit", chapter([row(TALENT, "—", "14200", unit="人")])) == ()
    own = Catalogue([indicator("firm", "企业数", "家", counting_words=("户", "家"))])
    assert (
        found(
            "audit.unit",
            chapter([row("firm", "—", "5", unit="户", catalogue=own)], catalogue=own),
            catalogue=own,
        )
        == ()
    )


LEARNED = Catalogue([*STANDARD, indicator("own_1", "新农人总量"), indicator("own_2", "创业度", "")])


def unknown(*rows):
    """Rows of indicators that the catalogue of the audit does not know: the plan brought its own."""
    return chapter(rows, catalogue=LEARNED)


def test_a_row_of_an_indicator_that_the_plan_brought_is_checked_like_any_other():
    made = unknown(
        row("own_1", "1.2", "1.5", catalogue=LEARNED),
        row(TALENT, "3.0", "3.5", number=2, line=11, part_of=1),
    )
    assert grades(found("audit.part", made)) == [WRONG, DOUBTFUL]
    (one,) = found("audit.no_unit", unknown(row("own_1", "1.2", "1.5", unit="", catalogue=LEARNED)))
    assert "新农人总量" in one.message
    (one,) = found("audit.no_unit", unknown(row("own_2", "12", "15", name="创业人数", catalogue=LEARNED)))
    assert grades([one]) == [REMARK]
    assert "不必改" in one.instruction


@pytest.mark.parametrize("name", ["创业度", "就业景气指数", "求人倍率", "收入比"])
def test_an_index_needs_no_unit(name):
    assert found("audit.no_unit", unknown(row("own_2", "12", "15", name=name, catalogue=LEARNED))) == ()


def test_a_row_that_neither_plan_nor_catalogue_knows_is_counted():
    made = Chapter(unknown(row("own_1", "1.2", "1.5", catalogue=LEARNED)).printed)
    for rule in ("audit.unit", "audit.no_unit"):
        report = tally(rule, made)
        assert (report.applied, dict(report.skipped)) == (0, {"unknown": 1})


def test_a_row_learned_for_its_unit_is_held_against_the_indicator_of_that_name():
    # 万人 in the table, 人次 in the catalogue: read under a code of its own
    own = Catalogue([indicator("own_3", STANDARD[TRAINED].name, measure=Measure.FLOW)])
    why = (("other_unit", "单位万人与目录的不同,另作一个指标"),)
    learned = row("own_3", "1", "2", catalogue=own, inferred=why)
    one, _ = found("audit.unit", chapter([learned], catalogue=own))
    assert grades([one]) == [DOUBTFUL]
    assert "万人次" in one.message
    assert "万人" in one.message
    mine = evolve(learned, inferred=(("indicator", "目录中没有"),))
    for other in (mine, evolve(learned, name="某培训")):
        assert DOUBTFUL not in grades(found("audit.unit", chapter([other], catalogue=own)))


def test_a_unit_that_nobody_knows_is_counted():
    made = Chapter(chapter([row(TALENT, "1.23", "1.42")]).printed)
    strange = evolve(made.printed, rows=[evolve(made.printed.rows[0], unit="鱼")])
    assert dict(tally("audit.unit", Chapter(strange)).skipped) == {"unit": 1}


def test_a_name_that_counts_people_beside_a_unit_of_person_times_is_a_remark():
    # 邵阳 专栏2第11行: 证书人数(万人次)
    own = Catalogue(
        [
            indicator("times", "新增取得证书人数", "万人次", Measure.FLOW),
            indicator("rate", "每万人中参保人数", "%", Measure.RATIO),
        ]
    )
    (one,) = found(
        "audit.unit", chapter([row("times", "1.04", "[>3]", catalogue=own)], catalogue=own), catalogue=own
    )
    assert grades([one]) == [REMARK]
    assert "人数" in one.message
    assert found("audit.unit", chapter([row(TRAINED, "0.38", "0.4")])) == ()
    assert (
        found("audit.unit", chapter([row("rate", "5", "6", catalogue=own)], catalogue=own), catalogue=own)
        == ()
    )


HERE = "某县规划"
DEFINED = Catalogue(
    [
        indicator("insured", "工伤保险参保人数", document=HERE, definition="参保的人数", item="附录10"),
        indicator(
            "talent", "专业技术人才数量", document=HERE, definition="人才总数", item="附录13", line=300,
            aliases=(Alias("专业技术人才总量", "次序一致"),),
        ),
        indicator(
            "certified", "取得证书人数", document=HERE, definition="人次数", item="附录20", line=301,
            counted="人次",
        ),
        indicator(
            "school", "技工院校招生人数", measure=Measure.FLOW, document=HERE, definition="招收学生总数",
            item="附录19", line=302,
        ),
        indicator("employees", "工伤保险单位职工参保人数", document=HERE),
        indicator("coverage", "工伤保险覆盖率", "%", Measure.RATIO, document=HERE),
        indicator("elsewhere", "人才总量", definition="另一文件的释义"),
    ]
)  # fmt: skip


def defining(*codes: str, prose=(), **names):
    rows = [
        row(
            code,
            "1",
            "2",
            number=number,
            line=10 + number,
            catalogue=DEFINED,
            **({"name": names[code]} if code in names else {}),
        )
        for number, code in enumerate(codes, 1)
    ]
    return chapter(rows, prose, catalogue=DEFINED)


def test_a_name_that_differs_from_the_definition_is_a_remark():
    (one,) = found("audit.name", defining("talent", talent="专业技术人才总量"), catalogue=DEFINED)
    assert grades([one]) == [REMARK]
    assert "次序一致" in one.message
    (other,) = found("audit.name", defining("talent", talent="专业人才"), catalogue=DEFINED)
    assert "依据" not in other.message
    assert "附录13" in other.message
    assert found("audit.name", defining("talent", "elsewhere", elsewhere="人才"), catalogue=DEFINED) == ()
    assert found("audit.name", defining("talent", talent="专业技术人才 数量"), catalogue=DEFINED) == ()


def test_a_definition_that_counts_something_else_is_a_remark():
    # 附录20: 人次 under the name of 人数
    (one,) = found("audit.counted", defining("certified", "certified"), catalogue=DEFINED)
    assert grades([one]) == [REMARK]
    assert "人次" in one.message
    assert len(one.places) == 2
    assert found("audit.counted", defining("talent"), catalogue=DEFINED) == ()
    assert found("audit.counted", defining("certified", certified="取得证书人次"), catalogue=DEFINED) == ()


def test_definitions_without_a_row_are_told_with_the_name_most_like_them():
    # 附录10 beside 专栏2第10行 of another population; 附录12, 19 without a row
    made = defining(
        "employees", "talent", "certified", prose=[says("insured", "达到4.14万人", catalogue=DEFINED)]
    )
    near, plain = found("audit.no_row", made, catalogue=DEFINED)[::-1]
    assert {near.indicator.code, plain.indicator.code} == {"insured", "school"}
    near, plain = sorted((near, plain), key=lambda one: one.indicator.code)
    assert "工伤保险单位职工参保人数" in near.message
    assert [place.item for place in near.places] == ["附录10", "表1第1行", "正文第40行"]
    assert grades([near, plain]) == [REMARK, REMARK]
    assert "相近" not in plain.message


def test_a_row_without_a_definition_is_told_in_a_document_that_defines():
    findings = found(
        "audit.no_definition", defining("employees", "coverage", "talent", "elsewhere"), catalogue=DEFINED
    )
    assert [(one.indicator.code, "相近" in one.message) for one in findings] == [
        ("employees", True), ("coverage", False), ("elsewhere", False),
    ]  # fmt: skip
    assert [place.item for place in findings[0].places] == ["表1第1行", "附录10"]
    everything = defining("insured", "talent", "certified", "school")
    assert found("audit.no_definition", everything, catalogue=DEFINED) == ()
    assert found("audit.no_row", everything, catalogue=DEFINED) == ()


def test_a_document_without_definitions_or_without_a_table_misses_none():
    rows = [row("employees", "1", "2", catalogue=DEFINED)]
    other = chapter(rows, document="别的规划", catalogue=DEFINED)
    assert tally("audit.no_definition", other, catalogue=DEFINED).applied == 0
    prose = chapter((), [says("insured", "达到4.14万人", catalogue=DEFINED)], catalogue=DEFINED)
    assert found("audit.no_row", prose, catalogue=DEFINED) == ()


# ── claims ───────────────────────────────────────────────────────────────────────────────────────────────


def claiming(words: str, *known: tuple[str, str], level: str = "32.33万人"):
    said = [reports("basic_pension_participants", level, quote=words)]
    said += [reports("basic_pension_participants", cell, period, line=41) for cell, period in known]
    return chapter((), said)


LEVEL = "基本养老保险参保人数达32.33万人,比“十二五”末增长"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("32.07%", []), ("32.1%", []), ("32.0%", []), ("35.07%", [WRONG])],
)
def test_a_claim_that_no_truth_gives_is_asked_about(claim, expected):
    # 叙永: 24.48 → 32.33, +32.07%
    made = claiming(f"{LEVEL}{claim}", ("24.48万人", "2015年"))
    assert grades(found("audit.claim", made)) == expected
    assert tally("audit.claim", made).applied == 1


def test_a_claim_that_was_cut_off_is_a_remark():
    words = "基本养老保险参保人数达13209人,比“十二五”末增长32.0%"
    (one,) = found("audit.claim", claiming(words, ("10000人", "2015年"), level="13209人"))
    assert grades([one]) == [REMARK]
    assert "截尾" in one.message


def test_a_contradicted_claim_tells_its_words_and_figures():
    (one,) = found("audit.claim", claiming(f"{LEVEL}35.07%", ("24.48万人", "2015年")))
    for words in ("增长35.07%", "24.48万人", "32.07%"):
        assert words in one.message
    assert one.cell == "正文第40行"


def test_a_claim_without_its_figures_is_counted():
    made = claiming(f"{LEVEL}32.07%")
    assert found("audit.claim", made) == ()
    assert dict(tally("audit.claim", made).skipped) == {"not_checkable": 1}


def test_a_growth_over_zero_is_asked_about():
    said = [
        reports("postdoctoral_intake", "5人", quote="2020年博士后研究人员年招收人数5人,比2019年增长50%"),
        reports("postdoctoral_intake", "0人", "2019年", line=41),
    ]
    (one,) = found("audit.claim", chapter((), said))
    assert grades([one]) == [DOUBTFUL]  # which figure is the base, is read
    assert "零" in one.message


def test_a_claim_on_inferred_figures_or_on_fragments_is_never_wrong(monkeypatch):
    made = claiming(f"{LEVEL}35.07%", ("24.48万人", "2015年"))
    (one,) = find_claims(f"{LEVEL}35.07%", made.results)
    monkeypatch.setattr(claiming_module, "find_claims", lambda *_: (evolve(one, inferred=True),))
    assert grades(found("audit.claim", made)) == [DOUBTFUL]
    monkeypatch.undo()
    source = evolve(made.results[1].source, checked="推定:残缺")
    results = (made.results[0], evolve(made.results[1], source=source))
    assert grades(found("audit.claim", evolve(made, results=results))) == [DOUBTFUL]


def test_a_claim_that_is_hedged_is_never_wrong():
    words = "基本养老保险参保人数达32.33万人,比“十二五”末增长近30%"
    assert grades(found("audit.claim", claiming(words, ("24.48万人", "2015年")))) == [DOUBTFUL]


def test_very_much_prose_is_read_in_lots():
    said = [
        says(TALENT, "达到1.42万人", quote=f"{number}" + "字" * 60_000, line=number) for number in range(3)
    ]
    said.append(reports("basic_pension_participants", "32.33万人", quote=f"{LEVEL}35.07%", line=50))
    said.append(reports("basic_pension_participants", "24.48万人", "2015年", line=51))
    (one,) = found("audit.claim", chapter((), said))
    assert one.cell == "正文第50行"
