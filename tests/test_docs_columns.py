"""What the pages about dataframes say in tables is what the library does."""

import re

from test_docs import text_of
from test_docs_rules import table

from rsindicators import RuleSet
from rsindicators.frames.found import COLUMNS
from rsindicators.frames.roles import ROLES


def names_in(page, heading, column):
    """What stands between code marks in one column of a table."""
    cells = [row[column] for row in table(page, heading)]
    return [name for cell in cells for name in re.findall("[a-z_.]{2,}", cell)]


def test_the_table_of_how_rules_are_asked_has_every_standard_rule_once():
    told = names_in("concepts/columns.md", "| 怎样问 | 规则 |", 1)
    assert sorted(told) == sorted(rule.code for rule in RuleSet.standard())


def test_the_table_of_columns_is_that_of_the_findings():
    assert names_in("guides/frames.md", "| 列 | |", 0) == list(COLUMNS)


def test_the_guide_names_every_column_that_is_read():
    page = text_of("guides/frames.md")
    for name in ROLES.values():
        assert name in page, name
