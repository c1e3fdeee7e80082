"""A document against itself: the published ones, consistent ones, and what is no document."""

import json
from fractions import Fraction

import pytest
from attrs import evolve
from documents import HALVES, REMARK, RESULT, STANDARD, chapter, grades, reports, row, says
from exactly import rounded
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Accumulation, Bound, Observation, Period, Plan, Target
from rsindicators.audit import RULES, audit
from rsindicators.chapter import Chapter
from rsindicators.errors import DefinitionError
from rsindicators.findings import Findings
from rsindicators.kinds import Role, Severity
from rsindicators.messages import templates
from rsindicators.printed import Column
from rsindicators.table import Table


def published(*codes: str) -> list[Chapter]:
    plans = [Plan.load(code) for code in codes]
    return [Chapter(plan.printed, plan.targets(), plan.results) for plan in plans]


XUYONG = published("xuyong-13", "xuyong-14")
SHAOYANG = published("shaoyang-13", "shaoyang-14")
ZHEJIANG = published("zhejiang-13", "zhejiang-14")


def told(report: Findings, code: str) -> list[tuple[str, ...]]:
    """The places of each finding of a rule."""
    return [tuple(place.item for place in one.places) for one in report.of(code)]


# ── 叙永 ──────────────────────────────────────────────────────────────────────────────────────────────────

REPORT = audit(XUYONG, SHAOYANG)


def test_what_contradicts_in_xuyong_is_asked_about():
    queries = [one for one in REPORT if one.severity is Severity.QUERY]
    said = "\n".join(one.message for one in queries)
    for words in (
        "1.5万人",
        "1.42万人",
        "2.1万人",
        "2.6万人",
        "96.33%",
        "90%",
        "16.4%",
        "10.4%",
        "2/3人口",
        "40%",
    ):
        assert words in said
    assert told(REPORT, "audit.base") == [("专栏1第11行", "专栏2第21行")]
    assert told(REPORT, "audit.targets") == [
        ("专栏2第12行", "正文第43行"), ("专栏2第16行", "正文第43行"), ("专栏2第24行", "正文第193行"),
    ]  # fmt: skip
    assert told(REPORT, "audit.shares") == [("专栏1第8行", "专栏2第13行", "专栏1第7行")]
    assert len(queries) == 5


def test_what_is_worth_a_look_in_xuyong_is_a_remark():
    worse = told(REPORT, "audit.worse")
    for item in ("专栏2第1行", "专栏2第3行", "专栏2第6行", "专栏2第7行"):
        assert (item,) in worse
    assert ("正文第43行", "专栏1第9行") in worse  # 技能人才 2.1, below its own base 2.3
    assert told(REPORT, "audit.comparator") == [("专栏2第2行", "正文第40行"), ("专栏2第3行", "正文第40行")]
    assert told(REPORT, "audit.likely_total") == [("专栏2第14行", "专栏2第12行")]
    assert [places[0] for places in told(REPORT, "audit.bracketed_elsewhere")] == [
        f"专栏2第{number}行" for number in (5, 14, 18, 19)
    ]
    assert told(REPORT, "audit.no_unit") == [("专栏1第4行",), ("专栏2第22行",)]
    assert [places[0] for places in told(REPORT, "audit.no_row")] == ["附录10", "附录12", "附录19"]
    assert told(REPORT, "audit.no_row")[0][1] == "专栏2第10行"
    other = next(places for places in told(REPORT, "audit.no_definition") if "专栏2第10行" in places)
    assert other == ("专栏1第6行", "附录10", "专栏2第10行")
    assert {places[0] for places in told(REPORT, "audit.counted")} >= {"专栏2第18行", "专栏2第19行"}
    assert grades(REPORT.of("audit.worse")) == [REMARK] * len(worse)


def test_no_claim_and_no_result_of_xuyong_is_doubted():
    checked = {one.code: one for one in REPORT.checked}
    for code in ("audit.claim", "audit.results", "audit.part", "audit.composition"):
        assert checked[code].applied > 0
        assert checked[code].found == 0


# ── 邵阳, 浙江 and the others ──────────────────────────────────────────────────────────────────────────────


def test_shaoyang_is_audited_and_its_lost_cells_are_listed():
    report = audit(SHAOYANG)
    assert [one.message[:9] for one in report if one.severity is Severity.QUERY] == ["社会保障卡发卡数量"]
    (cards,) = report.of("audit.results")
    assert "609.71万张" in cards.message
    assert "609.78万张" in cards.message
    assert cards.certainty.value == "suspect"  # the cell is read out of fragments
    said = [one.message for one in report.of("audit.base_of_one_year")]
    assert "必定达到目标" in said[0]
    assert "差一点达不到目标,但不是必定" in said[-1]
    assert told(report, "audit.denominator")[0][:2] == ("专栏2第6行", "正文第356行")
    assert told(report, "audit.unit") == [("专栏2第11行",), ("专栏2第12行",)]
    assert "邵阳市人社“十四五”规划 专栏2第2行 2025年" in [str(place) for place in report.lost]
    assert "原文缺失,未核对:邵阳市人社“十四五”规划 专栏2第2行 2025年" in report.summary()


def test_the_note_of_zhejiang_switches_the_sum_of_the_six_off_visibly():
    report = audit(ZHEJIANG)
    assert [one.code for one in report.explained] == ["audit.parts"] * 3
    assert all("存在重复交叉" in one.explained for one in report.explained)
    assert [one.code for one in report.open] == ["audit.completion"]
    assert "17.8%" in report.open[0].message
    assert "已由原文说明3项" in report.summary()


@pytest.mark.parametrize(
    "code",
    [
        "henan-social-work-14",
        "qinghai-talent-14",
        "sichuan-industry-2023",
        "sichuan-research-2023",
        "liaoning-2020",
    ],
)
def test_nothing_in_the_other_documents_contradicts(code):
    report = audit(published(code))
    assert report.count(Severity.QUERY) == report.count(Severity.BLOCKING) == 0


# ── the report ───────────────────────────────────────────────────────────────────────────────────────────


def test_findings_stand_by_severity_certainty_and_their_place_in_the_document():
    ranks = [
        (
            not one.is_open,
            ["blocking", "query", "note"].index(one.severity.value),
            one.certainty.value == "suspect",
        )
        for one in REPORT
    ]
    assert ranks == sorted(ranks)
    lines = [one.source.line for one in REPORT if one.severity is Severity.NOTE]
    assert lines == sorted(lines)


def test_every_rule_says_how_often_it_was_asked():
    assert tuple(one.code for one in REPORT.checked) == RULES
    assert len(REPORT.summary().splitlines()) == 1 + len(RULES) + len(REPORT.lost)
    assert sum(one.found + one.explained for one in REPORT.checked) == len(REPORT)
    for code in RULES:
        assert f"rule.{code}" in templates()


@pytest.mark.parametrize("report", [REPORT, audit(SHAOYANG), audit(ZHEJIANG)], ids=["叙永", "邵阳", "浙江"])
def test_every_finding_can_be_said_in_both_languages_and_as_plain_data(report):
    for one in report:
        assert one.say("zh")
        assert one.say("en")
        assert "{" not in one.say("zh") + one.say("en")
        assert one.places
    assert json.loads(json.dumps(report.to_records(), ensure_ascii=False)) == report.to_records()
    assert isinstance(report.to_table("en"), Table)
    assert report._repr_html_().startswith("<table>")


def test_a_plan_of_ones_own_is_audited_with_what_it_learned():
    rows = [
        {"指标": "新农人总量", "单位": "万人", "2020年": "1.2", "2025年目标": "1.5"},
        {"指标": "其中:青年新农人", "单位": "万人", "2020年": "3.0", "2025年目标": "1.4"},
        {"指标": "开展补贴性职业技能培训人次", "单位": "万人", "2020年": "5.0", "2025年目标": "5.5"},
        {"指标": "新农人合作社", "单位": "", "2020年": "12", "2025年目标": "15"},
    ]
    report = Plan.from_records(rows, title="某规划", region="某县", period="“十四五”").audit()
    queries = [one.code for one in report if one.severity is Severity.QUERY]
    assert queries == ["audit.part", "audit.unit"]
    assert len(report.of("audit.no_unit")) == 1


def test_the_editions_of_the_plans_and_of_the_catalogue_are_told():
    plans = [Plan.load(code) for code in ("xuyong-13", "xuyong-14")]
    told = (*((f"plan {plan.code}", plan.edition) for plan in plans), ("catalogue", STANDARD.edition))
    found = plans[1].audit()
    assert found.editions == told
    assert found.to_table().notes[-1] == f"catalogue {STANDARD.edition}"
    assert REPORT.editions == told[2:]
    assert audit([evolve(consistent()[0], edition="v1")]).editions[0] == ("plan 某县“十三五”规划", "v1")


def test_html_and_markdown_have_a_row_of_short_cells_for_each_finding():
    table = REPORT.to_table()
    lines = table.markdown().splitlines()
    rows = [line for line in lines if line.startswith(("| 核实性", "| 提示性"))]
    assert len(rows) == len(REPORT)
    assert table.html().count("<tr>") == 1 + len(REPORT)
    assert all(len(cell) < 400 for row in table.rows for cell in row)


def test_the_audit_is_the_same_each_time():
    assert audit(XUYONG, SHAOYANG) == REPORT


# ── nothing in a consistent plan ─────────────────────────────────────────────────────────────────────────

EARLIER_COLUMNS = (
    Column("2015年", Role.BASE, Period(2015)),
    Column("2020年目标", Role.TARGET, Period(2020)),
    RESULT,
    Column("完成度", Role.COMPLETION, Period(2020)),
)


def consistent() -> list[Chapter]:
    """Two plans of one document: levels, totals, rates with comparators, parts, milestones, claims."""
    before = chapter(
        [
            row("urban_new_employment", "[2]", "[2]", "[2.06]", "完成"),
            row("professional_technical_talent", "0.97", "1.22", "1.23", "100.8%", number=2, line=11),
            row("basic_pension_participants", "24.48", "25.66", "32.33", "完成", number=3, line=12),
            row("registered_urban_unemployment_rate", "6.0", "≤6", "5.6", "达标", number=4, line=13),
        ],
        [
            reports("basic_pension_participants", "32.33万人", "2020年",
                    quote="基本养老保险参保人数达32.33万人,比“十二五”末增长32.07%"),
            reports("urban_new_employment", "累计2.06万人", "“十三五”", line=41),
        ],
        EARLIER_COLUMNS, title="某县“十三五”规划", period="“十三五”", table="专栏1 完成情况",
    )  # fmt: skip
    after = chapter(
        [
            row("urban_new_employment", "[2.06]", "[2.2]", line=50),
            row("pension_participation_rate", "90.2", "95", number=3, line=52),
            row("basic_pension_participants", "32.33", "34.1", number=4, line=53),
            row("professional_technical_talent", "1.23", "1.42", number=5, line=54),
            row("senior_title_talent", "0.128", "0.15", number=6, part_of=5, line=55),
            row("new_professional_qualifications", "0.10", "0.12", number=7, line=56),
            row("professional_grade_composition", "10.4:46.3:43.3", "11:46:43", number=8, line=57),
            row("subsidised_skills_training", "0.38", "0.4", number=9, line=58),
            row("migrant_worker_training", "0.15", "0.16", number=10, part_of=9, line=59),
            row("skilled_talent", "2.3", "2.6", number=11, line=70),
            row("new_skill_certificates", "0.2", "0.25", number=12, line=71),
            row("surveyed_urban_unemployment_rate", "5.0", "≤5.0", number=13, line=72),
            row("registered_urban_unemployment_rate", "5.6", "≤5.6", number=14, part_of=13, line=73),
        ],
        [
            says("professional_technical_talent", "达到1.42万人", line=60),
            says("professional_technical_talent", "达到1.3万人", "2023年", line=61),
            says("registered_urban_unemployment_rate", "控制在5.6%以内", line=62),
            *(
                says("urban_new_employment", f"0.{67 - year % 100}万人", f"{year}年", line=80)
                for year in range(2021, 2026)
            ),
            says("urban_new_employment", "累计2.2万人", "“十四五”", line=63),
            says("pension_participation_rate", "达到95.0%", line=64),
            says("new_professional_qualifications", "每年不少于0.1万人", "“十四五”", line=65),
        ],
        table="专栏2 主要指标",
    )  # fmt: skip
    return [before, after]


def test_nothing_is_found_in_a_consistent_plan():
    report = audit(consistent(), ZHEJIANG)
    assert [one.message for one in report] == []
    asked = {one.code for one in report.checked if one.applied}
    assert asked == {
        "audit.targets", "audit.comparator", "audit.results", "audit.base", "audit.part", "audit.composition",
        "audit.shares", "audit.denominator", "audit.base_of_one_year", "audit.likely_total",
        "audit.bracketed_elsewhere", "audit.worse", "audit.milestones", "audit.completion", "audit.unit",
        "audit.no_unit", "audit.claim", "audit.breakdown",
    }  # fmt: skip


STOCKS = ("skilled_talent", "unemployment_insurance_participants", "rural_transfer_employment")
PARTS = {
    "skilled_talent": "highly_skilled_talent",
    "rural_transfer_employment": "rural_transfer_within_province",
}


@st.composite
def plans(draw) -> list[Chapter]:
    """A document whose figures are all rounded from the same truths, each place as it likes."""
    half_even = draw(st.booleans())

    def shown(truth: Fraction, decimals: int) -> str:
        value = rounded(truth, decimals, half_even=half_even)
        digits = f"{abs(value.numerator * 10**decimals // value.denominator):0{decimals + 1}d}"
        return digits if not decimals else f"{digits[:-decimals]}.{digits[-decimals:]}"

    places = st.integers(1, 3)
    early, late, prose, said = [], [], [], []
    for number, code in enumerate(draw(st.permutations(STOCKS)), 1):
        truth = Fraction(draw(st.integers(10_001, 10**7)), 10**4)
        goal = truth + Fraction(draw(st.integers(1000, 10**6)), 10**3)
        decimals, target = draw(places), shown(goal, 2)
        base = shown(truth, decimals)
        early.append(
            row(code, "—", shown(truth * HALVES, 2), base, "完成", number=number * 2, line=number * 2)
        )
        late.append(row(code, base, target, number=number * 2, line=40 + number * 2))
        prose.append(reports(code, f"{shown(truth, draw(places))}万人", "2020年末", line=20 + number))
        said.append(says(code, f"{draw(st.sampled_from(['达到', '不低于']))}{target}万人", line=60 + number))
        if code in PARTS:
            share = Fraction(draw(st.integers(0, 1000)), 1000)
            of = {"number": number * 2 + 1, "part_of": number * 2}
            cells = shown(truth * share, draw(places)), shown(goal * share, 2)
            late.append(row(PARTS[code], *cells, line=41 + number * 2, **of))
    kwargs = {"title": "某县“十三五”规划", "period": "“十三五”", "table": "专栏1 完成情况"}
    return [chapter(early, prose, EARLIER_COLUMNS, **kwargs), chapter(late, said, table="专栏2 主要指标")]


@given(plans())
def test_figures_rounded_from_the_same_truths_are_never_asked_about(chapters):
    report = audit(chapters)
    assert [one.message for one in report if one.severity is not Severity.NOTE] == []
    assert next(one for one in report.checked if one.code == "audit.base").applied == len(STOCKS)


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_two_results_are_wrong_only_if_no_truth_rounds_to_both(one, other, decimals):
    first, second = (f"{value / 10**decimals:.{decimals}f}" for value in (one, other))
    made = chapter([row("skilled_talent", first, "—")], [reports("skilled_talent", f"{second}万人")])
    findings = audit([made]).of("audit.results")
    gap = abs(one - other)
    assert [finding.certainty.value for finding in findings] == [["wrong"], ["suspect"], []][
        2 if gap == 0 else 1 if gap == 1 else 0
    ]


# ── what is no document ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value", [None, 1.5, "", "a" * 10**6, float("nan"), 10**100, {"a": 1}, [None], ["\x1b[31m"], [XUYONG]]
)
def test_what_is_no_plan_is_refused(value):
    code = "audit.documents" if not value and value is not None else "audit.chapter"
    with refused(DefinitionError, code):
        audit(value)
    if code == "audit.chapter":
        with refused(DefinitionError, code):
            audit(XUYONG, value)


@pytest.mark.parametrize("value", [1.5, "", [], "a" * 10**6, float("nan"), Plan])
def test_what_is_no_catalogue_is_refused(value):
    with refused(DefinitionError, "audit.catalogue"):
        audit(XUYONG, (), value)


def test_plans_of_two_documents_are_not_audited_as_one():
    with refused(DefinitionError, "audit.documents", "2"):
        audit([*XUYONG, *SHAOYANG])
    with refused(DefinitionError, "audit.documents", "0"):
        audit([])


@pytest.mark.parametrize("value", [None, 1.5, "", "a" * 10**6, float("nan"), [], {}])
def test_a_chapter_is_made_of_what_is_printed(value):
    with refused(DefinitionError, "audit.content", "Printed"):
        Chapter(value)


@pytest.mark.parametrize("value", [None, 1.5, ["\x00"], "a" * 10**6, [float("nan")], [None], {"a": 1}])
def test_a_chapter_says_targets_and_results_and_nothing_else(value):
    with refused(DefinitionError, "audit.content"):
        Chapter(XUYONG[0].printed, value)
    with refused(DefinitionError, "audit.content"):
        Chapter(XUYONG[0].printed, (), value)


def test_targets_and_results_without_a_place_are_audited_too():
    printed = chapter([row("skilled_talent", "2.3", "2.6")]).printed
    target = Target(STANDARD["技能人才数量"], Bound.parse("≥2.1万人"), Period(2025), Accumulation.AT_END)
    seen = Observation("技能人才数量", "2.3万人", "2020年", region="某县")
    report = audit([Chapter(printed, [target], [seen])])
    (worse,) = report.of("audit.worse")
    assert worse.cell == ""
    assert "2.3万人" in worse.message
    assert report.rows[-1] is worse
    assert grades([worse]) == [REMARK]


def test_a_row_of_an_unknown_indicator_is_passed_over():
    printed = chapter([row("skilled_talent", "2.3", "2.6", unit="")]).printed
    unknown = evolve(printed, rows=[evolve(printed.rows[0], indicator="unknown")])
    assert audit([Chapter(printed)]).of("audit.no_unit")
    assert audit([Chapter(unknown)]).rows == ()
