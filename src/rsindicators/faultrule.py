"""A question that the reading of a form has answered already.

What a reader could not, or not wholly, understand is a `Fault` with the code of the rule that tells it. The
rule asks nothing again: it makes a finding of each of its faults, and counts the figures that had none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Any

from attrs import frozen

from rsindicators.facts import Facts
from rsindicators.fault import Fault
from rsindicators.finding import Cited, Finding, Place
from rsindicators.rule import KEPT, Outcome, Rule


@frozen
class FaultRule(Rule):
    """A rule that tells the faults of its code.

    Its message `<code>` may name, besides what every message may (`name`, `region`, `period`, `actual`,
    `place`, `expected`), the `text` of the cell, the `reason` why it was not understood, and whatever the
    error itself names (`near`, `unit`, …).
    """

    def ask(self, facts: Facts) -> Iterator[Outcome]:
        """A finding for each fault of the rule; what was read without one keeps it."""
        mine = [fault for fault in facts.faults if fault.rule == self.code]
        for fault in mine:
            yield Outcome(self.told(fault), cell=fault.observation)
        read = len(facts.submitted) - sum(fault.observation is not None for fault in mine)
        yield from repeat(KEPT, read)

    def told(self, fault: Fault, facts: Mapping[str, str] | None = None, **more: Any) -> Finding:
        """The finding of a fault; `facts` are named beside those of the error, `more` are its fields."""
        one = fault.observation
        name = one.indicator.name if one else fault.name
        region = one.region if one else fault.region
        period = str(one.period) if one else fault.period
        place = Place(fault.form, fault.cell or " ".join(filter(None, (region, name, period))))
        told = {
            "name": name,
            "region": region,
            "period": period,
            "actual": fault.text,
            "text": fault.text,
            "place": str(place),
            "expected": "",
            "reason": fault.error.what(),
        }
        return Finding(
            self.code,
            self.severity,
            self.certainty,
            (place,),
            (Cited(name, fault.text),),
            one.indicator if one else None,
            region,
            one.period if one else None,
            fault.error.facts | told | dict(facts or {}),
            basis=self.basis,
            **more,
        )
