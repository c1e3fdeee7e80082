"""Every test runs under a decimal context that no caller should have: what uses it by mistake fails."""

import os
from collections.abc import Iterator
from decimal import (
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    Inexact,
    InvalidOperation,
    Overflow,
    Rounded,
    getcontext,
    setcontext,
)

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("ci", derandomize=True, deadline=None, database=None, max_examples=100)
settings.register_profile("brief", derandomize=True, deadline=None, database=None, max_examples=20)
settings.register_profile(
    "nightly", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

HOSTILE = Context(
    prec=4,
    rounding=ROUND_UP,
    traps=[InvalidOperation, DivisionByZero, Overflow, FloatOperation, Inexact, Rounded],
)


@pytest.fixture(autouse=True)
def callers_context() -> Iterator[None]:
    """Precision 4, rounding up, nearly every trap set; and the library may not change it."""
    before = getcontext()
    setcontext(HOSTILE.copy())
    try:
        yield
        assert (getcontext().prec, getcontext().rounding) == (4, ROUND_UP)
        assert getcontext().traps == HOSTILE.traps
    finally:
        setcontext(before)


@pytest.fixture
def exact() -> Context:
    """A context for the arithmetic of the tests themselves."""
    return Context(prec=1000, traps=[Inexact, InvalidOperation, DivisionByZero])


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Show both sides of a comparison of Decimals in full."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return [f"{left} {op} {right}"]
    return None
