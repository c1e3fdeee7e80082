"""Files of tables: CSV, JSON, Markdown and xlsx, read into a Book and written from a Table.

The suffix decides; each format is imported only when it is met. A file is read whole, at most 32 MiB of it,
and what is wrong with it is one `TableError` that names the file; a file that cannot be opened stays an
`OSError`. A file is written beside its place first and moved there when it is complete. What came in can be
given back with remarks at its cells (`annotate`), and a workbook to fill in is written from a `Blank`.
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
from rsindicators.formats.decoding import decoded
from rsindicators.table import LONGEST_CELL, Book, Cell, Grid, Table, bounded
from rsindicators.text import checked

if TYPE_CHECKING:
    from pathlib import Path

    from rsindicators.formats.blank import Blank
    from rsindicators.formats.remarks import Remark
    from rsindicators.messages import Language

LARGEST_FILE: Final = 32 * 2**20

READ: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".xlsx": "excel",
    ".xlsm": "excel",
}
_WRITTEN: Final = {".csv": "csv", ".json": "json", ".md": "markdown", ".xlsx": "excel"}
_WORKBOOK: Final = {".xlsx": "excel"}


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
        form = _form(file, READ)
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
        given = _tables(tables)
        if form == "csv" and len(given) > 1:
            raise TableError("formats.count", count=len(given))
        _free(file, overwrite=overwrite)
        data = _bytes(form, given)
    _replace(file, data)


def annotate(  # noqa: PLR0913 - what is said of what, and where it goes
    source: str | os.PathLike[str] | Book,
    path: str | os.PathLike[str],
    remarks: Iterable[Remark],
    tables: Table | Iterable[Table],
    *,
    overwrite: bool = False,
    language: Language = "zh",
) -> None:
    """Write a workbook that is a copy of what came in, with remarks at its cells and tables behind it.

    The copy holds nothing that a spreadsheet would run or load: of formulas the last values, no macros, no
    links to outside; texts stay texts. The source stays as it is.

    Args:
        source: A file that `read` can read, or what it read. Of a workbook the copy keeps how it looks and
            the comments that are there; of another file it is made of its rows.
        path: Of the `.xlsx` file to be written; not the source's.
        remarks: What is said, where. Remarks on one cell are joined; of a merged area they go to its top
            left cell; one whose address is no cell's stands in no cell.
        tables: The sheets to be added, such as a list of all findings. A cell of theirs that names the
            address of a remark leads there.
        overwrite: Whether a file that exists may be replaced.
        language: In which the severities are told.

    Raises:
        TableError: The source cannot be read, or is the file to be written; the file exists or its name
            does not end in `.xlsx`; a remark or table is none, or cannot be written.
        OSError: A file cannot be opened or written.
    """
    from rsindicators.formats.remarks import Remark, annotated, illustrated

    file = _path(path)
    with _told(file):
        _form(file, _WORKBOOK)
        given = _tables(tables)
        said = _remarks(remarks, Remark)
        origin = None if isinstance(source, Book) else _path(source)
        if origin is not None and origin.exists() and file.exists() and origin.samefile(file):
            raise TableError("formats.same")
        _free(file, overwrite=overwrite)
    if origin is not None and _is_workbook(origin):
        with _told(origin):
            data = annotated(_content(origin), said, given, language)
    else:
        book = source if isinstance(source, Book) else read(source)
        with _told(file):
            data = illustrated(book.blocks, said, given, language)
    _replace(file, data)


def write_blank(path: str | os.PathLike[str], blank: Blank, *, overwrite: bool = False) -> None:
    """Write a workbook to fill in.

    Args:
        path: Of an `.xlsx` file.
        blank: What is asked.
        overwrite: Whether a file that exists may be replaced.

    Raises:
        TableError: The file exists, its name does not end in `.xlsx`, or a library is not installed.
        OSError: The file cannot be written.
    """
    from rsindicators.formats.blank import written

    file = _path(path)
    with _told(file):
        _form(file, _WORKBOOK)
        _free(file, overwrite=overwrite)
        data = written(blank)
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


def _is_workbook(file: Path) -> bool:
    return READ.get(file.suffix.lower()) == "excel"


def _free(file: Path, *, overwrite: bool) -> None:
    if not overwrite and file.exists():
        raise TableError("formats.exists")


def _remarks(given: object, kind: type[Remark]) -> list[Remark]:
    """Remarks, and nothing else."""
    remarks: list[Remark] = []
    for one in given if isinstance(given, Iterable) else [given]:
        if not isinstance(one, kind):
            raise TableError("formats.remark", type=type(one).__name__)
        remarks.append(one)
    return remarks


def _tables(given: object) -> list[Table]:
    """One table, or several: at least one, which any file can hold."""
    if not isinstance(given, Table) and not isinstance(given, Iterable):
        raise TableError("formats.table", type=type(given).__name__)
    tables = [given] if isinstance(given, Table) else list(given)
    for number, table in enumerate(tables, 1):
        _writable(table, number)
    if not tables:
        raise TableError("formats.count", count=0)
    return tables


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
