"""A plan as printed: rows parallel to columns, statements that promise or report."""

import pickle

import pytest
from refusal import refused

from rsindicators.errors import DefinitionError
from rsindicators.kinds import Role
from rsindicators.period import Period
from rsindicators.printed import LOST, Column, Header, Printed, Row, Statement
from rsindicators.source import Document

COLUMNS = (
    Column("2020年", Role.BASE, Period(2020)),
    Column("2025年", Role.TARGET, Period(2025)),
)
HEADER = Header("", "某规划", "某县", Period.plan(14), Document("某规划", file="own.txt"), "表1", COLUMNS)
ROW = Row(1, "skilled_talent", "技能人才总量", ("2.3", "2.6"), "万人")


def test_a_row_has_a_cell_for_each_column():
    assert Printed(HEADER, [ROW]).rows == (ROW,)
    for cells in ((), ("2.3",), ("2.3", "2.6", "2.7")):
        with refused(DefinitionError, "plan.cells", "技能人才总量", str(len(cells)), "2"):
            Printed(HEADER, [Row(1, "skilled_talent", "技能人才总量", cells)])


@pytest.mark.parametrize("role", [Role.BASE, Role.COMPLETION])
def test_a_sentence_promises_or_reports(role):
    said = Statement("skilled_talent", "技能人才总量", "2.6万人", "技能人才总量2.6万人", role, Period(2025))
    with refused(DefinitionError, "plan.role", "技能人才总量"):
        Printed(HEADER, [], [said])


def test_a_place_in_the_document_names_its_file_and_line():
    source = HEADER.source("表1", "表1第1行", 12)
    assert str(source) == "《某规划》 表1 表1第1行 第12行"
    assert (source.file, source.line) == ("own.txt", 12)


def test_what_is_printed_is_a_value():
    one = Printed(HEADER, [ROW])
    assert one == Printed(HEADER, (ROW,)) == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(Printed(HEADER, [ROW]))
    assert LOST == "?"
