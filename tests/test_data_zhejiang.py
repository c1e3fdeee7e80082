"""浙江省人才发展“十四五”规划: 表1, 表2 and the prose, against a second transcription of the document."""

import pytest
from each import of_each
from published_tables import rows

from rsindicators import Accumulation, Catalogue, Period, Plan, Status
from rsindicators.kinds import Role

PAST, NEXT = Plan.load("zhejiang-13"), Plan.load("zhejiang-14")
TABLES = [(PAST, row) for row in rows("zhejiang_biao1")] + [(NEXT, row) for row in rows("zhejiang_biao2")]
PROSE = rows("zhejiang_prose")
SAID = [row for row in PROSE if row["role"] != "claim"]
CLAIMS = [row for row in PROSE if row["role"] == "claim"]
HELD = [*PAST.statements, *NEXT.statements]
LISTED = [one for one in Catalogue.standard() if one.source.document == NEXT.header.document.title]
SIX = (2, 3, 4, 5, 6, 7)
NOT_IN_CELLS = ("number", "part_of")
READ = [one for plan in (PAST, NEXT) for one in (*plan.results, *plan.targets()) if one.quote]
THREE = ("每万名劳动力中R&D人员", "万名劳动力中研发人员数量", "每万名劳动力中研发人员")


def headings(plan):
    return [column.heading for column in plan.header.columns]


def by_name(value):
    return value["name"] if isinstance(value, dict) else value.code


def by_line(row):
    return f"{row['line']} {row['cell']}"


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("plan", "row"), TABLES, ids=by_name)
def test_every_row_is_held_as_printed(plan, row):
    held = plan.rows[int(row["number"]) - 1]
    assert (held.number, held.line, held.section, held.name, held.unit, held.indicator) == (
        int(row["number"]), int(row["line"]), row["section"], row["name"], row["unit"], row["indicator"]
    )  # fmt: skip
    assert held.cells == tuple(row[heading] for heading in headings(plan))
    assert (held.nature, held.star, held.lost) == (None, False, ())


@pytest.mark.parametrize(("plan", "row"), TABLES, ids=by_name)
def test_a_cell_that_only_its_order_assigns_is_inferred_with_the_evidence_and_no_other_is(plan, row):
    inferred = dict(plan.rows[int(row["number"]) - 1].inferred)
    assert all(inferred.values())
    assert [name for name in inferred if name not in NOT_IN_CELLS] == row["inferred"].split()


def test_the_tables_have_twelve_and_sixteen_rows_and_six_dashes_that_only_their_order_assigns():
    assert (len(PAST.rows), len(NEXT.rows)) == (12, 16)
    inferred = [len(row["inferred"].split()) for _, row in TABLES]
    assert (sum(inferred[:12]), sum(inferred[12:])) == (7, 3)


def test_what_is_expected_of_2020_is_an_estimate_and_what_is_known_of_2015_and_2019_is_not():
    of_table = [one for one in (*PAST.results, *NEXT.results) if not one.quote]
    assert {(one.period, one.status) for one in of_table} == {
        (Period(2015), None), (Period(2019), None), (Period(2020), Status.ESTIMATED)
    }  # fmt: skip


def test_the_degree_of_completion_is_neither_a_target_nor_a_result():
    assert PAST.header.columns[-1].role is Role.COMPLETION
    assert [row.cells[-1] for row in PAST.rows] == [row["完成度"] for row in rows("zhejiang_biao1")]
    assert "95.6%" not in {str(one.figure) for one in PAST.results}


def test_a_result_of_the_dashes_is_not_there():
    told = {(one.indicator.code, one.period.year) for one in PAST.results if not one.quote}
    assert ("talent_contribution_rate", 2020) not in told
    assert ("human_capital_investment_share_of_gdp", 2019) in told
    assert ("human_capital_investment_share_of_gdp", 2020) not in told


@pytest.mark.parametrize("plan", [PAST, NEXT], ids=["表1", "表2"])
def test_the_six_kinds_of_talent_are_parts_of_the_first_row_by_the_word_of_the_prose(plan):
    assert tuple(row.number for row in plan.rows if row.part_of == 1) == SIX
    assert {row.part_of for row in plan.rows} == {0, 1}
    assert all("其中" in dict(plan.rows[number - 1].inferred)["part_of"] for number in SIX)


@pytest.mark.parametrize(("plan", "line"), [(PAST, 826), (NEXT, 966)], ids=["表1", "表2"])
def test_the_note_that_the_six_overlap_explains_that_they_do_not_add_to_the_whole(plan, line):
    (explained,) = plan.header.explained
    assert (explained.rule, explained.line, explained.note) == ("audit.parts", line, plan.header.notes[0])
    assert "之和不等于人才资源总量" in explained.note
    assert explained.indicators == tuple(row.indicator for row in plan.rows[:7])


# ── the prose ────────────────────────────────────────────────────────────────────────────────────────────


def test_no_sentence_is_left_out():
    assert (len(PAST.statements), len(NEXT.statements), len(CLAIMS)) == (15, 93, 5)
    assert len(HELD) == len(SAID)
    assert {one.role for one in PAST.statements} == {Role.RESULT}
    assert {one.role for one in NEXT.statements} == {Role.TARGET}


@of_each(zip(HELD, SAID, strict=True))
def test_every_sentence_is_held_as_printed(held, row):
    assert (held.line, held.indicator, held.role.value, held.cell) == (
        int(row["line"]), row["indicator"], row["role"], row["cell"]
    )  # fmt: skip
    assert row["printed"].removeprefix("力争") in held.quote
    assert held.name == row["name"] if row["name"] else held.name in held.quote
    assert held.section
    assert all(dict(held.inferred).values())


@of_each(zip(READ, SAID, strict=True))
def test_every_sentence_is_read_for_its_period(read, row):
    assert (str(read.period), read.accumulation.value) == (row["period"], row["run"])
    assert (read.indicator.code, read.source.line) == (row["indicator"], int(row["line"]))


@pytest.mark.parametrize("row", CLAIMS, ids=by_line)
def test_a_claim_of_growth_stands_in_the_quote_of_its_level(row):
    quotes = [one.quote for one in PAST.results if one.indicator.code == row["indicator"] and one.quote]
    assert any(row["cell"] in quote for quote in quotes)


def test_a_yearly_growth_stands_in_the_quote_of_both_its_levels():
    seen = [one for one in PAST.results if one.indicator.code == "labour_productivity"]
    assert [str(one.figure) for one in seen] == ["11.7万元/人", "16.6万元/人"]
    assert all("年均增速7.2%" in one.quote for one in seen)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("人才资源总量", Status.ESTIMATED),
        ("高技能人才占技能人才比例", Status.ESTIMATED),
        ("高新技术企业数", None),
    ],
)
def test_what_the_prose_expects_of_2020_is_an_estimate_as_in_the_table(name, status):
    seen = [one for one in PAST.results if one.quote and one.indicator.name == name]
    assert seen[-1].status is status


def test_a_target_of_the_prose_stands_beside_that_of_the_table():
    assert [one.text for one in NEXT.targets("人才资源总量")] == ["1650", "达到1650万人"]
    assert NEXT["人才资源总量"].text == "1650"
    assert [str(one) for one in NEXT.targets("党政人才")] == ["≥32.5万人", "保持在32.5万人左右"]


def test_what_was_passed_over_has_a_reason_and_is_in_no_record():
    passed = rows("zhejiang_passed_over")
    assert len(passed) == 17
    assert all(row["reason"] for row in passed)
    for row in passed:
        assert not [one for one in HELD if one.line == int(row["line"]) and row["words"] in one.quote]


# ── the indicators ───────────────────────────────────────────────────────────────────────────────────────


def test_the_three_names_of_research_personnel_are_one_indicator_by_the_figure_they_share():
    catalogue = Catalogue.standard()
    (found,) = {catalogue[name].code for name in THREE}
    assert {row.name for plan in (PAST, NEXT) for row in plan.rows if row.indicator == found} == set(
        THREE[:2]
    )
    assert {one.name for one in HELD if one.indicator == found} == {THREE[2]}
    assert all("148" in alias.evidence for alias in catalogue[found].aliases)
    seen = [one for plan in (PAST, NEXT) for one in plan.results if one.indicator.code == found]
    assert {str(one.figure) for one in seen if one.period == Period(2020)} == {"148人年"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人才贡献率", "科技贡献率"),
        ("社会工作专业人才", "持证的社会工作专业人才总量"),
        ("集聚领军人才", "集聚科技领军人才"),
    ],
)
def test_similar_names_whose_population_may_differ_are_kept_apart(one, other):
    catalogue = Catalogue.standard()
    assert catalogue[one].code != catalogue[other].code


def test_every_listed_indicator_is_used_and_none_is_defined():
    used = {one.indicator for plan in (PAST, NEXT) for one in (*plan.rows, *plan.statements)}
    assert {one.code for one in LISTED} <= used
    assert not any(one.is_defined for one in LISTED)
    assert len(LISTED) == 95


def test_each_year_is_asked_for_where_the_sentence_says_so():
    yearly = {one.indicator.code for one in NEXT if one.accumulation is Accumulation.EACH_YEAR}
    assert yearly == {"major_research_projects", "skilled_talent_trained", "skills_contest_trades"}
