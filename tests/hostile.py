"""A child process of `test_hostile.py`: everything hostile goes into every entrance.

It limits its own time and memory, and prints a line of JSON for every answer that is neither a value nor an
error of the library. Python loops that do not end are interrupted after a second each.
"""

import json
import resource
import signal
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from entrances import KEYED, OPENING, entrances, entrances_of_documents

SECONDS = 60
MEMORY = 1_500_000_000


class TooLongError(BaseException):
    """An answer took more than a second."""


def interrupt(*_):
    raise TooLongError


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, interrupt)


REPEATED = [
    *(
        "9",
        "9,",
        "1.",
        "1 ",
        " ",
        "(",
        "-",
        "—",
        "[",
        "*",
        "/",
        "·",
        ":",
        "1:",
        "1/",
        "人/",
        "人·",
        "年",
        "“",
    ),
    *(
        "一",
        "一百",
        "万",
        "亿",
        "百分之",
        "余",
        "力争",
        "不低于",
        "末",
        "到",
        "十",
        "2023年",
        "１",
        "a+",
        "-(",
    ),
    "\u0301",
]


def texts():
    """Hostile texts by a short name; those of up to 200 characters pass the gate of lengths."""
    yield from {
        "tower": "9**9**9**9",
        "exponent": "1e999999999",
        "negative exponent": "1e-999999999",
        "python": "__import__('os').system('true')",
        "100,000 digits": "9" * 100_000,
        "100,000 letters": "a" * 100_000,
        "100,000 signs": "人" * 100_000,
        "50,000 spaces": " " * 50_000,
        "50,000 brackets": "(" * 50_000,
        "100,000 commas": "," * 100_000,
        "1. 1000 times": "1." * 1_000,
        "full-width digits": "１２３４５６７８９０" * 5_000,
        "nul": "\x00",
        "number and nul": "2.06\x00万人",
        "right to left": "\u202e2.06万人",
        "zero width": "2\u200b.\u200d06万\ufeff人",
        "surrogate": "\ud800" * 100,
        "other digits": "٣١٢",
        "not a number": "NaN",
        "infinity": "-Infinity",
        "braces": "{value}{0}{0.__class__}%s%(x)s",
        "escape": "\x1b[2J2.06",
        "lines": "2.06\n" * 40,
        "empty": "",
    }.items()
    for unit in REPEATED:
        yield f"200 of {unit}", (unit * 200)[:200]
        yield f"40 of {unit}", (unit * 40)[:40]
        yield f"5 and 100 of {unit}", "5" + (unit * 100)[:100] + "5"


def others():
    """Hostile values that are no texts."""
    yield from {
        "huge int": 10**100_000,
        "huge negative int": -(10**100_000),
        "list of a huge int": [10**100_000],
        "huge fraction": Fraction(10**100_000, 3),
        "Decimal 1e999999999": Decimal("1e999999999"),
        "Decimal 1e-999999999": Decimal("1e-999999999"),
        "Decimal NaN": Decimal("NaN"),
        "Decimal sNaN": Decimal("sNaN"),
        "Decimal of 100,000 digits": Decimal("9" * 100_000),
        "nan": float("nan"),
        "inf": float("inf"),
        "1e300": 1e300,
        "True": True,
        "None": None,
        "bytes": b"2.06",
        "list": ["2.06"],
        "dict": {"a": 1},
        "complex": 1j,
        "object": object(),
        "class": int,
        "minus one": -1,
        "zero": 0,
    }.items()


def is_key(value):
    """Whether a mapping can have it for a key at all."""
    try:
        hash(value)
    except TypeError:
        return False
    return True


def ask(entrance, value, library_error, *, opens):
    """What is wrong with the answer; nothing where it is a value or an error of the library."""
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        answer = entrance(value)
        str(answer), repr(answer)
    except OSError:
        return "" if opens else "OSError"
    except library_error as error:
        shown = error.say("zh") + error.say("en") + error.line()
        return "" if len(shown) < 2_000 and error.line().isprintable() else f"message: {shown[:200]!r}"
    except (Exception, TooLongError) as error:  # noqa: BLE001
        return f"{type(error).__name__}: {str(error)[:100]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return ""


def main():
    limit()
    import rsindicators as rs

    corpus = [*texts(), *others()]
    with tempfile.TemporaryDirectory() as folder:
        doors = entrances(rs) | entrances_of_documents(rs, Path(folder))
        for entrance in doors.values():  # what is imported late is no growth
            ask(entrance, "2.06", rs.errors.RSIndicatorsError, opens=True)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for name, entrance in doors.items():
            for label, value in corpus:
                if name in KEYED and not is_key(value):
                    continue
                wrong = ask(entrance, value, rs.errors.RSIndicatorsError, opens=name in OPENING)
                if wrong:
                    say(entrance=name, given=label, answer=wrong)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    figure = rs.Figure.parse("12，345 人")
    say(asked=len(doors) * len(corpus), grown=grown, figure=str(figure), value=int(figure.value))


def say(**facts):
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
