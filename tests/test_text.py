"""Outside text: folded, bounded, measured, shown with a caret."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused

from rsindicators.errors import FormulaError, NotationError, PeriodError, UnitError
from rsindicators.text import (
    EXCERPT,
    LONGEST_TEXT,
    Scanner,
    caret,
    checked,
    fold,
    nearest,
    pad,
    printable,
    width,
)

# ── folding ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２，３４５．６", "12,345.6"),
        ("９８．５％", "98.5%"),
        ("［＞２３．５］", "[>23.5]"),
        ("１０：４０：５０", "10:40:50"),
        ("Ａｚ～", "Az~"),
        ("2.06\u3000万人", "2.06 万人"),
        ("2.06\u00a0万人", "2.06 万人"),
        ("2.06\t万\r\n人", "2.06 万  人"),
        ("−5", "-5"),
        ("≧91", "≥91"),
        ("≦4", "≤4"),
    ],
)
def test_full_width_forms_and_white_space_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["①", "½", "²", "Ⅳ", "㎡", "٣", "𝟙", "2.06万人", "plain 12,345%", ""])
def test_what_nobody_means_as_a_digit_stays(text):
    assert fold(text) == text


@given(st.text())
def test_a_place_in_the_folded_text_is_that_place_in_the_printed_one(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


# ── terminal columns ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("人次", 4),
        ("2.06万人", 8),
        ("１２", 4),
        ("e\u0301", 1),
        ("—", 1),
        ("人e\u0301!", 4),
    ],
)
def test_a_wide_character_takes_two_columns_and_an_accent_none(text, columns):
    assert width(text) == columns


def test_a_text_is_padded_to_columns_left_or_right():
    assert pad("人", 5) == "人   "
    assert pad("人", 5, right=True) == "   人"
    assert pad("人次", 4) == "人次"
    assert pad("人次", 3) == "人次"


@pytest.mark.parametrize("sign", ["\x1b", "\n", "\t", "\0", "\u202e", "\u200b", "\ud800"])
def test_what_moves_a_cursor_or_turns_the_text_is_replaced(sign):
    assert printable(f"a{sign}b人") == "a\ufffdb人"


# ── the caret ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "position", "picture"),
    [
        ("2.06x", 4, "2.06x\n    ^"),
        ("万人x", 2, "万人x\n    ^"),
        ("１２x", 2, "１２x\n    ^"),
        ("审结 / (受理", 6, "审结 / (受理\n        ^"),
        ("", 0, "\n^"),
        ("a\nb", 2, "a\ufffdb\n  ^"),
        ("a" * 60, 40, "…" + "a" * 24 + "a" * 20 + "\n" + " " * 25 + "^"),
        ("a" * 60, 0, "a" * 24 + "…\n^"),
    ],
)
def test_the_caret_stands_under_the_place(text, position, picture):
    assert caret(text, position) == picture


@given(st.text("a1 人，\t万e\u0301", min_size=1, max_size=LONGEST_TEXT), st.data())
def test_the_columns_left_of_the_caret_are_those_of_the_text_left_of_the_place(text, data):
    position = data.draw(st.integers(0, len(text) - 1))
    shown, mark = caret(text, position).split("\n")
    left = mark.removesuffix("^")
    assert left.isspace() or not left
    heads = [head for head in (shown[:end] for end in range(len(shown))) if width(head) == len(left)]
    places = [len(head) for head in heads]
    assert any(shown[place] == printable(text[position]) for place in places)
    assert len(shown) <= 2 * EXCERPT + 2


# ── bounds and suggestions ───────────────────────────────────────────────────────────────────────────────


def test_a_text_of_two_hundred_characters_passes_and_one_more_does_not():
    text = "人" * LONGEST_TEXT
    assert checked(text) is text
    with refused(NotationError, "text.long", "201", "200"):
        checked(text + "人")


@pytest.mark.parametrize("value", [None, 5, 2.06, b"5", ["5"], object])
def test_what_is_no_text_is_refused_in_the_readers_own_kind_of_error(value):
    with refused(NotationError, "text.type", type(value).__name__):
        checked(value)
    with refused(PeriodError, "text.type"):
        checked(value, PeriodError)
    with refused(FormulaError, "text.long", "5"):
        checked("123456", FormulaError, 5)


def test_the_nearest_names_are_offered_the_best_first():
    known = ["审结", "受理", "上期末未结", "当期审结"]
    assert nearest("当期审", known) == "当期审结、审结"
    assert nearest("当期审", known, 1) == "当期审结"


def test_where_no_name_is_near_the_first_ones_are_offered():
    known = ["", "审结", "受理", "上期末未结", "当期审结"]
    assert (
        nearest("xyz", known)
        == nearest("", known)
        == nearest("x" * 100_000, known)
        == "审结、受理、上期末未结"
    )
    assert nearest("xyz", known, 1) == "审结"
    assert nearest("xyz", []) == ""


# ── the scanner ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_scanner_moves_behind_what_it_takes_and_stays_before_what_it_does_not():
    scanner = Scanner("不低于 ６０%")
    assert scanner.take("低于", "超过") == ""
    assert scanner.peek("不低", "不低于") == "不低"
    assert scanner.position == 0
    assert scanner.take("不低于") == "不低于"
    assert scanner.match(re.compile("[0-9]+")) is None
    assert not scanner.done
    assert scanner.match(re.compile("[0-9]+")).group() == "60"
    assert scanner.take("%") == "%"
    assert scanner.done


def test_only_spaces_are_nothing():
    scanner = Scanner(" \u3000\t ")
    assert scanner.done
    assert scanner.position == 4


def test_an_error_shows_the_text_as_printed_and_counts_characters_from_one():
    scanner = Scanner("６０％人", PeriodError)
    scanner.take("60%")
    error = scanner.fail("period.text")
    assert type(error) is PeriodError
    assert error.facts == {"text": "６０％人", "position": "4"}
    assert error.where == "６０％人\n      ^"
    assert scanner.fail("period.text", at=0).where == "６０％人\n^"


def test_a_refusal_of_what_was_read_can_be_shown_where_it_stands():
    scanner = Scanner("6０人", PeriodError)
    error = scanner.refused(UnitError("unit.unknown", name="仁", near="人"), 2)
    assert type(error) is PeriodError
    assert (error.code, error.facts["name"]) == ("unit.unknown", "仁")
    assert error.where == "6０人\n   ^"


def test_a_scanner_refuses_what_is_no_text_or_too_long():
    with refused(NotationError, "text.type"):
        Scanner(5)
    with refused(PeriodError, "text.long"):
        Scanner("12345", PeriodError, 4)
