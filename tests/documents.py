"""Plans that the tests print themselves, as chapters of a document, and the rules asked of them."""

from fractions import Fraction

from rsindicators import Accumulation, Additivity, Catalogue, Direction, Indicator, Measure, Period, Unit
from rsindicators.audit import audit
from rsindicators.cells import results, targets
from rsindicators.chapter import Chapter
from rsindicators.finding import Finding
from rsindicators.findings import Tally
from rsindicators.kinds import Role
from rsindicators.printed import Column, Explained, Header, Printed, Row, Statement
from rsindicators.record import ANSWERABLE
from rsindicators.source import Document, Source

STANDARD = Catalogue.standard()
REGION = "某县"
BASE = Column("2020年", Role.BASE, Period(2020))
TARGET = Column("2025年", Role.TARGET, Period(2025))
COLUMNS = (BASE, TARGET)


def indicator(
    code: str, name: str, unit: str = "万人", measure: Measure = Measure.STOCK, **more
) -> Indicator:
    """An indicator of the tests' own; what is not said follows from the measure."""
    flow = measure is Measure.FLOW
    ratio = measure in (Measure.RATIO, Measure.COMPOSITION, Measure.GROWTH)
    fields = {
        "unit": Unit.parse(unit),
        "measure": measure,
        "direction": Direction.NEITHER if measure is Measure.COMPOSITION else Direction.HIGHER,
        "accumulation": Accumulation.ANNUAL if flow else Accumulation.AT_END,
        "over_regions": Additivity.RECOMPUTE if ratio else Additivity.SUM,
        "over_periods": Additivity.SUM if flow else Additivity.NONE,
    } | more
    document = fields.pop("document", "另一文件")
    item = fields.pop("item", "附录1")
    present = [key for key in ANSWERABLE if fields.get(key) not in (None, "", ())]
    assigned = tuple((key, "测试") for key in present)
    source = Source(document, item=item, line=fields.pop("line", 900))
    return Indicator(code, name, code, source=source, stated=("name",), assigned=assigned, **fields)


def row(code: str, *cells: str, catalogue: Catalogue = STANDARD, **more) -> Row:
    """A row under the indicator's own name and unit."""
    of = catalogue[code]
    fields = {"number": 1, "name": of.name, "unit": of.unit.symbol, "line": 10} | more
    return Row(indicator=of.code, cells=cells, **fields)


def says(
    code: str, cell: str, period: str = "2025年", *, catalogue: Catalogue = STANDARD, **more
) -> Statement:
    """A promise in prose."""
    of = catalogue[code]
    fields = {"name": of.name, "quote": f"{of.name}{cell}", "role": Role.TARGET, "line": 40} | more
    return Statement(of.code, cell=cell, period=Period.parse(period), **fields)


def reports(code: str, cell: str, period: str = "2020年", **more) -> Statement:
    """A result in prose."""
    return says(code, cell, period, role=Role.RESULT, **more)


def chapter(
    rows: tuple[Row, ...] | list[Row] = (),
    prose: tuple[Statement, ...] | list[Statement] = (),
    columns: tuple[Column, ...] = COLUMNS,
    *,
    title: str = "某县“十四五”规划",
    period: str = "“十四五”",
    table: str = "表1 主要指标",
    document: str = "某县规划",
    explained: tuple[Explained, ...] = (),
    catalogue: Catalogue = STANDARD,
) -> Chapter:
    """What is printed so, read as the library reads it."""
    header = Header(
        "", title, REGION, Period.parse(period), Document(document), table, columns, explained=explained
    )
    printed = Printed(header, rows, prose)
    return Chapter(printed, targets(printed, catalogue), results(printed, catalogue))


# ── the rules asked ──────────────────────────────────────────────────────────────────────────────────────

TALENT = "professional_technical_talent"
SENIOR = "senior_title_talent"
SKILLED = "skilled_talent"
REGISTERED = "registered_urban_unemployment_rate"
NEW = "urban_new_employment"
CERTIFIED = "new_professional_qualifications"
GRADES = "professional_grade_composition"
RATE = "pension_participation_rate"
INSURED = "basic_pension_participants"
EARLIER = "“十三五”"
RESULT = Column("2020年完成数", Role.RESULT, Period(2020))


def grades(findings) -> list[tuple[str, str]]:
    """Severity and certainty of each."""
    return [(one.severity.value, one.certainty.value) for one in findings]


WRONG = ("query", "wrong")
DOUBTFUL = ("query", "suspect")
REMARK = ("note", "suspect")


def found(code: str, *chapters, others=(), catalogue=STANDARD) -> tuple[Finding, ...]:
    """What one rule finds in a document of these chapters."""
    return audit(chapters, others, catalogue).of(code)


def tally(code: str, *chapters, catalogue=STANDARD) -> Tally:
    """What came of one rule."""
    return next(one for one in audit(chapters, (), catalogue).checked if one.code == code)


def two_tables(code: str, before: str, base: str, *, target: str = "—", catalogue=STANDARD):
    """专栏1 with a result of 2020, and 专栏2 with a base of 2020."""
    columns = (
        Column("2015年", Role.BASE, Period(2015)),
        Column("2020年目标", Role.TARGET, Period(2020)),
        RESULT,
    )
    earlier = chapter(
        [row(code, "—", "—", before, catalogue=catalogue)], columns=columns, title="“十三五”规划",
        period=EARLIER, table="专栏1 完成情况", catalogue=catalogue,
    )  # fmt: skip
    later = chapter(
        [row(code, base, target, line=50, catalogue=catalogue)], table="专栏2 主要指标", catalogue=catalogue
    )
    return earlier, later


HALVES = Fraction(1, 2)
