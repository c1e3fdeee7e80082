"""Each program in `examples/` runs and prints what it is there to show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"

LINES = {
    "rates": "结案率 96.3%:计数是准确的,结果也是准确的。",
    "assess_plan": "叙永县人社“十三五”规划:13个目标,达到13个。",
    "check_submission": "  目标 <4.5%:未达到(四舍五入可能改变),余量 0.0个百分点。",
    "embed_units": "您的量换成人:723000",
    "progress_on_a_day": "按月:序时进度50.00%,落后6.76个百分点,此后每年还需0.42万人",
    "audit_document": "  核对以哪一处为准,更正另一处。",
    "own_plan": "写成工作簿再读,还是它:True",
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
