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
