"""A frame read: where each of its rows goes, and which rows the objects must read."""

import numpy as np
import pytest

from rsindicators.frames.blocks import Numbered
from rsindicators.frames.told import Part, rows_of


def part(entity, table, odd=None):
    """Three rows of the keys 0, 1 and 0."""
    numbers = Numbered(np.array([0, 1, 0], np.int32), np.array([0, 1]))
    mask = None if odd is None else np.array(odd)
    return Part(numbers, np.array(table), np.array(entity, np.int32), np.zeros(3), None, mask)


def test_the_place_of_a_row_is_that_of_its_keys():
    assert part([0, 0, 1], [5, 7]).place.tolist() == [5, 7, 5]


def test_a_number_that_no_row_has_makes_none_odd():
    assert list(rows_of(part([0, 0, 1], [5, 7, -1]))) == []


@pytest.mark.parametrize(
    ("one", "rows"),
    [
        (part([0, 0, 1], [5, 7]), []),
        (part([0, -1, 1], [5, 7]), [1]),
        (part([0, 0, 1], [-1, 7]), [0, 2]),
        (part([0, 0, 1], [5, 7], [False, False, True]), [2]),
        (part([-1, 0, 0], [5, -1], [False, False, True]), [0, 1, 2]),
        (part([0, 0, 0], [5, 7], [False] * 3), []),
    ],
)
def test_a_row_is_odd_where_its_keys_its_region_or_its_value_are(one, rows):
    assert list(rows_of(one)) == rows
