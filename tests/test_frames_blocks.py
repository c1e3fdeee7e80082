"""Long arrays by blocks say what they say at once."""

import numpy as np
import pytest

from rsindicators.frames.blocks import BLOCK, blocks, numbered, taken

SIZES = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7]


@pytest.mark.parametrize("count", SIZES)
def test_blocks_are_all_rows_once_and_in_order(count):
    rows = [row for block in blocks(count) for row in range(block.start, block.stop)]
    assert rows == list(range(count))


@pytest.mark.parametrize("count", SIZES)
def test_what_a_table_says_of_codes_is_taken(count):
    table = np.array([2.5, -1.0, 7.0])
    codes = np.arange(count) % 4 - 1
    assert taken(table, codes).tolist() == table[codes].tolist()


@pytest.mark.parametrize("count", SIZES)
def test_codes_of_several_columns_are_one_number_and_those_that_occur_are_known(count):
    first, last = np.arange(count, dtype=np.int32) % 3, np.arange(count, dtype=np.int8) % 2
    found = numbered([(first, 4), (last, 2)], count)
    assert found.codes.tolist() == (2 * first + last).tolist()
    assert found.there.tolist() == sorted({row % 3 * 2 + row % 2 for row in range(min(count, 6))})


def test_without_columns_all_rows_are_one():
    found = numbered([], 3)
    assert (found.codes.tolist(), found.there.tolist()) == ([0, 0, 0], [0])
