"""Single values of a price catalog: checks of types, and readers that make each value once."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast, get_args

from aiproviders._format.strict_reading import JsonObject, is_list
from aiproviders._format.value_errors import escaped
from aiproviders._records.models.model import Modalities, Modality
from aiproviders._values.number import exact
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import quoted
from aiproviders.errors import DataError

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MODALITIES = get_args(Modality)
_CONVERTED = re.compile(r"\b[Cc]onverted (?:at|from|to) (?:[0-9.]{1,20} )?[A-Z]{3}\b")


class UnexpectedError(Exception):
    """A value is not what the price catalog writes there.

    Attributes:
        found: The value.
        expected: What the price catalog usually writes there.
        steps: The path to it.
    """

    def __init__(self, found: object, expected: str, *steps: str) -> None:
        super().__init__(found, expected)
        self.found = found
        self.expected = expected
        self.steps = steps

    def in_file(self, file: str) -> DataError:
        """Return the error for the caller who wanted the file read."""
        found = None if self.found is None else quoted(self.found)
        path = ".".join(map(escaped, self.steps)) or None
        message = "this is missing" if found is None else f"found {found}"
        return DataError(message, escaped(file), path=path, expected=self.expected, found=found)


class Within:
    """A context that adds the path of the values read inside to errors about them.

    It is entered often, and a class is faster than `contextmanager`.

    Attributes:
        steps: The path.
    """

    __slots__ = ("steps",)

    def __init__(self, *steps: str) -> None:
        self.steps = steps

    def __enter__(self) -> None:
        pass

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, UnexpectedError):
            error.steps = (*self.steps, *error.steps)


def text(table: JsonObject, key: str) -> str:
    """Return a text that has to be there."""
    value = table.get(key)
    if type(value) is not str or not value:
        raise UnexpectedError(value, "a text", key)
    return value


def text_or_none(table: JsonObject, key: str) -> str | None:
    """Return a text that may be left out."""
    value = table.get(key)
    return value if value is None else text(table, key)


# Without `cast`, which is a call at run time: these run for every listing.


def as_table(value: Any, *steps: str) -> JsonObject:
    """Return a value that has to be a table."""
    if type(value) is dict:
        return value  # pyright: ignore[reportUnknownVariableType]
    raise UnexpectedError(value, "a table", *steps)


def inner(table: JsonObject, key: str) -> JsonObject:
    """Return a table inside a table; an empty one where it is left out."""
    value = table.get(key)
    if type(value) is dict:
        return value  # pyright: ignore[reportUnknownVariableType]
    return {} if value is None else as_table(value, key)


def tables_among(values: Iterable[object]) -> list[JsonObject]:
    """Return those of several values that are tables."""
    return cast("list[JsonObject]", [each for each in values if type(each) is dict])


def tables(table: JsonObject, key: str) -> list[JsonObject]:
    """Return a list of tables; an empty one where it is left out."""
    return _list(table, key, dict, "a list of tables")


def texts(table: JsonObject, key: str) -> tuple[str, ...]:
    """Return a list of texts; none where it is left out."""
    return tuple(_list(table, key, str, "a list of texts"))


def _list(table: JsonObject, key: str, kind: type, expected: str) -> list[Any]:
    value = table.get(key)
    if value is None:
        return []
    if is_list(value) and all(type(each) is kind for each in value):
        return value
    raise UnexpectedError(value, expected, key)


def day(as_of: Period | date | str | None) -> Period | None:
    """Return the day that a caller names; None where none is named.

    Raises:
        ValueError: It is longer than a day.
    """
    if as_of is None:
        return None
    found = Period.of(as_of)
    if found._first is None or found._first != found._last:
        msg = f"as_of is a day such as '2026-11-27', got {quoted(as_of)}"
        raise ValueError(msg)
    return found


def words_of_flags(table: JsonObject, wording: dict[str, str]) -> tuple[str, ...]:
    """Return the words for the keys whose value is true."""
    found: list[str] = []
    for key, word in wording.items():
        value = table.get(key)
        if value is True:
            found.append(word)
        elif value is not None and value is not False:
            raise UnexpectedError(value, "true or false", key)
    return tuple(found)


def is_converted(*comments: str | None) -> bool:
    """Whether a comment says that prices were converted from or to a currency, by its ISO code."""
    return any(each and _CONVERTED.search(each) for each in comments)


class ValueReader:
    """A reader of single values that returns equal values as one object.

    Attributes:
        remarks: Notes on values that could not be read; who puts them into a record clears them.
    """

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._prices: dict[Decimal | int, Decimal] = {}
        self._tokens: dict[int, Quantity] = {}
        self._periods: dict[str, Period] = {}
        self._modalities: dict[
            tuple[tuple[str, ...], tuple[str, ...]], tuple[Modalities | None, tuple[str, ...]]
        ] = {}

    def price(self, table: JsonObject, key: str) -> Decimal | None:
        """Return an amount of money; None where it is left out."""
        value = table.get(key)
        if value is None:
            return None
        if type(value) is not Decimal and type(value) is not int:
            raise UnexpectedError(value, "a price", key)
        found = self._prices.get(value)
        if found is None:
            expected = "a price of at least 0 and of at most 34 digits"
            try:
                found = exact(value)
            except ValueError:
                raise UnexpectedError(value, expected, key) from None
            if found < 0:
                raise UnexpectedError(value, expected, key)
            self._prices[value] = found
        return found

    def tokens(self, table: JsonObject, key: str, *outer: str) -> Quantity | None:
        """Return a number of tokens; None for 0, which is written where none is known.

        Args:
            table: The table that holds it.
            key: Its key in the table.
            outer: The path to the table, as far as no `Within` adds it.
        """
        value = table.get(key)
        if not value and (value is None or type(value) is int):
            return None
        found = self._tokens.get(value) if type(value) is int else None
        if found is None:
            count = _whole(value)
            if count is None or count < 0:
                raise UnexpectedError(value, "a number of tokens", *outer, key)
            if not count:
                return None
            found = self._tokens[count] = Quantity(value=Decimal(count), unit="token")
        return found

    def period(self, table: JsonObject, key: str) -> Period | None:
        """Return a year, a month or a day, as precise as it is written.

        A text that looks like a date and is none, such as 2025-02-31, becomes a remark.
        """
        value = table.get(key)
        if value is None:
            return None
        found = self._periods.get(value) if type(value) is str else None
        if found is None:
            if type(value) is not str or not _DATE.fullmatch(value):
                raise UnexpectedError(value, "a date such as '2026-05'", key)
            try:
                found = self._periods[value] = Period(value)
            except ValueError:
                self.remarks.append(f"{key} is printed as {value}, which is no date.")
        return found

    def modalities(
        self, table: JsonObject, inputs: str, outputs: str, *outer: str
    ) -> tuple[Modalities | None, tuple[str, ...]]:
        """Return modalities, and in words the inputs and outputs that are none, such as PDF."""
        given: Any = table.get(inputs)
        given_out: Any = table.get(outputs)
        found = None
        if type(given) is type(given_out) is list:
            try:
                found = self._modalities.get((tuple(given), tuple(given_out)))
            except TypeError:
                found = None
        if found is None:
            with Within(*outer):
                key = texts(table, inputs), texts(table, outputs)
            found = self._modalities[key] = _modalities(*key)
        return found


def _whole(value: object) -> int | None:
    """The whole number that is printed, such as 2000000.0; None for anything else."""
    if type(value) is int and -(2**63) < value < 2**63:
        return value
    # Compared first, as a number such as 1e999999 would fill the memory.
    if type(value) is Decimal and value.is_finite() and 0 <= value < 2**63:
        return int(value) if value == value.to_integral_value() else None
    return None


def _modalities(
    inputs: tuple[str, ...], outputs: tuple[str, ...]
) -> tuple[Modalities | None, tuple[str, ...]]:
    known = Modalities(
        input=cast("Any", [each for each in inputs if each in _MODALITIES]),
        output=cast("Any", [each for each in outputs if each in _MODALITIES]),
    )
    other = (
        *(f"{each} input" for each in inputs if each not in _MODALITIES),
        *(f"{each} output" for each in outputs if each not in _MODALITIES),
    )
    return known if known.input or known.output else None, other
