"""What it costs to read a filled-in form and to check it. Run by hand.

    python benchmarks/validation.py            print the table
    python benchmarks/validation.py --check    and exit 1 if a limit is broken

A county's form: the 26 indicators of 指标解释 with their components, read from records and from a CSV file,
checked with the plan and the form of the year before. A province's file: more than 10,000 figures of many
counties with the row 合计, checked with the plan; and once more with as many figures of the year before, for
which no limit is set. Memory is the peak of a process of its own that reads and checks both years, and what
Python itself allocated meanwhile.
"""

import argparse
import json
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from attrs import evolve

from rsindicators import Catalogue, Plan
from rsindicators.samples import Layout, Sample, draw_sample, of_year
from rsindicators.submission import Submission
from rsindicators.validation import validate

ROUNDS = 9
FIGURES = 10_000
LIMITS = {"county": 50.0, "province": 2_000.0, "memory": 200.0}
"""Milliseconds, milliseconds, megabytes."""


class Result(NamedTuple):
    """A line of the table."""

    what: str
    measured: float
    limit: float | None
    unit: str

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.limit is None or self.measured <= self.limit


def complete(layout: Layout, regions: int = 1) -> Sample:
    """A true form of all defined indicators with all their components."""
    catalogue = Catalogue.standard()
    chosen = [one for one in catalogue if one.is_defined]
    names = tuple(f"{number:03}县" for number in range(1, regions + 1))
    if regions > 1:
        layout = evolve(layout, whole="合计", regions=names)
    wanted = len(chosen) + sum(len(one.components) for one in chosen)
    for seed in range(10_000):
        sample = draw_sample(Random(seed), chosen, layout, catalogue)
        if len(sample.rows) == wanted * len(layout.places) * len(layout.now):
            return sample
    raise AssertionError("no form was complete")


def county() -> Sample:
    return complete(of_year(2023))


def province() -> Sample:
    rows = len(county().rows)
    return complete(of_year(2023), FIGURES // rows + 1)


def milliseconds(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds; the first one, which imports and fills caches, is not counted."""
    action()
    times = []
    for _ in range(rounds):
        start = perf_counter()
        action()
        times.append((perf_counter() - start) * 1e3)
    return median(times)


def read_and_checked(records: list[dict[str, Any]], prior: list[dict[str, Any]], plan: Plan) -> int:
    report = validate(Submission.from_records(records), plan=plan, prior=Submission.from_records(prior))
    return len(report.findings)


def times() -> list[Result]:
    plan = Plan.load("xuyong-14")
    small, large = county(), province()
    now, before = ([row.record() for row in rows] for rows in (small.rows, small.earlier))
    many, earlier = ([row.record() for row in rows] for rows in (large.rows, large.earlier))
    few = f"county, {len(now)} figures"
    all_of = f"province, {len(many)} figures"
    return [
        Result(f"{few} and the year before", both(now, before, plan, ROUNDS), LIMITS["county"], "ms"),
        Result(f"{few} and the year before, from CSV", from_csv(plan), LIMITS["county"], "ms"),
        Result(all_of, both(many, [], plan, 3), LIMITS["province"], "ms"),
        Result(f"{all_of} and the year before", both(many, earlier, plan, 3), None, "ms"),
        Result(f"{all_of}, read only", milliseconds(lambda: Submission.from_records(many), 3), None, "ms"),
    ]


def both(now: list[dict[str, Any]], before: list[dict[str, Any]], plan: Plan, rounds: int) -> float:
    return milliseconds(lambda: read_and_checked(now, before, plan), rounds)


def from_csv(plan: Plan) -> float:
    """The county's form and the earlier one, read from CSV files."""
    sample = county()
    with TemporaryDirectory() as folder:
        paths = []
        for name, rows in (("now.csv", sample.rows), ("before.csv", sample.earlier)):
            path = Path(folder) / name
            records = [row.record() for row in rows]
            headings = list(dict.fromkeys(key for record in records for key in record))
            lines = [headings, *[[record.get(key, "") for key in headings] for record in records]]
            path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
            paths.append(path)
        now, before = paths
        return milliseconds(
            lambda: validate(Submission.read(now), plan=plan, prior=Submission.read(before)).ok
        )


def memory() -> list[Result]:
    """Of a process that reads and checks the province's file and does nothing else."""
    sample = province()
    records, prior = sample.records, [row.record() for row in sample.earlier]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "records.json"
        path.write_text(json.dumps([records, prior], ensure_ascii=False), encoding="utf-8")
        told = subprocess.run(
            [sys.executable, __file__, "--child", str(path)], check=True, capture_output=True, text=True
        ).stdout
    resident, _, traced = told.partition(" ")
    return [
        Result("province: peak of the process", float(resident), LIMITS["memory"], "MB"),
        Result("province: peak of Python's objects", float(traced), LIMITS["memory"], "MB"),
    ]


def child(path: str) -> None:
    """Print the peak of this process, and of Python's objects in a second pass."""
    records, prior = json.loads(Path(path).read_text(encoding="utf-8"))
    plan = Plan.load("xuyong-14")
    read_and_checked(records, prior, plan)
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    tracemalloc.start()
    read_and_checked(records, prior, plan)
    print(resident, tracemalloc.get_traced_memory()[1] / 1e6)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if a limit is broken")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child)
        return 0
    results = [*times(), *memory()]
    print(f"Python {sys.version.split()[0]}, medians")
    for one in results:
        limit = "" if one.limit is None else f"{one.limit:.0f} {one.unit}"
        mark = "" if one.limit is None else "ok" if one.holds else "BROKEN"
        print(f"{one.what:<52}{one.measured:>10.1f} {one.unit}{limit:>12}  {mark}")
    return int(options.check and not all(one.holds for one in results))


if __name__ == "__main__":
    raise SystemExit(main())
