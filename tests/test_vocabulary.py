"""The closed vocabulary of units: what it must hold, and that no name of it is ambiguous."""

import re

import pytest
from each import of_each

from rsindicators import Unit
from rsindicators.text import fold
from rsindicators.vocabulary import scales, unit_pattern, vocabulary

ATOMS = vocabulary().atoms
COUNTS = [name for name, atom in ATOMS.items() if atom.kind == "count" and atom.exponent == 0]

# trade rules §3, issue 2 item 3
WORDS = [
    "人",
    "人次",
    "家",
    "家次",
    "场",
    "场次",
    "件",
    "户",
    "个",
    "张",
    "篇",
    "部",
    "所",
    "项",
    "名",
    "元",
    "人年",
    "%",
    "‰",
    "个百分点",
    "倍",
    "岁",
    "年",
]


@pytest.mark.parametrize("name", WORDS)
def test_the_words_of_the_trade_are_in_it(name):
    assert Unit.parse(name).symbol == name


@pytest.mark.parametrize("scale", ["万", "亿"])
@pytest.mark.parametrize("name", [*COUNTS, "元", "人年"])
def test_wan_and_yi_of_each_counting_word_and_of_money_are_in_it(scale, name):
    scaled = Unit.parse(scale + name)
    assert scaled.exponent == {"万": 4, "亿": 8}[scale]
    assert scaled.fits(Unit.parse(name))


@pytest.mark.parametrize("scale", scales())
def test_a_scale_alone_is_a_pure_number(scale):
    assert Unit.parse(scale).is_pure


@pytest.mark.parametrize("name", ["人", "名", "位", "个", "家", "户", "场", "场次", "件", "人次"])
def test_a_whole_count_counts_one_by_one(name):
    assert Unit.parse(name).is_whole_count


@pytest.mark.parametrize(
    "name", ["万人", "元", "人年", "%", "倍", "年", "岁", "个百分点", "", "万", "人/家", "人·年"]
)
def test_what_is_scaled_measured_or_divided_is_no_whole_count(name):
    assert not Unit.parse(name).is_whole_count


@of_each(ATOMS)
def test_no_name_has_a_sign_of_its_own(name):
    assert not re.search(r"[/·\s]", name)
    assert fold(name) == name


@pytest.mark.parametrize(
    "names",
    [("人", "人次"), ("家", "家次"), ("家", "户"), ("户", "户次"), ("场", "场次"), ("个", "家"), ("项", "件"),
     ("%", "个百分点"), ("年", "月"), ("年", "岁"), ("人", "人年"), ("元", "人")],
)  # fmt: skip
def test_different_counting_words_measure_different_things(names):
    one, other = map(Unit.parse, names)
    assert not one.fits(other)


@pytest.mark.parametrize(
    "names",
    [("人", "名"), ("人", "位"), ("个百分点", "百分点"), ("岁", "周岁"), ("天", "日"), ("月", "个月")],
)
def test_other_spellings_of_a_unit_mean_the_same(names):
    one, other = map(Unit.parse, names)
    assert one.fits(other)
    assert one.exponent == other.exponent


def test_the_longest_scales_come_first():
    assert [len(scale) for scale in scales()] == sorted(map(len, scales()), reverse=True)
    assert set(scales()) == {"千", "万", "百万", "千万", "亿", "万亿"}


@of_each(name for name in ATOMS if name and not name[0].isdigit())
def test_the_pattern_finds_every_name_whole(name):
    assert unit_pattern().match(name + "以上").group() == name
    assert unit_pattern().match("人/" + name).group() == "人/" + name


@pytest.mark.parametrize("text", ["以上", "", "10万", "1人", "/人", "仁"])
def test_the_pattern_finds_no_unit_where_none_stands(text):
    assert unit_pattern().match(text) is None


@pytest.mark.parametrize("dims", vocabulary().plain)
def test_every_dimension_has_a_plain_unit_without_a_scale(dims):
    name = vocabulary().plain[dims]
    assert ATOMS[name].dims == dims
    assert not name.startswith(scales())
