"""One template a code, in Chinese and in English.

The templates are data (`data/messages/*.toml`, a file a family of rooms): for each code `zh` and `en` say
what is the case, and `zh_next` and `en_next`, where present, say what to do. Whatever is filled into them is
made safe first: bounded in length, without control characters, on one line.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal

from rsindicators import package

Language = Literal["zh", "en"]

LONGEST_FACT = 60


@cache
def templates() -> dict[str, dict[str, str]]:
    """All templates by their code; a code stands in one file only."""
    files = [package.table(name) for name in package.names("messages")]
    return {code: template for file in files for code, template in file.items()}


def fact(value: object) -> str:
    """`value` as a short text on one line, whatever it is."""
    if not isinstance(value, str):
        if isinstance(value, int) and value.bit_length() > 256:
            return f"<int, {value.bit_length()} bits>"
        if isinstance(value, Collection):
            return f"<{type(value).__name__}, {len(value)}>"
    try:
        text = str(value)
    except Exception:  # noqa: BLE001 - a fact is shown whatever it holds, even what cannot say itself
        return f"<{type(value).__name__}>"
    if len(text) > LONGEST_FACT:
        text = text[: LONGEST_FACT - 1] + "…"
    if text.isprintable():  # nearly all are
        return text
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def render(code: str, language: Language, facts: dict[str, str], part: str = "") -> str:
    """The message `code` in `language`, its `part` (`""` what is the case, `"_next"` what to do)."""
    return templates()[code].get(language + part, "").format_map(facts)
