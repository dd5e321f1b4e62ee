"""Numbers that know their unit and how exactly they were stated."""

import operator
from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any, cast

from attrs import Factory, field, frozen

from aiproviders._values.arguments import check_type
from aiproviders._values.nominal_size import binary_reading
from aiproviders._values.number import (
    CEILING,
    COMPARATORS,
    DIGITS,
    FLOOR,
    NEAREST,
    PLACES,
    ROOMY,
    Bounds,
    Comparator,
    Number,
    exact,
    exact_or_none,
    rounded_as,
)
from aiproviders._values.pickling import Equal, Versioned
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.units import is_currency, is_scale, over, times
from aiproviders._values.wording import angled, escaped, quoted, shorten
from aiproviders.errors import IncomparableError

_SORTED: tuple[Comparator, ...] = ("<", "<=", "=", "~", "range", ">=", ">")
_AT_LEAST = (">", ">=")
_AT_MOST = ("<", "<=")
_UP = 1
_DOWN = -1
_INFINITY = Decimal("Infinity")
_ZERO = Decimal(0)
_SMALLEST_SIZE = 1000
_SIDES = {"<": "negative", ">": "positive"}  # of zero


def _exact_ends(ends: "tuple[Number | None, Number | None] | None") -> Bounds | None:
    if ends is None:
        return None
    if not isinstance(ends, tuple):
        msg = f"an interval is a lowest and a highest value in a tuple, got {quoted(ends)}"
        raise TypeError(msg)
    return exact_or_none(ends[0]), exact_or_none(ends[1])


@frozen(kw_only=True, order=False, repr=False, eq=False)
class Quantity(Equal, Versioned, Guided):
    """A number with its unit, its comparator and the place of its last printed digit.

    Sums, differences, products and quotients carry the bounds of their operands and check
    units. Quantities of one unit sort by value, then by comparator. Against a number of the same
    unit, or a text such as `75 %`, a comparison is true where it certainly holds: "over 70 %" is
    above 70, and neither above nor below 75. One number, also "about" it, counts as stated.

    Attributes:
        value: The number as stated, in whole units (260 billion dollars are 260000000000 USD); of
            a range its lower end.
        unit: Currency code, `%`, `1` for a plain number, or a noun such as `model`; quotients
            are written `USD/Mtok` (US dollars per million tokens).
        upper: The upper end of a stated range: 1000 for "triple-digit", which begins at 100.
        comparator: How the number was stated; `=` unless it says otherwise, and `range` between
            two ends.
        exclusive: Whether the range ends before its upper end, as "triple-digit" does before 1000.
        decimals: Place of the last digit printed, as in XBRL: 1 for 80.4, -6 for 41,626 million.
            None for an exact number, such as a count.
        nominal: Whether it is a size such as 1M or 262K tokens, in powers of ten or of two.
        interval: Bounds of a computed quantity; None where they follow from the other fields.

    Raises:
        TypeError: A number is a float.
        ValueError: A number has more digits than `decimals` allows, or lies outside its interval,
            or the range is not one, or the nominal size is none.
    """

    value: Decimal = field(converter=exact)
    unit: str
    upper: Decimal | None = field(default=None, converter=exact_or_none)
    comparator: Comparator = field(
        default=Factory(lambda self: "=" if self.upper is None else "range", takes_self=True)
    )
    exclusive: bool = False
    decimals: int | None = None
    nominal: bool = False
    interval: Bounds | None = field(default=None, converter=_exact_ends)

    def __attrs_post_init__(self) -> None:
        if self.comparator not in COMPARATORS:
            msg = (
                f"comparator must be one of {' '.join(COMPARATORS)}, got {quoted(self.comparator)}"
            )
            raise ValueError(msg)
        self._check_unit()
        if {type(self.exclusive), type(self.nominal)} != {bool}:
            got = f"{quoted(self.exclusive)} and {quoted(self.nominal)}"
            msg = f"exclusive and nominal are bools, got {got}"
            raise TypeError(msg)
        if self.decimals is not None:
            _check_decimals(self.value, self.decimals)
        if self.nominal:
            self._check_nominal_size()
        if self.interval is not None:
            self._check_interval()
        elif (self.comparator == "range") != (self.upper is not None) or (
            self.exclusive and self.upper is None
        ):
            msg = f"a range, and nothing else, has an upper end, got {self.comparator} {self.upper}"
            raise ValueError(msg)
        if self.upper is not None:
            self._check_range(self.upper)

    def _check_unit(self) -> None:
        if not self.unit:
            msg = "a quantity needs a unit; a plain number has the unit '1'"
            raise ValueError(msg)
        if not isinstance(self.unit, str):
            msg = f"a unit is a text, got {quoted(self.unit)}"
            raise TypeError(msg)
        if is_scale(self.unit):
            unit = quoted(self.unit)
            msg = f"the unit {unit} would be read as part of the number; name what it counts"
            raise ValueError(msg)

    def _check_range(self, upper: Decimal) -> None:
        if upper <= self.value:
            msg = f"expected a range upwards, got {self.value} to {upper}"
            raise ValueError(msg)
        if self.decimals is not None or self.nominal:
            msg = "the ends of a range are its bounds, without decimals and without nominal sizes"
            raise ValueError(msg)

    def _check_nominal_size(self) -> None:
        is_whole = self.value == self.value.to_integral_value(context=ROOMY)
        if self.unit != "token" or not is_whole or self.value < _SMALLEST_SIZE:
            got = f"{self.value} {shorten(self.unit)}"
            msg = f"a nominal size is a whole number of tokens from 1K, got {got}"
            raise ValueError(msg)
        if self.decimals is not None:
            msg = "a nominal size has no decimals: it lies between two readings"
            raise ValueError(msg)

    def _check_interval(self) -> None:
        if (self.decimals, self.upper, self.exclusive, self.nominal) != (None, None, False, False):
            msg = "the interval of a computed quantity takes the place of what was printed"
            raise ValueError(msg)
        low, high = _ends(self)
        needed = {
            _UP: (low, high) if self.comparator == "range" else (low,),
            _DOWN: (high,),
        }.get(_direction(self), ())
        if any(end.is_infinite() for end in needed):
            msg = f"expected a bound on the side of {quoted(self.comparator)}, got {low} to {high}"
            raise ValueError(msg)
        if not low <= self.value <= high or (self.comparator == "range" and self.value != low):
            msg = f"expected an interval around {self.value}, got {low} to {high}"
            raise ValueError(msg)

    @classmethod
    def parse(cls, text: str, *, unit: str | None = None) -> "Quantity":
        """Read a quantity in the way that people write it.

        The text of a quantity reads back as an equal one where a text can say it. It cannot say
        that a number is exact unless it is a count: the last digit of "5 %" gives `decimals`, and
        a quantity of 5 % without `decimals` differs.

        Args:
            text: Such as `~$260 billion`, `RMB 41,626M`, `400+ models` or `over 80.4 %`.
            unit: What the number counts, where the text does not say it.

        Raises:
            TypeError: It is no text.
            ValueError: The text is not understood, or says another unit.
        """
        from aiproviders._values.quantity_text import parse_quantity

        return cls(**parse_quantity(text, unit)._asdict())

    @property
    def bounds(self) -> Bounds:
        """Lowest and highest value that the statement allows; None where it sets no bound.

        A stated number lies within half a unit of the last digit printed (SEC EDGAR Filer
        Manual 6.5.12). For "about" these are bounds of the printed number, not of the true one;
        without a last printed place it has no bounds. A nominal size lies between its reading in
        powers of ten and that in powers of two.
        """
        if self.interval is not None:
            return self.interval
        if self.upper is not None:
            return self.value, self.upper
        low, high = self._readings
        if self.comparator in _AT_LEAST:
            return low, None
        if self.comparator in _AT_MOST:
            return None, high
        if self.decimals is None:
            return (None, None) if self.comparator == "~" and not self.nominal else (low, high)
        half = Decimal(5).scaleb(-self.decimals - 1, NEAREST)
        return FLOOR.subtract(low, half), CEILING.add(high, half)

    @property
    def _readings(self) -> tuple[Decimal, Decimal]:
        """The value, twice; or what a nominal size is in powers of ten and of two, in order."""
        other = Decimal(binary_reading(int(self.value))) if self.nominal else self.value
        return min(self.value, other), max(self.value, other)

    def consistent_with(self, other: "Quantity") -> bool:
        """Return whether both can mean the same number: whether their bounds overlap.

        Args:
            other: A quantity of the same unit.

        Raises:
            IncomparableError: The units differ.
        """
        check_type(other, Quantity)
        _check_units(self, other)
        return not (_ends_below(self, other) or _ends_below(other, self))

    def to(self, unit: str, *, rate: "Number | Quantity | None" = None) -> "Quantity":
        """Convert to another unit at a rate that the caller chooses.

        Args:
            unit: The new unit.
            rate: How many of the new unit one of the present unit is worth; or a quantity in
                either direction, such as `USD/CNY` or `CNY/USD`. Only the present unit needs none.

        Raises:
            IncomparableError: The rate's unit does not lead from one unit to the other, or no rate
                is given. `Metric.in_currency` has the source's own conversion.
        """
        check_type(unit, str)
        if rate is None:
            if unit == self.unit:
                return self
            own = " (what a source converts itself is in its metric's in_currency)"
            msg = (
                f"nothing converts {self} to {shorten(unit)}; pass rate=, how many {shorten(unit)} "
                f"one {self.unit} is worth{own if is_currency(unit) else ''}"
            )
            raise IncomparableError(msg)
        if not isinstance(rate, Quantity):
            rate = Quantity(value=rate, unit=over(unit, self.unit))
        converted = self * rate if rate.unit == over(unit, self.unit) else self / rate
        if converted.unit != unit:
            msg = f"a rate in {rate.unit} does not lead from {self.unit} to {unit}"
            raise IncomparableError(msg)
        return converted

    def __add__(self, other: "Quantity | Decimal | int") -> "Quantity":
        if (addend := _operand(other, self.unit)) is None:
            return NotImplemented
        _check_units(self, addend)
        (low, high), (other_low, other_high) = _ends(self), _ends(addend)
        bounds = (FLOOR.add(low, other_low), CEILING.add(high, other_high))
        directions = _direction(self), _direction(addend)
        value = NEAREST.add(self.value, addend.value)
        return _computed(value, self.unit, bounds, directions, (self, addend))

    __radd__ = __add__

    def __sub__(self, other: "Quantity | Decimal | int") -> "Quantity":
        if (subtrahend := _operand(other, self.unit)) is None:
            return NotImplemented
        return self + subtrahend * -1

    def __rsub__(self, other: Decimal | int) -> "Quantity":
        return self * -1 + other

    def __mul__(self, other: "Quantity | Decimal | int") -> "Quantity":
        if (factor := _operand(other, "1")) is None:
            return NotImplemented
        unit = times(self.unit, factor.unit)
        pairs = [(a, b) for a in _ends(self) for b in _ends(factor)]
        low = min(_product(a, b, FLOOR) for a, b in pairs)
        high = max(_product(a, b, CEILING) for a, b in pairs)
        directions = _direction(self) * _sign(factor), _direction(factor) * _sign(self)
        value = NEAREST.multiply(self.value, factor.value)
        zero = _ends_in_zero(self) or _ends_in_zero(factor)
        return _computed(value, unit, (low, high), directions, (self, factor), zero=zero)

    __rmul__ = __mul__

    def __truediv__(self, other: "Quantity | Decimal | int") -> "Quantity":
        if (divisor := _operand(other, "1")) is None:
            return NotImplemented
        sign = _sign(divisor)
        if not sign or not divisor.value:
            msg = f"cannot divide by {divisor}, which may be zero"
            raise IncomparableError(msg)
        pairs = [(a, b) for a in _ends(self) for b in _ends(divisor)]
        low = min(_quotient(a, b, sign, FLOOR) for a, b in pairs)
        high = max(_quotient(a, b, sign, CEILING) for a, b in pairs)
        directions = _direction(self) * sign, -_direction(divisor) * _sign(self)
        value = NEAREST.divide(self.value, divisor.value)
        unit = over(self.unit, divisor.unit)
        return _computed(value, unit, (low, high), directions, (self, divisor))

    def __rtruediv__(self, other: Decimal | int) -> "Quantity":
        if (dividend := _operand(other, "1")) is None:
            return NotImplemented
        return dividend / self

    def __lt__(self, other: "Quantity | Number") -> bool:
        return self._compares(operator.lt, other, at_most=True)

    def __le__(self, other: "Quantity | Number") -> bool:
        return self._compares(operator.le, other, at_most=True)

    def __gt__(self, other: "Quantity | Number") -> bool:
        return self._compares(operator.gt, other, at_most=False)

    def __ge__(self, other: "Quantity | Number") -> bool:
        return self._compares(operator.ge, other, at_most=False)

    def _compares(self, holds: Callable[[Any, Any], bool], other: object, *, at_most: bool) -> bool:
        if isinstance(other, Quantity):
            _check_units(self, other)
            return bool(holds(self._sort_key, other._sort_key))
        if isinstance(other, str):
            given = Quantity.parse(other, unit=self.unit)
            _check_units(self, given)
            if not is_firm(given):
                msg = f"a text to compare with is one number, as '75 %', got {quoted(other)}"
                raise ValueError(msg)
            number = given.value
        elif isinstance(other, Decimal | int | float):
            number = exact(cast("Number", other))  # a float is refused with a hint
        else:
            return cast("bool", NotImplemented)
        as_stated = self.comparator in ("=", "~")
        low, high = self._readings if as_stated else _ends(self)
        if at_most:
            return bool(holds((high, -(self.comparator == "<" or self.exclusive)), (number, 0)))
        return bool(holds((low, self.comparator == ">"), (number, 0)))

    @property
    def _sort_key(self) -> tuple[Decimal | int, ...]:
        low, high = _ends(self)
        # All other fields come last, so that the order agrees with ==.
        return (
            self.value,
            _SORTED.index(self.comparator),
            low,
            high,
            self.decimals is None,
            self.decimals or 0,
            self.interval is not None,
            self.exclusive,
            self.nominal,
        )

    def __float__(self) -> float:
        return float(self._single_value())

    def __int__(self) -> int:
        return int(self._single_value())

    def _single_value(self) -> Decimal:
        if self.comparator == "range":
            msg = f"{shorten(str(self))} is a range and has no single value; use its bounds"
            raise ValueError(msg)
        return self.value

    def __round__(self, ndigits: int = 0) -> "Quantity":
        """Round the value to a number of decimal places; the bounds stay.

        A bound is rounded so that it holds: "over" down, "under" up.
        """
        check_type(ndigits, int)
        place = Decimal((0, (1,), -ndigits))
        value = self.value.quantize(place, rounded_as(self.comparator).rounding, context=ROOMY)
        directions = _direction(self), 0
        return _computed(value, self.unit, _ends(self), directions, (self, self))

    def __format__(self, spec: str) -> str:
        """Write the quantity; a format specification such as `.1f` is for its number.

        A width, such as that of `>25`, is for the whole text, which is aligned on the right unless
        the specification says otherwise.
        """
        from aiproviders._values.quantity_text import Statement, format_quantity

        upper = self.bounds[1] if self.comparator == "range" else None
        statement = Statement(
            self.value,
            self.unit,
            self.comparator,
            upper,
            self.exclusive,
            self.decimals,
            self.nominal,
        )
        return format_quantity(statement, spec, is_computed=self.interval is not None)

    def __str__(self) -> str:
        """The quantity as a person would write it, such as `~$260 billion`."""
        return escaped(format(self, ""))

    def __repr__(self) -> str:
        return angled("Quantity", str(self))


def is_firm(quantity: Quantity) -> bool:
    """Return whether a quantity is stated exactly: not "about", not a bound, not a range."""
    return quantity.comparator == "="


def quantity_words(quantity: Quantity, *, is_change: bool = False) -> str:
    """Return a quantity in words for people, who do not read `<RMB 0` as a loss.

    Args:
        quantity: The quantity.
        is_change: Whether it is by how much something changed, so that growth has a plus.
    """
    text = str(quantity)
    if not quantity.value and quantity.comparator in _SIDES and quantity.interval is None:
        noun = "amount" if is_currency(quantity.unit) else "number"
        return f"{_SIDES[quantity.comparator]}, {noun} not stated"
    if not is_change or quantity.value <= 0:
        return text
    sign = text[0] if text[0] in "~<>≤" else ""
    return f"{sign}+{text.removeprefix(sign)}"


def _check_decimals(number: Decimal, decimals: int) -> None:
    if type(decimals) is not int:
        msg = f"decimals is a whole number, got {quoted(decimals)}"
        raise TypeError(msg)
    exponent = int(number.normalize(ROOMY).as_tuple().exponent)
    if not -PLACES <= decimals < PLACES + DIGITS or (number and exponent < -decimals):
        msg = f"{number} has digits beyond the place that decimals={decimals} names"
        raise ValueError(msg)


def _operand(other: object, unit: str) -> Quantity | None:
    if isinstance(other, Quantity):
        return other
    if isinstance(other, Decimal | int):
        # A plain number has no unit; zero may have any, so that sum() works.
        return Quantity(value=other, unit="1" if other else unit)
    return None


def _check_units(one: Quantity, other: Quantity) -> None:
    if one.unit != other.unit:
        msg = f"{one} and {other} are in different units; convert one with to(…, rate=…)"
        raise IncomparableError(msg)


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    low, high = quantity.bounds
    return -_INFINITY if low is None else low, _INFINITY if high is None else high


def _ends_below(one: Quantity, other: Quantity) -> bool:
    high, low = _ends(one)[1], _ends(other)[0]
    touching_open = one.comparator == "<" or other.comparator == ">" or one.exclusive
    return high < low or (high == low and touching_open)


def _direction(quantity: Quantity) -> int:
    """Return where the true value may lie from the stated one: up, down, or 0 for neither."""
    if quantity.comparator in (*_AT_LEAST, "range"):
        return _UP
    return _DOWN if quantity.comparator in _AT_MOST else 0


def _sign(quantity: Quantity) -> int:
    """Return 1 or -1 where the bounds lie on one side of zero, else 0."""
    low, high = _ends(quantity)
    if low >= 0 < high:
        return 1
    return -1 if high <= 0 > low else 0


def _ends_in_zero(quantity: Quantity) -> bool:
    """Return whether the bounds end in zero and include it."""
    low, high = _ends(quantity)
    return (low == 0 and quantity.comparator != ">") or (high == 0 and quantity.comparator != "<")


def _product(a: Decimal, b: Decimal, context: Context) -> Decimal:
    return context.multiply(a, b) if a and b else _ZERO


def _quotient(a: Decimal, b: Decimal, sign: int, context: Context) -> Decimal:
    if not a or b.is_infinite():
        return _ZERO
    return context.divide(a, b) if b else _INFINITY.copy_sign(context.multiply(a, sign))


def _computed(
    value: Decimal,
    unit: str,
    bounds: tuple[Decimal, Decimal],
    directions: tuple[int, int],
    operands: tuple[Quantity, Quantity],
    *,
    zero: bool = False,
) -> Quantity:
    """Return the result of an operation, with the comparator that follows from its operands.

    Ranges and plain numbers give a range. Else the directions say which way each operand can move
    the result. One way only gives `>` or `<` if an operand is strict, else `>=` or `<=`; both ways,
    or an operand that is "about", give `~`. The value of a range, or of `>` and `<`, is its bound.
    A result that may be exactly zero (`zero`) has no strict bound of zero: 0 times "over 5" is 0.
    """
    low, high = bounds
    interval = (
        None if low.is_infinite() else min(low, value),
        None if high.is_infinite() else max(high, value),
    )
    if interval == (value, value):
        return Quantity(value=value, unit=unit)
    stated = {operand.comparator for operand in operands}
    direction = set(directions) - {0}
    uncertain = any(_direction(operand) for operand in operands)
    if interval == (None, None) and uncertain:
        msg = f"{operands[0]} and {operands[1]} together set no bound in either direction"
        raise IncomparableError(msg)
    least, most = interval
    comparator: Comparator = "~" if uncertain or "~" in stated else "="
    strict = bool(stated & {">", "<"})
    if "range" in stated and stated <= {"range", "="} and least is not None and most is not None:
        comparator, value = "range", least
    elif direction == {_UP} and least is not None:
        comparator, value = ">" if strict and (least or not zero) else ">=", least
    elif direction == {_DOWN} and most is not None:
        comparator, value = "<" if strict and (most or not zero) else "<=", most
    return Quantity(value=value, unit=unit, comparator=comparator, interval=interval)
