"""How the tests expect a refusal: the exception, its stable code, and a message in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from rsindicators.errors import RSIndicatorsError


@contextmanager
def refused(
    kind: type[RSIndicatorsError], code: str, *names: str
) -> Iterator[pytest.ExceptionInfo[RSIndicatorsError]]:
    """The block raises exactly `kind` with `code`; both languages say something and mention all `names`."""
    with pytest.raises(kind) as caught:
        yield caught
    error = caught.value
    assert (type(error), error.code) == (kind, code)
    for text in (error.say("zh"), error.say("en"), error.line("zh"), error.line("en")):
        assert text
        for name in names:
            assert name in text
