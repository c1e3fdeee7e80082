"""The targets of a document: read, assessed, audited.

A plan is what a document promises: the rows of its table and the sentences of its prose, as printed
(`printed`), and what they say (`cells`). Its targets are the promises, each with its place; its results are
what the document itself reports, bases included. A target of the prose stands beside that of the table and is
never merged with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from os import PathLike
from typing import TYPE_CHECKING, Self

from attrs import frozen

from rsindicators import cells, package, shelf
from rsindicators.catalogue import Catalogue
from rsindicators.codec import to_data
from rsindicators.errors import UnknownNameError
from rsindicators.figure import Figure
from rsindicators.indicator import Indicator
from rsindicators.kinds import Basis, Method
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.printed import Header, Printed, Row, Statement
from rsindicators.table import Table
from rsindicators.target import Target
from rsindicators.text import checked, nearest

if TYPE_CHECKING:
    from pathlib import Path

    from rsindicators.assessment import Assessment
    from rsindicators.chapter import Chapter
    from rsindicators.findings import Findings


@frozen(repr=False)
class Plan:
    """The targets of a document, and what it reports.

    Attributes:
        printed: Header, rows and statements, as printed.
        targets_all: The promises: of the table row by row, then of the prose.
        results: What the document itself reports: bases, results, sentences.
        own: The indicators that the standard catalogue does not have.
        edition: A digest of all that is printed.
    """

    printed: Printed
    targets_all: tuple[Target, ...]
    results: tuple[Observation, ...]
    own: tuple[Indicator, ...]
    edition: str

    @classmethod
    def of(cls, printed: Printed, catalogue: Catalogue | None = None) -> Self:
        """The plan that is printed so.

        Args:
            printed: Header, rows and statements.
            catalogue: Where the indicators are looked up; left out, the standard one.

        Raises:
            UnknownNameError: An indicator is not in the catalogue.
            NotationError, UnitError, DefinitionError: A cell cannot be read; the message names it.
        """
        known = Catalogue.standard() if catalogue is None else catalogue
        targets, results = cells.targets(printed, known), cells.results(printed, known)
        used = dict.fromkeys([one.indicator for one in printed.rows])
        used |= dict.fromkeys([one.indicator for one in printed.statements])
        own = [known[code] for code in used if Catalogue.standard().get(code) is not known[code]]
        edition = package.digest(repr(printed) + "".join(str(to_data(one)) for one in own))
        return cls(printed, tuple(targets), tuple(results), tuple(own), edition)

    @staticmethod
    def load(code: str) -> Plan:
        """A plan of the documents, as `rs.plans()` lists them.

        Examples:
            >>> plan = Plan.load("xuyong-13")
            >>> len(plan.targets()), str(plan["失业保险参保人数"])
            (13, '≥2万人')

        Raises:
            UnknownNameError: There is none of that code; the nearest are offered.
        """
        if checked(code, UnknownNameError) not in shelf.codes():
            raise UnknownNameError("plan.unknown", name=code, near=nearest(code, shelf.codes()))
        return _loaded(code)

    @staticmethod
    def read(  # noqa: PLR0913 - what a table does not tell, each by its name
        path: str | Path,
        *,
        title: str = "",
        region: str = "",
        period: Period | str | None = None,
        table: str = "",
        catalogue: Catalogue | None = None,
        names: Mapping[str, Indicator | str] | None = None,
        regions: Iterable[str] = (),
        sheet: str = "",
    ) -> Plan:
        """A plan of your own, from a table in a Markdown, CSV, JSON or xlsx file.

        A file that `write` made is read back the same, and tells all of this itself.

        Args:
            path: The file.
            title: The plan.
            region: Whose plan it is.
            period: The plan's period: `“十四五”`, `2023—2025年`.
            table: What the table is called; left out, the line above it.
            catalogue: Where indicators are looked up; left out, the standard one. What it does not know is
                learned from what the table prints, and says so.
            names: The indicators that names of the table mean, by their names or codes, or your own.
            regions: Headings that are regions (任务分解).
            sheet: Which sheet of a workbook, where several hold such tables.

        Raises:
            TableError: The file holds no such table or several, or a heading or row cannot be placed; the
                message gives the cell's address.
            NotationError, UnitError: A cell cannot be read; likewise.
            DefinitionError: Nobody tells title or period.
            OSError: The file cannot be opened.
        """
        from rsindicators import intake

        told = intake.Told(title, region, period, table, catalogue, names, regions, sheet)
        return Plan.of(*intake.read(path, told))

    @staticmethod
    def from_records(  # noqa: PLR0913 - likewise
        records: Iterable[Mapping[str, object]],
        *,
        title: str,
        period: Period | str,
        region: str = "",
        table: str = "",
        catalogue: Catalogue | None = None,
        names: Mapping[str, Indicator | str] | None = None,
        regions: Iterable[str] = (),
    ) -> Plan:
        """A plan of your own, from records whose keys are the headings of a table.

        Examples:
            >>> rows = [{"指标": "失业保险参保人数", "单位": "万人", "2020年": "2.28", "2025年目标": "2.37"}]
            >>> plan = Plan.from_records(rows, title="某规划", period="“十四五”")
            >>> str(plan["失业保险参保人数"]), str(plan.results[0].figure)
            ('≥2.37万人', '2.28万人')

        Raises:
            TableError, NotationError, UnitError, NumberError, DefinitionError: As for `read`.
        """
        from rsindicators import intake

        told = intake.Told(title, region, period, table, catalogue, names, regions)
        return Plan.of(*intake.from_records(records, told))

    def write(self, path: str | Path, *, overwrite: bool = False) -> None:
        """Write all that is printed, so that `Plan.read` gives the same plan.

        Args:
            path: Of a `.md`, `.csv`, `.json` or `.xlsx` file.
            overwrite: Whether a file that exists may be replaced.

        Raises:
            TableError: The file exists, or the suffix is unknown.
            OSError: It cannot be written.
        """
        from rsindicators import formats, ledger

        tables = ledger.tables(self.printed, self.own)
        one_only = isinstance(path, str | PathLike) and str(path).lower().endswith(".csv")
        formats.write(path, ledger.joined(tables) if one_only else tables, overwrite=overwrite)

    @property
    def header(self) -> Header:
        """What it is, and the columns of its table."""
        return self.printed.header

    @property
    def catalogue(self) -> Catalogue:
        """The standard catalogue with the plan's own indicators: for observations of them."""
        return Catalogue.standard() | Catalogue(self.own)

    @property
    def code(self) -> str:
        """As in `rs.plans()`; empty for a plan of the caller's."""
        return self.header.code

    @property
    def title(self) -> str:
        """The plan."""
        return self.header.title

    @property
    def region(self) -> str:
        """Whose plan it is."""
        return self.header.region

    @property
    def period(self) -> Period:
        """The plan's period."""
        return self.header.period

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of its table, as printed."""
        return self.printed.rows

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The promises and results of its prose, as printed."""
        return self.printed.statements

    def targets(self, name: str | None = None) -> tuple[Target, ...]:
        """All targets, or all of the indicator called `name` (in the catalogue, or in the document)."""
        if name is None:
            return self.targets_all
        checked(name, UnknownNameError)
        return tuple(one for one in self.targets_all if name in (one.label, *one.indicator.names))

    def __getitem__(self, name: str) -> Target:
        """The target of an indicator: the only one, else the one of the table.

        Raises:
            UnknownNameError: There is none, or there are several (the message lists them).
        """
        found = self.targets(checked(name, UnknownNameError))
        if not found:
            labels = [one.label for one in self.targets_all]
            raise UnknownNameError("plan.no_target", name=name, plan=self.title, near=nearest(name, labels))
        main = [one for one in found if not one.quote] if len(found) > 1 else found
        if len(main) != 1:
            places = "、".join(f"{one.period} {one.source.item if one.source else ''}" for one in found)
            raise UnknownNameError("plan.many_targets", name=name, places=places)
        return main[0]

    def __iter__(self) -> Iterator[Target]:
        return iter(self.targets_all)

    def __len__(self) -> int:
        return len(self.targets_all)

    def assess(  # noqa: PLR0913 - the terms of an assessment, each by its name
        self,
        observations: Iterable[Observation] | None = None,
        on: date | None = None,
        *,
        tolerance: Figure | str | int | Decimal | None = None,
        about: Figure | str | None = None,
        basis: Basis = Basis.MONTHS,
        method: Method | None = None,
    ) -> Assessment:
        """How far each target is kept, on a day.

        Args:
            observations: What was reported; left out, what the document itself reports, its table before its
                prose. One without a region is taken to be of the plan's own.
            on: The day; what ends after it, or was published after it, is left out. Left out, it is the last
                day of the newest observation that speaks for a target, or, without any, the end of the plan.
            tolerance: How many 个百分点 beside its straight line a target is still 符合预期; left out, none.
            about: How far from its number a target of 左右, 约, 近 or 保持在 is met (`"5%"` of it); left
                out, such targets stay undecided.
            basis: On which elapsed share (序时进度) a standing rests.
            method: A formula for the completion rates of the targets that have it, in place of the usual one.

        Returns:
            A row per target, in their order.

        Raises:
            ComponentError: What is given is no observation.
            UnitError: A figure's unit does not fit its target's, or a tolerance is in another unit.
            NumberError, NotationError: A tolerance is no number, or negative.
            PeriodError: `on` is no date, `basis` no basis, or `method` no method.
        """
        from rsindicators.assessment import assess

        header = self.header
        place = f"来源:《{header.document.title}》{header.table};版本 {self.edition}"
        return assess(
            self.targets_all,
            self._reported() if observations is None else observations,
            region=self.region,
            on=on,
            tolerance=tolerance,
            about=about,
            basis=basis,
            method=method,
            title=header.heading,
            editions=(("plan", self.edition), ("catalogue", Catalogue.standard().edition)),
            notes=(f"{place};※ 原文未印比较符或单位,是推定的",),
            list_unused=observations is not None,
        )

    def _reported(self) -> list[Observation]:
        """What the document reports, of the prose only what the table does not tell."""
        told = {one.key for one in self.results if not one.quote}
        return [one for one in self.results if not one.quote or one.key not in told]

    def audit(self) -> Findings:
        """What the document says against itself: every plan of it, and its prose.

        Returns:
            The findings, each with its places and figures, and a tally of what was checked.

        Examples:
            >>> found = Plan.load("xuyong-14").audit()
            >>> print(found.of("audit.targets")[0].message)
            专业技术人才总量(2025年)的目标两处不同:专栏2第12行为1.42万人,正文第43行为达到1.5万人。
        """
        from rsindicators.audit import audit

        loaded = [_loaded(code) for code in shelf.codes()]
        own = [one for one in loaded if self.code and one.header.document == self.header.document]
        together = sorted(own if self in own else [self], key=lambda one: one.period.start)
        others = [one.chapter for one in loaded if one.header.document != self.header.document]
        return audit([one.chapter for one in together], others)

    @property
    def chapter(self) -> Chapter:
        """What an audit takes of it."""
        from rsindicators.chapter import Chapter

        return Chapter(self.printed, self.targets_all, self.results, self.edition)

    def to_table(self) -> Table:
        """The table as printed; the sentences of the prose below it."""
        return self.printed.to_table()

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __repr__(self) -> str:
        return f"Plan.load({self.code!r})" if self.code else f"<Plan {self.title}, {len(self)} targets>"

    def __str__(self) -> str:
        return self.to_table().text()


def plans() -> dict[str, str]:
    """The plans of the documents: title and table by code."""
    return dict(shelf.headings())


@cache
def _loaded(code: str) -> Plan:
    return Plan.of(shelf.printed(code))
