"""The face: the public names, and what importing them costs."""

import ast
import inspect
import json
import pickle
import re
import subprocess
import sys
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from each import of_each
from shell import python

import rsindicators as rs

# design.md, “Public names that checks and users rely on”, as far as issue 3 goes
PROMISED = [
    "Figure",
    "growth",
    "annual_growth",
    "share",
    "total",
    "round_half_up",
    "round_half_even",
    "Bound",
    "parse",
    "write",
    "Period",
    "Catalogue",
    "Observation",
    "Plan",
    "plans",
    "errors",
    "units",
    "Interval",
    "Unit",
    "Measure",
    "Accumulation",
    "Nature",
    "Direction",
    "Severity",
    "Verdict",
    "Reading",
    "Judgement",
    "Formula",
    "Indicator",
    "Component",
    "Target",
    "Progress",
    "Assessment",
    "Explanation",
    "Source",
    "Composition",
    "aggregate",
    "check_claim",
    "find_targets",
    "find_claims",
    "Finding",
    "Region",
    "Status",
    "Standing",
    "Agreement",
    "Certainty",
]


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_name_is_there(name):
    assert hasattr(rs, name)
    assert name in rs.__all__


def test_all_names_exist_and_are_sorted_and_none_is_left_out():
    assert sorted(rs.__all__) == list(rs.__all__)
    assert len(set(rs.__all__)) == len(rs.__all__)
    for name in rs.__all__:
        getattr(rs, name)
    public = {
        name
        for name, value in vars(rs).items()
        if not name.startswith("_") and not (inspect.ismodule(value) and name not in rs.__all__)
    }
    assert set(rs.__all__) == public - {"TYPE_CHECKING", "Any", "Final", "import_module"}


# ── the late names ───────────────────────────────────────────────────────────────────────────────────────

LATE = rs._LATE


@pytest.mark.parametrize("name", LATE)
def test_a_late_name_is_that_of_its_module_and_stays(name):
    own = getattr(import_module(f"rsindicators.{LATE[name]}"), name)
    assert getattr(rs, name) is own
    assert rs.__getattr__(name) is own
    assert vars(rs)[name] is own
    assert name in rs.__all__


def test_a_type_checker_is_told_of_the_same_late_names():
    tree = ast.parse(Path(rs.__file__).read_text("utf-8"))
    told = next(node for node in tree.body if isinstance(node, ast.If))
    assert {
        alias.name: line.module.removeprefix("rsindicators.") for line in told.body for alias in line.names
    } == LATE


def test_the_room_for_those_who_test_is_reached_from_the_face():
    assert rs.__getattr__("testing") is import_module("rsindicators.testing")


@pytest.mark.parametrize("name", ["Figur", "finds", "submissions", "_private", "__path", ""])
def test_an_unknown_name_is_an_attribute_error_that_names_it(name):
    with pytest.raises(AttributeError, match=re.escape(repr(name))) as caught:
        getattr(rs, name)
    assert caught.value.name == name
    assert not hasattr(rs, name)


def test_an_unknown_name_cannot_be_imported():
    with pytest.raises(ImportError, match="Figur"):
        exec("from rsindicators import Figur", {})


def test_dir_lists_the_public_names_before_any_late_one_was_asked_for():
    program = "import json, rsindicators as rs; print(json.dumps([dir(rs), sorted(rs.__all__)]))"
    listed, public = json.loads(python(program))
    assert listed == public
    assert set(LATE) < set(listed)


def test_a_star_import_brings_all_public_names():
    program = (
        "from rsindicators import *; import rsindicators as rs;"
        "print(all(globals()[name] is getattr(rs, name) for name in rs.__all__), len(rs.__all__))"
    )
    assert python(program) == f"True {len(rs.__all__)}"


@pytest.mark.parametrize("name", ["find_targets", "check_claim", "Finding", "Region", "Running"])
def test_a_late_name_comes_out_of_a_pickle_as_itself(name):
    value = getattr(rs, name)
    assert pickle.loads(pickle.dumps(value)) is value


def test_what_late_classes_build_comes_out_of_a_pickle_in_a_fresh_process():
    claim = rs.check_claim("7.15%", "annual_growth", new="68987元", old="52334元", years=4)
    region, found = rs.Region("市本级", "510500"), rs.find_targets("到2025年,参保率达到95%以上。")
    data = pickle.dumps((claim, region, found))
    assert pickle.loads(data) == (claim, region, found)
    program = f"import pickle; print(*pickle.loads({data!r}), sep='|')"
    assert python(program) == f"{claim}|{region}|{found}"


def test_importing_the_face_imports_none_of_the_late_modules():
    program = "import json, sys, rsindicators; print(json.dumps(sorted(sys.modules)))"
    loaded = set(json.loads(python(program)))
    assert not loaded & {f"rsindicators.{module}" for module in LATE.values()}
    assert "rsindicators.plan" in loaded


def test_a_late_name_can_be_the_first_thing_asked_for():
    names = list({module: name for name, module in LATE.items()}.values())
    program = f"""
import sys
for name in {names}:
    for module in [one for one in sys.modules if one.partition(".")[0] == "rsindicators"]:
        del sys.modules[module]  # as if nothing of the library had been imported yet
    scope = {{}}
    exec(f"from rsindicators import {{name}}", scope)
    print(scope[name].__name__)
"""
    assert python(program).split() == names


def members():
    """Every public name with its public members."""
    for name in rs.__all__:
        value = getattr(rs, name)
        yield name, value
        if inspect.isclass(value):
            for member, inner in vars(value).items():
                if not member.startswith("_") and (
                    isinstance(inner, property | staticmethod | classmethod) or inspect.isfunction(inner)
                ):
                    yield f"{name}.{member}", inner


@of_each(members)
def test_every_public_name_has_a_docstring(name, value):
    assert inspect.getdoc(value), name
    assert inspect.getdoc(value) != inspect.getdoc(type(value)), name


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, value in vars(rs.errors).items()
        if inspect.isclass(value) and issubclass(value, Exception)
    ],
)
def test_every_exception_has_a_docstring_and_is_of_one_tree(name):
    kind = getattr(rs.errors, name)
    assert issubclass(kind, rs.errors.RSIndicatorsError)
    assert inspect.getdoc(kind)


def test_the_version_is_a_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+", rs.__version__)
    assert "__version__" not in rs.__all__


def test_the_package_says_that_it_is_typed():
    assert (Path(rs.__file__).parent / "py.typed").is_file()


def test_importing_the_library_imports_nothing_heavy():
    heavy = {"pint", "cattrs", "numpy", "pandas", "openpyxl", "hypothesis"}
    assert python(f"import sys, rsindicators; print({heavy} & set(sys.modules))") == "set()"


def test_computing_and_assessing_need_no_pint():
    program = (
        "import sys, rsindicators as rs;"
        "rs.Catalogue.standard()['参保率'].compute(参保='32.33万人', 应参保='35.84万人');"
        "rs.Plan.load('xuyong-13').assess().to_table();"
        "rs.Plan.load('xuyong-14').audit().summary();"
        "rs.check_claim('20%', 'growth', new='6人', old='5人').say();"
        "rs.find_targets('到2025年,参保率达到95%以上。');"
        "rs.find_claims('参保人数达32.33万人,比上年增长5%。');"
        "rs.aggregate([rs.Observation('失业保险参保人数', '1万人', '2023年末', '甲县')]);"
        "print('pint' in sys.modules)"
    )
    assert python(program) == "False"


def test_plans_claims_and_sentences_need_no_library_for_files():
    program = (
        "import sys, rsindicators as rs;"
        "rs.Plan.load('xuyong-14').audit().listing(); rs.find_targets('到2025年,参保率达到95%以上。');"
        "print([name for name in ('openpyxl', 'python_calamine', 'pandas', 'numpy') if name in sys.modules])"
    )
    assert python(program) == "[]"


def test_importing_the_library_changes_no_context_and_no_locale():
    program = (
        "import decimal, locale, warnings;"
        "before = repr(decimal.getcontext()), repr(decimal.DefaultContext), locale.setlocale(locale.LC_ALL);"
        "import rsindicators as rs;"
        "rs.Plan.load('xuyong-13').assess().to_records();"
        "after = repr(decimal.getcontext()), repr(decimal.DefaultContext), locale.setlocale(locale.LC_ALL);"
        "print(before == after)"
    )
    assert python(program) == "True"


def test_the_results_do_not_depend_on_the_hash_seed():
    program = (
        "import rsindicators as rs;"
        "cat = rs.Catalogue.standard();"
        "plan = rs.Plan.load('xuyong-14');"
        "print(cat.edition, cat.search('人'), plan.assess(), plan.audit(), sep='\\n');"
        "seen = [rs.Observation('失业保险参保人数', '1万人', '2023年末', one) for one in ('乙县', '甲县')];"
        "print(rs.aggregate(seen), *rs.find_targets('到2025年,甲、乙分别达到5家、6家。'), sep='\\n')"
    )
    assert python(program, PYTHONHASHSEED="1") == python(program, PYTHONHASHSEED="2")


def test_a_pickle_made_by_another_process_is_a_key_in_this_one():
    program = (
        "import pickle, sys, rsindicators as rs; one = rs.Catalogue.standard()['参保率']; hash(one);"
        "sys.stdout.buffer.write(pickle.dumps((one, rs.Figure('2.06', '万人'), rs.Bound.parse('≥60%'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    one, figure, bound = pickle.loads(done.stdout)
    assert {rs.Catalogue.standard()["参保率"]: 1}[one] == 1
    assert {rs.Figure("20600", "人"): 1}[figure] == 1
    assert {rs.Bound.parse("不低于60%"): 1}[bound] == 1


# ── what the design shows of them ────────────────────────────────────────────────────────────────────────


def test_the_examples_of_the_design_hold():
    figure = rs.Figure("2.06", "万人")
    assert str(figure) == "2.06万人"
    assert figure.to("人") == rs.Figure("20600", "人")
    assert rs.round_half_up(Decimal("1.05"), 1) == Decimal("1.1")
    assert rs.round_half_even(Decimal("1.05"), 1) == Decimal("1.0")
    assert rs.write(rs.parse("[>23.5]", unit="万人")) == "[>23.5]万人"
    assert rs.Bound.parse("不低于60%").judge(rs.Figure("61", "%")).verdict is rs.Verdict.MET
    plan = rs.Plan.load("xuyong-14")
    assert plan["城镇新增就业人数"] in plan.targets("城镇新增就业人数")
    assert rs.Catalogue.standard().search("参保")


@pytest.mark.parametrize(
    ("new", "old", "inside"),
    [("32.33万人", "24.48万人", "32.07"), ("148人年", "98.5人年", "50.1"), ("31.8%", "24.2%", "31.4")],
)
def test_the_growth_rates_of_the_documents_hold_within_rounding(new, old, inside):
    assert rs.growth(new, old).interval.contains(Decimal(inside))


def test_the_yearly_growth_of_the_document_holds_with_the_base_year_left_out():
    assert str(rs.annual_growth("68987元", "52334元", years=4).round(2)) == "7.15%"


def test_a_name_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = rs.nothing_of_this_name
    assert not hasattr(rs, "nothing_of_this_name")


def test_the_late_names_are_listed_beside_the_others():
    assert dir(rs) == sorted(rs.__all__)
