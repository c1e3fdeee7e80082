"""Sets of rules against themselves: what contradicts, what no figure satisfies, what stays open."""

from collections.abc import Iterable, Iterator

import pytest
from corners import has_point, sums
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from ruled import told_well

from rsindicators import Catalogue, Formula, Interval, Severity
from rsindicators.consistency import check
from rsindicators.errors import DefinitionError, FormulaError
from rsindicators.facts import Facts
from rsindicators.indicator import Indicator
from rsindicators.kinds import Certainty
from rsindicators.ownrule import OwnCheck, OwnRule
from rsindicators.rule import FormulaRule, Outcome, Term, Tree
from rsindicators.ruleset import RuleSet

CASES = "审结 <= 受理 + 上期末未结"


def found(*texts: str) -> list[str]:
    """The findings of a few own rules, each as its kind and the rules' numbers."""
    rules = [OwnRule.parse(text, code=f"own.r{number}") for number, text in enumerate(texts)]
    names = {rule.code: str(number) for number, rule in enumerate(rules)}
    findings = check(rules)
    assert all(told_well(one) for one in findings)
    return [" ".join([one.code[8:], *(names[place.title] for place in one.places)]) for one in findings]


# ── one rule ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "参保率 < 0%",  # below the minimum
        "仲裁结案率 > 100%",  # above the maximum
        "仲裁结案率 * 2 > 250%",
        "受理 < 受理",
        "审结 + 受理 < 0",
        "审结 / 受理 != 审结 / 受理",
        "调解成功 * 调解成功 < 0",
    ],
)
def test_a_rule_that_no_figure_can_satisfy_is_found(text):
    assert found(text) == ["unsatisfiable 0"]


@pytest.mark.parametrize(
    "text", [CASES, "参保率 > 100%", "城镇新增就业人数 < 0", "仲裁结案率 >= 100%", "审结 = 受理"]
)
def test_a_rule_that_some_figure_satisfies_is_left_alone(text):
    assert found(text) == []


def test_a_rule_that_always_holds_is_a_remark():
    assert found("受理 <= 受理 + 5件") == ["unbreakable 0"]
    assert found("受理 / 上期末未结 = 受理 / 上期末未结") == ["unbreakable 0"]


def test_a_rule_that_only_repeats_a_bound_is_one_that_figures_can_break():
    assert found("参保率 >= 0%", "仲裁结案率 <= 100%") == []


def test_names_and_units_that_do_not_fit_are_asked_about():
    assert found("参保x <= 1%", "审结 >= 0", "参保率 <= 参保人数") == ["names 0", "names 1", "names 2"]
    rules = [OwnRule.parse(text, code="own.x") for text in ("参保x <= 1%", "审结 >= 0", "参保率 <= 参保人数")]
    messages = [check([rule]).rows[0].message for rule in rules]
    assert "“参保x”" in messages[0]
    assert "几个指标" in messages[1]
    assert "单位不同" in messages[2]


# ── two rules ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "texts",
    [
        ("参保率 > 90%", "参保率 < 80%"),
        (CASES, "审结 > 受理 + 上期末未结"),
        (CASES, "审结 / (受理 + 上期末未结) > 100%"),
        ("受理 >= 6000件", "受理 <= 5000件"),
        ("失业保险参保人数 >= 2万人", "失业保险参保人数 < 20000人"),
        ("仲裁结案率 = 审结 / (受理 + 上期末未结)", "审结 > 受理 + 上期末未结"),
        ("受理 > 上期_受理", "上期_受理 >= 受理"),
        ("受理 - 上期末未结 = 5件", "受理 < 上期末未结"),
    ],
)
def test_two_rules_that_contradict_each_other_are_found(texts):
    assert found(*texts) == ["contradiction 0 1"]
    assert found(*reversed(texts)) == ["contradiction 0 1"]


@pytest.mark.parametrize(
    "texts",
    [
        ("参保率 > 90%", "参保率 <= 90.1%"),
        (CASES, "审结 >= 受理 + 上期末未结"),
        ("受理 > 上期_受理", "上年同期_受理 >= 受理"),  # of two different times
        (
            "调解成功 * 2 >= 劳动人事争议调解成功率__审结 * 3",
            "调解成功 <= 劳动人事争议调解成功率__审结",
        ),  # of none
        ("受理 > 5000件", "申领人数 < 5000人"),
        ("城镇新增就业 < 0", "城镇新增就业 > 上期_城镇新增就业"),
    ],
)
def test_two_rules_that_some_figures_satisfy_are_left_alone(texts):
    assert found(*texts) == []


def test_a_contradiction_names_both_rules_and_their_formulas():
    (finding,) = check(
        [OwnRule.parse(CASES, code="own.a"), OwnRule.parse("审结 > 受理 + 上期末未结", code="own.b")]
    )
    for text in (finding.what("zh"), finding.what("en")):
        assert all(word in text for word in ("own.a", "own.b", "审结 ≤ 受理 + 上期末未结", "审结 > 受理"))
    assert (finding.severity, finding.certainty) == (Severity.BLOCKING, Certainty.WRONG)
    assert [place.title for place in finding.places] == ["own.a", "own.b"]


def test_a_rule_that_nothing_satisfies_is_not_told_again_with_every_other():
    assert found("参保率 < 0%", "参保率 > 90%", "参保率 < 80%") == ["unsatisfiable 0", "contradiction 1 2"]


def test_own_rules_are_held_against_those_of_the_library():
    findings = RuleSet.standard().add(OwnRule.parse("审结 > 受理 + 上期末未结", code="own.x")).check()
    assert {tuple(place.title for place in one.places) for one in findings} == {
        ("identities.formula", "own.x"),
        ("identities.numerator", "own.x"),
    }
    assert not RuleSet.standard().add(CASES).check().rows


# ── against another method ───────────────────────────────────────────────────────────────────────────────

FAR = Interval(0, 10**9)
SIGNS = {"<=": (1, "<="), "<": (1, "<"), ">=": (-1, "<="), ">": (-1, "<"), "=": (1, "=")}


@st.composite
def comparisons(draw):
    """One of two counts, and the same as a condition on numbers."""
    one, other = (draw(st.integers(-3, 3)) for _ in range(2))
    number, sign = draw(st.integers(0, 9)), draw(st.sampled_from(list(SIGNS)))
    turned, relation = SIGNS[sign]
    condition = sums(turned * one, turned * other, constant=-turned * number, relation=relation)
    return f"{one} * 受理 + {other} * 审结 {sign} {number}件".replace("+ -", "- "), condition


@given(comparisons(), comparisons())
def test_two_linear_rules_contradict_each_other_if_no_corner_of_their_polytope_is_left(one, other):
    texts, conditions = zip(one, other, strict=True)
    alone = [has_point([condition], [FAR, FAR]) for condition in conditions]
    told = {line.split(" ", 1)[0] for line in found(*texts) if not line.startswith("unbreakable")}
    if not all(alone):
        assert told == {"unsatisfiable"}
    else:
        assert told == (set() if has_point(conditions, [FAR, FAR]) else {"contradiction"})


@given(comparisons())
def test_a_rule_always_holds_if_no_figures_at_all_break_it(comparison):
    text, condition = comparison
    constant = not any(factor for unknowns, factor in condition.polynomial.items() if unknowns)
    size = condition.polynomial[()]
    holds = {"<=": size <= 0, "<": size < 0, "=": size == 0}[condition.relation]
    assert ("unbreakable 0" in found(text)) is (constant and holds)


# ── the library's own ────────────────────────────────────────────────────────────────────────────────────


def test_the_standard_rules_do_not_contradict_each_other():
    findings = RuleSet.standard().check()
    assert not findings.rows
    tallies = {tally.code: tally for tally in findings.checked}
    assert tallies["ruleset.unsatisfiable"].applied > 800
    assert tallies["ruleset.contradiction"].applied > 1000
    assert tallies["ruleset.contradiction"].skipped == ()  # none is left open
    assert [reason for reason, _ in tallies["ruleset.unsatisfiable"].skipped] == ["no_relation"]
    assert [name for name, _ in findings.editions] == ["rules", "catalogue"]


def test_what_was_checked_is_said_in_both_languages():
    findings = check([OwnRule.parse("参保x <= 1%"), OwnRule.parse(CASES)])
    assert "没有数能满足的规则:核对1项,存疑0项,未核对1项" in findings.summary()
    assert "rules that no figure can satisfy" in findings.summary("en")


# ── rules of other kinds ─────────────────────────────────────────────────────────────────────────────────


class Seen(OwnCheck):
    """A rule that is no relation."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        return (self.found(one) for one in facts.submitted)


class Posed(FormulaRule):
    """A relation of the user's own class, asked of one indicator."""

    text = "x * x = 2%"
    names = ("x",)

    def trees(self, indicator: Indicator, catalogue: Catalogue) -> Iterable[Tree]:
        if indicator.name != "基本养老保险参保率":
            return ()
        codes = [indicator.code, "elsewhere"]
        terms = tuple((name, Term(code)) for name, code in zip(self.names, codes, strict=False))
        return (Tree(Formula.parse(self.text), terms),)


def test_rules_that_are_no_relation_and_relations_that_stay_open_are_counted_as_not_evaluated():
    seen, posed = Seen("own.seen", Severity.NOTE), Posed("own.posed", Severity.NOTE)
    unsatisfiable = check([seen, posed]).checked[1]
    assert (unsatisfiable.applied, dict(unsatisfiable.skipped)) == (0, {"no_relation": 1, "open": 1})


class Elsewhere(Posed):
    """With a figure of an indicator that the catalogue does not have."""

    text, names = "x < y", ("x", "y")


def test_what_the_catalogue_does_not_have_may_be_anything():
    assert not check([Elsewhere("own.elsewhere", Severity.NOTE)]).rows


class NoComparison(Posed):
    text = "x + x"


def test_a_class_whose_relation_is_none_is_refused():
    with refused(FormulaError, "formula.no_comparison"):
        check([NoComparison("own.none", Severity.NOTE)])


@pytest.mark.parametrize("given", [1.5, "", "目录", [], object()])
def test_what_is_no_catalogue_is_refused(given):
    with refused(DefinitionError, "audit.catalogue"):
        check([], given)


def test_an_empty_set_has_nothing_to_say():
    assert not check([]).rows
    assert check([], Catalogue([])).checked[0].applied == 0
