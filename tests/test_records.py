"""Records and dataframes as the cells of a table."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from refusal import refused

from rsindicators import Accumulation, Catalogue, Composition, Figure, Period, Portion, Unit
from rsindicators.errors import TableError
from rsindicators.records import MOST_RECORDS, cell_of, frame_records, grid_of
from rsindicators.region import Region
from rsindicators.table import LONGEST_CELL


class Scalar:
    """What a scalar of numpy looks like."""

    ndim = 0

    def __init__(self, value, kind="f"):
        self.value = value
        self.dtype = type("dtype", (), {"kind": kind})()

    def item(self):
        if isinstance(self.value, Exception):
            raise self.value
        return 1_700_000_000_000_000_000 if self.dtype.kind in "mM" else self.value

    def astype(self, _):
        return Scalar(self.value, "s")


class NAType:
    """What a missing value of pandas looks like."""


class NaTType(datetime):
    """What a missing moment of pandas looks like."""


NAT = NaTType(1, 1, 1)


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("2.30", "2.30", "text"),
        (None, "", "absent"),
        (2.3, "2.3", "number"),
        (963.0, "963", "number"),
        (1e16, "10000000000000000", "number"),
        (0.1 + 0.2, "0.30000000000000004", "number"),
        (963, "963", "number"),
        (True, "TRUE", "boolean"),
        (Decimal("2.30"), "2.30", "text"),
        (Decimal("1E+3"), "1000", "text"),
        (date(2023, 6, 30), "2023-06-30", "date"),
        (datetime(2023, 6, 30, 8), "2023-06-30T08:00:00", "date"),  # noqa: DTZ001
        (Figure("2.30", "万人"), "2.30万人", "text"),
        (Composition.parse("10:40:50"), "10:40:50", "text"),
        (Portion(2, 3), "2/3", "text"),
        (Period(2023), "2023", "text"),
        (Accumulation.YEAR_TO_DATE, "year_to_date", "text"),
        (Region("510524"), "510524", "text"),
        (Unit.parse("万人"), "万人", "text"),
        (Catalogue.standard()["技能人才数量"], "skilled_talent", "text"),
        (Scalar(2.5), "2.5", "number"),
        (Scalar(7, "i"), "7", "number"),
        (Scalar("甲", "U"), "甲", "text"),
        (Scalar(datetime(2023, 6, 30), "M"), "2023-06-30T00:00:00", "date"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_value_becomes_the_cell_that_prints_it(value, text, kind):
    cell = cell_of(value, "$[0].value")
    assert (cell.text, cell.kind, cell.address) == (text, kind, "$[0].value")


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("1e999999999"),
        pytest.param(10**100_000, id="a huge int"),
        ["2.06"],
        {"a": 1},
        b"2.06",
        1j,
        object(),
        int,
        Fraction(1, 3),
        "a" * (LONGEST_CELL + 1),
        NAType(),
        Scalar(5, "m"),
        Scalar(OverflowError()),
        Scalar("a" * (LONGEST_CELL + 1), "U"),
    ],
)
def test_what_is_no_figure_and_no_word_becomes_a_cell_that_cannot_be_read(value):
    cell = cell_of(value, "")
    assert cell.kind == "error"
    assert 0 < len(cell.text) <= 60


@pytest.mark.parametrize(
    "value",
    [float("nan"), Decimal("NaN"), Decimal("sNaN"), NAType(), NAT, Scalar(float("nan")), Scalar(None, "M")],
)
def test_what_a_frame_means_nothing_by_is_nothing(value):
    assert cell_of(value, "", blanks=True).kind == "absent"


def test_what_a_frame_means_something_by_is_kept():
    assert [cell_of(value, "", blanks=True).text for value in (2.5, Decimal("2.50"), "NaN")] == [
        "2.5",
        "2.50",
        "NaN",
    ]


def test_a_column_stands_for_each_heading_in_the_order_they_come_up_in():
    grid = grid_of([{"指标": "甲", 2022: 1}, {"指标": "乙", 2023: 2.5}, {}])
    assert grid.texts == (("指标", "2022", "2023"), ("甲", "1", ""), ("乙", "", "2.5"), ("", "", ""))
    assert [cell.address for cell in grid.rows[2]] == ["$[1].指标", "$[1].2022", "$[1].2023"]
    assert [cell.address for cell in grid.rows[0]] == ["$.指标", "$.2022", "$.2023"]


@pytest.mark.parametrize("given", [None, 5, "abc", b"abc", {"指标": "甲"}, ["甲"], [{"指标": "甲"}, 5], int])
def test_what_are_no_records_is_refused(given):
    with refused(TableError, "submission.records"):
        grid_of(given)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, "text.type"),
        (1.5, "text.type"),
        (True, "text.type"),
        (10**9, "text.type"),
        ("a" * 201, "text.long"),
    ],
)
def test_a_heading_is_a_short_text_or_a_year(key, code):
    with refused(TableError, code):
        grid_of([{key: "甲"}])


def test_too_many_records_or_columns_are_refused(monkeypatch):
    assert MOST_RECORDS == 200_000
    with refused(TableError, "table.size"):
        grid_of([{str(key): 1 for key in range(20_000)}])
    monkeypatch.setattr("rsindicators.records.MOST_RECORDS", 2)
    with refused(TableError, "submission.many", "2"):
        grid_of({"指标": "甲"} for _ in iter(int, 1))
    with refused(TableError, "submission.many", "2"):
        frame_records(type("Frame", (list,), {"to_dicts": lambda self: self})([1, 2, 3]))


@pytest.mark.parametrize(
    ("method", "given"), [("to_dicts", ()), ("to_pylist", ()), ("to_dict", ("records",))]
)
def test_a_frame_is_asked_for_its_records_by_its_own_method(method, given):
    def records(self, *arguments):
        assert arguments == given
        return [{"指标": "甲"}]

    assert frame_records(type("Frame", (), {method: records})()) == [{"指标": "甲"}]


def failing(self, *_):
    raise KeyError(self)


@pytest.mark.parametrize(
    "given",
    [
        None,
        5,
        "abc",
        {"指标": "甲"},
        [],
        type("Frame", (), {"to_dict": failing})(),
        type("Frame", (), {"to_dict": failing}),
    ],
)
def test_what_is_no_frame_is_refused(given):
    with refused(TableError, "submission.frame", type(given).__name__):
        frame_records(given)
