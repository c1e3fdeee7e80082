"""The rules of the audit: each finds what contradicts, and leaves alone what does not."""

import pytest
from documents import (
    COLUMNS,
    DOUBTFUL,
    GRADES,
    INSURED,
    NEW,
    RATE,
    REGION,
    REGISTERED,
    REMARK,
    SENIOR,
    SKILLED,
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

from rsindicators import Accumulation, Additivity, Catalogue, Formula, Measure, Period
from rsindicators.audit import audit
from rsindicators.component import Component
from rsindicators.kinds import Role, Status
from rsindicators.printed import Column, Explained
from rsindicators.units import Unit

# ── the same target in prose and table ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        (TALENT, "1.42", "达到1.5万人"),  # 叙永 专栏2第12行, 正文第43行
        (SKILLED, "2.6", "达到2.1万人"),
        ("electronic_card_coverage", "40", "2/3人口"),
        (TALENT, "1.4", "达到1.5万人"),
        (TALENT, "1.42", "突破1.5万人"),
        (TALENT, "≥1.42", "不低于1.5万人"),
        (REGISTERED, "<4.5", "控制在6.0%以内"),
        (REGISTERED, "4.5", "4.2%"),
        (TALENT, "1—2", "3—5万人"),
        (GRADES, "10:40:50", "10:45:45"),
    ],
)
def test_two_targets_that_differ_contradict_each_other(code, cell, said):
    (one,) = found("audit.targets", chapter([row(code, "—", cell)], [says(code, said)]))
    assert grades([one]) == [WRONG]
    assert [place.item for place in one.places] == ["表1第1行", "正文第40行"]
    assert len(one.figures) == 2
    assert one.period == Period(2025)
    assert one.region == REGION


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        ("unemployment_insurance_participants", "2.37", "达到2.37万人"),
        ("unemployment_insurance_participants", "2.37", "达到23700人"),
        (RATE, "95.0", "达到95%"),
        (GRADES, "10:40:50", "1:4:5"),
        (TALENT, "1.42", "1.42万人以上"),
        (TALENT, "≥1.42", "不低于1.42万人"),
        (TALENT, "1—2", "1—2万人"),
    ],
)
def test_two_targets_that_agree_are_left_alone(code, cell, said):
    report = audit([chapter([row(code, "—", cell)], [says(code, said)])])
    assert report.of("audit.targets") == report.of("audit.comparator") == ()
    assert next(one for one in report.checked if one.code == "audit.targets").applied == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [("1.42", "达到1.4万人"), ("1.4", "达到1.42万人"), ("2", "1.5—3万人"), ("1.5—3", "达到2万人")],
)
def test_a_target_that_may_be_the_other_rounded_or_lies_in_its_range_is_a_remark(cell, said):
    (one,) = found("audit.targets", chapter([row(TALENT, "—", cell)], [says(TALENT, said)]))
    assert grades([one]) == [REMARK]
    assert "取整" in one.message


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        (TALENT, "1.42", "近1.5万人"),
        (TALENT, "1.42", "1.5万人左右"),
        (TALENT, "1.42", "1.5万余人"),
        (TALENT, "1.42", "1.5万人以内"),
        (TALENT, "1.42", "3—5万人"),
        (TALENT, "1—3", "2—5万人"),
    ],
)
def test_two_targets_that_one_figure_may_keep_are_doubtful_and_never_wrong(code, cell, said):
    for made in (
        chapter([row(code, "—", cell)], [says(code, said)]),
        chapter((), [says(code, said), says(code, f"{cell}万人", line=60)]),
    ):
        (one,) = found("audit.targets", made)
        assert grades([one]) == [DOUBTFUL]
        assert "未必" in one.message


@pytest.mark.parametrize(
    ("code", "cell", "said"),
    [
        (TALENT, "1050", "突破1000万人"),
        (TALENT, "≥1050", "突破1000万人"),
        (TALENT, "1050", "1000万人以上"),
        (TALENT, "1050", "不低于1000万人"),
        (TALENT, "1050", "1000余万人"),
        (TALENT, "≥1050", "达到1100万人"),
        (REGISTERED, "4.2", "控制在4.5%以内"),
        (REGISTERED, "4.2", "低于4.5%"),
    ],
)
def test_a_limit_that_the_other_one_implies_is_a_remark(code, cell, said):
    (one,) = found("audit.targets", chapter([row(code, "—", cell)], [says(code, said)]))
    assert grades([one]) == [REMARK]
    assert "都做到" in one.message


@pytest.mark.parametrize(
    ("code", "cell", "said", "reason", "unit"),
    [
        (TALENT, "?", "达到1.5万人", "lost", "万人"),
        (TALENT, "1.42", "稳步增长", "words", "万人"),
        (GRADES, "10:40:50", "10以上", "kind", ""),
        (TALENT, "1.42", "达到1.5万人", "unit", "万人次"),
    ],
)
def test_what_does_not_compare_is_counted_and_not_found(code, cell, said, reason, unit):
    made = chapter([row(code, "—", cell, unit=unit, lost=(("2025年", "残缺"),))], [says(code, said)])
    assert found("audit.targets", made) == ()
    assert dict(tally("audit.targets", made).skipped) == {reason: 1}


def test_a_promise_of_another_period_or_told_once_is_counted():
    made = chapter(
        [row(TALENT, "—", "1.42")], [says(TALENT, "达到1.3万人", "2023年"), says(SKILLED, "达到2.1万人")]
    )
    assert found("audit.targets", made) == ()
    assert dict(tally("audit.targets", made).skipped) == {"other_period": 1, "alone": 1}


def test_two_promises_of_the_prose_are_held_against_each_other():
    # 浙江: 140万人, later 140万人以上
    said = [says(TALENT, "达到140万人"), says(TALENT, "140万人以上", line=60)]
    assert found("audit.targets", chapter((), said)) == ()
    said.append(says(TALENT, "达到150万人", line=70))
    assert [one.cell for one in found("audit.targets", chapter((), said))] == ["正文第40行"]


@pytest.mark.parametrize(("limit", "code"), [("4.5", REGISTERED), ("6", "surveyed_urban_unemployment_rate")])
def test_within_and_below_differ_at_the_limit(limit, code):
    # 叙永: “4.5%以内” in the prose, “<4.5” in the table
    made = chapter([row(code, "—", f"<{limit}")], [says(code, f"控制在{limit}%以内")])
    (one,) = found("audit.comparator", made)
    assert grades([one]) == [REMARK]
    assert "恰好等于" in one.message
    assert "equal to the limit" in one.what("en")
    assert found("audit.targets", made) == ()


def test_a_floor_and_a_ceiling_of_one_number_are_asked_about():
    (one,) = found("audit.comparator", chapter([row(RATE, "—", "≥95")], [says(RATE, "不超过95%")]))
    assert grades([one]) == [DOUBTFUL]
    assert "相反" in one.message


def test_other_words_for_one_number_are_a_remark():
    (one,) = found("audit.comparator", chapter([row(TALENT, "—", "≥32.5")], [says(TALENT, "32.5万人左右")]))
    assert grades([one]) == [REMARK]
    assert "用语" in one.message


def test_a_plain_number_of_the_table_prints_no_comparator_to_differ_from():
    made = chapter([row(TALENT, "—", "32.5")], [says(TALENT, "保持在32.5万人左右")])
    assert found("audit.comparator", made) == ()
    assert dict(tally("audit.comparator", made).skipped) == {"plain": 1}


# ── the same result in two places ────────────────────────────────────────────────────────────────────────


def results(code, table, said, **more):
    return chapter([row(code, table, "—")], [reports(code, said, **more)])


@pytest.mark.parametrize(
    ("table", "said", "grade"),
    [
        ("609.71", "609.78万人", WRONG),  # 邵阳
        ("609.71", "610万人", None),
        ("2.06", "2.06万人", None),
        ("2.06", "20600人", None),
        ("2.06", "20591人", None),
        ("2.06", "20666人", WRONG),
        ("2.06", "2.07万人", DOUBTFUL),
        ("2.1", "2.04万人", WRONG),
        ("11.19", "11.9万余人", WRONG),
        ("11.95", "11.9万余人", None),
        ("2.06", "3—5万人", WRONG),
        ("2.96", "3—5万人", None),
        ("2.96", "近3万人", None),
        ("3.06", "近3万人", WRONG),
    ],
)
def test_results_contradict_only_if_no_truth_gives_both(table, said, grade):
    assert grades(found("audit.results", results(TALENT, table, said))) == ([grade] if grade else [])


def test_results_are_compared_as_what_they_are():
    assert found("audit.results", results(GRADES, "16.4:46.3:37.3", "16:46:37")) == ()
    assert grades(found("audit.results", results(GRADES, "16.4:46.3:37.3", "16:47:37"))) == [WRONG]
    assert grades(found("audit.results", results(GRADES, "16.4:46.3:37.3", "60:40"))) == [WRONG]
    assert found("audit.results", results("electronic_card_coverage", "67", "2/3人口")) == ()
    assert found("audit.results", results(TALENT, "2.06", "全覆盖")) == ()


def test_figures_of_another_period_or_scope_are_not_compared():
    other = chapter([row(TALENT, "2.06", "—")], [reports(TALENT, "1.8万人", "2019年")])
    assert found("audit.results", other) == ()
    assert tally("audit.results", other).applied == 0


def test_a_figure_of_another_status_may_be_a_revision():
    (one,) = found("audit.results", results(TALENT, "2.06", "1.8万人", status=Status.ESTIMATED))
    assert grades([one]) == [REMARK]
    assert "修订" in one.message


def test_the_base_of_a_table_is_held_against_the_result_of_an_earlier_one():
    # 叙永: 结案率 2020 is 96.33 in 专栏1 and 90 in 专栏2
    (one,) = found("audit.base", *two_tables("arbitration_closure_rate", "96.33", "90"))
    assert grades([one]) == [WRONG]
    assert [place.item for place in one.places] == ["专栏1第1行", "专栏2第1行"]
    assert [place.title for place in one.places] == ["“十三五”规划", "某县“十四五”规划"]
    assert found("audit.base", *two_tables("arbitration_closure_rate", "96.33", "96.3")) == ()
    assert found("audit.base", *two_tables(NEW, "[2.06]", "[2.06]")) == ()
    assert grades(found("audit.base", *two_tables(NEW, "[2.06]", "[2.16]"))) == [WRONG]


# ── parts and wholes ─────────────────────────────────────────────────────────────────────────────────────


def part_and_whole(whole, part, code=TALENT, of=SENIOR, columns=COLUMNS, **more):
    rows = [row(code, *whole, **more), row(of, *part, number=2, part_of=1, line=11, **more)]
    return chapter(rows, columns=columns, **more)


@pytest.mark.parametrize(
    ("whole", "part", "grade"),
    [
        ("1.23", "0.128", None),
        ("1.23", "1.230", None),
        ("1.23", "1.24", None),  # both may be 1.235
        ("1.23", "1.25", DOUBTFUL),  # 附录14 counts certificates: a person may have two
        ("—", "1.24", None),
    ],
)
def test_a_reported_part_is_at_most_its_whole(whole, part, grade):
    made = part_and_whole((whole, "—"), (part, "—"))
    assert grades(found("audit.part", made)) == ([grade] if grade else [])


def test_a_part_of_people_above_its_whole_is_wrong():
    made = part_and_whole(
        ("21.2", "—"), ("22", "—"), "rural_transfer_employment", "rural_transfer_within_province"
    )
    assert grades(found("audit.part", made)) == [WRONG]


def test_a_flow_may_have_negative_parts():
    own = Catalogue(
        [
            indicator("net", "净流入", measure=Measure.FLOW),
            indicator("inner", "省内净流入", measure=Measure.FLOW),
        ]
    )
    made = part_and_whole(("2", "—"), ("4", "—"), "net", "inner", catalogue=own)
    assert grades(found("audit.part", made, catalogue=own)) == [DOUBTFUL]


@pytest.mark.parametrize(
    ("name", "unit", "measure"),
    [
        ("失业率", "%", Measure.RATIO),  # 城镇登记失业率 5.6 under 城镇调查失业率 5.0
        ("劳动生产率", "万元/人", Measure.RATIO),
        ("平均工资", "元", Measure.RATIO),
        ("产值增长", "%", Measure.GROWTH),
    ],
)
def test_a_rate_or_average_of_a_part_may_exceed_that_of_the_whole(name, unit, measure):
    people = {"all": "全县", "men": "男性", "women": "女性"}
    own = Catalogue([indicator(code, f"{of}{name}", unit, measure) for code, of in people.items()])
    cells = [("all", "5.0", "5.0"), ("men", "5.6", "5.6"), ("women", "5.6", "5.6")]
    rows = [
        row(code, *figures, number=n, line=10 + n, part_of=int(n > 1), catalogue=own)
        for n, (code, *figures) in enumerate(cells, 1)
    ]
    report = audit([chapter(rows, catalogue=own)], (), own)
    assert report.of("audit.part") == report.of("audit.parts") == ()
    skipped = {one.code: dict(one.skipped) for one in report.checked}
    assert skipped["audit.part"] == {"not_additive": 4}
    assert skipped["audit.parts"] == {"not_additive": 1}


@pytest.mark.parametrize(
    ("name", "unit", "grade"),
    [
        ("新农人总量", "万人", DOUBTFUL),
        ("居民人均可支配收入", "元", None),
        ("职工平均年龄", "岁", None),
        ("就业满意度", "", None),
        ("就业景气指数", "", None),
    ],
)
def test_what_nobody_defined_to_add_is_asked_about_at_most(name, unit, grade):
    own = Catalogue(
        [
            indicator(code, called, unit, over_regions=Additivity.NONE)
            for code, called in (("all", name), ("some", f"青年{name}"))
        ]
    )
    made = part_and_whole(("1.2", "—"), ("3.0", "—"), "all", "some", catalogue=own)
    assert grades(found("audit.part", made, catalogue=own)) == ([grade] if grade else [])


def test_a_balance_of_money_may_have_negative_parts():
    own = Catalogue([indicator("fund", "基金结余", "亿元"), indicator("one", "养老基金结余", "亿元")])
    made = part_and_whole(("2", "—"), ("4", "—"), "fund", "one", catalogue=own)
    assert grades(found("audit.part", made, catalogue=own)) == [DOUBTFUL]


def test_a_target_of_a_part_is_held_against_that_of_the_whole():
    (one,) = found("audit.part", part_and_whole(("—", "1.42"), ("—", "1.5")))
    assert grades([one]) == [DOUBTFUL]
    assert "必已超过" in one.instruction
    assert found("audit.part", part_and_whole(("—", "1.42"), ("—", "1.42"))) == ()
    # a floor of the part above a ceiling of the whole cannot both be kept
    both = part_and_whole(
        ("—", "≤20"), ("—", "≥21"), "rural_transfer_employment", "rural_transfer_within_province"
    )
    assert grades(found("audit.part", both)) == [WRONG]
    assert found("audit.part", part_and_whole(("—", "≤20"), ("—", "≤19"))) == ()


def test_parts_that_do_not_compare_are_counted():
    lost = part_and_whole(("?", "?"), ("1", "1"))
    assert dict(tally("audit.part", lost).skipped) == {"no_whole": 1, "lost": 1}
    assert dict(tally("audit.part", part_and_whole(("—", "稳步增长"), ("—", "1"))).skipped) == {"words": 1}
    own = Catalogue([indicator("people", "参加人数"), indicator("times", "其中培训", "万人次")])
    made = part_and_whole(("2", "—"), ("3", "—"), "people", "times", catalogue=own)
    assert found("audit.part", made, catalogue=own) == ()
    assert dict(tally("audit.part", made, catalogue=own).skipped) == {"unit": 1, "missing": 1}


SIX = ("32.5", "360", "610", "321.8", "123", "9.8")
NAMES = ("党政人才", "经营管理人才", "专业人才", "高技能人才", "农村人才", "社工人才")
TALENTS = Catalogue(
    [indicator("all", "人才资源总量"), *(indicator(f"t{n}", name) for n, name in enumerate(NAMES, 1))]
)
OVERLAP = "表中经营管理人才与专业技术人才、高技能人才之间存在重复交叉"


def six(whole: str, *, explained=()):
    rows = [row("all", whole, "—", catalogue=TALENTS)]
    rows += [
        row(f"t{n}", cell, "—", number=n + 1, line=10 + n, part_of=1, catalogue=TALENTS)
        for n, cell in enumerate(SIX, 1)
    ]
    return chapter(rows, explained=explained, catalogue=TALENTS)


def test_parts_that_add_to_more_than_the_whole_are_a_remark():
    # 浙江 表1, 2020: the six add to 1457.1
    (one,) = found("audit.parts", six("1410"), catalogue=TALENTS)
    assert grades([one]) == [REMARK]
    assert "1457.1万人" in one.message
    assert len(one.places) == 7
    assert found("audit.parts", six("1457"), catalogue=TALENTS) == ()  # 1457 may be 1457.4
    assert found("audit.parts", six("1500"), catalogue=TALENTS) == ()
    assert tally("audit.parts", six("1500"), catalogue=TALENTS).applied == 1


@pytest.mark.parametrize(
    ("codes", "switched_off"),
    [
        ((), True),
        (("all", "t1", "t2", "t3", "t4", "t5", "t6"), True),
        (("t1", "t2", "t3", "t4", "t5", "t6"), True),
        (("t1", "t2"), False),
    ],
)
def test_a_note_of_the_document_switches_a_rule_off_visibly(codes, switched_off):
    made = six("1410", explained=(Explained("audit.parts", OVERLAP, codes),))
    report = audit([made], (), TALENTS)
    (one,) = report.of("audit.parts")
    assert one.is_open is not switched_off
    if switched_off:
        assert report.explained == (one,)
        assert OVERLAP in one.instruction
        counted = next(tally for tally in report.checked if tally.code == "audit.parts")
        assert (counted.found, counted.explained) == (0, 1)


def test_a_note_about_another_rule_or_indicator_explains_nothing():
    for rule, codes in (("audit.part", ()), ("audit.targets", (SKILLED,))):
        made = chapter(
            [row(TALENT, "—", "1.42")],
            [says(TALENT, "达到1.5万人")],
            explained=(Explained(rule, "注", codes),),
        )
        assert found("audit.targets", made)[0].is_open
    told = chapter(
        [row(TALENT, "—", "1.42")], [says(TALENT, "达到1.5万人")],
        explained=(Explained("audit.targets", "注", (TALENT,)),),
    )  # fmt: skip
    assert not found("audit.targets", told)[0].is_open


def test_parts_in_words_or_other_units_are_not_added():
    rows = [
        row(SKILLED, "2.3", "—"),
        row(TALENT, "3余", "—", number=2, part_of=1),
        row(SENIOR, "4", "—", number=3, part_of=1),
    ]
    assert dict(tally("audit.parts", chapter(rows)).skipped) == {"unit": 1}


# ── targets broken down ──────────────────────────────────────────────────────────────────────────────────

REGIONS = (
    TARGET,
    *(Column(f"{name}2025年", Role.TARGET, Period(2025), region=name) for name in ("东区", "西区")),
)


@pytest.mark.parametrize(
    ("cells", "code", "grade"),
    [
        (("10", "4", "5"), TALENT, DOUBTFUL),
        (("10", "4", "6"), TALENT, None),
        (("10", "8", "8"), TALENT, None),  # 层层加码
        (("—", "4", "5"), TALENT, None),
        (("10", "4", "—"), TALENT, None),
        (("10", "4", "?"), TALENT, None),
        (("95", "90", "90"), RATE, None),
    ],
)
def test_the_targets_of_the_regions_reach_the_whole(cells, code, grade):
    made = chapter([row(code, *cells)], columns=REGIONS)
    assert grades(found("audit.breakdown", made)) == ([grade] if grade else [])


def test_a_total_column_is_the_whole_and_a_region_alone_is_counted():
    columns = tuple(Column(name, Role.TARGET, Period(2025), region=name) for name in ("合计", "东区", "西区"))
    assert len(found("audit.breakdown", chapter([row(TALENT, "10", "4", "5")], columns=columns))) == 1
    alone = chapter([row(TALENT, "4", "5")], columns=columns[1:])
    assert dict(tally("audit.breakdown", alone).skipped) == {"no_whole": 1}


def test_what_every_region_promises_or_a_sentence_says_of_one_is_no_breakdown():
    said = [says(TALENT, "1万人", region="各市(州)"), says(TALENT, "1万人", region="东区", line=41)]
    said.append(says(TALENT, "1万人", region="区" * 100, line=42))
    made = chapter([row(TALENT, "—", "10")], said)
    assert found("audit.breakdown", made) == ()
    assert tally("audit.breakdown", made).applied == 0


YEARS = (TARGET, *(Column(f"{year}年", Role.TARGET, Period(year)) for year in range(2021, 2026)))


@pytest.mark.parametrize(
    ("cells", "grade"),
    [
        (("[3]", "0.3", "0.3", "0.4", "0.4", "0.4"), WRONG),
        (("[2]", "0.3", "0.3", "0.4", "0.4", "0.4"), DOUBTFUL),  # 1.8, but 2 may be 1.8 rounded
        (("[1.52]", "0.3", "0.3", "0.3", "0.3", "0.3"), DOUBTFUL),
        (("[20000人]", "0.3", "0.3", "0.3", "0.3", "0.3"), WRONG),
        (("[2]", "0.4", "0.4", "0.4", "0.4", "0.4"), None),
        (("[2]", "0.4", "0.4", "0.4", "0.4", "0.5"), None),
        (("[2]", "0.3", "0.3", "—", "0.4", "0.4"), None),
    ],
)
def test_the_targets_of_the_years_reach_the_total(cells, grade):
    (made,) = found("audit.breakdown", chapter([row(NEW, *cells)], columns=YEARS)) or (None,)
    assert (grades([made]) if made else []) == ([grade] if grade else [])


def test_years_that_are_missing_or_do_not_add_are_counted():
    gap = chapter([row(NEW, "[2]", "0.3", "0.3")], columns=YEARS[:3])
    assert dict(tally("audit.breakdown", gap).skipped) == {"gap": 1}
    own = Catalogue([indicator("distinct", "服务人数", measure=Measure.FLOW, over_periods=Additivity.NONE)])
    rows = [row("distinct", "[2]", *["0.1"] * 5, catalogue=own)]
    made = chapter(rows, columns=YEARS, catalogue=own)
    assert dict(tally("audit.breakdown", made, catalogue=own).skipped) == {"not_additive": 1}


# ── compositions ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("16.4:46.3:37.3", "10:40:50"), []),
        (("16.4:46.3:37.2", "10:40:50"), []),  # 99.9 is 100 within rounding
        (("16.4:46.3:40.3", "10:40:50"), [DOUBTFUL]),
        (("—", "10:40:55"), [REMARK]),
        (("—", "1:4:5"), []),
        (("—", "100:200"), []),
    ],
)
def test_a_composition_in_percentages_adds_to_a_hundred(cells, expected):
    assert grades(found("audit.composition", chapter([row(GRADES, *cells)]))) == expected


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────


def graded(composition: str, senior: str, whole: str = "1.23"):
    rows = [
        row(GRADES, composition, "—"),
        row(TALENT, whole, "—", number=2, line=11),
        row(SENIOR, senior, "—", number=3, line=12, part_of=2),
    ]
    return chapter(rows)


def test_the_top_grade_is_held_against_its_count():
    # 叙永: 16.4% in 专栏1第8行, and 0.128 of 1.23 in 专栏2
    (one,) = found("audit.shares", graded("16.4:46.3:37.3", "0.128"))
    assert grades([one]) == [DOUBTFUL]
    assert "16.4%" in one.message
    assert "10.4%" in one.message
    assert found("audit.shares", graded("10.4:46.3:43.3", "0.128")) == ()


@pytest.mark.parametrize(
    ("composition", "senior", "whole", "reason"),
    [
        ("1:4:5", "0.128", "1.23", "no_figure"),
        ("—", "0.128", "1.23", None),
        ("16.4:83.6", "0.128", "—", "no_parts"),
        ("16.4:46.3:37.3", "0.1余", "1.23", "no_figure"),
        ("16.4:46.3:37.3", "0", "0.00", "undefined"),
    ],
)
def test_shares_whose_parts_are_not_printed_are_counted(composition, senior, whole, reason):
    made = graded(composition, senior, whole)
    assert found("audit.shares", made) == ()
    assert dict(tally("audit.shares", made).skipped) == ({reason: 1} if reason else {})


SHARED = Catalogue(
    [
        indicator("skill", "技能人才总量"),
        indicator("high", "高技能人才"),
        indicator("share", "高技能人才占技能人才的比重", "%", Measure.RATIO),
        indicator("odd", "中技能人才占技能人才比例", "人", Measure.STOCK),
        indicator("graded", "甲、乙级技能人才结构", "", Measure.COMPOSITION),
        indicator("second", "乙级技工人数"),
    ]
)


def shared(share: str, high: str = "321.8", skill: str = "1012", code: str = "share"):
    rows = [
        row("skill", skill, "—", catalogue=SHARED),
        row("high", high, "—", number=2, line=11, catalogue=SHARED),
        row(code, share, "—", number=3, line=12, catalogue=SHARED),
    ]
    return chapter(rows, catalogue=SHARED)


def test_a_share_that_is_named_after_its_parts_is_recomputed():
    assert found("audit.shares", shared("31.8"), catalogue=SHARED) == ()
    (one,) = found("audit.shares", shared("35"), catalogue=SHARED)
    assert grades([one]) == [DOUBTFUL]
    assert dict(tally("audit.shares", shared("超过35"), catalogue=SHARED).skipped) == {"no_figure": 1}


def test_a_composition_of_fewer_grades_or_a_name_without_a_rate_is_not_held_against_counts():
    rows = [
        row("skill", "10", "—", catalogue=SHARED),
        row("second", "6", "—", number=2, line=11, part_of=1, catalogue=SHARED),
        row("graded", "40:60", "—", number=3, line=12, catalogue=SHARED),
    ]
    assert found("audit.shares", chapter(rows, catalogue=SHARED), catalogue=SHARED) == ()
    rows[2] = row("graded", "60:40", "—", number=3, line=12, catalogue=SHARED)
    assert grades(found("audit.shares", chapter(rows, catalogue=SHARED), catalogue=SHARED)) == [DOUBTFUL]
    own = Catalogue(
        [
            indicator("whole", "职工总量"),
            indicator("part", "女职工"),
            indicator("rate", "女职工占职工比例", "人"),
        ]
    )
    rows = [
        row(code, "5", "—", number=n, catalogue=own) for n, code in enumerate(("whole", "part", "rate"), 1)
    ]
    made = chapter(rows, catalogue=own)
    assert dict(tally("audit.shares", made, catalogue=own).skipped) == {"no_figure": 1}


def component(code: str, name: str, unit: str = "件") -> Component:
    return Component(code, name, Unit.parse(unit), Measure.FLOW)


CASES = Catalogue(
    [
        indicator("closed", "审结数", "件", Measure.FLOW),
        indicator("open", "受理数", "件", Measure.FLOW),
        indicator(
            "closure", "结案率", "%", Measure.RATIO, accumulation=Accumulation.ANNUAL,
            formula=Formula.parse("审结数 / 受理数"),
            components=(component("a", "审结数"), component("b", "受理数")),
        ),
    ]
)  # fmt: skip


def cases(rate: str, closed: str = "963", opened: str = "1000", **more):
    rows = [
        row("closed", closed, "—", catalogue=CASES),
        row("open", opened, "—", number=2, line=11, catalogue=CASES),
        row("closure", rate, "—", number=3, line=12, catalogue=CASES),
    ]
    return chapter(rows, catalogue=CASES)


def test_a_rate_is_recomputed_by_the_formula_of_its_definition():
    assert found("audit.identity", cases("96.3"), catalogue=CASES) == ()
    (one,) = found("audit.identity", cases("95.3"), catalogue=CASES)
    assert grades([one]) == [DOUBTFUL]
    assert "96.30%" in one.message
    assert "审结数 ÷ 受理数" in one.instruction
    assert len(one.places) == 3


@pytest.mark.parametrize(
    ("cells", "reason"),
    [(("96.3", "—"), "no_parts"), (("96.3", "900余"), "no_parts"), (("超过96", "963"), "no_parts")],
)
def test_a_formula_whose_components_are_not_printed_is_counted(cells, reason):
    made = cases(*cells)
    assert dict(tally("audit.identity", made, catalogue=CASES).skipped) == {reason: 1}
    none = cases("96.3", "963", "0")
    assert dict(tally("audit.identity", none, catalogue=CASES).skipped) == {"undefined": 1}


# ── denominators ─────────────────────────────────────────────────────────────────────────────────────────


def promised(rate, count, base_rate="81.0", base_count="511.19", counted=INSURED):
    rows = [row(RATE, base_rate, rate), row(counted, base_count, count, number=2, line=11)]
    return chapter(rows)


def test_a_rate_and_a_count_that_need_another_denominator_are_a_remark():
    # 邵阳: 81.0% and 511.19万人 in 2020, ≥91% and 537万人 in 2025
    (one,) = found("audit.denominator", promised("≥91", "537"))
    assert grades([one]) == [REMARK]
    for figure in ("631.1万人", "590.1万人", "574.3万人"):
        assert figure in one.message
    assert found("audit.denominator", promised("≥91", "574")) == ()
    assert found("audit.denominator", promised("≥91", "600")) == ()


def test_a_count_above_the_whole_it_is_a_share_of_is_a_remark():
    (one,) = found("audit.denominator", promised("≥91", "700"))
    assert "超过" in one.message
    assert "631.1万人" in one.message


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (promised("≥91", "—"), "no_count"),
        (promised("≥91", "537", base_count="—"), "no_base"),
        (promised("≥91", "537", base_rate="—"), "no_base"),
        (promised("≤91", "537"), "no_floor"),
        (promised("≥91", "≤537"), "no_floor"),
        (promised("≥91", "537", base_rate="0.0"), "no_floor"),
        (
            chapter(
                [row(RATE, "—", "≥91"), row(INSURED, "500", "537", number=2)],
                [reports(RATE, "80%", "2019年")],
            ),
            "no_base",
        ),
    ],
)
def test_denominators_that_cannot_be_told_are_counted(made, reason):
    assert found("audit.denominator", made) == ()
    assert dict(tally("audit.denominator", made).skipped) == {reason: 1}


def test_a_share_that_is_named_after_its_part_has_that_count():
    rows = [
        row("share", "31.8", "35以上", catalogue=SHARED),
        row("high", "321.8", "300", number=2, catalogue=SHARED),
    ]
    made = chapter(rows, catalogue=SHARED)
    assert len(found("audit.denominator", made, catalogue=SHARED)) == 1
    rows[1] = row("high", "321.8", "400", number=2, catalogue=SHARED)
    assert found("audit.denominator", chapter(rows, catalogue=SHARED), catalogue=SHARED) == ()
