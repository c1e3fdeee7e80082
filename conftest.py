"""The Python blocks of the README and of the docs are run: as sessions where they begin with `>>>`.

Each page has its own namespace and its own empty folder. A `toml` block that begins with `# name.toml` is
written there, so that the blocks below it can read the file.

What collecting makes (the tests, and the trees their asserts are written anew from) lives until the end or
dies by itself: the garbage collector does not walk through it again and again. Workers get the files in the
order of their names, not those with many tests first: the longest take few, and would be left for an end
where only one worker has work.
"""

import gc
import os
from collections.abc import Generator
from doctest import ELLIPSIS
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

Namespace = dict[str, Any]


def pytest_configure(config: pytest.Config) -> None:
    """Let xdist, where it is there, keep the order of the files."""
    config.option.loadscopereorder = False


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect the tests without collecting garbage; what then lives is looked at no more."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def enter(namespace: Namespace) -> None:
    """Go to an empty folder."""
    namespace["_folder"] = TemporaryDirectory()
    namespace["_back"] = Path.cwd()
    os.chdir(namespace["_folder"].name)


def leave(namespace: Namespace) -> None:
    """Go back, and remove the folder."""
    os.chdir(namespace["_back"])
    namespace["_folder"].cleanup()


def write_file(example: Example) -> None:
    """Write the block to the file its first line names."""
    name = example.parsed.partition("\n")[0].removeprefix("# ")
    Path(name).write_text(example.parsed, encoding="utf-8")


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        CodeBlockParser(language="toml", evaluator=write_file),
    ],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    excludes=["src/*"],
    setup=enter,
    teardown=leave,
).pytest()
