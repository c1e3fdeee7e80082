"""What the sentences claim of the figures.

Every sentence that a figure was taken from is read for claims (比“十二五”末增长32.07%), which are held
against the figures of the document. Only a claim that no true values give is asked about; one that only
cutting off gives is a remark. It is WRONG only where the sentence itself says which figures are meant: what
rests on inferred figures, on cells read out of fragments or on a hedge (近30%) is doubtful at most.

Source: trade rules on published numbers and on growth.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from rsindicators.assertions import Assertion, find_claims
from rsindicators.bound import Bound
from rsindicators.chapter import Chapter, Entry
from rsindicators.claims import Claim
from rsindicators.docket import DOUBTFUL, REMARK, WRONG, Docket
from rsindicators.dossier import Dossier
from rsindicators.figure import Figure
from rsindicators.kinds import Agreement, Claimed, Relation
from rsindicators.number import ZERO

CLAIM: Final = "audit.claim"
RULES: Final = (CLAIM,)

TRUNCATED: Final = "audit.claim.truncated"
FROM_ZERO: Final = "audit.claim.from_zero"

LONGEST: Final = 100_000
"""So much prose is read at a time."""
GROWTHS: Final = (Claimed.GROWTH, Claimed.ANNUAL_GROWTH)
HEDGED: Final = (Relation.ABOUT, Relation.NEARLY, Relation.OVER)


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
    reported = [entry for entry in dossier.results if entry.region == chapter.region]
    known = [entry.seen for entry in reported if entry.seen is not None]
    fragments = [entry.figure for entry in reported if entry.is_inferred]
    starts, position = [], 0
    for quote in quoted:
        starts.append(position)
        position += len(quote) + 1
    entries = list(quoted.values())
    for one in find_claims("\n".join(quoted), known):
        read = one.inferred or _is_read(one.claim, fragments)
        _check_claim(one, entries[bisect_right(starts, one.span[0]) - 1], docket, read=read)


def _is_read(claim: Claim, fragments: list[Figure | None]) -> bool:
    """Whether more than the printed figures is read into a claim: a hedge, or a cell of fragments."""
    hedged = isinstance(claim.claimed, Bound) and claim.claimed.relation in HEDGED
    return hedged or any(value in fragments for _, value in claim.inputs if isinstance(value, Figure))


def _check_claim(one: Assertion, entry: Entry, docket: Docket, *, read: bool) -> None:
    """A claim as it was found; `read` is whether its certainty depends on a reading."""
    claim = one.claim
    figures = [str(value) for _, value in claim.inputs if value is not None]
    facts = {"claim": one.text, "claimed": one.claimed, "figures": "、".join(figures)}
    facts["computed"] = "—" if claim.computed is None else str(claim.computed.round(2))
    if _is_from_zero(claim):
        docket.asked(CLAIM)
        docket.find(CLAIM, (entry,), facts, DOUBTFUL, FROM_ZERO)  # nobody says which base is meant
    elif claim.agreement is Agreement.NOT_CHECKABLE:
        docket.skip(CLAIM, "not_checkable")
    else:
        docket.asked(CLAIM)
        if claim.agreement is Agreement.CONTRADICTED:
            docket.find(CLAIM, (entry,), facts, DOUBTFUL if read else WRONG)
        elif claim.agreement is Agreement.TRUNCATED:
            docket.find(CLAIM, (entry,), facts, REMARK, TRUNCATED)


def _is_from_zero(claim: Claim) -> bool:
    """Whether a growth is claimed over a base that is zero for certain."""
    old = dict(claim.inputs).get("old")
    return claim.kind in GROWTHS and isinstance(old, Figure) and old.interval.is_point and old.value == ZERO
