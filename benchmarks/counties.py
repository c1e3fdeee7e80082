"""What `columns.py` measures on: a ministry's figures of every county and quarter, made up by a fixed seed.

26 indicators of regions × 20 quarters: eight rates R1 … R8, their components N1, D1 … N8, D8, and X1 with X2
its 其中. N1 … N4, D1 … D4, X1 and X2 run from January and grow through the year, N5 … D8 are counted at the
end of the quarter. One figure in a few hundred is planted wrong, in each of eight ways; some are missing,
some told twice.

The figures come as three frames: `long` (shuffled, a row a figure), `wide` (a row a region and quarter) and
`targets` (for the years' ends), all keyed by texts. `catalogue` tells what the indicators are.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

SEED: Final = 20261122
YEARS: Final = tuple(range(2021, 2026))
QUARTERS: Final = (1, 2, 3, 4)
PERIODS: Final = len(YEARS) * len(QUARTERS)
RATES: Final = {f"R{k}": (f"N{k}", f"D{k}") for k in range(1, 9)}
PARTS: Final = {**dict(RATES.values()), "X2": "X1"}
RUNNING: Final = (*(f"{side}{k}" for k in range(1, 5) for side in "ND"), "X1", "X2")
LEVELS: Final = tuple(f"{side}{k}" for k in range(5, 9) for side in "ND")
TARGETS: Final = {"X1": "≥", "R1": "≥", "R2": "≤", "D5": ">", "R3": "<"}
INDICATORS: Final = (*RATES, *RUNNING, *LEVELS)
KEY: Final = ("region", "year", "quarter")
HALF: Final = 0.05 + 1e-9
"""Half a unit of the one decimal that rates are printed with."""
JUMP: Final = 0.5
UNITS: Final = {"R": "%", "N": "件", "D": "件", "X": "件"} | dict.fromkeys(LEVELS, "人")

Figures = dict[str, np.ndarray]


class Work(NamedTuple):
    """The frames.

    Attributes:
        long: region, indicator, year, quarter, value, unit.
        wide: region, year, quarter, and a column an indicator.
        targets: region, year, indicator, comparator, target.
        regions: All that were asked to report.
    """

    long: pl.DataFrame
    wide: pl.DataFrame
    targets: pl.DataFrame
    regions: pl.DataFrame


def unit_of(indicator: str) -> str:
    return UNITS.get(indicator) or UNITS[indicator[0]]


def regions_for(rows: int) -> int:
    """How many regions make about so many long rows."""
    return max(1, round(rows / len(INDICATORS) / PERIODS))


def codes(count: int) -> list[str]:
    """Codes of counties, as GB/T 2260 has them: province, prefecture, county."""
    places = [(p, q, c) for p in range(11, 82) for q in range(1, 41) for c in range(1, 31)]
    return [f"{p:02}{q:02}{c:02}" for p, q, c in places[:count]]


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


def made(rows: int, seed: int = SEED) -> Work:
    """The frames, of about so many long rows."""
    rng = np.random.default_rng(seed)
    count = regions_for(rows)
    figures = _true(rng, count)
    tenths = {rate: _rounded(figures[n], figures[d]) for rate, (n, d) in RATES.items()}
    _plant(rng, figures, tenths)
    figures |= {rate: values / 10 for rate, values in tenths.items()}
    cells = np.stack([figures[one].reshape(-1).astype(float) for one in INDICATORS])
    cells[rng.random(cells.shape) < 0.002] = np.nan
    cells[:, rng.random(cells.shape[1]) < 0.0005] = np.nan  # nothing at all was reported
    names = codes(count)
    wide = _wide(names, cells)
    return Work(_long(rng, wide), wide, _targets(rng, names, cells), pl.DataFrame({"region": names}))


def _true(rng: np.random.Generator, count: int) -> Figures:
    """Figures without a mistake: [region, year, quarter], whole counts."""
    shape = (count, len(YEARS), len(QUARTERS))
    told: Figures = {}
    flows = {f"D{k}": f"N{k}" for k in range(1, 5)} | {"X1": "X2"}
    for whole, part in flows.items():
        new = rng.integers(200, 2_000, shape)
        told[whole] = new.cumsum(2)
        told[part] = np.floor(new * rng.uniform(0.3, 0.99, shape)).astype(np.int64).cumsum(2)
    for k in range(5, 9):
        size = rng.lognormal(11, 0.8, (count, 1))
        walk = np.exp(rng.normal(0, 0.02, (count, PERIODS)).cumsum(1))
        level = np.rint(size * walk).astype(np.int64) + 50
        share = np.clip(rng.uniform(0.5, 0.95, (count, 1)) + rng.normal(0, 0.01, level.shape), 0.3, 0.99)
        told[f"D{k}"] = level.reshape(shape)
        told[f"N{k}"] = np.floor(level * share).astype(np.int64).reshape(shape)
    return told


def _rounded(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """The share in tenths of a percent, halves up."""
    return (2_000 * part + whole) // (2 * whole)


def _plant(rng: np.random.Generator, figures: Figures, tenths: Figures) -> None:
    """Mistakes: rates off and out of range, parts above wholes, totals that fall, levels that jump."""
    shape = figures["X1"].shape
    for rate in tenths.values():
        off = rng.random(shape) < 0.005
        rate[off] += rng.choice([-31, -5, -3, 2, 5, 31], off.sum())
        out = rng.random(shape) < 0.001
        rate[out] = rng.choice([1_001, 1_200, 1_500, -50], out.sum())
    for part, whole in PARTS.items():
        above = rng.random(shape) < 0.001
        figures[part][above] = figures[whole][above] + rng.integers(1, 100, above.sum())
    for one in RUNNING:
        falls = rng.random(shape) < 0.003
        falls[:, :, 0] = False
        before = np.roll(figures[one], 1, axis=2)
        figures[one][falls] = np.maximum(before[falls] - rng.integers(1, 150, falls.sum()), 1)
    for one in LEVELS:
        figures[one][rng.random(shape) < 0.003] *= 10


# ── frames ───────────────────────────────────────────────────────────────────────────────────────────────


def _wide(names: list[str], cells: np.ndarray) -> pl.DataFrame:
    count = len(names)
    place = {
        "region": np.repeat(np.array(names), PERIODS),
        "year": np.tile(np.repeat(YEARS, len(QUARTERS)), count).astype(np.int16),
        "quarter": np.tile(QUARTERS, count * len(YEARS)).astype(np.int8),
    }
    told = {one: pl.Series(row, nan_to_null=True) for one, row in zip(INDICATORS, cells, strict=True)}
    return pl.DataFrame(place | told).filter(~pl.all_horizontal(pl.col(INDICATORS).is_null()))


def _long(rng: np.random.Generator, wide: pl.DataFrame) -> pl.DataFrame:
    """A row a figure, shuffled; one in a thousand told again, half of those otherwise."""
    rows = wide.unpivot(on=INDICATORS, index=KEY, variable_name="indicator").drop_nulls("value")
    again = rows[np.flatnonzero(rng.random(rows.height) < 0.001)]
    again = again.with_columns(value=pl.col("value") + pl.Series(rng.integers(0, 2, again.height)))
    rows = pl.concat([rows, again])
    units = {one: unit_of(one) for one in INDICATORS}
    rows = rows[rng.permutation(rows.height)].with_columns(unit=pl.col("indicator").replace_strict(units))
    return rows.select("region", "indicator", "year", "quarter", "value", "unit")


def _targets(rng: np.random.Generator, names: list[str], cells: np.ndarray) -> pl.DataFrame:
    """Targets near what is usual in the region, so that many are missed."""
    years = len(YEARS)
    frames = []
    for one, comparator in TARGETS.items():
        at_end = cells[INDICATORS.index(one)].reshape(len(names), years, 4)[:, :, 3]
        usual = np.nan_to_num(np.nanmedian(at_end, axis=1, keepdims=True), nan=50.0)
        wanted = usual * (rng.uniform(0.95, 1.05, (len(names), years)))
        frames.append(
            pl.DataFrame(
                {
                    "region": np.repeat(np.array(names), years),
                    "year": np.tile(YEARS, len(names)).astype(np.int16),
                    "indicator": [one] * wanted.size,
                    "comparator": [comparator] * wanted.size,
                    "target": np.round(wanted, 1).reshape(-1),
                }
            )
        )
    return pl.concat(frames)


def records(work: Work) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The same as records for the objects: what was asked and not told has no value; and the targets."""
    asked = work.regions.join(pl.DataFrame({"year": YEARS}), how="cross")
    asked = asked.join(pl.DataFrame({"quarter": QUARTERS}), how="cross")
    asked = asked.join(pl.DataFrame({"indicator": INDICATORS}), how="cross")
    told = work.long.with_columns(pl.col("year", "quarter").cast(pl.Int64))
    missing = asked.join(told, on=[*KEY, "indicator"], how="anti")
    rows = [*told.iter_rows(named=True), *missing.iter_rows(named=True)]
    return [_record(row) for row in rows], list(work.targets.iter_rows(named=True))


def _record(row: Mapping[str, Any]) -> dict[str, Any]:
    at_end = row["indicator"] in LEVELS or row["indicator"] in ("R5", "R6", "R7", "R8")
    value, unit = row.get("value"), unit_of(row["indicator"])
    return {
        "region": row["region"],
        "indicator": row["indicator"],
        "period": f"{row['year']}年第{'一二三四'[row['quarter'] - 1]}季度{'末' if at_end else ''}",
        "accumulation": "期末" if at_end else "本年累计",
        "value": value,
        "unit": unit,
    }


# ── definitions ──────────────────────────────────────────────────────────────────────────────────────────

_OURS: Final = "为度量而设"
_MARKED: Final = (
    "unit",
    "measure",
    "direction",
    "accumulation",
    "over_regions",
    "over_periods",
    "definition",
)


def catalogue() -> Any:
    """What the 26 indicators are: eight rates with their components, a flow, and its 其中."""
    import rsindicators as rs

    whole = _indicator("X1", "flow", "annual", minimum="0件")
    part = _indicator("X2", "flow", "annual", minimum="0件", part_of="X1")
    return rs.Catalogue(rs.Indicator(**record) for record in (*map(_rate, range(1, 9)), whole, part))


def _rate(k: int) -> dict[str, Any]:
    import rsindicators as rs

    runs = k < 5
    measure = rs.Measure.FLOW if runs else rs.Measure.STOCK
    unit = rs.Unit.parse(unit_of(f"N{k}"))
    parts = tuple(rs.Component(f"{side}{k}", f"{side}{k}", unit, measure) for side in "ND")
    formula = rs.Formula.parse(f"N{k} / D{k}")
    run = "annual" if runs else "at_end"
    limits = {"minimum": "0%", "maximum": "100%"}
    return _indicator(f"R{k}", "ratio", run, formula=formula, components=parts, **limits)


def _indicator(code: str, measure: str, run: str, **more: Any) -> dict[str, Any]:
    """A definition as keywords; every field is ours."""
    import rsindicators as rs

    adds = rs.Additivity.SUM if measure == "flow" else rs.Additivity.RECOMPUTE
    limits = {name: rs.Figure.parse(more.pop(name)) for name in ("minimum", "maximum") if name in more}
    marked = [*_MARKED, *limits, *(name for name in more if name != "components")]
    return {
        "code": code,
        "name": code,
        "english": code,
        "unit": rs.Unit.parse(unit_of(code)),
        "measure": rs.Measure(measure),
        "direction": rs.Direction.HIGHER,
        "accumulation": rs.Accumulation(run),
        "over_regions": adds,
        "over_periods": adds,
        "definition": f"{code}:{_OURS}",
        "source": rs.Source(_OURS),
        "assigned": tuple((name, _OURS) for name in marked),
        **limits,
        **more,
    }
