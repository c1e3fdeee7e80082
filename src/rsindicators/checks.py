"""The commands of the shell that make a form and check what came back.

A folder is checked as one collection: what cannot be read is told, one line a file, and the rest is checked
all the same. Long work shows a bar on standard error, where that is a terminal and tqdm is installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from rsindicators import formats
from rsindicators.answers import Answer, plan_of
from rsindicators.errors import RSIndicatorsError, TableError
from rsindicators.forms import write_form
from rsindicators.submission import Submission
from rsindicators.validation import validate

if TYPE_CHECKING:
    import argparse

    from rsindicators.report import Report

T = TypeVar("T")

CLEAN, BLOCKED, UNREADABLE = 0, 1, 2
"""Exit statuses: nothing blocks, something does, something could not be read."""

BAR_AFTER: Final = 2
"""Seconds before a bar shows."""


def form(options: argparse.Namespace) -> Answer:
    """A workbook to fill in."""
    plan = plan_of(options)
    write_form(plan, options.output, period=options.asked, regions=options.regions, overwrite=options.force)
    record = {"form": str(options.output), "plan": plan.title, "period": options.asked}
    return Answer(record, f"已写出 {options.output}:{plan.title},{options.asked}")


def check(options: argparse.Namespace) -> Answer:
    """Every file of a folder, or one, against definitions, plan, earlier figures and itself."""
    path = Path(options.path)
    files = _files(path)
    plan = plan_of(options) if options.plan else None
    catalogue = plan.catalogue if plan else None
    prior = Submission.read(options.prior, catalogue=catalogue) if options.prior else None
    read: list[tuple[Path, Submission]] = []
    complaints: list[str] = []
    for file in _watched(files, "读取"):
        try:
            read.append((file, Submission.read(file, catalogue=catalogue, period=options.asked)))
        except RSIndicatorsError as error:
            complaints.append(error.line(options.lang))
        except OSError as error:
            complaints.append(f"{error.filename}: {error.strerror or error}")
    record: dict[str, object] = {"unreadable": complaints}
    if not read:
        return Answer(record, "没有读到可核对的文件。", UNREADABLE, tuple(complaints))
    submission = (
        read[0][1]
        if not path.is_dir() and not options.regions
        else Submission.combine([one for _, one in read], regions=options.regions)
    )
    report = validate(submission, plan=plan, prior=prior, progress=lambda rules: _watched(rules, "核对"))
    if options.output:
        _annotate(report, [file for file, _ in read], Path(options.output), folder=path.is_dir())
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


def _annotate(report: Report, files: Iterable[Path], output: Path, *, folder: bool) -> None:
    """The copies with remarks: one workbook, or a folder of them."""
    if not folder:
        for file in files:
            report.annotate(file, output, overwrite=True)
        return
    output.mkdir(parents=True, exist_ok=True)
    for file in files:
        report.annotate(file, output / f"{file.name.removesuffix('.xlsx')}.xlsx", overwrite=True)


def _watched(things: Iterable[T], what: str) -> Iterable[T]:
    """The same things, with a bar on standard error while they take long."""
    try:
        from tqdm import tqdm
    except ImportError:
        return things
    return tqdm(things, desc=what, delay=BAR_AFTER, disable=None, leave=False)
