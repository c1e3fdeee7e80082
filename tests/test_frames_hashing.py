"""Texts of long columns by their hashes: each has one number, whatever its hash is."""

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from rsindicators.frames.blocks import BLOCK
from rsindicators.frames.coding import coded
from rsindicators.frames.hashing import SLOTS, hashed


def said(codes, texts):
    return [texts[code] if code >= 0 else None for code in codes.tolist()]


def decoded(values):
    return said(*hashed(pl.Series(values)))


def test_texts_outside_a_sample_of_hashes_are_found_too():
    """Of so many rows polars looks at every third first."""
    values = ["叙永县"] * (2 * SLOTS + 5)
    for row, name in {1: "古蔺县", 4: "泸县", SLOTS + 1: "古蔺县", 5: None}.items():
        values[row] = name
    assert decoded(values) == values


@pytest.mark.parametrize("count", [3, 1_000])
def test_texts_are_numbered_as_they_come(count):
    """Whatever their hashes are, which hang on a secret number."""
    values = [None if row % 7 == 5 else f"县{row * row % count}" for row in range(3 * BLOCK)]
    _, texts = hashed(pl.Series(values))
    assert list(texts) == list(dict.fromkeys(one for one in values if one is not None))


def test_more_texts_than_tables_hold_are_coded():
    values = [str(number) for number in range(6 * SLOTS)]
    assert hashed(pl.Series(values)) is None
    found = coded(nw.from_native(pl.Series(values), series_only=True))
    assert said(found.codes, found.values) == values
