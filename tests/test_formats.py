"""Files of tables: the suffix, the encoding, the bounds, what is written and how."""

import os
import pickle
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators import Table, formats
from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.table import LONGEST_CELL, Book, Grid

TARGETS = Table(
    ("指标", "2020年", "2025年"),
    [("1.城镇新增就业人数(万人)", "[2.06]", "[1.85]"), ("*3.城镇登记失业率(%)", "2.7", "<4.5")],
    title="专栏2 “十四五”时期主要指标",
    notes=["注:[ ]内为五年积累数,“—”无统计基数,带*为我县增加指标。"],
)
SUFFIXES = [".csv", ".json", ".md", ".xlsx"]


def shown(book: Book) -> list[list[str]]:
    """All texts of a book in their order, without the cells that fill rows up."""
    found = []
    for block in book.blocks:
        rows = block.rows if isinstance(block, Grid) else [[block]]
        found += [[cell.text for cell in row if cell.kind != "absent"] for row in rows]
    return found


def expected(table: Table) -> list[list[str]]:
    lines = [[table.title]] if table.title else []
    return [*lines, list(table.columns), *map(list, table.rows), *([note] for note in table.notes)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_reads_back_with_the_same_texts(tmp_path, suffix):
    file = tmp_path / f"专栏2{suffix}"
    formats.write(file, TARGETS)
    book = formats.read(str(file))
    assert (book.name, shown(book)) == (file.name, expected(TARGETS))
    assert pickle.loads(pickle.dumps(book)) == book


signs = st.characters(exclude_characters="\x00", exclude_categories=["Cs"])
texts = st.text("0a人|\\*_`<>[]#~&;,\"'=+-@\t\r\n $:", max_size=9) | st.text(signs, max_size=9)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    row = st.tuples(*[texts] * columns)
    title, notes = draw(texts), draw(st.lists(texts.filter(bool), max_size=2))
    return Table(draw(row), draw(st.lists(row, max_size=4)), title=title, notes=notes)


@given(table=tables())
def test_any_texts_survive_any_format(tmp_path_factory, table):
    if not any(map(str.strip, ("", *table.columns, *sum(table.rows, ()), table.title, *table.notes))):
        return  # nothing to write, nothing to read
    folder = tmp_path_factory.mktemp("any")
    for suffix in SUFFIXES:
        file = folder / f"any{suffix}"
        formats.write(file, table)
        assert shown(formats.read(file)) == expected(table), suffix


@given(given=st.lists(tables(), min_size=2, max_size=3))
def test_several_tables_stay_in_their_order(tmp_path_factory, given):
    given = [Table(("头", *table.columns[1:]), table.rows, table.title, table.notes) for table in given]
    folder = tmp_path_factory.mktemp("several")
    for suffix in SUFFIXES[1:]:
        file = folder / f"several{suffix}"
        formats.write(file, iter(given))
        assert shown(formats.read(file)) == [line for table in given for line in expected(table)], suffix


# ── what is no file of tables ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["a.xls", "a.docx", "a", ".csv", "a.csv.bak", "", "a.et"])
def test_another_suffix_is_refused_and_the_known_ones_are_named(name):
    for attempt in (lambda: formats.read(name), lambda: formats.write(name, TARGETS)):
        with refused(TableError, "formats.suffix", ".csv", ".json", ".md", ".xlsx"):
            attempt()


def test_an_old_suffix_may_be_read_but_not_written(tmp_path):
    (tmp_path / "a.tsv").write_text("a\tb\n1\t2\n", "utf-8")
    assert formats.read(tmp_path / "a.tsv").grids[0].texts == (("a", "b"), ("1", "2"))
    with refused(TableError, "formats.suffix", "a.tsv"):
        formats.write(tmp_path / "a.tsv", TARGETS)


def test_capital_letters_in_the_suffix_do_not_matter(tmp_path):
    formats.write(tmp_path / "A.XLSX", TARGETS)
    assert formats.read(tmp_path / "A.XLSX").grids[0].rows[1][0].text == "指标"


class Bytes(os.PathLike):
    def __fspath__(self):
        return b"a.csv"


@pytest.mark.parametrize("path", [None, 1.5, b"a.csv", ["a.csv"], "a\x00.csv", "\ud800.csv", True, Bytes()])
def test_what_is_no_path_is_refused(path):
    for attempt in (lambda: formats.read(path), lambda: formats.write(path, TARGETS)):
        with refused(TableError, "formats.path"):
            attempt()


def test_a_missing_file_stays_an_os_error(tmp_path):
    for name in ("missing.csv", "a" * 10_000 + ".csv", "\udcff.csv"):
        with pytest.raises(OSError, match=r".") as caught:
            formats.read(tmp_path / name)
        assert not isinstance(caught.value, RSIndicatorsError)
    with pytest.raises(FileNotFoundError):
        formats.write(tmp_path / "no" / "a.csv", TARGETS)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_is_no_file(tmp_path, suffix):
    folder = tmp_path / f"folder{suffix}"
    folder.mkdir()
    with refused(TableError, "formats.file", folder.name):
        formats.read(folder)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with refused(TableError, "formats.file", "pipe.csv"):
        formats.read(tmp_path / "pipe.csv")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_large_file_is_not_opened_by_its_format(tmp_path, suffix):
    file = tmp_path / f"large{suffix}"
    with file.open("wb") as opened:
        opened.truncate(formats.LARGEST_FILE + 1)
    with refused(TableError, "formats.bytes", file.name, str(formats.LARGEST_FILE)):
        formats.read(file)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xef\xbb\xbf\r\n , ,\r\n"),
        ("a.md", b"\n \n"),
        ("a.json", b"[]"),
        ("a.json", b"[{}]"),
    ],
)
def test_a_file_without_content_is_told(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with refused(TableError, "formats.empty", name):
        formats.read(tmp_path / name)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md"])
@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x1a\n\x00", bytes(range(256)), b"\xff\xfe\x00\x00"]
)
def test_what_is_no_text_is_refused(tmp_path, suffix, content):
    (tmp_path / f"a{suffix}").write_bytes(content)
    with refused(TableError, "formats.binary", f"a{suffix}"):
        formats.read(tmp_path / f"a{suffix}")


# ── encodings ────────────────────────────────────────────────────────────────────────────────────────────

PROSE = "指标,2020年\n城镇登记失业率(%),2.7\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encodings_of_chinese_offices_are_recognised(encoding):
    assert formats.decoded(PROSE.encode(encoding)) == PROSE


def test_both_orders_of_utf_16_are_read():
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert formats.decoded(mark + PROSE.encode(encoding)) == PROSE


def test_a_rare_sign_of_gb18030_is_read():
    assert formats.decoded("㐀𠀀一".encode("gb18030")) == "㐀𠀀一"


@given(
    st.text(
        st.sampled_from("城镇登记失业率新增就业人数劳动争议仲裁结案率完成年万人%,.0123456789\n"), min_size=20
    )
)
def test_a_chinese_text_in_gbk_is_the_same_text(text):
    assert formats.decoded((PROSE + text).encode("gbk")) == PROSE + text


@pytest.mark.parametrize("cut", [-1, -2])
def test_a_text_cut_off_within_a_sign_is_not_read_as_other_signs(cut):
    with refused(TableError, "formats.encoding", "2"):
        formats.decoded("指标,失业率\n完成".encode()[:cut])


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xef\xbb\xbf\xff", b"a\n\xff\xff\xff", b"\x80\x81\xff"])
def test_a_broken_encoding_names_the_line(data):
    line = data.count(b"\n") + 1
    with refused(TableError, "formats.encoding", str(line)):
        formats.decoded(data)


def test_a_text_with_any_suffix_is_read_as_text(tmp_path):
    (tmp_path / "plan.txt").write_bytes(PROSE.encode("gbk"))
    assert formats.read_text(str(tmp_path / "plan.txt")) == PROSE
    (tmp_path / "plan.doc").write_bytes(b"\xd0\xcf\x11\xe0\x00")
    for path, code in (
        (tmp_path / "plan.doc", "formats.binary"),
        (tmp_path, "formats.file"),
        (None, "formats.path"),
    ):
        with refused(TableError, code):
            formats.read_text(path)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_exists_is_replaced_only_on_request(tmp_path, suffix):
    file = tmp_path / f"a{suffix}"
    file.write_bytes(b"old")
    with refused(TableError, "formats.exists", file.name):
        formats.write(file, TARGETS)
    assert file.read_bytes() == b"old"
    formats.write(file, TARGETS, overwrite=True)
    assert shown(formats.read(file)) == expected(TARGETS)


def test_a_replaced_file_keeps_who_may_read_it(tmp_path):
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    file.chmod(0o600)
    formats.write(file, TARGETS, overwrite=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_is_left_behind_when_writing_fails(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OSError, match=r"a\.csv"):
        formats.write(tmp_path / "a.csv", TARGETS, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("given", [None, 1.5, "a", ["a"], [TARGETS, None], object()])
def test_only_tables_are_written(tmp_path, given):
    with refused(TableError, "formats.table", "a.md"):
        formats.write(tmp_path / "a.md", given)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "count"), [("a.csv", 0), ("a.csv", 2), ("a.md", 0), ("a.json", 0), ("a.xlsx", 0)]
)
def test_a_file_takes_only_so_many_tables(tmp_path, name, count):
    with refused(TableError, "formats.count", name, str(count)):
        formats.write(tmp_path / name, [TARGETS] * count)


@pytest.mark.parametrize(
    ("character", "code"), [("\x00", "U+0000"), ("\ud800", "U+D800"), ("\udfff", "U+DFFF")]
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_no_file_can_hold_is_refused(tmp_path, suffix, character, code):
    for table in (
        Table((character,), []),
        Table(("a",), [(character,)]),
        Table(("a",), [], title=character),
        Table(("a",), [], notes=[character]),
    ):
        with refused(TableError, "formats.character", code):
            formats.write(tmp_path / f"a{suffix}", [TARGETS, table])


def test_cells_that_are_no_texts_or_too_long_are_refused(tmp_path):
    for cell, code in ((None, "text.type"), (2.06, "text.type"), ("a" * (LONGEST_CELL + 1), "text.long")):
        with refused(TableError, code, "a.csv"):
            formats.write(tmp_path / "a.csv", Table(("a",), [(cell,)]))
    formats.write(tmp_path / "a.csv", Table(("a",), [("a" * LONGEST_CELL,)]))
    assert formats.read(tmp_path / "a.csv").grids[0].rows[1][0].text == "a" * LONGEST_CELL


def test_a_table_without_columns_or_with_too_many_is_refused(tmp_path):
    with refused(TableError, "formats.columns", "a.csv"):
        formats.write(tmp_path / "a.csv", Table((), []))
    with refused(TableError, "table.size", "a.csv", "16385"):
        formats.write(tmp_path / "a.csv", Table(["a"] * 16_385, []))
