"""Each program and notebook in `examples/` runs and shows what it is there to show."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rsindicators import formats

EXAMPLES = Path(__file__).parent.parent / "examples"

LINES = {
    "rates": "结案率 96.3%:计数是准确的,结果也是准确的。",
    "assess_plan": "叙永县人社“十三五”规划:13个目标,达到13个。",
    "check_submission": "  目标 <4.5%:未达到(四舍五入可能改变),余量 0.0个百分点。",
    "embed_units": "您的量换成人:723000",
    "progress_on_a_day": "按月:序时进度50.00%,落后6.76个百分点,此后每年还需0.42万人",
    "audit_document": "  核对以哪一处为准,更正另一处。",
    "national": "  安宁县 劳动人事争议仲裁结案率 2023年:98.0% 像是漏了上期结转,应为 94.8%。",
    "own_plan": "写成工作簿再读,还是它:True",
    "filled_form": "强制性 叙永县!E19 单位不符:万人次 与 万人 不能互相换算。",
    "fastapi_endpoint": "200 退回修改",
    "aggregate_counties": "全市结案率 95.39%,由三项相加后重算",
}


@pytest.mark.parametrize("name", sorted(LINES))
def test_the_example_runs(name):
    ran = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / f"{name}.py"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert LINES[name] in ran.stdout.splitlines()


def test_every_example_is_run():
    assert {file.stem for file in EXAMPLES.glob("*.py")} == set(LINES)
    assert [file.name for file in EXAMPLES.glob("*.ipynb")] == ["pandas_rates.ipynb"]


def shown(source, names):
    """Run a cell of a notebook; give what its last line shows."""
    *lines, last = ast.parse(source).body
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return None


def test_the_notebook_runs():
    told = json.loads((EXAMPLES / "pandas_rates.ipynb").read_text("utf-8"))
    cells = ["".join(cell["source"]) for cell in told["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {}
    told, report, found, rates = [shown(cell, names) for cell in cells]
    assert len(told) == 12
    assert not report.ok
    assert "<table" in report._repr_html_()
    assert list(found["最可能的改法"]) == ["104.2% → 92.3%", "0.925% → 92.5%"]
    assert dict(rates) == {"甲县": "96.3%", "乙县": "92.3%", "丙县": "92.5%"}


def test_the_filled_form_in_the_folder_is_the_one_its_program_makes(tmp_path):
    subprocess.run([sys.executable, EXAMPLES / "filled_form.py", tmp_path], check=True, capture_output=True)
    for name in ("xuyong-2023.xlsx", "xuyong-2022.csv"):
        made, kept = (formats.read(folder / name).grids for folder in (tmp_path, EXAMPLES))
        assert [grid.texts for grid in made] == [grid.texts for grid in kept]
