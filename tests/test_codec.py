"""Plain data to objects, and back."""

import json
from datetime import date

import pytest
from definitions import component, count, indicator
from each import of_each
from hypothesis import given
from hypothesis import strategies as st
from strategies_upper import (
    bound_texts,
    compositions,
    computed_figures,
    figures,
    intervals,
    over_texts,
    portions,
    range_texts,
    readings,
    unit_names,
)

import rsindicators as rs
from rsindicators import (
    Alias,
    Bound,
    Catalogue,
    Component,
    Composition,
    Direction,
    Figure,
    Formula,
    Indicator,
    Interval,
    Judgement,
    Observation,
    Period,
    Plan,
    Portion,
    Reading,
    Relation,
    Source,
    Status,
    Target,
    Unit,
    Verdict,
    parse,
    plans,
)
from rsindicators.codec import from_data, to_data
from rsindicators.errors import DefinitionError, RSIndicatorsError


def through_json(value):
    """The data as a file would hold it."""
    return json.loads(json.dumps(to_data(value), ensure_ascii=False))


@given(st.one_of(figures(), computed_figures()))
def test_figures_printed_and_computed_come_back_exactly(figure):
    assert from_data(through_json(figure), Figure).exact_eq(figure)


@given(st.builds(Figure, st.integers(0, 10**6), st.sampled_from(["人", "万人", "%"]), exact=st.booleans()))
def test_figures_whose_exactness_the_caller_stated_come_back_exactly(figure):
    assert from_data(through_json(figure), Figure).exact_eq(figure)


@given(st.one_of(bound_texts(), range_texts(), over_texts()).map(Bound.parse))
def test_bounds_come_back_exactly(bound):
    assert from_data(through_json(bound), Bound).exact_eq(bound)


@given(compositions)
def test_compositions_come_back_exactly(composition):
    assert from_data(through_json(composition), Composition).exact_eq(composition)


@given(portions)
def test_fractions_come_back(portion):
    assert from_data(through_json(portion), Portion) == portion


@given(readings)
def test_readings_come_back_exactly(reading):
    assert from_data(through_json(reading), Reading).exact_eq(reading)


@given(unit_names)
def test_units_come_back(name):
    assert from_data(through_json(Unit.parse(name)), Unit) == Unit.parse(name)


@given(intervals(), st.booleans(), st.booleans())
def test_intervals_come_back(interval, lo, hi):
    one = Interval(None if lo else interval.lo, None if hi else interval.hi)
    assert from_data(through_json(one), Interval) == one


def test_open_intervals_come_back():
    one = Interval("23.5", None, lo_open=True)
    assert to_data(one) == {"lo": "23.5", "hi": None, "lo_open": True}
    assert from_data(to_data(one), Interval) == one


@pytest.mark.parametrize(
    "text", ["2023年", "2020年末", "“十四五”", "2023年1—6月", "2023-Q3", "2023年5月", "2023年2—7月"]
)
def test_periods_come_back(text):
    period = Period.parse(text)
    assert from_data(through_json(period), Period) == period


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Figure("2.06", "万人"), {"value": "2.06", "unit": "万人"}),
        (Unit.parse("万人"), "万人"),
        (Period.parse("“十四五”末"), "2025@end"),
        (Bound.parse("不低于60%"), "不低于60%"),
        (Composition.parse("10:40:50"), "10:40:50"),
        (Formula.parse("a/(a+b)"), "a/(a+b)"),
        (Direction.HIGHER, "higher"),
        (parse("[>23.5]", unit="万人"), "[>23.5]万人"),
        (Source("甲"), {"document": "甲"}),
    ],
)
def test_data_is_plain_and_short(value, data):
    assert to_data(value) == data
    assert from_data(data, type(value)) == value


@of_each(one.code for one in Catalogue.standard())
def test_every_definition_of_the_catalogue_comes_back(code):
    one = Catalogue.standard()[code]
    again = from_data(through_json(one), Indicator)
    assert again == one
    assert hash(again) == hash(one)
    for limit, same in ((one.minimum, again.minimum), (one.maximum, again.maximum)):
        assert limit is same or limit.exact_eq(same)


def test_the_catalogue_comes_back_from_its_records():
    cat = Catalogue.standard()
    records = json.loads(json.dumps(cat.to_records(), ensure_ascii=False))
    again = Catalogue(from_data(record, Indicator) for record in records)
    assert again.indicators == cat.indicators
    assert again.edition == cat.edition
    assert again["参保率"] == cat["参保率"]


@pytest.mark.parametrize(
    "value",
    [
        Alias("签订率", "表2"),
        Source("甲", "乙", "附录1", 3, "f", "c"),
        component("甲", formula=Formula.parse("乙 + 丙"), carry_over=True, short_names=("a", "b")),
        indicator(minimum=Figure("0", "%"), maximum=Figure("100", "%")),
        count(counting_words=("户", "家")),
        Judgement(Verdict.MISSED, margin=Figure("-0.5", "个百分点"), at_limit=True),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_come_back(value):
    assert from_data(through_json(value), type(value)) == value


@pytest.mark.parametrize("plan", plans())
def test_targets_and_observations_come_back(plan):
    for target in Plan.load(plan).targets():
        again = from_data(through_json(target), Target)
        assert again == target
        assert target.bound is None or again.bound.exact_eq(target.bound)
        assert str(again) == str(target)
    for observation in Plan.load(plan).results:
        assert from_data(through_json(observation), Observation) == observation


def test_a_target_of_a_fraction_is_data_though_no_decimal_writes_it():
    target = next(one for one in Plan.load("xuyong-14").targets("电子社保卡") if one.quote)
    data = to_data(target.bound)
    assert (str(target), data["relation"]) == ("2/3人口", "at_least")
    assert from_data(through_json(target), Target).bound.exact_eq(target.bound)


THIRD = Portion(1, 3).figure


@pytest.mark.parametrize(
    "bound",
    [
        Bound(Relation.AT_LEAST, THIRD),
        Bound(Relation.AT_MOST, THIRD, words=("不超过", "")),
        Bound(Relation.BETWEEN, THIRD, Figure("0.5", "倍")),
        Bound(Relation.BETWEEN, Figure("0.1", "倍"), THIRD),
    ],
    ids=repr,
)
def test_bounds_that_no_decimal_writes_come_back_exactly(bound):
    assert from_data(through_json(bound), Bound).exact_eq(bound)
    seen = Observation("电子社保卡覆盖率", bound, "2020年")
    assert from_data(through_json(seen), Observation).figure.exact_eq(bound)


@pytest.mark.parametrize(
    "figure", ["2.28万人", None, Bound.parse("超过2万人"), Bound.parse("近13万人"), Figure("1", "万人") / 3]
)
def test_observations_of_every_kind_come_back(figure):
    seen = Observation(
        "失业保险参保人数", figure, "2020年末", "叙永县", status=Status.FINAL, as_of=date(2021, 1, 31)
    )
    assert from_data(through_json(seen), Observation) == seen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("专业技术人才比例", "10:40:50"),
        ("专业技术人才比例", Composition.parse("16.4:46.3:37.3")),
        ("电子社保卡覆盖率", Portion(2, 3, "人口")),
        ("电子社保卡覆盖率", Portion(2, 3)),
    ],
)
def test_observations_of_a_composition_and_of_a_fraction_come_back(name, value):
    seen = Observation(name, value, "2020年")
    assert from_data(through_json(seen), Observation) == seen


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────

SOURCE = {"document": "甲"}
COMPONENT = {"code": "a", "name": "甲", "unit": "家", "measure": "stock"}


@pytest.mark.parametrize(
    ("data", "kind", "path"),
    [
        ({"document": "甲", "lyne": 3}, Source, "lyne"),
        ({"document": 5}, Source, "document"),
        ({}, Source, "document"),
        ("甲", Source, "$"),
        ({"document": "甲", "line": "12"}, Source, "line"),
        ({"document": "甲", "line": 12.7}, Source, "line"),
        ({"document": "甲", "line": True}, Source, "line"),
        (COMPONENT | {"unit": "渔"}, Component, "unit"),
        (COMPONENT | {"unit": 5}, Component, "unit"),
        (COMPONENT | {"measure": "stok"}, Component, "measure"),
        (COMPONENT | {"formula": "a +"}, Component, "formula"),
        (COMPONENT | {"carry_over": "no"}, Component, "carry_over"),
        (COMPONENT | {"carry_over": 1}, Component, "carry_over"),
        (COMPONENT | {"short_names": "甲乙"}, Component, "short_names"),
        (COMPONENT | {"short_names": [1]}, Component, "short_names[0]"),
        (COMPONENT | {"short_names": {"a": 1}}, Component, "short_names"),
        (5, Bound, "relation"),
        ({"relation": "at_least", "limit": "1%"}, Bound, "words"),
        ({"relation": "at_least", "limit": "1%", "words": ["", ""], "lo": 1}, Bound, "upper"),
        ({"relation": "at least", "limit": "1%", "words": ["", ""]}, Bound, "at_least"),
        ({"relation": "between", "limit": "1%", "words": ["", ""]}, Bound, "$"),
        ({"relation": "at_least", "limit": "1%", "words": "≥"}, Bound, "$"),
        ({"lo": 1}, Interval, "hi"),
        ({"lo": 2, "hi": 1}, Interval, "$"),
        ({"lo": 0.5, "hi": 1}, Interval, "$"),
        ([1, 2], Interval, "$"),
        ({"lo": 1, "hi": 2, "open": True}, Interval, "open"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path(data, kind, path):
    with pytest.raises(DefinitionError) as caught:
        from_data(data, kind, "甲文件")
    assert caught.value.code == "codec.fault"
    for language in ("zh", "en"):
        assert path in caught.value.say(language)
        assert "甲文件" in caught.value.say(language)


@pytest.mark.parametrize(
    "data",
    [
        {"valeu": "2.06"},
        {"value": "2.06", "unit": "万人", "colour": "red"},
        5,
        None,
        ["2.06"],
        {"value": 0.5},
        {"value": "x"},
        {"value": "2.06", "unit": "渔"},
        {"value": "2.06", "decimals": 1},
        {"value": "2.06", "interval": {"lo": 3}},
        {"value": "2.06", "interval": "x"},
        "约2.06万人",
        {"value": "2.06", "exact": "no"},
    ],
)
def test_what_is_no_figure_is_refused(data):
    with pytest.raises(RSIndicatorsError) as caught:
        from_data(data, Figure, "甲文件")
    assert caught.value.say("zh")
    assert caught.value.say("en")


def test_a_figure_may_be_written_as_its_text_or_as_a_table():
    for data in (
        "2.06万人",
        {"value": "2.06", "unit": "万人"},
        {"value": "2.06", "unit": "万人", "exact": False},
    ):
        assert from_data(data, Figure).exact_eq(Figure("2.06", "万人"))
    assert from_data({"value": "2", "unit": "万人", "exact": True}, Figure).interval.is_point
    assert from_data({"value": "95", "unit": "%", "decimals": 1}, Figure).exact_eq(Figure("95.0", "%"))
    assert from_data({"value": 3}, Figure) == Figure(3)


def test_a_kind_may_be_written_by_its_value_or_its_label():
    assert from_data("higher", Direction) is from_data("正向", Direction) is Direction.HIGHER


def test_a_fault_says_what_is_allowed_in_the_language_asked_for():
    with pytest.raises(DefinitionError) as caught:
        from_data(COMPONENT | {"measure": "stok"}, Component, "甲文件")
    assert "stock" in caught.value.say("zh")
    assert "is not a valid" not in caught.value.say("zh")


def test_the_cause_of_a_fault_is_kept():
    with pytest.raises(DefinitionError) as caught:
        from_data({"document": 5}, Source)
    assert caught.value.__cause__ is not None


def test_a_missing_and_an_unknown_field_are_called_so():
    for data, word in (({}, "缺少 document"), ({"document": "甲", "lyne": 3}, "不认识的项:lyne")):
        with pytest.raises(DefinitionError) as caught:
            from_data(data, rs.Source)
        assert word in caught.value.say("zh")
