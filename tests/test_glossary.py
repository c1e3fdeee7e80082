"""Names on forms, found in the definitions."""

import pytest
from refusal import refused

from rsindicators import Catalogue
from rsindicators.constituent import constituents
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.glossary import MOST_NEAR, Glossary, Named, among, family_of
from rsindicators.submission import Submission

STANDARD = Catalogue.standard()
CLOSING = STANDARD["劳动人事争议仲裁结案率"]
MEDIATION = STANDARD["劳动人事争议调解成功率"]


@pytest.fixture
def glossary():
    return Glossary(STANDARD)


@pytest.mark.parametrize(
    "name",
    [
        "失业保险参保人数",
        "失业参保人数",
        "unemployment_insurance_participants",
        "失业保险\n参保人数",
        "失业 保险 参保人数",
        "12.失业保险参保人数",
        "*12.失业保险参保人数(万人)",
        "其中:失业保险参保人数",
        "(3)失业保险参保人数（万人）",
    ],
)
def test_an_indicator_is_found_as_tables_print_its_name(glossary, name):
    assert glossary.find(name).code == "unemployment_insurance_participants"


def test_the_unit_behind_a_name_is_told(glossary):
    assert glossary.named("失业保险参保人数(人)").unit == "人"
    assert glossary.named("失业保险参保人数").unit == ""
    assert glossary.named("某某人数(万人)") == Named((), "万人")


@pytest.mark.parametrize(
    "asked",
    [
        ("当期立案受理案件数",),
        ("当期受理",),
        ("arbitration_closure_rate__accepted",),
        ("仲裁结案率/当期受理",),
        ("劳动人事争议仲裁结案率:当期立案受理案件数",),
        ("劳动人事争议仲裁结案率：当期受理（件）",),
        ("仲裁结案率", "当期受理"),
        ("仲裁结案率", "accepted"),
        ("3.仲裁结案率(%)", "当期受理(件)"),
        ("", "当期受理"),
    ],
)
def test_a_component_is_found_by_its_own_name_or_beside_that_of_its_indicator(glossary, asked):
    found = glossary.find(*asked)
    assert (found.code, found.component_of) == ("arbitration_closure_rate__accepted", CLOSING.code)


def test_the_components_are_those_of_the_definitions(glossary):
    for indicator in STANDARD:
        for one in constituents(indicator):
            assert glossary.find(one.code) == one
            assert glossary.find(indicator.name, one.name) == one
            assert (
                family_of(glossary.find(indicator.code, one.name)) == family_of(indicator) == indicator.code
            )


def test_a_shared_component_name_belongs_to_the_nearest_that_has_it(glossary):
    for near in ([MEDIATION.code], [MEDIATION.code, CLOSING.code], ["skilled_talent", MEDIATION.code]):
        assert glossary.find("当期审结案件数", near=near).component_of == MEDIATION.code
    assert among(glossary.named("审结").candidates, [CLOSING.code]).component_of == CLOSING.code
    assert among(glossary.named("审结").candidates, ["skilled_talent", ""]) is None


@pytest.mark.parametrize("near", [(), ["skilled_talent"]])
def test_a_shared_component_name_alone_is_ambiguous(glossary, near):
    with refused(UnknownNameError, "glossary.ambiguous", "审结", CLOSING.name):
        glossary.find("审结", near=near)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (("失业保险参保人",), "失业保险参保人数"),
        (("当期立案案件数",), "当期立案受理案件数"),
        (("", "当期立案案件数"), "当期立案受理案件数"),
        (("/",), ""),
        (("某某/当期受理",), ""),
        (("(万人)",), ""),
        (("某某人数(万人)",), ""),
        (("仲裁结案率x", "当期受理"), "仲裁结案率"),
        (("失业保险参保人数", "参保人数"), ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(glossary, asked, near):
    with refused(UnknownNameError, "catalogue.unknown", near):
        glossary.find(*asked)


def test_an_unknown_component_is_refused_with_those_of_the_indicator(glossary):
    with refused(UnknownNameError, "component.unknown", "仲裁结案率", "当期立案受理案件数"):
        glossary.find("仲裁结案率", "当期立案")


def test_the_nearest_names_are_searched_where_they_are_asked_for_and_then_known(glossary, monkeypatch):
    monkeypatch.setattr("rsindicators.glossary.MOST_KEPT", 1)
    assert glossary.unknown("失业保险参保人", search=False).code == "glossary.unknown"
    for name in ("失业保险参保人", "工伤保险参保人"):
        assert glossary.unknown(name).code == "catalogue.unknown"
    assert glossary.unknown("工伤保险参保人", search=False).code == "catalogue.unknown"
    assert len(glossary._near) == 1


def test_of_very_many_unknown_names_of_a_form_only_the_first_are_compared_and_the_next_form_begins_anew():
    rows = [
        {"indicator": f"未知指标{number}号", "period": "2023年", "value": "1"} for number in range(MOST_NEAR)
    ]
    last = {"indicator": "失业保险参保人员", "period": "2023年", "value": "1"}
    codes = [fault.error.code for fault in Submission.from_records([*rows, last]).faults]
    assert codes[-1] == "glossary.unknown"
    assert Submission.from_records([last]).faults[0].error.code == "catalogue.unknown"


def test_a_name_that_was_looked_up_is_remembered_up_to_a_number(glossary, monkeypatch):
    monkeypatch.setattr("rsindicators.glossary.MOST_KEPT", 1)
    first = glossary.named("失业保险参保人数")
    assert glossary.named("失业保险参保人数") is first
    assert glossary.named("审结") is not glossary.named("审结")


def test_the_glossary_of_a_catalogue_is_made_once_and_knows_the_plans_own_indicators():
    assert Glossary.of(STANDARD) is Glossary.of(STANDARD)
    own = Glossary.of(Catalogue([CLOSING]))
    assert own.find("审结").component_of == CLOSING.code
    with refused(UnknownNameError, "catalogue.unknown"):
        own.find("失业保险参保人数")


@pytest.mark.parametrize("given", [None, "standard", 1.5, ()])
def test_a_catalogue_is_a_catalogue(given):
    for make in (Glossary, Glossary.of):
        with refused(DefinitionError, "argument.kind", "catalogue"):
            make(given)


@pytest.mark.parametrize("given", [None, 1.5, float("nan"), b"x", ["x"]])
def test_a_name_is_a_text_of_bounded_length(glossary, given):
    with refused(UnknownNameError, "text.type"):
        glossary.find(given)
    with refused(UnknownNameError, "text.type"):
        glossary.find("仲裁结案率", given)
    with refused(UnknownNameError, "text.long"):
        glossary.find("a" * 10**6)


def test_what_can_be_no_name_is_not_known(glossary):
    assert glossary.knows("审结")
    assert not glossary.knows("某某")
    assert not glossary.knows("甲" * 10**6)


@pytest.mark.parametrize(("name", "component"), [("甲乙丙丁", ""), ("仲裁结案率", "某某"), ("", "结案")])
def test_for_a_chinese_name_no_code_is_offered(glossary, name, component):
    near = glossary.unknown(name, component).facts["near"]
    assert near
    assert not any(one.isascii() for one in near.split("、"))


def test_for_an_english_one_codes_are(glossary):
    assert "arbitration_closure_rate" in glossary.unknown("arbitration_closure").facts["near"]
