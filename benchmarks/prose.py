"""How well `find_targets` finds the hand-made list of statements. Run by hand; prints, tests nothing.

    python benchmarks/prose.py                     the fragments of tests/published/statements.csv, one by one
    python benchmarks/prose.py --documents FOLDER  and the whole documents 002_*.txt and 004_*.txt in a folder
    python benchmarks/prose.py --misses seen       and what was missed or wrong in that half (never held_out
                                                   while patterns are being written)

A listed quantity is *hit* by a statement that stands in its fragment and says the same: relation, value and
unit (名 and 位 are 人), or the same words; a statement hits one quantity at most. Recall is hits over listed
quantities. Precision is hits over statements that stand in sentences with a fragment of that half (a sentence
ends at 。;!? or the line) and hit nothing of the other half; run on fragments alone, over all statements
found in them. The list is hand-made and mainly of targets, so a statement in such a sentence that is right
and not listed counts against precision. A deadline (by 20 December, in 2023) is listed to be found by nobody.
In a whole document `find_targets` gets no help; a fragment has lost its context, so whether it promises or
reports is taken from the list.
"""

import argparse
import csv
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import NamedTuple

from rsindicators.composition import Portion
from rsindicators.notation import Reading
from rsindicators.promises import Statement, find_targets
from rsindicators.sentences import Said
from rsindicators.units import Unit

LIST = Path(__file__).parent.parent / "tests" / "published" / "statements.csv"
HALVES = ("seen", "held_out")
Row = dict[str, str]


class Wanted(NamedTuple):
    """One listed quantity: where its fragment begins and ends, and what a statement there must say."""

    start: int
    end: int
    said: str
    kind: Said


class Score(NamedTuple):
    """Counts of one half, and what was missed or found beside."""

    listed: int
    found: int
    hits: int
    kinds: int
    misses: list[str]

    def line(self) -> str:
        """Both shares with their counts."""
        return (
            f"precision {self.hits / self.found:6.1%} ({self.hits}/{self.found})  "
            f"recall {self.hits / self.listed:6.1%} ({self.hits}/{self.listed})  "
            f"promised or reported as listed {self.kinds}/{self.hits}"
        )


def rows(half: str | None = None) -> list[Row]:
    """The list, or one half of it."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if half in (None, row["split"])]


def wanted(row: Row, place: int) -> list[Wanted]:
    """The quantities of a row whose fragment stands at a place."""
    kind = Said.REPORTED if row["nature"] == "achieved" else Said.PROMISED
    end = place + len(row["fragment"])
    return [Wanted(place, end, said, kind) for said in row["expected"].split("; ") if said]


def says(reading: Reading, said: str) -> bool:
    """Whether a reading says what is listed: `at_least 500 户`, `fraction 2/3 人口`, `words 全覆盖`."""
    relation, _, rest = said.partition(" ")
    if relation == "words":
        return reading.value is None and reading.phrase == rest
    number, _, name = rest.partition(" ")
    if isinstance(reading.value, Portion):
        return said == f"fraction {reading.value.numerator}/{reading.value.denominator} {reading.value.of}"
    bound, figure = reading.bound, reading.figure
    limits = [figure] if figure is not None else [] if bound is None else [bound.limit, bound.upper]
    printed = [limit for limit in limits if limit is not None]
    if relation == "fraction" or [one.value for one in printed] != [
        Decimal(part) for part in number.split("—")
    ]:
        return False
    unit, listed = printed[-1].unit, Unit.parse(name)
    same = unit.fits(listed) and unit.exponent == listed.exponent
    return same and relation == ("figure" if bound is None else bound.relation.value)


def matched(statements: list[Statement], listed: list[Wanted]) -> dict[int, Wanted]:
    """What each statement hits, by its index."""
    used: dict[int, Wanted] = {}
    for one in listed:
        for index, statement in enumerate(statements):
            inside = one.start < statement.end and statement.start < one.end
            if index not in used and inside and says(statement.reading, one.said):
                used[index] = one
                break
    return used


def score(statements: list[Statement], listed: list[Wanted], others: list[Wanted]) -> Score:
    """The counts for statements of which none belongs elsewhere; `others` may be hit and do not count."""
    used = matched(statements, listed)
    elsewhere = matched(statements, others)
    beside = [one for index, one in enumerate(statements) if index not in used and index not in elsewhere]
    kinds = sum(statements[index].kind is one.kind for index, one in used.items())
    vain = [f"missed {one}" for one in listed if one not in used.values()]
    return Score(
        len(listed), len(used) + len(beside), len(used), kinds, vain + [f"beside {one}" for one in beside]
    )


def added(scores: list[Score]) -> Score:
    """The counts of all together."""
    listed, found, hits, kinds = (sum(one[place] for one in scores) for place in range(4))  # type: ignore[misc]
    return Score(listed, found, hits, kinds, [miss for one in scores for miss in one.misses])


def on_fragments(half: str) -> Score:
    """Every fragment by itself."""
    scores = []
    for row in rows(half):
        found = find_targets(row["fragment"], year=2023, report=row["nature"] == "achieved")
        scores.append(score(list(found), wanted(row, 0), []))
    return added(scores)


def on_documents(half: str, folder: Path) -> Score:
    """The whole documents; of what was found, what stands in sentences with a fragment of the half."""
    scores = []
    for name in ("002", "004"):
        text = next(folder.glob(f"{name}_*.txt")).read_text("utf-8")
        here = [row for row in rows() if row["file"] == name]
        places = {row["fragment"]: text.index(row["fragment"]) for row in here}
        mine = [one for row in here if row["split"] == half for one in wanted(row, places[row["fragment"]])]
        others = [one for row in here if row["split"] != half for one in wanted(row, places[row["fragment"]])]
        spans = [sentence(text, places[row["fragment"]], row) for row in here if row["split"] == half]
        near = [
            one
            for one in find_targets(text)
            if any(begin < one.end and one.start < end for begin, end in spans)
        ]
        scores.append(score(near, mine, others))
    return added(scores)


def sentence(text: str, start: int, row: Row) -> tuple[int, int]:
    """The sentence, or the sentences, that hold the fragment of a row."""
    begin = max(text.rfind(sign, 0, start) + 1 for sign in "。;;!?!?\n")
    last = start + len(row["fragment"]) - 1
    return begin, min((at for sign in "。;;!?!?\n" if (at := text.find(sign, last)) >= 0), default=len(text))


def speed() -> str:
    """Two texts of 100,000 and 200,000 characters: twice the length may take twice the time."""
    part = (
        "到2025年,失业保险和工伤保险参保人数分别达到2.37万人、4.14万人,结案率不低于90%,每年培训2万人次以上。"
    )
    told = []
    for length in (100_000, 200_000):
        text = (part * (length // len(part) + 1))[:length]
        start = process_time()
        found = len(find_targets(text))
        told.append(f"{length:,} characters, {found:,} statements: {process_time() - start:.2f} s")
    return "; ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--misses", choices=HALVES)
    options = parser.parse_args()
    for half in HALVES:
        scores = {"fragments": on_fragments(half)}
        if options.documents:
            scores["documents"] = on_documents(half, options.documents)
        for what, one in scores.items():
            print(f"{half:<9} {what:<10} {one.line()}")
            if options.misses == half:
                print(*one.misses, sep="\n")
    print(speed())


if __name__ == "__main__":
    main()
