"""青海省科技人才 and 河南省社会工作人才: their prose, against a second transcription of the documents."""

import pytest
from published_tables import rows

from rsindicators import Accumulation, Catalogue, Plan
from rsindicators.kinds import Role

QINGHAI, HENAN = Plan.load("qinghai-talent-14"), Plan.load("henan-social-work-14")
PLANS = (QINGHAI, HENAN)
PROSE = [(QINGHAI, row) for row in rows("qinghai_prose")] + [(HENAN, row) for row in rows("henan_prose")]
SAID = [(plan, row) for plan, row in PROSE if row["role"] != "claim"]
HELD = [*QINGHAI.statements, *HENAN.statements]
READ = [one for plan in PLANS for one in (*plan.results, *plan.targets())]


def by_line(pair):
    return f"{pair[1]['line']} {pair[1]['cell']}"


def test_no_sentence_is_left_out():
    assert (len(QINGHAI.statements), len(HENAN.statements)) == (28, 2)
    assert (len(QINGHAI.results), len(QINGHAI)) == (15, 13)
    assert (len(HENAN.results), len(HENAN)) == (1, 1)


@pytest.mark.parametrize("plan", PLANS, ids=["青海", "河南"])
def test_all_of_it_is_prose(plan):
    assert (plan.rows, plan.header.columns, plan.header.table) == ((), (), "")


@pytest.mark.parametrize(("held", "pair"), list(zip(HELD, SAID, strict=True)), ids=map(by_line, SAID))
def test_every_sentence_is_held_as_printed(held, pair):
    row = pair[1]
    assert (held.line, held.indicator, held.role.value, held.cell) == (
        int(row["line"]), row["indicator"], row["role"], row["cell"]
    )  # fmt: skip
    assert row["printed"].removeprefix("力争") in held.quote
    assert held.name == row["name"] if row["name"] else held.name in held.quote
    assert held.section
    assert all(dict(held.inferred).values())


@pytest.mark.parametrize(("read", "pair"), list(zip(READ, SAID, strict=True)), ids=map(by_line, SAID))
def test_every_sentence_is_read_for_its_period(read, pair):
    plan, row = pair
    assert (str(read.period), read.accumulation.value) == (row["period"], row["run"])
    assert (read.indicator.code, read.source.line) == (row["indicator"], int(row["line"]))
    assert read.source.document == plan.header.document.title


def test_the_growth_that_qinghai_claims_stands_in_the_quote_of_its_level():
    (claim,) = [row for _, row in PROSE if row["role"] == "claim"]
    (level,) = [one for one in QINGHAI.results if one.indicator.code == claim["indicator"]]
    assert str(level.figure) == "7773人"
    assert claim["cell"] in level.quote


def test_a_figure_whose_unit_is_on_the_next_line_says_so():
    (one,) = [held for held in QINGHAI.statements if held.cell == "累计1170人次"]
    assert "人次" not in one.quote
    assert "第54行" in dict(one.inferred)["cell"]


def test_what_is_sent_each_year_is_reported_and_promised_of_one_indicator():
    (seen,) = [one for one in QINGHAI.results if one.indicator.code == "three_areas_envoys"]
    (asked,) = QINGHAI.targets("“三区”人才和科技特派员")
    assert (str(seen.figure), str(asked)) == ("1000名", "每年1000名左右")
    assert seen.accumulation is asked.accumulation is Accumulation.EACH_YEAR
    assert "第56行" in dict(asked.inferred)["unit"]


def test_what_henan_lost_is_kept_as_received_and_read_by_the_evidence():
    for one in HENAN.statements:
        assert "社会?作专业?才" in one.quote
        assert {"name", "cell"} <= set(dict(one.inferred))
    assert {one.role for one in HENAN.statements} == {Role.RESULT, Role.TARGET}


def test_henan_uses_the_name_of_an_indicator_that_zhejiang_lists():
    target = HENAN["社会工作专业人才"]
    assert (str(target), target.hedges) == ("预计≥5万人", ("预计",))
    assert "浙江省人才发展" in dict(target.inferred)["indicator"]


def test_every_indicator_that_qinghai_lists_is_used_and_none_is_defined():
    listed = [one for one in Catalogue.standard() if one.source.document == QINGHAI.header.document.title]
    assert {one.code for one in listed} == {held.indicator for held in QINGHAI.statements}
    assert not any(one.is_defined for one in listed)
    assert len(listed) == 26
