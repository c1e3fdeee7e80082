"""Slips made on purpose, and what validation says of them: shared by the tests and the benchmark.

A case is drawn from its kind and number alone, so that every run sees the same ones.
"""

from random import Random
from typing import NamedTuple

import truths

from rsindicators import Catalogue
from rsindicators.corrupting import Corruption, draw_corruption
from rsindicators.finding import Finding
from rsindicators.kinds import Certainty, Severity
from rsindicators.samples import Sample
from rsindicators.validation import validate

RELATIONS = ("identities", "parts", "time")
"""The families whose findings hold several cells against each other."""
STRUCTURAL = ("ranges", "identities", "parts")
"""The families that may not speak of a true form at all."""


class Measured(NamedTuple):
    """A slip, whether any true values fit what it left, and the findings that speak of its cells."""

    corruption: Corruption
    fits: bool | None
    findings: tuple[Finding, ...]

    @property
    def is_single(self) -> bool:
        return len(self.corruption.label.cells) == 1

    @property
    def is_blocked(self) -> bool:
        """Whether it is told that this cannot be true."""
        return any(map(is_hard, self.findings))

    @property
    def is_by_relation(self) -> bool:
        return any(family(one) in RELATIONS for one in self.findings)

    @property
    def is_mended(self) -> bool:
        """Whether the right cell is among the first two repairs of a finding."""
        label = self.corruption.label
        return any(label.is_mended_by(repair) for one in self.findings for repair in one.repairs[:2])


def family(finding: Finding) -> str:
    return finding.code.partition(".")[0]


def is_jump(finding: Finding) -> bool:
    """Whether it only tells that a figure is far from an earlier one."""
    return all(code.endswith("_jump") for code in (finding.code, *finding.also))


def is_hard(finding: Finding) -> bool:
    """Whether it says that the figures cannot be true: it blocks, is sure, or tells a figure cut off."""
    blocks = finding.severity is Severity.BLOCKING or finding.certainty is Certainty.WRONG
    return blocks or finding.wording == "identities.truncated"


def drawn(slip, number) -> Corruption:
    found = draw_corruption(Random(f"{slip.value} {number}"), slip, Catalogue.standard())
    assert found is not None, slip
    return found


def findings_of(sample: Sample, plan: object = None) -> tuple[Finding, ...]:
    report = validate(sample.submission, plan=plan, prior=sample.prior, regions=sample.regions)
    return tuple(report.findings)


def regions_of(sample: Sample) -> tuple[str, ...]:
    """The name of the sum and its parts, where the form has one."""
    return sample.regions if sample.world.parts else ()


def told_of(corruption: Corruption, sample: Sample, plan: object = None) -> tuple[Finding, ...]:
    """The findings of a sample that speak of the cells of a slip."""
    return tuple(one for one in findings_of(sample, plan) if corruption.label.is_told_by(one))


def measured(slip, number, plan: object = None) -> Measured:
    """What validation says of one case."""
    corruption = drawn(slip, number)
    fits = truths.fits(corruption.corrupted.rows, regions_of(corruption.valid))
    return Measured(corruption, fits, told_of(corruption, corruption.corrupted, plan))
