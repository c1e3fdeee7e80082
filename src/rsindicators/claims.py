"""Does the sentence agree with the numbers?

A claim is what a sentence says of figures: a growth, a yearly growth, a share, a sum, a difference. It is
held against the figures it was made of, as printed. What these cannot decide is NOT_CHECKABLE, with the
reason. A slip that explains a mismatch is named; it excuses nothing.

It refuses arguments that the kind of claim does not take, and units that do not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from attrs import evolve, frozen

from rsindicators.agreement import against
from rsindicators.arithmetic import MOST_YEARS
from rsindicators.bound import Bound, read_limited
from rsindicators.composition import Composition, Portion
from rsindicators.errors import ComponentError, NumberError, UndefinedResultError
from rsindicators.figure import Figure, computed
from rsindicators.interval import Interval
from rsindicators.kinds import Accumulation, Agreement, Claimed
from rsindicators.messages import Language, fact, render
from rsindicators.notation import parse
from rsindicators.slips import Slip, find_slip
from rsindicators.text import Scanner, checked, fold
from rsindicators.working import CHANGES, Working, by_unit

Given = Figure | Bound | Portion | str | int | Decimal | None
Known = Figure | Bound | None
Inputs = tuple[tuple[str, Known], ...]

LONGEST_WORDS: Final = 2000
MOST_PARTS: Final = 1000
MOST_SHOWN: Final = 8
TAKES: Final = {
    Claimed.GROWTH: ("new", "old"),
    Claimed.ANNUAL_GROWTH: ("new", "old", "years"),
    Claimed.SHARE: ("part", "whole"),
    Claimed.SUM: ("parts", "whole"),
    Claimed.DIFFERENCE: ("new", "old"),
}
"""The arguments of each kind of claim."""
TERMS: Final = ("可比", "不变价", "实际", "同口径", "价格因素", "物价因素", "修订")
"""Words that say the levels were made comparable first, so that the printed ones do not give the claim."""
NOMINAL: Final = ("名义", "现价", "当年价")
"""Words that say the levels are meant as printed."""
TELLING_DECIMALS: Final = 2
"""So many decimals of a yearly growth hardly come out by chance of another number of years."""


@frozen
class Claim:
    """What a sentence says of figures, and whether they give it.

    Attributes:
        kind: What is claimed; the unit may have decided it (增长7.6个百分点 is a difference).
        claimed: The number claimed, or its bound (超过35%).
        agreement: Whether the figures give it.
        computed: What they give, unrounded, in the unit of the claim; None where they give nothing.
        interval: Where the truth of that lies, in the unit of `computed`.
        inputs: The figures it was held against, by name; None for one that is not printed.
        years: The years of a yearly growth.
        reason: The code of the message that says why it is not checkable; empty otherwise.
        slip: The mistake that explains a mismatch, or None.
    """

    kind: Claimed
    claimed: Figure | Bound
    agreement: Agreement
    computed: Figure | None = None
    interval: Interval | None = None
    inputs: Inputs = ()
    years: int | None = None
    reason: str = ""
    slip: Slip | None = None

    def say(self, language: Language = "zh") -> str:
        """The claim, the figures and the agreement in words.

        Examples:
            >>> print(check_claim("32.07%", "growth", new="32.33万人", old="24.48万人").say())
            增长32.07%:相符,24.48万人→32.33万人 算得 ≈32.066993%。
        """
        kind = self.kind.label if language == "zh" else self.kind.value.replace("_", " ") + " "
        facts = {"what": f"{kind}{self.claimed}", "inputs": self._shown()}
        facts["reason"] = render(self.reason, language, {}) if self.reason else ""
        if self.computed is not None and self.interval is not None:
            facts["computed"] = str(self.computed)
            facts["interval"] = f"{self.interval.outwards(8)}{self.computed.unit}"
        codes = [self.agreement.value, *(["computed"] if self.reason and self.computed is not None else [])]
        told = [render(f"claim.{code}", language, facts) for code in codes]
        if self._was_decreed:
            told.append(render("claim.decreed", language, {}))
        if self.slip is not None:
            told.append(self.slip.say(language))
        return ("" if language == "zh" else " ").join(told)

    @property
    def _was_decreed(self) -> bool:
        """Whether it is contradicted as the exact percentage that was read into it."""
        one = self.claimed
        exact = isinstance(one, Figure) and one.unit.is_share and one.interval.is_point
        return exact and self.agreement is Agreement.CONTRADICTED

    def doubted(self, reason: str) -> Claim:
        """The same, a mismatch left open for the reason `claim.<reason>`."""
        if self.agreement in (Agreement.EXACT, Agreement.WITHIN_ROUNDING, Agreement.NOT_CHECKABLE):
            return self
        return evolve(self, agreement=Agreement.NOT_CHECKABLE, reason=f"claim.{reason}", slip=None)

    def _shown(self) -> str:
        """The figures, with the sign of what is done to them."""
        shown = [(name, "—" if value is None else fact(value)) for name, value in self.inputs]
        if self.kind is Claimed.SUM:
            rest = ["…"] if len(shown) > MOST_SHOWN else []
            return "+".join([text for _, text in shown[:MOST_SHOWN]] + rest)
        one, other = (dict(shown).get(name, "—") for name in TAKES[self.kind][:2])
        if self.kind is Claimed.SHARE:
            return f"{one}/{other}"
        return f"{other}→{one}" + ("" if self.years is None else f"(n={self.years})")

    def __str__(self) -> str:
        return self.say()


def check_claim(  # noqa: PLR0913 - each kind of claim takes its own two or three
    claimed: Figure | Bound | str,
    kind: Claimed | str,
    *,
    new: Given = None,
    old: Given = None,
    years: int | None = None,
    part: Given = None,
    whole: Given = None,
    parts: Iterable[Given] | None = None,
    comparable: bool = False,
    words: str = "",
) -> Claim:
    """Whether a claim agrees with the figures it was made of.

    Args:
        claimed: The number as printed with its unit (`"7.15%"`, `"7.6个百分点"`, `"511.19万人"`), or hedged
            (`"超过35%"`, `"近50%"`). Its unit decides between growth and difference. 左右 and 近 agree with
            what rounds to their number; else they stay open, except that nothing from 50 up is 近50.
        kind: `"growth"` or `"difference"` of `new` over `old`; `"annual_growth"` over `years` (the base year
            does not count; in the unit of the levels it is the yearly mean); `"share"` of `part` in `whole`;
            `"sum"` of `parts`.
        new: The later level. None, here and below: it is not printed.
        old: The base.
        years: The years between the two.
        part: What is contained.
        whole: What contains it; for a sum of shares the name of what they are shares of.
        parts: The summands, at most a thousand.
        comparable: Whether the levels are known to be on the terms of the claim (the same prices and scope).
        words: The words of the sentence around it, at most 2000 characters.

    Returns:
        A Claim; its interval is that of the truth behind the printed figures.

    Examples:
        >>> check_claim("50.1%", "growth", new="148人年", old="98.5人年").agreement
        Agreement.WITHIN_ROUNDING
        >>> claim = check_claim("7.15%", "annual_growth", new="68987元", old="52334元", years=5)
        >>> claim.agreement, claim.slip
        (Agreement.CONTRADICTED, Slip(code='years', years=4))

    Raises:
        ComponentError: The kind is unknown, or does not take an argument that is given.
        UnitError: The units of the figures, or of the figures and the claim, do not fit.
        NumberError, NotationError: A text cannot be read, or `years` is no whole number of 1 … 200.

    Source: trade rules on published numbers and on growth. The text of a yearly growth of money in whole per
    cent (`"8%"`) is read as decreed, like a target, unless the words say 名义 or 现价: results are printed
    with decimals. A Figure keeps its own interval.
    """
    kind = _kind(kind)
    if not isinstance(comparable, bool):
        raise ComponentError("claim.comparable", value=comparable, type=type(comparable).__name__)
    given = {"new": new, "old": old, "years": years, "part": part, "whole": whole, "parts": parts}
    _require_taken(kind, given)
    words = fold(checked(words, ComponentError, LONGEST_WORDS))
    stated = _claimed(claimed)
    inputs, reason = _inputs(kind, given)
    claim = Claim(kind, stated, Agreement.NOT_CHECKABLE, inputs=inputs, years=_years(years), reason=reason)
    if reason:
        return claim
    working = _working(claim, whole)
    claim = evolve(claim, kind=working.kind)
    try:
        result = working.result()
    except UndefinedResultError:
        return evolve(claim, reason="claim.undefined")
    if isinstance(claimed, str) and (comparable or not any(term in words for term in NOMINAL)):
        claim = evolve(claim, claimed=_decreed(stated, working))
    judged = _judged(claim, working, result)
    return judged if comparable else _on_terms(judged, words, money=working.grows_money)


def not_checkable(claimed: Figure | Bound, kind: Claimed, reason: str, inputs: Inputs = ()) -> Claim:
    """A claim that cannot be held against anything, for the reason `claim.<reason>`."""
    return Claim(kind, claimed, Agreement.NOT_CHECKABLE, inputs=inputs, reason=f"claim.{reason}")


# ── what is given ────────────────────────────────────────────────────────────────────────────────────────


def _kind(given: Claimed | str) -> Claimed:
    if isinstance(given, Claimed):
        return given
    for kind in Claimed:
        if isinstance(given, str) and given in (kind.value, kind.label):
            return kind
    raise ComponentError("claim.kind", kind=given, kinds="、".join(kind.value for kind in Claimed))


def _require_taken(kind: Claimed, given: Mapping[str, Any]) -> None:
    takes = TAKES[kind]
    for name, value in given.items():
        if value is not None and name not in takes:
            raise ComponentError("claim.argument", name=name, kind=kind.label, takes="、".join(takes))


def _years(given: int | None) -> int | None:
    if given is not None and (
        isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= MOST_YEARS
    ):
        raise NumberError("arithmetic.years", value=given, most=MOST_YEARS)
    return given


def _claimed(given: Figure | Bound | str) -> Figure | Bound:
    if isinstance(given, Figure | Bound):
        return given
    scanner = Scanner(given)
    found = read_limited(scanner, None, report=True)
    if not scanner.done:
        raise scanner.fail("notation.rest")
    return found


def _inputs(kind: Claimed, given: Mapping[str, Any]) -> tuple[Inputs, str]:
    """The figures by name, and why the claim cannot be held against them, if it cannot."""
    if kind is Claimed.SUM:
        wanted = [("parts", one) for one in _parts(given["parts"])]
    else:
        wanted = [(name, given[name]) for name in TAKES[kind][:2]]
    read = [(name, *_read(name, value)) for name, value in wanted]
    inputs = tuple((name, value) for name, value, _ in read)
    missing = [name for name, value in inputs if value is None]
    if missing:
        return inputs, f"claim.no_{missing[-1]}"
    if kind is Claimed.ANNUAL_GROWTH and given["years"] is None:
        return inputs, "claim.no_years"
    if any(isinstance(value, Bound) for _, value in inputs):
        return inputs, "claim.one_sided"
    return inputs, "claim.accumulation" if len({run for *_, run in read}) > 1 else ""


def _parts(given: Iterable[Given] | None) -> tuple[Given, ...]:
    if given is None:
        return (None,)
    fit = isinstance(given, Iterable) and not isinstance(given, str | Mapping)
    parts = tuple(islice(given, MOST_PARTS + 1)) if fit else ()
    if not 1 <= len(parts) <= MOST_PARTS:
        raise ComponentError("claim.parts", value=given, most=MOST_PARTS)
    return parts


def _read(name: str, given: Given) -> tuple[Known, Accumulation | None]:
    """An input, and over what it runs where its cell says so ([2.06])."""
    value: object = given
    run = None
    if isinstance(given, str):
        reading = parse(given, report=True)
        value, run = reading.value, reading.accumulation
    if isinstance(value, Portion):
        value = value.figure
    if isinstance(value, Composition):
        raise ComponentError("claim.composition", name=name, value=value)
    return (value if value is None or isinstance(value, Bound) else Figure.of(value)), run


# ── the judgement ────────────────────────────────────────────────────────────────────────────────────────


def _working(claim: Claim, whole: Given) -> Working:
    """What is done with the inputs of a claim, all of them figures; `whole` names what shares are of."""
    of_one_whole = claim.kind is Claimed.SUM and whole is not None
    if of_one_whole:
        checked(whole, ComponentError)
    unit = claim.claimed.unit
    figures = tuple(value for _, value in claim.inputs if isinstance(value, Figure))
    kind = by_unit(claim.kind, unit, figures)
    return Working(kind, unit, figures, claim.years or 1, of_one_whole=of_one_whole)


def _decreed(claimed: Figure | Bound, working: Working) -> Figure | Bound:
    """A whole percentage of yearly growth of money as an exact one; anything else as it is."""
    yearly = working.grows_money and working.kind is Claimed.ANNUAL_GROWTH and claimed.unit.is_share
    if yearly and isinstance(claimed, Figure) and claimed.decimals == 0:
        return Figure(claimed.value, claimed.unit, exact=True)
    return claimed


def _judged(claim: Claim, working: Working, result: Figure) -> Claim:
    """The claim with what was computed, and whether the two agree; a mismatch with the slip behind it."""
    held = _rounded(claim.claimed) if working.is_mean else claim.claimed
    agreement, slip = against(held, result), None
    if agreement is Agreement.CONTRADICTED and isinstance(held, Figure):
        slip = find_slip(held, working, result)
    reason = "claim.tolerance" if agreement is Agreement.NOT_CHECKABLE else ""
    return evolve(
        claim, agreement=agreement, computed=result, interval=result.interval, reason=reason, slip=slip
    )


def _rounded(claimed: Figure | Bound) -> Figure | Bound:
    """A claimed mean, which is rounded even where it is a whole count."""
    if isinstance(claimed, Bound) or claimed.decimals is None:
        return claimed
    meaning = Interval.around(claimed.value, claimed.decimals)
    return computed(claimed.value, claimed.unit, claimed.decimals, meaning)


def _on_terms(claim: Claim, words: str, *, money: bool) -> Claim:
    """The claim, left open where it may be on other terms than the printed levels.

    Source: trade rule on 可比价, 不变价, 实际 and 同口径, and on money and productivity without such a word.
    """
    if claim.kind in CHANGES and any(term in words for term in TERMS):
        return evolve(claim, agreement=Agreement.NOT_CHECKABLE, reason="claim.terms", slip=None)
    mismatch = claim.agreement in (Agreement.CONTRADICTED, Agreement.TRUNCATED)
    if not money or not mismatch or any(word in words for word in NOMINAL) or _is_telling(claim):
        return claim
    return evolve(claim, agreement=Agreement.NOT_CHECKABLE, reason="claim.prices")


def _is_telling(claim: Claim) -> bool:
    """Whether a slip shows that the claim was made of these very levels: 7.15% is what four years give."""
    fine = isinstance(claim.claimed, Figure) and (claim.claimed.decimals or 0) >= TELLING_DECIMALS
    return fine and claim.slip is not None and claim.slip.code == "years"
