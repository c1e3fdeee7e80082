"""What the library costs beside pint and bare Decimals, and how it meets hostile texts. Run by hand.

    python benchmarks/core.py            print the table
    python benchmarks/core.py --check    and exit 1 if a limit is broken

Where the library is held against another, the limit is a ratio within one run: the contenders take turns,
and the median of the rounds counts, so that other work on the machine falls on all of them. Imports are timed
in fresh processes, the time of a bare interpreter taken off.
"""

import argparse
import faulthandler
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from statistics import median
from time import perf_counter
from timeit import Timer
from typing import NamedTuple

import pint

import rsindicators as rs

ROUNDS = 15
CHILD = """
from time import perf_counter
import rsindicators
start = perf_counter(); rsindicators.Catalogue.standard(); once = perf_counter() - start
start = perf_counter(); rsindicators.Catalogue.standard(); again = perf_counter() - start
print(once, again)
"""

A, B, C = Decimal(963), Decimal(950), Decimal(50)


class Result(NamedTuple):
    """A line of the table."""

    what: str
    ours: str
    theirs: str
    measured: float
    limit: float
    form: str = "{:.2f} ×"

    @property
    def holds(self) -> bool:
        """Whether the limit is kept."""
        return self.measured <= self.limit


def process(code: str) -> float:
    """Seconds of a fresh interpreter that runs `code`."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - start


def imports() -> Result:
    rounds = [
        [process(code) for code in ("pass", "import rsindicators", "import pint")] for _ in range(ROUNDS)
    ]
    bare, ours, theirs = (median(times) for times in zip(*rounds, strict=True))
    return Result("import", ms(ours - bare), ms(theirs - bare), (ours - bare) / (theirs - bare), 0.8)


def beside(what: str, ours: Callable[[], object], theirs: Callable[[], object], limit: float) -> Result:
    """The two in turns; the median of the rounds' ratios."""
    timers = Timer(ours), Timer(theirs)
    counts = [max(1, int(0.02 / (timer.timeit(20) / 20))) for timer in timers]
    rounds = [
        [timer.timeit(count) / count for timer, count in zip(timers, counts, strict=True)]
        for _ in range(ROUNDS)
    ]
    best, other = (median(times) for times in zip(*rounds, strict=True))
    return Result(what, us(best), us(other), median(one / two for one, two in rounds), limit)


def bare(a: Decimal, b: Decimal, c: Decimal) -> Decimal:
    return a / (b + c) * 100


def formulas() -> list[Result]:
    formula = rs.Formula.parse("a / (b + c) * 100")
    value, values = formula.compiled.value, [A, B, C]
    named = {"a": A, "b": B, "c": C}
    return [
        beside("formula, compiled", lambda: value(values), lambda: bare(A, B, C), 5),
        beside(
            "formula, by name (no limit)", lambda: formula.value(named), lambda: bare(A, B, C), float("inf")
        ),
    ]


def rates(registry: pint.UnitRegistry[float]) -> Result:
    indicator = rs.Catalogue.standard()["arbitration_closure_rate"]
    closed, accepted, pending = (rs.Figure(value, "件") for value in (A, B, C))
    a, b, c = (registry.Quantity(float(value), "件") for value in (A, B, C))
    return beside(
        "compute a rate",
        lambda: indicator.compute(closed=closed, accepted=accepted, pending_before=pending, decimals=1),
        lambda: round((a / (b + c)).to("percent"), 1),
        1 / 5,
    )


def parses(registry: pint.UnitRegistry[float]) -> list[Result]:
    parse = rs.Figure.parse
    limits = {"2.06万人": 1 / 10, "2.06 万人": 1 / 10, "２．０６万人": float("inf")}
    return [
        beside(
            f"parse “{text}”", lambda text=text: parse(text), lambda: registry.Quantity("2.06 万人"), limit
        )
        for text, limit in limits.items()
    ]


def catalogue() -> list[Result]:
    said = [
        subprocess.run(
            [sys.executable, "-c", CHILD], check=True, capture_output=True, text=True
        ).stdout.split()
        for _ in range(ROUNDS)
    ]
    once, again = (median(float(line[index]) for line in said) * 1000 for index in (0, 1))
    return [
        Result("Catalogue.standard(), once", f"{once:.1f} ms", "", once, 50, "{:.1f} ms"),
        Result("Catalogue.standard(), again", f"{again * 1000:.1f} µs", "", again, 0.1, "{:.4f} ms"),
    ]


HOSTILE = {
    "9**9**9**9": "9**9**9**9",
    "1e999999999": "1e999999999",
    "-1E+999999999": "-1E+999999999",
    "100,000 digits": "9" * 100_000,
    "100,000 letters": "a" * 100_000,
    "100,000 汉字": "人" * 100_000,
    "50,000 spaces": " " * 50_000 + "1",
    "100,000 full-width digits": "１２３４５６７８９０" * 10_000,
    "180 full-width digits": "１２３４５６７８９０" * 18,
    "190 full-width digits and a unit": "１２３４５６７８９０" * 19 + "万人",
    "199 digits": "9" * 199,
    "199 spaces": " " * 199 + "x",
    "thousands commas": "1" + ",111" * 49 + ",",
    "points": "1." * 99,
    "万 without end": "1" + "万亿" * 90,
    "Chinese numerals": "九千" * 90,
    "亿亿亿": "一" + "亿" * 17,
    "units with strokes": "1元" + "/人" * 60,
    "brackets": "[" * 199,
    "round brackets": "(" * 199,
    "500 round brackets": "(" * 499,
    "minus signs": "-" * 199,
    "500 minus signs": "-" * 499 + "a",
    "a formula that multiplies out": "*".join(["(a+b+c+d+e+f)"] * 30),
    "a formula of high degree": "*".join(["a"] * 240),
    "colons": "1:" * 99 + "1:",
    "comparators": "≥" * 199,
    "stars": "*" * 199,
    "hedges": "力争" * 99,
    "dashes": "1—" * 99,
    "NUL and escapes": "\x00\x1b[2J" * 30,
    "combining marks": "2" + "\u0301" * 190,
    "right to left": "\u202e2.06万人",
    "a lone surrogate": "2.06\ud800人",
}
"""Texts that hang, swell or mislead careless readers."""

CATALOGUE = rs.Catalogue.standard()
READERS: dict[str, Callable[[str], object]] = {
    "Figure.parse": rs.Figure.parse,
    "Figure": rs.Figure,
    "parse": rs.parse,
    "Bound.parse": rs.Bound.parse,
    "Composition.parse": rs.Composition.parse,
    "Period.parse": rs.Period.parse,
    "Unit.parse": rs.Unit.parse,
    "Formula.parse": rs.Formula.parse,
    "Catalogue[]": CATALOGUE.__getitem__,
    "Catalogue.search": CATALOGUE.search,
    "compute": lambda text: CATALOGUE["仲裁结案率"].compute(审结=text, 受理=950, 上期未结=50),
    "Plan.load": rs.Plan.load,
}
HARMLESS = {
    "parse, stars",  # a missing figure with stars
    *(
        f"Formula.parse, {name}" for name in ("1e999999999", "-1E+999999999", "199 spaces")
    ),  # names to a formula
    *(f"Formula.parse, {name}" for name in ("万 without end", "Chinese numerals", "亿亿亿", "hedges")),
    *(f"Catalogue.search, {name}" for name in HOSTILE),  # nothing found
}
"""What may be read: it says no number."""


def answer(reader: Callable[[str], object], text: str) -> str:
    """The error that answers `text`, with its message made; or what was read."""
    try:
        read = reader(text)
    except rs.errors.RSIndicatorsError as error:
        return f"{error.code} {len(str(error))} {len(error.say('en'))}"
    return f"read: {read!r:.60}"


def hostile() -> list[Result]:
    slowest, largest, silent = (0.0, ""), (0, ""), []
    for reader_name, reader in READERS.items():
        for text_name, text in HOSTILE.items():
            where = f"{reader_name}, {text_name}"
            seconds = min(Timer(lambda reader=reader, text=text: answer(reader, text)).repeat(3, 1))
            slowest = max(slowest, (seconds, where))
            tracemalloc.start()
            told = answer(reader, text)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            largest = max(largest, (peak, where))
            if told.startswith("read:") and where not in HARMLESS:
                silent.append(f"{where}: {told}")
    count = len(READERS) * len(HOSTILE)
    for line in silent:
        print(f"read and not refused: {line}")
    return [
        Result(f"slowest of {count} hostile answers", slowest[1], "", slowest[0] * 1000, 50, "{:.2f} ms"),
        Result("texts read and not refused", "", "", len(silent), 0, "{:.0f}"),
        Result("most memory of one", largest[1], "", largest[0] / 1e6, 1, "{:.3f} MB"),
        Result("memory kept after all, twice over", "", "", growth(), 0.1, "{:.3f} MB"),
    ]


def growth() -> float:
    """Megabytes that a second pass over all texts leaves behind."""

    def once() -> None:
        for reader in READERS.values():
            for text in HOSTILE.values():
                answer(reader, text)

    once()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    once()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return max(0, after - before) / 1e6


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


def us(seconds: float) -> str:
    return f"{seconds * 1e6:.2f} µs"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="exit 1 if a limit is broken")
    options = parser.parse_args()
    faulthandler.dump_traceback_later(300, exit=True)
    registry: pint.UnitRegistry[float] = pint.UnitRegistry()
    rs.units.register(registry)
    results = [
        imports(),
        *formulas(),
        rates(registry),
        *parses(registry),
        *catalogue(),
        *hostile(),
    ]
    print(f"Python {sys.version.split()[0]}, pint {pint.__version__}, medians of {ROUNDS} rounds")
    print(f"{'':<36}{'measured':>12}{'limit':>12}       ours, theirs")
    for result in results:
        measured, limit = (result.form.format(number) for number in (result.measured, result.limit))
        mark = "ok" if result.holds else "BROKEN"
        print(f"{result.what:<36}{measured:>12}{limit:>12}  {mark:<6} {result.ours}  {result.theirs}")
    return int(options.check and not all(result.holds for result in results))


if __name__ == "__main__":
    raise SystemExit(main())
