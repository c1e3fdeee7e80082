"""Plans of one's own, read from files and from records."""

from decimal import Decimal

import pytest
from attrs import evolve
from refusal import refused

from rsindicators import Bound, Catalogue, Figure, Plan, plans
from rsindicators.errors import DefinitionError, NotationError, NumberError, TableError
from rsindicators.kinds import Accumulation, Direction, Measure
from rsindicators.period import Period

OWN = """\
# 某县人社规划

专栏2 “十四五”时期主要指标

| 指标 | 2020年 | 2025年 | 属性 |
|---|---|---|---|
| 一、就业 | | | |
| 1.城镇新增就业人数(万人) | [2.06] | [1.85] | 预期性 |
| *2.网办率(%) | — | 99%以上 | 约束性 |

注:[ ]内为五年积累数。
"""
CSV = "序号,指标,单位,2020年,2025年目标\n1,失业保险参保人数,万人,2.28,2.37\n"
TOLD = {"title": "某规划", "region": "某县", "period": "“十四五”"}


@pytest.fixture
def own(tmp_path):
    file = tmp_path / "own.md"
    file.write_text(OWN, encoding="utf-8")
    return file


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_markdown_table_is_a_plan(own):
    plan = Plan.read(own, **TOLD)
    assert (plan.title, plan.region, plan.period, plan.code) == ("某规划", "某县", Period.plan(14), "")
    assert plan.header.table == "专栏2 “十四五”时期主要指标"
    assert plan.header.notes == ("[ ]内为五年积累数。",)
    assert [str(target) for target in plan] == ["[≥1.85]万人", "99%以上"]
    assert plan["城镇新增就业人数"].accumulation is Accumulation.CUMULATIVE
    assert str(plan["网办率"].source) == "《某规划》 专栏2 “十四五”时期主要指标 专栏2第2行"
    assert plan["网办率"].indicator.measure is Measure.RATIO
    assert [str(one.figure) for one in plan.results] == ["2.06万人"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_table_is_a_plan_in_any_of_the_offices_encodings(tmp_path, encoding):
    file = tmp_path / "own.csv"
    file.write_text(CSV, encoding=encoding)
    plan = Plan.read(str(file), **TOLD)
    assert str(plan["失业保险参保人数"]) == "≥2.37万人"
    assert str(plan["失业保险参保人数"].base) == "2020年 2.28万人"


def test_the_caller_may_name_the_table_the_indicators_and_the_regions(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("指标,单位,甲县,乙县\n技能劳动者,万人,1,2\n", encoding="utf-8")
    plan = Plan.read(
        file, **TOLD, table="附表", names={"技能劳动者": "skilled_talent"}, regions=["甲县", "乙县"]
    )
    assert [(one.region, str(one), one.indicator.code) for one in plan] == [
        ("甲县", "≥1万人", "skilled_talent"),
        ("乙县", "≥2万人", "skilled_talent"),
    ]
    assert plan.header.table == "附表"


def test_an_indicator_of_the_callers_own_joins_the_catalogue_for_this_plan(own):
    learned = Plan.read(own, **TOLD)["网办率"].indicator
    rows = [{"指标": "某率", "2025年": "≥90%"}]
    plan = Plan.from_records(rows, title="某规划", period="“十四五”", names={"某率": learned})
    assert plan.targets()[0].indicator is learned
    assert learned.code not in Catalogue.standard()
    known = Plan.from_records(
        rows, title="某规划", period="“十四五”", names={"某率": Catalogue.standard()["参保率"]}
    )
    assert known.targets()[0].indicator is Catalogue.standard()["参保率"]


@pytest.mark.parametrize("missing", ["title", "period"])
def test_what_a_table_does_not_tell_the_caller_must(own, missing):
    with refused(DefinitionError, "layout.about", missing):
        Plan.read(own, **(TOLD | {missing: ""}))


def test_a_file_with_several_tables_needs_to_be_told_which(tmp_path):
    file = tmp_path / "two.md"
    file.write_text(OWN + OWN, encoding="utf-8")
    with refused(TableError, "layout.several", "two.md", "2"):
        Plan.read(file, **TOLD)
    with refused(TableError, "layout.sheet", "附表"):
        Plan.read(file, **TOLD, sheet="附表")
    none = tmp_path / "none.md"
    none.write_text("只有文字。", encoding="utf-8")
    with refused(TableError, "layout.head", "none.md"):
        Plan.read(none, **TOLD)


def test_a_table_without_prose_around_it_has_no_title(tmp_path):
    file = tmp_path / "bare.md"
    file.write_text("| 指标 | 2025年 |\n|---|---|\n| 网办率(%) | 90 |\n", encoding="utf-8")
    plan = Plan.read(file, **TOLD)
    assert (plan.header.table, plan.header.notes) == ("", ())
    assert plan.to_table().title == "某规划"


def test_an_unreadable_cell_is_told_with_its_address(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text(CSV.replace("2.37", "若干"), encoding="utf-8")
    with refused(NotationError, "notation.number", "第2行第5列"):
        Plan.read(file, **TOLD)


# ── round trips ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", ["md", "csv", "json", "xlsx"])
@pytest.mark.parametrize("code", plans())
def test_every_plan_of_the_documents_is_written_and_read_back_equal(tmp_path, code, suffix):
    plan = Plan.load(code)
    file = tmp_path / f"plan.{suffix}"
    plan.write(file)
    again = Plan.read(file)
    assert again == plan
    assert (again.targets_all, again.results, again.edition) == (
        plan.targets_all, plan.results, plan.edition
    )  # fmt: skip


@pytest.mark.parametrize("suffix", ["md", "csv", "json", "xlsx"])
def test_a_plan_with_learned_indicators_is_written_and_read_back_equal(tmp_path, own, suffix):
    plan = Plan.read(own, **TOLD)
    file = tmp_path / f"plan.{suffix}"
    plan.write(file)
    again = Plan.read(file)
    assert again == plan
    assert again["网办率"].indicator.code == plan["网办率"].indicator.code


def test_definitions_of_the_callers_own_go_with_the_file(tmp_path):
    mine = evolve(Catalogue.standard()["失业保险参保人数"], direction=Direction.LOWER)
    rows = [{"指标": "失业保险参保人数(万人)", "2025年": "2.37"}]
    plan = Plan.from_records(rows, title="某规划", period="“十四五”", catalogue=Catalogue([mine]))
    plan.write(tmp_path / "plan.md")
    again = Plan.read(tmp_path / "plan.md")
    assert again == plan
    assert str(again.targets()[0]) == "≤2.37万人"
    usual = Plan.from_records(rows, title="某规划", period="“十四五”")
    assert (usual.printed, usual.edition == plan.edition) == (plan.printed, False)


def test_all_the_notes_below_a_table_are_kept(tmp_path):
    file = tmp_path / "own.md"
    file.write_text(OWN + "\n带*为县定指标。\n", encoding="utf-8")
    assert Plan.read(file, **TOLD).header.notes == ("[ ]内为五年积累数。", "带*为县定指标。")
    file.write_text(OWN.replace("注:[ ]内为五年积累数。", "[ ]内为2025年预计数。"), encoding="utf-8")
    with refused(TableError, "layout.brackets"):
        Plan.read(file, **TOLD)


def test_a_unit_before_the_table_is_that_of_its_rows(tmp_path):
    file = tmp_path / "own.md"
    text = OWN.replace("主要指标\n", "主要指标\n\n单位:人\n").replace(
        "人数(万人) | [2.06] | [1.85]", "人数 | [20600] | [18500]"
    )
    file.write_text(text, encoding="utf-8")
    plan = Plan.read(file, **TOLD)
    assert str(plan["城镇新增就业人数"]) == "[≥18500]人"
    assert plan.header.table == "专栏2 “十四五”时期主要指标"


def test_a_file_is_replaced_only_on_request(tmp_path):
    plan = Plan.load("xuyong-13")
    file = tmp_path / "plan.md"
    plan.write(file)
    with refused(TableError, "formats.exists", "plan.md"):
        plan.write(file)
    plan.write(file, overwrite=True)


# ── records ──────────────────────────────────────────────────────────────────────────────────────────────


def test_records_hold_what_programs_have():
    rows = [
        {"指标": "网办率", "单位": "%", "2020年": Decimal("80.0"), "2025年": 90},
        {"指标": "技能人才总量", "2020年": Figure("2.3", "万人"), "2025年": Bound.parse("≥2.6万人")},
        {"指标": "失业保险参保人数", "2020年": None},
    ]
    plan = Plan.from_records(iter(rows), title="某规划", period=Period.plan(14), region="某县", table="表")
    assert [row.cells for row in plan.rows] == [("80.0", "90"), ("2.3万人", "≥2.6万人"), ("—", "—")]
    assert [str(target) for target in plan] == ["≥90%", "≥2.6万人", "—"]


@pytest.mark.parametrize("records", [None, 1, "指标", {"指标": "网办率"}, [1], [["指标"]]])
def test_what_are_no_records_is_refused(records):
    with refused(DefinitionError, "layout.records"):
        Plan.from_records(records, title="某规划", period="“十四五”")


@pytest.mark.parametrize(
    ("value", "error", "code"),
    [
        (0.95, NumberError, "number.float"),
        (True, NumberError, "number.type"),
        (Decimal("NaN"), NumberError, "number.finite"),
        ([1], DefinitionError, "layout.value"),
        ("9" * 40_000, TableError, "text.long"),
    ],
)
def test_a_value_that_no_cell_can_hold_is_refused(value, error, code):
    with refused(error, code):
        Plan.from_records([{"指标": "网办率", "2025年": value}], title="某规划", period="“十四五”")


def test_a_name_for_an_indicator_is_a_text():
    with refused(DefinitionError, "text.type"):
        Plan.from_records([{"指标": "网办率"}], title="某规划", period="“十四五”", names={5: "x"})


def test_a_heading_of_records_is_a_text():
    with refused(TableError, "text.type"):
        Plan.from_records([{1: "网办率"}], title="某规划", period="“十四五”")


def test_too_many_records_are_refused_before_they_are_read():
    with refused(TableError, "layout.many", "10001"):
        Plan.from_records([{"指标": "网办率"}] * 10_001, title="某规划", period="“十四五”")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", 5, "text.type"),
        ("title", "长" * 300, "text.long"),
        ("region", None, "text.type"),
        ("table", ["表1"], "text.type"),
        ("catalogue", "standard", "argument.kind"),
        ("names", ["网办率"], "argument.kind"),
        ("regions", "甲县", "argument.kind"),
        ("regions", None, "argument.kind"),
        ("regions", [510524], "text.type"),
    ],
)
def test_what_the_caller_tells_of_a_plan_is_of_its_kind(name, value, code):
    about = {"title": "某规划", "period": "“十四五”"} | {name: value}
    with refused(DefinitionError, code):
        Plan.from_records([{"指标": "网办率", "2025年": "99%"}], **about)


@pytest.mark.parametrize("path", [5, None, 10**5_000], ids=["number", "nothing", "long number"])
def test_a_plan_is_written_to_a_path_only(own, path):
    with refused(TableError, "formats.path"):
        Plan.read(own, **TOLD).write(path)


def test_a_name_may_hold_any_character_a_program_gives():
    plan = Plan.from_records([{"指标": "\ud800率", "2025年": "99%"}], title="某规划", period="“十四五”")
    assert len(plan) == 1
    assert plan.edition
