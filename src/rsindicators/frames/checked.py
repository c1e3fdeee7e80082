"""What the checking of a frame gives: findings as a frame, and as objects when they are asked for.

The frame holds a row for each broken relation, as its rule tells it. As objects the figures of some regions
are read and checked as a form of theirs would be: causes joined, repairs offered, explanations weighed, the
same findings that `rs.validate` gives. That costs what objects cost, and only for the regions asked.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

from rsindicators.errors import FrameError
from rsindicators.finding import Finding
from rsindicators.frames.engine import Native
from rsindicators.perusal import all_of
from rsindicators.report import Report


class Checked(ABC):
    """The findings of a frame; made by `validate`.

    Attributes:
        open: How many places the columns could not decide, so that the objects judged them. Of a lazy frame
            that is known once it was collected.
    """

    open: int | None

    @property
    @abstractmethod
    def frame(self) -> Native:
        """The findings as a frame of the library of the frame that was checked; lazy where that was."""

    @abstractmethod
    def collect(self) -> Native:
        """The findings as a frame in memory."""

    @abstractmethod
    def summary(self) -> Mapping[str, int]:
        """How many findings each rule has, those with most first."""

    @abstractmethod
    def report(self, regions: Iterable[str] | None = None) -> Report:
        """What `rs.validate` reports of the figures of some regions; of all that have findings if left out.

        Raises:
            DefinitionError: The regions are no names.
            FrameError: A region has no row in the frame.
            TableError: They have more than 200,000 figures: ask for fewer regions.
        """

    def findings(self, regions: Iterable[str] | None = None) -> tuple[Finding, ...]:
        """The findings as objects, causes joined and repairs offered, in the order of the report.

        Args:
            regions: Of which regions; left out, of all that have findings.

        Raises:
            DefinitionError, FrameError, TableError: As `report`.
        """
        return self.report(regions).findings

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: .frame, .collect(), .summary(), .findings()>"


def named_regions(regions: Iterable[str] | None, known: Iterable[str], found: Iterable[str]) -> list[str]:
    """The regions whose findings are wanted.

    Raises:
        DefinitionError: They are no names.
        FrameError: One has no row in the frame.
    """
    if regions is None:
        return list(dict.fromkeys(found))
    wanted = [regions] if isinstance(regions, str) else list(all_of(regions, str, "regions"))
    there = set(known)
    for region in wanted:
        if region not in there:
            raise FrameError("frames.region", region=region)
    return wanted
