"""辽宁: results in prose; a count is not a year."""

import pytest
from published_prose import idle, key, key_of, said, unsupported

from rsindicators import Bound, Period, Plan
from rsindicators.kinds import Accumulation, Relation, Role

PLAN = Plan.load("liaoning-2020")
SEEN = {one.indicator.code: one for one in PLAN.results}


def test_every_sentence_is_held_once_with_its_line_its_cell_and_its_period():
    assert sorted(map(key_of, PLAN.statements)) == sorted(map(key, said("liaoning", "liaoning-2020")))


def test_every_quote_stands_in_its_sentence_and_holds_the_printed_figure():
    assert list(unsupported("liaoning", "liaoning-2020")) == []


def test_it_promises_nothing_and_reports_37_figures():
    assert PLAN.targets() == ()
    assert {one.role for one in PLAN.statements} == {Role.RESULT}
    assert len(PLAN.results) == len(SEEN) == 37
    assert {one.period for one in PLAN.results} == {Period(2020)}
    assert {one.region for one in PLAN.results} == {"辽宁省"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("high_level_talent_recruited", "2012人"),
        ("new_gazelle_firms", "2029家"),
        ("postdoctoral_intake", "922人"),
        ("expert_health_checks", "925人次"),
    ],
)
def test_whole_counts_are_exact(code, shown):
    figure = SEEN[code].figure
    assert str(figure) == shown
    assert figure.interval.is_point


@pytest.mark.parametrize(
    ("code", "shown", "relation"),
    [
        ("students_in_pilot", "近13万人", Relation.NEARLY),
        ("overseas_talent_in_events", "近300名", Relation.NEARLY),
        ("talent_news_reports", "410余篇", Relation.OVER),
        ("high_tech_enterprises", "突破6000家", Relation.ABOVE),
        ("technology_sme", "突破1万家", Relation.ABOVE),
    ],
)
def test_one_sided_knowledge_stays_one_sided(code, shown, relation):
    bound = SEEN[code].figure
    assert isinstance(bound, Bound)
    assert (str(bound), bound.relation) == (shown, relation)


def test_what_has_been_built_up_so_far_is_a_stock():
    for code in ("national_society_branches", "technology_transfer_bodies", "technology_incubators"):
        assert SEEN[code].accumulation is Accumulation.AT_END
    assert SEEN["talent_news_reports"].accumulation is Accumulation.ANNUAL


def test_the_year_is_inferred():
    assert all("2020年" in dict(one.inferred)["period"] for one in PLAN.statements)


def test_every_listed_indicator_is_used():
    assert idle("关于“优化创新生态,打造人才集聚高地”建议的答复") == set()
