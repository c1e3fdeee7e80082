"""The tree of exceptions: stable codes, two languages, one line or a picture, across processes."""

import copy
import inspect
import pickle
import re
from string import Formatter

import pytest
from each import of_each
from hypothesis import given
from hypothesis import strategies as st

import rsindicators as rs
from rsindicators import errors
from rsindicators.errors import RSIndicatorsError, UnitError, UnknownNameError
from rsindicators.messages import templates
from rsindicators.text import width

KINDS = [
    (errors.NumberError, ValueError),
    (errors.NotationError, ValueError),
    (errors.PeriodError, ValueError),
    (errors.UnitError, ValueError),
    (errors.FormulaError, ValueError),
    (errors.ComponentError, ValueError),
    (errors.UndefinedResultError, ArithmeticError),
    (errors.NotAdditiveError, ValueError),
    (errors.DefinitionError, ValueError),
    (errors.TableError, ValueError),
    (errors.UnknownNameError, LookupError),
    (errors.FrameError, ValueError),
]


@pytest.mark.parametrize(("kind", "builtin"), KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_is_one_of_ours_and_one_of_pythons(kind, builtin):
    assert issubclass(kind, RSIndicatorsError)
    assert issubclass(kind, builtin)
    with pytest.raises(builtin):
        raise kind("arithmetic.empty")


def test_there_are_no_other_kinds():
    found = {kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)}
    assert found == {RSIndicatorsError, *(kind for kind, _ in KINDS)}
    assert rs.errors is errors


def test_an_error_speaks_chinese_and_on_request_english():
    error = UnitError("unit.unknown", name="仁", near="人")
    assert error.code == "unit.unknown"
    assert error.what() == "不认识单位“仁”。"
    assert error.next() == "单位须在词表内,最接近的有:人。"
    assert str(error) == error.message == error.say() == f"{error.what()}\n{error.next()}"
    assert error.say("en") == "The unit “仁” is unknown.\nUnits come from the vocabulary; nearest: 人."
    assert error.what("en") + " " + error.next("en") == error.line("en")


def test_a_lookup_error_prints_its_words_and_not_their_repr():
    assert str(UnknownNameError("catalogue.unknown", name="参保", near="参保率")).startswith(
        "目录里没有“参保”。\n"
    )


def test_the_place_in_the_text_is_shown_between_what_and_what_next():
    with pytest.raises(errors.NotationError) as caught:
        rs.Figure.parse("2.06万人x")
    error = caught.value
    what, text, mark, advice = str(error).split("\n")
    assert (what, advice) == (error.what(), error.next())
    assert text == "2.06万人x"
    assert mark == " " * width("2.06万人") + "^"


def test_on_one_line_it_says_what_and_what_next_without_the_picture():
    with pytest.raises(errors.NotationError) as caught:
        rs.Figure.parse("2.06万人x")
    error = caught.value
    assert error.line() == f"{error.what()} {error.next()}"
    assert "^" not in error.line()
    assert RSIndicatorsError("judgement.met.certain").line() == "达到"


def test_an_error_can_be_told_of_the_component_or_cell_it_is_about():
    error = UnitError("unit.unknown", name="仁", near="人").at("审结\n")
    assert error.what() == "审结\ufffd: 不认识单位“仁”。"
    assert error.line("en").startswith("审结\ufffd: The unit “仁” is unknown. ")


def test_an_error_tells_the_one_that_caused_it_in_the_language_asked_for():
    cause = UnitError("unit.unknown", name="仁", near="人")
    error = errors.DefinitionError("codec.fault", record="附录1", path=".unit").because(cause)
    assert cause.line("zh") in error.what("zh")
    assert cause.line("en") in error.what("en")
    foreign = errors.DefinitionError("codec.fault", record="附录1", path=".line").because(
        ValueError("five\n")
    )
    assert foreign.what().endswith("five\ufffd")
    again = pickle.loads(pickle.dumps(error))
    assert (again.say("zh"), again.say("en")) == (error.say("zh"), error.say("en"))


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("again", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy])
def test_an_error_survives_the_way_to_another_process(kind, again):
    error = kind("notation.rest", "2.06x\n    ^", text="2.06x", position=5).at("当期审结")
    other = again(error)
    assert type(other) is kind
    assert (other.code, other.where, other.facts) == (error.code, error.where, error.facts)
    assert other.say() == error.say()
    assert other.say("en") == error.say("en")


@given(st.text(), st.text())
def test_no_fact_breaks_the_line_or_floods_it(name, near):
    error = UnitError("unit.unknown", name=name, near=near).at(name)
    for language in ("zh", "en"):
        assert error.line(language).isprintable()
        assert len(error.line(language)) < 400


@of_each(templates())
def test_every_message_can_be_said_in_both_languages_with_the_facts_it_names(code):
    template = "".join(templates()[code].values())
    names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    error = RSIndicatorsError(code, **dict.fromkeys(names, "…"))
    assert not re.search(r"\{[a-z_0-9]*\}", error.say("zh") + error.say("en"))
    assert error.say("zh") != error.say("en")
