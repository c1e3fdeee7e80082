"""The parts of an xlsx file, streamed: its sheets, their cells and merged areas, as they are stored.

It reads the few elements that carry what is printed (ECMA-376 Part 1, chapters 12 and 18) and nothing else:
no charts, pictures, comments, links or macros, and no styles but the formats of numbers, so that a file which
a spreadsheet program opens is read even where its decorations are faulty. Every size is bounded before
memory is spent on it; a document type declaration, the door of entity bombs, is refused.
"""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from attrs import frozen

from rsindicators.errors import TableError
from rsindicators.formats.display import BUILT_IN
from rsindicators.table import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS

LARGEST_CONTENT: Final = 128 * 2**20
MOST_PARTS: Final = 10_000
MOST_ROWS: Final = 1_048_576

_UNREADABLE: Final = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a zip file that is none, or a damaged one, makes of Python's own reader."""

_CHUNK: Final = 2**16
_LONGEST_TOKEN: Final = 2**20
_MOST_ELEMENTS: Final = 5 * MOST_CELLS
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NATURAL: Final = re.compile(r"[0-9]{1,9}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


@frozen
class Stored:
    """A cell as it is stored: its kind of value, the value's text (None where there is none), its format."""

    type: str
    value: str | None
    format: str
    is_formula: bool


@frozen
class Sheet:
    """A sheet as it is stored: cells by row and column, merged areas (top, left, bottom, right), from 1."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Stored]
    merged: tuple[tuple[int, int, int, int], ...]
    from_1904: bool


def sheets(data: bytes) -> Iterator[Sheet]:
    """The worksheets of a workbook, in order.

    Raises:
        TableError: It is no workbook, is locked, broken or too large.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # an OLE file: an encrypted workbook, or an .xls
        raise TableError("formats.locked")
    try:
        with ZipFile(BytesIO(data)) as archive:
            yield from _Package(archive).sheets()
    except TableError:
        raise
    except _UNREADABLE as error:
        raise TableError("formats.zip") from error


class _Package:
    """An open xlsx file. It never leaves the call that opened it."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        files = archive.infolist()
        if len(files) > MOST_PARTS or sum(file.file_size for file in files) > LARGEST_CONTENT:
            raise TableError("formats.content", most=LARGEST_CONTENT)
        if any(file.flag_bits & 1 for file in files):
            raise TableError("formats.locked")
        if any(file.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for file in files):
            raise TableError("formats.zip")
        self.parts = {file.filename.replace("\\", "/").lower(): file for file in files}

    def sheets(self) -> Iterator[Sheet]:
        top = self.related("")
        workbook = next((path for kind, path in top.values() if kind == "officeDocument"), "xl/workbook.xml")
        if workbook not in self.parts:
            raise TableError("formats.zip")
        related = self.related(workbook)
        texts = [text for path in _of(related, "sharedStrings") for text in self.texts(path)]
        formats = [code for path in _of(related, "styles") for code in self.formats(path)]
        listed, from_1904 = [], False
        for element in self.elements(workbook, "sheet", "workbookPr"):
            if element.tag == "sheet":
                listed.append(element)
            else:
                from_1904 = element.get("date1904") in {"1", "true"}
        for element in listed:
            kind, path = related.get(element.get("id", ""), ("", ""))
            if kind == "worksheet":
                name, hidden = element.get("name", ""), element.get("state", "visible") != "visible"
                yield _Cells(path, texts, formats).sheet(self, name, hidden=hidden, from_1904=from_1904)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by its id the kind and the path."""
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        found = {}
        for element in self.elements(path, "Relationship") if path in self.parts else ():
            target = element.get("Target", "").replace("\\", "/")
            full = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = (kind, posixpath.normpath(full).lower())
        return found

    def texts(self, part: str) -> Iterator[str]:
        """The shared texts."""
        for number, element in enumerate(self.elements(part, "si")):
            if number >= MOST_CELLS:
                raise TableError("formats.content", most=LARGEST_CONTENT)
            yield _text(element, part)

    def formats(self, part: str) -> Iterator[str]:
        """The number format of each style of cells, by its number."""
        codes = {str(number): code for number, code in BUILT_IN.items()}
        for element in self.elements(part, "numFmts", "cellXfs"):
            for child in element:
                if element.tag == "cellXfs":
                    yield codes.get(child.get("numFmtId", "0"), "General")
                else:
                    codes[child.get("numFmtId", "")] = child.get("formatCode", "")

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """The elements of these names in a part, complete, one after the other."""
        if part not in self.parts:
            raise TableError("formats.broken", part=part, what="")
        with self.archive.open(self.parts[part]) as file:
            try:
                yield from _elements(file, names)
            except expat.ExpatError as error:
                raise TableError("formats.broken", part=part, what=f"XML ({error})") from error


def _of(related: dict[str, tuple[str, str]], kind: str) -> list[str]:
    return [path for found, path in related.values() if found == kind]


class _Cells:
    """The cells of one sheet, while they are read."""

    def __init__(self, part: str, texts: list[str], formats: list[str]) -> None:
        self.part, self.texts, self.formats = part, texts, formats
        self.found: dict[tuple[int, int], Stored] = {}

    def sheet(self, package: _Package, name: str, *, hidden: bool, from_1904: bool) -> Sheet:
        row, merged = 0, []
        for element in package.elements(self.part, "row", "mergeCell"):
            if element.tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                merged.append((*self.reference(first), *self.reference(last or first)))
            else:
                row = self.number(element.get("r"), row + 1, MOST_ROWS)
                self.row(element, row)
        return Sheet(name, hidden, self.found, tuple(merged), from_1904)

    def row(self, element: Element, row: int) -> None:
        place = (row, 0)
        for child in element:
            if child.tag == "c":
                reference = child.get("r")
                place = self.reference(reference) if reference else (place[0], place[1] + 1)
                stored = self.stored(child)
                if stored is not None:
                    self.keep(place, stored)

    def keep(self, place: tuple[int, int], stored: Stored) -> None:
        if place in self.found:
            raise TableError("formats.broken", part=self.part, what=f"R{place[0]}C{place[1]}")
        if len(self.found) >= MOST_CELLS:
            raise TableError("formats.content", most=LARGEST_CONTENT)
        self.found[place] = stored

    def stored(self, element: Element) -> Stored | None:
        """The cell, or None where nothing is stored but a style."""
        kind, value = element.get("t", "n"), element.findtext("v")
        is_formula = element.find("f") is not None
        if kind == "s" and value is not None:
            value = self.texts[self.number(value.strip(), 0, len(self.texts) - 1)]
        elif kind == "inlineStr":
            inline = element.find("is")
            value = "" if inline is None else _text(inline, self.part)
        elif kind == "str":
            value = _unescaped(value or "")
        elif value is not None:
            value = value.strip() or None
        if value is None and not is_formula:
            return None
        if len(value or "") > LONGEST_CELL:
            raise TableError("formats.long", cell=self.part, limit=LONGEST_CELL)
        style = self.number(element.get("s"), 0, MOST_CELLS)
        code = self.formats[style] if style < len(self.formats) else "General"
        return Stored(kind, value, code, is_formula)

    def number(self, text: str | None, otherwise: int, most: int) -> int:
        if text is None:
            return otherwise
        if not _NATURAL.fullmatch(text) or int(text) > most:
            raise TableError("formats.broken", part=self.part, what=text)
        return int(text)

    def reference(self, text: str) -> tuple[int, int]:
        """Row and column of a reference such as `B7`, counted from 1."""
        found = _REFERENCE.fullmatch(text.replace("$", ""))
        if found:
            row, column = int(found.group(2)), 0
            for letter in found.group(1):
                column = 26 * column + ord(letter) - ord("A") + 1
            if row <= MOST_ROWS and column <= MOST_COLUMNS:
                return row, column
        raise TableError("formats.broken", part=self.part, what=text)


def _text(element: Element, part: str) -> str:
    """The text of an `si` or `is` element: its runs, without the pronunciation beside them."""
    runs = (child if child.tag == "t" else child.find("t") for child in element if child.tag in {"t", "r"})
    text = _unescaped("".join(run.text or "" for run in runs if run is not None))
    if len(text) > LONGEST_CELL:
        raise TableError("formats.long", cell=part, limit=LONGEST_CELL)
    return text


def _unescaped(text: str) -> str:
    """The text with `_x000D_` and the like resolved (ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _elements(file: IO[bytes], names: tuple[str, ...]) -> Iterator[Element]:
    """The elements of these names as they end, names without their spaces; nothing else is kept."""
    builder = _Builder(names)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    fed = 0
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk)
        yield from builder.taken()
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:  # it would be scanned again with every chunk
            raise TableError("formats.content", most=LARGEST_CONTENT)
    parser.Parse(b"", True)
    yield from builder.taken()


class _Builder:
    """Builds the wanted elements out of what the parser tells."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names, self.depth, self.count = names, 0, 0
        self.tree, self.done = TreeBuilder(), list[Element]()

    def refuse(self, *_: object) -> None:
        raise TableError("formats.broken", part="XML", what="DOCTYPE")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > _MOST_ELEMENTS:
            raise TableError("formats.content", most=LARGEST_CONTENT)
        tag = name.rpartition("}")[2]
        if not self.depth and tag not in self.names:
            return
        self.depth += 1
        self.tree.start(tag, {key.rpartition("}")[2]: value for key, value in attributes.items()})

    def data(self, text: str) -> None:
        if self.depth:
            self.tree.data(text)

    def end(self, name: str) -> None:
        if not self.depth:
            return
        self.depth -= 1
        element = self.tree.end(name.rpartition("}")[2])
        if not self.depth:
            self.done.append(element)
            self.tree = TreeBuilder()

    def taken(self) -> list[Element]:
        """The elements finished since the last time."""
        done, self.done = self.done, []
        return done
