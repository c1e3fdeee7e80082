"""Rules of a user's own: formulas and small classes, asked of figures."""

import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from ruled import asked, broken, kept, named, seen, skipped, told_well

from rsindicators import Accumulation, Catalogue, Figure, RuleSet, Severity, validate
from rsindicators.errors import DefinitionError, FormulaError, RSIndicatorsError, UnknownNameError
from rsindicators.facts import Facts
from rsindicators.kinds import Certainty
from rsindicators.ownrule import OwnCheck, OwnRule, checked_code, severity_of
from rsindicators.rule import Outcome

CASES = OwnRule.parse("审结 <= 受理 + 上期末未结", code="own.cases")
CLOSING = "仲裁结案率"
HOSTILE = [None, 1.5, "", "a" * 10**6, float("nan"), b"own.x", ["own.x"], "own.\x00", object()]


def case(name: str, figure: object, period: str = "2023年", **told):
    """A figure of the arbitration's cases."""
    return seen(name, figure, period, of=CLOSING, **told)


def cases(closed: int, accepted: int = 950, pending: int = 10, **told):
    return [
        case("审结", f"{closed}件", **told),
        case("受理", f"{accepted}件", **told),
        case("上期末未结", f"{pending}件", **told),
    ]


# ── a line of formula ────────────────────────────────────────────────────────────────────────────────────


def test_more_cases_closed_than_there_were_are_wrong_and_told_with_their_figures():
    (finding,) = broken(CASES, cases(963))
    assert finding.message == (
        "当期审结案件数(2023年)与规则“审结 ≤ 受理 + 上期末未结”不符:963件 ≤ 950件 + 10件 不成立。"
    )
    assert finding.what("en") == (
        "当期审结案件数 (2023年) breaks the rule “审结 ≤ 受理 + 上期末未结”: "
        "963件 ≤ 950件 + 10件 does not hold."
    )
    assert (finding.severity, finding.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert (finding.code, finding.expected.text) == ("own.cases", "≤960件")
    assert told_well(finding)


def test_as_many_as_there_were_are_right():
    assert kept(CASES, cases(960))


def test_what_rounding_leaves_open_is_kept():
    rule = OwnRule.parse("失业保险参保人数 <= 2万人")
    assert kept(rule, [seen("失业保险参保人数", "2万人", "2023年末")])
    assert broken(rule, [seen("失业保险参保人数", "2.1万人", "2023年末")])
    assert broken(
        OwnRule.parse("失业保险参保人数 < 2万人"), [seen("失业保险参保人数", "20000人", "2023年末")]
    )


def test_a_limit_is_shown_and_decreed():
    (finding,) = broken(OwnRule.parse("受理 <= 900件"), cases(900))
    assert "950件 ≤ 900件" in finding.message
    assert len(finding.figures) == 1


def test_the_users_words_are_told():
    rule = OwnRule.parse(
        "审结 <= 受理 + 上期末未结",
        severity="核实性",
        question="审结不多于应办",
        instruction="核对办案台账。",
        basis="县局规定",
    )
    (finding,) = broken(rule, cases(963))
    assert rule.question() == rule.question("en") == "审结不多于应办"
    assert "“审结不多于应办”" in finding.message
    assert finding.instruction == finding.next("en") == "核对办案台账。"
    assert (finding.severity, finding.certainty, finding.basis) == (
        Severity.QUERY,
        Certainty.WRONG,
        "县局规定",
    )
    assert CASES.question("en") == "审结 ≤ 受理 + 上期末未结"


def test_each_region_and_scope_is_a_place_of_its_own():
    told = [*cases(963, region="甲县"), *cases(960, region="乙县"), *cases(970, region="甲县", scope="常住")]
    assert [(one.region, one.actual) for one in broken(CASES, told)] == [("甲县", "963件"), ("甲县", "970件")]
    mixed = [cases(963, region="甲县")[0], *cases(960, region="乙县")[1:]]
    assert skipped(CASES, mixed) == ["missing", "missing"]


def test_figures_without_a_region_are_of_the_plans():
    closed, *others = cases(963)
    told = [closed, *(case(one.indicator.name, str(one.figure), region="叙永县") for one in others)]
    assert broken(CASES, told, region="叙永县")
    assert skipped(CASES, told) == ["missing", "missing"]


def test_a_place_where_a_figure_is_missing_is_said_once():
    assert skipped(CASES, cases(963)[1:]) == ["missing"]
    assert skipped(CASES, [*cases(963)[:2], case("上期末未结", None)]) == ["missing"]
    assert asked(CASES, [seen("失业保险参保人数", "2万人", "2023年末")]) == []


def test_figures_in_words_are_not_compared():
    rule = OwnRule.parse("参保率 >= 90%")
    assert skipped(rule, [seen("参保率", "全覆盖", "2023年末")]) == ["words"]


def test_a_yearly_average_is_not_held_against_a_total():
    told = [
        seen("城镇新增就业人数", "0.3万人", "2021—2025年", accumulation=Accumulation.AVERAGE_ANNUAL),
        seen("自然减员", "0.1万人", "2021—2025年", accumulation=Accumulation.CUMULATIVE),
    ]
    assert skipped(OwnRule.parse("城镇新增就业 <= 自然减员"), told) == ["other_period"]


def test_names_that_the_catalogue_does_not_have_are_said_and_never_raise():
    rule = OwnRule.parse("来访人次 <= 受理")
    assert [one.skipped for one in asked(rule, cases(963))] == ["names"]
    with refused(UnknownNameError, "catalogue.unknown", "来访人次"):
        rule.resolve(Catalogue.standard())
    assert tuple(rule.trees(named("受理", CLOSING), Catalogue.standard())) == ()


def test_its_tree_is_of_the_indicator_it_is_asked_of():
    closed, accepted = named("审结", CLOSING), named("受理", CLOSING)
    (tree,) = CASES.trees(closed, Catalogue.standard())
    assert tree.terms[0][1].code == closed.code
    assert tuple(CASES.trees(accepted, Catalogue.standard())) == ()


# ── earlier figures ──────────────────────────────────────────────────────────────────────────────────────

RISING = OwnRule.parse("失业保险参保人数 >= 上期_失业保险参保人数")


def test_a_look_back_is_asked_and_never_called_wrong():
    now, before = (
        seen("失业保险参保人数", f, p) for f, p in (("2.1万人", "2023年末"), ("2.3万人", "2022年末"))
    )
    (finding,) = broken(RISING, [now], [before])
    assert (finding.severity, finding.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert finding.message.endswith("2.1万人 ≥ 2.3万人 不成立。")
    assert [one.text for one in finding.figures] == ["2.1万人", "2.3万人"]
    assert skipped(RISING, [now]) == ["earlier"]
    strict = OwnRule.parse("失业保险参保人数 >= 上期_失业保险参保人数", severity=Severity.BLOCKING)
    assert [one.severity for one in broken(strict, [now], [before])] == [Severity.BLOCKING]


def test_the_same_months_a_year_earlier_have_a_word_of_their_own():
    rule = OwnRule.parse("上年同期_受理 <= 2 * 受理")
    assert kept(rule, [case("受理", "100件", "2023年1—6月")], [case("受理", "150件", "2022年1—6月")])
    (finding,) = broken(rule, [case("受理", "70件", "2023年1—6月")], [case("受理", "150件", "2022年1—6月")])
    assert finding.actual == "70件"


def test_what_was_reported_before_this_form_may_have_been_corrected_since():
    closed, *others = cases(963)
    (finding,) = broken(CASES, others, [closed])
    assert (finding.severity, finding.certainty) == (Severity.QUERY, Certainty.SUSPECT)
    assert finding.indicator == others[0].indicator  # told of a cell of this form
    assert kept(CASES, others, cases(960)[:1])


def test_a_stock_stands_beside_a_flow_at_the_end_of_its_months():
    rule = OwnRule.parse("失业保险参保人数 >= 城镇新增就业")
    flow = seen("城镇新增就业人数", "0.3万人", "2023年1—6月")
    early, late = (
        seen("失业保险参保人数", f, p) for f, p in (("0.1万人", "2023年6月末"), ("0.9万人", "2023年末"))
    )
    (finding,) = broken(rule, [late, early, flow])
    assert finding.actual == "0.1万人"


# ── a small class ────────────────────────────────────────────────────────────────────────────────────────


class Hundreds(OwnCheck):
    """No count that ends in two zeros."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        for one in facts.submitted:
            even = isinstance(one.figure, Figure) and str(one.figure.value).endswith("00")
            yield self.found(one) if even else Outcome(cell=one)


def test_a_class_of_ones_own_needs_ask_alone():
    rule = Hundreds("own.hundreds", "提示性", asked="是否按整百填报", told="填实际数。")
    (finding,) = broken(rule, cases(900, 950))
    assert finding.message == "当期审结案件数(2023年)为900件,请对照“是否按整百填报”核对。"
    assert (finding.instruction, finding.severity) == ("填实际数。", Severity.NOTE)
    assert (rule.question(), rule.question("en")) == ("是否按整百填报", "是否按整百填报")


def test_without_words_its_code_and_the_usual_instruction_are_told():
    rule = Hundreds("own.hundreds", Severity.QUERY)
    (finding,) = broken(rule, cases(900, 950))
    assert "own.hundreds" in finding.message
    assert told_well(finding)
    told = rule.finding(cases(1)[0], {"relation": "1 < 0"}, wording="own.broken")
    assert "1 < 0" in told.message


# ── made, compared, refused ──────────────────────────────────────────────────────────────────────────────


def test_a_rule_is_a_value():
    again = pickle.loads(pickle.dumps(CASES))
    assert again == CASES
    assert hash(again) == hash(CASES)
    assert OwnRule.parse("审结 < 受理 + 上期末未结", code="own.cases") != CASES
    codes = [OwnRule.parse(text).code for text in ("审结 <= 受理", "审结 <= 受理", "审结 < 受理")]
    assert codes[0] == codes[1] != codes[2]


def test_a_formula_without_comparison_or_without_a_figure_of_now_is_refused():
    with refused(FormulaError, "formula.no_comparison", "审结 + 受理"):
        OwnRule.parse("审结 + 受理")
    for text in ("1 <= 2", "上期_受理 >= 0", "上期_受理 <= 上年同期_受理 + 5件"):
        with refused(FormulaError, "own.now", text):
            OwnRule.parse(text)


@pytest.mark.parametrize("given", HOSTILE, ids=lambda one: type(one).__name__)
def test_what_is_no_formula_is_refused(given):
    with pytest.raises(FormulaError):
        OwnRule.parse(given)


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_is_refused(text):
    try:
        rule = OwnRule.parse(text)
    except RSIndicatorsError:
        return
    assert checked_code(rule.code)
    assert [one.skipped for one in asked(rule, cases(963))] in (["names"], [])


@pytest.mark.parametrize("given", [*HOSTILE, "own", "Own.x", "own..x", ".own", "own.", "中.文", "own.x\n"])
def test_what_is_no_code_is_refused(given):
    with refused(DefinitionError, "own.code"):
        checked_code(given)
    if given != "":
        with refused(DefinitionError, "own.code"):
            OwnRule.parse("审结 <= 受理", code=given)


def test_severities_go_by_value_and_label():
    assert {severity_of(one) for one in ("note", "提示性", Severity.NOTE)} == {Severity.NOTE}


@pytest.mark.parametrize("given", HOSTILE, ids=lambda one: type(one).__name__)
def test_what_is_no_severity_is_refused(given):
    with refused(DefinitionError, "own.severity", "强制性"):
        severity_of(given)


@pytest.mark.parametrize("name", ["question", "instruction", "basis"])
@pytest.mark.parametrize("given", [None, 1.5, "a" * 61, "一行\n两行", "\x1b[2J", ["text"]])
def test_words_are_one_short_line(name, given):
    with refused(DefinitionError, "own.words", "60"):
        OwnRule.parse("审结 <= 受理", **{name: given})


def test_a_figure_told_without_its_unit_may_be_in_another_and_is_asked_about():
    rows = [
        {"indicator": "城镇新增就业人数", "period": "2023年", "value": "3500"},
        {"indicator": "城镇累计新就业人员数", "period": "2023年", "value": "0.43", "unit": "万人"},
    ]
    rules = RuleSet([OwnRule.parse("城镇新增就业人数 <= 城镇累计新就业人员数")])
    (finding,) = validate(rows, rules=rules).findings
    assert (finding.severity, finding.certainty) == (Severity.QUERY, Certainty.SUSPECT)


@pytest.mark.parametrize("formula", [None, "审结 <= 受理", 1.5])
def test_only_a_comparison_that_was_read_makes_a_rule(formula):
    with refused(FormulaError, "formula.no_comparison"):
        OwnRule("own.a", Severity.NOTE, formula=formula)
