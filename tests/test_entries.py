"""A row of a form as a figure in its place, or what could not be read of it."""

from datetime import date

import pytest
from filled import entered, shown, told
from hypothesis import assume, example, given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Accumulation, Figure, Period, Status
from rsindicators.entries import MOST_UNREAD
from rsindicators.errors import TableError
from rsindicators.kinds import Certainty, Kind
from rsindicators.messages import templates
from rsindicators.submission import Submission
from rsindicators.table import Cell
from rsindicators.validation import validate

PLACE = {"region": "叙永县", "period": "2023年"}
INSURED = {"indicator": "失业保险参保人数", "unit": "万人"} | PLACE
CLOSING, MEDIATION = "arbitration_closure_rate", "mediation_success_rate"


def one(**given):
    """What is read of a single row: the figure, and the faults."""
    found = entered([{key: value for key, value in given.items() if value is not None}])
    assert len(found.observations) < 2
    return (found.observations or [None])[0], told(found.faults)


def test_a_row_is_a_figure_in_its_place_with_its_cell_and_its_form():
    found = entered(
        [
            INSURED | {
                "value": "2.30", "accumulation": "期末", "scope": "户籍", "status": "快报",
                "as_of": "2023-12-31", "decimals": "2", "explanation": " 年末集中参保 ",
            }
        ],
        form="q.xlsx",
    )  # fmt: skip
    (seen,) = found.observations
    assert not found.faults
    assert (seen.indicator.code, seen.region, seen.period) == (
        "unemployment_insurance_participants", "叙永县", Period(2023)
    )  # fmt: skip
    assert seen.figure.exact_eq(Figure("2.30", "万人"))
    assert (seen.accumulation, seen.scope, seen.status) == (Accumulation.AT_END, "户籍", Status.PRELIMINARY)
    assert (seen.as_of, seen.explanation) == (date(2023, 12, 31), "年末集中参保")
    assert (seen.cell, seen.form) == ("value1", "q.xlsx")


def test_what_the_row_does_not_say_the_caller_may():
    found = entered(
        [{"indicator": "技能人才数量", "value": "2", "unit": "万人"}], period=Period(2023), region="叙永县"
    )
    assert shown(found.observations) == ["叙永县 技能人才数量 2023年 2万人"]
    found = entered([INSURED | {"value": "2"}], period=Period(2020), region="古蔺县", addressed=False)
    assert shown(found.observations) == ["叙永县 失业保险参保人数 2023年 2万人"]
    assert found.observations[0].cell == ""


@pytest.mark.parametrize("value", ["", "—", "-", "无"])
def test_an_empty_value_is_a_key_that_was_asked_and_not_reported(value):
    seen, faults = one(**INSURED, value=value)
    assert (seen.figure, seen.phrase, faults) == (None, "", [])


def test_words_bounds_and_hedges_are_read_as_in_a_report():
    assert one(**INSURED, value="全覆盖")[0].phrase == "全覆盖"
    assert str(one(**INSURED, value="超过2.3")[0].figure) == "超过2.3万人"
    assert one(**INSURED, value="预计2.3")[0].status is Status.ESTIMATED
    assert one(**INSURED, value="预计2.3", status="年报")[0].status is Status.FINAL


@pytest.mark.parametrize("explanation", ["无", "—", "核实无误"])
def test_an_explanation_is_kept_as_printed_whether_or_not_it_says_anything(explanation):
    assert one(**INSURED, value="2", explanation=explanation)[0].explanation == explanation


@pytest.mark.parametrize(
    ("given", "period", "run"),
    [
        (("城镇新增就业人数", "2023年6月", "本年累计"), "2023年1—6月", "本年累计"),
        (("城镇新增就业人数", "2023年", "本期"), "2023年", "年度"),
        (("城镇新增就业人数", "“十四五”", "五年累计"), "“十四五”", "累计"),
        (("上期末累计未结案件总数", "2023年6月", "本年累计"), "2023年1—6月", "期末"),
    ],
)  # fmt: skip
def test_the_run_of_a_figure_is_that_of_its_row(given, period, run):
    name, when, told = given
    seen, _ = one(indicator=name, period=when, accumulation=told, value="5")
    assert (str(seen.period), seen.accumulation.label) == (period, run)


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"indicator": "某某人数"}, [("keys.unknown", "indicator1", "catalogue.unknown")]),
        ({"indicator": "a" * 300}, [("keys.unknown", "indicator1", "text.long")]),
        ({"indicator": ""}, [("keys.unknown", "indicator1", "layout.nameless")]),
        ({"indicator": None}, [("keys.unknown", "value1", "layout.nameless")]),
        ({"component": "某"}, [("keys.unknown", "component1", "catalogue.unknown")]),
        ({"indicator": "审结", "unit": "件"}, [("keys.ambiguous", "indicator1", "glossary.ambiguous")]),
        ({"period": "某年"}, [("cells.period", "period1", "period.text")]),
        ({"period": "上半年"}, [("cells.period", "period1", "period.relative")]),
        ({"period": ""}, [("cells.period", "period1", "submission.undated")]),
        ({"period": None}, [("cells.period", "value1", "submission.undated")]),
        ({"period": "“十四五”"}, [("keys.period", "period1", "submission.end")]),
        (
            {"indicator": "城镇新增就业人数", "period": "2023年末"},
            [("keys.period", "period1", "observation.measure")],
        ),
        ({"region": "510024"}, [("cells.region", "region1", "region.code")]),
        ({"status": "随便"}, [("cells.status", "status1", "tabulated.member")]),
        ({"accumulation": "随便"}, [("cells.accumulation", "accumulation1", "tabulated.member")]),
        ({"accumulation": "本年累计"}, [("cells.accumulation", "accumulation1", "observation.measure")]),
        ({"value": "[2.3]"}, [("cells.accumulation", "value1", "submission.total")]),
        ({"unit": "家"}, [("units.dimension", "value1", "unit.different")]),
        ({"unit": "人次"}, [("units.dimension", "value1", "unit.different")]),
        ({"unit": "仁"}, [("cells.unit", "unit1", "unit.unknown")]),
        ({"value": "若干"}, [("cells.value", "value1", "notation.number")]),
        ({"value": "10:40:50"}, [("cells.value", "value1", "unit.missing")]),
        ({"scope": Cell("#REF!", "scope1", "error")}, [("cells.scope", "scope1", "layout.error")]),
        ({"period": Cell("2023-12-31", "period1", "date")}, [("cells.period", "period1", "submission.date")]),
        ({"period": Cell("", "C1", "uncalculated")}, [("cells.period", "C1", "layout.uncalculated")]),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_with_its_address_and_the_row_is_no_figure(changed, faults):
    seen, said = one(**INSURED | {"value": "2.3"} | changed)
    assert (seen, said) == (None, faults)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"as_of": "昨天"}, ("cells.as_of*", "as_of1", "tabulated.day")),
        ({"decimals": "两位"}, ("cells.decimals*", "decimals1", "figure.decimals")),
        ({"explanation": Cell("#N/A", "G1", "error")}, ("cells.explanation*", "G1", "layout.error")),
        ({"unit": ""}, ("units.missing*", "value1", "unit.missing")),
        ({"decimals": "0"}, ("units.decimals*", "value1", "submission.decimals")),
    ],
)  # fmt: skip
def test_what_says_nothing_of_the_figures_place_does_not_keep_it_from_being_one(changed, fault):
    seen, said = one(**INSURED | {"value": "2.3"} | changed)
    assert (str(seen.figure), said) == ("2.3万人", [fault])


def test_a_row_is_judged_cell_by_cell():
    found = entered(
        [
            {
                "indicator": "某某", "period": "某年", "region": "51", "value": "若干", "unit": "仁",
                "status": "x", "accumulation": "y", "as_of": "z", "decimals": "多",
            }
        ]
    )  # fmt: skip
    assert sorted(rule for rule, _, _ in told(found.faults)) == [
        "cells.accumulation", "cells.as_of", "cells.decimals", "cells.period", "cells.region", "cells.status",
        "cells.unit", "cells.value", "keys.unknown",
    ]  # fmt: skip
    assert not found.observations


def test_a_fault_says_what_is_known_of_the_row_and_keeps_its_figure():
    found = entered([INSURED | {"value": "2.3", "unit": ""}, INSURED | {"value": "若干"}], form="q.xlsx")
    missing, unread = found.faults
    assert missing.observation is found.observations[0]
    assert unread.observation is None
    for fault in found.faults:
        assert (fault.form, fault.region, fault.name, fault.period) == (
            "q.xlsx", "叙永县", "失业保险参保人数", "2023年"
        )  # fmt: skip
    assert unread.text == "若干"
    assert unread.error.say().startswith("value2: ")


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"indicator": "失业保险参保人数"}, ("失业保险参保人数", "2023年")),
        ({"indicator": "仲裁结案率", "period": "2023-12"}, ("劳动人事争议仲裁结案率", "2023年12月")),
        (
            {"indicator": "仲裁结案率", "component": "当期审结案件数", "period": "2023-S1"},
            ("当期审结案件数", "2023年1—6月"),
        ),
        ({"indicator": "仲裁结案率/当期审结案件数"}, ("当期审结案件数", "2023年")),
        (
            {"indicator": "城镇新增就业人数", "period": "2023年6月", "accumulation": "本年累计"},
            ("城镇新增就业人数", "2023年1—6月"),
        ),
        ({"indicator": "城镇新增就业人数", "period": "2023年末"}, ("城镇新增就业人数", "2023年")),
        ({"indicator": "某某", "component": "审结", "period": "2023"}, ("某某/审结", "2023年")),
        ({"indicator": "失业保险参保人数", "period": "某年"}, ("失业保险参保人数", "某年")),
    ],
)
def test_a_fault_is_placed_as_a_figure_of_its_row_would_be(row, place):
    printed = {"region": "叙永县", "period": "2023年末", "value": "若干"}
    for fault in entered([printed | row]).faults:
        assert (fault.region, fault.name, fault.period) == ("叙永县", *place)


def test_of_a_region_that_cannot_be_read_the_fault_says_what_is_printed():
    found = entered([INSURED | {"region": "51", "value": "2.3"}], region="叙永县")
    assert [fault.region for fault in found.faults] == ["51"]


def test_of_records_the_cell_is_left_out_and_the_error_keeps_it():
    found = entered(
        [{"indicator": "某某", "component": "审结", "value": "1"}],
        period=Period(2023),
        region="甲县",
        addressed=False,
    )
    (fault,) = found.faults
    assert (fault.cell, fault.error.place, fault.name) == ("", "component1", "某某/审结")
    assert (fault.region, fault.period) == ("甲县", "2023年")


def test_a_cell_that_several_rows_share_is_told_once():
    unit = Cell("仁", "B2")
    found = entered([INSURED | {"value": value, "unit": unit} for value in ("1", "2", "3")])
    assert (told(found.faults), found.observations) == ([("cells.unit", "B2", "unit.unknown")], [])


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"indicator": "", "value": "", "region": "叙永县"},
        {"indicator": "一、就业", "value": ""},
        {"indicator": "失业保险参保人数", "value": "", "unit": "万人"},
        {"indicator": "填表人:张三"},
        {"indicator": "", "value": "", "explanation": "合并的说明"},
    ],
)
def test_a_row_that_reports_and_asks_nothing_is_passed_over(row):
    found = entered([row])
    assert (found.observations, found.faults) == ([], [])


def test_the_unit_above_the_table_makes_no_figure_of_the_heading_of_a_section():
    above = Cell("万人", "A1", "heading")
    assert not entered([{"indicator": "一、就业", "value": "", "unit": above}], period=Period(2023)).faults
    found = entered([INSURED | {"value": "2.3", "unit": above}])
    assert (shown(found.observations), found.faults) == (["叙永县 失业保险参保人数 2023年 2.3万人"], [])


def test_where_the_caller_tells_the_period_a_heading_of_a_section_is_passed_over():
    found = entered(
        [
            {"indicator": "一、就业", "value": "", "unit": ""},
            {"indicator": "二、某某", "value": "", "period": Cell("2023年", "C1", "heading")},
            {"indicator": "技能人才数量", "value": ""},
            {"indicator": "某某人数", "value": "", "unit": "人"},
            {"indicator": "某某率", "value": "", "period": "2022年"},
        ],
        period=Period(2023),
    )
    assert shown(found.observations) == ["技能人才数量 2023年 —"]
    assert [rule for rule, _, _ in told(found.faults)] == ["keys.unknown", "keys.unknown"]


def test_a_file_of_nothing_that_can_be_read_is_refused_in_the_end(monkeypatch):
    assert MOST_UNREAD == 50_000
    monkeypatch.setattr("rsindicators.entries.MOST_UNREAD", 3)
    with refused(TableError, "submission.faults", "3"):
        entered([INSURED | {"value": "若干"}] * 4)
    assert len(entered([INSURED | {"value": "2", "unit": ""}] * 4).faults) == 4


def test_a_fault_holds_on_to_nothing_but_what_it_tells():
    (fault,) = entered([INSURED | {"value": "2", "status": "随便"}]).faults
    assert (fault.error.__traceback__, fault.error.__cause__, fault.error.__context__) == (None, None, None)


# ── shared component names ───────────────────────────────────────────────────────────────────────────────


def families(*names, **more):
    """To which indicators the rows of these names belong; `?` where that is not known."""
    rows = [
        PLACE | {"indicator": name, "value": "1", "unit": "%" if name.endswith("率") else "件"}
        for name in names
    ]
    found = entered(rows, **more)
    codes = {one.cell: one.indicator.component_of or one.indicator.code for one in found.observations}
    return [
        {CLOSING: "仲", MEDIATION: "调"}.get(codes.get(f"value{number}"), "?")
        for number in range(1, len(rows) + 1)
    ]


@pytest.mark.parametrize(
    ("names", "belong"),
    [
        (
            ("调解成功率", "调解成功", "审结", "仲裁结案率", "审结", "当期受理", "上期末未结"),
            "调调调仲仲仲仲",
        ),
        (("调解成功", "审结", "调解成功率", "审结", "当期受理", "仲裁结案率"), "调调调仲仲仲"),
        (("审结", "调解成功", "调解成功率", "审结", "当期受理"), "调调调仲仲"),
        (("调解成功率", "仲裁结案率", "调解成功", "审结", "审结", "当期受理"), "调仲调??仲"),
        (("调解成功率", "调解成功", "审结", "审结", "当期受理", "仲裁结案率"), "调调调仲仲仲"),
        (("调解成功率", "调解成功", "仲裁结案率", "审结", "审结", "当期受理"), "调调仲??仲"),
        (("调解成功率", "调解成功", "审结", "当期受理", "仲裁结案率"), "调调?仲仲"),
        (("调解成功率", "调解成功", "审结", "审结", "审结", "仲裁结案率"), "调调???仲"),
        (("仲裁结案率", "审结", "技能人才率", "审结"), "仲???"),
        (("仲裁结案率", "技能人才率", "审结", "当期受理"), "仲?仲仲"),
        (("失业保险参保人数", "审结", "审结"), "???"),
        (("仲裁结案率/审结", "审结", "仲裁结案率"), "仲?仲"),
        (("仲裁结案率", "审结", "当期受理"), "仲仲仲"),
        (("审结", "仲裁结案率"), "仲仲"),
        (("审结", "技能人才率", "仲裁结案率"), "仲?仲"),
        (("审结", "审结"), "??"),
        (("审结",), "?"),
        (("仲裁结案率", "调解成功率", "劳动监察结案率x", "审结"), "仲调??"),
        (("调解成功率", "仲裁结案率", "审结", "审结", "当期受理"), "调仲??仲"),
        (("仲裁结案率", "审结", "审结"), "仲??"),
        (("仲裁结案率/审结", "审结", "调解成功"), "仲调调"),
    ],
)
def test_a_shared_name_belongs_to_the_rows_it_stands_under_or_above(names, belong):
    assert "".join(families(*names)) == belong


FORM = (
    ("调解成功率", "60.0%", "调"), ("调解成功", "600件", "调"), ("审结", "1000件", "调"),
    ("仲裁结案率", "96.3%", "仲"), ("审结", "963件", "仲"), ("当期受理", "950件", "仲"),
    ("上期末未结", "50件", "仲"),
)  # fmt: skip


def together(rows):
    """Whether the rows of each rate stand together, as the form gives its numbers and with those swapped."""
    told = "".join(family for _, _, family in rows)
    swapped = "".join(
        family if name != "审结" else "仲调"["仲调".index(family) - 1] for name, _, family in rows
    )
    return [row in {"调调调仲仲仲仲", "仲仲仲仲调调调"} for row in (told, swapped)]


@given(st.permutations(FORM))
@example(tuple(FORM[place] for place in (0, 3, 1, 4, 5, 6, 2)))
@example(tuple(FORM[place] for place in (0, 1, 3, 2, 4, 5, 6)))
@example(FORM)
@example((*FORM[3:], *FORM[:3]))
@example((FORM[1], FORM[0], FORM[2], FORM[4], *FORM[5:], FORM[3]))
def test_in_whatever_order_a_true_form_comes_no_number_is_given_to_the_wrong_rate(rows):
    """Where the numbers of the two rates have changed places the form itself says what is false."""
    told, swapped = together(rows)
    submission = Submission.from_records([PLACE | {"指标": name, "value": value} for name, value, _ in rows])
    assume(not swapped)
    assert all(one.certainty is not Certainty.WRONG for one in validate(submission).findings)
    faults = [fault.rule for fault in submission.faults]
    assert faults == ([] if told else ["keys.ambiguous"] * 2)


def test_the_rows_of_each_region_and_time_tell_what_its_own_names_mean():
    names = ("审结", "调解成功", "调解成功率", "当期受理", "仲裁结案率")
    rows = [
        {"indicator": name, "region": region, "period": "2023年", "value": "1%" if name[-1] == "率" else "1"}
        for name in names
        for region in ("叙永县", "古蔺县")
    ]  # fmt: skip
    for order in (rows, sorted(rows, key=lambda row: row["region"])):
        found = entered(order)
        shared = [
            one.indicator.component_of for one in found.observations if one.indicator.name == "当期审结案件数"
        ]
        assert shared == [MEDIATION] * 2
        assert {fault.rule for fault in found.faults} == {"units.missing"}


def test_a_figure_of_another_status_is_no_second_one():
    base = PLACE | {"value": "1", "unit": "件"}
    rows = [
        base | {"indicator": "仲裁结案率", "unit": "%"},
        base | {"indicator": "审结", "status": "快报"},
        base | {"indicator": "审结", "status": "年报"},
        base | {"indicator": "当期受理"},
        base | {"indicator": "调解成功"},
    ]
    codes = [one.indicator.component_of for one in entered(rows).observations]
    assert codes == ["", CLOSING, CLOSING, CLOSING, MEDIATION]
    del rows[3]
    assert [one.indicator.component_of for one in entered(rows).observations] == ["", MEDIATION]


def test_the_only_indicator_that_is_reported_anywhere_decides():
    found = entered(
        [PLACE | {"indicator": "审结", "value": "1", "unit": "件"}],
        [PLACE | {"indicator": "仲裁结案率", "value": "95", "unit": "%"}],
    )
    assert [one.indicator.component_of for one in found.observations] == [CLOSING, ""]


def test_a_component_in_a_column_of_its_own_needs_no_neighbour():
    seen, faults = one(**PLACE, indicator="仲裁结案率", component="审结(件)", value="963")
    assert (seen.indicator.component_of, str(seen.figure), faults) == (CLOSING, "963件", [])


# ── whatever it is given ─────────────────────────────────────────────────────────────────────────────────

TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "失业保险参保人数",
        "审结",
        "2023年",
        "2023年末",
        "2.30",
        "[2.3]",
        "—",
        "万人",
        "%",
        "本年累计",
        "快报",
        "510524",
        "1e400",
        "99%以上",
    ]
)
KINDS = st.sampled_from(["text", "number", "date", "boolean", "error", "uncalculated", "merged", "absent"])
KEYS = (
    "indicator",
    "component",
    "region",
    "period",
    "value",
    "unit",
    "accumulation",
    "scope",
    "status",
    "as_of",
    "decimals",
    "explanation",
)
CELLS = st.builds(lambda text, kind: Cell(text, "A1", kind), TEXTS, KINDS)


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), CELLS), max_size=4), st.booleans())
def test_whatever_the_cells_hold_reading_neither_raises_nor_loses_a_row(rows, dated):
    found = entered(rows, period=Period(2023) if dated else None, decimals=1)
    assert len(found.observations) <= len(rows)
    for fault in found.faults:
        assert fault.rule.partition(".")[0] in {"cells", "units", "keys"}
        assert fault.error.code in templates()
        assert fault.error.say("zh")
        assert fault.error.say("en")
    for seen in found.observations:
        assert isinstance(seen.accumulation, Kind | None)
        assert str(seen)
