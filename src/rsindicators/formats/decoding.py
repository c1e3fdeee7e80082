"""The bytes of a file as text."""

from __future__ import annotations

from typing import Final

from rsindicators.errors import TableError

_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 first, since hardly anything else is valid UTF-8, then GB18030.

    A file that is UTF-8 for the most part was damaged and is refused: GB18030 would read it as other signs.

    Raises:
        TableError: It is neither, or no text at all.

    Examples:
        >>> decoded("失业率".encode("gbk")), decoded("失业率".encode("utf-8-sig"))
        ('失业率', '失业率')
    """
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS.get(mark, "utf-8")
    if b"\x00" in data and encoding != "utf-16":
        raise TableError("formats.binary")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if mark or _mostly_utf_8(data):
            raise _broken(data, error) from None
        text = _gb18030(data)
    if "\x00" in text:
        raise TableError("formats.binary")
    return text


def _mostly_utf_8(data: bytes) -> bool:
    replaced = data.decode("utf-8", "replace")
    damaged = replaced.count("\N{REPLACEMENT CHARACTER}")
    return len(replaced) - len(replaced.encode("ascii", "ignore")) > 2 * damaged


def _gb18030(data: bytes) -> str:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _broken(data, error) from None


def _broken(data: bytes, error: UnicodeDecodeError) -> TableError:
    return TableError("formats.encoding", line=data.count(b"\n", 0, error.start) + 1)
