"""Every exception this library raises, as one tree.

Each exception has a stable `code`, says what is wrong, where, and what to do next. `str(error)` is
Chinese, `error.say("en")` is English; `error.line()` says the same on one line, without the caret.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from rsindicators.messages import Language, fact, render


class RSIndicatorsError(Exception):
    """The root: `except RSIndicatorsError` catches all that this library raises on purpose.

    Args:
        code: The message's code, as in `data/messages/*.toml`.
        where: A picture of the place (the text with a caret under it), or nothing.
        facts: What the message names: texts, units, names.
    """

    def __init__(self, code: str, where: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
        self.facts = {name: fact(value) for name, value in facts.items()}
        self.place = ""
        self.reason: RSIndicatorsError | str = ""

    def because(self, reason: BaseException) -> Self:
        """The same error, with the one that caused it told after it, in the language asked for."""
        self.reason = reason if isinstance(reason, RSIndicatorsError) else fact(reason)
        return self

    def at(self, place: str) -> Self:
        """The same error, told of `place`: the component, cell or record whose content it is about."""
        self.place = fact(place)
        return self

    def what(self, language: Language = "zh") -> str:
        """What is wrong, of what, and why."""
        reason = self.reason.line(language) if isinstance(self.reason, RSIndicatorsError) else self.reason
        what = render(self.code, language, self.facts) + reason
        return f"{self.place}: {what}" if self.place else what

    def next(self, language: Language = "zh") -> str:
        """What to do about it; empty where nothing can be advised."""
        return render(self.code, language, self.facts, "_next")

    def say(self, language: Language = "zh") -> str:
        """What, where and what next, on lines of their own."""
        return "\n".join(filter(None, (self.what(language), self.where, self.next(language))))

    def line(self, language: Language = "zh") -> str:
        """What and what next, on one line."""
        return " ".join(filter(None, (self.what(language), self.next(language))))

    @property
    def message(self) -> str:
        """The same as `str(error)`."""
        return self.say()

    def __str__(self) -> str:
        return self.say()

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (type(self), self.code), (self.where, self.facts, self.place, self.reason)

    def __setstate__(self, state: Any) -> None:
        self.where, self.facts, self.place, self.reason = state


@contextmanager
def told_at(place: str) -> Iterator[None]:
    """Whatever the block refuses is told of `place`: a cell, a row, a file."""
    try:
        yield
    except RSIndicatorsError as error:
        error.at(place)
        raise


def _revive(kind: type[RSIndicatorsError], code: str) -> RSIndicatorsError:
    return kind(code)


class NumberError(RSIndicatorsError, ValueError):
    """A value is not a number this library can take: a float, not finite, too long, too large."""


class NotationError(RSIndicatorsError, ValueError):
    """A text cannot be read as a figure, a bound or a reading, or a figure cannot be written."""


class PeriodError(RSIndicatorsError, ValueError):
    """A text or a count of months is no period."""


class UnitError(RSIndicatorsError, ValueError):
    """A unit is unknown, missing, or does not fit the other one."""


class FormulaError(RSIndicatorsError, ValueError):
    """A formula cannot be read, or does not give what it must give."""


class ComponentError(RSIndicatorsError, ValueError):
    """A component of a formula is missing, unknown, given twice, or contradicts another."""


class UndefinedResultError(RSIndicatorsError, ArithmeticError):
    """There is no result: a denominator is or may be zero, a root of a negative number."""


class NotAdditiveError(RSIndicatorsError, ValueError):
    """Figures may not be added; the message names the legal alternative."""


class DefinitionError(RSIndicatorsError, ValueError):
    """A file of definitions or of a plan is refused; the message names the record and the field."""


class TableError(RSIndicatorsError, ValueError):
    """The rows of a table do not fit its headings."""


class FrameError(RSIndicatorsError, ValueError):
    """A dataframe is refused: a column is missing, twice there, or holds what it must not."""


class UnknownNameError(RSIndicatorsError, LookupError):
    """No indicator, component or plan has this name; the message offers the nearest ones."""


def wrong_kind(name: str, wanted: str, given: object) -> DefinitionError:
    """What is said of an argument of another kind than is wanted."""
    return DefinitionError("argument.kind", name=name, wanted=wanted, type=type(given).__name__, value=given)
