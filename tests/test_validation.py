"""The run: in whichever form figures come, what is told, in which order, and what is not checked."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from refusal import refused
from ruled import seen

from rsindicators import Catalogue, Indicator, Nature, Observation, Plan, Severity, Table, formats
from rsindicators.errors import DefinitionError, RSIndicatorsError, UnknownNameError
from rsindicators.kinds import Certainty, Mend
from rsindicators.ownrule import OwnCheck
from rsindicators.report import Report
from rsindicators.rule import Outcome
from rsindicators.ruleset import RuleSet
from rsindicators.submission import Submission
from rsindicators.validation import validate

RATE = "仲裁结案率"
KEYS = ("indicator", "component", "region", "period", "value", "unit")
CASES = (
    (RATE, "当期审结案件数", "叙永县", "2023年", "963", "件"),
    (RATE, "当期立案受理案件数", "叙永县", "2023年", "950", "件"),
    (RATE, "上期末累计未结案件总数", "叙永县", "2023年", "50", "件"),
)


def rows(rate="96.3", *more):
    """A rate with its components, and other rows, as records."""
    told = ((RATE, "", "叙永县", "2023年", rate, "%"), *CASES, *more)
    return [dict(zip(KEYS, row, strict=True)) for row in told]


def codes(report):
    return [finding.code for finding in report]


# ── what comes in ────────────────────────────────────────────────────────────────────────────────────────

GOOD, BAD = rows(), rows("0.963")


def test_what_holds_together_is_ok():
    report = validate(GOOD)
    assert report.ok
    assert codes(report) == []
    assert isinstance(report, Report)


def test_a_hundredth_of_a_rate_is_told_once_with_the_repair():
    report = validate(BAD)
    assert not report.ok
    (finding,) = report.findings
    assert finding.code == "identities.formula"
    assert (finding.severity, finding.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert (finding.repairs[0].mend, finding.repairs[0].new) == (Mend.TIMES_HUNDRED, "96.3%")
    assert finding.actual == "0.963%"
    assert finding.expected.text.startswith("96.3")


def write(folder, suffix):
    path = folder / f"叙永县2023{suffix}"
    texts = [tuple(row.values()) for row in BAD]
    formats.write(path, Table(("指标", "组成", "地区", "时期", "数值", "单位"), texts, "填报"))
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".md"])
def test_a_file_is_read_and_its_cells_are_named(tmp_path, suffix):
    path = write(tmp_path, suffix)
    for either in (path, str(path)):
        report = validate(either)
        assert codes(report) == ["identities.formula"]
        assert report.title == path.name
        assert report.findings[0].places[0].title == path.name
        assert report.findings[0].cell


def observations():
    parts = [
        seen(name, f"{value}{unit}", "2023年", "叙永县", of=RATE) for _, name, _, _, value, unit in CASES
    ]
    return [Observation(RATE, "0.963%", "2023年", "叙永县"), *parts]


@pytest.mark.parametrize(
    "given",
    [
        BAD,
        tuple(BAD),
        iter(BAD),
        (row for row in BAD),
        pd.DataFrame(BAD),
        observations(),
        iter(observations()),
        Submission.from_records(BAD),
        Submission.of(observations()),
    ],
    ids=["list", "tuple", "iterator", "generator", "frame", "observations", "others", "submission", "of"],
)
def test_records_frames_observations_and_submissions_say_the_same(given):
    (finding,) = validate(given).findings
    assert finding.message == validate(BAD).findings[0].message


def test_a_cell_is_spelled_in_one_way_whether_it_could_be_read_or_not():
    settled = (RATE, "当期审结案件数", "叙永县", "2023")
    keys = (*KEYS[:4], "value", "unit", "explanation")
    told = [dict(zip(keys, (*settled, value, "件", "核实无误"), strict=True)) for value in ("1963", "若干")]
    report = validate([*rows()[:1], *told[:1], *rows()[2:]])
    unread = validate([*rows()[:1], *told[1:], *rows()[2:]])
    assert "叙永县 当期审结案件数 2023年" in [place.item for one in report for place in one.places]
    assert [place.item for one in unread.of("cells.value") for place in one.places] == [
        "叙永县 当期审结案件数 2023年"
    ]
    assert [place.item for place in unread.lost] == ["叙永县 当期审结案件数 2023年"]


def test_nothing_submitted_is_nothing_wrong():
    report = validate([])
    assert (report.ok, report.findings) == (True, ())
    assert all(tally.passed == 0 for tally in report.rules)


def test_what_was_submitted_is_not_changed():
    submission = Submission.from_records(BAD)
    before = submission.to_dict()
    validate(submission)
    assert submission.to_dict() == before


# ── what it is held against ──────────────────────────────────────────────────────────────────────────────

XUYONG = Plan.load("xuyong-14")
INSURED = ("失业保险参保人数", "", "叙永县", "2023年", "2.31", "万人")
BEFORE = [dict(zip(KEYS, ("失业保险参保人数", "", "叙永县", "2022年", "2.30", "万人"), strict=True))]


def record(name, value, unit, period="2025年", region="叙永县"):
    return dict(zip(KEYS, (name, "", region, period, value, unit), strict=True))


def test_a_plan_is_given_itself_or_by_its_code():
    told = [record("失业保险参保人数", "2.36", "万人")]
    assert validate(told, plan=XUYONG) == validate(told, plan="xuyong-14")
    assert "plan.target" in codes(validate(told, plan="xuyong-14"))
    assert dict(validate(told, plan=XUYONG).editions)["plan xuyong-14"] == XUYONG.edition


def test_a_missed_target_is_a_remark_and_leaves_the_figure_alone():
    report = validate([record("失业保险参保人数", "2.36", "万人")], plan="xuyong-14")
    assert report.ok
    (missed,) = report.of("plan.target")
    assert (missed.severity, missed.certainty) == (Severity.NOTE, Certainty.SUSPECT)


def test_missed_targets_come_after_all_else_of_their_grade_binding_ones_first():
    nature = {one.indicator.name: one.nature for one in XUYONG if one.period.is_year and one.nature}
    told = [
        record(name, "0.1", XUYONG[name].bound.unit.symbol)
        for name in ("失业保险参保人数", "技能人才数量", "城镇登记失业率", "劳动人事争议仲裁结案率")
        if name in nature
    ]
    report = validate(told, plan=XUYONG)
    notes = [one for one in report if one.severity is Severity.NOTE]
    promises = [one for one in notes if one.code.startswith("plan.")]
    assert len(promises) >= 2
    assert notes[-len(promises) :] == promises
    natures = [nature.get(one.indicator.name) is Nature.BINDING for one in promises]
    assert natures == sorted(natures, reverse=True)


def test_figures_without_a_region_are_of_the_plans():
    told = [record("失业保险参保人数", "2.36", "万人", region="")]
    report = validate(told, plan="xuyong-14")
    assert "plan.target" in codes(report)
    assert report.notes == ()


def test_a_plan_of_another_region_is_said_and_not_compared():
    report = validate([record("失业保险参保人数", "2.36", "万人", region="古蔺县")], plan="xuyong-14")
    assert "plan.target" not in codes(report)
    (notice,) = report.notes
    assert notice.say() == "规划是叙永县的,所报地区里没有它,未与目标比较:古蔺县"


def test_earlier_figures_come_in_any_form_too(tmp_path):
    jump = [record("失业保险参保人数", "23.1", "万人", "2023年")]
    earlier = Observation("失业保险参保人数", "2.30万人", "2022年", "叙永县")
    path = tmp_path / "2022.json"
    path.write_text(json.dumps(BEFORE, ensure_ascii=False), "utf-8")
    told = [validate(jump, prior=prior) for prior in (BEFORE, [earlier], path, Submission.of([earlier]))]
    assert all(codes(report) == ["time.stock_jump"] for report in told)
    assert all(report.ok for report in told)
    assert codes(validate(jump)) == []


def test_regions_that_have_no_earlier_figures_are_told():
    told = [
        record("失业保险参保人数", "2.31", "万人", "2023年", region)
        for region in ("叙永县", "叙永", "古蔺县")
    ]
    (notice,) = validate(told, prior=BEFORE).notes
    assert notice.say() == "上期数据里没有这2个地区,未与上期比较:叙永、古蔺县"
    assert notice.say("en").startswith("2 regions are not in the earlier data")
    assert validate(told[:1], prior=BEFORE).notes == ()


def test_earlier_figures_that_cannot_be_read_are_counted():
    prior = [*BEFORE, {**BEFORE[0], "value": "约莫二万"}]
    told = validate([dict(zip(KEYS, INSURED, strict=True))], prior=prior)
    assert [one.code for one in told.notes] == ["unread"]


def test_what_cannot_be_read_is_told_and_the_rest_is_checked():
    report = validate([*BAD, {**BEFORE[0], "value": "约莫二万"}])
    assert sorted(codes(report)) == ["cells.value", "identities.formula"]
    assert len(report.lost) == 1
    assert "未能读出,无从核对(1)" in report.summary()


def test_regions_that_were_asked_and_did_not_report_are_told():
    report = validate(GOOD, regions=["叙永县", "古蔺县"])
    assert "keys.unreported" in codes(report)
    assert any(one.region == "古蔺县" for one in report)
    assert "keys.unreported" not in codes(validate(GOOD, regions=["叙永县"]))


def test_a_catalogue_of_ones_own_is_used(tmp_path):
    own = Catalogue([Catalogue.standard()[RATE]])
    report = validate(BAD, catalogue=own)
    assert codes(report) == ["identities.formula"]
    assert dict(report.editions)["catalogue"] == own.edition
    assert "keys.unknown" in codes(validate([record("失业保险参保人数", "2.36", "万人")], catalogue=own))


def test_indicators_that_only_a_plan_has_are_known():
    plan = Plan.from_records(
        [{"指标": "某县自定指标", "单位": "万人", "2020年": "1.0", "2025年目标": ">2.0"}],
        title="某县规划", period="“十四五”", region="某县",
    )  # fmt: skip
    report = validate([record("某县自定指标", "1.5", "万人", region="某县")], plan=plan)
    assert codes(report) == ["plan.target"]
    assert Report.from_dict(report.to_dict(), plan.catalogue) == report
    assert "plan 某县规划" in dict(report.editions)


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rule_set_of_ones_own_is_asked():
    assert codes(validate(BAD, rules=RuleSet.standard().drop("identities.formula"))) == []
    mild = RuleSet.standard().level("identities.formula", "提示性")
    assert validate(BAD, rules=mild).ok
    assert codes(validate(BAD, rules=mild)) == ["identities.formula"]
    assert dict(validate(BAD, rules=mild).editions)["rules"] == mild.edition


def test_a_rule_in_one_line_is_asked_and_told_in_its_own_words():
    rules = RuleSet(["审结 <= 受理"])
    report = validate(GOOD, rules=rules)
    (tally,) = report.rules
    assert (tally.items, tally.failed) == (1, 1)
    assert tally.question() == next(iter(rules)).question()
    assert tally.question() in report.summary()
    assert Report.from_dict(json.loads(report.to_json())) == report


class Unnamed(OwnCheck):
    def ask(self, facts):
        yield Outcome(skipped="nobody_knows")
        for one in facts.submitted:
            yield Outcome(cell=one) if one.region else self.found(one)


def test_a_small_class_is_a_rule_with_its_own_reasons():
    rules = RuleSet([Unnamed("own.region", "核实性", asked="是否写明地区", told="写明地区。")])
    report = validate([record("失业保险参保人数", "2.36", "万人", region="")], rules=rules)
    (tally,) = report.rules
    assert tally.say("en") == "是否写明地区: asked 1, found 1, not asked 1 (nobody_knows 1)"
    assert report.findings[0].instruction == "写明地区。"
    assert Report.from_dict(json.loads(report.to_json())) == report


def test_every_rule_is_tallied_and_the_numbers_add_up():
    told = [*rows("0.963", INSURED), {**BEFORE[0], "value": "约莫二万"}]
    report = validate(told, prior=BEFORE, plan="xuyong-14")
    assert [tally.code for tally in report.rules] == [rule.code for rule in RuleSet.standard()]
    for tally in report.rules:
        assert tally.items == tally.passed + tally.failed + tally.not_evaluated
        assert min(tally.passed, tally.found, tally.explained) >= 0
    failed = {tally.code for tally in report.rules if tally.failed}
    assert failed == {code for one in report for code in (one.code, *one.also)}
    for language in ("zh", "en"):
        assert all(tally.question(language) in report.summary(language) for tally in report.rules)


def test_what_one_cell_explains_is_told_once_and_names_the_other_rules():
    before = [{**row, "period": "2022年"} for row in rows()]
    report = validate(rows("963"), prior=before)
    (finding,) = [one for one in report if one.severity is Severity.BLOCKING]
    assert finding.also
    assert {finding.code, *finding.also} <= {tally.code for tally in report.rules if tally.failed}


def test_findings_that_no_three_cells_explain_are_told_one_by_one_and_it_is_said():
    parts = [seen(name, "10件", "2023年", "叙永县", of=RATE) for _, name, *_ in CASES]
    rules = RuleSet(
        [
            *(
                f"{RATE}__{name} {sign}件"
                for name in ("审结", "受理", "上期末未结")
                for sign in ("> 11", "< 9")
            ),
            f"{RATE}__审结 + {RATE}__受理 > {RATE}__上期末未结 + 15件",
        ]
    )
    report = validate(parts, rules=rules)
    assert len(report) == len(rules)
    (notice,) = report.notes
    assert notice.code == "singly"
    assert notice.say() in report.summary()


# ── explanations ─────────────────────────────────────────────────────────────────────────────────────────


def explained(text):
    return [record("失业保险参保人数", "23.1", "万人", "2023年") | {"explanation": text}]


def test_a_query_with_a_reason_is_explained_and_stays_visible():
    report = validate(explained("机构改革,两家企业职工划入"), prior=BEFORE)
    (finding,) = report.findings
    assert not finding.is_open
    assert finding.instruction == "已说明:机构改革,两家企业职工划入"
    tally = next(one for one in report.rules if one.code == "time.stock_jump")
    assert (tally.found, tally.explained, tally.failed) == (0, 1, 1)
    assert report.counts == {"blocking": 0, "query": 0, "note": 0, "explained": 1}


def test_a_query_with_an_empty_reason_stays_open_and_the_reason_is_remarked():
    report = validate(explained("核实无误"), prior=BEFORE)
    assert codes(report) == ["time.stock_jump", "explanations.empty"]
    assert report.findings[0].is_open
    tally = next(one for one in report.rules if one.code == "explanations.empty")
    assert (tally.items, tally.failed) == (1, 1)


def test_what_blocks_cannot_be_explained_away():
    told = [row | {"explanation": "系统如此,三季度集中受理"} for row in BAD]
    assert not validate(told).ok


# ── order ────────────────────────────────────────────────────────────────────────────────────────────────


def placed(cell, form="a.xlsx"):
    return Observation(RATE, "-1%", "2023年", cell[::-1], cell=cell, form=form)


@pytest.mark.parametrize(
    "cells",
    [
        ["表一!B9", "表一!B10", "表一!AA10", "表二!B2"],
        ["第9行第2列", "第10行第2列", "第10行第12列"],
        ["$[9].value", "$[10].value"],
    ],
)
def test_findings_of_a_grade_stand_in_the_order_of_the_cells(cells):
    told = [placed(cell) for cell in reversed(cells)]
    report = validate(told, rules=RuleSet([RuleSet.standard()["ranges.minimum"]]))
    assert [one.cell for one in report] == cells


def test_forms_and_records_stand_in_the_order_given():
    cells = [placed("B9", "z.xlsx"), placed("B10", "z.xlsx"), placed("B2", "a.xlsx")]
    report = validate(cells, rules=RuleSet([RuleSet.standard()["ranges.minimum"]]))
    assert [one.cell for one in report] == ["B9", "B10", "B2"]
    bare = [Observation(RATE, "-1%", "2023年", region) for region in ("2县", "1县", "10县")]
    report = validate(bare, rules=RuleSet([RuleSet.standard()["ranges.minimum"]]))
    assert [one.region for one in report] == ["2县", "1县", "10县"]


# ── the record of a real report ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "given", [GOOD, BAD, explained("机构改革"), [BEFORE[0] | {"indicator": "失页保险", "value": "?"}]]
)
def test_a_real_report_fits_the_schema_and_is_read_back(given):
    report = validate(given, plan="xuyong-14", prior=BEFORE, regions=["叙永县", "古蔺县"])
    data = json.loads(report.to_json())
    Draft202012Validator(Report.schema()).validate(data)
    assert Report.from_dict(data) == report
    for language in ("zh", "en"):
        assert report.html(language)
        assert report.markdown(language)
        assert report.listing(language)


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["submission", "prior"])
@pytest.mark.parametrize(
    "given", [1.5, 7, float("nan"), b"a", bytearray(b"a"), {"indicator": RATE}, object(), True]
)
def test_what_is_no_submission_is_refused(name, given):
    with refused(DefinitionError, "validation.kind", name, type(given).__name__):
        validate(**({"submission": []} | {name: given}))


def test_nothing_at_all_is_no_submission():
    with refused(DefinitionError, "validation.kind", "submission", "NoneType"):
        validate(None)


@pytest.mark.parametrize("given", [None, 1.5, "a", [], b"a", observations()[0]])
def test_an_item_that_is_no_record_is_refused_with_its_number(given):
    with refused(DefinitionError, "validation.item", "submission", "3"):
        validate([BAD[0], BAD[1], given, BAD[2]])


@pytest.mark.parametrize("given", [1.5, [], b"xuyong-14", object(), Plan])
def test_what_is_no_plan_is_refused(given):
    with refused(DefinitionError, "validation.plan", type(given).__name__):
        validate(GOOD, plan=given)


@pytest.mark.parametrize("given", ["", "xuyong", "a" * 10**6])
def test_an_unknown_plan_is_refused(given):
    with pytest.raises(UnknownNameError):
        validate(GOOD, plan=given)


@pytest.mark.parametrize("given", [1.5, "", [], {}, RuleSet])
def test_what_is_no_rule_set_is_refused(given):
    with refused(DefinitionError, "validation.rules", type(given).__name__):
        validate(GOOD, rules=given)


@pytest.mark.parametrize("given", [1.5, "", [], Catalogue.standard().indicators, Indicator])
def test_what_is_no_catalogue_is_refused(given):
    with refused(DefinitionError, "validation.catalogue", type(given).__name__):
        validate(GOOD, catalogue=given)


@pytest.mark.parametrize("given", [None, 1.5, "叙永县", b"a", [None], [1.5], ["叙永县", 7]])
def test_what_are_no_regions_is_refused(given):
    code = "submission.regions" if given == "叙永县" else "argument.kind"
    with refused(DefinitionError, code, "regions"):
        validate(GOOD, regions=given)


@pytest.mark.parametrize("given", ["", "a" * 10**6, "none.xlsx", "a\x00.csv", "."])
def test_a_path_that_leads_nowhere_is_an_error_of_ours_or_of_the_system(given):
    with pytest.raises((RSIndicatorsError, OSError)):
        validate(given)


def test_something_that_looks_like_a_frame_and_is_none_is_refused():
    with pytest.raises(RSIndicatorsError):
        validate(SimpleNamespace(columns=["indicator"]))


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just([]) | st.just({})
)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUES)), max_size=3))
def test_whatever_records_hold_there_is_a_report(records):
    report = validate(records)
    assert Report.from_dict(json.loads(report.to_json())) == report


def test_nothing_submitted_is_said_and_is_no_silent_pass():
    report = validate([])
    assert [str(note.say()) for note in report.notes] == ["没有填报任何数,没有可核对的"]


def test_a_rule_that_answers_nothing_is_named():
    class Silent(OwnCheck):
        def ask(self, facts):
            return None

    with refused(DefinitionError, "validation.answers", "own.silent"):
        validate([], rules=RuleSet([Silent("own.silent", Severity.NOTE)]))


@pytest.mark.parametrize("progress", [None, 5, "tqdm"])
def test_progress_must_be_a_function(progress):
    with refused(DefinitionError, "validation.progress"):
        validate([], progress=progress)
