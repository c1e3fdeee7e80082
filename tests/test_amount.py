"""What the cells of value, unit and decimals say together."""

from decimal import Decimal
from fractions import Fraction

import pytest
from exactly import inside
from hypothesis import given
from hypothesis import strategies as st

from rsindicators import Catalogue, Figure
from rsindicators.amount import MOST_STRANGE, Amounts, rule_of, shortest, trimmed, unreadable
from rsindicators.errors import NumberError
from rsindicators.formats.display import shown
from rsindicators.table import Cell

CATALOGUE = Catalogue.standard()
INSURED = CATALOGUE["失业保险参保人数"]
RATE = CATALOGUE["仲裁结案率"]
CASES = CATALOGUE["博士后研究人员年招收人数"]


def read(value, unit="", indicator=INSURED, *, own="", asked=None, decimals=None, kind="text", **cell):
    """What is read, and the rules that are told: with an asterisk where the figure is kept."""
    told = []

    def tell(rule, cell, error, *, kept=False):
        told.append((f"{rule}*" if kept else rule, cell.address, error.code))
        assert error.say("zh")
        assert error.say("en")

    given = value if isinstance(value, Cell) else Cell(value, "D2", kind, **cell)
    place = unit if unit is None or isinstance(unit, Cell) else Cell(unit, "E2")
    found = Amounts(decimals).read(given, place, tell, own=own, indicator=indicator, asked=asked)
    return found, told


def figure(*args, **more):
    found, told = read(*args, **more)
    return str(found.value), [rule for rule, _, _ in told]


# ── the unit above a table ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "above", "indicator", "own", "shown"),
    [
        ("2.30", "万人", INSURED, "", ("2.30万人", [])),
        ("23000人", "万人", INSURED, "", ("23000人", [])),
        ("23000", "万人", INSURED, "人", ("23000人", [])),
        ("2.30", "件", INSURED, "", ("2.30万人", ["units.missing*"])),
        ("96.3%", "万人", RATE, "", ("96.3%", [])),
        ("96.3%", "%", RATE, "", ("96.3%", [])),
    ],
)
def test_the_unit_above_a_table_is_that_of_a_number_it_fits_and_that_prints_none(
    value, above, indicator, own, shown
):
    assert figure(value, Cell(above, "A1", "heading"), indicator, own=own) == shown


def test_a_share_needs_its_own_sign_whatever_stands_above_the_table():
    for above in ("%", "万人"):
        found, told = read("0.95", Cell(above, "A1", "heading"), RATE)
        assert (found, told) == (None, [("units.missing", "D2", "unit.share")])


def test_of_what_is_not_known_the_unit_above_the_table_says_nothing():
    found, _ = read("5", Cell("万人", "A1", "heading"), None)
    assert str(found.value) == "5"


@pytest.mark.parametrize(("unit", "own", "place"), [("万", "", "E2"), (None, "万", "D2")])
@pytest.mark.parametrize("indicator", [INSURED, RATE])
def test_a_unit_that_only_scales_is_what_is_wrong_and_not_the_value(unit, own, place, indicator):
    assert read("2.6", unit, indicator, own=own) == (None, [("cells.unit", place, "submission.scale")])


# ── units ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "unit", "own", "shown"),
    [
        ("2.30", "万人", "", "2.30万人"),
        ("23000", "人", "", "23000人"),
        ("2.30万人", "", "", "2.30万人"),
        ("2.30万人", None, "", "2.30万人"),
        ("2.30", "—", "万人", "2.30万人"),
        ("2.30", None, "万人", "2.30万人"),
        ("2.30", "万人", "万人", "2.30万人"),
        ("2.3万", "人", "", "2.3万人"),
        ("超过2.3", "万人", "", "超过2.3万人"),
        ("[2.30]", "万人", "", "2.30万人"),
    ],
)
def test_a_figure_keeps_the_unit_of_its_row(value, unit, own, shown):
    assert figure(value, unit, own=own) == (shown, [])


@pytest.mark.parametrize("unit", ["", "—", None])
def test_a_count_without_a_unit_is_in_the_indicators_and_that_is_told(unit):
    assert figure("2.30", unit) == ("2.30万人", ["units.missing*"])
    assert figure("2.30", unit, decimals=1) == ("2.30万人", ["units.missing*", "units.decimals*"])
    assert figure("2.30", unit, CATALOGUE["人力资源服务业总营业收入"]) == ("2.30亿元", ["units.missing*"])


@pytest.mark.parametrize("value", ["0.95", "95", "超过95"])
def test_a_share_without_a_unit_is_not_read(value):
    found, told = read(value, "", RATE)
    assert (found, told) == (None, [("units.missing", "D2", "unit.share")])


def test_a_share_whose_value_prints_its_sign_is_read():
    assert figure("95%", "", RATE) == ("95%", [])
    assert figure("96.3%", "", RATE, kind="number", decimals=1) == ("96.3%", [])


@pytest.mark.parametrize("value", ["—", "", "无", "全覆盖", "[ ]"])
def test_where_there_is_no_figure_no_unit_is_missing(value):
    found, told = read(value, "")
    assert (found.value, told) == (None, [])


def test_a_number_of_an_unknown_indicator_is_read_as_far_as_it_goes():
    assert figure("2.3", "", None) == ("2.3", [])
    assert figure("2.3", "万人", None) == ("2.3万人", [])
    assert figure("2.3", "", None, kind="number") == ("2.3", [])


@pytest.mark.parametrize(
    ("value", "unit", "own", "told"),
    [
        ("2.3%", "万人", "", [("units.dimension", "D2", "unit.different")]),
        ("2.3家", "万人", "", [("units.dimension", "D2", "unit.different")]),
        ("2.3万", "万人", "", [("cells.value", "D2", "unit.missing")]),
        ("2.3", "仁", "", [("cells.unit", "E2", "unit.unknown")]),
        ("2.3", "人", "万人", [("cells.unit", "E2", "layout.units")]),
        ("若干", "仁", "", [("cells.unit", "E2", "unit.unknown"), ("cells.value", "D2", "notation.number")]),
        ("2.3仁", "", "", [("cells.value", "D2", "notation.rest")]),
        ("2.3万", "", "", [("units.missing", "D2", "unit.missing")]),
    ],
)
def test_a_unit_that_does_not_fit_is_told(value, unit, own, told):
    found, said = read(value, unit, own=own)
    assert said == told
    assert found is None or told[0][0] == "cells.unit"


def test_an_unknown_unit_is_told_of_each_row_anew():
    told = []
    amounts = Amounts()
    for row in (1, 2):
        amounts.read(
            Cell("2", f"D{row}"),
            Cell("仁", f"E{row}"),
            lambda _, cell, error, **__: told.append(error.at(cell.address)),
        )
    assert [error.place for error in told] == ["E1", "E2"]


def test_of_very_many_unknown_units_only_the_first_are_compared_with_the_known():
    told = []
    amounts = Amounts()
    units = [f"仁{number}" for number in range(MOST_STRANGE + 1)]
    for unit in (*units, "万人/人", "元／人"):
        amounts.read(Cell("2", "D1"), Cell(unit, "E1"), lambda *said: told.append(said[2]))
    assert [error.code for error in told] == ["unit.unknown"] * MOST_STRANGE + ["submission.unit"]


def test_a_unit_cell_that_cannot_be_read_is_told():
    told = []
    Amounts().read(
        Cell("2", "D1"),
        Cell("", "E1", "uncalculated"),
        lambda *said, **_: told.append(said[0]),
        indicator=INSURED,
    )
    assert told == ["cells.unit"]


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("", "D2", "uncalculated"), "layout.uncalculated"),
        (Cell("#DIV/0!", "D2", "error"), "layout.error"),
        (Cell("TRUE", "D2", "boolean"), "submission.boolean"),
        (Cell("2023-12-31", "D2", "date"), "layout.date"),
        (Cell("2.3", "D2", "merged"), "submission.merged"),
        (Cell("2.3", "D2", span=(2, 1)), "submission.merged"),
        (Cell("若干", "D2"), "notation.number"),
        (Cell("1e300", "D2", "number"), "notation.rest"),
        (Cell("9" * 19, "D2", "number"), "notation.size"),
        (Cell("2" * 201, "D2"), "text.long"),
        (Cell("=1+1", "D2"), "notation.number"),
        (Cell("nan", "D2"), "notation.number"),
    ],
)
def test_a_value_that_is_none_is_told_with_its_cell(cell, code):
    assert read(cell, "万人") == (None, [("cells.value", "D2", code)])


@pytest.mark.parametrize(
    "cell", [Cell("", "D2", "merged"), Cell("2.3", "D2", span=(1, 3)), Cell("", "D2", span=(2, 1))]
)
def test_a_cell_merged_with_its_neighbour_or_an_empty_one_is_its_own(cell):
    _, told = read(cell, "万人")
    assert told == []


def test_the_kinds_of_cells_that_may_be_read():
    assert [
        unreadable(Cell("2", "", kind)) for kind in ("text", "number", "merged", "absent", "heading")
    ] == [None] * 5
    assert rule_of(NumberError("number.size", value=1), printed=False) == "cells.value"


# ── decimals ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "cell", "asked", "decimals", "shown", "told"),
    [
        ("2.3", {}, None, None, "2.3万人", []),
        ("2.3", {}, 2, 1, "2.30万人", []),
        ("2.3", {"decimals": 2}, None, 1, "2.30万人", ["units.decimals*"]),
        ("2.30", {"decimals": 2}, 1, None, "2.3万人", []),
        ("2.3", {}, None, 2, "2.30万人", []),
        ("2.345", {}, 2, None, "2.345万人", ["units.decimals*"]),
        ("2.345", {}, None, 2, "2.345万人", ["units.decimals*"]),
        ("2.35", {"decimals": 2, "stored": "2.345"}, None, None, "2.345万人", ["units.decimals*"]),
        ("2.35", {"decimals": 2, "stored": "2.345"}, 3, None, "2.345万人", []),
        ("2.2999999999999998", {}, None, None, "2.3万人", []),
        ("2.2999999999999998", {}, 1, None, "2.3万人", []),
        ("2.30000000000001", {}, 1, None, "2.3万人", []),
        ("0.3333333333333333", {}, None, None, "0.333333333333万人", ["units.decimals*"]),
        ("96.33333333333333", {}, 1, None, "96.333333333333万人", ["units.decimals*"]),
        ("123456789012345.6", {}, None, None, "123456789012346万人", ["units.decimals*"]),
        ("123456789012345678", {}, None, None, "123456789012345678万人", []),
        ("0.0000", {}, None, None, "0.0000万人", []),
        ("0." + "0" * 30, {}, None, None, "0万人", []),
        ("963", {"decimals": 12}, None, None, "963.00000000000万人", []),
        ("-2.5", {"decimals": 1}, None, None, "-2.5万人", []),
        ("2.5万人", {"decimals": 1}, None, None, "2.5万人", []),
        ("约2.5", {"decimals": 1}, None, None, "约2.5万人", []),
    ],
)  # fmt: skip
def test_the_decimals_of_a_number_cell(  # noqa: PLR0917 - the columns of a table
    text, cell, asked, decimals, shown, told
):
    value = Cell(text, "D2", "number", **cell)
    assert figure(value, "万人", asked=asked, decimals=decimals) == (shown, told)


def test_a_stored_number_that_is_none_is_read_as_shown():
    assert figure(Cell("2.5", "D2", "number", 1, "2.5E+300"), "万人") == ("2.5万人", [])


def test_a_whole_count_has_no_decimals_unless_its_row_or_cell_says_so():
    assert figure("963", "人", CASES, kind="number", decimals=2)[0] == "963人"
    assert figure("963", "", CASES, kind="number", decimals=2)[0] == "963人"
    assert figure("963.5", "人", CASES, kind="number", decimals=1)[0] == "963.5人"
    assert figure("963", "人", CASES, kind="number", decimals=2, asked=1)[0] == "963.0人"
    assert figure("963", "万人", CASES, kind="number", decimals=2)[0] == "963.00万人"


@pytest.mark.parametrize(
    ("text", "asked", "decimals", "told"),
    [
        ("2.30", None, None, []),
        ("2.30", 2, None, []),
        ("2.3", 2, None, []),
        ("2.345", 2, None, ["units.decimals*"]),
        ("2.345", None, 2, ["units.decimals*"]),
        ("2.345", 3, 2, []),
        ("超过2.345", 2, None, []),
    ],
)
def test_a_text_keeps_what_was_printed_and_more_decimals_than_asked_are_told(text, asked, decimals, told):
    assert figure(text, "万人", asked=asked, decimals=decimals) == (f"{text}万人", told)


@given(st.fractions(0, 10**6, max_denominator=10**5), st.booleans())
def test_a_computed_float_never_makes_the_true_figure_false(truth, in_steps):
    """However a quotient was computed, the truth stays inside what its cell means."""
    top, bottom = truth.numerator, truth.denominator
    value = top * 100 / bottom / 100 if in_steps else top / bottom
    found, told = read(shown(value, "0.0", "D2"), "万人")
    assert isinstance(found.value, Figure)
    assert inside(truth, found.value.interval)
    assert {rule for rule, _, _ in told} <= {"units.decimals*"}


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_float_of_few_decimals_is_the_number_that_was_typed(digits, places):
    typed = Fraction(digits, 10**places)
    found, _ = read(shown(digits / 10**places, "General", "D2"), "万人")
    assert Fraction(found.value.value) == typed


def test_the_shortest_and_the_trimmed_text():
    assert shortest(Decimal(10**17 + 1)) == Decimal(10**17 + 1)
    assert shortest(Decimal("2.30")).as_tuple().exponent == -2
    assert str(trimmed(Decimal("0.00012345678901234"))) == "0.000123456789"
    assert str(trimmed(Decimal("99999999999999.96"))) == "100000000000000"
    assert str(trimmed(Decimal("546481.967213115"))) == "546481.9672131"
    assert str(trimmed(Decimal("123456789012345.5"))) == "123456789012346"
