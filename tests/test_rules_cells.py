"""Cells that could not be read."""

import pytest
from ruled import asked, broken, seen, told_well

from rsindicators import Catalogue, Certainty, Figure, Severity
from rsindicators.errors import NumberError
from rsindicators.fault import Fault
from rsindicators.messages import templates
from rsindicators.rules.cells import RULES

BY_CODE = {rule.code: rule for rule in RULES}
ERROR = NumberError("number.text", value="约3.5")
PLAIN = NumberError("number.type", type="list", value="[]")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_cell_that_was_not_read_is_told_with_its_address_and_what_to_write(rule):
    faults = [Fault(rule.code, "D7", "填报.xlsx", "约3.5", error, name="某数") for error in (ERROR, PLAIN)]
    found = broken(rule, [], faults=tuple(faults))
    assert [str(one.places[0]) for one in found] == ["填报.xlsx D7"] * 2
    assert all(map(told_well, found))
    assert found[0].what() == "“约3.5”不是一个数。"
    assert found[1].what() != found[0].what()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_column_has_its_question_and_nothing_unread_is_called_wrong(rule):
    assert rule.certainty is Certainty.SUSPECT
    assert templates().keys() >= {rule.code, f"rule.{rule.code}"}
    assert rule.question() != rule.question("en")


def test_an_unreadable_heading_or_explanation_does_not_block():
    grades = {code: BY_CODE[code].severity for code in ("cells.value", "cells.heading", "cells.explanation")}
    assert list(grades.values()) == [Severity.BLOCKING, Severity.QUERY, Severity.NOTE]


def test_the_tally_counts_the_cells_that_were_read():
    given = [seen(Catalogue.standard()["失业保险参保人数"].name, Figure("2.28", "万人"), "2020年末")] * 3
    assert [one.finding is None for one in asked(BY_CODE["cells.value"], given)] == [True] * 3
