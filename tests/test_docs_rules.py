"""What the pages about forms and validation say in tables is what the library does."""

import json
import re

from test_docs import DOCS, run, text_of

from rsindicators import Report, RuleSet
from rsindicators.kinds import Lag
from rsindicators.rows import HEADINGS


def table(page, heading):
    """The rows of the table below a row of headings; their cells without code marks."""
    rows = []
    for row in text_of(page).split(f"{heading}\n", 1)[1].splitlines()[1:]:
        if not row.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in row.strip("|").split("|")])
    return rows


def test_the_table_of_rules_is_the_standard_set():
    told = table("concepts/validation.md", "| 代码 | 问题 | 级别 | 把握 | 依据 |")
    known = [
        [rule.code, rule.question(), rule.severity.label, rule.certainty.label, rule.basis]
        for rule in RuleSet.standard()
    ]
    current = "\n".join(f"| `{code}` | {' | '.join(rest)} |" for code, *rest in known)
    assert told == known, f"the rows should be\n{current}"


def test_the_rules_page_has_every_time_a_rule_looks_at():
    told = [cell for cell, _ in table("concepts/validation.md", "| `Lag` | 哪一期 |")]
    assert told == [f"{lag.label} `{lag.name}" for lag in Lag]


def test_the_forms_page_has_every_heading_that_is_read():
    rows = table("guides/forms.md", "| 列 | 认得的列名 | |")
    told = {key: tuple(names.split("、")) for key, names, _ in rows}
    assert told == HEADINGS


def test_the_rules_that_the_pages_name_are_standard_ones():
    families = "|".join({rule.code.partition(".")[0] for rule in RuleSet.standard()})
    for page in ("guides/validate.md", "concepts/validation.md"):
        named = set(re.findall(rf'[`"]((?:{families})\.[a-z_]+)[`"]', text_of(page)))
        assert named - {"time.gaps"} <= {rule.code for rule in RuleSet.standard()}


def test_each_of_the_ten_mistakes_shows_its_message_and_what_to_do():
    sections = text_of("mistakes.md").split("\n## ")[1:]
    numbered = [section for section in sections if section[0].isdigit()]
    assert len(numbered) == 10
    for section in numbered:
        assert re.search(r"^\[(?:强制性|核实性|提示性) (?:必有误|存疑)\] ", section, re.MULTILINE)
        assert "\n**怎么办。** " in section


def test_the_shell_page_has_every_key_of_a_checked_form():
    shown, status = run(f"python -m rsindicators check {DOCS}/files/counties/gulin.csv --json")
    keys = next(keys for command, keys in table("cli.md", "| 命令 | 键 |") if command == "check")
    assert status == 0
    assert all(f"`{key}`" in f"`{keys}`" for key in json.loads(shown))
    assert set(Report.schema()["properties"]) <= set(json.loads(shown))
