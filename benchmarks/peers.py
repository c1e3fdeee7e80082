"""The rules of `counties.py` as others ask them: raw polars, pointblank, and the objects of rsindicators.

`raw_polars` is the obvious query: one lazy plan over the wide frame, over the long one for keys, and over the
targets, all keyed by texts as they came. `pointblank` has the wide rules alone: earlier figures are not its
business, so polars adds them first. `objects` reads every figure as an observation and asks the rules one by
one: slow, and right.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import polars as pl
from counties import (
    HALF,
    INDICATORS,
    JUMP,
    KEY,
    LEVELS,
    PARTS,
    QUARTERS,
    RATES,
    RUNNING,
    TARGETS,
    YEARS,
    Work,
    catalogue,
    records,
)

Frames = dict[str, Any]
NUMBER: Final = pl.col("year").cast(pl.Int32) * 4 + pl.col("quarter")
"""Of a quarter, so that the one before it is one less."""


def raw_polars(frames: Frames, part: str) -> pl.DataFrame:
    """All findings of a part: region, year, quarter, indicator, code, expected, actual."""
    plans: list[pl.LazyFrame] = []
    if part in ("all", "wide"):
        plans += _wide_rules(frames["wide"].lazy())
    if part in ("all", "targets"):
        plans += _target_rules(frames["wide"].lazy(), frames["targets"].lazy())
    if part in ("all", "keys"):
        plans += _key_rules(frames["long"].lazy(), frames["regions"].lazy())
    return pl.concat(plans).collect()


def _broken(  # noqa: PLR0913, PLR0917 - a finding
    frame: pl.LazyFrame, code: str, indicator: pl.Expr, where: pl.Expr, expected: pl.Expr, actual: pl.Expr
) -> pl.LazyFrame:
    """The rows of a frame where something is broken, as findings."""
    numbers = {"expected": expected.cast(pl.Float64), "actual": actual.cast(pl.Float64)}
    return frame.filter(where).select(*KEY, indicator=indicator, code=pl.lit(code), **numbers)


def _with_earlier(wide: Any) -> Any:
    """The wide frame with what was told a quarter before, and whether that is there."""
    wide = wide.with_columns(number=NUMBER).sort("region", "number")
    same = pl.col("region") == pl.col("region").shift(1)
    earlier = {f"{one} before": pl.col(one).shift(1) for one in (*RUNNING, *LEVELS)}
    return wide.with_columns(follows=same & (pl.col("number") == pl.col("number").shift(1) + 1), **earlier)


def _off(rate: str) -> tuple[pl.Expr, pl.Expr]:
    """Where a rate is not that of its components, and what that is."""
    part, whole = map(pl.col, RATES[rate])
    share = 100 * part / whole
    return (whole != 0) & ((share - pl.col(rate)).abs() > HALF), share


def _falls(one: str) -> pl.Expr:
    """Where a total from January is below that of the quarter before."""
    return pl.col("follows") & (pl.col("quarter") > 1) & (pl.col(one) < pl.col(f"{one} before"))


def _jumps(one: str) -> pl.Expr:
    """Where a level is more than half above or below that of the quarter before."""
    before = pl.col(f"{one} before")
    return pl.col("follows") & (before != 0) & ((pl.col(one) / before - 1).abs() > JUMP)


def _wide_rules(wide: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    wide, nothing = _with_earlier(wide), pl.lit(None)
    for rate in RATES:
        now, name = pl.col(rate), pl.lit(rate)
        off, share = _off(rate)
        yield _broken(wide, "rates", name, off, share, now)
        yield _broken(wide, "ranges", name, (now < 0) | (now > 100), nothing, now)
    for part, whole in PARTS.items():
        above = pl.col(part) > pl.col(whole)
        yield _broken(wide, "parts", pl.lit(part), above, pl.col(whole), pl.col(part))
    for code, chosen, where in (("falling", RUNNING, _falls), ("jumps", LEVELS, _jumps)):
        for one in chosen:
            before, now = pl.col(f"{one} before"), pl.col(one)
            yield _broken(wide, code, pl.lit(one), where(one), before, now)


def _target_rules(wide: pl.LazyFrame, targets: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    ends = wide.filter(pl.col("quarter") == QUARTERS[-1])
    now, wanted = pl.col("told"), pl.col("target")
    missed = {"≥": now < wanted, ">": now <= wanted, "≤": now > wanted, "<": now >= wanted}
    for one, comparator in TARGETS.items():
        told = ends.select(*KEY, told=one)
        joined = targets.filter(pl.col("indicator") == one).join(told, on=["region", "year"])
        yield _broken(joined, "targets", pl.lit(one), missed[comparator], wanted, now)


def _key_rules(long: pl.LazyFrame, regions: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    key = [*KEY, "indicator"]
    told, name, count = long.group_by(key).len(), pl.col("indicator"), pl.col("len")
    yield _broken(told, "twice", name, count > 1, pl.lit(1), count)
    kinds = {"year": pl.Int16, "quarter": pl.Int8, "indicator": pl.String}
    asked = regions
    for column, values in zip(kinds, (YEARS, QUARTERS, INDICATORS), strict=True):
        asked = asked.join(pl.LazyFrame({column: values}, schema={column: kinds[column]}), how="cross")
    absent = asked.join(told, on=key, how="anti")
    yield _broken(absent, "missing", name, pl.lit(value=True), pl.lit(None), pl.lit(None))


def pointblank(frames: Frames, part: str) -> list[tuple[str, int]]:
    """The wide rules as steps, the rows that fail fetched; of each step its family and how many they are."""
    import pointblank as pb

    assert part == "wide"
    families: list[str] = []
    steps = pb.Validate(_with_earlier(frames["wide"]))
    for rate in RATES:
        steps = steps.col_vals_expr(expr=_kept(_off(rate)[0]))
        steps = steps.col_vals_between(columns=rate, left=0, right=100, na_pass=True)
        families += ["rates", "ranges"]
    for part_of, whole in PARTS.items():
        steps = steps.col_vals_le(columns=part_of, value=pb.col(whole), na_pass=True)
        families.append("parts")
    for code, chosen, where in (("falling", RUNNING, _falls), ("jumps", LEVELS, _jumps)):
        for one in chosen:
            steps = steps.col_vals_expr(expr=_kept(where(one)))
            families.append(code)
    steps = steps.interrogate(extract_limit=10**9)
    steps.get_data_extracts()
    failed = steps.n_failed()
    return [(family, int(failed[number])) for number, family in enumerate(families, 1)]


def _kept(broken: pl.Expr) -> pl.Expr:
    """Where nothing is broken; what is not known counts as kept."""
    return (~broken).fill_null(value=True)


def objects(work: Work, codes: Iterable[str]) -> set[tuple[str, int, int, str, str]]:
    """Region, year, quarter, indicator and rule of all that the rules find among observations."""
    from rsindicators import Bound, Period, Target
    from rsindicators.facts import Facts
    from rsindicators.ruleset import RuleSet
    from rsindicators.submission import Submission

    rows, wanted = records(work)
    known = catalogue()
    told = Submission.from_records(rows, catalogue=known, decimals=1).observations
    named = {one.indicator.name: one.indicator for one in told}
    targets = []
    for row in wanted:
        indicator, year = named[row["indicator"]], Period.parse(f"{row['year']}年")
        bound = Bound.parse(f"{row['comparator']}{row['target']}{indicator.unit}")
        targets.append(Target(indicator, bound, year, indicator.accumulation, region=row["region"]))
    facts = Facts(told, targets=targets, catalogue=known)
    found = set()
    for code in codes:
        for answer in RuleSet.standard()[code].ask(facts):
            one = answer.cell
            if answer.finding is not None and one is not None:
                last = one.period.last
                found.add((one.region, last.year, last.month // 3, one.indicator.name, code))
    return found
