"""Relations over components, with the parts of some in their place."""

import pytest
from definitions import component, count, indicator

from rsindicators import Catalogue, Figure, Formula, Interval
from rsindicators.constituent import constituents
from rsindicators.expansion import NONE, multiplied, numerator_of, of_formula, right_side, tree_with

CATALOGUE = Catalogue.standard()
COVERAGE = CATALOGUE["基本养老保险参保率"]
ELIGIBLE = "法定应参保人数"


def terms_of(tree):
    return {name: term.code for name, term in tree.terms}


def test_a_rate_is_its_formula_over_its_components_in_the_name_of_the_rate_first():
    tree = tree_with(of_formula(CATALOGUE["仲裁结案率"]), NONE)
    assert str(tree.formula) == "率 = 当期审结案件数 ÷ (当期立案受理案件数 + 上期末累计未结案件总数)"
    assert tree.subject == "率"
    assert terms_of(tree)["率"] == "arbitration_closure_rate"
    assert terms_of(tree)["当期审结案件数"] == "arbitration_closure_rate__closed"


def test_a_difference_of_counts_is_no_rate():
    tree = tree_with(of_formula(CATALOGUE["城镇新增就业人数"]), NONE)
    assert str(tree.formula) == "本数 = 城镇累计新就业人员数 - 自然减员人数"


def test_a_component_that_bears_the_name_of_the_relation_keeps_it():
    parts = (component("率", code="rate"), component("总数", code="all"))
    found = of_formula(indicator(formula=Formula.parse("率 / 总数"), components=parts))
    assert str(tree_with(found, NONE).formula) == "本率 = 率 ÷ 总数"


def test_the_formula_of_a_component_stands_for_it():
    found = of_formula(COVERAGE)
    assert found.derived == {ELIGIBLE}
    tree = tree_with(found, found.derived)
    assert str(tree.formula) == "率 = 参保人数 ÷ (16周岁以上人口 - 全日制在校学生 - 现役军人)"
    box = {"率": Interval("0.9", "0.9"), "参保人数": Interval(36, 36), "16周岁以上人口": Interval(45, 45)}
    rest = {"全日制在校学生": Interval("4.5", "4.5"), "现役军人": Interval("0.5", "0.5")}
    assert tree.formula.holds(box | rest) is True


def test_a_derived_component_has_a_relation_of_its_own():
    one = next(part for part in constituents(COVERAGE) if part.name == ELIGIBLE)
    tree = tree_with(of_formula(one, COVERAGE), NONE)
    assert str(tree.formula) == "法定应参保人数 = 16周岁以上人口 - 全日制在校学生 - 现役军人"
    assert terms_of(tree)[ELIGIBLE] == one.code


def test_what_has_no_formula_has_no_relation():
    insured = next(part for part in constituents(COVERAGE) if part.name == "参保人数")
    assert of_formula(CATALOGUE["失业保险参保人数"]) is None
    assert of_formula(insured, COVERAGE) is None
    assert of_formula(insured) is None
    assert of_formula(insured, CATALOGUE["仲裁结案率"]) is None


def test_parts_of_parts_stand_for_them_too_and_a_minus_before_them_stays():
    parts = (
        component("甲", formula=Formula.parse("乙 + 戊")),
        component("丙", formula=Formula.parse("-(丁 - 戊)")),
        component("乙", formula=Formula.parse("丁 + 丁")),
        component("丁"),
        component("戊"),
    )
    one = indicator(formula=Formula.parse("甲 / 丙"), components=parts, code="own")
    found = of_formula(one)
    assert found.derived == {"甲", "乙", "丙"}
    assert str(tree_with(found, found.derived).formula) == "率 = (丁 + 丁 + 戊) ÷ -(丁 - 戊)"
    assert str(tree_with(found, frozenset({"乙"})).formula) == "率 = 甲 ÷ 丙"


def test_a_relation_that_multiplies_out_to_too_much_is_none():
    below = [f"b{number}" for number in range(20)]
    formula = Formula.parse(f"a0 / ({' + '.join(below)})")
    parts = tuple(map(component, ("a0", *below)))
    assert tree_with(of_formula(indicator(formula=formula, components=parts)), NONE) is None


# ── numerators ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["城镇调查失业率", "城镇登记失业率", "劳动人事争议仲裁结案率", "劳动保障监察举报投诉案件结案率"]
)
def test_where_a_share_cannot_exceed_100_its_numerator_is_in_its_denominator(name):
    tree = tree_with(numerator_of(CATALOGUE[name]), NONE)
    assert tree.formula.is_comparison
    assert tree.subject == CATALOGUE[name].formula.names[0]


@pytest.mark.parametrize(
    "name", ["基本养老保险参保率", "劳动人事争议调解成功率", "申领电子社保卡人口覆盖率", "失业保险参保人数"]
)
def test_where_it_may_its_numerator_may_be_the_larger(name):
    assert numerator_of(CATALOGUE[name]) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"maximum": Figure("150", "%")},
        {
            "formula": Formula.parse("100% - 签订企业 / 企业总数"),
            "maximum": Figure("100", "%"),
        },
        {"formula": Formula.parse("签订企业 / 企业总数 * 1"), "maximum": Figure("100", "%")},
    ],
)
def test_only_a_quotient_that_cannot_exceed_100_tells_that(changes):
    assert numerator_of(indicator(**changes)) is None


def test_a_count_that_is_at_most_100_tells_nothing_of_that():
    one = count(
        maximum=Figure("1", "户"),
        formula=Formula.parse("甲 * 乙 / 丙"),
        stated=("unit", "measure", "definition", "formula"),
        components=tuple(component(name, unit=count().unit) for name in "甲乙丙"),
    )
    assert numerator_of(one) is None


# ── forms of one relation ────────────────────────────────────────────────────────────────────────────────


def test_a_quotient_can_be_asked_multiplied_out():
    formula = multiplied(tree_with(of_formula(CATALOGUE["调解成功率"]), NONE).formula)
    assert str(formula) == "率 × 当期审结案件数 = 调解成功案件数"
    nothing = {"率": Interval("0.5", "0.5"), "当期审结案件数": Interval(0, 0)}
    assert formula.holds(nothing | {"调解成功案件数": Interval(30, 30)}) is False
    assert formula.holds(nothing | {"调解成功案件数": Interval(0, 0)}) is True


def test_what_is_no_quotient_has_nothing_to_multiply():
    assert multiplied(tree_with(of_formula(CATALOGUE["城镇新增就业人数"]), NONE).formula) is None
    assert multiplied(Formula.parse("率 = 甲")) is None


def test_the_right_side_is_a_formula_of_its_own():
    formula = right_side(tree_with(of_formula(CATALOGUE["仲裁结案率"]), NONE).formula)
    assert formula.value(
        {"当期审结案件数": 963, "当期立案受理案件数": 950, "上期末累计未结案件总数": 50}
    ) == (Figure("0.963").value)
