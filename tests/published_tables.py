"""The printed tables in `published/`, as rows."""

import csv
from pathlib import Path

FOLDER = Path(__file__).with_name("published")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file, each a table of texts by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
