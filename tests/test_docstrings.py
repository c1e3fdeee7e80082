"""The examples in docstrings run, with no more than the names of their module."""

import doctest
import importlib
import pkgutil

import pytest

import rsindicators


def modules():
    names = [found.name for found in pkgutil.walk_packages(rsindicators.__path__, "rsindicators.")]
    return [rsindicators, *(importlib.import_module(name) for name in names if not name.endswith("__main__"))]


def examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = {test.name: test for module in modules() for test in finder.find(module) if test.examples}
    return [pytest.param(test, id=name) for name, test in found.items()]


@pytest.mark.parametrize("test", examples())
def test_the_example_gives_what_it_shows(test):
    told = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append, clear_globs=False)
    assert not result.failed, "".join(told)


def test_the_classes_people_meet_first_have_an_example():
    shown = {parameter.id.rpartition(".")[2] for parameter in examples()}
    assert shown >= {
        "Figure",
        "Interval",
        "Bound",
        "Composition",
        "Formula",
        "Observation",
        "Period",
        "parse",
    }
