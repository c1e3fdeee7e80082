"""The sentences in `published/`, and the statements of a plan beside them."""

from collections.abc import Iterator

from published_tables import rows

from rsindicators import Catalogue, Plan, plans
from rsindicators.printed import Statement

Key = tuple[str, ...]


def said(file: str, plan: str) -> list[dict[str, str]]:
    """The lines of a file that a plan holds."""
    return [row for row in rows(file) if row["plan"] == plan]


def key(row: dict[str, str]) -> Key:
    """What tells one statement of the file from another."""
    return tuple(row[name] for name in ("line", "indicator", "role", "cell", "period", "region", "name"))


def key_of(one: Statement) -> Key:
    """The same of a statement of the plan."""
    return (
        str(one.line), one.indicator, one.role.value, one.cell, str(one.period), one.region, one.name
    )  # fmt: skip


def unsupported(file: str, plan: str) -> Iterator[str]:
    """The statements whose quote is not in its sentence, or does not hold what is printed there."""
    sentences = {key(row): (row["sentence"], row["printed"]) for row in said(file, plan)}
    for one in Plan.load(plan).statements:
        sentence, printed = sentences[key_of(one)]
        if one.quote not in sentence or printed not in one.quote:
            yield f"{one.line} {one.name}"


def idle(document: str) -> set[str]:
    """The indicators listed by a document that no plan uses."""
    listed = {one.code for one in Catalogue.standard() if one.source.document == document}
    listed -= {one.code for one in Catalogue.standard() if one.is_defined}
    used = {
        record.indicator
        for code in plans()
        for record in (*Plan.load(code).rows, *Plan.load(code).statements)
    }
    return listed - used
