"""What a column may hold, by its type.

The types are those of narwhals, the same for every library. Objects of Python, and columns without any value,
do not tell what they hold.
"""

from __future__ import annotations

from typing import TypeAlias

import narwhals.stable.v2 as nw

Dtype: TypeAlias = nw.dtypes.DType


def is_integer(dtype: Dtype) -> bool:
    """Whether a column of that type holds whole numbers."""
    return dtype.is_integer()


def is_float(dtype: Dtype) -> bool:
    """Whether a column of that type holds binary numbers, whose printed decimals are unknown."""
    return dtype.is_float()


def is_decimal(dtype: Dtype) -> bool:
    """Whether a column of that type holds decimal numbers, which keep what was printed."""
    return dtype.is_decimal()


def is_number(dtype: Dtype) -> bool:
    """Whether a column of that type holds numbers."""
    return dtype.is_numeric()


def is_text(dtype: Dtype) -> bool:
    """Whether a column of that type holds texts, coded or not."""
    return any(dtype == kind for kind in (nw.String, nw.Categorical, nw.Enum))


def is_truth(dtype: Dtype) -> bool:
    """Whether a column of that type holds truth values."""
    return dtype == nw.Boolean


def is_time(dtype: Dtype) -> bool:
    """Whether a column of that type holds dates, times of day or spans of time."""
    return dtype.is_temporal()


def is_nested(dtype: Dtype) -> bool:
    """Whether a column of that type holds lists or records."""
    return dtype.is_nested()


def is_open(dtype: Dtype) -> bool:
    """Whether the type does not tell what the column holds: Python objects of any kind, or nothing at all."""
    return any(dtype == kind for kind in (nw.Object, nw.Unknown))
