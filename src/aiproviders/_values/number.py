"""Numbers as they are stated: exact decimals, comparators, bounds, and contexts to calculate in."""

from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    InvalidOperation,
    Overflow,
    Rounded,
    Subnormal,
)
from typing import Literal, TypeAlias, get_args

Comparator: TypeAlias = Literal["=", "~", ">", ">=", "<", "<="]
"""How a number was stated: exactly, about, over, at least, under, at most."""

Bounds: TypeAlias = tuple[Decimal | None, Decimal | None]
"""Lowest and highest possible value; None where there is no bound."""

Number: TypeAlias = Decimal | int | str
"""What an exact number can be made of; never a float."""

COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
DIGITS = 34
"""The most digits that an exact number may have: the precision of IEEE 754 decimal128."""
PLACES = 50
"""The largest order of magnitude of an exact number, up and down."""

# Bounds are rounded outwards (IEEE 1788), so that they hold what they bound; a caller's decimal
# context has no part in it.
NEAREST = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)
FLOOR = Context(prec=DIGITS, rounding=ROUND_FLOOR)
CEILING = Context(prec=DIGITS, rounding=ROUND_CEILING)
ROOMY = Context(prec=200, rounding=ROUND_HALF_EVEN)
"""Holds every exact number in full."""

_LIMITS = Context(
    prec=DIGITS,
    Emin=-PLACES,
    Emax=PLACES,
    traps=[InvalidOperation, Overflow, Rounded, Subnormal],
)
_BITS = 200
_ZERO = Decimal(0)


def exact(number: Number) -> Decimal:
    """Return a number as a finite decimal, unchanged.

    Raises:
        TypeError: The number is a float or no number at all.
        ValueError: The text is no decimal number, or has more than 34 digits or is of an order
            of magnitude beyond ±50.
    """
    try:
        if type(number) is Decimal:  # the usual case
            _LIMITS.create_decimal(number)
            decimal = number
        elif isinstance(number, bool) or not isinstance(number, Decimal | int | str):
            msg = f"expected an exact number, got {number!r}; pass a Decimal, an int or a text"
            raise TypeError(msg)
        else:
            # A number of so many bits is beyond the limits, and converting it takes long.
            is_huge = isinstance(number, int) and number.bit_length() > _BITS
            decimal = Decimal("NaN") if is_huge else _LIMITS.create_decimal(number)
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
