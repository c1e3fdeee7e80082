"""Hypothesis strategies for numbers as they are published."""

from decimal import Decimal

from hypothesis import strategies as st

from rsindicators import Bound, Composition, Figure, Interval, Period, Reading, Relation, Unit
from rsindicators.comparators import AFTER, BEFORE, STATING
from rsindicators.kinds import Accumulation
from rsindicators.notation import HEDGES, PHRASES
from rsindicators.vocabulary import vocabulary

UNIT_NAMES = sorted(name for name in vocabulary().atoms if not name[:1].isdigit())


@st.composite
def decimals(draw, lowest=-(10**9), highest=10**9, places=4):
    """A Decimal of at most `places` decimals; made of an integer, since no context may be used."""
    exponent = draw(st.integers(0, places))
    return Decimal(draw(st.integers(lowest, highest))).scaleb(-exponent, Decimal_context())


def Decimal_context():
    from decimal import Context

    return Context(prec=100)


units = st.one_of(
    st.sampled_from(UNIT_NAMES),
    st.sampled_from(["万元/人", "元/人", "人/万人", "件/万人", "1/10万", "亿元/万人", "元/人·年".replace("·", "/"), "人·年"]),
).map(Unit.parse)


@st.composite
def figures(draw, values=None, unit=None):
    """A printed figure."""
    number = draw(decimals() if values is None else values)
    return Figure(number, draw(units) if unit is None else unit)


@st.composite
def truths(draw, interval: Interval):
    """A number the interval allows: one of its ends, or something between them."""
    low, high = interval.lo, interval.hi
    context = Decimal_context()
    part = Decimal(draw(st.integers(0, 1000)))
    step = context.divide(context.multiply(context.subtract(high, low), part), Decimal(1000))
    return min(max(context.add(low, step), low), high)
