"""Numbers as they are printed: scaled integers and half units.

A column becomes twice its printed numbers times one power of ten: integers that a float64 holds exactly, so
that a number, and half a unit of its last place either way, are added and compared without error. `Scaled`
says so of a column; `of_floats`, `of_texts` and `of_decimals` read one.

What a float prints `digits` says. What cannot be said in these terms is odd, and read by the objects: what
is not finite, twice of which is 2^53 or more at the scale of its column, or a text that is no plain numeral.
The scale is the one that leaves the fewest rows odd.

Source: trade rules §2 (printed numbers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
from attrs import frozen

from rsindicators.frames.blocks import blocks
from rsindicators.frames.digits import FEW, LIMIT, TEN, Floats, Mask, Places, Rows, shown, stripped
from rsindicators.number import MOST_DECIMALS, plain

UNKNOWN: Final = -1
"""The decimals of a row where nobody asks for any."""

_FITS: Final = np.array([float((2**53 - 1) // 10**more) for more in range(MOST_DECIMALS, 0, -1)])
"""What may be multiplied by so many tens: by twelve first."""
_TRIED: Final = 4
"""Decimals that most numbers do with where nobody asks for any."""
_NUMERAL: Final = re.compile(r"-?([0-9]{1,18})(?:\.([0-9]{1,12}))?")


@frozen(eq=False)
class Scaled:
    """A column of printed numbers.

    Attributes:
        twice: Twice the printed number times ten to the power of `scale`; NaN where there is none, or an odd
            one.
        half: Half a unit of the last printed place, in the same measure: of all rows, or of each.
        scale: Decimals that all rows are brought to.
        decimals: Decimals that are printed: of all rows, or of each. Where `twice` is NaN they mean nothing.
        hidden: Where a float has more digits than are shown (rule `units.decimals`); None for nowhere.
        odd: Where the objects have to read what stands there; None for nowhere.
    """

    twice: Floats
    half: float | Floats
    scale: int
    decimals: int | Places
    hidden: Mask | None = None
    odd: Mask | None = None


def of_floats(values: Floats, decimals: int | Places | None, *, whole: bool | Mask) -> Scaled:
    """What number cells print.

    Args:
        values: Numbers, in one dimension; NaN for none.
        decimals: What the caller named for all rows; or what each row asks for, 0 … 12, −1 for nothing; or
            None where nobody asks.
        whole: Whether these are whole counts, of which a whole value has none of the decimals that the caller
            named. What each row asks for itself holds for whole counts too: where `decimals` are an array a
            bool says nothing, and a mask says which of them the caller named.

    Examples:
        >>> read = of_floats(np.array([96.3, 96.25, 0.1 + 0.2]), 1, whole=False)
        >>> read.twice.tolist(), read.scale, read.half.tolist(), read.hidden.tolist()
        ([19260.0, 19250.0, 60.0], 2, [10.0, 1.0, 10.0], [False, True, False])

    Source: trade rules §2 (printed numbers); `amount.Amounts`.
    """
    values = np.asarray(values, np.float64)
    asked, counts = _asked(decimals, whole=whole)
    with np.errstate(over="ignore", invalid="ignore"):
        return _of_floats(values, asked, whole=counts)


def of_texts(values: Sequence[str | None]) -> Scaled:
    """What texts print, where they are plain numerals; each distinct text is read once.

    A numeral of more digits than a float of its size keeps is odd too, so that the float nearest to
    `twice / (2 · 10^scale)` says all that was printed.

    Args:
        values: Texts, None for nothing.

    Examples:
        >>> read = of_texts(["2.30", None, "超过2.3"])
        >>> read.twice.tolist(), read.scale, read.decimals, read.odd.tolist()
        ([460.0, nan, nan], 2, 2, [False, False, True])
    """
    known = {text: row for row, text in enumerate(dict.fromkeys(values))}
    read = [_numeral(text) for text in known]
    codes = np.fromiter(map(known.__getitem__, values), np.intp, len(values))
    twice = np.array([number for number, _ in read], np.float64)[codes]
    places = np.array([decimals for _, decimals in read], np.int8)[codes]
    return _scaled(twice, places, None, places < 0)


def of_decimals(values: Sequence[Decimal | None]) -> Scaled:
    """What Decimals print, with the decimals they have.

    Args:
        values: Decimals; None and NaN for nothing, as in a frame.

    Examples:
        >>> of_decimals([Decimal("2.30"), Decimal("1E+2")]).decimals.tolist()
        [2, 0]
    """
    return of_texts([_text(value) for value in values])


def _text(value: Decimal | None) -> str | None:
    """A Decimal in digits; an empty text, which is no numeral, where it has too many to be printed."""
    if value is None or value.is_nan():
        return None
    return plain(value) if value.is_finite() and -20 < value.adjusted() < 20 else ""


def _numeral(text: object) -> tuple[float, int]:
    """Twice the digits of a plain numeral and its decimals; no number and −1 decimals where it is odd."""
    if text is None:
        return np.nan, 0
    found = _NUMERAL.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return np.nan, UNKNOWN
    places = len(found[2] or "")
    number = int(found[1] + (found[2] or ""))
    if number >= (FEW if places else LIMIT / 2):
        return np.nan, UNKNOWN
    return float(-2 * number if found[0].startswith("-") else 2 * number), places


# ── floats ───────────────────────────────────────────────────────────────────────────────────────────────


def _asked(decimals: int | Places | None, *, whole: bool | Mask) -> tuple[int | Places, bool | Mask]:
    """What is asked for and of what rows a whole value has no decimals, each as one for all where it is."""
    if isinstance(decimals, np.ndarray) and isinstance(whole, bool):
        whole = False
    if isinstance(decimals, np.ndarray) and decimals.size and (decimals == decimals[0]).all():
        decimals = int(decimals[0])
    if isinstance(whole, np.ndarray) and (whole.all() or not whole.any()):
        whole = bool(whole.any())
    return UNKNOWN if decimals is None else decimals, whole


def _of_floats(values: Floats, asked: int | Places, *, whole: bool | Mask) -> Scaled:
    places: int | Places
    if isinstance(asked, int) and isinstance(whole, bool):
        places = 0 if whole else max(0, asked)
    else:
        free = (whole | np.less(asked, 0)) & (np.rint(values) == values)
        places = np.where(free, 0, np.maximum(asked, 0)).astype(np.int8)
    twice = np.empty(values.shape)
    parts = list(blocks(len(values)))
    rest = [_exact(values[part], _part(places, part), twice[part]) for part in parts]
    if isinstance(places, int) and not any(rows.size for rows in rest):
        return Scaled(twice, 1.0, places, places)
    hidden = np.zeros(values.shape, np.bool_)
    known = np.full(values.shape, places, np.int8) if isinstance(places, int) else places
    for part, left in zip(parts, rest, strict=True):
        rows = left + part.start
        if isinstance(asked, int) and isinstance(places, int) and asked != places:
            twice[rows], known[rows], again = _again(values[rows], asked)
            rows = rows[again]
        if rows.size:
            twice[rows], known[rows], hidden[rows] = shown(
                values[rows], _part(asked, rows), whole=_part(whole, rows)
            )
    return _scaled(twice, known, hidden, np.isnan(twice) & ~np.isnan(values))


def _part(some: Any, rows: Rows | slice) -> Any:
    """What is said of some rows, where it is not said of all."""
    return some[rows] if isinstance(some, np.ndarray) else some


def _exact(values: Floats, places: int | Places, twice: Floats) -> Rows:
    """Fill in twice the integers of the rows that are the float nearest to a number of so many decimals.

    Returns:
        The other rows that hold a number.
    """
    power = TEN[places]
    number = np.rint(np.multiply(values, power, out=twice), out=twice)
    back = number / power
    fine = back == values
    # a whole number has all its digits, be they ever so many
    fine &= np.abs(number, out=back) < np.where(places, FEW, LIMIT / 2)
    np.add(number, number, out=number)
    return np.empty(0, np.intp) if fine.all() else np.flatnonzero(~fine & ~np.isnan(values))


def _again(values: Floats, asked: int) -> tuple[Floats, Rows, Rows]:
    """Read some rows again, with the decimals asked for, or the fewest that they need.

    Returns:
        Twice their integers, their decimals, and the rows that are left still.
    """
    tried = _TRIED if asked < 0 else asked
    twice, places = np.empty(values.shape), np.full(values.shape, tried)
    left = _exact(values, tried, twice)
    if asked < 0:
        number, places = stripped(twice / 2, places)
        twice = 2 * number
    return twice, places, left


# ── one scale ────────────────────────────────────────────────────────────────────────────────────────────


def _scaled(twice: Floats, places: Places, hidden: Mask | None, odd: Mask) -> Scaled:
    """Numbers of so many decimals each, brought to the scale that leaves the fewest odd."""
    present = ~np.isnan(twice) & ~odd
    scale, fits = _scale(twice, places, present)
    odd = odd | (present & ~fits)
    present &= fits
    more = np.where(present, scale - places, 0)
    twice = np.where(present, twice * TEN[more], np.nan)
    if hidden is not None:
        hidden = hidden & present
    if not more.any():
        return Scaled(twice, 1.0, scale, scale, _some(hidden), _some(odd))
    return Scaled(twice, TEN[more], scale, places, _some(hidden), _some(odd))


def _scale(twice: Floats, places: Places, present: Mask) -> tuple[int, Mask]:
    """The least scale that leaves the fewest rows odd, and which rows it leaves."""
    ends = places + (MOST_DECIMALS - np.searchsorted(_FITS, np.abs(twice)))
    starts = np.bincount(places[present], minlength=1)
    stops = np.bincount(ends[present], minlength=1)
    counts = np.zeros(max(len(starts), len(stops)) + 1, np.intp)
    counts[: len(starts)] += starts
    counts[1 : len(stops) + 1] -= stops
    scale = int(np.argmax(np.cumsum(counts)))
    return scale, (places <= scale) & (scale <= ends)


def _some(mask: Mask | None) -> Mask | None:
    return mask if mask is not None and mask.any() else None
