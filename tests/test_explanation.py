"""Explanations: formula, numbers, definition, source."""

import pickle
from decimal import ROUND_CEILING, ROUND_FLOOR, getcontext

import pytest

import rsindicators as rs
from rsindicators import Catalogue, Explanation, Figure, Interval, Source


@pytest.fixture(scope="module")
def closure():
    """结案率 from 审结 963, 受理 950, 上期未结 50."""
    return Catalogue.standard()["仲裁结案率"].explain(审结=963, 受理=950, 上期未结=50, decimals=1)


def test_it_shows_formula_numbers_result_definition_and_source(closure):
    # issue 2, “What it must show”
    assert closure.name == "劳动人事争议仲裁结案率"
    assert closure.formula == "当期审结案件数 ÷ (当期立案受理案件数 + 上期末累计未结案件总数)"
    assert closure.numbers == "963件 ÷ (950件 + 50件)"
    assert str(closure.result) == "96.3%"
    assert closure.inputs == (
        ("当期审结案件数", Figure("963", "件")),
        ("当期立案受理案件数", Figure("950", "件")),
        ("上期末累计未结案件总数", Figure("50", "件")),
    )
    assert closure.definition.startswith("指仲裁机构当期审结案件数占")
    assert (closure.source.item, closure.source.line) == ("附录23", 234)
    assert any("上期末累计未结" in remark for remark in closure.remarks)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_shows_all_of_it(closure, form):
    shown = getattr(closure, form)().replace("\n", "").replace(" ", "")
    for part in (
        "963件÷(950件+50件)=96.3%",
        "当期审结案件数÷(",
        "指仲裁机构",
        "附录23",
        "第234行",
        "叙永县人力资源和社会保障事业发展",
        "注意",
        "准确数",
    ):
        assert part in shown


def test_a_notebook_shows_the_table_and_a_terminal_the_text(closure):
    assert closure._repr_html_() == closure.html()
    assert closure.html().startswith("<table>")
    assert str(closure) == closure.text()
    assert closure.to_table().title == closure.name


def test_a_rounded_input_is_shown_with_what_it_can_mean():
    shown = Catalogue.standard()["参保率"].explain(参保="32.33万人", 应参保="35.84万人", decimals=1).text()
    assert "32.33万人  (真值在 32.325 与 32.335 之间)" in shown
    assert "90.2%" in shown


def test_a_component_computed_from_its_parts_is_among_the_inputs_and_its_parts_too():
    parts = {"16周岁以上人口": "40.00万人", "全日制在校学生": "4.00万人", "现役军人": "0.16万人"}
    explained = Catalogue.standard()["参保率"].explain(parts, 参保人数="32.33万人")
    shown = dict(explained.inputs)
    assert shown["法定应参保人数"] == Figure("35.84", "万人")
    assert shown["全日制在校学生"] == Figure("4.00", "万人")
    assert explained.formula == "参保人数 ÷ 法定应参保人数"
    assert explained.numbers == "32.33万人 ÷ 35.84万人"


def test_a_component_computed_from_its_parts_is_marked_as_such():
    parts = {"16周岁以上人口": "40.00万人", "全日制在校学生": "4.00万人", "现役军人": "0.16万人"}
    rate = Catalogue.standard()["参保率"]
    derived = rate.explain(parts, 参保人数="32.33万人")
    whole = dict(derived.inputs)["法定应参保人数"]
    told = rate.explain(参保人数="32.33万人", 法定应参保人数=whole)

    def line(explained):
        return next(row for row in explained.to_table().rows if row[0].startswith("法定应参保人数"))

    assert line(derived) != line(told)


def test_what_it_shows_does_not_depend_on_the_callers_context():
    def shown():
        return Catalogue.standard()["参保率"].explain(参保="32.33万人", 应参保="35.84万人").text()

    texts = []
    for rounding in (ROUND_CEILING, ROUND_FLOOR):
        getcontext().rounding = rounding
        texts.append(shown())
    getcontext().rounding = "ROUND_UP"
    assert texts == [shown()] * 2


def test_the_ends_it_shows_do_not_exclude_a_possible_truth():
    # 90.179941… to 90.233012…: shown to six digits, the ends are rounded outwards
    shown = Catalogue.standard()["参保率"].explain(参保="32.33万人", 应参保="35.84万人").text()
    line = next(line for line in shown.splitlines() if line.startswith("结果"))
    assert "真值在 90.1799 与 90.2331 之间" in line


def test_it_survives_repr_and_pickle(closure):
    names = {"Explanation": Explanation, "Figure": Figure, "Interval": Interval, "Source": Source}
    assert eval(repr(closure), names) == closure
    assert pickle.loads(pickle.dumps(closure)) == closure


def test_markup_in_a_record_is_escaped(closure):
    hostile = Explanation("<b>", "a|b", "1", (("<i>", Figure("1")),), Figure("1"), "*x*", closure.source)
    assert "<b>" not in hostile.html()
    assert "&lt;i&gt;" in hostile.html()
    assert "a\\|b" in hostile.markdown()


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"审结": 2000, "受理": 950, "上期未结": 50}, "上限"),
        ({"审结": -5, "受理": 950, "上期未结": 50}, "下限"),
    ],
)
def test_a_result_surely_beyond_the_bounds_is_remarked_and_not_refused(given, word):
    explained = rs.Catalogue.standard()["仲裁结案率"].explain(given)
    assert word in explained.remarks[0]


def test_a_head_count_typed_in_a_column_of_ten_thousands_is_remarked():
    rate = rs.Catalogue.standard()["参保率"]
    assert "少见" in rate.explain(参保人数=323300, 法定应参保人数="35.84万人").remarks[0]
    assert "结果" not in rate.explain(参保人数="32.33万人", 法定应参保人数="35.84万人").remarks[0]
    assert (
        "结果"
        not in rs.Catalogue.standard()["城镇新增就业人数"]
        .explain(newly_employed=2, natural_attrition=3)
        .remarks[0]
    )
