"""What could not be read of a form, and where.

A fault is one cell, heading or record that says something no reader may guess at. It keeps what was printed
and the error that says why, and where the rest of the row was understood, which figure it is about. Faults
are told as findings by the rules whose codes they bear; they never stop the reading of the rest.
"""

from __future__ import annotations

from attrs import field, frozen

from rsindicators.errors import RSIndicatorsError
from rsindicators.observation import Observation


def _said(error: RSIndicatorsError) -> tuple[str, str]:
    return error.code, error.say()


@frozen
class Fault:
    """A cell that was not, or not wholly, understood; two are one that say the same of the same cell.

    Attributes:
        rule: The code of the rule that tells it: `cells.value`, `units.missing`, `keys.unknown`, …
        cell: The address of the cell; empty for records.
        form: The file or form.
        text: What it holds, as printed.
        error: Why it was not understood; the message names the cell.
        observation: The figure that was read all the same (a unit that was missing), or None.
        region: Of which region, as far as it was read.
        name: Of which indicator; as printed, where that is not known.
        period: For which time; as printed, where it could not be read.
    """

    rule: str
    cell: str
    form: str
    text: str
    error: RSIndicatorsError = field(eq=_said)
    observation: Observation | None = None
    region: str = ""
    name: str = ""
    period: str = ""
