"""Names, units and definitions against the rows.

The rows of a document are held against the definitions that the same document gives: a name or a unit that
differs, a definition that counts something else than its name says, a definition without a row and a row
without a definition, each with the name most like it (工伤保险参保人数 and 工伤保险单位职工参保人数 are two
populations). A row without a unit is told, whoever gave the definition; of an indicator that only the plan
knows, too, unless its name is that of an index. A row of an indicator that nobody knows is counted.

Source: trade rules on units, and “a similar name may be a different population”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from rsindicators.bound import Bound
from rsindicators.chapter import Entry, core
from rsindicators.docket import DOUBTFUL, Docket
from rsindicators.dossier import Dossier
from rsindicators.errors import RSIndicatorsError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.notation import parse
from rsindicators.printed import OTHER_UNIT, Row
from rsindicators.text import LONGEST_TEXT, fold
from rsindicators.units import PURE, Unit

NAME: Final = "audit.name"
UNIT: Final = "audit.unit"
COUNTED: Final = "audit.counted"
NO_UNIT: Final = "audit.no_unit"
NO_ROW: Final = "audit.no_row"
NO_DEFINITION: Final = "audit.no_definition"
RULES: Final = (NAME, UNIT, COUNTED, NO_UNIT, NO_ROW, NO_DEFINITION)

ALIAS: Final = "audit.name.alias"
CALLED: Final = "audit.unit.called"
UNKNOWN_UNIT: Final = "audit.no_unit.unknown"
NEAR_ROW: Final = "audit.no_row.near"
NEAR_DEFINITION: Final = "audit.no_definition.near"

ENDINGS: Final = {"人次": Unit.parse("人次"), "人数": Unit.parse("人")}
"""What a name says that it counts."""
INDEXES: Final = ("指数", "系数", "倍数", "倍率", "度", "比", "比例")
"""What a name ends with that needs no unit; ours."""
SHORTEST: Final = 4
"""So many characters two names must share to be called alike; ours."""


def check(dossier: Dossier, docket: Docket) -> None:
    """All rules of the family."""
    for entry, row in dossier.rows:
        _check_unit(entry, row.unit, _expected(dossier, entry, row), docket)
        _check_missing_unit(dossier, entry, row, docket)
    for _ in dossier.unknown:
        docket.skip(UNIT, "unknown")
        docket.skip(NO_UNIT, "unknown")
    own = [entry for entry, _ in dossier.rows if entry.indicator.source.document == dossier.document]
    defined = [entry for entry in own if entry.indicator.is_defined]
    for group in _grouped(defined, lambda entry: f"{entry.indicator.code} {_plain(entry.label)}"):
        _check_name(group, docket)
    for group in _grouped(defined, lambda entry: entry.indicator.code):
        _check_counted(group, docket)
    _check_definitions(dossier, docket)


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], str]) -> list[list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return list(found.values())


def _plain(name: str) -> str:
    """A name without spaces and full-width forms."""
    return fold(name[:LONGEST_TEXT]).replace(" ", "")


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────


def _expected(dossier: Dossier, entry: Entry, row: Row) -> Indicator:
    """The indicator whose unit a row should have: the catalogue's, if one was learned for the unit alone."""
    named = dossier.catalogue.get(row.name) if OTHER_UNIT in dict(row.inferred) else None
    return named or entry.indicator


def _check_unit(entry: Entry, printed: str, indicator: Indicator, docket: Docket) -> None:
    """The printed unit against the indicator's, and against what the name of the row says it counts."""
    if not printed:
        return
    try:
        unit = Unit.parse(printed)
    except RSIndicatorsError:
        docket.skip(UNIT, "unit")
        return
    docket.asked(UNIT)
    same = {Unit.parse(word).dims for word in indicator.counting_words}
    if not indicator.unit.fits(unit) and not same >= {unit.dims, indicator.unit.dims}:
        facts = {"unit": printed, "defined": indicator.unit.symbol or "—"}
        docket.find(UNIT, (entry,), facts, DOUBTFUL)
    said = next((word for word in ENDINGS if _plain(entry.label).endswith(word)), "")
    if said and unit.dims and unit.adds and unit.dims != ENDINGS[said].dims:
        docket.find(UNIT, (entry,), {"unit": printed, "said": said}, wording=CALLED)


def _check_missing_unit(dossier: Dossier, entry: Entry, row: Row, docket: Docket) -> None:
    """A row of figures that prints no unit, of an indicator that has one or that only the plan knows."""
    docket.asked(NO_UNIT)
    if row.unit or not any(map(_is_bare, row.cells)):
        return
    unit = entry.indicator.unit.symbol
    known = dossier.catalogue.get(entry.indicator.code) is not None
    if unit:
        docket.find(NO_UNIT, (entry,), {"unit": unit})
    elif not known and not _plain(row.name).endswith(INDEXES):
        docket.find(NO_UNIT, (entry,), wording=UNKNOWN_UNIT)


def _is_bare(cell: str) -> bool:
    """Whether a cell is a number without a unit of its own."""
    try:
        value = parse(cell, report=True).value
    except RSIndicatorsError:
        return False
    return isinstance(value, Figure | Bound) and value.unit == PURE


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────


def _check_name(rows: list[Entry], docket: Docket) -> None:
    """What the rows call an indicator that the document defines under another name."""
    docket.asked(NAME)
    indicator = rows[0].indicator
    if _plain(rows[0].label) == _plain(indicator.name):
        return
    evidence = {_plain(alias.name): alias.evidence for alias in indicator.aliases}.get(_plain(rows[0].label))
    facts = {"defined": indicator.name, "item": indicator.source.item, "evidence": evidence or ""}
    docket.find(NAME, rows, facts, wording=ALIAS if evidence else "")


def _check_counted(rows: list[Entry], docket: Docket) -> None:
    """A definition that counts something else than name and unit say."""
    docket.asked(COUNTED)
    indicator = rows[0].indicator
    if indicator.counted and not _plain(rows[0].label).endswith(indicator.counted):
        facts = {"counted": indicator.counted, "unit": indicator.unit.symbol, "item": indicator.source.item}
        docket.find(COUNTED, rows, facts)


# ── definitions ──────────────────────────────────────────────────────────────────────────────────────────


def _check_definitions(dossier: Dossier, docket: Docket) -> None:
    """Definitions without a row, rows without a definition; only where the document has both."""
    rows = [entry for entry, _ in dossier.rows]
    if not rows or not dossier.definitions:
        return
    told = {entry.indicator.code for entry in rows}
    defined = {entry.indicator.code for entry in dossier.definitions}
    latest = [entry for chapter in reversed(dossier.chapters) for entry in rows if entry.chapter is chapter]
    named = _by_ends(latest)
    for definition in dossier.definitions:
        docket.asked(NO_ROW)
        if definition.indicator.code not in told:
            said = [group[0] for group in dossier.promised_of.get(definition.indicator.code, [])]
            near = _near(definition, named)
            docket.find(NO_ROW, (definition, *near, *said), wording=NEAR_ROW if near else "")
    named = _by_ends(dossier.definitions)
    for group in _grouped(rows, lambda entry: entry.indicator.code):
        docket.asked(NO_DEFINITION)
        if group[0].indicator.code not in defined:
            near = _near(group[0], named)
            entries = (group[0], *near, *group[1:])
            docket.find(NO_DEFINITION, entries, wording=NEAR_DEFINITION if near else "")


def _by_ends(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by how the cores of their names begin and end: names that are alike share one of the two."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        name = core(entry.label)
        for end in {f"{name[:2]}…", f"…{name[-2:]}"}:
            found.setdefault(end, []).append(entry)
    return found


def _near(entry: Entry, named: dict[str, list[Entry]]) -> list[Entry]:
    """The others of the first name that differs by words put into it, counted in a unit that fits."""
    name = core(entry.label)
    others = (*named.get(f"{name[:2]}…", []), *named.get(f"…{name[-2:]}", []))
    fit = [
        other
        for other in dict.fromkeys(others)
        if _alike(name, core(other.label)) and entry.indicator.unit.fits(other.indicator.unit)
    ]
    return [other for other in fit if other.indicator.code == fit[0].indicator.code]


def _alike(one: str, other: str) -> bool:
    """Whether the longer name is the shorter one with words put into it, or they are the same."""
    short, long = sorted((one, other), key=len)
    shared = 0
    while shared < len(short) and short[shared] == long[shared]:
        shared += 1
    return len(short) >= SHORTEST and long.endswith(short[shared:])
