"""The shell makes forms and checks what came back: statuses, folders, hostile files, copies with remarks."""

import json
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import Workbook, load_workbook
from workbooks import packed, parts, rows

from rsindicators import Report, Submission, checks
from rsindicators.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
FORM, PRIOR = EXAMPLES / "xuyong-2023.xlsx", EXAMPLES / "xuyong-2022.csv"
HEAD = "指标,地区,时期,数值,单位\n"
GOOD = HEAD + "失业保险参保人数,叙永县,2023年,2.34,万人\n"
WRONG = HEAD + "失业保险参保人数,叙永县,2023年,-2.34,万人\n"
ASKED = HEAD + "失业保险参保人数,叙永县,2023年,,万人\n"


@pytest.fixture
def shell(capsys):
    """Run a command in process; give its status, output and errors."""

    def shell(*arguments):
        try:
            status = main([str(one) for one in arguments])
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return shell


def inline(address, text):
    """A cell with a text of its own."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


# ── forms ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_is_written_and_reads_back_empty(shell, tmp_path):
    path = tmp_path / "form.xlsx"
    status, out, err = shell("form", "xuyong-14", "-o", path, "--for", "2023年")
    assert (status, err) == (0, "")
    assert "form.xlsx" in out
    read = Submission.read(path)
    assert not read.faults
    assert {one.figure for one in read.observations} == {None}
    assert {one.region for one in read.observations} == {"叙永县"}


def test_a_form_for_several_regions_has_a_sheet_for_each(shell, tmp_path):
    path = tmp_path / "form.xlsx"
    assert shell("form", "xuyong-14", "-o", path, "--for", "2023年1—6月", "--regions", "甲县", "乙县")[0] == 0
    assert load_workbook(path).sheetnames[:2] == ["甲县", "乙县"]


def test_a_form_never_replaces_a_file_unless_told_to(shell, tmp_path):
    path = written(tmp_path / "form.xlsx", "mine")
    status, _, err = shell("form", "xuyong-14", "-o", path, "--for", "2023年")
    assert status == 2
    assert "form.xlsx" in err
    assert "--force" in err
    assert path.read_text("utf-8") == "mine"
    assert shell("form", "xuyong-14", "-o", path, "--for", "2023年", "--force")[0] == 0
    assert zipfile.is_zipfile(path)


def test_a_plan_of_ones_own_is_told_on_the_command_line(shell, tmp_path):
    plan = written(tmp_path / "plan.csv", "指标,2020年,2025年目标\n失业保险参保人数(万人),2.28,2.37\n")
    told = written(tmp_path / "told.csv", GOOD.replace("2023年", "2025年末"))
    status, out, _ = shell("check", told, "--plan", plan, "--region", "叙永县", "--period", "“十四五”")
    assert status == 0
    assert "2.37万人" in out


# ── one file ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_example_form_has_its_deliberate_mistakes(shell):
    status, out, err = shell("check", FORM, "--plan", "xuyong-14", "--prior", PRIOR)
    assert (status, err) == (1, "")
    mended = "应为 0.352万人、应为 93%、漏了上期结转、填反了"
    asked = "25.80万人、万人次、6.41万人、2.5万左右吧、核实无误、截尾、年报未出"
    for told in (*mended.split("、"), *asked.split("、")):
        assert told in out, told


def test_the_year_before_is_clean(shell):
    assert shell("check", PRIOR, "--plan", "xuyong-14")[0] == 0


@pytest.mark.parametrize(("text", "status"), [(GOOD, 0), (ASKED, 0), (WRONG, 1), ("nothing at all", 2)])
def test_the_status_says_clean_blocked_or_unreadable(shell, tmp_path, text, status):
    assert shell("check", written(tmp_path / "told.csv", text))[0] == status


def test_the_report_is_told_as_json(shell, tmp_path):
    status, out, _ = shell("check", written(tmp_path / "told.csv", WRONG), "--json")
    data = json.loads(out)
    assert (status, data["ok"], data["unreadable"]) == (1, False, [])
    assert data["findings"][0]["code"] == "ranges.minimum"
    del data["unreadable"]
    assert Report.from_dict(data).ok is False


def test_the_report_is_told_in_english(shell, tmp_path):
    out = shell("check", written(tmp_path / "told.csv", WRONG), "--lang", "en")[1]
    assert "blocking" in out


def test_the_period_of_a_wide_table_is_told_on_the_command_line(shell, tmp_path):
    wide = written(tmp_path / "told.csv", "地区,失业保险参保人数(万人)\n叙永县,2.34\n古蔺县,-1\n")
    status, out, _ = shell("check", wide, "--for", "2023年")
    assert status == 1
    assert "古蔺县" in out


def test_a_copy_with_remarks_is_written_and_the_form_is_left_alone(shell, tmp_path):
    before = FORM.read_bytes()
    copy = tmp_path / "annotated.xlsx"
    for _ in range(2):  # the copy may be written again
        assert shell("check", FORM, "--plan", "xuyong-14", "-o", copy)[0] == 1
    assert FORM.read_bytes() == before
    book = load_workbook(copy)
    assert book["叙永县"]["E3"].comment is not None
    assert book.sheetnames == ["叙永县", "填表说明", "发现的问题", "核对了什么"]


def test_a_prior_that_cannot_be_read_is_unreadable(shell, tmp_path):
    bad = written(tmp_path / "prior.csv", "nothing")
    status, _, err = shell("check", PRIOR, "--prior", bad)
    assert status == 2
    assert "prior.csv" in err


def test_a_file_that_is_not_there_is_one_line(shell, tmp_path):
    status, _, err = shell("check", tmp_path / "none.xlsx")
    assert (status, err.count("\n")) == (2, 1)


# ── a folder ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_checked_as_one_collection(shell, tmp_path):
    written(tmp_path / "a.csv", GOOD)
    written(tmp_path / "b.csv", WRONG.replace("叙永县", "古蔺县"))
    written(tmp_path / "notes.txt", "no form")
    written(tmp_path / "~$b.csv", "a lock of a spreadsheet program")
    status, out, err = shell("check", tmp_path, "--regions", "叙永县", "古蔺县", "合江县")
    assert (status, err) == (1, "")
    assert "b.csv" in out
    assert "合江县" in out  # 未报


def test_what_is_reported_twice_is_told(shell, tmp_path):
    written(tmp_path / "a.csv", GOOD)
    written(tmp_path / "b.csv", GOOD.replace("2.34", "2.91"))
    status, out, _ = shell("check", tmp_path)
    assert status == 1
    assert "重复" in out


def test_what_cannot_be_read_in_a_folder_is_told_with_the_name_of_its_file(shell, tmp_path):
    written(tmp_path / "a.csv", "指标,数值\n失业保险参保人数,1\n")
    written(tmp_path / "b.csv", GOOD)
    status, _, err = shell("check", tmp_path)
    assert (status, err.count("a.csv")) == (2, 1)


def test_a_folder_without_forms_is_unreadable(shell, tmp_path):
    status, _, err = shell("check", tmp_path)
    assert status == 2
    assert ".xlsx" in err


def test_the_copies_of_a_folder_stand_in_a_folder(shell, tmp_path):
    forms, copies = tmp_path / "forms", tmp_path / "copies"
    forms.mkdir()
    (forms / "a.xlsx").write_bytes(FORM.read_bytes())
    written(forms / "b.csv", WRONG)
    assert shell("check", forms, "-o", copies)[0] == 1
    assert sorted(file.name for file in copies.iterdir()) == ["a.xlsx", "b.csv.xlsx"]


def test_a_copy_holds_the_findings_of_its_own_form_alone(shell, tmp_path):
    forms, copies = tmp_path / "forms", tmp_path / "copies"
    forms.mkdir()
    written(forms / "a.csv", WRONG)
    written(forms / "b.csv", WRONG.replace("叙永县", "古蔺县").replace("2.34", "7.77"))
    assert shell("check", forms, "-o", copies)[0] == 1
    for name, own, other in (("a", "-2.34万人", "-7.77万人"), ("b", "-7.77万人", "-2.34万人")):
        book = load_workbook(copies / f"{name}.csv.xlsx")
        told = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row)
        assert own in told
        assert other not in told


def test_two_forms_never_share_a_copy(shell, tmp_path):
    forms, copies = tmp_path / "forms", tmp_path / "copies"
    forms.mkdir()
    written(forms / "a.csv", WRONG)
    (forms / "a.csv.xlsx").write_bytes(FORM.read_bytes())
    assert shell("check", forms, "-o", copies)[0] == 1
    assert len(list(copies.iterdir())) == 2


def test_findings_are_told_even_where_the_copy_cannot_be_written(shell, tmp_path):
    form = tmp_path / "told.csv"
    written(form, WRONG)
    status, out, err = shell("check", form, "-o", tmp_path / "none" / "copy.xlsx")
    assert (status, err.count("\n")) == (2, 1)
    assert "-2.34万人" in out


@pytest.mark.parametrize("name", ["findings.csv", "findings.parquet", "copy.txt", "copy"])
def test_a_copy_of_a_form_is_a_workbook_which_is_told_before_the_work(shell, tmp_path, monkeypatch, name):
    monkeypatch.setattr(checks, "validate", None)
    form = written(tmp_path / "told.csv", WRONG)
    status, out, err = shell("check", form, "-o", tmp_path / name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    for told in (name, "told.csv", ".xlsx", ".parquet"):
        assert told in err
    assert shell("check", form, "-o", tmp_path / name, "--lang", "en")[2].count("a workbook") == 1


def test_last_years_form_of_the_same_name_is_another_form(shell, tmp_path):
    then, now = tmp_path / "2022", tmp_path / "2023"
    for folder, year, figure in ((then, "2022年", "63.5"), (now, "2023年", "6.41")):
        folder.mkdir()
        written(folder / "form.csv", HEAD + f"社会保障卡持卡人数,叙永县,{year},{figure},万人\n")
    copy = tmp_path / "copy.xlsx"
    status, out, _ = shell("check", now / "form.csv", "--prior", then / "form.csv", "-o", copy)
    assert status == 0
    assert "上期 form.csv" in out


def test_the_json_of_the_shell_fits_the_schema(shell, tmp_path):
    written(tmp_path / "a.csv", WRONG)
    written(tmp_path / "b.csv", "nothing")
    status, out, _ = shell("check", tmp_path, "--json")
    assert status == 2
    jsonschema.validate(json.loads(out), Report.schema())


def test_an_empty_path_is_no_folder(shell):
    assert shell("check", "")[0] == 2


# ── hostile files ──────────────────────────────────────────────────────────────────────────────────────


def far_corner():
    book = Workbook()
    book.active["XFD1048576"] = 1
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def bomb():
    return packed(parts(rows(inline("A1", "指标"))) | {"xl/media/zeros.bin": b"0" * (80 * 2**20)})


def entity():
    sheet = parts(rows(inline("A1", "指标")))
    name = next(name for name in sheet if "sheet1" in name)
    told = sheet[name] if isinstance(sheet[name], str) else sheet[name].decode()
    declared = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return packed(sheet | {name: told.replace("<worksheet", declared + "<worksheet", 1)})


HOSTILE = {
    "bomb.xlsx": bomb,
    "corner.xlsx": far_corner,
    "entity.xlsx": entity,
    "columns.csv": lambda: (",".join(["指标"] * 200_000)).encode(),
    "nul.csv": lambda: (HEAD + "失业保险参保人数,\x00,2023年,1,万人").encode(),
    "quotes.csv": lambda: (HEAD + '"失业保险参保人数,叙永县,2023年,1,万人\n').encode(),
    "line.csv": lambda: HEAD.encode() + b"a" * 10_000_000,
    "deep.json": lambda: b"[" * 100_000,
    "twice.json": lambda: '[{"指标": "失业率", "指标": "就业率"}]'.encode(),
    "nan.json": lambda: '[{"指标": "失业率", "时期": "2023年", "数值": NaN}]'.encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_line_and_a_good_one_beside_it_is_checked(shell, tmp_path, name):
    (tmp_path / name).write_bytes(HOSTILE[name]())
    written(tmp_path / "good.csv", WRONG)
    status, out, err = shell("check", tmp_path)
    assert status == 2
    assert err.count("\n") == 1
    assert name in err
    assert "passwd" not in err
    assert "-2.34万人" in out


def test_a_number_beyond_all_bounds_is_a_finding_at_its_place(shell, tmp_path):
    text = '[{"指标": "失业保险参保人数", "时期": "2023年", "数值": 1e999999999, "单位": "万人"}]'
    status, out, _ = shell("check", written(tmp_path / "huge.json", text))
    assert status == 1
    assert "数值" in out


def test_a_formula_text_is_a_finding_and_never_runs(shell, tmp_path):
    book = Workbook()
    book.active.append(HEAD.strip().split(","))
    book.active.append(["失业保险参保人数", "叙永县", "2023年", "'=1+1", "万人"])
    book.active["D2"].value, book.active["D2"].data_type = "=1+1", "s"
    path, copy = tmp_path / "form.xlsx", tmp_path / "copy.xlsx"
    book.save(path)
    status, out, _ = shell("check", path, "-o", copy)
    assert status == 1
    assert "=1+1" in out
    assert all(one.data_type != "f" for sheet in load_workbook(copy) for row in sheet for one in row)


# ── the bar ────────────────────────────────────────────────────────────────────────────────────────────


def test_without_the_library_for_it_there_is_no_bar(shell, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert shell("check", written(tmp_path / "told.csv", GOOD))[::2] == (0, "")


def test_a_bar_shows_on_a_terminal_after_two_seconds(shell, tmp_path, monkeypatch):
    from rsindicators import checks

    monkeypatch.setattr(checks, "BAR_AFTER", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    err = shell("check", written(tmp_path / "told.csv", GOOD))[2]
    assert "核对" in err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    assert shell("check", tmp_path / "told.csv")[2] == ""
