"""The entrances of the library that `hostile.py` tries: every function that takes something from outside."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

KEYED = {
    "compute a component",
    "recompute of a region",
    "recompute of a period",
    "recompute of a name",
    "balances of a period",
    "Plan of a heading",
    "heading of a record",
}
"""The entrances whose value is the key of a mapping."""

OPENING = {"Plan.read", "read_observations", "write", "Submission.read"}
"""The entrances whose value is the path of a file: there may be none."""


def entrances(rs):
    """Every function that takes something from outside, by name."""
    from rsindicators.messages import fact
    from rsindicators.number import finite, printed

    catalogue = rs.Catalogue.standard()
    closing = catalogue["劳动人事争议仲裁结案率"]
    plan = rs.Plan.load("xuyong-13")
    figure = rs.Figure("2.06", "万人")
    bound = rs.Bound.parse("100个左右")
    return {
        "parse": rs.parse,
        "parse in a column": lambda x: rs.parse(x, unit="万人"),
        "parse of a unit": lambda x: rs.parse("2.06", unit=x),
        "Figure": rs.Figure,
        "Figure in": lambda x: rs.Figure("5", x),
        "Figure of decimals": lambda x: rs.Figure("5", "人", decimals=x),
        "Figure.parse": rs.Figure.parse,
        "Figure.parse in a column": lambda x: rs.Figure.parse(x, "%"),
        "Figure.of": rs.Figure.of,
        "Figure.to": figure.to,
        "Figure.round": figure.round,
        "times": lambda x: figure * x,
        "over": lambda x: figure / x,
        "equals": lambda x: (figure == x, figure.exact_eq(x)),
        "Unit.parse": rs.Unit.parse,
        "Unit.of": rs.Unit.of,
        "Interval from": lambda x: rs.Interval(x, None),
        "Interval to": lambda x: rs.Interval(None, x),
        "root": lambda x: rs.Interval(1, 2).root(x),
        "Period.parse": rs.Period.parse,
        "Period.parse in a year": lambda x: rs.Period.parse(x, 2023),
        "year of Period.parse": lambda x: rs.Period.parse("上半年", year=x),
        "Period": rs.Period,
        "month": lambda x: rs.Period(2023, x),
        "months": lambda x: rs.Period(2023, 1, x),
        "Period.plan": rs.Period.plan,
        "elapsed": lambda x: rs.Period(2023).elapsed(x),
        "shift": lambda x: rs.Period(2023).shift(x),
        "growth": lambda x: rs.growth(x, "5人"),
        "growth from": lambda x: rs.growth("5人", x),
        "annual_growth": lambda x: rs.annual_growth("5人", "4人", x),
        "share": lambda x: rs.share(x, "5人"),
        "total": lambda x: rs.total([x, "5人"]),
        "round_half_up": lambda x: rs.round_half_up(x, 1),
        "round_half_even": lambda x: rs.round_half_even(Decimal("2.06"), x),
        "Bound.parse": rs.Bound.parse,
        "judge": lambda x: bound.judge(rs.Figure(100, "个"), x),
        "Composition.parse": rs.Composition.parse,
        "Formula.parse": rs.Formula.parse,
        "catalogue[]": lambda x: catalogue[x],
        "catalogue.get": catalogue.get,
        "catalogue.search": catalogue.search,
        "in catalogue": lambda x: x in catalogue,
        "Plan.load": rs.Plan.load,
        "plan[]": lambda x: plan[x],
        "plan.targets": plan.targets,
        "compute": lambda x: closing.compute(当期审结=x, 当期受理=950, 上期末未结=50),
        "compute a component": lambda x: closing.compute(
            {"当期审结": 963, "当期受理": 950, "上期末未结": 50, x: 5}
        ),
        "fact": fact,
        "printed": printed,
        "finite": finite,
        "cell": lambda x: (
            rs.Table(("a",), [(str(x)[:1000],)]).text() if not isinstance(x, int | list | Fraction) else ""
        ),
        "error": lambda x: rs.errors.UnitError("unit.unknown", name=x, near="").at("").line(),
    }


def entrances_of_documents(rs, folder):
    """Every function that takes a plan, a sentence, a file or figures reported together, by name."""
    from rsindicators import ledger, tabulated

    row = {"指标": "失业保险参保人数", "单位": "万人", "2020年": "2.28", "2025年目标": "2.37"}
    about = {"title": "某规划", "period": "“十四五”"}
    plan = rs.Plan.from_records([row], **about)
    seen = rs.Observation("失业保险参保人数", "2.3万人", "2023年末")
    new = [rs.Observation("城镇新增就业人数", "0.3", f"{year}年") for year in (2021, 2022)]
    towns = [
        rs.Observation("失业保险参保人数", "1.1万人", "2023年末", region=one) for one in ("甲县", "乙县")
    ]
    closing = rs.Catalogue.standard()["劳动人事争议仲裁结案率"]
    told = {"审结": 963, "受理": 950, "上期未结": 50}
    bare = folder / "bare.csv"
    bare.write_text("指标,单位,2020年,2025年目标\n失业保险参保人数,万人,2.28,2.37\n", encoding="utf-8")
    reported = folder / "seen.csv"
    reported.write_text("指标,时期,数值\n失业保险参保人数,2023年末,2.3万人\n", encoding="utf-8")
    doors = {
        "find_targets": rs.find_targets,
        "find_targets in a sentence": lambda x: rs.find_targets(f"到2025年,{worded(x)}达到95%以上。"),
        "year of find_targets": lambda x: rs.find_targets("今年起每年不少于5家。", year=x),
        "period of find_targets": lambda x: rs.find_targets("不少于5家。", period=x),
        "report of find_targets": lambda x: rs.find_targets("不少于5家。", report=x),
        "catalogue of a statement": lambda x: rs.find_targets("参保率达到95%。")[0].indicator(x),
        "find_claims": rs.find_claims,
        "find_claims in a sentence": lambda x: rs.find_claims(f"就业{worded(x)}比上年增长7.15%。"),
        "known of find_claims": lambda x: rs.find_claims("参保人数比上年增长7.15%。", x),
        "one known of find_claims": lambda x: rs.find_claims("参保人数比上年增长7.15%。", [x]),
        "check_claim": lambda x: rs.check_claim(x, "growth", new="6人", old="5人"),
        "kind of check_claim": lambda x: rs.check_claim("20%", x, new="6人", old="5人"),
        "new of check_claim": lambda x: rs.check_claim("20%", "growth", new=x, old="5人"),
        "old of check_claim": lambda x: rs.check_claim("20%", "growth", new="6人", old=x),
        "years of check_claim": lambda x: rs.check_claim(
            "2%", "annual_growth", new="6人", old="5人", years=x
        ),
        "part of check_claim": lambda x: rs.check_claim("20%", "share", part=x, whole="5人"),
        "whole of check_claim": lambda x: rs.check_claim("20%", "share", part="1人", whole=x),
        "parts of check_claim": lambda x: rs.check_claim("5人", "sum", parts=x),
        "a part of check_claim": lambda x: rs.check_claim("5人", "sum", parts=["2人", x]),
        "words of check_claim": lambda x: rs.check_claim("20%", "growth", new="6人", old="5人", words=x),
        "aggregate": rs.aggregate,
        "aggregate one": lambda x: rs.aggregate([seen, x]),
        "aggregate over": lambda x: rs.aggregate(towns, x),
        "aggregate to": lambda x: rs.aggregate(towns, to=x),
        "aggregate in regions": lambda x: rs.aggregate(towns, regions=x),
        "aggregate in a region": lambda x: rs.aggregate(towns, regions=[x]),
        "aggregate of a region": lambda x: rs.aggregate(
            [*towns, rs.Observation("失业保险参保人数", "1.1万人", "2023年末", region=x)]
        ),
        "add_parts": rs.add_parts,
        "whole of add_parts": lambda x: rs.add_parts([seen], whole=x, disjoint=True),
        "notes of add_parts": lambda x: rs.add_parts([seen], notes=x, disjoint=True),
        "a note of add_parts": lambda x: rs.add_parts([seen], notes=[x], disjoint=True),
        "indicator of recompute": lambda x: rs.recompute(x, {"510524": told}),
        "recompute": lambda x: rs.recompute(closing, x),
        "recompute of a region": lambda x: rs.recompute(closing, {x: told}),
        "recompute of a period": lambda x: rs.recompute(closing, {x: told}, "period"),
        "recompute of parts": lambda x: rs.recompute(closing, {"510524": x}),
        "recompute of a part": lambda x: rs.recompute(closing, {"510524": told | {"审结": x}}),
        "recompute of a name": lambda x: rs.recompute(closing, {"510524": {x: 5}}),
        "recompute over": lambda x: rs.recompute(closing, {"510524": told}, x),
        "recompute to decimals": lambda x: rs.recompute(closing, {"510524": told}, decimals=x),
        "Balance of a period": lambda x: rs.Balance(x, "5件", "3件", "4件"),
        "Balance opening": lambda x: rs.Balance("2023年", x, "3件", "4件").closing,
        "balances": lambda x: rs.balances(closing, x),
        "balances of an indicator": lambda x: rs.balances(x, {"2023年1月": told}),
        "balances of a period": lambda x: rs.balances(closing, {x: told}),
        "chain": rs.chain,
        "chain of one": lambda x: rs.chain([x]),
        "chain over": lambda x: rs.chain([rs.Balance("2023年", "5件", "3件", "4件")]).over(x),
        "singles": rs.singles,
        "singles of one": lambda x: rs.singles([x]),
        "running": rs.running,
        "running of one": lambda x: rs.running([x]),
        "to_date": lambda x: rs.to_date(x, "“十四五”", date(2023, 6, 30)),
        "to_date of one": lambda x: rs.to_date([x], "“十四五”", date(2023, 6, 30)),
        "to_date of a period": lambda x: rs.to_date(new, x, date(2023, 6, 30)),
        "to_date on": lambda x: rs.to_date(new, "“十四五”", x),
        "Region": rs.Region,
        "parent of a Region": lambda x: rs.Region("甲县", x),
        "Observation": lambda x: rs.Observation(x, "5", "2023年末"),
        "figure of an Observation": lambda x: rs.Observation("失业保险参保人数", x, "2023年末"),
        "period of an Observation": lambda x: rs.Observation("失业保险参保人数", "5", x),
        "assess": plan.assess,
        "assess one": lambda x: plan.assess([x]),
        "assess on": lambda x: plan.assess([seen], x),
        "assess within": lambda x: plan.assess([seen], tolerance=x),
        "assess on a basis": lambda x: plan.assess([seen], basis=x),
        "assess by a method": lambda x: plan.assess([seen], method=x),
        "audit": lambda x: rs.Plan.from_records([row | {"2025年目标": x}], **about).audit(),
        "audit of a name": lambda x: rs.Plan.from_records([row | {"指标": x}], **about).audit(),
        "Plan.from_records": lambda x: rs.Plan.from_records(x, **about),
        "Plan of a record": lambda x: rs.Plan.from_records([x], **about),
        "Plan of a heading": lambda x: rs.Plan.from_records([row | {x: "5"}], **about),
        "Plan of a unit": lambda x: rs.Plan.from_records([row | {"单位": x}], **about),
        "Plan of a nature": lambda x: rs.Plan.from_records([row | {"属性": x}], **about),
        "Plan of a number": lambda x: rs.Plan.from_records([row | {"序号": x}], **about),
        "Plan.read": lambda x: rs.Plan.read(x, **about),
        "read_observations": rs.read_observations,
        "catalogue of read_observations": lambda x: rs.read_observations(reported, x),
        "write": lambda x: plan.write(x),
    }
    for name in ("region", "accumulation", "scope", "status", "as_of", "source", "phrase", "quote"):
        doors[f"{name} of an Observation"] = lambda x, name=name: (
            rs.Observation("失业保险参保人数", "5", "2023年末", **{name: x}).key
        )
    for name in ("title", "period", "region", "table", "catalogue", "names", "regions"):
        doors[f"{name} of from_records"] = lambda x, name=name: rs.Plan.from_records(
            [row], **about | {name: x}
        )
    for name in ("title", "period", "region", "table", "catalogue", "names", "regions", "sheet"):
        doors[f"{name} of Plan.read"] = lambda x, name=name: rs.Plan.read(bare, **about | {name: x})
    for name in tabulated.HEADINGS:
        doors[f"{name} in a file"] = lambda x, name=name: read_reported(rs, folder / "row.json", name, x)
    written = ledger.tables(rs.Plan.load("zhejiang-14").printed)
    grids = [gridded(one) for one in written]
    for table, one in enumerate(written):
        for column, heading in enumerate(one.columns):
            doors[f"{heading} of table {table} of a written plan"] = lambda x, table=table, column=column: (
                read_written(rs, grids, table, column, x)
            )
    for suffix in ("csv", "tsv", "json", "md", "xlsx"):
        made = folder / f"made.{suffix}"
        doors[f"a {suffix} file"] = lambda x, made=made: read_made(rs, made, x)
    return doors | entrances_of_submissions(rs, folder)


def entrances_of_submissions(rs, folder):
    """Every function that takes a form that was filled in, by name."""
    from rsindicators.glossary import Glossary
    from rsindicators.rows import HEADINGS
    from rsindicators.submission import Submission

    told = {"indicator": "失业保险参保人数", "period": "2023年末", "value": "2.3", "unit": "万人"}
    form = folder / "form.csv"
    form.write_text("指标,时期,数值,单位\n失业保险参保人数,2023年末,若干,万人\n", encoding="utf-8")
    read = Submission.read(form)
    plain = Submission.of([rs.Observation("失业保险参保人数", "2.3万人", "2023年末")]).to_dict()
    glossary = Glossary.of(rs.Catalogue.standard())
    wide = {"指标": "失业保险参保人数", "单位": "万人", "2022年": "2.2", "2023年": "2.3"}
    doors = {
        "Submission": Submission,
        "faults of a Submission": lambda x: Submission((), x),
        "Submission.read": Submission.read,
        "Submission.of": Submission.of,
        "Submission.of one": lambda x: Submission.of([x]),
        "name of Submission.of": lambda x: Submission.of([], name=x),
        "Submission.combine": Submission.combine,
        "Submission.combine one": lambda x: Submission.combine([read, x]),
        "regions of Submission.combine": lambda x: Submission.combine([read, read], regions=x).missing,
        "a region of Submission.combine": lambda x: Submission.combine([read], regions=[x]).missing,
        "Submission.from_records": Submission.from_records,
        "Submission.from_records one": lambda x: asked(Submission.from_records([told, x])),
        "Submission.from_frame": Submission.from_frame,
        "Submission.from_frame of rows": lambda x: asked(Submission.from_frame(framed(x))),
        "Submission.from_dict": Submission.from_dict,
        "heading of a record": lambda x: asked(Submission.from_records([told | {x: "5"}])),
        "glossary.find": glossary.find,
        "component of glossary.find": lambda x: glossary.find("仲裁结案率", x),
    }
    for name in HEADINGS:
        doors[f"{name} of a record"] = lambda x, name=name: asked(Submission.from_records([told | {name: x}]))
    for name in wide:
        doors[f"{name} of a wide record"] = lambda x, name=name: asked(
            Submission.from_records([wide | {name: x}])
        )
    for name in ("catalogue", "period", "region", "regions", "decimals"):
        doors[f"{name} of Submission.read"] = lambda x, name=name: asked(Submission.read(form, **{name: x}))
    for name in plain:
        doors[f"{name} of Submission.from_dict"] = lambda x, name=name: Submission.from_dict(
            plain | {name: x}
        )
    for name in plain["records"][0]:
        doors[f"{name} of a plain record"] = lambda x, name=name: Submission.from_dict(
            plain | {"records": [plain["records"][0] | {name: x}]}
        )
    fault = read.to_dict()["faults"][0]
    for name in fault:
        doors[f"{name} of a plain fault"] = lambda x, name=name: asked(
            Submission.from_dict({"version": 1, "faults": [fault | {name: x}]})
        )
    for name in fault["error"]:
        doors[f"{name} of the error of a plain fault"] = lambda x, name=name: asked(
            Submission.from_dict({"version": 1, "faults": [fault | {"error": fault["error"] | {name: x}}]})
        )
    return doors


def asked(submission):
    """All that a submission says of itself."""
    errors = [fault.error.line("zh") + fault.error.line("en") for fault in submission.faults]
    return submission.to_dict(), submission.missing, submission.to_table().html(), errors


def framed(value):
    """What looks like a dataframe that holds the value."""
    row = {"indicator": "失业保险参保人数", "period": "2023年末", "value": value, "unit": value}
    return type("Frame", (), {"to_dicts": lambda _: [row]})()


def worded(value):
    """A text that a file or a sentence can have in it."""
    return value[:9_000] if isinstance(value, str) else type(value).__name__


def read_made(rs, made, value):
    """A file with the hostile text in it, read for a plan and for figures."""
    made.write_bytes(value if isinstance(value, bytes) else worded(value).encode("utf-8", "replace"))
    from rsindicators.submission import Submission

    for read in (
        lambda: rs.Plan.read(made, title="某规划", period="“十四五”"),
        lambda: Submission.read(made),
    ):
        try:
            return read()
        except rs.errors.RSIndicatorsError:
            pass
    return rs.read_observations(made)


def read_reported(rs, file, name, value):
    """A file of one figure, with the hostile text in the column of that name."""
    told = {"indicator": "失业保险参保人数", "period": "2023年末", "value": "2.3万人"} | {name: worded(value)}
    file.write_text(json.dumps([told]), encoding="utf-8")
    return rs.read_observations(file)


def gridded(table):
    """A table that was written, its rows but for two cut off."""
    from rsindicators.table import Cell, Grid

    return Grid([[Cell(text, "A1") for text in row] for row in (table.columns, *table.rows[:2])])


def read_written(rs, grids, table, column, value):
    """A plan that was written, the hostile text in a cell of the first row of one of its tables."""
    from rsindicators.ledger import read_ledger
    from rsindicators.table import Book, Cell, Grid

    head, first, *others = grids[table].rows
    spoiled = Grid([head, [*first[:column], Cell(worded(value), "A1"), *first[column + 1 :]], *others])
    book = Book("own.xlsx", [*grids[:table], spoiled, *grids[table + 1 :]])
    return rs.Plan.of(read_ledger(book))
