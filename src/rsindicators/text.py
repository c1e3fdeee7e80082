"""Outside text made safe: folded, bounded, scanned with a caret.

Folding replaces one character by one character (full-width digits and punctuation by their ASCII forms,
every white space by a space), so that a position in the folded text is a position in the printed one.
It works from an allow-list: ① stays ① and ½ stays ½, since nobody means 1 or 1/2 by them here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from rsindicators.errors import NotationError, RSIndicatorsError
from rsindicators.messages import fact

LONGEST_TEXT: Final = 200
EXCERPT: Final = 24

_FOLDED: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(wide): ord(plain) for wide, plain in zip("\u3000\u00a0\t\r\n−≧≦", "     -≥≤", strict=True)
}


def fold(text: str) -> str:
    """`text` with full-width forms and white space replaced, character by character."""
    return text if text.isascii() and text.isprintable() else text.translate(_FOLDED)


def width(text: str) -> int:
    """The number of terminal columns `text` takes: a wide East Asian character takes two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `columns` terminal columns, aligned left or right."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def printable(text: str) -> str:
    """`text` without anything that would move a cursor or change a colour."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def checked(text: object, error: type[RSIndicatorsError] = NotationError, limit: int = LONGEST_TEXT) -> str:
    """`text` itself, if it is a text of at most `limit` characters.

    Raises:
        RSIndicatorsError: Of the kind `error`, codes `text.type` and `text.long`.
    """
    if not isinstance(text, str):
        raise error("text.type", type=type(text).__name__, value=fact(text))
    if len(text) > limit:
        raise error("text.long", start=text[:EXCERPT], length=len(text), limit=limit)
    return text


def caret(text: str, position: int) -> str:
    """Two lines: `text`, cut around `position`, and a caret under it."""
    start = max(0, position - EXCERPT)
    head = ("…" if start else "") + printable(text[start:position])
    tail = printable(text[position : position + EXCERPT]) + ("…" if len(text) > position + EXCERPT else "")
    return f"{head}{tail}\n{' ' * width(head)}^"


def nearest(name: str, known: Iterable[str], count: int = 3) -> str:
    """The names most like `name`, for a message; the first ones where none is like it."""
    from difflib import get_close_matches

    names = [one for one in known if one]
    return "、".join(get_close_matches(name[:LONGEST_TEXT], names, count, 0.3) or names[:count])


class Scanner:
    """A reading position in one bounded text.

    It is the only mutable object of the readers; it never leaves the call that made it.
    """

    __slots__ = ("error", "folded", "position", "text")

    def __init__(
        self, text: object, error: type[RSIndicatorsError] = NotationError, limit: int = LONGEST_TEXT
    ) -> None:
        self.text = checked(text, error, limit)
        self.folded = fold(self.text)
        self.error = error
        self.position = 0

    def skip(self) -> None:
        """Pass over spaces."""
        while self.folded.startswith(" ", self.position):
            self.position += 1

    @property
    def done(self) -> bool:
        """Whether only spaces are left."""
        self.skip()
        return self.position == len(self.folded)

    def peek(self, *words: str) -> str:
        """The first of `words` that stands here, or nothing; the position stays."""
        if not self.folded.startswith(words, self.position):  # as a rule none does, and this is quick to say
            return ""
        return next(word for word in words if self.folded.startswith(word, self.position))

    def take(self, *words: str) -> str:
        """The first of `words` that stands here, passed over, or nothing."""
        word = self.peek(*words)
        self.position += len(word)
        return word

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match of `pattern` here, passed over, or nothing."""
        found = pattern.match(self.folded, self.position)
        if found:
            self.position = found.end()
        return found

    def refused(self, error: RSIndicatorsError, at: int) -> RSIndicatorsError:
        """The refusal of what was read at a place, as an error that shows it."""
        return self.error(error.code, caret(self.text, at), **error.facts)

    def fail(self, code: str, at: int | None = None, **facts: object) -> RSIndicatorsError:
        """An error that shows the place, ready to be raised."""
        place = self.position if at is None else at
        return self.error(code, caret(self.text, place), text=fact(self.text), position=place + 1, **facts)
