"""Files of tables: CSV, JSON, Markdown and xlsx, read into a Book and written from a Table.

The suffix decides; each format is imported only when it is met. A file is read whole, at most 32 MiB of it,
and what is wrong with it is one `TableError` that names the file; a file that cannot be opened stays an
`OSError`. A file is written beside its place first and moved there when it is complete.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Final

from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.table import LONGEST_CELL, Book, Cell, Grid, Table, bounded
from rsindicators.text import checked

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE: Final = 32 * 2**20

_FORMATS: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".xlsx": "excel",
    ".xlsm": "excel",
}
_WRITTEN: Final = {".csv": "csv", ".json": "json", ".md": "markdown", ".xlsx": "excel"}
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@cache
def _lone() -> re.Pattern[str]:
    """Surrogates; those that stand for a byte of a file's name (PEP 383) begin at U+DC80."""
    return re.compile("[\ud800-\udc7f\udd00-\udfff]")


@cache
def _forbidden() -> re.Pattern[str]:
    return re.compile("[\x00\ud800-\udfff]")


def read(path: str | os.PathLike[str]) -> Book:
    """The cells of a file, with their addresses.

    Args:
        path: Of a `.csv` or `.tsv` file (comma, semicolon or tab), a `.json` file (a list of records, or
            `columns` and `rows`), a `.md` file (pipe tables with prose around them), or an `.xlsx`
            workbook. Texts are UTF-8, UTF-16 with its mark, or GB18030.

    Returns:
        What the file holds, in its order.

    Raises:
        TableError: Nothing can be read from it; the message names the file and says why.
        OSError: It cannot be opened.
    """
    file = _path(path)
    with _told(file):
        form = _form(file, _FORMATS)
        book = Book(file.name, _blocks(form, _content(file)))
        if not any(_holds(block) for block in book.blocks):
            raise TableError("formats.empty")
    return book


def write(path: str | os.PathLike[str], tables: Table | Iterable[Table], *, overwrite: bool = False) -> None:
    """Write tables with their titles and notes, so that reading gives the same texts.

    The title stands in a line of its own above the headings, each note in one below the rows. Every cell is
    written as the text it is: in a workbook no cell is a number or a formula. In a CSV file a text that a
    spreadsheet program would run (it begins with `=`, `+`, `-` or `@` and is no number) gets an apostrophe
    before it, which `read` takes away again.

    Args:
        path: Of a `.csv`, `.json`, `.md` or `.xlsx` file.
        tables: One, or several: a sheet each in a workbook; a CSV file takes one only.
        overwrite: Whether a file that exists may be replaced.

    Raises:
        TableError: The file exists, the suffix is unknown, or a table cannot be written.
        OSError: The file cannot be written.
    """
    file = _path(path)
    with _told(file):
        form = _form(file, _WRITTEN)
        given = [tables] if isinstance(tables, Table) else _several(tables)
        for number, table in enumerate(given, 1):
            _writable(table, number)
        if not given or (form == "csv" and len(given) > 1):
            raise TableError("formats.count", count=len(given))
        if not overwrite and file.exists():
            raise TableError("formats.exists")
        data = _bytes(form, given)
    _replace(file, data)


def read_text(path: str | os.PathLike[str]) -> str:
    """The text of a file with any suffix, decoded as `read` decodes it.

    Args:
        path: Of a file of at most 32 MiB.

    Raises:
        TableError: It is no text; the message names the file.
        OSError: It cannot be opened.
    """
    file = _path(path)
    with _told(file):
        return decoded(_content(file))


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


def _path(path: object) -> Path:
    from pathlib import Path

    name = os.fspath(path) if isinstance(path, str | os.PathLike) else None
    if not isinstance(name, str) or "\x00" in name or _lone().search(name):
        raise TableError("formats.path", value=path)
    return Path(name)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """What goes wrong is told with the name of the file."""
    try:
        yield
    except RSIndicatorsError as error:
        raise error.at(file.name) from error.__cause__


def _form(file: Path, forms: dict[str, str]) -> str:
    form = forms.get(file.suffix.lower())
    if form is None:
        raise TableError("formats.suffix", suffix=file.suffix, suffixes=" ".join(forms))
    return form


def _content(file: Path) -> bytes:
    if not stat.S_ISREG(file.stat().st_mode):
        raise TableError("formats.file")
    with file.open("rb") as opened:
        data = opened.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise TableError("formats.bytes", most=LARGEST_FILE)
    return data


def _blocks(form: str, data: bytes) -> Iterable[Cell | Grid]:
    if form == "excel":
        from rsindicators.formats import excel

        return excel.read(data)
    text = decoded(data)
    if form == "csv":
        from rsindicators.formats import csv

        return csv.read(text)
    if form == "json":
        from rsindicators.formats import json

        return json.read(text)
    from rsindicators.formats import markdown

    return markdown.read(text)


def _bytes(form: str, tables: list[Table]) -> bytes:
    if form == "excel":
        from rsindicators.formats import excel

        return excel.write(tables)
    if form == "csv":
        from rsindicators.formats import csv

        return csv.write(tables[0]).encode("utf-8-sig")  # the mark: without it Excel takes it for GBK
    if form == "json":
        from rsindicators.formats import json

        return json.write(tables).encode()
    from rsindicators.formats import markdown

    return markdown.write(tables).encode()


def _holds(block: Cell | Grid) -> bool:
    if isinstance(block, Cell):
        return not block.is_empty
    return not all(cell.is_empty for row in block.rows for cell in row)


def _several(tables: object) -> list[Table]:
    if not isinstance(tables, Iterable):
        raise TableError("formats.table", type=type(tables).__name__)
    return list(tables)


def _writable(table: object, number: int) -> None:
    """Nothing, if any file can hold the table."""
    if not isinstance(table, Table):
        raise TableError("formats.table", type=type(table).__name__)
    bounded(len(table.rows) + len(table.notes) + 2, len(table.columns))
    if not table.columns:
        raise TableError("formats.columns", table=number)
    for texts in ([table.title], table.notes, table.columns, *table.rows):
        for text in texts:
            found = _forbidden().search(checked(text, TableError, LONGEST_CELL))
            if found:
                raise TableError("formats.character", table=number, character=f"U+{ord(found.group()):04X}")


def _replace(file: Path, data: bytes) -> None:
    """Put `data` in the place of the file at once: nobody sees half of it."""
    import secrets
    import shutil

    made = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        made.write_bytes(data)
        if file.exists():
            shutil.copymode(file, made)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)
