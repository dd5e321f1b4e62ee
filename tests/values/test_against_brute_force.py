"""Interval arithmetic against fractions, and periods against sets of days.

The references know nothing of how the package calculates: ends of intervals are fractions or
infinite, and a period is each day whose ISO text begins with that of the period.
"""

import operator
from collections.abc import Callable
from datetime import date, timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_UP,
    Context,
    Decimal,
    Inexact,
    Overflow,
    Rounded,
    Underflow,
    localcontext,
)
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any, TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aiproviders import Period, Quantity
from aiproviders._values.number import Comparator
from aiproviders.errors import IncomparableError

End: TypeAlias = Fraction | float
Ends: TypeAlias = tuple[End, End]

# Arithmetic of intervals

CONTEXTS = st.builds(
    Context,
    prec=st.integers(1, 5),
    Emin=st.sampled_from([0, -2]),
    Emax=st.sampled_from([0, 2]),
    rounding=st.sampled_from([ROUND_CEILING, ROUND_FLOOR, ROUND_UP]),
    traps=st.sampled_from([[], [Inexact, Rounded, Overflow, Underflow]]),
)


def printed(digits: int, places: int, comparator: Comparator, *, is_rounded: bool) -> Quantity:
    """A quantity of so many digits up to some place, rounded to it or not."""
    value = Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places))
    decimals = places if is_rounded else None
    return Quantity(value=value, unit="1", comparator=comparator, decimals=decimals)


QUANTITIES = st.builds(
    printed,
    st.integers(-2000, 2000),
    st.integers(-2, 3),
    st.sampled_from(["=", "~", ">", ">=", "<", "<="]),
    is_rounded=st.booleans(),
)


def ends(quantity: Quantity) -> Ends:
    """Ends of a quantity as fractions, infinite where it has no bound."""
    low, high = quantity.bounds
    return -inf if low is None else Fraction(low), inf if high is None else Fraction(high)


def reference_ends(quantity: Quantity) -> Ends:
    """Ends by what a statement says: one side, half a unit of the last digit, or the number."""
    value = Fraction(quantity.value)
    if quantity.comparator in {">", ">="}:
        return value, inf
    if quantity.comparator in {"<", "<="}:
        return -inf, value
    if quantity.decimals is None:
        return (-inf, inf) if quantity.comparator == "~" else (value, value)
    half = Fraction(10) ** -quantity.decimals / 2
    return value - half, value + half


def times(one: End, other: End) -> End:
    """A product of ends, in which nothing times infinity is nothing."""
    return one * other if one and other else Fraction(0)


def one_over(divisor: Ends) -> Ends:
    """The ends of what one over an interval on one side of zero may be."""
    low, high = divisor
    if low < 0:
        negated = one_over((-high, -low))
        return -negated[1], -negated[0]
    return 1 / high if high < inf else Fraction(0), 1 / low if low else inf


def hull(pairs: list[End]) -> Ends:
    """The least interval that holds ends."""
    return min(pairs), max(pairs)


def divided(dividend: Any, divisor: Any) -> Any:
    """The operator `/`; that of the standard library has no types."""
    return dividend / divisor


REFERENCES: dict[Callable[[Any, Any], Any], Callable[[Ends, Ends], Ends]] = {
    operator.add: lambda one, other: (one[0] + other[0], one[1] + other[1]),
    operator.sub: lambda one, other: (one[0] - other[1], one[1] - other[0]),
    operator.mul: lambda one, other: hull([times(a, b) for a, b in product(one, other)]),
    divided: lambda one, other: hull([times(a, b) for a, b in product(one, one_over(other))]),
}


@given(QUANTITIES, CONTEXTS)
def test_bounds_are_what_the_statement_says(quantity: Quantity, context: Context) -> None:
    """The bounds of a stated number are the same by fractions, under any decimal context."""
    with localcontext(context):
        found = quantity.bounds

    assert reference_ends(quantity) == ends(quantity)
    assert found == quantity.bounds


@pytest.mark.parametrize("operation", REFERENCES)
@given(one=QUANTITIES, other=QUANTITIES, context=CONTEXTS)
def test_bounds_of_results_are_those_of_fractions(
    operation: Callable[[Quantity, Quantity], Quantity],
    one: Quantity,
    other: Quantity,
    context: Context,
) -> None:
    """A result is bounded by the least interval of what the operands allow, and no wider.

    Quotients are rounded outwards in the 34th digit. Where nothing bounds a result in either
    direction, there is none.
    """
    if operation is divided:
        low, high = reference_ends(other)
        assume(other.value and not low < 0 < high)
    low, high = REFERENCES[operation](reference_ends(one), reference_ends(other))
    try:
        with localcontext(context):
            result = operation(one, other)
    except IncomparableError:
        assert (-inf, inf) == (low, high)
        return
    found_low, found_high = ends(result)

    if operation is divided:
        assert nearly(found_low, low)
        assert nearly(high, found_high)
    else:
        assert (low, high) == (found_low, found_high)
    assert found_low <= Fraction(result.value) <= found_high


def nearly(lower: End, upper: End) -> bool:
    """Whether one end is at most the other, and by no more than a rounding."""
    if isinstance(lower, float) or isinstance(upper, float):
        return lower == upper
    return 0 <= upper - lower <= abs(upper) / 10**33


# Periods

WINDOW = [date(2021, 1, 1) + timedelta(days=number) for number in range(5 * 365 + 2)]
MONTHS = {
    "33": (1, 2, 3), "34": (4, 5, 6), "35": (7, 8, 9), "36": (10, 11, 12), "37": (1, 2, 3, 4),
    "38": (5, 6, 7, 8), "39": (9, 10, 11, 12), "40": (1, 2, 3, 4, 5, 6),
    "41": (7, 8, 9, 10, 11, 12),
}  # fmt: skip
POINTS = st.builds(
    str.__add__,
    st.one_of(
        st.sampled_from(["2022", "2023", "2024"]),
        st.builds("{}-{:02}".format, st.integers(2022, 2024), st.integers(1, 12)),
        st.builds("{}-{}".format, st.integers(2022, 2024), st.sampled_from([*MONTHS])),
        st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(str),
    ),
    st.sampled_from(["", "", "~", "?", "%"]),
)
TEXTS = st.one_of(
    POINTS,
    POINTS.map("../{}".format),
    POINTS.map("{}/..".format),
    st.builds("{}/{}".format, POINTS, POINTS),
)


def days(edtf: str) -> set[date]:
    """The days of the window that a text names; open ends reach to the ends of the window."""
    first, slash, last = edtf.partition("/")
    if slash:
        start = WINDOW[0] if first == ".." else min(days(first))
        end = WINDOW[-1] if last == ".." else max(days(last))
        return {day for day in WINDOW if start <= day <= end}
    text = edtf.rstrip("~?%")
    if text[5:] in MONTHS:
        return {day for day in WINDOW if f"{day:%Y}" == text[:4] and day.month in MONTHS[text[5:]]}
    return {day for day in WINDOW if f"{day}-".startswith(f"{text}-")}


@given(TEXTS, TEXTS)
def test_periods_are_sets_of_days(one: str, other: str) -> None:
    """Overlaps, containment, before and after are those of the sets of days."""
    ours, theirs = days(one), days(other)
    assume(ours)
    assume(theirs)
    period, another = Period(one), Period(other)

    assert bool(ours & theirs) is period.overlaps(another)
    assert (theirs <= ours) is (another in period)
    assert (max(ours) < min(theirs)) is period.before(another)
    assert (min(ours) > max(theirs)) is period.after(another)


@given(TEXTS, TEXTS)
def test_periods_sort_by_their_days(one: str, other: str) -> None:
    """The period that begins first comes first; of two that begin together, the shorter."""
    ours, theirs = days(one), days(other)
    assume(ours)
    assume(theirs)
    key, other_key = (min(ours), max(ours)), (min(theirs), max(theirs))
    if key != other_key:
        assert (key < other_key) is (Period(one) < Period(other))
