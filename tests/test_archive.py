"""Observations and faults as plain data that reads back the same."""

import json
from datetime import date

import pytest
from filled import GLOSSARY, entered
from refusal import refused

from rsindicators import Bound, Composition, Figure, Observation, Source, Status, growth
from rsindicators.archive import fault_data, long_record, observation_data, read_fault, read_observation
from rsindicators.errors import DefinitionError, NotationError, TableError, UnitError, UnknownNameError
from rsindicators.fault import Fault

RATE = "仲裁结案率"


def back(one):
    data = json.loads(json.dumps(observation_data(one)))
    return read_observation(data, GLOSSARY.find, "records[0]")


SEEN = [
    Observation("失业保险参保人数", "2.30万人", "2023年末", region="叙永县", cell="表!D3", form="q.xlsx"),
    Observation("失业保险参保人数", None, "2023年末"),
    Observation("城镇新增就业人数", "[0.80]万人", "“十四五”", explanation="含返乡创业"),
    Observation("城镇新增就业人数", "0.30万人", "2023年6月"),
    Observation(RATE, "超过90%", "2023年", scope="户籍", status=Status.PRELIMINARY, as_of=date(2023, 12, 31)),
    Observation(
        "基本养老保险参保率", "全覆盖", "2023年末", quote="参保全覆盖", source=Source("某公报", line=3)
    ),
    Observation(GLOSSARY.find("仲裁结案率/审结"), "963件", "2023年1—6月"),
    Observation("技能人才数量", Figure("2.1", "万人", exact=True), "2025年末"),
]


@pytest.mark.parametrize("one", SEEN, ids=str)
def test_an_observation_comes_back_the_same(one):
    found = back(one)
    assert found == one
    assert one.figure is None or found.figure.exact_eq(one.figure)


def test_a_computed_figure_keeps_its_interval():
    rate = growth(Figure("33", "万人"), Figure("30", "万人"))
    one = Observation("仲裁结案率", Figure(rate.value, "%", decimals=None, interval=rate.interval), "2023年")
    assert back(one).figure.exact_eq(one.figure)


@pytest.mark.parametrize(
    "figure", [Bound.parse("17%以上"), Bound.parse("近13%"), "99%以上", "2/3", "3—5%"], ids=str
)
def test_bounds_and_fractions_come_back_the_same(figure):
    one = Observation(RATE, figure, "2023年")
    assert back(one) == one


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"indicator": 5}, ".indicator"),
        ({"figure": "若干"}, "figure"),
        ({"figure": {"value": "NaN"}}, "figure"),
        ({"period": "某年"}, "period"),
        ({"accumulation": "随便"}, "accumulation"),
        ({"mood": "好"}, "mood"),
        ({"cell": None}, "cell"),
    ],
)
def test_a_record_that_does_not_fit_is_refused_with_its_place(changed, named):
    with refused(DefinitionError, "codec.fault", "records[7]", named):
        read_observation(observation_data(SEEN[0]) | changed, GLOSSARY.find, "records[7]")


def test_a_record_of_nothing_that_could_be_reported_is_refused():
    with refused(UnitError, "unit.different", "records[7]"):
        read_observation(observation_data(SEEN[0]) | {"figure": "5%"}, GLOSSARY.find, "records[7]")
    with refused(UnknownNameError, "catalogue.unknown", "records[7]"):
        read_observation(observation_data(SEEN[0]) | {"indicator": "nobody"}, GLOSSARY.find, "records[7]")
    for given in (None, 5, "x", ["x"]):
        with refused(DefinitionError, "codec.fault", "records[7]"):
            read_observation(given, GLOSSARY.find, "records[7]")


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────

ROWS = [
    {"indicator": "某某人数", "region": "叙永县", "period": "2023年", "value": "若干", "unit": "万人"},
    {"indicator": "技能人才数量", "region": "叙永县", "period": "2023年", "value": "2.3"},
]


def test_a_fault_comes_back_and_says_the_same():
    found = entered(ROWS, form="q.xlsx")
    numbers = {id(one): number for number, one in enumerate(found.observations)}
    for fault in found.faults:
        data = json.loads(json.dumps(fault_data(fault, numbers)))
        again = read_fault(data, found.observations, "faults[0]")
        for name in ("rule", "cell", "form", "text", "region", "name", "period"):
            assert getattr(again, name) == getattr(fault, name)
        assert again.observation is fault.observation
        assert type(again.error) is type(fault.error)
        for language in ("zh", "en"):
            assert again.error.say(language) == fault.error.say(language)


def test_the_reason_of_an_error_comes_back_too():
    inner = UnknownNameError("catalogue.unknown", name="某", near="甲").because(ValueError("x"))
    error = TableError("submission.head").at("q.xlsx").because(inner)
    again = read_fault(fault_data(Fault("cells.value", "A1", "", "", error), {}), (), "faults[0]").error
    assert again.say() == error.say()
    assert again.reason.reason == "x"


DATA = fault_data(entered(ROWS).faults[1], {})
GOOD = DATA["error"]


@pytest.mark.parametrize(
    "error",
    [
        None,
        5,
        {},
        GOOD | {"kind": "ValueError"},
        GOOD | {"kind": ["NotationError"]},
        GOOD | {"code": "some.code"},
        GOOD | {"code": None},
        GOOD | {"facts": []},
        GOOD | {"facts": {}},
        GOOD | {"facts": {1: "x"}},
        GOOD | {"reason": GOOD | {"reason": GOOD | {"reason": GOOD | {"reason": GOOD}}}},
        GOOD | {"reason": {"kind": "x"}},
    ],
)  # fmt: skip
def test_an_error_that_is_none_of_the_librarys_is_refused(error):
    with refused(DefinitionError, "archive.error", "faults[7]"):
        read_fault(DATA | {"error": error}, (), "faults[7]")


def test_what_an_error_names_is_made_short_and_safe():
    told = GOOD | {
        "facts": {"text": ["x"], "position": "\x1b[2J" * 100},
        "place": "\x00",
        "reason": 10**5_000,
    }
    error = read_fault(DATA | {"error": told}, (), "").error
    assert error.line().isprintable()
    assert len(error.line()) < 500
    with refused(DefinitionError, "text.long"):
        read_fault(DATA | {"error": GOOD | {"where": "x" * 10_000}}, (), "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "archive.fault"),
        ([], "archive.fault"),
        ({}, "archive.fault"),
        (DATA | {"observation": 1}, "archive.fault"),
        (DATA | {"observation": -1}, "archive.fault"),
        (DATA | {"observation": "0"}, "codec.fault"),
        (DATA | {"rule": 5}, "codec.fault"),
        (DATA | {"mood": "x"}, "codec.fault"),
    ],
)
def test_what_is_no_record_of_a_fault_is_refused(data, code):
    with refused(DefinitionError, code, "faults[7]"):
        read_fault(data, SEEN[:1], "faults[7]")


# ── long records ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_long_record_has_the_keys_of_a_form_and_prints_the_figure():
    assert long_record(SEEN[0]) == {
        "indicator": "unemployment_insurance_participants", "region": "叙永县", "period": "2023",
        "value": "2.30", "unit": "万人", "accumulation": "at_end", "scope": "", "status": "", "as_of": "",
        "decimals": 2, "explanation": "",
    }  # fmt: skip
    assert [long_record(one)["value"] for one in SEEN] == [
        "2.30", "", "0.80", "0.30", "超过90%", "全覆盖", "963", "2.1"
    ]  # fmt: skip
    assert long_record(SEEN[4]) | {
        "unit": "%",
        "status": "preliminary",
        "as_of": "2023-12-31",
    } == long_record(SEEN[4])
    assert long_record(Observation(RATE, "2/3", "2023年"))["unit"] == ""


def test_a_figure_that_was_never_printed_has_no_long_record():
    with refused(NotationError, "notation.unrounded"):
        long_record(Observation(RATE, Figure("1", "%") / 3, "2023年"))


def test_a_composition_is_written_as_printed():
    grades = next(one for one in GLOSSARY.catalogue if one.measure.label == "构成")
    one = Observation(grades, Composition.parse("10:40:50"), "2023年末")
    assert (long_record(one)["value"], long_record(one)["unit"]) == ("10:40:50", "")
    assert back(one) == one
