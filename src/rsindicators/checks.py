"""The commands of the shell that make a form and check what came back.

A folder is checked as one collection: what cannot be read is told, one line a file, and the rest is checked
all the same. What is larger than a form is left to `bulk`. Long work shows a bar on standard error, where
that is a terminal and tqdm is installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from rsindicators import bulk, formats
from rsindicators.answers import Answer, plan_of
from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.forms import write_form
from rsindicators.messages import render
from rsindicators.submission import Submission
from rsindicators.validation import validate

if TYPE_CHECKING:
    import argparse

    from rsindicators.messages import Language
    from rsindicators.report import Report

T = TypeVar("T")

CLEAN, BLOCKED, UNREADABLE = 0, 1, 2
"""Exit statuses: nothing blocks, something does, something could not be read."""

COPY: Final = ".xlsx"
"""What a copy with remarks is."""

BAR_AFTER: Final = 2
"""Seconds before a bar shows."""


def form(options: argparse.Namespace) -> Answer:
    """A workbook to fill in."""
    plan = plan_of(options)
    if not options.force and Path(options.output).exists():
        raise TableError("cli.exists", path=Path(options.output).name)
    write_form(plan, options.output, period=options.asked, regions=options.regions, overwrite=True)
    record = {"form": str(options.output), "plan": plan.title, "period": options.asked}
    return Answer(record, f"已写出 {options.output}:{plan.title},{options.asked}")


def check(options: argparse.Namespace) -> Answer:
    """Every file of a folder, or one, against definitions, plan, earlier figures and itself."""
    given = options.path
    if not all(given):
        raise TableError("formats.path", value="")
    if any(bulk.is_large(Path(one)) for one in given):
        return bulk.check(options, given)
    if len(given) > 1:
        raise TableError("cli.files", count=str(len(given)))
    path = Path(given[0])
    files = _files(path)
    plan = plan_of(options) if options.plan else None
    catalogue = plan.catalogue if plan else None
    prior = Submission.read(options.prior, catalogue=catalogue) if options.prior else None
    read: list[tuple[Path, Submission]] = []
    complaints: list[str] = []
    for file in _watched(files, "读取"):
        try:
            told = Submission.read(file, catalogue=catalogue, period=options.asked, decimals=options.decimals)
            read.append((file, told))
        except (RSIndicatorsError, OSError) as error:
            if bulk.is_too_large(error, file) and not path.is_dir():
                return bulk.check(options, given)
            complaints.append(_told(error, file.name, options.lang))
    record: dict[str, object] = {"unreadable": complaints}
    if not read:
        return Answer(record, render("report.nothing", options.lang, {}), UNREADABLE, tuple(complaints))
    if options.output and not path.is_dir() and Path(options.output).suffix.lower() != COPY:
        raise TableError("cli.copy", path=path.name, copy=Path(options.output).name)
    submission = (
        read[0][1]
        if not path.is_dir() and not options.regions
        else Submission.combine([one for _, one in read], regions=options.regions)
    )
    report = validate(submission, plan=plan, prior=prior, progress=lambda rules: _watched(rules, "核对"))
    if options.output:
        complaints += _annotated([file for file, _ in read], path, Path(options.output), report, options.lang)
    status = UNREADABLE if complaints else CLEAN if report.ok else BLOCKED
    return Answer(record | report.to_dict(), report.listing(options.lang), status, tuple(complaints))


def _files(path: Path) -> list[Path]:
    """The file, or those of the folder that have a suffix we read."""
    if not path.is_dir():
        return [path]
    found = sorted(
        file
        for file in path.iterdir()
        if file.suffix.lower() in formats.READ and not file.name.startswith((".", "~$"))
    )
    if not found:
        raise TableError("cli.folder", path=path.name, suffixes=" ".join(formats.READ))
    return found


def _annotated(
    files: Iterable[Path], path: Path, output: Path, report: Report, language: Language
) -> Iterator[str]:
    """Write the copies with remarks: one workbook, or a folder of them; gives what could not be written."""
    for file in files:
        copy = output / f"{file.name}{'' if file.suffix == '.xlsx' else '.xlsx'}" if path.is_dir() else output
        while path.is_dir() and copy.name != file.name and path.joinpath(copy.name).exists():
            copy = copy.with_name(f"{copy.stem}_.xlsx")  # a.csv beside a.csv.xlsx
        try:
            if path.is_dir():
                output.mkdir(parents=True, exist_ok=True)
            report.annotate(file, copy, overwrite=True, language=language)
        except (RSIndicatorsError, OSError) as error:
            yield _told(error, copy.name, language)


def _told(error: RSIndicatorsError | OSError, name: str, language: Language) -> str:
    """What went wrong with a file, on one line with its name."""
    if isinstance(error, OSError):
        return f"{error.filename or name}: {error.strerror or error}"
    told = error.line(language)
    return told if name in told else f"{name}: {told}"


def _watched(things: Iterable[T], what: str) -> Iterable[T]:
    """The same things, with a bar on standard error while they take long."""
    try:
        from tqdm import tqdm
    except ImportError:
        return things
    return tqdm(things, desc=what, delay=BAR_AFTER, disable=None, leave=False)
