"""What the sentences claim of the figures.

Every sentence that a figure was taken from is read for claims (比“十二五”末增长32.07%), which are held
against the figures of the document. Only a claim that no true values give is asked about; one that only
cutting off gives is a remark.

Source: trade rules on published numbers and on growth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from rsindicators.assertions import Assertion, find_claims
from rsindicators.chapter import Chapter, Entry
from rsindicators.claims import Claim
from rsindicators.docket import REMARK, WRONG, Docket
from rsindicators.dossier import Dossier
from rsindicators.figure import Figure
from rsindicators.kinds import Agreement, Claimed
from rsindicators.number import ZERO

CLAIM: Final = "audit.claim"
RULES: Final = (CLAIM,)

TRUNCATED: Final = "audit.claim.truncated"
FROM_ZERO: Final = "audit.claim.from_zero"

LONGEST: Final = 100_000
"""So much prose is read at a time."""
GROWTHS: Final = (Claimed.GROWTH, Claimed.ANNUAL_GROWTH)


def check(dossier: Dossier, docket: Docket) -> None:
    """The rule of the family."""
    for chapter in dossier.chapters:
        quoted: dict[str, Entry] = {}
        for entry in (*dossier.results, *dossier.targets):
            quote = _quote(entry)
            if entry.chapter is chapter and quote:
                quoted.setdefault(quote.replace("\n", " ")[:LONGEST], entry)
        for quotes in _batches(list(quoted)):
            _check_quotes(dossier, chapter, {quote: quoted[quote] for quote in quotes}, docket)


def _quote(entry: Entry) -> str:
    stated = entry.target or entry.seen
    return stated.quote if stated is not None else ""


def _batches(quotes: list[str]) -> Iterator[list[str]]:
    """The quotes in lots of at most `LONGEST` characters and a line end each."""
    lot: list[str] = []
    length = 0
    for quote in quotes:
        if lot and length + len(quote) > LONGEST:
            yield lot
            lot, length = [], 0
        lot.append(quote)
        length += len(quote) + 1
    if lot:
        yield lot


def _check_quotes(dossier: Dossier, chapter: Chapter, quoted: dict[str, Entry], docket: Docket) -> None:
    """All claims in these quotes, against what the document reports for the plan's region."""
    seen = [entry.seen for entry in dossier.results if entry.region == chapter.region]
    known = [one for one in seen if one is not None]
    starts, position = [], 0
    for quote in quoted:
        starts.append(position)
        position += len(quote) + 1
    entries = list(quoted.values())
    for one in find_claims("\n".join(quoted), known):
        _check_claim(one, entries[bisect_right(starts, one.span[0]) - 1], docket)


def _check_claim(one: Assertion, entry: Entry, docket: Docket) -> None:
    claim = one.claim
    figures = [str(value) for _, value in claim.inputs if value is not None]
    facts = {"claim": one.text, "claimed": one.claimed, "figures": "、".join(figures)}
    facts["computed"] = "—" if claim.computed is None else str(claim.computed.round(2))
    if _is_from_zero(claim):
        docket.asked(CLAIM)
        docket.find(CLAIM, (entry,), facts, WRONG, FROM_ZERO)
    elif claim.agreement is Agreement.NOT_CHECKABLE:
        docket.skip(CLAIM, "not_checkable")
    else:
        docket.asked(CLAIM)
        if claim.agreement is Agreement.CONTRADICTED:
            docket.find(CLAIM, (entry,), facts, WRONG)
        elif claim.agreement is Agreement.TRUNCATED:
            docket.find(CLAIM, (entry,), facts, REMARK, TRUNCATED)


def _is_from_zero(claim: Claim) -> bool:
    """Whether a growth is claimed over a base that is zero for certain."""
    old = dict(claim.inputs).get("old")
    return claim.kind in GROWTHS and isinstance(old, Figure) and old.interval.is_point and old.value == ZERO
