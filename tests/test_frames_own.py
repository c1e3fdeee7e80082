"""Lines of formula of a user's own find in columns what they find of objects."""

import pytest
from alike import by_columns, by_objects
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from longframe import long

from rsindicators.errors import RSIndicatorsError
from rsindicators.kinds import Certainty, Severity
from rsindicators.ruleset import RuleSet

UNITS = {
    "仲裁结案率": "%",
    "仲裁结案率/当期审结": "件",
    "仲裁结案率/当期受理": "件",
    "失业保险参保人数": "万人",
    "工伤保险参保人数": "万人",
    "企业劳动合同签订率": "%",
    "城镇新增就业人数": "万人",
}
"""Flows and stocks, counts and rates, and the unit of each."""
STOCKS = ("失业保险参保人数", "工伤保险参保人数", "企业劳动合同签订率")
JOBS, JOBLESS, INJURED = "城镇新增就业人数", "失业保险参保人数", "工伤保险参保人数"
WRONG, DOUBTED = (Severity.BLOCKING, Certainty.WRONG), (Severity.QUERY, Certainty.SUSPECT)


def table(rows):
    """Rows of a region, a name, a period and a value, in the unit of the name."""
    told = [("甲县", tuple(name.split("/")) if "/" in name else name, period, value, UNITS[name])
            for name, period, value in rows]  # fmt: skip
    return long(*told)


def graded(rule, now, before=()):
    """Of which figures a rule tells something, and how grave; of columns and objects the same."""
    rules = RuleSet([]).add(rule)
    prior = table(before) if before else None
    found = by_columns(table(now), prior, rules=rules)
    assert found == by_objects(table(now), prior, rules=rules)
    return [(row[3], (Severity(row[5]), Certainty(row[6]))) for row in found.elements()]


@pytest.mark.parametrize(
    ("rule", "now", "before", "grade"),
    [
        (f"{JOBLESS} <= {INJURED}", [(JOBLESS, "2023年末", "50"), (INJURED, "2023年末", "9")], [], WRONG),
        (f"{JOBLESS} <= {INJURED}", [(JOBLESS, "2023年末", "5"), (INJURED, "2023年末", "9")], [], None),
        (f"{JOBLESS} <= {INJURED}", [(INJURED, "2023年末", "9")], [(JOBLESS, "2023年末", "50")], DOUBTED),
        (
            f"{JOBLESS} <= {INJURED}",
            [(INJURED, "2022年末", "9"), (INJURED, "2023年末", "9")],
            [(JOBLESS, "2023年末", "50")],
            DOUBTED,
        ),
        (f"{JOBLESS} <= {INJURED}", [(JOBLESS, "2023年末", "50")], [(INJURED, "2023年末", "9")], DOUBTED),
        (f"{JOBS} <= {JOBLESS}", [(JOBS, "2023年", "50"), (JOBLESS, "2023年末", "5")], [], WRONG),
        (f"{JOBS} <= {JOBLESS}", [(JOBS, "2023年", "50")], [], None),
        (f"{JOBS} <= 上期_{JOBS}", [(JOBS, "2023年", "50")], [(JOBS, "2022年", "5")], DOUBTED),
        (f"{JOBS} <= 某个没有的指标", [(JOBS, "2023年", "50")], [], None),
        ("企业劳动合同签订率 >= 95%", [("企业劳动合同签订率", "2023年末", "5")], [], WRONG),
    ],
)  # fmt: skip
def test_a_line_is_asked_wherever_a_figure_of_it_is_submitted(rule, now, before, grade):
    assert [one for _, one in graded(rule, now, before)] == ([grade] if grade else [])


names = st.sampled_from(sorted(UNITS))
lags = st.sampled_from(["", "", "", "上期_", "上年同期_"])
factors = st.sampled_from(["", "", "0.5 * ", "100 * "])
sides = st.lists(st.tuples(factors, lags, names), min_size=1, max_size=2).map(
    lambda told: " + ".join("".join(one) for one in told)
)
lines = st.tuples(sides, st.sampled_from(["<=", "<", ">=", ">", "=", "!="]), sides).map(" ".join)
values = st.sampled_from(["0", "1", "2", "5", "5.0", "12.3", "100", "-1", "9007199254740993"])
years = st.sampled_from(["2022年", "2023年"])
figures = st.lists(st.tuples(names, years, values, st.booleans()), max_size=12).map(
    lambda told: [(name, year + "末" * (name in STOCKS and end), value) for name, year, value, end in told]
)


@settings(max_examples=settings().max_examples * 2)
@given(line=lines, now=figures.filter(bool), before=figures)
def test_any_line_finds_in_columns_what_it_finds_of_objects(line, now, before):
    try:
        rules = RuleSet([]).add(line)
    except RSIndicatorsError:
        assume(False)
    prior = table(before) if before else None
    assert by_columns(table(now), prior, rules=rules) == by_objects(table(now), prior, rules=rules)
