"""The data files of the library, and digests of texts.

Read by plain paths: importing pathlib or importlib.resources would cost more than all of the figures.
"""

from __future__ import annotations

import os
import tomllib
from typing import Any, Final

from rsindicators.source import Document

_FOLDER: Final = os.path.join(os.path.dirname(__file__), "data")


def text(name: str) -> str:
    """The data file `name`: `units.toml`, `plans/xuyong-13.toml`."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return file.read()


def table(name: str) -> dict[str, Any]:
    """The TOML file `name`, read."""
    return tomllib.loads(text(name))


def names(folder: str, suffix: str = ".toml") -> list[str]:
    """The files of a folder and a kind, in order: `catalogue/xuyong-14.toml`."""
    files = os.listdir(os.path.join(_FOLDER, folder))
    return sorted(f"{folder}/{name}" for name in files if name.endswith(suffix))


def documents() -> dict[str, Document]:
    """The documents that the figures of this library were printed in, by their codes."""
    return {code: Document(code=code, **record) for code, record in table("documents.toml").items()}


def digest(content: str) -> str:
    """Twelve hexadecimal digits that change with the text."""
    from hashlib import sha256

    return sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
