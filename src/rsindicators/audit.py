"""A document against itself.

Every plan of a document is audited together with its prose: what contradicts is asked about (QUERY), what is
worth a look is a remark (NOTE), and only what no true values allow is called WRONG. A note of the document
that explains a difference marks the finding and keeps it visible. What could not be checked is counted with
the reason; lost cells are listed and never held against anything.

It refuses chapters of different documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Final

from rsindicators.audits import agreement, claiming, courses, flows, naming, parts, shares
from rsindicators.catalogue import Catalogue
from rsindicators.chapter import Chapter
from rsindicators.docket import Docket
from rsindicators.dossier import Dossier
from rsindicators.errors import DefinitionError
from rsindicators.findings import Findings

FAMILIES: Final = (agreement, parts, shares, flows, courses, naming, claiming)
RULES: Final = tuple(chain.from_iterable(family.RULES for family in FAMILIES))
"""The codes of all rules, in the order in which they are told."""


def audit(
    plans: Iterable[Chapter], others: Iterable[Chapter] = (), catalogue: Catalogue | None = None
) -> Findings:
    """What a document says against itself.

    Args:
        plans: All its plans, the earliest first.
        others: Plans of other documents, to see which totals they print in brackets.
        catalogue: Where the indicators are looked up; left out, the standard one.

    Returns:
        The findings by severity, certainty and place, and a tally of every rule.

    Raises:
        DefinitionError: There is no plan, something is none, or they stand in different documents; or the
            catalogue is none.
    """
    if not isinstance(catalogue, Catalogue | None):
        raise DefinitionError("audit.catalogue", type=type(catalogue).__name__, value=catalogue)
    chapters, beside = _chapters(plans), _chapters(others)
    titles = {chapter.document for chapter in chapters}
    if len(titles) != 1:
        raise DefinitionError("audit.documents", count=len(titles))
    known = Catalogue.standard() if catalogue is None else catalogue
    dossier, docket = Dossier(chapters, beside, known), Docket()
    for family in FAMILIES:
        family.check(dossier, docket)
    tallies = tuple(docket.tally(rule) for rule in RULES)
    editions = [(f"plan {one.printed.header.code or one.title}", one.edition) for one in chapters]
    editions.append(("catalogue", known.edition))
    told = tuple((name, edition) for name, edition in editions if edition)
    return Findings(dossier.document, docket.findings, tallies, dossier.lost, told)


def _chapters(given: Iterable[Chapter]) -> tuple[Chapter, ...]:
    chapters = tuple(given) if isinstance(given, Iterable) else (given,)
    for chapter in chapters:
        if not isinstance(chapter, Chapter):
            raise DefinitionError("audit.chapter", type=type(chapter).__name__, value=chapter)
    return chapters
