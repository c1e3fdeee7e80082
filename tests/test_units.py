"""Units: the algebra of the trade, refusals that say what to write, and pint at one door."""

import itertools
import pickle
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pint
import pytest
from exactly import power
from hypothesis import given
from hypothesis import strategies as st
from refusal import refused
from strategies import ALL_UNITS, figures, units

import rsindicators as rs
from rsindicators import Figure, Unit
from rsindicators.errors import NumberError, UnitError
from rsindicators.registry import is_quantity
from rsindicators.text import fold
from rsindicators.units import LONGEST_UNIT, MOST_ATOMS, PERCENT, PURE, known, register, unit_at
from rsindicators.vocabulary import vocabulary


def unit(name):
    return Unit.parse(name)


# ── reading ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "symbol", "exponent"),
    [
        ("万人", "万人", 4),
        ("万元／人", "万元/人", 4),
        (" 人次 ", "人次", 0),
        ("％", "%", -2),
        ("‰", "‰", -3),
        ("个百分点", "个百分点", -2),
        ("1/10万", "1/10万", -5),
        ("人/万人", "人/万人", -4),
        ("亿元/万人", "亿元/万人", 4),
        ("元/人/年", "元/人/年", 0),
        ("人·年", "人·年", 0),
        ("万人年", "万人年", 4),
        ("万/人", "万/人", 4),
        ("", "", 0),
    ],
)
def test_a_unit_keeps_its_printed_spelling_and_knows_its_power_of_ten(text, symbol, exponent):
    assert (str(unit(text)), unit(text).exponent) == (symbol, exponent)
    assert Unit.of(text) == unit(text)
    assert Unit.of(unit(text)) == unit(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("仁", "unit.unknown"),
        ("metre", "unit.unknown"),
        ("万%", "unit.unknown"),
        ("人/", "unit.unknown"),
        ("/人", "unit.unknown"),
        ("人//年", "unit.unknown"),
        ("人·", "unit.unknown"),
        ("1", "unit.unknown"),
        ("10万", "unit.unknown"),
        ("1·人", "unit.unknown"),
        ("人·10万", "unit.unknown"),
        ("10万/人", "unit.unknown"),
        ("人**2", "unit.unknown"),
        ("人 次", "unit.unknown"),
        ("人/元·年", "unit.dot_after_stroke"),
        ("人·" * MOST_ATOMS + "人", "unit.atoms"),
        ("人" * (LONGEST_UNIT + 1), "text.long"),
        (None, "text.type"),
        (5, "text.type"),
        (b"%", "text.type"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused(text, code):
    with refused(UnitError, code):
        Unit.parse(text)


@pytest.mark.parametrize(("text", "near"), [("万仁", "万"), ("百分點", "百分点")])
def test_an_unknown_unit_is_answered_with_the_nearest(text, near):
    with refused(UnitError, "unit.unknown", text) as caught:
        Unit.parse(text)
    assert near in caught.value.next("zh")
    assert near in caught.value.next("en")


@pytest.mark.parametrize("text", ["zzz", "仁", "10万人", "metre", "万%", "人//年"])
def test_what_is_offered_can_be_written(text):
    with refused(UnitError, "unit.unknown") as caught:
        Unit.parse(text)
    offered = caught.value.facts["near"].split("、")
    assert offered
    for name in offered:
        assert Unit.parse(name).symbol == name


def test_six_parts_are_allowed_and_a_stroke_for_each_below():
    assert unit("人·" * (MOST_ATOMS - 1) + "人").dims == (("person", 6),)
    assert unit("人/元/年").dims == unit("人/年/元").dims


def test_a_name_is_known_without_being_read():
    assert known("万人") == unit("万人")
    assert known("") == PURE
    assert known("万元/人") is known("1") is known("10万") is known("仁") is None


@pytest.mark.parametrize(
    ("text", "position", "symbol", "end"),
    [
        ("2.06万人", 4, "万人", 6),
        ("人次", 0, "人次", 2),
        ("元/人以上", 0, "元/人", 3),
        ("5 1/10万", 2, "1/10万", 7),
        ("以上", 0, "", 0),
    ],
)
def test_the_unit_at_a_place_is_the_longest(text, position, symbol, end):
    assert unit_at(text, position) == (unit(symbol), end)


# ── what fits what ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人", "万人"),
        ("%", "‰"),
        ("%", "倍"),
        ("%", "人/万人"),
        ("元/人", "万元/人"),
        ("人年", "人·年"),
        ("", "万"),
        ("1/10万", "%"),
        ("万元/人", "亿元/万人"),
    ],
)
def test_units_of_one_dimension_fit(one, other):
    assert unit(one).fits(unit(other))
    unit(one).require(unit(other))


@pytest.mark.parametrize(
    ("wanted", "given_", "code", "chinese", "english"),
    [
        ("人", "人次", "unit.different", "人与人次", "人 and 人次"),
        ("家", "户", "unit.different", "家与户", "家 and 户"),
        ("%", "个百分点", "unit.different", "核对单位", "Check the units"),
        ("%", "人", "unit.different", "核对单位", "Check the units"),
        ("", "%", "unit.different", "核对单位", "Check the units"),
        ("万人", "", "unit.missing", 'unit="万人"', 'unit="万人"'),
        ("万人", "万", "unit.missing", '"2.06万人"', '"2.06万人"'),
        ("%", "", "unit.share", 'Figure("0.95", "倍").to("%")', 'Figure("0.95", "倍").to("%")'),
    ],
)
def test_what_does_not_fit_is_refused_and_told_what_to_write(wanted, given_, code, chinese, english):
    with refused(UnitError, code) as caught:
        unit(wanted).require(unit(given_))
    assert chinese in caught.value.next("zh")
    assert english in caught.value.next("en")


@given(units, units)
def test_fitting_is_mutual_and_of_units_with_the_same_dimensions(one, other):
    assert one.fits(other) == other.fits(one)
    assert one.fits(one)
    if one.dims != other.dims:
        with pytest.raises(UnitError):
            one.require(other)


# ── sums, differences, products, quotients ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [
        ("人", "万人", "人"),
        ("%", "个百分点", "%"),
        ("个百分点", "%", "%"),
        ("个百分点", "个百分点", "个百分点"),
        ("‰", "个百分点", "‰"),
        ("亿元", "万元", "亿元"),
        ("", "万", ""),
        ("人·年", "人年", "人·年"),
    ],
)
def test_the_unit_of_a_sum_is_the_first_one(one, other, total):
    assert unit(one).plus(unit(other)) == unit(total)


@pytest.mark.parametrize(
    ("one", "other", "code", "advice"),
    [
        ("%", "%", "unit.shares_do_not_add", "rs.total(shares, of="),
        ("%", "‰", "unit.shares_do_not_add", "rs.total(shares, of="),
        ("倍", "倍", "unit.shares_do_not_add", "rs.total(shares, of="),
        ("人/万人", "人/万人", "unit.shares_do_not_add", "rs.total(shares, of="),
        ("元/人", "元/人", "unit.averages_do_not_add", ""),
        ("万元/人", "元/人", "unit.averages_do_not_add", ""),
        ("人", "人次", "unit.different", ""),
        ("人", "", "unit.missing", '"2.06人"'),
        ("%", "", "unit.share", "95%"),
        ("", "%", "unit.share", "95%"),
    ],
)
def test_what_does_not_add_is_refused(one, other, code, advice):
    with refused(UnitError, code) as caught:
        unit(one).plus(unit(other))
    assert advice in caught.value.next("zh")
    assert advice in caught.value.next("en")


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("%", "%", "个百分点"),
        ("%", "‰", "个百分点"),
        ("‰", "‰", "个百分点"),
        ("%", "个百分点", "%"),
        ("人", "万人", "人"),
        ("元/人", "元/人", "元/人"),
        ("倍", "倍", "倍"),
        ("人/万人", "人/万人", "人/万人"),
        ("", "", ""),
    ],
)
def test_the_difference_of_two_percentages_is_in_points(one, other, difference):
    assert unit(one).minus(unit(other)) == unit(difference)


@pytest.mark.parametrize(("one", "other"), [("人", "人次"), ("个百分点", "%"), ("%", "人"), ("人", "")])
def test_a_difference_of_things_that_do_not_fit_is_refused(one, other):
    with pytest.raises(UnitError):
        unit(one).minus(unit(other))


@pytest.mark.parametrize(
    ("one", "other", "product"),
    [
        ("", "人", "人"),
        ("人", "", "人"),
        ("人", "%", "人"),
        ("%", "人", "人"),
        ("", "%", "%"),
        ("%", "", "%"),
        ("", "", ""),
        ("万", "人", "人"),
        ("%", "%", "%"),
        ("元/人", "人", "元"),
        ("万元/人", "万人", "元"),
        ("人", "年", "人·年"),
        ("人/万人", "人", "人"),
        ("元/人/年", "年", "元/人"),
        ("1/人", "人", "倍"),
    ],
)
def test_the_unit_of_a_product(one, other, product):
    assert unit(one).times(unit(other)) == unit(product)


@pytest.mark.parametrize(
    ("one", "other", "quotient"),
    [
        ("人", "人", "倍"),
        ("人", "万人", "倍"),
        ("%", "%", "倍"),
        ("", "", ""),
        ("万", "", ""),
        ("人", "", "人"),
        ("人", "%", "人"),
        ("亿元", "万人", "亿元/万人"),
        ("", "人", "1/人"),
        ("", "元/人", "人/元"),
        ("%", "元/人", "人/元"),
        ("", "人/万人", "倍"),
        ("", "%", "倍"),
        ("%", "年", "1/年"),
        ("人年", "年", "人"),
        ("元/人", "年", "元/人/年"),
        ("件", "万人", "件/万人"),
        ("元", "元/人", "人"),
    ],
)
def test_the_unit_of_a_quotient(one, other, quotient):
    assert unit(one).over(unit(other)) == unit(quotient)


def dims(one):
    return dict(one.dims)


def combined(one, other, sign):
    names = dims(one) | dims(other)
    powers = {name: dims(one).get(name, 0) + sign * dims(other).get(name, 0) for name in names}
    return {name: power for name, power in powers.items() if power}


@given(units, units)
def test_dimensions_add_in_a_product_and_cancel_in_a_quotient(one, other):
    assert dims(one.times(other)) == combined(one, other, 1)
    assert dims(one.over(other)) == combined(one, other, -1)


@given(units, units)
def test_a_made_unit_can_be_written_and_read(one, other):
    for made in (one.times(other), one.over(other)):
        assert Unit.parse(made.symbol) == made
        assert Unit.parse(made.symbol).exponent == made.exponent


def test_shares_and_averages_do_not_add_and_counts_do():
    assert unit("人").adds
    assert unit("").adds
    assert unit("人年").adds
    assert unit("个百分点").adds
    for name in ("%", "‰", "倍", "人/万人", "元/人", "1/10万", "1/人"):
        assert not unit(name).adds


def test_a_plain_unit_measures_something_and_has_no_scale():
    assert all(unit(name).is_plain for name in ("人", "元", "件", "元/人", "年"))
    assert not any(unit(name).is_plain for name in ("万人", "亿元", "", "万", "%", "倍", "个百分点"))


def test_a_share_is_part_of_its_own_kind_and_a_pure_number_is_none():
    assert all(unit(name).is_share for name in ("%", "‰", "倍", "人/万人", "1/10万"))
    assert not any(unit(name).is_share for name in ("", "万", "人", "元/人", "个百分点"))


@pytest.mark.parametrize(
    ("own", "behind", "made"),
    [
        ("", "万人", "万人"),
        ("万", "人", "万人"),
        ("万", "亿人", "万人"),
        ("千", "万人", "千人"),
        ("人", "家", "人"),
        ("万", "亿", "万"),
        ("", "", ""),
    ],
)
def test_the_first_number_of_a_range_borrows_the_counting_word_behind_the_second(own, behind, made):
    assert unit(own).scaled_like(unit(behind)) == unit(made)


# ── a value ──────────────────────────────────────────────────────────────────────────────────────────────


@given(units)
def test_it_survives_repr_and_pickle_and_can_be_a_key(one):
    assert eval(repr(one), {"Unit": Unit}) == one
    assert pickle.loads(pickle.dumps(one)) == one
    assert {one: 1}[Unit.parse(one.symbol)] == 1


def test_units_of_one_meaning_with_two_spellings_are_two_units():
    assert unit("名") != unit("人")
    assert unit("名").fits(unit("人"))


def test_it_cannot_be_changed():
    with pytest.raises(AttributeError):
        unit("人").exponent = 4


# ── pint ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def registries():
    """The library's own registry, a default one in floats, an empty one in Decimal, with the vocabulary."""
    own = Figure(1, "人").quantity()._REGISTRY
    default, empty = pint.UnitRegistry(), pint.UnitRegistry(None, non_int_type=Decimal)
    for registry in (default, empty):
        register(registry)
    return {"own": own, "default": default, "empty": empty}


def pairs():
    """Every two units of the vocabulary that convert into each other, in both directions."""
    return [(one, other) for one, other in itertools.product(ALL_UNITS, repeat=2) if one.fits(other)]


@pytest.mark.parametrize("name", ["own", "empty"])
def test_every_conversion_is_that_of_pint_exactly(registries, name):
    registry = registries[name]
    for one, other in pairs():
        figure = Figure(1, one)
        there = figure.quantity(registry).to(Figure(1, other).quantity(registry).units)
        assert Fraction(there.magnitude) == Fraction(figure.to(other).value), (one, other)


def test_every_conversion_is_that_of_pints_default_registry_in_floats(registries):
    registry = registries["default"]
    for one, other in pairs():
        there = Figure(1, one).quantity(registry).m_as(Figure(1, other).quantity(registry).units)
        assert there == pytest.approx(float(power(10, one.exponent - other.exponent)), rel=1e-12), (
            one,
            other,
        )


@pytest.mark.parametrize("name", ["own", "default", "empty"])
def test_what_does_not_fit_here_does_not_convert_in_pint(registries, name):
    registry = registries[name]
    bases = [unit(vocabulary().plain[dims]) for dims in vocabulary().plain]
    for one, other in itertools.permutations([*bases, unit("元/人"), PERCENT], 2):
        here = Figure(1, one).quantity(registry)
        assert one.fits(other) == here.is_compatible_with(Figure(1, other).quantity(registry).units), (
            one,
            other,
        )


@given(figures())
def test_a_figure_goes_to_pint_and_comes_back(registries, figure):
    for registry in (None, registries["empty"]):
        back = Figure.from_quantity(figure.quantity(registry))
        assert back == figure
        assert back.value.as_tuple() == figure.value.as_tuple()
        assert back.unit.exponent == figure.unit.exponent


def test_a_figure_can_be_handed_to_a_callers_registry_that_knows_none_of_our_units():
    ureg = pint.UnitRegistry(None)
    quantity = Figure("2.06", "万人").quantity(ureg)
    assert quantity.magnitude == pytest.approx(2.06)
    assert isinstance(quantity.magnitude, float)
    assert "人次" not in ureg  # only what the figure needs was added
    register(ureg)
    assert quantity.m_as("人") == pytest.approx(20600)


def test_a_pure_number_and_a_compound_are_pint_quantities_too():
    assert Figure("0.5").quantity().dimensionless
    assert Figure("3", "万").quantity().m_as("") == 30000
    assert str(Figure("5", "万元/人").quantity().units) == "万元 / 人"
    assert Figure("5", "1/10万").quantity().m_as("permille") == Decimal("0.05")


@pytest.mark.parametrize("name", ["default", "empty"])
def test_registering_twice_does_no_harm(registries, name):
    ureg = registries[name]  # where the vocabulary was registered once
    before = ureg.Quantity(5, "万元") / ureg.Quantity(2, "人")
    units_before = set(ureg._units)
    rs.units.register(ureg)
    assert set(ureg._units) == units_before
    assert ureg.Quantity(5, "万元") / ureg.Quantity(2, "人") == before
    assert ureg.Quantity(1, "万人").m_as("人") == 10000


def test_the_units_of_a_default_registry_stay_what_they_were(registries):
    ureg = registries["default"]
    assert ureg.Quantity(1, "mile").m_as("metre") == pytest.approx(1609.344)
    assert ureg.Quantity(5, "percent").m_as("") == pytest.approx(0.05)


@pytest.mark.parametrize(
    "definition",
    ["人 = [people]", "万人 = 5 * metre", "人 = 3", "percent = 0.02", "元 = [currency]", "人年 = 2 * metre"],
)
def test_a_clash_with_a_unit_of_the_callers_is_a_unit_error(definition):
    ureg = pint.UnitRegistry(None)
    ureg.define("metre = [length]")
    ureg.define(definition)
    name = definition.partition(" ")[0]
    with refused(UnitError, "unit.taken", name) as caught:
        register(ureg)
    assert "注册表" in caught.value.next("zh")
    assert "registry" in caught.value.next("en")


def test_a_clash_is_found_when_a_figure_is_handed_out_too():
    ureg = pint.UnitRegistry(None)
    ureg.define("万人 = [crowd]")
    with refused(UnitError, "unit.taken", "万人"):
        Figure("2.06", "万人").quantity(ureg)


# quantities of a caller's registry


@pytest.fixture(scope="module")
def ureg(registries):
    return registries["default"]


@pytest.mark.parametrize(
    ("magnitude", "units_", "figure"),
    [
        (963, "件", Figure(963, "件")),
        (Decimal("2.06"), "万人", Figure("2.06", "万人")),
        (Decimal("2.060"), "万元 / 人", Figure("2.060", "万元/人")),
        (5, "人 * 年", Figure(5, "人·年")),
        (95, "percent", Figure(95, "%")),
        (4, "permille", Figure(4, "‰")),
        (7, "", Figure(7)),
        (3, "1 / 十万", Figure(3, "1/10万")),
    ],
)
def test_a_quantity_of_a_callers_registry_is_a_printed_figure(ureg, magnitude, units_, figure):
    assert Figure.from_quantity(ureg.Quantity(magnitude, units_)).exact_eq(figure)
    assert Figure.of(ureg.Quantity(magnitude, units_)).exact_eq(figure)


def test_a_float_quantity_needs_its_decimals(ureg):
    quantity = ureg.Quantity(2.06, "万人")
    for read in (Figure.from_quantity, Figure.of):
        with refused(NumberError, "figure.quantity", "decimals="):
            read(quantity)
    assert Figure.from_quantity(quantity, decimals=2).exact_eq(Figure("2.06", "万人"))
    assert Figure.from_quantity(quantity, decimals=3).exact_eq(Figure("2.060", "万人"))
    with refused(NumberError, "number.hidden"):
        Figure.from_quantity(quantity, decimals=1)


def test_an_exact_quantity_may_be_given_more_decimals_but_not_fewer(ureg):
    assert Figure.from_quantity(ureg.Quantity(95, "percent"), decimals=1).exact_eq(Figure("95.0", "%"))
    with refused(NumberError, "figure.decimals"):
        Figure.from_quantity(ureg.Quantity(Decimal("95.5"), "percent"), decimals=0)


@pytest.mark.parametrize("units_", ["metre", "kilometre", "second", "人 * metre", "人 / kg", "radian"])
def test_a_foreign_unit_is_refused(ureg, units_):
    with refused(UnitError, "unit.unknown"):
        Figure.from_quantity(ureg.Quantity(5, units_))


def test_a_root_of_a_unit_is_refused(ureg):
    with refused(UnitError, "unit.unknown", "人"):
        Figure.from_quantity(ureg.Quantity(4, "人") ** 0.5)


def test_what_pint_computed_with_our_units_comes_back(ureg):
    rate = Figure(3, "人").quantity() / Figure(4, "万人").quantity()
    assert Figure.from_quantity(rate) == Figure("0.75", "人/万人")
    assert Figure.from_quantity(ureg.Quantity(6, "人") ** 2).unit == unit("人·人")


def test_what_pint_brought_to_base_units_comes_back():
    quantity = Figure("2.06", "万人").quantity().to_base_units()
    assert Figure.from_quantity(quantity) == Figure(20600, "人")


def test_a_quantity_can_stand_wherever_a_figure_can(ureg):
    assert rs.growth(ureg.Quantity(148, "人年"), ureg.Quantity(Decimal("98.5"), "人年")).round(1) == Figure(
        "50.3", "%"
    )
    assert is_quantity(ureg.Quantity(5, "人"))
    assert not is_quantity(Figure(5, "人"))
    assert not is_quantity("5人")


def test_quantities_of_many_threads_come_from_one_registry():
    program = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from rsindicators import Figure
barrier = Barrier(8)
def work(_):
    barrier.wait()
    return Figure("2.06", "万人").quantity()
with ThreadPoolExecutor(8) as pool:
    made = list(pool.map(work, range(8)))
assert len({id(quantity._REGISTRY) for quantity in made}) == 1
assert len({id(sum(made[1:], made[0])._REGISTRY)}) == 1
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


def test_importing_and_using_the_library_imports_neither_pint_nor_cattrs_nor_numpy():
    program = """
import sys
import rsindicators as rs
def heavy():
    return {"pint", "cattrs", "numpy", "narwhals", "pandas", "openpyxl"} & sys.modules.keys()
assert not heavy(), heavy()
figure = rs.Figure.parse("2.06万人")
assert rs.growth("32.33万人", "24.48万人").interval.contains(rs.Figure("32.07").value)
assert rs.Figure.of(figure) is figure and rs.parse("[>23.5]", unit="万人").bound
assert str(figure.to("人")) == "20600人"
try:
    rs.Figure.of(object())
except rs.errors.NumberError:
    pass
assert not heavy(), heavy()
figure.quantity()
assert heavy() == {"pint"} or heavy() == {"pint", "numpy"}
"""
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, timeout=60)


@given(st.text(max_size=60) | st.text("人万次/·110%", max_size=12))
def test_any_text_is_a_unit_of_that_spelling_or_refused(text):
    try:
        symbol = Unit.parse(text).symbol
    except UnitError:
        return
    assert symbol == fold(text).strip()


def test_a_registry_with_a_clash_is_left_as_it_was():
    import pint

    registry = pint.UnitRegistry(None)
    registry.define("meter = [length]")
    registry.define("万人 = 3 * meter")
    with refused(UnitError, "unit.taken", "万人"):
        rs.units.register(registry)
    assert "件" not in registry
