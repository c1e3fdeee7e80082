"""Files that are opened or refused: kinds, folders, patterns, what would not fit into memory."""

import os
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from heaps import frame
from hypothesis import example, given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import FrameError
from rsindicators.frames import files, footer
from rsindicators.frames.files import open_files
from rsindicators.frames.footer import RowGroup, row_groups

LIBRARIES = (("polars", ("polars",)), ("duckdb", ("duckdb", "pyarrow")))


@pytest.fixture(params=LIBRARIES, ids=lambda one: one[0])
def library(request, monkeypatch):
    monkeypatch.setattr(files, "LIBRARIES", (request.param,))


def saved(path, content):
    path.write_bytes(content)
    return path


# ── footers ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_row_groups_of_a_file_are_told_without_reading_them(tmp_path):
    path = tmp_path / "figures.parquet"
    frame().write_parquet(path, row_group_size=20)
    other = tmp_path / "other.parquet"
    whole = {
        "names": [["a", "b"]] * 30,
        "maps": [{"k": True}] * 30,
        "value": [1.5] * 30,
        "is_so": [True] * 30,
    }
    pq.write_table(pa.table(whole), other, row_group_size=7, write_page_index=True)
    for file in (path, other):
        told = pq.ParquetFile(file).metadata
        groups = [told.row_group(number) for number in range(told.num_row_groups)]
        assert row_groups(file) == tuple(RowGroup(one.num_rows, one.total_byte_size) for one in groups)


def thrift(*fields):
    """A footer of raw bytes."""
    return b"PAR1" + (body := b"".join(fields)) + len(body).to_bytes(4, "little") + b"PAR1"


NAMED = {
    "nothing": b"",
    "short": b"PAR1",
    "text": "地区,指标\n".encode() * 10,
    "no end": b"PAR1" + b"\x00" * 20,
    "longer than the file": b"PAR1" + b"\x00" + (10**6).to_bytes(4, "little") + b"PAR1",
    "no footer": b"PAR1" + b"\x00" * 4 + b"PAR1",
    "cut": thrift(b"\x15"),
    "rows without groups": thrift(b"\x36\x02\x00"),
    "groups of numbers": thrift(b"\x49\x15\x02\x00"),
    "a negative group": thrift(b"\x36\x00\x19\x1c\x26\x01\x00\x00"),
    "an endless number": thrift(b"\x36" + b"\xff" * 11 + b"\x00"),
    "a list longer than the file": thrift(b"\x19\xfc\xff\xff\x03\x00"),
    "a map": thrift(b"\x1b\x00\x00"),
    "text beyond the end": thrift(b"\x18\x7f\x00"),
    "lists in lists": thrift(b"\x19" + b"\x19" * 100 + b"\x00"),
}


@pytest.mark.parametrize("content", NAMED.values(), ids=NAMED)
def test_what_is_no_parquet_is_refused(tmp_path, content):
    path = saved(tmp_path / "figures.parquet", content)
    if content:
        with refused(FrameError, "frames.parquet"):
            row_groups(path)
    with refused(FrameError, "frames.parquet" if content else "frames.files.empty", "figures.parquet"):
        open_files(path)


@given(st.binary(max_size=60))
@example(b"\x36\x00\x00")
@example(b"\x06\x06\x00\x49\x0c\x00")
def test_no_footer_is_anything_but_read_or_refused(tmp_path_factory, body):
    path = saved(tmp_path_factory.getbasetemp() / "any.parquet", thrift(body))
    codes = ["frames.parquet"]
    try:
        found = row_groups(path)
    except FrameError as error:
        codes.append(error.code)
        found = ()
    assert all(isinstance(one, RowGroup) for one in found)
    assert set(codes) == {"frames.parquet"}


def test_fields_of_all_kinds_are_passed_over():
    fields = [
        b"\x11", b"\x13\x07", b"\x17" + b"\x00" * 8, b"\x18\x01a", b"\x19\x21\x01\x02", b"\x1a\x05",
        b"\x1c\x15\x02\x00",
    ]  # fmt: skip
    reader = footer._Reader(b"".join(fields) + b"\x00")
    assert reader.groups() == []


# ── bombs ────────────────────────────────────────────────────────────────────────────────────────────────


def test_row_groups_that_do_not_fit_into_memory_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "bomb.parquet"
    pl.DataFrame({"地区": ["甲"] * 200_000}).write_parquet(path, row_group_size=200_000)
    assert path.stat().st_size < 2_000
    monkeypatch.setattr(files, "MOST_GROUP_ROWS", 100_000)
    with refused(FrameError, "frames.parquet.group", "bomb.parquet", "200000"):
        open_files(path)
    monkeypatch.undo()
    monkeypatch.setattr(files, "MOST_GROUP_BYTES", 10)
    with refused(FrameError, "frames.parquet.group", "bomb.parquet", "row_group_size"):
        open_files(path)


# ── paths ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "bad", [None, 1.5, "", b"figures.parquet", [None], [""], "a\x00b", float("nan"), [["a"]]]
)
def test_what_is_no_path_is_refused(bad):
    with refused(FrameError, "frames.files.path"):
        open_files(bad)


def test_folders_and_patterns_without_files_are_refused(tmp_path):
    (tmp_path / "read.me").write_text("")
    (tmp_path / "parts.parquet").mkdir()
    for nothing in (tmp_path, f"{tmp_path}/*.parquett", [], ()):
        with refused(FrameError, "frames.files.none", ".parquet"):
            open_files(nothing)
    with pytest.raises(FileNotFoundError):
        open_files(tmp_path / "nothing.parquet")
    with pytest.raises(OSError, match="long"):
        open_files("a" * 10**4)


def test_files_of_other_kinds_are_refused(tmp_path, monkeypatch):
    with refused(FrameError, "frames.files.suffix", "form.xlsx", ".parquet"):
        open_files(saved(tmp_path / "form.xlsx", b"PK"))
    with refused(FrameError, "frames.files.kinds"):
        open_files([saved(tmp_path / "a.csv", b"a\n1\n"), saved(tmp_path / "b.parquet", b"PAR1")])
    os.mkfifo(tmp_path / "pipe.parquet")
    with refused(FrameError, "frames.files.regular", "pipe.parquet"):
        open_files(tmp_path / "pipe.parquet")
    monkeypatch.setattr(files, "MOST_FILES", 1)
    with refused(FrameError, "frames.files.many"):
        open_files([tmp_path / "a.csv", tmp_path / "b.csv"])


def test_a_folder_gives_its_csv_files_where_it_has_no_parquet(tmp_path):
    for name in ("a.csv", "b.csv"):
        frame().write_csv(tmp_path / name)
    found = open_files(str(tmp_path))
    assert [path.name for path in found.paths] == ["a.csv", "b.csv"]
    assert found.name == "a.csv …(2)"
    assert len(found.collect(found.frame)) == 2 * frame().height


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────

LINE = "地区,指标,时期,数值,单位\n叙永县,失业保险参保人数,2023年末,2.34,万人\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (LINE.encode("gb18030"), "frames.files.encoding"),
        (LINE.encode("gb18030") * 40_000, "frames.files.encoding"),
        (LINE.encode("utf-16"), "frames.files.encoding"),
        (b"a\x00b,c\n", "frames.files.headings"),
        (b"\n\n", "frames.files.headings"),
        (b"\xef\xbb\xbf", "frames.files.headings"),
        (b"a," * 600_000, "frames.files.headings"),
        (b"a,b,a\n1,2,3\n", "frames.columns.twice"),
        (b"", "frames.files.empty"),
    ],
)
def test_csv_files_are_refused_by_their_beginning(tmp_path, content, code):
    with refused(FrameError, code, "figures.csv"):
        open_files(saved(tmp_path / "figures.csv", content))


@pytest.mark.parametrize("line", [b"\xff\xfe,1,2,3,4\n", "年份,1\n".encode()[:4] + b"\xff,,,,\n"])
def test_what_is_broken_later_is_one_error_with_the_name(tmp_path, library, line):
    path = saved(tmp_path / "figures.csv", LINE.encode() * 20_000 + line)
    found = open_files(path)
    with refused(FrameError, "frames.unreadable", "figures.csv"):
        found.collect(found.frame.select("地区", "单位"))


def test_years_that_are_no_numbers_are_one_error(tmp_path, library):
    found = open_files(saved(tmp_path / "figures.csv", "地区,年\n甲,2023年\n".encode()))
    with refused(FrameError, "frames.unreadable", "figures.csv"):
        found.collect(found.frame)


def test_a_damaged_parquet_is_one_error(tmp_path, library):
    path = tmp_path / "figures.parquet"
    frame().write_parquet(path, compression="zstd")
    content = bytearray(path.read_bytes())
    content[4:200] = b"\x00" * 196
    path.write_bytes(bytes(content))
    with refused(FrameError, "frames.unreadable", "figures.parquet"):
        found = open_files(path)
        found.collect(found.frame)


def test_files_of_other_columns_are_one_error(tmp_path, library):
    frame().write_parquet(tmp_path / "a.parquet")
    frame().drop("时期").write_parquet(tmp_path / "b.parquet")
    with refused(FrameError, "frames.unreadable", "a.parquet"):
        found = open_files(tmp_path)
        found.collect(found.frame)


@pytest.mark.parametrize("kind", [MemoryError, OSError])
def test_what_is_not_about_the_file_stays_what_it_is(kind):
    def failing():
        with files.read_from("figures.csv"):
            raise kind

    with pytest.raises(kind):
        failing()


# ── libraries ────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_library_the_command_is_told(tmp_path, monkeypatch):
    frame().write_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(files, "LIBRARIES", (("polars", ("no_such_library",)), ("duckdb", ("neither",))))
    with refused(FrameError, "frames.files.library", "pip install polars"):
        open_files(tmp_path / "a.parquet")


def test_duckdb_reads_where_polars_is_not(tmp_path, monkeypatch):
    path = tmp_path / "a[1].parquet"
    frame().write_parquet(path)
    monkeypatch.setattr(files, "LIBRARIES", (("polars", ("no_such_library",)), files.LIBRARIES[1]))
    found = open_files(path)
    assert found.frame.implementation.is_duckdb()
    assert len(found.collect(found.frame)) == frame().height
    assert Path(found.paths[0]) == path
