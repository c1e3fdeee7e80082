"""Strategies for those who embed this: true forms, and forms with a labelled mistake.

`submissions()` gives samples that are true by construction: a form filled in, the earlier one, and the
truths behind the printed figures. `corruptions()` gives a sample, the same after one slip of the kind people
make, and a label that says what was done where. Both shrink to small forms. They need hypothesis, which is
imported when one of them is called.

An application is tested with them as this library is: every sample must pass, and what a label says must be
told where it says so.

Examples:
    >>> from hypothesis import given, settings
    >>> from rsindicators import validate
    >>> few = settings(max_examples=5, database=None, deadline=None)
    >>> @few
    ... @given(submissions())
    ... def test_a_true_form_passes(sample):
    ...     assert validate(sample.submission, prior=sample.prior).ok
    >>> test_a_true_form_passes()
    >>> @few
    ... @given(corruptions(["negative"]))
    ... def test_a_negative_count_is_refused(corruption):
    ...     report = validate(corruption.corrupted.submission, prior=corruption.corrupted.prior)
    ...     assert not report.ok
    ...     assert any(corruption.label.is_told_by(finding) for finding in report.findings)
    >>> test_a_negative_count_is_refused()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from rsindicators.catalogue import Catalogue
from rsindicators.corrupting import (
    Corruption,
    Label,
    Slip,
    draw_corruption,
    draw_layout,
    drawable,
    fitting,
    with_wholes,
)
from rsindicators.errors import DefinitionError, NumberError, RSIndicatorsError, UnknownNameError, wrong_kind
from rsindicators.indicator import Indicator
from rsindicators.samples import Cell, Row, Sample, draw_sample
from rsindicators.text import checked, nearest
from rsindicators.worlds import is_drawable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    Draw = Callable[[Any], Any]

__all__ = ["Cell", "Corruption", "Label", "Row", "Sample", "Slip", "corruptions", "submissions"]

MOST: Final = 50


def submissions(
    indicators: Iterable[Indicator | str] | None = None, *, catalogue: Catalogue | None = None, most: int = 3
) -> SearchStrategy[Sample]:
    """Forms filled in truly, each with the earlier one.

    Args:
        indicators: Of which indicators, or their names; those the catalogue defines if left out.
        catalogue: The definitions; the standard ones if left out.
        most: How many of them a form asks for at most (1 … 50), the wholes of parts not counted.

    Returns:
        A strategy of `Sample`: `.records` as they were typed, `.submission` and `.prior` as read, `.truths`
        by cell, in base units.

    Raises:
        DefinitionError: None of the indicators can be drawn, or an argument is of another kind.
        UnknownNameError: A name is no indicator's.
        NumberError: `most` is no whole number of 1 … 50.
        ImportError: hypothesis is not installed.
    """
    known = _catalogue(catalogue)
    pool = _pool(indicators, known)
    count = _count(most)
    strategies = _hypothesis().strategies

    @strategies.composite  # type: ignore[untyped-decorator] # hypothesis is imported late
    def samples(draw: Draw) -> Sample:
        rng = draw(strategies.randoms(use_true_random=False))
        chosen = [rng.choice(pool) for _ in range(rng.randint(1, count))]
        return draw_sample(rng, with_wholes(chosen, known), draw_layout(rng), known)

    made: SearchStrategy[Sample] = samples()
    return made


def corruptions(
    kinds: Iterable[Slip | str] | None = None, *, catalogue: Catalogue | None = None, most: int = 2
) -> SearchStrategy[Corruption]:
    """Forms filled in truly, the same after one slip, and a label of it.

    Args:
        kinds: Which slips, or their names; all that have a place in the catalogue if left out.
        catalogue: The definitions; the standard ones if left out.
        most: How many indicators a form asks for at most (1 … 50), the wholes of parts not counted.

    Returns:
        A strategy of `Corruption`: `.valid` and `.corrupted`, both as `submissions` gives them, and `.label`
        with the kind, the cells that were changed, what stood there and what stands there now. Whether any
        true values fit what is left the label does not say.

    Raises:
        DefinitionError: A slip has no place in the catalogue; none is told; an argument is of another kind.
        UnknownNameError: A name is no slip's.
        NumberError: `most` is no whole number of 1 … 50.
        ImportError: hypothesis is not installed.
    """
    known = _catalogue(catalogue)
    slips = _slips(kinds, known)
    count = _count(most)
    hypothesis = _hypothesis()

    @hypothesis.strategies.composite  # type: ignore[untyped-decorator] # as above
    def slipped(draw: Draw) -> Corruption:
        rng = draw(hypothesis.strategies.randoms(use_true_random=False))
        found = draw_corruption(rng, rng.choice(slips), known, count)
        return found or hypothesis.reject()

    made: SearchStrategy[Corruption] = slipped()
    return made


def _hypothesis() -> Any:
    """Hypothesis, if it is installed.

    Raises:
        ImportError: It is not; the message says how to install it.
    """
    try:
        import hypothesis.strategies
    except ImportError as error:
        missing = RSIndicatorsError("testing.hypothesis")
        raise ImportError(f"{missing.line('zh')} {missing.line('en')}", name="hypothesis") from error
    return hypothesis


def _catalogue(given: object) -> Catalogue:
    if given is None:
        return Catalogue.standard()
    if not isinstance(given, Catalogue):
        raise wrong_kind("catalogue", Catalogue.__name__, given)
    return given


def _pool(given: object, catalogue: Catalogue) -> list[Indicator]:
    """The indicators that can be drawn of those told."""
    if given is None:
        told = list(drawable(catalogue))
    elif isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_kind("indicators", "list", given)
    else:
        told = [one if isinstance(one, Indicator) else catalogue[one] for one in given]
    found = [one for one in told if is_drawable(one)]
    if not found:
        raise DefinitionError("testing.indicators", names="、".join(one.name for one in told))
    return found


def _slips(given: object, catalogue: Catalogue) -> list[Slip]:
    """The slips that have a place in a catalogue, of those told; each told one must have one."""
    if given is None:
        told = [slip for slip in Slip if fitting(slip, catalogue)]
    elif isinstance(given, str) or not isinstance(given, Iterable):
        raise wrong_kind("kinds", "list", given)
    else:
        told = [one if isinstance(one, Slip) else _slip(one) for one in given]
    if not told:
        raise DefinitionError("testing.place", name="")
    for slip in told:
        if not fitting(slip, catalogue):
            raise DefinitionError("testing.place", name=slip.label)
    return told


def _slip(name: object) -> Slip:
    text = checked(name, UnknownNameError)
    names = {spelled: slip for slip in Slip for spelled in (slip.value, slip.label)}
    if text not in names:
        raise UnknownNameError("testing.kind", name=text, near=nearest(text, names))
    return names[text]


def _count(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= MOST:
        raise NumberError("testing.most", value=given, most=MOST)
    return given
