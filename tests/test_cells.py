"""What printed cells and sentences say: targets and observations."""

import pytest
from refusal import refused

from rsindicators import Catalogue
from rsindicators.cells import results, targets
from rsindicators.errors import NotationError, PeriodError, UnknownNameError
from rsindicators.kinds import Accumulation, Nature, Role, Status
from rsindicators.period import Period
from rsindicators.printed import LOST, Column, Header, Printed, Row, Statement
from rsindicators.source import Document

CATALOGUE = Catalogue.standard()
OWN = Document("某规划", file="own.txt")
XUYONG = Document(CATALOGUE["技能人才总量"].source.document)
BASE = Column("2020年", Role.BASE, Period(2020))
TARGET = Column("2025年", Role.TARGET, Period(2025))


def printed(*rows, columns=(BASE, TARGET), said=(), document=XUYONG, period=None):
    header = Header("", "某规划", "某县", period or Period.plan(14), document, "表1 主要指标", columns)
    return Printed(header, rows, said)


def row(indicator, *cells, **more):
    known = CATALOGUE[indicator]
    return Row(1, known.code, known.name, cells, known.unit.symbol, **more)


def said(indicator, cell, period, role=Role.TARGET, **more):
    known = CATALOGUE[indicator]
    return Statement(known.code, known.name, cell, f"{known.name}{cell}", role, Period.parse(period), **more)


def only(rows):
    (found,) = rows
    return found


# ── cells of a table ─────────────────────────────────────────────────────────────────────────────────────


def test_a_level_stands_at_the_end_of_its_columns_year():
    plan = printed(row("技能人才总量", "2.3", "2.6", nature=Nature.ANTICIPATED))
    target = only(targets(plan, CATALOGUE))
    assert (str(target), target.period, target.accumulation) == (
        "≥2.6万人", Period(2025), Accumulation.AT_END
    )  # fmt: skip
    assert str(target.base) == "2020年 2.3万人"
    assert [name for name, _ in target.inferred] == ["bound"]
    seen = only(results(plan, CATALOGUE))
    assert (str(seen.figure), seen.period, seen.region) == ("2.3万人", Period(2020), "某县")
    assert str(target.source) == "《叙永县人力资源和社会保障事业发展“十四五”规划》 表1 主要指标 表1第1行"


def test_brackets_are_the_total_over_the_plan_their_column_belongs_to():
    plan = printed(row("城镇新增就业", "[2.06]", "[1.85]"))
    assert only(targets(plan, CATALOGUE)).period == Period.plan(14)
    assert only(results(plan, CATALOGUE)).period == Period.plan(13)


def test_brackets_in_a_plan_of_three_years_are_the_total_over_the_three():
    three = Period.parse("2023—2025年")
    plan = printed(row("城镇新增就业", "[0.4]", "[1.2]"), period=three)
    assert only(targets(plan, CATALOGUE)).period == three
    assert only(results(plan, CATALOGUE)).period == Period.plan(13)


def test_brackets_where_there_was_no_plan_are_of_their_year_and_refused_as_its_total():
    plan = printed(
        row("城镇新增就业", "[0.4]", "—"), columns=(Column("1964年", Role.BASE, Period(1964)), TARGET)
    )
    with refused(PeriodError, "observation.total", "1964年"):
        list(results(plan, CATALOGUE))


def test_a_flow_without_brackets_is_a_yearly_figure_and_says_that_it_is_inferred():
    target = only(targets(printed(row("博士后研究人员年招收数", "0", "1")), CATALOGUE))
    assert target.accumulation is Accumulation.ANNUAL
    assert {"accumulation", "bound"} == {name for name, _ in target.inferred}


@pytest.mark.parametrize("cell", ["每年不少于2", "年均2"])
def test_what_is_asked_of_every_year_is_asked_over_the_plan(cell):
    target = only(targets(printed(row("城镇新增就业", "—", cell)), CATALOGUE))
    assert target.period == Period.plan(14)
    later = Column("2035年", Role.TARGET, Period(2035))
    beyond = only(targets(printed(row("城镇新增就业", cell), columns=(later,)), CATALOGUE))
    assert beyond.period == Period(2035)


def test_a_column_of_several_years_is_of_their_end_or_of_their_total():
    # 邵阳 专栏1: “十三五”规划数
    whole = Column("“十四五”目标", Role.TARGET, Period.plan(14))
    level = only(targets(printed(row("技能人才总量", "2.6"), columns=(whole,)), CATALOGUE))
    assert (level.period, level.accumulation) == (Period(2025), Accumulation.AT_END)
    flow = only(targets(printed(row("城镇新增就业", "22"), columns=(whole,)), CATALOGUE))
    assert (flow.period, flow.accumulation) == (Period.plan(14), Accumulation.CUMULATIVE)
    assert "按期内累计读" in dict(flow.inferred)["accumulation"]
    rate = only(targets(printed(row("仲裁结案率", "90"), columns=(whole,)), CATALOGUE))
    assert (rate.period, rate.accumulation) == (Period(2025), Accumulation.ANNUAL)


@pytest.mark.parametrize("run", [Accumulation.CUMULATIVE, Accumulation.AVERAGE_ANNUAL])
def test_a_column_may_say_over_what_its_flows_run(run):
    column = Column("目标", Role.TARGET, Period.plan(14), accumulation=run)
    flow = only(targets(printed(row("城镇新增就业", "1.85"), columns=(column,)), CATALOGUE))
    assert (flow.period, flow.accumulation) == (Period.plan(14), run)
    level = only(targets(printed(row("技能人才总量", "2.6"), columns=(column,)), CATALOGUE))
    assert (level.period, level.accumulation) == (Period(2025), Accumulation.AT_END)


def test_a_column_may_say_how_final_its_figures_are_and_whose():
    columns = (
        Column("2020年预计", Role.BASE, Period(2020), Status.ESTIMATED),
        Column("甲县2025年", Role.TARGET, Period(2025), region="甲县"),
    )
    plan = printed(row("技能人才总量", "2.3", "≥2.6"), columns=columns)
    assert only(results(plan, CATALOGUE)).status is Status.ESTIMATED
    target = only(targets(plan, CATALOGUE))
    assert (target.region, target.base) == ("甲县", None)


def test_several_columns_of_targets_are_several_targets():
    columns = (Column("2023年", Role.TARGET, Period(2023)), TARGET)
    plan = printed(row("技能人才总量", "2.4", "2.6"), columns=columns)
    assert [(one.period, str(one)) for one in targets(plan, CATALOGUE)] == [
        (Period(2023), "≥2.4万人"), (Period(2025), "≥2.6万人")
    ]  # fmt: skip


def test_the_last_base_is_the_targets_and_all_are_results():
    columns = (Column("2015年", Role.BASE, Period(2015)), BASE, TARGET)
    plan = printed(row("技能人才总量", "1.5", "2.3", "2.6"), columns=columns)
    assert str(only(targets(plan, CATALOGUE)).base) == "2020年 2.3万人"
    assert [one.period for one in results(plan, CATALOGUE)] == [Period(2015), Period(2020)]


def test_a_lost_cell_is_recorded_as_lost_and_never_guessed():
    plan = printed(row("城镇登记失业率", LOST, LOST, lost=(("2025年", "5.43.4"), ("2020年", "5.43.4"))))
    target = only(targets(plan, CATALOGUE))
    assert (target.bound, target.phrase, target.lost) == (None, "", "5.43.4")
    assert target.judge(CATALOGUE["城镇登记失业率"].figure("2.7%")).reason == "judgement.lost"
    assert list(results(plan, CATALOGUE)) == []


def test_an_inferred_cell_gives_its_evidence_with_the_figure():
    plan = printed(row("技能人才总量", "2.3", "2.6", inferred=(("2020年", "正文第7行"), ("unit", "表头"))))
    assert only(results(plan, CATALOGUE)).source.checked == "推定:正文第7行"
    target = only(targets(plan, CATALOGUE))
    assert dict(target.inferred)["unit"] == "表头"
    assert "2020年" not in dict(target.inferred)
    own = printed(row("技能人才总量", "2.3", "2.6", inferred=(("2025年", "字串"),)))
    assert dict(only(targets(own, CATALOGUE)).inferred)["cell"] == "字串"


def test_a_definition_of_another_document_is_used_by_its_name_alone():
    target = only(targets(printed(row("技能人才总量", "2.3", "2.6"), document=OWN), CATALOGUE))
    assert "只用其名" in dict(target.inferred)["indicator"]


def test_what_a_cell_cannot_say_is_told_with_its_row_and_heading():
    with refused(NotationError, "notation.number", "1.技能人才数量 2025年"):
        list(targets(printed(row("技能人才总量", "2.3", "若干")), CATALOGUE))
    with refused(UnknownNameError, "catalogue.unknown", "nothing"):
        list(targets(printed(Row(1, "nothing", "某指标", ("1", "2"))), CATALOGUE))


def test_a_column_of_completion_is_neither_promised_nor_reported():
    columns = (TARGET, Column("完成度", Role.COMPLETION, Period(2025)))
    plan = printed(row("技能人才总量", "2.6", "95.6%"), columns=columns)
    assert len(list(targets(plan, CATALOGUE))) == 1
    assert list(results(plan, CATALOGUE)) == []


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_promise_in_prose_keeps_its_words():
    # 叙永 正文第40行
    plan = printed(said=[said("城镇登记失业率", "控制在4.5%以内", "2025年", line=40, section="第三节")])
    target = only(targets(plan, CATALOGUE))
    assert (str(target), target.quote, target.number) == ("控制在4.5%以内", "城镇登记失业率控制在4.5%以内", 0)
    assert str(target.source).endswith("第三节 正文 第40行")


@pytest.mark.parametrize(
    ("indicator", "cell", "period", "place"),
    [
        ("城镇新增就业", "累计1.85万人", "2025年", (Period.plan(14), Accumulation.CUMULATIVE)),
        ("城镇新增就业", "23.5万人", "“十四五”", (Period.plan(14), Accumulation.CUMULATIVE)),
        ("城镇新增就业", "0.4万人", "2025年", (Period(2025), Accumulation.ANNUAL)),
        ("技能人才总量", "2.1万人", "“十四五”末", (Period(2025), Accumulation.AT_END)),
        ("开展补贴性职业技能培训人次", "每年2万人次", "“十四五”", (Period.plan(14), Accumulation.EACH_YEAR)),
    ],
)
def test_a_promise_stands_where_sentence_and_indicator_put_it(indicator, cell, period, place):
    target = only(targets(printed(said=[said(indicator, cell, period)]), CATALOGUE))
    assert (target.period, target.accumulation) == place


def test_what_a_statement_says_of_its_accumulation_goes_before_what_follows_from_it():
    one = said("城镇新增就业", "0.4万人", "2025年", accumulation=Accumulation.EACH_YEAR)
    assert only(targets(printed(said=[one]), CATALOGUE)).accumulation is Accumulation.EACH_YEAR


def test_a_result_in_prose_is_an_observation_with_its_words():
    one = said(
        "失业保险参保人数", "达2.28万人", "2020年末", Role.RESULT, status=Status.ESTIMATED, region="某镇"
    )
    seen = only(results(printed(said=[one]), CATALOGUE))
    assert (str(seen.figure), seen.region, seen.status) == ("2.28万人", "某镇", Status.ESTIMATED)
    assert seen.quote == "失业保险参保人数达2.28万人"
    assert (
        only(results(printed(said=[said("技能人才总量", "1万人", "2020年", Role.RESULT)]), CATALOGUE)).region
        == "某县"
    )


def test_an_error_in_a_sentence_names_what_it_is_about():
    for role, read in ((Role.TARGET, targets), (Role.RESULT, results)):
        with refused(NotationError, "notation.number", "技能人才数量"):
            list(read(printed(said=[said("技能人才总量", "若干", "2025年", role)]), CATALOGUE))
