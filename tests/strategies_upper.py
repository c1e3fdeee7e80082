"""Hypothesis strategies for what is read, judged and computed: readings, bounds, formulas with their truth.

No strategy does arithmetic on Decimals: numbers are made of texts, truths are fractions.
"""

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from rsindicators import (
    Accumulation,
    Composition,
    Figure,
    Interval,
    Portion,
    Relation,
    Unit,
    growth,
    parse,
    share,
)
from rsindicators.comparators import AFTER, BEFORE, STATING
from rsindicators.composition import WHOLES
from rsindicators.notation import HEDGES, PHRASES, RUNS
from rsindicators.units import scales, vocabulary

COMPOUNDS = ["万元/人", "元/人", "元/人/年", "人/万人", "件/万人", "1/10万", "亿元/万人", "人·年"]
UNIT_NAMES = sorted(name for name in vocabulary().atoms if name and not name[0].isdigit())
ADDING = [name for name in UNIT_NAMES if Unit.parse(name).dims and Unit.parse(name).adds]

unit_names = st.one_of(st.sampled_from(UNIT_NAMES), st.sampled_from(COMPOUNDS), st.just(""))


def numbers(lowest: int = -(10**9), highest: int = 10**9, places: int = 4) -> st.SearchStrategy[Decimal]:
    """Decimals of at most `places` decimals between the two, scaled down by these places."""
    return st.builds(lambda n, k: Decimal(f"{n}E-{k}"), st.integers(lowest, highest), st.integers(0, places))


def figures(
    unit: st.SearchStrategy[str] = unit_names, number: st.SearchStrategy[Decimal] | None = None
) -> st.SearchStrategy[Figure]:
    """Printed figures."""
    return st.builds(Figure, numbers() if number is None else number, unit)


positive = numbers(1, 10**6)
positive_people = figures(st.sampled_from(["人", "万人", "千人"]), numbers(10, 10**6))


@st.composite
def computed_figures(draw) -> Figure:
    """Figures that arithmetic made: conversions, quotients, growth rates, rounded or not."""
    one, other = draw(positive_people), draw(positive_people)
    made = draw(
        st.sampled_from(
            [
                lambda: one.to("万人"),
                lambda: one.to("人"),
                lambda: one + other,
                lambda: one - other,
                lambda: one * 3,
                lambda: one / other,
                lambda: growth(one, other),
                lambda: share(one, other),
            ]
        )
    )()
    decimals = draw(st.none() | st.integers(0, 6))
    return made if decimals is None else made.round(decimals)


@st.composite
def intervals(draw, lowest: int = -(10**6), highest: int = 10**6) -> Interval:
    """Intervals with finite ends of the same number of decimals."""
    ends = st.integers(lowest, highest)
    (low, high), places = sorted(draw(st.tuples(ends, ends))), draw(st.integers(0, 4))
    return Interval(f"{low}E-{places}", f"{high}E-{places}")


@st.composite
def truths(draw, interval: Interval) -> Fraction:
    """A number a closed finite interval allows: an end, or something between."""
    low, high = Fraction(interval.lo), Fraction(interval.hi)
    return low + (high - low) * Fraction(draw(st.integers(0, 1000)), 1000)


# ── the words of bounds ──────────────────────────────────────────────────────────────────────────────────


def meaning(stating: str, before: str, after: str) -> Relation | None:
    """What three words say together; None where they say nothing or contradict each other."""
    said = {BEFORE[before]} if before else set()
    said |= {AFTER[after]} if after else set()
    if len(said) > 1:
        return None
    return said.pop() if said else STATING.get(stating)


WORDS = {
    words: relation
    for words in itertools.product(["", *STATING], ["", *BEFORE], ["", *AFTER])
    if (relation := meaning(*words)) is not None
}
"""All triples of words that make a bound, with what it is."""

positive_numbers = numbers(1, 10**6, 4).map(lambda number: format(number, "f"))


def joined(number: str, unit: str) -> str:
    """A number and its unit as printed; 1/10万 stands apart from the number."""
    return f"{number} {unit}" if unit[:1].isdigit() else number + unit


@st.composite
def bound_texts(draw) -> str:
    """A comparator in symbols or words, with a number and a unit."""
    stating, before, after = draw(st.sampled_from(list(WORDS)))
    return stating + before + joined(draw(positive_numbers), draw(unit_names)) + after


@st.composite
def range_texts(draw) -> str:
    """A range, its unit printed once or twice."""
    low, high = sorted(draw(st.tuples(positive, positive)))
    unit = draw(st.sampled_from(UNIT_NAMES))
    dash = draw(st.sampled_from(["—", "-", "~", "至"]))
    first = draw(st.sampled_from(["", unit]))
    stating = draw(st.sampled_from(["", "保持在", "稳定在", "达到", "控制在"]))
    return f"{stating}{low:f}{first}{dash}{high:f}{unit}"


SCALABLE = [name for name in ADDING if not name.startswith(scales()) and "万" + name in UNIT_NAMES]


@st.composite
def over_texts(draw) -> str:
    """余 and 多, before or behind the word that scales the unit."""
    scale, unit = draw(st.sampled_from(["", *scales()])), draw(st.sampled_from(SCALABLE))
    over = draw(st.sampled_from(["余", "多"]))
    stating = draw(st.sampled_from(["", "达", "达到"]))
    between = draw(st.sampled_from([scale + over, over + scale]))
    return f"{stating}{draw(positive_numbers)}{between}{unit}"


compositions = (
    st.lists(st.one_of(numbers(0, 10**5, 1), numbers(0, 2, 1)), min_size=2, max_size=20)
    .filter(any)
    .map(lambda parts: Composition(map(Figure, parts)))
)
portions = st.builds(
    Portion, st.integers(0, 10**9 - 1), st.integers(1, 10**9 - 1), st.sampled_from(["", *WHOLES])
)
phrases = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "实现", "农村", "覆盖率"]),
        st.sampled_from(PHRASES),
        st.sampled_from(["", "水平"]),
    ),
)


@st.composite
def reading_texts(draw) -> str:
    """Cells: stars, hedges, words of accumulation or brackets, and what they say."""
    stars = draw(st.sampled_from(["", "*", "**"]))
    hedges = "".join(draw(st.lists(st.sampled_from(HEDGES), max_size=2)))
    run = draw(st.sampled_from(["", "[]", *RUNS]))
    said = draw(
        st.one_of(
            figures().map(str),
            bound_texts(),
            range_texts(),
            over_texts(),
            compositions.map(str),
            portions.map(str),
        )
    )
    if run == "[]":
        return f"{stars}{hedges}[{said}]"
    if draw(st.booleans()):
        return stars + hedges + run + (draw(phrases) if draw(st.booleans()) else said)
    return draw(st.sampled_from([stars + "—", stars + "[ ]", stars, stars + hedges + run + said]))


readings = reading_texts().map(parse)
accumulations = st.none() | st.sampled_from(Accumulation)


@st.composite
def rounded_figures(draw) -> Figure:
    """Figures in % and 万人, which are never exact."""
    return Figure(draw(numbers(-(10**4), 10**5, 3)), draw(st.sampled_from(["%", "万人", "亿元"])))


@st.composite
def bounds_for(draw, figure: Figure):
    """A bound in the figure's unit with its limits nearby, so that rounding matters often."""
    near = st.integers(-20, 20).map(lambda steps: moved(figure.value, steps, (figure.decimals or 0) + 1))
    text = draw(st.sampled_from([words for words, relation in WORDS.items() if relation in DECIDING]))
    limit = draw(near)
    stating, before, after = text
    return parse(f"{stating}{before}{joined(format(limit, 'f'), figure.unit.symbol)}{after}").bound


DECIDING = (Relation.AT_LEAST, Relation.ABOVE, Relation.AT_MOST, Relation.BELOW)


def moved(value: Decimal, steps: int, decimals: int) -> Decimal:
    """`value` plus `steps` units of the place `decimals`, exactly and without a context."""
    scaled = Fraction(value) * 10**decimals + steps
    assert scaled.denominator == 1
    return Decimal(f"{scaled.numerator}E-{decimals}")


# ── formulas with their truth ────────────────────────────────────────────────────────────────────────────

Values = dict[str, Fraction]


@dataclass(frozen=True)
class Truth:
    """A formula's text and what it is by fractions."""

    text: str
    at: Callable[[Values], Fraction]


def named(name: str) -> Truth:
    return Truth(name, lambda values: values[name])


def constant(number: int) -> Truth:
    return Truth(str(number), lambda _: Fraction(number))


def joined_by(sign: str, one: Truth, other: Truth) -> Truth:
    """Two formulas under one sign, bracketed."""
    join = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
    }[sign]
    return Truth(f"({one.text} {sign} {other.text})", lambda values: join(one.at(values), other.at(values)))


NAMES = ["a", "b", "c", "d"]
positive_trees = st.recursive(
    st.one_of(st.sampled_from(NAMES).map(named), st.integers(1, 9).map(constant)),
    lambda trees: st.builds(joined_by, st.sampled_from("+*/"), trees, trees),
    max_leaves=4,
)
"""Trees that are positive wherever a, b, c, d are."""

trees = st.recursive(
    st.one_of(st.sampled_from([*NAMES, "x", "y"]).map(named), st.integers(-9, 9).map(constant)),
    lambda trees: st.one_of(
        st.builds(joined_by, st.sampled_from("+-*"), trees, trees),
        st.builds(joined_by, st.just("/"), trees, positive_trees),
    ),
    max_leaves=6,
)
"""Trees over positive a, b, c, d and x, y of any sign; only what is positive divides."""


@st.composite
def boxed(draw, *formulas: st.SearchStrategy[Truth], lowest: int = 1):
    """Formulas with an interval for each name in them: positive ones for a, b, c, d, any for x and y."""
    drawn = [draw(formula) for formula in formulas]
    names = sorted({name for truth in drawn for name in re.findall("[a-z]", truth.text)})
    box = {name: draw(intervals(lowest if name in NAMES else -(10**4), 10**4)) for name in names}
    return *drawn, box


def point_in(draw, box: dict[str, Interval]) -> Values:
    """One truth for each name."""
    return {name: draw(truths(interval)) for name, interval in box.items()}


def corners(box: dict[str, Interval], names: tuple[str, ...]) -> list[Values]:
    """The corners of a box over some of its names."""
    ends = [(Fraction(box[name].lo), Fraction(box[name].hi)) for name in names]
    return [dict(zip(names, corner, strict=True)) for corner in itertools.product(*ends)]


@st.composite
def once_trees(draw) -> Truth:
    """Trees in which each name occurs once: a sum of terms of either sign, positive trees themselves."""
    names = draw(st.permutations(["a", "b", "c", "d", "e"]))
    leaves = [named(name) for name in names[: draw(st.integers(1, 5))]]
    while len(leaves) > 1:
        at = draw(st.integers(0, len(leaves) - 2))
        sign = draw(st.sampled_from("+*/")) if len(leaves) > 2 else draw(st.sampled_from("+-*/"))
        leaves[at : at + 2] = [joined_by(sign, leaves[at], leaves[at + 1])]
    return leaves[0]
