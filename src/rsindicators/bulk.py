"""Files larger than a form, checked at the shell: which those are, and what is told of them.

A file is a form as long as it can be one. `.parquet` files, folders that hold some, and CSV files of more
than 32 MiB are read piece by piece (`frames.large`), and so is a CSV file that has too many figures for a
form. What is told is how many findings each rule has, the first of them in words, and where they all stand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rsindicators.answers import Answer, plan_of
from rsindicators.errors import FrameError
from rsindicators.formats import LARGEST_FILE
from rsindicators.messages import render
from rsindicators.rule import Rule
from rsindicators.ruleset import RuleSet
from rsindicators.table import Table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from rsindicators.finding import Finding
    from rsindicators.frames.large import LargeChecked
    from rsindicators.messages import Language

T = TypeVar("T")

PARQUET: Final = (".parquet", ".pq")
TEXTS: Final = (".csv", ".tsv")
TOO_LARGE: Final = ("formats.bytes", "submission.many", "table.size")
"""What is said of a CSV file that is too large for a form."""
NEEDED: Final = ("narwhals", "numpy")
SHOWN_REGIONS: Final = 5
SHOWN: Final = 10
"""So many findings, of so many regions, are told in words."""
BAR_AFTER: Final = 2
"""Seconds before a bar shows."""


def is_large(path: Path) -> bool:
    """Whether something at a path is too large for a form, as far as its name and size tell."""
    if path.is_dir():
        return any(one.suffix.lower() in PARQUET and not one.name.startswith(".") for one in path.iterdir())
    suffix = path.suffix.lower()
    return suffix in PARQUET or (suffix in TEXTS and path.is_file() and path.stat().st_size > LARGEST_FILE)


def is_too_large(error: Exception, path: Path) -> bool:
    """Whether a file that is no form is one of figures that are too many for a form."""
    return path.suffix.lower() in TEXTS and getattr(error, "code", "") in TOO_LARGE


def check(options: argparse.Namespace, paths: Sequence[str]) -> Answer:
    """Files that are one frame, checked piece by piece."""
    if not all(map(find_spec, NEEDED)):
        raise FrameError("frames.files.extra", command='pip install "rsindicators[frames]" polars')
    from rsindicators.frames.large import FIGURES, validate_file

    plan = plan_of(options) if options.plan else None
    found = validate_file(
        list(paths),
        out=options.output,
        overwrite=True,
        batch=FIGURES if options.batch is None else options.batch,
        progress=_watched,
        plan=plan,
        catalogue=plan.catalogue if plan else None,
        prior=options.prior,
        regions=options.regions,
        period=options.asked,
        decimals=options.decimals,
    )
    names = found.regions[:SHOWN_REGIONS]
    first = found.findings(names)[:SHOWN] if names else ()
    record = {
        "ok": found.ok,
        "counts": found.severities,
        "rules": found.summary(),
        "open": found.open,
        "unasked": list(found.unasked),
        "output": None if found.path is None else str(found.path),
        "first": [one.to_record() for one in first],
    }
    name = Path(paths[0]).name + (f" …({len(paths)})" if len(paths) > 1 else "")
    return Answer(record, _told(found, first, name, options.lang), int(not found.ok))


def _told(found: LargeChecked, first: Sequence[Finding], name: str, language: Language) -> str:
    """Whether it passed, the counts, the first findings, and where all stand."""
    counts = {key: str(count) for key, count in found.severities.items()}
    total = str(sum(found.summary().values()))
    shown = [f"{number}. {one.say(language)}" for number, one in enumerate(first, 1)]
    lines = [
        name,
        _table(found.summary(), language) if found.summary() else "",
        "\n".join((_say("first", language, {"count": str(len(first)), "total": total}), *shown))
        if shown
        else "",
        _say("written", language, {"path": str(found.path), "total": total}) if found.path else "",
        _say("unwritten", language, {"total": total}) if shown and not found.path else "",
        _say("unasked", language, {"names": "、".join(found.unasked)}) if found.unasked else "",
        "\n".join(
            (_say("passed" if found.ok else "blocked", language, {}), _say("counts", language, counts))
        ),
    ]
    return "\n\n".join(filter(None, lines))


def _table(summary: dict[str, int] | Any, language: Language) -> str:
    """How many findings each rule has."""
    rules = {rule.code: rule for rule in RuleSet.standard()}
    rows = [(code, _question(rules.get(code), language), str(count)) for code, count in summary.items()]
    headings = [_say(column, language, {}) for column in ("rule", "question", "findings")]
    return str(Table(headings, rows, right=(2,)))


def _question(rule: Rule | None, language: Language) -> str:
    return rule.question(language) if rule else ""


def _say(code: str, language: Language, facts: dict[str, str]) -> str:
    return render(f"bulk.{code}", language, facts)


def _watched(parts: Iterable[T]) -> Iterable[T]:
    """The same parts; on a terminal with a bar on standard error, or lines where tqdm is not installed."""
    try:
        from tqdm import tqdm
    except ImportError:
        return _counted(list(parts)) if sys.stderr.isatty() else parts
    return tqdm(parts, desc="核对", delay=BAR_AFTER, disable=None, leave=False)


def _counted(parts: list[T]) -> Iterator[T]:
    for number, part in enumerate(parts, 1):
        sys.stderr.write(f"核对 {number}/{len(parts)}\n")
        yield part
