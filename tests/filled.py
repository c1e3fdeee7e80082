"""Forms filled in by hand: rows and grids made from texts, and what was read of them."""

from rsindicators import Catalogue
from rsindicators.entries import About, Entries
from rsindicators.glossary import Glossary
from rsindicators.rows import Layout
from rsindicators.table import Cell, Grid

GLOSSARY = Glossary.of(Catalogue.standard())


def cells(*texts):
    """A row of text cells, addressed A1, B1 …"""
    return [
        text if isinstance(text, Cell) else Cell(text, f"{chr(65 + column)}1")
        for column, text in enumerate(texts)
    ]


def sheet(*lines):
    """A grid from lines, cells parted by `|`; `^` is merged with the cell above, `<` with the one before."""
    rows = [[part.strip() for part in line.split("|")] for line in lines]
    width = max(map(len, rows))
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    return Grid(
        [[_cell(whole, number, column) for column in range(width)] for number in range(len(whole))], "表"
    )


def _cell(rows, number, column):
    text = rows[number][column]
    address = f"{chr(65 + column)}{number + 1}"
    if text in {"<", "^"}:
        return Cell("", address, "merged")
    below = 1
    while number + below < len(rows) and rows[number + below][column] == "^":
        below += 1
    beside = 1
    while column + beside < len(rows[number]) and rows[number][column + beside] == "<":
        beside += 1
    return Cell(text, address, span=(below, beside))


def row(number=1, **given):
    """A row of a form: text cells, or cells themselves, by the names of the columns."""
    return {
        key: value if isinstance(value, Cell) else Cell(value, f"{key}{number}")
        for key, value in given.items()
    }


def entered(*tables, **about):
    """What is read of tables of rows."""
    entries = Entries(About(GLOSSARY, **about))
    entries.read([[row(number, **one) for number, one in enumerate(table, 1)] for table in tables])
    return entries


def shown(observations):
    """The figures in their places, each as a short text."""
    return [str(one) for one in observations]


def told(faults):
    """The faults: rule, cell, and the code of the error; with an asterisk where the figure is kept."""
    return [
        (f"{one.rule}*" if one.observation is not None else one.rule, one.cell, one.error.code)
        for one in faults
    ]


__all__ = ["GLOSSARY", "Layout", "cells", "entered", "row", "sheet", "shown", "told"]
