"""How a result came about: formula, numbers, result, definition, source."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from rsindicators.figure import Figure
from rsindicators.number import plain
from rsindicators.source import Source
from rsindicators.table import Table

SHOWN_DIGITS: Final = 6


@frozen
class Explanation:
    """A result with all it rests on.

    Attributes:
        name: The indicator.
        formula: In prose, with the components' names.
        numbers: The same with the figures in their place.
        inputs: Each component's name and figure.
        derived: The components that were computed from others, with their formulas in prose.
        result: The figure.
        definition: The document's words.
        source: Where they stand.
        remarks: What to mind.
    """

    name: str
    formula: str
    numbers: str
    inputs: tuple[tuple[str, Figure], ...]
    result: Figure
    definition: str
    source: Source
    remarks: tuple[str, ...] = ()
    derived: tuple[tuple[str, str], ...] = ()

    def to_table(self) -> Table:
        """Two columns: what, and how it reads."""
        rows = [
            ("公式", f"{self.name} = {self.formula}"),
            *((name, f"{figure}  {_interval(figure)}{self._origin(name)}") for name, figure in self.inputs),
            ("代入", f"{self.numbers} = {self.result}"),
            ("结果", f"{self.result}  {_interval(self.result)}"),
            ("释义", self.definition),
            ("来源", str(self.source)),
            *(("注意", remark) for remark in self.remarks),
        ]
        return Table(("项目", "内容"), rows, title=self.name, wrap=True)

    def _origin(self, name: str) -> str:
        formula = dict(self.derived).get(name)
        return f"  = {formula}" if formula else ""

    def text(self) -> str:
        """For a terminal."""
        return self.to_table().text()

    def markdown(self) -> str:
        """As Markdown."""
        return self.to_table().markdown()

    def html(self) -> str:
        """As HTML, escaped."""
        return self.to_table().html()

    def _repr_html_(self) -> str:
        return self.html()

    def __str__(self) -> str:
        return self.text()


def _interval(figure: Figure) -> str:
    """What the figure can mean, short enough to be read."""
    if figure.interval.is_point:
        return "(准确数)"
    shown = figure.interval.outwards(SHOWN_DIGITS)
    return f"(真值在 {plain(shown.lo)} 与 {plain(shown.hi)} 之间)"
