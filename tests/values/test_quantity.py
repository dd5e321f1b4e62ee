"""Numbers with units and bounds: construction, bounds, consistency, arithmetic, order."""

import copy
import inspect
import operator
import pickle
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow, Rounded, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeAlias

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from aiproviders import Quantity
from aiproviders._values.number import COMPARATORS, Bounds, Comparator, exact
from aiproviders._values.quantity import quantity_words
from aiproviders.errors import IncomparableError

Operation: TypeAlias = Callable[[Any, Any], Any]

read = Quantity.parse
TEN: dict[str, Any] = {"value": 10, "unit": "1"}
EXTREME = Decimal("Infinity")

# A context in which nearly every operation of its own would round, overflow or raise.
HOSTILE = Context(prec=1, Emin=-1, Emax=1, traps=[Inexact, InvalidOperation, Overflow, Rounded])


def plain(number: Decimal | int | str, **fields: Any) -> Quantity:
    """A quantity without a unit."""
    return Quantity(value=exact(number), unit="1", **fields)


def usd(number: Decimal | int | str, **fields: Any) -> Quantity:
    """An amount in US dollars."""
    return Quantity(value=exact(number), unit="USD", **fields)


def divided(dividend: Any, divisor: Any) -> Any:
    """The operator `/`; that of the standard library has no types."""
    return dividend / divisor


def between(low: Decimal | None, value: Decimal, high: Decimal | None, **fields: Any) -> Quantity:
    """A computed quantity without a unit."""
    return plain(value, interval=(low, high), **fields)


def ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The bounds, infinite where there is none."""
    low, high = quantity.bounds
    return -EXTREME if low is None else low, EXTREME if high is None else high


def tokens(printed: str) -> Quantity:
    """A number of tokens as it is printed."""
    return read(printed, unit="token")


DECIMALS = st.decimals(-1000, 1000, places=2)
STEPS = st.decimals(Decimal("0.01"), 1000, places=2)
ONE_NUMBER = st.sampled_from([each for each in COMPARATORS if each != "range"])


@st.composite
def printed(draw: st.DrawFn) -> Quantity:
    """Quantities as they are printed: so many digits up to some place, and a comparator."""
    decimals = draw(st.integers(-3, 3))
    value = Decimal(draw(st.integers(-500, 500))).scaleb(-decimals)
    return plain(
        value,
        comparator=draw(ONE_NUMBER),
        decimals=draw(st.sampled_from([decimals, None])),
    )


@st.composite
def ranges(draw: st.DrawFn) -> Quantity:
    """Stated ranges, with their upper end or without it."""
    low = draw(DECIMALS)
    return plain(low, upper=low + draw(STEPS), exclusive=draw(st.booleans()))


@st.composite
def computed_quantities(draw: st.DrawFn) -> Quantity:
    """Results of arithmetic: a bound, or a value somewhere in an interval that may have no end."""
    value = draw(DECIMALS)
    comparator = draw(ONE_NUMBER)
    below, above = draw(st.none() | STEPS), draw(st.none() | STEPS)
    low = value if comparator in {">", ">="} else below and value - below
    high = value if comparator in {"<", "<="} else above and value + above
    return between(low, value, high, comparator=comparator)


@st.composite
def computed_ranges(draw: st.DrawFn) -> Quantity:
    """Results of arithmetic with ranges."""
    low = draw(DECIMALS)
    return between(low, low, low + draw(STEPS), comparator="range")


QUANTITIES = printed() | ranges() | computed_quantities() | computed_ranges()

# Few values, so that what is drawn often coincides.
COARSE = st.builds(
    plain,
    st.integers(0, 1),
    comparator=st.sampled_from(["=", "~", ">"]),
    decimals=st.sampled_from([None, 0, 1]),
)

# So many digits that nearly every result has to be rounded.
LONG_DIGITS = st.integers(10**33, 10**34 - 1)
LONG = LONG_DIGITS.map(lambda digits: plain(Decimal(digits).scaleb(-33)))
LONGER = LONG_DIGITS.map(lambda digits: plain(Decimal(digits).scaleb(-20)))


@st.composite
def with_member(draw: st.DrawFn) -> tuple[Quantity, Fraction]:
    """A quantity and one of the numbers that it may stand for."""
    quantity = draw(QUANTITIES)
    low, high = quantity.bounds
    share = draw(st.fractions(0, 1, max_denominator=50))
    if quantity.comparator in {"<", ">"} or quantity.exclusive:
        # Away from the end that "over", "under" and a range leave out.
        share = (1 + share * 98) / 100
    if low is not None and high is not None:
        return quantity, Fraction(low) + (Fraction(high) - Fraction(low)) * share
    if low is not None:
        return quantity, Fraction(low) + share * 1000
    if high is not None:
        return quantity, Fraction(high) - share * 1000
    return quantity, Fraction(quantity.value) + (share - Fraction(1, 2)) * 1000


def test_keeps_what_was_stated() -> None:
    """A number is kept as a decimal, with its unit, comparator and place, exact by default."""
    quantity = Quantity(value="80.4", unit="%")

    assert Decimal("80.4") == quantity.value
    assert ("=", None, None, None) == (
        quantity.comparator,
        quantity.decimals,
        quantity.upper,
        quantity.interval,
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, Decimal(3)),
        ("80.4", Decimal("80.4")),
        (Decimal("-0.5"), Decimal("-0.5")),
        ("9" * 34, Decimal("9" * 34)),
        ("1E-50", Decimal("1E-50")),
        ("1E+50", Decimal("1E+50")),
        ("1" + "0" * 50, Decimal("1E+50")),
        ("0." + "0" * 49 + "10", Decimal("1E-50")),
        (10**50, Decimal("1E+50")),
    ],
)
def test_exact_takes_numbers_that_lost_nothing(
    number: Decimal | int | str, expected: Decimal
) -> None:
    """Integers, decimals and texts become decimals, up to 34 digits and 50 places."""
    assert expected == exact(number)


@pytest.mark.parametrize("zero", ["-0", "0.00", "0E+99", "0E-99"])
def test_zero_is_zero(zero: str) -> None:
    """Zero keeps neither a sign nor places, so that it reads alike however it came about."""
    assert str(exact(zero)) == str(Decimal(0))


@pytest.mark.parametrize("number", [80.4, True, None, Fraction(1, 3), b"1"], ids=repr)
def test_exact_refuses_what_is_no_exact_number(number: object) -> None:
    """A float has lost digits and a bool is no number: both are errors that name what to pass."""
    with pytest.raises(TypeError, match=r"pass a Decimal, an int or a text|write '80.4' or Deci"):
        exact(number)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "number",
    [
        "NaN", "sNaN", "Infinity", "-Infinity", "", "eighty", "80,4", "9" * 35, 10**34 + 1,
        "1E+51", "1E-51", "1E+999999999",
    ],
)  # fmt: skip
def test_exact_refuses_what_is_not_finite_or_too_long(number: str | int) -> None:
    """No infinity, no NaN, and no more digits or places than arithmetic can carry."""
    with pytest.raises(ValueError, match=r"expected a decimal number such as 80\.4, of at most 34"):
        exact(number)


def test_exact_quotes_what_it_could_not_read() -> None:
    """The error shows the text, cut to one line, not what became of it."""
    with pytest.raises(ValueError, match=r"got 'eighty point four'$"):
        exact("eighty point four")


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"value": 80.4}, TypeError, "expected an exact number, got 80.4"),
        ({"value": True}, TypeError, "expected an exact number, got True"),
        ({"value": "NaN"}, ValueError, "expected a decimal number"),
        ({"upper": 20.5}, TypeError, "expected an exact number, got 20.5"),
        ({"interval": (9.5, None)}, TypeError, "expected an exact number, got 9.5"),
        ({"comparator": "=="}, ValueError, "comparator must be one of = ~ > >= < <= range, got"),
        ({"comparator": ""}, ValueError, "comparator must be one of"),
        ({"unit": ""}, ValueError, "a plain number has the unit '1'"),
        ({"decimals": -2}, ValueError, "10 has digits beyond the place that decimals=-2 names"),
        ({"value": "80.45", "decimals": 1}, ValueError, "80.45 has digits beyond"),
        ({"value": 0, "decimals": 84}, ValueError, "digits beyond"),
        ({"value": 0, "decimals": -51}, ValueError, "digits beyond"),
        ({"upper": 20, "decimals": -1}, ValueError, "ends of a range are its bounds"),
        ({"upper": 10}, ValueError, "expected a range upwards, got 10 to 10"),
        ({"upper": 9}, ValueError, "expected a range upwards, got 10 to 9"),
        ({"upper": 20, "comparator": "="}, ValueError, "a range, and nothing else, has an upper"),
        ({"upper": 20, "comparator": "~"}, ValueError, "a range, and nothing else, has an upper"),
        ({"comparator": "range"}, ValueError, "a range, and nothing else, has an upper end"),
        (
            {"exclusive": True},
            ValueError,
            "a range, and nothing else, has an upper end, got = None",
        ),
        ({"nominal": True}, ValueError, "a whole number of tokens from 1K, got 10 1"),
        ({"nominal": True, "unit": "token"}, ValueError, "of tokens from 1K, got 10 token"),
        ({"nominal": True, "unit": "token", "value": "1000.5"}, ValueError, "got 1000.5 token"),
        ({"nominal": True, "value": 1000}, ValueError, "of tokens from 1K, got 1000 1"),
        (
            {"nominal": True, "unit": "token", "value": 1000, "decimals": -3},
            ValueError,
            "a nominal size has no decimals",
        ),
        (
            {"nominal": True, "unit": "token", "value": 1000, "upper": 2000},
            ValueError,
            "without nominal sizes",
        ),
        ({"interval": (5, 15), "decimals": 0}, ValueError, "takes the place of what was printed"),
        ({"interval": (10, 15), "upper": 12}, ValueError, "takes the place of what was printed"),
        ({"interval": (5, 15), "exclusive": True}, ValueError, "takes the place of what was"),
        (
            {"interval": (500, 1500), "nominal": True, "unit": "token", "value": 1000},
            ValueError,
            "takes the place of what was printed",
        ),
        ({"interval": (10, None), "comparator": "range"}, ValueError, "the side of 'range'"),
        ({"interval": (None, 10), "comparator": "range"}, ValueError, "the side of 'range'"),
        ({"interval": (9, 15), "comparator": "range"}, ValueError, "around 10, got 9 to 15"),
        ({"interval": (11, None)}, ValueError, "an interval around 10, got 11 to Infinity"),
        ({"interval": (None, 9)}, ValueError, "an interval around 10, got -Infinity to 9"),
        ({"interval": (None, 15), "comparator": ">="}, ValueError, "a bound on the side of '>='"),
        ({"interval": (5, None), "comparator": "<"}, ValueError, "a bound on the side of '<'"),
        ({"interval": (15, 5)}, ValueError, "an interval around 10, got 15 to 5"),
    ],
    ids=str,
)
def test_refuses_what_contradicts_itself(
    fields: dict[str, Any], error: type[Exception], message: str
) -> None:
    """Each field is checked against the others, and the error says what was expected."""
    with pytest.raises(error, match=message):
        Quantity(**(TEN | fields))


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (plain(10), (10, 10)),
        (plain(10, decimals=0), ("9.5", "10.5")),
        (plain("80.4", decimals=1), ("80.35", "80.45")),
        (read("RMB 380 billion"), (375 * 10**9, 385 * 10**9)),
        (read("$6.0 billion"), (595 * 10**7, 605 * 10**7)),
        (read("41,626M"), ("41625500000", "41626500000")),
        (plain(10, comparator="~"), (None, None)),
        (plain(10, comparator="~", decimals=0), ("9.5", "10.5")),
        (plain(10, comparator=">", decimals=0), (10, None)),
        (plain(10, comparator=">="), (10, None)),
        (plain(10, comparator="<", decimals=0), (None, 10)),
        (plain(10, comparator="<="), (None, 10)),
        (plain(100, upper=1000), (100, 1000)),
        (plain(100, upper=1000, exclusive=True), (100, 1000)),
        (tokens("1M"), (1_000_000, 1_048_576)),
        (tokens("262K"), (262_000, 262_144)),
        (tokens("33K"), (32_768, 33_000)),
        (tokens("~1M"), (1_000_000, 1_048_576)),
        (tokens("over 1M"), (1_000_000, None)),
        (tokens("up to 1M"), (None, 1_048_576)),
        (plain(10, interval=(None, 12)), (None, 12)),
        (plain(10, interval=(9, None), comparator=">="), (9, None)),
    ],
    ids=str,
)
def test_bounds(quantity: Quantity, expected: tuple[int | str | None, int | str | None]) -> None:
    """What was printed bounds a number by half a unit, a comparator by the number itself."""
    low, high = expected
    bounds: Bounds = (
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
    )

    assert bounds == quantity.bounds


def test_bounds_of_long_numbers_are_rounded_outwards() -> None:
    """Bounds that do not fit into 34 digits still hold the value (IEEE 1788)."""
    long = plain("9" * 34, decimals=0)
    longer = plain("1." + "0" * 32 + "1", decimals=50)

    assert (Decimal("9" * 33 + "8"), Decimal("1E+34")) == long.bounds
    assert longer.bounds[0] == Decimal("1." + "0" * 33)
    assert longer.bounds[1] == Decimal("1." + "0" * 32 + "2")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("119 languages", "119+ languages", True),
        ("119 languages", "201 languages", False),
        ("about $53 billion", "over $53 billion", True),
        ("80.4 %", "80.44 %", True),
        ("80.4 %", "80.46 %", False),
        ("262K tokens", "262,144 tokens", True),
        ("over 5", "under 5", False),
        ("over 5", "at most 5", False),
        ("at least 5", "under 5", False),
        ("at least five", "at most five", True),
        ("at least five", "five", True),
        ("over five", "five", False),
        ("under five", "five", False),
        ("triple-digit growth", "over 999 %", True),
        ("triple-digit growth", "at least 1,000 %", False),
        ("double-digit growth", "triple-digit growth", False),
        ("roughly tenfold", "3x", True),
    ],
)
def test_consistency(one: str, other: str, *, expected: bool) -> None:
    """Two statements agree where some number satisfies both; over, under and ranges are open."""
    assert expected is read(one).consistent_with(read(other))


def test_consistency_is_of_one_unit() -> None:
    """Whether 5 models agree with 5 languages is not a question."""
    with pytest.raises(IncomparableError, match="5 models and 5 languages are in different units"):
        read("5 models").consistent_with(read("5 languages"))


@given(QUANTITIES, QUANTITIES)
def test_consistency_is_symmetric(one: Quantity, other: Quantity) -> None:
    """Design, Quantity: "Two figures are consistent when those intervals overlap": both do."""
    assert one.consistent_with(other) == other.consistent_with(one)


@given(QUANTITIES, DECIMALS)
def test_a_number_within_the_bounds_is_consistent(quantity: Quantity, number: Decimal) -> None:
    """Design, Quantity: an interval overlaps a number that lies inside it, and no other."""
    low, high = ends(quantity)
    assume(number not in (low, high))

    assert (low < number < high) == quantity.consistent_with(plain(number))


@given(QUANTITIES)
def test_bounds_contain_the_value(quantity: Quantity) -> None:
    """Quantity.bounds: "Lowest and highest possible value", and the value is possible."""
    low, high = ends(quantity)

    assert low <= quantity.value <= high


@given(QUANTITIES, st.integers(-3, 3))
def test_rounding_keeps_the_bounds(quantity: Quantity, places: int) -> None:
    """Quantity.__round__: "the bounds still hold what they held", and the value."""
    low, high = ends(quantity)
    rounded_low, rounded_high = ends(round(quantity, places))

    assert rounded_low <= low
    assert high <= rounded_high
    rounded = Fraction(round(quantity, places).value)
    match quantity.comparator:
        case ">" | ">=" | "range":
            assert rounded == floor(Fraction(quantity.value) * 10**places) / Fraction(10) ** places
        case "<" | "<=":
            assert rounded == ceil(Fraction(quantity.value) * 10**places) / Fraction(10) ** places
        case _:
            assert round(Fraction(quantity.value), places) == rounded


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, divided])
@given(left=with_member(), right=with_member())
def test_arithmetic_on_bounds_contains_every_arithmetic_on_members(
    operation: Operation, left: tuple[Quantity, Fraction], right: tuple[Quantity, Fraction]
) -> None:
    """IEEE 1788, containment: what members give lies in the interval that intervals give.

    Where the result is "over" or "under", its bound itself is left out.
    """
    (one, member), (other, other_member) = left, right
    assume(operation is not divided or other_member)
    try:
        result: Quantity = operation(one, other)
    except IncomparableError:
        reject()
    low, high = ends(result)
    computed = operation(member, other_member)

    assert low <= computed <= high
    assert result.comparator != ">" or low < computed
    assert result.comparator != "<" or computed < high
    assert low <= result.value <= high


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, divided])
@given(one=LONG, other=LONGER)
def test_results_that_were_rounded_are_bounded_outwards(
    operation: Operation, one: Quantity, other: Quantity
) -> None:
    """IEEE 1788, outward rounding: where digits are lost the bounds still hold the exact result."""
    result: Quantity = operation(one, other)
    low, high = ends(result)
    exact_result = operation(Fraction(one.value), Fraction(other.value))

    assert low <= exact_result <= high
    assert result.interval is not None or exact_result == result.value


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
@given(one=st.integers(-(10**15), 10**15), other=st.integers(-(10**15), 10**15))
def test_arithmetic_on_exact_numbers_is_exact(operation: Operation, one: int, other: int) -> None:
    """Promise 1: exact numbers that fit into 34 digits give an exact number, without bounds."""
    assert plain(operation(one, other)) == operation(plain(one), plain(other))


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, divided])
@given(one=QUANTITIES, other=QUANTITIES)
def test_arithmetic_does_not_depend_on_the_callers_context(
    operation: Operation, one: Quantity, other: Quantity
) -> None:
    """Design, Quantity: "a caller's context cannot change a result", nor how it is written."""
    try:
        expected = operation(one, other)
    except IncomparableError:
        reject()
    words, rounded = str(expected), round(expected, 2)

    with localcontext(HOSTILE):
        assert expected == operation(one, other)
        assert words == str(operation(one, other))
        assert rounded == round(operation(one, other), 2)


def test_reading_does_not_depend_on_the_callers_context() -> None:
    """Design, Quantity: "a caller's context cannot change a result": no digit is lost or gained."""
    with localcontext(HOSTILE):
        quantity = read("RMB 1,023,670.25 million")
        bounds = quantity.bounds

    assert Decimal(1_023_670_250_000) == quantity.value
    assert (Decimal(1_023_670_245_000), Decimal(1_023_670_255_000)) == bounds


def test_share_of_two_printed_amounts() -> None:
    """8,971 / 41,626 million is 21.55 %, known as well as the amounts were printed."""
    share = read("RMB 8,971M") / read("RMB 41,626M")

    assert "1" == share.unit
    assert "=" == share.comparator
    assert Decimal("0.2155") == round(share.value, 4)
    assert Decimal("0.21549") < ends(share)[0] < share.value < ends(share)[1] < Decimal("0.21553")


def test_score_per_price_is_exact_where_its_parts_are() -> None:
    """80.4 % at 3.75 dollars per million tokens is 21.44 % per that price, no digit more."""
    score = Quantity(value=Decimal("80.4"), unit="%")
    price = Quantity(value=Decimal("3.75"), unit="USD/Mtok")

    assert Quantity(value=Decimal("21.44"), unit="%/(USD/Mtok)") == score / price


@pytest.mark.parametrize(
    ("computed", "comparator", "bounds"),
    [
        (read("over 5") + 3, ">", (8, None)),
        (read("at least 5") + 3, ">=", (8, None)),
        (read("over 5") + read("at least 4"), ">", (9, None)),
        (3 + read("under 5"), "<", (None, 8)),
        (3 - read("under five"), ">", (-2, None)),
        (read("over 5") - read("under 3"), ">", (2, None)),
        (read("over 5") * 2, ">", (10, None)),
        (-2 * read("at least 5"), "<=", (None, -10)),
        (read("at most 5") / -2, ">=", (Decimal("-2.5"), None)),
        (10 / read("over 5"), "<", (0, 2)),
        (10 / read("at least 5"), "<=", (0, 2)),
        (-10 / read("over 5"), ">", (-2, 0)),
        (read("over 6") * read("over 2"), ">", (12, None)),
        (read("over 5") * plain(0), "=", (0, 0)),
        (read("triple-digit", unit="1") * 2, "range", (200, 2000)),
        (read("triple-digit", unit="1") * -1, "range", (-1000, -100)),
        (plain(100, upper=200) - plain(100, upper=200), "range", (-100, 100)),
        (plain(100, upper=200) + read("over 5"), ">", (105, None)),
        (plain(100, upper=200) - read("over 5"), "~", (None, 195)),
        (
            plain(100, upper=200) + read("~5 %", unit="%").to("1", rate=1),
            ">=",
            (Decimal("104.5"), Decimal("205.5")),
        ),
        (read("over 5") + read("3"), ">", (Decimal("7.5"), None)),
        (tokens("1M") * 2, "=", (2_000_000, 2_097_152)),
        (read("~5") + read("4"), "~", (8, 10)),
        (read("roughly tenfold") + 5, "~", (None, None)),
        (read("5") + read("4"), "=", (8, 10)),
        (plain(1) / 3, "=", (Decimal("0." + "3" * 34), Decimal("0." + "3" * 33 + "4"))),
        (plain(5, interval=(0, 10)) * read("over 2"), ">=", (0, None)),
        (plain(10) / plain(5, interval=(0, 10)), "=", (1, None)),
        (plain(-20) / plain(-5, interval=(-10, 0)), "=", (2, None)),
        (plain(0, interval=(0, 4)) / plain(5, interval=(0, 10)), "=", (0, None)),
    ],
    ids=str,
)
def test_arithmetic_keeps_what_is_known(
    computed: Quantity,
    comparator: Comparator,
    bounds: tuple[Decimal | int | None, Decimal | int | None],
) -> None:
    """Over, under, about and ranges go through arithmetic as what they still allow."""
    assert comparator == computed.comparator
    assert bounds == computed.bounds


SOME_UNDER_7 = plain(5, interval=(0, 7))


@pytest.mark.parametrize(
    ("computed", "comparator"),
    [
        (read("outflow") * 7, "<"),
        (read("outflow") * -7, ">"),
        (read("inflow") / 7, ">"),
        (read("inflow") * SOME_UNDER_7, ">="),
        (read("outflow") * SOME_UNDER_7, "<="),
        (read("outflow") * (SOME_UNDER_7 * -1), ">="),
        (read("inflow") * read("over 0"), ">"),
        (read("outflow") * read("under 0"), ">"),
    ],
    ids=[
        "out", "turned", "in", "in-maybe-0", "out-maybe-0", "turned-maybe-0", "in-in", "out-out",
    ],
)  # fmt: skip
def test_over_zero_stays_so_unless_times_what_may_be_zero(
    computed: Quantity, comparator: Comparator
) -> None:
    """A flow in one direction keeps it; zero becomes possible only by a factor of zero."""
    assert comparator == computed.comparator
    assert 0 in computed.bounds


@pytest.mark.parametrize(
    "operation",
    [
        lambda: read("over 5") - read("over 3"),
        lambda: read("over 5") + read("under 3"),
        lambda: read("under 5") * read("under 3"),
        lambda: read("over 5") + read("roughly tenfold"),
    ],
    ids=["over-over", "over-under", "under-under", "over-about"],
)
def test_refuses_results_without_any_bound(operation: Callable[[], Quantity]) -> None:
    """Where a bound meets one in the other direction nothing is known, and that is an error."""
    with pytest.raises(IncomparableError, match=r"^(.+) and (?!\1)(.+) together set no bound"):
        operation()


@pytest.mark.parametrize(
    "divisor",
    [
        0,
        Decimal(0),
        plain(0),
        plain(0, decimals=0),
        plain(1, interval=(-1, 2)),
        plain(0, interval=(0, 5)),
        read("inflow"),
        read("under 5"),
        read("roughly tenfold"),
    ],
    ids=[
        "int", "decimal", "exact", "printed", "around", "from", "inflow", "under", "about",
    ],
)  # fmt: skip
def test_refuses_division_by_what_may_be_zero(divisor: Quantity | Decimal | int) -> None:
    """A divisor on no certain side of zero gives no interval, and that is an error."""
    with pytest.raises(IncomparableError, match=r"cannot divide by .*, which may be zero"):
        _ = plain(10) / divisor


def test_sums_by_the_builtin() -> None:
    """sum() begins with zero, which goes with any unit."""
    assert usd("9.5") == sum([usd(5), usd("4.5")])
    assert usd(5) == usd(5) - 0
    assert usd(-5) == 0 - usd(5)


@pytest.mark.parametrize(
    ("computed", "unit"),
    [
        (usd(6) + usd(2), "USD"),
        (usd(6) - usd(2), "USD"),
        (usd(6) * 2, "USD"),
        (2 * usd(6), "USD"),
        (usd(6) / 2, "USD"),
        (usd(6) / usd(2), "1"),
        (2 / usd(6), "1/USD"),
        (2 / usd(6) * usd(6), "1"),
        (usd(6) / read("2 users"), "USD/user"),
        (usd(6) / read("2 users") * read("2 users"), "USD"),
        (read("2 users") * (usd(6) / read("2 users")), "USD"),
        (usd(6) / read("$2 per user"), "user"),
        (read("80 %") / read("$2/Mtok"), "%/(USD/Mtok)"),
        (read("80 %") / read("$2/Mtok") * read("$2/Mtok"), "%"),
        (read("80 %") / (read("80 %") / read("$2/Mtok")), "USD/Mtok"),
        (read("$2/Mtok") / read("80 %"), "(USD/Mtok)/%"),
        (read("$2/Mtok") / read("80 %") * read("80 %"), "USD/Mtok"),
        (read("$2/Mtok") / read("$1/Mtok"), "1"),
    ],
)  # fmt: skip
def test_units_are_computed(computed: Quantity, unit: str) -> None:
    """Units divide, cancel and come back; a bare number has none."""
    assert unit == computed.unit


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt, operator.ge])
@pytest.mark.parametrize("other", [read("5 %"), plain(5)], ids=str)
def test_refuses_to_mix_units(operation: Operation, other: Quantity) -> None:
    """Dollars and per cent are neither added nor ordered, nor dollars and plain numbers."""
    with pytest.raises(IncomparableError, match="are in different units; convert one with to"):
        operation(usd(5), other)


def test_refuses_to_add_a_bare_number_to_an_amount() -> None:
    """Only zero goes with any unit: five of what is for the caller to say."""
    with pytest.raises(IncomparableError, match=r"\$5 and 5 are in different units"):
        _ = usd(5) + 5


def test_refuses_products_without_a_meaning() -> None:
    """A per cent of dollars is no unit of this package; a caller divides by 100 first."""
    with pytest.raises(IncomparableError, match="% times USD is no unit of this package"):
        _ = read("5 %") * usd(5)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, divided])
@pytest.mark.parametrize("other", [1.5, "5", None, 1j], ids=repr)
def test_arithmetic_refuses_other_types(operation: Operation, other: object) -> None:
    """Floats and texts go into arithmetic on neither side."""
    with pytest.raises(TypeError, match=r"unsupported operand|can't multiply"):
        operation(usd(5), other)
    with pytest.raises(TypeError, match=r"unsupported operand|can only concatenate|can't multiply"):
        operation(other, usd(5))


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, divided])
@pytest.mark.parametrize("flag", [True, False])
def test_arithmetic_refuses_bools(operation: Operation, *, flag: bool) -> None:
    """A comparison that slipped into a sum is not counted as one or zero."""
    with pytest.raises(TypeError, match=f"expected an exact number, got {flag}"):
        operation(usd(5), flag)
    with pytest.raises(TypeError, match=f"expected an exact number, got {flag}"):
        operation(flag, usd(5))


RMB = read("RMB 41,626M")


@pytest.mark.parametrize(
    "rate",
    [
        Decimal("0.125"),
        "0.125",
        Quantity(value=Decimal("0.125"), unit="USD/CNY"),
        Quantity(value=Decimal(8), unit="CNY/USD"),
    ],
    ids=["decimal", "text", "dollars-per-yuan", "yuan-per-dollar"],
)
def test_converts_at_a_rate_either_way_round(rate: Decimal | str | Quantity) -> None:
    """A rate's unit says which way round it is; a bare rate is in wanted units per present."""
    converted = RMB.to("USD", rate=rate)

    assert (Decimal(5_203_250_000), "USD", "=") == (
        converted.value,
        converted.unit,
        converted.comparator,
    )
    assert (Decimal(5_203_187_500), Decimal(5_203_312_500)) == converted.bounds


def test_nothing_is_converted_without_a_rate() -> None:
    """Without a rate a quantity is had in its own unit alone, and the error says what to pass."""
    assert RMB is RMB.to("CNY")
    with pytest.raises(IncomparableError, match=r"pass rate=, how many USD one CNY is worth .what"):
        RMB.to("USD")
    with pytest.raises(IncomparableError, match=r"how many m one % is worth$"):
        read("5 %").to("m")


def test_converting_carries_the_doubt_of_the_rate() -> None:
    """At about 8 yuan to the dollar an amount is about so much."""
    converted = Quantity(value=255, unit="CNY").to("USD", rate=read("~RMB 8 per USD"))

    assert "~" == converted.comparator
    assert (Decimal(30), Decimal(34)) == converted.bounds


@pytest.mark.parametrize(
    ("quantity", "unit", "rate", "expected"),
    [
        (read("five", unit="%"), "1", "0.01", plain("0.05")),
        (plain(5), "model", 2, Quantity(value=Decimal(10), unit="model")),
        (
            Quantity(value=Decimal(2), unit="USD/Mtok"),
            "CNY/Mtok",
            8,
            Quantity(value=Decimal(16), unit="CNY/Mtok"),
        ),
        (usd(5), "USD", 2, usd(10)),
    ],
    ids=["per-cent", "plain", "price", "same"],
)
def test_converts_any_unit(
    quantity: Quantity, unit: str, rate: int | str, expected: Quantity
) -> None:
    """Whatever the units, a bare rate leads from one to the other."""
    assert expected == quantity.to(unit, rate=rate)


@pytest.mark.parametrize("rate", ["RMB 8 per EUR", "8", "$8"])
def test_refuses_a_rate_of_other_units(rate: str) -> None:
    """A rate that has nothing to do with the two units is an error that names all three."""
    with pytest.raises(IncomparableError, match=r"a rate in \S+ does not lead from CNY to USD"):
        RMB.to("USD", rate=read(rate))


def test_refuses_a_rate_that_lost_digits() -> None:
    """A float is no rate."""
    with pytest.raises(TypeError, match=r"expected an exact number, got 0\.125"):
        RMB.to("USD", rate=0.125)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@given(COARSE | ranges(), COARSE | ranges())
def test_order_is_total_and_agrees_with_equality(one: Quantity, other: Quantity) -> None:
    """Design, Quantity: "`<` orders within one unit": one of <, == and > holds."""
    assert 1 == sum((one < other, one == other, one > other))
    assert (one <= other) == (not one > other)
    assert one != other or hash(one) == hash(other)


@given(QUANTITIES, QUANTITIES, QUANTITIES)
def test_order_is_transitive_and_by_value(one: Quantity, two: Quantity, three: Quantity) -> None:
    """Quantity: "Quantities of one unit sort by value", whatever else is said of them."""
    first, second, third = sorted([one, two, three])

    assert first.value <= second.value <= third.value
    assert first <= third


def test_sorts_by_value_then_from_under_to_over() -> None:
    """At one value, "under" comes before the number, "about" after it and "over" last."""
    texts = ["3+", "<5", "≤5", "5", "~5", "5+", ">5", "<6"]

    assert texts == [str(quantity) for quantity in sorted(map(read, reversed(texts)))]


@pytest.mark.parametrize(
    ("text", "below", "at_most", "at_least", "above"),
    [
        ("74.9 %", True, True, False, False),
        ("75 %", False, True, True, False),
        ("~75 %", False, True, True, False),
        ("over 75 %", False, False, True, True),
        ("under 75 %", True, True, False, False),
        ("over 70 %", False, False, False, False),
        ("70 to 75 %", False, True, False, False),
        ("70 to under 75 %", True, True, False, False),
        ("75 to 80 %", False, False, True, False),
    ],
)
def test_against_a_number_what_certainly_holds_is_true(
    text: str, below: bool, at_most: bool, at_least: bool, above: bool
) -> None:
    """A number, as number or text, is of the same unit; an open comparison is false both ways."""
    quantity = read(text)

    for number in (75, Decimal(75), "75", "75 %"):
        assert (below, at_most) == (quantity < number, quantity <= number)
        assert (at_least, above) == (quantity >= number, quantity > number)


def test_a_nominal_size_is_above_neither_of_its_readings() -> None:
    """262K tokens are 262,000 or 262,144, so that only what is below both is below it."""
    window = read("262K tokens")

    assert window > 261_999
    assert not window > 262_000
    assert window <= 262_144


@pytest.mark.parametrize(
    ("other", "error", "words"),
    [
        (75.5, TypeError, r"write '75.5' or Decimal\('75.5'\)"),
        (None, TypeError, "'<' not supported"),
        ("75 points", ValueError, "is in point, not in %"),
        ("$75", ValueError, "is in USD, not in %"),
        ("high", ValueError, "cannot read 'high'"),
        ("over 70 %", ValueError, "is one number, as '75 %', got 'over 70 %'"),
        ("~70 %", ValueError, "is one number"),
        ("70 to 80 %", ValueError, "is one number"),
    ],
)
def test_what_is_no_number_of_the_unit_is_refused(
    other: Any, error: type[Exception], words: str
) -> None:
    """A float, another unit, words and a bound are errors that say what to write."""
    with pytest.raises(error, match=words):
        _ = read("75 %") < other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (usd(5), usd(5, decimals=0)),
        (usd(5, comparator=">"), usd(5, comparator=">", decimals=0)),
        (usd(5, comparator=">", decimals=1), usd(5, comparator=">", decimals=0)),
        (usd(5), usd(5, comparator="~")),
        (usd(5), usd(5, upper=6)),
        (usd(5, upper=6), usd(5, interval=(5, 6), comparator="range")),
        (usd(5, upper=6), usd(5, upper=6, exclusive=True)),
        (tokens("1M"), tokens("1,000,000")),
        (usd(5), usd(5, interval=(5, 5))),
        (usd(5, interval=(4, 6)), usd(5, interval=(4, None))),
    ],
    ids=[
        "decimals", "place-of-bound", "other-place-of-bound", "comparator", "upper",
        "upper-or-interval", "exclusive", "nominal", "interval", "bounds",
    ],
)  # fmt: skip
def test_equality_and_order_count_every_field(one: Quantity, other: Quantity) -> None:
    """Design §4: "Equality counts every field": stated otherwise is not the same statement."""
    assert one != other
    assert (one < other) is not (other < one)


def test_equality_counts_the_unit() -> None:
    """Five dollars are not five per cent, and asking so is no error."""
    assert usd(5) != Quantity(value=5, unit="%")


def test_equality_is_of_numbers_not_of_their_spelling() -> None:
    """80.40 and 80.4 are one number; its printed place is what `decimals` says."""
    assert plain("80.40") == plain("80.4")
    assert hash(plain("80.40")) == hash(plain("80.4"))


@pytest.mark.parametrize(
    ("quantity", "places", "expected"),
    [
        (plain("57.185"), 1, between(Decimal("57.185"), Decimal("57.2"), Decimal("57.2"))),
        (plain("57.25"), 1, between(Decimal("57.2"), Decimal("57.2"), Decimal("57.25"))),
        (plain(57), 0, plain(57)),
        (plain(57), 1, plain(57)),
        (plain(57), -1, between(Decimal(57), Decimal(60), Decimal(60))),
        (plain(57, comparator=">"), -1, between(Decimal(50), Decimal(50), None, comparator=">")),
        (plain(52, comparator="<="), -1, between(None, Decimal(60), Decimal(60), comparator="<=")),
        (
            read("triple-digit", unit="1"),
            0,
            between(Decimal(100), Decimal(100), Decimal(1000), comparator="range"),
        ),
        (
            plain(157, upper=283),
            -1,
            between(Decimal(150), Decimal(150), Decimal(283), comparator="range"),
        ),
        (read("roughly tenfold"), 0, between(None, Decimal(10), None, comparator="~")),
    ],
    ids=[
        "up",
        "half-even",
        "whole",
        "wider",
        "tens",
        "over",
        "at-most",
        "range",
        "range-down",
        "about",
    ],
)
def test_round(quantity: Quantity, places: int, expected: Quantity) -> None:
    """round() rounds the value, half to even, and a bound so that it holds."""
    assert expected == round(quantity, places)


def test_round_without_places_gives_a_whole_quantity() -> None:
    """round(q) is a quantity too, for its unit goes with it."""
    assert usd(4, interval=("3.75", 4)) == round(usd("3.75"))


def test_float_is_the_value() -> None:
    """float() is for plots; nothing of it comes back."""
    assert 0.804 == float(plain("0.804"))


def test_int_is_the_value_without_its_fraction() -> None:
    """int() cuts the fraction of the value off, as it does of any number."""
    assert (262_000, 80, -80) == (int(plain(262_000)), int(plain("80.9")), int(plain("-80.9")))


@pytest.mark.parametrize(
    ("quantity", "spec", "expected"),
    [
        (read("80.44 %"), ".1f", "80.4 %"),
        (read("~$260 billion"), ".1f", "~$260.0 billion"),
        (usd("-1234.567"), ",.2f", "-$1,234.57"),
        (plain("0.2155"), ".1%", "21.6%"),
        (read("triple-digit"), ".1f", "100.0 to under 1000.0 %"),
        (tokens("262K"), ".1f", "262.0K tokens"),
        (read("400+ models"), "", "400+ models"),
    ],
    ids=["places", "scaled", "money", "share", "range", "nominal", "none"],
)
def test_format_applies_to_the_number(quantity: Quantity, spec: str, expected: str) -> None:
    """A format specification is of the number; sign, unit and scale are written around it."""
    assert expected == f"{quantity:{spec}}"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("16", "   ~$260 billion"),
        (">16", "   ~$260 billion"),
        ("<16", "~$260 billion   "),
        ("*^16", "*~$260 billion**"),
        ("16.1f", " ~$260.0 billion"),
        ("3", "~$260 billion"),
    ],
)
def test_a_width_is_that_of_the_whole(spec: str, expected: str) -> None:
    """A width, with fill and alignment, is of all that is written, not of the number alone."""
    assert expected == format(read("~$260 billion"), spec)


def test_format_refuses_what_is_no_specification() -> None:
    """A wrong specification is an error as of any number."""
    with pytest.raises(ValueError, match="invalid format string"):
        format(usd(5), "long")


def test_repr_is_the_text_in_one_line() -> None:
    """The repr shows what str() writes."""
    assert "<Quantity ~$260 billion>" == repr(read("~$260 billion"))


def pickled(quantity: Quantity) -> Quantity:
    """The quantity after a round trip through pickle."""
    twin: Quantity = pickle.loads(pickle.dumps(quantity))  # noqa: S301 - made in the same line
    return twin


@pytest.mark.parametrize("copied", [pickled, copy.copy, copy.deepcopy])
@pytest.mark.parametrize("quantity", [read("~$260 billion"), usd(1) / 3], ids=str)
def test_survives_copying(copied: Callable[[Quantity], Quantity], quantity: Quantity) -> None:
    """A copy is equal and hashes alike."""
    twin = copied(quantity)

    assert quantity == twin
    assert hash(quantity) == hash(twin)


@pytest.mark.parametrize("name", ["value", "bounds", "other"])
def test_is_frozen(name: str) -> None:
    """No attribute can be set, a new one included."""
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(usd(5), name, None)


@pytest.mark.parametrize("number", [float, int])
def test_a_range_is_no_single_number(number: Callable[[Quantity], object]) -> None:
    """Neither end of a range is given as its value without a word."""
    with pytest.raises(ValueError, match="100 to under 1,000 % is a range"):
        number(Quantity.parse("100 to under 1,000 %"))


@pytest.mark.parametrize(
    ("quantity", "words", "change"),
    [
        (Quantity(value=0, unit="CNY", comparator="<"), "negative, amount not stated", None),
        (Quantity(value=0, unit="%", comparator=">"), "positive, number not stated", None),
        (usd(5) * Quantity(value=0, unit="1", comparator="<"), "<$0", None),
        (Quantity(value=0, unit="CNY", comparator="<="), "≤RMB 0", None),
        (read("3 %"), "3 %", "+3 %"),
        (read("~1,200.5 %"), "~1,200.5 %", "~+1,200.5 %"),
        (read("over 5 %"), ">5 %", ">+5 %"),
        (read("triple-digit"), "100 to under 1,000 %", "+100 to under 1,000 %"),
        (read("-3 %"), "-3 %", None),
        (read("0 %"), "0 %", None),
    ],
)
def test_words_say_a_side_and_a_growth(quantity: Quantity, words: str, change: str | None) -> None:
    """A stated side of zero is in words, and growth has a plus; nothing else changes."""
    assert words == quantity_words(quantity)
    assert (change or words) == quantity_words(quantity, is_change=True)


def test_a_range_can_be_inspected() -> None:
    """What inspects a quantity without a single value meets no error."""
    assert "bounds" in dict(inspect.getmembers(read("70 to 75 %")))
