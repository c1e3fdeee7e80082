"""Tables of plans, read from the cells of files."""

import pytest
from attrs import evolve
from gridded import gridded
from published_tables import rows as published
from refusal import refused

from rsindicators import Catalogue, Indicator, Plan
from rsindicators.errors import NotationError, TableError, UnitError, UnknownNameError
from rsindicators.kinds import Additivity, Direction, Measure, Nature
from rsindicators.layout import About, read_grid
from rsindicators.period import Period
from rsindicators.source import Document
from rsindicators.table import Cell, Grid

HEAD = "指标|2020年|2025年|属性"
CATALOGUE = Catalogue.standard()


def read(*lines, names=None, regions=(), period=None):
    about = About(period or Period.plan(14), Document("某规划"), CATALOGUE, names or {}, regions)
    return read_grid(gridded(*lines), about)


def row_of(line, head=HEAD):
    (row,) = read(head, line).rows
    return row


# ── the documents' own tables ────────────────────────────────────────────────────────────────────────────


def printed_lines(plan):
    """The rows of a plan as the document prints them, made of its published transcription."""
    lines, section = [], None
    for row in published({"xuyong-13": "zhuanlan1_expected", "xuyong-14": "zhuanlan2"}[plan]):
        if row["section"] != section:
            section = row["section"]
            lines.append(section)
        unit = f"({row['unit']})" if row["unit"] else ""
        star = "*" if row["star"] else ""
        part = "其中:" if row.get("part") else ""
        cells = [row[key] for key in ("base", "target", "result") if key in row]
        lines.append("|".join([f"{star}{row['number']}.{part}{row['name']}{unit}", *cells, row["nature"]]))
    return lines


@pytest.mark.parametrize(
    ("code", "period", "head"),
    [
        ("xuyong-13", Period.plan(13), "指标|2015年 基数|“十三五”规划目标|2020年 完成数|属性"),
        ("xuyong-14", Period.plan(14), HEAD),
    ],
)
def test_a_table_of_the_documents_is_read_as_it_was_typed_in(code, period, head):
    layout = read(head, *printed_lines(code), "注:[ ]表示五年累计数", period=period)
    plan = Plan.load(code)
    assert layout.columns == plan.header.columns
    for own, held in zip(layout.rows, plan.rows, strict=True):
        for name in (
            "number", "indicator", "name", "cells", "unit", "nature", "section", "star", "part_of"
        ):  # fmt: skip
            assert getattr(own, name) == getattr(held, name)
    assert layout.notes == ("[ ]表示五年累计数",)
    assert layout.learned == ()


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_unit_that_no_one_prints_is_read_into_the_row():
    # 叙永 专栏1第4行
    row = row_of("*4.基本养老保险参保人数|24.48|25.66|约束性")
    assert (row.unit, dict(row.inferred)["unit"]) == ("", "原表未印单位,按万人读")
    assert (row.star, row.number, row.nature) == (True, 4, Nature.BINDING)


def test_a_unit_may_stand_in_a_column_of_its_own_and_a_number_and_a_section_too():
    head = "一级指标|序号|二级指标|单位|2020年|2025年|备注"
    row = row_of("人才总量|*7|技能人才总量|万人|2.3|2.6|县定", head)
    assert (row.section, row.number, row.star, row.unit, row.remark) == ("人才总量", 7, True, "万人", "县定")


def test_a_section_in_a_merged_cell_holds_for_its_rows():
    top = Cell("就业", "A2", span=(2, 1))
    cells = [
        [Cell(text, "A1") for text in ("类别", "指标", "单位", "2025年")],
        [top, Cell("失业保险参保人数", "B2"), Cell("万人", "C2"), Cell("2.37", "D2")],
        [Cell("", "A3", "merged"), Cell("技能人才总量", "B3"), Cell("万人", "C3"), Cell("2.6", "D3")],
    ]
    layout = read_grid(Grid(cells), About(Period.plan(14), Document("某规划"), CATALOGUE))
    assert [row.section for row in layout.rows] == ["就业", "就业"]


def test_the_name_keeps_its_full_width_signs():
    row = row_of("７．乡镇(街道)、社区(村)就业社保服务机构标准化率(％)|30|92|")
    assert (row.number, row.name, row.unit, row.nature) == (
        7, "乡镇(街道)、社区(村)就业社保服务机构标准化率", "%", None
    )  # fmt: skip


def test_numbering_may_restart_or_be_missing():
    layout = read(HEAD, "一、就业", "1.技能人才总量(万人)|2|3|", "二、保障", "1.失业保险参保人数(万人)|2|3|")
    assert [(row.section, row.number) for row in layout.rows] == [("一、就业", 1), ("二、保障", 1)]
    row = row_of("技能人才总量(万人)|2|3|")
    assert (row.number, dict(row.inferred)["number"]) == (1, "原表不印序号,本库所加")


def test_digits_that_begin_a_name_are_no_numbering():
    assert row_of("100强企业数(家)|1|2|").name == "100强企业数"
    assert row_of("12 100强企业数(家)|1|2|").name == "100强企业数"


def test_parts_stand_under_the_nearest_whole():
    layout = read(
        HEAD, "16.技能人才总量(万人)|2.3|2.6|", "17.其中:高技能人才总量(万人)|0.4|0.41|",
        "其中:女性(万人)|1|2|",
    )  # fmt: skip
    assert [row.part_of for row in layout.rows] == [0, 16, 16]
    with refused(TableError, "layout.part", "第2行第1列"):
        read(HEAD, "1.其中:高技能人才总量(万人)|0.4|0.41|")


def test_rows_stacked_in_one_cell_are_rows_of_their_own():
    stacked = "技能人才总量(万人)\\n其中:高技能人才总量(万人)|2.3\\n0.4|2.6\\n0.41|预期性"
    layout = read(HEAD, stacked)
    assert [(row.name, row.cells, row.nature) for row in layout.rows] == [
        ("技能人才总量", ("2.3", "2.6"), Nature.ANTICIPATED),
        ("高技能人才总量", ("0.4", "0.41"), Nature.ANTICIPATED),
    ]
    assert layout.rows[1].part_of == layout.rows[0].number


def test_natures_may_be_stacked_too_and_an_empty_column_stays_empty():
    layout = read(HEAD, "技能人才总量(万人)\\n高技能人才总量(万人)||2.6\\n0.41|约束性\\n预期")
    assert [(row.cells, row.nature) for row in layout.rows] == [
        (("—", "2.6"), Nature.BINDING),
        (("—", "0.41"), Nature.ANTICIPATED),
    ]


def test_line_breaks_inside_a_name_or_a_figure_are_layout():
    row = row_of("失业保险\\n参保人数\\n(万人)|2.28|2.37\\n万人|")
    assert (row.name, row.unit, row.cells) == ("失业保险参保人数", "万人", ("2.28", "2.37万人"))


@pytest.mark.parametrize(
    "line",
    ["技能人才总量(万人)|2\\n3|26|", "培训机构(个)\\n其中:民办|10\\n4|20|", "机构(个)\\n其中:民办|10|20|"],
)
def test_two_lines_of_figures_are_never_made_one_number_of(line):
    with refused(TableError, "layout.stacked", "第2行"):
        read(HEAD, line)


def test_an_empty_cell_is_a_missing_figure_and_a_question_mark_a_lost_one():
    assert row_of("技能人才总量(万人)||2.6|").cells == ("—", "2.6")
    assert row_of("技能人才总量(万人)|?|2.6|").cells == ("?", "2.6")


@pytest.mark.parametrize(
    "cell", ["[>23.5]", "≥91", "10:40:50", "全覆盖", "2/3人口", "99%以上", "—", "保持在90%左右"]
)
def test_cells_of_every_notation_are_kept_as_printed(cell):
    assert row_of(f"某某占比(%)|—|{cell}|").cells == ("—", cell)


def test_an_empty_column_is_passed_over():
    assert row_of("网办率(%)||90", "指标||2025年").cells == ("90",)


def test_a_degree_of_completion_is_kept_as_printed_whatever_the_unit_of_its_row():
    # 浙江 表1: 95.6%, 完成
    head = "指标|规划目标2020年|2020年预计|完成度"
    layout = read(
        head, "2.党政人才(万人)|34|32.5|95.6%", "1.人才资源总量(万人)|1400|1410|完成", period=Period.plan(13)
    )
    assert [row.cells[2] for row in layout.rows] == ["95.6%", "完成"]


# ── what is not in the catalogue ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "unit", "measure", "direction"),
    [
        ("新增见习岗位(个)|10|20|", "个", Measure.FLOW, Direction.HIGHER),
        ("见习岗位(个)|[10]|[20]|", "个", Measure.FLOW, Direction.HIGHER),
        ("专家服务(人次)|10|20|", "人次", Measure.FLOW, Direction.HIGHER),
        ("专家库人数(人)|10|20|", "人", Measure.STOCK, Direction.HIGHER),
        ("网办率(%)|80|90|", "%", Measure.RATIO, Direction.HIGHER),
        ("某某失业率(%)|8|5|", "%", Measure.RATIO, Direction.LOWER),
        ("欠薪清零率(%)|8|≥95|", "%", Measure.RATIO, Direction.HIGHER),
        ("平均办理时间(天)|8|≤5|", "天", Measure.STOCK, Direction.LOWER),
        ("城乡失业保险参保人数(万人)|5|6|", "万人", Measure.STOCK, Direction.HIGHER),
        ("某某覆盖率|80|90|", "%", Measure.RATIO, Direction.HIGHER),
        ("某率(%)|8|≤5|", "%", Measure.RATIO, Direction.LOWER),
        ("某率|8%|99%以上|", "%", Measure.RATIO, Direction.HIGHER),
        ("收入增长(%)|8|≥5|", "%", Measure.GROWTH, Direction.HIGHER),
        ("甲乙丙级比例|—|10:40:50|", "", Measure.COMPOSITION, Direction.NEITHER),
        ("某事|—|全覆盖|", "", Measure.STOCK, Direction.HIGHER),
    ],
)
def test_an_unknown_indicator_is_learned_from_what_is_printed_and_says_so(line, unit, measure, direction):
    layout = read(HEAD, line)
    (one,) = layout.learned
    assert (one.unit.symbol, one.measure, one.direction) == (unit, measure, direction)
    assert (one.over_regions, one.over_periods) == (Additivity.NONE, Additivity.NONE)
    assert not one.is_defined
    assert measure.label in dict(layout.rows[0].inferred)["indicator"]
    assert layout.rows[0].indicator == one.code


def test_an_indicator_learned_twice_is_one():
    layout = read(HEAD, "1.网办率(%)|80|90|", "2.网办率(%)|80|90|")
    assert len(layout.learned) == 1


def test_the_caller_may_say_which_indicator_a_name_means():
    own = CATALOGUE["技能人才总量"]
    assert isinstance(own, Indicator)
    for meant in (own, own.code):
        layout = read(HEAD, "技能劳动者(万人)|2|3|", names={"技能劳动者": meant})
        assert (layout.rows[0].indicator, layout.learned) == (own.code, ())


def test_parts_of_the_same_name_under_two_wholes_are_two_indicators():
    layout = read(
        HEAD, "1.专业技术人才总量(万人)|4|5|", "2.其中:女性(万人)|1|1.4|", "3.技能人才总量(万人)|5|6|",
        "4.其中:女性(万人)|1|1.9|",
    )  # fmt: skip
    assert [one.name for one in layout.learned] == ["专业技术人才总量:女性", "技能人才总量:女性"]
    assert layout.rows[1].indicator != layout.rows[3].indicator
    assert layout.rows[1].name == "女性"


def test_a_name_that_another_section_uses_again_is_another_indicator():
    layout = read(HEAD, "一、甲", "1.场次(场)|1|2|", "二、乙", "1.场次(场)|1|2|", "2.场次(场)|1|2|")
    assert [one.name for one in layout.learned] == ["场次", "二、乙:场次"]


def test_a_known_name_in_another_unit_is_another_indicator_and_says_so():
    # 邵阳 专栏2第11行 prints 万人次 under the name of an indicator of 万人
    name = "新增取得职业资格证书或职业技能等级证书人数"
    layout = read(HEAD, f"11.{name}(万人次)|1.04|[>3]|")
    (one,) = layout.learned
    assert (one.name, one.unit.symbol) == (f"{name}(万人次)", "万人次")
    assert "与目录的不同" in dict(layout.rows[0].inferred)["other_unit"]
    assert layout.rows[0].name == name


def test_counting_words_that_mean_the_same_are_no_other_unit():
    one = CATALOGUE["人力资源服务市场主体"]
    own = evolve(one, counting_words=("家", "户"), assigned=(*one.assigned, ("counting_words", "同义")))
    layout = read(HEAD, "市场主体(户)|3|5|", names={"市场主体": own})
    assert (layout.learned, layout.rows[0].unit) == ((), "户")


def test_a_small_number_of_percent_is_marked():
    row = row_of("网办率(%)|0.95|0.98%|")
    assert dict(row.inferred)["2020年"] == "0.95按0.95%读;若是比值,应写成百分数"
    assert "2025年" not in dict(row.inferred)


def test_a_bare_year_inside_the_plan_is_read_as_a_targets_and_says_so():
    row = row_of("网办率(%)|80|90", "指标|2023年|2025年")
    assert dict(row.inferred)["2023年"].endswith("按目标读")
    assert "2025年" not in dict(row.inferred)


def test_names_of_the_caller_that_no_row_bears_are_refused():
    with refused(TableError, "layout.names", "没有的行"):
        read(HEAD, "网办率(%)|80|90|", names={"没有的行": "skilled_talent"})
    with refused(UnknownNameError, "catalogue.unknown", "没有的指标"):
        read(HEAD, "网办率(%)|80|90|", names={"网办率": "没有的指标"})


# ── around the rows ──────────────────────────────────────────────────────────────────────────────────────


def test_titles_stand_above_and_notes_below():
    layout = read("专栏2 主要指标", HEAD, "", "1.网办率(%)|80|90|", "注:带*为县定", "“—”无统计基数")
    assert (layout.title, layout.notes) == ("专栏2 主要指标", ("带*为县定", "“—”无统计基数"))


def test_a_unit_told_above_the_table_is_that_of_the_rows_that_print_none():
    layout = read("表1", "单位:人", HEAD, "1.失业保险参保人数|22800|23700|", "2.网办率(%)|80|90|")
    assert (layout.rows[0].unit, layout.rows[0].inferred) == ("人", ())
    assert (layout.rows[1].unit, layout.title) == ("%", "表1")
    with refused(UnitError, "unit.unknown", "第2行"):
        read("单位:仁", HEAD, "1.失业保险参保人数|22800|23700|")


def test_a_unit_may_stand_below_the_headings_or_behind_the_title():
    below = read(HEAD, "单位:人", "1.失业保险参保人数|22800|23700|", "2.返乡人员就业率|80|90|")
    assert [row.unit for row in below.rows] == ["人", ""]
    assert below.rows[0].section == ""
    behind = read(
        "表1 主要指标 计量单位:人", HEAD, "1.失业保险参保人数|22800|23700|", "2.城镇登记失业率|4|≤4.5|"
    )
    assert (behind.title, [row.unit for row in behind.rows]) == ("表1 主要指标", ["人", ""])
    assert dict(behind.rows[1].inferred)["unit"] == "原表未印单位,按%读"
    with refused(UnitError, "unit.unknown", "第2行"):
        read(HEAD, "单位:仁", "1.失业保险参保人数|22800|23700|")


def test_a_learned_row_without_a_unit_says_that_it_has_none():
    assert dict(row_of("某某指数|80|90|").inferred)["unit"] == "原表未印单位,按没有单位的数读"


def test_the_same_name_in_another_unit_is_learned_apart():
    layout = read(HEAD, "1.职业培训(万人)|1|2|", "2.职业培训(万人次)|1|2|")
    assert [one.name for one in layout.learned] == ["职业培训", "职业培训(万人次)"]


def test_a_result_that_names_no_year_is_marked():
    row = row_of("网办率(%)|80|90", "指标|完成数|2025年目标")
    assert dict(row.inferred)["完成数"].endswith("按2025年读")


def test_a_class_that_is_printed_once_holds_for_the_rows_below():
    layout = read("类别|指标|2025年", "养老|缴费额(亿元)|1", "|缴费人数(万人)|1", "工伤|缴费额(亿元)|7")
    assert [row.section for row in layout.rows] == ["养老", "养老", "工伤"]
    assert [one.name for one in layout.learned] == ["缴费额", "缴费人数", "工伤:缴费额"]


def test_a_section_in_brackets_is_no_row():
    layout = read(HEAD, "(一)就业创业", "1.网办率(%)|80|90|")
    assert [(row.section, row.name) for row in layout.rows] == [("(一)就业创业", "网办率")]


def test_rows_stacked_under_one_number_get_numbers_of_their_own():
    layout = read("序号|指标|2025年", "1|人才数(人)\\n其中:男性(人)\\n其中:女性(人)|4\\n1.2\\n2.5")
    assert [(row.number, row.part_of) for row in layout.rows] == [(1, 0), (2, 1), (3, 1)]


def test_a_note_in_several_cells_is_kept_whole():
    assert read(HEAD, "网办率(%)|80|90|", "注:|[ ]内为五年累计数").notes == ("[ ]内为五年累计数",)
    with refused(TableError, "layout.brackets"):
        read(HEAD, "网办率(%)|80|90|", "注:[ ]内为年均数,其余为五年累计数")


def test_headings_of_two_rows_are_read_together():
    layout = read("指标|单位|完成||目标|", "||2019年|2020年|2024年|2025年", "网办率|%|70|80|85|90")
    assert [(one.role.value, one.period.end.year) for one in layout.columns] == [
        ("base", 2019), ("base", 2020), ("target", 2024), ("target", 2025)
    ]  # fmt: skip
    assert len(layout.rows) == 1


def test_headings_merged_over_two_rows_are_read_together():
    down = [Cell("指标", "A1", span=(2, 1)), Cell("目标", "B1", span=(1, 2)), Cell("", "C1", "merged")]
    under = [Cell("", "A2", "merged"), Cell("2024年", "B2"), Cell("2025年", "C2")]
    row = [Cell("网办率", "A3"), Cell("85%", "B3"), Cell("90%", "C3")]
    layout = read_grid(Grid([down, under, row]), About(Period.plan(14), Document("某规划"), CATALOGUE))
    assert [(one.heading, one.period.end.year) for one in layout.columns] == [
        ("目标2024年", 2024), ("目标2025年", 2025)
    ]  # fmt: skip


def test_headings_alone_are_a_table_without_rows():
    assert read(HEAD).rows == ()


def test_a_column_headed_type_that_holds_natures_is_that_of_the_natures():
    layout = read("指标|2025年|类型", "网办率(%)|90|约束性指标", "签订率(%)|90|预期性")
    assert [row.nature for row in layout.rows] == [Nature.BINDING, Nature.ANTICIPATED]
    kept = read("指标|2025年|类型|属性", "网办率(%)|90|约束性|预期性")
    assert (kept.rows[0].section, kept.rows[0].nature) == ("约束性", Nature.ANTICIPATED)


def test_a_text_merged_over_the_row_is_a_section():
    wide = Cell("就业创业", "A3", span=(1, 2))
    rows = [
        [Cell("指标", "A1"), Cell("2025年", "B1")],
        [Cell("网办率(%)", "A2"), Cell("90", "B2")],
        [wide, Cell("", "B3", "merged")],
        [Cell("签订率(%)", "A4"), Cell("90", "B4")],
    ]
    layout = read_grid(Grid(rows), About(Period.plan(14), Document("某规划"), CATALOGUE))
    assert [row.section for row in layout.rows] == ["", "就业创业"]


def test_remarks_of_several_columns_are_kept_together():
    row = row_of("网办率(%)|90|县定|人社局", "指标|2025年|备注|责任单位")
    assert row.remark == "县定;人社局"


def test_notes_with_full_width_colons_are_notes():
    assert read(HEAD, "网办率(%)|80|90|", "注：[ ]内为五年累计数").notes == ("[ ]内为五年累计数",)


@pytest.mark.parametrize(
    ("kind", "text"), [("uncalculated", ""), ("date", "2023-01-01"), ("error", "#DIV/0!")]
)
def test_a_cell_that_holds_no_figure_is_told(kind, text):
    rows = [
        [Cell("指标", "A1"), Cell("2025年", "B1")],
        [Cell("网办率(%)", "A2"), Cell(text, "B2", kind)],
    ]
    with refused(TableError, f"layout.{kind}", "B2", text):
        read_grid(Grid(rows), About(Period.plan(14), Document("某规划"), CATALOGUE))


def test_brackets_that_a_note_gives_another_meaning_are_refused():
    with refused(TableError, "layout.brackets", "[ ]内为预测数"):
        read(HEAD, "1.网办率(%)|80|90|", "注:[ ]内为预测数")


@pytest.mark.parametrize(
    ("lines", "code", "address"),
    [
        (("1.网办率|80%|90%|",), "layout.head", "第1行第1列"),
        ((HEAD, "一、就业", "1.网办率(%)|80|90|", "随便一句"), "layout.alone", "第4行第1列"),
        ((HEAD, "1.|80|90|"), "layout.nameless", "第2行第1列"),
        ((HEAD, "网办率(%)|80|90|必须"), "layout.nature", "第2行第1列"),
        (("序号|指标|2025年", "甲|网办率(%)|90"), "layout.number", "第2行第1列"),
        (("序号|指标|2025年", "12345|网办率(%)|90"), "layout.number", "第2行第1列"),
        (("指标|单位|2025年", "网办率(%)|万人|90"), "layout.units", "第2行第1列"),
        (("指标||2025年", "网办率(%)|x|90"), "layout.headless", "第2行第2列"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_address(lines, code, address):
    with refused(TableError, code, address):
        read(*lines)


def test_a_cell_that_cannot_be_read_is_told_with_its_address():
    with refused(NotationError, "notation.number", "第2行第3列"):
        read(HEAD, "技能人才总量(万人)|2.3|若干|")
    with refused(UnitError, "unit.different", "第2行第3列"):
        read(HEAD, "技能人才总量(万人)|2.3|2.6%|")
    with refused(UnitError, "unit.unknown", "第2行第1列"):
        read("指标|单位|2025年", "网办率|仁|90")


def test_a_grid_without_cells_holds_no_table():
    with refused(TableError, "layout.head"):
        read_grid(Grid([]), About(Period.plan(14), Document("某规划"), CATALOGUE))
