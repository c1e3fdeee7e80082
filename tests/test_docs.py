"""What the documentation says is what the library does.

Sybil runs the Python blocks (`conftest.py` of the project); here are the tables, the shell sessions, the
generated page, and what the pages must not leave out.
"""

import contextlib
import importlib.util
import io
import re
import shlex
import tomllib
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest
from attrs import fields

import rsindicators as rs
from rsindicators import Catalogue, Period
from rsindicators.cli import main
from rsindicators.comparators import AFTER, BEFORE, STATING
from rsindicators.notation import HEDGES, MISSING, PHRASES, RUNS
from rsindicators.record import ANSWERABLE
from rsindicators.units import Unit

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")),
    *sorted(DOCS.rglob("*.md")),
]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def fenced(languages, text):
    """The blocks of a page in one of these languages (`sh|console`)."""
    return re.findall(rf"^```(?:{languages})\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def rows_below(name, heads):
    """The rows of all tables of a page that have these headings, each as a list of cells."""
    line = f"| {' | '.join(heads)} |"
    found = []
    for table in text_of(name).split(f"{line}\n")[1:]:
        for row in table.splitlines()[1:]:
            if not row.startswith("|"):
                break
            found.append([cell.strip().strip("`") for cell in re.split(r" ?\| ?", row)[1:-1]])
    assert found, heads
    return found


READ = rows_below("concepts/notation.md", ["印的", "单位", "读作", "类", "允许的值", "还说了"])
REFUSED = rows_below("concepts/notation.md", ["印的", "单位", "错误代码", "为什么"])
PERIODS = rows_below("concepts/periods.md", ["写法", "读作", "代码"])


def read(text, unit, *, report):
    return rs.parse("" if text == "（空白）" else text, unit or None, report=report)


@pytest.mark.parametrize("row", READ, ids=lambda row: row[0])
def test_the_notation_page_tells_how_each_text_is_read(row):
    text, unit, written, content, allowed, said = row
    as_written = (rs.write(read(text, unit, report=report)) == written for report in (False, True))
    reading = read(text, unit, report=not next(as_written))
    assert (rs.write(reading), reading.content.label) == (written, content)
    run = [reading.accumulation.label] if reading.accumulation else []
    stars = [f"{len(reading.marks)}个星号"] if reading.marks else []
    assert "、".join([*run, *reading.hedges, *stars]) == said
    if reading.bound is not None:
        assert str(reading.bound.interval() or "要给偏差") == allowed


@pytest.mark.parametrize(("text", "unit", "code", "why"), REFUSED)
def test_the_notation_page_tells_what_is_refused(text, unit, code, why):
    with pytest.raises(rs.errors.RSIndicatorsError) as caught:
        rs.parse(text, unit or None)
    assert caught.value.code == code
    assert why


def test_the_notation_page_has_every_word_that_is_read():
    printed = "\n".join(text for text, *_ in READ)
    for word in (*BEFORE, *AFTER, *STATING, *HEDGES, *RUNS, *PHRASES, *MISSING):
        assert word in printed, word


@pytest.mark.parametrize(("text", "chinese", "code"), PERIODS)
def test_the_periods_page_tells_how_each_text_is_read(text, chinese, code):
    period = Period.parse(text)
    assert (str(period), period.code) == (chinese, code)
    assert Period.parse(chinese) == Period.parse(code) == period


def test_the_units_page_has_the_whole_vocabulary():
    data = tomllib.loads(
        Path(rs.__file__).with_name("data").joinpath("units.toml").read_text(encoding="utf-8")
    )
    page = text_of("concepts/units.md")
    rows = rows_below("concepts/units.md", ["量", "单位（同一行可以换算）", "可以加万、亿等"])
    listed = {tuple(re.split(r"`? `", names)): scaled == "是" for _, names, scaled in rows}
    for names, scaled in listed.items():
        units = [Unit.parse(name) for name in names]
        assert all(unit.fits(units[0]) for unit in units)
        assert scaled == (f"万{names[0]}" in page or parses(f"万{names[0]}"))
    known = {name for record in data["unit"] for name in (record["name"], *record.get("aliases", ()))}
    assert {name for names in listed for name in names} == known
    assert all(f"`{scale}`" in page for scale in data["scales"])


def parses(unit):
    try:
        return bool(Unit.parse(unit))
    except rs.errors.UnitError:
        return False


def test_the_definitions_page_has_every_field_of_a_catalogue_file():
    page = text_of("concepts/definitions.md")
    of_file = {"components": "component", "_slots": "", "_derived_at": "", "component_of": ""}
    for kind in (rs.Indicator, rs.Component, rs.Source, rs.Alias):
        for field in fields(kind):
            name = of_file.get(field.name, field.name)
            assert not name or f"`{name}`" in page, field.name
    listed = page.split("下列字段只要有")[1].splitlines()[0]
    assert set(re.findall("`([a-z_]+)`", listed)) - {"stated", "assigned"} == set(ANSWERABLE)


def test_errors_about_catalogue_files_point_to_a_section_that_exists():
    assert "## 目录文件 { #catalogue-files }" in text_of("concepts/definitions.md")


def test_the_reference_has_every_public_name():
    page = text_of("reference.md")
    for name in set(rs.__all__) - {"errors", "units"}:
        assert f"::: {getattr(rs, name).__module__}.{name}\n" in page, name
    assert "::: rsindicators.errors\n" in page


def test_the_catalogue_page_is_current():
    spec = importlib.util.spec_from_file_location("generate_catalogue", DOCS / "generate_catalogue.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    current = generator.page(Catalogue.standard()) == generator.PAGE.read_text(encoding="utf-8")
    assert current, "run: python docs/generate_catalogue.py"


SESSIONS = [
    pytest.param(block, id=f"{name}-{number}")
    for page, name in zip(PAGES, NAMES, strict=True)
    for number, block in enumerate(fenced("console", page.read_text(encoding="utf-8")), 1)
]


def run(command):
    """Output and exit status of the library's own command, in this process."""
    words = shlex.split(command)
    assert words[:3] == ["python", "-m", "rsindicators"], command
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
        status = main(words[3:])
    return shown.getvalue(), status


@pytest.mark.parametrize("block", SESSIONS)
def test_shell_sessions_print_what_they_show(block):
    status = 0
    for part in block.removeprefix("$ ").split("\n$ "):
        command, _, wanted = part.rstrip("\n").partition("\n")
        if command == "echo $?":
            shown = f"{status}\n"
        else:
            shown, status = run(command)
        assert OutputChecker().check_output(f"{wanted}\n", shown, ELLIPSIS), f"{command}\n{shown}"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_block_of_python_is_run(page):
    """Sybil takes blocks fenced as `python` at the start of a line, and no other."""
    text = page.read_text(encoding="utf-8")
    for fence, language in re.findall(r"^(.*```)([a-z]+)", text, re.MULTILINE):
        assert fence == "```"
        assert language in {"python", "toml", "sh", "console", "text"}
    assert not any(">>>" in block for block in fenced("sh|console", text))


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)", text):
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not anchor or f"{{ #{anchor} }}" in file.read_text(encoding="utf-8"), anchor


def test_every_page_is_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in DOCS.rglob("*.md"):
        assert f": {page.relative_to(DOCS).as_posix()}\n" in navigation


def test_the_contributing_page_names_every_floor_in_its_order():
    (block,) = fenced("text", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = [" ".join(sorted(layer.split(" | "))) for layer in floors["contracts"][0]["layers"]]
    assert [" ".join(sorted(re.split("  +", line)[0].split())) for line in block.splitlines()] == layers


def test_the_readme_has_its_two_commands():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = "python3 -m venv .venv && .venv/bin/pip install -q "
    form = "examples/xuyong-2023.xlsx --plan xuyong-14 --prior examples/xuyong-2022.csv"
    assert f'{start}".[excel]" && .venv/bin/python -m rsindicators check {form}' in lines
    assert f'{start}-e ".[test]" && .venv/bin/python -m pytest -q -n auto --dist loadfile' in lines
