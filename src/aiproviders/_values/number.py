"""Numbers as they are stated: exact decimals, comparators, bounds, and contexts to calculate in."""

from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    Subnormal,
)
from typing import Literal, TypeAlias, get_args

from aiproviders._values.wording import quoted

Comparator: TypeAlias = Literal["=", "~", ">", ">=", "<", "<=", "range"]
"""How a number was stated: exactly, about, over, at least, under, at most, between two ends."""

Bounds: TypeAlias = tuple[Decimal | None, Decimal | None]
"""Lowest and highest possible value; None where there is no bound."""

Number: TypeAlias = Decimal | int | str
"""What an exact number can be made of; never a float."""

COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
DIGITS = 34
"""The most digits that an exact number may have: the precision of IEEE 754 decimal128."""
PLACES = 50
"""The largest order of magnitude of an exact number, up and down."""


def own_context(
    digits: int,
    rounding: str,
    traps: tuple[type[DecimalException], ...] = (InvalidOperation, DivisionByZero, Overflow),
    *,
    least: int = MIN_EMIN,
    most: int = MAX_EMAX,
) -> Context:
    """Return a context that takes nothing from `decimal.DefaultContext`, which programs change.

    Args:
        digits: How many digits a result has at most.
        rounding: How a longer one is rounded.
        traps: What raises an error.
        least: The smallest exponent.
        most: The largest exponent.
    """
    return Context(digits, rounding, least, most, capitals=1, clamp=0, flags=[], traps=[*traps])


# Bounds are rounded outwards (IEEE 1788), so that they hold what they bound; a caller's decimal
# context has no part in it.
NEAREST = own_context(DIGITS, ROUND_HALF_EVEN)
FLOOR = own_context(DIGITS, ROUND_FLOOR)
CEILING = own_context(DIGITS, ROUND_CEILING)
ROOMY = own_context(200, ROUND_HALF_EVEN)
"""Holds every exact number in full."""

EXACT = own_context(
    DIGITS,
    ROUND_HALF_EVEN,
    (InvalidOperation, Overflow, Inexact, Subnormal),
    least=-PLACES,
    most=PLACES,
)
"""Raises where a result is no exact number: where it is rounded, or too large or small for one."""

_BITS = 200
_EXACT = "pass a Decimal, an int or a text"
_ZERO = Decimal(0)


def rounded_as(comparator: Comparator) -> Context:
    """Return the context in which a number is rounded so that its comparator still holds.

    "Over" and the lower end of a range are rounded down, "under" is rounded up.
    """
    if comparator in (">", ">=", "range"):
        return FLOOR
    return CEILING if comparator in ("<", "<=") else NEAREST


def exact(number: Number) -> Decimal:
    """Return a number as a finite decimal, unchanged.

    Raises:
        TypeError: The number is a float or no number at all.
        ValueError: The text is no decimal number, or has more than 34 digits or is of an order
            of magnitude beyond ±50.
    """
    try:
        if type(number) is Decimal:  # the usual case
            EXACT.create_decimal(number)
            decimal = number
        elif type(number) is str:  # as in our own files
            decimal = EXACT.create_decimal(number)
        elif isinstance(number, bool) or not isinstance(number, Decimal | int | str):
            got = quoted(number)
            instead = f"write '{got}' or Decimal('{got}')" if isinstance(number, float) else _EXACT
            msg = f"expected an exact number, got {got}; {instead}"
            raise TypeError(msg)
        else:
            # A number of so many bits is beyond the limits, and converting it takes long.
            is_huge = isinstance(number, int) and number.bit_length() > _BITS
            decimal = Decimal("NaN") if is_huge else EXACT.create_decimal(number)
    except ArithmeticError:
        decimal = Decimal("NaN")
    if not decimal.is_finite():
        got = "a huge number" if isinstance(number, int) else repr(str(number)[:40])
        msg = (
            f"expected a decimal number such as 80.4, of at most {DIGITS} digits and between "
            f"1E-{PLACES} and 1E+{PLACES}, got {got}"
        )
        raise ValueError(msg)
    # Decimal keeps a sign and places of zero; they say nothing here.
    return decimal or _ZERO


def exact_or_none(number: Number | None) -> Decimal | None:
    """Return a number as `exact` does; None stays None."""
    return None if number is None else exact(number)
