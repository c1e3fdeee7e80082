"""A workbook to fill in, made of definitions.

A form asks each region for what it compiles itself: a line for an indicator and, beneath it, one for each
component of its formula, in the units the definition (or the plan's row) prints. What is known is printed and
locked: names, region, time, unit, over what a figure runs, its decimals. What comes back is read as any table
of long layout. It refuses an empty form, and more regions than one file should hold.

Source: trade rules §7 (an indicator compiled elsewhere is not asked of a county).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from rsindicators import formats
from rsindicators.asked import Decimals, Terms, asked_of, entries, line
from rsindicators.catalogue import Catalogue
from rsindicators.errors import DefinitionError, PeriodError, wrong_kind
from rsindicators.formats.blank import MOST_DECIMALS, Blank, Column, Sheet
from rsindicators.indicator import Indicator
from rsindicators.kinds import Accumulation, Status
from rsindicators.messages import Language
from rsindicators.period import Period
from rsindicators.plan import Plan
from rsindicators.region import Region
from rsindicators.table import Table

if TYPE_CHECKING:
    from pathlib import Path

MOST_REGIONS: Final = 200
MOST_LINES: Final = 20_000

HEADINGS: Final = (
    "指标", "组成", "地区", "时期", "数值", "单位", "累计方式", "口径", "状态", "小数位", "说明",
)  # fmt: skip
"""The columns, under the names by which a table of long layout is read."""
_WIDTHS: Final = (36, 36, 12, 14, 14, 9, 10, 12, 9, 8, 40)
_NAME, _COMPONENT, _VALUE, _SCOPE, _STATUS, _EXPLANATION = (
    HEADINGS.index(one) for one in ("指标", "组成", "数值", "口径", "状态", "说明")
)
_GUIDE: Final = ("fill", "unit", "run", "parts", "empty", "reason")


def write_form(  # noqa: PLR0913 - what a form asks for, each by its name
    source: Plan | str | Catalogue | Iterable[Indicator | str],
    path: str | Path,
    *,
    period: Period | str,
    regions: Iterable[str] = (),
    accumulation: Accumulation | str | None = None,
    decimals: Decimals = None,
    overwrite: bool = False,
    language: Language = "zh",
) -> None:
    """Write a workbook to fill in: a sheet for each region, and one that says how.

    Args:
        source: A plan or its code in `rs.plans()` (the indicators of its table whose targets are figures, in
            its order and units), a catalogue (those it defines), or indicators. What the region does not
            compile itself is left out, and named.
        path: Of the `.xlsx` file.
        period: For when: `2023年`, `2023年1—6月`, `“十四五”`.
        regions: Who is asked, by name or code. Left out, the plan's region; without one, the cells of the
            region stay empty, and whoever reads the form says whose it is.
        accumulation: Over what flows and rates of flows run; left out, 年度 for a year, 本年累计 for a
            period that begins in January, 累计 for several years.
        decimals: How many are asked for, where it is no whole count: for all, or by name; left out, as many
            as the plan prints.
        overwrite: Whether a file that exists may be replaced.
        language: Of the hints and of the guide; the headings are Chinese.

    Raises:
        DefinitionError: `source` is none of these; there is nothing to ask for, or too much; `decimals` are
            none.
        UnknownNameError: The name of an indicator, or the code of a plan, is unknown.
        PeriodError: `period` is none, or does not fit an indicator; `accumulation` is none, or likewise.
        TableError: The file exists, or its name does not end in `.xlsx`; a library is not installed.
        OSError: The file cannot be written.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "form.xlsx"
        ...     write_form("xuyong-14", file, period="2023年")
        ...     book = formats.read(file)
        >>> [grid.name for grid in book.grids]
        ['叙永县', '填表说明']
        >>> book.grids[0].texts[2][:7]
        ('城镇新增就业人数', '', '叙永县', '2023年', '', '万人', '年度')
    """
    terms = Terms(_period(period), _accumulation(accumulation), _decimals(decimals), language)
    source = Plan.load(source) if isinstance(source, str) else source
    everything = asked_of(source)
    asked = [one for one in everything if not one.indicator.compiled_by]
    rows = [entry for one in asked for entry in entries(one, terms)]
    named = _regions(regions) or ([source.region] if isinstance(source, Plan) else [""])
    if not rows:
        raise DefinitionError("forms.empty")
    if len(rows) * len(named) > MOST_LINES:
        raise DefinitionError("forms.lines", most=MOST_LINES)
    title = source.title if isinstance(source, Plan) else terms.say("untitled")
    sheets = [
        Sheet(
            region or "本地区",
            terms.say("title", title=title, period=str(terms.period), region=region or terms.say("here")),
            [line(entry, region, terms) for entry in rows],
        )
        for region in named
    ]
    elsewhere = [one.indicator for one in everything if one.indicator.compiled_by]
    blank = Blank(
        _columns(terms),
        sheets,
        number=_VALUE,
        name=_NAME,
        inner=_COMPONENT,
        refusal=(terms.say("refused_head"), terms.say("refused")),
        guide=_guide([one.indicator for one in asked], elsewhere, terms),
        legend=(terms.say("legend_open"), terms.say("legend_fixed")),
    )
    formats.write_blank(path, blank, overwrite=overwrite)


# ── the arguments ────────────────────────────────────────────────────────────────────────────────────────


def _period(given: Period | str) -> Period:
    return (given if isinstance(given, Period) else Period.parse(given)).plain()


def _accumulation(given: Accumulation | str | None) -> Accumulation | None:
    if given is None or isinstance(given, Accumulation):
        return given
    try:
        return Accumulation.called(given)
    except ValueError as error:
        labels = "、".join(one.label for one in Accumulation)
        raise PeriodError("forms.accumulation", value=given, labels=labels) from error


def _decimals(given: Decimals) -> Decimals:
    values = given.values() if isinstance(given, Mapping) else () if given is None else (given,)
    for one in values:
        if isinstance(one, bool) or not isinstance(one, int) or not 0 <= one <= MOST_DECIMALS:
            raise DefinitionError("forms.decimals", value=one, most=MOST_DECIMALS)
    return given


def _regions(given: Iterable[str]) -> list[str]:
    """The names of regions, each once."""
    if not isinstance(given, Iterable):
        raise wrong_kind("regions", "Iterable", given)
    names = [given] if isinstance(given, str) else list(islice(given, MOST_REGIONS + 1))
    if len(names) > MOST_REGIONS:
        raise DefinitionError("forms.regions", most=MOST_REGIONS)
    return list(dict.fromkeys(Region(one).name for one in names))


# ── what stands around ───────────────────────────────────────────────────────────────────────────────────


def _columns(terms: Terms) -> list[Column]:
    """The columns; open are the number and what is said beside it."""
    open_ones = {_VALUE, _SCOPE, _STATUS, _EXPLANATION}
    hints = {_SCOPE: terms.say("scope"), _STATUS: terms.say("status"), _EXPLANATION: terms.say("explanation")}
    statuses = [status.label for status in Status]
    return [
        Column(
            heading, columns, index in open_ones, statuses if index == _STATUS else (), heading,
            hints.get(index, ""),
        )
        for index, (heading, columns) in enumerate(zip(HEADINGS, _WIDTHS, strict=True))
    ]  # fmt: skip


def _guide(asked: Iterable[Indicator], elsewhere: Iterable[Indicator], terms: Terms) -> Table:
    """What to do, and what the names mean."""
    notes = [terms.say(f"guide_{one}") for one in _GUIDE]
    others = "、".join(f"{one.name}({one.compiled_by})" for one in elsewhere)
    if others:
        notes.append(terms.say("guide_elsewhere", names=others))
    rows = [row for one in asked for row in _meanings(one)]
    return Table(terms.say("columns").split("|"), rows, terms.say("guide"), notes)


def _meanings(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    """Name, unit, definition, formula and source of an indicator, then of its components."""
    formula = indicator.formula.say() if indicator.formula else ""
    source = str(indicator.source)
    yield indicator.name, indicator.unit.symbol, indicator.definition, formula, source
    for one in indicator.components:
        yield one.name, one.unit.symbol, one.definition, one.formula.say() if one.formula else "", source
