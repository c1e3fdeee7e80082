"""What was reported, figure by figure, and what could not be read of it.

A submission is read from a file, from records or from a dataframe, long or wide (see `sheets`); it is the
observations, each with the cell it stands in, and the faults of the cells that could not be read. Reading
never guesses, and what it cannot read never stops it: only a file that holds no table at all is refused.

Several forms together are one submission: it lists the regions and indicators that were asked and did not
report (未报), and what several forms reported (重复上报). A row called 合计 is of a region like any other,
which the rules take for the whole of the others.

Source: trade rules §7 (未报 and 重复上报 are listed; 合计 is the parent).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from rsindicators import archive
from rsindicators.catalogue import Catalogue
from rsindicators.coverage import Missing, Repeated, missing_of, renamed, repeated_of
from rsindicators.errors import DefinitionError
from rsindicators.fault import Fault
from rsindicators.observation import Observation
from rsindicators.period import Period
from rsindicators.perusal import (
    Perused,
    all_of,
    glossary_of,
    read_file,
    read_frame,
    read_records,
    region_names,
    told,
)
from rsindicators.sheets import MOST_FIGURES
from rsindicators.table import Table
from rsindicators.text import checked

if TYPE_CHECKING:
    from os import PathLike

LONGEST_NAME: Final = 50_000
"""Of all the forms that were combined."""

MOST_FAULTS: Final = 5 * MOST_FIGURES
"""A figure that is read may have several: of its unit, its decimals, its date."""

_COLUMNS: Final = ("地区", "指标", "时期", "累计方式", "数值", "口径", "状态", "说明", "位置")
_VALUE: Final = _COLUMNS.index("数值")
_KEYS: Final = frozenset({"version", "name", "regions", "records", "faults"})


def _observations(given: Iterable[Observation]) -> tuple[Observation, ...]:
    return all_of(given, Observation, "observations")


def _faults(given: Iterable[Fault]) -> tuple[Fault, ...]:
    return all_of(given, Fault, "faults", MOST_FAULTS)


def _name(given: str) -> str:
    return checked(given, DefinitionError, LONGEST_NAME)


@frozen
class Submission:
    """What was reported, and what could not be read of it. Make one with `read`, `from_records`, `of`.

    Attributes:
        observations: The figures in their places, in the order of the rows. One without a figure was asked
            (its row is there) and not reported.
        faults: The cells that could not, or not wholly, be read.
        name: The file or form.
        regions: The regions that were asked to report; empty where nobody said.

    Examples:
        >>> place = {"地区": "叙永县", "时期": "2023年末"}
        >>> submission = Submission.from_records([
        ...     place | {"指标": "失业保险参保人数", "数值": "2.30", "单位": "万人"},
        ...     place | {"指标": "基本养老保险参保率", "数值": "九成", "单位": "%"},
        ... ])
        >>> [str(one) for one in submission.observations]
        ['叙永县 失业保险参保人数 2023年 2.30万人']
        >>> [(fault.rule, fault.text) for fault in submission.faults]
        [('cells.value', '九成')]
    """

    observations: tuple[Observation, ...] = field(default=(), converter=_observations)
    faults: tuple[Fault, ...] = field(default=(), converter=_faults)
    name: str = field(default="", converter=_name)
    regions: tuple[str, ...] = field(default=(), converter=region_names)

    @staticmethod
    def read(  # noqa: PLR0913 - what the file does not say, each by its name
        path: str | PathLike[str],
        *,
        catalogue: Catalogue | None = None,
        period: Period | str | None = None,
        region: str = "",
        regions: Iterable[str] = (),
        decimals: int | None = None,
    ) -> Submission:
        """What a file reports: all its tables, long or wide, hidden sheets left out.

        Args:
            path: Of an `.xlsx`, `.csv`, `.json` or `.md` file.
            catalogue: Where the indicators are looked up; left out, the standard one.
            period: For rows that name none.
            region: Likewise.
            regions: The regions that were asked to report; they may head columns, too.
            decimals: How many the number cells have whose format does not say; a whole count has none.

        Raises:
            TableError: The file holds no table of figures, a heading twice, or more than 200,000 figures.
            DefinitionError, PeriodError, NumberError: An argument is none of these.
            OSError: The file cannot be opened.
        """
        return _made(read_file(path, told(catalogue, period, region, regions, decimals)))

    @staticmethod
    def from_records(  # noqa: PLR0913 - what the records do not say, each by its name
        records: Iterable[Mapping[str, Any]],
        *,
        catalogue: Catalogue | None = None,
        period: Period | str | None = None,
        region: str = "",
        regions: Iterable[str] = (),
        decimals: int | None = None,
        name: str = "",
    ) -> Submission:
        """What records report, their keys the headings of a form, in English or in Chinese.

        Args:
            records: Mappings: `indicator`, `region`, `period`, `value`, `unit`, and where given `component`,
                `accumulation`, `scope`, `status`, `as_of`, `decimals`, `explanation`; or the headings of a
                wide table. Values are texts, numbers, None, or objects of this library. A text keeps the
                decimals it is printed with; a float does not know them.
            catalogue: As for `read`.
            period: Likewise.
            region: Likewise.
            regions: Likewise.
            decimals: Likewise.
            name: What the records are, for the findings.

        Raises:
            TableError: They are no records, or no table of figures; or there are more than 200,000.
            DefinitionError, PeriodError, NumberError: An argument is none of these.
        """
        return _made(read_records(records, told(catalogue, period, region, regions, decimals), name))

    @staticmethod
    def from_frame(  # noqa: PLR0913 - what the frame does not say, each by its name
        frame: object,
        *,
        catalogue: Catalogue | None = None,
        period: Period | str | None = None,
        region: str = "",
        regions: Iterable[str] = (),
        decimals: int | None = None,
        name: str = "",
    ) -> Submission:
        """What a dataframe of pandas, polars or pyarrow reports, its columns the headings of a form.

        NaN, NaT and null are missing values. Dates are no periods: which month or year is meant nobody knows.

        Args and errors as for `from_records`.
        """
        return _made(read_frame(frame, told(catalogue, period, region, regions, decimals), name))

    @staticmethod
    def of(observations: Iterable[Observation], *, name: str = "", regions: Iterable[str] = ()) -> Submission:
        """A submission of observations.

        Raises:
            DefinitionError: One is none; a region is none.
        """
        return Submission(observations, (), name, regions)

    @staticmethod
    def combine(submissions: Iterable[Submission], *, regions: Iterable[str] = ()) -> Submission:
        """Several submissions as one, each figure with the form it is of.

        Forms of one name are told apart by a number. `missing` lists who did not report, `repeated` what
        several forms report.

        Args:
            submissions: The forms.
            regions: The regions that were asked to report, besides those the submissions know of.

        Examples:
            >>> row = {"indicator": "技能人才数量", "period": "2023年末", "value": "2.1", "unit": "万人"}
            >>> forms = [
            ...     Submission.from_records([row | {"region": "叙永县"}], name=name)
            ...     for name in ("甲.xlsx", "乙.xlsx")
            ... ]
            >>> whole = Submission.combine(forms, regions=["叙永县", "古蔺县"])
            >>> [str(one) for one in whole.missing], [str(one) for one in whole.repeated]
            (['古蔺县'], ['叙永县 技能人才数量 2023年(甲.xlsx、乙.xlsx)'])

        Raises:
            DefinitionError: One is no submission; a region is none.
        """
        given = all_of(submissions, Submission, "submissions")
        taken: set[str] = set()
        parts = [
            renamed(one.observations, one.faults, one.name or f"({number})", taken)
            for number, one in enumerate(given, 1)
        ]
        asked = (*region_names(regions), *(region for one in given for region in one.regions))
        return Submission(
            [one for observations, _ in parts for one in observations],
            [fault for _, faults in parts for fault in faults],
            "、".join(dict.fromkeys(filter(None, (one.name for one in given)))),
            asked,
        )

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """What was asked and not reported: regions with nothing at all, and indicators without a figure.

        A region is known by the name it was asked by: 510524 is not known to be 叙永县. An indicator is
        missing in a region where every row that asks for it is empty. What cannot be read was reported.
        """
        return missing_of(self.observations, self.faults, self.regions)

    @cached_property
    def repeated(self) -> tuple[Repeated, ...]:
        """What several forms report for one full key: indicator, region, period, run, scope and status."""
        return repeated_of(self.observations)

    def to_records(self) -> list[dict[str, Any]]:
        """The figures as long records that `from_records` reads back: codes, and the figures as printed.

        Raises:
            NotationError: A figure has not been rounded yet, and was never printed.
        """
        return [archive.long_record(one) for one in self.observations]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON, that `from_dict` reads back the same."""
        numbers = {id(one): number for number, one in enumerate(self.observations)}
        return {
            "version": archive.VERSION,
            "name": self.name,
            "regions": list(self.regions),
            "records": [archive.observation_data(one) for one in self.observations],
            "faults": [archive.fault_data(fault, numbers) for fault in self.faults],
        }

    @staticmethod
    def from_dict(data: Mapping[str, Any], *, catalogue: Catalogue | None = None) -> Submission:
        """The submission of plain data.

        Args:
            data: As `to_dict` gives it.
            catalogue: Where the indicators are looked up by their codes; left out, the standard one.

        Examples:
            >>> told = Submission.of([Observation("技能人才数量", "2.10万人", "2023年末", region="叙永县")])
            >>> Submission.from_dict(told.to_dict()) == told
            True

        Raises:
            DefinitionError: It is no such data; the message names the record and what is wrong there.
            UnknownNameError: The catalogue has no indicator of a code.
        """
        plain = dict(data) if isinstance(data, Mapping) else {}
        records, blamed = plain.get("records", []), plain.get("faults", [])
        lists = all(isinstance(one, list) and len(one) <= MOST_FAULTS for one in (records, blamed))
        version = plain.get("version")
        if not (lists and type(version) is int and version == archive.VERSION) or plain.keys() - _KEYS:
            raise DefinitionError("archive.version", version=archive.VERSION)
        find = glossary_of(catalogue).find
        observations = tuple(
            archive.read_observation(record, find, f"records[{number}]")
            for number, record in enumerate(records)
        )
        faults = tuple(
            archive.read_fault(fault, observations, f"faults[{number}]")
            for number, fault in enumerate(blamed)
        )
        return Submission(observations, faults, plain.get("name", ""), plain.get("regions", ()))

    def to_table(self) -> Table:
        """The figures, a row each; below them how many cells could not be read."""
        rows = [
            (
                one.region, one.indicator.name, str(one.period),
                one.accumulation.label if one.accumulation else "",
                (one.phrase or "—") if one.figure is None else str(one.figure), one.scope,
                one.status.label if one.status else "", one.explanation, one.cell,
            )
            for one in self.observations
        ]  # fmt: skip
        notes = [f"{fault.cell} {fault.error.what()}".strip() for fault in self.faults]
        return Table(_COLUMNS, rows, self.name, notes, right=(_VALUE,))

    def _repr_html_(self) -> str:
        return self.to_table().html()

    def __repr__(self) -> str:
        count = f"{len(self.observations)} observations, {len(self.faults)} faults"
        return f"<Submission {self.name} of {count}>"


def _made(found: Perused) -> Submission:
    return Submission(found.observations, found.faults, found.name, found.regions)
