"""What a judgement says, and how surely."""

from __future__ import annotations

from attrs import frozen

from rsindicators.figure import Figure
from rsindicators.kinds import Verdict
from rsindicators.messages import Language, render


@frozen
class Judgement:
    """The answer of a bound to a figure.

    Attributes:
        verdict: MET, MISSED or UNDECIDED, for the figure as printed.
        certain: Whether rounding cannot turn it: every value the figure can mean gives this verdict.
        margin: By how much it is met (positive) or missed (negative), in the bound's unit; for percentages
            in 个百分点. None where the verdict does not rest on a distance.
        at_limit: Whether the figure equals a limit exactly.
        reason: The code of the message that says why it is undecided; empty otherwise.
        inferred: Whether the judgement rests on a reading that is ours and not the document's.
    """

    verdict: Verdict
    certain: bool = False
    margin: Figure | None = None
    at_limit: bool = False
    reason: str = ""
    inferred: bool = False

    def say(self, language: Language = "zh") -> str:
        """The judgement in words.

        Examples:
            >>> Judgement(Verdict.MET).say(), Judgement(Verdict.MET).say("en")
            ('达到(四舍五入可能改变)', 'met (rounding could turn it)')
        """
        if self.verdict is Verdict.UNDECIDED:
            return render(self.reason, language, {})
        certainty = "certain" if self.certain else "uncertain"
        return render(f"judgement.{self.verdict.value}.{certainty}", language, {})

    def __str__(self) -> str:
        return self.say()


def undecided(reason: str) -> Judgement:
    """A judgement that cannot be made, for the reason `judgement.<reason>`."""
    return Judgement(Verdict.UNDECIDED, reason=f"judgement.{reason}")
