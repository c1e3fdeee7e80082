"""The library at a real shell: `python -m rsindicators` in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence


def run(arguments: Sequence[str], **options) -> subprocess.CompletedProcess[str]:
    """Run one command; warnings are errors there too."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "rsindicators", *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        **options,
    )


def python(program: str, **environment: str) -> str:
    """What a program of one's own prints, in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=20,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
    )
    return done.stdout.strip()
