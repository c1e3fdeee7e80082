"""Tests of each of many things, told as one: of what the library's own data hold there are hundreds."""

from collections.abc import Callable, Iterable
from typing import Any


def of_each(things: Iterable[Any] | Callable[[], Iterable[Any]]) -> Callable[[Callable[..., None]], Any]:
    """The test holds of each of these things; all of which it does not hold are told, not the first alone.

    What `parametrize` would do, for tests that take less time over a thing than pytest does over a test.

    Args:
        things: What the test takes, a tuple where it takes several; or what gives them, asked when it runs.
    """
    told = things if callable(things) else tuple(things)

    def decorated(test: Callable[..., None]) -> Callable[[], None]:
        def of_all() -> None:
            every = list(told() if callable(told) else told)
            wrong = []
            for thing in every:
                try:
                    test(*(thing if isinstance(thing, tuple) else (thing,)))
                except AssertionError as error:
                    wrong.append(f"{thing}: {error}")
                except Exception as error:
                    error.add_note(f"of {thing}")
                    raise
            assert every
            assert not wrong, "\n".join([f"{len(wrong)} of {len(every)} are wrong", *wrong])

        of_all.__name__, of_all.__doc__ = test.__name__, test.__doc__
        of_all.__module__, of_all.__qualname__ = test.__module__, test.__qualname__
        return of_all

    return decorated
