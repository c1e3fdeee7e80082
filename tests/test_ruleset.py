"""Sets of rules as values: made, changed, shown, stored, refused."""

import json
import pickle
from collections.abc import Iterator

import pytest
from attrs import evolve
from refusal import refused
from ruled import asked, seen

from rsindicators import Catalogue, Figure, Severity
from rsindicators.errors import DefinitionError, FormulaError, RSIndicatorsError, UnknownNameError
from rsindicators.facts import Facts
from rsindicators.kinds import Certainty
from rsindicators.ownrule import OwnCheck, OwnRule
from rsindicators.rule import Outcome, Rule
from rsindicators.ruleset import RuleSet

STANDARD = RuleSet.standard()
CASES = "审结 <= 受理 + 上期末未结"
OWN = OwnRule.parse(CASES, code="own.cases", severity="提示性", question="问", instruction="答", basis="据")
HOSTILE = [None, 1.5, float("nan"), b"own.x", object(), {"own.x": 1}, Rule, 10**100]


class Unnamed(OwnCheck):
    """One small class: figures without a region."""

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        for one in facts.submitted:
            yield Outcome(cell=one) if one.region else self.found(one)


UNNAMED = Unnamed("own.region", Severity.QUERY, asked="是否写明地区")


# ── the standard set ─────────────────────────────────────────────────────────────────────────────────────


def test_the_standard_rules_stand_by_family():
    families = list(dict.fromkeys(rule.code.partition(".")[0] for rule in STANDARD))
    assert families == [
        "cells",
        "units",
        "ranges",
        "identities",
        "parts",
        "time",
        "keys",
        "plan",
        "explanations",
    ]
    assert RuleSet.standard() is STANDARD
    assert len(STANDARD) == len({rule.code for rule in STANDARD}) > 40


def test_every_rule_has_a_question_in_both_languages():
    for rule in STANDARD:
        assert rule.question("zh")
        assert rule.question("en").isascii()


# ── other sets in one line ───────────────────────────────────────────────────────────────────────────────


def test_a_rule_is_added_dropped_and_levelled_in_one_line():
    rules = STANDARD.add(CASES).drop("time.gap").level("time.stock_jump", "提示性")
    assert len(rules) == len(STANDARD)
    assert "time.gap" not in rules
    assert rules["time.stock_jump"].severity is Severity.NOTE
    assert list(rules)[-1].formula.text == CASES
    assert "time.gap" in STANDARD
    assert STANDARD["time.stock_jump"].severity is Severity.QUERY


def test_a_rule_stands_in_the_place_of_another():
    jump = evolve(STANDARD["time.stock_jump"], share="30%")
    rules = STANDARD.replace(jump)
    assert [rule.code for rule in rules] == [rule.code for rule in STANDARD]
    assert rules["time.stock_jump"].share == Figure("30", "%")
    assert rules != STANDARD
    assert rules.edition != STANDARD.edition


def test_levels_go_by_member_value_and_label():
    sets = [STANDARD.level("ranges.usual", one) for one in (Severity.NOTE, "note", "提示性")]
    assert sets[0] == sets[1] == sets[2] != STANDARD
    assert STANDARD.level("ranges.usual", "query") == STANDARD
    assert RuleSet([Unnamed("own.x", "note")])["own.x"].severity is Severity.NOTE


def test_a_severity_in_words_of_any_rule_is_read():
    class Plain(Rule):
        def ask(self, facts: Facts) -> Iterator[Outcome]:
            return iter(())

    assert RuleSet([Plain("own.plain", "提示性")])["own.plain"].severity is Severity.NOTE


@pytest.mark.parametrize("code", ["plan.target", "plan.ceiling"])
def test_a_missed_target_is_never_made_a_data_error(code):
    with refused(DefinitionError, "ruleset.most", code, "核实性"):
        STANDARD.level(code, Severity.BLOCKING)
    with refused(DefinitionError, "ruleset.most"):
        STANDARD.replace(evolve(STANDARD[code], severity=Severity.BLOCKING))
    with refused(DefinitionError, "ruleset.most"):
        RuleSet.from_dict({"rules": [{"code": code, "severity": "blocking"}]})
    assert STANDARD.level(code, "核实性")[code].severity is Severity.QUERY


def test_a_small_class_is_a_rule():
    rules = STANDARD.add(UNNAMED)
    (answer,) = asked(rules["own.region"], [seen("失业保险参保人数", "2万人", "2023年末")])
    assert "是否写明地区" in answer.finding.message
    (answer,) = asked(UNNAMED, [seen("失业保险参保人数", "2万人", "2023年末", "叙永县")])
    assert answer.finding is None


def test_contradictions_are_found_by_the_set_itself():
    rules = RuleSet(["参保率 > 90%", "参保率 < 80%"])
    (finding,) = rules.check()
    assert finding.code == "ruleset.contradiction"
    assert rules.check(Catalogue([])).editions[0] == ("rules", rules.edition)


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────


def test_sets_are_equal_by_their_rules():
    again = RuleSet(tuple(STANDARD))
    assert again == STANDARD
    assert hash(again) == hash(STANDARD)
    assert again.edition == STANDARD.edition
    assert STANDARD.drop() == STANDARD
    assert pickle.loads(pickle.dumps(STANDARD.add(OWN, UNNAMED))) == STANDARD.add(OWN, UNNAMED)


def test_the_edition_changes_with_any_attribute():
    changed = [
        STANDARD.drop("time.gap"),
        STANDARD.level("time.gap", "核实性"),
        STANDARD.replace(evolve(STANDARD["time.gap"], basis="别的依据")),
        STANDARD.add(CASES),
        STANDARD.add("审结 < 受理 + 上期末未结"),
    ]
    editions = {one.edition for one in (STANDARD, *changed)}
    assert len(editions) == len(changed) + 1
    assert all(len(one) == 12 for one in editions)


def test_the_table_tells_code_question_severity_and_basis():
    table = STANDARD.add(OWN).to_table()
    assert table.columns == ("代码", "问题", "级别", "依据")
    assert table.rows[-1] == ("own.cases", "问", "提示性", "据")
    assert table.notes[0].startswith("版本 ")
    english = STANDARD.to_table("en")
    assert english.columns[0] == "code"
    assert "blocking" in {row[2] for row in english.rows}
    assert RuleSet([evolve(OWN, asked="<b>")])._repr_html_().count("&lt;b&gt;") == 1


# ── stored ───────────────────────────────────────────────────────────────────────────────────────────────


def stored(rules: RuleSet) -> RuleSet:
    return RuleSet.from_dict(json.loads(json.dumps(rules.to_dict())))


def test_a_set_is_stored_as_plain_data_and_read_back():
    jump = evolve(STANDARD["time.stock_jump"], share="30%", severity=Severity.NOTE)
    rules = STANDARD.replace(jump).drop("plan.ceiling").add(OWN, CASES, "参保人数 >= 上期_参保人数")
    assert stored(rules) == rules
    assert stored(STANDARD) == STANDARD
    assert stored(RuleSet([])) == RuleSet([])
    records = {record["code"]: record for record in rules.to_dict()["rules"]}
    assert records["time.gap"] == {"code": "time.gap", "severity": "note"}
    assert records["own.cases"] == {
        "code": "own.cases", "severity": "note", "formula": CASES,
        "question": "问", "instruction": "答", "basis": "据",
    }  # fmt: skip
    assert records["time.stock_jump"]["share"] == {"value": "30", "unit": "%"}


def test_other_attributes_of_standard_rules_are_stored_too():
    rules = STANDARD.replace(evolve(STANDARD["time.gap"], basis="依据", certainty=Certainty.WRONG))
    assert stored(rules) == rules
    own = RuleSet([OwnRule.parse("审结 <= 受理", code="ranges.usual")])
    assert stored(own) == own


class Looser(OwnRule):
    """A class made of that of formulas."""


@pytest.mark.parametrize(
    "rule",
    [
        UNNAMED,
        evolve(UNNAMED, code="ranges.usual"),
        evolve(STANDARD["time.gap"], code="own.gap"),
        evolve(STANDARD["plan.target"], most=Severity.BLOCKING),
        evolve(OWN, certainty=Certainty.SUSPECT),
        Looser("own.looser", Severity.NOTE, Certainty.WRONG, formula=OWN.formula),
    ],
    ids=lambda rule: rule.code,
)
def test_what_data_cannot_tell_is_not_stored(rule):
    with refused(DefinitionError, "ruleset.own_class", rule.code, type(rule).__name__):
        RuleSet([rule]).to_dict()


@pytest.mark.parametrize("data", [*HOSTILE, "", "a" * 10**6, [], {}, {"rules": {}}, {"rules": [], "more": 1}])
def test_data_of_another_form_are_refused(data):
    with refused(DefinitionError, "ruleset.data"):
        RuleSet.from_dict(data)


@pytest.mark.parametrize(
    ("record", "kind", "code"),
    [
        *((one, DefinitionError, "ruleset.record") for one in (None, "", [], {}, {1: 2}, {"code": "own.x"})),
        ({"code": "time.gap", "severity": "note", 5: 6}, DefinitionError, "ruleset.record"),
        ({"code": "time.gap", "severity": "note", "most": "note"}, DefinitionError, "ruleset.record"),
        ({"code": "own.x", "severity": "note", "formula": "x", "a": 1}, DefinitionError, "ruleset.record"),
        ({"code": "time.gap", "severity": "note", "share": "5%"}, DefinitionError, "codec.fault"),
        ({"code": "time.stock_jump", "severity": "note", "share": "x"}, DefinitionError, "codec.fault"),
        ({"code": "time.stock_jump", "severity": "note", "share": 0.5}, DefinitionError, "codec.fault"),
        ({"code": "time.gap", "severity": []}, DefinitionError, "own.severity"),
        ({"code": "time.gaps", "severity": "note"}, UnknownNameError, "ruleset.unknown"),
        ({"code": None, "severity": "note"}, UnknownNameError, "text.type"),
        ({"code": "", "severity": "note", "formula": CASES}, DefinitionError, "own.code"),
        ({"code": "own.x", "severity": "note", "formula": None}, FormulaError, "text.type"),
        ({"code": "own.x", "severity": "note", "formula": "审结"}, FormulaError, "formula.no_comparison"),
        ({"code": "own.x", "severity": "note", "formula": "x<=1", "basis": 5}, DefinitionError, "own.words"),
    ],
)  # fmt: skip
def test_a_record_that_is_no_rule_is_refused(record, kind, code):
    with refused(kind, code):
        RuleSet.from_dict({"rules": [record]})


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────


def test_two_rules_of_one_code_are_refused():
    with refused(DefinitionError, "ruleset.twice", "own.cases"):
        STANDARD.add(OWN, OWN)
    with refused(DefinitionError, "ruleset.twice"):
        STANDARD.add(CASES, CASES)


@pytest.mark.parametrize("given", HOSTILE, ids=lambda one: type(one).__name__)
def test_what_is_no_rule_is_refused(given):
    for put in (STANDARD.add, STANDARD.replace, lambda one: RuleSet([one])):
        with refused(DefinitionError, "ruleset.rule"):
            put(given)


@pytest.mark.parametrize(
    "given", [None, 1.5, "审结 <= 受理", OWN, 10**100], ids=lambda one: type(one).__name__
)
def test_what_is_no_list_of_rules_is_refused(given):
    with refused(DefinitionError, "ruleset.rules"):
        RuleSet(given)


def test_an_unknown_code_is_refused_with_the_nearest():
    for ask in (STANDARD.__getitem__, STANDARD.drop, lambda code: STANDARD.level(code, "note")):
        with refused(UnknownNameError, "ruleset.unknown", "time.stock_jump"):
            ask("time.stock_jumps")
    with refused(UnknownNameError, "ruleset.unknown", "own.cases"):
        STANDARD.replace(OWN)


@pytest.mark.parametrize("given", [*HOSTILE, "a" * 10**6], ids=lambda one: type(one).__name__)
def test_a_code_that_is_none_is_in_no_set(given):
    assert given not in STANDARD
    for ask in (STANDARD.__getitem__, STANDARD.drop, lambda code: STANDARD.level(code, "note")):
        with pytest.raises(UnknownNameError):
            ask(given)


@pytest.mark.parametrize("given", [*HOSTILE, "", "高"], ids=lambda one: type(one).__name__)
def test_a_severity_that_is_none_is_refused(given):
    with refused(DefinitionError, "own.severity"):
        STANDARD.level("time.gap", given)


@pytest.mark.parametrize("text", ["", "审结", "审结 <= ", "a" * 10**6, "\x00", "1 <= 2"])
def test_a_text_that_states_no_rule_is_refused(text):
    with pytest.raises(RSIndicatorsError):
        STANDARD.add(text)


def test_a_set_prints_as_its_table_and_its_repr_is_short():
    rules = RuleSet.standard()
    assert str(rules) == rules.to_table().text()
    assert len(repr(rules)) < 60
