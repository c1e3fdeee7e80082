"""What it costs to ask the rules of whole columns, beside raw polars. Run by hand.

    pip install -e ".[frames]" polars          (pandas, pyarrow, duckdb and pointblank if you like)
    python benchmarks/columns.py               1.5 million figures; the last line is ratio=…
    python benchmarks/columns.py --check       and exit 1 if a limit is broken
    python benchmarks/columns.py --rows 150k,1.5M,15M --check     … and how it grows
    python benchmarks/columns.py --engine polars,pandas,duckdb    on frames of other libraries
    python benchmarks/columns.py --objects     whether the objects find the same in twenty regions

The workload is that of `counties.py`: eight families of rules asked of 26 indicators of every county and
quarter, all keys texts, with what was expected and what was told for every finding. The others are in
`peers.py`. Raw polars is given the figures twice, wide for the rules and long for the keys; rsindicators is
asked everything of the long frame in one call and places the figures itself. `--part` asks for less: `wide`
and `targets` are asked of the wide frame, `keys` of the long one.

Every measurement is a process of its own: it loads the frames, runs once to warm up, then `--repeats` times;
`--rounds` rounds go through all of them in turn, and medians are told. Memory is the peak of the runs over
what was resident after loading. ratio= is rsindicators over raw polars, all families. Compare within one run
only: machines differ, and are noisy.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final, NamedTuple

import polars as pl
from counties import INDICATORS, KEY, PERIODS, Work, catalogue, made
from peers import Frames, objects, pointblank, raw_polars

FAMILIES: Final = {
    "identities.formula": "rates",
    "ranges.minimum": "ranges",
    "ranges.maximum": "ranges",
    "identities.numerator": "parts",
    "parts.part": "parts",
    "time.falling": "falling",
    "time.stock_jump": "jumps",
    "keys.missing": "missing",
    "keys.duplicate": "twice",
    "plan.target": "targets",
}
"""Which family each of our rules is of."""
CODES: Final = {
    "all": tuple(FAMILIES),
    "wide": tuple(FAMILIES)[:7],
    "keys": ("keys.missing", "keys.duplicate"),
    "targets": ("plan.target",),
}
"""The rules of each part."""
ENGINES: Final = ("polars", "lazy", "pandas", "pyarrow", "duckdb")
OTHERS: Final = {"raw": raw_polars, "pointblank": pointblank}
LIMITS: Final = {"all": 0.35, "lazy": 1.2, "memory": 1.0, "pointblank": 0.5, "growth": 1.0}
"""rsindicators over raw polars in time, likewise of a LazyFrame, and in memory; over pointblank, wide rules;
and how much more time than figures there may be."""
SIZES: Final = {"k": 1_000, "m": 1_000_000}
FEW: Final = 20 * len(INDICATORS) * PERIODS


# ── rsindicators ─────────────────────────────────────────────────────────────────────────────────────────


def ours(frames: Frames, part: str) -> Any:
    """All findings of a part, as rsindicators tells them."""
    import rsindicators as rs

    told = {"catalogue": frames["catalogue"], "rules": frames["rules"][part], "decimals": 1, "to_date": True}
    is_long = part in ("all", "keys")
    told |= {"asked": True, "regions": frames["names"]} if is_long else {}
    told["units"] = "definition"
    if part in ("all", "targets"):
        told["plan"] = frames["targets"]
    checked = rs.frames.validate(frames["long" if is_long else "wide"], **told)
    return checked.collect() if frames["engine"] in ("lazy", "duckdb") else checked.frame


def ready(engine: str, folder: Path) -> Frames:
    """The frames, as their library has them, and what we know of them."""
    frames: Frames = {"engine": engine} | {
        name: _read(engine, folder / f"{name}.parquet") for name in Work._fields
    }
    if engine not in OTHERS:
        from rsindicators.ruleset import RuleSet

        usual = RuleSet.standard()
        frames["names"] = pl.read_parquet(folder / "regions.parquet")["region"].to_list()
        frames["catalogue"] = catalogue()
        frames["rules"] = {part: RuleSet(usual[code] for code in codes) for part, codes in CODES.items()}
    return frames


def _read(engine: str, path: Path) -> Any:
    """A file as a frame in memory."""
    match engine:
        case "pandas":
            import pandas as pd

            return pd.read_parquet(path)
        case "pyarrow":
            from pyarrow import parquet

            return parquet.read_table(path)
        case "duckdb":
            import duckdb

            duckdb.execute(f"create table {path.stem} as from read_parquet('{path}')")
            return duckdb.table(path.stem)
        case "lazy":
            return pl.read_parquet(path).lazy()
    return pl.read_parquet(path)


def counted(found: Any) -> Counter[str]:
    """How many findings there are of each family."""
    if isinstance(found, list):
        counts: Counter[str] = Counter()
        for family, count in found:
            counts[family] += count
        return counts
    codes = found["code"]
    told = codes.to_pylist() if hasattr(codes, "to_pylist") else list(codes)
    return Counter(FAMILIES.get(code, code) for code in told)


def differences() -> int:
    """Whether the objects find in a few regions, place by place, what raw polars finds."""
    work = made(FEW)
    found = {(*place, FAMILIES[code]) for *place, code in objects(work, FAMILIES)}
    columns = (*KEY, "indicator", "code")
    raw = set(raw_polars(work._asdict(), "all").select(columns).iter_rows())
    print(f"{work.long.height:,} figures; both find {_shown(Counter(one[-1] for one in raw & found))}")
    for name, some in (("raw polars", raw - found), ("objects", found - raw)):
        print(f"{name} alone: {_shown(Counter(one[-1] for one in some)) or 'nothing'}")
    return int(raw != found)


# ── measuring ────────────────────────────────────────────────────────────────────────────────────────────


class Job(NamedTuple):
    """What is measured: on about so many figures, which part, by whom.

    `engine` is raw (polars), pointblank, or the library whose frames rsindicators is given.
    """

    rows: int
    part: str
    engine: str

    @property
    def raw(self) -> "Job":
        """What it is compared with."""
        return self._replace(engine="raw")

    @property
    def name(self) -> str:
        """Who does it."""
        names = {"raw": "raw polars, lazy", "pointblank": "pointblank"}
        return names.get(self.engine, f"rsindicators, {self.engine}")


class Result(NamedTuple):
    """Medians in milliseconds and megabytes; the figures there were; the findings of each family."""

    time: float
    memory: float
    figures: int
    counts: Counter[str]


def child(folder: Path, job: Job, repeats: int) -> dict[str, Any]:
    """Load, warm up, and run some times; what that took."""
    work: Callable[[Frames, str], Any] = OTHERS.get(job.engine, ours)
    frames = ready(job.engine, folder)
    before, times = _resident(), []
    counts = counted(work(frames, job.part))
    for _ in range(repeats):
        start = perf_counter()
        found = work(frames, job.part)
        times.append((perf_counter() - start) * 1e3)
        del found
    return {"times": times, "memory": _peak() - before, "counts": counts}


_STATUS: Final = Path("/proc/self/status")


def _resident() -> float:
    """Megabytes resident now, earlier peaks forgotten; where that cannot be, the peak so far."""
    if not _STATUS.exists():
        return _peak()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status("VmRSS")


def _peak() -> float:
    if _STATUS.exists():
        return _status("VmHWM")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _status(name: str) -> float:
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1_024 / 1e6


def measured(jobs: list[Job], rounds: int, repeats: int) -> dict[Job, Result]:
    """Every job in turn, some rounds of them."""
    told: dict[Job, list[dict[str, Any]]] = {job: [] for job in jobs}
    with TemporaryDirectory() as place:
        figures = {rows: _written(rows, Path(place)) for rows in {job.rows for job in jobs}}
        for job in jobs * rounds:
            given = [__file__, "--child", f"{place}/{job.rows}", *map(str, job), str(repeats)]
            run = subprocess.run([sys.executable, *given], check=False, capture_output=True, text=True)
            if run.returncode:
                sys.exit(f"{job.name}, {job.part}:\n{run.stderr}")
            told[job].append(json.loads(run.stdout))
    return {
        job: Result(
            median(time for run in runs for time in run["times"]),
            median(run["memory"] for run in runs),
            figures[job.rows],
            Counter(runs[0]["counts"]),
        )
        for job, runs in told.items()
    }


def _written(rows: int, place: Path) -> int:
    """Write the frames of about so many figures; how many there are."""
    folder, work = place / str(rows), made(rows)
    folder.mkdir()
    for name, frame in work._asdict().items():
        frame.write_parquet(folder / f"{name}.parquet")
    return work.long.height


def jobs_of(sizes: list[int], engines: list[str], part: str | None) -> list[Job]:
    """What is to be measured; of several sizes the middle one wholly, the others for their growth."""
    main = sorted(sizes)[len(sizes) // 2]
    jobs = []
    for one in [part] if part else ["all", "wide"]:
        peers = ["raw", "pointblank"] if one == "wide" and find_spec("pointblank") else ["raw"]
        jobs += [Job(main, one, engine) for engine in (*peers, *engines)]
    return jobs + [
        Job(size, part or "all", who) for size in sizes if size != main for who in ("raw", engines[0])
    ]


# ── told ─────────────────────────────────────────────────────────────────────────────────────────────────


def tell(results: dict[Job, Result], *, memory: bool) -> None:
    """The table, and what was found."""
    print(f"Python {sys.version.split()[0]}, polars {pl.__version__}, medians")
    print(f"{'':<24}{'part':<9}{'figures':>12}{'ms':>10}{'÷ raw':>8}{'MB over data' * memory:>14}")
    for job, one in results.items():
        used = f"{one.memory:>14.0f}" * memory
        ratio = one.time / results[job.raw].time
        print(f"{job.name:<24}{job.part:<9}{one.figures:>12,}{one.time:>10.1f}{ratio:>8.2f}{used}")
    for job, one in results.items():
        if job == job.raw or one.counts != results[job.raw].counts:
            print(f"{job.name}, {job.part}, of {one.figures:,}: {_shown(one.counts)}")


def _shown(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()))


def held(results: dict[Job, Result]) -> Iterator[tuple[str, float, float]]:
    """What was held against a limit, how much it is, and the limit."""
    main = next(iter(results)).rows
    for job, one in ((job, one) for job, one in results.items() if job.rows == main):
        raw, peer = results[job.raw], results.get(job._replace(engine="pointblank"))
        if (job.part, job.engine) == ("all", "polars"):
            yield f"all families, {one.figures:,}: time over raw polars", one.time / raw.time, LIMITS["all"]
            yield f"all families, {one.figures:,}: memory", one.memory / raw.memory, LIMITS["memory"]
        elif (job.part, job.engine) == ("all", "lazy"):
            yield (
                f"a LazyFrame, {one.figures:,}: time over raw polars",
                one.time / raw.time,
                LIMITS["lazy"],
            )
        elif (job.part, job.engine) == ("wide", "polars") and peer:
            yield f"wide rules, {one.figures:,}: over pointblank", one.time / peer.time, LIMITS["pointblank"]
    sizes = sorted((one.figures, one.time) for job, one in results.items() if job[1:] == ("all", "polars"))
    if len(sizes) > 1:
        (few, quick), (many, slow) = sizes[0], sizes[-1]
        yield (
            f"growth of time over that of figures, {few:,}–{many:,}",
            slow / quick / (many / few),
            LIMITS["growth"],
        )


def check(results: dict[Job, Result]) -> bool:
    """Whether all limits hold; those over others are for 1.5 million figures."""
    holds = True
    for what, value, limit in held(results):
        holds &= value <= limit
        print(f"{what:<60}{value:>7.2f}{limit:>7.2f}  {'ok' if value <= limit else 'BROKEN'}")
    return holds


def _size(text: str) -> int:
    return round(float(text.rstrip("kKmM")) * SIZES.get(text[-1:].lower(), 1))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", default="1.5M", help="150k, 1.5M, 15M; several with commas")
    parser.add_argument("--part", choices=CODES, help="left out: all, and wide")
    parser.add_argument(
        "--engine", default="polars,lazy", help=f"of {', '.join(ENGINES)}; several with commas"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="tell the memory, too")
    parser.add_argument("--check", action="store_true", help="exit 1 if a limit is broken")
    parser.add_argument("--objects", action="store_true", help="exit 1 if the objects find something else")
    parser.add_argument("--child", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        folder, rows, part, engine, repeats = options.child
        print(json.dumps(child(Path(folder), Job(int(rows), part, engine), int(repeats))))
        return 0
    if options.objects:
        return differences()
    engines = options.engine.split(",")
    if not set(engines) <= set(ENGINES):
        parser.error(f"--engine: {', '.join(ENGINES)}")
    jobs = jobs_of(list(map(_size, options.rows.split(","))), engines, options.part)
    results = measured(jobs, options.rounds, options.repeats)
    tell(results, memory=options.memory or options.check)
    holds = check(results) if options.check else True
    first = next(job for job in results if job.engine == engines[0])
    print(f"ratio={results[first].time / results[first.raw].time:.2f}")
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
