"""The catalogue: the 26 definitions of the document, its traps, and catalogue files of one's own."""

import hashlib
import pickle
from pathlib import Path

import pytest
from definitions import RATE_TOML, count, indicator
from each import of_each
from published_tables import rows
from refusal import refused
from shell import python

import rsindicators as rs
from rsindicators import (
    Accumulation,
    Additivity,
    Alias,
    Catalogue,
    Direction,
    Figure,
    Measure,
    Unit,
    package,
)
from rsindicators.catalogue import LARGEST_FILE
from rsindicators.errors import DefinitionError, UnknownNameError
from rsindicators.record import ANSWERABLE

CATALOGUE = Catalogue.standard()
HERE = str(Path(__file__).parent)
DEFINED = [one for one in CATALOGUE if one.is_defined]
TABLES = CATALOGUE.indicators[:33]
"""The 26 definitions of the appendix and the seven names that only the tables print."""


# ── the definitions of the document ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("row", rows("definition_sha256"), ids=lambda row: row["item"])
def test_every_quoted_definition_equals_the_document_character_for_character(row):
    one = CATALOGUE[row["code"]]
    assert hashlib.sha256(one.definition.encode()).hexdigest() == row["sha256"]
    assert (one.name, one.unit.symbol) == (row["name"], row["unit"])
    assert (one.source.item, one.source.line) == (row["item"], int(row["line"]))


def test_the_appendix_is_complete_and_in_its_order():
    assert [one.code for one in DEFINED] == [row["code"] for row in rows("definition_sha256")]
    assert {one.source.file for one in TABLES} == {"002_2751235d0c90732c.txt"}
    assert not any(one.is_defined for one in CATALOGUE.indicators[33:])


@pytest.mark.parametrize(
    "row", [*rows("zhuanlan1_expected"), *rows("zhuanlan2")], ids=lambda row: row["name"]
)
def test_every_row_of_the_two_tables_is_found_by_its_printed_name(row):
    one = CATALOGUE[row["name"]]
    assert row["name"] in one.names
    assert one.unit.symbol == (row["unit"] or one.unit.symbol)
    if "indicator" in row:
        assert one.code == row["indicator"]


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("城镇新增就业人数", "城镇累计新就业人员数 - 自然减员人数"),
        ("城镇调查失业率", "城镇失业人口 ÷ (城镇就业人口 + 城镇失业人口)"),
        ("城镇登记失业率", "城镇登记失业人数 ÷ (城镇从业人数 + 城镇登记失业人数)"),
        ("基本养老保险参保率", "参保人数 ÷ 法定应参保人数"),
        ("劳动人事争议调解成功率", "调解成功案件数 ÷ 当期审结案件数"),
        ("劳动人事争议仲裁结案率", "当期审结案件数 ÷ (当期立案受理案件数 + 上期末累计未结案件总数)"),
        (
            "劳动保障监察举报投诉案件结案率",
            "法定期限内结案的劳动保障监察举报投诉案件数 ÷ 法定期限内应当结案的劳动保障举报投诉案件数",
        ),
        ("申领电子社保卡人口覆盖率", "实际申领符合全国统一标准的电子社会保障卡的人数 ÷ 当地常住人口数"),
    ],
)
def test_the_eight_formulas_are_those_the_text_gives(name, formula):
    assert str(CATALOGUE[name].formula) == formula


def test_only_those_eight_have_a_formula():
    assert sum(one.formula is not None for one in CATALOGUE) == 8


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("仲裁结案率", "劳动人事争议仲裁结案率"),
        ("调解成功率", "劳动人事争议调解成功率"),
        ("监察结案率", "劳动保障监察举报投诉案件结案率"),
        ("参保率", "基本养老保险参保率"),
        ("调查失业率", "城镇调查失业率"),
        ("登记失业率", "城镇登记失业率"),
        ("电子社保卡覆盖率", "申领电子社保卡人口覆盖率"),
        ("专业技术人才总量", "专业技术人才数量"),
        ("技能人才总量", "技能人才数量"),
        ("高技能人才总量", "高技能人才数量"),
        ("博士后研究人员年招收数", "博士后研究人员年招收人数"),
        ("城镇新增就业", "城镇新增就业人数"),
        ("pension_participation_rate", "基本养老保险参保率"),
        (" 参保率 ", "基本养老保险参保率"),
        ("PENSION", None),
    ],
)
def test_an_indicator_is_found_by_code_alias_or_short_name(name, full):
    found = CATALOGUE.get(name)
    assert (found.name if found else None) == full
    assert (name in CATALOGUE) == (full is not None)


@pytest.mark.parametrize("one", [one for one in CATALOGUE if one.aliases], ids=lambda one: one.code)
def test_every_alias_says_on_what_evidence(one):
    for alias in one.aliases:
        assert "专栏" in alias.evidence or "正文" in alias.evidence


@of_each(CATALOGUE)
def test_every_field_is_either_stated_or_assigned_with_a_reason(one):
    assigned = dict(one.assigned)
    assert all(assigned.values())
    for name in ANSWERABLE:
        if getattr(one, name):
            assert (name in one.stated) != (name in assigned), name
    fields = {"code", "english"} | set(one.stated) | assigned.keys()
    assert {"unit", "measure", "direction", "accumulation", "over_regions", "over_periods"} <= fields
    for name in fields:
        assert getattr(one, name), f"{name} is answered for, but empty"


@of_each(CATALOGUE)
def test_every_record_has_its_source_and_how_it_was_checked(one):
    assert one.source.document in {document.title for document in package.documents().values()}
    assert one.source.file[:3] in {"000", "001", "002", "003", "004"}
    assert one.source.line
    assert one.source.item
    assert one.source.checked
    assert one.code.isascii()
    assert one.code.isidentifier()
    assert one.english.isascii()


@pytest.mark.parametrize("one", [one for one in CATALOGUE if one.components], ids=lambda one: one.code)
def test_every_component_has_its_code_unit_and_words(one):
    for component in one.components:
        assert component.code.isascii()
        assert component.english
        assert component.definition
        assert component.measure in (Measure.STOCK, Measure.FLOW)
    assert {component.code for component in one.components if component.carry_over} <= {"pending_before"}


@of_each(CATALOGUE)
def test_what_may_be_added_follows_from_what_it_is(one):
    if one.measure is Measure.STOCK:
        assert (one.accumulation, one.over_periods) == (Accumulation.AT_END, Additivity.NONE)
    if one.measure is Measure.FLOW:
        assert one.accumulation is Accumulation.ANNUAL
        assert Additivity.RECOMPUTE not in (one.over_regions, one.over_periods)
    if one.measure in (Measure.RATIO, Measure.COMPOSITION):
        assert Additivity.SUM not in (one.over_regions, one.over_periods)


# ── the traps ────────────────────────────────────────────────────────────────────────────────────────────


def test_new_urban_employment_is_a_net_flow():
    # 附录1: “城镇累计新就业人员数与自然减员人数之差”
    one = CATALOGUE["城镇新增就业人数"]
    assert (one.measure, one.minimum) == (Measure.FLOW, None)
    assert one.compute(新就业人员数="1.9万人", 自然减员="2.0万人") == Figure("-0.1", "万人")


def test_the_closure_rate_has_the_carry_over_in_its_denominator():
    one = CATALOGUE["仲裁结案率"]
    assert [component.carry_over for component in one.components] == [False, False, True]
    assert one.components[2].measure is Measure.STOCK


def test_the_denominator_of_the_participation_rate_is_itself_an_expression():
    eligible = CATALOGUE["参保率"].components[1]
    assert str(eligible.formula) == "16周岁以上人口 - 全日制在校学生 - 现役军人"


@pytest.mark.parametrize(
    ("item", "counted"),
    [("附录14", "证书"), ("附录17", "证书"), ("附录18", "证书"), ("附录20", "人次"), ("附录21", "人次")],
)
def test_what_is_named_people_and_counts_something_else_carries_both_facts_and_a_remark(item, counted):
    one = next(one for one in CATALOGUE if one.source.item == item)
    assert (one.unit, one.counted) == (Unit.parse("万人"), counted)
    assert "人数" in one.name or "人才" in one.name
    assert any(counted in remark for remark in one.remarks)


def test_the_intake_of_technical_schools_is_a_flow_that_says_end_of_period():
    # 附录19
    one = CATALOGUE["技工院校招生人数"]
    assert (one.measure, one.basis) == (Measure.FLOW, "报告期末")
    assert one.accumulation is Accumulation.ANNUAL
    assert any("报告期末" in remark for remark in one.remarks)
    assert "报告期末" in one.reason("measure")


def test_insured_employees_of_work_units_are_not_the_insured_against_work_injury():
    employees, all_insured = CATALOGUE["工伤保险单位职工参保人数"], CATALOGUE["工伤保险参保人数"]
    assert employees is not all_insured
    assert not employees.is_defined
    assert all_insured.source.item == "附录10"
    assert not set(employees.names) & set(all_insured.names)
    assert not employees.part_of


@pytest.mark.parametrize(
    "name",
    [
        "转移农村劳动力",
        "基本养老保险参保人数",
        "工伤保险单位职工参保人数",
        "高、中、初级专业技术人才比例",
        "企业劳动合同签订率",
        "乡镇(街道)、社区(村)就业社保服务机构标准化率",
        "社会保障卡持卡人口覆盖率",
    ],
)
def test_what_the_tables_list_without_definition_is_listed_and_no_alias_of_a_similar_one(name):
    one = CATALOGUE[name]
    assert not one.is_defined
    assert one.formula is None
    assert one.source.item.startswith("专栏")
    assert "definition" not in (*one.stated, *dict(one.assigned))


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("农民工参加职业培训人次", "开展补贴性职业技能培训人次"),
        ("省内转移人数", "转移就业农村劳动力人数"),
        ("高级职称人才数量", "专业技术人才数量"),
        ("高技能人才数量", "技能人才数量"),
        (
            "新增取得高级工以上职业资格证书或职业技能等级证书人数",
            "新增取得职业资格证书或职业技能等级证书人数",
        ),
    ],
)
def test_a_part_names_its_whole(part, whole):
    assert CATALOGUE[CATALOGUE[part].part_of] is CATALOGUE[whole]


def test_five_indicators_of_the_tables_are_parts_of_others():
    assert sum(bool(one.part_of) for one in TABLES) == 5


def test_less_unemployment_is_better_and_more_of_all_else():
    lower = [one.name for one in TABLES if one.direction is Direction.LOWER]
    assert lower == ["城镇调查失业率", "城镇登记失业率"]
    assert [one.name for one in TABLES if one.direction is Direction.NEITHER] == [
        "高、中、初级专业技术人才比例"
    ]


def test_a_share_is_bounded_where_its_numerator_is_counted_in_its_denominator():
    # trade rules §7: 附录2, 3, 23, 24 structurally; 附录8, 22, 26 only usually
    hard = [one.source.item for one in DEFINED if one.maximum]
    usual = [one.source.item for one in DEFINED if one.usual_maximum]
    assert hard == ["附录2", "附录3", "附录23", "附录24"]
    assert usual == ["附录8", "附录22", "附录26"]
    assert {one.maximum for one in DEFINED if one.maximum} == {Figure("100", "%")}


def test_what_is_compiled_elsewhere_says_by_whom():
    assert {one.source.item: one.compiled_by for one in CATALOGUE if one.compiled_by} == {
        "附录2": "国家统计局"
    }


# ── finding ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_unknown_name_is_answered_with_the_nearest():
    with refused(UnknownNameError, "catalogue.unknown", "仲裁结案", "仲裁结案率"):
        CATALOGUE["仲裁结案"]
    assert CATALOGUE.get("仲裁结案") is None


@pytest.mark.parametrize("name", ["qqq", "", "𝟗", "x\x1b[31m"])
def test_a_name_like_no_other_is_answered_without_an_empty_list(name):
    with pytest.raises(UnknownNameError) as caught:
        CATALOGUE[name]
    assert not caught.value.say("zh").endswith(":。")
    assert not caught.value.say("en").endswith(": .")
    assert "\x1b" not in caught.value.say()


@pytest.mark.parametrize(("name", "code"), [("x" * 201, "text.long"), (5, "text.type"), (None, "text.type")])
def test_what_is_no_short_name_is_refused(name, code):
    with refused(UnknownNameError, code):
        CATALOGUE[name]


def test_asking_whether_something_is_in_it_never_fails():
    assert "参保率" in CATALOGUE
    assert "工伤" not in CATALOGUE
    assert 5 not in CATALOGUE
    assert "x" * 201 not in CATALOGUE


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("参保率", ["基本养老保险参保率"]),
        ("失业率", ["城镇调查失业率", "城镇登记失业率"]),
        ("结案 仲裁", ["劳动人事争议仲裁结案率", "劳动人事争议调解成功率"]),
        ("ARBITRATION", ["劳动人事争议仲裁结案率"]),
        ("国家统计局", ["城镇调查失业率"]),
        ("没有这样的词", []),
    ],
)
def test_search_finds_names_first_and_definitions_after(words, names):
    # of the appendix and the two tables; names of other documents may stand between them
    assert [one.name for one in CATALOGUE.search(words) if one in TABLES] == names


def test_search_puts_those_with_the_words_in_the_name_first():
    found = [one.name for one in CATALOGUE.search("参保")]
    assert len(found) >= 5
    named = [any("参保" in name for name in CATALOGUE[one].names) for one in found]
    assert named == sorted(named, reverse=True)


def test_search_is_bounded():
    assert len(CATALOGUE.search("")) <= 20
    with refused(UnknownNameError, "text.long"):
        CATALOGUE.search("词" * 201)


def test_what_is_only_listed_is_read_when_the_definitions_do_not_answer():
    asked = []

    def listed():
        asked.append(1)
        return [CATALOGUE["人才资源总量"]]

    own = Catalogue([CATALOGUE["参保率"]], listed=listed)
    assert own["参保率"] is CATALOGUE["参保率"]
    assert not asked
    assert own["人才资源总量"] is CATALOGUE["人才资源总量"]
    assert (len(own), own.get("没有"), len(asked)) == (2, None, 1)


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_standard_catalogue_is_read_once_and_has_an_edition():
    assert Catalogue.standard() is CATALOGUE
    assert len(CATALOGUE.edition) == 12
    assert int(CATALOGUE.edition, 16) >= 0
    assert CATALOGUE.edition in repr(CATALOGUE)


def test_the_edition_changes_with_any_record():
    one, other = Catalogue((indicator(),)), Catalogue((indicator(english="x"),))
    assert one.edition == Catalogue((indicator(),)).edition
    assert one.edition != other.edition


def test_records_hold_plain_data_only():
    records = CATALOGUE.to_records()
    assert [record["code"] for record in records] == [one.code for one in CATALOGUE]

    def plain(value):
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(inner) for key, inner in value.items())
        if isinstance(value, list | tuple):
            return all(map(plain, value))
        return value is None or type(value) in (str, int, bool)

    assert plain(records)


def test_it_shows_as_a_table():
    table = CATALOGUE.to_table()
    assert len(table.rows) == len(CATALOGUE) == 306
    assert CATALOGUE._repr_html_() == table.html()
    assert "劳动人事争议仲裁结案率" in table.text()


def test_it_survives_pickle():
    again = pickle.loads(pickle.dumps(CATALOGUE))
    assert again.indicators == CATALOGUE.indicators
    assert again.edition == CATALOGUE.edition
    assert again["参保率"] == CATALOGUE["参保率"]


# ── combining ────────────────────────────────────────────────────────────────────────────────────────────


def test_catalogues_combine():
    both = CATALOGUE | Catalogue((indicator(),))
    assert len(both) == 307
    assert both["签订率"].code == "signing_rate"
    assert both["参保率"] is CATALOGUE["参保率"]
    assert len(CATALOGUE) == 306


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"code": "pension_participation_rate"}, "pension_participation_rate"),
        ({"name": "参保率"}, "参保率"),
        ({"short_names": ("劳动合同签订率",)}, "劳动合同签订率"),
        ({"aliases": (Alias("城镇新增就业", "x"),)}, "城镇新增就业"),
        ({"short_names": ("参保率 ",)}, "参保率"),
    ],
)
def test_a_name_that_would_mean_two_things_is_a_clash(changes, name):
    with refused(DefinitionError, "catalogue.clash", name):
        CATALOGUE | Catalogue((indicator(**changes),))


def test_two_records_under_one_code_are_a_clash():
    with refused(DefinitionError, "catalogue.clash", "signing_rate"):
        Catalogue((indicator(), indicator(name="另一个签订率")))


def test_combining_a_catalogue_with_itself_doubles_nothing():
    codes = [one.code for one in CATALOGUE | CATALOGUE]
    assert len(codes) == len(set(codes))
    assert CATALOGUE | Catalogue(CATALOGUE.indicators[:3]) is CATALOGUE


def test_nothing_is_a_part_of_itself():
    with pytest.raises(DefinitionError) as caught:
        Catalogue((count(part_of="firms"),))
    assert "企业数" in caught.value.say()


@pytest.mark.parametrize("order", ["abc", "cba", "bac", "ab"])
def test_parts_that_go_in_a_circle_are_refused_and_not_followed_for_ever(order):
    wholes = {"a": "b", "b": "c", "c": "b"} if "c" in order else {"a": "b", "b": "a"}
    program = (
        f"import sys; sys.path.insert(0, {HERE!r});"
        "from definitions import count; import rsindicators as rs;"
        f"parts = [count(code=one, name=one, part_of={wholes!r}[one]) for one in {order!r}];"
        "\ntry: rs.Catalogue(parts)"
        "\nexcept rs.errors.DefinitionError as error: print(error.code)"
    )
    assert python(program) == "catalogue.part_of_itself"


def test_a_part_of_something_unknown_is_refused():
    with refused(DefinitionError, "catalogue.part_of", "企业数", "all_firms"):
        Catalogue((count(part_of="all_firms"),))


# ── files of one's own ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def write(tmp_path):
    """Write a file and give its path."""

    def write(content):
        path = tmp_path / "own.toml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_file_of_ones_own_is_read_under_the_same_checks(write):
    path = write(RATE_TOML)
    own = Catalogue.read(path)
    assert len(own) == 1
    one = own["签订率"]
    assert str(one.compute(签订企业=24, 企业总数=25).round(1)) == "96.0%"
    assert (one.source.document, one.source.file, one.source.item, one.source.line) == (
        "本县指标",
        "own.txt",
        "第1条",
        3,
    )
    assert one.reason("direction") == "越高越好"
    assert Catalogue.read(str(path)).edition == own.edition
    assert len(CATALOGUE | own) == 307


def test_a_file_may_hold_nothing(write):
    assert len(Catalogue.read(write(""))) == 0


def test_a_listed_indicator_says_that_it_is_not_defined(write):
    text = RATE_TOML.replace('definition = "签订劳动合同的企业占企业总数的比例。"', "defined = false")
    own = Catalogue.read(write(text.replace(', "definition"]', "]")))
    assert not own["签订率"].is_defined


def test_a_file_that_is_not_there_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Catalogue.read(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "catalogue.encoding"),
        ("签订率".encode("gbk"), "catalogue.encoding"),
        (b"a = [", "catalogue.toml"),
        (b"[document\n", "catalogue.toml"),
        (b"a = 1\na = 2", "catalogue.toml"),
        (b'a = "\x00"', "catalogue.toml"),
        (b"a = " + b"[" * 100_000, "catalogue.toml"),
        (b"a = " + b"{x=" * 100_000, "catalogue.toml"),
        (b"#" * (LARGEST_FILE + 1), "catalogue.size"),
        (b"[other]\n", "catalogue.form"),
        (b"document = 3", "catalogue.form"),
        (b"indicator = 3", "catalogue.form"),
        (b"[indicator]\n", "catalogue.form"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_catalogue_is_refused_by_file(write, content, code):
    with refused(DefinitionError, code, "own.toml"):
        Catalogue.read(write(content))


CHANGES = [
    # what is changed in the good file, and the field the message must name
    ('unit = "%"', 'unit = "%"\ncolour = "red"', "colour"),
    ('unit = "%"', 'unit = "%"\ncomponent_of = "other"', "component_of"),
    ('unit = "%"', "", "unit"),
    ('unit = "%"', 'unit = "百分"', "unit"),
    ('unit = "%"', "unit = 5", "unit"),
    ('measure = "ratio"', 'measure = "rato"', "measure"),
    ('direction = "higher"', 'direction = "up"', "direction"),
    ('over_regions = "recompute"', "over_regions = true", "over_regions"),
    ('formula = "签订企业 / 企业总数"', 'formula = "签订企业 - 企业总数"', "签订企业 - 企业总数"),
    ('formula = "签订企业 / 企业总数"', 'formula = "签订企业 /"', "formula"),
    ('formula = "签订企业 / 企业总数"', 'formula = "签订企业 / 丙"', "丙"),
    ('formula = "签订企业 / 企业总数"', 'formula = "签订企业 <= 企业总数"', "签订企业"),
    ('"unit", "measure"', '"measure"', "unit"),
    ('direction = "越高越好"\n', "", "direction"),
    ('"unit", "measure"', '"unit", "measure", "direction"', "direction"),
    ('"unit", "measure"', '"unit", "mesure", "measure"', "mesure"),
    ('direction = "越高越好"\n', 'direction = "越高越好"\ndirektion = "x"\n', "direktion"),
    ("[indicator.assigned]", 'assigned = "x"\n[indicator.other]', "assigned"),
    ('code = "firms"', 'code = "signed"', "signed"),
    ('name = "企业总数"', 'name = "签订企业"', "签订企业"),
    (
        'code = "firms"\nname = "企业总数"\nunit = "家"',
        'code = "firms"\nname = "企业总数"\nunit = "渔"',
        "unit",
    ),
    ('definition = "签', 'defined = false\ndefinition = "签', "defined"),
    ('definition = "签', 'minimum = "0家"\ndefinition = "签', "minimum"),
    ('definition = "签', 'minimum = 0.5\ndefinition = "签', "minimum"),
    ('definition = "签', 'minimum = "0%"\ndefinition = "签', "minimum"),
    ('definition = "签', 'short_names = "签订"\ndefinition = "签', "short_names"),
    ('code = "signing_rate"', 'code = "签订率"', "code"),
    ('code = "signing_rate"', 'code = ""', "code"),
    ('name = "签订率"', 'name = ""', "name"),
    ('definition = "签', 'minimum = "9%"\nmaximum = "8%"\ndefinition = "签', "minimum"),
    ('definition = "签', 'counting_words = ["渔"]\ndefinition = "签', "counting_words"),
    ('definition = "签', 'components = [1]\ndefinition = "签', "components"),
    ("line = 3", "lyne = 3", "lyne"),
    ("line = 3", "line = 3.5", "line"),
    ("line = 3", 'line = "3"', "line"),
    ('source = {section = "附件", item = "第1条", line = 3}', "", "source"),
    ('source = {section = "附件", item = "第1条", line = 3}', 'source = "附件"', "source"),
    ('title = "本县指标"', 'titel = "本县指标"', "titel"),
    ('title = "本县指标"', "title = 5", "document"),
    ('name = "签订率"', "name = 5", "name"),
    ('name = "企业总数"\nunit = "家"', 'name = "企业总数"\nunit = "家"\ncarry_over = "no"', "carry_over"),
]


@pytest.mark.parametrize(("old", "new", "field"), CHANGES, ids=[f"{new[:40]}" for _, new, _ in CHANGES])
def test_a_record_that_is_wrong_is_refused_naming_the_record_and_the_field(write, old, new, field):
    assert old in RATE_TOML
    with pytest.raises(DefinitionError) as caught:
        Catalogue.read(write(RATE_TOML.replace(old, new, 1)))
    for language in ("zh", "en"):
        said = caught.value.say(language)
        assert field in said
        assert "own.toml" in said or "签订率" in said


@pytest.mark.parametrize("value", ["5", '"家"', "{}"])
def test_components_that_are_no_list_are_refused_by_record_and_field(write, value):
    text, _, _ = RATE_TOML.partition("[[indicator.component]]")
    with pytest.raises(DefinitionError) as caught:
        Catalogue.read(write(text.replace('unit = "%"', f'unit = "%"\ncomponent = {value}')))
    assert "component" in caught.value.say()
    assert "own.toml" in caught.value.say()


@pytest.mark.parametrize("record", ["5", '"x"', "{}", "[]"])
def test_a_record_that_is_no_table_is_refused_by_its_number(write, record):
    with pytest.raises(DefinitionError) as caught:
        Catalogue.read(write(f"indicator = [{record}]"))
    assert "own.toml 第1条" in caught.value.say()
    assert "own.toml" in caught.value.say("en")


def test_a_part_of_an_indicator_of_the_standard_catalogue_can_be_defined(write):
    text = RATE_TOML.replace('definition = "签', 'part_of = "labour_contract_signing_rate"\ndefinition = "签')
    path = write(text.replace('over_periods = "比率不能相加"', 'over_periods = "x"\npart_of = "x"'))
    with refused(DefinitionError, "catalogue.part_of", "labour_contract_signing_rate"):
        Catalogue.read(path)


def test_a_catalogue_is_combined_with_a_catalogue_only():
    with pytest.raises(TypeError):
        rs.Catalogue.standard() | 5
