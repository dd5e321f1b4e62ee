"""Units of quantities: which are currencies or none, and the units of quotients and products.

A quotient is written `USD/Mtok`; a part of it that is a quotient itself stands in parentheses.
"""

import re
from collections.abc import Collection

from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted
from aiproviders.errors import IncomparableError

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
SUFFIXES = {"K": 3, "k": 3, "M": 6, "mn": 6, "B": 9, "bn": 9, "T": 12, "tn": 12}

_CODE_LENGTH = 3
_NO_LETTERS = re.compile("[^A-Za-z]")


def is_currency(unit: str) -> bool:
    """Return whether a unit has the form of a currency code (ISO 4217)."""
    return len(unit) == _CODE_LENGTH and unit.isascii() and unit.isalpha() and unit.isupper()


def check_currency(code: object) -> None:
    """Refuse what has not the form of a currency code.

    Raises:
        ValueError: It is a text of another form.
        TypeError: It is no text.
    """
    check_type(code, str)
    if not is_currency(str(code)):
        msg = f"expected an ISO 4217 code such as 'USD', got {quoted(code)}"
        raise ValueError(msg)


def is_listed(unit: str, units: Collection[str]) -> bool:
    """Return whether a unit is on a list, on which `currency` stands for every currency code."""
    return unit in units or (is_currency(unit) and "currency" in units)


def is_scale(unit: str) -> bool:
    """Return whether a unit begins with what would be read as part of the number, as in 4 k."""
    word = _NO_LETTERS.split(unit, 1)[0]
    return word in SUFFIXES or word.lower().removesuffix("s") in SCALES


def over(dividend: str, divisor: str) -> str:
    """Return the unit of a quotient."""
    if dividend == divisor:
        return "1"
    if divisor == "1":
        return dividend
    inverse = divisor.removeprefix(f"{_grouped(dividend)}/")
    if inverse != divisor:
        return _ungrouped(inverse)
    return f"{_grouped(dividend)}/{_grouped(divisor)}"


def times(one: str, other: str) -> str:
    """Return the unit of a product.

    Raises:
        IncomparableError: Neither is a plain number, nor does one cancel in the other.
    """
    if "1" in (one, other):
        return other if one == "1" else one
    for ratio, factor in ((one, other), (other, one)):
        dividend = ratio.removesuffix(f"/{_grouped(factor)}")
        if dividend != ratio:
            return _ungrouped(dividend)
    msg = f"{one} times {other} is no unit of this package"
    raise IncomparableError(msg)


def _grouped(unit: str) -> str:
    return f"({unit})" if "/" in unit else unit


def _ungrouped(unit: str) -> str:
    return unit[1:-1] if unit.startswith("(") else unit
