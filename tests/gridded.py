"""Grids of cells, as files give them, made from texts."""

from rsindicators.table import Cell, Grid


def gridded(*lines: str) -> Grid:
    """A grid from lines whose cells are parted by `|`; a line break in a cell is written `\\n`."""
    rows = [[text.strip().replace("\\n", "\n") for text in line.split("|")] for line in lines]
    width = max(map(len, rows), default=0)
    return Grid(
        [
            [
                Cell(text, f"第{line}行第{column}列")
                for column, text in enumerate([*row, *[""] * (width - len(row))], 1)
            ]
            for line, row in enumerate(rows, 1)
        ]
    )
