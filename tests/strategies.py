"""Hypothesis strategies for numbers, intervals, figures and periods as they are published.

No strategy does arithmetic on Decimals: numbers are made of texts, truths are fractions.
"""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from rsindicators import Figure, Interval, Period, Unit, growth
from rsindicators.errors import PeriodError
from rsindicators.vocabulary import vocabulary

UNIT_NAMES = sorted(name for name in vocabulary().atoms if not name[:1].isdigit())
"""The names a unit may have alone, the empty one included."""

COMPOUNDS = ["万元/人", "元/人", "元/人/年", "人/万人", "件/万人", "1/10万", "亿元/万人", "人·年"]
ALL_UNITS = [Unit.parse(name) for name in (*UNIT_NAMES, *COMPOUNDS)]
units = st.sampled_from(ALL_UNITS)


@st.composite
def decimals(draw, lowest=-(10**9), highest=10**9, places=4):
    """A Decimal of at most `places` decimals."""
    return Decimal(f"{draw(st.integers(lowest, highest))}E-{draw(st.integers(0, places))}")


@st.composite
def figures(draw, values=None, unit=None):
    """A printed figure."""
    return Figure(draw(decimals() if values is None else values), draw(units) if unit is None else unit)


positive = decimals(lowest=1)


@st.composite
def fitting(draw, values=None):
    """Two printed figures in units that convert into each other."""
    one = draw(units)
    other = draw(st.sampled_from([unit for unit in ALL_UNITS if unit.fits(one)]))
    return draw(figures(values, one)), draw(figures(values, other))


@st.composite
def computed_figures(draw):
    """A figure that arithmetic made: converted, divided, grown, and perhaps rounded."""
    one, other = draw(fitting(positive.filter(lambda value: value >= 1)))
    made = draw(
        st.sampled_from(
            [
                lambda: one.to(other.unit),
                lambda: one - other,
                lambda: -one,
                lambda: one * 3,
                lambda: one * other,
                lambda: one / other,
                lambda: one / Figure("3", "场"),
                lambda: growth(one, other),
            ]
        )
    )()
    places = draw(st.none() | st.integers(0, 12))
    return made if places is None else made.round(places)


@st.composite
def intervals(draw, values=None):
    """An interval with finite, closed ends."""
    values = decimals() if values is None else values
    return Interval(*sorted([draw(values), draw(values)]))


@st.composite
def any_intervals(draw):
    """An interval between small whole numbers, its ends perhaps open or infinite."""
    low, high = sorted([draw(st.integers(-9, 9)), draw(st.integers(-9, 9))])
    lo, hi = draw(st.sampled_from([low, low, None])), draw(st.sampled_from([high, high, None]))
    wide = low != high
    return Interval(
        lo,
        hi,
        lo_open=wide and lo is not None and draw(st.booleans()),
        hi_open=wide and hi is not None and draw(st.booleans()),
    )


@st.composite
def truths(draw, interval: Interval):
    """A number a closed interval allows: one of its ends, or something between; a fraction."""
    far = Fraction(10**30)  # stands for an end that is not there
    low = Fraction(interval.lo) if interval.lo.is_finite() else -far
    high = Fraction(interval.hi) if interval.hi.is_finite() else far
    return low + (high - low) * Fraction(draw(st.integers(0, 1000)), 1000)


@st.composite
def periods(draw):
    """A run of months, often a usual one, or the moment at its end."""
    year = draw(st.integers(1900, 2199))
    usual = st.sampled_from(
        [(1, 12), (1, 60), (1, 6), (7, 6), (1, 3), (4, 3), (7, 3), (10, 3), (1, 24), (1, 120)]
    )
    month, months = draw(st.one_of(usual, st.tuples(st.integers(1, 12), st.integers(1, 40))))
    at_end = months <= 12 and draw(st.booleans())
    try:
        return Period(year, month, months, at_end)
    except PeriodError:  # beyond 2199
        return Period(year, 1, 12, at_end)


five_year_plans = st.integers(1, 48).map(Period.plan)
