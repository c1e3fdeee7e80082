"""A workbook to fill in: from a plan or a catalogue to a file, and back without further help."""

from pathlib import Path

import openpyxl
import pytest
from refusal import refused

from rsindicators import Catalogue, Figure, Period, Plan, formats
from rsindicators.constituent import constituents
from rsindicators.errors import (
    DefinitionError,
    NotationError,
    PeriodError,
    RSIndicatorsError,
    TableError,
    UnknownNameError,
)
from rsindicators.forms import HEADINGS, MOST_REGIONS, write_form
from rsindicators.kinds import Accumulation
from rsindicators.submission import Submission

PLAN = Plan.load("xuyong-14")
CATALOGUE = Catalogue.standard()
RATE = CATALOGUE["劳动人事争议仲裁结案率"]


def written(folder, source=PLAN, period="2023年", **more):
    file = Path(folder) / "form.xlsx"
    write_form(source, file, period=period, **more)
    return file


def test_a_form_has_a_line_for_each_indicator_and_each_component(tmp_path):
    file = written(tmp_path, [RATE, "失业保险参保人数"], regions=["叙永县"])
    sheet, guide = formats.read(file).grids
    assert (sheet.name, guide.name) == ("叙永县", "填表说明")
    assert sheet.texts[0][0] == "人力资源和社会保障主要指标2023年填报表(叙永县)"
    assert sheet.texts[1:] == (
        HEADINGS,
        ("劳动人事争议仲裁结案率", "", "叙永县", "2023年", "", "%", "年度", "", "", "", ""),
        ("劳动人事争议仲裁结案率", "当期审结案件数", "叙永县", "2023年", "", "件", "年度", "", "", "0", ""),
        (
            "劳动人事争议仲裁结案率",
            "当期立案受理案件数",
            "叙永县",
            "2023年",
            "",
            "件",
            "年度",
            "",
            "",
            "0",
            "",
        ),
        (
            "劳动人事争议仲裁结案率",
            "上期末累计未结案件总数",
            "叙永县",
            "2023年",
            "",
            "件",
            "期末",
            "",
            "",
            "0",
            "",
        ),
        ("失业保险参保人数", "", "叙永县", "2023年", "", "万人", "期末", "", "", "", ""),
    )


def test_a_plan_asks_its_region_in_the_units_of_its_rows(tmp_path):
    sheet = formats.read(written(tmp_path)).grids[0]
    assert (sheet.name, sheet.texts[0][0]) == ("叙永县", "叙永县人社“十四五”规划2023年填报表(叙永县)")
    assert sheet.texts[2] == (
        "城镇新增就业人数", "", "叙永县", "2023年", "", "万人", "年度", "", "", "2", "",
    )  # fmt: skip
    assert {row[2] for row in sheet.texts[2:]} == {"叙永县"}


def test_what_another_office_compiles_is_not_asked_and_named_on_the_guide(tmp_path):
    sheet, guide = formats.read(written(tmp_path)).grids
    assert "城镇调查失业率" not in {row[0] for row in sheet.texts}
    assert "7. 不由本地区统计、不用填的:城镇调查失业率(国家统计局)。" in {row[0] for row in guide.texts}
    with refused(DefinitionError, "forms.empty"):
        write_form(["城镇调查失业率"], tmp_path / "a.xlsx", period="2023年")


def test_the_guide_tells_every_name_with_its_definition_formula_and_source(tmp_path):
    guide = formats.read(written(tmp_path, [RATE])).grids[1].texts
    assert [row[0] for row in guide[:10]] == [
        "填表说明",
        "1. 只填浅黄色的格;灰色的格是表的一部分,不要改,也不要增删行。",
        *[row[0] for row in guide[2:7]],
        "浅黄色:要填的格",
        "灰色:不要改的格",
        "",
    ]
    source = "《叙永县人力资源和社会保障事业发展“十四五”规划》 指标解释 五、劳动关系 附录23 第234行"
    assert guide[10:12] == (
        ("名称", "单位", "解释", "公式", "出处"),
        (RATE.name, "%", RATE.definition, RATE.formula.say(), source),
    )
    assert [row[0] for row in guide[12:]] == [one.name for one in RATE.components]


def test_each_region_has_a_sheet_whatever_it_is_called(tmp_path):
    regions = ["510524", "市本级", "a/b", "很" * 40, "市 本级"]
    grids = formats.read(written(tmp_path, [RATE], regions=regions)).grids
    assert [grid.name for grid in grids] == ["510524", "市本级", "a_b", "很" * 31, "填表说明"]
    assert [grid.texts[2][2] for grid in grids[:4]] == ["510524", "市本级", "a/b", "很" * 40]


def test_one_region_may_be_given_as_a_text(tmp_path):
    assert formats.read(written(tmp_path, [RATE], regions="叙永县")).grids[0].name == "叙永县"


def test_without_a_region_its_cells_stay_empty(tmp_path):
    sheet = formats.read(written(tmp_path, [RATE])).grids[0]
    assert (sheet.name, {row[2] for row in sheet.texts[2:]}) == ("本地区", {""})
    assert sheet.texts[0][0].endswith("填报表(本地区)")


def test_hints_and_guide_are_in_english_on_request(tmp_path):
    file = written(tmp_path, [RATE], language="en")
    sheet, guide = formats.read(file).grids
    assert (sheet.texts[1], guide.name) == (HEADINGS, "How to fill it in")
    rules = openpyxl.load_workbook(file).worksheets[0].data_validations.dataValidation
    assert rules[0].prompt.startswith("In %.")


def test_who_fills_it_in_chooses_a_status_and_may_write_beside_it(tmp_path):
    sheet = openpyxl.load_workbook(written(tmp_path, [RATE])).worksheets[0]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["I3:I6"].formula1 == '"预计,快报,年报,修订"'
    assert (rules["H3:H6"].type, rules["K3:K6"].type) == (None, None)
    assert [cell.protection.locked for cell in sheet[3]] == [
        True, True, True, True, False, True, True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("本年累计", "本年累计"),
        (Accumulation.YEAR_TO_DATE, "本年累计"),
        ("year_to_date", "本年累计"),
        (None, ""),
    ],
)
def test_over_what_it_runs_may_be_told(tmp_path, given, shown):
    grid = formats.read(written(tmp_path, [RATE], "2023年6月", accumulation=given)).grids[0]
    assert [row[6] for row in grid.texts[2:]] == [shown, shown, shown, "期末"]


# ── and back ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "source", [PLAN, CATALOGUE, Plan.load("zhejiang-14")], ids=["plan", "catalogue", "other"]
)
@pytest.mark.parametrize("period", ["2023年", "2023年1—6月", "2023年5月", "“十四五”"])
def test_an_empty_form_reads_as_what_it_asks_and_nothing_is_wrong_with_it(tmp_path, source, period):
    file = written(tmp_path, source, period, regions=["叙永县", "510525"])
    told = Submission.read(file)
    assert told.faults == ()
    assert {one.figure for one in told.observations} == {None}
    lines = sum(len(grid.rows) - 2 for grid in formats.read(file).grids[:2])
    assert len(told.observations) == lines
    assert {one.region for one in told.observations} == {"叙永县", "510525"}
    assert len({one.key for one in told.observations}) == lines


def test_a_filled_form_reads_as_what_was_filled_in(tmp_path):
    file = written(
        tmp_path,
        [RATE, "失业保险参保人数"],
        regions=["叙永县"],
        decimals={"仲裁结案率": 1, "失业保险参保人数": 2},
    )
    book = openpyxl.load_workbook(file)
    for cell, value in {
        "E3": 96,
        "E4": 963,
        "E5": 950,
        "E6": 50,
        "E7": 2.3,
        "I7": "快报",
        "K3": "今年多",
    }.items():
        book["叙永县"][cell] = value
    book.save(file)
    told = Submission.read(file)
    assert told.faults == ()
    assert [str(one.figure) for one in told.observations] == ["96.0%", "963件", "950件", "50件", "2.30万人"]
    assert [one.indicator for one in told.observations[1:4]] == list(constituents(RATE))
    assert [one.cell for one in told.observations] == [f"叙永县!E{row}" for row in range(3, 8)]
    assert told.observations[4].figure.exact_eq(Figure("2.30", "万人"))
    assert (told.observations[0].explanation, told.observations[4].status.label) == ("今年多", "快报")


def test_the_form_comes_back_from_the_annotated_copy_as_it_was(tmp_path):
    from rsindicators import Table
    from rsindicators.formats.remarks import Remark
    from rsindicators.kinds import Severity

    file = written(tmp_path, [RATE], regions=["叙永县"])
    said = [Remark("叙永县!E3", "没有填", Severity.QUERY)]
    formats.annotate(
        file, tmp_path / "back.xlsx", said, Table(("指标", "时期"), [("a", "叙永县!E3")], "审核结果")
    )
    first, again = Submission.read(file), Submission.read(tmp_path / "back.xlsx")
    assert [one.key for one in again.observations] == [one.key for one in first.observations]
    assert again.faults == ()
    sheet = openpyxl.load_workbook(tmp_path / "back.xlsx")["叙永县"]
    assert (sheet.protection.sheet, sheet["E3"].protection.locked, sheet.freeze_panes) == (True, False, "C3")
    assert len(sheet.data_validations.dataValidation) == 7


# ── what is refused ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", [".csv", ".xls", ".xlsm", ""])
def test_a_form_is_a_workbook_and_nothing_else(tmp_path, suffix):
    with refused(TableError, "formats.suffix", f"form{suffix}"):
        write_form(PLAN, tmp_path / f"form{suffix}", period="2023年")


def test_a_file_that_exists_is_replaced_only_on_request(tmp_path):
    file = written(tmp_path)
    with refused(TableError, "formats.exists", "form.xlsx"):
        write_form(PLAN, file, period="2023年")
    write_form([RATE], file, period=Period(2023), overwrite=True)
    assert len(formats.read(file).grids[0].rows) == 6


@pytest.mark.parametrize("given", ["季度", "", 1.5, float("nan"), [], {}, "a" * 10**6])
def test_what_is_no_accumulation_is_refused(tmp_path, given):
    with refused(PeriodError, "forms.accumulation", "本年累计"):
        written(tmp_path, accumulation=given)


@pytest.mark.parametrize(
    "given", [-1, 13, True, 1.5, "2", float("nan"), {"a": -1}, {"a": True}, [2], {"a": 10**5000}]
)
def test_what_are_no_decimals_is_refused(tmp_path, given):
    with refused(DefinitionError, "forms.decimals", "12"):
        written(tmp_path, decimals=given)


@pytest.mark.parametrize(
    ("regions", "code"),
    [
        (None, "argument.kind"),
        (5, "argument.kind"),
        ([None], "text.type"),
        ([""], "region.name"),
        (["a\x00b"], "region.name"),
        (["a" * 10**6], "text.long"),
        ([f"{number}号" for number in range(MOST_REGIONS + 1)], "forms.regions"),
    ],
)
def test_what_are_no_regions_is_refused(tmp_path, regions, code):
    with refused(DefinitionError, code):
        written(tmp_path, regions=regions)


def test_a_form_that_is_too_large_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("rsindicators.forms.MOST_LINES", 7)
    with refused(DefinitionError, "forms.lines", "7"):
        written(tmp_path, [RATE], regions=["甲县", "乙县"])
    assert written(tmp_path, [RATE]).exists()


HOSTILE = [None, 1.5, float("nan"), "", "a" * 10**6, b"a", object(), "\x00\x1b[2J"]


@pytest.mark.parametrize("given", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_given_a_clear_error_of_ours_says_so(tmp_path, given):
    for source, path, period in (
        (given, tmp_path / "a.xlsx", "2023年"),
        (PLAN, given, "2023年"),
        (PLAN, tmp_path / "a.xlsx", given),
    ):
        with pytest.raises((RSIndicatorsError, OSError)):
            write_form(source, path, period=period)
    assert list(tmp_path.iterdir()) == []
    assert issubclass(NotationError, RSIndicatorsError)


def test_a_plan_may_be_told_by_its_code(tmp_path):
    write_form("xuyong-14", tmp_path / "form.xlsx", period="2023年")
    assert formats.read(tmp_path / "form.xlsx").grids[0].name == "叙永县"
    with pytest.raises(UnknownNameError):
        write_form("xuyong-99", tmp_path / "other.xlsx", period="2023年")
