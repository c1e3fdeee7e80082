"""The shell checks files larger than a form, and forms as before."""

import json
import sys

import pytest
from heaps import COUNTIES, _heap_at_rest, frame  # noqa: F401
from test_checks import GOOD, HEAD, WRONG, shell, written  # noqa: F401

from rsindicators import bulk
from rsindicators.errors import FrameError


@pytest.fixture
def big(tmp_path):
    path = tmp_path / "big.parquet"
    frame().write_parquet(path)
    return path


def test_a_parquet_file_is_told_rule_by_rule_with_the_first_findings(shell, big):  # noqa: F811
    status, out, err = shell("check", big, "--batch", "10")
    assert (status, err) == (1, "")
    for told in (
        "big.parquet",
        "ranges.minimum",
        "keys.duplicate",
        "前几个地区",
        "-o findings.csv",
        "未通过",
        "强制性",
    ):
        assert told in out, told
    assert "核对" not in err


def test_the_whole_list_is_written_where_the_caller_says(shell, big, tmp_path):  # noqa: F811
    for name in ("found.csv", "found.parquet", "found.csv"):
        status, out, _ = shell("check", big, "-o", tmp_path / name, "--lang", "en")
        assert status == 1
        assert name in out
        assert (tmp_path / name).stat().st_size
        assert "Not passed" in out


def test_the_answer_is_told_as_json(shell, big, tmp_path):  # noqa: F811
    status, out, _ = shell(
        "check", big, "--json", "--out", tmp_path / "found.csv", "--regions", *COUNTIES, "自贡市"
    )
    data = json.loads(out)
    assert (status, data["ok"]) == (1, False)
    assert data["rules"]["ranges.minimum"] == 1
    assert data["output"].endswith("found.csv")
    assert data["first"][0]["message"]["zh"]
    assert sum(data["counts"].values()) == sum(data["rules"].values())


def test_a_clean_file_is_clean(shell, tmp_path):  # noqa: F811
    path = tmp_path / "clean.parquet"
    frame([("叙永县", "失业保险参保人数", "2023年末", 2.34, "万人")]).write_parquet(path)
    status, out, err = shell("check", path, "--plan", "xuyong-14", "--prior", path, "--decimals", "2")
    assert (status, err) == (0, "")
    assert "通过" in out


def test_rules_of_sums_that_cannot_be_asked_are_named(shell, tmp_path):  # noqa: F811
    path = tmp_path / "sums.parquet"
    frame([(name, "城镇新增就业人数", "2023年", 0.3, "万人") for name in (*COUNTIES, "合计")]).write_parquet(
        path
    )
    out = shell("check", path, "--batch", "4")[1]
    assert "urban_new_employment" in out


def test_several_files_and_folders_of_parquet_are_one_frame(shell, big, tmp_path):  # noqa: F811
    other = tmp_path / "other.parquet"
    frame([("自贡市", "失业保险参保人数", "2023年末", -2.34, "万人")]).write_parquet(other)
    assert "…(2)" in shell("check", big, other)[1]
    assert shell("check", tmp_path)[0] == 1


def test_several_forms_are_put_into_a_folder(shell, tmp_path):  # noqa: F811
    forms = [written(tmp_path / name, GOOD) for name in ("a.csv", "b.csv")]
    status, _, err = shell("check", *forms)
    assert status == 2
    assert "文件夹" in err
    assert shell("check", tmp_path)[0] == 0


def test_small_csv_files_stay_forms(shell, tmp_path):  # noqa: F811
    status, out, _ = shell("check", written(tmp_path / "told.csv", WRONG))
    assert status == 1
    assert "核对了什么" in out
    assert shell("check", written(tmp_path / "tenths.csv", GOOD), "--decimals", "1")[0] == 0


def test_csv_files_too_large_for_a_form_are_read_in_parts(shell, tmp_path, monkeypatch):  # noqa: F811
    lines = "".join(f"甲{number}县,失业保险参保人数,2023年末,2.34,万人\n" for number in range(20))
    path = written(tmp_path / "big.csv", "地区,指标,时期,数值,单位\n" + lines)
    assert "核对了什么" in shell("check", path)[1]
    monkeypatch.setattr(bulk, "LARGEST_FILE", 100)
    assert "核对了什么" not in shell("check", path)[1]
    monkeypatch.undo()
    monkeypatch.setattr("rsindicators.sheets.MOST_FIGURES", 10)
    status, out, err = shell("check", path)
    assert (status, err) == (0, "")
    assert "核对了什么" not in out
    assert shell("check", tmp_path)[0] == 2


@pytest.mark.parametrize(
    ("name", "content"), [("a.parquet", b"PAR1"), ("a.parquet", b""), ("none.parquet", None)]
)
def test_what_cannot_be_read_has_status_two_and_one_line(shell, tmp_path, name, content):  # noqa: F811
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, out, err = shell("check", path)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert name in err


def test_without_narwhals_the_command_is_told(shell, big, monkeypatch):  # noqa: F811
    monkeypatch.setattr(bulk, "NEEDED", ("no_such_library",))
    status, _, err = shell("check", big)
    assert status == 2
    assert "rsindicators[frames]" in err


def test_a_form_of_rules_of_ones_own_has_no_question():
    assert bulk._question(None, "zh") == ""
    assert not bulk.is_too_large(FrameError("frames.parquet"), bulk.Path("a.csv"))


def test_lines_are_shown_where_tqdm_is_not_installed_on_a_terminal_only(monkeypatch, capsys):
    assert list(bulk._watched([1, 2])) == [1, 2]
    monkeypatch.setitem(sys.modules, "tqdm", None)
    assert list(bulk._watched([1, 2])) == [1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(bulk._watched([1, 2])) == [1, 2]
    assert capsys.readouterr().err == "核对 1/2\n核对 2/2\n"


def test_a_form_that_is_empty_is_as_before(shell, tmp_path):  # noqa: F811
    assert "核对了什么" in shell("check", written(tmp_path / "told.csv", HEAD))[1]
    assert shell("check", "")[0] == 2
