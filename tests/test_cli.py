"""The shell: commands, exit statuses, one line of error."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from published_tables import rows
from shell import run

from rsindicators import Catalogue, Observation, Plan, Status, find_claims, find_targets, plans
from rsindicators.cli import main

CLOSURE = ("compute", "仲裁结案率", "审结=963", "受理=950", "上期未结=50")


@pytest.fixture
def shell(capsys):
    """Run a command in process; give its status, output and errors."""

    def shell(*arguments):
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return shell


def flat(text):
    """A wrapped text without its breaks."""
    return text.replace("\n", "").replace(" ", "")


# ── show, compute, list ────────────────────────────────────────────────────────────────────────────────────


def test_show_tells_a_definition_with_its_formula_and_source(shell):
    status, out, err = shell("show", "仲裁结案率")
    assert (status, err) == (0, "")
    for part in (
        "劳动人事争议仲裁结案率",
        "arbitration_closure_rate",
        "当期审结案件数÷(当期立案受理案件数+上期末累计未结案件总数)",
        Catalogue.standard()["仲裁结案率"].definition,
        "附录23",
        "第234行",
        "pending_before",
    ):
        assert part in flat(out)


def test_show_tells_of_a_listed_indicator_that_it_is_not_defined(shell):
    status, out, _ = shell("show", "企业劳动合同签订率")
    assert status == 0
    assert "没有释义" in out


def test_show_gives_the_record_as_json(shell):
    status, out, _ = shell("show", "参保率", "--json")
    record = json.loads(out)
    assert status == 0
    assert (record["code"], record["unit"]) == ("pension_participation_rate", "%")
    assert record["formula"] == "参保人数 / 法定应参保人数"


def test_compute_gives_the_rate_and_how_it_came_about(shell):
    status, out, err = shell(*CLOSURE, "--decimals", "1")
    assert (status, err) == (0, "")
    assert "963件÷(950件+50件)=96.3%" in flat(out)
    assert "附录23" in out


def test_compute_gives_result_interval_and_inputs_as_json(shell):
    status, out, _ = shell(*CLOSURE, "--json", "--decimals", "1")
    record = json.loads(out)
    assert status == 0
    assert (record["result"], record["value"], record["unit"]) == ("96.3%", "96.3", "%")
    assert [float(end) for end in record["interval"]] == [96.3, 96.3]
    assert record["inputs"]["当期审结案件数"] == "963件"
    assert "附录23" in record["source"]


def test_numbers_for_machines_are_written_without_exponents(shell):
    _, out, _ = shell("compute", "仲裁结案率", "审结=900", "受理=1000", "上期未结=0", "--json")
    record = json.loads(out)
    assert (record["value"], record["interval"]) == ("90", ["90", "90"])


def test_compute_takes_units_and_derived_components(shell):
    arguments = ("参保=323300人", "16周岁以上人口=40万人", "在校学生=4.00万人", "现役军人=0.16万人")
    status, out, _ = shell("compute", "参保率", *arguments, "--decimals", "1", "--json")
    assert status == 0
    assert json.loads(out)["result"] == "90.2%"


def test_assess_shows_thirteen_rows_with_all_the_issue_asks_for(shell):
    # issue 2: base, target, result, verdict, 完成率 with its method or why there is none, 约束性/预期性
    status, out, err = shell("assess", "xuyong-13")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    for row in rows("zhuanlan1_expected"):
        line = next(line for line in lines if f" {row['name']} " in line)
        assert row["reading"] in line
        assert row["result"].strip("[]") in line
        assert "达到" in line
        assert ("(实际/目标)" in line) == bool(row["completion"])
        assert line.endswith(row["nature"])
    assert "指标完成率100.0%" in out


def test_assess_aligns_chinese_columns_by_their_width(shell):
    _, out, _ = shell("assess", "xuyong-13")
    rule = next(line for line in out.splitlines() if line.startswith("──"))
    body = [line for line in out.splitlines() if line.endswith(("约束性", "预期性"))]

    def wide(text):
        return sum(2 if ord(c) > 0x2E7F and c not in "≥≤" else 1 for c in text)

    assert len(body) == 13
    assert {wide(line) for line in body} == {len(rule)}


def test_assess_gives_rows_and_editions_as_json(shell):
    status, out, _ = shell("assess", "xuyong-13", "--json")
    record = json.loads(out)
    assert status == 0
    assert [row["verdict"] for row in record["rows"]] == ["met"] * 13
    assert record["editions"] == dict(Plan.load("xuyong-13").assess().editions)


def test_assess_of_a_plan_without_results_is_undecided(shell):
    status, out, _ = shell("assess", "xuyong-14", "--json")
    assert status == 0
    assert {row["verdict"] for row in json.loads(out)["rows"]} == {"undecided"}


def test_list_shows_indicators_and_plans(shell):
    status, out, _ = shell("list")
    assert status == 0
    assert "pension_participation_rate" in out
    assert "xuyong-13" in out
    record = json.loads(shell("list", "--json")[1])
    assert len(record["indicators"]) == len(Catalogue.standard())
    assert [plan["code"] for plan in record["plans"]] == list(plans())


def test_list_shows_what_holds_some_words(shell):
    status, out, _ = shell("list", "失业率")
    assert status == 0
    assert "城镇调查失业率" in out
    assert "参保率" not in out
    assert len(json.loads(shell("list", "失业率", "--json")[1])["indicators"]) == 2
    assert json.loads(shell("list", "没有这样的词", "--json")[1])["indicators"] == []


# ── plans, assess, audit, find ───────────────────────────────────────────────────────────────────────────

OWN = """\
| 指标 | 2020年 | 2025年目标 | 属性 |
|---|---|---|---|
| 1.失业保险参保人数(万人) | 2.28 | 2.37 | 约束性 |
| 2.网办率(%) | 96 | 95%以上 | 预期性 |
"""
SEEN = "指标,时期,数值,状态\n失业保险参保人数,2023年末,2.3万人,快报\n失业保险参保人数,2025年末,2.4万人,年报\n"
SAID = """\
今年起每年培训不少于500人次。

到2025年,基本养老保险参保率达到95%以上。
2020年末,基本养老保险参保人数达32.33万人,比2015年末的24.48万人增长32.07%。
"""
TOLD = ("--title", "某规划", "--region", "某县", "--period", "“十四五”")


@pytest.fixture
def own(tmp_path):
    """A plan of one's own, figures and a text, as files."""
    for name, text in (("own.md", OWN), ("seen.csv", SEEN), ("said.txt", SAID)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return lambda name: str(tmp_path / name)


def test_plans_lists_every_plan_with_its_targets_and_results(shell):
    status, out, err = shell("plans")
    assert (status, err) == (0, "")
    for code, title in plans().items():
        line = next(line for line in out.splitlines() if line.startswith(f"{code} "))
        assert title in line
        assert line.split()[-2:] == [str(len(Plan.load(code))), str(len(Plan.load(code).results))]
    record = json.loads(shell("plans", "--json")[1])
    assert [one["code"] for one in record["plans"]] == list(plans())
    assert {one["code"]: one["targets"] for one in record["plans"]}["xuyong-13"] == 13


def test_assess_on_a_day_takes_what_was_reported_by_then_from_a_file(shell, own):
    status, out, err = shell("assess", own("own.md"), *TOLD, "--data", own("seen.csv"), "--on", "2023-12-31")
    assert (status, err) == (0, "")
    line = next(line for line in out.splitlines() if "失业保险参保人数  ≥2.37万人※" in line)
    assert "2.3万人" in line
    assert "滞后" in line
    assert "评估日2023-12-31,序时进度按月" in out
    assert "没有用到:某县" not in out


def test_assess_gives_the_day_and_each_standing_as_json(shell, own):
    arguments = ("assess", own("own.md"), *TOLD, "--data", own("seen.csv"), "--json")
    early, late = (json.loads(shell(*arguments, "--on", day)[1]) for day in ("2023-12-31", "2025-12-31"))
    assert (early["on"], early["title"]) == ("2023-12-31", "某规划")
    seen = [
        Observation("失业保险参保人数", "2.3万人", "2023年末", status=Status.PRELIMINARY),
        Observation("失业保险参保人数", "2.4万人", "2025年末", status=Status.FINAL),
    ]
    plan = Plan.read(own("own.md"), title="某规划", region="某县", period="“十四五”")
    assert early["rows"] == plan.assess(seen, date(2023, 12, 31)).to_records()
    assert late["rows"] == plan.assess(seen, date(2025, 12, 31)).to_records()
    assert [row["verdict"] for row in late["rows"]] == ["met", "undecided"]


def test_assess_without_a_day_takes_that_of_the_newest_figure(shell, own):
    record = json.loads(shell("assess", own("own.md"), *TOLD, "--data", own("seen.csv"), "--json")[1])
    assert record["on"] == "2025-12-31"


@pytest.mark.parametrize(
    ("basis", "label"), [("months", "按月"), ("days", "按日"), ("years", "按已完成年度")]
)
def test_assess_names_the_basis_and_the_tolerance(shell, own, basis, label):
    told = (*TOLD, "--data", own("seen.csv"), "--on", "2023-12-31", "--basis", basis, "--tolerance", "40")
    status, out, _ = shell("assess", own("own.md"), *told)
    assert status == 0
    assert f"序时进度{label},允许偏差40个百分点" in out
    line = next(line for line in out.splitlines() if "失业保险参保人数  ≥2.37万人※" in line)
    assert "符合预期" in line


def test_a_plan_that_was_written_tells_title_and_period_itself(shell, tmp_path):
    file = tmp_path / "written.csv"
    Plan.load("xuyong-13").write(file)
    status, out, _ = shell("assess", str(file))
    assert status == 0
    assert out.split("\n", 1)[0] == shell("assess", "xuyong-13")[1].split("\n", 1)[0]
    assert "指标完成率100.0%" in out


def test_a_code_is_a_plan_of_the_library_even_where_a_file_bears_its_name(shell, tmp_path, monkeypatch):
    (tmp_path / "xuyong-13").write_text("no plan", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert shell("assess", "xuyong-13")[0] == 0


def test_a_plan_of_results_alone_is_assessed_on_no_day(shell):
    status, out, _ = shell("assess", "liaoning-2020", "--json")
    record = json.loads(out)
    assert (status, record["on"], record["rows"]) == (0, None, [])


def test_audit_lists_the_findings_and_what_was_checked(shell):
    status, out, err = shell("audit", "xuyong-14")
    assert (status, err) == (0, "")
    found = Plan.load("xuyong-14").audit()
    assert out == found.listing() + "\n"
    assert "专业技术人才总量(2025年)的目标两处不同" in out
    record = json.loads(shell("audit", "xuyong-14", "--json")[1])
    assert record == {
        "document": found.title,
        "findings": found.to_records(),
        "summary": found.summary(),
    }


def test_audit_speaks_english_where_that_is_asked_for(shell):
    status, out, _ = shell("audit", "xuyong-14", "--lang", "en")
    assert status == 0
    assert out == Plan.load("xuyong-14").audit().listing("en") + "\n"
    assert "Two targets for 专业技术人才总量" in out


def test_audit_of_a_file_finds_a_target_below_its_base(shell, own):
    status, out, _ = shell("audit", own("own.md"), *TOLD)
    assert status == 0
    assert "网办率(2025年)的目标95%以上" in out
    assert "低于已有的96%" in out


def test_find_lists_targets_results_and_claims_with_their_lines(shell, own):
    status, out, err = shell("find", own("said.txt"), "--year", "2023")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    for parts in (
        ("1", "目标", "不少于500人次"),
        ("3", "目标", "基本养老保险参保率", "达到95%以上", "2025年"),
        ("4", "完成", "基本养老保险参保人数", "达32.33万人", "2020年"),
        ("4", "增长", "32.07%", "相符"),
    ):
        assert any(line.startswith(parts[0]) and all(part in line for part in parts) for line in lines)


def test_find_gives_the_same_as_json(shell, own):
    status, out, _ = shell("find", own("said.txt"), "--json")
    record = json.loads(out)
    assert status == 0
    assert [one["text"] for one in record["statements"]] == [one.text for one in find_targets(SAID)]
    assert [one["check"] for one in record["claims"]] == [one.claim.say() for one in find_claims(SAID)]
    for one in (*record["statements"], *record["claims"]):
        assert SAID.count("\n", 0, one["start"]) + 1 == one["line"]
        assert one.get("text", one.get("claimed")) in SAID[one["start"] : one["end"]]
    promised = record["statements"][1]
    assert (promised["kind"], promised["indicator"]) == ("promised", "pension_participation_rate")


@pytest.mark.parametrize("text", ["", "第十二次会议于2022年召开,〔2022〕28号文件。"])
def test_find_says_that_nothing_was_found(shell, tmp_path, text):
    file = tmp_path / "none.txt"
    file.write_text(text, encoding="utf-8")
    status, out, err = shell("find", str(file))
    assert (status, out, err) == (0, "没有找到目标、结果或说法。\n", "")
    assert json.loads(shell("find", str(file), "--json")[1]) == {"statements": [], "claims": []}


def test_find_reads_the_encodings_of_the_offices(shell, tmp_path):
    file = tmp_path / "gbk.txt"
    file.write_text("到2025年,参保率达到95%以上。", encoding="gb18030")
    assert "达到95%以上" in shell("find", str(file))[1]


def test_a_figure_whose_unit_does_not_fit_is_told_with_its_cell(shell, own, tmp_path):
    (tmp_path / "seen.csv").write_text(
        "指标,时期,数值\n失业保险参保人数,2023年末,2万人次\n", encoding="utf-8"
    )
    status, out, err = shell("assess", own("own.md"), *TOLD, "--data", own("seen.csv"))
    assert (status, out) == (2, "")
    assert "第2行第3列" in err
    assert "人次" in err


@pytest.mark.parametrize("arguments", [["-h"], ["compute", "-h"], ["assess", "-h"], ["find", "-h"]])
def test_help_documents_usage_and_exit_statuses(shell, arguments):
    status, out, err = shell(*arguments)
    assert (status, err) == (0, "")
    assert "usage" in out
    assert "退出状态" in shell("-h")[1]


# ── exit statuses and errors ─────────────────────────────────────────────────────────────────────────────

FAILURES = [
    # understood, but there is no answer
    (("compute", "仲裁结案率", "审结=963"), 1),
    (("compute", "仲裁结案率", "审结=0", "受理=0", "上期未结=0"), 1),
    (
        (
            "compute",
            "参保率",
            "参保=1万人",
            "应参保=9万人",
            "16周岁以上人口=4万人",
            "在校学生=1万人",
            "现役军人=1万人",
        ),
        1,
    ),
    (("compute", "失业保险参保人数"), 1),
    # not understood
    (("show", "没有这个指标"), 2),
    (("show", ""), 2),
    (("show", "长" * 300), 2),
    (("show", "\x1b[31m"), 2),
    (("assess", "xuyong-15"), 2),
    (("assess", ""), 2),
    (("assess", "xuyong-14", "--on", "2023-13-01"), 2),
    (("assess", "xuyong-14", "--on", "昨天"), 2),
    (("assess", "xuyong-14", "--on", "9" * 300), 2),
    (("assess", "xuyong-14", "--tolerance", "-5"), 2),
    (("assess", "xuyong-14", "--tolerance", "5人"), 2),
    (("assess", "xuyong-14", "--tolerance", "多"), 2),
    (("assess", "xuyong-14", "--basis", "weeks"), 2),
    (("assess", "xuyong-14", "--data", "没有这个文件.csv"), 2),
    (("assess", "xuyong-14", "--data", "."), 2),
    (("assess", __file__), 2),
    (("assess",), 2),
    (("audit", "xuyong-15"), 2),
    (("audit", "长" * 300), 2),
    (("audit", "."), 2),
    (("find", "没有这个文件.txt"), 2),
    (("find", "."), 2),
    (("find", __file__, "--year", "昨年"), 2),
    (("find", __file__, "--year", "99999"), 2),
    (("find",), 2),
    (("plans", "xuyong-14"), 2),
    (("list", "词" * 300), 2),
    (("compute", "没有这个指标", "a=1"), 2),
    (("compute", "仲裁结案率", "审结=约963", "受理=950", "上期未结=50"), 2),
    (("compute", "仲裁结案率", "审结=963人", "受理=950", "上期未结=50"), 2),
    (("compute", "仲裁结案率", "没有这个组成=963"), 2),
    (("compute", "仲裁结案率", "审结963"), 2),
    ((*CLOSURE, "--decimals", "99"), 2),
    ((*CLOSURE, "--decimals", "x"), 2),
    ((*CLOSURE, "--lang", "fr"), 2),
    (("frobnicate",), 2),
    ((), 2),
    (("show",), 2),
]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    FAILURES,
    ids=lambda value: " ".join(value)[:50] if isinstance(value, tuple) else "",
)
def test_a_failure_has_its_status_and_one_line_on_standard_error(shell, arguments, expected):
    status, out, err = shell(*arguments)
    assert (status, out) == (expected, "")
    assert err.startswith("rsindicators: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    assert "Traceback" not in err
    assert "\x1b" not in err


def test_a_component_given_twice_is_refused(shell):
    status, out, err = shell("compute", "仲裁结案率", "审结=963", "审结=900", "受理=950", "上期未结=50")
    assert status in (1, 2)
    assert out == ""
    assert "审结" in err
    assert err.count("\n") == 1


def test_errors_are_in_english_where_that_is_asked_for(shell):
    _, _, err = shell("show", "没有这个指标", "--lang", "en")
    assert "The catalogue has no" in err
    _, _, err = shell("compute", "仲裁结案率", "审结=963", "--lang", "en")
    assert "needs" in err
    _, _, err = shell("assess", "xuyong-14", "--on", "昨天", "--lang", "en")
    assert "“昨天” is no date" in err
    _, _, err = shell("assess", "xuyong-15", "--lang", "en")
    assert "xuyong-15" in err
    assert "xuyong-14" in err
    _, _, err = shell("show", "没有这个指标", "--lang", "zh")
    assert "目录里没有" in err


# ── in a process of its own ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "status", "part"),
    [
        ((*CLOSURE, "--decimals", "1"), 0, "96.3%"),
        (("plans",), 0, "叙永县人社“十四五”规划"),
        (("audit", "xuyong-14"), 0, "专业技术人才总量"),
        (("compute", "仲裁结案率", "审结=963"), 1, ""),
        (("show", "没有"), 2, ""),
        (("assess", "xuyong-14", "--on", "昨天"), 2, ""),
        (("frobnicate",), 2, ""),
    ],
)
def test_the_module_is_run_at_a_shell_and_speaks_utf8_whatever_the_locale(arguments, status, part):
    done = run(arguments)
    assert done.returncode == status
    assert part in done.stdout
    assert done.stderr.count("\n") == (status != 0)
    assert "Traceback" not in done.stderr
    assert "?" not in done.stderr


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["assess", "xuyong-13"]])
def test_a_reader_that_has_enough_is_no_failure(arguments):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run_into(arguments, writer)
    finally:
        os.close(writer)
    assert done.returncode == 0
    assert done.stderr == ""


def run_into(arguments, output):
    """Run a command with its output going somewhere else."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "rsindicators", *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
def test_a_full_disk_is_one_line_of_error_and_no_traceback():
    with FULL.open("w") as output:
        done = run_into(["list"], output)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_closed_pipe_is_no_failure_in_process_either(monkeypatch):
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["list", "失业率"]) == 0
        output.write("what is written later goes nowhere")


def test_an_output_that_cannot_be_written_is_one_line_of_error(monkeypatch, capsys):
    with os.fdopen(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8") as output:
        monkeypatch.setattr(sys, "stdout", output)
        assert main(["list", "失业率"]) != 0
        monkeypatch.undo()
    err = capsys.readouterr().err
    assert err.startswith("rsindicators: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_any_standard_output_will_do(monkeypatch, stream):
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["list", "失业率"]) == 0
    if stream is not None:
        assert "城镇调查失业率" in stream.getvalue()


def test_undecodable_arguments_are_answered():
    done = run([b"show", b"\xff\xfe\x80"])
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_a_command_without_standard_streams_still_answers():
    program = (
        "import sys; sys.stdout = sys.stderr = None;"
        "from rsindicators.cli import main;"
        "raise SystemExit(main(['list']) or main(['show', 'x']) - 2)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", program], check=False, timeout=60)
    assert done.returncode == 0
