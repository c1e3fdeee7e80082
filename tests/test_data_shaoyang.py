"""邵阳: two tables whose layout is scrambled, and the prose beside them."""

import re

import pytest
from published_prose import idle, key, key_of, said, unsupported
from published_tables import rows

from rsindicators import Figure, Period, Plan
from rsindicators.kinds import Accumulation, Role, Verdict
from rsindicators.printed import LOST

BEFORE, NOW = Plan.load("shaoyang-13"), Plan.load("shaoyang-14")
TABLES = {"1": BEFORE, "2": NOW}
RESIDUE = rows("shaoyang_residue")
CELLS = [(number, row) for number in TABLES for row in rows(f"shaoyang_zhuanlan{number}")]
NAMES = [f"{number}-{row['number']}" for number, row in CELLS]


def text_of(number):
    """All that is left of a table, run together."""
    return "".join(row["text"] for row in RESIDUE if row["table"] == number)


# ── the tables ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("table", "row"), CELLS, ids=NAMES)
def test_each_row_is_held_with_what_is_certain_inferred_and_lost(table, row):
    plan = TABLES[table]
    held = plan.rows[int(row["number"]) - 1]
    assert (held.number, held.name, held.unit) == (int(row["number"]), row["name"], row["unit"])
    assert held.cells == (row["first"], row["second"])
    assert (held.nature.label if held.nature else "") == row["nature"]
    headings = [column.heading for column in plan.header.columns]
    standing = dict(zip(headings, (row["first_standing"], row["second_standing"]), strict=True))
    assert set(dict(held.lost)) == {heading for heading, how in standing.items() if how == "lost"}
    expected = {heading for heading, how in standing.items() if how == "inferred"}
    expected |= {"nature"} if row["nature_standing"] == "inferred" else set()
    assert set(dict(held.inferred)) == expected


def test_the_rows_and_the_lost_and_inferred_cells_are_counted():
    counted = {
        number: (
            len(plan.rows),
            sum(cell == LOST for row in plan.rows for cell in row.cells),
            sum(name != "nature" for row in plan.rows for name, _ in row.inferred),
        )
        for number, plan in TABLES.items()
    }
    assert counted == {"1": (13, 9, 5), "2": (14, 9, 4)}


@pytest.mark.parametrize("number", TABLES)
def test_nothing_is_recorded_that_is_not_left_of_the_table(number):
    text = text_of(number)
    cells = [cell for row in TABLES[number].rows for cell in row.cells if cell != LOST]
    missing = [cell for cell in cells if cell not in text]
    assert missing == (["法定人员全覆盖"] if number == "1" else [])
    assert "法定人员全覆" in text_of("1")
    assert "100盖" in text_of("1")


@pytest.mark.parametrize("number", TABLES)
def test_the_damaged_strings_that_are_evidence_stand_in_the_lines_they_name(number):
    lines = {row["line"]: row["text"] for row in RESIDUE}
    seen = 0
    for row in TABLES[number].rows:
        for _, evidence in (*row.inferred, *row.lost):
            for line, quoted in re.findall(r"第(\d{3})行[^“第]{0,20}“([^”]{1,60})”", evidence):
                if line in lines:
                    assert quoted in lines[line], (row.name, line, quoted)
                    seen += 1
    assert seen > 8


@pytest.mark.parametrize("number", TABLES)
def test_a_row_stands_in_the_line_of_its_name(number):
    lines = {int(row["line"]): row["text"] for row in RESIDUE}
    for row in TABLES[number].rows:
        assert row.name[:8] in lines[row.line], row.name


def test_a_lost_target_is_undecided_and_says_that_it_is_lost():
    target = NOW.targets("城镇登记失业率")[0]
    assert "5.43.4" in target.lost
    judged = target.judge(Figure("3.4", "%"))
    assert (judged.verdict, judged.reason) == (Verdict.UNDECIDED, "judgement.lost")
    assert not [one for one in NOW.results if one.indicator.code == "registered_urban_unemployment_rate"]


def test_a_base_of_one_year_stands_beside_a_five_year_total():
    # the classic trap of the trade: 4.72 → [>23.5]
    target = NOW.targets("城镇新增就业人数")[0]
    assert (str(target), target.period) == ("[>23.5]万人", Period.plan(14))
    assert (str(target.base), target.base.accumulation) == ("2020年 4.72万人", Accumulation.ANNUAL)


def test_certificates_are_counted_in_another_unit_than_the_appendix_has():
    target = NOW.targets("新增取得职业资格证书或职业技能等级证书人数")[0]
    assert str(target) == "[>3]万人次"
    assert target.indicator.unit != NOW.targets("新增取得专业技术人员职业资格证书人数")[0].indicator.unit


def test_what_was_counted_during_the_plan_is_never_read_as_the_figure_of_its_last_year():
    # 正文第200行: “十三五”期间,全市实现城镇新增就业22.43万人
    seen = [one for one in BEFORE.results if one.indicator.code == "urban_new_employment"]
    assert [(str(one.figure), one.period) for one in seen] == [("22.43万人", Period.plan(13))] * 2


def test_parts_name_the_row_they_are_part_of():
    assert {row.number: row.part_of for row in NOW.rows if row.part_of} == {5: 4, 12: 11}


# ── the prose ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("plan", [BEFORE, NOW], ids=["13", "14"])
def test_every_sentence_is_held_once_with_its_line_its_cell_and_its_period(plan):
    assert sorted(map(key_of, plan.statements)) == sorted(map(key, said("shaoyang_prose", plan.code)))


@pytest.mark.parametrize("plan", ["shaoyang-13", "shaoyang-14"])
def test_every_quote_stands_in_its_sentence_and_holds_the_printed_figure(plan):
    assert list(unsupported("shaoyang_prose", plan)) == []


def test_no_sentence_is_left_out_and_all_is_read():
    assert {one.role for one in BEFORE.statements} == {Role.RESULT}
    assert {one.role for one in NOW.statements} == {Role.TARGET}
    assert (len(BEFORE.statements), len(NOW.statements)) == (48, 25)
    assert (len(BEFORE.targets()), len(NOW.targets())) == (13, 14 + 25)
    assert len([one for one in BEFORE.results if one.quote]) == 48
    assert len([one for one in BEFORE.results if not one.quote]) == 11
    assert len(NOW.results) == 9


def found(code, plan=BEFORE):
    """What the prose says of an indicator, as text."""
    read = plan.results if plan is BEFORE else plan.targets()
    return [
        str(one.figure if plan is BEFORE else one) for one in read if one.quote and one.indicator.code == code
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("skilled_workers", ["达到11.9万余人"]),
        ("basic_pension_participants", ["511.19万人"]),
        ("enterprise_pension_participants", ["69.51万人"]),
        ("government_pension_participants", ["23.82万人"]),
        ("resident_pension_participants", ["417.86万人"]),
        ("urban_nonprivate_average_wage", ["52334元", "68987元"]),
        ("arbitration_closure_rate", ["95%"]),
        ("social_security_cards_issued", ["609.78万张"]),
        ("registered_urban_unemployment_rate", ["稳定在4.5%以内"]),
    ],
)
def test_results_are_as_printed(code, shown):
    assert found(code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("urban_new_employment", ["[≥23.5]万人"]),
        ("surveyed_urban_unemployment_rate", ["控制在5.5%以内"]),
        ("basic_pension_participants", ["达到537万人"]),
        ("highly_skilled_talent", ["达3万人", "力争达到3万人"]),
        ("subsidised_skills_training", ["力争每年≥2万人次"]),
        ("rural_transfer_skills_training", ["[≥6]万人"]),
        ("guaranteed_microloans", ["[≥12]亿元"]),
        ("campus_recruitment_sessions", ["[≥100]场"]),
        ("hardship_training", ["1次以上"]),
        ("technical_education_intake", ["[1.1万人以上]"]),
    ],
)
def test_targets_are_as_printed(code, shown):
    assert found(code, NOW) == shown


def test_the_table_and_the_prose_print_different_numbers_of_cards():
    cards = [
        str(one.figure) for one in BEFORE.results if one.indicator.code == "social_security_cards_issued"
    ]
    assert cards == ["609.71万张", "609.78万张"]


def test_the_wage_keeps_its_claim_of_growth_in_the_quote():
    wages = [one for one in BEFORE.results if one.indicator.code == "urban_nonprivate_average_wage"]
    assert [one.period for one in wages] == [Period(2016), Period(2020)]
    assert all(one.quote.endswith("年均增长达7.15%") for one in wages)


def test_every_listed_indicator_is_used():
    assert idle("邵阳市“十四五”人力资源和社会保障事业发展规划") == set()
