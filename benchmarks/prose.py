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

Of the hits it is counted how many name what is listed (columns `phrases` and `periods`): right, left empty,
or something else. A phrase is right if it has the listed words, or is a name of the same indicator of the
catalogue; places (全县), 累计 and a verb in front (开展) are not counted. A period is right if it is the
listed one; a year that is listed may be the moment at its end. Where none is listed (—), none is right. Of
rows with 分别 (`paired`) it is counted in how many every number has its right subject.
"""

import argparse
import csv
import re
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import NamedTuple

from rsindicators.catalogue import Catalogue
from rsindicators.composition import Portion
from rsindicators.notation import Reading
from rsindicators.period import Period
from rsindicators.promises import Statement, find_targets
from rsindicators.sentences import Said
from rsindicators.units import Unit

LIST = Path(__file__).parent.parent / "tests" / "published" / "statements.csv"
HALVES = ("seen", "held_out")
Row = dict[str, str]
RIGHT, EMPTY, OTHER = range(3)
CARRIED = re.compile(
    "^(?:[全我][省市县])?(?:累计)?(?:(?:重点)?(?:开展|组织|举办|建设|形成|培育|打造|支持|扶持|提供|引进|培养|发放|服务))*"
)


class Wanted(NamedTuple):
    """One listed quantity: where its fragment begins and ends, and what a statement there must say."""

    start: int
    end: int
    said: str
    kind: Said
    phrase: str
    period: str
    paired: str


class Score(NamedTuple):
    """Counts of one half, and what was missed or found beside."""

    listed: int
    found: int
    hits: int
    kinds: int
    phrases: tuple[int, ...]
    periods: tuple[int, ...]
    pairs: tuple[int, int]
    misses: list[str]

    def line(self) -> str:
        """Both shares with their counts."""
        return (
            f"precision {self.hits / self.found:6.1%} ({self.hits}/{self.found})  "
            f"recall {self.hits / self.listed:6.1%} ({self.hits}/{self.listed})  "
            f"promised or reported as listed {self.kinds}/{self.hits}\n"
            f"{'':<21}phrase right {self.phrases[RIGHT]}, empty {self.phrases[EMPTY]}, other "
            f"{self.phrases[OTHER]}; period right {self.periods[RIGHT]}, empty {self.periods[EMPTY]}, other "
            f"{self.periods[OTHER]}; 分别 paired right in {self.pairs[0]} of {self.pairs[1]} fragments"
        )


def rows(half: str | None = None) -> list[Row]:
    """The list, or one half of it."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if half in (None, row["split"])]


def wanted(row: Row, place: int) -> list[Wanted]:
    """The quantities of a row whose fragment stands at a place."""
    kind = Said.REPORTED if row["nature"] == "achieved" else Said.PROMISED
    end = place + len(row["fragment"])
    columns = (row[name].split("; ") for name in ("expected", "phrases", "periods"))
    paired = row["fragment"] if row["paired"] else ""
    parts = zip(*columns, strict=True) if row["expected"] else ()
    return [Wanted(place, end, said, kind, phrase, when, paired) for said, phrase, when in parts]


def named(statement: Statement, listed: str) -> int:
    """Whether the phrase of a statement is the listed one."""
    if not statement.phrase:
        return EMPTY
    known = Catalogue.standard().get(listed)
    bare, wanted_words = (CARRIED.sub("", words).replace("累计", "") for words in (statement.phrase, listed))
    same = bare == wanted_words or (known is not None and statement.indicator() == known)
    return RIGHT if same else OTHER


def timed(statement: Statement, listed: str) -> int:
    """Whether the period of a statement is the listed one."""
    period = statement.period
    if listed == "今年起":
        return RIGHT if statement.when == listed else EMPTY if period is None else OTHER
    if listed == "—":
        return RIGHT if period is None else OTHER
    if period is None:
        return EMPTY
    wanted_period = Period.parse(listed)
    same = period == wanted_period or (wanted_period.is_year and period == wanted_period.ending)
    return RIGHT if same else OTHER


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
    phrases = {index: named(statements[index], one.phrase) for index, one in used.items()}
    periods = {index: timed(statements[index], one.period) for index, one in used.items()}
    rows_paired = {one.paired for one in listed if one.paired}
    wrong = {one.paired for index, one in used.items() if phrases[index] != RIGHT}
    pairs = (len(rows_paired - wrong), len(rows_paired))
    vain = [f"missed {one}" for one in listed if one not in used.values()]
    return Score(
        len(listed),
        len(used) + len(beside),
        len(used),
        kinds,
        tuple(list(phrases.values()).count(how) for how in range(3)),
        tuple(list(periods.values()).count(how) for how in range(3)),
        pairs,
        [*vain, *(f"beside {one}" for one in beside), *_unlike(statements, used, phrases, periods)],
    )


def _unlike(
    statements: list[Statement], used: dict[int, Wanted], phrases: dict[int, int], periods: dict[int, int]
) -> list[str]:
    """The hits whose phrase or period is not the listed one."""
    told = []
    for index, one in used.items():
        if phrases[index] != RIGHT:
            told.append(f"phrase {statements[index].phrase!r} for {one.phrase!r}")
        if periods[index] != RIGHT:
            told.append(f"period {statements[index].period} for {one.period!r}: {one.phrase}")
    return told


def added(scores: list[Score]) -> Score:
    """The counts of all together."""
    listed, found, hits, kinds = (sum(one[place] for one in scores) for place in range(4))  # type: ignore[misc]
    phrases, periods, pairs = (
        tuple(map(sum, zip(*(one[place] for one in scores), strict=True))) for place in range(4, 7)
    )
    misses = [miss for one in scores for miss in one.misses]
    return Score(listed, found, hits, kinds, phrases, periods, (pairs[0], pairs[1]), misses)


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
