"""Hostile text is answered at once, by a value or by a clear error: one child process with limits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rsindicators import Figure

PROGRAM = Path(__file__).with_name("hostile.py")


def test_every_entrance_answers_the_whole_hostile_corpus_within_its_limits():
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [f"{one['entrance']}({one['given']}): {one['answer']}" for one in answers if "entrance" in one]
    assert not wrong, "\n".join([f"{len(wrong)} wrong answers", *wrong])
    assert done.returncode == 0, done.stderr[-2000:]
    last = answers[-1]
    assert (last["figure"], last["value"]) == ("12345人", 12345)
    assert last["asked"] > 30_000
    assert last["grown"] < 50_000  # kilobytes


@pytest.mark.parametrize("text", ["12，345 人", "12,345人", "１２，３４５人", " 12,345\u3000人 "])
def test_a_number_with_a_full_width_comma_is_that_number_and_never_anything_else(text):
    assert Figure.parse(text).exact_eq(Figure(12345, "人"))
